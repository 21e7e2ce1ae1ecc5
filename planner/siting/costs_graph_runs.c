/* Whom candidates on a graph serve, as runs in an order: many candidates at a time, and no list is sorted.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/costs_graph_parts.h"

/* One bit a lane. */
typedef uint16_t lanes_in;
_Static_assert(BUJU_LANES <= 16, "a lane has a bit");

/* What a worker has of its own. */
typedef struct desk {
  lanes_in *in;                     /* [places + 1] who of those swept together serves it; 0 between visits */
  buju_costs_ends lane[BUJU_LANES]; /* of the visit */
  buju_costs_ends all;
} desk;

typedef struct running {
  const buju_costs_order *order;
  uint32_t most;
  buju_costs_lot *lot; /* [candidates] */
  desk *desk;
} running;

typedef struct stretch {
  buju_ix first, last; /* places met */
} stretch;

/* Marks the demand points of a row. */
static inline void mark(const running *g, desk *d, const buju_costs_found *found, buju_ix row, stretch *met) {
  const uint32_t *ms = found->ms + (size_t)row * found->lanes;
  for (uint64_t e = found->enters->first[row]; e < found->enters->first[row + 1]; e++) {
    buju_entry_at to = found->enters->entry[e];
    buju_ix place = g->order->place[to.place];
    unsigned in = 0;
    if (place == BUJU_NONE) continue;
    for (unsigned l = 0; l < found->used; l++) in |= (unsigned)(buju_ms_add(ms[l], to.ms) <= g->most) << l;
    if (in == 0) continue;
    d->in[place] = (lanes_in)(d->in[place] | in);
    if (place < met->first) met->first = place;
    if (place > met->last) met->last = place;
  }
}

/* A lane has an end wherever its bit changes. */
static bool find_ends(desk *d, stretch met) {
  unsigned before = 0;
  for (buju_ix p = met.first; p <= met.last + 1; p++) {
    unsigned changed = before ^ d->in[p];
    before = d->in[p];
    for (unsigned l = 0; changed != 0; changed >>= 1, l++)
      if ((changed & 1) != 0 && !buju_costs_end(&d->lane[l], p)) return false;
  }
  memset(d->in + met.first, 0, ((size_t)(met.last - met.first) + 1) * sizeof *d->in);
  return true;
}

static bool keep(desk *d, const buju_costs_found *found, buju_costs_lot *lot) {
  for (unsigned l = 0; l < found->used; l++) {
    buju_costs_ends *lane = &d->lane[l];
    lot[found->k[l]] = (buju_costs_lot){d->all.n, lane->n, found->worker};
    for (size_t k = 0; k < lane->n; k++)
      if (!buju_costs_end(&d->all, lane->end[k])) return false;
    lane->n = 0;
  }
  return true;
}

static buju_status take_runs(buju_ctx *ctx, void *user, const buju_costs_found *found) {
  running *g = user;
  desk *d = &g->desk[found->worker];
  stretch met = {BUJU_NONE, 0};
  if (d->in == NULL) d->in = calloc((size_t)g->order->n + 1, sizeof *d->in);
  if (d->in == NULL) return buju_fail_memory(ctx);
  BUJU_COSTS_EACH_ROW(found, r, mark(g, d, found, r, &met));
  if (met.first != BUJU_NONE && !find_ends(d, met)) return buju_fail_memory(ctx);
  return keep(d, found, g->lot) ? BUJU_OK : buju_fail_memory(ctx);
}

static void desk_free(desk *d) {
  for (unsigned l = 0; l < BUJU_LANES; l++) free(d->lane[l].end);
  free(d->all.end);
  free(d->in);
}

/* Asks for all candidates, by number. */
static buju_status ask(buju_ctx *ctx, buju_costs_net *net, running *g) {
  buju_ix n = net->base.candidates, *which = calloc((size_t)n + 1, sizeof *which);
  uint32_t *most = calloc((size_t)n + 1, sizeof *most);
  buju_status status = which != NULL && most != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (buju_ix j = 0; status == BUJU_OK && j < n; j++) {
    which[j] = j;
    most[j] = g->most;
  }
  if (status == BUJU_OK) status = buju_costs_each(ctx, net, BUJU_COSTS_BY_CANDIDATE, n, which, most, take_runs, g);
  free(which);
  free(most);
  return status;
}

/* The ends of all workers, each in an array of its own. */
static bool lay_out(buju_ix n, const running *g, unsigned workers, buju_arena *arena, buju_csr *out) {
  buju_costs_ends *ends = calloc(workers, sizeof *ends);
  if (ends == NULL) return false;
  for (unsigned w = 0; w < workers; w++) ends[w] = g->desk[w].all;
  bool well = buju_costs_lay_out(n, g->lot, ends, arena, out);
  free(ends);
  return well;
}

buju_status buju_costs_net_runs(buju_ctx *ctx, const buju_costs *costs, uint32_t most, const buju_costs_order *order,
                                buju_arena *arena, buju_csr *out) {
  buju_costs_net *net = (buju_costs_net *)(uintptr_t)costs; /* what it keeps for later is under locks of its own */
  buju_ix n = costs->candidates;
  unsigned workers = buju_costs_workers(ctx, n);
  running g = {.order = order,
               .most = most < net->limit ? most : net->limit,
               .lot = calloc((size_t)n + 1, sizeof *g.lot),
               .desk = calloc(workers, sizeof *g.desk)};
  buju_status status = g.lot != NULL && g.desk != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = ask(ctx, net, &g);
  if (status == BUJU_OK && !lay_out(n, &g, workers, arena, out)) status = buju_fail_memory(ctx);
  for (unsigned w = 0; g.desk != NULL && w < workers; w++) desk_free(&g.desk[w]);
  free(g.desk);
  free(g.lot);
  return status;
}
