/* Homes placed in discs. SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/discs.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/polygons.h"

static void check_home(uint32_t ms, uint32_t middle_ms, buju_range range, discs_seen *seen) {
  if (ms < range.low_ms || ms > range.high_ms)
    fail_msg("%u ms, but told %u to %u (from the middle %u)", ms, range.low_ms, range.high_ms, middle_ms);
  seen->homes++;
  seen->other += ms != middle_ms;
  if (range.high_ms == BUJU_FAR) return;
  uint32_t tenth = (range.high_ms - range.low_ms) / 10;
  seen->told++;
  seen->near_to_end += ms - range.low_ms <= tenth || range.high_ms - ms <= tenth;
}

void discs_check(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, buju_ix n, const double *x_m,
                 const double *y_m, const double *radius_m, const buju_places *to, buju_ix homes, uint64_t *seed,
                 buju_arena *arena, discs_seen *seen) {
  buju_ix each = homes + 1, all = n * each; /* the middle is one */
  double *x = BUJU_NEW(arena, double, all), *y = BUJU_NEW(arena, double, all);
  buju_near *near = BUJU_NEW(arena, buju_near, all);
  buju_range *range = BUJU_NEW(arena, buju_range, n);
  for (buju_ix k = 0; k < all; k++) {
    buju_ix i = k / each;
    double angle = 6.283185307179586 * buju_test_random(seed), part = sqrt(buju_test_random(seed));
    if (k % 4 == 1) part = 1;
    if (k % each == 0) part = 0;
    x[k] = x_m[i] + radius_m[i] * part * cos(angle);
    y[k] = y_m[i] + radius_m[i] * part * sin(angle);
  }
  buju_places middles, places;
  const buju_travel_ops *ops = travel->ops;
  assert_int_equal(ops->locate(ctx, travel, n, x_m, y_m, arena, &middles), BUJU_OK);
  assert_int_equal(ops->locate(ctx, travel, all, x, y, arena, &places), BUJU_OK);
  assert_int_equal(ops->around(ctx, travel, mode, &middles, radius_m, to, range), BUJU_OK);
  assert_int_equal(ops->nearest(ctx, travel, mode, &places, to, near), BUJU_OK);
  for (buju_ix k = 0; k < all; k++) check_home(near[k].ms, near[k / each * each].ms, range[k / each], seen);
}
