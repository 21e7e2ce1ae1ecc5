/* Bounded searches against plain Dijkstra. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "planner/travel/search.h"
#include "tests/support/roads.h"

static const roads_kind kinds[] = {
    {.nodes = 200, .roads = 350, .most_ms = 5000, .one_way = 30, .zero = 10, .parallel = 10, .loops = 5, .near = true},
    {.nodes = 200, .roads = 120, .most_ms = 100, .one_way = 80, .zero = 30, .places = true},     /* in many pieces */
    {.nodes = 150, .roads = 400, .most_ms = 3, .zero = 50, .parallel = 30, .near = true},        /* nothing but ties */
    {.nodes = 300, .roads = 600, .most_ms = UINT32_MAX, .one_way = 20, .zero = 5, .near = true}, /* hardly fits */
    {.nodes = 300, .roads = 600, .most_ms = 60000, .one_way = 10, .zero = 3, .grid = true},
    {.nodes = 60, .roads = 200, .most_ms = 20000000, .zero = 60}, /* short and long arcs: the window moves on */
    {.nodes = 1, .roads = 1, .most_ms = 1, .loops = 100},
};
enum { KINDS = sizeof kinds / sizeof *kinds, MOST = 300 };

typedef struct fixture {
  buju_ctx *ctx;
  buju_arena *arena;
  roads roads;
  buju_graph graph;
  buju_search *search;
  uint64_t rng;
} fixture;

static void open_up(fixture *f, const roads_kind *kind, uint64_t seed) {
  *f = (fixture){.ctx = buju_ctx_new(), .arena = buju_arena_new(), .roads = roads_make(kind, seed), .rng = seed};
  buju_ctx_set_lang(f->ctx, BUJU_EN);
  assert_int_equal(buju_graph_make(f->ctx, &f->roads.list, f->arena, &f->graph), BUJU_OK);
  assert_int_equal(buju_search_new(f->ctx, &f->graph, &f->search), BUJU_OK);
}

static void close_down(fixture *f) {
  buju_search_free(f->search);
  roads_free(&f->roads);
  buju_arena_free(f->arena);
  buju_ctx_free(f->ctx);
}

static buju_ix any_node(fixture *f) { return (buju_ix)(roads_random(&f->rng) % f->graph.nodes); }

/* What is reached is exactly what the oracle has within the limit, each node once. */
static void check_reached(const buju_graph *g, const buju_reached *r, const uint32_t *want, uint32_t limit_ms) {
  buju_ix n = 0;
  bool seen[MOST] = {false};
  for (buju_ix v = 0; v < g->nodes; v++) {
    bool within = want[v] != BUJU_FAR && want[v] <= limit_ms;
    assert_int_equal(r->ms[v], within ? want[v] : BUJU_FAR);
    n += within;
  }
  assert_int_equal(r->n, n);
  for (buju_ix i = 0; i < n; i++) {
    assert_false(seen[r->node[i]]);
    seen[r->node[i]] = true;
  }
}

static void times_are_those_of_dijkstra_cut_at_the_limit(void **state) {
  (void)state;
  for (int k = 0; k < KINDS; k++)
    for (uint64_t seed = 1; seed <= 20; seed++) {
      fixture f;
      open_up(&f, &kinds[k], seed);
      for (int again = 0; again < 10; again++) {
        uint32_t want[MOST];
        buju_start start = {.node = any_node(&f)};
        buju_reached r;
        roads_dijkstra_from(&f.graph, start.node, want, NULL);
        uint32_t limits[] = {BUJU_FAR, BUJU_FAR - 1, 0, want[any_node(&f)], want[any_node(&f)]};
        for (int l = 0; l < 5; l++) { /* the last two at equality with some node's time */
          assert_int_equal(buju_search_times(f.ctx, f.search, &f.graph, &start, 1, limits[l], &r), BUJU_OK);
          check_reached(&f.graph, &r, want, limits[l]);
        }
      }
      close_down(&f);
    }
}

static void several_starts_have_times_of_their_own(void **state) {
  (void)state;
  for (int k = 0; k < KINDS; k++)
    for (uint64_t seed = 1; seed <= 20; seed++) {
      fixture f;
      open_up(&f, &kinds[k], seed);
      uint32_t want[MOST], from_ms[MOST];
      buju_start start[5];
      buju_reached r;
      memset(from_ms, 0xff, sizeof from_ms);
      for (int i = 0; i < 5; i++) {
        start[i] = (buju_start){.node = any_node(&f), .ms = (uint32_t)(roads_random(&f.rng) % kinds[k].most_ms)};
        if (i == 3) start[i].ms = BUJU_FAR;
        if (start[i].ms < from_ms[start[i].node]) from_ms[start[i].node] = start[i].ms;
      }
      roads_dijkstra(&f.graph, from_ms, want, NULL);
      uint32_t limit_ms = kinds[k].most_ms / 2;
      assert_int_equal(buju_search_times(f.ctx, f.search, &f.graph, start, 5, limit_ms, &r), BUJU_OK);
      check_reached(&f.graph, &r, want, limit_ms);
      assert_int_equal(buju_search_times(f.ctx, f.search, &f.graph, start, 0, limit_ms, &r), BUJU_OK);
      assert_int_equal(r.n, 0);
      close_down(&f);
    }
}

