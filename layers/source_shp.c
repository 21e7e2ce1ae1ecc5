/* Shapefiles: parts checked against each other before GDAL sees them, text decoded here. SPDX-License-Identifier: Apache-2.0 */
#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/dbf.h"
#include "layers/gdal_start.h"
#include "layers/gdal_trap.h"
#include "layers/source_dbf.h"
#include "layers/source_open.h"
#include "layers/source_read.h"
#include "layers/source_shape.h"
#include "layers/vsi_file.h"

enum { HEADER = 100, SHX_ENTRY = 8, SHP_CODE = 9994 };

static uint32_t be32(const unsigned char *p) {
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static buju_status need_sibling(buju_reading *reading, const char *path, const char *extension,
                                char out[BUJU_PATH_BYTES]) {
  BUJU_MSG(missing, "{0}：缺少同名的 .{1} 文件；请把 .shp、.shx、.dbf 一起拷来",
           "{0}: the .{1} file beside it is missing; copy .shp, .shx and .dbf together");
  if (buju_source_sibling(path, extension, out)) return BUJU_OK;
  return buju_fail(reading->ctx, BUJU_E_OPEN, BUJU_SAY(missing, buju_text(reading->file), buju_text(extension)));
}

/* The 100 bytes that .shp and .shx both begin with say how long the file is, in 16-bit words. */
static buju_status check_header(buju_reading *reading, const char *extension, const unsigned char *bytes, size_t got,
                                uint64_t size) {
  BUJU_MSG(not_shp, "{0}：.{1} 不是 Shapefile（文件头不对）；请检查是否改过扩展名，或重新导出",
           "{0}: its .{1} is not a shapefile's (wrong file code); was another kind of file renamed?");
  BUJU_MSG(cut, "{0}：.{1} 不完整，应有{2}字节，实有{3}字节；请重新拷贝或导出",
           "{0}: its .{1} is truncated: {2} byte{2?|s} expected, {3} found; copy or export it again");
  if (got < HEADER || be32(bytes) != SHP_CODE)
    return buju_fail(reading->ctx, BUJU_E_OPEN, BUJU_SAY(not_shp, buju_text(reading->file), buju_text(extension)));
  uint64_t told = (uint64_t)be32(bytes + 24) * 2;
  if (told <= size) return BUJU_OK;
  return buju_fail(
      reading->ctx, BUJU_E_DATA,
      BUJU_SAY(cut, buju_text(reading->file), buju_text(extension), buju_int((int64_t)told), buju_int((int64_t)size)));
}

/* Every shape the index names must lie within the .shp. */
static buju_status check_index(buju_reading *reading, const unsigned char *shx, size_t shx_bytes, uint64_t shp_bytes) {
  BUJU_MSG(beyond, "{0}：.shp 不完整，第{1}个图形超出文件末尾；请重新拷贝或导出",
           "{0}: its .shp is truncated: shape {1} lies beyond its end; copy or export it again");
  size_t shapes = (shx_bytes - HEADER) / SHX_ENTRY;
  for (size_t i = 0; i < shapes; i++) {
    const unsigned char *entry = shx + HEADER + i * SHX_ENTRY;
    uint64_t end = (uint64_t)be32(entry) * 2 + (uint64_t)be32(entry + 4) * 2 + 8;
    if (be32(entry + 4) != 0 && end > shp_bytes)
      return buju_fail(reading->ctx, BUJU_E_DATA, BUJU_SAY(beyond, buju_text(reading->file), buju_int((int64_t)i + 1)));
  }
  return BUJU_OK;
}

static buju_status check_shp(buju_reading *reading, const char *path, uint64_t *size) {
  BUJU_MSG(missing, "{0}：打不开；请检查文件是否存在、是否有读取权限",
           "{0}: cannot be opened; check that it exists and may be read");
  unsigned char header[HEADER];
  VSILFILE *file = buju_vsi_size(path, size) ? VSIFOpenL(path, "rb") : NULL;
  if (file == NULL) return buju_fail(reading->ctx, BUJU_E_OPEN, BUJU_SAY(missing, buju_text(reading->file)));
  size_t got = VSIFReadL(header, 1, HEADER, file);
  VSIFCloseL(file);
  return check_header(reading, "shp", header, got, *size);
}

static buju_status check_parts(buju_reading *reading, const char *path, uint64_t *shapes) {
  char shx_path[BUJU_PATH_BYTES];
  uint64_t shp_bytes = 0;
  unsigned char *shx = NULL;
  size_t shx_bytes = 0;
  buju_status status = check_shp(reading, path, &shp_bytes);
  if (status == BUJU_OK) status = need_sibling(reading, path, "shx", shx_path);
  if (status == BUJU_OK) status = buju_vsi_load(reading->ctx, shx_path, reading->file, &shx, &shx_bytes);
  if (status == BUJU_OK) status = check_header(reading, "shx", shx, shx_bytes, shx_bytes);
  if (status == BUJU_OK) status = check_index(reading, shx, shx_bytes, shp_bytes);
  if (status == BUJU_OK) *shapes = (shx_bytes - HEADER) / SHX_ENTRY;
  free(shx);
  return status;
}

static buju_status open_shp(buju_reading *reading, const char *path, GDALDatasetH *out) {
  BUJU_MSG(refused, "{0}：GDAL 打不开（{1}）；请重新导出", "{0}: GDAL cannot open it ({1}); export it again");
  static const char *const drivers[] = {"ESRI Shapefile", NULL};
  static const char *const options[] = {"ENCODING=", NULL};
  buju_gdal_trap trap;
  buju_gdal_trap_open(&trap);
  GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, NULL);
  buju_gdal_trap_close();
  if (dataset == NULL || GDALDatasetGetLayerCount(dataset) != 1) {
    if (dataset != NULL) GDALClose(dataset);
    return buju_fail(reading->ctx, BUJU_E_OPEN, BUJU_SAY(refused, buju_text(reading->file), buju_text(trap.first)));
  }
  *out = dataset;
  return BUJU_OK;
}

