/* Instances become problems. SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/posed.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Files and solvers speak of the same things; neither room knows the other. */
_Static_assert((int)BUJU_INSTANCE_COVER == BUJU_SITING_COVER && (int)BUJU_INSTANCE_MAX_COVER == BUJU_SITING_MAX_COVER &&
                   (int)BUJU_INSTANCE_MEDIAN == BUJU_SITING_MEDIAN && (int)BUJU_INSTANCE_CENTRE == BUJU_SITING_CENTRE &&
                   (int)BUJU_INSTANCE_ANY == BUJU_SITING_MODELS,
               "models");
_Static_assert((int)BUJU_INSTANCE_FREE == BUJU_CANDIDATE_FREE &&
                   (int)BUJU_INSTANCE_EXISTING == BUJU_CANDIDATE_EXISTING &&
                   (int)BUJU_INSTANCE_CLOSABLE == BUJU_CANDIDATE_CLOSABLE &&
                   (int)BUJU_INSTANCE_REQUIRED == BUJU_CANDIDATE_REQUIRED &&
                   (int)BUJU_INSTANCE_FORBIDDEN == BUJU_CANDIDATE_FORBIDDEN,
               "states");
_Static_assert((int)BUJU_INSTANCE_DOWN == BUJU_ROUND_DOWN && (int)BUJU_INSTANCE_NEAREST == BUJU_ROUND_NEAREST &&
                   (int)BUJU_INSTANCE_UP == BUJU_ROUND_UP,
               "rounding");

buju_solution *buju_posed_new(void) {
  buju_solution *solution = calloc(1, sizeof *solution);
  if (solution == NULL) return NULL;
  solution->arena = buju_arena_new();
  if (solution->arena != NULL) return solution;
  free(solution);
  return NULL;
}

void buju_solution_free(buju_solution *solution) {
  if (solution == NULL) return;
  buju_instance_free(solution->instance);
  buju_arena_free(solution->arena);
  free(solution);
}

const buju_solution_view *buju_solution_see(const buju_solution *solution) { return &solution->view; }

void buju_posed_fill(buju_solution *solution) {
  const buju_instance *instance = solution->instance;
  buju_siting_problem *problem = &solution->problem;
  problem->weight = instance->weight;
  problem->state = instance->tiers == NULL ? instance->state : NULL; /* those of tiers are told apart */
  problem->open_cost = instance->tiers == NULL ? instance->open_cost : NULL;
  problem->close_cost = instance->tiers == NULL ? instance->close_cost : NULL;
  problem->backup = solution->backup != NULL ? solution->backup : instance->backup;
  solution->plane = (buju_costs_plane){.demands = instance->demands,
                                       .candidates = instance->candidates,
                                       .demand_x = instance->demand_x,
                                       .demand_y = instance->demand_y,
                                       .candidate_x = instance->candidate_x,
                                       .candidate_y = instance->candidate_y,
                                       .scale = solution->scale,
                                       .rounding = (buju_rounding)solution->rounding};
}

void buju_posed_describe(buju_solution *solution) {
  const buju_siting_problem *problem = &solution->problem;
  bool limited = problem->limit != BUJU_COST_NONE && problem->model != BUJU_SITING_CENTRE;
  solution->view = (buju_solution_view){
      .format = solution->instance->format,
      .model = buju_instance_model_words[problem->model],
      .rounding = buju_instance_rounding_words[solution->rounding],
      .demands = solution->instance->demands,
      .candidates = solution->instance->candidates,
      .has_p = problem->p != BUJU_SITING_NO_P,
      .has_budget = problem->budget != BUJU_SITING_NO_BUDGET,
      .has_limit = limited,
      .p = problem->p,
      .budget = problem->budget,
      .limit = limited ? problem->limit / solution->scale : 0,
      .scale = solution->scale,
      .rounded = (size_t)solution->instance->rounded,
      .finer_scale = solution->instance->finer_scale,
      .unserved = -1,
      .backup = solution->backup != NULL && solution->instance->demands > 0 ? solution->backup[0] : 0,
      .method = ""};
}

bool buju_posed_fills(const buju_solution *solution) {
  return solution->instance->capacity != NULL || solution->instance->least != NULL;
}

void buju_posed_value(buju_solution *solution, buju_siting_proof_state state, int64_t upper, int64_t lower,
                      buju_ix unreachable, const buju_ix *unreachable_demand) {
  buju_solution_view *view = &solution->view;
  view->value = upper;
  view->bound = lower;
  switch (state) {
  case BUJU_SITING_PROVED: view->state = BUJU_SOLUTION_PROVED; break;
  case BUJU_SITING_WITHIN: view->state = BUJU_SOLUTION_WITHIN; break;
  case BUJU_SITING_NOTHING: view->state = BUJU_SOLUTION_NOTHING; break;
  }
  if (upper > 0) view->gap = (double)(upper - lower) / (double)upper;
  view->unreachable = unreachable;
  for (buju_ix i = 0, u = 0; i < solution->instance->demands; i++) {
    bool left_out = u < unreachable && unreachable_demand[u] == i;
    u += left_out;
    if (!left_out) view->weight += solution->instance->weight != NULL ? solution->instance->weight[i] : 1;
  }
}

buju_status buju_posed_names(buju_ctx *ctx, buju_solution *solution, bool candidates, size_t n, const buju_ix *ix,
                             const char *const **out) {
  enum { DIGITS = 12 };
  const buju_instance *instance = solution->instance;
  const char **known = candidates ? instance->candidate_name : instance->demand_name;
  const char **name = BUJU_NEW(solution->arena, const char *, n);
  char *digits = known == NULL ? BUJU_NEW(solution->arena, char, n *DIGITS) : NULL;
  if (name == NULL || (known == NULL && digits == NULL)) return buju_fail_memory(ctx);
  for (size_t i = 0; i < n; i++) {
    buju_ix at = ix != NULL ? ix[i] : (buju_ix)i;
    if (known == NULL) snprintf(digits + i * DIGITS, DIGITS, "%" PRIu64, (uint64_t)at + instance->first);
    name[i] = known != NULL ? known[at] : digits + i * DIGITS;
  }
  *out = name;
  return BUJU_OK;
}

const char *buju_solve_format(const buju_ctx *ctx, size_t i, const char **about) {
  const char *id = NULL;
  const buju_msg *what = NULL;
  if (!buju_instance_format(i, &id, &what)) return NULL;
  *about = buju_ctx_lang(ctx) == BUJU_ZH ? what->zh : what->en;
  return id;
}
