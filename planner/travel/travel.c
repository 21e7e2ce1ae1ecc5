/* The end of a provider. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/travel.h"

void buju_travel_free(buju_travel *travel) {
  if (travel != NULL) travel->ops->free(travel);
}
