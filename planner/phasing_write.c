/* A project's year on its actions, with the reason. SPDX-License-Identifier: Apache-2.0 */
#include "planner/phasing_parts.h"

/* Why it comes where it does, by buju_phase_class. */
static const buju_msg class_words[] = {
    [BUJU_PHASE_UNDER_WAY] = {"已在建", "under way"},
    [BUJU_PHASE_UNSERVED] = {"现无服务", "no service now"},
    [BUJU_PHASE_WEAK] = {"薄弱", "weak"},
    [BUJU_PHASE_OTHER] = {"符合条件", "eligible"},
};

static buju_said because(const buju_project *p, const buju_decided_year *d) {
  BUJU_MSG(planned, "{0}年实施：{1}，受益{2}人，在当年{4}个项目中排第{3}位。",
           "In {0}: {1}, {2} {2?person gains|people gain}; number {3} of {4} that year.");
  BUJU_MSG(settled, "{0}年实施：{1}，受益{2}人，年度已定。",
           "In {0}: {1}, {2} {2?person gains|people gain}; its year is settled.");
  BUJU_MSG(after, "规划年度内未排入：{1}，受益{2}人，在{4}个项目中排第{3}位。",
           "Not within the years planned: {1}, {2} {2?person gains|people gain}; number {3} of {4}.");
  BUJU_MSG(
      spared,
      "规划年度内无须排入：要求的个数已由现已达到、已完成和年度已定（在建或前面规则所定）的机构满足；{1}，受益{2}人。",
      "Not needed within the years planned: those that meet it, are done, or have a year already (under way, or "
      "settled by an earlier rule) are as many as it takes; {1}, {2} {2?person gains|people gain}.");
  bool in = d->year != 0;
  buju_said said = BUJU_SAY(after, buju_year(d->year), buju_word(&class_words[p->class]), buju_people(p->people),
                            buju_int(in ? d->place : d->rank), buju_int(in ? d->of : d->ranked));
  if (in) said.msg = d->settled ? &settled : &planned;
  if (d->spared) said.msg = &spared;
  return said;
}

static buju_said if_cut(const buju_decided_year *d) {
  BUJU_MSG(moves, "当年名额减少{0}个时顺延至{1}年。", "It would move to {1} if that year's number fell by {0}.");
  BUJU_MSG(leaves, "当年名额减少{0}个时移出规划年度。",
           "It would fall behind the years planned if the number fell by {0}.");
  buju_said said = BUJU_SAY(moves, buju_int(d->cut), buju_year(d->next));
  if (d->next == 0) said.msg = &leaves;
  return said;
}

static buju_said moved_from(int16_t year_before) {
  BUJU_MSG(before, "上次计划为{0}年。", "The plan before this one had it in {0}.");
  return BUJU_SAY(before, buju_year(year_before));
}

/* Of whom nothing is asked yet, and who is chosen. */
static buju_status add(buju_phasing_work *w, const buju_project *p, const buju_decided_year *d, buju_ix *row) {
  BUJU_MSG(added, "{0}年列入“{1}”。", "Listed for {0}: {1}.");
  buju_job *job = w->job;
  const buju_phasing_ask *ask = w->ask;
  buju_site *site = buju_job_site(job, p->site);
  buju_said said = BUJU_SAY(added, buju_year(d->year), buju_word(&buju_action_words[ask->add].word));
  if (site->action == BUJU_ACTION_KEEP) site->action = (uint8_t)ask->add;
  buju_status status = buju_job_trace(job, BUJU_TRACED_SITE, p->site, ask->use, BUJU_NOTED, said);
  if (status != BUJU_OK) return status;
  status = buju_job_add_action(job,
                               (buju_site_action){.site = p->site,
                                                  .action = (uint8_t)ask->add,
                                                  .status = site->status,
                                                  .use = ask->use,
                                                  .year_before = p->ledger.year_before,
                                                  .cost_fen = BUJU_MONEY_MISSING},
                               row);
  return status == BUJU_OK ? buju_job_trace(job, BUJU_TRACED_ACTION, *row, ask->use, BUJU_DECIDED, said) : status;
}

static buju_status explain(buju_phasing_work *w, const buju_project *p, const buju_decided_year *d, buju_ix row) {
  buju_job *job = w->job;
  buju_ix use = w->ask->use;
  buju_status status = buju_job_trace(job, BUJU_TRACED_ACTION, row, use, BUJU_NOTED, because(p, d));
  if (status == BUJU_OK && d->cut > 0)
    status = buju_job_trace(job, BUJU_TRACED_ACTION, row, use, BUJU_NOTED, if_cut(d));
  int16_t before = p->ledger.year_before;
  if (status == BUJU_OK && before != 0 && before != d->year)
    status = buju_job_trace(job, BUJU_TRACED_ACTION, row, use, BUJU_NOTED, moved_from(before));
  return status;
}

/* Due is the earlier of the day of its own rule and the end of the year it is given. */
static void set(buju_phasing_work *w, const buju_decided_year *d, buju_site_action *row) {
  const buju_phasing_ask *ask = w->ask;
  row->rank = d->rank;
  row->cut = d->cut < INT32_MAX ? (int32_t)d->cut : 0;
  row->phased_by = ask->use;
  if (row->responsible == NULL) row->responsible = ask->responsible;
  if (d->year == 0) return;
  row->year = d->year;
  const buju_date due = {d->year, ask->due_month, ask->due_day};
  if (ask->due_month != 0 && (row->due.year == 0 || buju_date_before(due, row->due))) row->due = due;
}

/* Rows whose year another rule set, or that are done, stay as they are. */
static buju_status write_row(buju_phasing_work *w, const buju_project *p, const buju_decided_year *d, buju_ix a) {
  buju_site_action *row = (buju_site_action *)w->job->actions.data + a;
  bool theirs = row->year != 0 && row->phased_by != BUJU_NONE;
  if (row->progress == BUJU_PROJECT_DONE || theirs) return BUJU_OK;
  set(w, d, row);
  return explain(w, p, d, a);
}

buju_status buju_phasing_write(buju_phasing_work *w, const buju_project *p, const buju_decided_year *d) {
  buju_ix first = p->ledger.first;
  buju_status status = BUJU_OK;
  if (first == BUJU_NONE) {
    if (d->year == 0) return BUJU_OK; /* not chosen: nothing is done to it */
    status = add(w, p, d, &first);
    if (status == BUJU_OK) status = write_row(w, p, d, first);
  } else {
    for (buju_ix a = first; a != BUJU_NONE && status == BUJU_OK; a = w->next[a]) status = write_row(w, p, d, a);
  }
  /* people gain once by a site, whatever is done to it together */
  if (status == BUJU_OK && p->ledger.people == 0)
    ((buju_site_action *)w->job->actions.data + first)->people_gained = p->people;
  return status;
}
