/* Extension, posting and rounds, at their edges; and the picture of service. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/plan_text.h"
#include "tests/support/region_text.h"
#include "tests/support/siting_by_hand.h"

#define TOWN "township 421223100 甲镇\n"
#define A "421223100201"
#define B "421223100202"
#define C "421223100203"
#define D "421223100204"

/* 1.25 m/s along a straight line 1.3 times as long: 15 minutes exactly, and a hair more. */
#define FIFTEEN "865.3846153846154"
#define OVER_FIFTEEN "865.5"

/* No joint clinics: they come before and are tested elsewhere. By car a straight line of 1 km takes a minute. */
#define WITHOUT_JOINT "travel: {provider: straight, drive_kmh: 78}\nrules: {joint_clinic: off, "
#define EXTEND                                                                                                         \
  WITHOUT_JOINT "near: {use: serve_by_extension, clause: ours, text: {zh: 邻村延伸, en: extension}, limit_min: 15, "
#define POST WITHOUT_JOINT "post: {use: serve_by_posting, clause: ours, text: {zh: 派驻, en: posting}, "
#define ROUNDS WITHOUT_JOINT "tour: {use: serve_by_rounds, clause: ours, text: {zh: 巡诊, en: rounds}, "

#define PAIR(at) TOWN "village " A " 甲村 pop=2000 at=0,0\nvillage " B " 乙村 pop=300 at=" at ",0\n"

static buju_ix village(const plan_case *c, const char *code) { return buju_region_village(c->region, code); }

static const char *why(const plan_case *c, const char *code) {
  return plan_reasons(c, BUJU_TRACED_NEED, village(c, code));
}

/* ---- extension ---- */

static void extension_is_within_its_limit(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, PAIR(FIFTEEN), EXTEND "where: people < 500}}");
  assert_string_equal(plan_verdict(&c, B), "extension");
  assert_string_equal(plan_verdict(&c, A), "own_clinic");
  const buju_need *need = plan_need(&c, B);
  assert_int_equal(need->ms, 900000);
  assert_true(plan_serving(&c, B) == plan_serving(&c, A));
  assert_int_equal(plan_serving(&c, B)->villages_served, 2);
  assert_true(plan_serving(&c, B)->people_served == 2300 * BUJU_PERSON);
  assert_non_null(strstr(why(&c, B), "由邻村甲村的村卫生室延伸服务"));
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_BUILD), 1);
  plan_case_free(&c);

  plan_case_make(&c, PAIR(OVER_FIFTEEN), EXTEND "where: people < 500}}");
  assert_string_equal(plan_verdict(&c, B), "own_clinic");
  assert_non_null(strstr(why(&c, B), "15分钟以内没有可以延伸服务的邻村卫生室"));
  plan_case_free(&c);

  plan_case_make(&c, PAIR(OVER_FIFTEEN), EXTEND "where: people < 500, otherwise: nobody}}");
  assert_string_equal(plan_verdict(&c, B), "unserved");
  assert_non_null(strstr(why(&c, B), "没有可以延伸服务的邻村卫生室"));
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ENTITLEMENT, true), 1);
  plan_case_free(&c);
}

static void extension_is_for_small_villages(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, PAIR("800"), EXTEND "where: people < 500, max_people: 300}}"); /* at most 300: 300 too */
  assert_string_equal(plan_verdict(&c, B), "extension");
  plan_case_free(&c);
  plan_case_make(&c, PAIR("800"), EXTEND "where: people < 500, max_people: 299}}");
  assert_string_equal(plan_verdict(&c, B), "own_clinic");
  plan_case_free(&c);
}

/* The nearer of two comes first where the clinic has room for one. */
static void extension_keeps_to_the_cap(void **state) {
  (void)state;
  plan_case c;
#define THREE PAIR("800") "village " C " 丙村 pop=300 at=-700,0\n"
  plan_case_make(&c, THREE, EXTEND "where: people < 500, cap_people: 2600}}");
  assert_string_equal(plan_verdict(&c, B), "extension");
  assert_string_equal(plan_verdict(&c, C), "extension");
  plan_case_free(&c);
  plan_case_make(&c, THREE, EXTEND "where: people < 500, cap_people: 2599}}");
  assert_string_equal(plan_verdict(&c, B), "own_clinic");
  assert_string_equal(plan_verdict(&c, C), "extension");
  plan_case_free(&c);
}

