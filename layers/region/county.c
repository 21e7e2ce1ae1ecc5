/* Villages outside their county: by code, and by place. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "layers/region/build.h"
#include "layers/region/codes.h"
#include "layers/region/finding_kind.h"

/* Outlines of counties are drawn more coarsely than villages: so far outside is the outline's fault. */
#define OUTSIDE_M 1000.0

BUJU_MSG(code_outside, "{0} 第{1}行：{2}（{3}）的代码不属于本县 {4}；请删除该行或更正 county",
         "{0} row {1}: the code of {2} ({3}) is not of county {4}; remove the row or correct county");
BUJU_MSG(place_outside, "{0} 第{1}行：{2}（{3}）在县界以外 {4} 米；请检查坐标系或删除该行",
         "{0} row {1}: {2} ({3}) lies {4} m outside the county; check the coordinate system or remove the row");

BUJU_KIND(other_county, BUJU_SERIOUS, "代码属于{0}，多数村属于{1}",
          "its code is of county {0}, most villages are of {1}", "留在方案中，归入其代码所属的县",
          "kept, in the county of its code");
BUJU_KIND(just_outside, BUJU_NOTE, "在县界外{0}米", "lies {0} m outside the county", "按原样使用", "used as it is");

/* ---- by code ---- */

static int by_prefix(const void *a, const void *b) { return memcmp(a, b, BUJU_COUNTY_DIGITS); }

/* The county most codes are of, and how many; "" when no code is statistical. */
static buju_status find_majority(buju_build *b, char majority[BUJU_COUNTY_DIGITS + 1], buju_ix *counted) {
  buju_ix n = b->region->village.n, known = 0, best = 0;
  char(*prefix)[BUJU_COUNTY_DIGITS] = buju_arena_alloc(b->scratch, n, BUJU_COUNTY_DIGITS);
  if (prefix == NULL) return buju_fail_memory(b->ctx);
  for (buju_ix v = 0; v < n; v++)
    if (buju_code_digits(b->village_code[v], BUJU_VILLAGE_DIGITS))
      memcpy(prefix[known++], b->village_code[v], BUJU_COUNTY_DIGITS);
  if (known > 1) qsort(prefix, known, sizeof *prefix, by_prefix);
  majority[0] = '\0';
  for (buju_ix i = 0, run; i < known; i += run) {
    for (run = 1; i + run < known && by_prefix(prefix[i], prefix[i + run]) == 0;) run++;
    if (run <= best) continue;
    best = run;
    memcpy(majority, prefix[i], BUJU_COUNTY_DIGITS);
    majority[BUJU_COUNTY_DIGITS] = '\0';
  }
  *counted = best;
  return BUJU_OK;
}

static buju_status refuse_code(buju_build *b, buju_ix v) {
  const buju_part *part = &b->part[BUJU_INPUT_VILLAGES];
  return buju_fail(b->ctx, BUJU_E_DATA,
                   BUJU_SAY(code_outside, buju_text(part->layer->table.file),
                            buju_int(buju_part_row(part, b->region->village.source_row[v])),
                            buju_text(b->village_name[v]), buju_text(b->village_code[v]),
                            buju_text(b->scenario->county)));
}

/* A county given in the scenario is binding. Without one, a few codes of another county among many of one are odd; a
 * new area that spans several counties is not. */
static buju_status check_codes(buju_build *b) {
  const buju_region *r = b->region;
  char majority[BUJU_COUNTY_DIGITS + 1];
  buju_ix counted = 0;
  buju_status status = find_majority(b, majority, &counted);
  const char *county = b->scenario->county != NULL ? b->scenario->county : majority;
  size_t digits = strlen(county) < BUJU_COUNTY_DIGITS ? strlen(county) : BUJU_COUNTY_DIGITS;
  bool odd = counted >= r->village.n - r->village.n / 20;
  for (buju_ix v = 0; v < r->village.n && status == BUJU_OK; v++) {
    const char *code = b->village_code[v];
    if (!buju_code_digits(code, BUJU_VILLAGE_DIGITS) || strncmp(code, county, digits) == 0) continue;
    if (b->scenario->county != NULL) return refuse_code(b, v);
    if (!odd) continue;
    char *other = buju_code_prefix(b->scratch, code, BUJU_COUNTY_DIGITS);
    if (other == NULL) return buju_fail_memory(b->ctx);
    status = buju_build_find(b, &b->part[BUJU_INPUT_VILLAGES], &other_county, r->village.source_row[v], BUJU_FIELD_CODE,
                             code, BUJU_ARGS(buju_text(other), buju_text(majority)));
  }
  return status;
}

