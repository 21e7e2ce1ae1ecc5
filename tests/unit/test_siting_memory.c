/* Every allocation of the siting solvers failed in turn: they say that memory is out, and leave nothing behind. The
 * linker sends the library's allocations here. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "planner/rounds/rounds.h"
#include "planner/siting/capacity.h"
#include "planner/siting/max_cover_frontier.h"
#include "planner/siting/siting.h"
#include "planner/siting/tiers.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t size);

static int64_t left = INT64_MAX; /* allocations until the one that fails; one only, so that clean-up can work */

static int refuse(void) { return left != INT64_MAX && left-- == 0; }

void *__wrap_malloc(size_t size) { return refuse() ? NULL : __real_malloc(size); }
void *__wrap_calloc(size_t n, size_t size) { return refuse() ? NULL : __real_calloc(n, size); }
void *__wrap_realloc(void *old, size_t size) { return refuse() ? NULL : __real_realloc(old, size); }

enum { DEMANDS = 14, CANDIDATES = 10 };

/* A town that no reduction solves by itself: the points lie on two circles. */
typedef struct town {
  double demand_x[DEMANDS], demand_y[DEMANDS], candidate_x[CANDIDATES], candidate_y[CANDIDATES];
  int64_t weight[DEMANDS], open_cost[CANDIDATES], capacity[CANDIDATES];
  buju_costs_plane plane;
} town;

static void lay_out(town *t) {
  static const double unit_x[] = {10, 8, 3, -3, -8, -10, -8, -3, 3, 8}, unit_y[] = {0, 6, 9, 9, 6, 0, -6, -9, -9, -6};
  for (int i = 0; i < DEMANDS; i++) {
    t->demand_x[i] = unit_x[i % 10] * (i < 10 ? 10 : 4);
    t->demand_y[i] = unit_y[i % 10] * (i < 10 ? 10 : 4);
    t->weight[i] = 1 + i * 7 % 5;
  }
  for (int j = 0; j < CANDIDATES; j++) {
    t->candidate_x[j] = unit_x[j] * 8 + 5;
    t->candidate_y[j] = unit_y[j] * 8 - 3;
    t->open_cost[j] = 10 + j % 3;
    t->capacity[j] = 12;
  }
  t->plane = (buju_costs_plane){DEMANDS,        CANDIDATES,     t->demand_x, t->demand_y,
                                t->candidate_x, t->candidate_y, 1,           BUJU_ROUND_UP};
}

static buju_siting_problem problem_of(const town *t, const buju_costs *costs, buju_siting_model model) {
  bool cover = model == BUJU_SITING_COVER;
  return (buju_siting_problem){.model = model,
                               .costs = costs,
                               .weight = t->weight,
                               .open_cost = cover ? t->open_cost : NULL,
                               .limit = model == BUJU_SITING_MEDIAN ? BUJU_COST_NONE : 62,
                               .p = cover ? BUJU_SITING_NO_P : 3,
                               .budget = BUJU_SITING_NO_BUDGET,
                               .unserved = BUJU_COST_NONE,
                               .prove = true};
}

static buju_status solve_models(buju_ctx *ctx, const town *t, const buju_costs *costs, buju_arena *arena) {
  buju_status status = BUJU_OK;
  for (int m = 0; m < BUJU_SITING_MODELS && status == BUJU_OK; m++) {
    buju_siting_problem problem = problem_of(t, costs, (buju_siting_model)m);
    buju_siting_answer *answer;
    status = buju_siting_solve(ctx, &problem, arena, &answer);
    if (status == BUJU_OK) assert_int_equal(answer->state, BUJU_SITING_PROVED);
  }
  return status;
}

static buju_status solve_more(buju_ctx *ctx, const town *t, const buju_costs *costs, buju_arena *arena) {
  buju_siting_problem problem = problem_of(t, costs, BUJU_SITING_MAX_COVER);
  buju_siting_frontier frontier;
  buju_status status = buju_max_cover_frontier(ctx, &problem, 4, true, arena, &frontier);
  if (status != BUJU_OK) return status;
  buju_capacity_problem filling = {
      .siting = problem_of(t, costs, BUJU_SITING_MEDIAN), .capacity = t->capacity, .rule = BUJU_CAPACITY_SENT};
  filling.siting.p = 4;
  filling.siting.prove = false;
  filling.siting.work_limit = 1; /* what is searched again and again asks for the same memory */
  buju_capacity_answer *filled;
  status = buju_capacity_solve(ctx, &filling, arena, &filled);
  if (status != BUJU_OK) return status;
  filling.siting = problem_of(t, costs, BUJU_SITING_COVER);
  filling.siting.prove = false;
  filling.siting.work_limit = 1;
  filling.rule = BUJU_CAPACITY_SHARED;
  return buju_capacity_solve(ctx, &filling, arena, &filled);
}

