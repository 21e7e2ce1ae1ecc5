/* Building: annual targets, projects, money. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/html.h"
#include "report/words.h"

#define BOTH(column)                                                                                                   \
  { .zh = column, .en = column }
#define ANNUAL(name) BUJU_LAYER_ANNUAL_TARGETS, ANNUAL_TARGETS_##name

static bool has_targets(const buju_html *html) { return html->report->table[BUJU_LAYER_ANNUAL_TARGETS].n > 0; }

enum { YEARS_MOST = 12 };

/* Rows of one rule at one level. */
typedef struct of_rule {
  const char *rule, *level;
} of_rule;

static bool is_of_rule(const buju_html *html, buju_ix row, const void *user) {
  const of_rule *of = user;
  return buju_report_is(html->report, ANNUAL(rule), row, of->rule) &&
         buju_report_is(html->report, ANNUAL(area_level), row, of->level);
}

static bool first_of_rule(const buju_html *html, buju_ix row) {
  const char *rule = buju_report_text(html->report, ANNUAL(rule), row);
  return rule != NULL && buju_report_find(html->report, ANNUAL(rule), rule) == row;
}

static void draw_targets(buju_html *html, buju_canvas *canvas, const void *user) {
  const of_rule *of = user;
  buju_target_year year[YEARS_MOST];
  buju_ix n = 0;
  for (buju_ix i = 0; i < html->report->table[BUJU_LAYER_ANNUAL_TARGETS].n && n < YEARS_MOST; i++) {
    if (!is_of_rule(html, i, of)) continue;
    double planned = buju_report_number(html->report, ANNUAL(planned), i);
    double actual = buju_report_number(html->report, ANNUAL(actual), i);
    double at = buju_report_number(html->report, ANNUAL(year), i);
    if (!(at > 0 && at < 10000)) continue;
    year[n++] = (buju_target_year){(int)at, buju_report_number(html->report, ANNUAL(target), i),
                                   (isnan(planned) ? 0 : planned) + (isnan(actual) ? 0 : actual),
                                   buju_report_number(html->report, ANNUAL(shortfall), i)};
  }
  buju_chart_targets(canvas, year, n);
}

/* What the rule says, from run_info: its own item's name is the policy's sentence. */
static void say_rule(buju_html *html, const char *rule) {
  const char *text = buju_sentence_of(html->report, html->page->lang, rule);
  buju_page_put(html->page, "<h3>");
  buju_page_text(html->page, text != NULL ? text : rule);
  buju_page_put(html->page, "</h3>\n");
}

static const buju_html_column target_columns[] = {
    BOTH(ANNUAL_TARGETS_year),
    BOTH(ANNUAL_TARGETS_base),
    BOTH(ANNUAL_TARGETS_share_percent),
    BOTH(ANNUAL_TARGETS_target),
    BOTH(ANNUAL_TARGETS_target_source),
    BOTH(ANNUAL_TARGETS_done_before),
    BOTH(ANNUAL_TARGETS_actual),
    BOTH(ANNUAL_TARGETS_planned),
    BOTH(ANNUAL_TARGETS_planned_before),
    BOTH(ANNUAL_TARGETS_cumulative_target),
    BOTH(ANNUAL_TARGETS_cumulative_planned),
    BOTH(ANNUAL_TARGETS_shortfall),
    BOTH(ANNUAL_TARGETS_people_gained),
    {ANNUAL_TARGETS_cost_yuan, ANNUAL_TARGETS_cost_yuan, {"投资（万元）", "Cost (10,000 yuan)"}},
    {.zh = ANNUAL_TARGETS_responsible, .en = ANNUAL_TARGETS_responsible_en},
    BOTH(ANNUAL_TARGETS_due_date),
};

/* The kind and the actions a rule counts are the same in its every row. */
static void say_counted(buju_html *html, buju_ix row) {
  BUJU_MSG(counted, "机构类型：{0}；建设内容：{1}", "Kind: {0}; action: {1}");
  char kind[256], action[256];
  const char *kinds = buju_html_shown(html, ANNUAL(kind), row, kind, sizeof kind);
  const char *actions = buju_html_shown(html, ANNUAL(action), row, action, sizeof action);
  if (*kinds != '\0' && *actions != '\0')
    buju_html_small(html, BUJU_SAY(counted, buju_text(kinds), buju_text(actions)));
}

