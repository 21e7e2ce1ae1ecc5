/* The layer sub_centre_candidates. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/sub_centre_candidates.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->contenders; }

static uint8_t action_of(const buju_plan *plan, buju_ix use) {
  buju_ix i = 0;
  while (plan->pick[i].use != use) i++; /* every contender's rule has its row */
  return plan->pick[i].action;
}

static void shape_people(buju_row *row, const buju_contender *c) {
  buju_row_people(row, COL_people_within, c->within);
  buju_row_people(row, COL_people_newly, c->newly);
  buju_row_people(row, COL_people_alone, c->alone);
  buju_row_people(row, COL_people_nearest, c->nearest);
  buju_row_people(row, COL_people_served, c->served);
}

static double points(int32_t share) { return share * 100.0 / BUJU_SCORE_FULL; }

static void shape_score(buju_row *row, const buju_contender *c) {
  static const int column[BUJU_SCORE_PARTS] = {COL_score_newly, COL_score_served, COL_score_apart, COL_score_floor,
                                               COL_score_doctors};
  buju_row_real(row, COL_score, points(c->score));
  for (int k = 0; k < BUJU_SCORE_PARTS; k++) buju_row_real(row, column[k], points(c->part[k]));
  buju_row_int(row, COL_rank, c->rank);
  buju_row_int(row, COL_rank_from, c->rank_from);
  buju_row_int(row, COL_rank_to, c->rank_to);
  buju_row_tri(row, COL_holds, c->holds ? BUJU_YES : BUJU_NO);
}

static void shape(buju_row *row, buju_ix i) {
  const buju_output *out = row->out;
  const buju_contender *c = &out->plan->contender[i];
  const buju_site *site = &out->plan->site[c->site];
  buju_row_tri(row, COL_chosen, c->chosen ? BUJU_YES : BUJU_NO);
  buju_row_site_name(row, COL_name, c->site);
  buju_row_text(row, COL_site_id, buju_site_id(out, c->site));
  buju_row_word(row, COL_kind, site->kind);
  buju_row_text(row, COL_township, buju_area_name(out, site->township));
  buju_row_word(row, COL_becomes, action_of(out->plan, c->use));
  buju_row_tri(row, COL_locked, c->locked ? BUJU_YES : BUJU_NO);
  buju_row_tri(row, COL_qualifies, c->qualifies ? BUJU_YES : BUJU_NO);
  buju_row_tri(row, COL_needed, c->needed);
  shape_people(row, c);
  buju_row_minutes(row, COL_next_min, c->next_ms);
  buju_row_real(row, COL_floor_area_m2, c->floor_m2);
  buju_row_count(row, COL_doctors, c->doctors);
  shape_score(row, c);
  buju_row_reasons(row, COL_rule, c->use, BUJU_TRACED_CONTENDER, i);
  buju_row_point(row, site->x_m, site->y_m);
}

const buju_shaper buju_shape_sub_centre_candidates = {false, NULL, rows, shape};
