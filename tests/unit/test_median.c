/* The p-median against every plan there is, against Cbc, and its proofs by the checker.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
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
#include "planner/siting/mip.h"
#include "planner/siting/siting_parts.h"
#include "tests/support/siting_by_hand.h"

enum { MOST = 320 };

static uint64_t random_state;

static uint32_t pick(uint32_t below) { return siting_pick(&random_state, below); }

/* A problem in plain arrays. */
typedef struct town {
  buju_ix n, m;
  uint32_t cost[MOST][MOST];
  int64_t weight[MOST], open_cost[MOST], close_cost[MOST];
  uint8_t state[MOST];
  uint64_t row[MOST + 1];
  buju_ix col[MOST * MOST];
  uint32_t val[MOST * MOST];
  buju_csr table;
  buju_costs *costs;
  buju_siting_problem problem;
} town;

static void finish(buju_ctx *ctx, town *t, int64_t p, int64_t budget) {
  t->table = siting_table(t->n, t->m, MOST, t->cost[0], t->row, t->col, t->val);
  assert_int_equal(buju_costs_table(ctx, &t->table, t->m, &t->costs), BUJU_OK);
  t->problem = (buju_siting_problem){.model = BUJU_SITING_MEDIAN,
                                     .costs = t->costs,
                                     .weight = t->weight,
                                     .state = t->state,
                                     .open_cost = t->open_cost,
                                     .close_cost = t->close_cost,
                                     .limit = BUJU_COST_NONE,
                                     .p = p,
                                     .budget = budget,
                                     .unserved = BUJU_COST_NONE,
                                     .prove = true};
}

/* A small town of every kind: some pairs have no way, some people weigh nothing, every state occurs. */
static void make_town(buju_ctx *ctx, uint64_t seed, bool money, town *t) {
  random_state = siting_chance(seed);
  memset(t, 0, sizeof *t);
  t->n = 1 + pick(9);
  t->m = 1 + pick(8);
  uint32_t largest = 1 + pick(12), missing = pick(5), plain = pick(2);
  for (buju_ix i = 0; i < t->n; i++) {
    t->weight[i] = pick(4) == 0 ? 0 : 1 + pick(5);
    for (buju_ix j = 0; j < t->m; j++) t->cost[i][j] = pick(6) < missing ? BUJU_COST_NONE : pick(largest + 1);
  }
  for (buju_ix j = 0; j < t->m; j++) {
    t->state[j] = plain ? BUJU_CANDIDATE_FREE : (uint8_t)pick(BUJU_CANDIDATE_STATES);
    t->open_cost[j] = pick(8);
    t->close_cost[j] = pick(4);
  }
  int64_t p = pick(t->m + 2), budget = money ? (int64_t)pick(20) : BUJU_SITING_NO_BUDGET;
  if (money && pick(2) == 0) p = BUJU_SITING_NO_P;
  finish(ctx, t, p, budget);
  if (pick(2) == 0) t->problem.limit = pick(largest + 2);
  if (pick(3) == 0) t->problem.unserved = pick(2 * largest);
}

/* What a plan costs; what nobody may ever serve is left out. */
static int64_t value_of(const town *t, unsigned open, uint32_t unserved) {
  int64_t sum = 0;
  uint32_t limit = t->problem.limit < unserved ? t->problem.limit : unserved;
  for (buju_ix i = 0; i < t->n; i++) {
    uint32_t least = BUJU_COST_NONE;
    bool reachable = false;
    for (buju_ix j = 0; j < t->m; j++) {
      if (t->cost[i][j] > limit || t->cost[i][j] == BUJU_COST_NONE) continue;
      reachable |= t->state[j] != BUJU_CANDIDATE_FORBIDDEN;
      if ((open >> j & 1) != 0 && t->cost[i][j] < least) least = t->cost[i][j];
    }
    if (reachable) sum += t->weight[i] * (int64_t)(least == BUJU_COST_NONE ? unserved : least);
  }
  return sum;
}

