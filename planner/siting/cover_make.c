/* Covers made of covers: the other side, and what is left. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/cover_parts.h"

/* Lists who has each of n items: row and item are a relation over `rows` rows; the lists ascend. */
static bool turn(buju_ix rows, const uint64_t *row, const buju_ix *item, buju_ix n, buju_arena *arena, uint64_t **out,
                 buju_ix **of) {
  uint64_t *first = BUJU_NEW(arena, uint64_t, (size_t)n + 2);
  buju_ix *who = BUJU_NEW(arena, buju_ix, row[rows]);
  if (first == NULL || who == NULL) return false;
  for (uint64_t at = 0; at < row[rows]; at++) first[item[at] + 2]++;
  for (buju_ix j = 0; j < n; j++) first[j + 2] += first[j + 1];
  for (buju_ix i = 0; i < rows; i++)
    for (uint64_t at = row[i]; at < row[i + 1]; at++) who[first[item[at] + 1]++] = i;
  *out = first;
  *of = who;
  return true;
}

buju_status buju_cover_transpose(buju_ctx *ctx, buju_cover *cover, buju_arena *arena) {
  if (!turn(cover->rows, cover->row, cover->column, cover->columns, arena, &cover->col, &cover->member))
    return buju_fail_memory(ctx);
  /* Back again in place, which sorts the rows. */
  uint64_t *next = BUJU_NEW(arena, uint64_t, cover->rows);
  if (next == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < cover->rows; i++) next[i] = cover->row[i];
  for (buju_ix j = 0; j < cover->columns; j++)
    for (uint64_t at = cover->col[j]; at < cover->col[j + 1]; at++) cover->column[next[cover->member[at]]++] = j;
  return BUJU_OK;
}

/* Numbers for those not dead; BUJU_NONE for the others. */
static buju_ix renumber(buju_ix n, const bool *dead, buju_ix *number) {
  buju_ix left = 0;
  for (buju_ix k = 0; k < n; k++) number[k] = dead[k] ? BUJU_NONE : left++;
  return left;
}

/* Columns not dead that meet a row not dead. */
static buju_ix renumber_columns(const buju_cover *cover, const bool *dead_row, const bool *dead, buju_ix *number) {
  buju_ix left = 0;
  for (buju_ix j = 0; j < cover->columns; j++) {
    uint64_t at = dead[j] ? cover->col[j + 1] : cover->col[j];
    while (at < cover->col[j + 1] && dead_row[cover->member[at]]) at++;
    number[j] = at < cover->col[j + 1] ? left++ : BUJU_NONE;
  }
  return left;
}

static uint64_t count_entries(const buju_cover *cover, const bool *dead_row, const buju_ix *column_number) {
  uint64_t entries = 0;
  for (buju_ix i = 0; i < cover->rows; i++) {
    if (dead_row[i]) continue;
    for (uint64_t at = cover->row[i]; at < cover->row[i + 1]; at++)
      entries += column_number[cover->column[at]] != BUJU_NONE;
  }
  return entries;
}

bool buju_cover_room(buju_ix rows, buju_ix columns, uint64_t entries, buju_arena *arena, buju_cover *to) {
  *to = (buju_cover){.rows = rows,
                     .columns = columns,
                     .row = BUJU_NEW(arena, uint64_t, (size_t)rows + 1),
                     .column = BUJU_NEW(arena, buju_ix, entries),
                     .need = BUJU_NEW(arena, uint8_t, rows),
                     .cost = BUJU_NEW(arena, int64_t, columns),
                     .row_id = BUJU_NEW(arena, buju_ix, rows),
                     .column_id = BUJU_NEW(arena, buju_ix, columns)};
  return to->row != NULL && to->column != NULL && to->need != NULL && to->cost != NULL && to->row_id != NULL &&
         to->column_id != NULL;
}

static void copy(const buju_cover *from, const uint8_t *need, const buju_ix *row_number, const buju_ix *column_number,
                 buju_cover *to) {
  uint64_t put = 0;
  for (buju_ix i = 0; i < from->rows; i++) {
    buju_ix r = row_number[i];
    if (r == BUJU_NONE) continue;
    for (uint64_t at = from->row[i]; at < from->row[i + 1]; at++)
      if (column_number[from->column[at]] != BUJU_NONE) to->column[put++] = column_number[from->column[at]];
    to->row[r + 1] = put;
    to->need[r] = need[i];
    to->row_id[r] = from->row_id[i];
  }
  for (buju_ix j = 0; j < from->columns; j++) {
    buju_ix c = column_number[j];
    if (c == BUJU_NONE) continue;
    to->cost[c] = from->cost[j];
    to->column_id[c] = from->column_id[j];
  }
}

buju_status buju_cover_without(buju_ctx *ctx, const buju_cover *cover, const bool *dead_row, const bool *dead_column,
                               const uint8_t *need, buju_arena *arena, buju_cover *out) {
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  buju_ix *row_number = BUJU_NEW(scratch, buju_ix, cover->rows);
  buju_ix *column_number = BUJU_NEW(scratch, buju_ix, cover->columns);
  buju_status status = row_number != NULL && column_number != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status != BUJU_OK) goto done;
  buju_ix rows = renumber(cover->rows, dead_row, row_number);
  buju_ix columns = renumber_columns(cover, dead_row, dead_column, column_number);
  buju_cover made;
  if (!buju_cover_room(rows, columns, count_entries(cover, dead_row, column_number), arena, &made)) {
    status = buju_fail_memory(ctx);
    goto done;
  }
  copy(cover, need, row_number, column_number, &made);
  status = buju_cover_transpose(ctx, &made, arena);
  if (status == BUJU_OK) *out = made;
done:
  buju_arena_free(scratch);
  return status;
}
