/* The wall before Cbc: what it lets through, and that answers are what they say. SPDX-License-Identifier: Apache-2.0 */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "planner/siting/mip.h"

enum { COLUMNS = 8, ROWS = 6 };

/* A dense model; zeros are left out of the rows. */
typedef struct model {
  buju_mip mip;
  int64_t cost[COLUMNS], lower[COLUMNS], upper[COLUMNS], low[ROWS], high[ROWS], value[ROWS * COLUMNS];
  uint64_t row[ROWS + 1];
  buju_ix column[ROWS * COLUMNS];
} model;

static uint64_t next_random(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state >> 16;
}

static int64_t between(uint64_t *state, int64_t low, int64_t high) {
  return low + (int64_t)(next_random(state) % (uint64_t)(high - low + 1));
}

static void random_model(uint64_t *state, model *m) {
  *m = (model){.mip = {.columns = (buju_ix)between(state, 1, COLUMNS), .rows = (buju_ix)between(state, 1, ROWS)}};
  for (buju_ix j = 0; j < m->mip.columns; j++) {
    m->cost[j] = between(state, -9, 20);
    m->lower[j] = between(state, -1, 0);
    m->upper[j] = m->lower[j] + between(state, 0, 2);
  }
  uint64_t at = 0;
  for (buju_ix i = 0; i < m->mip.rows; i++) {
    for (buju_ix j = m->mip.columns; j-- > 0;) {
      if (between(state, 0, 1) == 0) continue;
      m->column[at] = j;
      m->value[at++] = between(state, -5, 9);
    }
    m->row[i + 1] = at;
    m->low[i] = between(state, 0, 2) == 0 ? BUJU_MIP_FREE_BELOW : between(state, -9, 6);
    m->high[i] = between(state, 0, 1) == 0 || m->low[i] == BUJU_MIP_FREE_BELOW ? BUJU_MIP_FREE_ABOVE
                                                                               : m->low[i] + between(state, 0, 6);
  }
}

static void bind(model *m) {
  m->mip.cost = m->cost, m->mip.lower = m->lower, m->mip.upper = m->upper;
  m->mip.row = m->row, m->mip.column = m->column, m->mip.value = m->value;
  m->mip.row_lower = m->low, m->mip.row_upper = m->high;
}

static bool holds(const model *m, const int64_t *x) {
  for (buju_ix i = 0; i < m->mip.rows; i++) {
    int64_t sum = 0;
    for (uint64_t k = m->row[i]; k < m->row[i + 1]; k++) sum += m->value[k] * x[m->column[k]];
    if (sum < m->low[i] || sum > m->high[i]) return false;
  }
  return true;
}

static void try_all(const model *m, buju_ix j, int64_t *x, int64_t cost, int64_t *best) {
  if (j == m->mip.columns) {
    if (holds(m, x) && cost < *best) *best = cost;
    return;
  }
  for (x[j] = m->lower[j]; x[j] <= m->upper[j]; x[j]++) try_all(m, j + 1, x, cost + m->cost[j] * x[j], best);
}

/* Solves; returns the number of the first thing that is not as brute force says, 0 when all is well. */
static int wrong(buju_ctx *ctx, const model *m) {
  int64_t x[COLUMNS], best = INT64_MAX;
  try_all(m, 0, x, 0, &best);
  buju_arena *arena = buju_arena_new();
  buju_mip_result r = {0};
  int bad = 0;
  if (buju_mip_solve(ctx, &m->mip, arena, &r) != BUJU_OK)
    bad = 1;
  else if (best == INT64_MAX)
    bad = r.state != BUJU_MIP_INFEASIBLE || r.x != NULL ? 2 : 0;
  else if (r.state != BUJU_MIP_OPTIMAL || r.objective != best || r.bound != best)
    bad = 3;
  else if (!holds(m, r.x))
    bad = 4;
  buju_arena_free(arena);
  return bad;
}

static void answers_equal_brute_force(void **state) {
  (void)state;
  uint64_t random = 20240101;
  buju_ctx *ctx = buju_ctx_new();
  int infeasible = 0;
  for (int i = 0; i < 250; i++) {
    model m;
    random_model(&random, &m);
    bind(&m);
    assert_int_equal(wrong(ctx, &m), 0);
    int64_t x[COLUMNS], best = INT64_MAX;
    try_all(&m, 0, x, 0, &best);
    infeasible += best == INT64_MAX;
  }
  assert_in_range(infeasible, 20, 200); /* both kinds were seen */
  buju_ctx_free(ctx);
}

/* x0 = -1, x1 = 1 is best and costs -18; Cbc 2.10.8 calls -8 optimal unless its preprocessing is off. */
static void the_optimum_preprocessing_loses_is_found(void **state) {
  (void)state;
  model m = {.mip = {.columns = 2, .rows = 3},
             .cost = {14, -4},
             .lower = {-1, 0},
             .upper = {1, 2},
             .row = {0, 2, 4, 6},
             .column = {1, 0, 1, 0, 1, 0},
             .value = {-3, 3, 3, 1, -3, -2},
             .low = {-7, BUJU_MIP_FREE_BELOW, BUJU_MIP_FREE_BELOW},
             .high = {-6, BUJU_MIP_FREE_ABOVE, BUJU_MIP_FREE_ABOVE}};
  bind(&m);
  buju_ctx *ctx = buju_ctx_new();
  assert_int_equal(wrong(ctx, &m), 0);
  buju_ctx_free(ctx);
}

