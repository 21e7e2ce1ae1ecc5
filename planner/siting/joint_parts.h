/* The parts of the joint clinic optimiser, private to it: split into blocks, domains, bound, start, search.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_JOINT_PARTS_H
#define BUJU_PLANNER_JOINT_PARTS_H

#include "planner/siting/joint.h"

/** One thing a node may do: host == node: open; host == n of the block: be stuck; else join that host. */
typedef struct buju_joint_pair {
  buju_ix node, host;
  int64_t time;  /* people × ms when joining, else 0 */
  bool anchored; /* touches the host, or someone who is certainly in its group */
} buju_joint_pair;

/** A part of the problem that can be decided alone: free nodes, and the fixed hosts they may join. Node numbers are
 *  local, in the order of the problem's. Pairs are sorted by node, then host. */
typedef struct buju_joint_block {
  buju_ix n, pairs;
  const buju_ix *node;         /* [n] the problem's number */
  const buju_people_n *people; /* [n] */
  const buju_people_n *load;   /* [n] people at the host before any volunteer joins */
  buju_people_n cap;           /* INT64_MAX: none */
  const uint8_t *fixed;        /* [n] a host that stands anyway: opening it costs nothing here */
  const uint8_t *fresh;        /* [n] opening it is a new clinic */
  const buju_ix *row;          /* [n + 1] */
  const buju_joint_pair *pair;
  const buju_ix *self;      /* [n] the pair that opens it, or BUJU_NONE */
  const buju_ix *host_row;  /* [n + 1] into host_pair: */
  const buju_ix *host_pair; /* the pairs that join a host, by node */
  const uint8_t *loose;     /* [n] some pair of this host is not anchored */
  buju_ix joins;            /* pairs that join another's clinic: */
  const buju_ix *by_time;   /* [joins] quickest first */
  const buju_ix *touch_row; /* [n + 1] into touch: the nodes a node touches, in this block */
  const buju_ix *touch;
} buju_joint_block;

/** A whole decision of a block: the pair of every node, and what it is worth. */
typedef struct buju_joint_plan {
  buju_ix *pair; /* [n] */
  int64_t value[BUJU_JOINT_VALUES];
} buju_joint_plan;

/** What is still possible at a point of the search, with a trail to go back. */
typedef struct buju_joint_domain {
  const buju_joint_block *block;
  uint8_t *alive;                   /* [pairs] */
  buju_ix *left;                    /* [n] alive pairs of the node */
  buju_ix *chosen;                  /* [n] its only pair, or BUJU_NONE */
  buju_people_n *load;              /* [n] people at the host: before volunteers + chosen members */
  int64_t value[BUJU_JOINT_VALUES]; /* of what is chosen */
  buju_ix undecided;                /* nodes not chosen */
  buju_ix *trail, trail_n;          /* a killed pair, or pairs + a chosen node */
  buju_ix *decide, decide_n, *closed, closed_n, *dirty, dirty_n; /* what propagation has still to do */
  uint8_t *is_dirty;                                             /* [n] */
  buju_ix *queue, *place;                                        /* [n] for walks; place: all BUJU_NONE between walks */
  int64_t work;                                                  /* counted steps */
} buju_joint_domain;

/** Somebody who could join a host, and what the host would get for it. */
typedef struct buju_joint_item {
  buju_ix pair;
  buju_people_n people;
  int64_t worth; /* above 0 */
  double share;  /* how much of it the best set takes, 0 to 1 */
  bool taken;    /* while searching */
} buju_joint_item;

/** The numbers a plan is made least in, for one stage: the stage's own number times scale, and the earlier ones, whose
 *  optimum is known, at a price. */
typedef struct buju_joint_bound {
  buju_joint_stage stage;
  int64_t known[BUJU_JOINT_VALUES]; /* the optimum of the earlier stages */
  int64_t scale;                    /* of the stage's number: fine for counts, 1 for times */
  int64_t price[BUJU_JOINT_VALUES]; /* price[stage] is the scale */
  int64_t *lambda;                  /* [n] what serving a node is worth */
  int64_t *best_lambda;             /* [n] of the best bound of the last climb */
  int64_t best_price[BUJU_JOINT_VALUES];
  int64_t *gain;                   /* [n] of a host: how much the bound falls by opening it; of the last evaluation */
  uint8_t *opened;                 /* [n] hosts open in the last evaluation */
  double *cover;                   /* [n] how often the last evaluation serves the node */
  double *way;                     /* [n + BUJU_JOINT_VALUES] direction of the climb */
  int64_t used[BUJU_JOINT_VALUES]; /* of the last evaluation */
  buju_joint_item *item;           /* [n] members worth something to the host at hand: */
  buju_ix items;                   /* so many */
} buju_joint_bound;

/* joint_check.c */

/** Refuses arrays that are not what joint.h says, and sums that would not fit. Gives both relations with sorted rows.
 */
buju_status buju_joint_check(buju_ctx *ctx, const buju_joint_problem *problem, buju_arena *arena, buju_csr *trips,
                             buju_csr *adjacent);
/** How a message calls a node. */
buju_arg buju_joint_name(const buju_joint_problem *problem, buju_ix node);

/* joint_split.c */

