/* Villages and sites of two plans, walked side by side in the order of their codes. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text_same.h"
#include "layers/compare/compare_parts.h"

const char *const buju_compared_villages[] = {"verdict",     "served_by", "served_by_name", "travel_min",
                                              "people_used", "year",      "decision",       NULL};
const char *const buju_compared_sites[] = {"kind",          "status",          "action",           "build_mode", "year",
                                           "people_served", "villages_served", "doctors_required", "cost_yuan",  NULL};

/* What is compared of one layer. */
typedef struct kind {
  buju_layer_id layer;
  const char *head;           /* SQL of key, name, township, geometry */
  const char *const *columns; /* whose cells are compared */
  size_t n;
} kind;

/* One plan's rows of a kind, one at a time. */
typedef struct cursor {
  const buju_asked *asked;
  sqlite3_stmt *statement;
  bool there; /* a row is at hand */
} cursor;

static buju_status step(cursor *at) {
  int code = sqlite3_step(at->statement);
  at->there = code == SQLITE_ROW;
  return at->there || code == SQLITE_DONE ? BUJU_OK : buju_asked_fail(at->asked);
}

/* "SELECT code, …, verdict, … FROM villages ORDER BY code"; columns an older plan lacks are NULL. */
static buju_status start(const buju_asked *asked, const kind *k, cursor *at) {
  char sql[1024];
  size_t n = (size_t)snprintf(sql, sizeof sql, "SELECT %s", k->head);
  for (size_t i = 0; i < k->n; i++) {
    sqlite3_stmt *probe = NULL;
    char ask[256];
    snprintf(ask, sizeof ask, "SELECT 1 FROM pragma_table_info('%s') WHERE name = ?1", buju_layer_specs[k->layer].name);
    buju_status status = buju_asked_prepare(asked, ask, k->columns[i], &probe);
    if (status != BUJU_OK) return status;
    bool has = sqlite3_step(probe) == SQLITE_ROW;
    sqlite3_finalize(probe);
    n += (size_t)snprintf(sql + n, sizeof sql - n, ", %s", has ? k->columns[i] : "NULL");
  }
  snprintf(sql + n, sizeof sql - n, " FROM %s WHERE 1 ORDER BY 1", buju_layer_specs[k->layer].name);
  *at = (cursor){asked, NULL, false};
  buju_status status = buju_asked_prepare(asked, sql, NULL, &at->statement);
  return status == BUJU_OK ? step(at) : status;
}

enum { KEY, NAME, TOWNSHIP, GEOMETRY, HEAD };

/* The geometry inside a GeoPackage blob: behind its head, whose length its flags tell. */
static bool keep_shape(const buju_comparing *c, sqlite3_stmt *statement, buju_shape *out) {
  static const size_t envelope[8] = {0, 32, 48, 48, 64, 0, 0, 0};
  const unsigned char *blob = sqlite3_column_blob(statement, GEOMETRY);
  size_t bytes = (size_t)sqlite3_column_bytes(statement, GEOMETRY);
  *out = (buju_shape){NULL, 0};
  if (blob == NULL || bytes < 8 || blob[0] != 'G' || blob[1] != 'P' || (blob[3] & 0x10) != 0) return true;
  size_t head = 8 + envelope[(blob[3] >> 1) & 7];
  if (bytes <= head) return true;
  unsigned char *copy = buju_arena_copy(c->result->arena, blob + head, 1, bytes - head);
  *out = (buju_shape){copy, bytes - head};
  return copy != NULL;
}

/* The compared cells of the row at hand as the file holds them; NULL when memory is out. */
static const char **keep_cells(const buju_comparing *c, const kind *k, sqlite3_stmt *statement) {
  const char **cells = BUJU_NEW(c->result->arena, const char *, k->n);
  for (size_t i = 0; cells != NULL && i < k->n; i++)
    if (!buju_compare_text(c, statement, HEAD + (int)i, &cells[i])) return NULL;
  return cells;
}

/* A cell as people read it. */
static const char *shown(const buju_comparing *c, const buju_column_spec *column, const char *cell) {
  BUJU_MSG(number, "{0}", "{0}");
  if (cell == NULL) return NULL;
  const buju_msg *word = buju_domain_word(column->domain, cell);
  if (word != NULL) return buju_ctx_lang(c->ctx) == BUJU_ZH ? word->zh : word->en;
  bool yuan = strcmp(column->unit, "yuan") == 0;
  if (!yuan && (column->type != BUJU_TYPE_INTEGER || *column->unit == '\0')) return cell;
  char text[64];
  buju_said said = BUJU_SAY(number, buju_int(strtoll(cell, NULL, 10)));
  if (yuan) said.arg[0] = buju_yuan(llround(strtod(cell, NULL) * BUJU_YUAN));
  buju_say(buju_ctx_lang(c->ctx), &said, text, sizeof text);
  return buju_arena_text(c->result->arena, text);
}

