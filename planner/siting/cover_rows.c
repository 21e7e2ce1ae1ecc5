/* Rows of a cover as they come: only those that none of the others implies are kept. SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>
#include <string.h>

#include "core/parallel.h"
#include "planner/siting/cover_parts.h"

enum { CHUNK = 16, THIN_FROM = 4096 };

struct buju_cover_rows {
  buju_ix columns;
  const uint8_t *role;
  buju_vec sets; /* buju_cover_set: those kept, with items of their own */
  buju_vec next; /* buju_ix: of the watch */
  buju_vec ids;  /* buju_ix */
  buju_ix *first;
  size_t thin_at; /* sets when they are next looked through */
  buju_ix short_n, short_lowest;
  int64_t work;
};

buju_status buju_cover_rows_new(buju_ctx *ctx, buju_ix columns, const uint8_t *role, buju_cover_rows **out) {
  buju_cover_rows *rows = calloc(1, sizeof *rows);
  if (rows != NULL) rows->first = malloc(((size_t)columns + 1) * sizeof *rows->first);
  if (rows == NULL || rows->first == NULL) {
    free(rows);
    return buju_fail_memory(ctx);
  }
  memset(rows->first, 0xff, ((size_t)columns + 1) * sizeof *rows->first);
  rows->columns = columns;
  rows->role = role;
  rows->thin_at = THIN_FROM;
  rows->short_lowest = BUJU_NONE;
  *out = rows;
  return BUJU_OK;
}

static void forget(buju_cover_rows *rows) {
  buju_cover_set *sets = rows->sets.data;
  for (size_t s = 0; s < rows->sets.n; s++) free((void *)(uintptr_t)sets[s].item);
  buju_vec_free(&rows->sets);
  buju_vec_free(&rows->next);
  buju_vec_free(&rows->ids);
  memset(rows->first, 0xff, rows->columns * sizeof *rows->first);
}

void buju_cover_rows_free(buju_cover_rows *rows) {
  if (rows == NULL) return;
  forget(rows);
  free(rows->first);
  free(rows);
}

buju_ix buju_cover_rows_short(const buju_cover_rows *rows, buju_ix *lowest) {
  *lowest = rows->short_lowest;
  return rows->short_n;
}

int64_t buju_cover_rows_work(const buju_cover_rows *rows) { return rows->work; }

/* ---- one block ---- */

/* The rows of a block without columns whose role is known. */
typedef struct block {
  buju_cover_rows *rows;
  buju_ix n;
  buju_cover_set *set; /* need 0: asks for nothing */
  bool *implied;
  buju_ix before; /* sets kept before the block */
  uint64_t **mark;
  int64_t *work;
} block;

static bool is_implied(block *b, buju_ix k, unsigned worker, buju_ix from) {
  buju_cover_watch watch = {b->rows->first, b->rows->next.data};
  buju_cover_mark(&b->set[k], b->mark[worker], true);
  bool implied = buju_cover_implied(&watch, b->rows->sets.data, &b->set[k], b->mark[worker], from, &b->work[worker]);
  buju_cover_mark(&b->set[k], b->mark[worker], false);
  return implied;
}

static buju_status test_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  (void)ctx;
  block *b = user;
  for (buju_ix k = (buju_ix)first; k < (buju_ix)end; k++)
    b->implied[k] = b->set[k].need == 0 || is_implied(b, k, worker, 0);
  return BUJU_OK;
}

static buju_status keep(buju_ctx *ctx, buju_cover_rows *rows, const buju_cover_set *set, buju_ix id) {
  buju_ix *item = malloc(((size_t)set->n + 1) * sizeof *item);
  buju_cover_set *kept = item != NULL ? buju_vec_push(&rows->sets, sizeof *kept) : NULL;
  buju_ix *next = kept != NULL ? buju_vec_push(&rows->next, sizeof *next) : NULL;
  buju_ix *its_id = next != NULL ? buju_vec_push(&rows->ids, sizeof *its_id) : NULL;
  if (its_id == NULL) {
    if (kept != NULL) rows->sets.n--;
    free(item);
    return buju_fail_memory(ctx);
  }
  memcpy(item, set->item, set->n * sizeof *item);
  *kept = (buju_cover_set){item, set->n, set->need};
  *its_id = id;
  buju_ix *first = &rows->first[item[set->n - 1]];
  *next = *first;
  *first = (buju_ix)(rows->sets.n - 1);
  return BUJU_OK;
}

