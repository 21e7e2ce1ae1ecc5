/* staff_ratio and staff_share at their edges: rounding, inclusive shares, what is not known, who leaves.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "planner/headcount.h"
#include "tests/support/plan_text.h"
#include "tests/support/region_text.h"

#define A "421223100201"
#define B "421223101201"
#define TOWNS "township 421223100 甲镇\ntownship 421223101 乙镇\n"

/* What a rule makes of an area in a year. */
static const buju_staff_ratio *ratio_in(const plan_case *c, buju_level level, const char *code, int16_t year) {
  buju_ix area = buju_region_area(c->region, level, code);
  for (buju_ix i = 0; i < c->plan->staff_ratios; i++)
    if (c->plan->staff_ratio[i].area == area && c->plan->staff_ratio[i].year == year) return &c->plan->staff_ratio[i];
  return NULL;
}

static size_t gaps_of(const plan_case *c, const char *use, bool after) {
  size_t n = 0;
  for (buju_ix i = 0; i < c->plan->gaps; i++)
    n += c->plan->gap[i].after == after && strcmp(c->scenario->use[c->plan->gap[i].use].id, use) == 0;
  return n;
}

#define RATIO(more)                                                                                                    \
  "rules: {gps: {use: staff_ratio, ref: F8, clause: ours, text: {zh: 全科医生, en: gps}, ratio: 5" more "}}"
#define SHARE(more)                                                                                                    \
  "rules: {share: {use: staff_share, ref: F8, clause: ours, text: {zh: 比例, en: a share}, share: 45" more "}}"

/* 2,000 people are five GPs to the 10,000's one; a person more asks for another. */
static void what_is_required_rounds_up(void **state) {
  (void)state;
  static const struct {
    const char *people;
    int required, short_of;
  } edge[] = {{"1999", 1, 0}, {"2000", 1, 0}, {"2001", 2, 1}, {"0", 0, 0}};
  for (size_t i = 0; i < sizeof edge / sizeof *edge; i++) {
    char text[512];
    plan_case c;
    snprintf(text, sizeof text,
             TOWNS "village " A " 甲村 pop=%s at=0,0\nfacility T1 thc 甲卫生院 village=" A " gp_doctors=1\n",
             edge[i].people);
    plan_case_make(&c, text, RATIO(", specialty: gp, per: township"));
    const buju_staff_ratio *r = ratio_in(&c, BUJU_TOWNSHIP, "421223100", 2026);
    assert_int_equal(r->required, edge[i].required);
    assert_int_equal(r->in_post, 1);
    assert_int_equal(r->short_of, edge[i].short_of);
    assert_int_equal(r->met, edge[i].short_of > 0 ? BUJU_NO : BUJU_YES);
    assert_true(r->bound && r->due);
    assert_int_equal(gaps_of(&c, "gps", false), edge[i].short_of);
    assert_int_equal(gaps_of(&c, "gps", true), edge[i].short_of);
    plan_case_free(&c);
  }
  assert_int_equal(buju_headcount_for(1, 1, 1000000), 1); /* a thousandth of a person asks for somebody */
  assert_true(buju_headcount_for(INT64_MAX / 2, 1000000, 1) == INT64_MAX / 2);
}

/* The county has its own number: rounding its townships up one by one would ask for more. */
static void townships_and_the_county_are_told_apart(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWNS "village " A " 甲村 pop=2001 at=0,0\nvillage " B " 乙村 pop=2001 at=9000,0\n"
                       "facility T1 thc 甲卫生院 village=" A " gp_doctors=2\nfacility T2 thc 乙卫生院 village=" B
                       " gp_doctors=0\n",
                 RATIO(", specialty: gp"));
  const buju_staff_ratio *county = ratio_in(&c, BUJU_COUNTY, "421223", 2026);
  const buju_staff_ratio *a = ratio_in(&c, BUJU_TOWNSHIP, "421223100", 2026);
  const buju_staff_ratio *b = ratio_in(&c, BUJU_TOWNSHIP, "421223101", 2026);
  assert_true(county->bound && !a->bound && !b->bound);
  assert_int_equal(county->required, 3);
  assert_int_equal(a->required + b->required, 4);
  assert_int_equal(county->in_post, 2);
  assert_int_equal(b->short_of, 2);
  assert_int_equal(gaps_of(&c, "gps", true), 1); /* the county's; of townships nothing is asked */
  assert_non_null(strstr(plan_reasons(&c, BUJU_TRACED_STAFF_RATIO, (buju_ix)(county - c.plan->staff_ratio)),
                         "4,002人，应有全科医生3名；2026年在岗2名，缺1名"));
  plan_case_free(&c);
}

