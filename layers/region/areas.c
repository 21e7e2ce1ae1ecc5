/* Areas: counties, townships and villages in one list. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "layers/region/codes.h"
#include "layers/region/townships.h"

/* ---- counties ---- */

/* Townships come by code: a county's follow each other. */
static buju_status add_county(buju_build *b, const char *code, buju_vec *counties) {
  const buju_draft_area *last = counties->n > 0 ? (buju_draft_area *)counties->data + counties->n - 1 : NULL;
  if (last != NULL && strncmp(last->code, code, BUJU_COUNTY_DIGITS) == 0) return BUJU_OK;
  char *copy = buju_code_prefix(b->region->arena, code, BUJU_COUNTY_DIGITS);
  buju_draft_area *county = copy != NULL ? buju_vec_push(counties, sizeof *county) : NULL;
  if (county == NULL) return buju_fail_memory(b->ctx);
  *county = (buju_draft_area){copy, NULL, BUJU_AREA_COUNTY, {NULL, 0}};
  return BUJU_OK;
}

static void drop_repeated(buju_vec *counties) {
  buju_draft_area *c = counties->data;
  size_t kept = 0;
  for (size_t i = 0; i < counties->n; i++)
    if (kept == 0 || strncmp(c[kept - 1].code, c[i].code, BUJU_COUNTY_DIGITS) != 0) c[kept++] = c[i];
  counties->n = kept;
}

static int by_county_digits(const void *a, const void *b) {
  return strncmp(((const buju_draft_area *)a)->code, ((const buju_draft_area *)b)->code, BUJU_COUNTY_DIGITS);
}

/* The county a code lies in, or NULL. O(log n). */
static buju_draft_area *find_county(const buju_vec *counties, const char *code) {
  const buju_draft_area wanted = {.code = code};
  return bsearch(&wanted, counties->data, counties->n, sizeof wanted, by_county_digits);
}

/* The county layer's first row for each county: by code, else the only row for the only county. */
static buju_status describe_counties(buju_build *b, const buju_vec *counties) {
  const buju_part *part = &b->part[BUJU_INPUT_COUNTY];
  buju_ix rows = part->layer != NULL ? part->layer->table.n : 0;
  for (buju_ix row = 0; row < rows; row++) {
    const char *code;
    buju_status status = buju_part_code(b, part, BUJU_FIELD_CODE, row, &code);
    if (status != BUJU_OK) return status;
    buju_draft_area *county = code != NULL ? find_county(counties, code) : NULL;
    if (county == NULL && counties->n == 1 && rows == 1) county = counties->data;
    if (county == NULL || county->name != NULL || county->shape.wkb != NULL) continue;
    if (part->layer->geometry == BUJU_POLYGONS) county->shape = part->layer->shape[row];
    status = buju_part_text(b, part, BUJU_FIELD_NAME, row, &county->name);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

buju_status buju_counties_collect(buju_build *b, const buju_vec *townships, buju_vec *out) {
  buju_status status = b->scenario->county != NULL ? add_county(b, b->scenario->county, out) : BUJU_OK;
  const buju_draft_area *t = townships->data;
  for (size_t i = 0; i < townships->n && status == BUJU_OK; i++)
    if (buju_code_digits(t[i].code, BUJU_TOWNSHIP_DIGITS)) status = add_county(b, t[i].code, out);
  if (status == BUJU_OK && out->n == 0) status = add_county(b, "000000", out);
  if (status != BUJU_OK) return status;
  buju_draft_areas_sort(out);
  drop_repeated(out);
  status = describe_counties(b, out);
  buju_draft_area *counties = out->data;
  for (size_t i = 0; i < out->n; i++)
    if (counties[i].name == NULL) counties[i].name = counties[i].code;
  return status;
}

/* ---- the list ---- */

static bool make_room(buju_region *r, size_t n) {
  r->area.code = BUJU_NEW(r->arena, const char *, n);
  r->area.name = BUJU_NEW(r->arena, const char *, n);
  r->area.parent = BUJU_NEW(r->arena, buju_ix, n);
  r->area.level = BUJU_NEW(r->arena, uint8_t, n);
  r->area.kind = BUJU_NEW(r->arena, uint8_t, n);
  r->area.shape = BUJU_NEW(r->arena, buju_shape, n);
  return r->area.code != NULL && r->area.name != NULL && r->area.parent != NULL && r->area.level != NULL &&
         r->area.kind != NULL && r->area.shape != NULL;
}

static void put(buju_region *r, const buju_draft_area *area, buju_level level, buju_ix parent) {
  buju_ix at = r->area.n++;
  r->area.code[at] = area->code;
  r->area.name[at] = area->name;
  r->area.parent[at] = parent;
  r->area.level[at] = (uint8_t)level;
  r->area.kind[at] = (uint8_t)area->kind;
  r->area.shape[at] = area->shape;
}

/* A township without a statistical code belongs to the first county. */
static buju_ix county_of(const buju_vec *counties, const char *code) {
  const buju_draft_area *county = find_county(counties, code);
  return county != NULL ? (buju_ix)(county - (const buju_draft_area *)counties->data) : 0;
}

static void lay(buju_build *b, const buju_vec *counties, const buju_vec *towns) {
  buju_region *r = b->region;
  const buju_draft_area *c = counties->data, *t = towns->data;
  for (size_t i = 0; i < counties->n; i++) put(r, &c[i], BUJU_COUNTY, BUJU_NONE);
  for (size_t i = 0; i < towns->n; i++) put(r, &t[i], BUJU_TOWNSHIP, county_of(counties, t[i].code));
  for (buju_ix v = 0; v < r->village.n; v++) {
    const char *code = b->village_township_code[v];
    buju_ix town = code != NULL ? buju_draft_area_find(towns, code) : BUJU_NONE;
    buju_ix parent = town != BUJU_NONE ? (buju_ix)counties->n + town : county_of(counties, b->village_code[v]);
    r->village.area[v] = r->area.n;
    put(r,
        &(buju_draft_area){b->village_code[v], b->village_name[v], (buju_area_kind)b->village_kind[v],
                           b->village_shape[v]},
        BUJU_VILLAGE, parent);
  }
}

buju_status buju_areas_build(buju_build *b) {
  buju_vec towns = {0}, counties = {0};
  buju_status status = buju_townships_collect(b, &towns);
  if (status == BUJU_OK) status = buju_counties_collect(b, &towns, &counties);
  if (status == BUJU_OK && !make_room(b->region, counties.n + towns.n + b->region->village.n))
    status = buju_fail_memory(b->ctx);
  if (status == BUJU_OK) lay(b, &counties, &towns);
  buju_vec_free(&towns);
  buju_vec_free(&counties);
  return status;
}
