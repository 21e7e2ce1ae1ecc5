/* Sites that fill up: the problem checked and listed pair by pair. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/capacity_parts.h"
#include "planner/siting/numbers.h"

static buju_status check_groups(buju_ctx *ctx, const buju_capacity_problem *problem) {
  BUJU_MSG(group, "需求点 {0}：分组（乡镇）编号 {1} 超出范围", "demand point {0}: there is no group {1}");
  for (buju_ix i = 0; problem->group != NULL && i < problem->siting.costs->demands; i++)
    if (problem->group[i] >= problem->groups)
      return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(group, buju_int(i), buju_int(problem->group[i])));
  return BUJU_OK;
}

static buju_status check_kinds(buju_ctx *ctx, const buju_capacity_problem *problem) {
  BUJU_MSG(kind, "候选点 {0}：类别编号 {1} 超出范围", "candidate {0}: there is no kind {1}");
  BUJU_MSG(negative, "类别 {0}：p 不能为负", "kind {0}: its p may not be below 0");
  BUJU_MSG(limited, "覆盖所有人时不设各类数量上限", "set cover serves everybody: it takes no p of kinds");
  if (problem->kind == NULL) return BUJU_OK;
  if (problem->siting.model == BUJU_SITING_COVER) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(limited));
  for (buju_ix k = 0; k < problem->kinds; k++)
    if (problem->p_of[k] < 0 && problem->p_of[k] != BUJU_SITING_NO_P)
      return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(negative, buju_int(k)));
  for (buju_ix j = 0; j < problem->siting.costs->candidates; j++)
    if (problem->kind[j] >= problem->kinds)
      return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(kind, buju_int(j), buju_int(problem->kind[j])));
  return BUJU_OK;
}

static buju_status check(buju_ctx *ctx, const buju_capacity_problem *problem) {
  BUJU_MSG(model, "容量约束不用于 p-中心，也不与备份覆盖合用",
           "capacities go neither with the p-centre nor with backup");
  BUJU_MSG(nearby, "就近服务人口下限只用于 p-中位", "a weight to be served nearby goes with the p-median only");
  BUJU_MSG(rule, "分配方式代号 {0} 不存在", "there is no rule of assignment {0}");
  BUJU_MSG(negative, "候选点 {0}：容量或最小规模为负", "candidate {0}: its capacity or least size is below 0");
  BUJU_MSG(near, "就近服务人口下限不能为负", "the weight to be served nearby must not be below 0");
  if (problem->siting.model == BUJU_SITING_CENTRE ||
      (problem->siting.model == BUJU_SITING_COVER && problem->siting.backup != NULL))
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(model));
  if ((unsigned)problem->rule >= BUJU_CAPACITY_RULES)
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(rule, buju_int((int64_t)problem->rule)));
  if (problem->near_weight < 0) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(near));
  if (problem->near_weight > 0 && problem->siting.model != BUJU_SITING_MEDIAN)
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(nearby));
  for (buju_ix j = 0; j < problem->siting.costs->candidates; j++)
    if ((problem->capacity != NULL && problem->capacity[j] < 0) || (problem->least != NULL && problem->least[j] < 0))
      return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(negative, buju_int(j)));
  buju_status status = check_kinds(ctx, problem);
  return status == BUJU_OK ? check_groups(ctx, problem) : status;
}

/* ---- who takes part ---- */

static buju_status list_demand(buju_ctx *ctx, buju_rooms *r, buju_arena *arena) {
  buju_ix *demand = BUJU_NEW(arena, buju_ix, r->field.demands);
  int64_t *weight = BUJU_NEW(arena, int64_t, r->field.demands);
  if (demand == NULL || weight == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < r->field.demands; i++) {
    if (r->field.weight[i] == 0) continue;
    demand[r->n] = i;
    weight[r->n++] = r->field.weight[i];
  }
  r->demand = demand;
  r->weight = weight;
  return BUJU_OK;
}

