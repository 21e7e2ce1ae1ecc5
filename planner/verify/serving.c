/* Costs from a table or from points. SPDX-License-Identifier: Apache-2.0 */
#include "planner/verify/serving.h"

#include <math.h>
#include <stdlib.h>

/* ---- tables ---- */

static int ascending(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static buju_status sort_rows(buju_ctx *ctx, const buju_csr *table, buju_ix candidates, buju_arena *arena,
                             buju_csr *out) {
  BUJU_MSG(range, "成本表第 {0} 行：没有候选点 {1}", "row {0} of the table of costs: there is no candidate {1}");
  uint64_t pairs = table->row[table->n];
  uint64_t *key = malloc((size_t)candidates * sizeof *key + 1);
  *out = (buju_csr){table->n, table->row, BUJU_NEW(arena, buju_ix, pairs), BUJU_NEW(arena, uint32_t, pairs)};
  buju_status status = key != NULL && out->col != NULL && out->val != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (buju_ix i = 0; status == BUJU_OK && i < table->n; i++) {
    uint64_t first = table->row[i], n = table->row[i + 1] - first;
    for (uint64_t k = 0; k < n && status == BUJU_OK; k++) {
      if (table->col[first + k] >= candidates || k >= candidates)
        status = buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(range, buju_int(i), buju_int(table->col[first + k])));
      else
        key[k] = (uint64_t)table->val[first + k] << 32 | table->col[first + k];
    }
    if (status != BUJU_OK) break;
    qsort(key, n, sizeof *key, ascending);
    for (uint64_t k = 0; k < n; k++) {
      out->col[first + k] = (buju_ix)key[k];
      out->val[first + k] = (uint32_t)(key[k] >> 32);
    }
  }
  free(key);
  return status;
}

static bool turn(const buju_csr *rows, buju_ix candidates, buju_arena *arena, buju_csr *out) {
  uint64_t pairs = rows->row[rows->n];
  *out = (buju_csr){candidates, BUJU_NEW(arena, uint64_t, (size_t)candidates + 2), BUJU_NEW(arena, buju_ix, pairs),
                    BUJU_NEW(arena, uint32_t, pairs)};
  if (out->row == NULL || out->col == NULL || out->val == NULL) return false;
  for (uint64_t k = 0; k < pairs; k++) out->row[rows->col[k] + 2]++;
  for (buju_ix j = 0; j < candidates; j++) out->row[j + 2] += out->row[j + 1];
  for (buju_ix i = 0; i < rows->n; i++)
    for (uint64_t k = rows->row[i]; k < rows->row[i + 1]; k++) {
      uint64_t at = out->row[rows->col[k] + 1]++;
      out->col[at] = i;
      out->val[at] = rows->val[k];
    }
  return true;
}

/* ---- points ---- */

typedef struct place {
  double x;
  buju_ix candidate;
} place;

static int from_west(const void *a, const void *b) {
  const place *p = a, *q = b;
  if (p->x != q->x) return p->x < q->x ? -1 : 1;
  return (p->candidate > q->candidate) - (p->candidate < q->candidate);
}

static bool sort_by_x(const buju_costs_plane *plane, buju_arena *arena, buju_ix **out) {
  place *all = malloc((size_t)plane->candidates * sizeof *all + 1);
  *out = BUJU_NEW(arena, buju_ix, plane->candidates);
  bool well = all != NULL && *out != NULL;
  for (buju_ix j = 0; well && j < plane->candidates; j++) all[j] = (place){plane->candidate_x[j], j};
  if (well) qsort(all, plane->candidates, sizeof *all, from_west);
  for (buju_ix j = 0; well && j < plane->candidates; j++) (*out)[j] = all[j].candidate;
  free(all);
  return well;
}

/* The definition of a cost between points: the root of the sum of squares, times scale, rounded; each operation as IEEE
 * 754 has it. */
