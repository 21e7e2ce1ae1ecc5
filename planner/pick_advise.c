/* What is asked once the set is chosen: what if not this one, what do locks cost, what would the score choose?
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/pick_parts.h"

/* A plan so little worse than the best is as good: one in a hundred. */
static const int64_t GOOD_ENOUGH = 100;

buju_status buju_pick_sense(const buju_picking *p, buju_said assumption, buju_said result) {
  buju_sensitivity *row = buju_vec_push(&p->job->sensitivities, sizeof *row);
  if (row == NULL) return buju_fail_memory(p->job->ctx);
  *row = (buju_sensitivity){p->ask->use, assumption, result};
  return BUJU_OK;
}

buju_arg buju_pick_amount(const buju_picking *p, int64_t amount) {
  int64_t ms = amount;
  if (p->problem.model == BUJU_SITING_MAX_COVER) return buju_people(amount);
  if (p->problem.model == BUJU_SITING_MEDIAN) ms = p->sum.people > 0 ? amount / p->sum.people : 0;
  return buju_minutes(ms < BUJU_FAR ? (uint32_t)ms : BUJU_FAR - 1);
}

/* How much worse a plan may be: of people gained where they are counted, else of the time itself. */
static int64_t slack(const buju_picking *p) {
  bool people = p->problem.model == BUJU_SITING_MAX_COVER;
  return (people ? p->sum.after - p->sum.before : p->answer->upper) / GOOD_ENOUGH;
}

static buju_status ask_without(buju_picking *p) {
  p->without = BUJU_NEW(p->job->scratch, buju_siting_worth, p->n);
  if (p->without == NULL) return buju_fail_memory(p->job->ctx);
  for (buju_ix j = 0; j < p->n; j++) {
    buju_contender *c = &p->row[j];
    p->without[j] = (buju_siting_worth){-1, -1};
    if (p->answer == NULL || !c->chosen || c->locked) continue;
    c->needed = BUJU_NO; /* of those that fill up any other would do */
    if (c->filled) continue;
    buju_status status = buju_siting_without(p->job->ctx, &p->problem, p->answer, j, &p->without[j]);
    if (status != BUJU_OK) return status;
    buju_siting_need need = buju_siting_judge(p->answer, p->without[j], slack(p));
    c->needed = need == BUJU_SITING_NEEDED ? BUJU_YES : need == BUJU_SITING_SPARED ? BUJU_NO : BUJU_UNKNOWN;
  }
  return BUJU_OK;
}

/* ---- locks ---- */

static buju_said price(const buju_picking *p, buju_siting_worth free) {
  BUJU_MSG(nothing, "最好的选法一样好，锁定没有代价（已证明）",
           "the best choice is as good: the lock costs nothing (proved)");
  BUJU_MSG(people, "最好的选法可多使{0}人进入时限（已证明）",
           "the best choice brings {0} more {0?person|people} within the limit (proved)");
  BUJU_MSG(mean, "最好的选法人均时间少{0}分钟（已证明）", "the best choice saves {0} min on average (proved)");
  BUJU_MSG(longest, "最好的选法最远时间少{0}分钟（已证明）",
           "the longest way of the best choice is {0} min shorter (proved)");
  BUJU_MSG(between, "锁定的代价为{0}至{1}人（上下界）", "the lock costs between {0} and {1} people (bounds)");
  BUJU_MSG(at_most, "锁定的代价至多为{0}分钟（上界）", "the lock costs {0} min at most (a bound)");
  int64_t least = p->answer->lower - free.upper, most = p->answer->upper - free.lower;
  bool of_people = p->problem.model == BUJU_SITING_MAX_COVER;
  if (most <= 0) return BUJU_SAY(nothing);
  if (least < most)
    return of_people ? BUJU_SAY(between, buju_people(least > 0 ? least : 0), buju_people(most))
                     : BUJU_SAY(at_most, buju_pick_amount(p, most));
  buju_said said = BUJU_SAY(people, buju_pick_amount(p, most));
  if (!of_people) said.msg = p->problem.model == BUJU_SITING_MEDIAN ? &mean : &longest;
  return said;
}

