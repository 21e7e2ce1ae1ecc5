/* Maximal cover against every plan there is, against Cbc, and its proofs by the checker.
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
#include "planner/siting/max_cover.h"
#include "planner/siting/max_cover_frontier.h"
#include "planner/siting/mip.h"
#include "planner/siting/siting_parts.h"
#include "tests/support/siting_by_hand.h"

enum { MOST = 64 };

static uint64_t random_state;

static uint32_t pick(uint32_t below) { return siting_pick(&random_state, below); }

static void start_random(uint64_t seed) { random_state = siting_chance(seed); }

/* A problem in plain arrays. */
typedef struct town {
  buju_ix n, m;
  uint32_t cost[MOST][MOST]; /* BUJU_COST_NONE: no way */
  int64_t weight[MOST], open_cost[MOST], close_cost[MOST];
  uint8_t state[MOST];
  uint64_t row[MOST + 1];
  buju_ix col[MOST * MOST];
  uint32_t val[MOST * MOST];
  buju_csr table;
  buju_costs *costs;
  buju_siting_problem problem;
} town;

static void finish(buju_ctx *ctx, town *t, int64_t p, int64_t budget, uint32_t limit) {
  t->table = siting_table(t->n, t->m, MOST, t->cost[0], t->row, t->col, t->val);
  assert_int_equal(buju_costs_table(ctx, &t->table, t->m, &t->costs), BUJU_OK);
  t->problem = (buju_siting_problem){.model = BUJU_SITING_MAX_COVER,
                                     .costs = t->costs,
                                     .weight = t->weight,
                                     .state = t->state,
                                     .open_cost = t->open_cost,
                                     .close_cost = t->close_cost,
                                     .limit = limit,
                                     .p = p,
                                     .budget = budget,
                                     .prove = true};
}

/* A small town of every kind: some pairs have no way, some people weigh nothing, every state occurs. */
static void make_town(buju_ctx *ctx, uint64_t seed, bool money, town *t) {
  start_random(seed);
  memset(t, 0, sizeof *t);
  t->n = 1 + pick(14);
  t->m = 1 + pick(9);
  uint32_t largest = 1 + pick(12), missing = pick(5), plain = pick(2), unit = pick(3) == 0 ? 1000 : 1;
  for (buju_ix i = 0; i < t->n; i++) {
    t->weight[i] = pick(4) == 0 ? 0 : (1 + pick(9)) * unit;
    for (buju_ix j = 0; j < t->m; j++) t->cost[i][j] = pick(6) < missing ? BUJU_COST_NONE : pick(largest + 1);
  }
  for (buju_ix j = 0; j < t->m; j++) {
    t->state[j] = plain ? BUJU_CANDIDATE_FREE : (uint8_t)pick(BUJU_CANDIDATE_STATES);
    t->open_cost[j] = pick(8);
    t->close_cost[j] = pick(4);
  }
  int64_t p = pick(t->m + 2), budget = money ? (int64_t)pick(20) : BUJU_SITING_NO_BUDGET;
  if (money && pick(2) == 0) p = BUJU_SITING_NO_P;
  finish(ctx, t, p, budget, pick(largest / 2 + 1));
}

static bool reaches(const town *t, buju_ix i, buju_ix j) {
  return t->cost[i][j] != BUJU_COST_NONE && t->cost[i][j] <= t->problem.limit;
}

/* Somebody may be open who reaches it. */
static bool asks(const town *t, buju_ix i) {
  for (buju_ix j = 0; j < t->m; j++)
    if (reaches(t, i, j) && t->state[j] != BUJU_CANDIDATE_FORBIDDEN) return t->weight[i] > 0;
  return false;
}

/* The weight a plan leaves out; what nobody may ever serve is not counted. */
static int64_t left_out(const town *t, unsigned open) {
  int64_t sum = 0;
  for (buju_ix i = 0; i < t->n; i++) {
    bool served = false;
    for (buju_ix j = 0; j < t->m; j++) served |= (open >> j & 1) != 0 && reaches(t, i, j);
    if (asks(t, i) && !served) sum += t->weight[i];
  }
  return sum;
}

/* The checker, which shares nothing with the solver, takes the plan, the bound and the proof. */
static void check_proof(buju_ctx *ctx, const town *t, const buju_siting_answer *a) {
  assert_non_null(a->proof);
  if (!siting_certified(ctx, &t->problem, &(buju_verify_costs){&t->table, t->m, NULL}, a))
    fail_msg("%s", buju_ctx_error(ctx));
}

