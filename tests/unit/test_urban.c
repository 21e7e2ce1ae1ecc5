/* kaifeng-2023, the urban part (RULES K1–K3), at the edges. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "planner/travel/roads.h"
#include "tests/support/plan_text.h"
#include "tests/support/region_text.h"
#include "tests/support/road_lines.h"

#define STREET "township 410203001 东街道\n"
#define A "410203001001"
#define B "410203001002"
#define C "410203001003"

/* 1.25 m/s along a straight line 1.3 times as long: 15 minutes exactly. */
#define FIFTEEN "865.384615384615"

/* As things stand and by the rules of areas alone: no sites beside. */
#define MEASURED "rules: {fifteen_minutes: {build: 0}}"

static void plan_by_kaifeng(plan_case *c, const char *region, const char *yaml) {
  plan_case_make_by(c, "kaifeng-2023", region, yaml);
}

static const buju_entitlement *entitled(const plan_case *c, const char *code, uint8_t service) {
  for (buju_ix i = 0; i < c->plan->entitlements; i++) {
    const buju_entitlement *e = &c->plan->entitlement[i];
    if (e->service == service && strcmp(c->region->area.code[e->area], code) == 0) return e;
  }
  fail_msg("%s is entitled to no service %d", code, service);
  return NULL;
}

/* K1: a sub-district without a centre gets one where its people have the least way; a town is no sub-district. */
static void one_centre_in_each_sub_district(void **state) {
  (void)state;
  plan_case c;
  plan_by_kaifeng(&c,
                  STREET "township 410203100 西镇\n"
                         "village " A " 甲社区居委会 pop=1000 at=0,0\n"
                         "village " B " 乙社区居委会 pop=5000 at=3000,0\n"
                         "village " C " 丙社区居委会 pop=1500 at=5000,0\n"
                         "village 410203100201 丁村 pop=900 at=9000,0\n",
                  NULL);
  const buju_entitlement *e = entitled(&c, "410203001", BUJU_CHC);
  assert_int_equal(e->verdict, BUJU_ENTITLED_TO_BUILD);
  assert_int_equal(e->people, 7500 * BUJU_PERSON);
  assert_int_equal(e->required, 1);
  assert_int_equal(e->existing, 0);
  assert_int_equal(e->planned, 1);
  const buju_site *site = &c.plan->site[e->site];
  assert_int_equal(site->kind, BUJU_CHC);
  assert_string_equal(c.region->area.code[c.region->village.area[site->village]], B);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ENTITLEMENT, false), 2); /* the centre, and the village's clinic */
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ENTITLEMENT, true), 0);
  assert_string_equal(plan_verdict(&c, "410203100201"), "own_no_partner"); /* K6: nobody to share with */
  for (buju_ix i = 0; i < c.plan->entitlements; i++)
    assert_string_not_equal(c.region->area.code[c.plan->entitlement[i].area], "410203100");
  plan_case_free(&c);
}

/* K1: a centre that stands meets it; it also does a station's work in its own community. */
static void a_standing_centre_is_enough(void **state) {
  (void)state;
  plan_case c;
  plan_by_kaifeng(&c,
                  STREET "village " A " 甲社区居委会 pop=9000 at=0,0\n"
                         "village " B " 乙社区居委会 pop=9000 at=500,0\n"
                         "facility F1 chc 东街道社区卫生服务中心 village=" A "\n",
                  NULL);
  assert_int_equal(entitled(&c, "410203001", BUJU_CHC)->verdict, BUJU_ENTITLED_MET);
  assert_int_equal(entitled(&c, A, BUJU_CHS)->verdict, BUJU_ENTITLED_MET);
  assert_int_equal(entitled(&c, B, BUJU_CHS)->verdict, BUJU_ENTITLED_TO_BUILD);
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_BUILD), 1);
  plan_case_free(&c);
}

