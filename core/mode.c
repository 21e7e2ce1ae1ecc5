/* How people travel, in words. SPDX-License-Identifier: Apache-2.0 */
#include "core/mode.h"

#include "core/vocab.h"

#define WORD(name, id, zh, en) id,
#define NAME(name, id, zh, en) {zh, en},
const char *const buju_mode_words[] = {BUJU_MODE_TABLE(WORD) NULL};
const buju_msg buju_mode_names[BUJU_MODES] = {BUJU_MODE_TABLE(NAME)};

const char *const buju_direction_words[] = {"to_service", "from_service", NULL};

const char *const buju_provider_words[] = {"straight", "roads", "terrain", "auto", NULL};
const buju_msg buju_provider_names[BUJU_PROVIDERS] = {
    {"直线距离", "straight line"}, {"路网", "road network"}, {"地形", "terrain"}};
