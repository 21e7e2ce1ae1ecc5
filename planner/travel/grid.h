/* A uniform grid over points: who is within a radius. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_GRID_H
#define BUJU_PLANNER_GRID_H

#include "core/arena.h"
#include "core/units.h"

typedef struct buju_grid buju_grid;

/** Builds the grid in arena; points with NaN coordinates are in no cell. Cells are about radius_m wide, but never more
 *  than a few a point. NULL when memory is out. The coordinates are borrowed. O(n). */
buju_grid *buju_grid_new(buju_arena *arena, buju_ix n, const double *x_m, const double *y_m, double radius_m);

/** Lists, in ascending index, every point within radius_m of (x, y), and perhaps a few a rounding error farther: the
 *  caller tests exactly. found has room for all points of the grid. O(points in the cells touched, sorted). */
buju_ix buju_grid_near(const buju_grid *grid, double x_m, double y_m, double radius_m, buju_ix *found);

/** The same in no order, for those who sort by something else. */
buju_ix buju_grid_gather(const buju_grid *grid, double x_m, double y_m, double radius_m, buju_ix *found);

/** The nearest point and its distance; the lowest index of several; BUJU_NONE when there is none. O(1) expected. */
buju_ix buju_grid_nearest(const buju_grid *grid, double x_m, double y_m, double *metres);

#endif
