/* The least that the plans of a part can be, by multipliers; docs/adr/0014 says why each of these is a bound.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/verify/bound.h"

#include <stdlib.h>

#include "planner/verify/exact.h"
#include "planner/verify/price.h"

/* A candidate in the knapsack: what it gains, and what it costs. */
typedef struct buju_knapsack_item {
  uint64_t gain, cost;
} item;

bool buju_bounds_new(const buju_question *q, const buju_siting_proof *proof, int64_t lower, buju_arena *arena,
                     buju_bounds *out) {
  *out = (buju_bounds){.q = q, .proof = proof, .lower = lower, .limit = q->limit};
  if (q->problem->model == BUJU_SITING_CENTRE) out->limit = (uint32_t)(lower - 1);
  out->decided = buju_arena_copy(arena, q->decided, q->candidates, sizeof *q->decided);
  out->taken = BUJU_NEW(arena, int64_t, q->candidates);
  out->item = BUJU_NEW(arena, item, q->candidates);
  bool well = out->decided != NULL && out->taken != NULL && out->item != NULL;
  for (int s = 0; s < BUJU_BOUND_SLOTS; s++) {
    out->kept[s] = (buju_priced){BUJU_NONE, 0, BUJU_NEW(arena, int64_t, q->candidates)};
    well = well && out->kept[s].gain != NULL;
  }
  return well && buju_reached_new(&q->serving, arena, &out->reached);
}

/* ---- parts without a plan ---- */

static bool too_many(const buju_bounds *b, int64_t *opened) {
  *opened = 0;
  for (buju_ix j = 0; j < b->q->candidates; j++) *opened += b->decided[j] == BUJU_OPENED && b->q->counted[j];
  return *opened > b->q->p;
}

/* What is left of the budget once what is open is paid, and all that saves money is open. */
static int64_t room_of(const buju_bounds *b) {
  int64_t room = b->q->budget;
  for (buju_ix j = 0; j < b->q->candidates; j++)
    if (b->decided[j] == BUJU_OPENED || (b->decided[j] == BUJU_UNDECIDED && b->q->net[j] < 0)) room -= b->q->net[j];
  return room;
}

/* Whether everything that is not closed, opened together, would not do: nobody else can serve a demand point, or what
 * people are then left with is not below lower. */
static bool all_together_fail(buju_bounds *b) {
  const buju_question *q = b->q;
  int64_t value = 0;
  for (buju_ix i = 0; i < q->demands; i++) {
    if (q->weight[i] == 0) continue;
    buju_ix n = buju_serving_of_demand(&q->serving, i, b->limit, &b->reached), sites = 0;
    uint32_t least = BUJU_COST_NONE;
    for (buju_ix k = 0; k < n; k++) {
      if (b->decided[b->reached.other[k]] == BUJU_CLOSED) continue;
      sites++;
      if (b->reached.cost[k] < least) least = b->reached.cost[k];
    }
    switch (q->problem->model) {
    case BUJU_SITING_COVER:
    case BUJU_SITING_CENTRE:
      if (sites < q->need[i]) return true;
      break;
    case BUJU_SITING_MAX_COVER: value += sites > 0 ? 0 : q->weight[i]; break;
    case BUJU_SITING_MEDIAN: value += q->weight[i] * (int64_t)(sites > 0 ? least : q->problem->unserved); break;
    case BUJU_SITING_MODELS: break;
    }
  }
  return value >= b->lower;
}

/* ---- sums ---- */

/* The sum of the k least of n numbers below 0; reorders them. Quickselect by the middle one. */
static bool add_least(int64_t *number, buju_ix n, int64_t k, int64_t *sum) {
  buju_ix first = 0, end = n;
  while (k < (int64_t)n && end - first > 1) {
    int64_t pivot = number[first + (end - first) / 2];
    buju_ix i = first, j = end - 1;
    for (;; i++, j--) {
      while (number[i] < pivot) i++;
      while (number[j] > pivot) j--;
      if (i >= j) break;
      int64_t swap = number[i];
      number[i] = number[j];
      number[j] = swap;
    }
    if (k <= i && i > first)
      end = i;
    else
      first = i > first ? i : first + 1;
  }
  for (buju_ix i = 0; i < n && (int64_t)i < k; i++)
    if (!buju_exact_add(sum, number[i])) return false;
  return true;
}

