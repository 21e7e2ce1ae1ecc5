/* Every other vector format, through GDAL. SPDX-License-Identifier: Apache-2.0 */
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/gdal_start.h"
#include "layers/gdal_trap.h"
#include "layers/source_bounds.h"
#include "layers/source_read.h"
#include "layers/source_shape.h"
#include "layers/source_table.h"
#include "layers/source_text.h"

static const buju_finding_kind bad_number = {"number_not_finite",
                                             BUJU_WARNING,
                                             {"数值不是有限的数", "the number is not finite"},
                                             {"按空白处理", "taken as blank"}};

static const buju_finding_kind precision_lost = {
    "precision_lost",
    BUJU_WARNING,
    {"{0}超过2的53次方，以浮点数存放时末位已不可靠",
     "{0} is beyond 2^53: stored as a real, its last digits are not to be trusted"},
    {"按原样读取；代码应存为文本", "read as it stands; codes belong in text columns"}};

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
  const char *wanted = reading->wanted;
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

/* What one column's cells are read with, and what was odd about them. */
typedef struct ogr_column {
  buju_text_column texts;
  buju_tally not_finite, beyond;
} ogr_column;

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

static buju_status take_real(buju_reading *reading, int64_t row, buju_ix column, bool blank, double value,
                             ogr_column *at, buju_table_build *build) {
  buju_status status = BUJU_OK;
  if (!isfinite(value)) {
    status = buju_tally_add(reading, &at->not_finite, row, (buju_arg){0}, (buju_arg){0});
    blank = true;
  } else if (fabs(value) > 9007199254740992.0) {
    status = buju_tally_add(reading, &at->beyond, row, buju_real(value), (buju_arg){0});
  }
  return status == BUJU_OK ? buju_build_real(reading, build, column, blank, value) : status;
}

static buju_status take_cell(buju_reading *reading, OGRFeatureH feature, const columns *plan, buju_ix column,
                             ogr_column *at, buju_table_build *build) {
  int field = plan->field[column];
  int64_t row = OGR_F_GetFID(feature);
  bool blank = !OGR_F_IsFieldSetAndNotNull(feature, field);
  if (plan->type[column] == BUJU_CELL_INTEGER)
    return buju_build_integer(reading, build, column, blank, blank ? 0 : OGR_F_GetFieldAsInteger64(feature, field));
  if (plan->type[column] == BUJU_CELL_REAL)
    return take_real(reading, row, column, blank, blank ? 0 : OGR_F_GetFieldAsDouble(feature, field), at, build);
  const char *text = NULL;
  if (!blank) {
    char scratch[40];
    const char *raw = text_of(feature, field, OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field)), scratch);
    buju_status status = buju_text_take(reading, &at->texts, row, (buju_text_span){raw, strlen(raw)}, &text);
    if (status != BUJU_OK) return status;
  }
  return buju_build_text(reading, build, column, text);
}

/* A layer being read. */
typedef struct ogr_reading {
  buju_reading *reading;
  const columns *plan;
  ogr_column *column;
  buju_decoder otherwise; /* MapInfo and others hand out bytes whose encoding nobody wrote down */
  buju_text_column names;
  buju_table_build build;
  buju_vec shapes; /* of buju_row_shape */
} ogr_reading;

static void ogr_reading_free(ogr_reading *o) {
  for (buju_ix c = 0; o->column != NULL && c < o->plan->n; c++) buju_decoder_close(&o->column[c].texts.decoder);
  free(o->column);
  buju_decoder_close(&o->names.decoder);
  buju_decoder_close(&o->otherwise);
  buju_vec_free(&o->shapes);
  buju_build_free(&o->build);
}

static buju_status open_texts(ogr_reading *o) {
  BUJU_MSG(unknown, "{0}：不认识编码“{1}”；可写 {2}", "{0}: the encoding \"{1}\" is not known; known are {2}");
  const char *given = o->reading->input->encoding;
  const buju_encoding *encoding = given != NULL ? buju_encoding_named(given) : &buju_gb18030;
  if (encoding == NULL)
    return buju_fail(
        o->reading->ctx, BUJU_E_SCENARIO,
        BUJU_SAY(unknown, buju_text(o->reading->file), buju_text(given), buju_text(buju_encoding_names())));
  o->names.otherwise = &o->otherwise;
  buju_status status = buju_decoder_open(o->reading->ctx, &o->names.decoder, &buju_utf8);
  return status == BUJU_OK ? buju_decoder_open(o->reading->ctx, &o->otherwise, encoding) : status;
}

