/* One trip: climbing from both ends (Dibbelt, Strasser, Wagner 2016). SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/ride.h"

#include <stdlib.h>
#include <string.h>

struct buju_ride {
  const buju_hierarchy *hierarchy;
  uint32_t *there, *back; /* by position; BUJU_FAR between trips */
};

buju_status buju_ride_new(buju_ctx *ctx, const buju_hierarchy *hierarchy, buju_ride **out) {
  size_t bytes = (size_t)hierarchy->nodes * sizeof(uint32_t);
  buju_ride *t = calloc(1, sizeof *t);
  if (t == NULL) return buju_fail_memory(ctx);
  t->hierarchy = hierarchy;
  t->there = malloc(bytes + 1);
  t->back = malloc(bytes + 1);
  if (t->there == NULL || t->back == NULL) {
    buju_ride_free(t);
    return buju_fail_memory(ctx);
  }
  memset(t->there, 0xff, bytes); /* BUJU_FAR */
  memset(t->back, 0xff, bytes);
  *out = t;
  return BUJU_OK;
}

void buju_ride_free(buju_ride *ride) {
  if (ride == NULL) return;
  free(ride->there);
  free(ride->back);
  free(ride);
}

static void lower(uint32_t *ms, uint32_t than) {
  if (than < *ms) *ms = than;
}

/* Starts whose ways up have met climb on together: going the same way again only finds less. */
static void climb(const buju_ride *t, const buju_metric *metric, const buju_start *start, size_t n) {
  const buju_hierarchy *h = t->hierarchy;
  for (size_t i = 0; i < n; i++) {
    buju_ix p = h->position[start[i].node];
    lower(&t->there[p], start[i].ms);
    for (; p != BUJU_NONE; p = h->parent[p]) {
      uint32_t ms = t->there[p];
      if (ms == BUJU_FAR) continue;
      for (uint32_t a = metric->up_first[p]; a < metric->up_first[p + 1]; a++)
        lower(&t->there[metric->up[a].head], buju_ms_add(ms, metric->up[a].ms));
    }
  }
}

/* The same from the other end, which meets the way up at every common ancestor: what has cost as much as the best way
 * so far need not climb on. */
static uint32_t meet(const buju_ride *t, const buju_metric *metric, const buju_start *start, size_t n) {
  const buju_hierarchy *h = t->hierarchy;
  uint32_t best = BUJU_FAR;
  for (size_t i = 0; i < n; i++) {
    buju_ix p = h->position[start[i].node];
    lower(&t->back[p], start[i].ms);
    for (; p != BUJU_NONE; p = h->parent[p]) {
      uint32_t ms = t->back[p];
      lower(&best, buju_ms_add(t->there[p], ms));
      if (ms >= best) continue;
      for (uint32_t a = metric->down_first[p]; a < metric->down_first[p + 1]; a++)
        lower(&t->back[metric->down[a].head], buju_ms_add(ms, metric->down[a].ms));
    }
  }
  return best;
}

static void forget(const buju_hierarchy *h, const buju_start *start, size_t n, uint32_t *ms) {
  for (size_t i = 0; i < n; i++)
    for (buju_ix p = h->position[start[i].node]; p != BUJU_NONE; p = h->parent[p]) ms[p] = BUJU_FAR;
}

static buju_status check(buju_ctx *ctx, const buju_hierarchy *h, const buju_start *start, size_t n) {
  BUJU_MSG(bad_end, "路网行程：{0}不是路网的结点（共{1}个）",
           "trip by road: {0} is no node of the network (there are {1})");
  for (size_t i = 0; i < n; i++)
    if (start[i].node >= h->nodes)
      return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_end, buju_int(start[i].node), buju_int(h->nodes)));
  return BUJU_OK;
}

buju_status buju_ride_ms(buju_ctx *ctx, buju_ride *ride, const buju_metric *metric, const buju_start *from,
                         size_t from_n, const buju_start *to, size_t to_n, uint32_t *ms) {
  const buju_hierarchy *h = ride->hierarchy;
  buju_status status = check(ctx, h, from, from_n);
  if (status == BUJU_OK) status = check(ctx, h, to, to_n);
  if (status != BUJU_OK) return status;
  climb(ride, metric, from, from_n);
  *ms = meet(ride, metric, to, to_n);
  forget(h, from, from_n, ride->there);
  forget(h, to, to_n, ride->back);
  return BUJU_OK;
}
