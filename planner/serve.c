/* Who is served where, how far it is, and what that adds up to. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/collapse.h"
#include "planner/mobile.h"
#include "planner/rounds_today.h"
#include "planner/services.h"
#include "planner/stages.h"

/* Places no rule gives a service of their own. */
static bool on_its_own(const buju_need *need) {
  return need->verdict == BUJU_VERDICT_URBAN_RULES || need->verdict == BUJU_VERDICT_DEMOLITION_TRANSITION ||
         need->verdict == BUJU_VERDICT_NOT_EVALUATED;
}

/* The sites one can go to; place i is site site[i]. */
typedef struct open_sites {
  buju_places places;
  buju_ix *site;
} open_sites;

/* The provider and mode in force. */
static const buju_travel *provider(const buju_job *job) { return job->travels->by[job->reach.provider]; }
static const buju_joined *joined(const buju_job *job) { return &job->joined[job->reach.provider]; }

/* Where somebody can be treated without an appointment at a hospital; circles and access ask the same. */
static bool open_before(const buju_site *s) { return buju_site_open_before(s, buju_service_set(0)); }

static bool open_after(const buju_site *s) { return buju_site_open_after(s, buju_service_set(0)); }

static bool open_urban(const buju_site *s) { return open_after(s) && s->kind != BUJU_VILLAGE_CLINIC; }

static buju_status gather(const buju_job *job, buju_arena *arena, bool (*open)(const buju_site *), open_sites *out) {
  size_t n = job->sites.n;
  double *x_m = BUJU_NEW(arena, double, n), *y_m = BUJU_NEW(arena, double, n);
  out->site = BUJU_NEW(arena, buju_ix, n);
  if (x_m == NULL || y_m == NULL || out->site == NULL) return buju_fail_memory(job->ctx);
  buju_ix k = 0;
  for (buju_ix s = 0; s < (buju_ix)n; s++) {
    const buju_site *site = buju_job_site(job, s);
    if (!open(site)) continue;
    x_m[k] = site->x_m;
    y_m[k] = site->y_m;
    out->site[k++] = s;
  }
  return provider(job)->ops->locate(job->ctx, provider(job), k, x_m, y_m, arena, &out->places);
}

/* The nearest open site for each of `from`, as site rows. */
static buju_status nearest(const buju_job *job, const buju_places *from, const open_sites *to, buju_near *near) {
  buju_status status = provider(job)->ops->nearest(job->ctx, provider(job), job->reach.mode, from, &to->places, near);
  for (buju_ix i = 0; status == BUJU_OK && i < from->n; i++)
    if (near[i].to != BUJU_NONE) near[i].to = to->site[near[i].to];
  return status;
}

/* The trip of each place to the site site[i], where it has one; and its course, where one is asked for. */
static buju_status trips(const buju_job *job, const buju_places *from, const buju_ix *site, buju_arena *scratch,
                         buju_trip *trip, buju_paths *path) {
  size_t sites = job->sites.n;
  double *x_m = BUJU_NEW(scratch, double, sites), *y_m = BUJU_NEW(scratch, double, sites);
  buju_ix *row = BUJU_NEW(scratch, buju_ix, from->n);
  buju_places to;
  if (x_m == NULL || y_m == NULL || row == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix s = 0; s < (buju_ix)sites; s++) {
    x_m[s] = buju_job_site(job, s)->x_m;
    y_m[s] = buju_job_site(job, s)->y_m;
  }
  for (buju_ix i = 0; i < from->n; i++) row[i] = i;
  buju_status status = provider(job)->ops->locate(job->ctx, provider(job), (buju_ix)sites, x_m, y_m, scratch, &to);
  const buju_travel *travel = provider(job);
  if (status == BUJU_OK)
    status = travel->ops->trips(job->ctx, travel, job->reach.mode, from, &to, from->n, row, site, trip);
  if (status != BUJU_OK || path == NULL || travel->ops->paths == NULL) return status;
  return travel->ops->paths(job->ctx, travel, job->reach.mode, from, &to, from->n, row, site, job->arena, path);
}

