/* Hierarchies: their form, their metrics, sweeps, tables and trips, against plain Dijkstra.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "planner/travel/graph_table.h"
#include "planner/travel/ride.h"
#include "planner/travel/sweep_room.h"
#include "tests/support/roads.h"

static const roads_kind kinds[] = {
    {.nodes = 200, .roads = 350, .most_ms = 5000, .one_way = 30, .zero = 10, .parallel = 10, .loops = 5, .near = true},
    {.nodes = 200, .roads = 120, .most_ms = 100, .one_way = 80, .zero = 30, .places = true},     /* in many pieces */
    {.nodes = 150, .roads = 400, .most_ms = 3, .zero = 50, .parallel = 30, .near = true},        /* nothing but ties */
    {.nodes = 150, .roads = 300, .most_ms = 0},                                                  /* no time at all */
    {.nodes = 250, .roads = 500, .most_ms = UINT32_MAX, .one_way = 20, .zero = 5, .near = true}, /* hardly fits */
    {.nodes = 250, .roads = 600, .most_ms = 60000, .one_way = 10, .zero = 3, .grid = true},
    {.nodes = 60, .roads = 600, .most_ms = 20000, .one_way = 50},                              /* dense */
    {.nodes = 240, .roads = 300, .most_ms = 900, .one_way = 90, .near = true, .places = true}, /* mostly one way */
    {.nodes = 40, .roads = 0, .most_ms = 1},
    {.nodes = 1, .roads = 1, .most_ms = 1, .loops = 100},
};
enum { KINDS = sizeof kinds / sizeof *kinds, MOST = 250, SEEDS = 5 };

typedef struct fixture {
  buju_ctx *ctx;
  buju_arena *arena;
  roads roads;
  buju_graph graph;
  buju_hierarchy hierarchy;
  buju_metric metric;
  uint64_t rng;
  uint32_t ms[MOST][MOST]; /* from node to node, by the oracle */
  uint64_t row[MOST + 1];  /* every node a place of its own */
  buju_start start[MOST];
} fixture;

static fixture f;

static void open_up(const roads_kind *kind, uint64_t seed) {
  f.ctx = buju_ctx_new();
  buju_ctx_set_lang(f.ctx, BUJU_EN);
  f.arena = buju_arena_new();
  f.roads = roads_make(kind, seed);
  f.rng = seed;
  assert_int_equal(buju_graph_make(f.ctx, &f.roads.list, f.arena, &f.graph), BUJU_OK);
  assert_int_equal(buju_hierarchy_make(f.ctx, &f.graph, f.arena, &f.hierarchy), BUJU_OK);
  assert_int_equal(buju_metric_make(f.ctx, &f.hierarchy, &f.graph, NULL, f.arena, &f.metric), BUJU_OK);
  for (buju_ix v = 0; v < f.graph.nodes; v++) {
    roads_dijkstra_from(&f.graph, v, f.ms[v], NULL);
    f.row[v + 1] = v + 1;
    f.start[v] = (buju_start){.node = v};
  }
}

static void close_down(void) {
  roads_free(&f.roads);
  buju_arena_free(f.arena);
  buju_ctx_free(f.ctx);
}

static buju_ix any_node(void) { return (buju_ix)(roads_random(&f.rng) % f.graph.nodes); }

static buju_starts every_node(void) { return (buju_starts){f.graph.nodes, f.row, f.start}; }

static bool is_ancestor(const buju_hierarchy *h, buju_ix a, buju_ix p) {
  while (p != BUJU_NONE && p != a) p = h->parent[p];
  return p == a;
}

/* What is told about the subtree of p: the positions next to it and no others. */
static void check_subtree(const buju_hierarchy *h, buju_ix p) {
  assert_in_range(h->end[p], p + 1, h->nodes);
  if (h->end[p] == p + 1) return;
  for (buju_ix q = 0; q < h->nodes; q++) assert_int_equal(is_ancestor(h, p, q), p <= q && q < h->end[p]);
}

