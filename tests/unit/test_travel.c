/* Straight-line travel and the grid under it, against plain loops. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "planner/travel/grid.h"
#include "planner/travel/travel.h"

static const buju_travel_spec spec = {
    .walk_mps = 1.25, .ebike_mps = 15 / 3.6, .drive_mps = 40 / 3.6, .detour_factor = 1.3};

/* A small deterministic generator: tests must fail the same way twice. */
static uint64_t rng_state;
static double uniform(void) {
  rng_state = rng_state * 6364136223846793005u + 1442695040888963407u;
  return (double)(rng_state >> 11) / 9007199254740992.0;
}

enum { N = 400 };
static double x_m[N], y_m[N];

/* Points in clumps, some in one place, some nowhere. */
static void scatter(uint64_t seed) {
  rng_state = seed;
  for (int i = 0; i < N; i++) {
    x_m[i] = 500000 + 8000 * uniform();
    y_m[i] = 3300000 + 8000 * uniform() * uniform();
    if (i % 40 == 7) x_m[i] = x_m[i / 2], y_m[i] = y_m[i / 2];
    if (i % 50 == 13) x_m[i] = NAN;
  }
}

static buju_places places(buju_ctx *ctx, const buju_travel *travel, buju_ix n, const double *x, const double *y) {
  buju_places out;
  assert_int_equal(travel->ops->locate(ctx, travel, n, x, y, NULL, &out), BUJU_OK); /* a straight line needs no arena */
  return out;
}

static buju_trip trip_between(buju_ctx *ctx, const buju_travel *travel, double x0, double y0, double x1, double y1) {
  buju_places from = places(ctx, travel, 1, &x0, &y0), to = places(ctx, travel, 1, &x1, &y1);
  buju_ix row = 0;
  buju_trip trip;
  assert_int_equal(travel->ops->trips(ctx, travel, BUJU_WALK, &from, &to, 1, &row, &row, &trip), BUJU_OK);
  return trip;
}

/* A table being told. */
typedef struct told {
  const buju_csr *want;
  buju_ix next;
} told;

static buju_status take_row(buju_ctx *ctx, void *user, buju_ix row, uint64_t n, const buju_ix *col,
                            const uint32_t *ms) {
  (void)ctx;
  told *t = user;
  assert_int_equal(row, t->next++);
  uint64_t at = t->want->row[row];
  assert_int_equal(n, t->want->row[row + 1] - at);
  for (uint64_t k = 0; k < n; k++) assert_true(col[k] == t->want->col[at + k] && ms[k] == t->want->val[at + k]);
  return BUJU_OK;
}

static void within_is_what_a_plain_loop_finds(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_travel *travel = NULL;
  assert_int_equal(buju_travel_straight(ctx, &spec, &travel), BUJU_OK);
  for (uint64_t seed = 1; seed <= 20; seed++) {
    buju_arena *arena = buju_arena_new();
    buju_csr times;
    scatter(seed);
    buju_places from = places(ctx, travel, N / 2, x_m, y_m), to = places(ctx, travel, N, x_m, y_m);
    uint32_t limit_ms = (uint32_t)(seed * 90000);
    assert_int_equal(travel->ops->within(ctx, travel, BUJU_WALK, &from, &to, limit_ms, arena, &times), BUJU_OK);
    uint64_t k = 0;
    for (buju_ix i = 0; i < from.n; i++) {
      assert_int_equal(times.row[i], k);
      for (buju_ix j = 0; j < to.n; j++) {
        uint32_t ms = trip_between(ctx, travel, x_m[i], y_m[i], x_m[j], y_m[j]).ms;
        if (ms > limit_ms) continue;
        assert_int_equal(times.col[k], j);
        assert_int_equal(times.val[k], ms);
        k++;
      }
    }
    assert_int_equal(times.row[from.n], k);
    told t = {&times, 0};
    assert_int_equal(buju_travel_rows(ctx, travel, BUJU_WALK, &from, &to, limit_ms, seed * N, take_row, &t), BUJU_OK);
    assert_int_equal(t.next, from.n);
    buju_arena_free(arena);
  }
  buju_travel_free(travel);
  buju_ctx_free(ctx);
}

