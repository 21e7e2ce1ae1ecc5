/* Bringing OGR geometries to one form. SPDX-License-Identifier: Apache-2.0 */
#include "layers/source_shape.h"

#include <ogr_api.h>

/* What a collection holds, when all its parts are of one kind. */
static buju_row_kind kind_of(OGRGeometryH g) {
  if (OGR_G_IsEmpty(g)) return BUJU_ROW_EMPTY;
  OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(g));
  if (type == wkbPoint || type == wkbMultiPoint) return BUJU_ROW_POINT;
  if (OGR_GT_IsSubClassOf(type, wkbCurve) || type == wkbMultiLineString) return BUJU_ROW_LINE;
  if (OGR_GT_IsSubClassOf(type, wkbSurface) || type == wkbMultiPolygon) return BUJU_ROW_POLYGON;
  if (type != wkbGeometryCollection) return BUJU_ROW_OTHER;
  buju_row_kind kind = BUJU_ROW_EMPTY;
  for (int i = 0; i < OGR_G_GetGeometryCount(g); i++) {
    buju_row_kind part = kind_of(OGR_G_GetGeometryRef(g, i));
    if (part == BUJU_ROW_EMPTY || part == kind) continue;
    if (kind != BUJU_ROW_EMPTY) return BUJU_ROW_OTHER;
    kind = part;
  }
  return kind;
}

static OGRGeometryH simplify(OGRGeometryH g) {
  if (OGR_GT_IsNonLinear(OGR_G_GetGeometryType(g)) || OGR_G_HasCurveGeometry(g, 0)) {
    OGRGeometryH straight = OGR_G_GetLinearGeometry(g, 0, NULL);
    OGR_G_DestroyGeometry(g);
    g = straight;
  }
  if (g != NULL) {
    OGR_G_Set3D(g, 0);
    OGR_G_SetMeasured(g, 0);
  }
  return g;
}

static OGRGeometryH to_multi(OGRGeometryH g, buju_row_kind kind) {
  switch (kind) {
  case BUJU_ROW_POINT: return OGR_GT_Flatten(OGR_G_GetGeometryType(g)) == wkbPoint ? g : OGR_G_ForceToMultiPoint(g);
  case BUJU_ROW_LINE: return OGR_G_ForceToMultiLineString(g);
  case BUJU_ROW_POLYGON: OGR_G_CloseRings(g); return OGR_G_ForceToMultiPolygon(g);
  case BUJU_ROW_EMPTY:
  case BUJU_ROW_OTHER: break;
  }
  return g;
}

buju_status buju_row_shape_take(buju_reading *reading, OGRGeometryH geometry, buju_row_shape *out) {
  OGRGeometryH g = geometry != NULL ? simplify(geometry) : NULL;
  *out = (buju_row_shape){.kind = BUJU_ROW_EMPTY};
  if (g == NULL) return BUJU_OK;
  buju_row_kind kind = kind_of(g);
  buju_status status = BUJU_OK;
  if (kind != BUJU_ROW_EMPTY && kind != BUJU_ROW_OTHER) {
    g = to_multi(g, kind);
    size_t bytes = (size_t)OGR_G_WkbSizeEx(g);
    out->wkb = buju_arena_alloc(reading->arena, bytes, 1);
    out->bytes = bytes;
    if (out->wkb == NULL)
      status = buju_fail_memory(reading->ctx);
    else
      OGR_G_ExportToIsoWkb(g, wkbNDR, out->wkb);
  }
  out->kind = (uint8_t)kind;
  OGR_G_DestroyGeometry(g);
  return status;
}
