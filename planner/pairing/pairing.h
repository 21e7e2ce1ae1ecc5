/* Pairing: everybody who is to be helped gets one helper, evenly and with the least travel. No policy.
 *
 * A transportation problem whose costs are three numbers compared in turn: how many are left without a helper, the sum
 * of the squares of the helpers' loads (least when they are as even as can be), the travel. Solved by successive
 * shortest paths among helpers, exactly, and held against its dual, which is worked out from potentials alone (Ahuja,
 * Magnanti, Orlin:
 * Network Flows, 1993, ch. 9 and 14: convex costs). SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_PAIRING_H
#define BUJU_PLANNER_PAIRING_H

#include "core/arena.h"
#include "core/say.h"
#include "core/units.h"

typedef struct buju_pairing_ask {
  buju_ix receivers, helpers;
  const uint32_t *ms;    /* [receivers × helpers] by receiver; BUJU_FAR: cannot be */
  const int64_t *weight; /* [receivers] what a receiver's time counts for, ≥ 0; NULL: 1 each */
  buju_ix most;          /* receivers a helper has at most; BUJU_NONE: any number */
  bool even;             /* loads as even as can be, before the travel */
} buju_pairing_ask;

/** What is made least, in this order. */
typedef enum buju_pairing_value {
  BUJU_PAIRING_LEFT,   /* receivers without a helper */
  BUJU_PAIRING_LOADS,  /* sum of the squares of the loads; 0 unless `even` */
  BUJU_PAIRING_TRAVEL, /* milliseconds × weight */
  BUJU_PAIRING_VALUES
} buju_pairing_value;

typedef struct buju_pairing {
  buju_ix *helper_of;                                             /* [receivers], BUJU_NONE: left */
  buju_ix *load;                                                  /* [helpers] */
  int64_t value[BUJU_PAIRING_VALUES], lower[BUJU_PAIRING_VALUES]; /* lower: no pairing is before it */
} buju_pairing;

/** The best pairing; of equally good ones that which gives the first receiver the lowest helper, then the second …. The
 *  arrays live in arena. BUJU_E_DATA when weights and times are too large to be added up.
 *  O(receivers × (path × receivers + helpers²)) time, where paths are a few helpers long; O(receivers + helpers²)
 * memory. */
buju_status buju_pairing_solve(buju_ctx *ctx, const buju_pairing_ask *ask, buju_arena *arena, buju_pairing *out);

#endif
