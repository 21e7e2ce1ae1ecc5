/* Branch and bound for a part of a cover, depth first, slice by slice. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/cover_parts.h"

/* The heart is looked into when the search turns out to be long; it is given so many columns and nodes. */
enum {
  LP_ENTRIES_MOST = 4000000,
  PROGRAMS_MOST = 12,
  PROGRAM_LEAST = 200,
  CORE_AFTER = 500000000,
  CORE_MOST = 4000,
  CORE_NODES = 1000,
  CORE_PART = 20,
  HEART_SHARE = 100 /* of the room between the bounds: what costs more than that is not of the heart */
};

/* A column that was decided to be taken, and is to be tried without. */
typedef struct level {
  buju_ix column, trail;
  bool second;   /* it is being tried without */
  int64_t bound; /* before the decision: in whole costs */
  double *u;     /* [rows] multipliers then; kept for the next visit of this depth */
  double from;   /* the program's objective then */
  double share;  /* and how much of the column it took */
  bool learnt;   /* what this side of the decision gained has been noted */
} level;

/* A program for everything below a depth. Few columns are left far down: there a small one is quicker. */
typedef struct program {
  buju_cover_lp *lp;
  buju_ix depth;
} program;

struct buju_cover_search {
  const buju_cover *cover;
  buju_arena *arena;
  buju_cover_walk *walk; /* rounds what the program hints at */
  buju_cover_state state;
  buju_cover_bound bound;
  buju_cover_branch branch;
  buju_cover_lp *lp; /* the innermost program; NULL: none */
  program outer[PROGRAMS_MOST];
  int programs;
  int64_t freed_work; /* of programs that are gone */
  bool lp_wanted;     /* it is worth having one, and there is none yet */
  bool late;          /* the program has not been solved at the root */
  bool cored;         /* the heart has been looked into */
  level *level;       /* [columns] */
  buju_ix depth;
  int64_t here;     /* a bound of where it stands, in whole costs */
  int64_t excluded; /* every plan that was passed over costs so much or more */
  int64_t best_cost;
  uint8_t *best, *rounded; /* [columns] */
  bool done;
};

static const buju_cover_pace root_pace = {2000, 15, 1.0}, short_pace = {300, 10, 1.0}, node_pace = {60, 5, 0.3};

buju_status buju_cover_search_new(buju_ctx *ctx, const buju_cover *cover, buju_cover_walk *walk, buju_arena *arena,
                                  buju_cover_search **out) {
  buju_cover_search *s = BUJU_NEW(arena, buju_cover_search, 1);
  if (s == NULL) return buju_fail_memory(ctx);
  *s = (buju_cover_search){.cover = cover,
                           .arena = arena,
                           .walk = walk,
                           .lp_wanted = cover->row[cover->rows] <= LP_ENTRIES_MOST,
                           .excluded = INT64_MAX,
                           .best_cost = INT64_MAX,
                           .best = BUJU_NEW(arena, uint8_t, cover->columns),
                           .rounded = BUJU_NEW(arena, uint8_t, cover->columns),
                           .level = BUJU_NEW(arena, level, cover->columns)};
  if (s->best == NULL || s->rounded == NULL || s->level == NULL || !buju_cover_state_new(cover, arena, &s->state) ||
      !buju_cover_bound_new(cover, arena, &s->bound) || !buju_cover_branch_new(cover, arena, &s->branch))
    return buju_fail_memory(ctx);
  *out = s;
  return BUJU_OK;
}

/* The bound in whole costs: no plan costs a fraction. */
static int64_t whole(const buju_cover_search *s) {
  int64_t value = s->bound.value, scale = s->bound.scale;
  return value > 0 ? value / scale + (value % scale != 0) : 0;
}

bool buju_cover_search_root(buju_cover_search *s, int64_t cut) {
  if (s->bound.scale == 0) return false;
  buju_cover_bound_start(&s->bound, s->cover);
  bool soon = s->cover->row[s->cover->rows] <= BUJU_COVER_LP_QUICK; /* the program comes soon and knows better */
  buju_cover_bound_climb(&s->bound, &s->state, cut, soon ? short_pace : root_pace);
  s->here = whole(s);
  return true;
}

