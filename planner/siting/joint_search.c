/* Branch and bound over the domains of a block: first the fewest stuck, then the fewest clinics, and so on; each stage
 * keeps what the earlier ones proved. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/joint_parts.h"

#include <string.h>

enum { ROOT_ROUNDS = 200, NODE_ROUNDS = 20 };

/* A point where the search split in two: the pair is chosen, or ruled out. */
typedef struct frame {
  buju_ix trail_n, pair;
  bool keep_first, second;
  int64_t floor;   /* of the stage's number below this point */
  int64_t *lambda; /* [n], of this depth: kept for the next frame here */
  int64_t price[BUJU_JOINT_VALUES];
} frame;

typedef struct search {
  const buju_joint_block *b;
  buju_arena *arena;
  buju_joint_domain d;
  buju_joint_bound v;
  buju_ix *best; /* [n] */
  int64_t value[BUJU_JOINT_VALUES];
  int64_t known[BUJU_JOINT_VALUES];
  buju_joint_guess guess;
  buju_ix *room;       /* [2n] */
  buju_people_n *load; /* [n] */
  buju_vec frames;     /* of frame; those beyond depth keep their lambdas */
  buju_ix depth;
  int64_t *root_lambda; /* [n] of the last run's first point */
  int64_t root_price[BUJU_JOINT_VALUES];
  bool ordering; /* looking for any plan that is as good and comes before the best */
  bool found;    /* it did */
  int64_t work_limit;
  int64_t floor; /* after a run that stopped early: nothing is below */
} search;

static frame *frame_at(search *s, buju_ix depth) { return (frame *)s->frames.data + depth; }

/* A better plan becomes the best: less in the first number that differs, or the same in all and before in order. */
static void offer(search *s, const buju_ix *pair) {
  int64_t value[BUJU_JOINT_VALUES];
  s->d.work += s->b->n;
  if (!buju_joint_plan_value(s->b, pair, s->load, s->room, value)) return;
  int sign = 0;
  for (int k = 0; sign == 0 && k < BUJU_JOINT_VALUES; k++) sign = (value[k] > s->value[k]) - (value[k] < s->value[k]);
  for (buju_ix i = 0; sign == 0 && i < s->b->n; i++) sign = (pair[i] > s->best[i]) - (pair[i] < s->best[i]);
  if (sign >= 0) return;
  memcpy(s->best, pair, s->b->n * sizeof *pair);
  memcpy(s->value, value, sizeof value);
  s->found = true;
}

/* What a plan must have at most to be of interest in this run. */
static int64_t goal(const search *s) { return s->value[s->v.stage] - (s->ordering ? 0 : 1); }

static bool beyond(const search *s) {
  for (int k = 0; k < (int)s->v.stage; k++)
    if (s->d.value[k] > s->known[k]) return true;
  return s->d.value[s->v.stage] > goal(s);
}

/* The host whose opening is least certain; when all are certain, the node least clearly served, with its best pair. */
static buju_ix pick(const search *s, bool *keep_first) {
  const buju_joint_block *b = s->b;
  buju_ix best = BUJU_NONE;
  int64_t least = INT64_MAX;
  for (buju_ix h = 0; h < b->n; h++) {
    if (s->d.chosen[h] != BUJU_NONE || b->self[h] == BUJU_NONE || !s->d.alive[b->self[h]]) continue;
    int64_t gain = s->v.gain[h] < 0 ? -s->v.gain[h] : s->v.gain[h];
    if (gain >= least) continue;
    least = gain;
    best = b->self[h];
    *keep_first = s->v.gain[h] > 0;
  }
  if (best != BUJU_NONE) return best;
  double most = -1;
  for (buju_ix m = 0; m < b->n; m++) {
    double off = s->v.cover[m] < 1 ? 1 - s->v.cover[m] : s->v.cover[m] - 1;
    if (s->d.chosen[m] != BUJU_NONE || off <= most) continue;
    most = off;
    best = BUJU_NONE;
    for (buju_ix p = b->row[m]; p < b->row[m + 1]; p++)
      if (s->d.alive[p] && (best == BUJU_NONE || b->pair[p].time < b->pair[best].time)) best = p;
  }
  *keep_first = true;
  return best;
}

/* Works on one point: false when nothing of interest is below, true when it must be split. */
static bool visit(search *s, int64_t *floor) {
  for (int pass = 0; !beyond(s); pass++) {
    if (s->d.undecided == 0) {
      offer(s, s->d.chosen);
      return false;
    }
    int64_t bound =
        buju_joint_climb(&s->v, &s->d, goal(s) * s->v.scale, s->depth > 0 || pass > 0 ? NODE_ROUNDS : ROOT_ROUNDS);
    if (bound > goal(s) * s->v.scale) return false;
    *floor = bound <= 0 ? 0 : (bound + s->v.scale - 1) / s->v.scale;
    s->d.work += s->b->pairs;
    if (buju_joint_guess_make(&s->guess, &s->d, s->v.opened)) offer(s, s->guess.pair);
    if (s->found && s->ordering) return false;
    if (bound > goal(s) * s->v.scale) return false;
    buju_ix before = s->d.trail_n;
    if (!buju_joint_reduce(&s->v, &s->d, bound, goal(s) * s->v.scale)) return false;
    if (s->d.trail_n == before) return true;
  }
  return false;
}

