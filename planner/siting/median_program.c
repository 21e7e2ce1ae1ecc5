/* The p-median's linear program at a node of the tree: multipliers from its prices, and where to branch. Whatever it
 * answers, bounds are reckoned from whole multipliers and stay true. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "planner/siting/median_parts.h"

enum { ROOT_SOLVES = 100, NODE_SOLVES = 12, TRIALS = 10, TRIAL_ITERATIONS = 100, SURE = 2, EXCHANGES = 100 };
static const double WHOLE = 1e-6;  /* a site this near to open or closed is */
static const double LARGEST = 1e5; /* costs are scaled down to this */
static const double BEYOND = 1e-6; /* an objective that far above the goal proves it in whole numbers, too */
static const double ROOT_LEAST = 0.05, NODE_LEAST = 0.3;

/* ---- life ---- */

static bool arrays_new(buju_median_search *s) {
  const buju_median *m = s->m;
  buju_median_program *program = &s->program;
  program->state = BUJU_NEW(s->arena, uint8_t, m->sites);
  program->y = BUJU_NEW(s->arena, double, m->sites);
  program->pays = BUJU_NEW(s->arena, double, m->clients);
  program->held = BUJU_NEW(s->arena, double, m->clients);
  program->mixed = BUJU_NEW(s->arena, double, m->clients);
  program->doubtful = BUJU_NEW(s->arena, buju_ix, m->sites);
  for (int side = 0; side < 2; side++) {
    program->gain[side] = BUJU_NEW(s->arena, double, m->sites);
    program->tries[side] = BUJU_NEW(s->arena, double, m->sites);
    if (program->gain[side] == NULL || program->tries[side] == NULL) return false;
  }
  return program->state != NULL && program->y != NULL && program->pays != NULL && program->held != NULL &&
         program->mixed != NULL && program->doubtful != NULL;
}

static buju_status columns_new(buju_median_search *s) {
  const buju_median *m = s->m;
  buju_median_program *program = &s->program;
  size_t n = (size_t)m->sites + m->clients;
  buju_arena *scratch = buju_arena_new();
  double *cost = scratch != NULL ? BUJU_NEW(scratch, double, n * 3) : NULL;
  if (cost == NULL) {
    buju_arena_free(scratch);
    return buju_fail_memory(s->ctx);
  }
  double *lower = cost + n, *upper = lower + n;
  for (buju_ix j = 0; j < m->sites; j++) upper[j] = 1;
  for (buju_ix i = 0; i < m->clients; i++) {
    size_t c = (size_t)m->sites + i;
    bool listed = m->near.row[i + 1] > m->near.row[i];
    cost[c] = (double)m->weight[i] / program->heaviest;
    lower[c] = (double)(listed ? m->near.pair[m->near.row[i]].cost : m->cap[i]) * program->unit;
    upper[c] = INFINITY;
  }
  buju_status status = buju_lp_new(s->ctx, (buju_ix)n, cost, lower, upper, &program->lp);
  buju_arena_free(scratch);
  return status;
}

/* The costs just below and just above the multiplier. */
static buju_status seed(buju_median_search *s, buju_ix i) {
  const buju_median *m = s->m;
  const int64_t unit = m->weight[i] * m->scale;
  uint64_t k = m->near.row[i], end = m->near.row[i + 1];
  while (k < end && unit * (int64_t)m->near.pair[k].cost < s->u[i]) k++;
  buju_status status = buju_median_cuts_put(s, i, k < end ? m->near.pair[k].cost : m->cap[i]);
  if (status == BUJU_OK && k > m->near.row[i] + 1) status = buju_median_cuts_put(s, i, m->near.pair[k - 1].cost);
  return status;
}

buju_status buju_median_program_new(buju_median_search *s) {
  const buju_median *m = s->m;
  buju_median_program *program = &s->program;
  double largest = 1;
  program->heaviest = 1;
  for (buju_ix i = 0; i < m->clients; i++) {
    largest = fmax(largest, (double)m->cap[i]);
    program->heaviest = fmax(program->heaviest, (double)m->weight[i]);
  }
  program->unit = largest > LARGEST ? LARGEST / largest : 1;
  if (!arrays_new(s)) return buju_fail_memory(s->ctx);
  buju_status status = columns_new(s);
  if (status == BUJU_OK) status = buju_median_cuts_begin(s);
  for (buju_ix i = 0; status == BUJU_OK && i < m->clients; i++) status = seed(s, i);
  return status == BUJU_OK ? buju_median_cuts_add(s, false) : status;
}

void buju_median_program_free(buju_median_program *program) {
  buju_lp_free(program->lp);
  buju_program_rows_free(&program->rows);
  buju_vec_free(&program->client);
  buju_vec_free(&program->level);
  buju_vec_free(&program->idle);
}

/* ---- solving ---- */

static buju_status set_column(buju_median_search *s, buju_ix j, uint8_t state) {
  if (s->program.state[j] == state) return BUJU_OK;
  s->program.state[j] = state;
  return buju_lp_bound_column(s->ctx, s->program.lp, j, state == BUJU_MEDIAN_OPEN ? 1 : 0,
                              state == BUJU_MEDIAN_CLOSED ? 0 : 1);
}

