/* p-centre: against every plan there is on tiny problems, published optima, and what must hold between answers.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "layers/instances.h"
#include "planner/siting/centre.h"
#include "planner/siting/siting_parts.h"
#include "tests/support/siting_by_hand.h"

enum { DEMANDS = 8, CANDIDATES = 8 };

/* A small problem with everything it borrows. */
typedef struct tiny {
  buju_siting_problem problem;
  buju_ix demands, candidates;
  uint32_t cost[DEMANDS][CANDIDATES];
  int64_t weight[DEMANDS], open_cost[CANDIDATES], close_cost[CANDIDATES];
  uint8_t state[CANDIDATES];
} tiny;

static void random_tiny(uint64_t *state, tiny *t) {
  *t = (tiny){.demands = (buju_ix)siting_between(state, 1, DEMANDS),
              .candidates = (buju_ix)siting_between(state, 1, CANDIDATES)};
  int64_t widest = siting_between(state, 1, 20), sparse = siting_between(state, 0, 3),
          states = siting_between(state, 0, 2);
  for (buju_ix i = 0; i < t->demands; i++) {
    t->weight[i] = siting_between(state, 0, 3);
    for (buju_ix j = 0; j < t->candidates; j++)
      t->cost[i][j] =
          siting_between(state, 0, 4) < sparse ? BUJU_COST_NONE : (uint32_t)siting_between(state, 0, widest);
  }
  for (buju_ix j = 0; j < t->candidates; j++) {
    t->open_cost[j] = siting_between(state, 0, 6);
    t->close_cost[j] = siting_between(state, 0, 4);
    if (siting_between(state, 0, 2) < states)
      t->state[j] = (uint8_t)siting_between(state, 0, BUJU_CANDIDATE_STATES - 1);
  }
  t->problem = (buju_siting_problem){.model = BUJU_SITING_CENTRE,
                                     .weight = t->weight,
                                     .state = t->state,
                                     .open_cost = t->open_cost,
                                     .close_cost = t->close_cost,
                                     .limit = BUJU_COST_NONE,
                                     .unserved = BUJU_COST_NONE,
                                     .p = BUJU_SITING_NO_P,
                                     .budget = BUJU_SITING_NO_BUDGET};
  int64_t limits = siting_between(state, 0, 3);
  if (limits != 1) t->problem.p = siting_between(state, 0, t->candidates);
  if (limits == 1 || limits == 2) t->problem.budget = siting_between(state, 0, 20);
}

/* The costs as a table; tables borrow from it. */
typedef struct listed {
  uint64_t row[DEMANDS + 1];
  buju_ix col[DEMANDS * CANDIDATES];
  uint32_t val[DEMANDS * CANDIDATES];
  buju_csr table;
} listed;

static void list(const tiny *t, listed *l) {
  l->table = siting_table(t->demands, t->candidates, CANDIDATES, t->cost[0], l->row, l->col, l->val);
}

static buju_costs *table_of(buju_ctx *ctx, const tiny *t) {
  listed l;
  buju_costs *costs = NULL;
  list(t, &l);
  if (buju_costs_table(ctx, &l.table, t->candidates, &costs) != BUJU_OK) fail();
  return costs;
}

static buju_status solve(buju_ctx *ctx, tiny *t, buju_arena *arena, buju_siting_answer **out) {
  buju_costs *costs = table_of(ctx, t);
  t->problem.costs = costs;
  buju_status status = buju_siting_solve_by(ctx, &t->problem, buju_siting_centre, arena, out);
  buju_costs_free(costs);
  return status;
}

/* ---- brute force ---- */

/* A set of open candidates. */
typedef struct set {
  int64_t sum;                 /* weight × cost */
  int64_t worst, sites, money; /* worst: BUJU_COST_NONE where somebody is left out who could be reached */
  bool allowed;                /* by the states alone */
} set;

