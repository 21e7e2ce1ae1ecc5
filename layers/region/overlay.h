/* Cutting polygons by the villages they lie in. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_OVERLAY_H
#define BUJU_LAYERS_REGION_OVERLAY_H

#include "layers/region/locate.h"

/** A part of a polygon in one village: its area and a point inside it. */
typedef struct buju_piece {
  buju_ix village;
  double area_m2, x_m, y_m;
} buju_piece;

typedef struct buju_overlay buju_overlay;

/** Over n village polygons; borrows everything. Village geometries are made when first met and kept. */
buju_status buju_overlay_new(buju_ctx *ctx, GEOSContextHandle_t geos, buju_ix n, const buju_shape *shape,
                             const buju_locator *locator, buju_overlay **out);
void buju_overlay_free(buju_overlay *overlay);

/** The pieces of a polygon, by village row; those that only touch are left out. *piece is valid until the next call.
 *  O(candidates × points). */
buju_status buju_overlay_cut(buju_overlay *overlay, buju_shape shape, const buju_piece **piece, buju_ix *n);

#endif
