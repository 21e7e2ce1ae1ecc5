/* Pairs of places within a limit. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/pairs.h"

#include <stdlib.h>
#include <string.h>

static size_t words(const buju_pairs *p) { return ((size_t)p->ask->to->n + 63) / 64; }

static bool index_entries(buju_pairs *p, buju_ix rows, const buju_ix *row, buju_arena *scratch) {
  const buju_starts *to = p->ask->to;
  uint64_t all = to->row[to->n];
  p->entries = BUJU_NEW(scratch, uint64_t, (size_t)rows + 2);
  p->entry = BUJU_NEW(scratch, buju_entry_to, all);
  if (p->entries == NULL || p->entry == NULL) return false;
  uint64_t *first = p->entries + 1; /* runs one row ahead while it is filled */
  for (uint64_t k = 0; k < all; k++) first[row[k] + 1]++;
  for (buju_ix r = 0; r < rows; r++) first[r + 1] += first[r];
  for (buju_ix t = 0; t < to->n; t++)
    for (uint64_t k = to->row[t]; k < to->row[t + 1]; k++)
      p->entry[first[row[k]]++] = (buju_entry_to){t, to->start[k].ms};
  return true;
}

buju_status buju_pairs_new(buju_ctx *ctx, buju_pairs *pairs, const buju_rows_ask *ask, buju_ix rows, const buju_ix *row,
                           unsigned lanes, unsigned workers, buju_arena *scratch) {
  size_t cells = (size_t)ask->to->n * lanes;
  *pairs = (buju_pairs){.ask = ask, .lanes = lanes, .workers = workers};
  pairs->limit_ms = ask->limit_ms < BUJU_FAR ? ask->limit_ms : BUJU_FAR - 1;
  pairs->batch = buju_rows_batch(ask->from->n, ask->to->n, ask->most_pairs);
  pairs->lot = BUJU_NEW(scratch, buju_lot, pairs->batch);
  pairs->desk = BUJU_NEW(scratch, buju_desk, workers);
  if (pairs->lot == NULL || pairs->desk == NULL || !index_entries(pairs, rows, row, scratch))
    return buju_fail_memory(ctx);
  for (unsigned w = 0; w < workers; w++) {
    buju_desk *d = &pairs->desk[w];
    d->ms = BUJU_NEW(scratch, uint32_t, cells);
    d->met = BUJU_NEW(scratch, uint64_t, words(pairs));
    if (d->ms == NULL || d->met == NULL) return buju_fail_memory(ctx);
    memset(d->ms, 0xff, cells * sizeof *d->ms); /* BUJU_FAR */
  }
  return BUJU_OK;
}

void buju_pairs_free(buju_pairs *pairs) {
  for (unsigned w = 0; pairs->desk != NULL && w < pairs->workers; w++) {
    free(pairs->desk[w].col);
    free(pairs->desk[w].val);
  }
}

/* The position of the only bit of `bit` (de Bruijn). */
static unsigned bit_index(uint64_t bit) {
  static const uint8_t index[64] = {0,  1,  2,  53, 3,  7,  54, 27, 4,  38, 41, 8,  34, 55, 48, 28,
                                    62, 5,  39, 46, 44, 42, 22, 9,  24, 35, 59, 56, 49, 18, 29, 11,
                                    63, 52, 6,  26, 37, 40, 33, 47, 61, 45, 43, 21, 23, 58, 17, 10,
                                    51, 25, 36, 32, 60, 20, 57, 16, 50, 31, 19, 15, 30, 14, 13, 12};
  return index[bit * UINT64_C(0x022fdd63cc95386d) >> 58];
}

/* Room for so many pairs more. */
static bool reserve(buju_desk *d, uint64_t more) {
  if (more > SIZE_MAX / 2 / sizeof(uint64_t) - d->n) return false;
  size_t need = d->n + (size_t)more, cap = need + d->cap / 2;
  if (need <= d->cap) return true;
  buju_ix *col = realloc(d->col, cap * sizeof *col);
  if (col != NULL) d->col = col;
  uint32_t *val = col != NULL ? realloc(d->val, cap * sizeof *val) : NULL;
  if (val == NULL) return false;
  d->val = val;
  d->cap = cap;
  return true;
}

