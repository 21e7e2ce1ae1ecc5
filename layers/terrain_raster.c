/* Opening rasters and laying out cells. SPDX-License-Identifier: Apache-2.0 */
#include "layers/terrain_raster.h"

#include <cpl_conv.h>
#include <stdlib.h>
#include <string.h>

#include "layers/gdal_start.h"
#include "layers/gdal_trap.h"
#include "layers/terrain_file.h"

BUJU_MSG(not_opened, "{0}：不能作为栅格打开（{1}）；请检查文件是否存在、是否为栅格格式",
         "{0}: cannot be opened as a raster ({1}); check that it exists and is one");

static buju_status find_crs(buju_ctx *ctx, buju_raster_file *file, const char *crs) {
  BUJU_MSG(no_crs, "{0}：栅格没有坐标系；请用 crs: 写明，如 crs: EPSG:4490",
           "{0}: the raster has no CRS; name it with crs:, as crs: EPSG:4490");
  BUJU_MSG(bent, "{0}：栅格不能是{1}坐标；请先转换到 CGCS2000 或 WGS 84",
           "{0}: a raster cannot be in {1}; convert it to CGCS2000 or WGS 84 first");
  OGRSpatialReferenceH srs = GDALGetSpatialRef(file->dataset);
  if (crs == NULL && srs == NULL) return buju_fail(ctx, BUJU_E_CRS, BUJU_SAY(no_crs, buju_text(file->shown)));
  buju_status status = crs != NULL ? buju_crs_from_text(ctx, crs, file->shown, &file->crs)
                                   : buju_crs_from_layer(ctx, srs, file->shown, &file->crs);
  if (status != BUJU_OK) return status;
  file->crs.swap = false; /* rasters are laid out east first, whatever the CRS says of its axes */
  if (file->crs.offset != BUJU_NO_OFFSET)
    return buju_fail(ctx, BUJU_E_CRS, BUJU_SAY(bent, buju_text(file->shown), buju_text(file->crs.name)));
  return BUJU_OK;
}

static buju_status find_place(buju_ctx *ctx, buju_raster_file *file) {
  BUJU_MSG(nowhere, "{0}：栅格没有地理位置（缺坐标文件或仿射参数）",
           "{0}: the raster has no place on earth (its world file or geotransform is missing)");
  if (GDALGetGeoTransform(file->dataset, file->to_place) != CE_None ||
      !GDALInvGeoTransform(file->to_place, file->to_cell))
    return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(nowhere, buju_text(file->shown)));
  return BUJU_OK;
}

buju_status buju_raster_open(buju_ctx *ctx, const char *path, const char *crs, buju_raster_file **out) {
  buju_raster_file *file = calloc(1, sizeof *file);
  if (file == NULL) return buju_fail_memory(ctx);
  file->shown = CPLStrdup(path);
  buju_gdal_start();
  buju_gdal_trap trap;
  buju_gdal_trap_open(&trap);
  file->dataset = GDALOpenEx(path, GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, NULL, NULL, NULL);
  if (file->dataset != NULL && GDALGetRasterCount(file->dataset) > 0) file->band = GDALGetRasterBand(file->dataset, 1);
  buju_gdal_trap_close();
  buju_status status = BUJU_OK;
  if (file->band == NULL)
    status = buju_fail(ctx, BUJU_E_OPEN,
                       BUJU_SAY(not_opened, buju_text(path), buju_text(trap.first[0] != '\0' ? trap.first : "GDAL")));
  if (status == BUJU_OK) {
    file->columns = GDALGetRasterXSize(file->dataset);
    file->rows = GDALGetRasterYSize(file->dataset);
    status = find_crs(ctx, file, crs);
  }
  if (status == BUJU_OK) status = find_place(ctx, file);
  if (status == BUJU_OK)
    *out = file;
  else
    buju_raster_close(file);
  return status;
}

void buju_raster_close(buju_raster_file *file) {
  if (file == NULL) return;
  if (file->dataset != NULL) GDALClose(file->dataset);
  buju_crs_free(&file->crs);
  CPLFree(file->shown);
  free(file);
}

const buju_crs *buju_raster_file_crs(const buju_raster_file *file) { return &file->crs; }

static bool same_crs(const buju_crs *a, const buju_crs *b) { return a->srs != NULL && OSRIsSame(a->srs, b->srs); }

