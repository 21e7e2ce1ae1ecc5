/* The engine's own work around the rules, in the order it is done. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_STAGES_H
#define BUJU_PLANNER_STAGES_H

#include "planner/job.h"

/** Before anything: refuses a set of rules in which one reads what no other, nor the engine, has written by its stage.
 *  O(uses²), of which there are a few dozen. */
buju_status buju_flow_check(buju_ctx *ctx, const buju_scenario *scenario);

/** Before SCREEN: finds the places human decisions speak of and refuses decisions that exclude each other. */
buju_status buju_decisions_link(buju_job *job);

/** The village a human decision sends this village to, or BUJU_NONE. O(log villages). */
buju_ix buju_decided_host(const buju_job *job, buju_ix village);
/** The decision that two villages are not to share, whichever of them it was said of, or NULL. O(its decisions). */
const buju_decision *buju_decided_apart(const buju_job *job, buju_ix a, buju_ix b);

/** After SCREEN: which existing clinics meet the standards that decide compliance, and every need as things stand. */
buju_status buju_screen_conclude(buju_job *job);

/** After MOBILE: what is entitled and undecided gets its own service; every verdict becomes sites and actions. */
buju_status buju_layout_conclude(buju_job *job);

/** And every other area a rule entitles: what stands there already meets it, else a site is proposed. */
buju_status buju_entitle_conclude(buju_job *job);

/** After MOBILE, and again when rules of MARK have proposed sites: who is served where and how far it is; people and
 *  villages per site; coverage before and after. */
buju_status buju_serve(buju_job *job);

/** People of a settlement, in the population in force, who are there in the plan's first year; a missing number counts
 *  as nobody and is a finding elsewhere. O(1). */
buju_people_n buju_demand_people(const buju_job *job, buju_ix demand);
/** The same in another year: estates count from their handover on. */
buju_people_n buju_demand_people_in(const buju_job *job, buju_ix demand, int16_t year);

/** Between what the time to the nearest of `to` lies for the people of settlements, who need not live at their points
 *  (collapse.h). from is settlement demand[i], or i where demand is NULL; range[from->n]. */
buju_status buju_demand_ranges(const buju_job *job, const buju_travel *travel, buju_mode mode, const buju_places *from,
                               const buju_ix *demand, const buju_places *to, buju_range *range);

/** The way a village with such a verdict is served, where anybody serves it. */
buju_way buju_way_of(buju_verdict verdict);

/** After LEDGER: people by the way they are served, by area; checks that everybody counts once. O(villages). */
buju_status buju_ways(buju_job *job);

/** After LEDGER: what is missing as things stand and after the plan. */
buju_status buju_gaps(buju_job *job);

/** After LEDGER: the service circles the scenario asks for. */
buju_status buju_circles(buju_job *job);

/** Checks the invariants, sorts the reasons and freezes the tables into the plan. */
buju_status buju_job_finish(buju_job *job);

#endif
