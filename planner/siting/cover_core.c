/* Plans from the heart of a part: the columns that the program finds least dear, walked through alone, and late in a
 * long search given to Cbc. What comes of it is a plan like any other; nothing is proved by it.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "planner/siting/cover_parts.h"
#include "planner/siting/mip.h"

enum { STEPS_PER_ENTRY = 200, WALK_PER_ENTRY = 1000 }; /* of a node, about; of the walk */

typedef struct dear {
  int64_t rest;
  buju_ix column;
} dear;

static int least_dear_first(const void *a, const void *b) {
  const dear *x = a, *y = b;
  if (x->rest != y->rest) return x->rest < y->rest ? -1 : 1;
  return (x->column > y->column) - (x->column < y->column);
}

/* The columns that may be taken and whose rest is least, at most `most` of them; where[column] is their number, or
 * BUJU_NONE. */
static bool choose(const buju_cover_state *s, const buju_cover_bound *b, buju_ix most, buju_arena *scratch, buju_ix *n,
                   buju_ix **which, buju_ix **where) {
  const buju_cover *c = s->cover;
  dear *order = BUJU_NEW(scratch, dear, c->columns);
  *which = BUJU_NEW(scratch, buju_ix, most);
  *where = BUJU_NEW(scratch, buju_ix, c->columns);
  if (order == NULL || *which == NULL || *where == NULL) return false;
  buju_ix may = 0;
  for (buju_ix j = 0; j < c->columns; j++) {
    (*where)[j] = BUJU_NONE;
    if (s->role[j] == BUJU_COVER_MAY) order[may++] = (dear){b->rest[j], j};
  }
  qsort(order, may, sizeof *order, least_dear_first);
  *n = may < most ? may : most;
  for (buju_ix k = 0; k < *n; k++) {
    (*which)[k] = order[k].column;
    (*where)[order[k].column] = k;
  }
  return true;
}

static bool arrays(buju_ix n, buju_ix rows, uint64_t entries, buju_arena *scratch, int64_t **column_side,
                   int64_t **row_side, uint64_t **row, buju_ix **column, int64_t **value) {
  *column_side = BUJU_NEW(scratch, int64_t, 3 * (size_t)n);
  *row_side = BUJU_NEW(scratch, int64_t, 2 * (size_t)rows);
  *row = BUJU_NEW(scratch, uint64_t, (size_t)rows + 1);
  *column = BUJU_NEW(scratch, buju_ix, entries);
  *value = BUJU_NEW(scratch, int64_t, entries);
  return *column_side != NULL && *row_side != NULL && *row != NULL && *column != NULL && *value != NULL;
}

/* Rows still to be met, over the columns chosen. False when one of them cannot be, or memory is out. */
static bool fill(const buju_cover_state *s, buju_ix n, const buju_ix *which, const buju_ix *where, buju_arena *scratch,
                 buju_mip *mip) {
  const buju_cover *c = s->cover;
  uint64_t entries = 0, *row;
  for (buju_ix k = 0; k < n; k++) entries += c->col[which[k] + 1] - c->col[which[k]];
  int64_t *side, *row_side, *value;
  buju_ix *column;
  if (!arrays(n, c->rows, entries, scratch, &side, &row_side, &row, &column, &value)) return false;
  for (buju_ix k = 0; k < n; k++) {
    side[k] = c->cost[which[k]];
    side[2 * (size_t)n + k] = 1;
  }
  buju_ix rows = 0;
  for (buju_ix i = 0; i < c->rows; i++) {
    if (s->left[i] <= 0) continue;
    uint64_t at = row[rows];
    for (uint64_t k = c->row[i]; k < c->row[i + 1]; k++) {
      if (where[c->column[k]] == BUJU_NONE) continue;
      column[at] = where[c->column[k]];
      value[at++] = 1;
    }
    if (at - row[rows] < (uint64_t)s->left[i]) return false;
    row_side[rows] = s->left[i];
    row_side[c->rows + rows] = BUJU_MIP_FREE_ABOVE;
    row[++rows] = at;
  }
  *mip = (buju_mip){.columns = n,
                    .rows = rows,
                    .cost = side,
                    .lower = side + n,
                    .upper = side + 2 * (size_t)n,
                    .row = row,
                    .column = column,
                    .value = value,
                    .row_lower = row_side,
                    .row_upper = row_side + c->rows};
  return true;
}

buju_status buju_cover_core(buju_ctx *ctx, const buju_cover_state *state, const buju_cover_bound *bound, buju_ix most,
                            int64_t node_limit, uint8_t *in, bool *found, int64_t *work) {
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  buju_ix n, *which, *where;
  buju_mip mip;
  buju_status status = choose(state, bound, most, scratch, &n, &which, &where) ? BUJU_OK : buju_fail_memory(ctx);
  *found = false;
  if (status == BUJU_OK && n > 0 && fill(state, n, which, where, scratch, &mip)) {
    mip.node_limit = node_limit;
    buju_mip_result result;
    status = buju_mip_solve(ctx, &mip, scratch, &result);
    *found = status == BUJU_OK && result.x != NULL;
    if (status == BUJU_OK) *work += (result.nodes + 1) * (int64_t)mip.row[mip.rows] * STEPS_PER_ENTRY;
    for (buju_ix j = 0; *found && j < state->cover->columns; j++) in[j] = state->role[j] == BUJU_COVER_OPEN;
    for (buju_ix k = 0; *found && k < n; k++) in[which[k]] = result.x[k] > 0;
  }
  buju_arena_free(scratch);
  return status;
}

/* ---- walking ---- */

/* Those whose rest is at most `room`; every row keeps enough of them, or it is no cover. */
static bool keep_heart(const buju_cover *c, const buju_cover_bound *b, int64_t room, bool *dead, buju_ix *times) {
  for (buju_ix j = 0; j < c->columns; j++) {
    dead[j] = b->rest[j] > room;
    for (uint64_t at = c->col[j]; !dead[j] && at < c->col[j + 1]; at++) times[c->member[at]]++;
  }
  for (buju_ix i = 0; i < c->rows; i++)
    if (times[i] < c->need[i]) return false;
  return true;
}

buju_status buju_cover_core_walk(buju_ctx *ctx, const buju_cover *cover, const buju_cover_bound *bound, int64_t room,
                                 int64_t enough, uint8_t *in, bool *found, int64_t *work) {
  *found = false;
  buju_arena *scratch = buju_arena_new();
  bool *dead = scratch != NULL ? BUJU_NEW(scratch, bool, cover->columns) : NULL;
  bool *none = scratch != NULL ? BUJU_NEW(scratch, bool, cover->rows) : NULL;
  buju_ix *times = scratch != NULL ? BUJU_NEW(scratch, buju_ix, cover->rows) : NULL;
  buju_status status = dead != NULL && none != NULL && times != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK && keep_heart(cover, bound, room, dead, times)) {
    buju_cover heart;
    buju_cover_walk walk;
    status = buju_cover_without(ctx, cover, none, dead, cover->need, scratch, &heart);
    if (status == BUJU_OK) status = buju_cover_walk_new(ctx, &heart, 1, scratch, &walk);
    if (status == BUJU_OK) {
      buju_cover_walk_start(&walk, NULL);
      buju_cover_walk_on(&walk, WALK_PER_ENTRY * (int64_t)heart.row[heart.rows], enough);
      *work += walk.work;
      *found = true;
      for (buju_ix j = 0, k = 0; j < cover->columns; j++) in[j] = !dead[j] && walk.best[k++];
    }
  }
  buju_arena_free(scratch);
  return status;
}
