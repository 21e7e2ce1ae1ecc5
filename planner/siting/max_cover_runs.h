/* Maximal cover with many candidates that reach far, private to its files: whom a candidate serves is kept as runs of
 * places in an order, so that all candidates are weighed by sums over runs: differences of running totals. A run is as
 * cheap as a demand point. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_MAX_COVER_RUNS_H
#define BUJU_PLANNER_MAX_COVER_RUNS_H

#include "planner/siting/max_cover.h"

/** Candidates, some of them. */
typedef struct buju_max_some {
  buju_ix n;
  buju_ix *candidate; /* [n] ascending */
} buju_max_some;

/** The problem. Places are demand points that what stands does not serve, in their order; weights are in `unit`s. */
typedef struct buju_max_runs {
  buju_ctx *ctx;
  const buju_siting_field *field;
  buju_arena *arena;
  int64_t p;              /* sites still to be opened, below the candidates there are */
  buju_max_some open;     /* whatever is decided */
  buju_max_some free;     /* those that a better plan may open */
  buju_ix places, *place; /* [demands] BUJU_NONE: none */
  int64_t *weight;        /* [places] */
  int64_t weighs, unit;
  int64_t scale;  /* bounds are reckoned in 1/scale */
  buju_csr ends;  /* by candidate: as buju_costs_runs says */
  int64_t *total; /* [places + 1] scratch: of what is before each place */
  int64_t *sum;   /* [candidates] scratch */
  int64_t work;
} buju_max_runs;

/** Fills r, of which ctx, field and arena are given. O(pairs). */
buju_status buju_max_runs_make(buju_max_runs *r);

/** Adds up differences of r->total for each of some: their sums into sum[k]. On the threads of ctx. O(ends). */
buju_status buju_max_runs_weigh(buju_max_runs *r, const buju_max_some *some, int64_t *sum);

/* ---- plans (max_cover_runs_plan.c) ---- */

/** A plan that is changed site by site, of p sites at most. */
typedef struct buju_max_runs_plan {
  buju_max_runs *runs;
  buju_ix n, *site; /* [p] in any order */
  buju_ix *times;   /* [places] by how many it is served */
  int64_t value;    /* weight served */
} buju_max_runs_plan;

bool buju_max_runs_plan_new(buju_max_runs *r, buju_max_runs_plan *out);
void buju_max_runs_plan_set(buju_max_runs_plan *plan, buju_ix n, const buju_ix *site);
/** Opens what adds most of some as long as anything adds and there is room; then one out, one in, while that serves
 *  more. O(sites × ends) a round. */
buju_status buju_max_runs_plan_improve(buju_max_runs_plan *plan, const buju_max_some *some);
/** A few neighbours out, at random, and what is best then, for so many counted steps: plan is the best met. */
buju_status buju_max_runs_plan_shake(buju_max_runs_plan *plan, const buju_max_some *some, int64_t steps,
                                     int64_t ceiling, uint64_t *random);

/* ---- bounds (max_cover_runs_bound.c) ---- */

/** Shares of the places' weights that a bound keeps, of scale:
 *      served ≤ Σ (1 - kept/scale)·weight + the p largest Σ kept/scale·weight over whom a candidate serves. */
typedef struct buju_max_runs_bound {
  buju_max_runs *runs;
  uint32_t *kept; /* [places] of the best of the last climb */
  uint32_t *trial;
  double *along;
  buju_ix *times;
  int64_t *worth; /* [candidates] of those last weighed, in their order */
  int64_t *order; /* [candidates] scratch */
  int64_t total;  /* of those last weighed, in 1/scale */
  int64_t least;  /* worth of the last one counted on; 0: there is room */
} buju_max_runs_bound;

bool buju_max_runs_bound_new(buju_max_runs *r, buju_max_runs_bound *out);
/** Shares to start from: whom a plan serves more than once is not worth keeping, whom it does not serve is. */
void buju_max_runs_bound_start(buju_max_runs_bound *bound, const buju_max_runs_plan *plan);
/** The bound of `kept` if some were all. */
buju_status buju_max_runs_bound_reckon(buju_max_runs_bound *bound, const uint32_t *kept, const buju_max_some *some);
/** Betters the shares by subgradients as if some were all, so many rounds, with steps of what would meet `value`. The
 *  boldness of steps falls on the way. */
buju_status buju_max_runs_climb(buju_max_runs_bound *bound, const buju_max_some *some, int64_t value, int rounds,
                                double *boldness);
/** The sites that the last bound reckoned counts on: p or fewer into site; returns how many. */
buju_ix buju_max_runs_counted_on(const buju_max_runs_bound *bound, const buju_max_some *some, buju_ix *site);

/* ---- max_cover_runs_left.c ---- */

/** What runs could not settle, with its lists: the candidates open and free alone, from the best plan on. */
buju_status buju_max_runs_with_lists(const buju_max_runs *r, buju_ix n, const buju_ix *site, buju_arena *arena,
                                     buju_siting_found *out);

/** Shares of the places' weights as a proof: all there is to it is one bound. */
bool buju_max_runs_proof(const buju_max_runs *r, const uint32_t *kept, buju_arena *arena, buju_siting_proof **out);

/* ---- max_cover_runs.c, max_cover_runs_search.c ---- */

/** Is the problem of this kind, and are its lists long? Asks for the lists of a few. */
buju_status buju_max_cover_is_for_runs(buju_ctx *ctx, const buju_siting_field *field, bool *is);

/** Solves a problem without budget in which sites are still to be opened. With a proof wanted, it is of the bound by
 *  shares alone, and the bound told is that one. */
buju_status buju_max_cover_by_runs(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                                   buju_siting_found *out);

#endif
