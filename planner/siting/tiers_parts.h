/* What tiers become, for whoever wants to solve that in another way. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_TIERS_PARTS_H
#define BUJU_PLANNER_TIERS_PARTS_H

#include "planner/siting/capacity.h"
#include "planner/siting/tiers.h"

/** The problem without tiers (of COVER: with kinds that have no p). It lives in arena and borrows from problem; costs
 * are freed by the caller. Statuses as buju_tiers_solve. */
buju_status buju_tiers_flatten(buju_ctx *ctx, const buju_tiers_problem *problem, buju_arena *arena, buju_costs **costs,
                               buju_capacity_problem *out);

#endif
