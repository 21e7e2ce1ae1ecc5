/* The order of elimination behind a hierarchy. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_ELIMINATE_H
#define BUJU_PLANNER_ELIMINATE_H

#include "planner/travel/graph.h"

/** Neighbours of one node. */
typedef struct buju_neighbours {
  buju_ix *at;
  uint32_t n, cap;
} buju_neighbours;

/** order[k] is the node eliminated k-th; list[v] the neighbours of v that were eliminated after it, in no order; fill
 *  their number in all. */
typedef struct buju_elimination {
  buju_ix *order;
  buju_neighbours *list;
  uint64_t fill;
} buju_elimination;

/** Eliminates the nodes of graph, always one of least degree, the last to have got that degree first: next to where
 *  work has just been done, which is in the cache. The graph is taken without directions, loops and parallel arcs.
 *  Everything lives in arena. @return BUJU_E_LIMIT as buju_hierarchy_make. */
buju_status buju_eliminate(buju_ctx *ctx, const buju_graph *graph, buju_arena *arena, buju_elimination *out);

#endif
