/* Service circles on roads: they say what the times say, roads end where time runs out, nobody drives across country.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "planner/travel/nearest_land.h"
#include "planner/travel/road_speed.h"
#include "planner/travel/roads.h"
#include "tests/support/land_geos.h"
#include "tests/support/polygons.h"
#include "tests/support/road_lines.h"

enum { SITES = 9, PLACES = 300, LINES = 60 };

static const double SLACK_M = 0.001; /* places stand on a grid of a millimetre */

typedef struct world {
  buju_ctx *ctx;
  buju_arena *arena;
  buju_travel_spec spec;
  buju_region region;
  buju_network network;
  buju_travel *travel;
  double site_x[SITES], site_y[SITES], place_x[PLACES], place_y[PLACES];
} world;

static void start(world *w) {
  *w = (world){.ctx = buju_ctx_new(), .arena = buju_arena_new()};
  w->spec = (buju_travel_spec){.walk_mps = 1.25,
                               .ebike_mps = 4,
                               .drive_mps = 11,
                               .detour_factor = 1.3,
                               .off_road_mps = 0.9,
                               .join_m = 700,
                               .snap_m = 2};
  buju_road_speed_defaults(&w->spec);
  w->region.demand.x_m = w->place_x;
  w->region.demand.y_m = w->place_y;
}

static void connect(world *w) {
  const buju_network_spec noding = {true, w->spec.snap_m};
  assert_int_equal(buju_network_build(w->ctx, &w->region.road, &noding, w->arena, NULL, &w->network), BUJU_OK);
  assert_int_equal(buju_travel_roads(w->ctx, &w->network, &w->region.road, &w->spec, &w->travel), BUJU_OK);
}

static void stop(world *w) {
  buju_travel_free(w->travel);
  buju_arena_free(w->arena);
  buju_ctx_free(w->ctx);
}

/* Lines between the points of a lattice, some one way; places beside them, a few far away. */
static void random_world(world *w, uint64_t seed) {
  start(w);
  uint64_t *first = BUJU_NEW(w->arena, uint64_t, LINES + 1);
  double *x = BUJU_NEW(w->arena, double, LINES * 2), *y = BUJU_NEW(w->arena, double, LINES * 2);
  for (int i = 0; i < LINES * 2; i++) {
    first[i / 2 + 1] = 2 * (uint64_t)(i / 2 + 1);
    x[i] = 700000 + 900 * floor(8 * buju_test_random(&seed));
    y[i] = 3000000 + 900 * floor(8 * buju_test_random(&seed));
  }
  w->region.road = road_lines_plain(w->arena, LINES, first, x, y);
  for (int i = 0; i < LINES; i += 4) w->region.road.way[i] = BUJU_ROAD_FORWARD;
  for (int i = 0; i < PLACES + SITES; i++) {
    double *to_x = i < PLACES ? &w->place_x[i] : &w->site_x[i - PLACES];
    double *to_y = i < PLACES ? &w->place_y[i] : &w->site_y[i - PLACES];
    int at = (int)(LINES * 2 * buju_test_random(&seed));
    double spread = i % 20 == 0 ? 6000 : i % 3 == 0 ? 0 : 900;
    *to_x = x[at] + spread * (buju_test_random(&seed) - 0.5);
    *to_y = y[at] + spread * (buju_test_random(&seed) - 0.5);
  }
  w->region.demand.n = PLACES;
  connect(w);
}

static buju_circles_ask ask_of(world *w, buju_mode mode, buju_ix n, buju_ix limits, const uint32_t *limit_ms) {
  return (buju_circles_ask){&w->region, w->travel, &w->spec, mode, n, w->site_x, w->site_y, limits, limit_ms, 0};
}

static void draw(world *w, const buju_circles_ask *ask, buju_mesh *mesh, buju_land *land) {
  assert_int_equal(buju_circles_mesh(w->ctx, ask, w->arena, mesh), BUJU_OK);
  assert_int_equal(buju_circles_draw(w->ctx, ask, mesh, w->arena, land), BUJU_OK);
}

/* The times of every place to every site; BUJU_FAR beyond the limit. */
static void times_of(world *w, const buju_circles_ask *ask, uint32_t limit_ms, uint32_t (*ms)[SITES]) {
  buju_places from, to;
  buju_csr times;
  memset(ms, 0xff, PLACES * sizeof *ms);
  w->travel->ops->locate(w->ctx, w->travel, PLACES, w->place_x, w->place_y, w->arena, &from);
  w->travel->ops->locate(w->ctx, w->travel, SITES, w->site_x, w->site_y, w->arena, &to);
  assert_int_equal(w->travel->ops->within(w->ctx, w->travel, ask->mode, &from, &to, limit_ms, w->arena, &times),
                   BUJU_OK);
  for (buju_ix i = 0; i < PLACES; i++)
    for (uint64_t k = times.row[i]; k < times.row[i + 1]; k++) ms[i][times.col[k]] = times.val[k];
}

