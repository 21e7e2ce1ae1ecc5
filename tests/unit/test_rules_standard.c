/* xixian-2021: what premises and clinics must have. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/plan_text.h"

/* A and B lie side by side; 500 m apart is 8.7 minutes on foot at the defaults. */
#define A "610402100201"
#define B "610402100202"
#define C "610402100203"
#define TOWN "township 610402100 甲镇\n"

/* X7: public ownership, except where demolition is planned within three years; blank is not "no". */
static void premises_are_public(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500 at=0,0\nvillage " B " 乙村 pop=1500 at=5000,0\n"
                      "facility K1 village_clinic 甲村卫生室 village=" A " floor=80 public_owned=no integrated\n"
                      "facility K2 village_clinic 乙村卫生室 village=" B " floor=80 integrated\n",
                 NULL);
  assert_int_equal(plan_site_of(&c, "K1")->action, BUJU_ACTION_ACQUIRE);
  assert_int_equal(plan_site_of(&c, "K2")->action, BUJU_ACTION_KEEP);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_OWNERSHIP, false), 1);
  plan_case_free(&c);
  /* a demolition rule that is off leaves the exception to be seen: 2029 is within three years of 2026, 2030 is not */
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500 at=0,0 demolition=2029\n"
                      "village " B " 乙村 pop=1500 at=5000,0 demolition=2030\n"
                      "facility K1 village_clinic 甲村卫生室 village=" A " floor=80 public_owned=no integrated\n"
                      "facility K2 village_clinic 乙村卫生室 village=" B " floor=80 public_owned=no integrated\n",
                 "rules: {demolition: off, in_demolition_village: off}");
  assert_int_equal(plan_site_of(&c, "K1")->action, BUJU_ACTION_KEEP);
  assert_int_equal(plan_site_of(&c, "K2")->action, BUJU_ACTION_ACQUIRE);
  plan_case_free(&c);
}

/* The floor: exactly 60 m² is enough; blank is not short. */
static void sixty_square_metres_are_enough(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500 at=0,0\nvillage " B " 乙村 pop=1500 at=5000,0\n"
                      "village " C " 丙村 pop=1500 at=9000,0\n"
                      "facility K1 village_clinic 甲村卫生室 village=" A " floor=60 public_owned integrated\n"
                      "facility K2 village_clinic 乙村卫生室 village=" B " floor=59.99 public_owned integrated\n"
                      "facility K3 village_clinic 丙村卫生室 village=" C " public_owned integrated\n",
                 NULL);
  assert_int_equal(plan_site_of(&c, "K1")->action, BUJU_ACTION_KEEP);
  assert_int_equal(plan_site_of(&c, "K2")->action, BUJU_ACTION_UPGRADE);
  assert_int_equal(plan_site_of(&c, "K3")->action, BUJU_ACTION_KEEP);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_STANDARD, false), 1);
  plan_case_free(&c);
}

