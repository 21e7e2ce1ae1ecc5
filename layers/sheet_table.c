/* From a sheet to a typed table. SPDX-License-Identifier: Apache-2.0 */
#include <cpl_conv.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "layers/sheet.h"
#include "layers/source_table.h"

static const buju_finding_kind total_row = {
    "total_row", BUJU_NOTE, {"“{0}”是合计行", "\"{0}\" is a row of totals"}, {"不作为数据读取", "not read as data"}};
static const buju_finding_kind remark_row = {"remark_row",
                                             BUJU_NOTE,
                                             {"“{0}”是表下的说明", "\"{0}\" is a remark below the table"},
                                             {"不作为数据读取", "not read as data"}};
static const buju_finding_kind repeated_header = {"repeated_header",
                                                  BUJU_NOTE,
                                                  {"表头又出现一次", "the header occurs again"},
                                                  {"不作为数据读取", "not read as data"}};

static bool starts(const char *text, const char *with) { return strncmp(text, with, strlen(with)) == 0; }

static bool ends(const char *text, const char *with) {
  size_t n = strlen(text), w = strlen(with);
  return n >= w && strcmp(text + n - w, with) == 0;
}

/* "合 计", "全县合计", "天城镇小计", "Total". */
static bool says_total(const char *text) {
  static const char *const words[] = {"合计", "总计", "小计", "共计"}, *const english[] = {"total", "Total", "TOTAL",
                                                                                           "sum"};
  char plain[64];
  size_t n = 0;
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == ' ') continue;
    if (strncmp(p, "　", 3) == 0) {
      p += 2;
      continue;
    }
    if (n >= sizeof plain - 1) return false;
    plain[n++] = *p;
  }
  plain[n] = '\0';
  if (ends(plain, "：")) plain[strlen(plain) - strlen("：")] = '\0';
  for (size_t i = 0; i < 4; i++)
    if (ends(plain, words[i]) || strcmp(plain, english[i]) == 0) return true;
  return false;
}

