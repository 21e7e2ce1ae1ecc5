/* The layer areas: counties and townships as land, with what there is in each. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/areas.def"
};
#undef BUJU_COLUMN

/* Counts one thing at place in every area around it. */
#define COUNT_AROUND(out, place, member)                                                                               \
  for (buju_ix area = (place); area != BUJU_NONE; area = (out)->region->area.parent[area]) (out)->area_told[area].member

static void count_villages(buju_output *out) {
  const buju_region *region = out->region;
  for (buju_ix v = 0; v < region->village.n; v++) {
    const buju_need *need = buju_village_need(out, v);
    COUNT_AROUND(out, region->village.area[v], villages)++;
    if (need == NULL || need->people_used == BUJU_PEOPLE_MISSING) continue;
    COUNT_AROUND(out, region->village.area[v], people) += need->people_used;
    COUNT_AROUND(out, region->village.area[v], people_known) = true;
  }
}

static void count_sites(buju_output *out) {
  for (buju_ix s = 0; s < out->plan->sites; s++) {
    const buju_site *site = &out->plan->site[s];
    if (site->status == BUJU_SITE_CLOSING) continue;
    COUNT_AROUND(out, site->township, sites)++;
    if (site->status == BUJU_SITE_PROPOSED) COUNT_AROUND(out, site->township, proposed)++;
  }
}

static void count_gaps(buju_output *out) {
  for (buju_ix g = 0; g < out->plan->gaps; g++) {
    const buju_gap *gap = &out->plan->gap[g];
    buju_ix place = gap->village != BUJU_NONE ? out->region->village.area[gap->village] : gap->area;
    COUNT_AROUND(out, place, gaps[gap->after])++;
  }
}

/* Areas are counties, then townships, then villages: the first two are rows. */
static buju_status prepare(buju_output *out) {
  const buju_region *region = out->region;
  while (out->areas < region->area.n && region->area.level[out->areas] != BUJU_VILLAGE) out->areas++;
  out->area_told = BUJU_NEW(out->arena, buju_area_told, region->area.n);
  out->area_village = BUJU_NEW(out->arena, buju_ix, region->village.n);
  if (out->area_told == NULL || out->area_village == NULL) return buju_fail_memory(out->ctx);
  count_villages(out);
  count_sites(out);
  count_gaps(out);
  return BUJU_OK;
}

static buju_ix rows(const buju_output *out) { return out->areas; }

/* Its own polygon, or its villages' land where no input has one. */
static void shape_land(buju_row *row, buju_ix i) {
  const buju_output *out = row->out;
  const buju_region *region = out->region;
  buju_shape land = region->area.shape[i];
  buju_ix n = 0;
  for (buju_ix v = 0; land.wkb == NULL && v < region->village.n; v++) {
    buju_ix place = region->village.area[v];
    while (place != BUJU_NONE && place != i) place = region->area.parent[place];
    if (place == i) out->area_village[n++] = v;
  }
  buju_status status = n > 0 ? buju_cells_union(out->ctx, out->cells, out->area_village, n, &land) : BUJU_OK;
  if (status != BUJU_OK && row->bad == BUJU_OK) row->bad = status;
  if (status == BUJU_OK) buju_row_polygon(row, &land);
}

static void shape(buju_row *row, buju_ix i) {
  const buju_output *out = row->out;
  const buju_area_told *told = &out->area_told[i];
  buju_row_word(row, COL_area_level, out->region->area.level[i]);
  buju_row_text(row, COL_code, buju_area_code(out, i));
  buju_row_text(row, COL_name, buju_area_name(out, i));
  buju_row_word(row, COL_area_type, out->region->area.kind[i]);
  buju_row_text(row, COL_county, buju_area_name(out, out->region->area.parent[i]));
  buju_row_int(row, COL_villages, told->villages);
  if (told->people_known) buju_row_people(row, COL_people, told->people);
  buju_row_int(row, COL_sites, told->sites);
  buju_row_int(row, COL_sites_proposed, told->proposed);
  buju_row_int(row, COL_gaps_before, told->gaps[0]);
  buju_row_int(row, COL_gaps_after, told->gaps[1]);
  shape_land(row, i);
}

const buju_shaper buju_shape_areas = {true, prepare, rows, shape};
