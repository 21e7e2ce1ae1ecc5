/* The ledger of actions as phasing reads it, and what an earlier plan and the works under way say of it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/phasing_parts.h"

#define ID(name, id, zh, en) id,
const char *const buju_action_ids[] = {BUJU_ACTION_TABLE(ID) NULL};
const char *const buju_phasing_per_words[] = {"plan", "county", "township", NULL};

static buju_site_action *action_at(const buju_job *job, size_t a) { return (buju_site_action *)job->actions.data + a; }

static bool counts(const buju_job *job, buju_ledger_rows rows, const buju_site_action *row) {
  if ((rows.actions >> row->action & 1) == 0) return false;
  if (rows.use == BUJU_NONE || row->use == BUJU_NONE || row->use == rows.use) return true;
  if (buju_job_use(job, row->use)->rule->stage != BUJU_STAGE_PHASE) return true;
  return !rows.own && row->use < rows.use;
}

buju_status buju_ledger_by_site(const buju_job *job, buju_ledger_rows rows, buju_arena *arena, buju_ledger_sum **out) {
  size_t sites = job->sites.n;
  buju_ledger_sum *sum = BUJU_NEW(arena, buju_ledger_sum, sites);
  if (sum == NULL) return buju_fail_memory(job->ctx);
  for (size_t s = 0; s < sites; s++)
    sum[s] =
        (buju_ledger_sum){.first = BUJU_NONE, .progress = BUJU_PROJECT_DONE, .phased = true, .fen = BUJU_MONEY_MISSING};
  for (size_t a = 0; a < job->actions.n; a++) {
    const buju_site_action *row = action_at(job, a);
    buju_ledger_sum *s = &sum[row->site];
    if (!counts(job, rows, row)) continue;
    if (s->first == BUJU_NONE) s->first = (buju_ix)a;
    s->mask |= UINT32_C(1) << row->action;
    if (row->year > s->year) s->year = row->year;
    if (row->year_before > s->year_before) s->year_before = row->year_before;
    if (row->progress < s->progress) s->progress = row->progress;
    s->phased = s->phased && (row->year != 0 || row->progress == BUJU_PROJECT_DONE);
    s->people += row->people_gained;
    if (row->cost_fen != BUJU_MONEY_MISSING) s->fen = (s->fen == BUJU_MONEY_MISSING ? 0 : s->fen) + row->cost_fen;
  }
  *out = sum;
  return BUJU_OK;
}

buju_status buju_ledger_chain(const buju_job *job, buju_ledger_rows rows, buju_arena *arena, buju_ix **out) {
  buju_ix *next = BUJU_NEW(arena, buju_ix, job->actions.n), *first = BUJU_NEW(arena, buju_ix, job->sites.n);
  if (next == NULL || first == NULL) return buju_fail_memory(job->ctx);
  for (size_t s = 0; s < job->sites.n; s++) first[s] = BUJU_NONE;
  for (size_t a = job->actions.n; a-- > 0;) {
    const buju_site_action *row = action_at(job, a);
    next[a] = BUJU_NONE;
    if (!counts(job, rows, row)) continue;
    next[a] = first[row->site];
    first[row->site] = (buju_ix)a;
  }
  *out = next;
  return BUJU_OK;
}

buju_status buju_ledger_openings(const buju_job *job, buju_arena *arena, int16_t **out) {
  int16_t *year = BUJU_NEW(arena, int16_t, job->sites.n);
  if (year == NULL) return buju_fail_memory(job->ctx);
  for (size_t a = 0; a < job->actions.n; a++) {
    const buju_site_action *row = action_at(job, a);
    bool build = row->action == BUJU_ACTION_BUILD;
    bool works = build || row->action == BUJU_ACTION_REBUILD || row->action == BUJU_ACTION_UPGRADE ||
                 row->action == BUJU_ACTION_CONVERT_CHS;
    int16_t opens = row->year;
    if (!works || row->progress == BUJU_PROJECT_DONE) continue;
    if (opens == 0 && build) opens = BUJU_NEVER_OPEN;
    if (opens > year[row->site]) year[row->site] = opens;
  }
  *out = year;
  return BUJU_OK;
}

buju_ix buju_phasing_heir(const buju_job *job, const buju_site *site) {
  if (site->village == BUJU_NONE) return BUJU_NONE;
  buju_ix heir = job->need[site->village].site;
  return heir != BUJU_NONE && buju_job_site(job, heir) != site ? heir : BUJU_NONE;
}

/* ---- what an earlier plan says ---- */

