/* Maximal cover: branch and bound. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "planner/siting/max_cover.h"

enum {
  ROUNDS = 200, /* of the first bound */
  WALK = 2,     /* one part in so many of the work is walked for better plans, */
  FAR_OFF = 100 /* where the gap is more than one part in so many of the weight */
};

/* A point where the search split: an item is open or closed. */
typedef struct frame {
  buju_ix trail_n, item, vector;
  bool open_first, second;
  size_t first_step, second_step; /* of the proof: where its sides begin */
  int64_t most;                   /* no plan below serves more, in units */
} frame;

static frame *frame_at(buju_max_search *s, buju_ix depth) { return (frame *)s->frames.data + depth; }

int64_t buju_max_search_work(const buju_max_search *s) { return s->master.work + s->plan.work; }

bool buju_max_search_spent(const buju_max_search *s) { return buju_max_search_work(s) > s->work_limit; }

int64_t buju_max_search_target(const buju_max_search *s) {
  int64_t left_out = s->core->weighs - s->value + s->core->lost / s->core->unit;
  return s->value + (int64_t)((double)left_out * s->gap);
}

static void tell(const buju_max_search *s) {
  const buju_max_core *core = s->core;
  if (s->field != NULL && s->value >= 0)
    buju_siting_tell(s->field, core->lost + (core->weighs - s->value) * core->unit,
                     core->lost + (core->weighs - s->known) * core->unit);
}

void buju_max_search_know(buju_max_search *s, int64_t most) {
  if (most >= s->known) return;
  s->known = most;
  tell(s);
}

void buju_max_search_offer(buju_max_search *s) {
  if (s->plan.value <= s->value) return;
  memcpy(s->best, s->plan.open, s->core->items * sizeof *s->best);
  s->value = s->plan.value;
  if (s->value > s->ceiling) s->ceiling = s->value;
  tell(s);
}

buju_status buju_max_search_decide(buju_ctx *ctx, buju_max_search *s, buju_ix item, bool open) {
  buju_max_domain_set(&s->domain, item, open);
  return buju_max_master_set_item(ctx, &s->master, item, open, open);
}

static buju_status undo(buju_ctx *ctx, buju_max_search *s, buju_ix trail_n) {
  buju_status status = BUJU_OK;
  for (buju_ix k = trail_n; status == BUJU_OK && k < s->domain.trail_n; k++)
    status = buju_max_master_set_item(ctx, &s->master, s->domain.trail[k], true, false);
  buju_max_domain_undo(&s->domain, trail_n);
  return status;
}

/* ---- the tree ---- */

static buju_status split(buju_ctx *ctx, buju_max_search *s, buju_max_node *node) {
  buju_ix item;
  bool open_first;
  buju_status status = buju_max_branch_pick(ctx, s, &item, &open_first);
  if (status != BUJU_OK) return status;
  if (node->vector == BUJU_NONE && !buju_max_proof_vector(&s->proof, &s->master, &node->vector))
    return buju_fail_memory(ctx);
  status = buju_max_node_step(ctx, s, node, BUJU_STEP_BRANCH, item);
  if (status != BUJU_OK) return status;
  if (s->depth == s->frames.n && buju_vec_push(&s->frames, sizeof(frame)) == NULL) return buju_fail_memory(ctx);
  frame *f = frame_at(s, s->depth++);
  *f = (frame){.trail_n = s->domain.trail_n,
               .item = item,
               .vector = node->vector,
               .open_first = open_first,
               .first_step = s->proof.steps.n,
               .most = s->bound.total / s->core->scale};
  return buju_max_search_decide(ctx, s, item, open_first);
}

/* Both sides of the last split are done with. A proof has the open side first, whichever was searched first. */
static void pop(buju_max_search *s) {
  const frame *f = frame_at(s, --s->depth);
  if (!f->open_first) buju_max_proof_rotate(&s->proof, f->first_step, f->second_step);
}

