/* xixian-2021: doctors, their ages, and subsidies. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
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
#define TOWN "township 610402100 甲镇\n"

/* X6: over 1,000 served one per thousand, at most four; at 1,000 or fewer one. */
static void doctors_by_people_served(void **state) {
  (void)state;
  static const struct {
    int people, doctors, capacity_gaps;
  } edge[] = {{999, 1, 0}, {1000, 1, 0}, {1001, 2, 0}, {2000, 2, 0}, {2001, 3, 0}, {4000, 4, 0}, {4001, 4, 1}};
  for (size_t i = 0; i < sizeof edge / sizeof *edge; i++) {
    char text[256];
    plan_case c;
    snprintf(text, sizeof text, TOWN "village " A " 甲村 pop=%d at=0,0\n", edge[i].people);
    plan_case_make(&c, text, NULL);
    assert_int_equal(plan_serving(&c, A)->doctors_required, edge[i].doctors);
    assert_int_equal(plan_serving(&c, A)->doctors_short, edge[i].doctors);
    assert_int_equal(plan_count_gaps(&c, BUJU_GAP_CAPACITY, true), edge[i].capacity_gaps);
    plan_case_free(&c);
  }
}

/* X8: 5,000 a year per integrated clinic and 600/500/400 a month per engaged doctor, 35 : 65; X9: over 60 outside. */
static void subsidies_and_their_split(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500 at=0,0\nvillage " B " 乙村 pop=1500 at=5000,0\n"
                      "facility K1 village_clinic 甲村卫生室 village=" A " floor=80 public_owned integrated\n"
                      "facility K2 village_clinic 乙村卫生室 village=" B " floor=80 public_owned integrated=no\n"
                      "staff K1 licensed 1980 赵一\nstaff K1 assistant 1966 钱二\nstaff K1 village_doctor 1965 孙三\n"
                      "staff K2 village_doctor 1990 李四\n",
                 NULL);
  assert_int_equal(plan_paid(&c, "日常运行经费", "新区", 2026), 5000 * 100 * 35 / 100);
  assert_int_equal(plan_paid(&c, "日常运行经费", "新城", 2026), 5000 * 100 * 65 / 100);
  assert_int_equal(plan_paid(&c, "日常运行经费", "新城", 0), 2 * 5000 * 65); /* both, once K2 is integrated */
  /* 1966 is 60 in 2026: still engaged; 1965 is 61: re-engaged at most, outside the subsidy */
  assert_int_equal(plan_paid(&c, "乡村医生定额补助", "新区", 2026), (600 + 500) * 12 * 35);
  assert_int_equal(plan_paid(&c, "乡村医生定额补助", "新城", 0), (600 + 500 + 400) * 12 * 65);
  assert_int_equal(plan_site_of(&c, "K2")->action, BUJU_ACTION_INTEGRATE);
  plan_case_free(&c);
}

/* X9: 60 engaged, 61–65 re-engaged, 66 leaves; vacancies by year follow. */
static void ages_of_engagement(void **state) {
  (void)state;
  plan_case c;
  static const uint8_t want[] = {BUJU_ENGAGEMENT_AGE_UNKNOWN, BUJU_ENGAGEMENT_LEAVES, BUJU_ENGAGEMENT_REENGAGED,
                                 BUJU_ENGAGEMENT_REENGAGED, BUJU_ENGAGEMENT_ENGAGED};
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=3500 at=0,0\n"
                      "facility K1 village_clinic 甲村卫生室 village=" A " floor=80 public_owned integrated\n"
                      "staff K1 village_doctor 0 甲\nstaff K1 village_doctor 1960 乙\nstaff K1 village_doctor 1961 丙\n"
                      "staff K1 village_doctor 1965 丁\nstaff K1 village_doctor 1966 戊\n",
                 NULL);
  assert_int_equal(c.plan->doctors, 5);
  for (int i = 0; i < 5; i++) assert_int_equal(c.plan->doctor[i].engagement, want[i]);
  assert_int_equal(c.plan->doctor[4].engaged_until, 2026);
  assert_int_equal(c.plan->doctor[4].reengaged_until, 2031);
  assert_int_equal(plan_site_of(&c, "K1")->doctors_required, 4);
  assert_int_equal(plan_site_of(&c, "K1")->doctors_short, 0); /* unknown, two re-engaged, one engaged */
  static const int vacancies[] = {0, 1, 1, 1, 1};             /* 1961 ends in 2026, 1965 in 2030 */
  for (int y = 0; y < 5; y++) {
    assert_int_equal(c.plan->staffing[y].year, 2026 + y);
    assert_int_equal(c.plan->staffing[y].vacancies, vacancies[y]);
  }
  plan_case_free(&c);
}

/* Without a rule about age a known age is no unknown one and nobody leaves; a rule that stands after the one that
 * counts doctors is in force as much as one before it. */
static void ages_without_a_rule_and_after_the_count(void **state) {
  (void)state;
  static const char land[] =
      TOWN "village " A " 甲村 pop=3500 at=0,0\n"
           "facility K1 village_clinic 甲村卫生室 village=" A " floor=80 public_owned integrated\n"
           "staff K1 village_doctor 0 甲\nstaff K1 village_doctor 1950 乙\n"
           "staff K1 village_doctor 1963 丙\n";
  plan_case c;
  plan_case_make(&c, land, "rules:\n  doctor_age: off\n");
  assert_int_equal(c.plan->doctor[1].engagement, BUJU_ENGAGEMENT_ENGAGED);
  assert_int_equal(c.plan->doctor[1].age, 76);
  assert_int_equal(c.plan->staffing[0].in_post, 3);
  assert_int_equal(c.plan->staffing[0].age_unknown, 1);
  assert_int_equal(c.plan->staffing[4].vacancies, 1);
  plan_case_free(&c);
  plan_case_make(&c, land,
                 "rules:\n  doctor_age: off\n  late: {use: engagement, clause: 甲, text: 年龄, engage_max_age: 60, "
                 "reengage_max_age: 65}\n");
  assert_int_equal(c.plan->staffing[0].in_post, 1);
  assert_int_equal(c.plan->staffing[0].reengaged, 1);
  assert_int_equal(c.plan->staffing[0].vacancies, 2);
  assert_int_equal(c.plan->staffing[4].vacancies, 3); /* 1963 ends in 2028 */
  plan_case_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(doctors_by_people_served),
      cmocka_unit_test(subsidies_and_their_split),
      cmocka_unit_test(ages_of_engagement),
      cmocka_unit_test(ages_without_a_rule_and_after_the_count),
  };
  return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
