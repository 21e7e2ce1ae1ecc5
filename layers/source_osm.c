/* Roads out of OpenStreetMap files. SPDX-License-Identifier: Apache-2.0 */
#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <stdio.h>

#include "layers/gdal_start.h"
#include "layers/gdal_trap.h"
#include "layers/source_bounds.h"
#include "layers/source_osm.h"
#include "layers/source_read.h"

static const buju_finding_kind elsewhere = {"roads_outside",
                                            BUJU_SERIOUS,
                                            {"规划范围（经度{0}至{1}，纬度{2}至{3}）内没有道路",
                                             "no road lies in the area (longitude {0}–{1}, latitude {2}–{3})"},
                                            {"没有读入道路；请换用覆盖本地的 OpenStreetMap 文件",
                                             "no roads are read; take the OpenStreetMap file that covers the area"}};

static const buju_finding_kind gates_close = {
    "road_gates",
    BUJU_NOTE,
    {"{0}处道路上有不放行的大门、路桩等", "places where a gate, a bollard or the like closes a road: {0}"},
    {"各封闭所在的一米道路", "each closes the metre of road it stands on"}};
const buju_finding_kind buju_road_turns_ignored = {
    "road_turns_ignored",
    BUJU_NOTE,
    {"OpenStreetMap 中禁止转弯的规定未读入", "turn restrictions of OpenStreetMap are not read"},
    {"按路口各方向均可转弯测算", "every turn at a junction counts as allowed"}};

/* Which tags become columns: only those a road network is made of, so that a way costs little memory. Ways that close
 * are lines here: a roundabout is no polygon. */
static const char settings[] =
    "closed_ways_are_polygons=\n"
    "attribute_name_laundering=no\n"
    "[points]\nosm_id=no\nattributes=barrier,access,vehicle,motor_vehicle,bicycle,foot\nother_tags=no\n"
    "[lines]\nosm_id=yes\nattributes=highway,route,name,ref,oneway,junction,bridge,tunnel,layer,access,motor_vehicle,"
    "vehicle,bicycle,foot,maxspeed,duration,motorroad\nother_tags=no\n"
    "[multipolygons]\nosm_id=no\nother_tags=no\n[multilinestrings]\nosm_id=no\nother_tags=no\n"
    "[other_relations]\nosm_id=no\nattributes=type\nother_tags=no\n";

static const char roads_only[] = "highway IS NOT NULL OR route = 'ferry'";

/* Opens the file with the settings above; they are read while it is opened, from memory. */
static buju_status open_osm(buju_reading *reading, const char *path, GDALDatasetH *out) {
  BUJU_MSG(refused, "{0}：不是完好的 OpenStreetMap 文件（{1}）；请重新下载",
           "{0}: not a sound OpenStreetMap file ({1}); download it again");
  BUJU_MSG(no_reason, "里面没有 OpenStreetMap 数据", "it holds no OpenStreetMap data");
  char name[64], option[96];
  snprintf(name, sizeof name, "/vsimem/buju_osm_%p.ini", (void *)reading); /* of this reading alone */
  snprintf(option, sizeof option, "CONFIG_FILE=%s", name);
  const char *drivers[] = {"OSM", NULL}, *options[] = {option, NULL};
  buju_gdal_start();
  VSILFILE *file = VSIFileFromMemBuffer(name, (GByte *)settings, sizeof settings - 1, FALSE); /* never written */
  if (file == NULL) return buju_fail_memory(reading->ctx);
  VSIFCloseL(file);
  buju_gdal_trap trap;
  buju_gdal_trap_open(&trap);
  GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, NULL);
  buju_gdal_trap_close();
  VSIUnlink(name);
  if (dataset == NULL)
    return buju_fail(reading->ctx, BUJU_E_OPEN,
                     BUJU_SAY(refused, buju_text(reading->file),
                              trap.first[0] != '\0' ? buju_text(trap.first) : buju_word(&no_reason)));
  *out = dataset;
  return BUJU_OK;
}

static buju_status bounds_in_degrees(buju_reading *reading, buju_bounds *out) {
  buju_crs degrees = {0};
  buju_status status = buju_crs_from_text(reading->ctx, "EPSG:4326", reading->file, &degrees);
  if (status == BUJU_OK) status = buju_bounds_of(reading->ctx, reading->target, &degrees, reading->file, out);
  buju_crs_free(&degrees);
  return status;
}

