/* Siting on a road network whose table of all pairs cannot be kept: every node of Luxembourg asks.
 *   cmake --build build/rel --target bench_siting_network && build/rel/tests/bench_siting_network [ROW [SECONDS]]
 * ROW: a row's name, or how it begins; SECONDS: steps for about so long. Reading and laying out the graph is not
 * counted,
 * making its hierarchy is. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/siting_parts.h"
#include "tests/bench/trace.h"
#include "tests/support/roadnet.h"

/* Counted steps for about a second. */
#define STEPS_A_SECOND 100000000

typedef struct question {
  const char *name;
  buju_siting_model model;
  buju_ix candidates; /* 0: every node */
  uint32_t minutes;   /* 0: no limit */
  int64_t p;
  double seconds;
  bool joined; /* people on parts that hang together with little are left out: nobody can reach them */
} question;

static const question questions[] = {
    {"median p=10", BUJU_SITING_MEDIAN, 0, 0, 10, 60, false},
    {"median p=50", BUJU_SITING_MEDIAN, 0, 0, 50, 60, false},
    {"median p=200", BUJU_SITING_MEDIAN, 0, 0, 200, 60, false},
    {"joined p=10", BUJU_SITING_MEDIAN, 0, 0, 10, 60, true},
    {"joined p=50", BUJU_SITING_MEDIAN, 0, 0, 50, 60, true},
    {"joined p=200", BUJU_SITING_MEDIAN, 0, 0, 200, 60, true},
    {"cover 5 min p=50", BUJU_SITING_MAX_COVER, 50000, 5, 50, 60, false},
    {"cover 5 min p=100", BUJU_SITING_MAX_COVER, 50000, 5, 100, 60, false},
    {"cover 5 min p=200", BUJU_SITING_MAX_COVER, 50000, 5, 200, 60, false},
    {"cover 10 min p=20", BUJU_SITING_MAX_COVER, 50000, 10, 20, 60, false},
    {"cover 10 min p=50", BUJU_SITING_MAX_COVER, 50000, 10, 50, 60, false},
    {"cover 15 min p=10", BUJU_SITING_MAX_COVER, 50000, 15, 10, 60, false},
};

/* Ones for whoever reaches the candidate that most can reach, of a few; in the largest part that is nearly any. */
static buju_status weigh_joined(buju_ctx *ctx, const buju_costs *costs, buju_arena *arena, int64_t *weight) {
  enum { TRIES = 8 };
  buju_ix *to = BUJU_NEW(arena, buju_ix, costs->demands), most = 0;
  uint32_t *cost = BUJU_NEW(arena, uint32_t, costs->demands);
  buju_status status = to != NULL && cost != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (buju_ix k = 0; status == BUJU_OK && k < TRIES; k++) {
    buju_ix site = (buju_ix)((uint64_t)costs->candidates * k / TRIES), n = 0;
    status = costs->ops->nearest(ctx, costs, 1, &site, to, cost);
    for (buju_ix i = 0; status == BUJU_OK && i < costs->demands; i++) n += to[i] != BUJU_NONE;
    for (buju_ix i = 0; n > most && i < costs->demands; i++) weight[i] = to[i] != BUJU_NONE;
    if (n > most) most = n;
  }
  return status;
}

static int measure(void *user) {
  const question *q = user;
  roadnet net;
  if (!roadnet_luxembourg(BUJU_DATA_DIR "/bench/roadnet-luxembourg", &net)) {
    printf("%-18s skipped: its data are not there\n", q->name);
    return 0;
  }
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_costs *costs = NULL;
  buju_siting_answer *a = NULL;
  bench_trace trace;
  if (ctx == NULL || arena == NULL) return 1;
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_status status = roadnet_costs(ctx, &net, q->candidates > 0 ? q->candidates : BUJU_NONE, arena, &costs);
  int64_t *weight = status == BUJU_OK && q->joined ? BUJU_NEW(arena, int64_t, costs->demands) : NULL;
  if (weight != NULL) status = weigh_joined(ctx, costs, arena, weight);
  if (status == BUJU_OK) {
    bench_start(&trace, q->model == BUJU_SITING_MAX_COVER ? costs->demands : 0);
    buju_siting_problem problem = {.model = q->model,
                                   .costs = costs,
                                   .weight = weight,
                                   .limit = q->minutes > 0 ? q->minutes * 60000 : BUJU_COST_NONE,
                                   .p = q->p,
                                   .budget = BUJU_SITING_NO_BUDGET,
                                   .unserved = BUJU_COST_NONE,
                                   .work_limit = (int64_t)(q->seconds * STEPS_A_SECOND),
                                   .watch = &trace.watch};
    status = buju_siting_solve(ctx, &problem, arena, &a);
  }
  if (status == BUJU_OK) {
    bench_stop(&trace, a->upper, a->lower);
    printf("%-18s %12lld %12lld", q->name, (long long)a->upper, (long long)a->lower);
    bench_print(&trace);
    printf(" %10.2e  %s\n", (double)a->work, buju_method_words[a->method].id);
  } else {
    printf("%-18s %s\n", q->name, buju_ctx_error(ctx));
  }
  buju_costs_free(costs);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
  roadnet_free(&net);
  return status != BUJU_OK;
}

int main(int argc, char **argv) {
  int failed = 0;
  printf("%-18s %12s %12s", "row", "value", "bound");
  bench_print_heads();
  printf(" %10s  %s\n", "work", "proved by");
  for (size_t k = 0; k < sizeof questions / sizeof *questions; k++) {
    question q = questions[k];
    if (argc > 1 && strncmp(q.name, argv[1], strlen(argv[1])) != 0) continue;
    if (argc > 2) q.seconds = strtod(argv[2], NULL);
    failed |= bench_apart(measure, &q);
  }
  return failed != 0;
}
