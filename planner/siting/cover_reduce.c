/* What need not be decided: rows met whenever others are, columns others outshine, columns that have to be taken.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/cover_parts.h"

/* One state of the problem; each round makes the next one and frees the last. */
typedef struct stage {
  buju_cover cover;
  buju_arena *arena; /* of the cover; NULL: the caller's */
  bool *dead_row, *dead_column;
  uint8_t *need;
  buju_arena *scratch; /* of the flags */
  bool changed;
} stage;

typedef struct reduction {
  buju_vec taken; /* buju_ix: given numbers */
  int64_t taken_cost, work;
} reduction;

static buju_status stage_begin(buju_ctx *ctx, stage *s) {
  buju_arena_free(s->scratch);
  s->changed = false;
  s->scratch = buju_arena_new();
  if (s->scratch == NULL) return buju_fail_memory(ctx);
  s->dead_row = BUJU_NEW(s->scratch, bool, s->cover.rows);
  s->dead_column = BUJU_NEW(s->scratch, bool, s->cover.columns);
  s->need = BUJU_NEW(s->scratch, uint8_t, s->cover.rows);
  if (s->dead_row == NULL || s->dead_column == NULL || s->need == NULL) return buju_fail_memory(ctx);
  if (s->cover.rows > 0) memcpy(s->need, s->cover.need, s->cover.rows * sizeof *s->need);
  return BUJU_OK;
}

/* The next state, when there is any change. */
static buju_status stage_end(buju_ctx *ctx, stage *s, reduction *r, bool *changed) {
  if (!s->changed) return BUJU_OK;
  *changed = true;
  r->work += (int64_t)s->cover.row[s->cover.rows];
  buju_arena *arena = buju_arena_new();
  if (arena == NULL) return buju_fail_memory(ctx);
  buju_cover next;
  buju_status status = buju_cover_without(ctx, &s->cover, s->dead_row, s->dead_column, s->need, arena, &next);
  if (status != BUJU_OK) {
    buju_arena_free(arena);
    return status;
  }
  buju_arena_free(s->arena);
  s->arena = arena;
  s->cover = next;
  return BUJU_OK;
}

/* ---- columns that have to be taken ---- */

static buju_status take(buju_ctx *ctx, stage *s, buju_ix j, reduction *r) {
  buju_ix *taken = buju_vec_push(&r->taken, sizeof *taken);
  if (taken == NULL) return buju_fail_memory(ctx);
  *taken = s->cover.column_id[j];
  r->taken_cost += s->cover.cost[j];
  s->dead_column[j] = true;
  for (uint64_t at = s->cover.col[j]; at < s->cover.col[j + 1]; at++) {
    buju_ix i = s->cover.member[at];
    if (s->need[i] > 0) s->need[i]--;
    if (s->need[i] == 0) s->dead_row[i] = true;
  }
  s->changed = true;
  return BUJU_OK;
}

