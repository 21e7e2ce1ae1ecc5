/* Roads out of OpenStreetMap files. SPDX-License-Identifier: Apache-2.0 */
#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <stdio.h>
#include <string.h>

#include "layers/crs.h"
#include "layers/gdal_start.h"
#include "layers/gdal_trap.h"
#include "layers/source_read.h"

static const buju_finding_kind elsewhere = {"roads_outside",
                                            BUJU_SERIOUS,
                                            {"规划范围（经度{0}至{1}，纬度{2}至{3}）内没有道路",
                                             "no road lies in the area (longitude {0}–{1}, latitude {2}–{3})"},
                                            {"没有读入道路；请换用覆盖本地的 OpenStreetMap 文件",
                                             "no roads are read; take the OpenStreetMap file that covers the area"}};

/* Which tags become columns: only those a road network is made of, so that a way costs little memory. Ways that close
 * are lines here: a roundabout is no polygon. */
static const char settings[] =
    "closed_ways_are_polygons=\n"
    "attribute_name_laundering=no\n"
    "[points]\nosm_id=no\nattributes=barrier\nother_tags=no\n"
    "[lines]\nosm_id=yes\nattributes=highway,route,name,ref,oneway,junction,bridge,tunnel,layer,access,motor_vehicle,"
    "vehicle,bicycle,foot,maxspeed,duration,motorroad\nother_tags=no\n"
    "[multipolygons]\nosm_id=no\nother_tags=no\n[multilinestrings]\nosm_id=no\nother_tags=no\n"
    "[other_relations]\nosm_id=no\nattributes=type\nother_tags=no\n";

static const char roads_only[] = "highway IS NOT NULL OR route = 'ferry'";

/* Opens the file with the settings above; they are read while it is opened, from memory. */
static buju_status open_osm(buju_reading *reading, const char *path, GDALDatasetH *out) {
  BUJU_MSG(refused, "{0}：不是完好的 OpenStreetMap 文件（{1}）；请重新下载",
           "{0}: not a sound OpenStreetMap file ({1}); download it again");
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
    return buju_fail(reading->ctx, BUJU_E_OPEN, BUJU_SAY(refused, buju_text(reading->file), buju_text(trap.first)));
  *out = dataset;
  return BUJU_OK;
}

typedef struct box {
  double x0, y0, x1, y1;
} box;

/* The target's bounds in degrees: the extent of points along its edges. */
static buju_status bounds_in_degrees(buju_reading *reading, box *out) {
  enum { SIDE = 16, POINTS = 4 * SIDE };
  const buju_crs_target *t = reading->target;
  double x[POINTS], y[POINTS], w = t->x1_m - t->x0_m, h = t->y1_m - t->y0_m;
  for (int i = 0; i < SIDE; i++) {
    double at = (double)i / SIDE;
    const double px[] = {t->x0_m + at * w, t->x1_m, t->x1_m - at * w, t->x0_m};
    const double py[] = {t->y0_m, t->y0_m + at * h, t->y1_m, t->y1_m - at * h};
    memcpy(x + (size_t)4 * (size_t)i, px, sizeof px);
    memcpy(y + (size_t)4 * (size_t)i, py, sizeof py);
  }
  buju_crs from = {0}, degrees = {0};
  buju_crs_way way = {0};
  buju_status status = buju_crs_from_text(reading->ctx, t->wkt, t->name, &from);
  if (status == BUJU_OK) status = buju_crs_from_text(reading->ctx, "EPSG:4326", reading->file, &degrees);
  if (status == BUJU_OK) status = buju_crs_way_open(reading->ctx, &from, &degrees, reading->file, &way);
  if (status == BUJU_OK) {
    *out = (box){HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    buju_crs_move(&way, POINTS, x, y);
    for (int i = 0; i < POINTS; i++)
      *out = (box){fmin(out->x0, x[i]), fmin(out->y0, y[i]), fmax(out->x1, x[i]), fmax(out->y1, y[i])};
  }
  buju_crs_way_close(&way);
  buju_crs_free(&degrees);
  buju_crs_free(&from);
  return status;
}

static buju_status take_roads(buju_reading *reading, GDALDatasetH dataset, buju_raw *raw) {
  BUJU_MSG(no_lines, "{0}：没有 lines 图层；请重新下载", "{0}: has no layer \"lines\"; download it again");
  OGRLayerH layer = GDALDatasetGetLayerByName(dataset, "lines");
  if (layer == NULL) return buju_fail(reading->ctx, BUJU_E_DATA, BUJU_SAY(no_lines, buju_text(reading->file)));
  box area = {0};
  buju_status status = reading->target->bounded ? bounds_in_degrees(reading, &area) : BUJU_OK;
  if (status != BUJU_OK) return status;
  /* The driver hands out features of all layers at once; told that one is enough, it keeps no index of ways. */
  OGRLayerH nothing = GDALDatasetExecuteSQL(dataset, "SET interest_layers = lines", NULL, NULL);
  if (nothing != NULL) GDALDatasetReleaseResultSet(dataset, nothing);
  OGR_L_SetAttributeFilter(layer, roads_only);
  if (reading->target->bounded) OGR_L_SetSpatialFilterRect(layer, area.x0, area.y0, area.x1, area.y1);
  status = buju_read_ogr_layer(reading, layer, raw);
  if (status != BUJU_OK || raw->table.n > 0 || !reading->target->bounded) return status;
  return buju_find(
      reading->ctx, reading->findings,
      (buju_finding){.kind = &elsewhere,
                     .file = reading->file,
                     .row = -1,
                     .arg = {buju_real(area.x0), buju_real(area.x1), buju_real(area.y0), buju_real(area.y1)}});
}

buju_status buju_read_osm_roads(buju_reading *reading, const char *path, buju_raw *raw) {
  GDALDatasetH dataset = NULL;
  buju_status status = open_osm(reading, path, &dataset);
  if (status != BUJU_OK) return status;
  status = take_roads(reading, dataset, raw);
  GDALClose(dataset);
  return status;
}
