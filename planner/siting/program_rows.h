/* Rows of a linear or an integer program as they grow. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_SITING_PROGRAM_ROWS_H
#define BUJU_SITING_PROGRAM_ROWS_H

#include "core/arena.h"
#include "planner/siting/lp.h"

/** Entries are put until their row is ended. Numbers of one program are all real (lp.h) or all whole (mip.h).
 *  Zero-initialise; freed with buju_program_rows_free. Once memory is out nothing more is put, and failed stays set:
 * one check at the end will do. */
typedef struct buju_program_rows {
  buju_vec row;                 /* uint64_t: where each row begins, and the last ends */
  buju_vec column;              /* buju_ix */
  buju_vec value, lower, upper; /* double or int64_t: of each entry; of each row */
  bool failed;
} buju_program_rows;

void buju_program_put_real(buju_program_rows *rows, buju_ix column, double value);
void buju_program_put_whole(buju_program_rows *rows, buju_ix column, int64_t value);

/** Ends the row: lower ≤ what was put since the last one ended ≤ upper. */
void buju_program_end_real(buju_program_rows *rows, double lower, double upper);
void buju_program_end_whole(buju_program_rows *rows, int64_t lower, int64_t upper);

/** How many have ended. */
static inline buju_ix buju_program_rows_n(const buju_program_rows *rows) { return (buju_ix)rows->lower.n; }

/** Adds real rows to a program, all at once, and forgets them; nothing where there are none.
 *  @return BUJU_E_MEMORY also when memory was out before; else as buju_lp_add_rows. */
buju_status buju_program_add_rows(buju_ctx *ctx, buju_lp *lp, buju_program_rows *rows);

void buju_program_rows_free(buju_program_rows *rows);

#endif
