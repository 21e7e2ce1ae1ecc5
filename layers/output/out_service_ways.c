/* The layer service_ways. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/service_ways.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->service_ways; }

static void shape_share(buju_row *row, int column, int32_t permyriad) {
  buju_row_real(row, column, permyriad >= 0 ? permyriad / 100.0 : NAN);
}

static void shape(buju_row *row, buju_ix i) {
  const buju_output *out = row->out;
  const buju_service_way *way = &out->plan->service_way[i];
  buju_people_n resident = way->of[BUJU_RESIDENT], registered = way->of[BUJU_REGISTERED];
  bool all = way->area == BUJU_NONE;
  buju_row_word(row, COL_area_level, all ? BUJU_ZONE_ALL : BUJU_ZONE_COUNTY + (int)out->region->area.level[way->area]);
  buju_row_text(row, COL_area_code, buju_area_code(out, way->area));
  buju_row_text(row, COL_area, buju_area_name(out, way->area));
  buju_row_word(row, COL_way, way->way);
  buju_row_int(row, COL_villages_before, way->villages[0]);
  buju_row_people(row, COL_people_before, way->people[0]);
  shape_share(row, COL_share_before, way->permyriad[0]);
  buju_row_int(row, COL_villages_after, way->villages[1]);
  buju_row_people(row, COL_people_after, way->people[1]);
  shape_share(row, COL_share_after, way->permyriad[1]);
  buju_row_people(row, COL_people_resident, resident);
  buju_row_people(row, COL_people_registered, registered);
  if (resident != BUJU_PEOPLE_MISSING && registered > 0)
    buju_row_real(row, COL_resident_percent, round((double)resident / (double)registered * 1000) / 10);
  if (!all) buju_row_polygon(row, &out->region->area.shape[way->area]);
}

const buju_shaper buju_shape_service_ways = {true, NULL, rows, shape};
