/* Reading only what lies where it is wanted. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SOURCE_BOUNDS_H
#define BUJU_LAYERS_SOURCE_BOUNDS_H

#include <ogr_api.h>

#include "layers/crs.h"
#include "layers/source_read.h"

/** A rectangle in a source's own coordinates. */
typedef struct buju_bounds {
  double x0, y0, x1, y1;
} buju_bounds;

/** The target's bounds as a rectangle of another CRS that contains them. where names the source in messages. */
buju_status buju_bounds_of(buju_ctx *ctx, const buju_crs_target *target, const buju_crs *crs, const char *where,
                           buju_bounds *out);

/** Makes a layer of roads that has a spatial index hand out only what lies within the target's bounds: of a province's
 *  roads, those of a county. One that has nothing there is left whole, for its extent to be told. */
void buju_bounds_keep(const buju_reading *reading, OGRLayerH layer);

#endif
