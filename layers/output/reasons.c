/* The rule columns: which rule, which clause, why. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "layers/output/output.h"

/* Rules write sentences, but a sentence that ends without its full stop must not run into the next one. */
static void end_sentence(buju_row *row, buju_lang lang) {
  static const char *const zh_ends[] = {"。", "！", "？", "；"};
  if (row->n == 0) return;
  if (lang == BUJU_EN) {
    if (strchr(".!?", row->text[row->n - 1]) == NULL) buju_row_add(row, ".");
    return;
  }
  for (size_t i = 0; i < sizeof zh_ends / sizeof *zh_ends; i++)
    if (row->n >= 3 && memcmp(row->text + row->n - 3, zh_ends[i], 3) == 0) return;
  buju_row_add(row, "。");
}

/* The decision first, then what lost, then what is worth saying. */
static void tell(buju_row *row, int column, buju_lang lang, const buju_trace *trace, buju_ix n) {
  row->n = 0;
  for (int outcome = BUJU_DECIDED; outcome <= BUJU_NOTED; outcome++) {
    for (buju_ix i = 0; i < n; i++) {
      if ((int)trace[i].outcome != outcome || trace[i].said.msg == NULL) continue;
      if (lang == BUJU_EN && row->n > 0) buju_row_add(row, " ");
      buju_row_add_said(row, lang, &trace[i].said);
      end_sentence(row, lang);
    }
  }
  if (row->n > 0) buju_row_text(row, column, row->text);
}

void buju_row_rule(buju_row *row, int rule, buju_ix use) {
  if (use == BUJU_NONE) return;
  buju_row_text(row, rule, row->out->scenario->use[use].id);
  buju_row_text(row, rule + 1, row->out->clause[use]);
}

void buju_row_reasons(buju_row *row, int rule, buju_ix use, buju_traced table, buju_ix traced) {
  buju_ix first = 0;
  buju_ix n = buju_plan_traces(row->out->plan, table, traced, &first);
  const buju_trace *trace = n > 0 ? row->out->plan->trace + first : NULL;
  bool by_person = false;
  for (buju_ix i = 0; i < n; i++) {
    if (trace[i].outcome != BUJU_DECIDED) continue;
    by_person = trace[i].use == BUJU_NONE; /* what the layout left as it is, a rule may still have raised */
    if (by_person) continue;
    if (use == BUJU_NONE) use = trace[i].use;
    break;
  }
  if (by_person)
    buju_row_text(row, rule, "decision");
  else
    buju_row_rule(row, rule, use);
  tell(row, rule + 2, BUJU_ZH, trace, n);
  tell(row, rule + 3, BUJU_EN, trace, n);
}

void buju_row_decision(buju_row *row, int column, buju_ix decision) {
  if (decision == BUJU_NONE) return;
  const buju_decision *d = &row->out->scenario->decision[decision];
  row->n = 0;
  buju_row_add(row, buju_decision_words[d->kind]);
  const char *const parts[] = {d->with, d->reason, d->person};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (parts[i] == NULL || parts[i][0] == '\0') continue;
    buju_row_add(row, i == 0 ? " " : " · ");
    buju_row_add(row, parts[i]);
  }
  buju_row_text(row, column, row->text);
}
