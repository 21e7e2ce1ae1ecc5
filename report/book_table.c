/* Tables of rows of a layer in a sheet. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/text_width.h"
#include "report/book.h"
#include "report/words.h"

const char *buju_book_in(const buju_book *book, const buju_msg *msg) {
  return book->lang == BUJU_ZH ? msg->zh : msg->en;
}

bool buju_book_is_project(const buju_book *book, buju_ix row, const void *user) {
  (void)user;
  return buju_is_project(book->report, row);
}

buju_ix *buju_book_rows(buju_book *book, buju_layer_id layer, buju_book_keep_row keep, const void *user, buju_ix *n) {
  buju_ix rows = book->report->table[layer].n, *row = BUJU_NEW(book->report->arena, buju_ix, rows);
  *n = 0;
  if (row == NULL) book->failed = true;
  for (buju_ix i = 0; row != NULL && i < rows; i++)
    if (keep == NULL || keep(book, i, user)) row[(*n)++] = i;
  return row;
}

static bool is_text(const buju_column_spec *spec) {
  return spec->type == BUJU_TYPE_TEXT || spec->type == BUJU_TYPE_DATE;
}

/* A whole is counted, what has no unit is a year, a rank or a handful. */
static buju_look look_of(const buju_column_spec *spec) {
  if (spec->type == BUJU_TYPE_DATE) return BUJU_LOOK_DAY;
  if (spec->type == BUJU_TYPE_TEXT || spec->type == BUJU_TYPE_BOOLEAN) return BUJU_LOOK_TEXT;
  if (strcmp(spec->unit, "yuan") == 0) return BUJU_LOOK_YUAN;
  if (strcmp(spec->unit, "%") == 0) return BUJU_LOOK_PERCENT;
  if (spec->type == BUJU_TYPE_REAL) return strcmp(spec->unit, "people") == 0 ? BUJU_LOOK_COUNT : BUJU_LOOK_TENTHS;
  return *spec->unit != '\0' ? BUJU_LOOK_COUNT : BUJU_LOOK_PLAIN;
}

/* The text of a cell that is none of numbers or days; NULL when missing. */
static const char *text_of(const buju_book *book, buju_layer_id layer, unsigned of, buju_ix at, char *buf,
                           size_t size) {
  BUJU_MSG(yes, "是", "yes");
  BUJU_MSG(no, "否", "no");
  const buju_column_spec *spec = &buju_layer_specs[layer].column[of];
  if (spec->type == BUJU_TYPE_BOOLEAN) {
    double value = buju_report_number(book->report, layer, of, at);
    return isnan(value) ? NULL : buju_book_in(book, value != 0 ? &yes : &no);
  }
  const char *text = buju_report_text(book->report, layer, of, at);
  return buju_words_of_cell(book->lang, layer, of, text, buf, size);
}

/* Times are rounded up to tenths of a minute: who is beyond a limit is never shown at it. */
static double number_of(const buju_book *book, buju_layer_id layer, unsigned of, buju_ix at) {
  static const double TENTHS = 10, NOISE = 1e-9;
  double value = buju_report_number(book->report, layer, of, at);
  bool minutes = strcmp(buju_layer_specs[layer].column[of].unit, "min") == 0;
  return minutes ? ceil(value * TENTHS - NOISE) / TENTHS : value;
}

void buju_book_cell(buju_book *book, uint32_t row, uint16_t column, buju_look look, buju_layer_id layer, unsigned of,
                    buju_ix at) {
  const buju_column_spec *spec = &buju_layer_specs[layer].column[of];
  char buf[512];
  if (look == BUJU_LOOK_AUTO) look = look_of(spec);
  if (spec->type == BUJU_TYPE_DATE)
    buju_xlsx_day(book->file, row, column, (int)look, buju_report_text(book->report, layer, of, at));
  else if (is_text(spec) || spec->type == BUJU_TYPE_BOOLEAN)
    buju_xlsx_text(book->file, row, column, (int)look, text_of(book, layer, of, at, buf, sizeof buf));
  else
    buju_xlsx_number(book->file, row, column, (int)look, number_of(book, layer, of, at));
}

/* One table while it is put. */
typedef struct putting {
  buju_book *book;
  const buju_book_table *table;
  const buju_ix *row;
  buju_ix n;
} putting;

static unsigned own(const putting *p, uint16_t c) {
  return p->book->lang == BUJU_ZH ? p->table->column[c].zh : p->table->column[c].en;
}

