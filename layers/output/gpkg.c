/* Writing the layers with GDAL's GeoPackage driver. SPDX-License-Identifier: Apache-2.0 */
#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/gdal_start.h"
#include "layers/gdal_trap.h"
#include "layers/output/output.h"

#define BUJU_LAYER(NAME, name, ...) &buju_shape_##name,
const buju_shaper *const buju_shapers[BUJU_LAYERS] = {
#include "core/columns/layers.def"
};
#undef BUJU_LAYER

BUJU_MSG(writing, "写出 {0}", "writing {0}");

/* What makes the bytes the same in every run and writing fast, for this thread only; what was set is set again. A draft
 * is thrown away unless it is whole, and flushed before it gets its name: SQLite need neither journal it on the disk
 * nor wait for the disk itself. */
enum { OPTIONS = 5 };
static const char *const option_names[OPTIONS] = {"OGR_CURRENT_DATE", "OGR_GPKG_ALLOW_THREADED_RTREE",
                                                  "OGR_SQLITE_CACHE", "OGR_SQLITE_JOURNAL", "OGR_SQLITE_SYNCHRONOUS"};

static void set_options(const buju_scenario *scenario, char *before[OPTIONS]) {
  char today[40];
  buju_date day = scenario->as_of;
  snprintf(today, sizeof today, "%04d-%02u-%02uT00:00:00.000Z", day.year, day.month, day.day);
  for (int i = 0; i < OPTIONS; i++) {
    const char *value = CPLGetThreadLocalConfigOption(option_names[i], NULL);
    before[i] = value != NULL ? CPLStrdup(value) : NULL;
  }
  CPLSetThreadLocalConfigOption(option_names[0], today);
  CPLSetThreadLocalConfigOption(option_names[1], "NO");
  CPLSetThreadLocalConfigOption(option_names[2], "256"); /* MB, used as needed: an index does not fit in SQLite's 2 */
  CPLSetThreadLocalConfigOption(option_names[3], "MEMORY");
  CPLSetThreadLocalConfigOption(option_names[4], "OFF");
}

static void restore_options(char *before[OPTIONS]) {
  for (int i = 0; i < OPTIONS; i++) {
    CPLSetThreadLocalConfigOption(option_names[i], before[i]);
    CPLFree(before[i]);
  }
}

static OGRwkbGeometryType geometry_type(const buju_output *out, buju_spec_geometry geometry) {
  switch (geometry) {
  case BUJU_GEOMETRY_NONE: return wkbNone;
  case BUJU_GEOMETRY_POINT: return wkbPoint;
  case BUJU_GEOMETRY_LINE: return wkbLineString;
  case BUJU_GEOMETRY_POLYGON: return wkbMultiPolygon;
  case BUJU_GEOMETRY_VILLAGE: return out->region->village.polygons ? wkbMultiPolygon : wkbPoint;
  }
  return wkbNone;
}

static bool add_field(OGRLayerH layer, const buju_column_spec *column) {
  static const OGRFieldType types[BUJU_TYPES] = {OFTString, OFTInteger64, OFTReal, OFTInteger, OFTDate};
  OGRFieldDefnH field = OGR_Fld_Create(column->name, types[column->type]);
  if (column->type == BUJU_TYPE_BOOLEAN) OGR_Fld_SetSubType(field, OFSTBoolean);
  bool added = OGR_L_CreateField(layer, field, FALSE) == OGRERR_NONE;
  OGR_Fld_Destroy(field);
  return added;
}

static OGRLayerH add_layer(GDALDatasetH file, const buju_output *out, OGRSpatialReferenceH crs,
                           const buju_layer_spec *spec, buju_ix rows) {
  OGRwkbGeometryType type = geometry_type(out, spec->geometry);
  char **options = CSLSetNameValue(NULL, "GEOMETRY_NAME", "geom");
  options = CSLSetNameValue(options, "FID", "fid");
  options = CSLSetNameValue(options, "IDENTIFIER", spec->alias.zh);
  options = CSLSetNameValue(options, "SPATIAL_INDEX", rows >= BUJU_INDEXED_FROM_ROWS ? "YES" : "NO");
  char description[512];
  snprintf(description, sizeof description, "%s %s", spec->text.zh, spec->text.en);
  options = CSLSetNameValue(options, "DESCRIPTION", description);
  OGRLayerH layer = GDALDatasetCreateLayer(file, spec->name, type != wkbNone ? crs : NULL, type, options);
  CSLDestroy(options);
  for (buju_ix c = 0; layer != NULL && c < spec->n; c++)
    if (!add_field(layer, &spec->column[c])) return NULL;
  return layer;
}

