/* People covered against the number of sites: the curve a bureau decides from. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_MAX_COVER_FRONTIER_H
#define BUJU_PLANNER_MAX_COVER_FRONTIER_H

#include "planner/siting/siting.h"

/** The plan for p sites. */
typedef struct buju_siting_point {
  int64_t p;
  int64_t served;      /* weight within the limit */
  int64_t most;        /* no plan for p sites serves more, nested or not */
  int64_t free_served; /* by the best plan found that need not hold the one for p - 1; served where nothing is nested */
  buju_ix sites;
  buju_ix *site; /* [sites] open candidates, ascending; those that stand are among them */
  int64_t work;  /* counted steps */
} buju_siting_point;

/** Points by ascending p, from as many as are required. served and most never fall. */
typedef struct buju_siting_frontier {
  buju_ix points; /* 0: what is required is more than most_p or the budget allow */
  buju_siting_point *point;
  int64_t weight; /* of whoever can be reached at all */
} buju_siting_frontier;

/** Most weight for every p up to most_p (0 or more): one search after the other, each from the last one's plan and
 * cuts.
 *  @param problem  model BUJU_SITING_MAX_COVER; p is not read, nor are gap and prove. work_limit is for each p: what
 * one does not need, others may have. What is not proved within it has most above served. A budget holds for every
 * point.
 *  @param nested   every plan holds the one before, so that a county can build in that order. The order is the best of
 *                  those that begin with a free plan's sites, each time the one that adds most, and go on so.
 *  @return as buju_siting_solve. */
buju_status buju_max_cover_frontier(buju_ctx *ctx, const buju_siting_problem *problem, int64_t most_p, bool nested,
                                    buju_arena *arena, buju_siting_frontier *out);

#endif