static void circles_say_what_times_say(void **state) {
  GEOSContextHandle_t geos = *state;
  static const uint32_t limits[] = {300000, 900000, 1800000};
  static uint32_t ms[PLACES][SITES];
  for (uint64_t seed = 1; seed <= 4; seed++) {
    world w;
    random_world(&w, seed);
    buju_circles_ask ask = ask_of(&w, seed % 2 == 0 ? BUJU_DRIVE : BUJU_WALK, SITES, 3, limits);
    buju_mesh mesh;
    buju_land land;
    draw(&w, &ask, &mesh, &land);
    times_of(&w, &ask, limits[2], ms);
    int inside = 0;
    for (buju_ix i = 0; i < land.n; i++) {
      GEOSGeometry *circle = land_geos(geos, &land, i);
      assert_int_equal(GEOSisValid_r(geos, circle), 1);
      assert_true(land.area_m2[i] > 0); /* the site itself at least */
      const GEOSPreparedGeometry *prepared = GEOSPrepare_r(geos, circle);
      for (int p = 0; p < PLACES; p++) {
        if (hypot(w.place_x[p] - w.site_x[i / 3], w.place_y[p] - w.site_y[i / 3]) <= SLACK_M) continue;
        bool reached = ms[p][i / 3] <= limits[i % 3];
        GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos, w.place_x[p], w.place_y[p]);
        double apart_m = 0;
        bool in = GEOSPreparedContains_r(geos, prepared, point) == 1;
        if (in != reached) { /* by no more than the grid */
          GEOSGeometry *edge = GEOSBoundary_r(geos, circle);
          GEOSDistance_r(geos, edge, point, &apart_m);
          GEOSGeom_destroy_r(geos, edge);
        }
        if (apart_m > SLACK_M) fail_msg("seed %d place %d circle %u: %d, %u ms", (int)seed, p, i, in, ms[p][i / 3]);
        inside += in;
        GEOSGeom_destroy_r(geos, point);
      }
      GEOSPreparedGeom_destroy_r(geos, prepared);
      GEOSGeom_destroy_r(geos, circle);
    }
    assert_true(inside > 50);
    stop(&w);
  }
}

/* Whatever road it lies beside, a place is in the land of its nearest site, and what is too far from any road is not
 * given to whom the crow would fly to. */
static void the_nearest_by_road_owns_the_land(void **state) {
  GEOSContextHandle_t geos = *state;
  static buju_near near[PLACES];
  static const uint32_t limits[] = {60000};
  for (uint64_t seed = 5; seed <= 7; seed++) {
    world w;
    random_world(&w, seed);
    buju_circles_ask ask = ask_of(&w, BUJU_DRIVE, SITES, 1, limits);
    buju_land land;
    buju_places from, to;
    assert_int_equal(buju_nearest_land(w.ctx, &ask, w.arena, &land), BUJU_OK);
    w.travel->ops->locate(w.ctx, w.travel, PLACES, w.place_x, w.place_y, w.arena, &from);
    w.travel->ops->locate(w.ctx, w.travel, SITES, w.site_x, w.site_y, w.arena, &to);
    assert_int_equal(w.travel->ops->nearest(w.ctx, w.travel, BUJU_DRIVE, &from, &to, near), BUJU_OK);
    double sum_m2 = 0, area_m2 = 0;
    GEOSGeometry *all[SITES + 1];
    for (buju_ix i = 0; i <= SITES; i++) {
      all[i] = land_geos(geos, &land, i);
      assert_int_equal(GEOSisValid_r(geos, all[i]), 1);
      sum_m2 += land.area_m2[i];
      for (int p = 0; p < PLACES; p++) {
        GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos, w.place_x[p], w.place_y[p]);
        bool own = near[p].to == i || (near[p].to == BUJU_NONE && i == SITES);
        if (own != (GEOSIntersects_r(geos, all[i], point) == 1))
          fail_msg("seed %d: place %d and land %u", (int)seed, p, i);
        GEOSGeom_destroy_r(geos, point);
      }
    }
    GEOSGeometry *every = GEOSGeom_createCollection_r(geos, GEOS_GEOMETRYCOLLECTION, all, SITES + 1);
    GEOSGeometry *one = GEOSUnaryUnion_r(geos, every);
    GEOSArea_r(geos, one, &area_m2);
    assert_true(fabs(sum_m2 - area_m2) <= 1e-10 * area_m2);
    GEOSGeom_destroy_r(geos, one);
    GEOSGeom_destroy_r(geos, every);
    stop(&w);
  }
}

/* One straight road, driven at 30 km/h: in ten minutes one comes 5,000 m, to the metre, and beside the road as far as
 * the time left allows to walk. */
