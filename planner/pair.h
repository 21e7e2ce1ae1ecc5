/* Who helps whom: helpers and receivers of a plan, their ways, and what the pairing comes to.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_PAIR_H
#define BUJU_PLANNER_PAIR_H

#include "planner/job.h"

typedef struct buju_pair_ask {
  buju_ix use;
  uint32_t helpers;      /* bit a buju_facility_kind: sites of the plan … */
  buju_ix helpers_where; /* … whose facilities a selector holds for; BUJU_NONE: all */
  buju_level level;      /* of the areas that are helped, unless … */
  uint32_t sites;        /* … bit a buju_facility_kind: sites are helped; 0: areas */
  buju_ix where;         /* selector on facilities for sites, on villages for villages; BUJU_NONE: all */
  bool same_township;    /* helper and receiver in one township */
  buju_ix most;          /* receivers a helper has at most; BUJU_NONE: any number */
  bool even, by_people;
  uint32_t limit_ms;
  buju_mode mode;
  buju_provider provider;
} buju_pair_ask;

/** Adds the rows of plan.pair, one a receiver, with or without a helper, by code, and what the optimisation proved. The
 * whole table of times is kept: receivers × helpers × 4 bytes. */
buju_status buju_pair_up(buju_job *job, const buju_pair_ask *ask);

#endif
