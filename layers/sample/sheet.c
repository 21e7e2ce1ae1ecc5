/* Writing one layer through OGR. SPDX-License-Identifier: Apache-2.0 */
#include "layers/sample/sheet.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <stdio.h>
#include <string.h>

#include "core/say.h"

static buju_status write_failed(buju_ctx *ctx, const char *path) {
  BUJU_MSG(failed, "{0}：无法写入（{1}），请检查磁盘空间和权限",
           "{0}: cannot be written ({1}); check space and permissions");
  return buju_fail(ctx, BUJU_E_IO, BUJU_SAY(failed, buju_text(path), buju_text(CPLGetLastErrorMsg())));
}

void buju_sheet_file(const buju_sheet_target *target, const char *name, char *file, size_t size) {
  static const char *const endings[] = {"shp", "gpkg", "geojson"};
  snprintf(file, size, "%s.%s", name, endings[target->spec->format]);
}

const char *buju_sheet_column_name(const buju_sheet_target *target, const buju_sheet_column *column) {
  if (target->spec->format != BUJU_SAMPLE_SHP) return column->full;
  return target->spec->encoding == BUJU_SAMPLE_GBK ? column->gbk : column->utf8;
}

/* LDID 77 is what Chinese software writes for GBK; UTF-8 goes into a .cpg. The date of a DBF would be today's. */
static char **layer_options(const buju_sheet_target *target) {
  char **options = NULL;
  if (target->spec->format != BUJU_SAMPLE_SHP) return NULL;
  bool gbk = target->spec->encoding == BUJU_SAMPLE_GBK;
  options = CSLSetNameValue(options, "ENCODING", gbk ? "LDID/77" : "UTF-8");
  return CSLSetNameValue(options, "DBF_DATE_LAST_UPDATE", "2026-06-30");
}

static bool create_fields(buju_sheet *sheet, const buju_sheet_column *columns) {
  for (const buju_sheet_column *c = columns; c->full != NULL; c++) {
    OGRFieldDefnH field =
        OGR_Fld_Create(buju_sheet_column_name(sheet->target, c), c->type == BUJU_SHEET_TEXT ? OFTString : OFTInteger);
    OGR_Fld_SetWidth(field, c->width);
    OGRErr error = OGR_L_CreateField(sheet->layer, field, FALSE);
    OGR_Fld_Destroy(field);
    if (error != OGRERR_NONE) return false;
  }
  return true;
}

buju_status buju_sheet_open(buju_ctx *ctx, const buju_sheet_target *target, const char *name,
                            const buju_sheet_column *columns, OGRwkbGeometryType type, buju_sheet *sheet) {
  static const char *const drivers[] = {"ESRI Shapefile", "GPKG", "GeoJSON"};
  char file[256];
  *sheet = (buju_sheet){.target = target};
  buju_sheet_file(target, name, file, sizeof file);
  snprintf(sheet->path, sizeof sheet->path, "%s/%s", target->folder, file);
  CPLErrorReset();
  GDALDriverH driver = GDALGetDriverByName(drivers[target->spec->format]);
  if (driver != NULL) sheet->dataset = GDALCreate(driver, sheet->path, 0, 0, 0, GDT_Unknown, NULL);
  if (sheet->dataset == NULL) return write_failed(ctx, sheet->path);
  char **options = layer_options(target);
  sheet->layer = GDALDatasetCreateLayer(sheet->dataset, name, target->srs, type, options);
  CSLDestroy(options);
  if (sheet->layer == NULL || !create_fields(sheet, columns)) return write_failed(ctx, sheet->path);
  if (target->spec->format == BUJU_SAMPLE_GPKG && GDALDatasetStartTransaction(sheet->dataset, FALSE) != OGRERR_NONE)
    return write_failed(ctx, sheet->path);
  sheet->feature = OGR_F_Create(OGR_L_GetLayerDefn(sheet->layer));
  return sheet->feature != NULL ? BUJU_OK : buju_fail_memory(ctx);
}

void buju_sheet_text(buju_sheet *sheet, int column, const char *text) {
  if (text[0] != '\0')
    OGR_F_SetFieldString(sheet->feature, column, text);
  else
    OGR_F_UnsetField(sheet->feature, column);
}

void buju_sheet_whole(buju_sheet *sheet, int column, int64_t number) {
  OGR_F_SetFieldInteger64(sheet->feature, column, number);
}

