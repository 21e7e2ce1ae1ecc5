/* Which sites good plans need, and what locks cost: against every plan there is. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "planner/siting/advice.h"

enum { MOST = 8, TOWNS = 2500 };

static uint64_t random_state;

static uint32_t pick(uint32_t below) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (uint32_t)((random_state >> 16) % below);
}

/* A problem in plain arrays. */
typedef struct town {
  buju_ix n, m;
  uint32_t cost[MOST][MOST], unserved;
  int64_t weight[MOST], open_cost[MOST];
  uint8_t state[MOST];
  bool asks[MOST]; /* has weight, and somebody may reach it */
  uint64_t row[MOST + 1];
  buju_ix col[MOST * MOST];
  uint32_t val[MOST * MOST];
  buju_csr table;
  buju_siting_problem problem;
} town;

static bool serves(const town *t, buju_ix j, buju_ix i) {
  bool limited = t->problem.model != BUJU_SITING_CENTRE;
  return t->cost[i][j] != BUJU_COST_NONE && (!limited || t->cost[i][j] <= t->problem.limit);
}

/* Every model and state occurs, pairs without a way, people who weigh nothing, and budgets. */
static void make_town(buju_ctx *ctx, uint64_t seed, town *t, buju_costs **costs) {
  random_state = 88172645463325252u + seed * 7919;
  for (int k = 0; k < 8; k++) pick(2);
  memset(t, 0, sizeof *t);
  t->n = 1 + pick(MOST);
  t->m = 1 + pick(MOST);
  buju_siting_model model = (buju_siting_model)pick(BUJU_SITING_MODELS);
  bool covers = model == BUJU_SITING_COVER;
  uint32_t missing = pick(6);
  uint64_t pairs = 0;
  for (buju_ix i = 0; i < t->n; i++) {
    t->weight[i] = pick(6) == 0 ? 0 : 1 + pick(9);
    for (buju_ix j = 0; j < t->m; j++) {
      t->cost[i][j] = pick(8) < missing ? BUJU_COST_NONE : pick(12);
      if (t->cost[i][j] == BUJU_COST_NONE) continue;
      t->col[pairs] = j;
      t->val[pairs++] = t->cost[i][j];
    }
    t->row[i + 1] = pairs;
  }
  for (buju_ix j = 0; j < t->m; j++) {
    t->state[j] = pick(3) > 0 ? BUJU_CANDIDATE_FREE : (uint8_t)pick(BUJU_CANDIDATE_STATES);
    if (t->state[j] == BUJU_CANDIDATE_CLOSABLE) t->state[j] = BUJU_CANDIDATE_REQUIRED;
    t->open_cost[j] = pick(4);
  }
  t->table = (buju_csr){t->n, t->row, t->col, t->val};
  assert_int_equal(buju_costs_table(ctx, &t->table, t->m, costs), BUJU_OK);
  t->problem = (buju_siting_problem){.model = model,
                                     .costs = *costs,
                                     .weight = t->weight,
                                     .state = t->state,
                                     .open_cost = t->open_cost,
                                     .limit = pick(4) > 0 ? pick(10) : BUJU_COST_NONE,
                                     .p = covers ? BUJU_SITING_NO_P : (int64_t)pick(5),
                                     .budget = covers || pick(4) > 0 ? BUJU_SITING_NO_BUDGET : (int64_t)pick(9),
                                     .unserved = BUJU_COST_NONE};
  if (covers && t->problem.limit == BUJU_COST_NONE) t->problem.limit = 5;
  for (buju_ix i = 0; i < t->n; i++)
    for (buju_ix j = 0; j < t->m; j++)
      t->asks[i] |= t->weight[i] > 0 && t->state[j] != BUJU_CANDIDATE_FORBIDDEN && serves(t, j, i);
}

/* What a plan is worth, INT64_MAX where it is none. */
static int64_t worth_of(const town *t, const uint8_t *state, unsigned open) {
  int64_t sites = 0, money = 0, worth = 0;
  for (buju_ix j = 0; j < t->m; j++) {
    bool is = (open >> j & 1) != 0, must = state[j] == BUJU_CANDIDATE_EXISTING || state[j] == BUJU_CANDIDATE_REQUIRED;
    if ((must && !is) || (is && state[j] == BUJU_CANDIDATE_FORBIDDEN)) return INT64_MAX;
    if (!is || state[j] == BUJU_CANDIDATE_EXISTING) continue;
    sites++;
    money += t->open_cost[j];
  }
  if (t->problem.p != BUJU_SITING_NO_P && sites > t->problem.p) return INT64_MAX;
  if (t->problem.budget != BUJU_SITING_NO_BUDGET && money > t->problem.budget) return INT64_MAX;
  for (buju_ix i = 0; i < t->n; i++) {
    uint32_t least = BUJU_COST_NONE;
    if (!t->asks[i]) continue;
    for (buju_ix j = 0; j < t->m; j++)
      if ((open >> j & 1) != 0 && serves(t, j, i) && t->cost[i][j] < least) least = t->cost[i][j];
    switch (t->problem.model) {
    case BUJU_SITING_MAX_COVER: worth += least == BUJU_COST_NONE ? t->weight[i] : 0; break;
    case BUJU_SITING_MEDIAN: worth += t->weight[i] * (least < t->unserved ? least : t->unserved); break;
    case BUJU_SITING_CENTRE:
      if (least == BUJU_COST_NONE) return INT64_MAX;
      if (least > worth) worth = least;
      break;
    case BUJU_SITING_COVER:
    case BUJU_SITING_MODELS:
      if (least == BUJU_COST_NONE) return INT64_MAX;
      break;
    }
  }
  return t->problem.model == BUJU_SITING_COVER ? money : worth;
}