/* The service that stands in the village itself: the lowest code of those that stay. */
static buju_ix own_service(const buju_job *job, buju_ix v) {
  const buju_csr *link = &job->village_facility;
  for (uint64_t k = link->row[v]; k < link->row[v + 1]; k++) {
    buju_ix site = job->site_of_facility[link->col[k]];
    if (open_after(buju_job_site(job, site))) return site;
  }
  return BUJU_NONE;
}

/* Places no rule gives a site of their own go to what stands there, else to the nearest service: places under the urban
 * rules to an urban one or a health centre, so that they do not count as people of a village clinic; villages that
 * await demolition and those whose data are missing to any. */
static void send_to_nearest(const buju_job *job, buju_ix v, buju_ix any, buju_ix urban) {
  buju_need *need = &job->need[v];
  bool communal = need->verdict == BUJU_VERDICT_URBAN_RULES;
  if (!on_its_own(need)) return;
  need->site = own_service(job, v);
  if (need->site == BUJU_NONE) need->site = communal ? urban : any;
}

static buju_status serve_needs(buju_job *job, const open_sites *after, const open_sites *urban, buju_arena *scratch,
                               buju_near *any) {
  const buju_places *villages = &joined(job)->villages;
  buju_near *communal = BUJU_NEW(scratch, buju_near, villages->n);
  buju_ix *site = BUJU_NEW(scratch, buju_ix, villages->n);
  buju_trip *trip = BUJU_NEW(scratch, buju_trip, villages->n);
  if (communal == NULL || site == NULL || trip == NULL) return buju_fail_memory(job->ctx);
  buju_status status = nearest(job, villages, after, any);
  if (status == BUJU_OK) status = nearest(job, villages, urban, communal);
  for (buju_ix v = 0; status == BUJU_OK && v < villages->n; v++) {
    send_to_nearest(job, v, any[v].to, communal[v].to);
    site[v] = job->need[v].site;
  }
  if (status == BUJU_OK) status = trips(job, villages, site, scratch, trip, NULL);
  for (buju_ix v = 0; status == BUJU_OK && v < villages->n; v++) {
    if (buju_mobile_served(&job->need[v])) trip[v] = job->mobile[v].trip; /* as its rule measured it */
    job->need[v].ms = trip[v].ms;
    job->need[v].metres = trip[v].metres;
    job->need[v].basis = trip[v].basis;
  }
  return status;
}

buju_people_n buju_demand_people(const buju_job *job, buju_ix d) {
  return buju_demand_people_in(job, d, buju_job_year(job));
}

buju_people_n buju_demand_people_in(const buju_job *job, buju_ix d, int16_t year) {
  const buju_people_n *people = job->region->demand.people[job->scenario->population];
  int16_t from = job->region->demand.from_year[d], to = job->region->demand.to_year[d];
  if ((from != 0 && from > year) || (to != 0 && to < year)) return 0;
  return people != NULL && people[d] != BUJU_PEOPLE_MISSING ? people[d] : 0;
}

buju_status buju_demand_ranges(const buju_job *job, const buju_travel *travel, buju_mode mode, const buju_places *from,
                               const buju_ix *demand, const buju_places *to, buju_range *range) {
  const double *radius_m = job->region->demand.radius_m;
  if (radius_m == NULL || demand == NULL)
    return buju_collapse_ranges(job->ctx, travel, mode, from, radius_m, to, range);
  double *of_place = BUJU_NEW(job->scratch, double, from->n);
  if (of_place == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix i = 0; i < from->n; i++) of_place[i] = radius_m[demand[i]];
  return buju_collapse_ranges(job->ctx, travel, mode, from, of_place, to, range);
}

/* Whom posted staff or rounds serve, they serve at home: nobody goes to the health centre for it. */
static bool comes_to_them(const buju_need *need) {
  return need->verdict == BUJU_VERDICT_POSTING || need->verdict == BUJU_VERDICT_ROUNDS;
}