static buju_status solve_tiers(buju_ctx *ctx, const town *t, const buju_costs *costs, buju_arena *arena) {
  const buju_tier tier[] = {{costs, t->weight, NULL, NULL, NULL, 40, 3},
                            {costs, t->weight, NULL, NULL, NULL, BUJU_COST_NONE, 1}};
  const buju_tiers_problem problem = {
      .model = BUJU_SITING_MEDIAN, .tiers = 2, .tier = tier, .budget = BUJU_SITING_NO_BUDGET, .unserved = 200};
  buju_tiers_answer *answer;
  return buju_tiers_solve(ctx, &problem, arena, &answer);
}

/* More stops than are compared one by one, so that the search and the bound have their turn. */
static buju_status solve_rounds(buju_ctx *ctx, buju_arena *arena) {
  enum { STOPS = 15 };
  uint32_t drive[(STOPS + 1) * (STOPS + 1)], serve[STOPS], every[STOPS];
  for (int a = 0; a <= STOPS; a++)
    for (int b = 0; b <= STOPS; b++) drive[a * (STOPS + 1) + b] = (uint32_t)abs(a - b) * 600000;
  for (int i = 0; i < STOPS; i++) serve[i] = 1800000, every[i] = i % 2 == 0 ? 1 : 2;
  const buju_rounds_problem problem = {.n = STOPS,
                                       .drive_ms = drive,
                                       .serve_ms = serve,
                                       .every = every,
                                       .weeks = 2,
                                       .day_ms = 28800000,
                                       .most_days = 1,
                                       .days_a_week = 5,
                                       .work_limit = 2000};
  buju_rounds_answer answer;
  return buju_rounds_solve(ctx, &problem, arena, &answer);
}

static buju_status attempt(buju_ctx *ctx, const town *t) {
  buju_costs *costs = NULL, *table = NULL;
  buju_arena *arena = buju_arena_new();
  buju_csr lists;
  buju_ix which[DEMANDS];
  uint32_t most[DEMANDS];
  if (arena == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < DEMANDS; i++) which[i] = i, most[i] = BUJU_COST_NONE;
  buju_status status = buju_costs_points(ctx, &t->plane, &costs);
  if (status == BUJU_OK)
    status = costs->ops->lists(ctx, costs, BUJU_COSTS_BY_DEMAND, DEMANDS, which, most, arena, &lists);
  if (status == BUJU_OK) status = buju_costs_table(ctx, &lists, CANDIDATES, &table);
  if (status == BUJU_OK) status = solve_models(ctx, t, table, arena);
  if (status == BUJU_OK) status = solve_more(ctx, t, costs, arena);
  if (status == BUJU_OK) status = solve_tiers(ctx, t, costs, arena);
  if (status == BUJU_OK) status = solve_rounds(ctx, arena);
  buju_costs_free(table);
  buju_costs_free(costs);
  buju_arena_free(arena);
  return status;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  town t;
  lay_out(&t);
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_threads(ctx, 1); /* so that the n-th allocation is the same one every time */
  int64_t nth = 0;
  for (;; nth++) {
    left = nth;
    buju_status status = attempt(ctx, &t);
    int64_t rest = left;
    left = INT64_MAX;
    if (status == BUJU_OK && rest >= 0) break; /* fewer allocations than nth: all of them have had their turn */
    if (status != BUJU_E_MEMORY && !(status == BUJU_OK && rest < 0))
      fail_msg("allocation %d: status %d, \"%s\"", (int)nth, status, buju_ctx_error(ctx));
    if (status != BUJU_OK) assert_true(buju_ctx_error(ctx)[0] != '\0');
    buju_ctx_clear(ctx);
  }
  assert_true(nth > 300);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_may_fail)};
  return cmocka_run_group_tests_name("siting_memory", tests, NULL, NULL);
}
