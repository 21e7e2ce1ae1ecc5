/* The layer candidate_sites. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/candidate_sites.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->candidates; }

/* "fifteen_minutes/421223100201", a settlement's own id, or for a road node its place to the metre. */
static void shape_id(buju_row *row, const buju_candidate *c) {
  char place[64];
  row->n = 0;
  buju_row_add(row, row->out->scenario->use[c->use].id);
  buju_row_add(row, "/");
  if (c->demand != BUJU_NONE) {
    buju_row_add(row, row->out->settlement_id[c->demand]);
  } else if (c->source != BUJU_CANDIDATE_ROAD) {
    buju_row_add(row, buju_village_code(row->out, c->village));
  } else {
    snprintf(place, sizeof place, "%.0f,%.0f", c->x_m, c->y_m);
    buju_row_add(row, place);
  }
  buju_row_text(row, COL_candidate_id, row->text);
}

static const char *name_of(const buju_output *out, const buju_candidate *c) {
  if (c->demand != BUJU_NONE && out->region->demand.name[c->demand] != NULL) return out->region->demand.name[c->demand];
  return buju_village_name(out, c->village);
}

static uint32_t limit_of(const buju_output *out, buju_ix use) {
  for (buju_ix i = 0; i < out->plan->reacheds; i++)
    if (out->plan->reached[i].use == use) return out->plan->reached[i].limit_ms;
  return BUJU_FAR;
}

static void shape(buju_row *row, buju_ix i) {
  const buju_output *out = row->out;
  const buju_candidate *c = &out->plan->candidate[i];
  shape_id(row, c);
  buju_row_word(row, COL_source, c->source);
  buju_row_text(row, COL_name, name_of(out, c));
  buju_row_text(row, COL_village_code, buju_village_code(out, c->village));
  buju_row_text(row, COL_village, buju_village_name(out, c->village));
  buju_row_text(row, COL_township, buju_area_name(out, buju_village_township(out, c->village)));
  buju_row_people(row, COL_people_gained, c->people_gained);
  buju_row_int(row, COL_settlements_gained, c->places);
  buju_row_minutes(row, COL_limit_min, limit_of(out, c->use));
  buju_row_int(row, COL_rank, c->rank);
  buju_row_tri(row, COL_fewest, c->fewest ? BUJU_YES : BUJU_NO);
  if (c->order > 0) buju_row_int(row, COL_build_order, c->order);
  if (c->site != BUJU_NONE) buju_row_text(row, COL_site_id, out->site_id[c->site]);
  buju_row_rule(row, COL_rule, c->use);
  buju_row_point(row, c->x_m, c->y_m);
}

const buju_shaper buju_shape_candidate_sites = {false, NULL, rows, shape};