/* Parents come first, the higher neighbours of a node are ancestors and neighbours of each other. */
static void check_form(const buju_hierarchy *h) {
  for (buju_ix p = 0; p < h->nodes; p++) {
    assert_int_equal(h->position[h->node[p]], p);
    check_subtree(h, p);
    uint32_t first = h->first[p], end = h->first[p + 1];
    if (first == end) {
      assert_int_equal(h->parent[p], BUJU_NONE);
      continue;
    }
    assert_int_equal(h->parent[p], h->high[end - 1]);
    for (uint32_t k = first; k < end; k++) {
      buju_ix a = h->high[k];
      assert_true(a < p && is_ancestor(h, a, p) && (k == first || h->high[k - 1] < a));
      for (uint32_t j = first; j < k; j++) {
        bool joined = false;
        for (uint32_t s = h->first[a]; s < h->first[a + 1]; s++) joined |= h->high[s] == h->high[j];
        assert_true(joined);
      }
    }
  }
}

static void hierarchies_have_their_form(void **state) {
  (void)state;
  for (int k = 0; k < KINDS; k++)
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
      open_up(&kinds[k], seed);
      check_form(&f.hierarchy);
      for (buju_ix v = 0; v < f.graph.nodes; v++) /* arcs of the graph join ancestors and descendants */
        for (uint32_t a = f.graph.first[v]; a < f.graph.first[v + 1]; a++) {
          buju_ix p = f.hierarchy.position[v], q = f.hierarchy.position[f.graph.arc[a].head];
          assert_true(is_ancestor(&f.hierarchy, p, q) || is_ancestor(&f.hierarchy, q, p));
        }
      close_down();
    }
}

static void arcs_of_a_metric_are_as_fast_as_can_be(void **state) {
  (void)state;
  for (int k = 0; k < KINDS; k++)
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
      open_up(&kinds[k], seed);
      const buju_metric *m = &f.metric;
      const buju_ix *node = f.hierarchy.node;
      for (buju_ix p = 0; p < f.graph.nodes; p++) {
        for (uint32_t a = m->up_first[p]; a < m->up_first[p + 1]; a++)
          assert_int_equal(m->up[a].ms, f.ms[node[p]][node[m->up[a].head]]);
        for (uint32_t a = m->down_first[p]; a < m->down_first[p + 1]; a++)
          assert_int_equal(m->down[a].ms, f.ms[node[m->down[a].head]][node[p]]);
      }
      close_down();
    }
}

/* Whether row r is in the spans. */
static bool in_spans(const buju_swept *s, buju_ix r) {
  for (size_t k = 0; k < s->spans; k++)
    if (s->span[k].first <= r && r < s->span[k].end) return true;
  return false;
}

/* Every lane has the oracle's times, in every row of the field; with a limit, where they are within it. */
static void check_swept(const buju_field *field, const buju_swept *s, uint32_t limit_ms, bool backwards) {
  for (size_t k = 1; k < s->spans; k++) assert_true(s->span[k - 1].end < s->span[k].first);
  for (unsigned l = 0; l < s->used; l++)
    for (buju_ix v = 0; v < f.graph.nodes; v++) {
      buju_ix r = buju_field_row(field, v);
      if (r == BUJU_NONE) continue;
      uint32_t want = backwards ? f.ms[v][s->source[l]] : f.ms[s->source[l]][v];
      if (!in_spans(s, r))
        assert_true(want > limit_ms);
      else if (want <= limit_ms)
        assert_int_equal(s->ms[(size_t)r * s->lanes + l], want);
      else
        assert_true(s->ms[(size_t)r * s->lanes + l] > limit_ms);
    }
}

