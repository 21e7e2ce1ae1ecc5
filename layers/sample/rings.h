/* The border of a union of cells as rings. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SAMPLE_RINGS_H
#define BUJU_LAYERS_SAMPLE_RINGS_H

#include "layers/sample/lattice.h"

/** Rings of one region, in ring order: points of ring r are point[start[r]] … point[start[r+1]−1], closed (the first
 *  point again at the end). Ring 0 is the outer one, clockwise as shapefiles want it; holes run the other way.
 *  Reused from region to region; zero-initialise, free with buju_rings_free. */
typedef struct buju_rings {
  uint8_t *seen;         /* of each cell: the edges already walked, one bit a direction */
  buju_vec point, start; /* buju_xy, size_t */
  double area_m2;        /* of the region, holes taken out */
} buju_rings;

/** Prepares for a sweep over all regions of a lattice. */
buju_status buju_rings_begin(buju_ctx *ctx, const buju_lattice *lattice, buju_rings *rings);
void buju_rings_free(buju_rings *rings);

/** Traces the border of the region to which the n cells belong.
 *  @param region  of each owner: what it belongs to; NULL when owners are the regions themselves.
 *  O(cells). In a honeycomb three borders at most meet in a vertex, so a ring never touches itself. */
buju_status buju_rings_trace(buju_ctx *ctx, const buju_lattice *lattice, const buju_ix *cell, buju_ix n,
                             const buju_ix *region, buju_rings *rings);

#endif
