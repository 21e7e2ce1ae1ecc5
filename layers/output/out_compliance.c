/* The layer compliance. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/compliance.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->compliances; }

static void shape_services(buju_row *row, uint32_t services) {
  row->n = 0;
  for (int kind = 0; kind < BUJU_FACILITY_KINDS; kind++) {
    if ((services >> kind & 1) == 0) continue;
    if (row->n > 0) buju_row_add(row, ",");
    buju_row_add(row, buju_service_words[kind].id);
  }
  buju_row_text(row, COL_services, row->text);
}

static void shape(buju_row *row, buju_ix i) {
  const buju_output *out = row->out;
  const buju_compliance *c = &out->plan->compliance[i];
  if (c->area != BUJU_NONE) {
    buju_row_word(row, COL_area_level, out->region->area.level[c->area]);
    buju_row_text(row, COL_area_code, buju_area_code(out, c->area));
    buju_row_text(row, COL_area, buju_area_name(out, c->area));
  }
  shape_services(row, c->services);
  buju_row_int(row, COL_base, c->base);
  buju_row_int(row, COL_met, c->met);
  buju_row_int(row, COL_lacking, c->lacking);
  buju_row_int(row, COL_unknown, c->unknown);
  if (c->base > 0) buju_row_real(row, COL_share, round(10000.0 * c->met / c->base) / 100);
  buju_row_real(row, COL_share_asked, c->share < 0 ? 100 : c->share / 100.0);
  buju_row_int(row, COL_needed, c->needed);
  buju_row_int(row, COL_planned, c->planned);
  buju_row_reasons(row, COL_rule, c->use, BUJU_TRACED_COMPLIANCE, i);
}

const buju_shaper buju_shape_compliance = {false, NULL, rows, shape};
