/* Set covers: rows that must be met, columns that meet them at a cost. What the siting models share: sites that reach
 * everybody, and whether p sites can. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_COVER_H
#define BUJU_PLANNER_COVER_H

#include "core/arena.h"
#include "core/say.h"
#include "core/units.h"
#include "planner/siting/siting.h"

/** A cover problem: the cheapest columns such that every row i has need[i] of them. Sparse both ways, ascending. Rows
 *  and columns are few of those that were given; the ids lead back to them. */
typedef struct buju_cover {
  buju_ix rows, columns;
  uint64_t *row; /* [rows + 1] into column */
  buju_ix *column;
  uint64_t *col; /* [columns + 1] into member */
  buju_ix *member;
  uint8_t *need;               /* [rows] 1 or more, at most the columns of the row */
  int64_t *cost;               /* [columns] 0 or more */
  buju_ix *row_id, *column_id; /* ascending */
} buju_cover;

/* ---- building, row by row ---- */

/** What is known about a column before any row is seen. */
typedef enum buju_cover_role {
  BUJU_COVER_MAY,  /* may be taken */
  BUJU_COVER_OPEN, /* is taken anyway: rows that have it need one less */
  BUJU_COVER_SHUT  /* is never taken */
} buju_cover_role;

/** Takes rows in blocks and keeps those only that no other row implies: row i is implied by k when whatever meets k
 *  meets i. Most rows of a road network are, so hundreds of millions of pairs can pass while few stay. */
typedef struct buju_cover_rows buju_cover_rows;

/** @param role [columns] buju_cover_role, borrowed until the rows are freed; NULL: all may be taken. */
buju_status buju_cover_rows_new(buju_ctx *ctx, buju_ix columns, const uint8_t *role, buju_cover_rows **out);
/** NULL is fine. */
void buju_cover_rows_free(buju_cover_rows *rows);

/** One block: row k lists the columns that meet it, in any order, once each. Quickest when those that fewest of its
 *  neighbours share come last (the farthest). What is kept depends on the order of rows, never on the threads.
 *  @param id   [lists->n] the numbers of the rows; each number is given once in all.
 *  @param need [lists->n] NULL: 1 each; 0: the row asks for nothing.
 *  Uses the threads of ctx. O(pairs of the block × rows kept near them, mostly after a few probes each). */
buju_status buju_cover_rows_add(buju_ctx *ctx, buju_cover_rows *rows, const buju_ix *id, const uint8_t *need,
                                const buju_csr *lists);

/** How many rows could not be met whatever is taken; they were left out. *lowest is the lowest id of them, BUJU_NONE
 *  when there are none. */
buju_ix buju_cover_rows_short(const buju_cover_rows *rows, buju_ix *lowest);

/** Steps counted so far. */
int64_t buju_cover_rows_work(const buju_cover_rows *rows);

/** The rows kept so far as a problem, in arena, with the columns that meet any of them; the builder is empty
 *  afterwards. cost is by the given numbers, NULL: 1 each. */
buju_status buju_cover_rows_take(buju_ctx *ctx, buju_cover_rows *rows, const int64_t *cost, buju_arena *arena,
                                 buju_cover *out);

/* ---- solving ---- */

/** Any cost will do: buju_cover_wish.enough. */
#define BUJU_COVER_LEAST INT64_MIN

typedef struct buju_cover_wish {
  int64_t enough;       /* stop as soon as a cover costs no more, or it is proved that none does; BUJU_COVER_LEAST: find
                           the cheapest */
  int64_t work_limit;   /* counted steps (about 10^8 a second); 0: none */
  double gap;           /* stop once (cost - lower) / (cost + base) is no more */
  int64_t base;         /* what is paid anyway */
  const buju_ix *start; /* columns by the given numbers, any, to start from; or NULL */
  buju_ix start_n;
  const buju_siting_watch *watch; /* told of costs with base; or NULL */
} buju_cover_wish;

/** Found by buju_cover_solve; in the arena given. */
typedef struct buju_cover_found {
  buju_ix n;
  buju_ix *column; /* [n] given numbers, ascending; no column of it can be left out */
  int64_t cost;    /* of them */
  int64_t lower;   /* no cover costs less: recomputed in whole numbers. Where `enough` decided, it may be short of what
                      could be proved */
  buju_proof_method method;
  int64_t work; /* counted steps */
} buju_cover_found;

/** Reductions, parts that share nothing, weighted local search (Gao, Weise, Li 2015), Lagrangian multipliers with
 *  greedy choices (Caprara, Fischetti, Toth 1999), branch and bound. The same columns on any number of threads.
 *  @return BUJU_E_LIMIT for costs whose sum does not fit, BUJU_E_MEMORY. */
buju_status buju_cover_solve(buju_ctx *ctx, const buju_cover *cover, const buju_cover_wish *wish, buju_arena *arena,
                             buju_cover_found *out);

#endif
