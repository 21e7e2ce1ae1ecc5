/* What meets an area's entitlement to a service: what stands there, else a proposed site.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/sites.h"
#include "planner/stages.h"

/* A trip that cannot be made weighs as much as a day's. */
static const uint32_t DAY_MS = 86400000;

/* Sites of every area, its parts included, as chains in the order they came; villages and settlements of townships. */
typedef struct link {
  buju_ix site, next;
} link;

typedef struct atlas {
  buju_arena *arena;
  buju_vec links;        /* of link */
  buju_ix *first, *last; /* by area row */
  buju_csr villages;     /* area row → village rows, of the villages and of what they lie in */
  buju_ix *first_demand; /* by village row, and one behind: settlements come in the villages' order */
} atlas;

static buju_status chain(const buju_job *job, atlas *at, buju_ix site) {
  const buju_region *r = job->region;
  const buju_site *s = buju_job_site(job, site);
  buju_ix area = s->village != BUJU_NONE ? r->village.area[s->village] : s->township;
  for (; area != BUJU_NONE; area = r->area.parent[area]) {
    buju_ix row = (buju_ix)at->links.n;
    link *added = buju_vec_push(&at->links, sizeof *added);
    if (added == NULL) return buju_fail_memory(job->ctx);
    *added = (link){site, BUJU_NONE};
    if (at->first[area] == BUJU_NONE)
      at->first[area] = row;
    else
      ((link *)at->links.data)[at->last[area]].next = row;
    at->last[area] = row;
  }
  return BUJU_OK;
}

static buju_status list_villages(const buju_job *job, atlas *at) {
  const buju_region *r = job->region;
  buju_csr *c = &at->villages;
  *c = (buju_csr){r->area.n, BUJU_NEW(at->arena, uint64_t, (size_t)r->area.n + 1),
                  BUJU_NEW(at->arena, buju_ix, (size_t)r->village.n * BUJU_LEVELS), NULL};
  uint64_t *fill = BUJU_NEW(at->arena, uint64_t, r->area.n);
  if (c->row == NULL || c->col == NULL || fill == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix v = 0; v < r->village.n; v++)
    for (buju_ix a = r->village.area[v]; a != BUJU_NONE; a = r->area.parent[a]) c->row[a + 1]++;
  for (buju_ix a = 0; a < r->area.n; a++) {
    fill[a] = c->row[a];
    c->row[a + 1] += c->row[a];
  }
  for (buju_ix v = 0; v < r->village.n; v++)
    for (buju_ix a = r->village.area[v]; a != BUJU_NONE; a = r->area.parent[a]) c->col[fill[a]++] = v;
  return BUJU_OK;
}

static buju_status atlas_open(const buju_job *job, atlas *at) {
  const buju_region *r = job->region;
  *at = (atlas){.arena = buju_arena_new()};
  if (at->arena == NULL) return buju_fail_memory(job->ctx);
  at->first = BUJU_NEW(at->arena, buju_ix, r->area.n);
  at->last = BUJU_NEW(at->arena, buju_ix, r->area.n);
  at->first_demand = BUJU_NEW(at->arena, buju_ix, (size_t)r->village.n + 1);
  if (at->first == NULL || at->last == NULL || at->first_demand == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix a = 0; a < r->area.n; a++) at->first[a] = at->last[a] = BUJU_NONE;
  for (buju_ix d = 0; d < r->demand.n; d++) at->first_demand[r->demand.village[d] + 1]++;
  for (buju_ix v = 0; v < r->village.n; v++) at->first_demand[v + 1] += at->first_demand[v];
  buju_status status = list_villages(job, at);
  for (buju_ix s = 0; s < (buju_ix)job->sites.n && status == BUJU_OK; s++) status = chain(job, at, s);
  return status;
}

static void atlas_close(atlas *at) {
  buju_vec_free(&at->links);
  buju_arena_free(at->arena);
}

/* A centre and its branch do what a station does. */
static bool serves_as(uint8_t kind, uint8_t service) {
  return kind == service || (service == BUJU_CHS && (kind == BUJU_CHC || kind == BUJU_CHC_BRANCH));
}

/* What stands in the area now and after the plan: how many, and the first that stays of the kind itself, else of its
 * better. */
static void look_around(const buju_job *job, const atlas *at, buju_entitlement *e) {
  const link *links = at->links.data;
  for (buju_ix i = at->first[e->area]; links != NULL && i != BUJU_NONE; i = links[i].next) {
    buju_ix s = links[i].site;
    const buju_site *site = buju_job_site(job, s);
    bool stands = site->facility != BUJU_NONE && serves_as(job->region->facility.kind[site->facility], e->service);
    if (stands) e->existing++;
    if (!site->planned || !serves_as(site->kind, e->service)) continue;
    e->planned++;
    bool better = e->site != BUJU_NONE && buju_job_site(job, e->site)->kind != e->service && site->kind == e->service;
    if (e->site == BUJU_NONE || better) e->site = s;
  }
}