static buju_siting_answer *solve(buju_ctx *ctx, const town *t, buju_arena *arena) {
  buju_siting_answer *a = NULL;
  buju_status status = buju_siting_solve_by(ctx, &t->problem, buju_siting_max_cover, arena, &a);
  if (status != BUJU_OK) fail_msg("%s", buju_ctx_error(ctx));
  assert_true(a->lower <= a->upper);
  return a;
}

/* ---- every plan there is ---- */

static void compare(buju_ctx *ctx, const town *t) {
  buju_arena *arena = buju_arena_new();
  buju_siting_answer *a = solve(ctx, t, arena);
  int64_t best = INT64_MAX;
  for (unsigned open = 0; open < 1u << t->m; open++)
    if (siting_keeps(&t->problem, t->m, open) && left_out(t, open) < best) best = left_out(t, open);
  if (a->state == BUJU_SITING_NOTHING) {
    assert_true(best == INT64_MAX);
  } else {
    unsigned open = siting_bits(a->sites, a->site);
    assert_true(siting_keeps(&t->problem, t->m, open));
    assert_int_equal(left_out(t, open), a->upper);
    assert_int_equal(a->upper, best);
    assert_int_equal(a->lower, best);
    check_proof(ctx, t, a);
  }
  buju_arena_free(arena);
}

static void agrees_with_every_plan(void **state) {
  static town t;
  for (uint64_t seed = 0; seed < 2000; seed++) {
    make_town(*state, seed, false, &t);
    compare(*state, &t);
    buju_costs_free(t.costs);
  }
}

static void agrees_with_every_plan_for_money(void **state) {
  static town t;
  for (uint64_t seed = 0; seed < 2000; seed++) {
    make_town(*state, seed, true, &t);
    compare(*state, &t);
    buju_costs_free(t.costs);
  }
}

/* ---- larger ones ---- */

/* Each demand point is reached by two or three candidates anywhere: programs of shares are far from plans here, so that
 * searches branch. */
static void make_puzzle(buju_ctx *ctx, uint64_t seed, buju_ix n, buju_ix m, int64_t p, int64_t budget, town *t) {
  start_random(seed);
  memset(t, 0, sizeof *t);
  t->n = n;
  t->m = m;
  for (buju_ix i = 0; i < n; i++) {
    t->weight[i] = 1 + pick(9);
    for (buju_ix j = 0; j < m; j++) t->cost[i][j] = 2;
    for (int k = 0; k < 3; k++) t->cost[i][pick(m)] = k < 2 ? 0 : 1;
  }
  for (buju_ix j = 0; j < m; j++) t->open_cost[j] = 1 + pick(9);
  finish(ctx, t, p, budget, pick(2));
}

static void searches_agree_with_every_plan(void **state) {
  static town t;
  size_t branches = 0;
  for (uint64_t seed = 0; seed < 80; seed++) {
    bool money = seed % 2 == 1;
    make_puzzle(*state, seed, 40, 11, seed % 4 == 3 ? BUJU_SITING_NO_P : 2 + (int64_t)(seed % 5),
                money ? 12 + (int64_t)(seed % 9) : BUJU_SITING_NO_BUDGET, &t);
    compare(*state, &t);
    buju_arena *arena = buju_arena_new();
    const buju_siting_answer *a = solve(*state, &t, arena);
    for (size_t k = 0; a->proof != NULL && k < a->proof->steps; k++)
      branches += a->proof->step[k].kind == BUJU_STEP_BRANCH;
    buju_arena_free(arena);
    buju_costs_free(t.costs);
  }
  assert_true(branches > 100);
}

