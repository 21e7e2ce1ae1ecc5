/* The table of layers and columns, from core/columns. SPDX-License-Identifier: Apache-2.0 */
#include "core/columns.h"

#include <string.h>

#define BUJU_COLUMN(name, type, unit, domain, zh, en, text_zh, text_en)                                                \
  {#name, BUJU_TYPE_##type, unit, BUJU_DOMAIN_##domain, {zh, en}, {text_zh, text_en}},

static const buju_column_spec villages[] = {
#include "core/columns/villages.def"
};
static const buju_column_spec sites[] = {
#include "core/columns/sites.def"
};
static const buju_column_spec actions[] = {
#include "core/columns/actions.def"
};
static const buju_column_spec annual_targets[] = {
#include "core/columns/annual_targets.def"
};
static const buju_column_spec coverage_gaps[] = {
#include "core/columns/coverage_gaps.def"
};
static const buju_column_spec entitlements[] = {
#include "core/columns/entitlements.def"
};
static const buju_column_spec service_ways[] = {
#include "core/columns/service_ways.def"
};
static const buju_column_spec rounds[] = {
#include "core/columns/rounds.def"
};
static const buju_column_spec round_stops[] = {
#include "core/columns/round_stops.def"
};
static const buju_column_spec rounds_calendar[] = {
#include "core/columns/rounds_calendar.def"
};
static const buju_column_spec referrals[] = {
#include "core/columns/referrals.def"
};
static const buju_column_spec compliance[] = {
#include "core/columns/compliance.def"
};
static const buju_column_spec candidate_sites[] = {
#include "core/columns/candidate_sites.def"
};
static const buju_column_spec frontier[] = {
#include "core/columns/frontier.def"
};
static const buju_column_spec sub_centre_candidates[] = {
#include "core/columns/sub_centre_candidates.def"
};
static const buju_column_spec areas[] = {
#include "core/columns/areas.def"
};
static const buju_column_spec service_circles[] = {
#include "core/columns/service_circles.def"
};
static const buju_column_spec nearest_catchments[] = {
#include "core/columns/nearest_catchments.def"
};
static const buju_column_spec catchments[] = {
#include "core/columns/catchments.def"
};
static const buju_column_spec joint_groups[] = {
#include "core/columns/joint_groups.def"
};
static const buju_column_spec assignments[] = {
#include "core/columns/assignments.def"
};
static const buju_column_spec settlements[] = {
#include "core/columns/settlements.def"
};
static const buju_column_spec doctors[] = {
#include "core/columns/doctors.def"
};
static const buju_column_spec staffing[] = {
#include "core/columns/staffing.def"
};
static const buju_column_spec staff_ratios[] = {
#include "core/columns/staff_ratios.def"
};
static const buju_column_spec pairings[] = {
#include "core/columns/pairings.def"
};
static const buju_column_spec costs[] = {
#include "core/columns/costs.def"
};
static const buju_column_spec findings[] = {
#include "core/columns/findings.def"
};
static const buju_column_spec run_info[] = {
#include "core/columns/run_info.def"
};

static const buju_column_spec access_villages[] = {
#include "core/columns/access_villages.def"
};
static const buju_column_spec access_places[] = {
#include "core/columns/access_places.def"
};
static const buju_column_spec access_catchments[] = {
#include "core/columns/access_catchments.def"
};
static const buju_column_spec access_zones[] = {
#include "core/columns/access_zones.def"
};
static const buju_column_spec access_limits[] = {
#include "core/columns/access_limits.def"
};
static const buju_column_spec access_services[] = {
#include "core/columns/access_services.def"
};
static const buju_column_spec changed_villages[] = {
#include "core/columns/changed_villages.def"
};
static const buju_column_spec changed_sites[] = {
#include "core/columns/changed_sites.def"
};
static const buju_column_spec compared_totals[] = {
#include "core/columns/compared_totals.def"
};
static const buju_column_spec compared_settings[] = {
#include "core/columns/compared_settings.def"
};

#define LAYER(files, name, geometry, zh, en, text_zh, text_en)                                                         \
  {#name, files, BUJU_GEOMETRY_##geometry, {zh, en}, {text_zh, text_en}, sizeof name / sizeof *name, name},
#define BUJU_LAYER(NAME, ...) LAYER(BUJU_PLAN_FILE, __VA_ARGS__)
#define BUJU_ACCESS_LAYER(NAME, ...) LAYER(BUJU_ACCESS_FILE, __VA_ARGS__)
#define BUJU_COMPARE_LAYER(NAME, ...) LAYER(BUJU_COMPARE_FILE, __VA_ARGS__)
#define BUJU_SHARED_LAYER(NAME, ...) LAYER(BUJU_PLAN_FILE | BUJU_ACCESS_FILE, __VA_ARGS__)
const buju_layer_spec buju_layer_specs[BUJU_LAYERS] = {
#include "core/columns/layers.def"
};

/* How many entries a vocabulary has: one + for each. */
#define COUNT_ONE(name, id, zh, en) +1
#define DOMAIN_ROW(name, id, table, words) {id, words, 0 table(COUNT_ONE)},
const buju_domain_spec buju_domain_specs[BUJU_DOMAINS] = {{"", NULL, 0}, BUJU_DOMAIN_TABLE(DOMAIN_ROW)};

const buju_layer_spec *buju_layer_spec_find(const char *name) {
  for (int i = 0; i < BUJU_LAYERS; i++)
    if (strcmp(buju_layer_specs[i].name, name) == 0) return &buju_layer_specs[i];
  return NULL;
}

buju_ix buju_column_spec_find(const buju_layer_spec *layer, const char *name) {
  for (buju_ix i = 0; i < layer->n; i++)
    if (strcmp(layer->column[i].name, name) == 0) return i;
  return BUJU_NONE;
}

const buju_msg *buju_domain_word(buju_domain domain, const char *id) {
  const buju_domain_spec *spec = &buju_domain_specs[domain];
  for (buju_ix i = 0; i < spec->n; i++)
    if (strcmp(spec->words[i].id, id) == 0) return &spec->words[i].word;
  return NULL;
}
