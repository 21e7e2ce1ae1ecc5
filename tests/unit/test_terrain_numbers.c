/* Terrain in numbers: times to the millisecond, holes of elevation, people within a time.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "planner/travel/terrain_search.h"

enum { LONG = 40 };

/* Times along a level strip of square cells to the one at its western end. */
static void walk_strip(double cell_m, double kmh, uint32_t limit_ms, uint32_t ms[LONG]) {
  buju_ground_cell ground[LONG];
  for (int i = 0; i < LONG; i++) ground[i] = 1;
  const buju_terrain_kind kind[] = {{0, 0}, {kmh, 0}};
  buju_terrain_spec spec = {.raster = {0, 0, cell_m, cell_m, LONG, 1},
                            .ground = ground,
                            .kinds = 1,
                            .kind = kind,
                            .laws = 1,
                            .law = &buju_slope_none,
                            .neighbours = 8};
  buju_ctx *ctx = buju_ctx_new();
  buju_terrain *t = NULL;
  const buju_ix home = 0;
  assert_int_equal(buju_terrain_make(ctx, &spec, &t), BUJU_OK);
  assert_int_equal(buju_terrain_nearest(ctx, t, 1, &home, BUJU_TO_SITES, limit_ms, ms, NULL, NULL), BUJU_OK);
  buju_terrain_free(t);
  buju_ctx_free(ctx);
}

/* 25 cells of 36 m at 3.6 km/h are 900 s exactly: fifteen minutes mean fifteen. */
static void fifteen_minutes_are_fifteen(void **state) {
  (void)state;
  uint32_t ms[LONG];
  walk_strip(36, 3.6, 900000, ms);
  for (uint32_t i = 0; i < LONG; i++) assert_int_equal(ms[i], i <= 25 ? i * 36000 : BUJU_FAR);
}

/* Slow kilometres: times past 32 bits are far, and nothing wraps around. */
static void time_saturates(void **state) {
  (void)state;
  uint32_t ms[LONG];
  walk_strip(10000, 0.05, BUJU_FAR, ms);
  for (uint32_t i = 0; i < LONG; i++) assert_int_equal(ms[i], i <= 5 ? i * 720000000 : BUJU_FAR);
}

static void holes_are_filled_from_their_edge(void **state) {
  (void)state;
  enum { WIDE = 7 };
  const buju_raster raster = {0, 0, 30, 30, WIDE, WIDE};
  float height[WIDE * WIDE];
  uint64_t filled, left;
  buju_ctx *ctx = buju_ctx_new();
  for (int c = 0; c < WIDE * WIDE; c++) {
    int column = c % WIDE, row = c / WIDE;
    bool hole = column >= 1 && column <= 5 && row >= 1 && row <= 5;
    height[c] = hole ? NAN : (float)(100 + 10 * column);
  }
  assert_int_equal(buju_terrain_fill_holes(ctx, &raster, height, 2, &filled, &left), BUJU_OK);
  assert_int_equal(filled, 24); /* two rings of the 25; the middle is three deep */
  assert_int_equal(left, 1);
  assert_true(isnan(height[3 * WIDE + 3]));
  assert_true(fabsf(height[1 * WIDE + 3] - 130) < 1e-4f); /* 120, 130 and 140 above it */
  assert_true(fabsf(height[3 * WIDE + 1] - 100) < 1e-4f);
  for (int row = 1; row <= 5; row++) /* a plain that rises eastwards is mirrored in itself */
    for (int column = 1; column <= 2; column++) {
      float west = height[row * WIDE + column], east = height[row * WIDE + 6 - column];
      assert_true(fabsf(west + east - 260) < 1e-3f);
    }
  assert_int_equal(buju_terrain_fill_holes(ctx, &raster, height, 9, &filled, &left), BUJU_OK);
  assert_int_equal(filled, 1);
  assert_true(fabsf(height[3 * WIDE + 3] - 130) < 1e-3f);
  for (int c = 0; c < WIDE * WIDE; c++) height[c] = NAN;
  assert_int_equal(buju_terrain_fill_holes(ctx, &raster, height, 9, &filled, &left), BUJU_OK);
  assert_int_equal(left, WIDE * WIDE);
  buju_ctx_free(ctx);
}

static void people_are_counted_with_no_data(void **state) {
  (void)state;
  const uint32_t ms[] = {0, 1800000, 1800001, BUJU_FAR, 60}, limits[] = {0, 1800000, BUJU_FAR};
  const buju_people_n people[] = {1000, 2500, 4000, 8000, BUJU_PEOPLE_MISSING};
  buju_people_n within[3], all;
  buju_terrain_people_within(5, ms, people, 3, limits, within, &all);
  assert_int_equal(within[0], 1000);
  assert_int_equal(within[1], 3500);
  assert_int_equal(within[2], 7500); /* nobody gets from far away, whatever the limit */
  assert_int_equal(all, 15500);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fifteen_minutes_are_fifteen),
      cmocka_unit_test(time_saturates),
      cmocka_unit_test(holes_are_filled_from_their_edge),
      cmocka_unit_test(people_are_counted_with_no_data),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
