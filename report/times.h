/* Times to the nearest site, before and after the plan, over people. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_TIMES_H
#define BUJU_REPORT_TIMES_H

#include "report/facts.h"

/** Settlements with people, the nearest first. */
typedef struct buju_times {
  buju_ix n;                  /* those that reach a site */
  double *min, *sum;          /* [n]: minutes, and people up to and with this one */
  double people, unreachable; /* all people; those without a way */
} buju_times;

/** Of a stage (BUJU_BEFORE, BUJU_AFTER); in the report's arena. O(settlements log settlements). */
buju_status buju_times_make(buju_ctx *ctx, const buju_facts *facts, int stage, buju_times *times);

/** People within so many minutes, inclusive. O(log n). */
double buju_times_within(const buju_times *times, double min);
/** The time so large a share (0 to 1) of those with a way does not exceed; NaN without them. */
double buju_times_quantile(const buju_times *times, double share);
/** The Gini coefficient of times over the people with a way: 0 where everybody has the same way; NaN without them or
 *  where no time is above 0. O(n). */
double buju_times_gini(const buju_times *times);
/** Mean minutes of the people with a way; NaN without them. O(n). */
double buju_times_mean(const buju_times *times);

#endif
