/* Bounded searches in a road graph: only what lies within the limit is touched. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_SEARCH_H
#define BUJU_PLANNER_SEARCH_H

#include "planner/travel/graph.h"
#include "planner/travel/rows.h"

/** Where a search begins: a node, and what has been spent when it is there. A place on an edge is two starts, one at
 *  each end it may leave by, with the time from the place to that end. */
typedef struct buju_start {
  buju_ix node;
  uint32_t ms;
  uint32_t dm;   /* counts in ways and allocation only */
  buju_ix owner; /* whose start it is: counts in allocation only */
} buju_start;

/** Room for searches, to be used again and again: a search costs what it touches, not what the graph holds. One thread
 *  at a time; what a search found is valid until the next one in the same room. */
typedef struct buju_search buju_search;

/** Room for searches in graph, its reverse, and any other graph with as many nodes. O(nodes) memory and time, once. */
buju_status buju_search_new(buju_ctx *ctx, const buju_graph *graph, buju_search **out);
void buju_search_free(buju_search *search);

/** Work done in this room so far: nodes whose arcs were looked at (again after an improvement) and arcs looked at. The
 *  same searches give the same counts on every machine. */
typedef struct buju_search_work {
  uint64_t settled, relaxed;
} buju_search_work;
buju_search_work buju_search_worked(const buju_search *search);

/** What is reached within the limit: n nodes in the order they were met, and the time of every node of the graph
 *  (BUJU_FAR where not reached). */
typedef struct buju_reached {
  buju_ix n;
  const buju_ix *node;
  const uint32_t *ms;
} buju_reached;

/** The least time from any of the starts to every node within limit_ms, inclusive; a limit of BUJU_FAR is none.
 *  Starts beyond the limit do not count. Searching in the reverse graph gives the time *to* the starts.
 *  A bucket queue (Dial 1969) of coarse buckets, in which a node may be settled more than once; exact whatever the
 *  times. O(touched nodes + arcs) for times of like size.
 *  @return BUJU_E_INTERNAL for a start that is no node. */
buju_status buju_search_times(buju_ctx *ctx, buju_search *search, const buju_graph *graph, const buju_start *start,
                              size_t starts, uint32_t limit_ms, buju_reached *out);

/** A label orders by time first: the upper half is milliseconds, the lower decimetres. */
static inline uint32_t buju_label_ms(uint64_t label) { return (uint32_t)(label >> 32); }
static inline uint32_t buju_label_low(uint64_t label) { return (uint32_t)label; }

/** The last step of the best way to a node: the arc of the graph it comes by and that arc's tail; BUJU_NONE for both at
 *  a start. */
typedef struct buju_way_step {
  uint32_t arcs; /* on the way so far */
  buju_ix tail, arc;
} buju_way_step;

/** As buju_reached; label is (ms, dm), UINT64_MAX where not reached; step holds for reached nodes only. */
typedef struct buju_ways {
  buju_ix n;
  const buju_ix *node;
  const uint64_t *label;
  const buju_way_step *step;
} buju_ways;

/** As buju_search_times, with the length and the course of the fastest way. Of equally fast ways the shortest in
 *  decimetres, then the one of fewest arcs, then that whose last step comes from the lower node, then by the lower arc:
 *  one answer, whatever the order of the work. Lengths stay at UINT32_MAX when they do not fit. A graph without lengths
 *  has arcs of 0 dm. */
buju_status buju_search_ways(buju_ctx *ctx, buju_search *search, const buju_graph *graph, const buju_start *start,
                             size_t starts, uint32_t limit_ms, buju_ways *out);

/** The arcs of the way to a reached node, in the order they are travelled, in arena; *first_node is the start it comes
 *  from. O(arcs of the way). */
buju_status buju_ways_trace(buju_ctx *ctx, const buju_ways *ways, buju_ix node, buju_arena *arena, buju_ix *first_node,
                            buju_ix *arcs, const buju_ix **arc);

/** As buju_reached; label is (ms, dm), UINT64_MAX where not reached; owner holds for reached nodes only. */
typedef struct buju_allocated {
  buju_ix n;
  const buju_ix *node;
  const uint64_t *label;
  const buju_ix *owner;
} buju_allocated;

/** Who is nearest: every node within limit_ms gets the fastest way from any start, of equally fast ones the shortest in
 *  decimetres, and the owner of its start, the lowest of equals. In the reverse graph: the owner that is reached first.
 *  Lengths as in buju_search_ways. One search for all owners. */
buju_status buju_search_nearest(buju_ctx *ctx, buju_search *search, const buju_graph *graph, const buju_start *start,
                                size_t starts, uint32_t limit_ms, buju_allocated *out);

/** The starts of many places: those of place i are start[row[i]] … start[row[i + 1] - 1]. */
typedef struct buju_starts {
  buju_ix n;
  const uint64_t *row; /* n + 1 */
  const buju_start *start;
} buju_starts;

/** What a table asks, to be told row by row: for each place of `from` the places of `to` within limit_ms, inclusive.
 * The starts of a place of `to` are where it is entered, with the time from that node to the place. */
typedef struct buju_rows_ask {
  const buju_starts *from, *to;
  uint32_t limit_ms;
  uint64_t most_pairs; /* worked out before they are told: see buju_rows_batch */
  /** Ways that use no node: calls `reach` with the places of `to` that place i reaches by them, in any order, some
   *  perhaps more than once or beyond the limit. Runs on worker 0 … workers - 1. NULL: there are none. */
  void (*beside)(const void *beside_user, unsigned worker, buju_ix i,
                 void (*reach)(void *user, buju_ix place, uint32_t ms), void *user);
  const void *beside_user;
  buju_take_row take;
  void *user;
} buju_rows_ask;

/** Tells the rows by one search for each, a batch at a time in parallel. Memory: a batch, and what the graph and `to`
 *  need once. Costs what the searches touch. */
buju_status buju_search_table_rows(buju_ctx *ctx, const buju_graph *graph, const buju_rows_ask *ask);

/** The times between all pairs of places within limit_ms: row i of *times lists, for place i of `from`, the places of
 *  `to` in ascending order. The arrays live in arena; needs 8 bytes a pair, and a batch.
 *  @return BUJU_E_LIMIT above most_pairs, saying how many there are. */
buju_status buju_search_table(buju_ctx *ctx, const buju_graph *graph, const buju_starts *from, const buju_starts *to,
                              uint32_t limit_ms, uint64_t most_pairs, buju_arena *arena, buju_csr *times);

#endif
