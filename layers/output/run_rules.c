/* run_info: every value in force and where it came from. SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "layers/output/run_items.h"

static void add_value(buju_run_items *items, buju_ix u, const buju_param *param, const buju_value *value) {
  BUJU_MSG(by_year, "{0}年的数由本软件给出，其余是政策的", "The numbers of {0} are ours, the others are the policy's");
  const buju_use *use = &items->out->scenario->use[u];
  const char *key = buju_run_format(items, "rules.%s.%s", use->id, param->name);
  buju_run_item *row =
      buju_run_add(items, key, &param->text, value->given ? value->s : NULL, (buju_value_source)value->origin);
  if (row == NULL) return;
  row->unit = param->unit;
  row->clause = items->out->clause[u];
  row->our_default = BUJU_UNKNOWN; /* what is off is nobody's */
  if (value->given) row->our_default = value->our_default ? BUJU_YES : BUJU_NO;
  char years[256];
  if (buju_our_years(value, years, sizeof years) != NULL)
    buju_run_note(items, row, BUJU_SAY(by_year, buju_text(years)));
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
  buju_run_travel(items);
  const buju_doc *given = buju_doc_find(items->out->scenario->doc, "work_limit");
  buju_run_item *row =
      buju_run_add(items, "work_limit", &work, buju_run_format(items, "%" PRId64, items->out->scenario->work_limit),
                   given != NULL ? (buju_value_source)given->origin : BUJU_ORIGIN_DEFAULT);
  if (row != NULL) row->unit = "steps";
  add_decisions(items);
}
