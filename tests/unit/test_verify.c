/* The checker of siting proofs: it takes a claim when, and only when, brute force says that it is true; its bounds are
 * those of the rules; and no number of a certificate can be changed into a lie. SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "buju/solve.h"
#include "layers/certificate.h"
#include "planner/siting/siting_parts.h"
#include "planner/verify/exact.h"
#include "planner/verify/outshone.h"
#include "tests/support/siting_by_hand.h"

enum { MOST = 6, VECTORS = 5, STEPS = 512 };

static buju_ctx *ctx;
static uint64_t state_of_chance = 88172645463325252u;

static uint32_t pick(uint32_t below) { return siting_pick(&state_of_chance, below); }

static int begin(void **state) {
  (void)state;
  ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  return 0;
}

static int end(void **state) {
  (void)state;
  buju_ctx_free(ctx);
  return 0;
}

/* ---- numbers ---- */

static void numbers_that_do_not_fit(void **state) {
  int64_t sum = INT64_MAX - 1, out;
  uint64_t wide[2];
  (void)state;
  assert_true(buju_exact_add(&sum, 1));
  assert_false(buju_exact_add(&sum, 1));
  assert_int_equal(sum, INT64_MAX);
  sum = INT64_MIN + 1;
  assert_true(buju_exact_add(&sum, -1));
  assert_false(buju_exact_add(&sum, -1));
  assert_true(buju_exact_times(-3, 4, &out));
  assert_int_equal(out, -12);
  assert_false(buju_exact_times(INT64_MAX / 2, 3, &out));
  assert_false(buju_exact_times(INT64_MIN / 2, 3, &out));
  buju_exact_wide(UINT64_MAX, UINT64_MAX, wide);
  assert_true(wide[0] == UINT64_MAX - 1 && wide[1] == 1);
  assert_true(buju_exact_ratio_above(UINT64_MAX, 3, UINT64_MAX - 1, 3));
  assert_false(buju_exact_ratio_above(2, 6, 1, 3));
  assert_true(buju_exact_share(INT64_MAX, INT64_MAX - 1, INT64_MAX) == INT64_MAX - 1);
  assert_true(buju_exact_part(7, 3, 2, &out) && out == 5);
  assert_true(buju_exact_part(-7, 3, 2, &out) && out == -6); /* downwards */
  assert_true(buju_exact_part(-8, 1, 2, &out) && out == -2);
  assert_false(buju_exact_part(INT64_MAX / 2, 3, 62, &out));
  for (int round = 0; round < 1000; round++) {
    uint64_t a = pick(1000000), c = 1 + pick(1000000), b = pick((uint32_t)c);
    assert_true(buju_exact_share(a, b, c) == a * b / c);
  }
}

/* ---- a problem small enough to try every plan ---- */

typedef struct town {
  buju_ix n, m;
  uint32_t cost[MOST][MOST];
  int64_t weight[MOST], open_cost[MOST], close_cost[MOST];
  uint8_t state[MOST], backup[MOST];
  uint64_t row[MOST + 1];
  buju_ix col[MOST * MOST];
  uint32_t val[MOST * MOST];
  buju_csr table;
  buju_verify_costs costs;
  buju_siting_problem problem;
} town;

static void fill_table(town *t) {
  t->table = siting_table(t->n, t->m, MOST, t->cost[0], t->row, t->col, t->val);
  t->costs = (buju_verify_costs){&t->table, t->m, NULL};
}

