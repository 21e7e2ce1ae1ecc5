/* upgrade_where, group_where, locked_list: who is asked what, who lacks it, at the edges. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/plan_text.h"

#define TOWN "township 371521100 甲镇\n"
#define A "371521100201"
#define B "371521100202"
#define C "371521100203"
#define D "371521100204"

#define RULE(id, shape) id ": {use: " shape ", clause: ours, text: {zh: 试, en: try}, "
#define UPGRADE "rules: {" RULE("up", "upgrade_where")

static size_t use_of(const plan_case *c, const char *id) {
  for (buju_ix u = 0; u < c->scenario->uses; u++)
    if (strcmp(c->scenario->use[u].id, id) == 0) return u;
  fail_msg("no rule %s", id);
  return 0;
}

/* Whether rule `up` gives the facility this project. */
static bool has_project(const plan_case *c, const char *facility, buju_action action) {
  const buju_site *site = plan_site_of(c, facility);
  for (buju_ix i = 0; i < c->plan->actions; i++)
    if (c->plan->action[i].use == use_of(c, "up") && c->plan->action[i].action == action &&
        &c->plan->site[c->plan->action[i].site] == site)
      return true;
  return false;
}

static size_t gaps_of(const plan_case *c, const char *facility) {
  size_t n = 0;
  for (buju_ix i = 0; i < c->plan->gaps; i++)
    n += c->plan->gap[i].use == use_of(c, "up") && c->plan->gap[i].site != BUJU_NONE &&
         &c->plan->site[c->plan->gap[i].site] == plan_site_of(c, facility);
  return n;
}

static const char *site_reasons(const plan_case *c, const char *facility) {
  return plan_reasons(c, BUJU_TRACED_SITE, (buju_ix)(plan_site_of(c, facility) - c->plan->site));
}

#define Y2                                                                                                             \
  UPGRADE "action: raise_central, act_on: everybody, min_people_served: 2000, min_floor_m2: 150, where_village: "      \
          "\"category in ('集聚提升类', '城郊融合类') and thc_seat is not 1\"}, " RULE(                                \
              "bed", "upgrade_where") "action: rebuild, items: observation_bed}}"

/* Yanggu §3(1)3: 2,000 served is enough, 1,999 is not; the right category; not the seat. A floor of 150 m² is enough.
 */
static void central_clinics(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=2000 at=0,0 category=集聚提升类\n"
                      "village " B " 乙村 pop=1999 at=9000,0 category=集聚提升类\n"
                      "village " C " 丙村 pop=3000 at=18000,0 category=城郊融合类\n"
                      "village " D " 丁村 pop=3000 at=27000,0 category=特色保护类\n"
                      "village 371521100205 戊村 pop=3000 at=36000,0 category=集聚提升类\n"
                      "facility F1 village_clinic 甲村卫生室 village=" A " floor=150\n"
                      "facility F2 village_clinic 乙村卫生室 village=" B " floor=200\n"
                      "facility F3 village_clinic 丙村卫生室 village=" C " floor=149.9 observation_bed=no\n"
                      "facility F4 village_clinic 丁村卫生室 village=" D " floor=200\n"
                      "facility F5 village_clinic 戊村卫生室 village=371521100205\n",
                 Y2);
  assert_true(has_project(&c, "F1", BUJU_ACTION_RAISE_CENTRAL));
  assert_false(has_project(&c, "F2", BUJU_ACTION_RAISE_CENTRAL));
  assert_true(has_project(&c, "F3", BUJU_ACTION_RAISE_CENTRAL));
  assert_false(has_project(&c, "F4", BUJU_ACTION_RAISE_CENTRAL));
  assert_int_equal(gaps_of(&c, "F1"), 0);
  assert_int_equal(gaps_of(&c, "F3"), 1);
  assert_true(plan_site_of(&c, "F3")->floor_required_m2 == 150);
  assert_int_equal(plan_site_of(&c, "F3")->action, BUJU_ACTION_RAISE_CENTRAL); /* more than the upgrade it needs, too */
  assert_non_null(strstr(site_reasons(&c, "F1"), "甲村卫生室服务2,000人，符合条件：提升为中心村卫生室。"));
  /* a blank floor is no failure: to be checked */
  assert_true(has_project(&c, "F5", BUJU_ACTION_RAISE_CENTRAL));
  assert_int_equal(gaps_of(&c, "F5"), 0);
  assert_true((plan_site_of(&c, "F5")->items_unknown >> BUJU_ITEM_FLOOR_AREA & 1) != 0);
  assert_non_null(strstr(site_reasons(&c, "F5"), "戊村卫生室的业务用房面积资料空白，待核实后判定。"));
  const buju_compliance *row = &c.plan->compliance[0];
  assert_int_equal(c.plan->compliances, 2);
  assert_true(row->base == 3 && row->met == 1 && row->lacking == 1 && row->unknown == 1);
  assert_true(row->share == -1 && row->needed == 2 && row->planned == 3);
  plan_case_free(&c);
}

