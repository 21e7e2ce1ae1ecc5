/* What roads cost: their network, the provider on it, and its operations between the places of scenarios with roads.
 *   cmake --build build/dev --target bench_network && build/dev/tests/bench_network SCENARIO [SCENARIO …]
 * tests/bench/network.sh makes scenarios and runs it. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "buju/plan.h"
#include "core/scenario.h"
#include "planner/travel/roads.h"

enum { ROUNDS = 7, LATTICE = 300 };

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Of all threads. */
static double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

typedef struct bench {
  buju_ctx *ctx;
  const buju_scenario *scenario;
  const buju_region *region;
  buju_travel *travel;
  buju_arena *arena; /* of one round */
  buju_places villages, demand, facilities;
  uint64_t count; /* what the step made */
} bench;

/* Median and worst of some rounds, and the median of what all threads worked. */
static void measure(bench *b, const char *what, buju_status (*step)(bench *b)) {
  double took[ROUNDS], worked[ROUNDS];
  for (int r = 0; r < ROUNDS; r++) {
    buju_arena *arena = b->arena;
    b->arena = buju_arena_new();
    double began = seconds(), before = cpu_seconds();
    if (step(b) != BUJU_OK) printf("%s: %s\n", what, buju_ctx_error(b->ctx));
    took[r] = seconds() - began;
    worked[r] = cpu_seconds() - before;
    buju_arena_free(b->arena);
    b->arena = arena;
  }
  qsort(took, ROUNDS, sizeof *took, ascending);
  qsort(worked, ROUNDS, sizeof *worked, ascending);
  printf("  %-44s %9.2f ms %9.2f ms %9.2f ms %12llu\n", what, took[ROUNDS / 2] * 1e3, took[ROUNDS - 1] * 1e3,
         worked[ROUNDS / 2] * 1e3, (unsigned long long)b->count);
}

static buju_status node(bench *b) {
  const buju_network_spec spec = {!b->region->road.noded, b->region->road.noded ? 0 : b->scenario->travel.snap_m};
  buju_network network;
  buju_status status = buju_network_build(b->ctx, &b->region->road, &spec, b->arena, NULL, &network);
  b->count = status == BUJU_OK ? network.edges : 0;
  return status;
}

static buju_status provide(bench *b) {
  buju_travel *travel = NULL;
  buju_status status = buju_travel_roads(b->ctx, b->region->network, &b->region->road, &b->scenario->travel, &travel);
  buju_travel_free(travel);
  return status;
}

static buju_status locate(const bench *b, buju_arena *arena, buju_ix n, const double *x, const double *y,
                          buju_places *out) {
  return b->travel->ops->locate(b->ctx, b->travel, n, x, y, arena, out);
}

static buju_status join_demand(bench *b) {
  buju_places places;
  b->count = b->region->demand.n;
  return locate(b, b->arena, b->region->demand.n, b->region->demand.x_m, b->region->demand.y_m, &places);
}

/* A lattice over the land of the settlements: what circles are drawn on. */
static buju_status join_lattice(bench *b) {
  const buju_region *r = b->region;
  static double x[LATTICE * LATTICE], y[LATTICE * LATTICE];
  double x0 = 1e300, y0 = 1e300, x1 = -1e300, y1 = -1e300;
  for (buju_ix d = 0; d < r->demand.n; d++) {
    x0 = r->demand.x_m[d] < x0 ? r->demand.x_m[d] : x0;
    y0 = r->demand.y_m[d] < y0 ? r->demand.y_m[d] : y0;
    x1 = r->demand.x_m[d] > x1 ? r->demand.x_m[d] : x1;
    y1 = r->demand.y_m[d] > y1 ? r->demand.y_m[d] : y1;
  }
  for (int i = 0; i < LATTICE * LATTICE; i++) {
    x[i] = x0 + (x1 - x0) * (i % LATTICE) / LATTICE;
    y[i] = y0 + (y1 - y0) * (double)(i / LATTICE) / LATTICE;
  }
  buju_places places;
  b->count = LATTICE * LATTICE;
  return locate(b, b->arena, LATTICE * LATTICE, x, y, &places);
}

