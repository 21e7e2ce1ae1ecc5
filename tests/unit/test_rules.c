/* xixian-2021, row by row (RULES X1–X10), at the edges. SPDX-License-Identifier: Apache-2.0 */
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
#define D "610402100204"
#define TOWN "township 610402100 甲镇\n"

/* X1: a village gets one clinic; a community or a farm is not a village. */
static void one_clinic_per_administrative_village(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1200 at=0,0\n"
                      "village 610402100001 乙社区居委会 pop=3000 at=5000,0\n"
                      "village 610402100401 丙林场 pop=300 at=9000,0\n",
                 NULL);
  assert_string_equal(plan_verdict(&c, A), "own_clinic");
  assert_string_equal(plan_verdict(&c, "610402100001"), "urban_rules");
  assert_string_equal(plan_verdict(&c, "610402100401"), "urban_rules");
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_BUILD), 1);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ENTITLEMENT, false), 1);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ENTITLEMENT, true), 0);
  const buju_site *site = plan_serving(&c, A);
  assert_int_equal(site->status, BUJU_SITE_PROPOSED);
  assert_int_equal(site->kind, BUJU_VILLAGE_CLINIC);
  assert_int_equal(site->people_gained, 1200 * BUJU_PERSON);
  plan_case_free(&c);
}

/* X3: a clinic at the seat is for review, not for removal. */
static void a_clinic_at_the_seat_is_reviewed(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500 at=0,0 seat\n"
                      "facility H1 thc 甲镇卫生院 village=" A " floor=1200\n"
                      "facility K1 village_clinic 甲村卫生室 village=" A " floor=80 public_owned integrated\n",
                 NULL);
  assert_int_equal(plan_site_of(&c, "K1")->action, BUJU_ACTION_REVIEW);
  assert_true(plan_site_of(&c, "K1")->planned);
  assert_ptr_equal(plan_serving(&c, A), plan_site_of(&c, "H1"));
  plan_case_free(&c);
}

/* X4: "no" disqualifies, blank does not; the old clinic ends after its successor opens. */
static void a_blank_disqualifies_nobody(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500 at=0,0\nvillage " B " 乙村 pop=1500 at=5000,0\n"
                      "village " C " 丙村 pop=1500 at=9000,0\n"
                      "facility K1 village_clinic 甲村卫生室 village=" A " floor=80\n"
                      "facility K2 village_clinic 乙村卫生室 village=" B " floor=80 public_health=no\n"
                      "facility K3 village_clinic 丙村卫生室 village=" C " floor=80 essential_medicines=no\n",
                 NULL);
  assert_true(plan_site_of(&c, "K1")->counted);
  assert_int_equal(plan_site_of(&c, "K1")->action, BUJU_ACTION_KEEP);
  assert_false(plan_site_of(&c, "K2")->counted);
  assert_int_equal(plan_site_of(&c, "K2")->action, BUJU_ACTION_DEREGISTER);
  assert_int_equal(plan_site_of(&c, "K3")->action, BUJU_ACTION_DEREGISTER);
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_BUILD), 2);
  const char *why = plan_reasons(&c, BUJU_TRACED_SITE, (buju_ix)(plan_site_of(&c, "K2") - c.plan->site));
  assert_non_null(strstr(why, "启用后"));
  assert_int_equal(plan_need(&c, B)->clinics_existing, 1);
  assert_int_equal(plan_need(&c, B)->clinics_counted, 0);
  plan_case_free(&c);
}

/* X5: the clinic of a converted village becomes a station; where there is none, one is built. */
static void converted_villages_get_a_station(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500 at=0,0 converted\nvillage " B " 乙村 pop=1500 at=5000,0 converted\n"
                      "facility K1 village_clinic 甲村卫生室 village=" A " floor=80\n",
                 NULL);
  assert_int_equal(plan_site_of(&c, "K1")->action, BUJU_ACTION_CONVERT_CHS);
  assert_int_equal(plan_site_of(&c, "K1")->kind, BUJU_CHS);
  assert_int_equal(plan_serving(&c, B)->kind, BUJU_CHS);
  assert_int_equal(plan_serving(&c, B)->action, BUJU_ACTION_BUILD);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ENTITLEMENT, false), 2);
  plan_case_free(&c);
}

/* X4, X5: a clinic that does not count is none as things stand, also where it is to become a station. */
static void what_does_not_count_serves_nobody_before(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500 at=0,0 converted\nvillage " B " 乙村 pop=1500 at=5000,0\n"
                      "facility K1 village_clinic 甲村卫生室 village=" A " floor=80 public_health=no\n"
                      "facility K2 village_clinic 乙村卫生室 village=" B " floor=80\n",
                 NULL);
  assert_int_equal(plan_site_of(&c, "K1")->action, BUJU_ACTION_CONVERT_CHS);
  assert_false(plan_site_of(&c, "K1")->counted);
  for (buju_ix i = 0; i < c.plan->served_n; i++)
    assert_ptr_equal(&c.plan->site[c.plan->served[i].before_site], plan_site_of(&c, "K2"));
  plan_case_free(&c);
}

