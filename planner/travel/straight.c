/* Straight line × detour factor: the provider that needs no network. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/straight.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/parallel.h"
#include "planner/travel/graph.h"

typedef struct straight {
  buju_travel base;
  double ms_per_m[BUJU_MODES]; /* along the straight line, detour included */
  double detour_factor;
} straight;

static const double NEVER_MS = 4294967294.0; /* the longest time that is not BUJU_FAR */

/* Times round up, but the noise of one multiplication must not push "exactly 15 minutes" over the limit. */
static const double NOISE_MS = 1e-6;

static uint32_t trip_ms(double metres, double ms_per_m) {
  double ms = ceil(metres * ms_per_m - NOISE_MS);
  if (ms < 0) ms = 0;
  return ms <= NEVER_MS ? (uint32_t)ms : BUJU_FAR; /* also false for NaN: a place nobody reaches */
}

static buju_trip trip(const straight *s, buju_mode mode, double x0_m, double y0_m, double x1_m, double y1_m) {
  double line_m = hypot(x1_m - x0_m, y1_m - y0_m);
  uint32_t ms = trip_ms(line_m, s->ms_per_m[mode]);
  if (ms == BUJU_FAR) return (buju_trip){BUJU_FAR, UINT32_MAX, BUJU_BASIS_NONE};
  return (buju_trip){ms, (uint32_t)fmin(round(line_m * s->detour_factor), NEVER_MS), BUJU_BASIS_STRAIGHT};
}

static buju_status locate(buju_ctx *ctx, const buju_travel *travel, buju_ix n, const double *x_m, const double *y_m,
                          buju_arena *arena, buju_places *places) {
  (void)ctx, (void)travel, (void)arena; /* a straight line joins nothing */
  *places = (buju_places){n, x_m, y_m, NULL};
  return BUJU_OK;
}

buju_status buju_straight_reach_make(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *to,
                                     uint32_t limit_ms, buju_arena *arena, buju_straight_reach *out) {
  double ms_per_m = ((const straight *)travel)->ms_per_m[mode];
  *out = (buju_straight_reach){to, ms_per_m, limit_ms < BUJU_FAR ? limit_ms : BUJU_FAR - 1, limit_ms / ms_per_m, NULL};
  out->grid = buju_grid_new(arena, to->n, to->x_m, to->y_m, out->radius_m);
  return out->grid != NULL ? BUJU_OK : buju_fail_memory(ctx);
}

buju_ix buju_straight_reached(const buju_straight_reach *reach, double x_m, double y_m, buju_ix *col, uint32_t *ms) {
  const buju_places *to = reach->to;
  buju_ix found = buju_grid_near(reach->grid, x_m, y_m, reach->radius_m, col), n = 0;
  for (buju_ix k = 0; k < found; k++) {
    uint32_t at = trip_ms(hypot(to->x_m[col[k]] - x_m, to->y_m[col[k]] - y_m), reach->ms_per_m);
    if (at > reach->limit_ms) continue;
    col[n] = col[k];
    ms[n++] = at;
  }
  return n;
}

enum { CHUNK = 4096 }; /* of starting places */

/* What the threads of one search share; every chunk of starts has pairs of its own. */
typedef struct search {
  buju_straight_reach reach;
  const buju_places *from;
  uint64_t *count;  /* by start */
  buju_ix **found;  /* by worker: room for every destination */
  uint32_t **ms_of; /* by worker: their times */
  buju_vec *to_row; /* by chunk */
  buju_vec *ms;
} search;

static buju_status search_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  search *q = user;
  buju_ix *found = q->found[worker];
  buju_vec *to_row = &q->to_row[first / CHUNK], *times = &q->ms[first / CHUNK];
  for (uint64_t i = first; i < end; i++) {
    buju_ix n = buju_straight_reached(&q->reach, q->from->x_m[i], q->from->y_m[i], found, q->ms_of[worker]);
    for (buju_ix k = 0; k < n; k++) {
      buju_ix *to = buju_vec_push(to_row, sizeof *to);
      uint32_t *at = buju_vec_push(times, sizeof *at);
      if (to == NULL || at == NULL) return buju_fail_memory(ctx);
      *to = found[k];
      *at = q->ms_of[worker][k];
    }
    q->count[i] = n;
  }
  return BUJU_OK;
}

