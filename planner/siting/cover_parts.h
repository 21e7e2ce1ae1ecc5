/* The parts of the cover solver, private to it: sets, reductions, local search, bounds, branch and bound.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_COVER_PARTS_H
#define BUJU_PLANNER_COVER_PARTS_H

#include <stdbool.h>

#include "planner/siting/cover.h"
#include "planner/siting/siting.h"

/* ---- bits ---- */

static inline void buju_bit_set(uint64_t *bits, buju_ix i) { bits[i >> 6] |= UINT64_C(1) << (i & 63); }
static inline bool buju_bit(const uint64_t *bits, buju_ix i) { return (bits[i >> 6] >> (i & 63) & 1) != 0; }
static inline void buju_bit_clear(uint64_t *bits, buju_ix i) { bits[i >> 6] &= ~(UINT64_C(1) << (i & 63)); }

/* ---- cover_sets.c: who is a subset of whom ---- */

/** A set of items; the last ones are looked at first. */
typedef struct buju_cover_set {
  const buju_ix *item;
  buju_ix n;
  uint8_t need;
} buju_cover_set;

/** Sets that wait to be found inside larger ones: each at its last item. */
typedef struct buju_cover_watch {
  buju_ix *first; /* [items] the newest set that waits there, or BUJU_NONE */
  buju_ix *next;  /* [sets] the one before it */
} buju_cover_watch;

/** Sets the bits of a set's items, or clears them. */
void buju_cover_mark(const buju_cover_set *set, uint64_t *mark, bool on);

/** Whether a set that waits, `from` or newer, implies `set`: all its items are in it and it needs no less. mark has the
 *  bits of the set. *work counts the steps. */
bool buju_cover_implied(const buju_cover_watch *watch, const buju_cover_set *sets, const buju_cover_set *set,
                        const uint64_t *mark, buju_ix from, int64_t *work);

/** Marks in dead[n] the sets that another one implies; of equals the lowest stays. Uses the threads of ctx. */
buju_status buju_cover_minimal(buju_ctx *ctx, buju_ix items, buju_ix n, const buju_cover_set *sets, bool *dead,
                               int64_t *work);

/* ---- cover_make.c ---- */

/** Arrays for so many rows, columns and entries, all but col and member. False when memory is out. */
bool buju_cover_room(buju_ix rows, buju_ix columns, uint64_t entries, buju_arena *arena, buju_cover *out);

/** Fills col and member from row and column, and sorts each row. */
buju_status buju_cover_transpose(buju_ctx *ctx, buju_cover *cover, buju_arena *arena);

/** The problem without dead rows and columns; rows need what need[] says. Columns that meet no row left go too. */
buju_status buju_cover_without(buju_ctx *ctx, const buju_cover *cover, const bool *dead_row, const bool *dead_column,
                               const uint8_t *need, buju_arena *arena, buju_cover *out);

/* ---- cover_reduce.c ---- */

/** What is left when rows implied by others, columns outshone by others and columns that have to be taken are gone, as
 *  often as that helps. */
typedef struct buju_cover_reduced {
  buju_cover cover;
  buju_ix taken_n;
  buju_ix *taken; /* columns, by the given numbers, ascending */
  int64_t taken_cost;
  int64_t work;
} buju_cover_reduced;

buju_status buju_cover_reduce(buju_ctx *ctx, const buju_cover *cover, buju_arena *arena, buju_cover_reduced *out);

/** Splits what shares no column: *parts problems, by their lowest row, with ids as the whole one's. */
buju_status buju_cover_split(buju_ctx *ctx, const buju_cover *cover, buju_arena *arena, buju_ix *parts,
                             buju_cover **out);

/* ---- cover_walk.c ---- */