static void make_town(buju_siting_model model, town *t) {
  memset(t, 0, sizeof *t);
  t->n = 1 + pick(MOST);
  t->m = 1 + pick(MOST);
  uint32_t largest = 1 + pick(9), missing = pick(4), plain = pick(2), money = pick(3), grain = 1 + pick(3);
  for (buju_ix i = 0; i < t->n; i++) {
    t->weight[i] = pick(4) == 0 ? 0 : (1 + pick(5)) * (int64_t)grain;
    t->backup[i] = (uint8_t)(1 + (pick(4) == 0));
    for (buju_ix j = 0; j < t->m; j++) t->cost[i][j] = pick(6) < missing ? BUJU_COST_NONE : pick(largest + 1);
  }
  for (buju_ix j = 0; j < t->m; j++) {
    t->state[j] = plain ? BUJU_CANDIDATE_FREE : (uint8_t)pick(BUJU_CANDIDATE_STATES);
    t->open_cost[j] = pick(8);
    t->close_cost[j] = pick(4);
  }
  fill_table(t);
  t->problem = (buju_siting_problem){.model = model,
                                     .weight = t->weight,
                                     .state = t->state,
                                     .open_cost = t->open_cost,
                                     .close_cost = t->close_cost,
                                     .limit = pick(3) == 0 ? BUJU_COST_NONE : pick(largest + 1),
                                     .p = BUJU_SITING_NO_P,
                                     .budget = BUJU_SITING_NO_BUDGET,
                                     .unserved = model == BUJU_SITING_MEDIAN ? pick(2 * largest) : BUJU_COST_NONE};
  if (model == BUJU_SITING_COVER && pick(2) == 0) t->problem.backup = t->backup;
  if (model == BUJU_SITING_COVER) return;
  if (money != 0) t->problem.p = pick(t->m + 1);
  if (money != 1) t->problem.budget = pick(20);
}

static int64_t money_of(const town *t, unsigned open) {
  int64_t money = 0;
  for (buju_ix j = 0; j < t->m; j++) {
    bool is_open = (open >> j & 1) != 0;
    if (is_open && t->state[j] != BUJU_CANDIDATE_EXISTING) money += t->open_cost[j];
    if (!is_open && t->state[j] == BUJU_CANDIDATE_CLOSABLE) money += t->close_cost[j];
  }
  return money;
}

/* What a set of open sites is worth by siting.h; −1: it is no plan. */
static int64_t worth(const town *t, unsigned open) {
  const buju_siting_problem *problem = &t->problem;
  int64_t counted = 0, value = 0, money = money_of(t, open);
  for (buju_ix j = 0; j < t->m; j++) {
    bool is_open = (open >> j & 1) != 0,
         must = t->state[j] == BUJU_CANDIDATE_EXISTING || t->state[j] == BUJU_CANDIDATE_REQUIRED;
    if (is_open ? t->state[j] == BUJU_CANDIDATE_FORBIDDEN : must) return -1;
    counted += is_open && (t->state[j] == BUJU_CANDIDATE_FREE || t->state[j] == BUJU_CANDIDATE_REQUIRED);
  }
  if (problem->p != BUJU_SITING_NO_P && counted > problem->p) return -1;
  if (problem->budget != BUJU_SITING_NO_BUDGET && money > problem->budget) return -1;
  uint32_t limit = problem->model == BUJU_SITING_CENTRE ? BUJU_COST_NONE : problem->limit;
  if (problem->model == BUJU_SITING_MEDIAN && problem->unserved < limit) limit = problem->unserved;
  for (buju_ix i = 0; i < t->n; i++) {
    uint32_t least = BUJU_COST_NONE, sites = 0, could = 0;
    uint32_t need = problem->backup != NULL ? problem->backup[i] : 1;
    for (buju_ix j = 0; j < t->m; j++) {
      if (t->cost[i][j] == BUJU_COST_NONE || t->cost[i][j] > limit) continue;
      could += t->state[j] != BUJU_CANDIDATE_FORBIDDEN;
      if ((open >> j & 1) == 0) continue;
      sites++;
      if (t->cost[i][j] < least) least = t->cost[i][j];
    }
    if (t->weight[i] == 0 || could < need) continue;
    bool all = problem->model == BUJU_SITING_COVER || problem->model == BUJU_SITING_CENTRE;
    if (all && sites < need) return -1;
    if (problem->model == BUJU_SITING_MAX_COVER && sites == 0) value += t->weight[i];
    if (problem->model == BUJU_SITING_MEDIAN) value += t->weight[i] * (int64_t)(sites > 0 ? least : problem->unserved);
    if (problem->model == BUJU_SITING_CENTRE && least > value) value = least;
  }
  return problem->model == BUJU_SITING_COVER ? money : value;
}

