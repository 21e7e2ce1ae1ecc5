/* Random road graphs, and plain Dijkstra to compare with. SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_SUPPORT_ROADS_H
#define TESTS_SUPPORT_ROADS_H

#include "planner/travel/graph.h"

/** A small deterministic generator: tests must fail the same way twice. */
uint64_t roads_random(uint64_t *state);

/** What a random graph is like; percentages of its roads. */
typedef struct roads_kind {
  buju_ix nodes, roads;
  uint32_t most_ms; /* times are 0 … most_ms */
  unsigned one_way, zero, parallel, loops;
  bool near; /* roads join nodes with near numbers, as along a valley; else any two */
  bool grid; /* roads join neighbours of a grid 64 nodes wide */
  bool places;
} roads_kind;

typedef struct roads {
  buju_arc_list list;
  buju_ix *tail, *head;
  uint32_t *ms, *dm;
  double *x_m, *y_m;
} roads;

/** Freed with roads_free. */
roads roads_make(const roads_kind *kind, uint64_t seed);
void roads_free(roads *r);

/** Dijkstra with a plain binary heap over the graph as it is laid out: ms[] and dm[] by node, lexicographic; BUJU_FAR
 *  where there is no way. Several sources: those with from_ms[v] != BUJU_FAR. dm may be NULL. */
void roads_dijkstra(const buju_graph *graph, const uint32_t *from_ms, uint32_t *ms, uint32_t *dm);
/** The same from one node. */
void roads_dijkstra_from(const buju_graph *graph, buju_ix source, uint32_t *ms, uint32_t *dm);

#endif
