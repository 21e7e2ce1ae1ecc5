/* Where a limit runs out: the land around the places reached, as polygons. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_CONTOUR_H
#define BUJU_PLANNER_CONTOUR_H

#include "core/land.h"
#include "planner/travel/mesh.h"

/** What is assumed of a corner whose time was not told: later than asked_ms, and not sooner than somebody walking there
 *  from the corner beside it. */
typedef struct buju_beyond {
  uint32_t asked_ms;
  double ms_per_m;
  const bool *closed; /* [vertices] ground where nobody stands, which ends half-way to its corners; NULL: none */
} buju_beyond;

/** Lands under construction; frozen by buju_contour_join. Zero-initialise. */
typedef struct buju_contour_lands {
  buju_vec parts, rings, points; /* uint64_t: where each area, part and ring ends */
  buju_vec xy, areas;            /* pairs of double; double */
} buju_contour_lands;

typedef struct buju_contour buju_contour;

/** What one thread needs to draw on a mesh, in arena; NULL when memory is out. O(mesh). Free it before the arena. */
buju_contour *buju_contour_new(buju_arena *arena, const buju_mesh *mesh);
void buju_contour_free(buju_contour *contour);

/** Sets the times at n corners, forgetting those set before; vertex is borrowed until the next call. O(n). */
void buju_contour_set(buju_contour *contour, buju_ix n, const buju_ix *vertex, const uint32_t *ms);

/** Adds the land reached within limit_ms to lands: in every triangle the part where the time, taken as linear between
 * its corners, is within the limit (marching triangles; the crossing of an edge stays a 64th of it away from either
 * end). Corners reached at the limit exactly or sooner are inside, the others outside; a longer limit encloses a
 * shorter one; parts do not touch. Nothing reached makes an area without parts. False when memory is out. O(corners set
 * + corners reached × 6). */
bool buju_contour_add(buju_contour *contour, uint32_t limit_ms, buju_beyond beyond, buju_contour_lands *lands);

/** Adds a land without parts. */
bool buju_contour_add_nothing(buju_contour_lands *lands);

/** Who owns each corner, and when its owner is reached: BUJU_FAR where the owner is none. */
typedef struct buju_border {
  const buju_ix *owner; /* [vertices] */
  const uint32_t *ms;
  double ms_per_m; /* how fast the times on either side of a border grow away from it */
} buju_border;

/** Adds the land of the corners set, which are those of one owner: a border between two owners runs where both would be
 *  reached at the same time, and in a triangle of three owners through its middle. Lands of all owners drawn so share
 *  their borders to the last bit and leave nothing between them but the rim's. False when memory is out. */
bool buju_contour_add_owned(buju_contour *contour, const buju_border *border, buju_contour_lands *lands);

/** Joins n lots of lands, in order, into arena, and empties them. False when memory is out. O(points). */
bool buju_contour_join(buju_arena *arena, buju_contour_lands *lands, buju_ix n, buju_land *out);
void buju_contour_lands_free(buju_contour_lands *lands);

#endif
