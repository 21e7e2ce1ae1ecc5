/* Growing columns. SPDX-License-Identifier: Apache-2.0 */
#include "layers/source_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const buju_finding_kind repeated_field = {
    "repeated_field",
    BUJU_WARNING,
    {"字段名“{0}”重复出现", "the field name \"{0}\" occurs again"},
    {"两列都保留，后一列改称“{1}”", "both kept; the later one is called \"{1}\""}};

static bool taken(const buju_table_build *build, buju_ix columns, const char *name) {
  for (buju_ix c = 0; c < columns; c++)
    if (strcmp(build->column[c].name, name) == 0) return true;
  return false;
}

/* The name itself, or the first of name_2, name_3 … that is free. */
static buju_status free_name(buju_reading *reading, buju_table_build *build, buju_ix column, const char *name) {
  char fresh[512];
  if (name[0] == '\0') {
    snprintf(fresh, sizeof fresh, "%u", column + 1);
    name = buju_arena_text(reading->arena, fresh);
    if (name == NULL) return buju_fail_memory(reading->ctx);
  }
  build->column[column].name = name;
  if (!taken(build, column, name)) return BUJU_OK;
  for (unsigned i = 2; i <= BUJU_COLUMNS_MAX + 1; i++) {
    snprintf(fresh, sizeof fresh, "%.480s_%u", name, i);
    if (!taken(build, column, fresh)) break;
  }
  build->column[column].name = buju_arena_text(reading->arena, fresh);
  if (build->column[column].name == NULL) return buju_fail_memory(reading->ctx);
  return buju_reading_find(reading, &repeated_field, -1, build->column[column].name, buju_text(name), buju_text(fresh));
}

