/* Costs of serving demand points: tables and points against plain loops. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "planner/siting/costs.h"
#include "tests/support/costs_truth.h"

enum { MOST = COSTS_TRUTH_MOST };

static uint64_t seed = 99;

static uint32_t dice(uint32_t n) { return costs_dice(&seed, n); }

static void check_source(buju_ctx *ctx, const buju_costs *costs, const costs_truth *t) {
  const char *wrong = costs_truth_check(ctx, costs, t, &seed);
  if (wrong != NULL) fail_msg("%s", wrong);
}

static void tables_say_what_they_hold(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (int round = 0; round < 300; round++) {
    costs_truth t = {.demands = dice(MOST), .candidates = dice(MOST)};
    uint64_t row[MOST + 1] = {0};
    buju_ix col[MOST * MOST];
    uint32_t val[MOST * MOST];
    for (buju_ix i = 0; i < t.demands; i++) {
      row[i + 1] = row[i];
      for (buju_ix j = t.candidates; j-- > 0;) {
        t.cost[i][j] = BUJU_COST_NONE;
        if (dice(3) == 0) continue;
        col[row[i + 1]] = j;
        val[row[i + 1]++] = t.cost[i][j] = dice(10) != 0 ? dice(round % 2 == 0 ? 1000 : 5) : BUJU_COST_NONE;
      }
    }
    buju_csr table = {t.demands, row, col, val};
    buju_costs *costs = NULL;
    assert_int_equal(buju_costs_table(ctx, &table, t.candidates, &costs), BUJU_OK);
    check_source(ctx, costs, &t);
    buju_costs_free(costs);
  }
  buju_ctx_free(ctx);
}

static void tables_that_are_none_are_refused(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  uint64_t row[] = {0, 2};
  uint32_t val[] = {5, 6};
  buju_ix beyond[] = {0, 3}, twice[] = {1, 1};
  buju_costs *costs = NULL;
  assert_int_equal(buju_costs_table(ctx, &(buju_csr){1, row, beyond, val}, 3, &costs), BUJU_E_DATA);
  assert_int_equal(buju_costs_table(ctx, &(buju_csr){1, row, twice, val}, 3, &costs), BUJU_E_DATA);
  assert_null(costs);
  buju_ctx_free(ctx);
}

static uint32_t plain_cost(double dx, double dy, double scale, buju_rounding rounding) {
  double d = sqrt(dx * dx + dy * dy) * scale;
  if (isnan(d)) return BUJU_COST_NONE;
  return (uint32_t)(rounding == BUJU_ROUND_DOWN ? floor(d) : rounding == BUJU_ROUND_UP ? ceil(d) : floor(d + 0.5));
}

/* Points on a coarse lattice, so that many stand on each other or as far as others. */
static void points_are_measured(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (int round = 0; round < 300; round++) {
    costs_truth t = {.demands = dice(MOST), .candidates = dice(MOST)};
    double x[2][MOST], y[2][MOST], scale = round % 3 == 0 ? 1 : round % 3 == 1 ? 0.37 : 10;
    buju_rounding rounding = (buju_rounding)dice(3);
    for (int s = 0; s < 2; s++)
      for (int i = 0; i < MOST; i++) {
        x[s][i] = dice(30) == 0 ? (double)NAN : (double)dice(round % 2 == 0 ? 8 : 100);
        y[s][i] = dice(round % 2 == 0 ? 8 : 100);
      }
    for (buju_ix i = 0; i < t.demands; i++)
      for (buju_ix j = 0; j < t.candidates; j++)
        t.cost[i][j] = plain_cost(x[0][i] - x[1][j], y[0][i] - y[1][j], scale, rounding);
    buju_costs_plane plane = {t.demands, t.candidates, x[0], y[0], x[1], y[1], scale, rounding};
    buju_costs *costs = NULL;
    assert_int_equal(buju_costs_points(ctx, &plane, &costs), BUJU_OK);
    check_source(ctx, costs, &t);
    buju_costs_free(costs);
  }
  buju_ctx_free(ctx);
}

/* So many sites that they are looked up in a grid, and so few that they are not, have the same nearest. */
static void many_sites_are_looked_up(void **state) {
  (void)state;
  enum { DEMANDS = 60, SITES = 300 };
  static double x[DEMANDS + SITES], y[DEMANDS + SITES];
  static buju_ix site[SITES], to[DEMANDS];
  static uint32_t cost[DEMANDS];
  buju_ctx *ctx = buju_ctx_new();
  for (int round = 0; round < 60; round++) {
    buju_rounding rounding = (buju_rounding)dice(3);
    uint32_t wide = round % 2 == 0 ? 12 : 1000;
    for (int i = 0; i < DEMANDS + SITES; i++) {
      x[i] = dice(50) == 0 ? (double)NAN : (double)dice(wide);
      y[i] = dice(wide);
    }
    buju_ix n = 0;
    for (buju_ix j = 0; j < SITES; j++)
      if (round % 3 > 0 || dice(4) == 0) site[n++] = j;
    buju_costs *costs = NULL;
    buju_costs_plane plane = {DEMANDS, SITES, x, y, x + DEMANDS, y + DEMANDS, 0.37, rounding};
    assert_int_equal(buju_costs_points(ctx, &plane, &costs), BUJU_OK);
    assert_int_equal(costs->ops->nearest(ctx, costs, n, site, to, cost), BUJU_OK);
    for (int i = 0; i < DEMANDS; i++) {
      buju_ix best = BUJU_NONE;
      uint32_t least = BUJU_COST_NONE;
      for (buju_ix k = 0; k < n; k++) {
        uint32_t here = plain_cost(x[i] - x[DEMANDS + site[k]], y[i] - y[DEMANDS + site[k]], 0.37, rounding);
        if (here >= least) continue;
        least = here;
        best = site[k];
      }
      assert_int_equal(cost[i], least);
      assert_int_equal(to[i], best);
    }
    buju_costs_free(costs);
  }
  buju_ctx_free(ctx);
}

static void points_too_far_apart_are_refused(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  double x[] = {0, 1e10}, y[] = {0, 0};
  buju_costs *costs = NULL;
  assert_int_equal(buju_costs_points(ctx, &(buju_costs_plane){2, 2, x, y, x, y, 1, BUJU_ROUND_DOWN}, &costs),
                   BUJU_E_DATA);
  assert_int_equal(buju_costs_points(ctx, &(buju_costs_plane){2, 2, y, y, y, y, 0, BUJU_ROUND_DOWN}, &costs),
                   BUJU_E_DATA);
  x[1] = INFINITY;
  assert_int_equal(buju_costs_points(ctx, &(buju_costs_plane){2, 2, x, y, x, y, 1, BUJU_ROUND_DOWN}, &costs),
                   BUJU_E_DATA);
  assert_null(costs);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tables_say_what_they_hold),
      cmocka_unit_test(tables_that_are_none_are_refused),
      cmocka_unit_test(points_are_measured),
      cmocka_unit_test(many_sites_are_looked_up),
      cmocka_unit_test(points_too_far_apart_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
