/* staff_share: such a share of the staff is to be qualified. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/headcount.h"

enum { P_GRADES = BUJU_HEADCOUNT_PARAMS, P_OF, P_SHARE, P_AT, PARAMS };

static const buju_param params[PARAMS] = {
    BUJU_HEADCOUNT_ROWS,
    [P_GRADES] = {.name = "grades",
                  .type = BUJU_PARAM_WORDS,
                  .unit = "",
                  .fallback = "",
                  .words = buju_headcount_grade_words,
                  .text = {"哪些执业资格算达到（不写：执业医师、执业助理医师）",
                           "the qualifications asked for (licensed and assistant physicians, unless given)"}},
    [P_OF] = {.name = "of_grades",
              .type = BUJU_PARAM_WORDS,
              .unit = "",
              .fallback = "",
              .words = buju_headcount_grade_words,
              .text = {"占哪些人员的比例（不写：执业医师、执业助理医师、乡村医生；资格不详的计入总数）",
                       "of whom the share is taken (licensed, assistant and village doctors, unless given; who has no "
                       "known qualification is among them)"}},
    [P_SHARE] = {.name = "share",
                 .type = BUJU_PARAM_REAL,
                 .unit = "%",
                 .min = 0,
                 .max = 100,
                 .text = {"比例（含；人数进一）", "the share, inclusive; whole people, rounded up"}},
    [P_AT] = {.name = "at",
              .type = BUJU_PARAM_WORDS,
              .unit = "",
              .fallback = "village_clinic",
              .words = buju_headcount_service_words,
              .text = {"哪些机构的人员", "whose staff"}},
};

enum {
  PHYSICIANS = 1 << BUJU_LICENSED | 1 << BUJU_ASSISTANT,
  DOCTORS = PHYSICIANS | 1 << BUJU_VILLAGE_DOCTOR,
};

static uint32_t grades_of(const buju_value *value, uint32_t fallback) {
  return value->given ? (uint32_t)value->i : fallback;
}

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(apart, "{0}：规则“{1}”的 grades 中有 of_grades 之外的资格，不能算作其中的比例",
           "{0}: rule \"{1}\": grades has a qualification that is not among of_grades, so it is no share of them");
  char place[256];
  (void)scenario;
  const buju_value *value = use->value;
  if ((grades_of(&value[P_GRADES], PHYSICIANS) & ~grades_of(&value[P_OF], DOCTORS)) == 0) return BUJU_OK;
  return buju_complain(ctx, BUJU_E_CONTRADICTION,
                       BUJU_SAY(apart, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id)));
}

static buju_status apply(buju_job *job, buju_ix u) {
  const buju_value *value = buju_job_use(job, u)->value;
  buju_headcount_ask ask = buju_headcount_ask_of(u, value);
  ask.services = (uint32_t)value[P_AT].i;
  ask.grades = grades_of(&value[P_GRADES], PHYSICIANS);
  ask.of = grades_of(&value[P_OF], DOCTORS);
  ask.ratio = llround(value[P_SHARE].f * 100);
  return buju_headcount(job, &ask);
}

const buju_rule buju_rule_staff_share = {
    .name = "staff_share",
    .text = {"有资格的人员占多大比例（如乡村医生中的执业（助理）医师）",
             "such a share of the staff is qualified (such as licensed physicians among village doctors)"},
    .stage = BUJU_STAGE_STAFFING,
    .reads = BUJU_FACET_SITE,
    .writes = BUJU_FACET_STAFF,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
