/* The rounds of a health centre: from villages to the problem, from the answer to the plan's rows.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_ROUND_PLAN_H
#define BUJU_PLANNER_ROUND_PLAN_H

#include "planner/mobile.h"

/** How rounds are done; times in ms. */
typedef struct buju_round_ask {
  buju_mobile_ask mobile;
  buju_provider provider;
  buju_mode mode;
  uint32_t day_ms, most_days, days_a_week;        /* work of a day; days of a tour; days with rounds in a week */
  uint32_t interval_days;                         /* from visit to visit; a multiple of 7, as are the next two */
  buju_people_n often_from;                       /* villages of at least so many, BUJU_PEOPLE_MISSING: none, */
  uint32_t often_days;                            /* are visited so often */
  uint32_t seldom_beyond_ms;                      /* of the others those farther than this, BUJU_FAR: none, */
  uint32_t seldom_days;                           /* only so often */
  uint32_t cycle_weeks;                           /* in which everything comes round again */
  uint32_t serve_ms, serve_100_ms, serve_most_ms; /* of a visit: at least; for each 100 people more; at most */
} buju_round_ask;

/** Plans the rounds of one health centre to these villages of its township, which it takes or leaves with a reason.
 *  Adds rounds, their stops and days, and certificates. thc: a facility row; village: ascending. */
buju_status buju_round_plan(buju_job *job, const buju_round_ask *ask, buju_ix thc, buju_ix n, const buju_ix *village);

#endif
