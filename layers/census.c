/* Guessing and checking coordinate reference systems by the numbers. SPDX-License-Identifier: Apache-2.0 */
#include "layers/census.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "layers/wkb.h"

static const buju_finding_kind guessed_degrees = {
    "crs_guessed",
    BUJU_WARNING,
    {"没有坐标系，坐标像是经纬度", "no CRS; the coordinates look like longitude and latitude"},
    {"按 CGCS2000（EPSG:4490）读取；若数据来自高德、腾讯或百度，请写 crs: GCJ-02 或 crs: BD-09，否则偏移100至700米",
     "taken as CGCS2000 (EPSG:4490); if they come from Amap, Tencent or Baidu, set crs: GCJ-02 or BD-09, or they are "
     "100-700 m off"}};
static const buju_finding_kind guessed_zone = {
    "crs_guessed",
    BUJU_WARNING,
    {"没有坐标系，横坐标带有{0}度带第{1}带的带号", "no CRS; the eastings carry the number of {0}-degree zone {1}"},
    {"按 CGCS2000 该带读取；若是其他坐标系，请写 crs:", "taken as CGCS2000 of that zone; if it is another, set crs:"}};
static const buju_finding_kind all_swapped = {
    "coordinates_swapped",
    BUJU_WARNING,
    {"全部{0}行都把纬度写在经度前面", "all {0} rows have latitude before longitude"},
    {"已对调", "swapped back"}};

/* China with its islands. Longitudes and latitudes do not overlap, so swapped pairs show. */
static bool in_china(double lon, double lat) { return lon >= 73 && lon <= 135.5 && lat >= 3 && lat <= 54; }

static double middle_x(const buju_extent *e) { return (e->x0 + e->x1) / 2; }
static double middle_y(const buju_extent *e) { return (e->y0 + e->y1) / 2; }

static void widen(buju_extent *whole, const buju_extent *e) {
  whole->x0 = fmin(whole->x0, e->x0);
  whole->y0 = fmin(whole->y0, e->y0);
  whole->x1 = fmax(whole->x1, e->x1);
  whole->y1 = fmax(whole->y1, e->y1);
}

static const buju_extent nowhere = {INFINITY, INFINITY, -INFINITY, -INFINITY};

/* fmin and fmax pass over NaN; a NaN or infinite coordinate must spoil the row instead. */
static bool measure_run(void *user, unsigned char *xy, uint32_t n) {
  buju_extent *e = user;
  for (uint32_t i = 0; i < n; i++) {
    double x = buju_wkb_double(xy + (size_t)i * 16), y = buju_wkb_double(xy + (size_t)i * 16 + 8);
    if (!isfinite(x) || !isfinite(y)) return false;
    widen(e, &(buju_extent){x, y, x, y});
  }
  return true;
}

static bool zero(const buju_extent *e) { return e->x0 == 0 && e->x1 == 0 && e->y0 == 0 && e->y1 == 0; }

static bool known(const buju_extent *e) { return !isnan(e->x0); }

static void count(buju_census *census) {
  buju_extent china = nowhere, all = nowhere;
  census->located = census->degrees = census->in_china = census->swapped = 0;
  for (buju_ix r = 0; r < census->rows; r++) {
    const buju_extent *e = &census->extent[r];
    if (!known(e) || zero(e)) continue;
    double x = middle_x(e), y = middle_y(e);
    census->located++;
    widen(&all, e);
    if (fabs(x) <= 180 && fabs(y) <= 90) census->degrees++;
    if (in_china(y, x)) census->swapped++;
    if (!in_china(x, y)) continue;
    census->in_china++;
    widen(&china, e);
  }
  census->whole = census->in_china * 2 >= census->located && census->in_china > 0 ? china : all;
}

buju_status buju_census_take(buju_reading *reading, const buju_raw *raw, buju_census *out) {
  buju_census census = {.rows = raw->table.n};
  census.extent = calloc(census.rows > 0 ? census.rows : 1, sizeof *census.extent);
  if (census.extent == NULL) return buju_fail_memory(reading->ctx);
  for (buju_ix r = 0; r < census.rows; r++) {
    const buju_row_shape *shape = &raw->shape[r];
    census.extent[r] = nowhere;
    if (shape->wkb == NULL || !buju_wkb_each(shape->wkb, shape->bytes, measure_run, &census.extent[r]) ||
        census.extent[r].x0 > census.extent[r].x1)
      census.extent[r] = (buju_extent){NAN, NAN, NAN, NAN};
  }
  count(&census);
  *out = census;
  return BUJU_OK;
}

