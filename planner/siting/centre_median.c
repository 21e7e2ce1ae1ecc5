/* The p-median among the plans whose longest cost is least. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/centre.h"
#include "planner/siting/siting_parts.h"

/* As dear as sums allow, so that nobody is left out to save others' costs; BUJU_COST_NONE where that is not dear. */
static uint32_t price_of_none(const buju_siting_problem *problem, int64_t longest) {
  int64_t sum = 1, dear;
  for (buju_ix i = 0; i < problem->costs->demands; i++) {
    int64_t weight = problem->weight != NULL ? problem->weight[i] : 1;
    if (weight > INT64_MAX - sum) return BUJU_COST_NONE;
    sum += weight;
  }
  dear = INT64_MAX / 4 / sum - 1;
  if (dear >= BUJU_COST_NONE) dear = BUJU_COST_NONE - 1;
  return dear > 2 * longest ? (uint32_t)dear : BUJU_COST_NONE;
}

/* The centre's own plan as a plan of the median, where the median's leaves somebody out. Its bound stays: plans that
 * serve everybody are among those it is of. */
static buju_status use_centre(buju_ctx *ctx, const buju_siting_problem *problem, const buju_siting_answer *centre,
                              buju_arena *arena, buju_siting_answer *median) {
  buju_siting_field field;
  buju_siting_answer checked = {0};
  buju_status status = buju_siting_check(ctx, problem, arena, &field, &checked);
  if (status == BUJU_OK) status = buju_siting_value(ctx, &field, centre->sites, centre->site, arena, median);
  if (status == BUJU_OK) median->state = median->lower == median->upper ? BUJU_SITING_PROVED : BUJU_SITING_WITHIN;
  return status;
}

buju_status buju_siting_centre_then_median(buju_ctx *ctx, const buju_siting_problem *problem, buju_arena *arena,
                                           buju_siting_answer **centre, buju_siting_answer **median) {
  buju_siting_problem first = *problem;
  buju_siting_answer *c = NULL, *m = NULL;
  first.model = BUJU_SITING_CENTRE;
  buju_status status = buju_siting_solve_by(ctx, &first, buju_siting_centre, arena, &c);
  if (status == BUJU_OK && c->state != BUJU_SITING_NOTHING && c->upper != BUJU_COST_NONE) {
    buju_siting_problem second = first;
    second.model = BUJU_SITING_MEDIAN;
    second.limit = (uint32_t)c->upper;
    second.unserved = price_of_none(problem, c->upper);
    second.start = c->site;
    second.start_n = c->sites;
    status = buju_siting_solve_by(ctx, &second, buju_siting_median, arena, &m);
    if (status == BUJU_OK && m->weight_served < c->weight_served) status = use_centre(ctx, &second, c, arena, m);
  }
  if (status != BUJU_OK) return status;
  *centre = c;
  *median = m;
  return BUJU_OK;
}