/* K1: "reaches" a population is inclusive, and without a number nobody can tell. */
static void communities_of_enough_people_get_a_station(void **state) {
  (void)state;
  plan_case c;
  plan_by_kaifeng(&c,
                  STREET "village " A " 甲社区居委会 pop=7999 at=0,0\n"
                         "village " B " 乙社区居委会 pop=8000 at=300,0\n"
                         "village " C " 丙社区居委会 pop=-/9000 at=600,0\n"
                         "facility F1 chc 东街道社区卫生服务中心 township=410203001 at=300,300\n",
                  NULL);
  assert_int_equal(entitled(&c, A, BUJU_CHS)->verdict, BUJU_ENTITLED_BELOW);
  assert_int_equal(entitled(&c, A, BUJU_CHS)->required, 0);
  assert_int_equal(entitled(&c, B, BUJU_CHS)->verdict, BUJU_ENTITLED_TO_BUILD);
  assert_int_equal(entitled(&c, C, BUJU_CHS)->verdict, BUJU_ENTITLED_NOT_EVALUATED);
  assert_int_equal(entitled(&c, "410203001", BUJU_CHC)->verdict, BUJU_ENTITLED_MET);
  plan_case_free(&c);
}

/* A sub-district where no place is known stays a gap after the plan. */
static void nowhere_to_build_is_said(void **state) {
  (void)state;
  plan_case c;
  plan_by_kaifeng(&c, STREET "village " A " 甲社区居委会 pop=7000\n", NULL);
  const buju_entitlement *e = entitled(&c, "410203001", BUJU_CHC);
  assert_int_equal(e->verdict, BUJU_ENTITLED_NOT_EVALUATED);
  assert_int_equal(e->site, BUJU_NONE);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ENTITLEMENT, true), 1);
  assert_int_equal(c.plan->reached[0].unplaced, 7000 * BUJU_PERSON);
  plan_case_free(&c);
}

/* K3: fifteen minutes are inclusive; people of towns are not spoken of. */
static void the_circle_is_inclusive_and_urban(void **state) {
  (void)state;
  plan_case c;
  plan_by_kaifeng(&c,
                  STREET "township 410203100 西镇\n"
                         "village " A " 甲社区居委会 pop=1000 at=0,0\n"
                         "village " B " 乙社区居委会 pop=2000 at=" FIFTEEN ",0\n"
                         "village " C " 丙社区居委会 pop=4000 at=-866,0\n"
                         "village 410203100201 丁村 pop=900 at=9000,0\n"
                         "facility F1 chc 东街道社区卫生服务中心 village=" A "\n",
                  MEASURED);
  const buju_reached *r = &c.plan->reached[0];
  assert_int_equal(c.plan->reacheds, 1);
  assert_int_equal(r->people, 7000 * BUJU_PERSON);
  assert_int_equal(r->before, 3000 * BUJU_PERSON);
  assert_int_equal(r->after, 3000 * BUJU_PERSON);
  assert_int_equal(r->unreachable, 0);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ACCESS, false), 1);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ACCESS, true), 1);
  plan_case_free(&c);
}

/* K2, K3: what the plan builds closes gaps; the candidates are the places that would close the rest, best first. */
static void candidates_are_the_places_that_close_gaps(void **state) {
  (void)state;
  plan_case c;
  plan_by_kaifeng(&c,
                  STREET "village " A " 甲社区居委会 pop=9000 at=0,0\n"
                         "village " B " 乙社区居委会 pop=3000 at=2000,0\n"
                         "settlement " B " 乙东 pop=1000 at=2400,0\n"
                         "settlement " B " 乙西 pop=2000 at=1600,0\n"
                         "village " C " 丙社区居委会 pop=500 at=9000,0\n",
                  MEASURED);
  const buju_plan *p = c.plan;
  assert_int_equal(p->reached[0].before, 0);
  assert_int_equal(p->reached[0].after, 9000 * BUJU_PERSON); /* the new centre stands in A */
  assert_int_equal(p->candidates, 4);
  assert_int_equal(p->candidate[0].source, BUJU_CANDIDATE_COMMUNITY);
  assert_int_equal(p->candidate[0].people_gained, 3000 * BUJU_PERSON);
  assert_int_equal(p->candidate[0].places, 2);
  for (buju_ix i = 0; i < p->candidates; i++) {
    assert_int_equal(p->candidate[i].rank, i + 1);
    if (i > 0) assert_true(p->candidate[i].people_gained <= p->candidate[i - 1].people_gained);
  }
  assert_int_equal(p->candidate[3].people_gained, 500 * BUJU_PERSON);
  plan_case_free(&c);
  plan_by_kaifeng(&c, STREET "village " A " 甲社区居委会 pop=9000 at=0,0\n",
                  "rules: {fifteen_minutes: {candidates: no}}");
  assert_int_equal(c.plan->candidates, 0);
  plan_case_free(&c);
}

