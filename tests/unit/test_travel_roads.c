/* Travel on roads against all pairs by Floyd, on small random networks. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "planner/travel/road_speed.h"
#include "planner/travel/roads.h"
#include "tests/support/polygons.h"
#include "tests/support/road_lines.h"

enum { FROM = 26, TO = 17, LINES = 22, NODES_MOST = 400 };

static const uint64_t NO_WAY = UINT64_MAX / 4; /* infinity must survive addition */

static buju_travel_spec make_spec(void) {
  buju_travel_spec spec = {.walk_mps = 1.25,
                           .ebike_mps = 15 / 3.6,
                           .drive_mps = 40 / 3.6,
                           .detour_factor = 1.3,
                           .off_road_mps = 0.9,
                           .join_m = 700,
                           .snap_m = 2};
  buju_road_speed_defaults(&spec);
  return spec;
}

typedef struct world {
  buju_ctx *ctx;
  buju_arena *arena;
  buju_travel_spec spec;
  buju_road_lines lines;
  buju_network network;
  buju_travel *travel;
  double x_m[FROM + TO], y_m[FROM + TO];
} world;

static void build(world *w) {
  const buju_network_spec noding = {true, w->spec.snap_m};
  assert_int_equal(buju_network_build(w->ctx, &w->lines, &noding, w->arena, NULL, &w->network), BUJU_OK);
  assert_int_equal(buju_travel_roads(w->ctx, &w->network, &w->lines, &w->spec, &w->travel), BUJU_OK);
}

/* Lines between the points of a lattice, some one-way, some closed to a mode, some bridges; places near them, on them,
 * in one spot, far away, and nowhere. */
static void random_world(world *w, uint64_t seed) {
  static const uint8_t classes[] = {BUJU_CLASS_COUNTY, BUJU_CLASS_VILLAGE, BUJU_CLASS_PATH, BUJU_CLASS_EXPRESSWAY,
                                    BUJU_CLASS_TRACK};
  *w = (world){.ctx = buju_ctx_new(), .arena = buju_arena_new(), .spec = make_spec()};
  uint64_t *first = BUJU_NEW(w->arena, uint64_t, LINES + 1);
  double *x = BUJU_NEW(w->arena, double, LINES * 3), *y = BUJU_NEW(w->arena, double, LINES * 3);
  for (int i = 0; i < LINES; i++) {
    first[i + 1] = 3 * (uint64_t)(i + 1);
    for (int p = 0; p < 3; p++) {
      x[3 * i + p] = 600 * floor(6 * buju_test_random(&seed));
      y[3 * i + p] = 600 * floor(6 * buju_test_random(&seed));
    }
  }
  w->lines = road_lines_plain(w->arena, LINES, first, x, y);
  for (int i = 0; i < LINES; i++) {
    w->lines.class[i] = classes[(size_t)(sizeof classes * buju_test_random(&seed))];
    if (buju_test_random(&seed) < 0.3) w->lines.way[i] = (uint8_t)(1 + (buju_test_random(&seed) < 0.5));
    if (buju_test_random(&seed) < 0.15) w->lines.flags[i] = BUJU_ROAD_BRIDGE, w->lines.level[i] = 1;
    if (buju_test_random(&seed) < 0.1) w->lines.flags[i] |= BUJU_ROAD_BARRED_DRIVE;
  }
  for (int i = 0; i < FROM + TO; i++) {
    double spread = i % 3 == 0 ? 5 : 400;
    size_t at = (size_t)(LINES * 3 * buju_test_random(&seed));
    w->x_m[i] = x[at] + spread * (buju_test_random(&seed) - 0.5);
    w->y_m[i] = y[at] + spread * (buju_test_random(&seed) - 0.5);
    if (i % 11 == 4) w->x_m[i] = w->x_m[i / 2], w->y_m[i] = w->y_m[i / 2];
    if (i % 11 == 6) w->x_m[i] = w->x_m[i / 2] + 40, w->y_m[i] = w->y_m[i / 2];
    if (i % 13 == 5) w->x_m[i] = 9000 + 10 * i;
    if (i % 17 == 9) w->y_m[i] = NAN;
    if (i % 7 == 3) w->x_m[i] = x[at], w->y_m[i] = y[at];
  }
  build(w);
}

static void end(world *w) {
  buju_travel_free(w->travel);
  buju_arena_free(w->arena);
  buju_ctx_free(w->ctx);
}

/* ---- the oracle ---- */

