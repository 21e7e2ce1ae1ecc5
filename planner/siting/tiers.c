/* Tiers of care become one problem of many candidates, and its plan becomes tiers again.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/tiers_parts.h"

/* The problem without tiers. A candidate there is a tier of a place, the highest tier first, so that ties go to it; a
 * demand point is what a demand point asks of a tier, the lowest first. */
typedef struct flat {
  const buju_tiers_problem *problem;
  buju_ix demands, places, candidates;
  int64_t *weight, *open_cost, *close_cost;
  uint8_t *state;
  buju_ix *kind, *place;
  int64_t *p_of; /* [tiers] by kind, which is the tier */
  bool counted;  /* some tier has a p */
  uint32_t unserved;
  buju_costs *costs;
} flat;

/* What either solver found. */
typedef struct found {
  buju_siting_proof_state state;
  buju_ix sites, unreachable;
  const buju_ix *site, *unreachable_demand;
  int64_t upper, lower, shortfall, work;
  buju_proof_method method;
} found;

static buju_ix candidate_of(const flat *f, buju_ix tier, buju_ix place) {
  return (f->problem->tiers - 1 - tier) * f->places + place;
}

static buju_ix tier_of(const flat *f, buju_ix candidate) {
  return f->places > 0 ? f->problem->tiers - 1 - candidate / f->places : 0; /* without places there is no candidate */
}

/* ---- what is refused ---- */

static buju_status check_tier(buju_ctx *ctx, const buju_tiers_problem *problem, buju_ix t) {
  BUJU_MSG(shape, "第 {0} 级的需求点和候选点须与第 1 级相同",
           "tier {0} must have the demand points and candidates of tier 1");
  BUJU_MSG(p, "第 {0} 级：p 不能为负", "tier {0}: its p may not be below 0");
  BUJU_MSG(limited, "第 {0} 级：覆盖所有人时不设数量上限", "tier {0}: set cover serves everybody: it takes no p");
  BUJU_MSG(limit, "第 {0} 级：覆盖需要上限", "tier {0}: covers need a limit");
  const buju_tier *tier = &problem->tier[t];
  buju_arg name = buju_int((int64_t)t + 1);
  if (tier->costs->demands != problem->tier[0].costs->demands ||
      tier->costs->candidates != problem->tier[0].costs->candidates)
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(shape, name));
  if (tier->p < 0 && tier->p != BUJU_SITING_NO_P) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(p, name));
  if (problem->model == BUJU_SITING_COVER && tier->p != BUJU_SITING_NO_P)
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(limited, name));
  if (problem->model != BUJU_SITING_MEDIAN && tier->limit == BUJU_COST_NONE)
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(limit, name));
  return BUJU_OK;
}

static buju_status check(buju_ctx *ctx, const buju_tiers_problem *problem) {
  BUJU_MSG(model, "分级选址用于集合覆盖、最大覆盖和 p-中位", "tiers go with set cover, maximal cover and the p-median");
  BUJU_MSG(none, "分级选址至少要有一级", "there must be a tier");
  BUJU_MSG(unlimited, "第 {0} 级：请给出数量 p，或给出总经费上限",
           "tier {0}: say how many sites p, or a budget for all");
  BUJU_MSG(many, "级数乘以需求点数或候选点数太大", "tiers times demand points or candidates are too many");
  if (problem->model != BUJU_SITING_COVER && problem->model != BUJU_SITING_MAX_COVER &&
      problem->model != BUJU_SITING_MEDIAN)
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(model));
  if (problem->tiers == 0) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(none));
  for (buju_ix t = 0; t < problem->tiers; t++) {
    buju_status status = check_tier(ctx, problem, t);
    if (status != BUJU_OK) return status;
    if (problem->model != BUJU_SITING_COVER && problem->budget == BUJU_SITING_NO_BUDGET &&
        problem->tier[t].p == BUJU_SITING_NO_P)
      return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(unlimited, buju_int((int64_t)t + 1)));
  }
  buju_ix most = (BUJU_NONE - 1) / problem->tiers;
  if (problem->tier[0].costs->demands > most || problem->tier[0].costs->candidates > most)
    return buju_fail(ctx, BUJU_E_LIMIT, BUJU_SAY(many));
  return BUJU_OK;
}

