/* What it costs to serve a demand point along a road graph: found when asked for, so that no table of all pairs is
 * ever stored. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_COSTS_GRAPH_H
#define BUJU_PLANNER_COSTS_GRAPH_H

#include "planner/siting/costs.h"
#include "planner/travel/search.h"

/** Places on a graph. The cost is the least time from a demand point to a candidate; for sites that travel to people
 *  give the reverse graph. Borrowed. */
typedef struct buju_costs_roads {
  const buju_graph *graph;
  buju_starts demands;    /* where each leaves by, with the time to that node; who has no start reaches nobody */
  buju_starts candidates; /* where each is entered, with the time from that node */
  uint32_t limit;         /* pairs that cost more are none; BUJU_COST_NONE: no limit */
} buju_costs_roads;

/** Lists are bounded searches, forwards or backwards; once these have touched as much as a hierarchy of the graph takes
 *  to make, it is made and swept instead, with the same lists. nearest() is one search from all the sites. Memory:
 *  O(nodes + arcs + places), and what is asked for; O(nodes + arcs) time.
 *  @return BUJU_E_INTERNAL for a start that is no node, BUJU_E_MEMORY. */
buju_status buju_costs_graph(buju_ctx *ctx, const buju_costs_roads *roads, buju_costs **out);

#endif
