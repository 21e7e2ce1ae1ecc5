/* The only file that knows Clp. Indices are not checked there, adding a row copies the matrix, and a program without
 * rows has no basis to go on from. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/lp.h"

#include <Clp_C_Interface.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

BUJU_MSG(bad_lp, "线性规划：第{0}个系数、序号或上下界有误", "linear program: number, index or bound {0} is wrong");

struct buju_lp {
  Clp_Simplex *model;
  buju_ix columns, rows;
  uint64_t entries;
  buju_ix *seen;  /* [columns] the last row that named it, plus 1 */
  uint8_t *basis; /* [columns + kept_rows] the one kept, or NULL */
  buju_ix kept_rows;
};

static buju_status refuse(buju_ctx *ctx, uint64_t which) {
  return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_lp, buju_int((int64_t)which)));
}

static bool is_number(double value) { return fabs(value) < BUJU_LP_MOST; } /* false for NaN */

static bool are_bounds(double lower, double upper) {
  return lower <= upper && (is_number(lower) || lower == -INFINITY) && (is_number(upper) || upper == INFINITY);
}

/* Clp's own infinity is its largest double. */
static double side(double bound) { return isinf(bound) ? copysign(DBL_MAX, bound) : bound; }

buju_status buju_lp_new(buju_ctx *ctx, buju_ix columns, const double *cost, const double *lower, const double *upper,
                        buju_lp **out) {
  if (columns == 0 || columns > INT_MAX / 2) return refuse(ctx, columns);
  for (buju_ix j = 0; j < columns; j++)
    if (!is_number(cost[j]) || !are_bounds(lower[j], upper[j])) return refuse(ctx, j);
  buju_lp *lp = calloc(1, sizeof *lp);
  int *start = calloc((size_t)columns + 1, sizeof *start);
  double *sides = malloc((size_t)columns * 2 * sizeof *sides);
  if (lp != NULL) lp->seen = calloc(columns, sizeof *lp->seen);
  buju_status status = lp != NULL && start != NULL && sides != NULL && lp->seen != NULL ? BUJU_OK : BUJU_E_MEMORY;
  if (status == BUJU_OK) {
    for (buju_ix j = 0; j < columns; j++) {
      sides[j] = side(lower[j]);
      sides[columns + j] = side(upper[j]);
    }
    lp->columns = columns;
    lp->model = Clp_newModel();
    Clp_setLogLevel(lp->model, 0);
    Clp_loadProblem(lp->model, (int)columns, 0, start, NULL, NULL, sides, sides + columns, cost, NULL, NULL);
    *out = lp;
  }
  free(start);
  free(sides);
  if (status == BUJU_OK) return BUJU_OK;
  buju_lp_free(lp);
  return buju_fail_memory(ctx);
}

void buju_lp_free(buju_lp *lp) {
  if (lp == NULL) return;
  if (lp->model != NULL) Clp_deleteModel(lp->model);
  free(lp->seen);
  free(lp->basis);
  free(lp);
}

buju_ix buju_lp_columns(const buju_lp *lp) { return lp->columns; }

buju_ix buju_lp_rows_n(const buju_lp *lp) { return lp->rows; }

/* ---- rows ---- */

static bool rows_are_good(buju_lp *lp, const buju_lp_rows *rows, uint64_t *which) {
  memset(lp->seen, 0, lp->columns * sizeof *lp->seen);
  for (buju_ix i = 0; i < rows->n; i++) {
    *which = i;
    if (rows->row[i + 1] < rows->row[i] || !are_bounds(rows->lower[i], rows->upper[i])) return false;
    for (uint64_t k = rows->row[i]; k < rows->row[i + 1]; k++) {
      *which = k;
      buju_ix j = rows->column[k];
      if (j >= lp->columns || lp->seen[j] == i + 1 || !is_number(rows->value[k])) return false;
      lp->seen[j] = i + 1;
    }
  }
  return true;
}

static void hand_rows(buju_lp *lp, const buju_lp_rows *rows, int *index, double *sides) {
  int *start = index, *column = index + rows->n + 1;
  for (buju_ix i = 0; i <= rows->n; i++) start[i] = (int)rows->row[i];
  for (uint64_t k = 0; k < rows->row[rows->n]; k++) column[k] = (int)rows->column[k];
  for (buju_ix i = 0; i < rows->n; i++) {
    sides[i] = side(rows->lower[i]);
    sides[rows->n + i] = side(rows->upper[i]);
  }
  Clp_addRows(lp->model, (int)rows->n, sides, sides + rows->n, start, column, rows->value);
  lp->rows += rows->n;
  lp->entries += rows->row[rows->n];
}

