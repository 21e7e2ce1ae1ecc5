/* Who is within a limit of a service, who is not, and where a new one would reach them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/reach.h"

#include <math.h>

#include "planner/collapse.h"
#include "planner/stages.h"

typedef buju_reach_measuring measuring;

buju_status buju_reach_gather(const buju_job *job, buju_ix where, int16_t year, const buju_travel *travel, buju_ix *n,
                              buju_ix **demand, buju_places *from) {
  const buju_region *r = job->region;
  buju_arena *scratch = job->scratch;
  double *x_m = BUJU_NEW(scratch, double, r->demand.n), *y_m = BUJU_NEW(scratch, double, r->demand.n);
  *demand = BUJU_NEW(scratch, buju_ix, r->demand.n);
  *n = 0;
  if (x_m == NULL || y_m == NULL || *demand == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix d = 0; d < r->demand.n; d++) {
    bool spoken_of = where == BUJU_NONE || buju_selected(job->selection, where, r->demand.village[d]);
    if (!spoken_of || buju_demand_people_in(job, d, year) == 0) continue;
    x_m[*n] = r->demand.x_m[d];
    y_m[*n] = r->demand.y_m[d];
    (*demand)[(*n)++] = d;
  }
  return travel->ops->locate(job->ctx, travel, *n, x_m, y_m, scratch, from);
}

static buju_status gather_people(measuring *m) {
  size_t most = m->job->region->demand.n;
  m->was = BUJU_NEW(m->job->scratch, buju_near, most);
  m->will = BUJU_NEW(m->job->scratch, buju_near, most);
  m->was_range = BUJU_NEW(m->job->scratch, buju_range, most);
  m->will_range = BUJU_NEW(m->job->scratch, buju_range, most);
  if (m->was == NULL || m->will == NULL || m->was_range == NULL || m->will_range == NULL)
    return buju_fail_memory(m->job->ctx);
  return buju_reach_gather(m->job, m->ask->where, m->ask->year, m->travel, &m->n, &m->demand, &m->from);
}

typedef bool (*open_fn)(const measuring *m, buju_ix site);

static bool open_now(const measuring *m, buju_ix s) {
  return buju_site_open_before(buju_job_site(m->job, s), m->ask->services);
}
static bool open_then(const measuring *m, buju_ix s) {
  return buju_site_open_after(buju_job_site(m->job, s), m->ask->services);
}

/* By the end of a year: what has opened by then, and what is not known to have closed. */
static bool open_by(const measuring *m, buju_ix s) {
  const buju_reach_open *by = m->by;
  if (open_then(m, s)) return by->opens[s] <= by->year;
  return open_now(m, s) && (by->closes[s] == 0 || by->closes[s] > by->year);
}

/* range: between what it lies wherever people live; NULL: nobody asks. */
static buju_status nearest(const measuring *m, open_fn open, buju_near *near, buju_range *range) {
  buju_job *job = m->job;
  size_t sites = job->sites.n;
  double *x_m = BUJU_NEW(job->scratch, double, sites), *y_m = BUJU_NEW(job->scratch, double, sites);
  buju_ix *site = BUJU_NEW(job->scratch, buju_ix, sites), n = 0;
  buju_places to;
  if (x_m == NULL || y_m == NULL || site == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix s = 0; s < (buju_ix)sites; s++) {
    const buju_site *row = buju_job_site(job, s);
    if (!open(m, s)) continue;
    x_m[n] = row->x_m;
    y_m[n] = row->y_m;
    site[n++] = s;
  }
  buju_status status = m->travel->ops->locate(job->ctx, m->travel, n, x_m, y_m, job->scratch, &to);
  if (status == BUJU_OK) status = m->travel->ops->nearest(job->ctx, m->travel, m->ask->mode, &m->from, &to, near);
  for (buju_ix i = 0; status == BUJU_OK && i < m->n; i++)
    if (near[i].to != BUJU_NONE) near[i].to = site[near[i].to];
  if (status != BUJU_OK || range == NULL) return status;
  return buju_demand_ranges(job, m->travel, m->ask->mode, &m->from, m->demand, &to, range);
}