/* What is known of the whole when the side at hand and those not begun are all that is left. */
static void sum_up(buju_max_search *s) {
  int64_t most = frame_at(s, s->depth - 1)->most;
  for (buju_ix d = 0; d < s->depth; d++)
    if (!frame_at(s, d)->second && frame_at(s, d)->most > most) most = frame_at(s, d)->most;
  buju_max_search_know(s, most > s->ceiling ? most : s->ceiling);
}

/* Goes to the next side not yet seen; *more is false when there is none. */
static buju_status backtrack(buju_ctx *ctx, buju_max_search *s, bool *more) {
  *more = false;
  while (s->depth > 0) {
    frame *f = frame_at(s, s->depth - 1);
    buju_status status = undo(ctx, s, f->trail_n);
    if (status != BUJU_OK) return status;
    if (f->second) {
      pop(s);
      continue;
    }
    f->second = true;
    f->second_step = s->proof.steps.n;
    *more = true;
    sum_up(s);
    return buju_max_search_decide(ctx, s, f->item, !f->open_first);
  }
  return BUJU_OK;
}

/* The limit is met: what has not been searched is bounded by what is known above it. */
static buju_status give_up(buju_ctx *ctx, buju_max_search *s, buju_max_node *node) {
  int64_t most = s->bound.total / s->core->scale;
  if (most > s->ceiling) s->ceiling = most;
  buju_status status = buju_max_node_step(ctx, s, node, BUJU_STEP_LEAF, BUJU_NONE);
  for (; status == BUJU_OK && s->depth > 0; pop(s)) {
    frame *f = frame_at(s, s->depth - 1);
    status = undo(ctx, s, f->trail_n);
    if (f->second || status != BUJU_OK) continue;
    if (f->most > s->ceiling) s->ceiling = f->most;
    f->second_step = s->proof.steps.n;
    if (!buju_max_proof_step(&s->proof, BUJU_STEP_LEAF, BUJU_NONE, f->vector)) return buju_fail_memory(ctx);
  }
  return status;
}