static set look_at(const tiny *t, unsigned open) {
  set s = {0};
  s.allowed = siting_takes(&t->problem, t->candidates, open, &s.sites, &s.money);
  for (buju_ix i = 0; i < t->demands; i++) {
    int64_t nearest = BUJU_COST_NONE;
    bool reachable = false;
    for (buju_ix j = 0; j < t->candidates; j++) {
      if (t->cost[i][j] == BUJU_COST_NONE || t->state[j] == BUJU_CANDIDATE_FORBIDDEN) continue;
      reachable = true;
      if ((open >> j & 1) != 0 && t->cost[i][j] < nearest) nearest = t->cost[i][j];
    }
    if (t->weight[i] > 0 && reachable && nearest > s.worst) s.worst = nearest;
    if (reachable) s.sum += t->weight[i] * nearest;
  }
  return s;
}

/* The best there is, the least weight × cost of plans as good, and of plans that reach everybody the fewest sites and
 * the least money. */
typedef struct brute {
  int64_t best, sum, sites, money;
} brute;

static brute try_all(const tiny *t) {
  int64_t p = t->problem.p == BUJU_SITING_NO_P ? INT64_MAX : t->problem.p;
  int64_t budget = t->problem.budget == BUJU_SITING_NO_BUDGET ? INT64_MAX : t->problem.budget;
  brute b = {INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX};
  for (unsigned open = 0; open < 1u << t->candidates; open++) {
    set s = look_at(t, open);
    if (!s.allowed || s.worst == BUJU_COST_NONE) continue;
    if (s.sites < b.sites) b.sites = s.sites;
    if (s.money < b.money) b.money = s.money;
    if (s.sites > p || s.money > budget || s.worst > b.best) continue;
    if (s.worst < b.best || s.sum < b.sum) b.sum = s.sum;
    b.best = s.worst;
  }
  return b;
}

/* The number of the first thing wrong with the answer, 0 when all is well. */
static int wrong_plan(const tiny *t, const buju_siting_answer *a, int64_t best) {
  for (buju_ix s = 1; s < a->sites; s++)
    if (a->site[s] <= a->site[s - 1]) return 1;
  set s = look_at(t, siting_bits(a->sites, a->site));
  if (!s.allowed || s.worst != a->upper) return 2;
  if (t->problem.p != BUJU_SITING_NO_P && s.sites > t->problem.p) return 3;
  if (t->problem.budget != BUJU_SITING_NO_BUDGET && s.money > t->problem.budget) return 4;
  if (a->state != BUJU_SITING_PROVED || a->upper != best || a->lower != best) return 5;
  return 0;
}

static int wrong_refusal(const tiny *t, const buju_siting_answer *a, const brute *b) {
  bool has_p = t->problem.p != BUJU_SITING_NO_P, has_budget = t->problem.budget != BUJU_SITING_NO_BUDGET;
  if (a->state != BUJU_SITING_NOTHING || a->shortfall < 1) return 6;
  if (has_p && !has_budget && a->shortfall > b->sites - t->problem.p) return 7;
  if (!has_p && has_budget && a->shortfall > b->money - t->problem.budget) return 8;
  return 0;
}

/* Whether the checker takes the answer and its proof. */
static bool certified(buju_ctx *ctx, const tiny *t, const buju_siting_answer *a) {
  listed l;
  list(t, &l);
  return siting_certified(ctx, &t->problem, &(buju_verify_costs){&l.table, t->candidates, NULL}, a);
}

/* Proofs that tell cases apart, as they must where p and the budget are each enough and both together are not. */
static size_t proofs_by_cases;

static int wrong(buju_ctx *ctx, tiny *t) {
  buju_arena *arena = buju_arena_new();
  buju_siting_answer *answer = NULL;
  brute b = try_all(t);
  t->problem.prove = true;
  buju_status status = solve(ctx, t, arena, &answer);
  int at = status != BUJU_OK ? 100 : b.best == INT64_MAX ? wrong_refusal(t, answer, &b) : wrong_plan(t, answer, b.best);
  if (at == 0 && b.best < INT64_MAX && !certified(ctx, t, answer)) at = 9;
  if (at == 0 && answer->proof != NULL) proofs_by_cases += answer->proof->step[0].kind == BUJU_STEP_BRANCH;
  buju_arena_free(arena);
  return at;
}

