/* Service circles of plans: which, whom they hold, and that the number of threads does not show.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "planner/travel/nearest_land.h"
#include "tests/support/land_geos.h"
#include "tests/support/plan_text.h"
#include "tests/support/polygons.h"
#include "tests/support/region_text.h"

static const double SLACK_M = 0.001; /* places stand on a grid of a millimetre */

/* K1 has a hamlet at 15 minutes exactly (865.3846 m × 1.3 ÷ 4.5 km/h) and one a metre farther. */
static const char county[] =
    "township 610402100 甲镇\n"
    "village 610402100201 甲村 pop=900 at=0,0\n"
    "village 610402100202 乙村 pop=1600 at=5000,0\n"
    "village 610402100203 丙村 pop=1500 at=9000,0 seat\n"
    "settlement 610402100201 甲上 pop=500.5 at=0,10\n"
    "settlement 610402100201 甲边 pop=300 at=0,865.384615\n"
    "settlement 610402100201 甲外 pop=99.5 at=0,-866.4\n"
    "settlement 610402100202 乙上 pop=1600 at=5000,30\n"
    "facility H1 thc 甲镇卫生院 village=610402100203 at=9000,0 floor=900\n"
    "facility K1 village_clinic 甲村卫生室 village=610402100201 at=0,0 floor=70 public_owned integrated public_health "
    "essential_medicines insurance\n";

static buju_ix circle_of(const plan_case *c, const char *facility, double limit_min, bool after) {
  for (buju_ix i = 0; i < c->plan->circles; i++) {
    const buju_circle *circle = &c->plan->circle[i];
    if (&c->plan->site[circle->site] == plan_site_of(c, facility) && circle->after == after &&
        circle->limit_ms == limit_min * 60000)
      return i;
  }
  return BUJU_NONE;
}

static void the_rule_in_force_draws_circles(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, county, "rules: {joint_clinic: {limit_min: 15}}");
  assert_int_equal(c.plan->circles, 3); /* K1, a new clinic in 乙村, H1 */
  const buju_circle *k1 = &c.plan->circle[circle_of(&c, "K1", 15, true)];
  assert_int_equal(k1->people, 800500); /* who is at the limit is inside */
  assert_true(fabs(c.plan->circle_set[k1->set].land.area_m2[k1->land] / (3.141592653589793 * 865.3846 * 865.3846) - 1) <
              0.005);
  assert_int_equal(c.plan->circle_set[k1->set].mode, BUJU_WALK);
  plan_case_free(&c);
}

static void circles_can_be_asked_for(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, county,
                 "circles: {limits_min: [30, 5, 30], mode: ebike, services: [thc, village_clinic], before: yes}");
  assert_int_equal(c.plan->circles, 10); /* two limits of three sites after, of two before */
  for (buju_ix i = 0; i < 10; i++) assert_int_equal(c.plan->circle[i].limit_ms, i < 5 ? 1800000 : 300000);
  buju_ix before = circle_of(&c, "K1", 5, false), after = circle_of(&c, "K1", 5, true);
  assert_int_equal(after, before + 1);
  assert_int_equal(c.plan->circle[before].land, c.plan->circle[after].land);
  assert_int_equal(c.plan->circle[after].people, 900000);
  plan_case_free(&c);
  plan_case_make(&c, county, "circles: {limits_min: 60, services: thc, travel: straight}");
  assert_int_equal(c.plan->circles, 1);
  assert_int_equal(c.plan->circle[0].limit_ms, 3600000);
  plan_case_free(&c);
  plan_case_make(&c, county, "circles: off");
  assert_int_equal(c.plan->circles, 0);
  plan_case_free(&c);
  plan_case_make(&c, county, "circles:\n  limits_min:\n  mode:\n");
  assert_int_equal(c.plan->circles, 3);
  plan_case_free(&c);
}

/* Who measures otherwise than the rule cannot say that the rule draws it so. */
static void a_rule_owns_the_circles_it_measures(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, county, "rules: {joint_clinic: {limit_min: 15}}");
  buju_ix rule = c.plan->circle_set[0].use;
  assert_int_not_equal(rule, BUJU_NONE);
  plan_case_free(&c);
  plan_case_make(&c, county, "rules: {joint_clinic: {limit_min: 15}}\ncircles: {mode: walk, travel: straight}");
  assert_int_equal(c.plan->circle_set[0].use, rule);
  plan_case_free(&c);
  plan_case_make(&c, county, "rules: {joint_clinic: {limit_min: 15}}\ncircles: {mode: ebike}");
  assert_int_equal(c.plan->circle_set[0].mode, BUJU_EBIKE);
  assert_int_equal(c.plan->circle_set[0].use, BUJU_NONE);
  plan_case_free(&c);
}

