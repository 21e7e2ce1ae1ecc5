/* Filling sheets, and finding what in them is a header. SPDX-License-Identifier: Apache-2.0 */
#include "layers/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "layers/source_table.h"

enum { SEARCH_ROWS = 40 };

void buju_sheet_free(buju_sheet *sheet) {
  buju_vec_free(&sheet->cells);
  buju_vec_free(&sheet->rows);
  *sheet = (buju_sheet){0};
}

buju_status buju_sheet_cell(buju_reading *reading, buju_sheet *sheet, const char *text) {
  BUJU_MSG(too_many, "{0}：单元格超过{1}个；请拆分文件，或删去多余的行列",
           "{0}: more than {1} cells; split the file or remove surplus rows and columns");
  if (sheet->cells.n >= BUJU_SHEET_CELLS_MAX)
    return buju_fail(reading->ctx, BUJU_E_LIMIT,
                     BUJU_SAY(too_many, buju_text(reading->file), buju_int(BUJU_SHEET_CELLS_MAX)));
  const char **cell = buju_vec_push(&sheet->cells, sizeof *cell);
  if (cell == NULL) return buju_fail_memory(reading->ctx);
  *cell = text;
  return BUJU_OK;
}

buju_status buju_sheet_row_end(buju_reading *reading, buju_sheet *sheet, int64_t line) {
  const char *const *cells = sheet->cells.data;
  size_t end = sheet->cells.n;
  while (end > sheet->open && cells[end - 1] == NULL) end--;
  sheet->cells.n = end;
  if (end == sheet->open) return BUJU_OK;
  buju_sheet_row *row = buju_vec_push(&sheet->rows, sizeof *row);
  if (row == NULL) return buju_fail_memory(reading->ctx);
  *row = (buju_sheet_row){sheet->open, (buju_ix)(end - sheet->open), line};
  if (row->n > sheet->width) sheet->width = row->n;
  sheet->open = end;
  return BUJU_OK;
}

static bool digit(char c) { return c >= '0' && c <= '9'; }

bool buju_sheet_is_number(const char *text) {
  const char *p = text + (*text == '-' || *text == '+');
  size_t digits = 0;
  for (; digit(*p); p++) digits++;
  if (*p == '.')
    for (p++; digit(*p); p++) digits++;
  if (digits == 0) return false;
  if (*p == 'e' || *p == 'E') {
    p++;
    if (*p == '-' || *p == '+') p++;
    if (!digit(*p)) return false;
    while (digit(*p)) p++;
  }
  return *p == '\0';
}

static buju_ix filled(const buju_sheet *sheet, size_t row, bool *numbers) {
  buju_ix n = 0;
  *numbers = false;
  for (buju_ix c = 0; c < sheet->width; c++) {
    const char *text = buju_sheet_at(sheet, row, c);
    if (text == NULL) continue;
    n++;
    *numbers |= buju_sheet_is_number(text);
  }
  return n;
}

/* How many columns the data have: the fullest of the first rows. */
static buju_ix usual_width(const buju_sheet *sheet) {
  buju_ix most = 0;
  for (size_t r = 0; r < sheet->rows.n && r < SEARCH_ROWS; r++) {
    bool numbers;
    buju_ix n = filled(sheet, r, &numbers);
    if (n > most) most = n;
  }
  return most;
}

