/* Choosing the best set, step by step. SPDX-License-Identifier: Apache-2.0 */
#include "planner/pick.h"

#include "planner/pick_parts.h"

static buju_status choose(buju_picking *p) {
  buju_status status = buju_pick_find(p);
  if (status == BUJU_OK) status = buju_pick_measure(p);
  if (status != BUJU_OK) return status;
  buju_pick_score(p);
  status = buju_pick_choose(p);
  if (status == BUJU_OK) status = buju_pick_count(p);
  if (status == BUJU_OK) status = buju_pick_doubt(p);
  if (status == BUJU_OK) status = buju_pick_advise(p);
  return status == BUJU_OK ? buju_pick_tell(p) : status;
}

buju_status buju_pick_best(buju_job *job, const buju_pick_ask *ask) {
  BUJU_MSG(newly, "新进入时限的人最多", "most people newly within the limit");
  BUJU_MSG(least, "居民到最近机构的时间总量最少", "least time of everybody to the nearest");
  BUJU_MSG(longest, "最远的时间最短，其次时间总量最少", "least longest time, then least time of everybody");
  static const buju_msg *const objectives[BUJU_PICK_GOALS] = {&newly, &least, &longest};
  buju_picking p = {.job = job,
                    .ask = ask,
                    .travel = buju_travel_heading(job->travels->by[ask->provider], ask->direction),
                    .sum = {.use = ask->use,
                            .id = buju_job_use(job, ask->use)->id,
                            .objective = objectives[ask->goal],
                            .action = (uint8_t)ask->action,
                            .limit_ms = ask->limit_ms,
                            .mode = ask->mode,
                            .provider = ask->provider,
                            .direction = ask->direction,
                            .asked = ask->asked}};
  buju_status status = choose(&p);
  buju_costs_free(p.costs);
  return status;
}
