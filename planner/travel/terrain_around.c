/* Between what the time to the nearest site lies anywhere in a disc, over terrain. SPDX-License-Identifier: Apache-2.0
 *
 * `nearest` knows the time of every cell, and somebody stands on a cell: so the least and the greatest of the cells
 * that people in the disc may stand on are the answer, and each of the two is met by somebody. Who stands on no cell
 * goes by the straight line, and so does everybody to a site that stands on none. */
#include <math.h>
#include <stdlib.h>

#include "core/parallel.h"
#include "planner/travel/terrain_travel.h"

enum { CHUNK = 16 };

static const double HAIR_M = 0.01; /* covers the rounding of distances */

typedef struct around {
  const buju_terrain *stand; /* the surface that says where people stand: the walker's */
  const buju_raster *raster;
  const uint32_t *ms; /* of every cell */
  const buju_places *from;
  const double *radius_m;
  const buju_range *any, *off; /* by the straight line, to all sites; to those that stand on no cell */
  buju_range *out;
} around;

/* The columns and rows of cells that lie within a distance of a place, as far as there are any. */
typedef struct frame {
  uint32_t column, columns_end, row, rows_end;
  bool beyond; /* some of it lies beyond the raster */
} frame;

static uint32_t clamp(double at, uint32_t most) { return at > 0 ? at < most ? (uint32_t)at : most : 0; }

static frame frame_of(const buju_raster *r, double x_m, double y_m, double reach_m) {
  double left = floor((x_m - reach_m - r->west_m) / r->dx_m), right = floor((x_m + reach_m - r->west_m) / r->dx_m) + 1;
  double top = floor((r->north_m - y_m - reach_m) / r->dy_m),
         bottom = floor((r->north_m - y_m + reach_m) / r->dy_m) + 1;
  return (frame){clamp(left, r->columns), clamp(right, r->columns), clamp(top, r->rows), clamp(bottom, r->rows),
                 !(left >= 0 && right <= r->columns && top >= 0 && bottom <= r->rows)};
}

/* From a place to the nearest point of a cell. */
static double to_cell_m(const buju_raster *r, buju_ix cell, double x_m, double y_m) {
  double dx = fabs(buju_raster_x_m(r, cell) - x_m) - r->dx_m / 2,
         dy = fabs(buju_raster_y_m(r, cell) - y_m) - r->dy_m / 2;
  return hypot(fmax(dx, 0), fmax(dy, 0));
}

/* Who lives on closed ground, or beyond the raster, stands on the nearest open cell no farther than this. */
static buju_range beside_closed(const around *a, double x_m, double y_m, double reach_m) {
  const buju_raster *r = a->raster;
  buju_range range = BUJU_RANGE_NONE;
  frame f = frame_of(r, x_m, y_m, reach_m);
  for (uint32_t row = f.row; row < f.rows_end; row++)
    for (uint32_t column = f.column; column < f.columns_end; column++) {
      buju_ix cell = row * r->columns + column;
      double metres = hypot(buju_raster_x_m(r, cell) - x_m, buju_raster_y_m(r, cell) - y_m);
      if (metres <= reach_m && buju_terrain_open(a->stand, cell))
        range = buju_range_join(range, (buju_range){a->ms[cell], a->ms[cell]});
    }
  return range;
}

