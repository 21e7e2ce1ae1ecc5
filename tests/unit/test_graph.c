/* The road graph: the same arcs in another order, turned round, and refused when they are not arcs.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/roads.h"

static const roads_kind kinds[] = {
    {.nodes = 1, .roads = 3, .most_ms = 10, .loops = 100},
    {.nodes = 300, .roads = 500, .most_ms = 1000, .one_way = 30, .zero = 5, .parallel = 10, .loops = 3, .near = true},
    {.nodes = 300, .roads = 100, .most_ms = 1000, .one_way = 50, .places = true},
    {.nodes = 2000, .roads = 6000, .most_ms = 60000, .parallel = 20, .near = true, .places = true},
    {.nodes = 50, .roads = 0, .most_ms = 1},
};

static buju_ctx *ctx;
static buju_arena *arena;

static int setup(void **state) {
  (void)state;
  ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  arena = buju_arena_new();
  return ctx == NULL || arena == NULL;
}

static int teardown(void **state) {
  (void)state;
  buju_ctx_free(ctx);
  buju_arena_free(arena);
  return 0;
}

/* Every arc of the list is in the graph exactly once, with its own time and length; rows ascend by head. */
static void check_rows(const buju_arc_list *list, const buju_graph *g, bool turned) {
  bool *seen = calloc(list->arcs + 1, sizeof *seen);
  assert_int_equal(g->nodes, list->nodes);
  assert_int_equal(g->arcs, list->arcs);
  assert_int_equal(g->first[0], 0);
  assert_int_equal(g->first[g->nodes], g->arcs);
  for (buju_ix v = 0; v < g->nodes; v++) {
    assert_int_equal(g->node_of_given[g->given_node[v]], v);
    for (uint32_t a = g->first[v]; a < g->first[v + 1]; a++) {
      buju_ix k = g->given_arc[a];
      assert_false(seen[k]);
      seen[k] = true;
      assert_int_equal(g->given_node[v], turned ? list->head[k] : list->tail[k]);
      assert_int_equal(g->given_node[g->arc[a].head], turned ? list->tail[k] : list->head[k]);
      assert_int_equal(g->arc[a].ms, list->ms[k]);
      assert_int_equal(g->dm[a], list->dm[k]);
      if (a > g->first[v])
        assert_true(g->arc[a - 1].head < g->arc[a].head ||
                    (g->arc[a - 1].head == g->arc[a].head && (turned || g->given_arc[a - 1] < k)));
    }
  }
  free(seen);
}

static void a_graph_holds_the_arcs_it_was_given(void **state) {
  (void)state;
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
    for (uint64_t seed = 1; seed <= 5; seed++) {
      roads r = roads_make(&kinds[k], seed);
      buju_graph g, back, again;
      assert_int_equal(buju_graph_make(ctx, &r.list, arena, &g), BUJU_OK);
      check_rows(&r.list, &g, false);
      assert_int_equal(buju_graph_reverse(ctx, &g, arena, &back), BUJU_OK);
      check_rows(&r.list, &back, true);
      assert_int_equal(buju_graph_reverse(ctx, &back, arena, &again), BUJU_OK);
      check_rows(&r.list, &again, false);
      roads_free(&r);
    }
}

/* On a grid of places the ends of the curve's steps are neighbours: the mean step is about one cell. */
static void the_curve_keeps_neighbours_together(void **state) {
  (void)state;
  enum { SIDE = 64 };
  double x_m[SIDE * SIDE], y_m[SIDE * SIDE], way_m = 0;
  buju_ix order[SIDE * SIDE];
  bool seen[SIDE * SIDE] = {false};
  for (int i = 0; i < SIDE * SIDE; i++) {
    x_m[i] = 400000 + 25.0 * (i % SIDE);
    y_m[i] = 25.0 * (i / SIDE);
  }
  x_m[100] = NAN;
  y_m[200] = INFINITY;
  assert_true(buju_order_hilbert(SIDE * SIDE, x_m, y_m, order));
  assert_int_equal(order[SIDE * SIDE - 2], 100);
  assert_int_equal(order[SIDE * SIDE - 1], 200);
  for (int i = 0; i < SIDE * SIDE; i++) {
    assert_false(seen[order[i]]);
    seen[order[i]] = true;
    if (i > 0 && i < SIDE * SIDE - 2)
      way_m += hypot(x_m[order[i]] - x_m[order[i - 1]], y_m[order[i]] - y_m[order[i - 1]]);
  }
  assert_true(way_m < 1.02 * 25 * SIDE * SIDE);
}

