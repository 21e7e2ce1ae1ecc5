/* One trip on a hierarchy. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_RIDE_H
#define BUJU_PLANNER_RIDE_H

#include "planner/travel/hierarchy.h"
#include "planner/travel/search.h"

/** Room for trips on any metric of a hierarchy, to be used again and again; one thread at a time. 8 bytes a node. */
typedef struct buju_ride buju_ride;
buju_status buju_ride_new(buju_ctx *ctx, const buju_hierarchy *hierarchy, buju_ride **out);
void buju_ride_free(buju_ride *ride);

/** The least time from any of the starts of `from` to any of those of `to`, with the times both need besides; BUJU_FAR
 *  when there is no way. Climbs from both ends to their common ancestors. O(arcs of the ancestors of the starts).
 *  @return BUJU_E_INTERNAL for a start that is no node. */
buju_status buju_ride_ms(buju_ctx *ctx, buju_ride *ride, const buju_metric *metric, const buju_start *from,
                         size_t from_n, const buju_start *to, size_t to_n, uint32_t *ms);

#endif
