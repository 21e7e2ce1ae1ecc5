/* The end of a plan: invariants, order, freezing. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "planner/stages.h"

/* What must hold whatever the rules: a broken one is our mistake, and the plan is not given out. */
static buju_status check_invariants(buju_job *job) {
  BUJU_MSG(not_conserved, "内部检查未通过：服务人口合计与各村人口合计不符；请报告此问题",
           "internal check failed: people served do not add up to the villages' people; please report this");
  BUJU_MSG(bounds_crossed, "内部检查未通过：优化下界高于上界（{0}）；请报告此问题",
           "internal check failed: the lower bound is above the upper bound ({0}); please report this");
  buju_people_n by_village = 0, by_site = 0, nobody = 0;
  for (buju_ix v = 0; v < job->region->village.n; v++) {
    if (job->need[v].people_used == BUJU_PEOPLE_MISSING) continue;
    by_village += job->need[v].people_used;
    if (job->need[v].site == BUJU_NONE) nobody += job->need[v].people_used;
  }
  for (buju_ix s = 0; s < (buju_ix)job->sites.n; s++) by_site += buju_job_site(job, s)->people_served;
  if (by_site + nobody != by_village) return buju_fail(job->ctx, BUJU_E_INTERNAL, BUJU_SAY(not_conserved));
  const buju_certificate *certificates = job->certificates.data;
  for (size_t i = 0; i < job->certificates.n; i++)
    if (certificates[i].lower > certificates[i].upper)
      return buju_fail(job->ctx, BUJU_E_INTERNAL, BUJU_SAY(bounds_crossed, buju_text(certificates[i].problem)));
  return BUJU_OK;
}

/* By table and row; the order they were made breaks ties, which addresses within one array give. */
static int trace_order(const void *a, const void *b) {
  const buju_trace *const *x = a, *const *y = b;
  if ((*x)->table != (*y)->table) return (*x)->table < (*y)->table ? -1 : 1;
  if ((*x)->row != (*y)->row) return (*x)->row < (*y)->row ? -1 : 1;
  return (*x > *y) - (*x < *y);
}

static buju_status freeze_traces(buju_job *job) {
  buju_plan *plan = job->plan;
  size_t n = job->traces.n;
  const buju_trace **order = calloc(n + 1, sizeof *order);
  plan->trace = BUJU_NEW(job->arena, buju_trace, n);
  if (order == NULL || plan->trace == NULL) {
    free(order);
    return buju_fail_memory(job->ctx);
  }
  for (size_t i = 0; i < n; i++) order[i] = (const buju_trace *)job->traces.data + i;
  qsort(order, n, sizeof *order, trace_order);
  for (size_t i = 0; i < n; i++) plan->trace[i] = *order[i];
  plan->traces = (buju_ix)n;
  free(order);
  return BUJU_OK;
}

#define FREEZE(job, vec, type, field, count)                                                                           \
  do {                                                                                                                 \
    void *rows_ = NULL;                                                                                                \
    (job)->plan->count = (buju_ix)(job)->vec.n;                                                                        \
    if (!buju_vec_freeze(&(job)->vec, sizeof(type), (job)->arena, &rows_)) return buju_fail_memory((job)->ctx);        \
    (job)->plan->field = rows_;                                                                                        \
  } while (0)

buju_status buju_job_finish(buju_job *job) {
  buju_status status = check_invariants(job);
  if (status == BUJU_OK) status = freeze_traces(job);
  if (status != BUJU_OK) return status;
  job->plan->needs = job->region->village.n;
  job->plan->need = job->need;
  FREEZE(job, sites, buju_site, site, sites);
  FREEZE(job, actions, buju_site_action, action, actions);
  FREEZE(job, served, buju_served, served, served_n);
  FREEZE(job, groups, buju_joint_group, group, groups);
  FREEZE(job, members, buju_ix, joint_member, joint_members);
  FREEZE(job, gaps, buju_gap, gap, gaps);
  FREEZE(job, doctors, buju_doctor, doctor, doctors);
  FREEZE(job, staffings, buju_staffing, staffing, staffings);
  FREEZE(job, staff_ratios, buju_staff_ratio, staff_ratio, staff_ratios);
  FREEZE(job, pairs, buju_pair, pair, pairs);
  FREEZE(job, costs, buju_cost, cost, costs);
  FREEZE(job, certificates, buju_certificate, certificate, certificates);
  FREEZE(job, sensitivities, buju_sensitivity, sensitivity, sensitivities);
  FREEZE(job, entitlements, buju_entitlement, entitlement, entitlements);
  FREEZE(job, reacheds, buju_reached, reached, reacheds);
  FREEZE(job, candidates, buju_candidate, candidate, candidates);
  FREEZE(job, frontiers, buju_frontier, frontier, frontiers);
  FREEZE(job, picks, buju_pick, pick, picks);
  FREEZE(job, contenders, buju_contender, contender, contenders);
  FREEZE(job, targets, buju_target, target, targets);
  FREEZE(job, phasings, buju_phasing, phasing, phasings);
  FREEZE(job, reached_bys, buju_reached_by, reached_by, reached_bys);
  FREEZE(job, rounds, buju_round, round, rounds);
  FREEZE(job, round_stops, buju_round_stop, round_stop, round_stops);
  FREEZE(job, round_days, buju_round_day, round_day, round_days);
  FREEZE(job, service_ways, buju_service_way, service_way, service_ways);
  FREEZE(job, referrals, buju_referral, referral, referrals);
  FREEZE(job, compliances, buju_compliance, compliance, compliances);
  job->plan->findings = job->findings;
  job->findings = (buju_findings){0};
  return BUJU_OK;
}