static bool says_remark(const char *text) {
  static const char *const words[] = {
      "注：", "注:", "备注：", "备注:", "说明：", "说明:", "填报", "填表", "制表", "审核", "数据来源"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (starts(text, words[i])) return true;
  return false;
}

static bool is_header(const buju_sheet *sheet, buju_sheet_header header, size_t row) {
  if (header.rows == 0) return false;
  for (buju_ix c = 0; c < sheet->width; c++) {
    const char *a = buju_sheet_at(sheet, header.first, c), *b = buju_sheet_at(sheet, row, c);
    if ((a == NULL) != (b == NULL) || (a != NULL && strcmp(a, b) != 0)) return false;
  }
  return true;
}

/* Why a row is no data: a total among its first three texts, a remark alone, the header once more. */
static const buju_finding_kind *not_data(const buju_sheet *sheet, buju_sheet_header header, size_t row,
                                         const char **what) {
  buju_ix seen = 0;
  *what = "";
  if (is_header(sheet, header, row)) return &repeated_header;
  for (buju_ix c = 0; c < sheet->width && seen < 3; c++) {
    const char *text = buju_sheet_at(sheet, row, c);
    if (text == NULL) continue;
    *what = text;
    if (says_total(text)) return &total_row;
    if (seen++ == 0 && buju_sheet_row_at(sheet, row)->n <= c + 1 && says_remark(text)) return &remark_row;
  }
  return NULL;
}

/* Fewer than 16 significant digits, no leading zero: a number, not a code or a telephone. */
static bool plain_number(const char *text, bool *whole) {
  if (!buju_sheet_is_number(text)) return false;
  const char *p = text + (*text == '-' || *text == '+');
  if (*p == '0' && p[1] >= '0' && p[1] <= '9') return false;
  *whole = text[strspn(text, "-0123456789")] == '\0';
  if (*whole) return strlen(p) < 16;
  return fabs(CPLAtof(text)) < 9007199254740992.0;
}

typedef struct shape {
  buju_sheet_header header;
  uint8_t *skip; /* one a row of the sheet */
  const char **name;
  buju_cell_type *type;
} shape;

static void shape_free(shape *s) {
  free(s->skip);
  free(s->name);
  free(s->type);
}

static buju_status mark_rows(buju_reading *reading, const buju_sheet *sheet, shape *s) {
  for (size_t r = s->header.first + s->header.rows; r < sheet->rows.n; r++) {
    const char *what = "";
    const buju_finding_kind *kind = not_data(sheet, s->header, r, &what);
    if (kind == NULL) continue;
    s->skip[r] = 1;
    buju_status status =
        buju_reading_find(reading, kind, buju_sheet_row_at(sheet, r)->line, NULL, buju_text(what), (buju_arg){0});
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

static buju_cell_type type_of(const buju_sheet *sheet, const shape *s, buju_ix column) {
  bool any = false, all_whole = true;
  for (size_t r = s->header.first + s->header.rows; r < sheet->rows.n; r++) {
    const char *text = s->skip[r] ? NULL : buju_sheet_at(sheet, r, column);
    bool whole = false;
    if (text == NULL) continue;
    if (!plain_number(text, &whole)) return BUJU_CELL_TEXT;
    any = true;
    all_whole &= whole;
  }
  return !any ? BUJU_CELL_TEXT : all_whole ? BUJU_CELL_INTEGER : BUJU_CELL_REAL;
}

static buju_status plan(buju_reading *reading, const buju_sheet *sheet, shape *s) {
  buju_status status = buju_sheet_find_header(reading, sheet, &s->header);
  if (status != BUJU_OK) return status;
  s->skip = calloc(sheet->rows.n + 1, sizeof *s->skip);
  s->name = calloc((size_t)sheet->width + 1, sizeof *s->name);
  s->type = calloc((size_t)sheet->width + 1, sizeof *s->type);
  if (s->skip == NULL || s->name == NULL || s->type == NULL) return buju_fail_memory(reading->ctx);
  status = mark_rows(reading, sheet, s);
  for (buju_ix c = 0; status == BUJU_OK && c < sheet->width; c++) {
    s->type[c] = type_of(sheet, s, c);
    s->name[c] = buju_sheet_name(reading, sheet, s->header, c);
    if (s->name[c] == NULL) status = buju_fail_memory(reading->ctx);
  }
  return status;
}

static buju_status take_cell(buju_reading *reading, buju_table_build *build, buju_ix column, const char *text) {
  switch (build->column[column].type) {
  case BUJU_CELL_TEXT: return buju_build_text(reading, build, column, text);
  case BUJU_CELL_INTEGER:
    return buju_build_integer(reading, build, column, text == NULL, text != NULL ? strtoll(text, NULL, 10) : 0);
  case BUJU_CELL_REAL: break;
  }
  return buju_build_real(reading, build, column, text == NULL, text != NULL ? CPLAtof(text) : 0);
}

buju_status buju_sheet_take(buju_reading *reading, const buju_sheet *sheet, buju_table *out) {
  shape s = {0};
  buju_table_build build = {0};
  buju_status status = plan(reading, sheet, &s);
  if (status == BUJU_OK) status = buju_build_begin(reading, &build, sheet->width, s.name, s.type);
  for (size_t r = s.header.first + s.header.rows; status == BUJU_OK && r < sheet->rows.n; r++) {
    if (s.skip[r]) continue;
    status = buju_build_row(reading, &build, buju_sheet_row_at(sheet, r)->line);
    for (buju_ix c = 0; status == BUJU_OK && c < sheet->width; c++)
      status = take_cell(reading, &build, c, buju_sheet_at(sheet, r, c));
  }
  if (status == BUJU_OK) status = buju_build_end(reading, &build, out);
  buju_build_free(&build);
  shape_free(&s);
  return status;
}
