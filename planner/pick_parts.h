/* What the files that choose the best set share, private to them. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_PICK_PARTS_H
#define BUJU_PLANNER_PICK_PARTS_H

#include "planner/pick.h"
#include "planner/siting/advice.h"

/** One choice under way; everything lives in the job's scratch. */
typedef struct buju_picking {
  buju_job *job;
  const buju_pick_ask *ask;
  const buju_travel *travel;
  buju_pick sum;

  buju_ix n;           /* contenders, in the order of their sites: ties go to the lower */
  buju_contender *row; /* [n] */
  buju_ix standing;    /* sites that do already what is to be done */
  buju_ix *stands;     /* [standing] site rows */
  buju_places places;  /* [n + standing] of the contenders, then of what stands */

  buju_ix demands;
  buju_ix *demand;  /* [demands] settlements spoken of */
  int64_t *people;  /* [demands] */
  buju_places from; /* [demands] */
  buju_csr times;   /* settlement → places, within the limit, or a day */

  buju_costs *costs; /* of times */
  uint8_t *state;    /* [places] */
  buju_siting_problem problem;
  buju_siting_answer *answer; /* of the problem; NULL: there was nothing to choose */
  buju_siting_worth *without; /* [n] the best without it; lower -1: not asked */
} buju_picking;

static inline bool buju_pick_limited(const buju_picking *p) { return p->ask->limit_ms != BUJU_FAR; }

/** pick_find.c: the contenders and what stands, with their places. */
buju_status buju_pick_find(buju_picking *p);
/** pick_measure.c: people, times, and what each contender has of the parts of the score. */
buju_status buju_pick_measure(buju_picking *p);
/** pick_score.c: parts, scores, ranks, and whether they hold when weights change. O(contenders²). */
void buju_pick_score(buju_picking *p);
/** pick_choose.c: the best set, and what it proved. */
buju_status buju_pick_choose(buju_picking *p);
/** pick_count.c: how many people whom the chosen bring where. */
buju_status buju_pick_count(buju_picking *p);
/** pick_doubt.c: what measuring people from points may have got wrong about that. */
buju_status buju_pick_doubt(buju_picking *p);
/** People newly within the limit of a set; in[contender]. O(pairs). */
buju_people_n buju_pick_newly(const buju_picking *p, const bool *in);
/** pick_advise.c: which of the chosen are needed, what locks cost, what the first by score would bring. */
buju_status buju_pick_advise(buju_picking *p);
/** Adds what another assumption would change to the plan. */
buju_status buju_pick_sense(const buju_picking *p, buju_said assumption, buju_said result);
/** An amount of the objective as people read it: people, the mean time of all, or a time. */
buju_arg buju_pick_amount(const buju_picking *p, int64_t amount);
/** pick_tell.c: rows, projects and reasons. */
buju_status buju_pick_tell(buju_picking *p);

#endif
