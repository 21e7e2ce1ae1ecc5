/* Which sites a rule speaks of. SPDX-License-Identifier: Apache-2.0 */
#include "planner/filter.h"

#include "planner/services.h"

buju_site_filter buju_site_filter_of(const buju_value *value) {
  const buju_value *served = &value[BUJU_SITE_FILTER_SERVED];
  return (buju_site_filter){.services = buju_service_set(value[BUJU_SITE_FILTER_AMONG].i),
                            .where = buju_selector_of(&value[BUJU_SITE_FILTER_WHERE]),
                            .where_village = buju_selector_of(&value[BUJU_SITE_FILTER_VILLAGE]),
                            .from_served = served->given ? served->i * BUJU_PERSON : 0};
}

bool buju_site_passes(const buju_job *job, const buju_site_filter *filter, const buju_site *site) {
  if (!site->planned || (filter->services >> site->kind & 1) == 0) return false;
  if (filter->where != BUJU_NONE &&
      (site->facility == BUJU_NONE || !buju_selected(job->selection, filter->where, site->facility)))
    return false;
  if (filter->where_village != BUJU_NONE &&
      (site->village == BUJU_NONE || !buju_selected(job->selection, filter->where_village, site->village)))
    return false;
  return site->people_served >= filter->from_served;
}

bool buju_site_changes(const buju_job *job, const buju_site *site) {
  bool kept = site->facility != BUJU_NONE && job->keep[site->facility] != NULL;
  return !kept && site->action != BUJU_ACTION_REVIEW;
}

buju_arg buju_site_arg(const buju_job *job, const buju_site *site) {
  if (site->facility != BUJU_NONE) return buju_text(job->region->facility.name[site->facility]);
  return buju_text(site->village != BUJU_NONE ? buju_job_village_name(job, site->village) : "");
}
