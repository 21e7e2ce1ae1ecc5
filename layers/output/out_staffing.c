/* The layer staffing. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/staffing.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->staffings; }

static void shape(buju_row *row, buju_ix i) {
  const buju_staffing *staffing = &row->out->plan->staffing[i];
  buju_row_text(row, COL_township_code, buju_area_code(row->out, staffing->township));
  buju_row_text(row, COL_township, buju_area_name(row->out, staffing->township));
  buju_row_year(row, COL_year, staffing->year);
  buju_row_int(row, COL_required, staffing->required);
  buju_row_int(row, COL_in_post, staffing->in_post);
  buju_row_int(row, COL_reengaged, staffing->reengaged);
  buju_row_int(row, COL_leaving, staffing->leaving);
  buju_row_int(row, COL_age_unknown, staffing->age_unknown);
  buju_row_int(row, COL_vacancies, staffing->vacancies);
  buju_row_rule(row, COL_rule, staffing->use);
}

const buju_shaper buju_shape_staffing = {false, NULL, rows, shape};
