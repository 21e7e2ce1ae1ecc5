/* The layer access_limits: a zone, a service and a limit a row. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/access_rows.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/access_limits.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) {
  return buju_access_zones_shown(out) * out->access->services * out->access->limits;
}

static void shape_stage(buju_row *row, int people, int share, const buju_service_reach *reached, buju_ix zone,
                        buju_ix limit) {
  const buju_access *access = row->out->access;
  buju_people_n within = reached->spread.within[(size_t)zone * access->limits + limit];
  buju_row_people(row, people, within);
  buju_row_real(row, share, buju_access_percent(within, access->zones.people[zone]));
}

static void shape(buju_row *row, buju_ix i) {
  const buju_access *access = row->out->access;
  buju_ix limit = i % access->limits, service = i / access->limits % access->services;
  buju_ix zone = i / access->limits / access->services;
  buju_row_word(row, COL_zone_level, access->zones.level[zone]);
  buju_row_text(row, COL_zone_code, buju_access_zone_code(access, zone));
  buju_row_text(row, COL_zone, buju_access_zone_name(access, zone));
  buju_row_word(row, COL_service, access->service[service]);
  buju_row_people(row, COL_people, access->zones.people[zone]);
  buju_row_minutes(row, COL_limit_min, access->limit_ms[limit]);
  shape_stage(row, COL_people_before, COL_share_before, &access->reached[service][BUJU_NOW], zone, limit);
  if (access->planned)
    shape_stage(row, COL_people_after, COL_share_after, &access->reached[service][BUJU_PLANNED], zone, limit);
}

const buju_shaper buju_shape_access_limits = {true, NULL, rows, shape};
