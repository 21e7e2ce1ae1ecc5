/* xixian-2021, row by row (RULES X1–X10), at the edges. SPDX-License-Identifier: Apache-2.0 */
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
#define C "610402100203"
#define D "610402100204"
#define TOWN "township 610402100 甲镇\n"

static buju_ix village_row(const plan_case *c, const char *code) { return plan_need(c, code)->village; }

static const char *need_reasons(const plan_case *c, const char *code) {
  return plan_reasons(c, BUJU_TRACED_NEED, village_row(c, code));
}

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

/* X2: fewer than 800 is strict: 799 may join, 800 stays out. */
static void eight_hundred_people_stay_out(void **state) {
  (void)state;
  static const struct {
    int people;
    const char *verdict;
  } edge[] = {{799, "joint_member"}, {800, "own_clinic"}, {801, "own_clinic"}};
  for (int i = 0; i < 3; i++) {
    char text[512];
    plan_case c;
    snprintf(text, sizeof text,
             TOWN "village " A " 甲村 pop=1500 at=0,0\nvillage " B " 乙村 pop=%d at=500,0\ntouch " A " " B "\n",
             edge[i].people);
    plan_case_make(&c, text, NULL);
    assert_string_equal(plan_verdict(&c, B), edge[i].verdict);
    assert_string_equal(plan_verdict(&c, A), i == 0 ? "joint_host" : "own_clinic");
    assert_int_equal(plan_count_actions(&c, BUJU_ACTION_BUILD), i == 0 ? 1 : 2);
    plan_case_free(&c);
  }
}

/* X2: the limit is inclusive, and the nearest partner is named where it is too far. */
static void a_partner_beyond_the_limit_is_named(void **state) {
  (void)state;
  plan_case c;
  const char *text = TOWN "village " A " 甲村 pop=1500 at=0,0\n"
                          "village " B " 乙村 pop=500 at=1730.769230769231,0\n" /* 30.0 minutes at 1.25 m/s and 1.3 */
                          "village " C " 丙村 pop=500 at=-1731,0\n"             /* a hair more */
                          "touch " A " " B "\ntouch " A " " C "\n";
  plan_case_make(&c, text, "travel: {walk_kmh: 4.5, detour_factor: 1.3}");
  assert_string_equal(plan_verdict(&c, B), "joint_member");
  assert_string_equal(plan_verdict(&c, C), "own_no_partner");
  assert_non_null(strstr(need_reasons(&c, C), "甲村"));
  assert_int_equal(plan_need(&c, C)->best_partner, village_row(&c, A));
  plan_case_free(&c);
}

/* X2: the threshold can be switched off, and small area on. */
static void small_area_is_off_unless_set(void **state) {
  (void)state;
  plan_case c;
  const char *text = TOWN "village " A " 甲村 pop=1500 at=0,0 area_m2=9000000\n"
                          "village " B " 乙村 pop=900 at=500,0 area_m2=999999\ntouch " A " " B "\n";
  plan_case_make(&c, text, NULL);
  assert_string_equal(plan_verdict(&c, B), "own_clinic");
  plan_case_free(&c);
  plan_case_make(&c, text, "rules: {joint_clinic: {max_area_km2: 1}}");
  assert_string_equal(plan_verdict(&c, B), "joint_member");
  plan_case_free(&c);
}

/* F2, K6: without a threshold of people villages of any size may share, within the limit and under the cap. */
static void villages_of_any_size_may_share(void **state) {
  (void)state;
  plan_case c;
  const char *text = TOWN "village " A " 甲村 pop=2100 at=0,0\n"
                          "village " B " 乙村 pop=1900 at=500,0\ntouch " A " " B "\n";
  plan_case_make(&c, text, "rules: {joint_clinic: {max_population: off}}");
  assert_int_equal(c.plan->groups, 1); /* 4,000 people are exactly the cap */
  plan_case_free(&c);
  plan_case_make(&c, text, "rules: {joint_clinic: {max_population: off, cap_people: 3999}}");
  assert_int_equal(c.plan->groups, 0);
  plan_case_free(&c);
  plan_case_make(&c, text, NULL); /* with the threshold two large villages never merge */
  assert_int_equal(c.plan->groups, 0);
  plan_case_free(&c);
}

