/* Straight line × detour factor: the provider that needs no network. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "planner/travel/grid.h"
#include "planner/travel/travel.h"

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

typedef struct search {
  const straight *s;
  buju_mode mode;
  uint32_t limit_ms;
  const buju_places *from, *to;
  buju_ix at;
  buju_vec *cols, *vals;
  bool full;
} search;

/* Called by the grid in ascending order of the destination. */
static void visit(void *user, buju_ix to) {
  search *q = user;
  uint32_t ms = trip(q->s, q->mode, q->from->x_m[q->at], q->from->y_m[q->at], q->to->x_m[to], q->to->y_m[to]).ms;
  if (ms > q->limit_ms || ms == BUJU_FAR) return;
  buju_ix *col = buju_vec_push(q->cols, sizeof *col);
  uint32_t *val = buju_vec_push(q->vals, sizeof *val);
  if (col == NULL || val == NULL) {
    q->full = true;
    return;
  }
  *col = to;
  *val = ms;
}

static buju_status within(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                          const buju_places *to, uint32_t limit_ms, buju_arena *arena, buju_csr *times) {
  const straight *s = (const straight *)travel;
  double radius_m = limit_ms / s->ms_per_m[mode];
  buju_status status = BUJU_E_MEMORY;
  buju_vec cols = {0}, vals = {0};
  buju_arena *scratch = buju_arena_new();
  uint64_t *row = BUJU_NEW(arena, uint64_t, (size_t)from->n + 1);
  buju_grid *grid = scratch != NULL ? buju_grid_new(scratch, to->n, to->x_m, to->y_m, radius_m) : NULL;
  if (row == NULL || grid == NULL) goto done;
  search q = {s, mode, limit_ms, from, to, 0, &cols, &vals, false};
  for (q.at = 0; q.at < from->n; q.at++) {
    buju_grid_near(grid, from->x_m[q.at], from->y_m[q.at], radius_m, visit, &q);
    if (q.full) goto done;
    row[q.at + 1] = cols.n;
  }
  void *col, *val;
  if (!buju_vec_freeze(&cols, sizeof(buju_ix), arena, &col) || !buju_vec_freeze(&vals, sizeof(uint32_t), arena, &val))
    goto done;
  *times = (buju_csr){from->n, row, col, val};
  status = BUJU_OK;
done:
  buju_vec_free(&cols);
  buju_vec_free(&vals);
  buju_arena_free(scratch);
  return status == BUJU_OK ? status : buju_fail_memory(ctx);
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

static buju_status nearest(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                           const buju_places *to, buju_near *near) {
  const straight *s = (const straight *)travel;
  buju_arena *scratch = buju_arena_new();
  buju_grid *grid = scratch != NULL ? buju_grid_new(scratch, to->n, to->x_m, to->y_m, 0) : NULL;
  for (buju_ix i = 0; grid != NULL && i < from->n; i++) {
    double line_m;
    buju_ix site = buju_grid_nearest(grid, from->x_m[i], from->y_m[i], &line_m);
    near[i] = (buju_near){BUJU_NONE, BUJU_FAR, BUJU_BASIS_NONE};
    if (site == BUJU_NONE) continue;
    buju_trip t = trip(s, mode, from->x_m[i], from->y_m[i], to->x_m[site], to->y_m[site]);
    if (t.ms != BUJU_FAR) near[i] = (buju_near){site, t.ms, t.basis};
  }
  buju_arena_free(scratch);
  return grid != NULL ? BUJU_OK : buju_fail_memory(ctx);
}

static void straight_free(buju_travel *travel) { free(travel); }

static const buju_travel_ops ops = {locate, within, trips, nearest, straight_free};

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
