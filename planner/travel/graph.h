/* The road graph: nodes and arcs with times, laid out for the cache. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_GRAPH_H
#define BUJU_PLANNER_GRAPH_H

#include "core/arena.h"
#include "core/say.h"
#include "core/units.h"

/** The most nodes and arcs of one graph: rows are 32-bit, and BUJU_NONE is none of them. */
#define BUJU_GRAPH_MOST UINT32_C(0xfffffff0)

/** ms + more, and BUJU_FAR where that cannot be told: far stays far whatever is added. O(1). */
static inline uint32_t buju_ms_add(uint32_t ms, uint32_t more) { return ms < BUJU_FAR - more ? ms + more : BUJU_FAR; }

typedef struct buju_arc {
  buju_ix head;
  uint32_t ms;
} buju_arc;

/** A directed graph in compressed sparse rows: the arcs out of node v are arc[first[v]] … arc[first[v + 1] - 1], by
 *  head, then as they were given. Its nodes are numbered anew so that neighbours lie near each other in memory; the
 *  permutations lead back. Plain data: everything belongs to the arena it was made in, and nothing changes it later. */
typedef struct buju_graph {
  buju_ix nodes, arcs;
  uint32_t *first;        /* nodes + 1 */
  buju_arc *arc;          /* arcs */
  uint32_t *dm;           /* length of each arc in decimetres, or NULL */
  buju_ix *given_node;    /* node → its number in the input */
  buju_ix *node_of_given; /* number in the input → node */
  buju_ix *given_arc;     /* arc → its number in the input */
} buju_graph;

/** Arcs as they come: `arcs` entries in each array. Zero times, parallel arcs and self loops are allowed; an arc of
 *  BUJU_FAR is closed and never taken. */
typedef struct buju_arc_list {
  uint64_t nodes, arcs;
  const buju_ix *tail, *head;
  const uint32_t *ms;
  const uint32_t *dm;      /* or NULL */
  const double *x_m, *y_m; /* of the nodes, for the order only; or NULL */
} buju_arc_list;

/** Builds the graph. Nodes are ordered along a Hilbert curve where there are coordinates (those without a place come
 *  last), else depth first along the arcs; equals by their number in the input.
 *  @return BUJU_E_LIMIT above BUJU_GRAPH_MOST, BUJU_E_DATA for an arc whose end is no node. O(nodes + arcs). */
buju_status buju_graph_make(buju_ctx *ctx, const buju_arc_list *list, buju_arena *arena, buju_graph *out);

/** The same graph with every arc turned round: searches in it are searches towards the start. Nodes, their permutations
 *  and the numbers of the arcs in the input are the graph's own. O(nodes + arcs). */
buju_status buju_graph_reverse(buju_ctx *ctx, const buju_graph *graph, buju_arena *arena, buju_graph *out);

/** The order of nodes along a Hilbert curve through x_m, y_m: order[k] is the k-th. False when memory is out. */
bool buju_order_hilbert(buju_ix nodes, const double *x_m, const double *y_m, buju_ix *order);
/** The order of nodes depth first along the arcs, from node 0 and then from the lowest node not yet met. first[nodes +
 *  1] and head are rows of arcs. False when memory is out. */
bool buju_order_depth_first(buju_ix nodes, const uint32_t *first, const buju_ix *head, buju_ix *order);

#endif