/* The limit of its service: of extension its rule's, else of the rule that shares clinics; BUJU_FAR: none. */
static uint32_t limit_of(const buju_job *job, const buju_need *need) {
  if (need->verdict == BUJU_VERDICT_EXTENSION) return job->mobile[need->village].limit_ms;
  return job->reach.use != BUJU_NONE && !comes_to_them(need) ? job->reach.limit_ms : BUJU_FAR;
}

/* What measuring people from points may have got wrong about those within the limit. */
static buju_status doubt(buju_job *job, const open_sites *before, const open_sites *after, buju_arena *scratch) {
  buju_coverage *c = &job->plan->coverage;
  const buju_places *from = &joined(job)->demand;
  buju_range *range = BUJU_NEW(scratch, buju_range, from->n);
  if (range == NULL) return buju_fail_memory(job->ctx);
  for (int stage = 0; stage < 2 && c->limit_ms != BUJU_FAR; stage++) {
    const open_sites *to = stage == 0 ? before : after;
    buju_status status = buju_demand_ranges(job, provider(job), job->reach.mode, from, NULL, &to->places, range);
    if (status != BUJU_OK) return status;
    for (size_t i = 0; i < job->served.n; i++) {
      const buju_served *row = (const buju_served *)job->served.data + i;
      buju_collapse_doubt(buju_demand_people(job, row->demand), stage == 0 ? row->before_ms : row->after_ms,
                          c->limit_ms, range[row->demand], &c->doubt[stage]);
    }
  }
  return BUJU_OK;
}

static buju_status serve_demand(buju_job *job, const open_sites *before, const open_sites *after, buju_arena *scratch) {
  const buju_region *r = job->region;
  const buju_places *from = &joined(job)->demand;
  buju_near *was = BUJU_NEW(scratch, buju_near, from->n), *will = BUJU_NEW(scratch, buju_near, from->n);
  buju_ix *site = BUJU_NEW(scratch, buju_ix, from->n);
  buju_trip *trip = BUJU_NEW(scratch, buju_trip, from->n);
  if (was == NULL || will == NULL || site == NULL || trip == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix d = 0; d < from->n; d++) site[d] = job->need[r->demand.village[d]].site;
  for (buju_ix v = 0; v < r->village.n; v++)
    if (limit_of(job, &job->need[v]) != BUJU_FAR) job->need[v].people_over_limit = 0;
  buju_status status = nearest(job, from, before, was);
  if (status == BUJU_OK) status = nearest(job, from, after, will);
  buju_paths *path = job->scenario->travel.paths ? &job->plan->path : NULL; /* served rows are settlement rows */
  if (status == BUJU_OK) status = trips(job, from, site, scratch, trip, path);
  if (status == BUJU_OK) status = buju_mobile_trips(job, site, scratch, trip);
  for (buju_ix d = 0; status == BUJU_OK && d < from->n; d++) {
    buju_served *row = buju_vec_push(&job->served, sizeof *row);
    if (row == NULL) return buju_fail_memory(job->ctx);
    buju_need *need = &job->need[r->demand.village[d]];
    if (comes_to_them(need)) trip[d] = (buju_trip){BUJU_FAR, UINT32_MAX, BUJU_BASIS_NONE};
    *row = (buju_served){.demand = d,
                         .need = r->demand.village[d],
                         .site = site[d],
                         .ms = trip[d].ms,
                         .metres = trip[d].metres,
                         .basis = trip[d].basis,
                         .before_site = was[d].to,
                         .before_ms = was[d].ms,
                         .after_ms = will[d].ms};
    if (row->ms != BUJU_FAR && row->ms > limit_of(job, need)) need->people_over_limit += buju_demand_people(job, d);
  }
  return status;
}

