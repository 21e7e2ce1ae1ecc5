/* Parts of a cover that share no column. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/cover_parts.h"

/* Numbers the parts by their lowest row. */
static buju_ix number_parts(const buju_cover *c, buju_ix *row_part, buju_ix *column_part, buju_ix *queue) {
  buju_ix parts = 0;
  for (buju_ix i = 0; i < c->rows; i++) {
    if (row_part[i] != BUJU_NONE) continue;
    buju_ix n = 0;
    row_part[i] = parts;
    queue[n++] = i;
    for (buju_ix q = 0; q < n; q++) {
      for (uint64_t at = c->row[queue[q]]; at < c->row[queue[q] + 1]; at++) {
        buju_ix j = c->column[at];
        if (column_part[j] != BUJU_NONE) continue;
        column_part[j] = parts;
        for (uint64_t m = c->col[j]; m < c->col[j + 1]; m++) {
          if (row_part[c->member[m]] != BUJU_NONE) continue;
          row_part[c->member[m]] = parts;
          queue[n++] = c->member[m];
        }
      }
    }
    parts++;
  }
  return parts;
}

/* Everything of the whole, in the order of the parts; then each part is a piece of these arrays. */
typedef struct pieces {
  buju_ix *rows, *columns;             /* [parts] */
  buju_ix *row_number, *column_number; /* within the part */
  uint64_t *entries;                   /* [parts] */
} pieces;

static bool pieces_new(const buju_cover *c, buju_ix parts, const buju_ix *row_part, const buju_ix *column_part,
                       buju_arena *scratch, pieces *p) {
  *p = (pieces){BUJU_NEW(scratch, buju_ix, parts), BUJU_NEW(scratch, buju_ix, parts),
                BUJU_NEW(scratch, buju_ix, c->rows), BUJU_NEW(scratch, buju_ix, c->columns),
                BUJU_NEW(scratch, uint64_t, parts)};
  if (p->rows == NULL || p->columns == NULL || p->row_number == NULL || p->column_number == NULL || p->entries == NULL)
    return false;
  for (buju_ix i = 0; i < c->rows; i++) {
    p->row_number[i] = p->rows[row_part[i]]++;
    p->entries[row_part[i]] += c->row[i + 1] - c->row[i];
  }
  for (buju_ix j = 0; j < c->columns; j++) p->column_number[j] = p->columns[column_part[j]]++;
  return true;
}

static void fill_parts(const buju_cover *c, const pieces *p, const buju_ix *row_part, const buju_ix *column_part,
                       buju_cover *part) {
  for (buju_ix i = 0; i < c->rows; i++) {
    buju_cover *to = &part[row_part[i]];
    buju_ix r = p->row_number[i];
    uint64_t put = to->row[r];
    for (uint64_t at = c->row[i]; at < c->row[i + 1]; at++) to->column[put++] = p->column_number[c->column[at]];
    to->row[r + 1] = put;
    to->need[r] = c->need[i];
    to->row_id[r] = c->row_id[i];
  }
  for (buju_ix j = 0; j < c->columns; j++) {
    part[column_part[j]].cost[p->column_number[j]] = c->cost[j];
    part[column_part[j]].column_id[p->column_number[j]] = c->column_id[j];
  }
}

static buju_status split(buju_ctx *ctx, const buju_cover *c, buju_arena *scratch, buju_arena *arena, buju_ix *parts,
                         buju_cover **out) {
  buju_ix *row_part = BUJU_NEW(scratch, buju_ix, c->rows), *column_part = BUJU_NEW(scratch, buju_ix, c->columns);
  buju_ix *queue = BUJU_NEW(scratch, buju_ix, c->rows);
  if (row_part == NULL || column_part == NULL || queue == NULL) return buju_fail_memory(ctx);
  memset(row_part, 0xff, c->rows * sizeof *row_part);
  memset(column_part, 0xff, c->columns * sizeof *column_part);
  buju_ix n = number_parts(c, row_part, column_part, queue);
  pieces p;
  buju_cover *part = BUJU_NEW(arena, buju_cover, n);
  if (part == NULL || !pieces_new(c, n, row_part, column_part, scratch, &p)) return buju_fail_memory(ctx);
  for (buju_ix k = 0; k < n; k++)
    if (!buju_cover_room(p.rows[k], p.columns[k], p.entries[k], arena, &part[k])) return buju_fail_memory(ctx);
  fill_parts(c, &p, row_part, column_part, part);
  for (buju_ix k = 0; k < n; k++) {
    buju_status status = buju_cover_transpose(ctx, &part[k], arena);
    if (status != BUJU_OK) return status;
  }
  *parts = n;
  *out = part;
  return BUJU_OK;
}

buju_status buju_cover_split(buju_ctx *ctx, const buju_cover *cover, buju_arena *arena, buju_ix *parts,
                             buju_cover **out) {
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  buju_status status = split(ctx, cover, scratch, arena, parts, out);
  buju_arena_free(scratch);
  return status;
}
