/* The layer access_catchments: the land nearest to each site, by service and stage. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/access_rows.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/access_catchments.def"
};
#undef BUJU_COLUMN

/* Land or people belong to the area: the last one, without a site, mostly has neither. */
static bool holds(const buju_service_reach *reached, buju_ix k) {
  return k < reached->sites || reached->nearest_people[k] > 0 || reached->land.part[k] < reached->land.part[k + 1];
}

static buju_status prepare(buju_output *out) {
  const buju_access *access = out->access;
  buju_vec rows = {0};
  void *frozen = NULL;
  for (buju_ix s = 0; s < access->services; s++)
    for (buju_ix stage = 0; stage <= (buju_ix)access->planned; stage++)
      for (buju_ix k = 0; k < access->reached[s][stage].land.n; k++) {
        if (!holds(&access->reached[s][stage], k)) continue;
        buju_access_area *row = buju_vec_push(&rows, sizeof *row);
        if (row == NULL) {
          buju_vec_free(&rows);
          return buju_fail_memory(out->ctx);
        }
        *row = (buju_access_area){s, stage, k};
      }
  out->access_areas = (buju_ix)rows.n;
  if (!buju_vec_freeze(&rows, sizeof *out->access_area, out->arena, &frozen)) {
    buju_vec_free(&rows);
    return buju_fail_memory(out->ctx);
  }
  out->access_area = frozen;
  return out->access_areas > 0 ? buju_cells_make(out, &out->cells) : BUJU_OK;
}

static buju_ix rows(const buju_output *out) { return out->access_areas; }

static void shape(buju_row *row, buju_ix i) {
  const buju_access_area *area = &row->out->access_area[i];
  const buju_service_reach *reached = &row->out->access->reached[area->service][area->stage];
  buju_ix site = area->k < reached->sites ? reached->open[area->k] : BUJU_NONE;
  buju_shape land;
  buju_row_word(row, COL_service, row->out->access->service[area->service]);
  buju_row_word(row, COL_stage, (int)area->stage);
  buju_row_text(row, COL_site_id, buju_site_id(row->out, site));
  buju_row_site_name(row, COL_site, site);
  buju_row_people(row, COL_people, reached->nearest_people[area->k]);
  buju_status status = buju_cells_cut(row->out, row->out->cells, &reached->land, area->k, &land);
  if (status != BUJU_OK) {
    if (row->bad == BUJU_OK) row->bad = status;
    return;
  }
  buju_row_real(row, COL_area_km2, buju_row_polygon(row, &land) / 1e6);
}

const buju_shaper buju_shape_access_catchments = {false, prepare, rows, shape};