/* The least any plan is worth, and one that is worth it; −1: there is no plan. */
static int64_t optimum(const town *t, unsigned *best) {
  int64_t least = -1;
  for (unsigned open = 0; open < 1u << t->m; open++) {
    int64_t value = worth(t, open);
    if (value < 0 || (least >= 0 && value >= least)) continue;
    least = value;
    if (best != NULL) *best = open;
  }
  return least;
}

/* ---- proofs written by the rules, true or not ---- */

typedef struct writer {
  buju_bounds bounds;
  buju_outshone outshone;
  int64_t multiplier[VECTORS * MOST];
  buju_toll toll[VECTORS];
  buju_siting_proof proof;
  buju_step step[STEPS];
  int64_t line[STEPS];
} writer;

static void add_step(writer *w, buju_step_kind kind, buju_ix candidate, buju_ix other, buju_ix vector) {
  assert_true(w->proof.steps < STEPS);
  w->line[w->proof.steps] = (int64_t)w->proof.steps + 1;
  w->step[w->proof.steps++] = (buju_step){(uint8_t)kind, candidate, other, vector};
}

/* The vector by which the part holds nothing better, BUJU_NONE among them; false when there is none. */
static bool any_vector(writer *w, buju_ix *vector) {
  for (buju_ix v = 0; v <= VECTORS; v++) {
    *vector = v < VECTORS ? v : BUJU_NONE;
    if (buju_bounds_check(&w->bounds, *vector) == BUJU_BOUND_MET) return true;
  }
  return false;
}

/* What can be fixed, and what is outshone. */
static void write_fixings(writer *w, const town *t, bool *mine) {
  uint8_t *decided = w->bounds.decided;
  buju_ix vector;
  for (buju_ix j = 0; j < t->m; j++) {
    if (decided[j] != BUJU_UNDECIDED || pick(2) == 0) continue;
    buju_ix other = pick(t->m);
    if (buju_outshone_holds(&w->outshone, &w->bounds, j, other)) {
      add_step(w, BUJU_STEP_OUTSHONE, j, other, BUJU_NONE);
      decided[j] = BUJU_CLOSED;
      mine[j] = true;
      continue;
    }
    buju_decided what = pick(2) == 0 ? BUJU_OPENED : BUJU_CLOSED;
    decided[j] = what == BUJU_OPENED ? BUJU_CLOSED : BUJU_OPENED;
    bool holds = any_vector(w, &vector);
    decided[j] = BUJU_UNDECIDED;
    if (!holds) continue;
    add_step(w, what == BUJU_OPENED ? BUJU_STEP_OPEN : BUJU_STEP_CLOSED, j, 0, vector);
    decided[j] = (uint8_t)what;
    mine[j] = true;
  }
}

static void write_part(writer *w, const town *t) {
  uint8_t *decided = w->bounds.decided;
  bool mine[MOST] = {false};
  buju_ix vector = BUJU_NONE, j = 0;
  write_fixings(w, t, mine);
  while (j < t->m && decided[j] != BUJU_UNDECIDED) j++;
  if (any_vector(w, &vector) || j == t->m) { /* the second may be a lie */
    add_step(w, BUJU_STEP_LEAF, 0, 0, vector);
  } else {
    add_step(w, BUJU_STEP_BRANCH, j, 0, BUJU_NONE);
    for (int side = 0; side < 2; side++) {
      decided[j] = side == 0 ? BUJU_OPENED : BUJU_CLOSED;
      write_part(w, t);
    }
    decided[j] = BUJU_UNDECIDED;
  }
  for (j = 0; j < t->m; j++)
    if (mine[j]) decided[j] = BUJU_UNDECIDED;
}

