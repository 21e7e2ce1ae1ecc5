/* Being served without a clinic of one's own: what rules of MOBILE share. SPDX-License-Identifier: Apache-2.0 */
#include "planner/mobile.h"

#include <math.h>
#include <stdlib.h>

#include "planner/rounds_today.h"
#include "planner/stages.h"

const char *const buju_mobile_else_words[] = {"own_clinic", "nobody", NULL};

buju_mobile_ask buju_mobile_ask_of(const buju_job *job, buju_ix use) {
  const buju_value *value = buju_job_use(job, use)->value;
  return (buju_mobile_ask){.use = use,
                           .where = value[BUJU_MOBILE_WHERE].given ? value[BUJU_MOBILE_WHERE].selector : BUJU_NONE,
                           .open = value[BUJU_MOBILE_OPEN].i != 0,
                           .keep = value[BUJU_MOBILE_KEEP].i != 0,
                           .own_else = value[BUJU_MOBILE_ELSE].i == 0,
                           .from_people = BUJU_PEOPLE_MISSING,
                           .most_people = BUJU_PEOPLE_MISSING};
}

/* A village without a partner has a clinic only for want of one: such a verdict gives way to being served otherwise. */
static bool undecided(const buju_need *need) {
  return !need->decided || (need->verdict == BUJU_VERDICT_OWN_NO_PARTNER && need->use != BUJU_NONE);
}

/* A clinic that counts where the rule keeps those, and one kept by hand whatever the rule says. */
static bool keeps_clinic(const buju_job *job, buju_ix v, bool keep) {
  const buju_csr *link = &job->village_facility;
  if (keep && job->need[v].clinics_counted > 0) return true;
  for (uint64_t k = link->row[v]; k < link->row[v + 1]; k++)
    if (job->keep[link->col[k]] != NULL && job->region->facility.kind[link->col[k]] == BUJU_VILLAGE_CLINIC) return true;
  return false;
}

static bool picks(const buju_job *job, buju_ix where, bool keep, buju_ix v) {
  return buju_selected(job->selection, where, v) && !keeps_clinic(job, v, keep);
}

static bool right_size(const buju_mobile_ask *ask, buju_people_n people) {
  if (ask->from_people != BUJU_PEOPLE_MISSING && (people == BUJU_PEOPLE_MISSING || people < ask->from_people))
    return false;
  return ask->most_people == BUJU_PEOPLE_MISSING || (people != BUJU_PEOPLE_MISSING && people <= ask->most_people);
}

buju_status buju_mobile_seek(buju_job *job, const buju_mobile_ask *ask, buju_ix *n, buju_ix **village) {
  BUJU_MSG(late, "{0}也符合规则 {2}（{1}）的条件，因前序规则已判定，不再另行处理。",
           "{0} is also picked by rule {2} ({1}); an earlier rule had decided.");
  const buju_region *r = job->region;
  *village = BUJU_NEW(job->scratch, buju_ix, r->village.n);
  *n = 0;
  if (*village == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix v = 0; v < r->village.n; v++) {
    const buju_need *need = &job->need[v];
    bool picked = picks(job, ask->where, ask->keep, v) && right_size(ask, need->people_used);
    bool open = ask->open && (job->mobile[v].sought || job->no_site[v] != NULL) && right_size(ask, need->people_used);
    if (!picked && !open) continue;
    if (undecided(need) && isfinite(r->village.x_m[v]) && isfinite(r->village.y_m[v])) {
      job->mobile[v].sought |= picked;
      (*village)[(*n)++] = v;
    } else if (picked && need->decided) {
      const buju_use *use = buju_job_use(job, ask->use);
      buju_status status = buju_job_trace(
          job, BUJU_TRACED_NEED, v, ask->use, BUJU_LOST,
          BUJU_SAY(late, buju_text(buju_job_village_name(job, v)), buju_text(use->clause), buju_text(use->id)));
      if (status != BUJU_OK) return status;
    }
  }
  return BUJU_OK;
}