/** Local search with weights on rows: takes out, puts in, and learns which rows are hard. Integers only. */
typedef struct buju_cover_walk {
  const buju_cover *cover;
  bool unicost;
  uint8_t *in, *may;                  /* [columns] taken; may be taken next */
  int64_t *score;                     /* [columns] weight that taking it would meet; minus what leaving it would lose */
  int64_t *stamp;                     /* [columns] the step it last changed */
  buju_ix *plan, *place, plan_n;      /* [columns] */
  buju_ix *times, *owner;             /* [rows] columns taken that meet it; their numbers, exclusive-or'ed */
  int64_t *weight;                    /* [rows] */
  buju_ix *bare, *bare_place, bare_n; /* [rows] those not met */
  int64_t cost, best_cost;
  uint8_t *best; /* [columns] */
  buju_ix *heap; /* [columns] while a plan is completed, by: */
  int64_t *key;  /* [columns] */
  uint64_t random;
  int64_t step, work;
  buju_ix last; /* the column put in last */
} buju_cover_walk;

buju_status buju_cover_walk_new(buju_ctx *ctx, const buju_cover *cover, uint64_t seed, buju_arena *arena,
                                buju_cover_walk *out);
/** Takes those with in[] set, then completes greedily and leaves out what is not needed. A better plan becomes the
 *  best. in NULL: none. */
void buju_cover_walk_start(buju_cover_walk *walk, const uint8_t *in);
/** Walks for about `work` steps more, or until a plan costs `enough` or less. */
void buju_cover_walk_on(buju_cover_walk *walk, int64_t work, int64_t enough);

/* ---- cover_proof.c ---- */

/** A proof being written down, of one search or several. All 0 but demands, and scale, begins one. */
typedef struct buju_cover_trace {
  buju_ix demands;
  int64_t scale;           /* of its multipliers; 0: as fine as the first search has it */
  const buju_cover *cover; /* being searched; its rows and columns are numbered as demand points and candidates */
  buju_vec rows;           /* demands × int64_t: multipliers */
  buju_vec steps;          /* buju_step */
  bool given_up;           /* it is too large, or memory is out */
} buju_cover_trace;

/** Keeps multipliers (whole[rows]) for the steps to come. */
void buju_cover_trace_vector(buju_cover_trace *trace, const int64_t *whole);
/** A step by the last vector kept, or by none: there is no plan at all. candidate BUJU_NONE: of a leaf. */
void buju_cover_trace_step(buju_cover_trace *trace, buju_step_kind kind, buju_ix candidate, bool by_vector);

/** Writes the steps of a part that end it: no cover costs less than lower, which is to be true. Gives up when they
 *  would be too many, or the trace's scale is too fine for the costs. */
buju_status buju_cover_trace_search(buju_ctx *ctx, const buju_cover *cover, int64_t lower, buju_cover_trace *trace);

/** Instead of a tree that is given up: one leaf, by the multipliers that a climb from all of the cover reaches. Begins
 *  the trace anew, and gives up where the scale is too fine.
 *  @param lower  no cover costs less; becomes what the multipliers show of that, which is mostly less.
 *  Memory as the cover's; O(entries) a round of the climb, about ROOT_WORK steps in all. */
buju_status buju_cover_trace_root(buju_ctx *ctx, const buju_cover *cover, int64_t *lower, buju_cover_trace *trace);

/** What was written, in arena; NULL when it was given up. The trace is empty afterwards. */
buju_status buju_cover_trace_take(buju_ctx *ctx, buju_cover_trace *trace, buju_arena *arena, buju_siting_proof **out);

/* ---- cover_state.c ---- */

/** What is decided at a point of the search. */
typedef struct buju_cover_state {
  const buju_cover *cover;
  uint8_t *role;           /* [columns] buju_cover_role */
  int32_t *left;           /* [rows] how many more it needs; 0 or less: met */
  int32_t *may;            /* [rows] columns that may still be taken */
  int64_t cost;            /* of those taken */
  buju_ix bare;            /* rows not met */
  buju_ix *trail, trail_n; /* [columns] decided, in order */
  buju_ix *queue, queue_n; /* [rows] rows that may leave no choice */
  bool *queued;            /* [rows] */
  buju_cover_trace *trace; /* or NULL */
  int64_t work;
} buju_cover_state;

