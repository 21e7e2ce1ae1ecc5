/* convert_where: areas a selector picks get an urban service instead of a village clinic.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/job.h"

enum { P_WHERE, PARAMS };

static const buju_param params[PARAMS] = {
    [P_WHERE] = {.name = "where",
                 .type = BUJU_PARAM_SELECTOR,
                 .unit = "",
                 .from = BUJU_FROM_VILLAGES,
                 .text = {"哪些村已撤村改居", "which villages are converted to urban communities"}},
};

static buju_status apply(buju_job *job, buju_ix u) {
  BUJU_MSG(
      converted, "{0}已撤村改居，不再设置村卫生室，按城市要求预留和建设社区卫生服务站。",
      "{0} is converted to an urban community: no village clinic, a community health station is reserved and built.");
  BUJU_MSG(too_late, "{0}又属撤村改居，因前序规则已判定，不再另行处理。",
           "{0} is also converted to an urban community; an earlier rule had decided.");
  const buju_value *value = buju_job_use(job, u)->value;
  for (buju_ix v = 0; v < job->region->village.n; v++) {
    if (!buju_selected(job->selection, value[P_WHERE].selector, v)) continue;
    buju_arg name = buju_text(buju_job_village_name(job, v));
    bool won;
    buju_status status = buju_job_decide(job, v, u, BUJU_VERDICT_CONVERTED_CHS, BUJU_SAY(converted, name),
                                         BUJU_SAY(too_late, name), &won);
    if (status != BUJU_OK) return status;
    if (won) job->need[v].service = BUJU_CHS;
  }
  return BUJU_OK;
}

const buju_rule buju_rule_convert_where = {
    .name = "convert_where",
    .text = {"符合条件的村改设社区卫生服务站", "villages that match get a community health station instead"},
    .stage = BUJU_STAGE_SCREEN,
    .writes = BUJU_FACET_STATUS,
    .params = params,
    .params_n = PARAMS,
    .apply = apply,
};
