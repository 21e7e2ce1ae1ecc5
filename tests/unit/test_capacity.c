/* Sites that fill up: against every plan there is on tiny problems, and on counties made up for it.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "planner/siting/capacity_parts.h"
#include "tests/support/siting_by_hand.h"

enum { DEMANDS = 5, CANDIDATES = 5, GROUPS = 2, KINDS = 2 };

/* A small problem with everything it borrows. */
typedef struct tiny {
  buju_capacity_problem problem;
  buju_ix demands, candidates;
  uint32_t cost[DEMANDS][CANDIDATES];
  int64_t weight[DEMANDS], open_cost[CANDIDATES], close_cost[CANDIDATES], capacity[CANDIDATES], least[CANDIDATES];
  uint8_t state[CANDIDATES];
  buju_ix group[DEMANDS], kind[CANDIDATES];
  int64_t p_of[KINDS];
} tiny;

static void random_tiny(uint64_t *state, tiny *t) {
  *t = (tiny){.demands = (buju_ix)siting_between(state, 1, DEMANDS),
              .candidates = (buju_ix)siting_between(state, 1, CANDIDATES)};
  int64_t sparse = siting_between(state, 0, 2), states = siting_between(state, 0, 1),
          sizes = siting_between(state, 0, 2);
  for (buju_ix i = 0; i < t->demands; i++) {
    t->weight[i] = siting_between(state, 0, 3);
    t->group[i] = (buju_ix)siting_between(state, 0, GROUPS - 1);
    for (buju_ix j = 0; j < t->candidates; j++)
      t->cost[i][j] = siting_between(state, 0, 4) < sparse ? BUJU_COST_NONE : (uint32_t)siting_between(state, 0, 12);
  }
  for (buju_ix j = 0; j < t->candidates; j++) {
    t->open_cost[j] = siting_between(state, 0, 6);
    t->close_cost[j] = siting_between(state, 0, 4);
    t->capacity[j] = siting_between(state, 0, 8);
    t->kind[j] = (buju_ix)siting_between(state, 0, KINDS - 1);
    t->least[j] = siting_between(state, 0, 3) < sizes ? siting_between(state, 0, 5) : 0;
    if (siting_between(state, 0, 2) < states)
      t->state[j] = (uint8_t)siting_between(state, 0, BUJU_CANDIDATE_STATES - 1);
  }
  buju_siting_problem *siting = &t->problem.siting;
  *siting =
      (buju_siting_problem){.model = (buju_siting_model)siting_between(state, BUJU_SITING_COVER, BUJU_SITING_MEDIAN),
                            .weight = t->weight,
                            .state = t->state,
                            .open_cost = t->open_cost,
                            .close_cost = t->close_cost,
                            .limit = siting_between(state, 0, 1) == 0 ? 8 : BUJU_COST_NONE,
                            .unserved = BUJU_COST_NONE,
                            .p = BUJU_SITING_NO_P,
                            .budget = BUJU_SITING_NO_BUDGET};
  int64_t limits = siting->model == BUJU_SITING_COVER ? 4 : siting_between(state, 0, 3);
  if (limits != 1 && limits != 4) siting->p = siting_between(state, 0, t->candidates);
  if (limits == 1 || limits == 2) siting->budget = siting_between(state, 0, 16);
  t->problem.capacity = t->capacity;
  t->problem.least = t->least;
  t->problem.rule = (buju_capacity_rule)siting_between(state, 0, BUJU_CAPACITY_RULES - 1);
  t->problem.group = t->group;
  t->problem.groups = GROUPS;
  if (siting->model != BUJU_SITING_COVER && siting_between(state, 0, 2) == 0) {
    t->problem.kind = t->kind;
    t->problem.kinds = KINDS;
    t->problem.p_of = t->p_of;
    for (int k = 0; k < KINDS; k++) t->p_of[k] = siting_between(state, BUJU_SITING_NO_P, t->candidates);
  }
  if (siting->model != BUJU_SITING_MEDIAN || siting_between(state, 0, 2) != 0) return;
  t->problem.near = 4;
  t->problem.near_weight = siting_between(state, 0, 6);
}

static buju_costs *table_of(buju_ctx *ctx, const tiny *t) {
  uint64_t row[DEMANDS + 1];
  buju_ix col[DEMANDS * CANDIDATES];
  uint32_t val[DEMANDS * CANDIDATES];
  const buju_csr table = siting_table(t->demands, t->candidates, CANDIDATES, t->cost[0], row, col, val);
  buju_costs *costs = NULL;
  if (buju_costs_table(ctx, &table, t->candidates, &costs) != BUJU_OK) fail();
  return costs;
}