static const char *shown(const putting *p, uint16_t c, buju_ix i, char *buf, size_t size) {
  const buju_book_column *column = &p->table->column[c];
  if (column->make != NULL) return column->make(p->book, p->row[i], buf, size);
  const buju_column_spec *spec = &buju_layer_specs[p->table->layer].column[own(p, c)];
  if (spec->type == BUJU_TYPE_TEXT || spec->type == BUJU_TYPE_BOOLEAN)
    return text_of(p->book, p->table->layer, own(p, c), p->row[i], buf, size);
  if (spec->type == BUJU_TYPE_DATE) return buju_report_text(p->book->report, p->table->layer, own(p, c), p->row[i]);
  double value = number_of(p->book, p->table->layer, own(p, c), p->row[i]);
  if (isnan(value)) return NULL;
  buju_look look = column->look != BUJU_LOOK_AUTO ? column->look : look_of(spec);
  /* With what separators and decimals add. */
  snprintf(buf, size, look == BUJU_LOOK_PLAIN ? "%.0f" : look == BUJU_LOOK_YUAN ? "%.0f,,,.00" : "%.0f,.0", value);
  return buf;
}

static const char *head_of(const putting *p, uint16_t c, char *buf, size_t size) {
  const buju_book_column *column = &p->table->column[c];
  if (column->head.zh != NULL) return buju_book_in(p->book, &column->head);
  /* That of the column for both languages: an English column's own alias says "(English)". */
  return buju_words_of_head(p->book->lang, p->table->layer, column->zh, buf, size);
}

/* As wide as its widest cell, within reason; heads wrap into two lines. NaN: nothing in it. */
static double width_of(const putting *p, uint16_t c) {
  enum { LEAST = 6, MOST = 26, LOOKED_AT = 2000 };
  const buju_book_column *column = &p->table->column[c];
  char buf[512];
  double width = column->always ? LEAST : NAN;
  for (buju_ix i = 0; i < p->n && (i < LOOKED_AT || isnan(width)); i++) {
    const char *text = shown(p, c, i, buf, sizeof buf);
    if (text != NULL && *text != '\0') width = fmax(width, (double)buju_text_width(text) + 3);
  }
  if (isnan(width)) return width;
  if (column->width > 0) return column->width;
  double head = (double)buju_text_width(head_of(p, c, buf, sizeof buf));
  return fmin(MOST, fmax(fmax(width, LEAST), head > 8 ? ceil(head / 2) + 3 : head + 3));
}

static void put_row(const putting *p, const buju_book_placed *placed, uint32_t row, buju_ix i) {
  char buf[2048];
  for (uint16_t c = 0; c < p->table->columns; c++) {
    const buju_book_column *column = &p->table->column[c];
    if (placed->at[c] == UINT16_MAX) continue;
    if (column->make != NULL)
      buju_xlsx_text(p->book->file, row, placed->at[c],
                     column->look != BUJU_LOOK_AUTO ? (int)column->look : BUJU_LOOK_TEXT,
                     column->make(p->book, p->row[i], buf, sizeof buf));
    else
      buju_book_cell(p->book, row, placed->at[c], column->look, p->table->layer, own(p, c), p->row[i]);
  }
}

/* Exact to the thousandth, whatever the order. */
static double total_of(const putting *p, uint16_t c) {
  static const double THOUSANDTHS = 1000, MOST = 9e15;
  int64_t sum = 0;
  double far = 0;
  for (buju_ix i = 0; i < p->n; i++) {
    double value = number_of(p->book, p->table->layer, own(p, c), p->row[i]);
    if (isnan(value)) continue;
    far += fabs(value) * THOUSANDTHS;
    if (far < MOST) sum += llround(value * THOUSANDTHS);
  }
  return far < MOST ? (double)sum / THOUSANDTHS : far / THOUSANDTHS;
}

/* Totals follow the filter, as a reader of one township or year expects. */
static void put_totals(const putting *p, const buju_book_placed *placed, uint32_t row) {
  BUJU_MSG(all, "合计", "Total");
  char formula[64], first[16], last[16];
  for (uint16_t c = 0; c < p->table->columns; c++) {
    uint16_t at = placed->at[c];
    if (at == UINT16_MAX) continue;
    const buju_book_column *column = &p->table->column[c];
    if (!column->sum) {
      buju_xlsx_text(p->book->file, row, at, BUJU_LOOK_TEXT + BUJU_LOOK_SUM,
                     at == 0 ? buju_book_in(p->book, &all) : "");
      continue;
    }
    snprintf(formula, sizeof formula, "=SUBTOTAL(9,%s:%s)", buju_book_cell_text(placed->first, at, first),
             buju_book_cell_text(placed->last, at, last));
    buju_look look =
        column->look != BUJU_LOOK_AUTO ? column->look : look_of(&buju_layer_specs[p->table->layer].column[own(p, c)]);
    if (look == BUJU_LOOK_PLAIN) look = BUJU_LOOK_COUNT;
    buju_xlsx_formula(p->book->file, row, at, (int)look + BUJU_LOOK_SUM, formula, total_of(p, c));
  }
}

