/* Whether a scenario's selectors can be answered by a region. SPDX-License-Identifier: Apache-2.0 */
#include "core/scenario.h"
#include "layers/select.h"

buju_status buju_scenario_check(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region) {
  buju_selection selection;
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  buju_status status =
      buju_select_region(ctx, scenario, region, scenario->selector, scenario->selectors, scratch, &selection);
  buju_arena_free(scratch);
  return status;
}
