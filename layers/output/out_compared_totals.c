/* The layer compared_totals. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/compared_totals.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return (buju_ix)out->comparison->totals.n; }

static void shape(buju_row *row, buju_ix i) {
  const buju_paired *total = &row->out->comparison->totals.row[i];
  buju_row_text(row, COL_group_key, total->group);
  buju_row_text(row, COL_group_name, total->group_label);
  buju_row_text(row, COL_key, total->key);
  buju_row_text(row, COL_item, total->label);
  buju_row_real(row, COL_value_from, total->from_number);
  buju_row_real(row, COL_value_to, total->to_number);
  buju_row_real(row, COL_difference, total->to_number - total->from_number);
}

const buju_shaper buju_shape_compared_totals = {true, NULL, rows, shape};
