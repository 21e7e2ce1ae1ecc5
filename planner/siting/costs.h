/* What it costs to serve a demand point from a candidate: sparse, wherever it comes from. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_COSTS_H
#define BUJU_PLANNER_COSTS_H

#include "core/arena.h"
#include "core/say.h"
#include "core/units.h"

/** No way from here to there. Every other cost is below; times are milliseconds, benchmark distances whatever their
 *  tables count in. */
#define BUJU_COST_NONE UINT32_MAX

/** Whose lists are asked for. */
typedef enum buju_costs_side {
  BUJU_COSTS_BY_DEMAND,    /* the candidates that can serve a demand point */
  BUJU_COSTS_BY_CANDIDATE, /* the demand points a candidate can serve */
} buju_costs_side;

typedef struct buju_costs buju_costs;

/** What some demand points would give to be served: give[k] less unit[k] for each unit of cost, up to the cost most[k],
 *  where that is still 0 or more. give ≥ 0, unit ≥ 0; Σ give fits in 63 bits. */
typedef struct buju_costs_bids {
  buju_ix n;
  const buju_ix *which; /* [n] demand points, each once */
  const int64_t *give, *unit;
  const uint32_t *most;
} buju_costs_bids;

/** Demand points in an order in which those near each other had better be near. */
typedef struct buju_costs_order {
  buju_ix n;            /* places in it */
  const buju_ix *place; /* [demands] below n, each once; BUJU_NONE: left out */
} buju_costs_order;

typedef struct buju_costs_ops {
  /** List i of *out, of n, holds everybody on the other side whom which[i] reaches at most[i] or less (BUJU_COST_NONE:
   *  at any cost), by ascending cost, then index. which may be in any order and repeat. The arrays live in arena. Work
   *  grows with what is found (for points: with the cells touched; for graphs: with the nodes searched). Uses the
   *  threads of ctx; the same bytes on any number of them. BUJU_E_MEMORY, BUJU_E_LIMIT. */
  buju_status (*lists)(buju_ctx *ctx, const buju_costs *costs, buju_costs_side side, buju_ix n, const buju_ix *which,
                       const uint32_t *most, buju_arena *arena, buju_csr *out);
  /** For every demand point the cheapest of the sites given (candidates, each once), ties to the lower candidate:
   *  to[demands] (BUJU_NONE: none serves it) and cost[demands] (BUJU_COST_NONE). */
  buju_status (*nearest)(buju_ctx *ctx, const buju_costs *costs, buju_ix sites, const buju_ix *site, buju_ix *to,
                         uint32_t *cost);
  void (*free)(buju_costs *costs);
  /* NULL: buju_costs_price, buju_costs_among and buju_costs_runs get by with lists. */
  buju_status (*price)(buju_ctx *ctx, const buju_costs *costs, const buju_costs_bids *bids, int64_t *worth,
                       uint64_t *pairs);
  buju_status (*among)(buju_ctx *ctx, const buju_costs *costs, buju_ix n, const buju_ix *candidate, buju_costs **out);
  buju_status (*runs)(buju_ctx *ctx, const buju_costs *costs, uint32_t most, const buju_costs_order *order,
                      buju_arena *arena, buju_csr *out);
} buju_costs_ops;

/** A source of costs is this header followed by its own fields. Immutable once made: any number of threads may ask. */
struct buju_costs {
  const buju_costs_ops *ops;
  buju_ix demands, candidates;
  uint32_t most; /* no finite cost is larger; perhaps none is as large */
};

/** From a table: row i lists the candidates that can serve demand point i, in any order, once each, with their costs.
 *  Borrowed. Both sides sorted by cost are kept: 16 bytes a pair. O(pairs log pairs).
 *  @return BUJU_E_DATA for columns out of range or named twice in a row (which), BUJU_E_MEMORY. */
buju_status buju_costs_table(buju_ctx *ctx, const buju_csr *table, buju_ix candidates, buju_costs **out);

/** How a distance in the plane becomes a cost. */
typedef enum buju_rounding { BUJU_ROUND_DOWN, BUJU_ROUND_NEAREST, BUJU_ROUND_UP } buju_rounding;

/** Points in the plane; nothing is stored but a grid. Borrowed. */
typedef struct buju_costs_plane {
  buju_ix demands, candidates;
  const double *demand_x, *demand_y, *candidate_x, *candidate_y; /* NaN: reaches nobody */
  double scale; /* the cost is the distance × scale, rounded; above 0 */
  buju_rounding rounding;
} buju_costs_plane;

/** @return BUJU_E_DATA where distances would not fit in a cost, BUJU_E_MEMORY. O(points). */
buju_status buju_costs_points(buju_ctx *ctx, const buju_costs_plane *plane, buju_costs **out);

/** What every candidate is offered in all: worth[candidates] = Σ over the bids within `most` of give - unit × cost.
 *  Nothing is stored but a block of lists. *pairs: how many bids were added up, the same on every machine. Work grows
 *  with the pairs (for graphs: with the nodes within). Uses the threads of ctx. BUJU_E_MEMORY, BUJU_E_LIMIT. */
buju_status buju_costs_price(buju_ctx *ctx, const buju_costs *costs, const buju_costs_bids *bids, int64_t *worth,
                             uint64_t *pairs);

/** The same costs with only some of the candidates (ascending), numbered anew from 0. Borrows `costs`, copies the list;
 *  of a graph it shares all but the list. */
buju_status buju_costs_among(buju_ctx *ctx, const buju_costs *costs, buju_ix n, const buju_ix *candidate,
                             buju_costs **out);

/** Whom each candidate serves at `most` or less, as runs of places in an order: list j of *out (which has no val) holds
 *  where a run begins, the place after its end, where the next begins …, ascending. In a good order these are far fewer
 *  than those served. Memory: 4 bytes an end, twice while it is made, and a word a place and thread. Work grows with
 *  those served and the ends; uses the threads of ctx. BUJU_E_MEMORY, BUJU_E_LIMIT. */
buju_status buju_costs_runs(buju_ctx *ctx, const buju_costs *costs, uint32_t most, const buju_costs_order *order,
                            buju_arena *arena, buju_csr *out);

/** NULL is fine. */
void buju_costs_free(buju_costs *costs);

#endif
