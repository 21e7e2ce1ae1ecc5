/* The engine's own work around the rules, in the order it is done. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_STAGES_H
#define BUJU_PLANNER_STAGES_H

#include "planner/job.h"

/** Before SCREEN: finds the places human decisions speak of and refuses decisions that exclude each other. */
buju_status buju_decisions_link(buju_job *job);

/** The village a human decision sends this village to, or BUJU_NONE. O(log villages). */
buju_ix buju_decided_host(const buju_job *job, buju_ix village);
/** The village a decision names with `with`; BUJU_NONE when it names none. */
buju_ix buju_decided_other(const buju_job *job, const buju_decision *decision);

/** After SCREEN: which existing clinics meet the standards that decide compliance, and every need as things stand. */
buju_status buju_screen_conclude(buju_job *job);

/** After LAYOUT: what is entitled and undecided gets its own service; every verdict becomes sites and actions. */
buju_status buju_layout_conclude(buju_job *job);

/** After MOBILE: who is served where and how far it is; people and villages per site; coverage before and after. */
buju_status buju_serve(buju_job *job);

/** After LEDGER: what is missing as things stand and after the plan. */
buju_status buju_gaps(buju_job *job);

/** Checks the invariants, sorts the reasons and freezes the tables into the plan. */
buju_status buju_job_finish(buju_job *job);

#endif