static void *solve_many(void *argument) {
  uint64_t random = *(uint64_t *)argument;
  buju_ctx *ctx = buju_ctx_new();
  int bad = 0;
  for (int i = 0; i < 40; i++) {
    model m;
    random_model(&random, &m);
    bind(&m);
    bad += wrong(ctx, &m) != 0;
  }
  buju_ctx_free(ctx);
  *(uint64_t *)argument = (uint64_t)bad;
  return NULL;
}

static void threads_wait_for_each_other(void **state) {
  (void)state;
  uint64_t argument[4] = {11, 22, 33, 44};
  pthread_t thread[4];
  for (int i = 0; i < 4; i++) assert_int_equal(pthread_create(&thread[i], NULL, solve_many, &argument[i]), 0);
  for (int i = 0; i < 4; i++) pthread_join(thread[i], NULL);
  for (int i = 0; i < 4; i++) assert_int_equal(argument[i], 0);
}

static void refused(model *m) {
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_mip_result r = {.nodes = -7};
  assert_int_equal(buju_mip_solve(ctx, &m->mip, arena, &r), BUJU_E_INTERNAL);
  assert_string_not_equal(buju_ctx_error(ctx), "");
  assert_int_equal(r.nodes, -7);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

/* A good small model: x0 + x1 ≥ 1. */
static model good(void) {
  return (model){.mip = {.columns = 2, .rows = 1},
                 .cost = {1, 2},
                 .upper = {1, 1},
                 .row = {0, 2},
                 .column = {0, 1},
                 .value = {1, 1},
                 .low = {1},
                 .high = {BUJU_MIP_FREE_ABOVE}};
}

static void what_would_crash_the_solver_is_refused(void **state) {
  (void)state;
  model m = good();
  bind(&m);
  buju_ctx *ctx = buju_ctx_new();
  assert_int_equal(wrong(ctx, &m), 0);
  buju_ctx_free(ctx);
#define REFUSED(change)                                                                                                \
  m = good(), bind(&m), change;                                                                                        \
  refused(&m)
  REFUSED(m.column[1] = 2);
  REFUSED(m.column[1] = BUJU_NONE);
  REFUSED(m.column[1] = 0);
  REFUSED(m.row[1] = (uint64_t)INT32_MAX + 1);
  REFUSED(m.row[0] = 1);
  REFUSED(m.mip.columns = 0);
  REFUSED(m.mip.rows = 0);
  REFUSED(m.cost[0] = INT64_MIN);
  REFUSED(m.cost[0] = BUJU_MIP_MOST + 1);
  REFUSED(m.value[0] = -BUJU_MIP_MOST - 1);
  REFUSED(m.lower[0] = 2);
  REFUSED(m.upper[0] = INT64_MAX);
  REFUSED(m.low[0] = 5; m.high[0] = 4);
  REFUSED(m.low[0] = INT64_MIN + 1);
  REFUSED(m.mip.node_limit = -1);
#undef REFUSED
}

static void sums_that_would_overflow_are_refused(void **state) {
  (void)state;
  model m = {.mip = {.columns = COLUMNS, .rows = 1}, .row = {0, COLUMNS}, .high = {1}};
  for (buju_ix j = 0; j < COLUMNS; j++) {
    m.upper[j] = BUJU_MIP_MOST;
    m.value[j] = BUJU_MIP_MOST;
    m.column[j] = j;
  }
  bind(&m);
  refused(&m);
}

/* A knapsack that needs branching: with one node allowed the bound is still true. */
static void a_node_limit_gives_a_true_bound(void **state) {
  (void)state;
  enum { N = 40 };
  int64_t cost[N], lower[N] = {0}, upper[N], value[N], low[1] = {BUJU_MIP_FREE_BELOW}, high[1] = {30011};
  buju_ix column[N];
  uint64_t row[2] = {0, N}, random = 7;
  for (buju_ix j = 0; j < N; j++) {
    value[j] = between(&random, 1000, 2000);
    cost[j] = -value[j] - between(&random, 0, 3);
    upper[j] = 1;
    column[j] = j;
  }
  buju_mip mip = {N, 1, cost, lower, upper, row, column, value, low, high, 0};
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_mip_result whole, cut;
  assert_int_equal(buju_mip_solve(ctx, &mip, arena, &whole), BUJU_OK);
  assert_int_equal(whole.state, BUJU_MIP_OPTIMAL);
  mip.node_limit = 1;
  assert_int_equal(buju_mip_solve(ctx, &mip, arena, &cut), BUJU_OK);
  assert_true(cut.bound <= whole.objective);
  if (cut.state == BUJU_MIP_FEASIBLE) assert_true(cut.objective >= whole.objective && cut.bound <= cut.objective);
  assert_true(cut.state == BUJU_MIP_FEASIBLE || cut.state == BUJU_MIP_OPTIMAL || cut.state == BUJU_MIP_UNKNOWN);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(answers_equal_brute_force),
      cmocka_unit_test(the_optimum_preprocessing_loses_is_found),
      cmocka_unit_test(threads_wait_for_each_other),
      cmocka_unit_test(what_would_crash_the_solver_is_refused),
      cmocka_unit_test(sums_that_would_overflow_are_refused),
      cmocka_unit_test(a_node_limit_gives_a_true_bound),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
