/* A rule's projects get their years, area by area. SPDX-License-Identifier: Apache-2.0 */
#include "planner/filter.h"
#include "planner/phasing_parts.h"

#include <stdio.h>

/* The projects of an area whose year is to be found, as the optimiser takes them. */
typedef struct phasing_area {
  buju_phasing_work *work;
  buju_ix area;
  const buju_project *project; /* the area's */
  buju_ix all;
  buju_area_years years;
  buju_phase phase;
  buju_ix *of; /* [phase.n] into project */
  uint8_t *class;
  int64_t *people, *density, *cost, *quota, *budget;
  buju_ix *crew, *from, *fixed;
  buju_ix *order, *year;
  int64_t *cut;
  buju_phase_best best;
} phasing_area;

/* ---- posing ---- */

/* The first open year that is not before `year`; BUJU_NONE: it lies behind the last. */
static buju_ix slot_from(const buju_area_years *years, int16_t year) {
  for (buju_ix t = 0; t < years->n; t++)
    if (years->open[t].year >= year) return t;
  return BUJU_NONE;
}

typedef enum standing { OPEN, SETTLED, OUT } standing;

/* Whether a project's year is settled, to be found, or out of the question. */
static standing stand(const phasing_area *a, const buju_project *p, buju_ix *fixed, buju_ix *from) {
  const buju_phasing_work *w = a->work;
  const buju_ledger_sum *l = &p->ledger;
  bool has = l->first != BUJU_NONE;
  *fixed = BUJU_NONE;
  *from = 0;
  if (p->met || p->stuck || (has && l->progress == BUJU_PROJECT_DONE)) return OUT;
  if (has && l->progress == BUJU_PROJECT_UNDER_WAY)
    *fixed = slot_from(&a->years, l->year);
  else if (has && l->phased)
    *fixed = slot_from(&a->years, l->year);
  else if (w->ask->keep_planned && l->year_before >= buju_job_year(w->job))
    *fixed = slot_from(&a->years, l->year_before);
  else {
    const buju_site *site = buju_job_site(w->job, p->site);
    buju_ix heir = site->status == BUJU_SITE_CLOSING ? buju_phasing_heir(w->job, site) : BUJU_NONE;
    if (heir == BUJU_NONE) return OPEN;
    *from = w->opens[heir] == BUJU_NEVER_OPEN ? BUJU_NONE : slot_from(&a->years, w->opens[heir]);
    return *from != BUJU_NONE ? OPEN : OUT;
  }
  return *fixed != BUJU_NONE ? SETTLED : OUT;
}

static bool arrays_new(phasing_area *a) {
  buju_arena *arena = a->work->job->scratch;
  buju_ix n = a->all, years = a->years.n;
  a->of = BUJU_NEW(arena, buju_ix, n);
  a->class = BUJU_NEW(arena, uint8_t, n);
  a->people = BUJU_NEW(arena, int64_t, n);
  a->density = BUJU_NEW(arena, int64_t, n);
  a->cost = BUJU_NEW(arena, int64_t, n);
  a->crew = BUJU_NEW(arena, buju_ix, n);
  a->from = BUJU_NEW(arena, buju_ix, n);
  a->fixed = BUJU_NEW(arena, buju_ix, n);
  a->order = BUJU_NEW(arena, buju_ix, n);
  a->year = BUJU_NEW(arena, buju_ix, n);
  a->cut = BUJU_NEW(arena, int64_t, n);
  a->quota = BUJU_NEW(arena, int64_t, years);
  a->budget = BUJU_NEW(arena, int64_t, years);
  return a->of != NULL && a->class != NULL && a->people != NULL && a->density != NULL && a->cost != NULL &&
         a->crew != NULL && a->from != NULL && a->fixed != NULL && a->order != NULL && a->year != NULL &&
         a->cut != NULL && a->quota != NULL && a->budget != NULL;
}

/* Whose crews build it; what lies in no area of the level shares those of one more. */
static buju_ix crew_of(const phasing_area *a, const buju_site *site) {
  const buju_region *r = a->work->job->region;
  buju_ix area = buju_region_area_at(r, site->township, a->work->ask->crew_level);
  return area != BUJU_NONE ? area : r->area.n;
}