typedef struct oracle_join {
  buju_ix edge;
  uint64_t off, at; /* (ms << 32) + dm */
  double off_m;
} oracle_join;

typedef struct oracle {
  const world *w;
  buju_usage usage;
  buju_travel *line;
  uint64_t way[NODES_MOST][NODES_MOST];
  oracle_join join[FROM + TO][2];
} oracle;

static uint64_t label(double ms, double dm) { return (uint64_t)ms << 32 | (uint64_t)dm; }

static void floyd(oracle *o) {
  const buju_network *n = &o->w->network;
  assert_true(n->nodes <= NODES_MOST);
  for (buju_ix a = 0; a < n->nodes; a++)
    for (buju_ix b = 0; b < n->nodes; b++) o->way[a][b] = a == b ? 0 : NO_WAY;
  for (buju_ix e = 0; e < n->edges; e++) {
    uint64_t cost = label(o->usage.ms[e], o->usage.dm[e]), *there = &o->way[n->from[e]][n->to[e]],
             *back = &o->way[n->to[e]][n->from[e]];
    if ((o->usage.bits[e] & BUJU_EDGE_FORWARD) != 0 && cost < *there) *there = cost;
    if ((o->usage.bits[e] & BUJU_EDGE_BACKWARD) != 0 && cost < *back) *back = cost;
  }
  for (buju_ix k = 0; k < n->nodes; k++)
    for (buju_ix a = 0; a < n->nodes; a++)
      for (buju_ix b = 0; b < n->nodes; b++)
        if (o->way[a][k] + o->way[k][b] < o->way[a][b]) o->way[a][b] = o->way[a][k] + o->way[k][b];
}

/* The nearest of all edges, or of those of the longest piece. */
static oracle_join nearest_edge(const oracle *o, double x, double y, bool main) {
  const buju_network *n = &o->w->network;
  oracle_join best = {BUJU_NONE, 0, 0, o->w->spec.join_m};
  for (buju_ix e = 0; e < n->edges; e++) {
    uint8_t bits = o->usage.bits[e];
    if ((bits & BUJU_EDGE_JOINED) == 0 || (main && (bits & BUJU_EDGE_MAIN) == 0)) continue;
    double way = 0;
    for (uint64_t p = n->first[e]; p + 1 < n->first[e + 1]; p++) {
      double dx = n->x_m[p + 1] - n->x_m[p], dy = n->y_m[p + 1] - n->y_m[p];
      double part = ((x - n->x_m[p]) * dx + (y - n->y_m[p]) * dy) / (dx * dx + dy * dy);
      part = part < 0 ? 0 : part > 1 ? 1 : part;
      double off_m = hypot(n->x_m[p] + part * dx - x, n->y_m[p] + part * dy - y);
      if (off_m < best.off_m || (best.edge == BUJU_NONE && off_m <= best.off_m)) {
        double share = (way + part * hypot(dx, dy)) / n->length_m[e];
        if (share > 1) share = 1;
        best = (oracle_join){e, label(ceil(off_m / o->w->spec.off_road_mps * 1000 - 1e-6), round(off_m * 10)),
                             label(round(share * o->usage.ms[e]), round(share * o->usage.dm[e])), off_m};
      }
      way += hypot(dx, dy);
    }
  }
  return best;
}

static void oracle_make(oracle *o, const world *w, buju_mode mode) {
  o->w = w;
  assert_int_equal(buju_usage_make(w->ctx, &w->network, &w->lines, &w->spec, mode, w->arena, &o->usage), BUJU_OK);
  assert_int_equal(buju_travel_straight(w->ctx, &w->spec, &o->line), BUJU_OK);
  floyd(o);
  for (int i = 0; i < FROM + TO; i++) {
    o->join[i][0] = nearest_edge(o, w->x_m[i], w->y_m[i], false);
    bool main = o->join[i][0].edge != BUJU_NONE && (o->usage.bits[o->join[i][0].edge] & BUJU_EDGE_MAIN) != 0;
    o->join[i][1] = main ? (oracle_join){.edge = BUJU_NONE} : nearest_edge(o, w->x_m[i], w->y_m[i], true);
  }
}

