/* one_per_area beyond clinics: any kind of service point in any kind of area. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/plan_text.h"

/* A sub-district of one community; a town of two villages, one of them about to be demolished. */
#define REGION                                                                                                         \
  "township 421223001 东街道\ntownship 421223100 甲镇\n"                                                          \
  "village 421223001001 东社区 pop=5000 at=0,0\nvillage 421223100201 甲村 pop=900 at=9000,0\n"                    \
  "village 421223100202 乙村 pop=999 at=12000,0 demolition=2027\n"

#define RULE(of, service)                                                                                              \
  "rules: {more: {use: one_per_area, clause: ours, text: {zh: 试, en: try}, area: " of ", service: " service

static size_t entitled(const plan_case *c, uint8_t service, buju_entitled verdict) {
  size_t n = 0;
  for (buju_ix i = 0; i < c->plan->entitlements; i++)
    n += c->plan->entitlement[i].service == service && c->plan->entitlement[i].verdict == verdict;
  return n;
}

/* Yanggu §3(4)13: childcare in every township, sub-districts included; one stands. */
static void childcare_in_every_township(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, REGION "facility Y1 childcare 甲镇托育中心 village=421223100201\n",
                 RULE("township_or_sub_district", "childcare") "}}");
  assert_int_equal(entitled(&c, BUJU_CHILDCARE, BUJU_ENTITLED_MET), 1);
  assert_int_equal(entitled(&c, BUJU_CHILDCARE, BUJU_ENTITLED_TO_BUILD), 1);
  const buju_site *built = &c.plan->site[c.plan->sites - 1];
  assert_int_equal(built->kind, BUJU_CHILDCARE);
  assert_int_equal(built->action, BUJU_ACTION_BUILD);
  assert_int_equal(built->people_served, 0); /* no clinic: nobody's primary care */
  assert_string_equal(plan_verdict(&c, "421223100201"), "own_clinic");
  assert_int_equal(plan_site_of(&c, "Y1")->action, BUJU_ACTION_KEEP);
  plan_case_free(&c);
}

/* Inner Mongolia §1(1): one health centre in every township, towns included; sub-districts are not townships. */
static void one_health_centre_in_every_township(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, REGION, RULE("township", "thc") "}}");
  assert_int_equal(c.plan->entitlements, 1);
  assert_int_equal(entitled(&c, BUJU_THC, BUJU_ENTITLED_TO_BUILD), 1);
  plan_case_free(&c);
  plan_case_make(&c,
                 REGION "facility W1 thc 甲镇卫生院 village=421223100201\n"
                        "facility W2 thc 甲镇第二卫生院 village=421223100202\n",
                 RULE("township", "thc") "}}");
  assert_int_equal(entitled(&c, BUJU_THC, BUJU_ENTITLED_MET), 1); /* two are as good as one */
  plan_case_free(&c);
}

/* Inner Mongolia §2(7): a point in every village and community; none is opened where people are about to leave. */
static void insurance_points_in_villages_and_communities(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, REGION, RULE("village_or_community", "insurance_point") "}}");
  assert_int_equal(entitled(&c, BUJU_INSURANCE_POINT, BUJU_ENTITLED_TO_BUILD), 2);
  assert_int_equal(c.plan->entitlements, 2);
  plan_case_free(&c);
  /* a least number of people is inclusive, for villages as well */
  plan_case_make(&c, REGION, RULE("village", "insurance_point") ", min_people: 900}}");
  assert_int_equal(entitled(&c, BUJU_INSURANCE_POINT, BUJU_ENTITLED_TO_BUILD), 1);
  plan_case_free(&c);
  plan_case_make(&c, REGION, RULE("village", "insurance_point") ", min_people: 901}}");
  assert_int_equal(entitled(&c, BUJU_INSURANCE_POINT, BUJU_ENTITLED_BELOW), 1);
  plan_case_free(&c);
}

/* A branch of a centre does a station's work, and is no centre. */
static void a_branch_is_a_station(void **state) {
  (void)state;
  plan_case c;
  static const char region[] = REGION "facility B1 chc_branch 东街道分中心 village=421223001001\n";
  plan_case_make(&c, region, RULE("community", "chs") "}}");
  assert_int_equal(entitled(&c, BUJU_CHS, BUJU_ENTITLED_MET), 1);
  plan_case_free(&c);
  plan_case_make(&c, region, RULE("sub_district", "chc") "}}");
  assert_int_equal(entitled(&c, BUJU_CHC, BUJU_ENTITLED_TO_BUILD), 1);
  plan_case_free(&c);
}

/* The same service twice for one area is a contradiction, said once, with both rules; an area and another are two. */
static void one_service_in_each_area_is_one(void **state) {
  (void)state;
  static const char *const clashing[] = {
      RULE("village", "village_clinic") "}}",
      RULE("village", "chs") "}, again: {use: one_per_area, clause: ours, text: a, service: chs, area: village}}",
      RULE("village", "chs") ", min_people: 9}, again: {use: one_per_area, clause: ours, text: a, service: chs, area: "
                             "village_or_community}}",
  };
  plan_case c;
  for (size_t i = 0; i < sizeof clashing / sizeof *clashing; i++) {
    plan_case_refused(&c, REGION, clashing[i], BUJU_E_CONTRADICTION);
    assert_int_equal(buju_ctx_diagnostics(c.ctx), 1);
    assert_non_null(strstr(buju_ctx_error(c.ctx), i == 0 ? "“one_clinic”" : "“again”"));
    assert_non_null(strstr(buju_ctx_error(c.ctx), "“more”"));
    plan_case_free(&c);
  }
  plan_case_make(&c, REGION,
                 RULE("village", "chs") "}, again: {use: one_per_area, clause: ours, text: a, service: chs, area: "
                                        "community}}");
  assert_int_equal(entitled(&c, BUJU_CHS, BUJU_ENTITLED_TO_BUILD), 2);
  plan_case_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_health_centre_in_every_township),
      cmocka_unit_test(childcare_in_every_township),
      cmocka_unit_test(insurance_points_in_villages_and_communities),
      cmocka_unit_test(a_branch_is_a_station),
      cmocka_unit_test(one_service_in_each_area_is_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
