/* Holes in elevation models. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "planner/travel/terrain.h"

typedef struct hole {
  buju_ix cell;
  float height_m; /* NaN: no neighbour has one yet */
} hole;

/* The mean of the neighbours that have a height. */
static float around(const buju_raster *r, const float *elevation_m, buju_ix cell) {
  int64_t row = cell / r->columns, column = cell % r->columns;
  double sum = 0;
  int n = 0;
  for (int64_t y = row - 1; y <= row + 1; y++)
    for (int64_t x = column - 1; x <= column + 1; x++) {
      if (y < 0 || y >= r->rows || x < 0 || x >= r->columns) continue;
      float height = elevation_m[(size_t)y * r->columns + (size_t)x];
      if (!isfinite(height)) continue;
      sum += (double)height;
      n++;
    }
  return n > 0 ? (float)(sum / n) : NAN;
}

buju_status buju_terrain_fill_holes(buju_ctx *ctx, const buju_raster *raster, float *elevation_m, uint32_t reach,
                                    uint64_t *filled, uint64_t *left) {
  size_t cells = buju_raster_cells(raster), holes = 0;
  for (size_t c = 0; c < cells; c++) holes += isfinite(elevation_m[c]) ? 0 : 1;
  *filled = 0;
  *left = holes;
  if (holes == 0 || holes == cells) return BUJU_OK;
  hole *open = malloc(holes * sizeof *open);
  if (open == NULL) return buju_fail_memory(ctx);
  size_t n = 0;
  for (size_t c = 0; c < cells; c++)
    if (!isfinite(elevation_m[c])) open[n++].cell = (buju_ix)c;
  for (uint32_t ring = 0; ring < reach && n > 0; ring++) {
    for (size_t i = 0; i < n; i++) open[i].height_m = around(raster, elevation_m, open[i].cell);
    size_t still = 0; /* a ring at a time, so that the order of cells does not matter */
    for (size_t i = 0; i < n; i++)
      if (isfinite(open[i].height_m))
        elevation_m[open[i].cell] = open[i].height_m;
      else
        open[still++] = open[i];
    n = still;
  }
  free(open);
  *left = n;
  *filled = holes - n;
  return BUJU_OK;
}
