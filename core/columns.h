/* The one table of what a plan's layers hold: the writer, the aliases and value lists in the GeoPackage, `buju explain`
 * and docs/outputs.md are all made from it. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_COLUMNS_H
#define BUJU_CORE_COLUMNS_H

#include "core/say.h"
#include "core/units.h"
#include "core/vocab.h"

typedef enum buju_spec_type {
  BUJU_TYPE_TEXT,
  BUJU_TYPE_INTEGER,
  BUJU_TYPE_REAL,
  BUJU_TYPE_BOOLEAN,
  BUJU_TYPE_DATE,
  BUJU_TYPES
} buju_spec_type;

/** Closed value lists: constant, the name the GeoPackage gives the list, the table of core/vocab.h. */
#define BUJU_DOMAIN_TABLE(X)                                                                                           \
  X(VERDICTS, "verdicts", BUJU_VERDICT_TABLE, buju_verdict_words)                                                      \
  X(ACTIONS, "actions", BUJU_ACTION_TABLE, buju_action_words)                                                          \
  X(STATUSES, "site_statuses", BUJU_SITE_STATUS_TABLE, buju_site_status_words)                                         \
  X(GAPS, "gap_kinds", BUJU_GAP_TABLE, buju_gap_words)                                                                 \
  X(GAP_STAGES, "gap_stages", BUJU_GAP_STAGE_TABLE, buju_gap_stage_words)                                              \
  X(SERVICES, "services", BUJU_SERVICE_TABLE, buju_service_words)                                                      \
  X(AREA_KINDS, "area_kinds", BUJU_AREA_KIND_TABLE, buju_area_kind_words)                                              \
  X(BASES, "travel_bases", BUJU_BASIS_TABLE, buju_basis_words)                                                         \
  X(GRADES, "doctor_grades", BUJU_GRADE_TABLE, buju_grade_words)                                                       \
  X(ENGAGEMENTS, "engagements", BUJU_ENGAGEMENT_TABLE, buju_engagement_words)                                          \
  X(LOCATIONS, "location_sources", BUJU_LOCATION_TABLE, buju_location_words)                                           \
  X(SEVERITIES, "finding_severities", BUJU_SEVERITY_TABLE, buju_severity_words)                                        \
  X(MODES, "travel_modes", BUJU_MODE_TABLE, buju_mode_entries)                                                         \
  X(ORIGINS, "origins", BUJU_ORIGIN_TABLE, buju_origin_words)                                                          \
  X(UNITS, "units", BUJU_UNIT_TABLE, buju_unit_words)                                                                  \
  X(ENTITLED, "entitlements", BUJU_ENTITLED_TABLE, buju_entitled_words)                                                \
  X(LEVELS, "area_levels", BUJU_LEVEL_TABLE, buju_level_words)                                                         \
  X(CANDIDATES, "candidate_sources", BUJU_CANDIDATE_TABLE, buju_candidate_words)                                       \
  X(BUILD_MODES, "build_modes", BUJU_BUILD_MODE_TABLE, buju_build_mode_words)                                          \
  X(ACCESS_SERVICES, "access_services", BUJU_ACCESS_SERVICE_TABLE, buju_access_service_words)                          \
  X(CHANGES, "changes", BUJU_CHANGE_TABLE, buju_change_words)                                                          \
  X(WAYS, "service_ways", BUJU_WAY_TABLE, buju_way_words)                                                              \
  X(ROUND_CHANGES, "round_changes", BUJU_ROUND_CHANGE_TABLE, buju_round_change_words)                                  \
  X(TIERS, "referral_tiers", BUJU_TIER_TABLE, buju_tier_words)                                                         \
  X(ZONE_LEVELS, "zone_levels", BUJU_ZONE_LEVEL_TABLE, buju_zone_level_words)                                          \
  X(PROGRESS, "progress", BUJU_PROGRESS_TABLE, buju_progress_words)                                                    \
  X(MEASURES, "measures", BUJU_MEASURE_TABLE, buju_measure_words)                                                      \
  X(TARGET_SOURCES, "target_sources", BUJU_TARGET_SOURCE_TABLE, buju_target_source_words)

typedef enum buju_domain {
  BUJU_DOMAIN_NONE,
#define BUJU_DOMAIN_ENUM(name, id, table, words) BUJU_DOMAIN_##name,
  BUJU_DOMAIN_TABLE(BUJU_DOMAIN_ENUM)
#undef BUJU_DOMAIN_ENUM
      BUJU_DOMAINS
} buju_domain;

typedef struct buju_domain_spec {
  const char *name;
  const buju_word_entry *words;
  buju_ix n;
} buju_domain_spec;

/** By buju_domain; row BUJU_DOMAIN_NONE is empty. */
extern const buju_domain_spec buju_domain_specs[BUJU_DOMAINS];

typedef struct buju_column_spec {
  const char *name;
  buju_spec_type type;
  const char *unit; /* "min", "m", "m2", "km2", "people", "yuan", "" */
  buju_domain domain;
  buju_msg alias; /* what the column is called in QGIS and in tables; unique in its layer */
  buju_msg text;  /* one sentence */
} buju_column_spec;

typedef enum buju_spec_geometry {
  BUJU_GEOMETRY_NONE,
  BUJU_GEOMETRY_POINT,
  BUJU_GEOMETRY_LINE,
  BUJU_GEOMETRY_POLYGON, /* MultiPolygon */
  BUJU_GEOMETRY_VILLAGE  /* MultiPolygon, or Point where the villages came as points */
} buju_spec_geometry;

/** Which files hold a layer: bits. */
typedef enum buju_file_kind { BUJU_PLAN_FILE = 1, BUJU_ACCESS_FILE = 2, BUJU_COMPARE_FILE = 4 } buju_file_kind;

typedef struct buju_layer_spec {
  const char *name;
  unsigned files; /* buju_file_kind bits */
  buju_spec_geometry geometry;
  buju_msg alias, text;
  buju_ix n;
  const buju_column_spec *column;
} buju_layer_spec;

/** The layers in the order they are written: what a reader opens first comes first. */
typedef enum buju_layer_id {
#define BUJU_LAYER(NAME, ...) BUJU_LAYER_##NAME,
#include "core/columns/layers.def"
#undef BUJU_LAYER
  BUJU_LAYERS
} buju_layer_id;

extern const buju_layer_spec buju_layer_specs[BUJU_LAYERS];

/** The layer or the column of that name; NULL or BUJU_NONE when there is none. */
const buju_layer_spec *buju_layer_spec_find(const char *name);
buju_ix buju_column_spec_find(const buju_layer_spec *layer, const char *name);

/** The word of an id in a domain, or NULL. */
const buju_msg *buju_domain_word(buju_domain domain, const char *id);

#endif
