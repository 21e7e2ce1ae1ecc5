/* Whether a scenario's selectors can be answered by a region. SPDX-License-Identifier: Apache-2.0 */
#include "buju/plan.h"
#include "core/scenario.h"
#include "layers/select.h"

static size_t rows_chosen(const buju_selection *selection, buju_ix selector, buju_ix rows) {
  size_t n = 0;
  for (buju_ix row = 0; row < rows; row++) n += buju_selected(selection, selector, row);
  return n;
}

size_t buju_scenario_selectors(const buju_scenario *scenario) { return scenario->selectors; }

buju_status buju_scenario_count(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                                size_t *chosen) {
  buju_selection selection;
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  buju_status status =
      buju_select_region(ctx, scenario, region, scenario->selector, scenario->selectors, scratch, &selection);
  for (buju_ix i = 0; chosen != NULL && status == BUJU_OK && i < scenario->selectors; i++)
    chosen[i] = rows_chosen(&selection, i,
                            scenario->selector[i].from == BUJU_FROM_VILLAGES ? region->village.n : region->facility.n);
  buju_arena_free(scratch);
  return status;
}

buju_status buju_scenario_check(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region) {
  return buju_scenario_count(ctx, scenario, region, NULL);
}
