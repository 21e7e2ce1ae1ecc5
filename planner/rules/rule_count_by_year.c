/* count_by_year: so many projects in each year. Which ones follows from an order that can be defended line by line:
 * under way, unserved, weak, people, density, code; beside it stands the best order there can be, with its bound.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/phasing.h"
#include "planner/services.h"

enum {
  P_SERVICE,
  P_ACTIONS,
  P_ADD,
  P_WHERE,
  P_WHERE_VILLAGE,
  P_WEAK_WHERE,
  P_COUNTS,
  P_NUMBERS,
  P_PER,
  P_DONE_BEFORE,
  P_TOTAL,
  P_BUDGET,
  P_TOWNSHIP_MOST,
  P_KEEP_PLANNED,
  P_REACH,
  P_RESPONSIBLE,
  P_DUE,
  PARAMS
};

static const char *const numbers_words[] = {"plan", "wider", NULL};

static const buju_param params[PARAMS] = {
    [P_SERVICE] = {.name = "service",
                   .type = BUJU_PARAM_WORD,
                   .unit = "",
                   .words = buju_service_set_words,
                   .text = {"计数的机构类别", "the services whose sites count"}},
    [P_ACTIONS] =
        {.name = "actions",
         .type = BUJU_PARAM_WORDS,
         .unit = "",
         .fallback = "",
         .words = buju_action_ids,
         .text = {"计数的处置，可写多项：build 新建、upgrade 改造提升、acquire "
                  "产权公有化等；写了就连前面的规则列入的一并计数（不写：add "
                  "的一项，其他分年规则列入的不算）",
                  "the actions that count, one or several: build, upgrade, acquire …; once given those that rules "
                  "before added count too (that of add, unless given, without those that other rules of years added)"}},
    [P_ADD] = {.name = "add",
               .type = BUJU_PARAM_WORD,
               .unit = "",
               .fallback = "",
               .words = buju_action_ids,
               .text = {"入选机构尚无上述处置时列入的处置（不写：只从已有处置的机构中选）",
                        "what is done to the chosen of whom none of these is asked yet (off: only sites with such an "
                        "action are chosen)"}},
    [P_WHERE] = {.name = "where",
                 .type = BUJU_PARAM_SELECTOR,
                 .unit = "",
                 .fallback = "",
                 .from = BUJU_FROM_FACILITIES,
                 .text = {"哪些现有机构（不写：全部，含拟建）",
                          "which existing facilities (all, proposed ones too, unless "
                          "given)"}},
    [P_WHERE_VILLAGE] = {.name = "where_village",
                         .type = BUJU_PARAM_SELECTOR,
                         .unit = "",
                         .fallback = "",
                         .from = BUJU_FROM_VILLAGES,
                         .text = {"所在村须符合的条件", "what must hold for the village where it stands"}},
    [P_WEAK_WHERE] = {.name = "weak_where",
                      .type = BUJU_PARAM_SELECTOR,
                      .unit = "",
                      .fallback = "",
                      .from = BUJU_FROM_FACILITIES,
                      .text = {"哪些机构算薄弱，优先安排（不写：资料注明薄弱的和未达到某项标准的）",
                               "who is weak and goes first (those the data call weak and those that lack what a "
                               "standard asks, unless given)"}},
    [P_COUNTS] = {.name = "counts",
                  .type = BUJU_PARAM_YEARS,
                  .unit = "sites",
                  .min = 0,
                  .max = 1000000,
                  .text = {"各年个数；末年可写 rest（其余全部）", "how many in each year; the last may say rest"}},
    [P_NUMBERS] = {.name = "numbers",
                   .type = BUJU_PARAM_WORD,
                   .unit = "",
                   .fallback = "plan",
                   .words = numbers_words,
                   .text = {"政策中的个数属于谁：plan 本方案范围；wider "
                            "更大范围（如全市），按本地待建数和各年比例分解，本地在方案中改写 counts 后以本地为准",
                            "whose the policy's numbers are: the plan's (plan), or a wider area's (wider: a city's): "
                            "then they are apportioned to what is to be done here, until the bureau writes its own "
                            "counts"}},
    [P_PER] = {.name = "per",
               .type = BUJU_PARAM_WORD,
               .unit = "",
               .fallback = "plan",
               .words = buju_phasing_per_words,
               .text = {"个数是全部范围的，还是每个县、每个乡镇各有这么多",
                        "whether the numbers are for all of it, or for each county or each township"}},
    [P_DONE_BEFORE] = {.name = "done_before",
                       .type = BUJU_PARAM_INT,
                       .unit = "sites",
                       .min = 0,
                       .max = 1000000,
                       .fallback = "",
                       .text = {"首个年度前已完成数（政策所述；不写而有 total 时由总数推出）",
                                "done before the first year as the policy has it (worked out from total where that is "
                                "given)"}},
    [P_TOTAL] = {.name = "total",
                 .type = BUJU_PARAM_INT,
                 .unit = "sites",
                 .min = 0,
                 .max = 1000000,
                 .fallback = "",
                 .text = {"政策写明的总数，用来核对", "the total the policy states, to check the numbers against"}},
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
    [P_REACH] = {.name = "reach",
                 .type = BUJU_PARAM_TEXT,
                 .unit = "",
                 .fallback = "",
                 .text = {"与哪条 reach_within 规则的全覆盖需要相核对（写规则编号）",
                          "the reach_within rule (its id) whose full coverage the numbers are held against"}},
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

static void read_ask(const buju_use *use, buju_phasing_ask *ask) {
  const buju_value *value = use->value;
  *ask = (buju_phasing_ask){
      .services = buju_service_set(value[P_SERVICE].i),
      .service = (uint8_t)buju_service_set_kind(value[P_SERVICE].i),
      .actions = value[P_ACTIONS].given ? (uint32_t)value[P_ACTIONS].i : UINT32_C(1) << value[P_ADD].i,
      .own = value[P_ADD].given && !value[P_ACTIONS].given,
      .add = value[P_ADD].given ? (int)value[P_ADD].i : -1,
      .where = value[P_WHERE].given ? value[P_WHERE].selector : BUJU_NONE,
      .where_village = value[P_WHERE_VILLAGE].given ? value[P_WHERE_VILLAGE].selector : BUJU_NONE,
      .weak_where = value[P_WEAK_WHERE].given ? value[P_WEAK_WHERE].selector : BUJU_NONE,
      .met_where = BUJU_NONE,
      .yearly = &value[P_COUNTS],
      .wider = value[P_NUMBERS].i != 0,
      .per = (buju_phasing_per)value[P_PER].i,
      .done_before = value[P_DONE_BEFORE].given ? value[P_DONE_BEFORE].i : -1,
      .total = value[P_TOTAL].given ? value[P_TOTAL].i : -1,
      .budget = value[P_BUDGET].given ? &value[P_BUDGET] : NULL,
      .most_per_township = value[P_TOWNSHIP_MOST].given ? value[P_TOWNSHIP_MOST].i : BUJU_PHASE_FREE,
      .keep_planned = value[P_KEEP_PLANNED].i != 0,
      .reach = value[P_REACH].given ? value[P_REACH].s : NULL,
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
  BUJU_MSG(nothing, "{0}：规则“{1}”既未写 actions 也未写 add；请至少写一项",
           "{0}: rule \"{1}\" gives neither actions nor add; give at least one");
  char place[256];
  buju_phasing_ask ask;
  if (!use->value[P_ACTIONS].given && !use->value[P_ADD].given)
    return buju_complain(
        ctx, BUJU_E_SCENARIO,
        BUJU_SAY(nothing, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id)));
  read_ask(use, &ask);
  return buju_phasing_check(ctx, scenario, use, &ask, &use->value[P_DUE]);
}

const buju_rule buju_rule_count_by_year = {
    .name = "count_by_year",
    .text = {"每年完成多少个项目，按急需程度和受益人口排年度",
             "so many projects a year, the urgent and those for most people first"},
    .stage = BUJU_STAGE_PHASE,
    .reads = BUJU_FACET_SITE | BUJU_FACET_ACTION,
    .writes = BUJU_FACET_YEAR | BUJU_FACET_ACTION,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