/* Why it falls short, a sentence a year. */
static void say_reasons(buju_html *html, const buju_ix *row, buju_ix n) {
  BUJU_MSG(why, "{0} 年差 {1} 处：{2}", "{0}, short by {1}: {2}");
  unsigned column =
      html->page->lang == BUJU_ZH ? ANNUAL_TARGETS_shortfall_reason_zh : ANNUAL_TARGETS_shortfall_reason_en;
  for (buju_ix i = 0; i < n; i++) {
    const char *reason = buju_report_text(html->report, BUJU_LAYER_ANNUAL_TARGETS, column, row[i]);
    double shortfall = buju_report_number(html->report, ANNUAL(shortfall), row[i]);
    double year = buju_report_number(html->report, ANNUAL(year), row[i]);
    if (reason != NULL && shortfall > 0 && year > 0)
      buju_html_say(html, BUJU_SAY(why, buju_year((int64_t)year), buju_int(llround(shortfall)), buju_text(reason)));
  }
}

/* What is planned and what is missing in the years of a row of a table; NaN where nothing is said. */
typedef struct by_year {
  double planned[YEARS_MOST], missing[YEARS_MOST];
} by_year;

static void add_to(double *sum, double value) {
  if (!isnan(value)) *sum = isnan(*sum) ? value : *sum + value;
}

static by_year of_no_year(void) {
  by_year none;
  for (int y = 0; y < YEARS_MOST; y++) none.planned[y] = none.missing[y] = NAN;
  return none;
}

/* "3", or "3, short by 5" where more is asked of the township itself. */
static void put_planned(buju_html *html, const by_year *by, int years) {
  BUJU_MSG(missing, "{0}，差 {1}", "{0}, short by {1}");
  for (int y = 0; y < years; y++) {
    if (!(by->missing[y] > 0)) {
      buju_html_number(html, by->planned[y], 0);
      continue;
    }
    buju_page_put(html->page, "<td class=\"n\">");
    buju_page_say(html->page, BUJU_SAY(missing, buju_int(isnan(by->planned[y]) ? 0 : llround(by->planned[y])),
                                       buju_int(llround(by->missing[y]))));
    buju_page_put(html->page, "</td>");
  }
  buju_page_put(html->page, "</tr>\n");
}

/* The years of these rows in their order; how many. */
static int years_of(const buju_html *html, const buju_ix *rows, buju_ix n, int *year) {
  int years = 0;
  for (buju_ix i = 0; i < n; i++) {
    double at = buju_report_number(html->report, ANNUAL(year), rows[i]);
    bool known = !(at > 0 && at < 10000);
    for (int y = 0; y < years && !known; y++) known = year[y] == (int)at;
    if (!known && years < YEARS_MOST) year[years++] = (int)at;
  }
  return years;
}

static void add_row(const buju_html *html, buju_ix row, const int *year, int years, by_year *by) {
  double at = buju_report_number(html->report, ANNUAL(year), row);
  for (int y = 0; y < years; y++) {
    if (year[y] != (int)at) continue;
    add_to(&by->planned[y], buju_report_number(html->report, ANNUAL(planned), row));
    add_to(&by->missing[y], buju_report_number(html->report, ANNUAL(shortfall), row));
  }
}

static void put_year_heads(buju_html *html, const buju_msg *caption, const int *year, int years) {
  BUJU_MSG(area, "乡镇（街道）", "Township");
  BUJU_MSG(head, "{0} 年", "in {0}");
  buju_html_open(html, caption);
  buju_page_put(html->page, "<thead><tr><th>");
  buju_page_msg(html->page, &area);
  buju_page_put(html->page, "</th>");
  for (int y = 0; y < years; y++) {
    buju_page_put(html->page, "<th class=\"n\">");
    buju_page_say(html->page, BUJU_SAY(head, buju_year(year[y])));
    buju_page_put(html->page, "</th>");
  }
  buju_page_put(html->page, "</tr></thead>\n<tbody>\n");
}

/* The first row of the next township; the rows of one follow each other. Two may have one name, one has none: there
 * stands what belongs to no township. */
static buju_ix next_area(const buju_html *html, const buju_ix *rows, buju_ix n, buju_ix i) {
  const char *code = buju_report_text(html->report, ANNUAL(area_code), rows[i]);
  while (++i < n) {
    const char *next = buju_report_text(html->report, ANNUAL(area_code), rows[i]);
    if (next != code && (next == NULL || code == NULL || strcmp(next, code) != 0)) break;
  }
  return i;
}