/* Who is there without saying what they are is neither there nor missing, while that decides. */
static void what_is_not_known_is_no_gap(void **state) {
  (void)state;
  static const struct {
    const char *staff;
    int in_post, unknown, blank;
    buju_tri met;
  } edge[] = {
      {"staff T1 licensed 1980 张 specialty=gp\nstaff T1 licensed 1981 李 specialty=tcm\n", 1, 0, 0, BUJU_NO},
      {"staff T1 licensed 1980 张 specialty=gp\nstaff T1 village_doctor 1981 李\n", 1, 0, 0, BUJU_NO},
      {"staff T1 licensed 1981 李\n", 0, 1, 0, BUJU_NO},
      {"staff T1 licensed 1981 李\nstaff T1 assistant 1981 王\n", 0, 2, 0, BUJU_UNKNOWN},
      {"staff T1 unknown 1981 李\nstaff T1 unknown 1981 王\n", 0, 2, 0, BUJU_UNKNOWN},
      {"", 0, 0, 1, BUJU_UNKNOWN},
  };
  for (size_t i = 0; i < sizeof edge / sizeof *edge; i++) {
    char text[512];
    plan_case c;
    snprintf(text, sizeof text,
             TOWNS "village " A " 甲村 pop=2500 at=0,0\nfacility T1 thc 甲卫生院 village=" A "\n"
                   "facility C1 village_clinic 甲室 village=" A "\n%s",
             edge[i].staff);
    plan_case_make(&c, text, RATIO(", specialty: gp"));
    const buju_staff_ratio *r = ratio_in(&c, BUJU_COUNTY, "421223", 2026);
    assert_int_equal(r->required, 2);
    assert_int_equal(r->in_post, edge[i].in_post);
    assert_int_equal(r->unknown, edge[i].unknown);
    assert_int_equal(r->sites_blank, edge[i].blank);
    assert_int_equal(r->met, edge[i].met);
    assert_int_equal(gaps_of(&c, "gps", true), edge[i].met == BUJU_NO);
    plan_case_free(&c);
  }
}

