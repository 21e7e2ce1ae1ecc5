/* From lines, cuts and links to nodes and edges. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "planner/travel/network_parts.h"
#include "planner/travel/sets.h"

/* A point of an edge: where the grid has it, and where it lies on the line as drawn, so that a cut, which the grid
 * moves by up to a touch, neither bends nor stretches the line. */
typedef struct stop {
  buju_spot spot;
  double x, y, along; /* grid units; from the line's first point */
} stop;

typedef struct draft {
  buju_ix from, to, line;
  uint64_t first, points; /* rows of stops */
  double length;          /* grid units */
} draft;

typedef struct making {
  buju_noding *n;
  buju_spot_key *key; /* distinct, ascending */
  size_t keys;
  buju_ix *node;    /* of each key */
  buju_vec drafts;  /* of draft */
  buju_vec stops;   /* edge by edge */
  uint64_t open_at; /* where the running edge begins in stops */
} making;

/* ---- nodes ---- */

static buju_ix key_row(const making *m, buju_spot_key key) {
  const buju_spot_key *found = bsearch(&key, m->key, m->keys, sizeof key, buju_spot_key_compare);
  return (buju_ix)(found - m->key); /* every key asked for was collected */
}

static buju_ix node_at(const making *m, buju_spot spot, int level) {
  return m->node[key_row(m, buju_spot_key_of(spot, level))];
}

static buju_status collect_keys(making *m) {
  const buju_noding *n = m->n;
  buju_ix cuts = n->cut_first[n->segments];
  m->key = BUJU_NEW(n->scratch, buju_spot_key, (size_t)n->lines->n * 2 + cuts);
  if (m->key == NULL) return buju_fail_memory(n->ctx);
  for (buju_ix i = 0; i < n->lines->n; i++) {
    if (n->first[i] == n->first[i + 1]) continue;
    int level = buju_noding_level(n, i);
    m->key[m->keys++] = buju_spot_key_of(n->segment[n->first[i]].a, level);
    m->key[m->keys++] = buju_spot_key_of(n->segment[n->first[i + 1] - 1].b, level);
  }
  for (buju_ix c = 0; c < cuts; c++)
    m->key[m->keys++] = buju_spot_key_of(n->cut[c].at, buju_noding_level(n, n->segment[n->cut[c].segment].line));
  qsort(m->key, m->keys, sizeof *m->key, buju_spot_key_compare);
  size_t kept = 0;
  for (size_t k = 0; k < m->keys; k++)
    if (kept == 0 || m->key[k] != m->key[kept - 1]) m->key[kept++] = m->key[k];
  m->keys = kept;
  return BUJU_OK;
}

/* Keys that are the same become one node, at the lowest of them. */
static buju_status make_nodes(making *m, buju_arena *arena, buju_network *out) {
  const buju_noding *n = m->n;
  const buju_same *same = n->same.data;
  m->node = BUJU_NEW(n->scratch, buju_ix, m->keys);
  if (m->node == NULL) return buju_fail_memory(n->ctx);
  for (buju_ix k = 0; k < m->keys; k++) m->node[k] = k;
  for (size_t i = 0; i < n->same.n; i++) buju_set_join(m->node, key_row(m, same[i].a), key_row(m, same[i].b));
  out->node_x_m = BUJU_NEW(arena, double, m->keys);
  out->node_y_m = BUJU_NEW(arena, double, m->keys);
  if (out->node_x_m == NULL || out->node_y_m == NULL) return buju_fail_memory(n->ctx);
  for (buju_ix k = 0; k < m->keys; k++) {
    if (m->node[k] != k) { /* its root lies below it and is numbered already */
      m->node[k] = m->node[m->node[k]];
      continue;
    }
    buju_spot s = buju_spot_of_key(m->key[k]);
    out->node_x_m[out->nodes] = buju_spot_x_m(n, s);
    out->node_y_m[out->nodes] = buju_spot_y_m(n, s);
    m->node[k] = out->nodes++;
  }
  return BUJU_OK;
}

/* ---- edges ---- */

static stop *stop_at(const making *m, uint64_t row) { return (stop *)m->stops.data + row; }

static stop drawn_stop(buju_spot spot, double along) { return (stop){spot, spot.x, spot.y, along}; }

/* Of a cut of the segment that begins at `along` and is so long: the nearest point of the segment, whatever else cuts
 * it. */
static stop cut_stop(const buju_segment *segment, const buju_cut *cut, double along, double length) {
  double part = fmin(fmax((double)cut->along / (length * length), 0), 1);
  double x = segment->a.x + part * (segment->b.x - segment->a.x),
         y = segment->a.y + part * (segment->b.y - segment->a.y);
  return (stop){cut->at, x, y, along + part * length};
}