/* The textbook's program: a column a site and one a demand point that is left out. */
static int64_t by_program(buju_ctx *ctx, const town *t) {
  enum { COLUMNS = 2 * MOST, ENTRIES = MOST * MOST + 4 * MOST };
  static int64_t cost[COLUMNS], lower[COLUMNS], upper[COLUMNS], value[ENTRIES], low[MOST + 2], high[MOST + 2];
  static uint64_t row[MOST + 3];
  static buju_ix column[ENTRIES];
  buju_ix rows = 0;
  uint64_t k = 0;
  for (buju_ix c = 0; c < t->m + t->n; c++) {
    cost[c] = c >= t->m && asks(t, c - t->m) ? t->weight[c - t->m] : 0;
    upper[c] = 1;
  }
  for (buju_ix i = 0; i < t->n; i++, rows++) {
    low[rows] = 1;
    high[rows] = BUJU_MIP_FREE_ABOVE;
    row[rows] = k;
    for (buju_ix j = 0; j < t->m; j++)
      if (reaches(t, i, j)) column[k] = j, value[k++] = 1;
    column[k] = t->m + i, value[k++] = 1;
  }
  for (int money = 0; money < 2; money++) {
    int64_t most = money ? t->problem.budget : t->problem.p;
    if (most < 0) continue;
    low[rows] = BUJU_MIP_FREE_BELOW;
    high[rows] = most;
    row[rows++] = k;
    for (buju_ix j = 0; j < t->m; j++) column[k] = j, value[k++] = money ? t->open_cost[j] : 1;
  }
  row[rows] = k;
  buju_mip mip = {t->m + t->n, rows, cost, lower, upper, row, column, value, low, high, 0};
  buju_mip_result result;
  buju_arena *arena = buju_arena_new();
  assert_int_equal(buju_mip_solve(ctx, &mip, arena, &result), BUJU_OK);
  assert_int_equal(result.state, BUJU_MIP_OPTIMAL);
  buju_arena_free(arena);
  return result.objective;
}

static void agrees_with_an_integer_program(void **state) {
  static town t;
  for (uint64_t seed = 0; seed < 6; seed++) {
    int64_t p = seed % 3 != 1 ? 5 + (int64_t)(seed % 4) : BUJU_SITING_NO_P;
    int64_t budget = seed % 3 != 0 ? 25 : BUJU_SITING_NO_BUDGET;
    make_puzzle(*state, 500 + seed, 50, 22, p, budget, &t);
    buju_arena *arena = buju_arena_new();
    buju_siting_answer *a = solve(*state, &t, arena);
    assert_int_equal(a->state, BUJU_SITING_PROVED);
    assert_int_equal(a->upper, by_program(*state, &t));
    check_proof(*state, &t, a);
    buju_arena_free(arena);
    buju_costs_free(t.costs);
  }
}

/* Villages in a square, each of them a place for a site. */
static void make_county(buju_ctx *ctx, uint64_t seed, buju_ix n, int64_t p, town *t) {
  uint32_t x[MOST], y[MOST];
  start_random(seed);
  memset(t, 0, sizeof *t);
  t->n = t->m = n;
  for (buju_ix i = 0; i < n; i++) {
    x[i] = pick(10000);
    y[i] = pick(10000);
    t->weight[i] = 1 + pick(3000);
    t->open_cost[i] = 1 + pick(9);
  }
  for (buju_ix i = 0; i < n; i++)
    for (buju_ix j = 0; j < n; j++) t->cost[i][j] = (uint32_t)floor(hypot((double)x[i] - x[j], (double)y[i] - y[j]));
  finish(ctx, t, p, BUJU_SITING_NO_BUDGET, 1500);
}

static void behaves(void **state) {
  static town t;
  for (uint64_t seed = 0; seed < 6; seed++) {
    buju_arena *arena = buju_arena_new();
    make_county(*state, 100 + seed, 60, 0, &t);
    int64_t before = INT64_MAX;
    for (int64_t p = 0; p <= 62; p += p < 12 ? 1 : 10) { /* more sites never leave out more; every proof holds */
      t.problem.p = p;
      buju_siting_answer *a = solve(*state, &t, arena);
      assert_int_equal(a->state, BUJU_SITING_PROVED);
      assert_true(a->upper <= before);
      check_proof(*state, &t, a);
      before = a->upper;
    }
    assert_int_equal(before, 0);
    t.problem.p = 5;
    before = solve(*state, &t, arena)->upper;
    t.problem.limit = 1800; /* nor does a longer limit */
    int64_t longer = solve(*state, &t, arena)->upper;
    assert_true(longer <= before);
    t.state[7] = BUJU_CANDIDATE_EXISTING; /* nor one that stands */
    assert_true(solve(*state, &t, arena)->upper <= longer);
    t.problem.p = BUJU_SITING_NO_P;
    before = INT64_MAX;
    for (t.problem.budget = 0; t.problem.budget < 40; t.problem.budget += 3) { /* nor more money */
      int64_t left = solve(*state, &t, arena)->upper;
      assert_true(left <= before);
      before = left;
    }
    buju_arena_free(arena);
    buju_costs_free(t.costs);
  }
}

