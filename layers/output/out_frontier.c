/* The layer frontier. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/frontier.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->frontiers; }

static const buju_reached *reached_of(const buju_output *out, buju_ix use) {
  const buju_plan *plan = out->plan;
  for (buju_ix i = 0; i < plan->reacheds; i++)
    if (plan->reached[i].use == use) return &plan->reached[i];
  return NULL;
}

static void shape(buju_row *row, buju_ix i) {
  const buju_frontier *f = &row->out->plan->frontier[i];
  const buju_reached *r = reached_of(row->out, f->use);
  buju_row_int(row, COL_sites, f->sites);
  buju_row_people(row, COL_people_within, f->people);
  if (r != NULL) {
    buju_row_minutes(row, COL_limit_min, r->limit_ms);
    buju_row_real(row, COL_share, buju_access_percent(f->people, r->people));
  }
  if (f->sites > 0) buju_row_people(row, COL_people_gained, f->people - (f - 1)->people);
  buju_row_people(row, COL_people_bound, f->bound);
  buju_row_tri(row, COL_proved, f->people == f->bound ? BUJU_YES : BUJU_NO);
  buju_row_money(row, COL_cost_yuan, f->fen);
  buju_row_rule(row, COL_rule, f->use);
}

const buju_shaper buju_shape_frontier = {false, NULL, rows, shape};
