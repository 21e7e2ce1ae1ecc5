/* The problem read anew, then the plan, then the proof. SPDX-License-Identifier: Apache-2.0 */
#include "planner/verify/question.h"

buju_status buju_verify(buju_ctx *ctx, const buju_siting_problem *problem, const buju_verify_costs *costs,
                        const buju_claim *claim, buju_verified *out) {
  buju_arena *arena = buju_arena_new();
  buju_question question;
  buju_verified verified = {0};
  if (arena == NULL) return buju_fail_memory(ctx);
  buju_status status = buju_question_read(ctx, problem, costs, arena, &question);
  if (status == BUJU_OK) status = buju_question_plan(ctx, &question, claim, arena, &verified);
  if (status == BUJU_OK) status = buju_question_proof(ctx, &question, claim, arena, &verified);
  if (status == BUJU_OK) {
    verified.unreachable = question.unreachable;
    verified.weight_asked = question.weight_asked;
    *out = verified;
  }
  buju_arena_free(arena);
  return status;
}
