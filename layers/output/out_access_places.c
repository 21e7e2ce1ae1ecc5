/* The layer access_places: a service and a place a row, so that the last service lies on top of a map.
 * SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/access_rows.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/access_places.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->access->place.n * out->access->services; }

static void shape_place(buju_row *row, buju_ix place) {
  const buju_region *region = row->out->region;
  const buju_access *access = row->out->access;
  buju_ix village = access->place.village[place], demand = access->place.demand[place];
  buju_row_text(row, COL_place_id,
                demand != BUJU_NONE ? row->out->settlement_id[demand] : buju_village_code(row->out, village));
  if (demand != BUJU_NONE && region->demand.name != NULL) buju_row_text(row, COL_name, region->demand.name[demand]);
  buju_row_text(row, COL_village_code, buju_village_code(row->out, village));
  buju_row_text(row, COL_village, buju_village_name(row->out, village));
  buju_row_text(row, COL_township, buju_area_name(row->out, buju_village_township(row->out, village)));
  if (!access->place.missing[place]) buju_row_people(row, COL_people, access->place.people[place]);
  buju_row_point(row, access->place.x_m[place], access->place.y_m[place]);
}

/* The columns of one stage follow each other. */
enum { NEAREST, NAME, MINUTES, BASIS, DOCTORS };

static void shape_stage(buju_row *row, int first, const buju_service_reach *reached, buju_ix place) {
  buju_row_text(row, first + NEAREST, buju_site_id(row->out, reached->nearest[place]));
  buju_row_site_name(row, first + NAME, reached->nearest[place]);
  buju_row_minutes(row, first + MINUTES, reached->ms[place]);
  if (reached->ms[place] != BUJU_FAR) buju_row_word(row, first + BASIS, reached->basis[place]);
  if (reached->supplied) buju_row_real(row, first + DOCTORS, reached->supply.place[place]);
}

static void shape(buju_row *row, buju_ix i) {
  const buju_access *access = row->out->access;
  buju_ix place = i % access->place.n, service = i / access->place.n;
  shape_place(row, place);
  buju_row_word(row, COL_service, access->service[service]);
  shape_stage(row, COL_nearest_before, &access->reached[service][BUJU_NOW], place);
  if (access->planned) shape_stage(row, COL_nearest_after, &access->reached[service][BUJU_PLANNED], place);
}

const buju_shaper buju_shape_access_places = {true, NULL, rows, shape};
