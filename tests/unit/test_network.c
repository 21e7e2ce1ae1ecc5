/* Noding: a table of how roads meet, and what must hold of any lines. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "planner/travel/network.h"
#include "tests/support/polygons.h"
#include "tests/support/road_lines.h"

typedef struct network_case {
  const char *what, *lines;
  double snap_m;
  buju_ix nodes, edges, pieces;
  double length_m;
  uint32_t joined, repeated;
  bool shared_only;
} network_case;

static const network_case cases[] = {
    {"two lines cross", "0,0 100,0; 50,-50 50,50;", 2, 5, 4, 1, 200, 0, 0, false},
    {"three lines cross in one point", "0,0 100,0; 50,-50 50,50; 0,-50 100,50;", 2, 7, 6, 1, 341.421, 0, 0, false},
    {"one ends on another", "0,0 100,0; 50,0 50,50;", 2, 4, 3, 1, 150, 0, 0, false},
    {"one ends on a slanted one, rounded to the grid", "0,0 100,33.3333; 30,10 30,50;", 2, 4, 3, 1, 145.409, 0, 0,
     false},
    {"a corner touches a line", "0,0 100,0; 0,50 50,0 100,50;", 2, 5, 4, 1, 241.421, 0, 0, false},
    {"two corners touch", "0,0 50,50 100,0; 0,100 50,50 100,100;", 2, 5, 4, 1, 282.843, 0, 0, false},
    {"two corners miss each other by half a centimetre", "0,0 50,50 100,0; 0,100 50,50.005 100,100;", 0, 5, 4, 1,
     282.84, 0, 0, false},
    {"lines follow each other", "0,0 100,0; 100,0 200,0;", 2, 3, 2, 1, 200, 0, 0, false},
    {"an end stops short of a road", "0,0 100,0; 50,1.5 50,50;", 2, 5, 4, 1, 150, 1, 0, false},
    {"an end stops too far short", "0,0 100,0; 50,2.5 50,50;", 2, 4, 2, 2, 147.5, 0, 0, false},
    {"exactly the tolerance is near enough", "0,0 100,0; 50,2 50,50;", 2, 5, 4, 1, 150, 1, 0, false},
    {"an end sticks out of a crossing", "0,0 100,0; 50,-1 50,50;", 2, 5, 4, 1, 151, 0, 0, false},
    {"two ends miss each other", "0,0 100,0; 101,0 200,0;", 2, 4, 3, 1, 200, 2, 0, false},
    {"three ends in a row are joined in a row", "0,0 100,0; 101,0 100.5,50; 102.5,0 200,0;", 2, 6, 5, 1, 250.002, 3, 0,
     false},
    {"an end is nearer than the line it belongs to", "0,0 100,0; 101,1 150,50;", 2, 4, 3, 1, 170.711, 2, 0, false},
    {"the end of a line rather than its middle close by", "0,0 100,0; 99.5,1 150,50;", 2, 4, 3, 1, 171.483, 2, 0,
     false},
    {"a road passes by nearer than the next end", "0,0 100,0; 50,0.2 50,50; 51.9,0.2 60,50;", 2, 8, 7, 1, 200.654, 2, 0,
     false},
    {"no tolerance", "0,0 100,0; 50,1 50,50;", 0, 4, 2, 2, 149, 0, 0, false},
    {"a short stub does not join itself", "0,0 1,0;", 2, 2, 1, 1, 1, 0, 0, false},
    {"a ring that does not quite close", "0,0 100,0 100,100 0,100 0,1;", 2, 2, 2, 1, 400, 2, 0, false},
    {"drawn twice", "0,0 50,0 100,0; 100,0 50,0 0,0;", 2, 3, 2, 1, 100, 0, 2, false},
    {"drawn twice, as one way", "0,0 100,0 >; 100,0 0,0 <;", 2, 2, 1, 1, 100, 0, 1, false},
    {"one way there and one way back", "0,0 100,0 >; 100,0 0,0 >;", 2, 2, 2, 1, 200, 0, 0, false},
    {"drawn twice, as different roads", "0,0 100,0 #county; 100,0 0,0 #track;", 2, 2, 2, 1, 200, 0, 0, false},
    {"drawn four times, as two roads", "0,0 100,0 #county; 100,0 0,0 #track; 0,0 100,0 #county; 0,0 100,0 #track;", 2,
     2, 2, 1, 200, 0, 2, false},
    {"a ring drawn again from the other side round, one way",
     "0,0 9,0 9,9 0,0 >; 0,0 9,9 9,0 0,0 <; 0,0 9,9 9,0 0,0 >;", 0, 3, 6, 1, 61.456, 0, 3, false},
    {"there and back again, one way", "0,0 100,0 0,0 >; 0,0 100,0 0,0 <;", 2, 2, 2, 1, 200, 0, 2, false},
    {"overlapping in part", "0,0 100,0; 50,0 150,0;", 2, 4, 3, 1, 150, 0, 1, false},
    {"one within the other", "0,0 200,0; 50,0 100,0 150,0;", 2, 5, 4, 1, 200, 0, 2, false},
    {"two roads between the same junctions", "0,0 50,50 100,0; 0,0 50,-50 100,0;", 2, 2, 2, 1, 282.843, 0, 0, false},
    {"a bridge over a road", "0,0 100,0; 50,-50 50,50 @1 !bridge;", 2, 4, 2, 2, 200, 0, 0, false},
    {"a bridge with its ramps", "0,0 100,0; 50,-50 50,-10; 50,-10 50,10 @1 !bridge; 50,10 50,50;", 2, 6, 4, 2, 200, 0,
     0, false},
    {"a bridge with a point above a point of the road", "0,0 50,0 100,0; 50,-50 50,0 50,50 @1;", 2, 4, 2, 2, 200, 0, 0,
     false},
    {"a bridge that ends on the road", "0,0 100,0; 50,0 50,50 @1;", 2, 4, 3, 1, 150, 0, 0, false},
    {"two crossings above each other", "0,0 100,0; 50,-50 50,50; 0,50 100,-50 @1; 0,-50 100,50 @1;", 2, 10, 8, 2,
     482.843, 0, 0, false},
    {"two tunnels cross", "0,0 100,0 @-1; 50,-50 50,50 @-1;", 2, 5, 4, 1, 200, 0, 0, false},
    {"a loose end under a bridge", "0,0 100,0 @1; 50,1 50,50;", 2, 4, 2, 2, 149, 0, 0, false},
    {"a line crosses itself", "0,0 100,0 100,50 50,50 50,-50;", 2, 3, 3, 1, 300, 0, 0, false},
    {"a line turns back on itself", "0,0 100,0 50,0;", 2, 2, 2, 1, 150, 0, 0, false},
    {"a line returns the way it came", "0,0 100,0 0,0;", 2, 1, 1, 1, 200, 0, 0, false},
    {"a ring", "0,0 100,0 100,100 0,100 0,0;", 2, 1, 1, 1, 400, 0, 0, false},
    {"a roundabout", "10,0 0,10 -10,0 0,-10 10,0; 10,0 100,0; 0,10 0,100; -10,0 -100,0; 0,-10 0,-100;", 2, 8, 8, 1,
     416.569, 0, 0, false},
    {"a line without length", "5,5 5,5; 0,0 100,0;", 2, 2, 1, 1, 100, 0, 0, false},
    {"repeated points", "0,0 0,0 50,0 50,0 100,0 100,0;", 2, 2, 1, 1, 100, 0, 0, false},
    {"topology: crossing is not meeting", "0,0 100,0; 50,-50 50,50;", 0, 4, 2, 2, 200, 0, 0, true},
    {"topology: a shared point is", "0,0 50,0 100,0; 50,-50 50,0 50,50 @1;", 0, 5, 4, 1, 200, 0, 0, true},
    {"topology: an end on a point", "0,0 50,0 100,0; 50,0 50,50;", 0, 4, 3, 1, 150, 0, 0, true},
    {"topology: a line that passes a point twice", "0,0 100,0 100,50 50,50 50,0 50,-50 100,0;", 0, 2, 2, 1, 370.711, 0,
     0, true},
};

static double total_m(const buju_network *w) {
  double sum = 0;
  for (buju_ix e = 0; e < w->edges; e++) sum += w->length_m[e];
  return sum;
}

/* Edges begin and end at their nodes, within what counts as one place, and are as long as their points say. */
static void assert_sound(const buju_network *w) {
  for (buju_ix e = 0; e < w->edges; e++) {
    uint64_t a = w->first[e], b = w->first[e + 1] - 1;
    double length = 0;
    assert_true(b > a);
    assert_true(hypot(w->x_m[a] - w->node_x_m[w->from[e]], w->y_m[a] - w->node_y_m[w->from[e]]) < 0.011);
    assert_true(hypot(w->x_m[b] - w->node_x_m[w->to[e]], w->y_m[b] - w->node_y_m[w->to[e]]) < 0.011);
    for (uint64_t p = a; p < b; p++) length += hypot(w->x_m[p + 1] - w->x_m[p], w->y_m[p + 1] - w->y_m[p]);
    assert_true(fabs(length - w->length_m[e]) < 1e-6 * (1 + length));
    assert_int_equal(w->piece[w->from[e]], w->piece[w->to[e]]);
  }
  double pieces_m = 0;
  for (buju_ix p = 0; p < w->pieces; p++) {
    pieces_m += w->piece_m[p];
    if (p > 0) assert_true(w->piece_m[p] <= w->piece_m[p - 1]);
  }
  assert_true(fabs(pieces_m - total_m(w)) < 0.001 * (1 + w->edges));
}

