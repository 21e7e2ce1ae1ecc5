/* one_per_area: every area that no rule has screened out is entitled to one service. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/job.h"

enum { P_AREA, P_SERVICE, PARAMS };

static const char *const area_words[] = {"village", NULL};
static const char *const service_words[] = {"village_clinic", NULL};
static const buju_facility_kind service_of[] = {BUJU_VILLAGE_CLINIC};

static const buju_param params[PARAMS] = {
    [P_AREA] = {.name = "area",
                .type = BUJU_PARAM_WORD,
                .unit = "",
                .fallback = "village",
                .words = area_words,
                .text = {"按哪一级地区配置", "the level of area that is entitled"}},
    [P_SERVICE] = {.name = "service",
                   .type = BUJU_PARAM_WORD,
                   .unit = "",
                   .fallback = "village_clinic",
                   .words = service_words,
                   .text = {"配置哪类机构", "the kind of service"}},
};

static buju_status apply(buju_job *job, buju_ix u) {
  BUJU_MSG(no_place, "{0}没有位置信息，无法布点，待补充坐标后判定。",
           "{0} has no location: it cannot be planned until its coordinates are supplied.");
  BUJU_MSG(nobody, "{0}{1}为0，现状也没有计入的村卫生室，待核实人口后判定。",
           "{0} has no {1} and no clinic that counts: it cannot be planned until its people are checked.");
  BUJU_MSG(too_late, "", "");
  const buju_region *r = job->region;
  buju_facility_kind service = service_of[buju_job_use(job, u)->value[P_SERVICE].i];
  for (buju_ix v = 0; v < r->village.n; v++) {
    if (job->need[v].decided) continue;
    bool won;
    buju_status status = BUJU_OK;
    buju_arg name = buju_text(buju_job_village_name(job, v));
    if (job->need[v].people_used == 0 && job->need[v].clinics_counted == 0)
      status = buju_job_decide(job, v, u, BUJU_VERDICT_NOT_EVALUATED, BUJU_SAY(nobody, name, buju_job_population(job)),
                               BUJU_SAY(too_late), &won);
    else if (isfinite(r->village.x_m[v]) && isfinite(r->village.y_m[v])) {
      job->entitled[v] = true;
      job->need[v].service = (uint8_t)service;
      job->need[v].use = u;
    } else
      status =
          buju_job_decide(job, v, u, BUJU_VERDICT_NOT_EVALUATED, BUJU_SAY(no_place, name), BUJU_SAY(too_late), &won);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

const buju_rule buju_rule_one_per_area = {
    .name = "one_per_area",
    .text = {"每个地区设一所机构", "one service in each area"},
    .stage = BUJU_STAGE_ENTITLE,
    .reads = BUJU_FACET_STATUS,
    .writes = BUJU_FACET_NEED,
    .params = params,
    .params_n = PARAMS,
    .apply = apply,
};
