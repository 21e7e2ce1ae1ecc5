/* Facilities: what each row says, and the village it belongs to. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/facilities.h"

#include <math.h>
#include <string.h>

#include "layers/cell.h"
#include "layers/region/codes.h"
#include "layers/region/finding_kind.h"
#include "layers/region/kinds.h"
#include "layers/region/link.h"
#include "layers/region/text.h"

/* A clinic farther from every village than this belongs to none; one farther from the village its row names is odd. */
#define NEAREST_M 3000.0
#define ASTRAY_M 5000.0

enum { STAFF_MAX = 2000 };

BUJU_KIND(kind_unknown, BUJU_WARNING, "机构类型“{0}”不认识", "kind “{0}” is not known", "按其他机构处理",
          "taken as another facility");
BUJU_KIND(kind_missing, BUJU_WARNING, "看不出机构类型", "nothing says what kind of facility this is", "按其他机构处理",
          "taken as another facility");
BUJU_KIND(village_code_unknown, BUJU_WARNING, "所在村代码{0}在行政村中找不到",
          "its village {0} is not among the villages", "改按位置或村名对应", "linked by place or name instead");
BUJU_KIND(village_name_ambiguous, BUJU_WARNING, "所在村名对应{0}个村", "its village's name fits {0} village{0?|s}",
          "未按村名对应", "not linked by name");
BUJU_KIND(facility_linked_nearest, BUJU_NOTE, "不在任何村的范围内，最近的是{0}（{1}米）",
          "in no village; the nearest is {0} ({1} m)", "归入最近的村", "linked to the nearest");
BUJU_KIND(facility_astray, BUJU_WARNING, "距所属的{0}有{1}米", "stands {1} m from its village {0}", "按原样使用",
          "used as it is");
BUJU_KIND(facility_named_elsewhere, BUJU_WARNING, "所在村写的是{0}，位置却在{1}", "its row says {0}, it stands in {1}",
          "按位置归入{1}", "linked to {1} by its place");
BUJU_KIND(facility_without_village, BUJU_WARNING, "对应不上任何村", "belongs to no village", "不归入任何村",
          "linked to none");
BUJU_KIND(facility_placed_by_village, BUJU_NOTE, "没有位置", "has no place", "放在所在村{0}",
          "placed at its village {0}");
BUJU_KIND(facility_unlocated, BUJU_WARNING, "没有位置，也对应不上村", "has no place and no village", "列为未定位",
          "listed as unlocated");
BUJU_KIND(staff_count_odd, BUJU_WARNING, "人员数{0}不合理", "{0} staff cannot be", "按空白处理", "taken as blank");

BUJU_KIND(specialists_unclear, BUJU_WARNING, "“{0}”不是人数", "“{0}” is not a number of people", "按空白处理",
          "taken as blank");

/* ---- one row's own words ---- */

static buju_status read_kind(buju_build *b, const buju_part *part, buju_ix row, buju_draft_facility *d) {
  const char *word;
  bool known = false;
  d->kind = BUJU_OTHER_FACILITY;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_KIND, row, &word);
  const char *said[] = {word, d->name};
  for (int i = 0; i < 2 && status == BUJU_OK && !known; i++) {
    if (said[i] == NULL) continue;
    char *folded = buju_text_fold(b->scratch, said[i]);
    if (folded == NULL) return buju_fail_memory(b->ctx);
    d->kind = (uint8_t)buju_kind_of_facility(folded, &known);
  }
  if (status != BUJU_OK || known) return status;
  if (!buju_part_has(part, BUJU_FIELD_KIND) && !buju_part_has(part, BUJU_FIELD_NAME)) return status; /* said once */
  if (word == NULL) return buju_build_find(b, part, &kind_missing, row, BUJU_FIELD_KIND, d->code, BUJU_NO_ARGS);
  return buju_build_find(b, part, &kind_unknown, row, BUJU_FIELD_KIND, d->code, BUJU_ARGS(buju_text(word)));
}

static buju_status read_flags(buju_build *b, const buju_part *part, buju_ix row, buju_draft_facility *d) {
  buju_status status = BUJU_OK;
  for (int f = 0; f < BUJU_FLAGS && status == BUJU_OK; f++)
    status = buju_part_tri(b, part, (buju_field)(BUJU_FIELD_PUBLIC_OWNED + f), row, d->code, &d->flag[f]);
  return status;
}

