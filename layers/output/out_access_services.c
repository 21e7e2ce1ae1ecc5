/* The layer access_services: a service and a stage a row. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/access_rows.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/access_services.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->access->services * (out->access->planned ? 2 : 1); }

static void shape(buju_row *row, buju_ix i) {
  const buju_access *access = row->out->access;
  buju_ix service = i % access->services, stage = i / access->services;
  const buju_service_reach *reached = &access->reached[service][stage];
  buju_row_word(row, COL_service, access->service[service]);
  buju_row_word(row, COL_stage, (int)stage);
  buju_row_int(row, COL_sites, reached->sites);
  buju_row_int(row, COL_sites_unlocated, reached->sites_unlocated);
  if (reached->doctors_unknown < reached->sites) buju_row_int(row, COL_doctors, reached->doctors);
  buju_row_int(row, COL_sites_doctors_unknown, reached->doctors_unknown);
  if (reached->supplied) buju_row_int(row, COL_doctors_reached, reached->doctors_reached);
}

const buju_shaper buju_shape_access_services = {true, NULL, rows, shape};
