/* What the layers of accessibility have in common. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/access_rows.h"

#define STAGED(name, ...) STAGE_##name,
enum {
#include "core/columns/access_stage.def"
  STAGE_COLUMNS
};
#undef STAGED

buju_ix buju_access_zones_shown(const buju_output *out) {
  return out->access_villages ? out->access->zones.n : out->access->zones.villages;
}

static void stage(buju_row *row, int first, const buju_service_reach *reached, buju_ix zone) {
  const buju_spread *spread = &reached->spread;
  buju_row_people(row, first + STAGE_beyond, spread->beyond[zone]);
  buju_row_people(row, first + STAGE_unreachable, spread->unreachable[zone]);
  buju_row_int(row, first + STAGE_places_unreachable, spread->places_unreachable[zone]);
  buju_row_minutes(row, first + STAGE_place_mean_min, spread->mean_ms[zone]);
  buju_row_minutes(row, first + STAGE_mean_min, spread->person_mean_ms[zone]);
  buju_row_minutes(row, first + STAGE_median_min, spread->person_median_ms[zone]);
  if (!reached->supplied) return;
  buju_row_real(row, first + STAGE_doctors_per_1000, reached->supply.zone[zone]);
  buju_row_real(row, first + STAGE_gini, reached->supply.gini[zone]);
}

void buju_row_access_stages(buju_row *row, int first, buju_ix service, buju_ix zone) {
  const buju_service_reach *reached = row->out->access->reached[service];
  stage(row, first, &reached[BUJU_NOW], zone);
  if (row->out->access->planned) stage(row, first + STAGE_COLUMNS, &reached[BUJU_PLANNED], zone);
}