static void sweep_and_check(const buju_field *field, buju_sweep *sweep, unsigned lanes, bool backwards) {
  buju_starts all = every_node();
  for (int again = 0; again < 6; again++) {
    buju_ix which[BUJU_LANES];
    unsigned n = 1 + (unsigned)(roads_random(&f.rng) % lanes);
    for (unsigned l = 0; l < n; l++) which[l] = any_node();
    uint32_t some_ms = f.ms[which[0]][any_node()], limits[] = {BUJU_FAR, BUJU_FAR - 1, some_ms, some_ms / 3, 0};
    for (int k = 0; k < 5; k++) {
      buju_swept swept;
      assert_int_equal(buju_sweep_run(f.ctx, sweep, &all, which, n, limits[k], &swept), BUJU_OK);
      assert_int_equal(swept.used, n);
      check_swept(field, &swept, limits[k], backwards);
    }
  }
}

static void sweeps_find_what_dijkstra_finds(void **state) {
  (void)state;
  for (int k = 0; k < KINDS; k++)
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
      open_up(&kinds[k], seed);
      for (int backwards = 0; backwards < 2; backwards++) {
        buju_metric metric = backwards ? buju_metric_reverse(&f.metric) : f.metric;
        buju_field field;
        assert_int_equal(buju_field_all(f.ctx, &metric, f.arena, &field), BUJU_OK);
        for (int kind = 0; kind < 3; kind++) {
          buju_sweep *sweep;
          unsigned lanes = kind == 0 ? 1 : BUJU_LANES;
          assert_int_equal(buju_sweep_new(f.ctx, &field, lanes, &sweep), BUJU_OK);
          if (kind == 2) buju_sweep_set_plain(sweep);
          sweep_and_check(&field, sweep, lanes, backwards);
          buju_sweep_free(sweep);
        }
      }
      close_down();
    }
}

static void a_field_of_some_nodes_has_their_times(void **state) {
  (void)state;
  for (int k = 0; k < KINDS; k++)
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
      open_up(&kinds[k], seed);
      buju_ix some[5];
      for (int i = 0; i < 5; i++) some[i] = any_node();
      buju_field field;
      assert_int_equal(buju_field_of(f.ctx, &f.metric, some, seed % 5 + 1, f.arena, &field), BUJU_OK);
      for (uint64_t i = 0; i < seed % 5 + 1; i++) assert_int_not_equal(buju_field_row(&field, some[i]), BUJU_NONE);
      for (unsigned lanes = 1; lanes <= BUJU_LANES; lanes += BUJU_LANES - 1) {
        buju_sweep *sweep;
        assert_int_equal(buju_sweep_new(f.ctx, &field, lanes, &sweep), BUJU_OK);
        sweep_and_check(&field, sweep, lanes, false);
        buju_sweep_free(sweep);
      }
      close_down();
    }
}

/* The same bits from AVX2 and from plain C, rows that matter to nobody included. */
static void plain_sweeps_are_the_same(void **state) {
  (void)state;
  static const roads_kind kind = {.nodes = 250, .roads = 420, .most_ms = UINT32_MAX / 50, .one_way = 20, .grid = true};
  if (!buju_sweep_has_avx2()) {
    print_message("skipped: this processor has no AVX2\n");
    skip();
  }
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    open_up(&kind, seed);
    buju_starts all = every_node();
    buju_field field;
    buju_sweep *sweep[2];
    assert_int_equal(buju_field_all(f.ctx, &f.metric, f.arena, &field), BUJU_OK);
    for (int i = 0; i < 2; i++) assert_int_equal(buju_sweep_new(f.ctx, &field, BUJU_LANES, &sweep[i]), BUJU_OK);
    buju_sweep_set_plain(sweep[1]);
    for (int again = 0; again < 20; again++) {
      buju_ix which[BUJU_LANES];
      buju_swept s[2];
      for (int l = 0; l < BUJU_LANES; l++) which[l] = any_node();
      uint32_t limit_ms = again % 2 == 0 ? BUJU_FAR : (uint32_t)roads_random(&f.rng) / 4;
      for (int i = 0; i < 2; i++)
        assert_int_equal(buju_sweep_run(f.ctx, sweep[i], &all, which, BUJU_LANES, limit_ms, &s[i]), BUJU_OK);
      assert_int_equal(s[0].spans, s[1].spans);
      for (size_t k = 0; k < s[0].spans; k++) {
        assert_memory_equal(&s[0].span[k], &s[1].span[k], sizeof(buju_span));
        size_t first = (size_t)s[0].span[k].first * BUJU_LANES, end = (size_t)s[0].span[k].end * BUJU_LANES;
        assert_memory_equal(s[0].ms + first, s[1].ms + first, (end - first) * sizeof(uint32_t));
      }
    }
    for (int i = 0; i < 2; i++) buju_sweep_free(sweep[i]);
    close_down();
  }
}

