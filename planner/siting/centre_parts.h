/* The parts of the p-centre solver, private to it: what is known, the first plan, the question at a radius.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_CENTRE_PARTS_H
#define BUJU_PLANNER_CENTRE_PARTS_H

#include "planner/siting/cover_parts.h"
#include "planner/siting/siting_parts.h"

/** What is known so far. Arrays live in the arena of the solver's caller. */
typedef struct buju_centre {
  const buju_siting_field *field;
  buju_arena *arena;
  buju_ix bases; /* sites open in every plan looked at: they stand and cost nothing to keep, or are required */
  const buju_ix *base;
  uint32_t *base_cost; /* [demands] from the nearest of them; BUJU_COST_NONE */
  buju_ix choices;     /* the candidates there is a choice about, ascending */
  const buju_ix *choice;
  const buju_ix *choice_of; /* [candidates] the place among choices; BUJU_NONE */
  buju_ix *near;            /* [demands] the nearest choice; BUJU_NONE */
  uint32_t *near_cost;      /* [demands] from there */
  int64_t p, budget;        /* what is left for the choices; INT64_MAX where it does not bind */
  buju_ix asked;            /* demand points that ask, ascending */
  const buju_ix *demand;
  buju_ix sampled; /* those of them for whom a cover is sought first; the others are checked afterwards */
  buju_ix *sample; /* [asked] */
  bool *in_sample; /* [demands] */
  int64_t upper;   /* the longest cost of the plan; BUJU_COST_NONE: it leaves somebody unserved */
  int64_t lower;   /* no plan has a shorter longest cost */
  buju_ix sites;   /* the plan: the choices opened, ascending */
  buju_ix *site;   /* [choices] */
  buju_ix *to;     /* [demands] of the plan tried last */
  uint32_t *cost;  /* [demands] likewise */
  int64_t work;    /* counted steps */
} buju_centre;

/** Whether the choices can reach everybody within a radius. */
typedef enum buju_centre_reply {
  BUJU_CENTRE_NO,     /* proved */
  BUJU_CENTRE_YES,    /* and upper is no more than the radius now */
  BUJU_CENTRE_UNKNOWN /* the work allowed was done first */
} buju_centre_reply;

/* centre_start.c */

/** Sorts the candidates into those that stand anyway and those there is a choice about; the nearest of each gives the
 *  first lower bound. O(candidates + demands log sites). */
buju_status buju_centre_prepare(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena, buju_centre *c);

/** Opens what stands anyway and `n` choices (candidates, in any order); keeps the plan if its longest cost is shorter
 *  than that of the plan kept. c->cost tells who is served from where; *worst is the longest cost. */
buju_status buju_centre_try(buju_ctx *ctx, buju_centre *c, buju_ix n, const buju_ix *site, int64_t *worst);

/** The first plans: the caller's, and the farthest demand point first, each served by the candidate nearest to it
 *  (Gonzalez 1985; at most twice the optimum where candidates are the demand points and costs a metric). The points
 *  met become the sample. */
buju_status buju_centre_start(buju_ctx *ctx, buju_centre *c);

/** The one who asks and is served at the highest cost, the lowest of several; BUJU_NONE when nobody asks. */
buju_ix buju_centre_farthest(const buju_centre *c, const uint32_t *cost);
/** Lowers cost[demands] by what a new site offers to those it serves at `most` or less. */
buju_status buju_centre_serve(buju_ctx *ctx, buju_centre *c, buju_ix site, uint32_t most, uint32_t *cost);
/** Takes a demand point into the sample, if it is not there. */
void buju_centre_sample(buju_centre *c, buju_ix i);

/* centre_cover.c */

/** Whether the choices can serve the rows (of choices; whose[]: their demand points) within p and the budget: YES with
 *  site[n] (candidates), NO when that is impossible. */
buju_status buju_centre_cover(buju_ctx *ctx, buju_centre *c, const buju_csr *rows, const buju_ix *whose, int64_t most,
                              buju_arena *scratch, buju_centre_reply *reply, buju_ix *n, buju_ix *site);

/** Writes down why the choices cannot serve the rows within p and the budget, which is to be true. */
buju_status buju_centre_cover_prove(buju_ctx *ctx, buju_centre *c, const buju_csr *rows, const buju_ix *whose,
                                    buju_arena *scratch, buju_cover_trace *trace);

/** By how many sites, or how much money, p or the budget at least falls short of serving the rows. */
buju_status buju_centre_short(buju_ctx *ctx, buju_centre *c, const buju_csr *rows, const buju_ix *whose,
                              buju_arena *scratch, int64_t *shortfall);

/* centre_ask.c */

/** Asks whether everybody can be reached within the radius. At most about `most` steps of work are done. Demand points
 *  that a cover of the sample leaves out join the sample (Contardo, Iori and Kramer 2019). */
buju_status buju_centre_ask(buju_ctx *ctx, buju_centre *c, uint32_t radius, int64_t most, buju_centre_reply *reply);

/** By how much p or the budget at least falls short of reaching everybody at any cost, once that was refused. */
buju_status buju_centre_missing(buju_ctx *ctx, buju_centre *c, int64_t *shortfall);

/** Why the longest cost is c->lower (above 0) or more: a proof in arena, NULL when it would be too large. */
buju_status buju_centre_prove(buju_ctx *ctx, buju_centre *c, buju_arena *arena, buju_siting_proof **out);

#endif
