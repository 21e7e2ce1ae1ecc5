/* p-centres on instances of the literature and on a made county, real distances × 100 for points, beside Cbc; README.md
 * says how to run and read it.
 *   bench_siting_centre [NAME [P [SECONDS [CBC_SECONDS]]]]
 * NAME: a graph or a set of points, or a part of its name; without one, all rows. SECONDS: steps for about so long.
 * CBC_SECONDS: 60 unless told, 0: without it. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/instances.h"
#include "planner/siting/siting_parts.h"
#include "tests/bench/cbc.h"
#include "tests/bench/county.h"
#include "tests/bench/trace.h"
#include "tests/support/siting_by_hand.h"

/* Counted steps for about a second. */
#define STEPS_A_SECOND 100000000

/* What is asked, and the best value known (../shared/data/README.md). */
typedef struct question {
  const char *folder, *name;
  int64_t p, known; /* p 0: as the file says; known 0: nobody has told */
  double seconds;   /* 0: until proved */
} question;

static const question questions[] = {
    {"tsplib", "u1060.tsp", 10, 227308, 0},
    {"tsplib", "u1060.tsp", 50, 90492, 0},
    {"tsplib", "u1060.tsp", 100, 57001, 0},
    {"tsplib", "u1060.tsp", 150, 44701, 0},
    {"orlib-pmed", "pmed1.txt", 0, 127, 0},
    {"orlib-pmed", "pmed3.txt", 0, 0, 0},
    {"orlib-pmed", "pmed5.txt", 0, 0, 0},
    {"orlib-pmed", "pmed7.txt", 0, 0, 0},
    {"orlib-pmed", "pmed9.txt", 0, 0, 0},
    {"orlib-pmed", "pmed11.txt", 0, 59, 0},
    {"orlib-pmed", "pmed13.txt", 0, 0, 0},
    {"orlib-pmed", "pmed15.txt", 0, 0, 0},
    {"orlib-pmed", "pmed17.txt", 0, 0, 0},
    {"orlib-pmed", "pmed19.txt", 0, 0, 0},
    {"orlib-pmed", "pmed21.txt", 0, 0, 0},
    {"orlib-pmed", "pmed23.txt", 0, 0, 0},
    {"orlib-pmed", "pmed25.txt", 0, 0, 0},
    {"orlib-pmed", "pmed27.txt", 0, 0, 0},
    {"orlib-pmed", "pmed29.txt", 0, 0, 0},
    {"orlib-pmed", "pmed31.txt", 0, 0, 0},
    {"orlib-pmed", "pmed33.txt", 0, 0, 0},
    {"orlib-pmed", "pmed35.txt", 0, 30, 0},
    {"orlib-pmed", "pmed37.txt", 0, 0, 0},
    {"orlib-pmed", "pmed39.txt", 0, 0, 0},
    {NULL, "county", 10, 0, 0},
    {NULL, "county", 30, 0, 0},
    {NULL, "county", 100, 0, 0},
    {"tsplib", "pcb3038.tsp", 10, 72900, 60},
    {"tsplib", "pcb3038.tsp", 100, 20700, 60},
    {"tsplib", "pcb3038.tsp", 500, 8500, 60},
};

typedef struct row {
  const question *question;
  double seconds;
  double cbc_s; /* above 0: Cbc is asked, for so long, rather than the solver */
} row;

static buju_status solve(buju_ctx *ctx, const row *r, int64_t p, const buju_costs *costs, buju_arena *arena) {
  const question *q = r->question;
  bench_trace trace;
  buju_siting_answer *a;
  buju_siting_problem problem = {.model = BUJU_SITING_CENTRE,
                                 .costs = costs,
                                 .limit = BUJU_COST_NONE,
                                 .unserved = BUJU_COST_NONE,
                                 .p = p,
                                 .budget = BUJU_SITING_NO_BUDGET,
                                 .work_limit = (int64_t)(r->seconds * STEPS_A_SECOND),
                                 .watch = &trace.watch};
  bench_start(&trace, 0);
  buju_status status = buju_siting_solve_by(ctx, &problem, buju_siting_centre, arena, &a);
  if (status != BUJU_OK) return status;
  bench_stop(&trace, a->upper, a->lower);
  printf("%-12s %4lld %9lld %9lld", q->name, (long long)p, (long long)a->upper, (long long)a->lower);
  if (q->known > 0)
    printf(" %8.4f", 100.0 * (double)(a->upper - q->known) / (double)q->known);
  else
    printf(" %8s", "");
  bench_print(&trace);
  printf(" %8.0f", (double)a->work / 1e6);
  return BUJU_OK;
}