static int by_text(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static bool distinct(const buju_sheet *sheet, size_t row) {
  const char *text[BUJU_COLUMNS_MAX];
  size_t n = 0;
  for (buju_ix c = 0; c < sheet->width && n < BUJU_COLUMNS_MAX; c++)
    if ((text[n] = buju_sheet_at(sheet, row, c)) != NULL) n++;
  if (n > 1) qsort(text, n, sizeof *text, by_text);
  for (size_t i = 1; i < n; i++)
    if (strcmp(text[i - 1], text[i]) == 0) return false;
  return true;
}

/* Groups above names: somewhere only the upper row has text (merged downwards), somewhere only the lower (merged
 * sideways above), and every column has one of the two as often as the data have. */
static bool two_rows(const buju_sheet *sheet, size_t row, buju_ix width) {
  if (row + 2 > sheet->rows.n) return false;
  buju_ix both = 0, upper = 0, lower = 0;
  bool numbers = false, none;
  filled(sheet, row + 1, &numbers);
  filled(sheet, row, &none);
  for (buju_ix c = 0; c < sheet->width; c++) {
    bool above = buju_sheet_at(sheet, row, c) != NULL, below = buju_sheet_at(sheet, row + 1, c) != NULL;
    upper += above && !below;
    lower += below && !above;
    both += above || below;
  }
  return !numbers && !none && upper > 0 && lower > 0 && both * 5 >= width * 4;
}

static bool looks_like_names(const buju_sheet *sheet, size_t row, buju_ix width) {
  bool numbers;
  buju_ix n = filled(sheet, row, &numbers);
  return !numbers && n * 5 >= width * 3 && (n >= 2 || width == 1) && distinct(sheet, row);
}

/* The first row filled like the data and of names only; a row of four cells in five ends the search, a sparser one may
 * be a title spread over several cells and yields to a fuller one. */
static buju_status search(buju_reading *reading, const buju_sheet *sheet, buju_sheet_header *out) {
  BUJU_MSG(none, "{0}：找不到表头行；请用 header_row: 写明行号，没有表头时写 header_row: none",
           "{0}: no header row found; give its number with header_row:, or header_row: none when there is none");
  buju_ix width = usual_width(sheet), best = 0;
  for (size_t r = 0; r < sheet->rows.n && r < SEARCH_ROWS && best * 5 < width * 4; r++) {
    bool numbers;
    buju_ix n = filled(sheet, r, &numbers);
    bool two = two_rows(sheet, r, width);
    if (two || (n > best && looks_like_names(sheet, r, width))) {
      *out = (buju_sheet_header){r, two ? 2 : 1};
      best = two ? width : n;
    }
    if (numbers && n * 5 >= width * 3) break; /* the data have begun */
  }
  if (best > 0) return BUJU_OK;
  return buju_fail(reading->ctx, BUJU_E_DATA, BUJU_SAY(none, buju_text(reading->file)));
}

buju_status buju_sheet_find_header(buju_reading *reading, const buju_sheet *sheet, buju_sheet_header *out) {
  BUJU_MSG(no_such_row, "{0}：header_row: {1}，但第{1}行没有内容", "{0}: header_row: {1}, but row {1} is blank");
  BUJU_MSG(too_wide, "{0}：有{1}列，超过上限{2}；请删去不用的列",
           "{0}: {1} columns, more than {2}; remove unused ones");
  int given = reading->input->header_row;
  if (sheet->width > BUJU_COLUMNS_MAX)
    return buju_fail(reading->ctx, BUJU_E_LIMIT,
                     BUJU_SAY(too_wide, buju_text(reading->file), buju_int(sheet->width), buju_int(BUJU_COLUMNS_MAX)));
  if (given == 0) return search(reading, sheet, out);
  if (given < 0) {
    *out = (buju_sheet_header){0, 0};
    return BUJU_OK;
  }
  for (size_t r = 0; r < sheet->rows.n; r++) {
    if (buju_sheet_row_at(sheet, r)->line != given) continue;
    *out = (buju_sheet_header){r, two_rows(sheet, r, usual_width(sheet)) ? 2 : 1};
    return BUJU_OK;
  }
  return buju_fail(reading->ctx, BUJU_E_SCENARIO, BUJU_SAY(no_such_row, buju_text(reading->file), buju_year(given)));
}

/* The group a column stands under: its own upper cell, or the last one to its left. */
static const char *group_of(const buju_sheet *sheet, size_t row, buju_ix column) {
  for (buju_ix c = column + 1; c-- > 0;) {
    const char *text = buju_sheet_at(sheet, row, c);
    if (text != NULL) return text;
  }
  return "";
}

const char *buju_sheet_name(buju_reading *reading, const buju_sheet *sheet, buju_sheet_header header, buju_ix column) {
  if (header.rows == 0) return "";
  const char *upper = buju_sheet_at(sheet, header.first, column);
  if (header.rows == 1) return upper != NULL ? upper : "";
  const char *lower = buju_sheet_at(sheet, header.first + 1, column);
  if (lower == NULL) return upper != NULL ? upper : "";
  upper = group_of(sheet, header.first, column);
  char *name = buju_arena_alloc(reading->arena, strlen(upper) + strlen(lower) + 1, 1);
  if (name != NULL) {
    strcpy(name, upper);
    strcat(name, lower);
  }
  return name;
}
