/* How long maximal cover takes to be proved: the instances of the literature, counties, and millions of customers;
 * README.md says how to run and read it.
 *   bench_siting_max_cover [NAME [SECONDS [CBC SECONDS]]]
 * NAME: the beginning of a row's; without one, all rows. SECONDS: steps for about so long.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/instances.h"
#include "planner/siting/max_cover_frontier.h"
#include "planner/siting/siting_parts.h"
#include "tests/bench/cbc_model.h"
#include "tests/bench/county.h"
#include "tests/support/siting_by_hand.h"

/* Counted steps for about a second. */
#define STEPS_A_SECOND 40000000

/* What is asked. */
typedef struct question {
  const char *name;
  const char *file; /* of the literature; NULL: made, points in a square of side 1 */
  buju_ix demands, candidates;
  double radius, budget; /* budget: a share of all costs; 0: p */
  int64_t p, known;      /* known: the most served, as the literature has it; 0: not known */
  double seconds;        /* 0: until proved */
  bool curve;            /* for each p up to this one */
  bool filed;            /* written to a file first, and read in the time shown */
} question;

static const question questions[] = {
    {"10000A R=2.0", "10000A", 0, 0, 2, 0, 40, 307019, 0, false, false},
    {"10000A R=1.5", "10000A", 0, 0, 1.5, 0, 50, 229379, 0, false, false},
    {"100000A R=2.0", "100000A", 0, 0, 2, 0, 40, 2888664, 0, false, false},
    {"100000A R=1.5", "100000A", 0, 0, 1.5, 0, 50, 2082812, 0, false, false},
    {"county p", NULL, 1000, 3000, 0.08, 0, 20, 0, 50, false, false},
    {"county p more", NULL, 1000, 3000, 0.08, 0, 45, 0, 10, false, false},
    {"county money", NULL, 1000, 3000, 0.08, 0.005, BUJU_SITING_NO_P, 0, 50, false, false},
    {"frontier", NULL, 1000, 3000, 0.08, 0, 100, 0, 2, true, false},
    {"frontier near", NULL, 1000, 3000, 0.04, 0, 100, 0, 2, true, false},
    {"millions 10Mx100", NULL, 10000000, 100, 0.1, 0, 15, 0, 50, false, false},
    {"millions from file", NULL, 10000000, 100, 0.1, 0, 15, 0, 50, false, true},
};

typedef struct row {
  const question *question;
  double seconds;
  double cbc_s;                   /* above 0: Cbc is asked, for so long, rather than the solver */
  double read_wall_s, read_cpu_s; /* that count, too */
} row;

/* The weight of all: what gaps are shares of. */
static int64_t sum_of(const buju_siting_problem *problem) {
  int64_t sum = 0;
  for (buju_ix i = 0; i < problem->costs->demands; i++) sum += problem->weight != NULL ? problem->weight[i] : 1;
  return sum;
}

static buju_status solve(buju_ctx *ctx, const row *r, buju_siting_problem problem, buju_arena *arena) {
  const question *q = r->question;
  bench_trace trace;
  buju_siting_answer *a = NULL;
  problem.work_limit = (int64_t)(r->seconds * STEPS_A_SECOND);
  problem.watch = &trace.watch;
  bench_start(&trace, sum_of(&problem));
  trace.wall_s -= r->read_wall_s;
  trace.cpu_s -= r->read_cpu_s;
  buju_status status = buju_siting_solve_by(ctx, &problem, buju_siting_max_cover, arena, &a);
  if (status != BUJU_OK) return status;
  bench_stop(&trace, a->upper, a->lower);
  printf("%-18s %5lld %12lld %12lld", q->name, (long long)problem.p, (long long)a->weight_served,
         (long long)(a->weight_served + a->upper - a->lower));
  if (q->known > 0)
    printf(" %8.4f", 100.0 * (double)(q->known - a->weight_served) / (double)q->known);
  else
    printf(" %8s", "");
  bench_print(&trace);
  printf(" %8.0f", (double)a->work / 1e6);
  return BUJU_OK;
}

