/* Tiers of care: against every plan there is on tiny problems, and what is refused. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "planner/siting/tiers.h"
#include "tests/support/siting_by_hand.h"

enum { TIERS = 3, DEMANDS = 5, PLACES = 5 };

/* A small problem with everything it borrows. */
typedef struct tiny {
  buju_tiers_problem problem;
  buju_ix demands, places;
  buju_tier tier[TIERS];
  uint32_t cost[TIERS][DEMANDS][PLACES];
  int64_t weight[TIERS][DEMANDS], open_cost[TIERS][PLACES], close_cost[TIERS][PLACES];
  uint8_t state[TIERS][PLACES];
} tiny;

static const uint8_t states[] = {BUJU_CANDIDATE_FREE, BUJU_CANDIDATE_EXISTING, BUJU_CANDIDATE_REQUIRED,
                                 BUJU_CANDIDATE_FORBIDDEN, BUJU_CANDIDATE_CLOSABLE};

static void random_tier(uint64_t *chance, tiny *t, buju_ix u, bool counted) {
  int64_t sparse = siting_between(chance, 0, 2), kinds = siting_between(chance, 0, 1);
  for (buju_ix i = 0; i < t->demands; i++) {
    t->weight[u][i] = siting_between(chance, 0, 3);
    for (buju_ix j = 0; j < t->places; j++)
      t->cost[u][i][j] =
          siting_between(chance, 0, 4) < sparse ? BUJU_COST_NONE : (uint32_t)siting_between(chance, 0, 12);
  }
  for (buju_ix j = 0; j < t->places; j++) {
    t->open_cost[u][j] = siting_between(chance, 0, 6);
    t->close_cost[u][j] = siting_between(chance, 0, 4);
    t->state[u][j] = siting_between(chance, 0, 3) < kinds ? states[siting_between(chance, 0, 4)] : BUJU_CANDIDATE_FREE;
  }
  t->tier[u] = (buju_tier){.weight = t->weight[u],
                           .state = t->state[u],
                           .open_cost = t->open_cost[u],
                           .close_cost = t->close_cost[u],
                           .limit = (uint32_t)siting_between(chance, 4, 10),
                           .p = counted ? siting_between(chance, 0, 2) : BUJU_SITING_NO_P};
}

static void random_tiny(uint64_t *chance, tiny *t) {
  *t = (tiny){.demands = (buju_ix)siting_between(chance, 1, DEMANDS),
              .places = (buju_ix)siting_between(chance, 1, PLACES)};
  t->problem = (buju_tiers_problem){.model = (buju_siting_model)siting_between(chance, 0, BUJU_SITING_MEDIAN),
                                    .tiers = (buju_ix)siting_between(chance, 1, TIERS),
                                    .tier = t->tier,
                                    .budget = BUJU_SITING_NO_BUDGET,
                                    .unserved = BUJU_COST_NONE};
  bool cover = t->problem.model == BUJU_SITING_COVER, paid = !cover && siting_between(chance, 0, 2) == 0;
  if (paid) t->problem.budget = siting_between(chance, 0, 16);
  for (buju_ix u = 0; u < t->problem.tiers; u++)
    random_tier(chance, t, u, !cover && (!paid || siting_between(chance, 0, 1) == 0));
}

static buju_status solve(buju_ctx *ctx, tiny *t, buju_arena *arena, buju_tiers_answer **out) {
  buju_costs *costs[TIERS] = {0};
  for (buju_ix u = 0; u < t->problem.tiers; u++) {
    uint64_t row[DEMANDS + 1];
    buju_ix col[DEMANDS * PLACES];
    uint32_t val[DEMANDS * PLACES];
    const buju_csr table = siting_table(t->demands, t->places, PLACES, t->cost[u][0], row, col, val);
    if (buju_costs_table(ctx, &table, t->places, &costs[u]) != BUJU_OK) fail();
    t->tier[u].costs = costs[u];
  }
  buju_status status = buju_tiers_solve(ctx, &t->problem, arena, out);
  for (buju_ix u = 0; u < TIERS; u++) buju_costs_free(costs[u]);
  return status;
}

/* ---- brute force ---- */

enum { NONE = -1 };

static bool fixed(const tiny *t, buju_ix u, buju_ix j) {
  return t->state[u][j] == BUJU_CANDIDATE_EXISTING || t->state[u][j] == BUJU_CANDIDATE_REQUIRED;
}

