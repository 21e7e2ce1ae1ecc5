/* The layer annual_targets. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/annual_targets.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->targets; }

static const char *level_of(const buju_output *out, buju_ix area) {
  return area == BUJU_NONE ? "all" : buju_level_words[out->region->area.level[area]].id;
}

/* Sites without a township stand beside the townships, so that these add up; of several counties each has its own. */
static void shape_area(buju_row *row, const buju_target *t) {
  BUJU_MSG(townless, "未归乡镇", "of no township"); /* names are as the data have them, in Chinese */
  buju_row_area_key(row, COL_area_key, t->area, t->townless);
  if (t->townless) {
    buju_row_text(row, COL_area_level, buju_level_words[BUJU_TOWNSHIP].id);
    const buju_region *r = row->out->region;
    bool several = r->area.n > 1 && r->area.level[1] == BUJU_COUNTY;
    row->n = 0;
    if (several && t->area != BUJU_NONE) buju_row_add(row, buju_area_name(row->out, t->area));
    buju_row_add(row, townless.zh);
    buju_row_text(row, COL_area, row->text);
    return;
  }
  buju_row_text(row, COL_area_level, level_of(row->out, t->area));
  buju_row_text(row, COL_area_code, buju_area_code(row->out, t->area));
  buju_row_text(row, COL_area, buju_area_name(row->out, t->area));
}

/* "build+upgrade" */
static void shape_actions(buju_row *row, uint32_t actions) {
  row->n = 0;
  for (int a = 0; a < BUJU_ACTIONS; a++) {
    if ((actions >> a & 1) == 0) continue;
    if (row->n > 0) buju_row_add(row, "+");
    buju_row_add(row, buju_action_words[a].id);
  }
  buju_row_text(row, COL_action, row->text);
}

static void shape_asked(buju_row *row, const buju_target *t) {
  buju_row_count(row, COL_target, t->target);
  buju_row_count(row, COL_cumulative_target, t->cumulative_target);
  buju_row_count(row, COL_shortfall, t->shortfall);
  if (!t->asked) return;
  if (t->permyriad >= 0) buju_row_real(row, COL_share_percent, t->permyriad / 100.0);
  buju_row_word(row, COL_target_source, t->source);
  buju_row_said(row, COL_shortfall_reason_zh, COL_shortfall_reason_en, &t->reason);
  buju_row_date(row, COL_due_date, t->due);
  if (t->responsible == NULL) return;
  buju_row_text(row, COL_responsible, t->responsible->zh);
  buju_row_text(row, COL_responsible_en, t->responsible->en);
}

static void shape(buju_row *row, buju_ix i) {
  const buju_target *t = &row->out->plan->target[i];
  buju_row_year(row, COL_year, t->year);
  shape_area(row, t);
  buju_row_word(row, COL_kind, t->service);
  shape_actions(row, t->actions);
  buju_row_word(row, COL_measure, t->measure);
  buju_row_count(row, COL_base, t->base);
  shape_asked(row, t);
  buju_row_count(row, COL_done_before, t->done_before);
  buju_row_count(row, COL_actual, t->actual);
  buju_row_count(row, COL_planned, t->planned);
  buju_row_count(row, COL_planned_before, t->planned_before);
  buju_row_count(row, COL_cumulative_planned, t->cumulative_planned);
  buju_row_count(row, COL_candidates, t->candidates);
  buju_row_people(row, COL_people_gained, t->people_gained);
  buju_row_money(row, COL_cost_yuan, t->cost_fen);
  buju_row_rule(row, COL_rule, t->use);
}

const buju_shaper buju_shape_annual_targets = {false, NULL, rows, shape};
