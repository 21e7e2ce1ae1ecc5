/* Windows of a raster, and ways between rasters. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "layers/gdal_trap.h"
#include "layers/terrain_file.h"

/* Where the band has no data, by its own value, its mask or its alpha. */
static bool read_mask(const buju_raster_file *file, const buju_raster_window *w, unsigned char *mask) {
  return GDALRasterIO(GDALGetMaskBand(file->band), GF_Read, w->x, w->y, w->width, w->height, mask, w->columns, w->rows,
                      GDT_Byte, 0, 0) == CE_None;
}

buju_status buju_raster_load(buju_ctx *ctx, const buju_raster_file *file, bool mean, buju_raster_window *w) {
  BUJU_MSG(broken, "{0}：读取栅格时出错（{1}）；文件可能不完整",
           "{0}: reading the raster failed ({1}); the file may be cut off");
  size_t n = (size_t)w->columns * (size_t)w->rows;
  bool masked = (GDALGetMaskFlags(file->band) & GMF_ALL_VALID) == 0;
  w->value = malloc(n * sizeof *w->value);
  unsigned char *mask = masked ? malloc(n) : NULL;
  if (w->value == NULL || (masked && mask == NULL)) {
    free(mask);
    return buju_fail_memory(ctx);
  }
  GDALRasterIOExtraArg extra;
  INIT_RASTERIO_EXTRA_ARG(extra);
  if (mean) extra.eResampleAlg = GRIORA_Average;
  buju_gdal_trap trap;
  buju_gdal_trap_open(&trap);
  bool read = GDALRasterIOEx(file->band, GF_Read, w->x, w->y, w->width, w->height, w->value, w->columns, w->rows,
                             GDT_Float32, 0, 0, &extra) == CE_None &&
              (!masked || read_mask(file, w, mask));
  buju_gdal_trap_close();
  for (size_t i = 0; masked && read && i < n; i++)
    if (mask[i] == 0) w->value[i] = NAN;
  for (size_t i = 0; read && i < n; i++)
    if (!isfinite(w->value[i])) w->value[i] = NAN;
  free(mask);
  if (read) return BUJU_OK;
  return buju_fail(ctx, BUJU_E_OPEN, BUJU_SAY(broken, buju_text(file->shown), buju_text(trap.first)));
}

void buju_raster_places(const buju_raster *r, double out[6]) {
  const double place[6] = {r->west_m, r->dx_m, 0, r->north_m, 0, -r->dy_m};
  for (int i = 0; i < 6; i++) out[i] = place[i];
}

void buju_raster_tile_make(const buju_raster_way *way, double column, double row, buju_raster_tile *out) {
  enum { N = TILE_NODES };
  out->column = column;
  out->row = row;
  for (int i = 0; i < N * N; i++) {
    int across = i % N * TILE_STEP, down = i / N * TILE_STEP;
    GDALApplyGeoTransform((double *)way->from, column + across, row + down, &out->x[i], &out->y[i]);
  }
  buju_crs_move(&way->way, N * N, out->x, out->y);
  for (int i = 0; i < N * N; i++) {
    double x = out->x[i], y = out->y[i];
    GDALApplyGeoTransform((double *)way->to, x, y, &out->x[i], &out->y[i]);
  }
}

void buju_raster_tile_at(const buju_raster_tile *t, double column, double row, double *x, double *y) {
  double u = (column - t->column) / TILE_STEP, v = (row - t->row) / TILE_STEP;
  int i = (int)fmin(fmax(floor(u), 0), TILE_NODES - 2), j = (int)fmin(fmax(floor(v), 0), TILE_NODES - 2);
  u -= i;
  v -= j;
  int at = j * TILE_NODES + i, below = at + TILE_NODES;
  *x = (1 - v) * ((1 - u) * t->x[at] + u * t->x[at + 1]) + v * ((1 - u) * t->x[below] + u * t->x[below + 1]);
  *y = (1 - v) * ((1 - u) * t->y[at] + u * t->y[at + 1]) + v * ((1 - u) * t->y[below] + u * t->y[below + 1]);
}
