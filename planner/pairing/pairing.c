/* Successive shortest paths: receivers come one by one, and whoever makes room for them moves on.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/pairing/pairing_parts.h"

#include <string.h>

/* The cheapest move of a receiver from one helper to another. */
typedef struct move {
  buju_ix receiver; /* BUJU_NONE: none can */
  buju_amount cost;
} move;

typedef struct search {
  buju_pairing_state *s;
  move *best;        /* [helpers × helpers] by the helper it leaves */
  buju_amount *away; /* [helpers] reduced distance from the receiver that comes */
  buju_ix *from;     /* [helpers] the helper before it on the way, BUJU_NONE: the receiver itself */
  uint8_t *seen;     /* [helpers] NEW, REACHED, SETTLED */
  buju_amount sink;  /* the sink's potential */
} search;

enum { NEW, REACHED, SETTLED };

void buju_pairing_take(buju_pairing_state *s, buju_ix i, buju_ix k) {
  s->who[i] = k;
  s->next[i] = s->first[k];
  s->first[k] = i;
  s->load[k]++;
}

void buju_pairing_drop(buju_pairing_state *s, buju_ix i) {
  buju_ix k = s->who[i], *at = &s->first[k];
  while (*at != i) at = &s->next[*at];
  *at = s->next[i];
  s->load[k]--;
  s->who[i] = BUJU_NONE;
}

/* Who of helper j's would move to each other one most cheaply. */
static void look_again(const search *f, buju_ix j) {
  const buju_pairing_state *s = f->s;
  move *row = f->best + (size_t)j * s->helpers;
  for (buju_ix k = 0; k < s->helpers; k++) row[k].receiver = BUJU_NONE;
  for (buju_ix i = s->first[j]; i != BUJU_NONE; i = s->next[i]) {
    buju_amount here = buju_pairing_cost(s, i, j);
    for (buju_ix k = 0; k < s->helpers; k++) {
      if (k == j || !buju_pairing_may(s, i, k)) continue;
      buju_amount cost = buju_amount_less(buju_pairing_cost(s, i, k), here);
      if (row[k].receiver == BUJU_NONE || buju_amount_before(cost, row[k].cost)) row[k] = (move){i, cost};
    }
  }
}

static void reach(search *f, buju_ix k, buju_amount away, buju_ix from) {
  if (f->seen[k] == SETTLED || (f->seen[k] == REACHED && !buju_amount_before(away, f->away[k]))) return;
  f->seen[k] = REACHED;
  f->away[k] = away;
  f->from[k] = from;
}

/* The helpers the receiver may go to; the cheapest at distance 0. */
static void set_out(search *f, buju_ix i) {
  const buju_pairing_state *s = f->s;
  buju_amount least = buju_amount_less(buju_pairing_cost(s, i, s->ask->helpers), s->potential[s->ask->helpers]);
  for (int turn = 0; turn < 2; turn++)
    for (buju_ix k = 0; k < s->helpers; k++) {
      if (!buju_pairing_may(s, i, k)) continue;
      buju_amount cost = buju_amount_less(buju_pairing_cost(s, i, k), s->potential[k]);
      if (turn == 0 && buju_amount_before(cost, least)) least = cost;
      if (turn == 1) reach(f, k, buju_amount_less(cost, least), BUJU_NONE);
    }
}

static buju_ix nearest(const search *f) {
  buju_ix best = BUJU_NONE;
  for (buju_ix k = 0; k < f->s->helpers; k++)
    if (f->seen[k] == REACHED && (best == BUJU_NONE || buju_amount_before(f->away[k], f->away[best]))) best = k;
  return best;
}

static void go_on_from(search *f, buju_ix j) {
  const buju_pairing_state *s = f->s;
  const move *row = f->best + (size_t)j * s->helpers;
  buju_amount base = buju_amount_sum(f->away[j], s->potential[j]);
  f->seen[j] = SETTLED;
  for (buju_ix k = 0; k < s->helpers; k++)
    if (row[k].receiver != BUJU_NONE)
      reach(f, k, buju_amount_less(buju_amount_sum(base, row[k].cost), s->potential[k]), j);
}

/* The way to the nearest free place: its last helper; *length: how far it is. There always is one, at the helper that
 * stands for none. Potentials rise by what everybody was found to be away, at most by the length. */
static buju_ix find_way(search *f, buju_ix i, buju_amount *length) {
  buju_pairing_state *s = f->s;
  buju_ix last = BUJU_NONE;
  memset(f->seen, NEW, s->helpers * sizeof *f->seen);
  set_out(f, i);
  for (buju_ix j; (j = nearest(f)) != BUJU_NONE;) {
    if (last != BUJU_NONE && !buju_amount_before(f->away[j], *length)) break;
    go_on_from(f, j);
    if (s->load[j] == buju_pairing_most(s, j)) continue;
    buju_amount more = buju_amount_sum(buju_pairing_more(s, j, s->load[j]), buju_amount_less(s->potential[j], f->sink));
    more = buju_amount_sum(more, f->away[j]);
    if (last != BUJU_NONE && !buju_amount_before(more, *length)) continue;
    *length = more;
    last = j;
  }
  return last;
}

static void raise_potentials(search *f, buju_amount length) {
  buju_pairing_state *s = f->s;
  for (buju_ix k = 0; k < s->helpers; k++) {
    bool nearer = f->seen[k] != NEW && buju_amount_before(f->away[k], length);
    s->potential[k] = buju_amount_sum(s->potential[k], nearer ? f->away[k] : length);
  }
  f->sink = buju_amount_sum(f->sink, length);
}

