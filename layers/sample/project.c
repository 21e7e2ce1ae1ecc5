/* The CRS of a sample: the county's own grid, any EPSG code, or what maps on the web use.
 * SPDX-License-Identifier: Apache-2.0 */
#include <cpl_error.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/say.h"
#include "layers/offset.h"
#include "layers/sample/sheet.h"

static buju_status unusable(buju_ctx *ctx, const char *crs) {
  BUJU_MSG(bad_crs, "坐标系“{0}”无法写出：可用 EPSG:编号、GCJ-02 或 none",
           "CRS \"{0}\" cannot be written: use EPSG:n, GCJ-02 or none");
  return buju_fail(ctx, BUJU_E_CRS, BUJU_SAY(bad_crs, buju_text(crs)));
}

static OGRSpatialReferenceH epsg(int code) {
  OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
  if (srs == NULL) return NULL;
  OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
  if (OSRImportFromEPSG(srs, code) == OGRERR_NONE) return srs;
  OSRDestroySpatialReference(srs);
  return NULL;
}

/* The code after "EPSG:", or 0. */
static int epsg_code(const char *crs) {
  char *end = NULL;
  if (strncmp(crs, "EPSG:", 5) != 0 || crs[5] < '0' || crs[5] > '9') return 0;
  long code = strtol(crs + 5, &end, 10);
  return *end == '\0' && code > 0 && code < 1000000 ? (int)code : 0;
}

buju_status buju_sheet_target_open(buju_ctx *ctx, const buju_county *county, const char *folder,
                                   buju_sheet_target *target) {
  enum { CGCS2000_DEGREES = 4490, ZONES_FIRST = 4534 }; /* 4534: central meridian 75°E, three degrees a code */
  const char *crs = county->spec->crs;
  int grid = ZONES_FIRST + (county->province->meridian_deg - 75) / 3;
  bool none = crs != NULL && strcmp(crs, "none") == 0, gcj02 = crs != NULL && strcmp(crs, "GCJ-02") == 0;
  int code = crs == NULL || none ? grid : gcj02 ? CGCS2000_DEGREES : epsg_code(crs);
  *target = (buju_sheet_target){.spec = county->spec, .folder = folder, .gcj02 = gcj02, .epsg = gcj02 ? 0 : code};
  if (code == 0) return unusable(ctx, crs);
  OGRSpatialReferenceH from = epsg(grid), to = epsg(code);
  buju_status status = from != NULL && to != NULL ? BUJU_OK : unusable(ctx, crs != NULL ? crs : "EPSG");
  if (status == BUJU_OK && code != grid) {
    target->to = OCTNewCoordinateTransformation(from, to);
    if (target->to == NULL) status = unusable(ctx, crs);
  }
  target->grid = from;
  if (to != NULL && (none || gcj02 || status != BUJU_OK))
    OSRDestroySpatialReference(to);
  else
    target->srs = to;
  return status;
}

void buju_sheet_target_free(buju_sheet_target *target) {
  if (target->to != NULL) OCTDestroyCoordinateTransformation(target->to);
  if (target->grid != NULL) OSRDestroySpatialReference(target->grid);
  if (target->srs != NULL) OSRDestroySpatialReference(target->srs);
  *target = (buju_sheet_target){0};
}

buju_status buju_sheet_project(buju_ctx *ctx, const buju_sheet_target *target, buju_xy *point, size_t n) {
  if (target->to == NULL) return BUJU_OK;
  for (size_t i = 0; i < n; i++) {
    if (!OCTTransform(target->to, 1, &point[i].x, &point[i].y, NULL)) return unusable(ctx, target->spec->crs);
    if (target->gcj02) buju_offset_apply(BUJU_GCJ02, &point[i].x, &point[i].y);
  }
  return BUJU_OK;
}
