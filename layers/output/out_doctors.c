/* The layer doctors. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/doctors.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->doctors; }

static void shape(buju_row *row, buju_ix i) {
  const buju_output *out = row->out;
  const buju_doctor *doctor = &out->plan->doctor[i];
  buju_row_text(row, COL_doctor_id, out->doctor_id[doctor->staff]);
  buju_row_text(row, COL_name, out->region->staff.name[doctor->staff]);
  buju_row_word(row, COL_grade, out->region->staff.grade[doctor->staff]);
  buju_row_year(row, COL_birth_year, out->region->staff.birth_year[doctor->staff]);
  buju_row_count(row, COL_age, doctor->age);
  buju_row_word(row, COL_engagement, doctor->engagement);
  buju_row_year(row, COL_engaged_until, doctor->engaged_until);
  buju_row_year(row, COL_reengaged_until, doctor->reengaged_until);
  buju_row_money(row, COL_subsidy_yuan_month, doctor->subsidy_fen_month);
  if (doctor->site != BUJU_NONE) {
    const buju_site *site = &out->plan->site[doctor->site];
    buju_row_text(row, COL_site_id, out->site_id[doctor->site]);
    buju_row_site_name(row, COL_site, doctor->site);
    buju_row_text(row, COL_village_code, buju_village_code(out, site->village));
    buju_row_text(row, COL_village, buju_village_name(out, site->village));
    buju_row_text(row, COL_township, buju_area_name(out, site->township));
    buju_row_site_name(row, COL_managing_thc, site->managing_thc);
    buju_row_text(row, COL_managing_thc_id, buju_site_id(out, site->managing_thc));
  }
  buju_row_reasons(row, COL_rule, doctor->use, BUJU_TRACED_DOCTOR, i);
}

const buju_shaper buju_shape_doctors = {false, NULL, rows, shape};
