/* Who can be served from where, reckoned anew for the checker. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_VERIFY_SERVING_H
#define BUJU_PLANNER_VERIFY_SERVING_H

#include "planner/verify/verify.h"

typedef struct buju_serving {
  buju_ix demands, candidates;
  buju_csr by_demand;            /* of a table: ascending cost, then candidate; row NULL: points */
  buju_csr by_candidate;         /* of a table: ascending demand point */
  const buju_costs_plane *plane; /* or NULL */
  buju_ix *by_x;                 /* [candidates] of points: ascending x */
} buju_serving;

/** One end of a list. */
typedef struct buju_reached {
  buju_ix *other;
  uint32_t *cost;
} buju_reached;

/** O(pairs log pairs); what is borrowed by costs stays borrowed. BUJU_E_DATA for columns out of range. */
buju_status buju_serving_new(buju_ctx *ctx, const buju_verify_costs *costs, buju_arena *arena, buju_serving *out);

/** The candidates that serve demand point i at `most` or less; how many. For a table to->other and to->cost are set to
 *  borrowed lists, for points they are filled and must have room for every candidate. */
buju_ix buju_serving_of_demand(const buju_serving *serving, buju_ix i, uint32_t most, buju_reached *to);
/** The demand points candidate j serves at any cost; likewise, with room for every demand point. */
buju_ix buju_serving_of_candidate(const buju_serving *serving, buju_ix j, buju_reached *to);

/** Room for either kind of list; false when memory is out. */
bool buju_reached_new(const buju_serving *serving, buju_arena *arena, buju_reached *out);

#endif
