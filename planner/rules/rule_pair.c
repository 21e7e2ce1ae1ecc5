/* pair: everybody who is to be helped gets a helper, evenly and with the least travel. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/pair.h"
#include "planner/services.h"

enum {
  P_HELPERS,
  P_HELPERS_WHERE,
  P_RECEIVERS,
  P_RECEIVERS_WHERE,
  P_VILLAGES_WHERE,
  P_SAME_TOWNSHIP,
  P_MOST,
  P_EVEN,
  P_WEIGH_BY,
  P_LIMIT,
  P_MODE,
  P_TRAVEL,
  PARAMS
};

enum { COUNTIES, TOWNSHIPS, VILLAGES, AREAS };
#define ID(name, id, zh, en) id,
static const char *const receiver_words[] = {"counties", "townships", "villages", BUJU_SERVICE_TABLE(ID) NULL};
static const char *const weigh_words[] = {"pairs", "people", NULL};

static const buju_param params[PARAMS] = {
    [P_HELPERS] = {.name = "helpers",
                   .type = BUJU_PARAM_WORD,
                   .unit = "",
                   .words = buju_service_set_words,
                   .text = {"哪类机构去帮扶（规划后保留的）", "the kind of service that helps, of those in the plan"}},
    [P_HELPERS_WHERE] = {.name = "helpers_where",
                         .type = BUJU_PARAM_SELECTOR,
                         .unit = "",
                         .fallback = "",
                         .from = BUJU_FROM_FACILITIES,
                         .text = {"帮扶机构须符合的条件（如 level_rank >= 4）",
                                  "what a helper must be (such as level_rank >= 4)"}},
    [P_RECEIVERS] = {.name = "receivers",
                     .type = BUJU_PARAM_WORD,
                     .unit = "",
                     .words = receiver_words,
                     .text = {"帮扶谁：县、乡镇、行政村，或某类机构",
                              "who is helped: counties, townships, villages, or a kind of facility"}},
    [P_RECEIVERS_WHERE] = {.name = "receivers_where",
                           .type = BUJU_PARAM_SELECTOR,
                           .unit = "",
                           .fallback = "",
                           .from = BUJU_FROM_FACILITIES,
                           .text = {"受帮扶机构须符合的条件（receivers 为机构类型时）",
                                    "what a facility that is helped must be (where receivers is a kind of facility)"}},
    [P_VILLAGES_WHERE] = {.name = "villages_where",
                          .type = BUJU_PARAM_SELECTOR,
                          .unit = "",
                          .fallback = "",
                          .from = BUJU_FROM_VILLAGES,
                          .text = {"受帮扶的村须符合的条件（receivers 为 villages 时）",
                                   "what a village that is helped must be (where receivers is villages)"}},
    [P_SAME_TOWNSHIP] = {.name = "same_township",
                         .type = BUJU_PARAM_BOOL,
                         .unit = "",
                         .fallback = "false",
                         .text = {"只在同一乡镇内结对", "only within one township"}},
    [P_MOST] = {.name = "max_per_helper",
                .type = BUJU_PARAM_INT,
                .unit = "sites",
                .min = 1,
                .max = 100000,
                .fallback = "",
                .text = {"每处最多帮扶多少（不写：不限）", "how many one helps at most (any number, unless given)"}},
    [P_EVEN] =
        {.name = "balanced",
         .type = BUJU_PARAM_BOOL,
         .unit = "",
         .fallback = "true",
         .text = {"各机构帮扶数尽量均衡（都能互通时最多与最少相差不超过1），再求总路程最短",
                  "loads as even as can be (where everybody can be reached they differ by one at most), then the "
                  "least travel"}},
    [P_WEIGH_BY] = {.name = "weigh_by",
                    .type = BUJU_PARAM_WORD,
                    .unit = "",
                    .fallback = "pairs",
                    .words = weigh_words,
                    .text = {"总路程按对数还是按人口加权", "whether travel is summed over pairs or weighed by people"}},
    [P_LIMIT] = {.name = "limit_min",
                 .type = BUJU_PARAM_REAL,
                 .unit = "min",
                 .min = 0.1,
                 .max = 1440,
                 .fallback = "1440",
                 .text = {"超过此时间的不结对（含界限）", "no pair is farther apart, inclusive"}},
    [P_MODE] = {.name = "mode",
                .type = BUJU_PARAM_WORD,
                .unit = "",
                .fallback = "drive",
                .words = buju_mode_words,
                .text = {"出行方式", "how they travel"}},
    [P_TRAVEL] = {.name = "travel",
                  .type = BUJU_PARAM_WORD,
                  .unit = "",
                  .fallback = "auto",
                  .words = buju_provider_words,
                  .text = {"时间怎样测算（auto：按 travel.provider）",
                           "what times are measured on (auto: as travel.provider says)"}},
};

/* Whose a kind of facility is. */
static buju_level level_of(int64_t kind) {
  if (kind == BUJU_HOSPITAL) return BUJU_COUNTY;
  return kind == BUJU_VILLAGE_CLINIC || kind == BUJU_CHS || kind == BUJU_INSURANCE_POINT ? BUJU_VILLAGE : BUJU_TOWNSHIP;
}

