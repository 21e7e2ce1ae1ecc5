/* Ends of lines that meet nothing, and what they were meant to meet. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "planner/travel/network_parts.h"

/* Everything is decided on the lines as drawn, before anything is joined, so that no join depends on another. */

enum { WAY_AROUND = 4 }; /* an end joins its own line's other end only where the way round is this many snaps long */

/* End 2i is the first spot of line i, 2i + 1 its last. */
typedef struct loose_end {
  bool loose;
  buju_ix end;    /* the end it is joined to, or BUJU_NONE */
  bool on_line;   /* joined to the middle of a line, at … */
  buju_spot spot; /* … */
} loose_end;

typedef struct ends {
  buju_noding *n;
  loose_end *end;
  buju_boxes *boxes; /* of all ends */
  buju_ix asking;
  buju_spot from;
  buju_ix best; /* the nearest end */
  int64_t best_apart;
  buju_spot spot; /* the nearest spot of a line's middle */
  int64_t spot_apart;
  bool full;
} ends;

static buju_ix end_segment(const buju_noding *n, buju_ix end) {
  return end % 2 == 0 ? n->first[end / 2] : n->first[end / 2 + 1] - 1;
}

static buju_spot end_spot(const buju_noding *n, buju_ix end) {
  const buju_segment *g = &n->segment[end_segment(n, end)];
  return end % 2 == 0 ? g->a : g->b;
}

static buju_spot_key end_key(const buju_noding *n, buju_ix end) {
  return buju_spot_key_of(end_spot(n, end), buju_noding_level(n, end / 2));
}

static bool has_ends(const buju_noding *n, buju_ix line) {
  return n->first[line] < n->first[line + 1] &&
         !buju_spot_is(end_spot(n, 2 * line), end_spot(n, 2 * line + 1)); /* a ring has none */
}

static double apart(buju_spot a, buju_spot b) { return sqrt((double)buju_spot_apart(a, b)); }

static bool line_longer_than(const buju_noding *n, buju_ix line, double length) {
  double way = 0;
  for (buju_ix s = n->first[line]; s < n->first[line + 1] && way <= length; s++)
    way += apart(n->segment[s].a, n->segment[s].b);
  return way > length;
}

/* Whether the line meets nothing within a snap of its end: one that is met just before it only sticks out. */
static bool is_loose(const buju_noding *n, buju_ix end) {
  bool last = end % 2 == 1;
  buju_ix line = end / 2, segments = n->first[line + 1] - n->first[line];
  double way = 0;
  for (buju_ix i = 0; i < segments && way <= n->snap; i++) {
    buju_ix s = last ? n->first[line + 1] - 1 - i : n->first[line] + i;
    const buju_segment *g = &n->segment[s];
    for (buju_ix c = n->cut_first[s]; c < n->cut_first[s + 1]; c++)
      if (way + apart(last ? g->b : g->a, n->cut[c].at) <= n->snap) return false;
    way += apart(g->a, g->b);
  }
  return true;
}

/* Of ends and spots equally far the one with the lowest coordinates, then of the lowest line: two lines with one end
 * there touch, and either will do. */
static double nearer_end(void *user, buju_ix item, double reach) {
  ends *e = user;
  const buju_noding *n = e->n;
  buju_ix line = item / 2;
  if (!has_ends(n, line) || item == e->asking) return reach;
  int64_t d = buju_spot_apart(e->from, end_spot(n, item));
  if ((double)d > n->snap * n->snap || d > e->best_apart) return reach;
  if (line == e->asking / 2 && !line_longer_than(n, line, WAY_AROUND * n->snap)) return reach;
  if (d == e->best_apart && e->best != BUJU_NONE) {
    buju_spot_key a = end_key(n, item), b = end_key(n, e->best);
    if (a > b || (a == b && item > e->best)) return reach;
  }
  e->best = item;
  e->best_apart = d;
  return fmin(reach, sqrt((double)d) + 1);
}

/* The spot of a segment nearest to p, on the grid. */
static buju_spot nearest_spot(const buju_segment *g, buju_spot p) {
  double part = (double)buju_spot_along(g->a, g->b, p) / (double)buju_spot_apart(g->a, g->b);
  if (part <= 0) return g->a;
  if (part >= 1) return g->b;
  return (buju_spot){g->a.x + (int32_t)lround(part * (g->b.x - g->a.x)),
                     g->a.y + (int32_t)lround(part * (g->b.y - g->a.y))};
}

static bool may_join(const ends *e, buju_ix s) {
  buju_ix line = e->n->segment[s].line, own = e->asking / 2;
  return line != own && buju_noding_level(e->n, line) == buju_noding_level(e->n, own);
}

