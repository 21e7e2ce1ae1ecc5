/* Yearly numbers checked against each other, before any work. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/phasing_parts.h"

enum { SHOWN_BYTES = 400 };

const char *buju_phasing_sum_shown(const buju_phasing_ask *ask, int64_t before, char *buf, size_t size) {
  size_t n = before >= 0 ? (size_t)snprintf(buf, size, "%lld", (long long)before) : 0;
  buf[n] = '\0';
  for (buju_ix k = 0; k < ask->yearly->years && n < size; k++) {
    const buju_yearly *y = &ask->yearly->yearly[k];
    if (y->rest) continue;
    n += (size_t)snprintf(buf + n, size - n, "%s%lld", n > 0 ? " + " : "", (long long)y->amount);
  }
  return buf;
}

static buju_status complain(buju_ctx *ctx, const buju_use *use, buju_said said) {
  char place[256];
  said.arg[0] = buju_text(buju_doc_place(use->node, place, sizeof place));
  said.arg[1] = buju_text(use->id);
  return buju_complain(ctx, BUJU_E_CONTRADICTION, said);
}

/* 604 = 380 + 110 + 60 + 54, or it is said that it is not. */
static buju_status check_total(buju_ctx *ctx, const buju_use *use, const buju_phasing_ask *ask) {
  BUJU_MSG(differs, "{0}：规则“{1}”的各年任务与总数不符：{2} = {3}，而 total 为 {4}；请核对",
           "{0}: the numbers of rule \"{1}\" do not add up to their total: {2} = {3}, and total is {4}; check them");
  BUJU_MSG(above, "{0}：规则“{1}”的各年任务超过总数：{2} = {3}，而 total 只有 {4}；请核对",
           "{0}: the numbers of rule \"{1}\" exceed their total: {2} = {3}, and total is {4}; check them");
  char shown[SHOWN_BYTES];
  int64_t sum = ask->done_before > 0 ? ask->done_before : 0;
  bool rest = false;
  for (buju_ix k = 0; k < ask->yearly->years; k++) {
    sum += ask->yearly->yearly[k].amount;
    rest = rest || ask->yearly->yearly[k].rest;
  }
  if (ask->total < 0) return BUJU_OK;
  buju_said said =
      BUJU_SAY(differs, {0}, {0}, buju_text(buju_phasing_sum_shown(ask, ask->done_before, shown, sizeof shown)),
               buju_int(sum), buju_int(ask->total));
  if (sum > ask->total) {
    said.msg = &above;
    return complain(ctx, use, said);
  }
  bool whole = ask->done_before >= 0 && !rest;
  return whole && sum != ask->total ? complain(ctx, use, said) : BUJU_OK;
}

static buju_status check_shares(buju_ctx *ctx, const buju_use *use, const buju_phasing_ask *ask) {
  BUJU_MSG(falls, "{0}：规则“{1}”的比例逐年累计，{2}年的{3}%却低于{4}年的{5}%；请核对",
           "{0}: the shares of rule \"{1}\" are to be kept, yet {3} % in {2} is less than {5} % in {4}; check them");
  for (buju_ix k = 1; k < ask->yearly->years; k++) {
    const buju_yearly *a = &ask->yearly->yearly[k - 1], *b = &ask->yearly->yearly[k];
    if (b->rest || b->amount >= a->amount) continue;
    return complain(ctx, use,
                    BUJU_SAY(falls, {0}, {0}, buju_year(b->year), buju_real((double)b->amount / 100),
                             buju_year(a->year), buju_real((double)a->amount / 100)));
  }
  return BUJU_OK;
}

static buju_status check_budget(buju_ctx *ctx, const buju_use *use, const buju_phasing_ask *ask) {
  BUJU_MSG(stray, "{0}：规则“{1}”给了{2}年的经费，但该年没有任务；请核对年份",
           "{0}: rule \"{1}\" has money for {2}, a year it asks nothing of; check the year");
  for (buju_ix i = 0; ask->budget != NULL && i < ask->budget->years; i++) {
    bool asked = false;
    for (buju_ix k = 0; k < ask->yearly->years; k++)
      asked = asked || ask->yearly->yearly[k].year == ask->budget->yearly[i].year;
    if (!asked) return complain(ctx, use, BUJU_SAY(stray, {0}, {0}, buju_year(ask->budget->yearly[i].year)));
  }
  return BUJU_OK;
}