/* Places with up to three entrances. */
static buju_starts make_places(buju_ix n, uint32_t most_ms) {
  uint64_t *row = BUJU_NEW(f.arena, uint64_t, n + 1);
  buju_start *start = BUJU_NEW(f.arena, buju_start, 3 * n);
  uint64_t at = 0;
  for (buju_ix i = 0; i < n; i++) {
    for (uint64_t e = roads_random(&f.rng) % 4; e > 0; e--)
      start[at++] = (buju_start){.node = any_node(), .ms = (uint32_t)(roads_random(&f.rng) % (most_ms + UINT64_C(1)))};
    row[i + 1] = at;
  }
  return (buju_starts){n, row, start};
}

static void check_same_table(const buju_csr *a, const buju_csr *b) {
  assert_int_equal(a->n, b->n);
  assert_memory_equal(a->row, b->row, (a->n + 1) * sizeof *a->row);
  if (a->row[a->n] == 0) return;
  assert_memory_equal(a->col, b->col, a->row[a->n] * sizeof *a->col);
  assert_memory_equal(a->val, b->val, a->row[a->n] * sizeof *a->val);
}

/* Tables by searching are compared with the oracle in test_search; those by sweeping must be the same bytes. */
static void tables_by_sweeping_are_those_by_searching(void **state) {
  (void)state;
  for (int k = 0; k < KINDS; k++)
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
      open_up(&kinds[k], seed);
      buju_starts from = make_places(90, kinds[k].most_ms), to = make_places((buju_ix)(seed * 15), kinds[k].most_ms);
      uint32_t limits[] = {BUJU_FAR, kinds[k].most_ms, kinds[k].most_ms / 4};
      for (int l = 0; l < 3; l++) {
        buju_csr search, sweep[2], none = {.n = 99};
        assert_int_equal(buju_search_table(f.ctx, &f.graph, &from, &to, limits[l], 1000000, f.arena, &search), BUJU_OK);
        for (unsigned t = 0; t < 2; t++) {
          buju_ctx_set_threads(f.ctx, t == 0 ? 1 : 3);
          assert_int_equal(buju_sweep_table(f.ctx, &f.metric, &from, &to, limits[l], 1000000, f.arena, &sweep[t]),
                           BUJU_OK);
          check_same_table(&search, &sweep[t]);
        }
        if (search.row[90] == 0) continue;
        assert_int_equal(buju_sweep_table(f.ctx, &f.metric, &from, &to, limits[l], search.row[90] - 1, f.arena, &none),
                         BUJU_E_LIMIT);
        assert_int_equal(none.n, 99);
      }
      close_down();
    }
}

/* The table of all rows, on levels or against them. */
static buju_status graph_table(buju_ctx *ctx, buju_levels *levels, const buju_graph *reverse, const buju_starts *from,
                               const buju_starts *to, uint32_t limit_ms, buju_arena *arena, buju_csr *times) {
  buju_collect collect;
  buju_rows_ask ask = {.from = from, .to = to, .limit_ms = limit_ms, .take = buju_collect_row, .user = &collect};
  buju_status status = buju_collect_begin(ctx, from->n, 1000000, arena, &collect);
  if (status == BUJU_OK) status = buju_graph_table_rows(ctx, levels, reverse, &ask);
  return buju_collect_end(ctx, &collect, status, arena, times);
}

