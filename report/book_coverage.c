/* Sheets of coverage: the whole before and after on one page, and by township. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/book.h"
#include "report/ink.h"
#include "report/words.h"

enum { NOW = 1, THEN = 2, CHANGE = 3, FIGURE_COLUMNS = 4 };

static double villages_with(const buju_book *book, unsigned column, const char *verdict) {
  double n = 0;
  for (buju_ix i = 0; i < book->report->table[BUJU_LAYER_VILLAGES].n; i++)
    n += buju_report_is(book->report, BUJU_LAYER_VILLAGES, column, i, verdict);
  return n;
}

/* Now, after the plan, and the change as a formula. Returns the next row. */
static uint32_t put_figure(buju_book *book, uint32_t row, int look, const buju_msg *what, double before, double after) {
  char formula[48], now[16], then[16];
  if (isnan(before) && isnan(after)) return row;
  buju_xlsx_msg(book->file, row, 0, BUJU_LOOK_TEXT, what);
  buju_xlsx_number(book->file, row, NOW, look, before);
  buju_xlsx_number(book->file, row, THEN, look, after);
  snprintf(formula, sizeof formula, "=%s-%s", buju_book_cell_text(row, THEN, then), buju_book_cell_text(row, NOW, now));
  int sum = look & BUJU_LOOK_SUM;
  look = look == BUJU_LOOK_COUNT + sum ? BUJU_LOOK_CHANGE + sum : look;
  buju_xlsx_formula(book->file, row, CHANGE, look, formula, after - before);
  return row + 1;
}

/* The share of the row above in all people. */
static uint32_t put_share(buju_book *book, uint32_t row, const buju_msg *what, const double part[2], double whole) {
  char formula[64], cell[16];
  if (isnan(part[0]) || isnan(part[1]) || !(whole > 0)) return row;
  buju_xlsx_msg(book->file, row, 0, BUJU_LOOK_TEXT, what);
  for (uint16_t s = 0; s < 2; s++) {
    snprintf(formula, sizeof formula, "=%s/%.3f", buju_book_cell_text(row - 1, (uint16_t)(NOW + s), cell), whole);
    buju_xlsx_formula(book->file, row, (uint16_t)(NOW + s), BUJU_LOOK_SHARE, formula, part[s] / whole);
  }
  char now[16], then[16];
  snprintf(formula, sizeof formula, "=%s-%s", buju_book_cell_text(row, THEN, then), buju_book_cell_text(row, NOW, now));
  buju_xlsx_formula(book->file, row, CHANGE, BUJU_LOOK_SHARE, formula, (part[1] - part[0]) / whole);
  return row + 1;
}

static uint32_t put_figures(buju_book *book, uint32_t row) {
  BUJU_MSG(served, "有服务的人口", "People with service");
  BUJU_MSG(served_share, "　占全部人口", "  of all people");
  BUJU_MSG(within, "时限内能到最近机构的人口", "People within the limit of a site");
  BUJU_MSG(within_share, "　占全部居民点人口", "  of the people of all settlements");
  BUJU_MSG(mean, "到最近机构的人均时间（分钟）", "Mean minutes to the nearest site");
  BUJU_MSG(gini, "时间分布的基尼系数", "Gini of these times");
  BUJU_MSG(clinics, "村卫生室和社区卫生服务站（所）", "Village clinics and health stations");
  BUJU_MSG(gaps, "服务缺口（处）", "Gaps in service");
  const buju_area_facts *all = buju_facts_all(book->facts);
  const buju_times *times = book->times;
  row = put_figure(book, row, BUJU_LOOK_COUNT, &served, all->served[0], all->served[1]);
  row = put_share(book, row, &served_share, all->served, all->people);
  if (times[0].people > 0 && times[0].people == times[1].people) {
    row = put_figure(book, row, BUJU_LOOK_COUNT, &within, all->within[0], all->within[1]);
    row = put_share(book, row, &within_share, all->within, times[1].people);
  }
  row = put_figure(book, row, BUJU_LOOK_TENTHS, &mean, buju_times_mean(&times[0]), buju_times_mean(&times[1]));
  row = put_figure(book, row, BUJU_LOOK_FINE, &gini, buju_times_gini(&times[0]), buju_times_gini(&times[1]));
  row = put_figure(book, row, BUJU_LOOK_COUNT, &clinics, all->clinics[0], all->clinics[1]);
  if (book->report->table[BUJU_LAYER_COVERAGE_GAPS].there)
    row = put_figure(book, row, BUJU_LOOK_COUNT, &gaps, all->gaps[0], all->gaps[1]);
  return row;
}

