/* What several rules check. SPDX-License-Identifier: Apache-2.0 */
#include "planner/rule_shape.h"

buju_status buju_check_provider(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use,
                                const buju_value *value) {
  BUJU_MSG(no_roads, "{0}：规则“{1}”按路网（travel: roads）测算时间，但 inputs: 中没有 roads",
           "{0}: rule \"{1}\" measures times on roads (travel: roads), and there are no roads in inputs:");
  BUJU_MSG(no_terrain, "{0}：规则“{1}”按地形（travel: terrain）测算时间，但 inputs: 中没有 dem 或 land_cover",
           "{0}: rule \"{1}\" measures times on terrain (travel: terrain), and there is neither dem nor land_cover in "
           "inputs:");
  bool roads = value->i == BUJU_BY_ROADS && !buju_scenario_has(scenario, BUJU_INPUT_ROADS);
  bool terrain = value->i == BUJU_BY_TERRAIN && !buju_scenario_has(scenario, BUJU_INPUT_DEM) &&
                 !buju_scenario_has(scenario, BUJU_INPUT_LAND_COVER);
  if (!roads && !terrain) return BUJU_OK;
  char place[256];
  buju_said said = BUJU_SAY(no_roads, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id));
  if (terrain) said.msg = &no_terrain;
  return buju_complain(ctx, BUJU_E_SCENARIO, said);
}
