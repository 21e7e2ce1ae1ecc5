/* Searches for times, and the room of all searches. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/search.h"

#include "planner/travel/search_room.h"

/* Buckets about as wide as an arc is long: narrower ones are scanned in vain, wider ones settle nodes too early. */
static unsigned width_shift(const buju_graph *graph) {
  uint64_t sum = 0, open = 0;
  for (buju_ix a = 0; a < graph->arcs; a++)
    if (graph->arc[a].ms != BUJU_FAR) {
      sum += graph->arc[a].ms;
      open++;
    }
  uint64_t mean = open > 0 ? sum / open : 0;
  unsigned shift = 0;
  while (shift < 20 && (mean >> (shift + 1)) > 0) shift++;
  return shift;
}

buju_status buju_search_new(buju_ctx *ctx, const buju_graph *graph, buju_search **out) {
  buju_search *s = calloc(1, sizeof *s);
  if (s == NULL) return buju_fail_memory(ctx);
  s->nodes = graph->nodes;
  s->queue.shift = width_shift(graph);
  s->touched = malloc((size_t)s->nodes * sizeof *s->touched + 1);
  s->ms = malloc((size_t)s->nodes * sizeof *s->ms + 1);
  if (s->touched == NULL || s->ms == NULL) {
    buju_search_free(s);
    return buju_fail_memory(ctx);
  }
  memset(s->ms, 0xff, (size_t)s->nodes * sizeof *s->ms); /* BUJU_FAR */
  *out = s;
  return BUJU_OK;
}

void buju_search_free(buju_search *search) {
  if (search == NULL) return;
  buju_queue_free(&search->queue);
  free(search->touched);
  free(search->ms);
  free(search->label);
  free(search->step);
  free(search->owner);
  free(search);
}

buju_search_work buju_search_worked(const buju_search *search) { return search->work; }

buju_status buju_search_begin(buju_ctx *ctx, buju_search *search, const buju_graph *graph, const buju_start *start,
                              size_t starts, bool labelled) {
  BUJU_MSG(bad_start, "路网搜索：起点{0}不是路网的结点（共{1}个）",
           "road search: start {0} is no node of the network (there are {1})");
  BUJU_MSG(bad_room, "路网搜索：工作区是为{0}个结点的路网准备的，而此路网有{1}个结点",
           "road search: the room was made for {0} nodes, the network has {1}");
  if (graph->nodes != search->nodes)
    return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_room, buju_int(search->nodes), buju_int(graph->nodes)));
  uint32_t least = BUJU_FAR;
  for (size_t i = 0; i < starts; i++) {
    if (start[i].node >= graph->nodes)
      return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_start, buju_int(start[i].node), buju_int(graph->nodes)));
    if (start[i].ms < least) least = start[i].ms;
  }
  for (buju_ix i = 0; i < search->n; i++) {
    if (search->labelled)
      search->label[search->touched[i]] = UINT64_MAX;
    else
      search->ms[search->touched[i]] = BUJU_FAR;
  }
  search->n = 0;
  search->labelled = labelled;
  buju_queue_clear(&search->queue, least);
  return BUJU_OK;
}

/* Lowers the time of a node, and queues it. False when memory is out. */
static inline bool reach(buju_search *s, buju_ix node, uint32_t ms) {
  if (ms >= s->ms[node]) return true;
  if (s->ms[node] == BUJU_FAR) s->touched[s->n++] = node;
  s->ms[node] = ms;
  return buju_queue_push(&s->queue, ms, node);
}

/* Settles the nodes of one bucket; what they reach may come into the same bucket. */
static bool settle(buju_search *s, const buju_graph *graph, const buju_bucket *bucket, uint32_t limit_ms) {
  for (size_t i = 0; i < bucket->n; i++) {
    buju_entry e = bucket->at[i];
    buju_fetch_ahead(bucket, i, graph, s->ms, sizeof *s->ms);
    if (e.ms != s->ms[e.node]) continue; /* has been improved since */
    const buju_arc *arc = graph->arc + graph->first[e.node], *end = graph->arc + graph->first[e.node + 1];
    uint32_t left_ms = limit_ms - e.ms;
    s->work.settled++;
    s->work.relaxed += (uint64_t)(end - arc);
    for (; arc < end; arc++)
      if (arc->ms <= left_ms && !reach(s, arc->head, e.ms + arc->ms)) return false;
  }
  return true;
}

buju_status buju_search_times(buju_ctx *ctx, buju_search *search, const buju_graph *graph, const buju_start *start,
                              size_t starts, uint32_t limit_ms, buju_reached *out) {
  buju_status status = buju_search_begin(ctx, search, graph, start, starts, false);
  if (status != BUJU_OK) return status;
  buju_queue *q = &search->queue;
  bool failed = false;
  if (limit_ms == BUJU_FAR) limit_ms--;
  for (size_t i = 0; i < starts && !failed; i++)
    if (start[i].ms <= limit_ms) failed = !reach(search, start[i].node, start[i].ms);
  do
    for (size_t k = 0; k < q->used && !failed; k++) {
      failed = !settle(search, graph, &q->bucket[k], limit_ms);
      q->bucket[k].n = 0;
    }
  while (!failed && buju_queue_move_on(q, &failed));
  if (failed) return buju_fail_memory(ctx);
  *out = (buju_reached){search->n, search->touched, search->ms};
  return BUJU_OK;
}
