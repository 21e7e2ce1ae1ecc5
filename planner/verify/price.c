/* Σ u_i need_i, and for each candidate Σ_i max(0, u_i - c_ij × scale). SPDX-License-Identifier: Apache-2.0 */
#include "planner/verify/price.h"

#include <string.h>

#include "planner/verify/exact.h"

/* What serving the demand point costs for each unit of the table, in 1/scale of the objective; false: does not fit. */
static bool unit_of(const buju_bounds *b, buju_ix i, int64_t *unit) {
  *unit = 0;
  return b->q->problem->model != BUJU_SITING_MEDIAN || buju_exact_times(b->q->weight[i], b->proof->scale, unit);
}

/* Leaving a demand point out costs so much; a multiplier above it would bound nothing. */
static buju_bound_reason check_multiplier(const buju_bounds *b, buju_ix i, int64_t u) {
  int64_t most, scaled, each = b->q->problem->model == BUJU_SITING_MEDIAN ? b->q->problem->unserved : 1;
  bool bounded = b->q->problem->model == BUJU_SITING_MEDIAN || b->q->problem->model == BUJU_SITING_MAX_COVER;
  if (!bounded) return BUJU_BOUND_MET;
  if (!buju_exact_times(b->q->weight[i], each, &most)) return BUJU_BOUND_TOO_LARGE;
  if (!buju_exact_times(most, b->proof->scale, &scaled)) return BUJU_BOUND_MET; /* above every multiplier */
  return u <= scaled ? BUJU_BOUND_MET : BUJU_BOUND_TOO_MUCH;
}

static buju_bound_reason add_demand(buju_bounds *b, buju_ix i, int64_t u, buju_priced *out) {
  int64_t unit, share;
  uint32_t most = b->limit;
  buju_bound_reason reason = check_multiplier(b, i, u);
  if (reason != BUJU_BOUND_MET) return reason;
  if (!buju_exact_times(u, b->q->need[i], &share) || !buju_exact_add(&out->base, share)) return BUJU_BOUND_TOO_LARGE;
  if (u <= 0) return BUJU_BOUND_MET;
  bool fits = unit_of(b, i, &unit);
  if (!fits) most = 0; /* any cost above 0 is above u */
  if (fits && unit > 0 && u / unit < most) most = (uint32_t)(u / unit);
  buju_ix n = buju_serving_of_demand(&b->q->serving, i, most, &b->reached);
  for (buju_ix k = 0; k < n; k++) {
    int64_t left = u - (fits ? unit : 0) * (int64_t)b->reached.cost[k];
    if (!buju_exact_add(&out->gain[b->reached.other[k]], left)) return BUJU_BOUND_TOO_LARGE;
  }
  return BUJU_BOUND_MET;
}

buju_bound_reason buju_price(buju_bounds *b, buju_ix vector, buju_priced *out) {
  const int64_t *u = b->proof->multiplier + (size_t)vector * b->q->demands;
  buju_bound_reason reason = BUJU_BOUND_MET;
  out->vector = BUJU_NONE;
  out->base = 0;
  memset(out->gain, 0, b->q->candidates * sizeof *out->gain);
  for (buju_ix i = 0; reason == BUJU_BOUND_MET && i < b->q->demands; i++)
    if (b->q->weight[i] > 0) reason = add_demand(b, i, u[i], out);
  if (reason == BUJU_BOUND_MET) out->vector = vector;
  return reason;
}
