/* The error of measuring people from the points they were collapsed to: the truth about people where they live lies
 * within the bounds told about the points. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "planner/collapse.h"

enum { HOMES = 60, POINTS = 8, SITES = 5, TRIES = 3000 };

static const buju_travel_spec spec = {
    .walk_mps = 1.25, .ebike_mps = 15 / 3.6, .drive_mps = 40 / 3.6, .detour_factor = 1.3};

static uint64_t rng_state;
static double uniform(void) {
  rng_state = rng_state * 6364136223846793005u + 1442695040888963407u;
  return (double)(rng_state >> 11) / 9007199254740992.0;
}
static uint32_t below(uint32_t n) { return (uint32_t)(uniform() * n); }

/* People in their homes, and the points homes were collapsed to: a mean of them, or any place. */
typedef struct land {
  double x_m[HOMES], y_m[HOMES];
  buju_people_n people[HOMES];
  double point_x[POINTS], point_y[POINTS], radius_m[POINTS];
  buju_people_n total[POINTS];
  buju_ix point[HOMES];
  double site_x[SITES], site_y[SITES];
  buju_ix sites;
} land;

static void settle(land *l) {
  double spread_m = 20 + 1500 * uniform();
  *l = (land){.sites = 1 + below(SITES)};
  for (int k = 0; k < POINTS; k++) {
    l->point_x[k] = 500000 + 4000 * uniform();
    l->point_y[k] = 3300000 + 4000 * uniform();
  }
  for (int h = 0; h < HOMES; h++) {
    buju_ix k = l->point[h] = h < POINTS ? (buju_ix)h : below(POINTS);
    l->people[h] = below(5) * 1000 + below(1000);
    l->x_m[h] = l->point_x[k] + spread_m * (uniform() - 0.5);
    l->y_m[h] = l->point_y[k] + spread_m * (uniform() - 0.5);
    l->total[k] += l->people[h];
    l->radius_m[k] = fmax(l->radius_m[k], hypot(l->x_m[h] - l->point_x[k], l->y_m[h] - l->point_y[k]));
  }
  for (buju_ix s = 0; s < l->sites; s++) {
    l->site_x[s] = 500000 + 4000 * uniform();
    l->site_y[s] = 3300000 + 4000 * uniform();
  }
}

static void find_nearest(buju_ctx *ctx, const buju_travel *travel, const land *l, buju_ix n, const double *x_m,
                         const double *y_m, buju_near *near) {
  buju_places from, to;
  assert_int_equal(travel->ops->locate(ctx, travel, n, x_m, y_m, NULL, &from), BUJU_OK);
  assert_int_equal(travel->ops->locate(ctx, travel, l->sites, l->site_x, l->site_y, NULL, &to), BUJU_OK);
  assert_int_equal(travel->ops->nearest(ctx, travel, BUJU_WALK, &from, &to, near), BUJU_OK);
}

/* Of those who live about points whose extent is told: how many are within, and their person-milliseconds. */
typedef struct truth {
  buju_people_n within;
  uint64_t person_ms;
} truth;

static truth look_at_homes(const land *l, const buju_near *near, const buju_range *range, uint32_t limit_ms) {
  truth t = {0, 0};
  for (int h = 0; h < HOMES; h++) {
    if (buju_range_is_none(range[l->point[h]])) continue;
    if (near[h].ms <= limit_ms) t.within += l->people[h];
    t.person_ms += (uint64_t)l->people[h] * near[h].ms;
  }
  return t;
}

static void check(buju_ctx *ctx, const buju_travel *travel, land *l, buju_ix untold, buju_ix *tight) {
  buju_near home[HOMES], point[POINTS];
  buju_range range[POINTS];
  uint32_t limit_ms = 60000 + below(1500000);
  buju_doubt doubt = {0};
  buju_drift drift = {0};
  truth collapsed = {0, 0};
  find_nearest(ctx, travel, l, HOMES, l->x_m, l->y_m, home);
  find_nearest(ctx, travel, l, POINTS, l->point_x, l->point_y, point);
  if (untold < POINTS) l->radius_m[untold] = NAN;
  const buju_places from = {POINTS, l->point_x, l->point_y, NULL}, to = {l->sites, l->site_x, l->site_y, NULL};
  assert_int_equal(buju_collapse_ranges(ctx, travel, BUJU_WALK, &from, l->radius_m, &to, range), BUJU_OK);
  for (int k = 0; k < POINTS; k++) {
    buju_collapse_doubt(l->total[k], point[k].ms, limit_ms, range[k], &doubt);
    buju_collapse_drift(l->total[k], point[k].ms, range[k], &drift);
    if (buju_range_is_none(range[k])) continue;
    if (point[k].ms <= limit_ms) collapsed.within += l->total[k];
    collapsed.person_ms += (uint64_t)l->total[k] * point[k].ms;
  }
  truth t = look_at_homes(l, home, range, limit_ms);
  assert_true(t.within >= collapsed.within - doubt.in && t.within <= collapsed.within + doubt.out);
  uint64_t off =
      t.person_ms > collapsed.person_ms ? t.person_ms - collapsed.person_ms : collapsed.person_ms - t.person_ms;
  assert_true(off <= drift.person_ms);
  buju_people_n unknown = untold < POINTS ? l->total[untold] : 0;
  assert_int_equal(doubt.unknown, unknown);
  assert_int_equal(drift.unknown, unknown);
  assert_int_equal(buju_collapse_mean_ms(&drift) == BUJU_FAR, unknown > 0);
  *tight += t.within != collapsed.within;
}

