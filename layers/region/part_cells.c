/* Cells by model field: text, numbers, people, yes and no, years. SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/region/build.h"
#include "layers/region/finding_kind.h"
#include "layers/region/text.h"

enum { PEOPLE_MAX = 1000000000 }; /* of one row: more is a mistake, and sums of rows stay within int64 */

BUJU_MSG(not_a_number, "{0} 第{1}行“{2}”列：“{3}”不是数；请改成数字或留空",
         "{0} row {1}, column “{2}”: “{3}” is not a number; write a number or leave it blank");
BUJU_MSG(negative_people, "{0} 第{1}行“{2}”列：人口为负数（{3}）；请更正",
         "{0} row {1}, column “{2}”: negative people ({3}); correct it");
BUJU_MSG(too_many_people, "{0} 第{1}行“{2}”列：人口 {3} 过大；请检查数值和单位（people_unit）",
         "{0} row {1}, column “{2}”: {3} people cannot be; check the number and its unit (people_unit)");

BUJU_KIND(unclear_yes_no, BUJU_WARNING, "“{0}”既不是“是”也不是“否”", "“{0}” is neither yes nor no",
          "按空白处理（不详）", "taken as blank (unknown)");
BUJU_KIND(unclear_year, BUJU_WARNING, "“{0}”看不出年份", "“{0}” is not a year", "按空白处理", "taken as blank");

static const buju_column *column_of(const buju_part *part, buju_field field) {
  return buju_part_has(part, field) ? &part->layer->table.column[part->fields.column[field]] : NULL;
}

/* The cell as text; scratch holds numbers. NULL when blank. */
static const char *cell_text(const buju_column *column, buju_ix row, char scratch[32]) {
  if (column == NULL || buju_cell_blank(column, row)) return NULL;
  switch (column->type) {
  case BUJU_CELL_TEXT: return column->text[row];
  case BUJU_CELL_INTEGER: snprintf(scratch, 32, "%" PRId64, column->integer[row]); return scratch;
  case BUJU_CELL_REAL: snprintf(scratch, 32, "%.10g", column->real[row]); return scratch;
  }
  return NULL;
}