/* What made it a village with a clinic for want of a partner is no longer the reason; that it was so stays said. */
static void overrule(buju_job *job, buju_ix v) {
  BUJU_MSG(no_partner, "{0}没有合适的邻村可以合建（{1}，规则 {2}）。",
           "{0} has no neighbour it could share a clinic with ({1}, rule {2}).");
  buju_trace *trace = job->traces.data;
  for (size_t i = job->traces.n; i-- > 0;) {
    if (trace[i].table != BUJU_TRACED_NEED || trace[i].row != v || trace[i].outcome != BUJU_DECIDED) continue;
    const buju_use *use = buju_job_use(job, trace[i].use);
    trace[i].outcome = BUJU_LOST;
    trace[i].said =
        BUJU_SAY(no_partner, buju_text(buju_job_village_name(job, v)), buju_text(use->clause), buju_text(use->id));
    break;
  }
  job->need[v].decided = false;
}

buju_status buju_mobile_take(buju_job *job, buju_ix v, buju_ix use, buju_verdict verdict, struct buju_mobile who,
                             buju_said said) {
  BUJU_MSG(too_late, "", "");
  bool won;
  if (job->need[v].decided) overrule(job, v);
  job->mobile[v].use = use;
  job->mobile[v].village = who.village;
  job->mobile[v].facility = who.facility;
  job->mobile[v].trip = who.trip;
  job->mobile[v].mode = who.mode;
  job->mobile[v].provider = who.provider;
  job->mobile[v].limit_ms = who.limit_ms;
  job->mobile[v].left_use = BUJU_NONE;
  if (job->no_site[v] != NULL) job->need[v].decision = (buju_ix)(job->no_site[v] - job->scenario->decision);
  return buju_job_decide(job, v, use, verdict, said, BUJU_SAY(too_late), &won);
}

buju_status buju_mobile_leave(buju_job *job, const buju_mobile_ask *ask, buju_ix v, buju_said said) {
  job->mobile[v].left_use = ask->own_else ? BUJU_NONE : ask->use;
  job->mobile[v].left = said;
  if (!ask->own_else && job->need[v].decided) overrule(job, v);
  return ask->own_else ? buju_job_trace(job, BUJU_TRACED_NEED, v, ask->use, BUJU_NOTED, said) : BUJU_OK;
}

/* A rule of MOBILE picks it, and may yet take it. */
static bool spoken_of(const buju_job *job, buju_ix v) {
  for (buju_ix u = 0; u < job->scenario->uses; u++) {
    const buju_use *use = buju_job_use(job, u);
    if (use->rule->stage != BUJU_STAGE_MOBILE) continue;
    buju_mobile_ask ask = buju_mobile_ask_of(job, u);
    if (picks(job, ask.where, ask.keep, v)) return true;
  }
  return false;
}

bool buju_mobile_hosts(const buju_job *job, buju_ix v) {
  const buju_need *need = &job->need[v];
  if (need->decided && need->verdict != BUJU_VERDICT_OWN_NO_PARTNER)
    return need->verdict == BUJU_VERDICT_OWN_CLINIC || need->verdict == BUJU_VERDICT_JOINT_HOST;
  return (need->decided || (job->entitled[v] && job->no_site[v] == NULL)) && !spoken_of(job, v);
}

buju_ix buju_mobile_site(const buju_job *job, buju_ix v) {
  const struct buju_mobile *m = &job->mobile[v];
  if (m->village != BUJU_NONE) return job->site_of_village[m->village];
  return m->facility != BUJU_NONE ? job->site_of_facility[m->facility] : BUJU_NONE;
}

/* ---- trips of settlements ---- */

static bool extends(const buju_job *job, buju_ix v, buju_provider provider, buju_mode mode) {
  const struct buju_mobile *m = &job->mobile[v];
  return job->need[v].verdict == BUJU_VERDICT_EXTENSION && m->provider == provider && m->mode == mode;
}

