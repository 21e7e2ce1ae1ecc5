/* What the solvers of siting share, private to them. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_SITING_PARTS_H
#define BUJU_PLANNER_SITING_PARTS_H

#include "planner/siting/siting.h"

/** A checked problem with every default filled in. Arrays that were NULL are there; what nobody can reach weighs 0. */
typedef struct buju_siting_field {
  const buju_siting_problem *problem;
  buju_ix demands, candidates;
  const int64_t *weight;  /* [demands]; 0: nobody asks for it (no weight, or unreachable) */
  const uint8_t *state;   /* [candidates] */
  const int64_t *net;     /* [candidates] what opening it costs, less what closing it would; 0 for EXISTING */
  const uint8_t *counted; /* [candidates] 1: it is one of p when open */
  int64_t closed_cost;    /* Σ close_cost of the closable: what closing all of them costs */
  int64_t p;              /* INT64_MAX: any number; REQUIRED ones are still among them */
  int64_t budget;         /* INT64_MAX: any sum; of Σ net over the open ones, so it may be below 0 */
  uint32_t limit;         /* the largest cost at which anybody is served */
  uint32_t unserved;      /* MEDIAN */
  bool cardinal;          /* only p binds: no budget and every candidate that can be opened is counted */
} buju_siting_field;

/** Tells whoever watches of a better plan or bound. */
static inline void buju_siting_tell(const buju_siting_field *field, int64_t upper, int64_t lower) {
  const buju_siting_watch *watch = field->problem->watch;
  if (watch != NULL) watch->tell(watch->user, upper, lower < upper ? lower : upper);
}

/** What a solver found. */
typedef struct buju_siting_found {
  buju_ix sites;
  buju_ix *site; /* ascending, those that stand included; keeps to p and the budget */
  int64_t lower; /* a true bound, recomputed in whole numbers, of the objective as siting.h defines it */
  buju_proof_method method;
  int64_t work;
  buju_siting_proof *proof; /* or NULL */
  int64_t shortfall; /* CENTRE: above 0: no plan keeps to p and the budget; so much is missing at least, sites and bound
                        are not read */
} buju_siting_found;

/** A solver takes the field of its model and a plan to start from is the problem's. Everything it returns lives in
 *  arena. It does not fail for want of a good plan: at the work limit it returns the best it has, with a true bound. */
typedef buju_status (*buju_siting_solver)(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                                          buju_siting_found *out);

/* One line a model; each in a file of its own. */
buju_status buju_siting_cover(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena, buju_siting_found *out);
buju_status buju_siting_max_cover(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                                  buju_siting_found *out);
buju_status buju_siting_median(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                               buju_siting_found *out);
buju_status buju_siting_centre(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                               buju_siting_found *out);

/* siting_by.c */

/** buju_siting_solve by the solver given; it is not called when the problem is refused or has no plan. */
buju_status buju_siting_solve_by(buju_ctx *ctx, const buju_siting_problem *problem, buju_siting_solver solver,
                                 buju_arena *arena, buju_siting_answer **out);

/* siting_check.c */

/** Refuses what siting.h does not allow, names the unreachable (into answer->unreachable…), fills the field. When the
 *  required alone exceed p or the budget, answer->state is NOTHING and answer->shortfall by how much. O(pairs within
 *  the limit), streamed. */
buju_status buju_siting_check(buju_ctx *ctx, const buju_siting_problem *problem, buju_arena *arena,
                              buju_siting_field *field, buju_siting_answer *answer);

/* siting_value.c */

/** Who is served by whom when `site` is open, and what the objective is then: fills served_by, cost, upper and
 *  weight_served of the answer. BUJU_E_LIMIT when the sum would not fit. */
buju_status buju_siting_value(buju_ctx *ctx, const buju_siting_field *field, buju_ix sites, const buju_ix *site,
                              buju_arena *arena, buju_siting_answer *answer);

#endif
