/* premises_first, and reading the premises a bureau lists. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/layer_text.h"
#include "tests/support/plan_text.h"
#include "tests/support/region_text.h"

#define TOWN "township 371521100 甲镇\n"
#define A "371521100201"
#define B "371521100202"
#define NEW_CLINIC TOWN "village " A " 甲村 pop=900 at=0,0\n"
#define RULE(more)                                                                                                     \
  "rules: {first: {use: premises_first, clause: ours, text: {zh: 先用现有用房, en: premises first}" more "}}"

/* What the new clinic of 甲村 takes: its mode, and "" or the name of the premises. */
static buju_build_mode mode_of_new(plan_case *c, const char *premises, const char *rule, const char **name) {
  static char region[1024];
  snprintf(region, sizeof region, "%s%s", NEW_CLINIC, premises);
  plan_case_make(c, region, rule);
  const buju_site *site = plan_serving(c, A);
  assert_int_equal(site->facility, BUJU_NONE);
  *name = site->premises != BUJU_NONE ? c->region->premises.name[site->premises] : "";
  for (buju_ix i = 0; i < c->plan->actions; i++)
    if (&c->plan->site[c->plan->action[i].site] == site)
      assert_int_equal(c->plan->action[i].build_mode, site->build_mode);
  return (buju_build_mode)site->build_mode;
}

static void existing_premises_first(void **state) {
  (void)state;
  static const struct {
    const char *premises, *more, *takes;
    buju_build_mode mode;
  } cases[] = {
      {"", "", "", BUJU_BUILD_NEW},
      /* a service centre in use is shared; anything else must be idle */
      {"premises " A " village_centre 党群 floor=120 idle=no\n", "", "党群", BUJU_BUILD_RELY_ON_CENTRE},
      {"premises " A " school 小学 floor=400 idle=no\n", "", "", BUJU_BUILD_NEW},
      {"premises " A " school 小学 floor=400 idle\n", "", "小学", BUJU_BUILD_CONVERT},
      {"premises " A " school 小学 floor=400 idle public_owned\n", "", "小学", BUJU_BUILD_ALLOCATE},
      {"premises " A " school 小学 floor=400 idle\n", ", idle_mode: exchange", "小学", BUJU_BUILD_EXCHANGE},
      /* whether it is idle, or its floor, is not known: told, not taken */
      {"premises " A " school 小学 floor=400\n", "", "", BUJU_BUILD_NEW},
      {"premises " A " village_centre 党群\n", ", min_floor_m2: 100", "", BUJU_BUILD_NEW},
      /* the floor is inclusive */
      {"premises " A " village_centre 党群 floor=99.9\n", ", min_floor_m2: 100", "", BUJU_BUILD_NEW},
      {"premises " A " village_centre 党群 floor=100\n", ", min_floor_m2: 100", "党群", BUJU_BUILD_RELY_ON_CENTRE},
      /* the order of kinds, the profile's own order, and kinds left out */
      {"premises " A " school 小学 floor=400 idle\npremises " A " village_centre 党群 floor=120\n", "", "党群",
       BUJU_BUILD_RELY_ON_CENTRE},
      {"premises " A " school 小学 floor=400 idle\npremises " A " village_centre 党群 floor=120\n",
       ", kinds: 'school, village_centre'", "小学", BUJU_BUILD_CONVERT},
      {"premises " A " land 空地 floor=400 idle\n", "", "", BUJU_BUILD_NEW},
      /* the larger of one kind */
      {"premises " A " building 小房 floor=101 idle\npremises " A " building 大房 floor=300 idle\n", "", "大房",
       BUJU_BUILD_CONVERT},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    plan_case c;
    char rule[256];
    const char *takes;
    snprintf(rule, sizeof rule, RULE("%s"), cases[i].more);
    buju_build_mode mode = mode_of_new(&c, cases[i].premises, rule, &takes);
    if (mode != cases[i].mode || strcmp(takes, cases[i].takes) != 0)
      fail_msg("case %zu: mode %d, takes %s", i, (int)mode, takes);
    plan_case_free(&c);
  }
}

static void what_is_to_be_checked_is_told(void **state) {
  (void)state;
  plan_case c;
  const char *takes;
  mode_of_new(&c, "premises " A " school 小学 floor=400\n", RULE(""), &takes);
  const char *reasons = plan_reasons(&c, BUJU_TRACED_SITE, (buju_ix)(plan_serving(&c, A) - c.plan->site));
  assert_non_null(strstr(reasons, "甲村的小学或可利用，是否闲置或面积不详，待核实。"));
  plan_case_free(&c);
  mode_of_new(&c, "premises " A " school 小学 floor=400 idle=no\n", RULE(""), &takes);
  reasons = plan_reasons(&c, BUJU_TRACED_SITE, (buju_ix)(plan_serving(&c, A) - c.plan->site));
  assert_null(strstr(reasons, "待核实"));
  assert_non_null(strstr(reasons, "甲村没有合适的现有用房：新建。"));
  plan_case_free(&c);
}

static size_t count_taken(const plan_case *c) {
  size_t taken = 0;
  for (buju_ix s = 0; s < c->plan->sites; s++) taken += c->plan->site[s].premises != BUJU_NONE;
  return taken;
}

