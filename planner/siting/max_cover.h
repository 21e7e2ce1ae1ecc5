/* Maximal cover, private to its files: what is left to decide, plans, cuts and bounds, the search and its proof.
 *
 * Demand points that the same candidates would serve are one pattern. Let x say which items are open; a group of
 * patterns is served by at most  Σ_i w_i·min(1, Σ_{j serves i} x_j), and whatever weights k_i of 0 or w_i are kept,
 *     served ≤ Σ_i (w_i - k_i) + Σ_j x_j · Σ_{i served by j} k_i:                                              a cut.
 * A program over the items and one number a group holds the cuts found so far (Benders; Cordeau, Furini, Ljubić 2019);
 * groups of neighbours need few of them. Its prices make of the cuts of a group one true bound, in whole numbers.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_MAX_COVER_H
#define BUJU_PLANNER_MAX_COVER_H

#include "planner/siting/lp.h"
#include "planner/siting/siting_parts.h"

/** Among patterns: nobody can serve the demand point with what is left of p and the budget. */
#define BUJU_MAX_LOST (BUJU_NONE - 1)

/** A candidate that is never needed, and the one that does all it does. */
typedef struct buju_outshone {
  buju_ix candidate, other;
} buju_outshone;

/** What is left to decide once what stands, what is required and what can never be is out. Weights are in `unit`s. */
typedef struct buju_max_core {
  buju_ix items;
  buju_ix *candidate; /* [items] ascending */
  int64_t *price;     /* [items] 0 or more: what it takes of the budget */
  uint8_t *counted;   /* [items] it is one of p */
  int64_t p, budget;  /* what is left of them; INT64_MAX: any */
  buju_ix patterns, groups;
  int64_t *weight;       /* [patterns] above 0 */
  buju_csr items_of;     /* of a pattern, ascending; no val */
  buju_csr patterns_of;  /* of an item, ascending; no val */
  buju_ix *group_first;  /* [groups + 1] patterns; those of a group stand together */
  int64_t *group_weight; /* [groups] */
  int64_t *cover;        /* [items] the weight of its patterns */
  int64_t unit;          /* the greatest common divisor of the weights asked for */
  int64_t weighs;        /* all patterns together */
  int64_t lost;          /* weight, not in units, that is left out whatever is decided */
  int64_t scale;         /* bounds are reckoned in 1/scale */
  buju_ix always;
  buju_ix *always_open; /* [always] candidates, ascending */
  buju_ix outshones;
  buju_outshone *outshone; /* [outshones] descending; other is none of those before */
  buju_ix *pattern_of; /* [demands], or NULL where no proof is asked for; BUJU_NONE: nothing to decide; BUJU_MAX_LOST */
} buju_max_core;

/** Streams the lists within the limit; keeps one of each pattern. O(pairs), memory for the patterns. Lives in arena. */
buju_status buju_max_core_make(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena, buju_max_core *out);

/* ---- plans (max_cover_plan.c) ---- */

/** A plan that can be changed site by site. */
typedef struct buju_max_plan {
  const buju_max_core *core;
  int64_t p;
  uint8_t *open;    /* [items] */
  buju_ix *times;   /* [patterns] by how many it is served */
  int64_t *gain;    /* [items] what opening it would add; of an open one, what closing it would lose */
  int64_t *also;    /* [items] scratch, all 0 */
  buju_ix *touched; /* [items] scratch */
  int64_t value;    /* weight served */
  int64_t sites;    /* open and counted */
  int64_t paid;
  int64_t work;
} buju_max_plan;

bool buju_max_plan_new(const buju_max_core *core, buju_arena *arena, buju_max_plan *out);
void buju_max_plan_clear(buju_max_plan *plan);
bool buju_max_plan_fits(const buju_max_plan *plan, buju_ix item);
void buju_max_plan_open(buju_max_plan *plan, buju_ix item);
void buju_max_plan_close(buju_max_plan *plan, buju_ix item);
/** Opens what adds most (per_price: most for its price) as long as anything fits and adds. */
void buju_max_plan_greedy(buju_max_plan *plan, bool per_price);
/** One out, one in, and what fits then, while that serves more, or as much for less money (canonical: or by earlier
 *  candidates). */
