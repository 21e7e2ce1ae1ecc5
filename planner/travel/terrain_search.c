/* Shortest times from sites over a surface. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/terrain_search.h"

#include "core/prefetch.h"
#include "planner/travel/terrain_weight.h"

bool buju_terrain_search_open(buju_terrain_search *search, const buju_terrain *terrain, buju_heading heading,
                              uint32_t limit_ms, uint32_t late) {
  *search = (buju_terrain_search){.terrain = terrain,
                                  .sign = heading == BUJU_FROM_SITES ? 1 : -1,
                                  .limit_ticks = buju_terrain_limit_ticks(terrain, limit_ms),
                                  .own = (buju_ix)buju_raster_cells(&terrain->raster),
                                  .stop = BUJU_NONE};
  uint32_t most = terrain->most_ticks < search->limit_ticks ? terrain->most_ticks : search->limit_ticks;
  return buju_queue_open(&search->queue, (most >> terrain->bucket_bits) + 1 + late);
}

void buju_terrain_search_close(buju_terrain_search *search) {
  buju_queue_close(&search->queue);
  buju_vec_free(&search->messages);
  free(search->reached);
  search->reached = NULL;
}

static inline uint64_t bucket_of(const buju_terrain_search *s, uint32_t label) {
  return buju_terrain_search_ticks(label) >> s->terrain->bucket_bits;
}

/* Lowers a cell's time. A cell already waiting in the right bucket is not queued twice, so each is settled once, except
 * where messages came late: there a cell may have been settled with what is now improved. */
static inline void improve(buju_terrain_search *s, buju_ix cell, uint32_t label, buju_ix owner) {
  uint32_t old = s->label[cell];
  if (label < old) return;
  uint64_t bucket = bucket_of(s, label);
  bool late = bucket < s->fresh, queued = !late && old != 0 && bucket_of(s, old) == bucket;
  if (label == old) {
    if (s->owner == NULL || owner >= s->owner[cell]) return;
    queued = !late;
  }
  s->label[cell] = label;
  if (s->owner != NULL) s->owner[cell] = owner;
  if (!queued) buju_queue_push(&s->queue, bucket, cell);
}

void buju_terrain_search_hear(buju_terrain_search *search, buju_terrain_message message) {
  uint64_t bucket = bucket_of(search, message.label);
  if (bucket < search->next || search->queue.waiting == 0) search->next = bucket; /* who was idle is far behind */
  improve(search, message.cell, message.label, message.owner);
}

void buju_terrain_search_start(buju_terrain_search *search, buju_ix site, buju_ix cell) {
  if (!buju_terrain_open(search->terrain, cell)) return;
  buju_terrain_search_hear(search, (buju_terrain_message){cell, site, UINT32_MAX});
}

uint64_t buju_terrain_search_pending(buju_terrain_search *search) {
  if (search->queue.waiting == 0) return UINT64_MAX;
  search->next = buju_queue_next(&search->queue, search->next);
  return search->next;
}

static void tell(buju_terrain_search *s, buju_terrain_message message) {
  buju_terrain_message *m = buju_vec_push(&s->messages, sizeof *m);
  if (m == NULL)
    s->failed = true;
  else
    *m = message;
}

static inline bool is_own(const buju_terrain_search *s, buju_ix cell) { return cell - s->first < s->own; }

/* The cell being settled. */
typedef struct stand {
  buju_ix cell, owner;
  uint32_t label, ticks;
  buju_terrain_cell here;
} stand;

/* Whether a cell was reached no later than the one being settled; what other bands know is not asked. */
static inline bool is_sooner(const buju_terrain_search *s, buju_ix cell, uint32_t label) {
  return is_own(s, cell) && s->label[cell] >= label;
}

/* Takes the search along a move of so many ticks. */
static inline void arrive(buju_terrain_search *s, const stand *at, buju_ix to, uint64_t move_ticks) {
  uint64_t ticks = at->ticks + move_ticks;
  if (ticks > s->limit_ticks) return;
  uint32_t label = UINT32_MAX - (uint32_t)ticks;
  if (is_own(s, to))
    improve(s, to, label, at->owner);
  else
    tell(s, (buju_terrain_message){to, at->owner, label});
}

/* The shares of two cells a move touches. */
static inline uint64_t shares_of(const buju_terrain *t, buju_stride stride, int32_t step, buju_terrain_cell here,
                                 buju_terrain_cell there) {
  size_t at = (size_t)stride * t->table + (size_t)(t->steepest + step);
  if (t->weighing == WEIGH_ONE) return ((uint64_t)t->flat[here.kind] + t->flat[there.kind]) * t->factor[at];
  return buju_terrain_kind_share(t, here.kind, at) + buju_terrain_kind_share(t, there.kind, at);
}

/* The king's moves where one law holds for all: most of the time of most searches is spent here. */
static void settle_plainly(buju_terrain_search *s, const stand *at) {
  const buju_terrain *t = s->terrain;
  const uint32_t *factor = t->factor + t->steepest;
  const uint64_t half = (uint64_t)1 << (FACTOR_SHIFT - 1), here = t->flat[at->here.kind];
  for (unsigned move = 0; move < KING_MOVES; move++) {
    if (!(at->here.moves >> move & 1)) continue;
    buju_ix to = at->cell + (buju_ix)t->offset[move];
    if (is_sooner(s, to, at->label)) continue;
    buju_terrain_cell there = t->cell[to];
    int32_t step = s->sign * (there.height - at->here.height);
    arrive(s, at, to,
           ((here + t->flat[there.kind]) * factor[(ptrdiff_t)buju_move_stride(move) * t->table + step] + half) >>
               FACTOR_SHIFT);
  }
}

