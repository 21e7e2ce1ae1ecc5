/* How long maximal cover takes to be proved: the instances of the literature, counties, and millions of customers.
 *   cmake --build build/rel --target bench_siting_max_cover && build/rel/tests/bench_siting_max_cover [NAME …]
 * NAME picks rows whose name begins so. Times are of the whole program's threads; files are read before.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "layers/instances.h"
#include "planner/siting/max_cover_frontier.h"
#include "planner/siting/siting_parts.h"
#include "tests/support/siting_by_hand.h"

static double seconds(clockid_t clock) {
  struct timespec at;
  clock_gettime(clock, &at);
  return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static double peak_mb(void) {
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  return (double)use.ru_maxrss / 1024;
}

static int wanted(const char *name, int argc, char **argv) {
  if (argc < 2) return 1;
  for (int k = 1; k < argc; k++)
    if (strncmp(name, argv[k], strlen(argv[k])) == 0) return 1;
  return 0;
}

static void check(buju_ctx *ctx, buju_status status) {
  if (status == BUJU_OK) return;
  fprintf(stderr, "%s\n", buju_ctx_error(ctx));
  exit(1);
}

/* Solves within a limit of work and prints a line. */
static void run(buju_ctx *ctx, const char *name, buju_siting_problem problem, int64_t work_limit) {
  buju_arena *arena = buju_arena_new();
  buju_siting_answer *a = NULL;
  problem.work_limit = work_limit;
  double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
  check(ctx, buju_siting_solve_by(ctx, &problem, buju_siting_max_cover, arena, &a));
  wall = seconds(CLOCK_MONOTONIC) - wall;
  cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  int64_t served = a->weight_served, most = served + a->upper - a->lower;
  printf("%-26s %5lld %12lld %12lld %9.4f %-7s %8.2f %8.2f %8.0f %12lld\n", name, (long long)problem.p,
         (long long)served, (long long)most, 100 * (double)(most - served) / (double)(served > 0 ? served : 1),
         a->state == BUJU_SITING_PROVED ? "proved" : "open", wall, cpu, peak_mb(), (long long)a->work);
  fflush(stdout);
  buju_arena_free(arena);
}

/* ---- the literature ---- */

static void run_bds(buju_ctx *ctx, const char *file, double radius, int64_t p, int argc, char **argv) {
  static const double scale = 1e7;
  char path[512], name[64];
  snprintf(path, sizeof path, "%s/bench/mclp-bds/BDS1000_BDS%s.txt", BUJU_DATA_DIR, file);
  snprintf(name, sizeof name, "%s R=%.1f", file, radius);
  if (!wanted(name, argc, argv)) return;
  buju_instance *instance = NULL;
  if (buju_instance_read(ctx, path, &(buju_instance_spec){0}, &instance) != BUJU_OK) {
    printf("%-26s skipped: %s\n", name, buju_ctx_error(ctx));
    return;
  }
  buju_costs *costs = NULL;
  check(ctx, siting_costs(ctx, instance, scale, BUJU_ROUND_UP, &costs));
  buju_siting_problem problem = {.model = BUJU_SITING_MAX_COVER,
                                 .costs = costs,
                                 .weight = instance->weight,
                                 .limit = (uint32_t)(radius * scale),
                                 .p = p,
                                 .budget = BUJU_SITING_NO_BUDGET};
  run(ctx, name, problem, 0);
  buju_costs_free(costs);
  buju_instance_free(instance);
}

/* ---- generated ---- */

static uint64_t state;

static double unit(void) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (double)(state >> 11) / 9007199254740992.0;
}

