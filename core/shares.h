/* Sharing a whole number out in proportion, so that nothing is lost. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_SHARES_H
#define BUJU_CORE_SHARES_H

#include "core/arena.h"
#include "core/say.h"
#include "core/units.h"

/** Splits total ≥ 0 into n ≥ 1 shares in proportion to weight[i] ≥ 0 by largest remainder: they add up to total
 * exactly, each differs from its exact part by less than 1; of equal remainders the lower index is rounded up. Weights
 * that are all 0 count as equal. The sum of weights must be below 2⁶³. O(n log n). */
buju_status buju_share_out(buju_ctx *ctx, int64_t total, const int64_t *weight, buju_ix n, int64_t *share);

#endif
