/* pick_best_n: filter, choose the set that is best together, and rank each beside it. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/pick.h"
#include "planner/services.h"

enum {
  P_BEYOND_MIN = BUJU_SITE_FILTER_PARAMS,
  P_BEYOND_OF,
  P_N,
  P_TOTAL,
  P_LOCKED,
  P_LOCK_NAMED,
  P_OBJECTIVE,
  P_EXISTING,
  P_LIMIT,
  P_MODE,
  P_TRAVEL,
  P_DIRECTION,
  P_PEOPLE,
  P_MARKS,
  P_WEIGHT,
  PARAMS = P_WEIGHT + BUJU_SCORE_PARTS
};

static const char *const objective_words[] = {"newly_within", "least_time", "longest_time", NULL};
static const char *const mark_words[] = {"sub_centre", "central_clinic", "higher_level", "strengthened", NULL};
static const buju_action action_of[] = {BUJU_ACTION_RAISE_SUBCENTRE, BUJU_ACTION_RAISE_CENTRAL, BUJU_ACTION_RAISE_LEVEL,
                                        BUJU_ACTION_UPGRADE};

#define WEIGHT(part, id, share, zh, en)                                                                                \
  [P_WEIGHT + (part)] = {.name = "weight_" id,                                                                         \
                         .type = BUJU_PARAM_REAL,                                                                      \
                         .unit = "%",                                                                                  \
                         .min = 0,                                                                                     \
                         .max = 100,                                                                                   \
                         .fallback = share,                                                                            \
                         .text = {"评分权重：" zh, "weight in the score: " en}}

static const buju_param params[PARAMS] = {
    [BUJU_SITE_FILTER_AMONG] =
        {.name = "among",
         .type = BUJU_PARAM_WORD,
         .unit = "",
         .words = buju_service_set_words,
         .text = {"从哪类机构中选（centres：乡镇卫生院和社区卫生服务中心）",
                  "the kind of service it chooses from (centres: township and community health centres)"}},
    BUJU_SITE_FILTER_ROWS,
    [P_BEYOND_MIN] = {.name = "beyond_min",
                      .type = BUJU_PARAM_REAL,
                      .unit = "min",
                      .min = 0.1,
                      .max = 1440,
                      .fallback = "",
                      .text = {"只选离 beyond_of 超过此时间的机构（恰为此数不算超过）",
                               "only those farther than this from beyond_of (exactly this is not farther)"}},
    [P_BEYOND_OF] = {.name = "beyond_of",
                     .type = BUJU_PARAM_SELECTOR,
                     .unit = "",
                     .fallback = "",
                     .from = BUJU_FROM_FACILITIES,
                     .text = {"离哪些机构（不写：同 existing）",
                              "far from which facilities (those of existing, unless given)"}},
    [P_N] = {.name = "n",
             .type = BUJU_PARAM_INT,
             .unit = "sites",
             .min = 0,
             .max = 100000,
             .fallback = "",
             .text = {"选几所（不写：符合条件的全部）", "how many are chosen (all that qualify, unless given)"}},
    [P_TOTAL] = {.name = "total",
                 .type = BUJU_PARAM_INT,
                 .unit = "sites",
                 .min = 0,
                 .max = 100000,
                 .fallback = "",
                 .text = {"连同 existing 已有的共须几所（代替 n；已够则不再选）",
                          "how many there are to be together with those of existing (instead of n; none when there are "
                          "enough)"}},
    [P_LOCKED] = {.name = "locked",
                  .type = BUJU_PARAM_TEXT,
                  .unit = "",
                  .fallback = "",
                  .text = {"必选的机构：名称或代码，以顿号分隔；别名写作“甲=乙”",
                           "chosen whatever happens: names or codes with commas between; aliases as \"one=other\""}},
    [P_LOCK_NAMED] = {.name = "lock_named",
                      .type = BUJU_PARAM_BOOL,
                      .unit = "",
                      .fallback = "false",
                      .text = {"前面的规则（如 locked_list）已给同样处置的机构也必选",
                               "whether those to which a rule before it (such as locked_list) gives the same action "
                               "are chosen, too"}},
    [P_OBJECTIVE] =
        {.name = "objective",
         .type = BUJU_PARAM_WORD,
         .unit = "",
         .fallback = "newly_within",
         .words = objective_words,
         .text = {"目标（newly_within：新进入时限的人最多；least_time：时间总量最少；longest_time：最远的时间最短，"
                  "其次时间总量最少）",
                  "what the set is best at (newly_within: most people newly within the limit; least_time: least "
                  "time of everybody; longest_time: least longest time, then least time of everybody)"}},
    [P_EXISTING] =
        {.name = "existing",
         .type = BUJU_PARAM_SELECTOR,
         .unit = "",
         .fallback = "",
         .from = BUJU_FROM_FACILITIES,
         .text = {"已有同样服务、不占名额的机构，如县医院、已建成的次中心",
                  "facilities that do already what the chosen are to do, and are none of n: the county hospital, "
                  "sub-centres there are"}},
    [P_LIMIT] = {.name = "limit_min",
                 .type = BUJU_PARAM_REAL,
                 .unit = "min",
                 .min = 0.1,
                 .max = 1440,
                 .fallback = "",
                 .text = {"时限（含）；newly_within 必须给出", "the longest trip, inclusive; newly_within needs it"}},
    [P_MODE] = {.name = "mode",
                .type = BUJU_PARAM_WORD,
                .unit = "",
                .fallback = "drive",
                .words = buju_mode_words,
                .text = {"出行方式", "how people travel"}},
    [P_TRAVEL] = {.name = "travel",
                  .type = BUJU_PARAM_WORD,
                  .unit = "",
                  .fallback = "auto",
                  .words = buju_provider_words,
                  .text = {"时间怎样测算（auto：按 travel.provider）",
                           "what times are measured on (auto: as travel.provider says)"}},
    [P_DIRECTION] =
        {.name = "direction",
         .type = BUJU_PARAM_WORD,
         .unit = "",
         .fallback = "to_service",
         .words = buju_direction_words,
         .text = {"谁去谁那里（to_service：居民到机构；from_service：机构到居民，如急救）",
                  "who goes to whom (to_service: people to the service; from_service: the service to people, as "
                  "emergency cars do)"}},
    [P_PEOPLE] = {.name = "people_where",
                  .type = BUJU_PARAM_SELECTOR,
                  .unit = "",
                  .fallback = "",
                  .from = BUJU_FROM_VILLAGES,
                  .text = {"计哪些村、社区的居民（不写：全部）",
                           "the villages and communities whose people count (all, "
                           "unless given)"}},
    [P_MARKS] = {.name = "marks",
                 .type = BUJU_PARAM_WORD,
                 .unit = "",
                 .words = mark_words,
                 .text = {"入选后做什么（sub_centre：次中心；central_clinic：中心村卫生室；higher_level：提升能力等级；"
                          "strengthened：改造提升）",
                          "what the chosen become (sub-centres, central clinics, a higher level, or strengthened)"}},
    WEIGHT(BUJU_SCORE_NEWLY, "newly", "40", "新进入时限的人", "people newly within the limit"),
    WEIGHT(BUJU_SCORE_SERVED, "served", "20", "服务人口", "people served"),
    WEIGHT(BUJU_SCORE_APART, "apart", "20", "到最近另一所的时间", "time to the next one"),
    WEIGHT(BUJU_SCORE_FLOOR, "floor", "10", "业务用房面积", "floor area"),
    WEIGHT(BUJU_SCORE_DOCTORS, "doctors", "10", "医生数", "doctors"),
};

static uint32_t ms_of(const buju_value *minutes) { return (uint32_t)llround(minutes->f * 60000); }

/* How many are to be chosen: n, or what a total still lacks, or all. */
static buju_ix asked_of(const buju_job *job, const buju_value *value) {
  if (value[P_N].given) return (buju_ix)value[P_N].i;
  if (!value[P_TOTAL].given) return BUJU_NONE;
  int64_t asked = value[P_TOTAL].i;
  for (buju_ix s = 0; s < (buju_ix)job->sites.n; s++) {
    const buju_site *site = buju_job_site(job, s);
    asked -= site->planned && site->facility != BUJU_NONE && value[P_EXISTING].given &&
             buju_selected(job->selection, value[P_EXISTING].selector, site->facility);
  }
  return asked > 0 ? (buju_ix)asked : 0;
}

