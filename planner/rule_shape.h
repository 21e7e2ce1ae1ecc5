/* What a rule shape is made of, and what it works on. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_RULE_SHAPE_H
#define BUJU_PLANNER_RULE_SHAPE_H

#include "core/plan.h"
#include "core/scenario.h"
#include "planner/travel/travel.h"

/** The columns a rule may read and write; the engine checks what is declared against the order of stages. */
typedef enum buju_facet {
  BUJU_FACET_STATUS = 1 << 0, /* which areas are entitled, which facilities count */
  BUJU_FACET_NEED = 1 << 1,   /* verdicts */
  BUJU_FACET_SITE = 1 << 2,   /* sites and who is served where */
  BUJU_FACET_ACTION = 1 << 3, /* what is done to sites */
  BUJU_FACET_STAFF = 1 << 4,  /* doctors required, in post, vacant */
  BUJU_FACET_COST = 1 << 5,
  BUJU_FACET_YEAR = 1 << 6,
  BUJU_FACET_REACH = 1 << 7, /* who is within limits, and candidate places */
} buju_facet;

typedef struct buju_job buju_job;

/** For a rule's check: refuses a `travel:` value whose inputs the scenario does not have. */
buju_status buju_check_provider(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use,
                                const buju_value *value);

/** One shape of rule; a static constant in its own file. */
struct buju_rule {
  const char *name; /* "joint_below" */
  buju_msg text;    /* what the shape does, one sentence */
  buju_stage stage;
  bool late;              /* comes after the others of its stage, wherever the profile has it */
  uint32_t reads, writes; /* buju_facet bits */
  const buju_param *params;
  buju_ix params_n;
  /** Contradictions among the values of one use; NULL when ranges say it all. */
  buju_status (*check)(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use);
  buju_status (*apply)(buju_job *job, buju_ix use);
};

#endif