/* Multipliers as good as chance has them; the last are all 0, so that what is decided counts alone. */
static void make_multipliers(const town *t, writer *w) {
  int64_t scale = 1 + pick(3);
  for (int v = 0; v < VECTORS; v++)
    for (buju_ix i = 0; i < t->n; i++) {
      int64_t most = 6;
      if (t->problem.model == BUJU_SITING_MAX_COVER) most = t->weight[i];
      if (t->problem.model == BUJU_SITING_MEDIAN) most = t->weight[i] * (int64_t)t->problem.unserved;
      w->multiplier[v * (int)t->n + (int)i] =
          v == VECTORS - 1 ? 0 : (int64_t)pick((uint32_t)(most * scale + 1)) - (pick(9) == 0);
    }
  for (int v = 0; v < VECTORS; v++) w->toll[v] = (buju_toll){pick(4) == 0 ? 0 : pick(60), (int32_t)pick(5)};
  w->proof = (buju_siting_proof){
      .scale = scale, .vectors = VECTORS, .multiplier = w->multiplier, .toll = w->toll, .step = w->step};
}

static buju_status check_lower(const town *t, const buju_question *q, unsigned plan, int64_t lower, buju_arena *arena) {
  writer w = {0};
  buju_ix site[MOST], sites = 0;
  buju_verified verified;
  for (buju_ix j = 0; j < t->m; j++)
    if ((plan >> j & 1) != 0) site[sites++] = j;
  make_multipliers(t, &w);
  if (lower > 0) {
    assert_true(buju_bounds_new(q, &w.proof, lower, arena, &w.bounds) && buju_outshone_new(q, arena, &w.outshone));
    write_part(&w, t);
  }
  const buju_claim claim = {worth(t, plan), lower, sites, site, &w.proof, 1, 2, 3, w.line};
  buju_ctx_clear(ctx);
  buju_status status = buju_verify(ctx, &t->problem, &t->costs, &claim, &verified);
  if (status != BUJU_OK || lower <= 0) return status;
  w.proof.steps--; /* a proof that stops short, and one that goes on, are none */
  assert_int_equal(buju_verify(ctx, &t->problem, &t->costs, &claim, &verified), BUJU_E_CONTRADICTION);
  w.proof.steps++;
  add_step(&w, BUJU_STEP_LEAF, 0, 0, VECTORS - 1);
  assert_int_equal(buju_verify(ctx, &t->problem, &t->costs, &claim, &verified), BUJU_E_CONTRADICTION);
  return BUJU_OK;
}

/* For every plan and every bound: taken when the bound is at most the optimum, refused when it is above. */
static void true_claims_only(void **state) {
  int taken = 0, refused = 0;
  (void)state;
  for (int round = 0; round < 20000; round++) {
    town t;
    unsigned best = 0, plan = 0;
    buju_question q;
    make_town((buju_siting_model)(round % BUJU_SITING_MODELS), &t);
    int64_t least = optimum(&t, &best);
    if (least < 0) continue;
    for (int tries = 0; tries < 20 && worth(&t, plan) < 0; tries++) plan = pick(1u << t.m);
    if (worth(&t, plan) < 0) plan = best;
    buju_arena *arena = buju_arena_new();
    assert_int_equal(buju_question_read(ctx, &t.problem, &t.costs, arena, &q), BUJU_OK);
    for (int64_t lower = least - 1; lower <= least + 2 && lower <= worth(&t, plan); lower++) {
      buju_status status = check_lower(&t, &q, plan, lower, arena);
      if (status != (lower <= least ? BUJU_OK : BUJU_E_CONTRADICTION))
        fail_msg("round %d: bound %" PRId64 " of %" PRId64 ": %s", round, lower, least, buju_ctx_error(ctx));
      taken += status == BUJU_OK;
      refused += status != BUJU_OK;
    }
    buju_arena_free(arena);
  }
  assert_true(taken > 2000 && refused > 500);
}

/* ---- the bound itself ---- */

