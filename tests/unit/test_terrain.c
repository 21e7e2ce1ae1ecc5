/* Searches over terrain, against plain Dijkstra. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "planner/travel/terrain_search.h"

enum { SIDE = 24, CELLS = SIDE * SIDE, SITES = 5 };

static uint64_t rng;
static uint32_t dice(uint32_t n) {
  rng = rng * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)((rng >> 33) % n);
}

/* A county in small: four kinds of ground, some of it closed, hills in sixteenths of a metre. */
typedef struct world {
  buju_ground_cell ground[CELLS];
  float elevation_m[CELLS];
  buju_terrain_kind kind[5], other[5];
  buju_slope_law law[2];
  buju_terrain_spec spec;
  buju_ix site_cell[SITES];
} world;

static const double bike_mps = 12 / 3.6;

static void make_world(world *w, uint64_t seed, uint8_t neighbours, buju_slope_law law, uint32_t closed_percent) {
  rng = seed;
  *w = (world){.kind = {{0, 0}, {5, 0}, {2.5, 0}, {12, 0}, {40, 0}}, .law = {law, buju_slope_none}};
  for (buju_ix c = 0; c < CELLS; c++) {
    w->ground[c] = dice(100) < closed_percent ? BUJU_BLOCKED : (buju_ground_cell)(1 + dice(4));
    w->elevation_m[c] = (float)(300 + dice(160) / 16.0 + (c % SIDE) * 1.5);
  }
  for (buju_ix i = 0; i < SITES; i++) w->site_cell[i] = dice(CELLS);
  w->site_cell[SITES - 1] = w->site_cell[0]; /* two in one place: the lower index serves */
  w->spec = (buju_terrain_spec){.raster = {500000, 3300000, 30, 27.5, SIDE, SIDE},
                                .ground = w->ground,
                                .elevation_m = w->elevation_m,
                                .kinds = 4,
                                .kind = w->kind,
                                .laws = 2,
                                .law = w->law,
                                .neighbours = neighbours};
}

static buju_terrain *make(buju_ctx *ctx, const world *w) {
  buju_terrain *t = NULL;
  if (buju_terrain_make(ctx, &w->spec, &t) != BUJU_OK) fail_msg("%s", buju_ctx_error(ctx));
  return t;
}

/* ---- the oracle: seconds as the formulas give them, without tables, buckets or integers ---- */

static bool open_at(const world *w, int x, int y) {
  return x >= 0 && y >= 0 && x < SIDE && y < SIDE && w->ground[y * SIDE + x] != BUJU_BLOCKED;
}

/* Whether a straight line between the two middles stays out of closed cells, corners included. */
static bool may_pass(const world *w, int x, int y, int dx, int dy) {
  if (!open_at(w, x + dx, y + dy)) return false;
  if (dx == 0 || dy == 0) return true;
  if (abs(dx) == 1 && abs(dy) == 1) return w->spec.corners_open || open_at(w, x + dx, y) || open_at(w, x, y + dy);
  int sx = dx / abs(dx), sy = dy / abs(dy);
  return open_at(w, x + sx, y + sy) && (abs(dx) == 2 ? open_at(w, x + sx, y) : open_at(w, x, y + sy));
}

static double pace_by(const world *w, const buju_terrain_kind *k, double slope) {
  const buju_slope_law *law = &w->law[k->law];
  double factor = law->factor != NULL ? law->factor(law->user, slope) : 1;
  double added = law->added_s_per_m != NULL ? law->added_s_per_m(law->user, slope) : 0;
  return k->kmh > 0 ? 3.6 / k->kmh * factor + added : INFINITY;
}

static double pace(const world *w, int x, int y, double slope) {
  buju_ground_cell kind = w->ground[y * SIDE + x];
  double by_first = pace_by(w, &w->kind[kind], slope);
  return w->spec.other != NULL ? fmin(by_first, pace_by(w, &w->other[kind], slope)) : by_first;
}

