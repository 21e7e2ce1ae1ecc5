/* share_by_year: by the end of each year so large a share of the sites meets something. How many that takes is rounded
 * up; who is raised to it in which year goes by the order of count_by_year. SPDX-License-Identifier: Apache-2.0 */
#include "planner/phasing.h"
#include "planner/services.h"

enum {
  P_SERVICE,
  P_BASE,
  P_WHERE,
  P_WHERE_VILLAGE,
  P_MET_WHERE,
  P_ACTIONS,
  P_ADD,
  P_WEAK_WHERE,
  P_SHARES,
  P_PER,
  P_BUDGET,
  P_TOWNSHIP_MOST,
  P_KEEP_PLANNED,
  P_RESPONSIBLE,
  P_DUE,
  PARAMS
};

static const char *const base_words[] = {"planned", "existing", NULL};

static const buju_param params[PARAMS] = {
    [P_SERVICE] = {.name = "service",
                   .type = BUJU_PARAM_WORD,
                   .unit = "",
                   .words = buju_service_set_words,
                   .text = {"比例以哪类机构为基数", "the services whose sites are the base of the share"}},
    [P_BASE] = {.name = "base",
                .type = BUJU_PARAM_WORD,
                .unit = "",
                .fallback = "planned",
                .words = base_words,
                .text = {"基数：planned 规划设置的全部（拟建的建成即算达到）；existing 只算其中现有的",
                         "the base: all that are planned (new ones meet it once built), or only the existing of them"}},
    [P_WHERE] = {.name = "where",
                 .type = BUJU_PARAM_SELECTOR,
                 .unit = "",
                 .fallback = "",
                 .from = BUJU_FROM_FACILITIES,
                 .text = {"只以符合条件的现有机构为基数",
                          "only existing facilities for which this holds are the base"}},
    [P_WHERE_VILLAGE] = {.name = "where_village",
                         .type = BUJU_PARAM_SELECTOR,
                         .unit = "",
                         .fallback = "",
                         .from = BUJU_FROM_VILLAGES,
                         .text = {"所在村须符合的条件", "what must hold for the village where it stands"}},
    [P_MET_WHERE] = {.name = "met_where",
                     .type = BUJU_PARAM_SELECTOR,
                     .unit = "",
                     .from = BUJU_FROM_FACILITIES,
                     .text = {"哪些机构现已达到，如 stars >= 3、integrated = 1、level_rank >= 2（推荐标准）",
                              "which facilities meet it now: stars >= 3, integrated = 1, level_rank >= 2 (the "
                              "recommended standard) …"}},
    [P_ACTIONS] =
        {.name = "actions",
         .type = BUJU_PARAM_WORDS,
         .unit = "",
         .fallback = "",
         .words = buju_action_ids,
         .text = {"完成哪些处置即算达到，可写多项；写了就连前面的规则列入的一并计算（不写：add "
                  "的一项，其他分年规则列入的不算）",
                  "the actions by which a site comes to meet it, one or several; once given those that rules "
                  "before added count too (that of add, unless given, without those that other rules of years added)"}},
    [P_ADD] = {.name = "add",
               .type = BUJU_PARAM_WORD,
               .unit = "",
               .fallback = "",
               .words = buju_action_ids,
               .text = {"入选机构尚无上述处置时列入的处置（不写：只从已有处置的机构中选）",
                        "what is done to the chosen of whom none of these is asked yet (off: only sites with such an "
                        "action are chosen)"}},
    [P_WEAK_WHERE] = {.name = "weak_where",
                      .type = BUJU_PARAM_SELECTOR,
                      .unit = "",
                      .fallback = "",
                      .from = BUJU_FROM_FACILITIES,
                      .text = {"哪些机构算薄弱，优先安排（不写：资料注明薄弱的和未达到某项标准的）",
                               "who is weak and goes first (those the data call weak and those that lack what a "
                               "standard asks, unless given)"}},
    [P_SHARES] = {.name = "shares",
                  .type = BUJU_PARAM_YEARS,
                  .unit = "%",
                  .min = 0,
                  .max = 100,
                  .text = {"到各年年底的比例下限（含），个数向上取整；末年可写 rest（全部）",
                           "the least share by the end of each year, inclusive; numbers are rounded up; the last may "
                           "say rest (all)"}},
    [P_PER] = {.name = "per",
               .type = BUJU_PARAM_WORD,
               .unit = "",
               .fallback = "plan",
               .words = buju_phasing_per_words,
               .text = {"比例是全部范围的，还是每个县、每个乡镇都要达到",
                        "whether the share is of all of it, or of each county or each township"}},
    [P_BUDGET] = {.name = "budget_yuan",
                  .type = BUJU_PARAM_YEARS,
                  .unit = "yuan",
                  .min = 0,
                  .max = 1e12,
                  .fallback = "",
                  .text = {"各年可用经费；没写的年份不限", "the money of each year; years without one have no limit"}},
    [P_TOWNSHIP_MOST] = {.name = "most_per_township",
                         .type = BUJU_PARAM_INT,
                         .unit = "sites",
                         .min = 0,
                         .max = 100000,
                         .fallback = "",
                         .text = {"每个乡镇每年最多安排个数（施工力量）",
                                  "how many a township can take in a year (its crews)"}},
    [P_KEEP_PLANNED] = {.name = "keep_planned",
                        .type = BUJU_PARAM_BOOL,
                        .unit = "",
                        .fallback = "false",
                        .text = {"上次计划（inputs.progress）已排定的年度不再变动",
                                 "years set by the plan before this one (inputs.progress) stay"}},
    [P_RESPONSIBLE] = {.name = "responsible",
                       .type = BUJU_PARAM_TEXT,
                       .unit = "",
                       .fallback = "",
                       .text = {"责任单位", "who answers for it"}},
    [P_DUE] = {.name = "due",
               .type = BUJU_PARAM_TEXT,
               .unit = "",
               .fallback = "",
               .text = {"当年完成时限，月-日，如 12-31", "the day of the year it is due, as month-day: 12-31"}},
};