/* The checker, which shares nothing with the solver, takes the plan, the bound and the proof. */
static void check_proof(buju_ctx *ctx, const town *t, const buju_siting_answer *a) {
  assert_non_null(a->proof);
  if (!siting_certified(ctx, &t->problem, &(buju_verify_costs){&t->table, t->m, NULL}, a))
    fail_msg("%s", buju_ctx_error(ctx));
}

/* ---- every plan there is ---- */

static void compare(buju_ctx *ctx, town *t) {
  buju_arena *arena = buju_arena_new();
  buju_siting_answer *a = NULL;
  assert_int_equal(buju_siting_solve_by(ctx, &t->problem, buju_siting_median, arena, &a), BUJU_OK);
  int64_t best = INT64_MAX;
  for (unsigned open = 0; open < 1u << t->m; open++)
    if (siting_keeps(&t->problem, t->m, open) && value_of(t, open, a->unserved) < best)
      best = value_of(t, open, a->unserved);
  if (a->state == BUJU_SITING_NOTHING) {
    assert_true(best == INT64_MAX);
  } else {
    unsigned open = siting_bits(a->sites, a->site);
    assert_true(siting_keeps(&t->problem, t->m, open));
    assert_int_equal(value_of(t, open, a->unserved), a->upper);
    assert_int_equal(a->upper, best);
    assert_int_equal(a->lower, best);
    check_proof(ctx, t, a);
  }
  buju_arena_free(arena);
}

static void agrees_with_every_plan(void **state) {
  buju_ctx *ctx = *state;
  static town t;
  for (uint64_t seed = 0; seed < 4000; seed++) {
    make_town(ctx, seed, false, &t);
    compare(ctx, &t);
    buju_costs_free(t.costs);
  }
}

static void agrees_with_every_plan_for_money(void **state) {
  buju_ctx *ctx = *state;
  static town t;
  for (uint64_t seed = 0; seed < 3000; seed++) {
    make_town(ctx, seed, true, &t);
    compare(ctx, &t);
    buju_costs_free(t.costs);
  }
}

/* ---- larger ones ---- */

/* Villages in a square, each of them a place for a site. */
static void make_county(buju_ctx *ctx, uint64_t seed, buju_ix n, uint32_t side, int64_t p, town *t) {
  uint32_t x[MOST], y[MOST];
  random_state = 88172645463325252u + seed * 104729;
  for (int k = 0; k < 8; k++) pick(2);
  memset(t, 0, sizeof *t);
  t->n = t->m = n;
  for (buju_ix i = 0; i < n; i++) {
    x[i] = pick(side);
    y[i] = pick(side);
    t->weight[i] = 1 + pick(3000);
    t->open_cost[i] = 1 + pick(9);
  }
  for (buju_ix i = 0; i < n; i++)
    for (buju_ix j = 0; j < n; j++) t->cost[i][j] = (uint32_t)floor(hypot((double)x[i] - x[j], (double)y[i] - y[j]));
  finish(ctx, t, p, BUJU_SITING_NO_BUDGET);
}

/* The textbook's program: a column a pair and one a site, each pair tied to its site. */
static int64_t by_program(buju_ctx *ctx, const town *t) {
  enum { N = 24 };
  static int64_t cost[N * N + N], lower[N * N + N], upper[N * N + N], value[4 * N * N], low[N * N + N + 2],
      high[N * N + N + 2];
  static uint64_t row[N * N + N + 3];
  static buju_ix column[4 * N * N];
  buju_ix n = t->n, columns = n * n + n, rows = 0;
  uint64_t k = 0;
  for (buju_ix c = 0; c < columns; c++) {
    cost[c] = c < n * n ? t->weight[c / n] * (int64_t)t->cost[c / n][c % n] : 0;
    upper[c] = 1;
  }
  for (buju_ix i = 0; i < n; i++, rows++) { /* everybody once */
    low[rows] = high[rows] = 1;
    row[rows] = k;
    for (buju_ix j = 0; j < n; j++) column[k] = i * n + j, value[k++] = 1;
  }
  for (buju_ix c = 0; c < n * n; c++, rows++) { /* only from what is open */
    low[rows] = BUJU_MIP_FREE_BELOW;
    high[rows] = 0;
    row[rows] = k;
    column[k] = c, value[k++] = 1;
    column[k] = n * n + c % n, value[k++] = -1;
  }
  bool money = t->problem.budget != BUJU_SITING_NO_BUDGET;
  low[rows] = BUJU_MIP_FREE_BELOW;
  high[rows] = money ? t->problem.budget : t->problem.p;
  row[rows++] = k;
  for (buju_ix j = 0; j < n; j++) column[k] = n * n + j, value[k++] = money ? t->open_cost[j] : 1;
  row[rows] = k;
  buju_mip mip = {columns, rows, cost, lower, upper, row, column, value, low, high, 0};
  buju_mip_result result;
  buju_arena *arena = buju_arena_new();
  assert_int_equal(buju_mip_solve(ctx, &mip, arena, &result), BUJU_OK);
  assert_int_equal(result.state, BUJU_MIP_OPTIMAL);
  buju_arena_free(arena);
  return result.objective;
}

