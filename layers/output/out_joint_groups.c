/* The layer joint_groups. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/joint_groups.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->groups; }

static void shape_members(buju_row *row, const buju_ix *member, buju_ix n) {
  row->n = 0;
  for (buju_ix i = 0; i < n; i++) {
    if (i > 0) buju_row_add(row, "、");
    buju_row_add(row, buju_village_name(row->out, member[i]));
  }
  if (row->n > 0) buju_row_text(row, COL_members, row->text);
  row->n = 0;
  for (buju_ix i = 0; i < n; i++) {
    if (i > 0) buju_row_add(row, ",");
    buju_row_add(row, buju_village_code(row->out, member[i]));
  }
  if (row->n > 0) buju_row_text(row, COL_member_codes, row->text);
}

static void shape_land(buju_row *row, const buju_ix *member, buju_ix n) {
  buju_shape land = {NULL, 0};
  buju_status status = buju_cells_union(row->out->ctx, row->out->cells, member, n, &land);
  if (status != BUJU_OK && row->bad == BUJU_OK) row->bad = status;
  if (status == BUJU_OK) buju_row_polygon(row, &land);
}

static void shape(buju_row *row, buju_ix i) {
  const buju_output *out = row->out;
  const buju_joint_group *group = &out->plan->group[i];
  const buju_ix *member = out->plan->joint_member + group->first;
  buju_row_group_id(row, COL_group_id, i);
  buju_row_text(row, COL_site_id, buju_site_id(out, group->site));
  buju_row_text(row, COL_host_code, buju_village_code(out, group->host));
  buju_row_text(row, COL_host, buju_village_name(out, group->host));
  buju_row_text(row, COL_township, buju_area_name(out, buju_village_township(out, group->host)));
  buju_row_int(row, COL_members_n, group->n);
  shape_members(row, member, group->n);
  buju_row_people(row, COL_people, group->people);
  buju_row_minutes(row, COL_longest_min, group->longest_ms);
  buju_row_tri(row, COL_chain, group->chain ? BUJU_YES : BUJU_NO);
  if (group->component != BUJU_NONE) buju_row_text(row, COL_problem, out->plan->certificate[group->component].problem);
  buju_row_reasons(row, COL_rule, BUJU_NONE, BUJU_TRACED_NEED, group->host);
  shape_land(row, member, group->n);
}

const buju_shaper buju_shape_joint_groups = {false, NULL, rows, shape};