static inline void count_pairs(const buju_pairs *p, const buju_desk *d, const unsigned lanes, uint64_t *n) {
  for (size_t w = 0; w < words(p); w++)
    for (uint64_t met = d->met[w]; met != 0; met &= met - 1) {
      const uint32_t *ms = d->ms + (w * 64 + bit_index(met & (~met + 1))) * lanes;
      for (unsigned l = 0; l < lanes; l++) n[l] += ms[l] <= p->limit_ms;
    }
}

/* Every lane writes its next pair, whether it is one or not, and goes on if it is: guessing would cost more. So a lane
 * has room for one pair too many. Clears the desk. */
static inline void lay_pairs(const buju_pairs *p, buju_desk *d, const unsigned lanes, uint64_t *at) {
  for (size_t w = 0; w < words(p); w++)
    for (; d->met[w] != 0; d->met[w] &= d->met[w] - 1) {
      buju_ix place = (buju_ix)(w * 64 + bit_index(d->met[w] & (~d->met[w] + 1)));
      uint32_t *ms = d->ms + (size_t)place * lanes;
      for (unsigned l = 0; l < lanes; l++) {
        d->col[at[l]] = place;
        d->val[at[l]] = ms[l];
        at[l] += ms[l] <= p->limit_ms;
        ms[l] = BUJU_FAR;
      }
    }
}

/* Where the ways beside the graph are told. */
typedef struct sink {
  const buju_pairs *pairs;
  buju_desk *desk;
  unsigned lane;
} sink;

static void meet_one(void *user, buju_ix place, uint32_t ms) {
  const sink *s = user;
  uint32_t *best = s->desk->ms + (size_t)place * s->pairs->lanes + s->lane;
  if (ms < *best) *best = ms;
  s->desk->met[place / 64] |= UINT64_C(1) << place % 64;
}

buju_status buju_pairs_keep(buju_ctx *ctx, buju_pairs *pairs, unsigned worker, const buju_ix *from, unsigned used) {
  const buju_rows_ask *ask = pairs->ask;
  buju_desk *d = &pairs->desk[worker];
  for (unsigned lane = 0; ask->beside != NULL && lane < used; lane++) {
    sink s = {pairs, d, lane};
    ask->beside(ask->beside_user, worker, pairs->first + from[lane], meet_one, &s);
  }
  uint64_t n[BUJU_LANES_MOST] = {0}, at[BUJU_LANES_MOST] = {0}, end = d->n;
  if (pairs->lanes == 1)
    count_pairs(pairs, d, 1, n);
  else
    count_pairs(pairs, d, BUJU_LANES_MOST, n);
  for (unsigned lane = 0; lane < pairs->lanes; lane++) {
    at[lane] = end;
    if (lane < used) pairs->lot[from[lane]] = (buju_lot){end, n[lane], worker};
    end += n[lane] + 1;
  }
  if (!reserve(d, end - d->n)) return buju_fail_memory(ctx);
  d->n = (size_t)end;
  if (pairs->lanes == 1)
    lay_pairs(pairs, d, 1, at);
  else
    lay_pairs(pairs, d, BUJU_LANES_MOST, at);
  return BUJU_OK;
}

buju_status buju_pairs_run(buju_ctx *ctx, buju_pairs *pairs, buju_pairs_work work, void *user) {
  const buju_rows_ask *ask = pairs->ask;
  buju_status status = BUJU_OK;
  for (buju_ix end; status == BUJU_OK && pairs->first < ask->from->n; pairs->first = end) {
    end = ask->from->n - pairs->first < pairs->batch ? ask->from->n : pairs->first + pairs->batch;
    status = work(ctx, user, pairs->first, end);
    for (buju_ix i = pairs->first; status == BUJU_OK && i < end; i++) {
      buju_lot lot = pairs->lot[i - pairs->first];
      const buju_desk *d = &pairs->desk[lot.worker];
      status = lot.n > 0 ? ask->take(ctx, ask->user, i, lot.n, d->col + lot.at, d->val + lot.at)
                         : ask->take(ctx, ask->user, i, 0, NULL, NULL);
    }
    for (unsigned w = 0; w < pairs->workers; w++) pairs->desk[w].n = 0;
  }
  return status;
}
