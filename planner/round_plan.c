/* The rounds of a health centre. SPDX-License-Identifier: Apache-2.0 */
#include "planner/round_plan.h"

#include <string.h>

#include "planner/rounds/rounds.h"

enum { WEEK_DAYS = 7, MINUTE_MS = 60000 };

/* Row 0 of places is the health centre, row i + 1 is village[i]. Stops are the villages that can be reached. */
typedef struct planning {
  buju_job *job;
  const buju_round_ask *ask;
  const buju_travel *travel;
  buju_ix thc, n;
  const buju_ix *village; /* [n] */
  buju_places places;
  uint32_t *drive;             /* [(n + 1)²] */
  uint32_t *serve, *every;     /* [n] ms; weeks */
  buju_ix stops, *row;         /* of stop k: into village; its place is row[k] + 1 */
  buju_rounds_problem problem; /* of the stops */
  buju_rounds_answer answer;
} planning;

static uint32_t drive_of(const planning *p, buju_ix from, buju_ix to) {
  return p->drive[(size_t)from * (p->n + 1) + to];
}

static uint64_t longest_ms(const buju_round_ask *ask) { return (uint64_t)ask->day_ms * ask->most_days; }

static buju_status measure(planning *p) {
  buju_job *job = p->job;
  const buju_region *r = job->region;
  size_t places = (size_t)p->n + 1;
  double *x_m = BUJU_NEW(job->scratch, double, places), *y_m = BUJU_NEW(job->scratch, double, places);
  p->drive = BUJU_NEW(job->scratch, uint32_t, places * places);
  if (x_m == NULL || y_m == NULL || p->drive == NULL) return buju_fail_memory(job->ctx);
  x_m[0] = r->facility.x_m[p->thc];
  y_m[0] = r->facility.y_m[p->thc];
  for (buju_ix i = 0; i < p->n; i++) {
    x_m[i + 1] = r->village.x_m[p->village[i]];
    y_m[i + 1] = r->village.y_m[p->village[i]];
  }
  buju_csr times;
  buju_status status = p->travel->ops->locate(job->ctx, p->travel, p->n + 1, x_m, y_m, job->scratch, &p->places);
  if (status == BUJU_OK) /* BUJU_FAR is longer than a week */
    status = p->travel->ops->within(job->ctx, p->travel, p->ask->mode, &p->places, &p->places,
                                    (uint32_t)longest_ms(p->ask), job->scratch, &times);
  if (status != BUJU_OK) return status;
  memset(p->drive, 0xFF, places * places * sizeof *p->drive);
  for (buju_ix i = 0; i <= p->n; i++) {
    for (uint64_t k = times.row[i]; k < times.row[i + 1]; k++) p->drive[i * places + times.col[k]] = times.val[k];
    p->drive[i * places + i] = 0;
  }
  return BUJU_OK;
}

/* ---- what a village asks for ---- */

static uint32_t serve_of(const buju_round_ask *ask, buju_people_n people) {
  uint64_t ms = ask->serve_ms;
  int64_t hundred = 100 * BUJU_PERSON;
  if (people != BUJU_PEOPLE_MISSING) { /* in two parts, so that no product overflows */
    uint64_t whole = (uint64_t)(people / hundred), rest = (uint64_t)(people % hundred);
    ms += whole > ask->serve_most_ms ? ask->serve_most_ms : whole * ask->serve_100_ms;
    ms += (rest * ask->serve_100_ms + (uint64_t)hundred - 1) / (uint64_t)hundred;
  }
  return ms < ask->serve_most_ms ? (uint32_t)ms : ask->serve_most_ms;
}

typedef enum often { OFTEN, SELDOM, USUAL } often;

static often how_often(const buju_round_ask *ask, buju_people_n people, uint32_t drive_ms) {
  if (ask->often_from != BUJU_PEOPLE_MISSING && people != BUJU_PEOPLE_MISSING && people >= ask->often_from)
    return OFTEN;
  return ask->seldom_beyond_ms != BUJU_FAR && drive_ms > ask->seldom_beyond_ms ? SELDOM : USUAL;
}

