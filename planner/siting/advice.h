/* What is asked once a plan is there: which of its sites no good plan does without, and what a locked decision costs.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_ADVICE_H
#define BUJU_PLANNER_ADVICE_H

#include "planner/siting/siting.h"

/** Between what the best plan of a changed problem lies, in the objective's units (siting.h), about the same people as
 *  the answer it is compared with. Both INT64_MAX: there is no such plan. */
typedef struct buju_siting_worth {
  int64_t lower, upper;
} buju_siting_worth;

/** The best plan without a site: the problem with that candidate forbidden, started from what is left of the answer.
 *  Whom then nobody can reach counts: with MAX_COVER as left out, with MEDIAN at `unserved`; with COVER and CENTRE
 * there is no plan.
 *  @param answer     of the problem; not NOTHING.
 *  @param candidate  free or required, and open in the answer.
 *  Statuses as buju_siting_solve; as much work as solving anew, mostly less. */
buju_status buju_siting_without(buju_ctx *ctx, const buju_siting_problem *problem, const buju_siting_answer *answer,
                                buju_ix candidate, buju_siting_worth *out);

/** The best plan without a lock: the problem with a required candidate free to be chosen or not, started from the
 *  answer. What the lock costs lies between answer->lower - out->upper and answer->upper - out->lower.
 *  @param candidate  required; BUJU_NONE: every required candidate is set free. */
buju_status buju_siting_unlocked(buju_ctx *ctx, const buju_siting_problem *problem, const buju_siting_answer *answer,
                                 buju_ix candidate, buju_siting_worth *out);

/** Whether good plans can do without a site. */
typedef enum buju_siting_need {
  BUJU_SITING_NEED_UNKNOWN, /* the bounds do not tell */
  BUJU_SITING_SPARED,       /* a plan without it is no worse than the best by more than the slack */
  BUJU_SITING_NEEDED        /* proved: every plan so good has it */
} buju_siting_need;

/** @param without  what buju_siting_without told.
 *  @param slack    how much worse than the best is still good; 0 or more. O(1). */
buju_siting_need buju_siting_judge(const buju_siting_answer *answer, buju_siting_worth without, int64_t slack);

#endif
