/* Projects added up by year and action, as formulas over their sheet. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>

#include "report/book.h"

/* A table over the list of projects while it is put. */
typedef struct over {
  buju_book *book;
  const char *sheet;
  const buju_book_placed *at;
  int years; /* rows or columns of years, the last for those without one */
} over;

static const char *range(const over *o, int column, char *buf, size_t size) {
  const buju_book_range cells = {o->sheet, o->at->first, o->at->last, o->at->at[column]};
  return buju_book_range_text(&cells, buf, size);
}

static bool is_in_year(const over *o, buju_ix action, int y) {
  double at = buju_report_number(o->book->report, BUJU_LAYER_ACTIONS, ACTIONS_year, action);
  bool known = at >= o->book->facts->year_first && at <= o->book->facts->year_last && o->book->facts->year_first > 0;
  return y == o->years - 1 ? !known : known && (int)at == o->book->facts->year_first + y;
}

/* What a column of the list holds in a year, of an action or of all. With column < 0: how many rows. */
static double value_of(const over *o, int y, const char *action, int column) {
  double sum = 0;
  for (buju_ix i = 0; i < o->book->report->table[BUJU_LAYER_ACTIONS].n; i++) {
    if (!buju_book_is_project(o->book, i, NULL) || !is_in_year(o, i, y) ||
        (action != NULL && !buju_report_is(o->book->report, BUJU_LAYER_ACTIONS, ACTIONS_action, i, action)))
      continue;
    double value = column < 0 ? 1 : buju_report_number(o->book->report, BUJU_LAYER_ACTIONS, (unsigned)column, i);
    if (!isnan(value)) sum += value;
  }
  return round(sum * 100) / 100;
}

static const char *year_test(const over *o, int y, const char *cell, char *buf, size_t size) {
  char cells[192];
  if (o->at->at[BUJU_PROJECT_YEAR] == UINT16_MAX)
    snprintf(buf, size, "1");
  else if (y == o->years - 1)
    snprintf(buf, size, "(%s=\"\")", range(o, BUJU_PROJECT_YEAR, cells, sizeof cells));
  else
    snprintf(buf, size, "(%s=%s)", range(o, BUJU_PROJECT_YEAR, cells, sizeof cells), cell);
  return buf;
}

static void put_sum(buju_book *book, uint32_t row, uint16_t column, int look, uint32_t first, uint32_t last,
                    double value) {
  char formula[64], from[16], to[16];
  snprintf(formula, sizeof formula, "=SUM(%s:%s)", buju_book_cell_text(first, column, from),
           buju_book_cell_text(last, column, to));
  buju_xlsx_formula(book->file, row, column, look + BUJU_LOOK_SUM, formula, value);
}

static void put_year_name(const over *o, uint32_t row, uint16_t column, int look, int y) {
  BUJU_MSG(none, "未分年", "No year");
  if (y == o->years - 1)
    buju_xlsx_msg(o->book->file, row, column, look == BUJU_LOOK_PLAIN ? BUJU_LOOK_TEXT : look, &none);
  else
    buju_xlsx_number(o->book->file, row, column, look, o->book->facts->year_first + y);
}

/* Rows are years, columns what the list adds up. Returns the row after it. */
static uint32_t put_years(const over *o, uint32_t row) {
  BUJU_MSG(all, "合计", "Total");
  static const struct {
    int column, of;
    buju_look look;
    buju_msg head;
  } columns[] = {
      {-1, -1, BUJU_LOOK_COUNT, {"项目数", "Projects"}},
      {BUJU_PROJECT_PEOPLE, ACTIONS_people_gained, BUJU_LOOK_COUNT, {"受益人口（人次）", "People gained"}},
      {BUJU_PROJECT_DOCTORS, ACTIONS_doctors, BUJU_LOOK_COUNT, {"应配医生", "Doctors"}},
      {BUJU_PROJECT_AREA, ACTIONS_floor_area_m2, BUJU_LOOK_TENTHS, {"建设面积（平方米）", "Floor area (m²)"}},
      {BUJU_PROJECT_COST, ACTIONS_cost_yuan, BUJU_LOOK_WAN, {"投资（万元）", "Cost (yuan)"}}};
  BUJU_MSG(year, "年度", "Year");
  uint32_t first = row + 1, last = row + (uint32_t)o->years;
  uint16_t at = 1;
  char test[224], sum[224], cell[16], formula[BUJU_BOOK_FORMULA_MOST];
  buju_xlsx_msg(o->book->file, row, 0, BUJU_LOOK_HEAD, &year);
  for (int y = 0; y < o->years; y++) put_year_name(o, first + (uint32_t)y, 0, BUJU_LOOK_PLAIN, y);
  buju_xlsx_msg(o->book->file, last + 1, 0, BUJU_LOOK_TEXT + BUJU_LOOK_SUM, &all);
  for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
    if (columns[c].column >= 0 && o->at->at[columns[c].column] == UINT16_MAX) continue;
    double total = 0;
    buju_xlsx_msg(o->book->file, row, at, BUJU_LOOK_HEAD, &columns[c].head);
    for (int y = 0; y < o->years; y++) {
      double value = value_of(o, y, NULL, columns[c].of);
      year_test(o, y, buju_book_cell_text(first + (uint32_t)y, 0, cell), test, sizeof test);
      if (columns[c].column < 0)
        snprintf(formula, sizeof formula, "=SUMPRODUCT(%s*1)", test);
      else
        snprintf(formula, sizeof formula, "=SUMPRODUCT(%s*1,%s)", test, range(o, columns[c].column, sum, sizeof sum));
      buju_xlsx_formula(o->book->file, first + (uint32_t)y, at, (int)columns[c].look, formula, value);
      total += value;
    }
    put_sum(o->book, last + 1, at, (int)columns[c].look, first, last, round(total * 100) / 100);
    at++;
  }
  return last + 2;
}

