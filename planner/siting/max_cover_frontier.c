/* Maximal cover for every number of sites. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/max_cover_frontier.h"

#include <string.h>

#include "planner/siting/max_cover.h"

/* What all points share. */
typedef struct sweep {
  const buju_max_core *core;
  buju_max_search search;
  buju_arena *arena, *scratch; /* of the answer; of this call */
  int64_t reached, stands;     /* weight of whoever can be reached; of whom always open sites serve */
  buju_siting_frontier frontier;
  uint8_t **plan; /* [points] items of the free plans */
} sweep;

static bool is_open(const buju_siting_point *point) { return point->most > point->free_served; }

/* What the last prices say of every number of sites: they were best for one, but hold for all. */
static void share_bound(sweep *s) {
  buju_max_search *search = &s->search;
  if (!search->root.known) return;
  buju_max_prices_take(&search->root, &search->master);
  search->domain.budget = s->core->budget;
  for (buju_ix k = 0; k < s->frontier.points; k++) {
    buju_siting_point *point = &s->frontier.point[k];
    if (!is_open(point)) continue;
    search->domain.p = (int64_t)k;
    buju_max_bound_reckon(&search->master, &search->domain, &search->bound);
    int64_t most = s->stands + search->bound.total / s->core->scale * s->core->unit;
    if (most < point->most) point->most = most;
  }
}

/* Starts from what search->best holds. */
static buju_status solve_point(buju_ctx *ctx, sweep *s, buju_ix k, int64_t work_limit) {
  buju_max_search *search = &s->search;
  buju_siting_point *point = &s->frontier.point[k];
  int64_t before = buju_max_search_work(search);
  buju_status status = buju_max_search_run(ctx, search, (int64_t)k, work_limit);
  if (status != BUJU_OK) return status;
  int64_t served = s->stands + search->value * s->core->unit, most = s->stands + search->ceiling * s->core->unit;
  if (most < point->most) point->most = most;
  if (served >= point->free_served) {
    point->served = point->free_served = served;
    memcpy(s->plan[k], search->best, s->core->items * sizeof *search->best);
  }
  point->work += buju_max_search_work(search) - before;
  share_bound(s);
  return BUJU_OK;
}

/* A bound for more sites holds for fewer. */
static void tighten(buju_siting_frontier *frontier) {
  for (buju_ix k = frontier->points; k-- > 1;)
    if (frontier->point[k - 1].most > frontier->point[k].most) frontier->point[k - 1].most = frontier->point[k].most;
}

/* Into search->best: the plan for k sites, or the one for k + 1 without the site that is missed least if that becomes
 * better. */
static void start_from_above(sweep *s, buju_ix k) {
  buju_max_plan *plan = &s->search.plan;
  const buju_siting_point *point = &s->frontier.point[k];
  buju_ix least = BUJU_NONE;
  memcpy(s->search.best, s->plan[k], s->core->items * sizeof *s->search.best);
  if (k + 1 == s->frontier.points) return;
  buju_max_plan_clear(plan);
  plan->p = (int64_t)k + 1;
  for (buju_ix j = 0; j < s->core->items; j++) {
    if (!s->plan[k + 1][j]) continue;
    buju_max_plan_open(plan, j);
    if (s->core->counted[j] && (least == BUJU_NONE || plan->gain[j] < plan->gain[least])) least = j;
  }
  for (buju_ix j = 0; j < s->core->items; j++) /* gains have changed since */
    if (least != BUJU_NONE && plan->open[j] && s->core->counted[j] && plan->gain[j] < plan->gain[least]) least = j;
  if (least != BUJU_NONE && plan->sites > (int64_t)k) buju_max_plan_close(plan, least);
  plan->p = (int64_t)k;
  buju_max_plan_improve(plan, false);
  if (s->stands + plan->value * s->core->unit > point->free_served)
    memcpy(s->search.best, plan->open, s->core->items * sizeof *plan->open);
}

/* Back from the last point to the first, on what the way there has left of the work allowed for all. */
static buju_status sweep_back(buju_ctx *ctx, sweep *s, int64_t work_limit) {
  int64_t left = 0;
  buju_ix open = 0;
  for (buju_ix k = 0; k < s->frontier.points; k++) {
    const buju_siting_point *point = &s->frontier.point[k];
    open += is_open(point);
    left += work_limit - (point->work < work_limit ? point->work : work_limit);
  }
  for (buju_ix k = s->frontier.points; k-- > 0 && left > 0;) {
    buju_siting_point *point = &s->frontier.point[k];
    if (!is_open(point)) continue;
    int64_t before = point->work;
    start_from_above(s, k);
    buju_status status = solve_point(ctx, s, k, left / open + 1);
    if (status != BUJU_OK) return status;
    left -= point->work - before;
    open -= open > 1;
  }
  return BUJU_OK;
}

/* ---- nested ---- */

/* The item of those among (NULL: all) that adds most and fits; BUJU_NONE where none adds anything. */
static buju_ix next_item(const buju_max_plan *plan, const uint8_t *among) {
  buju_ix best = BUJU_NONE;
  for (buju_ix j = 0; j < plan->core->items; j++) {
    if (plan->open[j] || plan->gain[j] <= 0 || (among != NULL && !among[j])) continue;
    if ((best == BUJU_NONE || plan->gain[j] > plan->gain[best]) && buju_max_plan_fits(plan, j)) best = j;
  }
  return best;
}

/* One order: the sites of a free plan first, then any. since[items]: the point from which it is open, or BUJU_NONE.
 * Returns what is served, in shares of everything, summed over the points. */