/* ---- flattening ---- */

/* What stands for not being served: more than the largest cost any tier allows. */
static uint32_t unserved_of(const buju_tiers_problem *problem) {
  static const uint32_t largest = BUJU_COST_NONE - 1;
  uint32_t most = 0;
  if (problem->unserved != BUJU_COST_NONE) return problem->unserved;
  for (buju_ix t = 0; t < problem->tiers; t++) {
    const buju_tier *tier = &problem->tier[t];
    uint32_t cost = tier->limit < tier->costs->most ? tier->limit : tier->costs->most;
    if (cost > most) most = cost;
  }
  return most < largest / 2 ? 2 * most + 1 : largest;
}

static void fill_tier(flat *f, buju_ix t) {
  const buju_tier *tier = &f->problem->tier[t];
  for (buju_ix i = 0; i < f->demands; i++)
    f->weight[(size_t)t * f->demands + i] = tier->weight != NULL ? tier->weight[i] : 1;
  for (buju_ix j = 0; j < f->places; j++) {
    buju_ix c = candidate_of(f, t, j);
    f->state[c] = tier->state != NULL ? tier->state[j] : BUJU_CANDIDATE_FREE;
    f->open_cost[c] = tier->open_cost != NULL ? tier->open_cost[j] : 1;
    f->close_cost[c] = tier->close_cost != NULL ? tier->close_cost[j] : 0;
    f->kind[c] = t;
    f->place[c] = j;
  }
  f->p_of[t] = tier->p;
  f->counted = f->counted || tier->p != BUJU_SITING_NO_P;
}

static buju_status new_flat(buju_ctx *ctx, const buju_tiers_problem *problem, buju_arena *scratch, flat *f) {
  *f = (flat){.problem = problem,
              .demands = problem->tier[0].costs->demands,
              .places = problem->tier[0].costs->candidates,
              .unserved = unserved_of(problem)};
  f->candidates = problem->tiers * f->places;
  f->weight = BUJU_NEW(scratch, int64_t, (size_t)problem->tiers * f->demands);
  f->open_cost = BUJU_NEW(scratch, int64_t, f->candidates);
  f->close_cost = BUJU_NEW(scratch, int64_t, f->candidates);
  f->state = BUJU_NEW(scratch, uint8_t, f->candidates);
  f->kind = BUJU_NEW(scratch, buju_ix, f->candidates);
  f->place = BUJU_NEW(scratch, buju_ix, f->candidates);
  f->p_of = BUJU_NEW(scratch, int64_t, problem->tiers);
  if (f->weight == NULL || f->open_cost == NULL || f->close_cost == NULL || f->state == NULL || f->kind == NULL ||
      f->place == NULL || f->p_of == NULL)
    return buju_fail_memory(ctx);
  for (buju_ix t = 0; t < problem->tiers; t++) fill_tier(f, t);
  return BUJU_OK;
}

/* Who can serve whom at tier t, within its limit. */
static buju_status list_tier(buju_ctx *ctx, const flat *f, buju_ix t, buju_arena *scratch, buju_csr *out) {
  const buju_tier *tier = &f->problem->tier[t];
  buju_ix *which = BUJU_NEW(scratch, buju_ix, f->demands);
  uint32_t *most = BUJU_NEW(scratch, uint32_t, f->demands);
  if (which == NULL || most == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < f->demands; i++) {
    which[i] = i;
    most[i] = tier->limit;
    if (f->problem->model == BUJU_SITING_MEDIAN && f->unserved < most[i]) most[i] = f->unserved;
  }
  return tier->costs->ops->lists(ctx, tier->costs, BUJU_COSTS_BY_DEMAND, f->demands, which, most, scratch, out);
}

