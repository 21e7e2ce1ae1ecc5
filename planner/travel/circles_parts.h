/* Inside the drawing of service circles. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_TRAVEL_CIRCLES_PARTS_H
#define BUJU_PLANNER_TRAVEL_CIRCLES_PARTS_H

#include "planner/travel/circles.h"
#include "planner/travel/contour.h"

/** How long a metre takes away from whatever the provider travels on; and by the straight line. */
double buju_circles_ms_per_m(const buju_circles_ask *ask);
double buju_circles_straight_ms_per_m(const buju_circles_ask *ask);

/** The ask's sites as places: those apart alone, or the others; the rest is nowhere. */
buju_status buju_circles_sites(buju_ctx *ctx, const buju_circles_ask *ask, const bool *apart, bool want,
                               buju_arena *arena, buju_places *places);

/** How long is asked beyond the longest limit, so that what lies next to a circle is known as well. */
buju_beyond buju_circles_beyond(const buju_circles_ask *ask, double spacing_m, double ms_per_m);

/** Over terrain: draws the circles of the sites that are not apart from the times of the cells themselves, lot i of
 *  lands for site i. O(cells reached) a site, and the settlements'. */
buju_status buju_circles_on_cells(buju_ctx *ctx, const buju_circles_ask *ask, const bool *apart,
                                  buju_contour_lands *lands);

/** Farther than this from a site nobody comes to it in that time; INFINITY where that cannot be told. */
double buju_circles_farthest_m(const buju_circles_ask *ask, double ms);

/** Triangulates the ask's sites, the settlements, points along the roads where they are travelled, and the lattice that
 *  box asks for. */
buju_status buju_circles_sample(buju_ctx *ctx, const buju_circles_ask *ask, const buju_mesh_ask *box, buju_arena *arena,
                                buju_mesh *mesh);

#endif
