/* Which sites a rule speaks of. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_FILTER_H
#define BUJU_PLANNER_FILTER_H

#include "planner/job.h"

typedef struct buju_site_filter {
  uint32_t services;         /* bit a buju_facility_kind */
  buju_ix where;             /* selector on facilities, BUJU_NONE: any site of that kind, proposed ones too */
  buju_ix where_village;     /* selector on villages: where it stands; BUJU_NONE: anywhere */
  buju_people_n from_served; /* people in the plan it is to serve at least, inclusive; 0: none are asked */
} buju_site_filter;

/** A selector parameter, or BUJU_NONE where it is off. */
static inline buju_ix buju_selector_of(const buju_value *value) { return value->given ? value->selector : BUJU_NONE; }

/** Whether it stays in the plan and meets the filter. O(1). */
bool buju_site_passes(const buju_job *job, const buju_site_filter *filter, const buju_site *site);

/** Whether a project may be given to it: people do not keep it as it is, and it is not for review. O(1). */
bool buju_site_changes(const buju_job *job, const buju_site *site);

/** Its facility's name; a proposed one is named by its village. For sentences. */
buju_arg buju_site_arg(const buju_job *job, const buju_site *site);

#endif