static bool put_stop(making *m, stop s) {
  if (m->stops.n > m->open_at && buju_spot_is(stop_at(m, m->stops.n - 1)->spot, s.spot)) return true;
  stop *new = buju_vec_push(&m->stops, sizeof s);
  if (new != NULL) *new = s;
  return new != NULL;
}

/* Ends the running edge at the last stop and begins the next one there. An edge from a node to itself that is no longer
 * than what counts as one place is none. */
static bool close_edge(making *m, buju_ix line, buju_ix from, buju_ix to) {
  uint64_t points = m->stops.n - m->open_at;
  if (points < 2) return true;
  stop last = *stop_at(m, m->stops.n - 1);
  double length = last.along - stop_at(m, m->open_at)->along;
  if (from == to && length <= 2 * m->n->touch) {
    m->stops.n = m->open_at;
  } else {
    draft *d = buju_vec_push(&m->drafts, sizeof *d);
    if (d == NULL) return false;
    *d = (draft){from, to, line, m->open_at, points, length};
  }
  m->open_at = m->stops.n;
  return put_stop(m, last);
}

static bool cut_line(making *m, buju_ix line) {
  const buju_noding *n = m->n;
  if (n->first[line] == n->first[line + 1]) return true;
  int level = buju_noding_level(n, line);
  m->open_at = m->stops.n;
  buju_spot end = n->segment[n->first[line + 1] - 1].b;
  buju_ix from = node_at(m, n->segment[n->first[line]].a, level);
  double along = 0;
  for (buju_ix s = n->first[line]; s < n->first[line + 1]; s++) {
    const buju_segment *segment = &n->segment[s];
    double length = sqrt((double)buju_spot_apart(segment->a, segment->b));
    if (!put_stop(m, drawn_stop(segment->a, along))) return false;
    for (buju_ix c = n->cut_first[s]; c < n->cut_first[s + 1]; c++) {
      buju_ix to = node_at(m, n->cut[c].at, level);
      if (!put_stop(m, cut_stop(segment, &n->cut[c], along, length)) || !close_edge(m, line, from, to)) return false;
      from = to;
    }
    along += length;
    if (!put_stop(m, drawn_stop(segment->b, along))) return false;
  }
  return close_edge(m, line, from, node_at(m, end, level));
}

/* A line of its own: it begins at 0. */
static bool add_link(making *m, const buju_link *link) {
  buju_spot from = buju_spot_of_key(link->from), to = buju_spot_of_key(link->to);
  m->open_at = m->stops.n;
  return put_stop(m, drawn_stop(from, 0)) && put_stop(m, drawn_stop(to, sqrt((double)buju_spot_apart(from, to)))) &&
         close_edge(m, link->line, m->node[key_row(m, link->from)], m->node[key_row(m, link->to)]);
}

/* ---- edges drawn twice ---- */

/* A draft by all that its twins share with it: where it runs, from its lower node on, and what kind of road it is for
 * every mode. Roads that differ in kind both stay, side by side, and each mode takes the faster. */
typedef struct likeness {
  buju_ix low, high;
  uint64_t points;
  const stop *stop; /* the draft's */
  bool turned;      /* they are to be read from the last to the first */
  uint8_t way;      /* as read */
  const buju_road_lines *lines;
  buju_ix line, draft;
} likeness;

/* The order of two runs of as many spots, each read forwards or backwards. */
static int compare_spots(const stop *a, bool a_turned, const stop *b, bool b_turned, uint64_t points) {
  for (uint64_t p = 0; p < points; p++) {
    buju_spot s = a[a_turned ? points - 1 - p : p].spot, t = b[b_turned ? points - 1 - p : p].spot;
    if (s.x != t.x) return s.x < t.x ? -1 : 1;
    if (s.y != t.y) return s.y < t.y ? -1 : 1;
  }
  return 0;
}

static int compare_roads(const buju_road_lines *l, buju_ix a, buju_ix b) {
  if (l->class[a] != l->class[b]) return l->class[a] < l->class[b] ? -1 : 1;
  if (l->word[a] != l->word[b]) return l->word[a] < l->word[b] ? -1 : 1;
  if (l->flags[a] != l->flags[b]) return l->flags[a] < l->flags[b] ? -1 : 1;
  if (l->ferry_s[a] != l->ferry_s[b]) return l->ferry_s[a] < l->ferry_s[b] ? -1 : 1;
  uint32_t x, y; /* the bits of the speeds: any order will do, NaN too */
  memcpy(&x, &l->drive_kmh[a], sizeof x);
  memcpy(&y, &l->drive_kmh[b], sizeof y);
  return (x > y) - (x < y);
}

static int compare_twins(const likeness *x, const likeness *y) {
  if (x->low != y->low) return x->low < y->low ? -1 : 1;
  if (x->high != y->high) return x->high < y->high ? -1 : 1;
  if (x->points != y->points) return x->points < y->points ? -1 : 1;
  if (x->way != y->way) return x->way < y->way ? -1 : 1;
  int roads = compare_roads(x->lines, x->line, y->line);
  return roads != 0 ? roads : compare_spots(x->stop, x->turned, y->stop, y->turned, x->points);
}

