/* What potentials prove, and which of the best pairings is given. SPDX-License-Identifier: Apache-2.0 */
#include "planner/pairing/pairing_parts.h"

/* What going to helper k costs receiver i, its place paid for. */
static buju_amount paid(const buju_pairing_state *s, buju_ix i, buju_ix k) {
  return buju_amount_less(buju_pairing_cost(s, i, k), s->potential[k]);
}

static buju_amount cheapest(const buju_pairing_state *s, buju_ix i) {
  buju_amount least = paid(s, i, s->ask->helpers);
  for (buju_ix k = 0; k < s->ask->helpers; k++)
    if (buju_pairing_may(s, i, k) && buju_amount_before(paid(s, i, k), least)) least = paid(s, i, k);
  return least;
}

/* What the load of a helper from `load` to one more costs beyond what its place is sold for. */
static buju_amount loss(const buju_pairing_state *s, buju_ix k, buju_ix load) {
  return buju_amount_sum(buju_pairing_more(s, k, load), s->potential[k]);
}

/* Everybody goes where it is cheapest for them, every helper takes as many as pays: what that comes to no pairing goes
 * below, as in a pairing both would have to agree. */
buju_amount buju_pairing_bound(const buju_pairing_state *s) {
  static const buju_amount nothing = {{0, 0, 0}};
  buju_amount sum = nothing;
  for (buju_ix i = 0; i < s->ask->receivers; i++) sum = buju_amount_sum(sum, cheapest(s, i));
  for (buju_ix k = 0; k < s->helpers; k++)
    for (buju_ix load = 0; load < buju_pairing_most(s, k) && buju_amount_before(loss(s, k, load), nothing); load++)
      sum = buju_amount_sum(sum, loss(s, k, load));
  return sum;
}

/* ---- the first of the best ---- */

typedef struct settling {
  buju_pairing_state *s;
  buju_amount *least;    /* [receivers] cheapest() */
  buju_ix *from, *moved; /* [helpers + the sink] the node before it on the way, and who moves to it */
  buju_ix *queue, n;     /* [helpers + the sink] */
} settling;

/* The best pairings are those in which everybody goes where it is cheapest, and no helper's load loses. */
static bool content(const settling *t, buju_ix i, buju_ix k) {
  if (!buju_pairing_may(t->s, i, k)) return false;
  buju_amount cost = paid(t->s, i, k);
  return buju_amount_order(&cost, &t->least[i]) == 0;
}

static bool is_nothing(buju_amount a) {
  static const buju_amount nothing = {{0, 0, 0}};
  return buju_amount_order(&a, &nothing) == 0;
}

static bool may_grow(const settling *t, buju_ix k) {
  buju_ix load = t->s->load[k];
  return load < buju_pairing_most(t->s, k) && is_nothing(loss(t->s, k, load));
}

static bool may_shrink(const settling *t, buju_ix k) {
  buju_ix load = t->s->load[k];
  return load > 0 && is_nothing(loss(t->s, k, load - 1));
}

/* Whether a place at `to` can be made from one too many at `from`, moving only receivers behind i: by helpers whose
 * loads change for nothing, too, who meet in the sink. */
static void visit(settling *t, buju_ix node, buju_ix before, buju_ix who) {
  if (t->from[node] != BUJU_NONE) return;
  t->from[node] = before;
  t->moved[node] = who;
  t->queue[t->n++] = node;
}

static void visit_by_moves(settling *t, buju_ix i, buju_ix a) {
  const buju_pairing_state *s = t->s;
  for (buju_ix r = s->first[a]; r != BUJU_NONE; r = s->next[r])
    for (buju_ix k = 0; r > i && k < s->helpers; k++)
      if (t->from[k] == BUJU_NONE && content(t, r, k)) visit(t, k, a, r);
}

static bool find_way(settling *t, buju_ix i, buju_ix from, buju_ix to) {
  const buju_pairing_state *s = t->s;
  buju_ix sink = s->helpers;
  for (buju_ix k = 0; k <= sink; k++) t->from[k] = BUJU_NONE;
  t->n = 0;
  visit(t, from, from, BUJU_NONE);
  for (buju_ix head = 0; head < t->n && t->from[to] == BUJU_NONE; head++) {
    buju_ix a = t->queue[head];
    for (buju_ix k = 0; a == sink && k < s->helpers; k++)
      if (may_shrink(t, k)) visit(t, k, sink, BUJU_NONE);
    if (a == sink) continue;
    if (may_grow(t, a)) visit(t, sink, a, BUJU_NONE);
    visit_by_moves(t, i, a);
  }
  return t->from[to] != BUJU_NONE;
}

static void move_along(const settling *t, buju_ix from, buju_ix to) {
  for (buju_ix k = to; k != from; k = t->from[k]) {
    if (t->moved[k] == BUJU_NONE) continue;
    buju_pairing_drop(t->s, t->moved[k]);
    buju_pairing_take(t->s, t->moved[k], k);
  }
}

static void settle(settling *t, buju_ix i) {
  buju_pairing_state *s = t->s;
  buju_ix old = s->who[i];
  for (buju_ix k = 0; k < old; k++) {
    if (!content(t, i, k) || !find_way(t, i, k, old)) continue;
    move_along(t, k, old);
    buju_pairing_drop(s, i);
    buju_pairing_take(s, i, k);
    return;
  }
}

buju_status buju_pairing_settle(buju_ctx *ctx, buju_pairing_state *s, buju_arena *arena) {
  size_t nodes = (size_t)s->helpers + 1;
  settling t = {.s = s,
                .least = BUJU_NEW(arena, buju_amount, s->ask->receivers),
                .from = BUJU_NEW(arena, buju_ix, nodes),
                .moved = BUJU_NEW(arena, buju_ix, nodes),
                .queue = BUJU_NEW(arena, buju_ix, nodes)};
  if (t.least == NULL || t.from == NULL || t.moved == NULL || t.queue == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < s->ask->receivers; i++) t.least[i] = cheapest(s, i);
  for (buju_ix i = 0; i < s->ask->receivers; i++) settle(&t, i);
  return BUJU_OK;
}
