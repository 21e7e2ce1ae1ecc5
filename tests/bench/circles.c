/* How long service circles take: a printed table over a generated county of 500 villages.
 *   cmake --build build/dev --target bench_circles && build/dev/tests/bench_circles [SITES [THREADS]]
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "planner/travel/circles.h"

enum { MOST_SITES = 20000, PLACES_A_SITE = 5, RUNS = 9 };

static const struct {
  const char *name;
  buju_mode mode;
  buju_ix limits;
  uint32_t limit_ms[3];
} kinds[] = {{"on foot, 15 min", BUJU_WALK, 1, {900000}},
             {"on foot, 30 min", BUJU_WALK, 1, {1800000}},
             {"on foot, 15 30 60 min", BUJU_WALK, 3, {900000, 1800000, 3600000}},
             {"e-bike, 15 min", BUJU_EBIKE, 1, {900000}},
             {"by car, 15 30 60 min", BUJU_DRIVE, 3, {900000, 1800000, 3600000}}};

static double site_x[MOST_SITES], site_y[MOST_SITES];
static double place_x[MOST_SITES * PLACES_A_SITE], place_y[MOST_SITES * PLACES_A_SITE];
static uint64_t state = 88172645463325252u;

static double unit(void) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (double)(state >> 11) / 9007199254740992.0;
}

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Villages two kilometres apart, hamlets around them. */
static void scatter(buju_region *region, buju_ix sites) {
  double side_m = 2000 * sqrt(sites);
  for (buju_ix i = 0; i < sites; i++) {
    site_x[i] = 500000 + side_m * unit();
    site_y[i] = 3300000 + side_m * unit();
    for (buju_ix k = i * PLACES_A_SITE; k < (i + 1) * PLACES_A_SITE; k++) {
      place_x[k] = site_x[i] + 1000 * (unit() - 0.5);
      place_y[k] = site_y[i] + 1000 * (unit() - 0.5);
    }
  }
  region->demand.n = sites * PLACES_A_SITE;
  region->demand.x_m = place_x;
  region->demand.y_m = place_y;
}

static void measure(buju_ctx *ctx, const buju_circles_ask *ask, const char *name) {
  double mesh_ms[RUNS], draw_ms[RUNS], cpu_ms[RUNS];
  uint64_t points = 0;
  buju_mesh mesh = {0};
  for (int run = 0; run < RUNS; run++) {
    buju_arena *arena = buju_arena_new();
    buju_land land;
    clock_t cpu = clock();
    double start = now_ms();
    if (buju_circles_mesh(ctx, ask, arena, &mesh) != BUJU_OK) exit(1);
    double middle = now_ms();
    if (buju_circles_draw(ctx, ask, &mesh, arena, &land) != BUJU_OK) exit(1);
    mesh_ms[run] = middle - start;
    draw_ms[run] = now_ms() - middle;
    cpu_ms[run] = (double)(clock() - cpu) * 1e3 / CLOCKS_PER_SEC;
    points = land.point[land.ring[land.part[land.n]]];
    buju_arena_free(arena);
  }
  qsort(mesh_ms, RUNS, sizeof *mesh_ms, by_size);
  qsort(draw_ms, RUNS, sizeof *draw_ms, by_size);
  qsort(cpu_ms, RUNS, sizeof *cpu_ms, by_size);
  printf("%-24s %8u %6.0f %9.1f %9.1f %9.1f %9.1f %9.1f %10llu\n", name, mesh.vertices, mesh.spacing_m,
         mesh_ms[RUNS / 2], mesh_ms[RUNS - 1], draw_ms[RUNS / 2], draw_ms[RUNS - 1], cpu_ms[RUNS / 2],
         (unsigned long long)points);
}

int main(int argc, char **argv) {
  static buju_region region;
  static const buju_travel_spec speeds = {
      .walk_mps = 1.25, .ebike_mps = 15 / 3.6, .drive_mps = 40 / 3.6, .detour_factor = 1.3};
  buju_ix sites = argc > 1 ? (buju_ix)strtoul(argv[1], NULL, 10) : 500;
  buju_ctx *ctx = buju_ctx_new();
  buju_travel *travel;
  if (sites > MOST_SITES || buju_travel_straight(ctx, &speeds, &travel) != BUJU_OK) return 1;
  if (argc > 2) buju_ctx_set_threads(ctx, (unsigned)strtoul(argv[2], NULL, 10));
  scatter(&region, sites);
  printf("%u sites, straight line, milliseconds (median and worst of %d; cpu: of all threads, the least disturbed by "
         "others)\n",
         sites, RUNS);
  printf("%-24s %8s %6s %9s %9s %9s %9s %9s %10s\n", "", "corners", "m", "mesh", "worst", "circles", "worst", "cpu",
         "points");
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    buju_circles_ask ask = {.region = &region,
                            .travel = travel,
                            .spec = &speeds,
                            .mode = kinds[k].mode,
                            .n = sites,
                            .x_m = site_x,
                            .y_m = site_y,
                            .limits = kinds[k].limits,
                            .limit_ms = kinds[k].limit_ms};
    measure(ctx, &ask, kinds[k].name);
  }
  buju_travel_free(travel);
  buju_ctx_free(ctx);
  return 0;
}
