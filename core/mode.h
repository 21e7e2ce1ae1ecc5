/* How people travel. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_MODE_H
#define BUJU_CORE_MODE_H

#include "core/say.h"

typedef enum buju_mode { BUJU_WALK, BUJU_EBIKE, BUJU_DRIVE, BUJU_MODES } buju_mode;

extern const char *const buju_mode_words[]; /* NULL-terminated, for parameters: "walk", "ebike", "drive" */
extern const buju_msg buju_mode_names[BUJU_MODES];

/** Who goes to whom: people to the service, or the service to people (emergency cars, rounds). */
typedef enum buju_direction { BUJU_TO_SERVICE, BUJU_FROM_SERVICE, BUJU_DIRECTIONS } buju_direction;

extern const char *const buju_direction_words[]; /* NULL-terminated: "to_service", "from_service" */

/** What travel times are measured on. AUTO: roads where the scenario has roads, else terrain where it has elevation or
 *  land cover, else the straight line. */
typedef enum buju_provider {
  BUJU_BY_STRAIGHT,
  BUJU_BY_ROADS,
  BUJU_BY_TERRAIN,
  BUJU_PROVIDERS,
  BUJU_BY_AUTO = BUJU_PROVIDERS
} buju_provider;

extern const char *const buju_provider_words[]; /* NULL-terminated, in that order: "straight", …, "auto" */
extern const buju_msg buju_provider_names[BUJU_PROVIDERS];

#endif