/* Of those that one provider and mode measures. */
static buju_status measure_extended(const buju_job *job, buju_provider provider, buju_mode mode, const buju_ix *site,
                                    buju_arena *scratch, buju_trip *trip) {
  const buju_region *r = job->region;
  const buju_travel *travel = job->travels->by[provider];
  buju_ix *row = BUJU_NEW(scratch, buju_ix, r->demand.n), *to = BUJU_NEW(scratch, buju_ix, r->demand.n), n = 0;
  size_t sites = job->sites.n;
  double *x_m = BUJU_NEW(scratch, double, sites), *y_m = BUJU_NEW(scratch, double, sites);
  if (row == NULL || to == NULL || x_m == NULL || y_m == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix d = 0; d < r->demand.n; d++) {
    if (!extends(job, r->demand.village[d], provider, mode)) continue;
    row[n] = d;
    to[n++] = site[d];
  }
  if (n == 0) return BUJU_OK;
  for (buju_ix s = 0; s < (buju_ix)sites; s++) {
    x_m[s] = buju_job_site(job, s)->x_m;
    y_m[s] = buju_job_site(job, s)->y_m;
  }
  buju_trip *own = BUJU_NEW(scratch, buju_trip, n);
  buju_places places;
  if (own == NULL) return buju_fail_memory(job->ctx);
  buju_status status = travel->ops->locate(job->ctx, travel, (buju_ix)sites, x_m, y_m, scratch, &places);
  if (status == BUJU_OK)
    status = travel->ops->trips(job->ctx, travel, mode, &job->joined[provider].demand, &places, n, row, to, own);
  for (buju_ix k = 0; k < n && status == BUJU_OK; k++) trip[row[k]] = own[k];
  return status;
}

buju_status buju_mobile_trips(const buju_job *job, const buju_ix *site, buju_arena *scratch, buju_trip *trip) {
  bool asked[BUJU_PROVIDERS][BUJU_MODES] = {{false}};
  for (buju_ix v = 0; v < job->region->village.n; v++)
    if (job->need[v].verdict == BUJU_VERDICT_EXTENSION && job->mobile[v].use != BUJU_NONE)
      asked[job->mobile[v].provider][job->mobile[v].mode] = true;
  buju_status status = BUJU_OK;
  for (int p = 0; p < BUJU_PROVIDERS; p++)
    for (int m = 0; m < BUJU_MODES && status == BUJU_OK; m++)
      if (asked[p][m]) status = measure_extended(job, (buju_provider)p, (buju_mode)m, site, scratch, trip);
  return status;
}

/* ---- once there are sites ---- */

static buju_status add_project(buju_job *job, buju_ix v, buju_action action) {
  BUJU_MSG(post, "向{0}派驻人员，服务{1}人。", "Staff are posted to {0} and serve {1} {1?person|people}.");
  BUJU_MSG(stop, "在{0}设巡诊点，服务{1}人。", "A stop of rounds is made in {0} for {1} {1?person|people}.");
  BUJU_MSG(change, "调整{0}的巡诊，服务{1}人。", "The rounds to {0} are changed and serve {1} {1?person|people}.");
  BUJU_MSG(change_unknown, "调整{0}的巡诊。", "The rounds to {0} are changed.");
  BUJU_MSG(post_unknown, "向{0}派驻人员。", "Staff are posted to {0}.");
  BUJU_MSG(stop_unknown, "在{0}设巡诊点。", "A stop of rounds is made in {0}.");
  const buju_need *need = &job->need[v];
  buju_people_n people = need->people_used;
  bool gained = need->before == BUJU_VERDICT_UNSERVED && people != BUJU_PEOPLE_MISSING;
  buju_site_action project = {.site = buju_mobile_site(job, v),
                              .action = (uint8_t)action,
                              .status = BUJU_SITE_PROPOSED,
                              .use = need->use,
                              .stop = v + 1,
                              .people_gained = gained ? people : 0,
                              .cost_fen = BUJU_MONEY_MISSING};
  buju_arg name = buju_text(buju_job_village_name(job, v));
  buju_said said = BUJU_SAY(post, name, buju_people(people != BUJU_PEOPLE_MISSING ? people : 0));
  if (people == BUJU_PEOPLE_MISSING)
    said.msg = action == BUJU_ACTION_POST ? &post_unknown : &stop_unknown;
  else if (action == BUJU_ACTION_ROUNDS_STOP)
    said.msg = &stop;
  if (action == BUJU_ACTION_ROUNDS_STOP && buju_rounds_today(need))
    said.msg = people == BUJU_PEOPLE_MISSING ? &change_unknown : &change;
  buju_ix row;
  buju_status status = buju_job_add_action(job, project, &row);
  return status == BUJU_OK ? buju_job_trace(job, BUJU_TRACED_ACTION, row, need->use, BUJU_DECIDED, said) : status;
}

