/* Elevation as a GeoTIFF. SPDX-License-Identifier: Apache-2.0 */
#include <cpl_error.h>
#include <cpl_string.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/say.h"
#include "layers/sample/layers.h"

/* Pixels on the long side: fine enough for a county of a few hundred villages to stay under 400, and never huge. */
enum { SIDE_LEAST = 200, SIDE_MOST = 2400, SIDE_ROOT = 23 };

typedef struct grid {
  double west, north, pixel_m;
  int columns, rows;
} grid;

/* The box of the county with a margin as wide as places can be bent, on whole pixels. */
static grid grid_of(const buju_county *county) {
  const buju_lattice *lattice = &county->lattice;
  buju_xy low = {1e300, 1e300}, high = {-1e300, -1e300};
  for (buju_ix i = 0; i < lattice->w * lattice->h; i++) {
    if (lattice->owner[i] == BUJU_NONE) continue;
    buju_xy p = buju_lattice_centre(lattice, i);
    low = (buju_xy){p.x < low.x ? p.x : low.x, p.y < low.y ? p.y : low.y};
    high = (buju_xy){p.x > high.x ? p.x : high.x, p.y > high.y ? p.y : high.y};
  }
  double margin = 6 * lattice->side_m, wide = high.x - low.x + 2 * margin, tall = high.y - low.y + 2 * margin;
  double side = floor(SIDE_ROOT * sqrt((double)county->villages));
  side = side < SIDE_LEAST ? SIDE_LEAST : side > SIDE_MOST ? SIDE_MOST : side;
  double pixel_m = ceil((wide > tall ? wide : tall) / side);
  return (grid){floor(low.x - margin), ceil(high.y + margin), pixel_m, (int)ceil(wide / pixel_m),
                (int)ceil(tall / pixel_m)};
}

static bool write_rows(const buju_county *county, const grid *g, GDALDatasetH dataset) {
  int16_t *row = malloc((size_t)g->columns * sizeof *row);
  GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
  bool good = row != NULL;
  for (int y = 0; y < g->rows && good; y++) {
    for (int x = 0; x < g->columns; x++) {
      buju_xy at = {g->west + (x + 0.5) * g->pixel_m, g->north - (y + 0.5) * g->pixel_m};
      row[x] = (int16_t)floor(buju_county_elevation_m(county, at) + 0.5);
    }
    good = GDALRasterIO(band, GF_Write, 0, y, g->columns, 1, row, g->columns, 1, GDT_Int16, 0, 0) == CE_None;
  }
  free(row);
  return good;
}

buju_status buju_sample_write_dem(buju_ctx *ctx, const buju_county *county, const buju_sheet_target *target) {
  BUJU_MSG(failed, "{0}：无法写入（{1}），请检查磁盘空间和权限",
           "{0}: cannot be written ({1}); check space and permissions");
  grid g = grid_of(county);
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", target->folder, BUJU_SAMPLE_DEM);
  CPLErrorReset();
  char **options = CSLSetNameValue(CSLSetNameValue(NULL, "COMPRESS", "DEFLATE"), "PREDICTOR", "2");
  GDALDriverH driver = GDALGetDriverByName("GTiff");
  GDALDatasetH dataset = driver != NULL ? GDALCreate(driver, path, g.columns, g.rows, 1, GDT_Int16, options) : NULL;
  CSLDestroy(options);
  bool good = dataset != NULL;
  if (good) {
    double transform[6] = {g.west, g.pixel_m, 0, g.north, 0, -g.pixel_m};
    good = GDALSetGeoTransform(dataset, transform) == CE_None && GDALSetSpatialRef(dataset, target->grid) == CE_None &&
           write_rows(county, &g, dataset);
    GDALClose(dataset);
    good = good && CPLGetLastErrorType() < CE_Failure;
  }
  if (good) return BUJU_OK;
  return buju_fail(ctx, BUJU_E_IO, BUJU_SAY(failed, buju_text(path), buju_text(CPLGetLastErrorMsg())));
}
