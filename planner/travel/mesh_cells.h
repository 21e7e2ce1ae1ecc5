/* A triangulation of cells of a raster, for what is known cell by cell. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_MESH_CELLS_H
#define BUJU_PLANNER_MESH_CELLS_H

#include "core/raster.h"
#include "planner/travel/mesh.h"

/** Which cells, and what else. Samples may lie anywhere, also off the raster, whose cells go on as far as is needed. */
typedef struct buju_mesh_cells {
  const buju_raster *raster;
  uint32_t every; /* 1: every cell; 2: every second of every second row, as if cells were twice as wide … */
  size_t n;
  const buju_ix *cell; /* [n] each once; those left out by `every` have no corner */
  buju_ix samples;
  const double *x_m, *y_m;
  buju_ix cores; /* the first samples: their surroundings are triangulated as those of the cells are */
} buju_mesh_cells;

/** Triangulates the middles of the cells and of the eight around each: squares cut in two, with the samples inserted as
 *  buju_mesh_make does. Cells, and samples that are cores, have triangles all around; the corners around them are the
 *  rim. corner[i] is the corner of cell[i], BUJU_NONE where it has none; mesh->vertex_of of a sample that is no core is
 *  BUJU_NONE where nothing is triangulated. What was made lives in arena. False when memory is out. O(n + samples)
 *  expected. */
bool buju_mesh_of_cells(buju_arena *arena, const buju_mesh_cells *ask, buju_ix *corner, buju_mesh *mesh);

#endif
