/* What the parts of the solver for rounds share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_ROUNDS_PARTS_H
#define BUJU_PLANNER_ROUNDS_PARTS_H

#include "planner/rounds/rounds.h"

/** What a plan costs, most important first. A lane is a day of the week of one vehicle, through the cycle. */
typedef struct buju_rounds_score {
  int64_t days, drive_ms;
  buju_ix lanes;
} buju_rounds_score;

static inline bool buju_rounds_better(buju_rounds_score a, buju_rounds_score b) {
  if (a.days != b.days) return a.days < b.days;
  if (a.drive_ms != b.drive_ms) return a.drive_ms < b.drive_ms;
  return a.lanes < b.lanes;
}

/** A plan as the searches keep it: where each stop belongs. Its tours follow from it, but for their order. */
typedef struct buju_rounds_places {
  buju_ix lanes;
  buju_ix *lane;    /* [n] */
  uint32_t *offset; /* [n] the first week of a visit, below every[i] */
} buju_rounds_places;

static inline uint32_t buju_rounds_drive(const buju_rounds_problem *p, buju_ix from, buju_ix to) {
  return p->drive_ms[(size_t)from * (p->n + 1) + to];
}

/** The longest tour there may be. */
static inline uint64_t buju_rounds_limit(const buju_rounds_problem *p) { return (uint64_t)p->day_ms * p->most_days; }

/** Vehicle-days of a tour that works so long; of one that is out at all at least one. */
static inline int64_t buju_rounds_days(const buju_rounds_problem *p, uint64_t ms) {
  return ms == 0 ? 1 : (int64_t)((ms + p->day_ms - 1) / p->day_ms);
}

/** The order of n stops with the least driving, where they are few enough to compare all; else improved from the order
 *  given. Returns its driving; UINT64_MAX when there is no way. Adds to *work. */
uint64_t buju_rounds_order(const buju_rounds_problem *p, buju_ix *stop, buju_ix n, int64_t *work);
enum { BUJU_ROUNDS_ORDERED_EXACTLY = 11 };

/** Whether comparing every plan is affordable. */
bool buju_rounds_few(const buju_rounds_problem *p);
/** The best plan of all, by subsets. places holds room for n stops. */
buju_status buju_rounds_exact(buju_ctx *ctx, const buju_rounds_problem *p, buju_rounds_places *places,
                              buju_rounds_score *score, int64_t *work);

/** A good plan: inserted stop by stop, then taken apart and put together again where that helps; until nothing helped
 *  for long, or work_limit steps (0: none). */
buju_status buju_rounds_search(buju_ctx *ctx, const buju_rounds_problem *p, int64_t work_limit,
                               buju_rounds_places *places, buju_rounds_score *score, int64_t *work);

/** Tours a plan is made of, to start pricing from: the stops of tour k are stop[first[k]] … stop[first[k + 1] − 1]. */
typedef struct buju_rounds_tours {
  buju_ix n;
  const buju_ix *first, *stop;
} buju_rounds_tours;

/** Lower bounds: prices on visits such that no tour is worth more than it costs, found by linear programming and made
 *  whole before they count. upper: of the plan at hand; least: vehicle-days, then driving of plans with no more than
 *  upper.days. */
buju_status buju_rounds_bound(buju_ctx *ctx, const buju_rounds_problem *p, const buju_rounds_tours *known,
                              buju_rounds_score upper, int64_t work_limit, int64_t least[2], int64_t *work);

#endif
