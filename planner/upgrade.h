/* What sites are asked to have, who lacks it, and who gets a project for it. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_UPGRADE_H
#define BUJU_PLANNER_UPGRADE_H

#include "planner/filter.h"
#include "planner/items.h"

typedef struct buju_upgrade_ask {
  buju_ix use;
  buju_site_filter among;
  buju_requirement asked; /* items 0: nothing is asked, whoever passes the filter gets the project */
  buju_action action;
  bool everybody;    /* who passes the filter gets the project, short of something or not */
  int32_t share;     /* so much of those who pass must have it, in hundredths of a per cent; -1: all of them */
  bool by_township;  /* the share is counted in each township, not in the county */
  buju_gap_kind gap; /* of what is missing */
  buju_date due;     /* year 0: none */
} buju_upgrade_ask;

/** Notes what each lacks, adds a gap an item, the projects, and one compliance row an area. Under a share only as many
 *  get a project as are needed to reach it, rounded up: weak ones first, then those who serve more people, then by
 *  code. Proposed sites are built to the standard: they are in no share. O(sites log sites). */
buju_status buju_upgrade(buju_job *job, const buju_upgrade_ask *ask);

#endif
