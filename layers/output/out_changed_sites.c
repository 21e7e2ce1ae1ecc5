/* The layer changed_sites. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/compare_rows.h"

static buju_ix rows(const buju_output *out) { return (buju_ix)out->comparison->sites.n; }

static void shape(buju_row *row, buju_ix i) {
  buju_row_changed(row, &row->out->comparison->sites.row[i], buju_compared_sites, BUJU_WKB_POINT);
}

const buju_shaper buju_shape_changed_sites = {true, NULL, rows, shape};
