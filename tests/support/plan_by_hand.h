/* A small plan made by hand: six villages of one square kilometre each, with one row or more in every layer.
 *
 *      y_m 2000 ┌─────┬─────┬─────┐
 *               │ 204 │ 205 │ 206 │   204 served by the THC T1 that stands there; 205 served by nobody;
 *          1000 ├─────┼─────┼─────┤   206 not evaluated: no people known
 *               │ 201 │ 202 │ 203 │   201 joins a new clinic in 202; 203 keeps its clinic C3; 201's clinic C1 closes
 *             0 └─────┴─────┴─────┘
 *          x_m 500000                 SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_PLAN_BY_HAND_H
#define BUJU_TESTS_PLAN_BY_HAND_H

#include "core/plan.h"
#include "core/scenario.h"

typedef struct by_hand {
  buju_arena *arena;
  buju_scenario *scenario;
  buju_region *region;
  buju_plan *plan;
} by_hand;

/** polygons: villages as squares; else as points, with a square county outline if outline. Asserts on failure. */
by_hand by_hand_new(buju_ctx *ctx, bool polygons, bool outline);
void by_hand_free(by_hand *hand);

#endif