static uint32_t put_verdicts(buju_book *book, uint32_t row) {
  BUJU_MSG(all, "合计", "Total");
  static const buju_msg heads[] = {{"配置结论（村、社区数）", "Verdict (villages)"},
                                   {"现状", "Now"},
                                   {"规划后", "After the plan"},
                                   {"变化", "Change"}};
  BUJU_MSG(chart_title, "各结论的村（社区）数", "Villages and communities by verdict");
  const buju_domain_spec *domain = &buju_domain_specs[BUJU_DOMAIN_VERDICTS];
  double sum[2] = {0, 0};
  uint32_t head = row++;
  buju_book_heads(book, head, heads, FIGURE_COLUMNS);
  for (buju_ix i = 0; i < domain->n; i++) {
    double before = villages_with(book, VILLAGES_verdict_before, domain->words[i].id),
           after = villages_with(book, VILLAGES_verdict, domain->words[i].id);
    if (before + after == 0) continue;
    row = put_figure(book, row, BUJU_LOOK_COUNT, &domain->words[i].word, before, after);
    sum[0] += before;
    sum[1] += after;
  }
  if (row == head + 1) return row;
  uint32_t last = row - 1;
  buju_xlsx_msg(book->file, row, 0, BUJU_LOOK_TEXT + BUJU_LOOK_SUM, &all);
  for (uint16_t c = NOW; c <= (uint16_t)CHANGE; c++) {
    char formula[64], from[16], to[16];
    snprintf(formula, sizeof formula, "=SUM(%s:%s)", buju_book_cell_text(head + 1, c, from),
             buju_book_cell_text(last, c, to));
    buju_xlsx_formula(book->file, row, c, (c == CHANGE ? BUJU_LOOK_CHANGE : BUJU_LOOK_COUNT) + BUJU_LOOK_SUM, formula,
                      c == CHANGE ? sum[1] - sum[0] : sum[c - NOW]);
  }
  const char *sheet = buju_book_in(book, &buju_book_before_after.name);
  const buju_book_series series[] = {
      {&heads[NOW], {sheet, head + 1, last, NOW}, buju_ink_specs[BUJU_INK_BEFORE].light, true},
      {&heads[THEN], {sheet, head + 1, last, THEN}, buju_ink_specs[BUJU_INK_AFTER].light, false}};
  const buju_book_chart chart = {.title = buju_book_in(book, &chart_title),
                                 .categories = {sheet, head + 1, last, 0},
                                 .series = series,
                                 .n = 2,
                                 .width = 640,
                                 .height = 340};
  enum { CHART_ROWS = 18 };
  buju_xlsx_chart(book->file, row + 2, 0, &chart);
  return row + 2 + CHART_ROWS;
}

static bool has_villages(const buju_book *book) { return book->report->table[BUJU_LAYER_VILLAGES].n > 0; }

