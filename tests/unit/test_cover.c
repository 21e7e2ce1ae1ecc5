/* The set cover against every plan there is, against Cbc, and its parts by themselves.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "layers/instances.h"
#include "planner/siting/cover_parts.h"
#include "planner/siting/mip.h"
#include "planner/siting/siting_parts.h"

enum { MOST = 128 };

static uint64_t random_state;

static uint32_t pick(uint32_t below) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (uint32_t)((random_state >> 16) % below);
}

static void seed_random(uint64_t seed) {
  random_state = 88172645463325252u + seed * 7919;
  for (int k = 0; k < 8; k++) pick(2);
}

/* A problem in plain arrays. */
typedef struct town {
  buju_ix n, m;
  uint32_t cost[MOST][MOST];
  int64_t weight[MOST], open_cost[MOST], close_cost[MOST];
  uint8_t state[MOST], backup[MOST];
  uint64_t row[MOST + 1];
  buju_ix col[MOST * MOST];
  uint32_t val[MOST * MOST];
  buju_csr table;
  buju_costs *costs;
  buju_siting_problem problem;
} town;

static town t; /* too large for the stack */

static void finish(buju_ctx *ctx, uint32_t limit) {
  uint64_t pairs = 0;
  for (buju_ix i = 0; i < t.n; i++) {
    for (buju_ix j = t.m; j-- > 0;) {
      if (t.cost[i][j] == BUJU_COST_NONE) continue;
      t.col[pairs] = j;
      t.val[pairs++] = t.cost[i][j];
    }
    t.row[i + 1] = pairs;
  }
  t.table = (buju_csr){t.n, t.row, t.col, t.val};
  assert_int_equal(buju_costs_table(ctx, &t.table, t.m, &t.costs), BUJU_OK);
  t.problem = (buju_siting_problem){.model = BUJU_SITING_COVER,
                                    .costs = t.costs,
                                    .weight = t.weight,
                                    .state = t.state,
                                    .open_cost = t.open_cost,
                                    .close_cost = t.close_cost,
                                    .backup = t.backup,
                                    .limit = limit,
                                    .p = BUJU_SITING_NO_P,
                                    .budget = BUJU_SITING_NO_BUDGET};
}

/* A small town of every kind: some pairs have no way, some people weigh nothing, every state and need occurs. */
static void make_town(buju_ctx *ctx, uint64_t seed) {
  seed_random(seed);
  memset(&t, 0, sizeof t);
  t.n = 1 + pick(12);
  t.m = 1 + pick(11);
  uint32_t missing = pick(8), plain = pick(2), most_backup = 1 + pick(3), unicost = pick(3);
  for (buju_ix i = 0; i < t.n; i++) {
    t.weight[i] = pick(6) == 0 ? 0 : 1 + pick(5);
    t.backup[i] = (uint8_t)(1 + pick(most_backup));
    for (buju_ix j = 0; j < t.m; j++) t.cost[i][j] = pick(8) < missing ? BUJU_COST_NONE : pick(10);
  }
  for (buju_ix j = 0; j < t.m; j++) {
    t.state[j] = plain ? BUJU_CANDIDATE_FREE : (uint8_t)pick(BUJU_CANDIDATE_STATES);
    t.open_cost[j] = unicost == 0 ? 3 : pick(8);
    t.close_cost[j] = pick(5);
  }
  finish(ctx, pick(8));
}

static bool serves(buju_ix j, buju_ix i) { return t.cost[i][j] <= t.problem.limit && t.cost[i][j] != BUJU_COST_NONE; }

static bool reachable(buju_ix i) {
  unsigned could = 0;
  for (buju_ix j = 0; j < t.m; j++) could += t.state[j] != BUJU_CANDIDATE_FORBIDDEN && serves(j, i);
  return could >= t.backup[i];
}

/* Whether the plan keeps to the states and reaches everybody who can be reached, so often. */
static bool covers(const bool *open) {
  for (buju_ix j = 0; j < t.m; j++) {
    if ((t.state[j] == BUJU_CANDIDATE_EXISTING || t.state[j] == BUJU_CANDIDATE_REQUIRED) && !open[j]) return false;
    if (t.state[j] == BUJU_CANDIDATE_FORBIDDEN && open[j]) return false;
  }
  for (buju_ix i = 0; i < t.n; i++) {
    unsigned times = 0;
    for (buju_ix j = 0; j < t.m; j++) times += open[j] && serves(j, i);
    if (t.weight[i] > 0 && times < t.backup[i] && reachable(i)) return false;
  }
  return true;
}

static int64_t price(const bool *open) {
  int64_t sum = 0;
  for (buju_ix j = 0; j < t.m; j++) {
    if (open[j] && t.state[j] != BUJU_CANDIDATE_EXISTING) sum += t.open_cost[j];
    if (!open[j] && t.state[j] == BUJU_CANDIDATE_CLOSABLE) sum += t.close_cost[j];
  }
  return sum;
}

static int64_t brute_force(void) {
  int64_t best = INT64_MAX;
  for (unsigned set = 0; set < 1u << t.m; set++) {
    bool open[MOST];
    for (buju_ix j = 0; j < t.m; j++) open[j] = (set >> j & 1) != 0;
    if (covers(open) && price(open) < best) best = price(open);
  }
  return best;
}

