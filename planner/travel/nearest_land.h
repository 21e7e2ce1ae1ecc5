/* Catchments by travel time: the land nearer to a site than to any other. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_TRAVEL_NEAREST_LAND_H
#define BUJU_PLANNER_TRAVEL_NEAREST_LAND_H

#include "planner/travel/circles.h"

/** Draws the land whose nearest site (by time, trips going to the site, then by index) is each of the ask's sites: area
 * i of *land is site i's, area n the land around settlements from which no site can be reached, over terrain also lakes
 * and what lies off the raster. The ask's limits are not used. Times are asked at the sites, the settlements, points
 * along the roads and a lattice of some 20,000 points over the region; every one of them lies in its own site's area,
 * and between two the border runs where both sites are reached at the same time. The areas have no gaps and no
 * overlaps, and cover the region's extent with something to spare: cut them to its shape. The land lives in arena.
 * O(places), and what the provider needs for the nearest site of each. */
buju_status buju_nearest_land(buju_ctx *ctx, const buju_circles_ask *ask, buju_arena *arena, buju_land *land);

#endif
