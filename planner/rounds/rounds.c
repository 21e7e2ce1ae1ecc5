/* Rounds: which way they are solved, and laying the lanes into the week. SPDX-License-Identifier: Apache-2.0 */
#include "planner/rounds/rounds.h"

#include <stdlib.h>

#include "planner/rounds/rounds_parts.h"

bool buju_rounds_reachable(const buju_rounds_problem *p, buju_ix stop) {
  uint32_t there = buju_rounds_drive(p, 0, stop + 1), back = buju_rounds_drive(p, stop + 1, 0);
  return there != BUJU_FAR && back != BUJU_FAR && (uint64_t)there + back + p->serve_ms[stop] <= buju_rounds_limit(p);
}

static bool sound(const buju_rounds_problem *p) {
  if (p->n > BUJU_ROUNDS_MOST_STOPS || p->weeks == 0 || p->weeks > BUJU_ROUNDS_MOST_WEEKS || p->most_days == 0 ||
      p->most_days > p->days_a_week || p->days_a_week > BUJU_ROUNDS_MOST_DAYS || p->day_ms == 0 ||
      p->day_ms > BUJU_ROUNDS_DAY_MS || p->work_limit < 0)
    return false;
  for (buju_ix i = 0; i < p->n; i++)
    if (p->every[i] == 0 || p->weeks % p->every[i] != 0 || p->serve_ms[i] > BUJU_ROUNDS_DAY_MS ||
        !buju_rounds_reachable(p, i))
      return false;
  return true;
}

/* A lane as it is laid into the week. */
typedef struct lane {
  buju_ix name;
  uint32_t days; /* of its longest tour */
  uint64_t ms;   /* of all its tours */
} lane;

typedef struct solving {
  buju_ctx *ctx;
  const buju_rounds_problem *p;
  buju_arena *arena, *scratch;
  buju_rounds_places at;
  buju_rounds_score score;
  buju_rounds_answer *out;
  uint64_t *week_ms, *slot_ms; /* [weeks] all work; [vehicles × days_a_week] */
} solving;

/* ---- the tours ---- */

/* The tours of a lane, before it has a day: one a week in which it has stops. */
static void make_lane(solving *s, buju_ix name) {
  const buju_rounds_problem *p = s->p;
  buju_rounds_answer *out = s->out;
  for (uint32_t t = 0; t < p->weeks; t++) {
    buju_rounds_tour tour = {.week = t, .vehicle = name};
    tour.first = out->tours > 0 ? out->tour[out->tours - 1].first + out->tour[out->tours - 1].n : 0;
    uint64_t serve = 0;
    for (buju_ix i = 0; i < p->n; i++) {
      if (s->at.lane[i] != name || t % p->every[i] != s->at.offset[i]) continue;
      out->stop[tour.first + tour.n++] = i;
      serve += p->serve_ms[i];
    }
    if (tour.n == 0) continue;
    uint64_t drive = buju_rounds_order(p, out->stop + tour.first, tour.n, &out->work);
    tour.drive_ms = (uint32_t)drive;
    tour.serve_ms = (uint32_t)serve;
    tour.days = (uint32_t)buju_rounds_days(p, drive + serve);
    out->tour[out->tours++] = tour;
  }
}

static buju_status make_tours(solving *s) {
  const buju_rounds_problem *p = s->p;
  buju_rounds_answer *out = s->out;
  size_t visits = 0;
  for (buju_ix i = 0; i < p->n; i++) visits += p->weeks / p->every[i];
  out->tour = BUJU_NEW(s->arena, buju_rounds_tour, visits); /* none is without a stop */
  out->stop = BUJU_NEW(s->arena, buju_ix, visits);
  if (out->tour == NULL || out->stop == NULL) return buju_fail_memory(s->ctx);
  for (buju_ix l = 0; l < s->at.lanes; l++) make_lane(s, l);
  for (buju_ix k = 0; k < out->tours; k++) {
    out->vehicle_days += out->tour[k].days;
    out->drive_ms += out->tour[k].drive_ms;
  }
  return BUJU_OK;
}