static uint32_t days_of(const buju_round_ask *ask, often how) {
  return how == OFTEN ? ask->often_days : how == SELDOM ? ask->seldom_days : ask->interval_days;
}

/* ---- whom it takes ---- */

static buju_status leave(const planning *p, buju_ix i) {
  BUJU_MSG(no_way, "{1}到不了{0}，不能巡诊。", "{1} has no way to {0}: there can be no rounds.");
  BUJU_MSG(
      beyond, "{1}到{0}往返{2}分钟、服务{3}分钟，超过每日{4}分钟，一天内不能往返巡诊。",
      "{0} takes {2} min there and back from {1} and {3} min of service, more than the {4} min of a day: it cannot "
      "be reached on rounds within a day.");
  BUJU_MSG(beyond_nights, "{1}到{0}往返{2}分钟、服务{3}分钟，超过{5}天每天{4}分钟，不能巡诊。",
           "{0} takes {2} min there and back from {1} and {3} min of service, more than {5} days of {4} min: it cannot "
           "be reached on rounds.");
  const buju_job *job = p->job;
  uint32_t there = drive_of(p, 0, i + 1), back = drive_of(p, i + 1, 0);
  buju_arg name = buju_text(buju_job_village_name(job, p->village[i]));
  buju_arg centre = buju_text(job->region->facility.name[p->thc]);
  buju_said said = BUJU_SAY(no_way, name, centre);
  if (there != BUJU_FAR && back != BUJU_FAR) {
    uint64_t both = (uint64_t)there + back;
    said = BUJU_SAY(beyond, name, centre, buju_minutes(both < BUJU_FAR ? (uint32_t)both : BUJU_FAR - 1),
                    buju_minutes(p->serve[i]), buju_minutes(p->ask->day_ms), buju_int(p->ask->most_days));
    if (p->ask->most_days > 1) said.msg = &beyond_nights;
  }
  return buju_mobile_leave(p->job, &p->ask->mobile, p->village[i], said);
}

static buju_status take(const planning *p, buju_ix i) {
  BUJU_MSG(taken, "{0}不设固定村卫生室，由{1}定期巡诊，每{2}天1次，每次{3}分钟；从卫生院{4}{5}分钟。",
           "{0} has no fixed clinic: {1} visits it on its rounds every {2} days for {3} min; the way from the centre "
           "takes {5} min {4}.");
  BUJU_MSG(by_people, "{0}人不少于{1}人，增加巡诊次数。",
           "With {0} people, not fewer than {1}, it is visited more "
           "often.");
  BUJU_MSG(by_distance, "离卫生院超过{0}分钟，减少巡诊次数。",
           "It is more than {0} min from the centre and visited less often.");
  buju_job *job = p->job;
  buju_ix v = p->village[i];
  uint32_t there = drive_of(p, 0, i + 1);
  buju_people_n people = job->need[v].people_used;
  often how = how_often(p->ask, people, there);
  struct buju_mobile who = {.village = BUJU_NONE, .facility = p->thc};
  buju_ix from = 0, to = i + 1;
  buju_status status =
      p->travel->ops->trips(job->ctx, p->travel, p->ask->mode, &p->places, &p->places, 1, &from, &to, &who.trip);
  if (status == BUJU_OK)
    status = buju_mobile_take(job, v, p->ask->mobile.use, BUJU_VERDICT_ROUNDS, who,
                              BUJU_SAY(taken, buju_text(buju_job_village_name(job, v)),
                                       buju_text(job->region->facility.name[p->thc]), buju_int(days_of(p->ask, how)),
                                       buju_minutes(p->serve[i]), buju_word(&buju_mode_names[p->ask->mode]),
                                       buju_minutes(there)));
  if (status != BUJU_OK || how == USUAL) return status;
  buju_said why = how == OFTEN ? BUJU_SAY(by_people, buju_people(people), buju_people(p->ask->often_from))
                               : BUJU_SAY(by_distance, buju_minutes(p->ask->seldom_beyond_ms));
  return buju_job_trace(job, BUJU_TRACED_NEED, v, p->ask->mobile.use, BUJU_NOTED, why);
}