/* People the circle holds, on a one-way street from B (2,000 people) to A (1,000) and the centre there, with a long way
 * round: 600 m are 1.8 min at 20 km/h, 2,400 m back are 7.2. */
static buju_people_n held(const char *direction, double limit_min) {
  char yaml[256];
  plan_case c;
  snprintf(yaml, sizeof yaml,
           "  roads: {path: none.shp}\nrules: {fifteen_minutes: {build: 0, mode: drive, limit_min: %g%s}}", limit_min,
           direction);
  plan_by_kaifeng(&c,
                  STREET "village " A " 甲社区居委会 pop=1000 at=800,0\n"
                         "village " B " 乙社区居委会 pop=2000 at=200,0\n"
                         "facility F1 chc 东街道社区卫生服务中心 village=" A "\n",
                  yaml);
  buju_plan_free(c.plan);
  c.plan = NULL;
  c.region->road = road_lines_read(c.region->arena, "0,0 1000,0 >; 1000,0 1000,500 0,500 0,0;");
  assert_int_equal(buju_roads_connect(c.ctx, c.scenario, c.region), BUJU_OK);
  assert_int_equal(buju_plan_make(c.ctx, c.scenario, c.region, &c.plan), BUJU_OK);
  buju_people_n people = c.plan->reached[0].before;
  assert_int_equal(c.plan->reached[0].provider, BUJU_BY_ROADS);
  assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ACCESS, false), people < 3000 * BUJU_PERSON);
  buju_ix circles = 0;
  for (buju_ix i = 0; i < c.plan->circles; i++) {
    if (c.plan->circle_set[c.plan->circle[i].set].use != c.plan->reached[0].use) continue;
    assert_int_equal(c.plan->circle[i].people, people);
    circles++;
  }
  assert_true(circles > 0);
  plan_case_free(&c);
  return people;
}

static void a_one_way_street_is_long_from_the_other_end(void **state) {
  (void)state;
  assert_int_equal(held("", 2), 3000 * BUJU_PERSON);
  assert_int_equal(held(", direction: to_service", 2), 3000 * BUJU_PERSON);
  assert_int_equal(held(", direction: from_service", 2), 1000 * BUJU_PERSON);
  assert_int_equal(held(", direction: from_service", 7.2), 3000 * BUJU_PERSON);
  assert_int_equal(held(", direction: from_service", 7.199), 1000 * BUJU_PERSON);
}

#define SPREAD                                                                                                         \
  STREET "village " A " 甲社区居委会 pop=9000 at=0,0\n"                                                          \
         "village " B " 乙社区居委会 pop=3000 at=2000,0\n"                                                       \
         "settlement " B " 乙东 pop=1000 at=2400,0\n"                                                                \
         "settlement " B " 乙西 pop=2000 at=1600,0\n"                                                                \
         "village " C " 丙社区居委会 pop=500 at=9000,0\n"

/* K3: is the number allowed enough? The fewest sites for everybody, the curve on the way there, each with its bound. */
static void the_fewest_sites_and_the_curve_are_proved(void **state) {
  (void)state;
  plan_case c;
  plan_by_kaifeng(&c, SPREAD, MEASURED);
  const buju_plan *p = c.plan;
  const buju_reached *r = &p->reached[0];
  assert_true(r->sited);
  assert_int_equal(r->fewest, 2);
  assert_int_equal(r->fewest_bound, 2);
  assert_int_equal(r->reachable, 3500 * BUJU_PERSON);
  assert_int_equal(r->goal, 1); /* 95 % of 12,500 are 11,875 */
  assert_int_equal(r->goal_bound, 1);
  assert_int_equal(r->built, 0);
  static const buju_people_n curve[] = {9000 * BUJU_PERSON, 12000 * BUJU_PERSON, 12500 * BUJU_PERSON};
  assert_int_equal(p->frontiers, 3);
  for (buju_ix k = 0; k < 3; k++) {
    assert_int_equal(p->frontier[k].sites, k);
    assert_int_equal(p->frontier[k].people, curve[k]);
    assert_int_equal(p->frontier[k].bound, curve[k]);
  }
  buju_ix fewest = 0;
  for (buju_ix i = 0; i < p->candidates; i++) fewest += p->candidate[i].fewest;
  assert_int_equal(fewest, 2);
  buju_ix sites = 0;
  for (buju_ix i = 0; i < p->certificates; i++) sites += p->certificate[i].certifies == BUJU_CERTIFIES_SITES;
  assert_int_equal(sites, 1);
  plan_case_free(&c);
}