/* ---- the week ---- */

static int by_weight(const void *a, const void *b) {
  const lane *x = a, *y = b;
  if (x->days != y->days) return x->days > y->days ? -1 : 1;
  if (x->ms != y->ms) return x->ms > y->ms ? -1 : 1;
  return (x->name > y->name) - (x->name < y->name);
}

static uint64_t work_of(const buju_rounds_tour *tour) { return (uint64_t)tour->drive_ms + tour->serve_ms; }

/* Turns a lane's weeks so that the fullest week stays as empty as can be. */
static void turn_weeks(solving *s, buju_ix name) {
  uint32_t weeks = s->p->weeks, best = 0;
  uint64_t least = UINT64_MAX;
  for (uint32_t turn = 0; turn < weeks; turn++) {
    uint64_t fullest = 0;
    for (buju_ix k = 0; k < s->out->tours; k++) {
      const buju_rounds_tour *tour = &s->out->tour[k];
      uint64_t ms = tour->vehicle == name ? s->week_ms[(tour->week + turn) % weeks] + work_of(tour) : 0;
      if (ms > fullest) fullest = ms;
    }
    if (fullest >= least) continue;
    least = fullest;
    best = turn;
  }
  for (buju_ix k = 0; k < s->out->tours; k++) {
    buju_rounds_tour *tour = &s->out->tour[k];
    if (tour->vehicle != name) continue;
    tour->week = (tour->week + best) % weeks;
    s->week_ms[tour->week] += work_of(tour);
  }
}

/* The vehicle and first day where so many days in a row are free: where the fullest of these weekdays has least work so
 * far, a new vehicle only when no other has them free. Several vehicles share the weekdays evenly. */
static buju_ix find_slot(const solving *s, buju_ix vehicles, uint32_t days) {
  uint32_t week = s->p->days_a_week;
  buju_ix best = BUJU_NONE;
  uint64_t least = UINT64_MAX;
  for (buju_ix slot = 0; slot < vehicles * week; slot++) {
    if (slot % week + days > week) continue;
    bool free_days = true;
    uint64_t fullest = 0;
    for (uint32_t d = 0; d < days; d++) {
      uint64_t ms = 0;
      for (buju_ix v = 0; v < vehicles; v++) ms += s->slot_ms[v * week + slot % week + d];
      free_days = free_days && s->slot_ms[slot + d] == 0;
      if (ms > fullest) fullest = ms;
    }
    if (!free_days || fullest >= least) continue;
    least = fullest;
    best = slot;
  }
  return best;
}

static buju_status lay_lanes(solving *s) {
  buju_ix lanes = s->at.lanes;
  uint32_t week = s->p->days_a_week, all_days = 0;
  lane *row = BUJU_NEW(s->scratch, lane, lanes);
  buju_ix *slot_of = BUJU_NEW(s->scratch, buju_ix, lanes);
  s->week_ms = BUJU_NEW(s->scratch, uint64_t, s->p->weeks);
  s->slot_ms = BUJU_NEW(s->scratch, uint64_t, (size_t)lanes * week); /* a vehicle a lane is always enough */
  if (row == NULL || slot_of == NULL || s->week_ms == NULL || s->slot_ms == NULL) return buju_fail_memory(s->ctx);
  for (buju_ix l = 0; l < lanes; l++) row[l].name = l;
  for (buju_ix k = 0; k < s->out->tours; k++) {
    lane *of = &row[s->out->tour[k].vehicle];
    if (s->out->tour[k].days > of->days) of->days = s->out->tour[k].days;
    of->ms += work_of(&s->out->tour[k]);
  }
  qsort(row, lanes, sizeof *row, by_weight);
  for (buju_ix l = 0; l < lanes; l++) all_days += row[l].days;
  buju_ix vehicles = (all_days + week - 1) / week;
  for (buju_ix l = 0; l < lanes; l++) {
    turn_weeks(s, row[l].name);
    buju_ix slot = find_slot(s, vehicles, row[l].days);
    if (slot == BUJU_NONE) slot = vehicles++ * week;
    for (uint32_t d = 0; d < row[l].days; d++) s->slot_ms[slot + d] += row[l].ms / row[l].days + 1;
    slot_of[row[l].name] = slot;
  }
  for (buju_ix k = 0; k < s->out->tours; k++) {
    buju_rounds_tour *tour = &s->out->tour[k];
    tour->weekday = slot_of[tour->vehicle] % week;
    tour->vehicle = slot_of[tour->vehicle] / week;
  }
  s->out->vehicles = vehicles;
  return BUJU_OK;
}

