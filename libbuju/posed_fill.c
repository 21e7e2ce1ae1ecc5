/* Instances whose sites fill up. SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/posed.h"

static buju_capacity_problem pose(const buju_solution *s) {
  const buju_instance *instance = s->instance;
  return (buju_capacity_problem){.siting = s->problem,
                                 .capacity = instance->capacity,
                                 .least = instance->least,
                                 .rule = s->assign,
                                 .group = instance->group,
                                 .groups = instance->groups};
}

/* Who goes where, pair by pair. */
static buju_status show_flows(buju_ctx *ctx, buju_solution *s, const buju_capacity_answer *answer) {
  buju_solution_view *view = &s->view;
  if (answer->row == NULL) return BUJU_OK;
  view->flows = (size_t)answer->row[s->instance->demands];
  buju_ix *from = BUJU_NEW(s->arena, buju_ix, view->flows);
  if (from == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < s->instance->demands; i++)
    for (uint64_t k = answer->row[i]; k < answer->row[i + 1]; k++) from[k] = i;
  view->amount = answer->part;
  buju_status status = buju_posed_names(ctx, s, false, view->flows, from, &view->from);
  return status == BUJU_OK ? buju_posed_names(ctx, s, true, view->flows, answer->to, &view->to) : status;
}

static buju_status show(buju_ctx *ctx, buju_solution *s, const buju_capacity_answer *answer) {
  static const char *const words[BUJU_CAPACITY_RULES] = {"nearest", "sent", "shared"};
  static const char *const nameless[] = {""};
  buju_solution_view *view = &s->view;
  buju_posed_value(s, answer->state, answer->upper, answer->lower, answer->unreachable, answer->unreachable_demand);
  view->assign = words[s->assign];
  view->shortfall = answer->shortfall;
  view->short_of_room = answer->short_of_room;
  view->weight_served = answer->weight_served;
  view->work = answer->work;
  view->broken = answer->broken;
  if (s->problem.model == BUJU_SITING_MEDIAN) view->unserved = answer->unserved;
  view->method = buju_method_words[answer->method].id;
  view->sites = answer->sites;
  view->load = answer->load;
  view->groups = s->instance->group != NULL ? s->instance->groups : 1;
  view->group = s->instance->group != NULL ? (const char *const *)s->instance->group_name : nameless;
  view->without = answer->shortfall_of;
  buju_status status = buju_posed_names(ctx, s, true, answer->sites, answer->site, &view->site);
  if (status == BUJU_OK)
    status =
        buju_posed_names(ctx, s, false, answer->unreachable, answer->unreachable_demand, &view->unreachable_demand);
  return status == BUJU_OK ? show_flows(ctx, s, answer) : status;
}

buju_status buju_posed_fill_up(buju_ctx *ctx, buju_solution *s) {
  const buju_capacity_problem problem = pose(s);
  buju_capacity_answer *answer = NULL;
  buju_status status = buju_capacity_solve(ctx, &problem, s->arena, &answer);
  return status == BUJU_OK ? show(ctx, s, answer) : status;
}