static buju_status list_sites(buju_ctx *ctx, buju_rooms *r, buju_arena *arena, buju_ix *local) {
  const buju_capacity_problem *problem = r->problem;
  buju_ix m = r->field.candidates;
  buju_ix *site = BUJU_NEW(arena, buju_ix, m);
  int64_t *capacity = BUJU_NEW(arena, int64_t, m), *least = BUJU_NEW(arena, int64_t, m);
  int64_t *net = BUJU_NEW(arena, int64_t, m), sum = 0;
  uint8_t *fixed = BUJU_NEW(arena, uint8_t, m), *counted = BUJU_NEW(arena, uint8_t, m);
  if (site == NULL || capacity == NULL || least == NULL || net == NULL || fixed == NULL || counted == NULL)
    return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < r->n; i++) sum += r->weight[i];
  for (buju_ix j = 0; j < m; j++) {
    local[j] = BUJU_NONE;
    if (r->field.state[j] == BUJU_CANDIDATE_FORBIDDEN) continue;
    buju_ix k = local[j] = r->m++;
    site[k] = j;
    fixed[k] = r->field.state[j] == BUJU_CANDIDATE_EXISTING || r->field.state[j] == BUJU_CANDIDATE_REQUIRED;
    counted[k] = r->field.counted[j];
    net[k] = r->field.net[j];
    capacity[k] = problem->capacity != NULL && problem->capacity[j] < sum ? problem->capacity[j] : sum;
    least[k] = problem->least != NULL && !fixed[k] ? problem->least[j] : 0;
  }
  r->site = site;
  r->capacity = capacity;
  r->least = least;
  r->net = net;
  r->fixed = fixed;
  r->counted = counted;
  r->p = r->field.p;
  r->budget = r->field.budget;
  return BUJU_OK;
}

/* What open sites are in the objective, and whether anything but the nearest site can matter. */
static buju_status list_fees(buju_ctx *ctx, buju_rooms *r, buju_arena *arena) {
  int64_t *fee = BUJU_NEW(arena, int64_t, r->m), sum = 0, grain = 0;
  if (fee == NULL) return buju_fail_memory(ctx);
  r->must = r->problem->siting.model == BUJU_SITING_COVER;
  r->ample = r->problem->near_weight == 0 && !r->must;
  for (buju_ix i = 0; i < r->n; i++) sum += r->weight[i];
  for (buju_ix j = 0; j < r->m; j++) {
    if (r->capacity[j] < sum || r->least[j] > 0) r->ample = false;
    fee[j] = r->must ? r->net[j] : 0;
    grain = buju_common_divisor(fee[j], grain);
  }
  r->fee = fee;
  r->base = r->must ? r->field.closed_cost : 0;
  r->grain = grain > 0 ? grain : 1;
  return BUJU_OK;
}

static buju_status list_kinds(buju_ctx *ctx, buju_rooms *r, buju_arena *arena, buju_siting_answer *answer) {
  const buju_capacity_problem *problem = r->problem;
  r->kinds = problem->kind != NULL && problem->kinds > 0 ? problem->kinds : 1;
  buju_ix *kind = BUJU_NEW(arena, buju_ix, r->m), *place = BUJU_NEW(arena, buju_ix, r->m);
  int64_t *p_of = BUJU_NEW(arena, int64_t, r->kinds), over = 0;
  if (kind == NULL || place == NULL || p_of == NULL) return buju_fail_memory(ctx);
  for (buju_ix k = 0; k < r->kinds; k++)
    p_of[k] = problem->kind != NULL && problem->p_of[k] != BUJU_SITING_NO_P ? problem->p_of[k] : INT64_MAX;
  r->kind = kind;
  r->p_of = p_of;
  int64_t *required = BUJU_NEW(arena, int64_t, r->kinds);
  if (required == NULL) return buju_fail_memory(ctx);
  for (buju_ix j = 0; j < r->m; j++) {
    kind[j] = problem->kind != NULL ? problem->kind[r->site[j]] : 0;
    required[kind[j]] += r->fixed[j] != 0 && r->counted[j] != 0;
  }
  for (buju_ix j = 0; problem->place != NULL && j < r->m; j++) place[j] = problem->place[r->site[j]];
  if (problem->place != NULL) r->place = place;
  for (buju_ix k = 0; k < r->kinds; k++) over += required[k] > p_of[k] ? required[k] - p_of[k] : 0;
  if (over == 0 || answer->state == BUJU_SITING_NOTHING) return BUJU_OK;
  answer->state = BUJU_SITING_NOTHING;
  answer->shortfall = over;
  return BUJU_OK;
}

/* ---- pairs ---- */

