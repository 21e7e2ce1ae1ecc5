/* What is asked of an area in each year, and what of it can still be planned. SPDX-License-Identifier: Apache-2.0 */
#include "core/shares.h"
#include "planner/phasing_parts.h"

enum { WHOLE_PERMYRIAD = 10000 };

/* An area's numbers under way. */
typedef struct numbering {
  buju_phasing_work *work;
  buju_ix area;
  const buju_project *project;
  buju_ix n;
  buju_area_years *out;
  bool apportioned;
  int64_t before; /* done before the first of the years, as the policy says or the ledger; of a share: meet it now */
  int16_t since;  /* from when on what is done is not among them */
} numbering;

static const buju_value *yearly_of(const numbering *m) { return m->work->ask->yearly; }

static bool done(const buju_project *p) {
  return p->ledger.first != BUJU_NONE && p->ledger.progress == BUJU_PROJECT_DONE;
}

static int64_t count_done(const numbering *m, int16_t first, int16_t last) {
  int64_t n = 0;
  for (buju_ix i = 0; i < m->n; i++) {
    const buju_project *p = &m->project[i];
    n += !p->met && done(p) && p->ledger.year >= first && p->ledger.year <= last;
  }
  return n;
}

static bool past(const numbering *m, int16_t year) { return year < buju_job_year(m->work->job); }

/* The one county of a plan stands for the plan. */
static buju_ix shown_area(const numbering *m) {
  return m->area != BUJU_NONE ? m->area : buju_region_one_county(m->work->job->region);
}

static bool ours(const buju_value *value, int16_t year) {
  for (buju_ix k = 0; value->ours_by_year && k < value->years; k++)
    if (value->yearly[k].year == year) return value->yearly[k].ours;
  return value->our_default;
}

static buju_target_source source_of(const numbering *m, int16_t year) {
  const buju_value *value = yearly_of(m);
  if (m->apportioned) return BUJU_TARGET_APPORTIONED;
  if (value->origin == BUJU_BY_SCENARIO || value->origin == BUJU_BY_SET) return BUJU_TARGET_BUREAU;
  return ours(value, year) ? BUJU_TARGET_DEFAULT : BUJU_TARGET_POLICY;
}

static int64_t budget_of(const numbering *m, int16_t year) {
  const buju_value *budget = m->work->ask->budget;
  for (buju_ix k = 0; budget != NULL && k < budget->years; k++)
    if (budget->yearly[k].year == year && !budget->yearly[k].rest) return budget->yearly[k].amount;
  return BUJU_PHASE_FREE;
}

static buju_status add_target(numbering *m, int16_t year, int64_t target, int64_t cumulative, int32_t permyriad) {
  const buju_phasing_ask *ask = m->work->ask;
  buju_target *row = buju_vec_push(&m->work->job->targets, sizeof *row);
  if (row == NULL) return buju_fail_memory(m->work->job->ctx);
  *row = (buju_target){.use = ask->use,
                       .id = buju_job_use(m->work->job, ask->use)->id,
                       .area = shown_area(m),
                       .year = year,
                       .service = ask->service,
                       .measure = ask->share ? BUJU_MEASURE_SHARE : BUJU_MEASURE_COUNT,
                       .source = (uint8_t)source_of(m, year),
                       .actions = ask->actions,
                       .own = ask->own,
                       .bound = ask->crew_most != BUJU_PHASE_FREE || budget_of(m, year) != BUJU_PHASE_FREE,
                       .asked = true,
                       .base = ask->share ? (int64_t)m->n : -1,
                       .permyriad = permyriad,
                       .target = target,
                       .done_before = m->before + count_done(m, m->since, (int16_t)(year - 1)),
                       .cumulative_target = cumulative,
                       .cost_fen = BUJU_MONEY_MISSING,
                       .responsible = ask->responsible};
  if (ask->due_month != 0) row->due = (buju_date){year, ask->due_month, ask->due_day};
  m->out->targets++;
  return BUJU_OK;
}

static void open_year(numbering *m, int16_t year, int64_t quota) {
  m->out->open[m->out->n++] = (buju_open_year){year, quota, budget_of(m, year)};
}

/* ---- numbers ---- */

/* The numbers of a wider area in proportion, over the years whose work this plan can see; a rest weighs as much as the
 * others do on average. No part is more than the whole: a year never gets more than the wider area has in it, and what
 * is to be done beyond that goes to the rest, or is left. */
static buju_status apportion(numbering *m, int64_t *amount) {
  const buju_value *value = yearly_of(m);
  int64_t weight[BUJU_PHASE_YEARS], share[BUJU_PHASE_YEARS], sum = 0, numbers = 0, whole = 0;
  buju_ix years = 0, at[BUJU_PHASE_YEARS];
  for (buju_ix k = 0; k < value->years; k++) {
    if (value->yearly[k].rest) continue;
    sum += value->yearly[k].amount;
    numbers++;
  }
  for (buju_ix k = 0; k < value->years; k++) {
    amount[k] = 0;
    if (past(m, value->yearly[k].year) && !m->work->job->region->progress.given) continue;
    weight[years] = value->yearly[k].amount;
    if (value->yearly[k].rest) weight[years] = numbers > 0 ? (sum + numbers - 1) / numbers : 1;
    at[years++] = k;
  }
  for (buju_ix i = 0; i < m->n; i++)
    whole += !done(&m->project[i]) || m->project[i].ledger.year >= value->yearly[0].year;
  if (years == 0) return BUJU_OK;
  buju_status status = buju_share_out(m->work->job->ctx, whole, weight, years, share);
  for (buju_ix k = 0; status == BUJU_OK && k < years; k++) {
    const buju_yearly *wider = &value->yearly[at[k]];
    amount[at[k]] = !wider->rest && share[k] > wider->amount ? wider->amount : share[k];
    if (wider->rest) amount[at[k]] = whole;
    whole -= amount[at[k]];
  }
  return status;
}

