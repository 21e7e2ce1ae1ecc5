/* Maximal cover: one node of the search. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/max_cover.h"

enum { ROOT_ROUNDS = 1000, NODE_ROUNDS = 20, IDLE = 6 };

buju_status buju_max_node_step(buju_ctx *ctx, buju_max_search *s, buju_max_node *node, buju_step_kind kind,
                               buju_ix item) {
  bool bare = kind == BUJU_STEP_BRANCH;
  if (!bare && node->vector == BUJU_NONE && !buju_max_proof_vector(&s->proof, &s->master, &node->vector))
    return buju_fail_memory(ctx);
  if (!buju_max_proof_step(&s->proof, kind, item, bare ? BUJU_NONE : node->vector)) return buju_fail_memory(ctx);
  return BUJU_OK;
}

/* Closes what does not fit any more. */
static buju_status settle(buju_ctx *ctx, buju_max_search *s, bool *any_free) {
  buju_status status = BUJU_OK;
  *any_free = false;
  for (buju_ix j = 0; status == BUJU_OK && j < s->core->items; j++) {
    if (s->domain.state[j] != BUJU_MAX_FREE) continue;
    if (buju_max_domain_fits(&s->domain, j)) {
      *any_free = true;
      continue;
    }
    if (!buju_max_proof_step(&s->proof, BUJU_STEP_CLOSED, j, BUJU_NONE)) return buju_fail_memory(ctx);
    status = buju_max_search_decide(ctx, s, j, false);
  }
  return status;
}

/* Prices of another program may promise more than there is: then nothing is known but that. */
static void reckon(buju_max_search *s, buju_max_node *node) {
  buju_max_bound_reckon(&s->master, &s->domain, &s->bound);
  if (s->bound.total / s->core->scale >= s->core->weighs) {
    buju_max_master_trivial(&s->master);
    buju_max_bound_reckon(&s->master, &s->domain, &s->bound);
  }
  node->vector = BUJU_NONE;
  int64_t most = s->bound.total / s->core->scale;
  if (s->depth == 0) buju_max_search_know(s, most > s->value ? most : s->value);
}

static bool done_with(const buju_max_search *s) { return s->bound.total / s->core->scale <= buju_max_search_target(s); }

/* Decides what no plan better than the best does otherwise. */
static buju_status fix(buju_ctx *ctx, buju_max_search *s, buju_max_node *node, bool *changed) {
  buju_status status = BUJU_OK;
  *changed = false;
  for (buju_ix j = 0; status == BUJU_OK && j < s->core->items; j++) {
    if (s->domain.state[j] != BUJU_MAX_FREE) continue;
    bool shut = buju_max_bound_with(&s->bound, &s->domain, j, true) / s->core->scale <= s->value;
    bool must = !shut && buju_max_bound_with(&s->bound, &s->domain, j, false) / s->core->scale <= s->value;
    if (!shut && !must) continue;
    if (must && !buju_max_domain_fits(&s->domain, j)) continue; /* settled next */
    status = buju_max_node_step(ctx, s, node, shut ? BUJU_STEP_CLOSED : BUJU_STEP_OPEN, j);
    if (status == BUJU_OK) status = buju_max_search_decide(ctx, s, j, must);
    *changed = true;
  }
  return status;
}

/* ---- from shares of sites to sites ---- */

static int descending(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x < y) - (x > y);
}

/* The items of which the program opens most, as far as they fit. */
static void round_off(buju_max_search *s) {
  buju_ix n = 0;
  for (buju_ix j = 0; j < s->core->items; j++) {
    double x = s->master.x[j];
    if (x > 1e-6) s->order[n++] = (uint64_t)(x * 1e9) << 32 | (UINT32_MAX - j);
  }
  qsort(s->order, n, sizeof *s->order, descending);
  buju_max_plan_clear(&s->plan);
  uint64_t hash = 1469598103934665603u;
  for (buju_ix k = 0; k < n; k++) {
    buju_ix j = UINT32_MAX - (buju_ix)s->order[k];
    if (!buju_max_plan_fits(&s->plan, j)) continue;
    buju_max_plan_open(&s->plan, j);
    hash += (j + 1) * 0x9e3779b97f4a7c15u; /* whatever their order */
  }
  if (hash == s->tried) return;
  s->tried = hash;
  buju_max_plan_improve(&s->plan, false);
  buju_max_search_offer(s);
}

/* Nothing is left to decide: the plan itself is the bound. */
static buju_status finish_leaf(buju_ctx *ctx, buju_max_search *s, buju_max_node *node) {
  buju_max_plan_clear(&s->plan);
  for (buju_ix j = 0; j < s->core->items; j++)
    if (s->domain.state[j] == BUJU_MAX_OPEN) buju_max_plan_open(&s->plan, j);
  buju_max_search_offer(s);
  buju_max_master_plain(&s->master, s->domain.state);
  reckon(s, node);
  return buju_max_node_step(ctx, s, node, BUJU_STEP_LEAF, BUJU_NONE);
}

