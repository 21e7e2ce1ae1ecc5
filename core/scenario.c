/* Freeing scenarios. SPDX-License-Identifier: Apache-2.0 */
#include "core/scenario.h"

void buju_scenario_free(buju_scenario *scenario) {
  if (scenario == NULL) return;
  buju_arena_free(scenario->arena); /* the scenario itself lives in it */
}