/* Whether there is anything to tell: a county may have no part in a city's target. */
static bool asks_anything(const buju_html *html, const buju_ix *row, buju_ix n) {
  for (buju_ix i = 0; i < n; i++)
    if (buju_report_number(html->report, ANNUAL(target), row[i]) > 0 ||
        buju_report_number(html->report, ANNUAL(planned), row[i]) > 0)
      return true;
  return false;
}

/* By township: the years of one rule side by side, and what is missing where something is asked of a township. Long
 * ones with few years stand in two halves beside each other. */
static void put_by_township(buju_html *html, const of_rule *of) {
  BUJU_MSG(caption, "分乡镇（街道）计划（处）", "Planned by township (sites)");
  BUJU_MSG(rest, "续", "continued");
  BUJU_MSG(none, "未归乡镇", "Of no township");
  BUJU_MSG(all, "合计", "All");
  enum { LONG = 12, FEW = 3 };
  int year[YEARS_MOST];
  by_year sum = of_no_year();
  buju_ix n, areas = 0, *rows = buju_html_rows(html, BUJU_LAYER_ANNUAL_TARGETS, is_of_rule, of, &n);
  if (rows == NULL || !asks_anything(html, rows, n)) return;
  int years = years_of(html, rows, n, year);
  for (buju_ix i = 0; i < n; i = next_area(html, rows, n, i)) areas++;
  bool halves = years <= FEW && areas > LONG;
  if (halves) buju_page_put(html->page, "<div class=\"pair\">\n");
  put_year_heads(html, &caption, year, years);
  for (buju_ix i = 0, next, area = 0; i < n; i = next, area++) {
    by_year by = of_no_year();
    next = next_area(html, rows, n, i);
    if (halves && area == (areas + 2) / 2) { /* the last half has the sum */
      buju_html_close(html);
      put_year_heads(html, &rest, year, years);
    }
    for (buju_ix k = i; k < next; k++) {
      add_row(html, rows[k], year, years, &by);
      add_row(html, rows[k], year, years, &sum);
    }
    buju_page_put(html->page, "<tr>");
    char area[256];
    const char *name = buju_html_shown(html, ANNUAL(area), rows[i], area, sizeof area);
    buju_html_cell(html, *name != '\0' ? name : html->page->lang == BUJU_ZH ? none.zh : none.en);
    put_planned(html, &by, years);
  }
  buju_page_put(html->page, "<tr class=\"sum\">");
  buju_html_cell(html, html->page->lang == BUJU_ZH ? all.zh : all.en);
  put_planned(html, &sum, years);
  buju_html_close(html);
  if (halves) buju_page_put(html->page, "</div>\n");
}

static void write_targets(buju_html *html) {
  BUJU_MSG(chart, "任务与计划", "Asked and planned");
  static const buju_html_table table = {
      BUJU_LAYER_ANNUAL_TARGETS, target_columns, sizeof target_columns / sizeof *target_columns, {NULL, NULL}};
  for (buju_ix i = 0; i < html->report->table[BUJU_LAYER_ANNUAL_TARGETS].n; i++) {
    if (!first_of_rule(html, i)) continue;
    of_rule of = {buju_report_text(html->report, ANNUAL(rule), i),
                  buju_report_text(html->report, ANNUAL(area_level), i)};
    if (of.level == NULL) continue;
    buju_ix n, *rows = buju_html_rows(html, BUJU_LAYER_ANNUAL_TARGETS, is_of_rule, &of, &n);
    say_rule(html, of.rule);
    if (rows == NULL) return;
    if (n > 0) say_counted(html, rows[0]);
    say_reasons(html, rows, n);
    if (n > 1 && asks_anything(html, rows, n)) buju_html_chart(html, &chart, 210, draw_targets, &of);
    buju_html_table_put(html, &table, rows, n);
    of.level = "township";
    put_by_township(html, &of);
  }
}

const buju_html_section buju_html_targets = {"targets", {"年度任务", "Annual targets"}, has_targets, write_targets};

static bool has_actions(const buju_html *html) { return html->report->table[BUJU_LAYER_ACTIONS].n > 0; }

