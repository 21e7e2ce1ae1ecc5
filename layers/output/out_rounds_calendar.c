/* The layer rounds_calendar. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/rounds_calendar.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->round_days; }

static void shape(buju_row *row, buju_ix i) {
  const buju_output *out = row->out;
  const buju_round_day *day = &out->plan->round_day[out->plan->calendar[i]];
  const buju_round *round = &out->plan->round[day->round];
  buju_row_text(row, COL_site_id, buju_site_id(out, round->site));
  buju_row_site_name(row, COL_site, round->site);
  buju_row_int(row, COL_cycle_day, day->cycle_day);
  buju_row_int(row, COL_week, day->week);
  buju_row_int(row, COL_weekday, round->weekday);
  buju_row_int(row, COL_vehicle, round->vehicle);
  buju_row_text(row, COL_round_id, out->round_id[day->round]);
  buju_row_int(row, COL_tour_days, round->days);
  buju_row_int(row, COL_stops, round->stops);
  buju_row_people(row, COL_people, round->people);
  buju_row_minutes(row, COL_drive_min, round->drive_ms);
  buju_row_minutes(row, COL_serve_min, round->serve_ms);
}

const buju_shaper buju_shape_rounds_calendar = {false, NULL, rows, shape};