/* The curve from 1 to p sites, free or nested. */
static buju_status draw(buju_ctx *ctx, const row *r, buju_siting_problem problem, bool nested, buju_arena *arena) {
  buju_siting_frontier frontier;
  problem.work_limit = (int64_t)(r->seconds * STEPS_A_SECOND / (double)problem.p);
  double cpu_s = bench_seconds(CLOCK_PROCESS_CPUTIME_ID), gap = 0, loss = 0;
  buju_status status = buju_max_cover_frontier(ctx, &problem, problem.p, nested, arena, &frontier);
  if (status != BUJU_OK) return status;
  cpu_s = bench_seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_s;
  int64_t proved = 0;
  for (buju_ix k = 0; k < frontier.points; k++) {
    const buju_siting_point *at = &frontier.point[k];
    proved += at->free_served == at->most;
    gap = fmax(gap, (double)(at->most - at->free_served) / (double)frontier.weight);
    loss = fmax(loss, (double)(at->free_served - at->served) / (double)frontier.weight);
  }
  printf("%-18s %u points, %lld proved, the worst gap %.4f %% of all people; CPU %.2f s, %.0f MB", r->question->name,
         frontier.points, (long long)proved, 100 * gap, cpu_s, bench_peak_mb());
  if (nested) printf("; nested, %.4f %% fewer people at worst", 100 * loss);
  return BUJU_OK;
}

static buju_status ask_cbc(buju_ctx *ctx, const buju_siting_problem *problem, double limit_s, buju_arena *arena) {
  buju_csr near;
  bench_model model;
  bench_cbc found;
  if (problem->budget != BUJU_SITING_NO_BUDGET || !bench_model_lists(ctx, problem, arena, &near)) {
    bench_cbc_print_none();
    return BUJU_OK;
  }
  double wall_s = bench_seconds(CLOCK_MONOTONIC);
  if (!bench_model_max_cover(problem, &near, arena, &model) || !bench_model_solve(&model, arena, limit_s, &found))
    return BUJU_E_MEMORY;
  bench_cbc_print(found.planned, found.cost, found.lower, bench_seconds(CLOCK_MONOTONIC) - wall_s);
  return BUJU_OK;
}

static buju_status answer(buju_ctx *ctx, const row *r, buju_siting_problem problem) {
  buju_arena *arena = buju_arena_new();
  buju_status status = arena != NULL ? BUJU_OK : BUJU_E_MEMORY;
  if (status == BUJU_OK && r->question->curve) {
    status = draw(ctx, r, problem, false, arena);
    if (status == BUJU_OK) printf("\n");
    if (status == BUJU_OK) status = draw(ctx, r, problem, true, arena);
  } else if (status == BUJU_OK) {
    status = r->cbc_s > 0 ? ask_cbc(ctx, &problem, r->cbc_s, arena) : solve(ctx, r, problem, arena);
  }
  buju_arena_free(arena);
  return status;
}

/* ---- the literature ---- */

static buju_status read_literature(buju_ctx *ctx, const row *r) {
  static const double scale = 1e7;
  const question *q = r->question;
  char path[512];
  snprintf(path, sizeof path, "%s/bench/mclp-bds/BDS1000_BDS%s.txt", BUJU_DATA_DIR, q->file);
  buju_instance *instance = NULL;
  buju_costs *costs = NULL;
  buju_status status = buju_instance_read(ctx, path, &(buju_instance_spec){0}, &instance);
  if (status == BUJU_OK) status = siting_costs(ctx, instance, scale, BUJU_ROUND_UP, &costs);
  if (status == BUJU_OK)
    status = answer(ctx, r,
                    (buju_siting_problem){.model = BUJU_SITING_MAX_COVER,
                                          .costs = costs,
                                          .weight = instance->weight,
                                          .limit = (uint32_t)(q->radius * scale),
                                          .p = q->p,
                                          .budget = BUJU_SITING_NO_BUDGET});
  buju_costs_free(costs);
  buju_instance_free(instance);
  return status;
}

/* ---- made ---- */

/* Weights 1 … 3,000 people, costs 1 … 3,000, distances in 10^-6. */
static buju_status make_square(buju_ctx *ctx, const row *r) {
  const question *q = r->question;
  const size_t n = q->demands, all = n + q->candidates;
  double *x = malloc(all * 2 * sizeof *x), *y = x + all;
  int64_t *weight = malloc(all * sizeof *weight), *price = weight + n, sum = 0;
  uint64_t state = 88172645463325252u;
  buju_costs *costs = NULL;
  buju_status status = x != NULL && weight != NULL ? BUJU_OK : BUJU_E_MEMORY;
  for (size_t k = 0; status == BUJU_OK && k < all; k++) {
    x[k] = bench_unit(&state);
    y[k] = bench_unit(&state);
    weight[k] = 1 + (int64_t)(bench_unit(&state) * 3000);
    if (k >= n) sum += weight[k];
    if (k < n) weight[k] *= BUJU_PERSON;
  }
  buju_costs_plane plane = {q->demands, q->candidates, x, y, x + n, y + n, 1e6, BUJU_ROUND_UP};
  if (status == BUJU_OK) status = buju_costs_points(ctx, &plane, &costs);
  int64_t budget = q->budget > 0 ? (int64_t)(q->budget * (double)sum) : BUJU_SITING_NO_BUDGET;
  if (status == BUJU_OK)
    status = answer(ctx, r,
                    (buju_siting_problem){.model = BUJU_SITING_MAX_COVER,
                                          .costs = costs,
                                          .weight = weight,
                                          .open_cost = price,
                                          .limit = (uint32_t)(q->radius * 1e6),
                                          .p = q->p,
                                          .budget = budget});
  buju_costs_free(costs);
  free(x);
  free(weight);
  return status;
}