bool buju_cover_state_new(const buju_cover *cover, buju_arena *arena, buju_cover_state *out);
/** Takes or shuts a column that may be either. */
void buju_cover_state_set(buju_cover_state *state, buju_ix column, buju_cover_role role);
/** Goes back to where the trail had `to` columns. */
void buju_cover_state_undo(buju_cover_state *state, buju_ix to);
/** Takes what rows leave no choice about. False: a row cannot be met. */
bool buju_cover_state_settle(buju_cover_state *state);

/* ---- cover_bound.c ---- */

/** Multipliers, and the bound they give: Σ u·left + Σ over columns that may be taken of min(0, cost - Σ u), plus the
 *  cost of those taken. Doubles only say where to climb; what counts is recomputed from whole numbers. */
typedef struct buju_cover_bound {
  int64_t scale;         /* multipliers and bounds are in 1/scale of the cost; 0: costs are too large */
  double most;           /* no multiplier is larger */
  double *u;             /* [rows] at the best point */
  double *at, *way;      /* [rows] where it stands, and where it goes */
  double *share;         /* [columns] how often the last points took it */
  int32_t *lack;         /* [rows] */
  buju_ix *free, free_n; /* [columns] those that may be taken */
  int64_t *whole;        /* [rows] the multipliers rounded; 0 where the row is met */
  int64_t *rest;         /* [columns] cost × scale - Σ whole, of those that may be taken */
  int64_t value;         /* the bound, in 1/scale */
  int64_t work;
} buju_cover_bound;

/** How long to climb: at most so many rounds, with strides cut after so many without gain. */
typedef struct buju_cover_pace {
  int rounds, patience;
  double stride;
} buju_cover_pace;

/** The finest scale for covers of so many needs in all by columns that cost so much in all; 0: there is none. */
int64_t buju_cover_scale(int64_t costs, double needs);
bool buju_cover_bound_new(const buju_cover *cover, buju_arena *arena, buju_cover_bound *out);
/** Multipliers to begin with. */
void buju_cover_bound_start(buju_cover_bound *bound, const buju_cover *cover);
/** Climbs from u along subgradients (Held and Karp 1971) until the bound shows that nothing costs less than `target`;
 *  then recomputes value and rest. */
void buju_cover_bound_climb(buju_cover_bound *bound, const buju_cover_state *state, int64_t target,
                            buju_cover_pace pace);
/** value and rest of u, in whole numbers. O(entries). */
void buju_cover_bound_value(buju_cover_bound *bound, const buju_cover_state *state);

/* ---- cover_lp.c ---- */

/** Programs of so many entries, a county's, are solved at once; quickest by the primal method at first. */
#define BUJU_COVER_LP_QUICK (INT64_C(1) << 18)

/** The linear program of a part, with the columns that are not shut when it is made. */
typedef struct buju_cover_lp buju_cover_lp;

/** Freed with buju_cover_lp_free. */
buju_status buju_cover_lp_new(buju_ctx *ctx, const buju_cover_state *state, buju_cover_lp **out);
/** NULL is fine. */
void buju_cover_lp_free(buju_cover_lp *lp);
buju_ix buju_cover_lp_columns(const buju_cover_lp *lp);
int64_t buju_cover_lp_work(const buju_cover_lp *lp);
/** Solves it as things stand, within about `work` steps: u and share of the bound become its prices and its solution.
 *  *solved is false when there was too little time, and when it was of no use. */
buju_status buju_cover_lp_solve(buju_ctx *ctx, buju_cover_lp *lp, const buju_cover_state *state, int64_t work,
                                buju_cover_bound *bound, bool *solved);
