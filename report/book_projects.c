/* The sheet of projects, year after year. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "report/book.h"
#include "report/words.h"

#define BOTH(column) .zh = column, .en = column
#define COUNT(columns) (uint16_t)(sizeof(columns) / sizeof *(columns))

static const buju_book_column project_columns[] = {
    {BOTH(ACTIONS_year)},
    {BOTH(ACTIONS_township)},
    {BOTH(ACTIONS_site), .width = 18},
    {BOTH(ACTIONS_village)},
    {BOTH(ACTIONS_action), .width = 12},
    {BOTH(ACTIONS_build_mode)},
    {BOTH(ACTIONS_people_gained), .sum = true},
    {BOTH(ACTIONS_doctors), .sum = true},
    {BOTH(ACTIONS_floor_area_m2), .sum = true},
    {BOTH(ACTIONS_cost_yuan), .sum = true},
    {.zh = ACTIONS_funding, .en = ACTIONS_funding_en, .width = 12},
    {.zh = ACTIONS_responsible, .en = ACTIONS_responsible_en, .width = 12},
    {BOTH(ACTIONS_due_date)},
    {BOTH(ACTIONS_progress)},
    {BOTH(ACTIONS_rank)},
    {BOTH(ACTIONS_next_year_if_cut)},
    {.zh = ACTIONS_reason_zh, .en = ACTIONS_reason_en, .look = BUJU_LOOK_SENTENCE, .width = 40},
    {BOTH(ACTIONS_clause), .look = BUJU_LOOK_SENTENCE, .width = 14},
};
static const buju_book_table project_table = {BUJU_LAYER_ACTIONS, project_columns, COUNT(project_columns)};

/* By year, those without one last; else in the order of the file. qsort has no context: the year goes along. */
typedef struct dated {
  double year;
  buju_ix row;
} dated;

static int by_year(const void *p, const void *q) {
  const dated *a = p, *b = q;
  if (a->year != b->year) return a->year < b->year ? -1 : 1;
  return (a->row > b->row) - (a->row < b->row);
}

static bool sort_projects(buju_book *book, buju_ix *rows, buju_ix n) {
  dated *order = calloc(n > 0 ? n : 1, sizeof *order);
  if (order == NULL) return !(book->failed = true);
  for (buju_ix i = 0; i < n; i++) {
    double year = buju_report_number(book->report, BUJU_LAYER_ACTIONS, ACTIONS_year, rows[i]);
    order[i] = (dated){isnan(year) ? INFINITY : year, rows[i]};
  }
  qsort(order, n, sizeof *order, by_year);
  for (buju_ix i = 0; i < n; i++) rows[i] = order[i].row;
  free(order);
  return true;
}

/* A page begins with each year. */
static void break_years(buju_book *book, const buju_book_placed *placed, const buju_ix *rows) {
  enum { MOST = 64 };
  uint32_t breaks[MOST];
  size_t n = 0;
  for (uint32_t i = 1; placed->first + i <= placed->last && n < MOST; i++) {
    double year = buju_report_number(book->report, BUJU_LAYER_ACTIONS, ACTIONS_year, rows[i]),
           before = buju_report_number(book->report, BUJU_LAYER_ACTIONS, ACTIONS_year, rows[i - 1]);
    if (year != before && !(isnan(year) && isnan(before))) breaks[n++] = placed->first + i;
  }
  buju_xlsx_breaks(book->file, breaks, n);
}

bool buju_book_has_projects(const buju_book *book) { return buju_facts_all(book->facts)->projects > 0; }

static void write_projects(buju_book *book, const buju_book_part *self) {
  buju_ix n, *rows = buju_book_rows(book, BUJU_LAYER_ACTIONS, buju_book_is_project, NULL, &n);
  if (rows == NULL || n == 0 || !sort_projects(book, rows, n)) return;
  book->projects = buju_book_sheet_put(book, self, rows, n);
  break_years(book, &book->projects, rows);
}

const buju_book_part buju_book_projects = {
    .name = {"建设项目", "Projects"},
    .what =
        {"各年建设和整改项目，按年度排列，未分年的在最后。金额单位：元。合计随筛选变化；同一机构的同一批人只计在一项，"
         "该机构的其他项可为 0；一人可因几个机构受益。",
         "Projects by year, those without one last. Money in yuan. Totals follow the filter; the same people of a "
         "site are counted with one of its projects, so that others may show 0; a person may gain by several sites."},
    .table = &project_table,
    .there = buju_book_has_projects,
    .write = write_projects};

static const buju_book_column review_columns[] = {
    {BOTH(ACTIONS_township)},
    {BOTH(ACTIONS_site), .width = 24},
    {BOTH(ACTIONS_village)},
    {.zh = ACTIONS_reason_zh, .en = ACTIONS_reason_en, .look = BUJU_LOOK_SENTENCE, .width = 56},
    {BOTH(ACTIONS_clause), .look = BUJU_LOOK_SENTENCE, .width = 20},
    {.make = buju_book_nothing, .head = {"研判意见", "Decision"}, .always = true, .width = 24},
};
static const buju_book_table review_table = {BUJU_LAYER_ACTIONS, review_columns, COUNT(review_columns)};

static bool is_review(const buju_book *book, buju_ix row, const void *user) {
  (void)user;
  return buju_is_review(book->report, row);
}

const buju_book_part buju_book_reviews = {
    .name = {"待研判机构", "For review"},
    .what = {"去留由主管部门研判的机构，不计入项目。",
             "Facilities the policy leaves to the bureau to decide on; they are no projects."},
    .table = &review_table,
    .keep = is_review};
