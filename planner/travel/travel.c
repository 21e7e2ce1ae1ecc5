/* Modes and the provider interface. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/travel.h"

const char *const buju_mode_words[] = {"walk", "ebike", "drive", NULL};
const buju_msg buju_mode_names[BUJU_MODES] = {{"步行", "on foot"}, {"电动自行车", "by e-bike"}, {"驾车", "by car"}};

void buju_travel_free(buju_travel *travel) {
  if (travel != NULL) travel->ops->free(travel);
}
