/* The nearest of several places, on roads: one search for all. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "core/parallel.h"
#include "planner/travel/roads_parts.h"

enum { CHUNK = 256 };

typedef struct finding {
  const buju_roads *roads;
  buju_mode mode;
  const buju_places *from, *to;
  buju_roads_to reach;
  buju_near *out;
} finding;

static void better(buju_near *best, buju_ix to, uint64_t label) {
  uint64_t known = buju_label(best->ms, best->dm);
  if (label > known || label == UINT64_MAX || (label == known && to >= best->to)) return;
  *best = (buju_near){to, buju_label_ms(label), buju_label_low(label), BUJU_BASIS_ROAD};
}

static uint32_t take(void *user, buju_ix place, uint64_t label) {
  buju_near *best = user;
  better(best, place, label);
  return best->ms;
}

/* On top of what the straight line found for places off the network. */
static buju_status find_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  (void)ctx, (void)worker;
  const finding *f = user;
  for (uint64_t i = first; i < end; i++) {
    buju_near *best = &f->out[i];
    buju_start start[BUJU_STARTS_MOST];
    const buju_place_join *join = buju_roads_join(f->from, (buju_ix)i, f->mode);
    int starts = buju_roads_starts(f->roads, f->mode, join, false, 0, start);
    for (int s = 0; s < starts; s++) {
      uint64_t label = f->reach.node.label[start[s].node];
      if (label != UINT64_MAX)
        better(best, f->reach.node.owner[start[s].node], buju_label_add(label, start[s].ms, start[s].dm));
    }
    buju_roads_near_visit(f->roads, f->mode, &f->reach.near, f->from, (buju_ix)i, false, best->ms, take, best);
  }
  return BUJU_OK;
}

/* Straight lines of the places of `from` that are off the network (on: that are on it) to those of `to`. */
static buju_status straight_lines(buju_ctx *ctx, const finding *f, bool on, const buju_places *to,
                                  const buju_ix *to_row, buju_arena *scratch) {
  const buju_travel *line = f->roads->straight;
  buju_places from;
  buju_ix *row;
  buju_status status = buju_roads_subset(ctx, f->mode, f->from, on, scratch, &from, &row);
  if (status != BUJU_OK || from.n == 0 || to->n == 0) return status;
  buju_near *near = BUJU_NEW(scratch, buju_near, from.n);
  if (near == NULL) return buju_fail_memory(ctx);
  status = line->ops->nearest(ctx, line, f->mode, &from, to, near);
  for (buju_ix i = 0; i < from.n && status == BUJU_OK; i++)
    if (near[i].to != BUJU_NONE) {
      f->out[row[i]] = near[i];
      if (to_row != NULL) f->out[row[i]].to = to_row[near[i].to];
    }
  return status;
}

buju_status buju_roads_to_make(buju_ctx *ctx, const buju_roads *roads, buju_mode mode, const buju_places *to,
                               buju_arena *scratch, buju_roads_to *out) {
  const buju_graph *in = &roads->graph[mode].in;
  buju_starts arrive;
  *out = (buju_roads_to){.room = NULL};
  buju_status status = buju_search_new(ctx, in, &out->room);
  if (status == BUJU_OK) status = buju_roads_all_starts(ctx, roads, mode, to, true, scratch, &arrive);
  if (status == BUJU_OK)
    status = buju_search_nearest(ctx, out->room, in, arrive.start, arrive.row[arrive.n], BUJU_FAR, &out->node);
  return status == BUJU_OK ? buju_roads_near_new(ctx, mode, to, scratch, &out->near) : status;
}

void buju_roads_to_free(buju_roads_to *reach) { buju_search_free(reach->room); }

/* Where some places are off the network. */
static buju_status off_network(buju_ctx *ctx, const finding *f, buju_arena *scratch) {
  buju_places off;
  buju_ix *off_row;
  buju_status status = BUJU_OK;
  if (!buju_roads_all_on(f->mode, f->from)) status = straight_lines(ctx, f, false, f->to, NULL, scratch);
  if (status != BUJU_OK || buju_roads_all_on(f->mode, f->to)) return status;
  status = buju_roads_subset(ctx, f->mode, f->to, false, scratch, &off, &off_row);
  return status == BUJU_OK ? straight_lines(ctx, f, true, &off, off_row, scratch) : status;
}

buju_status buju_roads_nearest(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                               const buju_places *to, buju_near *near) {
  finding f = {.roads = (const buju_roads *)travel, .mode = mode, .from = from, .to = to, .out = near};
  buju_arena *scratch = buju_arena_new();
  buju_status status = scratch != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (buju_ix i = 0; i < from->n; i++) near[i] = (buju_near){BUJU_NONE, BUJU_FAR, UINT32_MAX, BUJU_BASIS_NONE};
  if (status == BUJU_OK) status = buju_roads_to_make(ctx, f.roads, mode, to, scratch, &f.reach);
  if (status == BUJU_OK) status = off_network(ctx, &f, scratch);
  if (status == BUJU_OK) status = buju_parallel_for(ctx, from->n, CHUNK, find_some, &f);
  buju_roads_to_free(&f.reach);
  buju_arena_free(scratch);
  return status;
}
