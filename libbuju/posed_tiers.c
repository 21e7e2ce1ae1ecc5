/* Instances with tiers of care. SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/posed.h"
#include "planner/siting/tiers.h"

static buju_status refuse(buju_ctx *ctx, const char *option) {
  BUJU_MSG(idle, "分级（--tiers）时不能用 {0}", "--tiers goes without {0}");
  return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(idle, buju_text(option)));
}

buju_status buju_posed_check_tiers(buju_ctx *ctx, const buju_solve_spec *spec) {
  if (spec->has_p) return refuse(ctx, "-p");
  if (spec->has_limit) return refuse(ctx, "--limit");
  if (spec->backup != 0) return refuse(ctx, "--backup");
  if (spec->assign != NULL) return refuse(ctx, "--assign");
  if (spec->advise != 0) return refuse(ctx, "--advice");
  return spec->certify != 0 ? refuse(ctx, "--certificate") : BUJU_OK;
}

/* Who asks for a tier, and how often: the sum of all tiers has been found to fit. */
static const int64_t *asked(const buju_solution *s, int64_t visits) {
  const buju_instance *instance = s->instance;
  if (visits == 1) return instance->weight;
  int64_t *weight = BUJU_NEW(s->arena, int64_t, instance->demands);
  for (buju_ix i = 0; weight != NULL && i < instance->demands; i++)
    weight[i] = visits * (instance->weight != NULL ? instance->weight[i] : 1);
  return weight;
}

/* Each tier as the solver sees it: everybody asks for every tier, from home and by the same costs. */
static buju_status pose(buju_ctx *ctx, const buju_solution *s, buju_tier **out) {
  const buju_instance *instance = s->instance;
  buju_tier *tier = BUJU_NEW(s->arena, buju_tier, s->tiers.n);
  buju_status status = tier != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (buju_ix t = 0; status == BUJU_OK && t < s->tiers.n; t++) {
    const buju_instance_tier *from = &s->tiers.tier[t];
    size_t at = (size_t)t * instance->candidates;
    tier[t] = (buju_tier){.costs = s->problem.costs,
                          .state = instance->state != NULL ? instance->state + at : NULL,
                          .open_cost = instance->open_cost != NULL ? instance->open_cost + at : NULL,
                          .close_cost = instance->close_cost != NULL ? instance->close_cost + at : NULL,
                          .limit = BUJU_COST_NONE,
                          .p = from->p < 0 ? BUJU_SITING_NO_P : from->p};
    if (from->limit >= 0) status = buju_posed_limit(ctx, s, from->limit, &tier[t].limit);
  }
  *out = tier;
  return status;
}

static buju_status show_tier(buju_ctx *ctx, buju_solution *s, const buju_tier_answer *answer, buju_ix t,
                             buju_solution_tier *to) {
  const buju_instance_tier *tier = &s->tiers.tier[t];
  *to = (buju_solution_tier){.name = tier->name,
                             .has_p = tier->p >= 0,
                             .has_limit = tier->limit >= 0,
                             .p = tier->p,
                             .limit = tier->limit,
                             .visits = tier->visits,
                             .sites = answer->sites,
                             .weight = answer->weight_asked,
                             .weight_served = answer->weight_served,
                             .unreachable = answer->unreachable};
  return buju_posed_names(ctx, s, false, answer->unreachable, answer->unreachable_demand, &to->unreachable_demand);
}

static buju_status show(buju_ctx *ctx, buju_solution *s, const buju_tiers_answer *answer) {
  buju_solution_view *view = &s->view;
  buju_solution_tier *tier = BUJU_NEW(s->arena, buju_solution_tier, s->tiers.n);
  size_t *site_tier = BUJU_NEW(s->arena, size_t, answer->sites);
  if (tier == NULL || site_tier == NULL) return buju_fail_memory(ctx);
  buju_posed_value(s, answer->state, answer->upper, answer->lower, 0, NULL);
  view->tiers = s->tiers.n;
  view->tier = tier;
  view->shortfall = answer->shortfall;
  view->work = answer->work;
  view->weight = 0;
  view->method = buju_method_words[answer->method].id;
  if (s->problem.model == BUJU_SITING_MEDIAN) view->unserved = answer->unserved;
  buju_status status = BUJU_OK;
  for (buju_ix t = 0; status == BUJU_OK && answer->tier != NULL && t < s->tiers.n; t++) {
    status = show_tier(ctx, s, &answer->tier[t], t, &tier[t]);
    view->weight += answer->tier[t].weight_asked;
    view->weight_served += answer->tier[t].weight_served;
  }
  for (buju_ix k = 0; k < answer->sites; k++) site_tier[k] = answer->site_tier[k];
  view->sites = answer->sites;
  view->site_tier = site_tier;
  return status == BUJU_OK ? buju_posed_names(ctx, s, true, answer->sites, answer->site, &view->site) : status;
}

/* How often everybody asks for every tier. Each counts whoever is not served alike: at what the widest limit says. */
static buju_status weigh(buju_ctx *ctx, const char *path, buju_tier *tier, buju_solution *s) {
  buju_siting_problem widest = s->problem;
  widest.limit = 0;
  for (buju_ix t = 0; t < s->tiers.n; t++)
    if (tier[t].limit > widest.limit) widest.limit = tier[t].limit;
  int64_t visits = 0;
  for (buju_ix t = 0; t < s->tiers.n; t++) visits += s->tiers.tier[t].visits;
  buju_status status = buju_posed_check_weights(ctx, s, path, &widest, visits > 0 ? visits : 1);
  for (buju_ix t = 0; status == BUJU_OK && t < s->tiers.n; t++) {
    tier[t].weight = asked(s, s->tiers.tier[t].visits);
    if (tier[t].weight == NULL && s->tiers.tier[t].visits != 1) status = buju_fail_memory(ctx);
  }
  return status;
}

buju_status buju_posed_solve_tiers(buju_ctx *ctx, const char *path, buju_solution *s) {
  buju_tier *tier = NULL;
  buju_tiers_answer *answer = NULL;
  buju_status status = pose(ctx, s, &tier);
  const buju_tiers_problem problem = {.model = s->problem.model,
                                      .tiers = s->tiers.n,
                                      .tier = tier,
                                      .budget = s->problem.budget,
                                      .unserved = s->problem.unserved,
                                      .gap = s->problem.gap,
                                      .work_limit = s->problem.work_limit,
                                      .watch = s->problem.watch};
  if (status == BUJU_OK) status = weigh(ctx, path, tier, s);
  if (status == BUJU_OK) status = buju_tiers_solve(ctx, &problem, s->arena, &answer);
  return status == BUJU_OK ? show(ctx, s, answer) : status;
}
