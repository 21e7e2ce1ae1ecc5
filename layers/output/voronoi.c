/* Land for villages that are points. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "layers/output/cells.h"

static GEOSGeometry *read_outline(buju_cells *cells, const buju_region *region) {
  GEOSGeometry *outline = NULL;
  for (buju_ix a = 0; a < region->area.n && region->area.level[a] == BUJU_COUNTY && outline == NULL; a++)
    if (region->area.shape[a].wkb != NULL)
      outline =
          GEOSWKBReader_read_r(cells->geos, cells->reader, region->area.shape[a].wkb, region->area.shape[a].bytes);
  return outline;
}

/* A village's point in the tree. */
typedef struct seed {
  GEOSGeometry *point;
  double x_m, y_m;
  buju_ix village;
} seed;

static int by_place_then_village(const void *a, const void *b) {
  const seed *p = a, *q = b;
  if (p->x_m != q->x_m) return p->x_m < q->x_m ? -1 : 1;
  if (p->y_m != q->y_m) return p->y_m < q->y_m ? -1 : 1;
  return (p->village > q->village) - (p->village < q->village);
}

/* The located villages, one a place: of those at one point the first. False when memory is out; the points made so far
 * are the caller's either way. */
static bool make_seeds(buju_cells *cells, const buju_region *region, seed *seeds, buju_ix *made) {
  buju_ix n = 0, kept = 0;
  for (buju_ix v = 0; v < region->village.n; v++)
    if (isfinite(region->village.x_m[v]) && isfinite(region->village.y_m[v]))
      seeds[n++] = (seed){NULL, region->village.x_m[v], region->village.y_m[v], v};
  if (n > 1) qsort(seeds, n, sizeof *seeds, by_place_then_village);
  for (buju_ix i = 0; i < n; i++)
    if (kept == 0 || seeds[i].x_m != seeds[kept - 1].x_m || seeds[i].y_m != seeds[kept - 1].y_m)
      seeds[kept++] = seeds[i];
  for (*made = 0; *made < kept; ++*made) {
    seed *s = &seeds[*made];
    s->point = GEOSGeom_createPointFromXY_r(cells->geos, s->x_m, s->y_m);
    if (s->point == NULL) return false;
  }
  return true;
}

/* NULL when memory is out. */
static GEOSGeometry *collect(buju_cells *cells, const seed *seeds, buju_ix n) {
  for (buju_ix i = 0; i < n; i++) {
    cells->part[i] = GEOSGeom_clone_r(cells->geos, seeds[i].point);
    if (cells->part[i] != NULL) continue;
    while (i > 0) GEOSGeom_destroy_r(cells->geos, cells->part[--i]);
    return NULL;
  }
  return GEOSGeom_createCollection_r(cells->geos, GEOS_MULTIPOINT, cells->part, n);
}

/* n points spread over an area have about √(area ÷ n) between them. */
static GEOSGeometry *widened_hull(buju_cells *cells, const GEOSGeometry *points, buju_ix n) {
  double area_m2 = 0;
  GEOSGeometry *hull = GEOSConvexHull_r(cells->geos, points);
  if (hull == NULL) return NULL;
  GEOSArea_r(cells->geos, hull, &area_m2);
  double apart_m = area_m2 > 0 ? sqrt(area_m2 / n) : 1000;
  GEOSGeometry *wide = GEOSBuffer_r(cells->geos, hull, apart_m / 2, 16);
  GEOSGeom_destroy_r(cells->geos, hull);
  return wide;
}

static int distance(const void *a, const void *b, double *metres, void *user) {
  const seed *p = a, *q = b;
  (void)user;
  *metres = hypot(p->x_m - q->x_m, p->y_m - q->y_m);
  return 1;
}

/* The village a cell belongs to: the nearest to any point inside it. GEOS gives cells in no promised order. */
static const seed *owner(buju_cells *cells, GEOSSTRtree *tree, const GEOSGeometry *cell) {
  seed middle = {GEOSGetCentroid_r(cells->geos, cell), 0, 0, BUJU_NONE};
  const seed *nearest = NULL;
  if (middle.point == NULL) return NULL;
  if (GEOSGeomGetX_r(cells->geos, middle.point, &middle.x_m) == 1 &&
      GEOSGeomGetY_r(cells->geos, middle.point, &middle.y_m) == 1)
    nearest = GEOSSTRtree_nearest_generic_r(cells->geos, tree, &middle, middle.point, distance, NULL);
  GEOSGeom_destroy_r(cells->geos, middle.point);
  return nearest;
}

