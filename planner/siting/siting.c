/* Siting: which solver a model takes. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/siting_parts.h"

/* One line a model. */
static const buju_siting_solver solvers[BUJU_SITING_MODELS] = {
    [BUJU_SITING_COVER] = buju_siting_cover,
    [BUJU_SITING_MAX_COVER] = buju_siting_max_cover,
    [BUJU_SITING_MEDIAN] = buju_siting_median,
    [BUJU_SITING_CENTRE] = buju_siting_centre,
};

buju_status buju_siting_solve(buju_ctx *ctx, const buju_siting_problem *problem, buju_arena *arena,
                              buju_siting_answer **out) {
  bool known = (unsigned)problem->model < BUJU_SITING_MODELS;
  return buju_siting_solve_by(ctx, problem, known ? solvers[problem->model] : NULL, arena, out);
}