static bool push(search *s, buju_ix pair, bool keep_first, int64_t floor) {
  if (s->depth == s->frames.n) {
    frame *f = buju_vec_push(&s->frames, sizeof *f);
    if (f == NULL || (f->lambda = BUJU_NEW(s->arena, int64_t, s->b->n)) == NULL) return false;
  }
  frame *f = frame_at(s, s->depth++);
  int64_t *lambda = f->lambda;
  *f = (frame){s->d.trail_n, pair, keep_first, false, floor, lambda, {0}};
  memcpy(lambda, s->v.lambda, s->b->n * sizeof *lambda);
  memcpy(f->price, s->v.price, sizeof f->price);
  return true;
}

/* Goes to the next side not yet seen. False when there is none. */
static bool backtrack(search *s) {
  while (s->depth > 0) {
    frame *f = frame_at(s, s->depth - 1);
    buju_joint_undo(&s->d, f->trail_n);
    if (f->second || f->floor > goal(s)) {
      s->depth--;
      continue;
    }
    f->second = true;
    memcpy(s->v.lambda, f->lambda, s->b->n * sizeof *f->lambda);
    memcpy(s->v.price, f->price, sizeof f->price);
    if (f->keep_first ? buju_joint_kill(&s->d, f->pair) : buju_joint_keep(&s->d, f->pair)) return true;
  }
  return false;
}

/* What is certain when a run stops: the least floor of a side not seen. */
static int64_t open_floor(search *s) {
  int64_t above = 0, least = INT64_MAX;
  for (buju_ix k = 0; k < s->depth; k++) {
    const frame *f = frame_at(s, k);
    if (f->floor > above) above = f->floor;
    if (!f->second && above < least) least = above;
  }
  return above < least ? above : least;
}

static void keep_root(search *s) {
  memcpy(s->root_lambda, s->v.lambda, s->b->n * sizeof *s->root_lambda);
  memcpy(s->root_price, s->v.price, sizeof s->root_price);
}

/* Searches the domain for a better plan until there is none: *done. Leaves the domain as it was. */
static buju_status run(search *s, bool *done) {
  buju_ix start = s->d.trail_n;
  s->depth = 0;
  s->found = false;
  *done = false;
  for (bool more = true; more;) {
    int64_t floor = 0;
    if (s->depth > 0 && s->work_limit > 0 && s->d.work > s->work_limit) break;
    bool split = visit(s, &floor);
    if (s->depth == 0) keep_root(s);
    if (s->ordering && s->found) split = more = false;
    if (split) {
      bool keep_first = true;
      buju_ix pair = pick(s, &keep_first);
      if (!push(s, pair, keep_first, floor)) return BUJU_E_MEMORY;
      split = keep_first ? buju_joint_keep(&s->d, pair) : buju_joint_kill(&s->d, pair);
    }
    if (!split && more) more = backtrack(s);
    *done = !more;
  }
  s->floor = *done ? goal(s) + 1 : open_floor(s);
  buju_joint_undo(&s->d, start);
  return BUJU_OK;
}

/* Rules out for good what no plan as good as the best has. */
static bool settle_stage(search *s) {
  int64_t target = s->value[s->v.stage] * s->v.scale;
  memcpy(s->v.lambda, s->root_lambda, s->b->n * sizeof *s->root_lambda);
  memcpy(s->v.price, s->root_price, sizeof s->root_price);
  int64_t bound = buju_joint_climb(&s->v, &s->d, target, NODE_ROUNDS);
  return bound <= target && buju_joint_reduce(&s->v, &s->d, bound, target);
}

BUJU_MSG(lost, "合建求解：已证最优的方案不在剩余范围内", "joint clinics: the plan proved best is not in what is left");

/* Whether there is a plan as good in which the node takes this pair, which comes before the best's. */
static buju_status try_before(buju_ctx *ctx, search *s, buju_ix pair, bool *done) {
  buju_ix start = s->d.trail_n;
  buju_status status = BUJU_OK;
  *done = true;
  s->found = false;
  if (buju_joint_keep(&s->d, pair)) status = run(s, done);
  buju_joint_undo(&s->d, start);
  if (status != BUJU_OK) return buju_fail_memory(ctx);
  if (*done && !s->found && !buju_joint_kill(&s->d, pair)) return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(lost));
  return BUJU_OK;
}

