/* Sites under construction. SPDX-License-Identifier: Apache-2.0 */
#include "planner/sites.h"

#include <math.h>

buju_site buju_site_blank(uint8_t kind) {
  return (buju_site){.facility = BUJU_NONE,
                     .village = BUJU_NONE,
                     .township = BUJU_NONE,
                     .kind = kind,
                     .status = BUJU_SITE_EXISTING,
                     .action = BUJU_ACTION_KEEP,
                     .planned = true,
                     .x_m = NAN,
                     .y_m = NAN,
                     .managing_thc = BUJU_NONE,
                     .max_ms = BUJU_FAR,
                     .doctors = -1,
                     .doctors_required = -1,
                     .doctors_short = -1,
                     .floor_required_m2 = NAN,
                     .premises = BUJU_NONE,
                     .cost_fen = BUJU_MONEY_MISSING,
                     .decision = BUJU_NONE,
                     .rank = BUJU_NONE};
}

buju_status buju_site_dispose(buju_job *job, buju_ix site, buju_ix use, buju_action action, buju_said said) {
  buju_site *s = buju_job_site(job, site);
  s->action = (uint8_t)action;
  if (action == BUJU_ACTION_DEREGISTER || action == BUJU_ACTION_MERGE) {
    s->status = BUJU_SITE_CLOSING;
    s->planned = false;
  }
  if (action == BUJU_ACTION_BUILD) s->status = BUJU_SITE_PROPOSED;
  buju_status status = buju_job_trace(job, BUJU_TRACED_SITE, site, use, BUJU_DECIDED, said);
  if (status != BUJU_OK || action == BUJU_ACTION_KEEP) return status;
  buju_ix row;
  buju_site_action project = {.site = site,
                              .action = (uint8_t)action,
                              .status = s->status,
                              .use = use,
                              .cost_fen = BUJU_MONEY_MISSING,
                              .people_gained = s->people_gained};
  status = buju_job_add_action(job, project, &row);
  return status == BUJU_OK ? buju_job_trace(job, BUJU_TRACED_ACTION, row, use, BUJU_DECIDED, said) : status;
}
