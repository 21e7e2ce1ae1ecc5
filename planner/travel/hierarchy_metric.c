/* Times on a hierarchy: customizing (Dibbelt, Strasser, Wagner 2016), and leaving out what no fastest
 * way needs. SPDX-License-Identifier: Apache-2.0
 *
 * Everything is a pass over triangles: a node p and two of its higher neighbours, a and above it b, which are joined by
 * an arc themselves.
 *
 *  1. from below: the arc a–b is no slower than by way of p. When all nodes below a have been seen, the arcs of a are
 * as fast as any way through lower nodes.
 *  2. from above: the arc p–b is no slower than by way of a, nor p–a by way of b. Now arcs are as fast as any way.
 *  3. an arc p–b may go when a is strictly nearer to p and the way by a is as fast; likewise p–a. What is left
 * suffices: of the first steps of fastest ways from p to its ancestors, the shortest one is never taken out, and the
 * induction goes on from its end, which lies higher. */
#include <stdlib.h>
#include <string.h>

#include "core/parallel.h"
#include "planner/travel/hierarchy.h"

enum { PARTS = 128 }; /* subtrees of at most 1 / PARTS of the nodes are worked on by themselves */

typedef struct bench {
  const buju_hierarchy *h;
  uint32_t *up, *down;       /* by arc of the hierarchy: from p to its ancestor, and from the ancestor to p */
  bool *up_goes, *down_goes; /* left out in the end */
  uint32_t *low_first;       /* nodes + 1; the lower neighbours of a, ascending, are … */
  buju_ix *low;              /* … these, and their arcs to a these */
  uint32_t *low_arc;
  uint32_t **slot; /* by worker: the arc of a to each of its higher neighbours, while a is looked at */
  buju_ix *top;    /* positions in no part, ascending: the ancestors of all parts */
  buju_ix tops;
  buju_ix *part; /* roots of the parts */
  buju_ix parts;
  void (*pass)(struct bench *, buju_ix a, const uint32_t *slot);
  bool descending;
} bench;

/* x by way of y, BUJU_FAR when that is too far to be told. */
static inline uint32_t via(uint32_t x, uint32_t y) { return (x < BUJU_FAR - y ? x : BUJU_FAR - y) + y; }

static inline void lower(uint32_t *ms, uint32_t than) {
  if (than < *ms) *ms = than;
}

/* In the three passes: p, its arc pa to a, its arcs k to the b above a, and the arc s from a to b. */
static void from_below(bench *w, buju_ix a, const uint32_t *slot) {
  const buju_hierarchy *h = w->h;
  for (uint32_t l = w->low_first[a]; l < w->low_first[a + 1]; l++) {
    uint32_t pa = w->low_arc[l], up = w->up[pa], down = w->down[pa];
    for (uint32_t k = h->first[w->low[l]]; k < pa; k++) {
      uint32_t s = slot[h->high[k]];
      lower(&w->up[s], via(down, w->up[k]));
      lower(&w->down[s], via(w->down[k], up));
    }
  }
}

static void from_above(bench *w, buju_ix a, const uint32_t *slot) {
  const buju_hierarchy *h = w->h;
  for (uint32_t l = w->low_first[a]; l < w->low_first[a + 1]; l++) {
    uint32_t pa = w->low_arc[l], up = w->up[pa], down = w->down[pa];
    for (uint32_t k = h->first[w->low[l]]; k < pa; k++) {
      uint32_t s = slot[h->high[k]];
      lower(&up, via(w->up[k], w->down[s]));
      lower(&down, via(w->up[s], w->down[k]));
      lower(&w->up[k], via(up, w->up[s]));
      lower(&w->down[k], via(w->down[s], down));
    }
    w->up[pa] = up;
    w->down[pa] = down;
  }
}

static inline bool needless(uint32_t ms, uint32_t nearer, uint32_t rest) {
  return nearer < ms && (uint64_t)nearer + rest <= ms;
}

