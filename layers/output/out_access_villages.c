/* The layer access_villages: a service and a village a row, so that the last service lies on top of a map.
 * SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/access_rows.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/access_villages.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->region->village.n * out->access->services; }

static void shape(buju_row *row, buju_ix i) {
  const buju_region *region = row->out->region;
  const buju_access *access = row->out->access;
  buju_ix v = i % region->village.n, service = i / region->village.n, zone = access->zones.villages + v;
  buju_ix township = buju_village_township(row->out, v);
  buju_row_text(row, COL_code, buju_village_code(row->out, v));
  buju_row_text(row, COL_name, buju_village_name(row->out, v));
  buju_row_text(row, COL_township_code, buju_area_code(row->out, township));
  buju_row_text(row, COL_township, buju_area_name(row->out, township));
  buju_row_word(row, COL_service, access->service[service]);
  buju_row_people(row, COL_people, access->zones.people[zone]);
  buju_row_int(row, COL_places, access->zones.places[zone]);
  buju_row_access_stages(row, COL_beyond_before, service, zone);
  if (region->village.polygons)
    buju_row_polygon(row, &region->area.shape[region->village.area[v]]);
  else
    buju_row_point(row, region->village.x_m[v], region->village.y_m[v]);
}

const buju_shaper buju_shape_access_villages = {true, NULL, rows, shape};
