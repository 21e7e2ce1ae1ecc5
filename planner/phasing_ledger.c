/* The ledger of actions as phasing reads it. SPDX-License-Identifier: Apache-2.0 */
#include "planner/phasing_parts.h"

#define ID(name, id, zh, en) id,
const char *const buju_action_ids[] = {BUJU_ACTION_TABLE(ID) NULL};
const char *const buju_phasing_per_words[] = {"plan", "county", "township", NULL};

static buju_site_action *action_at(const buju_job *job, size_t a) { return (buju_site_action *)job->actions.data + a; }

static bool counts(const buju_job *job, buju_ledger_rows rows, uint8_t action, buju_ix use) {
  if ((rows.actions >> action & 1) == 0) return false;
  if (rows.use == BUJU_NONE || use == BUJU_NONE || use == rows.use) return true;
  if (buju_job_use(job, use)->rule->stage != BUJU_STAGE_PHASE) return true;
  return !rows.own && use < rows.use;
}

/* By site: the rule has a project of its own there, and what other rules of years do to it is another matter. */
static bool *own_projects(const buju_job *job, buju_ledger_rows rows, buju_arena *arena) {
  bool *own = BUJU_NEW(arena, bool, job->sites.n);
  for (size_t a = 0; own != NULL && rows.use != BUJU_NONE && a < job->actions.n; a++) {
    const buju_site_action *row = action_at(job, a);
    if (row->use == rows.use && (rows.actions >> row->action & 1) != 0) own[row->site] = true;
  }
  return own;
}

static bool row_counts(const buju_job *job, buju_ledger_rows rows, const bool *own, const buju_site_action *row) {
  if (!counts(job, rows, row->action, row->use)) return false;
  bool other =
      row->use != rows.use && row->use != BUJU_NONE && buju_job_use(job, row->use)->rule->stage == BUJU_STAGE_PHASE;
  return !(own[row->site] && other);
}

/* Whoever gains by a site gains once, by whatever is done to it; other villages' people by what is done there. */
static void gain(const buju_site_action *row, buju_ledger_sum *s) {
  if (row->stop != 0 && row->people_gained > 0) s->elsewhere += row->people_gained;
  if (row->stop == 0 && row->people_gained > s->here) s->here = row->people_gained;
  s->people = s->here + s->elsewhere;
}

buju_status buju_ledger_by_site(const buju_job *job, buju_ledger_rows rows, buju_arena *arena, buju_ledger_sum **out) {
  size_t sites = job->sites.n;
  buju_ledger_sum *sum = BUJU_NEW(arena, buju_ledger_sum, sites);
  const bool *own = own_projects(job, rows, arena);
  if (sum == NULL || own == NULL) return buju_fail_memory(job->ctx);
  for (size_t s = 0; s < sites; s++)
    sum[s] =
        (buju_ledger_sum){.first = BUJU_NONE, .progress = BUJU_PROJECT_DONE, .phased = true, .fen = BUJU_MONEY_MISSING};
  for (size_t a = 0; a < job->actions.n; a++) {
    const buju_site_action *row = action_at(job, a);
    buju_ledger_sum *s = &sum[row->site];
    if (!row_counts(job, rows, own, row)) continue;
    if (s->first == BUJU_NONE) s->first = (buju_ix)a;
    s->mask |= UINT32_C(1) << row->action;
    if (row->year > s->year) s->year = row->year;
    if (row->year_before > s->year_before) s->year_before = row->year_before;
    if (row->progress < s->progress) s->progress = row->progress;
    s->phased = s->phased && (row->year != 0 || row->progress == BUJU_PROJECT_DONE);
    gain(row, s);
    if (row->cost_fen != BUJU_MONEY_MISSING) s->fen = (s->fen == BUJU_MONEY_MISSING ? 0 : s->fen) + row->cost_fen;
  }
  for (size_t i = 0; i < job->remembereds.n; i++) {
    const buju_remembered *r = (const buju_remembered *)job->remembereds.data + i;
    if (counts(job, rows, r->action, r->use) && r->year > sum[r->site].year_before) sum[r->site].year_before = r->year;
  }
  *out = sum;
  return BUJU_OK;
}

buju_status buju_ledger_chain(const buju_job *job, buju_ledger_rows rows, buju_arena *arena, buju_ix **out) {
  buju_ix *next = BUJU_NEW(arena, buju_ix, job->actions.n), *first = BUJU_NEW(arena, buju_ix, job->sites.n);
  const bool *own = own_projects(job, rows, arena);
  if (next == NULL || first == NULL || own == NULL) return buju_fail_memory(job->ctx);
  for (size_t s = 0; s < job->sites.n; s++) first[s] = BUJU_NONE;
  for (size_t a = job->actions.n; a-- > 0;) {
    const buju_site_action *row = action_at(job, a);
    next[a] = BUJU_NONE;
    if (!row_counts(job, rows, own, row)) continue;
    next[a] = first[row->site];
    first[row->site] = (buju_ix)a;
  }
  *out = next;
  return BUJU_OK;
}

bool buju_ledger_opens(const buju_site_action *row) {
  return row->action == BUJU_ACTION_BUILD || row->action == BUJU_ACTION_REBUILD || row->action == BUJU_ACTION_UPGRADE ||
         row->action == BUJU_ACTION_CONVERT_CHS;
}

buju_status buju_ledger_openings(const buju_job *job, buju_arena *arena, int16_t **out) {
  int16_t *year = BUJU_NEW(arena, int16_t, job->sites.n);
  if (year == NULL) return buju_fail_memory(job->ctx);
  for (size_t a = 0; a < job->actions.n; a++) {
    const buju_site_action *row = action_at(job, a);
    bool build = row->action == BUJU_ACTION_BUILD;
    int16_t opens = row->year;
    if (!buju_ledger_opens(row) || row->progress == BUJU_PROJECT_DONE) continue;
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
