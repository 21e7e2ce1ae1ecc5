/* What a set of open sites is worth. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/siting_parts.h"

/* The objective of one demand point that asks, or BUJU_SITING_COVER's none. Sums were checked with the weights. */
static void add_demand(const buju_siting_field *field, buju_ix i, buju_siting_answer *answer) {
  bool served = answer->served_by[i] != BUJU_NONE;
  int64_t weight = field->weight[i];
  if (served) answer->weight_served += weight;
  if (weight == 0) return;
  switch (field->problem->model) {
  case BUJU_SITING_MAX_COVER: answer->upper += served ? 0 : weight; break;
  case BUJU_SITING_MEDIAN: answer->upper += weight * (int64_t)(served ? answer->cost[i] : field->unserved); break;
  case BUJU_SITING_CENTRE:
    if (answer->cost[i] > answer->upper) answer->upper = answer->cost[i];
    break;
  case BUJU_SITING_COVER:
  case BUJU_SITING_MODELS: break;
  }
}

buju_status buju_siting_value(buju_ctx *ctx, const buju_siting_field *field, buju_ix sites, const buju_ix *site,
                              buju_arena *arena, buju_siting_answer *answer) {
  const buju_costs *costs = field->problem->costs;
  answer->sites = sites;
  answer->site = buju_arena_copy(arena, site, sites, sizeof *site);
  answer->served_by = BUJU_NEW(arena, buju_ix, field->demands);
  answer->cost = BUJU_NEW(arena, uint32_t, field->demands);
  if (answer->site == NULL || answer->served_by == NULL || answer->cost == NULL) return buju_fail_memory(ctx);
  buju_status status = costs->ops->nearest(ctx, costs, sites, site, answer->served_by, answer->cost);
  if (status != BUJU_OK) return status;
  answer->upper = answer->weight_served = 0;
  for (buju_ix i = 0; i < field->demands; i++) {
    if (answer->served_by[i] != BUJU_NONE && answer->cost[i] > field->limit) {
      answer->served_by[i] = BUJU_NONE;
      answer->cost[i] = BUJU_COST_NONE;
    }
    add_demand(field, i, answer);
  }
  if (field->problem->model != BUJU_SITING_COVER) return BUJU_OK;
  answer->upper = field->closed_cost;
  for (buju_ix s = 0; s < sites; s++) answer->upper += field->net[site[s]];
  return BUJU_OK;
}
