/* Between what the time to the nearest site lies anywhere in a disc, on roads. SPDX-License-Identifier: Apache-2.0
 *
 * Neighbours may be far apart by way, so nothing follows from the radius alone. But for given sites every node has its
 * time to the nearest, and somebody in the disc joins a road (docs/adr/0010) whose nearest point is no farther from the
 * middle than the radius and the walk to the road. So of every segment so near, the part inside that circle is looked
 * at: what is least and what is most from there, with the shortest and the longest walk. Somebody whose nearest road is
 * not of the longest piece may also join the nearest that is; somebody far from all roads goes by the straight line;
 * and somebody near a site may walk straight across. Each way widens the range by what it may give: nothing is narrowed
 * by a way that somebody in the disc may not have. */
#include <math.h>
#include <stdlib.h>

#include "core/parallel.h"
#include "planner/travel/roads_parts.h"

enum { CHUNK = 64 };

static const double HAIR_M = 0.01; /* covers the rounding of distances */

typedef struct around {
  const buju_roads *roads;
  buju_mode mode;
  const buju_places *from;
  const double *radius_m;
  buju_roads_to reach;
  const buju_range *any, *off; /* by the straight line, to all sites; to those off the network */
  buju_range *out;
} around;

/* One disc. */
typedef struct disc {
  const around *a;
  double x_m, y_m, radius_m;
  double walk_m, main_walk_m;     /* nobody walks farther to a road; to one of the longest piece */
  buju_range main, stray, second; /* by a nearest road of the longest piece; of another; by the second join */
  uint32_t across_ms;             /* the least straight way to a site */
} disc;

/* ---- from a part of an edge ---- */

/* Where on an edge people join it, ms from its beginning. */
typedef struct stretch {
  buju_ix edge;
  uint32_t first_ms, last_ms;
} stretch;

/* By the edge's ends: see buju_roads_starts. Between two ends the worst place is where both ways take as long. */
static buju_range by_ends(const around *a, stretch s) {
  const buju_usage *u = &a->roads->usage[a->mode];
  const buju_network *w = a->roads->network;
  const buju_ix *node = a->roads->graph[a->mode].out.node_of_given;
  uint32_t from_ms = buju_label_ms(a->reach.node.label[node[w->from[s.edge]]]);
  uint32_t to_ms = buju_label_ms(a->reach.node.label[node[w->to[s.edge]]]), ms = u->ms[s.edge];
  bool back = (u->bits[s.edge] & BUJU_EDGE_BACKWARD) != 0, forward = (u->bits[s.edge] & BUJU_EDGE_FORWARD) != 0;
  buju_range range = {BUJU_FAR, BUJU_FAR};
  if (back || s.first_ms == 0) range.low_ms = buju_ms_add(from_ms, s.first_ms);
  if (back || s.last_ms == 0) range.high_ms = buju_ms_add(from_ms, s.last_ms);
  buju_range on = {BUJU_FAR, BUJU_FAR};
  if (forward || s.last_ms == ms) on.low_ms = buju_ms_add(to_ms, ms - s.last_ms);
  if (forward || s.first_ms == ms) on.high_ms = buju_ms_add(to_ms, ms - s.first_ms);
  range = buju_range_least(range, on);
  uint64_t both = (uint64_t)from_ms + to_ms + ms;
  if (back && forward && from_ms != BUJU_FAR && to_ms != BUJU_FAR && both / 2 < range.high_ms)
    range.high_ms = (uint32_t)(both / 2);
  return range;
}

/* To a place on the same edge: see buju_roads_along. */
static buju_range to_spot(const around *a, stretch s, const struct buju_spot_on_edge *spot) {
  uint8_t bits = a->roads->usage[a->mode].bits[s.edge];
  uint32_t off_ms = buju_roads_join(a->reach.near.places, spot->place, a->mode)->join[spot->join].off_ms;
  bool back = (bits & BUJU_EDGE_BACKWARD) != 0, forward = (bits & BUJU_EDGE_FORWARD) != 0;
  uint32_t at = spot->at_ms, low = BUJU_FAR, high = BUJU_FAR;
  if (forward && s.first_ms <= at) low = at > s.last_ms ? at - s.last_ms : 0;
  if (back && s.last_ms >= at && low == BUJU_FAR) low = s.first_ms > at ? s.first_ms - at : 0;
  if ((forward || s.first_ms >= at) && (back || s.last_ms <= at) && (back || forward)) {
    uint32_t before = at > s.first_ms ? at - s.first_ms : 0, after = s.last_ms > at ? s.last_ms - at : 0;
    high = before > after ? before : after;
  }
  return (buju_range){buju_ms_add(low, off_ms), buju_ms_add(high, off_ms)};
}

