/* What is missing: entitlements and access, as things stand and after the plan. What sites lack is said by the rules
 * that ask it of them. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/stages.h"

static buju_gap gap_of_need(const buju_job *job, buju_ix v, buju_gap_kind kind, bool after) {
  const buju_need *need = &job->need[v];
  buju_gap gap = buju_gap_blank(kind, (buju_facility_kind)need->service, after);
  gap.area = need->area;
  gap.village = v;
  gap.use = need->use;
  gap.people = need->people_used;
  return gap;
}

static buju_status add(buju_job *job, buju_gap gap, buju_said said) {
  buju_ix row;
  buju_status status = buju_job_add_gap(job, gap, &row);
  return status == BUJU_OK ? buju_job_trace(job, BUJU_TRACED_GAP, row, gap.use, BUJU_DECIDED, said) : status;
}

/* Places the rules entitle to a service (alone, shared, or as a converted village) that have none now. */
static bool entitled_to_service(const buju_need *need) {
  switch ((buju_verdict)need->verdict) {
  case BUJU_VERDICT_OWN_CLINIC:
  case BUJU_VERDICT_OWN_NO_PARTNER:
  case BUJU_VERDICT_JOINT_HOST:
  case BUJU_VERDICT_JOINT_MEMBER:
  case BUJU_VERDICT_CONVERTED_CHS:
  case BUJU_VERDICT_UNSERVED: return true;
  case BUJU_VERDICT_THC_SERVED:
  case BUJU_VERDICT_URBAN_RULES:
  case BUJU_VERDICT_DEMOLITION_TRANSITION:
  case BUJU_VERDICT_EXTENSION:
  case BUJU_VERDICT_POSTING:
  case BUJU_VERDICT_ROUNDS:
  case BUJU_VERDICT_NOT_EVALUATED:
  case BUJU_VERDICTS: break;
  }
  return false;
}

/* The nearest service as things stand, from the settlement that has it closest. Demand rows follow the villages. */
static void find_nearest(const buju_job *job, buju_ix *first_served, buju_ix v, buju_gap *gap) {
  const buju_served *served = job->served.data;
  buju_ix n = (buju_ix)job->served.n, i = *first_served;
  while (i < n && served[i].need < v) i++;
  *first_served = i;
  for (; i < n && served[i].need == v; i++) {
    if (served[i].before_ms >= gap->nearest_ms) continue; /* BUJU_FAR is never less */
    gap->nearest_site = served[i].before_site;
    gap->nearest_ms = served[i].before_ms;
  }
}

static buju_status entitlement(buju_job *job, buju_ix v, buju_ix *cursor) {
  BUJU_MSG(now, "{0}现有村卫生室{1}所，计入0所。", "{0} has {1} clinics, none of which counts.");
  BUJU_MSG(station, "{0}撤村改居后尚无社区卫生服务站。", "{0} is converted and has no community health station yet.");
  BUJU_MSG(after, "按方案{0}仍无机构服务。", "Under the plan nobody serves {0}.");
  const buju_need *need = &job->need[v];
  buju_arg name = buju_text(buju_job_village_name(job, v));
  buju_status status = BUJU_OK;
  if (!entitled_to_service(need) || need->before != BUJU_VERDICT_UNSERVED) return BUJU_OK;
  buju_gap gap = gap_of_need(job, v, BUJU_GAP_ENTITLEMENT, false);
  gap.limit_value = 1;
  gap.actual_value = 0;
  gap.shortfall = 1;
  gap.severity = need->clinics_existing == 0 ? 3 : 2;
  if (need->site != BUJU_NONE)
    gap.remedy = need->verdict == BUJU_VERDICT_JOINT_MEMBER ? (int)BUJU_ACTION_MERGE
                                                            : (int)buju_job_site(job, need->site)->action;
  find_nearest(job, cursor, v, &gap);
  status =
      add(job, gap,
          need->service == BUJU_CHS ? BUJU_SAY(station, name) : BUJU_SAY(now, name, buju_int(need->clinics_existing)));
  if (status != BUJU_OK || need->verdict != BUJU_VERDICT_UNSERVED) return status;
  gap.after = true;
  gap.severity = 3;
  gap.remedy = -1;
  return add(job, gap, BUJU_SAY(after, name));
}

static buju_status access(buju_job *job, buju_ix v) {
  BUJU_MSG(over, "{0}有{1}人到{2}超过{3}分钟（{4}）。", "In {0}, {1} people are more than {3} min from {2} ({4}).");
  const buju_need *need = &job->need[v];
  if (need->people_over_limit <= 0 || need->site == BUJU_NONE) return BUJU_OK;
  const buju_site *site = buju_job_site(job, need->site);
  const char *place = site->facility != BUJU_NONE ? job->region->facility.name[site->facility]
                                                  : buju_job_village_name(job, site->village);
  buju_gap gap = gap_of_need(job, v, BUJU_GAP_ACCESS, true);
  gap.use = job->reach.use;
  gap.site = need->site;
  gap.people = need->people_over_limit;
  gap.limit_value = job->reach.limit_ms / 60000.0;
  gap.unit = "min";
  if (need->ms != BUJU_FAR && need->ms > job->reach.limit_ms) {
    gap.actual_value = need->ms / 60000.0;
    gap.shortfall = gap.actual_value - gap.limit_value;
  }
  gap.nearest_site = need->site;
  gap.nearest_ms = need->ms;
  return add(job, gap,
             BUJU_SAY(over, buju_text(buju_job_village_name(job, v)), buju_people(need->people_over_limit),
                      buju_text(place), buju_minutes(job->reach.limit_ms),
                      buju_word(&buju_mode_names[job->reach.mode])));
}

buju_status buju_gaps(buju_job *job) {
  buju_status status = BUJU_OK;
  buju_ix cursor = 0;
  for (buju_ix v = 0; v < job->region->village.n && status == BUJU_OK; v++) status = entitlement(job, v, &cursor);
  for (buju_ix v = 0; v < job->region->village.n && status == BUJU_OK; v++) status = access(job, v);
  return status;
}
