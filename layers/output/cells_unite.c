/* Unions of villages, also of such whose edges do not quite meet. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "layers/output/cells.h"

/* Edges that were rounded each by itself lie up to centimetres apart. What comes nearer to itself than this is torn: a
 * line would be drawn where nothing ends. */
static const double TORN_M = 0.1;
/* Vertices move to a grid this wide, so that such edges fall upon each other. No round number: coordinates are often
 * multiples of one, and those halfway would go to either side. */
static const double GRID_M = 0.137;
/* What is left between edges is as wide as the grid at most; no land is. */
static const double THIN_M = 0.5;

static bool is_torn(buju_cells *cells, const GEOSGeometry *land) {
  double nearest_m = INFINITY;
  return GEOSMinimumClearance_r(cells->geos, land, &nearest_m) == 0 && nearest_m < TORN_M;
}

static bool is_thin(buju_cells *cells, const GEOSGeometry *ring) {
  double area_m2 = 0, length_m = 0;
  GEOSGeometry *shell = GEOSGeom_clone_r(cells->geos, ring);
  GEOSGeometry *hole = shell != NULL ? GEOSGeom_createPolygon_r(cells->geos, shell, NULL, 0) : NULL;
  bool known =
      hole != NULL && GEOSArea_r(cells->geos, hole, &area_m2) == 1 && GEOSLength_r(cells->geos, hole, &length_m) == 1;
  GEOSGeom_destroy_r(cells->geos, hole);
  return known && 2 * area_m2 < THIN_M * length_m;
}

/* A polygon without those of its holes that are thin; NULL when memory is out. */
static GEOSGeometry *fill(buju_cells *cells, const GEOSGeometry *polygon) {
  int holes = GEOSGetNumInteriorRings_r(cells->geos, polygon);
  GEOSGeometry *shell = GEOSGeom_clone_r(cells->geos, GEOSGetExteriorRing_r(cells->geos, polygon));
  GEOSGeometry **kept = shell != NULL ? calloc((size_t)holes + 1, sizeof *kept) : NULL;
  unsigned n = 0;
  bool good = kept != NULL;
  for (int i = 0; i < holes && good; i++) {
    const GEOSGeometry *ring = GEOSGetInteriorRingN_r(cells->geos, polygon, i);
    if (is_thin(cells, ring)) continue;
    kept[n] = GEOSGeom_clone_r(cells->geos, ring);
    good = kept[n] != NULL;
    n += good;
  }
  GEOSGeometry *filled = good ? GEOSGeom_createPolygon_r(cells->geos, shell, kept, n) : NULL;
  if (!good) {
    while (n > 0) GEOSGeom_destroy_r(cells->geos, kept[--n]);
    GEOSGeom_destroy_r(cells->geos, shell);
  }
  free(kept);
  return filled;
}

/* The union on the grid, or NULL. */
static GEOSGeometry *mend(buju_cells *cells, const GEOSGeometry *all) {
  GEOSGeometry *land = GEOSUnaryUnionPrec_r(cells->geos, all, GRID_M);
  int n = land != NULL ? GEOSGetNumGeometries_r(cells->geos, land) : 0;
  GEOSGeometry **part = n > 0 ? calloc((size_t)n, sizeof *part) : NULL;
  unsigned done = 0;
  while (part != NULL && done < (unsigned)n) {
    const GEOSGeometry *polygon = GEOSGetGeometryN_r(cells->geos, land, (int)done);
    if (polygon == NULL || GEOSGeomTypeId_r(cells->geos, polygon) != GEOS_POLYGON) break;
    part[done] = fill(cells, polygon);
    if (part[done] == NULL) break;
    done++;
  }
  GEOSGeometry *mended = NULL;
  if (n > 0 && done == (unsigned)n)
    mended = n == 1 ? part[0] : GEOSGeom_createCollection_r(cells->geos, GEOS_MULTIPOLYGON, part, done);
  else
    while (done > 0) GEOSGeom_destroy_r(cells->geos, part[--done]);
  free(part);
  GEOSGeom_destroy_r(cells->geos, land);
  return mended;
}

/* Coverage union is fast and exact for villages that share their edges; where they overlap a little it gives an
 * invalid polygon or refuses, and the general union does the work. Where either is torn, the union on a grid is none
 * the worse for being off by centimetres. */
GEOSGeometry *buju_cells_unite(buju_cells *cells, GEOSGeometry **part, unsigned n) {
  GEOSGeometry *all = GEOSGeom_createCollection_r(cells->geos, GEOS_GEOMETRYCOLLECTION, part, n);
  if (all == NULL) return NULL;
  GEOSGeometry *joined = GEOSCoverageUnion_r(cells->geos, all);
  if (joined == NULL || GEOSisValid_r(cells->geos, joined) != 1) {
    GEOSGeom_destroy_r(cells->geos, joined);
    joined = GEOSUnaryUnion_r(cells->geos, all);
  }
  GEOSGeometry *mended = joined != NULL && is_torn(cells, joined) ? mend(cells, all) : NULL;
  if (mended != NULL && GEOSisValid_r(cells->geos, mended) == 1) {
    GEOSGeom_destroy_r(cells->geos, joined);
    joined = mended;
  } else {
    GEOSGeom_destroy_r(cells->geos, mended);
  }
  GEOSGeom_destroy_r(cells->geos, all);
  return joined;
}