static void extension_stays_in_the_township(void **state) {
  (void)state;
  plan_case c;
#define ACROSS                                                                                                         \
  TOWN "township 421223101 乙镇\nvillage " A " 甲村 pop=2000 at=0,0\nvillage 421223101201 乙村 pop=300 at=800,0\n"
  plan_case_make(&c, ACROSS, EXTEND "where: people < 500}}");
  assert_string_equal(plan_verdict(&c, "421223101201"), "own_clinic");
  plan_case_free(&c);
  plan_case_make(&c, ACROSS, EXTEND "where: people < 500, same_township: false}}");
  assert_string_equal(plan_verdict(&c, "421223101201"), "extension");
  plan_case_free(&c);
}

/* A clinic that counts stays; where it may not, it is for review, and its village is served by the neighbour. */
static void clinics_that_count_are_kept(void **state) {
  (void)state;
  plan_case c;
#define WITH_CLINIC PAIR("800") "facility F2 village_clinic 乙村卫生室 village=" B " floor=80 public_owned\n"
  plan_case_make(&c, WITH_CLINIC, EXTEND "where: people < 500}}");
  assert_string_equal(plan_verdict(&c, B), "own_clinic");
  plan_case_free(&c);
  plan_case_make(&c, WITH_CLINIC, EXTEND "where: people < 500, keep_clinics: false}}");
  assert_string_equal(plan_verdict(&c, B), "extension");
  assert_int_equal(plan_site_of(&c, "F2")->action, BUJU_ACTION_REVIEW);
  assert_non_null(
      strstr(plan_reasons(&c, BUJU_TRACED_SITE, (buju_ix)(plan_site_of(&c, "F2") - c.plan->site)), "乙村改由甲村服务"));
  plan_case_free(&c);
}

/* A clinic kept by hand stays its village's whatever the rule says. */
static void clinics_kept_by_hand_stay(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, WITH_CLINIC,
                 "decisions: [{code: F2, decision: keep, reason: r, person: p}]\n" EXTEND
                 "where: people < 500, keep_clinics: false}}");
  assert_string_equal(plan_verdict(&c, B), "own_clinic");
  plan_case_free(&c);
}

/* A village that may have no clinic by decision is served by its neighbour without being picked. */
static void barred_villages_are_open(void **state) {
  (void)state;
  plan_case c;
#define BARRED "decisions: [{code: '" B "', decision: no_site, reason: 塌陷区, person: 李四}]\n"
  plan_case_make(&c, PAIR("800"), BARRED EXTEND "}}");
  assert_string_equal(plan_verdict(&c, B), "extension");
  assert_true(plan_need(&c, B)->decision != BUJU_NONE);
  plan_case_free(&c);
  plan_case_make(&c, PAIR("800"), BARRED EXTEND "open: false}}");
  assert_string_equal(plan_verdict(&c, B), "unserved");
  plan_case_free(&c);
}

/* A village that only wants for a partner gives way; what the joint rule found stays said. */
static void no_partner_gives_way(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(
      &c, PAIR("1200"),
      "rules: {near: {use: serve_by_extension, clause: ours, text: {zh: 邻村延伸, en: extension}, limit_min: "
      "30, where: people < 500}}");
  assert_string_equal(plan_verdict(&c, B), "extension");
  assert_non_null(strstr(why(&c, B), "没有合适的邻村可以合建"));
  plan_case_free(&c);
  plan_case_make(
      &c, PAIR("90000"),
      "rules: {tour: {use: serve_by_rounds, clause: ours, text: {zh: 巡诊, en: rounds}, where: people < 500}}");
  assert_string_equal(plan_verdict(&c, B), "unserved"); /* there is no health centre, and a clinic does not suit */
  plan_case_free(&c);
}

