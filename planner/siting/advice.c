/* What is asked once a plan is there. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/advice.h"

#include <string.h>

static int64_t add(int64_t a, int64_t b) { return a > INT64_MAX - b ? INT64_MAX : a + b; }

/* What those count whom the changed problem leaves out as unreachable and the answer does not; both lists ascend. False
 * where they rule every plan out. */
static bool price_lost(const buju_siting_problem *problem, const buju_siting_answer *answer,
                       const buju_siting_answer *changed, int64_t *price) {
  *price = 0;
  for (buju_ix k = 0, known = 0; k < changed->unreachable; k++) {
    buju_ix i = changed->unreachable_demand[k];
    while (known < answer->unreachable && answer->unreachable_demand[known] < i) known++;
    if (known < answer->unreachable && answer->unreachable_demand[known] == i) continue;
    int64_t weight = problem->weight != NULL ? problem->weight[i] : 1;
    if (weight == 0) continue;
    switch (problem->model) {
    case BUJU_SITING_MAX_COVER: *price += weight; break;
    case BUJU_SITING_MEDIAN: *price += weight * (int64_t)answer->unserved; break; /* fits: siting_check.c */
    case BUJU_SITING_COVER:
    case BUJU_SITING_CENTRE:
    case BUJU_SITING_MODELS: return false;
    }
  }
  return true;
}

static buju_status solve(buju_ctx *ctx, const buju_siting_problem *changed, const buju_siting_answer *answer,
                         buju_arena *scratch, buju_siting_worth *out) {
  buju_siting_answer *found;
  buju_status status = buju_siting_solve(ctx, changed, scratch, &found);
  if (status != BUJU_OK) return status;
  int64_t lost;
  if (found->state == BUJU_SITING_NOTHING || !price_lost(changed, answer, found, &lost))
    *out = (buju_siting_worth){INT64_MAX, INT64_MAX};
  else
    *out = (buju_siting_worth){add(found->lower, lost), add(found->upper, lost)};
  return BUJU_OK;
}

static uint8_t *copy_states(const buju_siting_problem *problem, buju_arena *scratch) {
  uint8_t *state = BUJU_NEW(scratch, uint8_t, problem->costs->candidates);
  if (state != NULL && problem->state != NULL) memcpy(state, problem->state, problem->costs->candidates);
  return state; /* zeroed: all free */
}

buju_status buju_siting_without(buju_ctx *ctx, const buju_siting_problem *problem, const buju_siting_answer *answer,
                                buju_ix candidate, buju_siting_worth *out) {
  buju_arena *scratch = buju_arena_new();
  uint8_t *state = scratch != NULL ? copy_states(problem, scratch) : NULL;
  buju_ix *start = scratch != NULL ? BUJU_NEW(scratch, buju_ix, answer->sites) : NULL, n = 0;
  buju_status status = state != NULL && start != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) {
    buju_siting_problem changed = *problem;
    for (buju_ix s = 0; s < answer->sites; s++)
      if (answer->site[s] != candidate) start[n++] = answer->site[s];
    state[candidate] = BUJU_CANDIDATE_FORBIDDEN;
    changed.state = state;
    changed.start = start;
    changed.start_n = n;
    changed.prove = false;
    status = solve(ctx, &changed, answer, scratch, out);
  }
  buju_arena_free(scratch);
  return status;
}

buju_status buju_siting_unlocked(buju_ctx *ctx, const buju_siting_problem *problem, const buju_siting_answer *answer,
                                 buju_ix candidate, buju_siting_worth *out) {
  buju_arena *scratch = buju_arena_new();
  uint8_t *state = scratch != NULL ? copy_states(problem, scratch) : NULL;
  buju_status status = state != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) {
    buju_siting_problem changed = *problem;
    for (buju_ix j = 0; j < problem->costs->candidates; j++)
      if (state[j] == BUJU_CANDIDATE_REQUIRED && (candidate == BUJU_NONE || candidate == j))
        state[j] = BUJU_CANDIDATE_FREE;
    changed.state = state;
    changed.start = answer->site;
    changed.start_n = answer->sites;
    changed.prove = false;
    status = solve(ctx, &changed, answer, scratch, out);
  }
  buju_arena_free(scratch);
  return status;
}

buju_siting_need buju_siting_judge(const buju_siting_answer *answer, buju_siting_worth without, int64_t slack) {
  if (without.upper <= add(answer->lower, slack)) return BUJU_SITING_SPARED;
  return without.lower > add(answer->upper, slack) ? BUJU_SITING_NEEDED : BUJU_SITING_NEED_UNKNOWN;
}
