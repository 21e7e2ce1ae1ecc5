/* The layer villages. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/villages.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->region->village.n; }

static void shape_facts(buju_row *row, buju_ix v) {
  const buju_region *region = row->out->region;
  buju_ix area = region->village.area[v], township = buju_village_township(row->out, v);
  buju_row_text(row, COL_code, region->area.code[area]);
  buju_row_text(row, COL_name, region->area.name[area]);
  buju_row_word(row, COL_area_type, region->area.kind[area]);
  buju_row_text(row, COL_township_code, buju_area_code(row->out, township));
  buju_row_text(row, COL_township, buju_area_name(row->out, township));
  buju_row_text(row, COL_category, region->village.category[v]);
  if (region->village.people[BUJU_RESIDENT] != NULL)
    buju_row_people(row, COL_people_resident, region->village.people[BUJU_RESIDENT][v]);
  if (region->village.people[BUJU_REGISTERED] != NULL)
    buju_row_people(row, COL_people_registered, region->village.people[BUJU_REGISTERED][v]);
  buju_row_real(row, COL_area_km2, region->village.area_m2[v] / 1e6);
  buju_row_tri(row, COL_thc_seat, region->village.thc_seat[v]);
  buju_row_tri(row, COL_converted, region->village.converted[v]);
  buju_row_year(row, COL_demolition_year, region->village.demolition_year[v]);
  buju_row_word(row, COL_location_source, region->village.location[v]);
}

static void shape_service(buju_row *row, const buju_need *need) {
  buju_row_text(row, COL_served_by, buju_site_id(row->out, need->site));
  buju_row_site_name(row, COL_served_by_name, need->site);
  if (need->site != BUJU_NONE) {
    buju_row_minutes(row, COL_travel_min, need->ms);
    buju_row_metres(row, COL_travel_m, need->metres);
    buju_row_word(row, COL_travel_basis, need->basis);
  }
  buju_row_people(row, COL_people_over_limit, need->people_over_limit);
  if (need->group != BUJU_NONE) buju_row_group_id(row, COL_joint_group, need->group);
  buju_row_text(row, COL_best_partner, buju_village_code(row->out, need->best_partner));
  buju_row_text(row, COL_best_partner_name, buju_village_name(row->out, need->best_partner));
  if (need->best_partner != BUJU_NONE) buju_row_minutes(row, COL_best_partner_min, need->best_partner_ms);
}

static void shape_rounds(buju_row *row, const buju_need *need) {
  const buju_region *region = row->out->region;
  if (need->round_before == 0) return;
  buju_ix today = need->round_before - 1;
  if (need->round_base_before != BUJU_NONE)
    buju_row_text(row, COL_rounds_before, region->facility.name[need->round_base_before]);
  if (region->rounds.interval_days[today] > 0)
    buju_row_int(row, COL_rounds_before_days, region->rounds.interval_days[today]);
  buju_row_word(row, COL_rounds_change, need->round_change);
}

static void shape(buju_row *row, buju_ix v) {
  const buju_region *region = row->out->region;
  const buju_need *need = buju_village_need(row->out, v);
  shape_facts(row, v);
  if (need != NULL) {
    buju_row_people(row, COL_people_used, need->people_used);
    buju_row_int(row, COL_clinics_existing, need->clinics_existing);
    buju_row_int(row, COL_clinics_counted, need->clinics_counted);
    buju_row_word(row, COL_verdict_before, need->before);
    buju_row_word(row, COL_service_way, need->way);
    buju_row_word(row, COL_verdict, need->verdict);
    shape_service(row, need);
    shape_rounds(row, need);
    buju_row_said(row, COL_alternative, COL_alternative_en, &need->alternative);
    buju_row_year(row, COL_year, need->year);
    buju_row_decision(row, COL_decision, need->decision);
    buju_row_reasons(row, COL_rule, need->use, BUJU_TRACED_NEED, v);
  }
  if (region->village.polygons)
    buju_row_polygon(row, &region->area.shape[region->village.area[v]]);
  else
    buju_row_point(row, region->village.x_m[v], region->village.y_m[v]);
}

const buju_shaper buju_shape_villages = {true, NULL, rows, shape};