/* The same points as text. */
static bool write_square(const question *q, FILE *to) {
  uint64_t state = 88172645463325252u;
  fprintf(to, "%u %u\n", q->candidates, q->demands);
  for (buju_ix k = 0, all = q->demands + q->candidates; k < all; k++) {
    bool demand = k < q->demands;
    double x = bench_unit(&state), y = bench_unit(&state);
    int amount = 1 + (int)(bench_unit(&state) * 3000);
    fprintf(to, "%c %u %.9f %.9f %d\n", demand ? 'C' : 'F', demand ? k : k - q->demands, x, y, amount);
  }
  return fclose(to) == 0;
}

static buju_status read_square(buju_ctx *ctx, const row *r, const char *path) {
  row after = *r;
  buju_instance *instance = NULL;
  buju_costs *costs = NULL;
  after.read_wall_s = -bench_seconds(CLOCK_MONOTONIC);
  after.read_cpu_s = -bench_seconds(CLOCK_PROCESS_CPUTIME_ID);
  buju_status status = buju_instance_read(ctx, path, &(buju_instance_spec){0}, &instance);
  if (status == BUJU_OK) status = siting_costs(ctx, instance, 1e6, BUJU_ROUND_UP, &costs);
  after.read_wall_s += bench_seconds(CLOCK_MONOTONIC);
  after.read_cpu_s += bench_seconds(CLOCK_PROCESS_CPUTIME_ID);
  if (status == BUJU_OK)
    status = answer(ctx, &after,
                    (buju_siting_problem){.model = BUJU_SITING_MAX_COVER,
                                          .costs = costs,
                                          .weight = instance->weight,
                                          .limit = (uint32_t)(r->question->radius * 1e6),
                                          .p = r->question->p,
                                          .budget = BUJU_SITING_NO_BUDGET});
  buju_costs_free(costs);
  buju_instance_free(instance);
  return status;
}

static buju_status make_file(buju_ctx *ctx, const row *r) {
  char path[] = "/tmp/bench_siting_XXXXXX";
  int at = mkstemp(path);
  FILE *to = at >= 0 ? fdopen(at, "w") : NULL;
  buju_status status = to != NULL && write_square(r->question, to) ? BUJU_OK : BUJU_E_IO;
  if (status == BUJU_OK) status = read_square(ctx, r, path);
  if (at >= 0) unlink(path);
  return status;
}

static buju_status make(buju_ctx *ctx, const row *r) {
  if (r->question->file != NULL) return read_literature(ctx, r);
  return r->question->filed ? make_file(ctx, r) : make_square(ctx, r);
}

static int measure(void *user) {
  const row *r = user;
  buju_ctx *ctx = buju_ctx_new();
  if (ctx == NULL) return 1;
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_status status = make(ctx, r);
  if (status != BUJU_OK && r->cbc_s <= 0) printf("%s: %s", r->question->name, buju_ctx_error(ctx));
  buju_ctx_free(ctx);
  return status != BUJU_OK;
}

int main(int argc, char **argv) {
  int failed = 0;
  printf("%-18s %5s %12s %12s %8s", "instance", "p", "served", "bound", "off %");
  bench_print_heads();
  printf(" %8s", "10^6");
  bench_cbc_heads();
  for (size_t k = 0; k < sizeof questions / sizeof *questions; k++) {
    const question *q = &questions[k];
    if (argc > 1 && strncmp(q->name, argv[1], strlen(argv[1])) != 0) continue;
    row r = {.question = q, .seconds = argc > 2 ? strtod(argv[2], NULL) : q->seconds};
    failed |= bench_apart(measure, &r);
    r.cbc_s = argc > 3 ? strtod(argv[3], NULL) : BENCH_CBC_S;
    if (r.cbc_s > 0 && !q->curve && !q->filed) failed |= bench_apart(measure, &r);
    printf("\n");
  }
  return failed;
}
