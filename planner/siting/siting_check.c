/* What a siting problem must be, its defaults, and who cannot be served at all. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "planner/siting/siting_parts.h"

/* Sums of two such numbers, and their differences, fit in 64 bits. */
static const int64_t SUM_MOST = INT64_MAX / 4;

static const buju_msg model_names[BUJU_SITING_MODELS] = {
    {"集合覆盖", "set cover"}, {"最大覆盖", "maximal cover"}, {"p-中位", "p-median"}, {"p-中心", "p-centre"}};

static buju_status check_question(buju_ctx *ctx, const buju_siting_problem *problem) {
  BUJU_MSG(none, "选址模型代号 {0} 不存在", "there is no siting model {0}");
  BUJU_MSG(unlimited, "{0}：请给出新建数量 p 或经费上限", "{0}: say how many sites p, or a budget");
  BUJU_MSG(limited, "{0}：覆盖所有人时不设数量和经费上限", "{0} serves everybody: it takes neither p nor a budget");
  BUJU_MSG(negative, "{0}：p 和经费上限不能为负", "{0}: neither p nor the budget may be below 0");
  bool has_p = problem->p != BUJU_SITING_NO_P, has_budget = problem->budget != BUJU_SITING_NO_BUDGET;
  if ((unsigned)problem->model >= BUJU_SITING_MODELS)
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(none, buju_int((int64_t)problem->model)));
  buju_arg name = buju_word(&model_names[problem->model]);
  if ((has_p && problem->p < 0) || (has_budget && problem->budget < 0))
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(negative, name));
  if (problem->model == BUJU_SITING_COVER && (has_p || has_budget))
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(limited, name));
  if (problem->model != BUJU_SITING_COVER && !has_p && !has_budget)
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(unlimited, name));
  return BUJU_OK;
}

/* ---- candidates ---- */

static buju_status check_candidate(buju_ctx *ctx, const buju_siting_problem *problem, buju_ix j, int64_t *sum) {
  BUJU_MSG(state, "第 {0} 个候选点：状态 {1} 不存在", "candidate {0}: there is no state {1}");
  BUJU_MSG(negative, "第 {0} 个候选点：开设或撤并费用为负", "candidate {0}: opening or closing it costs less than 0");
  BUJU_MSG(sums, "第 {0} 个候选点：费用之和超出 64 位整数", "candidate {0}: the sum of costs does not fit in 64 bits");
  int64_t open = problem->open_cost != NULL ? problem->open_cost[j] : 1;
  int64_t close = problem->close_cost != NULL ? problem->close_cost[j] : 0;
  if (problem->state != NULL && problem->state[j] >= BUJU_CANDIDATE_STATES)
    return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(state, buju_int((int64_t)j + 1), buju_int(problem->state[j])));
  if (open < 0 || close < 0) return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(negative, buju_int((int64_t)j + 1)));
  if (open > SUM_MOST - *sum || close > SUM_MOST - *sum - open)
    return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(sums, buju_int((int64_t)j + 1)));
  *sum += open + close;
  return BUJU_OK;
}

static buju_status fill_candidates(buju_ctx *ctx, const buju_siting_problem *problem, buju_arena *arena,
                                   buju_siting_field *field) {
  uint8_t *state = BUJU_NEW(arena, uint8_t, field->candidates), *counted = BUJU_NEW(arena, uint8_t, field->candidates);
  int64_t *net = BUJU_NEW(arena, int64_t, field->candidates), sum = 0;
  if (state == NULL || counted == NULL || net == NULL) return buju_fail_memory(ctx);
  field->cardinal = problem->budget == BUJU_SITING_NO_BUDGET;
  for (buju_ix j = 0; j < field->candidates; j++) {
    buju_status status = check_candidate(ctx, problem, j, &sum);
    if (status != BUJU_OK) return status;
    state[j] = problem->state != NULL ? problem->state[j] : BUJU_CANDIDATE_FREE;
    counted[j] = state[j] == BUJU_CANDIDATE_FREE || state[j] == BUJU_CANDIDATE_REQUIRED;
    int64_t open = problem->open_cost != NULL ? problem->open_cost[j] : 1;
    int64_t close = problem->close_cost != NULL && state[j] == BUJU_CANDIDATE_CLOSABLE ? problem->close_cost[j] : 0;
    net[j] = state[j] != BUJU_CANDIDATE_EXISTING ? open - close : 0;
    field->closed_cost += close;
    if (state[j] == BUJU_CANDIDATE_CLOSABLE) field->cardinal = false;
  }
  field->state = state;
  field->counted = counted;
  field->net = net;
  return BUJU_OK;
}

