/* Costs from a table of pairs. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/costs_parts.h"

typedef struct table {
  buju_costs base;
  buju_csr by[2]; /* by buju_costs_side; each list by cost, then index */
} table;

/* How much of a list costs no more than most. */
static uint64_t reach(const buju_csr *by, buju_ix i, uint32_t most) {
  uint64_t low = by->row[i], high = by->row[i + 1];
  while (low < high) {
    uint64_t middle = low + (high - low) / 2;
    if (by->val[middle] <= most)
      low = middle + 1;
    else
      high = middle;
  }
  return low - by->row[i];
}

static buju_status lists(buju_ctx *ctx, const buju_costs *costs, buju_costs_side side, buju_ix n, const buju_ix *which,
                         const uint32_t *most, buju_arena *arena, buju_csr *out) {
  const buju_csr *by = &((const table *)costs)->by[side];
  uint64_t *row = BUJU_NEW(arena, uint64_t, (size_t)n + 1);
  if (row == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < n; i++) row[i + 1] = row[i] + reach(by, which[i], most[i]);
  *out = (buju_csr){n, row, BUJU_NEW(arena, buju_ix, row[n]), BUJU_NEW(arena, uint32_t, row[n])};
  if (out->col == NULL || out->val == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < n; i++) {
    uint64_t at = by->row[which[i]], found = row[i + 1] - row[i];
    memcpy(out->col + row[i], by->col + at, found * sizeof *out->col);
    memcpy(out->val + row[i], by->val + at, found * sizeof *out->val);
  }
  return BUJU_OK;
}

static buju_status nearest(buju_ctx *ctx, const buju_costs *costs, buju_ix sites, const buju_ix *site, buju_ix *to,
                           uint32_t *cost) {
  const buju_csr *by = &((const table *)costs)->by[BUJU_COSTS_BY_CANDIDATE];
  (void)ctx;
  for (buju_ix i = 0; i < costs->demands; i++) {
    to[i] = BUJU_NONE;
    cost[i] = BUJU_COST_NONE;
  }
  for (buju_ix s = 0; s < sites; s++)
    for (uint64_t k = by->row[site[s]]; k < by->row[site[s] + 1]; k++) {
      buju_ix i = by->col[k];
      if (by->val[k] > cost[i] || (by->val[k] == cost[i] && site[s] > to[i])) continue;
      to[i] = site[s];
      cost[i] = by->val[k];
    }
  return BUJU_OK;
}

static void table_free(buju_costs *costs) {
  table *t = (table *)costs;
  for (int s = 0; s < 2; s++) {
    free(t->by[s].row);
    free(t->by[s].col);
    free(t->by[s].val);
  }
  free(t);
}

static const buju_costs_ops ops = {.lists = lists, .nearest = nearest, .free = table_free};

static bool rows_new(buju_csr *rows, buju_ix n, uint64_t pairs) {
  *rows = (buju_csr){n, calloc((size_t)n + 1, sizeof *rows->row), malloc((pairs + 1) * sizeof *rows->col),
                     malloc((pairs + 1) * sizeof *rows->val)};
  return rows->row != NULL && rows->col != NULL && rows->val != NULL;
}

/* Refuses columns out of range, and pairs that stand twice, which would count people twice. */
static buju_status check(buju_ctx *ctx, const buju_csr *given, buju_ix candidates) {
  BUJU_MSG(range, "费用表第 {0} 行：候选点 {1} 不存在（共 {2} 个）",
           "cost table, row {0}: there is no candidate {1} of {2}");
  BUJU_MSG(twice, "费用表第 {0} 行：候选点 {1} 出现两次", "cost table, row {0}: candidate {1} stands twice");
  buju_ix *seen = malloc(((size_t)candidates + 1) * sizeof *seen);
  buju_status status = seen != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (buju_ix j = 0; status == BUJU_OK && j < candidates; j++) seen[j] = BUJU_NONE;
  for (buju_ix i = 0; status == BUJU_OK && i < given->n; i++)
    for (uint64_t k = given->row[i]; status == BUJU_OK && k < given->row[i + 1]; k++) {
      buju_ix j = given->col[k];
      if (j >= candidates)
        status = buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(range, buju_int(i), buju_int(j), buju_int(candidates)));
      else if (seen[j] == i)
        status = buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(twice, buju_int(i), buju_int(j)));
      else
        seen[j] = i;
    }
  free(seen);
  return status;
}

/* Both sides, each counted and then filled; pairs at no cost are no pairs. */
static void fill(table *t, const buju_csr *given) {
  buju_csr *demand = &t->by[BUJU_COSTS_BY_DEMAND], *candidate = &t->by[BUJU_COSTS_BY_CANDIDATE];
  uint64_t n = 0;
  for (buju_ix i = 0; i < given->n; i++) {
    for (uint64_t k = given->row[i]; k < given->row[i + 1]; k++) {
      if (given->val[k] == BUJU_COST_NONE) continue;
      if (given->val[k] > t->base.most) t->base.most = given->val[k];
      demand->col[n] = given->col[k];
      demand->val[n++] = given->val[k];
      candidate->row[given->col[k] + 1]++;
    }
    demand->row[i + 1] = n;
  }
  for (buju_ix j = 0; j < candidate->n; j++) candidate->row[j + 1] += candidate->row[j];
  for (buju_ix i = demand->n; i-- > 0;)
    for (uint64_t k = demand->row[i + 1]; k-- > demand->row[i];) {
      uint64_t at = --candidate->row[demand->col[k] + 1];
      candidate->col[at] = i;
      candidate->val[at] = demand->val[k];
    }
  /* the starts have moved down by their own rows: row[j + 1] is now where j begins */
  for (buju_ix j = 0; j < candidate->n; j++) candidate->row[j] = candidate->row[j + 1];
  candidate->row[candidate->n] = n;
}

buju_status buju_costs_table(buju_ctx *ctx, const buju_csr *given, buju_ix candidates, buju_costs **out) {
  buju_status status = check(ctx, given, candidates);
  if (status != BUJU_OK) return status;
  table *t = calloc(1, sizeof *t);
  if (t == NULL) return buju_fail_memory(ctx);
  t->base = (buju_costs){&ops, given->n, candidates, 0};
  uint64_t pairs = given->row[given->n];
  if (rows_new(&t->by[BUJU_COSTS_BY_DEMAND], given->n, pairs) &&
      rows_new(&t->by[BUJU_COSTS_BY_CANDIDATE], candidates, pairs)) {
    fill(t, given);
    status = buju_costs_sort(ctx, &t->by[BUJU_COSTS_BY_DEMAND]);
    if (status == BUJU_OK) status = buju_costs_sort(ctx, &t->by[BUJU_COSTS_BY_CANDIDATE]);
  } else {
    status = buju_fail_memory(ctx);
  }
  if (status == BUJU_OK)
    *out = &t->base;
  else
    table_free(&t->base);
  return status;
}
