/* The layer nearest_catchments: the land nearest to each site. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/nearest_catchments.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->nearests; }

static void shape(buju_row *row, buju_ix i) {
  buju_output *out = row->out;
  const buju_nearest *nearest = &out->plan->nearest[i];
  const buju_circle_set *set = &out->plan->circle_set[nearest->set];
  buju_shape land;
  if (nearest->site != BUJU_NONE) {
    const buju_site *site = &out->plan->site[nearest->site];
    buju_row_text(row, COL_site_id, out->site_id[nearest->site]);
    buju_row_site_name(row, COL_site, nearest->site);
    buju_row_word(row, COL_service, site->kind);
    buju_row_text(row, COL_township, buju_area_name(out, site->township));
  }
  buju_row_word(row, COL_stage, nearest->after);
  buju_row_word(row, COL_mode, (int)set->mode);
  buju_row_provider(row, COL_basis, nearest->provider);
  buju_row_people(row, COL_people, nearest->people);
  buju_status status = buju_cells_cut(out, out->cells, &set->nearest[nearest->after], nearest->land, &land);
  if (status != BUJU_OK) {
    if (row->bad == BUJU_OK) row->bad = status;
    return;
  }
  buju_row_real(row, COL_area_km2, buju_row_polygon(row, &land) / 1e6);
}

const buju_shaper buju_shape_nearest_catchments = {false, NULL, rows, shape};
