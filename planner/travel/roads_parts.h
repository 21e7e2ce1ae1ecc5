/* What the files of travel on roads share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_ROADS_PARTS_H
#define BUJU_PLANNER_ROADS_PARTS_H

#include "planner/travel/boxes.h"
#include "planner/travel/graph_table.h"
#include "planner/travel/roads.h"
#include "planner/travel/search.h"

/** The arcs of one mode, out of nodes and into them. */
typedef struct buju_mode_graph {
  buju_graph out, in;
  buju_ix *run; /* [out.arcs] by the arc's number as given: 2 × edge, and 1 more against the edge's direction */
} buju_mode_graph;

typedef struct buju_roads {
  buju_travel base;
  buju_arena *arena;
  const buju_network *network;
  const buju_road_lines *lines;
  const buju_travel_spec *spec;
  buju_travel *straight; /* for places off the network */
  buju_usage usage[BUJU_MODES];
  buju_joiner joiner;
  buju_mode_graph graph[BUJU_MODES];
  buju_levels *levels; /* [levels_begun] by mode, of graph[].out: the only thing that is made later */
  int levels_begun;
  struct buju_roads *back; /* the same roads travelled the other way, sharing all that does not change; and its back */
} buju_roads;

enum { BUJU_STARTS_MOST = 2 * BUJU_JOINS };

/** How place i of a set joins the roads of a mode. */
static inline const buju_place_join *buju_roads_join(const buju_places *places, buju_ix i, buju_mode mode) {
  return (const buju_place_join *)places->joined + (size_t)i * BUJU_MODES + mode;
}

/** Whether a place joins the network at all. */
static inline bool buju_roads_on(const buju_places *places, buju_ix i, buju_mode mode) {
  return buju_roads_join(places, i, mode)->join[0].edge != BUJU_NONE;
}

/** Time in the upper half, decimetres in the lower: less is better. UINT64_MAX: no way. */
static inline uint64_t buju_label(uint32_t ms, uint32_t dm) {
  return ms != BUJU_FAR ? (uint64_t)ms << 32 | dm : UINT64_MAX;
}
static inline uint64_t buju_label_add(uint64_t label, uint32_t ms, uint32_t dm) {
  return label != UINT64_MAX ? buju_label(buju_ms_add(buju_label_ms(label), ms), buju_ms_add(buju_label_low(label), dm))
                             : UINT64_MAX;
}

/** Where a place may leave its edge for a node (arrive: come from one), and what it takes. An owner of BUJU_NONE gives
 *  each start its own: 2 × join, and 1 more at the edge's `to` end. @return how many. */
int buju_roads_starts(const buju_roads *roads, buju_mode mode, const buju_place_join *join, bool arrive, buju_ix owner,
                      buju_start start[BUJU_STARTS_MOST]);

/** The starts of all the places of a set. */
buju_status buju_roads_all_starts(buju_ctx *ctx, const buju_roads *roads, buju_mode mode, const buju_places *places,
                                  bool arrive, buju_arena *arena, buju_starts *out);

/** The way from a to b straight across country, where one is to be taken; UINT64_MAX where not. */
uint64_t buju_roads_across(const buju_roads *roads, buju_mode mode, const buju_places *from, buju_ix a,
                           const buju_places *to, buju_ix b);
/** The way from join a to join b along one edge; UINT64_MAX where there is none. */
uint64_t buju_roads_along(const buju_roads *roads, buju_mode mode, const buju_join *a, const buju_join *b);

/** The places of a set by the edges they join and by where they are: who is reached without passing a node. */
typedef struct buju_roads_near {
  const buju_places *places;
  struct buju_spot_on_edge {
    buju_ix edge;
    uint32_t at_ms;
    buju_ix place;
    uint8_t join;
  } * spot; /* by edge, along it, then by place */
  size_t spots;
  buju_boxes *boxes; /* as far around each place as it is from its road */
  buju_ix *boxed;    /* its place */
} buju_roads_near;

buju_status buju_roads_near_new(buju_ctx *ctx, buju_mode mode, const buju_places *places, buju_arena *arena,
                                buju_roads_near *out);
/** Visits the places of the set that place a of `from` reaches (back: that reach place a) without a node, within
 *  limit_ms, some more than once; visit returns the limit from then on. */
void buju_roads_near_visit(const buju_roads *roads, buju_mode mode, const buju_roads_near *near,
                           const buju_places *from, buju_ix a, bool back, uint32_t limit_ms,
                           uint32_t (*visit)(void *user, buju_ix place, uint64_t label), void *user);

/** How the nearest of a set is reached, from everywhere: by node the way to it, and which it is; and without nodes. */
typedef struct buju_roads_to {
  buju_search *room; /* holds node */
  buju_allocated node;
  buju_roads_near near;
} buju_roads_to;

/** One search for all. Freed with buju_roads_to_free, whether made or not; the rest lives in scratch. */
buju_status buju_roads_to_make(buju_ctx *ctx, const buju_roads *roads, buju_mode mode, const buju_places *to,
                               buju_arena *scratch, buju_roads_to *out);
void buju_roads_to_free(buju_roads_to *reach);

/** Whether every place of a set is on the network. */
bool buju_roads_all_on(buju_mode mode, const buju_places *places);
/** Those of a set that are off the network, or on it, as a set of its own: row i of *out is row[i] of places. */
buju_status buju_roads_subset(buju_ctx *ctx, buju_mode mode, const buju_places *places, bool on, buju_arena *arena,
                              buju_places *out, buju_ix **row);

/** How a trip goes. */
typedef struct buju_course {
  enum { BUJU_COURSE_NONE, BUJU_COURSE_STRAIGHT, BUJU_COURSE_EDGE, BUJU_COURSE_NODES } how;
  uint8_t leave,
      arrive; /* the joins used: owners of starts, see buju_roads_starts; on one edge the end means nothing */
  buju_ix runs;
  buju_ix *run; /* the edges between, in the order they are travelled; see buju_mode_graph */
} buju_course;

/** The trips and, where course is not NULL, how each of them goes; runs live in arena. */
buju_status buju_roads_courses(buju_ctx *ctx, const buju_roads *roads, buju_mode mode, const buju_places *from,
                               const buju_places *to, buju_ix n, const buju_ix *from_row, const buju_ix *to_row,
                               buju_arena *arena, buju_trip *trip, buju_course *course);

/** The operations. */
buju_status buju_roads_within(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                              const buju_places *to, uint32_t limit_ms, buju_arena *arena, buju_csr *times);
/** within, from the side that has fewer places: where it is `to`, the table is turned, kept twice for that up to so
 * many pairs, and worked out twice beyond. */
buju_status buju_roads_within_keeping(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                                      const buju_places *to, uint32_t limit_ms, uint64_t kept_pairs, buju_arena *arena,
                                      buju_csr *times);
buju_status buju_roads_rows(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                            const buju_places *to, uint32_t limit_ms, uint64_t most_pairs, buju_take_row take,
                            void *user);
buju_status buju_roads_trips(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                             const buju_places *to, buju_ix n, const buju_ix *from_row, const buju_ix *to_row,
                             buju_trip *trip);
buju_status buju_roads_nearest(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                               const buju_places *to, buju_near *near);
buju_status buju_roads_around(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                              const double *radius_m, const buju_places *to, buju_range *range);
buju_status buju_roads_paths(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                             const buju_places *to, buju_ix n, const buju_ix *from_row, const buju_ix *to_row,
                             buju_arena *arena, buju_paths *paths);

#endif
