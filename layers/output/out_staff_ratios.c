/* The layer staff_ratios. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/staff_ratios.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->staff_ratios; }

static void shape_ratio(buju_row *row, const buju_staff_ratio *ratio) {
  buju_row_people(row, COL_people, ratio->people);
  buju_row_int(row, COL_per_people, ratio->per_people);
  buju_row_real(row, COL_ratio, (double)ratio->asked / 1000);
  if (ratio->people <= 0) return; /* nobody, or not known */
  double groups = (double)ratio->people / (double)BUJU_PERSON / (double)ratio->per_people;
  buju_row_real(row, COL_ratio_now, (double)ratio->in_post / groups);
}

static void shape_share(buju_row *row, const buju_staff_ratio *ratio) {
  buju_row_int(row, COL_base, ratio->base);
  buju_row_real(row, COL_share_percent, (double)ratio->asked / 100);
  if (ratio->base > 0) buju_row_real(row, COL_share_now_percent, 100 * (double)ratio->in_post / (double)ratio->base);
}

static void shape(buju_row *row, buju_ix i) {
  const buju_staff_ratio *ratio = &row->out->plan->staff_ratio[i];
  bool known = ratio->base >= 0 || ratio->people != BUJU_PEOPLE_MISSING;
  buju_row_year(row, COL_year, ratio->year);
  buju_row_word(row, COL_area_level, row->out->region->area.level[ratio->area]);
  buju_row_text(row, COL_area_code, buju_area_code(row->out, ratio->area));
  buju_row_text(row, COL_area, buju_area_name(row->out, ratio->area));
  buju_row_text(row, COL_role, ratio->role->zh);
  buju_row_text(row, COL_role_en, ratio->role->en);
  buju_row_tri(row, COL_asked, ratio->bound ? BUJU_YES : BUJU_NO);
  buju_row_tri(row, COL_due, ratio->due ? BUJU_YES : BUJU_NO);
  if (ratio->base < 0)
    shape_ratio(row, ratio);
  else
    shape_share(row, ratio);
  buju_row_int(row, COL_in_post, ratio->in_post);
  buju_row_int(row, COL_leaving, ratio->left);
  buju_row_int(row, COL_unknown, ratio->unknown);
  buju_row_int(row, COL_sites_unknown, ratio->sites_blank);
  if (known) {
    buju_row_int(row, COL_required, ratio->required);
    buju_row_int(row, COL_short, ratio->short_of);
    buju_row_tri(row, COL_met, ratio->met);
  }
  buju_row_reasons(row, COL_rule, ratio->use, BUJU_TRACED_STAFF_RATIO, i);
}

const buju_shaper buju_shape_staff_ratios = {false, NULL, rows, shape};
