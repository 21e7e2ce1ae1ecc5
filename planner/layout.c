/* From verdicts to places: which clinic stands where, what becomes of the existing ones.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "planner/mobile.h"
#include "planner/sites.h"
#include "planner/stages.h"

static bool urban_kind(uint8_t kind) { return kind == BUJU_CHS || kind == BUJU_CHC || kind == BUJU_CHC_BRANCH; }

/* The larger floor first, blank last; facilities are visited by code, so the lower code wins ties. */
static bool larger(const buju_region *r, buju_ix a, buju_ix b) {
  double x = r->facility.floor_m2[a], y = r->facility.floor_m2[b];
  return !isnan(x) && (isnan(y) || x > y);
}

static buju_status add_existing(buju_job *job) {
  const buju_region *r = job->region;
  for (buju_ix f = 0; f < r->facility.n; f++) {
    buju_site site = buju_site_blank(r->facility.kind[f]);
    site.facility = f;
    site.village = r->facility.village[f];
    site.township = r->facility.township[f];
    site.counted = job->standing[f].counted;
    site.x_m = r->facility.x_m[f];
    site.y_m = r->facility.y_m[f];
    site.location = r->facility.location[f];
    if (job->keep[f] != NULL) site.decision = (buju_ix)(job->keep[f] - job->scenario->decision);
    buju_status status = buju_job_add_site(job, site, &job->site_of_facility[f]);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

static buju_arg facility_name(const buju_job *job, buju_ix f) { return buju_text(job->region->facility.name[f]); }
static buju_arg village_name(const buju_job *job, buju_ix v) { return buju_text(buju_job_village_name(job, v)); }

/* The clinic that stands for a village, or becomes its health station: kept by hand, else one that counts, else
 * compliant, else the largest, else the lowest code. */
static buju_ix best_clinic(const buju_job *job, buju_ix v, bool to_convert) {
  const buju_region *r = job->region;
  const buju_csr *link = &job->village_facility;
  buju_ix best = BUJU_NONE;
  int best_rank = -1;
  for (uint64_t k = link->row[v]; k < link->row[v + 1]; k++) {
    buju_ix f = link->col[k];
    if (r->facility.kind[f] != BUJU_VILLAGE_CLINIC) continue;
    if (to_convert ? job->keep[f] != NULL : !job->standing[f].counted) continue; /* kept by hand: stays a clinic */
    int rank = (job->keep[f] != NULL) * 4 + job->standing[f].counted * 2 + job->standing[f].compliant;
    if (rank > best_rank || (rank == best_rank && larger(r, f, best))) {
      best = f;
      best_rank = rank;
    }
  }
  return best;
}

static buju_ix urban_facility(const buju_job *job, buju_ix v) {
  const buju_csr *link = &job->village_facility;
  for (uint64_t k = link->row[v]; k < link->row[v + 1]; k++)
    if (urban_kind(job->region->facility.kind[link->col[k]])) return link->col[k];
  return BUJU_NONE;
}

static buju_status propose(buju_job *job, buju_ix v, buju_facility_kind kind, buju_said said) {
  const buju_region *r = job->region;
  buju_site site = buju_site_blank((uint8_t)kind);
  site.village = v;
  site.township = buju_job_township(job, v);
  site.x_m = r->village.x_m[v];
  site.y_m = r->village.y_m[v];
  site.location = BUJU_LOCATED_VILLAGE;
  site.decision = job->need[v].decision;
  buju_status status = buju_job_add_site(job, site, &job->site_of_village[v]);
  if (status != BUJU_OK) return status;
  return buju_site_dispose(job, job->site_of_village[v], job->need[v].use, BUJU_ACTION_BUILD, said);
}

/* A village with a clinic of its own: the best one that counts stays, else one is built. */
static buju_status anchor_clinic(buju_job *job, buju_ix v) {
  BUJU_MSG(keep_said, "{0}计入现有村卫生室，予以保留。", "{0} counts as an existing clinic and is kept.");
  BUJU_MSG(build_said, "{0}没有可计入的村卫生室，需新建1所。", "{0} has no clinic that counts: one is to be built.");
  buju_ix f = best_clinic(job, v, false);
  if (f == BUJU_NONE) return propose(job, v, BUJU_VILLAGE_CLINIC, BUJU_SAY(build_said, village_name(job, v)));
  job->site_of_village[v] = job->site_of_facility[f];
  if (job->keep[f] != NULL) return BUJU_OK; /* its reason is the decision, told when the existing ones are settled */
  return buju_site_dispose(job, job->site_of_facility[f], job->need[v].use, BUJU_ACTION_KEEP,
                           BUJU_SAY(keep_said, facility_name(job, f)));
}

/* A converted village: its health station is there, or its clinic becomes one, or one is built. */
static buju_status anchor_station(buju_job *job, buju_ix v) {
  BUJU_MSG(keep_said, "{0}已有社区卫生服务机构{1}，予以保留。", "{0} already has {1}, which is kept.");
  BUJU_MSG(convert_said, "{0}撤村改居，不再设村卫生室，{1}转为社区卫生服务站。",
           "{0} is converted to an urban community: {1} becomes a community health station.");
  BUJU_MSG(build_said, "{0}撤村改居，按城市要求预留和建设社区卫生服务站。",
           "{0} is converted to an urban community: a community health station is reserved and built.");
  buju_ix use = job->need[v].use, f = urban_facility(job, v);
  if (f != BUJU_NONE) {
    job->site_of_village[v] = job->site_of_facility[f];
    return buju_site_dispose(job, job->site_of_facility[f], use, BUJU_ACTION_KEEP,
                             BUJU_SAY(keep_said, village_name(job, v), facility_name(job, f)));
  }
  f = best_clinic(job, v, true);
  if (f == BUJU_NONE) return propose(job, v, BUJU_CHS, BUJU_SAY(build_said, village_name(job, v)));
  job->site_of_village[v] = job->site_of_facility[f];
  buju_job_site(job, job->site_of_facility[f])->kind = BUJU_CHS;
  return buju_site_dispose(job, job->site_of_facility[f], use, BUJU_ACTION_CONVERT_CHS,
                           BUJU_SAY(convert_said, village_name(job, v), facility_name(job, f)));
}

/* The seat is served by its health centre: the one in the village, else the township's. */
static buju_status anchor_thc(buju_job *job, buju_ix v) {
  BUJU_MSG(none_known, "机构资料中没有{0}的乡镇卫生院，服务机构留空。",
           "The facility data hold no township health centre for {0}; who serves it is left blank.");
  const buju_csr *link = &job->village_facility;
  buju_ix thc = BUJU_NONE;
  for (uint64_t k = link->row[v]; k < link->row[v + 1]; k++)
    if (job->region->facility.kind[link->col[k]] == BUJU_THC &&
        (thc == BUJU_NONE || larger(job->region, link->col[k], thc)))
      thc = link->col[k];
  if (thc == BUJU_NONE) thc = buju_job_township_thc(job, v);
  if (thc != BUJU_NONE) {
    job->site_of_village[v] = job->site_of_facility[thc];
    return BUJU_OK;
  }
  return buju_job_trace(job, BUJU_TRACED_NEED, v, job->need[v].use, BUJU_NOTED,
                        BUJU_SAY(none_known, village_name(job, v)));
}

static buju_status anchor(buju_job *job, buju_ix v) {
  switch ((buju_verdict)job->need[v].verdict) {
  case BUJU_VERDICT_OWN_CLINIC:
  case BUJU_VERDICT_OWN_NO_PARTNER:
  case BUJU_VERDICT_JOINT_HOST: return anchor_clinic(job, v);
  case BUJU_VERDICT_CONVERTED_CHS: return anchor_station(job, v);
  case BUJU_VERDICT_THC_SERVED: return anchor_thc(job, v);
  case BUJU_VERDICT_NOT_EVALUATED:
  case BUJU_VERDICT_URBAN_RULES:
  case BUJU_VERDICT_DEMOLITION_TRANSITION:
  case BUJU_VERDICT_JOINT_MEMBER:
  case BUJU_VERDICT_EXTENSION:
  case BUJU_VERDICT_POSTING:
  case BUJU_VERDICT_ROUNDS:
  case BUJU_VERDICT_UNSERVED:
  case BUJU_VERDICTS: break;
  }
  return BUJU_OK;
}

/* The host whose clinic serves a member, by its joint group or by decision. */
static buju_ix host_of(const buju_job *job, buju_ix v) {
  return job->need[v].group != BUJU_NONE ? buju_job_group(job, job->need[v].group)->host : buju_decided_host(job, v);
}

/* Why a clinic that does not count is ended, and that its successor comes first. */
static buju_status end_discounted(buju_job *job, buju_ix f) {
  BUJU_MSG(
      after, "{0}不纳入一体化管理，逐步注销其村卫生室资格；待{1}的承接机构启用后办理。",
      "{0} stays outside integrated management and is deregistered step by step, once the service of {1} is open.");
  BUJU_MSG(later, "{0}不纳入一体化管理，逐步注销其村卫生室资格；在居民另有服务机构前不注销。",
           "{0} stays outside integrated management and is deregistered step by step, not before its people are served "
           "elsewhere.");
  BUJU_MSG(because, "依据：{0}。", "Because: {0}.");
  buju_ix v = job->region->facility.village[f], site = job->site_of_facility[f], use = job->standing[f].use;
  buju_ix heir = v != BUJU_NONE ? job->site_of_village[v] : BUJU_NONE;
  if (v != BUJU_NONE && heir == BUJU_NONE && job->need[v].verdict == BUJU_VERDICT_JOINT_MEMBER)
    heir = job->site_of_village[host_of(job, v)];
  if (v != BUJU_NONE && buju_mobile_served(&job->need[v])) heir = buju_mobile_site(job, v);
  buju_said said = BUJU_SAY(later, facility_name(job, f));
  if (heir != BUJU_NONE) {
    const buju_site *s = buju_job_site(job, heir);
    said = BUJU_SAY(after, facility_name(job, f), village_name(job, s->village != BUJU_NONE ? s->village : v));
  }
  buju_status status = buju_site_dispose(job, site, use, BUJU_ACTION_DEREGISTER, said);
  if (status != BUJU_OK || use == BUJU_NONE) return status;
  return buju_job_trace(job, BUJU_TRACED_SITE, site, use, BUJU_NOTED,
                        BUJU_SAY(because, buju_word(&buju_job_use(job, use)->text)));
}

/* Who serves a village without a clinic: the neighbour's name, or the health centre's. */
static buju_arg server_name(const buju_job *job, buju_ix v) {
  const struct buju_mobile *m = &job->mobile[v];
  return m->village != BUJU_NONE ? village_name(job, m->village) : facility_name(job, m->facility);
}

/* A counted clinic that does not stand for its village. */
static buju_status review(buju_job *job, buju_ix f, buju_ix v) {
  BUJU_MSG(merge_said, "{0}并入合建，{1}在{2}的村卫生室启用后并入。",
           "{0} joins a joint clinic: {1} merges into the clinic of {2} once that is open.");
  BUJU_MSG(seat_said, "{0}为卫生院驻地村，可不设村卫生室，{1}的去留由主管部门研判。",
           "{0} is the seat of the health centre and need not have a clinic: whether {1} stays is for review.");
  BUJU_MSG(urban_said, "{0}不属行政村配置范围，{1}的去留按城市社区配置研判。",
           "{0} is not under the village rule: what becomes of {1} is for review under the urban rules.");
  BUJU_MSG(unknown_said, "{0}资料不足，{1}暂予保留，待补充资料后研判。",
           "Data about {0} are missing: {1} stays until they are supplied, then for review.");
  BUJU_MSG(converted_said, "{0}撤村改居，不再设村卫生室；{1}待社区卫生服务机构启用后注销。",
           "{0} is converted and gets no village clinic: {1} is deregistered once the community's service is open.");
  BUJU_MSG(barred_said, "{0}按人工决定不设村卫生室，{1}的去留由主管部门研判。",
           "No clinic is sited in {0} by decision: what becomes of {1} is for review.");
  BUJU_MSG(demolition_said, "{0}有拆迁计划，{1}的去留结合拆迁进度研判。",
           "{0} is to be demolished: what becomes of {1} is for review as that proceeds.");
  BUJU_MSG(mobile_said, "{0}改由{2}服务，{1}的去留（如改作巡诊点、派驻点）由主管部门研判。",
           "{0} is served by {2}: what becomes of {1}, such as a stop of rounds or a place for posted staff, is for "
           "review.");
  BUJU_MSG(left_said, "{0}不设固定村卫生室，又无处服务，{1}的去留由主管部门研判。",
           "{0} gets no fixed clinic and nobody serves it: what becomes of {1} is for review.");
  BUJU_MSG(extra_said, "{0}已有其他村卫生室计入，{1}为多设，去留由主管部门研判。",
           "{0} has another clinic that counts: {1} is an extra one, for review.");
  buju_ix site = job->site_of_facility[f], use = job->need[v].use;
  buju_arg place = village_name(job, v), name = facility_name(job, f);
  switch ((buju_verdict)job->need[v].verdict) {
  case BUJU_VERDICT_JOINT_MEMBER:
    return buju_site_dispose(job, site, use, BUJU_ACTION_MERGE,
                             BUJU_SAY(merge_said, place, name, village_name(job, host_of(job, v))));
  case BUJU_VERDICT_THC_SERVED:
    return buju_site_dispose(job, site, use, BUJU_ACTION_REVIEW, BUJU_SAY(seat_said, place, name));
  case BUJU_VERDICT_URBAN_RULES:
    return buju_site_dispose(job, site, use, BUJU_ACTION_REVIEW, BUJU_SAY(urban_said, place, name));
  case BUJU_VERDICT_NOT_EVALUATED:
    return buju_site_dispose(job, site, use, BUJU_ACTION_REVIEW, BUJU_SAY(unknown_said, place, name));
  case BUJU_VERDICT_CONVERTED_CHS:
    return buju_site_dispose(job, site, use, BUJU_ACTION_DEREGISTER, BUJU_SAY(converted_said, place, name));
  case BUJU_VERDICT_UNSERVED:
    return buju_site_dispose(job, site, use, BUJU_ACTION_REVIEW,
                             job->no_site[v] != NULL ? BUJU_SAY(barred_said, place, name)
                                                     : BUJU_SAY(left_said, place, name));
  case BUJU_VERDICT_EXTENSION:
  case BUJU_VERDICT_POSTING:
  case BUJU_VERDICT_ROUNDS:
    return buju_site_dispose(job, site, use, BUJU_ACTION_REVIEW,
                             BUJU_SAY(mobile_said, place, name, server_name(job, v)));
  case BUJU_VERDICT_DEMOLITION_TRANSITION:
    return buju_site_dispose(job, site, use, BUJU_ACTION_REVIEW, BUJU_SAY(demolition_said, place, name));
  case BUJU_VERDICT_OWN_CLINIC:
  case BUJU_VERDICT_OWN_NO_PARTNER:
  case BUJU_VERDICT_JOINT_HOST:
  case BUJU_VERDICTS: break;
  }
  return buju_site_dispose(job, site, use, BUJU_ACTION_REVIEW, BUJU_SAY(extra_said, place, name));
}

/* What becomes of each facility that does not stand for its village: what people keep stays; other clinics go or wait.
 */
static buju_status settle(buju_job *job, buju_ix f) {
  BUJU_MSG(kept_by_hand, "人工决定：保留{0}（{1}，{2}）。", "Decided by hand: {0} is kept ({1}; {2}).");
  BUJU_MSG(untouched, "现有{0}，布点不作调整，保留。", "An existing {0}: the layout leaves it as it is.");
  BUJU_MSG(no_village, "{0}未能落到任何行政村，去留由主管部门研判。",
           "{0} could not be linked to any village: for review.");
  buju_ix v = job->region->facility.village[f], site = job->site_of_facility[f];
  const buju_decision *keep = job->keep[f];
  if (keep != NULL)
    return buju_site_dispose(
        job, site, BUJU_NONE, BUJU_ACTION_KEEP,
        BUJU_SAY(kept_by_hand, facility_name(job, f), buju_text(keep->reason), buju_text(keep->person)));
  if (v != BUJU_NONE && job->site_of_village[v] == site && job->region->facility.kind[f] != BUJU_THC) return BUJU_OK;
  if (job->region->facility.kind[f] != BUJU_VILLAGE_CLINIC)
    return buju_site_dispose(job, site, BUJU_NONE, BUJU_ACTION_KEEP,
                             BUJU_SAY(untouched, buju_word(&buju_service_words[job->region->facility.kind[f]].word)));
  if (!job->standing[f].counted) return end_discounted(job, f);
  if (v == BUJU_NONE)
    return buju_site_dispose(job, site, BUJU_NONE, BUJU_ACTION_REVIEW, BUJU_SAY(no_village, facility_name(job, f)));
  return review(job, f, v);
}

/* Entitled and undecided: the rule that entitles decides. */
static buju_status conclude_entitled(buju_job *job, buju_ix v) {
  BUJU_MSG(own_unknown, "{0}为行政村，按一村一室原则设1所标准化村卫生室。",
           "{0} is an administrative village: one standardised clinic.");
  BUJU_MSG(own, "{0}为行政村，{2}{1}人，按一村一室原则设1所标准化村卫生室。",
           "{0} is an administrative village with {1} {2}: one standardised clinic.");
  BUJU_MSG(barred, "人工决定：{0}不设村卫生室（{1}，{2}），又不能并入邻村，暂未覆盖。",
           "Decided by hand: no clinic is sited in {0} ({1}; {2}); it cannot join a neighbour and is not served.");
  BUJU_MSG(too_late, "", "");
  bool won;
  const buju_decision *no_site = job->no_site[v];
  if (no_site != NULL) {
    job->need[v].decision = (buju_ix)(no_site - job->scenario->decision);
    return buju_job_decide(
        job, v, BUJU_NONE, BUJU_VERDICT_UNSERVED,
        BUJU_SAY(barred, village_name(job, v), buju_text(no_site->reason), buju_text(no_site->person)),
        BUJU_SAY(too_late), &won);
  }
  const struct buju_mobile *mobile = &job->mobile[v];
  if (mobile->left_use != BUJU_NONE)
    return buju_job_decide(job, v, mobile->left_use, BUJU_VERDICT_UNSERVED, mobile->left, BUJU_SAY(too_late), &won);
  buju_people_n people = job->need[v].people_used;
  bool known = people != BUJU_PEOPLE_MISSING;
  buju_said said = known ? BUJU_SAY(own, village_name(job, v), buju_people(people), buju_job_population_of(job, people))
                         : BUJU_SAY(own_unknown, village_name(job, v));
  return buju_job_decide(job, v, job->need[v].use, BUJU_VERDICT_OWN_CLINIC, said, BUJU_SAY(too_late), &won);
}

buju_status buju_layout_conclude(buju_job *job) {
  buju_ix villages = job->region->village.n;
  buju_status status = add_existing(job);
  for (buju_ix v = 0; v < villages && status == BUJU_OK; v++)
    if ((job->entitled[v] || job->mobile[v].left_use != BUJU_NONE) && !job->need[v].decided)
      status = conclude_entitled(job, v);
  for (buju_ix v = 0; v < villages && status == BUJU_OK; v++) status = anchor(job, v);
  for (buju_ix f = 0; f < job->region->facility.n && status == BUJU_OK; f++) status = settle(job, f);
  for (buju_ix g = 0; g < (buju_ix)job->groups.n; g++)
    buju_job_group(job, g)->site = job->site_of_village[buju_job_group(job, g)->host];
  for (buju_ix v = 0; v < villages && status == BUJU_OK; v++) {
    buju_need *need = &job->need[v];
    need->site =
        need->verdict == BUJU_VERDICT_JOINT_MEMBER ? job->site_of_village[host_of(job, v)] : job->site_of_village[v];
    if (job->mobile[v].use != BUJU_NONE) need->site = buju_mobile_site(job, v);
  }
  return status;
}
