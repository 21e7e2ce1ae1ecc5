/* Times between many places: one bounded search a place, in parallel. SPDX-License-Identifier: Apache-2.0 */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "core/parallel.h"
#include "planner/travel/search.h"

enum { CHUNK = 16 };

/* Where a node lets one in: place of `to`, and the time that is still to go. */
typedef struct entry {
  buju_ix place;
  uint32_t ms;
} entry;

typedef struct entries {
  uint64_t *first; /* nodes + 1 */
  entry *entry;
} entries;

/* A worker's own: the room, and the places met by the running search. */
typedef struct desk {
  buju_search *search;
  uint32_t *ms;  /* by place of `to`; BUJU_FAR where not met */
  uint64_t *met; /* a bit a place: reading them off is reading in ascending order */
} desk;

/* The pairs of a chunk, moved into the table when all are counted. */
typedef struct found {
  buju_vec col, val;
} found;

typedef struct table {
  const buju_graph *graph;
  const buju_starts *from, *to;
  entries entries;
  uint32_t limit_ms;
  uint64_t most_pairs;
  desk *desk;
  found *found;
  uint64_t *row; /* row[i + 1]: how many pairs place i has; sums later */
  atomic_uint_fast64_t pairs;
} table;

static bool index_entries(const buju_graph *graph, const buju_starts *to, buju_arena *scratch, entries *out) {
  uint64_t all = to->row[to->n];
  out->first = BUJU_NEW(scratch, uint64_t, (size_t)graph->nodes + 2);
  out->entry = BUJU_NEW(scratch, entry, all);
  if (out->first == NULL || out->entry == NULL) return false;
  uint64_t *first = out->first + 1; /* runs one row ahead while it is filled */
  for (uint64_t k = 0; k < all; k++) first[to->start[k].node + 1]++;
  for (buju_ix v = 0; v < graph->nodes; v++) first[v + 1] += first[v];
  for (buju_ix t = 0; t < to->n; t++)
    for (uint64_t k = to->row[t]; k < to->row[t + 1]; k++)
      out->entry[first[to->start[k].node]++] = (entry){t, to->start[k].ms};
  return true;
}

/* The position of the only bit of `bit` (de Bruijn). */
static unsigned bit_index(uint64_t bit) {
  static const uint8_t index[64] = {0,  1,  2,  53, 3,  7,  54, 27, 4,  38, 41, 8,  34, 55, 48, 28,
                                    62, 5,  39, 46, 44, 42, 22, 9,  24, 35, 59, 56, 49, 18, 29, 11,
                                    63, 52, 6,  26, 37, 40, 33, 47, 61, 45, 43, 21, 23, 58, 17, 10,
                                    51, 25, 36, 32, 60, 20, 57, 16, 50, 31, 19, 15, 30, 14, 13, 12};
  return index[bit * UINT64_C(0x022fdd63cc95386d) >> 58];
}

static void meet(const table *t, desk *d, const buju_reached *r) {
  for (buju_ix i = 0; i < r->n; i++) {
    buju_ix v = r->node[i];
    for (uint64_t k = t->entries.first[v]; k < t->entries.first[v + 1]; k++) {
      entry e = t->entries.entry[k];
      uint32_t ms = buju_ms_add(r->ms[v], e.ms);
      if (ms > t->limit_ms || ms >= d->ms[e.place]) continue;
      d->ms[e.place] = ms;
      d->met[e.place / 64] |= UINT64_C(1) << e.place % 64;
    }
  }
}

/* Counts the places met, keeps them if there is room in the table, and clears the desk. */
static bool keep(table *t, desk *d, found *f, uint64_t *pairs) {
  bool over = atomic_load(&t->pairs) > t->most_pairs;
  for (size_t w = 0; w < ((size_t)t->to->n + 63) / 64; w++)
    for (; d->met[w] != 0; d->met[w] &= d->met[w] - 1) {
      buju_ix place = (buju_ix)(w * 64 + bit_index(d->met[w] & (~d->met[w] + 1)));
      uint32_t ms = d->ms[place];
      d->ms[place] = BUJU_FAR;
      ++*pairs;
      if (over) continue;
      buju_ix *col = buju_vec_push(&f->col, sizeof *col);
      uint32_t *val = buju_vec_push(&f->val, sizeof *val);
      if (col == NULL || val == NULL) return false;
      *col = place;
      *val = ms;
    }
  return true;
}

static buju_status search_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  table *t = user;
  desk *d = &t->desk[worker];
  found *f = &t->found[first / CHUNK];
  for (uint64_t i = first; i < end; i++) {
    const buju_starts *from = t->from;
    buju_reached reached;
    uint64_t pairs = 0;
    buju_status status = buju_search_times(ctx, d->search, t->graph, from->start + from->row[i],
                                           (size_t)(from->row[i + 1] - from->row[i]), t->limit_ms, &reached);
    if (status != BUJU_OK) return status;
    meet(t, d, &reached);
    if (!keep(t, d, f, &pairs)) return buju_fail_memory(ctx);
    t->row[i + 1] = pairs;
    if (atomic_fetch_add(&t->pairs, pairs) + pairs > t->most_pairs) {
      buju_vec_free(&f->col); /* only the count matters now */
      buju_vec_free(&f->val);
    }
  }
  return BUJU_OK;
}

