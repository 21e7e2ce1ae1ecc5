/* Sheets of money: every item, and who pays what in which year. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/book.h"
#include "report/costs.h"

#define BOTH(column) .zh = column, .en = column
#define COUNT(columns) (uint16_t)(sizeof(columns) / sizeof *(columns))
#define COST(name) BUJU_LAYER_COSTS, COSTS_##name

BUJU_MSG(once_word, "一次性投入", "Once");
BUJU_MSG(yearly_word, "每年支出", "Every year");

static const char *once_text(const buju_book *book, buju_ix row, char *buf, size_t size) {
  (void)buf;
  (void)size;
  double capital = buju_report_number(book->report, COST(capital), row);
  return isnan(capital) ? NULL : buju_book_in(book, capital != 0 ? &once_word : &yearly_word);
}

static const buju_book_column columns[] = {
    {.make = once_text, .head = {"性质", "Spent"}},
    {BOTH(COSTS_year)},
    {.zh = COSTS_item, .en = COSTS_item_en, .width = 28},
    {BOTH(COSTS_township_code)},
    {BOTH(COSTS_township)},
    {BOTH(COSTS_payer), .width = 18},
    {BOTH(COSTS_quantity)},
    {BOTH(COSTS_cost_yuan), .width = 18},
    {BOTH(COSTS_clause), .look = BUJU_LOOK_SENTENCE, .width = 30},
};
enum { KIND = 0, YEAR = 1, CODE = 3, TOWNSHIP = 4, PAYER = 5, COST_COLUMN = 7 };
static const buju_book_table cost_table = {BUJU_LAYER_COSTS, columns, COUNT(columns)};

static bool has_costs(const buju_book *book) { return book->report->table[BUJU_LAYER_COSTS].n > 0; }

static void write_costs(buju_book *book, const buju_book_part *self) {
  buju_ix n, *rows = buju_book_rows(book, BUJU_LAYER_COSTS, NULL, NULL, &n);
  if (rows != NULL && n > 0) book->costs = buju_book_sheet_put(book, self, rows, n);
}

const buju_book_part buju_book_costs = {
    .name = {"经费明细", "Money in detail"},
    .what = {"逐项经费，金额单位：元。“每年支出”逐年列出；年度为空的一行是规划全部完成后的每年金额，各行不能直接相加，"
             "合计见“经费汇总”。",
             "Every item in yuan. What is spent every year has a row a year; without a year it is what each year costs "
             "once the plan is carried out, so rows do not simply add up: the sheet Money does it."},
    .table = &cost_table,
    .there = has_costs,
    .write = write_costs};

/* Sums over the list of items. */
typedef struct over {
  buju_book *book;
  const char *sheet;
  const buju_book_placed *at;
  uint16_t columns; /* of the widest table so far */
} over;

/* What a sum takes: of one kind, year (0: any; -1: none), payer and township. */
typedef struct taken {
  bool once;
  int year;
  buju_ix payer, township; /* rows of costs with that payer or township; BUJU_NONE: any */
} taken;

static bool takes(const over *o, const taken *t, buju_ix row) {
  double year = buju_report_number(o->book->report, COST(year), row);
  if ((buju_report_number(o->book->report, COST(capital), row) == 1) != t->once) return false;
  if (t->year > 0 && year != t->year) return false;
  if (t->year < 0 && !isnan(year)) return false;
  if (t->payer != BUJU_NONE && !buju_costs_same(o->book->report, COSTS_payer, row, t->payer)) return false;
  return t->township == BUJU_NONE || buju_costs_same_township(o->book->report, row, t->township);
}

/* In whole fen, so that no order of adding changes it. */
static double value_of(const over *o, const taken *t) {
  static const double MOST = 1e13;
  int64_t fen = 0;
  for (buju_ix i = 0; i < o->book->report->table[BUJU_LAYER_COSTS].n; i++) {
    double yuan = buju_report_number(o->book->report, COST(cost_yuan), i);
    if (fabs(yuan) < MOST && takes(o, t, i)) fen += llround(yuan * BUJU_YUAN);
  }
  return (double)fen / BUJU_YUAN;
}

static void add_test(const over *o, int column, const char *what, char *formula, size_t size) {
  char cells[192];
  size_t n = strlen(formula);
  const buju_book_range range = {o->sheet, o->at->first, o->at->last, o->at->at[column]};
  if (o->at->at[column] != UINT16_MAX)
    snprintf(formula + n, size - n, "*(%s=%s)", buju_book_range_text(&range, cells, sizeof cells), what);
}

/* The sum of what is taken as a formula over the list. payer, township: cells that hold what the list has; code: the
 * cell left of township. */
