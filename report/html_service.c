/* Joint clinics, staff, choices, rounds, pairings, gaps. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/html.h"
#include "report/words.h"

#define BOTH(column)                                                                                                   \
  { .zh = column, .en = column }
#define TABLE(name, layer_id, columns, zh, en)                                                                         \
  static const buju_html_table name = {layer_id, columns, sizeof columns / sizeof *columns, {zh, en}}

static void put_all(buju_html *html, const buju_html_table *table, buju_html_keep keep, const void *user) {
  buju_ix n, *rows = buju_html_rows(html, table->layer, keep, user, &n);
  buju_html_table_put(html, table, rows, n);
}

static bool has_groups(const buju_html *html) { return html->report->table[BUJU_LAYER_JOINT_GROUPS].n > 0; }

static void write_joint(buju_html *html) {
  BUJU_MSG(
      lead, "{0} 个合建组：{1} 个村、{2} 人由 {0} 所村卫生室服务；并入村到设点村最远 {3} 分钟。",
      "Joint groups: {0}, each with one clinic, for {1} villages with {2} people; the longest way of a member is {3} "
      "minutes.");
  static const buju_html_column columns[] = {
      BOTH(JOINT_GROUPS_township), BOTH(JOINT_GROUPS_host),
      BOTH(JOINT_GROUPS_members),  BOTH(JOINT_GROUPS_members_n),
      BOTH(JOINT_GROUPS_people),   BOTH(JOINT_GROUPS_longest_min),
      BOTH(JOINT_GROUPS_chain),    {.zh = JOINT_GROUPS_reason_zh, .en = JOINT_GROUPS_reason_en}};
  TABLE(table, BUJU_LAYER_JOINT_GROUPS, columns, NULL, NULL);
  double villages = 0, people = 0, longest = 0;
  buju_ix n = html->report->table[BUJU_LAYER_JOINT_GROUPS].n;
  char number[48];
  for (buju_ix i = 0; i < n; i++) {
    villages += fmax(0, buju_report_number(html->report, BUJU_LAYER_JOINT_GROUPS, JOINT_GROUPS_members_n, i));
    people += fmax(0, buju_report_number(html->report, BUJU_LAYER_JOINT_GROUPS, JOINT_GROUPS_people, i));
    longest = fmax(longest, buju_report_number(html->report, BUJU_LAYER_JOINT_GROUPS, JOINT_GROUPS_longest_min, i));
  }
  buju_html_say(html, BUJU_SAY(lead, buju_int(n), buju_int(llround(villages)), buju_int(llround(people)),
                               buju_text(buju_page_number(ceil(longest * 10 - 1e-9) / 10, 1, number))));
  put_all(html, &table, NULL, NULL);
}

const buju_html_section buju_html_joint = {"joint", {"合建村卫生室", "Joint clinics"}, has_groups, write_joint};

static bool has_staff(const buju_html *html) {
  return html->report->table[BUJU_LAYER_STAFFING].n > 0 || html->report->table[BUJU_LAYER_STAFF_RATIOS].n > 0;
}

static bool is_asked(const buju_html *html, buju_ix row, const void *user) {
  (void)user;
  return buju_report_number(html->report, BUJU_LAYER_STAFF_RATIOS, STAFF_RATIOS_asked, row) == 1;
}

/* Posts of clinics by year, summed over townships. */
static void put_posts(buju_html *html) {
  BUJU_MSG(caption, "乡村医生岗位，全部乡镇合计", "Posts of village doctors, all townships");
  static const buju_msg heads[] = {{"年度", "Year"},       {"应配", "Required"},    {"在岗", "In post"},
                                   {"返聘", "Re-engaged"}, {"到龄退出", "Leaving"}, {"缺额", "Vacancies"}};
  static const bool number[] = {false, true, true, true, true, true};
  static const unsigned columns[] = {STAFFING_required, STAFFING_in_post, STAFFING_reengaged, STAFFING_leaving,
                                     STAFFING_vacancies};
  const buju_report *report = html->report;
  buju_ix n = report->table[BUJU_LAYER_STAFFING].n;
  if (n == 0) return;
  buju_html_open(html, &caption);
  buju_html_heads(html, heads, number, 6);
  for (int year = 1900; year <= 2200; year++) {
    double sum[5] = {NAN, NAN, NAN, NAN, NAN};
    bool any = false;
    for (buju_ix i = 0; i < n; i++) {
      if (buju_report_number(report, BUJU_LAYER_STAFFING, STAFFING_year, i) != year) continue;
      any = true;
      for (int c = 0; c < 5; c++) {
        double value = buju_report_number(report, BUJU_LAYER_STAFFING, columns[c], i);
        if (!isnan(value)) sum[c] = isnan(sum[c]) ? value : sum[c] + value;
      }
    }
    if (!any) continue;
    char text[16];
    snprintf(text, sizeof text, "%d", year);
    buju_page_put(html->page, "<tr>");
    buju_html_cell(html, text);
    for (int c = 0; c < 5; c++) buju_html_number(html, sum[c], 0);
    buju_page_put(html->page, "</tr>\n");
  }
  buju_html_close(html);
}

