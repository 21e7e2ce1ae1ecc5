/* Phasing by the prices of a linear program. What the program says is a guide: its prices are made whole numbers, and
 * for any prices of 0 or more
 *     Σ rows price × upper + Σ projects max(0, best year's worth − what it would pay)
 * is at least what the best plan is worth (Lagrange), so the bound is reckoned anew from them, exactly.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/phase/program.h"
#include "planner/siting/lp.h"
#include "planner/siting/mip.h"
#include "planner/verify/exact.h"

enum { FINEST_BITS = 20, ITERATIONS_A_ROW = 50 };

static buju_status build(buju_ctx *ctx, const buju_phase_program *m, buju_arena *arena, buju_lp **lp) {
  double *cost = BUJU_NEW(arena, double, m->columns), *zero = BUJU_NEW(arena, double, m->columns);
  double *one = BUJU_NEW(arena, double, m->columns), *value = BUJU_NEW(arena, double, m->entries);
  double *lower = BUJU_NEW(arena, double, m->rows), *upper = BUJU_NEW(arena, double, m->rows);
  if (cost == NULL || zero == NULL || one == NULL || value == NULL || lower == NULL || upper == NULL)
    return buju_fail_memory(ctx);
  for (buju_ix c = 0; c < m->columns; c++) {
    cost[c] = -(double)m->worth[c];
    one[c] = 1;
  }
  for (buju_ix k = 0; k < m->entries; k++) value[k] = (double)m->value[k];
  for (buju_ix r = 0; r < m->rows; r++) {
    lower[r] = m->row_lower[r] == BUJU_MIP_FREE_BELOW ? -INFINITY : (double)m->row_lower[r];
    upper[r] = m->row_upper[r] == BUJU_MIP_FREE_ABOVE ? INFINITY : (double)m->row_upper[r];
  }
  buju_status status = buju_lp_new(ctx, m->columns, cost, zero, one, lp);
  if (status != BUJU_OK) return status;
  buju_lp_rows rows = {m->rows, m->row, m->column, value, lower, upper};
  return buju_lp_add_rows(ctx, *lp, &rows);
}

/* ---- the bound ---- */

typedef struct pricing {
  const buju_phase_program *m;
  int64_t *price; /* [rows] in 1/scale of a unit of worth; 0 for rows that are not priced */
  int64_t *paid;  /* [columns] */
  int64_t scale;
} pricing;

/* What a bound needs: a limit above, no project's own row (its part of the sum is the maximum over its years). */
static bool priced(const buju_phase_program *m, buju_ix r) {
  return !m->once[r] && m->row_upper[r] != BUJU_MIP_FREE_ABOVE;
}

/* Prices as whole numbers of the finest scale at which nothing overflows; false when there is none. */
static bool reckon(pricing *p, const double *dual, int64_t *bound) {
  const buju_phase_program *m = p->m;
  int64_t sum = 0;
  for (buju_ix c = 0; c < m->columns; c++) p->paid[c] = 0;
  for (buju_ix r = 0; r < m->rows; r++) {
    double wanted = priced(m, r) ? fmax(0, -dual[r]) * (double)p->scale : 0;
    if (!(wanted < 0x1p62)) return false;
    p->price[r] = llround(wanted);
    int64_t part;
    if (p->price[r] == 0) continue;
    if (!buju_exact_times(p->price[r], m->row_upper[r], &part) || !buju_exact_add(&sum, part)) return false;
    for (uint64_t k = m->row[r]; k < m->row[r + 1]; k++)
      if (!buju_exact_times(p->price[r], m->value[k], &part) || !buju_exact_add(&p->paid[m->column[k]], part))
        return false;
  }
  for (buju_ix c = 0; c < m->columns;) {
    int64_t most = 0, worth;
    buju_ix i = m->item[c];
    for (; c < m->columns && m->item[c] == i; c++) {
      if (!buju_exact_times(m->worth[c], p->scale, &worth)) return false;
      if (worth > p->paid[c] && worth - p->paid[c] > most) most = worth - p->paid[c];
    }
    if (!buju_exact_add(&sum, most)) return false;
  }
  *bound = sum / p->scale;
  return true;
}

/* Everybody in their best year: the bound without any prices. */
static int64_t everything(const buju_phase_program *m) {
  int64_t sum = 0;
  for (buju_ix c = 0; c < m->columns; c++)
    if (c == 0 || m->item[c] != m->item[c - 1]) sum += m->worth[c];
  return sum;
}

static buju_status find_bound(buju_ctx *ctx, const buju_phase_program *m, const double *dual, buju_arena *arena,
                              int64_t *bound) {
  pricing p = {m, BUJU_NEW(arena, int64_t, m->rows), BUJU_NEW(arena, int64_t, m->columns), 0};
  int64_t found;
  if (p.price == NULL || p.paid == NULL) return buju_fail_memory(ctx);
  *bound = everything(m);
  for (int bits = FINEST_BITS; bits >= 0; bits -= 4) {
    p.scale = (int64_t)1 << bits;
    if (!reckon(&p, dual, &found)) continue;
    if (found < *bound) *bound = found;
    break;
  }
  return BUJU_OK;
}

/* ---- the plan ---- */

/* Whole ones as they are, then what is more than half, where it fits; the caller fills what is left. */
static buju_status round_plan(buju_ctx *ctx, const buju_phase_question *ask, const buju_phase_program *m,
                              const double *x, buju_arena *arena, buju_ix *year) {
  buju_phase_room room;
  buju_status status = buju_phase_room_new(ctx, ask->phase, arena, &room);
  if (status != BUJU_OK) return status;
  for (int round = 0; round < 2; round++)
    for (buju_ix c = 0; c < m->columns; c++) {
      buju_ix i = m->item[c], t = m->year[c];
      if (x[c] < (round == 0 ? 0.999 : 0.5) || year[i] != BUJU_NONE || !buju_phase_fits(ask->phase, &room, i, t))
        continue;
      year[i] = t;
      buju_phase_take(ask->phase, &room, i, t);
    }
  return BUJU_OK;
}

static buju_status answer(buju_ctx *ctx, const buju_phase_question *ask, const buju_phase_program *m, buju_lp *lp,
                          buju_arena *arena, buju_phase_found *out) {
  buju_lp_result result;
  int64_t bound = everything(m);
  buju_status status = buju_lp_solve(ctx, lp, BUJU_LP_PRIMAL, (int64_t)m->rows * ITERATIONS_A_ROW, &result);
  if (status != BUJU_OK) return status;
  out->work = result.iterations;
  if (result.state == BUJU_LP_OPTIMAL) {
    status = find_bound(ctx, m, result.price, arena, &bound);
    if (status == BUJU_OK) status = round_plan(ctx, ask, m, result.x, arena, out->year);
  }
  out->most = bound * m->unit;
  return status;
}

buju_status buju_phase_by_prices(buju_ctx *ctx, const buju_phase_question *ask, buju_arena *arena,
                                 buju_phase_found *out) {
  buju_phase_program m;
  buju_lp *lp = NULL;
  buju_phase_found found = {.year = BUJU_NEW(arena, buju_ix, ask->phase->n), .method = "prices"};
  if (found.year == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < ask->phase->n; i++) found.year[i] = BUJU_NONE;
  buju_status status = buju_phase_program_new(ctx, ask, arena, &m);
  if (status == BUJU_OK && m.columns > 0) status = build(ctx, &m, arena, &lp);
  if (status == BUJU_OK && lp != NULL) status = answer(ctx, ask, &m, lp, arena, &found);
  buju_lp_free(lp);
  if (status == BUJU_OK) *out = found;
  return status;
}
