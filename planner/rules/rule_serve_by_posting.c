/* serve_by_posting: the township's health centre posts staff to villages without a clinic of their own.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/mobile.h"

enum {
  P_MIN_PEOPLE = BUJU_MOBILE_PARAMS,
  P_MAX_PEOPLE,
  P_LIMIT,
  P_MODE,
  P_TRAVEL,
  P_DAYS,
  P_PEOPLE_PER_DAY,
  P_STAFF,
  PARAMS
};

static const int64_t WORKING_DAYS = 5;

static const buju_param params[PARAMS] = {
    BUJU_MOBILE_COMMON("own_clinic"),
    [P_MIN_PEOPLE] = {.name = "min_people",
                      .type = BUJU_PARAM_INT,
                      .unit = "people",
                      .min = 1,
                      .max = 10000000,
                      .fallback = "",
                      .text = {"只派往人口不少于此数的村（含）", "only to villages of at least so many people"}},
    [P_MAX_PEOPLE] = {.name = "max_people",
                      .type = BUJU_PARAM_INT,
                      .unit = "people",
                      .min = 1,
                      .max = 10000000,
                      .fallback = "",
                      .text = {"只派往人口不超过此数的村（含）", "only to villages of at most so many people"}},
    [P_LIMIT] = {.name = "limit_min",
                 .type = BUJU_PARAM_REAL,
                 .unit = "min",
                 .min = 0.1,
                 .max = 1440,
                 .fallback = "",
                 .text = {"从卫生院到该村的时限（含；不写：不限）",
                          "the longest trip from the health centre, inclusive (none, unless given)"}},
    [P_MODE] = {.name = "mode",
                .type = BUJU_PARAM_WORD,
                .unit = "",
                .fallback = "drive",
                .words = buju_mode_words,
                .text = {"派驻人员怎样前往", "how the staff travel"}},
    [P_TRAVEL] = {.name = "travel",
                  .type = BUJU_PARAM_WORD,
                  .unit = "",
                  .fallback = "auto",
                  .words = buju_provider_words,
                  .text = {"时间怎样测算（auto：按 travel.provider）",
                           "what times are measured on (auto: as travel.provider says)"}},
    [P_DAYS] = {.name = "days_a_week",
                .type = BUJU_PARAM_INT,
                .unit = "days",
                .min = 1,
                .max = 5,
                .fallback = "1",
                .text = {"每周至少驻村几天", "days a week in the village, at least"}},
    [P_PEOPLE_PER_DAY] = {.name = "people_per_day",
                          .type = BUJU_PARAM_INT,
                          .unit = "people",
                          .min = 1,
                          .max = 1000000,
                          .fallback = "",
                          .text = {"每多少人增加一天（不足的进一；每周至多5天）",
                                   "a day a week for each so many people, begun ones too (5 at most)"}},
    [P_STAFF] = {.name = "staff",
                 .type = BUJU_PARAM_INT,
                 .unit = "doctors",
                 .min = 1,
                 .max = 100,
                 .fallback = "1",
                 .text = {"每次派驻几人", "how many are posted at a time"}},
};

typedef struct posting {
  buju_job *job;
  buju_mobile_ask ask;
  const buju_value *value;
  const buju_travel *travel;
  buju_mode mode;
  uint32_t limit_ms;
  buju_trip *trip; /* by village sought */
} posting;

static int64_t days_of(const posting *p, buju_people_n people) {
  int64_t days = p->value[P_DAYS].i;
  if (!p->value[P_PEOPLE_PER_DAY].given || people == BUJU_PEOPLE_MISSING) return days;
  int64_t part = p->value[P_PEOPLE_PER_DAY].i * BUJU_PERSON, asked = (people + part - 1) / part;
  if (asked > days) days = asked;
  return days < WORKING_DAYS ? days : WORKING_DAYS;
}

static buju_status measure(posting *p, buju_ix n, const buju_ix *village) {
  buju_job *job = p->job;
  const buju_region *r = job->region;
  double *x_m = BUJU_NEW(job->scratch, double, n), *y_m = BUJU_NEW(job->scratch, double, n);
  buju_ix *row = BUJU_NEW(job->scratch, buju_ix, n), *to = BUJU_NEW(job->scratch, buju_ix, n);
  p->trip = BUJU_NEW(job->scratch, buju_trip, n);
  if (x_m == NULL || y_m == NULL || row == NULL || to == NULL || p->trip == NULL) return buju_fail_memory(job->ctx);
  buju_places thcs, villages;
  for (buju_ix i = 0; i < n; i++) {
    buju_ix thc = buju_job_township_thc(job, village[i]);
    x_m[i] = thc != BUJU_NONE ? r->facility.x_m[thc] : NAN;
    y_m[i] = thc != BUJU_NONE ? r->facility.y_m[thc] : NAN;
    row[i] = i;
    to[i] = village[i];
  }
  buju_status status = p->travel->ops->locate(job->ctx, p->travel, n, x_m, y_m, job->scratch, &thcs);
  if (status == BUJU_OK)
    status = p->travel->ops->locate(job->ctx, p->travel, r->village.n, r->village.x_m, r->village.y_m, job->scratch,
                                    &villages);
  if (status != BUJU_OK) return status;
  return p->travel->ops->trips(job->ctx, p->travel, p->mode, &thcs, &villages, n, row, to, p->trip);
}

