/* Villages: the rows of the village layer become sorted, unique villages. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/villages.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/text_same.h"
#include "layers/region/codes.h"
#include "layers/region/finding_kind.h"
#include "layers/region/text.h"

BUJU_MSG(code_refused, "{0} 第{1}行“{2}”列：代码“{3}”被当作数字存过，末几位已丢失；请把该列设为文本格式后重新导出",
         "{0} row {1}, column “{2}”: code “{3}” went through a number and lost its last digits; "
         "format the column as text and export it again");
BUJU_MSG(code_clash, "{0}：第{1}行与第{2}行的代码同为 {3}，内容却不同；请更正其中一行",
         "{0}: rows {1} and {2} have the same code {3} but different data; correct one of them");
BUJU_MSG(lines_for_villages, "{0}：行政村图层是线；需要面或点",
         "{0}: the village layer holds lines; polygons or points are needed");

BUJU_KIND(code_cut, BUJU_NOTE, "代码多于12位", "the code has more than 12 digits", "取前12位", "took the first 12");
BUJU_KIND(code_missing, BUJU_WARNING, "没有行政村代码", "the village has no code", "按乡镇、村名顺序编码",
          "numbered by township and name");
BUJU_KIND(no_code_column, BUJU_WARNING, "图层没有代码列", "the layer has no column of codes",
          "按乡镇、村名顺序为{0}个村编码", "numbered {0} village{0?|s} by township and name");
BUJU_KIND(odd_code, BUJU_WARNING, "代码不是12位统计用区划代码", "the code is not a 12-digit statistical code",
          "按原样使用", "used as it is");
BUJU_KIND(name_missing, BUJU_WARNING, "没有村名", "the village has no name", "以代码为名", "named by its code");
BUJU_KIND(duplicate_code, BUJU_WARNING, "与第{0}行代码相同，内容也相同", "same code and same data as row {0}",
          "保留前一行", "kept the first");
BUJU_KIND(several_polygons, BUJU_NOTE, "与第{0}行同属一个村，各有一块面", "one village with row {0}, a polygon each",
          "合并为一个村，人口只计一次", "joined into one village; its people counted once");
BUJU_KIND(same_name, BUJU_NOTE, "与第{0}行同乡镇同名", "same name and township as row {0}", "按代码区分，不按村名对应",
          "told apart by code, never linked by name");
BUJU_KIND(village_unlocated, BUJU_SERIOUS, "没有位置", "the village has no place", "留在方案中，不作判定",
          "kept in the plan, not evaluated");

/* ---- reading one row ---- */

static buju_status read_code(buju_build *b, buju_ix row, buju_draft_village *d) {
  const buju_part *part = &b->part[BUJU_INPUT_VILLAGES];
  if (!buju_part_has(part, BUJU_FIELD_CODE)) return BUJU_OK;
  const buju_column *column = &part->layer->table.column[part->fields.column[BUJU_FIELD_CODE]];
  char *code;
  bool cut;
  buju_code_state state = buju_code_cell(b->region->arena, column, row, &code, &cut);
  d->code = code;
  if (cut) return buju_build_find(b, part, &code_cut, row, BUJU_FIELD_CODE, code, BUJU_NO_ARGS);
  if (state == BUJU_CODE_BLANK) return BUJU_OK;
  if (state != BUJU_CODE_LOST) return code != NULL ? BUJU_OK : buju_fail_memory(b->ctx);
  const char *text;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_CODE, row, &text);
  if (status != BUJU_OK) return status;
  return buju_fail(b->ctx, BUJU_E_DATA,
                   BUJU_SAY(code_refused, buju_text(part->layer->table.file), buju_int(buju_part_row(part, row)),
                            buju_text(column->name), buju_text(text)));
}

