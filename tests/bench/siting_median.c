/* The p-median on instances of the literature and on made counties; README.md says how to run and read it.
 *   bench_siting_median [NAME [P [SECONDS [CBC SECONDS]]]]
 * NAME: a graph or a set of points, or a part of its name; without one, all rows. SECONDS: steps for about so long.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/instances.h"
#include "planner/siting/siting_parts.h"
#include "tests/bench/cbc_model.h"
#include "tests/bench/county.h"
#include "tests/support/siting_by_hand.h"

/* Counted steps for about a second. */
#define STEPS_A_SECOND 100000000

/* What is asked, and the best value known (../shared/data/README.md). */
typedef struct question {
  const char *folder, *name;
  int64_t p, known; /* p 0: as the file says */
  double seconds;   /* 0: until proved */
  double limit_min; /* nobody goes farther; 0: no limit */
} question;

static const question questions[] = {
    {"orlib-pmed", "pmed1.txt", 0, 5819, 0, 0},
    {"orlib-pmed", "pmed3.txt", 0, 4250, 0, 0},
    {"orlib-pmed", "pmed5.txt", 0, 1355, 0, 0},
    {"orlib-pmed", "pmed7.txt", 0, 5631, 0, 0},
    {"orlib-pmed", "pmed9.txt", 0, 2734, 0, 0},
    {"orlib-pmed", "pmed11.txt", 0, 7696, 0, 0},
    {"orlib-pmed", "pmed13.txt", 0, 4374, 0, 0},
    {"orlib-pmed", "pmed15.txt", 0, 1729, 0, 0},
    {"orlib-pmed", "pmed17.txt", 0, 6999, 0, 0},
    {"orlib-pmed", "pmed19.txt", 0, 2845, 0, 0},
    {"orlib-pmed", "pmed21.txt", 0, 9138, 0, 0},
    {"orlib-pmed", "pmed23.txt", 0, 4619, 0, 0},
    {"orlib-pmed", "pmed25.txt", 0, 1828, 0, 0},
    {"orlib-pmed", "pmed27.txt", 0, 8307, 0, 0},
    {"orlib-pmed", "pmed29.txt", 0, 3033, 0, 0},
    {"orlib-pmed", "pmed31.txt", 0, 10086, 0, 0},
    {"orlib-pmed", "pmed33.txt", 0, 4700, 0, 0},
    {"orlib-pmed", "pmed35.txt", 0, 10400, 0, 0},
    {"orlib-pmed", "pmed37.txt", 0, 5057, 0, 0},
    {"orlib-pmed", "pmed39.txt", 0, 9423, 0, 0},
    {"tsplib", "rl1304.tsp", 5, 3099073, 0, 0},
    {"tsplib", "rl1304.tsp", 10, 2134295, 0, 0},
    {"tsplib", "rl1304.tsp", 100, 491639, 0, 0},
    {"tsplib", "rl1304.tsp", 500, 97024, 0, 0},
    {"tsplib", "pcb3038.tsp", 5, 1777835, 5, 0},
    {"tsplib", "pcb3038.tsp", 50, 506339, 5, 0},
    {"tsplib", "pcb3038.tsp", 150, 280128, 5, 0},
    {"tsplib", "pcb3038.tsp", 500, 134798, 5, 0},
    {"tsplib", "fl1400.tsp", 400, 4648, 60, 0},
    {NULL, "county", 10, 0, 0, 0},
    {NULL, "county", 30, 0, 0, 0},
    {NULL, "county", 100, 0, 0, 0},
    {NULL, "county-15min", 10, 0, 0, 15},
    {NULL, "county-15min", 30, 0, 0, 15},
    {NULL, "county-15min", 100, 0, 0, 15},
    {NULL, "county-30min", 10, 0, 0, 30},
    {NULL, "county-30min", 30, 0, 0, 30},
    {NULL, "county-30min", 100, 0, 0, 30},
    {"tsplib", "usa13509.tsp", 100, 108002205, 60, 0},
    {"tsplib", "usa13509.tsp", 1000, 29268216, 60, 0},
    {"tsplib", "usa13509.tsp", 5000, 7608605, 60, 0},
};

static void print_row(const question *q, int64_t p, const buju_siting_answer *a, const bench_trace *trace) {
  printf("%-14s %5lld %15lld %15lld", q->name, (long long)p, (long long)a->upper, (long long)a->lower);
  if (q->known > 0)
    printf(" %8.4f", 100.0 * (double)(a->upper - q->known) / (double)q->known);
  else
    printf(" %8s", "");
  bench_print(trace);
  printf(" %-10s %8.0f", buju_method_words[a->method].id, (double)a->work / 1e6);
}