static int by_likeness(const void *a, const void *b) {
  const likeness *x = a, *y = b;
  int order = compare_twins(x, y);
  return order != 0 ? order : (x->draft > y->draft) - (x->draft < y->draft);
}

static likeness likeness_of(const making *m, buju_ix i) {
  const draft *d = (const draft *)m->drafts.data + i;
  const buju_road_lines *l = m->n->lines;
  bool turned =
      d->from > d->to; /* twins that are loops have nodes at their corners and fall into edges that are none */
  uint8_t way = l->way[d->line];
  if (turned && way != BUJU_ROAD_BOTH_WAYS) way = way == BUJU_ROAD_FORWARD ? BUJU_ROAD_BACKWARD : BUJU_ROAD_FORWARD;
  return (likeness){.low = turned ? d->to : d->from,
                    .high = turned ? d->from : d->to,
                    .points = d->points,
                    .stop = stop_at(m, d->first),
                    .turned = turned,
                    .way = way,
                    .lines = l,
                    .line = d->line,
                    .draft = i};
}

/* Marks every draft with an earlier twin by making it no points long: sorted, twins follow each other. */
static buju_status drop_twins(making *m, buju_network *out) {
  draft *d = m->drafts.data;
  likeness *like = malloc(m->drafts.n * sizeof *like + 1);
  if (like == NULL) return buju_fail_memory(m->n->ctx);
  for (buju_ix i = 0; i < m->drafts.n; i++) like[i] = likeness_of(m, i);
  qsort(like, m->drafts.n, sizeof *like, by_likeness);
  for (size_t i = 1; i < m->drafts.n; i++) {
    if (compare_twins(&like[i - 1], &like[i]) != 0) continue;
    draft *late = &d[like[i].draft];
    out->count.repeated++;
    out->count.repeated_m += late->length * m->n->unit_m;
    late->points = 0;
  }
  free(like);
  return BUJU_OK;
}

/* ---- the result ---- */

static buju_status lay_out(const making *m, buju_arena *arena, buju_network *out) {
  const draft *d = m->drafts.data;
  uint64_t edges = 0, points = 0;
  for (size_t i = 0; i < m->drafts.n; i++) {
    edges += d[i].points > 0;
    points += d[i].points;
  }
  out->from = BUJU_NEW(arena, buju_ix, edges);
  out->to = BUJU_NEW(arena, buju_ix, edges);
  out->line = BUJU_NEW(arena, buju_ix, edges);
  out->length_m = BUJU_NEW(arena, double, edges);
  out->first = BUJU_NEW(arena, uint64_t, edges + 1);
  out->x_m = BUJU_NEW(arena, double, points);
  out->y_m = BUJU_NEW(arena, double, points);
  out->along_m = BUJU_NEW(arena, double, points);
  if (out->from == NULL || out->to == NULL || out->line == NULL || out->length_m == NULL || out->first == NULL ||
      out->x_m == NULL || out->y_m == NULL || out->along_m == NULL)
    return buju_fail_memory(m->n->ctx);
  uint64_t at = 0;
  for (size_t i = 0; i < m->drafts.n; i++) {
    if (d[i].points == 0) continue;
    buju_ix e = out->edges++;
    out->from[e] = d[i].from;
    out->to[e] = d[i].to;
    out->line[e] = d[i].line;
    for (uint64_t p = 0; p < d[i].points; p++, at++) {
      const stop *s = stop_at(m, d[i].first + p);
      out->x_m[at] = m->n->x0_m + s->x * m->n->unit_m;
      out->y_m[at] = m->n->y0_m + s->y * m->n->unit_m;
      out->along_m[at] = s->along * m->n->unit_m;
    }
    out->length_m[e] = out->along_m[at - 1] - out->along_m[out->first[e]];
    out->first[e + 1] = at;
  }
  return BUJU_OK;
}

buju_status buju_noding_edges(buju_noding *n, buju_arena *arena, buju_network *out) {
  making m = {.n = n};
  buju_status status = collect_keys(&m);
  if (status == BUJU_OK) status = make_nodes(&m, arena, out);
  bool room = true;
  for (buju_ix i = 0; i < n->lines->n && status == BUJU_OK && room; i++) room = cut_line(&m, i);
  for (size_t i = 0; i < n->links.n && status == BUJU_OK && room; i++)
    room = add_link(&m, (const buju_link *)n->links.data + i);
  if (!room) status = buju_fail_memory(n->ctx);
  if (status == BUJU_OK) status = drop_twins(&m, out);
  if (status == BUJU_OK) status = lay_out(&m, arena, out);
  buju_vec_free(&m.drafts);
  buju_vec_free(&m.stops);
  return status;
}
