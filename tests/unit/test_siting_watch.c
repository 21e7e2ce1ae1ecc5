/* Whoever watches a siting search is told the truth, and changes nothing. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "planner/siting/siting_parts.h"
#include "tests/support/siting_by_hand.h"

enum { DEMANDS = 150, CANDIDATES = 100, TOWNS = 12 };

/* A town in a square of 1,000, and what was told of it. */
typedef struct town {
  double at[2 * (DEMANDS + CANDIDATES)];
  int64_t weight[DEMANDS];
  buju_costs *costs;
  buju_siting_problem problem;
  int64_t upper, lower;
  int told;
} town;

static void hear(void *user, int64_t upper, int64_t lower) {
  town *t = user;
  assert_true(lower <= upper);
  if (upper < t->upper) t->upper = upper;
  if (lower > t->lower) t->lower = lower;
  t->told++;
}

static void make_town(buju_ctx *ctx, uint64_t seed, buju_siting_model model, town *t) {
  uint64_t chance = siting_chance(seed);
  memset(t, 0, sizeof *t);
  for (size_t k = 0; k < sizeof t->at / sizeof *t->at; k++) t->at[k] = siting_pick(&chance, 1000);
  for (buju_ix i = 0; i < DEMANDS; i++) t->weight[i] = siting_pick(&chance, 9);
  buju_costs_plane plane = {
      DEMANDS, CANDIDATES,   t->at, t->at + DEMANDS, t->at + 2 * DEMANDS, t->at + 2 * DEMANDS + CANDIDATES,
      1,       BUJU_ROUND_UP};
  assert_int_equal(buju_costs_points(ctx, &plane, &t->costs), BUJU_OK);
  bool asks_p = model != BUJU_SITING_COVER, cuts = model == BUJU_SITING_COVER || model == BUJU_SITING_MAX_COVER;
  t->problem = (buju_siting_problem){.model = model,
                                     .costs = t->costs,
                                     .weight = t->weight,
                                     .limit = cuts ? 120 : BUJU_COST_NONE,
                                     .p = asks_p ? 5 + (int64_t)siting_pick(&chance, 9) : BUJU_SITING_NO_P,
                                     .budget = BUJU_SITING_NO_BUDGET,
                                     .unserved = BUJU_COST_NONE};
  t->upper = INT64_MAX;
}

static void watch(buju_ctx *ctx, uint64_t seed, buju_siting_model model) {
  town t;
  make_town(ctx, seed, model, &t);
  buju_arena *arena = buju_arena_new();
  buju_siting_answer *alone = NULL, *seen = NULL;
  buju_siting_watch watcher = {hear, &t};
  assert_int_equal(buju_siting_solve(ctx, &t.problem, arena, &alone), BUJU_OK);
  t.problem.watch = &watcher;
  assert_int_equal(buju_siting_solve(ctx, &t.problem, arena, &seen), BUJU_OK);
  assert_int_equal(alone->state, BUJU_SITING_PROVED);
  assert_int_equal(seen->state, BUJU_SITING_PROVED);
  assert_int_equal(seen->work, alone->work);
  assert_int_equal(seen->sites, alone->sites);
  assert_memory_equal(seen->site, alone->site, seen->sites * sizeof *seen->site);
  assert_true(t.lower <= seen->upper); /* no plan that good was ever ruled out */
  assert_true(t.told > 0);
  assert_int_equal(t.upper, seen->upper);
  buju_costs_free(t.costs);
  buju_arena_free(arena);
}

static void tells_the_truth(void **state) {
  static const buju_siting_model models[] = {BUJU_SITING_COVER, BUJU_SITING_MAX_COVER, BUJU_SITING_MEDIAN,
                                             BUJU_SITING_CENTRE};
  for (uint64_t seed = 1; seed <= TOWNS; seed++)
    for (size_t k = 0; k < sizeof models / sizeof *models; k++) watch(*state, seed, models[k]);
}

static int set_up(void **state) {
  *state = buju_ctx_new();
  return *state == NULL;
}

static int tear_down(void **state) {
  buju_ctx_free(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(tells_the_truth)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
