/* Costs along road graphs against Dijkstra from every demand point. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "planner/siting/costs_graph.h"
#include "planner/siting/siting.h"
#include "tests/support/costs_truth.h"
#include "tests/support/roads.h"

enum { MOST = COSTS_TRUTH_MOST, NODES = 90, STARTS = 3 };

static uint64_t seed = 7;

static uint32_t dice(uint32_t n) { return costs_dice(&seed, n); }

/* Places with starts anywhere: several at one node, several nodes for one place, and some off the graph. */
typedef struct places {
  buju_starts at;
  uint64_t row[MOST + 1];
  buju_start start[STARTS * MOST];
} places;

static void put_places(places *p, buju_ix n, buju_ix nodes, uint32_t most_starts) {
  p->row[0] = 0;
  for (buju_ix i = 0; i < n; i++) {
    uint64_t starts = dice(8) == 0 ? 0 : 1 + dice(most_starts);
    p->row[i + 1] = p->row[i] + starts;
    for (uint64_t k = p->row[i]; k < p->row[i + 1]; k++)
      p->start[k] =
          (buju_start){.node = dice(dice(3) == 0 ? 4 : nodes), .ms = dice(3) == 0 ? dice(200) : 0, .dm = dice(9)};
  }
  p->at = (buju_starts){n, p->row, p->start};
}

/* From each demand point the least over all its starts and all the ways to enter each candidate. */
static void find_truth(const buju_graph *graph, const places *demands, const places *candidates, uint32_t limit,
                       costs_truth *t) {
  uint32_t from[NODES], ms[NODES];
  for (buju_ix i = 0; i < t->demands; i++) {
    for (buju_ix v = 0; v < graph->nodes; v++) from[v] = BUJU_FAR;
    for (uint64_t k = demands->row[i]; k < demands->row[i + 1]; k++) {
      buju_start s = demands->start[k];
      if (s.ms < from[s.node]) from[s.node] = s.ms;
    }
    roads_dijkstra(graph, from, ms, NULL);
    for (buju_ix j = 0; j < t->candidates; j++) {
      t->cost[i][j] = BUJU_COST_NONE;
      for (uint64_t k = candidates->row[j]; k < candidates->row[j + 1]; k++) {
        uint32_t cost = buju_ms_add(ms[candidates->start[k].node], candidates->start[k].ms);
        if (cost <= limit && cost < t->cost[i][j]) t->cost[i][j] = cost;
      }
    }
  }
}

/* One-way streets, dead ends, roads of no time, parts that hang together with nothing; asked often enough that searches
 * give way to sweeps. */
static void graphs_are_searched_and_swept(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (uint64_t round = 0; round < 120; round++) {
    roads_kind kind = {.nodes = 20 + dice(NODES - 20),
                       .roads = 10 + dice(180),
                       .most_ms = dice(3) == 0 ? 3 : 200,
                       .one_way = dice(3) * 40,
                       .zero = dice(2) * 30,
                       .parallel = 10,
                       .loops = 3,
                       .near = dice(2) == 0,
                       .places = dice(2) == 0};
    roads r = roads_make(&kind, round);
    buju_arena *arena = buju_arena_new();
    buju_graph graph;
    assert_int_equal(buju_graph_make(ctx, &r.list, arena, &graph), BUJU_OK);
    places demands, candidates;
    costs_truth t = {.demands = dice(MOST + 1), .candidates = dice(MOST + 1)};
    uint32_t limit = dice(3) == 0 ? dice(900) : BUJU_COST_NONE;
    put_places(&demands, t.demands, graph.nodes, STARTS);
    put_places(&candidates, t.candidates, graph.nodes, round % 2 == 0 ? 1 : STARTS);
    find_truth(&graph, &demands, &candidates, limit, &t);
    buju_costs_roads roads = {&graph, demands.at, candidates.at, limit};
    buju_costs *costs = NULL;
    assert_int_equal(buju_costs_graph(ctx, &roads, &costs), BUJU_OK);
    for (int again = 0; again < 3; again++) {
      const char *wrong = costs_truth_check(ctx, costs, &t, &seed);
      if (wrong != NULL) fail_msg("graph %d: %s", (int)round, wrong);
    }
    buju_costs_free(costs);
    buju_arena_free(arena);
    roads_free(&r);
  }
  buju_ctx_free(ctx);
}

/* Where everything hangs together the largest cost is known within a factor of two of what it may be at best. */
static void the_largest_cost_is_not_far_off(void **state) {
  (void)state;
  enum { LINE = 50 };
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_ix tail[2 * LINE], head[2 * LINE];
  uint32_t ms[2 * LINE];
  uint64_t row[LINE + 1];
  buju_start start[LINE] = {{0}};
  for (buju_ix v = 0; v < LINE; v++) { /* a line of LINE nodes, both ways */
    tail[2 * v] = head[2 * v + 1] = v;
    head[2 * v] = tail[2 * v + 1] = v + 1 < LINE ? v + 1 : v;
    ms[2 * v] = ms[2 * v + 1] = 100;
    row[v + 1] = v + 1;
    start[v].node = v;
  }
  row[0] = 0;
  buju_arc_list list = {.nodes = LINE, .arcs = 2 * LINE, .tail = tail, .head = head, .ms = ms};
  buju_graph graph;
  assert_int_equal(buju_graph_make(ctx, &list, arena, &graph), BUJU_OK);
  buju_starts all = {LINE, row, start};
  buju_costs *costs = NULL;
  assert_int_equal(buju_costs_graph(ctx, &(buju_costs_roads){&graph, all, all, BUJU_COST_NONE}, &costs), BUJU_OK);
  assert_in_range(costs->most, (LINE - 1) * 100, 2 * (LINE - 1) * 100);
  buju_costs_free(costs);
  assert_int_equal(buju_costs_graph(ctx, &(buju_costs_roads){&graph, all, all, 700}, &costs), BUJU_OK);
  assert_int_equal(costs->most, 700);
  buju_costs_free(costs);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

static void starts_that_are_no_node_are_refused(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_ix tail[] = {0}, head[] = {1};
  uint32_t ms[] = {5};
  buju_arc_list list = {.nodes = 2, .arcs = 1, .tail = tail, .head = head, .ms = ms};
  buju_graph graph;
  assert_int_equal(buju_graph_make(ctx, &list, arena, &graph), BUJU_OK);
  uint64_t row[] = {0, 1};
  buju_start here = {.node = 1}, nowhere = {.node = 2};
  buju_starts good = {1, row, &here}, bad = {1, row, &nowhere};
  buju_costs *costs = NULL;
  assert_int_equal(buju_costs_graph(ctx, &(buju_costs_roads){&graph, bad, good, 9}, &costs), BUJU_E_INTERNAL);
  assert_int_equal(buju_costs_graph(ctx, &(buju_costs_roads){&graph, good, bad, 9}, &costs), BUJU_E_INTERNAL);
  assert_null(costs);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(graphs_are_searched_and_swept),
      cmocka_unit_test(the_largest_cost_is_not_far_off),
      cmocka_unit_test(starts_that_are_no_node_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