/* Totals of each site: people by village, so that the stated numbers add up even where settlements have no place. */
static void add_up_sites(buju_job *job) {
  for (buju_ix i = 0; i < (buju_ix)job->sites.n; i++) {
    buju_site *s = buju_job_site(job, i);
    s->villages_served = 0;
    s->people_served = 0;
    s->max_ms = BUJU_FAR;
  }
  for (buju_ix v = 0; v < job->region->village.n; v++) {
    const buju_need *need = &job->need[v];
    if (need->site == BUJU_NONE) continue;
    buju_site *s = buju_job_site(job, need->site);
    s->villages_served++;
    if (need->people_used != BUJU_PEOPLE_MISSING) s->people_served += need->people_used;
  }
  for (buju_ix i = 0; i < (buju_ix)job->served.n; i++) {
    const buju_served *row = (const buju_served *)job->served.data + i;
    if (row->site == BUJU_NONE || row->ms == BUJU_FAR) continue;
    buju_site *s = buju_job_site(job, row->site);
    if (s->max_ms == BUJU_FAR || row->ms > s->max_ms) s->max_ms = row->ms;
  }
}

/* They count as served where a service is within the limit, whoever runs it. */
static bool within_limit(const buju_job *job, uint32_t ms) {
  return ms != BUJU_FAR && (job->reach.use == BUJU_NONE || ms <= job->reach.limit_ms);
}

/* The people of a place no rule gives a service: how many settlements hold, and of them within the limit of any service
 * as things stand and after the plan. */
typedef struct at_home {
  buju_people_n all, within[2];
} at_home;

static void count_at_home(const buju_job *job, at_home *home) {
  for (buju_ix i = 0; i < (buju_ix)job->served.n; i++) {
    const buju_served *row = (const buju_served *)job->served.data + i;
    buju_people_n people = buju_demand_people(job, row->demand);
    home[row->need].all += people;
    if (within_limit(job, row->before_ms)) home[row->need].within[0] += people;
    if (within_limit(job, row->after_ms)) home[row->need].within[1] += people;
  }
}

/* How many of the people of an evaluated place are served. Whoever no settlement holds is where the village's own point
 * is. */
static buju_people_n served_at_home(const buju_job *job, const buju_need *need, const at_home *home, int stage,
                                    uint32_t point_ms) {
  buju_people_n rest = need->people_used - home->all;
  return home->within[stage] + (rest > 0 && within_limit(job, point_ms) ? rest : 0);
}

/* The way of a need at a stage, and how many of its people are served so. */
static uint8_t way_of(const buju_job *job, const buju_need *need, const at_home *home, int stage, uint32_t point_ms,
                      buju_people_n *served) {
  bool known = need->people_used != BUJU_PEOPLE_MISSING, fixed = within_limit(job, point_ms);
  if (on_its_own(need)) {
    *served = known ? served_at_home(job, need, home, stage, point_ms) : 0;
    if (known && need->people_used > 0) fixed = 2 * *served >= need->people_used;
    if (stage == 0 && buju_rounds_today(need) && (!fixed || (known && *served < need->people_used))) {
      *served = known ? need->people_used : 0; /* rounds come to all of them */
      return BUJU_WAY_ROUNDS;
    }
    return fixed ? BUJU_WAY_FIXED : BUJU_WAY_NOBODY;
  }
  uint8_t way = (uint8_t)buju_way_of((buju_verdict)need->before);
  if (stage == 0 && need->before == BUJU_VERDICT_UNSERVED) way = BUJU_WAY_NOBODY;
  if (stage == 1) way = (uint8_t)buju_way_of((buju_verdict)need->verdict);
  if (stage == 1 && (need->site == BUJU_NONE || need->verdict == BUJU_VERDICT_UNSERVED)) way = BUJU_WAY_NOBODY;
  *served = known && way != BUJU_WAY_NOBODY ? need->people_used : 0;
  return way;
}

/* Counts who is served and who is within the limit; `was` and `will` are the ways of the villages' own points to the
 * nearest service. */
