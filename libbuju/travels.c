/* The travel providers of a scenario. SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/travels.h"

buju_status buju_travels_make(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                              buju_travels *out) {
  (void)region; /* a straight line needs nothing of it */
  buju_travel *straight = NULL;
  *out = (buju_travels){.chosen = BUJU_BY_STRAIGHT};
  buju_status status = buju_travel_straight(ctx, &scenario->travel, &straight);
  out->by[BUJU_BY_STRAIGHT] = straight;
  return status;
}

void buju_travels_free(buju_travels *travels) {
  for (int p = 0; p < BUJU_PROVIDERS; p++) buju_travel_free((buju_travel *)travels->by[p]);
  *travels = (buju_travels){0};
}
