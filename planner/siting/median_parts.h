/* The parts of the p-median solver, private to it. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_MEDIAN_PARTS_H
#define BUJU_PLANNER_MEDIAN_PARTS_H

#include "planner/siting/program_rows.h"
#include "planner/siting/siting_parts.h"

/** One entry of a list: a site seen from a client, or a client seen from a site. */
typedef struct buju_median_pair {
  buju_ix at;
  uint32_t cost;
} buju_median_pair;

typedef struct buju_median_lists {
  uint64_t *row;
  buju_median_pair *pair; /* owned by the core; a client's list by ascending cost, then index; a site's by client */
} buju_median_lists;

/** What is left to decide: clients (demand points that may yet do better) and sites (candidates that may yet be
 * opened). What stands anyway is folded into the caps: a client pays at most its cap, and its list holds the sites
 * below it. */
typedef struct buju_median {
  const buju_siting_field *field;
  buju_arena *arena; /* owns everything here */
  buju_ix clients, sites;
  buju_ix *demand, *candidate; /* [clients], [sites] their numbers in the field, ascending */
  int64_t *weight;             /* [clients] above 0 */
  uint32_t *cap;               /* [clients] above 0 */
  uint8_t *clipped;            /* [clients] 1: the cap is only where the list was cut, the client may pay more */
  buju_median_lists near, around;
  int64_t *net; /* [sites] money; NULL: money does not bind */
  uint8_t *counted;
  int64_t quota, money; /* counted sites and money still to be had; INT64_MAX: any */
  const buju_ix *kind;  /* [sites] below kinds; NULL: all are alike. Only plans heed it: no bound, and no reduction */
  buju_ix kinds;
  const int64_t *quota_of; /* [kinds] counted sites of a kind still to be had; INT64_MAX: any */
  buju_ix opened;
  buju_ix *open; /* [candidates] the first `opened`: candidates open in every plan that is still of interest */
  int64_t fixed; /* what the demand points pay that are no clients any more */
  int64_t scale; /* multipliers count in 1/scale of the objective; Σ weight × cap × scale fits in 62 bits */
  int64_t *base; /* [demands] the multiplier of who is no client */
  bool any_clipped;
} buju_median;

/* median_core.c */

/** Presolves: opens what stands or is required, drops what is forbidden or too dear, cuts the lists at the caps. reach:
 *  [demands] no list goes beyond this cost; NULL: none is cut. A list that is cut makes the problem easier, never
 *  harder: whom nobody in it serves pays the cost just beyond. Free with buju_median_free (NULL is fine). O(pairs). */
buju_status buju_median_new(buju_ctx *ctx, const buju_siting_field *field, const uint32_t *reach, buju_median **out);
void buju_median_free(buju_median *m);

/* median_reach.c */

/** How far each demand point's list should go [demands], so that it holds some times as many sites as there are for
 *  each open one; NULL: there are so few sites that lists need not be cut. */
buju_status buju_median_reach(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena, uint32_t **out);
/** About how many pairs lists so long hold in all. */
double buju_median_pairs(const buju_siting_field *field);

/** What became of a site. */
enum { BUJU_MEDIAN_FREE, BUJU_MEDIAN_OPEN, BUJU_MEDIAN_CLOSED };

/** Takes out the sites decided in state [sites] and the clients that have nothing left to hope for; the others are
 *  numbered anew, in the same order: site_now and client_now (of the length before) take the new numbers, BUJU_NONE
 *  where there is none. In place: it cannot fail. O(pairs). */
void buju_median_reduce(buju_median *m, const uint8_t *state, buju_ix *site_now, buju_ix *client_now);

/* median_plan.c */

