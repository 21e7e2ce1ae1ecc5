/* Phasing by an integer program. SPDX-License-Identifier: Apache-2.0 */
#include "planner/phase/program.h"
#include "planner/siting/mip.h"

/* Above this the linear program's bound has to do; a step is a column of a node. */
enum { COLUMNS_MOST = 1000, STEPS_A_COLUMN = 2000 };

/* Numbers the solver takes. */
static bool within_solver(const buju_phase_program *m) {
  int64_t all = 0;
  for (buju_ix c = 0; c < m->columns; c++) all += m->worth[c];
  return m->columns <= COLUMNS_MOST && m->largest <= BUJU_MIP_MOST && all < (int64_t)1 << 53;
}

/* Nothing is left to decide: what is done is the only plan that could be better, if it is one. */
static bool holds(const buju_phase_program *m) {
  for (buju_ix r = 0; r < m->rows; r++)
    if (m->row_upper[r] < 0 || m->row_lower[r] > 0) return false;
  return true;
}

static buju_status take(buju_ctx *ctx, const buju_phase_question *ask, const buju_phase_core *core, const int64_t *x,
                        buju_arena *arena, buju_ix **year) {
  const buju_phase_program *m = &core->program;
  *year = BUJU_NEW(arena, buju_ix, ask->phase->n);
  if (*year == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < ask->phase->n; i++) (*year)[i] = core->year[i];
  for (buju_ix c = 0; c < m->columns; c++)
    if (x[c] == 1) (*year)[m->item[c]] = m->year[c];
  return BUJU_OK;
}

/* Limits so far away that no sum reaches them are none; beyond 2^53 the solver has no exact numbers. */
static void drop_far_limits(const buju_phase_program *m) {
  for (buju_ix r = 0; r < m->rows; r++)
    if (m->row_upper[r] > (int64_t)1 << 53) m->row_upper[r] = BUJU_MIP_FREE_ABOVE;
}

static buju_status solve(buju_ctx *ctx, const buju_phase_program *m, int64_t work_limit, buju_arena *arena,
                         buju_mip_result *result) {
  int64_t *cost = BUJU_NEW(arena, int64_t, m->columns), *zero = BUJU_NEW(arena, int64_t, m->columns);
  int64_t *one = BUJU_NEW(arena, int64_t, m->columns);
  if (cost == NULL || zero == NULL || one == NULL) return buju_fail_memory(ctx);
  for (buju_ix c = 0; c < m->columns; c++) {
    cost[c] = -m->worth[c];
    one[c] = 1;
  }
  drop_far_limits(m);
  buju_mip mip = {.columns = m->columns,
                  .rows = m->rows,
                  .cost = cost,
                  .lower = zero,
                  .upper = one,
                  .row = m->row,
                  .column = m->column,
                  .value = m->value,
                  .row_lower = m->row_lower,
                  .row_upper = m->row_upper,
                  .node_limit = work_limit > 0 ? work_limit / ((int64_t)m->columns * STEPS_A_COLUMN) + 1 : 0};
  return buju_mip_solve(ctx, &mip, arena, result);
}

buju_status buju_phase_by_mip(buju_ctx *ctx, const buju_phase_question *ask, const buju_phase_core *core,
                              buju_arena *arena, bool *fits, int64_t *most, buju_ix **year, int64_t *work) {
  const buju_phase_program *m = &core->program;
  buju_mip_result result = {0};
  *year = NULL;
  *work = 0;
  *fits = within_solver(m);
  if (!*fits) return BUJU_OK;
  if (m->columns == 0) {
    bool plan = holds(m);
    *most = plan ? core->done : INT64_MIN;
    return plan ? take(ctx, ask, core, NULL, arena, year) : BUJU_OK;
  }
  buju_status status = solve(ctx, m, ask->phase->work_limit, arena, &result);
  if (status != BUJU_OK) return status;
  *work = result.nodes;
  *most = result.state == BUJU_MIP_INFEASIBLE ? INT64_MIN : core->done - result.bound;
  return result.x != NULL ? take(ctx, ask, core, result.x, arena, year) : BUJU_OK;
}
