/* Cutting polygons through GEOS. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/overlay.h"

#include <math.h>
#include <stdlib.h>

struct buju_overlay {
  buju_ctx *ctx;
  GEOSContextHandle_t geos;
  const buju_shape *shape;
  const buju_locator *locator;
  buju_ix n;
  GEOSGeometry **village; /* made when first met */
  const GEOSPreparedGeometry **prepared;
  buju_vec candidates; /* of buju_ix */
  buju_vec pieces;     /* of buju_piece */
  bool failed;
};

buju_status buju_overlay_new(buju_ctx *ctx, GEOSContextHandle_t geos, buju_ix n, const buju_shape *shape,
                             const buju_locator *locator, buju_overlay **out) {
  buju_overlay *o = calloc(1, sizeof *o);
  if (o == NULL) return buju_fail_memory(ctx);
  *o = (buju_overlay){.ctx = ctx, .geos = geos, .shape = shape, .locator = locator, .n = n};
  o->village = calloc((size_t)n + 1, sizeof *o->village);
  o->prepared = calloc((size_t)n + 1, sizeof *o->prepared);
  if (o->village == NULL || o->prepared == NULL) {
    buju_overlay_free(o);
    return buju_fail_memory(ctx);
  }
  *out = o;
  return BUJU_OK;
}

void buju_overlay_free(buju_overlay *o) {
  if (o == NULL) return;
  for (buju_ix v = 0; v < o->n && o->village != NULL && o->prepared != NULL; v++) {
    if (o->prepared[v] != NULL) GEOSPreparedGeom_destroy_r(o->geos, o->prepared[v]);
    if (o->village[v] != NULL) GEOSGeom_destroy_r(o->geos, o->village[v]);
  }
  free(o->village);
  free(o->prepared);
  buju_vec_free(&o->candidates);
  buju_vec_free(&o->pieces);
  free(o);
}

static void note(void *user, buju_ix village) {
  buju_overlay *o = user;
  if (o->shape[village].wkb == NULL) return;
  buju_ix *to = buju_vec_push(&o->candidates, sizeof *to);
  if (to != NULL)
    *to = village;
  else
    o->failed = true;
}

static int by_row(const void *a, const void *b) {
  buju_ix v = *(const buju_ix *)a, w = *(const buju_ix *)b;
  return (v > w) - (v < w);
}

static bool find_candidates(buju_overlay *o, const GEOSGeometry *polygon) {
  double x0, y0, x1, y1;
  o->candidates.n = 0;
  o->failed = false;
  if (GEOSGeom_getXMin_r(o->geos, polygon, &x0) != 1 || GEOSGeom_getYMin_r(o->geos, polygon, &y0) != 1 ||
      GEOSGeom_getXMax_r(o->geos, polygon, &x1) != 1 || GEOSGeom_getYMax_r(o->geos, polygon, &y1) != 1)
    return false;
  buju_locator_visit(o->locator, x0, y0, x1, y1, note, o);
  if (o->candidates.n > 1) qsort(o->candidates.data, o->candidates.n, sizeof(buju_ix), by_row);
  return !o->failed;
}

static bool prepare(buju_overlay *o, buju_ix v) {
  if (o->village[v] == NULL) o->village[v] = buju_shape_geos(o->geos, o->shape[v]);
  if (o->village[v] != NULL && o->prepared[v] == NULL) o->prepared[v] = GEOSPrepare_r(o->geos, o->village[v]);
  return o->prepared[v] != NULL;
}

/* Adds the piece `part` (all of the polygon, or an intersection) of village v when it has an inside. */
static bool keep(buju_overlay *o, const GEOSGeometry *part, buju_ix v) {
  buju_piece piece = {.village = v};
  if (part == NULL || GEOSArea_r(o->geos, part, &piece.area_m2) != 1) return false;
  if (!(piece.area_m2 > 0)) return true;
  GEOSGeometry *point = GEOSPointOnSurface_r(o->geos, part);
  bool done = point != NULL && GEOSGeomGetX_r(o->geos, point, &piece.x_m) == 1 &&
              GEOSGeomGetY_r(o->geos, point, &piece.y_m) == 1;
  if (point != NULL) GEOSGeom_destroy_r(o->geos, point);
  buju_piece *to = done ? buju_vec_push(&o->pieces, sizeof *to) : NULL;
  if (to != NULL) *to = piece;
  return to != NULL;
}

static bool cut_by(buju_overlay *o, const GEOSGeometry *polygon, buju_ix v, bool *covered) {
  if (!prepare(o, v)) return false;
  *covered = GEOSPreparedCovers_r(o->geos, o->prepared[v], polygon) == 1;
  if (*covered) return keep(o, polygon, v);
  if (GEOSPreparedIntersects_r(o->geos, o->prepared[v], polygon) == 0) return true;
  GEOSGeometry *part = GEOSIntersection_r(o->geos, o->village[v], polygon);
  bool done = keep(o, part, v);
  if (part != NULL) GEOSGeom_destroy_r(o->geos, part);
  return done;
}

buju_status buju_overlay_cut(buju_overlay *o, buju_shape shape, const buju_piece **piece, buju_ix *n) {
  GEOSGeometry *polygon = buju_shape_geos(o->geos, shape);
  o->pieces.n = 0;
  bool done = polygon != NULL && find_candidates(o, polygon), covered = false;
  const buju_ix *candidate = o->candidates.data;
  for (size_t i = 0; done && !covered && i < o->candidates.n; i++) done = cut_by(o, polygon, candidate[i], &covered);
  if (done && covered && o->pieces.n > 1) { /* where villages overlap, the one that holds all of it */
    ((buju_piece *)o->pieces.data)[0] = ((buju_piece *)o->pieces.data)[o->pieces.n - 1];
    o->pieces.n = 1;
  }
  if (polygon != NULL) GEOSGeom_destroy_r(o->geos, polygon);
  if (!done) return buju_fail_geos(o->ctx);
  *piece = o->pieces.data;
  *n = (buju_ix)o->pieces.n;
  return BUJU_OK;
}
