/* The layer entitlements. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/entitlements.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->entitlements; }

static void shape(buju_row *row, buju_ix i) {
  const buju_output *out = row->out;
  const buju_entitlement *e = &out->plan->entitlement[i];
  buju_row_word(row, COL_area_level, out->region->area.level[e->area]);
  buju_row_text(row, COL_area_code, buju_area_code(out, e->area));
  buju_row_text(row, COL_area, buju_area_name(out, e->area));
  buju_row_word(row, COL_service, e->service);
  buju_row_people(row, COL_people, e->people);
  if (e->from_people > 0) buju_row_people(row, COL_from_people, e->from_people);
  buju_row_int(row, COL_required, e->required);
  buju_row_int(row, COL_existing, e->existing);
  buju_row_int(row, COL_planned, e->planned);
  buju_row_word(row, COL_verdict, e->verdict);
  buju_row_text(row, COL_site_id, buju_site_id(out, e->site));
  buju_row_site_name(row, COL_site, e->site);
  buju_row_reasons(row, COL_rule, e->use, BUJU_TRACED_ENTITLEMENT, i);
  buju_row_polygon(row, &out->region->area.shape[e->area]);
}

const buju_shaper buju_shape_entitlements = {false, NULL, rows, shape};
