/* Lists and prices along a graph. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "planner/siting/costs_graph_parts.h"

/* ---- lists ---- */

/* Where the list of one that asked lies, in the keys of its worker. */
typedef struct lot {
  size_t at, n;
  unsigned worker;
} lot;

typedef struct desk {
  uint64_t *lane[BUJU_LANES]; /* each as long as there are entries */
  uint64_t *room;
  size_t n[BUJU_LANES];
  uint64_t *key; /* cost in the upper half, index in the lower */
  size_t used, cap;
  buju_ix *seen, stamp; /* [places] of places with several starts: the list that has it already */
} desk;

typedef struct listing {
  const buju_costs_places *to;
  const uint32_t *most;
  uint32_t limit;
  lot *lot; /* [asked] */
  desk *desk;
} listing;

static bool desk_new(desk *d, const buju_costs_places *to, unsigned lanes) {
  size_t all = (size_t)to->at.row[to->at.n];
  if (d->room == NULL) d->room = malloc((all + 1) * sizeof *d->room);
  if (d->room == NULL) return false;
  if (to->several && d->seen == NULL) d->seen = calloc((size_t)to->at.n + 1, sizeof *d->seen);
  if (to->several && d->seen == NULL) return false;
  for (unsigned l = 0; l < lanes; l++) {
    d->n[l] = 0;
    if (d->lane[l] == NULL) d->lane[l] = malloc((all + 1) * sizeof *d->lane[l]);
    if (d->lane[l] == NULL) return false;
  }
  return true;
}

static void desk_free(desk *d) {
  for (unsigned l = 0; l < BUJU_LANES; l++) free(d->lane[l]);
  free(d->room);
  free(d->key);
  free(d->seen);
}

/* Every lane writes its next key, whether it counts or not, and goes on if it does. */
static inline void meet(desk *d, const buju_costs_found *found, buju_ix row, const uint32_t *most) {
  const uint32_t *ms = found->ms + (size_t)row * found->lanes;
  for (uint64_t e = found->enters->first[row]; e < found->enters->first[row + 1]; e++) {
    buju_entry_at to = found->enters->entry[e];
    for (unsigned l = 0; l < found->used; l++) {
      uint32_t cost = buju_ms_add(ms[l], to.ms);
      d->lane[l][d->n[l]] = (uint64_t)cost << 32 | to.place;
      d->n[l] += cost <= most[l];
    }
  }
}

/* Of a place met by several ways the first, which is the cheapest. */
static size_t first_of_each(desk *d, uint64_t *key, size_t n) {
  size_t left = 0;
  d->stamp++;
  for (size_t k = 0; k < n; k++) {
    buju_ix place = (buju_ix)key[k];
    if (d->seen[place] == d->stamp) continue;
    d->seen[place] = d->stamp;
    key[left++] = key[k];
  }
  return left;
}

static bool keep(desk *d, const uint64_t *key, size_t n) {
  if (n > d->cap - d->used) {
    size_t cap = d->used + n + d->cap / 2;
    uint64_t *larger = realloc(d->key, cap * sizeof *larger);
    if (larger == NULL) return false;
    d->key = larger;
    d->cap = cap;
  }
  for (size_t k = 0; k < n; k++) d->key[d->used + k] = key[k];
  d->used += n;
  return true;
}

static buju_status take_lists(buju_ctx *ctx, void *user, const buju_costs_found *found) {
  listing *g = user;
  desk *d = &g->desk[found->worker];
  uint32_t most[BUJU_LANES];
  if (!desk_new(d, g->to, found->lanes)) return buju_fail_memory(ctx);
  for (unsigned l = 0; l < found->used; l++)
    most[l] = g->most[found->k[l]] < g->limit ? g->most[found->k[l]] : g->limit;
  BUJU_COSTS_EACH_ROW(found, r, meet(d, found, r, most));
  for (unsigned l = 0; l < found->used; l++) {
    buju_costs_sort_keys(d->lane[l], d->room, d->n[l]);
    size_t n = g->to->several ? first_of_each(d, d->lane[l], d->n[l]) : d->n[l];
    g->lot[found->k[l]] = (lot){d->used, n, found->worker};
    if (!keep(d, d->lane[l], n)) return buju_fail_memory(ctx);
  }
  return BUJU_OK;
}

static buju_status lay_out(buju_ctx *ctx, const listing *g, buju_ix n, buju_arena *arena, buju_csr *out) {
  uint64_t *row = BUJU_NEW(arena, uint64_t, (size_t)n + 1);
  if (row == NULL) return buju_fail_memory(ctx);
  for (buju_ix k = 0; k < n; k++) row[k + 1] = row[k] + g->lot[k].n;
  *out = (buju_csr){n, row, BUJU_NEW(arena, buju_ix, row[n]), BUJU_NEW(arena, uint32_t, row[n])};
  if (out->col == NULL || out->val == NULL) return buju_fail_memory(ctx);
  for (buju_ix k = 0; k < n; k++) {
    const uint64_t *key = g->lot[k].n > 0 ? g->desk[g->lot[k].worker].key + g->lot[k].at : NULL;
    for (size_t a = 0; a < g->lot[k].n; a++) {
      out->col[row[k] + a] = (buju_ix)key[a];
      out->val[row[k] + a] = (uint32_t)(key[a] >> 32);
    }
  }
  return BUJU_OK;
}

