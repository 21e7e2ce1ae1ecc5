/* Trying every plan. SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/siting_small.h"

#include <string.h>

void siting_small_fill(siting_small *t) {
  t->table = siting_table(t->n, t->m, SITING_SMALL, t->cost[0], t->row, t->col, t->val);
  t->costs = (buju_verify_costs){&t->table, t->m, NULL};
}

void siting_small_make(buju_siting_model model, uint64_t *chance, siting_small *t) {
  memset(t, 0, sizeof *t);
  t->n = 1 + siting_pick(chance, SITING_SMALL);
  t->m = 1 + siting_pick(chance, SITING_SMALL);
  uint32_t largest = 1 + siting_pick(chance, 9), missing = siting_pick(chance, 4), plain = siting_pick(chance, 2),
           money = siting_pick(chance, 3), grain = 1 + siting_pick(chance, 3);
  for (buju_ix i = 0; i < t->n; i++) {
    t->weight[i] = siting_pick(chance, 4) == 0 ? 0 : (1 + siting_pick(chance, 5)) * (int64_t)grain;
    t->backup[i] = (uint8_t)(1 + (siting_pick(chance, 4) == 0));
    for (buju_ix j = 0; j < t->m; j++)
      t->cost[i][j] = siting_pick(chance, 6) < missing ? BUJU_COST_NONE : siting_pick(chance, largest + 1);
  }
  for (buju_ix j = 0; j < t->m; j++) {
    t->state[j] = plain ? BUJU_CANDIDATE_FREE : (uint8_t)siting_pick(chance, BUJU_CANDIDATE_STATES);
    t->open_cost[j] = siting_pick(chance, 8);
    t->close_cost[j] = siting_pick(chance, 4);
  }
  siting_small_fill(t);
  t->problem = (buju_siting_problem){
      .model = model,
      .weight = t->weight,
      .state = t->state,
      .open_cost = t->open_cost,
      .close_cost = t->close_cost,
      .limit = siting_pick(chance, 3) == 0 ? BUJU_COST_NONE : siting_pick(chance, largest + 1),
      .p = BUJU_SITING_NO_P,
      .budget = BUJU_SITING_NO_BUDGET,
      .unserved = model == BUJU_SITING_MEDIAN ? siting_pick(chance, 2 * largest) : BUJU_COST_NONE};
  if (model == BUJU_SITING_COVER && siting_pick(chance, 2) == 0) t->problem.backup = t->backup;
  if (model == BUJU_SITING_COVER) return;
  if (money != 0) t->problem.p = siting_pick(chance, t->m + 1);
  if (money != 1) t->problem.budget = siting_pick(chance, 20);
}

int64_t siting_small_money(const siting_small *t, unsigned open) {
  int64_t money = 0;
  for (buju_ix j = 0; j < t->m; j++) {
    bool is_open = (open >> j & 1) != 0;
    if (is_open && t->state[j] != BUJU_CANDIDATE_EXISTING) money += t->open_cost[j];
    if (!is_open && t->state[j] == BUJU_CANDIDATE_CLOSABLE) money += t->close_cost[j];
  }
  return money;
}

int64_t siting_small_worth(const siting_small *t, unsigned open) {
  const buju_siting_problem *problem = &t->problem;
  int64_t counted = 0, value = 0, money = siting_small_money(t, open);
  for (buju_ix j = 0; j < t->m; j++) {
    bool is_open = (open >> j & 1) != 0,
         must = t->state[j] == BUJU_CANDIDATE_EXISTING || t->state[j] == BUJU_CANDIDATE_REQUIRED;
    if (is_open ? t->state[j] == BUJU_CANDIDATE_FORBIDDEN : must) return -1;
    counted += is_open && (t->state[j] == BUJU_CANDIDATE_FREE || t->state[j] == BUJU_CANDIDATE_REQUIRED);
  }
  if (problem->p != BUJU_SITING_NO_P && counted > problem->p) return -1;
  if (problem->budget != BUJU_SITING_NO_BUDGET && money > problem->budget) return -1;
  uint32_t limit = problem->model == BUJU_SITING_CENTRE ? BUJU_COST_NONE : problem->limit;
  if (problem->model == BUJU_SITING_MEDIAN && problem->unserved < limit) limit = problem->unserved;
  for (buju_ix i = 0; i < t->n; i++) {
    uint32_t least = BUJU_COST_NONE, sites = 0, could = 0;
    uint32_t need = problem->backup != NULL ? problem->backup[i] : 1;
    for (buju_ix j = 0; j < t->m; j++) {
      if (t->cost[i][j] == BUJU_COST_NONE || t->cost[i][j] > limit) continue;
      could += t->state[j] != BUJU_CANDIDATE_FORBIDDEN;
      if ((open >> j & 1) == 0) continue;
      sites++;
      if (t->cost[i][j] < least) least = t->cost[i][j];
    }
    if (t->weight[i] == 0 || could < need) continue;
    bool all = problem->model == BUJU_SITING_COVER || problem->model == BUJU_SITING_CENTRE;
    if (all && sites < need) return -1;
    if (problem->model == BUJU_SITING_MAX_COVER && sites == 0) value += t->weight[i];
    if (problem->model == BUJU_SITING_MEDIAN) value += t->weight[i] * (int64_t)(sites > 0 ? least : problem->unserved);
    if (problem->model == BUJU_SITING_CENTRE && least > value) value = least;
  }
  return problem->model == BUJU_SITING_COVER ? money : value;
}

int64_t siting_small_optimum(const siting_small *t, unsigned *best) {
  int64_t least = -1;
  for (unsigned open = 0; open < 1u << t->m; open++) {
    int64_t value = siting_small_worth(t, open);
    if (value < 0 || (least >= 0 && value >= least)) continue;
    least = value;
    if (best != NULL) *best = open;
  }
  return least;
}
