/* Siting problems for tests. SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/siting_by_hand.h"

#include <stdlib.h>

/* ---- chance ---- */

static uint64_t next(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state >> 16;
}

uint64_t siting_chance(uint64_t seed) {
  uint64_t state = UINT64_C(88172645463325252) + seed * 7919;
  for (int k = 0; k < 8; k++) next(&state);
  return state;
}

uint32_t siting_pick(uint64_t *state, uint32_t below) { return (uint32_t)(next(state) % below); }

int64_t siting_between(uint64_t *state, int64_t low, int64_t high) {
  return low + (int64_t)(next(state) % (uint64_t)(high - low + 1));
}

/* ---- problems written out ---- */

buju_csr siting_table(buju_ix demands, buju_ix candidates, size_t stride, const uint32_t *cost, uint64_t *row,
                      buju_ix *col, uint32_t *val) {
  uint64_t pairs = row[0] = 0;
  for (buju_ix i = 0; i < demands; i++) {
    for (buju_ix j = candidates; j-- > 0;) {
      if (cost[i * stride + j] == BUJU_COST_NONE) continue;
      col[pairs] = j;
      val[pairs++] = cost[i * stride + j];
    }
    row[i + 1] = pairs;
  }
  return (buju_csr){demands, row, col, val};
}

bool siting_takes(const buju_siting_problem *problem, buju_ix candidates, unsigned open, int64_t *sites,
                  int64_t *money) {
  bool allowed = true;
  *sites = *money = 0;
  for (buju_ix j = 0; j < candidates; j++) {
    bool is_open = (open >> j & 1) != 0;
    uint8_t state = problem->state[j];
    if ((state == BUJU_CANDIDATE_EXISTING || state == BUJU_CANDIDATE_REQUIRED) && !is_open) allowed = false;
    if (state == BUJU_CANDIDATE_FORBIDDEN && is_open) allowed = false;
    if (is_open && (state == BUJU_CANDIDATE_FREE || state == BUJU_CANDIDATE_REQUIRED)) ++*sites;
    if (is_open && state != BUJU_CANDIDATE_EXISTING) *money += problem->open_cost[j];
    if (!is_open && state == BUJU_CANDIDATE_CLOSABLE) *money += problem->close_cost[j];
  }
  return allowed;
}

bool siting_keeps(const buju_siting_problem *problem, buju_ix candidates, unsigned open) {
  int64_t sites, money;
  return siting_takes(problem, candidates, open, &sites, &money) &&
         (problem->p == BUJU_SITING_NO_P || sites <= problem->p) &&
         (problem->budget == BUJU_SITING_NO_BUDGET || money <= problem->budget);
}

unsigned siting_bits(buju_ix sites, const buju_ix *site) {
  unsigned open = 0;
  for (buju_ix s = 0; s < sites; s++) open |= 1u << site[s];
  return open;
}

/* ---- proofs ---- */

bool siting_certified(buju_ctx *ctx, const buju_siting_problem *problem, const buju_verify_costs *costs,
                      const buju_siting_answer *answer) {
  size_t steps = answer->proof != NULL ? answer->proof->steps : 0;
  int64_t *line = calloc(steps + 1, sizeof *line);
  if (line == NULL) return false;
  for (size_t s = 0; s < steps; s++) line[s] = (int64_t)s + 1;
  buju_siting_problem asked = *problem;
  asked.unserved = answer->unserved; /* as reckoned with, where nothing was said */
  const buju_claim claim = {answer->upper, answer->lower, answer->sites, answer->site, answer->proof, 1, 2, 3, line};
  buju_verified verified;
  bool taken = buju_verify(ctx, &asked, costs, &claim, &verified) == BUJU_OK;
  free(line);
  return taken && verified.weight_served == answer->weight_served && verified.unreachable == answer->unreachable;
}

/* ---- instances ---- */

buju_costs_plane siting_plane(const buju_instance *instance, double scale, buju_rounding rounding) {
  return (buju_costs_plane){instance->demands,
                            instance->candidates,
                            instance->demand_x,
                            instance->demand_y,
                            instance->candidate_x,
                            instance->candidate_y,
                            scale,
                            rounding};
}

buju_status siting_costs(buju_ctx *ctx, const buju_instance *instance, double scale, buju_rounding rounding,
                         buju_costs **out) {
  if (instance->table.row != NULL) return buju_costs_table(ctx, &instance->table, instance->candidates, out);
  const buju_costs_plane plane = siting_plane(instance, scale, rounding);
  return buju_costs_points(ctx, &plane, out);
}
