/* run_info: every value in force and where it came from. SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "layers/output/run_items.h"

static void add_value(buju_run_items *items, buju_ix u, const buju_param *param, const buju_value *value) {
  const buju_use *use = &items->out->scenario->use[u];
  const char *key = buju_run_format(items, "rules.%s.%s", use->id, param->name);
  buju_run_item *row =
      buju_run_add(items, key, &param->text, value->given ? value->s : NULL, (buju_value_source)value->origin);
  if (row == NULL) return;
  row->unit = param->unit;
  row->clause = items->out->clause[u];
  row->our_default = BUJU_UNKNOWN; /* what is off is nobody's */
  if (value->given) row->our_default = value->our_default ? BUJU_YES : BUJU_NO;
}

static void add_rule(buju_run_items *items, buju_ix u) {
  const buju_use *use = &items->out->scenario->use[u];
  buju_run_item *row =
      buju_run_add(items, buju_run_format(items, "rules.%s", use->id), &use->text, use->ref, BUJU_ORIGIN_PROFILE);
  if (row != NULL) {
    row->clause = items->out->clause[u];
    row->our_default = use->our_default ? BUJU_YES : BUJU_NO;
  }
  for (buju_ix p = 0; p < use->params; p++) add_value(items, u, &use->param[p], &use->value[p]);
}

static void add_travel(buju_run_items *items) {
  BUJU_MSG(walk, "步行速度", "Walking speed");
  BUJU_MSG(ebike, "电动自行车速度", "E-bike speed");
  BUJU_MSG(drive, "驾车速度", "Driving speed");
  BUJU_MSG(detour, "绕行系数", "Detour factor");
  BUJU_MSG(straight, "时间按直线距离乘绕行系数除以速度计算，向上进位到毫秒；未考虑道路和地形。",
           "Times are straight lines × detour factor ÷ speed, rounded up to the millisecond; roads and terrain are not "
           "considered.");
  const buju_travel_spec *travel = &items->out->scenario->travel;
  const struct {
    const char *key, *of;
    const buju_msg *item;
    double value;
    const char *unit;
  } rows[] = {{"travel.walk_kmh", "walk_kmh", &walk, travel->walk_mps * 3.6, "km/h"},
              {"travel.ebike_kmh", "ebike_kmh", &ebike, travel->ebike_mps * 3.6, "km/h"},
              {"travel.drive_kmh", "drive_kmh", &drive, travel->drive_mps * 3.6, "km/h"},
              {"travel.detour_factor", "detour_factor", &detour, travel->detour_factor, ""}};
  const buju_doc *given = buju_doc_find(items->out->scenario->doc, "travel");
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const buju_doc *node = buju_doc_find(given, rows[i].of);
    buju_value_source from = node != NULL ? (buju_value_source)node->origin : BUJU_ORIGIN_DEFAULT;
    buju_run_item *row =
        buju_run_add(items, rows[i].key, rows[i].item, buju_run_format(items, "%.6g", rows[i].value), from);
    if (row == NULL) return;
    row->unit = rows[i].unit;
    row->our_default = node == NULL ? BUJU_YES : BUJU_NO;
    if (i == 0) buju_run_note(items, row, BUJU_SAY(straight));
  }
}

static void add_decisions(buju_run_items *items) {
  BUJU_MSG(decision, "人工决定", "Human decision");
  BUJU_MSG(reason, "{0}（{1}）", "{0} ({1})");
  BUJU_MSG(only_reason, "{0}", "{0}");
  for (buju_ix i = 0; i < items->out->scenario->decisions; i++) {
    const buju_decision *d = &items->out->scenario->decision[i];
    const char *value = d->with != NULL
                            ? buju_run_format(items, "%s %s %s", d->code, buju_decision_words[d->kind], d->with)
                            : buju_run_format(items, "%s %s", d->code, buju_decision_words[d->kind]);
    buju_run_item *row =
        buju_run_add(items, buju_run_format(items, "decision.%" PRIu32, i + 1), &decision, value, BUJU_ORIGIN_SCENARIO);
    if (d->reason != NULL && d->person != NULL)
      buju_run_note(items, row, BUJU_SAY(reason, buju_text(d->reason), buju_text(d->person)));
    else if (d->reason != NULL || d->person != NULL)
      buju_run_note(items, row, BUJU_SAY(only_reason, buju_text(d->reason != NULL ? d->reason : d->person)));
  }
}

void buju_run_rules(buju_run_items *items) {
  BUJU_MSG(work, "优化计算步数上限（每个问题）", "Work limit of each optimisation");
  for (buju_ix u = 0; u < items->out->scenario->uses; u++) add_rule(items, u);
  add_travel(items);
  const buju_doc *given = buju_doc_find(items->out->scenario->doc, "work_limit");
  buju_run_item *row =
      buju_run_add(items, "work_limit", &work, buju_run_format(items, "%" PRId64, items->out->scenario->work_limit),
                   given != NULL ? (buju_value_source)given->origin : BUJU_ORIGIN_DEFAULT);
  if (row != NULL) row->unit = "steps";
  add_decisions(items);
}