/* Its settlements travel as its rule says, and who is beyond its limit is a gap. */
static void extension_is_measured_its_own_way(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, PAIR("8000") "settlement " B " 近屯 pop=250 at=7000,0\nsettlement " B " 远屯 pop=50 at=15001,0\n",
                 EXTEND "where: people < 500, mode: drive}}");
  assert_string_equal(plan_verdict(&c, B), "extension");
  assert_int_equal(plan_need(&c, B)->ms, 8 * 60000);
  assert_true(plan_need(&c, B)->people_over_limit == 50 * BUJU_PERSON);
  for (buju_ix i = 0; i < c.plan->served_n; i++)
    if (c.plan->served[i].need == village(&c, B) && c.plan->served[i].ms <= 900000)
      assert_int_equal(c.plan->served[i].ms, 7 * 60000);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ACCESS, true), 1);
  plan_case_free(&c);
}

/* ---- posting ---- */

#define SEAT(at)                                                                                                       \
  TOWN "village " A " 甲村 pop=2000 at=0,0 seat\nvillage " B " 乙村 pop=300 at=" at ",0\n"                             \
       "facility T1 thc 甲镇卫生院 village=" A "\n"

static void staff_are_posted_within_the_limit(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, SEAT("20000"), POST "where: people < 500, limit_min: 20, days_a_week: 2, staff: 2}}");
  assert_string_equal(plan_verdict(&c, B), "posting");
  assert_int_equal(plan_need(&c, B)->ms, 1200000);
  assert_true(plan_serving(&c, B) == plan_site_of(&c, "T1"));
  assert_true(plan_site_of(&c, "T1")->people_served == 2300 * BUJU_PERSON);
  assert_non_null(strstr(why(&c, B), "由甲镇卫生院派驻2人，每周2天"));
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_POST), 1);
  for (buju_ix a = 0; a < c.plan->actions; a++) {
    if (c.plan->action[a].action != BUJU_ACTION_POST) continue;
    assert_int_equal(c.plan->action[a].stop, village(&c, B) + 1);
    assert_true(c.plan->action[a].people_gained == 300 * BUJU_PERSON);
  }
  plan_case_free(&c);
  plan_case_make(&c, SEAT("20001"), POST "where: people < 500, limit_min: 20}}");
  assert_string_equal(plan_verdict(&c, B), "own_clinic");
  assert_non_null(strstr(why(&c, B), "超过20分钟的上限，不派驻"));
  plan_case_free(&c);
}

static void posted_days_follow_the_people(void **state) {
  (void)state;
  static const struct {
    const char *yaml, *said;
  } cases[] = {{"people_per_day: 300}}", "每周1天"}, {"people_per_day: 299}}", "每周2天"},
               {"people_per_day: 10}}", "每周5天"},  {"people_per_day: 300, days_a_week: 3}}", "每周3天"},
               {"min_people: 300}}", "每周1天"},     {"max_people: 300}}", "每周1天"},
               {"min_people: 301}}", "一村一室"},    {"max_people: 299}}", "一村一室"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    plan_case c;
    char yaml[512];
    snprintf(yaml, sizeof yaml, "%s%s", POST "where: people < 500, ", cases[i].yaml);
    plan_case_make(&c, SEAT("5000"), yaml);
    assert_non_null(strstr(why(&c, B), cases[i].said));
    plan_case_free(&c);
  }
}

/* ---- rounds ---- */

/* 480 minutes: 210 there, 60 of service, 210 back. */
#define ROUND(at, more) ROUNDS "where: people < 500, often_people: 400, service_min_per_100: 0, " more "}}"

static void a_day_is_enough_to_the_minute(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, SEAT("210000"), ROUND("", "day_min: 480"));
  assert_string_equal(plan_verdict(&c, B), "rounds");
  assert_true(plan_serving(&c, B) == plan_site_of(&c, "T1"));
  assert_int_equal(c.plan->rounds, 1);
  const buju_round *round = &c.plan->round[0];
  assert_int_equal(round->drive_ms, 420 * 60000);
  assert_int_equal(round->serve_ms, 60 * 60000);
  assert_int_equal(round->runs, 1); /* beyond 120 min: every 28 days */
  const buju_round_stop *stop = &c.plan->round_stop[0];
  assert_int_equal(stop->every_days, 28);
  assert_int_equal(stop->visits_a_year, 13);
  assert_int_equal(stop->arrive_ms, 210 * 60000);
  assert_int_equal(c.plan->round_path.first[1], 3); /* there and back */
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_ROUNDS_STOP), 1);
  plan_case_free(&c);

  plan_case_make(&c, SEAT("210001"), ROUND("", "day_min: 480"));
  assert_string_equal(plan_verdict(&c, B), "unserved");
  assert_non_null(strstr(why(&c, B), "一天内不能往返巡诊"));
  assert_int_equal(c.plan->rounds, 0);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ENTITLEMENT, true), 1);
  plan_case_free(&c);

  plan_case_make(&c, SEAT("210001"), ROUND("", "day_min: 480, otherwise: own_clinic"));
  assert_string_equal(plan_verdict(&c, B), "own_clinic");
  plan_case_free(&c);

  plan_case_make(&c, SEAT("210001"), ROUND("", "day_min: 480, tour_days: 2"));
  assert_string_equal(plan_verdict(&c, B), "rounds");
  assert_int_equal(c.plan->round[0].days, 2);
  plan_case_free(&c);
}