static void what_cannot_be_drawn_is_refused(void **state) {
  (void)state;
  static const struct {
    const char *yaml, *says;
  } cases[] = {{"circles: {limit: 15}", "limits_min"},
               {"circles: {limits_min: [0]}", "0.1"},
               {"circles: {limits_min: [15, 2000]}", "1440"},
               {"circles: {limits_min: 15 km}", "15 km"},
               {"circles: {limits_min: [1,2,3,4,5,6,7,8,9,10,11,12,13]}", "12"},
               {"circles: {mode: bus}", "bus"},
               {"circles: {services: [clinic]}", "clinic"},
               {"circles: {before: perhaps}", "perhaps"},
               {"circles: yes", ":5:"},
               {"circles: {travel: terrain}", "circles.travel"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    plan_case c;
    plan_case_refused(&c, county, cases[i].yaml, BUJU_E_SCENARIO);
    bool said = strstr(buju_ctx_error(c.ctx), cases[i].says) != NULL;
    for (size_t d = 0; d < buju_ctx_diagnostics(c.ctx); d++)
      said = said || strstr(buju_ctx_diagnostic(c.ctx, d), cases[i].says) != NULL;
    if (!said) fail_msg("%s: %s", cases[i].yaml, buju_ctx_error(c.ctx));
    plan_case_free(&c);
  }
}

/* Many sites and settlements, some places shared, some sites nowhere. */
enum { SITES = 700, PLACES = 2000 };
static double site_x[SITES], site_y[SITES], place_x[PLACES], place_y[PLACES];
static const uint32_t limits[] = {600000, 1200000};
static const buju_travel_spec speeds = {.walk_mps = 1.25, .ebike_mps = 4, .drive_mps = 11, .detour_factor = 1.3};

static buju_circles_ask scatter(buju_region *region, const buju_travel *travel, double side_m) {
  uint64_t seed = 7;
  for (int i = 0; i < SITES; i++) {
    site_x[i] = i % 50 == 49 ? NAN : 400000 + side_m * buju_test_random(&seed);
    site_y[i] = i % 40 == 39 ? site_y[i - 1] : 3000000 + side_m * buju_test_random(&seed);
    if (i % 40 == 39) site_x[i] = site_x[i - 1];
  }
  for (int i = 0; i < PLACES; i++) {
    place_x[i] = i % 7 == 6 ? site_x[i / 7] : 400000 + side_m * buju_test_random(&seed);
    place_y[i] = i % 7 == 6 ? site_y[i / 7] : 3000000 + side_m * buju_test_random(&seed);
  }
  region->demand.n = PLACES;
  region->demand.x_m = place_x;
  region->demand.y_m = place_y;
  return (buju_circles_ask){.region = region,
                            .travel = travel,
                            .spec = &speeds,
                            .mode = BUJU_WALK,
                            .n = SITES,
                            .x_m = site_x,
                            .y_m = site_y,
                            .limits = 2,
                            .limit_ms = limits};
}

static void draw(const buju_circles_ask *ask, unsigned threads, buju_arena *arena, buju_mesh *mesh, buju_land *land) {
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_threads(ctx, threads);
  assert_int_equal(buju_circles_mesh(ctx, ask, arena, mesh), BUJU_OK);
  assert_int_equal(buju_circles_draw(ctx, ask, mesh, arena, land), BUJU_OK);
  buju_ctx_free(ctx);
}

static double metres(double x0, double y0, double x1, double y1) { return hypot(x1 - x0, y1 - y0); }

/* Against the times themselves: whoever is a millimetre within the limit is inside, whoever is one beyond is not. */
static void circles_hold_whom_they_reach(void **state) {
  GEOSContextHandle_t geos = *state;
  buju_region region = {0};
  buju_ctx *ctx = buju_ctx_new();
  buju_travel *travel;
  buju_mesh mesh;
  buju_land land;
  buju_arena *arena = buju_arena_new();
  assert_int_equal(buju_travel_straight(ctx, &speeds, &travel), BUJU_OK);
  buju_circles_ask ask = scatter(&region, travel, 30000);
  draw(&ask, 2, arena, &mesh, &land);
  assert_int_equal(land.n, 2 * SITES);
  for (buju_ix i = 0; i < land.n; i += 13) {
    double reach_m = limits[i % 2] / 1000.0 * 1.25 / 1.3;
    GEOSGeometry *circle = land_geos(geos, &land, i);
    assert_int_equal(GEOSisValid_r(geos, circle), 1);
    assert_int_equal(land.part[i + 1] - land.part[i], isfinite(site_x[i / 2]) ? 1 : 0);
    const GEOSPreparedGeometry *prepared = GEOSPrepare_r(geos, circle);
    for (int p = 0; p < PLACES; p++) {
      double away_m = metres(site_x[i / 2], site_y[i / 2], place_x[p], place_y[p]);
      if (!isfinite(away_m) || fabs(away_m - reach_m) <= 2 * SLACK_M) continue;
      GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos, place_x[p], place_y[p]);
      assert_int_equal(GEOSPreparedContains_r(geos, prepared, point), away_m < reach_m);
      GEOSGeom_destroy_r(geos, point);
    }
    GEOSPreparedGeom_destroy_r(geos, prepared);
    GEOSGeom_destroy_r(geos, circle);
  }
  buju_arena_free(arena);
  buju_travel_free(travel);
  buju_ctx_free(ctx);
}

