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
#include "planner/travel/hierarchy.h"
#include "planner/travel/sweep.h"
#include "tests/support/roadnet.h"
#include "tests/support/roads.h"

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

/* Every node is a demand point, candidates are nodes picked by a seed; costs are found by sweeping when asked for. */
typedef struct road_costs {
  buju_costs base;
  const buju_graph *graph;
  const buju_hierarchy *hierarchy;
  const buju_field *field;     /* of the reverse: towards the demand points */
  const buju_ix *candidate_of; /* [nodes] or BUJU_NONE */
  const buju_ix *node;         /* [candidates] */
} road_costs;

typedef struct near {
  uint32_t ms;
  buju_ix candidate;
} near;

typedef struct gathering {
  const road_costs *costs;
  const uint32_t *most;
  near **list;
  size_t *n;
} gathering;

/* By time, equals as they came: two passes over 11 bits each do for limits below an hour. */
static near *sort(near *list, size_t n) {
  near *room = malloc((n + 1) * sizeof *room);
  for (int shift = 0; room != NULL && shift < 22; shift += 11) {
    size_t first[2049] = {0};
    for (size_t k = 0; k < n; k++) first[(list[k].ms >> shift & 2047) + 1]++;
    for (int b = 0; b < 2048; b++) first[b + 1] += first[b];
    for (size_t k = 0; k < n; k++) room[first[list[k].ms >> shift & 2047]++] = list[k];
    near *other = list;
    list = room;
    room = other;
  }
  free(room);
  return list;
}

static buju_status gather(buju_ctx *ctx, void *user, unsigned worker, const buju_swept *swept) {
  (void)worker;
  gathering *g = user;
  const buju_hierarchy *h = g->costs->hierarchy;
  for (unsigned l = 0; l < swept->used; l++) {
    buju_ix k = swept->source[l];
    size_t n = 0, cap = 0;
    near *list = NULL;
    for (size_t s = 0; s < swept->spans; s++)
      for (buju_ix r = swept->span[s].first; r < swept->span[s].end; r++) {
        uint32_t ms = swept->ms[(size_t)r * swept->lanes + l];
        buju_ix j = ms <= g->most[k] && ms != BUJU_FAR ? g->costs->candidate_of[h->node[r]] : BUJU_NONE;
        if (j == BUJU_NONE) continue;
        if (n == cap) {
          cap = cap == 0 ? 1024 : 2 * cap;
          list = realloc(list, cap * sizeof *list);
          if (list == NULL) return buju_fail_memory(ctx);
        }
        list[n++] = (near){ms, j};
      }
    g->list[k] = sort(list, n);
    g->n[k] = n;
  }
  return BUJU_OK;
}

static buju_status lists(buju_ctx *ctx, const buju_costs *base, buju_costs_side side, buju_ix n, const buju_ix *which,
                         const uint32_t *most, buju_arena *arena, buju_csr *out) {
  const road_costs *c = (const road_costs *)base;
  if (side != BUJU_COSTS_BY_DEMAND) return BUJU_E_INTERNAL;
  uint64_t *row = BUJU_NEW(arena, uint64_t, (size_t)n + 1);
  buju_start *start = BUJU_NEW(arena, buju_start, n);
  gathering g = {c, most, BUJU_NEW(arena, near *, n), BUJU_NEW(arena, size_t, n)};
  for (buju_ix k = 0; k < n; k++) {
    row[k + 1] = k + 1;
    start[k].node = which[k];
  }
  buju_starts from = {n, row, start};
  buju_status status = buju_sweep_each(ctx, c->field, &from, most[0], gather, &g);
  if (status != BUJU_OK) return status;
  uint64_t *first = BUJU_NEW(arena, uint64_t, (size_t)n + 1);
  for (buju_ix k = 0; k < n; k++) first[k + 1] = first[k] + g.n[k];
  *out = (buju_csr){n, first, BUJU_NEW(arena, buju_ix, first[n]), BUJU_NEW(arena, uint32_t, first[n])};
  for (buju_ix k = 0; k < n; k++) {
    for (size_t q = 0; q < g.n[k]; q++) {
      out->col[first[k] + q] = g.list[k][q].candidate;
      out->val[first[k] + q] = g.list[k][q].ms;
    }
    free(g.list[k]);
  }
  return BUJU_OK;
}

