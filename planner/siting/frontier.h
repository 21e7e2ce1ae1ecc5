/* What each further site brings: the curve people decide from. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_FRONTIER_H
#define BUJU_PLANNER_FRONTIER_H

#include "planner/siting/siting.h"

/** The plan with so many counted sites, and its bounds (siting.h). */
typedef struct buju_siting_point {
  buju_ix sites;
  buju_ix *site;        /* [sites] open candidates, ascending; those that stand are among them */
  int64_t upper, lower; /* of the objective; lower is true of any plan with as many sites, nested or not */
  int64_t weight_served;
  const char *method;
  int64_t work;
} buju_siting_point;

/** Points by p: what is required first, then one more each. Lives in the arena given. */
typedef struct buju_siting_frontier {
  buju_ix points;
  buju_siting_point *point;
} buju_siting_frontier;

/** The best plans for p = 0, 1 … problem->p counted sites (from the number required on). nested: each holds all sites
 *  of the one before, so that the curve is an order of building; its values may then be above what is best for the
 *  number, but its bounds are of the best. Neither values nor bounds ever rise from one point to the next. Each
 *  search starts from the plan before, and has problem->work_limit steps of its own.
 *  @return as buju_siting_solve; BUJU_E_USAGE without p, and for COVER. */
buju_status buju_siting_frontier_make(buju_ctx *ctx, const buju_siting_problem *problem, bool nested, buju_arena *arena,
                                      buju_siting_frontier *out);

#endif
