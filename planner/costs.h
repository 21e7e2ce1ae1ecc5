/* Money once its years are known. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_COSTS_H
#define BUJU_PLANNER_COSTS_H

#include "planner/job.h"

/** What a rule adds to the price of a project. */
typedef struct buju_priced {
  buju_ix action, use;
  int64_t quantity, fen;
  int16_t year; /* of the action, when it is summed */
} buju_priced;

/** After PHASE: the rows of money spent once, by rule, year and township, summed over the projects that carry it and
 *  split among who pays; and of what is spent every year, the years between the first and the last with projects.
 *  O(priced log priced + years × (sites + doctors + townships)). */
buju_status buju_costs_by_year(buju_job *job);

#endif