/* One building for one clinic: the second project of a village does not get it again; acquiring counts as a project. */
static void nothing_is_used_twice(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=900 at=0,0\nvillage " B " 乙村 pop=900 at=9000,0\n"
                      "facility F1 village_clinic 甲村卫生室 village=" A " public_owned=no floor=120\n"
                      "facility F2 village_clinic 乙村卫生室 village=" B " public_owned=no floor=120\n"
                      "premises " A " school 小学 floor=400 idle\n",
                 RULE(""));
  const buju_site *one = plan_site_of(&c, "F1"), *two = plan_site_of(&c, "F2");
  assert_int_equal(one->build_mode, BUJU_BUILD_CONVERT);
  assert_int_equal(two->build_mode, BUJU_BUILD_UNDECIDED); /* nothing in 乙村: how it becomes public stays open */
  assert_int_equal(two->premises, BUJU_NONE);
  plan_case_free(&c);
  plan_case_make(
      &c,
      TOWN "village " A " 甲村 pop=900 at=0,0\n"
           "premises " A " school 小学 floor=400 idle\n",
      "rules: {more: {use: one_per_area, clause: ours, text: {zh: 试, en: try}, area: village, service: "
      "insurance_point}, a: {use: premises_first, clause: ours, text: {zh: 试, en: try}, among: primary}, b: "
      "{use: premises_first, clause: ours, text: {zh: 试, en: try}, among: insurance_point}}");
  assert_int_equal(count_taken(&c), 1);
  plan_case_free(&c);
  plan_case_make(
      &c,
      "township 371521001 东街道\nvillage 371521001001 东社区 pop=9000 at=0,0\n"
      "premises 371521001001 school 小学 floor=400 idle\n",
      "rules: {s: {use: one_per_area, clause: ours, text: {zh: 试, en: try}, area: community, service: chs}, c: "
      "{use: one_per_area, clause: ours, text: {zh: 试, en: try}, area: sub_district, service: chc}, a: {use: "
      "premises_first, clause: ours, text: {zh: 试, en: try}, among: urban}}");
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_BUILD), 2);
  assert_int_equal(count_taken(&c), 1);
  plan_case_free(&c);
}

static void kinds_that_are_none_are_refused(void **state) {
  (void)state;
  static const char *const bad[] = {RULE(", kinds: school palace"), RULE(", kinds: 'school, school'"),
                                    RULE(", kinds: ','")};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    plan_case c;
    plan_case_refused(&c, NEW_CLINIC, bad[i], BUJU_E_SCENARIO);
    assert_non_null(strstr(buju_ctx_error(c.ctx), "village_centre committee"));
    plan_case_free(&c);
  }
}

static void premises_as_bureaus_list_them(void **state) {
  (void)state;
  const buju_test_input inputs[] = {{BUJU_INPUT_VILLAGES, "code|name|所属乡镇|pop|@\n"
                                                          "371521100201|甲村|甲镇|1000|0,0,1000,1000\n"
                                                          "371521100202|乙村|甲镇|500|1000,0,2000,1000\n"},
                                    {BUJU_INPUT_PREMISES, "房屋名称|房屋类型|所在村|建筑面积|使用状态|产权|@\n"
                                                          "甲村小学旧址|学校|甲村|420㎡|闲置|集体|\n"
                                                          "甲村党群服务中心||甲村|300|在用|集体|500,500\n"
                                                          "乙村老村部|村部|乙村||空置|个人|\n"
                                                          "某库房|库房|乙村|80|出租||\n"
                                                          "远处|学校|||闲置||90000,90000\n"}};
  buju_ctx *ctx = buju_ctx_new();
  buju_region *r = NULL;
  if (buju_test_region(ctx, NULL, inputs, 2, 0, &r) != BUJU_OK) fail_msg("%s", buju_ctx_error(ctx));
  assert_int_equal(r->premises.n, 4);
  assert_int_equal(r->premises.kind[0], BUJU_PREMISES_VILLAGE_CENTRE);
  assert_int_equal(r->premises.idle[0], BUJU_NO);
  assert_true(r->premises.x_m[0] == 500);
  assert_int_equal(r->premises.kind[1], BUJU_PREMISES_SCHOOL);
  assert_int_equal(r->premises.idle[1], BUJU_YES);
  assert_int_equal(r->premises.public_owned[1], BUJU_YES);
  assert_true(r->premises.floor_m2[1] == 420 && isnan(r->premises.x_m[1]));
  assert_int_equal(r->premises.kind[2], BUJU_PREMISES_COMMITTEE);
  assert_int_equal(r->premises.idle[2], BUJU_YES);
  assert_int_equal(r->premises.public_owned[2], BUJU_NO);
  assert_true(isnan(r->premises.floor_m2[2]));
  assert_int_equal(r->premises.kind[3], BUJU_PREMISES_BUILDING);
  assert_int_equal(r->premises.idle[3], BUJU_NO);
  assert_int_equal(buju_test_findings(r, "premises_without_village"), 1);
  buju_region_free(r);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(existing_premises_first),       cmocka_unit_test(what_is_to_be_checked_is_told),
      cmocka_unit_test(nothing_is_used_twice),         cmocka_unit_test(kinds_that_are_none_are_refused),
      cmocka_unit_test(premises_as_bureaus_list_them),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