GEOSGeometry *buju_cells_clip(buju_cells *cells, const GEOSPreparedGeometry *prepared, const GEOSGeometry *outline,
                              const GEOSGeometry *cell) {
  if (GEOSPreparedContains_r(cells->geos, prepared, cell) == 1) return GEOSGeom_clone_r(cells->geos, cell);
  GEOSGeometry *inside = GEOSIntersection_r(cells->geos, outline, cell);
  int type = inside != NULL ? GEOSGeomTypeId_r(cells->geos, inside) : -1;
  if (type != -1 && type != GEOS_POLYGON && type != GEOS_MULTIPOLYGON) { /* touching leaves lines and points */
    GEOSGeometry *polygons = GEOSBuffer_r(cells->geos, inside, 0, 1);
    GEOSGeom_destroy_r(cells->geos, inside);
    inside = polygons;
  }
  if (inside == NULL || GEOSisEmpty_r(cells->geos, inside) != 1) return inside;
  GEOSGeom_destroy_r(cells->geos, inside);
  return NULL;
}

static bool share_out(buju_cells *cells, seed *seeds, buju_ix n, const GEOSGeometry *diagram,
                      const GEOSGeometry *outline) {
  GEOSSTRtree *tree = GEOSSTRtree_create_r(cells->geos, 10);
  const GEOSPreparedGeometry *prepared = GEOSPrepare_r(cells->geos, outline);
  bool good = tree != NULL && prepared != NULL;
  for (buju_ix i = 0; good && i < n; i++) GEOSSTRtree_insert_r(cells->geos, tree, seeds[i].point, &seeds[i]);
  int parts = GEOSGetNumGeometries_r(cells->geos, diagram);
  for (int i = 0; good && i < parts; i++) {
    const GEOSGeometry *cell = GEOSGetGeometryN_r(cells->geos, diagram, i);
    const seed *of = owner(cells, tree, cell);
    if (of != NULL && cells->cell[of->village] == NULL)
      cells->cell[of->village] = buju_cells_clip(cells, prepared, outline, cell);
  }
  GEOSPreparedGeom_destroy_r(cells->geos, prepared);
  GEOSSTRtree_destroy_r(cells->geos, tree);
  return good;
}

/* A diagram needs two places; one has all the land. */
static bool divide(buju_cells *cells, seed *seeds, buju_ix n, const GEOSGeometry *points, const GEOSGeometry *outline) {
  if (n == 1) {
    cells->cell[seeds[0].village] = GEOSGeom_clone_r(cells->geos, outline);
    return cells->cell[seeds[0].village] != NULL;
  }
  GEOSGeometry *diagram = GEOSVoronoiDiagram_r(cells->geos, points, outline, 0, 0);
  bool good = diagram != NULL && share_out(cells, seeds, n, diagram, outline);
  GEOSGeom_destroy_r(cells->geos, diagram);
  return good;
}

buju_status buju_cells_voronoi(buju_output *out, buju_cells *cells) {
  seed *seeds = BUJU_NEW(out->arena, seed, cells->n);
  if (seeds == NULL) return buju_fail_memory(out->ctx);
  buju_ix n;
  GEOSGeometry *points = NULL, *outline = NULL;
  buju_status status = BUJU_OK;
  bool room = make_seeds(cells, out->region, seeds, &n);
  if (room && n == 0) return BUJU_OK;
  if (room) points = collect(cells, seeds, n);
  if (points == NULL) {
    status = buju_fail_memory(out->ctx);
    goto done;
  }
  outline = read_outline(cells, out->region);
  if (outline == NULL) outline = widened_hull(cells, points, n);
  if (outline == NULL || !divide(cells, seeds, n, points, outline)) status = buju_cells_fail(out->ctx, cells);
done:
  GEOSGeom_destroy_r(cells->geos, points);
  GEOSGeom_destroy_r(cells->geos, outline);
  for (buju_ix i = 0; i < n; i++) GEOSGeom_destroy_r(cells->geos, seeds[i].point);
  return status;
}