buju_status buju_lp_add_rows(buju_ctx *ctx, buju_lp *lp, const buju_lp_rows *rows) {
  uint64_t which = rows->n;
  if (rows->n == 0) return BUJU_OK;
  if (rows->n > INT_MAX / 2 - lp->rows || rows->row[0] != 0 || rows->row[rows->n] > INT_MAX / 2 - lp->entries)
    return refuse(ctx, which);
  if (!rows_are_good(lp, rows, &which)) return refuse(ctx, which);
  int *index = malloc(((size_t)rows->n + 1 + rows->row[rows->n]) * sizeof *index);
  double *sides = malloc((size_t)rows->n * 2 * sizeof *sides);
  bool well = index != NULL && sides != NULL;
  if (well) hand_rows(lp, rows, index, sides);
  free(index);
  free(sides);
  return well ? BUJU_OK : buju_fail_memory(ctx);
}

buju_status buju_lp_delete_rows(buju_ctx *ctx, buju_lp *lp, buju_ix n, const buju_ix *which) {
  if (n == 0) return BUJU_OK;
  for (buju_ix k = 0; k < n; k++)
    if (which[k] >= lp->rows || (k > 0 && which[k] <= which[k - 1])) return refuse(ctx, k);
  int *index = malloc((size_t)n * sizeof *index);
  if (index == NULL) return buju_fail_memory(ctx);
  for (buju_ix k = 0; k < n; k++) index[k] = (int)which[k];
  Clp_deleteRows(lp->model, (int)n, index);
  lp->rows -= n;
  lp->entries = (uint64_t)Clp_getNumElements(lp->model);
  free(index);
  return BUJU_OK;
}

/* ---- bounds and costs ---- */

buju_status buju_lp_bound_column(buju_ctx *ctx, buju_lp *lp, buju_ix column, double lower, double upper) {
  if (column >= lp->columns || !are_bounds(lower, upper)) return refuse(ctx, column);
  Clp_columnLower(lp->model)[column] = side(lower);
  Clp_columnUpper(lp->model)[column] = side(upper);
  return BUJU_OK;
}

buju_status buju_lp_bound_row(buju_ctx *ctx, buju_lp *lp, buju_ix row, double lower, double upper) {
  if (row >= lp->rows || !are_bounds(lower, upper)) return refuse(ctx, row);
  Clp_rowLower(lp->model)[row] = side(lower);
  Clp_rowUpper(lp->model)[row] = side(upper);
  return BUJU_OK;
}

buju_status buju_lp_set_cost(buju_ctx *ctx, buju_lp *lp, buju_ix column, double cost) {
  if (column >= lp->columns || !is_number(cost)) return refuse(ctx, column);
  Clp_objective(lp->model)[column] = cost;
  return BUJU_OK;
}

void buju_lp_stop_above(buju_lp *lp, double objective) { Clp_setDualObjectiveLimit(lp->model, side(objective)); }

/* ---- bases ---- */

buju_status buju_lp_keep(buju_ctx *ctx, buju_lp *lp) {
  size_t n = (size_t)lp->columns + lp->rows;
  uint8_t *basis = realloc(lp->basis, n);
  if (basis == NULL) return buju_fail_memory(ctx);
  memcpy(basis, Clp_statusArray(lp->model), n);
  lp->basis = basis;
  lp->kept_rows = lp->rows;
  return BUJU_OK;
}

buju_status buju_lp_restore(buju_ctx *ctx, buju_lp *lp) {
  if (lp->basis == NULL || lp->kept_rows != lp->rows) return refuse(ctx, lp->rows);
  Clp_copyinStatus(lp->model, lp->basis);
  return BUJU_OK;
}

/* ---- solving ---- */

static buju_lp_state state_of(const buju_lp *lp) {
  switch (Clp_status(lp->model)) {
  case 0: return BUJU_LP_OPTIMAL;
  case 1: return BUJU_LP_INFEASIBLE;
  case 3: return BUJU_LP_STOPPED;
  default: return BUJU_LP_FAILED;
  }
}

buju_status buju_lp_solve(buju_ctx *ctx, buju_lp *lp, buju_lp_method method, int64_t iteration_limit,
                          buju_lp_result *out) {
  if (iteration_limit < 0) return refuse(ctx, 0);
  int most = iteration_limit > 0 && iteration_limit < INT_MAX ? (int)iteration_limit : INT_MAX;
  Clp_setMaximumIterations(lp->model, most);
  if (method == BUJU_LP_PRIMAL)
    Clp_primal(lp->model, 0);
  else
    Clp_dual(lp->model, 0);
  *out = (buju_lp_result){.state = state_of(lp),
                          .objective = Clp_objectiveValue(lp->model),
                          .iterations = Clp_numberIterations(lp->model),
                          .x = Clp_primalColumnSolution(lp->model),
                          .reduced = Clp_dualColumnSolution(lp->model),
                          .price = Clp_dualRowSolution(lp->model),
                          .activity = Clp_primalRowSolution(lp->model)};
  return BUJU_OK;
}

const char *buju_lp_version(void) { return Clp_Version(); }
