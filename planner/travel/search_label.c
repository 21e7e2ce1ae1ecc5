/* Searches that carry more than a time: length and course of the way, or whose it is.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/search_room.h"

static bool need_labels(buju_search *s, bool ways) {
  size_t n = s->nodes;
  if (s->label == NULL) {
    s->label = malloc(n * sizeof *s->label + 1);
    if (s->label == NULL) return false;
    memset(s->label, 0xff, n * sizeof *s->label); /* UINT64_MAX */
  }
  if (ways && s->step == NULL) s->step = malloc(n * sizeof *s->step + 1);
  if (!ways && s->owner == NULL) s->owner = malloc(n * sizeof *s->owner + 1);
  return (ways ? (void *)s->step : (void *)s->owner) != NULL;
}

/* Arcs are numbered by their tails, so the lower arc comes from the lower node. */
static bool step_before(buju_way_step a, buju_way_step b) { return a.arcs != b.arcs ? a.arcs < b.arcs : a.arc < b.arc; }

/* Lowers the label of a node. */
static inline void lower(buju_search *s, buju_ix node, uint64_t label) {
  if (s->label[node] == UINT64_MAX) s->touched[s->n++] = node;
  s->label[node] = label;
}

/* Lowers the label of a node and queues it. The number of arcs is part of what is least: it grows with every step, so
 * ways over arcs of no time and no length cannot run in a circle. A better last step alone changes nothing further on.
 */
static inline bool reach_by(buju_search *s, buju_ix node, uint64_t label, buju_way_step step) {
  if (label > s->label[node]) return true;
  if (label == s->label[node]) {
    if (!step_before(step, s->step[node])) return true;
    bool fewer = step.arcs < s->step[node].arcs;
    s->step[node] = step;
    return !fewer || buju_queue_push(&s->queue, buju_label_ms(label), node);
  }
  lower(s, node, label);
  s->step[node] = step;
  return buju_queue_push(&s->queue, buju_label_ms(label), node);
}

/* The same for an owner: a lower one of equals is news to the nodes further on, and there are only so many. */
static inline bool reach_for(buju_search *s, buju_ix node, uint64_t label, buju_ix owner) {
  if (label > s->label[node] || (label == s->label[node] && label != UINT64_MAX && owner >= s->owner[node]))
    return true;
  lower(s, node, label);
  s->owner[node] = owner;
  return buju_queue_push(&s->queue, buju_label_ms(label), node);
}

static inline uint64_t label_after(uint64_t label, uint32_t ms, uint32_t dm) {
  uint32_t low = buju_label_low(label);
  low = low < UINT32_MAX - dm ? low + dm : UINT32_MAX;
  return (uint64_t)(buju_label_ms(label) + ms) << 32 | low;
}

static bool settle(buju_search *s, const buju_graph *graph, const buju_bucket *bucket, uint32_t limit_ms, bool ways) {
  for (size_t i = 0; i < bucket->n; i++) {
    buju_entry e = bucket->at[i];
    buju_fetch_ahead(bucket, i, graph, s->label, sizeof *s->label);
    uint64_t label = s->label[e.node];
    if (e.ms != buju_label_ms(label)) continue; /* is faster by now */
    uint32_t left_ms = limit_ms - e.ms, end = graph->first[e.node + 1];
    s->work.settled++;
    s->work.relaxed += end - graph->first[e.node];
    for (uint32_t a = graph->first[e.node]; a < end; a++) {
      buju_arc arc = graph->arc[a];
      if (arc.ms > left_ms) continue;
      uint64_t next = label_after(label, arc.ms, graph->dm != NULL ? graph->dm[a] : 0);
      bool queued = ways ? reach_by(s, arc.head, next, (buju_way_step){s->step[e.node].arcs + 1, e.node, a})
                         : reach_for(s, arc.head, next, s->owner[e.node]);
      if (!queued) return false;
    }
  }
  return true;
}

static buju_status search_labels(buju_ctx *ctx, buju_search *s, const buju_graph *graph, const buju_start *start,
                                 size_t starts, uint32_t limit_ms, bool ways) {
  if (!need_labels(s, ways)) return buju_fail_memory(ctx);
  buju_status status = buju_search_begin(ctx, s, graph, start, starts, true);
  if (status != BUJU_OK) return status;
  const buju_way_step none = {0, BUJU_NONE, BUJU_NONE};
  buju_queue *q = &s->queue;
  bool failed = false;
  if (limit_ms == BUJU_FAR) limit_ms--;
  for (size_t i = 0; i < starts && !failed; i++)
    if (start[i].ms <= limit_ms) {
      uint64_t label = (uint64_t)start[i].ms << 32 | start[i].dm;
      failed = ways ? !reach_by(s, start[i].node, label, none) : !reach_for(s, start[i].node, label, start[i].owner);
    }
  do
    for (size_t k = 0; k < q->used && !failed; k++) {
      failed = !settle(s, graph, &q->bucket[k], limit_ms, ways);
      q->bucket[k].n = 0;
    }
  while (!failed && buju_queue_move_on(q, &failed));
  return failed ? buju_fail_memory(ctx) : BUJU_OK;
}

buju_status buju_search_ways(buju_ctx *ctx, buju_search *search, const buju_graph *graph, const buju_start *start,
                             size_t starts, uint32_t limit_ms, buju_ways *out) {
  buju_status status = search_labels(ctx, search, graph, start, starts, limit_ms, true);
  if (status == BUJU_OK) *out = (buju_ways){search->n, search->touched, search->label, search->step};
  return status;
}

buju_status buju_search_nearest(buju_ctx *ctx, buju_search *search, const buju_graph *graph, const buju_start *start,
                                size_t starts, uint32_t limit_ms, buju_allocated *out) {
  buju_status status = search_labels(ctx, search, graph, start, starts, limit_ms, false);
  if (status == BUJU_OK) *out = (buju_allocated){search->n, search->touched, search->label, search->owner};
  return status;
}

buju_status buju_ways_trace(buju_ctx *ctx, const buju_ways *ways, buju_ix node, buju_arena *arena, buju_ix *first_node,
                            buju_ix *arcs, const buju_ix **arc) {
  buju_ix n = ways->step[node].arcs;
  buju_ix *way = BUJU_NEW(arena, buju_ix, n);
  if (way == NULL) return buju_fail_memory(ctx);
  for (buju_ix k = n; k-- > 0; node = ways->step[node].tail) way[k] = ways->step[node].arc;
  *first_node = node;
  *arcs = n;
  *arc = way;
  return BUJU_OK;
}
