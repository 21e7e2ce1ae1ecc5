/* Understanding coordinate reference systems. SPDX-License-Identifier: Apache-2.0 */
#include "layers/crs.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "layers/gdal_trap.h"

BUJU_MSG(unusable, "{0}：坐标系“{1}”无法用于坐标转换（{2}）；请用 crs: 写明坐标系，例如 crs: {3}",
         "{0}: PROJ cannot use its CRS \"{1}\" ({2}); name the CRS with crs:, for example crs: {3}");

void buju_crs_free(buju_crs *crs) {
  if (crs->srs != NULL) OSRDestroySpatialReference(crs->srs);
  *crs = (buju_crs){0};
}

/* "gcj02", "GCJ-02", "gcj_02" … */
static buju_offset offset_named(const char *text) {
  char plain[8] = "";
  size_t n = 0;
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '-' || *p == '_' || *p == ' ') continue;
    if (n == sizeof plain - 1) return BUJU_NO_OFFSET;
    plain[n++] = *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p;
    plain[n] = '\0';
  }
  if (strcmp(plain, "GCJ02") == 0) return BUJU_GCJ02;
  return strcmp(plain, "BD09") == 0 || strcmp(plain, "BD09LL") == 0 ? BUJU_BD09 : BUJU_NO_OFFSET;
}

static bool contains(const char *text, const char *part) { return text != NULL && strstr(text, part) != NULL; }

