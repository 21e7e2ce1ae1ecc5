/* A set cover by Cbc, as it comes and by its own clock: the peer beside the tables of siting. Includers see the header
 * of Cbc; nothing but benchmarks does. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_BENCH_CBC_H
#define BUJU_BENCH_CBC_H

#include <Cbc_C_Interface.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "tests/bench/trace.h"

/** Models with more entries are not given to it: they would take gigabytes. */
#define BENCH_CBC_ENTRIES 12000000
/** It stops by its own clock. */
#define BENCH_CBC_S 60.0

typedef struct bench_cbc {
  bool planned; /* it found a plan, which costs */
  double cost;
  double lower; /* no plan costs less, it says */
} bench_cbc;

/** Columns by rows, each row once and together. False: memory is out. */
static inline bool bench_cbc_turn(buju_ix columns, const buju_csr *rows, int **start, int **index) {
  *start = calloc((size_t)columns + 2, sizeof **start);
  *index = malloc((rows->row[rows->n] + 1) * sizeof **index);
  if (*start == NULL || *index == NULL) return false;
  for (uint64_t k = 0; k < rows->row[rows->n]; k++) (*start)[rows->col[k] + 2]++;
  for (buju_ix j = 0; j < columns; j++) (*start)[j + 2] += (*start)[j + 1];
  for (buju_ix i = 0; i < rows->n; i++)
    for (uint64_t k = rows->row[i]; k < rows->row[i + 1]; k++) (*index)[(*start)[rows->col[k] + 1]++] = (int)i;
  return true;
}

/** The cheapest columns that meet every row once. cost NULL: 1 each. False: memory is out. */
static inline bool bench_cbc_cover(buju_ix columns, const int64_t *cost, const buju_csr *rows, double limit_s,
                                   bench_cbc *out) {
  int *start = NULL, *index = NULL;
  double *value = malloc((rows->row[rows->n] + 1) * sizeof *value), *zero = calloc(columns, sizeof *zero);
  double *one = malloc(((size_t)columns + rows->n) * sizeof *one), *price = malloc(columns * sizeof *price);
  double *most = malloc(((size_t)rows->n + 1) * sizeof *most);
  bool well = bench_cbc_turn(columns, rows, &start, &index) && value != NULL && zero != NULL && one != NULL &&
              price != NULL && most != NULL;
  if (well) {
    for (uint64_t k = 0; k < rows->row[rows->n]; k++) value[k] = 1;
    for (size_t k = 0; k < (size_t)columns + rows->n; k++) one[k] = 1;
    for (buju_ix j = 0; j < columns; j++) price[j] = cost != NULL ? (double)cost[j] : 1;
    for (buju_ix i = 0; i < rows->n; i++) most[i] = INFINITY;
    Cbc_Model *model = Cbc_newModel();
    Cbc_loadProblem(model, (int)columns, (int)rows->n, start, index, value, zero, one, price, one, most);
    for (buju_ix j = 0; j < columns; j++) Cbc_setInteger(model, (int)j);
    Cbc_setParameter(model, "log", "0");
    Cbc_setMaximumSeconds(model, limit_s);
    Cbc_solve(model);
    *out = (bench_cbc){Cbc_bestSolution(model) != NULL, Cbc_getObjValue(model),
                       ceil(Cbc_getBestPossibleObjValue(model) - 1e-6)};
    Cbc_deleteModel(model);
  }
  free(start);
  free(index);
  free(value);
  free(zero);
  free(one);
  free(price);
  free(most);
  return well;
}

/* ---- its columns ---- */

static inline void bench_cbc_heads(void) { printf(" | Cbc: value   gap %%  wall s peak MB\n"); }

static inline void bench_cbc_print_none(void) { printf(" | %10s %7s %7s %7s", "too large", "", "", ""); }

static inline void bench_cbc_print(bool planned, double value, double lower, double wall_s) {
  if (planned)
    printf(" | %10.0f %7.2f", value, value > lower ? 100 * (value - lower) / value : 0);
  else
    printf(" | %10s %7s", "no plan", "");
  printf(" %7.2f %7.0f", wall_s, bench_peak_mb());
}

#endif
