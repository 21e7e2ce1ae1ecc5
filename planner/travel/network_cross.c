/* Where road lines meet: crossings, touches, shared points. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "planner/travel/network_parts.h"

/* Only connections matter here, not planarity: every two segments that meet get a common node, and that node lies on
 * both within the grid's rounding. Rounding a crossing bends its segments by less than a unit; should they then pass
 * over a third one they did not touch before, no road is lost by it. So one pass over the pairs is enough, and the
 * result does not depend on their order. */

bool buju_noding_cut(buju_noding *n, buju_ix segment, buju_spot at) {
  const buju_segment *g = &n->segment[segment];
  buju_cut *cut = buju_vec_push(&n->cuts, sizeof *cut);
  if (cut == NULL) return false;
  *cut = (buju_cut){segment, at, buju_spot_along(g->a, g->b, at)};
  return true;
}

static bool is_line_end(const buju_noding *n, buju_ix s, bool b) {
  buju_ix line = n->segment[s].line;
  return b ? s + 1 == n->first[line + 1] : s == n->first[line];
}

/* The spot of the segment nearest to p if it is within touch: p itself, or the end of the segment p is at. */
static bool touches(const buju_noding *n, buju_spot p, const buju_segment *g, buju_spot *at) {
  int64_t whole = buju_spot_apart(g->a, g->b), along = buju_spot_along(g->a, g->b, p);
  if (along > 0 && along < whole) {
    double side = (double)buju_spot_side(g->a, g->b, p);
    *at = p;
    return side * side <= n->touch * n->touch * (double)whole;
  }
  *at = along <= 0 ? g->a : g->b;
  return (double)buju_spot_apart(p, *at) <= n->touch * n->touch;
}

/* Joins an end of segment s to segment o where it touches it. Lines of different level meet only at the end of one. */
static bool touch(buju_noding *n, buju_ix s, bool b, buju_ix o, bool *met) {
  buju_spot p = b ? n->segment[s].b : n->segment[s].a, at;
  int level = buju_noding_level(n, n->segment[s].line), other = buju_noding_level(n, n->segment[o].line);
  if (!touches(n, p, &n->segment[o], &at)) return true;
  if (level != other && !is_line_end(n, s, b) && !(buju_spot_is(at, n->segment[o].a) && is_line_end(n, o, false)) &&
      !(buju_spot_is(at, n->segment[o].b) && is_line_end(n, o, true)))
    return true;
  *met = true;
  if (!buju_noding_cut(n, s, p) || !buju_noding_cut(n, o, at)) return false;
  buju_spot_key mine = buju_spot_key_of(p, level), theirs = buju_spot_key_of(at, other);
  if (mine == theirs) return true;
  buju_same *same = buju_vec_push(&n->same, sizeof *same);
  if (same != NULL) *same = (buju_same){mine, theirs};
  return same != NULL;
}

static bool opposite(int64_t a, int64_t b) { return (a < 0 && b > 0) || (a > 0 && b < 0); }

/* Each segment's ends, and the two segments, in the order of their spots: the same crossing whichever way it is asked
 * for. */
static buju_segment from_low(buju_segment g) {
  if (buju_spot_key_of(g.b, 0) < buju_spot_key_of(g.a, 0)) {
    buju_spot a = g.a;
    g.a = g.b;
    g.b = a;
  }
  return g;
}

static bool lower(const buju_segment *g, const buju_segment *h) {
  buju_spot_key a = buju_spot_key_of(g->a, 0), b = buju_spot_key_of(h->a, 0);
  return a != b ? a < b : buju_spot_key_of(g->b, 0) < buju_spot_key_of(h->b, 0);
}

static buju_spot crossing(buju_segment g, buju_segment h) {
  g = from_low(g);
  h = from_low(h);
  if (lower(&h, &g)) {
    buju_segment first = h;
    h = g;
    g = first;
  }
  double from = (double)buju_spot_side(h.a, h.b, g.a), to = (double)buju_spot_side(h.a, h.b, g.b);
  double part = from / (from - to); /* of opposite sign: no cancellation */
  return (buju_spot){g.a.x + (int32_t)lround(part * (g.b.x - g.a.x)), g.a.y + (int32_t)lround(part * (g.b.y - g.a.y))};
}

