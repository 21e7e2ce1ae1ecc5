/* Barriers that hold and roads that cross them. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "planner/travel/terrain.h"

enum { SIDE = 40, CELLS = SIDE * SIDE };
enum { LAND = 1, PATH = 2 };

static const buju_raster raster = {1000, 2000, 10, 10, SIDE, SIDE};
static buju_ground_cell ground[CELLS];
static uint32_t ms[CELLS];

static uint64_t rng;
static double uniform(void) {
  rng = rng * 6364136223846793005u + 1442695040888963407u;
  return (double)(rng >> 11) / 9007199254740992.0;
}

static void all_land(void) {
  for (int c = 0; c < CELLS; c++) ground[c] = LAND;
}

/* Walks from a cell over what is burnt. */
static void walk(buju_ix from, uint8_t neighbours, bool corners_open) {
  static const buju_terrain_kind kind[] = {{0, 0}, {4, 0}, {20, 0}};
  buju_terrain_spec spec = {.raster = raster,
                            .ground = ground,
                            .kinds = 2,
                            .kind = kind,
                            .laws = 1,
                            .law = &buju_slope_none,
                            .neighbours = neighbours,
                            .corners_open = corners_open};
  buju_ctx *ctx = buju_ctx_new();
  buju_terrain *t = NULL;
  assert_int_equal(buju_terrain_make(ctx, &spec, &t), BUJU_OK);
  assert_int_equal(buju_terrain_nearest(ctx, t, 1, &from, BUJU_FROM_SITES, BUJU_FAR, ms, NULL, NULL), BUJU_OK);
  buju_terrain_free(t);
  buju_ctx_free(ctx);
}

static bool reached(int column, int row) { return ms[row * SIDE + column] != BUJU_FAR; }

static buju_lines line(uint64_t *first, uint64_t n, const double *x_m, const double *y_m) {
  first[0] = 0;
  first[1] = n;
  return (buju_lines){1, first, x_m, y_m};
}

/* Whatever lies there becomes a path. */
static uint16_t path_over(void *user, uint16_t kind) {
  (void)user, (void)kind;
  return PATH;
}

static void lay_path(const buju_lines *lines) { buju_ground_roads(&raster, ground, lines, path_over, NULL); }

/* A wall of cells that touch at their corners only, drawn cell by cell, as other programs rasterise lines. */
static void a_diagonal_wall_holds(void **state) {
  (void)state;
  for (int neighbours = 8; neighbours <= 16; neighbours += 8) {
    all_land();
    for (int i = 0; i < SIDE; i++) ground[i * SIDE + SIDE - 1 - i] = BUJU_BLOCKED;
    walk(0, (uint8_t)neighbours, false);
    for (int row = 0; row < SIDE; row++)
      for (int column = 0; column < SIDE; column++) assert_int_equal(reached(column, row), column + row < SIDE - 1);
    walk(0, (uint8_t)neighbours, true); /* as GRASS would: it leaks */
    assert_true(reached(SIDE - 1, SIDE - 1));
  }
}

/* What is reached is what a flood over sides reaches, on random grounds: the rule that nothing leaks. */
static void reach_is_a_flood_over_sides(void **state) {
  (void)state;
  static bool wet[CELLS];
  static int stack[CELLS];
  for (uint64_t seed = 1; seed <= 40; seed++) {
    rng = seed;
    all_land();
    double closed = 0.2 + 0.01 * (double)seed;
    for (int c = 1; c < CELLS; c++)
      if (uniform() < closed) ground[c] = BUJU_BLOCKED;
    memset(wet, 0, sizeof wet);
    int n = 0;
    stack[n++] = 0;
    wet[0] = true;
    while (n > 0) {
      int c = stack[--n];
      const int to[] = {c % SIDE > 0 ? c - 1 : c, c % SIDE < SIDE - 1 ? c + 1 : c, c - SIDE, c + SIDE};
      for (int k = 0; k < 4; k++)
        if (to[k] >= 0 && to[k] < CELLS && !wet[to[k]] && ground[to[k]] != BUJU_BLOCKED) {
          wet[to[k]] = true;
          stack[n++] = to[k];
        }
    }
    for (int neighbours = 8; neighbours <= 16; neighbours += 8) {
      walk(0, (uint8_t)neighbours, false);
      for (int c = 0; c < CELLS; c++) assert_int_equal(ms[c] != BUJU_FAR, wet[c]);
    }
  }
}