static void write_before_after(buju_book *book, const buju_book_part *self) {
  static const buju_msg heads[] = {
      {"指标", "Figure"}, {"现状", "Now"}, {"规划后", "After the plan"}, {"变化", "Change"}};
  buju_xlsx_begin(book->file, buju_book_in(book, &self->name));
  buju_xlsx_one_page(book->file);
  buju_xlsx_width(book->file, 0, 40);
  for (uint16_t c = NOW; c <= (uint16_t)CHANGE; c++) buju_xlsx_width(book->file, c, 16);
  buju_book_top(book, FIGURE_COLUMNS, self);
  buju_book_heads(book, BUJU_BOOK_TOP, heads, FIGURE_COLUMNS);
  uint32_t row = put_figures(book, BUJU_BOOK_TOP + 1);
  row = put_verdicts(book, row + 1);
  buju_xlsx_end(book->file, row, FIGURE_COLUMNS - 1, BUJU_BOOK_TOP, BUJU_BOOK_TOP);
}

const buju_book_part buju_book_before_after = {
    .name = {"规划前后对照", "Before and after"},
    .what = {"规划全部实施前后的主要指标。每人只计一次；时间按到最近机构计算，不含没有路可到的居民。",
             "The main figures before the plan and once all of it is carried out. Everybody counts once; times are to "
             "the nearest site and leave out people without a way."},
    .there = has_villages,
    .write = write_before_after};

/* Columns of the table by township. share_of: the column it is a share of people in. */
enum {
  AREA,
  VILLAGES,
  PEOPLE,
  SERVED,
  SERVED_SHARE,
  SERVED_AFTER,
  SERVED_AFTER_SHARE,
  WITHIN,
  WITHIN_AFTER,
  CLINICS,
  CLINICS_AFTER,
  PROJECTS,
  CAPITAL,
  COLUMNS
};

static void area_values(const buju_area_facts *area, double value[COLUMNS]) {
  const double values[COLUMNS] = {NAN,
                                  area->villages,
                                  area->people,
                                  area->served[0],
                                  area->served[0] / area->people,
                                  area->served[1],
                                  area->served[1] / area->people,
                                  area->within[0],
                                  area->within[1],
                                  area->clinics[0],
                                  area->clinics[1],
                                  area->projects,
                                  area->capital_yuan};
  memcpy(value, values, sizeof values);
  if (!(area->people > 0)) value[SERVED_SHARE] = value[SERVED_AFTER_SHARE] = NAN;
}

static int look_of(uint16_t column) {
  if (column == SERVED_SHARE || column == SERVED_AFTER_SHARE) return BUJU_LOOK_SHARE;
  return column == CAPITAL ? BUJU_LOOK_WAN : BUJU_LOOK_COUNT;
}

/* One area; sums are formulas over the rows above when first is a row. */
static void put_area(buju_book *book, uint32_t row, const char *name, const buju_area_facts *area,
                     const uint16_t at[COLUMNS], uint32_t first) {
  int sum = first > 0 ? BUJU_LOOK_SUM : 0;
  double value[COLUMNS];
  area_values(area, value);
  buju_xlsx_text(book->file, row, 0, BUJU_LOOK_TEXT + sum, name);
  for (uint16_t c = 1; c < (uint16_t)COLUMNS; c++) {
    char formula[64], a[16], b[16];
    if (at[c] == UINT16_MAX) continue;
    bool share = c == SERVED_SHARE || c == SERVED_AFTER_SHARE;
    if (share && !isnan(value[c]))
      snprintf(formula, sizeof formula, "=%s/%s", buju_book_cell_text(row, (uint16_t)(at[c] - 1), a),
               buju_book_cell_text(row, at[PEOPLE], b));
    else
      snprintf(formula, sizeof formula, "=SUM(%s:%s)", buju_book_cell_text(first, at[c], a),
               buju_book_cell_text(row - 1, at[c], b));
    if ((share && !isnan(value[c])) || (sum != 0 && !share))
      buju_xlsx_formula(book->file, row, at[c], look_of(c) + sum, formula, value[c]);
    else
      buju_xlsx_number(book->file, row, at[c], look_of(c) + sum, value[c]);
  }
}