static buju_range from_stretch(const around *a, stretch s) {
  const buju_roads_near *near = &a->reach.near;
  buju_range range = by_ends(a, s);
  size_t low = 0, high = near->spots;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (near->spot[middle].edge < s.edge)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < near->spots && near->spot[low].edge == s.edge; low++)
    range = buju_range_least(range, to_spot(a, s, &near->spot[low]));
  return range;
}

/* ---- the segments near a disc ---- */

/* A segment as seen from the middle of a disc. */
typedef struct seen {
  buju_ix segment;
  double length_m, at_m, apart_m; /* where its line is nearest, from its first point, not cut to it; how near it is */
  double to_line_m;               /* how near that line is */
} seen;

static seen see(const disc *d, buju_ix segment) {
  const buju_network *w = d->a->roads->network;
  uint32_t p = w->segment_point[segment];
  double ax = w->x_m[p] - d->x_m, ay = w->y_m[p] - d->y_m, dx = w->x_m[p + 1] - w->x_m[p];
  double dy = w->y_m[p + 1] - w->y_m[p], length = hypot(dx, dy);
  seen s = {segment, length, length > 0 ? -(ax * dx + ay * dy) / length : 0, 0, 0};
  s.to_line_m = length > 0 ? fabs(ax * dy - ay * dx) / length : hypot(ax, ay);
  s.apart_m = hypot(s.to_line_m, fmax(fmax(-s.at_m, s.at_m - length), 0));
  return s;
}

/* The part of a segment within reach_m of the middle: its ends as buju_join.at_ms has them. */
static stretch within_reach(const disc *d, const seen *s, double reach_m) {
  const buju_roads *roads = d->a->roads;
  const buju_network *w = roads->network;
  uint32_t p = w->segment_point[s->segment];
  buju_ix edge = w->segment_edge[s->segment];
  double half_m = sqrt(fmax(reach_m * reach_m - s->to_line_m * s->to_line_m, 0)) + HAIR_M;
  double scale = s->length_m > 0 ? (w->along_m[p + 1] - w->along_m[p]) / s->length_m : 0;
  double first_m = w->along_m[p] + scale * fmax(s->at_m - half_m, 0);
  double last_m = fmin(w->along_m[p] + scale * fmax(s->at_m + half_m, 0), w->along_m[p + 1]);
  double from_m = w->along_m[w->first[edge]];
  float mps = roads->usage[d->a->mode].mps[w->line[edge]];
  first_m = fmin(first_m, w->along_m[p + 1]);
  return (stretch){edge, buju_along_ms(from_m, first_m, mps), buju_along_ms(from_m, last_m, mps)};
}

/* By a segment that somebody in the disc may join with a walk of walk_m at most. */
static buju_range by_segment(const disc *d, const seen *s, double walk_m) {
  double off_road_mps = d->a->roads->spec->off_road_mps;
  buju_range range = from_stretch(d->a, within_reach(d, s, d->radius_m + walk_m));
  uint32_t least_ms = buju_walk_ms(fmax(s->apart_m - d->radius_m - HAIR_M, 0), off_road_mps);
  return (buju_range){buju_ms_add(range.low_ms, least_ms),
                      buju_ms_add(range.high_ms, buju_walk_ms(walk_m, off_road_mps))};
}

static double look(void *user, buju_ix segment, double reach) {
  disc *d = user;
  const around *a = d->a;
  uint8_t bits = a->roads->usage[a->mode].bits[a->roads->network->segment_edge[segment]];
  if ((bits & BUJU_EDGE_JOINED) == 0) return reach;
  bool main = (bits & BUJU_EDGE_MAIN) != 0;
  seen s = see(d, segment);
  if (s.apart_m <= d->radius_m + d->walk_m) {
    buju_range *first = main ? &d->main : &d->stray;
    *first = buju_range_join(*first, by_segment(d, &s, d->walk_m));
  }
  if (main && s.apart_m <= d->radius_m + d->main_walk_m)
    d->second = buju_range_join(d->second, by_segment(d, &s, d->main_walk_m));
  return reach;
}

