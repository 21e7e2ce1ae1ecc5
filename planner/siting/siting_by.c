/* One siting problem by one solver: check, solve, value. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/siting_parts.h"

static buju_status solve(buju_ctx *ctx, const buju_siting_field *field, buju_siting_solver solver, buju_arena *arena,
                         buju_siting_answer *answer) {
  BUJU_MSG(crossed, "选址求解：下界 {0} 高于方案值 {1}", "siting: the bound {0} is above the plan's value {1}");
  buju_siting_found found = {0};
  buju_status status = solver(ctx, field, arena, &found);
  if (status == BUJU_OK && found.shortfall > 0) {
    answer->state = BUJU_SITING_NOTHING;
    answer->shortfall = found.shortfall;
    answer->method = found.method;
    answer->work = found.work;
    return BUJU_OK;
  }
  if (status == BUJU_OK) status = buju_siting_value(ctx, field, found.sites, found.site, arena, answer);
  if (status != BUJU_OK) return status;
  if (found.lower > answer->upper)
    return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(crossed, buju_int(found.lower), buju_int(answer->upper)));
  answer->lower = found.lower;
  answer->state = found.lower == answer->upper ? BUJU_SITING_PROVED : BUJU_SITING_WITHIN;
  answer->method = found.method;
  answer->work = found.work;
  answer->proof = found.proof;
  return BUJU_OK;
}

buju_status buju_siting_solve_by(buju_ctx *ctx, const buju_siting_problem *problem, buju_siting_solver solver,
                                 buju_arena *arena, buju_siting_answer **out) {
  buju_siting_field field;
  buju_siting_answer *answer = BUJU_NEW(arena, buju_siting_answer, 1);
  if (answer == NULL) return buju_fail_memory(ctx);
  buju_status status = buju_siting_check(ctx, problem, arena, &field, answer);
  answer->unserved = field.unserved;
  if (status == BUJU_OK && answer->state != BUJU_SITING_NOTHING) status = solve(ctx, &field, solver, arena, answer);
  if (status == BUJU_OK) *out = answer;
  return status;
}
