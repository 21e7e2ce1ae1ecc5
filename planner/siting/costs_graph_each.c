/* From many places of a graph: searches, or sweeps once there is a hierarchy. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "core/parallel.h"
#include "planner/siting/costs_graph_parts.h"

enum { CHUNK = 16, SAMPLES = 8 };

/* What is asked, with the starts of those that ask, in the order asked. */
typedef struct asking {
  buju_costs_net *net;
  const buju_graph *graph; /* forward or reverse */
  buju_costs_places *to;
  buju_starts from;
  const uint32_t *limit;
  buju_costs_visit visit;
  void *user;
  buju_search **search; /* by worker */
} asking;

static bool gather_starts(const buju_starts *all, buju_ix n, const buju_ix *which, buju_arena *arena,
                          buju_starts *out) {
  uint64_t starts = 0, *row = BUJU_NEW(arena, uint64_t, (size_t)n + 1);
  for (buju_ix k = 0; k < n; k++) starts += all->row[which[k] + 1] - all->row[which[k]];
  buju_start *start = BUJU_NEW(arena, buju_start, starts);
  if (row == NULL || start == NULL) return false;
  for (buju_ix k = 0; k < n; k++) {
    row[k + 1] = row[k];
    for (uint64_t a = all->row[which[k]]; a < all->row[which[k] + 1]; a++) start[row[k + 1]++] = all->start[a];
  }
  *out = (buju_starts){n, row, start};
  return true;
}

/* ---- searches ---- */

static buju_status search_one(buju_ctx *ctx, const asking *a, buju_search *search, buju_ix k, buju_reached *reached) {
  const uint64_t *row = a->from.row + k;
  return buju_search_times(ctx, search, a->graph, a->from.start + row[0], (size_t)(row[1] - row[0]), a->limit[k],
                           reached);
}

static buju_status search_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  const asking *a = user;
  buju_status status = BUJU_OK;
  if (a->search[worker] == NULL) status = buju_search_new(ctx, a->graph, &a->search[worker]);
  for (buju_ix k = (buju_ix)first; status == BUJU_OK && k < end; k++) {
    buju_reached reached;
    status = search_one(ctx, a, a->search[worker], k, &reached);
    buju_costs_found found = {.worker = worker, .lanes = 1, .used = 1, .k = &k, .enters = &a->to->by_node};
    if (status != BUJU_OK) break;
    found.ms = reached.ms;
    found.n = reached.n;
    found.row = reached.node;
    status = a->visit(ctx, a->user, &found);
  }
  return status;
}

static void count_searched(buju_costs_ways *ways, uint64_t settled) {
  pthread_mutex_lock(&ways->lock);
  ways->searched += settled;
  pthread_mutex_unlock(&ways->lock);
}

static buju_status search_all(buju_ctx *ctx, asking *a, buju_arena *scratch) {
  unsigned workers = buju_costs_workers(ctx, a->from.n);
  uint64_t settled = 0;
  a->search = BUJU_NEW(scratch, buju_search *, workers);
  if (a->search == NULL) return buju_fail_memory(ctx);
  buju_status status = buju_parallel_for(ctx, a->from.n, CHUNK, search_some, a);
  for (unsigned w = 0; w < workers; w++) {
    if (a->search[w] != NULL) settled += buju_search_worked(a->search[w]).settled;
    buju_search_free(a->search[w]);
  }
  count_searched(a->net->ways, settled);
  return status;
}

/* ---- sweeps ---- */

static buju_status tell(buju_ctx *ctx, void *user, unsigned worker, const buju_swept *swept) {
  const asking *a = user;
  buju_costs_found found = {.worker = worker,
                            .lanes = swept->lanes,
                            .used = swept->used,
                            .k = swept->source,
                            .enters = &a->to->by_row,
                            .ms = swept->ms,
                            .spans = swept->spans,
                            .span = swept->span};
  return a->visit(ctx, a->user, &found);
}

