/* The layer assignments. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/assignments.def"
};
#undef BUJU_COLUMN

/* A row a settlement with a site, also when one of them has no place: the relation stands, its line is NULL. */
static buju_status prepare(buju_output *out) {
  buju_ix *served = BUJU_NEW(out->arena, buju_ix, out->plan->served_n);
  if (served == NULL) return buju_fail_memory(out->ctx);
  out->assigned = 0;
  for (buju_ix i = 0; i < out->plan->served_n; i++)
    if (out->plan->served[i].site != BUJU_NONE) served[out->assigned++] = i;
  out->assignment = served;
  return BUJU_OK;
}

static buju_ix rows(const buju_output *out) { return out->assigned; }

static void shape(buju_row *row, buju_ix i) {
  const buju_output *out = row->out;
  const buju_region *region = out->region;
  const buju_served *served = &out->plan->served[out->assignment[i]];
  const buju_site *site = &out->plan->site[served->site];
  buju_ix d = served->demand, village = region->demand.village[d];
  const buju_people_n *people = region->demand.people[out->plan->population];
  buju_row_text(row, COL_settlement_id, out->settlement_id[d]);
  if (region->demand.name != NULL) buju_row_text(row, COL_settlement, region->demand.name[d]);
  buju_row_text(row, COL_village_code, buju_village_code(out, village));
  buju_row_text(row, COL_village, buju_village_name(out, village));
  buju_row_word(row, COL_service, served->need != BUJU_NONE ? out->plan->need[served->need].service : site->kind);
  buju_row_text(row, COL_site_id, out->site_id[served->site]);
  buju_row_site_name(row, COL_site, served->site);
  if (people != NULL) buju_row_people(row, COL_people, people[d]);
  buju_row_minutes(row, COL_travel_min, served->ms);
  buju_row_metres(row, COL_travel_m, served->metres);
  buju_row_word(row, COL_travel_basis, served->basis);
  const buju_paths *path = &out->plan->path;
  buju_ix way = out->assignment[i];
  if (way < path->n && path->first[way + 1] - path->first[way] > 1)
    buju_row_path(row, path, way);
  else
    buju_row_line(row, region->demand.x_m[d], region->demand.y_m[d], site->x_m, site->y_m);
}

const buju_shaper buju_shape_assignments = {false, prepare, rows, shape};