static bool is_first_year(const buju_html *html, buju_ix row, const void *user) {
  const double *year = user;
  return buju_report_number(html->report, BUJU_LAYER_STAFFING, STAFFING_year, row) == *year;
}

static void write_staff(buju_html *html) {
  static const buju_html_column posts[] = {
      BOTH(STAFFING_township),  BOTH(STAFFING_year),    BOTH(STAFFING_required),    BOTH(STAFFING_in_post),
      BOTH(STAFFING_reengaged), BOTH(STAFFING_leaving), BOTH(STAFFING_age_unknown), BOTH(STAFFING_vacancies)};
  static const buju_html_column ratios[] = {BOTH(STAFF_RATIOS_year),
                                            BOTH(STAFF_RATIOS_area),
                                            {.zh = STAFF_RATIOS_role, .en = STAFF_RATIOS_role_en},
                                            BOTH(STAFF_RATIOS_people),
                                            BOTH(STAFF_RATIOS_per_people),
                                            BOTH(STAFF_RATIOS_ratio),
                                            BOTH(STAFF_RATIOS_ratio_now),
                                            BOTH(STAFF_RATIOS_share_percent),
                                            BOTH(STAFF_RATIOS_share_now_percent),
                                            BOTH(STAFF_RATIOS_required),
                                            BOTH(STAFF_RATIOS_in_post),
                                            BOTH(STAFF_RATIOS_unknown),
                                            BOTH(STAFF_RATIOS_short),
                                            BOTH(STAFF_RATIOS_met)};
  TABLE(posts_table, BUJU_LAYER_STAFFING, posts, "首年分乡镇岗位（各年见 report.xlsx 的“人员配置”表）",
        "Posts by township in the first year (all years: sheet Staff of report.xlsx)");
  TABLE(ratios_table, BUJU_LAYER_STAFF_RATIOS, ratios, "医生配备比例", "Doctors for the people, qualified staff");
  double year = INFINITY;
  put_posts(html);
  for (buju_ix i = 0; i < html->report->table[BUJU_LAYER_STAFFING].n; i++)
    year = fmin(year, buju_report_number(html->report, BUJU_LAYER_STAFFING, STAFFING_year, i));
  put_all(html, &posts_table, is_first_year, &year);
  put_all(html, &ratios_table, is_asked, NULL);
}

const buju_html_section buju_html_staff = {"staff", {"人员配置", "Staff"}, has_staff, write_staff};

static bool has_choice(const buju_html *html) { return html->report->table[BUJU_LAYER_SUB_CENTRE_CANDIDATES].n > 0; }

#define CHOICE(name) BUJU_LAYER_SUB_CENTRE_CANDIDATES, SUB_CENTRE_CANDIDATES_##name

static bool is_choice_of(const buju_html *html, buju_ix row, const void *user) {
  return buju_report_is(html->report, CHOICE(rule), row, user);
}

