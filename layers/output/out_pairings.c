/* The layer pairings. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/pairings.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->pairs; }

static buju_ix township_of(const buju_output *out, buju_ix area) {
  const buju_region *region = out->region;
  while (area != BUJU_NONE && region->area.level[area] > BUJU_TOWNSHIP) area = region->area.parent[area];
  return area != BUJU_NONE && region->area.level[area] == BUJU_TOWNSHIP ? area : BUJU_NONE;
}

/* Areas go by their own code and name, sites by theirs. */
static void shape_receiver(buju_row *row, const buju_pair *pair) {
  const buju_output *out = row->out;
  if (pair->of_site) {
    buju_row_text(row, COL_receiver_code, buju_site_id(out, pair->site));
    buju_row_site_name(row, COL_receiver, pair->site);
  } else {
    buju_row_text(row, COL_receiver_code, buju_area_code(out, pair->area));
    buju_row_text(row, COL_receiver, buju_area_name(out, pair->area));
  }
  buju_row_text(row, COL_receiver_site_id, buju_site_id(out, pair->site));
  buju_row_text(row, COL_township, buju_area_name(out, township_of(out, pair->area)));
  buju_row_people(row, COL_people, pair->people);
}

static void shape(buju_row *row, buju_ix i) {
  const buju_pair *pair = &row->out->plan->pair[i];
  buju_row_word(row, COL_level, pair->level);
  shape_receiver(row, pair);
  if (pair->nearest != BUJU_NONE) {
    buju_row_site_name(row, COL_nearest_helper, pair->nearest);
    buju_row_minutes(row, COL_nearest_min, pair->nearest_ms);
  }
  if (pair->helper != BUJU_NONE) {
    const buju_site *helper = &row->out->plan->site[pair->helper];
    buju_row_text(row, COL_helper_id, buju_site_id(row->out, pair->helper));
    buju_row_site_name(row, COL_helper, pair->helper);
    buju_row_int(row, COL_helper_load, pair->load);
    buju_row_minutes(row, COL_travel_min, pair->ms);
    buju_row_metres(row, COL_travel_m, pair->metres);
    buju_row_word(row, COL_travel_basis, pair->basis);
    buju_row_line(row, helper->x_m, helper->y_m, pair->x_m, pair->y_m);
  }
  buju_row_reasons(row, COL_rule, pair->use, BUJU_TRACED_PAIR, i);
}

const buju_shaper buju_shape_pairings = {false, NULL, rows, shape};
