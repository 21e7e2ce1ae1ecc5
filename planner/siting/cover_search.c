/* Branch and bound for a part of a cover, depth first, slice by slice. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/cover_parts.h"

/* A column that was decided to be taken, and is to be tried without. */
typedef struct level {
  buju_ix column, trail;
  bool second;   /* it is being tried without */
  int64_t bound; /* before the decision: in whole costs */
  double *u;     /* [rows] multipliers then; kept for the next visit of this depth */
} level;

struct buju_cover_search {
  const buju_cover *cover;
  buju_arena *arena;
  buju_cover_state state;
  buju_cover_bound bound;
  level *level; /* [columns] */
  buju_ix depth;
  int64_t here;     /* a bound of where it stands, in whole costs */
  int64_t excluded; /* every plan that was passed over costs so much or more */
  int64_t best_cost;
  uint8_t *best; /* [columns] */
  bool done;
};

static const buju_cover_pace root_pace = {2000, 15, 1.0}, node_pace = {60, 5, 0.3};

buju_status buju_cover_search_new(buju_ctx *ctx, const buju_cover *cover, buju_arena *arena, buju_cover_search **out) {
  buju_cover_search *s = BUJU_NEW(arena, buju_cover_search, 1);
  if (s == NULL) return buju_fail_memory(ctx);
  *s = (buju_cover_search){.cover = cover,
                           .arena = arena,
                           .excluded = INT64_MAX,
                           .best_cost = INT64_MAX,
                           .best = BUJU_NEW(arena, uint8_t, cover->columns),
                           .level = BUJU_NEW(arena, level, cover->columns)};
  if (s->best == NULL || s->level == NULL || !buju_cover_state_new(cover, arena, &s->state) ||
      !buju_cover_bound_new(cover, arena, &s->bound))
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
  buju_cover_bound_climb(&s->bound, &s->state, cut, root_pace);
  s->here = whole(s);
  return true;
}

static void exclude(buju_cover_search *s, int64_t bound) {
  if (bound < s->excluded) s->excluded = bound;
}

/* ---- one node ---- */

/* Columns that cannot be taken, or left out, at a cost below the cut. Returns whether any was found. */
static bool fix(buju_cover_search *s, int64_t cut) {
  buju_cover_bound *b = &s->bound;
  int64_t room = b->scale * (cut - 1) - b->value; /* at least 0 */
  buju_ix before = s->state.trail_n;
  for (buju_ix j = 0; j < s->cover->columns; j++) {
    if (s->state.role[j] != BUJU_COVER_MAY) continue;
    if (b->rest[j] > room) buju_cover_state_set(&s->state, j, BUJU_COVER_SHUT);
    if (b->rest[j] < -room) buju_cover_state_set(&s->state, j, BUJU_COVER_OPEN);
  }
  return s->state.trail_n > before;
}

static void take_plan(buju_cover_search *s) {
  s->best_cost = s->state.cost;
  for (buju_ix j = 0; j < s->cover->columns; j++) s->best[j] = s->state.role[j] == BUJU_COVER_OPEN;
}

/* Bounds and fixes until nothing changes. False: nothing below the cut is left here. */
static bool work_out(buju_cover_search *s, int64_t cut) {
  buju_cover_state *state = &s->state;
  for (int again = 0;; again++) {
    if (!buju_cover_state_settle(state)) {
      exclude(s, cut);
      return false;
    }
    if (state->bare == 0) {
      exclude(s, state->cost);
      if (state->cost < s->best_cost) take_plan(s);
      return false;
    }
    if (again == 0)
      buju_cover_bound_climb(&s->bound, state, cut, node_pace);
    else
      buju_cover_bound_value(&s->bound, state);
    int64_t bound = whole(s);
    if (bound > s->here) s->here = bound;
    if (s->here >= cut) {
      exclude(s, cut);
      return false;
    }
    if (!fix(s, cut)) return true;
    exclude(s, cut);
  }
}

/* In the row with least choice, the column the bound would take most. */
static buju_ix choose(const buju_cover_search *s) {
  const buju_cover *c = s->cover;
  const buju_cover_state *state = &s->state;
  buju_ix row = BUJU_NONE, best = BUJU_NONE;
  for (buju_ix i = 0; i < c->rows; i++) {
    if (state->left[i] <= 0) continue;
    if (row == BUJU_NONE || state->may[i] < state->may[row] ||
        (state->may[i] == state->may[row] && s->bound.u[i] > s->bound.u[row]))
      row = i;
  }
  for (uint64_t at = c->row[row]; at < c->row[row + 1]; at++) {
    buju_ix j = c->column[at];
    if (state->role[j] != BUJU_COVER_MAY) continue;
    if (best == BUJU_NONE || s->bound.share[j] > s->bound.share[best] ||
        (s->bound.share[j] == s->bound.share[best] && s->bound.rest[j] < s->bound.rest[best]))
      best = j;
  }
  return best;
}

static buju_status go_down(buju_ctx *ctx, buju_cover_search *s) {
  level *l = &s->level[s->depth];
  if (l->u == NULL) l->u = BUJU_NEW(s->arena, double, s->cover->rows);
  if (l->u == NULL) return buju_fail_memory(ctx);
  memcpy(l->u, s->bound.u, s->cover->rows * sizeof *l->u);
  l->column = choose(s);
  l->trail = s->state.trail_n;
  l->second = false;
  l->bound = s->here;
  s->depth++;
  buju_cover_state_set(&s->state, l->column, BUJU_COVER_OPEN);
  return BUJU_OK;
}

/* Back to the last column that has not been tried without. */
static void go_back(buju_cover_search *s, int64_t cut) {
  while (s->depth > 0) {
    level *l = &s->level[s->depth - 1];
    if (!l->second && l->bound < cut) {
      buju_cover_state_undo(&s->state, l->trail);
      memcpy(s->bound.u, l->u, s->cover->rows * sizeof *l->u);
      s->here = l->bound;
      l->second = true;
      buju_cover_state_set(&s->state, l->column, BUJU_COVER_SHUT);
      return;
    }
    if (!l->second) exclude(s, l->bound);
    s->depth--;
  }
  s->done = true;
}

buju_status buju_cover_search_on(buju_ctx *ctx, buju_cover_search *s, int64_t work, int64_t cut) {
  int64_t until = buju_cover_search_work(s) + work;
  while (!s->done && buju_cover_search_work(s) < until) {
    if (s->best_cost < cut) cut = s->best_cost;
    s->bound.work += s->cover->rows;
    if (!work_out(s, cut)) {
      go_back(s, s->best_cost < cut ? s->best_cost : cut);
    } else {
      buju_status status = go_down(ctx, s);
      if (status != BUJU_OK) return status;
    }
  }
  return BUJU_OK;
}

/* ---- what is known ---- */

int64_t buju_cover_search_lower(const buju_cover_search *s) {
  int64_t lower = s->excluded;
  if (!s->done && s->here < lower) lower = s->here;
  for (buju_ix d = 0; d < s->depth; d++)
    if (!s->level[d].second && s->level[d].bound < lower) lower = s->level[d].bound;
  return lower;
}

int64_t buju_cover_search_work(const buju_cover_search *s) { return s->bound.work + s->state.work; }

int64_t buju_cover_search_best(const buju_cover_search *s, const uint8_t **in) {
  *in = s->best;
  return s->best_cost;
}

bool buju_cover_search_done(const buju_cover_search *s) { return s->done; }

const double *buju_cover_search_share(const buju_cover_search *s) { return s->bound.share; }