static void write_choice(buju_html *html) {
  BUJU_MSG(how,
           "入选的是合起来最好的一组，不一定是评分的前几名。“±20% 不变”指每项权重增减 20% 时，是否在前几名之内不变。",
           "The chosen are the set that is best together, not always the first by score. “Holds at ±20 %” says whether "
           "a place "
           "among the first holds when each weight changes by 20 %.");
  static const buju_html_column columns[] = {
      BOTH(SUB_CENTRE_CANDIDATES_rank),          BOTH(SUB_CENTRE_CANDIDATES_chosen),
      BOTH(SUB_CENTRE_CANDIDATES_name),          BOTH(SUB_CENTRE_CANDIDATES_township),
      BOTH(SUB_CENTRE_CANDIDATES_becomes),       BOTH(SUB_CENTRE_CANDIDATES_locked),
      BOTH(SUB_CENTRE_CANDIDATES_people_newly),  BOTH(SUB_CENTRE_CANDIDATES_people_alone),
      BOTH(SUB_CENTRE_CANDIDATES_people_served), BOTH(SUB_CENTRE_CANDIDATES_score),
      BOTH(SUB_CENTRE_CANDIDATES_rank_from),     BOTH(SUB_CENTRE_CANDIDATES_rank_to),
      BOTH(SUB_CENTRE_CANDIDATES_holds)};
  TABLE(table, BUJU_LAYER_SUB_CENTRE_CANDIDATES, columns, NULL, NULL);
  buju_html_small(html, BUJU_SAY(how));
  for (buju_ix i = 0; i < html->report->table[BUJU_LAYER_SUB_CENTRE_CANDIDATES].n; i++) {
    const char *rule = buju_report_text(html->report, CHOICE(rule), i),
               *clause = buju_report_text(html->report, CHOICE(clause), i);
    if (rule == NULL || buju_report_find(html->report, CHOICE(rule), rule) != i) continue;
    const char *text = buju_sentence_of(html->report, html->page->lang, rule);
    buju_page_put(html->page, "<h3>");
    buju_page_text(html->page, text != NULL ? text : clause != NULL ? clause : rule);
    buju_page_put(html->page, "</h3>\n");
    put_all(html, &table, is_choice_of, rule);
  }
}

const buju_html_section buju_html_choice = {
    "choice", {"次中心等比选", "Choice of sub-centres"}, has_choice, write_choice};

static bool has_rounds(const buju_html *html) { return html->report->table[BUJU_LAYER_ROUNDS].n > 0; }

static void write_rounds(buju_html *html) {
  static const buju_html_column rounds[] = {BOTH(ROUNDS_round_id),   BOTH(ROUNDS_site),      BOTH(ROUNDS_vehicle),
                                            BOTH(ROUNDS_cycle_days), BOTH(ROUNDS_tour_days), BOTH(ROUNDS_stops),
                                            BOTH(ROUNDS_people),     BOTH(ROUNDS_drive_min), BOTH(ROUNDS_serve_min),
                                            BOTH(ROUNDS_travel_m)};
  static const buju_html_column stops[] = {BOTH(ROUND_STOPS_round_id),      BOTH(ROUND_STOPS_stop_order),
                                           BOTH(ROUND_STOPS_village),       BOTH(ROUND_STOPS_township),
                                           BOTH(ROUND_STOPS_tour_day),      BOTH(ROUND_STOPS_arrive_min),
                                           BOTH(ROUND_STOPS_serve_min),     BOTH(ROUND_STOPS_people),
                                           BOTH(ROUND_STOPS_interval_days), BOTH(ROUND_STOPS_visits_a_year)};
  TABLE(rounds_table, BUJU_LAYER_ROUNDS, rounds, "巡诊路线", "Rounds");
  TABLE(stops_table, BUJU_LAYER_ROUND_STOPS, stops, "停靠的村", "Stops");
  put_all(html, &rounds_table, NULL, NULL);
  put_all(html, &stops_table, NULL, NULL);
}

const buju_html_section buju_html_rounds = {"rounds", {"巡诊", "Rounds"}, has_rounds, write_rounds};

static bool has_pairs(const buju_html *html) { return html->report->table[BUJU_LAYER_PAIRINGS].n > 0; }

static void write_pairs(buju_html *html) {
  static const buju_html_column columns[] = {
      BOTH(PAIRINGS_level),      BOTH(PAIRINGS_receiver),
      BOTH(PAIRINGS_township),   BOTH(PAIRINGS_people),
      BOTH(PAIRINGS_helper),     BOTH(PAIRINGS_helper_load),
      BOTH(PAIRINGS_travel_min), {.zh = PAIRINGS_reason_zh, .en = PAIRINGS_reason_en}};
  TABLE(table, BUJU_LAYER_PAIRINGS, columns, NULL, NULL);
  put_all(html, &table, NULL, NULL);
}

