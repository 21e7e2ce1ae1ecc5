/* The travel providers of a scenario. SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/travels.h"

#include "planner/travel/roads.h"
#include "planner/travel/terrain_travel.h"

/* What AUTO chose of inputs that turn out to hold nothing falls back to the straight line; what was asked by name does
 * not. */
static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, buju_travels *travels) {
  BUJU_MSG(nothing, "travel.provider：输入数据中没有可供“{0}”测算的内容；请补充数据，或改为 auto",
           "travel.provider: the inputs hold nothing to measure times on by {0}; add data, or say auto");
  if (travels->by[travels->chosen] != NULL) return BUJU_OK;
  if (scenario->travel.provider != BUJU_BY_AUTO)
    return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(nothing, buju_word(&buju_provider_names[travels->chosen])));
  travels->chosen = BUJU_BY_STRAIGHT;
  return BUJU_OK;
}

buju_status buju_travels_make(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                              buju_travels *out) {
  buju_travel *straight = NULL, *roads = NULL, *terrain = NULL;
  *out = (buju_travels){.chosen = buju_scenario_provider(scenario)};
  buju_status status = buju_travel_straight(ctx, &scenario->travel, &straight);
  if (status == BUJU_OK && region->network != NULL)
    status = buju_travel_roads(ctx, region->network, &region->road, &scenario->travel, &roads);
  if (status == BUJU_OK && region->ground.raster.columns > 0)
    status = buju_travel_terrain(ctx, &region->ground, &region->road, &scenario->travel, &terrain);
  out->by[BUJU_BY_TERRAIN] = terrain;
  out->by[BUJU_BY_STRAIGHT] = straight;
  out->by[BUJU_BY_ROADS] = roads;
  return status == BUJU_OK ? check(ctx, scenario, out) : status;
}

void buju_travels_free(buju_travels *travels) {
  for (int p = 0; p < BUJU_PROVIDERS; p++) buju_travel_free((buju_travel *)travels->by[p]);
  *travels = (buju_travels){0};
}
