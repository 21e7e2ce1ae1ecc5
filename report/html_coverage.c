/* Coverage: charts, and by township. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "report/html.h"
#include "report/words.h"

static bool has_people(const buju_html *html) { return html->report->township != NULL && html->report->townships > 0; }

static void draw_coverage(buju_html *html, buju_canvas *canvas, const void *user) {
  (void)user;
  buju_chart_coverage(canvas, html->facts, html->times);
}

static void draw_classes(buju_html *html, buju_canvas *canvas, const void *user) {
  (void)user;
  buju_chart_classes(canvas, html->facts, html->times);
}

static void draw_lorenz(buju_html *html, buju_canvas *canvas, const void *user) {
  (void)user;
  buju_chart_lorenz(canvas, html->times);
}

static void draw_frontier(buju_html *html, buju_canvas *canvas, const void *user) {
  (void)user;
  buju_chart_frontier(canvas, html->facts);
}

static void put_charts(buju_html *html) {
  BUJU_MSG(coverage, "时间与人口：多少人在多少分钟以内", "How many people are within how many minutes");
  BUJU_MSG(classes, "各时间段的人口", "People by minutes");
  BUJU_MSG(lorenz, "时间在人群中的分布（洛伦兹曲线）", "How times are spread over people (Lorenz curve)");
  BUJU_MSG(
      lorenz_note,
      "曲线越靠近对角线，人与人的时间越接近；基尼系数 0 为人人相同。近处的人更近时系数也会升高，须与人均时间一起看。",
      "The nearer the diagonal, the more alike are people's ways; a Gini of 0 is all alike. It also rises when those "
      "near "
      "come nearer, so read it with the mean.");
  BUJU_MSG(frontier, "覆盖曲线：每多建一处最多多覆盖多少人", "Frontier: what each further site can bring at most");
  if (html->times[0].n + html->times[1].n > 0) {
    buju_html_chart(html, &coverage, BUJU_CHART_HEIGHT, draw_coverage, NULL);
    buju_html_chart(html, &classes, BUJU_CHART_HEIGHT, draw_classes, NULL);
    buju_html_chart(html, &lorenz, BUJU_CHART_HEIGHT, draw_lorenz, NULL);
    buju_html_small(html, BUJU_SAY(lorenz_note));
  }
  if (html->report->table[BUJU_LAYER_FRONTIER].n > 1)
    buju_html_chart(html, &frontier, BUJU_CHART_HEIGHT, draw_frontier, NULL);
}

static void put_share(buju_html *html, double part, double whole) {
  char percent[32];
  buju_page_put(html->page, "<td class=\"n\">");
  buju_page_put(html->page, buju_html_percent(part, whole, percent));
  buju_page_put(html->page, "</td>");
}

static void put_area(buju_html *html, const char *name, const buju_area_facts *area) {
  buju_html_cell(html, name);
  buju_html_number(html, area->villages, 0);
  buju_html_number(html, area->people, 0);
  buju_html_number(html, area->served[0], 0);
  put_share(html, area->served[0], area->people);
  buju_html_number(html, area->served[1], 0);
  put_share(html, area->served[1], area->people);
  buju_html_number(html, area->within[0], 0);
  buju_html_number(html, area->within[1], 0);
  buju_html_number(html, area->clinics[0], 0);
  buju_html_number(html, area->clinics[1], 0);
  buju_page_put(html->page, "</tr>\n");
}

static void put_townships(buju_html *html) {
  BUJU_MSG(caption, "分乡镇（街道）覆盖情况", "Coverage by township");
  BUJU_MSG(all, "合计", "All");
  BUJU_MSG(none, "未归乡镇", "Of no township");
  static const bool number[BUJU_COVERAGE_SHOWN] = {false, true, true, true, true, true, true, true, true, true, true};
  const buju_facts *facts = html->facts;
  const buju_area_facts rest = buju_facts_rest(facts);
  buju_html_open(html, &caption);
  buju_html_heads(html, buju_coverage_heads, number, BUJU_COVERAGE_SHOWN);
  for (buju_ix t = 0; t < html->report->townships; t++) {
    buju_page_put(html->page, "<tr>");
    put_area(html, buju_facts_township(facts, t), &facts->area[t]);
  }
  if (buju_facts_is_some(&rest)) {
    buju_page_put(html->page, "<tr>");
    put_area(html, html->page->lang == BUJU_ZH ? none.zh : none.en, &rest);
  }
  buju_page_put(html->page, "<tr class=\"sum\" id=\"coverage-all\">");
  put_area(html, html->page->lang == BUJU_ZH ? all.zh : all.en, buju_facts_all(facts));
  buju_html_close(html);
}

static bool is_whole(const buju_html *html, buju_ix row, const void *user) {
  const char *level = user;
  return buju_report_is(html->report, BUJU_LAYER_SERVICE_WAYS, SERVICE_WAYS_area_level, row, level) &&
         (buju_report_number(html->report, BUJU_LAYER_SERVICE_WAYS, SERVICE_WAYS_people_before, row) > 0 ||
          buju_report_number(html->report, BUJU_LAYER_SERVICE_WAYS, SERVICE_WAYS_people_after, row) > 0);
}

static void put_ways(buju_html *html) {
  static const buju_html_column columns[] = {{.zh = SERVICE_WAYS_area, .en = SERVICE_WAYS_area},
                                             {.zh = SERVICE_WAYS_way, .en = SERVICE_WAYS_way},
                                             {.zh = SERVICE_WAYS_villages_before, .en = SERVICE_WAYS_villages_before},
                                             {.zh = SERVICE_WAYS_people_before, .en = SERVICE_WAYS_people_before},
                                             {.zh = SERVICE_WAYS_share_before, .en = SERVICE_WAYS_share_before},
                                             {.zh = SERVICE_WAYS_villages_after, .en = SERVICE_WAYS_villages_after},
                                             {.zh = SERVICE_WAYS_people_after, .en = SERVICE_WAYS_people_after},
                                             {.zh = SERVICE_WAYS_share_after, .en = SERVICE_WAYS_share_after}};
  static const buju_html_table table = {
      BUJU_LAYER_SERVICE_WAYS,
      columns,
      sizeof columns / sizeof *columns,
      {"居民由什么方式服务（每人只计一次）", "How people are served (everybody once)"}};
  buju_ix n, *rows = buju_html_rows(html, BUJU_LAYER_SERVICE_WAYS, is_whole, "all", &n);
  if (n == 0) rows = buju_html_rows(html, BUJU_LAYER_SERVICE_WAYS, is_whole, "county", &n);
  buju_html_table_put(html, &table, rows, n);
}

static void write_coverage(buju_html *html) {
  BUJU_MSG(
      unreachable, "没有路可到任何机构的居民：现状 {0} 人，规划后 {1} 人。图中时间不含他们，比例按全部人口计算。",
      "People from whom no site can be reached: {0} now, {1} after the plan. Times leave them out, shares are of all "
      "people.");
  put_charts(html);
  double never[2] = {html->times[0].unreachable, html->times[1].unreachable};
  if (never[0] + never[1] > 0)
    buju_html_small(html, BUJU_SAY(unreachable, buju_int(llround(never[0])), buju_int(llround(never[1]))));
  put_townships(html);
  put_ways(html);
}

const buju_html_section buju_html_coverage = {"coverage", {"覆盖情况", "Coverage"}, has_people, write_coverage};
