/* The layer referrals. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/referrals.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->referrals; }

static void shape(buju_row *row, buju_ix i) {
  const buju_output *out = row->out;
  const buju_referral *r = &out->plan->referral[i];
  buju_row_text(row, COL_village_code, buju_village_code(out, r->village));
  buju_row_text(row, COL_village, buju_village_name(out, r->village));
  buju_row_text(row, COL_township, buju_area_name(out, buju_village_township(out, r->village)));
  buju_row_word(row, COL_tier, r->tier);
  buju_row_text(row, COL_site_id, buju_site_id(out, r->site));
  buju_row_site_name(row, COL_site, r->site);
  buju_row_word(row, COL_mode, r->mode);
  buju_row_minutes(row, COL_travel_min, r->ms);
  if (r->site != BUJU_NONE) buju_row_word(row, COL_travel_basis, r->basis);
  buju_row_minutes(row, COL_step_min, r->step_ms);
  buju_row_minutes(row, COL_limit_min, r->limit_ms);
  buju_row_people(row, COL_people, r->people);
  buju_row_people(row, COL_over_before, r->over[0]);
  buju_row_people(row, COL_over_after, r->over[1]);
  buju_row_rule(row, COL_rule, r->use);
  if (r->site == BUJU_NONE) return;
  const buju_site *site = &out->plan->site[r->site];
  buju_row_line(row, out->region->village.x_m[r->village], out->region->village.y_m[r->village], site->x_m, site->y_m);
}

const buju_shaper buju_shape_referrals = {false, NULL, rows, shape};
