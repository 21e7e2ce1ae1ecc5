/* Pairs of places within a limit. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/pairs.h"

#include <string.h>

static bool index_entries(buju_pairs *p, const buju_starts *to, buju_ix rows, const buju_ix *row, buju_arena *scratch) {
  uint64_t all = to->row[to->n];
  p->first = BUJU_NEW(scratch, uint64_t, (size_t)rows + 2);
  p->entry = BUJU_NEW(scratch, buju_entry_to, all);
  if (p->first == NULL || p->entry == NULL) return false;
  uint64_t *first = p->first + 1; /* runs one row ahead while it is filled */
  for (uint64_t k = 0; k < all; k++) first[row[k] + 1]++;
  for (buju_ix r = 0; r < rows; r++) first[r + 1] += first[r];
  for (buju_ix t = 0; t < to->n; t++)
    for (uint64_t k = to->row[t]; k < to->row[t + 1]; k++)
      p->entry[first[row[k]]++] = (buju_entry_to){t, to->start[k].ms};
  return true;
}

buju_status buju_pairs_new(buju_ctx *ctx, buju_pairs *pairs, buju_ix from, const buju_starts *to, buju_ix rows,
                           const buju_ix *row, unsigned lanes, unsigned workers, buju_arena *scratch) {
  size_t cells = (size_t)to->n * lanes, words = ((size_t)to->n + 63) / 64;
  pairs->from = from;
  pairs->to = to->n;
  pairs->lanes = lanes;
  pairs->workers = workers;
  pairs->lot = BUJU_NEW(scratch, buju_lot, from);
  pairs->desk = BUJU_NEW(scratch, buju_desk, workers);
  if (pairs->lot == NULL || pairs->desk == NULL || !index_entries(pairs, to, rows, row, scratch))
    return buju_fail_memory(ctx);
  for (unsigned w = 0; w < workers; w++) {
    buju_desk *d = &pairs->desk[w];
    d->ms = BUJU_NEW(scratch, uint32_t, cells);
    d->met = BUJU_NEW(scratch, uint64_t, words);
    if (d->ms == NULL || d->met == NULL) return buju_fail_memory(ctx);
    memset(d->ms, 0xff, cells * sizeof *d->ms); /* BUJU_FAR */
  }
  return BUJU_OK;
}

void buju_pairs_free(buju_pairs *pairs) {
  for (unsigned w = 0; pairs->desk != NULL && w < pairs->workers; w++) {
    buju_vec_free(&pairs->desk[w].col);
    buju_vec_free(&pairs->desk[w].val);
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

/* The pairs of one lane. Beyond the most that may be kept they are only counted. */
static bool keep_lane(buju_pairs *p, buju_desk *d, unsigned lane, uint64_t *n) {
  bool over = atomic_load(&p->kept) > p->most;
  for (size_t w = 0; w < ((size_t)p->to + 63) / 64; w++)
    for (uint64_t met = d->met[w]; met != 0; met &= met - 1) {
      buju_ix place = (buju_ix)(w * 64 + bit_index(met & (~met + 1)));
      uint32_t ms = d->ms[(size_t)place * p->lanes + lane];
      if (ms > p->limit_ms) continue;
      ++*n;
      if (over) continue;
      buju_ix *col = buju_vec_push(&d->col, sizeof *col);
      uint32_t *val = buju_vec_push(&d->val, sizeof *val);
      if (col == NULL || val == NULL) return false;
      *col = place;
      *val = ms;
    }
  return true;
}

static void clear(const buju_pairs *p, buju_desk *d) {
  for (size_t w = 0; w < ((size_t)p->to + 63) / 64; w++)
    for (; d->met[w] != 0; d->met[w] &= d->met[w] - 1) {
      size_t place = w * 64 + bit_index(d->met[w] & (~d->met[w] + 1));
      memset(d->ms + place * p->lanes, 0xff, p->lanes * sizeof *d->ms); /* BUJU_FAR */
    }
}

buju_status buju_pairs_keep(buju_ctx *ctx, buju_pairs *pairs, unsigned worker, const buju_ix *from, unsigned used) {
  buju_desk *d = &pairs->desk[worker];
  for (unsigned lane = 0; lane < used; lane++) {
    buju_lot lot = {.at = d->col.n, .worker = worker};
    if (!keep_lane(pairs, d, lane, &lot.n)) return buju_fail_memory(ctx);
    pairs->lot[from[lane]] = lot;
    if (atomic_fetch_add(&pairs->kept, lot.n) + lot.n > pairs->most) {
      buju_vec_free(&d->col); /* only the count matters now */
      buju_vec_free(&d->val);
    }
  }
  clear(pairs, d);
  return BUJU_OK;
}

buju_status buju_pairs_table(buju_ctx *ctx, const buju_pairs *pairs, buju_arena *arena, buju_csr *times) {
  BUJU_MSG(too_many, "路网时间表：限时内共有{0}对起讫点，上限为{1}；请缩短时限、减少点数，或分区计算",
           "travel times: {0} pairs of places lie within the limit, at most {1} can be kept; lower the limit, use "
           "fewer places, or plan the areas one by one");
  uint64_t *row = BUJU_NEW(arena, uint64_t, (size_t)pairs->from + 1);
  if (row == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < pairs->from; i++) row[i + 1] = row[i] + pairs->lot[i].n;
  uint64_t all = row[pairs->from];
  if (all > pairs->most)
    return buju_fail(ctx, BUJU_E_LIMIT,
                     BUJU_SAY(too_many, buju_int((int64_t)all), buju_int((int64_t)(pairs->most & INT64_MAX))));
  buju_ix *col = BUJU_NEW(arena, buju_ix, all);
  uint32_t *val = BUJU_NEW(arena, uint32_t, all);
  if (col == NULL || val == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < pairs->from; i++) {
    buju_lot lot = pairs->lot[i];
    const buju_desk *d = &pairs->desk[lot.worker];
    if (lot.n == 0) continue;
    memcpy(col + row[i], (const buju_ix *)d->col.data + lot.at, lot.n * sizeof *col);
    memcpy(val + row[i], (const uint32_t *)d->val.data + lot.at, lot.n * sizeof *val);
  }
  *times = (buju_csr){pairs->from, row, col, val};
  return BUJU_OK;
}
