/* Travel between places, behind one interface: straight line, roads, terrain. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_TRAVEL_H
#define BUJU_PLANNER_TRAVEL_H

#include "core/mode.h"
#include "core/scenario.h"
#include "core/units.h"
#include "core/vocab.h"
#include "planner/travel/rows.h"

typedef struct buju_travel buju_travel;

/** Points in metres, made known to a provider: it has looked up, once, where each joins what it travels on. A NaN
 *  coordinate is a place nobody reaches. Places of one provider mean nothing to another. */
typedef struct buju_places {
  buju_ix n;
  const double *x_m, *y_m; /* borrowed */
  const void *joined;      /* [n], the provider's own; in the arena given to locate */
} buju_places;

/** A trip: ms and metres along the fastest way (of equally fast ones the shortest), and how they were measured. ms
 *  BUJU_FAR, metres UINT32_MAX and BUJU_BASIS_NONE when it cannot be made. */
typedef struct buju_trip {
  uint32_t ms, metres;
  uint8_t basis; /* buju_basis */
} buju_trip;

/** The nearest of several: its row, BUJU_NONE when none can be reached, and the trip's time, length and basis. dm is in
 *  decimetres, UINT32_MAX when none can be reached, when it does not fit, and where the provider ranks by time alone.
 */
typedef struct buju_near {
  buju_ix to;
  uint32_t ms, dm;
  uint8_t basis; /* buju_basis */
} buju_near;

/** Between what a time lies, both inclusive; BUJU_FAR: it may be that there is no way. */
typedef struct buju_range {
  uint32_t low_ms, high_ms;
} buju_range;

/** What holds no time at all. */
#define BUJU_RANGE_NONE ((buju_range){BUJU_FAR, 0})
static inline bool buju_range_is_none(buju_range r) { return r.low_ms > r.high_ms; }
/** The least range that holds both. */
static inline buju_range buju_range_join(buju_range a, buju_range b) {
  return (buju_range){a.low_ms < b.low_ms ? a.low_ms : b.low_ms, a.high_ms > b.high_ms ? a.high_ms : b.high_ms};
}
/** Where the lesser of a time in a and a time in b lies. */
static inline buju_range buju_range_least(buju_range a, buju_range b) {
  return (buju_range){a.low_ms < b.low_ms ? a.low_ms : b.low_ms, a.high_ms < b.high_ms ? a.high_ms : b.high_ms};
}

/** What a provider does. Trips go from `from` to `to`, which may be the same places. Times are inclusive of limit_ms
 *  and the same whichever operation tells them. */
typedef struct buju_travel_ops {
  size_t joined_bytes; /* of buju_places.joined, a place */
  /** Joins points to what the provider travels on; the coordinates are borrowed, the rest lives in arena. */
  buju_status (*locate)(buju_ctx *ctx, const buju_travel *travel, buju_ix n, const double *x_m, const double *y_m,
                        buju_arena *arena, buju_places *places);
  /** Whether place i stands on what the provider travels on; of one that does not it tells the straight line's times.
   *  NULL: every place does. */
  bool (*stands)(const buju_places *places, buju_ix i, buju_mode mode);
  /** All pairs within limit_ms: row i of *times lists destinations in ascending index with their milliseconds. The
   *  arrays live in arena. Work grows with what lies within the limit, not with the region. */
  buju_status (*within)(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                        const buju_places *to, uint32_t limit_ms, buju_arena *arena, buju_csr *times);
  /** What `within` tells, row by row, at most about most_pairs of them at once (0: BUJU_ROWS_PAIRS): for tables too
   *  large to be kept. NULL: see buju_travel_rows, which is how it is called. */
  buju_status (*rows)(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                      const buju_places *to, uint32_t limit_ms, uint64_t most_pairs, buju_take_row take, void *user);
  /** n single trips, from row from_row[i] to row to_row[i], however long; either BUJU_NONE gives a trip that cannot be
   *  made. */
  buju_status (*trips)(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                       const buju_places *to, buju_ix n, const buju_ix *from_row, const buju_ix *to_row,
                       buju_trip *trip);
  /** For each of `from` the nearest of `to` by milliseconds, then by decimetres, then by index; near holds from->n
   *  entries. Only over terrain lengths do not count, and times do in its finer ticks. */
  buju_status (*nearest)(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                         const buju_places *to, buju_near *near);
  /** The courses of the trips that `trips` tells of, from place to place; none for trips that cannot be made. NULL
   * where a provider knows no courses. The arrays live in arena. */
  buju_status (*paths)(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                       const buju_places *to, buju_ix n, const buju_ix *from_row, const buju_ix *to_row,
                       buju_arena *arena, buju_paths *paths);
  /** The provider of the ways back: its trip from a to b is this one's from b to a. It is part of this one, and places
   *  of either are places of both. NULL: ways back take as long. */
  const buju_travel *(*back)(const buju_travel *travel);
  /** For each of `from` between what the milliseconds lie that `nearest` would tell of a place anywhere in the disc of
   *  radius_m[i] (finite, 0 or more) around it; range holds from->n entries. Costs what `nearest` does, and what of the
   *  roads or cells lies in the discs, or as near to them as people look for a road. */
  buju_status (*around)(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                        const double *radius_m, const buju_places *to, buju_range *range);
  void (*free)(buju_travel *travel);
} buju_travel_ops;

/** A provider is this header followed by its own fields. Immutable once made: any number of threads may ask it. */
struct buju_travel {
  const buju_travel_ops *ops;
  buju_provider provider;
};

/** The provider whose trips from people to services take what the trips of that direction take. O(1). */
const buju_travel *buju_travel_heading(const buju_travel *travel, buju_direction direction);

/** The providers of a scenario; by[i] is NULL where its inputs are missing, but the straight line is always there. */
typedef struct buju_travels {
  const buju_travel *by[BUJU_PROVIDERS];
  buju_provider chosen; /* travel.provider, auto resolved */
} buju_travels;

/** Straight line × detour factor ÷ speed, rounded up to the millisecond. Freed with buju_travel_free.
 *  within and nearest: O(from + to + pairs) expected; trips: O(n). */
buju_status buju_travel_straight(buju_ctx *ctx, const buju_travel_spec *spec, buju_travel **out);
void buju_travel_free(buju_travel *travel);

/** The rows of `within`, told one by one in ascending order: the same on any number of threads, and never the whole
 *  table in memory. By the provider's `rows`, else by `within` for as many places at a time as have at most most_pairs
 *  pairs (0: BUJU_ROWS_PAIRS) however far everybody gets. */
buju_status buju_travel_rows(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                             const buju_places *to, uint32_t limit_ms, uint64_t most_pairs, buju_take_row take,
                             void *user);
/** The second of these two ways, for providers that choose between them. */
buju_status buju_travel_rows_within(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                                    const buju_places *to, uint32_t limit_ms, uint64_t most_pairs, buju_take_row take,
                                    void *user);

#endif
