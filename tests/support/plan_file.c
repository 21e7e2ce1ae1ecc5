/* The plan made by hand, in a file. SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/plan_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "buju/plan.h"
#include "tests/support/scratch.h"

bool plan_file_write(plan_file *file, void (*change)(by_hand *hand)) {
  strcpy(file->folder, "/tmp/buju-plan-XXXXXX");
  if (mkdtemp(file->folder) == NULL) return false;
  snprintf(file->path, sizeof file->path, "%s/plan.gpkg", file->folder);
  file->ctx = buju_ctx_new();
  buju_ctx_set_lang(file->ctx, BUJU_EN);
  by_hand hand = by_hand_new(file->ctx, true, false);
  if (change != NULL) change(&hand);
  buju_status status = buju_plan_write(file->ctx, hand.scenario, hand.region, hand.plan, file->path);
  by_hand_free(&hand);
  return status == BUJU_OK;
}

void plan_file_spoil(const plan_file *file, const char *sql) {
  sqlite3 *db = NULL;
  char *why = NULL;
  assert_int_equal(sqlite3_open(file->path, &db), SQLITE_OK);
  if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) fail_msg("%s", why);
  sqlite3_close(db);
}

int plan_file_remove(plan_file *file) {
  buju_ctx_free(file->ctx);
  return scratch_remove(file->folder);
}
