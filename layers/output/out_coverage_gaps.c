/* The layer coverage_gaps. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/coverage_gaps.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->gaps; }

/* At the site, else at the village, else inside the area. */
static void shape_point(buju_row *row, const buju_gap *gap, buju_ix area) {
  const buju_region *region = row->out->region;
  if (gap->site != BUJU_NONE && isfinite(row->out->plan->site[gap->site].x_m))
    buju_row_point(row, row->out->plan->site[gap->site].x_m, row->out->plan->site[gap->site].y_m);
  else if (gap->village != BUJU_NONE && isfinite(region->village.x_m[gap->village]))
    buju_row_point(row, region->village.x_m[gap->village], region->village.y_m[gap->village]);
  else if (area != BUJU_NONE)
    buju_row_inside(row, &region->area.shape[area]);
}

static buju_ix township_of(const buju_output *out, buju_ix area) {
  const buju_region *region = out->region;
  while (area != BUJU_NONE && region->area.level[area] > BUJU_TOWNSHIP) area = region->area.parent[area];
  return area != BUJU_NONE && region->area.level[area] == BUJU_TOWNSHIP ? area : BUJU_NONE;
}

static void shape(buju_row *row, buju_ix i) {
  const buju_output *out = row->out;
  const buju_gap *gap = &out->plan->gap[i];
  buju_ix area = gap->village != BUJU_NONE ? out->region->village.area[gap->village] : gap->area;
  buju_row_text(row, COL_gap_id, out->gap_id[i]);
  buju_row_word(row, COL_kind, gap->kind);
  buju_row_word(row, COL_service, gap->service);
  buju_row_word(row, COL_stage, gap->after);
  buju_row_text(row, COL_area_code, buju_area_code(out, area));
  buju_row_text(row, COL_area, buju_area_name(out, area));
  buju_row_text(row, COL_township, buju_area_name(out, township_of(out, area)));
  buju_row_text(row, COL_site_id, buju_site_id(out, gap->site));
  buju_row_people(row, COL_people, gap->people);
  buju_row_real(row, COL_limit_value, gap->limit_value);
  buju_row_real(row, COL_actual_value, gap->actual_value);
  buju_row_real(row, COL_shortfall, gap->shortfall);
  buju_row_text(row, COL_unit, gap->unit);
  buju_row_text(row, COL_nearest_site, buju_site_id(out, gap->nearest_site));
  if (gap->nearest_site != BUJU_NONE) buju_row_minutes(row, COL_nearest_min, gap->nearest_ms);
  buju_row_word(row, COL_remedy, gap->remedy);
  buju_row_year(row, COL_year_closed, gap->year_closed);
  buju_row_int(row, COL_severity, gap->severity);
  buju_row_reasons(row, COL_rule, gap->use, BUJU_TRACED_GAP, i);
  shape_point(row, gap, area);
}

const buju_shaper buju_shape_coverage_gaps = {true, NULL, rows, shape};