/* The answer, checked as far as it can be without knowing the best. */
static const buju_siting_answer *solve(buju_ctx *ctx, buju_arena *arena) {
  buju_siting_answer *a;
  assert_int_equal(buju_siting_solve_by(ctx, &t.problem, buju_siting_cover, arena, &a), BUJU_OK);
  bool open[MOST] = {false};
  for (buju_ix s = 0; s < a->sites; s++) {
    assert_true(s == 0 || a->site[s] > a->site[s - 1]);
    open[a->site[s]] = true;
  }
  assert_true(covers(open));
  assert_true(price(open) == a->upper);
  assert_true(a->lower <= a->upper);
  return a;
}

static void solves_every_small_town(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (uint64_t seed = 0; seed < 4000; seed++) {
    buju_arena *arena = buju_arena_new();
    make_town(ctx, seed);
    const buju_siting_answer *a = solve(ctx, arena);
    int64_t best = brute_force();
    if (a->upper != best || a->lower != best)
      fail_msg("seed %llu: %lld to %lld, the best is %lld", (unsigned long long)seed, (long long)a->lower,
               (long long)a->upper, (long long)best);
    assert_int_equal(a->state, BUJU_SITING_PROVED);
    buju_costs_free(t.costs);
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
}

/* ---- middle ones ---- */

/* Points and candidates in a square; costs are distances. */
static void make_square(buju_ctx *ctx, uint64_t seed, buju_ix n, buju_ix m, uint32_t most_backup, bool money) {
  seed_random(seed);
  memset(&t, 0, sizeof t);
  t.n = n;
  t.m = m;
  int x[2][MOST], y[2][MOST];
  for (buju_ix k = 0; k < MOST; k++)
    for (int side = 0; side < 2; side++) {
      x[side][k] = (int)pick(1000);
      y[side][k] = (int)pick(1000);
    }
  for (buju_ix i = 0; i < n; i++) {
    t.weight[i] = 1;
    t.backup[i] = (uint8_t)(1 + pick(most_backup));
    for (buju_ix j = 0; j < m; j++) t.cost[i][j] = (uint32_t)(abs(x[0][i] - x[1][j]) + abs(y[0][i] - y[1][j]));
  }
  for (buju_ix j = 0; j < m; j++) {
    t.state[j] = BUJU_CANDIDATE_FREE;
    t.open_cost[j] = money ? 50 + pick(100) : 1;
  }
  finish(ctx, 180);
}

static int64_t by_cbc(buju_ctx *ctx, buju_arena *arena) {
  static int64_t lower[MOST], upper[MOST], value[MOST * MOST], low[MOST], high[MOST];
  static uint64_t row[MOST + 1];
  static buju_ix column[MOST * MOST];
  buju_ix rows = 0;
  for (buju_ix i = 0; i < t.n; i++) {
    if (!reachable(i)) continue;
    row[rows + 1] = row[rows];
    for (buju_ix j = 0; j < t.m; j++) {
      if (!serves(j, i)) continue;
      column[row[rows + 1]] = j;
      value[row[rows + 1]++] = 1;
    }
    low[rows] = t.backup[i];
    high[rows++] = BUJU_MIP_FREE_ABOVE;
  }
  for (buju_ix j = 0; j < t.m; j++) upper[j] = 1;
  buju_mip mip = {.columns = t.m,
                  .rows = rows,
                  .cost = t.open_cost,
                  .lower = lower,
                  .upper = upper,
                  .row = row,
                  .column = column,
                  .value = value,
                  .row_lower = low,
                  .row_upper = high};
  buju_mip_result result;
  assert_int_equal(buju_mip_solve(ctx, &mip, arena, &result), BUJU_OK);
  assert_int_equal(result.state, BUJU_MIP_OPTIMAL);
  return result.objective;
}

static void agrees_with_cbc(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (uint64_t seed = 0; seed < 24; seed++) {
    buju_arena *arena = buju_arena_new();
    make_square(ctx, seed, MOST, MOST, seed % 2 == 0 ? 1 : 3, seed % 3 == 0);
    const buju_siting_answer *a = solve(ctx, arena);
    int64_t best = by_cbc(ctx, arena);
    if (a->upper != best || a->lower != best)
      fail_msg("seed %llu: %lld to %lld, Cbc has %lld", (unsigned long long)seed, (long long)a->lower,
               (long long)a->upper, (long long)best);
    buju_costs_free(t.costs);
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
}

static void more_is_never_worse(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (uint64_t seed = 100; seed < 130; seed++) {
    buju_arena *arena = buju_arena_new();
    make_square(ctx, seed, MOST / 2, MOST / 2, 1, false);
    int64_t last = INT64_MAX;
    buju_ix unreachable = BUJU_NONE;
    for (t.problem.limit = 100; t.problem.limit < 500; t.problem.limit += 50) {
      const buju_siting_answer *a = solve(ctx, arena);
      if (a->unreachable == unreachable) assert_true(a->upper <= last);
      unreachable = a->unreachable;
      last = a->upper;
    }
    t.problem.limit = 200;
    const buju_siting_answer *before = solve(ctx, arena);
    t.state[pick(t.m)] = BUJU_CANDIDATE_EXISTING;
    assert_true(solve(ctx, arena)->upper <= before->upper);
    buju_costs_free(t.costs);
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(solves_every_small_town),
      cmocka_unit_test(agrees_with_cbc),
      cmocka_unit_test(more_is_never_worse),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
