/* managed_by: every clinic belongs to a township health centre. SPDX-License-Identifier: Apache-2.0 */
#include "planner/job.h"

static buju_status apply(buju_job *job, buju_ix u) {
  BUJU_MSG(nobody, "本乡镇没有乡镇卫生院资料，所属卫生院留空。",
           "No health centre of this township is known; the managing centre is left blank.");
  for (buju_ix s = 0; s < (buju_ix)job->sites.n; s++) {
    buju_site *site = buju_job_site(job, s);
    if (site->kind != BUJU_VILLAGE_CLINIC || !site->planned) continue;
    site->managing_thc = site->township != BUJU_NONE ? job->thc_of_area[site->township] : BUJU_NONE;
    if (site->managing_thc != BUJU_NONE) continue;
    buju_status status = buju_job_trace(job, BUJU_TRACED_SITE, s, u, BUJU_NOTED, BUJU_SAY(nobody));
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

const buju_rule buju_rule_managed_by = {
    .name = "managed_by",
    .text = {"村卫生室归所在乡镇卫生院管理", "each clinic belongs to the health centre of its township"},
    .stage = BUJU_STAGE_MARK,
    .reads = BUJU_FACET_SITE,
    .writes = BUJU_FACET_SITE,
    .apply = apply,
};
