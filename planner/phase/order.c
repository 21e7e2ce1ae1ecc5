/* The order of projects, and years filled down it. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "planner/phase/phase_parts.h"

typedef struct key {
  int64_t people, density;
  buju_ix row;
  uint8_t class;
} key;

static int by_key(const void *a, const void *b) {
  const key *x = a, *y = b;
  if (x->class != y->class) return x->class < y->class ? -1 : 1;
  if (x->people != y->people) return x->people > y->people ? -1 : 1;
  if (x->density != y->density) return x->density > y->density ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

buju_status buju_phase_order(buju_ctx *ctx, const buju_phase *phase, buju_ix *order) {
  key *keys = calloc((size_t)phase->n + 1, sizeof *keys);
  if (keys == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < phase->n; i++) keys[i] = (key){phase->people[i], phase->density[i], i, phase->class[i]};
  qsort(keys, phase->n, sizeof *keys, by_key);
  for (buju_ix k = 0; k < phase->n; k++) order[k] = keys[k].row;
  free(keys);
  return BUJU_OK;
}

buju_status buju_phase_room_new(buju_ctx *ctx, const buju_phase *phase, buju_arena *arena, buju_phase_room *out) {
  bool crews = phase->crew != NULL && phase->crew_most != BUJU_PHASE_FREE;
  size_t hands = crews ? (size_t)phase->crews * phase->years : 0;
  *out = (buju_phase_room){BUJU_NEW(arena, int64_t, phase->years), BUJU_NEW(arena, int64_t, phase->years),
                           crews ? BUJU_NEW(arena, int64_t, hands) : NULL};
  if (out->places == NULL || out->money == NULL || (crews && out->hands == NULL)) return buju_fail_memory(ctx);
  for (buju_ix t = 0; t < phase->years; t++) {
    out->places[t] = phase->quota[t];
    out->money[t] = phase->budget != NULL ? phase->budget[t] : BUJU_PHASE_FREE;
  }
  for (size_t k = 0; k < hands; k++) out->hands[k] = phase->crew_most;
  for (buju_ix i = 0; i < phase->n; i++) {
    buju_ix t = buju_phase_settled(phase, i);
    if (t != BUJU_NONE) buju_phase_take(phase, out, i, t);
  }
  return BUJU_OK;
}

/* What is settled may take more than there is; then nothing is left. */
static void lower(int64_t *left, int64_t by) {
  if (*left == BUJU_PHASE_FREE) return;
  *left = *left > by ? *left - by : 0;
}

bool buju_phase_fits(const buju_phase *phase, const buju_phase_room *room, buju_ix i, buju_ix t) {
  if (buju_phase_from(phase, i) > t || room->places[t] == 0 || buju_phase_cost(phase, i) > room->money[t]) return false;
  return room->hands == NULL || room->hands[(size_t)phase->crew[i] * phase->years + t] > 0;
}

void buju_phase_take(const buju_phase *phase, buju_phase_room *room, buju_ix i, buju_ix t) {
  lower(&room->places[t], 1);
  lower(&room->money[t], buju_phase_cost(phase, i));
  if (room->hands != NULL) lower(&room->hands[(size_t)phase->crew[i] * phase->years + t], 1);
}

void buju_phase_fill(const buju_phase *phase, const buju_ix *order, buju_phase_room *room, buju_ix *year) {
  for (buju_ix t = 0; t < phase->years; t++)
    for (buju_ix k = 0; k < phase->n && room->places[t] > 0; k++) {
      buju_ix i = order[k];
      if (year[i] != BUJU_NONE || !buju_phase_fits(phase, room, i, t)) continue;
      buju_phase_take(phase, room, i, t);
      year[i] = t;
    }
}

buju_status buju_phase_by_order(buju_ctx *ctx, const buju_phase *phase, const buju_ix *order, buju_ix *year) {
  buju_phase_room room;
  buju_arena *arena = buju_arena_new();
  buju_status status = arena != NULL ? buju_phase_room_new(ctx, phase, arena, &room) : buju_fail_memory(ctx);
  if (status == BUJU_OK) {
    for (buju_ix i = 0; i < phase->n; i++) year[i] = buju_phase_settled(phase, i);
    buju_phase_fill(phase, order, &room, year);
  }
  buju_arena_free(arena);
  return status;
}

void buju_phase_cuts(const buju_phase *phase, const buju_ix *order, const buju_ix *year, int64_t *cut) {
  int64_t taken[BUJU_PHASE_YEARS] = {0};
  for (buju_ix i = 0; i < phase->n; i++) {
    cut[i] = 0;
    if (buju_phase_settled(phase, i) != BUJU_NONE) taken[phase->fixed[i]]++;
  }
  for (buju_ix k = 0; k < phase->n; k++) {
    buju_ix i = order[k], t = year[i];
    if (t == BUJU_NONE || buju_phase_settled(phase, i) != BUJU_NONE) continue;
    taken[t]++;
    if (phase->quota[t] != BUJU_PHASE_FREE) cut[i] = phase->quota[t] - taken[t] + 1;
  }
}

buju_phase_worth buju_phase_value(const buju_phase *phase, const buju_ix *year) {
  buju_phase_worth worth = {0, 0};
  for (buju_ix i = 0; i < phase->n; i++) {
    if (year[i] == BUJU_NONE) continue;
    int64_t gain = buju_phase_gain(phase, i, year[i]);
    worth.all += gain;
    if (buju_phase_urgent(phase, i)) worth.urgent += gain;
  }
  return worth;
}
