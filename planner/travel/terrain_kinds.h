/* What lies on each cell, and how fast a mode crosses it. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_TERRAIN_KINDS_H
#define BUJU_PLANNER_TERRAIN_KINDS_H

#include "core/scenario.h"
#include "planner/travel/terrain.h"

/** Makes the surface of one mode. Statuses as buju_terrain_make. O(cells + points of roads and barriers). */
buju_status buju_terrain_of_mode(buju_ctx *ctx, const buju_ground_map *map, const buju_road_lines *roads,
                                 const buju_travel_spec *spec, buju_mode mode, buju_terrain **out);

#endif