/* A new site meets it once it is built, so building counts as well. */
static void read_ask(const buju_use *use, buju_phasing_ask *ask) {
  const buju_value *value = use->value;
  bool new_sites = value[P_BASE].i == 0;
  uint32_t actions = value[P_ACTIONS].given ? (uint32_t)value[P_ACTIONS].i : 0;
  if (!value[P_ACTIONS].given && value[P_ADD].given) actions = UINT32_C(1) << value[P_ADD].i;
  if (new_sites) actions |= UINT32_C(1) << BUJU_ACTION_BUILD;
  *ask = (buju_phasing_ask){
      .services = buju_service_set(value[P_SERVICE].i),
      .service = (uint8_t)buju_service_set_kind(value[P_SERVICE].i),
      .actions = actions,
      .own = value[P_ADD].given && !value[P_ACTIONS].given,
      .add = value[P_ADD].given ? (int)value[P_ADD].i : -1,
      .where = value[P_WHERE].given ? value[P_WHERE].selector : BUJU_NONE,
      .where_village = value[P_WHERE_VILLAGE].given ? value[P_WHERE_VILLAGE].selector : BUJU_NONE,
      .weak_where = value[P_WEAK_WHERE].given ? value[P_WEAK_WHERE].selector : BUJU_NONE,
      .met_where = value[P_MET_WHERE].selector,
      .share = true,
      .new_sites = new_sites,
      .yearly = &value[P_SHARES],
      .per = (buju_phasing_per)value[P_PER].i,
      .done_before = -1,
      .total = -1,
      .budget = value[P_BUDGET].given ? &value[P_BUDGET] : NULL,
      .most_per_township = value[P_TOWNSHIP_MOST].given ? value[P_TOWNSHIP_MOST].i : BUJU_PHASE_FREE,
      .keep_planned = value[P_KEEP_PLANNED].i != 0,
  };
  if (value[P_DUE].given) buju_phasing_due(value[P_DUE].s, &ask->due_month, &ask->due_day);
}

static buju_status apply(buju_job *job, buju_ix u) {
  buju_phasing_ask ask;
  read_ask(buju_job_use(job, u), &ask);
  ask.use = u;
  buju_status status = buju_phasing_responsible(job, &buju_job_use(job, u)->value[P_RESPONSIBLE], &ask);
  return status == BUJU_OK ? buju_phasing_apply(job, &ask) : status;
}

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  buju_phasing_ask ask;
  read_ask(use, &ask);
  return buju_phasing_check(ctx, scenario, use, &ask, &use->value[P_DUE]);
}

const buju_rule buju_rule_share_by_year = {
    .name = "share_by_year",
    .text = {"到各年年底达到多大比例，按急需程度和受益人口排年度",
             "such a share by the end of each year, the urgent and those for most people first"},
    .stage = BUJU_STAGE_PHASE,
    .reads = BUJU_FACET_SITE | BUJU_FACET_ACTION,
    .writes = BUJU_FACET_YEAR | BUJU_FACET_ACTION,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