static void the_reverse_graph_tells_the_time_to_the_start(void **state) {
  (void)state;
  fixture f;
  open_up(&f, &kinds[0], 7);
  buju_graph back;
  assert_int_equal(buju_graph_reverse(f.ctx, &f.graph, f.arena, &back), BUJU_OK);
  buju_start start = {.node = any_node(&f)};
  buju_reached r;
  assert_int_equal(buju_search_times(f.ctx, f.search, &back, &start, 1, BUJU_FAR, &r), BUJU_OK);
  for (buju_ix v = 0; v < f.graph.nodes; v++) {
    uint32_t want[MOST];
    roads_dijkstra_from(&f.graph, v, want, NULL);
    assert_int_equal(r.ms[v], want[start.node]);
  }
  close_down(&f);
}

/* Follows the steps: times and lengths add up, no better last step exists. */
static void check_way(fixture *f, const buju_ways *w, buju_ix node, buju_ix source) {
  const buju_graph *g = &f->graph;
  buju_ix first, arcs;
  const buju_ix *arc;
  assert_int_equal(buju_ways_trace(f->ctx, w, node, f->arena, &first, &arcs, &arc), BUJU_OK);
  assert_int_equal(first, source);
  assert_true(arcs < g->nodes);
  uint64_t ms = 0, dm = 0;
  buju_ix at = first;
  for (buju_ix i = 0; i < arcs; i++) {
    assert_in_range(arc[i], g->first[at], g->first[at + 1] - 1);
    ms += g->arc[arc[i]].ms;
    dm += g->dm[arc[i]];
    at = g->arc[arc[i]].head;
  }
  assert_int_equal(at, node);
  assert_int_equal(ms, buju_label_ms(w->label[node]));
  assert_int_equal(dm, buju_label_low(w->label[node]));
  if (node == source) return;
  for (buju_ix u = 0; u < g->nodes; u++)
    for (uint32_t a = g->first[u]; a < g->first[u + 1]; a++) {
      if (g->arc[a].head != node || w->label[u] == UINT64_MAX) continue;
      uint64_t t = buju_label_ms(w->label[u]) + (uint64_t)g->arc[a].ms, d = buju_label_low(w->label[u]) + g->dm[a];
      if (t != ms || d != dm) continue;
      buju_way_step mine = w->step[node];
      buju_ix other = w->step[u].arcs + 1;
      assert_true(mine.arcs < other || (mine.arcs == other && (mine.tail < u || (mine.tail == u && mine.arc <= a))));
    }
}

static void ways_are_the_fastest_then_the_shortest(void **state) {
  (void)state;
  for (int k = 0; k < KINDS; k++)
    for (uint64_t seed = 1; seed <= 10; seed++) {
      fixture f;
      open_up(&f, &kinds[k], seed);
      uint32_t ms[MOST], dm[MOST];
      buju_start start = {.node = any_node(&f)};
      buju_ways w;
      roads_dijkstra_from(&f.graph, start.node, ms, dm);
      uint32_t limit_ms = seed % 2 == 0 ? BUJU_FAR : ms[any_node(&f)];
      assert_int_equal(buju_search_ways(f.ctx, f.search, &f.graph, &start, 1, limit_ms, &w), BUJU_OK);
      buju_ix n = 0;
      for (buju_ix v = 0; v < f.graph.nodes; v++) {
        if (ms[v] == BUJU_FAR || ms[v] > limit_ms) {
          assert_true(w.label[v] == UINT64_MAX);
          continue;
        }
        n++;
        assert_int_equal(buju_label_ms(w.label[v]), ms[v]);
        assert_int_equal(buju_label_low(w.label[v]), dm[v]);
        check_way(&f, &w, v, start.node);
      }
      assert_int_equal(w.n, n);
      close_down(&f);
    }
}

