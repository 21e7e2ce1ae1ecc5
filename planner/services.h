/* Sets of services, as rules speak of them. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_SERVICES_H
#define BUJU_PLANNER_SERVICES_H

#include "core/plan.h"

/** Words for a parameter, NULL-terminated: "primary", "urban", "centres" (township and community health centres), then
 *  every kind of BUJU_SERVICE_TABLE. */
extern const char *const buju_service_set_words[];

/** Bit a buju_facility_kind, for the word of that index. */
uint32_t buju_service_set(int64_t word);

/** What people call it: "community health service". */
const buju_msg *buju_service_set_name(int64_t word);

/** The kind a gap or a proposal for that set speaks of. */
buju_facility_kind buju_service_set_kind(int64_t word);

/** Open to people as things stand: clinics that count, every other facility. */
bool buju_site_open_before(const buju_site *site, uint32_t services);
/** Open once the plan is carried out. */
bool buju_site_open_after(const buju_site *site, uint32_t services);

#endif
