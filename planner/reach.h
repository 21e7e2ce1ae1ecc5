/* Who is within a limit of a service, who is not, and where a new one would reach them.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_REACH_H
#define BUJU_PLANNER_REACH_H

#include "planner/job.h"
#include "planner/services.h"

typedef struct buju_reach_ask {
  buju_ix use;
  uint32_t services;       /* bit a buju_facility_kind */
  const buju_msg *name;    /* of the services, for sentences */
  buju_facility_kind kind; /* what gaps and candidates speak of */
  uint32_t limit_ms;       /* inclusive */
  buju_mode mode;
  buju_provider provider;
  buju_ix where; /* selector on villages, BUJU_NONE: everybody */
  bool candidates;
} buju_reach_ask;

/** Adds a row of plan.reached, a gap a village and stage, and the candidates, each with its reason. Trips go from the
 *  people to the service. O(settlements + what lies within the limit of the candidates). */
buju_status buju_reach_measure(buju_job *job, const buju_reach_ask *ask);

#endif