/* Sorts the villages into stops and those out of reach. */
static buju_status divide(planning *p) {
  buju_arena *scratch = p->job->scratch;
  p->serve = BUJU_NEW(scratch, uint32_t, p->n);
  p->every = BUJU_NEW(scratch, uint32_t, p->n);
  p->row = BUJU_NEW(scratch, buju_ix, p->n);
  if (p->serve == NULL || p->every == NULL || p->row == NULL) return buju_fail_memory(p->job->ctx);
  buju_rounds_problem all = {
      .n = p->n, .drive_ms = p->drive, .serve_ms = p->serve, .day_ms = p->ask->day_ms, .most_days = p->ask->most_days};
  buju_status status = BUJU_OK;
  for (buju_ix i = 0; i < p->n && status == BUJU_OK; i++) {
    buju_people_n people = p->job->need[p->village[i]].people_used;
    p->serve[i] = serve_of(p->ask, people);
    p->every[i] = days_of(p->ask, how_often(p->ask, people, drive_of(p, 0, i + 1))) / WEEK_DAYS;
    if (buju_rounds_reachable(&all, i)) {
      p->row[p->stops++] = i;
      status = take(p, i);
    } else
      status = leave(p, i);
  }
  return status;
}

/* The problem of the stops alone. */
static buju_status pose(planning *p) {
  buju_arena *scratch = p->job->scratch;
  size_t places = (size_t)p->stops + 1;
  uint32_t *drive = BUJU_NEW(scratch, uint32_t, places * places);
  uint32_t *serve = BUJU_NEW(scratch, uint32_t, p->stops), *every = BUJU_NEW(scratch, uint32_t, p->stops);
  if (drive == NULL || serve == NULL || every == NULL) return buju_fail_memory(p->job->ctx);
  for (buju_ix a = 0; a <= p->stops; a++)
    for (buju_ix b = 0; b <= p->stops; b++)
      drive[a * places + b] = drive_of(p, a > 0 ? p->row[a - 1] + 1 : 0, b > 0 ? p->row[b - 1] + 1 : 0);
  for (buju_ix k = 0; k < p->stops; k++) {
    serve[k] = p->serve[p->row[k]];
    every[k] = p->every[p->row[k]];
  }
  p->problem = (buju_rounds_problem){.n = p->stops,
                                     .drive_ms = drive,
                                     .serve_ms = serve,
                                     .every = every,
                                     .weeks = p->ask->cycle_weeks,
                                     .day_ms = p->ask->day_ms,
                                     .most_days = p->ask->most_days,
                                     .days_a_week = p->ask->days_a_week,
                                     .work_limit = p->job->scenario->work_limit};
  return BUJU_OK;
}

/* ---- the answer as rows ---- */

static bool same_round(const planning *p, const buju_rounds_tour *a, const buju_rounds_tour *b) {
  const buju_ix *stop = p->answer.stop;
  return a->vehicle == b->vehicle && a->weekday == b->weekday && a->n == b->n &&
         memcmp(stop + a->first, stop + b->first, a->n * sizeof *stop) == 0;
}

/* A tour's legs: places it goes from and to, one more than it has stops. */
static void list_legs(const planning *p, const buju_rounds_tour *tour, buju_ix *from, buju_ix *to) {
  buju_ix at = 0;
  for (buju_ix k = 0; k <= tour->n; k++) {
    from[k] = at;
    to[k] = at = k < tour->n ? p->row[p->answer.stop[tour->first + k]] + 1 : 0;
  }
}

static bool push_point(buju_job *job, buju_round *round, double x_m, double y_m) {
  const buju_round_point *last = (const buju_round_point *)job->round_points.data + job->round_points.n;
  if (round->points > 0 && last[-1].x_m == x_m && last[-1].y_m == y_m) return true;
  buju_round_point *point = buju_vec_push(&job->round_points, sizeof *point);
  if (point == NULL) return false;
  *point = (buju_round_point){x_m, y_m};
  round->points++;
  return true;
}

