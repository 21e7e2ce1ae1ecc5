/* referral_within: each tier at its edge, sub-centres the plan raises, and tiers there are none of.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/plan_text.h"
#include "tests/support/region_text.h"

#define A "421223100201"
#define B "421223100202"
#define C "421223100203"

/* By car a straight line of 1 km takes a minute. */
#define RULES "travel: {provider: straight, drive_kmh: 78}\nrules: {joint_clinic: off, "
#define REFER RULES "ref: {use: referral_within, clause: ours, text: {zh: 转诊, en: referral}, "

/* A health centre and the hospital in one village, another centre 60 km away, the second village in between. */
#define COUNTY(at)                                                                                                     \
  "township 421223100 甲镇\nvillage " A " 甲村 pop=2000 at=0,0 seat\nvillage " B " 乙村 pop=900 at=" at ",0\n"         \
  "village " C " 丙村 pop=1000 at=80000,0\nfacility H1 hospital 县医院 village=" A "\n"                                \
  "facility T1 thc 甲卫生院 village=" A " floor=900\nfacility T2 thc 丙卫生院 village=" C " floor=800\n"

static const buju_referral *referral(const plan_case *c, const char *village, buju_referral_tier tier) {
  buju_ix v = buju_region_village(c->region, village);
  for (buju_ix i = 0; i < c->plan->referrals; i++)
    if (c->plan->referral[i].village == v && c->plan->referral[i].tier == tier) return &c->plan->referral[i];
  return NULL;
}

static const char *site_of(const plan_case *c, const buju_referral *r) {
  return r->site != BUJU_NONE ? c->region->facility.code[c->plan->site[r->site].facility] : "none";
}

static void limits_are_inclusive(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, COUNTY("30000"), REFER "thc_limit_min: 30, hospital_limit_min: 30}}");
  const buju_referral *r = referral(&c, B, BUJU_TIER_THC);
  assert_int_equal(r->ms, 1800000);
  assert_string_equal(site_of(&c, r), "T1");
  assert_true(r->over[0] == 0 && r->over[1] == 0);
  assert_true(referral(&c, B, BUJU_TIER_HOSPITAL)->over[1] == 0);
  assert_true(referral(&c, C, BUJU_TIER_HOSPITAL)->over[1] == 1000 * BUJU_PERSON);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ACCESS, true), 1);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ACCESS, false), 1);
  plan_case_free(&c);
  plan_case_make(&c, COUNTY("30001"), REFER "thc_limit_min: 30, hospital_limit_min: 30}}");
  assert_true(referral(&c, B, BUJU_TIER_THC)->over[1] == 900 * BUJU_PERSON);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ACCESS, true), 3);
  plan_case_free(&c);
}

/* The tiers follow each other: from the health centre one is at to the hospital. */
static void steps_go_from_tier_to_tier(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, COUNTY("30000"), REFER "sub_centres: code = 'T1'}}");
  const buju_referral *sub = referral(&c, C, BUJU_TIER_SUB_CENTRE), *end = referral(&c, C, BUJU_TIER_HOSPITAL);
  assert_int_equal(referral(&c, C, BUJU_TIER_THC)->ms, 0);
  assert_int_equal(referral(&c, C, BUJU_TIER_THC)->step_ms, BUJU_FAR);
  assert_int_equal(sub->ms, 4800000);
  assert_int_equal(sub->step_ms, 4800000);          /* T2 to T1 */
  assert_int_equal(end->step_ms, 0);                /* T1 stands where the hospital does */
  assert_true(sub->over[1] == BUJU_PEOPLE_MISSING); /* no limit is set */
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ACCESS, true), 0);
  plan_case_free(&c);
}

/* Whichever rule comes first, a sub-centre the plan raises counts after the plan and not before. */
static void raised_sub_centres_count(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, COUNTY("30000"),
                 REFER
                 "sub_centre_limit_min: 30}, sub: {use: pick_best_n, clause: ours, text: {zh: 次中心, en: "
                 "sub-centres}, among: thc, marks: sub_centre, n: 1, limit_min: 10, mode: drive, existing: kind = "
                 "'hospital'}}");
  assert_int_equal(plan_site_of(&c, "T2")->action, BUJU_ACTION_RAISE_SUBCENTRE);
  const buju_referral *r = referral(&c, C, BUJU_TIER_SUB_CENTRE);
  assert_string_equal(site_of(&c, r), "T2");
  assert_true(r->over[0] == 1000 * BUJU_PERSON && r->over[1] == 0);
  assert_true(referral(&c, A, BUJU_TIER_SUB_CENTRE)->over[1] == 2000 * BUJU_PERSON);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ACCESS, false), 3);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ACCESS, true), 2);
  plan_case_free(&c);
}

static void a_tier_without_sites(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, COUNTY("30000"), REFER "thc_limit_min: 30}}");
  assert_null(referral(&c, A, BUJU_TIER_SUB_CENTRE)); /* nothing to say of it */
  plan_case_free(&c);
  plan_case_make(&c, COUNTY("30000"), REFER "sub_centre_limit_min: 30, where: code <> '" A "'}}");
  assert_null(referral(&c, A, BUJU_TIER_SUB_CENTRE)); /* not spoken of */
  const buju_referral *r = referral(&c, B, BUJU_TIER_SUB_CENTRE);
  assert_string_equal(site_of(&c, r), "none");
  assert_true(r->ms == BUJU_FAR && r->over[1] == 900 * BUJU_PERSON);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ACCESS, true), 2);
  plan_case_free(&c);
}

/* Who is beyond is counted settlement by settlement. */
static void settlements_are_judged_one_by_one(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 COUNTY("25000") "settlement " B " 近屯 pop=600 at=24000,0\nsettlement " B " 远屯 pop=300 at=31000,0\n",
                 REFER "thc_limit_min: 30}}");
  const buju_referral *r = referral(&c, B, BUJU_TIER_THC);
  assert_int_equal(r->ms, 1500000);
  assert_true(r->over[1] == 300 * BUJU_PERSON);
  plan_case_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(limits_are_inclusive),
      cmocka_unit_test(steps_go_from_tier_to_tier),
      cmocka_unit_test(raised_sub_centres_count),
      cmocka_unit_test(a_tier_without_sites),
      cmocka_unit_test(settlements_are_judged_one_by_one),
  };
  return cmocka_run_group_tests_name("referral", tests, NULL, NULL);
}
