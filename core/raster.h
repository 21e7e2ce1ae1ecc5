/* Where the cells of a raster lie. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_RASTER_H
#define BUJU_CORE_RASTER_H

#include <math.h>
#include <stddef.h>

#include "core/units.h"

/** Cells in rows from the north, in columns from the west: cell row × columns + column. Sides may differ. */
typedef struct buju_raster {
  double west_m, north_m; /* the outer corner of cell 0 */
  double dx_m, dy_m;      /* the sides of a cell, above 0 */
  uint32_t columns, rows; /* together at most BUJU_RASTER_CELLS_MAX */
} buju_raster;

/** Cells are numbered in buju_ix; at this many a surface and one search of it need about 5 GB. */
#define BUJU_RASTER_CELLS_MAX ((uint64_t)1 << 28)

static inline size_t buju_raster_cells(const buju_raster *r) { return (size_t)r->columns * r->rows; }

/** Whether the numbers are usable: finite, sides above 0, 1 to BUJU_RASTER_CELLS_MAX cells. */
static inline int buju_raster_ok(const buju_raster *r) {
  return isfinite(r->west_m) && isfinite(r->north_m) && isfinite(r->dx_m) && isfinite(r->dy_m) && r->dx_m > 0 &&
         r->dy_m > 0 && r->columns > 0 && r->rows > 0 && (uint64_t)r->columns * r->rows <= BUJU_RASTER_CELLS_MAX;
}

/** The cell a point lies in; BUJU_NONE outside and for NaN. West and north edges belong to the cell. */
static inline buju_ix buju_raster_at(const buju_raster *r, double x_m, double y_m) {
  double column = floor((x_m - r->west_m) / r->dx_m), row = floor((r->north_m - y_m) / r->dy_m);
  if (!(column >= 0 && column < r->columns && row >= 0 && row < r->rows)) return BUJU_NONE;
  return (buju_ix)row * r->columns + (buju_ix)column;
}

/** The middle of a cell. */
static inline double buju_raster_x_m(const buju_raster *r, buju_ix cell) {
  return r->west_m + (cell % r->columns + 0.5) * r->dx_m;
}
static inline double buju_raster_y_m(const buju_raster *r, buju_ix cell) {
  uint32_t row = cell / r->columns;
  return r->north_m - (row + 0.5) * r->dy_m;
}

#endif
