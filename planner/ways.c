/* How people are served: by a fixed site, a joint clinic, extension, posting, rounds, or not at all; every person once.
 * SPDX-License-Identifier: Apache-2.0 */
#include "core/shares.h"
#include "planner/stages.h"

buju_way buju_way_of(buju_verdict verdict) {
  switch (verdict) {
  case BUJU_VERDICT_JOINT_HOST:
  case BUJU_VERDICT_JOINT_MEMBER: return BUJU_WAY_JOINT;
  case BUJU_VERDICT_EXTENSION: return BUJU_WAY_EXTENSION;
  case BUJU_VERDICT_POSTING: return BUJU_WAY_POSTING;
  case BUJU_VERDICT_ROUNDS: return BUJU_WAY_ROUNDS;
  case BUJU_VERDICT_OWN_CLINIC:
  case BUJU_VERDICT_OWN_NO_PARTNER:
  case BUJU_VERDICT_THC_SERVED:
  case BUJU_VERDICT_CONVERTED_CHS:
  case BUJU_VERDICT_URBAN_RULES:
  case BUJU_VERDICT_DEMOLITION_TRANSITION:
  case BUJU_VERDICT_UNSERVED:
  case BUJU_VERDICT_NOT_EVALUATED:
  case BUJU_VERDICTS: break;
  }
  return BUJU_WAY_FIXED;
}

/* One area's sums by way; stage 0 is as things stand. */
typedef struct sums {
  buju_ix villages[2][BUJU_WAYS];
  buju_people_n people[2][BUJU_WAYS], of[BUJU_POPULATIONS][BUJU_WAYS];
  bool known[BUJU_POPULATIONS];
} sums;

static void count_village(const buju_job *job, buju_ix v, sums *s) {
  const buju_need *need = &job->need[v];
  const uint8_t way[2] = {need->way_before, need->way};
  const buju_people_n served[2] = {need->served_before, need->served_after};
  for (int stage = 0; stage < 2; stage++) {
    s->villages[stage][way[stage]]++;
    if (need->people_used == BUJU_PEOPLE_MISSING) continue;
    s->people[stage][way[stage] != BUJU_WAY_NOBODY ? way[stage] : BUJU_WAY_FIXED] += served[stage];
    s->people[stage][BUJU_WAY_NOBODY] += need->people_used - served[stage];
  }
  for (int p = 0; p < BUJU_POPULATIONS; p++) {
    const buju_people_n *people = job->region->village.people[p];
    if (people == NULL || people[v] == BUJU_PEOPLE_MISSING) continue;
    s->of[p][need->way] += people[v];
    s->known[p] = true;
  }
}

/* Hundredths of a percent that add up to all of it; −1 where nobody lives. */
static buju_status share(buju_ctx *ctx, const buju_people_n *people, int64_t *permyriad) {
  buju_people_n all = 0;
  for (int w = 0; w < BUJU_WAYS; w++) all += people[w];
  if (all > 0) return buju_share_out(ctx, 10000, people, BUJU_WAYS, permyriad);
  for (int w = 0; w < BUJU_WAYS; w++) permyriad[w] = -1;
  return BUJU_OK;
}

static buju_status add_area(buju_job *job, buju_ix area, const sums *s) {
  int64_t permyriad[2][BUJU_WAYS];
  buju_status status = share(job->ctx, s->people[0], permyriad[0]);
  if (status == BUJU_OK) status = share(job->ctx, s->people[1], permyriad[1]);
  for (int w = 0; w < BUJU_WAYS && status == BUJU_OK; w++) {
    buju_service_way *row = buju_vec_push(&job->service_ways, sizeof *row);
    if (row == NULL) return buju_fail_memory(job->ctx);
    *row = (buju_service_way){.area = area, .way = (uint8_t)w};
    for (int stage = 0; stage < 2; stage++) {
      row->villages[stage] = s->villages[stage][w];
      row->people[stage] = s->people[stage][w];
      row->permyriad[stage] = (int32_t)permyriad[stage][w];
    }
    for (int p = 0; p < BUJU_POPULATIONS; p++) row->of[p] = s->known[p] ? s->of[p][w] : BUJU_PEOPLE_MISSING;
  }
  return status;
}

buju_status buju_ways(buju_job *job) {
  BUJU_MSG(not_conserved, "内部检查未通过：按服务方式合计的人口与总人口不符；请报告此问题",
           "internal check failed: people by way of service do not add up to all people; please report this");
  const buju_region *r = job->region;
  buju_arena *scratch = buju_arena_new();
  sums *by_area = scratch != NULL ? BUJU_NEW(scratch, sums, r->area.n) : NULL;
  bool *lived_in = scratch != NULL ? BUJU_NEW(scratch, bool, r->area.n) : NULL;
  sums all = {0};
  buju_status status = by_area != NULL && lived_in != NULL ? BUJU_OK : buju_fail_memory(job->ctx);
  for (buju_ix v = 0; v < r->village.n && status == BUJU_OK; v++) {
    count_village(job, v, &all);
    for (buju_ix a = r->area.parent[r->village.area[v]]; a != BUJU_NONE; a = r->area.parent[a]) {
      count_village(job, v, &by_area[a]);
      lived_in[a] = true;
    }
  }
  buju_people_n sum[2] = {0, 0};
  for (int w = 0; w < BUJU_WAYS; w++) {
    sum[0] += all.people[0][w];
    sum[1] += all.people[1][w];
  }
  const buju_coverage *c = &job->plan->coverage;
  if (status == BUJU_OK &&
      (sum[0] != c->people || sum[1] != c->people || c->served_before != c->people - all.people[0][BUJU_WAY_NOBODY] ||
       c->served_after != c->people - all.people[1][BUJU_WAY_NOBODY]))
    status = buju_fail(job->ctx, BUJU_E_INTERNAL, BUJU_SAY(not_conserved));
  if (status == BUJU_OK) status = add_area(job, BUJU_NONE, &all);
  for (buju_ix a = 0; a < r->area.n && status == BUJU_OK; a++)
    if (lived_in[a]) status = add_area(job, a, &by_area[a]);
  buju_arena_free(scratch);
  return status;
}
