/* Small road networks to travel on, random or by hand. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_ROAD_WORLD_H
#define BUJU_TESTS_ROAD_WORLD_H

#include "planner/travel/road_speed.h"
#include "planner/travel/roads_parts.h"
#include "tests/support/road_lines.h"

/** A random world has so many lines of three points, and so many places people come from, then those they go to. */
enum { ROAD_WORLD_LINES = 22, ROAD_WORLD_FROM = 26, ROAD_WORLD_TO = 17 };

typedef struct road_world {
  buju_ctx *ctx;
  buju_arena *arena;
  buju_travel_spec spec;
  buju_road_lines lines;
  buju_network network;
  buju_travel *travel;
  bool back; /* travel is the way back of the roads */
  double x_m[ROAD_WORLD_FROM + ROAD_WORLD_TO], y_m[ROAD_WORLD_FROM + ROAD_WORLD_TO]; /* NaN: not located */
} road_world;

/** Speeds that are easy to reckon with. */
buju_travel_spec road_world_spec(void);

/** The network of the lines, and travel on it. */
void road_world_build(road_world *w);

/** Lines between the points of a lattice, some one-way, some closed to a mode, some bridges; places near them, on
 *  them, in one spot, far away, and nowhere. Every fifth world is tied: all places on points of the lattice, and each
 *  line takes a millisecond at most, whatever its length. */
void road_world_random(road_world *w, uint64_t seed);

/** A world of lines as road_lines_read takes them, without places. */
void road_world_by_hand(road_world *w, const char *lines);

/** Frees a world of either kind. */
void road_world_end(road_world *w);

/** So many of its places from first on, located. */
buju_places road_world_located(const road_world *w, buju_ix first, buju_ix n);

#endif
