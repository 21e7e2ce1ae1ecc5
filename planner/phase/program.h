/* The question as a program: a column a project and year it may be done in. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_PHASE_PROGRAM_H
#define BUJU_PLANNER_PHASE_PROGRAM_H

#include "planner/phase/phase_parts.h"

/** Most Σ worth × x over x of 0 and 1, rows lower ≤ A·x ≤ upper. Worth is counted in units of `unit`. A row of a
 * project says once at most; the others are years' counts, money and hands, and the floor of the urgent. */
typedef struct buju_phase_program {
  buju_ix columns, rows, entries;
  buju_ix *item, *year; /* [columns], by project, then year */
  int64_t *worth;       /* [columns] */
  int64_t unit;
  uint64_t *row; /* [rows + 1] */
  buju_ix *column;
  int64_t *value;
  int64_t *row_lower, *row_upper; /* [rows]; BUJU_MIP_FREE_BELOW, BUJU_MIP_FREE_ABOVE */
  bool *once;                     /* [rows] a project's row */
  int64_t largest;                /* the largest number of all */
} buju_phase_program;

/** In the arena. columns 0: nothing is worth anything. */
buju_status buju_phase_program_new(buju_ctx *ctx, const buju_phase_question *ask, buju_arena *arena,
                                   buju_phase_program *out);

#endif