/* Nine of twenty are 45.0 %; eight are not; of 21 it takes ten. */
static void shares_are_inclusive(void **state) {
  (void)state;
  static const struct {
    int licensed, assistant, village, required;
    buju_tri met;
  } edge[] = {{5, 4, 11, 9, BUJU_YES},
              {4, 4, 12, 9, BUJU_NO},
              {5, 4, 12, 10, BUJU_NO},
              {0, 0, 1, 1, BUJU_NO},
              {1, 0, 0, 1, BUJU_YES}};
  for (size_t i = 0; i < sizeof edge / sizeof *edge; i++) {
    char text[2048];
    plan_case c;
    size_t n = (size_t)snprintf(text, sizeof text,
                                TOWNS "village " A " 甲村 pop=900 at=0,0\nvillage " B " 乙村 pop=900 at=9000,0\n"
                                      "facility C1 village_clinic 甲室 village=" A "\n"
                                      "facility T1 thc 甲卫生院 village=" B "\nstaff T1 licensed 1980 张\n");
    for (int k = 0; k < edge[i].licensed; k++)
      n += (size_t)snprintf(text + n, sizeof text - n, "staff C1 licensed 1980\n");
    for (int k = 0; k < edge[i].assistant; k++)
      n += (size_t)snprintf(text + n, sizeof text - n, "staff C1 assistant 1980\n");
    for (int k = 0; k < edge[i].village; k++)
      n += (size_t)snprintf(text + n, sizeof text - n, "staff C1 village_doctor 1980\n");
    snprintf(text + n, sizeof text - n, "staff C1 other_staff 1980\n"); /* a nurse is no doctor */
    plan_case_make(&c, text, SHARE(", per: township"));
    const buju_staff_ratio *r = ratio_in(&c, BUJU_TOWNSHIP, "421223100", 2026);
    assert_int_equal(r->base, edge[i].licensed + edge[i].assistant + edge[i].village);
    assert_int_equal(r->in_post, edge[i].licensed + edge[i].assistant);
    assert_int_equal(r->required, edge[i].required);
    assert_int_equal(r->met, edge[i].met);
    assert_null(ratio_in(&c, BUJU_TOWNSHIP, "421223101", 2026)); /* no village doctors: nothing to be a share of */
    assert_int_equal(gaps_of(&c, "share", true), edge[i].met == BUJU_NO);
    plan_case_free(&c);
  }
  assert_int_equal(buju_headcount_share(20, 4500), 9);
  assert_int_equal(buju_headcount_share(20, 4501), 10);
  assert_int_equal(buju_headcount_share(7, 0), 0);
  assert_int_equal(buju_headcount_share(7, 10000), 7);
}

/* One of two of unknown qualification may be what is missing. */
static void an_unknown_grade_is_unknown(void **state) {
  (void)state;
  static const struct {
    const char *staff;
    buju_tri met;
  } edge[] = {{"staff C1 unknown 1980\n", BUJU_UNKNOWN},
              {"staff C1 unknown 1980\nstaff C1 licensed 1970\n", BUJU_YES},
              {"staff C1 unknown 1980\nstaff C1 village_doctor 1970\nstaff C1 village_doctor 1970\n", BUJU_NO}};
  for (size_t i = 0; i < sizeof edge / sizeof *edge; i++) {
    char text[512];
    plan_case c;
    snprintf(text, sizeof text,
             TOWNS "village " A " 甲村 pop=900 at=0,0\nfacility C1 village_clinic 甲室 village=" A "\n%s",
             edge[i].staff);
    plan_case_make(&c, text, SHARE());
    const buju_staff_ratio *r = ratio_in(&c, BUJU_COUNTY, "421223", 2026);
    assert_int_equal(r->unknown, 1);
    assert_int_equal(r->met, edge[i].met);
    assert_non_null(strstr(plan_reasons(&c, BUJU_TRACED_STAFF_RATIO, (buju_ix)(r - c.plan->staff_ratio)),
                           "1名人员、0所机构资料不详"));
    plan_case_free(&c);
  }
}

/* To 65 and not a year longer; by the year asked, and every year until then. */
static void people_leave_by_age(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWNS "village " A " 甲村 pop=900 at=0,0\nfacility C1 village_clinic 甲室 village=" A "\n"
                       "staff C1 licensed 1962 张\nstaff C1 village_doctor 1961 李\nstaff C1 village_doctor 1964 王\n"
                       "staff C1 village_doctor 0 赵\n",
                 SHARE(", year: 2029, retire_age: 65"));
  static const struct {
    int16_t year;
    int base, in_post, left;
  } want[] = {{2026, 4, 1, 0}, {2027, 3, 1, 0}, {2028, 2, 0, 1}, {2029, 2, 0, 1}};
  assert_int_equal(c.plan->staff_ratios, 8); /* the county and its one township with doctors */
  for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
    const buju_staff_ratio *r = ratio_in(&c, BUJU_COUNTY, "421223", want[i].year);
    assert_int_equal(r->base, want[i].base);
    assert_int_equal(r->in_post, want[i].in_post);
    assert_int_equal(r->left, want[i].left);
    assert_int_equal(r->due, want[i].year >= 2029);
  }
  assert_int_equal(gaps_of(&c, "share", false), 1); /* 1 of 4 in 2026 */
  assert_int_equal(gaps_of(&c, "share", true), 1);  /* 0 of 2 in 2029 */
  plan_case_free(&c);
}