static void put(phasing_area *a, buju_ix i, buju_ix fixed, buju_ix from) {
  const buju_project *p = &a->project[i];
  const buju_site *site = buju_job_site(a->work->job, p->site);
  buju_ix k = a->phase.n++;
  a->of[k] = i;
  a->class[k] = p->class;
  a->people[k] = p->people;
  a->density[k] = p->density;
  a->cost[k] = p->ledger.fen != BUJU_MONEY_MISSING ? p->ledger.fen : 0;
  a->crew[k] = crew_of(a, site);
  a->fixed[k] = fixed;
  a->from[k] = from;
}

static buju_status pose(phasing_area *a) {
  const buju_phasing_ask *ask = a->work->ask;
  if (!arrays_new(a)) return buju_fail_memory(a->work->job->ctx);
  for (buju_ix i = 0; i < a->all; i++) {
    buju_ix fixed, from;
    if (stand(a, &a->project[i], &fixed, &from) != OUT) put(a, i, fixed, from);
  }
  for (buju_ix t = 0; t < a->years.n; t++) {
    a->quota[t] = a->years.open[t].quota;
    a->budget[t] = a->years.open[t].budget;
  }
  a->phase = (buju_phase){.n = a->phase.n,
                          .years = a->years.n,
                          .class = a->class,
                          .people = a->people,
                          .density = a->density,
                          .cost = a->cost,
                          .crew = a->crew,
                          .from = a->from,
                          .fixed = a->fixed,
                          .quota = a->quota,
                          .budget = ask->budget != NULL ? a->budget : NULL,
                          .crews = a->work->job->region->area.n + 1,
                          .crew_most = ask->crew_most,
                          .work_limit = a->work->job->scenario->work_limit};
  return BUJU_OK;
}

/* ---- the proof ---- */

static buju_status certify(const phasing_area *a, const char *what, const buju_msg *objective, int64_t whole,
                           int64_t worth, int64_t most) {
  int64_t upper = whole - worth, lower = whole - most;
  return buju_job_certify(a->work->job, what,
                          (buju_certificate){.use = a->work->ask->use,
                                             .certifies = BUJU_CERTIFIES_WAITING,
                                             .objective = objective,
                                             .lower = lower / BUJU_PERSON,
                                             .upper = (upper + BUJU_PERSON - 1) / BUJU_PERSON,
                                             .proof = lower == upper ? BUJU_PROVED : BUJU_BOUNDED,
                                             .method = a->best.method,
                                             .work = a->best.work,
                                             .size = a->phase.n});
}

/* Everybody's people × years, all of which wait until something is done for them. */
static buju_phase_worth whole_of(const phasing_area *a) {
  buju_phase_worth whole = {0, 0};
  for (buju_ix k = 0; k < a->phase.n; k++) {
    int64_t years = a->people[k] * (int64_t)a->phase.years;
    whole.all += years;
    if (a->class[k] <= BUJU_PHASE_WEAK) whole.urgent += years;
  }
  return whole;
}

static buju_status compare(phasing_area *a) {
  BUJU_MSG(urgent_first, "无服务、薄弱之处的等待最少（人·年）",
           "least waiting of the unserved and the weak (person-years)");
  BUJU_MSG(then_all, "在此前提下总等待最少（人·年）", "then least waiting in all (person-years)");
  buju_job *job = a->work->job;
  const buju_region *r = job->region;
  buju_status status = buju_phase_solve(job->ctx, &a->phase, job->scratch, &a->best);
  if (status != BUJU_OK) return status;
  buju_phase_worth whole = whole_of(a), here = buju_phase_value(&a->phase, a->year);
  const char *what = a->area != BUJU_NONE ? r->area.code[a->area] : "plan";
  status = certify(a, what, &urgent_first, whole.urgent, a->best.worth.urgent, a->best.urgent_most);
  if (status == BUJU_OK) status = certify(a, what, &then_all, whole.all, a->best.worth.all, a->best.all_most);
  buju_phasing *row = status == BUJU_OK ? buju_vec_push(&job->phasings, sizeof *row) : NULL;
  if (row == NULL) return status != BUJU_OK ? status : buju_fail_memory(job->ctx);
  *row = (buju_phasing){.id = buju_job_use(job, a->work->ask->use)->id,
                        .use = a->work->ask->use,
                        .area = a->area,
                        .projects = a->phase.n,
                        .waiting = whole.all - here.all,
                        .best = whole.all - a->best.worth.all,
                        .bound = whole.all - a->best.all_most};
  for (buju_ix k = 0; k < a->phase.n; k++) {
    row->scheduled += a->year[k] != BUJU_NONE;
    row->moved += a->year[k] != a->best.year[k];
  }
  return BUJU_OK;
}

