/* The service circles of a plan: of which sites, how long, how many people are inside. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "planner/services.h"
#include "planner/stages.h"
#include "planner/travel/nearest_land.h"

/* Adds a set, the scenario's words put before the rule's, of which it then is no longer; of a service that an earlier
 * set draws in the same way nothing is drawn twice. */
static buju_status add_set(const buju_job *job, buju_circle_set set) {
  BUJU_MSG(no_provider, "circles.travel：没有用于“{0}”测算的数据；请补充数据，或删去 circles.travel",
           "circles.travel: there are no inputs for {0}; give them, or leave circles.travel out");
  const buju_circles_spec *spec = &job->scenario->circles;
  buju_plan *plan = job->plan;
  buju_mode mode = spec->mode_given ? spec->mode : set.mode;
  buju_provider provider = spec->provider_given ? buju_job_provider(job, spec->provider) : set.provider;
  if (mode != set.mode || provider != set.provider) set.use = BUJU_NONE;
  set.mode = mode;
  set.provider = provider;
  if (spec->services != 0) set.services = spec->services;
  if (job->travels->by[set.provider] == NULL)
    return buju_fail(job->ctx, BUJU_E_SCENARIO, BUJU_SAY(no_provider, buju_word(&buju_provider_names[set.provider])));
  for (buju_ix i = 0; i < plan->circle_sets; i++) {
    const buju_circle_set *earlier = &plan->circle_set[i];
    if (earlier->mode == set.mode && earlier->provider == set.provider && earlier->direction == set.direction &&
        earlier->limit_ms[0] == set.limit_ms[0])
      set.services &= ~earlier->services;
  }
  if (set.services == 0) return BUJU_OK;
  set.limit_ms = buju_arena_copy(job->arena, set.limit_ms, set.limits, sizeof *set.limit_ms);
  plan->circle_set[plan->circle_sets++] = set;
  return set.limit_ms != NULL ? BUJU_OK : buju_fail_memory(job->ctx);
}

/* The limits the scenario gives make one set; else each rule that has a limit makes one. */
static buju_status list_sets(buju_job *job) {
  const buju_circles_spec *spec = &job->scenario->circles;
  const buju_reach *reach = &job->reach;
  const buju_reached *reached = job->reacheds.data;
  bool own = spec->limits > 0;
  buju_status status = BUJU_OK;
  job->plan->circle_set = BUJU_NEW(job->arena, buju_circle_set, job->reacheds.n + 1);
  if (job->plan->circle_set == NULL) return buju_fail_memory(job->ctx);
  if (own || reach->use != BUJU_NONE)
    status = add_set(job, (buju_circle_set){.use = own ? BUJU_NONE : reach->use,
                                            .mode = reach->mode,
                                            .provider = reach->provider,
                                            .services = buju_service_set(0),
                                            .limits = own ? spec->limits : 1,
                                            .limit_ms = own ? spec->limit_ms : &reach->limit_ms});
  for (size_t i = 0; status == BUJU_OK && !own && i < job->reacheds.n; i++)
    status = add_set(job, (buju_circle_set){.use = reached[i].use,
                                            .mode = reached[i].mode,
                                            .provider = reached[i].provider,
                                            .direction = reached[i].direction,
                                            .services = reached[i].services,
                                            .limits = 1,
                                            .limit_ms = &reached[i].limit_ms});
  return status;
}

static const buju_travel *travel_of(const buju_job *job, const buju_circle_set *set) {
  return buju_travel_heading(job->travels->by[set->provider], set->direction);
}

static bool shown(const buju_job *job, const buju_circle_set *set, const buju_site *s, bool after) {
  if (!isfinite(s->x_m) || !isfinite(s->y_m)) return false;
  return after ? buju_site_open_after(s, set->services)
               : job->scenario->circles.before && buju_site_open_before(s, set->services);
}

/* The sites drawn: row i is site site[i]. */
typedef struct drawn {
  buju_ix n, *site;
  double *x_m, *y_m;
  bool *apart; /* measured by the straight line whatever the set goes by */
} drawn;

static buju_provider provider_of(const buju_circle_set *set, const drawn *d, buju_ix i) {
  return d->apart[i] ? BUJU_BY_STRAIGHT : set->provider;
}