static buju_status apply(buju_job *job, buju_ix u) {
  const buju_value *value = buju_job_use(job, u)->value;
  buju_pick_ask ask = {
      .use = u,
      .goal = (buju_pick_goal)value[P_OBJECTIVE].i,
      .among = buju_site_filter_of(value),
      .existing = buju_selector_of(&value[P_EXISTING]),
      .beyond_of = buju_selector_of(&value[value[P_BEYOND_OF].given ? P_BEYOND_OF : P_EXISTING]),
      .beyond_ms = value[P_BEYOND_MIN].given ? ms_of(&value[P_BEYOND_MIN]) : 0,
      .people_where = buju_selector_of(&value[P_PEOPLE]),
      .asked = asked_of(job, value),
      .lock_named = value[P_LOCK_NAMED].i != 0,
      .locked = value[P_LOCKED].given ? value[P_LOCKED].s : NULL,
      .limit_ms = value[P_LIMIT].given ? ms_of(&value[P_LIMIT]) : BUJU_FAR,
      .mode = (buju_mode)value[P_MODE].i,
      .direction = (buju_direction)value[P_DIRECTION].i,
      .action = action_of[value[P_MARKS].i],
      .work_limit = job->scenario->work_limit,
  };
  for (int k = 0; k < BUJU_SCORE_PARTS; k++) ask.weight[k] = llround(value[P_WEIGHT + k].f * 100);
  buju_status status = buju_job_provider_of(job, u, (buju_provider)value[P_TRAVEL].i, &ask.provider);
  return status == BUJU_OK ? buju_pick_best(job, &ask) : status;
}

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(no_limit, "{0}：规则“{1}”的目标是 newly_within，请给出 limit_min",
           "{0}: rule \"{1}\" has the objective newly_within: give it a limit_min");
  BUJU_MSG(beyond_what, "{0}：规则“{1}”给了 beyond_min，没有说离哪些机构；请给出 beyond_of 或 existing",
           "{0}: rule \"{1}\" gives beyond_min, and not of which facilities; give beyond_of or existing");
  BUJU_MSG(n_and_total, "{0}：规则“{1}”同时给了 n 和 total；请只给一个",
           "{0}: rule \"{1}\" gives both n and total; give one of them");
  BUJU_MSG(no_weight, "{0}：规则“{1}”的评分权重都是 0；请至少给一项",
           "{0}: every weight of rule \"{1}\" is 0; give at least one");
  const buju_value *value = use->value;
  char place[256];
  const buju_msg *wrong = NULL;
  double weights = 0;
  for (int k = 0; k < BUJU_SCORE_PARTS; k++) weights += round(value[P_WEIGHT + k].f * 100);
  if (value[P_OBJECTIVE].i == BUJU_PICK_NEWLY_WITHIN && !value[P_LIMIT].given) wrong = &no_limit;
  if (value[P_BEYOND_MIN].given && !value[P_BEYOND_OF].given && !value[P_EXISTING].given) wrong = &beyond_what;
  if (value[P_N].given && value[P_TOTAL].given) wrong = &n_and_total;
  if (!(weights > 0)) wrong = &no_weight;
  if (wrong != NULL)
    return buju_complain(
        ctx, BUJU_E_SCENARIO,
        (buju_said){wrong, {buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id)}});
  return buju_check_provider(ctx, scenario, use, &value[P_TRAVEL]);
}

const buju_rule buju_rule_pick_best_n = {
    .name = "pick_best_n",
    .text = {"先筛选，再选出合起来最好的几所，并逐项评分排序（次中心、中心村卫生室、急救站等）",
             "filter, choose the set that is best together, and rank each beside it (sub-centres, central clinics, "
             "emergency "
             "stations)"},
    .stage = BUJU_STAGE_MARK,
    .reads = BUJU_FACET_SITE,
    .writes = BUJU_FACET_ACTION,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