/** A set of open sites, whom they serve, and what every exchange is worth. */
typedef struct buju_median_plan {
  const buju_median *m;
  uint8_t *is_open;                   /* [sites] */
  buju_ix *first, *second;            /* [clients] the nearest and next open site; BUJU_NONE: none below the cap */
  uint32_t *first_cost, *second_cost; /* [clients] the cap where there is none */
  int64_t *loss;                      /* [sites] of an open one: what closing it costs */
  int64_t *gain, *best;   /* [sites] of a closed one: what opening it saves; the best exchange with one whose
                             clients it takes */
  buju_ix *out;           /* [sites] that exchange's other site */
  uint8_t *stale, *moved; /* [sites] the row is to be reckoned anew; the loss has changed */
  buju_ix *moved_list, moved_n, *stale_list, stale_n;
  int64_t counted, money; /* what the open ones take of the quota and the money */
  int64_t *counted_of;    /* [kinds] likewise of a kind's quota */
  buju_ix *least;         /* [kinds, 1 at least] scratch: the open site of a kind that loses least */
  int64_t value;          /* objective, in all; a lower bound of it where a clipped client pays its cap */
  int64_t *work;          /* counts steps */
  struct buju_median_row_scratch *scratch; /* one a worker */
  unsigned workers;
} buju_median_plan;

buju_status buju_median_plan_new(buju_ctx *ctx, const buju_median *m, buju_arena *arena, int64_t *work,
                                 buju_median_plan *out);
/** Opens exactly these sites. O(clients × what lies nearer than the second open site). */
void buju_median_plan_set(buju_median_plan *plan, buju_ix n, const buju_ix *site);
/** Opens a closed site or closes an open one. O(what that changes). */
void buju_median_plan_toggle(buju_median_plan *plan, buju_ix site);
/** Opens, closes, exchanges one for one while that saves anything, keeping to quota and money: ends where no single
 *  exchange does. stop: at most so many exchanges. */
buju_status buju_median_plan_improve(buju_ctx *ctx, buju_median_plan *plan, uint64_t stop);
/** Opens what saves most (by money where it binds) until nothing more may be opened. */
buju_status buju_median_plan_fill(buju_ctx *ctx, buju_median_plan *plan, buju_arena *arena);

/* median_bound.c */

/** A part of the search tree. */
typedef struct buju_median_node {
  uint8_t *state;       /* [sites] */
  int64_t quota, money; /* left after the open ones */
} buju_median_node;

#define BUJU_MEDIAN_USELESS (INT64_MIN / 2)

/** What multipliers are worth. */
typedef struct buju_median_bound {
  int64_t *rho;   /* [sites] Σ over clients of what the multiplier exceeds the cost by */
  int64_t *worth; /* [sites] rho less the price of the site's money */
  buju_ix *order; /* [sites] free sites worth something; the first `selected` are those a best set opens */
  buju_ix selected;
  int64_t value;       /* in 1/scale, or BUJU_MEDIAN_USELESS */
  buju_toll toll;      /* the price of money it was reckoned at */
  int64_t least, next; /* the least worth of a selected counted one when the quota is used up, else 0; the largest of
                          one that is not, else 0 */
} buju_median_bound;

bool buju_median_bound_new(const buju_median *m, buju_arena *arena, buju_median_bound *out);
/** Evaluates u [clients], each from 0 to weight × cap × scale: a true bound whatever u is. O(what lies below u). */
void buju_median_evaluate(const buju_median *m, const buju_median_node *node, const int64_t *u, int64_t *work,
                          buju_median_bound *out);
/** Bound in whole objective units, rounded up. */
int64_t buju_median_whole(const buju_median *m, int64_t value);

/* median_proof.c */

typedef struct buju_median_proof {
  bool on;
  buju_ix demands, vectors;
  buju_vec rows, tolls, steps;
} buju_median_proof;

/** Candidates that are out before the search starts, because what is left of p or the budget is not enough for them:
 *  where money binds, the bounds count on it. */
bool buju_median_proof_begin(buju_median_proof *proof, const buju_median *m);
/** The multipliers in full and the price of money beside them, kept. BUJU_NONE when the proof is off. False when memory
 *  is out. */
bool buju_median_proof_vector(buju_median_proof *proof, const buju_median *m, const int64_t *u, buju_toll toll,
                              buju_ix *vector);
