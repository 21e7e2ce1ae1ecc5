/* Small road networks to travel on, random or by hand. SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/road_world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/polygons.h"

buju_travel_spec road_world_spec(void) {
  buju_travel_spec spec = {.provider = BUJU_BY_ROADS,
                           .walk_mps = 1.25,
                           .ebike_mps = 15 / 3.6,
                           .drive_mps = 40 / 3.6,
                           .detour_factor = 1.3,
                           .off_road_mps = 0.9,
                           .join_m = 700,
                           .snap_m = 2};
  buju_road_speed_defaults(&spec);
  return spec;
}

void road_world_build(road_world *w) {
  const buju_network_spec noding = {true, w->spec.snap_m};
  assert_int_equal(buju_network_build(w->ctx, &w->lines, &noding, w->arena, NULL, &w->network), BUJU_OK);
  assert_int_equal(buju_travel_roads(w->ctx, &w->network, &w->lines, &w->spec, &w->travel), BUJU_OK);
}

void road_world_random(road_world *w, uint64_t seed) {
  bool tied = seed % 5 == 0;
  static const uint8_t classes[] = {BUJU_CLASS_COUNTY, BUJU_CLASS_VILLAGE, BUJU_CLASS_PATH, BUJU_CLASS_EXPRESSWAY,
                                    BUJU_CLASS_TRACK};
  *w = (road_world){.ctx = buju_ctx_new(), .arena = buju_arena_new(), .spec = road_world_spec()};
  for (int c = 0; c < BUJU_CLASSES * BUJU_MODES && tied; c++) w->spec.road_mps[c / BUJU_MODES][c % BUJU_MODES] *= 1e6;
  uint64_t *first = BUJU_NEW(w->arena, uint64_t, ROAD_WORLD_LINES + 1);
  double *x = BUJU_NEW(w->arena, double, ROAD_WORLD_LINES * 3), *y = BUJU_NEW(w->arena, double, ROAD_WORLD_LINES * 3);
  for (int i = 0; i < ROAD_WORLD_LINES; i++) {
    first[i + 1] = 3 * (uint64_t)(i + 1);
    for (int p = 0; p < 3; p++) {
      x[3 * i + p] = 600 * floor(6 * buju_test_random(&seed));
      y[3 * i + p] = 600 * floor(6 * buju_test_random(&seed));
    }
  }
  w->lines = road_lines_plain(w->arena, ROAD_WORLD_LINES, first, x, y);
  for (int i = 0; i < ROAD_WORLD_LINES; i++) {
    w->lines.class[i] = classes[(size_t)(sizeof classes * buju_test_random(&seed))];
    if (buju_test_random(&seed) < 0.3) w->lines.way[i] = (uint8_t)(1 + (buju_test_random(&seed) < 0.5));
    if (buju_test_random(&seed) < 0.15) w->lines.flags[i] = BUJU_ROAD_BRIDGE, w->lines.level[i] = 1;
    if (buju_test_random(&seed) < 0.1) w->lines.flags[i] |= BUJU_ROAD_BARRED_DRIVE;
  }
  for (int i = 0; i < ROAD_WORLD_FROM + ROAD_WORLD_TO; i++) {
    double spread = i % 3 == 0 ? 5 : 400;
    size_t at = (size_t)(ROAD_WORLD_LINES * 3 * buju_test_random(&seed));
    w->x_m[i] = x[at] + spread * (buju_test_random(&seed) - 0.5);
    w->y_m[i] = y[at] + spread * (buju_test_random(&seed) - 0.5);
    if (i % 11 == 4) w->x_m[i] = w->x_m[i / 2], w->y_m[i] = w->y_m[i / 2];
    if (i % 11 == 6) w->x_m[i] = w->x_m[i / 2] + 40, w->y_m[i] = w->y_m[i / 2];
    if (i % 13 == 5) w->x_m[i] = 9000 + 10 * i;
    if (i % 17 == 9) w->y_m[i] = NAN;
    if (i % 7 == 3 || tied) w->x_m[i] = x[at], w->y_m[i] = y[at];
  }
  road_world_build(w);
}

void road_world_end(road_world *w) {
  buju_travel_free(w->travel);
  buju_arena_free(w->arena);
  buju_ctx_free(w->ctx);
}

void road_world_by_hand(road_world *w, const char *lines) {
  *w = (road_world){.ctx = buju_ctx_new(), .arena = buju_arena_new(), .spec = road_world_spec()};
  w->lines = road_lines_read(w->arena, lines);
  road_world_build(w);
}

buju_places road_world_located(const road_world *w, buju_ix first, buju_ix n) {
  buju_places out;
  assert_int_equal(w->travel->ops->locate(w->ctx, w->travel, n, w->x_m + first, w->y_m + first, w->arena, &out),
                   BUJU_OK);
  return out;
}
