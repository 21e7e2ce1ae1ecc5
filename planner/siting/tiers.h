/* Which sites, where care has several tiers: village clinics, township health centres, hospitals. A pure optimiser on
 * plain arrays. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_TIERS_H
#define BUJU_PLANNER_TIERS_H

#include "planner/siting/siting.h"

/** One tier of care. Demand points and candidates are the same in every tier. */
typedef struct buju_tier {
  const buju_costs *costs;
  const int64_t *weight;     /* [demands] who asks for this tier, 0 or more: people × how often; NULL: 1 each */
  const uint8_t *state;      /* [candidates] buju_candidate_state, of opening this tier there; NULL: all free. EXISTING:
                                stands at this tier, and may be raised to a higher one that is free there. So may what is
                                CLOSABLE: its tier is then kept beside or ended, whichever costs less */
  const int64_t *open_cost;  /* [candidates] what it costs to have this tier there, whatever stood there; CLOSABLE: to
                                keep it; NULL: 1 each */
  const int64_t *close_cost; /* [candidates] CLOSABLE: to end this tier there; NULL: 0 each */
  uint32_t limit;            /* inclusive; BUJU_COST_NONE: no limit (not of COVER and MAX_COVER) */
  int64_t p; /* at most so many are opened at this tier (raised ones too, kept ones not); BUJU_SITING_NO_P: any number.
                COVER: none */
} buju_tier;

/** The problem; borrowed for the call. A hierarchy of nested services (Narula 1984; Şahin, Süral 2007): everybody asks
 *  for every tier, and goes straight to where it is; a site of a tier also gives every tier below. */
typedef struct buju_tiers_problem {
  buju_siting_model model; /* COVER (everybody within the limit of every tier, at least cost), MAX_COVER (least weight
                              left out, over the tiers) or MEDIAN (least weight × cost, over the tiers) */
  buju_ix tiers;           /* 1 or more, the lowest first */
  const buju_tier *tier;
  int64_t budget;                 /* for all tiers together; BUJU_SITING_NO_BUDGET. COVER: none */
  uint32_t unserved;              /* as in siting.h, the same in every tier */
  double gap;                     /* likewise */
  int64_t work_limit;             /* likewise */
  const buju_siting_watch *watch; /* likewise */
} buju_tiers_problem;

/** Of one tier. */
typedef struct buju_tier_answer {
  buju_ix sites;        /* of this very tier */
  buju_ix *served_by;   /* [demands] the cheapest site of this tier or a higher one within the limit, ties to the lower
                           candidate; BUJU_NONE: nobody */
  uint32_t *cost;       /* [demands] BUJU_COST_NONE where nobody */
  int64_t weight_asked; /* of the reachable */
  int64_t weight_served;
  buju_ix unreachable; /* demand points that no candidate may ever serve at this tier: named, and out of the bounds */
  buju_ix *unreachable_demand;
} buju_tier_answer;

/** A plan and its bounds; lives in the arena given. */
typedef struct buju_tiers_answer {
  buju_siting_proof_state state;
  buju_ix sites;
  buju_ix *site;          /* [sites] candidates, ascending */
  buju_ix *site_tier;     /* [sites] the highest tier each has */
  buju_tier_answer *tier; /* [tiers] */
  int64_t upper,
      lower;         /* COVER: cost; MAX_COVER: weight left out; MEDIAN: weight × cost, weight left out at unserved */
  int64_t shortfall; /* of NOTHING: sites or money that are missing at least; 0: not known */
  uint32_t unserved; /* MEDIAN: as reckoned with */
  buju_proof_method method;
  int64_t work;
} buju_tiers_answer;

/** Solves the problem as one of siting.h (no p but a budget, or COVER) or capacity.h (a p of each tier), with a
 * candidate for each tier a place may have and a demand point for each tier asked for: a lower tier opened beside a
 * higher one of the same place helps nobody, so nothing else has to keep a place to one tier.
 *  @return as buju_siting_solve, and BUJU_E_USAGE for tiers that are not what is said above, BUJU_E_LIMIT when tiers ×
 *          demand points or candidates are too many. */
buju_status buju_tiers_solve(buju_ctx *ctx, const buju_tiers_problem *problem, buju_arena *arena,
                             buju_tiers_answer **out);

#endif