static bool make_room(search *q, buju_arena *scratch, unsigned workers, uint64_t chunks) {
  q->count = BUJU_NEW(scratch, uint64_t, q->from->n);
  q->found = BUJU_NEW(scratch, buju_ix *, workers);
  q->ms_of = BUJU_NEW(scratch, uint32_t *, workers);
  q->to_row = BUJU_NEW(scratch, buju_vec, chunks);
  q->ms = BUJU_NEW(scratch, buju_vec, chunks);
  bool good = q->count != NULL && q->found != NULL && q->ms_of != NULL && q->to_row != NULL && q->ms != NULL;
  for (unsigned w = 0; good && w < workers; w++) {
    q->found[w] = BUJU_NEW(scratch, buju_ix, q->reach.to->n);
    q->ms_of[w] = BUJU_NEW(scratch, uint32_t, q->reach.to->n);
    good = q->found[w] != NULL && q->ms_of[w] != NULL;
  }
  return good;
}

/* The chunks' pairs one after the other. */
static bool assemble(const search *q, uint64_t chunks, buju_arena *arena, buju_csr *times) {
  buju_ix n = q->from->n;
  uint64_t at = 0;
  *times = (buju_csr){.n = n, .row = BUJU_NEW(arena, uint64_t, (size_t)n + 1)};
  if (times->row == NULL) return false;
  for (buju_ix i = 0; i < n; i++) times->row[i + 1] = times->row[i] + q->count[i];
  times->col = BUJU_NEW(arena, buju_ix, times->row[n]);
  times->val = BUJU_NEW(arena, uint32_t, times->row[n]);
  if (times->col == NULL || times->val == NULL) return false;
  for (uint64_t c = 0; c < chunks; at += q->to_row[c++].n) {
    if (q->to_row[c].n == 0) continue;
    memcpy(times->col + at, q->to_row[c].data, q->to_row[c].n * sizeof *times->col);
    memcpy(times->val + at, q->ms[c].data, q->ms[c].n * sizeof *times->val);
  }
  return true;
}

static buju_status within(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                          const buju_places *to, uint32_t limit_ms, buju_arena *arena, buju_csr *times) {
  uint64_t chunks = from->n / CHUNK + 1;
  search q = {.from = from};
  buju_arena *scratch = buju_arena_new();
  buju_status status = scratch != NULL ? buju_straight_reach_make(ctx, travel, mode, to, limit_ms, scratch, &q.reach)
                                       : buju_fail_memory(ctx);
  bool room = status == BUJU_OK && make_room(&q, scratch, buju_parallel_workers(ctx, from->n, CHUNK), chunks);
  if (status == BUJU_OK && !room) status = buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_parallel_for(ctx, from->n, CHUNK, search_some, &q);
  if (status == BUJU_OK && !assemble(&q, chunks, arena, times)) status = buju_fail_memory(ctx);
  for (uint64_t c = 0; room && c < chunks; c++) {
    buju_vec_free(&q.to_row[c]);
    buju_vec_free(&q.ms[c]);
  }
  buju_arena_free(scratch);
  return status;
}

static buju_status trips(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                         const buju_places *to, buju_ix n, const buju_ix *from_row, const buju_ix *to_row,
                         buju_trip *out) {
  (void)ctx;
  const straight *s = (const straight *)travel;
  for (buju_ix i = 0; i < n; i++) {
    buju_ix f = from_row[i], t = to_row[i];
    out[i] = f == BUJU_NONE || t == BUJU_NONE ? (buju_trip){BUJU_FAR, UINT32_MAX, BUJU_BASIS_NONE}
                                              : trip(s, mode, from->x_m[f], from->y_m[f], to->x_m[t], to->y_m[t]);
  }
  return BUJU_OK;
}

static uint32_t decimetres(const straight *s, double line_m) {
  return (uint32_t)fmin(round(line_m * s->detour_factor * 10), UINT32_MAX);
}

/* The nearest point by the exact line is the first of those whose trips take as many milliseconds and decimetres, and
 * the index decides among these: they lie in a ring a decimetre wide. */