static double nearer_spot(void *user, buju_ix s, double reach) {
  ends *e = user;
  if (!may_join(e, s)) return reach;
  buju_spot at = nearest_spot(&e->n->segment[s], e->from);
  int64_t d = buju_spot_apart(e->from, at);
  if ((double)d > e->n->snap * e->n->snap || d > e->spot_apart) return reach;
  if (d == e->spot_apart && buju_spot_key_of(at, 0) >= buju_spot_key_of(e->spot, 0)) return reach;
  e->spot = at;
  e->spot_apart = d;
  return fmin(reach, sqrt((double)d) + 1);
}

/* Every segment of the level through the chosen spot gets a node there. */
static double cut_through(void *user, buju_ix s, double reach) {
  ends *e = user;
  if (may_join(e, s) && buju_spot_is(nearest_spot(&e->n->segment[s], e->from), e->spot))
    e->full = e->full || !buju_noding_cut(e->n, s, e->spot);
  return reach;
}

/* The nearest end, unless a line passes by at less than half its distance. */
static void choose(ends *e) {
  buju_noding *n = e->n;
  loose_end *end = &e->end[e->asking];
  e->from = end_spot(n, e->asking);
  e->best = BUJU_NONE;
  e->best_apart = e->spot_apart = INT64_MAX;
  buju_boxes_near(e->boxes, e->from.x, e->from.y, n->snap, nearer_end, e);
  buju_boxes_near(n->boxes, e->from.x, e->from.y, n->snap, nearer_spot, e);
  bool passes = e->spot_apart < INT64_MAX && (e->best == BUJU_NONE || e->spot_apart < e->best_apart / 4);
  end->on_line = passes;
  end->end = passes ? BUJU_NONE : e->best;
  end->spot = e->spot;
  if (!passes) return;
  buju_boxes_near(n->boxes, e->from.x, e->from.y, sqrt((double)e->spot_apart) + 1, cut_through, e);
}

/* Two ends that choose each other are joined once, from the one of lower coordinates. */
static bool joined_already(const ends *e, buju_ix end) {
  buju_ix to = e->end[end].end;
  return to != BUJU_NONE && e->end[to].loose && e->end[to].end == end && end_key(e->n, to) < end_key(e->n, end);
}

static buju_status link_ends(ends *e, buju_network *out) {
  buju_noding *n = e->n;
  for (buju_ix i = 0; i < 2 * n->lines->n; i++) {
    const loose_end *end = &e->end[i];
    if (!end->loose) continue;
    out->count.ends_loose++;
    if (end->end == BUJU_NONE && !end->on_line) continue;
    out->count.ends_joined++;
    if (joined_already(e, i)) continue;
    buju_link *link = buju_vec_push(&n->links, sizeof *link);
    if (link == NULL) return buju_fail_memory(n->ctx);
    buju_spot_key own = end_key(n, i);
    buju_spot_key to = end->on_line ? buju_spot_key_of(end->spot, buju_noding_level(n, i / 2)) : end_key(n, end->end);
    bool last =
        i % 2 == 1; /* a link runs along its line, whose one way it keeps: up to the first spot, on from the last */
    *link = last ? (buju_link){own, to, i / 2} : (buju_link){to, own, i / 2};
  }
  return BUJU_OK;
}

static buju_status index_ends(ends *e) {
  buju_noding *n = e->n;
  size_t count = (size_t)n->lines->n * 2;
  buju_box *box = malloc(count * sizeof *box + 1);
  e->end = BUJU_NEW(n->scratch, loose_end, count);
  for (buju_ix i = 0; box != NULL && i < count; i++) {
    buju_spot s = n->first[i / 2] < n->first[i / 2 + 1] ? end_spot(n, i) : (buju_spot){0, 0};
    box[i] = (buju_box){s.x, s.y, s.x, s.y};
  }
  e->boxes = box != NULL ? buju_boxes_new(n->scratch, (buju_ix)count, box) : NULL;
  free(box);
  return e->end != NULL && e->boxes != NULL ? BUJU_OK : buju_fail_memory(n->ctx);
}

buju_status buju_noding_ends(buju_noding *n, buju_network *out) {
  ends e = {.n = n};
  buju_status status = index_ends(&e);
  if (status != BUJU_OK) return status;
  for (buju_ix i = 0; i < 2 * n->lines->n; i++) {
    e.end[i].end = BUJU_NONE;
    e.end[i].loose = has_ends(n, i / 2) && is_loose(n, i);
  }
  for (e.asking = 0; e.asking < 2 * n->lines->n && !e.full; e.asking++)
    if (e.end[e.asking].loose) choose(&e);
  return e.full ? buju_fail_memory(n->ctx) : link_ends(&e, out);
}
