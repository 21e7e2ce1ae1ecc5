/* xixian-2021: who shares a clinic with whom, at the edges. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/plan_text.h"

/* A and B lie side by side; 500 m apart is 8.7 minutes on foot at the defaults. */
#define A "610402100201"
#define B "610402100202"
#define C "610402100203"
#define D "610402100204"
#define TOWN "township 610402100 甲镇\n"

/* X2: fewer than 800 is strict: 799 may join, 800 stays out. */
static void eight_hundred_people_stay_out(void **state) {
  (void)state;
  static const struct {
    int people;
    const char *verdict;
  } edge[] = {{799, "joint_member"}, {800, "own_clinic"}, {801, "own_clinic"}};
  for (int i = 0; i < 3; i++) {
    char text[512];
    plan_case c;
    snprintf(text, sizeof text,
             TOWN "village " A " 甲村 pop=1500 at=0,0\nvillage " B " 乙村 pop=%d at=500,0\ntouch " A " " B "\n",
             edge[i].people);
    plan_case_make(&c, text, NULL);
    assert_string_equal(plan_verdict(&c, B), edge[i].verdict);
    assert_string_equal(plan_verdict(&c, A), i == 0 ? "joint_host" : "own_clinic");
    assert_int_equal(plan_count_actions(&c, BUJU_ACTION_BUILD), i == 0 ? 1 : 2);
    plan_case_free(&c);
  }
}

/* X2: the limit is inclusive, and the nearest partner is named where it is too far. */
static void a_partner_beyond_the_limit_is_named(void **state) {
  (void)state;
  plan_case c;
  const char *text = TOWN "village " A " 甲村 pop=1500 at=0,0\n"
                          "village " B " 乙村 pop=500 at=1730.769230769231,0\n" /* 30.0 minutes at 1.25 m/s and 1.3 */
                          "village " C " 丙村 pop=500 at=-1731,0\n"             /* a hair more */
                          "touch " A " " B "\ntouch " A " " C "\n";
  plan_case_make(&c, text, "travel: {walk_kmh: 4.5, detour_factor: 1.3}");
  assert_string_equal(plan_verdict(&c, B), "joint_member");
  assert_string_equal(plan_verdict(&c, C), "own_no_partner");
  assert_non_null(strstr(plan_need_reasons(&c, C), "甲村"));
  assert_int_equal(plan_need(&c, C)->best_partner, plan_need(&c, A)->village);
  plan_case_free(&c);
}

/* X2: the threshold can be switched off, and small area on. */
static void small_area_is_off_unless_set(void **state) {
  (void)state;
  plan_case c;
  const char *text = TOWN "village " A " 甲村 pop=1500 at=0,0 area_m2=9000000\n"
                          "village " B " 乙村 pop=900 at=500,0 area_m2=999999\ntouch " A " " B "\n";
  plan_case_make(&c, text, NULL);
  assert_string_equal(plan_verdict(&c, B), "own_clinic");
  plan_case_free(&c);
  plan_case_make(&c, text, "rules: {joint_clinic: {max_area_km2: 1}}");
  assert_string_equal(plan_verdict(&c, B), "joint_member");
  plan_case_free(&c);
}

/* F2, K6: without a threshold of people villages of any size may share, within the limit and under the cap. */
static void villages_of_any_size_may_share(void **state) {
  (void)state;
  plan_case c;
  const char *text = TOWN "village " A " 甲村 pop=2100 at=0,0\n"
                          "village " B " 乙村 pop=1900 at=500,0\ntouch " A " " B "\n";
  plan_case_make(&c, text, "rules: {joint_clinic: {max_population: off}}");
  assert_int_equal(c.plan->groups, 1); /* 4,000 people are exactly the cap */
  plan_case_free(&c);
  plan_case_make(&c, text, "rules: {joint_clinic: {max_population: off, cap_people: 3999}}");
  assert_int_equal(c.plan->groups, 0);
  plan_case_free(&c);
  plan_case_make(&c, text, NULL); /* with the threshold two large villages never merge */
  assert_int_equal(c.plan->groups, 0);
  plan_case_free(&c);
}