/* Rows are actions, columns years. Returns the row after it. */
static uint32_t put_actions(const over *o, uint32_t row) {
  BUJU_MSG(caption, "项目数，按处置和年度", "Projects by action and year");
  BUJU_MSG(action, "处置", "Action");
  BUJU_MSG(all, "合计", "Total");
  const buju_domain_spec *domain = &buju_domain_specs[BUJU_DOMAIN_ACTIONS];
  char test[224], other[224], cell[16], formula[BUJU_BOOK_FORMULA_MOST], name[16], from[16], to[16];
  uint16_t sums = (uint16_t)(o->years + 1);
  buju_xlsx_msg(o->book->file, row++, 0, BUJU_LOOK_CAPTION, &caption);
  buju_xlsx_msg(o->book->file, row, 0, BUJU_LOOK_HEAD, &action);
  buju_xlsx_msg(o->book->file, row, sums, BUJU_LOOK_HEAD, &all);
  for (int y = 0; y < o->years; y++) put_year_name(o, row, (uint16_t)(y + 1), BUJU_LOOK_HEAD, y);
  uint32_t head = row;
  for (buju_ix d = 0; d < domain->n; d++) {
    double total = 0, value[BUJU_BOOK_COLUMNS_MOST];
    for (int y = 0; y < o->years; y++) total += value[y] = value_of(o, y, domain->words[d].id, -1);
    if (total == 0) continue;
    row++;
    buju_xlsx_msg(o->book->file, row, 0, BUJU_LOOK_TEXT, &domain->words[d].word);
    for (int y = 0; y < o->years; y++) {
      uint16_t at = (uint16_t)(y + 1);
      year_test(o, y, buju_book_cell_text(head, at, cell), test, sizeof test);
      snprintf(formula, sizeof formula, "=SUMPRODUCT(%s*(%s=%s))", test,
               range(o, BUJU_PROJECT_ACTION, other, sizeof other), buju_book_cell_text(row, 0, name));
      buju_xlsx_formula(o->book->file, row, at, BUJU_LOOK_COUNT, formula, value[y]);
    }
    snprintf(formula, sizeof formula, "=SUM(%s:%s)", buju_book_cell_text(row, 1, from),
             buju_book_cell_text(row, (uint16_t)(sums - 1), to));
    buju_xlsx_formula(o->book->file, row, sums, BUJU_LOOK_COUNT, formula, total);
  }
  buju_xlsx_msg(o->book->file, row + 1, 0, BUJU_LOOK_TEXT + BUJU_LOOK_SUM, &all);
  for (int y = 0; y <= o->years; y++) {
    double total = 0;
    for (int k = 0; k < o->years; k++) total += y == o->years || k == y ? value_of(o, k, NULL, -1) : 0;
    put_sum(o->book, row + 1, (uint16_t)(y + 1), BUJU_LOOK_COUNT, head + 1, row, total);
  }
  return row + 2;
}

static bool has_years(const buju_book *book) {
  /* Years beyond this are no plan's, and no sheet's. */
  return buju_book_has_projects(book) && book->facts->year_last - book->facts->year_first < BUJU_BOOK_COLUMNS_MOST - 4;
}

static void write_years(buju_book *book, const buju_book_part *self) {
  const buju_facts *facts = book->facts;
  int years = facts->year_first > 0 ? facts->year_last - facts->year_first + 2 : 1;
  const over o = {book, buju_book_in(book, &buju_book_projects.name), &book->projects, years};
  uint16_t columns = (uint16_t)(years + 2 > 6 ? years + 2 : 6);
  buju_xlsx_begin(book->file, buju_book_in(book, &self->name));
  buju_xlsx_width(book->file, 0, 24);
  for (uint16_t c = 1; c < columns; c++) buju_xlsx_width(book->file, c, 13);
  buju_book_top(book, columns, self);
  uint32_t row = put_years(&o, BUJU_BOOK_TOP);
  row = put_actions(&o, row + 1);
  buju_xlsx_end(book->file, row - 1, (uint16_t)(columns - 1), BUJU_BOOK_TOP, BUJU_BOOK_TOP);
}

const buju_book_part buju_book_years = {
    .name = {"分年汇总", "Projects by year"},
    .what = {"由“建设项目”表用公式汇总：改动该表，这里随之重算。中文版金额显示为万元，单元格内为元。",
             "Formulas over the sheet Projects: change that one, and this recomputes. Money in yuan."},
    .there = has_years,
    .write = write_years};
