/* All pairs of places within a limit, on roads. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "core/parallel.h"
#include "planner/travel/graph_table.h"
#include "planner/travel/roads_parts.h"

enum { CHUNK = 64 };
#define PAIRS_MOST (UINT64_C(1) << 32)

/* A row of the result is merged out of three: ways through nodes, ways without one, and straight lines. */
typedef struct table {
  const buju_roads *roads;
  buju_mode mode;
  const buju_places *from, *to;
  uint32_t limit_ms;
  buju_csr nodes;           /* by from: ways through nodes */
  buju_roads_near near;     /* of to */
  bool straight;            /* some place is off the network: the next four hold */
  buju_csr off_from;        /* by row of off_from_row: straight lines to every place */
  buju_csr off_to;          /* by row of on_from_row: straight lines to the places off the network */
  buju_ix *straight_row;    /* by from: its row in off_from or off_to */
  buju_ix *off_to_row;      /* the place behind a column of off_to */
  struct table_chunk *part; /* by chunk */
  uint64_t *row;            /* row[i + 1]: how many pairs place i has; sums later */
} table;

typedef struct pair {
  buju_ix col;
  uint32_t ms;
} pair;

typedef struct table_chunk {
  buju_vec pairs; /* of pair, row by row */
} table_chunk;

static int by_column(const void *a, const void *b) {
  const pair *x = a, *y = b;
  if (x->col != y->col) return x->col < y->col ? -1 : 1;
  return (x->ms > y->ms) - (x->ms < y->ms);
}

/* ---- ways through nodes ---- */

/* Columns become rows: O(pairs). */
static buju_status turn(buju_ctx *ctx, const buju_csr *csr, buju_ix columns, buju_arena *arena, buju_csr *out) {
  uint64_t pairs = csr->row[csr->n];
  uint64_t *row = BUJU_NEW(arena, uint64_t, (size_t)columns + 2);
  buju_ix *col = BUJU_NEW(arena, buju_ix, pairs);
  uint32_t *val = BUJU_NEW(arena, uint32_t, pairs);
  if (row == NULL || col == NULL || val == NULL) return buju_fail_memory(ctx);
  for (uint64_t k = 0; k < pairs; k++) row[csr->col[k] + 2]++;
  for (buju_ix c = 0; c < columns; c++) row[c + 2] += row[c + 1];
  for (buju_ix i = 0; i < csr->n; i++)
    for (uint64_t k = csr->row[i]; k < csr->row[i + 1]; k++) {
      uint64_t at = row[csr->col[k] + 1]++;
      col[at] = i;
      val[at] = csr->val[k];
    }
  *out = (buju_csr){columns, row, col, val};
  return BUJU_OK;
}

/* From each place of the side that has fewer. */
static buju_status search(buju_ctx *ctx, table *t, buju_arena *scratch) {
  const buju_mode_graph *g = &t->roads->graph[t->mode];
  bool turned = t->to->n < t->from->n;
  buju_starts leave, arrive;
  buju_csr times;
  buju_status status = buju_roads_all_starts(ctx, t->roads, t->mode, t->from, false, scratch, &leave);
  if (status == BUJU_OK) status = buju_roads_all_starts(ctx, t->roads, t->mode, t->to, true, scratch, &arrive);
  if (status == BUJU_OK)
    status = buju_graph_table(ctx, turned ? &g->in : &g->out, turned ? &arrive : &leave, turned ? &leave : &arrive,
                              t->limit_ms, PAIRS_MOST, scratch, &times);
  if (status == BUJU_OK && turned) return turn(ctx, &times, t->from->n, scratch, &t->nodes);
  if (status == BUJU_OK) t->nodes = times;
  return status;
}

/* ---- straight lines for those off the network ---- */

static buju_status straight_lines(buju_ctx *ctx, table *t, buju_arena *scratch) {
  const buju_travel *line = t->roads->straight;
  t->straight = !buju_roads_all_on(t->mode, t->from) || !buju_roads_all_on(t->mode, t->to);
  if (!t->straight) return BUJU_OK;
  buju_places off, on, to;
  buju_ix *off_row, *on_row;
  buju_status status = buju_roads_subset(ctx, t->mode, t->from, false, scratch, &off, &off_row);
  if (status == BUJU_OK) status = buju_roads_subset(ctx, t->mode, t->from, true, scratch, &on, &on_row);
  if (status == BUJU_OK) status = buju_roads_subset(ctx, t->mode, t->to, false, scratch, &to, &t->off_to_row);
  if (status == BUJU_OK)
    status = line->ops->within(ctx, line, t->mode, &off, t->to, t->limit_ms, scratch, &t->off_from);
  if (status == BUJU_OK) status = line->ops->within(ctx, line, t->mode, &on, &to, t->limit_ms, scratch, &t->off_to);
  if (status != BUJU_OK) return status;
  t->straight_row = BUJU_NEW(scratch, buju_ix, t->from->n);
  if (t->straight_row == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < off.n; i++) t->straight_row[off_row[i]] = i;
  for (buju_ix i = 0; i < on.n; i++) t->straight_row[on_row[i]] = i;
  return BUJU_OK;
}