void buju_sheet_answer(buju_sheet *sheet, int column, buju_tri answer) {
  buju_sheet_text(sheet, column, answer == BUJU_YES ? "是" : answer == BUJU_NO ? "否" : "");
}

buju_status buju_sheet_put(buju_ctx *ctx, buju_sheet *sheet) {
  OGRErr error = OGR_L_CreateFeature(sheet->layer, sheet->feature);
  OGR_F_SetFID(sheet->feature, OGRNullFID);
  sheet->rows++;
  return error == OGRERR_NONE ? BUJU_OK : write_failed(ctx, sheet->path);
}

static buju_status put_geometry(buju_ctx *ctx, buju_sheet *sheet, OGRGeometryH geometry) {
  if (OGR_F_SetGeometryDirectly(sheet->feature, geometry) != OGRERR_NONE) return buju_fail_memory(ctx);
  return buju_sheet_put(ctx, sheet);
}

buju_status buju_sheet_put_point(buju_ctx *ctx, buju_sheet *sheet, buju_xy at) {
  buju_status status = buju_sheet_project(ctx, sheet->target, &at, 1);
  if (status != BUJU_OK) return status;
  OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
  if (point == NULL) return buju_fail_memory(ctx);
  OGR_G_SetPoint_2D(point, 0, at.x, at.y);
  return put_geometry(ctx, sheet, point);
}

static OGRGeometryH line_of(OGRwkbGeometryType type, const buju_xy *point, size_t n) {
  OGRGeometryH line = OGR_G_CreateGeometry(type);
  if (line != NULL) OGR_G_SetPoints(line, (int)n, &point->x, sizeof *point, &point->y, sizeof *point, NULL, 0);
  return line;
}

buju_status buju_sheet_put_line(buju_ctx *ctx, buju_sheet *sheet, buju_xy *point, size_t n) {
  buju_status status = buju_sheet_project(ctx, sheet->target, point, n);
  if (status != BUJU_OK) return status;
  OGRGeometryH line = line_of(wkbLineString, point, n);
  return line != NULL ? put_geometry(ctx, sheet, line) : buju_fail_memory(ctx);
}

buju_status buju_sheet_put_polygon(buju_ctx *ctx, buju_sheet *sheet, buju_rings *rings) {
  buju_status status = buju_sheet_project(ctx, sheet->target, rings->point.data, rings->point.n);
  if (status != BUJU_OK) return status;
  OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
  const size_t *start = rings->start.data;
  for (size_t r = 0; polygon != NULL && r + 1 < rings->start.n; r++) {
    OGRGeometryH ring = line_of(wkbLinearRing, (buju_xy *)rings->point.data + start[r], start[r + 1] - start[r]);
    if (ring != NULL && OGR_G_AddGeometryDirectly(polygon, ring) == OGRERR_NONE) continue;
    OGR_G_DestroyGeometry(ring);
    OGR_G_DestroyGeometry(polygon);
    polygon = NULL;
  }
  return polygon != NULL ? put_geometry(ctx, sheet, polygon) : buju_fail_memory(ctx);
}

/* GDALClose reports nothing, so errors are caught on the way and the rows counted afterwards. */
static buju_status verify(buju_ctx *ctx, const buju_sheet *sheet) {
  GDALDatasetH again = GDALOpenEx(sheet->path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
  bool whole = again != NULL && GDALDatasetGetLayerCount(again) > 0 &&
               OGR_L_GetFeatureCount(GDALDatasetGetLayer(again, 0), TRUE) == sheet->rows;
  GDALClose(again);
  return whole ? BUJU_OK : write_failed(ctx, sheet->path);
}

buju_status buju_sheet_close(buju_ctx *ctx, buju_sheet *sheet, buju_status status) {
  if (sheet->feature != NULL) OGR_F_Destroy(sheet->feature);
  bool open = sheet->dataset != NULL, failed = false;
  CPLErrorReset();
  if (open && status == BUJU_OK && sheet->target->spec->format == BUJU_SAMPLE_GPKG)
    failed = GDALDatasetCommitTransaction(sheet->dataset) != OGRERR_NONE;
  if (open) GDALClose(sheet->dataset);
  failed = failed || CPLGetLastErrorType() >= CE_Failure;
  sheet->feature = NULL;
  sheet->dataset = NULL;
  if (status != BUJU_OK || !open) return status;
  return failed ? write_failed(ctx, sheet->path) : verify(ctx, sheet);
}