static buju_status read_level(buju_build *b, const buju_part *part, buju_ix row, buju_draft_facility *d) {
  d->capability = -1;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_LEVEL, row, &d->level);
  if (status != BUJU_OK || d->level == NULL) return status;
  char *folded = buju_text_fold(b->scratch, d->level);
  if (folded == NULL) return buju_fail_memory(b->ctx);
  d->capability = (int8_t)buju_capability_of_level(folded);
  return BUJU_OK;
}

static buju_status read_count(buju_build *b, const buju_part *part, buju_field field, buju_ix row,
                              const buju_draft_facility *d, int32_t *out) {
  double count;
  *out = -1;
  buju_status status = buju_part_number(b, part, field, row, &count);
  if (status != BUJU_OK || isnan(count)) return status;
  if (!(count >= 0 && count <= STAFF_MAX))
    return buju_build_find(b, part, &staff_count_odd, row, field, d->code, BUJU_ARGS(buju_real(count)));
  *out = (int32_t)lround(count);
  return BUJU_OK;
}

/* Such a column may hold names or yes and no instead: that is odd, and no reason to stop. */
static buju_status read_specialists(buju_build *b, const buju_part *part, buju_field field, buju_ix row,
                                    const buju_draft_facility *d, int32_t *out) {
  char scratch[32];
  double count;
  const char *text = buju_part_cell(part, field, row, scratch);
  *out = -1;
  if (text == NULL) return BUJU_OK;
  if (buju_cell_number(text, &count)) return read_count(b, part, field, row, d, out);
  if (strcmp(text, "无") != 0)
    return buju_build_find(b, part, &specialists_unclear, row, field, d->code, BUJU_ARGS(buju_text(text)));
  *out = 0;
  return BUJU_OK;
}

static buju_status read_numbers(buju_build *b, const buju_part *part, buju_ix row, buju_draft_facility *d) {
  static const buju_field counts[BUJU_GRADES] = {[BUJU_LICENSED] = BUJU_FIELD_LICENSED,
                                                 [BUJU_ASSISTANT] = BUJU_FIELD_ASSISTANT,
                                                 [BUJU_VILLAGE_DOCTOR] = BUJU_FIELD_VILLAGE_DOCTOR,
                                                 [BUJU_OTHER_STAFF] = BUJU_FIELD_OTHER_STAFF};
  static const buju_field specialists[BUJU_SPECIALTIES] = {[BUJU_SPECIALTY_UNKNOWN] = BUJU_FIELDS,
                                                           [BUJU_SPECIALTY_GENERAL_PRACTICE] = BUJU_FIELD_GP,
                                                           [BUJU_SPECIALTY_PUBLIC_HEALTH] =
                                                               BUJU_FIELD_PUBLIC_HEALTH_DOCTORS,
                                                           [BUJU_SPECIALTY_TCM] = BUJU_FIELD_TCM_DOCTORS,
                                                           [BUJU_SPECIALTY_OTHER] = BUJU_FIELDS};
  double stars;
  buju_status status = buju_part_number(b, part, BUJU_FIELD_FLOOR_AREA, row, &d->floor_m2);
  if (!(d->floor_m2 >= 0)) d->floor_m2 = NAN;
  if (status == BUJU_OK) status = buju_part_number(b, part, BUJU_FIELD_STARS, row, &stars);
  if (status == BUJU_OK) d->stars = (int8_t)(stars >= 0 && stars <= 10 ? (int)stars : -1);
  if (status == BUJU_OK) status = read_level(b, part, row, d);
  for (int g = 0; g < BUJU_GRADES && status == BUJU_OK; g++)
    status = read_count(b, part, counts[g], row, d, &d->count[g]);
  for (int k = 0; k < BUJU_SPECIALTIES && status == BUJU_OK; k++)
    status = read_specialists(b, part, specialists[k], row, d, &d->specialists[k]);
  return status;
}

static buju_status read_place(buju_build *b, const buju_part *part, buju_ix row, buju_draft_facility *d) {
  const buju_layer *layer = part->layer;
  d->x_m = d->y_m = NAN;
  if (layer->geometry == BUJU_POINTS) {
    d->x_m = layer->x_m[row];
    d->y_m = layer->y_m[row];
  } else if (layer->geometry == BUJU_POLYGONS && layer->shape[row].wkb != NULL) {
    double area_m2;
    buju_status status = buju_shape_inside(b->ctx, b->geos, layer->shape[row], &d->x_m, &d->y_m, &area_m2);
    if (status != BUJU_OK) return status;
  }
  d->location = (uint8_t)(isfinite(d->x_m) ? BUJU_LOCATED : BUJU_UNLOCATED);
  return BUJU_OK;
}