static void intervals_by_people_and_distance(void **state) {
  (void)state;
  static const struct {
    const char *at, *yaml;
    uint32_t days;
  } cases[] = {{"120000", ROUNDS "where: people < 500, often_people: 301}}", 14}, /* 120 min is not beyond 120 */
               {"120001", ROUNDS "where: people < 500, often_people: 301}}", 28},
               {"120001", ROUNDS "where: people < 500, often_people: 300}}", 7}, /* 300 is not fewer */
               {"10000", ROUNDS "where: people < 500, interval_days: 21, often_days: 21, seldom_days: 42}}", 21}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    plan_case c;
    char text[1024];
    snprintf(text, sizeof text,
             TOWN "village " A " 甲村 pop=2000 at=0,0 seat\nvillage " B " 乙村 pop=300 at=%s,0\n"
                  "facility T1 thc 甲镇卫生院 village=" A "\n",
             cases[i].at);
    plan_case_make(&c, text, cases[i].yaml);
    assert_int_equal(c.plan->round_stops, 1);
    assert_int_equal(c.plan->round_stop[0].every_days, cases[i].days);
    plan_case_free(&c);
  }
}

static void service_grows_with_people(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, SEAT("10000"), ROUNDS "where: people < 500}}"); /* 60 + 3 × 30 */
  assert_int_equal(c.plan->round_stop[0].serve_ms, 150 * 60000);
  plan_case_free(&c);
  plan_case_make(&c, SEAT("10000"), ROUNDS "where: people < 500, service_max_min: 149}}");
  assert_int_equal(c.plan->round_stop[0].serve_ms, 149 * 60000);
  plan_case_free(&c);
}

static void without_a_health_centre_there_are_no_rounds(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, PAIR("10000"), ROUNDS "where: people < 500}}");
  assert_string_equal(plan_verdict(&c, B), "unserved");
  assert_non_null(strstr(why(&c, B), "没有可以出发的卫生院"));
  plan_case_free(&c);
}

/* Several villages on one way are one tour; the calendar has a row each time it sets out. */
static void a_tour_takes_what_lies_on_its_way(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, SEAT("10000") "village " C " 丙村 pop=300 at=12000,0\nvillage " D " 丁村 pop=90 at=15000,0\n",
                 ROUNDS "where: people < 500, service_min_per_100: 10, interval_days: 14, seldom_days: 14, often_days: "
                        "14}}");
  assert_int_equal(c.plan->rounds, 1);
  assert_int_equal(c.plan->round[0].stops, 3);
  assert_int_equal(c.plan->round[0].drive_ms, 30 * 60000);
  assert_true(c.plan->round[0].people == 690 * BUJU_PERSON);
  assert_int_equal(c.plan->round_days, 1);
  assert_int_equal(c.plan->calendar[0], 0);
  assert_int_equal(c.plan->certificates, 2);
  assert_true(c.plan->certificate[0].lower == 1 && c.plan->certificate[0].upper == 1);
  assert_int_equal(c.plan->certificate[0].proof, BUJU_PROVED);
  assert_true(c.plan->certificate[1].lower == 30 && c.plan->certificate[1].upper == 30);
  plan_case_free(&c);
}