static buju_status read_township(buju_build *b, buju_ix row, buju_draft_village *d) {
  const buju_part *part = &b->part[BUJU_INPUT_VILLAGES];
  buju_status status = buju_part_text(b, part, BUJU_FIELD_TOWNSHIP, row, &d->township);
  if (status == BUJU_OK) status = buju_part_code(b, part, BUJU_FIELD_TOWNSHIP_CODE, row, &d->township_code);
  if (status != BUJU_OK) return status;
  const char *from = d->township_code != NULL ? d->township_code : d->code;
  bool statistical = from != NULL && buju_code_digits(from, BUJU_VILLAGE_DIGITS);
  if (statistical) d->township_code = buju_code_prefix(b->region->arena, from, BUJU_TOWNSHIP_DIGITS);
  return statistical && d->township_code == NULL ? buju_fail_memory(b->ctx) : BUJU_OK;
}

static buju_status read_attributes(buju_build *b, buju_ix row, buju_draft_village *d) {
  const buju_part *part = &b->part[BUJU_INPUT_VILLAGES];
  double households = NAN;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_NAME, row, &d->name);
  if (status == BUJU_OK) status = buju_part_text(b, part, BUJU_FIELD_CATEGORY, row, &d->category);
  if (status == BUJU_OK) status = buju_part_people(b, part, BUJU_FIELD_PEOPLE_RESIDENT, row, &d->people[BUJU_RESIDENT]);
  if (status == BUJU_OK)
    status = buju_part_people(b, part, BUJU_FIELD_PEOPLE_REGISTERED, row, &d->people[BUJU_REGISTERED]);
  if (status == BUJU_OK) status = buju_part_number(b, part, BUJU_FIELD_HOUSEHOLDS, row, &households);
  if (status == BUJU_OK) status = buju_part_number(b, part, BUJU_FIELD_AREA, row, &d->area_written);
  if (status == BUJU_OK) status = buju_part_tri(b, part, BUJU_FIELD_THC_SEAT, row, d->code, &d->thc_seat);
  if (status == BUJU_OK) status = buju_part_tri(b, part, BUJU_FIELD_CONVERTED, row, d->code, &d->converted);
  if (status == BUJU_OK)
    status = buju_part_year(b, part, BUJU_FIELD_DEMOLITION_YEAR, row, d->code, &d->demolition_year);
  d->households = households >= 0 && households < INT32_MAX ? (int32_t)lround(households) : -1;
  return status;
}

static buju_status read_kind(buju_build *b, buju_ix row, buju_draft_village *d) {
  const char *word;
  buju_status status = buju_part_text(b, &b->part[BUJU_INPUT_VILLAGES], BUJU_FIELD_AREA_TYPE, row, &word);
  if (status != BUJU_OK) return status;
  d->kind = word != NULL ? buju_word_village_kind(word) : BUJU_AREA_KINDS;
  if (d->kind == BUJU_AREA_KINDS && d->code != NULL) d->kind = buju_code_village_kind(d->code);
  if (d->kind == BUJU_AREA_KINDS && d->name != NULL) d->kind = buju_name_village_kind(d->name);
  if (d->kind == BUJU_AREA_KINDS) d->kind = BUJU_AREA_VILLAGE;
  return BUJU_OK;
}

static buju_status read_place(buju_build *b, buju_ix row, buju_draft_village *d) {
  const buju_layer *layer = b->part[BUJU_INPUT_VILLAGES].layer;
  d->x_m = d->y_m = d->area_m2 = NAN;
  if (layer->geometry == BUJU_POINTS) {
    d->x_m = layer->x_m[row];
    d->y_m = layer->y_m[row];
    d->location = (uint8_t)(isfinite(d->x_m) ? BUJU_LOCATED : BUJU_UNLOCATED);
  } else if (layer->geometry == BUJU_POLYGONS && layer->shape[row].wkb != NULL) {
    d->shape = layer->shape[row];
    buju_status status = buju_shape_inside(b->ctx, b->geos, d->shape, &d->x_m, &d->y_m, &d->area_m2);
    if (status != BUJU_OK) return status;
    if (isfinite(d->x_m)) d->location = BUJU_LOCATED_POLYGON;
  }
  return BUJU_OK;
}

