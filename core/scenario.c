/* The words of a scenario, and freeing one. SPDX-License-Identifier: Apache-2.0 */
#include "core/scenario.h"

const char *const buju_profile_statuses[] = {"in_force", "trial", "draft", NULL};
const char *const buju_population_words[] = {"resident", "registered", NULL};
const char *const buju_crossings_words[] = {"auto", "yes", "no", NULL};
const char *const buju_decision_words[] = {"own", "join", "separate", "no_site", "keep", NULL};

#define NAME(name, id, zh, en) {id, {zh, en}},
const buju_input_name buju_input_names[BUJU_INPUT_ROLES] = {BUJU_INPUT_TABLE(NAME)};

bool buju_scenario_has(const buju_scenario *scenario, buju_input_role role) {
  for (buju_ix i = 0; i < scenario->inputs; i++)
    if (scenario->input[i].role == role) return true;
  return false;
}

buju_provider buju_scenario_provider(const buju_scenario *scenario) {
  if (scenario->travel.provider != BUJU_BY_AUTO) return scenario->travel.provider;
  if (buju_scenario_has(scenario, BUJU_INPUT_ROADS)) return BUJU_BY_ROADS;
  return buju_scenario_has(scenario, BUJU_INPUT_DEM) ? BUJU_BY_TERRAIN : BUJU_BY_STRAIGHT;
}

void buju_scenario_free(buju_scenario *scenario) {
  if (scenario == NULL) return;
  buju_arena_free(scenario->arena); /* the scenario itself lives in it */
}