static void put_sum(const over *o, uint32_t row, uint16_t column, const taken *t, const char *payer, const char *code,
                    const char *township) {
  char formula[BUJU_BOOK_FORMULA_MOST] = "=SUMPRODUCT(1", cells[192], quoted[64], year[16];
  snprintf(quoted, sizeof quoted, "\"%s\"", buju_book_in(o->book, t->once ? &once_word : &yearly_word));
  add_test(o, KIND, quoted, formula, sizeof formula);
  snprintf(year, sizeof year, t->year > 0 ? "%d" : "\"\"", t->year);
  if (t->year != 0) add_test(o, YEAR, year, formula, sizeof formula);
  if (payer != NULL) add_test(o, PAYER, payer, formula, sizeof formula);
  if (code != NULL) add_test(o, CODE, code, formula, sizeof formula);
  if (township != NULL) add_test(o, TOWNSHIP, township, formula, sizeof formula);
  const buju_book_range range = {o->sheet, o->at->first, o->at->last, o->at->at[COST_COLUMN]};
  size_t n = strlen(formula);
  snprintf(formula + n, sizeof formula - n, ",%s)", buju_book_range_text(&range, cells, sizeof cells));
  buju_xlsx_formula(o->book->file, row, column, BUJU_LOOK_WAN, formula, value_of(o, t));
}

/* The years of one kind of money, ascending; -1 for none, last. At most room, of which n are. */
static int find_years(const over *o, bool once, int *year, int room) {
  int n = 0;
  bool none = false;
  for (buju_ix i = 0; i < o->book->report->table[BUJU_LAYER_COSTS].n; i++) {
    double at = buju_report_number(o->book->report, COST(year), i);
    if ((buju_report_number(o->book->report, COST(capital), i) == 1) != once) continue;
    if (isnan(at)) none = true;
    if (!(at > 0 && at < 10000)) continue;
    int k = n;
    while (k > 0 && year[k - 1] >= (int)at) k--;
    if ((k < n && year[k] == (int)at) || n == room - 1) continue;
    memmove(year + k + 1, year + k, (size_t)(n - k) * sizeof *year);
    year[k] = (int)at;
    n++;
  }
  if (none) year[n++] = -1;
  return n;
}

static void put_total(const over *o, uint32_t row, uint16_t column, uint32_t first, double value) {
  char formula[64], from[16], to[16];
  snprintf(formula, sizeof formula, "=SUM(%s:%s)", buju_book_cell_text(first, column, from),
           buju_book_cell_text(row - 1, column, to));
  buju_xlsx_formula(o->book->file, row, column, BUJU_LOOK_WAN + BUJU_LOOK_SUM, formula, value);
}

static bool is_first_of_payer(const over *o, buju_ix row) {
  for (buju_ix k = 0; k < row; k++)
    if (buju_costs_same(o->book->report, COSTS_payer, k, row)) return false;
  return true;
}

/* Payers down, years across; once also the whole. Returns the next row. */
static uint32_t put_payers(over *o, uint32_t row, bool once, const buju_msg *caption, const buju_msg *no_year) {
  BUJU_MSG(all, "合计", "Total");
  BUJU_MSG(payer, "承担单位", "Payer");
  enum { YEARS_MOST = 24 };
  int year[YEARS_MOST], years = find_years(o, once, year, YEARS_MOST);
  buju_book_file *file = o->book->file;
  if (years == 0) return row;
  uint16_t columns_n = (uint16_t)(years + (once && years > 1 ? 1 : 0));
  if (columns_n + 2 > o->columns) o->columns = (uint16_t)(columns_n + 2);
  buju_xlsx_msg(file, row++, 0, BUJU_LOOK_CAPTION, caption);
  buju_xlsx_msg(file, row, 0, BUJU_LOOK_HEAD, &payer);
  for (uint16_t y = 0; y < columns_n; y++) {
    buju_xlsx_width(file, (uint16_t)(y + 2), 15);
    if (y == years)
      buju_xlsx_msg(file, row, (uint16_t)(y + 2), BUJU_LOOK_HEAD, &all);
    else if (year[y] < 0)
      buju_xlsx_msg(file, row, (uint16_t)(y + 2), BUJU_LOOK_HEAD, no_year);
    else
      buju_xlsx_number(file, row, (uint16_t)(y + 2), BUJU_LOOK_HEAD, year[y]);
  }
  buju_xlsx_text(file, row, 1, BUJU_LOOK_HEAD, "");
  uint32_t first = ++row;
  for (buju_ix i = 0; i < o->book->report->table[BUJU_LAYER_COSTS].n; i++) {
    char cell[16];
    if (!is_first_of_payer(o, i)) continue;
    buju_xlsx_text(file, row, 0, BUJU_LOOK_TEXT, buju_report_text(o->book->report, COST(payer), i));
    buju_xlsx_text(file, row, 1, BUJU_LOOK_TEXT, "");
    buju_book_cell_text(row, 0, cell);
    for (uint16_t y = 0; y < columns_n; y++) {
      const taken t = {once, y < years ? year[y] : 0, i, BUJU_NONE};
      put_sum(o, row, (uint16_t)(y + 2), &t, cell, NULL, NULL);
    }
    row++;
  }
  buju_xlsx_msg(file, row, 0, BUJU_LOOK_TEXT + BUJU_LOOK_SUM, &all);
  buju_xlsx_text(file, row, 1, BUJU_LOOK_TEXT + BUJU_LOOK_SUM, "");
  for (uint16_t y = 0; y < columns_n; y++) {
    const taken t = {once, y < years ? year[y] : 0, BUJU_NONE, BUJU_NONE};
    put_total(o, row, (uint16_t)(y + 2), first, value_of(o, &t));
  }
  return row + 2;
}