/* The line of a round: along its ways where the provider knows them, else from place to place. */
static buju_status draw(const planning *p, buju_ix legs, const buju_ix *from, const buju_ix *to, buju_round *round) {
  buju_job *job = p->job;
  buju_paths path = {0};
  buju_status status = BUJU_OK;
  if (p->travel->ops->paths != NULL)
    status = p->travel->ops->paths(job->ctx, p->travel, p->ask->mode, &p->places, &p->places, legs, from, to,
                                   job->scratch, &path);
  bool pushed = status == BUJU_OK;
  for (buju_ix k = 0; k < legs && pushed; k++) {
    pushed = push_point(job, round, p->places.x_m[from[k]], p->places.y_m[from[k]]);
    for (uint64_t i = path.n > 0 ? path.first[k] : 0; pushed && path.n > 0 && i < path.first[k + 1]; i++)
      pushed = push_point(job, round, path.x_m[i], path.y_m[i]);
    pushed = pushed && push_point(job, round, p->places.x_m[to[k]], p->places.y_m[to[k]]);
  }
  return status == BUJU_OK && !pushed ? buju_fail_memory(job->ctx) : status;
}

/* The stops of a round in their order: when it comes, counted in work since it set out, and on which of its days. */
static buju_status add_stops(const planning *p, const buju_rounds_tour *tour, const buju_trip *leg, buju_ix row,
                             buju_round *round) {
  buju_job *job = p->job;
  uint64_t clock = 0;
  for (buju_ix k = 0; k < tour->n; k++) {
    buju_ix stop = p->answer.stop[tour->first + k], i = p->row[stop], v = p->village[i];
    buju_round_stop *added = buju_vec_push(&job->round_stops, sizeof *added);
    if (added == NULL) return buju_fail_memory(job->ctx);
    uint32_t drive = drive_of(p, k > 0 ? p->row[p->answer.stop[tour->first + k - 1]] + 1 : 0, i + 1);
    clock += drive;
    uint64_t day = clock / p->ask->day_ms;
    if (day > 0 && clock % p->ask->day_ms == 0 && drive > 0) day--; /* arrives as the day's work ends */
    *added = (buju_round_stop){.round = row,
                               .village = v,
                               .order = k + 1,
                               .day = (uint32_t)day + 1,
                               .arrive_ms = (uint32_t)(clock - day * p->ask->day_ms),
                               .drive_ms = drive,
                               .serve_ms = p->serve[i],
                               .metres = leg[k].metres,
                               .every_days = p->every[i] * WEEK_DAYS,
                               .visits_a_year = 365 / (p->every[i] * WEEK_DAYS)};
    clock += p->serve[i];
    if (job->need[v].people_used != BUJU_PEOPLE_MISSING) round->people += job->need[v].people_used;
  }
  return BUJU_OK;
}

static buju_status add_round(const planning *p, const buju_rounds_tour *tour, buju_ix row) {
  buju_job *job = p->job;
  buju_ix legs = tour->n + 1;
  buju_ix *from = BUJU_NEW(job->scratch, buju_ix, legs), *to = BUJU_NEW(job->scratch, buju_ix, legs);
  buju_trip *leg = BUJU_NEW(job->scratch, buju_trip, legs);
  if (from == NULL || to == NULL || leg == NULL) return buju_fail_memory(job->ctx);
  list_legs(p, tour, from, to);
  buju_round round = {.use = p->ask->mobile.use,
                      .thc = p->thc,
                      .site = BUJU_NONE,
                      .vehicle = tour->vehicle + 1,
                      .weekday = tour->weekday + 1,
                      .days = tour->days,
                      .first_stop = (buju_ix)job->round_stops.n,
                      .stops = tour->n,
                      .drive_ms = tour->drive_ms,
                      .serve_ms = tour->serve_ms,
                      .first_day = (buju_ix)job->round_days.n};
  buju_status status =
      p->travel->ops->trips(job->ctx, p->travel, p->ask->mode, &p->places, &p->places, legs, from, to, leg);
  uint64_t metres = 0;
  for (buju_ix k = 0; k < legs && status == BUJU_OK; k++) metres += leg[k].metres;
  round.metres = metres < UINT32_MAX ? (uint32_t)metres : UINT32_MAX;
  round.basis = leg[0].basis;
  if (status == BUJU_OK) status = draw(p, legs, from, to, &round);
  if (status == BUJU_OK) status = add_stops(p, tour, leg, row, &round);
  for (buju_ix k = 0; k < p->answer.tours && status == BUJU_OK; k++) {
    if (!same_round(p, tour, &p->answer.tour[k])) continue;
    buju_round_day *day = buju_vec_push(&job->round_days, sizeof *day);
    if (day == NULL) return buju_fail_memory(job->ctx);
    *day = (buju_round_day){row, p->answer.tour[k].week + 1,
                            p->answer.tour[k].week * WEEK_DAYS + p->answer.tour[k].weekday + 1};
    round.runs++;
  }
  buju_round *added = status == BUJU_OK ? buju_vec_push(&job->rounds, sizeof *added) : NULL;
  if (added == NULL) return status == BUJU_OK ? buju_fail_memory(job->ctx) : status;
  *added = round;
  return BUJU_OK;
}