/* Whichever way the table is made. Of 200 places of a network in one piece enough is reached for a hierarchy, which is
 * kept for what is asked later; of few places, of small limits and where there is none it is made by searching. */
static void the_cheaper_table_is_the_same(void **state) {
  (void)state;
  static const roads_kind dense = {.nodes = 1500, .roads = 12000, .most_ms = 10};
  int kept = 0;
  for (int k = 0; k < KINDS; k++) {
    open_up(&kinds[k], 3);
    buju_levels levels;
    buju_graph back;
    buju_starts from = make_places(200, kinds[k].most_ms), to = make_places(50, kinds[k].most_ms);
    assert_true(buju_levels_begin(&levels, &f.graph));
    assert_int_equal(buju_graph_reverse(f.ctx, &f.graph, f.arena, &back), BUJU_OK);
    for (uint32_t limit_ms = BUJU_FAR; limit_ms > 0; limit_ms /= 1000) {
      buju_csr search, either;
      assert_int_equal(buju_search_table(f.ctx, &f.graph, &from, &to, limit_ms, 1000000, f.arena, &search), BUJU_OK);
      assert_int_equal(graph_table(f.ctx, &levels, NULL, &from, &to, limit_ms, f.arena, &either), BUJU_OK);
      check_same_table(&search, &either);
      assert_int_equal(buju_search_table(f.ctx, &back, &from, &to, limit_ms, 1000000, f.arena, &search), BUJU_OK);
      assert_int_equal(graph_table(f.ctx, &levels, &back, &from, &to, limit_ms, f.arena, &either), BUJU_OK);
      check_same_table(&search, &either);
    }
    kept += levels.arena != NULL;
    buju_levels_free(&levels);
    close_down();
  }
  assert_true(kept > 3);
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  roads r = roads_make(&dense, 1);
  buju_graph g;
  buju_levels levels;
  buju_csr search, either;
  static uint64_t row[MOST + 1];
  static buju_start start[MOST];
  for (buju_ix i = 0; i < MOST; i++) {
    row[i + 1] = i + 1;
    start[i] = (buju_start){.node = 5 * i};
  }
  buju_starts places = {MOST, row, start};
  assert_int_equal(buju_graph_make(ctx, &r.list, arena, &g), BUJU_OK);
  assert_true(buju_levels_begin(&levels, &g));
  assert_int_equal(buju_search_table(ctx, &g, &places, &places, BUJU_FAR, 1000000, arena, &search), BUJU_OK);
  assert_int_equal(graph_table(ctx, &levels, NULL, &places, &places, BUJU_FAR, arena, &either), BUJU_OK);
  check_same_table(&search, &either);
  assert_true(levels.tried && levels.arena == NULL);
  assert_string_equal(buju_ctx_error(ctx), "");
  buju_levels_free(&levels);
  roads_free(&r);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

/* What a table has told so far, and where it is to be stopped. */
typedef struct told {
  const buju_csr *want;
  buju_ix next, stop;
} told;

static buju_status take(buju_ctx *ctx, void *user, buju_ix row, uint64_t n, const buju_ix *col, const uint32_t *ms) {
  told *t = user;
  assert_int_equal(row, t->next++);
  uint64_t at = t->want->row[row];
  assert_int_equal(n, t->want->row[row + 1] - at);
  for (uint64_t k = 0; k < n; k++) {
    assert_int_equal(col[k], t->want->col[at + k]);
    assert_int_equal(ms[k], t->want->val[at + k]);
  }
  return row == t->stop ? buju_fail_memory(ctx) : BUJU_OK;
}

/* By searches and by sweeps, in batches of one row, of some and of all, on one thread and on four. */
static void rows_are_told_one_by_one(void **state) {
  (void)state;
  for (int k = 0; k < KINDS; k++) {
    open_up(&kinds[k], 5);
    buju_csr want;
    buju_starts from = make_places(90, kinds[k].most_ms), to = make_places(60, kinds[k].most_ms);
    assert_int_equal(buju_search_table(f.ctx, &f.graph, &from, &to, BUJU_FAR, 1000000, f.arena, &want), BUJU_OK);
    for (int way = 0; way < 12; way++) {
      static const uint64_t most[] = {1, 60 * 37, 0};
      told t = {.want = &want, .stop = BUJU_NONE};
      buju_rows_ask ask = {.from = &from, .to = &to, .limit_ms = BUJU_FAR, .take = take, .user = &t};
      ask.most_pairs = most[way % 3];
      buju_ctx_set_threads(f.ctx, way / 3 % 2 == 0 ? 1 : 4);
      assert_int_equal(way < 6 ? buju_search_table_rows(f.ctx, &f.graph, &ask)
                               : buju_sweep_table_rows(f.ctx, &f.metric, &ask),
                       BUJU_OK);
      assert_int_equal(t.next, 90);
      t = (told){.want = &want, .stop = 41};
      assert_int_equal(way < 6 ? buju_search_table_rows(f.ctx, &f.graph, &ask)
                               : buju_sweep_table_rows(f.ctx, &f.metric, &ask),
                       BUJU_E_MEMORY);
      assert_int_equal(t.next, 42);
    }
    close_down();
  }
}

static void trips_are_those_of_dijkstra(void **state) {
  (void)state;
  for (int k = 0; k < KINDS; k++)
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
      open_up(&kinds[k], seed);
      buju_ride *ride;
      assert_int_equal(buju_ride_new(f.ctx, &f.hierarchy, &ride), BUJU_OK);
      buju_starts from = make_places(100, kinds[k].most_ms), to = make_places(100, kinds[k].most_ms);
      for (buju_ix i = 0; i < 100; i++) {
        uint64_t want = BUJU_FAR;
        for (uint64_t a = from.row[i]; a < from.row[i + 1]; a++)
          for (uint64_t b = to.row[i]; b < to.row[i + 1]; b++) {
            uint64_t ms = f.ms[from.start[a].node][to.start[b].node];
            if (ms == BUJU_FAR) continue;
            ms += (uint64_t)from.start[a].ms + to.start[b].ms;
            if (ms < want) want = ms;
          }
        uint32_t ms;
        assert_int_equal(buju_ride_ms(f.ctx, ride, &f.metric, from.start + from.row[i],
                                      (size_t)(from.row[i + 1] - from.row[i]), to.start + to.row[i],
                                      (size_t)(to.row[i + 1] - to.row[i]), &ms),
                         BUJU_OK);
        assert_int_equal(ms, want);
      }
      buju_ride_free(ride);
      close_down();
    }
}