const buju_html_section buju_html_pairs = {"pairings", {"对口帮扶", "Pairings"}, has_pairs, write_pairs};

static bool has_gaps(const buju_html *html) { return html->report->table[BUJU_LAYER_COVERAGE_GAPS].there; }

#define GAP(name) BUJU_LAYER_COVERAGE_GAPS, COVERAGE_GAPS_##name

static bool is_left(const buju_html *html, buju_ix row, const void *user) {
  (void)user;
  return buju_report_is(html->report, GAP(stage), row, "after");
}

/* Gaps by kind before and after, and how many are closed in which year. */
static void put_kinds(buju_html *html) {
  BUJU_MSG(caption, "服务缺口（处），按类型", "Gaps in service by kind");
  BUJU_MSG(all, "合计", "All");
  static const buju_msg heads[] = {
      {"类型", "Kind"}, {"现状", "Now"}, {"规划后", "After the plan"}, {"规划后严重的", "Serious after"}};
  static const bool number[] = {false, true, true, true};
  const buju_domain_spec *domain = &buju_domain_specs[BUJU_DOMAIN_GAPS];
  double sum[3] = {0};
  buju_html_open(html, &caption);
  buju_html_heads(html, heads, number, 4);
  for (buju_ix d = 0; d <= domain->n; d++) {
    double count[3] = {0};
    for (buju_ix i = 0; d < domain->n && i < html->report->table[BUJU_LAYER_COVERAGE_GAPS].n; i++) {
      if (!buju_report_is(html->report, GAP(kind), i, domain->words[d].id)) continue;
      bool after = is_left(html, i, NULL);
      count[after]++;
      if (after && buju_report_number(html->report, GAP(severity), i) >= 3) count[2]++;
    }
    if (d < domain->n && count[0] + count[1] == 0) continue;
    for (int c = 0; c < 3; c++) sum[c] += count[c];
    if (d == domain->n) memcpy(count, sum, sizeof count);
    const buju_msg *word = d < domain->n ? &domain->words[d].word : &all;
    buju_page_put(html->page, d < domain->n ? "<tr>" : "<tr class=\"sum\" id=\"gaps-all\">");
    buju_html_cell(html, html->page->lang == BUJU_ZH ? word->zh : word->en);
    for (int c = 0; c < 3; c++) buju_html_number(html, count[c], 0);
    buju_page_put(html->page, "</tr>\n");
  }
  buju_html_close(html);
}

/* Kind by kind: how many, how much is lacking, and what closes such a gap where the plan has no project for it. */
static void say_remedies(buju_html *html, const buju_ix *row, buju_ix n) {
  static const struct {
    const char *kind;
    buju_msg how;
  } remedies[] = {
      {"staff", {"招聘、返聘或由卫生院派驻医生", "hire, re-engage or post doctors"}},
      {"capacity", {"增配医生，或在服务范围内增设机构", "more doctors, or another site in the catchment"}},
      {"access", {"就近增设机构，或改为派驻、巡诊，或修通道路", "a site nearby, posting or rounds, or a road"}},
      {"entitlement",
       {"按规则设置机构，资料不足的先补齐资料",
        "the service the rule asks for; first the data where they are missing"}},
      {"standard", {"补齐缺项；资料空白的先核实", "what is missing; first a check where the data are blank"}},
      {"ownership", {"产权公有化", "public ownership"}}};
  BUJU_MSG(part, "{0}（{1} 处，涉及 {2} 人次）：{3}。", "{0} ({1}, {2} {2?person|people}, each gap counted): {3}.");
  BUJU_MSG(doctors, "{0}（{1} 处，缺医生 {4} 名，涉及 {2} 人次）：{3}。",
           "{0} ({1}, short of {4} doctor{4?|s}, {2} {2?person|people}, each gap counted): {3}.");
  buju_page_put(html->page, "<ul class=\"years\">\n");
  for (size_t k = 0; row != NULL && k < sizeof remedies / sizeof *remedies; k++) {
    double people = 0, lacking = 0;
    int64_t count = 0;
    const char *rule = NULL;
    bool one_rule = true;
    for (buju_ix i = 0; i < n; i++) {
      if (!buju_report_is(html->report, GAP(kind), row[i], remedies[k].kind)) continue;
      double affected = buju_report_number(html->report, GAP(people), row[i]);
      double shortfall = buju_report_number(html->report, GAP(shortfall), row[i]);
      count++;
      if (!isnan(affected)) people += affected;
      if (isnan(shortfall) || !buju_report_is(html->report, GAP(unit), row[i], "doctors")) continue;
      /* Doctors asked for by two rules may be the same: their sum is nobody's number. */
      if (rule == NULL) rule = buju_report_text(html->report, GAP(rule), row[i]);
      one_rule = one_rule && rule != NULL && buju_report_is(html->report, GAP(rule), row[i], rule);
      lacking += shortfall;
    }
    if (count == 0) continue;
    buju_said said = BUJU_SAY(part, buju_word(buju_domain_word(BUJU_DOMAIN_GAPS, remedies[k].kind)), buju_int(count),
                              buju_int(llround(people)), buju_word(&remedies[k].how), buju_int(llround(lacking)));
    if (lacking > 0 && one_rule) said.msg = &doctors;
    buju_page_put(html->page, "<li>");
    buju_page_say(html->page, said);
    buju_page_put(html->page, "</li>\n");
  }
  buju_page_put(html->page, "</ul>\n");
}

