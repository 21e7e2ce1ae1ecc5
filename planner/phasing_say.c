/* What is said of a rule's numbers as a whole: whether they add up, whether they are enough, what the order costs.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/phasing_parts.h"

enum { SHOWN_BYTES = 400 };

static buju_status say(buju_job *job, buju_ix use, buju_said about, buju_said result) {
  buju_sensitivity *row = buju_vec_push(&job->sensitivities, sizeof *row);
  if (row == NULL) return buju_fail_memory(job->ctx);
  *row = (buju_sensitivity){use, about, result};
  return BUJU_OK;
}

/* 604 = 380 + 110 + 60 + 54: what was done before is worked out where only the total is stated, and that is said. */
static buju_status say_total(buju_job *job, const buju_phasing_ask *ask) {
  BUJU_MSG(about, "各年任务与总数核对", "the numbers against their total");
  BUJU_MSG(stated, "{0} = {1}，相符", "{0} = {1}: they agree");
  BUJU_MSG(implied, "总数{0}，各年合计{1}（{2}），则此前已完成{3}",
           "of {0} in all the years have {1} ({2}), so {3} were done before");
  BUJU_MSG(rest, "总数{0}，此前和各年合计{1}（{2}），其余{3}归入{4}年",
           "of {0} in all {1} ({2}) are accounted for; the other {3} are the rest, in {4}");
  char shown[SHOWN_BYTES];
  const buju_value *years = ask->yearly;
  int64_t sum = 0, known = ask->done_before > 0 ? ask->done_before : 0;
  if (ask->share || ask->total < 0) return BUJU_OK;
  for (buju_ix k = 0; k < years->years; k++) sum += years->yearly[k].amount;
  buju_phasing_sum_shown(ask, ask->done_before, shown, sizeof shown);
  const char *kept = buju_arena_text(job->arena, shown);
  if (kept == NULL) return buju_fail_memory(job->ctx);
  const buju_yearly *last = &years->yearly[years->years - 1];
  if (last->rest)
    return say(job, ask->use, BUJU_SAY(about),
               BUJU_SAY(rest, buju_int(ask->total), buju_int(sum + known), buju_text(kept),
                        buju_int(ask->total - sum - known), buju_year(last->year)));
  if (ask->done_before >= 0)
    return say(job, ask->use, BUJU_SAY(about), BUJU_SAY(stated, buju_text(kept), buju_int(ask->total)));
  return say(job, ask->use, BUJU_SAY(about),
             BUJU_SAY(implied, buju_int(ask->total), buju_int(sum), buju_text(kept), buju_int(ask->total - sum)));
}

/* What the numbers of a rule come to for this plan; *year: by when they come to `needed`, 0: never. */
static int64_t asked_in_all(const buju_job *job, buju_ix use, int64_t needed, int16_t *year) {
  int64_t sum = 0;
  *year = 0;
  for (size_t i = 0; i < job->targets.n; i++) {
    const buju_target *t = (const buju_target *)job->targets.data + i;
    if (t->use != use || !t->asked) continue;
    sum += t->target > 0 ? t->target : 0;
    if (*year == 0 && (sum >= needed || t->target < 0)) *year = t->year;
  }
  return sum;
}

/* Whether the sites asked for are as many as full coverage needs: those there are to be, and those it takes beside. */
static buju_status say_reach(buju_phasing_work *w) {
  BUJU_MSG(about, "任务能否实现全覆盖（{0}）", "whether the numbers are enough for full coverage ({0})");
  BUJU_MSG(enough, "任务共{0}处，全覆盖共需{1}处，任务够用，{3}年可实现",
           "{0} are asked for and full coverage takes {1}: enough, by {3}");
  BUJU_MSG(short_of, "任务共{0}处，全覆盖共需{1}处，还差{2}处",
           "{0} are asked for and full coverage takes {1}: {2} more");
  BUJU_MSG(rest, "全覆盖共需{1}处；末年任务为其余全部，{3}年可实现",
           "full coverage takes {1}; the last year takes all that is left, by {3}");
  const buju_yearly *last = &w->ask->yearly->yearly[w->ask->yearly->years - 1];
  for (size_t i = 0; w->ask->reach != NULL && i < w->job->reacheds.n; i++) {
    const buju_reached *r = (const buju_reached *)w->job->reacheds.data + i;
    if (strcmp(r->id, w->ask->reach) != 0 || !r->sited) continue;
    int64_t needed = (int64_t)w->n + (r->fewest > r->built ? (int64_t)(r->fewest - r->built) : 0);
    int16_t year;
    int64_t asked = asked_in_all(w->job, w->ask->use, needed, &year);
    buju_said said = BUJU_SAY(short_of, buju_int(asked), buju_int(needed), buju_int(needed - asked), buju_year(year));
    if (asked >= needed) said.msg = &enough;
    if (last->rest) said.msg = &rest;
    return say(w->job, w->ask->use, BUJU_SAY(about, buju_text(r->id)), said);
  }
  return BUJU_OK;
}

