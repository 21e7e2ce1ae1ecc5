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
  buju_shape *shape;     /* by village, when villages are polygons */
  GEOSGeometry **cell;   /* by village; NULL: no land known */
  GEOSGeometry **part;   /* scratch of n */
  GEOSGeometry *outline; /* of all, when it has been asked for */
  const GEOSPreparedGeometry *prepared;
  unsigned char *wkb; /* the last geometry given */
  char error[256];    /* GEOS's last message */
};

/** For villages that are points: each gets the land that is nearer to it than to any other village, within the county
 *  outline or, without one, within the hull of the points widened by half their usual distance. Of villages at one
 *  point the first gets the land. O(n log n). */
buju_status buju_cells_voronoi(buju_output *out, buju_cells *cells);

/** The part of a cell inside the outline, as polygons only; NULL when there is none. */
GEOSGeometry *buju_cells_clip(buju_cells *cells, const GEOSPreparedGeometry *prepared, const GEOSGeometry *outline,
                              const GEOSGeometry *cell);

/** The union of n cells, which it takes; NULL when GEOS fails. Edges a few centimetres apart count as one: where they
 *  do not meet exactly, vertices of the union are off by as much. O(points log points). */
GEOSGeometry *buju_cells_unite(buju_cells *cells, GEOSGeometry **part, unsigned n);

/** A geometry as WKB, valid until the next call; destroys it. */
buju_status buju_cells_give(buju_ctx *ctx, buju_cells *cells, GEOSGeometry *geometry, buju_shape *shape);

/** BUJU_E_DATA with GEOS's last message. */
buju_status buju_cells_fail(buju_ctx *ctx, const buju_cells *cells);

#endif
