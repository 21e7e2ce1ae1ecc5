/* Travel on roads against all pairs by Floyd, on small random networks. SPDX-License-Identifier: Apache-2.0 */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/road_world.h"

enum { NODES_MOST = 400 };

static const uint64_t NO_WAY = UINT64_MAX / 4; /* infinity must survive addition */

/* ---- the oracle ---- */

typedef struct oracle_join {
  buju_ix edge;
  uint64_t off, at; /* (ms << 32) + dm */
  double off_m;
} oracle_join;

typedef struct oracle {
  const road_world *w;
  buju_usage usage;
  buju_travel *line;
  uint64_t way[NODES_MOST][NODES_MOST];
  oracle_join join[ROAD_WORLD_FROM + ROAD_WORLD_TO][2];
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

static void oracle_make(oracle *o, const road_world *w, buju_mode mode) {
  o->w = w;
  assert_int_equal(buju_usage_make(w->ctx, &w->network, &w->lines, &w->spec, mode, w->arena, &o->usage), BUJU_OK);
  assert_int_equal(buju_travel_straight(w->ctx, &w->spec, &o->line), BUJU_OK);
  floyd(o);
  for (int i = 0; i < ROAD_WORLD_FROM + ROAD_WORLD_TO; i++) {
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
  const road_world *w = o->w;
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
static void check_paths(const road_world *w, buju_mode mode, const buju_places *from, const buju_places *to, buju_ix n,
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

static void check_trips(const road_world *w, buju_mode mode, const buju_places *from, const buju_places *to,
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
static void check_rows(const road_world *w, buju_mode mode, const buju_places *from, const buju_places *to,
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

static void check_within(const road_world *w, buju_mode mode, const buju_places *from, const buju_places *to,
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
static int check_nearest(const road_world *w, buju_mode mode, const buju_places *from, const buju_places *to,
                         const buju_trip *want, const uint32_t *want_dm) {
  buju_near near[ROAD_WORLD_FROM + ROAD_WORLD_TO];
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
static void check_back(const road_world *w, buju_mode mode, const buju_places *from, const buju_places *to,
                       const buju_trip *want, const uint32_t *want_dm) {
  buju_trip *turned = BUJU_NEW(w->arena, buju_trip, ROAD_WORLD_FROM * ROAD_WORLD_TO);
  uint32_t *turned_dm = BUJU_NEW(w->arena, uint32_t, ROAD_WORLD_FROM * ROAD_WORLD_TO);
  road_world other = *w;
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
static void check_mode(const road_world *w, const oracle *o, buju_mode mode, int *roads, int *far, int *ties) {
  for (int turned = 0; turned < 2; turned++) {
    buju_ix first_from = turned ? ROAD_WORLD_FROM : 0, first_to = turned ? 0 : ROAD_WORLD_FROM;
    buju_places from = road_world_located(w, first_from, turned ? ROAD_WORLD_TO : ROAD_WORLD_FROM),
                to = road_world_located(w, first_to, turned ? ROAD_WORLD_FROM : ROAD_WORLD_TO);
    buju_trip *want = BUJU_NEW(w->arena, buju_trip, ROAD_WORLD_FROM * ROAD_WORLD_TO);
    uint32_t *want_dm = BUJU_NEW(w->arena, uint32_t, ROAD_WORLD_FROM * ROAD_WORLD_TO);
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
    road_world w;
    road_world_random(&w, seed);
    for (int mode = 0; mode < BUJU_MODES; mode++) {
      oracle_make(&o, &w, (buju_mode)mode);
      check_mode(&w, &o, (buju_mode)mode, &roads, &far, &ties);
      buju_travel_free(o.line);
    }
    road_world_end(&w);
  }
  assert_true(roads > 10000); /* the comparison is about something */
  assert_true(far > 1000);
  assert_true(ties > 100);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_operation_says_what_all_pairs_say),
  };
  return cmocka_run_group_tests_name("travel_roads", tests, NULL, NULL);
}
