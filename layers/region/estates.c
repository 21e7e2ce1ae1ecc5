/* Housing estates still to come: people from the year of their handover on, who are none of their village's own number
 * (Kaifeng 2023 §3(1)1: facilities are handed over with the estate). SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "layers/region/build.h"
#include "layers/region/finding_kind.h"
#include "layers/region/link.h"

/* An estate farther from every village than this belongs to none. */
#define NEAREST_M 3000.0

BUJU_KIND(estate_incomplete, BUJU_WARNING, "新建小区“{0}”缺少人口或交付年份",
          "the estate “{0}” lacks its people or its year of handover", "不计入需求", "counted for no demand");
BUJU_KIND(estate_unplaced, BUJU_WARNING, "新建小区“{0}”对应不上任何村（社区）",
          "the estate “{0}” belongs to no village", "不计入需求", "counted for no demand");
BUJU_KIND(estate_handed_over, BUJU_NOTE, "新建小区“{0}”已于{1}年交付", "the estate “{0}” was handed over in {1}",
          "其人口视为已在村（社区）人口中", "its people are taken to be in the village's own number");

static buju_status read_place(buju_build *b, const buju_part *part, buju_ix row, buju_draft_demand *d) {
  const buju_layer *layer = part->layer;
  double area_m2;
  if (layer->geometry == BUJU_POINTS) {
    d->x_m = layer->x_m[row];
    d->y_m = layer->y_m[row];
  } else if (layer->geometry == BUJU_POLYGONS && layer->shape[row].wkb != NULL) {
    return buju_shape_inside(b->ctx, b->geos, layer->shape[row], &d->x_m, &d->y_m, &area_m2);
  }
  return BUJU_OK;
}

/* The estate's people count in either population: nobody is registered there yet. */
static buju_status read_estate(buju_build *b, const buju_part *part, buju_ix row, buju_draft_demand *d,
                               buju_link *link) {
  buju_people_n people;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_NAME, row, &d->name);
  if (status == BUJU_OK) status = buju_part_people(b, part, BUJU_FIELD_PEOPLE_RESIDENT, row, &people);
  if (status == BUJU_OK) status = buju_part_year(b, part, BUJU_FIELD_FROM_YEAR, row, NULL, &d->from_year);
  if (status == BUJU_OK) status = read_place(b, part, row, d);
  if (status == BUJU_OK)
    status = buju_link_row(b, part, row, BUJU_FIELD_VILLAGE_CODE, BUJU_FIELD_VILLAGE, d->x_m, d->y_m, NEAREST_M, link);
  for (int p = 0; status == BUJU_OK && p < BUJU_POPULATIONS; p++) d->people[p] = people;
  return status;
}

static buju_status take_estate(buju_build *b, const buju_part *part, buju_ix row) {
  buju_draft_demand d = {.x_m = NAN, .y_m = NAN, .radius_m = NAN, .estate = true};
  buju_link link = {.village = BUJU_NONE};
  buju_status status = read_estate(b, part, row, &d, &link);
  if (status != BUJU_OK) return status;
  buju_arg name = buju_text(d.name != NULL ? d.name : "");
  if (d.people[0] == BUJU_PEOPLE_MISSING || d.from_year == 0)
    return buju_build_find(b, part, &estate_incomplete, row, BUJU_FIELDS, NULL, BUJU_ARGS(name));
  d.village = link.village;
  if (link.village != BUJU_NONE && !isfinite(d.x_m)) {
    d.x_m = b->inside_x[link.village];
    d.y_m = b->inside_y[link.village];
  }
  if (link.village == BUJU_NONE || !isfinite(d.x_m))
    return buju_build_find(b, part, &estate_unplaced, row, BUJU_FIELDS, NULL, BUJU_ARGS(name));
  if (d.from_year <= b->scenario->as_of.year)
    return buju_build_find(b, part, &estate_handed_over, row, BUJU_FIELDS, b->village_code[link.village],
                           BUJU_ARGS(name, buju_year(d.from_year)));
  buju_draft_demand *to = buju_vec_push(&b->demand, sizeof *to);
  if (to == NULL) return buju_fail_memory(b->ctx);
  *to = d;
  return BUJU_OK;
}

buju_status buju_estates_build(buju_build *b) {
  const buju_part *part = &b->part[BUJU_INPUT_ESTATES];
  buju_ix rows = part->layer != NULL && b->region->village.n > 0 ? part->layer->table.n : 0;
  buju_status status = BUJU_OK;
  for (buju_ix row = 0; row < rows && status == BUJU_OK; row++) status = take_estate(b, part, row);
  return status;
}
