/* How long travel by road takes: printed tables over real networks from the data folder, times in milliseconds of the
 * clock and, because machines are shared, of the processor.
 *   cmake --build build/dev --target bench_travel && build/dev/tests/bench_travel [THREADS [luxembourg|NY|NE]]
 * NY and NE are topologies without times: theirs are 5 to 25 s by a hash of the road's number
 * (tests/support/roadnet.h).
 * Beside it: bench_travel_igraph, and travel_pgrouting.sh. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "planner/travel/graph_table.h"
#include "planner/travel/ride.h"
#include "planner/travel/sweep.h"
#include "tests/support/roadnet.h"
#include "tests/support/roads.h"

enum { SAMPLES_MAX = 2000, QUARTER_HOUR_MS = 900000, SITES = 50 };

static double clock_ms(clockid_t which) {
  struct timespec at;
  clock_gettime(which, &at);
  return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

typedef struct samples {
  double wall[SAMPLES_MAX], cpu[SAMPLES_MAX], wall_began, cpu_began;
  int n;
  uint64_t count;
} samples;

static samples s;

static void begin(void) {
  s.wall_began = clock_ms(CLOCK_MONOTONIC);
  s.cpu_began = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
}

/* One measurement, spread over `over` things that were done in it; the first of a series warms up and is dropped. */
static void end(double over) {
  s.wall[s.n] = (clock_ms(CLOCK_MONOTONIC) - s.wall_began) / over;
  s.cpu[s.n++] = (clock_ms(CLOCK_PROCESS_CPUTIME_ID) - s.cpu_began) / over;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double peak_mb(void) {
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  return (double)use.ru_maxrss / 1024;
}

/* What has been measured since the last print; count is per measurement. */
static void print(const char *name, const char *counted) {
  qsort(s.wall, (size_t)s.n, sizeof *s.wall, ascending);
  qsort(s.cpu, (size_t)s.n, sizeof *s.cpu, ascending);
  printf("  %-40s %10.4f %10.4f %10.4f %10.4f %8.0f %14.0f %s\n", name, s.wall[s.n / 2], s.wall[s.n * 95 / 100],
         s.wall[s.n - 1], s.cpu[s.n / 2], peak_mb(), (double)s.count / s.n, counted);
  fflush(stdout);
  s.n = 0;
  s.count = 0;
}

static void check(buju_ctx *ctx, buju_status status) {
  if (status == BUJU_OK) return;
  fprintf(stderr, "%s\n", buju_ctx_error(ctx));
  exit(1);
}

/* A network, prepared, and every node of it a place, in the order given. */
typedef struct bench {
  buju_ctx *ctx;
  buju_arena *arena;
  buju_graph graph;
  buju_hierarchy hierarchy;
  buju_metric metric;
  buju_field field;
  buju_starts nodes;
  uint64_t rng;
} bench;

static buju_ix any_node(bench *b) { return (buju_ix)(roads_random(&b->rng) % b->graph.nodes); }

static void prepare(bench *b, const buju_arc_list *list) {
  begin();
  check(b->ctx, buju_graph_make(b->ctx, list, b->arena, &b->graph));
  end(1);
  s.count = b->graph.arcs;
  print("graph", "arcs");
  begin();
  check(b->ctx, buju_hierarchy_make(b->ctx, &b->graph, b->arena, &b->hierarchy));
  end(1);
  s.count = b->hierarchy.first[b->graph.nodes];
  print("hierarchy", "arcs");
  begin();
  check(b->ctx, buju_metric_make(b->ctx, &b->hierarchy, &b->graph, NULL, b->arena, &b->metric));
  check(b->ctx, buju_field_all(b->ctx, &b->metric, b->arena, &b->field));
  end(1);
  s.count = b->metric.up_first[b->graph.nodes] + b->metric.down_first[b->graph.nodes];
  print("metric", "arcs kept");
  uint64_t *row = BUJU_NEW(b->arena, uint64_t, (size_t)b->graph.nodes + 1);
  buju_start *start = BUJU_NEW(b->arena, buju_start, b->graph.nodes);
  if (row == NULL || start == NULL) exit(1);
  for (buju_ix v = 0; v < b->graph.nodes; v++) {
    row[v + 1] = v + 1;
    start[v].node = v;
  }
  b->nodes = (buju_starts){b->graph.nodes, row, start};
}

static void bench_searches(bench *b, int samples_n) {
  buju_search *search;
  check(b->ctx, buju_search_new(b->ctx, &b->graph, &search));
  for (int i = 0; i < samples_n; i++) {
    buju_start start = {.node = any_node(b)};
    buju_reached reached;
    begin();
    check(b->ctx, buju_search_times(b->ctx, search, &b->graph, &start, 1, QUARTER_HOUR_MS, &reached));
    end(1);
    s.count += reached.n;
  }
  print("bounded search, 15 minutes", "nodes");
  for (int i = 0; i < samples_n; i++) {
    buju_start start = {.node = any_node(b)};
    buju_ways ways;
    begin();
    check(b->ctx, buju_search_ways(b->ctx, search, &b->graph, &start, 1, QUARTER_HOUR_MS, &ways));
    end(1);
    s.count += ways.n;
  }
  print("  with lengths and courses", "nodes");
  for (int i = 0; i < 5; i++) {
    buju_start start[SITES];
    buju_allocated nearest;
    for (buju_ix k = 0; k < SITES; k++) start[k] = (buju_start){.node = any_node(b), .owner = k};
    begin();
    check(b->ctx, buju_search_nearest(b->ctx, search, &b->graph, start, SITES, BUJU_FAR, &nearest));
    end(1);
    s.count += nearest.n;
  }
  print("nearest of 50 sites, every node", "nodes");
  for (int i = 0; i < 5; i++) {
    buju_start start = {.node = any_node(b)};
    buju_reached reached;
    begin();
    check(b->ctx, buju_search_times(b->ctx, search, &b->graph, &start, 1, BUJU_FAR, &reached));
    end(1);
    s.count += reached.n;
  }
  print("one to all by searching", "nodes");
  buju_search_free(search);
}

static void bench_sweeps(bench *b, int samples_n, unsigned lanes, uint32_t limit_ms, const char *name) {
  buju_sweep *sweep;
  check(b->ctx, buju_sweep_new(b->ctx, &b->field, lanes, &sweep));
  for (int i = 0; i <= samples_n; i++) {
    buju_ix which[BUJU_LANES], first = any_node(b);
    for (unsigned l = 0; l < lanes; l++) which[l] = (first + l) % b->graph.nodes; /* neighbours in the order of nodes */
    buju_swept swept;
    uint64_t before = buju_sweep_worked(sweep).rows;
    begin();
    check(b->ctx, buju_sweep_run(b->ctx, sweep, &b->nodes, which, lanes, limit_ms, &swept));
    if (i > 0) end(lanes);
    if (i > 0) s.count += buju_sweep_worked(sweep).rows - before;
  }
  print(name, "rows a sweep");
  buju_sweep_free(sweep);
}

static void bench_trips(bench *b, int samples_n) {
  buju_ride *ride;
  check(b->ctx, buju_ride_new(b->ctx, &b->hierarchy, &ride));
  for (int i = 0; i < samples_n; i++) {
    enum { TRIPS = 100 };
    begin();
    for (int k = 0; k < TRIPS; k++) {
      buju_start from = {.node = any_node(b)}, to = {.node = any_node(b)};
      uint32_t ms;
      check(b->ctx, buju_ride_ms(b->ctx, ride, &b->metric, &from, 1, &to, 1, &ms));
      s.count += ms != BUJU_FAR;
    }
    end(TRIPS);
  }
  print("one trip", "reachable of 100");
  buju_ride_free(ride);
}

/* Many to many: 1,000 places by 1,000, whatever the distance. */
static void bench_table(bench *b) {
  enum { PLACES = 1000 };
  static uint64_t row[PLACES + 1];
  static buju_start from[PLACES], to[PLACES];
  for (buju_ix i = 0; i < PLACES; i++) {
    row[i + 1] = i + 1;
    from[i].node = any_node(b);
    to[i].node = any_node(b);
  }
  for (int i = 0; i < 5; i++) {
    buju_starts some = {PLACES, row, from}, others = {PLACES, row, to};
    buju_csr table;
    buju_arena *arena = buju_arena_new();
    begin();
    check(b->ctx, buju_sweep_table(b->ctx, &b->metric, &some, &others, BUJU_FAR, PLACES * PLACES, arena, &table));
    end(1);
    s.count += table.row[PLACES];
    buju_arena_free(arena);
  }
  print("table of 1,000 by 1,000", "pairs");
}

/* How many nodes each node reaches: what accessibility asks of a network. */
typedef struct coverage {
  uint32_t *reached; /* by place */
} coverage;

static buju_status count_reached(buju_ctx *ctx, void *user, unsigned worker, const buju_swept *swept) {
  (void)ctx, (void)worker;
  coverage *c = user;
  uint32_t reached[BUJU_LANES] = {0};
  for (size_t k = 0; k < swept->spans; k++)
    for (buju_ix r = swept->span[k].first; r < swept->span[k].end; r++)
      for (unsigned l = 0; l < BUJU_LANES; l++) reached[l] += swept->ms[(size_t)r * BUJU_LANES + l] <= QUARTER_HOUR_MS;
  for (unsigned l = 0; l < swept->used; l++) c->reached[swept->source[l]] = reached[l];
  return BUJU_OK;
}

static void bench_coverage(bench *b) {
  coverage c = {BUJU_NEW(b->arena, uint32_t, b->graph.nodes)};
  if (c.reached == NULL) exit(1);
  for (int i = 0; i < 5; i++) {
    begin();
    check(b->ctx, buju_sweep_each(b->ctx, &b->field, &b->nodes, QUARTER_HOUR_MS, count_reached, &c));
    end(1);
    for (buju_ix v = 0; v < b->graph.nodes; v++) s.count += c.reached[v];
  }
  print("15-minute coverage of every node", "pairs");
}

static buju_status count_pairs(buju_ctx *ctx, void *user, buju_ix row, uint64_t n, const buju_ix *col,
                               const uint32_t *ms) {
  (void)ctx, (void)row, (void)col, (void)ms;
  *(uint64_t *)user += n;
  return BUJU_OK;
}

/* Every node within 15 minutes of 50,000 candidates, told row by row: what siting for coverage asks. */
static void bench_rows(bench *b) {
  enum { CANDIDATES = 50000 };
  static uint64_t row[CANDIDATES + 1];
  static buju_start start[CANDIDATES];
  for (buju_ix i = 0; i < CANDIDATES; i++) {
    row[i + 1] = i + 1;
    start[i].node = (buju_ix)((uint64_t)i * b->graph.nodes / CANDIDATES);
  }
  buju_starts candidates = {CANDIDATES, row, start};
  buju_rows_ask ask = {
      .from = &candidates, .to = &b->nodes, .limit_ms = QUARTER_HOUR_MS, .take = count_pairs, .user = &s.count};
  buju_levels levels;
  if (!buju_levels_begin(&levels, &b->graph)) exit(1);
  begin();
  check(b->ctx, buju_graph_table_rows(b->ctx, &levels, NULL, &ask));
  end(1);
  print("rows of 50,000 places, 15 minutes", "pairs");
  buju_levels_free(&levels);
}

static void bench_network(const char *name, const buju_arc_list *list, unsigned threads) {
  bench b = {.ctx = buju_ctx_new(), .arena = buju_arena_new(), .rng = 2026};
  bool small = list->nodes < 100000;
  buju_ctx_set_threads(b.ctx, threads);
  printf("\n%s: %.0f nodes, %.0f arcs, %u threads\n", name, (double)list->nodes, (double)list->arcs,
         buju_ctx_threads(b.ctx));
  printf("  %-40s %10s %10s %10s %10s %8s %14s\n", "", "median ms", "p95", "worst", "cpu", "peak MB", "each");
  prepare(&b, list);
  bench_searches(&b, 1000);
  bench_sweeps(&b, 1000, 1, QUARTER_HOUR_MS, "15 minutes, one sweep");
  bench_sweeps(&b, 500, BUJU_LANES, QUARTER_HOUR_MS, "15 minutes, of 16 at once each");
  bench_sweeps(&b, small ? 500 : 20, 1, BUJU_FAR, "one to all, one sweep");
  bench_sweeps(&b, small ? 500 : 20, BUJU_LANES, BUJU_FAR, "one to all, of 16 at once each");
  bench_trips(&b, 200);
  bench_table(&b);
  if (small) bench_coverage(&b);
  if (small) bench_rows(&b);
  buju_arena_free(b.arena);
  buju_ctx_free(b.ctx);
}

int main(int argc, char **argv) {
  long threads = argc > 1 ? atol(argv[1]) : 0;
  const char *only = argc > 2 ? argv[2] : "";
  static const char *const topologies[] = {"NY", "NE"};
  if (threads < 0 || threads > 256) return 2;
  roadnet net;
  if (*only == '\0' || strcmp(only, "luxembourg") == 0) {
    if (roadnet_luxembourg(BUJU_DATA_DIR "/bench/roadnet-luxembourg", &net)) {
      bench_network("Luxembourg", &net.list, (unsigned)threads);
      roadnet_free(&net);
    } else {
      printf("%s/bench/roadnet-luxembourg is not here\n", BUJU_DATA_DIR);
    }
  }
  for (int i = 0; i < 2; i++) {
    char path[1024];
    if (*only != '\0' && strcmp(only, topologies[i]) != 0) continue;
    snprintf(path, sizeof path, "%s/bench/roadnet-dimacs-topology/%s.gr.xz", BUJU_DATA_DIR, topologies[i]);
    if (roadnet_dimacs(path, &net)) {
      bench_network(topologies[i], &net.list, (unsigned)threads);
      roadnet_free(&net);
    } else {
      printf("%s is not here, or xz is not\n", path);
    }
  }
  return 0;
}