static void the_truth_lies_within_the_bounds(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_travel *travel;
  buju_ix moved = 0; /* tries in which collapsing did change the number */
  assert_int_equal(buju_travel_straight(ctx, &spec, &travel), BUJU_OK);
  for (rng_state = 1; moved < TRIES / 4 && rng_state != 0;) {
    land l;
    settle(&l);
    check(ctx, travel, &l, below(2) == 0 ? below(POINTS) : POINTS, &moved);
  }
  buju_travel_free(travel);
  buju_ctx_free(ctx);
}

static buju_range off_by(uint32_t ms, uint32_t slack_ms) {
  return (buju_range){ms > slack_ms ? ms - slack_ms : 0, ms != BUJU_FAR ? ms + slack_ms : BUJU_FAR};
}

/* Somebody a millisecond's walk nearer or farther is enough to be on the other side. */
static void bounds_are_met(void **state) {
  (void)state;
  buju_doubt doubt = {0};
  buju_collapse_doubt(1, 100, 100, off_by(100, 0), &doubt); /* on the limit, and exactly there */
  assert_true(doubt.in == 0 && doubt.out == 0);
  buju_collapse_doubt(2, 100, 100, off_by(100, 1), &doubt);
  assert_true(doubt.in == 2 && doubt.out == 0);
  buju_collapse_doubt(4, 101, 100, off_by(101, 1), &doubt);
  buju_collapse_doubt(8, 102, 100, off_by(102, 1), &doubt);
  assert_true(doubt.in == 2 && doubt.out == 4);
  buju_collapse_doubt(16, BUJU_FAR, 100, off_by(BUJU_FAR, BUJU_FAR - 101), &doubt);
  assert_true(doubt.in == 2 && doubt.out == 4 && doubt.unknown == 0);
}

static void nothing_is_invented(void **state) {
  (void)state;
  enum { N = 5 };
  buju_ctx *ctx = buju_ctx_new();
  buju_travel *travel;
  assert_int_equal(buju_travel_straight(ctx, &spec, &travel), BUJU_OK);
  const double x_m[N] = {0, 0, 0, 0, 1000}, y_m[N] = {0, 0, 0, 0, 0}, radius_m[N] = {NAN, INFINITY, 1e12, 0, 100};
  const buju_places from = {N, x_m, y_m, NULL}, to = {1, x_m, y_m, NULL}, nowhere = {0, x_m, y_m, NULL};
  buju_range range[N];
  assert_int_equal(buju_collapse_ranges(ctx, travel, BUJU_WALK, &from, radius_m, &to, range), BUJU_OK);
  assert_true(buju_range_is_none(range[0]) && buju_range_is_none(range[1]));
  assert_true(range[2].low_ms == 0 && range[2].high_ms == BUJU_FAR);
  assert_true(range[3].low_ms == 0 && range[3].high_ms == 0);
  assert_true(range[4].low_ms == 1040000 - 104001 && range[4].high_ms == 1040000 + 104001);
  assert_int_equal(buju_collapse_ranges(ctx, travel, BUJU_WALK, &from, radius_m, &nowhere, range), BUJU_OK);
  assert_true(range[4].low_ms == BUJU_FAR && range[4].high_ms == BUJU_FAR);
  assert_int_equal(buju_collapse_ranges(ctx, travel, BUJU_WALK, &from, NULL, &to, range), BUJU_OK);
  assert_true(buju_range_is_none(range[3]) && buju_range_is_none(range[4]));
  buju_drift drift = {0};
  assert_int_equal(buju_collapse_mean_ms(&drift), BUJU_FAR); /* of nobody */
  buju_collapse_drift(3, 100, (buju_range){90, 104}, &drift);
  buju_collapse_drift(4, 100, (buju_range){100, 101}, &drift);
  assert_int_equal(buju_collapse_mean_ms(&drift), 5); /* 34 over 7, upwards */
  buju_drift cut_off = drift;
  buju_collapse_drift(1, 100, (buju_range){90, BUJU_FAR}, &cut_off); /* perhaps without any way */
  assert_true(cut_off.unknown == 1 && buju_collapse_mean_ms(&cut_off) == BUJU_FAR);
  for (int i = 0; i < 3; i++) buju_collapse_drift(INT64_MAX / 4, 100, off_by(100, 3), &drift); /* beyond 64 bits */
  assert_int_equal(buju_collapse_mean_ms(&drift), BUJU_FAR);
  buju_travel_free(travel);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_truth_lies_within_the_bounds),
                                     cmocka_unit_test(bounds_are_met), cmocka_unit_test(nothing_is_invented)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
