/* What measuring people from the points they were collapsed to may have got wrong about a choice.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/collapse.h"
#include "planner/pick_parts.h"
#include "planner/stages.h"

/* The nearest of what stands and, if asked, of the chosen: times beyond the limit are not in p->times. */
static buju_status nearest(const buju_picking *p, bool chosen, buju_near *near) {
  buju_job *job = p->job;
  size_t most = (size_t)p->n + p->standing;
  double *x_m = BUJU_NEW(job->scratch, double, most), *y_m = BUJU_NEW(job->scratch, double, most);
  buju_places to;
  buju_ix n = 0;
  if (x_m == NULL || y_m == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix j = 0; j < (buju_ix)most; j++) {
    if (j < p->n && !(chosen && p->row[j].chosen)) continue;
    x_m[n] = p->places.x_m[j];
    y_m[n++] = p->places.y_m[j];
  }
  buju_status status = p->travel->ops->locate(job->ctx, p->travel, n, x_m, y_m, job->scratch, &to);
  return status == BUJU_OK ? p->travel->ops->nearest(job->ctx, p->travel, p->ask->mode, &p->from, &to, near) : status;
}

buju_status buju_pick_doubt(buju_picking *p) {
  buju_near *near = BUJU_NEW(p->job->scratch, buju_near, p->demands);
  uint32_t *slack_ms = BUJU_NEW(p->job->scratch, uint32_t, p->demands);
  buju_drift drift = {0};
  if (near == NULL || slack_ms == NULL) return buju_fail_memory(p->job->ctx);
  for (buju_ix i = 0; i < p->demands; i++) {
    slack_ms[i] = buju_demand_slack_ms(p->job, p->travel, p->ask->mode, p->demand[i]);
    buju_collapse_drift(p->people[i], slack_ms[i], &drift);
  }
  p->sum.doubt[0].unknown = p->sum.doubt[1].unknown = drift.unknown;
  bool everybody = p->sum.unreachable == 0; /* a mean of some may be of others in truth */
  p->sum.drift_ms = !buju_pick_limited(p) && everybody ? buju_collapse_mean_ms(&drift) : BUJU_FAR;
  buju_status status = BUJU_OK;
  for (int after = 0; after < 2 && buju_pick_limited(p) && status == BUJU_OK; after++) {
    p->sum.doubt[after].unknown = 0;
    status = nearest(p, after == 1, near);
    for (buju_ix i = 0; status == BUJU_OK && i < p->demands; i++)
      buju_collapse_doubt(p->people[i], near[i].ms, p->ask->limit_ms, slack_ms[i], &p->sum.doubt[after]);
  }
  return status;
}