/* The seat's own clinic is never raised, whatever it serves. */
static void the_seat_is_no_place_for_a_central_clinic(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=5000 at=0,0 category=集聚提升类 seat=yes\n"
                      "village " B " 乙村 pop=2500 at=9000,0 category=集聚提升类 seat=no\n"
                      "facility F1 village_clinic 甲村卫生室 village=" A "\n",
                 Y2);
  assert_false(has_project(&c, "F1", BUJU_ACTION_RAISE_CENTRAL));
  /* the new clinic of 乙村 is built as a central one, to its standard */
  const buju_site *built = plan_serving(&c, B);
  assert_int_equal(built->facility, BUJU_NONE);
  assert_true(built->floor_required_m2 == 150);
  assert_int_equal(built->action, BUJU_ACTION_BUILD);
  size_t raised = 0;
  for (buju_ix i = 0; i < c.plan->actions; i++) raised += c.plan->action[i].action == BUJU_ACTION_RAISE_CENTRAL;
  assert_int_equal(raised, 1);
  plan_case_free(&c);
}

/* Yanggu §2(3): the six haves by item; only what is known to be missing is a gap. */
static void six_haves_by_item(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=900 at=0,0\nvillage " B " 乙村 pop=900 at=9000,0\n"
                      "facility F1 village_clinic 甲村卫生室 village=" A
                      " floor=100 observation_bed=no follow_up_devices rehabilitation_devices examination_devices "
                      "toilet_and_climate=no health_education=unknown\n"
                      "facility F2 village_clinic 乙村卫生室 village=" B
                      " floor=99.9 observation_bed follow_up_devices rehabilitation_devices examination_devices "
                      "toilet_and_climate health_education\n",
                 UPGRADE "action: equip, min_floor_m2: 100, deadline: 2026-12-31, items: [observation_bed, "
                         "follow_up_devices, rehabilitation_devices, examination_devices, toilet_and_climate, "
                         "health_education]}}");
  assert_int_equal(gaps_of(&c, "F1"), 2); /* exactly 100 m² is enough */
  assert_int_equal(gaps_of(&c, "F2"), 1);
  const buju_site *f1 = plan_site_of(&c, "F1");
  assert_true(f1->items_missing ==
              (UINT64_C(1) << BUJU_ITEM_OBSERVATION_BED | UINT64_C(1) << BUJU_ITEM_TOILET_AND_CLIMATE));
  assert_true((f1->items_unknown >> BUJU_ITEM_HEALTH_EDUCATION & 1) != 0);
  size_t projects = 0;
  for (buju_ix i = 0; i < c.plan->actions; i++)
    if (c.plan->action[i].use == use_of(&c, "up")) {
      projects++;
      assert_int_equal(c.plan->action[i].due.year, 2026);
    }
  assert_int_equal(projects, 2); /* one a clinic, not one an item */
  assert_non_null(strstr(site_reasons(&c, "F1"), "甲村卫生室缺少卫生厕所和冷暖空调。"));
  for (buju_ix i = 0; i < c.plan->gaps; i++)
    if (c.plan->gap[i].use == use_of(&c, "up")) {
      assert_int_equal(c.plan->gap[i].remedy, BUJU_ACTION_EQUIP);
      assert_int_equal(c.plan->gap[i].year_closed, 2026);
    }
  plan_case_free(&c);
}