static buju_status make_field(buju_ctx *ctx, buju_costs_net *net, buju_costs_side side, buju_costs_places *to) {
  buju_arena *scratch = buju_arena_new();
  uint64_t all = to->at.row[to->at.n];
  buju_ix *row = scratch != NULL ? BUJU_NEW(scratch, buju_ix, all) : NULL;
  const buju_metric *metric = &net->ways->levels.metric; /* there, and nothing changes it any more */
  to->metric = side == BUJU_COSTS_BY_DEMAND ? *metric : buju_metric_reverse(metric);
  buju_status status = row != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (uint64_t k = 0; status == BUJU_OK && k < all; k++) row[k] = to->at.start[k].node;
  if (status == BUJU_OK) status = buju_field_of(ctx, &to->metric, row, (size_t)all, net->arena, &to->field);
  for (uint64_t k = 0; status == BUJU_OK && k < all; k++) row[k] = buju_field_row(&to->field, row[k]);
  if (status == BUJU_OK && !buju_costs_enter(&to->at, to->field.rows, row, net->arena, &to->by_row))
    status = buju_fail_memory(ctx);
  buju_arena_free(scratch);
  to->has_field = status == BUJU_OK;
  return status;
}

static buju_status sweep_all(buju_ctx *ctx, asking *a, buju_costs_side side) {
  buju_status status = BUJU_OK;
  pthread_mutex_lock(&a->net->ways->lock);
  if (!a->to->has_field) status = make_field(ctx, a->net, side, a->to);
  pthread_mutex_unlock(&a->net->ways->lock);
  if (status != BUJU_OK || a->to->field.rows == 0) return status;
  return buju_sweep_each_within(ctx, &a->to->field, &a->from, a->limit, tell, a);
}

/* ---- which ---- */

/* Nodes that searching for all of them would settle, judged by some. */
static buju_status judge(buju_ctx *ctx, const asking *a, uint64_t *settled) {
  buju_search *search;
  buju_status status = buju_search_new(ctx, a->graph, &search);
  if (status != BUJU_OK) return status;
  for (uint64_t s = 0; status == BUJU_OK && s < SAMPLES; s++) {
    buju_reached reached;
    status = search_one(ctx, a, search, (buju_ix)(s * a->from.n / SAMPLES), &reached);
  }
  uint64_t sampled = buju_search_worked(search).settled;
  *settled = sampled / SAMPLES * a->from.n;
  count_searched(a->net->ways, sampled);
  buju_search_free(search);
  return status;
}

/* A hierarchy is made once searches have come, or would come, to what it takes; what it takes is then never more than
 * doubled, whatever is asked in which order. */
static buju_status choose(buju_ctx *ctx, asking *a, bool *sweep) {
  buju_costs_ways *ways = a->net->ways;
  uint64_t coming = 0;
  *sweep = a->from.n >= BUJU_LANES && buju_levels_made(&ways->levels);
  if (*sweep || a->from.n < BUJU_LANES) return BUJU_OK;
  buju_status status = judge(ctx, a, &coming);
  if (status != BUJU_OK) return status;
  pthread_mutex_lock(&ways->lock);
  coming += ways->searched;
  pthread_mutex_unlock(&ways->lock);
  return coming > BUJU_HIERARCHY_COSTS * a->graph->nodes ? buju_levels_make(ctx, &ways->levels, sweep) : BUJU_OK;
}

unsigned buju_costs_workers(const buju_ctx *ctx, buju_ix n) {
  unsigned searches = buju_parallel_workers(ctx, n, CHUNK), sweeps = buju_sweep_workers(ctx, n);
  return searches > sweeps ? searches : sweeps;
}

buju_status buju_costs_each(buju_ctx *ctx, buju_costs_net *net, buju_costs_side side, buju_ix n, const buju_ix *which,
                            const uint32_t *most, buju_costs_visit visit, void *user) {
  bool forward = side == BUJU_COSTS_BY_DEMAND, sweep = false;
  buju_arena *scratch = buju_arena_new();
  asking a = {.net = net,
              .graph = forward ? &net->ways->forward : &net->ways->reverse,
              .to = &net->by[forward ? BUJU_COSTS_BY_CANDIDATE : BUJU_COSTS_BY_DEMAND],
              .visit = visit,
              .user = user};
  uint32_t *limit = scratch != NULL ? BUJU_NEW(scratch, uint32_t, n) : NULL;
  bool well = limit != NULL && gather_starts(&net->by[side].at, n, which, scratch, &a.from);
  buju_status status = well ? BUJU_OK : buju_fail_memory(ctx);
  for (buju_ix k = 0; well && k < n; k++) limit[k] = most[k] < net->limit ? most[k] : net->limit;
  a.limit = limit;
  if (well) status = choose(ctx, &a, &sweep);
  if (status == BUJU_OK) status = sweep ? sweep_all(ctx, &a, side) : search_all(ctx, &a, scratch);
  buju_arena_free(scratch);
  return status;
}
