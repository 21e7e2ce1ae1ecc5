/* Maximal cover: a first bound by subgradients, before the program and for every number of sites quickly (Galvão and
 * ReVelle 1996). Steps are reckoned in doubles, shares are whole: whatever the steps, every bound is exact.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "planner/siting/max_cover.h"

enum { PATIENCE = 8 };
static const double KEEP = 0.7; /* of the direction before */
/* Steps, of what would meet the best plan: the first, the first from shares that were good for another number of sites,
 * and the last. */
static const double BOLD = 1.5, GOING_ON = 0.4, TIMID = 0.04;
static const double SHRINK = 0.6;

/* What a bound that keeps these shares of the patterns' weights says; left at hand in the master. */
static void evaluate(buju_max_search *s, const uint32_t *kept) {
  const buju_max_core *core = s->core;
  buju_max_master *m = &s->master;
  m->base = m->toll = 0;
  m->plain = NULL;
  m->climbed = kept;
  memset(m->worth, 0, core->items * sizeof *m->worth);
  for (buju_ix i = 0; i < core->patterns; i++) {
    const int64_t part = core->weight[i] * kept[i];
    m->base += core->weight[i] * core->scale - part;
    if (part == 0) continue;
    for (uint64_t k = core->items_of.row[i]; k < core->items_of.row[i + 1]; k++)
      m->worth[core->items_of.col[k]] += part;
  }
  m->work += (int64_t)core->items_of.row[core->patterns] / 16 + core->patterns / 4; /* steps here are short */
  buju_max_bound_reckon(m, &s->domain, &s->bound);
}

/* The sites the bound at hand counts on, into the plan's place in `climb.chosen`; how often they serve each pattern. */
static void choose(buju_max_search *s) {
  const buju_max_core *core = s->core;
  const buju_max_bound *b = &s->bound;
  int64_t left = s->domain.p;
  memset(s->climb.times, 0, core->patterns * sizeof *s->climb.times);
  memset(s->climb.chosen, 0, core->items);
  for (int equal = 0; equal < 2; equal++) /* those above the last first; of equals the lowest */
    for (buju_ix j = 0; j < core->items; j++) {
      if (b->net[j] <= 0 || s->climb.chosen[j]) continue;
      if (core->counted[j] && (left <= 0 || (equal ? b->net[j] < b->least_in : b->net[j] <= b->least_in))) continue;
      s->climb.chosen[j] = 1;
      left -= core->counted[j];
      for (uint64_t k = core->patterns_of.row[j]; k < core->patterns_of.row[j + 1]; k++)
        s->climb.times[core->patterns_of.col[k]]++;
    }
  s->master.work += core->items / 4;
}

/* Moves the shares along; false when there is nowhere to go. */
static bool step(buju_max_search *s, uint32_t *kept, double boldness) {
  const buju_max_core *core = s->core;
  double norm = 0, *along = s->climb.along;
  choose(s);
  for (buju_ix i = 0; i < core->patterns; i++) {
    along[i] = (double)s->climb.times[i] - 1 + KEEP * along[i];
    norm += (double)core->weight[i] * along[i] * along[i];
  }
  if (!(norm > 0)) return false;
  double length = boldness * ((double)s->bound.total - (double)s->value * (double)core->scale) / norm;
  for (buju_ix i = 0; i < core->patterns; i++) {
    double to = (double)kept[i] - length * along[i];
    kept[i] = to <= 0 ? 0 : to >= (double)core->scale ? (uint32_t)core->scale : (uint32_t)to;
  }
  s->master.work += core->patterns / 4;
  return true;
}

/* From the best plan: whom it serves more than once is not worth keeping, whom it serves not at all is. */
static void start(buju_max_search *s) {
  const buju_max_core *core = s->core;
  memset(s->climb.times, 0, core->patterns * sizeof *s->climb.times);
  for (buju_ix j = 0; j < core->items; j++)
    for (uint64_t k = core->patterns_of.row[j]; s->best[j] && k < core->patterns_of.row[j + 1]; k++)
      s->climb.times[core->patterns_of.col[k]]++;
  for (buju_ix i = 0; i < core->patterns; i++)
    s->climb.best[i] = (uint32_t)(s->climb.times[i] == 0 ? core->scale : s->climb.times[i] == 1 ? core->scale / 2 : 0);
  s->climb.begun = true;
}

static void offer_chosen(buju_max_search *s) {
  choose(s);
  buju_max_plan_clear(&s->plan);
  for (buju_ix j = 0; j < s->core->items; j++)
    if (s->climb.chosen[j] && buju_max_plan_fits(&s->plan, j)) buju_max_plan_open(&s->plan, j);
  buju_max_plan_improve(&s->plan, false);
  buju_max_search_offer(s);
}

void buju_max_climb(buju_max_search *s, int rounds) {
  const buju_max_core *core = s->core;
  uint32_t *best = s->climb.best, *kept = s->climb.kept;
  const size_t size = core->patterns * sizeof *kept;
  double boldness = s->climb.begun ? GOING_ON : BOLD;
  int64_t least = INT64_MAX;
  int idle = 0;
  if (!s->climb.begun) start(s);
  memcpy(kept, best, size);
  memset(s->climb.along, 0, core->patterns * sizeof *s->climb.along);
  for (int round = 0; round < rounds && boldness > TIMID && !buju_max_search_spent(s); round++) {
    evaluate(s, kept);
    if (s->bound.total < least) {
      if (s->bound.total < least - least / 10000) idle = 0;
      least = s->bound.total;
      memcpy(best, kept, size);
      buju_max_search_know(s, least / core->scale > s->value ? least / core->scale : s->value);
      if (least / core->scale <= buju_max_search_target(s)) break;
    } else if (++idle >= PATIENCE) {
      idle = 0;
      boldness *= SHRINK;
      memcpy(kept, best, size);
      memset(s->climb.along, 0, core->patterns * sizeof *s->climb.along);
      evaluate(s, kept);
    }
    if (!step(s, kept, boldness)) break;
  }
  evaluate(s, best);
  if (s->bound.total / core->scale > buju_max_search_target(s)) offer_chosen(s);
}

void buju_max_climb_return(buju_max_search *s) { evaluate(s, s->climb.best); }
