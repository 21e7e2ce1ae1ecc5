/* Set covers of the literature, sites that reach every node of a road network, and made counties, beside Cbc on the
 * same model; README.md says how to run and read it.
 *   bench_siting_cover [NAME [SECONDS [CBC_SECONDS]]]
 * NAME: a file of bench/set-cover, "luxembourg" or "county", or a part of it; without one, all rows. SECONDS: steps for
 * about so long. CBC_SECONDS: 60 unless told, 0: without it. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/instances.h"
#include "planner/siting/siting_parts.h"
#include "tests/bench/cbc.h"
#include "tests/bench/county.h"
#include "tests/bench/trace.h"
#include "tests/support/roadnet.h"
#include "tests/support/siting_by_hand.h"

/* Counted steps for about a second. */
#define STEPS_A_SECOND 100000000

/* What is asked, and the best value known (../shared/data/README.md). */
typedef struct question {
  const char *name;
  int64_t known;  /* 0: nobody has told */
  double seconds; /* steps for about so long */
  double limit_min;
} question;

static const question questions[] = {
    {"scpclr10", 25, 60, 0},       {"scpclr11", 23, 60, 0},         {"scpclr12", 23, 60, 0},
    {"scpclr13", 23, 60, 0},       {"scpcyc06", 60, 60, 0},         {"scpcyc07", 144, 60, 0},
    {"scpcyc08", 342, 60, 0},      {"scpcyc09", 772, 120, 0},       {"rail507", 174, 300, 0},
    {"luxembourg-5min", 0, 60, 5}, {"luxembourg-10min", 0, 60, 10}, {"luxembourg-15min", 0, 60, 15},
    {"county-10min", 0, 60, 10},   {"county-15min", 0, 60, 15},     {"county-30min", 0, 60, 30},
};

static void check(buju_ctx *ctx, buju_status status) {
  if (status == BUJU_OK) return;
  fprintf(stderr, "%s\n", buju_ctx_error(ctx));
  exit(1);
}

static void heads(void) {
  printf("%-16s %7s %7s %8s", "instance", "value", "bound", "off %");
  bench_print_heads();
  printf("  %-16s %8s", "proved by", "10^6");
  bench_cbc_heads();
}

static void solve(buju_ctx *ctx, const question *q, double seconds, buju_siting_problem *problem) {
  buju_arena *arena = buju_arena_new();
  buju_siting_answer *a;
  bench_trace trace;
  problem->work_limit = (int64_t)(seconds * STEPS_A_SECOND);
  problem->watch = &trace.watch;
  bench_start(&trace, 0);
  check(ctx, buju_siting_solve_by(ctx, problem, buju_siting_cover, arena, &a));
  bench_stop(&trace, a->upper, a->lower);
  printf("%-16s %7lld %7lld", q->name, (long long)a->upper, (long long)a->lower);
  if (q->known > 0)
    printf(" %8.4f", 100.0 * (double)(a->upper - q->known) / (double)q->known);
  else
    printf(" %8s", "");
  bench_print(&trace);
  printf("  %-16s %8.0f", buju_method_words[a->method].id, (double)a->work / 1e6);
  buju_arena_free(arena);
}

/* ---- the literature, and counties ---- */

/* What a row is about. */
typedef struct row {
  const question *question;
  double seconds;
  double cbc_s; /* above 0: Cbc is asked, for so long, rather than the solver */
} row;

/* Everybody's list within the limit. */
static buju_status list_all(buju_ctx *ctx, const buju_costs *costs, uint32_t limit, buju_arena *arena, buju_csr *out) {
  buju_ix *which = BUJU_NEW(arena, buju_ix, costs->demands);
  uint32_t *most = BUJU_NEW(arena, uint32_t, costs->demands);
  if (which == NULL || most == NULL) return BUJU_E_MEMORY;
  for (buju_ix i = 0; i < costs->demands; i++) {
    which[i] = i;
    most[i] = limit;
  }
  return costs->ops->lists(ctx, costs, BUJU_COSTS_BY_DEMAND, costs->demands, which, most, arena, out);
}

