/* Which sites: one sparse problem, one answer with its bound and its proof. A pure optimiser on plain arrays: it knows
 * no region, no rule and no file. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_SITING_H
#define BUJU_PLANNER_SITING_H

#include <stdbool.h>

#include "core/vocab.h"
#include "planner/siting/costs.h"

/** What is asked. */
typedef enum buju_siting_model {
  BUJU_SITING_COVER,     /* the cheapest sites that reach everybody within the limit */
  BUJU_SITING_MAX_COVER, /* most weight within the limit, for so many sites or so much money */
  BUJU_SITING_MEDIAN,    /* least weight × cost, likewise */
  BUJU_SITING_CENTRE,    /* least longest cost, likewise */
  BUJU_SITING_MODELS
} buju_siting_model;

/** What may become of a candidate. */
typedef enum buju_candidate_state {
  BUJU_CANDIDATE_FREE,      /* may be opened: costs open_cost and is one of p */
  BUJU_CANDIDATE_EXISTING,  /* stands and stays: costs nothing, is none of p */
  BUJU_CANDIDATE_CLOSABLE,  /* stands: staying costs open_cost, closing close_cost; is none of p */
  BUJU_CANDIDATE_REQUIRED,  /* is opened whatever happens: costs open_cost and is one of p */
  BUJU_CANDIDATE_FORBIDDEN, /* is never opened */
  BUJU_CANDIDATE_STATES
} buju_candidate_state;

enum { BUJU_SITING_NO_P = -1 };
#define BUJU_SITING_NO_BUDGET ((int64_t)-1)

/** Somebody who is told how far a search has come, from the thread that asked for it: a plan's value (INT64_MAX: none
 * yet) and a bound, both true of the whole problem in the answer's units. The least and the most of those told are what
 * is known. Looking on decides nothing: the answer is the same. */
typedef struct buju_siting_watch {
  void (*tell)(void *user, int64_t upper, int64_t lower);
  void *user;
} buju_siting_watch;

/** The problem. Everything is borrowed for the call. Demand points and candidates are in ascending order of code: ties
 * go to the lower. */
typedef struct buju_siting_problem {
  buju_siting_model model;
  const buju_costs *costs;
  const int64_t
      *weight;          /* [demands] 0 or more: people in thousandths; NULL: 1 each. CENTRE and COVER ask who has any */
  const uint8_t *state; /* [candidates] buju_candidate_state; NULL: all free */
  const int64_t *open_cost;  /* [candidates] 0 or more; NULL: 1 each */
  const int64_t *close_cost; /* [candidates] 0 or more; NULL: 0 each */
  uint32_t limit; /* COVER, MAX_COVER: inclusive. MEDIAN: nobody is served farther; BUJU_COST_NONE: no limit */
  int64_t p; /* at most so many free and required candidates are opened; BUJU_SITING_NO_P: any number. COVER: none */
  int64_t budget;        /* at most so much for open_cost and close_cost; BUJU_SITING_NO_BUDGET: any sum. COVER: none */
  const uint8_t *backup; /* COVER: [demands] by how many sites each is to be reached, 1 … 255; NULL: 1 each */
  uint32_t unserved;     /* MEDIAN: what a unit of weight nobody serves counts as; nobody is served at a higher cost.
                            BUJU_COST_NONE: twice the largest cost there may be within the limit, plus 1 */
  const buju_ix *start;  /* a plan known before (candidates, each once), to start from; or NULL */
  buju_ix start_n;
  double gap;         /* stop once (upper - lower) / upper is no more; 0: until proved */
  int64_t work_limit; /* counted steps, so that stopping is reproducible (about 10^8 a second); 0: no limit */
  bool prove;         /* keep what a certificate needs */
  const buju_siting_watch *watch; /* or NULL */
} buju_siting_problem;

/** How sure the answer is. */
typedef enum buju_siting_proof_state {
  BUJU_SITING_PROVED, /* lower == upper: there is no better plan */
  BUJU_SITING_WITHIN, /* the bounds are true and lower < upper: the gap asked for, or the work limit, was met first */
  BUJU_SITING_NOTHING /* no plan keeps to p, the budget and what is required: shortfall says by how much */
} buju_siting_proof_state;

/** One step of a proof, read from the first to the last; docs/adr/0014 has the rules. A search tree in preorder: BRANCH
 *  is followed by the steps for the candidate open, then by those for it closed; both end in a LEAF. */
typedef enum buju_step_kind {
  BUJU_STEP_OUTSHONE, /* candidate is never needed: other serves whom it serves as cheaply and opens as cheaply */
  BUJU_STEP_OPEN,     /* with candidate closed the bound by multipliers `vector` is met: it is open from here on */
  BUJU_STEP_CLOSED,   /* with candidate open the bound by multipliers `vector` is met: it is closed from here on.
                         BUJU_NONE: it does not fit into what is left of p or the budget */
  BUJU_STEP_BRANCH,
  BUJU_STEP_LEAF /* the bound by multipliers `vector` is met as things stand here */
} buju_step_kind;

