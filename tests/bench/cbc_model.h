/* The p-median and the maximal cover by Cbc, as it comes and by its own clock: the peer beside the tables of siting.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_BENCH_CBC_MODEL_H
#define BUJU_BENCH_CBC_MODEL_H

#include "planner/siting/siting.h"
#include "tests/bench/cbc.h"

/** More pairs are not given to it: its first program alone would take longer than its time. */
#define BENCH_CBC_PAIRS 600000

/** A model: columns from 0 up, the first `whole` of them 0 or 1; entries in any order. */
typedef struct bench_model {
  size_t columns, whole, rows, n;
  int *row, *column;                /* [n] */
  double *value;                    /* [n] */
  double *cost, *most, *low, *high; /* [columns], [rows] */
} bench_model;

static inline bool bench_model_new(buju_arena *arena, size_t columns, size_t rows, size_t entries, bench_model *out) {
  *out = (bench_model){.columns = columns, .rows = rows};
  out->row = BUJU_NEW(arena, int, entries);
  out->column = BUJU_NEW(arena, int, entries);
  out->value = BUJU_NEW(arena, double, entries);
  out->cost = BUJU_NEW(arena, double, columns);
  out->most = BUJU_NEW(arena, double, columns);
  out->low = BUJU_NEW(arena, double, rows);
  out->high = BUJU_NEW(arena, double, rows);
  return out->row != NULL && out->column != NULL && out->value != NULL && out->cost != NULL && out->most != NULL &&
         out->low != NULL && out->high != NULL;
}

static inline void bench_model_put(bench_model *m, size_t row, size_t column, double value) {
  m->row[m->n] = (int)row;
  m->column[m->n] = (int)column;
  m->value[m->n++] = value;
}

/** Least cost by Cbc. False: memory is out. */
static inline bool bench_model_solve(const bench_model *m, buju_arena *arena, double limit_s, bench_cbc *out) {
  int *start = BUJU_NEW(arena, int, m->columns + 2), *index = BUJU_NEW(arena, int, m->n);
  double *value = BUJU_NEW(arena, double, m->n), *zero = BUJU_NEW(arena, double, m->columns);
  if (start == NULL || index == NULL || value == NULL || zero == NULL) return false;
  for (size_t k = 0; k < m->n; k++) start[m->column[k] + 2]++;
  for (size_t j = 0; j < m->columns; j++) start[j + 2] += start[j + 1];
  for (size_t k = 0; k < m->n; k++) {
    int at = start[m->column[k] + 1]++;
    index[at] = m->row[k];
    value[at] = m->value[k];
  }
  Cbc_Model *model = Cbc_newModel();
  Cbc_loadProblem(model, (int)m->columns, (int)m->rows, start, index, value, zero, m->most, m->cost, m->low, m->high);
  for (size_t j = 0; j < m->whole; j++) Cbc_setInteger(model, (int)j);
  Cbc_setParameter(model, "log", "0");
  Cbc_setMaximumSeconds(model, limit_s);
  Cbc_solve(model);
  *out = (bench_cbc){Cbc_bestSolution(model) != NULL, Cbc_getObjValue(model), Cbc_getBestPossibleObjValue(model)};
  if (Cbc_isProvenOptimal(model)) out->lower = out->cost;
  Cbc_deleteModel(model);
  return true;
}

/** Everybody's list up to the limit. False where there are too many pairs for Cbc, or memory is out. */
static inline bool bench_model_lists(buju_ctx *ctx, const buju_siting_problem *problem, buju_arena *arena,
                                     buju_csr *out) {
  const buju_costs *costs = problem->costs;
  if (costs->demands > BENCH_CBC_PAIRS) return false;
  buju_ix *which = BUJU_NEW(arena, buju_ix, costs->demands);
  uint32_t *most = BUJU_NEW(arena, uint32_t, costs->demands);
  if (which == NULL || most == NULL) return false;
  for (buju_ix i = 0; i < costs->demands; i++) {
    which[i] = i;
    most[i] = problem->limit;
  }
  return costs->ops->lists(ctx, costs, BUJU_COSTS_BY_DEMAND, costs->demands, which, most, arena, out) == BUJU_OK &&
         out->row[out->n] <= BENCH_CBC_PAIRS;
}

/* Sites first: at most p of them. */
static inline void bench_model_sites(bench_model *m, const buju_siting_problem *problem) {
  m->whole = problem->costs->candidates;
  for (size_t j = 0; j < m->whole; j++) {
    m->most[j] = 1;
    bench_model_put(m, 0, j, 1);
  }
  m->low[0] = -INFINITY;
  m->high[0] = (double)problem->p;
}

/** Least weight × cost, in the answer's units; who is left out pays `unserved`. A row a pair: served by whom is open.
 */
static inline bool bench_model_median(const buju_siting_problem *problem, const buju_csr *near, uint32_t unserved,
                                      buju_arena *arena, bench_model *out) {
  size_t sites = problem->costs->candidates, n = near->n, pairs = (size_t)near->row[n];
  if (!bench_model_new(arena, sites + pairs + n, 1 + n + pairs, sites + 3 * pairs + n, out)) return false;
  bench_model_sites(out, problem);
  for (size_t i = 0; i < n; i++) {
    double weight = problem->weight != NULL ? (double)problem->weight[i] : 1;
    out->low[1 + i] = out->high[1 + i] = 1;
    for (uint64_t k = near->row[i]; k < near->row[i + 1]; k++) {
      out->cost[sites + k] = weight * near->val[k];
      out->most[sites + k] = 1;
      bench_model_put(out, 1 + i, sites + k, 1);
      bench_model_put(out, 1 + n + k, sites + k, 1);
      bench_model_put(out, 1 + n + k, near->col[k], -1);
      out->low[1 + n + k] = -INFINITY;
    }
    out->cost[sites + pairs + i] = weight * unserved;
    out->most[sites + pairs + i] = 1;
    bench_model_put(out, 1 + i, sites + pairs + i, 1);
  }
  return true;
}

/** Least weight left out. */
static inline bool bench_model_max_cover(const buju_siting_problem *problem, const buju_csr *near, buju_arena *arena,
                                         bench_model *out) {
  size_t sites = problem->costs->candidates, n = near->n, pairs = (size_t)near->row[n];
  if (!bench_model_new(arena, sites + n, 1 + n, sites + pairs + n, out)) return false;
  bench_model_sites(out, problem);
  for (size_t i = 0; i < n; i++) { /* left out, or somebody near is open */
    bool asks = near->row[i + 1] > near->row[i];
    out->cost[sites + i] = asks ? (problem->weight != NULL ? (double)problem->weight[i] : 1) : 0;
    out->most[sites + i] = 1;
    out->low[1 + i] = asks ? 1 : 0;
    out->high[1 + i] = INFINITY;
    bench_model_put(out, 1 + i, sites + i, 1);
    for (uint64_t k = near->row[i]; k < near->row[i + 1]; k++) bench_model_put(out, 1 + i, near->col[k], 1);
  }
  return true;
}

#endif
