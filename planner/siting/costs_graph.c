/* The source of costs along a graph: what it holds, who is nearest, and a part of it.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "planner/siting/costs_graph_parts.h"

/* ---- places ---- */

bool buju_costs_enter(const buju_starts *places, buju_ix rows, const buju_ix *row_of_start, buju_arena *arena,
                      buju_entries *out) {
  uint64_t all = places->row[places->n];
  uint64_t *first = BUJU_NEW(arena, uint64_t, (size_t)rows + 2);
  out->entry = BUJU_NEW(arena, buju_entry_at, all);
  if (first == NULL || out->entry == NULL) return false;
  out->first = first++; /* runs one row ahead while it is filled */
  for (uint64_t k = 0; k < all; k++) first[row_of_start[k] + 1]++;
  for (buju_ix r = 0; r < rows; r++) first[r + 1] += first[r];
  for (buju_ix p = 0; p < places->n; p++)
    for (uint64_t k = places->row[p]; k < places->row[p + 1]; k++)
      out->entry[first[row_of_start[k]]++] = (buju_entry_at){p, places->start[k].ms};
  return true;
}

static buju_status take_places(buju_ctx *ctx, const buju_starts *at, buju_ix nodes, buju_arena *arena,
                               buju_costs_places *out) {
  BUJU_MSG(bad_place, "路网费用：第{0}个点的出入口不是路网的结点（共{1}个）",
           "costs along roads: place {0} is joined to what is no node of the network (there are {1})");
  uint64_t all = at->row[at->n];
  buju_arena *scratch = buju_arena_new();
  buju_ix *node = scratch != NULL ? BUJU_NEW(scratch, buju_ix, all) : NULL;
  buju_status status = node != NULL ? BUJU_OK : buju_fail_memory(ctx);
  *out = (buju_costs_places){.at = *at};
  for (buju_ix p = 0; status == BUJU_OK && p < at->n; p++) {
    out->several |= at->row[p + 1] - at->row[p] > 1;
    for (uint64_t k = at->row[p]; status == BUJU_OK && k < at->row[p + 1]; k++) {
      node[k] = at->start[k].node;
      if (node[k] >= nodes) status = buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_place, buju_int(p), buju_int(nodes)));
    }
  }
  if (status == BUJU_OK && !buju_costs_enter(at, nodes, node, arena, &out->by_node)) status = buju_fail_memory(ctx);
  buju_arena_free(scratch);
  return status;
}

/* ---- who is nearest ---- */

/* The least of the ways a demand point may leave by; of equals the lowest site. */
static void take_nearest(const buju_costs_net *net, const buju_allocated *found, buju_ix i, buju_ix *to,
                         uint32_t *cost) {
  const buju_starts *at = &net->by[BUJU_COSTS_BY_DEMAND].at;
  *to = BUJU_NONE;
  *cost = BUJU_COST_NONE;
  for (uint64_t k = at->row[i]; k < at->row[i + 1]; k++) {
    buju_ix node = at->start[k].node;
    if (found->label[node] == UINT64_MAX) continue;
    uint32_t c = buju_ms_add(buju_label_ms(found->label[node]), at->start[k].ms);
    if (c > net->limit || c > *cost || (c == *cost && found->owner[node] >= *to)) continue;
    *to = found->owner[node];
    *cost = c;
  }
}

static buju_status nearest(buju_ctx *ctx, const buju_costs *costs, buju_ix sites, const buju_ix *site, buju_ix *to,
                           uint32_t *cost) {
  const buju_costs_net *net = (const buju_costs_net *)costs;
  const buju_starts *at = &net->by[BUJU_COSTS_BY_CANDIDATE].at;
  buju_arena *scratch = buju_arena_new();
  buju_search *search = NULL;
  buju_allocated found;
  uint64_t starts = 0;
  for (buju_ix s = 0; s < sites; s++) starts += at->row[site[s] + 1] - at->row[site[s]];
  buju_start *start = scratch != NULL ? BUJU_NEW(scratch, buju_start, starts) : NULL;
  buju_status status = start != NULL ? buju_search_new(ctx, &net->ways->reverse, &search) : buju_fail_memory(ctx);
  if (status == BUJU_OK) {
    uint64_t n = 0;
    for (buju_ix s = 0; s < sites; s++)
      for (uint64_t k = at->row[site[s]]; k < at->row[site[s] + 1]; k++)
        start[n++] = (buju_start){.node = at->start[k].node, .ms = at->start[k].ms, .owner = site[s]};
    status = buju_search_nearest(ctx, search, &net->ways->reverse, start, (size_t)n, net->limit, &found);
  }
  for (buju_ix i = 0; status == BUJU_OK && i < costs->demands; i++) take_nearest(net, &found, i, &to[i], &cost[i]);
  buju_search_free(search);
  buju_arena_free(scratch);
  return status;
}

/* ---- the source ---- */

static void ways_free(buju_costs_ways *ways) {
  buju_levels_free(&ways->levels);
  pthread_mutex_destroy(&ways->lock);
}