bool buju_median_proof_step(buju_median_proof *proof, buju_step_kind kind, buju_ix candidate, buju_ix vector);
bool buju_median_proof_take(buju_median_proof *proof, int64_t scale, buju_arena *arena, buju_siting_proof **out);
void buju_median_proof_free(buju_median_proof *proof);

/* median_search.c */

/** The linear program of Benders: a column a site, a column a client for what it pays, and rows
 *      pays_i + Σ over sites nearer than K of (K - cost)·site ≥ K
 *  for levels K that matter (closed form: Duran-Mateluna, Ales and Elloumi 2023). Its prices are multipliers. */
typedef struct buju_median_program {
  buju_lp *lp;                  /* NULL: not in use */
  double unit;                  /* costs are multiplied by it, */
  double heaviest;              /* weights divided by it */
  buju_vec client, level, idle; /* of each row but the first: buju_ix, uint32_t, and how many solves it was slack */
  uint8_t *state;               /* [sites] as the columns' bounds stand */
  double *y;                    /* [sites] the last solution */
  double *pays;                 /* [clients] */
  double *held, *mixed;         /* [clients] scratch */
  double *gain[2], *tries[2];   /* [sites] what closing (0) and opening (1) it brought, for a whole site; how often */
  buju_ix *doubtful;            /* [sites] scratch */
  buju_program_rows rows;       /* to be added */
} buju_median_program;

/** More clients, or clients and sites, than a tree or a linear program is of use for. */
enum { BUJU_MEDIAN_MANY = 8000 };

/** Plans picked are improved as long as that takes no more than one part in so many of the work. */
enum { BUJU_MEDIAN_IMPROVES = 4 };

/** The search: what is best so far and what is proved. */
typedef struct buju_median_search {
  buju_ctx *ctx;
  buju_median *m;
  buju_arena *arena;
  buju_median_node node;
  buju_median_bound bound;
  buju_median_plan plan;
  buju_median_proof proof;
  const buju_ix *start; /* [start_n] a plan known before */
  buju_ix start_n;
  uint32_t *reach; /* [demands] where lists are cut; lengthened where a good plan serves people from beyond */
  bool beyond;     /* that has happened: what is known is true, but the search must begin anew */
  bool partial;    /* candidates are missing: what multipliers decide here does not hold for all of them */
  bool starting;   /* there are no multipliers yet: beginning anew costs little */
  int64_t upper;   /* INT64_MAX: no plan yet */
  buju_ix best_n;
  buju_ix *best;           /* [candidates] ascending */
  buju_ix *pick;           /* [candidates] scratch */
  buju_ix *to;             /* [demands] scratch */
  uint32_t *to_cost;       /* [demands] scratch */
  int64_t *u, *trial;      /* [clients] the best multipliers of the node; those tried now */
  double *along, *often;   /* [clients] direction; [sites] how often it was selected lately */
  uint8_t *chosen;         /* [sites] scratch, all 0 between uses */
  buju_ix *cover;          /* [clients] scratch */
  buju_ix *trail, trail_n; /* sites decided, in order */
  int64_t lower;           /* the least bound of the leaves so far */
  int64_t known;           /* a bound of the whole problem, in the objective's units */
  bool inside;             /* the node at hand is not the whole problem */
  int64_t work, work_limit;
  int64_t improving; /* work spent on improving plans picked */
  buju_median_program program;
  buju_proof_method method;
} buju_median_search;

/** The value a bound must have for a part of the tree to be done with: the best plan's, less the gap asked for. */
int64_t buju_median_goal(const buju_median_search *s);
/** Is the part of the tree with this bound (in 1/scale) done with? */
bool buju_median_done(const buju_median_search *s, int64_t value);
/** Has the search nothing more to do here: the work limit is met, or it must begin anew? */
bool buju_median_tired(const buju_median_search *s);
/** Takes the plan at hand when it is better than the best, or as good with lower sites. */
buju_status buju_median_offer(buju_median_search *s);
/** No plan is below that (in 1/scale): tells whoever watches. */
void buju_median_know(buju_median_search *s, int64_t value);
/** Decides a site in the node at hand. */
void buju_median_decide(buju_median_search *s, buju_ix site, uint8_t state);
/** Decides what the multipliers just evaluated (u) decide; s->bound is then of what is left. */
buju_status buju_median_fix(buju_median_search *s, const int64_t *u);
void buju_median_undo(buju_median_search *s, buju_ix trail_n);
/** The node is done with: u, whose bound is s->bound, says so. */
buju_status buju_median_leaf(buju_median_search *s, const int64_t *u);

