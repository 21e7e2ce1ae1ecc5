/* Laying out villages as arrays. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "layers/region/finding_kind.h"
#include "layers/region/text.h"
#include "layers/region/villages.h"

BUJU_KIND(area_unit_guessed, BUJU_WARNING, "面积列没有写明单位", "the area column does not say its unit",
          "按数值大小当作{0}", "taken as {0} by its size");
BUJU_KIND(demolition_year_odd, BUJU_WARNING, "拆迁年份{0}距基准日期过远",
          "demolition in {0} is far from the plan's date", "按原样使用", "used as it is");

/* ---- the unit of a written area ---- */

typedef struct area_unit {
  const char *word;
  double m2;
  buju_msg name;
} area_unit;

static const area_unit area_units[] = {{"平方公里", 1e6, {"平方公里", "square kilometres"}},
                                       {"km2", 1e6, {"平方公里", "square kilometres"}},
                                       {"公顷", 1e4, {"公顷", "hectares"}},
                                       {"亩", 1e4 / 15, {"亩", "mu"}},
                                       {"平方米", 1, {"平方米", "square metres"}},
                                       {"m2", 1, {"平方米", "square metres"}}};

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* A village has about 1 to 100 km², that is 10⁶ to 10⁸ m², 10² to 10⁴ ha, 1.5·10³ to 1.5·10⁵ mu. Hectares and mu
 * overlap; the land survey writes square metres, so a middle above 10⁵ is that, below 200 it is km², between is mu. */
static const area_unit *unit_by_size(double median) {
  return median < 200 ? &area_units[0] : median > 1e5 ? &area_units[4] : &area_units[3];
}

static buju_status area_unit_of(buju_build *b, const buju_draft_village *drafts, buju_ix n, double *m2) {
  const buju_part *part = &b->part[BUJU_INPUT_VILLAGES];
  *m2 = 1;
  if (!buju_part_has(part, BUJU_FIELD_AREA)) return BUJU_OK;
  char *name = buju_text_fold(b->scratch, part->layer->table.column[part->fields.column[BUJU_FIELD_AREA]].name);
  double *values = BUJU_NEW(b->scratch, double, n);
  if (name == NULL || values == NULL) return buju_fail_memory(b->ctx);
  for (size_t u = 0; u < sizeof area_units / sizeof *area_units; u++)
    if (strstr(name, area_units[u].word) != NULL) {
      *m2 = area_units[u].m2;
      return BUJU_OK;
    }
  buju_ix known = 0;
  bool needed = false;
  for (buju_ix i = 0; i < n; i++) {
    if (isfinite(drafts[i].area_written) && drafts[i].area_written > 0) values[known++] = drafts[i].area_written;
    needed = needed || isnan(drafts[i].area_m2);
  }
  if (known == 0 || !needed) return BUJU_OK; /* the polygons say it */
  qsort(values, known, sizeof *values, by_value);
  const area_unit *unit = unit_by_size(values[known / 2]);
  *m2 = unit->m2;
  return buju_build_find(b, part, &area_unit_guessed, BUJU_NONE, BUJU_FIELD_AREA, NULL,
                         BUJU_ARGS(buju_word(&unit->name)));
}

/* ---- arrays ---- */

