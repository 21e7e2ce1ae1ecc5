/* Times between many places: one bounded search a place, in parallel. SPDX-License-Identifier: Apache-2.0 */
#include "core/parallel.h"
#include "planner/travel/pairs.h"

enum { CHUNK = 16 };

typedef struct table {
  const buju_graph *graph;
  const buju_starts *from;
  buju_pairs pairs;
  buju_search **search; /* by worker */
} table;

static buju_status search_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  table *t = user;
  buju_status status = BUJU_OK;
  if (t->search[worker] == NULL) status = buju_search_new(ctx, t->graph, &t->search[worker]);
  for (buju_ix i = (buju_ix)first; status == BUJU_OK && i < end; i++) {
    uint64_t at = t->from->row[i];
    buju_reached reached;
    status = buju_search_times(ctx, t->search[worker], t->graph, t->from->start + at,
                               (size_t)(t->from->row[i + 1] - at), t->pairs.limit_ms, &reached);
    if (status != BUJU_OK) break;
    for (buju_ix k = 0; k < reached.n; k++)
      buju_pairs_meet(&t->pairs, &t->pairs.desk[worker], reached.node[k], &reached.ms[reached.node[k]], 1);
    status = buju_pairs_keep(ctx, &t->pairs, worker, &i, 1);
  }
  return status;
}

static buju_status list_nodes(buju_ctx *ctx, const buju_graph *graph, const buju_starts *to, buju_arena *scratch,
                              buju_ix **out) {
  BUJU_MSG(bad_place, "路网时间表：终点{0}的入口不是路网的结点",
           "travel times: place {0} is entered by what is no node of the network");
  buju_ix *node = BUJU_NEW(scratch, buju_ix, to->row[to->n]);
  if (node == NULL) return buju_fail_memory(ctx);
  for (buju_ix t = 0; t < to->n; t++)
    for (uint64_t k = to->row[t]; k < to->row[t + 1]; k++) {
      if (to->start[k].node >= graph->nodes) return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_place, buju_int(t)));
      node[k] = to->start[k].node;
    }
  *out = node;
  return BUJU_OK;
}

buju_status buju_search_table(buju_ctx *ctx, const buju_graph *graph, const buju_starts *from, const buju_starts *to,
                              uint32_t limit_ms, uint64_t most_pairs, buju_arena *arena, buju_csr *times) {
  unsigned workers = buju_parallel_workers(ctx, from->n, CHUNK);
  table t = {.graph = graph, .from = from};
  buju_ix *node;
  buju_arena *scratch = buju_arena_new();
  t.pairs.limit_ms = limit_ms < BUJU_FAR ? limit_ms : BUJU_FAR - 1;
  t.pairs.most = most_pairs;
  if (scratch != NULL) t.search = BUJU_NEW(scratch, buju_search *, workers);
  buju_status status = t.search != NULL ? list_nodes(ctx, graph, to, scratch, &node) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_pairs_new(ctx, &t.pairs, from->n, to, graph->nodes, node, 1, workers, scratch);
  if (status == BUJU_OK) status = buju_parallel_for(ctx, from->n, CHUNK, search_some, &t);
  if (status == BUJU_OK) status = buju_pairs_table(ctx, &t.pairs, arena, times);
  for (unsigned w = 0; t.search != NULL && w < workers; w++) buju_search_free(t.search[w]);
  buju_pairs_free(&t.pairs);
  buju_arena_free(scratch);
  return status;
}
