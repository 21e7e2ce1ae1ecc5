/* referral_within: how far it is from each village to the health centre, the sub-centre and the county hospital it is
 * referred to, and who is beyond the limit of a tier. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/reach.h"
#include "planner/stages.h"

enum {
  P_WHERE,
  P_SUB_CENTRES,
  P_HOSPITALS,
  P_TRAVEL,
  P_THC_LIMIT,
  P_SUB_CENTRE_LIMIT,
  P_HOSPITAL_LIMIT,
  P_THC_MODE,
  P_SUB_CENTRE_MODE,
  P_HOSPITAL_MODE,
  PARAMS
};

#define LIMIT(id, zh, en)                                                                                              \
  {                                                                                                                    \
    .name = id, .type = BUJU_PARAM_REAL, .unit = "min", .min = 0.1, .max = 1440, .fallback = "", .text = {             \
      zh "（含；不写：只测算，不判定）",                                                                               \
      en ", inclusive (measured only, unless given)"                                                                   \
    }                                                                                                                  \
  }
#define MODE(id, zh, en)                                                                                               \
  {                                                                                                                    \
    .name = id, .type = BUJU_PARAM_WORD, .unit = "", .fallback = "drive", .words = buju_mode_words, .text = { zh, en } \
  }

static const buju_param params[PARAMS] = {
    [P_WHERE] = {.name = "where",
                 .type = BUJU_PARAM_SELECTOR,
                 .unit = "",
                 .fallback = "",
                 .from = BUJU_FROM_VILLAGES,
                 .text = {"哪些村、社区（不写：全部）", "which villages and communities (all, unless given)"}},
    [P_SUB_CENTRES] = {.name = "sub_centres",
                       .type = BUJU_PARAM_SELECTOR,
                       .unit = "",
                       .fallback = "",
                       .from = BUJU_FROM_FACILITIES,
                       .text = {"现有的次中心（本方案建成的另行计入）",
                                "sub-centres there are already (those the plan raises count besides)"}},
    [P_HOSPITALS] = {.name = "hospitals",
                     .type = BUJU_PARAM_SELECTOR,
                     .unit = "",
                     .fallback = "",
                     .from = BUJU_FROM_FACILITIES,
                     .text = {"县级医院（不写：全部医院）", "the county hospitals (every hospital, unless given)"}},
    [P_TRAVEL] = {.name = "travel",
                  .type = BUJU_PARAM_WORD,
                  .unit = "",
                  .fallback = "auto",
                  .words = buju_provider_words,
                  .text = {"时间怎样测算（auto：按 travel.provider）",
                           "what times are measured on (auto: as travel.provider says)"}},
    [P_THC_LIMIT] = LIMIT("thc_limit_min", "到乡镇卫生院（社区卫生服务中心）的时限",
                          "the longest trip to a township or community health centre"),
    [P_SUB_CENTRE_LIMIT] = LIMIT("sub_centre_limit_min", "到县域医疗次中心的时限", "the longest trip to a sub-centre"),
    [P_HOSPITAL_LIMIT] = LIMIT("hospital_limit_min", "到县级医院的时限", "the longest trip to a county hospital"),
    [P_THC_MODE] = MODE("thc_mode", "到卫生院的出行方式", "how people travel to a health centre"),
    [P_SUB_CENTRE_MODE] = MODE("sub_centre_mode", "到次中心的出行方式", "how people travel to a sub-centre"),
    [P_HOSPITAL_MODE] = MODE("hospital_mode", "到县级医院的出行方式", "how people travel to a county hospital"),
};

/* Sites of a tier: bit 0 as things stand, bit 1 after the plan. */
enum { BEFORE = 1, AFTER = 2 };

typedef struct referring {
  buju_job *job;
  buju_ix use;
  const buju_value *value;
  const buju_travel *travel;
  buju_ix where;
  uint8_t *open[BUJU_TIERS]; /* by site */
  buju_ix n, *demand;        /* settlements spoken of */
  buju_places from, villages;
  buju_near *below; /* by village: the site of the tier before, BUJU_NONE: none */
} referring;

/* ---- the sites of a tier ---- */

