/* Decisions kept in a table. SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "layers/source.h"
#include "libbuju/scenario.h"

static const struct name {
  const char *key, *column;
} names[] = {{"code", "code"},     {"code", "代码"},         {"code", "村代码"},   {"code", "行政村代码"},
             {"code", "机构代码"}, {"decision", "decision"}, {"decision", "决定"}, {"with", "with"},
             {"with", "并入村"},   {"with", "并入村代码"},   {"with", "对象"},     {"reason", "reason"},
             {"reason", "理由"},   {"person", "person"},     {"person", "决定人"}};

static const char *const keys[] = {"code", "decision", "with", "reason", "person"};

enum { KEYS = sizeof keys / sizeof *keys };

static buju_ix find_column(const buju_table *table, const char *key) {
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (strcmp(names[i].key, key) != 0) continue;
    buju_ix column = buju_table_find(table, names[i].column);
    if (column != BUJU_NONE) return column;
  }
  return BUJU_NONE;
}

/* A cell as the text a person sees; NULL when it is blank or memory is out (blank stays false then). */
static const char *cell_text(buju_arena *arena, const buju_column *column, buju_ix row, bool *blank) {
  char digits[32];
  *blank = buju_cell_blank(column, row);
  if (*blank) return NULL;
  switch (column->type) {
  case BUJU_CELL_TEXT: return column->text[row];
  case BUJU_CELL_INTEGER: snprintf(digits, sizeof digits, "%" PRId64, column->integer[row]); break;
  case BUJU_CELL_REAL: snprintf(digits, sizeof digits, "%.15g", column->real[row]); break;
  }
  return buju_arena_text(arena, digits);
}

static buju_doc *row_node(buju_arena *arena, const buju_table *table, const buju_ix *column, buju_ix row) {
  int64_t source = table->source_row[row];
  int line = source > 0 && source < INT_MAX ? (int)source : 0;
  buju_doc *map = buju_doc_new(arena, BUJU_DOC_MAP, table->file, line, 1);
  for (size_t k = 0; map != NULL && k < KEYS; k++) {
    bool blank = true;
    const char *text = column[k] != BUJU_NONE ? cell_text(arena, &table->column[column[k]], row, &blank) : NULL;
    if (blank) continue;
    buju_doc *cell = text != NULL ? buju_doc_new(arena, BUJU_DOC_SCALAR, table->file, line, (int)column[k] + 1) : NULL;
    if (cell == NULL) return NULL;
    cell->text = text;
    cell->quoted = true;
    cell->origin = BUJU_BY_SCENARIO;
    buju_doc_add(map, keys[k], cell);
  }
  return map;
}

buju_status buju_decisions_table(buju_ctx *ctx, const buju_doc *node, buju_scenario *scenario, buju_doc **list) {
  BUJU_MSG(no_columns, "{0}：决定表要有 code（代码）和 decision（决定）两列",
           "{0}: a table of decisions needs the columns code and decision");
  buju_input input = {.role = BUJU_INPUT_DOCTORS}; /* a table without geometry, as that one is */
  buju_crs_target target = {0};
  buju_findings findings = {.arena = scenario->arena};
  buju_layer *layer = NULL;
  buju_ix column[KEYS];
  buju_status status = buju_bind_input(ctx, node, scenario, &input);
  if (status == BUJU_OK) status = buju_source_read(ctx, scenario, &input, &target, &findings, scenario->arena, &layer);
  buju_vec_free(&findings.rows);
  buju_crs_target_free(&target);
  if (status != BUJU_OK) return status;
  for (size_t k = 0; k < KEYS; k++) column[k] = find_column(&layer->table, keys[k]);
  if (column[0] == BUJU_NONE || column[1] == BUJU_NONE) return buju_doc_complain(ctx, node, BUJU_SAY(no_columns));
  buju_doc *made = buju_doc_new(scenario->arena, BUJU_DOC_LIST, layer->table.file, 1, 1);
  for (buju_ix row = 0; made != NULL && row < layer->table.n; row++) {
    buju_doc *decision = row_node(scenario->arena, &layer->table, column, row);
    if (decision == NULL) return buju_fail_memory(ctx);
    buju_doc_add(made, NULL, decision);
  }
  if (made == NULL) return buju_fail_memory(ctx);
  *list = made;
  return BUJU_OK;
}
