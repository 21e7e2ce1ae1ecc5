/* What each further site brings. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/frontier.h"

#include <string.h>

#include "planner/siting/siting_parts.h"

static int64_t count_required(const buju_siting_problem *problem) {
  int64_t n = 0;
  for (buju_ix j = 0; problem->state != NULL && j < problem->costs->candidates; j++)
    n += problem->state[j] == BUJU_CANDIDATE_REQUIRED;
  return n;
}

/* How many points the curve has: no more sites can be opened than there are. */
static buju_ix count_points(const buju_siting_problem *problem, int64_t required) {
  int64_t may = 0;
  for (buju_ix j = 0; j < problem->costs->candidates; j++) {
    uint8_t state = problem->state != NULL ? problem->state[j] : BUJU_CANDIDATE_FREE;
    may += state == BUJU_CANDIDATE_FREE || state == BUJU_CANDIDATE_REQUIRED;
  }
  int64_t most = problem->p < may ? problem->p : may;
  return most >= required ? (buju_ix)(most - required) + 1 : 0;
}

static buju_siting_point point_of(const buju_siting_answer *answer) {
  return (buju_siting_point){answer->sites,         answer->site,   answer->upper, answer->lower,
                             answer->weight_served, answer->method, answer->work};
}

/* The sites of the point before are open, whatever comes: of a nested curve each adds to the last. */
static void require(const buju_siting_point *before, uint8_t *state) {
  for (buju_ix s = 0; s < before->sites; s++)
    if (state[before->site[s]] == BUJU_CANDIDATE_FREE) state[before->site[s]] = BUJU_CANDIDATE_REQUIRED;
}

/* The best plan for p, and for a nested curve the best that holds the plan before. */
static buju_status solve(buju_ctx *ctx, buju_siting_problem *problem, bool nested, uint8_t *state, buju_arena *arena,
                         buju_siting_point *point, bool first) {
  buju_siting_answer *answer;
  if (!first) {
    problem->start = point[-1].site;
    problem->start_n = point[-1].sites;
  }
  buju_status status = buju_siting_solve(ctx, problem, arena, &answer);
  if (status != BUJU_OK) return status;
  *point = point_of(answer);
  if (!nested || first) return BUJU_OK;
  require(&point[-1], state);
  buju_siting_problem inner = *problem;
  inner.state = state;
  status = buju_siting_solve(ctx, &inner, arena, &answer);
  if (status != BUJU_OK) return status;
  int64_t lower = point->lower;
  *point = point_of(answer);
  point->lower = lower;
  return BUJU_OK;
}

/* A plan for fewer sites is one for more, and a bound for more is one for fewer. */
static void straighten(buju_siting_frontier *frontier) {
  for (buju_ix k = 1; k < frontier->points; k++) {
    buju_siting_point *p = &frontier->point[k];
    if (p->upper <= p[-1].upper) continue;
    int64_t lower = p->lower;
    *p = p[-1];
    p->lower = lower;
  }
  for (buju_ix k = frontier->points; k-- > 1;)
    if (frontier->point[k - 1].lower < frontier->point[k].lower)
      frontier->point[k - 1].lower = frontier->point[k].lower;
}

buju_status buju_siting_frontier_make(buju_ctx *ctx, const buju_siting_problem *problem, bool nested, buju_arena *arena,
                                      buju_siting_frontier *out) {
  BUJU_MSG(no_p, "覆盖曲线：请给出最多新建多少处（p）", "a frontier: say up to how many sites (p) it goes");
  if (problem->p < 0 || problem->model == BUJU_SITING_COVER) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(no_p));
  int64_t required = count_required(problem);
  buju_ix points = count_points(problem, required), candidates = problem->costs->candidates;
  uint8_t *state = BUJU_NEW(arena, uint8_t, candidates);
  *out = (buju_siting_frontier){points, BUJU_NEW(arena, buju_siting_point, points)};
  if (state == NULL || out->point == NULL) return buju_fail_memory(ctx);
  if (problem->state != NULL && candidates > 0) memcpy(state, problem->state, candidates);
  buju_siting_problem asked = *problem;
  buju_status status = BUJU_OK;
  for (buju_ix k = 0; k < points && status == BUJU_OK; k++) {
    asked.p = required + k;
    status = solve(ctx, &asked, nested, state, arena, &out->point[k], k == 0);
    if (status == BUJU_OK && out->point[k].method == NULL) out->points = k; /* the budget allows no plan */
    points = out->points;
  }
  if (status == BUJU_OK) straighten(out);
  return status;
}