static buju_status price_locks(const buju_picking *p) {
  BUJU_MSG(one, "不锁定{0}", "{0} not locked");
  BUJU_MSG(any, "各所都不锁定", "none of them locked");
  buju_ix locked = 0;
  buju_siting_worth free;
  buju_status status = BUJU_OK;
  for (buju_ix j = 0; j < p->n && status == BUJU_OK; j++) {
    if (p->answer == NULL || !p->row[j].locked) continue;
    buju_ix f = buju_job_site(p->job, p->row[j].site)->facility;
    status = buju_siting_unlocked(p->job->ctx, &p->problem, p->answer, j, &free);
    if (status == BUJU_OK)
      status = buju_pick_sense(p, BUJU_SAY(one, buju_text(p->job->region->facility.name[f])), price(p, free));
    locked++;
  }
  if (status != BUJU_OK || locked < 2) return status;
  status = buju_siting_unlocked(p->job->ctx, &p->problem, p->answer, BUJU_NONE, &free);
  return status == BUJU_OK ? buju_pick_sense(p, BUJU_SAY(any), price(p, free)) : status;
}

/* ---- the score ---- */

/* Neighbours reach the same people: the first by score are not the best set. */
static buju_status compare_score(const buju_picking *p) {
  BUJU_MSG(by_score, "改取评分前{0}名", "the first {0} by score instead");
  BUJU_MSG(fewer, "新进入时限{0}人，比本方案少{1}人；有{2}所不同",
           "{0} {0?person|people} newly within the limit, {1} fewer than here; others than here: {2}");
  BUJU_MSG(as_many, "新进入时限的人一样多；有{2}所不同",
           "as many people newly within the limit; others than here: {2}");
  BUJU_MSG(more, "新进入时限{0}人，比本方案（有锁定或未证明最优）多{1}人；有{2}所不同",
           "{0} {0?person|people} newly within the limit, {1} more than here (something is locked, or not proved); "
           "others than "
           "here: {2}");
  bool *first = BUJU_NEW(p->job->scratch, bool, p->n);
  buju_ix others = 0;
  if (first == NULL) return buju_fail_memory(p->job->ctx);
  if (p->answer == NULL || p->problem.model != BUJU_SITING_MAX_COVER) return BUJU_OK;
  for (buju_ix j = 0; j < p->n; j++) {
    first[j] = p->row[j].rank <= p->ask->asked;
    others += first[j] && !p->row[j].chosen;
  }
  buju_people_n newly = buju_pick_newly(p, first), here = p->sum.after - p->sum.before;
  buju_people_n difference = newly > here ? newly - here : here - newly;
  buju_said result = BUJU_SAY(fewer, buju_people(newly), buju_people(difference), buju_int(others));
  if (newly == here) result.msg = &as_many;
  if (newly > here) result.msg = &more; /* the set is the best of those that hold what is locked, or that were found */
  return buju_pick_sense(p, BUJU_SAY(by_score, buju_int(p->ask->asked)), result);
}

static buju_status tell_weights(const buju_picking *p) {
  BUJU_MSG(changed, "评分权重各增减20%以内", "each weight of the score up to 20% more or less");
  BUJU_MSG(result, "始终在前{0}名的{1}所，始终在后的{2}所，随权重变化的{3}所",
           "{1} are always among the first {0}, {2} never, {3} depending on the weights");
  buju_ix in = 0, out = 0;
  if (p->ask->asked >= p->n || p->ask->asked == 0) return BUJU_OK; /* there is no line to cross */
  for (buju_ix j = 0; j < p->n; j++) {
    in += p->row[j].holds && p->row[j].rank <= p->ask->asked;
    out += p->row[j].holds && p->row[j].rank > p->ask->asked;
  }
  return buju_pick_sense(
      p, BUJU_SAY(changed),
      BUJU_SAY(result, buju_int(p->ask->asked), buju_int(in), buju_int(out), buju_int(p->n - in - out)));
}

buju_status buju_pick_advise(buju_picking *p) {
  buju_status status = ask_without(p);
  if (status == BUJU_OK) status = price_locks(p);
  if (status == BUJU_OK) status = compare_score(p);
  return status == BUJU_OK ? tell_weights(p) : status;
}