/* Progress about every 4096 rows. */
static void step(const buju_output *out, const buju_layer_spec *spec, buju_ix i, buju_ix n) {
  if (i % 4096 == 0) buju_ctx_step(out->ctx, BUJU_SAY(writing, buju_word(&spec->alias)), n > 0 ? (double)i / n : 1);
}

static buju_status add_rows(buju_output *out, OGRLayerH layer, const buju_layer_spec *spec, const buju_shaper *shaper,
                            buju_ix n, const buju_gdal_trap *trap) {
  buju_row row = {out, spec, NULL, BUJU_OK, NULL, 0, 0};
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
  for (buju_ix i = 0; i < n && row.bad == BUJU_OK && trap->failures == 0; i++) {
    step(out, spec, i, n);
    row.feature = OGR_F_Create(definition);
    shaper->shape(&row, i);
    if (row.bad == BUJU_OK && OGR_L_CreateFeature(layer, row.feature) != OGRERR_NONE) row.bad = BUJU_E_IO;
    OGR_F_Destroy(row.feature);
  }
  free(row.text);
  return row.bad == BUJU_OK && trap->failures > 0 ? BUJU_E_IO : row.bad;
}

static buju_status add_layers(buju_output *out, GDALDatasetH file, OGRSpatialReferenceH crs, buju_tally *tally,
                              const buju_gdal_trap *trap) {
  for (int l = 0; l < BUJU_LAYERS; l++) {
    const buju_shaper *shaper = buju_shapers[l];
    if ((buju_layer_specs[l].files & out->file) == 0) continue;
    buju_status status = shaper->prepare != NULL ? shaper->prepare(out) : BUJU_OK;
    if (status != BUJU_OK) return status;
    tally->rows[l] = shaper->rows(out);
    tally->written[l] = shaper->always || tally->rows[l] > 0;
    if (!tally->written[l]) continue;
    OGRLayerH layer = add_layer(file, out, crs, &buju_layer_specs[l], tally->rows[l]);
    if (layer == NULL) return BUJU_E_IO;
    status = add_rows(out, layer, &buju_layer_specs[l], shaper, tally->rows[l], trap);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

static buju_status read_crs(buju_output *out, OGRSpatialReferenceH *crs) {
  BUJU_MSG(bad_crs, "坐标系 {0} 无法写入成果；请在方案文件中设置 output_crs",
           "the CRS {0} cannot be written; set output_crs in the scenario");
  const char *name = out->region->crs.name != NULL ? out->region->crs.name : "";
  OGRSpatialReferenceH made = OSRNewSpatialReference(NULL);
  char *wkt = CPLStrdup(out->region->crs.wkt != NULL ? out->region->crs.wkt : ""), *rest = wkt;
  bool good = OSRImportFromWkt(made, &rest) == OGRERR_NONE;
  CPLFree(wkt);
  if (!good) {
    OSRDestroySpatialReference(made);
    return buju_fail(out->ctx, BUJU_E_CRS, BUJU_SAY(bad_crs, buju_text(name)));
  }
  OSRSetAxisMappingStrategy(made, OAMS_TRADITIONAL_GIS_ORDER);
  *crs = made;
  return BUJU_OK;
}

/* One transaction for everything: either the file is whole or it is thrown away. */
static buju_status write_file(buju_output *out, const char *path, OGRSpatialReferenceH crs, buju_tally *tally,
                              const buju_gdal_trap *trap) {
  GDALDatasetH file = GDALCreate(GDALGetDriverByName("GPKG"), path, 0, 0, 0, GDT_Unknown, NULL);
  if (file == NULL) return BUJU_E_IO;
  buju_status status = GDALDatasetStartTransaction(file, FALSE) == OGRERR_NONE ? BUJU_OK : BUJU_E_IO;
  if (status == BUJU_OK) status = add_layers(out, file, crs, tally, trap);
  if (status == BUJU_OK && GDALDatasetCommitTransaction(file) != OGRERR_NONE) status = BUJU_E_IO;
  GDALClose(file);
  return status == BUJU_OK && trap->failures > 0 ? BUJU_E_IO : status;
}

buju_status buju_gpkg_write(buju_output *out, const char *path, buju_tally *tally) {
  OGRSpatialReferenceH crs = NULL;
  buju_gdal_trap trap;
  char *before[OPTIONS];
  buju_gdal_start();
  set_options(out->scenario, before);
  buju_gdal_trap_open(&trap);
  buju_status status = read_crs(out, &crs);
  if (status == BUJU_OK) {
    status = write_file(out, path, crs, tally, &trap);
    OSRDestroySpatialReference(crs);
  }
  buju_gdal_trap_close();
  restore_options(before);
  if (status == BUJU_E_IO)
    return buju_fail(out->ctx, BUJU_E_IO, BUJU_SAY(buju_cannot_write, buju_text(out->shown), buju_text(trap.first)));
  return status;
}
