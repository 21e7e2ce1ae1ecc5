/* What the files that pair share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_PAIRING_PARTS_H
#define BUJU_PLANNER_PAIRING_PARTS_H

#include "planner/pairing/pairing.h"

/** A cost: compared number by number. */
typedef struct buju_amount {
  int64_t n[BUJU_PAIRING_VALUES];
} buju_amount;

static inline buju_amount buju_amount_sum(buju_amount a, buju_amount b) {
  for (int i = 0; i < BUJU_PAIRING_VALUES; i++) a.n[i] += b.n[i];
  return a;
}

static inline buju_amount buju_amount_less(buju_amount a, buju_amount b) {
  for (int i = 0; i < BUJU_PAIRING_VALUES; i++) a.n[i] -= b.n[i];
  return a;
}

static inline int buju_amount_order(const buju_amount *a, const buju_amount *b) {
  for (int i = 0; i < BUJU_PAIRING_VALUES; i++)
    if (a->n[i] != b->n[i]) return a->n[i] < b->n[i] ? -1 : 1;
  return 0;
}

static inline bool buju_amount_before(buju_amount a, buju_amount b) { return buju_amount_order(&a, &b) < 0; }

/** The state: helper number `helpers` stands for having none, takes everybody, and costs one receiver left each. */
typedef struct buju_pairing_state {
  const buju_pairing_ask *ask;
  buju_ix helpers;        /* with that one */
  buju_ix *who;           /* [receivers] the helper; BUJU_NONE: not yet looked at */
  buju_ix *load;          /* [helpers] */
  buju_ix *first;         /* [helpers] its receivers, linked … */
  buju_ix *next;          /* [receivers] … in no order */
  buju_amount *potential; /* [helpers] how far it is along the cheapest way; less the sink's, once solved: what a place
                             at it saves */
} buju_pairing_state;

/** Whether receiver i may go to helper k. */
static inline bool buju_pairing_may(const buju_pairing_state *s, buju_ix i, buju_ix k) {
  return k == s->ask->helpers || s->ask->ms[(size_t)i * s->ask->helpers + k] != BUJU_FAR;
}

/** What it costs, where it may. */
static inline buju_amount buju_pairing_cost(const buju_pairing_state *s, buju_ix i, buju_ix k) {
  if (k == s->ask->helpers) return (buju_amount){{1, 0, 0}};
  int64_t weight = s->ask->weight != NULL ? s->ask->weight[i] : 1;
  return (buju_amount){{0, 0, weight * s->ask->ms[(size_t)i * s->ask->helpers + k]}};
}

static inline buju_ix buju_pairing_most(const buju_pairing_state *s, buju_ix k) {
  return k == s->ask->helpers || s->ask->most > s->ask->receivers ? s->ask->receivers : s->ask->most;
}

/** What one more costs a helper that has `load`: squares grow by odd numbers. */
static inline buju_amount buju_pairing_more(const buju_pairing_state *s, buju_ix k, buju_ix load) {
  return (buju_amount){{0, k != s->ask->helpers && s->ask->even ? 2 * (int64_t)load + 1 : 0, 0}};
}

void buju_pairing_take(buju_pairing_state *state, buju_ix receiver, buju_ix helper);
void buju_pairing_drop(buju_pairing_state *state, buju_ix receiver);

/** The dual's value at the state's potentials: no pairing costs less. O(receivers × helpers). */
buju_amount buju_pairing_bound(const buju_pairing_state *state);

/** Of all pairings as good as the state's, which potentials prove best, the one whose helpers come first by receiver.
 */
buju_status buju_pairing_settle(buju_ctx *ctx, buju_pairing_state *state, buju_arena *arena);

#endif