static void a_road_ends_at_its_metre(void **state) {
  GEOSContextHandle_t geos = *state;
  static const uint32_t limits[] = {600000};
  world w;
  start(&w);
  w.region.road = road_lines_read(w.arena, "700000,3000000 720000,3000000 ~30;");
  connect(&w);
  w.site_x[0] = 710000;
  w.site_y[0] = 3000000;
  buju_circles_ask ask = ask_of(&w, BUJU_DRIVE, 1, 1, limits);
  buju_mesh mesh;
  buju_land land;
  draw(&w, &ask, &mesh, &land);
  GEOSGeometry *circle = land_geos(geos, &land, 0);
  GEOSWKTReader *reader = GEOSWKTReader_create_r(geos);
  GEOSGeometry *road = GEOSWKTReader_read_r(geos, reader, "LINESTRING(700000 3000000, 720000 3000000)");
  GEOSGeometry *reached = GEOSIntersection_r(geos, circle, road);
  double length_m = 0;
  GEOSLength_r(geos, reached, &length_m);
  assert_true(fabs(length_m - 10000) < 2);
  for (uint64_t k = 0; k < land.point[land.ring[land.part[1]]]; k++) {
    double along_m = fabs(land.x_m[k] - 710000), left_s = 600 - along_m / (30 / 3.6);
    assert_true(fabs(land.y_m[k] - 3000000) <= fmax(left_s, 0) * 0.9 * 1.25 + 20);
  }
  assert_true(land.area_m2[0] > 0.7 * 5000 * 600 * 0.9 * 2);
  GEOSGeom_destroy_r(geos, reached);
  GEOSGeom_destroy_r(geos, road);
  GEOSGeom_destroy_r(geos, circle);
  GEOSWKTReader_destroy_r(geos, reader);
  stop(&w);
}

/* Four kilometres off a road, where the straight line measures: its circle is the straight line's, over roads and
 * wilderness alike, and so is the land around it. */
static void off_the_roads_the_straight_line_draws(void **state) {
  (void)state;
  static const uint32_t limits[] = {300000, 600000};
  static uint32_t ms[PLACES][SITES];
  uint64_t seed = 11;
  world w;
  start(&w);
  w.region.road = road_lines_read(w.arena, "700000,3000000 720000,3000000 ~30;");
  connect(&w);
  w.region.demand.n = PLACES;
  for (int p = 0; p < PLACES; p++) {
    w.place_x[p] = 710000 + 14000 * (buju_test_random(&seed) - 0.5);
    w.place_y[p] = 3003000 + (p % 3 == 0 ? 14000 : 1000) * (buju_test_random(&seed) - 0.5) - (p % 3 == 1 ? 3000 : 0);
  }
  for (int i = 0; i < SITES; i++) w.site_x[i] = NAN;
  w.site_x[0] = 710000;
  w.site_y[0] = 3004000;
  w.site_x[1] = 706000;
  buju_circles_ask ask = ask_of(&w, BUJU_DRIVE, SITES, 2, limits);
  w.site_y[1] = 3000100;
  buju_mesh mesh;
  buju_land land;
  bool *apart;
  draw(&w, &ask, &mesh, &land);
  times_of(&w, &ask, limits[1], ms);
  assert_int_equal(buju_circles_apart(w.ctx, &ask, w.arena, &apart), BUJU_OK);
  for (int i = 0; i < SITES; i++) assert_int_equal(apart[i], i == 0);
  for (buju_ix l = 0; l < 2; l++) {
    double reach_m = limits[l] / 1000.0 * w.spec.drive_mps / w.spec.detour_factor;
    int inside = 0, told = 0;
    for (int p = 0; p < PLACES; p++) {
      double away_m = hypot(w.place_x[p] - w.site_x[0], w.place_y[p] - w.site_y[0]);
      bool in = land_holds(&land, l, w.place_x[p], w.place_y[p]);
      if (fabs(away_m - reach_m) > 2 * SLACK_M) assert_int_equal(in, away_m < reach_m);
      inside += in;
      told += ms[p][0] <= limits[l];
    }
    assert_int_equal(inside, told);
    assert_true(inside > 10 && inside < PLACES - 10);
    assert_true(fabs(land.area_m2[l] / (3.141592653589793 * reach_m * reach_m) - 1) < 0.01);
  }
  assert_int_equal(buju_nearest_land(w.ctx, &ask, w.arena, &land), BUJU_OK);
  assert_true(land_holds(&land, 0, 713000, 3006000));
  assert_false(land_holds(&land, 1, 713000, 3006000));
  assert_true(land_holds(&land, 1, 706200, 2999800)); /* beside the road, near the site there */
  stop(&w);
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
      cmocka_unit_test(circles_say_what_times_say), cmocka_unit_test(the_nearest_by_road_owns_the_land),
      cmocka_unit_test(a_road_ends_at_its_metre), cmocka_unit_test(off_the_roads_the_straight_line_draws)};
  return cmocka_run_group_tests_name("circles on roads", tests, open_geos, close_geos);
}
