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

/* Of whom a sentence speaks: the name it begins with, where that stands in it once and nowhere else; else NULL. */
static const char *subject_of(buju_lang lang, const buju_said *said) {
  const char *text = lang == BUJU_ZH ? said->msg->zh : said->msg->en;
  if (strncmp(text, "{0}", 3) != 0 || said->arg[0].kind != BUJU_ARG_TEXT || strstr(text + 3, "{0}") != NULL)
    return NULL;
  bool predicate = lang == BUJU_ZH ? strncmp(text + 3, "：", strlen("：")) != 0 : text[3] == ' ';
  return predicate ? said->arg[0].u.s : NULL;
}

/* A sentence about whom the one before speaks of, too: 。 becomes ；and the name is not said again; in English it is
 * It. */
static void go_on(buju_row *row, buju_lang lang, buju_said said) {
  static const char stop[] = "。", semicolon[] = "；", of[] = "\xE7\x9A\x84"; /* 的 */
  enum { SIGN = sizeof stop - 1 };
  size_t start = row->n;
  if (lang == BUJU_ZH && start >= SIGN && memcmp(row->text + start - SIGN, stop, SIGN) == 0)
    memcpy(row->text + start - SIGN, semicolon, SIGN);
  said.arg[0] = buju_text(lang == BUJU_ZH ? "" : "It");
  buju_row_add_said(row, lang, &said);
  if (lang == BUJU_ZH && row->n >= start + SIGN && memcmp(row->text + start, of, SIGN) == 0) {
    memmove(row->text + start, row->text + start + SIGN, row->n - start - SIGN + 1);
    row->n -= SIGN;
  }
}

/* The decision first, then what lost, then what is worth saying. */
static void tell(buju_row *row, int column, buju_lang lang, const buju_trace *trace, buju_ix n) {
  const char *last = NULL;
  row->n = 0;
  for (int outcome = BUJU_DECIDED; outcome <= BUJU_NOTED; outcome++) {
    for (buju_ix i = 0; i < n; i++) {
      if ((int)trace[i].outcome != outcome || trace[i].said.msg == NULL) continue;
      const char *subject = subject_of(lang, &trace[i].said);
      if (lang == BUJU_EN && row->n > 0) buju_row_add(row, " ");
      if (row->n > 0 && last != NULL && subject != NULL && strcmp(last, subject) == 0)
        go_on(row, lang, trace[i].said);
      else
        buju_row_add_said(row, lang, &trace[i].said);
      end_sentence(row, lang);
      last = subject;
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
