/* The road network of Luxembourg and its 50,000 reference answers, where the data folder is present: time and distance
 * from node to node, each the shortest of its own kind. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "planner/travel/search.h"
#include "planner/travel/sweep.h"
#include "planner/travel/trip.h"

enum { UNREACHABLE = 2147483647, UNREACHABLE_QUERIES = 2547 };

/* A file of little-endian 32-bit numbers. Freed by the caller; NULL when it is not there. */
static uint32_t *read_numbers(const char *name, size_t *n) {
  char path[512];
  snprintf(path, sizeof path, "%s/bench/roadnet-luxembourg/%s", BUJU_DATA_DIR, name);
  FILE *file = fopen(path, "rb");
  if (file == NULL) return NULL;
  fseek(file, 0, SEEK_END);
  *n = (size_t)ftell(file) / 4;
  rewind(file);
  unsigned char *bytes = malloc(*n * 4 + 1);
  uint32_t *numbers = malloc(*n * sizeof *numbers + 1);
  assert_true(bytes != NULL && numbers != NULL);
  assert_int_equal(fread(bytes, 4, *n, file), *n);
  fclose(file);
  for (size_t i = 0; i < *n; i++) {
    const unsigned char *b = bytes + 4 * i;
    numbers[i] = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
  }
  free(bytes);
  return numbers;
}

typedef struct country {
  buju_ctx *ctx;
  buju_arena *arena;
  buju_graph graph;
  buju_hierarchy hierarchy;
  size_t queries;
  uint32_t *source, *target;
} country;

static country c;

/* The graph, with the distance as the length of its arcs; nodes placed by longitude and latitude, which is good enough
 * for an order. */
static void build(void) {
  size_t firsts, arcs, n;
  uint32_t *first_out = read_numbers("first_out", &firsts), *head = read_numbers("head", &arcs);
  uint32_t *ms = read_numbers("travel_time", &n), *distance = read_numbers("geo_distance", &n);
  uint32_t *longitude = read_numbers("longitude", &n), *latitude = read_numbers("latitude", &n);
  uint32_t *tail = malloc(arcs * sizeof *tail);
  double *x = malloc(firsts * sizeof *x), *y = malloc(firsts * sizeof *y);
  for (uint32_t v = 0; v + 1 < firsts; v++) {
    float degrees;
    for (uint32_t a = first_out[v]; a < first_out[v + 1]; a++) tail[a] = v;
    memcpy(&degrees, &longitude[v], sizeof degrees);
    x[v] = (double)degrees;
    memcpy(&degrees, &latitude[v], sizeof degrees);
    y[v] = (double)degrees;
  }
  buju_arc_list list = {
      .nodes = firsts - 1, .arcs = arcs, .tail = tail, .head = head, .ms = ms, .dm = distance, .x_m = x, .y_m = y};
  assert_int_equal(buju_graph_make(c.ctx, &list, c.arena, &c.graph), BUJU_OK);
  assert_int_equal(buju_hierarchy_make(c.ctx, &c.graph, c.arena, &c.hierarchy), BUJU_OK);
  free(first_out), free(head), free(ms), free(distance), free(longitude), free(latitude), free(tail), free(x), free(y);
}

static int setup(void **state) {
  (void)state;
  c.source = read_numbers("source_node", &c.queries);
  c.target = read_numbers("target_node", &c.queries);
  if (c.source == NULL) return 0;
  c.ctx = buju_ctx_new();
  c.arena = buju_arena_new();
  build();
  for (size_t i = 0; i < c.queries; i++) {
    c.source[i] = c.graph.node_of_given[c.source[i]];
    c.target[i] = c.graph.node_of_given[c.target[i]];
  }
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
  print_message("skipped: %s/bench/roadnet-luxembourg is not here\n", BUJU_DATA_DIR);
  skip();
}

/* The reference answers, with BUJU_FAR for unreachable; freed by the caller. */
static uint32_t *answers(const char *name) {
  size_t n, unreachable = 0;
  uint32_t *want = read_numbers(name, &n);
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
  buju_trip *trip;
  assert_int_equal(buju_metric_make(c.ctx, &c.hierarchy, &c.graph, weight, c.arena, &metric), BUJU_OK);
  assert_int_equal(buju_trip_new(c.ctx, &c.hierarchy, &trip), BUJU_OK);
  for (size_t i = 0; i < c.queries; i++) {
    buju_start from = {.node = c.source[i]}, to = {.node = c.target[i]};
    uint32_t got;
    assert_int_equal(buju_trip_ms(c.ctx, trip, &metric, &from, 1, &to, 1, &got), BUJU_OK);
    if (got != want[i]) fail_msg("query %zu: %u, not %u", i, got, want[i]);
  }
  buju_trip_free(trip);
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