/* Rounded up to whole units, for maximal cover to a multiple of what all weights are multiples of. */
static int64_t round_up(const buju_question *q, const writer *w, int64_t sum) {
  int64_t unit = w->proof.scale * q->grain;
  return (sum > 0 ? (sum + unit - 1) / unit : sum / unit) * q->grain;
}

/* min over the sets allowed of Σ_j (f_j × scale - gain_j), by trying them all; INT64_MAX: there are none. */
static int64_t least_set(const town *t, const buju_question *q, const writer *w, const int64_t *gain, bool money) {
  int64_t least = INT64_MAX;
  for (unsigned open = 0; open < 1u << t->m; open++) {
    int64_t sum = 0, counted = 0, net = 0;
    bool allowed = true;
    for (buju_ix j = 0; j < t->m; j++) {
      bool is_open = (open >> j & 1) != 0;
      if (w->bounds.decided[j] != BUJU_UNDECIDED && is_open != (w->bounds.decided[j] == BUJU_OPENED)) allowed = false;
      if (!is_open) continue;
      sum += (t->problem.model == BUJU_SITING_COVER ? q->net[j] * w->proof.scale : 0) - gain[j];
      counted += q->counted[j];
      net += q->net[j];
    }
    if (!allowed || counted > q->p || (money && net > q->budget)) continue;
    if (sum < least) least = sum;
  }
  return least;
}

/* Σ_j gain_j at most, when the last candidate that fits the budget may be cut: the least over prices of money of what
 * is gained above the price, and the price of the room. */
static int64_t most_gain(const town *t, const buju_question *q, const writer *w, const int64_t *gain) {
  double room = (double)q->budget, least = 1e18;
  int64_t sure = 0;
  for (buju_ix j = 0; j < t->m; j++) {
    if (w->bounds.decided[j] == BUJU_CLOSED) continue;
    bool taken = w->bounds.decided[j] == BUJU_OPENED || q->net[j] <= 0;
    sure += taken ? gain[j] : 0;
    room -= taken ? (double)q->net[j] : 0;
  }
  for (buju_ix at = 0; at <= t->m; at++) {
    double price = at < t->m && q->net[at] > 0 ? (double)gain[at] / (double)q->net[at] : 0, sum = price * room;
    for (buju_ix j = 0; j < t->m; j++)
      if (w->bounds.decided[j] == BUJU_UNDECIDED && q->net[j] > 0 && (double)gain[j] > price * (double)q->net[j])
        sum += (double)gain[j] - price * (double)q->net[j];
    if (sum < least) least = sum;
  }
  return sure + (int64_t)(least + 1e-6);
}

/* With p alone the bound is exactly that of the rules, with a budget alone as well; with both it is the better one, and
 * no better than the truth. */