static double move_s(const world *w, int x, int y, int dx, int dy, buju_heading heading) {
  double run = hypot(dx * w->spec.raster.dx_m, dy * w->spec.raster.dy_m);
  double rise = w->spec.elevation_m == NULL
                    ? 0
                    : (double)w->elevation_m[(y + dy) * SIDE + x + dx] - (double)w->elevation_m[y * SIDE + x];
  double slope = (heading == BUJU_TO_SITES ? -rise : rise) / run, paces[4];
  int n = 2;
  paces[0] = pace(w, x, y, slope);
  paces[1] = pace(w, x + dx, y + dy, slope);
  if (abs(dx) + abs(dy) == 3) {
    int sx = dx / abs(dx), sy = dy / abs(dy);
    paces[n++] = pace(w, x + sx, y + sy, slope);
    paces[n++] = abs(dx) == 2 ? pace(w, x + sx, y, slope) : pace(w, x, y + sy, slope);
  }
  double times = 0, speeds = 0;
  for (int i = 0; i < n; i++) {
    times += paces[i] / n;
    speeds += 1 / paces[i] / n;
  }
  return run * (w->spec.blend == BUJU_BLEND_SPEEDS ? 1 / speeds : times);
}

static void oracle_s(const world *w, buju_heading heading, buju_ix sites, const buju_ix *site_cell, double *seconds) {
  bool done[CELLS] = {false};
  for (buju_ix c = 0; c < CELLS; c++) seconds[c] = INFINITY;
  for (buju_ix i = 0; i < sites; i++)
    if (site_cell[i] != BUJU_NONE && w->ground[site_cell[i]] != BUJU_BLOCKED) seconds[site_cell[i]] = 0;
  for (;;) {
    int at = -1;
    for (int c = 0; c < CELLS; c++)
      if (!done[c] && isfinite(seconds[c]) && (at < 0 || seconds[c] < seconds[at])) at = c;
    if (at < 0) return;
    done[at] = true;
    int reach = w->spec.neighbours == 16 ? 2 : 1;
    for (int dy = -reach; dy <= reach; dy++)
      for (int dx = -reach; dx <= reach; dx++) {
        int size = abs(dx) + abs(dy);
        if (size == 0 || (reach == 2 && (abs(dx) == 2 || abs(dy) == 2) && size != 3)) continue;
        if (!may_pass(w, at % SIDE, at / SIDE, dx, dy)) continue;
        double s = seconds[at] + move_s(w, at % SIDE, at / SIDE, dx, dy, heading);
        double *there = &seconds[at + dy * SIDE + dx];
        if (s < *there) *there = s;
      }
  }
}

/* The same labels and owners by a plain loop over the surface's own moves: exact. */
static void oracle_exact(const buju_terrain *t, int sign, const buju_ix *site_cell, uint32_t *ticks, buju_ix *owner) {
  bool done[CELLS] = {false};
  for (buju_ix c = 0; c < CELLS; c++) ticks[c] = owner[c] = UINT32_MAX;
  for (buju_ix i = SITES; i-- > 0;)
    if (buju_terrain_open(t, site_cell[i])) ticks[site_cell[i]] = 0, owner[site_cell[i]] = i;
  for (;;) {
    buju_ix at = BUJU_NONE;
    for (buju_ix c = 0; c < CELLS; c++)
      if (!done[c] && ticks[c] != UINT32_MAX && (at == BUJU_NONE || ticks[c] < ticks[at])) at = c;
    if (at == BUJU_NONE) return;
    done[at] = true;
    for (unsigned move = 0; move < MOVES; move++) {
      if (!buju_terrain_may_move(t, at, move)) continue;
      buju_ix to = at + (buju_ix)t->offset[move];
      uint32_t sum = ticks[at] + buju_terrain_move_ticks(t, at, move, sign);
      if (sum < ticks[to] || (sum == ticks[to] && owner[at] < owner[to])) ticks[to] = sum, owner[to] = owner[at];
    }
  }
}

static double stiff(const void *user, double slope) {
  (void)user;
  return slope > 0 ? 6 * slope : 0.3 * -slope;
}

static double one_and_a_half(const void *user, double slope) {
  (void)user;
  return 1.5 + slope * slope;
}

