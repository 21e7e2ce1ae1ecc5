/* The parts of the solver for sites that fill up, private to it. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_CAPACITY_PARTS_H
#define BUJU_PLANNER_CAPACITY_PARTS_H

#include "planner/siting/capacity.h"
#include "planner/siting/siting_parts.h"

/** The problem as the parts see it: those who ask, the candidates that may be open, and the pairs of the two within the
 *  limit. Numbers are local, in the order of the problem's. */
typedef struct buju_rooms {
  const buju_capacity_problem *problem;
  buju_siting_field field;
  buju_ix n;
  const buju_ix *demand; /* [n] the problem's number */
  const int64_t *weight; /* [n] above 0 */
  buju_ix m;
  const buju_ix *site;                   /* [m] the problem's number */
  const int64_t *capacity, *least, *net; /* [m] */
  const uint8_t *fixed, *counted;        /* [m] open whatever happens; one of p when open */
  const uint64_t *row;                   /* [n + 1] into the pairs of a demand point, cheapest first, then lowest */
  const buju_ix *to;                     /* [pairs] site */
  const int64_t *cost;                   /* [pairs] of a unit of weight, in the objective */
  const int64_t *way;                    /* [pairs] how long it is, whatever the objective */
  const uint8_t *near;                   /* [pairs] 1: counts as near */
  const buju_ix *whose;                  /* [pairs] demand point */
  const uint64_t *site_row;              /* [m + 1] into site_pair: the pairs of a site, by demand point */
  const uint64_t *site_pair;
  int64_t unserved;     /* what a unit of weight costs that nobody serves; no pair costs more */
  bool must;            /* COVER: somebody left out breaks the plan, and fees are all it costs */
  bool ample;           /* neither capacities nor least weights nor a weight near: the nearest is best under any rule */
  const int64_t *fee;   /* [m] what an open site is in the objective: 0 unless `must` */
  int64_t base;         /* part of the objective whatever is open */
  int64_t grain;        /* the objective less base is a multiple of it; 1 or more */
  int64_t p, budget;    /* for all that are open; INT64_MAX: any */
  buju_ix kinds;        /* 1 or more */
  const buju_ix *kind;  /* [m] */
  const int64_t *p_of;  /* [kinds] likewise for those of a kind */
  const buju_ix *place; /* [m] sites of one place can change their kind with those of another in one step; or NULL */
} buju_rooms;

/** Who goes where when some sites are open. */
typedef struct buju_room_plan {
  uint8_t *open;   /* [m] */
  int64_t *amount; /* [pairs] */
  int64_t *left;   /* [n] weight nobody serves */
  int64_t *load;   /* [m] */
  int64_t value;   /* the objective */
  int64_t near;    /* weight served near */
  int64_t broken;  /* weight above capacities, below least weights and short of the weight near: 0 when all hold. That
                      p and the budget are kept is up to whoever opens sites */
} buju_room_plan;

/* capacity_rooms.c */

/** Checks the problem and lists its pairs. answer->unreachable is filled, and state where it is NOTHING already. */
buju_status buju_rooms_new(buju_ctx *ctx, const buju_capacity_problem *problem, buju_arena *arena, buju_rooms *out,
                           buju_siting_answer *answer);
bool buju_room_plan_new(const buju_rooms *rooms, buju_arena *arena, buju_room_plan *out);
void buju_room_plan_copy(const buju_rooms *rooms, const buju_room_plan *from, buju_room_plan *to);

/* capacity_ship.c */

/** Ships everybody to the open sites at least price (of a unit, by pair; at most unserved), sharing where it pays: the
 *  best there is without least weights. Fills amount, left and load. Adds to *work. */
buju_status buju_rooms_ship(buju_ctx *ctx, const buju_rooms *rooms, const int64_t *price, buju_room_plan *plan,
                            int64_t *work);

/** The same from where the plan stands: those it leaves are shipped, and others only to make room for them. Only open
 *  sites have load. Still at least price when it was so before and no site has been opened or closed since. */
buju_status buju_rooms_ship_rest(buju_ctx *ctx, const buju_rooms *rooms, const int64_t *price, buju_room_plan *plan,
                                 int64_t *work);

/** Of COVER: what no set of sites has room for, as capacity.h says; all 0: there is room. Adds to of[groups]. */
buju_status buju_rooms_shortfall(buju_ctx *ctx, const buju_rooms *rooms, int64_t *of, int64_t *sum, int64_t *work);

/* capacity_plan.c */

/** COVER where people may be sent: who goes where is anew as near as can be, from the same sites; left as it is where
 *  that would break the plan. */
buju_status buju_rooms_send_near(buju_ctx *ctx, const buju_rooms *rooms, buju_arena *scratch, buju_room_plan *plan,
                                 int64_t *work);

/** Serves everybody by the problem's rule from the sites open in plan, as cheaply as it can; the rest of plan follows.
 *  price as above (it steers, the value is by the problem's costs). Sites below their least weight are closed. */
buju_status buju_rooms_serve(buju_ctx *ctx, const buju_rooms *rooms, const int64_t *price, buju_room_plan *plan,
                             int64_t *work);

/** Serves those whom the plan leaves from its open sites, by the problem's rule, asking others to move only to make
 * room (NEAREST: everybody anew); the rest of plan follows. Somebody may stay left who could be served. */
buju_status buju_rooms_settle(buju_ctx *ctx, const buju_rooms *rooms, buju_room_plan *plan, int64_t *work);