static buju_status put_together(buju_ctx *ctx, table *t, uint64_t chunks, buju_arena *arena, buju_csr *times) {
  BUJU_MSG(
      too_many, "路网时间表：限时内共有{0}对起讫点，上限为{1}；请缩短时限、减少点数，或分区计算",
      "travel times: {0} pairs of places lie within the limit, at most {1} can be kept; lower the limit, use fewer "
      "places, or plan the areas one by one");
  for (buju_ix i = 0; i < t->from->n; i++) t->row[i + 1] += t->row[i];
  uint64_t pairs = t->row[t->from->n], at = 0;
  if (pairs > t->most_pairs)
    return buju_fail(ctx, BUJU_E_LIMIT,
                     BUJU_SAY(too_many, buju_int((int64_t)pairs), buju_int((int64_t)(t->most_pairs & INT64_MAX))));
  buju_ix *col = BUJU_NEW(arena, buju_ix, pairs);
  uint32_t *val = BUJU_NEW(arena, uint32_t, pairs);
  if (col == NULL || val == NULL) return buju_fail_memory(ctx);
  for (uint64_t c = 0; c < chunks; c++) {
    found *f = &t->found[c];
    if (f->col.n > 0) {
      memcpy(col + at, f->col.data, f->col.n * sizeof *col);
      memcpy(val + at, f->val.data, f->val.n * sizeof *val);
    }
    at += f->col.n;
    buju_vec_free(&f->col);
    buju_vec_free(&f->val);
  }
  *times = (buju_csr){t->from->n, t->row, col, val};
  return BUJU_OK;
}

static buju_status desks_new(buju_ctx *ctx, table *t, unsigned workers, buju_arena *scratch) {
  size_t places = t->to->n;
  for (unsigned w = 0; w < workers; w++) {
    desk *d = &t->desk[w];
    d->ms = BUJU_NEW(scratch, uint32_t, places);
    d->met = BUJU_NEW(scratch, uint64_t, (places + 63) / 64);
    if (d->ms == NULL || d->met == NULL) return buju_fail_memory(ctx);
    memset(d->ms, 0xff, places * sizeof *d->ms); /* BUJU_FAR */
    buju_status status = buju_search_new(ctx, t->graph, &d->search);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

static buju_status check_places(buju_ctx *ctx, const buju_graph *graph, const buju_starts *to) {
  BUJU_MSG(bad_place, "路网时间表：终点{0}的入口不是路网的结点",
           "travel times: place {0} is entered by no node of the network");
  for (buju_ix t = 0; t < to->n; t++)
    for (uint64_t k = to->row[t]; k < to->row[t + 1]; k++)
      if (to->start[k].node >= graph->nodes) return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_place, buju_int(t)));
  return BUJU_OK;
}

buju_status buju_search_table(buju_ctx *ctx, const buju_graph *graph, const buju_starts *from, const buju_starts *to,
                              uint32_t limit_ms, uint64_t most_pairs, buju_arena *arena, buju_csr *times) {
  table t = {.graph = graph, .from = from, .to = to, .most_pairs = most_pairs};
  unsigned workers = buju_parallel_workers(ctx, from->n, CHUNK);
  uint64_t chunks = ((uint64_t)from->n + CHUNK - 1) / CHUNK;
  buju_status status = check_places(ctx, graph, to);
  if (status != BUJU_OK) return status;
  t.limit_ms = limit_ms == BUJU_FAR ? limit_ms - 1 : limit_ms;
  buju_arena *scratch = buju_arena_new();
  if (scratch != NULL) {
    t.desk = BUJU_NEW(scratch, desk, workers);
    t.found = BUJU_NEW(scratch, found, chunks);
    t.row = BUJU_NEW(arena, uint64_t, (size_t)from->n + 1);
  }
  if (t.desk == NULL || t.found == NULL || t.row == NULL || !index_entries(graph, to, scratch, &t.entries))
    status = buju_fail_memory(ctx);
  if (status == BUJU_OK) status = desks_new(ctx, &t, workers, scratch);
  if (status == BUJU_OK) status = buju_parallel_for(ctx, from->n, CHUNK, search_some, &t);
  if (status == BUJU_OK) status = put_together(ctx, &t, chunks, arena, times);
  for (unsigned w = 0; t.desk != NULL && w < workers; w++) buju_search_free(t.desk[w].search);
  for (uint64_t c = 0; t.found != NULL && c < chunks; c++) {
    buju_vec_free(&t.found[c].col);
    buju_vec_free(&t.found[c].val);
  }
  buju_arena_free(scratch);
  return status;
}