/* Two floors asked of one clinic: the larger one, once, and a finding that names both; except parts them. */
static void contradicting_standards_are_told_and_the_stricter_applies_once(void **state) {
  (void)state;
  static const char land[] =
      TOWN "village " A " 甲村 pop=1500 at=0,0\n"
           "facility F1 village_clinic 甲村卫生室 village=" A " floor=70 integrated public_owned\n"
           "village " B " 乙村 pop=1500 at=5000,0\n"
           "facility F2 village_clinic 乙村卫生室 village=" B " floor=50 integrated public_owned\n";
  plan_case c;
  plan_case_make(
      &c, land,
      "rules:\n  larger: {use: standard, min_floor_m2: 80, action: rebuild, clause: 乙文第三条, text: 八十平方米}\n");
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_STANDARD, false), 2); /* 70 and 50 against 80; none against 60 */
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_REBUILD), 2);
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_UPGRADE), 0);
  assert_true(plan_site_of(&c, "F2")->floor_required_m2 > 79.9);
  assert_int_equal(c.plan->findings.rows.n, 1);
  const buju_finding *found = buju_finding_at(&c.plan->findings, 0);
  assert_string_equal(found->kind->id, "standards_contradict");
  buju_said said = {&found->kind->what, {{0}}};
  memcpy(said.arg, found->arg, sizeof said.arg);
  char text[512];
  buju_say(BUJU_EN, &said, text, sizeof text);
  assert_non_null(strstr(text, "“premises” (§"));
  assert_non_null(strstr(text, "asks for 60 m²"));
  assert_non_null(strstr(text, "“larger” (乙文第三条) for 80 m²"));
  plan_case_free(&c);
  plan_case_make(
      &c, land,
      "rules:\n  premises: {except: \"name = '甲村'\"}\n"
      "  larger: {use: standard, min_floor_m2: 80, action: rebuild, except: \"name <> '甲村'\", clause: a, text: a}\n");
  assert_int_equal(c.plan->findings.rows.n, 0);
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_REBUILD), 1);
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_UPGRADE), 1);
  plan_case_free(&c);
  plan_case_make(&c, land, "rules:\n  again: {use: standard, min_floor_m2: 60, action: rebuild, clause: a, text: a}\n");
  assert_int_equal(c.plan->findings.rows.n, 1);
  assert_string_equal(buju_finding_at(&c.plan->findings, 0)->kind->id, "standards_differ");
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_REBUILD), 0);
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_UPGRADE), 1);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_STANDARD, false), 1);
  plan_case_free(&c);
}

/* Decision 2: a small village with a standard clinic keeps it and is host; the literal reading merges it. */
static void a_compliant_clinic_is_kept(void **state) {
  (void)state;
  plan_case c;
  const char *text =
      TOWN "village " A " 甲村 pop=700 at=0,0\nvillage " B " 乙村 pop=600 at=500,0\n"
           "village " C " 丙村 pop=500 at=1000,0\ntouch " A " " B "\ntouch " B " " C "\ntouch " A " " C "\n"
           "facility K2 village_clinic 乙村卫生室 village=" B " floor=60 public_owned integrated\n"
           "facility K3 village_clinic 丙村卫生室 village=" C " floor=59 public_owned integrated\n";
  plan_case_make(&c, text, NULL);
  assert_string_equal(plan_verdict(&c, B), "joint_host");
  assert_string_equal(plan_verdict(&c, A), "joint_member");
  assert_string_equal(plan_verdict(&c, C), "joint_member");
  assert_int_equal(plan_site_of(&c, "K3")->action, BUJU_ACTION_MERGE);
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_BUILD), 0);
  assert_int_equal(c.plan->groups, 1);
  assert_int_equal(c.plan->group[0].people, 1800 * BUJU_PERSON);
  plan_case_free(&c);
  /* two standard clinics: both stay by default, one goes by the letter */
  const char *two = TOWN "village " A " 甲村 pop=700 at=0,0\nvillage " B " 乙村 pop=600 at=500,0\ntouch " A " " B "\n"
                         "facility K1 village_clinic 甲村卫生室 village=" A " floor=60\n"
                         "facility K2 village_clinic 乙村卫生室 village=" B " floor=60\n";
  plan_case_make(&c, two, NULL);
  assert_int_equal(c.plan->groups, 0);
  assert_non_null(strstr(plan_need_reasons(&c, A), "达标，予以保留"));
  /* the sensitivity says what the letter would change: one clinic fewer; and the plan itself differs by nothing */
  assert_int_equal(c.plan->sensitivity[0].result.arg[3].u.i, 0);
  const buju_sensitivity *letter = &c.plan->sensitivity[c.plan->sensitivities - 1];
  assert_non_null(strstr(letter->assumption.msg->zh, "不保留"));
  assert_int_equal(letter->result.arg[3].u.i, -1);
  plan_case_free(&c);
  plan_case_make(&c, two, "rules: {joint_clinic: {keep_standard_clinics: false}}");
  assert_int_equal(c.plan->groups, 1);
  plan_case_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(premises_are_public),
      cmocka_unit_test(sixty_square_metres_are_enough),
      cmocka_unit_test(contradicting_standards_are_told_and_the_stricter_applies_once),
      cmocka_unit_test(a_compliant_clinic_is_kept),
  };
  return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
