/* Times between many places on a graph, by whichever way is cheaper. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_GRAPH_TABLE_H
#define BUJU_PLANNER_GRAPH_TABLE_H

#include "planner/travel/search.h"

/** As buju_search_table, and the same bytes. A few searches tell how much all of them would touch; when that is far
 * more than it takes to make a hierarchy of the graph, one is made and swept, so that the time of large tables grows
 * with the network and the places, and hardly with the limit. */
buju_status buju_graph_table(buju_ctx *ctx, const buju_graph *graph, const buju_starts *from, const buju_starts *to,
                             uint32_t limit_ms, uint64_t most_pairs, buju_arena *arena, buju_csr *times);

#endif
