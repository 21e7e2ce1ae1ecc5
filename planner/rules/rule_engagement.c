/* engagement: until what age a doctor is engaged, and re-engaged; the ledger of doctors. SPDX-License-Identifier: Apache-2.0 */
#include "planner/doctors.h"

enum { P_ENGAGE_MAX_AGE, P_REENGAGE_MAX_AGE, PARAMS };

static const buju_param params[PARAMS] = {
    [P_ENGAGE_MAX_AGE] = {.name = "engage_max_age",
                          .type = BUJU_PARAM_INT,
                          .unit = "years",
                          .min = 18,
                          .max = 100,
                          .text = {"聘用的最高年龄（含）", "the greatest age at which a doctor is engaged, inclusive"}},
    [P_REENGAGE_MAX_AGE] = {.name = "reengage_max_age",
                            .type = BUJU_PARAM_INT,
                            .unit = "years",
                            .min = 18,
                            .max = 100,
                            .text = {"返聘的最高年龄（含）",
                                     "the greatest age at which a doctor is re-engaged, inclusive"}},
};

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(reversed, "{0}：规则“{1}”的返聘年龄（{2}）低于聘用年龄（{3}）",
           "{0}: rule \"{1}\" re-engages to a lower age ({2}) than it engages ({3})");
  char place[256];
  (void)scenario;
  if (use->value[P_REENGAGE_MAX_AGE].i >= use->value[P_ENGAGE_MAX_AGE].i) return BUJU_OK;
  return buju_complain(ctx, BUJU_E_CONTRADICTION,
                       BUJU_SAY(reversed, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id),
                                buju_int(use->value[P_REENGAGE_MAX_AGE].i), buju_int(use->value[P_ENGAGE_MAX_AGE].i)));
}

static buju_engagement engagement_of(const buju_doctor *doctor, const buju_value *value) {
  if (doctor->age < 0) return BUJU_ENGAGEMENT_AGE_UNKNOWN;
  if (doctor->age <= value[P_ENGAGE_MAX_AGE].i) return BUJU_ENGAGEMENT_ENGAGED;
  return doctor->age <= value[P_REENGAGE_MAX_AGE].i ? BUJU_ENGAGEMENT_REENGAGED : BUJU_ENGAGEMENT_LEAVES;
}

static buju_status explain(buju_job *job, buju_ix row, buju_ix u, const buju_doctor *doctor, const buju_value *value) {
  BUJU_MSG(engaged, "{0}周岁，未超过{1}周岁，予以聘用。", "Aged {0}, not over {1}: engaged.");
  BUJU_MSG(reengaged, "{0}周岁，超过{1}周岁，不再聘用；确需留用的逐年返聘，最高至{2}周岁。",
           "Aged {0}, over {1}: no longer engaged; where needed re-engaged year by year, to {2} at most.");
  BUJU_MSG(leaves, "{0}周岁，超过返聘上限{2}周岁，退出。", "Aged {0}, over {2}, the limit of re-engagement: leaves.");
  BUJU_MSG(unknown, "缺少出生年份，暂按在岗计，年龄待核。",
           "Birth year missing: counted as in post, age to be checked.");
  BUJU_MSG(outside, "所在村卫生室不纳入一体化管理，引导开办个体诊所。",
           "The clinic stays outside integrated management: guided to private practice.");
  static const buju_msg *const said[] = {[BUJU_ENGAGEMENT_ENGAGED] = &engaged,
                                         [BUJU_ENGAGEMENT_REENGAGED] = &reengaged,
                                         [BUJU_ENGAGEMENT_LEAVES] = &leaves,
                                         [BUJU_ENGAGEMENT_AGE_UNKNOWN] = &unknown,
                                         [BUJU_ENGAGEMENT_OUTSIDE] = &outside};
  return buju_job_trace(job, BUJU_TRACED_DOCTOR, row, u, BUJU_DECIDED,
                        BUJU_SAY(*said[doctor->engagement], buju_int(doctor->age), buju_int(value[P_ENGAGE_MAX_AGE].i),
                                 buju_int(value[P_REENGAGE_MAX_AGE].i)));
}

static buju_status apply(buju_job *job, buju_ix u) {
  const buju_value *value = buju_job_use(job, u)->value;
  buju_status status = buju_doctors_list(job, u);
  for (buju_ix d = 0; d < (buju_ix)job->doctors.n && status == BUJU_OK; d++) {
    buju_doctor *doctor = (buju_doctor *)job->doctors.data + d;
    int16_t birth_year = job->region->staff.birth_year[doctor->staff];
    if (birth_year != 0) {
      doctor->engaged_until = (int16_t)(birth_year + value[P_ENGAGE_MAX_AGE].i);
      doctor->reengaged_until = (int16_t)(birth_year + value[P_REENGAGE_MAX_AGE].i);
    }
    if (doctor->engagement != BUJU_ENGAGEMENT_OUTSIDE) doctor->engagement = (uint8_t)engagement_of(doctor, value);
    status = explain(job, d, u, doctor, value);
  }
  return status;
}

const buju_rule buju_rule_engagement = {
    .name = "engagement",
    .text = {"乡村医生聘用、返聘的年龄", "the ages of engagement and re-engagement"},
    .stage = BUJU_STAGE_STAFFING,
    .reads = BUJU_FACET_SITE,
    .writes = BUJU_FACET_STAFF,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
