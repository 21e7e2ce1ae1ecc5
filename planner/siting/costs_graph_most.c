/* The largest cost there may be on a graph. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/costs_graph_parts.h"
#include "planner/travel/sets.h"

/* Nobody goes farther than by way of one middle, and hardly anybody who can do so both ways goes otherwise: one search
 * to the middles of all parts that hang together and one from them bound the costs there. Where a place cannot go by
 * its middle, a way is still no longer than all the arcs that can lie on one. */
typedef struct part {
  uint64_t to, from; /* the farthest to the middle, and from it */
  uint64_t longest;  /* of each node the longest arc out, in all */
  uint64_t busiest;  /* arcs of the middle, */
  buju_ix middle;    /* the node with most, the lowest of equals */
  bool apart;        /* a place there cannot go by the middle */
  uint64_t out, in;  /* the longest ways from demand points to nodes and from nodes to candidates */
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

static void know_parts(const buju_costs_ways *ways, const buju_ix *part_of, part *parts) {
  const buju_graph *g = &ways->forward, *back = &ways->reverse;
  for (buju_ix v = 0; v < g->nodes; v++) {
    part *p = &parts[part_of[v]];
    uint32_t longest = 0;
    uint64_t arcs = (uint64_t)(g->first[v + 1] - g->first[v]) + (back->first[v + 1] - back->first[v]);
    for (uint32_t a = g->first[v]; a < g->first[v + 1]; a++)
      if (g->arc[a].ms != BUJU_FAR && g->arc[a].ms > longest) longest = g->arc[a].ms;
    p->longest += longest;
    if (arcs < p->busiest || (arcs == p->busiest && part_of[v] != v)) continue;
    p->busiest = arcs;
    p->middle = v;
  }
}

/* The farthest of the places on one side; starts of a place that cannot go by the middle set its part apart. */
static void measure(const buju_costs_places *places, const buju_ix *part_of, const uint32_t *ms, bool demand,
                    part *parts) {
  for (uint64_t k = 0; k < places->at.row[places->at.n]; k++) {
    buju_start start = places->at.start[k];
    part *p = &parts[part_of[start.node]];
    uint64_t *far = demand ? &p->to : &p->from, *own = demand ? &p->out : &p->in;
    if (start.ms > *own) *own = start.ms;
    if (ms[start.node] == BUJU_FAR)
      p->apart = true;
    else if ((uint64_t)ms[start.node] + start.ms > *far)
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
    measure(&net->by[BUJU_COSTS_BY_DEMAND], part_of, reached.ms, true, parts);
    status = buju_search_times(ctx, search, &net->ways->forward, middle, middles, BUJU_FAR, &reached);
  }
  if (status == BUJU_OK) measure(&net->by[BUJU_COSTS_BY_CANDIDATE], part_of, reached.ms, false, parts);
  buju_search_free(search);
  return status;
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
    know_parts(net->ways, part_of, parts);
    for (buju_ix v = 0; v < graph->nodes; v++)
      if (part_of[v] == v) middle[middles++] = (buju_start){.node = parts[v].middle};
    status = search_middles(ctx, net, part_of, middle, middles, parts);
  }
  for (buju_ix v = 0; status == BUJU_OK && v < graph->nodes; v++) {
    if (part_of[v] != v) continue;
    const part *p = &parts[v];
    uint64_t here = p->apart ? p->out + p->longest + p->in : p->to + p->from;
    if (here > most) most = here;
  }
  buju_arena_free(scratch);
  if (status == BUJU_OK) net->base.most = most < net->limit ? (uint32_t)most : net->limit;
  return status;
}
