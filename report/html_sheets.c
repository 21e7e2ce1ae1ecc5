/* A sheet a township, to be sent round for comment. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "report/html.h"
#include "report/words.h"

#define BOTH(column)                                                                                                   \
  { .zh = column, .en = column }

static bool has_townships(const buju_html *html) { return html->report->townships > 0; }

static bool is_village_of(const buju_html *html, buju_ix row, const void *user) {
  const buju_ix *township = user;
  return html->report->township_of[row] == *township;
}

static bool is_project_of(const buju_html *html, buju_ix row, const void *user) {
  const buju_ix *township = user;
  return html->facts->action_township[row] == *township && buju_is_project(html->report, row);
}

static bool is_review_of(const buju_html *html, buju_ix row, const void *user) {
  const buju_ix *township = user;
  return html->facts->action_township[row] == *township && buju_is_review(html->report, row);
}

static bool is_gap_of(const buju_html *html, buju_ix row, const void *user) {
  const buju_ix *township = user;
  return html->facts->gap_township[row] == *township &&
         buju_report_is(html->report, BUJU_LAYER_COVERAGE_GAPS, COVERAGE_GAPS_stage, row, "after");
}

static const buju_html_column village_columns[] = {
    BOTH(VILLAGES_name),
    BOTH(VILLAGES_people_used),
    BOTH(VILLAGES_verdict_before),
    BOTH(VILLAGES_verdict),
    BOTH(VILLAGES_served_by_name),
    BOTH(VILLAGES_travel_min),
    BOTH(VILLAGES_people_over_limit),
    BOTH(VILLAGES_year),
    {.zh = VILLAGES_reason_zh, .en = VILLAGES_reason_en},
    BOTH(VILLAGES_decision),
};

static const buju_html_column project_columns[] = {
    BOTH(ACTIONS_year),
    BOTH(ACTIONS_site),
    BOTH(ACTIONS_action),
    BOTH(ACTIONS_build_mode),
    BOTH(ACTIONS_people_gained),
    BOTH(ACTIONS_doctors),
    BOTH(ACTIONS_floor_area_m2),
    {ACTIONS_cost_yuan, ACTIONS_cost_yuan, {"投资（万元）", "Cost (10,000 yuan)"}},
    {.zh = ACTIONS_responsible, .en = ACTIONS_responsible_en},
    BOTH(ACTIONS_due_date),
};

static const buju_html_column review_columns[] = {
    BOTH(ACTIONS_site),
    {.zh = ACTIONS_reason_zh, .en = ACTIONS_reason_en},
};

static const buju_html_column gap_columns[] = {
    BOTH(COVERAGE_GAPS_kind),   BOTH(COVERAGE_GAPS_area),
    BOTH(COVERAGE_GAPS_people), BOTH(COVERAGE_GAPS_shortfall),
    BOTH(COVERAGE_GAPS_unit),   {.zh = COVERAGE_GAPS_reason_zh, .en = COVERAGE_GAPS_reason_en},
};

static void put_layer(buju_html *html, const buju_html_table *table, buju_html_keep keep, const buju_ix *township) {
  buju_ix n, *rows = buju_html_rows(html, table->layer, keep, township, &n);
  if (table->layer == BUJU_LAYER_ACTIONS && n > 0) buju_html_sort(html, BUJU_LAYER_ACTIONS, ACTIONS_year, rows, n);
  buju_html_table_put(html, table, rows, n);
}

static void say_area(buju_html *html, const buju_area_facts *area) {
  BUJU_MSG(
      lead,
      "{0} 个村（社区），{1} 人。有服务的人口：现状 {2}，规划后 {3}。村卫生室和服务站：现有 {4} 所，规划 {5} 所。",
      "Villages and communities: {0}; people: {1}. With service: {2} now, {3} after the plan. Clinics and stations: "
      "{4} now, {5} "
      "after the plan.");
  BUJU_MSG(projects, "建设和整改项目 {0} 项，其中新建机构 {1} 处。", "Projects: {0}; new facilities among them: {1}.");
  BUJU_MSG(money, "估算建设投资 {0} 万元。", "Estimated capital: {0} × 10,000 yuan.");
  char before[32], after[32], number[48];
  buju_page_put(html->page, "<p>");
  buju_page_say(html->page,
                BUJU_SAY(lead, buju_int(area->villages), buju_int(isnan(area->people) ? 0 : llround(area->people)),
                         buju_text(buju_html_percent(area->served[0], area->people, before)),
                         buju_text(buju_html_percent(area->served[1], area->people, after)), buju_int(area->clinics[0]),
                         buju_int(area->clinics[1])));
  buju_page_put(html->page, html->page->lang == BUJU_ZH ? "" : " ");
  buju_page_say(html->page, BUJU_SAY(projects, buju_int(area->projects), buju_int(area->build)));
  if (!isnan(area->capital_yuan)) {
    buju_page_put(html->page, html->page->lang == BUJU_ZH ? "" : " ");
    buju_page_say(html->page, BUJU_SAY(money, buju_text(buju_page_number(area->capital_yuan / 10000, 2, number))));
  }
  buju_page_put(html->page, "</p>\n");
}

static void put_comment(buju_html *html) {
  BUJU_MSG(opinion, "乡镇（街道）意见：", "Comment of the township:");
  BUJU_MSG(sign, "签字（盖章）：", "Signed (seal):");
  BUJU_MSG(day, "日期：", "Date:");
  buju_page_put(html->page, "<div class=\"comment\">");
  buju_page_msg(html->page, &opinion);
  buju_page_put(html->page, "<div><span>");
  buju_page_msg(html->page, &sign);
  buju_page_put(html->page, "</span><span>");
  buju_page_msg(html->page, &day);
  buju_page_put(html->page, "</span></div></div>\n");
}

static void put_sheet(buju_html *html, buju_ix township) {
  BUJU_MSG(title, "{0}征求意见表", "{0}: sheet for comment");
  BUJU_MSG(named, "{0}规划布局图", "Map of {0}");
  static const buju_html_table villages = {BUJU_LAYER_VILLAGES,
                                           village_columns,
                                           sizeof village_columns / sizeof *village_columns,
                                           {"各村（社区）", "Villages and communities"}};
  static const buju_html_table projects = {BUJU_LAYER_ACTIONS,
                                           project_columns,
                                           sizeof project_columns / sizeof *project_columns,
                                           {"建设和整改项目", "Projects"}};
  static const buju_html_table reviews = {BUJU_LAYER_ACTIONS,
                                          review_columns,
                                          sizeof review_columns / sizeof *review_columns,
                                          {"待主管部门研判的机构", "Facilities for the bureau to decide on"}};
  static const buju_html_table gaps = {BUJU_LAYER_COVERAGE_GAPS,
                                       gap_columns,
                                       sizeof gap_columns / sizeof *gap_columns,
                                       {"规划后尚存缺口", "Gaps left after the plan"}};
  const buju_map_spec map = {.township = township, .stage = BUJU_AFTER, .width = 720, .most = 500, .legend = true};
  const char *name = buju_facts_township(html->facts, township);
  /* The first follows the heading. */
  buju_page_putf(html->page, "<div class=\"%s\" id=\"sheet-%u\"><h3>", township > 0 ? "page" : "first",
                 (unsigned)township + 1);
  buju_page_say(html->page, BUJU_SAY(title, buju_text(name)));
  buju_page_put(html->page, "</h3>\n");
  say_area(html, &html->facts->area[township]);
  buju_html_map(html, &map, BUJU_SAY(named, buju_text(name)));
  put_layer(html, &villages, is_village_of, &township);
  put_layer(html, &projects, is_project_of, &township);
  put_layer(html, &reviews, is_review_of, &township);
  put_layer(html, &gaps, is_gap_of, &township);
  put_comment(html);
  buju_page_put(html->page, "</div>\n");
}

static void write_sheets(buju_html *html) {
  BUJU_MSG(lead, "每个乡镇（街道）一份，可单独打印，征求意见后交回。",
           "One for each township, to be printed by itself, commented on and returned.");
  buju_html_say(html, BUJU_SAY(lead));
  buju_page_put(html->page, "<nav class=\"screen\">\n");
  for (buju_ix t = 0; t < html->report->townships; t++) {
    buju_page_putf(html->page, "<a href=\"#sheet-%u\">", (unsigned)t + 1);
    buju_page_text(html->page, buju_facts_township(html->facts, t));
    buju_page_put(html->page, "</a>\n");
  }
  buju_page_put(html->page, "</nav>\n");
  for (buju_ix t = 0; t < html->report->townships; t++) put_sheet(html, t);
}

const buju_html_section buju_html_sheets = {
    "sheets", {"分乡镇征求意见表", "Sheets for comment by township"}, has_townships, write_sheets};
