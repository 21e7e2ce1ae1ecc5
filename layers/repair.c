/* Repairing polygons. SPDX-License-Identifier: Apache-2.0 */
#include "layers/repair.h"

#define GEOS_USE_ONLY_R_API
#include <geos_c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/wkb.h"

struct buju_repairer {
  GEOSContextHandle_t geos;
  GEOSWKBReader *reader;
  GEOSWKBWriter *writer;
  GEOSMakeValidParams *structure;
  char complaint[128]; /* GEOS's last error */
};

static const struct {
  const char *geos;
  buju_msg word;
} reasons[] = {
    {"Self-intersection", {"自相交", "self-intersection"}},
    {"Ring Self-intersection", {"环自相交", "ring self-intersection"}},
    {"Hole lies outside shell", {"洞在外环之外", "a hole outside its shell"}},
    {"Nested holes", {"洞中有洞", "nested holes"}},
    {"Nested shells", {"外环重叠", "nested shells"}},
    {"Interior is disconnected", {"内部不连通", "disconnected interior"}},
    {"Duplicate Rings", {"环重复", "duplicate rings"}},
    {"Too few points in geometry component", {"顶点太少", "too few points"}},
    {"Invalid Coordinate", {"坐标无效", "an invalid coordinate"}},
    {"Ring is not closed", {"环未闭合", "an unclosed ring"}},
};

const buju_msg *buju_repair_reason(const char *reason) {
  static const buju_msg other = {"几何无效", "invalid geometry"};
  for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
    if (strcmp(reason, reasons[i].geos) == 0) return &reasons[i].word;
  return &other;
}

static void note(const char *message, void *user) {
  buju_repairer *repairer = user;
  snprintf(repairer->complaint, sizeof repairer->complaint, "%s", message);
}

buju_repairer *buju_repairer_new(void) {
  buju_repairer *r = calloc(1, sizeof *r);
  if (r == NULL) return NULL;
  r->geos = GEOS_init_r();
  if (r->geos != NULL) {
    GEOSContext_setErrorMessageHandler_r(r->geos, note, r);
    r->reader = GEOSWKBReader_create_r(r->geos);
    r->writer = GEOSWKBWriter_create_r(r->geos);
    r->structure = GEOSMakeValidParams_create_r(r->geos);
  }
  if (r->reader == NULL || r->writer == NULL || r->structure == NULL) {
    buju_repairer_free(r);
    return NULL;
  }
  GEOSMakeValidParams_setMethod_r(r->geos, r->structure, GEOS_MAKE_VALID_STRUCTURE);
  GEOSMakeValidParams_setKeepCollapsed_r(r->geos, r->structure, 0);
  GEOSWKBWriter_setByteOrder_r(r->geos, r->writer, GEOS_WKB_NDR);
  GEOSWKBWriter_setOutputDimension_r(r->geos, r->writer, 2);
  return r;
}

void buju_repairer_free(buju_repairer *r) {
  if (r == NULL) return;
  if (r->structure != NULL) GEOSMakeValidParams_destroy_r(r->geos, r->structure);
  if (r->writer != NULL) GEOSWKBWriter_destroy_r(r->geos, r->writer);
  if (r->reader != NULL) GEOSWKBReader_destroy_r(r->geos, r->reader);
  if (r->geos != NULL) GEOS_finish_r(r->geos);
  free(r);
}

/* "Self-intersection[500 500]" → "Self-intersection". */
static void keep_reason(const char *text, char out[64]) {
  size_t n = strcspn(text, "[");
  if (n > 63) n = 63;
  memcpy(out, text, n);
  out[n] = '\0';
}