static void how_roads_meet(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const network_case *c = &cases[i];
    buju_arena *arena = buju_arena_new();
    buju_road_lines lines = road_lines_read(arena, c->lines);
    buju_network_spec spec = {!c->shared_only, c->snap_m};
    buju_network w;
    assert_int_equal(buju_network_build(ctx, &lines, &spec, arena, NULL, &w), BUJU_OK);
    assert_sound(&w);
    if (w.nodes != c->nodes || w.edges != c->edges || w.pieces != c->pieces || fabs(total_m(&w) - c->length_m) > 0.01 ||
        w.count.ends_joined != c->joined || w.count.repeated != c->repeated)
      fail_msg("%s: %u nodes, %u edges, %u pieces, %.3f m, %u joined, %u repeated", c->what, w.nodes, w.edges, w.pieces,
               total_m(&w), w.count.ends_joined, w.count.repeated);
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
}

/* ---- any lines ---- */

enum { LINES = 120, POINTS = 6 };

/* Wandering lines; some begin where another has a point, some just beside it. */
static buju_road_lines wander(buju_arena *arena, uint64_t seed) {
  uint64_t *first = BUJU_NEW(arena, uint64_t, LINES + 1);
  double *x = BUJU_NEW(arena, double, LINES *POINTS), *y = BUJU_NEW(arena, double, LINES *POINTS);
  for (int i = 0; i < LINES; i++) {
    size_t at = (size_t)i * POINTS;
    first[i + 1] = at + POINTS;
    x[at] = 5000 * buju_test_random(&seed);
    y[at] = 5000 * buju_test_random(&seed);
    if (i % 3 == 1) {
      size_t other = (size_t)(buju_test_random(&seed) * (double)at);
      double beside = i % 2 == 0 ? 0 : 0.1 + 3 * buju_test_random(&seed);
      x[at] = x[other] + beside;
      y[at] = y[other];
    }
    for (size_t p = at + 1; p < at + POINTS; p++) {
      x[p] = x[p - 1] + 400 * (buju_test_random(&seed) - 0.5);
      y[p] = y[p - 1] + 400 * (buju_test_random(&seed) - 0.5);
    }
  }
  buju_road_lines lines = road_lines_plain(arena, LINES, first, x, y);
  for (int i = 0; i < LINES; i++) lines.level[i] = i % 7 == 0 ? 1 : 0;
  return lines;
}

