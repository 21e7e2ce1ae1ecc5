/* The villages' land as one outline, and areas cut to it. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "layers/output/cells.h"

static GEOSGeometry *ring_of(buju_cells *cells, const buju_land *land, uint64_t ring) {
  uint64_t first = land->point[ring], n = land->point[ring + 1] - first;
  GEOSCoordSequence *points = GEOSCoordSeq_create_r(cells->geos, (unsigned)n + 1, 2);
  if (points == NULL) return NULL;
  for (unsigned k = 0; k <= n; k++)
    GEOSCoordSeq_setXY_r(cells->geos, points, k, land->x_m[first + k % n], land->y_m[first + k % n]);
  return GEOSGeom_createLinearRing_r(cells->geos, points);
}

static void destroy_all(buju_cells *cells, GEOSGeometry **geometry, uint64_t n) {
  for (uint64_t i = 0; i < n; i++) GEOSGeom_destroy_r(cells->geos, geometry[i]);
}

/* The shell is ring[0]; GEOS takes the rings over. */
static GEOSGeometry *polygon_of(buju_cells *cells, const buju_land *land, uint64_t part, GEOSGeometry **ring) {
  uint64_t first = land->ring[part], n = land->ring[part + 1] - first;
  for (uint64_t r = 0; r < n; r++) {
    ring[r] = ring_of(cells, land, first + r);
    if (ring[r] != NULL) continue;
    destroy_all(cells, ring, r);
    return NULL;
  }
  return GEOSGeom_createPolygon_r(cells->geos, ring[0], ring + 1, (unsigned)(n - 1));
}

static GEOSGeometry *land_of(buju_cells *cells, const buju_land *land, buju_ix i) {
  uint64_t first = land->part[i], parts = land->part[i + 1] - first, most = 1;
  for (uint64_t p = first; p < first + parts; p++)
    if (land->ring[p + 1] - land->ring[p] > most) most = land->ring[p + 1] - land->ring[p];
  GEOSGeometry **part = calloc(parts + most, sizeof(GEOSGeometry *)), *all = NULL;
  uint64_t made = 0;
  while (part != NULL && made < parts) {
    part[made] = polygon_of(cells, land, first + made, part + parts);
    if (part[made] == NULL) break;
    made++;
  }
  if (part != NULL && made == parts)
    all = GEOSGeom_createCollection_r(cells->geos, GEOS_MULTIPOLYGON, part, (unsigned)parts);
  else if (part != NULL)
    destroy_all(cells, part, made);
  free(part);
  return all;
}

static buju_status make_outline(buju_output *out, buju_cells *cells) {
  buju_shape all;
  buju_ix *village = BUJU_NEW(out->arena, buju_ix, cells->n);
  if (village == NULL) return buju_fail_memory(out->ctx);
  for (buju_ix v = 0; v < cells->n; v++) village[v] = v;
  buju_status status = buju_cells_union(out->ctx, cells, village, cells->n, &all);
  if (status != BUJU_OK || all.wkb == NULL) return status;
  cells->outline = GEOSWKBReader_read_r(cells->geos, cells->reader, all.wkb, all.bytes);
  if (cells->outline != NULL) cells->prepared = GEOSPrepare_r(cells->geos, cells->outline);
  return cells->prepared != NULL ? BUJU_OK : buju_fail_memory(out->ctx);
}

buju_status buju_cells_cut(buju_output *out, buju_cells *cells, const buju_land *land, buju_ix i, buju_shape *shape) {
  *shape = (buju_shape){NULL, 0};
  if (land->part[i] == land->part[i + 1]) return BUJU_OK;
  buju_status status = cells->outline == NULL ? make_outline(out, cells) : BUJU_OK;
  if (status != BUJU_OK || cells->outline == NULL) return status;
  GEOSGeometry *whole = land_of(cells, land, i);
  if (whole == NULL) return buju_fail_memory(out->ctx);
  GEOSGeometry *inside = buju_cells_clip(cells, cells->prepared, cells->outline, whole);
  GEOSGeom_destroy_r(cells->geos, whole);
  return inside != NULL ? buju_cells_give(out->ctx, cells, inside, shape) : BUJU_OK;
}
