/* Choosing the best set: filter, then choose the set that is best together, then rank each by itself beside it.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_PICK_H
#define BUJU_PLANNER_PICK_H

#include "planner/filter.h"

/** What the set is best at. */
typedef enum buju_pick_goal {
  BUJU_PICK_NEWLY_WITHIN, /* most people within the limit who are not yet */
  BUJU_PICK_LEAST_TIME,   /* least time of everybody to the nearest */
  BUJU_PICK_LONGEST_TIME, /* the least longest time; of such sets that of the least time of everybody */
  BUJU_PICK_GOALS
} buju_pick_goal;

typedef struct buju_pick_ask {
  buju_ix use;
  buju_pick_goal goal;
  buju_site_filter among;
  buju_ix existing;     /* selector on facilities: what does already what the chosen are to do; BUJU_NONE: nothing */
  buju_ix beyond_of;    /* selector on facilities, and */
  uint32_t beyond_ms;   /* only those farther than this from all of them; 0: no matter how far */
  buju_ix people_where; /* selector on villages: whose people count; BUJU_NONE: everybody */
  buju_ix asked;        /* how many; BUJU_NONE: all that qualify */
  const char *locked;   /* chosen whatever happens: names or codes, or NULL */
  bool lock_named;      /* so is whatever another rule has given the same action to */
  uint32_t limit_ms;    /* inclusive; BUJU_FAR: none */
  buju_mode mode;
  buju_provider provider;
  buju_direction direction;
  buju_action action;               /* what becomes of the chosen */
  int64_t weight[BUJU_SCORE_PARTS]; /* 0 … 10,000, not all 0 */
  int64_t work_limit;               /* counted steps of each optimisation */
} buju_pick_ask;

/** Adds the comparison, the projects of the chosen, certificates and what else hangs on the choice, each with its
 *  reason.
 *  @return BUJU_E_SCENARIO for a locked name that is not found or not one, BUJU_E_CONTRADICTION when more are locked
 *          than asked for, or one is locked that a human decision keeps as it is. */
buju_status buju_pick_best(buju_job *job, const buju_pick_ask *ask);

#endif
