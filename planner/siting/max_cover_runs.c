/* Maximal cover with many candidates that reach far: whom each serves as runs of places, and sums over runs.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/max_cover_runs.h"

#include <stdlib.h>

#include "core/parallel.h"
#include "planner/siting/numbers.h"

enum { CHUNK = 64 };

/* ---- is it for runs? ---- */

enum { MANY = 4096, SAMPLES = 64 };
/* Pairs in the lists of all candidates: beyond the first runs are better, beyond the second lists are out of the
 * question. */
static const double LONG = 8e6, TOO_LONG = 64e6;

static int64_t sites_to_open(const buju_siting_field *field) {
  int64_t p = field->p, free = 0;
  for (buju_ix j = 0; j < field->candidates; j++) {
    p -= field->state[j] == BUJU_CANDIDATE_REQUIRED;
    free += field->state[j] == BUJU_CANDIDATE_FREE;
  }
  return p < free ? p : free;
}

/* 1/scale in which bounds are reckoned; 0: sums would not fit. */
static int64_t choose_scale(const buju_siting_field *field) {
  const int64_t p = sites_to_open(field), most = INT64_MAX / 2 / (p + 2);
  int64_t sum = 1, scale = 1;
  for (buju_ix i = 0; i < field->demands; i++) {
    if (field->weight[i] > most - sum) return 0;
    sum += field->weight[i];
  }
  while (scale < 1 << 20 && scale * 2 <= most / sum) scale *= 2;
  return scale;
}

static buju_status count_pairs(buju_ctx *ctx, const buju_siting_field *field, double *pairs) {
  const buju_costs *costs = field->problem->costs;
  buju_ix which[SAMPLES];
  uint32_t most[SAMPLES];
  buju_csr lists;
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  for (buju_ix k = 0; k < SAMPLES; k++) {
    which[k] = (buju_ix)((uint64_t)field->candidates * k / SAMPLES);
    most[k] = field->limit;
  }
  buju_status status = costs->ops->lists(ctx, costs, BUJU_COSTS_BY_CANDIDATE, SAMPLES, which, most, scratch, &lists);
  if (status == BUJU_OK) *pairs = (double)lists.row[SAMPLES] / SAMPLES * (double)field->candidates;
  buju_arena_free(scratch);
  return status;
}

buju_status buju_max_cover_is_for_runs(buju_ctx *ctx, const buju_siting_field *field, bool *is) {
  double pairs;
  *is = false;
  if (field->budget != INT64_MAX || field->p == INT64_MAX || field->candidates < MANY) return BUJU_OK;
  if (sites_to_open(field) <= 0 || choose_scale(field) == 0) return BUJU_OK;
  buju_status status = count_pairs(ctx, field, &pairs);
  /* a tree has a proof of its own: lists are better for that while they can be kept */
  if (status == BUJU_OK) *is = pairs > (field->problem->prove ? TOO_LONG : LONG);
  return status;
}

/* ---- the problem ---- */

static bool take_candidates(buju_max_runs *r) {
  const buju_siting_field *field = r->field;
  r->open.candidate = BUJU_NEW(r->arena, buju_ix, field->candidates);
  r->free.candidate = BUJU_NEW(r->arena, buju_ix, field->candidates);
  if (r->open.candidate == NULL || r->free.candidate == NULL) return false;
  for (buju_ix j = 0; j < field->candidates; j++) {
    if (field->state[j] == BUJU_CANDIDATE_FORBIDDEN) continue;
    buju_max_some *to = field->state[j] == BUJU_CANDIDATE_FREE ? &r->free : &r->open;
    to->candidate[to->n++] = j;
  }
  r->p = sites_to_open(field);
  return true;
}

/* Whom does nothing that stands serve? In the order of their numbers, which is that of their codes: neighbours are
 * mostly near each other. */
static buju_status take_places(buju_max_runs *r, buju_arena *scratch) {
  const buju_siting_field *field = r->field;
  const buju_costs *costs = field->problem->costs;
  buju_ix *to = BUJU_NEW(scratch, buju_ix, field->demands);
  uint32_t *cost = BUJU_NEW(scratch, uint32_t, field->demands);
  r->place = BUJU_NEW(r->arena, buju_ix, field->demands);
  r->weight = BUJU_NEW(r->arena, int64_t, field->demands);
  if (to == NULL || cost == NULL || r->place == NULL || r->weight == NULL) return buju_fail_memory(r->ctx);
  buju_status status = costs->ops->nearest(r->ctx, costs, r->open.n, r->open.candidate, to, cost);
  if (status != BUJU_OK) return status;
  for (buju_ix i = 0; i < field->demands; i++) r->unit = buju_common_divisor(r->unit, field->weight[i]);
  for (buju_ix i = 0; i < field->demands; i++) {
    bool is_place = field->weight[i] > 0 && cost[i] > field->limit;
    r->place[i] = is_place ? r->places : BUJU_NONE;
    if (is_place) r->weight[r->places++] = field->weight[i] / r->unit;
    if (is_place) r->weighs += field->weight[i] / r->unit;
  }
  return BUJU_OK;
}

buju_status buju_max_runs_make(buju_max_runs *r) {
  const buju_siting_field *field = r->field;
  buju_arena *scratch = buju_arena_new();
  buju_status status = scratch != NULL && take_candidates(r) ? BUJU_OK : buju_fail_memory(r->ctx);
  if (status == BUJU_OK) status = take_places(r, scratch);
  buju_arena_free(scratch);
  if (status != BUJU_OK) return status;
  r->scale = choose_scale(field);
  r->total = BUJU_NEW(r->arena, int64_t, (size_t)r->places + 1);
  r->sum = BUJU_NEW(r->arena, int64_t, field->candidates);
  if (r->total == NULL || r->sum == NULL) return buju_fail_memory(r->ctx);
  buju_costs_order order = {r->places, r->place};
  status = buju_costs_runs(r->ctx, field->problem->costs, field->limit, &order, r->arena, &r->ends);
  if (status == BUJU_OK) r->work += (int64_t)r->ends.row[field->candidates] * 2;
  return status;
}

/* ---- sums ---- */

typedef struct weighing {
  const buju_max_runs *runs;
  const buju_max_some *some;
  int64_t *sum;
} weighing;

static buju_status weigh_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  const weighing *w = user;
  const buju_csr *ends = &w->runs->ends;
  const int64_t *total = w->runs->total;
  (void)ctx;
  (void)worker;
  for (uint64_t k = first; k < end; k++) {
    const buju_ix j = w->some->candidate[k];
    int64_t sum = 0;
    for (uint64_t at = ends->row[j]; at < ends->row[j + 1]; at += 2)
      sum += total[ends->col[at + 1]] - total[ends->col[at]];
    w->sum[k] = sum;
  }
  return BUJU_OK;
}

buju_status buju_max_runs_weigh(buju_max_runs *r, const buju_max_some *some, int64_t *sum) {
  weighing w = {r, some, sum};
  uint64_t ends = 0;
  for (buju_ix k = 0; k < some->n; k++) ends += r->ends.row[some->candidate[k] + 1] - r->ends.row[some->candidate[k]];
  r->work += (int64_t)(ends / 8);
  return buju_parallel_for(r->ctx, some->n, CHUNK, weigh_some, &w);
}
