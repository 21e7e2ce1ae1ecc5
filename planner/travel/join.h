/* Roads as one mode uses them, and where places join them (docs/adr/0010). SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_JOIN_H
#define BUJU_PLANNER_JOIN_H

#include "core/mode.h"
#include "core/scenario.h"
#include "planner/travel/network.h"

/** What an edge is to a mode: bits. */
enum {
  BUJU_EDGE_FORWARD = 1,  /* it may be travelled from `from` to `to` */
  BUJU_EDGE_BACKWARD = 2, /* … and from `to` to `from` */
  BUJU_EDGE_JOINED = 4,   /* places join it: not expressways, ferries, bridges and tunnels, which one passes by */
  BUJU_EDGE_MAIN = 8      /* it belongs to the longest piece the mode can travel */
};

/** The network as one mode uses it. */
typedef struct buju_usage {
  uint32_t *ms;   /* [edges] buju_along_ms from end to end; BUJU_FAR where the mode may not go */
  uint32_t *dm;   /* [edges] length in decimetres: buju_along_dm */
  float *mps;     /* [lines] 0 where the mode may not go */
  uint8_t *bits;  /* [edges] */
  buju_ix *piece; /* [nodes] what hangs together along the edges of this mode, whichever way: the same number */
} buju_usage;

/** Fills *out in arena. O(edges). */
buju_status buju_usage_make(buju_ctx *ctx, const buju_network *network, const buju_road_lines *lines,
                            const buju_travel_spec *spec, buju_mode mode, buju_arena *arena, buju_usage *out);

/** A way from a place to the roads: off_ms of walking to the nearest point of an edge, at_ms of travel from the edge's
 *  `from` end. The two parts of an edge add up to it exactly: at_ms + (ms − at_ms). */
typedef struct buju_join {
  buju_ix edge; /* BUJU_NONE: no such way */
  uint32_t at_ms, at_dm, off_ms, off_dm;
} buju_join;

enum { BUJU_JOINS = 2 };

/** How a place joins the roads of one mode: its nearest edge; and where that does not belong to the longest piece, the
 *  nearest edge that does, so that a stray line on the map does not cut a village off from the county. */
typedef struct buju_place_join {
  buju_join join[BUJU_JOINS];
} buju_place_join;

/** What places are joined to: the edges of a network and which modes use them. Borrows network and usage. */
typedef struct buju_joiner {
  const buju_network *network;
  const buju_usage *usage; /* [modes] */
  int modes;
  const buju_marks
      *marks; /* of the network's segments: bit m for places of usage[m], bit BUJU_MODES + m for its main */
} buju_joiner;

/** In arena. O(segments). */
buju_status buju_joiner_make(buju_ctx *ctx, const buju_network *network, const buju_usage *usage, int modes,
                             buju_arena *arena, buju_joiner *out);

/** Joins n places to edges no farther than spec->join_m, inclusive, for each of the modes: out[i × modes + m] is place
 * i by usage[m]. Of equally near edges the lowest, and on it the first point. A place that is NaN, or too far, joins
 *  nothing. In parallel. O(log edges) a place, expected. */
buju_status buju_join_places(buju_ctx *ctx, const buju_joiner *joiner, const buju_travel_spec *spec, buju_ix n,
                             const double *x_m, const double *y_m, buju_place_join *out);

/** Metres to the nearest edge that places of usage[0] join, however far; infinite when there is none. */
double buju_join_distance(const buju_joiner *joiner, double x_m, double y_m);

/** Time from one place of a line to a later one, both in metres from the line's first point: the difference of what it
 *  takes to each from there, rounded up. So parts add up to the whole exactly, and where a line is cut changes no time
 * on it. BUJU_FAR where mps is 0 and beyond what can be told. */
uint32_t buju_along_ms(double from_m, double to_m, float mps);
/** Decimetres between them, in the same way, of rounded ones. */
uint32_t buju_along_dm(double from_m, double to_m);

/** Time of a walk across country, rounded up; BUJU_FAR beyond what can be told. */
uint32_t buju_walk_ms(double metres, double mps);
/** Decimetres, rounded; UINT32_MAX beyond what can be told. */
uint32_t buju_decimetres(double metres);

#endif