static void agrees_with_an_integer_program(void **state) {
  buju_ctx *ctx = *state;
  static town t;
  for (uint64_t seed = 0; seed < 6; seed++) {
    make_county(ctx, seed, 22, 1000, 3 + (int64_t)seed, &t);
    if (seed % 2 == 1) {
      t.problem.p = BUJU_SITING_NO_P;
      t.problem.budget = 12;
    }
    buju_arena *arena = buju_arena_new();
    buju_siting_answer *a;
    assert_int_equal(buju_siting_solve_by(ctx, &t.problem, buju_siting_median, arena, &a), BUJU_OK);
    assert_int_equal(a->state, BUJU_SITING_PROVED);
    assert_int_equal(a->upper, by_program(ctx, &t));
    check_proof(ctx, &t, a);
    buju_arena_free(arena);
    buju_costs_free(t.costs);
  }
}

static buju_siting_answer *solve(buju_ctx *ctx, const town *t, buju_arena *arena) {
  buju_siting_answer *a;
  assert_int_equal(buju_siting_solve_by(ctx, &t->problem, buju_siting_median, arena, &a), BUJU_OK);
  assert_true(a->lower <= a->upper);
  return a;
}

static void behaves(void **state) {
  buju_ctx *ctx = *state;
  static town t;
  for (uint64_t seed = 0; seed < 4; seed++) {
    buju_arena *arena = buju_arena_new();
    make_county(ctx, 100 + seed, 60, 10000, 0, &t);
    int64_t before = INT64_MAX;
    for (int64_t p = 0; p <= 12; p += 2) { /* more sites never cost more; every proof holds */
      t.problem.p = p;
      buju_siting_answer *a = solve(ctx, &t, arena);
      assert_int_equal(a->state, BUJU_SITING_PROVED);
      assert_true(a->upper <= before);
      check_proof(ctx, &t, a);
      before = a->upper;
    }
    t.state[7] = BUJU_CANDIDATE_EXISTING; /* one that stands never hurts */
    assert_true(solve(ctx, &t, arena)->upper <= before);
    t.state[7] = BUJU_CANDIDATE_FREE;
    t.problem.limit = 2000; /* nor does a longer limit */
    t.problem.unserved = 30000;
    int64_t near = solve(ctx, &t, arena)->upper;
    t.problem.limit = 3000;
    assert_true(solve(ctx, &t, arena)->upper <= near);
    buju_arena_free(arena);
    buju_costs_free(t.costs);
  }
}

/* Stopped early or content with less, the bounds are true, the proof proves them, and a second run says the same. */
static void stops_early_with_true_bounds(void **state) {
  buju_ctx *ctx = *state;
  static town t;
  buju_arena *arena = buju_arena_new();
  make_county(ctx, 7, 60, 10000, 9, &t);
  int64_t best = solve(ctx, &t, arena)->upper;
  for (int64_t limit = 1; limit < 3000000; limit *= 3) {
    t.problem.work_limit = limit;
    buju_siting_answer *a = solve(ctx, &t, arena), *again = solve(ctx, &t, arena);
    assert_true(0 <= a->lower && a->lower <= best && best <= a->upper);
    check_proof(ctx, &t, a);
    assert_int_equal(a->work, again->work);
    assert_int_equal(a->lower, again->lower);
    assert_int_equal(a->sites, again->sites);
    assert_memory_equal(a->site, again->site, a->sites * sizeof *a->site);
  }
  t.problem.work_limit = 0;
  t.problem.gap = 0.05;
  buju_siting_answer *a = solve(ctx, &t, arena);
  assert_true(a->lower <= best && best <= a->upper);
  assert_true((double)(a->upper - a->lower) <= 0.05 * (double)a->upper);
  check_proof(ctx, &t, a);
  t.problem.gap = 0;
  t.problem.start = a->site;
  t.problem.start_n = a->sites;
  assert_int_equal(solve(ctx, &t, arena)->upper, best);
  buju_arena_free(arena);
  buju_costs_free(t.costs);
}

