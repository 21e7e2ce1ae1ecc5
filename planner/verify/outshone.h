/* Candidates that another can always stand in for. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_VERIFY_OUTSHONE_H
#define BUJU_PLANNER_VERIFY_OUTSHONE_H

#include "planner/verify/bound.h"

typedef struct buju_outshone {
  uint32_t *cost; /* [demands] of the other candidate; BUJU_COST_NONE between calls */
  buju_reached reached;
} buju_outshone;

/** False when memory is out. */
bool buju_outshone_new(const buju_question *q, buju_arena *arena, buju_outshone *out);

/** Whether any plan of the part with `candidate` open is no worse with `other` in its place, keeps to what is asked and
 *  stays in the part. O(demands). */
bool buju_outshone_holds(buju_outshone *scratch, const buju_bounds *bounds, buju_ix candidate, buju_ix other);

#endif
