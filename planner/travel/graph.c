/* Building graphs: arcs sorted into rows by counting. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/graph.h"

#include <stdlib.h>
#include <string.h>

static buju_status check(buju_ctx *ctx, const buju_arc_list *list) {
  BUJU_MSG(too_large, "路网过大：{0}个结点、{1}条边，各不得超过{2}；请按地区拆分",
           "the road network is too large: {0} nodes and {1} arcs, at most {2} of each; split it by area");
  BUJU_MSG(bad_end, "路网：第{0}条边的端点（{1}→{2}）超出结点编号范围（共{3}个结点）",
           "road network: arc {0} ({1} to {2}) has an end that is no node (there are {3})");
  if (list->nodes > BUJU_GRAPH_MOST || list->arcs > BUJU_GRAPH_MOST)
    return buju_fail(ctx, BUJU_E_LIMIT,
                     BUJU_SAY(too_large, buju_int((int64_t)(list->nodes & INT64_MAX)),
                              buju_int((int64_t)(list->arcs & INT64_MAX)), buju_int(BUJU_GRAPH_MOST)));
  for (uint64_t a = 0; a < list->arcs; a++)
    if (list->tail[a] >= list->nodes || list->head[a] >= list->nodes)
      return buju_fail(ctx, BUJU_E_DATA,
                       BUJU_SAY(bad_end, buju_int((int64_t)a), buju_int(list->tail[a]), buju_int(list->head[a]),
                                buju_int((int64_t)list->nodes)));
  return BUJU_OK;
}

/* Stable counting sort: which[] lists the arcs by end[], rows in first[nodes + 1]; within a row they keep the order of
 * `among`, which is NULL for 0, 1, 2 … */
static void sort_by_end(buju_ix nodes, buju_ix arcs, const buju_ix *end, const buju_ix *among, uint32_t *first,
                        buju_ix *which) {
  memset(first, 0, ((size_t)nodes + 1) * sizeof *first);
  for (buju_ix a = 0; a < arcs; a++) first[end[a]]++;
  uint32_t at = 0;
  for (buju_ix v = 0; v <= nodes; v++) {
    uint32_t count = v < nodes ? first[v] : 0;
    first[v] = at;
    at += count;
  }
  for (buju_ix k = 0; k < arcs; k++) {
    buju_ix a = among != NULL ? among[k] : k;
    which[first[end[a]]++] = a;
  }
  memmove(first + 1, first, (size_t)nodes * sizeof *first); /* each row has run to its end: the start of the next */
  first[0] = 0;
}

static bool rows_new(buju_arena *arena, buju_ix nodes, buju_ix arcs, bool lengths, buju_graph *g) {
  g->nodes = nodes;
  g->arcs = arcs;
  g->first = BUJU_NEW(arena, uint32_t, (size_t)nodes + 1);
  g->arc = BUJU_NEW(arena, buju_arc, arcs);
  g->dm = lengths ? BUJU_NEW(arena, uint32_t, arcs) : NULL;
  g->given_arc = BUJU_NEW(arena, buju_ix, arcs);
  return g->first != NULL && g->arc != NULL && (g->dm != NULL || !lengths) && g->given_arc != NULL;
}

/* The order of the nodes into given_node, its inverse into node_of_given. */
static bool order_nodes(const buju_arc_list *list, buju_graph *g) {
  bool done = false;
  buju_ix *which = NULL, *head = NULL;
  if (list->x_m != NULL && list->y_m != NULL) {
    done = buju_order_hilbert(g->nodes, list->x_m, list->y_m, g->given_node);
  } else {
    which = malloc((size_t)g->arcs * sizeof *which + 1);
    head = malloc((size_t)g->arcs * sizeof *head + 1);
    if (which != NULL && head != NULL) {
      sort_by_end(g->nodes, g->arcs, list->tail, NULL, g->first, which);
      for (buju_ix k = 0; k < g->arcs; k++) head[k] = list->head[which[k]];
      done = buju_order_depth_first(g->nodes, g->first, head, g->given_node);
    }
  }
  for (buju_ix v = 0; done && v < g->nodes; v++) g->node_of_given[g->given_node[v]] = v;
  free(which);
  free(head);
  return done;
}

/* Sorts the arcs by head and then, keeping that order, by tail. */
static bool lay_arcs(const buju_arc_list *list, buju_graph *g) {
  buju_ix *end = calloc((size_t)g->arcs + 1, sizeof *end), *by_head = calloc((size_t)g->arcs + 1, sizeof *by_head);
  bool done = end != NULL && by_head != NULL;
  if (done) {
    for (buju_ix a = 0; a < g->arcs; a++) end[a] = g->node_of_given[list->head[a]];
    sort_by_end(g->nodes, g->arcs, end, NULL, g->first, by_head);
    for (buju_ix a = 0; a < g->arcs; a++) end[a] = g->node_of_given[list->tail[a]];
    sort_by_end(g->nodes, g->arcs, end, by_head, g->first, g->given_arc);
    for (buju_ix k = 0; k < g->arcs; k++) {
      buju_ix a = g->given_arc[k];
      g->arc[k] = (buju_arc){g->node_of_given[list->head[a]], list->ms[a]};
      if (g->dm != NULL && list->dm != NULL) g->dm[k] = list->dm[a];
    }
  }
  free(end);
  free(by_head);
  return done;
}

buju_status buju_graph_make(buju_ctx *ctx, const buju_arc_list *list, buju_arena *arena, buju_graph *out) {
  buju_status status = check(ctx, list);
  if (status != BUJU_OK) return status;
  buju_graph g = {0};
  if (!rows_new(arena, (buju_ix)list->nodes, (buju_ix)list->arcs, list->dm != NULL, &g)) return buju_fail_memory(ctx);
  g.given_node = BUJU_NEW(arena, buju_ix, g.nodes);
  g.node_of_given = BUJU_NEW(arena, buju_ix, g.nodes);
  if (g.given_node == NULL || g.node_of_given == NULL || !order_nodes(list, &g) || !lay_arcs(list, &g))
    return buju_fail_memory(ctx);
  *out = g;
  return BUJU_OK;
}

buju_status buju_graph_reverse(buju_ctx *ctx, const buju_graph *graph, buju_arena *arena, buju_graph *out) {
  buju_graph g = {.given_node = graph->given_node, .node_of_given = graph->node_of_given};
  if (!rows_new(arena, graph->nodes, graph->arcs, graph->dm != NULL, &g)) return buju_fail_memory(ctx);
  for (buju_ix a = 0; a < graph->arcs; a++) g.first[graph->arc[a].head]++;
  uint32_t at = 0;
  for (buju_ix v = 0; v <= g.nodes; v++) {
    uint32_t count = v < g.nodes ? g.first[v] : 0;
    g.first[v] = at;
    at += count;
  }
  for (buju_ix tail = 0; tail < graph->nodes; tail++) /* ascending, so that the new rows are by head too */
    for (uint32_t a = graph->first[tail]; a < graph->first[tail + 1]; a++) {
      uint32_t k = g.first[graph->arc[a].head]++;
      g.arc[k] = (buju_arc){tail, graph->arc[a].ms};
      g.given_arc[k] = graph->given_arc[a];
      if (g.dm != NULL) g.dm[k] = graph->dm[a];
    }
  memmove(g.first + 1, g.first, (size_t)g.nodes * sizeof *g.first);
  g.first[0] = 0;
  *out = g;
  return BUJU_OK;
}