static buju_status post(const posting *p, buju_ix i, buju_ix v) {
  BUJU_MSG(taken, "{0}不单独设村卫生室，由{1}派驻{2}人，每周{3}天；{4}{5}分钟可到。",
           "{0} has no clinic of its own: {1} posts {2} to it on {3} day{3?|s} a week; the way takes {5} min {4}.");
  BUJU_MSG(no_thc, "{0}所在乡镇的机构资料中没有卫生院，无法派驻。",
           "The data hold no health centre in the township of {0} that could post staff.");
  BUJU_MSG(no_way, "{1}到不了{0}，无法派驻。", "{1} has no way to {0} and cannot post staff.");
  BUJU_MSG(far, "{1}到{0}{2}{3}分钟，超过{4}分钟的上限，不派驻。",
           "{0} is {3} min {2} from {1}, over the limit of {4}: nobody is posted.");
  buju_job *job = p->job;
  buju_ix thc = buju_job_township_thc(job, v);
  buju_arg name = buju_text(buju_job_village_name(job, v)), mode = buju_word(&buju_mode_names[p->mode]);
  if (thc == BUJU_NONE) return buju_mobile_leave(job, &p->ask, v, BUJU_SAY(no_thc, name));
  buju_arg centre = buju_text(job->region->facility.name[thc]);
  const buju_trip *trip = &p->trip[i];
  if (trip->ms == BUJU_FAR) return buju_mobile_leave(job, &p->ask, v, BUJU_SAY(no_way, name, centre));
  if (trip->ms > p->limit_ms)
    return buju_mobile_leave(job, &p->ask, v,
                             BUJU_SAY(far, name, centre, mode, buju_minutes(trip->ms), buju_minutes(p->limit_ms)));
  struct buju_mobile who = {.village = BUJU_NONE, .facility = thc, .trip = *trip};
  return buju_mobile_take(job, v, p->ask.use, BUJU_VERDICT_POSTING, who,
                          BUJU_SAY(taken, name, centre, buju_int(p->value[P_STAFF].i),
                                   buju_int(days_of(p, job->need[v].people_used)), mode, buju_minutes(trip->ms)));
}

static buju_status apply(buju_job *job, buju_ix u) {
  const buju_value *value = buju_job_use(job, u)->value;
  posting p = {.job = job,
               .ask = buju_mobile_ask_of(job, u),
               .value = value,
               .mode = (buju_mode)value[P_MODE].i,
               .limit_ms = value[P_LIMIT].given ? (uint32_t)llround(value[P_LIMIT].f * 60000) : BUJU_FAR};
  buju_provider provider;
  buju_ix n, *village;
  if (value[P_MIN_PEOPLE].given) p.ask.from_people = value[P_MIN_PEOPLE].i * BUJU_PERSON;
  if (value[P_MAX_PEOPLE].given) p.ask.most_people = value[P_MAX_PEOPLE].i * BUJU_PERSON;
  buju_status status = buju_job_provider_of(job, u, (buju_provider)value[P_TRAVEL].i, &provider);
  if (status != BUJU_OK) return status;
  p.travel = job->travels->by[provider];
  status = buju_mobile_seek(job, &p.ask, &n, &village);
  if (status == BUJU_OK) status = measure(&p, n, village);
  for (buju_ix i = 0; i < n && status == BUJU_OK; i++) status = post(&p, i, village[i]);
  return status;
}

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  return buju_check_provider(ctx, scenario, use, &use->value[P_TRAVEL]);
}

const buju_rule buju_rule_serve_by_posting = {
    .name = "serve_by_posting",
    .text = {"卫生院向不宜单独设点的村派驻人员", "the health centre posts staff to villages without a clinic"},
    .stage = BUJU_STAGE_MOBILE,
    .reads = BUJU_FACET_STATUS,
    .writes = BUJU_FACET_NEED | BUJU_FACET_ACTION,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
