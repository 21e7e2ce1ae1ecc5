/* What the files of costs along a graph share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_COSTS_GRAPH_PARTS_H
#define BUJU_PLANNER_COSTS_GRAPH_PARTS_H

#include "planner/siting/costs_graph.h"
#include "planner/siting/costs_parts.h"
#include "planner/travel/graph_table.h"
#include "planner/travel/sweep.h"

/** What is entered at a row (a node, or a row of a field), with the time from there. */
typedef struct buju_entry_at {
  buju_ix place;
  uint32_t ms;
} buju_entry_at;

/** Those of row r are entry[first[r]] … entry[first[r + 1] - 1], by place. */
typedef struct buju_entries {
  uint64_t *first; /* rows + 1 */
  buju_entry_at *entry;
} buju_entries;

/** A graph with all that is made of it once, for a source and those made among its candidates. Lengths of arcs are left
 *  out: of equally fast ways none is better. */
typedef struct buju_costs_ways {
  buju_graph forward, reverse;
  buju_levels levels;
  pthread_mutex_t lock; /* of searched, and of the fields of every source on these ways */
  uint64_t searched;    /* nodes settled by searches so far */
} buju_costs_ways;

/** Demand points or candidates. */
typedef struct buju_costs_places {
  buju_starts at;
  buju_entries by_node;
  bool several; /* some place has more than one start */
  /* for sweeps towards these places, made when first needed: */
  bool has_field;
  buju_metric metric;
  buju_field field;
  buju_entries by_row;
} buju_costs_places;

typedef struct buju_costs_net {
  buju_costs base;
  buju_arena *arena;
  buju_costs_ways *ways;
  bool owns_ways;
  uint32_t limit;
  buju_costs_places by[2]; /* by buju_costs_side */
} buju_costs_net;

/** Sorts the places into the rows row_of_start [starts] says. False when memory is out. O(rows + starts). */
bool buju_costs_enter(const buju_starts *places, buju_ix rows, const buju_ix *row_of_start, buju_arena *arena,
                      buju_entries *out);

/** An upper bound of every finite cost, from one search each way. */
buju_status buju_costs_net_most(buju_ctx *ctx, buju_costs_net *net);

/** What was found from some places at once: the times of nodes or rows. */
typedef struct buju_costs_found {
  unsigned worker;            /* below buju_costs_workers */
  unsigned lanes, used;       /* 1 or BUJU_LANES; lanes with a place, from 0 */
  const buju_ix *k;           /* by lane: which of those asked */
  const buju_entries *enters; /* of the rows below */
  const uint32_t *ms;         /* row r in lane l: ms[r × lanes + l] */
  buju_ix n;                  /* rows reached that are listed, and */
  const buju_ix *row;         /* their list; of no length when they are those of the spans */
  size_t spans;
  const buju_span *span;
} buju_costs_found;

/** Calls `use` for every row r that was found and has entries. */
#define BUJU_COSTS_EACH_ROW(found, r, use)                                                                             \
  do {                                                                                                                 \
    for (buju_ix at_ = 0; at_ < (found)->n; at_++) {                                                                   \
      buju_ix r = (found)->row[at_];                                                                                   \
      if ((found)->enters->first[r] < (found)->enters->first[r + 1]) use;                                              \
    }                                                                                                                  \
    for (size_t s_ = 0; s_ < (found)->spans; s_++)                                                                     \
      for (buju_ix r = (found)->span[s_].first; r < (found)->span[s_].end; r++)                                        \
        if ((found)->enters->first[r] < (found)->enters->first[r + 1]) use;                                            \
  } while (0)

typedef buju_status (*buju_costs_visit)(buju_ctx *ctx, void *user, const buju_costs_found *found);

/** Workers of buju_costs_each for n places. */
unsigned buju_costs_workers(const buju_ctx *ctx, buju_ix n);

/** Visits what each of the places which[0 … n - 1] of a side reaches within most[k] (BUJU_COST_NONE: as far as there
 *  is a way), in any order, by searching or sweeping; more than that may be told. */
buju_status buju_costs_each(buju_ctx *ctx, buju_costs_net *net, buju_costs_side side, buju_ix n, const buju_ix *which,
                            const uint32_t *most, buju_costs_visit visit, void *user);

/* The operations of a source. */
buju_status buju_costs_net_lists(buju_ctx *ctx, const buju_costs *costs, buju_costs_side side, buju_ix n,
                                 const buju_ix *which, const uint32_t *most, buju_arena *arena, buju_csr *out);
buju_status buju_costs_net_price(buju_ctx *ctx, const buju_costs *costs, const buju_costs_bids *bids, int64_t *worth,
                                 uint64_t *pairs);
buju_status buju_costs_net_runs(buju_ctx *ctx, const buju_costs *costs, uint32_t most, const buju_costs_order *order,
                                buju_arena *arena, buju_csr *out);

#endif