/* Every way of weighing. */
static buju_slope_law law_of(unsigned i) {
  const buju_slope_law added = {.factor = one_and_a_half, .added_s_per_m = stiff};
  return i == 0   ? buju_slope_none
         : i == 1 ? buju_slope_tobler
         : i == 2 ? buju_slope_langmuir
         : i == 3 ? buju_slope_bicycle(&bike_mps)
                  : added;
}

static void one_case(uint64_t seed, unsigned law, uint8_t neighbours, unsigned variant) {
  static world w;
  make_world(&w, seed, neighbours, law_of(law), 10 + 10 * (uint32_t)(seed % 4));
  if (variant == 1) w.kind[3].law = w.kind[4].law = 1; /* roads that do not feel the slope */
  if (variant == 2) w.spec.blend = BUJU_BLEND_SPEEDS, w.kind[4].law = 1;
  if (variant == 3) w.spec.elevation_m = NULL, w.spec.corners_open = true;
  if (variant == 4) { /* wheels that are faster up, slower down; two ways by one law; and one way only */
    w.other[1] = (buju_terrain_kind){4.9, 1};
    w.other[2] = (buju_terrain_kind){2, 1};
    w.other[3] = (buju_terrain_kind){14, 0};
    w.spec.other = w.other;
  }
  buju_ctx *ctx = buju_ctx_new();
  buju_terrain *t = make(ctx, &w);
  static uint32_t ms[CELLS], ticks[CELLS];
  static buju_ix site[CELLS], owner[CELLS];
  static double seconds[CELLS];
  for (int heading = BUJU_TO_SITES; heading <= BUJU_FROM_SITES; heading++) {
    buju_terrain_work work = {0};
    uint64_t reached = 0;
    assert_int_equal(buju_terrain_nearest(ctx, t, SITES, w.site_cell, (buju_heading)heading, BUJU_FAR, ms, site, &work),
                     BUJU_OK);
    oracle_exact(t, heading == BUJU_FROM_SITES ? 1 : -1, w.site_cell, ticks, owner);
    oracle_s(&w, (buju_heading)heading, SITES, w.site_cell, seconds);
    for (buju_ix c = 0; c < CELLS; c++) {
      assert_int_equal(site[c], owner[c]);
      assert_int_equal(ms[c], ticks[c] == UINT32_MAX ? BUJU_FAR : buju_terrain_ms(t, ticks[c]));
      assert_int_equal(ms[c] == BUJU_FAR, !isfinite(seconds[c]));
      if (ms[c] == BUJU_FAR) continue;
      reached++;
      if (!(fabs(ms[c] / 1e3 - seconds[c]) <= 2e-4 * seconds[c] + 2e-3))
        fail_msg("seed %d law %u: cell %u takes %u ms, not %.4f s", (int)seed, law, c, ms[c], seconds[c]);
    }
    assert_int_equal(work.settled, reached); /* the regression gate: each reached cell once, none other */
  }
  buju_terrain_free(t);
  buju_ctx_free(ctx);
}

static void times_are_what_plain_dijkstra_finds(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 8; seed++)
    for (unsigned law = 0; law < 5; law++)
      for (uint8_t neighbours = 8; neighbours <= 16; neighbours += 8)
        for (unsigned variant = 0; variant < 5; variant++)
          if (law < 4 || variant != 2) one_case(seed * 31 + law, law, neighbours, variant);
}

/* ---- limits and pairs ---- */

static buju_status copy_times(buju_ctx *ctx, void *user, buju_ix site, size_t n, const buju_ix *cell,
                              const uint32_t *ms) {
  (void)ctx;
  uint32_t *times = (uint32_t *)user + (size_t)site * CELLS;
  for (size_t i = 0; i < n; i++) {
    assert_int_equal(times[cell[i]], BUJU_FAR);
    times[cell[i]] = ms[i];
  }
  return BUJU_OK;
}