/* Levels are ordered, stars and levels inclusive, what cannot be compared is unknown. */
static void levels_and_stars(void **state) {
  (void)state;
  static const char region[] = TOWN "village " A " 甲村 pop=900 at=0,0\n"
                                    "facility T1 thc 甲 village=" A " level=basic\n"
                                    "facility T2 thc 乙 village=" A " level=recommended\n"
                                    "facility T3 thc 丙 village=" A " level=level_2\n"
                                    "facility T4 thc 丁 village=" A " level=甲级\n"
                                    "facility F1 village_clinic 甲村卫生室 village=" A " stars=2\n";
  plan_case c;
  plan_case_make(&c, region, UPGRADE "among: centres, action: raise_level, min_level: recommended}}");
  assert_true(has_project(&c, "T1", BUJU_ACTION_RAISE_LEVEL));
  assert_false(has_project(&c, "T2", BUJU_ACTION_RAISE_LEVEL));
  assert_false(has_project(&c, "T3", BUJU_ACTION_RAISE_LEVEL));
  assert_false(has_project(&c, "T4", BUJU_ACTION_RAISE_LEVEL));
  assert_int_equal(c.plan->compliance[0].unknown, 1);
  assert_int_equal(c.plan->compliance[0].met, 2);
  plan_case_free(&c);
  plan_case_make(&c, region, UPGRADE "action: raise_level, min_stars: 3}}");
  assert_true(has_project(&c, "F1", BUJU_ACTION_RAISE_LEVEL));
  for (buju_ix i = 0; i < c.plan->gaps; i++)
    if (c.plan->gap[i].use == use_of(&c, "up"))
      assert_true(c.plan->gap[i].shortfall == 1 && strcmp(c.plan->gap[i].unit, "stars") == 0);
  plan_case_free(&c);
  plan_case_make(&c, region, UPGRADE "action: raise_level, min_stars: 2}}");
  assert_false(has_project(&c, "F1", BUJU_ACTION_RAISE_LEVEL));
  plan_case_free(&c);
}

/* Five clinics, of which two are able: 80 % is four, 60.1 % is four as well, 40 % is reached. The weak one first, then
 * the one that serves more. */
#define FIVE                                                                                                           \
  TOWN "village " A " 甲村 pop=900 at=0,0\nvillage " B " 乙村 pop=1900 at=9000,0\nvillage " C                          \
       " 丙村 pop=950 at=18000,0\nvillage " D " 丁村 pop=901 at=27000,0\n"                                           \
       "township 371521101 乙镇\nvillage 371521101201 戊村 pop=990 at=36000,0\n"                                   \
       "facility F1 village_clinic 甲村卫生室 village=" A " tcm_service\n"                                             \
       "facility F2 village_clinic 乙村卫生室 village=" B " tcm_service=no\n"                                          \
       "facility F3 village_clinic 丙村卫生室 village=" C " tcm_service=no weak\n"                                     \
       "facility F4 village_clinic 丁村卫生室 village=" D " tcm_service=no\n"                                          \
       "facility F5 village_clinic 戊村卫生室 village=371521101201 tcm_service\n"