void buju_max_plan_improve(buju_max_plan *plan, bool canonical);

/* ---- cuts (max_cover_cuts.c) ---- */

/** A cut: constant + Σ value·x over its items. kept: [patterns of the group] bits, whose weight is kept. */
typedef struct buju_max_cut {
  buju_ix group, n;
  buju_ix idle; /* solves since it last mattered */
  int64_t constant;
  buju_ix *item;  /* [n] */
  int64_t *value; /* [n] */
  uint64_t *kept;
} buju_max_cut;

/** The program, and what it last said. */
typedef struct buju_max_master {
  const buju_max_core *core;
  buju_lp *lp;
  buju_vec cuts; /* of buju_max_cut *, in the order of the rows from `first_cut` on */
  buju_ix first_cut;
  buju_ix p_row, budget_row; /* BUJU_NONE: none */
  double per_unit;           /* weights in the program are weights × this */
  double *x;                 /* [items] of the last solve */
  double *served;            /* [groups] of the last solve, in weights of the program */
  bool guided;               /* the last solve came to an end */
  bool stopped;              /* it met its limit */
  double value;              /* of the last solve, a guide */
  int64_t *part;             /* [items] scratch, all 0 */
  buju_ix *touched;          /* [items] scratch */
  int64_t *sum;              /* [groups] scratch */
  buju_ix *heaviest;         /* [groups] scratch */
  int64_t solves, work;
  /* the bound made of the last prices, in 1/scale: */
  int64_t base;            /* its constant */
  int64_t *worth;          /* [items] what each adds when open */
  int64_t *share;          /* [room] by cut: its part of its group, of scale */
  buju_ix shares;          /* cuts that have one: those since are not part of the bound */
  const uint8_t *plain;    /* not NULL: the bound is not made of cuts, but of these items taken as open */
  const uint32_t *climbed; /* not NULL: it is made of these shares [patterns] of scale kept */
  size_t share_room;
  int64_t toll, toll_shift; /* a unit of money costs toll / 2^toll_shift */
} buju_max_master;

buju_status buju_max_master_new(buju_ctx *ctx, const buju_max_core *core, buju_arena *arena, buju_max_master *out);
void buju_max_master_free(buju_max_master *master);
/** How many sites the program may open. */
buju_status buju_max_master_set_p(buju_ctx *ctx, buju_max_master *master, int64_t p);
buju_status buju_max_master_set_item(buju_ctx *ctx, buju_max_master *master, buju_ix item, bool may, bool must);
/** Solves the program, for about so much work: x, served, and the bound from its prices. Where that fails, the bound is
 *  what it was. */
buju_status buju_max_master_solve(buju_ctx *ctx, buju_max_master *master, int64_t work);
/** Adds the cuts at x that the last solution violates. *value: what x is worth when shares of sites serve shares. */
buju_status buju_max_master_cut(buju_ctx *ctx, buju_max_master *master, const double *x, buju_ix *added, double *value);
/** Drops cuts that have not mattered for so many solves. */
buju_status buju_max_master_drop(buju_ctx *ctx, buju_max_master *master, buju_ix idle);
/** What the program would come to with a free item decided, after so many iterations: a guide for branching. */
buju_status buju_max_master_probe(buju_ctx *ctx, buju_max_master *master, buju_ix item, bool open, int64_t iterations,
                                  double *value);
/** The bound that everything may be served. */
void buju_max_master_trivial(buju_max_master *master);
/** The bound that keeps the weight of whatever the items open in `state` do not serve. Borrows it. */
void buju_max_master_plain(buju_max_master *master, const uint8_t *state);
/** Pattern by pattern, the kept share of its weight in the bound at hand: [patterns] of scale. */
void buju_max_master_kept(const buju_max_master *master, uint32_t *kept);

/* ---- bounds (max_cover_bound.c) ---- */

