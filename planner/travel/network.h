/* The road network: lines as they are drawn become nodes and edges that meet where roads meet (docs/adr/0010).
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_NETWORK_H
#define BUJU_PLANNER_NETWORK_H

#include "core/region.h"
#include "planner/travel/boxes.h"

/** Which places of the lines are junctions. */
typedef struct buju_network_spec {
  /** Lines meet where they cross or touch (drawings). False: only where they share a point (sources that keep their own
   *  topology, such as OpenStreetMap, where a crossing without a shared node is a bridge nobody marked). */
  bool cut_crossings;
  /** The end of a line that meets nothing is joined to the nearest end or line of the same level no farther than this;
   *  0 joins none. At most BUJU_SNAP_MOST_M. */
  double snap_m;
} buju_network_spec;

#define BUJU_SNAP_MOST_M 1000.0

/** Plain arrays in one arena, never changed once built. Nodes are in order of their coordinates; edges in order of the
 *  lines and along each, then the pieces that join loose ends. Pieces are what hangs together when every edge may be
 *  travelled both ways by everyone; piece 0 is the longest. */
struct buju_network {
  buju_ix nodes, edges, pieces;
  double *node_x_m, *node_y_m;
  buju_ix *from, *to; /* [edges] node */
  buju_ix *line;      /* [edges] row of the road lines; the edge runs in the line's direction */
  double *length_m;   /* [edges] along the points */
  uint64_t *first;   /* [edges + 1] points of edge e are first[e] … first[e + 1] − 1: at least two, ends included */
  double *x_m, *y_m; /* [first[edges]] */
  double *along_m;   /* [first[edges]] where on its line, from the line's first point: the same however it is cut */
  buju_boxes *boxes; /* of the segments between points, to find what is near */
  buju_ix *segment_edge, *segment_point; /* by segment: its edge, and the first of its two points */
  buju_ix *piece;                        /* [nodes] */
  double *piece_m;                       /* [pieces] length, longest first */
  struct {
    uint32_t ends_loose, ends_joined; /* ends that met nothing; how many of them were joined */
    uint32_t repeated;                /* edges drawn more than once with the same attributes, kept once */
    double repeated_m;
    uint32_t without_length; /* lines that are one point */
  } count;
};

/** Builds the network of the lines (finite coordinates) in arena, and reports into findings (NULL: nowhere) what it
 *  joined, what was drawn twice, and into how many pieces it falls. The nodes and edges do not depend on the order of
 *  the lines. O(n log n) in points and crossings. @return BUJU_E_LIMIT above 2^31 points. */
buju_status buju_network_build(buju_ctx *ctx, const buju_road_lines *lines, const buju_network_spec *spec,
                               buju_arena *arena, buju_findings *findings, buju_network *out);

#endif
