/* What must hold of travel on any roads. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/polygons.h"
#include "tests/support/road_world.h"

static void all_trips(const road_world *w, buju_mode mode, buju_trip *out) {
  buju_places from = road_world_located(w, 0, ROAD_WORLD_FROM),
              to = road_world_located(w, ROAD_WORLD_FROM, ROAD_WORLD_TO);
  buju_ix a[ROAD_WORLD_FROM * ROAD_WORLD_TO], b[ROAD_WORLD_FROM * ROAD_WORLD_TO];
  for (buju_ix i = 0; i < ROAD_WORLD_FROM * ROAD_WORLD_TO; i++) a[i] = i / ROAD_WORLD_TO, b[i] = i % ROAD_WORLD_TO;
  assert_int_equal(
      w->travel->ops->trips(w->ctx, w->travel, mode, &from, &to, ROAD_WORLD_FROM * ROAD_WORLD_TO, a, b, out), BUJU_OK);
}

static void a_faster_road_never_lengthens_a_trip(void **state) {
  (void)state;
  static buju_trip before[ROAD_WORLD_FROM * ROAD_WORLD_TO], after[ROAD_WORLD_FROM * ROAD_WORLD_TO];
  int shorter = 0;
  for (uint64_t seed = 50; seed < 70; seed++) {
    road_world w;
    road_world_random(&w, seed);
    all_trips(&w, BUJU_DRIVE, before);
    buju_travel_free(w.travel);
    w.spec.road_mps[BUJU_CLASS_VILLAGE][BUJU_DRIVE] *= 1.5;
    road_world_build(&w);
    all_trips(&w, BUJU_DRIVE, after);
    for (int i = 0; i < ROAD_WORLD_FROM * ROAD_WORLD_TO; i++) {
      assert_true(after[i].ms <= before[i].ms);
      shorter += after[i].ms < before[i].ms;
    }
    road_world_end(&w);
  }
  assert_true(shorter > 100);
}

/* A bridge between two points where lines turn, so that nobody joins it elsewhere: it gives ways and takes none. */
static void a_road_between_junctions_never_lengthens_a_trip(void **state) {
  (void)state;
  static buju_trip before[ROAD_WORLD_FROM * ROAD_WORLD_TO], after[ROAD_WORLD_FROM * ROAD_WORLD_TO];
  int shorter = 0;
  for (uint64_t seed = 50; seed < 90; seed++) {
    road_world w;
    road_world_random(&w, seed);
    all_trips(&w, BUJU_WALK, before);
    buju_travel_free(w.travel);
    w.lines = road_lines_bridged(w.arena, &w.lines, seed % 7 * 3, w.lines.first[ROAD_WORLD_LINES - 1] - 3);
    road_world_build(&w);
    all_trips(&w, BUJU_WALK, after);
    for (int i = 0; i < ROAD_WORLD_FROM * ROAD_WORLD_TO; i++) {
      assert_true(after[i].ms <= before[i].ms);
      shorter += after[i].ms < before[i].ms;
    }
    road_world_end(&w);
  }
  assert_true(shorter > 100);
}

/* Off the lattice, so that no line lies on another: of two in one place the faster counts, and that by the piece. */
static void shake(road_world *w, uint64_t *seed) {
  for (uint64_t p = 0; p < w->lines.first[ROAD_WORLD_LINES]; p++) {
    w->lines.x_m[p] += 200 * (buju_test_random(seed) - 0.5);
    w->lines.y_m[p] += 200 * (buju_test_random(seed) - 0.5);
  }
}

/* Where a line is cut changes no time on it, not by a millisecond, and no length. */
static void side_lanes_change_no_trip(void **state) {
  (void)state;
  static buju_trip before[ROAD_WORLD_FROM * ROAD_WORLD_TO], after[ROAD_WORLD_FROM * ROAD_WORLD_TO];
  for (uint64_t seed = 90; seed < 130; seed++) {
    road_world w;
    road_world_random(&w, seed);
    uint64_t random = seed;
    w.spec.snap_m = 0;
    shake(&w, &random);
    buju_travel_free(w.travel);
    road_world_build(&w);
    buju_ix edges = w.network.edges;
    all_trips(&w, BUJU_WALK, before);
    buju_travel_free(w.travel);
    w.lines = road_lines_crossed(w.arena, &w.lines, 60, &random);
    road_world_build(&w);
    assert_true(w.network.edges > edges + 150);
    all_trips(&w, BUJU_WALK, after);
    for (int i = 0; i < ROAD_WORLD_FROM * ROAD_WORLD_TO; i++)
      if (after[i].ms != before[i].ms || after[i].metres != before[i].metres || after[i].basis != before[i].basis)
        fail_msg("seed %d, trip %d: %u ms, %u m; before: %u ms, %u m", (int)seed, i, after[i].ms, after[i].metres,
                 before[i].ms, before[i].metres);
    road_world_end(&w);
  }
}

