/* Growing rows of programs. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/program_rows.h"

#include <string.h>

/* A double and an int64_t are of one size: what moves them need not know which they are. */
enum { NUMBER_BYTES = 8 };
_Static_assert(sizeof(double) == NUMBER_BYTES && sizeof(int64_t) == NUMBER_BYTES, "numbers of rows");

static void put(buju_program_rows *rows, buju_ix column, const void *number) {
  if (rows->failed) return;
  buju_ix *at = buju_vec_push(&rows->column, sizeof *at);
  void *value = at != NULL ? buju_vec_push(&rows->value, NUMBER_BYTES) : NULL;
  rows->failed = value == NULL;
  if (at != NULL && value == NULL) rows->column.n--; /* there are always as many of both */
  if (value == NULL) return;
  *at = column;
  memcpy(value, number, NUMBER_BYTES);
}

static void end_row(buju_program_rows *rows, const void *lower, const void *upper) {
  if (rows->failed) return;
  bool begun = rows->row.n > 0 || buju_vec_push(&rows->row, sizeof(uint64_t)) != NULL; /* the first begins at 0 */
  uint64_t *end = begun ? buju_vec_push(&rows->row, sizeof *end) : NULL;
  void *least = end != NULL ? buju_vec_push(&rows->lower, NUMBER_BYTES) : NULL;
  void *most = least != NULL ? buju_vec_push(&rows->upper, NUMBER_BYTES) : NULL;
  rows->failed = most == NULL;
  if (most == NULL) return;
  *end = rows->column.n;
  memcpy(least, lower, NUMBER_BYTES);
  memcpy(most, upper, NUMBER_BYTES);
}

void buju_program_put_real(buju_program_rows *rows, buju_ix column, double value) { put(rows, column, &value); }
void buju_program_put_whole(buju_program_rows *rows, buju_ix column, int64_t value) { put(rows, column, &value); }

void buju_program_end_real(buju_program_rows *rows, double lower, double upper) { end_row(rows, &lower, &upper); }
void buju_program_end_whole(buju_program_rows *rows, int64_t lower, int64_t upper) { end_row(rows, &lower, &upper); }

buju_status buju_program_add_rows(buju_ctx *ctx, buju_lp *lp, buju_program_rows *rows) {
  if (rows->failed) return buju_fail_memory(ctx);
  if (buju_program_rows_n(rows) == 0) return BUJU_OK;
  const buju_lp_rows all = {buju_program_rows_n(rows), rows->row.data,   rows->column.data,
                            rows->value.data,          rows->lower.data, rows->upper.data};
  buju_status status = buju_lp_add_rows(ctx, lp, &all);
  rows->row.n = rows->column.n = rows->value.n = rows->lower.n = rows->upper.n = 0;
  return status;
}

void buju_program_rows_free(buju_program_rows *rows) {
  buju_vec *const parts[] = {&rows->row, &rows->column, &rows->value, &rows->lower, &rows->upper};
  for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) buju_vec_free(parts[k]);
}
