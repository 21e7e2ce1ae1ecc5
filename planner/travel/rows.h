/* Tables of times told row by row, and put together again. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_ROWS_H
#define BUJU_PLANNER_ROWS_H

#include "core/arena.h"
#include "core/say.h"
#include "core/units.h"

/** Takes a row: n columns, ascending, and their milliseconds, valid during the call. Every row comes once, ascending,
 *  those without pairs too, on the thread that asked. What it returns but BUJU_OK ends the asking. */
typedef buju_status (*buju_take_row)(buju_ctx *ctx, void *user, buju_ix row, uint64_t n, const buju_ix *col,
                                     const uint32_t *ms);

/** Pairs worked out before they are told, whatever the limit: 8 bytes each. */
#define BUJU_ROWS_PAIRS (UINT64_C(1) << 24)

/** As many rows as have at most `pairs` pairs (0: BUJU_ROWS_PAIRS) when all columns are in each; at least one. */
static inline buju_ix buju_rows_batch(buju_ix rows, buju_ix columns, uint64_t pairs) {
  uint64_t batch = (pairs == 0 ? BUJU_ROWS_PAIRS : pairs) / ((uint64_t)columns + 1) + 1;
  return batch < rows ? (buju_ix)batch : rows;
}

/** Rows being put together. What they need is the table, and while it is laid out some megabytes more. */
typedef struct buju_collect {
  buju_ix n;
  uint64_t most, pairs; /* pairs there may be, and that there are, also beyond the most */
  uint64_t *row;        /* n + 1 */
  buju_vec pieces;      /* given up when there are too many pairs or memory is out: they are only counted then */
  bool full;
} buju_collect;

/** The most pairs whose table this machine's memory holds. */
uint64_t buju_collect_most(void);

/** Prepares for n rows; *collect is to be given to buju_collect_end whatever happens. */
buju_status buju_collect_begin(buju_ctx *ctx, buju_ix n, uint64_t most_pairs, buju_arena *arena, buju_collect *collect);
/** A buju_take_row; user is the buju_collect. */
buju_status buju_collect_row(buju_ctx *ctx, void *collect, buju_ix row, uint64_t n, const buju_ix *col,
                             const uint32_t *ms);
/** Lays the table out in arena when status, of the asking, is BUJU_OK, and frees what else there is.
 *  @return status, or BUJU_E_LIMIT above the most pairs and BUJU_E_MEMORY when memory is out, saying how many pairs
 *  there are and what they would need. */
buju_status buju_collect_end(buju_ctx *ctx, buju_collect *collect, buju_status status, buju_arena *arena,
                             buju_csr *times);
/** The failure of a table of so many pairs. */
buju_status buju_collect_refuse(buju_ctx *ctx, uint64_t pairs, uint64_t most_pairs);

#endif
