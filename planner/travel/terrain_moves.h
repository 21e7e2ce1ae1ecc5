/* Which moves a cell allows. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_TERRAIN_MOVES_H
#define BUJU_PLANNER_TERRAIN_MOVES_H

#include "planner/travel/terrain_surface.h"

/** Fills offset, every cell's moves and steepest, out of raster, neighbours and the cells' flat and height. O(cells).
 */
void buju_terrain_find_moves(buju_terrain *terrain, const buju_ground_cell *ground, bool corners_open);

#endif