/* Random lines from one edge of the area to another part the cells they do not touch, even where corners are open. */
static void a_burnt_line_parts_the_land(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 200; seed++) {
    rng = seed;
    all_land();
    enum { POINTS = 6 };
    double x[POINTS], y[POINTS];
    uint64_t first[2];
    for (int i = 0; i < POINTS; i++) { /* from the west edge to the east edge, rising and falling */
      x[i] = 995 + 410.0 * i / (POINTS - 1);
      y[i] = 2000 - (20 + 360 * uniform());
      if (seed % 3 == 0) x[i] = floor(x[i] / 10) * 10, y[i] = floor(y[i] / 10) * 10; /* through the corners */
    }
    const buju_lines wall = line(first, POINTS, x, y);
    buju_ground_barrier_lines(&raster, ground, &wall);
    assert_int_equal(ground[0], LAND);
    assert_int_equal(ground[CELLS - 1], LAND);
    walk(0, seed % 2 == 0 ? 16 : 8, true);
    assert_false(reached(SIDE - 1, SIDE - 1));
    assert_false(reached(0, SIDE - 1));
    assert_true(reached(SIDE - 1, 0));
  }
}

/* Lines that are outside, broken, single or enormous do no harm. */
static void odd_lines(void **state) {
  (void)state;
  all_land();
  const double x[] = {1e300, -1e300, 5000, 6000, NAN, 1005, 1015, INFINITY, 1105},
               y[] = {1e9, 1e9, 0, 0, 1995, 1995, NAN, 0, 1895};
  const uint64_t first[] = {0, 2, 4, 8, 9, 9};
  buju_ground_barrier_lines(&raster, ground, &(buju_lines){5, first, x, y});
  for (int c = 0; c < CELLS; c++) assert_int_equal(ground[c] == LAND, c != 10 * SIDE + 10); /* the single point */
  const double far_x[] = {-1e12, 1e12}, far_y[] = {1805, 1805};
  uint64_t two[2];
  const buju_lines far_line = line(two, 2, far_x, far_y);
  buju_ground_barrier_lines(&raster, ground, &far_line);
  for (int c = 0; c < SIDE; c++) assert_int_equal(ground[19 * SIDE + c] & BUJU_GROUND_KIND, BUJU_BLOCKED);
}

/* Many polygons in one array of points: each blocks what it blocks alone, and those before and after it nothing. */
static void polygons_of_one_array(void **state) {
  (void)state;
  enum { POLYGONS = 40, CORNERS = 5 };
  static double x[POLYGONS * CORNERS], y[POLYGONS * CORNERS];
  static buju_ground_cell alone[CELLS];
  uint64_t first[POLYGONS + 1] = {0};
  buju_ctx *ctx = buju_ctx_new();
  for (int k = 0; k < POLYGONS; k++) {
    double west = 1000 + k * 137 % 300, north = 2000 - k * 89 % 300;
    for (int i = 0; i < CORNERS; i++) {
      x[first[k] + (uint64_t)i] = west + 40 + 35 * sin(i * 1.2566 + k);
      y[first[k] + (uint64_t)i] = north - 40 + 35 * cos(i * 1.2566 + k);
    }
    first[k + 1] = first[k] + CORNERS;
  }
  for (int k = 0; k < POLYGONS; k++) {
    const uint64_t own[] = {0, CORNERS};
    all_land();
    assert_int_equal(
        buju_ground_barrier_polygon(ctx, &raster, ground, &(buju_lines){1, own, x + first[k], y + first[k]}), BUJU_OK);
    memcpy(alone, ground, sizeof alone);
    int blocked = 0;
    for (int c = 0; c < CELLS; c++) blocked += alone[c] != LAND;
    assert_true(blocked > 5);
    all_land();
    assert_int_equal(buju_ground_barrier_polygon(ctx, &raster, ground, &(buju_lines){1, first + k, x, y}), BUJU_OK);
    assert_memory_equal(ground, alone, sizeof alone);
  }
  buju_ctx_free(ctx);
}