static void put_chart(buju_book *book, const buju_book_part *self, uint32_t row, uint32_t first, uint32_t last,
                      const uint16_t at[COLUMNS]) {
  BUJU_MSG(title, "有服务人口的比例，规划前后", "Share of people with service, before and after");
  BUJU_MSG(now, "现状", "Now");
  BUJU_MSG(then, "规划后", "After the plan");
  const char *sheet = buju_book_in(book, &self->name);
  const buju_book_series series[] = {
      {&now, {sheet, first, last, at[SERVED_SHARE]}, buju_ink_specs[BUJU_INK_BEFORE].light, true},
      {&then, {sheet, first, last, at[SERVED_AFTER_SHARE]}, buju_ink_specs[BUJU_INK_AFTER].light, false}};
  const buju_book_chart chart = {.title = buju_book_in(book, &title),
                                 .y_format = "0%",
                                 .categories = {sheet, first, last, 0},
                                 .series = series,
                                 .n = 2,
                                 .y_most = 1,
                                 .width = 980,
                                 .height = 320};
  buju_xlsx_chart(book->file, row, 0, &chart);
}

static void write_coverage(buju_book *book, const buju_book_part *self) {
  BUJU_MSG(all, "合计", "Total");
  BUJU_MSG(none, "未归乡镇", "Of no township");
  enum { CHART_ROWS = 17 };
  const buju_facts *facts = book->facts;
  uint16_t at[COLUMNS], columns = 0;
  double whole[COLUMNS];
  area_values(buju_facts_all(facts), whole);
  buju_xlsx_begin(book->file, buju_book_in(book, &self->name));
  for (uint16_t c = 0; c < (uint16_t)COLUMNS; c++) {
    at[c] = c == AREA || !isnan(whole[c]) ? columns++ : UINT16_MAX;
    if (at[c] == UINT16_MAX) continue;
    buju_xlsx_width(book->file, at[c], c == AREA ? 20 : 11.5);
    buju_xlsx_msg(book->file, BUJU_BOOK_TOP, at[c], BUJU_LOOK_HEAD, &buju_coverage_heads[c]);
  }
  buju_book_top(book, columns, self);
  uint32_t first = BUJU_BOOK_TOP + 1, row = first;
  for (buju_ix t = 0; t < facts->report->townships; t++)
    put_area(book, row++, buju_facts_township(facts, t), &facts->area[t], at, 0);
  const buju_area_facts rest = buju_facts_rest(facts);
  if (buju_facts_is_some(&rest) || rest.projects > 0) put_area(book, row++, buju_book_in(book, &none), &rest, at, 0);
  put_area(book, row, buju_book_in(book, &all), buju_facts_all(facts), at, first);
  buju_xlsx_filter(book->file, BUJU_BOOK_TOP, row - 1, (uint16_t)(columns - 1));
  uint32_t end = row;
  if (at[SERVED_SHARE] != UINT16_MAX && at[SERVED_AFTER_SHARE] != UINT16_MAX) {
    put_chart(book, self, row + 2, first, row - 1, at);
    end = row + 2 + CHART_ROWS;
  }
  buju_xlsx_end(book->file, end, (uint16_t)(columns - 1), BUJU_BOOK_TOP, BUJU_BOOK_TOP);
}

static bool has_townships(const buju_book *book) {
  return book->report->townships > 0 && book->report->townships < book->rows_most;
}

const buju_book_part buju_book_coverage = {
    .name = {"覆盖情况", "Coverage"},
    .what =
        {"分乡镇（街道）的服务覆盖，规划前后。有服务指有机构、合建或巡诊等任何一种服务方式；时限内指到最近机构的时间"
         "不超过规定时限。投资在单元格内为元，显示为万元。",
         "Coverage by township, before and after the plan. Served: by any way of service, a clinic, a joint clinic "
         "or rounds; in time: within the limit of the nearest site. Capital in yuan."},
    .there = has_townships,
    .write = write_coverage};