static void contradictions_are_refused(void **state) {
  (void)state;
  static const char *const cases[] = {ROUNDS "interval_days: 10}}", ROUNDS "tour_days: 6}}",
                                      ROUNDS "interval_days: 77, seldom_days: 91}}",
                                      ROUNDS "min_people: 10, max_people: 9}}"};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    plan_case c;
    plan_case_refused(&c, SEAT("10000"), cases[i], BUJU_E_CONTRADICTION);
    plan_case_free(&c);
  }
}

/* ---- the picture of service ---- */

static const buju_service_way *way(const plan_case *c, buju_ix area, buju_way name) {
  for (buju_ix i = 0; i < c->plan->service_ways; i++)
    if (c->plan->service_way[i].area == area && c->plan->service_way[i].way == name) return &c->plan->service_way[i];
  fail_msg("no such way of service");
  return NULL;
}

static void everybody_is_served_once(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=2000/3000 at=0,0 seat\nvillage " B " 乙村 pop=300/500 at=100000,0\n"
                      "village " C " 丙村 pop=333/- at=5000,0\nvillage " D " 丁村 pop=34/40 at=900000,0\n"
                      "facility T1 thc 甲镇卫生院 village=" A "\n"
                      "facility F3 village_clinic 丙村卫生室 village=" C " floor=80\n",
                 ROUNDS "where: people < 333}}");
  buju_ix town = buju_region_area(c.region, BUJU_TOWNSHIP, "421223100");
  assert_true(way(&c, BUJU_NONE, BUJU_WAY_FIXED)->people[0] == 2333 * BUJU_PERSON);
  assert_true(way(&c, BUJU_NONE, BUJU_WAY_NOBODY)->people[0] == 334 * BUJU_PERSON);
  assert_true(way(&c, town, BUJU_WAY_FIXED)->people[1] == 2333 * BUJU_PERSON);
  assert_true(way(&c, town, BUJU_WAY_ROUNDS)->people[1] == 300 * BUJU_PERSON);
  assert_true(way(&c, town, BUJU_WAY_NOBODY)->people[1] == 34 * BUJU_PERSON);
  assert_int_equal(way(&c, town, BUJU_WAY_NOBODY)->villages[1], 1);
  assert_true(way(&c, town, BUJU_WAY_FIXED)->of[BUJU_REGISTERED] == 3000 * BUJU_PERSON);
  assert_true(way(&c, town, BUJU_WAY_ROUNDS)->of[BUJU_REGISTERED] == 500 * BUJU_PERSON);
  buju_people_n people = 0;
  int32_t share = 0;
  for (int w = 0; w < BUJU_WAYS; w++) {
    people += way(&c, town, (buju_way)w)->people[1];
    share += way(&c, town, (buju_way)w)->permyriad[1];
  }
  assert_true(people == 2667 * BUJU_PERSON);
  assert_int_equal(share, 10000);
  plan_case_free(&c);
}

/* ---- the rounds of today ---- */

#define VISITED(today) SEAT("10000") "facility T2 thc 乙镇卫生院\nrounds " B " " today "\n"

/* Served by rounds as things stand: no gap, nobody gained. */
static void rounds_of_today_serve_before_the_plan(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, SEAT("10000"), ROUND("", ""));
  assert_true(way(&c, BUJU_NONE, BUJU_WAY_NOBODY)->people[0] == 300 * BUJU_PERSON);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ENTITLEMENT, false), 1);
  assert_int_equal(plan_need(&c, B)->round_before, 0);
  plan_case_free(&c);

  plan_case_make(&c, VISITED("base=T1 days=14"), ROUND("", ""));
  assert_int_equal(plan_need(&c, B)->before, BUJU_VERDICT_ROUNDS);
  assert_true(way(&c, BUJU_NONE, BUJU_WAY_ROUNDS)->people[0] == 300 * BUJU_PERSON);
  assert_true(way(&c, BUJU_NONE, BUJU_WAY_NOBODY)->people[0] == 0);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ENTITLEMENT, false), 0);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ENTITLEMENT, true), 0);
  plan_case_free(&c);
}