/* The candidates that a pair of tier t stands for, into col (NULL: counted only). */
static uint64_t spread(const flat *f, buju_ix t, buju_ix place, buju_ix *col) {
  uint64_t n = 0;
  for (buju_ix u = t; u < f->problem->tiers; u++) {
    buju_ix c = candidate_of(f, u, place);
    if (f->state[c] == BUJU_CANDIDATE_FORBIDDEN) continue;
    if (col != NULL) col[n] = c;
    n++;
  }
  return n;
}

/* The table of all tiers lives in scratch as long as the costs made from it. */
static buju_status new_costs(buju_ctx *ctx, flat *f, buju_arena *scratch) {
  buju_ix tiers = f->problem->tiers, rows = tiers * f->demands, row = 0;
  buju_csr *list = BUJU_NEW(scratch, buju_csr, tiers), table = {.n = rows};
  uint64_t pairs = 0, at = 0;
  buju_status status = list != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (buju_ix t = 0; status == BUJU_OK && t < tiers; t++) {
    status = list_tier(ctx, f, t, scratch, &list[t]);
    for (uint64_t k = 0; status == BUJU_OK && k < list[t].row[f->demands]; k++)
      pairs += spread(f, t, list[t].col[k], NULL);
  }
  if (status != BUJU_OK) return status;
  table.row = BUJU_NEW(scratch, uint64_t, (size_t)rows + 1);
  table.col = BUJU_NEW(scratch, buju_ix, pairs);
  table.val = BUJU_NEW(scratch, uint32_t, pairs);
  if (table.row == NULL || table.col == NULL || table.val == NULL) return buju_fail_memory(ctx);
  for (buju_ix t = 0; t < tiers; t++)
    for (buju_ix i = 0; i < f->demands; i++) {
      for (uint64_t k = list[t].row[i]; k < list[t].row[i + 1]; k++) {
        uint64_t n = spread(f, t, list[t].col[k], table.col + at);
        while (n-- > 0) table.val[at++] = list[t].val[k];
      }
      table.row[++row] = at;
    }
  return buju_costs_table(ctx, &table, f->candidates, &f->costs);
}

/* ---- solving ---- */

static int64_t sum_of_p(const flat *f) {
  int64_t sum = 0;
  for (buju_ix t = 0; t < f->problem->tiers; t++) {
    if (f->p_of[t] == BUJU_SITING_NO_P) return BUJU_SITING_NO_P;
    sum += f->p_of[t] < f->places ? f->p_of[t] : f->places;
  }
  return sum;
}

static buju_siting_problem pose(const flat *f) {
  return (buju_siting_problem){.model = f->problem->model,
                               .costs = f->costs,
                               .weight = f->weight,
                               .state = f->state,
                               .open_cost = f->open_cost,
                               .close_cost = f->close_cost,
                               .limit = BUJU_COST_NONE, /* the table holds what is within */
                               .p = BUJU_SITING_NO_P,
                               .budget = f->problem->budget,
                               .unserved = f->unserved,
                               .gap = f->problem->gap,
                               .work_limit = f->problem->work_limit,
                               .watch = f->problem->watch};
}

static buju_status solve_plain(buju_ctx *ctx, const flat *f, buju_arena *scratch, found *out) {
  const buju_siting_problem problem = pose(f);
  buju_siting_answer *a = NULL;
  buju_status status = buju_siting_solve(ctx, &problem, scratch, &a);
  if (status != BUJU_OK) return status;
  *out = (found){a->state, a->sites, a->unreachable, a->site, a->unreachable_demand,
                 a->upper, a->lower, a->shortfall,   a->work, a->method};
  return BUJU_OK;
}

static buju_capacity_problem pose_counted(const flat *f) {
  buju_capacity_problem problem = {.siting = pose(f),
                                   .rule = BUJU_CAPACITY_NEAREST,
                                   .kind = f->kind,
                                   .kinds = f->problem->tiers,
                                   .p_of = f->p_of,
                                   .place = f->place};
  problem.siting.p = sum_of_p(f);
  return problem;
}

static buju_status solve_counted(buju_ctx *ctx, const flat *f, buju_arena *scratch, found *out) {
  const buju_capacity_problem problem = pose_counted(f);
  buju_capacity_answer *a = NULL;
  buju_status status = buju_capacity_solve(ctx, &problem, scratch, &a);
  if (status != BUJU_OK) return status;
  *out = (found){a->state, a->sites, a->unreachable, a->site, a->unreachable_demand,
                 a->upper, a->lower, a->shortfall,   a->work, a->method};
  return BUJU_OK;
}