static void settle_generally(buju_terrain_search *s, const stand *at) {
  const buju_terrain *t = s->terrain;
  for (unsigned move = 0; move < KING_MOVES; move++) {
    if (!(at->here.moves >> move & 1)) continue;
    buju_ix to = at->cell + (buju_ix)t->offset[move];
    if (is_sooner(s, to, at->label)) continue;
    buju_terrain_cell there = t->cell[to];
    buju_stride stride = buju_move_stride(move);
    int32_t step = s->sign * (there.height - at->here.height);
    arrive(s, at, to, buju_terrain_ticks(t, stride, shares_of(t, stride, step, at->here, there)));
  }
}

/* The knight's moves: their way through two more cells must be open, and all four cells share the time. */
static void settle_knights(buju_terrain_search *s, const stand *at) {
  const buju_terrain *t = s->terrain;
  for (unsigned move = KING_MOVES; move < MOVES; move++) {
    unsigned side = buju_knight_beside[move];
    if (!(at->here.moves >> side & 1)) continue;
    buju_terrain_cell beside = t->cell[at->cell + (buju_ix)t->offset[side]];
    if (!(beside.moves >> buju_knight_turn[move] & 1)) continue;
    buju_terrain_cell past = t->cell[at->cell + (buju_ix)t->offset[buju_knight_past[move]]];
    if (!(past.moves >> side & 1)) continue;
    buju_ix to = at->cell + (buju_ix)t->offset[move];
    if (is_sooner(s, to, at->label)) continue;
    buju_terrain_cell there = t->cell[to];
    buju_stride stride = buju_move_stride(move);
    int32_t step = s->sign * (there.height - at->here.height);
    uint64_t shares = shares_of(t, stride, step, at->here, there) + shares_of(t, stride, step, beside, past);
    arrive(s, at, to, buju_terrain_ticks(t, stride, shares));
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

/* Cells come in no order: what the next ones need is fetched while this one is settled. */
static inline void fetch(const buju_terrain_search *s, buju_ix cell) {
  buju_ix columns = s->terrain->raster.columns;
  for (int side = 0; side < 3; side++) { /* at the edge the wrong cells are fetched, which does no harm */
    buju_ix near = side == 0 ? cell : side == 1 ? cell + columns : cell - columns;
    if (!is_own(s, near)) continue;
    buju_prefetch(&s->label[near]);
    buju_prefetch(&s->terrain->cell[near]);
  }
  if (s->owner != NULL) buju_prefetch(s->owner + cell);
}

/* Fetches what the entry AHEAD places after entry i will need. Every block of a bucket but its first is full, so that
 * entry is in this block or in the next. */
static inline void fetch_ahead(const buju_terrain_search *s, const buju_queue_block *block, uint32_t i) {
  enum { AHEAD = 4 };
  if (i + AHEAD < block->n)
    fetch(s, block->cell[i + AHEAD]);
  else if (block->next != 0)
    fetch(s, s->queue.pool[block->next].cell[i + AHEAD - block->n]);
}

/* Settles a bucket: nothing in it can be improved by anything else in it. */
static bool settle_bucket(buju_terrain_search *s, uint64_t bucket) {
  buju_queue *q = &s->queue;
  bool plain = s->terrain->weighing == WEIGH_ONE, knights = s->terrain->neighbours == 16;
  for (uint32_t block = buju_queue_take(q, bucket); block != 0; block = buju_queue_give_back(q, block)) {
    uint32_t n = q->pool[block].n;
    if (q->pool[block].next != 0) buju_prefetch(&q->pool[q->pool[block].next]);
    for (uint32_t i = 0; i < n; i++) {
      const buju_queue_block *b = &q->pool[block]; /* the pool may have moved */
      fetch_ahead(s, b, i);
      buju_ix cell = b->cell[i];
      uint32_t label = s->label[cell];
      if (bucket_of(s, label) != bucket) continue; /* settled sooner */
      s->settled++;
      if (s->notes && !note(s, cell)) return false;
      const stand at = {cell, s->owner != NULL ? s->owner[cell] : BUJU_NONE, label, buju_terrain_search_ticks(label),
                        s->terrain->cell[cell]};
      if (plain)
        settle_plainly(s, &at);
      else
        settle_generally(s, &at);
      if (knights) settle_knights(s, &at);
    }
  }
  return !q->full && !s->failed;
}

bool buju_terrain_search_run(buju_terrain_search *s, uint64_t until) {
  for (uint64_t bucket; (bucket = buju_terrain_search_pending(s)) < until;) {
    if (s->stop != BUJU_NONE && s->label[s->stop] != 0 && bucket_of(s, s->label[s->stop]) < bucket) return true;
    if (bucket >= s->fresh) s->fresh = bucket + 1;
    if (!settle_bucket(s, bucket)) return false;
  }
  return true;
}

void buju_terrain_search_forget(buju_terrain_search *search) {
  for (size_t i = 0; i < search->n; i++) search->label[search->reached[i]] = 0;
  search->n = 0;
  search->next = search->fresh = 0;
}