static buju_status search_tree(buju_ctx *ctx, buju_max_search *s) {
  bool more = true;
  for (bool root = true; more; root = false) {
    buju_max_node node;
    buju_status status = buju_max_node_visit(ctx, s, root, &node);
    if (status != BUJU_OK) return status;
    if (node.split && buju_max_search_spent(s)) return give_up(ctx, s, &node);
    status = node.split ? split(ctx, s, &node) : backtrack(ctx, s, &more);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

/* ---- starts ---- */

/* The best plan so far, as far as it still fits. */
static void take_up(buju_max_search *s) {
  buju_max_plan_clear(&s->plan);
  for (buju_ix j = 0; j < s->core->items; j++)
    if (s->best[j] && buju_max_plan_fits(&s->plan, j)) buju_max_plan_open(&s->plan, j);
  buju_max_plan_improve(&s->plan, false);
  buju_max_search_offer(s);
}

static void start_plans(buju_max_search *s) {
  bool known = false;
  for (buju_ix j = 0; j < s->core->items; j++) known |= s->best[j];
  s->value = -1;
  s->ceiling = 0;
  s->known = s->core->weighs;
  if (known) take_up(s);
  if (s->value == s->core->weighs) return; /* everybody is served */
  for (int per_price = 0; per_price <= (s->core->budget != INT64_MAX); per_price++) {
    buju_max_plan_clear(&s->plan);
    buju_max_plan_greedy(&s->plan, per_price);
    buju_max_plan_improve(&s->plan, false);
    buju_max_search_offer(s);
  }
}

/* The first cuts are those of the best plan; cutting goes on from there. */
static buju_status start_cuts(buju_ctx *ctx, buju_max_search *s) {
  buju_ix added;
  for (buju_ix j = 0; j < s->core->items; j++) s->centre[j] = s->best[j];
  return buju_max_master_cut(ctx, &s->master, s->centre, &added, &s->centre_value);
}

/* So far from the bound that a program would hardly close the gap within a short limit, and better plans may. */
static bool far_off(const buju_max_search *s) {
  return s->bound.total / s->core->scale - buju_max_search_target(s) > s->core->weighs / FAR_OFF;
}

buju_status buju_max_search_run(buju_ctx *ctx, buju_max_search *s, int64_t p, int64_t work_limit) {
  int64_t spent = buju_max_search_work(s);
  s->work_limit = work_limit > 0 && work_limit < INT64_MAX - spent ? spent + work_limit : INT64_MAX;
  s->p = s->plan.p = s->domain.p = p;
  s->domain.budget = s->core->budget;
  s->depth = 0;
  s->tried = 0;
  start_plans(s);
  if (s->core->patterns == 0 || (!s->proof.wanted && s->value == s->core->weighs))
    return buju_max_node_step(ctx, s, &(buju_max_node){false, BUJU_NONE}, BUJU_STEP_LEAF, BUJU_NONE);
  buju_status status = buju_max_master_set_p(ctx, &s->master, p);
  if (status == BUJU_OK) status = start_cuts(ctx, s);
  if (status == BUJU_OK && s->core->budget == INT64_MAX) {
    buju_max_climb(s, ROUNDS);
    buju_max_prices_keep(&s->master, &s->root);
    if (s->walks && work_limit > 0 && far_off(s)) buju_max_walk(s, work_limit / WALK);
  }
  if (status == BUJU_OK) status = search_tree(ctx, s);
  if (status == BUJU_OK) status = undo(ctx, s, 0);
  if (status != BUJU_OK) return status;
  take_up(s);
  buju_max_plan_improve(&s->plan, true);
  memcpy(s->best, s->plan.open, s->core->items * sizeof *s->best);
  return BUJU_OK;
}

buju_status buju_max_search_new(buju_ctx *ctx, const buju_max_core *core, buju_arena *arena, buju_max_search *out) {
  buju_max_search s = {.core = core, .domain = {.core = core}, .proof = {.core = core}, .value = -1};
  s.best = BUJU_NEW(arena, uint8_t, core->items);
  s.domain.state = BUJU_NEW(arena, uint8_t, core->items);
  s.domain.trail = BUJU_NEW(arena, buju_ix, core->items);
  s.bound.net = BUJU_NEW(arena, int64_t, core->items);
  s.bound.order = BUJU_NEW(arena, int64_t, core->items);
  s.centre = BUJU_NEW(arena, double, core->items);
  s.point = BUJU_NEW(arena, double, core->items);
  s.order = BUJU_NEW(arena, uint64_t, core->items);
  s.walk_from = BUJU_NEW(arena, buju_ix, core->items);
  s.climb.best = BUJU_NEW(arena, uint32_t, core->patterns);
  s.climb.kept = BUJU_NEW(arena, uint32_t, core->patterns);
  s.climb.along = BUJU_NEW(arena, double, core->patterns);
  s.climb.times = BUJU_NEW(arena, buju_ix, core->patterns);
  s.climb.chosen = BUJU_NEW(arena, uint8_t, core->items);
  s.root.worth = BUJU_NEW(arena, int64_t, core->items);
  bool well = s.best != NULL && s.domain.state != NULL && s.domain.trail != NULL && s.bound.net != NULL &&
              s.bound.order != NULL && s.centre != NULL && s.point != NULL && s.order != NULL && s.root.worth != NULL &&
              s.climb.best != NULL && s.climb.kept != NULL && s.climb.along != NULL && s.climb.times != NULL &&
              s.climb.chosen != NULL && s.walk_from != NULL;
  for (int side = 0; side < 2; side++) {
    s.lost[side] = BUJU_NEW(arena, double, core->items);
    s.tries[side] = BUJU_NEW(arena, buju_ix, core->items);
    well = well && s.lost[side] != NULL && s.tries[side] != NULL;
  }
  s.master.core = core;
  if (!well || !buju_max_plan_new(core, arena, &s.plan)) return buju_fail_memory(ctx);
  buju_status status = core->patterns > 0 ? buju_max_master_new(ctx, core, arena, &s.master) : BUJU_OK;
  if (status == BUJU_OK) *out = s;
  return status;
}

void buju_max_search_free(buju_max_search *s) {
  buju_max_master_free(&s->master);
  buju_max_proof_free(&s->proof);
  buju_vec_free(&s->frames);
}
