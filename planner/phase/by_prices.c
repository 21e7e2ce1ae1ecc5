/* Phasing by the prices of a linear program. What the program says is a guide: its prices are made whole numbers, and
 * for any prices of 0 or more
 *     Σ limits price × limit − Σ floors price × floor + Σ projects max(0, best year's worth − what it pays)
 * is at least what the best plan is worth (Lagrange), so the bounds are reckoned anew from them, exactly. The same sum
 * with another choice for one project bounds the plans that make that choice. SPDX-License-Identifier: Apache-2.0 */
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
  int64_t *paid;  /* [columns] below 0 where a floor gives more than the others take */
  int64_t scale, sum;
} pricing;

/* A limit above takes from who uses it, a floor below gives; a project's own row is the maximum over its years. */
static double wanted_price(const buju_phase_program *m, buju_ix r, double dual) {
  if (m->once[r]) return 0;
  return fmax(0, m->row_upper[r] != BUJU_MIP_FREE_ABOVE ? -dual : dual);
}

static bool pay(pricing *p, buju_ix r) {
  const buju_phase_program *m = p->m;
  bool above = m->row_upper[r] != BUJU_MIP_FREE_ABOVE;
  int64_t part;
  if (!buju_exact_times(p->price[r], above ? m->row_upper[r] : m->row_lower[r], &part)) return false;
  if (!buju_exact_add(&p->sum, above ? part : -part)) return false;
  for (uint64_t k = m->row[r]; k < m->row[r + 1]; k++)
    if (!buju_exact_times(p->price[r], m->value[k], &part) ||
        !buju_exact_add(&p->paid[m->column[k]], above ? part : -part))
      return false;
  return true;
}

/* What a column brings after paying, at the scale. */
static bool net(const pricing *p, buju_ix c, int64_t *out) {
  return buju_exact_times(p->m->worth[c], p->scale, out) && buju_exact_add(out, -p->paid[c]);
}

static int64_t down(int64_t a, int64_t b) { return a / b - (a % b < 0); }

/* The maximum over a project's years, and what is lost by any other choice. */
static bool judge(pricing *p, buju_ix first, buju_ix last, int64_t *best) {
  int64_t most = 0, own;
  for (buju_ix c = first; c < last; c++) {
    if (!net(p, c, &own)) return false;
    most = own > most ? own : most;
  }
  *best = most;
  return buju_exact_add(&p->sum, most);
}

/* Prices as whole numbers; false when something would not fit at this scale. */
static bool reckon(pricing *p, const double *dual, int64_t *best) {
  const buju_phase_program *m = p->m;
  p->sum = 0;
  for (buju_ix c = 0; c < m->columns; c++) p->paid[c] = 0;
  for (buju_ix r = 0; r < m->rows; r++) {
    double wanted = wanted_price(m, r, dual[r]) * (double)p->scale;
    if (!(wanted < 0x1p60)) return false;
    p->price[r] = llround(wanted);
    if (p->price[r] != 0 && !pay(p, r)) return false;
  }
  for (buju_ix c = 0, last; c < m->columns; c = last) {
    for (last = c; last < m->columns && m->item[last] == m->item[c];) last++;
    if (!judge(p, c, last, &best[c])) return false;
  }
  return true;
}

/* Everybody in their best year: the bound without any prices. */
static void take_everything(const buju_phase_program *m, buju_phase_prices *out) {
  out->most = 0;
  for (buju_ix c = 0; c < m->columns; c++)
    if (c == 0 || m->item[c] != m->item[c - 1]) out->most += m->worth[c];
  for (buju_ix c = 0; c < m->columns; c++) out->with[c] = out->never[c] = out->most;
}

static void take_bounds(const pricing *p, const int64_t *best, buju_phase_prices *out) {
  const buju_phase_program *m = p->m;
  int64_t all = down(p->sum, p->scale), own = 0;
  if (all >= out->most) return;
  out->most = all;
  for (buju_ix c = 0, first = 0; c < m->columns; c++) {
    if (c == 0 || m->item[c] != m->item[c - 1]) first = c;
    net(p, c, &own); /* it fitted before */
    out->with[c] = down(p->sum - best[first] + own, p->scale);
    out->never[c] = down(p->sum - best[first], p->scale);
  }
}

static buju_status find_bounds(buju_ctx *ctx, const buju_phase_program *m, const double *dual, buju_arena *arena,
                               buju_phase_prices *out) {
  pricing p = {m, BUJU_NEW(arena, int64_t, m->rows), BUJU_NEW(arena, int64_t, m->columns), 0, 0};
  int64_t *best = BUJU_NEW(arena, int64_t, m->columns);
  if (p.price == NULL || p.paid == NULL || best == NULL) return buju_fail_memory(ctx);
  for (int bits = FINEST_BITS; bits >= 0; bits -= 4) {
    p.scale = (int64_t)1 << bits;
    if (!reckon(&p, dual, best)) continue;
    take_bounds(&p, best, out);
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
                          buju_arena *arena, buju_phase_prices *out) {
  buju_lp_result result;
  buju_status status = buju_lp_solve(ctx, lp, BUJU_LP_PRIMAL, (int64_t)m->rows * ITERATIONS_A_ROW, &result);
  if (status != BUJU_OK) return status;
  out->work = result.iterations;
  if (result.state != BUJU_LP_OPTIMAL) return BUJU_OK;
  status = find_bounds(ctx, m, result.price, arena, out);
  return status == BUJU_OK ? round_plan(ctx, ask, m, result.x, arena, out->year) : status;
}

buju_status buju_phase_price(buju_ctx *ctx, const buju_phase_question *ask, const buju_phase_program *m,
                             buju_arena *arena, buju_phase_prices *out) {
  buju_lp *lp = NULL;
  buju_phase_prices found = {.with = BUJU_NEW(arena, int64_t, m->columns),
                             .never = BUJU_NEW(arena, int64_t, m->columns),
                             .year = BUJU_NEW(arena, buju_ix, ask->phase->n)};
  if (found.with == NULL || found.never == NULL || found.year == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < ask->phase->n; i++) found.year[i] = BUJU_NONE;
  take_everything(m, &found);
  buju_status status = m->columns > 0 ? build(ctx, m, arena, &lp) : BUJU_OK;
  if (status == BUJU_OK && lp != NULL) status = answer(ctx, ask, m, lp, arena, &found);
  buju_lp_free(lp);
  if (status == BUJU_OK) *out = found;
  return status;
}
