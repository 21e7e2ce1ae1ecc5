/* Maximal cover: most weight within the limit for p sites or a budget. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/max_cover_runs.h"

/* The plan to start from, as far as its sites are still to be decided on. */
static void take_start(const buju_siting_problem *problem, buju_max_search *s) {
  for (buju_ix k = 0; problem->start != NULL && k < problem->start_n; k++) {
    const buju_ix *candidate = s->core->candidate;
    buju_ix low = 0, high = s->core->items;
    while (low < high) {
      buju_ix middle = low + (high - low) / 2;
      if (candidate[middle] < problem->start[k])
        low = middle + 1;
      else
        high = middle;
    }
    if (low < s->core->items && candidate[low] == problem->start[k]) s->best[low] = 1;
  }
}

buju_status buju_max_cover_sites(buju_ctx *ctx, const buju_max_core *core, const uint8_t *open, buju_arena *arena,
                                 buju_ix *sites, buju_ix **site) {
  buju_ix *list = BUJU_NEW(arena, buju_ix, (size_t)core->always + core->items), n = 0, always = 0;
  if (list == NULL) return buju_fail_memory(ctx);
  for (buju_ix j = 0; j < core->items; j++) {
    if (!open[j]) continue;
    while (always < core->always && core->always_open[always] < core->candidate[j])
      list[n++] = core->always_open[always++];
    list[n++] = core->candidate[j];
  }
  while (always < core->always) list[n++] = core->always_open[always++];
  *sites = n;
  *site = list;
  return BUJU_OK;
}

buju_status buju_max_cover_with_lists(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                                      buju_siting_found *out) {
  buju_max_core core;
  buju_max_search search;
  buju_siting_found found = {.method = BUJU_BY_BENDERS};
  buju_arena *scratch = buju_arena_new();
  buju_status status = scratch != NULL ? buju_max_core_make(ctx, field, scratch, &core) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_max_search_new(ctx, &core, scratch, &search);
  if (status != BUJU_OK) {
    buju_arena_free(scratch);
    return status;
  }
  search.proof.wanted = field->problem->prove;
  search.gap = field->problem->gap;
  search.field = field;
  take_start(field->problem, &search);
  status = buju_max_search_run(ctx, &search, core.p, field->problem->work_limit);
  if (status == BUJU_OK) status = buju_max_cover_sites(ctx, &core, search.best, arena, &found.sites, &found.site);
  if (status == BUJU_OK && search.proof.wanted)
    status = buju_max_proof_write(ctx, &search.proof, field, arena, &found.proof);
  found.lower = core.lost + (core.weighs - search.ceiling) * core.unit;
  found.work = buju_max_search_work(&search);
  buju_max_search_free(&search);
  buju_arena_free(scratch);
  if (status == BUJU_OK) *out = found;
  return status;
}

buju_status buju_siting_max_cover(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                                  buju_siting_found *out) {
  bool by_runs;
  buju_status status = buju_max_cover_is_for_runs(ctx, field, &by_runs);
  if (status != BUJU_OK) return status;
  return by_runs ? buju_max_cover_by_runs(ctx, field, arena, out) : buju_max_cover_with_lists(ctx, field, arena, out);
}
