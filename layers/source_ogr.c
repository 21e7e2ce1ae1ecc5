/* Every other vector format, through GDAL. SPDX-License-Identifier: Apache-2.0 */
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/gdal_start.h"
#include "layers/gdal_trap.h"
#include "layers/source_read.h"
#include "layers/source_shape.h"
#include "layers/source_table.h"
#include "layers/source_text.h"

static const buju_finding_kind bad_number = {"number_not_finite",
                                             BUJU_WARNING,
                                             {"数值不是有限的数", "the number is not finite"},
                                             {"视为空白", "taken as blank"}};

enum { NAMES_BYTES = 400 };

static buju_status open_any(buju_reading *reading, const char *path, GDALDatasetH *out) {
  BUJU_MSG(refused, "{0}：不是 GDAL 能读的矢量数据（{1}）；请导出为 Shapefile 或 GeoPackage",
           "{0}: not vector data GDAL can read ({1}); export it as a shapefile or GeoPackage");
  buju_gdal_trap trap;
  buju_gdal_start();
  buju_gdal_trap_open(&trap);
  GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
  buju_gdal_trap_close();
  if (dataset == NULL)
    return buju_fail(reading->ctx, BUJU_E_OPEN, BUJU_SAY(refused, buju_text(reading->file), buju_text(trap.first)));
  *out = dataset;
  return BUJU_OK;
}

/* "a, b, c", as many as fit. */
static void list_layers(GDALDatasetH dataset, char out[NAMES_BYTES]) {
  size_t at = 0;
  out[0] = '\0';
  for (int i = 0; i < GDALDatasetGetLayerCount(dataset) && at < NAMES_BYTES - 1; i++) {
    const char *name = OGR_L_GetName(GDALDatasetGetLayer(dataset, i));
    int n = snprintf(out + at, NAMES_BYTES - at, "%s%s", i > 0 ? ", " : "", name);
    at += n > 0 ? (size_t)n : 0;
  }
}

static buju_status choose_layer(buju_reading *reading, GDALDatasetH dataset, OGRLayerH *out) {
  BUJU_MSG(none, "{0}：没有图层", "{0}: holds no layer");
  BUJU_MSG(several, "{0}：有多个图层（{1}）；请用 layer: 指定一个",
           "{0}: several layers ({1}); choose one with layer:");
  BUJU_MSG(unknown, "{0}：没有图层“{1}”；现有 {2}", "{0}: no layer \"{1}\"; there are {2}");
  char names[NAMES_BYTES];
  const char *wanted = reading->input->layer;
  int n = GDALDatasetGetLayerCount(dataset);
  if (n == 0) return buju_fail(reading->ctx, BUJU_E_DATA, BUJU_SAY(none, buju_text(reading->file)));
  list_layers(dataset, names);
  if (wanted == NULL && n > 1)
    return buju_fail(reading->ctx, BUJU_E_SCENARIO, BUJU_SAY(several, buju_text(reading->file), buju_text(names)));
  *out = wanted != NULL ? GDALDatasetGetLayerByName(dataset, wanted) : GDALDatasetGetLayer(dataset, 0);
  if (*out != NULL) return BUJU_OK;
  return buju_fail(reading->ctx, BUJU_E_SCENARIO,
                   BUJU_SAY(unknown, buju_text(reading->file), buju_text(wanted), buju_text(names)));
}

/* OpenStreetMap files hand out features of all layers at once; the driver must be told that one is enough. */
static void only_this_layer(GDALDatasetH dataset, OGRLayerH layer) {
  char order[128];
  const char *driver = GDALGetDriverShortName(GDALGetDatasetDriver(dataset));
  if (driver == NULL || strcmp(driver, "OSM") != 0) return;
  snprintf(order, sizeof order, "SET interest_layers = %s", OGR_L_GetName(layer));
  OGRLayerH result = GDALDatasetExecuteSQL(dataset, order, NULL, NULL);
  if (result != NULL) GDALDatasetReleaseResultSet(dataset, result);
}

/* The columns that are read; field[c] is OGR's index. */
typedef struct columns {
  buju_ix n;
  int *field;
  const char **name;
  buju_cell_type *type;
} columns;