/* Every point is the optimum for its p; nested plans hold each other and lose what is said. */
static void check_frontier(buju_ctx *ctx, town *t, int64_t most_p, bool nested, int64_t work_limit) {
  buju_arena *arena = buju_arena_new();
  buju_siting_frontier f;
  t->problem.work_limit = work_limit;
  assert_int_equal(buju_max_cover_frontier(ctx, &t->problem, most_p, nested, arena, &f), BUJU_OK);
  t->problem.work_limit = 0;
  for (buju_ix k = 0; k < f.points; k++) {
    const buju_siting_point *at = &f.point[k];
    t->problem.p = at->p;
    assert_true(at->p <= most_p && (k == 0 || at->p == at[-1].p + 1));
    const buju_siting_answer *a = solve(ctx, t, arena);
    assert_true(at->served <= at->free_served && at->free_served <= a->weight_served && a->weight_served <= at->most);
    if (work_limit == 0) assert_int_equal(at->free_served, at->most);
    if (!nested) assert_int_equal(at->served, at->free_served);
    assert_true(k == 0 || (at->served >= at[-1].served && at->most >= at[-1].most));
    unsigned long long open = 0, before = 0;
    for (buju_ix s = 0; s < at->sites; s++) open |= 1ull << at->site[s];
    for (buju_ix s = 0; k > 0 && s < at[-1].sites; s++) before |= 1ull << at[-1].site[s];
    if (nested) assert_true((before & ~open) == 0);
    int64_t served = 0, sites = 0;
    for (buju_ix i = 0; i < t->n; i++) {
      bool is = false;
      for (buju_ix j = 0; j < t->m; j++) is |= (open >> j & 1) != 0 && reaches(t, i, j);
      if (is) served += t->weight[i];
    }
    for (buju_ix s = 0; s < at->sites; s++)
      sites += t->state[at->site[s]] == BUJU_CANDIDATE_FREE || t->state[at->site[s]] == BUJU_CANDIDATE_REQUIRED;
    assert_int_equal(served, at->served);
    assert_true(sites <= at->p);
  }
  buju_arena_free(arena);
}

/* Opens what adds most, p times. */
static void open_greedily(buju_max_search *s, int64_t p) {
  s->p = s->plan.p = p;
  buju_max_plan_clear(&s->plan);
  buju_max_plan_greedy(&s->plan, false);
  buju_max_search_offer(s);
}

/* A walk keeps to p, is worth what it says, comes to no more than the optimum, and beats the plan it starts from. */
static void walks_to_better_plans(void **state) {
  static town t;
  int better = 0;
  for (uint64_t seed = 0; seed < 8; seed++) {
    make_county(*state, 200 + seed, 50, 0, &t);
    t.problem.p = 8;
    buju_arena *arena = buju_arena_new();
    buju_siting_field field;
    buju_siting_answer checked = {0};
    buju_max_core core;
    buju_max_search search;
    assert_int_equal(buju_siting_check(*state, &t.problem, arena, &field, &checked), BUJU_OK);
    assert_int_equal(buju_max_core_make(*state, &field, arena, &core), BUJU_OK);
    assert_int_equal(buju_max_search_new(*state, &core, arena, &search), BUJU_OK);
    open_greedily(&search, 8);
    int64_t before = search.value;
    buju_max_walk(&search, 1000000);
    assert_true(search.value >= before);
    better += search.value > before;
    buju_max_plan_clear(&search.plan);
    for (buju_ix j = 0; j < core.items; j++)
      if (search.best[j]) buju_max_plan_open(&search.plan, j);
    assert_int_equal(search.plan.value, search.value);
    assert_true(search.plan.sites <= 8);
    assert_true(search.value * core.unit <= solve(*state, &t, arena)->weight_served);
    buju_max_search_free(&search);
    buju_arena_free(arena);
    buju_costs_free(t.costs);
  }
  assert_true(better > 0);
}

static void draws_frontiers(void **state) {
  static town t;
  for (uint64_t seed = 0; seed < 200; seed++) {
    make_town(*state, 9000 + seed, seed % 3 == 0, &t);
    check_frontier(*state, &t, t.m, seed % 2 == 1, 0);
    buju_costs_free(t.costs);
  }
  for (uint64_t seed = 0; seed < 4; seed++) {
    make_county(*state, 200 + seed, 50, 0, &t);
    t.state[3] = BUJU_CANDIDATE_EXISTING;
    t.state[9] = BUJU_CANDIDATE_REQUIRED;
    check_frontier(*state, &t, 20, seed % 2 == 1, 0);
    check_frontier(*state, &t, 20, seed % 2 == 1, 3000);
    check_frontier(*state, &t, 20, seed % 2 == 1, 30000);
    buju_costs_free(t.costs);
  }
}

