/* The checker of siting proofs: it takes a claim when, and only when, brute force says that it is true; its bounds are
 * those of the rules. SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/siting_small.h"

enum { VECTORS = 5, STEPS = 512 };

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

/* ---- proofs written by the rules, true or not ---- */

typedef struct writer {
  buju_bounds bounds;
  buju_outshone outshone;
  int64_t multiplier[VECTORS * SITING_SMALL];
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
static void write_fixings(writer *w, const siting_small *t, bool *mine) {
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

static void write_part(writer *w, const siting_small *t) {
  uint8_t *decided = w->bounds.decided;
  bool mine[SITING_SMALL] = {false};
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
static void make_multipliers(const siting_small *t, writer *w) {
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

static buju_status check_lower(const siting_small *t, const buju_question *q, unsigned plan, int64_t lower,
                               buju_arena *arena) {
  writer w = {0};
  buju_ix site[SITING_SMALL], sites = 0;
  buju_verified verified;
  for (buju_ix j = 0; j < t->m; j++)
    if ((plan >> j & 1) != 0) site[sites++] = j;
  make_multipliers(t, &w);
  if (lower > 0) {
    assert_true(buju_bounds_new(q, &w.proof, lower, arena, &w.bounds) && buju_outshone_new(q, arena, &w.outshone));
    write_part(&w, t);
  }
  const buju_claim claim = {siting_small_worth(t, plan), lower, sites, site, &w.proof, 1, 2, 3, w.line};
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
    siting_small t;
    unsigned best = 0, plan = 0;
    buju_question q;
    siting_small_make((buju_siting_model)(round % BUJU_SITING_MODELS), &state_of_chance, &t);
    int64_t least = siting_small_optimum(&t, &best);
    if (least < 0) continue;
    for (int tries = 0; tries < 20 && siting_small_worth(&t, plan) < 0; tries++) plan = pick(1u << t.m);
    if (siting_small_worth(&t, plan) < 0) plan = best;
    buju_arena *arena = buju_arena_new();
    assert_int_equal(buju_question_read(ctx, &t.problem, &t.costs, arena, &q), BUJU_OK);
    for (int64_t lower = least - 1; lower <= least + 2 && lower <= siting_small_worth(&t, plan); lower++) {
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
static int64_t least_set(const siting_small *t, const buju_question *q, const writer *w, const int64_t *gain,
                         bool money) {
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
static int64_t most_gain(const siting_small *t, const buju_question *q, const writer *w, const int64_t *gain) {
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
    siting_small t;
    buju_question q;
    writer w = {0};
    int64_t base = 0, gain[SITING_SMALL] = {0};
    do siting_small_make((buju_siting_model)(round % 3), &state_of_chance, &t);
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
                                     cmocka_unit_test(points_cost_the_same)};
  return cmocka_run_group_tests(tests, begin, end);
}
