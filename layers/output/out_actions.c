/* The layer actions. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/actions.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->actions; }

/* Only work on the building asks for floor and doctors; the rest is paper. */
static bool builds(uint8_t action) {
  return action == BUJU_ACTION_BUILD || action == BUJU_ACTION_REBUILD || action == BUJU_ACTION_UPGRADE;
}

static void shape_word(buju_row *row, int column, int english, const buju_msg *word) {
  if (word == NULL) return;
  buju_row_text(row, column, word->zh);
  buju_row_text(row, english, word->en);
}

/* A rule that chose the site ranked it, unless one that set its year did. */
static void shape_phase(buju_row *row, const buju_site_action *action, const buju_site *site) {
  buju_ix rank = action->rank != 0 ? action->rank : site->rank != BUJU_NONE ? site->rank : 0;
  if (rank != 0) buju_row_int(row, COL_rank, rank);
  if (action->cut > 0) buju_row_int(row, COL_next_year_if_cut, action->cut);
  buju_row_word(row, COL_progress, action->progress);
  buju_row_year(row, COL_year_before, action->year_before);
  if (action->phased_by != BUJU_NONE) buju_row_text(row, COL_phased_by, row->out->scenario->use[action->phased_by].id);
}

static void shape_area(buju_row *row, buju_ix area) {
  const buju_output *out = row->out;
  buju_ix township = buju_region_area_at(out->region, area, BUJU_TOWNSHIP);
  buju_ix county = buju_region_area_at(out->region, area, BUJU_COUNTY);
  buju_row_text(row, COL_county_code, buju_area_code(out, county));
  buju_row_text(row, COL_township_code, buju_area_code(out, township));
  buju_row_text(row, COL_township, buju_area_name(out, area));
  buju_row_area_key(row, COL_township_key, township != BUJU_NONE ? township : county, township == BUJU_NONE);
  buju_row_area_key(row, COL_all_key, BUJU_NONE, false);
}

static void shape(buju_row *row, buju_ix i) {
  const buju_site_action *action = &row->out->plan->action[i];
  const buju_site *site = &row->out->plan->site[action->site];
  buju_row_text(row, COL_action_id, row->out->action_id[i]);
  buju_row_text(row, COL_site_id, row->out->site_id[action->site]);
  buju_row_site_name(row, COL_site, action->site);
  buju_ix stop = action->stop > 0 ? action->stop - 1 : BUJU_NONE;
  buju_row_text(row, COL_village_code, buju_village_code(row->out, stop));
  buju_row_text(row, COL_village, buju_village_name(row->out, stop));
  shape_area(row, site->township);
  buju_row_word(row, COL_action, action->action);
  if (action->build_mode != BUJU_BUILD_UNDECIDED) buju_row_word(row, COL_build_mode, action->build_mode);
  buju_row_year(row, COL_year, action->year);
  buju_row_word(row, COL_status, action->status);
  buju_row_people(row, COL_people_gained, action->people_gained);
  if (builds(action->action)) {
    buju_row_count(row, COL_doctors, site->doctors_required);
    buju_row_real(row, COL_floor_area_m2, site->floor_required_m2);
  }
  buju_row_money(row, COL_cost_yuan, action->cost_fen);
  shape_word(row, COL_funding, COL_funding_en, action->funding);
  shape_word(row, COL_responsible, COL_responsible_en, action->responsible);
  buju_row_date(row, COL_due_date, action->due);
  shape_phase(row, action, site);
  buju_row_reasons(row, COL_rule, action->use, BUJU_TRACED_ACTION, i);
  const buju_region *region = row->out->region;
  if (stop != BUJU_NONE)
    buju_row_point(row, region->village.x_m[stop], region->village.y_m[stop]);
  else
    buju_row_point(row, site->x_m, site->y_m);
}

const buju_shaper buju_shape_actions = {false, NULL, rows, shape};
