/* Whom candidates serve as runs in an order: by lists, for any source. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/costs_parts.h"

enum { BLOCK = 256 }; /* candidates whose lists are held together */

bool buju_costs_end(buju_costs_ends *ends, buju_ix place) {
  if (ends->n == ends->cap) {
    size_t cap = ends->cap + ends->cap / 2 + 1024;
    buju_ix *larger = cap <= SIZE_MAX / sizeof *larger ? realloc(ends->end, cap * sizeof *larger) : NULL;
    if (larger == NULL) return false;
    ends->end = larger;
    ends->cap = cap;
  }
  ends->end[ends->n++] = place;
  return true;
}

bool buju_costs_lay_out(buju_ix n, const buju_costs_lot *lot, const buju_costs_ends *ends, buju_arena *arena,
                        buju_csr *out) {
  uint64_t *row = BUJU_NEW(arena, uint64_t, (size_t)n + 1);
  if (row == NULL) return false;
  for (buju_ix k = 0; k < n; k++) row[k + 1] = row[k] + lot[k].n;
  *out = (buju_csr){n, row, BUJU_NEW(arena, buju_ix, row[n]), NULL};
  if (out->col == NULL) return false;
  for (buju_ix k = 0; k < n; k++)
    if (lot[k].n > 0) memcpy(out->col + row[k], ends[lot[k].worker].end + lot[k].at, lot[k].n * sizeof *out->col);
  return true;
}

/* The runs of one list; within [places + 1] is all false, and is so again afterwards. */
static bool run_through(const buju_csr *lists, buju_ix k, const buju_ix *place, bool *within, buju_costs_ends *ends) {
  buju_ix first = BUJU_NONE, last = 0;
  bool well = true;
  for (uint64_t at = lists->row[k]; at < lists->row[k + 1]; at++) {
    buju_ix p = place[lists->col[at]];
    if (p == BUJU_NONE) continue;
    within[p] = true;
    if (p < first) first = p;
    if (p > last) last = p;
  }
  if (first == BUJU_NONE) return true;
  bool inside = false;
  for (buju_ix p = first; well && p <= last + 1; p++) {
    if (within[p] == inside) continue;
    inside = !inside;
    well = buju_costs_end(ends, p);
  }
  memset(within + first, 0, ((size_t)(last - first) + 1) * sizeof *within);
  return well;
}

static buju_status run_block(buju_ctx *ctx, const buju_costs *costs, buju_ix first, buju_ix n, uint32_t most,
                             const buju_ix *place, bool *within, buju_costs_ends *ends, buju_costs_lot *lot) {
  buju_ix which[BLOCK];
  uint32_t limit[BLOCK];
  buju_csr lists;
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  for (buju_ix k = 0; k < n; k++) {
    which[k] = first + k;
    limit[k] = most;
  }
  buju_status status = costs->ops->lists(ctx, costs, BUJU_COSTS_BY_CANDIDATE, n, which, limit, scratch, &lists);
  for (buju_ix k = 0; status == BUJU_OK && k < n; k++) {
    size_t at = ends->n;
    if (!run_through(&lists, k, place, within, ends)) status = buju_fail_memory(ctx);
    lot[first + k] = (buju_costs_lot){at, ends->n - at, 0};
  }
  buju_arena_free(scratch);
  return status;
}

static buju_status runs_by_lists(buju_ctx *ctx, const buju_costs *costs, uint32_t most, const buju_costs_order *order,
                                 buju_arena *arena, buju_csr *out) {
  buju_costs_ends ends = {0};
  bool *within = calloc((size_t)order->n + 1, sizeof *within);
  buju_costs_lot *lot = calloc((size_t)costs->candidates + 1, sizeof *lot);
  buju_status status = within != NULL && lot != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (buju_ix first = 0; status == BUJU_OK && first < costs->candidates; first += BLOCK) {
    buju_ix n = costs->candidates - first < BLOCK ? costs->candidates - first : BLOCK;
    status = run_block(ctx, costs, first, n, most, order->place, within, &ends, lot);
  }
  if (status == BUJU_OK && !buju_costs_lay_out(costs->candidates, lot, &ends, arena, out))
    status = buju_fail_memory(ctx);
  free(ends.end);
  free(lot);
  free(within);
  return status;
}

buju_status buju_costs_runs(buju_ctx *ctx, const buju_costs *costs, uint32_t most, const buju_costs_order *order,
                            buju_arena *arena, buju_csr *out) {
  return (costs->ops->runs != NULL ? costs->ops->runs : runs_by_lists)(ctx, costs, most, order, arena, out);
}
