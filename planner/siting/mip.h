/* Integer programs, solved by Cbc behind one wall. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_MIP_H
#define BUJU_PLANNER_MIP_H

#include "core/arena.h"
#include "core/say.h"
#include "core/units.h"

/** No limit on a row's side. */
#define BUJU_MIP_FREE_BELOW INT64_MIN
#define BUJU_MIP_FREE_ABOVE INT64_MAX
/** Costs, bounds and coefficients are whole numbers of at most this size, so that solutions can be checked exactly and
 *  the solver's tolerance stays far below one. Scale first. */
#define BUJU_MIP_MOST ((int64_t)1000000000)

/** Minimise Σ cost·x over whole numbers lower ≤ x ≤ upper with row_lower ≤ A·x ≤ row_upper. Borrowed for the call. */
typedef struct buju_mip {
  buju_ix columns, rows;
  const int64_t *cost, *lower, *upper; /* [columns] */
  const uint64_t *row;                 /* [rows + 1] into column and value */
  const buju_ix *column;               /* of a row, in any order, once each */
  const int64_t *value;
  const int64_t *row_lower, *row_upper; /* [rows] */
  int64_t node_limit;                   /* nodes of the search tree, counted, so reproducible; 0: no limit */
} buju_mip;

typedef enum buju_mip_state {
  BUJU_MIP_OPTIMAL,    /* x is a best solution */
  BUJU_MIP_FEASIBLE,   /* x is a solution; the limit was met first */
  BUJU_MIP_INFEASIBLE, /* there is none */
  BUJU_MIP_UNKNOWN     /* the limit was met without one, or the solver's answer did not hold when checked */
} buju_mip_state;

typedef struct buju_mip_result {
  buju_mip_state state;
  int64_t *x;        /* [columns], in the arena; NULL without a solution. Which of several best ones depends on the
                        libraries installed: break ties yourself. */
  int64_t objective; /* of x, recomputed in whole numbers */
  int64_t bound;     /* no solution costs less; rounded towards safety */
  int64_t nodes;
} buju_mip_result;

/** Solves one model. Everything is validated before the solver sees it and the answer is checked in whole numbers
 *  afterwards. Calls from several threads wait for each other (concurrent solves of Cbc 2.10 interfere). A model costs
 *  1–5 ms even when tiny. Nothing is printed.
 *  @return BUJU_E_INTERNAL for a model that is not what is said above, BUJU_E_MEMORY. */
buju_status buju_mip_solve(buju_ctx *ctx, const buju_mip *mip, buju_arena *arena, buju_mip_result *out);

/** The solver's version, static. */
const char *buju_mip_version(void);

#endif
