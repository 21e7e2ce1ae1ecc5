/* Travel on roads. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_ROADS_H
#define BUJU_PLANNER_ROADS_H

#include "core/region.h"
#include "core/scenario.h"
#include "planner/travel/join.h"
#include "planner/travel/travel.h"

/** Trips along the network: a walk across country to the roads, the fastest way, a walk to the end (docs/adr/0010).
 *  Times are rounded up to the millisecond from a line's beginning, its parts add up. Where two places are nearer to
 *  each other than their walks to the road add up to, one walks straight across. A place farther than spec->join_m from
 *  any road is measured by the straight line, basis straight. Network and lines are borrowed. Freed with
 *  buju_travel_free. Making it is O(points of the network).
 *  within and rows cost what lies within the limit of the side with fewer places, or sweeps over a hierarchy, which is
 *  made when a question is first large enough and kept; nearest is one search for all; trips one
 *  search, as far as the trips go, for each place of the side with fewer of them. */
buju_status buju_travel_roads(buju_ctx *ctx, const buju_network *network, const buju_road_lines *lines,
                              const buju_travel_spec *spec, buju_travel **out);

/** Makes the region's network of its road lines, as the scenario's travel says, and adds to its findings what is wrong
 *  with it and which villages and facilities it does not serve by the modes the scenario goes by: nothing where it
 *  measures no times on roads. Lines that hold no road leave region->network NULL. O(points log points + places). */
buju_status buju_roads_connect(buju_ctx *ctx, const buju_scenario *scenario, buju_region *region);

#endif
