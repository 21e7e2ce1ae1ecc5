/* What the steps of noding share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_NETWORK_PARTS_H
#define BUJU_PLANNER_NETWORK_PARTS_H

#include "planner/travel/network.h"

/** A point on the integer grid: 0 ≤ x, y < 2^30, so that a cross product of differences fits int64 and "left of",
 *  "on", "right of" are exact. */
typedef struct buju_spot {
  int32_t x, y;
} buju_spot;

typedef struct buju_segment {
  buju_spot a, b; /* never the same */
  buju_ix line;
} buju_segment;

/** A spot and a level in one word, ordered by x, y, level: a node's identity. Different levels are different nodes
 *  unless an end of a line joins them. */
typedef uint64_t buju_spot_key;

/** Segment `segment` has a node at `at`. */
typedef struct buju_cut {
  buju_ix segment;
  buju_spot at;
  int64_t along; /* buju_spot_along */
} buju_cut;

/** Two keys that are one node. */
typedef struct buju_same {
  buju_spot_key a, b;
} buju_same;

/** A piece of road added between a loose end and what it is joined to, with the attributes of its line and in its
 *  direction. */
typedef struct buju_link {
  buju_spot_key from, to;
  buju_ix line;
} buju_link;

typedef struct buju_noding {
  buju_ctx *ctx;
  const buju_road_lines *lines;
  uint64_t points;
  buju_arena *scratch;
  bool cut_crossings;
  double x0_m, y0_m, unit_m; /* of the grid */
  double touch;              /* grid units: spots nearer than this to a segment are on it */
  double snap;               /* grid units */
  buju_ix segments;
  buju_segment *segment;
  buju_ix *first;     /* [lines + 1] segments of line i */
  buju_boxes *boxes;  /* of the segments */
  buju_vec cuts;      /* of buju_cut */
  buju_vec same;      /* of buju_same */
  buju_vec links;     /* of buju_link */
  buju_ix *cut_first; /* [segments + 1] rows of cut, once ordered */
  buju_cut *cut;      /* by segment, along it, then by spot */
} buju_noding;

/** Where lines meet: fills cuts and same. */
buju_status buju_noding_cross(buju_noding *n);  /* where they cross and touch */
buju_status buju_noding_shared(buju_noding *n); /* only where they share a point */
/** Notes that the segment has a node at `at`; noting it twice does no harm. False when memory is out. */
bool buju_noding_cut(buju_noding *n, buju_ix segment, buju_spot at);
/** Orders the cuts found so far into cut_first and cut. */
buju_status buju_noding_order(buju_noding *n);
/** Joins loose ends: adds cuts and links. Needs the cuts ordered. */
buju_status buju_noding_ends(buju_noding *n, buju_network *out);
/** Nodes and edges out of lines, cuts and links. */
buju_status buju_noding_edges(buju_noding *n, buju_arena *arena, buju_network *out);
/** The tree of the segments of edges. */
buju_status buju_network_index(buju_ctx *ctx, buju_arena *arena, buju_network *network);
/** What hangs together. */
buju_status buju_network_pieces(buju_ctx *ctx, buju_arena *arena, buju_network *network);
buju_status buju_network_report(buju_ctx *ctx, const buju_road_lines *lines, const buju_network_spec *spec,
                                const buju_network *network, buju_findings *findings);

/* ---- small arithmetic ---- */

enum { BUJU_KEY_LEVELS = 16 };

static inline int buju_noding_level(const buju_noding *n, buju_ix line) {
  int level = n->cut_crossings ? n->lines->level[line] : 0; /* a source with topology says itself what meets */
  int most = BUJU_KEY_LEVELS / 2 - 1;
  return level > most ? most : level < -most ? -most : level;
}

static inline buju_spot_key buju_spot_key_of(buju_spot s, int level) {
  return (uint64_t)(uint32_t)s.x << 34 | (uint64_t)(uint32_t)s.y << 4 | (uint64_t)(level + BUJU_KEY_LEVELS / 2);
}

static inline buju_spot buju_spot_of_key(buju_spot_key key) {
  return (buju_spot){(int32_t)(key >> 34), (int32_t)(key >> 4 & 0x3fffffff)};
}

static inline bool buju_spot_is(buju_spot a, buju_spot b) { return a.x == b.x && a.y == b.y; }

static inline double buju_spot_x_m(const buju_noding *n, buju_spot s) { return n->x0_m + s.x * n->unit_m; }
static inline double buju_spot_y_m(const buju_noding *n, buju_spot s) { return n->y0_m + s.y * n->unit_m; }

/** |a − b|² in grid units: below 2^61. */
static inline int64_t buju_spot_apart(buju_spot a, buju_spot b) {
  int64_t dx = (int64_t)a.x - b.x, dy = (int64_t)a.y - b.y;
  return dx * dx + dy * dy;
}

/** (b − a) · (p − a): where p falls along a segment, from 0 to |b − a|². */
static inline int64_t buju_spot_along(buju_spot a, buju_spot b, buju_spot p) {
  return ((int64_t)b.x - a.x) * ((int64_t)p.x - a.x) + ((int64_t)b.y - a.y) * ((int64_t)p.y - a.y);
}

/** (b − a) × (p − a): above 0 when p lies left of the way from a to b. Exact. */
static inline int64_t buju_spot_side(buju_spot a, buju_spot b, buju_spot p) {
  return ((int64_t)b.x - a.x) * ((int64_t)p.y - a.y) - ((int64_t)b.y - a.y) * ((int64_t)p.x - a.x);
}

/** The order of keys, for qsort and bsearch. */
int buju_spot_key_compare(const void *a, const void *b);

#endif