/* From join a to join b, by either end of both edges, or along the one they share. */
static uint64_t between(const oracle *o, const oracle_join *a, const oracle_join *b) {
  const buju_network *n = &o->w->network;
  const buju_usage *u = &o->usage;
  uint64_t best = NO_WAY, whole_a = label(u->ms[a->edge], u->dm[a->edge]),
           whole_b = label(u->ms[b->edge], u->dm[b->edge]);
  uint64_t leave[2] = {NO_WAY, NO_WAY}, come[2] = {NO_WAY, NO_WAY};
  bool a_on = (u->bits[a->edge] & BUJU_EDGE_FORWARD) != 0, a_back = (u->bits[a->edge] & BUJU_EDGE_BACKWARD) != 0;
  bool b_on = (u->bits[b->edge] & BUJU_EDGE_FORWARD) != 0, b_back = (u->bits[b->edge] & BUJU_EDGE_BACKWARD) != 0;
  if (a_back || a->at >> 32 == 0) leave[0] = a->at;
  if (a_on || (whole_a - a->at) >> 32 == 0) leave[1] = whole_a - a->at;
  if (b_on || b->at >> 32 == 0) come[0] = b->at;
  if (b_back || (whole_b - b->at) >> 32 == 0) come[1] = whole_b - b->at;
  for (int i = 0; i < 2; i++)
    for (int k = 0; k < 2; k++) {
      uint64_t way = o->way[i == 0 ? n->from[a->edge] : n->to[a->edge]][k == 0 ? n->from[b->edge] : n->to[b->edge]];
      if (leave[i] + way + come[k] < best) best = leave[i] + way + come[k];
    }
  if (a->edge == b->edge) {
    if (a_on && a->at >> 32 <= b->at >> 32 && b->at - a->at < best) best = b->at - a->at;
    if (a_back && a->at >> 32 >= b->at >> 32 && a->at - b->at < best) best = a->at - b->at;
  }
  return best + a->off + b->off;
}

static buju_trip oracle_trip(const oracle *o, buju_mode mode, int a, int b) {
  const world *w = o->w;
  const oracle_join *j = o->join[a], *k = o->join[b];
  buju_trip trip;
  if (j->edge == BUJU_NONE || k->edge == BUJU_NONE) {
    buju_places from, to;
    buju_ix row = 0;
    o->line->ops->locate(w->ctx, o->line, 1, &w->x_m[a], &w->y_m[a], NULL, &from);
    o->line->ops->locate(w->ctx, o->line, 1, &w->x_m[b], &w->y_m[b], NULL, &to);
    assert_int_equal(o->line->ops->trips(w->ctx, o->line, mode, &from, &to, 1, &row, &row, &trip), BUJU_OK);
    return trip;
  }
  uint64_t best = NO_WAY;
  double line_m = hypot(w->x_m[a] - w->x_m[b], w->y_m[a] - w->y_m[b]);
  if (line_m * 10 <= round(j->off_m * 10) + round(k->off_m * 10))
    best = label(ceil(line_m / w->spec.off_road_mps * 1000 - 1e-6), round(line_m * 10));
  for (int i = 0; i < 2; i++)
    for (int l = 0; l < 2; l++) {
      if (j[i].edge == BUJU_NONE || k[l].edge == BUJU_NONE) continue;
      uint64_t way = between(o, &j[i], &k[l]);
      best = way < best ? way : best;
    }
  if (best >= NO_WAY) return (buju_trip){BUJU_FAR, UINT32_MAX, BUJU_BASIS_NONE};
  return (buju_trip){(uint32_t)(best >> 32), ((uint32_t)best + 5) / 10, BUJU_BASIS_ROAD};
}

/* ---- the tests ---- */

static buju_places located(const world *w, buju_ix first, buju_ix n) {
  buju_places out;
  assert_int_equal(w->travel->ops->locate(w->ctx, w->travel, n, w->x_m + first, w->y_m + first, w->arena, &out),
                   BUJU_OK);
  return out;
}

static void check_trips(const world *w, buju_mode mode, const buju_places *from, const buju_places *to,
                        const buju_trip *want) {
  buju_ix n = from->n * to->n;
  buju_ix *a = BUJU_NEW(w->arena, buju_ix, n + 2), *b = BUJU_NEW(w->arena, buju_ix, n + 2);
  buju_trip *got = BUJU_NEW(w->arena, buju_trip, n + 2);
  for (buju_ix i = 0; i < n; i++) a[i] = i / to->n, b[i] = i % to->n;
  a[n] = BUJU_NONE, b[n] = 0, a[n + 1] = 0, b[n + 1] = BUJU_NONE;
  assert_int_equal(w->travel->ops->trips(w->ctx, w->travel, mode, from, to, n + 2, a, b, got), BUJU_OK);
  for (buju_ix i = 0; i < n; i++) {
    if (got[i].ms != want[i].ms || got[i].metres != want[i].metres || got[i].basis != want[i].basis)
      fail_msg("mode %d, %u to %u: %u ms %u m %u, not %u ms %u m %u", mode, a[i], b[i], got[i].ms, got[i].metres,
               got[i].basis, want[i].ms, want[i].metres, want[i].basis);
  }
  assert_int_equal(got[n].ms, BUJU_FAR);
  assert_int_equal(got[n + 1].basis, BUJU_BASIS_NONE);
}