/* X10: where the health centre is only proposed it is the one that will manage. */
static void clinics_belong_to_a_proposed_health_centre(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, TOWN "village " A " 甲村 pop=1500 at=0,0\nvillage " B " 乙村 pop=1500 at=5000,0\n",
                 "rules:\n  centre: {use: one_per_area, area: township, service: thc, clause: ours, text: 每乡一院}\n");
  const buju_site *clinic = plan_serving(&c, B);
  assert_int_not_equal(clinic->managing_thc, BUJU_NONE);
  const buju_site *centre = &c.plan->site[clinic->managing_thc];
  assert_int_equal(centre->kind, BUJU_THC);
  assert_int_equal(centre->status, BUJU_SITE_PROPOSED);
  assert_non_null(strstr(plan_reasons(&c, BUJU_TRACED_SITE, (buju_ix)(clinic - c.plan->site)), "拟建的卫生院"));
  plan_case_free(&c);
}

/* X10: every clinic belongs to its township's health centre: the one at the seat, not the largest. */
static void clinics_belong_to_a_health_centre(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500 at=0,0 seat\nvillage " B " 乙村 pop=1500 at=5000,0\n"
                      "facility H1 thc 甲镇卫生院 village=" A " floor=900\n"
                      "facility H2 thc 甲镇第二卫生院 village=" B " floor=2000\n",
                 NULL);
  assert_ptr_equal(&c.plan->site[plan_serving(&c, B)->managing_thc], plan_site_of(&c, "H1"));
  plan_case_free(&c);
}

/* What people decide is honoured before any rule, and contradictions are refused with both places. */
static void human_decisions_come_first(void **state) {
  (void)state;
  plan_case c;
  const char *text = TOWN "village " A " 甲村 pop=1500 at=0,0\nvillage " B " 乙村 pop=500 at=500,0\n"
                          "village " C " 丙村 pop=1500 at=9000,0 seat\ntouch " A " " B "\n"
                          "facility H1 thc 甲镇卫生院 village=" C "\n"
                          "facility K1 village_clinic 甲村卫生室 village=" A " floor=30 public_health=no\n";
  plan_case_make(&c, text, "decisions:\n  - {code: '" B "', decision: own, reason: 山路难行, person: 王}\n");
  assert_string_equal(plan_verdict(&c, B), "own_clinic");
  assert_int_equal(plan_need(&c, B)->decision, 0);
  assert_non_null(strstr(plan_need_reasons(&c, B), "山路难行"));
  plan_case_free(&c);
  plan_case_make(&c, text,
                 "decisions:\n  - {code: '" C "', decision: join, with: '" A "', reason: 同意, person: 王}\n");
  assert_string_equal(plan_verdict(&c, C), "joint_member");
  assert_non_null(strstr(plan_need_reasons(&c, C), "卫生院驻地")); /* the rule that lost is named */
  assert_non_null(strstr(plan_need_reasons(&c, C), "超过"));       /* and that the trip is over the limit */
  assert_string_equal(plan_verdict(&c, A), "joint_host");
  plan_case_free(&c);
  plan_case_make(&c, text, "decisions:\n  - {code: K1, decision: keep, reason: 保留, person: 王}\n");
  assert_int_equal(plan_site_of(&c, "K1")->action, BUJU_ACTION_KEEP);
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_DEREGISTER), 0);
  plan_case_free(&c);
  plan_case_make(&c, text,
                 "decisions:\n  - {code: '" B "', decision: separate, with: '" A "', reason: r, person: p}\n");
  assert_string_equal(plan_verdict(&c, B), "own_no_partner");
  plan_case_free(&c);
  plan_case_make(&c, text, "decisions:\n  - {code: '" A "', decision: no_site, reason: r, person: p}\n");
  assert_string_equal(plan_verdict(&c, A), "unserved");
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ENTITLEMENT, true), 1);
  plan_case_free(&c);
  plan_case_refused(&c, text, "decisions:\n  - {code: '610402100299', decision: own, reason: r, person: p}\n",
                    BUJU_E_SCENARIO);
  plan_case_free(&c);
  plan_case_refused(&c, text,
                    "decisions:\n  - {code: '" B "', decision: own, reason: r, person: p}\n"
                    "  - {code: '" B "', decision: join, with: '" A "', reason: r, person: p}\n",
                    BUJU_E_CONTRADICTION);
  plan_case_free(&c);
}