enum { BUJU_MAX_FREE, BUJU_MAX_OPEN, BUJU_MAX_CLOSED };

/** What has been decided. */
typedef struct buju_max_domain {
  const buju_max_core *core;
  uint8_t *state; /* [items] */
  buju_ix *trail; /* [items] in the order decided */
  buju_ix trail_n;
  int64_t p, budget; /* left */
} buju_max_domain;

void buju_max_domain_set(buju_max_domain *domain, buju_ix item, bool open);
void buju_max_domain_undo(buju_max_domain *domain, buju_ix trail_n);
bool buju_max_domain_fits(const buju_max_domain *domain, buju_ix item);

/** A bound on the weight served by any plan of the domain, and what it takes to reckon it with one item changed. */
typedef struct buju_max_bound {
  int64_t total;    /* in 1/scale */
  int64_t least_in; /* net worth of the last counted item taken; 0 when there is room */
  int64_t most_out; /* of the first one not taken, 0 or more */
  int64_t *net;     /* [items] worth less toll */
  int64_t *order;   /* [items] scratch */
} buju_max_bound;

void buju_max_bound_reckon(const buju_max_master *master, const buju_max_domain *domain, buju_max_bound *bound);
/** A bound put by: it holds for any number of sites. */
typedef struct buju_max_prices {
  bool known;
  int64_t base, toll, toll_shift;
  int64_t *worth; /* [items] */
} buju_max_prices;

void buju_max_prices_keep(const buju_max_master *master, buju_max_prices *prices);
/** Makes it the bound at hand; one for reckoning, of no use to a proof. */
void buju_max_prices_take(const buju_max_prices *prices, buju_max_master *master);
/** Orders so that a[at] is what it would be after sorting downwards, with nothing larger behind and nothing smaller
 *  before. O(n) on average. */
void buju_max_select_down(int64_t *a, buju_ix n, buju_ix at);
/** The bound with a free item decided. */
int64_t buju_max_bound_with(const buju_max_bound *bound, const buju_max_domain *domain, buju_ix item, bool open);

/* ---- proof (max_cover_proof.c) ---- */

typedef struct buju_max_proof {
  const buju_max_core *core;
  bool wanted;
  buju_vec steps;   /* of buju_step */
  buju_vec vectors; /* of uint32_t *: [patterns] */
  buju_vec tolls;   /* of buju_toll, one a vector */
} buju_max_proof;

/** The row of the bound at hand. */
bool buju_max_proof_vector(buju_max_proof *proof, const buju_max_master *master, buju_ix *vector);
bool buju_max_proof_step(buju_max_proof *proof, buju_step_kind kind, buju_ix item, buju_ix vector);
/** The steps from `middle` on change places with those from `first` to there. */
void buju_max_proof_rotate(buju_max_proof *proof, size_t first, size_t middle);
/** As siting.h has it, demand point by demand point. */
buju_status buju_max_proof_write(buju_ctx *ctx, const buju_max_proof *proof, const buju_siting_field *field,
                                 buju_arena *arena, buju_siting_proof **out);
void buju_max_proof_free(buju_max_proof *proof);

/* ---- search (max_cover_search.c, max_cover_node.c, max_cover_branch.c) ---- */

/** Shares of the patterns' weights that a bound keeps, of scale. */
typedef struct buju_max_shares {
  bool begun;
  uint32_t *best, *kept; /* [patterns] the best so far, from which the next climb starts; those tried now */
  double *along;         /* [patterns] direction */
  buju_ix *times;        /* [patterns] scratch */
  uint8_t *chosen;       /* [items] scratch */
} buju_max_shares;