static void bounds_are_those_of_the_rules(void **state) {
  (void)state;
  for (int round = 0; round < 3000; round++) {
    town t;
    buju_question q;
    writer w = {0};
    int64_t base = 0, gain[MOST] = {0};
    do make_town((buju_siting_model)(round % 3), &t);
    while (t.problem.limit == BUJU_COST_NONE && t.problem.model != BUJU_SITING_MEDIAN);
    make_multipliers(&t, &w);
    buju_arena *arena = buju_arena_new();
    assert_int_equal(buju_question_read(ctx, &t.problem, &t.costs, arena, &q), BUJU_OK);
    assert_true(buju_bounds_new(&q, &w.proof, 1, arena, &w.bounds));
    for (buju_ix j = 0; j < t.m; j++)
      if (w.bounds.decided[j] == BUJU_UNDECIDED) w.bounds.decided[j] = (uint8_t)pick(3);
    for (buju_ix i = 0; i < t.n; i++) {
      if (q.weight[i] == 0) continue;
      base += w.multiplier[i] * q.need[i];
      for (buju_ix j = 0; j < t.m; j++) {
        int64_t cost = t.problem.model == BUJU_SITING_MEDIAN ? t.weight[i] * (int64_t)t.cost[i][j] * w.proof.scale : 0;
        if (t.cost[i][j] != BUJU_COST_NONE && t.cost[i][j] <= q.limit && w.multiplier[i] > cost)
          gain[j] += w.multiplier[i] - cost;
      }
    }
    bool budget = q.budget < INT64_MAX;
    int64_t least = least_set(&t, &q, &w, gain, budget), bound = 0;
    if (least < INT64_MAX) {
      bound = round_up(&q, &w, base + least);
      bound += t.problem.model == BUJU_SITING_COVER ? q.closed_cost : 0;
    }
    w.bounds.lower = bound;
    buju_bound_reason met = buju_bounds_check(&w.bounds, 0);
    if (!budget) assert_int_equal(met, BUJU_BOUND_MET);
    if (budget && q.p == INT64_MAX && least < INT64_MAX) {
      int64_t all = base - most_gain(&t, &q, &w, gain);
      w.bounds.lower = round_up(&q, &w, all);
      assert_int_equal(buju_bounds_check(&w.bounds, 0), BUJU_BOUND_MET);
      w.bounds.lower++;
      assert_int_equal(buju_bounds_check(&w.bounds, 0), BUJU_BOUND_BELOW);
    }
    w.bounds.lower = bound + 1;
    if (least < INT64_MAX) assert_int_equal(buju_bounds_check(&w.bounds, 0), BUJU_BOUND_BELOW);
    buju_arena_free(arena);
  }
}

/* ---- certificates ---- */

typedef struct folder {
  char path[64], instance[96], certificate[96];
} folder;

static void write_text(const char *path, const char *text, size_t n) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, n, file), n);
  assert_int_equal(fclose(file), 0);
}

static char *read_text(const char *path, size_t *n) {
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  char *text = calloc(1, 1 << 16);
  *n = fread(text, 1, (1 << 16) - 1, file);
  fclose(file);
  return text;
}

static void folder_new(folder *f) {
  strcpy(f->path, "/tmp/buju-verify-XXXXXX");
  assert_non_null(mkdtemp(f->path));
  snprintf(f->instance, sizeof f->instance, "%s/i.csv", f->path);
  snprintf(f->certificate, sizeof f->certificate, "%s/c.txt", f->path);
}

static void folder_free(const folder *f) {
  unlink(f->instance);
  unlink(f->certificate);
  rmdir(f->path);
}

/* The town as a table of costs; names keep its order. */
static void write_instance(const folder *f, const town *t) {
  char text[4096];
  int n = snprintf(text, sizeof text, "demand,weight,candidate,cost\n");
  for (buju_ix i = 0; i < t->n; i++) {
    n += snprintf(text + n, sizeof text - (size_t)n, "d%u,%" PRId64 ",,\n", i, t->weight[i]);
    for (buju_ix j = 0; j < t->m; j++)
      if (t->cost[i][j] != BUJU_COST_NONE)
        n += snprintf(text + n, sizeof text - (size_t)n, "d%u,,c%u,%u\n", i, j, t->cost[i][j]);
  }
  write_text(f->instance, text, (size_t)n);
}

