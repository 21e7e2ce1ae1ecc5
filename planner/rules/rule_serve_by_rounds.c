/* serve_by_rounds: the township's health centre visits villages without a fixed clinic, each at its interval, on tours
 * that fit a day's work. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/round_plan.h"
#include "planner/rounds/rounds.h"
#include "planner/siting/numbers.h"

enum {
  P_MIN_PEOPLE = BUJU_MOBILE_PARAMS,
  P_MAX_PEOPLE,
  P_INTERVAL,
  P_OFTEN_PEOPLE,
  P_OFTEN_DAYS,
  P_SELDOM_BEYOND,
  P_SELDOM_DAYS,
  P_DAY,
  P_TOUR_DAYS,
  P_DAYS_A_WEEK,
  P_SERVE,
  P_SERVE_100,
  P_SERVE_MOST,
  P_MODE,
  P_TRAVEL,
  PARAMS
};

enum { WEEK_DAYS = 7 };

#define MINUTES(id, default, zh, en)                                                                                   \
  {                                                                                                                    \
    .name = id, .type = BUJU_PARAM_REAL, .unit = "min", .min = 0, .max = 1440, .fallback = default, .text = { zh, en } \
  }
#define DAYS(id, most, default, zh, en)                                                                                \
  {                                                                                                                    \
    .name = id, .type = BUJU_PARAM_INT, .unit = "days", .min = 1, .max = most, .fallback = default, .text = { zh, en } \
  }
#define PEOPLE(id, default, zh, en)                                                                                    \
  {                                                                                                                    \
    .name = id, .type = BUJU_PARAM_INT, .unit = "people", .min = 1, .max = 10000000, .fallback = default, .text = {    \
      zh,                                                                                                              \
      en                                                                                                               \
    }                                                                                                                  \
  }

static const buju_param params[PARAMS] = {
    BUJU_MOBILE_COMMON("nobody"),
    [P_MIN_PEOPLE] =
        PEOPLE("min_people", "", "只用于人口不少于此数的村（含）", "only for villages of at least so many people"),
    [P_MAX_PEOPLE] =
        PEOPLE("max_people", "", "只用于人口不超过此数的村（含）", "only for villages of at most so many people"),
    [P_INTERVAL] =
        DAYS("interval_days", 364, "14", "巡诊间隔（7的倍数）", "days from one visit to the next, a multiple of 7"),
    [P_OFTEN_PEOPLE] = PEOPLE("often_people", "500", "人口不少于此数（含）的村按 often_days 巡诊",
                              "villages of at least so many people are visited every often_days"),
    [P_OFTEN_DAYS] = DAYS("often_days", 364, "7", "人口多的村的巡诊间隔（7的倍数）",
                          "days between visits to populous villages, a multiple of 7"),
    [P_SELDOM_BEYOND] = {.name = "seldom_beyond_min",
                         .type = BUJU_PARAM_REAL,
                         .unit = "min",
                         .min = 0,
                         .max = 1440,
                         .fallback = "120",
                         .text = {"其余的村离卫生院超过此时间（恰为此数不算）的按 seldom_days 巡诊",
                                  "of the others those farther than this from the centre (exactly this is not farther) "
                                  "are visited every seldom_days"}},
    [P_SELDOM_DAYS] = DAYS("seldom_days", 364, "28", "偏远村的巡诊间隔（7的倍数）",
                           "days between visits to remote villages, a multiple of 7"),
    [P_DAY] = {.name = "day_min",
               .type = BUJU_PARAM_REAL,
               .unit = "min",
               .min = 30,
               .max = 1440,
               .fallback = "480",
               .text = {"一天的工作时间，含往返路上（含此数）",
                        "work of a day, the ways there and back included; inclusive"}},
    [P_TOUR_DAYS] = DAYS("tour_days", 7, "1", "一趟最多几天（1：当天返回；更多：在外过夜）",
                         "days of a tour at most (1: home every evening; more: nights out)"),
    [P_DAYS_A_WEEK] = DAYS("days_a_week", 7, "5", "每周安排巡诊的天数", "days of the week with rounds"),
    [P_SERVE] = MINUTES("service_min", "60", "每次巡诊的基本时间", "minutes of a visit, whoever comes"),
    [P_SERVE_100] = MINUTES("service_min_per_100", "30", "每100人增加的时间", "minutes more for each 100 people"),
    [P_SERVE_MOST] = MINUTES("service_max_min", "240", "每次巡诊的最长时间", "a visit takes no longer than this"),
    [P_MODE] = {.name = "mode",
                .type = BUJU_PARAM_WORD,
                .unit = "",
                .fallback = "drive",
                .words = buju_mode_words,
                .text = {"出行方式", "how the team travels"}},
    [P_TRAVEL] = {.name = "travel",
                  .type = BUJU_PARAM_WORD,
                  .unit = "",
                  .fallback = "auto",
                  .words = buju_provider_words,
                  .text = {"时间怎样测算（auto：按 travel.provider）",
                           "what times are measured on (auto: as travel.provider says)"}},
};

static uint32_t ms_of(const buju_value *value) { return (uint32_t)llround(value->f * 60000); }

/* In how many weeks everything comes round again. */
static int64_t cycle_weeks(const buju_value *value) {
  const int intervals[] = {P_INTERVAL, P_OFTEN_DAYS, P_SELDOM_DAYS};
  const bool used[] = {true, value[P_OFTEN_PEOPLE].given, value[P_SELDOM_BEYOND].given};
  int64_t weeks = 1;
  for (int k = 0; k < 3; k++) {
    int64_t every = value[intervals[k]].i / WEEK_DAYS;
    if (used[k] && every > 0) weeks = weeks / buju_common_divisor(weeks, every) * every;
  }
  return weeks;
}

