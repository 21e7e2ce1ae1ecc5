/* A siting problem small enough to try every plan. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_SITING_SMALL_H
#define BUJU_TESTS_SITING_SMALL_H

#include "planner/siting/siting_parts.h"
#include "planner/verify/exact.h"
#include "planner/verify/outshone.h"
#include "tests/support/siting_by_hand.h"

enum { SITING_SMALL = 6 }; /* demand points and candidates at most */

typedef struct siting_small {
  buju_ix n, m;
  uint32_t cost[SITING_SMALL][SITING_SMALL];
  int64_t weight[SITING_SMALL], open_cost[SITING_SMALL], close_cost[SITING_SMALL];
  uint8_t state[SITING_SMALL], backup[SITING_SMALL];
  uint64_t row[SITING_SMALL + 1];
  buju_ix col[SITING_SMALL * SITING_SMALL];
  uint32_t val[SITING_SMALL * SITING_SMALL];
  buju_csr table;
  buju_verify_costs costs;
  buju_siting_problem problem;
} siting_small;

/** Made by chance: every state of a candidate, limits, numbers, budgets, backup. */
void siting_small_make(buju_siting_model model, uint64_t *chance, siting_small *t);
/** The table of costs anew, after they were changed. */
void siting_small_fill(siting_small *t);

/** What opening and closing costs when the sites of the bit set are open. */
int64_t siting_small_money(const siting_small *t, unsigned open);
/** What a set of open sites is worth by siting.h; −1: it is no plan. */
int64_t siting_small_worth(const siting_small *t, unsigned open);
/** The least any plan is worth, and one that is worth it (best may be NULL); −1: there is no plan. */
int64_t siting_small_optimum(const siting_small *t, unsigned *best);

#endif
