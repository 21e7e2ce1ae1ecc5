/* serve_by_extension: villages without a clinic of their own are served from the clinic of a neighbour.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "planner/mobile.h"

enum { P_MAX_PEOPLE = BUJU_MOBILE_PARAMS, P_LIMIT, P_MODE, P_TRAVEL, P_CAP, P_SAME_TOWNSHIP, PARAMS };

static const buju_param params[PARAMS] = {
    BUJU_MOBILE_COMMON("own_clinic"),
    [P_MAX_PEOPLE] = {.name = "max_people",
                      .type = BUJU_PARAM_INT,
                      .unit = "people",
                      .min = 1,
                      .max = 10000000,
                      .fallback = "",
                      .text = {"只用于人口不超过此数的村（含）", "only for villages of at most so many people"}},
    [P_LIMIT] = {.name = "limit_min",
                 .type = BUJU_PARAM_REAL,
                 .unit = "min",
                 .min = 0.1,
                 .max = 1440,
                 .text = {"到邻村卫生室的时限（含）", "the longest trip to the neighbour's clinic, inclusive"}},
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
    [P_CAP] = {.name = "cap_people",
               .type = BUJU_PARAM_INT,
               .unit = "people",
               .min = 1,
               .max = 10000000,
               .fallback = "",
               .text = {"承担延伸服务的村卫生室服务人口上限（含本村）",
                        "the most people a clinic serves with those it extends to, its own village included"}},
    [P_SAME_TOWNSHIP] = {.name = "same_township",
                         .type = BUJU_PARAM_BOOL,
                         .unit = "",
                         .fallback = "true",
                         .text = {"只由同一乡镇的村承担", "only by a village of the same township"}},
};

typedef struct pair {
  uint32_t ms;
  buju_ix village, host; /* village rows */
} pair;

typedef struct extending {
  buju_job *job;
  buju_ix use;
  buju_mobile_ask ask;
  const buju_value *value;
  const buju_travel *travel;
  buju_provider provider;
  buju_mode mode;
  uint32_t limit_ms;
  buju_ix n, hosts; /* villages to be served, villages whose clinics may serve */
  buju_ix *village, *host;
  buju_people_n *load; /* by village row: people of the clinic there */
  buju_vec pairs;
} extending;

static buju_status find_hosts(extending *e) {
  buju_job *job = e->job;
  buju_ix villages = job->region->village.n;
  e->host = BUJU_NEW(job->scratch, buju_ix, villages);
  e->load = BUJU_NEW(job->scratch, buju_people_n, villages);
  if (e->host == NULL || e->load == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix v = 0; v < villages; v++) {
    if (job->need[v].people_used != BUJU_PEOPLE_MISSING) e->load[v] = job->need[v].people_used;
    if (job->need[v].group != BUJU_NONE) e->load[v] = buju_job_group(job, job->need[v].group)->people;
    if (buju_mobile_hosts(job, v)) e->host[e->hosts++] = v;
  }
  for (buju_ix v = 0; v < villages; v++) { /* an earlier rule of this shape has given them others */
    buju_ix host = job->mobile[v].village;
    if (host != BUJU_NONE && job->need[v].people_used != BUJU_PEOPLE_MISSING) e->load[host] += job->need[v].people_used;
  }
  return BUJU_OK;
}

static buju_status places_of(const extending *e, buju_ix n, const buju_ix *village, buju_places *places) {
  const buju_region *r = e->job->region;
  double *x_m = BUJU_NEW(e->job->scratch, double, n), *y_m = BUJU_NEW(e->job->scratch, double, n);
  if (x_m == NULL || y_m == NULL) return buju_fail_memory(e->job->ctx);
  for (buju_ix i = 0; i < n; i++) {
    x_m[i] = r->village.x_m[village[i]];
    y_m[i] = r->village.y_m[village[i]];
  }
  return e->travel->ops->locate(e->job->ctx, e->travel, n, x_m, y_m, e->job->scratch, places);
}

/* Who could serve whom, nearest first; ties by code. */
static int by_time(const void *a, const void *b) {
  const pair *x = a, *y = b;
  if (x->ms != y->ms) return x->ms < y->ms ? -1 : 1;
  if (x->village != y->village) return x->village < y->village ? -1 : 1;
  return (x->host > y->host) - (x->host < y->host);
}

static buju_status find_pairs(extending *e) {
  buju_job *job = e->job;
  buju_places from, to;
  buju_csr times;
  buju_status status = places_of(e, e->n, e->village, &from);
  if (status == BUJU_OK) status = places_of(e, e->hosts, e->host, &to);
  if (status == BUJU_OK)
    status = e->travel->ops->within(job->ctx, e->travel, e->mode, &from, &to, e->limit_ms, job->scratch, &times);
  for (buju_ix i = 0; i < e->n && status == BUJU_OK; i++)
    for (uint64_t k = times.row[i]; k < times.row[i + 1]; k++) {
      pair row = {times.val[k], e->village[i], e->host[times.col[k]]};
      if (row.host == row.village) continue;
      if (e->value[P_SAME_TOWNSHIP].i != 0 && !buju_job_same_township(job, row.village, row.host)) continue;
      pair *added = buju_vec_push(&e->pairs, sizeof *added);
      if (added == NULL) return buju_fail_memory(job->ctx);
      *added = row;
    }
  if (status == BUJU_OK && e->pairs.n > 1) qsort(e->pairs.data, e->pairs.n, sizeof(pair), by_time);
  return status;
}