/* Stopped early or content with less, the bounds are true, the proof proves them, and a second run says the same. */
static void stops_early_with_true_bounds(void **state) {
  static town t;
  buju_arena *arena = buju_arena_new();
  make_puzzle(*state, 7, 60, 40, 10, BUJU_SITING_NO_BUDGET, &t);
  int64_t best = solve(*state, &t, arena)->upper;
  int open = 0;
  for (int64_t limit = 1; limit < 100000000; limit *= 4) {
    t.problem.work_limit = limit;
    buju_siting_answer *a = solve(*state, &t, arena), *again = solve(*state, &t, arena);
    assert_true(a->lower <= best && best <= a->upper);
    open += a->state == BUJU_SITING_WITHIN;
    check_proof(*state, &t, a);
    assert_int_equal(a->work, again->work);
    assert_int_equal(a->lower, again->lower);
    assert_int_equal(a->sites, again->sites);
    assert_memory_equal(a->site, again->site, a->sites * sizeof *a->site);
  }
  assert_true(open > 3);
  t.problem.work_limit = 0;
  for (double gap = 0.02; gap < 0.5; gap *= 2) {
    t.problem.gap = gap;
    buju_siting_answer *a = solve(*state, &t, arena);
    assert_true(a->lower <= best && best <= a->upper);
    assert_true((double)(a->upper - a->lower) <= gap * (double)a->upper);
    check_proof(*state, &t, a);
    t.problem.start = a->site;
    t.problem.start_n = a->sites;
  }
  t.problem.gap = 0;
  assert_int_equal(solve(*state, &t, arena)->upper, best);
  buju_arena_free(arena);
  buju_costs_free(t.costs);
}

/* People in thousandths: sums near 2^60, where nothing may be lost; beyond, they are refused. */
static void counts_large_sums_exactly(void **state) {
  static town t;
  buju_arena *arena = buju_arena_new();
  for (uint64_t seed = 0; seed < 5; seed++) {
    make_county(*state, 40 + seed, 40, 6, &t);
    for (buju_ix i = 0; i < t.n; i++) t.weight[i] = t.weight[i] * ((int64_t)1 << (8 * seed)) + 1;
    check_proof(*state, &t, solve(*state, &t, arena));
    buju_costs_free(t.costs);
  }
  memset(&t, 0, sizeof t);
  t.n = t.m = 20;
  for (buju_ix i = 0; i < t.n; i++) {
    t.weight[i] = i == 0 ? (int64_t)1 << 60 : 1;
    for (buju_ix j = 0; j < t.m; j++) t.cost[i][j] = i == 0 || i == j ? 0 : BUJU_COST_NONE;
  }
  finish(*state, &t, 3, BUJU_SITING_NO_BUDGET, 0);
  buju_siting_answer *a = NULL;
  assert_int_equal(buju_siting_solve_by(*state, &t.problem, buju_siting_max_cover, arena, &a), BUJU_E_DATA);
  buju_costs_free(t.costs);
  buju_arena_free(arena);
}

/* ---- known optima ---- */

static void proves_the_literature(void **state) {
  static const double scale = 1e7;
  const char *path = BUJU_DATA_DIR "/bench/mclp-bds/BDS1000_BDS10000A.txt";
  buju_ctx *ctx = *state;
  buju_instance *instance = NULL;
  buju_costs *costs = NULL;
  buju_siting_answer *a = NULL;
  if (access(path, R_OK) != 0) {
    print_message("skipped: %s is not there\n", path);
    skip();
  }
  buju_arena *arena = buju_arena_new();
  assert_int_equal(buju_instance_read(ctx, path, &(buju_instance_spec){0}, &instance), BUJU_OK);
  const buju_costs_plane plane = siting_plane(instance, scale, BUJU_ROUND_UP);
  assert_int_equal(buju_costs_points(ctx, &plane, &costs), BUJU_OK);
  buju_siting_problem problem = {.model = BUJU_SITING_MAX_COVER,
                                 .costs = costs,
                                 .weight = instance->weight,
                                 .limit = (uint32_t)(1.5 * scale),
                                 .p = 50,
                                 .budget = BUJU_SITING_NO_BUDGET,
                                 .prove = true};
  assert_int_equal(buju_siting_solve_by(ctx, &problem, buju_siting_max_cover, arena, &a), BUJU_OK);
  assert_int_equal(a->state, BUJU_SITING_PROVED);
  assert_int_equal(a->weight_served, 229379);
  assert_true(siting_certified(ctx, &problem, &(buju_verify_costs){NULL, 0, &plane}, a));
  buju_costs_free(costs);
  buju_instance_free(instance);
  buju_arena_free(arena);
}