static buju_status list_pairs(buju_ctx *ctx, buju_rooms *r, buju_arena *arena, const buju_ix *local) {
  const buju_costs *costs = r->field.problem->costs;
  const buju_capacity_problem *problem = r->problem;
  uint32_t *most = BUJU_NEW(arena, uint32_t, r->n);
  buju_csr lists;
  if (most == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < r->n; i++) most[i] = r->field.limit;
  buju_status status = costs->ops->lists(ctx, costs, BUJU_COSTS_BY_DEMAND, r->n, r->demand, most, arena, &lists);
  if (status != BUJU_OK) return status;
  uint64_t pairs = lists.row[r->n], kept = 0, at = 0;
  uint64_t *row = BUJU_NEW(arena, uint64_t, (size_t)r->n + 1);
  buju_ix *to = BUJU_NEW(arena, buju_ix, pairs), *whose = BUJU_NEW(arena, buju_ix, pairs);
  bool counts = problem->siting.model == BUJU_SITING_MEDIAN;
  int64_t *way = BUJU_NEW(arena, int64_t, pairs), *cost = counts ? way : BUJU_NEW(arena, int64_t, pairs);
  uint8_t *near = BUJU_NEW(arena, uint8_t, pairs);
  if (row == NULL || to == NULL || whose == NULL || way == NULL || cost == NULL || near == NULL)
    return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < r->n; i++) {
    for (; at < lists.row[i + 1]; at++) {
      if (local[lists.col[at]] == BUJU_NONE) continue;
      to[kept] = local[lists.col[at]];
      whose[kept] = i;
      way[kept] = lists.val[at];
      near[kept++] = problem->near_weight > 0 && lists.val[at] <= problem->near;
    }
    row[i + 1] = kept;
  }
  r->row = row;
  r->to = to;
  r->whose = whose;
  r->cost = cost;
  r->way = way;
  r->near = near;
  return BUJU_OK;
}

static buju_status list_by_site(buju_ctx *ctx, buju_rooms *r, buju_arena *arena) {
  uint64_t *row = BUJU_NEW(arena, uint64_t, (size_t)r->m + 2), *pair = BUJU_NEW(arena, uint64_t, r->row[r->n]);
  if (row == NULL || pair == NULL) return buju_fail_memory(ctx);
  for (uint64_t k = 0; k < r->row[r->n]; k++) row[r->to[k] + 2]++;
  for (buju_ix j = 0; j < r->m; j++) row[j + 1] += row[j];
  for (uint64_t k = 0; k < r->row[r->n]; k++) pair[row[r->to[k] + 1]++] = k;
  r->site_row = row;
  r->site_pair = pair;
  return BUJU_OK;
}

/* Nobody is served near a site who has none within. */
static void check_near(const buju_rooms *r, buju_siting_answer *answer) {
  int64_t could = 0;
  for (buju_ix i = 0; i < r->n; i++)
    if (r->row[i] < r->row[i + 1] && r->near[r->row[i]] != 0) could += r->weight[i];
  if (could >= r->problem->near_weight || answer->state == BUJU_SITING_NOTHING) return;
  answer->state = BUJU_SITING_NOTHING;
  answer->shortfall = r->problem->near_weight - could;
}

buju_status buju_rooms_new(buju_ctx *ctx, const buju_capacity_problem *problem, buju_arena *arena, buju_rooms *out,
                           buju_siting_answer *answer) {
  buju_rooms r = {.problem = problem};
  buju_ix *local = BUJU_NEW(arena, buju_ix, problem->siting.costs->candidates);
  if (local == NULL) return buju_fail_memory(ctx);
  buju_status status = check(ctx, problem);
  if (status == BUJU_OK) status = buju_siting_check(ctx, &problem->siting, arena, &r.field, answer);
  if (status == BUJU_OK) status = list_demand(ctx, &r, arena);
  if (status == BUJU_OK) status = list_sites(ctx, &r, arena, local);
  if (status == BUJU_OK) status = list_fees(ctx, &r, arena);
  if (status == BUJU_OK) status = list_kinds(ctx, &r, arena, answer);
  if (status == BUJU_OK) status = list_pairs(ctx, &r, arena, local);
  if (status == BUJU_OK) status = list_by_site(ctx, &r, arena);
  if (status != BUJU_OK) return status;
  r.unserved = problem->siting.model == BUJU_SITING_MEDIAN ? (int64_t)r.field.unserved : 1;
  check_near(&r, answer);
  *out = r;
  return BUJU_OK;
}

/* ---- plans ---- */

bool buju_room_plan_new(const buju_rooms *r, buju_arena *arena, buju_room_plan *out) {
  *out = (buju_room_plan){.open = BUJU_NEW(arena, uint8_t, r->m),
                          .amount = BUJU_NEW(arena, int64_t, r->row[r->n]),
                          .left = BUJU_NEW(arena, int64_t, r->n),
                          .load = BUJU_NEW(arena, int64_t, r->m),
                          .value = INT64_MAX,
                          .broken = INT64_MAX};
  return out->open != NULL && out->amount != NULL && out->left != NULL && out->load != NULL;
}

void buju_room_plan_copy(const buju_rooms *r, const buju_room_plan *from, buju_room_plan *to) {
  memcpy(to->open, from->open, r->m * sizeof *to->open);
  memcpy(to->amount, from->amount, r->row[r->n] * sizeof *to->amount);
  memcpy(to->left, from->left, r->n * sizeof *to->left);
  memcpy(to->load, from->load, r->m * sizeof *to->load);
  to->value = from->value;
  to->near = from->near;
  to->broken = from->broken;
}