/* Every place lies in the land of its nearest site, whatever stands where another does. */
static void places_lie_with_their_nearest_site(void **state) {
  GEOSContextHandle_t geos = *state;
  enum { FEW = 60 };
  buju_region region = {0};
  buju_ctx *ctx = buju_ctx_new();
  buju_travel *travel;
  buju_land land;
  buju_arena *arena = buju_arena_new();
  static buju_near near[PLACES];
  buju_places from, to;
  assert_int_equal(buju_travel_straight(ctx, &speeds, &travel), BUJU_OK);
  buju_circles_ask ask = scatter(&region, travel, 30000);
  ask.n = FEW;
  assert_int_equal(buju_nearest_land(ctx, &ask, arena, &land), BUJU_OK);
  assert_int_equal(land.n, FEW + 1);
  travel->ops->locate(ctx, travel, PLACES, place_x, place_y, arena, &from);
  travel->ops->locate(ctx, travel, FEW, site_x, site_y, arena, &to);
  assert_int_equal(travel->ops->nearest(ctx, travel, BUJU_WALK, &from, &to, near), BUJU_OK);
  for (buju_ix i = 0; i <= FEW; i++) {
    GEOSGeometry *own = land_geos(geos, &land, i);
    const GEOSPreparedGeometry *prepared = GEOSPrepare_r(geos, own);
    for (int p = 0; p < PLACES; p++) {
      if (!isfinite(place_x[p])) continue;
      GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos, place_x[p], place_y[p]);
      assert_int_equal(GEOSPreparedContains_r(geos, prepared, point), near[p].to == i);
      GEOSGeom_destroy_r(geos, point);
    }
    GEOSPreparedGeom_destroy_r(geos, prepared);
    GEOSGeom_destroy_r(geos, own);
  }
  buju_arena_free(arena);
  buju_travel_free(travel);
  buju_ctx_free(ctx);
}

static void people_go_to_their_nearest_site(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, county, "circles: {limits_min: 15, nearest: yes, before: yes}");
  buju_people_n people[2] = {0, 0};
  for (buju_ix i = 0; i < c.plan->nearests; i++) {
    const buju_nearest *nearest = &c.plan->nearest[i];
    assert_int_not_equal(nearest->site, BUJU_NONE); /* a straight line goes everywhere */
    assert_true(c.plan->circle_set[nearest->set].nearest[nearest->after].area_m2[nearest->land] > 0);
    people[nearest->after] += nearest->people;
  }
  assert_int_equal(c.plan->nearests, 5); /* two stand, three after the plan */
  assert_int_equal(people[0], 4000000);
  assert_int_equal(people[1], 4000000);
  plan_case_free(&c);
  plan_case_make(&c, county, NULL);
  assert_int_equal(c.plan->nearests, 0);
  plan_case_free(&c);
}

/* 700 sites × some 50,000 places are more than one batch. */
static void threads_and_batches_do_not_show(void **state) {
  (void)state;
  buju_region region = {0};
  buju_ctx *ctx = buju_ctx_new();
  buju_travel *travel;
  buju_arena *arena = buju_arena_new();
  assert_int_equal(buju_travel_straight(ctx, &speeds, &travel), BUJU_OK);
  buju_circles_ask ask = scatter(&region, travel, 40000);
  buju_mesh mesh[2];
  buju_land land[2];
  draw(&ask, 1, arena, &mesh[0], &land[0]);
  draw(&ask, 5, arena, &mesh[1], &land[1]);
  assert_true((uint64_t)mesh[0].vertices * SITES > 2 * 8 * 1024 * 1024);
  uint64_t parts = land[0].part[land[0].n], rings = land[0].ring[parts], points = land[0].point[rings];
  assert_true(points > 20 * SITES);
  assert_memory_equal(land[0].part, land[1].part, (land[0].n + 1) * sizeof(uint64_t));
  assert_memory_equal(land[0].ring, land[1].ring, (parts + 1) * sizeof(uint64_t));
  assert_memory_equal(land[0].point, land[1].point, (rings + 1) * sizeof(uint64_t));
  assert_memory_equal(land[0].x_m, land[1].x_m, points * sizeof(double));
  assert_memory_equal(land[0].y_m, land[1].y_m, points * sizeof(double));
  buju_arena_free(arena);
  buju_travel_free(travel);
  buju_ctx_free(ctx);
}

static int open_geos(void **state) {
  *state = GEOS_init_r();
  return *state == NULL;
}

static int close_geos(void **state) {
  GEOS_finish_r(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_rule_in_force_draws_circles),     cmocka_unit_test(circles_can_be_asked_for),
      cmocka_unit_test(a_rule_owns_the_circles_it_measures), cmocka_unit_test(what_cannot_be_drawn_is_refused),
      cmocka_unit_test(circles_hold_whom_they_reach),        cmocka_unit_test(places_lie_with_their_nearest_site),
      cmocka_unit_test(people_go_to_their_nearest_site),     cmocka_unit_test(threads_and_batches_do_not_show)};
  return cmocka_run_group_tests_name("circles", tests, open_geos, close_geos);
}
