/* The layer changed_villages. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/compare_rows.h"

static buju_ix rows(const buju_output *out) { return (buju_ix)out->comparison->villages.n; }

static void shape(buju_row *row, buju_ix i) {
  buju_row_changed(row, &row->out->comparison->villages.row[i], buju_compared_villages,
                   row->out->comparison->polygons ? BUJU_WKB_MULTIPOLYGON : BUJU_WKB_POINT);
}

const buju_shaper buju_shape_changed_villages = {true, NULL, rows, shape};