/* Sites are built up to the number allowed, where they reach most people, and no more than reach anybody. */
static void allowed_sites_are_built_where_they_reach_most(void **state) {
  (void)state;
  static const buju_people_n after[] = {9000 * BUJU_PERSON, 12000 * BUJU_PERSON, 12500 * BUJU_PERSON,
                                        12500 * BUJU_PERSON};
  for (buju_ix allowed = 0; allowed < 4; allowed++) {
    plan_case c;
    char yaml[128];
    snprintf(yaml, sizeof yaml, "rules: {fifteen_minutes: {build: %u, candidates: no}}", (unsigned)allowed);
    plan_by_kaifeng(&c, SPREAD, yaml);
    const buju_ix built = allowed < 2 ? allowed : 2;
    buju_ix stations = 0;
    for (buju_ix s = 0; s < c.plan->sites; s++) {
      const buju_site *site = &c.plan->site[s];
      if (site->kind != BUJU_CHS || site->status != BUJU_SITE_PROPOSED) continue;
      stations += site->action == BUJU_ACTION_BUILD;
      assert_true(site->people_served > 0 && site->villages_served > 0); /* it serves whom it stands nearest to */
    }
    assert_int_equal(stations, built);
    assert_int_equal(c.plan->coverage.served_after, after[allowed]); /* the limit in force is the circle's */
    assert_int_equal(c.plan->reached[0].built, built);
    assert_int_equal(c.plan->reached[0].after, after[allowed]);
    assert_int_equal(plan_count_gaps(&c, BUJU_GAP_ACCESS, true), 2 - built);
    plan_case_free(&c);
  }
}

/* An order of building goes on until nobody new comes in, even where it takes more sites than the fewest there are: the
 * middle comes first, as it reaches most, and then each end needs one of its own. */
static void an_order_of_building_reaches_everybody(void **state) {
  (void)state;
  plan_case c;
  plan_by_kaifeng(&c,
                  STREET "village " A " 甲社区居委会 pop=4200 at=0,0\n"
                         "settlement " A " 西端 pop=100 at=0,0\nsettlement " A " 西中 pop=2000 at=800,0\n"
                         "settlement " A " 东中 pop=2000 at=2400,0\nsettlement " A " 东端 pop=100 at=3200,0\n"
                         "village " B " 乙社区居委会 pop=10 at=1600,0\n"
                         "village " C " 丙社区居委会 pop=9000 at=20000,0\n"
                         "facility C1 chc 东街道社区卫生服务中心 village=" C " at=20000,0\n",
                  "rules: {fifteen_minutes: {build: 1000, nested: true, road_grid_m: 0}}");
  const buju_reached *r = &c.plan->reached[0];
  assert_int_equal(r->fewest, 2);
  assert_int_equal(r->built, 3);
  assert_int_equal(r->after, r->people);
  plan_case_free(&c);
}

/* Where no rule gives a service, people count as served where they live, before and after alike: a plan that closes
 * nothing loses nobody. */
