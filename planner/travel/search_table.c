/* Times between many places: one bounded search a place, in parallel. SPDX-License-Identifier: Apache-2.0 */
#include "core/parallel.h"
#include "planner/travel/pairs.h"

enum { CHUNK = 16 };

typedef struct table {
  const buju_graph *graph;
  buju_pairs pairs;
  buju_search **search; /* by worker */
} table;

static buju_status search_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  table *t = user;
  const buju_starts *from = t->pairs.ask->from;
  buju_status status = BUJU_OK;
  if (t->search[worker] == NULL) status = buju_search_new(ctx, t->graph, &t->search[worker]);
  for (buju_ix i = (buju_ix)first; status == BUJU_OK && i < end; i++) {
    const uint64_t *row = from->row + t->pairs.first + i;
    buju_reached reached;
    status = buju_search_times(ctx, t->search[worker], t->graph, from->start + row[0], (size_t)(row[1] - row[0]),
                               t->pairs.limit_ms, &reached);
    if (status != BUJU_OK) break;
    for (buju_ix k = 0; k < reached.n; k++)
      buju_pairs_meet(&t->pairs, &t->pairs.desk[worker], reached.node[k], &reached.ms[reached.node[k]], 1);
    status = buju_pairs_keep(ctx, &t->pairs, worker, &i, 1);
  }
  return status;
}

static buju_status search_batch(buju_ctx *ctx, void *user, buju_ix first, buju_ix end) {
  return buju_parallel_for(ctx, end - first, CHUNK, search_some, user);
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

buju_status buju_search_table_rows(buju_ctx *ctx, const buju_graph *graph, const buju_rows_ask *ask) {
  unsigned workers = buju_parallel_workers(ctx, ask->from->n, CHUNK);
  table t = {.graph = graph};
  buju_ix *node;
  buju_arena *scratch = buju_arena_new();
  if (scratch != NULL) t.search = BUJU_NEW(scratch, buju_search *, workers);
  buju_status status = t.search != NULL ? list_nodes(ctx, graph, ask->to, scratch, &node) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_pairs_new(ctx, &t.pairs, ask, graph->nodes, node, 1, workers, scratch);
  if (status == BUJU_OK) status = buju_pairs_run(ctx, &t.pairs, search_batch, &t);
  for (unsigned w = 0; t.search != NULL && w < workers; w++) buju_search_free(t.search[w]);
  buju_pairs_free(&t.pairs);
  buju_arena_free(scratch);
  return status;
}

buju_status buju_search_table(buju_ctx *ctx, const buju_graph *graph, const buju_starts *from, const buju_starts *to,
                              uint32_t limit_ms, uint64_t most_pairs, buju_arena *arena, buju_csr *times) {
  buju_collect collect;
  buju_rows_ask ask = {.from = from, .to = to, .limit_ms = limit_ms, .take = buju_collect_row, .user = &collect};
  buju_status status = buju_collect_begin(ctx, from->n, most_pairs, arena, &collect);
  if (status == BUJU_OK) status = buju_search_table_rows(ctx, graph, &ask);
  return buju_collect_end(ctx, &collect, status, arena, times);
}
