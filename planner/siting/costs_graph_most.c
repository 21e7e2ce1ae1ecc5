/* The largest cost there may be on a graph. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/costs_graph_parts.h"
#include "planner/travel/sets.h"

/* Most ways can go by one middle, and are then no longer than a way there and a way on: one search to the middles of
 * all parts that hang together and one from them bound these. A way from where no way leads to the middle stays among
 * such nodes, and a way to where none leads from the middle comes by such nodes only: these ways are no longer than the
 * longest arcs out of them all. */
typedef struct part {
  uint64_t busiest;      /* arcs of the middle, */
  buju_ix middle;        /* the node with most, the lowest of equals */
  uint64_t to, from;     /* the longest ways to the middle from a demand point, and from it to a candidate */
  uint64_t before, past; /* longest arcs of nodes that do not lead to the middle, and of those it does not lead to */
  uint64_t out, in;      /* the longest ways from demand points to nodes and from nodes to candidates */
} part;

static buju_ix *join_nodes(const buju_graph *graph, buju_arena *scratch) {
  buju_ix *parent = BUJU_NEW(scratch, buju_ix, graph->nodes);
  if (parent == NULL) return NULL;
  for (buju_ix v = 0; v < graph->nodes; v++) parent[v] = v;
  for (buju_ix v = 0; v < graph->nodes; v++)
    for (uint32_t a = graph->first[v]; a < graph->first[v + 1]; a++)
      if (graph->arc[a].ms != BUJU_FAR) buju_set_join(parent, v, graph->arc[a].head);
  for (buju_ix v = 0; v < graph->nodes; v++) parent[v] = buju_set_of(parent, v);
  return parent;
}

static void find_middles(const buju_costs_ways *ways, const buju_ix *part_of, part *parts) {
  const buju_graph *g = &ways->forward, *back = &ways->reverse;
  for (buju_ix v = 0; v < g->nodes; v++) {
    part *p = &parts[part_of[v]];
    uint64_t arcs = (uint64_t)(g->first[v + 1] - g->first[v]) + (back->first[v + 1] - back->first[v]);
    if (arcs < p->busiest || (arcs == p->busiest && part_of[v] != v)) continue;
    p->busiest = arcs;
    p->middle = v;
  }
}

static uint32_t longest_arc(const buju_graph *g, buju_ix node) {
  uint32_t longest = 0;
  for (uint32_t a = g->first[node]; a < g->first[node + 1]; a++)
    if (g->arc[a].ms != BUJU_FAR && g->arc[a].ms > longest) longest = g->arc[a].ms;
  return longest;
}

/* One side: ms is the time of each node to the middle, for demand points, or from it. */
static void measure(const buju_costs_net *net, bool demand, const buju_ix *part_of, const uint32_t *ms, part *parts) {
  const buju_graph *graph = &net->ways->forward;
  const buju_starts *at = &net->by[demand ? BUJU_COSTS_BY_DEMAND : BUJU_COSTS_BY_CANDIDATE].at;
  for (buju_ix v = 0; v < graph->nodes; v++)
    if (ms[v] == BUJU_FAR) *(demand ? &parts[part_of[v]].before : &parts[part_of[v]].past) += longest_arc(graph, v);
  for (uint64_t k = 0; k < at->row[at->n]; k++) {
    buju_start start = at->start[k];
    part *p = &parts[part_of[start.node]];
    uint64_t *far = demand ? &p->to : &p->from, *own = demand ? &p->out : &p->in;
    if (start.ms > *own) *own = start.ms;
    if (ms[start.node] != BUJU_FAR && (uint64_t)ms[start.node] + start.ms > *far)
      *far = (uint64_t)ms[start.node] + start.ms;
  }
}

static buju_status search_middles(buju_ctx *ctx, buju_costs_net *net, const buju_ix *part_of, const buju_start *middle,
                                  buju_ix middles, part *parts) {
  buju_search *search;
  buju_reached reached;
  buju_status status = buju_search_new(ctx, &net->ways->forward, &search);
  if (status != BUJU_OK) return status;
  status = buju_search_times(ctx, search, &net->ways->reverse, middle, middles, BUJU_FAR, &reached);
  if (status == BUJU_OK) {
    measure(net, true, part_of, reached.ms, parts);
    status = buju_search_times(ctx, search, &net->ways->forward, middle, middles, BUJU_FAR, &reached);
  }
  if (status == BUJU_OK) measure(net, false, part_of, reached.ms, parts);
  buju_search_free(search);
  return status;
}

static uint64_t longest_way(const part *p) {
  uint64_t aside = (p->before > p->past ? p->before : p->past) + p->out + p->in;
  return aside > p->to + p->from ? aside : p->to + p->from;
}

buju_status buju_costs_net_most(buju_ctx *ctx, buju_costs_net *net) {
  const buju_graph *graph = &net->ways->forward;
  buju_arena *scratch = buju_arena_new();
  buju_ix *part_of = scratch != NULL ? join_nodes(graph, scratch) : NULL;
  part *parts = part_of != NULL ? BUJU_NEW(scratch, part, graph->nodes) : NULL;
  buju_start *middle = parts != NULL ? BUJU_NEW(scratch, buju_start, graph->nodes) : NULL;
  buju_ix middles = 0;
  uint64_t most = 0;
  buju_status status = middle != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) {
    find_middles(net->ways, part_of, parts);
    for (buju_ix v = 0; v < graph->nodes; v++)
      if (part_of[v] == v) middle[middles++] = (buju_start){.node = parts[v].middle};
    status = search_middles(ctx, net, part_of, middle, middles, parts);
  }
  for (buju_ix v = 0; status == BUJU_OK && v < graph->nodes; v++) {
    if (part_of[v] != v) continue;
    uint64_t here = longest_way(&parts[v]);
    if (here > most) most = here;
  }
  buju_arena_free(scratch);
  if (status == BUJU_OK) net->base.most = most < net->limit ? (uint32_t)most : net->limit;
  return status;
}
