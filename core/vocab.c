/* The closed vocabularies as arrays. SPDX-License-Identifier: Apache-2.0 */
#include "core/vocab.h"

#define ENTRY(name, id, zh, en) {id, {zh, en}},

const buju_word_entry buju_verdict_words[] = {BUJU_VERDICT_TABLE(ENTRY)};
const buju_word_entry buju_change_words[] = {BUJU_CHANGE_TABLE(ENTRY)};
const buju_word_entry buju_action_words[] = {BUJU_ACTION_TABLE(ENTRY)};
const buju_word_entry buju_site_status_words[] = {BUJU_SITE_STATUS_TABLE(ENTRY)};
const buju_word_entry buju_gap_words[] = {BUJU_GAP_TABLE(ENTRY)};
const buju_word_entry buju_service_words[] = {BUJU_SERVICE_TABLE(ENTRY)};
const buju_word_entry buju_area_kind_words[] = {BUJU_AREA_KIND_TABLE(ENTRY)};
const buju_word_entry buju_basis_words[] = {BUJU_BASIS_TABLE(ENTRY)};
const buju_word_entry buju_grade_words[] = {BUJU_GRADE_TABLE(ENTRY)};
const buju_word_entry buju_engagement_words[] = {BUJU_ENGAGEMENT_TABLE(ENTRY)};
const buju_word_entry buju_gap_stage_words[] = {BUJU_GAP_STAGE_TABLE(ENTRY)};
const buju_word_entry buju_location_words[] = {BUJU_LOCATION_TABLE(ENTRY)};
const buju_word_entry buju_severity_words[] = {BUJU_SEVERITY_TABLE(ENTRY)};
const buju_word_entry buju_origin_words[] = {BUJU_ORIGIN_TABLE(ENTRY)};
const buju_word_entry buju_unit_words[] = {BUJU_UNIT_TABLE(ENTRY)};
const buju_word_entry buju_entitled_words[] = {BUJU_ENTITLED_TABLE(ENTRY)};
const buju_word_entry buju_level_words[] = {BUJU_LEVEL_TABLE(ENTRY)};
const buju_word_entry buju_candidate_words[] = {BUJU_CANDIDATE_TABLE(ENTRY)};
const buju_word_entry buju_access_service_words[] = {BUJU_ACCESS_SERVICE_TABLE(ENTRY)};
const buju_word_entry buju_zone_level_words[] = {BUJU_ZONE_LEVEL_TABLE(ENTRY)};
const buju_word_entry buju_way_words[] = {BUJU_WAY_TABLE(ENTRY)};
const buju_word_entry buju_tier_words[] = {BUJU_TIER_TABLE(ENTRY)};
const buju_word_entry buju_round_change_words[] = {BUJU_ROUND_CHANGE_TABLE(ENTRY)};
const buju_word_entry buju_mode_entries[] = {BUJU_MODE_TABLE(ENTRY)};
const buju_word_entry buju_flag_words[] = {BUJU_FLAG_TABLE(ENTRY)};
const buju_word_entry buju_capability_words[] = {BUJU_CAPABILITY_TABLE(ENTRY)};
const buju_word_entry buju_specialty_words[] = {BUJU_SPECIALTY_TABLE(ENTRY)};
const buju_word_entry buju_progress_words[] = {BUJU_PROGRESS_TABLE(ENTRY)};
const buju_word_entry buju_measure_words[] = {BUJU_MEASURE_TABLE(ENTRY)};
const buju_word_entry buju_target_source_words[] = {BUJU_TARGET_SOURCE_TABLE(ENTRY)};
const buju_word_entry buju_item_words[] = {BUJU_ITEM_TABLE(ENTRY)};
const buju_word_entry buju_premises_words[] = {BUJU_PREMISES_TABLE(ENTRY)};
const buju_word_entry buju_build_mode_words[] = {BUJU_BUILD_MODE_TABLE(ENTRY)};
const buju_word_entry buju_method_words[] = {BUJU_METHOD_TABLE(ENTRY)};
