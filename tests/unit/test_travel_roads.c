/* Travel on roads against all pairs by Floyd, on small random networks. SPDX-License-Identifier: Apache-2.0 */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "libbuju/travels.h"
#include "planner/travel/road_speed.h"
#include "planner/travel/roads_parts.h"
#include "tests/support/discs.h"
#include "tests/support/polygons.h"
#include "tests/support/region_text.h"
#include "tests/support/road_lines.h"

enum { FROM = 26, TO = 17, LINES = 22, NODES_MOST = 400 };

static const uint64_t NO_WAY = UINT64_MAX / 4; /* infinity must survive addition */

static buju_travel_spec make_spec(void) {
  buju_travel_spec spec = {.provider = BUJU_BY_ROADS,
                           .walk_mps = 1.25,
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
  bool back; /* travel is the way back of the roads */
  double x_m[FROM + TO], y_m[FROM + TO];
} world;

static void build(world *w) {
  const buju_network_spec noding = {true, w->spec.snap_m};
  assert_int_equal(buju_network_build(w->ctx, &w->lines, &noding, w->arena, NULL, &w->network), BUJU_OK);
  assert_int_equal(buju_travel_roads(w->ctx, &w->network, &w->lines, &w->spec, &w->travel), BUJU_OK);
}

/* Lines between the points of a lattice, some one-way, some closed to a mode, some bridges; places near them, on them,
 * in one spot, far away, and nowhere. Every fifth world is tied: all places on points of the lattice, and each line
 * takes a millisecond at most, whatever its length. */
static void random_world(world *w, uint64_t seed) {
  bool tied = seed % 5 == 0;
  static const uint8_t classes[] = {BUJU_CLASS_COUNTY, BUJU_CLASS_VILLAGE, BUJU_CLASS_PATH, BUJU_CLASS_EXPRESSWAY,
                                    BUJU_CLASS_TRACK};
  *w = (world){.ctx = buju_ctx_new(), .arena = buju_arena_new(), .spec = make_spec()};
  for (int c = 0; c < BUJU_CLASSES * BUJU_MODES && tied; c++) w->spec.road_mps[c / BUJU_MODES][c % BUJU_MODES] *= 1e6;
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
    if (i % 7 == 3 || tied) w->x_m[i] = x[at], w->y_m[i] = y[at];
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

static double whole_ms(double along_m, double mps) { return ceil(along_m / mps * 1000 - 1e-4); }

/* The nearest of all edges, or of those of the longest piece. */
static oracle_join nearest_edge(const oracle *o, double x, double y, bool main) {
  const buju_network *n = &o->w->network;
  oracle_join best = {BUJU_NONE, 0, 0, 0};
  double best2 = o->w->spec.join_m * o->w->spec.join_m;
  for (buju_ix e = 0; e < n->edges; e++) {
    uint8_t bits = o->usage.bits[e];
    if ((bits & BUJU_EDGE_JOINED) == 0 || (main && (bits & BUJU_EDGE_MAIN) == 0)) continue;
    double begin = n->along_m[n->first[e]], way = 0;
    for (uint64_t p = n->first[e]; p + 1 < n->first[e + 1]; p++) {
      double dx = n->x_m[p + 1] - n->x_m[p], dy = n->y_m[p + 1] - n->y_m[p];
      double part = ((x - n->x_m[p]) * dx + (y - n->y_m[p]) * dy) / (dx * dx + dy * dy);
      part = part < 0 ? 0 : part > 1 ? 1 : part;
      double off_x = n->x_m[p] - x + part * dx, off_y = n->y_m[p] - y + part * dy;
      double off2 = off_x * off_x + off_y * off_y, off_m = sqrt(off2);
      if (off2 < best2 || (best.edge == BUJU_NONE && off2 <= best2)) {
        best2 = off2;
        double at = begin + way + part * hypot(dx, dy), mps = (double)o->usage.mps[n->line[e]] * (1 + FLT_EPSILON);
        best =
            (oracle_join){e, label(ceil(off_m / o->w->spec.off_road_mps * 1000 - 1e-6), round(off_m * 10)),
                          label(whole_ms(at, mps) - whole_ms(begin, mps), round(at * 10) - round(begin * 10)), off_m};
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

/* The trip, and its length in decimetres. */
static buju_trip oracle_trip(const oracle *o, buju_mode mode, int a, int b, uint32_t *dm) {
  const world *w = o->w;
  const oracle_join *j = o->join[a], *k = o->join[b];
  buju_trip trip;
  if (j->edge == BUJU_NONE || k->edge == BUJU_NONE) {
    buju_places from, to;
    buju_ix row = 0;
    o->line->ops->locate(w->ctx, o->line, 1, &w->x_m[a], &w->y_m[a], NULL, &from);
    o->line->ops->locate(w->ctx, o->line, 1, &w->x_m[b], &w->y_m[b], NULL, &to);
    assert_int_equal(o->line->ops->trips(w->ctx, o->line, mode, &from, &to, 1, &row, &row, &trip), BUJU_OK);
    double line_dm = round(hypot(w->x_m[a] - w->x_m[b], w->y_m[a] - w->y_m[b]) * w->spec.detour_factor * 10);
    *dm = trip.ms != BUJU_FAR ? (uint32_t)line_dm : UINT32_MAX;
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
  *dm = best < NO_WAY ? (uint32_t)best : UINT32_MAX;
  if (best >= NO_WAY) return (buju_trip){BUJU_FAR, UINT32_MAX, BUJU_BASIS_NONE};
  return (buju_trip){(uint32_t)(best >> 32), ((uint32_t)best + 5) / 10, BUJU_BASIS_ROAD};
}

/* ---- the tests ---- */

/* A path begins and ends at its places and is as long as the trip says, on the roads' own metres. */
static void check_paths(const world *w, buju_mode mode, const buju_places *from, const buju_places *to, buju_ix n,
                        const buju_ix *a, const buju_ix *b, const buju_trip *trip) {
  buju_paths path;
  assert_int_equal(w->travel->ops->paths(w->ctx, w->travel, mode, from, to, n, a, b, w->arena, &path), BUJU_OK);
  assert_int_equal(path.n, n);
  for (buju_ix i = 0; i < n; i++) {
    uint64_t first = path.first[i], end = path.first[i + 1];
    if (trip[i].ms == BUJU_FAR) {
      assert_int_equal(first, end);
      continue;
    }
    double way = 0;
    uint64_t at_a = w->back ? end - 1 : first, at_b = w->back ? first : end - 1; /* courses are those really taken */
    assert_true(path.x_m[at_a] == from->x_m[a[i]] && path.y_m[at_a] == from->y_m[a[i]]);
    assert_true(path.x_m[at_b] == to->x_m[b[i]] && path.y_m[at_b] == to->y_m[b[i]]);
    for (uint64_t p = first; p + 1 < end; p++)
      way += hypot(path.x_m[p + 1] - path.x_m[p], path.y_m[p + 1] - path.y_m[p]);
    if (trip[i].basis == BUJU_BASIS_STRAIGHT) way *= w->spec.detour_factor;
    if (fabs(way - trip[i].metres) > 3)
      fail_msg("%u to %u: a path of %.1f m for a trip of %u m", a[i], b[i], way, trip[i].metres);
  }
}

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
  check_paths(w, mode, from, to, n + 2, a, b, got);
  assert_int_equal(got[n].ms, BUJU_FAR);
  assert_int_equal(got[n + 1].basis, BUJU_BASIS_NONE);
}

/* A table being told. */
typedef struct told {
  const buju_csr *want;
  buju_ix next;
} told;

static buju_status take_row(buju_ctx *ctx, void *user, buju_ix row, uint64_t n, const buju_ix *col,
                            const uint32_t *ms) {
  (void)ctx;
  told *t = user;
  assert_int_equal(row, t->next++);
  uint64_t at = t->want->row[row];
  assert_int_equal(n, t->want->row[row + 1] - at);
  for (uint64_t k = 0; k < n; k++) assert_true(col[k] == t->want->col[at + k] && ms[k] == t->want->val[at + k]);
  return BUJU_OK;
}

/* The rows told, whatever is kept at once, and the table that is worked out twice. */
static void check_rows(const world *w, buju_mode mode, const buju_places *from, const buju_places *to,
                       const buju_csr *want, uint32_t limit_ms) {
  static const uint64_t most[] = {0, 1, 100};
  for (int i = 0; i < 3; i++) {
    told t = {want, 0};
    assert_int_equal(buju_travel_rows(w->ctx, w->travel, mode, from, to, limit_ms, most[i], take_row, &t), BUJU_OK);
    assert_int_equal(t.next, from->n);
    t.next = 0;
    assert_int_equal(buju_travel_rows_within(w->ctx, w->travel, mode, from, to, limit_ms, most[i], take_row, &t),
                     BUJU_OK);
    assert_int_equal(t.next, from->n);
  }
  buju_csr twice;
  assert_int_equal(buju_roads_within_keeping(w->ctx, w->travel, mode, from, to, limit_ms, 5, w->arena, &twice),
                   BUJU_OK);
  uint64_t pairs = want->row[from->n];
  assert_memory_equal(twice.row, want->row, (from->n + 1) * sizeof *want->row);
  assert_memory_equal(twice.col, want->col, pairs * sizeof *want->col);
  assert_memory_equal(twice.val, want->val, pairs * sizeof *want->val);
}

static void check_within(const world *w, buju_mode mode, const buju_places *from, const buju_places *to,
                         const buju_trip *want, uint32_t limit_ms, bool rows) {
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
  if (rows) check_rows(w, mode, from, to, &times, limit_ms);
}

/* By time, then decimetres, then row. @return how often a shorter way of the same time decided. */
static int check_nearest(const world *w, buju_mode mode, const buju_places *from, const buju_places *to,
                         const buju_trip *want, const uint32_t *want_dm) {
  buju_near near[FROM + TO];
  int ties = 0;
  assert_int_equal(w->travel->ops->nearest(w->ctx, w->travel, mode, from, to, near), BUJU_OK);
  for (buju_ix i = 0; i < from->n; i++) {
    const buju_trip *t = want + i * to->n;
    const uint32_t *dm = want_dm + i * to->n;
    buju_ix best = BUJU_NONE;
    for (buju_ix j = 0; j < to->n; j++) {
      if (t[j].ms == BUJU_FAR) continue;
      bool tie = best != BUJU_NONE && t[j].ms == t[best].ms && dm[j] < dm[best];
      ties += tie;
      if (best == BUJU_NONE || t[j].ms < t[best].ms || tie) best = j;
    }
    assert_int_equal(near[i].to, best);
    assert_int_equal(near[i].ms, best == BUJU_NONE ? BUJU_FAR : t[best].ms);
    assert_int_equal(near[i].dm, best == BUJU_NONE ? UINT32_MAX : dm[best]);
    assert_int_equal(near[i].basis, best == BUJU_NONE ? BUJU_BASIS_NONE : t[best].basis);
  }
  return ties;
}

/* The same trips, asked from the other end of the way back. */
static void check_back(const world *w, buju_mode mode, const buju_places *from, const buju_places *to,
                       const buju_trip *want, const uint32_t *want_dm) {
  buju_trip *turned = BUJU_NEW(w->arena, buju_trip, FROM * TO);
  uint32_t *turned_dm = BUJU_NEW(w->arena, uint32_t, FROM * TO);
  world other = *w;
  for (buju_ix i = 0; i < from->n; i++)
    for (buju_ix j = 0; j < to->n; j++) {
      turned[j * from->n + i] = want[i * to->n + j];
      turned_dm[j * from->n + i] = want_dm[i * to->n + j];
    }
  other.back = true;
  other.travel = (buju_travel *)buju_travel_heading(w->travel, BUJU_FROM_SERVICE);
  assert_ptr_equal(buju_travel_heading(w->travel, BUJU_TO_SERVICE), w->travel);
  assert_ptr_equal(buju_travel_heading(other.travel, BUJU_FROM_SERVICE), w->travel);
  check_trips(&other, mode, to, from, turned);
  check_nearest(&other, mode, to, from, turned, turned_dm);
  check_within(&other, mode, to, from, turned, want[7].ms, true);
}

/* Every operation, in both directions between a larger and a smaller set of places, at limits that are some trip's very
 * time and one millisecond less. */
static void check_mode(const world *w, const oracle *o, buju_mode mode, int *roads, int *far, int *ties) {
  for (int turned = 0; turned < 2; turned++) {
    buju_ix first_from = turned ? FROM : 0, first_to = turned ? 0 : FROM;
    buju_places from = located(w, first_from, turned ? TO : FROM), to = located(w, first_to, turned ? FROM : TO);
    buju_trip *want = BUJU_NEW(w->arena, buju_trip, FROM * TO);
    uint32_t *want_dm = BUJU_NEW(w->arena, uint32_t, FROM * TO);
    for (buju_ix i = 0; i < from.n; i++)
      for (buju_ix j = 0; j < to.n; j++) {
        buju_trip *t = &want[i * to.n + j];
        *t = oracle_trip(o, mode, (int)(first_from + i), (int)(first_to + j), &want_dm[i * to.n + j]);
        *roads += t->basis == BUJU_BASIS_ROAD;
        *far += t->ms == BUJU_FAR;
      }
    check_trips(w, mode, &from, &to, want);
    *ties += check_nearest(w, mode, &from, &to, want, want_dm);
    check_back(w, mode, &from, &to, want, want_dm);
    for (int k = 0; k < 6; k++) {
      uint32_t ms = want[k * 61 + 7].ms;
      check_within(w, mode, &from, &to, want, ms, k == 0);
      if (ms > 0) check_within(w, mode, &from, &to, want, ms - 1, false);
    }
    check_within(w, mode, &from, &to, want, 0, false);
  }
}

static void every_operation_says_what_all_pairs_say(void **state) {
  (void)state;
  static oracle o;
  int roads = 0, far = 0, ties = 0;
  for (uint64_t seed = 1; seed <= 25; seed++) {
    world w;
    random_world(&w, seed);
    for (int mode = 0; mode < BUJU_MODES; mode++) {
      oracle_make(&o, &w, (buju_mode)mode);
      check_mode(&w, &o, (buju_mode)mode, &roads, &far, &ties);
      buju_travel_free(o.line);
    }
    end(&w);
  }
  assert_true(roads > 10000); /* the comparison is about something */
  assert_true(far > 1000);
  assert_true(ties > 100);
}

/* ---- discs ---- */

/* Wherever in a disc somebody lives, and whichever way they go. */
static void whoever_lives_in_a_disc_is_in_its_range(void **state) {
  (void)state;
  discs_seen seen = {0};
  for (uint64_t seed = 200; seed < 240; seed++) {
    world w;
    double radius_m[FROM];
    uint64_t random = seed;
    random_world(&w, seed);
    for (int i = 0; i < FROM; i++) {
      double most_m = i % 4 == 0 ? 0 : i % 4 == 1 ? 30 : i % 4 == 2 ? 200 : 900;
      radius_m[i] = most_m * buju_test_random(&random);
      if (isnan(w.y_m[i])) w.y_m[i] = 300;
    }
    for (int k = 0; k < 2 * BUJU_MODES; k++) {
      const buju_travel *travel = buju_travel_heading(w.travel, k % 2 == 0 ? BUJU_TO_SERVICE : BUJU_FROM_SERVICE);
      buju_places to = located(&w, FROM, 1 + (buju_ix)(TO * buju_test_random(&random)));
      discs_check(w.ctx, travel, (buju_mode)(k / 2), FROM, w.x_m, w.y_m, radius_m, &to, 60, &random, w.arena, &seen);
    }
    end(&w);
  }
  assert_in_range(seen.other, seen.homes / 2, seen.homes); /* the comparison is about something, */
  assert_in_range(seen.told, seen.homes / 2, seen.homes);  /* and so are the ranges */
  assert_in_range(seen.near_to_end, seen.told / 5, seen.told);
}

/* ---- by hand ---- */

static void hand_world(world *w, const char *lines) {
  *w = (world){.ctx = buju_ctx_new(), .arena = buju_arena_new(), .spec = make_spec()};
  w->lines = road_lines_read(w->arena, lines);
  build(w);
}

static buju_trip trip_between(const world *w, buju_mode mode, double x0, double y0, double x1, double y1) {
  const double x[] = {x0, x1}, y[] = {y0, y1};
  buju_places places;
  buju_ix a = 0, b = 1;
  buju_trip trip;
  assert_int_equal(w->travel->ops->locate(w->ctx, w->travel, 2, x, y, w->arena, &places), BUJU_OK);
  assert_int_equal(w->travel->ops->trips(w->ctx, w->travel, mode, &places, &places, 1, &a, &b, &trip), BUJU_OK);
  return trip;
}

static void assert_trip(buju_trip trip, uint32_t ms, uint32_t metres) {
  assert_int_equal(trip.ms, ms);
  assert_int_equal(trip.metres, metres);
  assert_int_equal(trip.basis, BUJU_BASIS_ROAD);
}

/* Off the road at 0.9 m/s, along it at 1.25; a village road is driven at 20 km/h. */
static void a_walk_to_the_road_the_way_and_a_walk_to_the_end(void **state) {
  (void)state;
  world w;
  hand_world(&w, "0,0 2000,0; 1000,0 1000,1000;");
  assert_trip(trip_between(&w, BUJU_WALK, 0, 90, 2000, -45), 100000 + 1600000 + 50000, 2135);
  assert_trip(trip_between(&w, BUJU_DRIVE, 0, 90, 2000, -45), 100000 + 360000 + 50000, 2135);
  assert_trip(trip_between(&w, BUJU_WALK, 250, 0, 1000, 250), 800000, 1000); /* round the corner */
  assert_trip(trip_between(&w, BUJU_WALK, 250, 0, 750, 0), 400000, 500);     /* along one edge */
  assert_trip(trip_between(&w, BUJU_WALK, 500, 45, 500, -45), 100000, 90);   /* straight across */
  assert_trip(trip_between(&w, BUJU_WALK, 500, 45, 500, 45), 0, 0);          /* there already */
  assert_trip(trip_between(&w, BUJU_WALK, 300, 600, 300, 690), 100000, 90);  /* neighbours far from the road */
  assert_int_equal(trip_between(&w, BUJU_WALK, 0, 701, 2000, 0).basis, BUJU_BASIS_STRAIGHT); /* too far to join */
  assert_int_equal(trip_between(&w, BUJU_WALK, 0, 700, 2000, 0).basis, BUJU_BASIS_ROAD);     /* just near enough */
  assert_int_equal(trip_between(&w, BUJU_WALK, NAN, 0, 2000, 0).ms, BUJU_FAR);
  end(&w);
}

/* Two banks with a road on each and a bridge a kilometre away: nobody wades, and nobody joins the bridge from below. */
static void a_river_is_crossed_on_the_bridge(void **state) {
  (void)state;
  world w;
  hand_world(&w, "0,0 1000,0; 0,100 1000,100; 1000,0 1000,100 @1 !bridge;");
  assert_trip(trip_between(&w, BUJU_WALK, 0, 9, 0, 91), 10000 + 1680000 + 10000, 2118);
  assert_trip(trip_between(&w, BUJU_WALK, 1000, 50, 1000, 0), 55556, 50); /* from below: the bank first, then across */
  end(&w);
}

static void one_way_streets_bind_vehicles_and_not_walkers(void **state) {
  (void)state;
  world w;
  hand_world(&w, "0,0 1000,0 >; 1000,0 1000,500 0,500 0,0;");
  assert_trip(trip_between(&w, BUJU_WALK, 800, 0, 200, 0), 480000, 600);
  assert_trip(trip_between(&w, BUJU_DRIVE, 200, 0, 800, 0), 108000, 600);
  assert_trip(trip_between(&w, BUJU_DRIVE, 800, 0, 200, 0), 36000 + 360000 + 36000, 2400); /* all the way round */
  assert_trip(trip_between(&w, BUJU_DRIVE, 1000, 0, 0, 0), 360000, 2000);
  end(&w);
}

/* A gap is bridged in the direction of the one way beside it, whichever end of its line it lies at and whichever way
 * the line is drawn: eastbound everywhere here, and nobody can turn back. */
static void a_gap_in_a_one_way_road_is_one_way(void **state) {
  (void)state;
  static const char *const roads[] = {"0,0 1000,0 >; 1001,0 2000,0 >;",
                                      "1000,0 0,0 <; 1001,0 2000,0 >;",
                                      "0,0 1000,0 >; 2000,0 1001,0 <;",
                                      "1000,0 0,0 <; 2000,0 1001,0 <;",
                                      "0,0 1000,0; 1000,-500 1000,500; 1001,0 2000,0 >;",
                                      "0,0 1000,0; 1000,-500 1000,500; 2000,0 1001,0 <;"};
  for (size_t i = 0; i < sizeof roads / sizeof *roads; i++) {
    world w;
    hand_world(&w, roads[i]);
    assert_trip(trip_between(&w, BUJU_DRIVE, 100, 0, 1900, 0), 324000, 1800);
    assert_int_equal(trip_between(&w, BUJU_DRIVE, 1900, 0, 100, 0).ms, BUJU_FAR);
    end(&w);
  }
}

/* Half the way at half the speed takes as long: the shorter way is nearer, though its place comes second; and of
 * equally long ones the first place. */
static void of_equally_fast_the_shorter_is_nearer(void **state) {
  (void)state;
  world w;
  hand_world(&w, "0,0 2000,0 #county; 0,0 -1000,0; 0,0 0,1000;");
  const double x[] = {0, 2000, -1000, 0}, y[] = {0, 0, 0, 1000};
  buju_places from, to;
  buju_near near;
  assert_int_equal(w.travel->ops->locate(w.ctx, w.travel, 1, x, y, w.arena, &from), BUJU_OK);
  assert_int_equal(w.travel->ops->locate(w.ctx, w.travel, 3, x + 1, y + 1, w.arena, &to), BUJU_OK);
  assert_int_equal(w.travel->ops->nearest(w.ctx, w.travel, BUJU_DRIVE, &from, &to, &near), BUJU_OK);
  assert_true(near.to == 1 && near.ms == 180000 && near.dm == 10000);
  end(&w);
}

/* A lane that hangs on nothing is nearer than the road: it is used for what it is good for, and cuts nobody off. */
static void a_stray_line_cuts_nobody_off(void **state) {
  (void)state;
  world w;
  hand_world(&w, "0,0 3000,0; 1000,300 1200,300;");
  assert_trip(trip_between(&w, BUJU_WALK, 1100, 300, 2100, 0), 333334 + 800000, 1300);
  assert_trip(trip_between(&w, BUJU_WALK, 1000, 300, 1200, 300), 160000, 200);
  end(&w);
}

/* Lanes that hang on nothing, one so far from the road that some who live on it cannot join the road. */
static void discs_about_stray_lines(void **state) {
  (void)state;
  enum { DISCS = 60 };
  world w;
  double x_m[DISCS], y_m[DISCS], radius_m[DISCS];
  uint64_t random = 3;
  discs_seen seen = {0};
  hand_world(&w, "0,0 3000,0; 1000,300 1200,300; 2000,640 2200,640;");
  for (int i = 0; i < DISCS; i++) {
    x_m[i] = (i % 2 == 0 ? 1100 : 2100) + 200 * (buju_test_random(&random) - 0.5);
    y_m[i] = (i % 2 == 0 ? 300 : 640) + 100 * (buju_test_random(&random) - 0.5);
    radius_m[i] = (i % 3 == 0 ? 10 : 200) * buju_test_random(&random);
  }
  const double site_x[] = {0, 1150}, site_y[] = {0, 310};
  for (buju_ix sites = 1; sites <= 2; sites++) {
    buju_places to;
    assert_int_equal(w.travel->ops->locate(w.ctx, w.travel, sites, site_x, site_y, w.arena, &to), BUJU_OK);
    discs_check(w.ctx, w.travel, BUJU_WALK, DISCS, x_m, y_m, radius_m, &to, 200, &random, w.arena, &seen);
  }
  assert_in_range(seen.told, seen.homes / 2, seen.homes - 1);
  end(&w);
}

/* The expressway passes the village by; its junction is a kilometre on. */
static void expressways_are_joined_at_junctions(void **state) {
  (void)state;
  world w;
  hand_world(&w, "0,0 9000,0 #expressway; 0,0 0,500; 9000,0 9000,500; 0,500 4000,500;");
  assert_trip(trip_between(&w, BUJU_DRIVE, 4000, 500, 9000, 500), 720000 + 90000 + 360000 + 90000, 14000);
  assert_int_equal(trip_between(&w, BUJU_WALK, 4000, 500, 9000, 500).ms, BUJU_FAR);
  end(&w);
}

/* ---- what must hold of any roads ---- */

static void all_trips(const world *w, buju_mode mode, buju_trip *out) {
  buju_places from = located(w, 0, FROM), to = located(w, FROM, TO);
  buju_ix a[FROM * TO], b[FROM * TO];
  for (buju_ix i = 0; i < FROM * TO; i++) a[i] = i / TO, b[i] = i % TO;
  assert_int_equal(w->travel->ops->trips(w->ctx, w->travel, mode, &from, &to, FROM * TO, a, b, out), BUJU_OK);
}

static void a_faster_road_never_lengthens_a_trip(void **state) {
  (void)state;
  static buju_trip before[FROM * TO], after[FROM * TO];
  int shorter = 0;
  for (uint64_t seed = 50; seed < 70; seed++) {
    world w;
    random_world(&w, seed);
    all_trips(&w, BUJU_DRIVE, before);
    buju_travel_free(w.travel);
    w.spec.road_mps[BUJU_CLASS_VILLAGE][BUJU_DRIVE] *= 1.5;
    build(&w);
    all_trips(&w, BUJU_DRIVE, after);
    for (int i = 0; i < FROM * TO; i++) {
      assert_true(after[i].ms <= before[i].ms);
      shorter += after[i].ms < before[i].ms;
    }
    end(&w);
  }
  assert_true(shorter > 100);
}

/* A bridge between two points where lines turn, so that nobody joins it elsewhere: it gives ways and takes none. */
static void a_road_between_junctions_never_lengthens_a_trip(void **state) {
  (void)state;
  static buju_trip before[FROM * TO], after[FROM * TO];
  int shorter = 0;
  for (uint64_t seed = 50; seed < 90; seed++) {
    world w;
    random_world(&w, seed);
    all_trips(&w, BUJU_WALK, before);
    buju_travel_free(w.travel);
    w.lines = road_lines_bridged(w.arena, &w.lines, seed % 7 * 3, w.lines.first[LINES - 1] - 3);
    build(&w);
    all_trips(&w, BUJU_WALK, after);
    for (int i = 0; i < FROM * TO; i++) {
      assert_true(after[i].ms <= before[i].ms);
      shorter += after[i].ms < before[i].ms;
    }
    end(&w);
  }
  assert_true(shorter > 100);
}

/* Off the lattice, so that no line lies on another: of two in one place the faster counts, and that by the piece. */
static void shake(world *w, uint64_t *seed) {
  for (uint64_t p = 0; p < w->lines.first[LINES]; p++) {
    w->lines.x_m[p] += 200 * (buju_test_random(seed) - 0.5);
    w->lines.y_m[p] += 200 * (buju_test_random(seed) - 0.5);
  }
}

/* Where a line is cut changes no time on it, not by a millisecond, and no length. */
static void side_lanes_change_no_trip(void **state) {
  (void)state;
  static buju_trip before[FROM * TO], after[FROM * TO];
  for (uint64_t seed = 90; seed < 130; seed++) {
    world w;
    random_world(&w, seed);
    uint64_t random = seed;
    w.spec.snap_m = 0;
    shake(&w, &random);
    buju_travel_free(w.travel);
    build(&w);
    buju_ix edges = w.network.edges;
    all_trips(&w, BUJU_WALK, before);
    buju_travel_free(w.travel);
    w.lines = road_lines_crossed(w.arena, &w.lines, 60, &random);
    build(&w);
    assert_true(w.network.edges > edges + 150);
    all_trips(&w, BUJU_WALK, after);
    for (int i = 0; i < FROM * TO; i++)
      if (after[i].ms != before[i].ms || after[i].metres != before[i].metres || after[i].basis != before[i].basis)
        fail_msg("seed %d, trip %d: %u ms, %u m; before: %u ms, %u m", (int)seed, i, after[i].ms, after[i].metres,
                 before[i].ms, before[i].metres);
    end(&w);
  }
}

/* 2,250 m at 4.5 km/h are 30 minutes, however many lanes lead off the road. */
static void a_limit_is_inclusive_however_often_the_road_is_cut(void **state) {
  (void)state;
  for (buju_ix lanes = 0; lanes < 64; lanes += 7) {
    world w = {.ctx = buju_ctx_new(), .arena = buju_arena_new(), .spec = make_spec()};
    uint64_t random = lanes + 1;
    w.spec.walk_mps = w.spec.off_road_mps = 4.5f / 3.6f;
    buju_road_speed_defaults(&w.spec);
    buju_road_lines road = road_lines_read(w.arena, "0,-5 0,0 2250,0 2250,5;");
    w.lines = road_lines_crossed(w.arena, &road, lanes, &random);
    w.y_m[0] = w.y_m[1] = 0;
    w.x_m[1] = 2250;
    build(&w);
    buju_places from = located(&w, 0, 1), to = located(&w, 1, 1);
    buju_csr row;
    assert_int_equal(w.travel->ops->within(w.ctx, w.travel, BUJU_WALK, &from, &to, 1800000, w.arena, &row), BUJU_OK);
    assert_int_equal(row.row[1], 1);
    assert_int_equal(row.val[0], 1800000);
    end(&w);
  }
}

/* The same bytes on one thread and on four. */
static void threads_do_not_show(void **state) {
  (void)state;
  static buju_trip one[FROM * TO], four[FROM * TO];
  world w;
  random_world(&w, 4);
  buju_places from = located(&w, 0, FROM), to = located(&w, FROM, TO);
  buju_csr a, b;
  buju_near near[2][FROM];
  memset(near, 0, sizeof near);
  buju_ctx_set_threads(w.ctx, 1);
  all_trips(&w, BUJU_EBIKE, one);
  assert_int_equal(w.travel->ops->within(w.ctx, w.travel, BUJU_WALK, &from, &to, 1800000, w.arena, &a), BUJU_OK);
  assert_int_equal(w.travel->ops->nearest(w.ctx, w.travel, BUJU_WALK, &from, &to, near[0]), BUJU_OK);
  buju_ctx_set_threads(w.ctx, 4);
  all_trips(&w, BUJU_EBIKE, four);
  assert_int_equal(w.travel->ops->within(w.ctx, w.travel, BUJU_WALK, &from, &to, 1800000, w.arena, &b), BUJU_OK);
  assert_int_equal(w.travel->ops->nearest(w.ctx, w.travel, BUJU_WALK, &from, &to, near[1]), BUJU_OK);
  for (int i = 0; i < FROM * TO; i++)
    assert_true(one[i].ms == four[i].ms && one[i].metres == four[i].metres && one[i].basis == four[i].basis);
  assert_memory_equal(a.row, b.row, (FROM + 1) * sizeof *a.row);
  assert_memory_equal(a.col, b.col, a.row[FROM] * sizeof *a.col);
  assert_memory_equal(a.val, b.val, a.row[FROM] * sizeof *a.val);
  for (int i = 0; i < FROM; i++) assert_true(near[0][i].to == near[1][i].to && near[0][i].ms == near[1][i].ms);
  end(&w);
}

/* ---- a region's roads ---- */

static const buju_finding *found(const buju_region *r, const char *id) {
  for (size_t i = 0; i < r->findings.rows.n; i++)
    if (strcmp(buju_finding_at(&r->findings, i)->kind->id, id) == 0) return buju_finding_at(&r->findings, i);
  return NULL;
}

static void who_is_not_served_is_named(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_region *r = NULL;
  assert_int_equal(buju_region_text(ctx,
                                    "township 610402100 甲镇\n"
                                    "village 610402100201 甲村 pop=700 at=0,100\n"
                                    "village 610402100202 乙村 pop=600 at=500,2000\n"
                                    "village 610402100203 丙村 pop=500 at=9000,0\n"
                                    "village 610402100204 丁村 pop=600 at=100,0\n"
                                    "settlement 610402100204 上丁 pop=300 at=100,10\n"
                                    "settlement 610402100204 中丁 pop=200 at=9000,20\n"
                                    "settlement 610402100204 下丁 pop=100 at=9000,1000\n"
                                    "facility K1 village_clinic 甲村卫生室 village=610402100201\n"
                                    "facility K2 village_clinic 乙村卫生室 village=610402100202\n",
                                    &r),
                   BUJU_OK);
  buju_scenario scenario = {.travel = make_spec()};
  r->road = road_lines_read(r->arena, "0,0 3000,0; 9000,-50 9000,50; 0,20 3000,20 !walk;");
  assert_int_equal(buju_roads_connect(ctx, &scenario, r), BUJU_OK);
  assert_int_equal(r->network->edges, 3);
  const buju_finding *off = found(r, "village_off_network"), *cut = found(r, "village_cut_off");
  assert_string_equal(off->code, "610402100202");
  assert_string_equal(off->arg[0].u.s, "乙村");
  assert_true(off->arg[1].u.f == 2000);
  assert_string_equal(cut->code, "610402100203");
  const buju_finding *some_off = found(r, "settlements_off_network"), *some_cut = found(r, "settlements_cut_off");
  assert_string_equal(some_off->code, "610402100204");
  assert_int_equal(some_off->arg[1].u.i, 1);
  assert_string_equal(some_cut->code, "610402100204");
  assert_string_equal(some_cut->arg[0].u.s, "丁村");
  assert_int_equal(some_cut->arg[1].u.i, 1);
  assert_int_equal(some_cut->arg[2].u.i, 3);
  assert_string_equal(found(r, "facility_off_network")->code, "K2");
  assert_null(found(r, "roads_closed"));
  buju_region_free(r);
  buju_ctx_free(ctx);
}

/* Roads that nothing goes by are not told of: not under travel over terrain, nor by the straight line. */
static void roads_nobody_goes_by_are_not_told_of(void **state) {
  (void)state;
  static const buju_param by = {.words = buju_provider_words};
  buju_value value = {.i = BUJU_BY_ROADS};
  buju_use rule = {.params = 1, .param = &by, .value = &value};
  const struct {
    buju_provider provider;
    bool circles, rule, told;
  } cases[] = {{BUJU_BY_ROADS, false, false, true},
               {BUJU_BY_STRAIGHT, false, false, false},
               {BUJU_BY_TERRAIN, false, false, false},
               {BUJU_BY_TERRAIN, true, false, true},
               {BUJU_BY_STRAIGHT, false, true, true}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    buju_ctx *ctx = buju_ctx_new();
    buju_region *r = NULL;
    buju_scenario scenario = {.travel = make_spec(), .uses = cases[i].rule, .use = &rule};
    scenario.travel.provider = cases[i].provider;
    scenario.circles.provider_given = cases[i].circles;
    scenario.circles.provider = BUJU_BY_ROADS;
    assert_int_equal(buju_region_text(ctx,
                                      "township 610402100 甲镇\n"
                                      "village 610402100201 甲村 pop=7 at=0,9000\n"
                                      "village 610402100202 乙村 pop=7 at=9000,0\n",
                                      &r),
                     BUJU_OK);
    r->road = road_lines_read(r->arena, "0,0 3000,0; 9000,-50 9000,50;");
    assert_int_equal(buju_roads_connect(ctx, &scenario, r), BUJU_OK);
    assert_non_null(r->network); /* whoever asks for it later finds it */
    assert_int_equal(found(r, "village_off_network") != NULL, cases[i].told);
    assert_int_equal(found(r, "village_cut_off") != NULL, cases[i].told);
    assert_int_equal(found(r, "road_pieces") != NULL, cases[i].told);
    if (!cases[i].told) assert_int_equal(r->findings.rows.n, 0);
    buju_region_free(r);
    buju_ctx_free(ctx);
  }
}

/* The user has been told that no road lies here; every village would say it again. */
static void no_roads_are_no_flood_of_findings(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_region *r = NULL;
  assert_int_equal(buju_region_text(ctx, "township 610402100 甲镇\nvillage 610402100201 甲村 pop=700 at=0,100\n", &r),
                   BUJU_OK);
  buju_scenario scenario = {.travel = make_spec()};
  assert_int_equal(buju_roads_connect(ctx, &scenario, r), BUJU_OK);
  assert_int_equal(r->findings.rows.n, 0);
  assert_null(r->network);
  buju_region_free(r);
  buju_ctx_free(ctx);
}

/* Lines that are points have no length to travel: nothing is measured on them. */
static void lines_without_length_are_no_network(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_region *r = NULL;
  assert_int_equal(buju_region_text(ctx, "township 610402100 甲镇\nvillage 610402100201 甲村 pop=700 at=0,100\n", &r),
                   BUJU_OK);
  buju_input roads = {.role = BUJU_INPUT_ROADS};
  buju_scenario scenario = {.travel = make_spec(), .inputs = 1, .input = &roads};
  scenario.travel.provider = BUJU_BY_AUTO;
  buju_travels travels;
  r->road = road_lines_read(r->arena, "0,0 0,0; 50,0 50,0;");
  assert_int_equal(buju_roads_connect(ctx, &scenario, r), BUJU_OK);
  assert_null(r->network);
  assert_non_null(found(r, "roads_unusable"));
  assert_int_equal(buju_travels_make(ctx, &scenario, r, &travels), BUJU_OK); /* auto */
  assert_int_equal(travels.chosen, BUJU_BY_STRAIGHT);
  buju_travels_free(&travels);
  scenario.travel.provider = BUJU_BY_ROADS; /* by name */
  assert_int_equal(buju_travels_make(ctx, &scenario, r, &travels), BUJU_E_DATA);
  buju_travels_free(&travels);
  buju_region_free(r);
  buju_ctx_free(ctx);
}

/* Paths nobody drives are a finding where somebody is to drive. */
static void modes_nobody_goes_by_are_not_told_of(void **state) {
  (void)state;
  static const buju_param param = {.words = buju_mode_words},
                          tries = {.words = buju_mode_words, .tried = 1u << BUJU_DRIVE};
  buju_value value = {.i = BUJU_DRIVE}, on_foot = {.i = BUJU_WALK};
  buju_use use = {.params = 1, .param = &param, .value = &value};
  buju_use walks = {.params = 1, .param = &param, .value = &on_foot};
  buju_use sensitive = {.params = 1, .param = &tries, .value = &on_foot};
  const buju_scenario cases[] = {{.uses = 0},
                                 {.circles = {.mode_given = true, .mode = BUJU_EBIKE}},
                                 {.uses = 1, .use = &walks},
                                 {.circles = {.mode_given = true, .mode = BUJU_DRIVE}},
                                 {.uses = 1, .use = &use},
                                 {.uses = 1, .use = &sensitive}};
  for (int i = 0; i < 6; i++) {
    buju_ctx *ctx = buju_ctx_new();
    buju_region *r = NULL;
    buju_scenario scenario = cases[i];
    scenario.travel = make_spec();
    assert_int_equal(buju_region_text(ctx, "township 610402100 甲镇\nvillage 610402100201 甲村 pop=7 at=0,9\n", &r),
                     BUJU_OK);
    r->road = road_lines_read(r->arena, "0,0 3000,0 !drive;");
    assert_int_equal(buju_roads_connect(ctx, &scenario, r), BUJU_OK);
    assert_int_equal(found(r, "roads_closed") != NULL, i >= 3);
    buju_region_free(r);
    buju_ctx_free(ctx);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_operation_says_what_all_pairs_say),
      cmocka_unit_test(whoever_lives_in_a_disc_is_in_its_range),
      cmocka_unit_test(a_walk_to_the_road_the_way_and_a_walk_to_the_end),
      cmocka_unit_test(a_river_is_crossed_on_the_bridge),
      cmocka_unit_test(one_way_streets_bind_vehicles_and_not_walkers),
      cmocka_unit_test(a_gap_in_a_one_way_road_is_one_way),
      cmocka_unit_test(of_equally_fast_the_shorter_is_nearer),
      cmocka_unit_test(a_stray_line_cuts_nobody_off),
      cmocka_unit_test(discs_about_stray_lines),
      cmocka_unit_test(expressways_are_joined_at_junctions),
      cmocka_unit_test(a_faster_road_never_lengthens_a_trip),
      cmocka_unit_test(a_road_between_junctions_never_lengthens_a_trip),
      cmocka_unit_test(side_lanes_change_no_trip),
      cmocka_unit_test(a_limit_is_inclusive_however_often_the_road_is_cut),
      cmocka_unit_test(threads_do_not_show),
      cmocka_unit_test(who_is_not_served_is_named),
      cmocka_unit_test(roads_nobody_goes_by_are_not_told_of),
      cmocka_unit_test(no_roads_are_no_flood_of_findings),
      cmocka_unit_test(lines_without_length_are_no_network),
      cmocka_unit_test(modes_nobody_goes_by_are_not_told_of),
  };
  return cmocka_run_group_tests_name("travel_roads", tests, NULL, NULL);
}