/* People in thousandths and milliseconds: sums of 10^16, where nothing may be lost. */
static void counts_large_sums_exactly(void **state) {
  buju_ctx *ctx = *state;
  static town t;
  for (uint64_t seed = 0; seed < 3; seed++) {
    buju_arena *arena = buju_arena_new();
    make_county(ctx, 40 + seed, 40, 9000000, 6, &t);
    for (buju_ix i = 0; i < t.n; i++) t.weight[i] = t.weight[i] * 1000 + 1;
    buju_siting_answer *a = solve(ctx, &t, arena);
    assert_int_equal(a->state, BUJU_SITING_PROVED);
    check_proof(ctx, &t, a);
    buju_arena_free(arena);
    buju_costs_free(t.costs);
  }
}

/* A hundred hamlets with one person each stand together where nobody else is: not one of the places there is worth a
 * site, so that the lists of the hamlets, cut short among them, must grow. */
static void make_hamlets(buju_ctx *ctx, town *t) {
  enum { HAMLETS = 100 };
  buju_costs_free(t->costs);
  for (buju_ix i = 0; i < t->n; i++)
    for (buju_ix j = 0; j < t->m; j++) {
      if (i < HAMLETS && j < HAMLETS) t->cost[i][j] = i < j ? j - i : i - j;
      if (i < HAMLETS && j >= HAMLETS) t->cost[i][j] = 5000 + t->cost[0][j];
      if (i >= HAMLETS && j < HAMLETS) t->cost[i][j] = 5000 + t->cost[i][0];
    }
  for (buju_ix i = 0; i < t->n; i++) t->weight[i] = i < HAMLETS ? 1 : t->weight[i] + 1000;
  finish(ctx, t, 40, BUJU_SITING_NO_BUDGET);
}

/* Where there are many sites, lists are cut: the proof holds for the whole problem all the same. On any number of
 * threads the answer is the same. */
static void proves_with_cut_lists(void **state) {
  buju_ctx *ctx = *state;
  static town t;
  for (uint64_t seed = 0; seed < 3; seed++) {
    buju_arena *arena = buju_arena_new();
    make_county(ctx, 60 + seed, 300, 20000, 40, &t);
    if (seed == 0) make_hamlets(ctx, &t);
    if (seed == 1) /* most people live in two villages */
      t.weight[3] = t.weight[5] = 400000;
    if (seed == 2) t.state[0] = t.state[1] = BUJU_CANDIDATE_REQUIRED, t.state[2] = BUJU_CANDIDATE_EXISTING;
    buju_siting_answer *a = solve(ctx, &t, arena), *again;
    assert_int_equal(a->state, BUJU_SITING_PROVED);
    check_proof(ctx, &t, a);
    buju_ctx_set_threads(ctx, 3);
    again = solve(ctx, &t, arena);
    buju_ctx_set_threads(ctx, 1);
    assert_int_equal(a->work, again->work);
    assert_int_equal(a->sites, again->sites);
    assert_memory_equal(a->site, again->site, a->sites * sizeof *a->site);
    buju_arena_free(arena);
    buju_costs_free(t.costs);
  }
}

/* ---- known optima ---- */

