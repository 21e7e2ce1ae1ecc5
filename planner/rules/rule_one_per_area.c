/* one_per_area: every area that no rule has screened out is entitled to one service. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/job.h"

enum { P_AREA, P_SERVICE, P_MIN_PEOPLE, PARAMS };

/* Words for areas, and bits of buju_area_kind. */
#define OF(kind) (1u << BUJU_AREA_##kind)
static const char *const area_words[] = {
    "village", "community", "sub_district", "township", "village_or_community", "township_or_sub_district", NULL};
static const unsigned areas_of[] = {OF(VILLAGE),
                                    OF(COMMUNITY),
                                    OF(STREET),
                                    OF(TOWN) | OF(TOWNSHIP),
                                    OF(VILLAGE) | OF(COMMUNITY),
                                    OF(STREET) | OF(TOWN) | OF(TOWNSHIP)};

#define ID(name, id, zh, en) id,
static const char *const service_words[] = {BUJU_SERVICE_TABLE(ID) NULL};

static const buju_param params[PARAMS] = {
    [P_AREA] =
        {.name = "area",
         .type = BUJU_PARAM_WORD,
         .unit = "",
         .fallback = "village",
         .words = area_words,
         .text = {"按哪一级地区配置：行政村、社区、街道、乡镇、村（社区）、乡镇（街道）",
                  "the areas that are entitled: villages, communities, sub-districts, townships, or two of them"}},
    [P_SERVICE] = {.name = "service",
                   .type = BUJU_PARAM_WORD,
                   .unit = "",
                   .fallback = "village_clinic",
                   .words = service_words,
                   .text = {"配置哪类机构（村卫生室只配给行政村）",
                            "the kind of service (village clinics are for villages alone)"}},
    [P_MIN_PEOPLE] = {.name = "min_people",
                      .type = BUJU_PARAM_INT,
                      .unit = "people",
                      .min = 1,
                      .max = 10000000,
                      .fallback = "",
                      .text = {"达到此人口的地区才配置（含；不用于村卫生室）",
                               "only areas of at least this many people (not for village clinics)"}},
};