static int by_day(const void *a, const void *b) {
  const buju_rounds_tour *x = a, *y = b;
  if (x->week != y->week) return x->week < y->week ? -1 : 1;
  if (x->weekday != y->weekday) return x->weekday < y->weekday ? -1 : 1;
  return (x->vehicle > y->vehicle) - (x->vehicle < y->vehicle);
}

/* ---- what is proved ---- */

/* Tours as they lie in the answer, each after the one before. */
static buju_status prove(solving *s) {
  const buju_rounds_answer *out = s->out;
  buju_ix *first = BUJU_NEW(s->scratch, buju_ix, (size_t)out->tours + 1);
  if (first == NULL) return buju_fail_memory(s->ctx);
  for (buju_ix k = 0; k < out->tours; k++) first[k + 1] = first[k] + out->tour[k].n;
  buju_rounds_tours known = {out->tours, first, out->stop};
  buju_rounds_score upper = {out->vehicle_days, out->drive_ms, 0};
  int64_t least[2];
  buju_status status = buju_rounds_bound(s->ctx, s->p, &known, upper, s->p->work_limit, least, &s->out->work);
  s->out->least_vehicle_days = least[0];
  s->out->least_drive_ms = least[1];
  return status;
}

static buju_status solve(solving *s) {
  buju_rounds_answer *out = s->out;
  bool few = buju_rounds_few(s->p);
  out->method = few ? BUJU_BY_SUBSETS : BUJU_BY_PRICES;
  buju_status status = few ? buju_rounds_exact(s->ctx, s->p, &s->at, &s->score, &out->work)
                           : buju_rounds_search(s->ctx, s->p, s->p->work_limit, &s->at, &s->score, &out->work);
  if (status == BUJU_OK) status = make_tours(s);
  out->least_vehicle_days = out->vehicle_days;
  out->least_drive_ms = s->score.drive_ms; /* a long tour's order may drive more than the least of all */
  if (status == BUJU_OK && !few) status = prove(s);
  if (status == BUJU_OK) status = lay_lanes(s);
  if (status == BUJU_OK) qsort(out->tour, out->tours, sizeof *out->tour, by_day);
  return status;
}

buju_status buju_rounds_solve(buju_ctx *ctx, const buju_rounds_problem *problem, buju_arena *arena,
                              buju_rounds_answer *out) {
  BUJU_MSG(unsound, "内部检查未通过：巡诊路线问题不合约定；请报告此问题",
           "internal check failed: the problem of rounds is not what it must be; please report this");
  if (!sound(problem)) return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(unsound));
  *out = (buju_rounds_answer){.method = BUJU_BY_SUBSETS};
  if (problem->n == 0) return BUJU_OK;
  solving s = {.ctx = ctx, .p = problem, .arena = arena, .scratch = buju_arena_new(), .out = out};
  if (s.scratch == NULL) return buju_fail_memory(ctx);
  s.at.lane = BUJU_NEW(s.scratch, buju_ix, problem->n);
  s.at.offset = BUJU_NEW(s.scratch, uint32_t, problem->n);
  buju_status status = s.at.lane != NULL && s.at.offset != NULL ? solve(&s) : buju_fail_memory(ctx);
  buju_arena_free(s.scratch);
  return status;
}
