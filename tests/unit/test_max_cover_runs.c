/* Maximal cover by runs, against the same with all lists kept, and its proofs by the checker.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "planner/siting/max_cover_runs.h"
#include "tests/support/siting_by_hand.h"

enum { DEMANDS = 200, CANDIDATES = 300 };

static buju_status with_lists(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                              buju_siting_found *out) {
  return buju_max_cover_with_lists(ctx, field, arena, out);
}

static buju_status by_runs(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena, buju_siting_found *out) {
  return buju_max_cover_by_runs(ctx, field, arena, out);
}

typedef struct town {
  double x[DEMANDS + CANDIDATES], y[DEMANDS + CANDIDATES];
  int64_t weight[DEMANDS];
  uint8_t state[CANDIDATES];
  buju_costs_plane plane;
  buju_costs *costs;
  buju_siting_problem problem;
} town;

/* Villages in clusters, some without people; candidates of every state; weights that share a divisor. */
static town *town_new(buju_ctx *ctx, uint64_t seed) {
  town *t = calloc(1, sizeof *t);
  uint64_t chance = siting_chance(seed);
  for (int k = 0; k < DEMANDS + CANDIDATES; k++) {
    t->x[k] = siting_pick(&chance, 1000);
    t->y[k] = siting_pick(&chance, 1000);
  }
  for (int i = 0; i < DEMANDS; i++) t->weight[i] = 3 * (int64_t)siting_pick(&chance, 30);
  for (int j = 0; j < CANDIDATES; j++) {
    uint32_t what = siting_pick(&chance, 200);
    t->state[j] = what == 0   ? BUJU_CANDIDATE_EXISTING
                  : what == 1 ? BUJU_CANDIDATE_REQUIRED
                  : what == 2 ? BUJU_CANDIDATE_CLOSABLE
                  : what < 20 ? BUJU_CANDIDATE_FORBIDDEN
                              : BUJU_CANDIDATE_FREE;
  }
  t->plane = (buju_costs_plane){DEMANDS, CANDIDATES, t->x, t->y, t->x + DEMANDS, t->y + DEMANDS, 1, BUJU_ROUND_DOWN};
  assert_int_equal(buju_costs_points(ctx, &t->plane, &t->costs), BUJU_OK);
  t->problem = (buju_siting_problem){.model = BUJU_SITING_MAX_COVER,
                                     .costs = t->costs,
                                     .weight = t->weight,
                                     .state = t->state,
                                     .limit = 60 + (uint32_t)(seed * 37) % 120,
                                     .p = 4 + (int64_t)(seed % 9), /* above what may be required */
                                     .budget = BUJU_SITING_NO_BUDGET};
  return t;
}

static void town_free(town *t) {
  buju_costs_free(t->costs);
  free(t);
}

static buju_siting_answer *solve(buju_ctx *ctx, const town *t, buju_siting_solver solver, buju_arena *arena) {
  buju_siting_answer *a = NULL;
  assert_int_equal(buju_siting_solve_by(ctx, &t->problem, solver, arena, &a), BUJU_OK);
  return a;
}