/* Projects of a year; 0: those without one. */
static bool is_of_year(const buju_html *html, buju_ix row, const void *user) {
  const int *year = user;
  double at = buju_report_number(html->report, BUJU_LAYER_ACTIONS, ACTIONS_year, row);
  bool none = !(at >= html->facts->year_first && at <= html->facts->year_last) || html->facts->year_first == 0;
  return buju_is_project(html->report, row) && (*year == 0 ? none : !none && (int)at == *year);
}

static const buju_html_column project_columns[] = {
    BOTH(ACTIONS_rank),
    BOTH(ACTIONS_site),
    BOTH(ACTIONS_village),
    BOTH(ACTIONS_township),
    BOTH(ACTIONS_action),
    BOTH(ACTIONS_build_mode),
    BOTH(ACTIONS_people_gained),
    BOTH(ACTIONS_doctors),
    BOTH(ACTIONS_floor_area_m2),
    {ACTIONS_cost_yuan, ACTIONS_cost_yuan, {"投资（万元）", "Cost (10,000 yuan)"}},
    {.zh = ACTIONS_funding, .en = ACTIONS_funding_en},
    {.zh = ACTIONS_responsible, .en = ACTIONS_responsible_en},
    BOTH(ACTIONS_due_date),
    BOTH(ACTIONS_progress),
    {.zh = ACTIONS_reason_zh, .en = ACTIONS_reason_en},
};

/* Projects by year, as many as a page is wide for; what is later and what has no year has a column each. */
enum { LATER = YEARS_MOST, NO_YEAR, ALL_YEARS, CELLS };

typedef struct matrix {
  int first, years;
  bool later; /* some are of a year beyond those */
} matrix;

static matrix matrix_of(const buju_facts *facts) {
  int years = facts->year_first > 0 ? facts->year_last - facts->year_first + 1 : 0;
  return (matrix){facts->year_first, years < YEARS_MOST ? years : YEARS_MOST, years > YEARS_MOST};
}

static void count_projects(const buju_html *html, const matrix *m, const char *action, double count[CELLS]) {
  for (buju_ix i = 0; i < html->report->table[BUJU_LAYER_ACTIONS].n; i++) {
    if (!buju_report_is(html->report, BUJU_LAYER_ACTIONS, ACTIONS_action, i, action) ||
        !buju_is_project(html->report, i))
      continue;
    double at = buju_report_number(html->report, BUJU_LAYER_ACTIONS, ACTIONS_year, i) - m->first;
    bool later = m->later && at >= m->years && at <= html->facts->year_last - m->first;
    count[at >= 0 && at < m->years ? (int)at : later ? LATER : NO_YEAR]++;
    count[ALL_YEARS]++;
  }
}

static void put_matrix_head(buju_html *html, const matrix *m) {
  BUJU_MSG(action, "处置", "Action");
  BUJU_MSG(head, "{0} 年", "in {0}");
  BUJU_MSG(later, "{0} 年起", "from {0} on");
  BUJU_MSG(none, "未分年", "No year");
  BUJU_MSG(all, "合计", "All");
  static const char next[] = "</th><th class=\"n\">";
  buju_page_put(html->page, "<thead><tr><th>");
  buju_page_msg(html->page, &action);
  for (int y = 0; y < m->years; y++) {
    buju_page_put(html->page, next);
    buju_page_say(html->page, BUJU_SAY(head, buju_year(m->first + y)));
  }
  if (m->later) {
    buju_page_put(html->page, next);
    buju_page_say(html->page, BUJU_SAY(later, buju_year(m->first + m->years)));
  }
  buju_page_put(html->page, next);
  buju_page_msg(html->page, &none);
  buju_page_put(html->page, next);
  buju_page_msg(html->page, &all);
  buju_page_put(html->page, "</th></tr></thead>\n<tbody>\n");
}

/* Of a sum nought is said too. */
static void put_counts(buju_html *html, const matrix *m, const double count[CELLS], bool sum) {
  for (int k = 0; k < CELLS; k++)
    if (k < m->years || k >= NO_YEAR || (k == LATER && m->later))
      buju_html_number(html, sum || count[k] > 0 ? count[k] : NAN, 0);
  buju_page_put(html->page, "</tr>\n");
}

