/* Linear programs that are solved again and again: Clp behind one wall. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_LP_H
#define BUJU_PLANNER_LP_H

#include <stdbool.h>

#include "core/say.h"
#include "core/units.h"

/** Numbers of a program are at most this size (±INFINITY is no bound), so that sums of them stay numbers. */
#define BUJU_LP_MOST 1e30

/** Minimise Σ cost·x over lower ≤ x ≤ upper with rows lower ≤ A·x ≤ upper: one program with the basis it was last
 * solved with. Programs may be used from several threads, each from one at a time. What it finds is a guide, never a
 * proof: whoever needs a bound rounds the prices to whole numbers and reckons it again. Running out of memory inside
 * Clp ends the process (it throws); sizes are checked before it sees them. */
typedef struct buju_lp buju_lp;

/** Rows to add: row i has the columns column[row[i]] … column[row[i + 1] - 1], once each in any order. Borrowed. */
typedef struct buju_lp_rows {
  buju_ix n;
  const uint64_t *row; /* [n + 1], from 0 */
  const buju_ix *column;
  const double *value;
  const double *lower, *upper; /* [n] */
} buju_lp_rows;

typedef enum buju_lp_method {
  BUJU_LP_PRIMAL, /* for a first solve, and after costs changed */
  BUJU_LP_DUAL    /* after bounds changed or rows were added */
} buju_lp_method;

typedef enum buju_lp_state {
  BUJU_LP_OPTIMAL,
  BUJU_LP_INFEASIBLE, /* or DUAL: the objective went above what buju_lp_stop_above said, as the prices show */
  BUJU_LP_STOPPED,    /* at the limit of iterations; DUAL: objective is still a guide from below */
  BUJU_LP_FAILED      /* unbounded, or numbers it could not handle */
} buju_lp_state;

/** A solution; the arrays belong to the program and hold until it is next changed or solved. */
typedef struct buju_lp_result {
  buju_lp_state state;
  double objective;
  int64_t iterations;
  const double *x, *reduced;      /* [columns] values, and what a unit more of a column costs */
  const double *price, *activity; /* [rows] what a unit more of a row's side costs, and A·x */
} buju_lp_result;

/** A program without rows. @return BUJU_E_INTERNAL for numbers that are not what is said above, BUJU_E_MEMORY. */
buju_status buju_lp_new(buju_ctx *ctx, buju_ix columns, const double *cost, const double *lower, const double *upper,
                        buju_lp **out);
/** NULL is fine. */
void buju_lp_free(buju_lp *lp);

buju_ix buju_lp_columns(const buju_lp *lp);
buju_ix buju_lp_rows_n(const buju_lp *lp);

/** Rows go to the end; many at once, as each call copies the matrix. Statuses as buju_lp_new. */
buju_status buju_lp_add_rows(buju_ctx *ctx, buju_lp *lp, const buju_lp_rows *rows);

/** which: ascending, once each. The rows left close up and keep their order. */
buju_status buju_lp_delete_rows(buju_ctx *ctx, buju_lp *lp, buju_ix n, const buju_ix *which);

/** Sets what a column may be, or a row's sum, or what a unit of a column costs. */
buju_status buju_lp_bound_column(buju_ctx *ctx, buju_lp *lp, buju_ix column, double lower, double upper);
buju_status buju_lp_bound_row(buju_ctx *ctx, buju_lp *lp, buju_ix row, double lower, double upper);
buju_status buju_lp_set_cost(buju_ctx *ctx, buju_lp *lp, buju_ix column, double cost);

/** From now on solving by DUAL stops once the objective is above that: INFINITY, as at first, for never. */
void buju_lp_stop_above(buju_lp *lp, double objective);

/** Keeps the basis at hand, for buju_lp_restore after bounds were tried out. */
buju_status buju_lp_keep(buju_ctx *ctx, buju_lp *lp);
/** Goes back to the basis kept last. @return BUJU_E_INTERNAL when none is, or rows were not as many then. */
buju_status buju_lp_restore(buju_ctx *ctx, buju_lp *lp);

/** Solves from the basis at hand. iteration_limit 0: none. Deterministic for one build of the library. */
buju_status buju_lp_solve(buju_ctx *ctx, buju_lp *lp, buju_lp_method method, int64_t iteration_limit,
                          buju_lp_result *out);

/** The solver's version, static. */
const char *buju_lp_version(void);

#endif