static buju_circles_ask ask_of(const buju_job *job, const buju_circle_set *set, const drawn *d) {
  return (buju_circles_ask){.region = job->region,
                            .travel = travel_of(job, set),
                            .spec = &job->scenario->travel,
                            .mode = set->mode,
                            .n = d->n,
                            .x_m = d->x_m,
                            .y_m = d->y_m,
                            .limits = set->limits,
                            .limit_ms = set->limit_ms,
                            .spacing_m = job->scenario->circles.spacing_m};
}

/* Of both stages, or of one. */
enum { BEFORE = 1, AFTER = 2 };
static buju_status gather(const buju_job *job, const buju_circle_set *set, int stages, drawn *d) {
  size_t sites = job->sites.n;
  *d = (drawn){.site = BUJU_NEW(job->scratch, buju_ix, sites),
               .x_m = BUJU_NEW(job->scratch, double, sites),
               .y_m = BUJU_NEW(job->scratch, double, sites)};
  if (d->site == NULL || d->x_m == NULL || d->y_m == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix s = 0; s < (buju_ix)sites; s++) {
    const buju_site *site = buju_job_site(job, s);
    bool before = (stages & BEFORE) != 0 && shown(job, set, site, false);
    bool after = (stages & AFTER) != 0 && shown(job, set, site, true);
    if (!before && !after) continue;
    d->x_m[d->n] = site->x_m;
    d->y_m[d->n] = site->y_m;
    d->site[d->n++] = s;
  }
  const buju_circles_ask ask = ask_of(job, set, d);
  return buju_circles_apart(job->ctx, &ask, job->scratch, &d->apart);
}

/* People by site and limit, from the times of their settlements, not from the shapes. */
static buju_status count_people(const buju_job *job, const buju_circle_set *set, const drawn *d,
                                buju_people_n *people) {
  const buju_travel *travel = travel_of(job, set);
  buju_places sites;
  buju_csr times;
  buju_status status = travel->ops->locate(job->ctx, travel, d->n, d->x_m, d->y_m, job->scratch, &sites);
  if (status == BUJU_OK)
    status = travel->ops->within(job->ctx, travel, set->mode, &job->joined[set->provider].demand, &sites,
                                 set->limit_ms[set->limits - 1], job->scratch, &times);
  for (buju_ix from = 0; status == BUJU_OK && from < times.n; from++) {
    buju_people_n there = buju_demand_people(job, from);
    for (uint64_t k = times.row[from]; k < times.row[from + 1]; k++)
      for (buju_ix l = 0; l < set->limits; l++)
        if (times.val[k] <= set->limit_ms[l]) people[(size_t)times.col[k] * set->limits + l] += there;
  }
  return status;
}

static buju_status list(const buju_job *job, buju_ix s, const drawn *d, const buju_people_n *people,
                        buju_vec *circles) {
  const buju_circle_set *set = &job->plan->circle_set[s];
  for (buju_ix i = 0; i < d->n; i++)
    for (buju_ix l = 0; l < set->limits; l++)
      for (int after = 0; after < 2; after++) {
        buju_ix land = i * set->limits + l;
        if (!shown(job, set, buju_job_site(job, d->site[i]), after)) continue;
        buju_circle *circle = buju_vec_push(circles, sizeof *circle);
        if (circle == NULL) return buju_fail_memory(job->ctx);
        *circle =
            (buju_circle){set->limit_ms[l], s, d->site[i], after != 0, land, people[land], provider_of(set, d, i)};
      }
  return BUJU_OK;
}

static buju_status draw(const buju_job *job, buju_circle_set *set, const drawn *d) {
  const buju_circles_ask ask = ask_of(job, set, d);
  buju_mesh mesh;
  buju_status status = buju_circles_mesh(job->ctx, &ask, job->scratch, &mesh);
  if (status == BUJU_OK) status = buju_circles_draw(job->ctx, &ask, &mesh, job->arena, &set->land);
  if (status != BUJU_OK) return status;
  buju_circles_grain grain = buju_circles_grain_of(&ask, &mesh);
  set->spacing_m = grain.spacing_m;
  set->places = grain.places;
  return BUJU_OK;
}

/* People by the nearest site; those of d->n have none. */
static buju_status count_nearest(const buju_job *job, const buju_circle_set *set, const drawn *d,
                                 buju_people_n *people) {
  const buju_travel *travel = travel_of(job, set);
  const buju_places *demand = &job->joined[set->provider].demand;
  buju_places sites;
  buju_near *near = BUJU_NEW(job->scratch, buju_near, demand->n);
  buju_status status = near != NULL ? BUJU_OK : buju_fail_memory(job->ctx);
  if (status == BUJU_OK) status = travel->ops->locate(job->ctx, travel, d->n, d->x_m, d->y_m, job->scratch, &sites);
  if (status == BUJU_OK) status = travel->ops->nearest(job->ctx, travel, set->mode, demand, &sites, near);
  for (buju_ix i = 0; status == BUJU_OK && i < demand->n; i++)
    people[near[i].to != BUJU_NONE ? near[i].to : d->n] += buju_demand_people(job, i);
  return status;
}

