/* What the sources of costs share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_COSTS_PARTS_H
#define BUJU_PLANNER_COSTS_PARTS_H

#include "planner/siting/costs.h"

/** Sorts each list by cost, then index, on the threads of ctx. BUJU_E_MEMORY only. O(pairs log pairs). */
buju_status buju_costs_sort(buju_ctx *ctx, buju_csr *lists);

/** buju_costs_price by lists alone; adds to *pairs. */
buju_status buju_costs_price_lists(buju_ctx *ctx, const buju_costs *costs, const buju_costs_bids *bids, int64_t *worth,
                                   uint64_t *pairs);

/** Ends of runs as they are found, candidate by candidate, by one worker. Zero-initialise. */
typedef struct buju_costs_ends {
  buju_ix *end;
  size_t n, cap;
} buju_costs_ends;

/** Where the runs of a candidate lie, among those of a worker. */
typedef struct buju_costs_lot {
  size_t at, n;
  unsigned worker;
} buju_costs_lot;

/** False when memory is out. */
bool buju_costs_end(buju_costs_ends *ends, buju_ix place);

/** Lists of ends one after the other, in the order of the lots. False when memory is out. O(ends). */
bool buju_costs_lay_out(buju_ix n, const buju_costs_lot *lot, const buju_costs_ends *ends, buju_arena *arena,
                        buju_csr *out);

/** Sorts n keys, ascending; room [n] is overwritten. O(n) digits. */
void buju_costs_sort_keys(uint64_t *key, uint64_t *room, size_t n);

#endif
