/* discount_where: existing clinics a selector picks do not count as existing. SPDX-License-Identifier: Apache-2.0 */
#include "planner/job.h"

enum { P_WHERE, PARAMS };

static const buju_param params[PARAMS] = {
    [P_WHERE] = {.name = "where",
                 .type = BUJU_PARAM_SELECTOR,
                 .unit = "",
                 .from = BUJU_FROM_FACILITIES,
                 .text = {"哪些村卫生室不计入现有", "which clinics do not count as existing"}},
};

static buju_status apply(buju_job *job, buju_ix u) {
  const buju_value *value = buju_job_use(job, u)->value;
  for (buju_ix f = 0; f < job->region->facility.n; f++) {
    buju_standing *standing = &job->standing[f];
    if (!standing->counted || !buju_selected(job->selection, value[P_WHERE].selector, f)) continue;
    standing->counted = false;
    standing->use = u;
  }
  return BUJU_OK;
}

const buju_rule buju_rule_discount_where = {
    .name = "discount_where",
    .text = {"符合条件的村卫生室不计入现有", "clinics that match do not count as existing"},
    .stage = BUJU_STAGE_SCREEN,
    .writes = BUJU_FACET_STATUS,
    .params = params,
    .params_n = PARAMS,
    .apply = apply,
};
