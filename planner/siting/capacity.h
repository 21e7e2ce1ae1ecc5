/* Which sites, where each takes only so many people or stands only for enough of them. A pure optimiser on plain
 * arrays.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_CAPACITY_H
#define BUJU_PLANNER_CAPACITY_H

#include "planner/siting/siting.h"

/** Who decides where people go. */
typedef enum buju_capacity_rule {
  BUJU_CAPACITY_NEAREST, /* they do: to the cheapest open site, then the lowest; a plan that overfills one is none */
  BUJU_CAPACITY_SENT,    /* they may be sent elsewhere; those of one demand point all to the same site */
  BUJU_CAPACITY_SHARED,  /* likewise, and may be shared among sites */
  BUJU_CAPACITY_RULES
} buju_capacity_rule;

/** The problem; borrowed for the call. */
typedef struct buju_capacity_problem {
  buju_siting_problem siting; /* MEDIAN, MAX_COVER, or COVER (everybody within the limit is served, at least cost, by
                                 sites that none overfills; no backup); start and prove are not read */
  const int64_t *capacity;    /* [candidates] the most weight a site takes, inclusive, 0 or more; NULL: any */
  const int64_t *least;       /* [candidates] the least weight for which it may be open; NULL: 0 each. Not asked of
                                 those that are open whatever happens (EXISTING, REQUIRED) */
  const buju_ix
      *kind; /* [candidates] of which kind each is, where each kind has its own p besides; or NULL. COVER: none */
  buju_ix kinds;
  const int64_t *p_of;  /* [kinds] at most so many FREE and REQUIRED ones of a kind are opened; BUJU_SITING_NO_P */
  const buju_ix *place; /* [candidates] a hint: candidates of the same place, of which a good plan seldom opens two;
                           NULL: none */
  buju_capacity_rule rule;
  uint32_t near;        /* MEDIAN, and a share of people near a site besides: at least near_weight is served at */
  int64_t near_weight;  /* `near` or less; 0: not asked */
  const buju_ix *group; /* [demands] of whom shortfall_of tells: townships; NULL: all are of group 0 */
  buju_ix groups;       /* 1 or more when group is given */
} buju_capacity_problem;

/** A plan and its bounds; lives in the arena given. */
typedef struct buju_capacity_answer {
  buju_siting_proof_state state;
  buju_ix sites;
  buju_ix *site;        /* [sites] open candidates, ascending */
  int64_t *load;        /* [sites] weight each takes */
  uint64_t *row;        /* [demands + 1] into to and part: */
  buju_ix *to;          /* the sites (candidates) that serve a demand point, ascending; none: nobody does */
  int64_t *part;        /* how much of its weight each takes; without sharing all of it */
  int64_t upper, lower; /* MEDIAN: weight × cost, weight left out at `unserved`; MAX_COVER: weight left out; COVER: what
                           opening and closing costs. Of the reachable */
  int64_t weight_served, weight_near; /* within the limit; at `near` or less */
  int64_t broken; /* 0; above: no plan was found, nor refuted, that keeps to capacities, least weights, the weight near
                     and (COVER) everybody's service; this one misses them by so much weight in all */
  int64_t *shortfall_of; /* [groups] weight of the reachable that the plan leaves without a site; COVER, of NOTHING:
                            that stays without one even when every candidate that may stand does, shared as well as can
                            be (one such way: townships may stand in for each other) */
  buju_ix unreachable;   /* demand points that no candidate may ever serve, named and left out of the bounds */
  buju_ix *unreachable_demand;
  int64_t shortfall;  /* of NOTHING: sites, money, weight near a site or (COVER) room for weight that are missing at
                         least; 0: not known */
  bool short_of_room; /* of NOTHING: the shortfall is room: Σ shortfall_of */
  uint32_t unserved;  /* MEDIAN: as reckoned with */
  buju_proof_method method; /* BUJU_BY_LAGRANGIAN or BUJU_BY_MIP */
  int64_t work;             /* counted steps */
} buju_capacity_answer;

/** Solves the problem: Lagrangian relaxation of who is served with a fractional knapsack for each candidate, plans by
 *  shipping people at least cost (successive shortest paths) and exchange of sites. What is left when the bound has
 *  ruled out pairs of a demand point and a candidate goes to the integer programming solver, if it is no more than
 *  BUJU_CAPACITY_EXACT pairs; such bounds are the solver's, rounded towards safety (method is BUJU_BY_MIP). Capacities
 * that do not add up are no failure: who is left out is in shortfall_of.
 *  @return as buju_siting_solve, and BUJU_E_DATA for capacities or groups that are not what is said above. */
buju_status buju_capacity_solve(buju_ctx *ctx, const buju_capacity_problem *problem, buju_arena *arena,
                                buju_capacity_answer **out);

#define BUJU_CAPACITY_EXACT 6000

#endif