/* The points the lines were gathered as become the plan's paths, a row a round. */
static buju_status lay_lines(buju_job *job) {
  const buju_round *round = job->rounds.data;
  const buju_round_point *point = job->round_points.data;
  buju_paths *path = &job->plan->round_path;
  size_t points = job->round_points.n;
  *path = (buju_paths){(buju_ix)job->rounds.n, BUJU_NEW(job->arena, uint64_t, job->rounds.n + 1),
                       BUJU_NEW(job->arena, double, points), BUJU_NEW(job->arena, double, points)};
  if (path->first == NULL || path->x_m == NULL || path->y_m == NULL) return buju_fail_memory(job->ctx);
  for (size_t k = 0; k < job->rounds.n; k++) path->first[k + 1] = path->first[k] + round[k].points;
  for (size_t i = 0; i < points; i++) {
    path->x_m[i] = point[i].x_m;
    path->y_m[i] = point[i].y_m;
  }
  return BUJU_OK;
}

/* Rows of the calendar, each with what it is sorted by. */
typedef struct calendar_row {
  buju_ix thc, day, vehicle, row;
} calendar_row;

static int by_day(const void *a, const void *b) {
  const calendar_row *x = a, *y = b;
  if (x->thc != y->thc) return x->thc < y->thc ? -1 : 1;
  if (x->day != y->day) return x->day < y->day ? -1 : 1;
  if (x->vehicle != y->vehicle) return x->vehicle < y->vehicle ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

static buju_status lay_calendar(buju_job *job) {
  size_t n = job->round_days.n;
  const buju_round *round = job->rounds.data;
  const buju_round_day *day = job->round_days.data;
  calendar_row *row = calloc(n + 1, sizeof *row);
  job->plan->calendar = BUJU_NEW(job->arena, buju_ix, n);
  if (row == NULL || job->plan->calendar == NULL) {
    free(row);
    return buju_fail_memory(job->ctx);
  }
  for (size_t i = 0; i < n; i++)
    row[i] = (calendar_row){round[day[i].round].thc, day[i].cycle_day, round[day[i].round].vehicle, (buju_ix)i};
  if (n > 1) qsort(row, n, sizeof *row, by_day);
  for (size_t i = 0; i < n; i++) job->plan->calendar[i] = row[i].row;
  free(row);
  return BUJU_OK;
}

/* Rounds that come today and stay as they are need no project. */
static bool goes_on(const buju_job *job, buju_ix v) {
  return buju_rounds_today(&job->need[v]) && buju_rounds_today_beside_plan(job, v) == BUJU_ROUND_KEPT;
}

buju_status buju_mobile_conclude(buju_job *job) {
  buju_status status = BUJU_OK;
  for (buju_ix v = 0; v < job->region->village.n && status == BUJU_OK; v++) {
    if (job->mobile[v].use == BUJU_NONE) continue;
    if (job->need[v].verdict == BUJU_VERDICT_POSTING) status = add_project(job, v, BUJU_ACTION_POST);
    if (job->need[v].verdict == BUJU_VERDICT_ROUNDS && !goes_on(job, v))
      status = add_project(job, v, BUJU_ACTION_ROUNDS_STOP);
  }
  buju_round *round = job->rounds.data;
  for (size_t k = 0; k < job->rounds.n; k++) round[k].site = job->site_of_facility[round[k].thc];
  if (status == BUJU_OK) status = lay_calendar(job);
  return status == BUJU_OK ? lay_lines(job) : status;
}