buju_status buju_part_text(buju_build *b, const buju_part *part, buju_field field, buju_ix row, const char **out) {
  const buju_column *column = column_of(part, field);
  char scratch[32];
  const char *text = cell_text(column, row, scratch);
  *out = NULL;
  if (text == NULL) return BUJU_OK;
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

/* ---- numbers ---- */

static bool is_one_of(const char *text, const char *const *words) {
  for (; *words != NULL; words++)
    if (strcmp(text, *words) == 0) return true;
  return false;
}

/* "1,234（人）", "１２３４", "80㎡", "-" (blank). False when it is no number. */
static bool parse_number(buju_arena *scratch, const char *text, double *out) {
  static const char *const blanks[] = {"", "-", "--", "/", "\\", "—", "——", "无", "空", "不详", "N/A", "NULL", NULL};
  static const char *const units[] = {"",     "人",   "(人)", "户",       "(户)", "口",     "平方米", "(平方米)",
                                      "平米", "㎡",   "m2",   "平方公里", "km2",  "公顷",   "亩",     "名",
                                      "个",   "万人", "星",   "星级",     "级",   "(万人)", NULL};
  char *plain = buju_text_squeeze(scratch, text), *to = plain, *end;
  if (plain == NULL) return false;
  *out = NAN;
  if (is_one_of(plain, blanks)) return true;
  for (const char *from = plain; *from != '\0'; from++) /* thousands separators */
    if (*from != ',' || from == plain) *to++ = *from;
  *to = '\0';
  if (plain[strspn(plain, "+-")] == '\0' || strpbrk(plain, "xXpPiI") != NULL) return false; /* hex, inf */
  *out = strtod(plain, &end);
  return end != plain && is_one_of(end, units) && isfinite(*out);
}

buju_status buju_part_number(buju_build *b, const buju_part *part, buju_field field, buju_ix row, double *out) {
  const buju_column *column = column_of(part, field);
  *out = NAN;
  if (column == NULL || buju_cell_blank(column, row)) return BUJU_OK;
  switch (column->type) {
  case BUJU_CELL_INTEGER: *out = (double)column->integer[row]; return BUJU_OK;
  case BUJU_CELL_REAL: *out = isfinite(column->real[row]) ? column->real[row] : NAN; return BUJU_OK;
  case BUJU_CELL_TEXT:
    if (parse_number(b->scratch, column->text[row], out)) return BUJU_OK;
    return bad_cell(b, part, field, row, &not_a_number);
  }
  return BUJU_OK;
}

buju_status buju_part_people(buju_build *b, const buju_part *part, buju_field field, buju_ix row, buju_people_n *out) {
  double value, unit = part->input->people_unit > 0 ? part->input->people_unit : 1;
  *out = BUJU_PEOPLE_MISSING;
  buju_status status = buju_part_number(b, part, field, row, &value);
  if (status != BUJU_OK || isnan(value)) return status;
  if (value < 0) return bad_cell(b, part, field, row, &negative_people);
  if (value * unit > PEOPLE_MAX) return bad_cell(b, part, field, row, &too_many_people);
  *out = (buju_people_n)llround(value * unit * (double)BUJU_PERSON);
  return BUJU_OK;
}

/* ---- yes and no ---- */

static buju_tri parse_tri(const char *word, bool *understood) {
  static const char *const yes[] = {"是",   "有",     "√",    "✓",        "✔",        "1",    "y",    "yes",
                                    "true", "t",      "对",   "已",       "达标",     "公有", "集体", "政府",
                                    "国有", "已达标", "合格", "公有产权", "集体产权", "是的", NULL};
  static const char *const no[] = {"否",   "无",   "×",    "✗",      "✘",      "0",        "n",        "no",   "false",
                                   "f",    "没有", "未",   "不",     "未达标", "不达标",   "私有",     "个人", "租赁",
                                   "租用", "自有", "私人", "不合格", "不是",   "村医自有", "个人产权", NULL};
  static const char *const blank[] = {"", "-", "/", "不详", "未知", "待定", NULL};
  *understood = true;
  if (is_one_of(word, yes)) return BUJU_YES;
  if (is_one_of(word, no)) return BUJU_NO;
  *understood = is_one_of(word, blank);
  return BUJU_UNKNOWN;
}

buju_status buju_part_tri(buju_build *b, const buju_part *part, buju_field field, buju_ix row, const char *code,
                          buju_tri *out) {
  char scratch[32];
  const char *text = cell_text(column_of(part, field), row, scratch);
  *out = BUJU_UNKNOWN;
  if (text == NULL) return BUJU_OK;
  char *word = buju_text_squeeze(b->scratch, text);
  if (word == NULL) return buju_fail_memory(b->ctx);
  for (char *p = word; *p != '\0'; p++)
    if (*p >= 'A' && *p <= 'Z') *p = (char)(*p - 'A' + 'a');
  bool understood;
  *out = parse_tri(word, &understood);
  if (understood) return BUJU_OK;
  return buju_build_find(b, part, &unclear_yes_no, row, field, code, BUJU_ARGS(buju_text(text)));
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
  if (parse_tri(plain, &understood) != BUJU_YES && understood) return BUJU_OK; /* 0, 无, 否, - */
  size_t digits = strspn(plain, "0123456789");
  long year = digits >= 4 && (digits == 4 || digits == 6 || digits == 8) ? strtol(plain, NULL, 10) : 0;
  for (size_t i = digits; i > 4; i -= 2) year /= 100; /* 202605, 20260501 */
  if (year >= 1900 && year <= 2200) {
    *out = (int16_t)year;
    return BUJU_OK;
  }
  return buju_build_find(b, part, &unclear_year, row, field, code, BUJU_ARGS(buju_text(text)));
}
