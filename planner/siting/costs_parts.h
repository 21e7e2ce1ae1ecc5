/* What the sources of costs share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_COSTS_PARTS_H
#define BUJU_PLANNER_COSTS_PARTS_H

#include "planner/siting/costs.h"

/** Sorts each list by cost, then index, on the threads of ctx. BUJU_E_MEMORY only. O(pairs log pairs). */
buju_status buju_costs_sort(buju_ctx *ctx, buju_csr *lists);

/** buju_costs_price by lists alone; adds to *pairs. */
buju_status buju_costs_price_lists(buju_ctx *ctx, const buju_costs *costs, const buju_costs_bids *bids, int64_t *worth,
                                   uint64_t *pairs);

/** Sorts n keys, ascending; room [n] is overwritten. O(n) digits. */
void buju_costs_sort_keys(uint64_t *key, uint64_t *room, size_t n);

#endif
