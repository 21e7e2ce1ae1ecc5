/* staff_ratio: so many staff for so many people, by township or county. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/headcount.h"

enum { P_SPECIALTY = BUJU_HEADCOUNT_PARAMS, P_GRADES, P_RATIO, P_PER_PEOPLE, P_AT, PARAMS };

enum { DEFAULT_GRADES = 1 << BUJU_LICENSED | 1 << BUJU_ASSISTANT | 1 << BUJU_VILLAGE_DOCTOR };

static const char *const specialty_words[] = {"gp", "public_health", "tcm", NULL};

static const buju_param params[PARAMS] = {
    BUJU_HEADCOUNT_ROWS,
    [P_SPECIALTY] = {.name = "specialty",
                     .type = BUJU_PARAM_WORD,
                     .unit = "",
                     .fallback = "",
                     .words = specialty_words,
                     .text = {"哪个专业的医生（全科、公共卫生、中医；不写：按 grades）",
                              "doctors of which field (general practice, public health, Chinese medicine; by grades, "
                              "unless given)"}},
    [P_GRADES] = {.name = "grades",
                  .type = BUJU_PARAM_WORDS,
                  .unit = "",
                  .fallback = "",
                  .words = buju_headcount_grade_words,
                  .text = {"哪些执业资格计入（不写：执业医师、执业助理医师、乡村医生）；与 specialty 只写一个",
                           "the qualifications that count (licensed, assistant and village doctors, unless given); "
                           "this or specialty, not both"}},
    [P_RATIO] = {.name = "ratio",
                 .type = BUJU_PARAM_REAL,
                 .unit = "doctors",
                 .min = 0.001,
                 .max = 1000,
                 .text = {"每 per_people 人应有几名（应配数进一）",
                          "how many for each per_people people; what is required rounds up"}},
    [P_PER_PEOPLE] = {.name = "per_people",
                      .type = BUJU_PARAM_INT,
                      .unit = "people",
                      .min = 1,
                      .max = 1000000,
                      .fallback = "10000",
                      .text = {"按多少人计", "for how many people the ratio is"}},
    [P_AT] = {.name = "at",
              .type = BUJU_PARAM_WORDS,
              .unit = "",
              .fallback = "",
              .words = buju_headcount_service_words,
              .text = {"哪些机构的人员计入（不写：全部机构）", "whose staff count (every facility's, unless given)"}},
};

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(both, "{0}：规则“{1}”的 specialty 与 grades 只能写一个：台账之外的专业医生不分资格",
           "{0}: rule \"{1}\": give specialty or grades, not both; doctors of a field counted without a ledger have no "
           "grade");
  char place[256];
  (void)scenario;
  if (!use->value[P_SPECIALTY].given || !use->value[P_GRADES].given) return BUJU_OK;
  return buju_complain(ctx, BUJU_E_CONTRADICTION,
                       BUJU_SAY(both, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id)));
}

static buju_status apply(buju_job *job, buju_ix u) {
  const buju_value *value = buju_job_use(job, u)->value;
  buju_headcount_ask ask = buju_headcount_ask_of(u, value);
  ask.services = value[P_AT].given ? (uint32_t)value[P_AT].i : UINT32_MAX;
  ask.grades = value[P_GRADES].given ? (uint32_t)value[P_GRADES].i : DEFAULT_GRADES;
  if (value[P_SPECIALTY].given) ask.specialty = (uint8_t)(BUJU_SPECIALTY_GENERAL_PRACTICE + value[P_SPECIALTY].i);
  ask.ratio = llround(value[P_RATIO].f * 1000);
  ask.per_people = value[P_PER_PEOPLE].i;
  return buju_headcount(job, &ask);
}

const buju_rule buju_rule_staff_ratio = {
    .name = "staff_ratio",
    .text = {"每万人应有多少名医生（如全科医生）",
             "so many doctors (such as general practitioners) for so many people"},
    .stage = BUJU_STAGE_STAFFING,
    .reads = BUJU_FACET_SITE,
    .writes = BUJU_FACET_STAFF,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