/* ---- writing ---- */

/* Whether nobody but the settled has a place: what is asked is met by them, and of a share by those who meet it. */
static bool asks_no_more(const phasing_area *a) {
  buju_ix settled[BUJU_PHASE_YEARS] = {0}, all = 0;
  for (buju_ix k = 0; k < a->phase.n; k++) {
    if (a->fixed[k] == BUJU_NONE) continue;
    settled[a->fixed[k]]++;
    all++;
  }
  for (buju_ix t = 0; t < a->years.n; t++)
    if (a->quota[t] == BUJU_PHASE_FREE || a->quota[t] > (int64_t)settled[t]) return false;
  return a->work->ask->share || all > 0;
}

static buju_status write_all(phasing_area *a) {
  buju_ix place[BUJU_PHASE_YEARS] = {0}, of[BUJU_PHASE_YEARS] = {0};
  const bool enough = asks_no_more(a);
  for (buju_ix k = 0; k < a->phase.n; k++)
    if (a->year[k] != BUJU_NONE) of[a->year[k]]++;
  for (buju_ix k = 0; k < a->phase.n; k++) {
    buju_ix i = a->order[k], t = a->year[i];
    bool last = t == BUJU_NONE || t + 1 == a->years.n;
    buju_decided_year decided = {.year = t != BUJU_NONE ? a->years.open[t].year : (int16_t)0,
                                 .next = last ? (int16_t)0 : a->years.open[t + 1].year,
                                 .rank = k + 1,
                                 .ranked = a->phase.n,
                                 .place = t != BUJU_NONE ? ++place[t] : 0,
                                 .of = t != BUJU_NONE ? of[t] : 0,
                                 .cut = a->cut[i],
                                 .settled = a->fixed[i] != BUJU_NONE,
                                 .spared = enough && t == BUJU_NONE};
    buju_status status = buju_phasing_write(a->work, &a->project[a->of[i]], &decided);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

/* The totals at the end are taken over these. */
static buju_status remember(const phasing_area *a) {
  buju_job *job = a->work->job;
  const buju_target *first = (const buju_target *)job->targets.data + a->years.first_target;
  for (buju_ix i = 0; i < a->all; i++) {
    buju_phased *row = buju_vec_push(&job->phaseds, sizeof *row);
    if (row == NULL) return buju_fail_memory(job->ctx);
    const buju_project *p = &a->project[i];
    *row = (buju_phased){a->work->ask->use, p->site, first->area, false, p->met, p->stuck};
  }
  return BUJU_OK;
}

/* All in one year, whatever their order. */
static bool nothing_to_decide(const phasing_area *a) {
  bool free = a->quota[0] == BUJU_PHASE_FREE && a->budget[0] == BUJU_PHASE_FREE;
  return a->years.n == 1 && free && a->work->ask->crew_most == BUJU_PHASE_FREE;
}

static buju_status phase_area(buju_phasing_work *w, buju_ix area, const buju_project *project, buju_ix n) {
  phasing_area a = {.work = w, .area = area, .project = project, .all = n};
  buju_ctx *ctx = w->job->ctx;
  buju_status status = buju_phasing_years(w, area, project, n, &a.years);
  if (status == BUJU_OK) status = pose(&a);
  if (status == BUJU_OK) status = buju_phase_order(ctx, &a.phase, a.order);
  if (status == BUJU_OK) status = buju_phase_by_order(ctx, &a.phase, a.order, a.year);
  if (status != BUJU_OK) return status;
  buju_phase_cuts(&a.phase, a.order, a.year, a.cut);
  if (a.phase.n > 0 && !nothing_to_decide(&a)) status = compare(&a);
  if (status == BUJU_OK) status = write_all(&a);
  return status == BUJU_OK ? remember(&a) : status;
}

/* Nothing is asked of where it lies, so it has no year; it is named, and it is among the totals of what lies around. */
static buju_status leave_out(buju_phasing_work *w, const buju_project *p) {
  static const buju_finding_kind of_no_township = {
      "phasing_no_township",
      BUJU_WARNING,
      {"规则“{0}”按乡镇下达任务，而{1}不属于任何乡镇", "rule “{0}” has numbers for each township, and {1} is in none"},
      {"没有安排年度，列入“未归乡镇”；请补所在村或乡镇，或把 per 改为 county",
       "no year is given, counted as of no township; say which village or township it is in, or use per: county"}};
  static const buju_finding_kind of_no_county = {
      "phasing_no_county",
      BUJU_WARNING,
      {"规则“{0}”按县下达任务，而{1}不属于任何县", "rule “{0}” has numbers for each county, and {1} is in none"},
      {"没有安排年度；请补所在村或乡镇", "no year is given; say which village or township it is in"}};
  buju_job *job = w->job;
  buju_site *site = buju_job_site(job, p->site);
  buju_phased *row = buju_vec_push(&job->phaseds, sizeof *row);
  if (row == NULL) return buju_fail_memory(job->ctx);
  *row = (buju_phased){w->ask->use, p->site, BUJU_NONE, true, p->met, p->stuck};
  if (p->met) return BUJU_OK;
  return buju_find(
      job->ctx, &job->findings,
      (buju_finding){.kind = w->ask->per == BUJU_PER_TOWNSHIP ? &of_no_township : &of_no_county,
                     .code = site->facility != BUJU_NONE ? job->region->facility.code[site->facility] : NULL,
                     .row = -1,
                     .arg = {buju_text(buju_job_use(job, w->ask->use)->id), buju_site_arg(job, site)}});
}

/* Every area of the level, also those without a project: what is asked of them is asked. */
static buju_status phase_areas(buju_phasing_work *w) {
  const buju_region *r = w->job->region;
  buju_level level = w->ask->per == BUJU_PER_COUNTY ? BUJU_COUNTY : BUJU_TOWNSHIP;
  buju_status status = BUJU_OK;
  buju_ix at = 0;
  for (; at < w->n && w->project[at].area == BUJU_NONE && status == BUJU_OK; at++)
    status = leave_out(w, &w->project[at]);
  for (buju_ix area = 0; area < r->area.n && status == BUJU_OK; area++) {
    if (r->area.level[area] != level) continue;
    buju_ix first = at;
    while (at < w->n && w->project[at].area == area) at++;
    status = phase_area(w, area, w->project + first, at - first);
  }
  return status;
}

/* As the rows of the plan hold it: the profile writes it in one language. */
static buju_status name_responsible(buju_job *job, buju_phasing_ask *ask) {
  if (ask->responsible_named == NULL) return BUJU_OK;
  buju_msg *msg = BUJU_NEW(job->arena, buju_msg, 1);
  if (msg == NULL) return buju_fail_memory(job->ctx);
  *msg = (buju_msg){ask->responsible_named, ask->responsible_en != NULL ? ask->responsible_en : ask->responsible_named};
  ask->responsible = msg;
  return BUJU_OK;
}

buju_status buju_phasing_apply(buju_job *job, buju_ix use) {
  buju_phasing_ask ask = buju_phasing_ask_of(job->scenario, buju_job_use(job, use));
  buju_phasing_work w;
  buju_status status = name_responsible(job, &ask);
  if (status == BUJU_OK) status = buju_phasing_gather(job, &ask, &w);
  if (status == BUJU_OK)
    status = ask.per == BUJU_PER_PLAN ? phase_area(&w, BUJU_NONE, w.project, w.n) : phase_areas(&w);
  return status == BUJU_OK ? buju_phasing_say(&w) : status;
}
