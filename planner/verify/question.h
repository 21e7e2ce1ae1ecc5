/* The checker's own reading of a problem. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_VERIFY_QUESTION_H
#define BUJU_PLANNER_VERIFY_QUESTION_H

#include "planner/verify/serving.h"

/** What stands at a candidate in the part of the plans looked at. */
typedef enum buju_decided { BUJU_UNDECIDED, BUJU_OPENED, BUJU_CLOSED } buju_decided;

typedef struct buju_question {
  const buju_siting_problem *problem;
  buju_serving serving;
  buju_ix demands, candidates;
  int64_t *weight;  /* [demands] 0: nobody asks for it, or nobody can serve it */
  uint8_t *need;    /* [demands] by how many sites it is to be reached */
  uint8_t *decided; /* [candidates] before any step */
  uint8_t *counted; /* [candidates] 1: one of p when open */
  int64_t *net;     /* [candidates] what opening costs, less what closing would */
  int64_t closed_cost;
  int64_t p, budget; /* INT64_MAX: any; budget is for the sum of net */
  uint32_t limit;    /* the largest cost at which anybody is served */
  buju_ix unreachable;
  int64_t weight_asked;
  int64_t grain; /* every plan's objective is a multiple of it: MAX_COVER: the greatest common divisor of the weights */
} buju_question;

/** BUJU_E_DATA for what siting.h does not allow. Everything lives in arena. */
buju_status buju_question_read(buju_ctx *ctx, const buju_siting_problem *problem, const buju_verify_costs *costs,
                               buju_arena *arena, buju_question *out);

/** Feasibility and value of the plan claimed; BUJU_E_CONTRADICTION with its line. Fills weight_served of *out. */
buju_status buju_question_plan(buju_ctx *ctx, const buju_question *q, const buju_claim *claim, buju_arena *arena,
                               buju_verified *out);

/** Walks the proof that no plan is below claim->lower; BUJU_E_CONTRADICTION with the line that fails. Fills leaves. */
buju_status buju_question_proof(buju_ctx *ctx, const buju_question *q, const buju_claim *claim, buju_arena *arena,
                                buju_verified *out);

#endif