/* A p-median whose candidates are all free and all serve somebody, solved with its proof, written as a certificate. */
static void write_certificate(const folder *f, town *t, int64_t p) {
  buju_arena *arena = buju_arena_new();
  buju_costs *costs;
  buju_instance *instance;
  buju_siting_answer *answer;
  const buju_instance_spec spec = {0};
  assert_int_equal(buju_costs_table(ctx, &t->table, t->m, &costs), BUJU_OK);
  assert_int_equal(buju_instance_read(ctx, f->instance, &spec, &instance), BUJU_OK);
  t->problem = (buju_siting_problem){.model = BUJU_SITING_MEDIAN,
                                     .costs = costs,
                                     .weight = t->weight,
                                     .limit = BUJU_COST_NONE,
                                     .p = p,
                                     .budget = BUJU_SITING_NO_BUDGET,
                                     .unserved = BUJU_COST_NONE,
                                     .prove = true};
  assert_int_equal(buju_siting_solve_by(ctx, &t->problem, buju_siting_median, arena, &answer), BUJU_OK);
  buju_certificate_step step[STEPS];
  buju_siting_certificate c = {.format = "csv",
                               .model = BUJU_INSTANCE_MEDIAN,
                               .p = p,
                               .budget = -1,
                               .limit = UINT32_MAX,
                               .unserved = answer->unserved,
                               .scale = 1,
                               .rounding = BUJU_INSTANCE_UP,
                               .upper = answer->upper,
                               .lower = answer->lower,
                               .sites = answer->sites,
                               .site = answer->site,
                               .demands = t->n,
                               .vectors = answer->proof->vectors,
                               .proof_scale = answer->proof->scale,
                               .multiplier = answer->proof->multiplier,
                               .steps = answer->proof->steps,
                               .step = step};
  assert_true(c.steps <= STEPS);
  for (size_t s = 0; s < c.steps; s++)
    step[s] = (buju_certificate_step){answer->proof->step[s].kind, answer->proof->step[s].candidate, 0,
                                      answer->proof->step[s].vector};
  memcpy(c.digest, instance->digest, sizeof c.digest);
  assert_int_equal(buju_certificate_write(ctx, &c, f->certificate), BUJU_OK);
  buju_instance_free(instance);
  buju_costs_free(costs);
  buju_arena_free(arena);
}

static buju_status verify(const folder *f) {
  buju_solution *proved = NULL;
  buju_ctx_clear(ctx);
  buju_status status = buju_certificate_verify(ctx, f->certificate, f->instance, NULL, &proved);
  assert_true((status == BUJU_OK) == (proved != NULL));
  if (status != BUJU_OK) assert_true(buju_ctx_error(ctx)[0] != '\0');
  buju_solution_free(proved);
  return status;
}

/* What a certificate says now, taken at its word and held against every plan. */
static bool is_true(const folder *f, const town *t) {
  buju_arena *arena = buju_arena_new();
  buju_siting_certificate c;
  town asked = *t;
  unsigned plan = 0;
  assert_int_equal(buju_certificate_read(ctx, f->certificate, arena, &c), BUJU_OK);
  for (buju_ix i = 0; i < t->n; i++) /* costs are multiplied by the scale, and rounded up */
    for (buju_ix j = 0; j < t->m; j++)
      if (t->cost[i][j] != BUJU_COST_NONE) asked.cost[i][j] = (uint32_t)(t->cost[i][j] * c.scale + 0.999999);
  asked.problem.model = (buju_siting_model)c.model;
  asked.problem.p = c.p;
  asked.problem.limit = c.limit;
  asked.problem.budget = c.budget;
  asked.problem.unserved = c.unserved;
  for (buju_ix s = 0; s < c.sites; s++) plan |= 1u << c.site[s];
  bool held = worth(&asked, plan) == c.upper && optimum(&asked, NULL) >= c.lower && c.lower <= c.upper;
  buju_arena_free(arena);
  return held;
}

/* Every number of the certificate becomes others; whatever is then still taken must be true. */
static void change_numbers(const folder *f, const town *t, int *refused, int *harmless) {
  size_t n;
  char *text = read_text(f->certificate, &n);
  for (size_t at = 0; at < n;) {
    size_t digits = strspn(text + at, "0123456789");
    bool word = at > 0 && ((text[at - 1] >= 'a' && text[at - 1] <= 'z'));
    if (digits == 0 || digits > 15 || word) {
      at += digits > 0 ? digits : 1;
      continue;
    }
    int64_t value = strtoll(text + at, NULL, 10);
    const int64_t other[] = {value + 1, value > 0 ? value - 1 : 7, 2 * value + 3, value / 2, value > 0 ? 0 : 1};
    for (size_t k = 0; k < sizeof other / sizeof *other; k++) {
      char *changed = calloc(1, n + 32);
      if (other[k] == value) {
        free(changed);
        continue;
      }
      int m = sprintf(changed, "%.*s%" PRId64, (int)at, text, other[k]);
      memcpy(changed + m, text + at + digits, n - at - digits);
      write_text(f->certificate, changed, (size_t)m + n - at - digits);
      if (verify(f) != BUJU_OK)
        ++*refused;
      else if (is_true(f, t))
        ++*harmless;
      else
        fail_msg("a lie is taken:\n%s", changed);
      free(changed);
    }
    at += digits;
  }
  write_text(f->certificate, text, n);
  free(text);
}

