/* The layer settlements. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/settlements.def"
};
#undef BUJU_COLUMN

/* A plan without rules that serve settlements says nothing about them. */
static buju_ix rows(const buju_output *out) { return out->plan->served_n > 0 ? out->region->demand.n : 0; }

static void shape_place(buju_row *row, buju_ix d) {
  const buju_region *region = row->out->region;
  buju_ix village = region->demand.village[d];
  buju_row_text(row, COL_settlement_id, row->out->settlement_id[d]);
  if (region->demand.name != NULL) buju_row_text(row, COL_name, region->demand.name[d]);
  buju_row_text(row, COL_village_code, buju_village_code(row->out, village));
  buju_row_text(row, COL_village, buju_village_name(row->out, village));
  buju_row_text(row, COL_township, buju_area_name(row->out, buju_village_township(row->out, village)));
  if (region->demand.people[BUJU_RESIDENT] != NULL)
    buju_row_people(row, COL_people_resident, region->demand.people[BUJU_RESIDENT][d]);
  if (region->demand.people[BUJU_REGISTERED] != NULL)
    buju_row_people(row, COL_people_registered, region->demand.people[BUJU_REGISTERED][d]);
  if (region->demand.radius_m != NULL) buju_row_real(row, COL_radius_m, ceil(region->demand.radius_m[d]));
  if (region->demand.from_year != NULL) buju_row_year(row, COL_from_year, region->demand.from_year[d]);
  if (region->demand.to_year != NULL) buju_row_year(row, COL_to_year, region->demand.to_year[d]);
  buju_row_point(row, region->demand.x_m[d], region->demand.y_m[d]);
}

static void shape_served(buju_row *row, const buju_served *served) {
  uint32_t limit_ms = row->out->plan->coverage.limit_ms;
  buju_row_text(row, COL_site_id, buju_site_id(row->out, served->site));
  buju_row_site_name(row, COL_site, served->site);
  if (served->site != BUJU_NONE) {
    buju_row_minutes(row, COL_travel_min, served->ms);
    buju_row_metres(row, COL_travel_m, served->metres);
    buju_row_word(row, COL_travel_basis, served->basis);
  }
  buju_row_text(row, COL_nearest_before, buju_site_id(row->out, served->before_site));
  buju_row_minutes(row, COL_nearest_before_min, served->before_ms);
  buju_row_minutes(row, COL_nearest_after_min, served->after_ms);
  if (limit_ms != BUJU_FAR) {
    buju_row_tri(row, COL_covered_before, served->before_ms <= limit_ms ? BUJU_YES : BUJU_NO);
    buju_row_tri(row, COL_covered, served->after_ms <= limit_ms ? BUJU_YES : BUJU_NO);
  }
}

/* served has one row a demand row, in its order (core/plan.h). */
static void shape(buju_row *row, buju_ix d) {
  const buju_need *need = buju_village_need(row->out, row->out->region->demand.village[d]);
  shape_place(row, d);
  if (need != NULL) {
    buju_row_word(row, COL_verdict_before, need->before);
    buju_row_word(row, COL_verdict, need->verdict);
  }
  if (d < row->out->plan->served_n) shape_served(row, &row->out->plan->served[d]);
}

const buju_shaper buju_shape_settlements = {false, NULL, rows, shape};
