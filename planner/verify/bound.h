/* Bounds by multipliers in one part of the plans, recomputed in whole numbers. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_VERIFY_BOUND_H
#define BUJU_PLANNER_VERIFY_BOUND_H

#include "planner/verify/question.h"

enum { BUJU_BOUND_SLOTS = 16 };

/** What a vector of multipliers gives, whatever is decided. */
typedef struct buju_priced {
  buju_ix vector; /* BUJU_NONE: nothing kept */
  int64_t base;   /* Σ u_i need_i */
  int64_t *gain;  /* [candidates] Σ_i max(0, u_i - c_ij × scale) */
} buju_priced;

typedef struct buju_bounds {
  const buju_question *q;
  const buju_siting_proof *proof;
  int64_t lower;
  uint32_t limit;   /* within which a demand point counts as served; CENTRE: lower - 1 */
  uint8_t *decided; /* [candidates] what stands in the part looked at; whoever walks the tree writes it */
  buju_priced kept[BUJU_BOUND_SLOTS];
  buju_reached reached;
  int64_t *taken;                  /* [candidates] scratch */
  struct buju_knapsack_item *item; /* [candidates] scratch */
} buju_bounds;

/** Why a bound does not hold. */
typedef enum buju_bound_reason {
  BUJU_BOUND_MET,
  BUJU_BOUND_BELOW,     /* the part may hold a better plan */
  BUJU_BOUND_TOO_MUCH,  /* a multiplier is above what leaving its demand point unserved costs */
  BUJU_BOUND_TOO_LARGE, /* a sum does not fit in 64 bits */
  BUJU_BOUND_NO_VECTOR  /* there is no such vector */
} buju_bound_reason;

/** Room for everything; false when memory is out. */
bool buju_bounds_new(const buju_question *q, const buju_siting_proof *proof, int64_t lower, buju_arena *arena,
                     buju_bounds *out);

/** Whether no plan of the part (decided) is below lower: because it holds none that keeps to p and the budget; or by
 *  the multipliers of a vector; or, with BUJU_NONE for a vector, because not even everything that is not closed would
 *  do. O(candidates) beside pricing a vector for the first time, which is O(pairs). */
buju_bound_reason buju_bounds_check(buju_bounds *bounds, buju_ix vector);

#endif