/* What a candidate is priced at: what opening it costs towards what is bounded, less its gain. */
static bool priced(const buju_bounds *b, const buju_priced *at, buju_ix j, bool by_money, int64_t *out) {
  int64_t cost = 0;
  if (b->q->problem->model == BUJU_SITING_COVER || by_money) cost = b->q->net[j];
  if (b->q->problem->model == BUJU_SITING_CENTRE && !by_money) cost = b->q->counted[j];
  return buju_exact_times(cost, b->proof->scale, out) && buju_exact_add(out, -at->gain[j]);
}

/* Whether a plan that is worth sum / scale or more, and a multiple of grain, is worth least or more: it is more than
 * the last multiple below. */
static buju_bound_reason reaches(const buju_bounds *b, int64_t sum, int64_t least, int64_t grain) {
  int64_t below = least, wanted;
  if (!buju_exact_add(&below, -1)) return BUJU_BOUND_TOO_LARGE;
  int64_t over = (below % grain + grain) % grain;
  if (!buju_exact_add(&below, -over) || !buju_exact_times(below, b->proof->scale, &wanted) ||
      !buju_exact_add(&wanted, 1))
    return BUJU_BOUND_TOO_LARGE;
  return sum >= wanted ? BUJU_BOUND_MET : BUJU_BOUND_BELOW;
}

/* Of whatever is undecided everything priced below 0 may be open; of those that count, `most`. */
static buju_bound_reason by_number(buju_bounds *b, const buju_priced *at, bool by_money, int64_t most, int64_t least) {
  int64_t sum = at->base, price;
  buju_ix n = 0;
  for (buju_ix j = 0; j < b->q->candidates; j++) {
    if (b->decided[j] == BUJU_CLOSED) continue;
    if (!priced(b, at, j, by_money, &price)) return BUJU_BOUND_TOO_LARGE;
    if (b->decided[j] == BUJU_UNDECIDED && price >= 0) continue;
    if (b->decided[j] == BUJU_UNDECIDED && b->q->counted[j] && most < INT64_MAX)
      b->taken[n++] = price;
    else if (!buju_exact_add(&sum, price))
      return BUJU_BOUND_TOO_LARGE;
  }
  if (!add_least(b->taken, n, most, &sum)) return BUJU_BOUND_TOO_LARGE;
  return reaches(b, sum, least, b->q->grain);
}

static int best_first(const void *a, const void *b) {
  const item *p = a, *q = b;
  if (buju_exact_ratio_above(p->gain, p->cost, q->gain, q->cost)) return -1;
  return buju_exact_ratio_above(q->gain, q->cost, p->gain, p->cost);
}

/* The knapsack with its last item cut to fit: no set within the budget gains more. */
static buju_bound_reason by_budget(buju_bounds *b, const buju_priced *at, int64_t room) {
  int64_t sum = at->base;
  uint64_t left = (uint64_t)room;
  size_t n = 0;
  for (buju_ix j = 0; j < b->q->candidates; j++) {
    if (b->decided[j] == BUJU_CLOSED || at->gain[j] == 0) continue;
    if (b->decided[j] == BUJU_UNDECIDED && b->q->net[j] > 0)
      b->item[n++] = (item){(uint64_t)at->gain[j], (uint64_t)b->q->net[j]};
    else if (!buju_exact_add(&sum, -at->gain[j]))
      return BUJU_BOUND_TOO_LARGE;
  }
  qsort(b->item, n, sizeof *b->item, best_first);
  for (size_t k = 0; k < n; k++) {
    bool whole = b->item[k].cost <= left;
    uint64_t gain = whole ? b->item[k].gain : buju_exact_share(b->item[k].gain, left, b->item[k].cost);
    if (!buju_exact_add(&sum, -(int64_t)gain)) return BUJU_BOUND_TOO_LARGE;
    if (!whole) break;
    left -= b->item[k].cost;
  }
  return reaches(b, sum, b->lower, b->q->grain);
}

