/* What human decisions cost. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LIBBUJU_DECISION_PRICE_H
#define BUJU_LIBBUJU_DECISION_PRICE_H

#include "core/plan.h"
#include "core/scenario.h"
#include "planner/travel/travel.h"

/** How many decisions are priced one by one; more are priced together only. */
enum { BUJU_DECISIONS_PRICED = 20 };

/** Plans again without each decision, and without all of them, and adds to plan->sensitivity what that changes:
 * clinics, people served, people within the limit. Nothing without decisions. O((decisions + 1) × a plan). */
buju_status buju_decisions_price(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                                 const buju_selection *selection, const buju_travels *travels, buju_plan *plan);

#endif
