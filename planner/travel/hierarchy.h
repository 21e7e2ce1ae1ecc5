/* The hierarchy of a road graph: what makes trips without a limit cheap. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_HIERARCHY_H
#define BUJU_PLANNER_HIERARCHY_H

#include "planner/travel/graph.h"

/** A customizable contraction hierarchy (Dibbelt, Strasser, Wagner 2016): nodes are eliminated one by one, those of
 *  least degree first, and the neighbours of an eliminated node are joined to each other. Whatever the times are, a
 *  fastest way then exists that first climbs and then descends. So the order is made once for a network, and every mode
 *  of travel and every speed is a `buju_metric` made from it in a fraction of the time.
 *
 *  The parent of a node is the first of its higher neighbours to be eliminated. In the forest of parents all higher
 *  neighbours of a node are its ancestors. Nodes are numbered by *position*: a node comes before its descendants, which
 *  are the positions next to it, so a pass over ascending positions meets ancestors first and finds them in the cache.
 *  Subtrees of at most BUJU_BLOCK nodes are numbered level by level, larger ones depth first: neighbouring positions of
 * a block seldom wait for each other's results. */
enum { BUJU_BLOCK = 64 };
typedef struct buju_hierarchy {
  buju_ix nodes;
  buju_ix *position; /* node of the graph → position */
  buju_ix *node;     /* position → node */
  buju_ix *parent;   /* by position; BUJU_NONE at a root */
  buju_ix *end;    /* by position: p + 1 … end[p] - 1 are the descendants of p, except that inside a block, below its
                      root, it is p + 1 and tells nothing */
  uint32_t *first; /* nodes + 1; the higher neighbours of p are high[first[p]] … high[first[p + 1] - 1] */
  buju_ix *high;   /* positions, ascending, the last of a row being the parent */
} buju_hierarchy;

/** Orders the nodes of graph; only its shape counts, not its times. Everything lives in arena. For road networks about
 *  O(nodes log nodes): 1.2 µs a node.
 *  @return BUJU_E_LIMIT when joining neighbours gets out of hand (more than 4096 steps a node and arc), as it does in
 *  graphs that are not like roads. */
buju_status buju_hierarchy_make(buju_ctx *ctx, const buju_graph *graph, buju_arena *arena, buju_hierarchy *out);

/** Times on a hierarchy. Arcs out of p lead up to ancestors (up) or come down to p from them (down): the head of an arc
 *  in the row of p is the ancestor in both. Every arc is as long as the fastest way between its ends, whichever way
 * that takes, and arcs that no fastest way needs are left out. */
typedef struct buju_metric {
  const buju_hierarchy *hierarchy;
  uint32_t *up_first, *down_first; /* nodes + 1 */
  buju_arc *up, *down;
} buju_metric;

/** The metric of `weight`, one number an arc of graph: its times, or its lengths for distances; NULL is the arcs' own
 *  ms. Sums at BUJU_FAR or beyond count as unreachable. The hierarchy is borrowed. In parallel; the same on any number
 *  of threads. O(triangles of the hierarchy): 0.3 µs a node of a road network. */
buju_status buju_metric_make(buju_ctx *ctx, const buju_hierarchy *hierarchy, const buju_graph *graph,
                             const uint32_t *weight, buju_arena *arena, buju_metric *out);

/** The same network travelled backwards: times *to* the starts. Shares the arrays of metric. O(1). */
buju_metric buju_metric_reverse(const buju_metric *metric);

#endif
