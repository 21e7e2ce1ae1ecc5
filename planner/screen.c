/* After SCREEN: what existing clinics are worth, and every need as things stand. SPDX-License-Identifier: Apache-2.0 */
#include "planner/rounds_today.h"
#include "planner/stages.h"
#include "planner/standard.h"

/* The village's service as things stand. */
static buju_verdict as_things_stand(const buju_job *job, buju_ix v) {
  const buju_need *need = &job->need[v];
  const buju_csr *link = &job->village_facility;
  const buju_verdict visited = buju_rounds_today(need) ? BUJU_VERDICT_ROUNDS : BUJU_VERDICT_UNSERVED;
  bool thc = false, urban = false;
  for (uint64_t k = link->row[v]; k < link->row[v + 1]; k++) {
    uint8_t kind = job->region->facility.kind[link->col[k]];
    thc |= kind == BUJU_THC;
    urban |= kind == BUJU_CHC || kind == BUJU_CHS || kind == BUJU_CHC_BRANCH;
  }
  /* places nothing changes for: the urban rules, and people who are about to move */
  if (need->decided && need->verdict == BUJU_VERDICT_URBAN_RULES) return BUJU_VERDICT_URBAN_RULES;
  if (need->decided && need->verdict == BUJU_VERDICT_DEMOLITION_TRANSITION) return BUJU_VERDICT_DEMOLITION_TRANSITION;
  if (need->decided && need->verdict == BUJU_VERDICT_CONVERTED_CHS) return urban ? BUJU_VERDICT_CONVERTED_CHS : visited;
  if (need->clinics_counted > 0) return BUJU_VERDICT_OWN_CLINIC;
  bool seat = need->decided && need->verdict == BUJU_VERDICT_THC_SERVED;
  if (thc || (seat && buju_job_township_thc(job, v) != BUJU_NONE)) return BUJU_VERDICT_THC_SERVED;
  return visited;
}

buju_status buju_screen_conclude(buju_job *job) {
  const buju_region *r = job->region;
  for (buju_ix f = 0; f < r->facility.n; f++) {
    if (r->facility.kind[f] != BUJU_VILLAGE_CLINIC) continue;
    if (job->keep[f] != NULL) job->standing[f].counted = true; /* people decided that it stays */
    job->standing[f].compliant = job->standing[f].counted && buju_standard_compliant(job, f);
    buju_ix v = r->facility.village[f];
    if (v == BUJU_NONE) continue;
    job->need[v].clinics_existing++;
    if (job->standing[f].counted) job->need[v].clinics_counted++;
  }
  for (buju_ix v = 0; v < r->village.n; v++) job->need[v].before = (uint8_t)as_things_stand(job, v);
  return BUJU_OK;
}