/* By time, then decimetres, then owner. */
static void the_nearest_owner_is_the_lowest_of_equals(void **state) {
  (void)state;
  int shorter = 0, lower = 0;
  for (int k = 0; k < KINDS; k++)
    for (uint64_t seed = 1; seed <= 10; seed++) {
      enum { OWNERS = 6 };
      fixture f;
      open_up(&f, &kinds[k], seed);
      uint64_t want_label[MOST];
      uint32_t ms[MOST], dm[MOST];
      buju_ix want[MOST];
      buju_start start[OWNERS];
      buju_allocated a;
      uint32_t limit_ms = kinds[k].most_ms * (seed % 3 == 0 ? 1 : 3) / 2;
      memset(want_label, 0xff, sizeof want_label);
      for (buju_ix o = 0; o < OWNERS; o++)
        start[o] = (buju_start){.node = any_node(&f), .owner = OWNERS - 1 - o, .dm = (uint32_t)(seed % 2 * 2 * o)};
      start[1].node = start[0].node; /* two in one place */
      for (buju_ix o = 0; o < OWNERS; o++) {
        roads_dijkstra_from(&f.graph, start[OWNERS - 1 - o].node, ms, dm);
        for (buju_ix v = 0; v < f.graph.nodes; v++) {
          if (ms[v] == BUJU_FAR || ms[v] > limit_ms) continue;
          uint64_t label = (uint64_t)ms[v] << 32 | (dm[v] + start[OWNERS - 1 - o].dm);
          shorter += label < want_label[v] && label >> 32 == want_label[v] >> 32;
          lower += label == want_label[v];
          if (label >= want_label[v]) continue;
          want_label[v] = label;
          want[v] = o;
        }
      }
      assert_int_equal(buju_search_nearest(f.ctx, f.search, &f.graph, start, OWNERS, limit_ms, &a), BUJU_OK);
      for (buju_ix v = 0; v < f.graph.nodes; v++) {
        assert_true(a.label[v] == want_label[v]);
        if (want_label[v] != UINT64_MAX) assert_int_equal(a.owner[v], want[v]);
      }
      close_down(&f);
    }
  assert_true(shorter > 100 && lower > 100); /* both kinds of ties have been met */
}

/* One room, searches of all kinds in turn: nothing of one is left for the next. */
static void a_room_forgets(void **state) {
  (void)state;
  fixture f;
  open_up(&f, &kinds[0], 3);
  for (int again = 0; again < 30; again++) {
    uint32_t want[MOST];
    buju_start start = {.node = any_node(&f)};
    buju_reached r;
    buju_ways w;
    buju_allocated a;
    roads_dijkstra_from(&f.graph, start.node, want, NULL);
    assert_int_equal(buju_search_ways(f.ctx, f.search, &f.graph, &start, 1, 4000, &w), BUJU_OK);
    for (buju_ix v = 0; v < f.graph.nodes; v++)
      assert_int_equal(buju_label_ms(w.label[v]), want[v] <= 4000 ? want[v] : BUJU_FAR);
    assert_int_equal(buju_search_times(f.ctx, f.search, &f.graph, &start, 1, 5000, &r), BUJU_OK);
    check_reached(&f.graph, &r, want, 5000);
    assert_int_equal(buju_search_nearest(f.ctx, f.search, &f.graph, &start, 1, 3000, &a), BUJU_OK);
    for (buju_ix v = 0; v < f.graph.nodes; v++)
      assert_int_equal(buju_label_ms(a.label[v]), want[v] <= 3000 ? want[v] : BUJU_FAR);
  }
  close_down(&f);
}

/* Places with two entrances each, from and to. */
static buju_starts make_places(fixture *f, buju_ix n, uint32_t most_ms) {
  uint64_t *row = BUJU_NEW(f->arena, uint64_t, n + 1);
  buju_start *start = BUJU_NEW(f->arena, buju_start, 2 * n);
  uint64_t at = 0;
  for (buju_ix i = 0; i < n; i++) {
    for (uint64_t e = roads_random(&f->rng) % 3; e > 0; e--)
      start[at++] = (buju_start){.node = any_node(f), .ms = (uint32_t)(roads_random(&f->rng) % most_ms)};
    row[i + 1] = at;
  }
  return (buju_starts){n, row, start};
}

static uint32_t trip_ms(const buju_starts *from, buju_ix i, const buju_starts *to, buju_ix j, uint32_t (*ms)[MOST]) {
  uint64_t best = BUJU_FAR;
  for (uint64_t a = from->row[i]; a < from->row[i + 1]; a++)
    for (uint64_t b = to->row[j]; b < to->row[j + 1]; b++) {
      uint64_t between = ms[from->start[a].node][to->start[b].node];
      if (between == BUJU_FAR) continue;
      between += (uint64_t)from->start[a].ms + to->start[b].ms;
      if (between < best) best = between;
    }
  return (uint32_t)best;
}