static buju_status take(extending *e, const pair *p) {
  BUJU_MSG(said, "{0}不单独设村卫生室，由邻村{1}的村卫生室延伸服务，{2}{3}分钟，不超过{4}分钟。",
           "{0} has no clinic of its own: the clinic of its neighbour {1} serves it, {3} min away {2}; the limit is "
           "{4}.");
  buju_job *job = e->job;
  const buju_joined *joined = &job->joined[e->provider];
  struct buju_mobile who = {
      .village = p->host, .facility = BUJU_NONE, .mode = e->mode, .provider = e->provider, .limit_ms = e->limit_ms};
  buju_status status = e->travel->ops->trips(job->ctx, e->travel, e->mode, &joined->villages, &joined->villages, 1,
                                             &p->village, &p->host, &who.trip);
  if (status != BUJU_OK) return status;
  return buju_mobile_take(job, p->village, e->use, BUJU_VERDICT_EXTENSION, who,
                          BUJU_SAY(said, buju_text(buju_job_village_name(job, p->village)),
                                   buju_text(buju_job_village_name(job, p->host)), buju_word(&buju_mode_names[e->mode]),
                                   buju_minutes(p->ms), buju_minutes(e->limit_ms)));
}

/* The nearest pairs first, as long as the clinic has room. */
static buju_status take_pairs(extending *e) {
  buju_job *job = e->job;
  buju_people_n cap = e->value[P_CAP].given ? e->value[P_CAP].i * BUJU_PERSON : INT64_MAX;
  buju_status status = BUJU_OK;
  for (size_t k = 0; k < e->pairs.n && status == BUJU_OK; k++) {
    const pair *p = (const pair *)e->pairs.data + k;
    buju_people_n people = job->need[p->village].people_used;
    if (people == BUJU_PEOPLE_MISSING) people = 0;
    if (job->mobile[p->village].use != BUJU_NONE || e->load[p->host] > cap - people) continue;
    e->load[p->host] += people;
    status = take(e, p);
  }
  return status;
}

static buju_status leave_rest(extending *e) {
  BUJU_MSG(none, "{0}{1}{2}分钟以内没有可以延伸服务的邻村卫生室。",
           "No clinic of a neighbour that could serve {0} is within {2} min {1}.");
  buju_job *job = e->job;
  buju_status status = BUJU_OK;
  for (buju_ix i = 0; i < e->n && status == BUJU_OK; i++) {
    buju_ix v = e->village[i];
    if (job->mobile[v].use != BUJU_NONE) continue;
    status = buju_mobile_leave(job, &e->ask, v,
                               BUJU_SAY(none, buju_text(buju_job_village_name(job, v)),
                                        buju_word(&buju_mode_names[e->mode]), buju_minutes(e->limit_ms)));
  }
  return status;
}

static buju_status apply(buju_job *job, buju_ix u) {
  const buju_value *value = buju_job_use(job, u)->value;
  extending e = {.job = job,
                 .use = u,
                 .ask = buju_mobile_ask_of(job, u),
                 .value = value,
                 .mode = (buju_mode)value[P_MODE].i,
                 .limit_ms = (uint32_t)llround(value[P_LIMIT].f * 60000)};
  if (value[P_MAX_PEOPLE].given) e.ask.most_people = value[P_MAX_PEOPLE].i * BUJU_PERSON;
  buju_status status = buju_job_provider_of(job, u, (buju_provider)value[P_TRAVEL].i, &e.provider);
  if (status != BUJU_OK) return status;
  e.travel = job->travels->by[e.provider];
  status = buju_mobile_seek(job, &e.ask, &e.n, &e.village);
  if (status == BUJU_OK) status = find_hosts(&e);
  if (status == BUJU_OK) status = find_pairs(&e);
  if (status == BUJU_OK) status = take_pairs(&e);
  if (status == BUJU_OK) status = leave_rest(&e);
  buju_vec_free(&e.pairs);
  return status;
}

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  return buju_check_provider(ctx, scenario, use, &use->value[P_TRAVEL]);
}

const buju_rule buju_rule_serve_by_extension = {
    .name = "serve_by_extension",
    .text = {"不宜单独设点的村由邻村卫生室延伸服务", "villages without a clinic are served by a neighbour's"},
    .stage = BUJU_STAGE_MOBILE,
    .reads = BUJU_FACET_STATUS,
    .writes = BUJU_FACET_NEED,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