/* As milliseconds, then decimetres, tell. */
static uint64_t length_of(buju_ctx *ctx, const buju_travel *travel, double x0, double y0, double x1, double y1) {
  buju_places from = places(ctx, travel, 1, &x0, &y0), to = places(ctx, travel, 1, &x1, &y1);
  buju_ix row = 0;
  buju_trip trip;
  assert_int_equal(travel->ops->trips(ctx, travel, BUJU_DRIVE, &from, &to, 1, &row, &row, &trip), BUJU_OK);
  if (trip.ms == BUJU_FAR) return UINT64_MAX;
  return (uint64_t)trip.ms << 32 | (uint32_t)round(hypot(x1 - x0, y1 - y0) * spec.detour_factor * 10);
}

/* Every second place has one a few millimetres beside it, as far in time and decimetres: the first of them is told. */
static void nearest_is_what_a_plain_loop_finds(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_travel *travel = NULL;
  static buju_near near[N];
  int ties = 0;
  assert_int_equal(buju_travel_straight(ctx, &spec, &travel), BUJU_OK);
  for (uint64_t seed = 1; seed <= 20; seed++) {
    scatter(seed);
    for (int i = 21; i < N; i += 2) x_m[i] = x_m[i - 1] - 0.003, y_m[i] = y_m[i - 1] + 0.002;
    buju_places from = places(ctx, travel, N, x_m, y_m);
    buju_places to = places(ctx, travel, (buju_ix)(seed * 3 - 3), x_m + 20, y_m + 20);
    assert_int_equal(travel->ops->nearest(ctx, travel, BUJU_DRIVE, &from, &to, near), BUJU_OK);
    for (buju_ix i = 0; i < from.n; i++) {
      buju_ix best = BUJU_NONE;
      uint64_t best_length = UINT64_MAX;
      double best_m = INFINITY;
      for (buju_ix j = 0; j < to.n; j++) {
        uint64_t length = length_of(ctx, travel, x_m[i], y_m[i], to.x_m[j], to.y_m[j]);
        double metres = hypot(to.x_m[j] - x_m[i], to.y_m[j] - y_m[i]);
        ties += length == best_length && metres < best_m;
        if (length < best_length) best = j, best_length = length, best_m = metres;
      }
      assert_int_equal(near[i].to, best);
      assert_true((uint64_t)near[i].ms << 32 == (best_length >> 32) << 32 && near[i].dm == (uint32_t)best_length);
      assert_int_equal(near[i].basis, best == BUJU_NONE ? BUJU_BASIS_NONE : BUJU_BASIS_STRAIGHT);
    }
  }
  assert_true(ties > 20); /* what is nearer by less than counts */
  buju_travel_free(travel);
  buju_ctx_free(ctx);
}

/* 1.25 m/s and a factor of 1.3: 865.384615… m is exactly 15 minutes; a millimetre more is not. */
static void limits_are_inclusive_and_times_round_up(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_travel *travel = NULL;
  assert_int_equal(buju_travel_straight(ctx, &spec, &travel), BUJU_OK);
  double exact_m = 900 * 1.25 / 1.3;
  buju_trip exact = trip_between(ctx, travel, 5e5, 3e6, 5e5 + exact_m, 3e6);
  assert_int_equal(exact.ms, 900000);
  assert_int_equal(exact.metres, 1125);
  assert_int_equal(trip_between(ctx, travel, 0, 0, exact_m + 0.001, 0).ms, 900002);
  assert_int_equal(trip_between(ctx, travel, 7, 7, 7, 7).ms, 0);
  assert_int_equal(trip_between(ctx, travel, 0, 0, NAN, 0).ms, BUJU_FAR);
  assert_int_equal(trip_between(ctx, travel, 0, 0, 1e12, 0).ms, BUJU_FAR);
  assert_int_equal(trip_between(ctx, travel, 0, 0, 1e12, 0).metres, UINT32_MAX);
  buju_travel_free(travel);
  buju_ctx_free(ctx);
}

static void impossible_speeds_are_refused(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_travel *travel = NULL;
  buju_travel_spec bad[] = {spec, spec, spec};
  bad[0].walk_mps = 0;
  bad[1].detour_factor = 0.99;
  bad[2].drive_mps = NAN;
  for (int i = 0; i < 3; i++) assert_int_equal(buju_travel_straight(ctx, &bad[i], &travel), BUJU_E_SCENARIO);
  assert_null(travel);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(within_is_what_a_plain_loop_finds),
      cmocka_unit_test(nearest_is_what_a_plain_loop_finds),
      cmocka_unit_test(limits_are_inclusive_and_times_round_up),
      cmocka_unit_test(impossible_speeds_are_refused),
  };
  return cmocka_run_group_tests_name("travel", tests, NULL, NULL);
}