/* ---- by place ---- */

/* The outlines that count: of the given county where the layer has it, else all of them. */
static buju_status pick_outlines(buju_build *b, buju_shape **out, buju_ix *n) {
  const buju_part *part = &b->part[BUJU_INPUT_COUNTY];
  buju_ix rows = part->layer->table.n, kept = 0;
  *out = BUJU_NEW(b->scratch, buju_shape, rows);
  if (*out == NULL) return buju_fail_memory(b->ctx);
  for (int all = 0; all < 2 && kept == 0; all++)
    for (buju_ix row = 0; row < rows; row++) {
      const char *code;
      buju_status status = buju_part_code(b, part, BUJU_FIELD_CODE, row, &code);
      if (status != BUJU_OK) return status;
      bool ours =
          b->scenario->county != NULL && code != NULL && strncmp(code, b->scenario->county, BUJU_COUNTY_DIGITS) == 0;
      if (!all && !ours) continue;
      buju_rings rings;
      status = buju_rings_read(b->ctx, part->layer->shape[row], b->scratch, &rings);
      if (status != BUJU_OK) return status;
      if (rings.n > 0) (*out)[kept++] = part->layer->shape[row];
    }
  *n = kept;
  return BUJU_OK;
}

/* How far a place lies outside; 0 within. The outline is prepared: O(log of its points). */
static bool measure_outside(GEOSContextHandle_t geos, const GEOSPreparedGeometry *outline, double x_m, double y_m,
                            double *away_m) {
  GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos, x_m, y_m);
  bool done = point != NULL && GEOSPreparedDistance_r(geos, outline, point, away_m) == 1;
  GEOSGeom_destroy_r(geos, point);
  return done;
}

static buju_status check_place(buju_build *b, buju_ix v, double away_m) {
  const buju_part *part = &b->part[BUJU_INPUT_VILLAGES];
  buju_ix row = b->region->village.source_row[v];
  if (away_m > OUTSIDE_M)
    return buju_fail(b->ctx, BUJU_E_DATA,
                     BUJU_SAY(place_outside, buju_text(part->layer->table.file), buju_int(buju_part_row(part, row)),
                              buju_text(b->village_name[v]), buju_text(b->village_code[v]), buju_metres(away_m)));
  return buju_build_find(b, part, &just_outside, row, BUJU_FIELDS, b->village_code[v], BUJU_ARGS(buju_metres(away_m)));
}

static buju_status check_within(buju_build *b, const GEOSPreparedGeometry *outline) {
  buju_status status = BUJU_OK;
  for (buju_ix v = 0; v < b->region->village.n && status == BUJU_OK; v++) {
    double away_m = 0;
    if (!isfinite(b->inside_x[v])) continue;
    if (!measure_outside(b->geos, outline, b->inside_x[v], b->inside_y[v], &away_m)) return buju_fail_geos(b->ctx);
    if (away_m > 0) status = check_place(b, v, away_m);
  }
  return status;
}

static buju_status check_places(buju_build *b) {
  const buju_layer *layer = b->part[BUJU_INPUT_COUNTY].layer;
  if (layer == NULL || layer->geometry != BUJU_POLYGONS) return BUJU_OK;
  buju_shape *outlines, whole;
  buju_ix n;
  buju_status status = pick_outlines(b, &outlines, &n);
  if (status != BUJU_OK || n == 0) return status;
  whole = outlines[0];
  if (n > 1) status = buju_shape_union(b->ctx, b->geos, outlines, n, b->scratch, &whole);
  if (status != BUJU_OK) return status;
  GEOSGeometry *outline = buju_shape_geos(b->geos, whole);
  const GEOSPreparedGeometry *prepared = outline != NULL ? GEOSPrepare_r(b->geos, outline) : NULL;
  status = prepared != NULL ? check_within(b, prepared) : buju_fail_geos(b->ctx);
  if (prepared != NULL) GEOSPreparedGeom_destroy_r(b->geos, prepared);
  GEOSGeom_destroy_r(b->geos, outline);
  return status;
}

buju_status buju_county_check(buju_build *b) {
  buju_status status = check_codes(b);
  return status == BUJU_OK ? check_places(b) : status;
}