/* One order, many metrics: distances on the hierarchy that was made for the same roads. */
static void a_hierarchy_carries_any_metric(void **state) {
  (void)state;
  open_up(&kinds[0], 4);
  buju_graph far = f.graph;
  buju_arc *arc = BUJU_NEW(f.arena, buju_arc, f.graph.arcs);
  uint32_t *weight = BUJU_NEW(f.arena, uint32_t, f.graph.arcs);
  for (buju_ix a = 0; a < f.graph.arcs; a++) {
    weight[a] = (uint32_t)(roads_random(&f.rng) % 1000);
    arc[a] = (buju_arc){f.graph.arc[a].head, weight[a]};
  }
  far.arc = arc;
  buju_metric metric;
  buju_ride *ride;
  assert_int_equal(buju_metric_make(f.ctx, &f.hierarchy, &f.graph, weight, f.arena, &metric), BUJU_OK);
  assert_int_equal(buju_ride_new(f.ctx, &f.hierarchy, &ride), BUJU_OK);
  for (buju_ix v = 0; v < f.graph.nodes; v++) {
    uint32_t want[MOST], ms;
    buju_start from = {.node = v};
    roads_dijkstra_from(&far, v, want, NULL);
    for (buju_ix u = 0; u < f.graph.nodes; u++) {
      buju_start to = {.node = u};
      assert_int_equal(buju_ride_ms(f.ctx, ride, &metric, &from, 1, &to, 1, &ms), BUJU_OK);
      assert_int_equal(ms, want[u]);
    }
  }
  buju_ride_free(ride);
  close_down();
}

