/* Cells by model field: text, numbers, people, years. SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/cell.h"
#include "layers/region/build.h"
#include "layers/region/codes.h"
#include "layers/region/finding_kind.h"
#include "layers/region/text.h"

enum { PEOPLE_MAX = 1000000000 }; /* of one row: more is a mistake, and sums of rows stay within int64 */

BUJU_MSG(not_a_number, "{0} 第{1}行“{2}”列：“{3}”不是数；请改成数字或留空",
         "{0} row {1}, column “{2}”: “{3}” is not a number; write a number or leave it blank");
BUJU_MSG(negative_people, "{0} 第{1}行“{2}”列：人口为负数（{3}）；请更正",
         "{0} row {1}, column “{2}”: negative people ({3}); correct it");
BUJU_MSG(too_many_people, "{0} 第{1}行“{2}”列：人口 {3} 过大；请检查数值和单位（unit: 人 或 万人）",
         "{0} row {1}, column “{2}”: {3} people cannot be; check the number and its unit (unit: people or 万人)");

BUJU_KIND(unclear_year, BUJU_WARNING, "“{0}”看不出年份", "“{0}” is not a year", "按空白处理", "taken as blank");

static const buju_column *column_of(const buju_part *part, buju_field field) {
  return buju_part_has(part, field) ? &part->layer->table.column[part->fields.column[field]] : NULL;
}

static const char *cell_text(const buju_column *column, buju_ix row, char scratch[32]) {
  if (column == NULL || buju_cell_blank(column, row)) return NULL;
  switch (column->type) {
  case BUJU_CELL_TEXT: return column->text[row];
  case BUJU_CELL_INTEGER: snprintf(scratch, 32, "%" PRId64, column->integer[row]); return scratch;
  case BUJU_CELL_REAL: snprintf(scratch, 32, "%.10g", column->real[row]); return scratch;
  }
  return NULL;
}

const char *buju_part_cell(const buju_part *part, buju_field field, buju_ix row, char scratch[32]) {
  const char *text = cell_text(column_of(part, field), row, scratch);
  return buju_cell_says_nothing(text) ? NULL : text;
}

buju_status buju_part_text(buju_build *b, const buju_part *part, buju_field field, buju_ix row, const char **out) {
  const buju_column *column = column_of(part, field);
  char scratch[32];
  const char *text = cell_text(column, row, scratch);
  *out = NULL;
  if (buju_cell_says_nothing(text)) return BUJU_OK;
  while (*text == ' ' || *text == '\t') text++;
  size_t n = strlen(text);
  while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t')) n--;
  if (n == 0) return BUJU_OK;
  /* A cell that needs no trimming lives as long as the layer. */
  bool borrowed = column->type == BUJU_CELL_TEXT && text[n] == '\0';
  *out = borrowed ? text : buju_arena_text_n(b->region->arena, text, n);
  return *out != NULL ? BUJU_OK : buju_fail_memory(b->ctx);
}

static buju_status bad_cell(buju_build *b, const buju_part *part, buju_field field, buju_ix row, const buju_msg *msg) {
  char scratch[32];
  const buju_column *column = column_of(part, field);
  buju_said said = {msg,
                    {buju_text(part->layer->table.file), buju_int(buju_part_row(part, row)), buju_text(column->name),
                     buju_text(cell_text(column, row, scratch))}};
  return buju_fail(b->ctx, BUJU_E_DATA, said);
}

buju_status buju_part_code(buju_build *b, const buju_part *part, buju_field field, buju_ix row, const char **out) {
  const buju_column *column = column_of(part, field);
  char *code = NULL;
  bool cut;
  *out = NULL;
  if (column == NULL) return BUJU_OK;
  buju_code_state state = buju_code_cell(b->region->arena, column, row, &code, &cut);
  *out = code;
  bool expected = state == BUJU_CODE_READ || state == BUJU_CODE_NOT;
  return expected && code == NULL ? buju_fail_memory(b->ctx) : BUJU_OK;
}

/* ---- numbers ---- */

/* scale: what the cell itself multiplies by ("1.2万"); 1 where it does not. */
static buju_status read_number(buju_build *b, const buju_part *part, buju_field field, buju_ix row, double *out,
                               double *scale) {
  const buju_column *column = column_of(part, field);
  *out = NAN;
  *scale = 1;
  if (column == NULL || buju_cell_blank(column, row)) return BUJU_OK;
  switch (column->type) {
  case BUJU_CELL_INTEGER: *out = (double)column->integer[row]; return BUJU_OK;
  case BUJU_CELL_REAL: *out = isfinite(column->real[row]) ? column->real[row] : NAN; return BUJU_OK;
  case BUJU_CELL_TEXT: break;
  }
  const char *text = column->text[row];
  if (buju_cell_says_nothing(text) || strcmp(text, "无") == 0) return BUJU_OK;
  if (buju_cell_number_scaled(text, out, scale)) return BUJU_OK;
  return bad_cell(b, part, field, row, &not_a_number);
}

buju_status buju_part_number(buju_build *b, const buju_part *part, buju_field field, buju_ix row, double *out) {
  double scale;
  buju_status status = read_number(b, part, field, row, out, &scale);
  *out *= scale;
  return status;
}

buju_status buju_part_people(buju_build *b, const buju_part *part, buju_field field, buju_ix row, buju_people_n *out) {
  double value, scale, unit = part->input->people_unit > 0 ? part->input->people_unit : 1;
  *out = BUJU_PEOPLE_MISSING;
  buju_status status = read_number(b, part, field, row, &value, &scale);
  if (status != BUJU_OK || isnan(value)) return status;
  value *= scale != 1 ? scale : unit; /* a cell that names its unit is believed */
  if (value < 0) return bad_cell(b, part, field, row, &negative_people);
  if (value > PEOPLE_MAX) return bad_cell(b, part, field, row, &too_many_people);
  *out = (buju_people_n)llround(value * (double)BUJU_PERSON);
  return BUJU_OK;
}

/* ---- years ---- */

buju_status buju_part_year(buju_build *b, const buju_part *part, buju_field field, buju_ix row, const char *code,
                           int16_t *out) {
  char scratch[32];
  const char *text = cell_text(column_of(part, field), row, scratch);
  *out = 0;
  if (text == NULL) return BUJU_OK;
  char *plain = buju_text_squeeze(b->scratch, text);
  if (plain == NULL) return buju_fail_memory(b->ctx);
  bool understood;
  if (buju_cell_tri(text, &understood) != BUJU_YES && understood) return BUJU_OK; /* 0, 无, 否, - */
  size_t digits = strspn(plain, "0123456789");
  long year = digits >= 4 && (digits == 4 || digits == 6 || digits == 8) ? strtol(plain, NULL, 10) : 0;
  for (size_t i = digits; i > 4; i -= 2) year /= 100; /* 202605, 20260501 */
  if (year >= 1900 && year <= 2200) {
    *out = (int16_t)year;
    return BUJU_OK;
  }
  return buju_build_find(b, part, &unclear_year, row, field, code, BUJU_ARGS(buju_text(text)));
}