/* An edge by where it runs, whichever line it is of. */
typedef struct course {
  buju_ix from, to;
  uint64_t points;
  double length_m;
} course;

static int by_course(const void *a, const void *b) {
  const course *x = a, *y = b;
  if (x->from != y->from) return x->from < y->from ? -1 : 1;
  if (x->to != y->to) return x->to < y->to ? -1 : 1;
  if (x->points != y->points) return x->points < y->points ? -1 : 1;
  return (x->length_m > y->length_m) - (x->length_m < y->length_m);
}

static course *courses(buju_arena *arena, const buju_network *w) {
  course *c = BUJU_NEW(arena, course, w->edges);
  for (buju_ix e = 0; e < w->edges; e++)
    c[e] = (course){w->from[e], w->to[e], w->first[e + 1] - w->first[e], w->length_m[e]};
  qsort(c, w->edges, sizeof *c, by_course);
  return c;
}

static void the_order_of_the_lines_does_not_matter(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  const buju_network_spec spec = {true, 2.5};
  for (uint64_t seed = 1; seed <= 30; seed++) {
    buju_arena *arena = buju_arena_new();
    buju_road_lines lines = wander(arena, seed);
    buju_network a, b;
    assert_int_equal(buju_network_build(ctx, &lines, &spec, arena, NULL, &a), BUJU_OK);
    assert_sound(&a);
    buju_ix order[LINES];
    uint64_t random = seed;
    for (buju_ix i = 0; i < LINES; i++) {
      buju_ix k = (buju_ix)(buju_test_random(&random) * (i + 1));
      order[i] = order[k];
      order[k] = i;
    }
    buju_road_lines shuffled = road_lines_reordered(arena, &lines, order);
    assert_int_equal(buju_network_build(ctx, &shuffled, &spec, arena, NULL, &b), BUJU_OK);
    assert_int_equal(a.nodes, b.nodes);
    assert_int_equal(a.edges, b.edges);
    assert_memory_equal(a.node_x_m, b.node_x_m, a.nodes * sizeof *a.node_x_m);
    assert_memory_equal(a.node_y_m, b.node_y_m, a.nodes * sizeof *a.node_y_m);
    assert_int_equal(a.pieces, b.pieces);
    assert_memory_equal(a.piece_m, b.piece_m, a.pieces * sizeof *a.piece_m);
    assert_memory_equal(a.piece, b.piece, a.nodes * sizeof *a.piece);
    assert_memory_equal(courses(arena, &a), courses(arena, &b), a.edges * sizeof(course));
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
}

static bool cross(const buju_road_lines *l, uint64_t p, uint64_t q) {
  const double *x = l->x_m, *y = l->y_m;
#define SIDE(a, b, c) ((x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a]))
  return SIDE(p, p + 1, q) * SIDE(p, p + 1, q + 1) <= 0 && SIDE(q, q + 1, p) * SIDE(q, q + 1, p + 1) <= 0;
#undef SIDE
}

static bool lines_meet(const buju_road_lines *l, buju_ix i, buju_ix k) {
  for (uint64_t p = l->first[i]; p + 1 < l->first[i + 1]; p++)
    for (uint64_t q = l->first[k]; q + 1 < l->first[k + 1]; q++)
      if (cross(l, p, q)) return true;
  return false;
}

/* Without joining ends: pieces are what a loop over all pairs of segments finds, and no length is lost. */
static void pieces_are_what_a_plain_loop_finds(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (uint64_t seed = 100; seed < 130; seed++) {
    buju_arena *arena = buju_arena_new();
    buju_road_lines lines = wander(arena, seed);
    for (buju_ix i = 0; i < LINES; i++) lines.level[i] = 0;
    const buju_network_spec spec = {true, 0};
    buju_network w;
    assert_int_equal(buju_network_build(ctx, &lines, &spec, arena, NULL, &w), BUJU_OK);
    buju_ix piece[LINES], pieces = LINES;
    for (buju_ix i = 0; i < LINES; i++) piece[i] = i;
    for (buju_ix i = 0; i < LINES; i++)
      for (buju_ix k = 0; k < i; k++) {
        if (piece[i] == piece[k] || !lines_meet(&lines, i, k)) continue;
        buju_ix gone = piece[i];
        for (buju_ix j = 0; j < LINES; j++)
          if (piece[j] == gone) piece[j] = piece[k];
        pieces--;
      }
    assert_int_equal(w.pieces, pieces);
    double drawn = 0;
    for (buju_ix i = 0; i < LINES; i++)
      for (uint64_t p = lines.first[i]; p + 1 < lines.first[i + 1]; p++)
        drawn += hypot(lines.x_m[p + 1] - lines.x_m[p], lines.y_m[p + 1] - lines.y_m[p]);
    assert_true(fabs(total_m(&w) + w.count.repeated_m - drawn) < 1);
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
}

/* Joining ends only ever connects; what it adds is no longer than the tolerance, each. */
static void a_larger_tolerance_never_parts_what_hung_together(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (uint64_t seed = 200; seed < 220; seed++) {
    buju_arena *arena = buju_arena_new();
    buju_road_lines lines = wander(arena, seed);
    buju_ix pieces = UINT32_MAX;
    double plain_m = 0;
    for (int k = 0; k < 4; k++) {
      const buju_network_spec spec = {true, k};
      buju_network w;
      assert_int_equal(buju_network_build(ctx, &lines, &spec, arena, NULL, &w), BUJU_OK);
      if (k == 0) plain_m = total_m(&w);
      assert_true(w.pieces <= pieces);
      assert_true(w.count.ends_joined <= w.count.ends_loose);
      assert_true(total_m(&w) <= plain_m + 0.01 + k * (double)w.count.ends_joined);
      pieces = w.pieces;
    }
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
}

/* A country at millimetres does not fit 30 bits: the grid grows coarser, the network stays what it is. */
static void a_large_region_has_a_coarser_grid(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_road_lines lines = road_lines_read(arena, "-2e6,1e6 2e6,1e6; 0,0 0,4e6; 100,1000000.5 200,1000100;");
  const buju_network_spec spec = {true, 2};
  buju_network w;
  assert_int_equal(buju_network_build(ctx, &lines, &spec, arena, NULL, &w), BUJU_OK);
  assert_int_equal(w.pieces, 1);
  assert_int_equal(w.nodes, 8);
  assert_true(fabs(total_m(&w) - 8e6 - hypot(100, 99.5) - 0.5) < 0.1);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

/* ---- what is said ---- */

static const buju_finding *found(const buju_findings *f, const char *id) {
  for (size_t i = 0; i < f->rows.n; i++)
    if (strcmp(buju_finding_at(f, i)->kind->id, id) == 0) return buju_finding_at(f, i);
  return NULL;
}

static void findings_say_what_was_done_and_what_is_wrong(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_findings f = {.arena = arena};
  const buju_network_spec spec = {true, 2};
  buju_road_lines lines = road_lines_read(
      arena, "0,0 5000,0; 2000,1 2000,3000; 0,0 5000,0; 7,7 7,7; 9000,0 9000,4000 =山路; 20000,0 20500,0;");
  buju_network w;
  assert_int_equal(buju_network_build(ctx, &lines, &spec, arena, &f, &w), BUJU_OK);
  assert_int_equal(found(&f, "road_ends_joined")->arg[0].u.i, 1);
  assert_int_equal(found(&f, "roads_repeated")->arg[0].u.i, 2);
  assert_int_equal(found(&f, "roads_without_length")->arg[0].u.i, 1);
  const buju_finding *broken = found(&f, "road_network_broken"), *apart = found(&f, "road_piece_apart");
  assert_int_equal(broken->kind->severity, BUJU_WARNING);
  assert_int_equal(broken->arg[1].u.i, 3);
  assert_true(broken->arg[2].u.f == 64.0);
  assert_int_equal(apart->row, 5);
  assert_string_equal(apart->arg[1].u.s, "山路");
  assert_null(found(&f, "road_pieces"));
  buju_vec_free(&f.rows);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(how_roads_meet),
      cmocka_unit_test(the_order_of_the_lines_does_not_matter),
      cmocka_unit_test(pieces_are_what_a_plain_loop_finds),
      cmocka_unit_test(a_larger_tolerance_never_parts_what_hung_together),
      cmocka_unit_test(a_large_region_has_a_coarser_grid),
      cmocka_unit_test(findings_say_what_was_done_and_what_is_wrong),
  };
  return cmocka_run_group_tests_name("network", tests, NULL, NULL);
}