typedef struct row {
  const question *question;
  double seconds;
  double cbc_s; /* above 0: Cbc is asked, for so long, rather than the solver */
} row;

static buju_siting_problem problem_of(const row *r, const buju_instance *instance, const buju_costs *costs) {
  const question *q = r->question;
  return (buju_siting_problem){.model = BUJU_SITING_MEDIAN,
                               .costs = costs,
                               .weight = instance->weight,
                               .limit = q->limit_min > 0 ? (uint32_t)(q->limit_min * 60000) : BUJU_COST_NONE,
                               .p = q->p > 0 ? q->p : instance->p,
                               .budget = BUJU_SITING_NO_BUDGET,
                               .unserved = BUJU_COST_NONE,
                               .work_limit = (int64_t)(r->seconds * STEPS_A_SECOND)};
}

static buju_status solve(buju_ctx *ctx, const row *r, buju_siting_problem problem, buju_arena *arena) {
  bench_trace trace;
  buju_siting_answer *a = NULL;
  problem.watch = &trace.watch;
  bench_start(&trace, 0);
  buju_status status = buju_siting_solve_by(ctx, &problem, buju_siting_median, arena, &a);
  if (status != BUJU_OK) return status;
  bench_stop(&trace, a->upper, a->lower);
  print_row(r->question, problem.p, a, &trace);
  return BUJU_OK;
}

/* What nobody serves counts twice the largest cost there may be, plus 1, as in the solver. */
static buju_status ask_cbc(buju_ctx *ctx, const buju_siting_problem *problem, double limit_s, buju_arena *arena) {
  uint32_t most = problem->limit < problem->costs->most ? problem->limit : problem->costs->most;
  buju_csr near;
  bench_model model;
  bench_cbc found;
  if (!bench_model_lists(ctx, problem, arena, &near)) {
    bench_cbc_print_none();
    return BUJU_OK;
  }
  double wall_s = bench_seconds(CLOCK_MONOTONIC);
  if (!bench_model_median(problem, &near, 2 * most + 1, arena, &model) ||
      !bench_model_solve(&model, arena, limit_s, &found))
    return BUJU_E_MEMORY;
  bench_cbc_print(found.planned, found.cost, found.lower, bench_seconds(CLOCK_MONOTONIC) - wall_s);
  return BUJU_OK;
}

static int measure(void *user) {
  const row *r = user;
  const question *q = r->question;
  char path[512];
  if (q->folder != NULL) snprintf(path, sizeof path, "%s/bench/%s/%s", BUJU_DATA_DIR, q->folder, q->name);
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_instance *instance = NULL;
  buju_costs *costs = NULL;
  if (ctx == NULL || arena == NULL) return 1;
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_status status = q->folder != NULL ? buju_instance_read(ctx, path, &(buju_instance_spec){0}, &instance)
                                         : bench_county(arena, &instance);
  if (status == BUJU_OK) status = siting_costs(ctx, instance, 1, BUJU_ROUND_DOWN, &costs);
  if (status == BUJU_OK) {
    buju_siting_problem problem = problem_of(r, instance, costs);
    status = r->cbc_s > 0 ? ask_cbc(ctx, &problem, r->cbc_s, arena) : solve(ctx, r, problem, arena);
  }
  if (status != BUJU_OK && r->cbc_s <= 0) printf("%s: %s", q->name, buju_ctx_error(ctx));
  buju_costs_free(costs);
  if (q->folder != NULL) buju_instance_free(instance);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
  return status != BUJU_OK;
}

int main(int argc, char **argv) {
  int failed = 0;
  printf("%-14s %5s %15s %15s %8s", "instance", "p", "value", "bound", "off %");
  bench_print_heads();
  printf(" %-10s %8s", "proved by", "10^6");
  bench_cbc_heads();
  for (size_t k = 0; k < sizeof questions / sizeof *questions; k++) {
    const question *q = &questions[k];
    if (argc > 1 && strstr(q->name, argv[1]) == NULL) continue;
    if (argc > 2 && atoll(argv[2]) > 0 && atoll(argv[2]) != q->p) continue;
    row r = {q, argc > 3 ? strtod(argv[3], NULL) : q->seconds, 0};
    failed |= bench_apart(measure, &r);
    r.cbc_s = argc > 4 ? strtod(argv[4], NULL) : BENCH_CBC_S;
    if (r.cbc_s > 0) failed |= bench_apart(measure, &r);
    printf("\n");
  }
  return failed;
}
