/* Out of a local optimum: a few sites of one neighbourhood are exchanged at random, and what follows is kept if it is
 * better. Only that neighbourhood is reckoned anew. The numbers are the same on every machine.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/median_parts.h"

enum { MOST_MOVED = 3, EXCHANGES = 1000 };
static const double OFTEN = 0.02; /* what multipliers select that often is worth a try */

/* 0 … below − 1. */
static uint32_t draw(uint64_t *random, uint32_t below) {
  *random = *random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return below > 0 ? (uint32_t)((*random >> 33) % below) : 0;
}

/* The open site first met in a client's list from a place in it on, round the end; or the closed one of the kind of
 * `out`, among those that multipliers have selected that often lately. */
static buju_ix first_from(const buju_median_search *s, buju_ix i, uint64_t from, buju_ix out, double often) {
  const buju_median *m = s->m;
  uint64_t start = m->near.row[i], n = m->near.row[i + 1] - start;
  for (uint64_t k = 0; k < n; k++) {
    buju_ix j = m->near.pair[start + (from + k) % n].at;
    if (out == BUJU_NONE && s->plan.is_open[j] != 0) return j;
    if (out == BUJU_NONE || s->plan.is_open[j] != 0 || s->often[j] < often) continue;
    if (m->kind == NULL || m->kind[j] == m->kind[out]) return j;
  }
  return BUJU_NONE;
}

/* Exchanges some sites that are near one client. */
static void stir(buju_median_search *s, uint64_t *random) {
  const buju_median *m = s->m;
  if (m->clients == 0) return;
  buju_ix i = draw(random, m->clients), moves = 1 + draw(random, MOST_MOVED);
  uint64_t n = m->near.row[i + 1] - m->near.row[i];
  if (n == 0) return;
  uint32_t reach = n > INT32_MAX ? INT32_MAX : (uint32_t)n;
  for (buju_ix k = 0; k < moves; k++) {
    buju_ix out = first_from(s, i, k == 0 ? 0 : draw(random, reach), BUJU_NONE, 0);
    if (out == BUJU_NONE) return;
    uint32_t from = draw(random, (reach + 3) / 4);
    buju_ix in = first_from(s, i, from, out, OFTEN);
    if (in == BUJU_NONE) in = first_from(s, i, from, out, 0);
    if (in == BUJU_NONE) return;
    buju_median_plan_toggle(&s->plan, in);
    buju_median_plan_toggle(&s->plan, out);
  }
}

buju_status buju_median_shake(buju_median_search *s, int64_t steps) {
  const buju_median *m = s->m;
  uint64_t random = 77;
  int64_t end = s->work + steps, value;
  if (m->net != NULL || m->clients == 0 || m->sites == 0) return BUJU_OK;
  buju_ix n = 0;
  for (buju_ix j = 0, k = 0; j < m->sites; j++) { /* the best plan */
    while (k < s->best_n && s->best[k] < m->candidate[j]) k++;
    s->chosen[j] = k < s->best_n && s->best[k] == m->candidate[j];
    if (s->chosen[j]) s->pick[n++] = j;
  }
  buju_median_plan_set(&s->plan, n, s->pick);
  buju_status status = buju_median_plan_improve(s->ctx, &s->plan, EXCHANGES);
  value = INT64_MAX;
  while (status == BUJU_OK && s->work < end && s->upper > s->known && !buju_median_tired(s)) {
    if (s->plan.value < value) {
      value = s->plan.value;
      for (buju_ix j = 0; j < m->sites; j++) s->chosen[j] = s->plan.is_open[j];
      status = buju_median_offer(s);
    } else {
      for (buju_ix j = 0; j < m->sites; j++)
        if (s->chosen[j] != s->plan.is_open[j]) buju_median_plan_toggle(&s->plan, j);
    }
    s->work += m->sites;
    stir(s, &random);
    if (status == BUJU_OK) status = buju_median_plan_improve(s->ctx, &s->plan, EXCHANGES);
  }
  for (buju_ix j = 0; j < m->sites; j++) s->chosen[j] = 0;
  return status;
}