static uint32_t cost_of(const buju_costs_plane *p, buju_ix i, buju_ix j) {
  double dx = p->candidate_x[j] - p->demand_x[i], dy = p->candidate_y[j] - p->demand_y[i];
  double cost = sqrt(dx * dx + dy * dy) * p->scale;
  switch (p->rounding) {
  case BUJU_ROUND_DOWN: cost = floor(cost); break;
  case BUJU_ROUND_NEAREST: cost = floor(cost + 0.5); break;
  case BUJU_ROUND_UP: cost = ceil(cost); break;
  }
  return cost < (double)BUJU_COST_NONE ? (uint32_t)cost : BUJU_COST_NONE;
}

/* The first of by_x that is not west of x. */
static buju_ix first_from(const buju_serving *serving, double x) {
  buju_ix low = 0, high = serving->candidates;
  while (low < high) {
    buju_ix middle = low + (high - low) / 2;
    if (serving->plane->candidate_x[serving->by_x[middle]] < x)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static buju_ix near_point(const buju_serving *serving, buju_ix i, uint32_t most, buju_reached *to) {
  const buju_costs_plane *p = serving->plane;
  /* One more than the cost takes in what rounding took off, and another one what these lines themselves round. */
  double radius = ((double)most + 2) / p->scale, x = p->demand_x[i], y = p->demand_y[i];
  buju_ix n = 0;
  for (buju_ix k = first_from(serving, x - radius); k < serving->candidates; k++) {
    buju_ix j = serving->by_x[k];
    if (p->candidate_x[j] > x + radius) break;
    if (fabs(p->candidate_y[j] - y) > radius) continue;
    uint32_t cost = cost_of(p, i, j);
    if (cost == BUJU_COST_NONE || cost > most) continue;
    to->other[n] = j;
    to->cost[n++] = cost;
  }
  return n;
}

/* ---- both ---- */

buju_status buju_serving_new(buju_ctx *ctx, const buju_verify_costs *costs, buju_arena *arena, buju_serving *out) {
  if (costs->plane != NULL) {
    *out =
        (buju_serving){.demands = costs->plane->demands, .candidates = costs->plane->candidates, .plane = costs->plane};
    return sort_by_x(costs->plane, arena, &out->by_x) ? BUJU_OK : buju_fail_memory(ctx);
  }
  *out = (buju_serving){.demands = costs->table->n, .candidates = costs->candidates};
  buju_status status = sort_rows(ctx, costs->table, costs->candidates, arena, &out->by_demand);
  if (status == BUJU_OK && !turn(&out->by_demand, costs->candidates, arena, &out->by_candidate))
    status = buju_fail_memory(ctx);
  return status;
}

bool buju_reached_new(const buju_serving *serving, buju_arena *arena, buju_reached *out) {
  buju_ix n = serving->demands > serving->candidates ? serving->demands : serving->candidates;
  if (serving->plane == NULL) n = 0;
  *out = (buju_reached){BUJU_NEW(arena, buju_ix, n), BUJU_NEW(arena, uint32_t, n)};
  return out->other != NULL && out->cost != NULL;
}

buju_ix buju_serving_of_demand(const buju_serving *serving, buju_ix i, uint32_t most, buju_reached *to) {
  if (serving->plane != NULL) return near_point(serving, i, most, to);
  uint64_t first = serving->by_demand.row[i], end = serving->by_demand.row[i + 1], n = 0;
  to->other = serving->by_demand.col + first;
  to->cost = serving->by_demand.val + first;
  while (first + n < end && to->cost[n] <= most) n++;
  return (buju_ix)n;
}

buju_ix buju_serving_of_candidate(const buju_serving *serving, buju_ix j, buju_reached *to) {
  if (serving->plane == NULL) {
    uint64_t first = serving->by_candidate.row[j];
    to->other = serving->by_candidate.col + first;
    to->cost = serving->by_candidate.val + first;
    return (buju_ix)(serving->by_candidate.row[j + 1] - first);
  }
  buju_ix n = 0;
  for (buju_ix i = 0; i < serving->demands; i++) {
    uint32_t cost = cost_of(serving->plane, i, j);
    if (cost == BUJU_COST_NONE) continue;
    to->other[n] = i;
    to->cost[n++] = cost;
  }
  return n;
}
