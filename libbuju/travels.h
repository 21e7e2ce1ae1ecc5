/* The travel providers of a scenario, and a plan made on them. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LIBBUJU_TRAVELS_H
#define BUJU_LIBBUJU_TRAVELS_H

#include "core/region.h"
#include "planner/travel/travel.h"

/** Makes every provider the scenario and the region have what it takes for. What *out holds is freed with
 *  buju_travels_free, also after a failure; it borrows the region. */
buju_status buju_travels_make(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                              buju_travels *out);
void buju_travels_free(buju_travels *travels);

/** buju_plan_make on providers that are there already. */
buju_status buju_plan_make_on(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                              const buju_travels *travels, buju_plan **out);

#endif
