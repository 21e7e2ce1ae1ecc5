/* The ledger of doctors: who works where, now and once the plan is carried out. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_DOCTORS_H
#define BUJU_PLANNER_DOCTORS_H

#include "planner/job.h"

/** Lists every doctor of a village clinic at the site they will work at: their own clinic or the one it merges into.
 *  Where no rule is about age everybody stays; doctors of clinics that end are outside integrated management.
 *  Does nothing when the ledger is there already. O(staff). */
buju_status buju_doctors_list(buju_job *job, buju_ix use);

/** The site the staff of a facility work at once the plan is carried out. O(1). */
buju_ix buju_doctors_site(const buju_job *job, buju_ix facility);

#endif
