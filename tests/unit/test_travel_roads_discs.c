/* Ranges of travel on roads hold wherever in a disc somebody lives. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "planner/travel/travel.h"
#include "tests/support/discs.h"
#include "tests/support/polygons.h"
#include "tests/support/road_world.h"

/* ---- discs ---- */

/* Wherever in a disc somebody lives, and whichever way they go. */
static void whoever_lives_in_a_disc_is_in_its_range(void **state) {
  (void)state;
  discs_seen seen = {0};
  for (uint64_t seed = 200; seed < 240; seed++) {
    road_world w;
    double radius_m[ROAD_WORLD_FROM];
    uint64_t random = seed;
    road_world_random(&w, seed);
    for (int i = 0; i < ROAD_WORLD_FROM; i++) {
      double most_m = i % 4 == 0 ? 0 : i % 4 == 1 ? 30 : i % 4 == 2 ? 200 : 900;
      radius_m[i] = most_m * buju_test_random(&random);
      if (isnan(w.y_m[i])) w.y_m[i] = 300;
    }
    for (int k = 0; k < 2 * BUJU_MODES; k++) {
      const buju_travel *travel = buju_travel_heading(w.travel, k % 2 == 0 ? BUJU_TO_SERVICE : BUJU_FROM_SERVICE);
      buju_places to =
          road_world_located(&w, ROAD_WORLD_FROM, 1 + (buju_ix)(ROAD_WORLD_TO * buju_test_random(&random)));
      discs_check(w.ctx, travel, (buju_mode)(k / 2), ROAD_WORLD_FROM, w.x_m, w.y_m, radius_m, &to, 60, &random, w.arena,
                  &seen);
    }
    road_world_end(&w);
  }
  assert_in_range(seen.other, seen.homes / 2, seen.homes); /* the comparison is about something, */
  assert_in_range(seen.told, seen.homes / 2, seen.homes);  /* and so are the ranges */
  assert_in_range(seen.near_to_end, seen.told / 5, seen.told);
}

/* ---- by hand ---- */

/* Lanes that hang on nothing, one so far from the road that some who live on it cannot join the road. */
static void discs_about_stray_lines(void **state) {
  (void)state;
  enum { DISCS = 60 };
  road_world w;
  double x_m[DISCS], y_m[DISCS], radius_m[DISCS];
  uint64_t random = 3;
  discs_seen seen = {0};
  road_world_by_hand(&w, "0,0 3000,0; 1000,300 1200,300; 2000,640 2200,640;");
  for (int i = 0; i < DISCS; i++) {
    x_m[i] = (i % 2 == 0 ? 1100 : 2100) + 200 * (buju_test_random(&random) - 0.5);
    y_m[i] = (i % 2 == 0 ? 300 : 640) + 100 * (buju_test_random(&random) - 0.5);
    radius_m[i] = (i % 3 == 0 ? 10 : 200) * buju_test_random(&random);
  }
  const double site_x[] = {0, 1150}, site_y[] = {0, 310};
  for (buju_ix sites = 1; sites <= 2; sites++) {
    buju_places to;
    assert_int_equal(w.travel->ops->locate(w.ctx, w.travel, sites, site_x, site_y, w.arena, &to), BUJU_OK);
    discs_check(w.ctx, w.travel, BUJU_WALK, DISCS, x_m, y_m, radius_m, &to, 200, &random, w.arena, &seen);
  }
  assert_in_range(seen.told, seen.homes / 2, seen.homes - 1);
  road_world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(whoever_lives_in_a_disc_is_in_its_range),
      cmocka_unit_test(discs_about_stray_lines),
  };
  return cmocka_run_group_tests_name("travel_roads", tests, NULL, NULL);
}