static buju_status solve(buju_ctx *ctx, tiny *t, buju_arena *arena, buju_capacity_answer **out) {
  buju_costs *costs = table_of(ctx, t);
  t->problem.siting.costs = costs;
  buju_status status = buju_capacity_solve(ctx, &t->problem, arena, out);
  buju_costs_free(costs);
  return status;
}

/* ---- brute force ---- */

/* A plan in the making: the demand points before `i` are served. */
typedef struct trial {
  const tiny *t;
  int64_t unserved; /* of a unit */
  unsigned open;
  int64_t load[CANDIDATES], cost, near, best;
} trial;

static bool reachable(const tiny *t, buju_ix i) {
  for (buju_ix j = 0; j < t->candidates; j++)
    if (t->state[j] != BUJU_CANDIDATE_FORBIDDEN && t->cost[i][j] != BUJU_COST_NONE &&
        t->cost[i][j] <= t->problem.siting.limit)
      return true;
  return false;
}

static bool covers(const tiny *t) { return t->problem.siting.model == BUJU_SITING_COVER; }

static int64_t unit_cost(const trial *x, buju_ix i, buju_ix j) {
  return x->t->problem.siting.model == BUJU_SITING_MEDIAN ? x->t->cost[i][j] : 0;
}

static void finish(trial *x) {
  for (buju_ix j = 0; j < x->t->candidates; j++) {
    bool free = x->t->state[j] == BUJU_CANDIDATE_FREE || x->t->state[j] == BUJU_CANDIDATE_CLOSABLE;
    if (x->load[j] > x->t->capacity[j]) return;
    if (free && (x->open >> j & 1) != 0 && x->load[j] < x->t->least[j]) return;
  }
  if (x->near >= x->t->problem.near_weight && x->cost < x->best) x->best = x->cost;
}

static void serve(trial *x, buju_ix i, buju_ix j, int64_t part, int64_t rest);

static void serve_next(trial *x, buju_ix i) {
  const tiny *t = x->t;
  if (x->cost >= x->best) return;
  if (i == t->demands) {
    finish(x);
    return;
  }
  if (t->weight[i] == 0 || !reachable(t, i)) {
    serve_next(x, i + 1);
    return;
  }
  if (t->problem.rule != BUJU_CAPACITY_NEAREST) {
    serve(x, i, 0, 0, t->weight[i]);
    return;
  }
  buju_ix to = BUJU_NONE;
  for (buju_ix j = 0; j < t->candidates; j++)
    if ((x->open >> j & 1) != 0 && t->cost[i][j] <= t->problem.siting.limit && t->cost[i][j] != BUJU_COST_NONE &&
        (to == BUJU_NONE || t->cost[i][j] < t->cost[i][to]))
      to = j;
  if (to == BUJU_NONE && covers(t)) return;
  serve(x, i, to != BUJU_NONE ? to : t->candidates, t->weight[i], 0);
}

/* Has candidate j take `part` of a demand point, then tries all that may become of the rest. */
static void serve(trial *x, buju_ix i, buju_ix j, int64_t part, int64_t rest) {
  const tiny *t = x->t;
  int64_t unit = j < t->candidates && part > 0 ? unit_cost(x, i, j) : x->unserved;
  bool near = j < t->candidates && part > 0 && t->problem.near_weight > 0 && t->cost[i][j] <= t->problem.near;
  if (part > 0) x->cost += part * unit;
  if (near) x->near += part;
  if (j < t->candidates) x->load[j] += part;
  if (rest == 0) serve_next(x, i + 1);
  buju_ix first = part > 0 ? j + 1 : j;
  buju_ix last = covers(t) && x->unserved == 0 ? t->candidates - 1 : t->candidates; /* nobody may be left out */
  for (buju_ix k = first; rest > 0 && k <= last; k++) {
    bool usable = k == t->candidates || ((x->open >> k & 1) != 0 && t->cost[i][k] != BUJU_COST_NONE &&
                                         t->cost[i][k] <= t->problem.siting.limit);
    int64_t least = t->problem.rule == BUJU_CAPACITY_SHARED ? 1 : rest;
    for (int64_t p = least; usable && p <= rest; p++) serve(x, i, k, p, rest - p);
  }
  if (part > 0) x->cost -= part * unit;
  if (near) x->near -= part;
  if (j < t->candidates) x->load[j] -= part;
}