/* See buju_roads_across. */
static double look_across(void *user, buju_ix item, double reach) {
  disc *d = user;
  const buju_roads_near *near = &d->a->reach.near;
  buju_ix place = near->boxed[item];
  double metres = hypot(near->places->x_m[place] - d->x_m, near->places->y_m[place] - d->y_m) - d->radius_m - HAIR_M;
  double off_m = (double)buju_roads_join(near->places, place, d->a->mode)->join[0].off_dm / 10;
  if (metres > off_m + d->walk_m + 0.1) return reach;
  uint32_t ms = buju_walk_ms(fmax(metres, 0), d->a->roads->spec->off_road_mps);
  if (ms < d->across_ms) d->across_ms = ms;
  return reach;
}

/* ---- a disc ---- */

/* The most that a walk from anywhere in the disc may be to what the middle joins; *perhaps: it may be too far to join.
 */
static double longest_walk(const disc *d, const buju_join *join, bool *perhaps) {
  double join_m = d->a->roads->spec->join_m;
  double walk_m = join->edge != BUJU_NONE ? (double)join->off_dm / 10 + 0.05 + d->radius_m + HAIR_M : INFINITY;
  *perhaps = walk_m > join_m;
  return fmin(walk_m, join_m + HAIR_M);
}

static buju_range look_around(const around *a, buju_ix i) {
  disc d = {a, a->from->x_m[i], a->from->y_m[i], a->radius_m[i] + HAIR_M, 0,
            0, BUJU_RANGE_NONE, BUJU_RANGE_NONE, BUJU_RANGE_NONE,         BUJU_FAR};
  const buju_place_join *join = buju_roads_join(a->from, i, a->mode);
  bool off, no_second;
  d.walk_m = longest_walk(&d, &join->join[0], &off);
  bool on_main =
      join->join[0].edge != BUJU_NONE && (a->roads->usage[a->mode].bits[join->join[0].edge] & BUJU_EDGE_MAIN) != 0;
  d.main_walk_m = longest_walk(&d, &join->join[on_main ? 0 : 1], &no_second);
  buju_boxes_near(a->roads->network->boxes, d.x_m, d.y_m, d.radius_m + d.main_walk_m, look, &d);
  buju_range range = d.main;
  if (!buju_range_is_none(d.stray)) {
    if (!buju_range_is_none(d.second))
      d.stray = (buju_range){buju_range_least(d.stray, d.second).low_ms,
                             no_second ? d.stray.high_ms : buju_range_least(d.stray, d.second).high_ms};
    range = buju_range_join(range, d.stray);
  }
  if (buju_range_is_none(range)) return a->any[i]; /* no road near */
  buju_boxes_near(a->reach.near.boxes, d.x_m, d.y_m, d.radius_m + d.walk_m + 0.2, look_across, &d);
  range = buju_range_least(range, a->off[i]);
  if (d.across_ms < range.low_ms) range.low_ms = d.across_ms;
  return off ? buju_range_join(range, a->any[i]) : range;
}

static buju_status look_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  (void)ctx, (void)worker;
  const around *a = user;
  for (uint64_t i = first; i < end; i++) a->out[i] = look_around(a, (buju_ix)i);
  return BUJU_OK;
}

static buju_status straight_ranges(buju_ctx *ctx, const around *a, const buju_places *to, buju_arena *scratch,
                                   buju_range *any, buju_range *off) {
  const buju_travel *line = a->roads->straight;
  buju_places some;
  buju_ix *row;
  buju_status status = buju_roads_subset(ctx, a->mode, to, false, scratch, &some, &row);
  if (status == BUJU_OK) status = line->ops->around(ctx, line, a->mode, a->from, a->radius_m, to, any);
  return status == BUJU_OK ? line->ops->around(ctx, line, a->mode, a->from, a->radius_m, &some, off) : status;
}

buju_status buju_roads_around(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                              const double *radius_m, const buju_places *to, buju_range *range) {
  around a = {.roads = (const buju_roads *)travel, .mode = mode, .from = from, .radius_m = radius_m, .out = range};
  buju_arena *scratch = buju_arena_new();
  buju_range *any = scratch != NULL ? BUJU_NEW(scratch, buju_range, from->n) : NULL;
  buju_range *off = scratch != NULL ? BUJU_NEW(scratch, buju_range, from->n) : NULL;
  buju_status status = any != NULL && off != NULL ? buju_roads_to_make(ctx, a.roads, mode, to, scratch, &a.reach)
                                                  : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = straight_ranges(ctx, &a, to, scratch, any, off);
  a.any = any;
  a.off = off;
  if (status == BUJU_OK) status = buju_parallel_for(ctx, from->n, CHUNK, look_some, &a);
  buju_roads_to_free(&a.reach);
  buju_arena_free(scratch);
  return status;
}
