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

/** What the prices of the linear program prove, in units of worth. */
typedef struct buju_phase_prices {
  int64_t most;   /* no plan is worth more */
  int64_t *with;  /* [columns] no plan that has the column is worth more */
  int64_t *never; /* [columns] at the first column of a project: no plan that leaves it out is worth more */
  buju_ix *year;  /* [n] a plan rounded from it; BUJU_NONE: not done */
  int64_t work;
} buju_phase_prices;

/** Solves the linear program and reckons the bounds anew, in whole numbers. */
buju_status buju_phase_price(buju_ctx *ctx, const buju_phase_question *ask, const buju_phase_program *program,
                             buju_arena *arena, buju_phase_prices *out);

/** What is left to decide when only plans worth more than `known` (in units) are of interest: columns no such plan has
 * are gone, projects every such plan does in the one year left are done. */
typedef struct buju_phase_core {
  buju_phase_program program; /* rows as before, upper and lower less what is done */
  int64_t done;               /* worth of that, in units */
  buju_ix *year;              /* [n] of projects that are done; BUJU_NONE */
} buju_phase_core;

buju_status buju_phase_core_new(buju_ctx *ctx, const buju_phase_question *ask, const buju_phase_program *program,
                                const buju_phase_prices *prices, int64_t known, buju_arena *arena,
                                buju_phase_core *out);

/** By an integer program. *fits false when the numbers or the size are beyond it, then nothing else is set.
 *  most: no plan is worth more, in units, what is done included; INT64_MIN: there is no plan at all.
 *  year: of the plan found, what is done included; NULL: none was found. */
buju_status buju_phase_by_mip(buju_ctx *ctx, const buju_phase_question *ask, const buju_phase_core *core,
                              buju_arena *arena, bool *fits, int64_t *most, buju_ix **year, int64_t *work);

#endif