/* What is required may be more than p or the budget allow, whatever else is decided. */
static void check_required(const buju_siting_problem *problem, buju_siting_field *field, buju_siting_answer *answer) {
  int64_t sites = 0, money = 0;
  field->p = problem->p != BUJU_SITING_NO_P ? problem->p : INT64_MAX;
  field->budget = problem->budget != BUJU_SITING_NO_BUDGET ? problem->budget - field->closed_cost : INT64_MAX;
  for (buju_ix j = 0; j < field->candidates; j++) {
    bool required = field->state[j] == BUJU_CANDIDATE_REQUIRED;
    sites += required;
    if (required || (field->state[j] == BUJU_CANDIDATE_CLOSABLE && field->net[j] < 0)) money += field->net[j];
  }
  answer->state = BUJU_SITING_WITHIN;
  if (sites > field->p) answer->shortfall = sites - field->p;
  if (sites <= field->p && field->budget != INT64_MAX && money > field->budget)
    answer->shortfall = money - field->budget;
  if (answer->shortfall > 0) answer->state = BUJU_SITING_NOTHING;
}

/* ---- demand ---- */

/* Costs that can be met, and what stands for not being served. */
static void set_limits(const buju_siting_problem *problem, buju_siting_field *field) {
  static const uint32_t largest = BUJU_COST_NONE - 1;
  bool limited = problem->model != BUJU_SITING_CENTRE && problem->limit < problem->costs->most;
  field->limit = limited ? problem->limit : problem->costs->most;
  field->unserved = problem->unserved;
  if (field->unserved == BUJU_COST_NONE) field->unserved = field->limit < largest / 2 ? 2 * field->limit + 1 : largest;
  if (problem->model == BUJU_SITING_MEDIAN && field->unserved < field->limit) field->limit = field->unserved;
}

/* What a unit of weight may count as, at most. */
static int64_t dearest(buju_siting_model model, uint32_t unserved) {
  return model == BUJU_SITING_MEDIAN ? (int64_t)unserved + 1 : 1;
}

buju_ix buju_siting_too_heavy(const buju_siting_problem *problem, int64_t times) {
  buju_siting_field field = {.problem = problem};
  set_limits(problem, &field);
  const int64_t most = SUM_MOST / dearest(problem->model, field.unserved) / times;
  int64_t sum = 0;
  for (buju_ix i = 0; problem->weight != NULL && i < problem->costs->demands; i++) {
    if (problem->weight[i] > most - sum) return i;
    sum += problem->weight[i];
  }
  return BUJU_NONE;
}

static buju_status fill_weights(buju_ctx *ctx, const buju_siting_problem *problem, buju_arena *arena,
                                buju_siting_field *field, int64_t **out) {
  BUJU_MSG(negative, "第 {0} 个需求点：人口（权重）为负", "demand point {0}: its weight is below 0");
  BUJU_MSG(sums, "第 {0} 个需求点：人口×费用之和超出 64 位整数",
           "demand point {0}: the sum of weights times costs does not fit in 64 bits");
  int64_t *weight = BUJU_NEW(arena, int64_t, field->demands), sum = 0;
  if (weight == NULL) return buju_fail_memory(ctx);
  const int64_t most = dearest(problem->model, field->unserved);
  for (buju_ix i = 0; i < field->demands; i++) {
    weight[i] = problem->weight != NULL ? problem->weight[i] : 1;
    if (weight[i] < 0) return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(negative, buju_int((int64_t)i + 1)));
    if (weight[i] > SUM_MOST / most - sum) return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(sums, buju_int((int64_t)i + 1)));
    sum += weight[i];
  }
  *out = weight;
  return BUJU_OK;
}

enum { BLOCK = 4096 }; /* demand points whose lists are looked at together */