/** The problem after standings are settled: who is fixed, forced or free, and which pairs are possible at all. */
typedef struct buju_joint_field {
  const buju_joint_problem *problem;
  buju_csr trips, adjacent; /* sorted */
  uint8_t *standing;        /* buju_joint_standing */
  buju_people_n *load;      /* [n] host and forced members */
  uint64_t *row;            /* [n + 1] possible hosts of each node, ascending */
  buju_ix *col;
  uint32_t *ms;
  uint8_t *anchored;
  uint64_t *host_row, *host_at;     /* [n + 1]; into row's arrays, by host, then node */
  buju_ix *host_node;               /* the node of host_at */
  buju_ix *component_of, *block_of; /* [n] numbered by their first node; BUJU_NONE */
  buju_ix components, blocks;
} buju_joint_field;

typedef enum buju_joint_role {
  BUJU_JOINT_FIXED,  /* hosts, whatever the others do */
  BUJU_JOINT_FORCED, /* member of its forced host */
  BUJU_JOINT_ALONE,  /* neither may host nor can join: stuck */
  BUJU_JOINT_FREE    /* to be decided */
} buju_joint_standing;

buju_status buju_joint_split(buju_ctx *ctx, const buju_joint_problem *problem, buju_arena *arena,
                             buju_joint_field *out);

/* joint_block.c */

/** The block of the free nodes given (ascending). local: [problem n], all BUJU_NONE, left as it was. */
buju_status buju_joint_block_make(buju_ctx *ctx, const buju_joint_field *field, const buju_ix *node, buju_ix nodes,
                                  buju_ix *local, buju_arena *arena, buju_joint_block *out);
/** Marks the nodes that hang together with their host, being host included; how many. queue: [n]. O(n + touches). */
buju_ix buju_joint_reach(const buju_joint_block *block, const buju_ix *pair, buju_ix *queue, uint8_t *reached);
/** Whether a decision is allowed, checked from nothing but the block, and what it is worth. Room: [n], [2n]. O(n +
 * touches). */
bool buju_joint_plan_value(const buju_joint_block *block, const buju_ix *pair, buju_people_n *load, buju_ix *queue,
                           int64_t value[BUJU_JOINT_VALUES]);

/* joint_domain.c */

bool buju_joint_domain_new(const buju_joint_block *block, buju_arena *arena, buju_joint_domain *out);
/** Draws what follows from a fresh domain; call it once, first. */
bool buju_joint_settle(buju_joint_domain *domain);
/** Rules a pair out, or everything but a pair, and all that follows. False: nothing is left; undo then. */
bool buju_joint_kill(buju_joint_domain *domain, buju_ix pair);
bool buju_joint_keep(buju_joint_domain *domain, buju_ix pair);
void buju_joint_undo(buju_joint_domain *domain, buju_ix trail_n);

/* joint_pack.c */

/** The most that items which do not all fit into the room can be worth together, or a little more; never less. Sorts
 *  them and sets their shares. */
int64_t buju_joint_pack(buju_joint_item *item, buju_ix items, buju_people_n room);

/* joint_bound.c */

bool buju_joint_bound_new(const buju_joint_block *block, buju_arena *arena, buju_joint_bound *out);
/** Sets stage, known values and first prices and lambdas for the domain as it is. */
void buju_joint_bound_start(buju_joint_bound *bound, const buju_joint_domain *domain, buju_joint_stage stage,
                            const int64_t known[BUJU_JOINT_VALUES]);
/** Climbs towards the best Lagrangian bound on the stage's number over the domain, in whole numbers of the scale: no
 *  plan in the domain that keeps to the known numbers has less than the returned value. Stops above target. */
int64_t buju_joint_climb(buju_joint_bound *bound, buju_joint_domain *domain, int64_t target, int rounds);
/** After a climb: rules out what would bring the bound above target. False: nothing is left. */
bool buju_joint_reduce(buju_joint_bound *bound, buju_joint_domain *domain, int64_t value, int64_t target);

/* joint_guess.c */

/** A plan in the making, and room to take a step back. */
typedef struct buju_joint_guess {
  buju_ix *pair;       /* [n] */
  buju_people_n *load; /* [n] */
  buju_ix *kept_pair;
  buju_people_n *kept_load;
} buju_joint_guess;

bool buju_joint_guess_new(const buju_joint_block *block, buju_arena *arena, buju_joint_guess *out);
/** A good plan within the domain, in guess->pair: opens the hosts marked (NULL: none) and what more it takes, joins the
 *  nearest first, closes what can be closed. False when none was found. O(pairs) for each host opened. */
bool buju_joint_guess_make(buju_joint_guess *guess, buju_joint_domain *domain, const uint8_t *opened);

/* joint_search.c */

/** What the search of a block came to. */
typedef struct buju_joint_found {
  buju_ix *pair; /* [n] the best plan */
  int64_t upper[BUJU_JOINT_VALUES], lower[BUJU_JOINT_VALUES];
  buju_joint_stage proved; /* the first stage not proved */
  int64_t work;
} buju_joint_found;

/** Branch and bound, stage by stage, then the order. start: NULL, or what is known before: a plan, the stages it is
 *  proved best in, a bound for the next. Never fails but for memory. work_limit 0: none. */
buju_status buju_joint_search(buju_ctx *ctx, const buju_joint_block *block, const buju_joint_found *start,
                              int64_t work_limit, buju_arena *arena, buju_joint_found *out);

/* joint_mip.c */

/** The same by integer programs: stuck, clinics and new exactly, of the time a bound and a plan close to it. pair is
 *  NULL when none was found within the limit. */
buju_status buju_joint_program(buju_ctx *ctx, const buju_joint_block *block, int64_t work_limit, buju_arena *arena,
                               buju_joint_found *out);

#endif
