/* p-centre: what there is to choose, and the first plan. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/centre_parts.h"

/* Stands in every plan worth looking at: opening it takes nothing from p or the budget, or it must be open. */
static bool is_base(const buju_siting_field *field, buju_ix j) {
  switch ((buju_candidate_state)field->state[j]) {
  case BUJU_CANDIDATE_EXISTING:
  case BUJU_CANDIDATE_REQUIRED: return true;
  case BUJU_CANDIDATE_CLOSABLE: return field->budget == INT64_MAX || field->net[j] <= 0;
  case BUJU_CANDIDATE_FREE: return field->p == INT64_MAX && field->net[j] <= 0;
  case BUJU_CANDIDATE_FORBIDDEN:
  case BUJU_CANDIDATE_STATES: break;
  }
  return false;
}

/* A limit that all choices together keep to does not bind. */
static void drop_slack_limits(buju_centre *c) {
  int64_t counted = 0, money = 0;
  for (buju_ix k = 0; k < c->choices; k++) {
    counted += c->field->counted[c->choice[k]];
    if (c->field->net[c->choice[k]] > 0) money += c->field->net[c->choice[k]];
  }
  if (counted <= c->p) c->p = INT64_MAX;
  if (money <= c->budget) c->budget = INT64_MAX;
}

static buju_status sort_candidates(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena, buju_centre *c) {
  buju_ix *base = BUJU_NEW(arena, buju_ix, field->candidates), *choice = BUJU_NEW(arena, buju_ix, field->candidates);
  buju_ix *choice_of = BUJU_NEW(arena, buju_ix, field->candidates);
  if (base == NULL || choice == NULL || choice_of == NULL) return buju_fail_memory(ctx);
  c->p = field->p;
  c->budget = field->budget;
  for (buju_ix j = 0; j < field->candidates; j++) {
    choice_of[j] = BUJU_NONE;
    if (field->state[j] == BUJU_CANDIDATE_FORBIDDEN) continue;
    if (!is_base(field, j)) {
      choice_of[j] = c->choices;
      choice[c->choices++] = j;
      continue;
    }
    base[c->bases++] = j;
    if (c->p != INT64_MAX) c->p -= field->counted[j];
    if (c->budget != INT64_MAX) c->budget -= field->net[j];
  }
  c->base = base;
  c->choice = choice;
  c->choice_of = choice_of;
  drop_slack_limits(c);
  return BUJU_OK;
}

static buju_status find_asked(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena, buju_centre *c) {
  buju_ix *demand = BUJU_NEW(arena, buju_ix, field->demands);
  if (demand == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < field->demands; i++)
    if (field->weight[i] > 0) demand[c->asked++] = i;
  c->demand = demand;
  return BUJU_OK;
}

/* Nobody is served more cheaply than by the nearest of all that could be open. */
static void first_bound(buju_centre *c) {
  for (buju_ix k = 0; k < c->asked; k++) {
    buju_ix i = c->demand[k];
    uint32_t least = c->base_cost[i] < c->near_cost[i] ? c->base_cost[i] : c->near_cost[i];
    if (least > c->lower) c->lower = least;
  }
}

static buju_status find_nearest(buju_ctx *ctx, buju_centre *c) {
  const buju_costs *costs = c->field->problem->costs;
  buju_status status = costs->ops->nearest(ctx, costs, c->bases, c->base, c->to, c->base_cost);
  if (status == BUJU_OK) status = costs->ops->nearest(ctx, costs, c->choices, c->choice, c->near, c->near_cost);
  if (status == BUJU_OK) first_bound(c);
  c->work += 2 * (int64_t)c->field->demands;
  return status;
}

buju_status buju_centre_prepare(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena, buju_centre *c) {
  *c = (buju_centre){.field = field, .arena = arena, .upper = BUJU_COST_NONE};
  buju_status status = sort_candidates(ctx, field, arena, c);
  if (status == BUJU_OK) status = find_asked(ctx, field, arena, c);
  if (status != BUJU_OK) return status;
  c->base_cost = BUJU_NEW(arena, uint32_t, field->demands);
  c->near = BUJU_NEW(arena, buju_ix, field->demands);
  c->near_cost = BUJU_NEW(arena, uint32_t, field->demands);
  c->sample = BUJU_NEW(arena, buju_ix, c->asked);
  c->in_sample = BUJU_NEW(arena, bool, field->demands);
  c->site = BUJU_NEW(arena, buju_ix, c->choices);
  c->to = BUJU_NEW(arena, buju_ix, field->demands);
  c->cost = BUJU_NEW(arena, uint32_t, field->demands);
  bool well = c->base_cost != NULL && c->near != NULL && c->near_cost != NULL && c->sample != NULL &&
              c->in_sample != NULL && c->site != NULL && c->to != NULL && c->cost != NULL;
  return well ? find_nearest(ctx, c) : buju_fail_memory(ctx);
}

/* ---- plans ---- */