static double put_in_order(sweep *s, const uint8_t *among, buju_ix *since) {
  buju_max_plan *plan = &s->search.plan;
  double sum = 0;
  memset(since, 0xff, s->core->items * sizeof *since);
  buju_max_plan_clear(plan);
  for (buju_ix k = 0; k < s->frontier.points; k++) {
    plan->p = (int64_t)k;
    for (;;) { /* one that is counted, and whatever is not */
      buju_ix item = next_item(plan, among);
      if (item == BUJU_NONE && among != NULL) item = next_item(plan, among = NULL);
      if (item == BUJU_NONE) break;
      since[item] = k;
      buju_max_plan_open(plan, item);
    }
    sum += (double)plan->value / (double)(s->core->weighs > 0 ? s->core->weighs : 1);
  }
  return sum;
}

/* The best order of those that begin with one of the free plans; the plans become its beginnings. */
static buju_status nest(buju_ctx *ctx, sweep *s) {
  buju_ix *since = BUJU_NEW(s->scratch, buju_ix, s->core->items), best = 0;
  if (since == NULL) return buju_fail_memory(ctx);
  double most = -1;
  for (buju_ix k = 0; k < s->frontier.points; k++) {
    double sum = put_in_order(s, s->plan[k], since);
    if (sum <= most) continue;
    most = sum;
    best = k;
  }
  put_in_order(s, s->plan[best], since);
  buju_max_plan *plan = &s->search.plan;
  buju_max_plan_clear(plan);
  for (buju_ix k = 0; k < s->frontier.points; k++) {
    for (buju_ix j = 0; j < s->core->items; j++) {
      s->plan[k][j] = since[j] <= k;
      if (since[j] == k) buju_max_plan_open(plan, j);
    }
    s->frontier.point[k].served = s->stands + plan->value * s->core->unit;
  }
  return BUJU_OK;
}

/* ---- all points ---- */

static buju_status sweep_points(buju_ctx *ctx, sweep *s, int64_t work_limit, bool nested) {
  buju_status status = BUJU_OK;
  for (buju_ix k = 0; status == BUJU_OK && k < s->frontier.points; k++) status = solve_point(ctx, s, k, work_limit);
  if (status == BUJU_OK && work_limit > 0) status = sweep_back(ctx, s, work_limit);
  if (status != BUJU_OK) return status;
  tighten(&s->frontier);
  if (nested) status = nest(ctx, s);
  for (buju_ix k = 0; status == BUJU_OK && k < s->frontier.points; k++) {
    buju_siting_point *point = &s->frontier.point[k];
    status = buju_max_cover_sites(ctx, s->core, s->plan[k], s->arena, &point->sites, &point->site);
  }
  return status;
}

static buju_status sweep_new(buju_ctx *ctx, sweep *s, const buju_siting_field *field) {
  buju_ix counted = 0;
  for (buju_ix j = 0; j < s->core->items; j++) counted += s->core->counted[j];
  s->frontier.points = (s->core->p < (int64_t)counted ? (buju_ix)s->core->p : counted) + 1;
  s->frontier.point = BUJU_NEW(s->arena, buju_siting_point, s->frontier.points);
  s->plan = BUJU_NEW(s->scratch, uint8_t *, s->frontier.points);
  if (s->frontier.point == NULL || s->plan == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < field->demands; i++) s->reached += field->weight[i];
  s->stands = s->reached - s->core->lost - s->core->weighs * s->core->unit;
  s->frontier.weight = s->reached;
  for (buju_ix k = 0; k < s->frontier.points; k++) {
    buju_siting_point *point = &s->frontier.point[k];
    point->p = field->p - s->core->p + (int64_t)k; /* what is required, and k more */
    point->most = s->reached - s->core->lost;
    s->plan[k] = BUJU_NEW(s->scratch, uint8_t, s->core->items);
    if (s->plan[k] == NULL) return buju_fail_memory(ctx);
  }
  return BUJU_OK;
}

static buju_status solve_all(buju_ctx *ctx, const buju_siting_field *field, bool nested, buju_arena *arena,
                             buju_arena *scratch, buju_siting_frontier *out) {
  buju_max_core core;
  buju_status status = buju_max_core_make(ctx, field, scratch, &core);
  if (status != BUJU_OK) return status;
  sweep s = {.core = &core, .arena = arena, .scratch = scratch};
  status = sweep_new(ctx, &s, field);
  if (status == BUJU_OK) status = buju_max_search_new(ctx, &core, scratch, &s.search);
  if (status != BUJU_OK) return status;
  s.search.walks = true;
  status = sweep_points(ctx, &s, field->problem->work_limit, nested);
  buju_max_search_free(&s.search);
  if (status == BUJU_OK) *out = s.frontier;
  return status;
}

buju_status buju_max_cover_frontier(buju_ctx *ctx, const buju_siting_problem *problem, int64_t most_p, bool nested,
                                    buju_arena *arena, buju_siting_frontier *out) {
  buju_siting_problem each = *problem;
  buju_siting_answer answer = {0};
  buju_siting_field field;
  buju_siting_frontier none = {0};
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  each.model = BUJU_SITING_MAX_COVER;
  each.p = most_p < 0 ? 0 : most_p;
  each.prove = false;
  buju_status status = buju_siting_check(ctx, &each, scratch, &field, &answer);
  if (status == BUJU_OK && answer.state == BUJU_SITING_NOTHING)
    *out = none;
  else if (status == BUJU_OK)
    status = solve_all(ctx, &field, nested, arena, scratch, out);
  buju_arena_free(scratch);
  return status;
}
