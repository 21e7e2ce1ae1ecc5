/* The tree of a proof, walked step by step; docs/adr/0014 has the rules. SPDX-License-Identifier: Apache-2.0 */
#include "planner/verify/bound.h"
#include "planner/verify/outshone.h"

/* Where the tree forks: which candidate, and how many were decided before. */
typedef struct fork {
  buju_ix candidate, decided;
  bool closed_side;
} fork;

typedef struct walk {
  const buju_claim *claim;
  buju_bounds bounds;
  buju_outshone outshone;
  buju_ix *trail; /* [candidates] decided so far, in order */
  buju_ix decided;
  fork *stack; /* [candidates] */
  buju_ix forks;
  bool finished;
  size_t leaves;
} walk;

static const buju_msg reasons[] = {
    [BUJU_BOUND_MET] = {"成立", "it holds"},
    [BUJU_BOUND_BELOW] = {"按这些乘子，这一部分仍可能有更好的方案",
                          "by these multipliers the part may hold a better plan"},
    [BUJU_BOUND_TOO_MUCH] = {"有乘子超出该需求点无人服务的代价",
                             "a multiplier is above what leaving its demand point unserved costs"},
    [BUJU_BOUND_TOO_LARGE] = {"数值之和超出 64 位整数", "a sum does not fit in 64 bits"},
    [BUJU_BOUND_NO_VECTOR] = {"没有这一组乘子", "there are no such multipliers"},
};

static buju_status refuse(buju_ctx *ctx, const walk *w, size_t step, const buju_msg *why) {
  BUJU_MSG(wrong, "证明文件第 {0} 行：这一步不成立：{1}", "certificate line {0}: this step does not hold: {1}");
  return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(wrong, buju_year(w->claim->step_line[step]), buju_word(why)));
}

static void decide(walk *w, buju_ix j, buju_decided what) {
  w->bounds.decided[j] = (uint8_t)what;
  w->trail[w->decided++] = j;
}

/* After a leaf: on to the closed side of the last fork that still has one, or the end. */
static void next_part(walk *w) {
  w->leaves++;
  while (w->forks > 0) {
    fork *last = &w->stack[w->forks - 1];
    while (w->decided > last->decided) w->bounds.decided[w->trail[--w->decided]] = BUJU_UNDECIDED;
    if (!last->closed_side) {
      last->closed_side = true;
      decide(w, last->candidate, BUJU_CLOSED);
      return;
    }
    w->forks--;
  }
  w->finished = true;
}

/* Were the candidate what it is not to be, the bound would be met. */
static buju_status settle(buju_ctx *ctx, walk *w, size_t s, buju_decided what) {
  const buju_step *step = &w->claim->proof->step[s];
  w->bounds.decided[step->candidate] = what == BUJU_OPENED ? BUJU_CLOSED : BUJU_OPENED;
  buju_bound_reason reason = buju_bounds_check(&w->bounds, step->vector);
  w->bounds.decided[step->candidate] = BUJU_UNDECIDED;
  if (reason != BUJU_BOUND_MET) return refuse(ctx, w, s, &reasons[reason]);
  decide(w, step->candidate, what);
  return BUJU_OK;
}

static buju_status take_step(buju_ctx *ctx, walk *w, size_t s) {
  BUJU_MSG(unknown, "没有这种步骤", "there is no such step");
  BUJU_MSG(candidate, "候选点不存在，或此前已有定论", "the candidate does not exist, or has been decided before");
  BUJU_MSG(late, "所有部分都已结束", "every part has ended already");
  BUJU_MSG(shines, "另一候选点不能处处代替它", "the other candidate cannot stand in for it everywhere");
  const buju_step *step = &w->claim->proof->step[s];
  if (w->finished) return refuse(ctx, w, s, &late);
  if (step->kind == BUJU_STEP_LEAF) {
    buju_bound_reason reason = buju_bounds_check(&w->bounds, step->vector);
    if (reason != BUJU_BOUND_MET) return refuse(ctx, w, s, &reasons[reason]);
    next_part(w);
    return BUJU_OK;
  }
  if (step->candidate >= w->bounds.q->candidates || w->bounds.decided[step->candidate] != BUJU_UNDECIDED)
    return refuse(ctx, w, s, &candidate);
  switch (step->kind) {
  case BUJU_STEP_OPEN: return settle(ctx, w, s, BUJU_OPENED);
  case BUJU_STEP_CLOSED: return settle(ctx, w, s, BUJU_CLOSED);
  case BUJU_STEP_BRANCH:
    w->stack[w->forks++] = (fork){step->candidate, w->decided, false};
    decide(w, step->candidate, BUJU_OPENED);
    return BUJU_OK;
  case BUJU_STEP_OUTSHONE:
    if (!buju_outshone_holds(&w->outshone, &w->bounds, step->candidate, step->other)) return refuse(ctx, w, s, &shines);
    decide(w, step->candidate, BUJU_CLOSED);
    return BUJU_OK;
  default: return refuse(ctx, w, s, &unknown);
  }
}

buju_status buju_question_proof(buju_ctx *ctx, const buju_question *q, const buju_claim *claim, buju_arena *arena,
                                buju_verified *out) {
  BUJU_MSG(above, "证明文件第 {0} 行：下界 {1} 高于方案值 {2}",
           "certificate line {0}: the bound {1} is above the plan's value {2}");
  BUJU_MSG(none, "证明文件第 {0} 行：下界 {1} 没有证明", "certificate line {0}: there is no proof of the bound {1}");
  BUJU_MSG(open, "证明文件第 {0} 行：步骤结束时还有部分没有定论",
           "certificate line {0}: the steps end before every part has");
  buju_arg line = buju_year(claim->lower_line), lower = buju_int(claim->lower);
  if (claim->lower > claim->upper)
    return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(above, line, lower, buju_int(claim->upper)));
  out->leaves = 0;
  if (claim->lower <= 0) return BUJU_OK; /* no cost is below 0 */
  if (claim->proof == NULL || claim->proof->scale < 1)
    return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(none, line, lower));
  walk w = {
      .claim = claim, .trail = BUJU_NEW(arena, buju_ix, q->candidates), .stack = BUJU_NEW(arena, fork, q->candidates)};
  if (w.trail == NULL || w.stack == NULL || !buju_bounds_new(q, claim->proof, claim->lower, arena, &w.bounds) ||
      !buju_outshone_new(q, arena, &w.outshone))
    return buju_fail_memory(ctx);
  buju_status status = BUJU_OK;
  for (size_t s = 0; status == BUJU_OK && s < claim->proof->steps; s++) status = take_step(ctx, &w, s);
  if (status == BUJU_OK && !w.finished) status = buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(open, line));
  out->leaves = w.leaves;
  return status;
}