static buju_status nearest(buju_ctx *ctx, const buju_costs *base, buju_ix sites, const buju_ix *site, buju_ix *to,
                           uint32_t *cost) {
  const road_costs *c = (const road_costs *)base;
  buju_search *search;
  buju_allocated found;
  buju_start *start = calloc((size_t)sites + 1, sizeof *start);
  for (buju_ix s = 0; s < sites; s++) start[s] = (buju_start){.node = c->node[site[s]], .owner = site[s]};
  const buju_graph *graph = c->graph;
  check(ctx, buju_search_new(ctx, graph, &search));
  check(ctx, buju_search_nearest(ctx, search, graph, start, sites, BUJU_FAR, &found));
  for (buju_ix v = 0; v < graph->nodes; v++) {
    bool met = found.label[v] != UINT64_MAX;
    to[v] = met ? buju_label_low(found.label[v]) : BUJU_NONE;
    cost[v] = met ? buju_label_ms(found.label[v]) : BUJU_COST_NONE;
  }
  buju_search_free(search);
  free(start);
  return BUJU_OK;
}

static void pick_candidates(buju_ix nodes, buju_ix *node, buju_ix *candidate_of) {
  uint64_t rng = 99;
  buju_ix *order = malloc(nodes * sizeof *order);
  for (buju_ix v = 0; v < nodes; v++) {
    order[v] = v;
    candidate_of[v] = BUJU_NONE;
  }
  for (buju_ix k = 0; k < CANDIDATES; k++) {
    buju_ix other = k + (buju_ix)(roads_random(&rng) % (nodes - k)), swap = order[k];
    order[k] = order[other];
    order[other] = swap;
    candidate_of[order[k]] = 0;
  }
  buju_ix n = 0;
  for (buju_ix v = 0; v < nodes; v++) {
    if (candidate_of[v] == BUJU_NONE) continue;
    node[n] = v;
    candidate_of[v] = n++;
  }
  free(order);
}

static void solve_roads(buju_ctx *ctx) {
  roadnet net;
  if (!roadnet_luxembourg(BUJU_DATA_DIR "/bench/roadnet-luxembourg", &net)) {
    printf("luxembourg skipped: its data are not there\n");
    return;
  }
  static const buju_costs_ops ops = {.lists = lists, .nearest = nearest};
  buju_arena *arena = buju_arena_new();
  buju_graph graph;
  buju_hierarchy hierarchy;
  buju_metric metric;
  buju_field field;
  check(ctx, buju_graph_make(ctx, &net.list, arena, &graph));
  check(ctx, buju_hierarchy_make(ctx, &graph, arena, &hierarchy));
  check(ctx, buju_metric_make(ctx, &hierarchy, &graph, NULL, arena, &metric));
  buju_metric reverse = buju_metric_reverse(&metric);
  check(ctx, buju_field_all(ctx, &reverse, arena, &field));
  buju_ix *node = BUJU_NEW(arena, buju_ix, CANDIDATES), *candidate_of = BUJU_NEW(arena, buju_ix, graph.nodes);
  pick_candidates(graph.nodes, node, candidate_of);
  road_costs costs = {{&ops, graph.nodes, CANDIDATES, 3600000}, &graph, &hierarchy, &field, candidate_of, node};
  static const uint32_t minutes[] = {5, 10, 15};
  for (size_t k = 0; k < sizeof minutes / sizeof *minutes; k++) {
    buju_siting_problem problem = {.model = BUJU_SITING_COVER,
                                   .costs = &costs.base,
                                   .limit = minutes[k] * 60000,
                                   .p = BUJU_SITING_NO_P,
                                   .budget = BUJU_SITING_NO_BUDGET};
    char name[64];
    snprintf(name, sizeof name, "luxembourg %u min", minutes[k]);
    solve(ctx, name, &problem);
  }
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