/* Leaves out columns that are shut, counts those that are open, and names the rows that are short. */
static void take_row(block *b, buju_ix k, buju_ix id, unsigned need, const buju_ix *column, uint64_t n, buju_ix *item) {
  buju_cover_rows *rows = b->rows;
  buju_ix kept = 0;
  for (uint64_t at = 0; at < n; at++) {
    uint8_t role = rows->role != NULL ? rows->role[column[at]] : BUJU_COVER_MAY;
    if (role == BUJU_COVER_MAY) item[kept++] = column[at];
    if (role == BUJU_COVER_OPEN && need > 0) need--;
  }
  if (need > kept) {
    rows->short_n++;
    if (id < rows->short_lowest) rows->short_lowest = id;
    need = 0;
  }
  b->set[k] = (buju_cover_set){item, kept, (uint8_t)need};
}

static bool block_new(buju_ctx *ctx, buju_cover_rows *rows, const buju_ix *id, const uint8_t *need,
                      const buju_csr *lists, buju_arena *scratch, block *b) {
  unsigned workers = buju_parallel_workers(ctx, lists->n, CHUNK);
  *b = (block){.rows = rows, .n = lists->n, .before = (buju_ix)rows->sets.n};
  b->set = BUJU_NEW(scratch, buju_cover_set, lists->n);
  b->implied = BUJU_NEW(scratch, bool, lists->n);
  b->mark = BUJU_NEW(scratch, uint64_t *, workers);
  b->work = BUJU_NEW(scratch, int64_t, workers);
  buju_ix *item = BUJU_NEW(scratch, buju_ix, lists->row[lists->n] - lists->row[0]);
  if (b->set == NULL || b->implied == NULL || b->mark == NULL || b->work == NULL || item == NULL) return false;
  for (unsigned w = 0; w < workers; w++)
    if ((b->mark[w] = BUJU_NEW(scratch, uint64_t, (size_t)rows->columns / 64 + 1)) == NULL) return false;
  for (buju_ix k = 0; k < lists->n; k++) {
    uint64_t first = lists->row[k], n = lists->row[k + 1] - first;
    take_row(b, k, id[k], need != NULL ? need[k] : 1, lists->col + first, n, item + (first - lists->row[0]));
  }
  return true;
}

/* ---- looking through ---- */

/* Drops what later rows imply. */
static buju_status thin(buju_ctx *ctx, buju_cover_rows *rows) {
  buju_cover_set *sets = rows->sets.data;
  buju_ix n = (buju_ix)rows->sets.n, kept = 0;
  buju_ix *ids = rows->ids.data, *next = rows->next.data;
  bool *dead = calloc((size_t)n + 1, sizeof *dead);
  if (dead == NULL) return buju_fail_memory(ctx);
  buju_status status = buju_cover_minimal(ctx, rows->columns, n, sets, dead, &rows->work);
  if (status == BUJU_OK) {
    memset(rows->first, 0xff, rows->columns * sizeof *rows->first);
    for (buju_ix s = 0; s < n; s++) {
      if (dead[s]) {
        free((void *)(uintptr_t)sets[s].item);
        continue;
      }
      buju_ix *first = &rows->first[sets[s].item[sets[s].n - 1]];
      sets[kept] = sets[s];
      ids[kept] = ids[s];
      next[kept] = *first;
      *first = kept++;
    }
    rows->sets.n = rows->next.n = rows->ids.n = kept;
    rows->thin_at = kept > THIN_FROM / 2 ? 2 * (size_t)kept : THIN_FROM;
  }
  free(dead);
  return status;
}

buju_status buju_cover_rows_add(buju_ctx *ctx, buju_cover_rows *rows, const buju_ix *id, const uint8_t *need,
                                const buju_csr *lists) {
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  block b;
  buju_status status = block_new(ctx, rows, id, need, lists, scratch, &b) ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_parallel_for(ctx, b.n, CHUNK, test_some, &b);
  for (buju_ix k = 0; status == BUJU_OK && k < b.n; k++)
    if (!b.implied[k] && !is_implied(&b, k, 0, b.before)) status = keep(ctx, rows, &b.set[k], id[k]);
  for (unsigned w = 0; status == BUJU_OK && w < buju_parallel_workers(ctx, b.n, CHUNK); w++) rows->work += b.work[w];
  buju_arena_free(scratch);
  if (status == BUJU_OK && rows->sets.n >= rows->thin_at) status = thin(ctx, rows);
  return status;
}

