/* Summary, and before and after on one page. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/html.h"
#include "report/words.h"

static bool always(const buju_html *html) { return html->report->table[BUJU_LAYER_VILLAGES].n > 0; }

/* Minutes to the tenth, a dash where nobody has a way. */
static const char *mean_text(const buju_times *times, char buf[48]) {
  double mean = buju_times_mean(times);
  return isnan(mean) ? "—" : buju_page_number(mean, 1, buf);
}

static void say_people(buju_html *html) {
  BUJU_MSG(lead,
           "全部 {0} 个村（社区）、{1} 人（{2}）。有服务的人口：现状 {3}，规划后 {4}；规划后仍有 {5} "
           "人没有服务，在哪些乡镇见"
           "“覆盖情况”，是否计为缺口见“尚存缺口”。",
           "{0} villages and communities, {1} people ({2}). People with service: {3} now, {4} after the plan, which "
           "leaves {5} without: by township in the section on coverage; the one on gaps says what counts as a gap.");
  BUJU_MSG(everybody, "全部 {0} 个村（社区）、{1} 人（{2}）。有服务的人口：现状 {3}，规划后 {4}，人人有服务。",
           "{0} villages and communities, {1} people ({2}). People with service: {3} now, {4} after the plan, which is "
           "everybody.");
  BUJU_MSG(
      limit, "{0} {1} 分钟以内能到最近机构的人口：现状 {2}，规划后 {3}；人均时间：现状 {4} 分钟，规划后 {5} 分钟。",
      "Within {1} minute{1?|s} {0} of the nearest site: {2} of the people now, {3} after the plan; the mean way goes "
      "from {4} "
      "to {5} minutes.");
  BUJU_MSG(resident, "常住人口", "residents");
  BUJU_MSG(registered, "户籍人口", "registered population");
  const buju_area_facts *all = buju_facts_all(html->facts);
  char before[32], after[32], mean[2][48];
  if (!(all->people > 0)) return;
  double without = all->people - all->served[1];
  buju_said said =
      BUJU_SAY(everybody, buju_int(all->villages), buju_int(llround(all->people)),
               buju_word(html->facts->registered ? &registered : &resident),
               buju_text(buju_html_percent(all->served[0], all->people, before)),
               buju_text(buju_html_percent(all->served[1], all->people, after)), buju_int(llround(without)));
  if (without >= 0.5) said.msg = &lead;
  buju_page_put(html->page, "<p class=\"lead\">");
  buju_page_say(html->page, said);
  buju_page_put(html->page, "</p>\n");
  if (isnan(all->within[0]) || isnan(all->within[1]) || isnan(html->facts->limit_min)) return;
  buju_html_say(html, BUJU_SAY(limit, buju_text(buju_html_word(html, BUJU_DOMAIN_MODES, html->facts->mode)),
                               buju_real(html->facts->limit_min),
                               buju_text(buju_html_percent(all->within[0], html->times[0].people, before)),
                               buju_text(buju_html_percent(all->within[1], html->times[1].people, after)),
                               buju_text(mean_text(&html->times[0], mean[0])),
                               buju_text(mean_text(&html->times[1], mean[1]))));
}

static void say_building(buju_html *html) {
  BUJU_MSG(sites,
           "村卫生室和社区卫生服务站由 {0} 所调整为 {1} 所；规划新建各类机构 {2} 处，全部建设和整改项目 {3} 项。",
           "Village clinics and health stations go from {0} to {1}; new facilities of all kinds: {2}; projects in all: "
           "{3}.");
  BUJU_MSG(years, "其中 {2} 项排在 {0}–{1} 年，{3} 项未分年。",
           "{2} of them are set for {0} to {1}, {3} have no year.");
  BUJU_MSG(year, "其中 {2} 项排在 {0} 年，{3} 项未分年。", "{2} of them are set for {0}, {3} have no year.");
  BUJU_MSG(money, "估算建设投资 {0} 万元。", "Estimated capital: {0} × 10,000 yuan.");
  BUJU_MSG(no_money, "方案文件没有给出单价，因此不估算建设投资。",
           "The scenario gives no prices, so that no capital is estimated.");
  const buju_area_facts *all = buju_facts_all(html->facts);
  int first = html->facts->year_first, last = html->facts->year_last;
  char number[48];
  buju_page_put(html->page, "<p>");
  buju_page_say(html->page, BUJU_SAY(sites, buju_int(all->clinics[0]), buju_int(all->clinics[1]), buju_int(all->build),
                                     buju_int(all->projects)));
  if (first != 0) {
    buju_said said = BUJU_SAY(years, buju_year(first), buju_year(last), buju_int(all->phased),
                              buju_int(all->projects - all->phased));
    if (first == last) said.msg = &year;
    buju_page_put(html->page, html->page->lang == BUJU_ZH ? "" : " ");
    buju_page_say(html->page, said);
  }
  buju_page_put(html->page, html->page->lang == BUJU_ZH ? "" : " ");
  if (isnan(all->capital_yuan))
    buju_page_msg(html->page, &no_money);
  else
    buju_page_say(html->page, BUJU_SAY(money, buju_text(buju_page_number(all->capital_yuan / 10000, 2, number))));
  buju_page_put(html->page, "</p>\n");
}

