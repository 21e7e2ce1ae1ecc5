/* The words of a scenario, and freeing one. SPDX-License-Identifier: Apache-2.0 */
#include "core/scenario.h"

const char *const buju_profile_statuses[] = {"in_force", "trial", "draft", NULL};
const char *const buju_population_words[] = {"resident", "registered", NULL};
const char *const buju_decision_words[] = {"own", "join", "separate", "no_site", "keep", NULL};

#define NAME(name, id, zh, en) {id, {zh, en}},
const buju_input_name buju_input_names[BUJU_INPUT_ROLES] = {BUJU_INPUT_TABLE(NAME)};

void buju_scenario_free(buju_scenario *scenario) {
  if (scenario == NULL) return;
  buju_arena_free(scenario->arena); /* the scenario itself lives in it */
}
