/* Joins the rooms: a region is read, its roads are connected, its terrain is stood on. SPDX-License-Identifier: Apache-2.0 */
#include "buju/plan.h"

#include "layers/region/load.h"
#include "planner/travel/roads.h"
#include "planner/travel/terrain_travel.h"

buju_status buju_region_read(buju_ctx *ctx, const buju_scenario *scenario, buju_region **out) {
  BUJU_MSG(connecting, "连接路网", "connecting roads");
  buju_region *region = NULL;
  buju_status status = buju_region_load(ctx, scenario, &region);
  if (status == BUJU_OK && buju_scenario_has(scenario, BUJU_INPUT_ROADS)) {
    buju_ctx_step(ctx, BUJU_SAY(connecting), 0.9);
    status = buju_roads_connect(ctx, scenario, region);
  }
  if (status == BUJU_OK) status = buju_terrain_tell(ctx, scenario, region);
  if (status == BUJU_OK)
    *out = region;
  else
    buju_region_free(region);
  return status;
}