static buju_status read_row(buju_build *b, buju_ix row, buju_draft_village *d) {
  *d = (buju_draft_village){.row = row};
  buju_status status = read_code(b, row, d);
  if (status == BUJU_OK) status = read_township(b, row, d);
  if (status == BUJU_OK) status = read_attributes(b, row, d);
  if (status == BUJU_OK) status = read_kind(b, row, d);
  if (status == BUJU_OK) status = read_place(b, row, d);
  return status;
}

/* ---- codes for villages without one ---- */

static int by_text(const char *a, const char *b) { return strcmp(a != NULL ? a : "", b != NULL ? b : ""); }

/* NaN last, so that the order is total. */
static int by_number(double a, double b) { return isnan(a) || isnan(b) ? isnan(a) - isnan(b) : (a > b) - (a < b); }

/* What else a row says, for villages that agree in township, name and place. */
static int by_attributes(const buju_draft_village *d, const buju_draft_village *e) {
  int order = 0;
  for (int p = 0; p < BUJU_POPULATIONS && order == 0; p++)
    order = (d->people[p] > e->people[p]) - (d->people[p] < e->people[p]);
  if (order == 0) order = (d->households > e->households) - (d->households < e->households);
  if (order == 0) order = by_text(d->category, e->category);
  if (order == 0) order = (int)d->kind - (int)e->kind;
  if (order == 0) order = (int)d->thc_seat - (int)e->thc_seat;
  if (order == 0) order = (int)d->converted - (int)e->converted;
  if (order == 0) order = d->demolition_year - e->demolition_year;
  if (order == 0) order = by_number(d->area_written, e->area_written);
  return order != 0 ? order : by_number(d->area_m2, e->area_m2);
}

/* By township, name, place and attributes, never by row while two villages differ in any: the same villages in another
 * order get the same codes. */
static int by_identity(const void *a, const void *b) {
  const buju_draft_village *d = *(buju_draft_village *const *)a, *e = *(buju_draft_village *const *)b;
  int order = by_text(d->township_code, e->township_code);
  if (order == 0) order = by_text(d->township, e->township);
  if (order == 0) order = by_text(d->name, e->name);
  if (order == 0) order = by_number(d->x_m, e->x_m);
  if (order == 0) order = by_number(d->y_m, e->y_m);
  if (order == 0) order = by_attributes(d, e);
  if (order == 0) order = by_text(d->code, e->code);
  return order != 0 ? order : (d->row > e->row) - (d->row < e->row);
}

/* "V0001": letters keep a made code apart from a statistical one. */
static buju_status number_codes(buju_build *b, buju_draft_village *const *nameless, buju_ix n) {
  const buju_part *part = &b->part[BUJU_INPUT_VILLAGES];
  bool column = buju_part_has(part, BUJU_FIELD_CODE);
  buju_status status = BUJU_OK;
  for (buju_ix i = 0; i < n && status == BUJU_OK; i++) {
    char *code = buju_arena_alloc(b->region->arena, 12, 1);
    if (code == NULL) return buju_fail_memory(b->ctx);
    buju_ix number = i + 1;
    code[0] = 'V';
    for (int at = n < 10000 ? 4 : 10; at > 0; at--, number /= 10) code[at] = (char)('0' + number % 10);
    nameless[i]->code = code;
    nameless[i]->made_code = true;
    if (column) status = buju_build_find(b, part, &code_missing, nameless[i]->row, BUJU_FIELD_CODE, code, BUJU_NO_ARGS);
  }
  if (!column && n > 0 && status == BUJU_OK)
    status = buju_build_find(b, part, &no_code_column, BUJU_NONE, BUJU_FIELDS, NULL, BUJU_ARGS(buju_int(n)));
  return status;
}

