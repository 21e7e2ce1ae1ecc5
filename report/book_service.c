/* Sheets that are one table: joint clinics, staff, choices, rounds, pairings, gaps. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "report/book.h"

#define BOTH(column) .zh = column, .en = column
#define REASON(layer) .zh = layer##_reason_zh, .en = layer##_reason_en, .look = BUJU_LOOK_SENTENCE, .width = 48
#define COUNT(columns) (uint16_t)(sizeof(columns) / sizeof *(columns))

static const buju_book_column joint_columns[] = {
    {BOTH(JOINT_GROUPS_township)},
    {BOTH(JOINT_GROUPS_host)},
    {BOTH(JOINT_GROUPS_members), .width = 34},
    {BOTH(JOINT_GROUPS_members_n), .look = BUJU_LOOK_COUNT, .sum = true},
    {BOTH(JOINT_GROUPS_people), .sum = true},
    {BOTH(JOINT_GROUPS_longest_min)},
    {BOTH(JOINT_GROUPS_chain)},
    {REASON(JOINT_GROUPS)},
};
static const buju_book_table joint_table = {BUJU_LAYER_JOINT_GROUPS, joint_columns, COUNT(joint_columns)};
const buju_book_part buju_book_joint = {
    .name = {"合建村卫生室", "Joint clinics"},
    .what = {"相邻村合建的村卫生室：设点村、各并入村、人口和并入村到设点村的最远时间。",
             "Clinics several villages share: the host, the members, their people and the longest way of a member."},
    .table = &joint_table};

static const buju_book_column post_columns[] = {
    {BOTH(STAFFING_year)},
    {BOTH(STAFFING_township)},
    {BOTH(STAFFING_required)},
    {BOTH(STAFFING_in_post)},
    {BOTH(STAFFING_reengaged)},
    {BOTH(STAFFING_leaving)},
    {BOTH(STAFFING_age_unknown)},
    {BOTH(STAFFING_vacancies)},
    {BOTH(STAFFING_clause), .look = BUJU_LOOK_SENTENCE, .width = 30},
};
static const buju_book_table post_table = {BUJU_LAYER_STAFFING, post_columns, COUNT(post_columns)};
const buju_book_part buju_book_posts = {
    .name = {"人员配置", "Staff"},
    .what = {"乡村医生岗位，按乡镇（街道）和年度。各年的岗位不要相加。",
             "Posts of village doctors by township and year. Posts of different years do not add up."},
    .table = &post_table};

static const buju_book_column ratio_columns[] = {
    {BOTH(STAFF_RATIOS_year)},
    {BOTH(STAFF_RATIOS_area_level)},
    {BOTH(STAFF_RATIOS_area)},
    {.zh = STAFF_RATIOS_role, .en = STAFF_RATIOS_role_en, .width = 22},
    {BOTH(STAFF_RATIOS_people)},
    {BOTH(STAFF_RATIOS_per_people)},
    {BOTH(STAFF_RATIOS_ratio), .look = BUJU_LOOK_FINE},
    {BOTH(STAFF_RATIOS_ratio_now), .look = BUJU_LOOK_FINE},
    {BOTH(STAFF_RATIOS_base)},
    {BOTH(STAFF_RATIOS_share_percent)},
    {BOTH(STAFF_RATIOS_share_now_percent)},
    {BOTH(STAFF_RATIOS_required)},
    {BOTH(STAFF_RATIOS_in_post)},
    {BOTH(STAFF_RATIOS_unknown)},
    {BOTH(STAFF_RATIOS_short)},
    {BOTH(STAFF_RATIOS_met)},
};
static const buju_book_table ratio_table = {BUJU_LAYER_STAFF_RATIOS, ratio_columns, COUNT(ratio_columns)};
static bool is_asked(const buju_book *book, buju_ix row, const void *user) {
  (void)user;
  return buju_report_number(book->report, BUJU_LAYER_STAFF_RATIOS, STAFF_RATIOS_asked, row) == 1;
}
const buju_book_part buju_book_ratios = {
    .name = {"人员比例", "Staff ratios"},
    .what = {"按人口应配的医生和有资格人员的比例，按年度和层级。各层级分别进一，不要相加。",
             "Doctors for the people, and shares of qualified staff, by year and level. Levels do not add up."},
    .table = &ratio_table,
    .keep = is_asked};

static const buju_book_column choice_columns[] = {
    {BOTH(SUB_CENTRE_CANDIDATES_rank)},
    {BOTH(SUB_CENTRE_CANDIDATES_chosen)},
    {BOTH(SUB_CENTRE_CANDIDATES_name), .width = 22},
    {BOTH(SUB_CENTRE_CANDIDATES_township)},
    {BOTH(SUB_CENTRE_CANDIDATES_becomes)},
    {BOTH(SUB_CENTRE_CANDIDATES_locked), .width = 20},
    {BOTH(SUB_CENTRE_CANDIDATES_people_newly)},
    {BOTH(SUB_CENTRE_CANDIDATES_people_alone)},
    {BOTH(SUB_CENTRE_CANDIDATES_people_served)},
    {BOTH(SUB_CENTRE_CANDIDATES_score)},
    {BOTH(SUB_CENTRE_CANDIDATES_rank_from)},
    {BOTH(SUB_CENTRE_CANDIDATES_rank_to)},
    {BOTH(SUB_CENTRE_CANDIDATES_holds)},
    {REASON(SUB_CENTRE_CANDIDATES)},
};
static const buju_book_table choice_table = {BUJU_LAYER_SUB_CENTRE_CANDIDATES, choice_columns, COUNT(choice_columns)};
const buju_book_part buju_book_choice = {
    .name = {"次中心等比选", "Choice of sub-centres"},
    .what =
        {"入选的是合起来最好的一组，不一定是评分的前几名；“±20% 不变”指每项权重增减 20% 时，是否仍在前几名之内。",
         "The chosen are the set that is best together, not always the first by score; holds: whether a place among "
         "the first holds when each weight changes by 20 %."},
    .table = &choice_table};

static const buju_book_column round_columns[] = {
    {BOTH(ROUNDS_round_id)},
    {BOTH(ROUNDS_site), .width = 22},
    {BOTH(ROUNDS_vehicle)},
    {BOTH(ROUNDS_cycle_days)},
    {BOTH(ROUNDS_tour_days)},
    {BOTH(ROUNDS_stops), .look = BUJU_LOOK_COUNT, .sum = true},
    {BOTH(ROUNDS_people), .sum = true},
    {BOTH(ROUNDS_drive_min)},
    {BOTH(ROUNDS_serve_min)},
    {BOTH(ROUNDS_travel_m)},
};
static const buju_book_table round_table = {BUJU_LAYER_ROUNDS, round_columns, COUNT(round_columns)};
const buju_book_part buju_book_rounds = {
    .name = {"巡诊路线", "Rounds"},
    .what = {"每条巡诊路线从哪里出发，多久一次，走多远，服务多少人。",
             "Where each round starts, how often, how far it goes and whom it serves."},
    .table = &round_table};

static const buju_book_column stop_columns[] = {
    {BOTH(ROUND_STOPS_round_id)},
    {BOTH(ROUND_STOPS_stop_order)},
    {BOTH(ROUND_STOPS_village)},
    {BOTH(ROUND_STOPS_township)},
    {BOTH(ROUND_STOPS_tour_day)},
    {BOTH(ROUND_STOPS_arrive_min)},
    {BOTH(ROUND_STOPS_drive_min)},
    {BOTH(ROUND_STOPS_serve_min)},
    {BOTH(ROUND_STOPS_people), .sum = true},
    {BOTH(ROUND_STOPS_interval_days)},
    {BOTH(ROUND_STOPS_visits_a_year), .look = BUJU_LOOK_COUNT, .sum = true},
};
static const buju_book_table stop_table = {BUJU_LAYER_ROUND_STOPS, stop_columns, COUNT(stop_columns)};
const buju_book_part buju_book_stops = {
    .name = {"巡诊点", "Stops of rounds"},
    .what = {"各路线依次停靠的村，到达和服务的时间，每年的次数。",
             "The villages each round stops in, in order, with times and visits a year."},
    .table = &stop_table};

static const buju_book_column pair_columns[] = {
    {BOTH(PAIRINGS_level)},
    {BOTH(PAIRINGS_receiver), .width = 22},
    {BOTH(PAIRINGS_township)},
    {BOTH(PAIRINGS_people)},
    {BOTH(PAIRINGS_helper), .width = 22},
    {BOTH(PAIRINGS_helper_load)},
    {BOTH(PAIRINGS_travel_min)},
    {REASON(PAIRINGS)},
};
static const buju_book_table pair_table = {BUJU_LAYER_PAIRINGS, pair_columns, COUNT(pair_columns)};
const buju_book_part buju_book_pairs = {
    .name = {"对口帮扶", "Pairings"},
    .what = {"由哪个机构帮扶哪个机构，路上多久。", "Which facility helps which, and how far they are apart."},
    .table = &pair_table};

static const buju_book_column gap_columns[] = {
    {BOTH(COVERAGE_GAPS_kind), .width = 18}, {BOTH(COVERAGE_GAPS_area)},
    {BOTH(COVERAGE_GAPS_township)},          {BOTH(COVERAGE_GAPS_people)},
    {BOTH(COVERAGE_GAPS_limit_value)},       {BOTH(COVERAGE_GAPS_actual_value)},
    {BOTH(COVERAGE_GAPS_shortfall)},         {BOTH(COVERAGE_GAPS_unit)},
    {BOTH(COVERAGE_GAPS_nearest_min)},       {BOTH(COVERAGE_GAPS_remedy), .width = 16},
    {BOTH(COVERAGE_GAPS_severity)},          {REASON(COVERAGE_GAPS)},
};
static const buju_book_table gap_table = {BUJU_LAYER_COVERAGE_GAPS, gap_columns, COUNT(gap_columns)};
static bool is_left(const buju_book *book, buju_ix row, const void *user) {
  (void)user;
  return buju_report_is(book->report, BUJU_LAYER_COVERAGE_GAPS, COVERAGE_GAPS_stage, row, "after");
}
const buju_book_part buju_book_gaps = {
    .name = {"尚存缺口", "Gaps that remain"},
    .what = {"规划全部实施后仍有的缺口，以及消除它的措施。人员缺口靠招聘、返聘或派驻消除，不列项目。程度：1 轻微，2 "
             "一般，3 "
             "严重。",
             "What is lacking once the whole plan is carried out, and what would close it. Gaps in staff are closed by "
             "hiring, re-engaging or posting. Severity: 1 slight, 2 middling, 3 serious."},
    .table = &gap_table,
    .keep = is_left};

static const buju_book_column place_columns[] = {
    {BOTH(CANDIDATE_SITES_rank)},
    {BOTH(CANDIDATE_SITES_name), .width = 22},
    {BOTH(CANDIDATE_SITES_village)},
    {BOTH(CANDIDATE_SITES_township)},
    {BOTH(CANDIDATE_SITES_source), .width = 16},
    {BOTH(CANDIDATE_SITES_people_gained)},
    {BOTH(CANDIDATE_SITES_limit_min)},
    {BOTH(CANDIDATE_SITES_fewest)},
    {BOTH(CANDIDATE_SITES_build_order)},
};
static const buju_book_table place_table = {BUJU_LAYER_CANDIDATE_SITES, place_columns, COUNT(place_columns)};
const buju_book_part buju_book_places = {
    .name = {"可补点位置", "Places for more sites"},
    .what = {"规划之外还可补点的位置，按可新覆盖的人口排序。各点的人口可能重复，不要相加。",
             "Where further sites could stand, by the people each would bring in. Their people overlap and do not add "
             "up."},
    .table = &place_table};