static buju_status within(bench *b, buju_mode mode, uint32_t minutes) {
  buju_csr times;
  buju_status status =
      b->travel->ops->within(b->ctx, b->travel, mode, &b->villages, &b->villages, minutes * 60000, b->arena, &times);
  b->count = status == BUJU_OK ? times.row[times.n] : 0;
  return status;
}
static buju_status walk_15(bench *b) { return within(b, BUJU_WALK, 15); }
static buju_status ebike_15(bench *b) { return within(b, BUJU_EBIKE, 15); }
static buju_status drive_60(bench *b) { return within(b, BUJU_DRIVE, 60); }

static buju_status nearest(bench *b) {
  buju_near *near = BUJU_NEW(b->arena, buju_near, b->demand.n);
  b->count = b->demand.n;
  return b->travel->ops->nearest(b->ctx, b->travel, BUJU_WALK, &b->demand, &b->facilities, near);
}

/* Every settlement to the facility nearest to it. */
static buju_status trips(bench *b) {
  buju_near *near = BUJU_NEW(b->arena, buju_near, b->demand.n);
  buju_ix *from = BUJU_NEW(b->arena, buju_ix, b->demand.n), *to = BUJU_NEW(b->arena, buju_ix, b->demand.n);
  buju_trip *trip = BUJU_NEW(b->arena, buju_trip, b->demand.n);
  buju_status status = b->travel->ops->nearest(b->ctx, b->travel, BUJU_WALK, &b->demand, &b->facilities, near);
  for (buju_ix i = 0; i < b->demand.n; i++) {
    from[i] = i;
    to[i] = near[i].to;
  }
  b->count = b->demand.n;
  return status == BUJU_OK ? b->travel->ops->trips(b->ctx, b->travel, BUJU_WALK, &b->demand, &b->facilities,
                                                   b->demand.n, from, to, trip)
                           : status;
}

static buju_status open_scenario(bench *b, const char *path, buju_scenario **scenario, buju_region **region) {
  buju_status status = buju_scenario_read(b->ctx, path, NULL, 0, scenario);
  if (status == BUJU_OK) status = buju_region_read(b->ctx, *scenario, region);
  if (status != BUJU_OK) return status;
  const buju_region *r = b->region = *region;
  b->scenario = *scenario;
  if (r->network == NULL) return BUJU_E_DATA;
  status = buju_travel_roads(b->ctx, r->network, &r->road, &b->scenario->travel, &b->travel);
  if (status == BUJU_OK) status = locate(b, b->arena, r->village.n, r->village.x_m, r->village.y_m, &b->villages);
  if (status == BUJU_OK) status = locate(b, b->arena, r->demand.n, r->demand.x_m, r->demand.y_m, &b->demand);
  if (status == BUJU_OK) status = locate(b, b->arena, r->facility.n, r->facility.x_m, r->facility.y_m, &b->facilities);
  return status;
}

static void run(bench *b) {
  const buju_network *w = b->region->network;
  double all_m = 0;
  for (buju_ix p = 0; p < w->pieces; p++) all_m += w->piece_m[p];
  printf("  %u villages, %u settlements, %u facilities; %u lines → %u nodes, %u edges, %.0f km in %u pieces, the "
         "longest %.1f %%; %u ends joined\n",
         b->region->village.n, b->region->demand.n, b->region->facility.n, b->region->road.n, w->nodes, w->edges,
         all_m / 1000, w->pieces, all_m > 0 ? 100 * w->piece_m[0] / all_m : 0, w->count.ends_joined);
  printf("  %-44s %12s %12s %12s %12s\n", "", "median", "worst", "CPU", "made");
  measure(b, "network of the lines", node);
  measure(b, "provider: three modes", provide);
  measure(b, "join the settlements", join_demand);
  measure(b, "join a lattice", join_lattice);
  measure(b, "villages × villages within 15 min on foot", walk_15);
  measure(b, "villages × villages within 15 min by e-bike", ebike_15);
  measure(b, "villages × villages within 60 min by car", drive_60);
  measure(b, "nearest facility of each settlement", nearest);
  measure(b, "that, and the trip to it", trips);
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    bench b = {.ctx = buju_ctx_new(), .arena = buju_arena_new()};
    buju_scenario *scenario = NULL;
    buju_region *region = NULL;
    printf("%s\n", argv[i]);
    if (open_scenario(&b, argv[i], &scenario, &region) == BUJU_OK)
      run(&b);
    else
      printf("  no roads to measure: %s\n", buju_ctx_error(b.ctx));
    buju_travel_free(b.travel);
    buju_region_free(region);
    buju_scenario_free(scenario);
    buju_arena_free(b.arena);
    buju_ctx_free(b.ctx);
  }
  return 0;
}