static buju_round_ask ask_of(const buju_job *job, buju_ix u) {
  const buju_value *value = buju_job_use(job, u)->value;
  buju_round_ask ask = {
      .mobile = buju_mobile_ask_of(job, u),
      .mode = (buju_mode)value[P_MODE].i,
      .day_ms = ms_of(&value[P_DAY]),
      .most_days = (uint32_t)value[P_TOUR_DAYS].i,
      .days_a_week = (uint32_t)value[P_DAYS_A_WEEK].i,
      .interval_days = (uint32_t)value[P_INTERVAL].i,
      .often_from = value[P_OFTEN_PEOPLE].given ? value[P_OFTEN_PEOPLE].i * BUJU_PERSON : BUJU_PEOPLE_MISSING,
      .often_days = (uint32_t)value[P_OFTEN_DAYS].i,
      .seldom_beyond_ms = value[P_SELDOM_BEYOND].given ? ms_of(&value[P_SELDOM_BEYOND]) : BUJU_FAR,
      .seldom_days = (uint32_t)value[P_SELDOM_DAYS].i,
      .cycle_weeks = (uint32_t)cycle_weeks(value),
      .serve_ms = ms_of(&value[P_SERVE]),
      .serve_100_ms = ms_of(&value[P_SERVE_100]),
      .serve_most_ms = ms_of(&value[P_SERVE_MOST]),
  };
  if (value[P_MIN_PEOPLE].given) ask.mobile.from_people = value[P_MIN_PEOPLE].i * BUJU_PERSON;
  if (value[P_MAX_PEOPLE].given) ask.mobile.most_people = value[P_MAX_PEOPLE].i * BUJU_PERSON;
  return ask;
}

/* Nobody to set out. */
static buju_status leave_without_thc(buju_job *job, const buju_round_ask *ask, buju_ix n, const buju_ix *village) {
  BUJU_MSG(
      no_thc, "{0}所在乡镇的机构资料中没有可以出发的卫生院，不能巡诊。",
      "The data hold no health centre in the township of {0} with a place to set out from: there can be no rounds.");
  buju_status status = BUJU_OK;
  for (buju_ix i = 0; i < n && status == BUJU_OK; i++)
    status = buju_mobile_leave(job, &ask->mobile, village[i],
                               BUJU_SAY(no_thc, buju_text(buju_job_village_name(job, village[i]))));
  return status;
}

static buju_ix starts_from(const buju_job *job, buju_ix v) {
  buju_ix thc = buju_job_township_thc(job, v);
  const buju_region *r = job->region;
  bool placed = thc != BUJU_NONE && isfinite(r->facility.x_m[thc]) && isfinite(r->facility.y_m[thc]);
  return placed ? thc : BUJU_NONE;
}