static void a_table_has_every_pair_within_the_limit(void **state) {
  (void)state;
  static uint32_t ms[MOST][MOST];
  for (int k = 0; k < KINDS; k++) {
    fixture f;
    open_up(&f, &kinds[k], 11);
    for (buju_ix v = 0; v < f.graph.nodes; v++) roads_dijkstra_from(&f.graph, v, ms[v], NULL);
    buju_starts from = make_places(&f, 150, kinds[k].most_ms), to = make_places(&f, 200, kinds[k].most_ms);
    uint32_t limits[] = {kinds[k].most_ms, BUJU_FAR, 0};
    for (int l = 0; l < 3; l++) {
      buju_csr table[2];
      for (unsigned t = 0; t < 2; t++) {
        buju_ctx_set_threads(f.ctx, t == 0 ? 1 : 4);
        assert_int_equal(buju_search_table(f.ctx, &f.graph, &from, &to, limits[l], 1000000, f.arena, &table[t]),
                         BUJU_OK);
      }
      uint64_t at = 0;
      for (buju_ix i = 0; i < from.n; i++) {
        for (buju_ix j = 0; j < to.n; j++) {
          uint32_t want = trip_ms(&from, i, &to, j, ms);
          if (want == BUJU_FAR || want > limits[l]) continue;
          for (int t = 0; t < 2; t++) {
            assert_int_equal(table[t].col[at], j);
            assert_int_equal(table[t].val[at], want);
          }
          at++;
        }
        assert_int_equal(table[0].row[i + 1], at);
        assert_int_equal(table[1].row[i + 1], at);
      }
      if (at == 0) continue;
      buju_csr none = {.n = 99};
      char want[256];
      snprintf(want, sizeof want, "travel times: %u pairs", (unsigned)at);
      assert_int_equal(buju_search_table(f.ctx, &f.graph, &from, &to, limits[l], at - 1, f.arena, &none), BUJU_E_LIMIT);
      if (at < 1000) assert_memory_equal(buju_ctx_error(f.ctx), want, strlen(want));
      assert_int_equal(none.n, 99);
    }
    close_down(&f);
  }
}

static void what_is_no_start_is_refused(void **state) {
  (void)state;
  fixture f;
  open_up(&f, &kinds[0], 5);
  buju_start start = {.node = f.graph.nodes};
  buju_reached r = {.n = 99};
  buju_graph other = f.graph;
  other.nodes--;
  assert_int_equal(buju_search_times(f.ctx, f.search, &f.graph, &start, 1, 10, &r), BUJU_E_INTERNAL);
  start.node = 0;
  assert_int_equal(buju_search_times(f.ctx, f.search, &other, &start, 1, 10, &r), BUJU_E_INTERNAL);
  assert_int_equal(r.n, 99);
  uint64_t row[] = {0, 1};
  buju_start bad = {.node = BUJU_NONE};
  buju_starts good_places = {1, row, &start}, bad_places = {1, row, &bad};
  buju_csr table;
  assert_int_equal(buju_search_table(f.ctx, &f.graph, &good_places, &bad_places, 10, 10, f.arena, &table),
                   BUJU_E_INTERNAL);
  assert_int_equal(buju_search_table(f.ctx, &f.graph, &bad_places, &good_places, 10, 10, f.arena, &table),
                   BUJU_E_INTERNAL);
  close_down(&f);
}

/* The gate no clock can blur: how much work a search does on a graph made from a seed. A change of these numbers is a
 * change of the algorithm, and is to be explained. */
static void the_work_is_what_it_was(void **state) {
  (void)state;
  static const roads_kind kind = {
      .nodes = 20000, .roads = 60000, .most_ms = 90000, .one_way = 10, .grid = true, .places = true};
  fixture f;
  open_up(&f, &kind, 2026);
  uint64_t reached = 0;
  for (buju_ix v = 0; v < 20000; v += 200) {
    buju_start start = {.node = v};
    buju_reached r;
    assert_int_equal(buju_search_times(f.ctx, f.search, &f.graph, &start, 1, 900000, &r), BUJU_OK);
    reached += r.n;
  }
  assert_int_equal(reached, 271201);
  assert_int_equal(buju_search_worked(f.search).settled, 276372);
  assert_int_equal(buju_search_worked(f.search).relaxed, 1602647);
  close_down(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(times_are_those_of_dijkstra_cut_at_the_limit),
      cmocka_unit_test(several_starts_have_times_of_their_own),
      cmocka_unit_test(the_reverse_graph_tells_the_time_to_the_start),
      cmocka_unit_test(ways_are_the_fastest_then_the_shortest),
      cmocka_unit_test(the_nearest_owner_is_the_lowest_of_equals),
      cmocka_unit_test(a_room_forgets),
      cmocka_unit_test(a_table_has_every_pair_within_the_limit),
      cmocka_unit_test(what_is_no_start_is_refused),
      cmocka_unit_test(the_work_is_what_it_was),
  };
  return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
