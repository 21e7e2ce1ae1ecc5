/* Climbing: from the starts to their ancestors, all lanes together. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/travel/sweep_room.h"

/* A heap of positions, the highest first. */
static bool put(buju_climb *c, buju_ix position) {
  if (c->heap_n == c->heap_cap) {
    size_t cap = c->heap_cap == 0 ? 64 : 2 * c->heap_cap;
    buju_ix *heap = realloc(c->heap, cap * sizeof *heap);
    if (heap == NULL) return false;
    c->heap = heap;
    c->heap_cap = cap;
  }
  size_t i = c->heap_n++;
  for (; i > 0 && c->heap[(i - 1) / 2] < position; i = (i - 1) / 2) c->heap[i] = c->heap[(i - 1) / 2];
  c->heap[i] = position;
  return true;
}

/* Puts `position` in the place of the highest, or takes the highest out when it is BUJU_NONE. */
static void replace_highest(buju_climb *c, buju_ix position) {
  if (position == BUJU_NONE) position = c->heap[--c->heap_n];
  size_t i = 0, child;
  while ((child = 2 * i + 1) < c->heap_n) {
    if (child + 1 < c->heap_n && c->heap[child + 1] > c->heap[child]) child++;
    if (c->heap[child] <= position) break;
    c->heap[i] = c->heap[child];
    i = child;
  }
  c->heap[i] = position;
}

static bool collect(const buju_hierarchy *h, buju_climb *c) {
  c->n = 0;
  while (c->heap_n > 0) {
    buju_ix p = c->heap[0];
    replace_highest(c, h->parent[p]);
    if (c->n > 0 && c->position[c->n - 1] == p) continue; /* another start has come here */
    c->slot[p] = c->n;
    c->position[c->n++] = p;
  }
  return true;
}

static buju_status collect_ancestors(buju_ctx *ctx, buju_sweep *s, const buju_starts *from, const buju_ix *which,
                                     unsigned n) {
  BUJU_MSG(bad_start, "路网搜索：起点{0}不是路网的结点（共{1}个）",
           "road search: start {0} is no node of the network (there are {1})");
  const buju_hierarchy *h = s->field.metric->hierarchy;
  s->climb.heap_n = 0;
  for (unsigned lane = 0; lane < n; lane++)
    for (uint64_t k = from->row[which[lane]]; k < from->row[which[lane] + 1]; k++) {
      buju_start start = from->start[k];
      if (start.node >= h->nodes)
        return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_start, buju_int(start.node), buju_int(h->nodes)));
      if (start.ms <= s->limit_ms && !put(&s->climb, h->position[start.node])) return buju_fail_memory(ctx);
    }
  collect(h, &s->climb);
  return BUJU_OK;
}

static bool clear_times(buju_climb *c, unsigned lanes) {
  size_t need = (size_t)c->n * lanes;
  if (need > c->cap) {
    uint32_t *ms = realloc(c->ms, 2 * need * sizeof *ms);
    if (ms == NULL) return false;
    c->ms = ms;
    c->cap = 2 * need;
  }
  if (need > 0) memset(c->ms, 0xff, need * sizeof *c->ms); /* BUJU_FAR */
  return true;
}

static inline void relax(buju_climb *c, const buju_metric *metric, const unsigned lanes) {
  for (buju_ix i = 0; i < c->n; i++) {
    const uint32_t *from = c->ms + (size_t)i * lanes;
    buju_ix p = c->position[i];
    for (uint32_t a = metric->up_first[p]; a < metric->up_first[p + 1]; a++) {
      uint32_t *to = c->ms + (size_t)c->slot[metric->up[a].head] * lanes, ms = metric->up[a].ms, room = BUJU_FAR - ms;
      for (unsigned l = 0; l < lanes; l++) {
        uint32_t sum = (from[l] < room ? from[l] : room) + ms;
        to[l] = sum < to[l] ? sum : to[l];
      }
    }
  }
}

buju_status buju_sweep_climb(buju_ctx *ctx, buju_sweep *sweep, const buju_starts *from, const buju_ix *which,
                             unsigned n) {
  buju_climb *c = &sweep->climb;
  const buju_metric *metric = sweep->field.metric;
  buju_status status = collect_ancestors(ctx, sweep, from, which, n);
  if (status != BUJU_OK) return status;
  if (!clear_times(c, sweep->lanes)) return buju_fail_memory(ctx);
  for (unsigned lane = 0; lane < n; lane++)
    for (uint64_t k = from->row[which[lane]]; k < from->row[which[lane] + 1]; k++) {
      if (from->start[k].ms > sweep->limit_ms) continue;
      uint32_t slot = c->slot[metric->hierarchy->position[from->start[k].node]];
      uint32_t *ms = c->ms + (size_t)slot * sweep->lanes + lane;
      if (from->start[k].ms < *ms) *ms = from->start[k].ms;
    }
  if (sweep->lanes == 1)
    relax(c, metric, 1);
  else
    relax(c, metric, BUJU_LANES);
  sweep->work.climbed += c->n;
  return BUJU_OK;
}
