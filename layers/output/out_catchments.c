/* The layer catchments: the villages of each site as one piece of land. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/catchments.def"
};
#undef BUJU_COLUMN

static buju_ix site_of(const buju_output *out, buju_ix village) {
  const buju_need *need = buju_village_need(out, village);
  return need != NULL ? need->site : BUJU_NONE;
}

/* Villages by site, counted and placed; BUJU_NONE takes the last place. Within a site, by code. */
static buju_status group_by_site(buju_output *out, buju_ix *start) {
  buju_ix n = out->region->village.n, sites = out->plan->sites;
  buju_ix *villages = BUJU_NEW(out->arena, buju_ix, n);
  if (villages == NULL) return buju_fail_memory(out->ctx);
  for (buju_ix v = 0; v < n; v++) {
    buju_ix site = site_of(out, v);
    start[(site != BUJU_NONE ? site : sites) + 1]++;
  }
  for (buju_ix s = 0; s <= sites; s++) start[s + 1] += start[s];
  for (buju_ix v = 0; v < n; v++) {
    buju_ix site = site_of(out, v);
    villages[start[site != BUJU_NONE ? site : sites]++] = v;
  }
  out->catchment_village = villages;
  return BUJU_OK;
}

static buju_status prepare(buju_output *out) {
  buju_ix sites = out->plan->sites;
  buju_ix *end = BUJU_NEW(out->arena, buju_ix, (size_t)sites + 2);
  buju_catchment *rows = BUJU_NEW(out->arena, buju_catchment, (size_t)sites + 1);
  if (end == NULL || rows == NULL) return buju_fail_memory(out->ctx);
  buju_status status = group_by_site(out, end);
  if (status != BUJU_OK) return status;
  for (buju_ix s = 0, first = 0; s <= sites; first = end[s++])
    if (end[s] > first) rows[out->catchments++] = (buju_catchment){s < sites ? s : BUJU_NONE, first, end[s] - first};
  out->catchment = rows;
  if (out->catchments == 1 && rows[0].site == BUJU_NONE) out->catchments = 0; /* nobody is served: no layer */
  return BUJU_OK;
}

static buju_ix rows(const buju_output *out) { return out->catchments; }

static void shape_people(buju_row *row, const buju_ix *village, buju_ix n) {
  buju_people_n people = 0;
  bool known = false;
  for (buju_ix i = 0; i < n; i++) {
    const buju_need *need = buju_village_need(row->out, village[i]);
    if (need == NULL || need->people_used == BUJU_PEOPLE_MISSING) continue;
    people += need->people_used;
    known = true;
  }
  if (known) buju_row_people(row, COL_people, people);
}

static void shape(buju_row *row, buju_ix i) {
  const buju_output *out = row->out;
  const buju_catchment *catchment = &out->catchment[i];
  const buju_ix *village = out->catchment_village + catchment->first;
  buju_shape land = {NULL, 0};
  if (catchment->site != BUJU_NONE) {
    const buju_site *site = &out->plan->site[catchment->site];
    buju_row_text(row, COL_site_id, out->site_id[catchment->site]);
    buju_row_site_name(row, COL_site, catchment->site);
    buju_row_word(row, COL_kind, site->kind);
    buju_row_text(row, COL_township, buju_area_name(out, site->township));
  }
  buju_row_int(row, COL_villages, catchment->n);
  shape_people(row, village, catchment->n);
  buju_status status = buju_cells_union(out->ctx, out->cells, village, catchment->n, &land);
  if (status != BUJU_OK) {
    if (row->bad == BUJU_OK) row->bad = status;
    return;
  }
  buju_row_real(row, COL_area_km2, buju_row_polygon(row, &land) / 1e6);
}

const buju_shaper buju_shape_catchments = {false, prepare, rows, shape};