static buju_status cover(buju_job *job, const buju_near *was, const buju_near *will, buju_arena *scratch) {
  buju_coverage *c = &job->plan->coverage;
  at_home *home = BUJU_NEW(scratch, at_home, job->region->village.n);
  if (home == NULL) return buju_fail_memory(job->ctx);
  *c = (buju_coverage){.limit_ms = job->reach.use != BUJU_NONE ? job->reach.limit_ms : BUJU_FAR,
                       .mode = &buju_mode_names[job->reach.mode]};
  count_at_home(job, home);
  for (buju_ix v = 0; v < job->region->village.n; v++) {
    buju_need *need = &job->need[v];
    need->way_before = way_of(job, need, &home[v], 0, was[v].ms, &need->served_before);
    need->way = way_of(job, need, &home[v], 1, will[v].ms, &need->served_after);
    if (need->people_used == BUJU_PEOPLE_MISSING) continue;
    c->people += need->people_used;
    c->served_before += need->served_before;
    c->served_after += need->served_after;
    if (!isfinite(job->region->village.x_m[v])) c->time_unknown += need->people_used;
  }
  for (buju_ix i = 0; i < (buju_ix)job->served.n; i++) {
    const buju_served *row = (const buju_served *)job->served.data + i;
    buju_people_n people = buju_demand_people(job, row->demand);
    if (row->before_ms <= c->limit_ms && row->before_ms != BUJU_FAR) c->within_before += people;
    if (row->after_ms <= c->limit_ms && row->after_ms != BUJU_FAR) c->within_after += people;
  }
  return BUJU_OK;
}

/* A project's gain: the people of its villages who had no service of their own as things stand. A site that a rule
 * proposed for the people it brings within a limit keeps their number. */
static buju_status gain(buju_job *job, buju_arena *scratch) {
  buju_site_action *actions = job->actions.data;
  buju_people_n *gained = BUJU_NEW(scratch, buju_people_n, job->sites.n);
  if (gained == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix v = 0; v < job->region->village.n; v++) {
    const buju_need *need = &job->need[v];
    if (need->site == BUJU_NONE || need->before != BUJU_VERDICT_UNSERVED || need->people_used == BUJU_PEOPLE_MISSING)
      continue;
    gained[need->site] += need->people_used;
  }
  for (buju_ix s = 0; s < (buju_ix)job->sites.n; s++)
    if (gained[s] > 0) buju_job_site(job, s)->people_gained = gained[s];
  for (size_t a = 0; a < job->actions.n; a++)
    if (actions[a].action == BUJU_ACTION_BUILD || actions[a].action == BUJU_ACTION_CONVERT_CHS)
      actions[a].people_gained = buju_job_site(job, actions[a].site)->people_gained;
  return BUJU_OK;
}

buju_status buju_serve(buju_job *job) {
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(job->ctx);
  open_sites before, after, urban;
  /* how far each village's own point is from a service as things stand */
  buju_near *was = BUJU_NEW(scratch, buju_near, job->region->village.n);
  buju_near *will = BUJU_NEW(scratch, buju_near, job->region->village.n); /* and after the plan */
  buju_status status = was != NULL && will != NULL ? BUJU_OK : buju_fail_memory(job->ctx);
  job->served.n = 0;
  if (status == BUJU_OK) status = gather(job, scratch, open_before, &before);
  if (status == BUJU_OK) status = gather(job, scratch, open_after, &after);
  if (status == BUJU_OK) status = gather(job, scratch, open_urban, &urban);
  if (status == BUJU_OK) status = serve_needs(job, &after, &urban, scratch, will);
  if (status == BUJU_OK) status = serve_demand(job, &before, &after, scratch);
  if (status == BUJU_OK) status = nearest(job, &joined(job)->villages, &before, was);
  if (status == BUJU_OK) {
    add_up_sites(job);
    status = gain(job, scratch);
  }
  if (status == BUJU_OK) status = cover(job, was, will, scratch);
  if (status == BUJU_OK) status = doubt(job, &before, &after, scratch);
  job->sites_served = job->sites.n;
  buju_arena_free(scratch);
  return status;
}
