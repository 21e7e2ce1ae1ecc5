/* Times between many places: sweeps over the ancestors of the places to go to. SPDX-License-Identifier: Apache-2.0 */
#include "core/parallel.h"
#include "planner/travel/pairs.h"
#include "planner/travel/sweep.h"

/* The entries met in a batch are in its spans. */
static buju_status gather(buju_ctx *ctx, void *user, unsigned worker, const buju_swept *swept) {
  buju_pairs *p = user;
  buju_desk *d = &p->desk[worker];
  for (size_t s = 0; s < swept->spans; s++)
    for (buju_ix r = swept->span[s].first; r < swept->span[s].end; r++)
      if (p->first[r] < p->first[r + 1]) buju_pairs_meet(p, d, r, swept->ms + (size_t)r * BUJU_LANES, BUJU_LANES);
  return buju_pairs_keep(ctx, p, worker, swept->source, swept->used);
}

buju_status buju_sweep_table(buju_ctx *ctx, const buju_metric *metric, const buju_starts *from, const buju_starts *to,
                             uint32_t limit_ms, uint64_t most_pairs, buju_arena *arena, buju_csr *times) {
  uint64_t entries = to->row[to->n];
  buju_field field;
  buju_pairs pairs = {.limit_ms = limit_ms < BUJU_FAR ? limit_ms : BUJU_FAR - 1, .most = most_pairs};
  buju_arena *scratch = buju_arena_new();
  buju_ix *row = scratch != NULL ? BUJU_NEW(scratch, buju_ix, entries) : NULL;
  buju_status status = BUJU_OK;
  if (row == NULL) {
    status = buju_fail_memory(ctx);
  } else {
    for (uint64_t k = 0; k < entries; k++) row[k] = to->start[k].node;
    status = buju_field_of(ctx, metric, row, (size_t)entries, scratch, &field);
  }
  if (status == BUJU_OK) {
    for (uint64_t k = 0; k < entries; k++) row[k] = buju_field_row(&field, row[k]);
    status = buju_pairs_new(ctx, &pairs, from->n, to, field.rows, row, BUJU_LANES, buju_sweep_workers(ctx, from->n),
                            scratch);
  }
  if (status == BUJU_OK) status = buju_sweep_each(ctx, &field, from, limit_ms, gather, &pairs);
  if (status == BUJU_OK) status = buju_pairs_table(ctx, &pairs, arena, times);
  buju_pairs_free(&pairs);
  buju_arena_free(scratch);
  return status;
}
