/* What a vector of multipliers is worth. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_VERIFY_PRICE_H
#define BUJU_PLANNER_VERIFY_PRICE_H

#include "planner/verify/bound.h"

/** Fills base and gain of *out. O(pairs with a cost below the multiplier). */
buju_bound_reason buju_price(buju_bounds *bounds, buju_ix vector, buju_priced *out);

#endif
