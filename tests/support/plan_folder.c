/* The plan made by hand in a folder of its own, written and asked with SQL. SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/plan_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <unistd.h>

#include "tests/support/scratch.h"

int plan_folder_set_up(void **state) {
  plan_folder *f = calloc(1, sizeof *f);
  strcpy(f->folder, "/tmp/buju-output-XXXXXX");
  if (mkdtemp(f->folder) == NULL) return -1;
  snprintf(f->path, sizeof f->path, "%s/plan.gpkg", f->folder);
  f->ctx = buju_ctx_new();
  buju_ctx_set_lang(f->ctx, BUJU_EN);
  f->hand = by_hand_new(f->ctx, true, false);
  *state = f;
  return 0;
}

int plan_folder_tear_down(void **state) {
  plan_folder *f = *state;
  int left = scratch_remove(f->folder);
  by_hand_free(&f->hand);
  buju_ctx_free(f->ctx);
  free(f);
  return left;
}

buju_status plan_folder_write(plan_folder *f) {
  return buju_plan_write(f->ctx, f->hand.scenario, f->hand.region, f->hand.plan, f->path);
}

void plan_folder_write_well(plan_folder *f) {
  buju_status status = plan_folder_write(f);
  if (status != BUJU_OK) fail_msg("%s", buju_ctx_error(f->ctx));
}

const char *plan_folder_ask(const plan_folder *f, const char *sql) {
  static char answer[2][2048];
  static int turn;
  char *to = answer[turn ^= 1];
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  assert_int_equal(sqlite3_open_v2(f->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) fail_msg("%s: %s", sql, sqlite3_errmsg(db));
  if (sqlite3_step(statement) != SQLITE_ROW)
    strcpy(to, "no row");
  else
    snprintf(to, sizeof answer[0], "%s",
             sqlite3_column_type(statement, 0) == SQLITE_NULL ? "NULL"
                                                              : (const char *)sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return to;
}

void plan_folder_is(const plan_folder *f, const char *sql, const char *want) {
  const char *have = plan_folder_ask(f, sql);
  if (strcmp(have, want) != 0) fail_msg("%s\n  is:   %s\n  want: %s", sql, have, want);
}
