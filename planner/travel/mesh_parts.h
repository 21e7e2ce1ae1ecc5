/* Inside the triangulation: exact sides, flips. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_MESH_PARTS_H
#define BUJU_PLANNER_MESH_PARTS_H

#include "planner/travel/mesh.h"

/** Edges to look at; each is in at most once. */
typedef struct buju_mesh_work {
  buju_ix *edge;
  bool *queued; /* by half-edge */
  buju_ix n;
} buju_mesh_work;

/** Twice the area of a triangle in square steps: > 0 counter-clockwise, 0 on one line. Exact: coordinates have 29 bits.
 */
static inline int64_t buju_mesh_turn(const buju_mesh *m, buju_ix a, buju_ix b, buju_ix c) {
  int64_t abx = m->grid_x[b] - m->grid_x[a], aby = m->grid_y[b] - m->grid_y[a];
  int64_t acx = m->grid_x[c] - m->grid_x[a], acy = m->grid_y[c] - m->grid_y[a];
  return abx * acy - aby * acx;
}

/** Room in arena for a mesh of so many, and for the edges to look at. False when memory is out. */
bool buju_mesh_room(buju_arena *arena, buju_ix samples, size_t vertices, size_t triangles, buju_mesh *m,
                    buju_mesh_work *work);

/** Adds a triangle that touches no other yet; and says that two half-edges are one edge. */
void buju_mesh_triangle(buju_mesh *m, buju_ix a, buju_ix b, buju_ix c);
void buju_mesh_join(buju_mesh *m, buju_ix a, buju_ix b);

/** The corner of a place, put in unless one stands there (to the step); the walk to it starts at triangle `from`.
 *  BUJU_NONE when nothing is triangulated there. */
buju_ix buju_mesh_insert(buju_mesh *m, buju_mesh_work *work, buju_ix from, double x_m, double y_m);

void buju_mesh_push(buju_mesh_work *work, buju_ix half);

/** Flips edges until each in work, and each that a flip touches, is Delaunay; empties work. Every flip lowers the
 *  lifted surface by more than rounding, so it ends. */
void buju_mesh_settle(buju_mesh *m, buju_mesh_work *work);

#endif