static void who_is_served_is_counted_at_home(void **state) {
  (void)state;
  plan_case c;
  plan_by_kaifeng(&c,
                  STREET "village " A " 甲社区居委会 pop=9000 at=0,0\nfacility C1 chc 甲街道社区卫生服务中心 village=" A
                         " at=0,0\nvillage " B " 乙社区居委会 pop=1000 at=1600,0\n"
                         "settlement " B " 近 pop=600 at=400,0\nsettlement " B " 远 pop=400 at=3400,0\n",
                  "rules: {fifteen_minutes: {build: 0}}");
  assert_int_equal(c.plan->coverage.served_before, 9600 * BUJU_PERSON);
  assert_int_equal(c.plan->coverage.served_after, 9600 * BUJU_PERSON);
  assert_int_equal(plan_need(&c, B)->way, BUJU_WAY_FIXED); /* that of most of its people */
  assert_int_equal(plan_need(&c, B)->served_after, 600 * BUJU_PERSON);
  plan_case_free(&c);
}

/* K4: people of an estate count from the year of its handover on. */
static void estates_count_from_their_handover(void **state) {
  (void)state;
  static const struct {
    const char *year;
    buju_people_n people, after;
  } cases[] = {{"off", 9000, 9000}, {"2026", 9000, 9000}, {"2027", 12000, 12000}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    plan_case c;
    char yaml[160];
    snprintf(yaml, sizeof yaml, "rules: {fifteen_minutes: {build: 5, year: %s}}", cases[i].year);
    plan_by_kaifeng(&c,
                    STREET "village " A
                           " 甲社区居委会 pop=9000 at=0,0\nfacility C1 chc 甲街道社区卫生服务中心 village=" A
                           " at=0,0\nsettlement " A " 老区 pop=9000 at=0,0\n"
                           "settlement " A " 新城花园 pop=3000 at=4000,0 from=2027 estate\n",
                    yaml);
    assert_int_equal(c.plan->reached[0].people, cases[i].people * BUJU_PERSON);
    assert_int_equal(c.plan->reached[0].after, cases[i].after * BUJU_PERSON);
    assert_int_equal(c.plan->reached[0].built, cases[i].people > 9000 ? 1 : 0);
    plan_case_free(&c);
  }
}

/* New sites whose circles overlap: whoever is in both counts once, for the sites as for what is done to them. */
static void people_of_two_new_sites_count_once(void **state) {
  (void)state;
  plan_case c;
  plan_by_kaifeng(&c,
                  STREET "village " A " 甲社区居委会 pop=9000 at=0,0\n"
                         "village " B " 乙社区居委会 pop=500 at=3100,0\n"
                         "settlement " B " 一 pop=100 at=1500,0\nsettlement " B " 二 pop=100 at=2300,0\n"
                         "settlement " B " 三 pop=100 at=3100,0\nsettlement " B " 四 pop=100 at=3900,0\n"
                         "settlement " B " 五 pop=100 at=4700,0\n",
                  "rules: {fifteen_minutes: {build: 2}}");
  buju_people_n sites = 0, actions = 0;
  for (buju_ix s = 0; s < c.plan->sites; s++)
    if (c.plan->site[s].kind == BUJU_CHS) sites += c.plan->site[s].people_gained;
  for (buju_ix k = 0; k < c.plan->actions; k++)
    if (c.plan->site[c.plan->action[k].site].kind == BUJU_CHS) actions += c.plan->action[k].people_gained;
  assert_int_equal(c.plan->reached[0].built, 2);
  assert_int_equal(sites, 500 * BUJU_PERSON);
  assert_int_equal(actions, 500 * BUJU_PERSON);
  plan_case_free(&c);
}

/* A longer limit never leaves more people out; people are conserved between inside and gaps. */
static void a_longer_limit_never_widens_a_gap(void **state) {
  (void)state;
  static const char region[] = STREET "village " A " 甲社区居委会 pop=9000 at=0,0\n"
                                      "village " B " 乙社区居委会 pop=3000 at=1500,200\n"
                                      "village " C " 丙社区居委会 pop=500 at=700,900\n"
                                      "facility F1 chc 东街道社区卫生服务中心 village=" A "\n";
  buju_people_n last = 0;
  for (int minutes = 5; minutes <= 40; minutes += 5) {
    plan_case c;
    char yaml[128];
    snprintf(yaml, sizeof yaml, "rules: {fifteen_minutes: {build: 0, limit_min: %d}}", minutes);
    plan_by_kaifeng(&c, region, yaml);
    buju_people_n beyond = 0;
    for (buju_ix g = 0; g < c.plan->gaps; g++)
      if (c.plan->gap[g].kind == BUJU_GAP_ACCESS && c.plan->gap[g].after) beyond += c.plan->gap[g].people;
    assert_true(c.plan->reached[0].after >= last);
    assert_int_equal(c.plan->reached[0].after + beyond, c.plan->reached[0].people);
    last = c.plan->reached[0].after;
    plan_case_free(&c);
  }
  assert_int_equal(last, 12500 * BUJU_PERSON);
}

