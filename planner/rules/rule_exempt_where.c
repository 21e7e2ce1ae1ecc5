/* exempt_where: areas a selector picks need no clinic of their own; the verdict says why.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/job.h"

enum { P_WHERE, P_VERDICT, PARAMS };

static const char *const verdict_words[] = {"urban_rules", "demolition_transition", "thc_served", NULL};
static const buju_verdict verdict_of[] = {BUJU_VERDICT_URBAN_RULES, BUJU_VERDICT_DEMOLITION_TRANSITION,
                                          BUJU_VERDICT_THC_SERVED};

static const buju_param params[PARAMS] = {
    [P_WHERE] = {.name = "where",
                 .type = BUJU_PARAM_SELECTOR,
                 .unit = "",
                 .from = BUJU_FROM_VILLAGES,
                 .text = {"哪些村免设", "which villages are exempt"}},
    [P_VERDICT] = {.name = "verdict",
                   .type = BUJU_PARAM_WORD,
                   .unit = "",
                   .words = verdict_words,
                   .text = {"免设后的配置结论", "the verdict they get"}},
};

static const buju_msg won_msgs[] = {
    {"{0}为{1}，不属行政村，不适用一村一室，按城市社区或所在单位的要求配置。",
     "{0} is a {1}, not an administrative village: the village rule does not apply, the urban rules do."},
    {"{0}计划{2}年拆迁，拆迁过渡期不新建村卫生室。", "{0} is to be demolished in {2}: no clinic is built meanwhile."},
    {"{0}为乡镇卫生院驻地村，由卫生院直接服务，可不设村卫生室。",
     "{0} is the seat of the township health centre, which serves it: it need not have a clinic."},
};

/* The same where the row itself does not show why: a selector of the bureau's own. */
static const buju_msg chosen_msgs[] = {
    {"{0}按方案的筛选条件不适用一村一室，按城市社区或所在单位的要求配置。",
     "{0} is picked by the scenario's selector: the village rule does not apply, the urban rules do."},
    {"{0}符合本条的筛选条件（{3}），过渡期不新建村卫生室。",
     "{0} is picked by this rule's selector ({3}): no clinic is built meanwhile."},
    {"{0}按方案的筛选条件由乡镇卫生院直接服务，可不设村卫生室。",
     "{0} is picked by the scenario's selector as served by the township health centre: it need not have a clinic."},
};

static const buju_msg lost_msgs[] = {
    {"{0}又为{1}，因前序规则已判定，不再另行处理。", "{0} is also a {1}; an earlier rule had decided."},
    {"{0}又有{2}年拆迁计划，因前序规则已判定，不再另行处理。",
     "{0} is also to be demolished in {2}; an earlier rule had decided."},
    {"{0}又为乡镇卫生院驻地村，因前序规则已判定，不再另行处理。",
     "{0} is also the seat of the township health centre; an earlier rule had decided."},
};

static bool shows_why(const buju_region *r, buju_ix v, buju_verdict verdict) {
  if (verdict == BUJU_VERDICT_URBAN_RULES) return r->area.kind[r->village.area[v]] != BUJU_AREA_VILLAGE;
  if (verdict == BUJU_VERDICT_DEMOLITION_TRANSITION) return r->village.demolition_year[v] != 0;
  return r->village.thc_seat[v] == BUJU_YES;
}

static buju_status apply(buju_job *job, buju_ix u) {
  const buju_region *r = job->region;
  const buju_value *value = buju_job_use(job, u)->value;
  int64_t word = value[P_VERDICT].i;
  buju_arg rule = buju_word(&buju_job_use(job, u)->text);
  for (buju_ix v = 0; v < r->village.n; v++) {
    if (!buju_selected(job->selection, value[P_WHERE].selector, v)) continue;
    buju_arg name = buju_text(buju_job_village_name(job, v));
    buju_arg kind = buju_word(&buju_area_kind_words[r->area.kind[r->village.area[v]]].word);
    buju_arg year = buju_year(r->village.demolition_year[v]);
    buju_said said = BUJU_SAY(won_msgs[word], name, kind, year, rule),
              late = BUJU_SAY(lost_msgs[word], name, kind, year);
    if (!shows_why(r, v, verdict_of[word])) {
      said.msg = &chosen_msgs[word];
      late = said;
    }
    bool won;
    buju_status status = buju_job_decide(job, v, u, verdict_of[word], said, late, &won);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

const buju_rule buju_rule_exempt_where = {
    .name = "exempt_where",
    .text = {"符合条件的村不设村卫生室，另作安排", "villages that match need no clinic of their own"},
    .stage = BUJU_STAGE_SCREEN,
    .writes = BUJU_FACET_STATUS,
    .params = params,
    .params_n = PARAMS,
    .apply = apply,
};