static void columns_free(columns *c) {
  free(c->field);
  free(c->name);
  free(c->type);
}

static buju_cell_type type_of(OGRFieldType type) {
  if (type == OFTInteger || type == OFTInteger64) return BUJU_CELL_INTEGER;
  return type == OFTReal ? BUJU_CELL_REAL : BUJU_CELL_TEXT;
}

static buju_status plan_columns(buju_reading *reading, OGRFeatureDefnH definition, buju_text_column *texts,
                                columns *out) {
  size_t n = (size_t)OGR_FD_GetFieldCount(definition);
  out->field = calloc(n + 1, sizeof *out->field);
  out->name = calloc(n + 1, sizeof *out->name);
  out->type = calloc(n + 1, sizeof *out->type);
  if (out->field == NULL || out->name == NULL || out->type == NULL) return buju_fail_memory(reading->ctx);
  for (int f = 0; f < (int)n; f++) {
    OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, f);
    const char *raw = OGR_Fld_GetNameRef(field), *name = NULL;
    if (OGR_Fld_GetType(field) == OFTBinary) continue; /* pictures and the like: nothing to plan with */
    buju_text_begin(texts, NULL);
    buju_status status = buju_text_take(reading, texts, -1, (buju_text_span){raw, strlen(raw)}, &name);
    if (status != BUJU_OK) return status;
    out->field[out->n] = f;
    out->name[out->n] = name != NULL ? name : "";
    out->type[out->n++] = type_of(OGR_Fld_GetType(field));
  }
  return BUJU_OK;
}

/* Dates and times as ISO 8601, everything else as GDAL writes it. */
static const char *text_of(OGRFeatureH feature, int field, OGRFieldType type, char scratch[40]) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
  float second = 0;
  if (type != OFTDate && type != OFTTime && type != OFTDateTime) return OGR_F_GetFieldAsString(feature, field);
  if (!OGR_F_GetFieldAsDateTimeEx(feature, field, &year, &month, &day, &hour, &minute, &second, &zone)) return "";
  int whole = (int)second;
  if (type == OFTDate)
    snprintf(scratch, 40, "%04d-%02d-%02d", year, month, day);
  else if (type == OFTTime)
    snprintf(scratch, 40, "%02d:%02d:%02d", hour, minute, whole);
  else
    snprintf(scratch, 40, "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, hour, minute, whole);
  return scratch;
}

static buju_status take_cell(buju_reading *reading, OGRFeatureH feature, const columns *plan, buju_ix column,
                             buju_text_column *texts, buju_table_build *build) {
  int field = plan->field[column];
  int64_t row = OGR_F_GetFID(feature);
  bool blank = !OGR_F_IsFieldSetAndNotNull(feature, field);
  if (plan->type[column] == BUJU_CELL_INTEGER)
    return buju_build_integer(reading, build, column, blank, blank ? 0 : OGR_F_GetFieldAsInteger64(feature, field));
  if (plan->type[column] == BUJU_CELL_REAL) {
    double value = blank ? 0 : OGR_F_GetFieldAsDouble(feature, field);
    if (isfinite(value)) return buju_build_real(reading, build, column, blank, value);
    buju_status status =
        buju_reading_find(reading, &bad_number, row, build->column[column].name, (buju_arg){0}, (buju_arg){0});
    return status == BUJU_OK ? buju_build_real(reading, build, column, true, 0) : status;
  }
  const char *text = NULL;
  if (!blank) {
    char scratch[40];
    const char *raw = text_of(feature, field, OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field)), scratch);
    buju_status status = buju_text_take(reading, &texts[column], row, (buju_text_span){raw, strlen(raw)}, &text);
    if (status != BUJU_OK) return status;
  }
  return buju_build_text(reading, build, column, text);
}

