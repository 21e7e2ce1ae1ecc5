/* The only file that knows Cbc. What was measured about it: indices are not checked (crashes), rows added one by one
 * are quadratic, a second solve of a model repeats the first answer, concurrent solves give wrong answers, an
 * infeasible
 * model still has an objective; its integer preprocessing loses solutions of small models (test_mip has one) and then
 * calls the rest optimal, so it is switched off. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/mip.h"

#include <Cbc_C_Interface.h>
#include <limits.h>
#include <math.h>
#include <pthread.h>

BUJU_MSG(bad_size, "整数规划：列数、行数或系数个数不合要求",
         "integer program: too many or no columns, rows or coefficients");
BUJU_MSG(bad_column, "整数规划：第{0}列的费用或上下界超出允许范围",
         "integer program: cost or bounds of column {0} are out of range");
BUJU_MSG(bad_row, "整数规划：第{0}行的系数、列号或上下界有误",
         "integer program: row {0} has a bad coefficient, column or bound");

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

static bool in_range(int64_t value) { return value >= -BUJU_MIP_MOST && value <= BUJU_MIP_MOST; }

/* Adds |factor| × the largest |x| of a column to *sum. False when no int64 could hold it. */
static bool reaches(const buju_mip *mip, buju_ix j, int64_t factor, int64_t *sum) {
  int64_t low = mip->lower[j] < 0 ? -mip->lower[j] : mip->lower[j];
  int64_t high = mip->upper[j] < 0 ? -mip->upper[j] : mip->upper[j], size = factor < 0 ? -factor : factor;
  int64_t term = size * (low > high ? low : high); /* at most 10^18 */
  if (*sum > INT64_MAX / 2 - term) return false;
  *sum += term;
  return true;
}

static bool side_is_good(int64_t side) {
  const int64_t exact = (int64_t)1 << 53; /* what a double holds exactly */
  return side >= -exact && side <= exact;
}

static bool row_is_good(const buju_mip *mip, buju_ix i, buju_ix *seen) {
  int64_t low = mip->row_lower[i], high = mip->row_upper[i], reach = 0;
  if (mip->row[i + 1] < mip->row[i] || mip->row[i + 1] > INT_MAX || low > high) return false;
  for (uint64_t k = mip->row[i]; k < mip->row[i + 1]; k++) {
    buju_ix j = mip->column[k];
    if (j >= mip->columns || seen[j] == i + 1 || !in_range(mip->value[k])) return false;
    if (!reaches(mip, j, mip->value[k], &reach)) return false;
    seen[j] = i + 1;
  }
  return (low == BUJU_MIP_FREE_BELOW || side_is_good(low)) && (high == BUJU_MIP_FREE_ABOVE || side_is_good(high));
}

static buju_status check(buju_ctx *ctx, const buju_mip *mip, buju_arena *arena) {
  if (mip->columns == 0 || mip->columns > INT_MAX || mip->rows == 0 || mip->rows > INT_MAX || mip->row[0] != 0 ||
      mip->node_limit < 0)
    return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_size));
  int64_t cost = 0;
  for (buju_ix j = 0; j < mip->columns; j++)
    if (!in_range(mip->cost[j]) || !in_range(mip->lower[j]) || !in_range(mip->upper[j]) ||
        mip->lower[j] > mip->upper[j] || !reaches(mip, j, mip->cost[j], &cost))
      return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_column, buju_int(j)));
  buju_ix *seen = BUJU_NEW(arena, buju_ix, mip->columns);
  if (seen == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < mip->rows; i++)
    if (!row_is_good(mip, i, seen)) return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_row, buju_int(i)));
  return BUJU_OK;
}

/* The model by columns, in doubles, as Cbc takes it. */
typedef struct columns {
  int *start, *index;
  double *value, *cost, *lower, *upper, *row_lower, *row_upper;
} columns;

static bool columns_new(const buju_mip *mip, buju_arena *arena, columns *c) {
  size_t n = mip->columns, m = mip->rows, entries = (size_t)mip->row[m];
  *c = (columns){BUJU_NEW(arena, int, n + 2), BUJU_NEW(arena, int, entries), BUJU_NEW(arena, double, entries),
                 BUJU_NEW(arena, double, n),  BUJU_NEW(arena, double, n),    BUJU_NEW(arena, double, n),
                 BUJU_NEW(arena, double, m),  BUJU_NEW(arena, double, m)};
  if (c->start == NULL || c->index == NULL || c->value == NULL || c->cost == NULL || c->lower == NULL ||
      c->upper == NULL || c->row_lower == NULL || c->row_upper == NULL)
    return false;
  int *next = c->start + 1;
  for (size_t k = 0; k < entries; k++) next[mip->column[k] + 1]++;
  for (size_t j = 0; j < n; j++) {
    next[j + 1] += next[j];
    c->cost[j] = (double)mip->cost[j];
    c->lower[j] = (double)mip->lower[j];
    c->upper[j] = (double)mip->upper[j];
  }
  for (buju_ix i = 0; i < mip->rows; i++) {
    c->row_lower[i] = mip->row_lower[i] == BUJU_MIP_FREE_BELOW ? -INFINITY : (double)mip->row_lower[i];
    c->row_upper[i] = mip->row_upper[i] == BUJU_MIP_FREE_ABOVE ? INFINITY : (double)mip->row_upper[i];
    for (uint64_t k = mip->row[i]; k < mip->row[i + 1]; k++) {
      int at = next[mip->column[k]]++;
      c->index[at] = (int)i;
      c->value[at] = (double)mip->value[k];
    }
  }
  return true;
}