/* With a price for money every set within p may be had, and whoever keeps to the budget pays no more than the price of
 * all the room: ⌊t·a⌋ + ⌊t·b⌋ ≤ ⌊t·(a + b)⌋ keeps sums of prices below the price of the sum. What saves money is open.
 */
static buju_bound_reason by_toll(buju_bounds *b, const buju_priced *at, buju_toll toll, int64_t room, int64_t most) {
  int64_t sum = at->base, price;
  buju_ix n = 0;
  if (toll.times < 0 || toll.shift < 0 || toll.shift > BUJU_TOLL_SHIFT_MOST) return BUJU_BOUND_BELOW;
  for (buju_ix j = 0; j < b->q->candidates; j++) {
    if (b->decided[j] == BUJU_CLOSED) continue;
    bool open = b->decided[j] == BUJU_OPENED || b->q->net[j] < 0;
    if (!buju_exact_part(open ? 0 : b->q->net[j], toll.times, toll.shift, &price) ||
        !buju_exact_add(&price, -at->gain[j]))
      return BUJU_BOUND_TOO_LARGE;
    if (!open && price >= 0) continue;
    if (!open && b->q->counted[j] && most < INT64_MAX)
      b->taken[n++] = price;
    else if (!buju_exact_add(&sum, price))
      return BUJU_BOUND_TOO_LARGE;
  }
  if (!add_least(b->taken, n, most, &sum) || !buju_exact_part(room, toll.times, toll.shift, &price) ||
      !buju_exact_add(&sum, -price))
    return BUJU_BOUND_TOO_LARGE;
  return reaches(b, sum, b->lower, b->q->grain);
}

/* ---- the bound ---- */

/* By p, by the budget, or by both with the price of money that goes with the multipliers: any of them will do. */
static buju_bound_reason by_both(buju_bounds *b, const buju_priced *at, int64_t opened) {
  const buju_question *q = b->q;
  int64_t most = q->p < INT64_MAX ? q->p - opened : INT64_MAX;
  buju_bound_reason reason = by_number(b, at, false, most, b->lower);
  if (reason == BUJU_BOUND_MET || q->budget == INT64_MAX) return reason;
  reason = by_budget(b, at, room_of(b));
  if (reason == BUJU_BOUND_MET || b->proof->toll == NULL) return reason;
  return by_toll(b, at, b->proof->toll[at->vector], room_of(b), most);
}

static buju_bound_reason by_multipliers(buju_bounds *b, const buju_priced *at, int64_t opened) {
  const buju_question *q = b->q;
  switch (q->problem->model) {
  case BUJU_SITING_COVER: return by_number(b, at, false, INT64_MAX, b->lower - q->closed_cost);
  case BUJU_SITING_CENTRE: { /* reaching everybody within lower - 1 takes more than p sites, or than the budget */
    buju_bound_reason reason = BUJU_BOUND_BELOW;
    if (q->p < INT64_MAX) reason = by_number(b, at, false, INT64_MAX, q->p + 1);
    if (reason != BUJU_BOUND_MET && q->budget < INT64_MAX) reason = by_number(b, at, true, INT64_MAX, q->budget + 1);
    return reason;
  }
  case BUJU_SITING_MAX_COVER:
  case BUJU_SITING_MEDIAN: return by_both(b, at, opened);
  case BUJU_SITING_MODELS: break;
  }
  return BUJU_BOUND_BELOW;
}

buju_bound_reason buju_bounds_check(buju_bounds *b, buju_ix vector) {
  int64_t opened;
  if (too_many(b, &opened) || (b->q->budget < INT64_MAX && room_of(b) < 0)) return BUJU_BOUND_MET;
  if (vector == BUJU_NONE) return all_together_fail(b) ? BUJU_BOUND_MET : BUJU_BOUND_BELOW;
  if (b->proof == NULL || vector >= b->proof->vectors) return BUJU_BOUND_NO_VECTOR;
  buju_priced *at = &b->kept[vector % BUJU_BOUND_SLOTS];
  buju_bound_reason reason = at->vector == vector ? BUJU_BOUND_MET : buju_price(b, vector, at);
  return reason == BUJU_BOUND_MET ? by_multipliers(b, at, opened) : reason;
}
