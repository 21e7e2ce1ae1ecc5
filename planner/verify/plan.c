/* The plan: whether it keeps to what is asked, and what it is worth. SPDX-License-Identifier: Apache-2.0 */
#include "planner/verify/exact.h"
#include "planner/verify/question.h"

/* ---- feasibility ---- */

/* Marks the open ones. */
static buju_status open_sites(buju_ctx *ctx, const buju_question *q, const buju_claim *claim, uint8_t *open) {
  BUJU_MSG(order, "证明文件第 {0} 行：站点 {1} 不是候选点编号，或没有从小到大排列",
           "certificate line {0}: site {1} is no candidate, or not in ascending order");
  BUJU_MSG(forbidden, "证明文件第 {0} 行：候选点 {1} 禁选，却已开设",
           "certificate line {0}: candidate {1} is forbidden and open");
  BUJU_MSG(missing, "证明文件第 {0} 行：候选点 {1} 为现有或必选，却没有开设",
           "certificate line {0}: candidate {1} stands or is required, and is not open");
  buju_arg line = buju_year(claim->sites_line);
  for (buju_ix s = 0; s < claim->sites; s++) {
    buju_ix j = claim->site[s];
    buju_arg number = buju_year((int64_t)j + 1);
    if (j >= q->candidates || (s > 0 && j <= claim->site[s - 1]))
      return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(order, line, number));
    if (q->decided[j] == BUJU_CLOSED) return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(forbidden, line, number));
    open[j] = 1;
  }
  for (buju_ix j = 0; j < q->candidates; j++)
    if (q->decided[j] == BUJU_OPENED && !open[j])
      return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(missing, line, buju_year((int64_t)j + 1)));
  return BUJU_OK;
}

static buju_status check_sums(buju_ctx *ctx, const buju_question *q, const buju_claim *claim, int64_t *money) {
  BUJU_MSG(many, "证明文件第 {0} 行：新建 {1} 处，多于 p = {2}",
           "certificate line {0}: {1} site{1?|s} {1?is|are} opened, and p is {2}");
  BUJU_MSG(dear, "证明文件第 {0} 行：费用 {1} 超出经费上限 {2}",
           "certificate line {0}: the plan costs {1}, and the budget is {2}");
  int64_t counted = 0;
  *money = 0;
  for (buju_ix s = 0; s < claim->sites; s++) {
    counted += q->counted[claim->site[s]];
    *money += q->net[claim->site[s]]; /* every sum of costs fits */
  }
  buju_arg line = buju_year(claim->sites_line);
  if (counted > q->p)
    return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(many, line, buju_int(counted), buju_int(q->p)));
  if (*money > q->budget)
    return buju_fail(ctx, BUJU_E_CONTRADICTION,
                     BUJU_SAY(dear, line, buju_int(*money + q->closed_cost), buju_int(q->budget + q->closed_cost)));
  return BUJU_OK;
}

/* ---- value ---- */

typedef struct tally {
  int64_t value, served;
} tally;

/* The demand point's sites within the limit: how many, and the least cost. */
static buju_ix look(const buju_question *q, buju_ix i, const uint8_t *open, buju_reached *reached, uint32_t *least) {
  buju_ix n = buju_serving_of_demand(&q->serving, i, q->limit, reached), sites = 0;
  *least = BUJU_COST_NONE;
  for (buju_ix k = 0; k < n; k++) {
    if (!open[reached->other[k]]) continue;
    sites++;
    if (reached->cost[k] < *least) *least = reached->cost[k];
    if (sites >= q->need[i] && q->serving.plane == NULL) break; /* a table's are in order of cost */
  }
  return sites;
}

static buju_status add_demand(buju_ctx *ctx, const buju_question *q, const buju_claim *claim, buju_ix i, buju_ix sites,
                              uint32_t least, tally *t) {
  BUJU_MSG(alone, "证明文件第 {0} 行：需求点 {1} 应由 {2} 处站点覆盖，方案中只有 {3} 处",
           "certificate line {0}: demand point {1} is to be reached by {2} site{2?|s}, the plan reaches it by {3}");
  int64_t weight = q->weight[i];
  if (sites > 0) t->served += weight;
  switch (q->problem->model) {
  case BUJU_SITING_COVER:
  case BUJU_SITING_CENTRE:
    if (sites < q->need[i])
      return buju_fail(ctx, BUJU_E_CONTRADICTION,
                       BUJU_SAY(alone, buju_year(claim->sites_line), buju_year((int64_t)i + 1), buju_int(q->need[i]),
                                buju_int(sites)));
    if (q->problem->model == BUJU_SITING_CENTRE && least > t->value) t->value = least;
    break;
  case BUJU_SITING_MAX_COVER: t->value += sites > 0 ? 0 : weight; break;
  case BUJU_SITING_MEDIAN: t->value += weight * (int64_t)(sites > 0 ? least : q->problem->unserved); break;
  case BUJU_SITING_MODELS: break;
  }
  return BUJU_OK;
}

buju_status buju_question_plan(buju_ctx *ctx, const buju_question *q, const buju_claim *claim, buju_arena *arena,
                               buju_verified *out) {
  BUJU_MSG(other, "证明文件第 {0} 行：所述方案值 {1} 与重算的 {2} 不符",
           "certificate line {0}: says the plan is worth {1}, it is worth {2}");
  uint8_t *open = BUJU_NEW(arena, uint8_t, q->candidates);
  buju_reached reached;
  int64_t money = 0;
  tally t = {0, 0};
  if (open == NULL || !buju_reached_new(&q->serving, arena, &reached)) return buju_fail_memory(ctx);
  buju_status status = open_sites(ctx, q, claim, open);
  if (status == BUJU_OK) status = check_sums(ctx, q, claim, &money);
  for (buju_ix i = 0; status == BUJU_OK && i < q->demands; i++) {
    uint32_t least;
    if (q->weight[i] == 0) continue;
    buju_ix sites = look(q, i, open, &reached, &least);
    status = add_demand(ctx, q, claim, i, sites, least, &t);
  }
  if (q->problem->model == BUJU_SITING_COVER) t.value = money + q->closed_cost;
  if (status == BUJU_OK && t.value != claim->upper)
    return buju_fail(ctx, BUJU_E_CONTRADICTION,
                     BUJU_SAY(other, buju_year(claim->upper_line), buju_int(claim->upper), buju_int(t.value)));
  out->weight_served = t.served;
  return status;
}
