/* The layer access_zones: a zone and a service a row. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/access_rows.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/access_zones.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return buju_access_zones_shown(out) * out->access->services; }

static void shape(buju_row *row, buju_ix i) {
  const buju_access *access = row->out->access;
  buju_ix zone = i / access->services, service = i % access->services;
  buju_row_word(row, COL_zone_level, access->zones.level[zone]);
  buju_row_text(row, COL_zone_code, buju_access_zone_code(access, zone));
  buju_row_text(row, COL_zone, buju_access_zone_name(access, zone));
  buju_row_word(row, COL_service, access->service[service]);
  buju_row_people(row, COL_people, access->zones.people[zone]);
  buju_row_int(row, COL_places, access->zones.places[zone]);
  buju_row_access_stages(row, COL_beyond_before, service, zone);
}

const buju_shaper buju_shape_access_zones = {true, NULL, rows, shape};