static void a_share_is_reached_with_the_fewest(void **state) {
  (void)state;
  static const struct {
    const char *share;
    buju_ix needed;
    bool f2, f3, f4;
  } cases[] = {{"40", 0, false, false, false},  {"40.01", 1, false, true, false}, {"60", 1, false, true, false},
               {"60.01", 2, true, true, false}, {"80", 2, true, true, false},     {"100", 3, true, true, true},
               {"0", 0, false, false, false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char yaml[512];
    plan_case c;
    snprintf(yaml, sizeof yaml, UPGRADE "action: equip, items: tcm_service, min_share: %s}}", cases[i].share);
    plan_case_make(&c, FIVE, yaml);
    const buju_compliance *row = &c.plan->compliance[0];
    assert_int_equal(row->base, 5);
    assert_int_equal(row->met, 2);
    if (row->needed != cases[i].needed) fail_msg("%s %%: %u needed", cases[i].share, (unsigned)row->needed);
    assert_int_equal(row->planned, cases[i].needed);
    assert_int_equal(has_project(&c, "F2", BUJU_ACTION_EQUIP), cases[i].f2);
    assert_int_equal(has_project(&c, "F3", BUJU_ACTION_EQUIP), cases[i].f3);
    assert_int_equal(has_project(&c, "F4", BUJU_ACTION_EQUIP), cases[i].f4);
    assert_int_equal(gaps_of(&c, "F4"), 1); /* a gap all the same */
    plan_case_free(&c);
  }
}

/* In each township on its own: one of four is not enough for 40 %, one of one is. */
static void a_share_in_each_township(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, FIVE, UPGRADE "action: equip, items: tcm_service, min_share: 40, per: township}}");
  assert_int_equal(c.plan->compliances, 2);
  assert_true(c.plan->compliance[0].base == 4 && c.plan->compliance[0].met == 1 && c.plan->compliance[0].needed == 1);
  assert_true(c.plan->compliance[1].base == 1 && c.plan->compliance[1].needed == 0);
  assert_string_equal(c.region->area.name[c.plan->compliance[1].area], "乙镇");
  plan_case_free(&c);
}

/* Inner Mongolia §3(9): a hall and a physician; a physician nobody counted is unknown, none is a gap of staff. */
static void a_hall_and_a_physician(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=900 at=0,0\n"
                      "facility T1 thc 甲 village=" A " tcm_hall tcm_doctors=1\n"
                      "facility T2 thc 乙 village=" A " tcm_hall tcm_doctors=0\n"
                      "facility T3 chc 丙 village=" A " tcm_hall=no\n",
                 UPGRADE "among: centres, action: equip, items: [tcm_hall, tcm_doctor]}}");
  const buju_compliance *row = &c.plan->compliance[0];
  assert_true(row->base == 3 && row->met == 1 && row->lacking == 2 && row->unknown == 0);
  assert_int_equal(gaps_of(&c, "T2"), 1);
  assert_int_equal(gaps_of(&c, "T3"), 1);
  assert_int_equal(plan_site_of(&c, "T3")->items_unknown, UINT64_C(1) << BUJU_ITEM_TCM_DOCTOR);
  for (buju_ix i = 0; i < c.plan->gaps; i++)
    if (c.plan->gap[i].site != BUJU_NONE && &c.plan->site[c.plan->gap[i].site] == plan_site_of(&c, "T2"))
      assert_int_equal(c.plan->gap[i].kind, BUJU_GAP_STAFF);
  plan_case_free(&c);
}

/* Nothing asked: whoever matches gets the action; what people keep, and what is for review, does not. */
static void whoever_matches(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=900 at=0,0\nvillage " B " 乙村 pop=1900 at=9000,0\n"
                      "facility F1 village_clinic 甲村卫生室 village=" A " weak\n"
                      "facility F2 village_clinic 乙村卫生室 village=" B " weak\n"
                      "facility F3 village_clinic 乙村二室 village=" B " weak floor=10\n",
                 UPGRADE
                 "action: upgrade, where: weak}}\ndecisions:\n  - {code: F1, decision: keep, reason: 试, person: 我}");
  assert_false(has_project(&c, "F1", BUJU_ACTION_UPGRADE));
  assert_int_equal(has_project(&c, "F2", BUJU_ACTION_UPGRADE) + has_project(&c, "F3", BUJU_ACTION_UPGRADE), 1);
  assert_int_equal(c.plan->compliances, 0);
  plan_case_free(&c);
}