/* Stores of San Francisco: four of sixteen for 205 tracts. Distances in hundredths of a millimetre. */
static void agrees_with_spopt(void **state) {
  static const char path[] =
      BUJU_DATA_DIR "/real/spopt-sanfrancisco/SF_network_distance_candidateStore_16_censusTract_205_new.csv";
  buju_ctx *ctx = *state;
  static town t;
  FILE *file = fopen(path, "r");
  if (file == NULL) {
    print_message("skipped: %s is not there\n", path);
    skip();
  }
  memset(&t, 0, sizeof t);
  t.n = 205;
  t.m = 16;
  char line[256], tract[32], tracts[205][32];
  double metres;
  long long people;
  int store, known = 0;
  assert_non_null(fgets(line, sizeof line, file));
  for (int rows = 0; fgets(line, sizeof line, file) != NULL; rows++) { /* the tracts of one store, then of the next */
    assert_int_equal(sscanf(line, "%lf,Store_%d,%31[^,],%lld", &metres, &store, tract, &people), 4);
    assert_true(rows < 205 * 16);
    int i = 0;
    while (i < known && strcmp(tracts[i], tract) != 0) i++;
    assert_true(i < 205);
    if (i == known) memcpy(tracts[known++], tract, sizeof tract);
    t.cost[i][rows / 205] = (uint32_t)floor(metres * 1e5 + 0.5);
    t.weight[i] = people;
  }
  fclose(file);
  finish(ctx, &t, 4, BUJU_SITING_NO_BUDGET);
  buju_arena *arena = buju_arena_new();
  buju_siting_answer *a = solve(ctx, &t, arena);
  static const buju_ix best[] = {1, 7, 8, 11}; /* Store_2, 11, 12, 15 */
  assert_int_equal(a->state, BUJU_SITING_PROVED);
  assert_int_equal(a->sites, 4);
  assert_memory_equal(a->site, best, sizeof best);
  assert_true(fabs((double)a->upper / 1e5 - 2848268129.7145) < 5);
  check_proof(ctx, &t, a);
  buju_arena_free(arena);
  buju_costs_free(t.costs);
}

static void proves_graphs_of_the_literature(void **state) {
  static const struct {
    const char *name;
    int64_t optimum;
  } graphs[] = {{"pmed1", 5819}, {"pmed3", 4250}, {"pmed5", 1355}, {"pmed7", 5631}, {"pmed13", 4374}};
  buju_ctx *ctx = *state;
  for (size_t g = 0; g < sizeof graphs / sizeof *graphs; g++) {
    char path[512];
    snprintf(path, sizeof path, "%s/bench/orlib-pmed/%s.txt", BUJU_DATA_DIR, graphs[g].name);
    if (access(path, R_OK) != 0) {
      print_message("skipped: %s is not there\n", path);
      skip();
    }
    buju_instance *instance = NULL;
    buju_costs *costs = NULL;
    buju_siting_answer *a = NULL;
    buju_arena *arena = buju_arena_new();
    assert_int_equal(buju_instance_read(ctx, path, &(buju_instance_spec){0}, &instance), BUJU_OK);
    assert_int_equal(buju_costs_table(ctx, &instance->table, instance->candidates, &costs), BUJU_OK);
    buju_siting_problem problem = {.model = BUJU_SITING_MEDIAN,
                                   .costs = costs,
                                   .limit = BUJU_COST_NONE,
                                   .p = instance->p,
                                   .budget = BUJU_SITING_NO_BUDGET,
                                   .unserved = BUJU_COST_NONE};
    assert_int_equal(buju_siting_solve_by(ctx, &problem, buju_siting_median, arena, &a), BUJU_OK);
    assert_int_equal(a->upper, graphs[g].optimum);
    assert_int_equal(a->lower, graphs[g].optimum);
    buju_arena_free(arena);
    buju_costs_free(costs);
    buju_instance_free(instance);
  }
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
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_every_plan),          cmocka_unit_test(agrees_with_every_plan_for_money),
      cmocka_unit_test(agrees_with_an_integer_program),  cmocka_unit_test(behaves),
      cmocka_unit_test(stops_early_with_true_bounds),    cmocka_unit_test(counts_large_sums_exactly),
      cmocka_unit_test(proves_with_cut_lists),           cmocka_unit_test(agrees_with_spopt),
      cmocka_unit_test(proves_graphs_of_the_literature),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
