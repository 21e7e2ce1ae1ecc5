/* What candidates are offered, and costs among some of the candidates only: by lists, for any source.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "planner/siting/costs_parts.h"

enum { BLOCK = 1024 };

/* ---- prices ---- */

static uint64_t add_block(const buju_csr *lists, const int64_t *give, const int64_t *unit, int64_t *worth) {
  for (buju_ix k = 0; k < lists->n; k++)
    for (uint64_t at = lists->row[k]; at < lists->row[k + 1]; at++)
      worth[lists->col[at]] += give[k] - unit[k] * (int64_t)lists->val[at];
  return lists->row[lists->n];
}

buju_status buju_costs_price_lists(buju_ctx *ctx, const buju_costs *costs, const buju_costs_bids *bids, int64_t *worth,
                                   uint64_t *pairs) {
  buju_status status = BUJU_OK;
  for (buju_ix j = 0; j < costs->candidates; j++) worth[j] = 0;
  for (buju_ix first = 0; status == BUJU_OK && first < bids->n; first += BLOCK) {
    buju_ix n = bids->n - first < BLOCK ? bids->n - first : BLOCK;
    buju_csr lists;
    buju_arena *scratch = buju_arena_new();
    if (scratch == NULL) return buju_fail_memory(ctx);
    status = costs->ops->lists(ctx, costs, BUJU_COSTS_BY_DEMAND, n, bids->which + first, bids->most + first, scratch,
                               &lists);
    if (status == BUJU_OK) *pairs += add_block(&lists, bids->give + first, bids->unit + first, worth);
    buju_arena_free(scratch);
  }
  return status;
}

buju_status buju_costs_price(buju_ctx *ctx, const buju_costs *costs, const buju_costs_bids *bids, int64_t *worth,
                             uint64_t *pairs) {
  *pairs = 0;
  return (costs->ops->price != NULL ? costs->ops->price : buju_costs_price_lists)(ctx, costs, bids, worth, pairs);
}

/* ---- some of the candidates ---- */

typedef struct part {
  buju_costs base;
  const buju_costs *all;
  buju_ix *candidate; /* [candidates] its number among all */
  buju_ix *number;    /* [all candidates] its number here, or BUJU_NONE */
} part;

/* Leaves out who is not among them. */
static buju_status sift(buju_ctx *ctx, const part *p, const buju_csr *lists, buju_arena *arena, buju_csr *out) {
  uint64_t left = 0, *row = BUJU_NEW(arena, uint64_t, (size_t)lists->n + 1);
  for (uint64_t at = 0; at < lists->row[lists->n]; at++) left += p->number[lists->col[at]] != BUJU_NONE;
  *out = (buju_csr){lists->n, row, BUJU_NEW(arena, buju_ix, left), BUJU_NEW(arena, uint32_t, left)};
  if (row == NULL || out->col == NULL || out->val == NULL) return buju_fail_memory(ctx);
  for (buju_ix k = 0; k < lists->n; k++) {
    row[k + 1] = row[k];
    for (uint64_t at = lists->row[k]; at < lists->row[k + 1]; at++) {
      if (p->number[lists->col[at]] == BUJU_NONE) continue;
      out->col[row[k + 1]] = p->number[lists->col[at]];
      out->val[row[k + 1]++] = lists->val[at];
    }
  }
  return BUJU_OK;
}

static buju_status lists(buju_ctx *ctx, const buju_costs *costs, buju_costs_side side, buju_ix n, const buju_ix *which,
                         const uint32_t *most, buju_arena *arena, buju_csr *out) {
  const part *p = (const part *)costs;
  buju_arena *scratch = buju_arena_new();
  buju_csr found;
  buju_ix *renamed = scratch != NULL ? BUJU_NEW(scratch, buju_ix, n) : NULL;
  buju_status status = renamed != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK && side == BUJU_COSTS_BY_CANDIDATE) {
    for (buju_ix k = 0; k < n; k++) renamed[k] = p->candidate[which[k]];
    status = p->all->ops->lists(ctx, p->all, side, n, renamed, most, arena, out);
  } else if (status == BUJU_OK) {
    status = p->all->ops->lists(ctx, p->all, side, n, which, most, scratch, &found);
    if (status == BUJU_OK) status = sift(ctx, p, &found, arena, out);
  }
  buju_arena_free(scratch);
  return status;
}

static buju_status nearest(buju_ctx *ctx, const buju_costs *costs, buju_ix sites, const buju_ix *site, buju_ix *to,
                           uint32_t *cost) {
  const part *p = (const part *)costs;
  buju_ix *renamed = malloc(((size_t)sites + 1) * sizeof *renamed);
  if (renamed == NULL) return buju_fail_memory(ctx);
  for (buju_ix s = 0; s < sites; s++) renamed[s] = p->candidate[site[s]];
  buju_status status = p->all->ops->nearest(ctx, p->all, sites, renamed, to, cost);
  for (buju_ix i = 0; status == BUJU_OK && i < costs->demands; i++)
    if (to[i] != BUJU_NONE) to[i] = p->number[to[i]];
  free(renamed);
  return status;
}

static void part_free(buju_costs *costs) {
  part *p = (part *)costs;
  free(p->candidate);
  free(p->number);
  free(p);
}

static const buju_costs_ops ops = {.lists = lists, .nearest = nearest, .free = part_free};

buju_status buju_costs_among(buju_ctx *ctx, const buju_costs *costs, buju_ix n, const buju_ix *candidate,
                             buju_costs **out) {
  if (costs->ops->among != NULL) return costs->ops->among(ctx, costs, n, candidate, out);
  part *p = calloc(1, sizeof *p);
  if (p == NULL) return buju_fail_memory(ctx);
  p->base = (buju_costs){&ops, costs->demands, n, costs->most};
  p->all = costs;
  p->candidate = malloc(((size_t)n + 1) * sizeof *p->candidate);
  p->number = malloc(((size_t)costs->candidates + 1) * sizeof *p->number);
  if (p->candidate == NULL || p->number == NULL) {
    part_free(&p->base);
    return buju_fail_memory(ctx);
  }
  for (buju_ix j = 0; j < costs->candidates; j++) p->number[j] = BUJU_NONE;
  for (buju_ix k = 0; k < n; k++) {
    p->candidate[k] = candidate[k];
    p->number[candidate[k]] = k;
  }
  *out = &p->base;
  return BUJU_OK;
}
