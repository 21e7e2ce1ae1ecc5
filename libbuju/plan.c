/* Joins the rooms: selectors on the region, travel, the rules. SPDX-License-Identifier: Apache-2.0 */
#include "buju/plan.h"

#include "layers/select.h"
#include "libbuju/decision_price.h"
#include "libbuju/travels.h"
#include "planner/engine.h"

buju_status buju_plan_make_on(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                              const buju_travels *travels, buju_plan **out) {
  buju_selection selection;
  buju_arena *arena = buju_arena_new();
  buju_status status = arena != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK)
    status = buju_select_region(ctx, scenario, region, scenario->selector, scenario->selectors, arena, &selection);
  buju_plan *plan = NULL;
  if (status == BUJU_OK) status = buju_plan_run(ctx, scenario, region, &selection, travels, &plan);
  if (status == BUJU_OK) status = buju_decisions_price(ctx, scenario, region, &selection, travels, plan);
  buju_arena_free(arena);
  if (status == BUJU_OK)
    *out = plan;
  else
    buju_plan_free(plan);
  return status;
}

buju_status buju_plan_make(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region, buju_plan **out) {
  buju_travels travels;
  buju_status status = buju_travels_make(ctx, scenario, region, &travels);
  if (status == BUJU_OK) status = buju_plan_make_on(ctx, scenario, region, &travels, out);
  buju_travels_free(&travels);
  return status;
}