/* The polygons of any geometry, as one MultiPolygon; NULL when there are none or memory is out. Takes g over. */
static GEOSGeometry *polygons_of(GEOSContextHandle_t geos, GEOSGeometry *g) {
  int type = GEOSGeomTypeId_r(geos, g);
  if (type == GEOS_MULTIPOLYGON) return g;
  int parts = GEOSGetNumGeometries_r(geos, g), kept = 0;
  GEOSGeometry **part = calloc(parts > 0 ? (size_t)parts : 1, sizeof *part);
  for (int i = 0; part != NULL && i < parts; i++) {
    const GEOSGeometry *at = GEOSGetGeometryN_r(geos, g, i);
    if (GEOSGeomTypeId_r(geos, at) == GEOS_POLYGON && !GEOSisEmpty_r(geos, at))
      part[kept++] = GEOSGeom_clone_r(geos, at);
  }
  GEOSGeometry *all = NULL;
  if (kept > 0) all = GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, part, (unsigned)kept);
  for (int i = 0; all == NULL && i < kept; i++) GEOSGeom_destroy_r(geos, part[i]);
  free(part);
  GEOSGeom_destroy_r(geos, g);
  return all;
}

static bool write_out(buju_repairer *r, const GEOSGeometry *g, buju_arena *arena, buju_repaired *out) {
  size_t bytes = 0;
  unsigned char *wkb = GEOSWKBWriter_write_r(r->geos, r->writer, g, &bytes);
  if (wkb == NULL) return false;
  out->wkb = buju_arena_copy(arena, wkb, bytes, 1);
  out->bytes = bytes;
  GEOSFree_r(r->geos, wkb);
  return out->wkb != NULL;
}

static buju_status mend(buju_ctx *ctx, buju_repairer *r, const GEOSGeometry *broken, buju_arena *arena,
                        buju_repaired *out) {
  char *reason = GEOSisValidReason_r(r->geos, broken);
  keep_reason(reason != NULL ? reason : "", out->reason);
  if (reason != NULL) GEOSFree_r(r->geos, reason);
  GEOSArea_r(r->geos, broken, &out->before_m2);
  out->changed = true;
  GEOSGeometry *whole = GEOSMakeValidWithParams_r(r->geos, broken, r->structure);
  if (whole != NULL) whole = polygons_of(r->geos, whole);
  if (whole == NULL) return BUJU_OK; /* nothing with an area is left */
  buju_status status = BUJU_OK;
  GEOSArea_r(r->geos, whole, &out->after_m2);
  if (GEOSisEmpty_r(r->geos, whole) == 0 && !write_out(r, whole, arena, out)) status = buju_fail_memory(ctx);
  GEOSGeom_destroy_r(r->geos, whole);
  return status;
}

/* What is left after pruning, valid or made so. */
static buju_status keep_pruned(buju_ctx *ctx, buju_repairer *r, const GEOSGeometry *g, buju_arena *arena,
                               buju_repaired *out) {
  if (GEOSisEmpty_r(r->geos, g) != 0) return BUJU_OK;
  if (GEOSisValid_r(r->geos, g) != 1) return mend(ctx, r, g, arena, out);
  GEOSArea_r(r->geos, g, &out->before_m2);
  out->after_m2 = out->before_m2;
  return write_out(r, g, arena, out) ? BUJU_OK : buju_fail_memory(ctx);
}

buju_status buju_repair(buju_ctx *ctx, buju_repairer *r, unsigned char *wkb, size_t bytes, buju_arena *arena,
                        buju_repaired *out) {
  buju_repaired result = {0};
  buju_status status = BUJU_OK;
  GEOSGeometry *g = GEOSWKBReader_read_r(r->geos, r->reader, wkb, bytes);
  if (g == NULL) { /* GEOS cannot even hold it: a ring of fewer than four points */
    size_t left = buju_wkb_prune(wkb, bytes);
    snprintf(result.reason, sizeof result.reason, "Too few points in geometry component");
    result.changed = true;
    if (left > 0) g = GEOSWKBReader_read_r(r->geos, r->reader, wkb, left);
    if (g != NULL) status = keep_pruned(ctx, r, g, arena, &result);
  } else if (GEOSisValid_r(r->geos, g) == 1) {
    result.wkb = wkb;
    result.bytes = bytes;
  } else {
    status = mend(ctx, r, g, arena, &result);
  }
  if (g != NULL) GEOSGeom_destroy_r(r->geos, g);
  if (status == BUJU_OK) *out = result;
  return status;
}
