/* Codes for facilities, and laying them out as arrays. SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/region/facilities.h"
#include "layers/region/finding_kind.h"

BUJU_KIND(facility_repeated, BUJU_WARNING, "与第{0}行内容相同", "the same as row {0}", "只保留一行",
          "kept one of them");
BUJU_KIND(facility_code_repeated, BUJU_WARNING, "与第{0}行机构代码相同，内容不同",
          "same code as row {0}, different data", "改编为{1}", "numbered {1}");
BUJU_KIND(facility_same_place, BUJU_NOTE, "与第{0}行位置完全相同", "at the very place of row {0}", "按原样使用",
          "used as it is");
BUJU_KIND(facility_codes_made, BUJU_NOTE, "{0}个机构没有代码", "{0} facilit{0?y has|ies have} no code",
          "按所在村和类型编码", "numbered by village and kind");

static int by_text(const char *a, const char *b) { return strcmp(a != NULL ? a : "", b != NULL ? b : ""); }

/* NaN, for a facility without a place, stands last. */
static int by_number(double a, double b) { return isnan(a) || isnan(b) ? isnan(a) - isnan(b) : (a > b) - (a < b); }

/* What a facility is, whatever row it stands in. */
static int by_identity(const buju_draft_facility *d, const buju_draft_facility *e) {
  int order = (d->village > e->village) - (d->village < e->village);
  if (order == 0) order = d->kind - e->kind;
  if (order == 0) order = by_text(d->name, e->name);
  if (order == 0) order = by_number(d->x_m, e->x_m);
  if (order == 0) order = by_number(d->y_m, e->y_m);
  if (order == 0) order = by_number(d->floor_m2, e->floor_m2);
  if (order == 0) order = memcmp(d->flag, e->flag, sizeof d->flag);
  if (order == 0) order = memcmp(d->count, e->count, sizeof d->count);
  if (order == 0) order = memcmp(d->specialists, e->specialists, sizeof d->specialists);
  if (order == 0) order = by_text(d->level, e->level);
  return order != 0 ? order : d->stars - e->stars;
}

/* Without a code first, then by code; equal ones by what they are. */
static int by_code(const void *a, const void *b) {
  const buju_draft_facility *d = a, *e = b;
  int order = by_text(d->code, e->code);
  if (order == 0) order = by_identity(d, e);
  return order != 0 ? order : (d->row > e->row) - (d->row < e->row);
}

/* The village's code, the kind, a number: "421223100201-C1". */
static buju_status make_code(buju_build *b, buju_draft_facility *d, buju_ix number) {
  static const char letters[] = "CTSZBHIPYEO"; /* in the order of BUJU_SERVICE_TABLE */
  _Static_assert(sizeof letters == BUJU_FACILITY_KINDS + 1, "a letter a kind");
  const char *village = d->village != BUJU_NONE ? b->village_code[d->village] : "F";
  size_t size = strlen(village) + 16;
  char *code = buju_arena_alloc(b->region->arena, size, 1);
  if (code == NULL) return buju_fail_memory(b->ctx);
  /* Among hundreds without a village the numbers sort as text, too. */
  snprintf(code, size, d->village != BUJU_NONE ? "%s-%c%" PRIu32 : "%s-%c%05" PRIu32, village, letters[d->kind],
           number);
  d->code = code;
  return BUJU_OK;
}

static buju_status make_codes(buju_build *b, buju_draft_facility *drafts, buju_ix n) {
  buju_ix number = 0, made = 0;
  buju_status status = BUJU_OK;
  for (; made < n && drafts[made].code == NULL && status == BUJU_OK; made++) {
    bool next =
        made > 0 && drafts[made].village == drafts[made - 1].village && drafts[made].kind == drafts[made - 1].kind;
    number = next ? number + 1 : 1;
    status = make_code(b, &drafts[made], number);
  }
  if (made == 0 || status != BUJU_OK) return status;
  return buju_build_find(b, &b->part[BUJU_INPUT_FACILITIES], &facility_codes_made, BUJU_NONE, BUJU_FIELD_CODE, NULL,
                         BUJU_ARGS(buju_int(made)));
}

/* A second facility of the same code: "X", then "X~2", "X~3". */
static buju_status number_again(buju_build *b, buju_draft_facility *d, const buju_draft_facility *first,
                                buju_ix again) {
  const buju_part *part = &b->part[BUJU_INPUT_FACILITIES];
  size_t size = strlen(first->code) + 16;
  char *code = buju_arena_alloc(b->region->arena, size, 1);
  if (code == NULL) return buju_fail_memory(b->ctx);
  snprintf(code, size, "%s~%" PRIu32, first->code, again);
  d->code = code;
  return buju_build_find(b, part, &facility_code_repeated, d->row, BUJU_FIELD_CODE, code,
                         BUJU_ARGS(buju_int(buju_part_row(part, first->row)), buju_text(code)));
}

static buju_status part_repeated(buju_build *b, buju_draft_facility *drafts, buju_ix *n) {
  const buju_part *part = &b->part[BUJU_INPUT_FACILITIES];
  buju_ix kept = 0, first = 0, again = 1;
  buju_status status = BUJU_OK;
  for (buju_ix i = 0; i < *n && status == BUJU_OK; i++) {
    bool same_code = kept > 0 && drafts[i].code != NULL && by_text(drafts[first].code, drafts[i].code) == 0;
    if (kept > 0 && same_code && by_identity(&drafts[kept - 1], &drafts[i]) == 0) {
      status = buju_build_find(b, part, &facility_repeated, drafts[i].row, BUJU_FIELD_CODE, drafts[i].code,
                               BUJU_ARGS(buju_int(buju_part_row(part, drafts[kept - 1].row))));
      continue;
    }
    drafts[kept] = drafts[i];
    if (same_code) {
      status = number_again(b, &drafts[kept], &drafts[first], ++again);
    } else {
      first = kept;
      again = 1;
    }
    kept++;
  }
  *n = kept;
  return status;
}