/* What was asked of past years and is not done; where nobody says what was done, past numbers count as met. */
static int64_t backlog(const numbering *m, const int64_t *amount) {
  const buju_value *value = yearly_of(m);
  int64_t left = 0;
  if (!m->work->job->region->progress.given) return 0;
  for (buju_ix k = 0; k < value->years; k++) {
    int16_t year = value->yearly[k].year;
    if (past(m, year) && amount[k] >= 0) left += amount[k] - count_done(m, year, year);
  }
  return left > 0 ? left : 0;
}

static buju_status number(numbering *m) {
  const buju_value *value = yearly_of(m);
  int64_t amount[BUJU_PHASE_YEARS], cumulative = m->before;
  buju_status status = BUJU_OK;
  for (buju_ix k = 0; k < value->years; k++) amount[k] = value->yearly[k].rest ? -1 : value->yearly[k].amount;
  if (m->apportioned) status = apportion(m, amount);
  int64_t more = backlog(m, amount);
  for (buju_ix k = 0; k < value->years && status == BUJU_OK; k++) {
    int16_t year = value->yearly[k].year;
    cumulative = cumulative < 0 || amount[k] < 0 ? -1 : cumulative + amount[k];
    status = add_target(m, year, amount[k], cumulative, -1);
    if (past(m, year)) continue;
    int64_t quota = BUJU_PHASE_FREE;
    if (amount[k] >= 0) {
      quota = amount[k] + more - count_done(m, year, year);
      quota = quota > 0 ? quota : 0;
      more = 0;
    }
    open_year(m, year, quota);
  }
  if (status != BUJU_OK || m->out->n > 0) return status;
  open_year(m, buju_job_year(m->work->job), BUJU_PHASE_FREE); /* every year asked for is over: what is left is late */
  return add_target(m, buju_job_year(m->work->job), -1, -1, -1);
}

/* ---- shares ---- */

static int64_t required(const numbering *m, const buju_yearly *yearly) {
  int64_t permyriad = yearly->rest ? WHOLE_PERMYRIAD : yearly->amount;
  return ((int64_t)m->n * permyriad + WHOLE_PERMYRIAD - 1) / WHOLE_PERMYRIAD;
}

/* Whose year is settled by then. */
static int64_t count_settled(const numbering *m, int16_t year) {
  int64_t n = 0;
  for (buju_ix i = 0; i < m->n; i++) {
    const buju_project *p = &m->project[i];
    bool settled = p->ledger.phased || p->ledger.progress == BUJU_PROJECT_UNDER_WAY;
    n += !p->met && p->ledger.first != BUJU_NONE && !done(p) && settled && p->ledger.year <= year;
  }
  return n;
}

static buju_status share(numbering *m) {
  const buju_value *value = yearly_of(m);
  int64_t met = 0, all_done = count_done(m, INT16_MIN, INT16_MAX), chosen = 0, asked = 0;
  buju_status status = BUJU_OK;
  for (buju_ix i = 0; i < m->n; i++) met += m->project[i].met;
  m->before = met;
  for (buju_ix k = 0; k < value->years && status == BUJU_OK; k++) {
    const buju_yearly *yearly = &value->yearly[k];
    int64_t need = required(m, yearly), before = asked > met ? asked : met;
    bool last = k + 1 == value->years;
    status = add_target(m, yearly->year, need > before ? need - before : 0, need,
                        yearly->rest ? WHOLE_PERMYRIAD : (int32_t)yearly->amount);
    asked = need;
    int16_t year = yearly->year;
    if (past(m, year) && !last) continue;
    if (past(m, year)) { /* every year asked for is over: what is left is late */
      year = buju_job_year(m->work->job);
      status = add_target(m, year, 0, need, yearly->rest ? WHOLE_PERMYRIAD : (int32_t)yearly->amount);
    }
    /* the settled of this year are among its quota, those of years before are behind it */
    int64_t settled_before = m->out->n > 0 ? count_settled(m, m->out->open[m->out->n - 1].year) : 0;
    int64_t settled = count_settled(m, year) - settled_before;
    int64_t short_of = need - met - all_done - settled_before - chosen;
    int64_t quota = short_of > settled ? short_of : settled;
    chosen += quota - settled;
    open_year(m, year, quota);
  }
  return status;
}

int64_t buju_phasing_before(const buju_phasing_ask *ask) {
  const buju_value *years = ask->yearly;
  int64_t before = ask->total;
  if (ask->done_before >= 0) return ask->done_before;
  if (ask->total < 0 || years->yearly[years->years - 1].rest) return -1;
  for (buju_ix k = 0; k < years->years; k++) before -= years->yearly[k].amount;
  return before;
}

buju_status buju_phasing_years(buju_phasing_work *work, buju_ix area, const buju_project *project, buju_ix n,
                               buju_area_years *out) {
  const buju_phasing_ask *ask = work->ask;
  *out = (buju_area_years){.first_target = (buju_ix)work->job->targets.n};
  bool apportioned = ask->wider && ask->yearly->origin == BUJU_BY_PROFILE;
  numbering m = {work, area, project, n, out, apportioned, 0, INT16_MIN};
  if (ask->share) return share(&m);
  m.since = ask->yearly->yearly[0].year;
  m.before = apportioned ? -1 : buju_phasing_before(ask);
  if (m.before < 0) m.before = count_done(&m, INT16_MIN, (int16_t)(m.since - 1));
  return number(&m);
}
