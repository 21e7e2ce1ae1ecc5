/* What measuring people from the points they were collapsed to may have got wrong about a choice.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/collapse.h"
#include "planner/pick_parts.h"
#include "planner/stages.h"

/* What stands and, if asked, the chosen: times beyond the limit are not in p->times. */
static buju_status gather(const buju_picking *p, bool chosen, buju_places *to) {
  buju_job *job = p->job;
  size_t most = (size_t)p->n + p->standing;
  double *x_m = BUJU_NEW(job->scratch, double, most), *y_m = BUJU_NEW(job->scratch, double, most);
  buju_ix n = 0;
  if (x_m == NULL || y_m == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix j = 0; j < (buju_ix)most; j++) {
    if (j < p->n && !(chosen && p->row[j].chosen)) continue;
    x_m[n] = p->places.x_m[j];
    y_m[n++] = p->places.y_m[j];
  }
  return p->travel->ops->locate(job->ctx, p->travel, n, x_m, y_m, job->scratch, to);
}

/* As things stand, or with the chosen. */
static buju_status doubt_stage(buju_picking *p, int after, buju_near *near, buju_range *range, buju_drift *drift) {
  buju_doubt *doubt = &p->sum.doubt[after];
  buju_places to;
  buju_status status = gather(p, after == 1, &to);
  if (status == BUJU_OK) status = p->travel->ops->nearest(p->job->ctx, p->travel, p->ask->mode, &p->from, &to, near);
  if (status == BUJU_OK) status = buju_demand_ranges(p->job, p->travel, p->ask->mode, &p->from, p->demand, &to, range);
  *doubt = (buju_doubt){0, 0, 0};
  *drift = (buju_drift){0, 0, 0};
  for (buju_ix i = 0; status == BUJU_OK && i < p->demands; i++) {
    buju_collapse_drift(p->people[i], near[i].ms, range[i], drift);
    if (buju_pick_limited(p))
      buju_collapse_doubt(p->people[i], near[i].ms, p->ask->limit_ms, range[i], doubt);
    else if (buju_range_is_none(range[i]))
      doubt->unknown += p->people[i];
  }
  return status;
}

/* Both means are true to so much; a mean of some, where others have no way, may be of others in truth. */
static uint32_t drift_of(const buju_picking *p, const buju_drift drift[2]) {
  if (buju_pick_limited(p) || p->sum.unreachable > 0) return BUJU_FAR;
  uint32_t before_ms = p->sum.before_ms != BUJU_FAR ? buju_collapse_mean_ms(&drift[0]) : 0;
  uint32_t after_ms = buju_collapse_mean_ms(&drift[1]);
  return before_ms > after_ms ? before_ms : after_ms;
}

buju_status buju_pick_doubt(buju_picking *p) {
  buju_near *near = BUJU_NEW(p->job->scratch, buju_near, p->demands);
  buju_range *range = BUJU_NEW(p->job->scratch, buju_range, p->demands);
  buju_drift drift[2];
  if (near == NULL || range == NULL) return buju_fail_memory(p->job->ctx);
  buju_status status = doubt_stage(p, 0, near, range, &drift[0]);
  if (status == BUJU_OK) status = doubt_stage(p, 1, near, range, &drift[1]);
  if (status == BUJU_OK) p->sum.drift_ms = drift_of(p, drift);
  return status;
}