static void every_plan_there_is(void **unused) {
  (void)unused;
  buju_ctx *ctx = buju_ctx_new();
  uint64_t state = 88172645463325252u;
  tiny t;
  for (int run = 0; run < 4000; run++) {
    random_tiny(&state, &t);
    int at = wrong(ctx, &t);
    if (at != 0) print_message("run %d: %d, %s\n", run, at, buju_ctx_error(ctx));
    assert_int_equal(at, 0);
  }
  buju_ctx_free(ctx);
}

/* Dear sites near many and cheap ones near few: p asks for the dear ones, the budget for the cheap ones. */
static void random_dilemma(uint64_t *state, tiny *t) {
  random_tiny(state, t);
  t->demands = DEMANDS;
  t->candidates = CANDIDATES;
  t->problem.p = siting_between(state, 2, 4);
  t->problem.budget = siting_between(state, 6, 14);
  for (buju_ix j = 0; j < CANDIDATES; j++) {
    bool dear = j % 2 == 0;
    t->state[j] = BUJU_CANDIDATE_FREE;
    t->open_cost[j] = dear ? siting_between(state, 4, 6) : 1;
    for (buju_ix i = 0; i < DEMANDS; i++)
      t->cost[i][j] = siting_between(state, 0, 9) < (dear ? 5 : 3) ? 1 : (uint32_t)siting_between(state, 2, 9);
  }
}

static void two_limits_together(void **unused) {
  (void)unused;
  buju_ctx *ctx = buju_ctx_new();
  uint64_t state = 1597334677u;
  tiny t;
  proofs_by_cases = 0;
  for (int run = 0; run < 1500; run++) {
    random_dilemma(&state, &t);
    int at = wrong(ctx, &t);
    if (at != 0) print_message("run %d: %d, %s\n", run, at, buju_ctx_error(ctx));
    assert_int_equal(at, 0);
  }
  assert_true(proofs_by_cases >= 5);
  buju_ctx_free(ctx);
}

/* ---- the median among the best ---- */

static int wrong_median(buju_ctx *ctx, tiny *t) {
  buju_arena *arena = buju_arena_new();
  buju_costs *costs = table_of(ctx, t);
  buju_siting_answer *centre = NULL, *median = NULL;
  t->problem.costs = costs;
  brute b = try_all(t);
  buju_status status = buju_siting_centre_then_median(ctx, &t->problem, arena, &centre, &median);
  int at = status != BUJU_OK ? 100 : 0;
  if (at == 0 && (b.best == INT64_MAX) != (median == NULL)) at = 1;
  if (at == 0 && median != NULL && (centre->upper != b.best || median->upper != b.sum || median->lower != b.sum))
    at = 2;
  for (buju_ix i = 0; at == 0 && median != NULL && i < t->demands; i++)
    if (t->weight[i] > 0 && centre->cost[i] != BUJU_COST_NONE && median->cost[i] > centre->upper) at = 3;
  buju_costs_free(costs);
  buju_arena_free(arena);
  return at;
}

static void median_among_the_best(void **unused) {
  (void)unused;
  buju_ctx *ctx = buju_ctx_new();
  uint64_t state = 362436069u;
  tiny t;
  for (int run = 0; run < 1000; run++) {
    random_tiny(&state, &t);
    int at = wrong_median(ctx, &t);
    if (at != 0) print_message("run %d: %d, %s\n", run, at, buju_ctx_error(ctx));
    assert_int_equal(at, 0);
  }
  buju_ctx_free(ctx);
}

/* ---- what must hold between answers ---- */

/* The longest cost, INT64_MAX where no plan reaches everybody. */
static int64_t longest(buju_ctx *ctx, tiny *t) {
  buju_arena *arena = buju_arena_new();
  buju_siting_answer *a = NULL;
  assert_int_equal(solve(ctx, t, arena, &a), BUJU_OK);
  int64_t value = a->state != BUJU_SITING_NOTHING ? a->upper : INT64_MAX;
  buju_arena_free(arena);
  return value;
}

