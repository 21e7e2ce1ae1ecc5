/* One connection, one view, any number of expressions. SPDX-License-Identifier: Apache-2.0 */
#include "layers/select/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spatialite.h>

#include "core/utf8.h"
#include "layers/select/guard.h"
#include "layers/select/predicate.h"

static const char view_name[] = "v";

enum {
  STEPS_EACH = 1000,    /* virtual machine steps between looks at the budget */
  STEPS_PER_ROW = 1000, /* an expression of 2,000 bytes has fewer than that */
  STEPS_BASE = 1000000,
};

struct buju_select_run {
  buju_view *view;
  sqlite3 *db;
  void *spatialite; /* its per-connection state, once an expression needs it */
  int64_t steps_left;
};

static int spend(void *user) {
  buju_select_run *run = user;
  run->steps_left -= STEPS_EACH;
  return run->steps_left < 0;
}

static bool open_database(buju_select_run *run, bool spatial) {
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(":memory:", &run->db, flags, NULL) != SQLITE_OK) return false;
  if (spatial) {
    run->spatialite = spatialite_alloc_connection();
    if (run->spatialite == NULL) return false;
    spatialite_init_ex(run->db, run->spatialite, 0);
    if (buju_predicate_attach(run->db, run->spatialite) != SQLITE_OK) return false;
  }
  if (buju_view_attach(run->db, view_name, run->view) != SQLITE_OK) return false;
  /* SQLite asks for the table's columns when it first meets it: here, where no guard mistakes that for an attack. */
  return sqlite3_exec(run->db, "SELECT 1 FROM v WHERE 0", NULL, NULL, NULL) == SQLITE_OK;
}

/* The database goes before SpatiaLite's state: its functions hold on to that. */
static void close_database(buju_select_run *run) {
  sqlite3_close(run->db);
  run->db = NULL;
  if (run->spatialite != NULL) spatialite_cleanup_ex(run->spatialite);
  run->spatialite = NULL;
}

buju_status buju_select_begin(buju_ctx *ctx, buju_view *view, buju_select_run **out) {
  buju_select_run *run = calloc(1, sizeof *run);
  if (run == NULL) return buju_fail_memory(ctx);
  run->view = view;
  if (!open_database(run, false)) {
    buju_select_end(run);
    return buju_fail_memory(ctx);
  }
  *out = run;
  return BUJU_OK;
}

void buju_select_end(buju_select_run *run) {
  if (run == NULL) return;
  close_database(run);
  free(run);
}

static buju_status complain(buju_ctx *ctx, const buju_doc *node, const buju_msg *msg, const char *what) {
  char shown[BUJU_SHOWN_BYTES * 2];
  buju_doc_complain(ctx, node, BUJU_SAY(*msg, {0}, {0}, buju_text(buju_utf8_short(what, shown, sizeof shown))));
  return BUJU_E_SELECTOR;
}

static buju_status no_column(buju_ctx *ctx, const buju_select_run *run, const buju_doc *node, const char *name) {
  BUJU_MSG(unknown, "{0}：筛选条件里的列“{2}”不存在；文字请用单引号",
           "{0}: the selector names a column \"{2}\" that is not there; "
           "text takes single quotes");
  BUJU_MSG(unknown_near, "{0}：筛选条件里的列“{2}”不存在；是否想写“{3}”？",
           "{0}: the selector names a column \"{2}\" that is not there; did you mean \"{3}\"?");
  size_t n = run->view->columns.n;
  const buju_view_column *column = run->view->columns.data;
  const char **names = calloc(n + 1, sizeof *names);
  if (names == NULL) return buju_fail_memory(ctx);
  for (size_t i = 0; i < n; i++) names[i] = column[i].name;
  const char *near = buju_nearest_word(name, names);
  free(names);
  if (near == NULL) return complain(ctx, node, &unknown, name);
  char shown[BUJU_SHOWN_BYTES];
  const char *short_name = buju_utf8_short(name, shown, sizeof shown);
  buju_doc_complain(ctx, node, BUJU_SAY(unknown_near, {0}, {0}, buju_text(short_name), buju_text(near)));
  return BUJU_E_SELECTOR;
}

