/* What tests and benchmarks of siting share: chance, tables of costs written out, what a plan takes, proofs held
 * against
 * the checker, and costs of instances. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_SITING_BY_HAND_H
#define BUJU_TESTS_SITING_BY_HAND_H

#include "layers/instances.h"
#include "planner/siting/siting.h"
#include "planner/verify/verify.h"

/* ---- chance, the same everywhere; *state is never 0 ---- */

/** A state for a test's own number. */
uint64_t siting_chance(uint64_t seed);
/** 0 … below - 1. */
uint32_t siting_pick(uint64_t *state, uint32_t below);
/** low … high. */
int64_t siting_between(uint64_t *state, int64_t low, int64_t high);

/* ---- problems written out ---- */

/** Pairs of costs[demands][stride], those of BUJU_COST_NONE left out, candidates from the last to the first, as a table
 *  may have them in any order. Fills row[demands + 1], col and val, which the result borrows. */
buju_csr siting_table(buju_ix demands, buju_ix candidates, size_t stride, const uint32_t *cost, uint64_t *row,
                      buju_ix *col, uint32_t *val);

/** Whether candidates open as bits of `open` say keep to what is required and forbidden, p and the budget. */
bool siting_keeps(const buju_siting_problem *problem, buju_ix candidates, unsigned open);
/** The same of the states alone, and what of p and of the budget such a plan takes. */
bool siting_takes(const buju_siting_problem *problem, buju_ix candidates, unsigned open, int64_t *sites,
                  int64_t *money);
/** The sites of a plan as bits. */
unsigned siting_bits(buju_ix sites, const buju_ix *site);

/* ---- proofs ---- */

/** Whether the checker takes the answer's plan, its value, its bound and its proof; otherwise ctx has why not. */
bool siting_certified(buju_ctx *ctx, const buju_siting_problem *problem, const buju_verify_costs *costs,
                      const buju_siting_answer *answer);

/* ---- instances ---- */

/** Its points in the plane; for instances that have some. */
buju_costs_plane siting_plane(const buju_instance *instance, double scale, buju_rounding rounding);
/** Its costs: the table's, or distances × scale, rounded. */
buju_status siting_costs(buju_ctx *ctx, const buju_instance *instance, double scale, buju_rounding rounding,
                         buju_costs **out);

#endif
