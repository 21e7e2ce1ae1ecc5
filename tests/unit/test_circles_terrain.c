/* Service circles over terrain: nobody is taken across a lake, or to land of which no raster tells.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "planner/travel/nearest_land.h"
#include "planner/travel/road_speed.h"
#include "planner/travel/terrain_travel.h"
#include "tests/support/land_geos.h"

enum { COLUMNS = 60, ROWS = 40, LAND = 10, WATER = 80 };
static const double SIDE_M = 100, WEST_M = 500000, NORTH_M = 3304000;

typedef struct world {
  GEOSContextHandle_t geos;
  buju_ctx *ctx;
  buju_arena *arena;
  int32_t cover[COLUMNS * ROWS];
  float elevation_m[COLUMNS * ROWS];
  buju_ground_map map;
  buju_cover_speed speed[2];
  buju_travel_spec spec;
  buju_region region;
  buju_travel *travel;
  double site_x, site_y, place_x[2], place_y[2];
} world;

/* Flat land walked at 1 m/s, 6 km by 4; in it a lake of 1 km by 2, west of it the site; settlements in two corners. */
static int set_up(void **state) {
  world *w = calloc(1, sizeof *w);
  w->geos = GEOS_init_r();
  w->ctx = buju_ctx_new();
  w->arena = buju_arena_new();
  for (int c = 0; c < COLUMNS * ROWS; c++) {
    bool lake = c % COLUMNS >= 25 && c % COLUMNS < 35 && c / COLUMNS >= 10 && c / COLUMNS < 30;
    w->cover[c] = lake ? WATER : LAND;
  }
  w->map = (buju_ground_map){
      .raster = {WEST_M, NORTH_M, SIDE_M, SIDE_M, COLUMNS, ROWS}, .elevation_m = w->elevation_m, .cover = w->cover};
  w->speed[0] = (buju_cover_speed){LAND, {1, 0, 0}};
  w->speed[1] = (buju_cover_speed){WATER, {0, 0, 0}};
  w->spec = (buju_travel_spec){.walk_mps = 1, .ebike_mps = 4, .drive_mps = 10, .detour_factor = 1.3, .off_road_mps = 1};
  w->spec.covers = 2;
  w->spec.cover = w->speed;
  buju_road_speed_defaults(&w->spec);
  w->site_x = WEST_M + 1550;
  w->site_y = NORTH_M - 2050;
  w->place_x[0] = WEST_M + 50;
  w->place_y[0] = NORTH_M - 50;
  w->place_x[1] = WEST_M + 5950;
  w->place_y[1] = NORTH_M - 3950;
  w->region.demand.n = 2;
  w->region.demand.x_m = w->place_x;
  w->region.demand.y_m = w->place_y;
  assert_int_equal(buju_travel_terrain(w->ctx, &w->map, &w->region.road, &w->spec, &w->travel), BUJU_OK);
  *state = w;
  return 0;
}

static int tear_down(void **state) {
  world *w = *state;
  buju_travel_free(w->travel);
  buju_arena_free(w->arena);
  buju_ctx_free(w->ctx);
  GEOS_finish_r(w->geos);
  free(w);
  return 0;
}

static buju_circles_ask ask_of(const world *w, const uint32_t *limit_ms) {
  return (buju_circles_ask){&w->region, w->travel, &w->spec, BUJU_WALK, 1, &w->site_x, &w->site_y, 1, limit_ms};
}

/* Whether area i holds a point, metres east and south of the raster's corner. */
static bool holds(const world *w, const buju_land *land, buju_ix i, double east_m, double south_m) {
  GEOSGeometry *area = land_geos(w->geos, land, i);
  GEOSGeometry *point = GEOSGeom_createPointFromXY_r(w->geos, WEST_M + east_m, NORTH_M - south_m);
  bool in = GEOSIntersects_r(w->geos, area, point) == 1;
  GEOSGeom_destroy_r(w->geos, point);
  GEOSGeom_destroy_r(w->geos, area);
  return in;
}

/* Two hours reach round the lake, and by the straight line across it and far off the raster. The quarter of an hour is
 * there to have places asked every hundred metres. */
static void circles_leave_out_lakes_and_the_unknown(void **state) {
  world *w = *state;
  static const uint32_t limits[] = {900000, 7200000};
  buju_circles_ask ask = ask_of(w, limits);
  ask.limits = 2;
  buju_mesh mesh;
  buju_land land;
  assert_int_equal(buju_circles_mesh(w->ctx, &ask, w->arena, &mesh), BUJU_OK);
  assert_int_equal(buju_circles_draw(w->ctx, &ask, &mesh, w->arena, &land), BUJU_OK);
  assert_true(holds(w, &land, 1, 1000, 2000));  /* this side */
  assert_true(holds(w, &land, 1, 4500, 2000));  /* beyond the lake */
  assert_true(holds(w, &land, 1, 3000, 400));   /* past its end */
  assert_false(holds(w, &land, 1, 3000, 2000)); /* in it */
  assert_false(holds(w, &land, 1, -1500, 2000));
  assert_false(holds(w, &land, 1, 2000, 5500));
}

static void lakes_and_the_unknown_are_nobodys_land(void **state) {
  world *w = *state;
  buju_circles_ask ask = ask_of(w, NULL);
  buju_land land;
  ask.limits = 0;
  assert_int_equal(buju_nearest_land(w->ctx, &ask, w->arena, &land), BUJU_OK);
  assert_true(holds(w, &land, 0, 1000, 2000));
  assert_true(holds(w, &land, 0, 4500, 2000));
  assert_false(holds(w, &land, 0, 3000, 2000));
  assert_true(holds(w, &land, 1, 3000, 2000));
  assert_true(holds(w, &land, 1, -1500, 2000));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(circles_leave_out_lakes_and_the_unknown, set_up, tear_down),
      cmocka_unit_test_setup_teardown(lakes_and_the_unknown_are_nobodys_land, set_up, tear_down),
  };
  return cmocka_run_group_tests_name("circles over terrain", tests, NULL, NULL);
}