/* Of those who stand on a cell. *nowhere: perhaps not everybody does. */
static buju_range on_cells(const around *a, double x_m, double y_m, double radius_m, bool *nowhere) {
  const buju_raster *r = a->raster;
  double reach_m = buju_terrain_stand_reach_m(r), corner_m = hypot(r->dx_m, r->dy_m) / 2;
  frame f = frame_of(r, x_m, y_m, radius_m);
  buju_range range = BUJU_RANGE_NONE;
  bool closed = f.beyond;
  *nowhere = f.beyond;
  for (uint32_t row = f.row; row < f.rows_end; row++)
    for (uint32_t column = f.column; column < f.columns_end; column++) {
      buju_ix cell = row * r->columns + column;
      if (to_cell_m(r, cell, x_m, y_m) > radius_m) continue;
      if (buju_terrain_open(a->stand, cell)) {
        range = buju_range_join(range, (buju_range){a->ms[cell], a->ms[cell]});
        continue;
      }
      closed = true; /* an open cell so near its middle is near enough to all of it */
      *nowhere = *nowhere || buju_terrain_stand(a->stand, buju_raster_x_m(r, cell), buju_raster_y_m(r, cell),
                                                reach_m - corner_m - HAIR_M) == BUJU_NONE;
    }
  return closed ? buju_range_join(range, beside_closed(a, x_m, y_m, radius_m + reach_m)) : range;
}

static buju_status look_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  (void)ctx, (void)worker;
  const around *a = user;
  for (uint64_t i = first; i < end; i++) {
    bool nowhere;
    buju_range range = on_cells(a, a->from->x_m[i], a->from->y_m[i], a->radius_m[i] + HAIR_M, &nowhere);
    if (!buju_range_is_none(range)) range = buju_range_least(range, a->off[i]);
    a->out[i] = nowhere || buju_range_is_none(range) ? buju_range_join(range, a->any[i]) : range;
  }
  return BUJU_OK;
}

/* By the straight line, to all of the sites; to those that stand on no cell: as if the others were nowhere. */
static buju_status straight_ranges(buju_ctx *ctx, const buju_travel *line, buju_mode mode, const around *a,
                                   const buju_places *to, buju_arena *scratch, buju_range *any, buju_range *off) {
  double *x_m = BUJU_NEW(scratch, double, to->n), *y_m = BUJU_NEW(scratch, double, to->n);
  if (x_m == NULL || y_m == NULL) return buju_fail_memory(ctx);
  buju_ix n = 0;
  for (buju_ix s = 0; s < to->n; s++)
    if (buju_terrain_cells(to)[s] == BUJU_NONE) {
      x_m[n] = to->x_m[s];
      y_m[n++] = to->y_m[s];
    }
  buju_places from = {a->from->n, a->from->x_m, a->from->y_m, NULL}, all = {to->n, to->x_m, to->y_m, NULL};
  buju_places some = {n, x_m, y_m, NULL};
  buju_status status = line->ops->around(ctx, line, mode, &from, a->radius_m, &all, any);
  return status == BUJU_OK ? line->ops->around(ctx, line, mode, &from, a->radius_m, &some, off) : status;
}

buju_status buju_terrain_around(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                                const double *radius_m, const buju_places *to, buju_range *range) {
  const buju_terrain *terrain;
  around a = {.raster = buju_terrain_lattice(travel), .from = from, .radius_m = radius_m, .out = range};
  uint32_t *ms = malloc((buju_raster_cells(a.raster) + 1) * sizeof *ms);
  buju_arena *scratch = buju_arena_new();
  buju_range *any = scratch != NULL ? BUJU_NEW(scratch, buju_range, from->n) : NULL;
  buju_range *off = scratch != NULL ? BUJU_NEW(scratch, buju_range, from->n) : NULL;
  buju_status status = ms != NULL && any != NULL && off != NULL ? buju_terrain_under(ctx, travel, mode, &terrain)
                                                                : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_terrain_under(ctx, travel, BUJU_WALK, &a.stand);
  if (status == BUJU_OK)
    status = buju_terrain_nearest(ctx, terrain, to->n, buju_terrain_cells(to), buju_terrain_heading(travel), BUJU_FAR,
                                  ms, NULL, NULL);
  if (status == BUJU_OK) status = straight_ranges(ctx, buju_terrain_straight(travel), mode, &a, to, scratch, any, off);
  a.ms = ms;
  a.any = any;
  a.off = off;
  if (status == BUJU_OK) status = buju_parallel_for(ctx, from->n, CHUNK, look_some, &a);
  free(ms);
  buju_arena_free(scratch);
  return status;
}