bool buju_cover_search_write(buju_cover_search *s, buju_cover_trace *trace) {
  if (trace->scale == 0) trace->scale = s->bound.scale;
  if (trace->scale == 0 || trace->scale > s->bound.scale) return false;
  s->bound.scale = trace->scale;
  s->state.trace = trace;
  s->cored = true; /* starting over cannot be written down */
  return true;
}

static void exclude(buju_cover_search *s, int64_t bound) {
  if (bound < s->excluded) s->excluded = bound;
}

/* ---- one node ---- */

/* Columns that cannot be taken, or left out, at a cost below the cut. Returns whether any was found. */
static bool fix(buju_cover_search *s, int64_t cut) {
  buju_cover_bound *b = &s->bound;
  buju_cover_trace *trace = s->state.trace;
  int64_t room = b->scale * (cut - 1) - b->value; /* at least 0 */
  buju_ix before = s->state.trail_n;
  for (buju_ix j = 0; j < s->cover->columns; j++) {
    if (s->state.role[j] != BUJU_COVER_MAY || (b->rest[j] <= room && b->rest[j] >= -room)) continue;
    bool open = b->rest[j] < 0;
    if (trace != NULL && s->state.trail_n == before) buju_cover_trace_vector(trace, b->whole);
    if (trace != NULL)
      buju_cover_trace_step(trace, open ? BUJU_STEP_OPEN : BUJU_STEP_CLOSED, s->cover->column_id[j], true);
    buju_cover_state_set(&s->state, j, open ? BUJU_COVER_OPEN : BUJU_COVER_SHUT);
  }
  return s->state.trail_n > before;
}

/* Nothing below the cut is left here: by the multipliers at hand; because a plan is complete, which none need show; or
 * because there is no plan. */
static void write_leaf(buju_cover_search *s, bool possible) {
  buju_cover_trace *trace = s->state.trace;
  if (trace == NULL) return;
  if (possible) buju_cover_trace_vector(trace, s->bound.whole);
  buju_cover_trace_step(trace, BUJU_STEP_LEAF, BUJU_NONE, possible);
}

static void take_plan(buju_cover_search *s) {
  s->best_cost = s->state.cost;
  for (buju_ix j = 0; j < s->cover->columns; j++) s->best[j] = s->state.role[j] == BUJU_COVER_OPEN;
}

/* The plan in `rounded`, completed and improved a little. */
static void round_off_plan(buju_cover_search *s) {
  buju_cover_walk_start(s->walk, s->rounded);
  buju_cover_walk_on(s->walk, 64 * (int64_t)s->cover->rows, s->excluded);
  if (s->walk->best_cost >= s->best_cost) return;
  s->best_cost = s->walk->best_cost;
  memcpy(s->best, s->walk->best, s->cover->columns * sizeof *s->best);
}

/* A plan from what the program takes most of. */
static void round_off(buju_cover_search *s) {
  for (buju_ix j = 0; j < s->cover->columns; j++)
    s->rounded[j] = s->state.role[j] == BUJU_COVER_OPEN || s->bound.share[j] > 0.5;
  round_off_plan(s);
}

/* A plan from the heart of the part, once the root's program is solved. */
static buju_status walk_heart(buju_ctx *ctx, buju_cover_search *s, int64_t cut) {
  bool found;
  int64_t room = (s->bound.scale * (s->best_cost < cut ? s->best_cost : cut) - s->bound.value) / HEART_SHARE;
  buju_status status =
      buju_cover_core_walk(ctx, s->cover, &s->bound, room, whole(s), s->rounded, &found, &s->bound.work);
  if (status == BUJU_OK && found) round_off_plan(s);
  return status;
}

/* Multipliers for where it stands: the program's where there is one. */
static buju_status find_multipliers(buju_ctx *ctx, buju_cover_search *s, int64_t work, int64_t cut) {
  bool solved = false;
  if (s->lp == NULL) {
    buju_cover_bound_climb(&s->bound, &s->state, cut, node_pace);
    return BUJU_OK;
  }
  buju_status status = buju_cover_lp_solve(ctx, s->lp, &s->state, work, &s->bound, &solved);
  if (status != BUJU_OK) return status;
  s->late = !solved && s->depth == 0;
  if (solved && s->depth > 0 && !s->level[s->depth - 1].learnt) {
    level *l = &s->level[s->depth - 1];
    l->learnt = true;
    buju_cover_branch_learn(&s->branch, l->column, !l->second, l->share, buju_cover_lp_objective(s->lp) - l->from);
  }
  if (solved) round_off(s);
  buju_cover_bound_value(&s->bound, &s->state);
  if (solved && s->state.trail_n == 0 && s->state.trace == NULL) return walk_heart(ctx, s, cut);
  return BUJU_OK;
}