static void what_becomes_of_them_is_said(void **state) {
  (void)state;
  static const struct {
    const char *region, *yaml;
    buju_round_change change;
    size_t stops;
    const char *said;
  } cases[] = {
      {VISITED("base=T1 days=14"), ROUND("", ""), BUJU_ROUND_KEPT, 0,
       "乙村现由甲镇卫生院每14天巡诊1次，规划后保持不变"},
      {VISITED("days=14"), ROUND("", ""), BUJU_ROUND_KEPT, 0, "乙村现由甲镇卫生院每14天巡诊1次，规划后保持不变"},
      {VISITED("base=T1"), ROUND("", ""), BUJU_ROUND_KEPT, 0, "资料未说明间隔），规划后继续，每14天1次"},
      {VISITED("base=T1 days=7"), ROUND("", ""), BUJU_ROUND_CHANGED, 1, "每7天巡诊1次，规划后改由甲镇卫生院每14天1次"},
      {VISITED("base=T2 days=14"), ROUND("", ""), BUJU_ROUND_CHANGED, 1,
       "现由乙镇卫生院每14天巡诊1次，规划后改由甲镇卫生院"},
      {VISITED("base=T1 days=14 weekday=5"), ROUND("", ""), BUJU_ROUND_KEPT, 0, "巡诊日由周五改为周一"},
      {VISITED("base=T1 days=14"), WITHOUT_JOINT "}", BUJU_ROUND_REPLACED, 0, "规划后由乙村接替（"},
      {VISITED("base=T1 days=14"), ROUND("", "day_min: 30"), BUJU_ROUND_ENDED, 0, "没有安排接替的服务"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    plan_case c;
    plan_case_make(&c, cases[i].region, cases[i].yaml);
    if (plan_need(&c, B)->round_change != cases[i].change || strstr(why(&c, B), cases[i].said) == NULL)
      fail_msg("%zu: %s: %s", i, buju_round_change_words[plan_need(&c, B)->round_change].id, why(&c, B));
    assert_int_equal(plan_count_actions(&c, BUJU_ACTION_ROUNDS_STOP), cases[i].stops);
    plan_case_free(&c);
  }
}

/* ---- whatever the county ---- */

/* Villages of three townships, the last without a health centre, some with clinics, some without people's number. */
static void draw_county(uint64_t *chance, char *text, size_t size) {
  size_t at = 0;
  for (int t = 0; t < 3; t++) {
    at += (size_t)snprintf(text + at, size - at, "township 42122310%d 镇%d\n", t, t);
    for (int v = 0; v < 6; v++) {
      int people = (int)siting_pick(chance, 900), east = (int)siting_pick(chance, 60000);
      int north = 100000 * t + (int)siting_pick(chance, 60000);
      at += (size_t)snprintf(text + at, size - at, "village 42122310%d20%d 村%d%d pop=%d at=%d,%d%s\n", t, v, t, v,
                             people, east, north, v == 0 && t < 2 ? " seat" : "");
      if (siting_pick(chance, 3) == 0)
        at += (size_t)snprintf(text + at, size - at, "facility F%d%d village_clinic 室%d%d village=42122310%d20%d\n", t,
                               v, t, v, t, v);
    }
    if (t < 2) at += (size_t)snprintf(text + at, size - at, "facility T%d thc 院%d village=42122310%d200\n", t, t, t);
  }
}

/* Each village of rounds is a stop of rounds of its own centre, as often as its interval asks. */
static void check_rounds(const plan_case *c) {
  const buju_plan *plan = c->plan;
  for (buju_ix v = 0; v < plan->needs; v++) {
    buju_ix visits = 0, every = 0;
    for (buju_ix i = 0; i < plan->round_stops; i++) {
      const buju_round_stop *stop = &plan->round_stop[i];
      if (stop->village != v) continue;
      assert_true(plan->round[stop->round].site == plan->need[v].site);
      assert_true(stop->arrive_ms + stop->serve_ms <= 480 * 60000);
      visits += plan->round[stop->round].runs;
      every = stop->every_days;
    }
    assert_true(plan->need[v].verdict == BUJU_VERDICT_ROUNDS ? visits * every == 28 : visits == 0);
  }
}

static void check_service(const plan_case *c) {
  const buju_plan *plan = c->plan;
  buju_people_n all = 0, by_way = 0;
  for (buju_ix v = 0; v < plan->needs; v++) {
    const buju_need *need = &plan->need[v];
    all += need->people_used;
    if (need->verdict == BUJU_VERDICT_EXTENSION) {
      assert_true(need->ms <= 1200000);
      buju_ix host = plan->site[need->site].village;
      assert_true(plan->need[host].site == need->site && plan->need[host].verdict == BUJU_VERDICT_OWN_CLINIC);
    }
    if (need->verdict == BUJU_VERDICT_POSTING || need->verdict == BUJU_VERDICT_ROUNDS)
      assert_int_equal(plan->site[need->site].kind, BUJU_THC);
    if (need->verdict != BUJU_VERDICT_UNSERVED && need->verdict != BUJU_VERDICT_NOT_EVALUATED)
      assert_true(need->site != BUJU_NONE);
  }
  for (int w = 0; w < BUJU_WAYS; w++) by_way += way(c, BUJU_NONE, (buju_way)w)->people[1];
  assert_true(all == by_way);
}

static void every_county_keeps_the_rules(void **state) {
  (void)state;
  static char text[8192];
  uint64_t chance = siting_chance(31);
  buju_ix seen[BUJU_VERDICTS] = {0};
  for (int k = 0; k < 150; k++) {
    plan_case c;
    draw_county(&chance, text, sizeof text);
    plan_case_make(
        &c, text,
        WITHOUT_JOINT
        "near: {use: serve_by_extension, clause: ours, text: {zh: 延伸, en: extension}, where: people < 300, "
        "limit_min: 20, mode: drive, cap_people: 1200, otherwise: nobody}, "
        "post: {use: serve_by_posting, clause: ours, text: {zh: 派驻, en: posting}, where: people < 600, "
        "min_people: 400, limit_min: 30}, "
        "tour: {use: serve_by_rounds, clause: ours, text: {zh: 巡诊, en: rounds}, where: people < 500}}");
    check_rounds(&c);
    check_service(&c);
    for (buju_ix v = 0; v < c.plan->needs; v++) seen[c.plan->need[v].verdict]++;
    plan_case_free(&c);
  }
  assert_true(seen[BUJU_VERDICT_EXTENSION] > 50 && seen[BUJU_VERDICT_POSTING] > 50 && seen[BUJU_VERDICT_ROUNDS] > 200 &&
              seen[BUJU_VERDICT_UNSERVED] > 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(extension_is_within_its_limit),
      cmocka_unit_test(extension_is_for_small_villages),
      cmocka_unit_test(extension_keeps_to_the_cap),
      cmocka_unit_test(extension_stays_in_the_township),
      cmocka_unit_test(clinics_that_count_are_kept),
      cmocka_unit_test(clinics_kept_by_hand_stay),
      cmocka_unit_test(barred_villages_are_open),
      cmocka_unit_test(no_partner_gives_way),
      cmocka_unit_test(staff_are_posted_within_the_limit),
      cmocka_unit_test(posted_days_follow_the_people),
      cmocka_unit_test(a_day_is_enough_to_the_minute),
      cmocka_unit_test(intervals_by_people_and_distance),
      cmocka_unit_test(service_grows_with_people),
      cmocka_unit_test(without_a_health_centre_there_are_no_rounds),
      cmocka_unit_test(a_tour_takes_what_lies_on_its_way),
      cmocka_unit_test(contradictions_are_refused),
      cmocka_unit_test(everybody_is_served_once),
      cmocka_unit_test(rounds_of_today_serve_before_the_plan),
      cmocka_unit_test(what_becomes_of_them_is_said),
      cmocka_unit_test(extension_is_measured_its_own_way),
      cmocka_unit_test(every_county_keeps_the_rules),
  };
  return cmocka_run_group_tests_name("mobile", tests, NULL, NULL);
}