/* ---- the village and the township ---- */

static double distance_from_village(const buju_build *b, buju_ix v, double x_m, double y_m) {
  if (b->village_rings != NULL && b->village_rings[v].n > 0)
    return buju_rings_contain(&b->village_rings[v], x_m, y_m) ? 0
                                                              : buju_rings_distance_m(&b->village_rings[v], x_m, y_m);
  return hypot(b->region->village.x_m[v] - x_m, b->region->village.y_m[v] - y_m);
}

/* A village clinic must have a village; a hospital or a township health centre need not. */
static bool needs_village(const buju_draft_facility *d) { return d->kind == BUJU_VILLAGE_CLINIC; }

static buju_status tell_link(buju_build *b, const buju_part *part, const buju_draft_facility *d,
                             const buju_link *link) {
  buju_status status = BUJU_OK;
  if (link->code != NULL && link->how != BUJU_LINKED_CODE)
    status = buju_build_find(b, part, &village_code_unknown, d->row, BUJU_FIELD_VILLAGE_CODE, d->code,
                             BUJU_ARGS(buju_text(link->code)));
  if (status == BUJU_OK && link->name_matches > 1)
    status = buju_build_find(b, part, &village_name_ambiguous, d->row, BUJU_FIELD_VILLAGE, d->code,
                             BUJU_ARGS(buju_int(link->name_matches)));
  if (status == BUJU_OK && link->named != BUJU_NONE)
    status =
        buju_build_find(b, part, &facility_named_elsewhere, d->row, BUJU_FIELD_VILLAGE, d->code,
                        BUJU_ARGS(buju_text(b->village_name[link->named]), buju_text(b->village_name[link->village])));
  if (status != BUJU_OK) return status;
  if (link->village == BUJU_NONE && needs_village(d) && d->location != BUJU_UNLOCATED)
    return buju_build_find(b, part, &facility_without_village, d->row, BUJU_FIELDS, d->code, BUJU_NO_ARGS);
  if (link->how == BUJU_LINKED_NEAREST && needs_village(d))
    return buju_build_find(b, part, &facility_linked_nearest, d->row, BUJU_FIELDS, d->code,
                           BUJU_ARGS(buju_text(b->village_name[link->village]), buju_metres(link->distance_m)));
  if ((link->how != BUJU_LINKED_CODE && link->how != BUJU_LINKED_NAME) || d->location == BUJU_UNLOCATED) return status;
  double away_m = distance_from_village(b, link->village, d->x_m, d->y_m);
  if (!(away_m > ASTRAY_M)) return status;
  return buju_build_find(b, part, &facility_astray, d->row, BUJU_FIELDS, d->code,
                         BUJU_ARGS(buju_text(b->village_name[link->village]), buju_metres(away_m)));
}

/* The township an own column names, by code or by name. */
static buju_status read_township(buju_build *b, const buju_part *part, buju_ix row, buju_ix *township) {
  const buju_region *r = b->region;
  char *key = NULL;
  const char *code, *name;
  buju_status status = buju_part_code(b, part, BUJU_FIELD_TOWNSHIP_CODE, row, &code);
  if (status == BUJU_OK) status = buju_part_text(b, part, BUJU_FIELD_TOWNSHIP, row, &name);
  if (status != BUJU_OK) return status;
  if (name != NULL && (key = buju_text_township_key(b->scratch, name)) == NULL) return buju_fail_memory(b->ctx);
  for (buju_ix t = 0; t < r->area.n && r->area.level[t] != BUJU_VILLAGE && *township == BUJU_NONE; t++) {
    if (r->area.level[t] != BUJU_TOWNSHIP) continue;
    if (code != NULL && strncmp(r->area.code[t], code, BUJU_TOWNSHIP_DIGITS) == 0) *township = t;
    if (key != NULL && strcmp(b->township_key[t], key) == 0) *township = t;
  }
  return BUJU_OK;
}

