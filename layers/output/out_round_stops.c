/* The layer round_stops. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/round_stops.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->round_stops; }

static void shape(buju_row *row, buju_ix i) {
  const buju_output *out = row->out;
  const buju_round_stop *stop = &out->plan->round_stop[i];
  buju_row_text(row, COL_round_id, out->round_id[stop->round]);
  buju_row_int(row, COL_stop_order, stop->order);
  buju_row_text(row, COL_village_code, buju_village_code(out, stop->village));
  buju_row_text(row, COL_village, buju_village_name(out, stop->village));
  buju_row_text(row, COL_township, buju_area_name(out, buju_village_township(out, stop->village)));
  buju_row_int(row, COL_tour_day, stop->day);
  buju_row_minutes(row, COL_arrive_min, stop->arrive_ms);
  buju_row_minutes(row, COL_drive_min, stop->drive_ms);
  buju_row_metres(row, COL_travel_m, stop->metres);
  buju_row_minutes(row, COL_serve_min, stop->serve_ms);
  buju_row_people(row, COL_people, out->plan->need[stop->village].people_used);
  buju_row_int(row, COL_interval_days, stop->every_days);
  buju_row_int(row, COL_visits_a_year, stop->visits_a_year);
  buju_row_point(row, out->region->village.x_m[stop->village], out->region->village.y_m[stop->village]);
}

const buju_shaper buju_shape_round_stops = {false, NULL, rows, shape};