/* One health centre after the other, in the order of their first villages. */
static buju_status apply(buju_job *job, buju_ix u) {
  buju_round_ask ask = ask_of(job, u);
  buju_ix n, *village;
  buju_status status =
      buju_job_provider_of(job, u, (buju_provider)buju_job_use(job, u)->value[P_TRAVEL].i, &ask.provider);
  if (status == BUJU_OK) status = buju_mobile_seek(job, &ask.mobile, &n, &village);
  if (status != BUJU_OK) return status;
  buju_ix *group = BUJU_NEW(job->scratch, buju_ix, n);
  bool *done = BUJU_NEW(job->scratch, bool, n);
  if (group == NULL || done == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix i = 0; i < n && status == BUJU_OK; i++) {
    buju_ix thc = starts_from(job, village[i]), size = 0;
    if (done[i]) continue;
    for (buju_ix j = i; j < n; j++) {
      if (done[j] || starts_from(job, village[j]) != thc) continue;
      done[j] = true;
      group[size++] = village[j];
    }
    status =
        thc != BUJU_NONE ? buju_round_plan(job, &ask, thc, size, group) : leave_without_thc(job, &ask, size, group);
  }
  return status;
}

static buju_status contradicts(buju_ctx *ctx, const buju_use *use, const buju_msg *msg, int64_t a, int64_t b) {
  char place[256];
  buju_said said = {
      msg, {buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id), buju_int(a), buju_int(b)}};
  return buju_complain(ctx, BUJU_E_CONTRADICTION, said);
}

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(no_week, "{0}：规则“{1}”：巡诊间隔{2}天不是7的倍数；请改为7、14、28天等",
           "{0}: rule \"{1}\": an interval of {2} days is no multiple of 7; use 7, 14, 28 …");
  BUJU_MSG(too_long, "{0}：规则“{1}”：各巡诊间隔合起来{2}周才轮回一次，超过{3}周；请改用能相互整除的间隔",
           "{0}: rule \"{1}\": together the intervals come round only every {2} weeks, more than {3}; use intervals "
           "that divide each other");
  BUJU_MSG(nights, "{0}：规则“{1}”：一趟{2}天，多于每周的{3}天；请减少 tour_days 或增加 days_a_week",
           "{0}: rule \"{1}\": a tour of {2} days is longer than a week of {3}; lower tour_days or raise days_a_week");
  BUJU_MSG(nobody, "{0}：规则“{1}”：min_people {2} 大于 max_people {3}，没有村符合",
           "{0}: rule \"{1}\": min_people {2} is more than max_people {3}: no village is both");
  const buju_value *value = use->value;
  const int intervals[] = {P_INTERVAL, P_OFTEN_DAYS, P_SELDOM_DAYS};
  for (int k = 0; k < 3; k++)
    if (value[intervals[k]].i % WEEK_DAYS != 0) return contradicts(ctx, use, &no_week, value[intervals[k]].i, 0);
  if (cycle_weeks(value) > BUJU_ROUNDS_MOST_WEEKS)
    return contradicts(ctx, use, &too_long, cycle_weeks(value), BUJU_ROUNDS_MOST_WEEKS);
  if (value[P_TOUR_DAYS].i > value[P_DAYS_A_WEEK].i)
    return contradicts(ctx, use, &nights, value[P_TOUR_DAYS].i, value[P_DAYS_A_WEEK].i);
  if (value[P_MIN_PEOPLE].given && value[P_MAX_PEOPLE].given && value[P_MIN_PEOPLE].i > value[P_MAX_PEOPLE].i)
    return contradicts(ctx, use, &nobody, value[P_MIN_PEOPLE].i, value[P_MAX_PEOPLE].i);
  return buju_check_provider(ctx, scenario, use, &value[P_TRAVEL]);
}

const buju_rule buju_rule_serve_by_rounds = {
    .name = "serve_by_rounds",
    .text = {"卫生院定期巡诊，服务不宜设固定点的村",
             "the health centre visits villages without a fixed clinic on its rounds"},
    .stage = BUJU_STAGE_MOBILE,
    .reads = BUJU_FACET_STATUS,
    .writes = BUJU_FACET_NEED | BUJU_FACET_ACTION,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