static int by_place(const void *a, const void *b) {
  const buju_draft_facility *d = *(buju_draft_facility *const *)a, *e = *(buju_draft_facility *const *)b;
  int order = by_number(d->x_m, e->x_m);
  if (order == 0) order = by_number(d->y_m, e->y_m);
  return order != 0 ? order : strcmp(d->code, e->code);
}

static buju_status find_same_places(buju_build *b, buju_draft_facility *drafts, buju_ix n) {
  const buju_part *part = &b->part[BUJU_INPUT_FACILITIES];
  buju_draft_facility **at = BUJU_NEW(b->scratch, buju_draft_facility *, n);
  if (at == NULL) return buju_fail_memory(b->ctx);
  buju_ix located = 0;
  for (buju_ix i = 0; i < n; i++)
    if (drafts[i].location == BUJU_LOCATED) at[located++] = &drafts[i];
  if (located > 1) qsort(at, located, sizeof(buju_draft_facility *), by_place);
  buju_status status = BUJU_OK;
  for (buju_ix i = 1; i < located && status == BUJU_OK; i++)
    if (at[i]->x_m == at[i - 1]->x_m && at[i]->y_m == at[i - 1]->y_m)
      status = buju_build_find(b, part, &facility_same_place, at[i]->row, BUJU_FIELDS, at[i]->code,
                               BUJU_ARGS(buju_int(buju_part_row(part, at[i - 1]->row))));
  return status;
}

buju_status buju_facilities_code(buju_build *b, buju_draft_facility *drafts, buju_ix *n) {
  if (*n > 1) qsort(drafts, *n, sizeof *drafts, by_code);
  buju_status status = part_repeated(b, drafts, n);
  if (status == BUJU_OK) status = make_codes(b, drafts, *n);
  if (*n > 1) qsort(drafts, *n, sizeof *drafts, by_code);
  if (status == BUJU_OK) status = find_same_places(b, drafts, *n);
  return status;
}

static bool make_room(buju_region *r, buju_ix n) {
  r->facility.n = n;
  r->facility.code = BUJU_NEW(r->arena, const char *, n);
  r->facility.name = BUJU_NEW(r->arena, const char *, n);
  r->facility.village = BUJU_NEW(r->arena, buju_ix, n);
  r->facility.township = BUJU_NEW(r->arena, buju_ix, n);
  r->facility.kind = BUJU_NEW(r->arena, uint8_t, n);
  r->facility.floor_m2 = BUJU_NEW(r->arena, double, n);
  r->facility.level = BUJU_NEW(r->arena, const char *, n);
  r->facility.capability = BUJU_NEW(r->arena, int8_t, n);
  r->facility.stars = BUJU_NEW(r->arena, int8_t, n);
  r->facility.x_m = BUJU_NEW(r->arena, double, n);
  r->facility.y_m = BUJU_NEW(r->arena, double, n);
  r->facility.location = BUJU_NEW(r->arena, uint8_t, n);
  r->facility.source_row = BUJU_NEW(r->arena, buju_ix, n);
  bool flags = true;
  for (int f = 0; f < BUJU_FLAGS; f++) {
    r->facility.flag[f] = BUJU_NEW(r->arena, buju_tri, n);
    flags = flags && r->facility.flag[f] != NULL;
  }
  return flags && r->facility.code != NULL && r->facility.name != NULL && r->facility.village != NULL &&
         r->facility.township != NULL && r->facility.kind != NULL && r->facility.floor_m2 != NULL &&
         r->facility.level != NULL && r->facility.capability != NULL && r->facility.stars != NULL &&
         r->facility.x_m != NULL && r->facility.y_m != NULL && r->facility.location != NULL &&
         r->facility.source_row != NULL;
}

buju_status buju_facilities_lay(buju_build *b, const buju_draft_facility *drafts, buju_ix n) {
  buju_region *r = b->region;
  if (!make_room(r, n)) return buju_fail_memory(b->ctx);
  if (b->part[BUJU_INPUT_FACILITIES].layer != NULL) r->facility.source = &b->part[BUJU_INPUT_FACILITIES].layer->table;
  for (buju_ix i = 0; i < n; i++) {
    const buju_draft_facility *d = &drafts[i];
    r->facility.code[i] = d->code;
    r->facility.name[i] = d->name != NULL ? d->name : d->code;
    r->facility.village[i] = d->village;
    r->facility.township[i] = d->township;
    r->facility.kind[i] = d->kind;
    for (int f = 0; f < BUJU_FLAGS; f++) r->facility.flag[f][i] = d->flag[f];
    r->facility.floor_m2[i] = d->floor_m2;
    r->facility.level[i] = d->level;
    r->facility.capability[i] = d->capability;
    r->facility.stars[i] = d->stars;
    r->facility.x_m[i] = d->x_m;
    r->facility.y_m[i] = d->y_m;
    r->facility.location[i] = d->location;
    r->facility.source_row[i] = d->row;
  }
  return BUJU_OK;
}
