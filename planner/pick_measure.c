/* What each contender has: people, neighbours, floor, doctors. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/pick_parts.h"
#include "planner/reach.h"
#include "planner/stages.h"

/* Longer ways are not looked at where no limit is given. */
static const uint32_t DAY_MS = 86400000;

static buju_status measure_ways(buju_picking *p) {
  buju_job *job = p->job;
  uint32_t most = buju_pick_limited(p) ? p->ask->limit_ms : DAY_MS;
  buju_status status =
      buju_reach_gather(job, p->ask->people_where, buju_job_year(job), p->travel, &p->demands, &p->demand, &p->from);
  if (status == BUJU_OK)
    status =
        p->travel->ops->within(job->ctx, p->travel, p->ask->mode, &p->from, &p->places, most, job->scratch, &p->times);
  if (status != BUJU_OK) return status;
  p->people = BUJU_NEW(job->scratch, int64_t, p->demands);
  if (p->people == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix i = 0; i < p->demands; i++) p->people[i] = buju_demand_people(job, p->demand[i]);
  return BUJU_OK;
}

/* People within the limit of each, and those of them not yet within that of what stands. Columns ascend: what stands
 * comes last. */
static void count_within(buju_picking *p) {
  for (buju_ix j = 0; j < p->n; j++)
    p->row[j].within = p->row[j].newly = p->row[j].alone = buju_pick_limited(p) ? 0 : BUJU_PEOPLE_MISSING;
  for (buju_ix i = 0; buju_pick_limited(p) && i < p->demands; i++) {
    uint64_t first = p->times.row[i], last = p->times.row[i + 1];
    bool already = last > first && p->times.col[last - 1] >= p->n;
    for (uint64_t k = first; k < last && p->times.col[k] < p->n; k++) {
      buju_contender *c = &p->row[p->times.col[k]];
      c->within += p->people[i];
      if (!already) c->newly += p->people[i];
    }
  }
}

/* A user of buju_travel_rows: the nearest other place. */
static buju_status take_next(buju_ctx *ctx, void *user, buju_ix row, uint64_t n, const buju_ix *col,
                             const uint32_t *ms) {
  const buju_picking *p = user;
  (void)ctx;
  for (uint64_t k = 0; k < n; k++)
    if (col[k] != row && ms[k] < p->row[row].next_ms) p->row[row].next_ms = ms[k];
  return BUJU_OK;
}

static buju_status find_next(buju_picking *p) {
  buju_places contenders = p->places; /* what comes first of them */
  contenders.n = p->n;
  for (buju_ix j = 0; j < p->n; j++) p->row[j].next_ms = BUJU_FAR;
  return buju_travel_rows(p->job->ctx, p->travel, p->ask->mode, &contenders, &p->places, DAY_MS, 0, take_next, p);
}

/* A centre is there for its township. */
static buju_status count_served(buju_picking *p) {
  const buju_job *job = p->job;
  const buju_region *r = job->region;
  buju_people_n *of_township = BUJU_NEW(job->scratch, buju_people_n, r->area.n);
  if (of_township == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix v = 0; v < r->village.n; v++) {
    buju_ix township = buju_job_township(job, v);
    buju_people_n people = buju_job_people(job, v);
    if (township != BUJU_NONE && people != BUJU_PEOPLE_MISSING) of_township[township] += people;
  }
  for (buju_ix j = 0; j < p->n; j++) {
    const buju_site *site = buju_job_site(job, p->row[j].site);
    bool centre = (site->kind == BUJU_THC || site->kind == BUJU_CHC) && site->township != BUJU_NONE;
    p->row[j].served = centre ? of_township[site->township] : site->people_served;
  }
  return BUJU_OK;
}

static buju_status count_means(buju_picking *p) {
  const buju_region *r = p->job->region;
  int32_t *doctors = BUJU_NEW(p->job->scratch, int32_t, r->facility.n);
  if (doctors == NULL) return buju_fail_memory(p->job->ctx);
  for (buju_ix i = 0; i < r->staff.n; i++)
    if (r->staff.facility[i] != BUJU_NONE && r->staff.grade[i] != BUJU_OTHER_STAFF) doctors[r->staff.facility[i]]++;
  for (buju_ix j = 0; j < p->n; j++) {
    buju_ix f = buju_job_site(p->job, p->row[j].site)->facility;
    p->row[j].floor_m2 = f != BUJU_NONE ? r->facility.floor_m2[f] : NAN;
    p->row[j].doctors = f != BUJU_NONE && r->staff.n > 0 ? doctors[f] : -1;
  }
  return BUJU_OK;
}

buju_status buju_pick_measure(buju_picking *p) {
  buju_status status = measure_ways(p);
  if (status != BUJU_OK) return status;
  count_within(p);
  status = find_next(p);
  if (status == BUJU_OK) status = count_served(p);
  return status == BUJU_OK ? count_means(p) : status;
}
