/* Sheets of annual targets: what is asked, what is planned, what is missing. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "core/utf8.h"
#include "report/book.h"
#include "report/ink.h"
#include "report/words.h"

#define BOTH(column) .zh = column, .en = column
#define COUNT(columns) (uint16_t)(sizeof(columns) / sizeof *(columns))
#define ANNUAL(name) BUJU_LAYER_ANNUAL_TARGETS, ANNUAL_TARGETS_##name

/* In the policy's words; else its id. */
static const char *said_by(const buju_book *book, const char *rule) {
  const char *said = buju_sentence_of(book->report, book->lang, rule);
  return said != NULL ? said : rule;
}

static const char *rule_text(const buju_book *book, buju_ix row, char *buf, size_t size) {
  const char *rule = buju_report_text(book->report, ANNUAL(rule), row);
  (void)buf;
  (void)size;
  return rule != NULL ? said_by(book, rule) : NULL;
}

static const buju_book_column target_columns[] = {
    {.make = rule_text, .head = {"任务", "Task"}, .look = BUJU_LOOK_SENTENCE, .width = 36},
    {BOTH(ANNUAL_TARGETS_area)},
    {BOTH(ANNUAL_TARGETS_year)},
    {BOTH(ANNUAL_TARGETS_kind)},
    {BOTH(ANNUAL_TARGETS_action), .width = 14},
    {BOTH(ANNUAL_TARGETS_base)},
    {BOTH(ANNUAL_TARGETS_share_percent)},
    {BOTH(ANNUAL_TARGETS_target)},
    {BOTH(ANNUAL_TARGETS_target_source)},
    {BOTH(ANNUAL_TARGETS_done_before)},
    {BOTH(ANNUAL_TARGETS_actual)},
    {BOTH(ANNUAL_TARGETS_planned)},
    {BOTH(ANNUAL_TARGETS_cumulative_target)},
    {BOTH(ANNUAL_TARGETS_cumulative_planned)},
    {BOTH(ANNUAL_TARGETS_shortfall)},
    {.zh = ANNUAL_TARGETS_shortfall_reason_zh,
     .en = ANNUAL_TARGETS_shortfall_reason_en,
     .look = BUJU_LOOK_SENTENCE,
     .width = 36},
    {BOTH(ANNUAL_TARGETS_people_gained)},
    {BOTH(ANNUAL_TARGETS_cost_yuan), .look = BUJU_LOOK_WAN, .head = {"投资（万元）", "Cost (yuan)"}},
    {.zh = ANNUAL_TARGETS_responsible, .en = ANNUAL_TARGETS_responsible_en, .width = 16},
    {BOTH(ANNUAL_TARGETS_due_date)},
};
static const buju_book_table target_table = {BUJU_LAYER_ANNUAL_TARGETS, target_columns, COUNT(target_columns)};

static bool is_above_townships(const buju_book *book, buju_ix row, const void *user) {
  (void)user;
  return !buju_report_is(book->report, ANNUAL(area_level), row, "township");
}

/* A township's row that says something: a number is asked, done, planned or missing. */
static bool is_township(const buju_book *book, buju_ix row, const void *user) {
  static const unsigned columns[] = {ANNUAL_TARGETS_target, ANNUAL_TARGETS_actual, ANNUAL_TARGETS_planned,
                                     ANNUAL_TARGETS_shortfall};
  bool says = false;
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
    says = says || buju_report_number(book->report, BUJU_LAYER_ANNUAL_TARGETS, columns[i], row) > 0;
  return says && !is_above_townships(book, row, user);
}

static bool has_targets(const buju_book *book) {
  for (buju_ix i = 0; i < book->report->table[BUJU_LAYER_ANNUAL_TARGETS].n; i++)
    if (is_above_townships(book, i, NULL)) return true;
  return false;
}

static bool same(const char *a, const char *b) { return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0); }

/* One chart for a rule in an area: its rows follow each other. */
static void put_chart(buju_book *book, const char *sheet, const buju_book_placed *placed, uint32_t first, uint32_t last,
                      const char *title, uint32_t row, uint16_t column) {
  BUJU_MSG(asked, "任务", "Target");
  BUJU_MSG(planned, "计划", "Planned");
  BUJU_MSG(actual, "实际完成", "Actual");
  BUJU_MSG(year, "年度", "Year");
  enum { TARGET = 7, ACTUAL = 10, PLANNED = 11, YEAR = 2, WIDTH = 470, HEIGHT = 260 };
  const struct {
    const buju_msg *name;
    int column;
    buju_ink ink;
  } own[] = {{&asked, TARGET, BUJU_INK_BEFORE}, {&planned, PLANNED, BUJU_INK_AFTER}, {&actual, ACTUAL, BUJU_INK_SHORT}};
  buju_book_series series[3];
  size_t n = 0;
  for (size_t i = 0; i < sizeof own / sizeof *own; i++)
    if (placed->at[own[i].column] != UINT16_MAX)
      series[n++] = (buju_book_series){own[i].name,
                                       {sheet, first, last, placed->at[own[i].column]},
                                       buju_ink_specs[own[i].ink].light,
                                       own[i].column == TARGET};
  if (n == 0 || placed->at[YEAR] == UINT16_MAX) return;
  buju_book_chart chart = {.title = title,
                           .x = &year,
                           .categories = {sheet, first, last, placed->at[YEAR]},
                           .series = series,
                           .n = n,
                           .width = WIDTH,
                           .height = HEIGHT};
  buju_xlsx_chart(book->file, row, column, &chart);
}