/* The best of one open set, below `best`. */
static int64_t try_set(const tiny *t, unsigned open, int64_t unserved, int64_t best) {
  trial x = {.t = t, .unserved = unserved, .open = open, .best = best};
  serve_next(&x, 0);
  return x.best;
}

static bool keeps(const tiny *t, unsigned open) {
  int64_t of[KINDS] = {0};
  for (buju_ix j = 0; j < t->candidates; j++)
    if ((open >> j & 1) != 0 && (t->state[j] == BUJU_CANDIDATE_FREE || t->state[j] == BUJU_CANDIDATE_REQUIRED))
      of[t->kind[j]]++;
  for (int k = 0; k < KINDS; k++)
    if (t->problem.kind != NULL && t->p_of[k] != BUJU_SITING_NO_P && of[k] > t->p_of[k]) return false;
  return siting_keeps(&t->problem.siting, t->candidates, open);
}

/* The best of one open set, COVER's included: there a plan costs what its sites do. */
static int64_t try_kept(const tiny *t, unsigned open, int64_t unserved, int64_t best) {
  int64_t sites, money;
  if (!covers(t)) return try_set(t, open, unserved, best);
  siting_takes(&t->problem.siting, t->candidates, open, &sites, &money);
  return money < best && try_set(t, open, 0, INT64_MAX) == 0 ? money : best;
}

static int64_t try_all(const tiny *t, int64_t unserved) {
  int64_t best = INT64_MAX;
  for (unsigned open = 0; open < 1u << t->candidates; open++)
    if (keeps(t, open)) best = try_kept(t, open, unserved, best);
  return best;
}

/* What every candidate together has no room for, shared at will. */
static int64_t shortfall(const tiny *t) {
  tiny all = *t;
  unsigned open = 0;
  all.problem.rule = BUJU_CAPACITY_SHARED;
  memset(all.least, 0, sizeof all.least);
  for (buju_ix j = 0; j < t->candidates; j++)
    if (t->state[j] != BUJU_CANDIDATE_FORBIDDEN) open |= 1u << j;
  return try_set(&all, open, 1, INT64_MAX);
}

/* The number of the first thing wrong with the plan, 0 when all is well. */
static int wrong_plan(const tiny *t, const buju_capacity_answer *a, int64_t unserved) {
  unsigned open = siting_bits(a->sites, a->site);
  int64_t load[CANDIDATES] = {0}, value = 0, near = 0, left[GROUPS] = {0};
  if (!keeps(t, open)) return 1;
  for (buju_ix i = 0; i < t->demands; i++) {
    int64_t rest = reachable(t, i) ? t->weight[i] : 0;
    if (t->problem.rule != BUJU_CAPACITY_SHARED && a->row[i + 1] - a->row[i] > 1) return 2;
    for (uint64_t k = a->row[i]; k < a->row[i + 1]; k++) {
      buju_ix j = a->to[k];
      if ((open >> j & 1) == 0 || t->cost[i][j] == BUJU_COST_NONE || t->cost[i][j] > t->problem.siting.limit) return 3;
      load[j] += a->part[k];
      rest -= a->part[k];
      if (t->problem.siting.model == BUJU_SITING_MEDIAN) value += a->part[k] * t->cost[i][j];
      if (t->cost[i][j] <= t->problem.near) near += a->part[k];
    }
    if (rest < 0 || (t->problem.rule != BUJU_CAPACITY_SHARED && rest > 0 && a->row[i + 1] > a->row[i])) return 4;
    if (rest > 0 && covers(t)) return 8;
    value += rest * unserved;
    left[t->group[i]] += rest;
  }
  for (buju_ix s = 0; s < a->sites; s++)
    if (a->load[s] != load[a->site[s]] || a->load[s] > t->capacity[a->site[s]]) return 5;
  int64_t sites;
  if (covers(t)) siting_takes(&t->problem.siting, t->candidates, open, &sites, &value);
  if (value != a->upper || near < t->problem.near_weight) return 6;
  for (buju_ix g = 0; g < GROUPS; g++)
    if (left[g] != a->shortfall_of[g]) return 7;
  return 0;
}