static void no_number_can_lie(void **state) {
  int refused = 0, harmless = 0;
  (void)state;
  for (int round = 0; round < 12; round++) {
    folder f;
    town t;
    do make_town(BUJU_SITING_MEDIAN, &t);
    while (t.n < 4 || t.m < 4);
    memset(t.state, 0, sizeof t.state);
    for (buju_ix j = 0; j < t.m; j++) {
      t.open_cost[j] = 1;
      t.cost[j % t.n][j] = 1 + pick(5);
    }
    fill_table(&t);
    folder_new(&f);
    write_instance(&f, &t);
    write_certificate(&f, &t, 1 + pick(3));
    assert_int_equal(verify(&f), BUJU_OK);
    assert_true(is_true(&f, &t));
    change_numbers(&f, &t, &refused, &harmless);
    write_text(f.instance, "demand,candidate,cost\na,x,1\n", 28);
    assert_int_equal(verify(&f), BUJU_E_CONTRADICTION);
    assert_non_null(strstr(buju_ctx_error(ctx), "SHA-256"));
    folder_free(&f);
  }
  print_message("%d changes refused, %d harmless\n", refused, harmless);
  assert_true(refused > 200);
}

/* Costs reckoned from points are those of the solvers, bit for bit. */
static void points_cost_the_same(void **state) {
  (void)state;
  for (int round = 0; round < 200; round++) {
    double x[30], y[30];
    buju_costs *costs;
    buju_serving serving;
    buju_reached reached;
    buju_csr lists;
    buju_ix n = 1 + pick(30);
    for (buju_ix i = 0; i < n; i++) {
      x[i] = pick(round % 2 == 0 ? 10 : 100000) / 7.0;
      y[i] = pick(1000) / 3.0;
    }
    const buju_costs_plane plane = {n, n, x, y, x, y, round % 3 == 0 ? 1 : 13.7, (buju_rounding)(round % 3)};
    const buju_verify_costs from = {NULL, 0, &plane};
    buju_arena *arena = buju_arena_new();
    assert_int_equal(buju_costs_points(ctx, &plane, &costs), BUJU_OK);
    assert_int_equal(buju_serving_new(ctx, &from, arena, &serving), BUJU_OK);
    assert_true(buju_reached_new(&serving, arena, &reached));
    for (buju_ix i = 0; i < n; i++) {
      uint32_t most = round % 5 == 0 ? BUJU_COST_NONE - 1 : pick(20000), by[30];
      assert_int_equal(costs->ops->lists(ctx, costs, BUJU_COSTS_BY_DEMAND, 1, &i, &most, arena, &lists), BUJU_OK);
      buju_ix k = buju_serving_of_demand(&serving, i, most, &reached);
      assert_int_equal(k, lists.row[1]);
      for (buju_ix a = 0; a < k; a++) by[reached.other[a]] = reached.cost[a];
      for (buju_ix a = 0; a < k; a++) assert_int_equal(lists.val[a], by[lists.col[a]]);
    }
    buju_costs_free(costs);
    buju_arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_that_do_not_fit), cmocka_unit_test(true_claims_only),
                                     cmocka_unit_test(bounds_are_those_of_the_rules),
                                     cmocka_unit_test(no_number_can_lie), cmocka_unit_test(points_cost_the_same)};
  return cmocka_run_group_tests(tests, begin, end);
}
