/* Travel over terrain, as a provider. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_TERRAIN_TRAVEL_H
#define BUJU_PLANNER_TERRAIN_TRAVEL_H

#include "core/ground_map.h"
#include "core/region.h"
#include "planner/travel/terrain.h"
#include "planner/travel/travel.h"

/** Trips over the cells of the map: on foot at the speed of the land cover (spec->off_road_mps where none is
 *  given), slowed by the slope in the direction of travel; roads over it add their speeds, and each cell is crossed the
 *  fastest way it has for the slope, on the mode's wheels or on foot: a road never lengthens a way. A place in a
 *  blocked cell stands on the nearest open one, two cells away at most; one off the raster, or without such a cell, is
 *  measured by the straight line, basis straight. Map, roads and spec are borrowed. Surfaces are made when a mode
 *  is first asked for: O(cells), 8 bytes each. Freed with buju_travel_free.
 *  within searches from the side with fewer places and costs what lies within the limit; trips searches once for each
 *  place at the end of them that has fewer, as far as its farthest trip; nearest is one pass over the raster. It ranks
 *  by fractions of a millisecond where both ways run over land, and by index where even those are equal. */
buju_status buju_travel_terrain(buju_ctx *ctx, const buju_ground_map *map, const buju_road_lines *roads,
                                const buju_travel_spec *spec, buju_travel **out);

/** How far from a blocked cell a place may stand: two cells. */
double buju_terrain_stand_reach_m(const buju_raster *raster);

/** Adds to the region's findings which of its villages, settlements and facilities stand nowhere on its ground: beyond
 *  the raster, in the sea, in a hole. A region without ground has none. Makes the walker's surface: O(cells + places).
 */
buju_status buju_terrain_tell(buju_ctx *ctx, const buju_scenario *scenario, buju_region *region);

/** What circles need to know of this provider: the surface of a mode, the raster it lies on, which way searches go from
 *  the places where trips end, and which cells places stand on (BUJU_NONE: off the land). */
buju_status buju_terrain_under(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_terrain **terrain);
const buju_raster *buju_terrain_lattice(const buju_travel *travel);
buju_heading buju_terrain_heading(const buju_travel *travel);
const buju_ix *buju_terrain_cells(const buju_places *places);

/** The straight line, for places off the land. */
const buju_travel *buju_terrain_straight(const buju_travel *travel);

/** The operation `around`. */
buju_status buju_terrain_around(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                                const double *radius_m, const buju_places *to, buju_range *range);

#endif