static buju_status link_facility(buju_build *b, const buju_part *part, buju_draft_facility *d) {
  const buju_region *r = b->region;
  buju_link link;
  buju_status status =
      buju_link_row(b, part, d->row, BUJU_FIELD_VILLAGE_CODE, BUJU_FIELD_VILLAGE, d->x_m, d->y_m, NEAREST_M, &link);
  if (status == BUJU_OK) status = tell_link(b, part, d, &link);
  if (status != BUJU_OK) return status;
  d->village = link.village;
  if (link.village != BUJU_NONE) {
    buju_ix parent = r->area.parent[r->village.area[link.village]];
    if (parent != BUJU_NONE && r->area.level[parent] == BUJU_TOWNSHIP) d->township = parent;
  } else {
    status = read_township(b, part, d->row, &d->township);
    if (status == BUJU_OK && d->township == BUJU_NONE && d->location != BUJU_UNLOCATED && b->town_locator != NULL)
      d->township = buju_locator_containing(b->town_locator, d->x_m, d->y_m);
  }
  if (status != BUJU_OK || d->location != BUJU_UNLOCATED) return status;
  if (link.village == BUJU_NONE || !isfinite(r->village.x_m[link.village]))
    return buju_build_find(b, part, &facility_unlocated, d->row, BUJU_FIELDS, d->code, BUJU_NO_ARGS);
  d->x_m = r->village.x_m[link.village];
  d->y_m = r->village.y_m[link.village];
  d->location = BUJU_LOCATED_VILLAGE;
  return buju_build_find(b, part, &facility_placed_by_village, d->row, BUJU_FIELDS, d->code,
                         BUJU_ARGS(buju_text(b->village_name[link.village])));
}

static buju_status read_row(buju_build *b, const buju_part *part, buju_ix row, buju_draft_facility *d) {
  *d = (buju_draft_facility){.row = row, .village = BUJU_NONE, .township = BUJU_NONE};
  buju_status status = buju_part_code(b, part, BUJU_FIELD_CODE, row, &d->code);
  if (status == BUJU_OK) status = buju_part_text(b, part, BUJU_FIELD_NAME, row, &d->name);
  if (status == BUJU_OK) status = read_kind(b, part, row, d);
  if (status == BUJU_OK) status = read_flags(b, part, row, d);
  if (status == BUJU_OK) status = read_numbers(b, part, row, d);
  if (status == BUJU_OK) status = read_place(b, part, row, d);
  if (status == BUJU_OK) status = link_facility(b, part, d);
  return status;
}

/* Townships by name and, where there are polygons, by place: for facilities that no village takes. */
static buju_status index_townships(buju_build *b) {
  const buju_region *r = b->region;
  buju_ix n = r->area.n - r->village.n;
  b->township_key = BUJU_NEW(b->scratch, const char *, n);
  buju_rings *rings = BUJU_NEW(b->scratch, buju_rings, n);
  double *nowhere = BUJU_NEW(b->scratch, double, n);
  if (b->township_key == NULL || rings == NULL || nowhere == NULL) return buju_fail_memory(b->ctx);
  bool polygons = false;
  for (buju_ix t = 0; t < n; t++) {
    b->township_key[t] = buju_text_township_key(b->scratch, r->area.name[t]);
    if (b->township_key[t] == NULL) return buju_fail_memory(b->ctx);
    nowhere[t] = NAN;
    if (r->area.level[t] != BUJU_TOWNSHIP) continue;
    buju_status status = buju_rings_read(b->ctx, r->area.shape[t], b->scratch, &rings[t]);
    if (status != BUJU_OK) return status;
    polygons = polygons || rings[t].n > 0;
  }
  return polygons ? buju_locator_new(b->ctx, b->geos, n, rings, nowhere, nowhere, &b->town_locator) : BUJU_OK;
}

buju_status buju_facilities_build(buju_build *b) {
  const buju_part *part = &b->part[BUJU_INPUT_FACILITIES];
  buju_ix n = part->layer != NULL ? part->layer->table.n : 0;
  buju_draft_facility *drafts = BUJU_NEW(b->scratch, buju_draft_facility, n);
  if (drafts == NULL) return buju_fail_memory(b->ctx);
  buju_status status = index_townships(b);
  if (n > 0 && !buju_part_has(part, BUJU_FIELD_KIND) && !buju_part_has(part, BUJU_FIELD_NAME) && status == BUJU_OK)
    status = buju_build_find(b, part, &kind_missing, BUJU_NONE, BUJU_FIELDS, NULL, BUJU_NO_ARGS);
  for (buju_ix row = 0; row < n && status == BUJU_OK; row++) status = read_row(b, part, row, &drafts[row]);
  if (status == BUJU_OK) status = buju_facilities_code(b, drafts, &n);
  if (status == BUJU_OK) status = buju_facilities_lay(b, drafts, n);
  if (status == BUJU_OK) status = buju_staff_build(b, drafts, n);
  return status;
}