/* Large enough that several parts are customized side by side. */
static void threads_make_the_same_metric(void **state) {
  (void)state;
  static const roads_kind kind = {.nodes = 5000, .roads = 9000, .most_ms = 9000, .one_way = 20, .grid = true};
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  roads r = roads_make(&kind, 1);
  buju_graph g;
  buju_hierarchy h;
  buju_metric m[2];
  assert_int_equal(buju_graph_make(ctx, &r.list, arena, &g), BUJU_OK);
  assert_int_equal(buju_hierarchy_make(ctx, &g, arena, &h), BUJU_OK);
  for (unsigned t = 0; t < 2; t++) {
    buju_ctx_set_threads(ctx, t == 0 ? 1 : 4);
    assert_int_equal(buju_metric_make(ctx, &h, &g, NULL, arena, &m[t]), BUJU_OK);
  }
  size_t rows = (5000 + 1) * sizeof(uint32_t);
  assert_memory_equal(m[0].up_first, m[1].up_first, rows);
  assert_memory_equal(m[0].down_first, m[1].down_first, rows);
  assert_memory_equal(m[0].up, m[1].up, m[0].up_first[5000] * sizeof(buju_arc));
  assert_memory_equal(m[0].down, m[1].down, m[0].down_first[5000] * sizeof(buju_arc));
  roads_free(&r);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

/* Any two of 1,500 nodes joined at random: no road network, and no hierarchy. */
static void what_is_not_like_roads_is_refused(void **state) {
  (void)state;
  static const roads_kind kind = {.nodes = 1500, .roads = 12000, .most_ms = 10};
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_arena *arena = buju_arena_new();
  roads r = roads_make(&kind, 1);
  buju_graph g;
  buju_hierarchy h = {.nodes = 99};
  assert_int_equal(buju_graph_make(ctx, &r.list, arena, &g), BUJU_OK);
  assert_int_equal(buju_hierarchy_make(ctx, &g, arena, &h), BUJU_E_LIMIT);
  assert_non_null(strstr(buju_ctx_error(ctx), "too dense for roads"));
  assert_int_equal(h.nodes, 99);
  roads_free(&r);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

static void what_is_no_node_is_refused(void **state) {
  (void)state;
  open_up(&kinds[0], 5);
  buju_ix none = f.graph.nodes, zero = 0;
  buju_start bad = {.node = none}, good = {.node = 0};
  uint64_t row[] = {0, 1};
  buju_starts bad_places = {1, row, &bad}, good_places = {1, row, &good};
  buju_field field;
  buju_csr table;
  buju_sweep *sweep;
  buju_swept swept;
  buju_ride *ride;
  buju_metric metric;
  uint32_t ms = 77;
  assert_int_equal(buju_field_of(f.ctx, &f.metric, &none, 1, f.arena, &field), BUJU_E_INTERNAL);
  assert_int_equal(buju_sweep_table(f.ctx, &f.metric, &good_places, &bad_places, 9, 9, f.arena, &table),
                   BUJU_E_INTERNAL);
  assert_int_equal(buju_sweep_table(f.ctx, &f.metric, &bad_places, &good_places, 9, 9, f.arena, &table),
                   BUJU_E_INTERNAL);
  assert_int_equal(buju_field_all(f.ctx, &f.metric, f.arena, &field), BUJU_OK);
  assert_int_equal(buju_sweep_new(f.ctx, &field, 1, &sweep), BUJU_OK);
  assert_int_equal(buju_sweep_run(f.ctx, sweep, &bad_places, &zero, 1, 9, &swept), BUJU_E_INTERNAL);
  buju_sweep_free(sweep);
  assert_int_equal(buju_ride_new(f.ctx, &f.hierarchy, &ride), BUJU_OK);
  assert_int_equal(buju_ride_ms(f.ctx, ride, &f.metric, &good, 1, &bad, 1, &ms), BUJU_E_INTERNAL);
  assert_int_equal(ms, 77);
  buju_ride_free(ride);
  buju_graph other = f.graph;
  other.nodes--;
  assert_int_equal(buju_metric_make(f.ctx, &f.hierarchy, &other, NULL, f.arena, &metric), BUJU_E_INTERNAL);
  close_down();
}

/* The gate no clock can blur: sizes and work on a network made from a seed. A change of these numbers is a change of
 * the algorithm, and is to be explained. */
static void the_work_is_what_it_was(void **state) {
  (void)state;
  static const roads_kind kind = {.nodes = 20000, .roads = 60000, .most_ms = 90000, .one_way = 10, .grid = true};
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  roads r = roads_make(&kind, 2026);
  buju_graph g;
  buju_hierarchy h;
  buju_metric m;
  buju_field field;
  buju_sweep *sweep;
  buju_swept swept;
  assert_int_equal(buju_graph_make(ctx, &r.list, arena, &g), BUJU_OK);
  assert_int_equal(buju_hierarchy_make(ctx, &g, arena, &h), BUJU_OK);
  assert_int_equal(buju_metric_make(ctx, &h, &g, NULL, arena, &m), BUJU_OK);
  assert_int_equal(buju_field_all(ctx, &m, arena, &field), BUJU_OK);
  assert_int_equal(buju_sweep_new(ctx, &field, BUJU_LANES, &sweep), BUJU_OK);
  uint64_t row[BUJU_LANES + 1];
  buju_start start[BUJU_LANES];
  buju_ix which[BUJU_LANES];
  for (buju_ix l = 0; l < BUJU_LANES; l++) {
    row[l] = which[l] = l;
    start[l] = (buju_start){.node = 7000 + 10 * l};
  }
  row[BUJU_LANES] = BUJU_LANES;
  buju_starts from = {BUJU_LANES, row, start};
  assert_int_equal(buju_sweep_run(ctx, sweep, &from, which, BUJU_LANES, 900000, &swept), BUJU_OK);
  assert_int_equal(h.first[h.nodes], 181362);
  assert_int_equal(m.up_first[h.nodes], 96678);
  assert_int_equal(m.down_first[h.nodes], 96446);
  assert_int_equal(buju_sweep_worked(sweep).climbed, 392);
  assert_int_equal(buju_sweep_worked(sweep).rows, 5586);
  buju_sweep_free(sweep);
  roads_free(&r);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hierarchies_have_their_form),     cmocka_unit_test(arcs_of_a_metric_are_as_fast_as_can_be),
      cmocka_unit_test(sweeps_find_what_dijkstra_finds), cmocka_unit_test(a_field_of_some_nodes_has_their_times),
      cmocka_unit_test(plain_sweeps_are_the_same),       cmocka_unit_test(tables_by_sweeping_are_those_by_searching),
      cmocka_unit_test(the_cheaper_table_is_the_same),   cmocka_unit_test(rows_are_told_one_by_one),
      cmocka_unit_test(trips_are_those_of_dijkstra),     cmocka_unit_test(a_hierarchy_carries_any_metric),
      cmocka_unit_test(threads_make_the_same_metric),    cmocka_unit_test(what_is_not_like_roads_is_refused),
      cmocka_unit_test(what_is_no_node_is_refused),      cmocka_unit_test(the_work_is_what_it_was),
  };
  return cmocka_run_group_tests_name("hierarchy", tests, NULL, NULL);
}