/* A wider area's numbers are none that a part of it could exceed: what is left beyond them is said. */
static buju_status say_wider(buju_phasing_work *w) {
  BUJU_MSG(about, "更大范围的任务分解到本地", "the wider area's numbers, apportioned");
  BUJU_MSG(
      left, "本地待建{0}处，政策的任务总共{1}处，其余{2}处排在规划年度以后；请写本地的 counts",
      "{0} are to be done here and the policy asks for {1} in all its area: {2} fall behind the years planned; give "
      "counts of your own");
  const buju_value *yearly = w->ask->yearly;
  const buju_yearly *last = &yearly->yearly[yearly->years - 1];
  int64_t todo = 0, asked;
  int16_t year;
  if (!w->ask->wider || yearly->origin != BUJU_BY_PROFILE || last->rest || last->year < buju_job_year(w->job))
    return BUJU_OK;
  for (buju_ix i = 0; i < w->n; i++) {
    const buju_ledger_sum *l = &w->project[i].ledger;
    bool before = l->first != BUJU_NONE && l->progress == BUJU_PROJECT_DONE && l->year < yearly->yearly[0].year;
    todo += !before;
  }
  asked = asked_in_all(w->job, w->ask->use, todo, &year);
  if (todo <= asked) return BUJU_OK;
  return say(w->job, w->ask->use, BUJU_SAY(about),
             BUJU_SAY(left, buju_int(todo), buju_int(asked), buju_int(todo - asked)));
}

static buju_status say_order(buju_job *job, const buju_phasing_ask *ask) {
  BUJU_MSG(about, "改按总等待最少排年度（无服务、薄弱优先）",
           "ordered for the least waiting instead (the unserved and weak first)");
  BUJU_MSG(same, "等待{0}人·年，与本方案的逐项排序相同",
           "{0} person-years of waiting, the same as in the plan's order");
  BUJU_MSG(proved, "等待{0}人·年，本方案为{1}人·年；{2}处年度不同；已证明最少",
           "{0} person-years of waiting, {1} in the plan's order; {2} have another year; proved least");
  BUJU_MSG(bounded, "等待{0}人·年（不少于{3}），本方案为{1}人·年；{2}处年度不同",
           "{0} person-years of waiting (no fewer than {3}), {1} in the plan's order; {2} have another year");
  buju_phasing sum = {0};
  for (size_t i = 0; i < job->phasings.n; i++) {
    const buju_phasing *row = (const buju_phasing *)job->phasings.data + i;
    if (row->use != ask->use) continue;
    sum.projects += row->projects;
    sum.moved += row->moved;
    sum.waiting += row->waiting;
    sum.best += row->best;
    sum.bound += row->bound;
  }
  if (sum.projects == 0) return BUJU_OK;
  buju_said said =
      BUJU_SAY(bounded, buju_people(sum.best), buju_people(sum.waiting), buju_int(sum.moved), buju_people(sum.bound));
  if (sum.best == sum.bound) said.msg = sum.best == sum.waiting ? &same : &proved;
  return say(job, ask->use, BUJU_SAY(about), said);
}

/* Money was set, and some projects have no price. */
static buju_status say_prices(buju_phasing_work *w) {
  BUJU_MSG(about, "没有单价的项目", "projects without a price");
  BUJU_MSG(result, "{0}处没有单价，按零计入当年经费", "{0} have none and take nothing of the year's money");
  int64_t n = 0;
  for (buju_ix i = 0; w->ask->budget != NULL && i < w->n; i++) {
    const buju_project *p = &w->project[i];
    n += !p->met && !p->stuck && p->ledger.progress != BUJU_PROJECT_DONE && p->ledger.fen == BUJU_MONEY_MISSING;
  }
  return n > 0 ? say(w->job, w->ask->use, BUJU_SAY(about), BUJU_SAY(result, buju_int(n))) : BUJU_OK;
}

/* A number of 0 is a number; a rule that has no other is more often one that somebody forgot to fill in. */
static buju_status find_nothing(buju_phasing_work *w) {
  static const buju_finding_kind nothing = {
      "yearly_plans_nothing",
      BUJU_NOTE,
      {"规则“{0}”（{1}）各年任务都是0", "rule “{0}” ({1}) asks for 0 in every year"},
      {"不安排任何项目；如应有任务，请填写各年的数，否则可停用这条规则",
       "plans nothing by it; give the numbers of the years, or switch it off"}};
  const buju_value *yearly = w->ask->yearly;
  const buju_use *use = buju_job_use(w->job, w->ask->use);
  for (buju_ix k = 0; k < yearly->years; k++)
    if (yearly->yearly[k].rest || yearly->yearly[k].amount != 0) return BUJU_OK;
  return buju_find(w->job->ctx, &w->job->findings,
                   (buju_finding){.kind = &nothing, .row = -1, .arg = {buju_text(use->id), buju_text(use->clause)}});
}

buju_status buju_phasing_say(buju_phasing_work *w) {
  buju_status status = say_total(w->job, w->ask);
  if (status == BUJU_OK) status = say_wider(w);
  if (status == BUJU_OK) status = say_reach(w);
  if (status == BUJU_OK) status = say_order(w->job, w->ask);
  if (status == BUJU_OK) status = find_nothing(w);
  return status == BUJU_OK ? say_prices(w) : status;
}
