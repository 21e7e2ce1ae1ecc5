/* pair: who helps whom in a plan, three tiers, at the edges. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/plan_text.h"
#include "tests/support/region_text.h"

#define TOWNS "township 421223100 甲镇\ntownship 421223101 乙镇\n"
#define A "421223100201"
#define B "421223100202"
#define C "421223101201"
#define D "421223101202"

#define PAIR(more) "rules: {p: {use: pair, ref: F9, clause: ours, text: {zh: 帮扶, en: help}, " more "}}"

/* Four villages in a row and health centres at both ends of the first two. */
#define ROW                                                                                                            \
  TOWNS "village " A " 甲村 pop=900 at=0,0\nvillage " B " 乙村 pop=800 at=1000,0\nvillage " C                          \
        " 丙村 pop=1500 at=2000,0\nvillage " D " 丁村 pop=100 at=3000,0\n"                                           \
        "facility T1 thc 甲卫生院 village=" A "\nfacility T2 thc 乙卫生院 village=" C "\n"

/* "T1 T2 - T1": the helpers by row; rows come by code. */
static const char *helpers(const plan_case *c) {
  static char text[256];
  text[0] = '\0';
  for (buju_ix i = 0; i < c->plan->pairs; i++) {
    const buju_pair *row = &c->plan->pair[i];
    if (i > 0) strcat(text, " ");
    strcat(text, row->helper == BUJU_NONE ? "-" : c->region->facility.code[c->plan->site[row->helper].facility]);
  }
  return text;
}

static const char *why(const plan_case *c, buju_ix i) { return plan_reasons(c, BUJU_TRACED_PAIR, i); }

static const buju_certificate *proof(const plan_case *c, const char *problem) {
  for (buju_ix i = 0; i < c->plan->certificates; i++)
    if (strcmp(c->plan->certificate[i].problem, problem) == 0) return &c->plan->certificate[i];
  fail_msg("nothing is proved of %s", problem);
  return NULL;
}

/* Both help two, though three are nearer to T2 (or as near); without balance everybody takes the nearest. */
static void loads_are_even_unless_they_need_not_be(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, ROW, PAIR("helpers: thc, receivers: villages, mode: walk"));
  assert_string_equal(helpers(&c), "T1 T1 T2 T2");
  assert_int_equal(proof(&c, "p/left")->upper, 0);
  assert_true(proof(&c, "p/loads")->upper == 8 && proof(&c, "p/loads")->proof == BUJU_PROVED);
  assert_int_equal(proof(&c, "p/travel")->upper, 35); /* twice 1 km: 1.3 km at 1.25 m/s, 17.3 min */
  assert_int_equal(proof(&c, "p/travel")->lower, 35);
  assert_int_equal(c.plan->pair[0].ms, 0);
  assert_int_equal(c.plan->pair[1].ms, 1040000);
  assert_int_equal(c.plan->pair[1].load, 2);
  assert_int_equal(c.plan->pair[1].metres, 1300);
  plan_case_free(&c);
  plan_case_make(&c, ROW "village 421223101203 戊村 pop=10 at=2100,0\n",
                 PAIR("helpers: thc, receivers: villages, mode: walk, balanced: false, travel: straight"));
  assert_string_equal(helpers(&c), "T1 T1 T2 T2 T2");
  plan_case_free(&c);
  plan_case_make(&c, ROW "village 421223101203 戊村 pop=10 at=1900,0\nvillage 421223101204 己村 pop=10 at=1950,0\n",
                 PAIR("helpers: thc, receivers: villages, mode: walk"));
  assert_string_equal(helpers(&c), "T1 T1 T2 T2 T1 T2"); /* 戊村 is the one whose way grows least */
  assert_non_null(
      strstr(why(&c, 4), "乙卫生院更近（1.8分钟），为使各机构帮扶数均衡、总路程最短而不取；该机构共帮扶3处"));
  assert_non_null(strstr(why(&c, 3), "是能到的最近一处"));
  plan_case_free(&c);
}

/* As many as may, exactly; who is left is named, and it is whoever costs most. */
static void a_helper_helps_as_many_as_it_may(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, ROW, PAIR("helpers: thc, receivers: villages, mode: walk, max_per_helper: 1"));
  assert_string_equal(helpers(&c), "T1 - T2 -");
  assert_non_null(strstr(why(&c, 1), "每处最多帮扶1处；最近的甲卫生院，17.4分钟"));
  assert_int_equal(proof(&c, "p/left")->lower, 2);
  plan_case_free(&c);
  plan_case_make(&c, ROW,
                 PAIR("helpers: thc, receivers: villages, mode: walk, max_per_helper: 3, balanced: false, "
                      "helpers_where: code = 'T1'"));
  assert_string_equal(helpers(&c), "T1 T1 T1 -");
  plan_case_free(&c);
}

/* The limit is inclusive; beyond it nobody helps; a place nobody knows is said. */
static void who_cannot_be_reached_is_named(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, ROW "village 421223101205 无村 pop=10\n",
                 PAIR("helpers: thc, receivers: villages, mode: walk, limit_min: 17.334, helpers_where: code = 'T1'"));
  assert_string_equal(helpers(&c), "T1 T1 - - -"); /* 1,040,000 ms are 17.3333 min */
  assert_non_null(strstr(why(&c, 2), "没有能到的帮扶机构"));
  assert_non_null(strstr(why(&c, 4), "没有位置"));
  plan_case_free(&c);
  plan_case_make(&c, ROW,
                 PAIR("helpers: thc, receivers: villages, mode: walk, limit_min: 17.333, helpers_where: code = 'T1'"));
  assert_string_equal(helpers(&c), "T1 - - -");
  plan_case_free(&c);
  plan_case_make(&c, ROW, PAIR("helpers: hospital, receivers: villages")); /* nobody helps */
  assert_string_equal(helpers(&c), "- - - -");
  plan_case_free(&c);
}

