/* Rings out of WKB, and what GEOS is asked about single polygons. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/shapes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "layers/wkb.h"

BUJU_MSG(not_a_polygon, "几何数据不是面；请检查该图层", "a geometry is not a polygon; check the layer");
BUJU_MSG(geos_failed, "几何运算失败；请修复图层的几何后重试",
         "a geometric operation failed; repair the layer's geometry and try again");

buju_status buju_fail_geos(buju_ctx *ctx) { return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(geos_failed)); }

/* ---- decoding: once to count, once to fill ---- */

typedef struct filling {
  buju_rings *rings;
  uint64_t points;
} filling;

static bool count_ring(void *user, unsigned char *xy, uint32_t n) {
  filling *f = user;
  (void)xy;
  if (f->rings->n == BUJU_NONE - 1) return false;
  f->rings->n++;
  f->points += n;
  return true;
}

static bool fill_ring(void *user, unsigned char *xy, uint32_t n) {
  filling *f = user;
  buju_rings *r = f->rings;
  for (uint32_t i = 0; i < n; i++, xy += 16) {
    double x = buju_wkb_double(xy), y = buju_wkb_double(xy + 8);
    r->xy[2 * f->points] = x;
    r->xy[2 * f->points + 1] = y;
    f->points++;
    if (x < r->min_x) r->min_x = x;
    if (x > r->max_x) r->max_x = x;
    if (y < r->min_y) r->min_y = y;
    if (y > r->max_y) r->max_y = y;
  }
  r->start[++r->n] = f->points;
  return true;
}

buju_status buju_rings_read(buju_ctx *ctx, buju_shape shape, buju_arena *arena, buju_rings *out) {
  buju_rings rings = {.min_x = HUGE_VAL, .min_y = HUGE_VAL, .max_x = -HUGE_VAL, .max_y = -HUGE_VAL};
  if (shape.wkb == NULL) {
    *out = rings;
    return BUJU_OK;
  }
  filling f = {&rings, 0};
  unsigned char *wkb = (unsigned char *)shape.wkb; /* the visitors only read */
  if (!buju_wkb_each(wkb, shape.bytes, count_ring, &f)) return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(not_a_polygon));
  rings.start = BUJU_NEW(arena, uint64_t, (size_t)rings.n + 1);
  rings.xy = BUJU_NEW(arena, double, 2 * f.points);
  if (rings.start == NULL || rings.xy == NULL) return buju_fail_memory(ctx);
  rings.n = 0;
  f.points = 0;
  buju_wkb_each(wkb, shape.bytes, fill_ring, &f);
  *out = rings;
  return BUJU_OK;
}

/* ---- where a point is ---- */

/* Whether the edge crosses the ray from (x, y) to the right. The edge is taken from its lower end, so that two polygons
 * compute the same number for an edge they share. */
static bool crosses(const double *a, const double *b, double x, double y) {
  if ((a[1] > y) == (b[1] > y)) return false;
  const double *low = a[1] < b[1] ? a : b, *high = a[1] < b[1] ? b : a;
  return x < low[0] + (y - low[1]) * (high[0] - low[0]) / (high[1] - low[1]);
}

bool buju_rings_contain(const buju_rings *rings, double x_m, double y_m) {
  if (!(x_m >= rings->min_x && x_m <= rings->max_x && y_m >= rings->min_y && y_m <= rings->max_y)) return false;
  bool inside = false;
  for (buju_ix r = 0; r < rings->n; r++)
    for (uint64_t i = rings->start[r]; i + 1 < rings->start[r + 1]; i++)
      if (crosses(rings->xy + 2 * i, rings->xy + 2 * (i + 1), x_m, y_m)) inside = !inside;
  return inside;
}

static double edge_distance2(const double *a, const double *b, double x, double y) {
  double dx = b[0] - a[0], dy = b[1] - a[1], length2 = dx * dx + dy * dy;
  double t = length2 > 0 ? ((x - a[0]) * dx + (y - a[1]) * dy) / length2 : 0;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  double ex = a[0] + t * dx - x, ey = a[1] + t * dy - y;
  return ex * ex + ey * ey;
}

double buju_rings_distance_m(const buju_rings *rings, double x_m, double y_m) {
  double best = HUGE_VAL;
  for (buju_ix r = 0; r < rings->n; r++)
    for (uint64_t i = rings->start[r]; i + 1 < rings->start[r + 1]; i++) {
      double d2 = edge_distance2(rings->xy + 2 * i, rings->xy + 2 * (i + 1), x_m, y_m);
      if (d2 < best) best = d2;
    }
  return sqrt(best);
}