static void sort_out(bench *w, buju_ix a, const uint32_t *slot) {
  const buju_hierarchy *h = w->h;
  for (uint32_t l = w->low_first[a]; l < w->low_first[a + 1]; l++) {
    uint32_t pa = w->low_arc[l], up = w->up[pa], down = w->down[pa];
    bool up_goes = w->up_goes[pa], down_goes = w->down_goes[pa];
    for (uint32_t k = h->first[w->low[l]]; k < pa; k++) {
      uint32_t s = slot[h->high[k]];
      up_goes |= needless(up, w->up[k], w->down[s]);
      down_goes |= needless(down, w->down[k], w->up[s]);
      w->up_goes[k] |= needless(w->up[k], up, w->up[s]);
      w->down_goes[k] |= needless(w->down[k], down, w->down[s]);
    }
    w->up_goes[pa] = up_goes;
    w->down_goes[pa] = down_goes;
  }
}

static void look_at(bench *w, buju_ix a, uint32_t *slot) {
  for (uint32_t s = w->h->first[a]; s < w->h->first[a + 1]; s++) slot[w->h->high[s]] = s;
  w->pass(w, a, slot);
}

/* A pass over a touches arcs of a and of its descendants only, so parts do not meet. */
static buju_status pass_parts(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  (void)ctx;
  bench *w = user;
  for (uint64_t i = first; i < end; i++) {
    buju_ix root = w->part[i], stop = w->h->end[root];
    if (w->descending)
      for (buju_ix a = stop; a-- > root;) look_at(w, a, w->slot[worker]);
    else
      for (buju_ix a = root; a < stop; a++) look_at(w, a, w->slot[worker]);
  }
  return BUJU_OK;
}

static void pass_top(bench *w) {
  for (buju_ix i = 0; i < w->tops; i++) look_at(w, w->top[w->descending ? w->tops - 1 - i : i], w->slot[0]);
}

static buju_status run_pass(buju_ctx *ctx, bench *w, void (*pass)(bench *, buju_ix, const uint32_t *),
                            bool descending) {
  w->pass = pass;
  w->descending = descending;
  if (!descending) pass_top(w);
  buju_status status = buju_parallel_for(ctx, w->parts, 1, pass_parts, w);
  if (descending) pass_top(w);
  return status;
}

static void cut_parts(bench *w) {
  const buju_hierarchy *h = w->h;
  buju_ix most = h->nodes / PARTS > BUJU_BLOCK ? h->nodes / PARTS : BUJU_BLOCK;
  for (buju_ix p = 0; p < h->nodes;) {
    if (h->end[p] - p <= most) {
      w->part[w->parts++] = p;
      p = h->end[p];
    } else {
      w->top[w->tops++] = p++;
    }
  }
}

static void turn_round(bench *w) {
  const buju_hierarchy *h = w->h;
  uint32_t *first = w->low_first + 1; /* runs one row ahead while it is filled */
  for (uint32_t k = 0; k < h->first[h->nodes]; k++) first[h->high[k] + 1]++;
  for (buju_ix p = 0; p < h->nodes; p++) first[p + 1] += first[p];
  for (buju_ix p = 0; p < h->nodes; p++)
    for (uint32_t k = h->first[p]; k < h->first[p + 1]; k++) {
      uint32_t at = first[h->high[k]]++;
      w->low[at] = p;
      w->low_arc[at] = k;
    }
}

static bool bench_new(bench *w, const buju_hierarchy *h, unsigned workers, buju_arena *scratch) {
  size_t n = h->nodes, arcs = h->first[n];
  *w = (bench){.h = h,
               .up = BUJU_NEW(scratch, uint32_t, arcs),
               .down = BUJU_NEW(scratch, uint32_t, arcs),
               .up_goes = BUJU_NEW(scratch, bool, arcs),
               .down_goes = BUJU_NEW(scratch, bool, arcs),
               .low_first = BUJU_NEW(scratch, uint32_t, n + 2),
               .low = BUJU_NEW(scratch, buju_ix, arcs),
               .low_arc = BUJU_NEW(scratch, uint32_t, arcs),
               .slot = BUJU_NEW(scratch, uint32_t *, workers),
               .top = BUJU_NEW(scratch, buju_ix, n),
               .part = BUJU_NEW(scratch, buju_ix, n)};
  if (w->up == NULL || w->down == NULL || w->up_goes == NULL || w->down_goes == NULL || w->low_first == NULL ||
      w->low == NULL || w->low_arc == NULL || w->slot == NULL || w->top == NULL || w->part == NULL)
    return false;
  for (unsigned i = 0; i < workers; i++)
    if ((w->slot[i] = BUJU_NEW(scratch, uint32_t, n)) == NULL) return false;
  memset(w->up, 0xff, arcs * sizeof *w->up); /* BUJU_FAR */
  memset(w->down, 0xff, arcs * sizeof *w->down);
  turn_round(w);
  cut_parts(w);
  return true;
}