/* People within the limit, and what may be wrong about them as they are measured from points. */
static buju_people_n count_within(const measuring *m, const buju_near *near, const buju_range *range,
                                  buju_doubt *doubt) {
  buju_people_n sum = 0;
  *doubt = (buju_doubt){0, 0, 0};
  for (buju_ix i = 0; i < m->n; i++) {
    buju_people_n people = buju_demand_people_in(m->job, m->demand[i], m->ask->year);
    if (buju_reach_within(m, &near[i])) sum += people;
    buju_collapse_doubt(people, near[i].ms, m->ask->limit_ms, range[i], doubt);
  }
  return sum;
}

static buju_people_n count_unreachable(const measuring *m) {
  buju_people_n sum = 0;
  for (buju_ix i = 0; i < m->n; i++)
    if (m->will[i].to == BUJU_NONE) sum += buju_demand_people_in(m->job, m->demand[i], m->ask->year);
  return sum;
}

static void add_up(const measuring *m) {
  buju_job *job = m->job;
  buju_reached *row = m->row;
  *row = (buju_reached){.use = m->ask->use,
                        .id = buju_job_use(job, m->ask->use)->id,
                        .limit_ms = m->ask->limit_ms,
                        .mode = m->ask->mode,
                        .provider = m->ask->provider,
                        .direction = m->ask->direction,
                        .services = m->ask->services,
                        .places = m->n};
  for (buju_ix i = 0; i < m->n; i++) row->people += buju_demand_people_in(job, m->demand[i], m->ask->year);
  row->before = count_within(m, m->was, m->was_range, &row->doubt[0]);
  row->after = count_within(m, m->will, m->will_range, &row->doubt[1]);
  row->unreachable = count_unreachable(m);
  for (buju_ix v = 0; v < job->region->village.n; v++) {
    buju_people_n people = buju_job_people(job, v);
    if (buju_reach_speaks_of(m, v) && people != BUJU_PEOPLE_MISSING && !isfinite(job->region->village.x_m[v]))
      row->unplaced += people;
  }
}

/* After new sites were proposed: who is within the limit now. */
static buju_status count_again(measuring *m) {
  buju_status status = nearest(m, open_then, m->will, m->will_range);
  if (status != BUJU_OK) return status;
  m->row->after = count_within(m, m->will, m->will_range, &m->row->doubt[1]);
  m->row->unreachable = count_unreachable(m);
  return BUJU_OK;
}

/* ---- gaps ---- */

/* A village's people beyond the limit: rows first … last − 1 of the settlements spoken of. */
typedef struct beyond {
  buju_people_n people, all, unreachable;
  buju_ix farthest; /* the settlement beyond the limit with the longest way that can be made, or BUJU_NONE */
} beyond;

static beyond look_beyond(const measuring *m, const buju_near *near, buju_ix first, buju_ix last) {
  beyond b = {0, 0, 0, BUJU_NONE};
  for (buju_ix i = first; i < last; i++) {
    buju_people_n people = buju_demand_people_in(m->job, m->demand[i], m->ask->year);
    b.all += people;
    if (buju_reach_within(m, &near[i])) continue;
    b.people += people;
    if (near[i].to == BUJU_NONE)
      b.unreachable += people;
    else if (b.farthest == BUJU_NONE || near[i].ms > near[b.farthest].ms)
      b.farthest = i;
  }
  return b;
}