static bool selected(const referring *f, int param, buju_ix facility) {
  return f->value[param].given && facility != BUJU_NONE &&
         buju_selected(f->job->selection, f->value[param].selector, facility);
}

static uint8_t stands(const buju_site *site) {
  return (uint8_t)((site->facility != BUJU_NONE ? BEFORE : 0) | (site->planned ? AFTER : 0));
}

static buju_status find_sites(referring *f) {
  buju_job *job = f->job;
  size_t sites = job->sites.n;
  for (int t = 0; t < BUJU_TIERS; t++) {
    f->open[t] = BUJU_NEW(job->scratch, uint8_t, sites);
    if (f->open[t] == NULL) return buju_fail_memory(job->ctx);
  }
  for (buju_ix s = 0; s < (buju_ix)sites; s++) {
    const buju_site *site = buju_job_site(job, s);
    bool hospital = f->value[P_HOSPITALS].given ? selected(f, P_HOSPITALS, site->facility)
                                                : site->kind == BUJU_HOSPITAL && site->facility != BUJU_NONE;
    if (site->kind == BUJU_THC || site->kind == BUJU_CHC) f->open[BUJU_TIER_THC][s] = stands(site);
    if (selected(f, P_SUB_CENTRES, site->facility)) f->open[BUJU_TIER_SUB_CENTRE][s] = stands(site);
    if (hospital) f->open[BUJU_TIER_HOSPITAL][s] = stands(site);
  }
  const buju_site_action *action = job->actions.data;
  for (size_t a = 0; a < job->actions.n; a++)
    if (action[a].action == BUJU_ACTION_RAISE_SUBCENTRE) f->open[BUJU_TIER_SUB_CENTRE][action[a].site] |= AFTER;
  return BUJU_OK;
}

/* The nearest of a tier's sites at a stage, as site rows. */
static buju_status nearest(const referring *f, buju_referral_tier tier, uint8_t stage, buju_mode mode,
                           const buju_places *from, buju_near *near) {
  buju_job *job = f->job;
  size_t sites = job->sites.n;
  double *x_m = BUJU_NEW(job->scratch, double, sites), *y_m = BUJU_NEW(job->scratch, double, sites);
  buju_ix *site = BUJU_NEW(job->scratch, buju_ix, sites), n = 0;
  buju_places to;
  if (x_m == NULL || y_m == NULL || site == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix s = 0; s < (buju_ix)sites; s++) {
    if ((f->open[tier][s] & stage) == 0) continue;
    x_m[n] = buju_job_site(job, s)->x_m;
    y_m[n] = buju_job_site(job, s)->y_m;
    site[n++] = s;
  }
  buju_status status = f->travel->ops->locate(job->ctx, f->travel, n, x_m, y_m, job->scratch, &to);
  if (status == BUJU_OK) status = f->travel->ops->nearest(job->ctx, f->travel, mode, from, &to, near);
  for (buju_ix i = 0; i < from->n && status == BUJU_OK; i++)
    if (near[i].to != BUJU_NONE) near[i].to = site[near[i].to];
  return status;
}

/* ---- a tier ---- */

typedef struct tier {
  buju_referral_tier name;
  buju_mode mode;
  uint32_t limit_ms;   /* BUJU_FAR: none */
  buju_near *near;     /* by village, after the plan */
  buju_near *was, *is; /* by settlement spoken of */
  buju_trip *step;     /* by village: from the site of the tier before */
} tier;

static bool beyond(const tier *t, const buju_near *near) {
  return t->limit_ms != BUJU_FAR && (near->to == BUJU_NONE || near->ms > t->limit_ms);
}