/* The trips of all the settlements of an area to some of its villages, asked for at once. */
typedef struct survey {
  buju_ix n, villages; /* settlements; villages a time */
  buju_ix *demand;     /* [n] */
  buju_ix *from, *to;  /* [villages × n], village by village */
  buju_trip *trip;
} survey;

enum { TRIPS_A_TIME = 1 << 18 };

static buju_status survey_area(const buju_job *job, const atlas *at, buju_ix area, buju_arena *arena, survey *out) {
  const buju_csr *list = &at->villages;
  size_t n = 0, villages = (size_t)(list->row[area + 1] - list->row[area]);
  for (uint64_t k = list->row[area]; k < list->row[area + 1]; k++)
    n += at->first_demand[list->col[k] + 1] - at->first_demand[list->col[k]];
  size_t most = TRIPS_A_TIME / (n + 1) + 1;
  if (villages > most) villages = most;
  *out = (survey){0,
                  (buju_ix)villages,
                  BUJU_NEW(arena, buju_ix, n),
                  BUJU_NEW(arena, buju_ix, n * villages),
                  BUJU_NEW(arena, buju_ix, n * villages),
                  BUJU_NEW(arena, buju_trip, n * villages)};
  if (out->demand == NULL || out->from == NULL || out->to == NULL || out->trip == NULL)
    return buju_fail_memory(job->ctx);
  for (uint64_t k = list->row[area]; k < list->row[area + 1]; k++)
    for (buju_ix d = at->first_demand[list->col[k]]; d < at->first_demand[list->col[k] + 1]; d++)
      out->demand[out->n++] = d;
  return BUJU_OK;
}

/* The ways on foot of the area's people to some of its villages. */
static buju_status measure(const buju_job *job, const survey *s, const buju_ix *village, buju_ix villages) {
  const buju_travel *travel = job->travels->by[job->travels->chosen];
  const buju_joined *joined = &job->joined[job->travels->chosen];
  for (buju_ix v = 0; v < villages; v++)
    for (buju_ix k = 0; k < s->n; k++) {
      s->from[(size_t)v * s->n + k] = s->demand[k];
      s->to[(size_t)v * s->n + k] = village[v];
    }
  return travel->ops->trips(job->ctx, travel, BUJU_WALK, &joined->demand, &joined->villages, villages * s->n, s->from,
                            s->to, s->trip);
}

static int64_t person_time(const buju_job *job, const survey *s, const buju_trip *trip) {
  int64_t sum = 0;
  for (buju_ix k = 0; k < s->n; k++)
    sum += buju_demand_people(job, s->demand[k]) * (int64_t)(trip[k].ms < DAY_MS ? trip[k].ms : DAY_MS);
  return sum;
}

/* The village whose point has the least person-time on foot (the 1-median, by trying each; of equals the lowest code),
 * or BUJU_NONE where none has a place. O(villages × settlements of the area). */
static buju_status median(const buju_job *job, const atlas *at, buju_ix area, buju_arena *arena, buju_ix *best) {
  const buju_csr *list = &at->villages;
  survey s;
  int64_t least = INT64_MAX;
  buju_status status = survey_area(job, at, area, arena, &s);
  *best = BUJU_NONE;
  for (uint64_t k = list->row[area]; k < list->row[area + 1] && status == BUJU_OK; k += s.villages) {
    uint64_t left = list->row[area + 1] - k;
    buju_ix some = left < s.villages ? (buju_ix)left : s.villages;
    status = measure(job, &s, list->col + k, some);
    for (buju_ix v = 0; v < some && status == BUJU_OK; v++) {
      int64_t sum = person_time(job, &s, s.trip + (size_t)v * s.n);
      if (!isfinite(job->region->village.x_m[list->col[k + v]]) || sum >= least) continue;
      least = sum;
      *best = list->col[k + v];
    }
  }
  return status;
}

static buju_status place(const buju_job *job, const atlas *at, const buju_entitlement *e, buju_ix *village) {
  if (e->village != BUJU_NONE) {
    *village = isfinite(job->region->village.x_m[e->village]) ? e->village : BUJU_NONE;
    return BUJU_OK;
  }
  buju_arena *scratch = buju_arena_new();
  buju_status status = scratch != NULL ? median(job, at, e->area, scratch, village) : buju_fail_memory(job->ctx);
  buju_arena_free(scratch);
  return status;
}

static buju_status propose(buju_job *job, atlas *at, buju_entitlement *e, buju_ix v, buju_said said) {
  const buju_region *r = job->region;
  buju_site site = buju_site_blank(e->service);
  site.village = v;
  site.township = buju_job_township(job, v);
  site.x_m = r->village.x_m[v];
  site.y_m = r->village.y_m[v];
  site.location = BUJU_LOCATED_VILLAGE;
  buju_status status = buju_job_add_site(job, site, &e->site);
  e->planned++;
  if (status == BUJU_OK) status = chain(job, at, e->site);
  return status == BUJU_OK ? buju_site_dispose(job, e->site, e->use, BUJU_ACTION_BUILD, said) : status;
}