static void what_cannot_be_asked(void **state) {
  (void)state;
  static const struct {
    const char *yaml, *says;
    buju_status want;
  } bad[] = {
      {UPGRADE "action: equip, min_share: 80}}", "min_share", BUJU_E_CONTRADICTION},
      {UPGRADE "action: equip, items: tcm_hall, min_share: 80, act_on: everybody}}", "act_on", BUJU_E_CONTRADICTION},
      {UPGRADE "action: equip, items: weak}}", "weak", BUJU_E_SCENARIO},
      {"rules: {" RULE("up", "locked_list") "names: 甲}}", "action", BUJU_E_SCENARIO},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    plan_case c;
    plan_case_refused(&c, TOWN "village " A " 甲村 pop=900 at=0,0\n", bad[i].yaml, bad[i].want);
    if (strstr(buju_ctx_error(c.ctx), bad[i].says) == NULL) fail_msg("%s", buju_ctx_error(c.ctx));
    plan_case_free(&c);
  }
}

/* Yanggu §3(1)5: three groups, tried in order. */
static void the_first_group_decides(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(
      &c,
      TOWN "village " A " 甲村 pop=900 at=0,0\nvillage " B " 乙村 pop=1900 at=9000,0\nvillage " C
           " 丙村 pop=1900 at=18000,0\n"
           "facility F1 village_clinic 甲村卫生室 village=" A " public_owned integrated=no\n"
           "facility F2 village_clinic 乙村卫生室 village=" B " public_owned=no integrated=no\n"
           "facility F3 village_clinic 丙村卫生室 village=" C " integrated\n",
      "rules: {" RULE("one", "group_where") "where: integrated = 0 and public_owned, group: 激励纳入, "
                                            "group_en: by incentive}, " RULE(
                                                "two", "group_where") "where: integrated = 0, group: 引导推动}}");
  assert_string_equal(plan_site_of(&c, "F1")->group->zh, "激励纳入");
  assert_string_equal(plan_site_of(&c, "F1")->group->en, "by incentive");
  assert_string_equal(plan_site_of(&c, "F2")->group->zh, "引导推动");
  assert_string_equal(plan_site_of(&c, "F2")->group->en, "引导推动");
  assert_null(plan_site_of(&c, "F3")->group);
  plan_case_free(&c);
}

#define CENTRES                                                                                                        \
  "county 371521 阳谷县\n" TOWN "village " A " 甲村 pop=900 at=0,0\n"                                                \
  "facility T1 thc 李台镇中心卫生院 village=" A "\nfacility T2 thc 阳谷县张秋中心卫生院 village=" A "\n"               \
  "facility T3 thc 安乐镇卫生院 village=" A "\nfacility T4 thc 安乐卫生院分院 village=" A "\n"                         \
  "facility T5 thc 张秋中心卫生院东院 village=" A "\n"

static int16_t year_of(const plan_case *c, const char *facility, buju_action action) {
  for (buju_ix i = 0; i < c->plan->actions; i++)
    if (c->plan->action[i].action == action && &c->plan->site[c->plan->action[i].site] == plan_site_of(c, facility))
      return c->plan->action[i].year;
  return -1;
}