static buju_status add_gap(const measuring *m, buju_ix village, const buju_near *near, const beyond *b, bool after) {
  BUJU_MSG(over, "{0}有{1}人{4}到最近的{2}超过{3}分钟。",
           "In {0}, {1} {1?person is|people are} more than {3} min from the nearest {2} ({4}).");
  BUJU_MSG(over_back, "最近的{2}{4}超过{3}分钟才能到达{0}的{1}人。",
           "In {0}, {1} {1?person is|people are} more than {3} min from where the nearest {2} sets out ({4}).");
  BUJU_MSG(cut_off, "其中{0}人到不了。", "{0} of them cannot reach any.");
  BUJU_MSG(cut_off_back, "其中{0}人任何一处都到不了。", "{0} of them none can reach.");
  buju_job *job = m->job;
  buju_gap gap = buju_gap_blank(BUJU_GAP_ACCESS, m->ask->kind, after);
  gap.area = job->region->village.area[village];
  gap.village = village;
  gap.use = m->ask->use;
  gap.people = b->people;
  gap.limit_value = m->ask->limit_ms / 60000.0;
  gap.unit = "min";
  gap.remedy = BUJU_ACTION_BUILD;
  gap.severity = b->people * 2 >= b->all ? 3 : 2;
  if (b->farthest != BUJU_NONE) {
    gap.nearest_site = near[b->farthest].to;
    gap.nearest_ms = near[b->farthest].ms;
    gap.actual_value = buju_gap_minutes(near[b->farthest].ms);
    gap.shortfall = round((gap.actual_value - gap.limit_value) * 1000) / 1000;
  }
  buju_said said =
      BUJU_SAY(over, buju_text(buju_job_village_name(job, village)), buju_people(b->people), buju_word(m->ask->name),
               buju_minutes(m->ask->limit_ms), buju_word(&buju_mode_names[m->ask->mode]));
  buju_said none = BUJU_SAY(cut_off, buju_people(b->unreachable));
  if (m->ask->direction == BUJU_FROM_SERVICE) {
    said.msg = &over_back;
    none.msg = &cut_off_back;
  }
  buju_ix row;
  buju_status status = buju_job_add_gap(job, gap, &row);
  if (status == BUJU_OK) status = buju_job_trace(job, BUJU_TRACED_GAP, row, m->ask->use, BUJU_DECIDED, said);
  if (status != BUJU_OK || b->unreachable == 0) return status;
  return buju_job_trace(job, BUJU_TRACED_GAP, row, m->ask->use, BUJU_NOTED, none);
}

static buju_status add_gaps(const measuring *m) {
  const buju_ix *village = m->job->region->demand.village;
  buju_status status = BUJU_OK;
  for (buju_ix first = 0, last; first < m->n && status == BUJU_OK; first = last) {
    buju_ix v = village[m->demand[first]];
    for (last = first; last < m->n && village[m->demand[last]] == v;) last++;
    beyond now = look_beyond(m, m->was, first, last), then = look_beyond(m, m->will, first, last);
    if (now.people > 0) status = add_gap(m, v, m->was, &now, false);
    if (status == BUJU_OK && then.people > 0) status = add_gap(m, v, m->will, &then, true);
  }
  return status;
}

buju_status buju_reach_measure(buju_job *job, const buju_reach_ask *ask) {
  buju_reached row;
  measuring m = {.job = job,
                 .ask = ask,
                 .travel = buju_travel_heading(job->travels->by[ask->provider], ask->direction),
                 .row = &row};
  buju_status status = gather_people(&m);
  if (status == BUJU_OK) status = nearest(&m, open_now, m.was, m.was_range);
  if (status == BUJU_OK) status = nearest(&m, open_then, m.will, m.will_range);
  if (status != BUJU_OK) return status;
  add_up(&m);
  if (ask->candidates || ask->build > 0) status = buju_reach_candidates(&m, row.after);
  if (status == BUJU_OK && row.built > 0) status = count_again(&m);
  if (status == BUJU_OK) status = add_gaps(&m);
  if (status != BUJU_OK) return status;
  buju_reached *kept = buju_vec_push(&job->reacheds, sizeof *kept);
  if (kept == NULL) return buju_fail_memory(job->ctx);
  *kept = row;
  return BUJU_OK;
}

buju_status buju_reach_by(buju_job *job, buju_ix use, const buju_reach_open *open, buju_people_n *within) {
  buju_reach_ask ask;
  measuring m = {.job = job, .ask = &ask, .by = open};
  buju_status status = buju_reach_ask_of(job, use, &ask);
  if (status != BUJU_OK) return status;
  m.travel = buju_travel_heading(job->travels->by[ask.provider], ask.direction);
  status = gather_people(&m);
  if (status == BUJU_OK) status = nearest(&m, open_by, m.will, NULL);
  *within = 0;
  for (buju_ix i = 0; status == BUJU_OK && i < m.n; i++)
    if (buju_reach_within(&m, &m.will[i])) *within += buju_demand_people_in(job, m.demand[i], ask.year);
  return status;
}
