/* The land of each village as GEOS geometries, and unions of it. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/cells.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void keep_error(const char *message, void *user) {
  buju_cells *cells = user;
  snprintf(cells->error, sizeof cells->error, "%s", message);
}

buju_status buju_cells_fail(buju_ctx *ctx, const buju_cells *cells) {
  BUJU_MSG(failed, "合并村域时出错：{0}；请检查行政村图层的几何",
           "joining villages failed: {0}; check the villages' polygons");
  return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(failed, buju_text(cells->error)));
}

/* A village's land. Polygons are read when they are first needed: most catchments are one village, whose bytes do as
 * they are. A shape GEOS cannot read leaves the village without land. */
static const GEOSGeometry *cell_of(buju_cells *cells, buju_ix v) {
  if (cells->cell[v] == NULL && cells->shape != NULL && cells->shape[v].wkb != NULL)
    cells->cell[v] = GEOSWKBReader_read_r(cells->geos, cells->reader, cells->shape[v].wkb, cells->shape[v].bytes);
  return cells->cell[v];
}

buju_status buju_cells_make(buju_output *out, buju_cells **result) {
  const buju_region *region = out->region;
  buju_cells *cells = BUJU_NEW(out->arena, buju_cells, 1);
  if (cells == NULL) return buju_fail_memory(out->ctx);
  *result = cells;
  cells->geos = GEOS_init_r();
  if (cells->geos == NULL) return buju_fail_memory(out->ctx);
  GEOSContext_setErrorMessageHandler_r(cells->geos, keep_error, cells);
  cells->reader = GEOSWKBReader_create_r(cells->geos);
  cells->writer = GEOSWKBWriter_create_r(cells->geos);
  if (cells->reader == NULL || cells->writer == NULL) return buju_fail_memory(out->ctx);
  GEOSWKBWriter_setByteOrder_r(cells->geos, cells->writer, GEOS_WKB_NDR);
  cells->cell = BUJU_NEW(out->arena, GEOSGeometry *, region->village.n);
  cells->part = BUJU_NEW(out->arena, GEOSGeometry *, region->village.n);
  if (cells->cell == NULL || cells->part == NULL) return buju_fail_memory(out->ctx);
  cells->n = region->village.n;
  if (!region->village.polygons) return buju_cells_voronoi(out, cells);
  cells->shape = BUJU_NEW(out->arena, buju_shape, region->village.n);
  if (cells->shape == NULL) return buju_fail_memory(out->ctx);
  for (buju_ix v = 0; v < region->village.n; v++) cells->shape[v] = region->area.shape[region->village.area[v]];
  return BUJU_OK;
}

void buju_cells_free(buju_cells *cells) {
  if (cells == NULL || cells->geos == NULL) return;
  for (buju_ix v = 0; v < cells->n; v++) GEOSGeom_destroy_r(cells->geos, cells->cell[v]);
  GEOSPreparedGeom_destroy_r(cells->geos, cells->prepared);
  GEOSGeom_destroy_r(cells->geos, cells->outline);
  GEOSFree_r(cells->geos, cells->wkb);
  if (cells->reader != NULL) GEOSWKBReader_destroy_r(cells->geos, cells->reader);
  if (cells->writer != NULL) GEOSWKBWriter_destroy_r(cells->geos, cells->writer);
  GEOS_finish_r(cells->geos);
}

buju_status buju_cells_give(buju_ctx *ctx, buju_cells *cells, GEOSGeometry *geometry, buju_shape *shape) {
  size_t bytes = 0;
  GEOSFree_r(cells->geos, cells->wkb);
  cells->wkb = GEOSWKBWriter_write_r(cells->geos, cells->writer, geometry, &bytes);
  GEOSGeom_destroy_r(cells->geos, geometry);
  if (cells->wkb == NULL) return buju_cells_fail(ctx, cells);
  *shape = (buju_shape){cells->wkb, bytes};
  return BUJU_OK;
}

buju_status buju_cells_union(buju_ctx *ctx, buju_cells *cells, const buju_ix *village, buju_ix n, buju_shape *shape) {
  unsigned parts = 0;
  *shape = (buju_shape){NULL, 0};
  if (n == 1 && cells->shape != NULL) {
    *shape = cells->shape[village[0]];
    return BUJU_OK;
  }
  for (buju_ix i = 0; i < n; i++) {
    const GEOSGeometry *cell = cell_of(cells, village[i]);
    if (cell == NULL) continue;
    cells->part[parts] = GEOSGeom_clone_r(cells->geos, cell);
    if (cells->part[parts] == NULL) {
      while (parts > 0) GEOSGeom_destroy_r(cells->geos, cells->part[--parts]);
      return buju_fail_memory(ctx);
    }
    parts++;
  }
  if (parts == 0) return BUJU_OK;
  GEOSGeometry *joined = parts == 1 ? cells->part[0] : buju_cells_unite(cells, cells->part, parts);
  if (joined == NULL) return buju_cells_fail(ctx, cells);
  return buju_cells_give(ctx, cells, joined, shape);
}
