/* A triangulation of the places at which travel times are asked: a lattice that takes samples in.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_MESH_H
#define BUJU_PLANNER_MESH_H

#include "core/arena.h"
#include "core/units.h"

/** Triangles counter-clockwise; half-edge h goes from corner[h] to corner[buju_mesh_next(h)], three a triangle.
 *
 *  Corners stand on a grid of whole steps (a millimetre in anything smaller than 500 km), so that which side of a line
 * a corner is on is exact; a sample is at most 0.71 steps from its corner. */
typedef struct buju_mesh {
  buju_ix vertices, triangles;
  int32_t *grid_x, *grid_y; /* [vertices] in steps from (x0_m, y0_m) */
  double x0_m, y0_m, step_m;
  double *x_m, *y_m;  /* [vertices] the sample's own coordinates, or the corner's */
  bool *rim;          /* [vertices] on the outer edge: stands for everything outside, holds no sample */
  buju_ix *corner;    /* [3 × triangles] */
  buju_ix *twin;      /* [3 × triangles] the same edge the other way; BUJU_NONE on the outer edge */
  buju_ix *leaving;   /* [vertices] a half-edge that starts there */
  buju_ix *vertex_of; /* [samples] the corner a sample has become; BUJU_NONE for NaN and outside the box */
  double spacing_m;   /* of the lattice, after the cap */
} buju_mesh;

/** What a mesh is made of. Samples outside the box are left out; the lattice reaches two spacings beyond it. */
typedef struct buju_mesh_ask {
  buju_ix n;
  const double *x_m, *y_m; /* samples; those of one place (to the step) share a corner, the first gives coordinates */
  double west_m, south_m, east_m, north_m;
  double spacing_m;    /* wanted between lattice points, > 0 */
  buju_ix most_points; /* of the lattice; the spacing grows until they suffice */
} buju_mesh_ask;

/** Triangulates. A lattice point near a sample (two fifths of the spacing) moves onto it; other samples are inserted.
 *  Delaunay but for ties, by flips (Lawson 1977); the walk to a sample starts at its lattice point, so O(points)
 * expected. The mesh lives in arena. False when memory is out. */
bool buju_mesh_make(buju_arena *arena, const buju_mesh_ask *ask, buju_mesh *mesh);

/** Which corners stand for any of the first n samples, by vertex, in arena. NULL when memory is out. */
bool *buju_mesh_samples(buju_arena *arena, const buju_mesh *mesh, buju_ix n);

static inline buju_ix buju_mesh_next(buju_ix half) { return half % 3 == 2 ? half - 2 : half + 1; }
static inline buju_ix buju_mesh_prev(buju_ix half) { return half % 3 == 0 ? half + 2 : half - 1; }
/** Where a half-edge ends. */
static inline buju_ix buju_mesh_head(const buju_mesh *mesh, buju_ix half) { return mesh->corner[buju_mesh_next(half)]; }

#endif
