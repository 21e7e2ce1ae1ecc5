/* All pairs of places within a limit, on roads. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "core/parallel.h"
#include "planner/travel/roads_parts.h"
#include "planner/travel/straight.h"

/* A table whose rows are the places of one side: ways through nodes are the graph's, and beside it there are ways
 * without a node and, for those off the network, straight lines. */
typedef struct table {
  const buju_roads *roads;
  buju_mode mode;
  const buju_places *rows, *columns;
  bool back; /* trips go from the columns to the rows */
  uint32_t limit_ms;
  buju_starts leave, arrive; /* of rows and of columns */
  buju_roads_near near;      /* of the columns */
  buju_straight_reach to_all, to_off;
  buju_places off;  /* the columns off the network */
  buju_ix *off_row; /* and which they are */
  buju_ix **found;  /* [workers] room for all columns, and for their times */
  uint32_t **found_ms;
} table;

/* ---- ways beside the graph ---- */

typedef struct telling {
  void (*reach)(void *user, buju_ix place, uint32_t ms);
  void *user;
  uint32_t limit_ms;
} telling;

static uint32_t tell_near(void *user, buju_ix place, uint64_t label) {
  const telling *t = user;
  t->reach(t->user, place, buju_label_ms(label));
  return t->limit_ms;
}

/* Whoever is off the network goes straight to everybody; whoever is on it, to who is off. */
static void beside(const void *user, unsigned worker, buju_ix i, void (*reach)(void *user, buju_ix place, uint32_t ms),
                   void *reach_user) {
  const table *t = user;
  bool on = buju_roads_on(t->rows, i, t->mode);
  buju_ix *found = t->found[worker];
  uint32_t *ms = t->found_ms[worker];
  buju_ix n = on && t->off.n == 0
                  ? 0
                  : buju_straight_reached(on ? &t->to_off : &t->to_all, t->rows->x_m[i], t->rows->y_m[i], found, ms);
  for (buju_ix k = 0; k < n; k++) reach(reach_user, on ? t->off_row[found[k]] : found[k], ms[k]);
  telling near = {reach, reach_user, t->limit_ms};
  buju_roads_near_visit(t->roads, t->mode, &t->near, t->rows, i, t->back, t->limit_ms, tell_near, &near);
}

static buju_status make_room(buju_ctx *ctx, table *t, buju_arena *scratch) {
  unsigned workers = buju_parallel_workers(ctx, t->rows->n, 1);
  t->found = BUJU_NEW(scratch, buju_ix *, workers);
  t->found_ms = BUJU_NEW(scratch, uint32_t *, workers);
  if (t->found == NULL || t->found_ms == NULL) return buju_fail_memory(ctx);
  for (unsigned w = 0; w < workers; w++) {
    t->found[w] = BUJU_NEW(scratch, buju_ix, t->columns->n);
    t->found_ms[w] = BUJU_NEW(scratch, uint32_t, t->columns->n);
    if (t->found[w] == NULL || t->found_ms[w] == NULL) return buju_fail_memory(ctx);
  }
  return BUJU_OK;
}

static buju_status prepare(buju_ctx *ctx, table *t, buju_arena *scratch) {
  const buju_roads *r = t->roads;
  buju_status status = buju_roads_all_starts(ctx, r, t->mode, t->rows, t->back, scratch, &t->leave);
  if (status == BUJU_OK) status = buju_roads_all_starts(ctx, r, t->mode, t->columns, !t->back, scratch, &t->arrive);
  if (status == BUJU_OK) status = buju_roads_near_new(ctx, t->mode, t->columns, scratch, &t->near);
  if (status == BUJU_OK) status = buju_roads_subset(ctx, t->mode, t->columns, false, scratch, &t->off, &t->off_row);
  if (status == BUJU_OK)
    status = buju_straight_reach_make(ctx, r->straight, t->mode, &t->off, t->limit_ms, scratch, &t->to_off);
  if (status == BUJU_OK && !buju_roads_all_on(t->mode, t->rows))
    status = buju_straight_reach_make(ctx, r->straight, t->mode, t->columns, t->limit_ms, scratch, &t->to_all);
  return status == BUJU_OK ? make_room(ctx, t, scratch) : status;
}

/* Tells the rows of a prepared table. */
static buju_status tell(buju_ctx *ctx, const table *t, uint64_t most_pairs, buju_take_row take, void *user) {
  const buju_rows_ask ask = {.from = &t->leave,
                             .to = &t->arrive,
                             .limit_ms = t->limit_ms,
                             .most_pairs = most_pairs,
                             .beside = beside,
                             .beside_user = t,
                             .take = take,
                             .user = user};
  return buju_graph_table_rows(ctx, &t->roads->levels[t->mode], t->back ? &t->roads->graph[t->mode].in : NULL, &ask);
}

/* ---- columns become rows ---- */

typedef struct turned {
  uint64_t *row;        /* [columns + 2] how many pairs each has, two further on; later where its next one goes */
  buju_collect collect; /* the table as it is told, while it is small */
  buju_csr out;         /* filled while it is told again, where it is not */
} turned;