/* ---- rows ---- */

typedef struct adding {
  buju_vec *pairs;
  uint32_t limit_ms;
  bool full;
} adding;

static void add(adding *a, buju_ix col, uint32_t ms) {
  pair *p = buju_vec_push(a->pairs, sizeof *p);
  if (p != NULL)
    *p = (pair){col, ms};
  else
    a->full = true;
}

static uint32_t add_near(void *user, buju_ix place, uint64_t label) {
  adding *a = user;
  add(a, place, buju_label_ms(label));
  return a->limit_ms;
}

static void add_straight(const table *t, buju_ix i, adding *a) {
  bool on = buju_roads_on(t->from, i, t->mode);
  const buju_csr *csr = on ? &t->off_to : &t->off_from;
  buju_ix row = t->straight_row[i];
  for (uint64_t k = csr->row[row]; k < csr->row[row + 1]; k++)
    add(a, on ? t->off_to_row[csr->col[k]] : csr->col[k], csr->val[k]);
}

/* Sorts the pairs from `first` on by column and keeps the least time of each. */
static void settle(buju_vec *pairs, size_t first) {
  pair *p = (pair *)pairs->data + first;
  size_t n = pairs->n - first, kept = 0;
  qsort(p, n, sizeof *p, by_column);
  for (size_t i = 0; i < n; i++)
    if (kept == 0 || p[i].col != p[kept - 1].col) p[kept++] = p[i];
  pairs->n = first + kept;
}

static buju_status fill_rows(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  (void)worker;
  table *t = user;
  buju_vec *pairs = &t->part[first / CHUNK].pairs;
  adding a = {pairs, t->limit_ms, false};
  for (uint64_t i = first; i < end; i++) {
    size_t began = pairs->n;
    if (t->straight) add_straight(t, (buju_ix)i, &a);
    buju_roads_near_visit(t->roads, t->mode, &t->near, t->from, (buju_ix)i, t->limit_ms, add_near, &a);
    bool alone = pairs->n == began; /* a row of the searches is in order already */
    for (uint64_t k = t->nodes.row[i]; k < t->nodes.row[i + 1]; k++) add(&a, t->nodes.col[k], t->nodes.val[k]);
    if (a.full) return buju_fail_memory(ctx);
    if (!alone) settle(pairs, began);
    t->row[i + 1] = pairs->n - began;
  }
  return BUJU_OK;
}

static buju_status put_together(buju_ctx *ctx, table *t, uint64_t chunks, buju_arena *arena, buju_csr *times) {
  for (buju_ix i = 0; i < t->from->n; i++) t->row[i + 1] += t->row[i];
  uint64_t all = t->row[t->from->n], at = 0;
  buju_ix *col = BUJU_NEW(arena, buju_ix, all);
  uint32_t *val = BUJU_NEW(arena, uint32_t, all);
  if (col == NULL || val == NULL) return buju_fail_memory(ctx);
  for (uint64_t c = 0; c < chunks; c++) {
    const pair *p = t->part[c].pairs.data;
    for (size_t k = 0; k < t->part[c].pairs.n; k++, at++) {
      col[at] = p[k].col;
      val[at] = p[k].ms;
    }
    buju_vec_free(&t->part[c].pairs);
  }
  *times = (buju_csr){t->from->n, t->row, col, val};
  return BUJU_OK;
}

buju_status buju_roads_within(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                              const buju_places *to, uint32_t limit_ms, buju_arena *arena, buju_csr *times) {
  table t = {.roads = (const buju_roads *)travel, .mode = mode, .from = from, .to = to};
  uint64_t chunks = ((uint64_t)from->n + CHUNK - 1) / CHUNK;
  t.limit_ms = limit_ms == BUJU_FAR ? limit_ms - 1 : limit_ms;
  buju_arena *scratch = buju_arena_new();
  t.part = scratch != NULL ? BUJU_NEW(scratch, table_chunk, chunks) : NULL;
  t.row = BUJU_NEW(arena, uint64_t, (size_t)from->n + 1);
  buju_status status = t.part != NULL && t.row != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = search(ctx, &t, scratch);
  if (status == BUJU_OK) status = straight_lines(ctx, &t, scratch);
  if (status == BUJU_OK) status = buju_roads_near_new(ctx, mode, to, scratch, &t.near);
  if (status == BUJU_OK) status = buju_parallel_for(ctx, from->n, CHUNK, fill_rows, &t);
  if (status == BUJU_OK) status = put_together(ctx, &t, chunks, arena, times);
  for (uint64_t c = 0; t.part != NULL && c < chunks; c++) buju_vec_free(&t.part[c].pairs);
  buju_arena_free(scratch);
  return status;
}