/* A row with as many columns as it needs leaves no choice; what costs nothing leaves none worth having. */
static buju_status take_needed(buju_ctx *ctx, stage *s, reduction *r) {
  const buju_cover *c = &s->cover;
  for (buju_ix i = 0; i < c->rows; i++) {
    if (c->row[i + 1] - c->row[i] != c->need[i]) continue;
    for (uint64_t at = c->row[i]; at < c->row[i + 1]; at++) {
      if (s->dead_column[c->column[at]]) continue;
      buju_status status = take(ctx, s, c->column[at], r);
      if (status != BUJU_OK) return status;
    }
  }
  for (buju_ix j = 0; j < c->columns; j++) {
    if (c->cost[j] > 0 || s->dead_column[j]) continue;
    buju_status status = take(ctx, s, j, r);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

/* ---- columns that others outshine ---- */

typedef struct ranked {
  buju_ix n, column;
  int64_t cost;
} ranked;

/* Whoever could outshine a column comes before it. */
static int by_reach(const void *a, const void *b) {
  const ranked *x = a, *y = b;
  if (x->n != y->n) return x->n > y->n ? -1 : 1;
  if (x->cost != y->cost) return x->cost < y->cost ? -1 : 1;
  return (x->column > y->column) - (x->column < y->column);
}

/* Columns wait at their rarest row until a larger one has it. */
typedef struct outshine {
  const buju_cover *c;
  ranked *order;
  buju_ix *place;        /* [columns] in the order */
  buju_ix *by_rarity;    /* the members of each column, rarest row last */
  buju_ix *first, *next; /* the columns that wait at a row */
  buju_ix *better;       /* [columns] by how many it is outshone */
  buju_ix *most;         /* [columns] the most that a row of it needs: so many must outshine it */
  uint64_t *mark;        /* rows of the column at hand */
  int64_t work;
} outshine;

typedef struct rare {
  uint64_t n;
  buju_ix row;
} rare;

static int rarest_last(const void *a, const void *b) {
  const rare *x = a, *y = b;
  if (x->n != y->n) return x->n > y->n ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

/* Rows in the order of their rarity, each appended to its columns: no column need be sorted. */
static bool sort_members(outshine *o, buju_arena *scratch) {
  const buju_cover *c = o->c;
  rare *order = BUJU_NEW(scratch, rare, c->rows);
  uint64_t *end = BUJU_NEW(scratch, uint64_t, c->columns);
  if (order == NULL || end == NULL) return false;
  for (buju_ix i = 0; i < c->rows; i++) order[i] = (rare){c->row[i + 1] - c->row[i], i};
  qsort(order, c->rows, sizeof *order, rarest_last);
  for (buju_ix j = 0; j < c->columns; j++) end[j] = c->col[j];
  for (buju_ix k = 0; k < c->rows; k++) {
    buju_ix i = order[k].row;
    for (uint64_t at = c->row[i]; at < c->row[i + 1]; at++) {
      buju_ix j = c->column[at];
      o->by_rarity[end[j]++] = i;
      if (c->need[i] > o->most[j]) o->most[j] = c->need[i];
    }
  }
  return true;
}

static bool outshine_new(const buju_cover *c, buju_arena *scratch, outshine *o) {
  size_t n = c->columns;
  *o = (outshine){.c = c,
                  .order = BUJU_NEW(scratch, ranked, n),
                  .place = BUJU_NEW(scratch, buju_ix, n),
                  .by_rarity = BUJU_NEW(scratch, buju_ix, c->col[n]),
                  .first = BUJU_NEW(scratch, buju_ix, c->rows),
                  .next = BUJU_NEW(scratch, buju_ix, n),
                  .better = BUJU_NEW(scratch, buju_ix, n),
                  .most = BUJU_NEW(scratch, buju_ix, n),
                  .mark = BUJU_NEW(scratch, uint64_t, (size_t)c->rows / 64 + 1)};
  if (o->order == NULL || o->place == NULL || o->by_rarity == NULL || o->first == NULL || o->next == NULL ||
      o->better == NULL || o->most == NULL || o->mark == NULL || !sort_members(o, scratch))
    return false;
  for (buju_ix j = 0; j < c->columns; j++) o->order[j] = (ranked){(buju_ix)(c->col[j + 1] - c->col[j]), j, c->cost[j]};
  qsort(o->order, n, sizeof *o->order, by_reach);
  memset(o->first, 0xff, c->rows * sizeof *o->first);
  for (buju_ix k = c->columns; k-- > 0;) { /* lists in order */
    buju_ix j = o->order[k].column, *first = &o->first[o->by_rarity[c->col[j + 1] - 1]];
    o->place[j] = k;
    o->next[j] = *first;
    *first = j;
  }
  return true;
}

static bool all_marked(outshine *o, buju_ix j) {
  uint64_t at = o->c->col[j + 1];
  while (at > o->c->col[j] && buju_bit(o->mark, o->by_rarity[at - 1])) at--;
  o->work += (int64_t)(o->c->col[j + 1] - at) + 1;
  return at == o->c->col[j];
}

/* Whom column k outshines among those that wait at row i. */
static void test_waiting(outshine *o, buju_ix k, buju_ix i, bool *dead) {
  for (buju_ix *link = &o->first[i]; *link != BUJU_NONE;) {
    buju_ix j = *link;
    if (o->place[j] > o->place[k] && o->c->cost[j] >= o->c->cost[k] && all_marked(o, j) &&
        ++o->better[j] >= o->most[j]) {
      dead[j] = true;
      *link = o->next[j];
    } else {
      link = &o->next[j];
    }
  }
}

/* A column outshone by as many others as any of its rows needs is never needed: either all of those are taken and it
 * is one too many, or it can be exchanged for one that is not. */
static buju_status drop_columns(buju_ctx *ctx, stage *s, reduction *r) {
  const buju_cover *c = &s->cover;
  buju_arena *scratch = buju_arena_new();
  outshine o;
  if (scratch == NULL || !outshine_new(c, scratch, &o)) {
    buju_arena_free(scratch);
    return buju_fail_memory(ctx);
  }
  for (buju_ix q = 0; q < c->columns; q++) {
    buju_ix k = o.order[q].column;
    if (s->dead_column[k]) continue;
    for (uint64_t at = c->col[k]; at < c->col[k + 1]; at++) buju_bit_set(o.mark, c->member[at]);
    for (uint64_t at = c->col[k]; at < c->col[k + 1]; at++) test_waiting(&o, k, c->member[at], s->dead_column);
    for (uint64_t at = c->col[k]; at < c->col[k + 1]; at++) buju_bit_clear(o.mark, c->member[at]);
    o.work += 3 * (int64_t)(c->col[k + 1] - c->col[k]);
  }
  for (buju_ix j = 0; j < c->columns; j++) s->changed |= s->dead_column[j];
  r->work += o.work;
  buju_arena_free(scratch);
  return BUJU_OK;
}

/* ---- rows that others imply ---- */

static buju_status drop_rows(buju_ctx *ctx, stage *s, reduction *r) {
  const buju_cover *c = &s->cover;
  buju_cover_set *sets = BUJU_NEW(s->scratch, buju_cover_set, c->rows);
  if (sets == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < c->rows; i++)
    sets[i] = (buju_cover_set){c->column + c->row[i], (buju_ix)(c->row[i + 1] - c->row[i]), c->need[i]};
  buju_status status = buju_cover_minimal(ctx, c->columns, c->rows, sets, s->dead_row, &r->work);
  for (buju_ix i = 0; status == BUJU_OK && i < c->rows; i++) s->changed |= s->dead_row[i];
  return status;
}

/* ---- rounds ---- */

static buju_status round_of(buju_ctx *ctx, stage *s, reduction *r, bool *changed) {
  static buju_status (*const ways[])(buju_ctx *, stage *, reduction *) = {take_needed, drop_columns, drop_rows};
  *changed = false;
  for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
    buju_status status = stage_begin(ctx, s);
    if (status == BUJU_OK) status = ways[w](ctx, s, r);
    if (status == BUJU_OK) status = stage_end(ctx, s, r, changed);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

static int ascending(const void *a, const void *b) {
  const buju_ix *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

static bool finish(buju_ctx *ctx, stage *s, reduction *r, buju_arena *arena, buju_cover_reduced *out) {
  buju_cover_reduced made = {.taken_n = (buju_ix)r->taken.n, .taken_cost = r->taken_cost, .work = r->work};
  void *taken;
  if (made.taken_n > 1) qsort(r->taken.data, r->taken.n, sizeof(buju_ix), ascending);
  if (!buju_vec_freeze(&r->taken, sizeof(buju_ix), arena, &taken)) return false;
  made.taken = taken;
  if (stage_begin(ctx, s) != BUJU_OK ||
      buju_cover_without(ctx, &s->cover, s->dead_row, s->dead_column, s->need, arena, &made.cover) != BUJU_OK)
    return false;
  *out = made;
  return true;
}

buju_status buju_cover_reduce(buju_ctx *ctx, const buju_cover *cover, buju_arena *arena, buju_cover_reduced *out) {
  stage s = {.cover = *cover};
  reduction r = {0};
  buju_status status = BUJU_OK;
  for (bool changed = true; status == BUJU_OK && changed;) status = round_of(ctx, &s, &r, &changed);
  if (status == BUJU_OK && !finish(ctx, &s, &r, arena, out)) status = buju_fail_memory(ctx);
  buju_arena_free(s.arena);
  buju_arena_free(s.scratch);
  buju_vec_free(&r.taken);
  return status;
}
