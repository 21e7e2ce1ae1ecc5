/* The layer service_circles: what is reached from each site within each limit. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/service_circles.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->circles; }

static void shape(buju_row *row, buju_ix i) {
  const buju_output *out = row->out;
  const buju_plan *plan = out->plan;
  const buju_circle *circle = &plan->circle[i];
  const buju_circle_set *set = &plan->circle_set[circle->set];
  const buju_site *site = &plan->site[circle->site];
  buju_row_text(row, COL_site_id, out->site_id[circle->site]);
  buju_row_site_name(row, COL_site, circle->site);
  buju_row_word(row, COL_service, site->kind);
  buju_row_text(row, COL_township, buju_area_name(out, site->township));
  buju_row_word(row, COL_stage, circle->after);
  buju_row_minutes(row, COL_limit_min, circle->limit_ms);
  buju_row_word(row, COL_mode, (int)set->mode);
  buju_row_provider(row, COL_basis, circle->provider);
  buju_row_people(row, COL_people, circle->people);
  buju_row_real(row, COL_area_km2, set->land.area_m2[circle->land] / 1e6);
  buju_row_land(row, &set->land, circle->land);
}

const buju_shaper buju_shape_service_circles = {false, NULL, rows, shape};
