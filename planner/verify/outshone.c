/* Exchange: take one candidate out, put the other in. SPDX-License-Identifier: Apache-2.0 */
#include "planner/verify/outshone.h"

bool buju_outshone_new(const buju_question *q, buju_arena *arena, buju_outshone *out) {
  out->cost = BUJU_NEW(arena, uint32_t, q->demands);
  if (out->cost == NULL || !buju_reached_new(&q->serving, arena, &out->reached)) return false;
  for (buju_ix i = 0; i < q->demands; i++) out->cost[i] = BUJU_COST_NONE;
  return true;
}

/* Taking j out must not cost, and putting k in its place must not cost more, in whatever is limited or bounded; when k
 * is open in the whole part, j only goes. */
static bool no_dearer(const buju_question *q, buju_ix j, buju_ix k, bool open) {
  bool money = q->problem->model == BUJU_SITING_COVER || q->budget < INT64_MAX;
  if (money && (q->net[j] < 0 || (!open && q->net[k] > q->net[j]))) return false;
  return open || q->p == INT64_MAX || q->counted[k] <= q->counted[j];
}

/* Whoever j serves, k serves as well: as cheaply where cost is counted, within the limit where it is not. */
static bool serves_as_well(buju_outshone *s, const buju_bounds *b, buju_ix j) {
  const buju_question *q = b->q;
  bool by_cost = q->problem->model == BUJU_SITING_MEDIAN;
  buju_ix n = buju_serving_of_candidate(&q->serving, j, &s->reached);
  for (buju_ix a = 0; a < n; a++) {
    buju_ix i = s->reached.other[a];
    if (q->weight[i] == 0 || s->reached.cost[a] > b->limit) continue;
    if (s->cost[i] > (by_cost ? s->reached.cost[a] : b->limit) || q->need[i] > 1) return false;
  }
  return true;
}

bool buju_outshone_holds(buju_outshone *s, const buju_bounds *b, buju_ix candidate, buju_ix other) {
  const buju_question *q = b->q;
  if (other >= q->candidates || other == candidate || b->decided[other] == BUJU_CLOSED ||
      b->decided[candidate] == BUJU_OPENED || !no_dearer(q, candidate, other, b->decided[other] == BUJU_OPENED))
    return false;
  buju_ix n = buju_serving_of_candidate(&q->serving, other, &s->reached);
  for (buju_ix a = 0; a < n; a++) s->cost[s->reached.other[a]] = s->reached.cost[a];
  bool holds = serves_as_well(s, b, candidate);
  for (buju_ix i = 0; i < q->demands; i++) s->cost[i] = BUJU_COST_NONE;
  return holds;
}
