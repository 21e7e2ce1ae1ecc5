/* Maximal cover: plans changed site by site. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "planner/siting/max_cover.h"

bool buju_max_plan_new(const buju_max_core *core, buju_arena *arena, buju_max_plan *out) {
  buju_max_plan plan = {.core = core, .p = core->p};
  plan.open = BUJU_NEW(arena, uint8_t, core->items);
  plan.times = BUJU_NEW(arena, buju_ix, core->patterns);
  plan.gain = BUJU_NEW(arena, int64_t, core->items);
  plan.also = BUJU_NEW(arena, int64_t, core->items);
  plan.touched = BUJU_NEW(arena, buju_ix, core->items);
  if (plan.open == NULL || plan.times == NULL || plan.gain == NULL || plan.also == NULL || plan.touched == NULL)
    return false;
  *out = plan;
  buju_max_plan_clear(out);
  return true;
}

void buju_max_plan_clear(buju_max_plan *plan) {
  const buju_max_core *core = plan->core;
  memset(plan->open, 0, core->items * sizeof *plan->open);
  memset(plan->times, 0, core->patterns * sizeof *plan->times);
  memcpy(plan->gain, core->cover, core->items * sizeof *plan->gain);
  plan->value = plan->sites = plan->paid = 0;
}

bool buju_max_plan_fits(const buju_max_plan *plan, buju_ix item) {
  const buju_max_core *core = plan->core;
  return (!core->counted[item] || plan->sites < plan->p) && core->price[item] <= core->budget - plan->paid;
}

/* A pattern that was served by nobody, or is now: everybody but the one that did it gains or loses its weight. */
static void shift_all(buju_max_plan *plan, buju_ix pattern, buju_ix but, int64_t by) {
  const buju_csr *items = &plan->core->items_of;
  for (uint64_t k = items->row[pattern]; k < items->row[pattern + 1]; k++)
    if (items->col[k] != but) plan->gain[items->col[k]] += by;
  plan->work += (int64_t)(items->row[pattern + 1] - items->row[pattern]);
}

/* A pattern that one other open item serves. */
static void shift_one(buju_max_plan *plan, buju_ix pattern, buju_ix but, int64_t by) {
  const buju_csr *items = &plan->core->items_of;
  for (uint64_t k = items->row[pattern]; k < items->row[pattern + 1]; k++) {
    buju_ix item = items->col[k];
    plan->work++;
    if (item == but || !plan->open[item]) continue;
    plan->gain[item] += by;
    return;
  }
}

void buju_max_plan_open(buju_max_plan *plan, buju_ix item) {
  const buju_max_core *core = plan->core;
  plan->value += plan->gain[item];
  plan->sites += core->counted[item];
  plan->paid += core->price[item];
  plan->open[item] = 1;
  for (uint64_t k = core->patterns_of.row[item]; k < core->patterns_of.row[item + 1]; k++) {
    buju_ix i = core->patterns_of.col[k], times = plan->times[i]++;
    if (times == 0) shift_all(plan, i, item, -core->weight[i]);
    if (times == 1) shift_one(plan, i, item, -core->weight[i]);
  }
}

void buju_max_plan_close(buju_max_plan *plan, buju_ix item) {
  const buju_max_core *core = plan->core;
  plan->value -= plan->gain[item];
  plan->sites -= core->counted[item];
  plan->paid -= core->price[item];
  plan->open[item] = 0;
  for (uint64_t k = core->patterns_of.row[item]; k < core->patterns_of.row[item + 1]; k++) {
    buju_ix i = core->patterns_of.col[k], times = --plan->times[i];
    if (times == 0) shift_all(plan, i, item, core->weight[i]);
    if (times == 1) shift_one(plan, i, item, core->weight[i]);
  }
}

/* ---- greedy ---- */

static double merit(const buju_max_plan *plan, buju_ix item, bool per_price) {
  int64_t price = plan->core->price[item];
  if (!per_price) return (double)plan->gain[item];
  return price > 0 ? (double)plan->gain[item] / (double)price : INFINITY;
}

void buju_max_plan_greedy(buju_max_plan *plan, bool per_price) {
  for (;;) {
    buju_ix best = BUJU_NONE;
    double most = 0;
    for (buju_ix j = 0; j < plan->core->items; j++) {
      if (plan->open[j] || plan->gain[j] <= 0 || !buju_max_plan_fits(plan, j)) continue;
      double m = merit(plan, j, per_price);
      if (best != BUJU_NONE && !(m > most)) continue;
      best = j;
      most = m;
    }
    plan->work += plan->core->items;
    if (best == BUJU_NONE) return;
    buju_max_plan_open(plan, best);
  }
}

/* ---- interchange ---- */

typedef struct move {
  buju_ix in;
  int64_t more;    /* weight served */
  int64_t cheaper; /* money left */
} move;

/* What closing `out` would add to the gain of others: into `also`; returns how many are touched. */
static buju_ix spread_loss(buju_max_plan *plan, buju_ix out) {
  const buju_max_core *core = plan->core;
  buju_ix n = 0;
  for (uint64_t k = core->patterns_of.row[out]; k < core->patterns_of.row[out + 1]; k++) {
    buju_ix i = core->patterns_of.col[k];
    if (plan->times[i] != 1) continue;
    for (uint64_t a = core->items_of.row[i]; a < core->items_of.row[i + 1]; a++) {
      buju_ix j = core->items_of.col[a];
      if (plan->also[j] == 0) plan->touched[n++] = j;
      plan->also[j] += core->weight[i];
    }
    plan->work += (int64_t)(core->items_of.row[i + 1] - core->items_of.row[i]);
  }
  return n;
}

static bool swap_fits(const buju_max_plan *plan, buju_ix out, buju_ix in) {
  const buju_max_core *core = plan->core;
  if (core->counted[in] && !core->counted[out] && plan->sites >= plan->p) return false;
  return core->price[in] <= core->budget - plan->paid + core->price[out];
}

static bool is_better(const move *a, const move *b, bool canonical, buju_ix out) {
  if (a->more != b->more) return a->more > b->more;
  if (a->cheaper != b->cheaper) return a->cheaper > b->cheaper;
  return canonical && b->in == BUJU_NONE && a->in < out;
}

static move best_swap(buju_max_plan *plan, buju_ix out, bool canonical) {
  const buju_max_core *core = plan->core;
  move best = {BUJU_NONE, 0, 0};
  buju_ix touched = spread_loss(plan, out);
  for (buju_ix j = 0; j < core->items; j++) {
    if (plan->open[j]) continue;
    move m = {j, plan->gain[j] + plan->also[j] - plan->gain[out], core->price[out] - core->price[j]};
    if (m.more >= 0 && is_better(&m, &best, canonical, out) && swap_fits(plan, out, j)) best = m;
  }
  for (buju_ix k = 0; k < touched; k++) plan->also[plan->touched[k]] = 0;
  plan->work += core->items;
  return best;
}

void buju_max_plan_improve(buju_max_plan *plan, bool canonical) {
  buju_ix items = plan->core->items;
  buju_max_plan_greedy(plan, false);
  for (buju_ix still = 0, out = 0; still < items; out = out + 1 < items ? out + 1 : 0) {
    still++;
    if (!plan->open[out]) continue;
    move m = best_swap(plan, out, canonical);
    if (m.in == BUJU_NONE) continue;
    buju_max_plan_close(plan, out);
    buju_max_plan_open(plan, m.in);
    buju_max_plan_greedy(plan, false);
    still = 0;
  }
}
