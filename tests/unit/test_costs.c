/* Costs of serving demand points: tables and points against plain loops. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "planner/siting/costs.h"

enum { MOST = 40 };

static uint64_t seed = 99;

static uint32_t dice(uint32_t n) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)((seed >> 33) % n);
}

/* What a source should say: cost[i][j]. */
typedef struct truth {
  buju_ix demands, candidates;
  uint32_t cost[MOST][MOST];
} truth;

static void check_lists(buju_ctx *ctx, const buju_costs *costs, const truth *t, buju_costs_side side) {
  buju_ix n = side == BUJU_COSTS_BY_DEMAND ? t->demands : t->candidates, which[MOST + 1];
  buju_ix others = side == BUJU_COSTS_BY_DEMAND ? t->candidates : t->demands;
  uint32_t most[MOST + 1];
  buju_arena *arena = buju_arena_new();
  buju_csr lists;
  for (buju_ix k = 0; k < n; k++) {
    which[k] = n - 1 - k;
    most[k] = dice(4) == 0 ? BUJU_COST_NONE : dice(1200);
  }
  assert_int_equal(costs->ops->lists(ctx, costs, side, n, which, most, arena, &lists), BUJU_OK);
  for (buju_ix k = 0; k < n; k++) {
    buju_ix expected = 0;
    for (buju_ix o = 0; o < others; o++) {
      uint32_t cost = side == BUJU_COSTS_BY_DEMAND ? t->cost[which[k]][o] : t->cost[o][which[k]];
      expected += cost != BUJU_COST_NONE && cost <= most[k];
    }
    assert_int_equal(lists.row[k + 1] - lists.row[k], expected);
    for (uint64_t at = lists.row[k]; at < lists.row[k + 1]; at++) {
      buju_ix o = lists.col[at];
      assert_int_equal(lists.val[at], side == BUJU_COSTS_BY_DEMAND ? t->cost[which[k]][o] : t->cost[o][which[k]]);
      assert_true(lists.val[at] <= costs->most);
      if (at > lists.row[k])
        assert_true(lists.val[at - 1] < lists.val[at] || (lists.val[at - 1] == lists.val[at] && lists.col[at - 1] < o));
    }
  }
  buju_arena_free(arena);
}

static void check_nearest(buju_ctx *ctx, const buju_costs *costs, const truth *t) {
  buju_ix site[MOST], n = 0, to[MOST];
  uint32_t cost[MOST];
  for (buju_ix j = t->candidates; j-- > 0;)
    if (dice(3) == 0) site[n++] = j; /* in descending order: ties must not depend on it */
  assert_int_equal(costs->ops->nearest(ctx, costs, n, site, to, cost), BUJU_OK);
  for (buju_ix i = 0; i < t->demands; i++) {
    buju_ix best = BUJU_NONE;
    for (buju_ix s = 0; s < n; s++) {
      uint32_t c = t->cost[i][site[s]];
      if (c != BUJU_COST_NONE &&
          (best == BUJU_NONE || c < t->cost[i][best] || (c == t->cost[i][best] && site[s] < best)))
        best = site[s];
    }
    assert_int_equal(to[i], best);
    assert_int_equal(cost[i], best != BUJU_NONE ? t->cost[i][best] : BUJU_COST_NONE);
  }
}

static void check_source(buju_ctx *ctx, const buju_costs *costs, const truth *t) {
  for (unsigned threads = 1; threads <= 2; threads++) {
    buju_ctx_set_threads(ctx, threads);
    check_lists(ctx, costs, t, BUJU_COSTS_BY_DEMAND);
    check_lists(ctx, costs, t, BUJU_COSTS_BY_CANDIDATE);
    check_nearest(ctx, costs, t);
  }
}

static void tables_say_what_they_hold(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (int round = 0; round < 300; round++) {
    truth t = {.demands = dice(MOST), .candidates = dice(MOST)};
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
    truth t = {.demands = dice(MOST), .candidates = dice(MOST)};
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
      cmocka_unit_test(points_too_far_apart_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
