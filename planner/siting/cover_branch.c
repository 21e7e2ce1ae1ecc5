/* Where to branch in the search for a cover: what deciding a column gained before, or a few iterations of the program
 * say (Achterberg, Koch, Martin 2005). It steers the search and proves nothing. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "planner/siting/cover_parts.h"

enum { TRIED_MOST = 12, TRY_ITERATIONS = 40, STALE_MOST = 6, KNOWN = 3 };

bool buju_cover_branch_new(const buju_cover *cover, buju_arena *arena, buju_cover_branch *out) {
  *out = (buju_cover_branch){.candidate = BUJU_NEW(arena, buju_cover_fraction, cover->columns)};
  for (int side = 0; side < 2; side++) {
    out->gain[side] = BUJU_NEW(arena, double, cover->columns);
    out->times[side] = BUJU_NEW(arena, buju_ix, cover->columns);
    if (out->gain[side] == NULL || out->times[side] == NULL) return false;
  }
  return out->candidate != NULL;
}

void buju_cover_branch_learn(buju_cover_branch *b, buju_ix column, bool open, double share, double gain) {
  double far = open ? 1 - share : share;
  if (far < 1e-3) return;
  if (gain < 0) gain = 0;
  b->gain[open][column] += gain / far;
  b->times[open][column]++;
  b->gain_all[open] += gain / far;
  b->times_all[open]++;
}

/* What deciding a column so would gain, from what it or all of them gained. */
static double expected(const buju_cover_branch *b, buju_ix j, bool open, double share) {
  double each = b->times_all[open] > 0 ? b->gain_all[open] / (double)b->times_all[open] : 1;
  if (b->times[open][j] > 0) each = b->gain[open][j] / (double)b->times[open][j];
  return each * (open ? 1 - share : share);
}

static double score_of(double open, double shut) { return (open > 1e-6 ? open : 1e-6) * (shut > 1e-6 ? shut : 1e-6); }

static int best_first(const void *a, const void *b) {
  const buju_cover_fraction *x = a, *y = b;
  if (x->score != y->score) return x->score > y->score ? -1 : 1;
  return (x->column > y->column) - (x->column < y->column);
}

static buju_ix gather(buju_cover_branch *b, const buju_cover_state *s, const buju_cover_bound *bound) {
  buju_ix n = 0;
  for (buju_ix j = 0; j < s->cover->columns; j++) {
    double share = bound->share[j];
    if (s->role[j] != BUJU_COVER_MAY || share < 1e-6 || share > 1 - 1e-6) continue;
    b->candidate[n++] =
        (buju_cover_fraction){j, share, score_of(expected(b, j, true, share), expected(b, j, false, share))};
  }
  qsort(b->candidate, n, sizeof *b->candidate, best_first);
  b->work += s->cover->columns;
  return n;
}

/* Learns about a column from a few iterations each way, both from the basis of the node's own solution. */
static buju_status try_out(buju_ctx *ctx, buju_cover_branch *b, buju_cover_fraction *f, buju_cover_lp *lp,
                           double from) {
  for (int open = 0; open < 2; open++) {
    double objective;
    buju_status status =
        buju_cover_lp_try(ctx, lp, f->column, open ? BUJU_COVER_OPEN : BUJU_COVER_SHUT, TRY_ITERATIONS, &objective);
    if (status != BUJU_OK) return status;
    buju_cover_branch_learn(b, f->column, open, f->share, objective - from);
  }
  f->score = score_of(expected(b, f->column, true, f->share), expected(b, f->column, false, f->share));
  return BUJU_OK;
}

static buju_status choose_fraction(buju_ctx *ctx, buju_cover_branch *b, buju_ix n, buju_cover_lp *lp, buju_ix *out) {
  double from = buju_cover_lp_objective(lp);
  const buju_cover_fraction *best = NULL;
  int tried = 0, stale = 0;
  for (buju_ix k = 0; k < n && stale < STALE_MOST; k++) {
    buju_cover_fraction *f = &b->candidate[k];
    bool known = b->times[0][f->column] >= KNOWN && b->times[1][f->column] >= KNOWN;
    if (!known && tried < TRIED_MOST) {
      buju_status status = try_out(ctx, b, f, lp, from);
      if (status != BUJU_OK) return status;
      tried++;
    }
    stale++;
    if (best != NULL && f->score <= best->score) continue;
    best = f;
    stale = 0;
  }
  *out = best->column;
  return BUJU_OK;
}

/* In the row with least choice, the column the bound would take most. */
static buju_ix choose_by_row(const buju_cover_state *s, const buju_cover_bound *b) {
  const buju_cover *c = s->cover;
  buju_ix row = BUJU_NONE, best = BUJU_NONE;
  for (buju_ix i = 0; i < c->rows; i++) {
    if (s->left[i] <= 0) continue;
    if (row == BUJU_NONE || s->may[i] < s->may[row] || (s->may[i] == s->may[row] && b->u[i] > b->u[row])) row = i;
  }
  for (uint64_t at = c->row[row]; at < c->row[row + 1]; at++) {
    buju_ix j = c->column[at];
    if (s->role[j] != BUJU_COVER_MAY) continue;
    if (best == BUJU_NONE || b->share[j] > b->share[best] ||
        (b->share[j] == b->share[best] && b->rest[j] < b->rest[best]))
      best = j;
  }
  return best;
}

buju_status buju_cover_branch_choose(buju_ctx *ctx, buju_cover_branch *branch, const buju_cover_state *state,
                                     const buju_cover_bound *bound, buju_cover_lp *lp, buju_ix *out) {
  buju_ix n = lp != NULL ? gather(branch, state, bound) : 0;
  if (n > 0) return choose_fraction(ctx, branch, n, lp, out);
  *out = choose_by_row(state, bound);
  return BUJU_OK;
}