/** Takes a demand point out of the plan: it is left. */
void buju_room_plan_take_out(const buju_rooms *rooms, buju_room_plan *plan, buju_ix i);

/** Fills value, near and broken from the rest. */
void buju_room_plan_value(const buju_rooms *rooms, buju_room_plan *plan);

/* capacity_bound.c */

/** A Lagrangian bound: multipliers by demand point (of a unit) and for the weight near. */
typedef struct buju_room_bound {
  int64_t scale;
  int64_t most;        /* no multiplier is higher, in 1/scale */
  int64_t value;       /* the best bound so far, in 1/scale */
  int64_t lower;       /* likewise, in whole units of the objective */
  int64_t *multiplier; /* [n] of that bound, in 1/scale */
  int64_t near;        /* likewise */
  int64_t *gain;       /* [m] what each site was worth then, in 1/scale */
} buju_room_bound;

/** A site by what it is worth, for qsort: the highest first, then the lowest site. */
typedef struct buju_ranked {
  int64_t key;
  buju_ix j;
} buju_ranked;
int buju_ranked_highest_first(const void *a, const void *b);

/** Multipliers to start from; the bound is 0. */
bool buju_room_bound_new(const buju_rooms *rooms, buju_arena *arena, buju_room_bound *out);
/** Climbs from the multipliers given towards upper (INT64_MAX: not known). O(pairs log pairs) a round. */
buju_status buju_rooms_bound(buju_ctx *ctx, const buju_rooms *rooms, int64_t upper, int rounds, buju_room_bound *out,
                             int64_t *work);

/** Marks in drop[pairs] the pairs that no plan worth less than `upper` uses, by that bound: of sites that none opens,
 *  and without sharing those that alone cost too much. Only where no budget binds. O(pairs log pairs). */
buju_status buju_rooms_drop(buju_ctx *ctx, const buju_rooms *rooms, const buju_room_bound *bound, int64_t upper,
                            uint8_t *drop, int64_t *work);

/* capacity_search.c */

/** Counts open sites against p, the budget and the kinds' p: what is left of each. */
typedef struct buju_room_purse {
  int64_t p, budget;
  int64_t *of; /* [kinds] */
} buju_room_purse;
/** False: more is open than there may be. */
bool buju_room_purse_count(const buju_rooms *rooms, const uint8_t *open, buju_room_purse *purse);

/** A good plan: sites by gain, then exchanges; COVER: buju_rooms_fewest, or buju_rooms_anneal by NEAREST. best->broken
 * is above 0 when none was found.
 */
buju_status buju_rooms_search(buju_ctx *ctx, const buju_rooms *rooms, const buju_room_bound *bound, int64_t steps,
                              buju_room_plan *best, int64_t *work);

/* capacity_fewest.c */

/** COVER: a cheap plan: sites by what they are worth to the bound, without those that can be missed, then again and
 *  again without a few neighbours, until the bound is met or `steps` are done. */
buju_status buju_rooms_fewest(buju_ctx *ctx, const buju_rooms *rooms, const buju_room_bound *bound, int64_t steps,
                              buju_room_plan *best, int64_t *work);

/* capacity_nearest.c */

/** COVER by NEAREST: betters the plan (best->open is where it starts, whatever that holds) by annealing: sites are
 *  opened, closed and exchanged at random, dearer plans and overfilled ones taken less and less. Until it is worth
 *  `lower` or `steps` are done. The same each run. */
buju_status buju_rooms_anneal(buju_ctx *ctx, const buju_rooms *rooms, int64_t steps, int64_t lower,
                              buju_room_plan *best, int64_t *work);

/* capacity_model.c */

/** What the integer programming solver made of it. */
typedef struct buju_room_model {
  bool asked;    /* false: the model's numbers are too large for the solver */
  bool none;     /* there is no plan */
  int64_t lower; /* no plan is worth less */
} buju_room_model;

/** The same as one integer program, of at most `nodes` nodes and without the pairs marked in drop. best is replaced by
 *  a better plan; when it holds, only better ones are sought, and lower is its value once there are none. */
buju_status buju_rooms_model(buju_ctx *ctx, const buju_rooms *rooms, const uint8_t *drop, int64_t nodes,
                             buju_room_plan *best, buju_room_model *out, int64_t *work);

/* capacity_interchange.c */

/** MEDIAN where nothing fills up and no budget binds, but kinds have a p of their own. */
bool buju_rooms_can_interchange(const buju_rooms *rooms);
/** For such: betters the plan by interchange and shaking, for about so many steps. lower: what is known. */
buju_status buju_rooms_interchange(buju_ctx *ctx, const buju_rooms *rooms, int64_t lower, int64_t steps,
                                   buju_room_plan *best, int64_t *work);

/* capacity_pack.c */

/** COVER by SENT: gets those left into the open sites where two others can change places to make room, each time
 *  lowering the weight left. The rest of plan follows. */
buju_status buju_rooms_pack(buju_ctx *ctx, const buju_rooms *rooms, buju_room_plan *plan, int64_t *work);

/* capacity_crowds.c */

/** COVER: the cheapest sites whose rooms add up for every crowd of demand points, with integer programs of the sites
 *  alone: a bound whatever the rule (lower; nothing where !asked), for plans to be made from. best is replaced by a
 *  better plan. Until that is shown to be the best or about `steps` are done. */
buju_status buju_rooms_crowds(buju_ctx *ctx, const buju_rooms *rooms, int64_t steps, buju_room_plan *best,
                              buju_room_model *out, int64_t *work);

#endif