/* What a plan that has tier level[j] at place j takes: false where it may not stand so. */
static bool takes(const tiny *t, const int *level, int64_t *money) {
  int64_t of[TIERS] = {0};
  *money = 0;
  for (buju_ix j = 0; j < t->places; j++)
    for (int u = 0; u < (int)t->problem.tiers; u++) {
      if (fixed(t, (buju_ix)u, j) && level[j] < u) return false;
      if (level[j] == u && t->state[u][j] == BUJU_CANDIDATE_FORBIDDEN) return false;
      if (t->state[u][j] == BUJU_CANDIDATE_CLOSABLE) {
        const int64_t keep = t->open_cost[u][j], end = t->close_cost[u][j];
        *money += level[j] == u ? keep : level[j] < u || end < keep ? end : keep; /* none of p */
        continue;
      }
      if ((level[j] != u && !fixed(t, (buju_ix)u, j)) || t->state[u][j] == BUJU_CANDIDATE_EXISTING) continue;
      of[u]++;
      *money += t->open_cost[u][j];
    }
  for (buju_ix u = 0; u < t->problem.tiers; u++)
    if (t->tier[u].p != BUJU_SITING_NO_P && of[u] > t->tier[u].p) return false;
  return t->problem.budget == BUJU_SITING_NO_BUDGET || *money <= t->problem.budget;
}

/* The cheapest way to be served at a tier when place j has level[j]; BUJU_COST_NONE. */
static uint32_t nearest(const tiny *t, const int *level, buju_ix u, buju_ix i) {
  uint32_t best = BUJU_COST_NONE;
  for (buju_ix j = 0; j < t->places; j++)
    if (level[j] >= (int)u && t->cost[u][i][j] <= t->tier[u].limit && t->cost[u][i][j] < best) best = t->cost[u][i][j];
  return best;
}

static bool reachable(const tiny *t, buju_ix u, buju_ix i) {
  int all[PLACES];
  for (buju_ix j = 0; j < t->places; j++) {
    all[j] = NONE;
    for (int v = 0; v < (int)t->problem.tiers; v++)
      if (t->state[v][j] != BUJU_CANDIDATE_FORBIDDEN) all[j] = v;
  }
  return nearest(t, all, u, i) != BUJU_COST_NONE;
}

/* The objective of a plan, INT64_MAX when it is none. */
static int64_t value_of(const tiny *t, const int *level, int64_t unserved) {
  int64_t money, value = 0;
  if (!takes(t, level, &money)) return INT64_MAX;
  for (buju_ix u = 0; u < t->problem.tiers; u++)
    for (buju_ix i = 0; i < t->demands; i++) {
      uint32_t cost = nearest(t, level, u, i);
      if (t->weight[u][i] == 0 || !reachable(t, u, i)) continue;
      if (cost == BUJU_COST_NONE && t->problem.model == BUJU_SITING_COVER) return INT64_MAX;
      if (t->problem.model == BUJU_SITING_MEDIAN)
        value += t->weight[u][i] * (cost == BUJU_COST_NONE ? unserved : (int64_t)cost);
      else if (cost == BUJU_COST_NONE)
        value += t->weight[u][i];
    }
  return t->problem.model == BUJU_SITING_COVER ? money : value;
}

static int64_t try_all(const tiny *t, int64_t unserved) {
  int level[PLACES] = {NONE, NONE, NONE, NONE, NONE};
  int64_t best = INT64_MAX;
  for (;;) {
    int64_t value = value_of(t, level, unserved);
    if (value < best) best = value;
    buju_ix j = 0;
    while (j < t->places && ++level[j] == (int)t->problem.tiers) level[j++] = NONE;
    if (j == t->places) return best;
  }
}

/* The number of the first thing wrong with the plan, 0 when all is well. */
static int wrong_plan(const tiny *t, const buju_tiers_answer *a) {
  int level[PLACES] = {NONE, NONE, NONE, NONE, NONE};
  buju_ix of[TIERS] = {0};
  for (buju_ix s = 0; s < a->sites; s++) {
    level[a->site[s]] = (int)a->site_tier[s];
    of[a->site_tier[s]]++;
  }
  if (value_of(t, level, a->unserved) != a->upper) return 1;
  for (buju_ix u = 0; u < t->problem.tiers; u++) {
    buju_ix out = 0;
    int64_t served = 0;
    if (a->tier[u].sites != of[u]) return 2;
    for (buju_ix i = 0; i < t->demands; i++) {
      uint32_t cost = nearest(t, level, u, i);
      buju_ix by = a->tier[u].served_by[i];
      if (a->tier[u].cost[i] != cost || (by == BUJU_NONE) != (cost == BUJU_COST_NONE)) return 3;
      if (by != BUJU_NONE && (level[by] < (int)u || t->cost[u][i][by] != cost)) return 4;
      if (cost != BUJU_COST_NONE) served += t->weight[u][i];
      if (reachable(t, u, i)) continue;
      if (out == a->tier[u].unreachable || a->tier[u].unreachable_demand[out++] != i) return 5;
    }
    if (out != a->tier[u].unreachable || served != a->tier[u].weight_served) return 6;
  }
  return 0;
}

