/* What is missing: entitlements and access, as things stand and after the plan. What sites lack is said by the rules
 * that ask it of them. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "planner/mobile.h"
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
  case BUJU_VERDICT_EXTENSION:
  case BUJU_VERDICT_POSTING:
  case BUJU_VERDICT_ROUNDS:
  case BUJU_VERDICT_UNSERVED: return true;
  case BUJU_VERDICT_THC_SERVED:
  case BUJU_VERDICT_URBAN_RULES:
  case BUJU_VERDICT_DEMOLITION_TRANSITION:
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

/* What gives a village its service; a neighbour's clinic does so as it stands. */
static int remedy_of(const buju_job *job, const buju_need *need) {
  if (need->verdict == BUJU_VERDICT_JOINT_MEMBER) return BUJU_ACTION_MERGE;
  if (need->verdict == BUJU_VERDICT_POSTING) return BUJU_ACTION_POST;
  if (need->verdict == BUJU_VERDICT_ROUNDS) return BUJU_ACTION_ROUNDS_STOP;
  return buju_job_site(job, need->site)->action;
}

static buju_status entitlement(buju_job *job, buju_ix v, buju_ix *cursor) {
  BUJU_MSG(now, "{0}现有村卫生室{1}所，计入0所。", "{0} has {1} clinics, none of which counts.");
  BUJU_MSG(no_clinic, "{0}没有村卫生室。", "{0} has no clinic.");
  BUJU_MSG(one_clinic, "{0}现有村卫生室1所，不计入。", "{0} has one clinic, which does not count.");
  BUJU_MSG(station, "{0}撤村改居后尚无社区卫生服务站。", "{0} is converted and has no community health station yet.");
  BUJU_MSG(seat, "{0}为卫生院驻地村，但资料中没有为其服务的卫生院。",
           "{0} is the seat of a health centre, but the data hold none that serves it.");
  BUJU_MSG(after, "按方案{0}仍无机构服务。", "Under the plan nobody serves {0}.");
  const buju_need *need = &job->need[v];
  buju_arg name = buju_text(buju_job_village_name(job, v));
  buju_status status = BUJU_OK;
  bool is_seat = need->verdict == BUJU_VERDICT_THC_SERVED;
  if (!is_seat && !entitled_to_service(need)) return BUJU_OK;
  if (is_seat && need->site != BUJU_NONE) return BUJU_OK;
  buju_gap gap = gap_of_need(job, v, BUJU_GAP_ENTITLEMENT, false);
  gap.limit_value = 1;
  gap.actual_value = 0;
  gap.shortfall = 1;
  gap.severity = need->clinics_existing == 0 ? 3 : 2;
  if (need->site != BUJU_NONE) gap.remedy = remedy_of(job, need);
  find_nearest(job, cursor, v, &gap);
  buju_said said = BUJU_SAY(now, name, buju_int(need->clinics_existing));
  if (need->clinics_existing < 2) said.msg = need->clinics_existing == 0 ? &no_clinic : &one_clinic;
  if (need->service == BUJU_CHS) said.msg = &station;
  if (is_seat) said.msg = &seat;
  if (need->before == BUJU_VERDICT_UNSERVED) status = add(job, gap, said);
  if (status != BUJU_OK || need->site != BUJU_NONE) return status;
  gap.after = true;
  gap.severity = 3;
  gap.remedy = -1;
  return add(job, gap, BUJU_SAY(after, name));
}

/* The rule that lets villages share sets the limit, so it is asked of those who share. */
static buju_status access(buju_job *job, buju_ix v) {
  BUJU_MSG(over, "{0}有{1}人到{2}超过{3}分钟（{4}）。",
           "In {0}, {1} {1?person is|people are} more than {3} min from {2} ({4}).");
  const buju_need *need = &job->need[v];
  bool extended = need->verdict == BUJU_VERDICT_EXTENSION;
  bool shares = need->group != BUJU_NONE || need->verdict == BUJU_VERDICT_JOINT_MEMBER || extended;
  uint32_t limit_ms = extended ? job->mobile[v].limit_ms : job->reach.limit_ms;
  if (!shares || need->people_over_limit <= 0 || need->site == BUJU_NONE) return BUJU_OK;
  const buju_site *site = buju_job_site(job, need->site);
  const char *place = site->facility != BUJU_NONE ? job->region->facility.name[site->facility]
                                                  : buju_job_village_name(job, site->village);
  buju_gap gap = gap_of_need(job, v, BUJU_GAP_ACCESS, true);
  gap.use = extended ? need->use : job->reach.use;
  gap.site = need->site;
  gap.people = need->people_over_limit;
  gap.limit_value = limit_ms / 60000.0;
  gap.unit = "min";
  if (need->ms != BUJU_FAR && need->ms > limit_ms) {
    gap.actual_value = buju_gap_minutes(need->ms);
    gap.shortfall = round((gap.actual_value - gap.limit_value) * 1000) / 1000;
  }
  gap.nearest_site = need->site;
  gap.nearest_ms = need->ms;
  return add(job, gap,
             BUJU_SAY(over, buju_text(buju_job_village_name(job, v)), buju_people(need->people_over_limit),
                      buju_text(place), buju_minutes(limit_ms),
                      buju_word(&buju_mode_names[extended ? job->mobile[v].mode : job->reach.mode])));
}

/* The same as things stand: people of a village that will share who are beyond the limit of any service now. */
static buju_status access_now(buju_job *job, buju_ix v, buju_people_n beyond) {
  BUJU_MSG(over, "{0}现有{1}人到最近的机构超过{2}分钟（{3}）。",
           "In {0}, {1} {1?person is|people are} more than {2} min from the nearest service as things stand ({3}).");
  bool shares = job->need[v].group != BUJU_NONE || job->need[v].verdict == BUJU_VERDICT_JOINT_MEMBER;
  if (!shares || beyond <= 0) return BUJU_OK;
  buju_gap gap = gap_of_need(job, v, BUJU_GAP_ACCESS, false);
  gap.use = job->reach.use;
  gap.people = beyond;
  gap.limit_value = job->reach.limit_ms / 60000.0;
  gap.unit = "min";
  return add(job, gap,
             BUJU_SAY(over, buju_text(buju_job_village_name(job, v)), buju_people(beyond),
                      buju_minutes(job->reach.limit_ms), buju_word(&buju_mode_names[job->reach.mode])));
}

static buju_status access_gaps(buju_job *job) {
  const buju_served *served = job->served.data;
  buju_people_n *beyond = calloc((size_t)job->region->village.n + 1, sizeof *beyond);
  if (beyond == NULL) return buju_fail_memory(job->ctx);
  for (size_t i = 0; job->reach.use != BUJU_NONE && i < job->served.n; i++)
    if (served[i].before_ms != BUJU_FAR && served[i].before_ms > job->reach.limit_ms)
      beyond[served[i].need] += buju_demand_people(job, served[i].demand);
  buju_status status = BUJU_OK;
  for (buju_ix v = 0; v < job->region->village.n && status == BUJU_OK; v++) {
    status = access_now(job, v, beyond[v]);
    if (status == BUJU_OK) status = access(job, v);
  }
  free(beyond);
  return status;
}

buju_status buju_gaps(buju_job *job) {
  buju_status status = BUJU_OK;
  buju_ix cursor = 0;
  for (buju_ix v = 0; v < job->region->village.n && status == BUJU_OK; v++) status = entitlement(job, v, &cursor);
  return status == BUJU_OK ? access_gaps(job) : status;
}