/* The curve from 1 to p sites, free and nested. */
static void run_frontier(buju_ctx *ctx, const char *name, buju_siting_problem problem, int64_t p, int64_t work_limit) {
  for (int nested = 0; nested < 2; nested++) {
    buju_arena *arena = buju_arena_new();
    buju_siting_frontier frontier;
    problem.work_limit = work_limit;
    double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID), gap = 0, loss = 0;
    check(ctx, buju_max_cover_frontier(ctx, &problem, p, nested != 0, arena, &frontier));
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    int64_t work = 0, proved = 0;
    for (buju_ix k = 0; k < frontier.points; k++) {
      const buju_siting_point *at = &frontier.point[k];
      proved += at->free_served == at->most;
      gap = fmax(gap, (double)(at->most - at->free_served) / (double)frontier.weight);
      loss = fmax(loss, (double)(at->free_served - at->served) / (double)frontier.weight);
      work += at->work;
    }
    printf("%-26s %5u points: %3lld proved, worst gap %.4f %%, worst loss by nesting %.4f %% of all; CPU %.2f s, work "
           "%lld\n",
           name, frontier.points, (long long)proved, 100 * gap, 100 * loss, cpu, (long long)work);
    buju_arena_free(arena);
  }
}

/* Points in a square of side 1, weights 1 … heaviest thousand, costs in 10^-6. Budget: a share of all costs; 0: p. */
static void run_square(buju_ctx *ctx, const char *name, buju_ix demands, buju_ix candidates, double radius, int64_t p,
                       double budget, bool curve, int argc, char **argv) {
  if (!wanted(name, argc, argv)) return;
  double *x = malloc(((size_t)demands + candidates) * 2 * sizeof *x), *y = x + demands + candidates;
  int64_t *weight = malloc(((size_t)demands + candidates) * sizeof *weight), *price = weight + demands, sum = 0;
  if (x == NULL || weight == NULL) exit(1);
  state = 88172645463325252u;
  for (size_t k = 0; k < (size_t)demands + candidates; k++) {
    x[k] = unit();
    y[k] = unit();
    weight[k] = 1 + (int64_t)(unit() * 3000);
    if (k >= demands) sum += weight[k];
    if (k < demands) weight[k] *= BUJU_PERSON;
  }
  buju_costs *costs = NULL;
  buju_costs_plane plane = {demands, candidates, x, y, x + demands, y + demands, 1e6, BUJU_ROUND_UP};
  check(ctx, buju_costs_points(ctx, &plane, &costs));
  buju_siting_problem problem = {.model = BUJU_SITING_MAX_COVER,
                                 .costs = costs,
                                 .weight = weight,
                                 .open_cost = price,
                                 .limit = (uint32_t)(radius * 1e6),
                                 .p = budget > 0 ? BUJU_SITING_NO_P : p,
                                 .budget = budget > 0 ? (int64_t)(budget * (double)sum) : BUJU_SITING_NO_BUDGET};
  if (curve)
    run_frontier(ctx, name, problem, p, 1000000);
  else
    run(ctx, name, problem, 2000000000);
  buju_costs_free(costs);
  free(x);
  free(weight);
}

int main(int argc, char **argv) {
  buju_ctx *ctx = buju_ctx_new();
  printf("%-26s %5s %12s %12s %9s %-7s %8s %8s %8s %12s\n", "instance", "p", "served", "bound", "gap %", "", "wall s",
         "CPU s", "peak MB", "work");
  run_bds(ctx, "10000A", 2, 40, argc, argv);
  run_bds(ctx, "10000A", 1.5, 50, argc, argv);
  run_bds(ctx, "100000A", 2, 40, argc, argv);
  run_bds(ctx, "100000A", 1.5, 50, argc, argv);
  run_square(ctx, "county 1000x3000 p", 1000, 3000, 0.08, 20, 0, false, argc, argv);
  run_square(ctx, "county 1000x3000 money", 1000, 3000, 0.08, 0, 0.005, false, argc, argv);
  run_square(ctx, "frontier 1000x3000", 1000, 3000, 0.08, 100, 0, true, argc, argv);
  run_square(ctx, "frontier 1000x3000 near", 1000, 3000, 0.04, 100, 0, true, argc, argv);
  run_square(ctx, "millions 10Mx100", 10000000, 100, 0.1, 15, 0, false, argc, argv);
  buju_ctx_free(ctx);
  return 0;
}
