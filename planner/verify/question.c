/* From a problem to what the checker asks of it. SPDX-License-Identifier: Apache-2.0 */
#include "planner/verify/question.h"

#include "planner/verify/exact.h"

static buju_status no_problem(buju_ctx *ctx, const buju_msg *why, int64_t which) {
  BUJU_MSG(none, "问题本身有误：{0}（第 {1} 个）", "the problem itself is wrong: {0} (number {1})");
  return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(none, buju_word(why), buju_int(which)));
}

/* ---- candidates ---- */

/* Sums and differences of two such sums fit in 64 bits. */
static const int64_t SUM_MOST = INT64_MAX / 4;

static buju_status read_candidates(buju_ctx *ctx, buju_question *q) {
  BUJU_MSG(cost, "候选点的费用为负，或费用之和超出 64 位整数",
           "a candidate's costs are below 0, or their sum does not fit in 64 bits");
  BUJU_MSG(unknown, "候选点的状态不存在", "a candidate's state does not exist");
  const buju_siting_problem *problem = q->problem;
  int64_t sum = 0;
  for (buju_ix j = 0; j < q->candidates; j++) {
    uint8_t state = problem->state != NULL ? problem->state[j] : BUJU_CANDIDATE_FREE;
    int64_t open = problem->open_cost != NULL ? problem->open_cost[j] : 1;
    int64_t close = problem->close_cost != NULL ? problem->close_cost[j] : 0;
    if (state >= BUJU_CANDIDATE_STATES) return no_problem(ctx, &unknown, (int64_t)j + 1);
    if (open < 0 || close < 0 || !buju_exact_add(&sum, open) || !buju_exact_add(&sum, close) || sum > SUM_MOST)
      return no_problem(ctx, &cost, (int64_t)j + 1);
    bool closable = state == BUJU_CANDIDATE_CLOSABLE, stands = state == BUJU_CANDIDATE_EXISTING;
    q->net[j] = stands ? 0 : open - (closable ? close : 0);
    q->closed_cost += closable ? close : 0;
    q->counted[j] = state == BUJU_CANDIDATE_FREE || state == BUJU_CANDIDATE_REQUIRED;
    if (stands || state == BUJU_CANDIDATE_REQUIRED) q->decided[j] = BUJU_OPENED;
    if (state == BUJU_CANDIDATE_FORBIDDEN) q->decided[j] = BUJU_CLOSED;
  }
  return BUJU_OK;
}

/* ---- demand ---- */

/* Weights that count, and the largest sum of weight × cost there can be. */
static buju_status read_demand(buju_ctx *ctx, buju_question *q) {
  BUJU_MSG(weight, "需求点的权重为负，或权重×成本之和超出 64 位整数",
           "a weight is below 0, or the sum of weights times costs does not fit in 64 bits");
  BUJU_MSG(backup, "需求点的备份次数为 0", "a demand point is to be reached by 0 sites");
  const buju_siting_problem *problem = q->problem;
  int64_t sum = 0, most = problem->model == BUJU_SITING_MEDIAN ? (int64_t)problem->unserved + 1 : 1, all;
  for (buju_ix i = 0; i < q->demands; i++) {
    q->weight[i] = problem->weight != NULL ? problem->weight[i] : 1;
    q->need[i] = problem->model == BUJU_SITING_COVER && problem->backup != NULL ? problem->backup[i] : 1;
    if (q->need[i] == 0) return no_problem(ctx, &backup, (int64_t)i + 1);
    if (q->weight[i] < 0 || !buju_exact_times(q->weight[i], most, &all) || !buju_exact_add(&sum, all))
      return no_problem(ctx, &weight, (int64_t)i + 1);
  }
  return BUJU_OK;
}

static int64_t common_divisor(int64_t a, int64_t b) {
  while (b != 0) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

static void leave_out_unreachable(buju_question *q, buju_reached *reached) {
  for (buju_ix i = 0; i < q->demands; i++) {
    buju_ix n = buju_serving_of_demand(&q->serving, i, q->limit, reached), could = 0;
    for (buju_ix k = 0; k < n; k++) could += q->decided[reached->other[k]] != BUJU_CLOSED;
    if (could < q->need[i]) {
      q->unreachable++;
      q->weight[i] = 0;
    }
    q->weight_asked += q->weight[i];
    q->grain = common_divisor(q->weight[i], q->grain);
  }
  if (q->problem->model != BUJU_SITING_MAX_COVER || q->grain == 0) q->grain = 1;
}

/* ---- the question ---- */

static buju_status read_limits(buju_ctx *ctx, buju_question *q) {
  BUJU_MSG(unlimited, "没有给出数量 p 或经费上限", "neither p nor a budget is given");
  BUJU_MSG(unserved, "没有给出无人服务者按多少成本计", "what a demand point without service counts as is not given");
  const buju_siting_problem *problem = q->problem;
  q->limit =
      problem->model == BUJU_SITING_CENTRE || problem->limit == BUJU_COST_NONE ? BUJU_COST_NONE - 1 : problem->limit;
  if (problem->model == BUJU_SITING_MEDIAN) {
    if (problem->unserved == BUJU_COST_NONE) return no_problem(ctx, &unserved, 0);
    if (problem->unserved < q->limit) q->limit = problem->unserved;
  }
  q->p = problem->p == BUJU_SITING_NO_P ? INT64_MAX : problem->p;
  q->budget = problem->budget == BUJU_SITING_NO_BUDGET ? INT64_MAX : problem->budget - q->closed_cost;
  if (problem->budget > SUM_MOST) q->budget = SUM_MOST; /* given, and no plan costs as much */
  bool free_choice = problem->p == BUJU_SITING_NO_P && problem->budget == BUJU_SITING_NO_BUDGET;
  if (problem->p < BUJU_SITING_NO_P || problem->budget < BUJU_SITING_NO_BUDGET ||
      free_choice != (problem->model == BUJU_SITING_COVER))
    return no_problem(ctx, &unlimited, 0);
  return BUJU_OK;
}

buju_status buju_question_read(buju_ctx *ctx, const buju_siting_problem *problem, const buju_verify_costs *costs,
                               buju_arena *arena, buju_question *out) {
  BUJU_MSG(model, "没有这个模型", "there is no such model");
  buju_reached reached;
  *out = (buju_question){.problem = problem};
  if ((unsigned)problem->model >= BUJU_SITING_MODELS) return no_problem(ctx, &model, (int64_t)problem->model);
  buju_status status = buju_serving_new(ctx, costs, arena, &out->serving);
  if (status != BUJU_OK) return status;
  out->demands = out->serving.demands;
  out->candidates = out->serving.candidates;
  out->weight = BUJU_NEW(arena, int64_t, out->demands);
  out->need = BUJU_NEW(arena, uint8_t, out->demands);
  out->decided = BUJU_NEW(arena, uint8_t, out->candidates);
  out->counted = BUJU_NEW(arena, uint8_t, out->candidates);
  out->net = BUJU_NEW(arena, int64_t, out->candidates);
  if (out->weight == NULL || out->need == NULL || out->decided == NULL || out->counted == NULL || out->net == NULL ||
      !buju_reached_new(&out->serving, arena, &reached))
    return buju_fail_memory(ctx);
  status = read_candidates(ctx, out);
  if (status == BUJU_OK) status = read_limits(ctx, out);
  if (status == BUJU_OK) status = read_demand(ctx, out);
  if (status == BUJU_OK) leave_out_unreachable(out, &reached);
  return status;
}