static buju_status measure(const referring *f, tier *t) {
  buju_job *job = f->job;
  buju_ix villages = f->villages.n;
  t->near = BUJU_NEW(job->scratch, buju_near, villages);
  t->step = BUJU_NEW(job->scratch, buju_trip, villages);
  t->was = BUJU_NEW(job->scratch, buju_near, f->n);
  t->is = BUJU_NEW(job->scratch, buju_near, f->n);
  buju_ix *from = BUJU_NEW(job->scratch, buju_ix, villages), *to = BUJU_NEW(job->scratch, buju_ix, villages);
  size_t n = job->sites.n;
  double *x_m = BUJU_NEW(job->scratch, double, n), *y_m = BUJU_NEW(job->scratch, double, n);
  if (t->near == NULL || t->step == NULL || t->was == NULL || t->is == NULL || from == NULL || to == NULL ||
      x_m == NULL || y_m == NULL)
    return buju_fail_memory(job->ctx);
  buju_status status = nearest(f, t->name, AFTER, t->mode, &f->villages, t->near);
  if (status == BUJU_OK) status = nearest(f, t->name, BEFORE, t->mode, &f->from, t->was);
  if (status == BUJU_OK) status = nearest(f, t->name, AFTER, t->mode, &f->from, t->is);
  for (buju_ix v = 0; v < villages; v++) {
    from[v] = f->below != NULL ? f->below[v].to : BUJU_NONE;
    to[v] = t->near[v].to;
  }
  for (buju_ix s = 0; s < (buju_ix)n; s++) {
    x_m[s] = buju_job_site(job, s)->x_m;
    y_m[s] = buju_job_site(job, s)->y_m;
  }
  buju_places sites;
  if (status == BUJU_OK)
    status = f->travel->ops->locate(job->ctx, f->travel, (buju_ix)n, x_m, y_m, job->scratch, &sites);
  if (status != BUJU_OK) return status;
  return f->travel->ops->trips(job->ctx, f->travel, t->mode, &sites, &sites, villages, from, to, t->step);
}

static const buju_facility_kind kind_of[BUJU_TIERS] = {BUJU_THC, BUJU_THC, BUJU_HOSPITAL};

static buju_status add_gap(const referring *f, const tier *t, buju_ix village, const buju_near *near, buju_ix first,
                           buju_ix last, bool after) {
  BUJU_MSG(over, "{0}有{1}人{4}到最近的{2}超过{3}分钟。",
           "In {0}, {1} {1?person is|people are} more than {3} min from the nearest of this tier ({2}, {4}).");
  buju_job *job = f->job;
  buju_people_n people = 0, all = 0;
  buju_ix farthest = BUJU_NONE;
  for (buju_ix i = first; i < last; i++) {
    buju_people_n own = buju_demand_people(job, f->demand[i]);
    all += own;
    if (!beyond(t, &near[i])) continue;
    people += own;
    if (near[i].to != BUJU_NONE && (farthest == BUJU_NONE || near[i].ms > near[farthest].ms)) farthest = i;
  }
  if (people == 0) return BUJU_OK;
  buju_gap gap = buju_gap_blank(BUJU_GAP_ACCESS, kind_of[t->name], after);
  gap.area = job->region->village.area[village];
  gap.village = village;
  gap.use = f->use;
  gap.people = people;
  gap.limit_value = t->limit_ms / 60000.0;
  gap.unit = "min";
  gap.remedy = t->name == BUJU_TIER_SUB_CENTRE ? (int)BUJU_ACTION_RAISE_SUBCENTRE : -1;
  gap.severity = people * 2 >= all ? 3 : 2;
  if (farthest != BUJU_NONE) {
    gap.nearest_site = near[farthest].to;
    gap.nearest_ms = near[farthest].ms;
    gap.actual_value = buju_gap_minutes(near[farthest].ms);
    gap.shortfall = round((gap.actual_value - gap.limit_value) * 1000) / 1000;
  }
  buju_ix row;
  buju_status status = buju_job_add_gap(job, gap, &row);
  if (status != BUJU_OK) return status;
  return buju_job_trace(job, BUJU_TRACED_GAP, row, f->use, BUJU_DECIDED,
                        BUJU_SAY(over, buju_text(buju_job_village_name(job, village)), buju_people(people),
                                 buju_word(&buju_tier_words[t->name].word), buju_minutes(t->limit_ms),
                                 buju_word(&buju_mode_names[t->mode])));
}