static buju_status set_columns(buju_median_search *s) {
  buju_status status = BUJU_OK;
  for (buju_ix j = 0; status == BUJU_OK && j < s->m->sites; j++) status = set_column(s, j, s->node.state[j]);
  return status;
}

/* What an iteration costs in steps, about. */
static int64_t iteration_steps(const buju_median_search *s) {
  return 2 * (int64_t)s->m->sites + 10 * (int64_t)buju_lp_rows_n(s->program.lp);
}

/* The objective from which on the node is done with. */
static double enough(const buju_median_search *s) {
  double goal = (double)(buju_median_goal(s) - s->m->fixed);
  return (goal + BEYOND * fabs(goal)) * s->program.unit / s->program.heaviest;
}

/* iterations 0: as many as the work limit leaves room for. */
static buju_status run(buju_median_search *s, int64_t iterations, buju_lp_result *result) {
  int64_t steps = iteration_steps(s);
  buju_lp_stop_above(s->program.lp, enough(s));
  if (iterations == 0 && s->work_limit > 0)
    iterations = s->work < s->work_limit ? (s->work_limit - s->work) / steps + 1 : 1;
  buju_status status = buju_lp_solve(s->ctx, s->program.lp, BUJU_LP_DUAL, iterations, result);
  s->work += (result->iterations + 1) * steps;
  return status;
}

/* The prices as multipliers: of each client the mixture of its rows' levels, which by convexity is at least as strong
 * as the rows are. What the prices leave of a client's weight is at its nearest cost. */
static void mix(buju_median_search *s, const buju_lp_result *result) {
  const buju_median *m = s->m;
  buju_median_program *program = &s->program;
  const buju_ix *client = program->client.data;
  const uint32_t *level = program->level.data;
  memset(program->held, 0, m->clients * sizeof *program->held);
  memset(program->mixed, 0, m->clients * sizeof *program->mixed);
  for (size_t r = 0; r < program->client.n; r++) {
    double price = result->price[r + 1];
    if (!(price > 0)) continue;
    program->held[client[r]] += price;
    program->mixed[client[r]] += price * (double)level[r];
  }
  for (buju_ix i = 0; i < m->clients; i++) {
    const int64_t unit = m->weight[i] * m->scale;
    bool listed = m->near.row[i + 1] > m->near.row[i];
    double least = listed ? (double)m->near.pair[m->near.row[i]].cost : (double)m->cap[i];
    double weight = (double)m->weight[i] / program->heaviest, rest = fmax(0, weight - program->held[i]);
    double cost = (program->mixed[i] + rest * least) / fmax(weight, program->held[i]);
    int64_t u = cost < (double)m->cap[i] ? (int64_t)(cost * (double)unit) : unit * m->cap[i];
    s->trial[i] = u > unit * m->cap[i] ? unit * m->cap[i] : u;
  }
  s->work += m->clients + (int64_t)program->client.n;
}

/* Takes the multipliers tried if their bound is better. */
static buju_status take_trial(buju_median_search *s) {
  int64_t before = s->bound.value;
  buju_median_evaluate(s->m, &s->node, s->trial, &s->work, &s->bound);
  if (s->bound.value > before) {
    memcpy(s->u, s->trial, s->m->clients * sizeof *s->u);
    if (!s->inside) buju_median_know(s, s->bound.value);
    return buju_median_fix(s, s->u);
  }
  buju_median_evaluate(s->m, &s->node, s->u, &s->work, &s->bound);
  return BUJU_OK;
}

static void keep_solution(buju_median_search *s, const buju_lp_result *result) {
  memcpy(s->program.y, result->x, s->m->sites * sizeof *s->program.y);
  memcpy(s->program.pays, result->x + s->m->sites, s->m->clients * sizeof *s->program.pays);
  buju_median_cuts_age(&s->program, result);
}

/* ---- plans ---- */

/* The sites most open, as a plan. Where none is in doubt the plan is the program's, and multipliers between what each
 * client pays and would pay next prove its value exactly if any do. */
static buju_status round_solution(buju_median_search *s, buju_ix doubtful, bool improve) {
  const buju_median *m = s->m;
  const double *y = s->program.y;
  buju_ix n = 0;
  for (buju_ix j = 0; j < m->sites; j++)
    if (y[j] > 0.5 && (int64_t)n < m->quota) s->pick[n++] = j;
  if (doubtful > 0) return buju_median_offer_picked(s, n, improve ? EXCHANGES : 0);
  buju_status status = buju_median_offer_picked(s, n, 0);
  if (status != BUJU_OK || buju_median_done(s, s->bound.value)) return status;
  for (buju_ix i = 0; i < m->clients; i++) {
    const int64_t unit = m->weight[i] * m->scale;
    int64_t low = unit * s->plan.first_cost[i], high = unit * s->plan.second_cost[i];
    s->trial[i] = s->u[i] < low ? low : s->u[i] > high ? high : s->u[i];
  }
  return take_trial(s);
}