static void say_left_out(buju_book *book, const buju_book_table *table, uint32_t row, buju_ix shown_n, buju_ix n) {
  BUJU_MSG(more, "工作表放不下全部 {1} 行，以上为前 {0} 行；其余 {2} 行见成果文件的“{3}”图层（{4}）。",
           "A sheet does not hold all {1} rows: these are the first {0}. The other {2} are in the plan's layer {3} "
           "({4}).");
  char text[512];
  const buju_layer_spec *layer = &buju_layer_specs[table->layer];
  buju_said said = BUJU_SAY(more, buju_int(shown_n), buju_int(n), buju_int(n - shown_n), buju_word(&layer->alias),
                            buju_text(layer->name));
  buju_say(book->lang, &said, text, sizeof text);
  buju_xlsx_text(book->file, row, 0, BUJU_LOOK_CAPTION, text);
}

buju_book_placed buju_book_table_put(buju_book *book, const buju_book_table *table, const buju_ix *row, buju_ix n,
                                     uint32_t at) {
  buju_ix fit = n < book->rows_most ? n : book->rows_most;
  const putting p = {book, table, row, fit};
  buju_book_placed placed = {.head = at, .first = at + 1, .last = at + fit, .next = at + fit + 1};
  bool sums = false;
  char head[96];
  for (uint16_t c = 0; c < table->columns; c++) {
    double width = width_of(&p, c);
    bool only = placed.columns == 0 && c + 1 == table->columns; /* a sheet has a column, be it empty */
    placed.at[c] = UINT16_MAX;
    if (isnan(width) && !only) continue;
    placed.at[c] = placed.columns++;
    sums = sums || table->column[c].sum;
    if (!isnan(width)) buju_xlsx_width(book->file, placed.at[c], width);
    buju_xlsx_text(book->file, at, placed.at[c], BUJU_LOOK_HEAD,
                   head_of(&p, c, head, sizeof head)); /* widths are known */
  }
  for (buju_ix i = 0; i < fit; i++) put_row(&p, &placed, placed.first + i, i);
  if (sums) put_totals(&p, &placed, placed.next++);
  if (fit < n) say_left_out(book, table, placed.next++, fit, n);
  return placed;
}

const char *buju_book_nothing(const buju_book *book, buju_ix row, char *buf, size_t size) {
  (void)book;
  (void)row;
  (void)buf;
  (void)size;
  return NULL;
}

void buju_book_heads(buju_book *book, uint32_t row, const buju_msg *head, uint16_t n) {
  for (uint16_t c = 0; c < n; c++) buju_xlsx_msg(book->file, row, c, BUJU_LOOK_HEAD, &head[c]);
}

void buju_book_top(buju_book *book, uint16_t columns, const buju_book_part *part) {
  buju_xlsx_across(book->file, 0, columns, BUJU_LOOK_TITLE, buju_book_in(book, &part->name));
  buju_xlsx_across(book->file, 1, columns, BUJU_LOOK_NOTE, buju_book_in(book, &part->what));
}

buju_book_placed buju_book_sheet_put(buju_book *book, const buju_book_part *part, const buju_ix *row, buju_ix n) {
  buju_xlsx_begin(book->file, buju_book_in(book, &part->name));
  buju_book_placed placed = buju_book_table_put(book, part->table, row, n, BUJU_BOOK_TOP);
  uint16_t last = (uint16_t)(placed.columns - 1);
  buju_book_top(book, placed.columns, part);
  buju_xlsx_filter(book->file, placed.head, placed.last, last);
  buju_xlsx_end(book->file, placed.next - 1, last, placed.head, placed.head);
  return placed;
}

bool buju_book_there(const buju_book *book, const buju_book_part *part) {
  if (part->there != NULL) return part->there(book);
  if (part->table == NULL) return true;
  for (buju_ix i = 0; i < book->report->table[part->table->layer].n; i++)
    if (part->keep == NULL || part->keep(book, i, NULL)) return true;
  return false;
}
