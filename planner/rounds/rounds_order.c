/* The order of one tour. SPDX-License-Identifier: Apache-2.0 */
#include "planner/rounds/rounds_parts.h"

typedef const buju_rounds_problem problem;

static uint64_t length(problem *p, const buju_ix *stop, buju_ix n) {
  uint64_t sum = 0;
  buju_ix at = 0;
  for (buju_ix k = 0; k <= n; k++) {
    buju_ix to = k < n ? stop[k] + 1 : 0;
    uint32_t leg = buju_rounds_drive(p, at, to);
    if (leg == BUJU_FAR) return UINT64_MAX;
    sum += leg;
    at = to;
  }
  return sum;
}

/* Held and Karp: the least driving that visits a subset and ends at one of it. */
enum { FEW = BUJU_ROUNDS_ORDERED_EXACTLY, SUBSETS = 1 << FEW };

typedef struct table {
  uint64_t ms[SUBSETS][FEW];
  uint8_t before[SUBSETS][FEW];
} table;

static void extend(problem *p, const buju_ix *stop, buju_ix n, unsigned set, table *t) {
  for (buju_ix last = 0; last < n; last++) {
    if ((set >> last & 1) == 0) continue;
    unsigned rest = set & ~(1u << last);
    uint64_t best = UINT64_MAX;
    uint8_t from = 0;
    if (rest == 0) {
      uint32_t leg = buju_rounds_drive(p, 0, stop[last] + 1);
      best = leg != BUJU_FAR ? leg : UINT64_MAX;
    }
    for (buju_ix k = 0; k < n; k++) {
      if ((rest >> k & 1) == 0 || t->ms[rest][k] == UINT64_MAX) continue;
      uint32_t leg = buju_rounds_drive(p, stop[k] + 1, stop[last] + 1);
      if (leg == BUJU_FAR || t->ms[rest][k] + leg >= best) continue;
      best = t->ms[rest][k] + leg;
      from = (uint8_t)k;
    }
    t->ms[set][last] = best;
    t->before[set][last] = from;
  }
}

static uint64_t order_exactly(problem *p, buju_ix *stop, buju_ix n, int64_t *work) {
  table t;
  unsigned all = (1u << n) - 1, set = all;
  for (unsigned s = 1; s <= all; s++) extend(p, stop, n, s, &t);
  *work += (int64_t)all * n;
  uint64_t best = UINT64_MAX;
  buju_ix last = 0, sorted[FEW];
  for (buju_ix k = 0; k < n; k++) {
    uint32_t home = buju_rounds_drive(p, stop[k] + 1, 0);
    if (home == BUJU_FAR || t.ms[all][k] == UINT64_MAX || t.ms[all][k] + home >= best) continue;
    best = t.ms[all][k] + home;
    last = k;
  }
  if (best == UINT64_MAX) return best;
  for (buju_ix k = n; k-- > 0;) {
    sorted[k] = stop[last];
    buju_ix before = t.before[set][last];
    set &= ~(1u << last);
    last = before;
  }
  for (buju_ix k = 0; k < n; k++) stop[k] = sorted[k];
  return best;
}

/* Takes stops first … last out and puts them back at `to` (counted without them). */
static void move_run(buju_ix *stop, buju_ix n, buju_ix from, buju_ix run, buju_ix to) {
  buju_ix taken[3];
  for (buju_ix k = 0; k < run; k++) taken[k] = stop[from + k];
  for (buju_ix k = from; k + run < n; k++) stop[k] = stop[k + run];
  for (buju_ix k = n - run; k > to; k--) stop[k + run - 1] = stop[k - 1];
  for (buju_ix k = 0; k < run; k++) stop[to + k] = taken[k];
}

static void turn(buju_ix *stop, buju_ix first, buju_ix last) {
  for (; first < last; first++, last--) {
    buju_ix other = stop[first];
    stop[first] = stop[last];
    stop[last] = other;
  }
}

/* The first turn or move of up to three stops that shortens the tour; false when none does. */
static bool improve(problem *p, buju_ix *stop, buju_ix n, uint64_t *best, int64_t *work) {
  for (buju_ix i = 0; i + 1 < n; i++)
    for (buju_ix j = i + 1; j < n; j++) {
      turn(stop, i, j);
      uint64_t now = length(p, stop, n);
      *work += n;
      if (now < *best) {
        *best = now;
        return true;
      }
      turn(stop, i, j);
    }
  for (buju_ix run = 1; run <= 3 && run < n; run++)
    for (buju_ix i = 0; i + run <= n; i++)
      for (buju_ix to = 0; to + run <= n; to++) {
        if (to == i) continue;
        move_run(stop, n, i, run, to);
        uint64_t now = length(p, stop, n);
        *work += n;
        if (now < *best) {
          *best = now;
          return true;
        }
        move_run(stop, n, to, run, i);
      }
  return false;
}

uint64_t buju_rounds_order(const buju_rounds_problem *p, buju_ix *stop, buju_ix n, int64_t *work) {
  if (n > 0 && n <= BUJU_ROUNDS_ORDERED_EXACTLY) return order_exactly(p, stop, n, work);
  uint64_t best = length(p, stop, n);
  while (n > 0 && improve(p, stop, n, &best, work)) continue;
  return best;
}
