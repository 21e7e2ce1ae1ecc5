/* Lands as GEOS geometries. SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/land_geos.h"

#include <stdlib.h>

static GEOSGeometry *ring(GEOSContextHandle_t geos, const buju_land *land, uint64_t r) {
  uint64_t first = land->point[r], n = land->point[r + 1] - first;
  GEOSCoordSequence *points = GEOSCoordSeq_create_r(geos, (unsigned)n + 1, 2);
  for (unsigned k = 0; k <= n; k++)
    GEOSCoordSeq_setXY_r(geos, points, k, land->x_m[first + k % n], land->y_m[first + k % n]);
  return GEOSGeom_createLinearRing_r(geos, points);
}

GEOSGeometry *land_geos(GEOSContextHandle_t geos, const buju_land *land, buju_ix i) {
  uint64_t parts = land->part[i + 1] - land->part[i];
  GEOSGeometry **part = calloc(parts + 1, sizeof(GEOSGeometry *));
  for (uint64_t p = 0; p < parts; p++) {
    uint64_t first = land->ring[land->part[i] + p], rings = land->ring[land->part[i] + p + 1] - first;
    GEOSGeometry **hole = calloc(rings, sizeof(GEOSGeometry *));
    for (uint64_t r = 1; r < rings; r++) hole[r - 1] = ring(geos, land, first + r);
    part[p] = GEOSGeom_createPolygon_r(geos, ring(geos, land, first), hole, (unsigned)(rings - 1));
    if (part[p] == NULL) abort();
    free(hole);
  }
  GEOSGeometry *all = GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, part, (unsigned)parts);
  free(part);
  if (all == NULL) abort();
  return all;
}

bool land_holds(const buju_land *land, buju_ix i, double x_m, double y_m) {
  bool in = false;
  for (uint64_t r = land->ring[land->part[i]]; r < land->ring[land->part[i + 1]]; r++)
    for (uint64_t k = land->point[r], last = land->point[r + 1] - 1; k < land->point[r + 1]; last = k++) {
      double x0 = land->x_m[last], y0 = land->y_m[last], x1 = land->x_m[k], y1 = land->y_m[k];
      if ((y0 > y_m) != (y1 > y_m) && x_m > x0 + (y_m - y0) / (y1 - y0) * (x1 - x0)) in = !in;
    }
  return in;
}
