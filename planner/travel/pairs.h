/* Pairs of places within a limit, gathered by several workers and told row by row. SPDX-License-Identifier: Apache-2.0
 */
#ifndef BUJU_PLANNER_PAIRS_H
#define BUJU_PLANNER_PAIRS_H

#include "planner/travel/search.h"

enum { BUJU_LANES_MOST = 16 };

/** Where a row (a node, or a row of a field) lets one into a place, and the time that is then still to go. */
typedef struct buju_entry_to {
  buju_ix place;
  uint32_t ms;
} buju_entry_to;

/** Where the pairs of one place of `from` lie until they are told. */
typedef struct buju_lot {
  uint64_t at, n; /* in the arrays of the worker */
  unsigned worker;
} buju_lot;

/** A worker's own. */
typedef struct buju_desk {
  uint32_t *ms;  /* place × lanes: the least so far, BUJU_FAR where not met */
  uint64_t *met; /* a bit a place, set when some lane has met it: reading bits is reading in ascending order */
  buju_ix *col;  /* [cap] pairs kept, lot by lot */
  uint32_t *val; /* [cap] */
  size_t n, cap;
} buju_desk;

typedef struct buju_pairs {
  const buju_rows_ask *ask;
  unsigned lanes; /* 1 or BUJU_LANES_MOST */
  unsigned workers;
  uint32_t limit_ms; /* the ask's, below BUJU_FAR */
  buju_ix first;     /* the batch in work: places of `from` from here on */
  buju_ix batch;     /* of at most so many */
  uint64_t *entries; /* rows + 1 */
  buju_entry_to *entry;
  buju_lot *lot; /* by place of the batch */
  buju_desk *desk;
} buju_pairs;

/** Works out the pairs of places first … end - 1 of `from`, calling buju_pairs_keep for each. */
typedef buju_status (*buju_pairs_work)(buju_ctx *ctx, void *user, buju_ix first, buju_ix end);

/** Prepares for places of `to` entered by the rows row[k], one for each of their starts. Freed with buju_pairs_free,
 *  also after a failure; what it holds lives in scratch. */
buju_status buju_pairs_new(buju_ctx *ctx, buju_pairs *pairs, const buju_rows_ask *ask, buju_ix rows, const buju_ix *row,
                           unsigned lanes, unsigned workers, buju_arena *scratch);
void buju_pairs_free(buju_pairs *pairs);

/** A row has been reached, at ms[0 … lanes - 1]. O(entries of the row × lanes). */
static inline void buju_pairs_meet(const buju_pairs *pairs, buju_desk *desk, buju_ix row, const uint32_t *ms,
                                   const unsigned lanes) {
  for (uint64_t k = pairs->entries[row]; k < pairs->entries[row + 1]; k++) {
    buju_entry_to e = pairs->entry[k];
    uint32_t *best = desk->ms + (size_t)e.place * lanes, room = BUJU_FAR - e.ms;
    for (unsigned l = 0; l < lanes; l++) {
      uint32_t sum = (ms[l] < room ? ms[l] : room) + e.ms;
      best[l] = sum < best[l] ? sum : best[l];
    }
    desk->met[e.place / 64] |= UINT64_C(1) << e.place % 64;
  }
}

/** Adds what is reached beside the graph, keeps what the lanes have met within the limit as the pairs of the places
 *  from[0 … used - 1] of the batch, and clears the desk. */
buju_status buju_pairs_keep(buju_ctx *ctx, buju_pairs *pairs, unsigned worker, const buju_ix *from, unsigned used);

/** Batch after batch: works it out and tells its rows. */
buju_status buju_pairs_run(buju_ctx *ctx, buju_pairs *pairs, buju_pairs_work work, void *user);

#endif
