/* managed_by: every clinic belongs to a township health centre. SPDX-License-Identifier: Apache-2.0 */
#include "planner/job.h"

/* By area, the site of its health centre: the one there is, else the first that is proposed. NULL: no memory. */
static buju_ix *centres(const buju_job *job) {
  buju_ix *centre = BUJU_NEW(job->scratch, buju_ix, job->region->area.n);
  if (centre == NULL) return NULL;
  for (buju_ix a = 0; a < job->region->area.n; a++)
    centre[a] = job->thc_of_area[a] != BUJU_NONE ? job->site_of_facility[job->thc_of_area[a]] : BUJU_NONE;
  for (buju_ix s = 0; s < (buju_ix)job->sites.n; s++) {
    const buju_site *site = buju_job_site(job, s);
    if (site->kind != BUJU_THC || site->facility != BUJU_NONE || !site->planned || site->township == BUJU_NONE)
      continue;
    if (centre[site->township] == BUJU_NONE) centre[site->township] = s;
  }
  return centre;
}

static buju_status apply(buju_job *job, buju_ix u) {
  BUJU_MSG(nobody, "本乡镇没有乡镇卫生院资料，所属卫生院留空。",
           "No health centre of this township is known; the managing centre is left blank.");
  BUJU_MSG(proposed, "本乡镇现无乡镇卫生院，由拟建的卫生院建成后管理。",
           "This township has no health centre yet; the proposed one manages it once it is built.");
  const buju_ix *centre = centres(job);
  if (centre == NULL) return buju_fail_memory(job->ctx);
  buju_status status = BUJU_OK;
  for (buju_ix s = 0; s < (buju_ix)job->sites.n && status == BUJU_OK; s++) {
    buju_site *site = buju_job_site(job, s);
    if (site->kind != BUJU_VILLAGE_CLINIC || !site->planned) continue;
    site->managing_thc = site->township != BUJU_NONE ? centre[site->township] : BUJU_NONE;
    if (site->managing_thc == BUJU_NONE)
      status = buju_job_trace(job, BUJU_TRACED_SITE, s, u, BUJU_NOTED, BUJU_SAY(nobody));
    else if (buju_job_site(job, site->managing_thc)->facility == BUJU_NONE)
      status = buju_job_trace(job, BUJU_TRACED_SITE, s, u, BUJU_NOTED, BUJU_SAY(proposed));
  }
  return status;
}

const buju_rule buju_rule_managed_by = {
    .name = "managed_by",
    .text = {"村卫生室归所在乡镇卫生院管理", "each clinic belongs to the health centre of its township"},
    .stage = BUJU_STAGE_MARK,
    .reads = BUJU_FACET_SITE,
    .writes = BUJU_FACET_SITE,
    .apply = apply,
};