/** The sites picked as a plan, improved by at most so many exchanges. */
buju_status buju_median_offer_picked(buju_median_search *s, buju_ix n, uint64_t exchanges);

/* median_shake.c */

/** Looks for better plans near the best one for so many steps. Where money binds it does nothing. */
buju_status buju_median_shake(buju_median_search *s, int64_t steps);

/* median_program.c, median_cuts.c */

/** Begins with a row at each client's breakpoints around its multiplier, so that the first solve is about as good as
 *  the multipliers are. */
buju_status buju_median_program_new(buju_median_search *s);
void buju_median_program_free(buju_median_program *program);
/** Solves the node at hand, adding rows until none is missing, and takes its prices as multipliers where they are
 *  better: s->u and s->bound, fixing what they fix. *branch: the site to branch on, or BUJU_NONE to leave it open. */
buju_status buju_median_program_node(buju_median_search *s, bool root, buju_ix *branch);

/** The first row: no more sites than there may be. */
buju_status buju_median_cuts_begin(buju_median_search *s);
/** Counts the solves for which rows have been slack. */
void buju_median_cuts_age(buju_median_program *program, const buju_lp_result *result);
/** The rows that the solution y, pays lacks by more than `least` of a cost unit are collected; *n: how many. */
buju_status buju_median_cuts_find(buju_median_search *s, double least, buju_ix *n);
buju_status buju_median_cuts_put(buju_median_search *s, buju_ix client, uint32_t level);
/** Collected rows are added; with `purge` those slack for long are deleted first. */
buju_status buju_median_cuts_add(buju_median_search *s, bool purge);

/* median.c */

/** Room for a search of m, which s->arena holds, and nothing known. */
buju_status buju_median_search_new(buju_ctx *ctx, buju_median *m, buju_median_search *s);
/** A plan: what of s->start may be opened, filled up and improved; and multipliers to begin with. */
buju_status buju_median_first_plan(buju_median_search *s);
/** The p-median with the lists of all candidates kept: from found's plan, if it has one, to what is found. */
buju_status buju_median_with_lists(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                                   buju_siting_found *found);

/* median_priced.c */

/** Whether lists of all candidates would take more memory than is meant for them, and a price for each candidate helps:
 *  only p binds. */
bool buju_median_is_for_prices(const buju_siting_field *field);
/** The same as buju_median_with_lists with lists of a few candidates at a time, of about `most_pairs` pairs. */
buju_status buju_median_priced(buju_ctx *ctx, const buju_siting_field *field, double most_pairs, buju_arena *arena,
                               buju_siting_found *found);

/* median_tree.c */

/** Branches until every part of the tree is done with, or the search is tired. */
buju_status buju_median_tree(buju_median_search *s);

/* median_climb.c */

/** How long and how boldly multipliers are improved. */
typedef struct buju_median_climb {
  int rounds, patience;
  double step, least_step, shrink;
  int offer_every; /* 0: never; the set selected is tried as a plan, and a good one improved as
                      long as that takes no more than its share */
  bool sheds;      /* end when most sites are decided: going on without them is quicker */
} buju_median_climb;

/** Improves s->u by subgradients, fixing as it goes; s->bound is then of s->u. *boldness: the step it had come to; NULL
 *  is fine. */
buju_status buju_median_climb_up(buju_median_search *s, const buju_median_climb *how, double *boldness);
/** Are so many sites decided that a climb that sheds should end? */
bool buju_median_climb_sheds(const buju_median_search *s);

#endif
