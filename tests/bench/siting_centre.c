/* How long p-centres take to be proved: benchmark instances of the literature, real distances × 100 for points.
 *   cmake --build build/rel --target bench_siting_centre && build/rel/tests/bench_siting_centre [all | FILE P [WORK
 * LIMIT]] Published: u1060 2,273.08 / 904.92 / 570.01 / 447.01, pcb3038 about 729 / 207 / 85; the graphs 127 (pmed1),
 * 59
 * (pmed11), 30 (pmed35). SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "layers/instances.h"
#include "planner/siting/siting.h"
#include "tests/support/siting_by_hand.h"

static double seconds(void) { return (double)clock() / CLOCKS_PER_SEC; }

/* Returns the CPU seconds. p 0: as the file says. */
static double run(buju_ctx *ctx, const char *file, int64_t p, int64_t work_limit) {
  char path[512];
  buju_instance *instance = NULL;
  snprintf(path, sizeof path, "%s/bench/%s", BUJU_DATA_DIR, file);
  if (buju_instance_read(ctx, path, &(buju_instance_spec){0}, &instance) != BUJU_OK) {
    printf("%-26s  %s\n", file, buju_ctx_error(ctx));
    return 0;
  }
  buju_arena *arena = buju_arena_new();
  buju_costs *costs = NULL;
  if (siting_costs(ctx, instance, 100, BUJU_ROUND_NEAREST, &costs) != BUJU_OK) {
    printf("%-26s  %s\n", file, buju_ctx_error(ctx));
    exit(1);
  }
  buju_siting_problem problem = {.model = BUJU_SITING_CENTRE,
                                 .costs = costs,
                                 .limit = BUJU_COST_NONE,
                                 .unserved = BUJU_COST_NONE,
                                 .p = p > 0 ? p : instance->p,
                                 .budget = BUJU_SITING_NO_BUDGET,
                                 .work_limit = work_limit};
  buju_siting_answer *a = NULL;
  double before = seconds();
  if (buju_siting_solve(ctx, &problem, arena, &a) != BUJU_OK) {
    printf("%-26s  %s\n", file, buju_ctx_error(ctx));
    exit(1);
  }
  double took = seconds() - before, gap = a->upper > 0 ? 100 * (double)(a->upper - a->lower) / (double)a->upper : 0;
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  printf("%-26s %5u %4d  %9lld %9lld %7.3f%%  %-7s %8.2f s %9.1f M %6.0f MB\n", file, (unsigned)instance->demands,
         (int)problem.p, (long long)a->upper, (long long)a->lower, gap,
         a->state == BUJU_SITING_PROVED ? "proved" : "within", took, (double)a->work / 1e6,
         (double)use.ru_maxrss / 1024);
  fflush(stdout);
  buju_costs_free(costs);
  buju_arena_free(arena);
  buju_instance_free(instance);
  return took;
}

static void run_graphs(buju_ctx *ctx) {
  double sum = 0;
  for (int k = 1; k <= 39; k += 2) {
    char file[64];
    snprintf(file, sizeof file, "orlib-pmed/pmed%d.txt", k);
    sum += run(ctx, file, 0, 0);
  }
  printf("graphs in all: %.2f s\n", sum);
}

int main(int argc, char **argv) {
  static const int u1060[] = {10, 50, 100, 150};
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_ctx_set_threads(ctx, 1);
  printf("instance                       n    p      value     bound      gap               CPU        work    peak\n");
  if (argc > 2) {
    run(ctx, argv[1], strtoll(argv[2], NULL, 10), argc > 3 ? strtoll(argv[3], NULL, 10) : 0);
    buju_ctx_free(ctx);
    return 0;
  }
  double sum = 0;
  for (size_t k = 0; k < sizeof u1060 / sizeof *u1060; k++) sum += run(ctx, "tsplib/u1060.tsp", u1060[k], 0);
  printf("u1060 in all: %.2f s\n", sum);
  run_graphs(ctx);
  if (argc > 1) {
    run(ctx, "tsplib/pcb3038.tsp", 10, 0);
    run(ctx, "tsplib/pcb3038.tsp", 100, 6000000000);
    run(ctx, "tsplib/pcb3038.tsp", 500, 6000000000);
  }
  buju_ctx_free(ctx);
  return 0;
}
