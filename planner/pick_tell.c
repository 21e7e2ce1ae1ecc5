/* What was chosen, and why: rows, projects, reasons. SPDX-License-Identifier: Apache-2.0 */
#include "planner/pick_parts.h"

static buju_arg name_of(const buju_picking *p, const buju_contender *c) {
  const buju_site *site = buju_job_site(p->job, c->site);
  return buju_text(site->facility != BUJU_NONE ? p->job->region->facility.name[site->facility]
                                               : buju_job_village_name(p->job, site->village));
}

/* The decision in one sentence; where there is a limit, with what it brings. */
static buju_said say(const buju_picking *p, const buju_contender *c) {
  BUJU_MSG(chosen, "{0}入选（{1}）：可使{2}人新进入{3}分钟，其中{4}人在入选各所中只有它能覆盖；评分第{5}名。",
           "{0} is chosen ({1}): it brings {2} {2?person|people} newly within {3} min, {4} of whom no other chosen one "
           "reaches; "
           "number {5} by score.");
  BUJU_MSG(locked, "{0}已锁定，入选（{1}）：可使{2}人新进入{3}分钟，其中{4}人在入选各所中只有它能覆盖；评分第{5}名。",
           "{0} is locked and so chosen ({1}): it brings {2} {2?person|people} newly within {3} min, {4} of whom no "
           "other chosen one "
           "reaches; number {5} by score.");
  BUJU_MSG(filled, "{0}按评分补足名额（{1}）：能覆盖的人入选各所已全部覆盖；它可使{2}人新进入{3}分钟；评分第{5}名。",
           "{0} is chosen by its score ({1}): the others reach everybody whom any could; it brings {2} "
           "{2?person|people} newly within "
           "{3} min; number {5} by score.");
  BUJU_MSG(left, "{0}未入选：可使{2}人新进入{3}分钟，其中{4}人入选各所覆盖不到；评分第{5}名。",
           "{0} is not chosen: it would bring {2} {2?person|people} newly within {3} min, {4} of whom no chosen one "
           "reaches; "
           "number {5} "
           "by score.");
  BUJU_MSG(chosen_near, "{0}入选（{1}）：是{2}人最近的一所；评分第{5}名。",
           "{0} is chosen ({1}): it is the nearest for {2} {2?person|people}; number {5} by score.");
  BUJU_MSG(locked_near, "{0}已锁定，入选（{1}）：是{2}人最近的一所；评分第{5}名。",
           "{0} is locked and so chosen ({1}): it is the nearest for {2} {2?person|people}; number {5} by score.");
  BUJU_MSG(left_near, "{0}未入选；评分第{5}名。", "{0} is not chosen; number {5} by score.");
  buju_arg action = buju_word(&buju_action_words[p->ask->action].word), rank = buju_int(c->rank);
  if (!buju_pick_limited(p)) {
    buju_said said = BUJU_SAY(left_near, name_of(p, c), action, buju_people(c->nearest), {0}, {0}, rank);
    if (c->chosen) said.msg = c->locked ? &locked_near : &chosen_near;
    return said;
  }
  buju_said said = BUJU_SAY(left, name_of(p, c), action, buju_people(c->newly), buju_minutes(p->ask->limit_ms),
                            buju_people(c->alone), rank);
  if (c->chosen) said.msg = c->locked ? &locked : c->filled ? &filled : &chosen;
  return said;
}

/* What there would be instead. Only what is proved is said; the column `needed` has the rest. */
static buju_said say_instead(const buju_picking *p, buju_ix j) {
  BUJU_MSG(none, "不选它，就没有满足要求的选法。", "Without it there is no choice that does what is asked.");
  BUJU_MSG(as_good, "不选它，另有一样好的选法。", "Without it another choice is as good.");
  BUJU_MSG(as_short, "不选它，最远的时间也能一样短。", "Without it the longest way can be as short.");
  BUJU_MSG(people, "不选它，最好的选法少使{0}人进入时限。",
           "Without it the best choice brings {0} fewer people within the limit.");
  BUJU_MSG(mean, "不选它，最好的选法人均时间多{0}分钟。", "Without it the best choice takes {0} min more on average.");
  BUJU_MSG(longest, "不选它，最好的选法最远时间多{0}分钟。",
           "Without it the longest way of the best choice is {0} min longer.");
  const buju_siting_worth w = p->without[j];
  if (w.lower < 0 || p->answer->lower < p->answer->upper || w.lower < w.upper) return (buju_said){0};
  if (w.lower == INT64_MAX) return BUJU_SAY(none);
  bool centre = p->problem.model == BUJU_SITING_CENTRE;
  if (w.lower == p->answer->upper) return centre ? BUJU_SAY(as_short) : BUJU_SAY(as_good);
  buju_said said = BUJU_SAY(people, buju_pick_amount(p, w.lower - p->answer->upper));
  if (p->problem.model != BUJU_SITING_MAX_COVER) said.msg = p->problem.model == BUJU_SITING_MEDIAN ? &mean : &longest;
  return said;
}

