/* The layer rounds. SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/rounds.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->rounds; }

/* "3, 17" */
static void shape_days(buju_row *row, const buju_round *round) {
  const buju_round_day *day = row->out->plan->round_day + round->first_day;
  row->n = 0;
  for (buju_ix k = 0; k < round->runs; k++) {
    char text[24];
    snprintf(text, sizeof text, "%s%" PRIu32, k > 0 ? ", " : "", day[k].cycle_day);
    buju_row_add(row, text);
  }
  buju_row_text(row, COL_cycle_days, row->text);
}

static void shape(buju_row *row, buju_ix i) {
  const buju_plan *plan = row->out->plan;
  const buju_round *round = &plan->round[i];
  buju_row_text(row, COL_round_id, row->out->round_id[i]);
  buju_row_text(row, COL_site_id, buju_site_id(row->out, round->site));
  buju_row_site_name(row, COL_site, round->site);
  buju_row_text(row, COL_township, buju_area_name(row->out, row->out->region->facility.township[round->thc]));
  buju_row_int(row, COL_vehicle, round->vehicle);
  buju_row_int(row, COL_weekday, round->weekday);
  shape_days(row, round);
  buju_row_int(row, COL_times_a_cycle, round->runs);
  buju_row_int(row, COL_tour_days, round->days);
  buju_row_int(row, COL_stops, round->stops);
  buju_row_people(row, COL_people, round->people);
  buju_row_minutes(row, COL_drive_min, round->drive_ms);
  buju_row_minutes(row, COL_serve_min, round->serve_ms);
  buju_row_metres(row, COL_travel_m, round->metres);
  buju_row_word(row, COL_travel_basis, round->basis);
  buju_row_rule(row, COL_rule, round->use);
  buju_row_path(row, &plan->round_path, i);
}

const buju_shaper buju_shape_rounds = {false, NULL, rows, shape};