static int wrong(buju_ctx *ctx, tiny *t) {
  buju_arena *arena = buju_arena_new();
  buju_capacity_answer *a = NULL;
  buju_status status = solve(ctx, t, arena, &a);
  int at = status != BUJU_OK ? 100 : 0;
  int64_t unserved = at == 0 && t->problem.siting.model == BUJU_SITING_MEDIAN ? (int64_t)a->unserved : 1;
  int64_t best = at == 0 ? try_all(t, unserved) : 0;
  if (at == 0 && (best == INT64_MAX) != (a->state == BUJU_SITING_NOTHING)) at = 10;
  if (at == 0 && covers(t) && (a->short_of_room ? a->shortfall : 0) != shortfall(t)) at = 12;
  if (at == 0 && a->short_of_room && a->shortfall_of[0] + a->shortfall_of[1] != a->shortfall) at = 13;
  if (at == 0 && best != INT64_MAX) at = wrong_plan(t, a, unserved);
  if (at == 0 && best != INT64_MAX && (a->upper != best || a->lower != best || a->state != BUJU_SITING_PROVED)) at = 11;
  if (at != 0 && at != 100)
    print_message("state %d upper %d lower %d broken %d best %d rule %d\n", (int)a->state, (int)a->upper, (int)a->lower,
                  (int)a->broken, (int)best, (int)t->problem.rule);
  buju_arena_free(arena);
  return at;
}

static void every_plan_there_is(void **unused) {
  (void)unused;
  buju_ctx *ctx = buju_ctx_new();
  uint64_t state = 88172645463325252u;
  tiny t;
  for (int run = 0; run < 3000; run++) {
    random_tiny(&state, &t);
    int at = wrong(ctx, &t);
    if (at != 0) print_message("run %d: %d, %s\n", run, at, buju_ctx_error(ctx));
    assert_int_equal(at, 0);
  }
  buju_ctx_free(ctx);
}

/* Shipping alone, to sites opened at random: the integer program would hide what it gets wrong. */
static int wrong_shipping(buju_ctx *ctx, tiny *t, unsigned open) {
  buju_arena *arena = buju_arena_new();
  buju_costs *costs = table_of(ctx, t);
  buju_siting_answer checked = {0};
  buju_rooms rooms;
  buju_room_plan plan = {0};
  int64_t work = 0;
  t->problem.siting.costs = costs;
  buju_status status = buju_rooms_new(ctx, &t->problem, arena, &rooms, &checked);
  if (status == BUJU_OK && !buju_room_plan_new(&rooms, arena, &plan)) status = BUJU_E_MEMORY;
  for (buju_ix j = 0; status == BUJU_OK && j < rooms.m; j++) plan.open[j] = (open >> rooms.site[j] & 1) != 0;
  if (status == BUJU_OK) status = buju_rooms_ship(ctx, &rooms, rooms.cost, &plan, &work);
  if (status == BUJU_OK) buju_room_plan_value(&rooms, &plan);
  int at = status != BUJU_OK                                                    ? 100
           : plan.broken != 0                                                   ? 1
           : plan.value != try_set(t, open, (int64_t)rooms.unserved, INT64_MAX) ? 2
                                                                                : 0;
  buju_costs_free(costs);
  buju_arena_free(arena);
  return at;
}

static void ships_at_least_cost(void **unused) {
  (void)unused;
  buju_ctx *ctx = buju_ctx_new();
  uint64_t state = 2463534242u;
  tiny t;
  for (int run = 0; run < 1500; run++) {
    random_tiny(&state, &t);
    memset(t.least, 0, sizeof t.least);
    memset(t.state, 0, sizeof t.state);
    t.problem.rule = BUJU_CAPACITY_SHARED;
    t.problem.siting.model = BUJU_SITING_MEDIAN;
    if (t.problem.siting.p == BUJU_SITING_NO_P) t.problem.siting.p = t.candidates;
    t.problem.near_weight = 0;
    int at = wrong_shipping(ctx, &t, (unsigned)siting_between(&state, 0, (1 << t.candidates) - 1));
    if (at != 0) print_message("run %d: %d, %s\n", run, at, buju_ctx_error(ctx));
    assert_int_equal(at, 0);
  }
  buju_ctx_free(ctx);
}