/* Bounds and fixes until nothing changes. *left: whether anything below the cut is left here. */
static buju_status work_out(buju_ctx *ctx, buju_cover_search *s, int64_t work, int64_t cut, bool *left) {
  buju_cover_state *state = &s->state;
  *left = false;
  for (bool first = true;; first = false) {
    if (!buju_cover_state_settle(state)) {
      write_leaf(s, false);
      break;
    }
    if (state->bare == 0) {
      exclude(s, state->cost);
      memset(s->bound.whole, 0, s->cover->rows * sizeof *s->bound.whole);
      write_leaf(s, true);
      if (state->cost < s->best_cost) take_plan(s);
      return BUJU_OK;
    }
    buju_status status = BUJU_OK;
    if (first)
      status = find_multipliers(ctx, s, work, cut);
    else
      buju_cover_bound_value(&s->bound, state);
    if (status != BUJU_OK) return status;
    if (s->best_cost < cut) cut = s->best_cost;
    int64_t bound = whole(s);
    if (bound > s->here) s->here = bound;
    if (s->here >= cut) {
      write_leaf(s, true);
      break;
    }
    *left = !fix(s, cut);
    if (*left) return BUJU_OK;
    exclude(s, cut);
  }
  exclude(s, cut);
  return BUJU_OK;
}

static buju_status go_down(buju_ctx *ctx, buju_cover_search *s) {
  level *l = &s->level[s->depth];
  if (l->u == NULL) l->u = BUJU_NEW(s->arena, double, s->cover->rows);
  if (l->u == NULL) return buju_fail_memory(ctx);
  memcpy(l->u, s->bound.u, s->cover->rows * sizeof *l->u);
  l->from = s->lp != NULL ? buju_cover_lp_objective(s->lp) : 0;
  buju_status status = buju_cover_branch_choose(ctx, &s->branch, &s->state, &s->bound, s->lp, &l->column);
  if (status != BUJU_OK) return status;
  l->share = s->bound.share[l->column];
  l->trail = s->state.trail_n;
  l->second = l->learnt = false;
  l->bound = s->here;
  s->depth++;
  if (s->state.trace != NULL)
    buju_cover_trace_step(s->state.trace, BUJU_STEP_BRANCH, s->cover->column_id[l->column], false);
  buju_cover_state_set(&s->state, l->column, BUJU_COVER_OPEN);
  return BUJU_OK;
}

/* ---- programs ---- */

/* Those made at a depth or below go. */
static void drop_programs(buju_cover_search *s, buju_ix depth) {
  while (s->programs > 0 && s->outer[s->programs - 1].depth >= depth) {
    s->programs--;
    s->freed_work += buju_cover_lp_work(s->outer[s->programs].lp);
    buju_cover_lp_free(s->outer[s->programs].lp);
  }
  s->lp = s->programs > 0 ? s->outer[s->programs - 1].lp : NULL;
}

/* Whether a program of what may still be taken here would be much smaller. */
static bool too_wide(const buju_cover_search *s) {
  if (s->lp == NULL || s->programs == PROGRAMS_MOST) return false;
  buju_ix may = 0, wide = buju_cover_lp_columns(s->lp);
  for (buju_ix j = 0; j < s->cover->columns; j++) may += s->state.role[j] == BUJU_COVER_MAY;
  return wide > PROGRAM_LEAST && may < wide / 2;
}

static buju_status add_program(buju_ctx *ctx, buju_cover_search *s) {
  program *p = &s->outer[s->programs];
  buju_status status = buju_cover_lp_new(ctx, &s->state, &p->lp);
  if (status != BUJU_OK) return status;
  p->depth = s->depth;
  s->lp = p->lp;
  s->programs++;
  return BUJU_OK;
}

/* ---- moves ---- */

