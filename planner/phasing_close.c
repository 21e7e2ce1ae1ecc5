/* What hangs on the years once they are set: closings, sites, needs, gaps, who is reached when.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/costs.h"
#include "planner/phasing_parts.h"
#include "planner/reach.h"

static buju_site_action *action_at(const buju_job *job, size_t a) { return (buju_site_action *)job->actions.data + a; }

static bool closes(const buju_site_action *row) {
  return row->action == BUJU_ACTION_MERGE || row->action == BUJU_ACTION_DEREGISTER;
}

/* Nothing is closed before its successor opens; what no rule phases goes with it. */
static buju_status close_after(buju_job *job, const int16_t *opens) {
  BUJU_MSG(with, "与承接机构同年：{0}年。", "In the year its successor opens: {0}.");
  BUJU_MSG(never, "承接机构未排入规划年度，暂不办理。", "Not yet: its successor has no year in the plan.");
  for (size_t a = 0; a < job->actions.n; a++) {
    buju_site_action *row = action_at(job, a);
    if (!closes(row) || row->progress != BUJU_PROJECT_PLANNED) continue;
    buju_ix heir = buju_phasing_heir(job, buju_job_site(job, row->site));
    if (heir == BUJU_NONE || opens[heir] == 0 || (row->year != 0 && row->year >= opens[heir])) continue;
    bool hopeless = opens[heir] == BUJU_NEVER_OPEN;
    row->year = hopeless ? 0 : opens[heir];
    buju_said said = BUJU_SAY(with, buju_year(row->year));
    if (hopeless) said.msg = &never;
    buju_status status = buju_job_trace(job, BUJU_TRACED_ACTION, (buju_ix)a, row->use, BUJU_NOTED, said);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

/* A site's year is the first its main action has, else the first of any. */
static buju_status date_sites(buju_job *job) {
  int16_t *of_main = BUJU_NEW(job->scratch, int16_t, job->sites.n);
  if (of_main == NULL) return buju_fail_memory(job->ctx);
  for (size_t a = 0; a < job->actions.n; a++) {
    const buju_site_action *row = action_at(job, a);
    buju_site *site = buju_job_site(job, row->site);
    int16_t *year = row->action == site->action ? &of_main[row->site] : &site->year;
    if (row->year != 0 && (*year == 0 || row->year < *year)) *year = row->year;
  }
  for (size_t s = 0; s < job->sites.n; s++)
    if (of_main[s] != 0) buju_job_site(job, (buju_ix)s)->year = of_main[s];
  return BUJU_OK;
}

/* When a village has what is done to the building of its site: once all of it is done, the year of that. */
static buju_status date_needs(buju_job *job, const int16_t *opens) {
  int16_t *finished = BUJU_NEW(job->scratch, int16_t, job->sites.n);
  if (finished == NULL) return buju_fail_memory(job->ctx);
  for (size_t a = 0; a < job->actions.n; a++) {
    const buju_site_action *row = action_at(job, a);
    bool counts = row->progress == BUJU_PROJECT_DONE && buju_ledger_opens(row);
    if (counts && row->year > finished[row->site]) finished[row->site] = row->year;
  }
  for (buju_ix v = 0; v < job->region->village.n; v++) {
    buju_need *need = &job->need[v];
    if (need->site == BUJU_NONE || opens[need->site] == BUJU_NEVER_OPEN) continue;
    need->year = opens[need->site] != 0 ? opens[need->site] : finished[need->site];
  }
  return BUJU_OK;
}

/* ---- who is reached when ---- */

/* When a site that closes does; 0: no year is set. */
static int16_t *closing_years(const buju_job *job) {
  int16_t *year = BUJU_NEW(job->scratch, int16_t, job->sites.n);
  for (size_t a = 0; year != NULL && a < job->actions.n; a++)
    if (closes(action_at(job, a))) year[action_at(job, a)->site] = action_at(job, a)->year;
  return year;
}

/* The years anything is planned in, ascending. */
static buju_ix planned_years(const buju_job *job, int16_t *year) {
  buju_ix n = 0;
  for (size_t i = 0; i < job->targets.n; i++) {
    int16_t asked = ((const buju_target *)job->targets.data + i)->year;
    buju_ix at = 0;
    while (at < n && year[at] < asked) at++;
    if (asked < buju_job_year(job) || n == BUJU_PHASE_YEARS || (at < n && year[at] == asked)) continue;
    for (buju_ix k = n++; k > at; k--) year[k] = year[k - 1];
    year[at] = asked;
  }
  return n;
}

static buju_status reach_by_year(buju_job *job, const int16_t *opens) {
  int16_t year[BUJU_PHASE_YEARS];
  buju_ix years = planned_years(job, year);
  int16_t *closed = closing_years(job);
  buju_status status = closed != NULL ? BUJU_OK : buju_fail_memory(job->ctx);
  for (buju_ix i = 0; i < (buju_ix)job->reacheds.n; i++)
    for (buju_ix k = 0; k < years && status == BUJU_OK; k++) {
      buju_reached_by *row = buju_vec_push(&job->reached_bys, sizeof *row);
      if (row == NULL) return buju_fail_memory(job->ctx);
      *row = (buju_reached_by){.reached = i, .year = year[k]};
      buju_ix use = ((const buju_reached *)job->reacheds.data + i)->use;
      status = buju_reach_by(job, use, &(buju_reach_open){opens, closed, year[k]}, &row->people);
    }
  return status;
}

buju_status buju_phasing_conclude(buju_job *job) {
  int16_t *opens;
  buju_status status = BUJU_OK;
  if (job->targets.n > 0) {
    status = buju_ledger_openings(job, job->scratch, &opens);
    if (status == BUJU_OK) status = close_after(job, opens);
    if (status == BUJU_OK) status = date_sites(job);
    if (status == BUJU_OK) status = date_needs(job, opens);
    if (status == BUJU_OK) status = buju_phasing_totals(job);
    if (status == BUJU_OK) status = reach_by_year(job, opens);
  }
  return status == BUJU_OK ? buju_costs_by_year(job) : status;
}

/* ---- gaps ---- */

/* The year of what is done to a site about it. */
static int16_t year_of(const buju_job *job, buju_ix site, int action, const buju_ix *first, const buju_ix *next) {
  for (buju_ix a = first[site]; a != BUJU_NONE; a = next[a])
    if (action_at(job, a)->action == action) return action_at(job, a)->year;
  return 0;
}

static buju_status close_gaps(buju_job *job) {
  buju_ix *first = BUJU_NEW(job->scratch, buju_ix, job->sites.n), *next;
  buju_status status = buju_ledger_chain(job, (buju_ledger_rows){UINT32_MAX, BUJU_NONE, false}, job->scratch, &next);
  if (first == NULL) return buju_fail_memory(job->ctx);
  if (status != BUJU_OK) return status;
  for (size_t s = 0; s < job->sites.n; s++) first[s] = BUJU_NONE;
  for (size_t a = job->actions.n; a-- > 0;) first[action_at(job, a)->site] = (buju_ix)a;
  for (size_t i = 0; i < job->gaps.n; i++) {
    buju_gap *gap = (buju_gap *)job->gaps.data + i;
    int16_t year = 0;
    if (gap->after || gap->remedy < 0) continue;
    if (gap->site != BUJU_NONE)
      year = year_of(job, gap->site, gap->remedy, first, next);
    else if (gap->kind == BUJU_GAP_ENTITLEMENT && gap->village != BUJU_NONE)
      year = job->need[gap->village].year;
    if (year != 0) gap->year_closed = year;
  }
  return BUJU_OK;
}

buju_status buju_phasing_close_gaps(buju_job *job) {
  if (job->targets.n == 0) return BUJU_OK;
  job->scratch = buju_arena_new();
  buju_status status = job->scratch != NULL ? close_gaps(job) : buju_fail_memory(job->ctx);
  buju_arena_free(job->scratch);
  job->scratch = NULL;
  return status;
}