static bool cross(buju_noding *n, buju_ix s, buju_ix o) {
  const buju_segment *g = &n->segment[s], *h = &n->segment[o];
  if (buju_noding_level(n, g->line) != buju_noding_level(n, h->line)) return true;
  if (!opposite(buju_spot_side(g->a, g->b, h->a), buju_spot_side(g->a, g->b, h->b)) ||
      !opposite(buju_spot_side(h->a, h->b, g->a), buju_spot_side(h->a, h->b, g->b)))
    return true;
  buju_spot at = crossing(*g, *h);
  return buju_noding_cut(n, s, at) && buju_noding_cut(n, o, at);
}

/* Segments that follow each other in a line share a spot and meet elsewhere only where the line turns back on itself;
 * a ring's last segment is followed by its first. */
static bool neighbours(buju_noding *n, buju_ix s, buju_ix o) {
  bool met;
  const buju_segment *g = &n->segment[s], *h = &n->segment[o];
  int64_t turn = buju_spot_along(g->b, g->a, h->b); /* above 0: back */
  if (turn <= 0) return true;
  bool back = buju_spot_apart(g->b, g->a) > buju_spot_apart(g->b, h->b);
  return back ? touch(n, o, true, s, &met) : touch(n, s, false, o, &met);
}

static bool meet(void *user, buju_ix s, buju_ix o) {
  buju_noding *n = user;
  if (n->segment[s].line == n->segment[o].line) {
    buju_ix low = s < o ? s : o, high = s < o ? o : s, line = n->segment[s].line;
    if (high == low + 1) return neighbours(n, low, high);
    if (low == n->first[line] && high + 1 == n->first[line + 1] && buju_spot_is(n->segment[high].b, n->segment[low].a))
      return neighbours(n, high, low);
  }
  bool met = false;
  if (!touch(n, s, false, o, &met) || !touch(n, s, true, o, &met) || !touch(n, o, false, s, &met) ||
      !touch(n, o, true, s, &met))
    return false;
  return met || cross(n, s, o);
}

buju_status buju_noding_cross(buju_noding *n) {
  return buju_boxes_pairs(n->boxes, n->touch, meet, n) ? BUJU_OK : buju_fail_memory(n->ctx);
}

/* An end of a segment, to be sorted by its spot. */
typedef struct tip {
  buju_spot_key at;
  buju_ix segment;
} tip;

static int by_spot(const void *a, const void *b) {
  const tip *x = a, *y = b;
  if (x->at != y->at) return x->at < y->at ? -1 : 1;
  return (x->segment > y->segment) - (x->segment < y->segment);
}

/* A spot is shared when it is more than the passing of one line through it: than two segments that follow each other.
 */
static bool shared(const tip *t, buju_ix tips) { return tips > 2 || (tips == 2 && t[1].segment != t[0].segment + 1); }

buju_status buju_noding_shared(buju_noding *n) {
  size_t tips = (size_t)n->segments * 2;
  tip *t = malloc(tips * sizeof *t + 1);
  if (t == NULL) return buju_fail_memory(n->ctx);
  for (buju_ix s = 0; s < n->segments; s++) {
    t[2 * (size_t)s] = (tip){buju_spot_key_of(n->segment[s].a, 0), s};
    t[2 * (size_t)s + 1] = (tip){buju_spot_key_of(n->segment[s].b, 0), s};
  }
  qsort(t, tips, sizeof *t, by_spot);
  bool done = true;
  for (size_t i = 0, end; i < tips && done; i = end) {
    for (end = i + 1; end < tips && t[end].at == t[i].at;) end++;
    bool node = shared(t + i, (buju_ix)(end - i));
    for (size_t k = i; node && done && k < end; k++) done = buju_noding_cut(n, t[k].segment, buju_spot_of_key(t[k].at));
  }
  free(t);
  return done ? BUJU_OK : buju_fail_memory(n->ctx);
}