/* Clinics that end take nobody along; facilities without a township are their county's. */
static void only_who_stays_is_counted(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(
      &c,
      TOWNS "village " A " 甲村 pop=2000 at=0,0\nvillage " B " 乙村 pop=900 demolition=2027 at=9000,0\n"
            "facility C1 village_clinic 甲室 village=" A "\nfacility C2 village_clinic 乙室 village=" B "\n"
            "facility H1 hospital 县医院 gp_doctors=3 at=1,1\n"
            "staff C1 licensed 1980\nstaff C2 licensed 1980\n",
      RATIO(", grades: [licensed]}, all: {use: staff_ratio, ref: F8, clause: ours, text: {zh: 全科, en: gps}, "
            "ratio: 5, specialty: gp, per_people: 1000, per: county"));
  const buju_staff_ratio *county = ratio_in(&c, BUJU_COUNTY, "421223", 2026);
  assert_int_equal(county->in_post, plan_site_of(&c, "C2")->planned ? 2 : 1);
  assert_false(plan_site_of(&c, "C2")->planned);
  assert_int_equal(county->sites_blank, 1); /* the hospital lists no physicians */
  const buju_staff_ratio *gps = &c.plan->staff_ratio[3];
  assert_int_equal(gps->in_post, 3);
  assert_int_equal(gps->required, 15); /* 2,900 people, five a thousand: 14.5 */
  plan_case_free(&c);
}

/* Vacancies go on beyond five years: each leaves once, and nobody is engaged again. */
static void vacancies_of_twelve_years(void **state) {
  (void)state;
  static const int vacancies[] = {0, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3, 3}, leaving[] = {1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0};
  plan_case c;
  plan_case_make(&c,
                 TOWNS
                 "village " A " 甲村 pop=3500 at=0,0\n"
                 "facility C1 village_clinic 甲室 village=" A " floor=80 public_owned integrated\n"
                 "staff C1 village_doctor 0 甲\nstaff C1 village_doctor 1960 乙\nstaff C1 village_doctor 1961 丙\n"
                 "staff C1 village_doctor 1965 丁\nstaff C1 village_doctor 1966 戊\n",
                 "rules: {doctors: {years: 12}}");
  assert_int_equal(c.plan->staffings, 12);
  for (int y = 0; y < 12; y++) {
    const buju_staffing *row = &c.plan->staffing[y];
    assert_int_equal(row->year, 2026 + y);
    assert_int_equal(row->required, 4);
    assert_int_equal(row->vacancies, vacancies[y]);
    assert_int_equal(row->leaving, leaving[y]);
    assert_int_equal(row->in_post + row->reengaged + row->vacancies, 4);
  }
  plan_case_free(&c);
}

static void contradictions_are_refused(void **state) {
  (void)state;
  plan_case c;
  plan_case_refused(&c, "", RATIO(", specialty: gp, grades: [licensed]"), BUJU_E_CONTRADICTION);
  plan_case_free(&c);
  plan_case_refused(&c, "", SHARE(", grades: [licensed], of_grades: [village_doctor]"), BUJU_E_CONTRADICTION);
  plan_case_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_required_rounds_up),  cmocka_unit_test(townships_and_the_county_are_told_apart),
      cmocka_unit_test(what_is_not_known_is_no_gap), cmocka_unit_test(shares_are_inclusive),
      cmocka_unit_test(an_unknown_grade_is_unknown), cmocka_unit_test(people_leave_by_age),
      cmocka_unit_test(only_who_stays_is_counted),   cmocka_unit_test(vacancies_of_twelve_years),
      cmocka_unit_test(contradictions_are_refused),
  };
  return cmocka_run_group_tests_name("headcount", tests, NULL, NULL);
}