static void more_never_hurts(void **unused) {
  (void)unused;
  buju_ctx *ctx = buju_ctx_new();
  uint64_t state = 521288629u;
  tiny t;
  for (int run = 0; run < 500; run++) {
    random_tiny(&state, &t);
    int64_t before = longest(ctx, &t);
    if (t.problem.p != BUJU_SITING_NO_P) t.problem.p++;
    if (t.problem.budget != BUJU_SITING_NO_BUDGET) t.problem.budget += 3;
    int64_t after = longest(ctx, &t);
    assert_true(after <= before);
    buju_ix j = (buju_ix)siting_between(&state, 0, t.candidates - 1);
    if (t.state[j] != BUJU_CANDIDATE_FREE) continue;
    t.state[j] = BUJU_CANDIDATE_EXISTING; /* a site that stands, and costs nothing */
    assert_true(longest(ctx, &t) <= after);
  }
  buju_ctx_free(ctx);
}

/* ---- points in the plane ---- */

enum { POINTS = 150 };

typedef struct plane {
  double x[POINTS], y[POINTS];
  buju_costs *costs;
} plane;

static void make_plane(buju_ctx *ctx, uint64_t *state, plane *p) {
  for (buju_ix i = 0; i < POINTS; i++) {
    p->x[i] = (double)siting_between(state, 0, 10000);
    p->y[i] = (double)siting_between(state, 0, 10000);
  }
  buju_costs_plane given = {POINTS, POINTS, p->x, p->y, p->x, p->y, 1, BUJU_ROUND_UP};
  assert_int_equal(buju_costs_points(ctx, &given, &p->costs), BUJU_OK);
}

static buju_siting_problem of_plane(const plane *p, int64_t sites) {
  return (buju_siting_problem){.model = BUJU_SITING_CENTRE,
                               .costs = p->costs,
                               .limit = BUJU_COST_NONE,
                               .unserved = BUJU_COST_NONE,
                               .p = sites,
                               .budget = BUJU_SITING_NO_BUDGET};
}

/* The cover of everybody within a limit, by the solver of covers: it needs more than p below the bound, and no more at
 * the value. */
static void covers_agree(void **unused) {
  (void)unused;
  buju_ctx *ctx = buju_ctx_new();
  uint64_t state = 88675123u;
  static plane p;
  make_plane(ctx, &state, &p);
  for (int64_t sites = 3; sites <= 33; sites += 10) {
    buju_arena *arena = buju_arena_new();
    buju_siting_answer *a = NULL, *cover = NULL;
    buju_siting_problem problem = of_plane(&p, sites);
    assert_int_equal(buju_siting_solve_by(ctx, &problem, buju_siting_centre, arena, &a), BUJU_OK);
    assert_int_equal(a->state, BUJU_SITING_PROVED);
    problem.model = BUJU_SITING_COVER;
    problem.p = BUJU_SITING_NO_P;
    problem.limit = (uint32_t)a->upper;
    assert_int_equal(buju_siting_solve_by(ctx, &problem, buju_siting_cover, arena, &cover), BUJU_OK);
    assert_true(cover->upper <= sites);
    problem.limit--;
    assert_int_equal(buju_siting_solve_by(ctx, &problem, buju_siting_cover, arena, &cover), BUJU_OK);
    assert_true(cover->lower > sites);
    buju_arena_free(arena);
  }
  buju_costs_free(p.costs);
  buju_ctx_free(ctx);
}