/* Annealing alone, for the same reason: its plan is served by the rule, is worth what it says, and is the best. */
static int wrong_annealing(buju_ctx *ctx, tiny *t) {
  buju_arena *arena = buju_arena_new();
  buju_costs *costs = table_of(ctx, t);
  buju_siting_answer checked = {0};
  buju_rooms rooms;
  buju_room_plan plan = {0}, anew = {0};
  int64_t work = 0;
  t->problem.siting.costs = costs;
  buju_status status = buju_rooms_new(ctx, &t->problem, arena, &rooms, &checked);
  bool plans =
      status == BUJU_OK && buju_room_plan_new(&rooms, arena, &plan) && buju_room_plan_new(&rooms, arena, &anew);
  if (status == BUJU_OK && !plans) status = BUJU_E_MEMORY;
  if (status == BUJU_OK) status = buju_rooms_anneal(ctx, &rooms, 1000000, 0, &plan, &work);
  if (status == BUJU_OK) memcpy(anew.open, plan.open, rooms.m);
  if (status == BUJU_OK) status = buju_rooms_settle(ctx, &rooms, &anew, &work);
  int64_t best = try_all(t, 1);
  int at = status != BUJU_OK                                        ? 100
           : anew.value != plan.value || anew.broken != plan.broken ? 1
           : (plan.broken == 0) != (best != INT64_MAX)              ? 2
           : plan.broken == 0 && plan.value != best                 ? 3
           : work > 1100000                                         ? 4
                                                                    : 0;
  buju_costs_free(costs);
  buju_arena_free(arena);
  return at;
}

static void anneals_to_the_best(void **unused) {
  (void)unused;
  buju_ctx *ctx = buju_ctx_new();
  uint64_t state = 88675123u;
  tiny t;
  for (int run = 0; run < 1500; run++) {
    random_tiny(&state, &t);
    if (!covers(&t)) continue;
    t.problem.rule = BUJU_CAPACITY_NEAREST;
    int at = wrong_annealing(ctx, &t);
    if (at != 0) print_message("run %d: %d, %s\n", run, at, buju_ctx_error(ctx));
    assert_int_equal(at, 0);
  }
  buju_ctx_free(ctx);
}

/* The sites alone: their bound is above no plan, and shared without least weights they find the best. */
static int wrong_crowds(buju_ctx *ctx, tiny *t) {
  buju_arena *arena = buju_arena_new();
  buju_costs *costs = table_of(ctx, t);
  buju_siting_answer checked = {0};
  buju_rooms rooms;
  buju_room_plan plan = {.broken = 1};
  buju_room_model told;
  int64_t work = 0;
  t->problem.siting.costs = costs;
  buju_status status = buju_rooms_new(ctx, &t->problem, arena, &rooms, &checked);
  if (status == BUJU_OK && !buju_room_plan_new(&rooms, arena, &plan)) status = BUJU_E_MEMORY;
  plan.broken = 1;
  plan.value = INT64_MAX;
  if (status == BUJU_OK) status = buju_rooms_crowds(ctx, &rooms, INT64_MAX, &plan, &told, &work);
  int64_t best = try_all(t, 1), value = plan.value;
  if (plan.broken == 0) buju_room_plan_value(&rooms, &plan);
  bool settled = t->problem.rule == BUJU_CAPACITY_SHARED && best != INT64_MAX && rooms.n > 0 && rooms.m > 0;
  int at = status != BUJU_OK                                             ? 100
           : plan.broken > 0 && value != INT64_MAX                       ? 1
           : plan.broken == 0 && (plan.value != value || value < best)   ? 2
           : told.asked && told.lower > best                             ? 3
           : settled && told.asked && (plan.broken > 0 || value != best) ? 4
           : settled && told.asked && told.lower != best                 ? 5
                                                                         : 0;
  buju_costs_free(costs);
  buju_arena_free(arena);
  return at;
}

static void sites_alone_bound_every_plan(void **unused) {
  (void)unused;
  buju_ctx *ctx = buju_ctx_new();
  uint64_t state = 362436069u;
  tiny t;
  int asked = 0;
  for (int run = 0; run < 1500; run++) {
    random_tiny(&state, &t);
    if (!covers(&t)) continue;
    if (t.problem.rule == BUJU_CAPACITY_SHARED) memset(t.least, 0, sizeof t.least);
    int at = wrong_crowds(ctx, &t);
    if (at != 0) print_message("run %d: %d, %s\n", run, at, buju_ctx_error(ctx));
    assert_int_equal(at, 0);
    asked++;
  }
  assert_true(asked > 100);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_plan_there_is), cmocka_unit_test(ships_at_least_cost),
                                     cmocka_unit_test(anneals_to_the_best),
                                     cmocka_unit_test(sites_alone_bound_every_plan)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