/* Tells what differs: of a changed thing the cells that are not the same, else the cells there are. */
static buju_status tell(const buju_comparing *c, const kind *k, buju_changed_row *row) {
  const buju_layer_spec *layer = &buju_layer_specs[k->layer];
  buju_difference *difference = BUJU_NEW(c->result->arena, buju_difference, k->n);
  if (difference == NULL) return buju_fail_memory(c->ctx);
  row->shown.difference = difference;
  for (size_t i = 0; i < k->n; i++) {
    const char *from = row->from != NULL ? row->from[i] : NULL, *to = row->to != NULL ? row->to[i] : NULL;
    const buju_column_spec *column = &layer->column[buju_column_spec_find(layer, k->columns[i])];
    if (buju_text_same(from, to)) continue;
    buju_difference *d = &difference[row->shown.n++];
    *d = (buju_difference){.name = column->name,
                           .label = buju_ctx_lang(c->ctx) == BUJU_ZH ? column->alias.zh : column->alias.en,
                           .from = shown(c, column, from),
                           .to = shown(c, column, to),
                           .from_id = from,
                           .to_id = to};
    if ((from != NULL && d->from == NULL) || (to != NULL && d->to == NULL)) return buju_fail_memory(c->ctx);
  }
  return BUJU_OK;
}

/* The thing that one or both cursors stand on; added to rows unless it is the same in both. */
static buju_status add(const buju_comparing *c, const kind *k, sqlite3_stmt *from, sqlite3_stmt *to, buju_vec *rows) {
  buju_change change = from == NULL ? BUJU_CHANGE_ADDED : to == NULL ? BUJU_CHANGE_REMOVED : BUJU_CHANGE_CHANGED;
  const buju_word_entry *word = &buju_change_words[change];
  buju_changed_row row = {.change = (uint8_t)change};
  sqlite3_stmt *at = to != NULL ? to : from;
  row.shown.change = word->id;
  row.shown.change_label = buju_ctx_lang(c->ctx) == BUJU_ZH ? word->word.zh : word->word.en;
  if ((from != NULL && (row.from = keep_cells(c, k, from)) == NULL) ||
      (to != NULL && (row.to = keep_cells(c, k, to)) == NULL))
    return buju_fail_memory(c->ctx);
  buju_status status = tell(c, k, &row);
  if (status != BUJU_OK || row.shown.n == 0) return status;
  buju_changed_row *kept = buju_vec_push(rows, sizeof *kept);
  if (kept == NULL || !buju_compare_text(c, at, KEY, &row.shown.key) ||
      !buju_compare_text(c, at, NAME, &row.shown.name) || !buju_compare_text(c, at, TOWNSHIP, &row.shown.township) ||
      !keep_shape(c, at, &row.shape))
    return buju_fail_memory(c->ctx);
  *kept = row;
  return BUJU_OK;
}

static const char *key(const cursor *at) {
  const char *text = (const char *)sqlite3_column_text(at->statement, KEY);
  return text != NULL ? text : "";
}

/* The merge of two sorted lists. */
static buju_status walk(const buju_comparing *c, const kind *k, cursor *from, cursor *to, buju_vec *rows) {
  buju_status status = BUJU_OK;
  while (status == BUJU_OK && (from->there || to->there)) {
    int order = !from->there ? 1 : !to->there ? -1 : strcmp(key(from), key(to));
    status = add(c, k, order <= 0 ? from->statement : NULL, order >= 0 ? to->statement : NULL, rows);
    if (status == BUJU_OK && order <= 0) status = step(from);
    if (status == BUJU_OK && order >= 0) status = step(to);
  }
  return status;
}

static buju_status compare_kind(const buju_comparing *c, const kind *k, buju_changed_rows *out) {
  cursor from = {0}, to = {0};
  buju_vec rows = {0};
  void *kept = NULL;
  buju_status status = start(&c->from, k, &from);
  if (status == BUJU_OK) status = start(&c->to, k, &to);
  if (status == BUJU_OK) status = walk(c, k, &from, &to, &rows);
  sqlite3_finalize(from.statement);
  sqlite3_finalize(to.statement);
  size_t n = rows.n;
  if (status == BUJU_OK && !buju_vec_freeze(&rows, sizeof(buju_changed_row), c->result->arena, &kept))
    status = buju_fail_memory(c->ctx);
  buju_vec_free(&rows);
  if (status == BUJU_OK) *out = (buju_changed_rows){n, kept};
  return status;
}

buju_status buju_compare_things(buju_comparing *c) {
  const kind villages = {BUJU_LAYER_VILLAGES, "code, name, township, geom", buju_compared_villages,
                         sizeof buju_compared_villages / sizeof *buju_compared_villages - 1};
  const kind sites = {BUJU_LAYER_SITES, "site_id, name, township, geom", buju_compared_sites,
                      sizeof buju_compared_sites / sizeof *buju_compared_sites - 1};
  buju_status status = compare_kind(c, &villages, &c->result->villages);
  return status == BUJU_OK ? compare_kind(c, &sites, &c->result->sites) : status;
}
