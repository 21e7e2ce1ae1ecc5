/* How long covers take: the set cover instances of the literature, and sites that reach every node of a road network.
 *   cmake --build build/rel --target bench_siting_cover && build/rel/tests/bench_siting_cover [[MOST_WORK] INSTANCE…]
 * where an instance is the name of a file in bench/set-cover, or roads.
 * An instance runs again from the start with larger and larger work limits until it is proved, so every row can be had
 * again. CPU seconds, as machines are shared. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "layers/instances.h"
#include "planner/siting/siting_parts.h"
#include "tests/support/roadnet.h"

static double cpu_s(void) {
  struct timespec at;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
  return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static double peak_mb(void) {
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  return (double)use.ru_maxrss / 1024;
}

static void check(buju_ctx *ctx, buju_status status) {
  if (status == BUJU_OK) return;
  fprintf(stderr, "%s\n", buju_ctx_error(ctx));
  exit(1);
}

static void title(void) {
  printf("%-22s %12s %7s %7s %7s %8s %8s %10s  %s\n", "instance", "work limit", "value", "bound", "gap %", "CPU s",
         "peak MB", "work", "method");
}

static bool solve(buju_ctx *ctx, const char *name, const buju_siting_problem *problem) {
  buju_arena *arena = buju_arena_new();
  buju_siting_answer *a;
  double began = cpu_s();
  check(ctx, buju_siting_solve_by(ctx, problem, buju_siting_cover, arena, &a));
  double gap = a->upper > 0 ? 100.0 * (double)(a->upper - a->lower) / (double)a->upper : 0;
  printf("%-22s %12.0e %7lld %7lld %7.2f %8.2f %8.0f %10.2e  %s%s\n", name, (double)problem->work_limit,
         (long long)a->upper, (long long)a->lower, gap, cpu_s() - began, peak_mb(), (double)a->work, a->method,
         a->state == BUJU_SITING_PROVED ? ", proved" : "");
  fflush(stdout);
  bool proved = a->state == BUJU_SITING_PROVED;
  buju_arena_free(arena);
  return proved;
}

/* ---- the literature ---- */

static void solve_file(buju_ctx *ctx, const char *name, double most_work) {
  char path[512];
  snprintf(path, sizeof path, "%s/bench/set-cover/%s.txt", BUJU_DATA_DIR, name);
  buju_instance *instance;
  buju_instance_spec spec = {0};
  if (buju_instance_read(ctx, path, &spec, &instance) != BUJU_OK) {
    printf("%-22s skipped: %s\n", name, buju_ctx_error(ctx));
    return;
  }
  buju_costs *costs;
  check(ctx, buju_costs_table(ctx, &instance->table, instance->candidates, &costs));
  buju_siting_problem problem = {.model = BUJU_SITING_COVER,
                                 .costs = costs,
                                 .open_cost = instance->open_cost,
                                 .limit = BUJU_COST_NONE,
                                 .p = BUJU_SITING_NO_P,
                                 .budget = BUJU_SITING_NO_BUDGET};
  for (double work = 1e7; work <= most_work; work *= 10) {
    problem.work_limit = (int64_t)work;
    if (solve(ctx, name, &problem)) break;
  }
  buju_costs_free(costs);
  buju_instance_free(instance);
}

/* ---- roads ---- */

enum { CANDIDATES = 50000 };

static void solve_roads(buju_ctx *ctx) {
  roadnet net;
  if (!roadnet_luxembourg(BUJU_DATA_DIR "/bench/roadnet-luxembourg", &net)) {
    printf("luxembourg skipped: its data are not there\n");
    return;
  }
  buju_arena *arena = buju_arena_new();
  buju_costs *costs;
  check(ctx, roadnet_costs(ctx, &net, CANDIDATES, arena, &costs));
  static const uint32_t minutes[] = {5, 10, 15};
  for (size_t k = 0; k < sizeof minutes / sizeof *minutes; k++) {
    buju_siting_problem problem = {.model = BUJU_SITING_COVER,
                                   .costs = costs,
                                   .limit = minutes[k] * 60000,
                                   .p = BUJU_SITING_NO_P,
                                   .budget = BUJU_SITING_NO_BUDGET};
    char name[64];
    snprintf(name, sizeof name, "luxembourg %u min", minutes[k]);
    solve(ctx, name, &problem);
  }
  buju_costs_free(costs);
  buju_arena_free(arena);
  roadnet_free(&net);
}

int main(int argc, char **argv) {
  static const char *const all[] = {"scpclr10", "scpclr11", "scpclr12", "scpclr13", "scpcyc06",
                                    "scpcyc07", "scpcyc08", "scpcyc09", "rail507",  "roads"};
  buju_ctx *ctx = buju_ctx_new();
  double most_work = 1e9;
  title();
  for (int k = 0; k < (argc > 1 ? argc - 1 : (int)(sizeof all / sizeof *all)); k++) {
    const char *name = argc > 1 ? argv[k + 1] : all[k];
    if (name[0] >= '0' && name[0] <= '9')
      most_work = strtod(name, NULL);
    else if (strcmp(name, "roads") == 0)
      solve_roads(ctx);
    else
      solve_file(ctx, name, most_work);
  }
  buju_ctx_free(ctx);
  return 0;
}