static int wrong(buju_ctx *ctx, tiny *t) {
  buju_arena *arena = buju_arena_new();
  buju_tiers_answer *a = NULL;
  int at = solve(ctx, t, arena, &a) != BUJU_OK ? 100 : 0;
  int64_t best = at == 0 ? try_all(t, a->unserved) : 0;
  if (at == 0 && (best == INT64_MAX) != (a->state == BUJU_SITING_NOTHING)) at = 10;
  if (at == 0 && best != INT64_MAX) at = wrong_plan(t, a);
  if (at == 0 && best != INT64_MAX && (a->upper != best || a->lower != best || a->state != BUJU_SITING_PROVED)) at = 11;
  if (at != 0 && at != 100)
    print_message("model %d state %d upper %d lower %d best %d\n", (int)t->problem.model, (int)a->state, (int)a->upper,
                  (int)a->lower, (int)best);
  buju_arena_free(arena);
  return at;
}

static void every_plan_there_is(void **unused) {
  (void)unused;
  buju_ctx *ctx = buju_ctx_new();
  uint64_t chance = siting_chance(4);
  tiny t;
  for (int run = 0; run < 3000; run++) {
    random_tiny(&chance, &t);
    int at = wrong(ctx, &t);
    if (at != 0) print_message("run %d: %d, %s\n", run, at, buju_ctx_error(ctx));
    assert_int_equal(at, 0);
  }
  buju_ctx_free(ctx);
}

/* ---- what is refused ---- */

static buju_status change_and_solve(void (*change)(tiny *t)) {
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_tiers_answer *a = NULL;
  tiny t = {.demands = 2, .places = 2};
  t.problem = (buju_tiers_problem){BUJU_SITING_MEDIAN, 2, t.tier, BUJU_SITING_NO_BUDGET, BUJU_COST_NONE, 0, 0, NULL};
  for (buju_ix u = 0; u < 2; u++)
    t.tier[u] = (buju_tier){NULL, t.weight[u], t.state[u], t.open_cost[u], t.close_cost[u], BUJU_COST_NONE, 1};
  change(&t);
  buju_status status = solve(ctx, &t, arena, &a);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
  return status;
}

static void nothing_amiss(tiny *t) { (void)t; }
static void no_tiers(tiny *t) { t->problem.tiers = 0; }
static void centre(tiny *t) { t->problem.model = BUJU_SITING_CENTRE; }
static void closing_pays(tiny *t) {
  t->state[1][0] = BUJU_CANDIDATE_CLOSABLE;
  t->close_cost[1][0] = -1;
}
static void negative_p(tiny *t) { t->tier[1].p = -2; }
static void no_p(tiny *t) { t->tier[1].p = BUJU_SITING_NO_P; }
static void p_of_cover(tiny *t) {
  t->problem.model = BUJU_SITING_COVER;
  t->tier[0].limit = t->tier[1].limit = 3;
}
static void no_limit(tiny *t) { t->problem.model = BUJU_SITING_MAX_COVER; }
static void negative_weight(tiny *t) { t->weight[1][1] = -1; }
static void negative_cost(tiny *t) { t->open_cost[1][0] = -1; }
static void too_much(tiny *t) { t->weight[0][0] = t->weight[1][1] = INT64_MAX / 3; }
static void no_places(tiny *t) { t->places = 0; }
static void no_demand(tiny *t) { t->demands = 0; }
static void all_forbidden(tiny *t) { memset(t->state, BUJU_CANDIDATE_FORBIDDEN, sizeof t->state); }
static void none_to_open(tiny *t) { t->tier[0].p = t->tier[1].p = 0; }
static void more_than_places(tiny *t) { t->tier[0].p = t->tier[1].p = INT64_MAX; }

static void what_is_refused(void **unused) {
  (void)unused;
  static const struct {
    void (*change)(tiny *t);
    buju_status status;
  } cases[] = {{nothing_amiss, BUJU_OK},     {no_tiers, BUJU_E_USAGE},   {centre, BUJU_E_USAGE},
               {closing_pays, BUJU_E_DATA},  {negative_p, BUJU_E_USAGE}, {no_p, BUJU_E_USAGE},
               {p_of_cover, BUJU_E_USAGE},   {no_limit, BUJU_E_USAGE},   {negative_weight, BUJU_E_DATA},
               {negative_cost, BUJU_E_DATA}, {too_much, BUJU_E_DATA},    {no_places, BUJU_OK},
               {no_demand, BUJU_OK},         {all_forbidden, BUJU_OK},   {none_to_open, BUJU_OK},
               {more_than_places, BUJU_OK}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(change_and_solve(cases[i].change), cases[i].status);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_plan_there_is), cmocka_unit_test(what_is_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