/* What an earlier reading of the rules got wrong stays right. */
static void unknown_people_are_not_numbers(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=- at=0,0\nvillage " B " 乙村 pop=500 at=500,0\ntouch " A " " B "\n"
                      "village " C " 丙村 pop=0 at=9000,0\n"
                      "facility K1 village_clinic 甲村卫生室 village=" A " floor=80\n",
                 NULL);
  assert_string_equal(plan_verdict(&c, A), "own_clinic");
  assert_null(strstr(plan_need_reasons(&c, A), "不少于"));
  assert_non_null(strstr(plan_need_reasons(&c, A), "缺少常住人口"));
  assert_string_equal(plan_verdict(&c, B), "own_no_partner"); /* the cap cannot be told: it takes nobody in */
  assert_string_equal(plan_verdict(&c, C), "not_evaluated");
  plan_case_free(&c);
}

static void a_service_the_plan_takes_away_is_a_gap(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500 at=0,0\nvillage " B " 乙村 pop=1500 at=9000,0 seat\n"
                      "facility K1 village_clinic 甲村卫生室 village=" A " floor=80\n",
                 "decisions:\n  - {code: '" A "', decision: no_site, reason: r, person: p}\n");
  assert_string_equal(plan_verdict(&c, A), "unserved");
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ENTITLEMENT, false), 1); /* the seat whose centre nobody knows */
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ENTITLEMENT, true), 2);
  assert_int_equal(c.plan->coverage.served_after, 0);
  plan_case_free(&c);
}

/* A rule that shares clinics among the entitled needs a rule that entitles. */
static void rules_need_what_they_read(void **state) {
  (void)state;
  plan_case c;
  plan_case_refused(&c, TOWN "village " A " 甲村 pop=1500 at=0,0\n", "rules: {one_clinic: off}", BUJU_E_CONTRADICTION);
  assert_non_null(strstr(buju_ctx_error(c.ctx), "joint_clinic"));
  plan_case_free(&c);
  plan_case_make(&c, TOWN "village " A " 甲村 pop=1500 at=0,0\n", "rules: {one_clinic: off, joint_clinic: off}");
  assert_string_equal(plan_verdict(&c, A), "unserved");
  plan_case_free(&c);
}

/* Several pairs may be kept apart; a pair binds both; what excludes each other is refused. */
static void decisions_meet(void **state) {
  (void)state;
  plan_case c;
  const char *text = TOWN "village " A " 甲村 pop=1500 at=0,0\nvillage " B " 乙村 pop=500 at=500,0\n"
                          "village " C " 丙村 pop=1500 at=1000,0\ntouch " A " " B "\ntouch " B " " C "\n"
                          "facility K2 village_clinic 乙村卫生室 village=" B " floor=80\n";
  plan_case_make(&c, text,
                 "rules: {joint_clinic: {keep_standard_clinics: false}}\ndecisions:\n"
                 "  - {code: '" B "', decision: separate, with: '" A "', reason: r, person: p}\n"
                 "  - {code: '" C "', decision: separate, with: '" B "', reason: r, person: p}\n");
  assert_string_equal(plan_verdict(&c, B), "own_no_partner");
  assert_non_null(strstr(plan_need_reasons(&c, A), "不与乙村合建"));
  plan_case_free(&c);
  /* no_site outranks our default to keep standard clinics */
  plan_case_make(&c, text, "decisions:\n  - {code: '" B "', decision: no_site, reason: 危房, person: p}\n");
  assert_string_equal(plan_verdict(&c, B), "joint_member");
  assert_non_null(strstr(plan_need_reasons(&c, B), "危房"));
  plan_case_free(&c);
  plan_case_refused(&c, text,
                    "decisions:\n  - {code: '" B "', decision: no_site, reason: r, person: p}\n"
                    "  - {code: K2, decision: keep, reason: r, person: p}\n",
                    BUJU_E_CONTRADICTION);
  plan_case_free(&c);
  plan_case_refused(&c, text,
                    "decisions:\n  - {code: '" B "', decision: no_site, reason: r, person: p}\n"
                    "  - {code: '" B "', decision: separate, reason: r, person: p}\n",
                    BUJU_E_CONTRADICTION);
  plan_case_free(&c);
}