/** Of the last solution; a guide, no bound. */
double buju_cover_lp_objective(const buju_cover_lp *lp);
/** What a few iterations say it would come to with one more column decided. */
buju_status buju_cover_lp_try(buju_ctx *ctx, buju_cover_lp *lp, buju_ix column, buju_cover_role role,
                              int64_t iteration_limit, double *objective);

/* ---- cover_branch.c ---- */

typedef struct buju_cover_fraction {
  buju_ix column;
  double share, score;
} buju_cover_fraction;

/** What deciding columns has gained. [0]: shut, [1]: taken; for a whole step from 0 to 1. */
typedef struct buju_cover_branch {
  double *gain[2];   /* [columns] sums */
  buju_ix *times[2]; /* [columns] */
  double gain_all[2];
  int64_t times_all[2];
  buju_cover_fraction *candidate; /* [columns] room */
  int64_t work;
} buju_cover_branch;

bool buju_cover_branch_new(const buju_cover *cover, buju_arena *arena, buju_cover_branch *out);
void buju_cover_branch_learn(buju_cover_branch *branch, buju_ix column, bool open, double share, double gain);
/** A column that may be taken, to decide next. lp may be NULL. */
buju_status buju_cover_branch_choose(buju_ctx *ctx, buju_cover_branch *branch, const buju_cover_state *state,
                                     const buju_cover_bound *bound, buju_cover_lp *lp, buju_ix *out);

/* ---- cover_core.c ---- */

/** A plan (in[columns]) that completes what is decided with `most` columns of least rest, by Cbc within so many nodes.
 *  Adds the steps to *work. */
buju_status buju_cover_core(buju_ctx *ctx, const buju_cover_state *state, const buju_cover_bound *bound, buju_ix most,
                            int64_t node_limit, uint8_t *in, bool *found, int64_t *work);

/** A plan (in[columns]) by walking through the columns whose rest is at most `room` (1/scale), until it costs `enough`:
 *  they are few, so it finds in milliseconds what a walk through all of them takes seconds for. The bound is that of
 *  the root, where nothing is decided. *found is false where they meet not every row. Adds the steps to *work. */
buju_status buju_cover_core_walk(buju_ctx *ctx, const buju_cover *cover, const buju_cover_bound *bound, int64_t room,
                                 int64_t enough, uint8_t *in, bool *found, int64_t *work);

/* ---- cover_search.c ---- */

/** Branch and bound over one part; worked on slice by slice. Costs are those of the part. */
typedef struct buju_cover_search buju_cover_search;

/** walk: completes what the search hints at. Freed with buju_cover_search_free. */
buju_status buju_cover_search_new(buju_ctx *ctx, const buju_cover *cover, buju_cover_walk *walk, buju_arena *arena,
                                  buju_cover_search **out);
/** NULL is fine. */
void buju_cover_search_free(buju_cover_search *search);
/** The bound before any decision; once, first. False: the costs are too large. */
bool buju_cover_search_root(buju_cover_search *search, int64_t cut);
/** Goes on for about `work` steps, looking for plans that cost less than the cut, which may not rise from slice to
 *  slice. */
buju_status buju_cover_search_on(buju_ctx *ctx, buju_cover_search *search, int64_t work, int64_t cut);
/** From here on every step is written down, by multipliers of the trace's scale; before the root is bounded. Plans are
 *  then sought below one cut alone. False: that scale is too fine for the costs. */
bool buju_cover_search_write(buju_cover_search *search, buju_cover_trace *trace);
/** No plan costs less than this, except the best one found. */
int64_t buju_cover_search_lower(const buju_cover_search *search);
int64_t buju_cover_search_work(const buju_cover_search *search);
/** The cost of the best plan found, INT64_MAX when there is none, and which columns it takes. */
int64_t buju_cover_search_best(const buju_cover_search *search, const uint8_t **in);
bool buju_cover_search_done(const buju_cover_search *search);
/** [columns] How often the last points of the root's climb took a column: above a half is a hint. */
const double *buju_cover_search_share(const buju_cover_search *search);

#endif
