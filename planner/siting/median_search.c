/* The p-median's search: the best plan so far, what is decided, what is proved. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/median_parts.h"

int64_t buju_median_goal(const buju_median_search *s) {
  double gap = s->m->field->problem->gap;
  if (!(gap > 0) || s->upper <= 0) return s->upper;
  double off = gap < 1 ? (double)s->upper * gap : (double)s->upper;
  int64_t whole = off < (double)s->upper ? (int64_t)off : s->upper;
  return s->upper - whole;
}

/* Rounded up, the bound is at least that many whole units. */
static bool reaches(const buju_median *m, int64_t value, int64_t whole) { return value > (whole - 1) * m->scale; }

bool buju_median_done(const buju_median_search *s, int64_t value) { return reaches(s->m, value, buju_median_goal(s)); }

bool buju_median_tired(const buju_median_search *s) {
  return s->beyond || (s->work_limit > 0 && s->work >= s->work_limit);
}

/* ---- plans ---- */

static int by_number(const void *a, const void *b) {
  buju_ix x = *(const buju_ix *)a, y = *(const buju_ix *)b;
  return (x > y) - (x < y);
}

/* Lists that end before whoever serves their clients go on to half as far again. */
static void lengthen(buju_median_search *s) {
  const buju_median *m = s->m;
  const uint32_t limit = m->field->limit;
  for (buju_ix i = 0; i < m->clients; i++) {
    if (!m->clipped[i] || s->plan.first[i] != BUJU_NONE) continue;
    uint32_t cost = s->to_cost[m->demand[i]];
    s->reach[m->demand[i]] = cost < limit - cost / 2 ? cost + cost / 2 : limit;
  }
  if (s->starting || m->clients <= BUJU_MEDIAN_MANY) s->beyond = true;
}

/* What the plan in pick [n] truly costs, when clients pay the cost at which their lists were cut. */
static buju_status value_beyond(buju_median_search *s, buju_ix n, int64_t *value) {
  const buju_siting_field *field = s->m->field;
  const buju_costs *costs = field->problem->costs;
  buju_status status = costs->ops->nearest(s->ctx, costs, n, s->pick, s->to, s->to_cost);
  *value = 0;
  for (buju_ix i = 0; status == BUJU_OK && i < field->demands; i++) {
    bool served = s->to[i] != BUJU_NONE && s->to_cost[i] <= field->limit;
    *value += field->weight[i] * (int64_t)(served ? s->to_cost[i] : field->unserved);
  }
  if (status == BUJU_OK) lengthen(s);
  return status;
}

static bool is_clipped(const buju_median_plan *plan) {
  const buju_median *m = plan->m;
  for (buju_ix i = 0; m->any_clipped && i < m->clients; i++)
    if (m->clipped[i] && plan->first[i] == BUJU_NONE) return true;
  return false;
}

buju_status buju_median_offer(buju_median_search *s) {
  const buju_median *m = s->m;
  int64_t value = s->plan.value;
  if (value > s->upper) return BUJU_OK;
  buju_ix n = m->opened;
  memcpy(s->pick, m->open, n * sizeof *s->pick);
  for (buju_ix j = 0; j < m->sites; j++)
    if (s->plan.is_open[j]) s->pick[n++] = m->candidate[j];
  qsort(s->pick, n, sizeof *s->pick, by_number);
  buju_status status = is_clipped(&s->plan) ? value_beyond(s, n, &value) : BUJU_OK;
  if (status != BUJU_OK || value > s->upper) return status;
  if (value == s->upper) { /* as good: lower sites first */
    buju_ix k = 0;
    while (k < n && k < s->best_n && s->pick[k] == s->best[k]) k++;
    if (k == n || k == s->best_n || s->pick[k] > s->best[k]) return BUJU_OK;
  }
  if (value < s->upper) buju_siting_tell(s->m->field, value, s->known);
  s->upper = value;
  s->best_n = n;
  memcpy(s->best, s->pick, n * sizeof *s->pick);
  return BUJU_OK;
}