/* How many of each action: a row an action, a column a year. */
static void put_matrix(buju_html *html) {
  BUJU_MSG(caption, "项目数（项），按处置和年度", "Projects by action and year");
  BUJU_MSG(all, "合计", "All");
  const buju_domain_spec *domain = &buju_domain_specs[BUJU_DOMAIN_ACTIONS];
  const matrix m = matrix_of(html->facts);
  double sum[CELLS] = {0};
  buju_html_open(html, &caption);
  put_matrix_head(html, &m);
  for (buju_ix d = 0; d < domain->n; d++) {
    double count[CELLS] = {0};
    count_projects(html, &m, domain->words[d].id, count);
    if (count[ALL_YEARS] == 0) continue;
    buju_page_put(html->page, "<tr>");
    buju_html_cell(html, html->page->lang == BUJU_ZH ? domain->words[d].word.zh : domain->words[d].word.en);
    put_counts(html, &m, count, false);
    for (int k = 0; k < CELLS; k++) sum[k] += count[k];
  }
  buju_page_put(html->page, "<tr class=\"sum\" id=\"projects-all\">");
  buju_html_cell(html, html->page->lang == BUJU_ZH ? all.zh : all.en);
  put_counts(html, &m, sum, true);
  buju_html_close(html);
}

static void put_year(buju_html *html, int year) {
  BUJU_MSG(head, "{0} 年项目（{1} 项，受益 {2} 人次）",
           "Projects of {0} ({1}, gained by {2} {2?person|people}, each project counted)");
  BUJU_MSG(unphased, "未分年项目（{1} 项，受益 {2} 人次）{0}",
           "Projects without a year ({1}, gained by {2} {2?person|people}, each project counted){0}");
  static const buju_html_table table = {
      BUJU_LAYER_ACTIONS, project_columns, sizeof project_columns / sizeof *project_columns, {NULL, NULL}};
  buju_ix n, *rows = buju_html_rows(html, BUJU_LAYER_ACTIONS, is_of_year, &year, &n);
  double people = 0;
  for (buju_ix i = 0; rows != NULL && i < n; i++) {
    double gained = buju_report_number(html->report, BUJU_LAYER_ACTIONS, ACTIONS_people_gained, rows[i]);
    if (!isnan(gained)) people += gained;
  }
  if (n == 0) return;
  buju_html_sort(html, BUJU_LAYER_ACTIONS, ACTIONS_rank, rows, n);
  buju_said said = BUJU_SAY(head, buju_year(year), buju_int(n), buju_int(llround(people)));
  if (year == 0) said = BUJU_SAY(unphased, buju_text(""), buju_int(n), buju_int(llround(people)));
  buju_page_put(html->page, "<h3>");
  buju_page_say(html->page, said);
  buju_page_put(html->page, "</h3>\n");
  buju_html_table_put(html, &table, rows, n);
}

static bool is_review(const buju_html *html, buju_ix row, const void *user) {
  (void)user;
  return buju_is_review(html->report, row);
}

/* What the policy leaves to the bureau is no project, but it must be decided on. */
static void put_reviews(buju_html *html) {
  BUJU_MSG(head, "待主管部门研判的机构（{0} 处，不计入项目）",
           "Facilities for the bureau to decide on ({0}, not counted as projects)");
  static const buju_html_column columns[] = {BOTH(ACTIONS_site),
                                             BOTH(ACTIONS_village),
                                             BOTH(ACTIONS_township),
                                             {.zh = ACTIONS_reason_zh, .en = ACTIONS_reason_en}};
  static const buju_html_table table = {BUJU_LAYER_ACTIONS, columns, sizeof columns / sizeof *columns, {NULL, NULL}};
  buju_ix n, *rows = buju_html_rows(html, BUJU_LAYER_ACTIONS, is_review, NULL, &n);
  if (n == 0) return;
  buju_page_put(html->page, "<h3 id=\"reviews\">");
  buju_page_say(html->page, BUJU_SAY(head, buju_int(n)));
  buju_page_put(html->page, "</h3>\n");
  buju_html_table_put(html, &table, rows, n);
}

static void write_projects(buju_html *html) {
  put_matrix(html);
  for (int year = html->facts->year_first; year != 0 && year <= html->facts->year_last; year++) put_year(html, year);
  put_year(html, 0);
  put_reviews(html);
}

const buju_html_section buju_html_projects = {"projects", {"建设项目", "Projects"}, has_actions, write_projects};
