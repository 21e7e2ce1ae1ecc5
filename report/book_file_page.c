/* Sheets on the screen and on paper, by libxlsxwriter. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text_width.h"
#include "core/utf8.h"
#include "report/book_file_own.h"

/* & begins a code in headers and footers: doubled it is itself. A digit behind the size of the letters would be one
 * more of that number. */
static void put_code(char *to, size_t size, const char *text) {
  size_t n = strlen(to);
  if (*text >= '0' && *text <= '9' && n + 2 < size) to[n++] = ' ';
  for (; *text != '\0' && n + 2 < size; text++) {
    to[n++] = *text;
    if (*text == '&') to[n++] = '&';
  }
  to[n] = '\0';
}

static void put_header(buju_book_file *file, const char *name) {
  enum { SIZE = 255, TITLE = 120 };
  char header[SIZE] = "&L&9", title[TITLE];
  put_code(header, sizeof header, buju_utf8_short(file->about->title, title, sizeof title));
  strcat(header, "&R&9");
  put_code(header, sizeof header, name);
  buju_book_keep(file, worksheet_set_header(file->sheet, header));
}

/* The day of the plan, not the clock's; the page; and right what the sheet asks for. */
static void put_footer(buju_book_file *file, const char *right) {
  BUJU_MSG(made, "基准日期：{0}", "As of {0}");
  BUJU_MSG(page, "第 {0} 页，共 {1} 页", "Page {0} of {1}");
  char footer[255] = "&L&9", line[80], day[16];
  if (file->about->as_of != NULL) {
    buju_said said = BUJU_SAY(made, buju_text(buju_utf8_short(file->about->as_of, day, sizeof day)));
    buju_say(file->about->lang, &said, line, sizeof line);
    put_code(footer, sizeof footer, line);
  }
  buju_said said = BUJU_SAY(page, buju_text("&P"), buju_text("&N"));
  buju_say(file->about->lang, &said, line, sizeof line);
  size_t n = strlen(footer);
  snprintf(footer + n, sizeof footer - n, "&C&9%s&R&9%s", line, right);
  buju_book_keep(file, worksheet_set_footer(file->sheet, footer));
}

void buju_xlsx_sign(buju_book_file *file, const char *sign) { put_footer(file, sign); }

void buju_xlsx_begin(buju_book_file *file, const char *name) {
  enum { A4 = 9 };
  memset(file->width, 0, sizeof file->width);
  file->row = UINT32_MAX;
  file->sheet = workbook_add_worksheet(file->book, name);
  if (file->sheet == NULL) { /* the names are constants: it is memory */
    buju_book_keep(file, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return;
  }
  worksheet_set_landscape(file->sheet);
  worksheet_set_paper(file->sheet, A4);
  worksheet_set_margins(file->sheet, 0.5, 0.5, 0.7, 0.6);
  worksheet_fit_to_pages(file->sheet, 1, 0);
  worksheet_center_horizontally(file->sheet);
  worksheet_gridlines(file->sheet, LXW_HIDE_ALL_GRIDLINES);
  worksheet_ignore_errors(file->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
  put_header(file, name);
  put_footer(file, "");
}

void buju_xlsx_one_page(buju_book_file *file) { worksheet_fit_to_pages(file->sheet, 1, 1); }

void buju_xlsx_end(buju_book_file *file, uint32_t rows, uint16_t columns, uint32_t head_first, uint32_t head_last) {
  buju_book_keep(file, worksheet_print_area(file->sheet, 0, 0, rows, columns));
  buju_book_keep(file, worksheet_repeat_rows(file->sheet, head_first, head_last));
  worksheet_freeze_panes(file->sheet, head_last + 1, 0);
}

void buju_xlsx_width(buju_book_file *file, uint16_t column, double characters) {
  if (column >= BUJU_BOOK_COLUMNS_MOST || characters <= file->width[column]) return;
  file->width[column] = characters;
  buju_book_keep(file, worksheet_set_column(file->sheet, column, column, characters, NULL));
}

void buju_xlsx_filter(buju_book_file *file, uint32_t head, uint32_t last, uint16_t columns) {
  buju_book_keep(file, worksheet_autofilter(file->sheet, head, 0, last, columns));
}

void buju_xlsx_breaks(buju_book_file *file, const uint32_t *row, size_t n) {
  lxw_row_t breaks[LXW_BREAKS_MAX + 1] = {0};
  size_t kept = 0;
  for (size_t i = 0; i < n && kept < LXW_BREAKS_MAX; i++)
    if (row[i] > 0) breaks[kept++] = row[i];
  if (kept > 0) buju_book_keep(file, worksheet_set_h_pagebreaks(file->sheet, breaks));
}

void buju_xlsx_height(buju_book_file *file, uint32_t row, double points) {
  buju_book_keep(file, worksheet_set_row(file->sheet, row, points, NULL));
}

void buju_xlsx_across(buju_book_file *file, uint32_t row, uint16_t columns, int look, const char *text) {
  double room = 0, line = look == BUJU_LOOK_TITLE ? 24 : look == BUJU_LOOK_NOTE ? 13 : 16;
  const char *kept = buju_book_clean(file, text);
  if (kept == NULL) return;
  for (uint16_t c = 0; c < columns && c < BUJU_BOOK_COLUMNS_MOST; c++)
    room += file->width[c] > 0 ? file->width[c] : 8.43;
  /* A little less fits than is counted: lines break between words. */
  double letters = look == BUJU_LOOK_TITLE ? 1.6 : look == BUJU_LOOK_NOTE ? 0.9 : 1.08;
  double lines = look == BUJU_LOOK_TITLE ? 1 : ceil(letters * (double)buju_text_width(kept) / room + 0.05);
  if (columns > 1)
    buju_book_keep(file, worksheet_merge_range(file->sheet, row, 0, row, (lxw_col_t)(columns - 1), kept,
                                               buju_book_format(file, look)));
  else
    buju_book_keep(file, worksheet_write_string(file->sheet, row, 0, kept, buju_book_format(file, look)));
  buju_xlsx_height(file, row, fmin(400, line * fmax(1, lines)));
}