static buju_status open_columns(ogr_reading *o) {
  o->column = calloc((size_t)o->plan->n + 1, sizeof *o->column);
  if (o->column == NULL) return buju_fail_memory(o->reading->ctx);
  buju_status status = BUJU_OK;
  for (buju_ix c = 0; status == BUJU_OK && c < o->plan->n; c++) {
    const char *name = o->build.column[c].name;
    o->column[c] = (ogr_column){{.otherwise = &o->otherwise}, {&bad_number, name, 0}, {&precision_lost, name, 0}};
    buju_text_begin(&o->column[c].texts, name);
    status = buju_decoder_open(o->reading->ctx, &o->column[c].texts.decoder, &buju_utf8);
  }
  return status;
}

static buju_status end_columns(ogr_reading *o) {
  buju_status status = BUJU_OK;
  for (buju_ix c = 0; status == BUJU_OK && c < o->plan->n; c++) {
    status = buju_text_end(o->reading, &o->column[c].texts);
    if (status == BUJU_OK) status = buju_tally_end(o->reading, &o->column[c].not_finite);
    if (status == BUJU_OK) status = buju_tally_end(o->reading, &o->column[c].beyond);
  }
  return status;
}

static buju_status take_feature(ogr_reading *o, OGRFeatureH feature) {
  buju_status status = buju_build_row(o->reading, &o->build, OGR_F_GetFID(feature));
  for (buju_ix c = 0; status == BUJU_OK && c < o->plan->n; c++)
    status = take_cell(o->reading, feature, o->plan, c, &o->column[c], &o->build);
  if (status != BUJU_OK) return status;
  buju_row_shape *shape = buju_vec_push(&o->shapes, sizeof *shape);
  if (shape == NULL) return buju_fail_memory(o->reading->ctx);
  return buju_row_shape_take(o->reading, OGR_F_StealGeometry(feature), shape);
}

static buju_status take_features(ogr_reading *o, buju_features features) {
  BUJU_MSG(broken, "{0}：读取图层“{1}”出错（{2}）；请修复或重新导出",
           "{0}: layer \"{1}\" cannot be read ({2}); mend it or export it again");
  buju_gdal_trap trap;
  buju_gdal_trap_open(&trap);
  buju_status status = BUJU_OK;
  for (OGRFeatureH f; status == BUJU_OK && (f = features.next(features.user)) != NULL;) {
    status = take_feature(o, f);
    OGR_F_Destroy(f);
  }
  buju_gdal_trap_close();
  if (status == BUJU_OK) status = end_columns(o);
  if (status != BUJU_OK || trap.failures == 0) return status;
  return buju_fail(o->reading->ctx, BUJU_E_DATA,
                   BUJU_SAY(broken, buju_text(o->reading->file), buju_text(o->reading->layer), buju_text(trap.first)));
}

static buju_status take_layer(buju_reading *reading, OGRLayerH layer, buju_features features, buju_raw *raw) {
  columns plan = {0};
  ogr_reading o = {.reading = reading, .plan = &plan};
  void *shapes = NULL;
  buju_status status = open_texts(&o);
  if (status == BUJU_OK) status = plan_columns(reading, OGR_L_GetLayerDefn(layer), &o.names, &plan);
  if (status == BUJU_OK) status = buju_build_begin(reading, &o.build, plan.n, plan.name, plan.type);
  if (status == BUJU_OK) status = open_columns(&o);
  if (status == BUJU_OK) status = take_features(&o, features);
  if (status == BUJU_OK) status = buju_build_end(reading, &o.build, &raw->table);
  if (status == BUJU_OK && OGR_L_GetGeomType(layer) != wkbNone) {
    if (buju_vec_freeze(&o.shapes, sizeof(buju_row_shape), reading->arena, &shapes))
      raw->shape = shapes;
    else
      status = buju_fail_memory(reading->ctx);
  }
  ogr_reading_free(&o);
  columns_free(&plan);
  return status;
}

buju_status buju_read_features(buju_reading *reading, void *layer, buju_features features, buju_raw *raw) {
  reading->layer = buju_arena_text(reading->arena, OGR_L_GetName(layer));
  if (reading->layer == NULL) return buju_fail_memory(reading->ctx);
  OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(layer);
  raw->srs = srs != NULL ? OSRClone(srs) : NULL;
  return take_layer(reading, layer, features, raw);
}

static void *next_of_layer(void *layer) { return OGR_L_GetNextFeature(layer); }

buju_status buju_read_ogr(buju_reading *reading, const char *path, buju_raw *raw) {
  GDALDatasetH dataset = NULL;
  OGRLayerH layer = NULL;
  buju_status status = open_any(reading, path, &dataset);
  if (status != BUJU_OK) return status;
  status = choose_layer(reading, dataset, &layer);
  if (status == BUJU_OK) {
    only_this_layer(dataset, layer);
    buju_bounds_keep(reading, layer);
    status = buju_read_features(reading, layer, (buju_features){next_of_layer, layer}, raw);
  }
  GDALClose(dataset);
  return status;
}