static int64_t best_of(const town *t, const uint8_t *state) {
  int64_t best = INT64_MAX;
  for (unsigned open = 0; open < 1u << t->m; open++) {
    int64_t worth = worth_of(t, state, open);
    if (worth < best) best = worth;
  }
  return best;
}

/* Whether every plan no worse than the best by more than the slack has it. */
static bool in_every_good_plan(const town *t, buju_ix j, int64_t slack) {
  int64_t best = best_of(t, t->state);
  for (unsigned open = 0; open < 1u << t->m; open++)
    if ((open >> j & 1) == 0 && worth_of(t, t->state, open) <= best + slack) return false;
  return true;
}

static unsigned needed, spared, no_plan, locks, dear_locks;

static void check_sites(buju_ctx *ctx, const town *t, const buju_siting_answer *answer) {
  uint8_t state[MOST];
  for (buju_ix s = 0; s < answer->sites; s++) {
    buju_ix j = answer->site[s];
    if (t->state[j] != BUJU_CANDIDATE_FREE) continue;
    buju_siting_worth without;
    assert_int_equal(buju_siting_without(ctx, &t->problem, answer, j, &without), BUJU_OK);
    memcpy(state, t->state, sizeof state);
    state[j] = BUJU_CANDIDATE_FORBIDDEN;
    assert_true(without.lower == best_of(t, state) && without.upper == without.lower);
    no_plan += without.lower == INT64_MAX;
    for (int64_t slack = 0; slack < 6; slack += 2) {
      buju_siting_need need = buju_siting_judge(answer, without, slack);
      assert_int_equal(need, in_every_good_plan(t, j, slack) ? BUJU_SITING_NEEDED : BUJU_SITING_SPARED);
      needed += need == BUJU_SITING_NEEDED;
      spared += need == BUJU_SITING_SPARED;
    }
  }
}

static void check_locks(buju_ctx *ctx, const town *t, const buju_siting_answer *answer) {
  for (buju_ix j = 0; j <= t->m; j++) {
    uint8_t state[MOST];
    buju_ix which = j < t->m ? j : BUJU_NONE;
    buju_siting_worth free;
    if (which != BUJU_NONE && t->state[j] != BUJU_CANDIDATE_REQUIRED) continue;
    memcpy(state, t->state, sizeof state);
    for (buju_ix k = 0; k < t->m; k++)
      if (state[k] == BUJU_CANDIDATE_REQUIRED && (which == BUJU_NONE || which == k)) state[k] = BUJU_CANDIDATE_FREE;
    assert_int_equal(buju_siting_unlocked(ctx, &t->problem, answer, which, &free), BUJU_OK);
    assert_true(free.lower == best_of(t, state) && free.upper == free.lower);
    assert_true(free.upper <= answer->upper); /* a lock never helps */
    locks++;
    dear_locks += free.upper < answer->upper;
  }
}

static void every_tiny_town_agrees_with_all_its_plans(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  needed = spared = no_plan = locks = dear_locks = 0;
  for (uint64_t seed = 0; seed < TOWNS; seed++) {
    town t;
    buju_costs *costs;
    buju_siting_answer *answer;
    buju_arena *arena = buju_arena_new();
    make_town(ctx, seed, &t, &costs);
    assert_int_equal(buju_siting_solve(ctx, &t.problem, arena, &answer), BUJU_OK);
    t.unserved = answer->unserved;
    if (answer->state != BUJU_SITING_NOTHING) {
      assert_true(answer->upper == best_of(&t, t.state));
      check_sites(ctx, &t, answer);
      check_locks(ctx, &t, answer);
    }
    buju_costs_free(costs);
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
  assert_true(needed > 100 && spared > 100 && no_plan > 10 && locks > 100 && dear_locks > 10);
}

/* Bounds that do not meet leave it open; a plan that is not there is worse than any. */
static void open_bounds_prove_nothing(void **state) {
  (void)state;
  buju_siting_answer answer = {.lower = 90, .upper = 100};
  assert_int_equal(buju_siting_judge(&answer, (buju_siting_worth){95, 120}, 0), BUJU_SITING_NEED_UNKNOWN);
  assert_int_equal(buju_siting_judge(&answer, (buju_siting_worth){102, 120}, 1), BUJU_SITING_NEEDED);
  assert_int_equal(buju_siting_judge(&answer, (buju_siting_worth){101, 120}, 1), BUJU_SITING_NEED_UNKNOWN);
  assert_int_equal(buju_siting_judge(&answer, (buju_siting_worth){85, 91}, 1), BUJU_SITING_SPARED);
  assert_int_equal(buju_siting_judge(&answer, (buju_siting_worth){INT64_MAX, INT64_MAX}, 1000), BUJU_SITING_NEEDED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_tiny_town_agrees_with_all_its_plans),
      cmocka_unit_test(open_bounds_prove_nothing),
  };
  return cmocka_run_group_tests_name("advice", tests, NULL, NULL);
}