/* Townships at their health centre, counties at their hospital, neither helping itself. */
static void three_tiers(void **state) {
  (void)state;
  static const char hospitals[] = "facility H2 hospital 县医院 village=" B " level=level_2\n"
                                  "facility H3 hospital 市医院 village=" D " level=level_3\n"
                                  "facility H1 hospital 中医院 village=" C " level=level_2\n";
  char text[2048];
  plan_case c;
  snprintf(text, sizeof text, ROW "%s", hospitals);
  plan_case_make(&c, text, PAIR("helpers: hospital, helpers_where: level_rank >= 4, receivers: counties"));
  assert_int_equal(c.plan->pairs, 1);
  assert_string_equal(helpers(&c), "H3");
  assert_ptr_equal(&c.plan->site[c.plan->pair[0].site], plan_site_of(&c, "H1")); /* of two as able the first by code */
  assert_int_equal(c.plan->pair[0].people, 3300 * BUJU_PERSON);
  plan_case_free(&c);
  plan_case_make(&c, text, PAIR("helpers: hospital, helpers_where: level_rank = 3, receivers: townships, mode: walk"));
  assert_string_equal(helpers(&c), "H2 H1");
  assert_int_equal(c.plan->pair[0].level, BUJU_TOWNSHIP);
  assert_int_equal(c.plan->pair[0].people, 1700 * BUJU_PERSON);
  assert_int_equal(c.plan->pair[1].ms, 0);
  plan_case_free(&c);
  plan_case_make(&c, text, PAIR("helpers: thc, receivers: villages, same_township: true, helpers_where: code = 'T1'"));
  assert_string_equal(helpers(&c), "T1 T1 - -");
  plan_case_free(&c);
  plan_case_make(&c, text, PAIR("helpers: thc, receivers: thc"));
  assert_string_equal(helpers(&c), "T2 T1"); /* nobody helps themselves */
  assert_true(c.plan->pair[0].of_site && c.plan->pair[0].level == BUJU_TOWNSHIP);
  plan_case_free(&c);
  plan_case_make(&c, text, PAIR("helpers: thc, receivers: village_clinic, max_per_helper: 2"));
  assert_int_equal(c.plan->pairs, 4); /* the plan's clinics, though none stands yet */
  plan_case_free(&c);
}

/* A township without a health centre lies in the midst of its people. */
static void an_area_without_a_site_is_where_its_people_are(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWNS "village " A " 甲村 pop=900 at=0,0\nvillage " B " 乙村 pop=300 at=1000,0\n"
                       "facility H1 hospital 县医院 at=0,0 village=" A "\n",
                 PAIR("helpers: hospital, receivers: townships, mode: walk"));
  assert_string_equal(helpers(&c), "H1 -");
  assert_true(c.plan->pair[0].x_m == 250);
  assert_int_equal(c.plan->pair[0].site, BUJU_NONE);
  assert_non_null(strstr(why(&c, 1), "没有位置")); /* no village of it is known */
  plan_case_free(&c);
}

/* Many people are worth a longer way of few. */
static void people_may_weigh(void **state) {
  (void)state;
  static const char *const by[] = {"pairs", "people"};
  static const char *const want[] = {"T1 T2", "T2 T1"};
  for (int i = 0; i < 2; i++) {
    char yaml[512];
    plan_case c;
    snprintf(
        yaml, sizeof yaml,
        PAIR("helpers: thc, receivers: villages, mode: walk, villages_where: people_resident < 2000, weigh_by: %s"),
        by[i]);
    plan_case_make(&c,
                   TOWNS "village " A " 甲村 pop=100 at=-100,0\nvillage " B " 乙村 pop=1900 at=300,0\n"
                         "village " C " 丙村 pop=5000 at=0,0\nvillage " D " 丁村 pop=5000 at=800,0\n"
                         "facility T1 thc 甲卫生院 village=" C "\nfacility T2 thc 乙卫生院 village=" D "\n",
                   yaml);
    assert_string_equal(helpers(&c), want[i]);
    assert_int_equal(proof(&c, "p/travel")->certifies, i == 0 ? BUJU_CERTIFIES_PAIR_TRAVEL : BUJU_CERTIFIES_TRAVEL);
    plan_case_free(&c);
  }
}

static void what_means_nothing_is_refused(void **state) {
  (void)state;
  static const char *const odd[] = {
      PAIR("helpers: thc, receivers: villages, receivers_where: code = 'T1'"),
      PAIR("helpers: thc, receivers: thc, villages_where: people_resident > 1"),
      PAIR("helpers: hospital, receivers: counties, same_township: true"),
  };
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    plan_case c;
    plan_case_refused(&c, "", odd[i], BUJU_E_CONTRADICTION);
    plan_case_free(&c);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(loads_are_even_unless_they_need_not_be),
      cmocka_unit_test(a_helper_helps_as_many_as_it_may),
      cmocka_unit_test(who_cannot_be_reached_is_named),
      cmocka_unit_test(three_tiers),
      cmocka_unit_test(an_area_without_a_site_is_where_its_people_are),
      cmocka_unit_test(people_may_weigh),
      cmocka_unit_test(what_means_nothing_is_refused),
  };
  return cmocka_run_group_tests_name("pair", tests, NULL, NULL);
}