static void write_gaps(buju_html *html) {
  BUJU_MSG(none, "规划全部实施后没有缺口。", "Once the whole plan is carried out there is no gap.");
  BUJU_MSG(left, "规划后仍有缺口 {0} 处。怎样消除：", "Gaps left after the plan: {0}. What would close them:");
  static const buju_html_column columns[] = {
      BOTH(COVERAGE_GAPS_kind),        BOTH(COVERAGE_GAPS_area),
      BOTH(COVERAGE_GAPS_township),    BOTH(COVERAGE_GAPS_people),
      BOTH(COVERAGE_GAPS_limit_value), BOTH(COVERAGE_GAPS_actual_value),
      BOTH(COVERAGE_GAPS_shortfall),   BOTH(COVERAGE_GAPS_unit),
      BOTH(COVERAGE_GAPS_nearest_min), BOTH(COVERAGE_GAPS_remedy),
      BOTH(COVERAGE_GAPS_severity),    {.zh = COVERAGE_GAPS_reason_zh, .en = COVERAGE_GAPS_reason_en}};
  TABLE(table, BUJU_LAYER_COVERAGE_GAPS, columns, "规划后尚存的缺口", "Gaps left after the plan");
  static const buju_html_column candidates[] = {
      BOTH(CANDIDATE_SITES_rank),      BOTH(CANDIDATE_SITES_name),   BOTH(CANDIDATE_SITES_village),
      BOTH(CANDIDATE_SITES_township),  BOTH(CANDIDATE_SITES_source), BOTH(CANDIDATE_SITES_people_gained),
      BOTH(CANDIDATE_SITES_limit_min), BOTH(CANDIDATE_SITES_fewest), BOTH(CANDIDATE_SITES_build_order)};
  TABLE(candidates_table, BUJU_LAYER_CANDIDATE_SITES, candidates, "可补点的位置，按可新覆盖人口排序",
        "Places for further sites, by the people they would bring in");
  BUJU_MSG(
      no_gap,
      "规划后没有服务的 {0} 人中，政策没有要求在当地设服务的（如按城市社区配置的社区、拆迁过渡的村），不计为缺口。",
      "Of the {0} {0?person|people} without service after the plan, those for whom the policy asks for none where they "
      "live "
      "(as in communities under the urban rules or villages to be demolished) are no gap.");
  buju_ix n, *rows = buju_html_rows(html, BUJU_LAYER_COVERAGE_GAPS, is_left, NULL, &n);
  const buju_area_facts *all = buju_facts_all(html->facts);
  put_kinds(html);
  if (n == 0) {
    buju_html_say(html, BUJU_SAY(none));
  } else {
    buju_html_say(html, BUJU_SAY(left, buju_int(n)));
    say_remedies(html, rows, n);
  }
  if (all->people - all->served[BUJU_AFTER] >= 0.5)
    buju_html_small(html, BUJU_SAY(no_gap, buju_int(llround(all->people - all->served[BUJU_AFTER]))));
  buju_html_table_put(html, &table, rows, n);
  put_all(html, &candidates_table, NULL, NULL);
}

const buju_html_section buju_html_gaps = {"gaps", {"尚存缺口", "Gaps that remain"}, has_gaps, write_gaps};
