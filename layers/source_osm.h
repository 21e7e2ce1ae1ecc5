/* Gates and bollards of OpenStreetMap: points that close the ways they stand on. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SOURCE_OSM_H
#define BUJU_LAYERS_SOURCE_OSM_H

#include <ogr_api.h>

#include "core/arena.h"
#include "core/region.h"

/** Turn restrictions are relations, which are not read: a note on every OpenStreetMap input. */
extern const buju_finding_kind buju_road_turns_ignored;

/** What stands on ways, by place. Zero-initialise; free with buju_gates_free. */
typedef struct buju_gates {
  buju_vec gate; /* of buju_gate, in order of place up to `sorted` */
  size_t sorted;
  buju_vec point; /* of buju_gate_point: the way being cut */
  buju_vec piece; /* of OGRFeatureH: what it was cut into, from `given` on still to be taken */
  size_t given;
  int64_t used; /* gates met on ways */
  bool out_of_memory;
} buju_gates;

void buju_gates_free(buju_gates *gates);

/** Notes a point feature with a barrier tag, when it closes its way to anyone. */
void buju_gates_note(buju_gates *gates, OGRFeatureH point);

/** Takes a way over and cuts it where gates stand on it: a gate closes one metre of its way, as a piece of its own
 * whose foot, bicycle and motor_vehicle tags say to whom. A way without gates stays whole. O(points × log gates). */
void buju_gates_cut(buju_gates *gates, OGRFeatureH way);
/** The next piece, which the caller destroys; NULL when there are none left. */
OGRFeatureH buju_gates_next(buju_gates *gates);

#endif
