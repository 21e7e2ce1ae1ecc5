/* Which project is done in which year: the order that can be defended line by line, and the best plan there can be,
 * with
 * a proved bound. Plain arrays: no region, no policy. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_PHASE_H
#define BUJU_PLANNER_PHASE_H

#include "core/arena.h"
#include "core/say.h"
#include "core/units.h"
#include "core/vocab.h"

/** No limit: as many, or as much, as there is. */
#define BUJU_PHASE_FREE INT64_MAX

enum { BUJU_PHASE_YEARS = 40 };

/** How urgent a project is: the first key of the order. The first three are urgent. */
typedef enum buju_phase_class {
  BUJU_PHASE_UNDER_WAY,
  BUJU_PHASE_UNSERVED, /* people have no service without it */
  BUJU_PHASE_WEAK,     /* what they have falls short */
  BUJU_PHASE_OTHER
} buju_phase_class;

/** Projects come by code: of equals the lower row goes first. Borrowed for the call. */
typedef struct buju_phase {
  buju_ix n, years;       /* years: 1 … BUJU_PHASE_YEARS */
  const uint8_t *class;   /* [n] buju_phase_class */
  const int64_t *people;  /* [n] who gain by it, thousandths, 0 or more */
  const int64_t *density; /* [n] people to the area, in any unit, 0 or more */
  const int64_t *cost;    /* [n] fen, 0 or more; NULL: no money is counted */
  const buju_ix *crew;    /* [n] 0 … crews − 1, whose hands it needs (a township's); NULL: anybody's */
  const buju_ix *from;    /* [n] the first year it can be done; NULL: the first */
  const buju_ix *fixed;   /* [n] the year that is settled, BUJU_NONE: none; NULL: none anywhere */
  const int64_t *quota;   /* [years] how many are asked for, those with a settled year among them; or FREE */
  const int64_t *budget;  /* [years] fen that may be spent, or FREE; NULL: no money is counted */
  buju_ix crews;
  int64_t crew_most;  /* projects of one crew a year at most, or FREE */
  int64_t work_limit; /* counted steps of the optimisation; 0: it never stops early */
} buju_phase;

/** The order: class, then people, density (more first), then the lower row. order: [n] rows. O(n log n). */
buju_status buju_phase_order(buju_ctx *ctx, const buju_phase *phase, buju_ix *order);

/** Goes down the order once a year: who fits under the year's count, money and crews is done in it; who does not waits.
 *  Settled years stay and take their room first, even where there is none.
 *  @param year  [n] the year, or BUJU_NONE: after the last.
 *  O(n × years). */
buju_status buju_phase_by_order(buju_ctx *ctx, const buju_phase *phase, const buju_ix *order, buju_ix *year);

/** By how many a year's count would have to fall for each project to leave it, in the order given: 1 leaves first.
 *  0: none would do it (a settled year, a year without a count, not done at all). O(n). */
void buju_phase_cuts(const buju_phase *phase, const buju_ix *order, const buju_ix *year, int64_t *cut);

/** Σ people × years until the end, the year of the project among them; of urgent ones, and of all. */
typedef struct buju_phase_worth {
  int64_t urgent, all;
} buju_phase_worth;

buju_phase_worth buju_phase_value(const buju_phase *phase, const buju_ix *year);

/** The best plan: most urgent person-years, then most in all, with counts, money and crews as ceilings. */
typedef struct buju_phase_best {
  buju_ix *year; /* [n], in the arena */
  buju_phase_worth worth;
  int64_t urgent_most;      /* no plan has more */
  int64_t all_most;         /* no plan with as much for urgent ones has more in all */
  buju_proof_method method; /* BUJU_BY_ORDER: a sort, exact under counts and first years alone; BUJU_BY_PRICES: of a
                             linear program; BUJU_BY_MIP: and an integer program over what they leave open */
  int64_t work;
} buju_phase_best;

/** O(n log n) under counts and first years alone; else an integer program, or, where that is too large, the bound of a
 * linear one.
 *  @return BUJU_E_INTERNAL for people or money that do not fit in 63 bits together. */
buju_status buju_phase_solve(buju_ctx *ctx, const buju_phase *phase, buju_arena *arena, buju_phase_best *out);

#endif
