/* The words of a scenario, and freeing one. SPDX-License-Identifier: Apache-2.0 */
#include "core/scenario.h"

#include <stdio.h>

const char *const buju_profile_statuses[] = {"in_force", "trial", "draft", NULL};
const char *const buju_population_words[] = {"resident", "registered", NULL};
const char *const buju_crossings_words[] = {"auto", "yes", "no", NULL};
const char *const buju_slope_words[] = {"tobler", "langmuir", "none", NULL};
const char *const buju_decision_words[] = {"own", "join", "separate", "no_site", "keep", NULL};
const buju_msg buju_decision_texts[BUJU_DECISIONS] = {[BUJU_DECIDE_OWN] = {"本村设卫生室", "a clinic in the village"},
                                                      [BUJU_DECIDE_JOIN] = {"并入邻村", "joins a neighbour"},
                                                      [BUJU_DECIDE_SEPARATE] = {"不合建", "not shared"},
                                                      [BUJU_DECIDE_NO_SITE] = {"不设点", "no site"},
                                                      [BUJU_DECIDE_KEEP] = {"保留", "kept"}};

#define NAME(name, id, zh, en) {id, {zh, en}},
const buju_input_name buju_input_names[BUJU_INPUT_ROLES] = {BUJU_INPUT_TABLE(NAME)};

const char *buju_our_years(const buju_value *value, char *buf, size_t size) {
  if (!value->ours_by_year) return NULL;
  size_t at = 0;
  buf[0] = '\0';
  for (buju_ix k = 0; k < value->years && at < size;) {
    buju_ix last = k;
    if (value->yearly[k].ours) {
      while (last + 1 < value->years && value->yearly[last + 1].ours) last++;
      at += (size_t)snprintf(buf + at, size - at, "%s%d", at > 0 ? ", " : "", value->yearly[k].year);
      if (last > k && at < size) at += (size_t)snprintf(buf + at, size - at, "–%d", value->yearly[last].year);
    }
    k = last + 1;
  }
  return buf;
}

bool buju_scenario_has(const buju_scenario *scenario, buju_input_role role) {
  for (buju_ix i = 0; i < scenario->inputs; i++)
    if (scenario->input[i].role == role) return true;
  return false;
}

buju_provider buju_scenario_provider(const buju_scenario *scenario) {
  if (scenario->travel.provider != BUJU_BY_AUTO) return scenario->travel.provider;
  if (buju_scenario_has(scenario, BUJU_INPUT_ROADS)) return BUJU_BY_ROADS;
  bool terrain = buju_scenario_has(scenario, BUJU_INPUT_DEM) || buju_scenario_has(scenario, BUJU_INPUT_LAND_COVER);
  return terrain ? BUJU_BY_TERRAIN : BUJU_BY_STRAIGHT;
}

/* Whether a rule in force has that word of a list for a parameter, or tries it beside the one it has. */
static bool rule_says(const buju_scenario *scenario, const char *const *words, int word) {
  for (buju_ix u = 0; u < scenario->uses; u++)
    for (buju_ix p = 0; p < scenario->use[u].params; p++) {
      const buju_param *param = &scenario->use[u].param[p];
      if (param->words == words && (scenario->use[u].value[p].i == word || (param->tried >> word & 1) != 0))
        return true;
    }
  return false;
}

bool buju_scenario_measures_on(const buju_scenario *scenario, buju_provider provider) {
  if (buju_scenario_provider(scenario) == provider) return true;
  if (scenario->circles.provider_given && scenario->circles.provider == provider) return true;
  return rule_says(scenario, buju_provider_words, (int)provider);
}

bool buju_scenario_goes_by(const buju_scenario *scenario, buju_mode mode) {
  if (mode == BUJU_WALK || (scenario->circles.mode_given && scenario->circles.mode == mode)) return true;
  return rule_says(scenario, buju_mode_words, (int)mode);
}

void buju_scenario_free(buju_scenario *scenario) {
  if (scenario == NULL) return;
  buju_arena_free(scenario->arena); /* the scenario itself lives in it */
}
