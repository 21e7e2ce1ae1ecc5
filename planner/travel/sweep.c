/* Sweeps: room for them, one of them, many of them. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/sweep.h"

#include <stdlib.h>
#include <string.h>

#include "core/parallel.h"
#include "planner/travel/sweep_room.h"

enum { CACHE_LINE = 64 };

/* Rows of sixteen lanes are one cache line each, if the first is. Rows without arcs read the first row, so it has to
 * hold something. */
static uint32_t *new_times(buju_ix rows, unsigned lanes) {
  size_t bytes = ((size_t)rows * lanes * sizeof(uint32_t) + CACHE_LINE) / CACHE_LINE * CACHE_LINE;
  uint32_t *ms = aligned_alloc(CACHE_LINE, bytes);
  if (ms != NULL) memset(ms, 0, CACHE_LINE);
  return ms;
}

buju_status buju_sweep_new(buju_ctx *ctx, const buju_field *field, unsigned lanes, buju_sweep **out) {
  buju_sweep *s = calloc(1, sizeof *s);
  if (s == NULL) return buju_fail_memory(ctx);
  size_t rows = field->rows, nodes = field->metric->hierarchy->nodes;
  s->field = *field;
  s->lanes = lanes;
  s->rows_of = lanes == 1 ? buju_sweep_rows_one : buju_sweep_has_avx2() ? buju_sweep_rows_avx2 : buju_sweep_rows_plain;
  s->ms = new_times(field->rows, lanes);
  s->alive = malloc(rows + 1);
  s->span = malloc((rows / BUJU_PASS_OVER_FROM + 2) * sizeof *s->span); /* one more than is passed over */
  s->climb.position = malloc(nodes * sizeof *s->climb.position + 1);
  s->climb.slot = malloc(nodes * sizeof *s->climb.slot + 1);
  if (s->ms == NULL || s->alive == NULL || s->span == NULL || s->climb.position == NULL || s->climb.slot == NULL) {
    buju_sweep_free(s);
    return buju_fail_memory(ctx);
  }
  *out = s;
  return BUJU_OK;
}

void buju_sweep_free(buju_sweep *sweep) {
  if (sweep == NULL) return;
  free(sweep->ms);
  free(sweep->alive);
  free(sweep->span);
  free(sweep->climb.position);
  free(sweep->climb.ms);
  free(sweep->climb.slot);
  free(sweep->climb.heap);
  free(sweep);
}

void buju_sweep_set_plain(buju_sweep *sweep) {
  if (sweep->lanes > 1) sweep->rows_of = buju_sweep_rows_plain;
}

buju_sweep_work buju_sweep_worked(const buju_sweep *sweep) { return sweep->work; }

buju_status buju_sweep_run(buju_ctx *ctx, buju_sweep *sweep, const buju_starts *from, const buju_ix *which, unsigned n,
                           uint32_t limit_ms, buju_swept *out) {
  const buju_field *f = &sweep->field;
  sweep->limit_ms = limit_ms;
  buju_status status = buju_sweep_climb(ctx, sweep, from, which, n);
  if (status != BUJU_OK) return status;
  buju_ix row = 0;
  sweep->spans = 0;
  sweep->open = 0;
  for (buju_ix i = sweep->climb.n; i-- > 0;) {
    buju_ix p = sweep->climb.position[i], seeded = f->row_of != NULL ? f->row_of[p] : p;
    if (seeded == BUJU_NONE) continue;
    sweep->rows_of(sweep, row, seeded, NULL);
    sweep->rows_of(sweep, seeded, seeded + 1, sweep->climb.ms + (size_t)i * sweep->lanes);
    row = seeded + 1;
  }
  sweep->rows_of(sweep, row, f->rows, NULL);
  if (f->rows > sweep->open) sweep->span[sweep->spans++] = (buju_span){sweep->open, f->rows};
  *out = (buju_swept){.lanes = sweep->lanes, .used = n, .ms = sweep->ms, .spans = sweep->spans, .span = sweep->span};
  memcpy(out->source, which, n * sizeof *which);
  return BUJU_OK;
}

/* A place and where it climbs from: neighbours in this order share ancestors. */
typedef struct key {
  buju_ix position, place;
} key;

static int by_position(const void *a, const void *b) {
  const key *x = a, *y = b;
  if (x->position != y->position) return x->position < y->position ? -1 : 1;
  return (x->place > y->place) - (x->place < y->place);
}

