/* The bounds a target wants, in a source's own coordinates. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "layers/source_bounds.h"

/* Straight edges bend: the extent of points along them. */
enum { SIDE = 16, POINTS = 4 * SIDE };

static void walk_edges(const buju_crs_target *t, double x[POINTS], double y[POINTS]) {
  double w = t->x1_m - t->x0_m, h = t->y1_m - t->y0_m;
  for (int i = 0; i < SIDE; i++) {
    double at = (double)i / SIDE;
    const double px[] = {t->x0_m + at * w, t->x1_m, t->x1_m - at * w, t->x0_m};
    const double py[] = {t->y0_m, t->y0_m + at * h, t->y1_m, t->y1_m - at * h};
    memcpy(x + (size_t)4 * (size_t)i, px, sizeof px);
    memcpy(y + (size_t)4 * (size_t)i, py, sizeof py);
  }
}

buju_status buju_bounds_of(buju_ctx *ctx, const buju_crs_target *target, const buju_crs *crs, const char *where,
                           buju_bounds *out) {
  double x[POINTS], y[POINTS];
  buju_crs from = {0};
  buju_crs_way way = {0};
  buju_status status = buju_crs_from_text(ctx, target->wkt, target->name, &from);
  if (status == BUJU_OK) status = buju_crs_way_open(ctx, &from, crs, where, &way);
  if (status == BUJU_OK) {
    *out = (buju_bounds){HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    walk_edges(target, x, y);
    buju_crs_move(&way, POINTS, x, y);
    for (int i = 0; i < POINTS; i++)
      *out = (buju_bounds){fmin(out->x0, x[i]), fmin(out->y0, y[i]), fmax(out->x1, x[i]), fmax(out->y1, y[i])};
  }
  buju_crs_way_close(&way);
  buju_crs_free(&from);
  return status;
}

void buju_bounds_keep(const buju_reading *reading, OGRLayerH layer) {
  const buju_crs_target *target = reading->target;
  OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(layer);
  if (target == NULL || !target->bounded || reading->input->role != BUJU_INPUT_ROADS || reading->input->crs != NULL ||
      srs == NULL || !OGR_L_TestCapability(layer, OLCFastSpatialFilter))
    return;
  buju_crs crs = {0};
  buju_bounds near;
  if (buju_crs_from_layer(NULL, srs, reading->file, &crs) == BUJU_OK && !crs.swap &&
      buju_bounds_of(NULL, target, &crs, reading->file, &near) == BUJU_OK) {
    OGR_L_SetSpatialFilterRect(layer, near.x0, near.y0, near.x1, near.y1);
    OGR_L_ResetReading(layer);
    OGRFeatureH any = OGR_L_GetNextFeature(layer);
    if (any == NULL) OGR_L_SetSpatialFilter(layer, NULL);
    if (any != NULL) OGR_F_Destroy(any);
    OGR_L_ResetReading(layer);
  }
  buju_crs_free(&crs);
}