/* The same answer on any number of threads, and a true bound wherever the work limit falls. */
static void stops_where_told(void **unused) {
  (void)unused;
  buju_ctx *ctx = buju_ctx_new();
  uint64_t state = 5783321u;
  static plane p;
  make_plane(ctx, &state, &p);
  buju_arena *arena = buju_arena_new();
  buju_siting_answer *best = NULL, *a = NULL, *again = NULL;
  buju_siting_problem problem = of_plane(&p, 12);
  assert_int_equal(buju_siting_solve_by(ctx, &problem, buju_siting_centre, arena, &best), BUJU_OK);
  for (int64_t work = 1; work < 100000000; work *= 7) {
    problem.work_limit = work;
    buju_ctx_set_threads(ctx, 1);
    assert_int_equal(buju_siting_solve_by(ctx, &problem, buju_siting_centre, arena, &a), BUJU_OK);
    buju_ctx_set_threads(ctx, 3);
    assert_int_equal(buju_siting_solve_by(ctx, &problem, buju_siting_centre, arena, &again), BUJU_OK);
    assert_true(a->lower <= best->upper && best->upper <= a->upper);
    assert_int_equal(a->sites, again->sites);
    assert_memory_equal(a->site, again->site, a->sites * sizeof *a->site);
    assert_int_equal(a->lower, again->lower);
    assert_int_equal(a->work, again->work);
  }
  problem.work_limit = 0;
  problem.gap = 0.2;
  assert_int_equal(buju_siting_solve_by(ctx, &problem, buju_siting_centre, arena, &a), BUJU_OK);
  assert_true((double)(a->upper - a->lower) <= 0.2 * (double)a->upper);
  buju_arena_free(arena);
  buju_costs_free(p.costs);
  buju_ctx_free(ctx);
}

/* Two places that do not reach each other want a site each, and a plan for one says that one is missing. */
static void says_what_is_missing(void **unused) {
  (void)unused;
  buju_ctx *ctx = buju_ctx_new();
  tiny t = {.demands = 3, .candidates = 3};
  for (buju_ix i = 0; i < 3; i++)
    for (buju_ix j = 0; j < 3; j++) t.cost[i][j] = i == j ? 7 : BUJU_COST_NONE;
  t.problem = (buju_siting_problem){.model = BUJU_SITING_CENTRE,
                                    .limit = BUJU_COST_NONE,
                                    .unserved = BUJU_COST_NONE,
                                    .p = 1,
                                    .budget = BUJU_SITING_NO_BUDGET};
  buju_arena *arena = buju_arena_new();
  buju_siting_answer *a = NULL;
  assert_int_equal(solve(ctx, &t, arena, &a), BUJU_OK);
  assert_int_equal(a->state, BUJU_SITING_NOTHING);
  assert_int_equal(a->shortfall, 2);
  t.problem.p = BUJU_SITING_NO_P;
  t.problem.budget = 2;
  assert_int_equal(solve(ctx, &t, arena, &a), BUJU_OK);
  assert_int_equal(a->state, BUJU_SITING_NOTHING);
  assert_int_equal(a->shortfall, 1);
  t.problem.budget = 3;
  assert_int_equal(solve(ctx, &t, arena, &a), BUJU_OK);
  assert_int_equal(a->state, BUJU_SITING_PROVED);
  assert_int_equal(a->upper, 7);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

/* ---- published optima ---- */

static void literature(void **unused) {
  static const struct {
    const char *file;
    int64_t p, best;
  } known[] = {{"orlib-pmed/pmed1.txt", 5, 127},
               {"orlib-pmed/pmed11.txt", 5, 59},
               {"orlib-pmed/pmed35.txt", 5, 30},
               {"tsplib/u1060.tsp", 150, 44701}};
  (void)unused;
  buju_ctx *ctx = buju_ctx_new();
  for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
    char path[512];
    buju_instance *instance = NULL;
    snprintf(path, sizeof path, "%s/bench/%s", BUJU_DATA_DIR, known[k].file);
    if (buju_instance_read(ctx, path, &(buju_instance_spec){0}, &instance) == BUJU_E_OPEN) {
      print_message("%s is not there\n", path);
      buju_ctx_free(ctx);
      skip();
    }
    buju_costs *costs = NULL;
    const buju_costs_plane points = siting_plane(instance, 100, BUJU_ROUND_NEAREST);
    bool table = instance->table.row != NULL;
    assert_int_equal(siting_costs(ctx, instance, 100, BUJU_ROUND_NEAREST, &costs), BUJU_OK);
    buju_siting_problem problem = {.model = BUJU_SITING_CENTRE,
                                   .costs = costs,
                                   .limit = BUJU_COST_NONE,
                                   .unserved = BUJU_COST_NONE,
                                   .p = known[k].p,
                                   .budget = BUJU_SITING_NO_BUDGET,
                                   .prove = k != 2};
    const buju_verify_costs reckoned = {table ? &instance->table : NULL, instance->candidates, table ? NULL : &points};
    buju_arena *arena = buju_arena_new();
    buju_siting_answer *a = NULL;
    assert_int_equal(buju_siting_solve_by(ctx, &problem, buju_siting_centre, arena, &a), BUJU_OK);
    assert_int_equal(a->state, BUJU_SITING_PROVED);
    assert_int_equal(a->upper, known[k].best);
    if (problem.prove) assert_true(siting_certified(ctx, &problem, &reckoned, a));
    buju_arena_free(arena);
    buju_costs_free(costs);
    buju_instance_free(instance);
  }
  buju_ctx_free(ctx);
}