static buju_status check_reach(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use,
                               const buju_phasing_ask *ask) {
  BUJU_MSG(none, "{0}：规则“{1}”的 reach 所指的规则“{2}”不在用，或不是 reach_within",
           "{0}: rule \"{1}\" names \"{2}\" as its reach, which is no rule in force of shape reach_within");
  if (ask->reach == NULL) return BUJU_OK;
  for (buju_ix u = 0; u < scenario->uses; u++)
    if (strcmp(scenario->use[u].id, ask->reach) == 0 && strcmp(scenario->use[u].rule->name, "reach_within") == 0)
      return BUJU_OK;
  return complain(ctx, use, BUJU_SAY(none, {0}, {0}, buju_text(ask->reach)));
}

/* What tells one question from another: whose sites, and what is done to them. */
static bool same_question(const buju_use *a, const buju_use *b) {
  static const char *const of_question[] = {"service", "base", "where", "where_village", "met_where", "actions",
                                            "add",     "per",  NULL};
  if (a->rule != b->rule) return false;
  for (size_t p = 0; p < a->rule->params_n; p++) {
    const buju_value *x = &a->value[p], *y = &b->value[p];
    bool asks = false;
    for (const char *const *name = of_question; *name != NULL; name++)
      asks = asks || strcmp(*name, a->rule->params[p].name) == 0;
    if (!asks) continue;
    if (x->given != y->given || (x->given && strcmp(x->s, y->s) != 0)) return false;
  }
  return true;
}

/* Two rules that ask the same of the same sites in a year agree on the number. */
static buju_status check_twice(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use,
                               const buju_phasing_ask *ask) {
  BUJU_MSG(
      twice, "{0}：规则“{1}”与“{2}”对同样的机构、同样的处置提出任务，{3}年的数却不同；请改其一，或停用一条",
      "{0}: rules \"{1}\" and \"{2}\" ask the same of the same sites, with different numbers for {3}; change one or "
      "turn one off");
  for (buju_ix u = 0; u < scenario->uses && &scenario->use[u] != use; u++) {
    const buju_use *other = &scenario->use[u];
    if (!same_question(use, other)) continue;
    const buju_value *theirs = &other->value[BUJU_PHASING_YEARLY];
    for (buju_ix i = 0; i < theirs->years; i++)
      for (buju_ix k = 0; k < ask->yearly->years; k++) {
        const buju_yearly *x = &theirs->yearly[i], *y = &ask->yearly->yearly[k];
        if (x->year != y->year || (x->rest == y->rest && x->amount == y->amount)) continue;
        return complain(ctx, use, BUJU_SAY(twice, {0}, {0}, buju_text(other->id), buju_year(y->year)));
      }
  }
  return BUJU_OK;
}

/* Something is counted, and the crews are those of one level. */
static buju_status check_asked(buju_ctx *ctx, const buju_use *use, const buju_phasing_ask *ask) {
  BUJU_MSG(nothing, "{0}：规则“{1}”既未写 actions 也未写 add；请至少写一项",
           "{0}: rule \"{1}\" gives neither actions nor add; give at least one");
  BUJU_MSG(crews, "{0}：规则“{1}”的 most_per_township 与 most_per_county 只能写一个",
           "{0}: rule \"{1}\": give most_per_township or most_per_county, not both");
  char place[256];
  if (use->value[BUJU_PHASING_TOWNSHIP_MOST].given && use->value[BUJU_PHASING_COUNTY_MOST].given)
    return complain(ctx, use, BUJU_SAY(crews));
  if (ask->share || ask->actions != 0) return BUJU_OK;
  return buju_complain(
      ctx, BUJU_E_SCENARIO,
      BUJU_SAY(nothing, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id)));
}

buju_status buju_phasing_check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(no_day, "{0}：规则“{1}”的 due“{2}”不是每年都有的日子；请写作 月-日，如 12-31",
           "{0}: rule \"{1}\": due \"{2}\" is no day of every year; write month-day, like 12-31");
  const buju_phasing_ask read = buju_phasing_ask_of(scenario, use), *ask = &read;
  const buju_value *due = &use->value[BUJU_PHASING_DUE];
  buju_status status = check_asked(ctx, use, ask), one;
  uint8_t month, day;
  if (status != BUJU_OK) return status;
  if ((one = ask->share ? check_shares(ctx, use, ask) : check_total(ctx, use, ask)) != BUJU_OK) status = one;
  if ((one = check_budget(ctx, use, ask)) != BUJU_OK) status = one;
  if ((one = check_reach(ctx, scenario, use, ask)) != BUJU_OK) status = one;
  if ((one = check_twice(ctx, scenario, use, ask)) != BUJU_OK) status = one;
  if (due->given && !buju_phasing_due(due->s, &month, &day))
    status = complain(ctx, use, BUJU_SAY(no_day, {0}, {0}, buju_text(due->s)));
  return status;
}