/* X3, X4, X5: precedence, and the reason names what lost. */
static void the_first_rule_wins_and_the_others_are_named(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500 at=0,0 converted seat\n"
                      "village " B " 乙村 pop=900 at=3000,0 demolition=2027 seat\n"
                      "village " C " 丙村 pop=900 at=6000,0 seat\n",
                 NULL);
  assert_string_equal(plan_verdict(&c, A), "converted_chs");
  assert_non_null(strstr(plan_need_reasons(&c, A), "卫生院驻地"));
  assert_string_equal(plan_verdict(&c, B), "demolition_transition");
  assert_non_null(strstr(plan_need_reasons(&c, B), "卫生院驻地"));
  assert_string_equal(plan_verdict(&c, C), "thc_served");
  plan_case_free(&c);
}

/* Yanggu's villages to be relocated are not said to be demolished: the reason is the rule's own sentence. */
static void the_reason_claims_no_demolition_of_its_own(void **state) {
  (void)state;
  plan_case c;
  plan_case_make_by(&c, "yanggu-2024", TOWN "village " A " 甲村 pop=900 at=0,0 category=搬迁撤并类\n", NULL);
  assert_string_equal(plan_verdict(&c, A), "demolition_transition");
  assert_non_null(strstr(plan_need_reasons(&c, A), "依据村庄规划，搬迁撤并类村庄不新建村卫生室"));
  assert_null(strstr(plan_need_reasons(&c, A), "拆迁"));
  plan_case_free(&c);
}

/* Decision 2: chains only within the limit of the host; the one that does not touch is marked; islands stay alone. */
static void chains_islands_and_borders(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "township 610402101 乙镇\n"
                      "village " A " 甲村 pop=1500 at=0,0\nvillage " B " 乙村 pop=400 at=700,0\n"
                      "village " C " 丙村 pop=300 at=1500,0\nvillage " D " 岛村 pop=300 at=200,200\n"
                      "village 610402101201 邻镇村 pop=300 at=1600,100\n"
                      "touch " A " " B "\ntouch " B " " C "\ntouch " C " 610402101201\n",
                 NULL);
  assert_string_equal(plan_verdict(&c, B), "joint_member");
  assert_string_equal(plan_verdict(&c, C), "joint_member");
  assert_non_null(strstr(plan_need_reasons(&c, C), "不直接相邻"));
  assert_true(c.plan->group[0].chain);
  assert_non_null(plan_need(&c, C)->alternative.msg);
  assert_string_equal(plan_verdict(&c, D), "own_no_partner"); /* near, but touches nobody */
  assert_string_equal(plan_verdict(&c, "610402101201"), "own_no_partner");
  plan_case_free(&c);
}

/* The cap: 4,000 served is allowed, 4,001 is not. */
static void a_joint_clinic_serves_four_thousand_at_most(void **state) {
  (void)state;
  for (int extra = 0; extra <= 1; extra++) {
    char text[512];
    plan_case c;
    snprintf(text, sizeof text,
             TOWN "village " A " 甲村 pop=%d at=0,0\nvillage " B " 乙村 pop=500 at=500,0\ntouch " A " " B "\n",
             3500 + extra);
    plan_case_make(&c, text, NULL);
    assert_string_equal(plan_verdict(&c, B), extra == 0 ? "joint_member" : "own_no_partner");
    plan_case_free(&c);
  }
}

static void groups_name_their_site_and_certificate(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500 at=0,0\nvillage " B " 乙村 pop=500 at=500,0\ntouch " A " " B "\n"
                      "village " C " 丙村 pop=1500 at=9000,0\nvillage " D " 丁村 pop=500 at=9500,0\n"
                      "touch " C " " D "\n",
                 NULL);
  assert_int_equal(c.plan->groups, 2);
  for (buju_ix g = 0; g < 2; g++) {
    const buju_joint_group *group = &c.plan->group[g];
    assert_int_equal(group->site, c.plan->need[group->host].site);
    assert_string_equal(c.plan->certificate[group->component].problem, g == 0 ? "joint_clinic/" A : "joint_clinic/" C);
  }
  plan_case_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(eight_hundred_people_stay_out),
      cmocka_unit_test(a_partner_beyond_the_limit_is_named),
      cmocka_unit_test(small_area_is_off_unless_set),
      cmocka_unit_test(villages_of_any_size_may_share),
      cmocka_unit_test(the_first_rule_wins_and_the_others_are_named),
      cmocka_unit_test(the_reason_claims_no_demolition_of_its_own),
      cmocka_unit_test(chains_islands_and_borders),
      cmocka_unit_test(a_joint_clinic_serves_four_thousand_at_most),
      cmocka_unit_test(groups_name_their_site_and_certificate),
  };
  return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