/* ---- through GEOS ---- */

GEOSGeometry *buju_shape_geos(GEOSContextHandle_t geos, buju_shape shape) {
  GEOSWKBReader *reader = GEOSWKBReader_create_r(geos);
  if (reader == NULL) return NULL;
  GEOSGeometry *geometry = GEOSWKBReader_read_r(geos, reader, shape.wkb, shape.bytes);
  GEOSWKBReader_destroy_r(geos, reader);
  return geometry;
}

buju_status buju_shape_inside(buju_ctx *ctx, GEOSContextHandle_t geos, buju_shape shape, double *x_m, double *y_m,
                              double *area_m2) {
  *x_m = *y_m = *area_m2 = NAN;
  GEOSGeometry *geometry = buju_shape_geos(geos, shape), *point = NULL;
  if (geometry == NULL) return buju_fail_geos(ctx);
  buju_status status = BUJU_OK;
  if (GEOSArea_r(geos, geometry, area_m2) != 1) status = buju_fail_geos(ctx);
  if (status == BUJU_OK && *area_m2 > 0) {
    point = GEOSPointOnSurface_r(geos, geometry);
    if (point == NULL || (GEOSisEmpty_r(geos, point) == 0 &&
                          (GEOSGeomGetX_r(geos, point, x_m) != 1 || GEOSGeomGetY_r(geos, point, y_m) != 1)))
      status = buju_fail_geos(ctx);
  }
  GEOSGeom_destroy_r(geos, point);
  GEOSGeom_destroy_r(geos, geometry);
  return status;
}

/* A polygon becomes a multipolygon of one: layers hold nothing else. */
static GEOSGeometry *as_multi(GEOSContextHandle_t geos, GEOSGeometry *geometry) {
  if (geometry == NULL || GEOSGeomTypeId_r(geos, geometry) != GEOS_POLYGON) return geometry;
  return GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, &geometry, 1);
}

static bool write_wkb(GEOSContextHandle_t geos, const GEOSGeometry *geometry, buju_arena *arena, buju_shape *out) {
  GEOSWKBWriter *writer = GEOSWKBWriter_create_r(geos);
  if (writer == NULL) return false;
  GEOSWKBWriter_setByteOrder_r(geos, writer, GEOS_WKB_NDR);
  GEOSWKBWriter_setOutputDimension_r(geos, writer, 2);
  size_t bytes = 0;
  unsigned char *wkb = GEOSWKBWriter_write_r(geos, writer, geometry, &bytes);
  out->wkb = wkb != NULL ? buju_arena_copy(arena, wkb, bytes, 1) : NULL;
  out->bytes = bytes;
  GEOSFree_r(geos, wkb);
  GEOSWKBWriter_destroy_r(geos, writer);
  return out->wkb != NULL;
}

/* All the parts in one collection; NULL when one cannot be read or memory is out. */
static GEOSGeometry *gather(GEOSContextHandle_t geos, const buju_shape *part, buju_ix n) {
  GEOSGeometry **parts = calloc(n, sizeof(GEOSGeometry *)), *all = NULL;
  if (parts == NULL) return NULL;
  buju_ix read = 0;
  while (read < n && (parts[read] = buju_shape_geos(geos, part[read])) != NULL) read++;
  if (read == n)
    all = GEOSGeom_createCollection_r(geos, GEOS_GEOMETRYCOLLECTION, parts, n);
  else
    while (read > 0) GEOSGeom_destroy_r(geos, parts[--read]);
  free(parts);
  return all;
}

buju_status buju_shape_union(buju_ctx *ctx, GEOSContextHandle_t geos, const buju_shape *part, buju_ix n,
                             buju_arena *arena, buju_shape *out) {
  GEOSGeometry *all = gather(geos, part, n);
  GEOSGeometry *joined = all != NULL ? as_multi(geos, GEOSUnaryUnion_r(geos, all)) : NULL;
  bool done =
      joined != NULL && GEOSGeomTypeId_r(geos, joined) == GEOS_MULTIPOLYGON && write_wkb(geos, joined, arena, out);
  GEOSGeom_destroy_r(geos, joined);
  GEOSGeom_destroy_r(geos, all);
  return done ? BUJU_OK : buju_fail_geos(ctx);
}