/* Without a limit both prove the same; with one, the bounds are on either side of it. */
static void runs_and_lists_agree(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (uint64_t seed = 1; seed <= 40; seed++) {
    buju_arena *arena = buju_arena_new();
    town *t = town_new(ctx, seed);
    buju_siting_answer *best = solve(ctx, t, with_lists, arena), *all = solve(ctx, t, by_runs, arena);
    assert_int_equal(best->state, BUJU_SITING_PROVED);
    assert_int_equal(all->state, BUJU_SITING_PROVED);
    assert_int_equal(all->upper, best->upper);
    t->problem.work_limit = 1 + (int64_t)(seed % 4) * 100000;
    buju_siting_answer *some = solve(ctx, t, by_runs, arena);
    assert_true(some->lower <= best->upper);
    assert_true(some->upper >= best->upper);
    town_free(t);
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
}

/* The checker takes plan and bound; the bound is near. */
static void proofs_are_checked(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (uint64_t seed = 1; seed <= 25; seed++) {
    buju_arena *arena = buju_arena_new();
    town *t = town_new(ctx, seed);
    t->problem.prove = true;
    t->problem.work_limit = 4000000;
    buju_siting_answer *a = solve(ctx, t, by_runs, arena);
    int64_t whole = a->upper + a->weight_served;
    assert_non_null(a->proof);
    if (!siting_certified(ctx, &t->problem, &(buju_verify_costs){NULL, 0, &t->plane}, a))
      fail_msg("town %d: %s", (int)seed, buju_ctx_error(ctx));
    assert_true(a->upper - a->lower <= whole / 20);
    assert_int_equal(a->lower % 3, 0); /* as every weight: nothing between is left out */
    town_free(t);
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
}

/* A good plan is known from the beginning, so that many candidates could be ruled out on the way: the bound written
 * down is still one for all of them, as the checker knows no others. */
static void proofs_are_of_all_candidates(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (uint64_t seed = 1; seed <= 120; seed++) {
    buju_arena *arena = buju_arena_new();
    town *t = town_new(ctx, seed);
    t->problem.limit = 100 + (uint32_t)(seed * 37) % 300;
    t->problem.p = 3 + (int64_t)(seed % 4);
    buju_siting_answer *best = solve(ctx, t, with_lists, arena);
    if (best->state != BUJU_SITING_NOTHING) {
      t->problem.prove = true;
      t->problem.start = best->site;
      t->problem.start_n = best->sites;
      buju_siting_answer *a = solve(ctx, t, by_runs, arena);
      assert_int_equal(a->upper, best->upper);
      if (!siting_certified(ctx, &t->problem, &(buju_verify_costs){NULL, 0, &t->plane}, a))
        fail_msg("town %d: %s", (int)seed, buju_ctx_error(ctx));
    }
    town_free(t);
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
}

/* The same sites on any number of threads, and a plan known before is not lost. */
static void threads_and_starts(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (uint64_t seed = 1; seed <= 6; seed++) {
    buju_arena *arena = buju_arena_new();
    town *t = town_new(ctx, seed);
    buju_siting_answer *best = solve(ctx, t, with_lists, arena);
    t->problem.work_limit = 1000000;
    buju_ctx_set_threads(ctx, 1);
    buju_siting_answer *one = solve(ctx, t, by_runs, arena);
    buju_ctx_set_threads(ctx, 2);
    buju_siting_answer *two = solve(ctx, t, by_runs, arena);
    assert_int_equal(one->sites, two->sites);
    assert_memory_equal(one->site, two->site, one->sites * sizeof *one->site);
    assert_int_equal(one->lower, two->lower);
    t->problem.start = best->site;
    t->problem.start_n = best->sites;
    t->problem.work_limit = 1;
    assert_int_equal(solve(ctx, t, by_runs, arena)->upper, best->upper);
    town_free(t);
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
}

/* Few candidates, a budget, or nothing to open is not for runs; many with long lists are. */
static void who_is_for_runs(void **state) {
  (void)state;
  enum { MANY = 6000, PEOPLE = 3000, CROWD = 12000 };
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  double *x = calloc(CROWD, sizeof *x);
  uint8_t *states = calloc(MANY, 1), *counted = malloc(MANY);
  int64_t weight[CROWD];
  for (int i = 0; i < CROWD; i++) weight[i] = 1;
  memset(counted, 1, MANY);
  for (int k = 0; k < CROWD; k++) x[k] = k % MANY;
  buju_costs_plane plane = {PEOPLE, MANY, x, x, x, x, 1, BUJU_ROUND_DOWN};
  buju_siting_problem problem = {.model = BUJU_SITING_MAX_COVER, .p = 3};
  buju_costs *costs;
  assert_int_equal(buju_costs_points(ctx, &plane, &costs), BUJU_OK);
  problem.costs = costs;
  buju_siting_field field = {&problem, PEOPLE, MANY, weight, states, NULL, counted, 0, 3, INT64_MAX, 8000, 0, true};
  bool is;
  assert_int_equal(buju_max_cover_is_for_runs(ctx, &field, &is), BUJU_OK);
  assert_true(is);
  problem.prove = true; /* 18 million pairs can be kept, and a tree proves more than one bound does */
  assert_int_equal(buju_max_cover_is_for_runs(ctx, &field, &is), BUJU_OK);
  assert_false(is);
  plane.demands = field.demands = CROWD; /* 72 million cannot */
  buju_costs_free(costs);
  assert_int_equal(buju_costs_points(ctx, &plane, &costs), BUJU_OK);
  problem.costs = costs;
  assert_int_equal(buju_max_cover_is_for_runs(ctx, &field, &is), BUJU_OK);
  assert_true(is);
  problem.prove = false;
  field.limit = 10;
  assert_int_equal(buju_max_cover_is_for_runs(ctx, &field, &is), BUJU_OK);
  assert_false(is);
  field.limit = 8000;
  field.p = 0;
  assert_int_equal(buju_max_cover_is_for_runs(ctx, &field, &is), BUJU_OK);
  assert_false(is);
  field.p = 3;
  field.budget = 5;
  assert_int_equal(buju_max_cover_is_for_runs(ctx, &field, &is), BUJU_OK);
  assert_false(is);
  field.budget = INT64_MAX;
  weight[7] = INT64_MAX / 4; /* sums of three would not fit */
  assert_int_equal(buju_max_cover_is_for_runs(ctx, &field, &is), BUJU_OK);
  assert_false(is);
  buju_costs_free(costs);
  free(x);
  free(states);
  free(counted);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(runs_and_lists_agree), cmocka_unit_test(proofs_are_checked),
                                     cmocka_unit_test(proofs_are_of_all_candidates),
                                     cmocka_unit_test(threads_and_starts), cmocka_unit_test(who_is_for_runs)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