static buju_status make_codes(buju_build *b, buju_draft_village *drafts, buju_ix n) {
  buju_draft_village **nameless = BUJU_NEW(b->scratch, buju_draft_village *, n);
  if (nameless == NULL) return buju_fail_memory(b->ctx);
  buju_ix missing = 0;
  for (buju_ix i = 0; i < n; i++)
    if (drafts[i].code == NULL) nameless[missing++] = &drafts[i];
  if (missing > 1) qsort(nameless, missing, sizeof(buju_draft_village *), by_identity);
  return number_codes(b, nameless, missing);
}

/* ---- duplicates ---- */

static int by_code(const void *a, const void *b) {
  const buju_draft_village *d = a, *e = b;
  int order = strcmp(d->code, e->code);
  return order != 0 ? order : (d->row > e->row) - (d->row < e->row);
}

static bool same_attributes(const buju_draft_village *d, const buju_draft_village *e) {
  return buju_text_same(d->name, e->name) && buju_text_same(d->township, e->township) &&
         buju_text_same(d->category, e->category) && memcmp(d->people, e->people, sizeof d->people) == 0 &&
         d->households == e->households && d->thc_seat == e->thc_seat && d->converted == e->converted &&
         d->demolition_year == e->demolition_year;
}

static bool same_place(const buju_draft_village *d, const buju_draft_village *e) {
  if (d->shape.wkb != NULL || e->shape.wkb != NULL)
    return d->shape.bytes == e->shape.bytes && d->shape.wkb != NULL && e->shape.wkb != NULL &&
           memcmp(d->shape.wkb, e->shape.wkb, d->shape.bytes) == 0;
  return (isnan(d->x_m) && isnan(e->x_m)) || (d->x_m == e->x_m && d->y_m == e->y_m);
}

/* Row `again` repeats the code of `first`: the same village twice, a part of its land, or a mistake. Parts are put
 * beside each other in `part`; the first is there already. */
static buju_status take_again(buju_build *b, const buju_draft_village *first, const buju_draft_village *again,
                              buju_shape *part, buju_ix *parts) {
  const buju_part *from = &b->part[BUJU_INPUT_VILLAGES];
  buju_arg row = buju_int(buju_part_row(from, first->row));
  bool both = first->shape.wkb != NULL && again->shape.wkb != NULL;
  if (!same_attributes(first, again) || (!both && !same_place(first, again)))
    return buju_fail(b->ctx, BUJU_E_DATA,
                     BUJU_SAY(code_clash, buju_text(from->layer->table.file), row,
                              buju_int(buju_part_row(from, again->row)), buju_text(first->code)));
  if (same_place(first, again))
    return buju_build_find(b, from, &duplicate_code, again->row, BUJU_FIELD_CODE, first->code, BUJU_ARGS(row));
  part[(*parts)++] = again->shape;
  return buju_build_find(b, from, &several_polygons, again->row, BUJU_FIELD_CODE, first->code, BUJU_ARGS(row));
}

/* A run of rows with one code becomes its first row, with the land of all. */
static buju_status merge_run(buju_build *b, buju_draft_village *first, buju_ix n, buju_shape *part) {
  buju_ix parts = 1;
  buju_status status = BUJU_OK;
  part[0] = first->shape;
  for (buju_ix i = 1; i < n && status == BUJU_OK; i++) status = take_again(b, first, first + i, part, &parts);
  if (status != BUJU_OK || parts == 1) return status;
  status = buju_shape_union(b->ctx, b->geos, part, parts, b->region->arena, &first->shape);
  if (status != BUJU_OK) return status;
  return buju_shape_inside(b->ctx, b->geos, first->shape, &first->x_m, &first->y_m, &first->area_m2);
}

static buju_status merge_duplicates(buju_build *b, buju_draft_village *drafts, buju_ix *n) {
  buju_ix kept = 0;
  buju_shape *part = BUJU_NEW(b->scratch, buju_shape, *n);
  if (part == NULL) return buju_fail_memory(b->ctx);
  if (*n > 1) qsort(drafts, *n, sizeof *drafts, by_code);
  for (buju_ix i = 0, run; i < *n; i += run) {
    for (run = 1; i + run < *n && strcmp(drafts[i].code, drafts[i + run].code) == 0;) run++;
    buju_status status = merge_run(b, &drafts[i], run, part);
    if (status != BUJU_OK) return status;
    drafts[kept++] = drafts[i];
  }
  *n = kept;
  return BUJU_OK;
}