/* A tour that comes again in another week with the same stops is one round. */
static buju_status add_rounds(const planning *p) {
  buju_status status = BUJU_OK;
  for (buju_ix k = 0; k < p->answer.tours && status == BUJU_OK; k++) {
    bool again = false;
    for (buju_ix j = 0; j < k && !again; j++) again = same_round(p, &p->answer.tour[k], &p->answer.tour[j]);
    if (!again) status = add_round(p, &p->answer.tour[k], (buju_ix)p->job->rounds.n);
  }
  return status;
}

static buju_status certify(const planning *p, buju_certifies certifies, const buju_msg *objective, int64_t lower,
                           int64_t upper, bool proved) {
  buju_job *job = p->job;
  return buju_job_certify(job, job->region->facility.code[p->thc],
                          (buju_certificate){.use = p->ask->mobile.use,
                                             .certifies = (uint8_t)certifies,
                                             .objective = objective,
                                             .lower = lower,
                                             .upper = upper,
                                             .proof = proved ? BUJU_PROVED : BUJU_BOUNDED,
                                             .method = p->answer.method,
                                             .work = p->answer.work,
                                             .size = p->stops});
}

static buju_status certify_both(const planning *p) {
  BUJU_MSG(days, "每个周期出车天数最少（车·天）", "fewest vehicle-days in a cycle");
  BUJU_MSG(driving, "其次驾车时间最少（分钟）", "then least driving (minutes)");
  const buju_rounds_answer *a = &p->answer;
  buju_status status = certify(p, BUJU_CERTIFIES_VEHICLE_DAYS, &days, a->least_vehicle_days, a->vehicle_days,
                               a->least_vehicle_days == a->vehicle_days);
  int64_t lower = a->least_drive_ms / MINUTE_MS, upper = (a->drive_ms + MINUTE_MS - 1) / MINUTE_MS;
  if (status == BUJU_OK)
    status = certify(p, BUJU_CERTIFIES_DRIVING, &driving, lower, upper, a->least_drive_ms == a->drive_ms);
  return status;
}

buju_status buju_round_plan(buju_job *job, const buju_round_ask *ask, buju_ix thc, buju_ix n, const buju_ix *village) {
  BUJU_MSG(
      too_many, "规则“{0}”：{2}要巡诊{1}个村，超过{3}个；请核对乡镇代码，或缩小 where 的范围",
      "rule \"{0}\": {2} would visit {1} villages on its rounds, more than {3}; check the townships, or let where pick "
      "fewer");
  planning p = {
      .job = job, .ask = ask, .travel = job->travels->by[ask->provider], .thc = thc, .n = n, .village = village};
  buju_status status = measure(&p);
  if (status == BUJU_OK) status = divide(&p);
  if (status != BUJU_OK || p.stops == 0) return status;
  if (p.stops > BUJU_ROUNDS_MOST_STOPS)
    return buju_fail(job->ctx, BUJU_E_DATA,
                     BUJU_SAY(too_many, buju_text(buju_job_use(job, ask->mobile.use)->id), buju_int(p.stops),
                              buju_text(job->region->facility.name[thc]), buju_int(BUJU_ROUNDS_MOST_STOPS)));
  status = pose(&p);
  if (status == BUJU_OK) status = buju_rounds_solve(job->ctx, &p.problem, job->scratch, &p.answer);
  if (status == BUJU_OK) status = add_rounds(&p);
  return status == BUJU_OK ? certify_both(&p) : status;
}
