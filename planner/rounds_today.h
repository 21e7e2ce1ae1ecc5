/* The rounds of today beside the plan: kept, changed, replaced, or left without anything in their place.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_ROUNDS_TODAY_H
#define BUJU_PLANNER_ROUNDS_TODAY_H

#include "planner/job.h"

/** Before SCREEN: which needs are visited today (need.round_before). O(rounds). */
void buju_rounds_today_link(buju_job *job);

/** Whether rounds serve the village as things stand. O(1). */
static inline bool buju_rounds_today(const buju_need *need) { return need->round_before > 0; }

/** What becomes of today's round to a village that rounds visit in the plan: BUJU_ROUND_KEPT or BUJU_ROUND_CHANGED
 *  (another base or interval). Once the rounds are planned. O(stops). */
buju_round_change buju_rounds_today_beside_plan(const buju_job *job, buju_ix village);

/** After LEDGER: says of each village visited today what becomes of it. O(rounds × stops). */
buju_status buju_rounds_today_conclude(buju_job *job);

#endif
