/* Layer by layer from SQLite into columns. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "layers/explain/explain.h"
#include "layers/report/report_read.h"

enum { COLUMNS = 96, CELL_BYTES_MOST = 64 << 20 };

/* What is drawn; the other layers' places stay in the file. */
static bool is_drawn(buju_layer_id layer) {
  return layer == BUJU_LAYER_VILLAGES || layer == BUJU_LAYER_SITES || layer == BUJU_LAYER_SERVICE_WAYS ||
         layer == BUJU_LAYER_AREAS || layer == BUJU_LAYER_ROUNDS || layer == BUJU_LAYER_SETTLEMENTS ||
         layer == BUJU_LAYER_COVERAGE_GAPS;
}

static bool is_text(const buju_column_spec *column) {
  return column->type == BUJU_TYPE_TEXT || column->type == BUJU_TYPE_DATE;
}

/* Strict UTF-8 in the arena: what is none becomes U+FFFD. NULL when memory is out. */
static const char *clean(buju_arena *arena, const char *text, size_t n) {
  static const char replacement[] = "\xEF\xBF\xBD";
  size_t bad = buju_utf8_bad(text, n);
  if (bad == n) return buju_arena_text_n(arena, text, n);
  char *kept = buju_arena_alloc(arena, n + 1, 3), *to = kept;
  if (kept == NULL) return NULL;
  for (size_t at = 0; at < n;) {
    size_t length = buju_utf8_char(text + at, n - at);
    memcpy(to, length > 0 ? text + at : replacement, length > 0 ? length : 3);
    to += length > 0 ? length : 3;
    at += length > 0 ? length : 1;
  }
  return kept;
}

/* The columns of a layer while they grow. */
typedef struct reading {
  const buju_asked *asked;
  buju_arena *arena;
  buju_report_table *table;
  sqlite3_stmt *statement;
  int at[COLUMNS]; /* where the statement has each column; -1: nowhere */
  int geometry;
  buju_vec cells[COLUMNS];
  buju_report_shapes shapes;
} reading;

static bool read_text(reading *r, buju_ix c) {
  int from = r->at[c];
  const char **cell = buju_vec_push(&r->cells[c], sizeof *cell);
  if (cell == NULL) return false;
  if (from < 0 || sqlite3_column_type(r->statement, from) == SQLITE_NULL) return true;
  const char *text = (const char *)sqlite3_column_text(r->statement, from);
  if (text == NULL) return false;
  *cell = clean(r->arena, text, strnlen(text, (size_t)sqlite3_column_bytes(r->statement, from)));
  return *cell != NULL;
}

/* What no plan holds is no number: sums of any rows stay finite, and whole. */
static const double NUMBER_MOST = 1e13;

static bool read_number(reading *r, buju_ix c) {
  int from = r->at[c];
  double *cell = buju_vec_push(&r->cells[c], sizeof *cell);
  if (cell == NULL) return false;
  int type = from < 0 ? SQLITE_NULL : sqlite3_column_type(r->statement, from);
  *cell = type == SQLITE_INTEGER || type == SQLITE_FLOAT ? sqlite3_column_double(r->statement, from) : NAN;
  if (!(fabs(*cell) < NUMBER_MOST)) *cell = NAN;
  return true;
}

static bool read_row(reading *r) {
  const buju_layer_spec *spec = r->table->spec;
  for (buju_ix c = 0; c < spec->n; c++)
    if (is_text(&spec->column[c]) ? !read_text(r, c) : !read_number(r, c)) return false;
  if (r->geometry < 0) return true;
  const unsigned char *blob = sqlite3_column_blob(r->statement, r->geometry);
  return buju_report_shape_add(&r->shapes, blob, (size_t)sqlite3_column_bytes(r->statement, r->geometry));
}

static buju_status read_rows(reading *r) {
  BUJU_MSG(many, "{0}：图层 {1} 的行数超出限度", "{0}: layer {1} has too many rows");
  const buju_layer_spec *spec = r->table->spec;
  int step;
  buju_ix n = 0;
  while ((step = sqlite3_step(r->statement)) == SQLITE_ROW) {
    if (n == BUJU_NONE - 1)
      return buju_fail(r->asked->ctx, BUJU_E_LIMIT, BUJU_SAY(many, buju_text(r->asked->path), buju_text(spec->name)));
    if (!read_row(r)) return buju_fail_memory(r->asked->ctx);
    n++;
  }
  if (step != SQLITE_DONE) return buju_asked_fail(r->asked);
  r->table->n = n;
  return BUJU_OK;
}

