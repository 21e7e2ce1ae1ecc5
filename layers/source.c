/* Reading a source: find the file, read it, keep the rows asked for, put it in place. SPDX-License-Identifier: Apache-2.0 */
#include "layers/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/file_hash.h"
#include "layers/gdal_start.h"
#include "layers/gdal_trap.h"
#include "layers/source_open.h"
#include "layers/source_read.h"

static const buju_finding_kind and_more = {"and_more",
                                           BUJU_NOTE,
                                           {"同类问题还有{0}处（{1}）", "{0} more of the same ({1})"},
                                           {"处理方式相同，不再逐条列出", "treated alike, not listed one by one"}};

enum { NAMED_MAX = 200 };

buju_status buju_reading_find(buju_reading *reading, const buju_finding_kind *kind, int64_t row, const char *field,
                              buju_arg first, buju_arg second) {
  return buju_find(reading->ctx, reading->findings,
                   (buju_finding){.kind = kind,
                                  .file = reading->file,
                                  .layer = reading->layer,
                                  .field = field,
                                  .row = row,
                                  .arg = {first, second}});
}

buju_status buju_tally_add(buju_reading *reading, buju_tally *tally, int64_t row, buju_arg first, buju_arg second) {
  if (tally->count++ >= NAMED_MAX) return BUJU_OK;
  return buju_reading_find(reading, tally->kind, row, tally->field, first, second);
}

buju_status buju_tally_end(buju_reading *reading, const buju_tally *tally) {
  if (tally->count <= NAMED_MAX) return BUJU_OK;
  return buju_reading_find(reading, &and_more, -1, tally->field, buju_int(tally->count - NAMED_MAX),
                           buju_text(tally->kind->id));
}

void buju_raw_free(buju_raw *raw) {
  if (raw->srs != NULL) OSRDestroySpatialReference(raw->srs);
  *raw = (buju_raw){0};
}

buju_status buju_source_raw(buju_reading *reading, const buju_source_place *place, buju_raw *raw) {
  switch (place->format) {
  case BUJU_FORMAT_SHAPEFILE: return buju_read_shapefile(reading, place->path, raw);
  case BUJU_FORMAT_DBF: return buju_read_dbf(reading, place->path, raw);
  case BUJU_FORMAT_CSV: return buju_read_csv(reading, place->path, raw);
  case BUJU_FORMAT_WORKBOOK: return buju_read_workbook(reading, place->path, raw);
  case BUJU_FORMAT_OSM:
    if (reading->input->role == BUJU_INPUT_ROADS) return buju_read_osm_roads(reading, place->path, raw);
    return buju_read_ogr(reading, place->path, raw);
  case BUJU_FORMAT_OTHER: return buju_read_ogr(reading, place->path, raw);
  }
  return BUJU_E_INTERNAL;
}

static buju_status filter_and_place(buju_reading *reading, buju_raw *raw, buju_crs_target *target, buju_layer *out) {
  const char *where = reading->input->where;
  bool late = where != NULL && buju_where_needs_places(where);
  buju_status status = BUJU_OK;
  out->table = raw->table;
  if (where != NULL && !late) status = buju_keep_where(reading, out, raw->shape);
  raw->table = out->table;
  if (status == BUJU_OK) status = buju_place(reading, raw, target, out);
  if (status == BUJU_OK && late) status = buju_keep_where(reading, out, NULL);
  return status;
}

static buju_status fill(buju_reading *reading, buju_crs_target *target, buju_layer *out) {
  BUJU_MSG(empty, "{0}：没有一行数据；请检查是否导出了空图层", "{0}: holds no rows; was an empty layer exported?");
  buju_source_place place = {0};
  buju_raw raw = {0};
  buju_status status = buju_source_locate(reading, &place);
  if (status == BUJU_OK) status = buju_source_raw(reading, &place, &raw);
  bool clipped = place.format == BUJU_FORMAT_OSM && target->bounded; /* then nothing left is not an empty file */
  if (status == BUJU_OK && raw.table.n == 0 && !clipped)
    status = buju_fail(reading->ctx, BUJU_E_DATA, BUJU_SAY(empty, buju_text(reading->file)));
  if (status == BUJU_OK) status = buju_points_of_columns(reading, &raw);
  if (status == BUJU_OK) status = filter_and_place(reading, &raw, target, out);
  if (status == BUJU_OK) status = buju_source_hash(reading, &place, &out->hash);
  buju_raw_free(&raw);
  return status;
}

buju_status buju_source_read(buju_ctx *ctx, const buju_scenario *scenario, const buju_input *input,
                             buju_crs_target *target, buju_findings *findings, buju_arena *arena, buju_layer **out) {
  buju_reading reading = {.ctx = ctx,
                          .scenario = scenario,
                          .input = input,
                          .findings = findings,
                          .arena = arena,
                          .wanted = input->layer,
                          .target = target,
                          .intern = {.arena = arena},
                          .file = input->shown != NULL ? input->shown : input->path};
  buju_layer *layer = BUJU_NEW(arena, buju_layer, 1);
  if (layer == NULL) return buju_fail_memory(ctx);
  buju_gdal_trap trap;
  buju_gdal_start();
  buju_gdal_trap_open(&trap); /* whatever is said outside the traps within, nothing is printed */
  buju_status status = fill(&reading, target, layer);
  buju_gdal_trap_close();
  buju_intern_free(&reading.intern);
  if (status == BUJU_OK) *out = layer;
  return status;
}