/* ---- cutting ---- */

static void move_centre(buju_max_search *s, const double *point, double value) {
  if (value <= s->centre_value) return;
  memmove(s->centre, point, s->core->items * sizeof *point);
  s->centre_value = value;
}

/* Cuts halfway to the best point known, where cuts are deeper; at x itself where that finds nothing. */
static buju_status cut(buju_ctx *ctx, buju_max_search *s, bool halfway, buju_ix *added) {
  double value;
  *added = 0;
  if (halfway) {
    for (buju_ix j = 0; j < s->core->items; j++) s->point[j] = (s->master.x[j] + s->centre[j]) / 2;
    buju_status status = buju_max_master_cut(ctx, &s->master, s->point, added, &value);
    if (status != BUJU_OK) return status;
    move_centre(s, s->point, value);
    if (*added > 0) return BUJU_OK;
  }
  buju_status status = buju_max_master_cut(ctx, &s->master, s->master.x, added, &value);
  if (status == BUJU_OK) move_centre(s, s->master.x, value);
  return status;
}

/* Whether it pays to go on: the way to the target is long, and the last cuts were small steps on it. */
static bool is_stuck(const buju_max_search *s, int64_t before) {
  int64_t goal = (buju_max_search_target(s) + 1) * s->core->scale;
  return before - s->bound.total < (s->bound.total - goal) / 20;
}

static buju_status leaf(buju_ctx *ctx, buju_max_search *s, buju_max_node *node) {
  int64_t most = s->bound.total / s->core->scale;
  if (most > s->ceiling) s->ceiling = most;
  node->split = false;
  return buju_max_node_step(ctx, s, node, BUJU_STEP_LEAF, BUJU_NONE);
}

/* One round: *done when the node is finished with or there is nothing more to cut. */
static buju_status go_round(buju_ctx *ctx, buju_max_search *s, bool root, int round, buju_max_node *node, bool *done) {
  bool any_free, changed;
  buju_ix added = 0;
  int64_t before = s->bound.total;
  buju_status status = settle(ctx, s, &any_free);
  if (status != BUJU_OK) return status;
  *done = !any_free;
  node->split = any_free;
  if (!any_free) return finish_leaf(ctx, s, node);
  int64_t work = s->work_limit < INT64_MAX ? s->work_limit - buju_max_search_work(s) : INT64_MAX;
  status = buju_max_master_solve(ctx, &s->master, work);
  if (status != BUJU_OK) return status;
  if (!s->master.guided && !s->master.stopped) buju_max_master_plain(&s->master, s->domain.state);
  if (root) {
    int64_t least = before;
    reckon(s, node);
    if (s->bound.total > least && s->climb.begun) buju_max_climb_return(s);
    if (s->master.guided || s->master.climbed != NULL) buju_max_prices_keep(&s->master, &s->root);
  }
  reckon(s, node);
  if (s->master.guided && !done_with(s) && (!root || round % 4 == 3)) round_off(s);
  *done = true;
  if (done_with(s)) return leaf(ctx, s, node);
  status = fix(ctx, s, node, &changed);
  if (status != BUJU_OK || !s->master.guided) return status;
  status = cut(ctx, s, root, &added);
  if (status != BUJU_OK) return status;
  *done = added == 0 && !changed;
  if (!root && round > 0 && is_stuck(s, before)) *done = true;
  return BUJU_OK;
}

buju_status buju_max_node_visit(buju_ctx *ctx, buju_max_search *s, bool root, buju_max_node *node) {
  buju_status status = BUJU_OK;
  bool done = false;
  *node = (buju_max_node){true, BUJU_NONE};
  reckon(s, node);
  if (done_with(s)) return leaf(ctx, s, node);
  if (root && s->master.climbed != NULL) {
    bool changed;
    status = fix(ctx, s, node, &changed);
  }
  for (int round = 0; status == BUJU_OK && !done && round < (root ? ROOT_ROUNDS : NODE_ROUNDS); round++) {
    if (round > 0 && buju_max_search_spent(s)) return BUJU_OK;
    status = go_round(ctx, s, root, round, node, &done);
    if (status == BUJU_OK && s->master.solves % IDLE == 0) status = buju_max_master_drop(ctx, &s->master, IDLE);
  }
  if (status != BUJU_OK || !node->split) return status;
  if (root && s->master.guided) {
    bool changed;
    round_off(s);
    if (done_with(s)) return leaf(ctx, s, node);
    status = fix(ctx, s, node, &changed);
  }
  bool any_free;
  if (status == BUJU_OK) status = settle(ctx, s, &any_free);
  if (status != BUJU_OK || any_free) return status;
  node->split = false;
  return finish_leaf(ctx, s, node);
}