/* Ways as they come, cut at the gates that came before them: files keep points before ways. */
typedef struct ways {
  GDALDatasetH dataset;
  OGRLayerH lines, points;
  buju_gates gates;
} ways;

static void *next_way(void *user) {
  ways *w = user;
  OGRFeatureH feature = buju_gates_next(&w->gates);
  while (feature == NULL && !w->gates.out_of_memory) {
    OGRLayerH from = NULL;
    OGRFeatureH read = GDALDatasetGetNextFeature(w->dataset, &from, NULL, NULL, NULL);
    if (read == NULL) return NULL;
    if (from == w->lines) {
      buju_gates_cut(&w->gates, read);
      feature = buju_gates_next(&w->gates);
      continue;
    }
    if (from == w->points) buju_gates_note(&w->gates, read);
    OGR_F_Destroy(read);
  }
  return feature;
}

/* The driver hands out features of all layers at once; told which are wanted, it keeps no index of ways. */
static void want_layers(const ways *w, const buju_bounds *area) {
  OGRLayerH nothing = GDALDatasetExecuteSQL(w->dataset, "SET interest_layers = points,lines", NULL, NULL);
  if (nothing != NULL) GDALDatasetReleaseResultSet(w->dataset, nothing);
  OGR_L_SetAttributeFilter(w->lines, roads_only);
  OGR_L_SetAttributeFilter(w->points, "barrier IS NOT NULL");
  if (area == NULL) return;
  OGR_L_SetSpatialFilterRect(w->lines, area->x0, area->y0, area->x1, area->y1);
  OGR_L_SetSpatialFilterRect(w->points, area->x0, area->y0, area->x1, area->y1);
}

/* What was cut, what was not read, or that nothing was found. */
static buju_status tell(buju_reading *reading, const ways *w, const buju_bounds *area, const buju_raw *raw) {
  bool none = raw->table.n == 0 && area != NULL;
  buju_finding finding = {.kind = none ? &elsewhere : &buju_road_turns_ignored, .file = reading->file, .row = -1};
  if (none) {
    const double degrees[] = {area->x0, area->x1, area->y0, area->y1};
    for (size_t i = 0; i < 4; i++) finding.arg[i] = buju_real(round(degrees[i] * 100) / 100);
  }
  bool told = none || buju_scenario_measures_on(reading->scenario, BUJU_BY_ROADS); /* else nobody turns */
  buju_status status = told ? buju_find(reading->ctx, reading->findings, finding) : BUJU_OK;
  if (status != BUJU_OK || w->gates.used == 0) return status;
  return buju_find(
      reading->ctx, reading->findings,
      (buju_finding){.kind = &gates_close, .file = reading->file, .row = -1, .arg = {buju_int(w->gates.used)}});
}

static buju_status take_roads(buju_reading *reading, GDALDatasetH dataset, buju_raw *raw) {
  BUJU_MSG(no_lines, "{0}：没有 lines 图层；请重新下载", "{0}: has no layer \"lines\"; download it again");
  ways w = {.dataset = dataset,
            .lines = GDALDatasetGetLayerByName(dataset, "lines"),
            .points = GDALDatasetGetLayerByName(dataset, "points")};
  if (w.lines == NULL || w.points == NULL)
    return buju_fail(reading->ctx, BUJU_E_DATA, BUJU_SAY(no_lines, buju_text(reading->file)));
  buju_bounds area;
  const buju_bounds *bounds = reading->target->bounded ? &area : NULL;
  buju_status status = bounds != NULL ? bounds_in_degrees(reading, &area) : BUJU_OK;
  if (status != BUJU_OK) return status;
  want_layers(&w, bounds);
  status = buju_read_features(reading, w.lines, (buju_features){next_way, &w}, raw);
  if (status == BUJU_OK && w.gates.out_of_memory) status = buju_fail_memory(reading->ctx);
  if (status == BUJU_OK) status = tell(reading, &w, bounds, raw);
  buju_gates_free(&w.gates);
  return status;
}

buju_status buju_read_osm_roads(buju_reading *reading, const char *path, buju_raw *raw) {
  GDALDatasetH dataset = NULL;
  buju_status status = open_osm(reading, path, &dataset);
  if (status != BUJU_OK) return status;
  status = take_roads(reading, dataset, raw);
  GDALClose(dataset);
  return status;
}
