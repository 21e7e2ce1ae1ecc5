/* Service circles: the land from which a site is reached in time. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_TRAVEL_CIRCLES_H
#define BUJU_PLANNER_TRAVEL_CIRCLES_H

#include "core/land.h"
#include "core/region.h"
#include "planner/travel/mesh.h"
#include "planner/travel/travel.h"

/** What circles are drawn of. */
typedef struct buju_circles_ask {
  const buju_region *region; /* its settlements and roads are places whose times are asked */
  const buju_travel *travel;
  const buju_travel_spec *spec;
  buju_mode mode;
  buju_ix n;
  const double *x_m, *y_m;  /* of the sites; NaN: an area without parts */
  buju_ix limits;           /* ≥ 1 */
  const uint32_t *limit_ms; /* ascending */
  double spacing_m;         /* between the places asked; 0: an eighth of the way covered in the shortest limit */
} buju_circles_ask;

/** Which of the ask's sites stand off what the provider travels on, by site, in arena: theirs are the straight line's
 *  times, and so are their circles. O(sites × log roads). */
buju_status buju_circles_apart(buju_ctx *ctx, const buju_circles_ask *ask, buju_arena *arena, bool **apart);

/** The places at which times are asked, triangulated: the sites, the settlements, points along the roads, and a lattice
 *  spacing_m apart, wider where the county is large (131,072 points at most; sixteen times as many where a spacing
 *  is given). Over terrain only around sites that stand off it: the others are drawn from the times of the cells. Site
 * i has become corner mesh->vertex_of[i]. The mesh lives in arena. O(points) expected. */
buju_status buju_circles_mesh(buju_ctx *ctx, const buju_circles_ask *ask, buju_arena *arena, buju_mesh *mesh);

/** How far apart places are asked, and how many there are: the mesh's; over terrain the cells of the raster. */
typedef struct buju_circles_grain {
  double spacing_m;
  buju_ix places;
} buju_circles_grain;
buju_circles_grain buju_circles_grain_of(const buju_circles_ask *ask, const buju_mesh *mesh);

/** Draws what is within each limit of each site, trips going to the site: area site × limits + limit of *land, which
 * lives in arena. Each holds every corner of the mesh reached within the limit and none that is not, the site's own
 * always; between two corners the limit runs out where the time, taken as linear between them, does; longer limits
 * enclose shorter ones. To a site that stands off what the provider travels on every corner has the straight line's
 * time; to the others only settlements have, when they stand off it too. The same on any number of threads. O(mesh +
 * corners reached), and what the provider needs. */
buju_status buju_circles_draw(buju_ctx *ctx, const buju_circles_ask *ask, const buju_mesh *mesh, buju_arena *arena,
                              buju_land *land);

#endif