/* A row for a village: settlements first … last − 1 of those spoken of are its. */
static buju_status add_row(const referring *f, const tier *t, buju_ix v, buju_ix first, buju_ix last) {
  buju_job *job = f->job;
  bool placed = isfinite(job->region->village.x_m[v]) && isfinite(job->region->village.y_m[v]);
  buju_referral *row = buju_vec_push(&job->referrals, sizeof *row);
  if (row == NULL) return buju_fail_memory(job->ctx);
  *row = (buju_referral){.use = f->use,
                         .village = v,
                         .tier = (uint8_t)t->name,
                         .mode = (uint8_t)t->mode,
                         .site = t->near[v].to,
                         .ms = t->near[v].ms,
                         .basis = t->near[v].basis,
                         .step_ms = t->step[v].ms,
                         .limit_ms = t->limit_ms,
                         .people = buju_job_people(job, v),
                         .over = {BUJU_PEOPLE_MISSING, BUJU_PEOPLE_MISSING}};
  if (t->limit_ms == BUJU_FAR || !placed) return BUJU_OK;
  row->over[0] = row->over[1] = 0;
  for (buju_ix i = first; i < last; i++) {
    buju_people_n people = buju_demand_people(job, f->demand[i]);
    if (beyond(t, &t->was[i])) row->over[0] += people;
    if (beyond(t, &t->is[i])) row->over[1] += people;
  }
  buju_status status = add_gap(f, t, v, t->was, first, last, false);
  return status == BUJU_OK ? add_gap(f, t, v, t->is, first, last, true) : status;
}

static bool any_site(const referring *f, buju_referral_tier tier) {
  for (size_t s = 0; s < f->job->sites.n; s++)
    if (f->open[tier][s] != 0) return true;
  return false;
}

static buju_status refer(referring *f, buju_referral_tier name) {
  buju_job *job = f->job;
  const buju_value *limit = &f->value[P_THC_LIMIT + (int)name];
  tier t = {.name = name,
            .mode = (buju_mode)f->value[P_THC_MODE + (int)name].i,
            .limit_ms = limit->given ? (uint32_t)llround(limit->f * 60000) : BUJU_FAR};
  if (!limit->given && !any_site(f, name)) return BUJU_OK; /* there is no such tier, and none is asked for */
  buju_status status = measure(f, &t);
  const buju_ix *village = job->region->demand.village;
  for (buju_ix v = 0, first = 0, last; v < f->villages.n && status == BUJU_OK; v++, first = last) {
    for (last = first; last < f->n && village[f->demand[last]] == v;) last++;
    bool spoken_of = f->where == BUJU_NONE || buju_selected(job->selection, f->where, v);
    if (spoken_of) status = add_row(f, &t, v, first, last);
  }
  f->below = t.near;
  return status;
}

static buju_status apply(buju_job *job, buju_ix u) {
  const buju_value *value = buju_job_use(job, u)->value;
  const buju_region *r = job->region;
  referring f = {
      .job = job, .use = u, .value = value, .where = value[P_WHERE].given ? value[P_WHERE].selector : BUJU_NONE};
  buju_provider provider;
  buju_status status = buju_job_provider_of(job, u, (buju_provider)value[P_TRAVEL].i, &provider);
  if (status != BUJU_OK) return status;
  f.travel = job->travels->by[provider];
  status = find_sites(&f);
  if (status == BUJU_OK)
    status = buju_reach_gather(job, f.where, buju_job_year(job), f.travel, &f.n, &f.demand, &f.from);
  if (status == BUJU_OK)
    status = f.travel->ops->locate(job->ctx, f.travel, r->village.n, r->village.x_m, r->village.y_m, job->scratch,
                                   &f.villages);
  for (int t = 0; t < BUJU_TIERS && status == BUJU_OK; t++) status = refer(&f, (buju_referral_tier)t);
  return status;
}

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  return buju_check_provider(ctx, scenario, use, &use->value[P_TRAVEL]);
}

const buju_rule buju_rule_referral_within = {
    .name = "referral_within",
    .text = {"逐级转诊的时间：村到卫生院、次中心、县级医院",
             "times of referral: from villages to health centre, sub-centre and county hospital"},
    .stage = BUJU_STAGE_LEDGER, /* once every sub-centre is chosen, whatever the order of rules */
    .reads = BUJU_FACET_SITE,
    .writes = BUJU_FACET_REACH,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