enum { STORES = 16, TRACTS = 205 };

/* The place of a tract among those met so far. */
static buju_ix tract_of(double tract, double *tracts, buju_ix *n) {
  buju_ix i = 0;
  while (i < *n && tracts[i] != tract) i++;
  if (i == *n && *n < TRACTS) tracts[(*n)++] = tract;
  return i;
}

/* Lines "distance,Store_N,tract,people", a store after the other; distances × 10,000, rounded. */
static bool read_stores(uint32_t *val) {
  FILE *file = fopen(BUJU_DATA_DIR "/real/spopt-sanfrancisco/"
                                   "SF_network_distance_candidateStore_16_censusTract_205_new.csv",
                     "r");
  if (file == NULL) return false;
  char line[256];
  double metres, tract, tracts[TRACTS];
  buju_ix n = 0;
  unsigned store;
  while (fgets(line, sizeof line, file) != NULL) {
    if (sscanf(line, "%lf,Store_%u,%lf", &metres, &store, &tract) != 3) continue;
    if (store > 10) store -= 3; /* they are numbered 1 … 7 and 11 … 19 */
    if (store < 1 || store > STORES) continue;
    buju_ix i = tract_of(tract, tracts, &n);
    if (i < TRACTS) val[i * STORES + store - 1] = (uint32_t)(metres * 10000 + 0.5);
  }
  fclose(file);
  return n == TRACTS;
}

static void san_francisco(void **unused) {
  static uint64_t row[TRACTS + 1];
  static buju_ix col[TRACTS * STORES];
  static uint32_t val[TRACTS * STORES];
  (void)unused;
  if (!read_stores(val)) {
    print_message("the stores of San Francisco are not there\n");
    skip();
  }
  for (buju_ix k = 0; k < TRACTS * STORES; k++) col[k] = k % STORES;
  for (buju_ix i = 0; i < TRACTS; i++) row[i + 1] = row[i] + STORES;
  buju_ctx *ctx = buju_ctx_new();
  buju_csr table = {TRACTS, row, col, val};
  buju_costs *costs = NULL;
  assert_int_equal(buju_costs_table(ctx, &table, STORES, &costs), BUJU_OK);
  buju_siting_problem problem = {.model = BUJU_SITING_CENTRE,
                                 .costs = costs,
                                 .limit = BUJU_COST_NONE,
                                 .unserved = BUJU_COST_NONE,
                                 .p = 4,
                                 .budget = BUJU_SITING_NO_BUDGET};
  buju_arena *arena = buju_arena_new();
  buju_siting_answer *a = NULL;
  assert_int_equal(buju_siting_solve_by(ctx, &problem, buju_siting_centre, arena, &a), BUJU_OK);
  assert_int_equal(a->state, BUJU_SITING_PROVED);
  assert_int_equal(a->upper, 74030638);
  buju_arena_free(arena);
  buju_costs_free(costs);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_plan_there_is),   cmocka_unit_test(two_limits_together),
      cmocka_unit_test(median_among_the_best), cmocka_unit_test(more_never_hurts),
      cmocka_unit_test(covers_agree),          cmocka_unit_test(stops_where_told),
      cmocka_unit_test(says_what_is_missing),  cmocka_unit_test(literature),
      cmocka_unit_test(san_francisco),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