/* X3, X4, X5: precedence, and the reason names what lost. */
static void the_first_rule_wins_and_the_others_are_named(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500 at=0,0 converted seat\n"
                      "village " B " 乙村 pop=900 at=3000,0 demolition=2027 seat\n"
                      "village " C " 丙村 pop=900 at=6000,0 seat\n",
                 NULL);
  assert_string_equal(plan_verdict(&c, A), "converted_chs");
  assert_non_null(strstr(need_reasons(&c, A), "卫生院驻地"));
  assert_string_equal(plan_verdict(&c, B), "demolition_transition");
  assert_non_null(strstr(need_reasons(&c, B), "卫生院驻地"));
  assert_string_equal(plan_verdict(&c, C), "thc_served");
  plan_case_free(&c);
}

/* Yanggu's villages to be relocated are not said to be demolished: the reason is the rule's own sentence. */
static void the_reason_claims_no_demolition_of_its_own(void **state) {
  (void)state;
  plan_case c;
  plan_case_make_by(&c, "yanggu-2024", TOWN "village " A " 甲村 pop=900 at=0,0 category=搬迁撤并类\n", NULL);
  assert_string_equal(plan_verdict(&c, A), "demolition_transition");
  assert_non_null(strstr(need_reasons(&c, A), "依据村庄规划，搬迁撤并类村庄不新建村卫生室"));
  assert_null(strstr(need_reasons(&c, A), "拆迁"));
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

/* Sums of one item by payer for a year (0: once the layout is complete). */
static int64_t paid(const plan_case *c, const char *item_zh, const char *payer, int16_t year) {
  int64_t fen = 0;
  for (buju_ix i = 0; i < c->plan->costs; i++) {
    const buju_cost *cost = &c->plan->cost[i];
    if (cost->year == year && strcmp(cost->item->zh, item_zh) == 0 && strcmp(cost->payer, payer) == 0) fen += cost->fen;
  }
  return fen;
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
  assert_int_equal(paid(&c, "日常运行经费", "新区", 2026), 5000 * 100 * 35 / 100);
  assert_int_equal(paid(&c, "日常运行经费", "新城", 2026), 5000 * 100 * 65 / 100);
  assert_int_equal(paid(&c, "日常运行经费", "新城", 0), 2 * 5000 * 65); /* both, once K2 is integrated */
  /* 1966 is 60 in 2026: still engaged; 1965 is 61: re-engaged at most, outside the subsidy */
  assert_int_equal(paid(&c, "乡村医生定额补助", "新区", 2026), (600 + 500) * 12 * 35);
  assert_int_equal(paid(&c, "乡村医生定额补助", "新城", 0), (600 + 500 + 400) * 12 * 65);
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
  assert_non_null(strstr(need_reasons(&c, A), "达标，予以保留"));
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

/* Decision 2: chains only within the limit of the host; the one that does not touch is marked; islands stay alone. */
static void chains_islands_and_borders(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "township 610402101 乙镇\n"
                      "village " A " 甲村 pop=1500 at=0,0\nvillage " B " 乙村 pop=400 at=700,0\n"
                      "village " C " 丙村 pop=300 at=1500,0\nvillage " D " 岛村 pop=300 at=200,200\n"
                      "village 610402101201 邻镇村 pop=300 at=1600,100\n"
                      "touch " A " " B "\ntouch " B " " C "\ntouch " C " 610402101201\n",
                 NULL);
  assert_string_equal(plan_verdict(&c, B), "joint_member");
  assert_string_equal(plan_verdict(&c, C), "joint_member");
  assert_non_null(strstr(need_reasons(&c, C), "不直接相邻"));
  assert_true(c.plan->group[0].chain);
  assert_non_null(plan_need(&c, C)->alternative.msg);
  assert_string_equal(plan_verdict(&c, D), "own_no_partner"); /* near, but touches nobody */
  assert_string_equal(plan_verdict(&c, "610402101201"), "own_no_partner");
  plan_case_free(&c);
}

/* The cap: 4,000 served is allowed, 4,001 is not. */
static void a_joint_clinic_serves_four_thousand_at_most(void **state) {
  (void)state;
  for (int extra = 0; extra <= 1; extra++) {
    char text[512];
    plan_case c;
    snprintf(text, sizeof text,
             TOWN "village " A " 甲村 pop=%d at=0,0\nvillage " B " 乙村 pop=500 at=500,0\ntouch " A " " B "\n",
             3500 + extra);
    plan_case_make(&c, text, NULL);
    assert_string_equal(plan_verdict(&c, B), extra == 0 ? "joint_member" : "own_no_partner");
    plan_case_free(&c);
  }
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
  assert_non_null(strstr(need_reasons(&c, B), "山路难行"));
  plan_case_free(&c);
  plan_case_make(&c, text,
                 "decisions:\n  - {code: '" C "', decision: join, with: '" A "', reason: 同意, person: 王}\n");
  assert_string_equal(plan_verdict(&c, C), "joint_member");
  assert_non_null(strstr(need_reasons(&c, C), "卫生院驻地")); /* the rule that lost is named */
  assert_non_null(strstr(need_reasons(&c, C), "超过"));       /* and that the trip is over the limit */
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
  assert_null(strstr(need_reasons(&c, A), "不少于"));
  assert_non_null(strstr(need_reasons(&c, A), "缺少常住人口"));
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

static void groups_name_their_site_and_certificate(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=1500 at=0,0\nvillage " B " 乙村 pop=500 at=500,0\ntouch " A " " B "\n"
                      "village " C " 丙村 pop=1500 at=9000,0\nvillage " D " 丁村 pop=500 at=9500,0\n"
                      "touch " C " " D "\n",
                 NULL);
  assert_int_equal(c.plan->groups, 2);
  for (buju_ix g = 0; g < 2; g++) {
    const buju_joint_group *group = &c.plan->group[g];
    assert_int_equal(group->site, c.plan->need[group->host].site);
    assert_string_equal(c.plan->certificate[group->component].problem, g == 0 ? "joint_clinic/" A : "joint_clinic/" C);
  }
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
  assert_non_null(strstr(need_reasons(&c, A), "不与乙村合建"));
  plan_case_free(&c);
  /* no_site outranks our default to keep standard clinics */
  plan_case_make(&c, text, "decisions:\n  - {code: '" B "', decision: no_site, reason: 危房, person: p}\n");
  assert_string_equal(plan_verdict(&c, B), "joint_member");
  assert_non_null(strstr(need_reasons(&c, B), "危房"));
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
  assert_int_equal(paid(&c, "日常运行经费", "新区", 2026), 5000 * 35); /* as things stand it is integrated */
  assert_int_equal(paid(&c, "日常运行经费", "新区", 0), 0);
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
      cmocka_unit_test(eight_hundred_people_stay_out),
      cmocka_unit_test(a_partner_beyond_the_limit_is_named),
      cmocka_unit_test(small_area_is_off_unless_set),
      cmocka_unit_test(villages_of_any_size_may_share),
      cmocka_unit_test(the_first_rule_wins_and_the_others_are_named),
      cmocka_unit_test(the_reason_claims_no_demolition_of_its_own),
      cmocka_unit_test(a_clinic_at_the_seat_is_reviewed),
      cmocka_unit_test(a_blank_disqualifies_nobody),
      cmocka_unit_test(converted_villages_get_a_station),
      cmocka_unit_test(what_does_not_count_serves_nobody_before),
      cmocka_unit_test(doctors_by_people_served),
      cmocka_unit_test(premises_are_public),
      cmocka_unit_test(sixty_square_metres_are_enough),
      cmocka_unit_test(subsidies_and_their_split),
      cmocka_unit_test(ages_of_engagement),
      cmocka_unit_test(ages_without_a_rule_and_after_the_count),
      cmocka_unit_test(contradicting_standards_are_told_and_the_stricter_applies_once),
      cmocka_unit_test(clinics_belong_to_a_health_centre),
      cmocka_unit_test(clinics_belong_to_a_proposed_health_centre),
      cmocka_unit_test(a_compliant_clinic_is_kept),
      cmocka_unit_test(chains_islands_and_borders),
      cmocka_unit_test(a_joint_clinic_serves_four_thousand_at_most),
      cmocka_unit_test(human_decisions_come_first),
      cmocka_unit_test(unknown_people_are_not_numbers),
      cmocka_unit_test(a_service_the_plan_takes_away_is_a_gap),
      cmocka_unit_test(groups_name_their_site_and_certificate),
      cmocka_unit_test(rules_need_what_they_read),
      cmocka_unit_test(decisions_meet),
      cmocka_unit_test(clinics_of_converted_villages_end),
      cmocka_unit_test(communities_do_not_burden_village_clinics),
      cmocka_unit_test(missing_data_are_not_guessed),
      cmocka_unit_test(people_are_conserved),
  };
  return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