void buju_census_free(buju_census *census) {
  free(census->extent);
  *census = (buju_census){0};
}

static void swap_axes(buju_census *census) {
  for (buju_ix r = 0; r < census->rows; r++) {
    buju_extent e = census->extent[r];
    census->extent[r] = (buju_extent){e.y0, e.x0, e.y1, e.x1};
  }
  count(census);
}

/* The zone number all eastings begin with, or 0. */
static int common_zone(const buju_census *census) {
  double first = floor(census->whole.x0 / 1e6), last = floor(census->whole.x1 / 1e6);
  bool northing = census->whole.y0 > 3e5 && census->whole.y1 < 6.1e6;
  return northing && first == last && first >= 13 && first <= 45 ? (int)first : 0;
}

/* Columns called longitude and latitude are degrees wherever they lie; other degrees only in China. */
static bool tell_degrees(const buju_census *census, const buju_raw *raw) {
  if (raw->from_columns && census->degrees == census->located) return true;
  return census->in_china * 2 >= census->located || census->swapped == census->located;
}

static bool tells_zone(int zone) { return zone >= 25 || (zone >= 13 && zone <= 23); }

bool buju_census_tells(const buju_census *census, const buju_raw *raw) {
  return tell_degrees(census, raw) || tells_zone(common_zone(census));
}

static buju_status guess(buju_reading *reading, const buju_raw *raw, buju_census *census, buju_crs *out, char *how,
                         size_t how_bytes) {
  BUJU_MSG(
      ask_zone,
      "{0}：没有坐标系，横坐标不带带号，无法判断是哪个带；请用 crs: 写明，三度带为 EPSG:4534（中央经线75°）至 "
      "EPSG:4554（135°），每带差3°，例如114°为 EPSG:4547",
      "{0}: no CRS, and the eastings do not name their zone; set crs: to one of EPSG:4534 (central meridian 75E) to "
      "EPSG:4554 (135E), 3 degrees apart: 114E is EPSG:4547");
  BUJU_MSG(ask, "{0}：没有坐标系，从坐标({1}, {2})也看不出来；请用 crs: 写明，例如 crs: EPSG:4490",
           "{0}: no CRS, and its coordinates ({1}, {2}) do not tell; set crs:, for example crs: EPSG:4490");
  char code[32];
  buju_status status = BUJU_OK;
  int zone = common_zone(census);
  if (tell_degrees(census, raw)) {
    snprintf(code, sizeof code, "EPSG:4490");
    status = buju_reading_find(reading, &guessed_degrees, -1, NULL, (buju_arg){0}, (buju_arg){0});
  } else if (tells_zone(zone)) {
    snprintf(code, sizeof code, "EPSG:%d", zone >= 25 ? 4513 + zone - 25 : 4491 + zone - 13);
    status = buju_reading_find(reading, &guessed_zone, -1, NULL, buju_int(zone >= 25 ? 3 : 6), buju_int(zone));
  } else if (census->whole.x0 > 1e5 && census->whole.x1 < 1e6 && census->whole.y0 > 3e5 && census->whole.y1 < 6.1e6) {
    return buju_fail(reading->ctx, BUJU_E_CRS, BUJU_SAY(ask_zone, buju_text(reading->file)));
  } else {
    return buju_fail(reading->ctx, BUJU_E_CRS,
                     BUJU_SAY(ask, buju_text(reading->file), buju_real(middle_x(&census->whole)),
                              buju_real(middle_y(&census->whole))));
  }
  if (status == BUJU_OK) status = buju_crs_from_text(reading->ctx, code, reading->file, out);
  if (status == BUJU_OK) snprintf(how, how_bytes, "%s (?)", out->name);
  return status;
}

