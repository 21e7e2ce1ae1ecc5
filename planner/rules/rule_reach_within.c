/* reach_within: everybody spoken of is to be within a limit of a service; who is not is a gap, and the places from
 * which a new service would reach them are the candidates. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/reach.h"

enum {
  P_SERVICE,
  P_LIMIT,
  P_MODE,
  P_TRAVEL,
  P_DIRECTION,
  P_WHERE,
  P_CANDIDATES,
  P_ROAD_GRID,
  P_FRONTIER,
  P_NESTED,
  P_SITE_COST,
  P_BUILD,
  P_GOAL,
  P_YEAR,
  PARAMS
};

static const buju_param params[PARAMS] = {
    [P_SERVICE] = {.name = "service",
                   .type = BUJU_PARAM_WORD,
                   .unit = "",
                   .fallback = "primary",
                   .words = buju_service_set_words,
                   .text = {"到哪类机构（primary：各类基层机构；urban：社区卫生服务中心和站）",
                            "the services that count (primary: all primary care; urban: community centres and "
                            "stations)"}},
    [P_LIMIT] = {.name = "limit_min",
                 .type = BUJU_PARAM_REAL,
                 .unit = "min",
                 .min = 0.1,
                 .max = 1440,
                 .text = {"时限（含）", "the longest trip, inclusive"}},
    [P_MODE] = {.name = "mode",
                .type = BUJU_PARAM_WORD,
                .unit = "",
                .fallback = "walk",
                .words = buju_mode_words,
                .text = {"出行方式", "how people travel"}},
    [P_TRAVEL] = {.name = "travel",
                  .type = BUJU_PARAM_WORD,
                  .unit = "",
                  .fallback = "auto",
                  .words = buju_provider_words,
                  .text = {"时间怎样测算（auto：按 travel.provider）",
                           "what times are measured on (auto: as travel.provider says)"}},
    [P_DIRECTION] = {.name = "direction",
                     .type = BUJU_PARAM_WORD,
                     .unit = "",
                     .fallback = "to_service",
                     .words = buju_direction_words,
                     .text = {"谁去谁那里（to_service：居民到机构；from_service：机构到居民，如急救、巡诊）",
                              "who goes to whom (to_service: people to the service; from_service: the service to "
                              "people, as emergency cars and rounds do)"}},
    [P_WHERE] = {.name = "where",
                 .type = BUJU_PARAM_SELECTOR,
                 .unit = "",
                 .fallback = "",
                 .from = BUJU_FROM_VILLAGES,
                 .text = {"哪些村、社区的居民（不写：全部）", "the villages and communities whose people count (all, "
                                                              "unless given)"}},
    [P_CANDIDATES] = {.name = "candidates",
                      .type = BUJU_PARAM_BOOL,
                      .unit = "",
                      .fallback = "true",
                      .text = {"列出能消除缺口的候选点", "list the places that could close the gaps"}},
    [P_ROAD_GRID] =
        {.name = "road_grid_m",
         .type = BUJU_PARAM_REAL,
         .unit = "m",
         .min = 0,
         .max = 100000,
         .fallback = "500",
         .text = {"候选点中的路口：每个这样大的方格取一个（按路网测算时；0 不取）",
                  "road nodes among the candidates: one in each square of this side (on roads only; 0: none)"}},
    [P_FRONTIER] = {.name = "frontier",
                    .type = BUJU_PARAM_INT,
                    .unit = "sites",
                    .min = 0,
                    .max = 10000,
                    .fallback = "100",
                    .text = {"覆盖曲线算到新增多少处机构（0：不求最少布点和曲线）",
                             "up to how many new sites the frontier goes (0: neither it nor the fewest sites)"}},
    [P_NESTED] = {.name = "nested",
                  .type = BUJU_PARAM_BOOL,
                  .unit = "",
                  .fallback = "false",
                  .text = {"曲线逐步累加（前面选的点保留，即建设次序）；否则每个数量各求最优",
                           "each point of the frontier keeps the sites of the one before, an order of building; else "
                           "each is the best for its number"}},
    [P_SITE_COST] = {.name = "site_cost_yuan",
                     .type = BUJU_PARAM_REAL,
                     .unit = "yuan",
                     .min = 0,
                     .max = 1e9,
                     .fallback = "",
                     .text = {"每处新增机构的投资，用于覆盖曲线", "what a new site costs, for the frontier"}},
    [P_BUILD] = {.name = "build",
                 .type = BUJU_PARAM_INT,
                 .unit = "sites",
                 .min = 0,
                 .max = 10000,
                 .fallback = "0",
                 .text = {"最多新建多少处，使超时人口最少（0：只测算，不布点）",
                          "build up to so many new sites where they leave the fewest people beyond the limit (0: "
                          "measure only)"}},
    [P_GOAL] = {.name = "goal_share",
                .type = BUJU_PARAM_REAL,
                .unit = "%",
                .min = 0,
                .max = 100,
                .fallback = "95",
                .text = {"另求达到此覆盖率所需的新增机构数",
                         "how many new sites bring this share of the people within, too"}},
    [P_YEAR] = {.name = "year",
                .type = BUJU_PARAM_INT,
                .unit = "year",
                .min = 1950,
                .max = 2150,
                .fallback = "",
                .text = {"按哪一年的居民测算：到该年底已交付的新建小区计入（不写或已过去：基准年）",
                         "whose people count: those there by the end of this year, estates handed over by then (the "
                         "plan's first year, unless a later one is given)"}},
};

buju_status buju_reach_ask_of(const buju_job *job, buju_ix u, buju_reach_ask *out) {
  const buju_value *value = buju_job_use(job, u)->value;
  buju_reach_ask ask = {
      .use = u,
      .services = buju_service_set(value[P_SERVICE].i),
      .name = buju_service_set_name(value[P_SERVICE].i),
      .kind = buju_service_set_kind(value[P_SERVICE].i),
      .limit_ms = (uint32_t)llround(value[P_LIMIT].f * 60000),
      .mode = (buju_mode)value[P_MODE].i,
      .direction = (buju_direction)value[P_DIRECTION].i,
      .where = value[P_WHERE].given ? value[P_WHERE].selector : BUJU_NONE,
      .candidates = value[P_CANDIDATES].i != 0,
      .road_grid_m = value[P_ROAD_GRID].given ? value[P_ROAD_GRID].f : 0,
      .frontier = (buju_ix)value[P_FRONTIER].i,
      .nested = value[P_NESTED].i != 0,
      .site_fen = value[P_SITE_COST].given ? llround(value[P_SITE_COST].f * (double)BUJU_YUAN) : BUJU_MONEY_MISSING,
      .build = (buju_ix)value[P_BUILD].i,
      .goal_share = value[P_GOAL].f,
      .work_limit = job->scenario->work_limit,
      .year = buju_job_year(job),
  };
  if (value[P_YEAR].given && value[P_YEAR].i > ask.year) ask.year = (int16_t)value[P_YEAR].i;
  buju_status status = buju_job_provider_of(job, u, (buju_provider)value[P_TRAVEL].i, &ask.provider);
  if (status == BUJU_OK) *out = ask;
  return status;
}

static buju_status apply(buju_job *job, buju_ix u) {
  buju_reach_ask ask;
  buju_status status = buju_reach_ask_of(job, u, &ask);
  return status == BUJU_OK ? buju_reach_measure(job, &ask) : status;
}

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  return buju_check_provider(ctx, scenario, use, &use->value[P_TRAVEL]);
}

const buju_rule buju_rule_reach_within = {
    .name = "reach_within",
    .text = {"居民在时限内到达机构", "everybody within a time limit of a service"},
    .stage = BUJU_STAGE_MARK,
    .reads = BUJU_FACET_SITE,
    .writes = BUJU_FACET_REACH | BUJU_FACET_SITE,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