/* Yanggu §3(1)2 and its annex: two spellings of one name, with and without the county, each with its year. */
static void named_by_the_policy(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(
      &c, CENTRES,
      "rules: {" RULE(
          "up",
          "locked_list") "action: raise_subcentre, year: 2025, mark: 县域医疗次中心, names: "
                         "阳谷县李台中心卫生院=阳谷县李台镇中心卫生院（2024年）、张秋中心卫生院（2026）、T3}, " RULE(
                             "tcm", "locked_list") "mark: 特色专科卫生院, names: 李台镇中心卫生院（康复科、中医科）, "
                                                   "mark_en: special}}");
  assert_int_equal(year_of(&c, "T1", BUJU_ACTION_RAISE_SUBCENTRE), 2024);
  assert_int_equal(year_of(&c, "T2", BUJU_ACTION_RAISE_SUBCENTRE), 2026);
  assert_int_equal(year_of(&c, "T3", BUJU_ACTION_RAISE_SUBCENTRE), 2025); /* by its code; no year of its own */
  assert_int_equal(year_of(&c, "T4", BUJU_ACTION_RAISE_SUBCENTRE), -1);
  assert_int_equal(plan_site_of(&c, "T1")->action, BUJU_ACTION_RAISE_SUBCENTRE);
  const buju_msg *const *marks = plan_site_of(&c, "T1")->marks;
  assert_string_equal(marks[0]->zh, "县域医疗次中心");
  assert_string_equal(marks[1]->en, "special");
  assert_null(marks[2]);
  assert_non_null(strstr(site_reasons(&c, "T1"), "政策点名李台镇中心卫生院：特色专科卫生院（康复科、中医科）。"));
  assert_int_equal(c.plan->findings.rows.n, 0);
  plan_case_free(&c);
}

/* A name nobody has, or two might: a finding that names the nearest, and no project. */
static void names_are_never_guessed(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(
      &c, CENTRES,
      "rules: {" RULE("up", "locked_list") "action: raise_subcentre, names: 安东镇卫生院、安乐、李台镇中心卫生院=T3}}");
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_RAISE_SUBCENTRE), 0);
  assert_int_equal(c.plan->findings.rows.n, 3);
  const buju_finding *unknown = buju_finding_at(&c.plan->findings, 0), *two = buju_finding_at(&c.plan->findings, 1),
                     *aliases = buju_finding_at(&c.plan->findings, 2);
  assert_string_equal(unknown->kind->id, "named_unknown");
  assert_string_equal(unknown->arg[1].u.s, "安东镇卫生院");
  assert_int_equal(strncmp(unknown->arg[2].u.s, "安乐镇卫生院", strlen("安乐镇卫生院")), 0);
  assert_string_equal(two->kind->id, "named_unclear");
  assert_string_equal(aliases->kind->id, "named_unclear"); /* two institutions as aliases of each other */
  plan_case_free(&c);
}

/* The policy's own choice is locked in ours, and its project is not made twice. */
static void a_named_one_is_locked_in_the_ranking(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(
      &c, CENTRES,
      "rules: {" RULE("up", "locked_list") "action: raise_subcentre, names: 安乐镇卫生院（2024年）}, " RULE(
          "sub", "pick_best_n") "among: thc, n: 2, marks: sub_centre, limit_min: 30, mode: walk, lock_named: "
                                "yes}}");
  size_t locked = 0, projects = 0;
  for (buju_ix i = 0; i < c.plan->contenders; i++) {
    const buju_contender *row = &c.plan->contender[i];
    locked += row->locked;
    if (row->locked) assert_true(row->chosen && &c.plan->site[row->site] == plan_site_of(&c, "T3"));
  }
  assert_int_equal(locked, 1);
  assert_int_equal(c.plan->contenders, 5);
  for (buju_ix i = 0; i < c.plan->actions; i++) projects += c.plan->action[i].action == BUJU_ACTION_RAISE_SUBCENTRE;
  assert_int_equal(projects, 2);
  assert_int_equal(year_of(&c, "T3", BUJU_ACTION_RAISE_SUBCENTRE), 2024);
  plan_case_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(central_clinics),
      cmocka_unit_test(the_seat_is_no_place_for_a_central_clinic),
      cmocka_unit_test(six_haves_by_item),
      cmocka_unit_test(levels_and_stars),
      cmocka_unit_test(a_share_is_reached_with_the_fewest),
      cmocka_unit_test(a_share_in_each_township),
      cmocka_unit_test(a_hall_and_a_physician),
      cmocka_unit_test(whoever_matches),
      cmocka_unit_test(what_cannot_be_asked),
      cmocka_unit_test(the_first_group_decides),
      cmocka_unit_test(named_by_the_policy),
      cmocka_unit_test(names_are_never_guessed),
      cmocka_unit_test(a_named_one_is_locked_in_the_ranking),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
