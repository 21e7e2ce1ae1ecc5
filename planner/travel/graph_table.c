/* Searching or sweeping: what a table costs. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/graph_table.h"

#include "planner/travel/sweep.h"

/* Preparing to sweep over a hierarchy that is there takes a few settled nodes for each node. */
enum { FIELD_COSTS = 4, SAMPLES = 8 };

bool buju_levels_begin(buju_levels *levels, const buju_graph *graph) {
  *levels = (buju_levels){.graph = graph};
  return pthread_mutex_init(&levels->lock, NULL) == 0;
}

void buju_levels_free(buju_levels *levels) {
  buju_arena_free(levels->arena);
  pthread_mutex_destroy(&levels->lock);
}

bool buju_levels_made(buju_levels *levels) {
  pthread_mutex_lock(&levels->lock);
  bool there = levels->arena != NULL;
  pthread_mutex_unlock(&levels->lock);
  return there;
}

/* A graph that is not like roads has no hierarchy, which is no failure: it is searched. */
static buju_status make(buju_ctx *ctx, buju_levels *l) {
  buju_arena *arena = buju_arena_new();
  buju_status status = arena != NULL ? buju_hierarchy_make(NULL, l->graph, arena, &l->hierarchy) : BUJU_E_MEMORY;
  l->tried = status == BUJU_OK || status == BUJU_E_LIMIT;
  bool has_one = status == BUJU_OK;
  if (has_one) status = buju_metric_make(ctx, &l->hierarchy, l->graph, NULL, arena, &l->metric);
  if (has_one && status == BUJU_OK) {
    l->arena = arena;
    return BUJU_OK;
  }
  buju_arena_free(arena);
  if (has_one) {
    l->tried = false;
    return status;
  }
  return status == BUJU_E_LIMIT ? BUJU_OK : buju_fail_memory(ctx);
}

buju_status buju_levels_make(buju_ctx *ctx, buju_levels *levels, bool *made) {
  buju_status status = BUJU_OK;
  pthread_mutex_lock(&levels->lock);
  if (!levels->tried) status = make(ctx, levels);
  *made = levels->arena != NULL;
  pthread_mutex_unlock(&levels->lock);
  return status;
}

/* Nodes that the searches from all places would settle, judged by some of them. */
static buju_status judge(buju_ctx *ctx, const buju_graph *graph, const buju_rows_ask *ask, uint64_t *settled) {
  const buju_starts *from = ask->from;
  buju_search *search;
  buju_status status = buju_search_new(ctx, graph, &search);
  if (status != BUJU_OK) return status;
  for (uint64_t i = 0; i < SAMPLES && status == BUJU_OK; i++) {
    buju_ix place = (buju_ix)(i * from->n / SAMPLES);
    buju_reached reached;
    status = buju_search_times(ctx, search, graph, from->start + from->row[place],
                               (size_t)(from->row[place + 1] - from->row[place]), ask->limit_ms, &reached);
  }
  *settled = buju_search_worked(search).settled / SAMPLES * from->n;
  buju_search_free(search);
  return status;
}

buju_status buju_graph_table_rows(buju_ctx *ctx, buju_levels *levels, const buju_graph *reverse,
                                  const buju_rows_ask *ask) {
  const buju_graph *graph = reverse != NULL ? reverse : levels->graph;
  uint64_t settled = 0, worth = (buju_levels_made(levels) ? FIELD_COSTS : BUJU_HIERARCHY_COSTS) * graph->nodes;
  bool made = false;
  buju_status status = BUJU_OK;
  if (ask->from->n > BUJU_HIERARCHY_COSTS) status = judge(ctx, graph, ask, &settled);
  if (status != BUJU_OK || settled <= worth)
    return status == BUJU_OK ? buju_search_table_rows(ctx, graph, ask) : status;
  status = buju_levels_make(ctx, levels, &made);
  if (status != BUJU_OK) return status;
  if (!made) return buju_search_table_rows(ctx, graph, ask);
  buju_metric metric = reverse != NULL ? buju_metric_reverse(&levels->metric) : levels->metric;
  return buju_sweep_table_rows(ctx, &metric, ask);
}
