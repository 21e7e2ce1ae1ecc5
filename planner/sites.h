/* Sites under construction: a blank one, and what is done to one. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_SITES_H
#define BUJU_PLANNER_SITES_H

#include "planner/job.h"

/** An existing, kept, unlocated site of that kind with nothing said about it yet. */
buju_site buju_site_blank(uint8_t kind);

/** Sets what is done to a site and records the project, with its reason on both rows. Keeping is no project. */
buju_status buju_site_dispose(buju_job *job, buju_ix site, buju_ix use, buju_action action, buju_said said);

#endif