buju_status buju_build_begin(buju_reading *reading, buju_table_build *build, buju_ix columns, const char *const *names,
                             const buju_cell_type *types) {
  BUJU_MSG(too_wide, "{0}：有{1}列，超过上限{2}；请删去不用的列",
           "{0}: {1} columns, more than {2}; remove unused ones");
  if (columns > BUJU_COLUMNS_MAX)
    return buju_fail(reading->ctx, BUJU_E_LIMIT,
                     BUJU_SAY(too_wide, buju_text(reading->file), buju_int(columns), buju_int(BUJU_COLUMNS_MAX)));
  build->column = calloc(columns > 0 ? columns : 1, sizeof *build->column);
  if (build->column == NULL) return buju_fail_memory(reading->ctx);
  build->columns = columns;
  for (buju_ix c = 0; c < columns; c++) {
    build->column[c].type = types[c];
    buju_status status = free_name(reading, build, c, names[c]);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

static buju_status push(buju_reading *reading, buju_column_build *column, bool blank, buju_cell cell) {
  buju_cell *at = buju_vec_push(&column->cells, sizeof *at);
  if (at == NULL) return buju_fail_memory(reading->ctx);
  *at = cell;
  if (column->type == BUJU_CELL_TEXT) return BUJU_OK; /* a blank text is NULL */
  uint8_t *mark = buju_vec_push(&column->blank, sizeof *mark);
  if (mark == NULL) return buju_fail_memory(reading->ctx);
  *mark = blank;
  return BUJU_OK;
}

buju_status buju_build_text(buju_reading *reading, buju_table_build *build, buju_ix column, const char *text) {
  return push(reading, &build->column[column], text == NULL, (buju_cell){.text = text});
}

buju_status buju_build_integer(buju_reading *reading, buju_table_build *build, buju_ix column, bool blank,
                               int64_t value) {
  return push(reading, &build->column[column], blank, (buju_cell){.integer = blank ? 0 : value});
}

buju_status buju_build_real(buju_reading *reading, buju_table_build *build, buju_ix column, bool blank, double value) {
  return push(reading, &build->column[column], blank, (buju_cell){.real = blank ? 0 : value});
}

buju_status buju_build_row(buju_reading *reading, buju_table_build *build, int64_t source_row) {
  BUJU_MSG(too_long, "{0}：行数超过上限", "{0}: more rows than can be counted");
  if (build->rows.n >= BUJU_NONE - 1)
    return buju_fail(reading->ctx, BUJU_E_LIMIT, BUJU_SAY(too_long, buju_text(reading->file)));
  int64_t *row = buju_vec_push(&build->rows, sizeof *row);
  if (row == NULL) return buju_fail_memory(reading->ctx);
  *row = source_row;
  return BUJU_OK;
}

/* The cells as the array their type says; the three share one size, the union's. */
static bool freeze(buju_reading *reading, buju_column_build *build, buju_ix rows, buju_column *out) {
  void *cells = NULL;
  *out = (buju_column){.name = build->name, .type = build->type};
  bool any_blank = false;
  for (buju_ix r = 0; r < build->blank.n; r++) any_blank |= ((const uint8_t *)build->blank.data)[r] != 0;
  if (any_blank) {
    out->blank = BUJU_NEW(reading->arena, uint8_t, (size_t)rows / 8 + 1);
    if (out->blank == NULL) return false;
    for (buju_ix r = 0; r < rows; r++)
      if (((const uint8_t *)build->blank.data)[r] != 0) out->blank[r / 8] |= (uint8_t)(1u << (r % 8));
  }
  if (!buju_vec_freeze(&build->cells, sizeof(buju_cell), reading->arena, &cells)) return false;
  switch (build->type) {
  case BUJU_CELL_TEXT: out->text = cells; break;
  case BUJU_CELL_INTEGER: out->integer = cells; break;
  case BUJU_CELL_REAL: out->real = cells; break;
  }
  buju_vec_free(&build->blank);
  return true;
}

_Static_assert(sizeof(buju_cell) == sizeof(const char *) && sizeof(buju_cell) == sizeof(int64_t) &&
                   sizeof(buju_cell) == sizeof(double),
               "a column of cells is frozen as an array of any of its types");

buju_status buju_build_end(buju_reading *reading, buju_table_build *build, buju_table *out) {
  buju_table table = {.file = reading->file, .layer = reading->layer, .n = (buju_ix)build->rows.n};
  void *rows = NULL;
  table.columns = build->columns;
  table.column = BUJU_NEW(reading->arena, buju_column, build->columns);
  if (table.column == NULL) return buju_fail_memory(reading->ctx);
  for (buju_ix c = 0; c < build->columns; c++)
    if (!freeze(reading, &build->column[c], table.n, &table.column[c])) return buju_fail_memory(reading->ctx);
  if (!buju_vec_freeze(&build->rows, sizeof(int64_t), reading->arena, &rows)) return buju_fail_memory(reading->ctx);
  table.source_row = rows;
  *out = table;
  return BUJU_OK;
}

void buju_build_free(buju_table_build *build) {
  for (buju_ix c = 0; build->column != NULL && c < build->columns; c++) {
    buju_vec_free(&build->column[c].cells);
    buju_vec_free(&build->column[c].blank);
  }
  free(build->column);
  buju_vec_free(&build->rows);
  *build = (buju_table_build){0};
}

static void keep_cells(buju_column *column, buju_ix to, buju_ix from) {
  switch (column->type) {
  case BUJU_CELL_TEXT: column->text[to] = column->text[from]; return;
  case BUJU_CELL_INTEGER: column->integer[to] = column->integer[from]; break;
  case BUJU_CELL_REAL: column->real[to] = column->real[from]; break;
  }
  if (column->blank == NULL) return;
  uint8_t bit = (uint8_t)(1u << (to % 8));
  if (buju_cell_blank(column, from))
    column->blank[to / 8] |= bit;
  else
    column->blank[to / 8] &= (uint8_t)~bit;
}

void buju_table_keep(buju_table *table, const uint64_t *bits) {
  buju_ix kept = 0;
  for (buju_ix r = 0; r < table->n; r++) {
    if ((bits[r / 64] >> (r % 64) & 1) == 0) continue;
    if (kept != r) {
      for (buju_ix c = 0; c < table->columns; c++) keep_cells(&table->column[c], kept, r);
      table->source_row[kept] = table->source_row[r];
    }
    kept++;
  }
  table->n = kept;
}
