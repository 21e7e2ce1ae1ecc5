/* The land of each village. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_OUTPUT_CELLS_H
#define BUJU_LAYERS_OUTPUT_CELLS_H

#include <geos_c.h>

#include "layers/output/output.h"

struct buju_cells {
  GEOSContextHandle_t geos;
  GEOSWKBReader *reader;
  GEOSWKBWriter *writer;
  buju_ix n;
  buju_shape *shape;   /* by village, when villages are polygons */
  GEOSGeometry **cell; /* by village; NULL: no land known */
  GEOSGeometry **part; /* scratch of n */
  unsigned char *wkb;  /* the last union */
  char error[256];     /* GEOS's last message */
};

/** For villages that are points: each gets the land that is nearer to it than to any other village, within the county
 *  outline or, without one, within the hull of the points widened by half their usual distance. Of villages at one
 *  point the first gets the land. O(n log n). */
buju_status buju_cells_voronoi(buju_output *out, buju_cells *cells);

/** BUJU_E_DATA with GEOS's last message. */
buju_status buju_cells_fail(buju_ctx *ctx, const buju_cells *cells);

#endif
