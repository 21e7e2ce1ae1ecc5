/* Running costs by year, township and payer, re-added from the sites and doctors of each year.
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
#define C "421223101201"
#define D "421223101202"

/* An integrated clinic, two that are not, and a village without. */
static const char county[] =
    "township 421223100 甲镇\ntownship 421223101 乙镇\n"
    "village " A " 甲村 pop=1000 at=0,0\nvillage " B " 乙村 pop=1000 at=9000,0\n"
    "village " C " 丙村 pop=1000 at=18000,0\nvillage " D " 丁村 pop=1000 at=27000,0\n"
    "facility C1 village_clinic 甲室 village=" A " floor=90 integrated public_owned\n"
    "facility C2 village_clinic 乙室 village=" B " floor=90 integrated=no public_owned\n"
    "facility C4 village_clinic 丁室 village=" D " floor=90 integrated=no public_owned\n"
    "staff C1 licensed 1966 张\nstaff C1 village_doctor 1980 李\nstaff C2 assistant 1967 王\nstaff C4 licensed 0 赵\n";

#define YEARS                                                                                                          \
  "rules: {public_by_year: off, "                                                                                      \
  "joining: {use: count_by_year, clause: ours, text: {zh: 纳入, en: join}, service: village_clinic, "                \
  "actions: [integrate], counts: {2027: 1, 2028: 1}}, "                                                                \
  "building: {use: count_by_year, clause: ours, text: {zh: 新建, en: build}, service: village_clinic, "              \
  "actions: [build], counts: {2028: 1}}}"

/* Yuan of a rule in a year and township ("" of all); every payer's. */
static int64_t yuan(const plan_case *c, const char *use, int year, const char *township) {
  int64_t fen = 0;
  for (buju_ix i = 0; i < c->plan->costs; i++) {
    const buju_cost *row = &c->plan->cost[i];
    bool here = township[0] == '\0' || row->township == buju_region_area(c->region, BUJU_TOWNSHIP, township);
    if (row->year == year && here && strcmp(c->scenario->use[row->use].id, use) == 0) fen += row->fen;
  }
  assert_int_equal(fen % 100, 0);
  return fen / 100;
}

/* Each from the year it is open and integrated; the plan's last year is that of the layout once complete. */
static void clinics_cost_from_the_year_they_join(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, county, YEARS);
  static const int clinics[] = {1, 2, 4};
  for (int k = 0; k < 3; k++) assert_int_equal(yuan(&c, "running_costs", 2026 + k, ""), 5000 * clinics[k]);
  assert_int_equal(yuan(&c, "running_costs", 2029, ""), 0); /* nothing is planned any more: the year without a number */
  assert_int_equal(yuan(&c, "running_costs", 0, ""), 20000);
  for (int year = 2026; year <= 2028; year++)
    assert_int_equal(yuan(&c, "running_costs", year, "421223100") + yuan(&c, "running_costs", year, "421223101"),
                     yuan(&c, "running_costs", year, ""));
  plan_case_free(&c);
}

/* The subsidy goes with the clinic's year and the doctor's age: 张 to 60 in 2026, 王 in 2027 and then no more. */
static void doctors_cost_while_they_are_engaged(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, county, YEARS);
  int c2 = 0;
  for (buju_ix a = 0; a < c.plan->actions; a++)
    if (c.plan->action[a].action == BUJU_ACTION_INTEGRATE &&
        &c.plan->site[c.plan->action[a].site] == plan_site_of(&c, "C2"))
      c2 = c.plan->action[a].year;
  assert_true(c2 == 2027 || c2 == 2028);
  assert_int_equal(yuan(&c, "doctor_subsidy", 2026, ""), 12 * (600 + 400));
  assert_int_equal(yuan(&c, "doctor_subsidy", 2027, ""), 12 * (400 + (c2 == 2027 ? 500 : 600)));
  assert_int_equal(yuan(&c, "doctor_subsidy", 2028, ""), 12 * (400 + 600));
  assert_int_equal(yuan(&c, "doctor_subsidy", 2028, "421223100"), 12 * 400);
  plan_case_free(&c);
}

/* 35 : 65 in every year, to the fen. */
static void payers_share_every_year(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, county, YEARS);
  for (int year = 2026; year <= 2028; year++) {
    int64_t fen[2] = {0, 0};
    for (buju_ix i = 0; i < c.plan->costs; i++)
      if (c.plan->cost[i].year == year && !c.plan->cost[i].capital)
        fen[strcmp(c.plan->cost[i].payer, "新区") == 0] += c.plan->cost[i].fen;
    assert_int_equal(fen[1] * 65, fen[0] * 35);
    assert_true(fen[1] > 0);
  }
  plan_case_free(&c);
}

/* A clinic that merges costs until its successor opens, its doctor with it. */
static void a_clinic_costs_until_it_closes(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(
      &c,
      "township 421223100 甲镇\nvillage " A " 甲村 pop=300 at=0,0\nvillage " B " 乙村 pop=700 at=400,0\n"
      "touch " A " " B "\nfacility C1 village_clinic 甲室 village=" A " floor=30 integrated public_owned\n"
      "staff C1 village_doctor 1990 张\n",
      "rules: {public_by_year: off, building: {use: count_by_year, clause: ours, text: {zh: 新建, en: build}, "
      "service: village_clinic, actions: [build], counts: {2028: 1}}}");
  assert_int_equal(plan_site_of(&c, "C1")->action, BUJU_ACTION_MERGE);
  for (int year = 2026; year <= 2028; year++) {
    assert_int_equal(yuan(&c, "running_costs", year, ""), 5000);
    assert_int_equal(yuan(&c, "doctor_subsidy", year, ""), 4800);
  }
  plan_case_free(&c);
}

/* Without years of projects there are two rows, now and then. */
static void without_years_nothing_lies_between(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, county, "rules: {public_by_year: off}");
  for (buju_ix i = 0; i < c.plan->costs; i++) assert_true(c.plan->cost[i].year == 0 || c.plan->cost[i].year == 2026);
  plan_case_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(clinics_cost_from_the_year_they_join),
      cmocka_unit_test(doctors_cost_while_they_are_engaged),
      cmocka_unit_test(payers_share_every_year),
      cmocka_unit_test(a_clinic_costs_until_it_closes),
      cmocka_unit_test(without_years_nothing_lies_between),
  };
  return cmocka_run_group_tests_name("costs_by_year", tests, NULL, NULL);
}