static buju_status gap(buju_job *job, const buju_entitlement *e, bool after) {
  BUJU_MSG(none_now, "{0}没有{1}。", "{0} has no {1}.");
  BUJU_MSG(none_after, "{0}没有可布点的位置，规划后仍没有{1}。",
           "{0} has no known place for a {1}, and none is planned.");
  buju_gap row = buju_gap_blank(BUJU_GAP_ENTITLEMENT, (buju_facility_kind)e->service, after);
  row.area = e->area;
  row.village = e->village;
  row.use = e->use;
  row.people = e->people;
  row.limit_value = e->required;
  row.actual_value = after ? e->planned : e->existing;
  row.shortfall = row.limit_value - row.actual_value;
  row.severity = 3;
  row.remedy = e->site != BUJU_NONE ? (int)buju_job_site(job, e->site)->action : -1;
  buju_ix at;
  buju_said said =
      BUJU_SAY(none_now, buju_text(job->region->area.name[e->area]), buju_word(&buju_service_words[e->service].word));
  if (after) said.msg = &none_after;
  buju_status status = buju_job_add_gap(job, row, &at);
  return status == BUJU_OK ? buju_job_trace(job, BUJU_TRACED_GAP, at, e->use, BUJU_DECIDED, said) : status;
}

static buju_status tell(buju_job *job, buju_ix row, buju_said said) {
  const buju_entitlement *e = (const buju_entitlement *)job->entitlements.data + row;
  return buju_job_trace(job, BUJU_TRACED_ENTITLEMENT, row, e->use, BUJU_DECIDED, said);
}

/* Whether the area has people enough; says so when it has not. */
static buju_status qualify(buju_job *job, buju_ix row, bool *qualifies) {
  BUJU_MSG(unknown, "{0}缺少{1}，无法判定是否达到设置规模。",
           "{0}: the number of {1} is missing; it cannot be told "
           "whether it is large enough.");
  BUJU_MSG(small, "{0}{2}{1}人，未达到{3}人的设置规模。", "{0} has {1} {2}, fewer than the {3} that entitle.");
  buju_entitlement *e = (buju_entitlement *)job->entitlements.data + row;
  buju_arg name = buju_text(job->region->area.name[e->area]);
  *qualifies = true;
  if (e->from_people == 0) return BUJU_OK;
  *qualifies = e->people != BUJU_PEOPLE_MISSING && e->people >= e->from_people;
  if (*qualifies) return BUJU_OK;
  if (e->people == BUJU_PEOPLE_MISSING) return tell(job, row, BUJU_SAY(unknown, name, buju_job_population(job)));
  e->verdict = BUJU_ENTITLED_BELOW;
  return tell(job, row,
              BUJU_SAY(small, name, buju_people(e->people), buju_job_population_of(job, e->people),
                       buju_people(e->from_people)));
}

static buju_status conclude(buju_job *job, atlas *at, buju_ix row) {
  BUJU_MSG(met, "{0}已有{2}{1}所。", "{0} already has its {2} (number: {1}).");
  BUJU_MSG(build, "{0}应设{1}1所，现没有，拟新建于{2}。",
           "{0} is to have one {1} and has none: one is proposed at {2}.");
  BUJU_MSG(nowhere, "{0}应设{1}1所，但没有任何位置资料，无法布点。",
           "{0} is to have one {1}, but no place in it is known.");
  bool qualifies;
  buju_ix v = BUJU_NONE;
  buju_entitlement *e = (buju_entitlement *)job->entitlements.data + row;
  buju_arg name = buju_text(job->region->area.name[e->area]);
  buju_arg kind = buju_word(&buju_service_words[e->service].word);
  look_around(job, at, e);
  buju_status status = qualify(job, row, &qualifies);
  if (status != BUJU_OK || !qualifies) return status;
  e->required = 1;
  if (e->planned > 0) {
    e->verdict = BUJU_ENTITLED_MET;
    return tell(job, row, BUJU_SAY(met, name, buju_int(e->planned), kind));
  }
  status = place(job, at, e, &v);
  if (status != BUJU_OK) return status;
  buju_said said = BUJU_SAY(build, name, kind, buju_text(v != BUJU_NONE ? buju_job_village_name(job, v) : ""));
  if (v == BUJU_NONE) said = BUJU_SAY(nowhere, name, kind);
  e->verdict = v != BUJU_NONE ? BUJU_ENTITLED_TO_BUILD : BUJU_ENTITLED_NOT_EVALUATED;
  if (v != BUJU_NONE) status = propose(job, at, e, v, said);
  if (status == BUJU_OK) status = tell(job, row, said);
  if (status == BUJU_OK && e->existing == 0) status = gap(job, e, false);
  return status == BUJU_OK && v == BUJU_NONE ? gap(job, e, true) : status;
}

buju_status buju_entitle_conclude(buju_job *job) {
  if (job->entitlements.n == 0) return BUJU_OK;
  atlas at;
  buju_status status = atlas_open(job, &at);
  for (buju_ix row = 0; row < (buju_ix)job->entitlements.n && status == BUJU_OK; row++)
    status = conclude(job, &at, row);
  atlas_close(&at);
  return status;
}