/* ---- the peer: covers by Cbc at radii that halve what is between the last refused and the last found ---- */

typedef struct bracket {
  int64_t refused, found; /* found INT64_MAX: none yet */
  bool full;              /* a model would be too large */
} bracket;

static buju_status ask_cbc(buju_ctx *ctx, const buju_costs *costs, int64_t p, double until, bracket *b) {
  buju_arena *scratch = buju_arena_new();
  buju_ix *which = scratch != NULL ? BUJU_NEW(scratch, buju_ix, costs->demands) : NULL;
  uint32_t *most = scratch != NULL ? BUJU_NEW(scratch, uint32_t, costs->demands) : NULL;
  if (which == NULL || most == NULL) return BUJU_E_MEMORY;
  int64_t end = b->found < costs->most ? b->found : costs->most, radius = b->refused + (end - b->refused) / 2;
  for (buju_ix i = 0; i < costs->demands; i++) {
    which[i] = i;
    most[i] = (uint32_t)radius;
  }
  buju_csr rows;
  bench_cbc found = {0};
  buju_status status = costs->ops->lists(ctx, costs, BUJU_COSTS_BY_DEMAND, costs->demands, which, most, scratch, &rows);
  b->full = status == BUJU_OK && rows.row[rows.n] > BENCH_CBC_ENTRIES;
  double left = until - bench_seconds(CLOCK_MONOTONIC);
  bool asked =
      status == BUJU_OK && !b->full && left > 0 && bench_cbc_cover(costs->candidates, NULL, &rows, left, &found);
  if (asked && found.planned && found.cost < (double)p + 0.5)
    b->found = radius;
  else if (asked && found.lower > (double)p + 0.5)
    b->refused = radius;
  else if (asked)
    b->full = true; /* its time is over */
  buju_arena_free(scratch);
  return status;
}

static buju_status bisect_by_cbc(buju_ctx *ctx, const buju_costs *costs, int64_t p, double limit_s) {
  double began = bench_seconds(CLOCK_MONOTONIC);
  bracket b = {-1, INT64_MAX, 0};
  buju_status status = BUJU_OK;
  while (status == BUJU_OK && !b.full && b.refused + 1 < b.found && bench_seconds(CLOCK_MONOTONIC) < began + limit_s)
    status = ask_cbc(ctx, costs, p, began + limit_s, &b);
  bench_cbc_print(b.found != INT64_MAX, (double)b.found, (double)b.refused + 1, bench_seconds(CLOCK_MONOTONIC) - began);
  return status;
}

/* ---- rows ---- */

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
  buju_ctx_set_threads(ctx, 1);
  buju_status status = q->folder != NULL ? buju_instance_read(ctx, path, &(buju_instance_spec){0}, &instance)
                                         : bench_county(arena, &instance);
  if (status == BUJU_OK) status = siting_costs(ctx, instance, q->folder != NULL ? 100 : 1, BUJU_ROUND_NEAREST, &costs);
  int64_t p = q->p > 0 || instance == NULL ? q->p : instance->p;
  if (status == BUJU_OK)
    status = r->cbc_s > 0 ? bisect_by_cbc(ctx, costs, p, r->cbc_s) : solve(ctx, r, p, costs, arena);
  if (status != BUJU_OK && r->cbc_s <= 0) printf("%s: %s", q->name, buju_ctx_error(ctx));
  buju_costs_free(costs);
  if (q->folder != NULL) buju_instance_free(instance);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
  return status != BUJU_OK;
}

int main(int argc, char **argv) {
  int failed = 0;
  printf("%-12s %4s %9s %9s %8s", "instance", "p", "value", "bound", "off %");
  bench_print_heads();
  printf(" %8s", "10^6");
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