/* What is done in a year, the actions in the order of the vocabulary. */
static void say_year(buju_html *html, int year) {
  BUJU_MSG(head, "{0} 年：", "In {0}: ");
  BUJU_MSG(part, "{0} {1} 项", "{1} to {0}");
  const buju_domain_spec *domain = &buju_domain_specs[BUJU_DOMAIN_ACTIONS];
  const buju_report *report = html->report;
  bool any = false;
  for (buju_ix d = 0; d < domain->n; d++) {
    int64_t n = 0;
    if (strcmp(domain->words[d].id, "keep") == 0 || strcmp(domain->words[d].id, "review") == 0) continue;
    for (buju_ix i = 0; i < report->table[BUJU_LAYER_ACTIONS].n; i++)
      n += buju_report_number(report, BUJU_LAYER_ACTIONS, ACTIONS_year, i) == year &&
           buju_report_is(report, BUJU_LAYER_ACTIONS, ACTIONS_action, i, domain->words[d].id);
    if (n == 0) continue;
    if (!any) {
      buju_page_put(html->page, "<li>");
      buju_page_say(html->page, BUJU_SAY(head, buju_year(year)));
    } else {
      buju_page_put(html->page, html->page->lang == BUJU_ZH ? "，" : ", ");
    }
    buju_page_say(html->page, BUJU_SAY(part, buju_word(&domain->words[d].word), buju_int(n)));
    any = true;
  }
  if (any) buju_page_put(html->page, html->page->lang == BUJU_ZH ? "。</li>\n" : ".</li>\n");
}

/* What waits for the bureau. */
static void say_reviews(buju_html *html) {
  BUJU_MSG(reviews, "另有 {0} 处机构的去留由主管部门研判，见“建设项目”。",
           "Facilities that wait for the bureau to decide on them: {0}; the section on projects lists them.");
  int64_t n = 0;
  for (buju_ix i = 0; i < html->report->table[BUJU_LAYER_ACTIONS].n; i++) n += buju_is_review(html->report, i);
  if (n > 0) buju_html_say(html, BUJU_SAY(reviews, buju_int(n)));
}

static void say_years(buju_html *html) {
  if (html->facts->year_first == 0) return;
  buju_page_put(html->page, "<ul class=\"years\">\n");
  for (int year = html->facts->year_first; year <= html->facts->year_last; year++) say_year(html, year);
  buju_page_put(html->page, "</ul>\n");
}

/* Targets of the widest level that fall short, first by rule. */
static void say_shortfalls(buju_html *html) {
  BUJU_MSG(shorts, "有 {0} 项年度任务完不成，合计差 {1} 处，原因见“年度任务”。",
           "Annual targets that fall short: {0}, by {1} site{1?|s} in all; the section on targets says why.");
  BUJU_MSG(met, "各年度任务都能完成。", "Every annual target is met.");
  const buju_report *report = html->report;
  double missing = 0;
  int64_t rows = 0, asked = 0;
  bool all = buju_report_find(report, BUJU_LAYER_ANNUAL_TARGETS, ANNUAL_TARGETS_area_level, "all") != BUJU_NONE;
  for (buju_ix i = 0; i < report->table[BUJU_LAYER_ANNUAL_TARGETS].n; i++) {
    double shortfall = buju_report_number(report, BUJU_LAYER_ANNUAL_TARGETS, ANNUAL_TARGETS_shortfall, i);
    if (!buju_report_is(report, BUJU_LAYER_ANNUAL_TARGETS, ANNUAL_TARGETS_area_level, i, all ? "all" : "county"))
      continue;
    asked += !isnan(shortfall);
    if (!(shortfall > 0)) continue;
    missing += shortfall;
    rows++;
  }
  if (rows > 0)
    buju_html_say(html, BUJU_SAY(shorts, buju_int(rows), buju_int(llround(missing))));
  else if (asked > 0)
    buju_html_say(html, BUJU_SAY(met));
}

