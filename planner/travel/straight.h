/* Who is within a limit by the straight line, one place at a time. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_STRAIGHT_H
#define BUJU_PLANNER_STRAIGHT_H

#include "planner/travel/grid.h"
#include "planner/travel/travel.h"

/** Places to be found by the straight line; lives in the arena it was made in. Immutable once made. */
typedef struct buju_straight_reach {
  const buju_places *to;
  double ms_per_m;
  uint32_t limit_ms; /* below BUJU_FAR */
  double radius_m;
  const buju_grid *grid;
} buju_straight_reach;

/** travel is one of buju_travel_straight. The places are borrowed. O(places). */
buju_status buju_straight_reach_make(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *to,
                                     uint32_t limit_ms, buju_arena *arena, buju_straight_reach *out);

/** The places within the limit of (x, y), inclusive, ascending, and their times; col and ms have room for all places.
 *  @return how many. O(places in the cells touched). */
buju_ix buju_straight_reached(const buju_straight_reach *reach, double x_m, double y_m, buju_ix *col, uint32_t *ms);

#endif