static void net_free(buju_costs *costs) {
  buju_costs_net *net = (buju_costs_net *)costs;
  if (net->owns_ways) ways_free(net->ways);
  buju_arena_free(net->arena);
}

static buju_status among(buju_ctx *ctx, const buju_costs *costs, buju_ix n, const buju_ix *candidate, buju_costs **out);

static const buju_costs_ops ops = {buju_costs_net_lists, nearest, net_free,
                                   buju_costs_net_price, among,   buju_costs_net_runs};

/* A source without anything in it. NULL when memory is out. */
static buju_costs_net *net_new(void) {
  buju_arena *arena = buju_arena_new();
  buju_costs_net *net = arena != NULL ? BUJU_NEW(arena, buju_costs_net, 1) : NULL;
  if (net == NULL) {
    buju_arena_free(arena);
    return NULL;
  }
  net->arena = arena;
  return net;
}

static buju_status make_ways(buju_ctx *ctx, const buju_graph *graph, buju_costs_net *net) {
  buju_costs_ways *ways = BUJU_NEW(net->arena, buju_costs_ways, 1);
  if (ways == NULL) return buju_fail_memory(ctx);
  ways->forward = *graph;
  ways->forward.dm = NULL;
  buju_status status = buju_graph_reverse(ctx, &ways->forward, net->arena, &ways->reverse);
  if (status != BUJU_OK) return status;
  if (!buju_levels_begin(&ways->levels, &ways->forward)) return buju_fail_memory(ctx);
  if (pthread_mutex_init(&ways->lock, NULL) != 0) {
    buju_levels_free(&ways->levels);
    return buju_fail_memory(ctx);
  }
  net->ways = ways;
  net->owns_ways = true;
  return BUJU_OK;
}

buju_status buju_costs_graph(buju_ctx *ctx, const buju_costs_roads *roads, buju_costs **out) {
  buju_costs_net *net = net_new();
  if (net == NULL) return buju_fail_memory(ctx);
  buju_ix nodes = roads->graph->nodes;
  net->base = (buju_costs){&ops, roads->demands.n, roads->candidates.n, 0};
  net->limit = roads->limit < BUJU_COST_NONE ? roads->limit : BUJU_COST_NONE - 1;
  buju_status status = make_ways(ctx, roads->graph, net);
  if (status == BUJU_OK) status = take_places(ctx, &roads->demands, nodes, net->arena, &net->by[BUJU_COSTS_BY_DEMAND]);
  if (status == BUJU_OK)
    status = take_places(ctx, &roads->candidates, nodes, net->arena, &net->by[BUJU_COSTS_BY_CANDIDATE]);
  if (status == BUJU_OK) status = buju_costs_net_most(ctx, net);
  if (status == BUJU_OK)
    *out = &net->base;
  else
    net_free(&net->base);
  return status;
}

/* The starts of some candidates. */
static bool pick(const buju_starts *all, buju_ix n, const buju_ix *candidate, buju_arena *arena, buju_starts *out) {
  uint64_t starts = 0, *row = BUJU_NEW(arena, uint64_t, (size_t)n + 1);
  for (buju_ix c = 0; c < n; c++) starts += all->row[candidate[c] + 1] - all->row[candidate[c]];
  buju_start *start = BUJU_NEW(arena, buju_start, starts);
  if (row == NULL || start == NULL) return false;
  for (buju_ix c = 0; c < n; c++) {
    row[c + 1] = row[c];
    for (uint64_t k = all->row[candidate[c]]; k < all->row[candidate[c] + 1]; k++) start[row[c + 1]++] = all->start[k];
  }
  *out = (buju_starts){n, row, start};
  return true;
}

static buju_status among(buju_ctx *ctx, const buju_costs *costs, buju_ix n, const buju_ix *candidate,
                         buju_costs **out) {
  const buju_costs_net *all = (const buju_costs_net *)costs;
  buju_costs_net *net = net_new();
  buju_starts some;
  if (net == NULL) return buju_fail_memory(ctx);
  net->base = (buju_costs){&ops, costs->demands, n, costs->most};
  net->ways = all->ways;
  net->limit = all->limit;
  net->by[BUJU_COSTS_BY_DEMAND].at = all->by[BUJU_COSTS_BY_DEMAND].at;
  net->by[BUJU_COSTS_BY_DEMAND].by_node = all->by[BUJU_COSTS_BY_DEMAND].by_node;
  net->by[BUJU_COSTS_BY_DEMAND].several = all->by[BUJU_COSTS_BY_DEMAND].several;
  buju_status status =
      pick(&all->by[BUJU_COSTS_BY_CANDIDATE].at, n, candidate, net->arena, &some)
          ? take_places(ctx, &some, net->ways->forward.nodes, net->arena, &net->by[BUJU_COSTS_BY_CANDIDATE])
          : buju_fail_memory(ctx);
  if (status == BUJU_OK)
    *out = &net->base;
  else
    net_free(&net->base);
  return status;
}