static void say_staff(buju_html *html) {
  BUJU_MSG(doctors, "规划保留和新建的村卫生室、服务站应配医生 {0} 名，缺 {1} 名。",
           "The clinics and stations of the plan require {0} doctor{0?|s} and lack {1}.");
  BUJU_MSG(
      gaps, "服务缺口：现状 {0} 处，规划后 {1} 处；尚存的缺口和消除办法见“尚存缺口”。",
      "Gaps in service: {0} now, {1} after the plan; the section on gaps says what is left and what would close it.");
  BUJU_MSG(no_gaps, "服务缺口：现状 {0} 处，规划全部实施后没有缺口。",
           "Gaps in service: {0} now, none once the whole plan is carried out.");
  const buju_area_facts *all = buju_facts_all(html->facts);
  if (!isnan(all->required) && !isnan(all->short_of))
    buju_html_say(html, BUJU_SAY(doctors, buju_int(llround(all->required)), buju_int(llround(all->short_of))));
  if (!html->report->table[BUJU_LAYER_COVERAGE_GAPS].there) return;
  buju_said said = BUJU_SAY(gaps, buju_int(all->gaps[0]), buju_int(all->gaps[1]));
  if (all->gaps[1] == 0) said.msg = &no_gaps;
  buju_html_say(html, said);
}

static void write_summary(buju_html *html) {
  say_people(html);
  say_building(html);
  say_years(html);
  say_reviews(html);
  say_shortfalls(html);
  say_staff(html);
}

const buju_html_section buju_html_summary = {"summary", {"摘要", "Summary"}, always, write_summary};

/* A row of before, after and the change; shares where there is a whole. */
static void put_row(buju_html *html, const buju_msg *what, double before, double after, double whole, int decimals) {
  char number[48], percent[32], text[96];
  const double value[] = {before, after};
  if (isnan(before) && isnan(after)) return;
  buju_page_put(html->page, "<tr>");
  buju_html_cell(html, html->page->lang == BUJU_ZH ? what->zh : what->en);
  for (int s = 0; s < 2; s++) {
    snprintf(text, sizeof text, "%s", isnan(value[s]) ? "—" : buju_page_number(value[s], decimals, number));
    buju_page_put(html->page, "<td class=\"n\">");
    buju_page_text(html->page, text);
    if (whole > 0 && !isnan(value[s])) buju_page_putf(html->page, " (%s)", buju_html_percent(value[s], whole, percent));
    buju_page_put(html->page, "</td>");
  }
  /* Of the numbers as they are shown, so that the reader can check it. */
  double unit = pow(10, decimals), change = (round(after * unit) - round(before * unit)) / unit;
  buju_page_put(html->page, "<td class=\"n\">");
  if (!isnan(change))
    buju_page_putf(html->page, "%s%s", change > 0 ? "+" : "", buju_page_number(change, decimals, number));
  buju_page_put(html->page, "</td></tr>\n");
}

static double villages_with(const buju_html *html, unsigned column, const char *verdict) {
  double n = 0;
  for (buju_ix i = 0; i < html->report->table[BUJU_LAYER_VILLAGES].n; i++)
    n += buju_report_is(html->report, BUJU_LAYER_VILLAGES, column, i, verdict);
  return n;
}

