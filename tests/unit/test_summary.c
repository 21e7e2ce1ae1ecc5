/* The figures of a plan. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buju/summary.h"
#include "tests/support/plan_by_hand.h"

typedef struct fixture {
  buju_ctx *ctx;
  by_hand hand;
  buju_summary *summary;
} fixture;

static void make(fixture *f, buju_lang lang) {
  buju_summary_free(f->summary);
  buju_ctx_set_lang(f->ctx, lang);
  assert_int_equal(buju_summary_make(f->ctx, f->hand.region, f->hand.plan, &f->summary), BUJU_OK);
}

static int set_up(void **state) {
  fixture *f = calloc(1, sizeof *f);
  f->ctx = buju_ctx_new();
  f->hand = by_hand_new(f->ctx, true, false);
  make(f, BUJU_EN);
  *state = f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  buju_summary_free(f->summary);
  by_hand_free(&f->hand);
  buju_ctx_free(f->ctx);
  free(f);
  return 0;
}

static void is(const fixture *f, const char *group, const char *key, int column, double want) {
  const buju_figure *figure = buju_summary_find(f->summary, group, key);
  if (figure == NULL) fail_msg("no %s.%s", group, key);
  if (!(fabs(figure->value[column] - want) < 1e-9)) fail_msg("%s.%s is %g", group, key, figure->value[column]);
}

static void plans_are_counted(void **state) {
  fixture *f = *state;
  is(f, "villages", "own_clinic", 0, 1);
  is(f, "villages", "unserved", 0, 3);
  is(f, "villages", "unserved", 1, 1);
  is(f, "villages", "joint_host", 1, 1);
  is(f, "villages", "posting", 1, 0); /* the whole vocabulary is there */
  is(f, "people", "all", 0, 5264);
  is(f, "people", "served", 0, 3700);
  is(f, "people", "served", 1, 4964);
  is(f, "people", "within_limit", 1, 1900);
  is(f, "clinics", "standing", 0, 2); /* the THC is no clinic */
  is(f, "clinics", "planned", 0, 2);
  is(f, "clinics", "joint", 0, 1);
  is(f, "clinics", "build", 0, 1);
  is(f, "clinics", "deregister", 0, 1);
  is(f, "annual_targets", "by_year.2027", 0, 2);
  is(f, "annual_targets", "by_year.2027", 1, 1);
  is(f, "annual_targets", "by_year.2027", 2, 1);
  is(f, "gaps", "entitlement", 0, 1);
  is(f, "gaps", "entitlement", 1, 1);
  is(f, "gaps", "standard", 1, 2);
  is(f, "staff", "required", 0, 4);
  is(f, "staff", "vacancies", 0, 2);
  is(f, "money", "新城", 1, 6500);
  is(f, "optimisation", "proved", 0, 1);
  is(f, "picks", "joint_clinic", 0, 1);
  is(f, "findings", "warning", 0, 1);
  is(f, "findings", "serious", 0, 0);
  assert_null(buju_summary_find(f->summary, "villages", "nothing"));
  assert_null(buju_summary_find(f->summary, "nothing", "own_clinic"));
}

static void shares_are_of_the_entitled(void **state) {
  fixture *f = *state;
  const buju_figure *served = buju_summary_find(f->summary, "people", "served");
  assert_true(fabs(served->percent[1] - 100.0 * 4964 / 5264) < 1e-9);
  assert_true(isnan(buju_summary_find(f->summary, "people", "all")->percent[0]));
  /* of the people, not of the layer's hundredths of a percent (6667): rounded once, when shown */
  assert_true(buju_summary_find(f->summary, "service_ways", "fixed")->percent[0] == 100);
}

static void labels_follow_the_language(void **state) {
  fixture *f = *state;
  assert_string_equal(buju_summary_find(f->summary, "clinics", "build")->label, "build");
  make(f, BUJU_ZH);
  assert_string_equal(buju_summary_find(f->summary, "clinics", "build")->label, "新建");
  assert_string_equal(buju_summary_group(f->summary, 0)->column_label[1], "规划后");
}

/* Only the first year's posts are counted; later years are the same posts again. */
static void staff_is_the_first_year(void **state) {
  fixture *f = *state;
  buju_staffing rows[2] = {f->hand.plan->staffing[0], f->hand.plan->staffing[0]};
  rows[0].year = 2028;
  rows[0].required = 100;
  f->hand.plan->staffing = rows;
  f->hand.plan->staffings = 2;
  make(f, BUJU_EN);
  is(f, "staff", "required", 0, 4);
}

