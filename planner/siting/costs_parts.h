/* What the sources of costs share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_COSTS_PARTS_H
#define BUJU_PLANNER_COSTS_PARTS_H

#include "planner/siting/costs.h"

/** Sorts each list by cost, then index, on the threads of ctx. BUJU_E_MEMORY only. O(pairs log pairs). */
buju_status buju_costs_sort(buju_ctx *ctx, buju_csr *lists);

#endif
