/* Shortest times from sites over a surface. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/terrain_search.h"

#include "planner/travel/terrain_weight.h"

bool buju_terrain_search_open(buju_terrain_search *search, const buju_terrain *terrain, buju_heading heading,
                              uint32_t limit_ms) {
  *search = (buju_terrain_search){.terrain = terrain,
                                  .sign = heading == BUJU_FROM_SITES ? 1 : -1,
                                  .limit_ticks = buju_terrain_limit_ticks(terrain, limit_ms),
                                  .stop = BUJU_NONE};
  uint32_t most = terrain->most_ticks < search->limit_ticks ? terrain->most_ticks : search->limit_ticks;
  return buju_queue_open(&search->queue, (most >> terrain->bucket_bits) + 1);
}

void buju_terrain_search_close(buju_terrain_search *search) {
  buju_queue_close(&search->queue);
  free(search->reached);
  search->reached = NULL;
}

static inline uint64_t bucket_of(const buju_terrain_search *s, uint32_t label) {
  return buju_terrain_search_ticks(label) >> s->terrain->bucket_bits;
}

/* Lowers a cell's time. A cell already waiting in the right bucket is not queued twice, so each is settled once. */
static inline void improve(buju_terrain_search *s, buju_ix cell, uint32_t label, buju_ix owner) {
  uint32_t old = s->label[cell];
  if (label < old) return;
  if (label == old) {
    if (s->owner != NULL && owner < s->owner[cell]) s->owner[cell] = owner;
    return;
  }
  s->label[cell] = label;
  if (s->owner != NULL) s->owner[cell] = owner;
  uint64_t bucket = bucket_of(s, label);
  if (old == 0 || bucket_of(s, old) != bucket) buju_queue_push(&s->queue, bucket, cell);
}

void buju_terrain_search_start(buju_terrain_search *search, buju_ix site, buju_ix cell) {
  if (!buju_terrain_open(search->terrain, cell)) return;
  improve(search, cell, UINT32_MAX, site);
}

/* The cell being settled. */
typedef struct stand {
  buju_ix cell, owner;
  uint32_t label, ticks;
  buju_terrain_cell here;
} stand;

/* The time of a king's move, by the two cells it touches. */
static inline uint64_t shares_of(const buju_terrain *t, buju_stride stride, int32_t step, buju_terrain_cell here,
                                 buju_terrain_cell there) {
  size_t at = stride * t->table + (size_t)(t->steepest + step);
  if (t->weighing == WEIGH_ONE) return ((uint64_t)here.flat + there.flat) * t->factor[at];
  const buju_terrain_weight *w = t->weight + at;
  return buju_terrain_share(here.flat, w[here.law * STRIDES * t->table]) +
         buju_terrain_share(there.flat, w[there.law * STRIDES * t->table]);
}

/* Takes the search along a move. */
static inline void arrive(buju_terrain_search *s, const stand *at, buju_ix to, buju_stride stride, uint64_t shares) {
  uint64_t ticks = (uint64_t)at->ticks + buju_terrain_ticks(s->terrain, stride, shares);
  if (ticks <= s->limit_ticks) improve(s, to, UINT32_MAX - (uint32_t)ticks, at->owner);
}

static inline void settle(buju_terrain_search *s, const stand *at) {
  const buju_terrain *t = s->terrain;
  unsigned moves = at->here.moves;
  for (unsigned move = 0; move < KING_MOVES; move++) {
    if (!(moves >> move & 1)) continue;
    buju_ix to = at->cell + (buju_ix)t->offset[move];
    if (s->label[to] >= at->label) continue; /* reached no later than here */
    buju_terrain_cell there = t->cell[to];
    buju_stride stride = buju_move_stride(move);
    int32_t step = s->sign * (there.height - at->here.height);
    arrive(s, at, to, stride, shares_of(t, stride, step, at->here, there));
  }
}

/* The knight's moves: their way through two more cells must be open, and all four cells share the time. */
static void settle_knights(buju_terrain_search *s, const stand *at) {
  const buju_terrain *t = s->terrain;
  for (unsigned move = KING_MOVES; move < MOVES; move++) {
    unsigned side = buju_knight_beside[move];
    if (!(at->here.moves >> side & 1)) continue;
    buju_ix to = at->cell + (buju_ix)t->offset[move];
    buju_terrain_cell beside = t->cell[at->cell + (buju_ix)t->offset[side]];
    buju_terrain_cell past = t->cell[at->cell + (buju_ix)t->offset[buju_knight_past[move]]];
    if (!(beside.moves >> buju_knight_turn[move] & 1) || !(past.moves >> side & 1)) continue;
    if (s->label[to] >= at->label) continue;
    buju_terrain_cell there = t->cell[to];
    buju_stride stride = buju_move_stride(move);
    int32_t step = s->sign * (there.height - at->here.height);
    arrive(s, at, to, stride, shares_of(t, stride, step, at->here, there) + shares_of(t, stride, step, beside, past));
  }
}

/* Room for one more settled cell. */
static bool note(buju_terrain_search *s, buju_ix cell) {
  if (s->n == s->capacity) {
    size_t capacity = s->capacity < 512 ? 1024 : s->capacity * 2;
    buju_ix *grown = realloc(s->reached, capacity * sizeof *grown);
    if (grown == NULL) return false;
    s->reached = grown;
    s->capacity = capacity;
  }
  s->reached[s->n++] = cell;
  return true;
}

bool buju_terrain_search_run(buju_terrain_search *s) {
  buju_queue *q = &s->queue;
  bool knights = s->terrain->neighbours == 16;
  for (uint64_t bucket = 0; q->waiting > 0 && !q->full; bucket++) {
    bucket = buju_queue_next(q, bucket);
    if (s->stop != BUJU_NONE && s->label[s->stop] != 0 && bucket_of(s, s->label[s->stop]) < bucket) return true;
    for (uint32_t block = buju_queue_take(q, bucket); block != 0; block = buju_queue_give_back(q, block))
      for (uint32_t i = 0; i < q->pool[block].n; i++) {
        buju_ix cell = q->pool[block].cell[i];
        if (bucket_of(s, s->label[cell]) != bucket) continue; /* settled sooner */
        s->settled++;
        if (s->notes && !note(s, cell)) return false;
        const stand at = {cell, s->owner != NULL ? s->owner[cell] : BUJU_NONE, s->label[cell],
                          buju_terrain_search_ticks(s->label[cell]), s->terrain->cell[cell]};
        settle(s, &at);
        if (knights) settle_knights(s, &at);
      }
  }
  return !q->full;
}

void buju_terrain_search_forget(buju_terrain_search *search) {
  for (size_t i = 0; i < search->n; i++) search->label[search->reached[i]] = 0;
  search->n = 0;
}