/* Bands that work side by side find what one finds, sites included, on any number of threads. */
static void bands_agree(void **state) {
  (void)state;
  static world w;
  static uint32_t one[CELLS], many[CELLS];
  static buju_ix one_site[CELLS], many_site[CELLS];
  buju_ctx *ctx = buju_ctx_new();
  for (uint64_t seed = 1; seed <= 60; seed++) {
    make_world(&w, seed, seed % 2 == 0 ? 16 : 8, law_of((unsigned)(seed % 5)), 10 + (uint32_t)(seed % 3) * 15);
    if (seed % 4 == 0) memset(w.elevation_m, 0, sizeof w.elevation_m); /* many ties */
    if (seed % 4 == 0) w.kind[2] = w.kind[3] = w.kind[4] = w.kind[1];
    buju_terrain *t = make(ctx, &w);
    assert_int_equal(
        buju_terrain_nearest_in_bands(ctx, t, SITES, w.site_cell, BUJU_TO_SITES, BUJU_FAR, 1, one, one_site, NULL),
        BUJU_OK);
    for (unsigned bands = 2; bands <= SIDE; bands += 1 + bands / 3) {
      buju_ctx_set_threads(ctx, 1 + bands % 3);
      assert_int_equal(buju_terrain_nearest_in_bands(ctx, t, SITES, w.site_cell, BUJU_TO_SITES, BUJU_FAR, bands, many,
                                                     many_site, NULL),
                       BUJU_OK);
      assert_memory_equal(one, many, sizeof one);
      assert_memory_equal(one_site, many_site, sizeof one_site);
    }
    buju_terrain_free(t);
  }
  buju_ctx_free(ctx);
}

/* Bounded is unbounded cut at the limit, to the millisecond and on any number of threads. */
static void limits_cut_and_are_inclusive(void **state) {
  (void)state;
  static world w;
  static uint32_t all[CELLS], cut[CELLS], each[SITES * CELLS];
  make_world(&w, 99, 16, buju_slope_tobler, 20);
  buju_ctx *ctx = buju_ctx_new();
  buju_terrain *t = make(ctx, &w);
  assert_int_equal(buju_terrain_nearest(ctx, t, 1, w.site_cell, BUJU_TO_SITES, BUJU_FAR, all, NULL, NULL), BUJU_OK);
  for (buju_ix c = 0; c < CELLS; c += 7) {
    if (all[c] == BUJU_FAR) continue;
    for (unsigned threads = 1; threads <= 3; threads++) {
      buju_terrain_work work = {0};
      uint32_t within = 0;
      buju_ctx_set_threads(ctx, threads);
      assert_int_equal(buju_terrain_nearest(ctx, t, 1, w.site_cell, BUJU_TO_SITES, all[c], cut, NULL, &work), BUJU_OK);
      for (buju_ix k = 0; k < CELLS; k++) {
        assert_int_equal(cut[k], all[k] <= all[c] ? all[k] : BUJU_FAR);
        within += all[k] <= all[c];
      }
      assert_int_equal(work.settled, within); /* the cost follows what is reached */
      memset(each, 0xff, sizeof each);
      work.settled = 0;
      assert_int_equal(buju_terrain_each(ctx, t, SITES, w.site_cell, BUJU_TO_SITES, all[c], copy_times, each, &work),
                       BUJU_OK);
      for (buju_ix k = 0; k < CELLS; k++) assert_int_equal(each[k], cut[k]);
    }
  }
  buju_terrain_free(t);
  buju_ctx_free(ctx);
}