typedef struct buju_max_search {
  const buju_max_core *core;
  const buju_siting_field *field; /* whoever watches it is told; or NULL */
  int64_t known;                  /* no plan serves more, in units: as told */
  buju_max_master master;
  buju_max_domain domain;
  buju_max_bound bound;
  buju_max_plan plan; /* to try things out */
  buju_max_proof proof;
  buju_max_shares climb;
  buju_max_prices root; /* of the last program solved with nothing branched on */
  uint8_t *best;        /* [items] */
  int64_t value;        /* of best; -1: none yet */
  int64_t ceiling;      /* no plan serves more: value, or more where the search stopped early */
  int64_t p;            /* sites that may be opened, of items */
  double gap;
  int64_t work_limit; /* of all the work so far; INT64_MAX: none */
  buju_vec frames;
  buju_ix depth;
  double *centre; /* [items] the point worth most so far: cuts at the root are looked for between it and x */
  double centre_value;
  double *point;      /* [items] scratch */
  uint64_t *order;    /* [items] scratch */
  uint64_t tried;     /* hash of the sites last rounded to */
  bool walks;         /* where the climb leaves a wide gap, a share of the work goes into a walk for plans */
  buju_ix *walk_from; /* [items] scratch: the step from which a site may move again */
  double *lost[2];    /* [items] what the program lost a whole step: [0] closing, [1] opening; sums over tries */
  buju_ix *tries[2];  /* [items] */
} buju_max_search;

buju_status buju_max_search_new(buju_ctx *ctx, const buju_max_core *core, buju_arena *arena, buju_max_search *out);
void buju_max_search_free(buju_max_search *search);
/** The most weight for p sites, starting from what `best` holds if it fits; value and ceiling hold afterwards. May be
 *  asked for one p after the other: cuts stay. work_limit: counted steps for this call; 0: none. */
buju_status buju_max_search_run(buju_ctx *ctx, buju_max_search *search, int64_t p, int64_t work_limit);

int64_t buju_max_search_work(const buju_max_search *search);
bool buju_max_search_spent(const buju_max_search *search);
/** The plan in hand becomes the best if it serves more. */
void buju_max_search_offer(buju_max_search *search);
/** No plan serves more than so many units: tells whoever watches. */
void buju_max_search_know(buju_max_search *search, int64_t most);
/** Decides an item, in the domain and in the program. */
buju_status buju_max_search_decide(buju_ctx *ctx, buju_max_search *search, buju_ix item, bool open);
/** Bounds on what plans beyond the last may serve, in units: at most so much is of no interest. */
int64_t buju_max_search_target(const buju_max_search *search);

/** What became of a node. */
typedef struct buju_max_node {
  bool split;     /* to be branched on; else all below is done with */
  buju_ix vector; /* of the bound at hand; BUJU_NONE: not written yet */
} buju_max_node;

/** Bounds a node: solves, fixes, cuts, and rounds to plans until it is done with or there is nothing to cut. */
buju_status buju_max_node_visit(buju_ctx *ctx, buju_max_search *search, bool root, buju_max_node *node);
/** Improves the bound by subgradients and leaves the best at hand; tries what it counts on as a plan. For the whole
 *  problem, where no money binds. O(rounds × pairs). */
void buju_max_climb(buju_max_search *search, int rounds);
/** Looks for better plans around the best, for about so much work or until that has long been in vain. Where no money
 *  binds. The same each run. O(items) a step, and what its two sites reach. */
void buju_max_walk(buju_max_search *search, int64_t work);
/** Makes the best climbed so far the bound at hand. */
void buju_max_climb_return(buju_max_search *search);

/** A step of the proof by the bound at hand. */
buju_status buju_max_node_step(buju_ctx *ctx, buju_max_search *search, buju_max_node *node, buju_step_kind kind,
                               buju_ix item);

/** The free item to branch on, and which side first. */
buju_status buju_max_branch_pick(buju_ctx *ctx, buju_max_search *search, buju_ix *item, bool *open_first);

/* ---- max_cover.c ---- */

/** The problem with all lists kept, until it is proved or the work limit is met. */
buju_status buju_max_cover_with_lists(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                                      buju_siting_found *out);

/** Candidates by name: those open of the items, and those that are always. */
buju_status buju_max_cover_sites(buju_ctx *ctx, const buju_max_core *core, const uint8_t *open, buju_arena *arena,
                                 buju_ix *sites, buju_ix **site);

#endif
