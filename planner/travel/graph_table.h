/* Times between many places on a graph, by whichever way is cheaper. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_GRAPH_TABLE_H
#define BUJU_PLANNER_GRAPH_TABLE_H

#include <pthread.h>

#include "planner/travel/hierarchy.h"
#include "planner/travel/search.h"

/** The hierarchy of a graph and its metric, made when a question is first large enough and kept. Any number of threads
 *  may ask. Borrows the graph, which is not to move. */
typedef struct buju_levels {
  const buju_graph *graph;
  pthread_mutex_t lock; /* of the rest */
  bool tried;           /* once is enough: a graph that is not like roads has none */
  buju_arena *arena;    /* NULL: not made */
  buju_hierarchy hierarchy;
  buju_metric metric;
} buju_levels;

/** Nothing is made yet. False when the lock cannot be had. Freed with buju_levels_free if true. */
bool buju_levels_begin(buju_levels *levels, const buju_graph *graph);
void buju_levels_free(buju_levels *levels);

/** Making a hierarchy and a metric takes as long as settling so many nodes for each node of the graph (bench_travel: 2
 *  µs a node and 45 ns). */
#define BUJU_HIERARCHY_COSTS UINT64_C(64)

/** Whether the hierarchy is made. */
bool buju_levels_made(buju_levels *levels);
/** Makes it if that has not been tried; afterwards *made says whether there is one, as not every graph is like roads.
 */
buju_status buju_levels_make(buju_ctx *ctx, buju_levels *levels, bool *made);

/** As buju_search_table_rows, and the same rows, on the graph of levels or, backwards, on its reverse. A few searches
 *  tell how much all of them would touch; when that is far more than it takes to make a hierarchy of the graph, or one
 *  is there, it is swept, so that the time of large tables grows with the network and the places, and hardly with the
 *  limit. `reverse` is the reverse graph, or NULL for asking forwards. */
buju_status buju_graph_table_rows(buju_ctx *ctx, buju_levels *levels, const buju_graph *reverse,
                                  const buju_rows_ask *ask);

#endif