/* Node by node, the lowest host that some best plan has. */
static buju_status put_in_order(buju_ctx *ctx, search *s, bool *done) {
  const buju_joint_block *b = s->b;
  s->ordering = true;
  *done = true;
  for (buju_ix i = 0; i < b->n; i++) {
    for (buju_ix p = b->row[i]; s->d.chosen[i] == BUJU_NONE && p < s->best[i]; p++) {
      if (!s->d.alive[p]) continue;
      buju_status status = try_before(ctx, s, p, done);
      if (status != BUJU_OK || !*done) return status;
    }
    if (!buju_joint_keep(&s->d, s->best[i])) return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(lost));
  }
  return BUJU_OK;
}

/* What follows without a search: a clinic that is new for each beyond those that could open where one is already. */
static int64_t plain_floor(const search *s, int stage) {
  int64_t floor = s->d.value[stage];
  if (stage != BUJU_JOINT_NEW) return floor;
  int64_t old = 0;
  for (buju_ix h = 0; h < s->b->n; h++)
    old += !s->b->fixed[h] && !s->b->fresh[h] && s->b->self[h] != BUJU_NONE && s->d.alive[s->b->self[h]];
  return s->known[BUJU_JOINT_CLINICS] - old > floor ? s->known[BUJU_JOINT_CLINICS] - old : floor;
}

static buju_status run_stages(buju_ctx *ctx, search *s, const buju_joint_found *start, buju_joint_found *out) {
  for (int k = 0; k < BUJU_JOINT_VALUES; k++) {
    bool done = true;
    buju_joint_bound_start(&s->v, &s->d, (buju_joint_stage)k, s->known);
    int64_t floor = start != NULL && k <= (int)start->proved ? start->lower[k] : 0;
    if (plain_floor(s, k) > floor) floor = plain_floor(s, k);
    if (s->value[k] > floor) {
      if (run(s, &done) != BUJU_OK) return buju_fail_memory(ctx);
      out->lower[k] = s->floor > floor ? s->floor : floor;
      if (!done) return BUJU_OK;
    } else {
      keep_root(s);
    }
    out->proved = (buju_joint_stage)(k + 1);
    out->lower[k] = s->known[k] = s->value[k];
    if (!settle_stage(s)) return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(lost));
  }
  bool done = true;
  buju_status status = put_in_order(ctx, s, &done);
  if (status == BUJU_OK && done) out->proved = BUJU_JOINT_STAGES;
  return status;
}

/* Everyone alone: always allowed. */
static void start_alone(search *s) {
  const buju_joint_block *b = s->b;
  for (buju_ix i = 0; i < b->n; i++) s->best[i] = b->self[i] != BUJU_NONE ? b->self[i] : b->row[i + 1] - 1;
  (void)buju_joint_plan_value(b, s->best, s->load, s->room, s->value);
}

static buju_status search_new(buju_ctx *ctx, const buju_joint_block *b, buju_arena *arena, search *s) {
  *s = (search){.b = b, .arena = arena};
  s->best = BUJU_NEW(arena, buju_ix, b->n);
  s->room = BUJU_NEW(arena, buju_ix, (size_t)b->n * 2);
  s->load = BUJU_NEW(arena, buju_people_n, b->n);
  s->root_lambda = BUJU_NEW(arena, int64_t, b->n);
  if (s->best == NULL || s->room == NULL || s->load == NULL || s->root_lambda == NULL ||
      !buju_joint_domain_new(b, arena, &s->d) || !buju_joint_bound_new(b, arena, &s->v) ||
      !buju_joint_guess_new(b, arena, &s->guess))
    return buju_fail_memory(ctx);
  return buju_joint_settle(&s->d) ? BUJU_OK : buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(lost));
}

/* What was found before is believed only as long as nothing better is at hand. */
static const buju_joint_found *believed(search *s, const buju_joint_found *start) {
  if (start == NULL) return NULL;
  if (start->pair != NULL) offer(s, start->pair);
  for (int k = 0; k < BUJU_JOINT_VALUES && k <= (int)start->proved; k++)
    if (s->value[k] < start->lower[k]) return NULL;
  return start;
}

buju_status buju_joint_search(buju_ctx *ctx, const buju_joint_block *b, const buju_joint_found *start,
                              int64_t work_limit, buju_arena *arena, buju_joint_found *out) {
  search s;
  buju_joint_found found = {0};
  buju_status status = search_new(ctx, b, arena, &s);
  if (status != BUJU_OK) return status;
  s.work_limit = work_limit;
  start_alone(&s);
  if (buju_joint_guess_make(&s.guess, &s.d, NULL)) offer(&s, s.guess.pair);
  status = run_stages(ctx, &s, believed(&s, start), &found);
  buju_vec_free(&s.frames);
  if (status != BUJU_OK) return status;
  memcpy(found.upper, s.value, sizeof s.value);
  found.pair = s.best;
  found.work = s.d.work;
  *out = found;
  return BUJU_OK;
}