/* A problem is proved when each of its objectives is; only what is not proved has a gap, each in its own unit. */
static void problems_are_proved_whole(void **state) {
  fixture *f = *state;
  const buju_certificate one = f->hand.plan->certificate[0];
  buju_certificate rows[9] = {one, one, one, one, one, one, one, one, one};
  for (int i = 0; i < 9; i++) rows[i].certifies = (uint8_t)(i % 3); /* clinics, new ones, travel */
  rows[2].upper = rows[2].lower + 1;                                /* proved, rounded outwards */
  for (int i = 3; i < 9; i++) rows[i].proof = BUJU_BOUNDED;
  for (int i = 3; i < 6; i++) rows[i].problem = "joint_clinic/421223101/1";
  for (int i = 6; i < 9; i++) rows[i].problem = "joint_clinic/421223101/2";
  rows[3].lower = 5, rows[3].upper = 7;
  rows[4].upper = rows[4].lower + 50; /* new clinics have no figure */
  rows[5].lower = 9000, rows[5].upper = 10000;
  rows[6].proof = BUJU_PROVED;
  rows[8].lower = 999900, rows[8].upper = 1000000;
  f->hand.plan->certificate = rows;
  f->hand.plan->certificates = 9;
  make(f, BUJU_EN);
  is(f, "optimisation", "problems", 0, 3);
  is(f, "optimisation", "proved", 0, 1);
  is(f, "optimisation", "clinics_gap", 0, 2);
  is(f, "optimisation", "travel_gap_percent", 0, 10);
  f->hand.plan->certificates = 3;
  make(f, BUJU_EN);
  is(f, "optimisation", "proved", 0, 1);
  is(f, "optimisation", "clinics_gap", 0, 0);
  is(f, "optimisation", "travel_gap_percent", 0, 0);
  f->hand.plan->certificate = rows + 6;
  make(f, BUJU_EN);
  is(f, "optimisation", "clinics_gap", 0, 0);
  is(f, "optimisation", "travel_gap_percent", 0, 0.1); /* an open gap never shows as none */
}

static void circles_and_areas_are_counted(void **state) {
  fixture *f = *state;
  make(f, BUJU_EN);
  const buju_figure *within = buju_summary_find(f->summary, "reach", "joint_clinic.within");
  assert_non_null(within);
  assert_string_equal(within->label, "within 15 min on foot (straight line)");
  assert_true(within->value[0] == 1200 && within->value[1] == 3900);
  assert_true(within->percent[1] > 74 && within->percent[1] < 74.1);
  is(f, "reach", "joint_clinic", 0, 5264);
  is(f, "entitlements", "to_build", 0, 1);
  is(f, "entitlements", "below", 0, 1);
}

static void mobile_service_is_counted(void **state) {
  fixture *f = *state;
  make(f, BUJU_EN);
  is(f, "service_ways", "fixed", 0, 3000);
  is(f, "service_ways", "fixed", 1, 4500);
  is(f, "service_ways", "nobody", 0, 0); /* a township's row is not everybody's */
  is(f, "rounds", "tours", 0, 2);
  is(f, "rounds", "vehicles", 0, 1);
  is(f, "rounds", "vehicle_days", 0, 2);
  is(f, "rounds", "drive_hours", 0, 4);
  is(f, "referrals", "thc", 0, 564);
  is(f, "referrals", "thc", 1, 200);
  is(f, "referrals", "county_hospital", 1, 0);
}

/* Who is served by nobody is told by the place; who is served is none of them. */
static void people_without_service_are_placed(void **state) {
  fixture *f = *state;
  buju_need *need = f->hand.plan->need;
  for (buju_ix v = 0; v < f->hand.plan->needs; v++) need[v].served_before = need[v].served_after = need[v].people_used;
  make(f, BUJU_EN);
  assert_null(buju_summary_find(f->summary, "nobody", "urban")); /* everybody is served */
  need[0].before = need[0].verdict = BUJU_VERDICT_URBAN_RULES;
  need[0].served_after = need[0].people_used - 7 * BUJU_PERSON;
  need[1].before = BUJU_VERDICT_UNSERVED;
  need[1].served_before = 0;
  make(f, BUJU_EN);
  is(f, "nobody", "urban", 0, 0);
  is(f, "nobody", "urban", 1, 7);
  is(f, "nobody", "demolition", 1, 0);
  is(f, "nobody", "without_site", 0, (double)need[1].people_used / (double)BUJU_PERSON);
  is(f, "nobody", "without_site", 1, 0);
}

