/* Emergency stations: the least longest cost first, then among all plans that reach it the least weight × cost.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_CENTRE_H
#define BUJU_PLANNER_CENTRE_H

#include "planner/siting/siting.h"

/** Solves the problem as CENTRE, then as MEDIAN within the longest cost found; model, limit and unserved are not read,
 *  and the work limit holds for each of the two. When the first is not proved, the second is about the plans as good as
 *  the one found.
 *  @param centre  the first answer.
 *  @param median  the second: its plan serves everybody within centre->upper, its lower bound is of all such plans.
 *                 NULL when there is no plan, or none was found that reaches everybody.
 *  Statuses as buju_siting_solve. */
buju_status buju_siting_centre_then_median(buju_ctx *ctx, const buju_siting_problem *problem, buju_arena *arena,
                                           buju_siting_answer **centre, buju_siting_answer **median);

#endif