buju_status buju_tiers_flatten(buju_ctx *ctx, const buju_tiers_problem *problem, buju_arena *arena, buju_costs **costs,
                               buju_capacity_problem *out) {
  flat f;
  buju_status status = check(ctx, problem);
  if (status == BUJU_OK) status = new_flat(ctx, problem, arena, &f);
  if (status == BUJU_OK) status = new_costs(ctx, &f, arena);
  if (status != BUJU_OK) return status;
  *costs = f.costs;
  *out = pose_counted(&f);
  return BUJU_OK;
}

/* ---- the answer ---- */

/* COVER: what is closed costs, too. */
static int64_t cost_of_closing(const flat *f, const found *plan) {
  int64_t sum = 0;
  if (f->problem->model != BUJU_SITING_COVER) return 0;
  for (buju_ix c = 0, s = 0; c < f->candidates; c++) {
    bool open = s < plan->sites && plan->site[s] == c; /* both ascend */
    s += open;
    if (!open && f->state[c] == BUJU_CANDIDATE_CLOSABLE) sum += f->close_cost[c];
  }
  return sum;
}

/* The highest tier of each place that has one; COVER's costs go to answer->upper. */
static buju_status take_sites(buju_ctx *ctx, const flat *f, const found *plan, buju_arena *arena, buju_ix *highest,
                              buju_tiers_answer *answer) {
  answer->upper = cost_of_closing(f, plan);
  for (buju_ix j = 0; j < f->places; j++) highest[j] = BUJU_NONE;
  for (buju_ix s = 0; s < plan->sites; s++) {
    buju_ix c = plan->site[s], t = tier_of(f, c);
    bool first = highest[f->place[c]] == BUJU_NONE; /* sites come with the highest tier first */
    if (first) highest[f->place[c]] = t;
    if (!first && f->state[c] == BUJU_CANDIDATE_FREE) continue;
    if (f->problem->model == BUJU_SITING_COVER && f->state[c] != BUJU_CANDIDATE_EXISTING)
      answer->upper += f->open_cost[c];
  }
  answer->site = BUJU_NEW(arena, buju_ix, f->places);
  answer->site_tier = BUJU_NEW(arena, buju_ix, f->places);
  if (answer->site == NULL || answer->site_tier == NULL) return buju_fail_memory(ctx);
  for (buju_ix j = 0; j < f->places; j++) {
    if (highest[j] == BUJU_NONE) continue;
    answer->tier[highest[j]].sites++;
    answer->site[answer->sites] = j;
    answer->site_tier[answer->sites++] = highest[j];
  }
  return BUJU_OK;
}

/* Serves everybody of a tier anew, from what the tier's costs say, and adds to answer->upper. */
static buju_status serve_tier(buju_ctx *ctx, const flat *f, buju_ix t, const buju_ix *highest, buju_ix *site,
                              buju_tiers_answer *answer) {
  const buju_tier *tier = &f->problem->tier[t];
  buju_tier_answer *to = &answer->tier[t];
  bool median = f->problem->model == BUJU_SITING_MEDIAN;
  uint32_t limit = median && f->unserved < tier->limit ? f->unserved : tier->limit;
  buju_ix n = 0, u = 0;
  for (buju_ix j = 0; j < f->places; j++)
    if (highest[j] != BUJU_NONE && highest[j] >= t) site[n++] = j;
  buju_status status = tier->costs->ops->nearest(ctx, tier->costs, n, site, to->served_by, to->cost);
  for (buju_ix i = 0; status == BUJU_OK && i < f->demands; i++) {
    if (to->served_by[i] != BUJU_NONE && to->cost[i] > limit) {
      to->served_by[i] = BUJU_NONE;
      to->cost[i] = BUJU_COST_NONE;
    }
    bool out = u < to->unreachable && to->unreachable_demand[u] == i, served = to->served_by[i] != BUJU_NONE;
    u += out;
    int64_t weight = out ? 0 : f->weight[(size_t)t * f->demands + i];
    to->weight_asked += weight;
    if (served) to->weight_served += weight;
    if (median) answer->upper += weight * (int64_t)(served ? to->cost[i] : f->unserved);
    if (f->problem->model == BUJU_SITING_MAX_COVER && !served) answer->upper += weight;
  }
  return status;
}