/* ---- taking ---- */

typedef struct numbered {
  buju_ix id, set;
} numbered;

static int by_id(const void *a, const void *b) {
  const numbered *x = a, *y = b;
  return (x->id > y->id) - (x->id < y->id);
}

/* Numbers the columns met. */
static bool number_columns(const buju_cover_rows *rows, buju_arena *arena, buju_cover *cover, buju_ix *number) {
  const buju_cover_set *sets = rows->sets.data;
  for (buju_ix s = 0; s < rows->sets.n; s++)
    for (buju_ix k = 0; k < sets[s].n; k++) number[sets[s].item[k]] = 1;
  for (buju_ix j = 0; j < rows->columns; j++) cover->columns += number[j];
  cover->column_id = BUJU_NEW(arena, buju_ix, cover->columns);
  cover->cost = BUJU_NEW(arena, int64_t, cover->columns);
  if (cover->column_id == NULL || cover->cost == NULL) return false;
  buju_ix n = 0;
  for (buju_ix j = 0; j < rows->columns; j++) {
    if (number[j] == 0) continue;
    cover->column_id[n] = j;
    number[j] = n++;
  }
  return true;
}

/* Copies the sets in the order of their ids and lets them go one by one. */
static bool copy_rows(buju_cover_rows *rows, const numbered *order, const buju_ix *number, buju_arena *arena,
                      buju_cover *cover) {
  buju_cover_set *sets = rows->sets.data;
  uint64_t entries = 0;
  for (buju_ix i = 0; i < cover->rows; i++) entries += sets[i].n;
  cover->row = BUJU_NEW(arena, uint64_t, (size_t)cover->rows + 1);
  cover->column = BUJU_NEW(arena, buju_ix, entries);
  cover->need = BUJU_NEW(arena, uint8_t, cover->rows);
  cover->row_id = BUJU_NEW(arena, buju_ix, cover->rows);
  if (cover->row == NULL || cover->column == NULL || cover->need == NULL || cover->row_id == NULL) return false;
  for (buju_ix i = 0; i < cover->rows; i++) {
    buju_cover_set *set = &sets[order[i].set];
    uint64_t at = cover->row[i];
    for (buju_ix k = 0; k < set->n; k++) cover->column[at++] = number[set->item[k]];
    cover->row[i + 1] = at;
    cover->need[i] = set->need;
    cover->row_id[i] = order[i].id;
    free((void *)(uintptr_t)set->item);
    set->item = NULL;
  }
  return true;
}

static buju_status make(buju_ctx *ctx, buju_cover_rows *rows, const int64_t *cost, buju_arena *scratch,
                        buju_arena *arena, buju_cover *out) {
  buju_cover cover = {.rows = (buju_ix)rows->sets.n};
  const buju_ix *ids = rows->ids.data;
  buju_ix *number = BUJU_NEW(scratch, buju_ix, rows->columns);
  numbered *order = BUJU_NEW(scratch, numbered, cover.rows);
  if (number == NULL || order == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < cover.rows; i++) order[i] = (numbered){ids[i], i};
  qsort(order, cover.rows, sizeof *order, by_id);
  if (!number_columns(rows, arena, &cover, number) || !copy_rows(rows, order, number, arena, &cover))
    return buju_fail_memory(ctx);
  for (buju_ix j = 0; j < cover.columns; j++) cover.cost[j] = cost != NULL ? cost[cover.column_id[j]] : 1;
  *out = cover;
  return buju_cover_transpose(ctx, out, arena);
}

buju_status buju_cover_rows_take(buju_ctx *ctx, buju_cover_rows *rows, const int64_t *cost, buju_arena *arena,
                                 buju_cover *out) {
  buju_status status = rows->sets.n > 0 ? thin(ctx, rows) : BUJU_OK;
  if (status != BUJU_OK) return status;
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  status = make(ctx, rows, cost, scratch, arena, out);
  buju_arena_free(scratch);
  if (status == BUJU_OK) forget(rows);
  return status;
}