/* ---- oddities of single villages ---- */

static buju_status check_rows(buju_build *b, buju_draft_village *drafts, buju_ix n) {
  const buju_part *part = &b->part[BUJU_INPUT_VILLAGES];
  buju_ix statistical = 0;
  for (buju_ix i = 0; i < n; i++) statistical += buju_code_digits(drafts[i].code, BUJU_VILLAGE_DIGITS);
  buju_status status = BUJU_OK;
  for (buju_ix i = 0; i < n && status == BUJU_OK; i++) {
    buju_draft_village *d = &drafts[i];
    if (statistical > n / 2 && !d->made_code && !buju_code_digits(d->code, BUJU_VILLAGE_DIGITS))
      status = buju_build_find(b, part, &odd_code, d->row, BUJU_FIELD_CODE, d->code, BUJU_NO_ARGS);
    if (d->name == NULL && status == BUJU_OK) {
      status = buju_build_find(b, part, &name_missing, d->row, BUJU_FIELD_NAME, d->code, BUJU_NO_ARGS);
      d->name = d->code;
    }
    if (d->location == BUJU_UNLOCATED && status == BUJU_OK)
      status = buju_build_find(b, part, &village_unlocated, d->row, BUJU_FIELDS, d->code, BUJU_NO_ARGS);
  }
  return status;
}

/* Villages of one name in one township cannot be told apart by name. */
static buju_status find_same_names(buju_build *b, buju_draft_village *drafts, buju_ix n) {
  const buju_part *part = &b->part[BUJU_INPUT_VILLAGES];
  buju_draft_village **at = BUJU_NEW(b->scratch, buju_draft_village *, n);
  if (at == NULL) return buju_fail_memory(b->ctx);
  for (buju_ix i = 0; i < n; i++) at[i] = &drafts[i];
  if (n > 1) qsort(at, n, sizeof(buju_draft_village *), by_identity);
  buju_status status = BUJU_OK;
  for (buju_ix i = 1; i < n && status == BUJU_OK; i++)
    if (buju_text_same(at[i]->name, at[i - 1]->name) && buju_text_same(at[i]->township, at[i - 1]->township) &&
        buju_text_same(at[i]->township_code, at[i - 1]->township_code))
      status = buju_build_find(b, part, &same_name, at[i]->row, BUJU_FIELD_NAME, at[i]->code,
                               BUJU_ARGS(buju_int(buju_part_row(part, at[i - 1]->row))));
  return status;
}

buju_status buju_villages_build(buju_build *b) {
  const buju_part *part = &b->part[BUJU_INPUT_VILLAGES];
  buju_ix n = part->layer != NULL ? part->layer->table.n : 0;
  if (n > 0 && part->layer->geometry == BUJU_LINES)
    return buju_fail(b->ctx, BUJU_E_DATA, BUJU_SAY(lines_for_villages, buju_text(part->layer->table.file)));
  buju_draft_village *drafts = BUJU_NEW(b->scratch, buju_draft_village, n);
  if (drafts == NULL) return buju_fail_memory(b->ctx);
  buju_status status = BUJU_OK;
  for (buju_ix row = 0; row < n && status == BUJU_OK; row++) status = read_row(b, row, &drafts[row]);
  if (status == BUJU_OK) status = make_codes(b, drafts, n);
  if (status == BUJU_OK) status = merge_duplicates(b, drafts, &n);
  if (status == BUJU_OK) status = check_rows(b, drafts, n);
  if (status == BUJU_OK) status = find_same_names(b, drafts, n);
  if (status == BUJU_OK) status = buju_villages_lay(b, drafts, n);
  return status;
}
