/* The road network of Luxembourg and its 50,000 reference answers, where the data folder is present: time and distance
 * from node to node, each the shortest of its own kind. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "planner/travel/ride.h"
#include "planner/travel/search.h"
#include "planner/travel/sweep.h"
#include "tests/support/roadnet.h"

enum { UNREACHABLE = 2147483647, UNREACHABLE_QUERIES = 2547 };

static const char folder[] = BUJU_DATA_DIR "/bench/roadnet-luxembourg";

typedef struct country {
  buju_ctx *ctx;
  buju_arena *arena;
  buju_graph graph;
  buju_hierarchy hierarchy;
  size_t queries;
  uint32_t *source, *target;
} country;

static country c;

static void build(const roadnet *net) {
  assert_int_equal(buju_graph_make(c.ctx, &net->list, c.arena, &c.graph), BUJU_OK);
  assert_int_equal(buju_hierarchy_make(c.ctx, &c.graph, c.arena, &c.hierarchy), BUJU_OK);
  c.source = roadnet_numbers(folder, "source_node", &c.queries);
  c.target = roadnet_numbers(folder, "target_node", &c.queries);
  for (size_t i = 0; i < c.queries; i++) {
    c.source[i] = c.graph.node_of_given[c.source[i]];
    c.target[i] = c.graph.node_of_given[c.target[i]];
  }
}

static int setup(void **state) {
  (void)state;
  roadnet net;
  if (!roadnet_luxembourg(folder, &net)) return 0;
  c.ctx = buju_ctx_new();
  c.arena = buju_arena_new();
  build(&net);
  roadnet_free(&net);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  free(c.source);
  free(c.target);
  buju_arena_free(c.arena);
  buju_ctx_free(c.ctx);
  return 0;
}

static void need_data(void) {
  if (c.source != NULL) return;
  print_message("skipped: %s is not here\n", folder);
  skip();
}

/* The reference answers, with BUJU_FAR for unreachable; freed by the caller. */
static uint32_t *answers(const char *name) {
  size_t n, unreachable = 0;
  uint32_t *want = roadnet_numbers(folder, name, &n);
  assert_int_equal(n, 50000);
  assert_int_equal(c.queries, 50000);
  for (size_t i = 0; i < n; i++)
    if (want[i] == UNREACHABLE) {
      want[i] = BUJU_FAR;
      unreachable++;
    }
  assert_int_equal(unreachable, UNREACHABLE_QUERIES);
  return want;
}

static void check_trips(const uint32_t *weight, const char *reference) {
  need_data();
  uint32_t *want = answers(reference);
  buju_metric metric;
  buju_ride *ride;
  assert_int_equal(buju_metric_make(c.ctx, &c.hierarchy, &c.graph, weight, c.arena, &metric), BUJU_OK);
  assert_int_equal(buju_ride_new(c.ctx, &c.hierarchy, &ride), BUJU_OK);
  for (size_t i = 0; i < c.queries; i++) {
    buju_start from = {.node = c.source[i]}, to = {.node = c.target[i]};
    uint32_t got;
    assert_int_equal(buju_ride_ms(c.ctx, ride, &metric, &from, 1, &to, 1, &got), BUJU_OK);
    if (got != want[i]) fail_msg("query %zu: %u, not %u", i, got, want[i]);
  }
  buju_ride_free(ride);
  free(want);
}

static void all_times_are_exact(void **state) {
  (void)state;
  check_trips(NULL, "query_reference_travel_time_length");
}

static void all_distances_are_exact(void **state) {
  (void)state;
  check_trips(c.graph.dm, "query_reference_geo_distance_length");
}

static buju_status compare(buju_ctx *ctx, void *user, unsigned worker, const buju_swept *swept) {
  (void)ctx, (void)worker;
  const uint32_t *want = user;
  for (unsigned l = 0; l < swept->used; l++) {
    buju_ix i = swept->source[l];
    uint32_t got = swept->ms[(size_t)c.hierarchy.position[c.target[i]] * swept->lanes + l];
    if (got != want[i]) return BUJU_E_INTERNAL;
  }
  return BUJU_OK;
}

/* By sweeps from 2,000 of the sources, and by bounded searches with the answer itself as the limit from 100. */
static void sweeps_and_searches_agree(void **state) {
  (void)state;
  need_data();
  enum { SWEPT = 2000, SEARCHED = 100 };
  uint32_t *want = answers("query_reference_travel_time_length");
  uint64_t *row = calloc(SWEPT + 1, sizeof *row);
  buju_start *start = calloc(SWEPT, sizeof *start);
  for (buju_ix i = 0; i < SWEPT; i++) {
    row[i + 1] = i + 1;
    start[i] = (buju_start){.node = c.source[i]};
  }
  buju_starts from = {SWEPT, row, start};
  buju_metric metric;
  buju_field field;
  buju_search *search;
  assert_int_equal(buju_metric_make(c.ctx, &c.hierarchy, &c.graph, NULL, c.arena, &metric), BUJU_OK);
  assert_int_equal(buju_field_all(c.ctx, &metric, c.arena, &field), BUJU_OK);
  assert_int_equal(buju_sweep_each(c.ctx, &field, &from, BUJU_FAR, compare, want), BUJU_OK);
  assert_int_equal(buju_search_new(c.ctx, &c.graph, &search), BUJU_OK);
  for (buju_ix i = 0; i < SEARCHED; i++) {
    buju_reached r;
    assert_int_equal(buju_search_times(c.ctx, search, &c.graph, &start[i], 1, want[i], &r), BUJU_OK);
    assert_int_equal(r.ms[c.target[i]], want[i]);
    if (want[i] == 0 || want[i] == BUJU_FAR) continue;
    assert_int_equal(buju_search_times(c.ctx, search, &c.graph, &start[i], 1, want[i] - 1, &r), BUJU_OK);
    assert_int_equal(r.ms[c.target[i]], BUJU_FAR); /* a millisecond less is not enough */
  }
  buju_search_free(search);
  free(row);
  free(start);
  free(want);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_times_are_exact),
      cmocka_unit_test(all_distances_are_exact),
      cmocka_unit_test(sweeps_and_searches_agree),
  };
  return cmocka_run_group_tests_name("luxembourg", tests, setup, teardown);
}
