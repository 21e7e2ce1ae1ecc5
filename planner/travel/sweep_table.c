/* Times between many places: sweeps over the ancestors of the places to go to. SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "planner/travel/pairs.h"
#include "planner/travel/sweep.h"

static_assert((int)BUJU_LANES == (int)BUJU_LANES_MOST, "a desk has as many lanes as a sweep");

typedef struct table {
  buju_field field;
  buju_pairs pairs;
  buju_sweep **sweep; /* by worker */
} table;

/* The entries met in a batch are in its spans. */
static buju_status gather(buju_ctx *ctx, void *user, unsigned worker, const buju_swept *swept) {
  buju_pairs *p = user;
  buju_desk *d = &p->desk[worker];
  for (size_t s = 0; s < swept->spans; s++)
    for (buju_ix r = swept->span[s].first; r < swept->span[s].end; r++)
      if (p->entries[r] < p->entries[r + 1]) buju_pairs_meet(p, d, r, swept->ms + (size_t)r * BUJU_LANES, BUJU_LANES);
  return buju_pairs_keep(ctx, p, worker, swept->source, swept->used);
}

static buju_status sweep_batch(buju_ctx *ctx, void *user, buju_ix first, buju_ix end) {
  table *t = user;
  const buju_rows_ask *ask = t->pairs.ask;
  const buju_starts batch = {end - first, ask->from->row + first, ask->from->start};
  return buju_sweep_each_in(ctx, t->sweep, &t->field, &batch, ask->limit_ms, gather, &t->pairs);
}

buju_status buju_sweep_table_rows(buju_ctx *ctx, const buju_metric *metric, const buju_rows_ask *ask) {
  const buju_starts *to = ask->to;
  uint64_t entries = to->row[to->n];
  unsigned workers = buju_sweep_workers(ctx, ask->from->n);
  table t = {0};
  buju_arena *scratch = buju_arena_new();
  buju_ix *row = scratch != NULL ? BUJU_NEW(scratch, buju_ix, entries) : NULL;
  t.sweep = row != NULL ? BUJU_NEW(scratch, buju_sweep *, workers) : NULL;
  buju_status status = BUJU_OK;
  if (t.sweep == NULL) {
    status = buju_fail_memory(ctx);
  } else {
    for (uint64_t k = 0; k < entries; k++) row[k] = to->start[k].node;
    status = buju_field_of(ctx, metric, row, (size_t)entries, scratch, &t.field);
  }
  if (status == BUJU_OK) {
    for (uint64_t k = 0; k < entries; k++) row[k] = buju_field_row(&t.field, row[k]);
    status = buju_pairs_new(ctx, &t.pairs, ask, t.field.rows, row, BUJU_LANES, workers, scratch);
  }
  if (status == BUJU_OK) status = buju_pairs_run(ctx, &t.pairs, sweep_batch, &t);
  for (unsigned w = 0; t.sweep != NULL && w < workers; w++) buju_sweep_free(t.sweep[w]);
  buju_pairs_free(&t.pairs);
  buju_arena_free(scratch);
  return status;
}

buju_status buju_sweep_table(buju_ctx *ctx, const buju_metric *metric, const buju_starts *from, const buju_starts *to,
                             uint32_t limit_ms, uint64_t most_pairs, buju_arena *arena, buju_csr *times) {
  buju_collect collect;
  buju_rows_ask ask = {.from = from, .to = to, .limit_ms = limit_ms, .take = buju_collect_row, .user = &collect};
  buju_status status = buju_collect_begin(ctx, from->n, most_pairs, arena, &collect);
  if (status == BUJU_OK) status = buju_sweep_table_rows(ctx, metric, &ask);
  return buju_collect_end(ctx, &collect, status, arena, times);
}