static buju_status share_out(buju_job *job, buju_ix s, bool after, buju_vec *nearests) {
  buju_circle_set *set = &job->plan->circle_set[s];
  drawn d;
  buju_status status = gather(job, set, after ? AFTER : BEFORE, &d);
  if (status != BUJU_OK || d.n == 0) return status;
  const buju_circles_ask ask = ask_of(job, set, &d);
  buju_land *land = &set->nearest[after];
  buju_people_n *people = BUJU_NEW(job->scratch, buju_people_n, (size_t)d.n + 1);
  status = people != NULL ? count_nearest(job, set, &d, people) : buju_fail_memory(job->ctx);
  if (status == BUJU_OK) status = buju_nearest_land(job->ctx, &ask, job->arena, land);
  for (buju_ix i = 0; status == BUJU_OK && i <= d.n; i++) {
    if (i == d.n && people[i] == 0 && land->part[i] == land->part[i + 1]) break;
    buju_nearest *row = buju_vec_push(nearests, sizeof *row);
    if (row == NULL) return buju_fail_memory(job->ctx);
    bool own = i < d.n;
    *row = (buju_nearest){
        s, own ? d.site[i] : BUJU_NONE, after, i, people[i], own ? provider_of(set, &d, i) : set->provider};
  }
  return status;
}

static buju_status make_set(buju_job *job, buju_ix s, buju_vec *circles, buju_vec *nearests) {
  buju_circle_set *set = &job->plan->circle_set[s];
  drawn d;
  buju_status status = gather(job, set, BEFORE | AFTER, &d);
  if (status != BUJU_OK || d.n == 0) return status;
  buju_people_n *people = BUJU_NEW(job->scratch, buju_people_n, (size_t)d.n * set->limits);
  status = people != NULL ? count_people(job, set, &d, people) : buju_fail_memory(job->ctx);
  if (status == BUJU_OK) status = list(job, s, &d, people, circles);
  if (status == BUJU_OK) status = draw(job, set, &d);
  for (int after = 0; status == BUJU_OK && job->scenario->circles.nearest && after < 2; after++)
    status = share_out(job, s, after, nearests);
  return status;
}

static int in_drawing_order(const void *a, const void *b) {
  const buju_circle *x = a, *y = b;
  if (x->limit_ms != y->limit_ms) return x->limit_ms > y->limit_ms ? -1 : 1;
  if (x->set != y->set) return x->set < y->set ? -1 : 1;
  if (x->site != y->site) return x->site < y->site ? -1 : 1;
  return (x->after > y->after) - (x->after < y->after);
}

static buju_status freeze(buju_job *job, buju_vec *circles, buju_vec *nearests) {
  void *circle, *nearest;
  buju_plan *plan = job->plan;
  if (circles->n > 1) qsort(circles->data, circles->n, sizeof(buju_circle), in_drawing_order);
  plan->circles = (buju_ix)circles->n;
  plan->nearests = (buju_ix)nearests->n;
  if (!buju_vec_freeze(circles, sizeof(buju_circle), job->arena, &circle) ||
      !buju_vec_freeze(nearests, sizeof(buju_nearest), job->arena, &nearest))
    return buju_fail_memory(job->ctx);
  plan->circle = circle;
  plan->nearest = nearest;
  return BUJU_OK;
}

buju_status buju_circles(buju_job *job) {
  buju_vec circles = {0}, nearests = {0};
  if (job->scenario->circles.off) return BUJU_OK;
  buju_status status = list_sets(job);
  for (buju_ix s = 0; status == BUJU_OK && s < job->plan->circle_sets; s++) {
    job->scratch = buju_arena_new();
    status = job->scratch != NULL ? make_set(job, s, &circles, &nearests) : buju_fail_memory(job->ctx);
    buju_arena_free(job->scratch);
    job->scratch = NULL;
  }
  if (status == BUJU_OK) status = freeze(job, &circles, &nearests);
  buju_vec_free(&circles);
  buju_vec_free(&nearests);
  return status;
}
