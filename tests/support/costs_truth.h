/* Sources of costs held against a plain table of what they should say. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_COSTS_TRUTH_H
#define BUJU_TESTS_COSTS_TRUTH_H

#include "planner/siting/costs.h"

enum { COSTS_TRUTH_MOST = 40 };

/** What a source should say: cost[i][j] of demand point i and candidate j, BUJU_COST_NONE where there is no way. */
typedef struct costs_truth {
  buju_ix demands, candidates;
  uint32_t cost[COSTS_TRUTH_MOST][COSTS_TRUTH_MOST];
} costs_truth;

/** Asks for everything a source tells, by chance of *seed, with one thread and with two, and of some of its candidates
 *  alone. NULL when all is right, else what is not. */
const char *costs_truth_check(buju_ctx *ctx, const buju_costs *costs, const costs_truth *truth, uint64_t *seed);

/** 0 … n - 1. */
uint32_t costs_dice(uint64_t *seed, uint32_t n);

#endif