static bool order_places(const buju_hierarchy *h, const buju_starts *from, buju_ix *order) {
  key *keys = malloc(from->n * sizeof *keys + 1);
  if (keys == NULL) return false;
  for (buju_ix i = 0; i < from->n; i++) {
    buju_ix node = from->row[i] < from->row[i + 1] ? from->start[from->row[i]].node : BUJU_NONE;
    keys[i] = (key){node < h->nodes ? h->position[node] : BUJU_NONE, i};
  }
  qsort(keys, from->n, sizeof *keys, by_position);
  for (buju_ix i = 0; i < from->n; i++) order[i] = keys[i].place;
  free(keys);
  return true;
}

typedef struct tour {
  const buju_field *field;
  const buju_starts *from;
  const buju_ix *order;
  uint32_t limit_ms;
  const uint32_t *limits; /* of each place; or NULL: they share limit_ms */
  buju_swept_visit visit;
  void *user;
  buju_sweep **sweep; /* by worker */
} tour;

static uint32_t farthest(const tour *r, const buju_ix *place, unsigned n) {
  uint32_t most = 0;
  if (r->limits == NULL) return r->limit_ms;
  for (unsigned l = 0; l < n; l++)
    if (r->limits[place[l]] > most) most = r->limits[place[l]];
  return most;
}

static buju_status sweep_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  const tour *r = user;
  buju_status status = BUJU_OK;
  if (r->sweep[worker] == NULL) status = buju_sweep_new(ctx, r->field, BUJU_LANES, &r->sweep[worker]);
  for (uint64_t batch = first; status == BUJU_OK && batch < end; batch++) {
    uint64_t at = batch * BUJU_LANES, left = r->from->n - at;
    unsigned n = left < BUJU_LANES ? (unsigned)left : BUJU_LANES;
    buju_swept swept;
    status = buju_sweep_run(ctx, r->sweep[worker], r->from, r->order + at, n, farthest(r, r->order + at, n), &swept);
    if (status == BUJU_OK) status = r->visit(ctx, r->user, worker, &swept);
  }
  return status;
}

static uint64_t batches_of(buju_ix places) { return ((uint64_t)places + BUJU_LANES - 1) / BUJU_LANES; }

unsigned buju_sweep_workers(const buju_ctx *ctx, buju_ix places) {
  return buju_parallel_workers(ctx, batches_of(places), 1);
}

static buju_status go(buju_ctx *ctx, tour *r) {
  buju_ix *order = malloc(r->from->n * sizeof *order + 1);
  buju_status status;
  r->order = order;
  if (order == NULL || !order_places(r->field->metric->hierarchy, r->from, order))
    status = buju_fail_memory(ctx);
  else
    status = buju_parallel_for(ctx, batches_of(r->from->n), 1, sweep_some, r);
  free(order);
  return status;
}

buju_status buju_sweep_each_in(buju_ctx *ctx, buju_sweep **room, const buju_field *field, const buju_starts *from,
                               uint32_t limit_ms, buju_swept_visit visit, void *user) {
  tour r = {.field = field, .from = from, .limit_ms = limit_ms, .visit = visit, .user = user, .sweep = room};
  return go(ctx, &r);
}

/* In rooms of its own. */
static buju_status go_once(buju_ctx *ctx, tour *r) {
  unsigned workers = buju_sweep_workers(ctx, r->from->n);
  r->sweep = calloc(workers, sizeof *r->sweep);
  buju_status status = r->sweep != NULL ? go(ctx, r) : buju_fail_memory(ctx);
  for (unsigned w = 0; r->sweep != NULL && w < workers; w++) buju_sweep_free(r->sweep[w]);
  free(r->sweep);
  return status;
}

buju_status buju_sweep_each(buju_ctx *ctx, const buju_field *field, const buju_starts *from, uint32_t limit_ms,
                            buju_swept_visit visit, void *user) {
  tour r = {.field = field, .from = from, .limit_ms = limit_ms, .visit = visit, .user = user};
  return go_once(ctx, &r);
}

buju_status buju_sweep_each_within(buju_ctx *ctx, const buju_field *field, const buju_starts *from,
                                   const uint32_t *limit_ms, buju_swept_visit visit, void *user) {
  tour r = {.field = field, .from = from, .limits = limit_ms, .visit = visit, .user = user};
  return go_once(ctx, &r);
}