/* Beijing 1954 and Xi'an 1980: PROJ moves them with zero shift where the truth is some 100 m. */
static bool old_datum(OGRSpatialReferenceH srs) {
  const char *datum = OSRGetAttrValue(srs, "DATUM", 0), *name = OSRGetName(srs);
  static const char *const marks[] = {"Beijing", "Xian", "Xi'an", "Krassovsky", "Krassowsky", "Krasovsky"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (contains(datum, marks[i]) || contains(name, marks[i])) return true;
  return contains(OSRGetAttrValue(srs, "SPHEROID", 0), "Krass");
}

static bool has_shift(OGRSpatialReferenceH srs) {
  double shift[7] = {0};
  return OSRGetTOWGS84(srs, shift, 7) == OGRERR_NONE;
}

/* WGS 84 or CGCS2000, by any of the names in use. */
static bool modern_datum(OGRSpatialReferenceH srs) {
  const char *datum = OSRGetAttrValue(srs, "DATUM", 0);
  static const char *const marks[] = {"WGS_1984",   "WGS84",    "WGS_84",    "World Geodetic System 1984",
                                      "China_2000", "CGCS2000", "CGCS_2000", "China_Geodetic_Coordinate_System_2000",
                                      "China 2000"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (contains(datum, marks[i])) return true;
  return false;
}

static void name_it(buju_crs *crs) {
  const char *authority = OSRGetAuthorityName(crs->srs, NULL), *code = OSRGetAuthorityCode(crs->srs, NULL);
  const char *name = OSRGetName(crs->srs);
  if (authority != NULL && code != NULL)
    snprintf(crs->name, sizeof crs->name, "%s:%s", authority, code);
  else
    snprintf(crs->name, sizeof crs->name, "%s", name != NULL ? name : "?");
}

/* Takes over srs. Notes whether the source's numbers come as latitude first, then fixes x = east, y = north. */
static void adopt(OGRSpatialReferenceH srs, bool numbers_as_given, buju_crs *out) {
  int axes = 0;
  const int *axis = OSRGetDataAxisToSRSAxisMapping(srs, &axes);
  bool north_first = OSREPSGTreatsAsLatLong(srs) != 0 || OSREPSGTreatsAsNorthingEasting(srs) != 0;
  *out = (buju_crs){.srs = srs, .geographic = OSRIsGeographic(srs) != 0};
  out->swap = numbers_as_given && north_first && axis != NULL && axes >= 2 && axis[0] == 1;
  OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
  name_it(out);
}

/* A code to propose when the WKT looks like UTM: "EPSG:32650". */
static void propose(OGRSpatialReferenceH srs, char out[32]) {
  int north = 1;
  int zone = OSRGetUTMZone(srs, &north);
  if (zone >= 1 && zone <= 60)
    snprintf(out, 32, "EPSG:%d", (north != 0 ? 32600 : 32700) + zone);
  else
    snprintf(out, 32, "EPSG:4490");
}

/* PROJ accepts some WKT only to fail when it is used; better to know now. Codes it knows need no proof. */
static buju_status prove(buju_ctx *ctx, const buju_crs *crs, const char *where) {
  if (OSRGetAuthorityCode(crs->srs, NULL) != NULL) return BUJU_OK;
  buju_gdal_trap trap;
  buju_gdal_trap_open(&trap);
  OGRSpatialReferenceH degrees = OSRNewSpatialReference(NULL);
  OSRImportFromEPSG(degrees, 4490);
  OSRSetAxisMappingStrategy(degrees, OAMS_TRADITIONAL_GIS_ORDER);
  OGRCoordinateTransformationH probe = OCTNewCoordinateTransformation(crs->srs, degrees);
  double x = crs->geographic ? 110 : 500000, y = crs->geographic ? 35 : 3900000;
  int moved = 0;
  bool works = probe != NULL && OCTTransformEx(probe, 1, &x, &y, NULL, &moved) != 0 && trap.failures == 0;
  if (probe != NULL) OCTDestroyCoordinateTransformation(probe);
  OSRDestroySpatialReference(degrees);
  buju_gdal_trap_close();
  if (works) return BUJU_OK;
  char proposal[32];
  propose(crs->srs, proposal);
  const char *why = trap.first[0] != '\0' ? trap.first : "PROJ";
  return buju_fail(ctx, BUJU_E_CRS,
                   BUJU_SAY(unusable, buju_text(where), buju_text(crs->name), buju_text(why), buju_text(proposal)));
}

static buju_status check(buju_ctx *ctx, const buju_crs *crs, const char *where) {
  BUJU_MSG(neither, "{0}：坐标系“{1}”既不是经纬度也不是投影坐标；请用 crs: 写明",
           "{0}: the CRS \"{1}\" is neither geographic nor projected; name the CRS with crs:");
  BUJU_MSG(shift_missing,
           "{0}：坐标系“{1}”属北京54或西安80，没有转换参数会整体偏移约百米；请先转为 CGCS2000，或用 crs: 写明带 "
           "+towgs84 七参数的坐标系；若坐标其实来自高德、百度，写 crs: GCJ-02 或 crs: BD-09",
           "{0}: the CRS \"{1}\" is Beijing 1954 or Xi'an 1980: without its shift everything lands some 100 m off; "
           "convert to "
           "CGCS2000, or give crs: with +towgs84; if the coordinates are really from Amap or Baidu, set crs: GCJ-02 or "
           "BD-09");
  if (!crs->geographic && !OSRIsProjected(crs->srs))
    return buju_fail(ctx, BUJU_E_CRS, BUJU_SAY(neither, buju_text(where), buju_text(crs->name)));
  if (old_datum(crs->srs) && !(crs->from_user && has_shift(crs->srs)))
    return buju_fail(ctx, BUJU_E_CRS, BUJU_SAY(shift_missing, buju_text(where), buju_text(crs->name)));
  return prove(ctx, crs, where);
}

/* GDAL would also take a file name or a URL; only what describes a CRS by itself is let through. */
static bool self_contained(const char *text) {
  if (text[0] == '+' || text[0] == '{' || strchr(text, '[') != NULL) return strstr(text, "+init") == NULL;
  size_t letters = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  if (letters == 0 || text[letters] != ':') return false;
  size_t digits = strspn(text + letters + 1, "0123456789");
  return digits > 0 && text[letters + 1 + digits] == '\0';
}

buju_status buju_crs_from_text(buju_ctx *ctx, const char *text, const char *where, buju_crs *out) {
  BUJU_MSG(unknown, "{0}：不认识坐标系“{1}”；请写 EPSG:4490 这样的代码、WKT、PROJ 字符串，或 GCJ-02、BD-09",
           "{0}: the CRS \"{1}\" is not known; write a code like EPSG:4490, WKT, a PROJ string, GCJ-02 or BD-09");
  buju_crs crs = {.offset = offset_named(text), .from_user = true, .geographic = true};
  if (crs.offset != BUJU_NO_OFFSET) {
    snprintf(crs.name, sizeof crs.name, "%s", crs.offset == BUJU_GCJ02 ? "GCJ-02" : "BD-09");
    *out = crs;
    return BUJU_OK;
  }
  buju_gdal_trap trap;
  buju_gdal_trap_open(&trap);
  OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
  bool known = srs != NULL && self_contained(text) && OSRSetFromUserInput(srs, text) == OGRERR_NONE;
  if (known) adopt(srs, false, &crs);
  buju_gdal_trap_close();
  if (!known) {
    if (srs != NULL) OSRDestroySpatialReference(srs);
    return buju_fail(ctx, BUJU_E_CRS, BUJU_SAY(unknown, buju_text(where), buju_text(text)));
  }
  crs.from_user = true;
  buju_status status = check(ctx, &crs, where);
  if (status == BUJU_OK)
    *out = crs;
  else
    buju_crs_free(&crs);
  return status;
}

buju_status buju_crs_from_layer(buju_ctx *ctx, OGRSpatialReferenceH srs, const char *where, buju_crs *out) {
  buju_crs crs = {0};
  buju_gdal_trap trap;
  buju_gdal_trap_open(&trap);
  OGRSpatialReferenceH copy = OSRClone(srs);
  if (copy != NULL) adopt(copy, true, &crs);
  buju_gdal_trap_close();
  if (copy == NULL) return buju_fail_memory(ctx);
  buju_status status = check(ctx, &crs, where);
  if (status == BUJU_OK)
    *out = crs;
  else
    buju_crs_free(&crs);
  return status;
}

bool buju_crs_is_metric(const buju_crs *crs) {
  if (crs->srs == NULL || crs->geographic || fabs(OSRGetLinearUnits(crs->srs, NULL) - 1) > 1e-9) return false;
  if (has_shift(crs->srs)) return false;
  const char *method = OSRGetAttrValue(crs->srs, "PROJECTION", 0);
  return contains(method, "Transverse_Mercator") || contains(method, "Lambert_Conformal");
}

static buju_status from_code(buju_ctx *ctx, int code, buju_crs *out) {
  char text[32];
  snprintf(text, sizeof text, "EPSG:%d", code);
  return buju_crs_from_text(ctx, text, text, out);
}

buju_status buju_crs_metric(buju_ctx *ctx, const buju_crs *crs, double lon, double lat, buju_crs *out) {
  if (buju_crs_is_metric(crs)) {
    OGRSpatialReferenceH copy = OSRClone(crs->srs);
    if (copy == NULL) return buju_fail_memory(ctx);
    *out = *crs;
    out->srs = copy;
    out->swap = false;
    return BUJU_OK;
  }
  double meridian = 3 * floor(lon / 3 + 0.5);
  if (lon >= 73 && lon <= 136 && lat >= 3 && lat <= 54)
    return from_code(ctx, 4534 + ((int)fmin(meridian, 135) - 75) / 3, out);
  int zone = (int)fmin(fmax(floor((lon + 180) / 6) + 1, 1), 60);
  return from_code(ctx, (lat >= 0 ? 32600 : 32700) + zone, out);
}

char *buju_crs_wkt(const buju_crs *crs) {
  const char *options[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", NULL};
  char *wkt = NULL;
  buju_gdal_trap trap;
  buju_gdal_trap_open(&trap);
  if (OSRExportToWktEx(crs->srs, &wkt, options) != OGRERR_NONE) {
    CPLFree(wkt);
    wkt = NULL;
  }
  buju_gdal_trap_close();
  return wkt;
}

/* The transformation between two CRS; NULL and true when they are the same. */
static bool connect(OGRSpatialReferenceH from, OGRSpatialReferenceH to, OGRCoordinateTransformationH *out) {
  *out = NULL;
  if (OSRIsSame(from, to)) return true;
  *out = OCTNewCoordinateTransformation(from, to);
  return *out != NULL;
}

static bool is_modern(const buju_crs *crs) { return modern_datum(crs->srs) && !has_shift(crs->srs); }

/* Degrees, longitude first, that count as WGS 84 and as CGCS2000: on a modern datum the CRS's own, so that PROJ has no
 * datum step to search for; else WGS 84 itself, because PROJ applies +towgs84 and its tables only towards WGS 84 and
 * goes to CGCS2000 with no shift at all. */
static OGRSpatialReferenceH hub_of(const buju_crs *crs) {
  OGRSpatialReferenceH degrees = is_modern(crs) ? OSRCloneGeogCS(crs->srs) : OSRNewSpatialReference(NULL);
  if (degrees != NULL && !is_modern(crs)) OSRImportFromEPSG(degrees, 4326);
  if (degrees != NULL) OSRSetAxisMappingStrategy(degrees, OAMS_TRADITIONAL_GIS_ORDER);
  return degrees;
}

static bool connect_hub(const buju_crs *crs, bool towards, OGRCoordinateTransformationH *out) {
  OGRSpatialReferenceH hub = hub_of(crs);
  bool done = hub != NULL && (towards ? connect(crs->srs, hub, out) : connect(hub, crs->srs, out));
  if (hub != NULL) OSRDestroySpatialReference(hub);
  return done;
}

static bool connect_all(const buju_crs *from, const buju_crs *to, buju_crs_way *way) {
  if (from->srs == NULL) return connect_hub(to, false, &way->second); /* degrees, once the offset is removed */
  if (OSRIsSame(from->srs, to->srs)) return true;
  if (!is_modern(from) && !is_modern(to)) return connect(from->srs, to->srs, &way->first);
  return connect_hub(from, true, &way->first) && connect_hub(to, false, &way->second);
}

buju_status buju_crs_way_open(buju_ctx *ctx, const buju_crs *from, const buju_crs *to, const char *where,
                              buju_crs_way *out) {
  buju_crs_way way = {.offset = from->offset, .swap = from->swap};
  buju_gdal_trap trap;
  buju_gdal_trap_open(&trap);
  bool done = connect_all(from, to, &way);
  buju_gdal_trap_close();
  if (done) {
    *out = way;
    return BUJU_OK;
  }
  buju_crs_way_close(&way);
  const char *why = trap.first[0] != '\0' ? trap.first : "PROJ";
  return buju_fail(ctx, BUJU_E_CRS,
                   BUJU_SAY(unusable, buju_text(where), buju_text(from->name), buju_text(why), buju_text("EPSG:4490")));
}

void buju_crs_way_close(buju_crs_way *way) {
  if (way->first != NULL) OCTDestroyCoordinateTransformation(way->first);
  if (way->second != NULL) OCTDestroyCoordinateTransformation(way->second);
  *way = (buju_crs_way){0};
}

/* GDAL marks what it could not move with HUGE_VAL. */
uint32_t buju_crs_move(const buju_crs_way *way, uint32_t n, double *x, double *y) {
  for (uint32_t i = 0; way->swap && i < n; i++) {
    double t = x[i];
    x[i] = y[i];
    y[i] = t;
  }
  for (uint32_t i = 0; way->offset != BUJU_NO_OFFSET && i < n; i++) buju_offset_remove(way->offset, &x[i], &y[i]);
  buju_gdal_trap trap;
  buju_gdal_trap_open(&trap);
  if (way->first != NULL && n > 0) OCTTransformEx(way->first, (int)n, x, y, NULL, NULL);
  if (way->second != NULL && n > 0) OCTTransformEx(way->second, (int)n, x, y, NULL, NULL);
  buju_gdal_trap_close();
  uint32_t lost = 0;
  for (uint32_t i = 0; i < n; i++) {
    if (isfinite(x[i]) && isfinite(y[i])) continue;
    x[i] = y[i] = NAN;
    lost++;
  }
  return lost;
}