enum { STORES = 19, TRACTS = 205 };

/* The row of a tract, by its id. */
static int tract_of(char names[TRACTS][16], const char *name) {
  int i = 0;
  while (i < TRACTS && names[i][0] != 0 && strcmp(names[i], name) != 0) i++;
  assert_true(i < TRACTS && strlen(name) < 16);
  strcpy(names[i], name);
  return i;
}

/* The network distances of spopt's notebook: lines "metres,Store_n,tract,people". Stores are numbered to 19. */
static bool read_stores(const char *path, double *metres, int64_t *people) {
  static char names[TRACTS][16];
  FILE *file = fopen(path, "r");
  char line[256], name[64];
  if (file == NULL) return false;
  assert_non_null(fgets(line, sizeof line, file));
  while (fgets(line, sizeof line, file) != NULL) {
    int store;
    long long weight;
    double distance;
    assert_int_equal(sscanf(line, "%lf,Store_%d,%63[^,],%lld", &distance, &store, name, &weight), 4);
    assert_true(store >= 1 && store <= STORES);
    int tract = tract_of(names, name);
    metres[tract * STORES + store - 1] = distance;
    people[tract] = weight;
  }
  fclose(file);
  return true;
}

static void agrees_with_spopt(void **state) {
  const char *path =
      BUJU_DATA_DIR "/real/spopt-sanfrancisco/SF_network_distance_candidateStore_16_censusTract_205_new.csv";
  static double metres[TRACTS * STORES];
  static int64_t people[TRACTS];
  static uint64_t row[TRACTS + 1];
  static buju_ix col[TRACTS * STORES];
  static uint32_t val[TRACTS * STORES];
  if (!read_stores(path, metres, people)) {
    print_message("skipped: %s is not there\n", path);
    skip();
  }
  for (int k = 0; k < TRACTS * STORES; k++) {
    col[k] = (buju_ix)(k % STORES);
    val[k] = metres[k] > 0 ? (uint32_t)ceil(metres[k] * 1000) : BUJU_COST_NONE; /* some numbers have no store */
    row[k / STORES + 1] = (uint64_t)k + 1;
  }
  buju_csr table = {TRACTS, row, col, val};
  buju_costs *costs = NULL;
  buju_siting_answer *a = NULL;
  buju_arena *arena = buju_arena_new();
  assert_int_equal(buju_costs_table(*state, &table, STORES, &costs), BUJU_OK);
  buju_siting_problem problem = {.model = BUJU_SITING_MAX_COVER,
                                 .costs = costs,
                                 .weight = people,
                                 .limit = 5000000,
                                 .p = 4,
                                 .budget = BUJU_SITING_NO_BUDGET};
  assert_int_equal(buju_siting_solve_by(*state, &problem, buju_siting_max_cover, arena, &a), BUJU_OK);
  assert_int_equal(a->state, BUJU_SITING_PROVED);
  assert_int_equal(a->weight_served, 875247);
  int uncovered = 0;
  for (int i = 0; i < TRACTS; i++) uncovered += a->served_by[i] == BUJU_NONE;
  assert_int_equal(uncovered, 21);
  buju_costs_free(costs);
  buju_arena_free(arena);
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
      cmocka_unit_test(agrees_with_every_plan),
      cmocka_unit_test(agrees_with_every_plan_for_money),
      cmocka_unit_test(searches_agree_with_every_plan),
      cmocka_unit_test(agrees_with_an_integer_program),
      cmocka_unit_test(behaves),
      cmocka_unit_test(walks_to_better_plans),
      cmocka_unit_test(draws_frontiers),
      cmocka_unit_test(stops_early_with_true_bounds),
      cmocka_unit_test(counts_large_sums_exactly),
      cmocka_unit_test(proves_the_literature),
      cmocka_unit_test(agrees_with_spopt),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
