/* What the files of phasing share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_PHASE_PARTS_H
#define BUJU_PLANNER_PHASE_PARTS_H

#include <stdbool.h>

#include "planner/phase/phase.h"

/** What is left of a year while it is filled. */
typedef struct buju_phase_room {
  int64_t *places, *money; /* [years]; FREE stays FREE */
  int64_t *hands;          /* [crews × years]; NULL without a limit */
} buju_phase_room;

/** What the projects with a settled year leave over. In the arena. */
buju_status buju_phase_room_new(buju_ctx *ctx, const buju_phase *phase, buju_arena *arena, buju_phase_room *out);

static inline buju_ix buju_phase_settled(const buju_phase *phase, buju_ix i) {
  return phase->fixed != NULL ? phase->fixed[i] : BUJU_NONE;
}
static inline buju_ix buju_phase_from(const buju_phase *phase, buju_ix i) {
  return phase->from != NULL ? phase->from[i] : 0;
}
static inline int64_t buju_phase_cost(const buju_phase *phase, buju_ix i) {
  return phase->cost != NULL && phase->budget != NULL ? phase->cost[i] : 0;
}
static inline bool buju_phase_urgent(const buju_phase *phase, buju_ix i) { return phase->class[i] <= BUJU_PHASE_WEAK; }

/** What a project is worth in a year. */
static inline int64_t buju_phase_gain(const buju_phase *phase, buju_ix i, buju_ix t) {
  return phase->people[i] * (int64_t)(phase->years - t);
}

/** Whether a project still fits into a year; taking it does not ask again. */
bool buju_phase_fits(const buju_phase *phase, const buju_phase_room *room, buju_ix i, buju_ix t);
void buju_phase_take(const buju_phase *phase, buju_phase_room *room, buju_ix i, buju_ix t);

/** Down the order once a year, from a plan that already holds some: who has no year and fits gets it. */
void buju_phase_fill(const buju_phase *phase, const buju_ix *order, buju_phase_room *room, buju_ix *year);

/** Exchanges the years of two projects as long as that is worth more, then fills what room is left. worthy: most worth
 *  first. O(n²) a round, up to a number of steps. */
void buju_phase_swap(const buju_phase *phase, const buju_ix *worthy, buju_phase_room *room, buju_ix *year);

/** One question to a program: what are open projects worth at most? */
typedef struct buju_phase_question {
  const buju_phase *phase;
  const buju_phase_room *room; /* what settled projects leave */
  bool urgent_only;            /* of urgent projects alone */
  int64_t urgent_least;        /* INT64_MIN: none; else urgent open ones are worth so much at least */
} buju_phase_question;

#endif