/* Below the table, two beside each other. Returns the row after them. */
static uint32_t put_charts(buju_book *book, const buju_book_part *self, const buju_book_placed *placed,
                           const buju_ix *row, buju_ix n) {
  enum { ROWS = 14, MOST = 40, RIGHT = 6, SHORT = 100 };
  const buju_report *report = book->report;
  uint32_t at = placed->next + 1;
  int charts = 0;
  for (buju_ix i = 0, end; i < n && charts < MOST; i = end) {
    const char *rule = buju_report_text(report, ANNUAL(rule), row[i]),
               *area = buju_report_text(report, ANNUAL(area), row[i]);
    for (end = i; end < n && same(rule, buju_report_text(report, ANNUAL(rule), row[end])) &&
                  same(area, buju_report_text(report, ANNUAL(area), row[end]));)
      end++;
    if (end - i < 2 || rule == NULL || end > placed->last - placed->first + 1) continue;
    char text[SHORT], title[2 * SHORT];
    snprintf(title, sizeof title, "%s%s%s", buju_utf8_short(said_by(book, rule), text, sizeof text),
             area != NULL ? " · " : "", area != NULL ? area : "");
    put_chart(book, buju_book_in(book, &self->name), placed, placed->first + i, placed->first + end - 1, title,
              at + (uint32_t)(charts / 2 * ROWS), charts % 2 == 0 ? 0 : RIGHT);
    charts++;
  }
  return charts == 0 ? placed->next : at + (uint32_t)((charts + 1) / 2 * ROWS);
}

static void write_targets(buju_book *book, const buju_book_part *self) {
  buju_ix n, *rows = buju_book_rows(book, BUJU_LAYER_ANNUAL_TARGETS, is_above_townships, NULL, &n);
  if (rows == NULL || n == 0) return;
  buju_book_placed placed = buju_book_sheet_put(book, self, rows, n);
  uint32_t end = put_charts(book, self, &placed, rows, n);
  buju_xlsx_end(book->file, end - 1, (uint16_t)(placed.columns - 1), placed.head, placed.head);
}

const buju_book_part buju_book_targets = {
    .name = {"年度任务", "Annual targets"},
    .what = {"各项任务逐年的要求、计划和差额；差额写明原因。表下各图为任务与计划的对照。",
             "What is asked in each year, what is planned, and what is missing and why. Charts below the table."},
    .table = &target_table,
    .there = has_targets,
    .write = write_targets};

const buju_book_part buju_book_township_targets = {
    .name = {"分乡镇任务", "Targets by township"},
    .what = {"各项任务分到乡镇（街道）的计划；没有任务也没有计划的年份不列。可按任务和年度筛选；各任务的数不要相加。",
             "The plan of each task by township; years in which nothing is asked or planned are left out. Filter by "
             "task and "
             "year; numbers of different tasks do not add up."},
    .table = &target_table,
    .keep = is_township};

static const char *standard_text(const buju_book *book, buju_ix row, char *buf, size_t size) {
  const char *rule = buju_report_text(book->report, BUJU_LAYER_COMPLIANCE, COMPLIANCE_rule, row);
  (void)buf;
  (void)size;
  return rule != NULL ? said_by(book, rule) : NULL;
}

static const char *area_text(const buju_book *book, buju_ix row, char *buf, size_t size) {
  return buju_words_of_area(book->report, book->lang, row, buf, size);
}

static const buju_book_column standard_columns[] = {
    {.make = standard_text, .head = {"要求", "What is asked"}, .look = BUJU_LOOK_SENTENCE, .width = 40},
    {.make = area_text, .head = {"地区", "Area"}},
    {BOTH(COMPLIANCE_base)},
    {BOTH(COMPLIANCE_met)},
    {BOTH(COMPLIANCE_lacking)},
    {BOTH(COMPLIANCE_unknown)},
    {BOTH(COMPLIANCE_share)},
    {BOTH(COMPLIANCE_share_asked)},
    {BOTH(COMPLIANCE_needed)},
    {BOTH(COMPLIANCE_planned)},
    {BOTH(COMPLIANCE_clause), .look = BUJU_LOOK_SENTENCE, .width = 20},
};
static const buju_book_table standard_table = {BUJU_LAYER_COMPLIANCE, standard_columns, COUNT(standard_columns)};

const buju_book_part buju_book_standards = {
    .name = {"达标情况", "Compliance"},
    .what = {"规划后保留的现有机构是否达到各项要求；“不详”是没有已知缺项、但资料有空白的，先核实。",
             "Whether existing sites that stay meet what is asked. Unknown: nothing known is lacking, but data are "
             "blank; check them first."},
    .table = &standard_table};