static bool keep(reading *r) {
  const buju_layer_spec *spec = r->table->spec;
  for (buju_ix c = 0; c < spec->n; c++) {
    bool text = is_text(&spec->column[c]);
    void *kept = NULL;
    if (!buju_vec_freeze(&r->cells[c], text ? sizeof(const char *) : sizeof(double), r->arena, &kept)) return false;
    if (text)
      r->table->column[c].text = kept;
    else
      r->table->column[c].number = kept;
  }
  return r->geometry < 0 || buju_report_shapes_keep(&r->shapes, r->arena, r->table);
}

static void find_columns(reading *r, bool drawn) {
  for (int c = 0; c < COLUMNS; c++) r->at[c] = -1;
  r->geometry = -1;
  for (int i = 0; i < sqlite3_column_count(r->statement); i++) {
    const char *name = sqlite3_column_name(r->statement, i);
    buju_ix c = name != NULL ? buju_column_spec_find(r->table->spec, name) : BUJU_NONE;
    if (c < COLUMNS) r->at[c] = i;
    if (drawn && name != NULL && strcmp(name, "geom") == 0) r->geometry = i;
  }
}

/* The CRS of the layers is one for all; villages have it. */
static buju_status read_geographic(const buju_asked *asked, bool *geographic) {
  static const char sql[] = "SELECT definition LIKE 'GEOG%' FROM gpkg_spatial_ref_sys WHERE srs_id = (SELECT srs_id "
                            "FROM gpkg_geometry_columns WHERE table_name = 'villages')";
  sqlite3_stmt *statement = NULL;
  buju_status status = buju_asked_prepare(asked, sql, NULL, &statement);
  if (status == BUJU_OK && sqlite3_step(statement) == SQLITE_ROW) *geographic = sqlite3_column_int(statement, 0) != 0;
  sqlite3_finalize(statement);
  return status;
}

static buju_status read_layer(const buju_asked *asked, buju_report *report, buju_layer_id layer) {
  buju_report_table *table = &report->table[layer];
  reading r = {.asked = asked, .arena = report->arena, .table = table};
  char sql[128];
  buju_status status = buju_asked_has_layer(asked, table->spec->name, &table->there);
  if (status != BUJU_OK || !table->there) return status;
  table->column = BUJU_NEW(report->arena, buju_report_column, table->spec->n);
  if (table->column == NULL) return buju_fail_memory(asked->ctx);
  snprintf(sql, sizeof sql, "SELECT * FROM \"%s\" ORDER BY rowid", table->spec->name);
  status = buju_asked_prepare(asked, sql, NULL, &r.statement);
  if (status == BUJU_OK) {
    find_columns(&r, is_drawn(layer));
    status = read_rows(&r);
  }
  if (status == BUJU_OK && !keep(&r)) status = buju_fail_memory(asked->ctx);
  sqlite3_finalize(r.statement);
  for (int c = 0; c < COLUMNS; c++) buju_vec_free(&r.cells[c]);
  buju_report_shapes_free(&r.shapes);
  return status;
}

static buju_status read_plan(buju_asked *asked, buju_report *report) {
  BUJU_MSG(no_village, "{0}：方案中没有行政村；请用 buju plan 重新写出",
           "{0}: the plan has no villages; write it again with buju plan");
  bool geographic = false;
  buju_status status = buju_asked_open(asked);
  if (status == BUJU_OK) {
    sqlite3_limit(asked->db, SQLITE_LIMIT_LENGTH, CELL_BYTES_MOST);
    status = read_geographic(asked, &geographic);
  }
  for (int l = 0; l < BUJU_LAYERS && status == BUJU_OK; l++) {
    report->table[l].spec = &buju_layer_specs[l];
    if ((buju_layer_specs[l].files & BUJU_PLAN_FILE) != 0) status = read_layer(asked, report, (buju_layer_id)l);
  }
  if (status == BUJU_OK && report->table[BUJU_LAYER_VILLAGES].n == 0)
    status = buju_fail(asked->ctx, BUJU_E_OPEN, BUJU_SAY(no_village, buju_text(asked->path)));
  if (status == BUJU_OK && geographic) buju_report_flatten(report);
  return status == BUJU_OK ? buju_report_townships(asked->ctx, report) : status;
}

buju_status buju_report_read(buju_ctx *ctx, const char *path, buju_report **out) {
  buju_arena *arena = buju_arena_new();
  buju_report *report = arena != NULL ? BUJU_NEW(arena, buju_report, 1) : NULL;
  if (report == NULL) {
    buju_arena_free(arena);
    return buju_fail_memory(ctx);
  }
  report->arena = arena;
  report->path = buju_arena_text(arena, path);
  buju_asked asked = {ctx, path, NULL, NULL};
  buju_status status = report->path != NULL ? read_plan(&asked, report) : buju_fail_memory(ctx);
  sqlite3_close(asked.db);
  if (status == BUJU_OK)
    *out = report;
  else
    buju_report_free(report);
  return status;
}