/* Rounds and checks in whole numbers; what does not hold is no solution. */
static bool take_solution(const buju_mip *mip, const double *found, buju_mip_result *out) {
  out->objective = 0;
  for (buju_ix j = 0; j < mip->columns; j++) {
    double x = found[j];
    if (!(fabs(x) <= (double)BUJU_MIP_MOST)) return false;
    out->x[j] = llround(x);
    if (out->x[j] < mip->lower[j] || out->x[j] > mip->upper[j]) return false;
    out->objective += mip->cost[j] * out->x[j];
  }
  for (buju_ix i = 0; i < mip->rows; i++) {
    int64_t sum = 0;
    for (uint64_t k = mip->row[i]; k < mip->row[i + 1]; k++) sum += mip->value[k] * out->x[mip->column[k]];
    if (sum < mip->row_lower[i] || sum > mip->row_upper[i]) return false;
  }
  return true;
}

/* The least the costs could come to, rows or no rows. */
static int64_t least_cost(const buju_mip *mip) {
  int64_t sum = 0;
  for (buju_ix j = 0; j < mip->columns; j++) sum += mip->cost[j] * (mip->cost[j] > 0 ? mip->lower[j] : mip->upper[j]);
  return sum;
}

static void take_answer(const buju_mip *mip, Cbc_Model *model, buju_mip_result *out) {
  const double *found = Cbc_bestSolution(model);
  double bound = Cbc_getBestPossibleObjValue(model);
  bool proved = Cbc_status(model) == 0 && Cbc_isProvenOptimal(model) != 0;
  out->nodes = Cbc_getNodeCount(model);
  out->bound = least_cost(mip);
  out->state = BUJU_MIP_UNKNOWN;
  if (Cbc_isProvenInfeasible(model) != 0 && found == NULL) {
    out->state = BUJU_MIP_INFEASIBLE;
  } else if (found != NULL && take_solution(mip, found, out)) {
    out->state =
        proved && fabs(Cbc_getObjValue(model) - (double)out->objective) < 0.5 ? BUJU_MIP_OPTIMAL : BUJU_MIP_FEASIBLE;
  }
  double safe = ceil(bound - 1e-6 * (1 + fabs(bound)));
  if (out->state == BUJU_MIP_OPTIMAL)
    out->bound = out->objective;
  else if (out->state == BUJU_MIP_FEASIBLE && safe > (double)out->bound && safe < (double)out->objective)
    out->bound = (int64_t)safe;
}

static void solve(const buju_mip *mip, const columns *c, buju_mip_result *out) {
  Cbc_Model *model = Cbc_newModel();
  Cbc_loadProblem(model, (int)mip->columns, (int)mip->rows, c->start, c->index, c->value, c->lower, c->upper, c->cost,
                  c->row_lower, c->row_upper);
  for (buju_ix j = 0; j < mip->columns; j++) Cbc_setInteger(model, (int)j);
  Cbc_setObjSense(model, 1);
  Cbc_setParameter(model, "log", "0");
  Cbc_setParameter(model, "preprocess", "off");
  if (mip->node_limit > 0) Cbc_setMaximumNodes(model, (int)(mip->node_limit < INT_MAX ? mip->node_limit : INT_MAX));
  Cbc_solve(model);
  take_answer(mip, model, out);
  Cbc_deleteModel(model);
}

buju_status buju_mip_solve(buju_ctx *ctx, const buju_mip *mip, buju_arena *arena, buju_mip_result *out) {
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  buju_mip_result result = {0};
  columns c;
  buju_status status = check(ctx, mip, scratch);
  if (status != BUJU_OK) goto done;
  result.x = BUJU_NEW(arena, int64_t, mip->columns);
  if (result.x == NULL || !columns_new(mip, scratch, &c)) {
    status = buju_fail_memory(ctx);
    goto done;
  }
  pthread_mutex_lock(&one_at_a_time);
  solve(mip, &c, &result);
  pthread_mutex_unlock(&one_at_a_time);
  if (result.state == BUJU_MIP_INFEASIBLE || result.state == BUJU_MIP_UNKNOWN) result.x = NULL;
  *out = result;
done:
  buju_arena_free(scratch);
  return status;
}

const char *buju_mip_version(void) { return Cbc_getVersion(); }