/* X5: beside a station that stands, the clinic of a converted village ends; one kept by hand stays a clinic. */
static void clinics_of_converted_villages_end(void **state) {
  (void)state;
  plan_case c;
  const char *text = TOWN "village " A " 甲村 pop=1500 at=0,0 converted\n"
                          "facility H1 chs 甲社区卫生服务站 village=" A "\n"
                          "facility K1 village_clinic 甲村卫生室 village=" A " floor=80 integrated\n";
  plan_case_make(&c, text, NULL);
  assert_int_equal(plan_site_of(&c, "K1")->action, BUJU_ACTION_DEREGISTER);
  assert_ptr_equal(plan_serving(&c, A), plan_site_of(&c, "H1"));
  assert_int_equal(plan_paid(&c, "日常运行经费", "新区", 2026), 5000 * 35); /* as things stand it is integrated */
  assert_int_equal(plan_paid(&c, "日常运行经费", "新区", 0), 0);
  plan_case_free(&c);
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500 at=0,0 converted\n"
                      "facility K1 village_clinic 甲村卫生室 village=" A " floor=80\n",
                 "decisions:\n  - {code: K1, decision: keep, reason: r, person: p}\n");
  assert_int_equal(plan_site_of(&c, "K1")->kind, BUJU_VILLAGE_CLINIC);
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_CONVERT_CHS), 0);
  assert_int_equal(plan_serving(&c, A)->action, BUJU_ACTION_BUILD);
  plan_case_free(&c);
}

/* Places under the urban rules do not count as people of a village clinic next door. */
static void communities_do_not_burden_village_clinics(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=900 at=0,0\nvillage 610402100001 乙社区居委会 pop=5000 at=300,0\n"
                      "village 610402100002 丙社区居委会 pop=4000 at=600,0\n"
                      "village " B " 丁村 pop=1500 at=9000,0 seat\n"
                      "facility H1 thc 甲镇卫生院 village=" B " floor=900\n"
                      "facility K1 village_clinic 乙社区卫生室 village=610402100001 floor=80\n",
                 NULL);
  assert_int_equal(plan_serving(&c, A)->people_served, 900 * BUJU_PERSON);
  assert_int_equal(plan_serving(&c, A)->doctors_required, 1);
  assert_ptr_equal(plan_serving(&c, "610402100001"), plan_site_of(&c, "K1")); /* what stands there */
  assert_ptr_equal(plan_serving(&c, "610402100002"), plan_site_of(&c, "H1")); /* not the nearer village clinics */
  plan_case_free(&c);
}

/* What cannot be told is said: no place, no people. */
static void missing_data_are_not_guessed(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500\nvillage " B " 乙村 pop=- at=500,0\n"
                      "village " C " 丙村 pop=- at=900,0\n"
                      "facility K3 village_clinic 丙村卫生室 village=" C " floor=80\n",
                 NULL);
  assert_string_equal(plan_verdict(&c, A), "not_evaluated");
  assert_string_equal(plan_verdict(&c, B), "not_evaluated");
  assert_string_equal(plan_verdict(&c, C), "own_clinic"); /* its clinic stands whatever its people */
  plan_case_free(&c);
}

/* Everybody is counted once, whatever the verdict. */
static void people_are_conserved(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500 at=0,0 converted\nvillage " B " 乙村 pop=500 at=500,0\n"
                      "village " C " 丙村 pop=901 at=900,0 seat\nvillage " D " 丁村 pop=77 at=1500,0 demolition=2027\n"
                      "village 610402100001 社区居委会 pop=3000 at=5000,0\ntouch " A " " B "\ntouch " B " " C "\n",
                 NULL);
  buju_people_n served = 0, unserved = 0;
  for (buju_ix s = 0; s < c.plan->sites; s++) served += c.plan->site[s].people_served;
  for (buju_ix v = 0; v < c.plan->needs; v++)
    if (c.plan->need[v].site == BUJU_NONE) unserved += c.plan->need[v].people_used;
  assert_int_equal(served + unserved, (1500 + 500 + 901 + 77 + 3000) * BUJU_PERSON);
  assert_int_equal(c.plan->coverage.people, (1500 + 500 + 901 + 77 + 3000) * BUJU_PERSON);
  plan_case_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_clinic_per_administrative_village),
      cmocka_unit_test(a_clinic_at_the_seat_is_reviewed),
      cmocka_unit_test(a_blank_disqualifies_nobody),
      cmocka_unit_test(converted_villages_get_a_station),
      cmocka_unit_test(what_does_not_count_serves_nobody_before),
      cmocka_unit_test(clinics_belong_to_a_health_centre),
      cmocka_unit_test(clinics_belong_to_a_proposed_health_centre),
      cmocka_unit_test(human_decisions_come_first),
      cmocka_unit_test(unknown_people_are_not_numbers),
      cmocka_unit_test(a_service_the_plan_takes_away_is_a_gap),
      cmocka_unit_test(rules_need_what_they_read),
      cmocka_unit_test(decisions_meet),
      cmocka_unit_test(clinics_of_converted_villages_end),
      cmocka_unit_test(communities_do_not_burden_village_clinics),
      cmocka_unit_test(missing_data_are_not_guessed),
      cmocka_unit_test(people_are_conserved),
  };
  return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