static buju_status new_tiers(buju_ctx *ctx, const flat *f, const found *plan, buju_arena *arena,
                             buju_tiers_answer *answer) {
  answer->tier = BUJU_NEW(arena, buju_tier_answer, f->problem->tiers);
  if (answer->tier == NULL) return buju_fail_memory(ctx);
  for (buju_ix k = 0; k < plan->unreachable; k++) answer->tier[plan->unreachable_demand[k] / f->demands].unreachable++;
  for (buju_ix t = 0, k = 0; t < f->problem->tiers; t++) {
    buju_tier_answer *to = &answer->tier[t];
    to->served_by = BUJU_NEW(arena, buju_ix, f->demands);
    to->cost = BUJU_NEW(arena, uint32_t, f->demands);
    to->unreachable_demand = BUJU_NEW(arena, buju_ix, to->unreachable);
    if (to->served_by == NULL || to->cost == NULL || to->unreachable_demand == NULL) return buju_fail_memory(ctx);
    for (buju_ix n = 0; n < to->unreachable; n++)
      to->unreachable_demand[n] = plan->unreachable_demand[k++] % f->demands;
  }
  return BUJU_OK;
}

static buju_status take_plan(buju_ctx *ctx, const flat *f, const found *plan, buju_arena *arena, buju_arena *scratch,
                             buju_tiers_answer *answer) {
  BUJU_MSG(crossed, "分级选址：下界 {0} 高于方案值 {1}", "tiers: the bound {0} is above the plan's value {1}");
  buju_ix *highest = BUJU_NEW(scratch, buju_ix, f->places), *site = BUJU_NEW(scratch, buju_ix, f->places);
  if (highest == NULL || site == NULL) return buju_fail_memory(ctx);
  buju_status status = new_tiers(ctx, f, plan, arena, answer);
  answer->state = plan->state;
  answer->shortfall = plan->shortfall;
  answer->unserved = f->unserved;
  answer->method = plan->method;
  answer->work = plan->work;
  if (status != BUJU_OK || plan->state == BUJU_SITING_NOTHING) return status;
  status = take_sites(ctx, f, plan, arena, highest, answer);
  for (buju_ix t = 0; status == BUJU_OK && t < f->problem->tiers; t++)
    status = serve_tier(ctx, f, t, highest, site, answer);
  answer->lower = plan->lower;
  if (status != BUJU_OK) return status;
  if (answer->lower > answer->upper)
    return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(crossed, buju_int(answer->lower), buju_int(answer->upper)));
  answer->state = answer->lower == answer->upper ? BUJU_SITING_PROVED : BUJU_SITING_WITHIN;
  return BUJU_OK;
}

buju_status buju_tiers_solve(buju_ctx *ctx, const buju_tiers_problem *problem, buju_arena *arena,
                             buju_tiers_answer **out) {
  buju_status status = check(ctx, problem);
  if (status != BUJU_OK) return status;
  buju_arena *scratch = buju_arena_new();
  buju_tiers_answer *answer = BUJU_NEW(arena, buju_tiers_answer, 1);
  flat f = {.costs = NULL};
  found plan;
  status = scratch != NULL && answer != NULL ? new_flat(ctx, problem, scratch, &f) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = new_costs(ctx, &f, scratch);
  if (status == BUJU_OK)
    status = f.counted ? solve_counted(ctx, &f, scratch, &plan) : solve_plain(ctx, &f, scratch, &plan);
  if (status == BUJU_OK) status = take_plan(ctx, &f, &plan, arena, scratch, answer);
  buju_costs_free(f.costs);
  buju_arena_free(scratch);
  if (status == BUJU_OK) *out = answer;
  return status;
}