/* A list of names may have given it the project already, with its own year. */
static bool has_project(const buju_job *job, buju_ix site, buju_action action) {
  const buju_site_action *row = job->actions.data;
  for (size_t i = 0; i < job->actions.n; i++)
    if (row[i].site == site && row[i].action == action) return true;
  return false;
}

/* What is done to a chosen site; one that is built or upgraded anyway is so first of all. */
static buju_status raise(const buju_picking *p, const buju_contender *c, buju_said said) {
  buju_job *job = p->job;
  buju_site *site = buju_job_site(job, c->site);
  buju_site_action project = {.site = c->site,
                              .action = (uint8_t)p->ask->action,
                              .status = site->status,
                              .use = p->ask->use,
                              .people_gained = c->alone, /* MISSING without a limit */
                              .cost_fen = BUJU_MONEY_MISSING};
  buju_ix row;
  if (site->action == BUJU_ACTION_KEEP) site->action = project.action;
  buju_status status = buju_job_trace(job, BUJU_TRACED_SITE, c->site, p->ask->use, BUJU_DECIDED, said);
  if (status != BUJU_OK || has_project(job, c->site, p->ask->action)) return status;
  status = buju_job_add_action(job, project, &row);
  return status == BUJU_OK ? buju_job_trace(job, BUJU_TRACED_ACTION, row, p->ask->use, BUJU_DECIDED, said) : status;
}

static buju_status note(const buju_picking *p, buju_ix row, buju_said said) {
  if (said.msg == NULL) return BUJU_OK;
  return buju_job_trace(p->job, BUJU_TRACED_CONTENDER, row, p->ask->use, BUJU_NOTED, said);
}

static buju_status add_row(const buju_picking *p, buju_ix j) {
  BUJU_MSG(not_filtered, "它不符合筛选条件，只因锁定入选。",
           "It does not meet the filter and is chosen only as it is locked.");
  BUJU_MSG(too_few, "符合条件的只有{0}所，少于所需的{1}所，全部入选。",
           "Only {0} qualify, fewer than the {1} asked for: all of them are chosen.");
  const buju_contender *c = &p->row[j];
  buju_job *job = p->job;
  buju_ix row = (buju_ix)job->contenders.n;
  buju_contender *kept = buju_vec_push(&job->contenders, sizeof *kept);
  if (kept == NULL) return buju_fail_memory(job->ctx);
  *kept = *c;
  buju_said said = say(p, c);
  buju_status status = buju_job_trace(job, BUJU_TRACED_CONTENDER, row, p->ask->use, BUJU_DECIDED, said);
  if (status == BUJU_OK) status = note(p, row, say_instead(p, j));
  if (status == BUJU_OK && c->locked && !c->qualifies) status = note(p, row, BUJU_SAY(not_filtered));
  if (status == BUJU_OK && p->ask->asked != BUJU_NONE && p->n < p->ask->asked)
    status = note(p, row, BUJU_SAY(too_few, buju_int(p->n), buju_int(p->ask->asked)));
  return status == BUJU_OK && c->chosen ? raise(p, c, said) : status;
}

buju_status buju_pick_tell(buju_picking *p) {
  buju_job *job = p->job;
  buju_pick *sum = buju_vec_push(&job->picks, sizeof *sum);
  buju_ix *by_rank = BUJU_NEW(job->scratch, buju_ix, p->n);
  if (sum == NULL || by_rank == NULL) return buju_fail_memory(job->ctx);
  p->sum.contenders = p->n;
  p->sum.standing = p->standing;
  *sum = p->sum;
  for (buju_ix j = 0; j < p->n; j++) by_rank[p->row[j].rank - 1] = j;
  buju_status status = BUJU_OK;
  for (buju_ix k = 0; k < p->n && status == BUJU_OK; k++) status = add_row(p, by_rank[k]);
  return status;
}