static buju_near nearest_to(const straight *s, buju_mode mode, const buju_places *to, const buju_grid *grid, double x_m,
                            double y_m, buju_ix *found) {
  double line_m;
  buju_ix site = buju_grid_nearest(grid, x_m, y_m, &line_m);
  buju_near best = {BUJU_NONE, BUJU_FAR, UINT32_MAX, BUJU_BASIS_NONE};
  if (site == BUJU_NONE) return best;
  uint32_t ms = trip_ms(line_m, s->ms_per_m[mode]);
  if (ms == BUJU_FAR) return best;
  best = (buju_near){site, ms, decimetres(s, line_m), BUJU_BASIS_STRAIGHT};
  buju_ix n = buju_grid_near(grid, x_m, y_m, line_m + 0.1 / s->detour_factor, found);
  for (buju_ix k = 0; k < n && found[k] < best.to; k++) {
    double other_m = hypot(to->x_m[found[k]] - x_m, to->y_m[found[k]] - y_m);
    if (trip_ms(other_m, s->ms_per_m[mode]) == ms && decimetres(s, other_m) == best.dm) best.to = found[k];
  }
  return best;
}

static buju_status nearest(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                           const buju_places *to, buju_near *near) {
  const straight *s = (const straight *)travel;
  buju_arena *scratch = buju_arena_new();
  buju_grid *grid = scratch != NULL ? buju_grid_new(scratch, to->n, to->x_m, to->y_m, 0) : NULL;
  buju_ix *found = grid != NULL ? BUJU_NEW(scratch, buju_ix, to->n) : NULL;
  for (buju_ix i = 0; found != NULL && i < from->n; i++)
    near[i] = nearest_to(s, mode, to, grid, from->x_m[i], from->y_m[i], found);
  buju_arena_free(scratch);
  return found != NULL ? BUJU_OK : buju_fail_memory(ctx);
}

/* By how much the times from two places so many metres apart differ at most, to any third and so to the nearest of any.
 * Rounding up moves two times apart by less than a millisecond: ⌈a⌉ − ⌈b⌉ ≤ ⌈a − b⌉. One more is for the noise of two
 * multiplications. */
static uint32_t apart_ms(const straight *s, buju_mode mode, double metres) {
  if (metres == 0) return 0;
  uint32_t ms = trip_ms(metres, s->ms_per_m[mode]);
  return ms < BUJU_FAR - 1 ? ms + 1 : BUJU_FAR;
}

/* What is too far from a place to be told may be told from one nearer. */
static buju_status around(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                          const double *radius_m, const buju_places *to, buju_range *range) {
  buju_near *near = malloc(((size_t)from->n + 1) * sizeof *near);
  buju_status status = near != NULL ? nearest(ctx, travel, mode, from, to, near) : buju_fail_memory(ctx);
  for (buju_ix i = 0; status == BUJU_OK && i < from->n; i++) {
    uint32_t apart = apart_ms((const straight *)travel, mode, radius_m[i]);
    uint32_t least = near[i].ms != BUJU_FAR ? near[i].ms : BUJU_FAR - 1;
    range[i] = (buju_range){least > apart ? least - apart : 0, buju_ms_add(near[i].ms, apart)};
    if (to->n == 0) range[i].low_ms = BUJU_FAR;
  }
  free(near);
  return status;
}

static void straight_free(buju_travel *travel) { free(travel); }

static const buju_travel_ops ops = {
    .locate = locate, .within = within, .trips = trips, .nearest = nearest, .around = around, .free = straight_free};

buju_status buju_travel_straight(buju_ctx *ctx, const buju_travel_spec *spec, buju_travel **out) {
  BUJU_MSG(bad_speed, "travel：速度须大于 0，绕行系数须不小于 1",
           "travel: speeds must be above 0 and detour_factor at least 1");
  const double speed_mps[BUJU_MODES] = {spec->walk_mps, spec->ebike_mps, spec->drive_mps};
  straight *s = calloc(1, sizeof *s);
  if (s == NULL) return buju_fail_memory(ctx);
  s->base = (buju_travel){&ops, BUJU_BY_STRAIGHT};
  s->detour_factor = spec->detour_factor;
  for (int mode = 0; mode < BUJU_MODES; mode++) {
    if (!(speed_mps[mode] > 0 && isfinite(speed_mps[mode]) && spec->detour_factor >= 1 &&
          isfinite(spec->detour_factor))) {
      free(s);
      return buju_fail(ctx, BUJU_E_SCENARIO, BUJU_SAY(bad_speed));
    }
    s->ms_per_m[mode] = 1000.0 * spec->detour_factor / speed_mps[mode];
  }
  *out = &s->base;
  return BUJU_OK;
}