/* Villages: the need of a clinic, which other rules may still decide otherwise. */
static buju_status entitle_villages(buju_job *job, buju_ix u) {
  BUJU_MSG(no_place, "{0}没有位置信息，无法布点，待补充坐标后判定。",
           "{0} has no location: it cannot be planned until its coordinates are supplied.");
  BUJU_MSG(nobody, "{0}{1}为0，现状也没有计入的村卫生室，待核实人口后判定。",
           "{0} has no {1} and no clinic that counts: it cannot be planned until its people are checked.");
  BUJU_MSG(too_late, "", "");
  const buju_region *r = job->region;
  for (buju_ix v = 0; v < r->village.n; v++) {
    if (job->need[v].decided) continue;
    bool won;
    buju_status status = BUJU_OK;
    buju_arg name = buju_text(buju_job_village_name(job, v));
    if (job->need[v].people_used == 0 && job->need[v].clinics_counted == 0)
      status = buju_job_decide(job, v, u, BUJU_VERDICT_NOT_EVALUATED, BUJU_SAY(nobody, name, buju_job_population(job)),
                               BUJU_SAY(too_late), &won);
    else if (isfinite(r->village.x_m[v]) && isfinite(r->village.y_m[v])) {
      job->entitled[v] = true;
      job->need[v].service = BUJU_VILLAGE_CLINIC;
      job->need[v].use = u;
    } else
      status =
          buju_job_decide(job, v, u, BUJU_VERDICT_NOT_EVALUATED, BUJU_SAY(no_place, name), BUJU_SAY(too_late), &won);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

/* Nothing new is opened where people are about to move away. */
static bool leaves(const buju_job *job, buju_ix v) {
  return v != BUJU_NONE && job->need[v].decided && job->need[v].verdict == BUJU_VERDICT_DEMOLITION_TRANSITION;
}

/* Other areas: who is entitled; what meets it is looked for once the sites are known. Area rows go by level, then code,
 * and a village's area row comes in the villages' order. */
static buju_status entitle_areas(buju_job *job, buju_ix u) {
  const buju_region *r = job->region;
  const buju_value *value = buju_job_use(job, u)->value;
  buju_ix *village = BUJU_NEW(job->scratch, buju_ix, r->area.n);
  buju_people_n *people = BUJU_NEW(job->scratch, buju_people_n, r->area.n);
  if (village == NULL || people == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix a = 0; a < r->area.n; a++) village[a] = BUJU_NONE, people[a] = BUJU_PEOPLE_MISSING;
  for (buju_ix v = 0; v < r->village.n; v++) {
    buju_people_n own = buju_job_people(job, v);
    village[r->village.area[v]] = v;
    for (buju_ix a = r->village.area[v]; a != BUJU_NONE && own != BUJU_PEOPLE_MISSING; a = r->area.parent[a])
      people[a] = people[a] == BUJU_PEOPLE_MISSING ? own : people[a] + own;
  }
  for (buju_ix a = 0; a < r->area.n; a++) {
    if ((areas_of[value[P_AREA].i] >> r->area.kind[a] & 1u) == 0 || leaves(job, village[a])) continue;
    buju_entitlement *row = buju_vec_push(&job->entitlements, sizeof *row);
    if (row == NULL) return buju_fail_memory(job->ctx);
    *row = (buju_entitlement){.area = a,
                              .village = village[a],
                              .service = (uint8_t)value[P_SERVICE].i,
                              .verdict = BUJU_ENTITLED_NOT_EVALUATED,
                              .use = u,
                              .people = people[a],
                              .from_people = value[P_MIN_PEOPLE].given ? value[P_MIN_PEOPLE].i * BUJU_PERSON : 0,
                              .site = BUJU_NONE};
  }
  return BUJU_OK;
}

static buju_status apply(buju_job *job, buju_ix u) {
  bool clinics = buju_job_use(job, u)->value[P_SERVICE].i == BUJU_VILLAGE_CLINIC;
  return clinics ? entitle_villages(job, u) : entitle_areas(job, u);
}

/* One service in each area: two uses that give the same service to the same areas would count them twice. */
static buju_status check_twice(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(twice, "{0}：规则“{1}”与 {2} 的规则“{3}”都给同一级地区（{4}）配置{5}；请只留一条，或把另一条写成 off",
           "{0}: rule \"{1}\" and rule \"{3}\" at {2} both give a {5} to the same areas ({4}); keep one and switch the "
           "other off");
  char place[256], other_place[256];
  for (const buju_use *other = scenario->use; other < use; other++) {
    unsigned common = areas_of[use->value[P_AREA].i];
    if (other->rule != use->rule || other->value[P_SERVICE].i != use->value[P_SERVICE].i) continue;
    if ((common & areas_of[other->value[P_AREA].i]) == 0) continue;
    return buju_complain(ctx, BUJU_E_CONTRADICTION,
                         BUJU_SAY(twice, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id),
                                  buju_text(buju_doc_place(other->node, other_place, sizeof other_place)),
                                  buju_text(other->id), buju_text(area_words[use->value[P_AREA].i]),
                                  buju_word(&buju_service_words[use->value[P_SERVICE].i].word)));
  }
  return BUJU_OK;
}

/* A village clinic belongs to a village: other areas have other services. */
static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(mismatch, "{0}：规则“{1}”：service: village_clinic 只能配 area: village，且不用 min_people",
           "{0}: rule \"{1}\": service: village_clinic goes with area: village alone, without min_people");
  char place[256];
  bool villages = areas_of[use->value[P_AREA].i] == OF(VILLAGE);
  if (use->value[P_SERVICE].i != BUJU_VILLAGE_CLINIC || (villages && !use->value[P_MIN_PEOPLE].given))
    return check_twice(ctx, scenario, use);
  return buju_complain(
      ctx, BUJU_E_CONTRADICTION,
      BUJU_SAY(mismatch, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id)));
}

const buju_rule buju_rule_one_per_area = {
    .name = "one_per_area",
    .text = {"每个地区设一所机构", "one service in each area"},
    .stage = BUJU_STAGE_ENTITLE,
    .reads = BUJU_FACET_STATUS,
    .writes = BUJU_FACET_NEED,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