/* Everybody on the way moves one on, and the receiver takes the place that is left. */
static void move_along(search *f, buju_ix i, buju_ix last) {
  buju_pairing_state *s = f->s;
  for (buju_ix k = last; f->from[k] != BUJU_NONE; k = f->from[k]) {
    buju_ix moved = f->best[(size_t)f->from[k] * s->helpers + k].receiver;
    buju_pairing_drop(s, moved);
    buju_pairing_take(s, moved, k);
  }
  buju_ix k = last;
  while (f->from[k] != BUJU_NONE) k = f->from[k];
  buju_pairing_take(s, i, k);
  for (k = last; k != BUJU_NONE; k = f->from[k]) look_again(f, k);
}

/* The sum of what is compared must fit, with room for the potentials, which are sums of costs along ways. */
static buju_status check_sizes(buju_ctx *ctx, const buju_pairing_ask *ask) {
  BUJU_MSG(too_large, "帮扶配对：时间和人口太大，无法累加（{0} 处）；请缩短 limit_min 或按对数计（weigh_by: pairs）",
           "pairing: times and people are too large to be added up ({0} receivers); use a shorter limit_min, or "
           "weigh_by: pairs");
  int64_t sum = 0, most = 0, room = INT64_MAX / 8 / ((int64_t)ask->helpers + 2);
  for (size_t i = 0; i < (size_t)ask->receivers * ask->helpers; i++)
    if (ask->ms[i] != BUJU_FAR && ask->ms[i] > most) most = ask->ms[i];
  for (buju_ix i = 0; i < ask->receivers; i++) {
    int64_t weight = ask->weight != NULL ? ask->weight[i] : 1;
    if (most > 0 && weight > (room - sum) / most)
      return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(too_large, buju_int(ask->receivers)));
    sum += weight * most;
  }
  return BUJU_OK;
}

static buju_status make_room(buju_ctx *ctx, const buju_pairing_ask *ask, buju_arena *arena, buju_arena *scratch,
                             buju_pairing_state *s, search *f) {
  size_t helpers = (size_t)ask->helpers + 1;
  s->ask = ask;
  s->helpers = ask->helpers + 1;
  s->who = BUJU_NEW(arena, buju_ix, ask->receivers);
  s->load = BUJU_NEW(arena, buju_ix, helpers);
  s->first = BUJU_NEW(scratch, buju_ix, helpers);
  s->next = BUJU_NEW(scratch, buju_ix, ask->receivers);
  s->potential = BUJU_NEW(scratch, buju_amount, helpers);
  f->s = s;
  f->best = BUJU_NEW(scratch, move, helpers * helpers);
  f->away = BUJU_NEW(scratch, buju_amount, helpers);
  f->from = BUJU_NEW(scratch, buju_ix, helpers);
  f->seen = BUJU_NEW(scratch, uint8_t, helpers);
  if (s->who == NULL || s->load == NULL || s->first == NULL || s->next == NULL || s->potential == NULL ||
      f->best == NULL || f->away == NULL || f->from == NULL || f->seen == NULL)
    return buju_fail_memory(ctx);
  for (size_t k = 0; k < helpers; k++) s->first[k] = BUJU_NONE;
  for (size_t k = 0; k < helpers * helpers; k++) f->best[k].receiver = BUJU_NONE;
  for (buju_ix i = 0; i < ask->receivers; i++) s->who[i] = BUJU_NONE;
  return BUJU_OK;
}

static buju_status solve(buju_ctx *ctx, const buju_pairing_ask *ask, buju_arena *arena, buju_arena *scratch,
                         buju_pairing *out) {
  buju_pairing_state s = {0};
  search f = {0};
  buju_status status = make_room(ctx, ask, arena, scratch, &s, &f);
  for (buju_ix i = 0; i < ask->receivers && status == BUJU_OK; i++) {
    buju_amount length;
    buju_ix last = find_way(&f, i, &length);
    raise_potentials(&f, length);
    move_along(&f, i, last);
  }
  for (buju_ix k = 0; k < s.helpers && status == BUJU_OK; k++)
    s.potential[k] = buju_amount_less(s.potential[k], f.sink);
  if (status == BUJU_OK) status = buju_pairing_settle(ctx, &s, scratch);
  if (status != BUJU_OK) return status;
  buju_amount lower = buju_pairing_bound(&s), value = {{0, 0, 0}};
  for (buju_ix i = 0; i < ask->receivers; i++) value = buju_amount_sum(value, buju_pairing_cost(&s, i, s.who[i]));
  for (buju_ix k = 0; k < ask->helpers && ask->even; k++) value.n[BUJU_PAIRING_LOADS] += (int64_t)s.load[k] * s.load[k];
  for (buju_ix i = 0; i < ask->receivers; i++)
    if (s.who[i] == ask->helpers) s.who[i] = BUJU_NONE;
  *out = (buju_pairing){.helper_of = s.who, .load = s.load};
  memcpy(out->value, value.n, sizeof out->value);
  memcpy(out->lower, lower.n, sizeof out->lower);
  return BUJU_OK;
}

buju_status buju_pairing_solve(buju_ctx *ctx, const buju_pairing_ask *ask, buju_arena *arena, buju_pairing *out) {
  buju_status status = check_sizes(ctx, ask);
  if (status != BUJU_OK) return status;
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  status = solve(ctx, ask, arena, scratch, out);
  buju_arena_free(scratch);
  return status;
}