static void check_within(const world *w, buju_mode mode, const buju_places *from, const buju_places *to,
                         const buju_trip *want, uint32_t limit_ms) {
  buju_csr times;
  assert_int_equal(w->travel->ops->within(w->ctx, w->travel, mode, from, to, limit_ms, w->arena, &times), BUJU_OK);
  uint64_t k = 0;
  for (buju_ix i = 0; i < from->n; i++) {
    assert_int_equal(times.row[i], k);
    for (buju_ix j = 0; j < to->n; j++) {
      uint32_t ms = want[i * to->n + j].ms;
      if (ms > limit_ms || ms == BUJU_FAR) continue;
      assert_true(k < times.row[from->n]);
      assert_int_equal(times.col[k], j);
      assert_int_equal(times.val[k], ms);
      k++;
    }
  }
  assert_int_equal(times.row[from->n], k);
}

static void check_nearest(const world *w, buju_mode mode, const buju_places *from, const buju_places *to,
                          const buju_trip *want) {
  buju_near near[FROM + TO];
  assert_int_equal(w->travel->ops->nearest(w->ctx, w->travel, mode, from, to, near), BUJU_OK);
  for (buju_ix i = 0; i < from->n; i++) {
    buju_ix best = BUJU_NONE;
    for (buju_ix j = 0; j < to->n; j++) {
      const buju_trip *t = &want[i * to->n + j];
      if (t->ms != BUJU_FAR && (best == BUJU_NONE || t->ms < want[i * to->n + best].ms)) best = j;
    }
    assert_int_equal(near[i].to, best);
    assert_int_equal(near[i].ms, best == BUJU_NONE ? BUJU_FAR : want[i * to->n + best].ms);
    assert_int_equal(near[i].basis, best == BUJU_NONE ? BUJU_BASIS_NONE : want[i * to->n + best].basis);
  }
}

/* Every operation, in both directions between a larger and a smaller set of places, at limits that are some trip's very
 * time and one millisecond less. */
static void check_mode(const world *w, const oracle *o, buju_mode mode, int *roads, int *far) {
  for (int turned = 0; turned < 2; turned++) {
    buju_ix first_from = turned ? FROM : 0, first_to = turned ? 0 : FROM;
    buju_places from = located(w, first_from, turned ? TO : FROM), to = located(w, first_to, turned ? FROM : TO);
    buju_trip *want = BUJU_NEW(w->arena, buju_trip, FROM * TO);
    for (buju_ix i = 0; i < from.n; i++)
      for (buju_ix j = 0; j < to.n; j++) {
        buju_trip *t = &want[i * to.n + j];
        *t = oracle_trip(o, mode, (int)(first_from + i), (int)(first_to + j));
        *roads += t->basis == BUJU_BASIS_ROAD;
        *far += t->ms == BUJU_FAR;
      }
    check_trips(w, mode, &from, &to, want);
    check_nearest(w, mode, &from, &to, want);
    for (int k = 0; k < 6; k++) {
      uint32_t ms = want[k * 61 + 7].ms;
      check_within(w, mode, &from, &to, want, ms);
      if (ms > 0) check_within(w, mode, &from, &to, want, ms - 1);
    }
    check_within(w, mode, &from, &to, want, 0);
  }
}

static void every_operation_says_what_all_pairs_say(void **state) {
  (void)state;
  static oracle o;
  int roads = 0, far = 0;
  for (uint64_t seed = 1; seed <= 25; seed++) {
    world w;
    random_world(&w, seed);
    for (int mode = 0; mode < BUJU_MODES; mode++) {
      oracle_make(&o, &w, (buju_mode)mode);
      check_mode(&w, &o, (buju_mode)mode, &roads, &far);
      buju_travel_free(o.line);
    }
    end(&w);
  }
  assert_true(roads > 10000); /* the comparison is about something */
  assert_true(far > 1000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_operation_says_what_all_pairs_say),
  };
  return cmocka_run_group_tests_name("travel_roads", tests, NULL, NULL);
}