/* A line says why it falls short; where several areas make it there is no one reason. */
static void targets_say_why_they_fall_short(void **state) {
  fixture *f = *state;
  buju_target *t = f->hand.plan->target;
  BUJU_MSG(too_few, "只有{0}处", "only {0}");
  t[0].reason = BUJU_SAY(too_few, buju_int(1));
  make(f, BUJU_EN);
  assert_string_equal(buju_summary_find(f->summary, "annual_targets", "by_year.2027")->note, "only 1");
  t[1].asked = true;
  t[1].shortfall = 3;
  t[1].reason = t[0].reason;
  make(f, BUJU_EN);
  assert_string_equal(buju_summary_find(f->summary, "annual_targets", "by_year.2027")->note, "");
  t[0].shortfall = t[1].shortfall = 0;
  make(f, BUJU_EN);
  assert_string_equal(buju_summary_find(f->summary, "annual_targets", "by_year.2027")->note, "");
}

/* What is asked of each township stands as one line a year. */
static void targets_of_townships_are_added_up(void **state) {
  fixture *f = *state;
  buju_target *t = f->hand.plan->target;
  t[1].asked = true;
  t[1].target = 4;
  t[1].shortfall = 3;
  t[0].area = t[1].area;
  make(f, BUJU_EN);
  is(f, "annual_targets", "by_year.2027", 0, 6);
  is(f, "annual_targets", "by_year.2027", 1, 2);
  is(f, "annual_targets", "by_year.2027", 2, 4);
}

/* Of a share: asked for by the end of the year, met by then, and what is missing between the two. */
static void shares_add_up(void **state) {
  fixture *f = *state;
  buju_target *t = f->hand.plan->target;
  t[0].measure = BUJU_MEASURE_SHARE;
  t[0].target = 1;
  t[0].cumulative_target = 9;
  t[0].cumulative_planned = 7;
  t[0].shortfall = 2;
  make(f, BUJU_EN);
  is(f, "annual_targets", "by_year.2027", 0, 9);
  is(f, "annual_targets", "by_year.2027", 1, 7);
  is(f, "annual_targets", "by_year.2027", 2, 2);
  assert_string_equal(buju_summary_find(f->summary, "annual_targets", "by_year.2027")->label,
                      "by_year by the end of 2027");
}

static void groups_without_rows_are_left_out(void **state) {
  fixture *f = *state;
  f->hand.plan->staffings = f->hand.plan->costs = f->hand.plan->certificates = 0;
  f->hand.plan->entitlements = f->hand.plan->reacheds = f->hand.plan->picks = f->hand.plan->targets = 0;
  f->hand.plan->rounds = f->hand.plan->referrals = 0;
  f->hand.plan->coverage.limit_ms = BUJU_FAR;
  make(f, BUJU_EN);
  assert_null(buju_summary_find(f->summary, "rounds", "tours"));
  assert_null(buju_summary_find(f->summary, "staff", "required"));
  assert_null(buju_summary_find(f->summary, "optimisation", "problems"));
  assert_null(buju_summary_find(f->summary, "people", "within_limit"));
  size_t n = 0;
  while (buju_summary_group(f->summary, n) != NULL) n++;
  assert_int_equal(n, 7);
}

int main(void) {
#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
  const struct CMUnitTest tests[] = {CASE(plans_are_counted),
                                     CASE(shares_are_of_the_entitled),
                                     CASE(labels_follow_the_language),
                                     CASE(staff_is_the_first_year),
                                     CASE(problems_are_proved_whole),
                                     CASE(circles_and_areas_are_counted),
                                     CASE(mobile_service_is_counted),
                                     CASE(people_without_service_are_placed),
                                     CASE(targets_say_why_they_fall_short),
                                     CASE(targets_of_townships_are_added_up),
                                     CASE(shares_add_up),
                                     CASE(groups_without_rows_are_left_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
