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
#include "tests/support/polygons.h"

enum { COLUMNS = 60, ROWS = 40, LAND = 10, WATER = 80, PLACES = 150 };
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
  double site_x, site_y, place_x[PLACES], place_y[PLACES];
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
  return (buju_circles_ask){&w->region, w->travel, &w->spec, BUJU_WALK, 1, &w->site_x, &w->site_y, 1, limit_ms, 0};
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

/* Two hours reach round the lake, and by the straight line across it and far off the raster. */
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

/* ---- right to the cell ---- */

/* Random ground: lakes of a few cells, single rocks, walls a cell thick, and a road of fast cells through them. */
static void spoil(world *w, uint64_t seed) {
  for (int c = 0; c < COLUMNS * ROWS; c++) w->cover[c] = LAND;
  for (int lake = 0; lake < 40; lake++) {
    int x = (int)(COLUMNS * buju_test_random(&seed)), y = (int)(ROWS * buju_test_random(&seed));
    int wide = 1 + (int)(4 * buju_test_random(&seed)), high = 1 + (int)(4 * buju_test_random(&seed));
    if (lake % 8 == 0) wide = 1, high = 15;
    for (int r = y; r < y + high && r < ROWS; r++)
      for (int c = x; c < x + wide && c < COLUMNS; c++) w->cover[r * COLUMNS + c] = WATER;
  }
  for (int p = 0; p < PLACES; p++) {
    w->place_x[p] = WEST_M + (COLUMNS * buju_test_random(&seed) + (p % 20 == 0 ? COLUMNS : 0)) * SIDE_M;
    w->place_y[p] = NORTH_M - ROWS * buju_test_random(&seed) * SIDE_M;
  }
  w->site_x = WEST_M + (10 + 40 * buju_test_random(&seed)) * SIDE_M;
  w->site_y = NORTH_M - (10 + 20 * buju_test_random(&seed)) * SIDE_M;
  w->region.demand.n = PLACES;
}

/* Whether a cell around this one, or itself, says the other thing. */
static bool near_border(const buju_terrain *terrain, const uint32_t *ms, uint32_t limit_ms, buju_ix cell) {
  int32_t column = (int32_t)(cell % COLUMNS), row = (int32_t)(cell / COLUMNS);
  bool in = ms[cell] <= limit_ms;
  for (int32_t r = row - 1; r <= row + 1; r++)
    for (int32_t c = column - 1; c <= column + 1; c++) {
      if (c < 0 || r < 0 || c >= COLUMNS || r >= ROWS) {
        if (in) return true;
        continue;
      }
      buju_ix other = (buju_ix)(r * COLUMNS + c);
      if ((buju_terrain_open(terrain, other) && ms[other] <= limit_ms) != in) return true;
    }
  return false;
}

/* A settlement on closed ground has a time all the same, of the shore or by the straight line: its island is no larger
 * than a cell. */
static bool near_island(const world *w, const buju_places *from, double x_m, double y_m) {
  for (buju_ix p = 0; p < PLACES; p++)
    if (buju_terrain_cells(from)[p] != buju_raster_at(&w->map.raster, w->place_x[p], w->place_y[p]) &&
        fabs(w->place_x[p] - x_m) < 1.5 * SIDE_M && fabs(w->place_y[p] - y_m) < 1.5 * SIDE_M)
      return true;
  return false;
}

static void check_points(const world *w, const buju_places *from, const buju_terrain *terrain, const uint32_t *ms,
                         const buju_land *land, buju_ix area, uint32_t limit_ms, int seen[2]) {
  uint64_t seed = limit_ms;
  for (int k = 0; k < 4000; k++) {
    double x_m = WEST_M + COLUMNS * SIDE_M * buju_test_random(&seed);
    double y_m = NORTH_M - ROWS * SIDE_M * buju_test_random(&seed);
    buju_ix cell = buju_raster_at(&w->map.raster, x_m, y_m);
    bool in = ms[cell] <= limit_ms;
    if (near_border(terrain, ms, limit_ms, cell) || near_island(w, from, x_m, y_m)) continue;
    if (land_holds(land, area, x_m, y_m) != in) fail_msg("cell %u, %u ms, limit %u", cell, ms[cell], limit_ms);
    seen[in]++;
  }
}

