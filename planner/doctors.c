/* The ledger of doctors. SPDX-License-Identifier: Apache-2.0 */
#include "planner/doctors.h"

buju_ix buju_doctors_site(const buju_job *job, buju_ix facility) {
  buju_ix s = job->site_of_facility[facility];
  const buju_site *site = buju_job_site(job, s);
  if (site->action != BUJU_ACTION_MERGE || site->village == BUJU_NONE) return s;
  buju_ix heir = job->need[site->village].site;
  return heir != BUJU_NONE ? heir : s;
}

buju_status buju_doctors_list(buju_job *job, buju_ix use) {
  const buju_region *r = job->region;
  if (job->doctors.n > 0) return BUJU_OK;
  for (buju_ix i = 0; i < r->staff.n; i++) {
    buju_ix f = r->staff.facility[i];
    if (f == BUJU_NONE || r->facility.kind[f] != BUJU_VILLAGE_CLINIC) continue;
    buju_doctor *doctor = buju_vec_push(&job->doctors, sizeof *doctor);
    if (doctor == NULL) return buju_fail_memory(job->ctx);
    buju_ix site = buju_doctors_site(job, f);
    int16_t birth_year = r->staff.birth_year[i];
    *doctor = (buju_doctor){.staff = i,
                            .site = site,
                            .engagement = birth_year != 0 ? BUJU_ENGAGEMENT_ENGAGED : BUJU_ENGAGEMENT_AGE_UNKNOWN,
                            .age = birth_year != 0 ? (int16_t)(buju_job_year(job) - birth_year) : -1,
                            .use = use};
    if (!buju_job_site(job, site)->planned) doctor->engagement = BUJU_ENGAGEMENT_OUTSIDE;
  }
  return BUJU_OK;
}