/* 2,250 m at 4.5 km/h are 30 minutes, however many lanes lead off the road. */
static void a_limit_is_inclusive_however_often_the_road_is_cut(void **state) {
  (void)state;
  for (buju_ix lanes = 0; lanes < 64; lanes += 7) {
    road_world w = {.ctx = buju_ctx_new(), .arena = buju_arena_new(), .spec = road_world_spec()};
    uint64_t random = lanes + 1;
    w.spec.walk_mps = w.spec.off_road_mps = 4.5f / 3.6f;
    buju_road_speed_defaults(&w.spec);
    buju_road_lines road = road_lines_read(w.arena, "0,-5 0,0 2250,0 2250,5;");
    w.lines = road_lines_crossed(w.arena, &road, lanes, &random);
    w.y_m[0] = w.y_m[1] = 0;
    w.x_m[1] = 2250;
    road_world_build(&w);
    buju_places from = road_world_located(&w, 0, 1), to = road_world_located(&w, 1, 1);
    buju_csr row;
    assert_int_equal(w.travel->ops->within(w.ctx, w.travel, BUJU_WALK, &from, &to, 1800000, w.arena, &row), BUJU_OK);
    assert_int_equal(row.row[1], 1);
    assert_int_equal(row.val[0], 1800000);
    road_world_end(&w);
  }
}

/* The same bytes on one thread and on four. */
static void threads_do_not_show(void **state) {
  (void)state;
  static buju_trip one[ROAD_WORLD_FROM * ROAD_WORLD_TO], four[ROAD_WORLD_FROM * ROAD_WORLD_TO];
  road_world w;
  road_world_random(&w, 4);
  buju_places from = road_world_located(&w, 0, ROAD_WORLD_FROM),
              to = road_world_located(&w, ROAD_WORLD_FROM, ROAD_WORLD_TO);
  buju_csr a, b;
  buju_near near[2][ROAD_WORLD_FROM];
  memset(near, 0, sizeof near);
  buju_ctx_set_threads(w.ctx, 1);
  all_trips(&w, BUJU_EBIKE, one);
  assert_int_equal(w.travel->ops->within(w.ctx, w.travel, BUJU_WALK, &from, &to, 1800000, w.arena, &a), BUJU_OK);
  assert_int_equal(w.travel->ops->nearest(w.ctx, w.travel, BUJU_WALK, &from, &to, near[0]), BUJU_OK);
  buju_ctx_set_threads(w.ctx, 4);
  all_trips(&w, BUJU_EBIKE, four);
  assert_int_equal(w.travel->ops->within(w.ctx, w.travel, BUJU_WALK, &from, &to, 1800000, w.arena, &b), BUJU_OK);
  assert_int_equal(w.travel->ops->nearest(w.ctx, w.travel, BUJU_WALK, &from, &to, near[1]), BUJU_OK);
  for (int i = 0; i < ROAD_WORLD_FROM * ROAD_WORLD_TO; i++)
    assert_true(one[i].ms == four[i].ms && one[i].metres == four[i].metres && one[i].basis == four[i].basis);
  assert_memory_equal(a.row, b.row, (ROAD_WORLD_FROM + 1) * sizeof *a.row);
  assert_memory_equal(a.col, b.col, a.row[ROAD_WORLD_FROM] * sizeof *a.col);
  assert_memory_equal(a.val, b.val, a.row[ROAD_WORLD_FROM] * sizeof *a.val);
  for (int i = 0; i < ROAD_WORLD_FROM; i++)
    assert_true(near[0][i].to == near[1][i].to && near[0][i].ms == near[1][i].ms);
  road_world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_faster_road_never_lengthens_a_trip),
      cmocka_unit_test(a_road_between_junctions_never_lengthens_a_trip),
      cmocka_unit_test(side_lanes_change_no_trip),
      cmocka_unit_test(a_limit_is_inclusive_however_often_the_road_is_cut),
      cmocka_unit_test(threads_do_not_show),
  };
  return cmocka_run_group_tests_name("travel_roads", tests, NULL, NULL);
}
