/* Rounds: a vehicle sets out from one place and visits others at their intervals, a day's work at a time. What is to be
 * done again and again is laid down for one cycle: the fewest vehicle-days, and of such plans the least driving.
 * Knows places, times and weeks only. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_ROUNDS_H
#define BUJU_PLANNER_ROUNDS_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/say.h"
#include "core/units.h"
#include "core/vocab.h"

/** What is accepted at most; times below are then far from overflowing. */
#define BUJU_ROUNDS_MOST_STOPS 5000
#define BUJU_ROUNDS_MOST_WEEKS 52
#define BUJU_ROUNDS_MOST_DAYS 7
#define BUJU_ROUNDS_DAY_MS 86400000u

/** Place 0 is where the vehicles set out, place i + 1 is stop i. A stop visited every m weeks is visited in every m-th
 *  week on the same day of the week. A tour drives and serves for at most most_days × day_ms; what is not done by the
 *  end of a day goes on the next morning, and each day begun is a vehicle-day. Borrowed for the call. */
typedef struct buju_rounds_problem {
  buju_ix n;                /* stops */
  const uint32_t *drive_ms; /* [(n + 1)²] row by row, from place to place; BUJU_FAR: no way. May differ there and back;
                               a detour over a third place is meant to be no shorter */
  const uint32_t *serve_ms; /* [n] at most a day */
  const uint32_t *every;    /* [n] weeks from visit to visit; divides `weeks` */
  uint32_t weeks;           /* of the cycle */
  uint32_t day_ms;          /* work of a day, driving included */
  uint32_t most_days;       /* of a tour: 1 is home every evening */
  uint32_t days_a_week;     /* on which there are rounds; no fewer than most_days */
  int64_t work_limit;       /* counted steps; 0: none but the search's own end */
} buju_rounds_problem;

/** One tour in one week of the cycle. */
typedef struct buju_rounds_tour {
  uint32_t week, weekday; /* from 0; the weekday it sets out on */
  uint32_t days;          /* 1 … most_days */
  buju_ix vehicle;        /* from 0 */
  buju_ix first, n;       /* into stop, in the order of visits */
  uint32_t drive_ms, serve_ms;
} buju_rounds_tour;

typedef struct buju_rounds_answer {
  buju_ix tours;
  buju_rounds_tour *tour; /* by week, weekday, vehicle */
  buju_ix *stop;
  buju_ix vehicles;
  int64_t vehicle_days, drive_ms; /* of a cycle */
  int64_t least_vehicle_days;     /* no plan has fewer */
  int64_t least_drive_ms;         /* no plan of so many vehicle-days, or fewer, drives less */
  buju_proof_method
      method; /* BUJU_BY_SUBSETS: every plan was compared; BUJU_BY_PRICES: found by search, bound by prices */
  int64_t work;
} buju_rounds_answer;

/** Whether a tour to the stop alone is short enough; the others cannot be planned for. */
bool buju_rounds_reachable(const buju_rounds_problem *problem, buju_ix stop);

/** Plans a cycle. The answer lives in the arena. Few stops are solved exactly; for many the plan is searched for and
 *  bounded from below. The same problem gives the same answer.
 *  @return BUJU_E_INTERNAL for a problem that is not what is said above or has a stop that is not reachable. */
buju_status buju_rounds_solve(buju_ctx *ctx, const buju_rounds_problem *problem, buju_arena *arena,
                              buju_rounds_answer *out);

#endif