/* ---- branching ---- */

static buju_ix find_doubtful(buju_median_search *s) {
  const double *y = s->program.y;
  buju_ix n = 0;
  for (buju_ix j = 0; j < s->m->sites; j++)
    if (s->node.state[j] == BUJU_MEDIAN_FREE && y[j] > WHOLE && y[j] < 1 - WHOLE) s->program.doubtful[n++] = j;
  return n;
}

static double doubt(double y) { return y < 0.5 ? y : 1 - y; }

/* The k most doubtful come first, in order. */
static void sort_doubtful(buju_median_search *s, buju_ix n, buju_ix k) {
  buju_ix *list = s->program.doubtful;
  const double *y = s->program.y;
  for (buju_ix a = 0; a < n && a < k; a++)
    for (buju_ix b = a + 1; b < n; b++)
      if (doubt(y[list[b]]) > doubt(y[list[a]])) {
        buju_ix swap = list[a];
        list[a] = list[b];
        list[b] = swap;
      }
}

/* What the objective gains with a site closed or opened, by trying for a while. */
static buju_status try_side(buju_median_search *s, buju_ix j, int side, double objective) {
  buju_median_program *program = &s->program;
  buju_lp_result result;
  buju_status status = set_column(s, j, side == 1 ? BUJU_MEDIAN_OPEN : BUJU_MEDIAN_CLOSED);
  if (status == BUJU_OK) status = run(s, TRIAL_ITERATIONS, &result);
  if (status != BUJU_OK) return status;
  double share = side == 1 ? 1 - program->y[j] : program->y[j];
  program->gain[side][j] += result.state != BUJU_LP_FAILED ? fmax(0, result.objective - objective) / share : 0;
  program->tries[side][j] += 1;
  status = set_column(s, j, BUJU_MEDIAN_FREE);
  return status == BUJU_OK ? buju_lp_restore(s->ctx, program->lp) : status;
}

static double expected(const buju_median_program *program, buju_ix j, int side) {
  double share = side == 1 ? 1 - program->y[j] : program->y[j];
  double tries = program->tries[side][j];
  return fmax(1e-3, tries > 0 ? program->gain[side][j] / tries * share : 0);
}

/* The doubtful site that promises most on both sides. */
static buju_status choose_branch(buju_median_search *s, buju_ix n, double objective, buju_ix *branch) {
  buju_median_program *program = &s->program;
  double most = -1;
  buju_ix tried = n < TRIALS ? n : TRIALS;
  sort_doubtful(s, n, tried);
  buju_status status = buju_lp_keep(s->ctx, program->lp);
  for (buju_ix k = 0; status == BUJU_OK && k < tried; k++) {
    buju_ix j = program->doubtful[k];
    for (int side = 0; status == BUJU_OK && side < 2; side++)
      if (program->tries[side][j] < SURE) status = try_side(s, j, side, objective);
    double promise = expected(program, j, 0) * expected(program, j, 1);
    if (promise <= most) continue;
    most = promise;
    *branch = j;
  }
  return status;
}

/* Solves, adds what is missing, and takes the prices, until nothing is missing or the node is done with. */
static buju_status tighten(buju_median_search *s, bool root, double *objective, bool *solved) {
  buju_ix missing = 1;
  *solved = false;
  for (int k = 0; k < (root ? ROOT_SOLVES : NODE_SOLVES) && missing > 0; k++) {
    buju_lp_result result;
    buju_status status = set_columns(s);
    if (status == BUJU_OK) status = run(s, 0, &result);
    *solved = status == BUJU_OK && result.state == BUJU_LP_OPTIMAL;
    if (!*solved && (status != BUJU_OK || result.state != BUJU_LP_INFEASIBLE)) return status;
    mix(s, &result);
    status = take_trial(s);
    if (status != BUJU_OK || !*solved) return status;
    *objective = result.objective;
    keep_solution(s, &result);
    if (status != BUJU_OK || buju_median_done(s, s->bound.value) || buju_median_tired(s)) return status;
    status = buju_median_cuts_find(s, root ? ROOT_LEAST : NODE_LEAST, &missing);
    if (status == BUJU_OK && missing > 0) status = buju_median_cuts_add(s, !root);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

buju_status buju_median_program_node(buju_median_search *s, bool root, buju_ix *branch) {
  double objective = 0;
  bool solved;
  *branch = BUJU_NONE;
  buju_status status = tighten(s, root, &objective, &solved);
  if (status != BUJU_OK || !solved || buju_median_done(s, s->bound.value)) return status;
  status = round_solution(s, find_doubtful(s), root || s->improving <= s->work / BUJU_MEDIAN_IMPROVES);
  if (status != BUJU_OK || buju_median_done(s, s->bound.value) || buju_median_tired(s)) return status;
  buju_ix n = find_doubtful(s);
  return n > 0 ? choose_branch(s, n, objective, branch) : BUJU_OK;
}