static buju_status take_feature(buju_reading *reading, OGRFeatureH feature, const columns *plan,
                                buju_text_column *texts, buju_table_build *build, buju_vec *shapes) {
  buju_status status = buju_build_row(reading, build, OGR_F_GetFID(feature));
  for (buju_ix c = 0; status == BUJU_OK && c < plan->n; c++)
    status = take_cell(reading, feature, plan, c, texts, build);
  if (status != BUJU_OK) return status;
  buju_row_shape *shape = buju_vec_push(shapes, sizeof *shape);
  if (shape == NULL) return buju_fail_memory(reading->ctx);
  return buju_row_shape_take(reading, OGR_F_StealGeometry(feature), shape);
}

static buju_status take_features(buju_reading *reading, OGRLayerH layer, const columns *plan, buju_text_column *texts,
                                 buju_table_build *build, buju_vec *shapes) {
  BUJU_MSG(broken, "{0}：读取图层“{1}”出错（{2}）；请修复或重新导出",
           "{0}: layer \"{1}\" cannot be read ({2}); mend it or export it again");
  buju_gdal_trap trap;
  buju_gdal_trap_open(&trap);
  buju_status status = BUJU_OK;
  for (OGRFeatureH f; status == BUJU_OK && (f = OGR_L_GetNextFeature(layer)) != NULL;) {
    status = take_feature(reading, f, plan, texts, build, shapes);
    OGR_F_Destroy(f);
  }
  buju_gdal_trap_close();
  for (buju_ix c = 0; status == BUJU_OK && c < plan->n; c++) status = buju_text_end(reading, &texts[c]);
  if (status != BUJU_OK || trap.failures == 0) return status;
  return buju_fail(reading->ctx, BUJU_E_DATA,
                   BUJU_SAY(broken, buju_text(reading->file), buju_text(reading->layer), buju_text(trap.first)));
}

static buju_status take_layer(buju_reading *reading, OGRLayerH layer, buju_raw *raw) {
  columns plan = {0};
  buju_table_build build = {0};
  buju_vec shapes = {0};
  void *frozen = NULL;
  buju_text_column name_texts = {.decoder = {.encoding = &buju_utf8}}, *texts = NULL;
  buju_status status = plan_columns(reading, OGR_L_GetLayerDefn(layer), &name_texts, &plan);
  if (status == BUJU_OK) status = buju_build_begin(reading, &build, plan.n, plan.name, plan.type);
  if (status == BUJU_OK && (texts = calloc((size_t)plan.n + 1, sizeof *texts)) == NULL)
    status = buju_fail_memory(reading->ctx);
  for (buju_ix c = 0; status == BUJU_OK && c < plan.n; c++) {
    texts[c].decoder.encoding = &buju_utf8;
    buju_text_begin(&texts[c], build.column[c].name);
  }
  if (status == BUJU_OK) status = take_features(reading, layer, &plan, texts, &build, &shapes);
  if (status == BUJU_OK) status = buju_build_end(reading, &build, &raw->table);
  if (status == BUJU_OK && OGR_L_GetGeomType(layer) != wkbNone) {
    if (buju_vec_freeze(&shapes, sizeof(buju_row_shape), reading->arena, &frozen))
      raw->shape = frozen;
    else
      status = buju_fail_memory(reading->ctx);
  }
  for (buju_ix c = 0; texts != NULL && c < plan.n; c++) buju_decoder_close(&texts[c].decoder);
  free(texts);
  buju_decoder_close(&name_texts.decoder);
  buju_vec_free(&shapes);
  buju_build_free(&build);
  columns_free(&plan);
  return status;
}

buju_status buju_read_ogr(buju_reading *reading, const char *path, buju_raw *raw) {
  GDALDatasetH dataset = NULL;
  OGRLayerH layer = NULL;
  buju_status status = open_any(reading, path, &dataset);
  if (status != BUJU_OK) return status;
  status = choose_layer(reading, dataset, &layer);
  if (status == BUJU_OK) {
    reading->layer = buju_arena_text(reading->arena, OGR_L_GetName(layer));
    OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(layer);
    raw->srs = srs != NULL ? OSRClone(srs) : NULL;
    raw->srs_from = "layer";
    only_this_layer(dataset, layer);
    status = reading->layer != NULL ? take_layer(reading, layer, raw) : buju_fail_memory(reading->ctx);
  }
  GDALClose(dataset);
  return status;
}