static buju_status count_row(buju_ctx *ctx, void *user, buju_ix row, uint64_t n, const buju_ix *col,
                             const uint32_t *ms) {
  turned *u = user;
  for (uint64_t k = 0; k < n; k++) u->row[col[k] + 2]++;
  return buju_collect_row(ctx, &u->collect, row, n, col, ms);
}

static buju_status place_row(buju_ctx *ctx, void *user, buju_ix row, uint64_t n, const buju_ix *col,
                             const uint32_t *ms) {
  (void)ctx;
  turned *u = user;
  for (uint64_t k = 0; k < n; k++) {
    uint64_t at = u->row[col[k] + 1]++;
    u->out.col[at] = row;
    u->out.val[at] = ms[k];
  }
  return BUJU_OK;
}

/* Room for the pairs counted. */
static buju_status lay_out(buju_ctx *ctx, turned *u, buju_ix columns, buju_arena *arena) {
  uint64_t most = buju_collect_most(), pairs = u->collect.pairs;
  for (buju_ix c = 0; c < columns; c++) u->row[c + 2] += u->row[c + 1];
  if (pairs <= most) {
    u->out =
        (buju_csr){columns, u->row, BUJU_NEW(arena, buju_ix, (size_t)pairs), BUJU_NEW(arena, uint32_t, (size_t)pairs)};
    if (u->out.col != NULL && u->out.val != NULL) return BUJU_OK;
  }
  return buju_collect_refuse(ctx, pairs, most);
}

/* A small table is kept as it is told and then turned; a large one is told twice, so that there is only one of it. */
static buju_status within_turned(buju_ctx *ctx, const table *t, uint64_t kept_pairs, buju_arena *scratch,
                                 buju_arena *arena, buju_csr *times) {
  turned u = {.row = BUJU_NEW(arena, uint64_t, (size_t)t->columns->n + 2)};
  buju_csr small;
  if (u.row == NULL) return buju_fail_memory(ctx);
  buju_status status = buju_collect_begin(ctx, t->rows->n, kept_pairs, scratch, &u.collect);
  if (status == BUJU_OK) status = tell(ctx, t, 0, count_row, &u);
  bool again = u.collect.full;
  status = again ? status : buju_collect_end(ctx, &u.collect, status, scratch, &small);
  if (status == BUJU_OK) status = lay_out(ctx, &u, t->columns->n, arena);
  if (status == BUJU_OK && again) status = tell(ctx, t, 0, place_row, &u);
  for (buju_ix i = 0; i < t->rows->n && status == BUJU_OK && !again; i++) {
    uint64_t at = small.row[i];
    status = place_row(ctx, &u, i, small.row[i + 1] - at, small.col + at, small.val + at);
  }
  if (status == BUJU_OK) *times = u.out;
  return status;
}

/* ---- the operations ---- */

static table table_of(const buju_travel *travel, buju_mode mode, const buju_places *from, const buju_places *to,
                      bool back, uint32_t limit_ms) {
  return (table){.roads = (const buju_roads *)travel,
                 .mode = mode,
                 .rows = back ? to : from,
                 .columns = back ? from : to,
                 .back = back,
                 .limit_ms = limit_ms == BUJU_FAR ? limit_ms - 1 : limit_ms};
}

buju_status buju_roads_within_keeping(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                                      const buju_places *to, uint32_t limit_ms, uint64_t kept_pairs, buju_arena *arena,
                                      buju_csr *times) {
  table t = table_of(travel, mode, from, to, to->n < from->n, limit_ms);
  buju_collect collect;
  buju_arena *scratch = buju_arena_new();
  buju_status status = scratch != NULL ? prepare(ctx, &t, scratch) : buju_fail_memory(ctx);
  if (status == BUJU_OK && t.back) {
    status = within_turned(ctx, &t, kept_pairs, scratch, arena, times);
  } else if (status == BUJU_OK) {
    status = buju_collect_begin(ctx, from->n, buju_collect_most(), arena, &collect);
    if (status == BUJU_OK) status = tell(ctx, &t, 0, buju_collect_row, &collect);
    status = buju_collect_end(ctx, &collect, status, arena, times);
  }
  buju_arena_free(scratch);
  return status;
}

buju_status buju_roads_within(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                              const buju_places *to, uint32_t limit_ms, buju_arena *arena, buju_csr *times) {
  return buju_roads_within_keeping(ctx, travel, mode, from, to, limit_ms, BUJU_ROWS_PAIRS, arena, times);
}

/* Searching from the side with fewer places gives rows only when as many columns are kept as are wanted at once: it is
 * worth it while all batches together ask fewer places than there are rows. */
buju_status buju_roads_rows(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                            const buju_places *to, uint32_t limit_ms, uint64_t most_pairs, buju_take_row take,
                            void *user) {
  buju_ix batch = buju_rows_batch(from->n, to->n, most_pairs);
  if (to->n < batch) return buju_travel_rows_within(ctx, travel, mode, from, to, limit_ms, most_pairs, take, user);
  table t = table_of(travel, mode, from, to, false, limit_ms);
  buju_arena *scratch = buju_arena_new();
  buju_status status = scratch != NULL ? prepare(ctx, &t, scratch) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = tell(ctx, &t, most_pairs, take, user);
  buju_arena_free(scratch);
  return status;
}