static void the_depth_first_order_follows_the_arcs(void **state) {
  (void)state;
  /* 0→2→3, 0→1, 3→0, 4→1: nodes 0 2 3 1, then 4 */
  static const uint32_t first[] = {0, 2, 2, 3, 4, 5};
  static const buju_ix head[] = {2, 1, 3, 0, 1}, want[] = {0, 2, 3, 1, 4};
  buju_ix order[5];
  assert_true(buju_order_depth_first(5, first, head, order));
  assert_memory_equal(order, want, sizeof want);
}

/* A road a million nodes long must not need a million frames of stack, nor more than linear time. */
static void long_roads_are_no_trouble(void **state) {
  (void)state;
  enum { LONG = 1000000 };
  buju_ix *tail = calloc(LONG, sizeof *tail), *head = calloc(LONG, sizeof *head);
  uint32_t *ms = calloc(LONG, sizeof *ms);
  for (buju_ix i = 0; i < LONG; i++) {
    tail[i] = i;
    head[i] = (i + 1) % LONG;
  }
  buju_graph g;
  buju_arc_list list = {.nodes = LONG, .arcs = LONG, .tail = tail, .head = head, .ms = ms};
  assert_int_equal(buju_graph_make(ctx, &list, arena, &g), BUJU_OK);
  for (buju_ix v = 0; v < LONG; v++) assert_int_equal(g.given_node[v], v);
  free(tail);
  free(head);
  free(ms);
}

static void what_is_no_graph_is_refused(void **state) {
  (void)state;
  buju_ix tail[] = {0, 1}, head[] = {1, 2};
  uint32_t ms[] = {1, 1};
  buju_graph g = {.nodes = 77};
  buju_arc_list list = {.nodes = 2, .arcs = 2, .tail = tail, .head = head, .ms = ms};
  assert_int_equal(buju_graph_make(ctx, &list, arena, &g), BUJU_E_DATA);
  assert_string_equal(buju_ctx_error(ctx), "road network: arc 1 (1 to 2) has an end that is no node (there are 2)");
  list.arcs = UINT64_C(1) << 32;
  assert_int_equal(buju_graph_make(ctx, &list, arena, &g), BUJU_E_LIMIT);
  list = (buju_arc_list){.nodes = UINT64_MAX};
  assert_int_equal(buju_graph_make(ctx, &list, arena, &g), BUJU_E_LIMIT);
  assert_int_equal(g.nodes, 77);
  list = (buju_arc_list){0};
  assert_int_equal(buju_graph_make(ctx, &list, arena, &g), BUJU_OK);
  assert_int_equal(g.first[0], 0);
}

static void far_survives_addition(void **state) {
  (void)state;
  assert_int_equal(buju_ms_add(BUJU_FAR, 0), BUJU_FAR);
  assert_int_equal(buju_ms_add(BUJU_FAR, BUJU_FAR), BUJU_FAR);
  assert_int_equal(buju_ms_add(0, BUJU_FAR), BUJU_FAR);
  assert_int_equal(buju_ms_add(1, BUJU_FAR - 1), BUJU_FAR);
  assert_int_equal(buju_ms_add(1, BUJU_FAR - 2), BUJU_FAR - 1);
  assert_int_equal(buju_ms_add(3, 4), 7);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_graph_holds_the_arcs_it_was_given, setup, teardown),
      cmocka_unit_test(the_curve_keeps_neighbours_together),
      cmocka_unit_test(the_depth_first_order_follows_the_arcs),
      cmocka_unit_test_setup_teardown(long_roads_are_no_trouble, setup, teardown),
      cmocka_unit_test_setup_teardown(what_is_no_graph_is_refused, setup, teardown),
      cmocka_unit_test(far_survives_addition),
  };
  return cmocka_run_group_tests_name("graph", tests, NULL, NULL);
}