/* With backup: how many candidates within the limit may be open. */
static buju_status count_lists(buju_ctx *ctx, const buju_siting_field *field, const uint8_t *backup, bool *reached) {
  const buju_costs *costs = field->problem->costs;
  buju_ix which[BLOCK];
  uint32_t most[BLOCK];
  for (buju_ix first = 0; first < field->demands; first += BLOCK) {
    buju_ix n = field->demands - first < BLOCK ? field->demands - first : BLOCK;
    buju_arena *scratch = buju_arena_new();
    buju_csr lists;
    if (scratch == NULL) return buju_fail_memory(ctx);
    for (buju_ix k = 0; k < n; k++) {
      which[k] = first + k;
      most[k] = field->limit;
    }
    buju_status status = costs->ops->lists(ctx, costs, BUJU_COSTS_BY_DEMAND, n, which, most, scratch, &lists);
    for (buju_ix k = 0; status == BUJU_OK && k < n; k++) {
      uint64_t could = 0;
      for (uint64_t at = lists.row[k]; at < lists.row[k + 1]; at++)
        could += field->state[lists.col[at]] != BUJU_CANDIDATE_FORBIDDEN;
      reached[first + k] = could >= backup[first + k];
    }
    buju_arena_free(scratch);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

static buju_status reach_all(buju_ctx *ctx, const buju_siting_field *field, buju_arena *scratch, bool *reached) {
  const buju_costs *costs = field->problem->costs;
  buju_ix *may = BUJU_NEW(scratch, buju_ix, field->candidates), n = 0;
  buju_ix *to = BUJU_NEW(scratch, buju_ix, field->demands);
  uint32_t *cost = BUJU_NEW(scratch, uint32_t, field->demands);
  if (may == NULL || to == NULL || cost == NULL) return buju_fail_memory(ctx);
  for (buju_ix j = 0; j < field->candidates; j++)
    if (field->state[j] != BUJU_CANDIDATE_FORBIDDEN) may[n++] = j;
  buju_status status = costs->ops->nearest(ctx, costs, n, may, to, cost);
  for (buju_ix i = 0; status == BUJU_OK && i < field->demands; i++)
    reached[i] = to[i] != BUJU_NONE && cost[i] <= field->limit;
  return status;
}

/* Names who cannot be served, and leaves them out of the sums. */
static buju_status find_unreachable(buju_ctx *ctx, const buju_siting_field *field, int64_t *weight, buju_arena *arena,
                                    buju_siting_answer *answer) {
  const buju_siting_problem *problem = field->problem;
  buju_arena *scratch = buju_arena_new();
  bool *reached = scratch != NULL ? BUJU_NEW(scratch, bool, field->demands) : NULL;
  buju_status status = reached != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK)
    status = problem->model == BUJU_SITING_COVER && problem->backup != NULL
                 ? count_lists(ctx, field, problem->backup, reached)
                 : reach_all(ctx, field, scratch, reached);
  for (buju_ix i = 0; status == BUJU_OK && i < field->demands; i++) answer->unreachable += !reached[i];
  answer->unreachable_demand = BUJU_NEW(arena, buju_ix, answer->unreachable);
  if (status == BUJU_OK && answer->unreachable_demand == NULL) status = buju_fail_memory(ctx);
  buju_ix n = 0;
  for (buju_ix i = 0; status == BUJU_OK && i < field->demands; i++) {
    if (reached[i]) continue;
    weight[i] = 0;
    answer->unreachable_demand[n++] = i;
  }
  buju_arena_free(scratch);
  return status;
}

static buju_status check_backup(buju_ctx *ctx, const buju_siting_problem *problem) {
  BUJU_MSG(none, "第 {0} 个需求点：备份覆盖次数为 0；不需要覆盖者请将人口设为 0",
           "demand point {0}: to be reached by 0 sites; give it the weight 0 if it need not be reached");
  if (problem->model != BUJU_SITING_COVER || problem->backup == NULL) return BUJU_OK;
  for (buju_ix i = 0; i < problem->costs->demands; i++)
    if (problem->backup[i] == 0) return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(none, buju_int((int64_t)i + 1)));
  return BUJU_OK;
}

static buju_status check_start(buju_ctx *ctx, const buju_siting_problem *problem) {
  BUJU_MSG(range, "初始方案：没有第 {0} 个候选点", "the plan to start from: there is no candidate {0}");
  for (buju_ix s = 0; problem->start != NULL && s < problem->start_n; s++)
    if (problem->start[s] >= problem->costs->candidates)
      return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(range, buju_int((int64_t)problem->start[s] + 1)));
  return BUJU_OK;
}

buju_status buju_siting_check(buju_ctx *ctx, const buju_siting_problem *problem, buju_arena *arena,
                              buju_siting_field *field, buju_siting_answer *answer) {
  *field = (buju_siting_field){
      .problem = problem, .demands = problem->costs->demands, .candidates = problem->costs->candidates};
  int64_t *weight = NULL;
  buju_status status = check_question(ctx, problem);
  if (status == BUJU_OK) status = check_backup(ctx, problem);
  if (status == BUJU_OK) status = check_start(ctx, problem);
  if (status == BUJU_OK) status = fill_candidates(ctx, problem, arena, field);
  if (status != BUJU_OK) return status;
  set_limits(problem, field);
  check_required(problem, field, answer);
  status = fill_weights(ctx, problem, arena, field, &weight);
  if (status == BUJU_OK) status = find_unreachable(ctx, field, weight, arena, answer);
  field->weight = weight;
  return status;
}