static void keep(buju_centre *c, buju_ix n, const buju_ix *site, int64_t worst) {
  memset(c->site, 0, c->choices * sizeof *c->site);
  for (buju_ix s = 0; s < n; s++) c->site[c->choice_of[site[s]]] = 1;
  c->sites = 0;
  for (buju_ix k = 0; k < c->choices; k++)
    if (c->site[k] != 0) c->site[c->sites++] = c->choice[k];
  c->upper = worst;
}

buju_status buju_centre_try(buju_ctx *ctx, buju_centre *c, buju_ix n, const buju_ix *site, int64_t *worst) {
  const buju_costs *costs = c->field->problem->costs;
  buju_status status = costs->ops->nearest(ctx, costs, n, site, c->to, c->cost);
  if (status != BUJU_OK) return status;
  *worst = 0;
  for (buju_ix k = 0; k < c->asked; k++) {
    buju_ix i = c->demand[k];
    if (c->base_cost[i] < c->cost[i]) c->cost[i] = c->base_cost[i];
    if (c->cost[i] > *worst) *worst = c->cost[i];
  }
  c->work += c->field->demands;
  if (*worst < c->upper || (c->upper == BUJU_COST_NONE && c->sites == 0)) keep(c, n, site, *worst);
  return BUJU_OK;
}

/* What a choice takes of what is left; false when there is not as much. */
static bool afford(const buju_centre *c, buju_ix j, int64_t *p, int64_t *budget) {
  int64_t one = c->field->counted[j], net = c->field->net[j];
  if (one > *p || net > *budget) return false;
  if (*p != INT64_MAX) *p -= one;
  if (*budget != INT64_MAX) *budget -= net;
  return true;
}

static buju_status try_given(buju_ctx *ctx, buju_centre *c, buju_ix *site) {
  const buju_siting_problem *problem = c->field->problem;
  int64_t p = c->p, budget = c->budget, worst;
  buju_ix n = 0;
  if (problem->start == NULL) return BUJU_OK;
  for (buju_ix s = 0; s < problem->start_n; s++) {
    buju_ix j = problem->start[s];
    if (c->choice_of[j] != BUJU_NONE && afford(c, j, &p, &budget)) site[n++] = j;
  }
  return buju_centre_try(ctx, c, n, site, &worst);
}

void buju_centre_sample(buju_centre *c, buju_ix i) {
  if (c->in_sample[i]) return;
  c->in_sample[i] = true;
  c->sample[c->sampled++] = i;
}

buju_status buju_centre_serve(buju_ctx *ctx, buju_centre *c, buju_ix site, uint32_t most, uint32_t *cost) {
  const buju_costs *costs = c->field->problem->costs;
  buju_arena *scratch = buju_arena_new();
  buju_csr lists;
  buju_status status = scratch != NULL
                           ? costs->ops->lists(ctx, costs, BUJU_COSTS_BY_CANDIDATE, 1, &site, &most, scratch, &lists)
                           : buju_fail_memory(ctx);
  for (uint64_t at = 0; status == BUJU_OK && at < lists.row[1]; at++)
    if (lists.val[at] < cost[lists.col[at]]) cost[lists.col[at]] = lists.val[at];
  if (status == BUJU_OK) c->work += (int64_t)lists.row[1];
  buju_arena_free(scratch);
  return status;
}

buju_ix buju_centre_farthest(const buju_centre *c, const uint32_t *cost) {
  buju_ix far = BUJU_NONE;
  for (buju_ix k = 0; k < c->asked; k++)
    if (far == BUJU_NONE || cost[c->demand[k]] > cost[far]) far = c->demand[k];
  return far;
}

static buju_status farthest_first(buju_ctx *ctx, buju_centre *c, buju_ix *site, uint32_t *cost) {
  int64_t p = c->p, budget = c->budget, worst;
  buju_ix n = 0;
  buju_status status = BUJU_OK;
  memcpy(cost, c->base_cost, c->field->demands * sizeof *cost);
  while (status == BUJU_OK) {
    buju_ix i = buju_centre_farthest(c, cost);
    c->work += c->asked;
    if (i == BUJU_NONE) break;
    buju_centre_sample(c, i);
    buju_ix j = c->near[i];
    if (j == BUJU_NONE || c->near_cost[i] >= cost[i] || !afford(c, j, &p, &budget)) break;
    site[n++] = j;
    status = buju_centre_serve(ctx, c, j, cost[i], cost);
  }
  return status == BUJU_OK ? buju_centre_try(ctx, c, n, site, &worst) : status;
}

buju_status buju_centre_start(buju_ctx *ctx, buju_centre *c) {
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  buju_ix *site = BUJU_NEW(scratch, buju_ix, c->choices);
  uint32_t *cost = BUJU_NEW(scratch, uint32_t, c->field->demands);
  buju_status status = site != NULL && cost != NULL ? try_given(ctx, c, site) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = farthest_first(ctx, c, site, cost);
  buju_arena_free(scratch);
  return status;
}
