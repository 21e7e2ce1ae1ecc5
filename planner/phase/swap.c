/* Exchanges two projects where that is worth it. SPDX-License-Identifier: Apache-2.0 */
#include "planner/phase/phase_parts.h"

enum { STEPS_MOST = 20000000 };

/* More for the urgent, or as much and more in all. Of two projects that exchange years the one that is worth more gains
 * by the earlier year whatever the years are. */
static bool worth_more(const buju_phase *p, buju_ix j, buju_ix i) {
  int64_t x = buju_phase_urgent(p, j) ? p->people[j] : 0, y = buju_phase_urgent(p, i) ? p->people[i] : 0;
  return x != y ? x > y : p->people[j] > p->people[i];
}

static int64_t *hands_of(const buju_phase *p, const buju_phase_room *room, buju_ix i, buju_ix t) {
  return &room->hands[(size_t)p->crew[i] * p->years + t];
}

/* Whether a project can stand in a year in another's place. */
static bool fits_instead(const buju_phase *p, const buju_phase_room *room, buju_ix j, buju_ix i, buju_ix t) {
  if (buju_phase_from(p, j) > t) return false;
  bool money = room->money[t] == BUJU_PHASE_FREE || buju_phase_cost(p, j) - buju_phase_cost(p, i) <= room->money[t];
  return money && (room->hands == NULL || p->crew[i] == p->crew[j] || *hands_of(p, room, j, t) > 0);
}

static void replace(const buju_phase *p, buju_phase_room *room, buju_ix j, buju_ix i, buju_ix t) {
  if (room->money[t] != BUJU_PHASE_FREE) room->money[t] += buju_phase_cost(p, i) - buju_phase_cost(p, j);
  if (room->hands == NULL) return;
  ++*hands_of(p, room, i, t);
  --*hands_of(p, room, j, t);
}

/* The first project, most worth first, that is later than i, worth more, and can exchange years with it. */
static bool exchange(const buju_phase *p, const buju_ix *worthy, buju_phase_room *room, buju_ix *year, buju_ix i,
                     int64_t *steps) {
  buju_ix t = year[i];
  for (buju_ix k = 0; k < p->n && worth_more(p, worthy[k], i); k++, --*steps) {
    buju_ix j = worthy[k], u = year[j];
    bool later = u == BUJU_NONE || u > t;
    if (!later || buju_phase_settled(p, j) != BUJU_NONE || !fits_instead(p, room, j, i, t)) continue;
    if (u != BUJU_NONE && !fits_instead(p, room, i, j, u)) continue;
    replace(p, room, j, i, t);
    if (u != BUJU_NONE) replace(p, room, i, j, u);
    year[j] = t;
    year[i] = u;
    return true;
  }
  return false;
}

void buju_phase_swap(const buju_phase *p, const buju_ix *worthy, buju_phase_room *room, buju_ix *year) {
  int64_t steps = STEPS_MOST;
  for (bool changed = true; changed && steps > 0;) {
    changed = false;
    for (buju_ix k = p->n; k-- > 0 && steps > 0; steps--) {
      buju_ix i = worthy[k];
      if (year[i] == BUJU_NONE || buju_phase_settled(p, i) != BUJU_NONE) continue;
      changed = exchange(p, worthy, room, year, i, &steps) || changed;
    }
    buju_phase_fill(p, worthy, room, year);
  }
}