static void put_figures(buju_html *html) {
  BUJU_MSG(served, "有服务的人口", "People with service");
  BUJU_MSG(within, "时限内人口", "People within the limit");
  BUJU_MSG(mean, "到最近机构的人均时间（分钟）", "Mean minutes to the nearest site");
  BUJU_MSG(gini, "时间分布的基尼系数", "Gini of these times");
  BUJU_MSG(clinics, "村卫生室和社区卫生服务站（所）", "Village clinics and health stations");
  BUJU_MSG(unserved, "没有服务的村（社区）", "Villages without service");
  BUJU_MSG(gaps, "服务缺口（处）", "Gaps in service");
  static const buju_msg heads[] = {
      {"指标", "Figure"}, {"现状", "Now"}, {"规划后", "After the plan"}, {"变化", "Change"}};
  static const bool number[] = {false, true, true, true};
  const buju_area_facts *all = buju_facts_all(html->facts);
  buju_html_open(html, NULL);
  buju_html_heads(html, heads, number, 4);
  put_row(html, &served, all->served[0], all->served[1], all->people, 0);
  put_row(html, &within, all->within[0], all->within[1], html->times[1].people, 0);
  put_row(html, &mean, buju_times_mean(&html->times[0]), buju_times_mean(&html->times[1]), 0, 1);
  put_row(html, &gini, buju_times_gini(&html->times[0]), buju_times_gini(&html->times[1]), 0, 3);
  put_row(html, &clinics, all->clinics[0], all->clinics[1], 0, 0);
  put_row(html, &unserved, all->unserved[0], all->unserved[1], 0, 0);
  if (html->report->table[BUJU_LAYER_COVERAGE_GAPS].there) put_row(html, &gaps, all->gaps[0], all->gaps[1], 0, 0);
  buju_html_close(html);
}

/* Villages by verdict, in the order of the vocabulary. */
static void put_verdicts(buju_html *html) {
  BUJU_MSG(caption, "各村（社区）的配置结论", "Villages and communities by verdict");
  static const buju_msg heads[] = {
      {"结论", "Verdict"}, {"现状（村）", "Now"}, {"规划后（村）", "After the plan"}, {"变化", "Change"}};
  static const bool number[] = {false, true, true, true};
  const buju_domain_spec *domain = &buju_domain_specs[BUJU_DOMAIN_VERDICTS];
  buju_html_open(html, &caption);
  buju_html_heads(html, heads, number, 4);
  for (buju_ix i = 0; i < domain->n; i++) {
    double before = villages_with(html, VILLAGES_verdict_before, domain->words[i].id);
    double after = villages_with(html, VILLAGES_verdict, domain->words[i].id);
    if (before + after > 0) put_row(html, &domain->words[i].word, before, after, 0, 0);
  }
  buju_html_close(html);
}

static void write_before_after(buju_html *html) {
  BUJU_MSG(before, "现状", "As things stand");
  BUJU_MSG(after, "规划后", "After the plan");
  buju_map_spec spec = {.township = BUJU_NONE, .stage = BUJU_BEFORE, .width = 440, .most = 440, .legend = true};
  put_figures(html);
  buju_page_put(html->page, "<div class=\"pair\">\n");
  buju_html_map(html, &spec, BUJU_SAY(before));
  spec.stage = BUJU_AFTER;
  buju_html_map(html, &spec, BUJU_SAY(after));
  buju_page_put(html->page, "</div>\n");
  put_verdicts(html);
}

const buju_html_section buju_html_before_after = {
    "before-after", {"规划前后对照", "Before and after"}, always, write_before_after};

static bool has_places(const buju_html *html) {
  const buju_map_spec spec = {.township = BUJU_NONE, .stage = BUJU_AFTER, .width = 720, .most = 860};
  return buju_map_height(html->facts, &spec) > 0;
}

static void write_layout(buju_html *html) {
  BUJU_MSG(named, "规划布局图", "The plan");
  BUJU_MSG(how,
           "虚线把并入村、由其他村机构服务的村连到为其服务的机构，表示归属，不是路线。各乡镇的图见分乡镇征求意见表。",
           "Dashed lines tie villages to a site in another village that serves them: a relation, no route. Each "
           "township has a "
           "map in its sheet for comment.");
  const buju_map_spec spec = {.township = BUJU_NONE, .stage = BUJU_AFTER, .width = 720, .most = 820, .legend = true};
  buju_html_map(html, &spec, BUJU_SAY(named));
  buju_html_small(html, BUJU_SAY(how));
}

const buju_html_section buju_html_layout = {"map", {"规划布局图", "Map of the plan"}, has_places, write_layout};
