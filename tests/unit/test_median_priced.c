/* The p-median with candidates priced in, against the same with all lists kept. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "planner/siting/median_parts.h"
#include "tests/support/siting_by_hand.h"

enum { DEMANDS = 250, CANDIDATES = 900 };

static double most_pairs; /* of the solvers below */

static buju_status priced(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena, buju_siting_found *out) {
  *out = (buju_siting_found){0};
  return buju_median_priced(ctx, field, most_pairs, arena, out);
}

static buju_status with_lists(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                              buju_siting_found *out) {
  *out = (buju_siting_found){0};
  return buju_median_with_lists(ctx, field, arena, out);
}

typedef struct town {
  double x[DEMANDS + CANDIDATES], y[DEMANDS + CANDIDATES];
  int64_t weight[DEMANDS];
  uint8_t state[CANDIDATES];
} town;

static void lay_out(town *t, uint64_t seed) {
  uint64_t chance = siting_chance(seed);
  for (int k = 0; k < DEMANDS + CANDIDATES; k++) {
    t->x[k] = siting_pick(&chance, 1000);
    t->y[k] = siting_pick(&chance, 1000);
  }
  for (int i = 0; i < DEMANDS; i++) t->weight[i] = siting_pick(&chance, 30);
  for (int j = 0; j < CANDIDATES; j++) {
    uint32_t what = siting_pick(&chance, 400);
    t->state[j] = what == 0   ? BUJU_CANDIDATE_EXISTING
                  : what == 1 ? BUJU_CANDIDATE_REQUIRED
                  : what < 40 ? BUJU_CANDIDATE_FORBIDDEN
                              : BUJU_CANDIDATE_FREE;
  }
}

/* The best value by all lists is between the priced bounds, whatever fits; and they meet where there is room enough. */
static void bounds_hold_and_meet(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  town *t = calloc(1, sizeof *t);
  for (uint64_t round = 0; round < 8; round++) {
    buju_arena *arena = buju_arena_new();
    lay_out(t, round + 1);
    buju_costs_plane plane = {DEMANDS, CANDIDATES, t->x, t->y, t->x + DEMANDS, t->y + DEMANDS, 1, BUJU_ROUND_DOWN};
    buju_costs *costs;
    assert_int_equal(buju_costs_points(ctx, &plane, &costs), BUJU_OK);
    buju_siting_problem problem = {.model = BUJU_SITING_MEDIAN,
                                   .costs = costs,
                                   .weight = t->weight,
                                   .state = t->state,
                                   .limit = round % 2 == 0 ? BUJU_COST_NONE : 300,
                                   .p = 8 + (int64_t)round,
                                   .budget = BUJU_SITING_NO_BUDGET,
                                   .unserved = BUJU_COST_NONE};
    buju_siting_answer *best, *some, *all;
    assert_int_equal(buju_siting_solve_by(ctx, &problem, with_lists, arena, &best), BUJU_OK);
    assert_int_equal(best->state, BUJU_SITING_PROVED);
    most_pairs = 4e6;
    assert_int_equal(buju_siting_solve_by(ctx, &problem, priced, arena, &all), BUJU_OK);
    assert_int_equal(all->state, BUJU_SITING_PROVED);
    assert_int_equal(all->upper, best->upper);
    most_pairs = 2e4;
    problem.work_limit = 20000000;
    assert_int_equal(buju_siting_solve_by(ctx, &problem, priced, arena, &some), BUJU_OK);
    assert_true(some->lower <= best->upper);
    assert_true(some->upper >= best->upper);
    assert_true(some->upper - some->lower <= some->upper / 10);
    buju_costs_free(costs);
    buju_arena_free(arena);
  }
  free(t);
  buju_ctx_free(ctx);
}

/* The checker takes plan and bound from the multipliers, whatever fits at once. */
static void bounds_are_certified(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  town *t = calloc(1, sizeof *t);
  for (uint64_t round = 0; round < 6; round++) {
    buju_arena *arena = buju_arena_new();
    lay_out(t, round + 1);
    buju_costs_plane plane = {DEMANDS, CANDIDATES, t->x, t->y, t->x + DEMANDS, t->y + DEMANDS, 1, BUJU_ROUND_DOWN};
    buju_costs *costs;
    assert_int_equal(buju_costs_points(ctx, &plane, &costs), BUJU_OK);
    buju_siting_problem problem = {.model = BUJU_SITING_MEDIAN,
                                   .costs = costs,
                                   .weight = t->weight,
                                   .state = t->state,
                                   .limit = round % 2 == 0 ? BUJU_COST_NONE : 300,
                                   .p = 8 + (int64_t)round,
                                   .budget = BUJU_SITING_NO_BUDGET,
                                   .unserved = BUJU_COST_NONE,
                                   .work_limit = 20000000,
                                   .prove = true};
    buju_siting_answer *a;
    most_pairs = round < 3 ? 2e4 : 4e6;
    assert_int_equal(buju_siting_solve_by(ctx, &problem, priced, arena, &a), BUJU_OK);
    assert_non_null(a->proof);
    if (!siting_certified(ctx, &problem, &(buju_verify_costs){NULL, 0, &plane}, a))
      fail_msg("town %d: %s", (int)round, buju_ctx_error(ctx));
    assert_true(a->upper - a->lower <= a->upper / 10);
    buju_costs_free(costs);
    buju_arena_free(arena);
  }
  free(t);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(bounds_hold_and_meet), cmocka_unit_test(bounds_are_certified)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
