/* Which villages touch. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_ADJACENCY_H
#define BUJU_LAYERS_REGION_ADJACENCY_H

#include "layers/region/shapes.h"

/** Boundaries this near run along each other although their vertices differ: slivers, gaps, T-junctions. Half a
 *  millimetre on a map of 1:10,000, which is what village boundaries are drawn on. */
#define BUJU_TOUCH_M 5.0

/** Two polygons touch when they have an edge in common, or when their boundaries run within tolerance_m of each other
 *  for more than four tolerances (less is what two edges leaving a common corner do), or when they overlap that much.
 *  A corner in common is not enough. val is the length of the shared boundary in metres, at least 1.
 *  Common edges are found by hashing, O(edges); the rest through an R-tree, O(free edges · log).
 *  @param inside_x,inside_y  a point inside each polygon.
 *  @param overlaps  vec of buju_overlap: pairs that overlap instead of touching; the caller frees it. */
typedef struct buju_overlap {
  buju_ix a, b;
  double area_m2;
} buju_overlap;

buju_status buju_adjacency_polygons(buju_ctx *ctx, GEOSContextHandle_t geos, buju_ix n, const buju_rings *rings,
                                    const buju_shape *shape, const double *inside_x, const double *inside_y,
                                    double tolerance_m, buju_arena *arena, buju_csr *out, buju_vec *overlaps);

/** Points touch when their Voronoi cells do (Delaunay edges); val is 0. Points at the same place touch each other and
 *  what any of them touches; NaN touches nothing. O(n log n). */
buju_status buju_adjacency_points(buju_ctx *ctx, GEOSContextHandle_t geos, buju_ix n, const double *x_m,
                                  const double *y_m, buju_arena *arena, buju_csr *out);

/* ---- between the files ---- */

/** One piece of evidence that a and b touch; a < b. */
typedef struct buju_contact {
  buju_ix a, b;
  uint8_t kind; /* buju_contact_kind */
  double metres;
} buju_contact;

typedef enum buju_contact_kind {
  BUJU_CONTACT_EDGE,   /* a common edge of that length */
  BUJU_CONTACT_A,      /* so much of a's boundary runs along b's */
  BUJU_CONTACT_B,      /* so much of b's boundary runs along a's */
  BUJU_CONTACT_CROSS,  /* the boundaries cross */
  BUJU_CONTACT_INSIDE, /* an inside point of one lies in the other */
  BUJU_CONTACT_POINT   /* Voronoi neighbours */
} buju_contact_kind;

/** Adds a contact of two different villages in either order; kind A means "of the first". */
bool buju_contact_add(buju_vec *contacts, buju_ix first, buju_ix second, buju_contact_kind kind, double metres);

/** Sorts by pair and kind. */
void buju_contacts_sort(buju_vec *contacts);

/** Finds common edges; *free_edges gets those that only one polygon has. */
typedef struct buju_edge {
  const double *a; /* x0 y0 x1 y1 */
  buju_ix owner;
} buju_edge;
buju_status buju_edges_share(buju_ctx *ctx, buju_ix n, const buju_rings *rings, buju_vec *contacts,
                             buju_vec *free_edges);

/** Finds free edges of different polygons that run along each other or cross. */
buju_status buju_edges_run_along(buju_ctx *ctx, GEOSContextHandle_t geos, const buju_vec *free_edges,
                                 double tolerance_m, buju_vec *contacts);

/** A symmetric relation from pairs sorted and unique, a < b, metres as val. */
buju_status buju_contacts_relate(buju_ctx *ctx, buju_ix n, const buju_vec *pairs, buju_arena *arena, buju_csr *out);

#endif
