/* The region's villages and facilities as views. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SELECT_REGION_H
#define BUJU_LAYERS_SELECT_REGION_H

#include "core/region.h"
#include "core/scenario.h"
#include "layers/select/view.h"

/** Fills view with the columns selectors may name; names borrow the region, helper arrays live in arena.
 *  @param as_of_year  constant; must outlive the view. */
buju_status buju_select_villages(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                                 const int64_t *as_of_year, buju_arena *arena, buju_view *view);
buju_status buju_select_facilities(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                                   const int64_t *as_of_year, buju_arena *arena, buju_view *view);

#endif