/* A ring-shaped lake: its island stays land and cannot be reached; a lake thinner than a cell parts all the same. */
static void a_lake_is_closed(void **state) {
  (void)state;
  all_land();
  const double x[] = {1055, 1305, 1305, 1055, 1155, 1205, 1205, 1155},
               y[] = {1945, 1945, 1695, 1695, 1845, 1845, 1795, 1795};
  const uint64_t first[] = {0, 4, 8};
  buju_ctx *ctx = buju_ctx_new();
  assert_int_equal(buju_ground_barrier_polygon(ctx, &raster, ground, &(buju_lines){2, first, x, y}), BUJU_OK);
  walk(0, 16, true);
  for (int row = 0; row < SIDE; row++)
    for (int column = 0; column < SIDE; column++) {
      bool lake = column >= 5 && column <= 30 && row >= 5 && row <= 30;
      bool island = column > 15 && column < 20 && row > 15 && row < 20;
      assert_int_equal(ground[row * SIDE + column] & BUJU_GROUND_KIND, lake && !island ? BUJU_BLOCKED : LAND);
      assert_int_equal(reached(column, row), !lake);
    }
  const double thin_x[] = {990, 1410, 1410, 990}, thin_y[] = {1655, 1605, 1604, 1654};
  const uint64_t four[] = {0, 4};
  assert_int_equal(buju_ground_barrier_polygon(ctx, &raster, ground, &(buju_lines){1, four, thin_x, thin_y}), BUJU_OK);
  walk(0, 16, true);
  assert_false(reached(0, SIDE - 1));
  buju_ctx_free(ctx);
}

static buju_ix cell_at(double x_m, double y_m) { return buju_raster_at(&raster, x_m, y_m); }

/* A road over a river is the one way across; one along it lets nobody across, and stays a road. */
static void bridges(void **state) {
  (void)state;
  const double river_x[] = {990, 1410}, river_y[] = {1803, 1807};
  const double over_x[] = {1203, 1287}, over_y[] = {1983, 1613};
  const double along_x[] = {1020, 1200, 1380}, along_y[] = {1825, 1809, 1825};
  uint64_t first[2];
  for (int neighbours = 8; neighbours <= 16; neighbours += 8)
    for (int corners = 0; corners < 2; corners++) {
      all_land();
      buju_lines river = line(first, 2, river_x, river_y);
      buju_ground_barrier_lines(&raster, ground, &river);
      buju_lines along = line(first, 3, along_x, along_y);
      lay_path(&along);
      assert_int_equal(ground[cell_at(1200, 1809)], PATH | BUJU_GROUND_ROAD | BUJU_GROUND_BARRIER);
      walk(0, (uint8_t)neighbours, corners);
      assert_true(ms[cell_at(1200, 1809)] != BUJU_FAR); /* who came by the road */
      assert_int_equal(ms[cell_at(1200, 1615)], BUJU_FAR);
      assert_int_equal(ms[CELLS - 1], BUJU_FAR);
      buju_lines over = line(first, 2, over_x, over_y);
      lay_path(&over);
      walk(0, (uint8_t)neighbours, corners);
      assert_true(ms[CELLS - 1] != BUJU_FAR);
    }
}

/* Random roads burnt over random walls stay whole: from one end of a road to the other there is always a way. */
static void a_road_is_never_cut(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 100; seed++) {
    rng = seed;
    all_land();
    uint64_t first[2];
    for (int i = 0; i < 12; i++) {
      const double x[] = {1000 + 400 * uniform(), 1000 + 400 * uniform()},
                   y[] = {1600 + 400 * uniform(), 1600 + 400 * uniform()};
      buju_lines wall = line(first, 2, x, y);
      buju_ground_barrier_lines(&raster, ground, &wall);
    }
    double x[5], y[5];
    for (int i = 0; i < 5; i++) x[i] = 1000 + 400 * uniform(), y[i] = 1600 + 400 * uniform();
    buju_lines road = line(first, 5, x, y);
    lay_path(&road);
    walk(cell_at(x[0], y[0]), seed % 2 == 0 ? 16 : 8, false);
    for (int i = 1; i < 5; i++) assert_true(ms[cell_at(x[i], y[i])] != BUJU_FAR);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_diagonal_wall_holds),
      cmocka_unit_test(reach_is_a_flood_over_sides),
      cmocka_unit_test(a_burnt_line_parts_the_land),
      cmocka_unit_test(odd_lines),
      cmocka_unit_test(polygons_of_one_array),
      cmocka_unit_test(a_lake_is_closed),
      cmocka_unit_test(bridges),
      cmocka_unit_test(a_road_is_never_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