/* The numbers must be what the CRS says they are: most .prj mistakes show here. */
static buju_status compare(buju_reading *reading, buju_census *census, buju_crs *crs) {
  BUJU_MSG(not_degrees, "{0}：坐标系 {1} 以度为单位，但坐标({2}, {3})不是经纬度；请核对 .prj 或写明 crs:",
           "{0}: the CRS {1} is in degrees, but the coordinates ({2}, {3}) are not; check the .prj or set crs:");
  BUJU_MSG(not_metres, "{0}：坐标系 {1} 是投影坐标，但坐标({2}, {3})是经纬度；请核对 .prj 或写明 crs:",
           "{0}: the CRS {1} is projected, but the coordinates ({2}, {3}) are degrees; check the .prj or set crs:");
  if (census->located == 0) return BUJU_OK;
  double x = middle_x(&census->whole), y = middle_y(&census->whole);
  if (crs->geographic && census->swapped == census->located) {
    swap_axes(census);
    crs->swap = !crs->swap;
    return buju_reading_find(reading, &all_swapped, -1, NULL, buju_int(census->located), (buju_arg){0});
  }
  if (crs->geographic && census->degrees * 2 < census->located)
    return buju_fail(reading->ctx, BUJU_E_CRS,
                     BUJU_SAY(not_degrees, buju_text(reading->file), buju_text(crs->name), buju_real(x), buju_real(y)));
  if (!crs->geographic && census->degrees == census->located)
    return buju_fail(reading->ctx, BUJU_E_CRS,
                     BUJU_SAY(not_metres, buju_text(reading->file), buju_text(crs->name), buju_real(x), buju_real(y)));
  return BUJU_OK;
}

buju_status buju_census_crs(buju_reading *reading, const buju_raw *raw, buju_census *census, buju_crs *out, char *how,
                            size_t how_bytes) {
  buju_status status;
  buju_crs crs = {0};
  const char *given = reading->input->crs;
  if (given != NULL) {
    status = buju_crs_from_text(reading->ctx, given, reading->file, &crs);
    if (status == BUJU_OK) snprintf(how, how_bytes, "%s (crs:)", crs.name);
  } else if (raw->srs != NULL) {
    status = buju_crs_from_layer(reading->ctx, raw->srs, reading->file, &crs);
    bool beside = raw->srs_from != NULL;
    if (status == BUJU_OK) snprintf(how, how_bytes, beside ? "%s (%s)" : "%s", crs.name, beside ? raw->srs_from : "");
  } else {
    status = guess(reading, raw, census, &crs, how, how_bytes);
  }
  if (status == BUJU_OK && crs.swap) swap_axes(census);
  if (status == BUJU_OK) status = compare(reading, census, &crs);
  if (status == BUJU_OK)
    *out = crs;
  else
    buju_crs_free(&crs);
  return status;
}

buju_status buju_census_middle(buju_ctx *ctx, const buju_census *census, const buju_crs *crs, const char *where,
                               double *lon, double *lat) {
  double x = middle_x(&census->whole), y = middle_y(&census->whole);
  if (!crs->geographic && !buju_crs_is_metric(crs)) {
    buju_crs degrees = {0}, straight = *crs;
    buju_crs_way way = {0};
    straight.swap = false; /* the census has been swapped already */
    buju_status status = buju_crs_from_text(ctx, "EPSG:4326", where, &degrees);
    if (status == BUJU_OK) status = buju_crs_way_open(ctx, &straight, &degrees, where, &way);
    if (status == BUJU_OK) buju_crs_move(&way, 1, &x, &y);
    buju_crs_way_close(&way);
    buju_crs_free(&degrees);
    if (status != BUJU_OK) return status;
  }
  *lon = isfinite(x) ? x : 0;
  *lat = isfinite(y) ? y : 0;
  return BUJU_OK;
}

buju_place_kind buju_census_row(const buju_census *census, const buju_crs *crs, buju_ix row) {
  const buju_extent *e = &census->extent[row];
  if (!known(e)) return BUJU_PLACE_NONE;
  if (zero(e)) return BUJU_PLACE_ZERO;
  if (!crs->geographic || census->in_china * 2 < census->located) return BUJU_PLACE_FINE;
  double x = middle_x(e), y = middle_y(e);
  if (in_china(x, y)) return BUJU_PLACE_FINE;
  return in_china(y, x) ? BUJU_PLACE_SWAPPED : BUJU_PLACE_FAR;
}