static void impossible_pairs_are_refused(void **state) {
  (void)state;
  static const char region[] = STREET "village " A " 甲社区居委会 pop=9000 at=0,0\n";
  static const struct {
    const char *yaml, *says;
    buju_status want;
  } bad[] = {
      {"rules: {one_clinic: {min_people: 500}}", "min_people", BUJU_E_CONTRADICTION},
      {"rules: {one_clinic: {area: village_or_community}}", "area: village", BUJU_E_CONTRADICTION},
      {"rules: {one_clinic: {area: community}}", "area: village", BUJU_E_CONTRADICTION},
      {"rules: {joint_clinic: {travel: roads}}", "roads", BUJU_E_SCENARIO},
      {"rules: {joint_clinic: {travel: terrain}}", "dem", BUJU_E_SCENARIO},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    plan_case c;
    plan_case_refused(&c, region, bad[i].yaml, bad[i].want);
    assert_non_null(strstr(buju_ctx_error(c.ctx), bad[i].says));
    plan_case_free(&c);
  }
}

/* K3: are the numbers enough, and by when? Two stations are needed beside the centre. */
static void the_numbers_are_held_against_full_coverage(void **state) {
  (void)state;
  static const struct {
    const char *counts, *says;
  } cases[] = {
      {"{2026: 1, 2027: 1, 2028: 5}", "任务共7处，全覆盖共需2处，任务够用，2027年可实现"},
      {"{2026: 1, 2027: 0}", "任务共1处，全覆盖共需2处，还差1处"},
      {"{2026: 1, 2027: rest}", "全覆盖共需2处；末年任务为其余全部，2027年可实现"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    plan_case c;
    char yaml[256], text[256] = "";
    snprintf(yaml, sizeof yaml, "rules: {new_stations: {counts: %s}}", cases[i].counts);
    plan_by_kaifeng(&c, SPREAD, yaml);
    for (buju_ix k = 0; k < c.plan->sensitivities && text[0] == '\0'; k++) {
      buju_say(BUJU_ZH, &c.plan->sensitivity[k].assumption, text, sizeof text);
      bool it = strcmp(text, "任务能否实现全覆盖（fifteen_minutes）") == 0;
      text[0] = '\0';
      if (it) buju_say(BUJU_ZH, &c.plan->sensitivity[k].result, text, sizeof text);
    }
    assert_string_equal(text, cases[i].says);
    assert_int_equal(c.plan->reached_by[0].people, 12000 * BUJU_PERSON); /* the station for most people first */
    plan_case_free(&c);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_centre_in_each_sub_district),
      cmocka_unit_test(a_standing_centre_is_enough),
      cmocka_unit_test(communities_of_enough_people_get_a_station),
      cmocka_unit_test(nowhere_to_build_is_said),
      cmocka_unit_test(the_circle_is_inclusive_and_urban),
      cmocka_unit_test(candidates_are_the_places_that_close_gaps),
      cmocka_unit_test(a_one_way_street_is_long_from_the_other_end),
      cmocka_unit_test(the_fewest_sites_and_the_curve_are_proved),
      cmocka_unit_test(the_numbers_are_held_against_full_coverage),
      cmocka_unit_test(allowed_sites_are_built_where_they_reach_most),
      cmocka_unit_test(people_of_two_new_sites_count_once),
      cmocka_unit_test(an_order_of_building_reaches_everybody),
      cmocka_unit_test(estates_count_from_their_handover),
      cmocka_unit_test(who_is_served_is_counted_at_home),
      cmocka_unit_test(a_longer_limit_never_widens_a_gap),
      cmocka_unit_test(impossible_pairs_are_refused),
  };
  return cmocka_run_group_tests_name("urban", tests, NULL, NULL);
}