static buju_ix site_of_progress(const buju_job *job, buju_ix i) {
  const buju_region *r = job->region;
  buju_ix f = r->progress.facility[i], v = r->progress.village[i];
  if (f != BUJU_NONE) return job->site_of_facility[f];
  if (v == BUJU_NONE) return BUJU_NONE;
  buju_ix own = job->site_of_village[v];
  if (own != BUJU_NONE && buju_job_site(job, own)->kind == r->progress.kind[i]) return own;
  for (buju_ix s = 0; s < (buju_ix)job->sites.n; s++)
    if (buju_job_site(job, s)->village == v && buju_job_site(job, s)->kind == r->progress.kind[i]) return s;
  return BUJU_NONE;
}

/* What is under way or done and no part of the plan: said where it stands, so that nobody is surprised. */
static buju_status tell_foreign(buju_job *job, buju_ix i) {
  BUJU_MSG(foreign, "项目进展中{0}有一项“{1}”{2}，本方案没有这一项，请核对。",
           "By the progress input \"{1}\" is {2} in {0}; this plan has no such project: please check.");
  const buju_region *r = job->region;
  buju_ix v = r->progress.village[i];
  if (v == BUJU_NONE || r->progress.state[i] == BUJU_PROJECT_PLANNED) return BUJU_OK;
  return buju_job_trace(job, BUJU_TRACED_NEED, v, BUJU_NONE, BUJU_NOTED,
                        BUJU_SAY(foreign, buju_text(buju_job_village_name(job, v)),
                                 buju_word(&buju_action_words[r->progress.action[i]].word),
                                 buju_word(&buju_progress_words[r->progress.state[i]].word)));
}

static buju_status mark(buju_job *job, buju_ix i, size_t a) {
  BUJU_MSG(done, "项目进展：已于{0}年完成。", "Progress: done in {0}.");
  BUJU_MSG(done_once, "项目进展：已完成。", "Progress: done.");
  BUJU_MSG(under_way, "项目进展：在建。", "Progress: under way.");
  const buju_region *r = job->region;
  buju_site_action *row = action_at(job, a);
  buju_site *site = buju_job_site(job, row->site);
  buju_project_state state = (buju_project_state)r->progress.state[i];
  if (state == BUJU_PROJECT_PLANNED) {
    row->year_before = r->progress.year[i];
    return BUJU_OK;
  }
  row->progress = (uint8_t)state;
  row->year = r->progress.year[i];
  row->status = state == BUJU_PROJECT_DONE ? BUJU_SITE_EXISTING : BUJU_SITE_UNDER_CONSTRUCTION;
  if (site->status == BUJU_SITE_PROPOSED || state == BUJU_PROJECT_UNDER_WAY) site->status = row->status;
  buju_said said = BUJU_SAY(done, buju_year(row->year));
  if (row->year == 0) said.msg = &done_once;
  if (state == BUJU_PROJECT_UNDER_WAY) said.msg = &under_way;
  return buju_job_trace(job, BUJU_TRACED_ACTION, (buju_ix)a, BUJU_NONE, BUJU_NOTED, said);
}

/* Row i goes to the site's row of that action; done or under way without one gets a row, so that the ledger holds all
 * there is. */
static buju_status enter(buju_job *job, buju_ix i) {
  const buju_region *r = job->region;
  buju_ix s = site_of_progress(job, i), row;
  if (s == BUJU_NONE) return tell_foreign(job, i);
  for (size_t a = 0; a < job->actions.n; a++)
    if (action_at(job, a)->site == s && action_at(job, a)->action == r->progress.action[i]) return mark(job, i, a);
  if (r->progress.state[i] == BUJU_PROJECT_PLANNED) return BUJU_OK;
  buju_status status = buju_job_add_action(job,
                                           (buju_site_action){.site = s,
                                                              .action = r->progress.action[i],
                                                              .status = buju_job_site(job, s)->status,
                                                              .use = BUJU_NONE,
                                                              .cost_fen = BUJU_MONEY_MISSING},
                                           &row);
  return status == BUJU_OK ? mark(job, i, row) : status;
}

buju_status buju_phasing_start(buju_job *job) {
  buju_status status = BUJU_OK;
  for (buju_ix i = 0; i < job->region->progress.n && status == BUJU_OK; i++) status = enter(job, i);
  return status;
}
