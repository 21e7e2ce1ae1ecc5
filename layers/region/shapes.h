/* Polygons as plain rings of coordinates. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_SHAPES_H
#define BUJU_LAYERS_REGION_SHAPES_H

#include <geos_c.h>

#include "core/region.h"

/** The rings of a valid polygon or multipolygon, shells and holes alike: a point is inside by the even–odd rule. */
typedef struct buju_rings {
  buju_ix n;       /* 0: no polygon */
  uint64_t *start; /* n + 1; ring r has the points start[r] … start[r + 1] − 1, the first repeated at the end */
  double *xy;      /* x, y of each point */
  double min_x, min_y, max_x, max_y;
} buju_rings;

/** Decodes a shape; one without WKB gives n = 0. BUJU_E_DATA when the WKB is not a polygon's. */
buju_status buju_rings_read(buju_ctx *ctx, buju_shape shape, buju_arena *arena, buju_rings *out);

/** Half-open at edges, so that of two polygons with a common edge exactly one contains a point on it. O(points). */
bool buju_rings_contain(const buju_rings *rings, double x_m, double y_m);

/** The distance to the nearest edge; HUGE_VAL without rings. O(points). */
double buju_rings_distance_m(const buju_rings *rings, double x_m, double y_m);

/** A point inside the polygon and its area, through GEOS. NaN when the shape has no inside. */
buju_status buju_shape_inside(buju_ctx *ctx, GEOSContextHandle_t geos, buju_shape shape, double *x_m, double *y_m,
                              double *area_m2);

/** The union of n ≥ 1 shapes, not all empty, as a multipolygon in the arena. Joined as a tree, not one after the other:
 *  O(points log points) for parts that lie apart. */
buju_status buju_shape_union(buju_ctx *ctx, GEOSContextHandle_t geos, const buju_shape *part, buju_ix n,
                             buju_arena *arena, buju_shape *out);

/** Fills region->shapes from its areas. O(points). */
void buju_shapes_measure(buju_region *region);

/** A shape as a GEOS geometry, owned by the caller; NULL when it cannot be read. */
GEOSGeometry *buju_shape_geos(GEOSContextHandle_t geos, buju_shape shape);

/** GEOS failed where it should not: BUJU_E_INTERNAL, or BUJU_E_MEMORY. */
buju_status buju_fail_geos(buju_ctx *ctx);

#endif
