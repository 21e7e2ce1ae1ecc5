/* Planning again without what people decided. SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/decision_price.h"

#include <string.h>

#include "planner/engine.h"

/* What a plan comes to. */
typedef struct outcome {
  int64_t clinics;
  buju_people_n served, within;
} outcome;

static outcome outcome_of(const buju_plan *plan) {
  outcome o = {0, plan->coverage.served_after, plan->coverage.within_after};
  for (buju_ix s = 0; s < plan->sites; s++) {
    uint8_t kind = plan->site[s].kind;
    o.clinics += plan->site[s].planned && (kind == BUJU_VILLAGE_CLINIC || kind == BUJU_CHS);
  }
  return o;
}

/* The name of what a decision is about, its code where nothing has it. */
static const char *name_of(const buju_region *region, const buju_decision *d) {
  if (d->kind == BUJU_DECIDE_KEEP) {
    for (buju_ix f = 0; f < region->facility.n; f++)
      if (strcmp(region->facility.code[f], d->code) == 0 && region->facility.name[f] != NULL)
        return region->facility.name[f];
    return d->code;
  }
  for (buju_ix a = 0; a < region->area.n; a++)
    if (strcmp(region->area.code[a], d->code) == 0 && region->area.name[a] != NULL) return region->area.name[a];
  return d->code;
}

static buju_said without_one(const buju_region *region, const buju_decision *d) {
  BUJU_MSG(one, "不作关于{0}的人工决定（{1}）", "without the decision about {0} ({1})");
  return BUJU_SAY(one, buju_text(name_of(region, d)), buju_word(&buju_decision_texts[d->kind]));
}

static buju_said compared(const buju_plan *plan, const outcome *with, const outcome *without) {
  BUJU_MSG(timed, "规划{0}所，{1}人有服务，时限内{2}人；照决定为{3}所，{4}人，{5}人",
           "{0} clinic{0?|s}, {1} {1?person|people} served, {2} within the limit; as decided {3}, {4} and {5}");
  BUJU_MSG(untimed, "规划{0}所，{1}人有服务；照决定为{3}所，{4}人",
           "{0} clinic{0?|s}, {1} {1?person|people} served; as decided {3} and {4}");
  buju_said said =
      BUJU_SAY(timed, buju_int(without->clinics), buju_people(without->served), buju_people(without->within),
               buju_int(with->clinics), buju_people(with->served), buju_people(with->within));
  if (plan->coverage.limit_ms == BUJU_FAR) said.msg = &untimed;
  return said;
}

/* What comes of the scenario with those decisions only. */
static buju_status plan_with(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                             const buju_selection *selection, const buju_travels *travels, buju_ix decisions,
                             buju_decision *decision, outcome *out) {
  buju_scenario other = *scenario;
  buju_plan *plan = NULL;
  other.decisions = decisions;
  other.decision = decision;
  buju_status status = buju_plan_run(ctx, &other, region, selection, travels, &plan);
  if (status == BUJU_OK) *out = outcome_of(plan);
  buju_plan_free(plan);
  return status;
}

buju_status buju_decisions_price(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                                 const buju_selection *selection, const buju_travels *travels, buju_plan *plan) {
  BUJU_MSG(all, "不作任何人工决定（{0}条）", "without any of the {0} decision{0?|s}");
  BUJU_MSG(pricing, "比较人工决定", "pricing decisions");
  buju_ix n = scenario->decisions, single = n > BUJU_DECISIONS_PRICED || n == 1 ? 0 : n, made = plan->sensitivities;
  if (n == 0) return BUJU_OK;
  buju_sensitivity *row = BUJU_NEW(plan->arena, buju_sensitivity, (size_t)made + single + 1);
  buju_decision *rest = BUJU_NEW(plan->arena, buju_decision, n);
  if (row == NULL || rest == NULL) return buju_fail_memory(ctx);
  if (made > 0) memcpy(row, plan->sensitivity, made * sizeof *row);
  outcome with = outcome_of(plan), without = with;
  buju_status status = BUJU_OK;
  for (buju_ix i = 0; i <= single && status == BUJU_OK; i++) {
    buju_ix left = 0;
    bool one = i < single;
    buju_ctx_step(ctx, BUJU_SAY(pricing), (double)i / (single + 1));
    for (buju_ix k = 0; one && k < n; k++)
      if (k != i) rest[left++] = scenario->decision[k];
    status = plan_with(ctx, scenario, region, selection, travels, left, rest, &without);
    buju_said assumption = n == 1 ? without_one(region, scenario->decision) : BUJU_SAY(all, buju_int(n));
    if (one) assumption = without_one(region, &scenario->decision[i]);
    row[made + i] = (buju_sensitivity){BUJU_NONE, assumption, compared(plan, &with, &without)};
  }
  if (status != BUJU_OK) return status;
  plan->sensitivity = row;
  plan->sensitivities = made + single + 1;
  return BUJU_OK;
}
