/* igraph on the same networks, beside bench_travel: one search to all, and one within 15 minutes. Built when igraph is
 * there (Debian: libigraph-dev), which buju itself does not need.
 *   cmake --build build/dev --target bench_travel_igraph && build/dev/tests/bench_travel_igraph
 * SPDX-License-Identifier: Apache-2.0 */
#include <igraph.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tests/support/roadnet.h"
#include "tests/support/roads.h"

enum { SEARCHES = 50, QUARTER_HOUR_MS = 900000 };

static double cpu_ms(void) {
  struct timespec at;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
  return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* A cutoff below zero is none. */
static void measure(const char *name, const igraph_t *graph, const igraph_vector_t *ms, double cutoff_ms) {
  double took[SEARCHES];
  uint64_t rng = 2026, reached = 0;
  for (int i = 0; i < SEARCHES; i++) {
    igraph_matrix_t times;
    igraph_integer_t source = (igraph_integer_t)(roads_random(&rng) % (uint64_t)igraph_vcount(graph));
    igraph_matrix_init(&times, 0, 0);
    double began = cpu_ms();
    igraph_distances_dijkstra_cutoff(graph, &times, igraph_vss_1(source), igraph_vss_all(), ms, IGRAPH_OUT, cutoff_ms);
    took[i] = cpu_ms() - began;
    for (igraph_integer_t v = 0; v < igraph_vcount(graph); v++) reached += MATRIX(times, 0, v) < IGRAPH_INFINITY;
    igraph_matrix_destroy(&times);
  }
  qsort(took, SEARCHES, sizeof *took, ascending);
  printf("  %-40s %10.4f %10.4f %10.4f %14.0f nodes\n", name, took[SEARCHES / 2], took[SEARCHES * 95 / 100],
         took[SEARCHES - 1], (double)reached / SEARCHES);
  fflush(stdout);
}

static void measure_network(const char *name, const roadnet *net) {
  igraph_t graph;
  igraph_vector_int_t ends;
  igraph_vector_t ms;
  igraph_integer_t arcs = (igraph_integer_t)net->list.arcs;
  igraph_vector_int_init(&ends, 2 * arcs);
  igraph_vector_init(&ms, arcs);
  for (igraph_integer_t a = 0; a < arcs; a++) {
    VECTOR(ends)[2 * a] = net->tail[a];
    VECTOR(ends)[2 * a + 1] = net->head[a];
    VECTOR(ms)[a] = net->ms[a];
  }
  igraph_create(&graph, &ends, (igraph_integer_t)net->list.nodes, IGRAPH_DIRECTED);
  printf("\n%s, igraph %s\n  %-40s %10s %10s %10s\n", name, IGRAPH_VERSION, "cpu ms", "median", "p95", "worst");
  measure("bounded search, 15 minutes", &graph, &ms, QUARTER_HOUR_MS);
  measure("one to all", &graph, &ms, -1);
  igraph_destroy(&graph);
  igraph_vector_destroy(&ms);
  igraph_vector_int_destroy(&ends);
}

int main(void) {
  roadnet net;
  if (!roadnet_luxembourg(BUJU_DATA_DIR "/bench/roadnet-luxembourg", &net)) {
    printf("%s/bench/roadnet-luxembourg is not here\n", BUJU_DATA_DIR);
    return 77;
  }
  measure_network("Luxembourg", &net);
  roadnet_free(&net);
  return 0;
}