/* The file's edge in another CRS, point by point: corners alone miss the bulge of a projected side. */
static buju_status edge_in(buju_ctx *ctx, const buju_raster_file *file, const buju_crs *crs, buju_raster_area *out,
                           double *side_m) {
  enum { EACH = 32, POINTS = 4 * EACH + 3 };
  double x[POINTS], y[POINTS], w = file->columns, h = file->rows;
  for (int i = 0; i < EACH; i++) {
    double t = i / (double)EACH;
    x[i] = t * w, y[i] = 0;
    x[EACH + i] = w, y[EACH + i] = t * h;
    x[2 * EACH + i] = (1 - t) * w, y[2 * EACH + i] = h;
    x[3 * EACH + i] = 0, y[3 * EACH + i] = (1 - t) * h;
  }
  for (int i = 0; i < 3; i++) x[4 * EACH + i] = w / 2 + (i == 1), y[4 * EACH + i] = h / 2 + (i == 2);
  for (int i = 0; i < POINTS; i++) {
    double column = x[i], row = y[i];
    GDALApplyGeoTransform((double *)file->to_place, column, row, &x[i], &y[i]);
  }
  buju_crs_way way;
  buju_status status = buju_crs_way_open(ctx, &file->crs, crs, file->shown, &way);
  if (status != BUJU_OK) return status;
  buju_crs_move(&way, POINTS, x, y);
  buju_crs_way_close(&way);
  *out = (buju_raster_area){INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (int i = 0; i < 4 * EACH; i++) { /* fmin and fmax leave NaN out */
    out->west_m = fmin(out->west_m, x[i]);
    out->east_m = fmax(out->east_m, x[i]);
    out->south_m = fmin(out->south_m, y[i]);
    out->north_m = fmax(out->north_m, y[i]);
  }
  const double *mx = x + 4 * EACH, *my = y + 4 * EACH;
  *side_m = fmin(hypot(mx[1] - mx[0], my[1] - my[0]), hypot(mx[2] - mx[0], my[2] - my[0]));
  return BUJU_OK;
}

/* Cells from a corner that lies on a whole number of sides from the anchor, outwards. */
static void snap(buju_raster *r, const buju_raster_area *a, double anchor_x, double anchor_y, double *columns,
                 double *rows) {
  double west = floor((a->west_m - anchor_x) / r->dx_m + 1e-9), east = ceil((a->east_m - anchor_x) / r->dx_m - 1e-9);
  double north = floor((anchor_y - a->north_m) / r->dy_m + 1e-9),
         south = ceil((anchor_y - a->south_m) / r->dy_m - 1e-9);
  r->west_m = anchor_x + west * r->dx_m;
  r->north_m = anchor_y - north * r->dy_m;
  *columns = east - west;
  *rows = south - north;
}

buju_status buju_raster_lay_out(buju_ctx *ctx, const buju_raster_file *file, const buju_crs *crs,
                                const buju_raster_area *area, double margin_m, double cell_m, buju_raster *out) {
  BUJU_MSG(apart, "{0}：栅格与所需范围没有重叠；请检查两者的坐标系",
           "{0}: the raster covers nothing of the area; check the CRS of both");
  BUJU_MSG(too_many, "{0}：所需范围有{1}个栅格，超过上限{2}；请把栅格边长设为{3}米以上",
           "{0}: the area has {1} cells, more than {2}; ask for cells of {3} m or more");
  buju_raster_area covered;
  double side_m, columns, rows;
  buju_status status = edge_in(ctx, file, crs, &covered, &side_m);
  if (status != BUJU_OK) return status;
  if (area != NULL) {
    covered.west_m = fmax(covered.west_m, area->west_m - margin_m);
    covered.east_m = fmin(covered.east_m, area->east_m + margin_m);
    covered.south_m = fmax(covered.south_m, area->south_m - margin_m);
    covered.north_m = fmin(covered.north_m, area->north_m + margin_m);
  }
  if (!(covered.east_m > covered.west_m && covered.north_m > covered.south_m && side_m > 0))
    return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(apart, buju_text(file->shown)));
  const double *t = file->to_place;
  bool own = cell_m <= 0 && same_crs(&file->crs, crs) && t[2] == 0 && t[4] == 0 && t[1] > 0 && t[5] < 0;
  buju_raster r = {.dx_m = own          ? t[1]
                           : cell_m > 0 ? cell_m
                                        : side_m,
                   .dy_m = own          ? -t[5]
                           : cell_m > 0 ? cell_m
                                        : side_m};
  snap(&r, &covered, own ? t[0] : 0, own ? t[3] : 0, &columns, &rows);
  double most = (double)BUJU_RASTER_CELLS_MAX;
  if (!(columns * rows <= most))
    return buju_fail(ctx, BUJU_E_LIMIT,
                     BUJU_SAY(too_many, buju_text(file->shown), buju_int((int64_t)fmin(columns * rows, 9e18)),
                              buju_int((int64_t)BUJU_RASTER_CELLS_MAX),
                              buju_metres(ceil(sqrt(r.dx_m * r.dy_m * (columns / most) * rows)))));
  r.columns = (uint32_t)columns;
  r.rows = (uint32_t)rows;
  *out = r;
  return BUJU_OK;
}