static buju_status apply(buju_job *job, buju_ix u) {
  static const buju_level levels[] = {BUJU_COUNTY, BUJU_TOWNSHIP, BUJU_VILLAGE};
  const buju_value *value = buju_job_use(job, u)->value;
  int64_t who = value[P_RECEIVERS].i;
  const buju_value *where = &value[who == VILLAGES ? P_VILLAGES_WHERE : P_RECEIVERS_WHERE];
  buju_pair_ask ask = {
      .use = u,
      .helpers = buju_service_set(value[P_HELPERS].i),
      .helpers_where = value[P_HELPERS_WHERE].given ? value[P_HELPERS_WHERE].selector : BUJU_NONE,
      .level = who < AREAS ? levels[who] : level_of(who - AREAS),
      .sites = who < AREAS ? 0 : UINT32_C(1) << (who - AREAS),
      .where = where->given ? where->selector : BUJU_NONE,
      .same_township = value[P_SAME_TOWNSHIP].i != 0,
      .most = value[P_MOST].given ? (buju_ix)value[P_MOST].i : BUJU_NONE,
      .even = value[P_EVEN].i != 0,
      .by_people = value[P_WEIGH_BY].i != 0,
      .limit_ms = (uint32_t)llround(value[P_LIMIT].f * 60000),
      .mode = (buju_mode)value[P_MODE].i,
  };
  buju_status status = buju_job_provider_of(job, u, (buju_provider)value[P_TRAVEL].i, &ask.provider);
  return status == BUJU_OK ? buju_pair_up(job, &ask) : status;
}

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(idle, "{0}：规则“{1}”：{2} 对 receivers: {3} 不起作用；请去掉它或改 receivers",
           "{0}: rule \"{1}\": {2} means nothing with receivers: {3}; leave it out or change receivers");
  char place[256];
  int64_t who = use->value[P_RECEIVERS].i;
  const struct {
    int param;
    bool off;
  } odd[] = {{P_RECEIVERS_WHERE, who < AREAS}, {P_VILLAGES_WHERE, who != VILLAGES}, {P_SAME_TOWNSHIP, who == COUNTIES}};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    const buju_value *value = &use->value[odd[i].param];
    if (!odd[i].off || !value->given || (odd[i].param == P_SAME_TOWNSHIP && value->i == 0)) continue;
    return buju_complain(ctx, BUJU_E_CONTRADICTION,
                         BUJU_SAY(idle, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id),
                                  buju_text(params[odd[i].param].name), buju_text(receiver_words[who])));
  }
  return buju_check_provider(ctx, scenario, use, &use->value[P_TRAVEL]);
}

const buju_rule buju_rule_pair = {
    .name = "pair",
    .text = {"对口帮扶：均衡结对，总路程最短", "pairing: everybody gets a helper, evenly and with the least travel"},
    .stage = BUJU_STAGE_LEDGER,
    .reads = BUJU_FACET_SITE,
    .writes = BUJU_FACET_STAFF,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
