/* Phasing by an integer program. SPDX-License-Identifier: Apache-2.0 */
#include "planner/phase/program.h"
#include "planner/siting/mip.h"

/* Above this the linear program's bound has to do; a step is a column of a node. */
enum { COLUMNS_MOST = 6000, STEPS_A_COLUMN = 10 };

static buju_status nothing_to_ask(buju_ctx *ctx, const buju_phase_question *ask, buju_arena *arena,
                                  buju_phase_found *out) {
  buju_ix *year = BUJU_NEW(arena, buju_ix, ask->phase->n);
  if (year == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < ask->phase->n; i++) year[i] = BUJU_NONE;
  *out = (buju_phase_found){.year = year, .most = 0, .method = "mip"};
  return BUJU_OK;
}

static buju_status take(buju_ctx *ctx, const buju_phase_question *ask, const buju_phase_program *m,
                        const buju_mip_result *result, buju_arena *arena, buju_phase_found *out) {
  *out = (buju_phase_found){.most = -result->bound * m->unit, .method = "mip", .work = result->nodes};
  if (result->x == NULL) return BUJU_OK;
  out->year = BUJU_NEW(arena, buju_ix, ask->phase->n);
  if (out->year == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < ask->phase->n; i++) out->year[i] = BUJU_NONE;
  for (buju_ix c = 0; c < m->columns; c++)
    if (result->x[c] == 1) out->year[m->item[c]] = m->year[c];
  return BUJU_OK;
}

/* Numbers the solver takes; sums of rows were checked with people and money. */
static bool within_solver(const buju_phase_program *m) {
  int64_t all = 0;
  for (buju_ix c = 0; c < m->columns; c++) all += m->worth[c];
  return m->columns <= COLUMNS_MOST && m->largest <= BUJU_MIP_MOST && all < (int64_t)1 << 53;
}

buju_status buju_phase_by_mip(buju_ctx *ctx, const buju_phase_question *ask, buju_arena *arena, bool *fits,
                              buju_phase_found *out) {
  buju_phase_program m;
  buju_mip_result result = {0};
  buju_status status = buju_phase_program_new(ctx, ask, arena, &m);
  if (status != BUJU_OK) return status;
  *fits = within_solver(&m);
  if (!*fits) return BUJU_OK;
  if (m.columns == 0) return nothing_to_ask(ctx, ask, arena, out);
  int64_t *cost = BUJU_NEW(arena, int64_t, m.columns), *zero = BUJU_NEW(arena, int64_t, m.columns);
  int64_t *one = BUJU_NEW(arena, int64_t, m.columns);
  if (cost == NULL || zero == NULL || one == NULL) return buju_fail_memory(ctx);
  for (buju_ix c = 0; c < m.columns; c++) {
    cost[c] = -m.worth[c];
    one[c] = 1;
  }
  for (buju_ix r = 0; r < m.rows; r++) /* money beyond what a double holds is no limit: all of it fits below */
    if (m.row_upper[r] > (int64_t)1 << 53) m.row_upper[r] = BUJU_MIP_FREE_ABOVE;
  int64_t limit = ask->phase->work_limit;
  buju_mip mip = {.columns = m.columns,
                  .rows = m.rows,
                  .cost = cost,
                  .lower = zero,
                  .upper = one,
                  .row = m.row,
                  .column = m.column,
                  .value = m.value,
                  .row_lower = m.row_lower,
                  .row_upper = m.row_upper,
                  .node_limit = limit > 0 ? limit / ((int64_t)m.columns * STEPS_A_COLUMN) + 1 : 0};
  status = buju_mip_solve(ctx, &mip, arena, &result);
  return status == BUJU_OK ? take(ctx, ask, &m, &result, arena, out) : status;
}
