/* Inside an open raster; only layers/terrain*.c. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_TERRAIN_FILE_H
#define BUJU_LAYERS_TERRAIN_FILE_H

#include <gdal.h>

#include "layers/terrain_raster.h"

struct buju_raster_file {
  GDALDatasetH dataset;
  GDALRasterBandH band;
  buju_crs crs;
  double to_place[6]; /* from cells of the file to its CRS, as GDAL has it */
  double to_cell[6];  /* and back */
  int columns, rows;
  char *shown; /* the path */
};

/** A part of the file's cells in memory, perhaps fewer and larger ones. */
typedef struct buju_raster_window {
  int x, y, width, height; /* in the file */
  int columns, rows;       /* in memory */
  float *value;            /* NaN without data; heap */
} buju_raster_window;

/** Reads a window that lies within the file; mean: reduced by averaging. The caller frees value. */
buju_status buju_raster_load(buju_ctx *ctx, const buju_raster_file *file, bool mean, buju_raster_window *window);

enum { TILE = 512, TILE_STEP = 32, TILE_NODES = TILE / TILE_STEP + 1 };

/** A way between two rasters' cells. Transformed at every 32nd cell and linear between: over 32 cells of 30 m a
 * projection bends by centimetres. */
typedef struct buju_raster_way {
  buju_crs_way way;
  double from[6], to[6]; /* cells → place, place → cells */
} buju_raster_way;

/** Where the 512 × 512 cells from (column, row) on lie among the other raster's. */
typedef struct buju_raster_tile {
  double column, row;
  double x[TILE_NODES * TILE_NODES], y[TILE_NODES * TILE_NODES];
} buju_raster_tile;

void buju_raster_tile_make(const buju_raster_way *way, double column, double row, buju_raster_tile *out);

/** The place of (column, row), fractions included, in the other raster; NaN where it has none. */
void buju_raster_tile_at(const buju_raster_tile *tile, double column, double row, double *x, double *y);

/** A raster's geotransform. */
void buju_raster_places(const buju_raster *raster, double out[6]);

#endif
