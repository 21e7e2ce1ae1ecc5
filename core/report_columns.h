/* The columns of a plan's layers as numbers, from the one table of columns: VILLAGES_people_used is the place of
 * people_used in villages. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_REPORT_COLUMNS_H
#define BUJU_CORE_REPORT_COLUMNS_H

#define BUJU_COLUMN(name, ...) VILLAGES_##name,
enum {
#include "core/columns/villages.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) SITES_##name,
enum {
#include "core/columns/sites.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) ACTIONS_##name,
enum {
#include "core/columns/actions.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) ANNUAL_TARGETS_##name,
enum {
#include "core/columns/annual_targets.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) COVERAGE_GAPS_##name,
enum {
#include "core/columns/coverage_gaps.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) ENTITLEMENTS_##name,
enum {
#include "core/columns/entitlements.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) AREAS_##name,
enum {
#include "core/columns/areas.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) SERVICE_WAYS_##name,
enum {
#include "core/columns/service_ways.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) ROUNDS_##name,
enum {
#include "core/columns/rounds.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) ROUND_STOPS_##name,
enum {
#include "core/columns/round_stops.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) ROUNDS_CALENDAR_##name,
enum {
#include "core/columns/rounds_calendar.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) REFERRALS_##name,
enum {
#include "core/columns/referrals.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) COMPLIANCE_##name,
enum {
#include "core/columns/compliance.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) CANDIDATE_SITES_##name,
enum {
#include "core/columns/candidate_sites.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) FRONTIER_##name,
enum {
#include "core/columns/frontier.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) SUB_CENTRE_CANDIDATES_##name,
enum {
#include "core/columns/sub_centre_candidates.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) SERVICE_CIRCLES_##name,
enum {
#include "core/columns/service_circles.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) NEAREST_CATCHMENTS_##name,
enum {
#include "core/columns/nearest_catchments.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) CATCHMENTS_##name,
enum {
#include "core/columns/catchments.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) JOINT_GROUPS_##name,
enum {
#include "core/columns/joint_groups.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) ASSIGNMENTS_##name,
enum {
#include "core/columns/assignments.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) SETTLEMENTS_##name,
enum {
#include "core/columns/settlements.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) DOCTORS_##name,
enum {
#include "core/columns/doctors.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) STAFFING_##name,
enum {
#include "core/columns/staffing.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) STAFF_RATIOS_##name,
enum {
#include "core/columns/staff_ratios.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) PAIRINGS_##name,
enum {
#include "core/columns/pairings.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) COSTS_##name,
enum {
#include "core/columns/costs.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) FINDINGS_##name,
enum {
#include "core/columns/findings.def"
};
#undef BUJU_COLUMN
#define BUJU_COLUMN(name, ...) RUN_INFO_##name,
enum {
#include "core/columns/run_info.def"
};
#undef BUJU_COLUMN

#endif