static void ask_cbc(buju_ctx *ctx, const buju_siting_problem *problem, double limit_s, buju_arena *arena) {
  buju_csr rows;
  bench_cbc found = {0};
  double began = bench_seconds(CLOCK_MONOTONIC);
  check(ctx, list_all(ctx, problem->costs, problem->limit, arena, &rows));
  bool well = bench_cbc_cover(problem->costs->candidates, problem->open_cost, &rows, limit_s, &found);
  bench_cbc_print(well && found.planned, found.cost, found.lower, bench_seconds(CLOCK_MONOTONIC) - began);
}

static void solve_instance(buju_ctx *ctx, const row *r, buju_arena *arena) {
  const question *q = r->question;
  bool county = q->limit_min > 0;
  char path[512];
  snprintf(path, sizeof path, "%s/bench/set-cover/%s.txt", BUJU_DATA_DIR, q->name);
  buju_instance *instance;
  buju_status status =
      county ? bench_county(arena, &instance) : buju_instance_read(ctx, path, &(buju_instance_spec){0}, &instance);
  if (status != BUJU_OK) {
    if (r->cbc_s <= 0) printf("%-16s skipped: %s\n", q->name, buju_ctx_error(ctx));
    return;
  }
  buju_costs *costs;
  check(ctx, siting_costs(ctx, instance, 1, BUJU_ROUND_UP, &costs));
  buju_siting_problem problem = {.model = BUJU_SITING_COVER,
                                 .costs = costs,
                                 .open_cost = instance->open_cost,
                                 .limit = county ? (uint32_t)(q->limit_min * 60000) : BUJU_COST_NONE,
                                 .p = BUJU_SITING_NO_P,
                                 .budget = BUJU_SITING_NO_BUDGET};
  if (r->cbc_s > 0)
    ask_cbc(ctx, &problem, r->cbc_s, arena);
  else
    solve(ctx, q, r->seconds, &problem);
  buju_costs_free(costs);
  if (!county) buju_instance_free(instance);
}

/* ---- roads ---- */

enum { CANDIDATES = 50000 };

static void solve_roads(buju_ctx *ctx, const row *r, buju_arena *arena) {
  roadnet net;
  if (r->cbc_s > 0) { /* hundreds of millions of pairs */
    bench_cbc_print_none();
    return;
  }
  if (!roadnet_luxembourg(BUJU_DATA_DIR "/bench/roadnet-luxembourg", &net)) {
    printf("%-16s skipped: its data are not there\n", r->question->name);
    return;
  }
  buju_costs *costs;
  check(ctx, roadnet_costs(ctx, &net, CANDIDATES, arena, &costs));
  buju_siting_problem problem = {.model = BUJU_SITING_COVER,
                                 .costs = costs,
                                 .limit = (uint32_t)(r->question->limit_min * 60000),
                                 .p = BUJU_SITING_NO_P,
                                 .budget = BUJU_SITING_NO_BUDGET};
  solve(ctx, r->question, r->seconds, &problem);
  buju_costs_free(costs);
  roadnet_free(&net);
}

static int measure(void *user) {
  const row *r = user;
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  if (ctx == NULL || arena == NULL) return 1;
  buju_ctx_set_lang(ctx, BUJU_EN);
  if (strncmp(r->question->name, "luxembourg", 10) == 0)
    solve_roads(ctx, r, arena);
  else
    solve_instance(ctx, r, arena);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
  return 0;
}

int main(int argc, char **argv) {
  int failed = 0;
  heads();
  for (size_t k = 0; k < sizeof questions / sizeof *questions; k++) {
    const question *q = &questions[k];
    if (argc > 1 && strstr(q->name, argv[1]) == NULL) continue;
    row r = {q, argc > 2 ? strtod(argv[2], NULL) : q->seconds, 0};
    failed |= bench_apart(measure, &r);
    r.cbc_s = argc > 3 ? strtod(argv[3], NULL) : BENCH_CBC_S;
    if (r.cbc_s > 0) failed |= bench_apart(measure, &r);
    printf("\n");
  }
  return failed;
}