typedef struct buju_step {
  uint8_t kind;
  buju_ix candidate, other; /* other: of OUTSHONE */
  buju_ix vector;           /* row of multipliers, or BUJU_NONE */
} buju_step;

/** What a unit of money is priced at beside a vector of multipliers: times / 2^shift, in 1/scale of the objective. */
typedef struct buju_toll {
  int64_t times; /* 0 or more; 0: nothing */
  int32_t shift; /* 0 … BUJU_TOLL_SHIFT_MOST */
} buju_toll;

enum { BUJU_TOLL_SHIFT_MOST = 62 };

/** Why no plan is better than `lower`: whoever reads it needs the problem and nothing of the solver.
 *  The bound by multipliers u (one a demand point, each in 1/scale of the objective) of a part of the tree is
 *
 *      Σ u_i·need_i  +  min over the sets of open candidates allowed there of Σ_j (f_j·scale - Σ_i max(0, u_i -
 *      c_ij·scale)),
 *
 *  rounded up to whole objective units, where f_j is what opening j costs and c_ij what serving i from j costs:
 *  - MEDIAN: f = 0, c = weight × cost, u_i at most weight × unserved;
 *  - MAX_COVER: f = 0, c = 0 within the limit, u_i at most weight (the objective is the weight left out); rounded up to
 *    a multiple of the greatest common divisor of the weights of whoever can be reached;
 *  - COVER: f = open_cost - close_cost, c = 0 within the limit, need_i = backup, u_i any;
 *  - CENTRE: as COVER of whoever has weight, within the limit lower - 1: more than p sites.
 *  MEDIAN and MAX_COVER with a budget may also pay a toll for money, so that p and the budget are reckoned with at
 * once: with t the toll, f_j·scale is ⌊t·net_j⌋, and ⌊t·room⌋ is taken off, where room is what is left of the budget.
 */
typedef struct buju_siting_proof {
  int64_t scale; /* 1 or more */
  buju_ix vectors;
  int64_t *multiplier; /* [vectors × demands] */
  buju_toll *toll;     /* [vectors], or NULL: none */
  size_t steps;
  buju_step *step;
} buju_siting_proof;

/** A plan, its bounds and how they were proved; lives in the arena given. */
typedef struct buju_siting_answer {
  buju_siting_proof_state state;
  buju_ix sites;
  buju_ix *site;        /* [sites] open candidates, ascending; those that stand are among them */
  buju_ix *served_by;   /* [demands] the cheapest open candidate within the limit, then the lowest; BUJU_NONE: nobody */
  uint32_t *cost;       /* [demands] BUJU_COST_NONE where nobody */
  int64_t upper, lower; /* objective of this plan, and a bound no plan is below. COVER: cost (open and close cost);
                           MAX_COVER: weight left out; MEDIAN: weight × cost (unserved ones at `unserved`); CENTRE: the
                           longest cost. Both leave out the unreachable */
  int64_t weight_served;       /* within the limit */
  buju_ix unreachable;         /* demand points that no candidate may ever serve (with backup: so often), named, never
                                  "infeasible": they are left out of the bounds */
  buju_ix *unreachable_demand; /* [unreachable] ascending */
  int64_t shortfall;           /* of NOTHING: sites or money that are missing */
  uint32_t unserved;           /* MEDIAN: as reckoned with */
  buju_proof_method method;    /* how the last bound was proved */
  int64_t work;                /* counted steps */
  buju_siting_proof *proof;    /* NULL where none was asked for, or it became too large */
} buju_siting_answer;

/** Solves the problem. The open sites are the same on any machine and any number of threads.
 *  @return BUJU_E_DATA for weights or costs below 0 and sums that would not fit in 64 bits (which), BUJU_E_USAGE for
 *          what a model does not take (p or a budget missing, p below 0 …), BUJU_E_MEMORY. *out is set only on
 *          success. */
buju_status buju_siting_solve(buju_ctx *ctx, const buju_siting_problem *problem, buju_arena *arena,
                              buju_siting_answer **out);

/** The demand point whose weight, with those before it, takes Σ weight (MEDIAN: Σ weight × unserved) beyond what 64
 * bits hold, so that buju_siting_solve would refuse it; BUJU_NONE: none does. Needs model, costs, weight, limit and
 *  unserved.
 *  @param times  1 or more: everybody asks so often (for each of so many tiers).
 *  O(demands). */
buju_ix buju_siting_too_heavy(const buju_siting_problem *problem, int64_t times);

#endif