buju_status buju_median_offer_picked(buju_median_search *s, buju_ix n, uint64_t exchanges) {
  int64_t before = s->work;
  buju_median_plan_set(&s->plan, n, s->pick);
  buju_status status = buju_median_plan_improve(s->ctx, &s->plan, exchanges);
  if (exchanges > 0) s->improving += s->work - before;
  return status == BUJU_OK ? buju_median_offer(s) : status;
}

void buju_median_know(buju_median_search *s, int64_t value) {
  int64_t whole = value > BUJU_MEDIAN_USELESS ? buju_median_whole(s->m, value) : 0;
  if (whole <= s->known) return;
  s->known = whole;
  buju_siting_tell(s->m->field, s->upper, s->known);
}

/* ---- decisions ---- */

static void spend(buju_median_search *s, buju_ix site, int sign) {
  const buju_median *m = s->m;
  if (s->node.quota != INT64_MAX) s->node.quota -= sign * m->counted[site];
  if (m->net != NULL) s->node.money -= sign * m->net[site];
}

void buju_median_decide(buju_median_search *s, buju_ix site, uint8_t state) {
  s->node.state[site] = state;
  s->trail[s->trail_n++] = site;
  if (state == BUJU_MEDIAN_OPEN) spend(s, site, 1);
}

void buju_median_undo(buju_median_search *s, buju_ix trail_n) {
  while (s->trail_n > trail_n) {
    buju_ix site = s->trail[--s->trail_n];
    if (s->node.state[site] == BUJU_MEDIAN_OPEN) spend(s, site, -1);
    s->node.state[site] = BUJU_MEDIAN_FREE;
  }
}

/* Does the bound with this site open or closed, against what the multipliers would do, leave nothing better than the
 * best plan? chosen: a best set for the multipliers opens it. */
static bool decides(const buju_median_search *s, buju_ix site, bool chosen) {
  const buju_median *m = s->m;
  const buju_median_bound *b = &s->bound;
  int64_t worth = b->worth[site], other = chosen ? b->value + worth : b->value - worth;
  if (m->counted[site]) other += chosen ? -b->next : b->least;
  return reaches(m, other, s->upper);
}

static buju_status fix(buju_median_search *s, buju_ix site, uint8_t state, const int64_t *u, buju_ix *vector) {
  bool kept = *vector != BUJU_NONE || buju_median_proof_vector(&s->proof, s->m, u, s->bound.toll, vector);
  if (!kept || !buju_median_proof_step(&s->proof, state == BUJU_MEDIAN_OPEN ? BUJU_STEP_OPEN : BUJU_STEP_CLOSED,
                                       s->m->candidate[site], *vector))
    return buju_fail_memory(s->ctx);
  buju_median_decide(s, site, state);
  return BUJU_OK;
}

buju_status buju_median_fix(buju_median_search *s, const int64_t *u) {
  const buju_median *m = s->m;
  buju_median_bound *b = &s->bound;
  buju_ix vector = BUJU_NONE, before = s->trail_n;
  if (s->partial || b->value == BUJU_MEDIAN_USELESS || reaches(m, b->value, s->upper)) return BUJU_OK;
  for (buju_ix k = 0; k < b->selected; k++) s->chosen[b->order[k]] = 1;
  buju_status status = BUJU_OK;
  for (buju_ix j = 0; status == BUJU_OK && j < m->sites; j++) {
    bool chosen = s->chosen[j];
    s->chosen[j] = 0;
    if (s->node.state[j] == BUJU_MEDIAN_FREE && decides(s, j, chosen))
      status = fix(s, j, chosen ? BUJU_MEDIAN_OPEN : BUJU_MEDIAN_CLOSED, u, &vector);
  }
  if (status == BUJU_OK && s->trail_n > before) buju_median_evaluate(m, &s->node, u, &s->work, b);
  return status;
}

buju_status buju_median_leaf(buju_median_search *s, const int64_t *u) {
  buju_ix vector;
  int64_t whole = buju_median_whole(s->m, s->bound.value);
  if (whole < s->lower) s->lower = whole;
  if (!buju_median_proof_vector(&s->proof, s->m, u, s->bound.toll, &vector) ||
      !buju_median_proof_step(&s->proof, BUJU_STEP_LEAF, BUJU_NONE, vector))
    return buju_fail_memory(s->ctx);
  return BUJU_OK;
}
