/* Searching or sweeping: what a table costs. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/graph_table.h"

#include "planner/travel/sweep.h"

/* Making a hierarchy and a metric takes as long as settling so many nodes for each node of the graph (bench_travel: 2
 * µs a node and 45 ns). */
enum { HIERARCHY_COSTS = 64, SAMPLES = 8 };

/* Nodes that the searches from all places would settle, judged by some of them. */
static buju_status judge(buju_ctx *ctx, const buju_graph *graph, const buju_starts *from, uint32_t limit_ms,
                         uint64_t *settled) {
  buju_search *search;
  buju_status status = buju_search_new(ctx, graph, &search);
  if (status != BUJU_OK) return status;
  for (uint64_t i = 0; i < SAMPLES && status == BUJU_OK; i++) {
    buju_ix place = (buju_ix)(i * from->n / SAMPLES);
    buju_reached reached;
    status = buju_search_times(ctx, search, graph, from->start + from->row[place],
                               (size_t)(from->row[place + 1] - from->row[place]), limit_ms, &reached);
  }
  *settled = buju_search_worked(search).settled / SAMPLES * from->n;
  buju_search_free(search);
  return status;
}

/* A graph that is not like roads has no hierarchy, which is no failure: *made is then false. */
static buju_status sweep(buju_ctx *ctx, const buju_graph *graph, const buju_starts *from, const buju_starts *to,
                         uint32_t limit_ms, uint64_t most_pairs, buju_arena *arena, buju_csr *times, bool *made) {
  buju_hierarchy hierarchy;
  buju_metric metric;
  buju_arena *scratch = buju_arena_new();
  buju_status status = scratch != NULL ? buju_hierarchy_make(NULL, graph, scratch, &hierarchy) : BUJU_E_MEMORY;
  *made = status == BUJU_OK;
  if (status == BUJU_OK) status = buju_metric_make(ctx, &hierarchy, graph, NULL, scratch, &metric);
  if (status == BUJU_OK) status = buju_sweep_table(ctx, &metric, from, to, limit_ms, most_pairs, arena, times);
  if (!*made) status = status == BUJU_E_LIMIT ? BUJU_OK : buju_fail_memory(ctx);
  buju_arena_free(scratch);
  return status;
}

buju_status buju_graph_table(buju_ctx *ctx, const buju_graph *graph, const buju_starts *from, const buju_starts *to,
                             uint32_t limit_ms, uint64_t most_pairs, buju_arena *arena, buju_csr *times) {
  uint64_t settled = 0;
  buju_status status = BUJU_OK;
  if (from->n > HIERARCHY_COSTS) status = judge(ctx, graph, from, limit_ms, &settled);
  if (status != BUJU_OK) return status;
  bool made = false;
  if (settled / HIERARCHY_COSTS > graph->nodes)
    status = sweep(ctx, graph, from, to, limit_ms, most_pairs, arena, times, &made);
  if (made || status != BUJU_OK) return status;
  return buju_search_table(ctx, graph, from, to, limit_ms, most_pairs, arena, times);
}