/* The shapes of the rows dbf still has. GDAL leaves out deleted records; the feature id is the record's number. */
static buju_status take_shapes(buju_reading *reading, OGRLayerH layer, bool crs_known, const buju_table *table,
                               buju_row_shape *shape) {
  BUJU_MSG(broken, "{0}：图形读取出错（{1}）；请重新导出", "{0}: a shape cannot be read ({1}); export it again");
  static const char *const no_fields[] = {"OGR_STYLE", NULL};
  static const char search_option[] = "USE_OSR_FIND_MATCHES";
  buju_status status = BUJU_OK;
  buju_gdal_trap trap;
  buju_gdal_trap_open(&trap);
  /* GDAL wants to know the CRS of its geometries itself; a rough answer will do */
  const char *search = CPLGetThreadLocalConfigOption(search_option, NULL);
  char *before = search != NULL ? CPLStrdup(search) : NULL;
  if (crs_known) CPLSetThreadLocalConfigOption(search_option, "NO");
  OGR_L_SetIgnoredFields(layer, (const char **)no_fields);
  OGR_L_ResetReading(layer);
  buju_ix row = 0;
  for (OGRFeatureH f; status == BUJU_OK && (f = OGR_L_GetNextFeature(layer)) != NULL;) {
    int64_t id = OGR_F_GetFID(f);
    while (row < table->n && table->source_row[row] < id) row++;
    if (row < table->n && table->source_row[row] == id)
      status = buju_row_shape_take(reading, OGR_F_StealGeometry(f), &shape[row]);
    OGR_F_Destroy(f);
  }
  CPLSetThreadLocalConfigOption(search_option, before);
  CPLFree(before);
  buju_gdal_trap_close();
  if (status != BUJU_OK || trap.failures == 0) return status;
  return buju_fail(reading->ctx, BUJU_E_DATA, BUJU_SAY(broken, buju_text(reading->file), buju_text(trap.first)));
}

static buju_status take_layer(buju_reading *reading, const char *path, buju_raw *raw) {
  GDALDatasetH dataset = NULL;
  buju_status status = open_shp(reading, path, &dataset);
  if (status != BUJU_OK) return status;
  OGRLayerH layer = GDALDatasetGetLayer(dataset, 0);
  bool known = false;
  raw->srs = buju_prj_srs(reading, path, layer, &known);
  raw->srs_from = ".prj";
  raw->shape = BUJU_NEW(reading->arena, buju_row_shape, raw->table.n);
  status =
      raw->shape == NULL ? buju_fail_memory(reading->ctx) : take_shapes(reading, layer, known, &raw->table, raw->shape);
  GDALClose(dataset);
  return status;
}

/* A shapefile is one layer, called as its file is. */
static buju_status check_layer_name(buju_reading *reading) {
  BUJU_MSG(other, "{0}：没有图层“{1}”；现有 {2}", "{0}: no layer \"{1}\"; there is {2}");
  if (reading->wanted == NULL || strcmp(reading->wanted, reading->layer) == 0) return BUJU_OK;
  return buju_fail(reading->ctx, BUJU_E_SCENARIO,
                   BUJU_SAY(other, buju_text(reading->file), buju_text(reading->wanted), buju_text(reading->layer)));
}

buju_status buju_read_shapefile(buju_reading *reading, const char *path, buju_raw *raw) {
  BUJU_MSG(disagree, "{0}：.shx 有{1}个图形，.dbf 有{2}行，两者不符；请重新导出",
           "{0}: {1} shape{1?|s} in the .shx but {2} row{2?|s} in the .dbf; export it again");
  char dbf_path[BUJU_PATH_BYTES];
  uint64_t shapes = 0;
  buju_dbf dbf = {0};
  buju_status status = check_layer_name(reading);
  if (status == BUJU_OK) status = check_parts(reading, path, &shapes);
  if (status == BUJU_OK) status = need_sibling(reading, path, "dbf", dbf_path);
  if (status == BUJU_OK) status = buju_dbf_open(reading->ctx, dbf_path, reading->file, &dbf);
  if (status == BUJU_OK && dbf.rows != shapes)
    status = buju_fail(reading->ctx, BUJU_E_DATA,
                       BUJU_SAY(disagree, buju_text(reading->file), buju_int((int64_t)shapes), buju_int(dbf.rows)));
  if (status == BUJU_OK) status = buju_dbf_take(reading, dbf_path, &dbf, &raw->table);
  buju_dbf_close(&dbf);
  if (status == BUJU_OK) status = take_layer(reading, path, raw);
  return status;
}

buju_status buju_read_dbf(buju_reading *reading, const char *path, buju_raw *raw) {
  buju_dbf dbf = {0};
  buju_status status = buju_dbf_open(reading->ctx, path, reading->file, &dbf);
  if (status == BUJU_OK) status = buju_dbf_take(reading, path, &dbf, &raw->table);
  buju_dbf_close(&dbf);
  return status;
}