/* The arc of the hierarchy between p and its ancestor a. */
static uint32_t arc_to(const buju_hierarchy *h, buju_ix p, buju_ix a) {
  uint32_t low = h->first[p], high = h->first[p + 1] - 1;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (h->high[middle] < a)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void weigh(bench *w, const buju_graph *g, const uint32_t *weight) {
  const buju_hierarchy *h = w->h;
  for (buju_ix v = 0; v < g->nodes; v++)
    for (uint32_t a = g->first[v]; a < g->first[v + 1]; a++) {
      buju_ix from = h->position[v], to = h->position[g->arc[a].head];
      uint32_t ms = weight != NULL ? weight[a] : g->arc[a].ms;
      if (from > to) lower(&w->up[arc_to(h, from, to)], ms);
      if (from < to) lower(&w->down[arc_to(h, to, from)], ms);
    }
}

/* The arcs that stay, in rows of their own. */
static bool keep(const buju_hierarchy *h, const uint32_t *ms, bool *goes, buju_arena *arena, uint32_t **first,
                 buju_arc **arc) {
  uint32_t all = h->first[h->nodes], kept = 0;
  for (uint32_t k = 0; k < all; k++) {
    goes[k] |= ms[k] == BUJU_FAR;
    kept += !goes[k];
  }
  *first = BUJU_NEW(arena, uint32_t, (size_t)h->nodes + 1);
  *arc = BUJU_NEW(arena, buju_arc, kept);
  if (*first == NULL || *arc == NULL) return false;
  kept = 0;
  for (buju_ix p = 0; p < h->nodes; p++) {
    for (uint32_t k = h->first[p]; k < h->first[p + 1]; k++)
      if (!goes[k]) (*arc)[kept++] = (buju_arc){h->high[k], ms[k]};
    (*first)[p + 1] = kept;
  }
  return true;
}

buju_status buju_metric_make(buju_ctx *ctx, const buju_hierarchy *hierarchy, const buju_graph *graph,
                             const uint32_t *weight, buju_arena *arena, buju_metric *out) {
  BUJU_MSG(other_graph, "路网层次结构是为{0}个结点的路网建立的，而此路网有{1}个结点",
           "the hierarchy was made for a network of {0} nodes, this one has {1}");
  if (hierarchy->nodes != graph->nodes)
    return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(other_graph, buju_int(hierarchy->nodes), buju_int(graph->nodes)));
  bench w;
  buju_metric m = {.hierarchy = hierarchy};
  buju_arena *scratch = buju_arena_new();
  buju_status status = BUJU_E_MEMORY;
  if (scratch == NULL || !bench_new(&w, hierarchy, buju_ctx_threads(ctx), scratch)) goto done;
  weigh(&w, graph, weight);
  status = run_pass(ctx, &w, from_below, true);
  if (status == BUJU_OK) status = run_pass(ctx, &w, from_above, false);
  if (status == BUJU_OK) status = run_pass(ctx, &w, sort_out, false);
  if (status == BUJU_OK && (!keep(hierarchy, w.up, w.up_goes, arena, &m.up_first, &m.up) ||
                            !keep(hierarchy, w.down, w.down_goes, arena, &m.down_first, &m.down)))
    status = BUJU_E_MEMORY;
done:
  buju_arena_free(scratch);
  if (status == BUJU_OK) *out = m;
  return status == BUJU_E_MEMORY ? buju_fail_memory(ctx) : status;
}

buju_metric buju_metric_reverse(const buju_metric *metric) {
  return (buju_metric){metric->hierarchy, metric->down_first, metric->up_first, metric->down, metric->up};
}
