/* How people travel, in words. SPDX-License-Identifier: Apache-2.0 */
#include "core/mode.h"

const char *const buju_mode_words[] = {"walk", "ebike", "drive", NULL};
const buju_msg buju_mode_names[BUJU_MODES] = {{"步行", "on foot"}, {"电动自行车", "by e-bike"}, {"驾车", "by car"}};

const char *const buju_provider_words[] = {"straight", "roads", "terrain", "auto", NULL};
const buju_msg buju_provider_names[BUJU_PROVIDERS] = {
    {"直线距离", "straight line"}, {"路网", "road network"}, {"地形", "terrain"}};