/* Back to the last column that has not been tried without. */
static void go_back(buju_cover_search *s, int64_t cut) {
  while (s->depth > 0) {
    level *l = &s->level[s->depth - 1];
    if (!l->second && l->bound < cut) {
      buju_cover_state_undo(&s->state, l->trail);
      memcpy(s->bound.u, l->u, s->cover->rows * sizeof *l->u);
      s->here = l->bound;
      l->second = true;
      l->learnt = false;
      drop_programs(s, s->depth);
      buju_cover_state_set(&s->state, l->column, BUJU_COVER_SHUT);
      return;
    }
    if (!l->second) exclude(s, l->bound);
    s->depth--;
  }
  s->done = true;
}

/* Back to before the first decision, with what has been learnt. */
static void start_over(buju_cover_search *s) {
  buju_cover_state_undo(&s->state, s->level[0].trail);
  memcpy(s->bound.u, s->level[0].u, s->cover->rows * sizeof *s->bound.u);
  s->here = s->level[0].bound;
  s->depth = 0;
  drop_programs(s, 1);
}

/* The search has been long, and the bounds are so close that Cbc has little to search. */
static bool core_is_due(const buju_cover_search *s, int64_t cut) {
  int64_t root = s->depth > 0 ? s->level[0].bound : s->here;
  return s->lp != NULL && !s->cored && buju_cover_search_work(s) >= CORE_AFTER && cut - root <= cut / CORE_PART;
}

/* A plan from the heart of the part; then the root once more, with the lower cut. */
static buju_status look_into_core(buju_ctx *ctx, buju_cover_search *s) {
  bool found;
  buju_ix most = 4 * s->cover->rows < CORE_MOST ? 4 * s->cover->rows : CORE_MOST;
  s->cored = true;
  buju_status status = buju_cover_core(ctx, &s->state, &s->bound, most, CORE_NODES, s->rounded, &found, &s->bound.work);
  if (status == BUJU_OK && found) round_off_plan(s);
  return status;
}

/* One node: bound it, then down or back. */
static buju_status visit(buju_ctx *ctx, buju_cover_search *s, int64_t work, int64_t cut) {
  bool left;
  if (s->depth > 0 && core_is_due(s, cut)) start_over(s);
  buju_status status = work_out(ctx, s, work, cut, &left);
  if (status != BUJU_OK || s->late) return status;
  if (s->best_cost < cut) cut = s->best_cost;
  if (!left) {
    go_back(s, cut);
    return BUJU_OK;
  }
  if (s->depth == 0 && core_is_due(s, cut)) return look_into_core(ctx, s);
  if (s->lp_wanted || too_wide(s)) { /* and once more from here */
    s->lp_wanted = false;
    return add_program(ctx, s);
  }
  return go_down(ctx, s);
}

buju_status buju_cover_search_on(buju_ctx *ctx, buju_cover_search *s, int64_t work, int64_t cut) {
  int64_t until = buju_cover_search_work(s) + work;
  buju_status status = BUJU_OK;
  for (int64_t left = work; status == BUJU_OK && !s->done && left > 0; left = until - buju_cover_search_work(s)) {
    s->bound.work += s->cover->rows;
    status = visit(ctx, s, left, s->best_cost < cut ? s->best_cost : cut);
  }
  return status;
}

void buju_cover_search_free(buju_cover_search *s) {
  if (s != NULL) drop_programs(s, 0);
}

/* ---- what is known ---- */

int64_t buju_cover_search_lower(const buju_cover_search *s) {
  int64_t lower = s->excluded;
  if (!s->done && s->here < lower) lower = s->here;
  for (buju_ix d = 0; d < s->depth; d++)
    if (!s->level[d].second && s->level[d].bound < lower) lower = s->level[d].bound;
  return lower;
}

int64_t buju_cover_search_work(const buju_cover_search *s) {
  int64_t work = s->bound.work + s->state.work + s->branch.work + s->freed_work;
  for (int k = 0; k < s->programs; k++) work += buju_cover_lp_work(s->outer[k].lp);
  return work;
}

int64_t buju_cover_search_best(const buju_cover_search *s, const uint8_t **in) {
  *in = s->best;
  return s->best_cost;
}

bool buju_cover_search_done(const buju_cover_search *s) { return s->done; }

const double *buju_cover_search_share(const buju_cover_search *s) { return s->bound.share; }