static void pairs_are_the_searches_together(void **state) {
  (void)state;
  static world w;
  static uint32_t each[SITES * CELLS];
  enum { PLACES = 60 };
  buju_ix place[PLACES];
  make_world(&w, 5, 8, buju_slope_langmuir, 15);
  for (buju_ix p = 0; p < PLACES; p++) place[p] = p % 9 == 4 ? BUJU_NONE : dice(CELLS / 2);
  w.site_cell[2] = BUJU_NONE;
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_terrain *t = make(ctx, &w);
  const uint32_t limit_ms = 400000;
  memset(each, 0xff, sizeof each);
  assert_int_equal(buju_terrain_each(ctx, t, SITES, w.site_cell, BUJU_FROM_SITES, limit_ms, copy_times, each, NULL),
                   BUJU_OK);
  for (unsigned threads = 1; threads <= 2; threads++) {
    buju_csr times;
    buju_ctx_set_threads(ctx, threads);
    assert_int_equal(
        buju_terrain_within(ctx, t, SITES, w.site_cell, PLACES, place, BUJU_FROM_SITES, limit_ms, arena, &times),
        BUJU_OK);
    uint64_t k = 0;
    for (buju_ix i = 0; i < SITES; i++) {
      assert_int_equal(times.row[i], k);
      for (buju_ix p = 0; p < PLACES; p++) {
        if (place[p] == BUJU_NONE || each[i * CELLS + place[p]] == BUJU_FAR) continue;
        assert_int_equal(times.col[k], p);
        assert_int_equal(times.val[k++], each[i * CELLS + place[p]]);
      }
    }
    assert_int_equal(times.row[SITES], k);
    assert_true(k > 20);
  }
  buju_terrain_free(t);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

static unsigned move_between(const buju_terrain *t, buju_ix from, buju_ix to) {
  for (unsigned move = 0; move < MOVES; move++)
    if (buju_terrain_may_move(t, from, move) && from + (buju_ix)t->offset[move] == to) return move;
  return MOVES;
}

/* A way is made of allowed moves whose times and lengths add up to what is said. */
static void trips_add_up(void **state) {
  (void)state;
  static world w;
  static uint32_t ms[CELLS];
  make_world(&w, 12, 16, buju_slope_tobler, 25);
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_terrain *t = make(ctx, &w);
  buju_ix from = 0;
  while (!buju_terrain_open(t, from)) from++;
  assert_int_equal(buju_terrain_nearest(ctx, t, 1, &from, BUJU_FROM_SITES, BUJU_FAR, ms, NULL, NULL), BUJU_OK);
  for (buju_ix to = 0; to < CELLS; to += 5) {
    uint32_t time, metres, sum = 0;
    size_t n;
    buju_ix *way;
    double length = 0;
    assert_int_equal(buju_terrain_trip(ctx, t, from, to, BUJU_FAR, &time, &metres, arena, &n, &way), BUJU_OK);
    assert_int_equal(time, ms[to]);
    if (time == BUJU_FAR) {
      assert_int_equal(metres, UINT32_MAX);
      continue;
    }
    assert_int_equal(way[0], from);
    assert_int_equal(way[n - 1], to);
    for (size_t i = 1; i < n; i++) {
      unsigned move = move_between(t, way[i - 1], way[i]);
      assert_true(move < MOVES);
      sum += buju_terrain_move_ticks(t, way[i - 1], move, 1);
      length += t->stride_m[buju_move_stride(move)];
    }
    assert_int_equal(buju_terrain_ms(t, sum), time);
    assert_int_equal(metres, (uint32_t)(length + 0.5));
    if (time > 0) {
      assert_int_equal(buju_terrain_trip(ctx, t, from, to, time - 1, &time, &metres, NULL, NULL, NULL), BUJU_OK);
      assert_int_equal(time, BUJU_FAR);
    }
  }
  buju_terrain_free(t);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

/* ---- the regression gate: work is counted, so that no clock blurs it ---- */

static uint64_t settled_in_bands(buju_ctx *ctx, const buju_terrain *t, const world *w, unsigned bands) {
  static uint32_t ms[CELLS];
  static buju_ix site[CELLS];
  buju_terrain_work work = {0};
  assert_int_equal(
      buju_terrain_nearest_in_bands(ctx, t, SITES, w->site_cell, BUJU_TO_SITES, BUJU_FAR, bands, ms, site, &work),
      BUJU_OK);
  return work.settled;
}

static buju_status ignore(buju_ctx *ctx, void *user, buju_ix site, size_t n, const buju_ix *cell, const uint32_t *ms) {
  (void)ctx, (void)user, (void)site, (void)n, (void)cell, (void)ms;
  return BUJU_OK;
}

static void work_is_what_it_was(void **state) {
  (void)state;
  static world w;
  buju_ctx *ctx = buju_ctx_new();
  static const struct {
    uint8_t neighbours;
    uint64_t one, two, eight, each, trips;
  } wanted[] = {{8, 491, 583, 636, 928, 442}, {16, 491, 598, 650, 1004, 434}};
  for (int i = 0; i < 2; i++) {
    make_world(&w, 2026, wanted[i].neighbours, buju_slope_tobler, 15);
    buju_terrain *t = make(ctx, &w);
    buju_terrain_pair pair[SITES - 1];
    for (int s = 0; s + 1 < SITES; s++) pair[s] = (buju_terrain_pair){.from = w.site_cell[s], .to = w.site_cell[1]};
    for (unsigned threads = 1; threads <= 3; threads++) {
      buju_terrain_work each = {0}, trips = {0};
      buju_ctx_set_threads(ctx, threads);
      assert_int_equal(settled_in_bands(ctx, t, &w, 1), wanted[i].one); /* each open cell that is reached, once */
      assert_int_equal(settled_in_bands(ctx, t, &w, 2), wanted[i].two); /* and some at the border again */
      assert_int_equal(settled_in_bands(ctx, t, &w, 8), wanted[i].eight);
      assert_int_equal(buju_terrain_each(ctx, t, SITES, w.site_cell, BUJU_FROM_SITES, 120000, ignore, NULL, &each),
                       BUJU_OK);
      assert_int_equal(each.settled, wanted[i].each);
      assert_int_equal(buju_terrain_trips(ctx, t, SITES - 1, pair, &trips), BUJU_OK);
      assert_int_equal(trips.settled, wanted[i].trips);
    }
    buju_terrain_free(t);
  }
  buju_ctx_free(ctx);
}

/* A raster large enough for bands of its own accord: the same times and the same work on any number of threads. */
static void large_rasters_are_searched_in_bands(void **state) {
  (void)state;
  enum { WIDE = 540, HIGH = 1000, MANY = WIDE * HIGH };
  static buju_ground_cell ground[MANY];
  static uint32_t one[MANY], few[MANY];
  const buju_terrain_kind kind[] = {{0, 0}, {5, 0}, {2.5, 0}, {12, 0}};
  const buju_ix site[] = {WIDE * 20 + 3, WIDE * 480 + 300, WIDE * 900 + 77};
  rng = 4;
  for (int c = 0; c < MANY; c++) ground[c] = dice(10) == 0 ? BUJU_BLOCKED : (buju_ground_cell)(1 + dice(3));
  for (int i = 0; i < 3; i++) ground[site[i]] = 1;
  buju_terrain_spec spec = {.raster = {0, 0, 30, 30, WIDE, HIGH},
                            .ground = ground,
                            .kinds = 3,
                            .kind = kind,
                            .laws = 1,
                            .law = &buju_slope_none,
                            .neighbours = 16};
  buju_ctx *ctx = buju_ctx_new();
  buju_terrain *t = NULL;
  buju_terrain_work alone = {0}, work = {0};
  assert_int_equal(buju_terrain_make(ctx, &spec, &t), BUJU_OK);
  assert_int_equal(buju_terrain_nearest_in_bands(ctx, t, 3, site, BUJU_TO_SITES, BUJU_FAR, 1, one, NULL, &alone),
                   BUJU_OK);
  for (unsigned threads = 1; threads <= 3; threads += 2) {
    buju_ctx_set_threads(ctx, threads);
    work.settled = 0;
    assert_int_equal(buju_terrain_nearest(ctx, t, 3, site, BUJU_TO_SITES, BUJU_FAR, few, NULL, &work), BUJU_OK);
    assert_memory_equal(one, few, sizeof one);
    assert_int_equal(work.settled, 488329);
  }
  assert_int_equal(alone.settled, 486123);
  buju_terrain_free(t);
  buju_ctx_free(ctx);
}

/* ---- numbers ---- */

static void bad_numbers_are_refused_kindly(void **state) {
  (void)state;
  static world w;
  buju_ctx *ctx = buju_ctx_new();
  buju_terrain *t = NULL;
  for (int i = 0; i < 11; i++) {
    make_world(&w, 3, 8, buju_slope_tobler, 0);
    if (i == 0) w.kind[2].kmh = -3;
    if (i == 1) w.kind[2].kmh = NAN;
    if (i == 2) w.spec.raster.columns = 1u << 20, w.spec.raster.rows = 1u << 20;
    if (i == 3) w.spec.raster.dx_m = 0;
    if (i == 4) w.spec.neighbours = 4;
    if (i == 5) w.kind[1].law = 7;
    if (i == 6) w.elevation_m[5] = 1e6f;
    if (i == 7) w.spec.raster.dx_m = w.spec.raster.dy_m = 1e-6;
    if (i >= 8) w.spec.other = w.other;
    if (i == 8) w.other[2].kmh = 1e-3;
    if (i == 9) w.other[2].law = 2;
    if (i == 10) w.spec.blend = BUJU_BLEND_SPEEDS;
    buju_status status = buju_terrain_make(ctx, &w.spec, &t);
    assert_int_equal(status, i == 2 ? BUJU_E_LIMIT : BUJU_E_DATA);
    assert_true(strlen(buju_ctx_error(ctx)) > 10);
    buju_ctx_clear(ctx);
  }
  make_world(&w, 3, 8, buju_slope_tobler, 0);
  w.elevation_m[5] = 1e30F;
  w.spec.elevation_file = "dem.tif";
  buju_ctx_set_lang(ctx, BUJU_EN);
  assert_int_equal(buju_terrain_make(ctx, &w.spec, &t), BUJU_E_DATA);
  assert_non_null(strstr(buju_ctx_error(ctx), "dem.tif: elevations from "));
  assert_non_null(strstr(buju_ctx_error(ctx), " to 1e+30 m;"));
  assert_null(t);
  buju_ctx_free(ctx);
}

/* Nobody can stand in the sea; the shore is found, and everything closed is fine. */
static void standing(void **state) {
  (void)state;
  static world w;
  static uint32_t ms[CELLS];
  make_world(&w, 3, 8, buju_slope_tobler, 0);
  for (buju_ix c = 0; c < CELLS; c++)
    if (c % SIDE > 4) w.ground[c] = BUJU_BLOCKED;
  w.elevation_m[3 * SIDE + 4] = NAN; /* a hole in the elevation model */
  buju_ctx *ctx = buju_ctx_new();
  buju_terrain *t = make(ctx, &w);
  const buju_raster *r = buju_terrain_raster(t);
  buju_ix sea = 3 * SIDE + 8;
  double x = buju_raster_x_m(r, sea), y = buju_raster_y_m(r, sea);
  assert_int_equal(buju_terrain_stand(t, x, y, 100), BUJU_NONE);
  assert_int_equal(buju_terrain_stand(t, x, y, 200), 2 * SIDE + 4); /* the hole is no place; of two equal the lower */
  assert_int_equal(buju_terrain_stand(t, x - 180, y, 0), 3 * SIDE + 2);
  assert_int_equal(buju_terrain_stand(t, NAN, y, 1e9), BUJU_NONE);
  assert_int_equal(buju_terrain_stand(t, x + 1e9, y, 1e3), BUJU_NONE);
  assert_int_equal(buju_terrain_nearest(ctx, t, 1, &sea, BUJU_TO_SITES, BUJU_FAR, ms, NULL, NULL), BUJU_OK);
  for (buju_ix c = 0; c < CELLS; c++) assert_int_equal(ms[c], BUJU_FAR);
  buju_terrain_free(t);
  memset(w.ground, 0, sizeof w.ground);
  t = make(ctx, &w);
  assert_int_equal(buju_terrain_stand(t, x, y, 1e9), BUJU_NONE);
  buju_terrain_free(t);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(times_are_what_plain_dijkstra_finds),
      cmocka_unit_test(limits_cut_and_are_inclusive),
      cmocka_unit_test(bands_agree),
      cmocka_unit_test(pairs_are_the_searches_together),
      cmocka_unit_test(trips_add_up),
      cmocka_unit_test(work_is_what_it_was),
      cmocka_unit_test(large_rasters_are_searched_in_bands),
      cmocka_unit_test(bad_numbers_are_refused_kindly),
      cmocka_unit_test(standing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
