/* The layer costs. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/costs.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->costs; }

static void shape(buju_row *row, buju_ix i) {
  const buju_cost *cost = &row->out->plan->cost[i];
  if (cost->item != NULL) {
    buju_row_text(row, COL_item, cost->item->zh);
    buju_row_text(row, COL_item_en, cost->item->en);
  }
  buju_row_tri(row, COL_capital, cost->capital ? BUJU_YES : BUJU_NO);
  buju_row_text(row, COL_township_code, buju_area_code(row->out, cost->township));
  buju_row_text(row, COL_township, buju_area_name(row->out, cost->township));
  buju_row_year(row, COL_year, cost->year);
  buju_row_text(row, COL_payer, cost->payer);
  buju_row_count(row, COL_quantity, cost->quantity);
  buju_row_money(row, COL_cost_yuan, cost->fen);
  buju_row_rule(row, COL_rule, cost->use);
}

const buju_shaper buju_shape_costs = {false, NULL, rows, shape};
