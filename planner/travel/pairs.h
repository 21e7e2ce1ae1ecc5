/* Pairs of places within a limit, gathered by several workers and put together as a table.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_PAIRS_H
#define BUJU_PLANNER_PAIRS_H

#include <stdatomic.h>

#include "planner/travel/search.h"

/** Where a row (a node, or a row of a field) lets one into a place, and the time that is then still to go. */
typedef struct buju_entry_to {
  buju_ix place;
  uint32_t ms;
} buju_entry_to;

/** Where the pairs of one place of `from` lie until all are there. */
typedef struct buju_lot {
  uint64_t at, n; /* in the arrays of the worker */
  unsigned worker;
} buju_lot;

/** A worker's own. */
typedef struct buju_desk {
  uint32_t *ms;  /* place × lanes: the least so far, BUJU_FAR where not met */
  uint64_t *met; /* a bit a place, set when some lane has met it: reading bits is reading in ascending order */
  buju_vec col, val;
} buju_desk;

typedef struct buju_pairs {
  buju_ix from, to; /* places */
  unsigned lanes, workers;
  uint32_t limit_ms;
  uint64_t most;
  uint64_t *first; /* rows + 1 */
  buju_entry_to *entry;
  buju_lot *lot;
  buju_desk *desk;
  atomic_uint_fast64_t kept;
} buju_pairs;

/** Prepares for places of `to` entered by the rows row[k], one for each of their starts. Freed with buju_pairs_free,
 *  also after a failure; what it holds lives in scratch. */
buju_status buju_pairs_new(buju_ctx *ctx, buju_pairs *pairs, buju_ix from, const buju_starts *to, buju_ix rows,
                           const buju_ix *row, unsigned lanes, unsigned workers, buju_arena *scratch);
void buju_pairs_free(buju_pairs *pairs);

/** A row has been reached, at ms[0 … lanes - 1]. O(entries of the row × lanes). */
static inline void buju_pairs_meet(const buju_pairs *pairs, buju_desk *desk, buju_ix row, const uint32_t *ms,
                                   const unsigned lanes) {
  for (uint64_t k = pairs->first[row]; k < pairs->first[row + 1]; k++) {
    buju_entry_to e = pairs->entry[k];
    uint32_t *best = desk->ms + (size_t)e.place * lanes, room = BUJU_FAR - e.ms;
    for (unsigned l = 0; l < lanes; l++) {
      uint32_t sum = (ms[l] < room ? ms[l] : room) + e.ms;
      best[l] = sum < best[l] ? sum : best[l];
    }
    desk->met[e.place / 64] |= UINT64_C(1) << e.place % 64;
  }
}

/** Keeps what the lanes have met within the limit as the pairs of places from[0 … used - 1], and clears the desk. */
buju_status buju_pairs_keep(buju_ctx *ctx, buju_pairs *pairs, unsigned worker, const buju_ix *from, unsigned used);

/** The table, in arena. @return BUJU_E_LIMIT when there are too many pairs. */
buju_status buju_pairs_table(buju_ctx *ctx, const buju_pairs *pairs, buju_arena *arena, buju_csr *times);

#endif