/* What a source keeps for later is under locks of its own: to whoever asks it is immutable. */
static buju_costs_net *net_of(const buju_costs *costs) { return (buju_costs_net *)(uintptr_t)costs; }

buju_status buju_costs_net_lists(buju_ctx *ctx, const buju_costs *costs, buju_costs_side side, buju_ix n,
                                 const buju_ix *which, const uint32_t *most, buju_arena *arena, buju_csr *out) {
  buju_costs_net *net = net_of(costs);
  unsigned workers = buju_costs_workers(ctx, n);
  listing g = {.to = &net->by[side == BUJU_COSTS_BY_DEMAND ? BUJU_COSTS_BY_CANDIDATE : BUJU_COSTS_BY_DEMAND],
               .most = most,
               .limit = net->limit,
               .lot = calloc((size_t)n + 1, sizeof *g.lot),
               .desk = calloc(workers, sizeof *g.desk)};
  buju_status status = g.lot != NULL && g.desk != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_costs_each(ctx, net, side, n, which, most, take_lists, &g);
  if (status == BUJU_OK) status = lay_out(ctx, &g, n, arena, out);
  for (unsigned w = 0; g.desk != NULL && w < workers; w++) desk_free(&g.desk[w]);
  free(g.desk);
  free(g.lot);
  return status;
}

/* ---- prices ---- */

typedef struct pricing {
  const buju_costs_bids *bids;
  uint32_t limit;
  int64_t **worth; /* by worker: [candidates] */
  uint64_t *pairs; /* by worker */
  buju_ix candidates;
} pricing;

typedef struct bid {
  int64_t give, unit;
} bid;

/* Adds what is offered to the candidates entered at a row, each at one place only. */
static inline uint64_t add(int64_t *worth, const buju_costs_found *found, buju_ix row, const bid *b,
                           const uint32_t *most) {
  const uint32_t *ms = found->ms + (size_t)row * found->lanes;
  uint64_t pairs = 0;
  for (uint64_t e = found->enters->first[row]; e < found->enters->first[row + 1]; e++) {
    buju_entry_at to = found->enters->entry[e];
    int64_t sum = 0;
    for (unsigned l = 0; l < found->used; l++) {
      uint32_t cost = buju_ms_add(ms[l], to.ms);
      bool within = cost <= most[l];
      sum += within ? b[l].give - b[l].unit * (int64_t)cost : 0;
      pairs += within;
    }
    worth[to.place] += sum;
  }
  return pairs;
}

static buju_status take_prices(buju_ctx *ctx, void *user, const buju_costs_found *found) {
  pricing *p = user;
  bid b[BUJU_LANES];
  uint32_t most[BUJU_LANES];
  int64_t **worth = &p->worth[found->worker];
  uint64_t pairs = 0;
  if (*worth == NULL) *worth = calloc((size_t)p->candidates + 1, sizeof **worth);
  if (*worth == NULL) return buju_fail_memory(ctx);
  for (unsigned l = 0; l < found->used; l++) {
    buju_ix k = found->k[l];
    b[l] = (bid){p->bids->give[k], p->bids->unit[k]};
    most[l] = p->bids->most[k] < p->limit ? p->bids->most[k] : p->limit;
  }
  BUJU_COSTS_EACH_ROW(found, r, pairs += add(*worth, found, r, b, most));
  p->pairs[found->worker] += pairs;
  return BUJU_OK;
}

buju_status buju_costs_net_price(buju_ctx *ctx, const buju_costs *costs, const buju_costs_bids *bids, int64_t *worth,
                                 uint64_t *pairs) {
  buju_costs_net *net = net_of(costs);
  unsigned workers = buju_costs_workers(ctx, bids->n);
  if (net->by[BUJU_COSTS_BY_CANDIDATE].several) return buju_costs_price_lists(ctx, costs, bids, worth, pairs);
  pricing p = {bids, net->limit, calloc(workers, sizeof *p.worth), calloc(workers, sizeof *p.pairs), costs->candidates};
  buju_status status = p.worth != NULL && p.pairs != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK)
    status = buju_costs_each(ctx, net, BUJU_COSTS_BY_DEMAND, bids->n, bids->which, bids->most, take_prices, &p);
  for (buju_ix j = 0; status == BUJU_OK && j < costs->candidates; j++) worth[j] = 0;
  for (unsigned w = 0; status == BUJU_OK && w < workers; w++) {
    for (buju_ix j = 0; p.worth[w] != NULL && j < costs->candidates; j++) worth[j] += p.worth[w][j];
    *pairs += p.pairs[w];
  }
  for (unsigned w = 0; p.worth != NULL && w < workers; w++) free(p.worth[w]);
  free(p.worth);
  free(p.pairs);
  return status;
}