/* Says what SQLite found wrong with the statement. */
static buju_status refuse(buju_ctx *ctx, const buju_select_run *run, const buju_guard *guard, const buju_doc *node) {
  BUJU_MSG(not_sql, "{0}：筛选条件不是有效的 SQLite 表达式（{2}）",
           "{0}: the selector is not an SQLite expression ({2})");
  static const char column_prefix[] = "no such column: ";
  const char *error = sqlite3_errmsg(run->db);
  if (sqlite3_errcode(run->db) == SQLITE_NOMEM) return buju_fail_memory(ctx);
  if (guard->refused != NULL) return complain(ctx, node, guard->refused, guard->denied);
  if (strncmp(error, column_prefix, sizeof column_prefix - 1) == 0)
    return no_column(ctx, run, node, error + sizeof column_prefix - 1);
  return complain(ctx, node, &not_sql, error);
}

/* Compiles under the guard; the expression stands on lines of its own, so that a comment in it ends. */
static buju_status compile(buju_ctx *ctx, buju_select_run *run, const char *sql, const buju_doc *node,
                           sqlite3_stmt **out) {
  buju_guard guard = {.table = view_name};
  char *query = sqlite3_mprintf("SELECT rowid FROM %s WHERE (\n%s\n)", view_name, sql);
  if (query == NULL) return buju_fail_memory(ctx);
  buju_guard_attach(run->db, &guard);
  int rc = sqlite3_prepare_v2(run->db, query, -1, out, NULL);
  buju_status status = rc == SQLITE_OK ? BUJU_OK : refuse(ctx, run, &guard, node);
  sqlite3_set_authorizer(run->db, NULL, NULL);
  sqlite3_free(query);
  return status;
}

static buju_status step_all(buju_ctx *ctx, buju_select_run *run, sqlite3_stmt *statement, const buju_doc *node,
                            uint64_t *bits) {
  BUJU_MSG(endless, "{0}：筛选条件计算量过大，已停止；请写得简单些",
           "{0}: the selector takes too many steps and was stopped; make it simpler");
  const buju_guard nothing = {0};
  run->steps_left = STEPS_BASE + (int64_t)STEPS_PER_ROW * run->view->n;
  sqlite3_progress_handler(run->db, STEPS_EACH, spend, run);
  int rc;
  while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
    sqlite3_int64 row = sqlite3_column_int64(statement, 0);
    bits[row / 64] |= UINT64_C(1) << (row % 64);
  }
  buju_status status = BUJU_OK;
  if (rc == SQLITE_INTERRUPT)
    status = complain(ctx, node, &endless, "");
  else if (rc != SQLITE_DONE)
    status = refuse(ctx, run, &nothing, node);
  sqlite3_progress_handler(run->db, 0, NULL, NULL);
  return status;
}

/* SpatiaLite takes 8 ms to start: only for an expression that needs it. */
static buju_status start_spatial(buju_ctx *ctx, buju_select_run *run) {
  if (run->spatialite != NULL) return BUJU_OK;
  close_database(run);
  return open_database(run, true) ? BUJU_OK : buju_fail_memory(ctx);
}

buju_status buju_select_rows(buju_ctx *ctx, buju_select_run *run, const char *sql, const buju_doc *node,
                             uint64_t *bits) {
  bool spatial;
  sqlite3_stmt *statement = NULL;
  const buju_msg *wrong = buju_guard_text(sql, &spatial);
  if (wrong != NULL) return complain(ctx, node, wrong, "");
  buju_status status = spatial ? start_spatial(ctx, run) : BUJU_OK;
  if (status == BUJU_OK) status = compile(ctx, run, sql, node, &statement);
  if (status == BUJU_OK) status = step_all(ctx, run, statement, node, bits);
  sqlite3_finalize(statement);
  return status;
}