/* How much of one area is not in another. */
static double area_outside(GEOSContextHandle_t geos, const buju_land *land, buju_ix i, buju_ix k) {
  GEOSGeometry *a = land_geos(geos, land, i), *b = land_geos(geos, land, k), *rest = GEOSDifference_r(geos, a, b);
  double area_m2 = INFINITY;
  GEOSArea_r(geos, rest, &area_m2);
  GEOSGeom_destroy_r(geos, rest);
  GEOSGeom_destroy_r(geos, b);
  GEOSGeom_destroy_r(geos, a);
  return area_m2;
}

/* The middles of cells say what their times say, and so do settlements wherever they stand in theirs, in a lake or off
 * the raster; any other place unless the border is a cell away. Longer limits hold shorter ones. */
static void circles_are_right_to_the_cell(void **state) {
  world *w = *state;
  static const uint32_t limits[] = {600000, 1500000, 2400000};
  static uint32_t ms[COLUMNS * ROWS];
  int seen[2] = {0, 0}, rings = 0;
  for (uint64_t seed = 1; seed <= 6; seed++) {
    const buju_terrain *terrain;
    buju_places from, to;
    buju_mesh mesh;
    buju_land land;
    buju_csr times;
    spoil(w, seed);
    buju_travel_free(w->travel);
    assert_int_equal(buju_travel_terrain(w->ctx, &w->map, &w->region.road, &w->spec, &w->travel), BUJU_OK);
    buju_circles_ask ask = ask_of(w, limits);
    ask.limits = 3;
    assert_int_equal(buju_circles_mesh(w->ctx, &ask, w->arena, &mesh), BUJU_OK);
    assert_int_equal(buju_circles_draw(w->ctx, &ask, &mesh, w->arena, &land), BUJU_OK);
    assert_int_equal(buju_terrain_under(w->ctx, w->travel, BUJU_WALK, &terrain), BUJU_OK);
    w->travel->ops->locate(w->ctx, w->travel, 1, &w->site_x, &w->site_y, w->arena, &to);
    w->travel->ops->locate(w->ctx, w->travel, PLACES, w->place_x, w->place_y, w->arena, &from);
    assert_int_equal(
        buju_terrain_nearest(w->ctx, terrain, 1, buju_terrain_cells(&to), BUJU_TO_SITES, BUJU_FAR, ms, NULL, NULL),
        BUJU_OK);
    w->travel->ops->within(w->ctx, w->travel, BUJU_WALK, &from, &to, limits[2], w->arena, &times);
    for (buju_ix l = 0; l < 3; l++) {
      GEOSGeometry *area = land_geos(w->geos, &land, l);
      assert_int_equal(GEOSisValid_r(w->geos, area), 1);
      GEOSGeom_destroy_r(w->geos, area);
      rings += (int)(land.ring[land.part[l + 1]] - land.ring[land.part[l]]);
      for (buju_ix c = 0; c < COLUMNS * ROWS; c++)
        assert_int_equal(land_holds(&land, l, buju_raster_x_m(&w->map.raster, c), buju_raster_y_m(&w->map.raster, c)),
                         ms[c] <= limits[l]);
      for (buju_ix p = 0; p < PLACES; p++) {
        bool in = times.row[p + 1] > times.row[p] && times.val[times.row[p]] <= limits[l];
        if (land_holds(&land, l, w->place_x[p], w->place_y[p]) != in)
          fail_msg("seed %d, limit %u: place %u should be %d", (int)seed, limits[l], p, in);
      }
      if (l > 0) assert_true(area_outside(w->geos, &land, l - 1, l) < 1);
      check_points(w, &from, terrain, ms, &land, l, limits[l], seen);
    }
  }
  assert_true(seen[0] > 5000 && seen[1] > 2000 && rings > 60);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(circles_leave_out_lakes_and_the_unknown, set_up, tear_down),
      cmocka_unit_test_setup_teardown(lakes_and_the_unknown_are_nobodys_land, set_up, tear_down),
      cmocka_unit_test_setup_teardown(circles_are_right_to_the_cell, set_up, tear_down),
  };
  return cmocka_run_group_tests_name("circles over terrain", tests, NULL, NULL);
}
