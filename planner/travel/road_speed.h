/* How fast each road is, on foot, by e-bike, by car. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_ROAD_SPEED_H
#define BUJU_PLANNER_ROAD_SPEED_H

#include "core/road_class.h"
#include "core/scenario.h"

/** Fills spec->road_mps with our defaults: on foot and by e-bike the spec's own walk_mps and ebike_mps (steps half as
 *  fast on foot, tracks two thirds by e-bike), by car an average of each class, below its design speed (JTG B01-2014).
 *  Expressways are closed to walkers and e-bikes (Road Traffic Safety Law, art. 67), paths and steps to all but
 *  walkers. docs/travel.md has the table and the reasons. */
void buju_road_speed_defaults(buju_travel_spec *spec);

/** Metres per second of every line in one mode; 0 where that mode may not go. A line closed to the mode, by its flags
 * or by the scenario's speed for its word or class, is 0; a ferry whose duration is stated takes it; a car goes the
 *  line's own speed where the file has one; else the scenario's speed for the line's word, else for its class.
 *  @param mps  [road->n], written on success. O(lines + points of ferries + words × speed words). */
buju_status buju_road_speeds(buju_ctx *ctx, const buju_travel_spec *spec, const buju_road_lines *road, buju_mode mode,
                             float *mps);

/** Whether a line may be gone along from its first point to its last (forward) or the other way: one-way streets bind
 *  vehicles, e-bikes among them, never walkers. */
static inline bool buju_road_goes(const buju_road_lines *road, buju_ix line, buju_mode mode, bool forward) {
  return mode == BUJU_WALK || road->way[line] != (forward ? BUJU_ROAD_BACKWARD : BUJU_ROAD_FORWARD);
}

#endif