/* Townships down: once, and each year after the plan. Returns the next row. */
static uint32_t put_townships(const over *o, uint32_t row) {
  BUJU_MSG(caption, "分乡镇（街道）", "By township");
  BUJU_MSG(all, "合计", "Total");
  static const buju_msg heads[] = {{"乡镇（街道）", "Township"},
                                   {"乡镇代码", "Code"},
                                   {"一次性投入", "Once"},
                                   {"规划完成后每年", "Each year after the plan"}};
  buju_book_file *file = o->book->file;
  buju_ix townships;
  const buju_ix *of_township = buju_costs_townships(o->book->report, &townships);
  if (of_township == NULL) {
    o->book->failed = true;
    return row;
  }
  buju_xlsx_msg(file, row++, 0, BUJU_LOOK_CAPTION, &caption);
  buju_book_heads(o->book, row, heads, 4);
  uint32_t first = ++row;
  for (buju_ix k = 0; k < townships; k++) {
    const buju_ix i = of_township[k];
    char name[16], code[16];
    buju_book_cell(o->book, row, 0, BUJU_LOOK_TEXT, COST(township), i);
    buju_book_cell(o->book, row, 1, BUJU_LOOK_TEXT, COST(township_code), i);
    for (int once = 1; once >= 0; once--) {
      const taken t = {once != 0, once ? 0 : -1, BUJU_NONE, i};
      put_sum(o, row, once ? 2 : 3, &t, NULL, buju_book_cell_text(row, 1, code), buju_book_cell_text(row, 0, name));
    }
    row++;
  }
  buju_xlsx_msg(file, row, 0, BUJU_LOOK_TEXT + BUJU_LOOK_SUM, &all);
  buju_xlsx_text(file, row, 1, BUJU_LOOK_TEXT + BUJU_LOOK_SUM, "");
  for (int once = 1; once >= 0; once--) {
    const taken t = {once != 0, once ? 0 : -1, BUJU_NONE, BUJU_NONE};
    put_total(o, row, once ? 2 : 3, first, value_of(o, &t));
  }
  return row + 1;
}

static bool adds_up(const buju_book *book) {
  /* Beyond what a sheet holds there is nothing whole to add up. */
  return has_costs(book) && book->report->table[BUJU_LAYER_COSTS].n <= book->rows_most;
}

static void write_money(buju_book *book, const buju_book_part *self) {
  BUJU_MSG(once, "一次性投入，按承担单位和年度", "Spent once, by payer and year");
  BUJU_MSG(yearly, "每年支出，按承担单位和年度", "Spent every year, by payer and year");
  BUJU_MSG(unphased, "未分年", "No year");
  BUJU_MSG(later, "规划完成后每年", "Each year after the plan");
  enum { COLUMNS = 6 };
  over o = {book, buju_book_in(book, &buju_book_costs.name), &book->costs, COLUMNS};
  if (book->costs.columns == 0 || book->costs.at[COST_COLUMN] == UINT16_MAX) return;
  buju_xlsx_begin(book->file, buju_book_in(book, &self->name));
  buju_xlsx_width(book->file, 0, 22);
  buju_xlsx_width(book->file, 1, 14);
  for (uint16_t c = 2; c < (uint16_t)COLUMNS; c++) buju_xlsx_width(book->file, c, 15);
  uint32_t row = put_payers(&o, BUJU_BOOK_TOP, true, &once, &unphased);
  row = put_payers(&o, row, false, &yearly, &later);
  row = put_townships(&o, row);
  buju_book_top(book, o.columns, self);
  buju_xlsx_end(book->file, row - 1, (uint16_t)(o.columns - 1), 0, 1);
}

const buju_book_part buju_book_money = {
    .name = {"经费汇总", "Money"},
    .what = {"由“经费明细”表用公式汇总：改动该表，这里随之重算。单位：万元（单元格内为元，精确到分）。",
             "Formulas over the sheet Money in detail: change that one, and this recomputes. In yuan."},
    .there = adds_up,
    .write = write_money};