static bool make_room(buju_build *b, buju_ix n) {
  buju_region *r = b->region;
  buju_arena *arena = r->arena;
  r->village.n = n;
  r->village.area = BUJU_NEW(arena, buju_ix, n);
  r->village.households = BUJU_NEW(arena, int32_t, n);
  r->village.area_m2 = BUJU_NEW(arena, double, n);
  r->village.category = BUJU_NEW(arena, const char *, n);
  r->village.thc_seat = BUJU_NEW(arena, buju_tri, n);
  r->village.converted = BUJU_NEW(arena, buju_tri, n);
  r->village.demolition_year = BUJU_NEW(arena, int16_t, n);
  r->village.x_m = BUJU_NEW(arena, double, n);
  r->village.y_m = BUJU_NEW(arena, double, n);
  r->village.location = BUJU_NEW(arena, uint8_t, n);
  r->village.source_row = BUJU_NEW(arena, buju_ix, n);
  b->village_code = BUJU_NEW(arena, const char *, n);
  b->village_name = BUJU_NEW(arena, const char *, n);
  b->village_kind = BUJU_NEW(arena, uint8_t, n);
  b->village_township = BUJU_NEW(arena, const char *, n);
  b->village_township_code = BUJU_NEW(arena, const char *, n);
  b->village_shape = BUJU_NEW(arena, buju_shape, n);
  b->inside_x = BUJU_NEW(b->scratch, double, n);
  b->inside_y = BUJU_NEW(b->scratch, double, n);
  return r->village.area != NULL && r->village.households != NULL && r->village.area_m2 != NULL &&
         r->village.category != NULL && r->village.thc_seat != NULL && r->village.converted != NULL &&
         r->village.demolition_year != NULL && r->village.x_m != NULL && r->village.y_m != NULL &&
         r->village.location != NULL && r->village.source_row != NULL && b->village_code != NULL &&
         b->village_name != NULL && b->village_kind != NULL && b->village_township != NULL &&
         b->village_township_code != NULL && b->village_shape != NULL && b->inside_x != NULL && b->inside_y != NULL;
}

/* An array only for a population some source has. */
static buju_status lay_people(buju_build *b, const buju_draft_village *drafts, buju_ix n) {
  static const buju_field fields[BUJU_POPULATIONS] = {BUJU_FIELD_PEOPLE_RESIDENT, BUJU_FIELD_PEOPLE_REGISTERED};
  for (int p = 0; p < BUJU_POPULATIONS; p++) {
    if (!buju_part_has(&b->part[BUJU_INPUT_VILLAGES], fields[p])) continue;
    buju_people_n *people = BUJU_NEW(b->region->arena, buju_people_n, n);
    if (people == NULL) return buju_fail_memory(b->ctx);
    for (buju_ix i = 0; i < n; i++) {
      people[i] = drafts[i].people[p];
      if (people[i] != BUJU_PEOPLE_MISSING) b->region->people_read[p] += people[i];
    }
    b->region->village.people[p] = people;
  }
  return BUJU_OK;
}

static buju_status check_demolition(buju_build *b, const buju_draft_village *d) {
  enum { FAR_YEARS = 30 };
  int as_of = b->scenario->as_of.year;
  if (d->demolition_year == 0 || as_of == 0 || abs(d->demolition_year - as_of) <= FAR_YEARS) return BUJU_OK;
  return buju_build_find(b, &b->part[BUJU_INPUT_VILLAGES], &demolition_year_odd, d->row, BUJU_FIELD_DEMOLITION_YEAR,
                         d->code, BUJU_ARGS(buju_year(d->demolition_year)));
}

buju_status buju_villages_lay(buju_build *b, const buju_draft_village *drafts, buju_ix n) {
  buju_region *r = b->region;
  double unit_m2;
  if (!make_room(b, n)) return buju_fail_memory(b->ctx);
  buju_status status = area_unit_of(b, drafts, n, &unit_m2);
  if (status == BUJU_OK) status = lay_people(b, drafts, n);
  if (b->part[BUJU_INPUT_VILLAGES].layer != NULL) r->village.source = &b->part[BUJU_INPUT_VILLAGES].layer->table;
  for (buju_ix i = 0; i < n && status == BUJU_OK; i++) {
    const buju_draft_village *d = &drafts[i];
    r->village.households[i] = d->households;
    r->village.area_m2[i] = isnan(d->area_m2) && d->area_written > 0 ? d->area_written * unit_m2 : d->area_m2;
    r->village.category[i] = d->category;
    r->village.thc_seat[i] = d->thc_seat;
    r->village.converted[i] = d->converted;
    r->village.demolition_year[i] = d->demolition_year;
    r->village.x_m[i] = b->inside_x[i] = d->x_m;
    r->village.y_m[i] = b->inside_y[i] = d->y_m;
    r->village.location[i] = d->location;
    r->village.source_row[i] = d->row;
    r->village.polygons = r->village.polygons || d->shape.wkb != NULL;
    b->village_code[i] = d->code;
    b->village_name[i] = d->name;
    b->village_kind[i] = (uint8_t)d->kind;
    b->village_township[i] = d->township;
    b->village_township_code[i] = d->township_code;
    b->village_shape[i] = d->shape;
    status = check_demolition(b, d);
  }
  return status;
}
