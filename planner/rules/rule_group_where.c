/* group_where: sites a filter picks belong to a group; the first rule that names a site's group decides it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/filter.h"
#include "planner/services.h"

enum { P_GROUP = BUJU_SITE_FILTER_PARAMS, P_GROUP_EN, PARAMS };

static const buju_param params[PARAMS] = {
    [BUJU_SITE_FILTER_AMONG] = {.name = "among",
                                .type = BUJU_PARAM_WORD,
                                .unit = "",
                                .fallback = "village_clinic",
                                .words = buju_service_set_words,
                                .text = {"哪类机构（规划后保留的）",
                                         "the kind of service, of those that stay in the plan"}},
    BUJU_SITE_FILTER_ROWS,
    [P_GROUP] = {.name = "group",
                 .type = BUJU_PARAM_TEXT,
                 .unit = "",
                 .text = {"分组名称；一处机构只归入最先符合的一组",
                          "the name of the group; a site belongs to the first whose conditions it meets"}},
    [P_GROUP_EN] = {.name = "group_en",
                    .type = BUJU_PARAM_TEXT,
                    .unit = "",
                    .fallback = "",
                    .text = {"分组的英文名称（不写：同 group）", "its name in English (the same, unless given)"}},
};

static buju_status apply(buju_job *job, buju_ix u) {
  BUJU_MSG(grouped, "{0}归入“{1}”。", "{0} belongs to the group: {1}.");
  const buju_value *value = buju_job_use(job, u)->value;
  buju_site_filter among = buju_site_filter_of(value);
  buju_msg *name = BUJU_NEW(job->arena, buju_msg, 1);
  if (name == NULL) return buju_fail_memory(job->ctx);
  *name = (buju_msg){value[P_GROUP].s, value[P_GROUP_EN].given ? value[P_GROUP_EN].s : value[P_GROUP].s};
  buju_status status = BUJU_OK;
  for (buju_ix s = 0; s < (buju_ix)job->sites.n && status == BUJU_OK; s++) {
    buju_site *site = buju_job_site(job, s);
    if (site->group != NULL || !buju_site_passes(job, &among, site)) continue;
    site->group = name;
    status = buju_job_trace(job, BUJU_TRACED_SITE, s, u, BUJU_NOTED,
                            BUJU_SAY(grouped, buju_site_arg(job, site), buju_word(name)));
  }
  return status;
}

const buju_rule buju_rule_group_where = {
    .name = "group_where",
    .text =
        {"把符合条件的机构归入一组（如一体化“三个一批”），按顺序先符合者先归",
         "puts sites that match into a group, such as the three ways into integrated management; the first decides"},
    .stage = BUJU_STAGE_MARK,
    .reads = BUJU_FACET_SITE,
    .writes = BUJU_FACET_ACTION,
    .params = params,
    .params_n = PARAMS,
    .apply = apply,
};
