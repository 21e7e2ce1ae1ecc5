/* SQLite's virtual table interface over a view. SPDX-License-Identifier: Apache-2.0 */
#include "layers/select/view.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 1900 }; /* SQLite allows 2,000 */

typedef struct table {
  sqlite3_vtab base;
  const buju_view *view;
} table;

typedef struct cursor {
  sqlite3_vtab_cursor base;
  const buju_view *view;
  buju_ix row;
} cursor;

static const buju_view_column *column_at(const buju_view *view, size_t i) {
  return (const buju_view_column *)view->columns.data + i;
}

bool buju_view_add(buju_view *view, buju_view_column column) {
  if (view->columns.n >= COLUMNS_MAX) return true;
  for (size_t i = 0; i < view->columns.n; i++)
    if (sqlite3_stricmp(column_at(view, i)->name, column.name) == 0) return true;
  buju_view_column *added = buju_vec_push(&view->columns, sizeof *added);
  if (added == NULL) return false;
  *added = column;
  return true;
}

bool buju_view_add_table(buju_view *view, const buju_table *table, const buju_ix *via) {
  static const char *const types[] = {
      [BUJU_CELL_TEXT] = "TEXT", [BUJU_CELL_INTEGER] = "INTEGER", [BUJU_CELL_REAL] = "REAL"};
  for (buju_ix c = 0; c < table->columns; c++) {
    const buju_column *cells = &table->column[c];
    if (!buju_view_add(
            view,
            (buju_view_column){
                .name = cells->name, .type = types[cells->type], .put = buju_view_cell, .data = cells, .via = via}))
      return false;
  }
  return true;
}

/* CREATE TABLE with every name quoted: names from files may hold anything. */
static char *declaration(const buju_view *view) {
  sqlite3_str *text = sqlite3_str_new(NULL);
  sqlite3_str_appendall(text, "CREATE TABLE x(");
  for (size_t i = 0; i < view->columns.n; i++)
    sqlite3_str_appendf(text, "%s\"%w\" %s", i > 0 ? "," : "", column_at(view, i)->name, column_at(view, i)->type);
  sqlite3_str_appendall(text, ")");
  return sqlite3_str_finish(text);
}

static int connect(sqlite3 *db, void *view, int argc, const char *const *argv, sqlite3_vtab **out, char **error) {
  (void)argc;
  (void)argv;
  (void)error;
  char *sql = declaration(view);
  table *made = calloc(1, sizeof *made);
  int rc = sql != NULL && made != NULL ? sqlite3_declare_vtab(db, sql) : SQLITE_NOMEM;
  sqlite3_free(sql);
  if (rc != SQLITE_OK) {
    free(made);
    return rc;
  }
  made->view = view;
  *out = &made->base;
  return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *base) {
  free(base);
  return SQLITE_OK;
}

/* There is one plan: all rows. SQLite checks the conditions itself. */
static int best_index(sqlite3_vtab *base, sqlite3_index_info *info) {
  const table *t = (const table *)base;
  info->estimatedRows = t->view->n;
  info->estimatedCost = t->view->n;
  return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out) {
  cursor *made = calloc(1, sizeof *made);
  if (made == NULL) return SQLITE_NOMEM;
  made->view = ((const table *)base)->view;
  *out = &made->base;
  return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base) {
  free(base);
  return SQLITE_OK;
}

static int rewind_cursor(sqlite3_vtab_cursor *base, int plan, const char *plan_text, int argc, sqlite3_value **argv) {
  (void)plan;
  (void)plan_text;
  (void)argc;
  (void)argv;
  ((cursor *)base)->row = 0;
  return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *base) {
  ((cursor *)base)->row++;
  return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base) {
  const cursor *at = (const cursor *)base;
  return at->row >= at->view->n;
}

static int put_column(sqlite3_vtab_cursor *base, sqlite3_context *sqlite, int i) {
  const cursor *at = (const cursor *)base;
  const buju_view_column *column = column_at(at->view, (size_t)i);
  buju_ix row = column->via != NULL ? column->via[at->row] : at->row;
  if (row != BUJU_NONE && column->data != NULL)
    column->put(sqlite, column, row);
  else
    sqlite3_result_null(sqlite);
  return SQLITE_OK;
}

static int put_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out) {
  *out = ((const cursor *)base)->row;
  return SQLITE_OK;
}

/* No xCreate: the table is there as soon as the module is, and nothing can make another. No xUpdate: read-only. */
static const sqlite3_module module = {.xConnect = connect,
                                      .xBestIndex = best_index,
                                      .xDisconnect = disconnect,
                                      .xOpen = open_cursor,
                                      .xClose = close_cursor,
                                      .xFilter = rewind_cursor,
                                      .xNext = next_row,
                                      .xEof = at_end,
                                      .xColumn = put_column,
                                      .xRowid = put_rowid};

int buju_view_attach(sqlite3 *db, const char *name, buju_view *view) {
  return sqlite3_create_module_v2(db, name, &module, view, NULL);
}
