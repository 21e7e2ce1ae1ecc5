/* The search itself, shared by what uses it. Only planner/travel/terrain*.c. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_TERRAIN_SEARCH_H
#define BUJU_PLANNER_TERRAIN_SEARCH_H

#include "planner/travel/terrain_queue.h"
#include "planner/travel/terrain_surface.h"

/** Something to tell the search of another band: a cell there is reached by then. */
typedef struct buju_terrain_message {
  buju_ix cell, owner;
  uint32_t label;
} buju_terrain_message;

/** A search and its labels. A label is UINT32_MAX - ticks: zeroed memory has reached nothing, and sooner is greater.
 *  It works on a band of the cells; what it finds beyond goes into messages, for whoever works there. */
typedef struct buju_terrain_search {
  const buju_terrain *terrain;
  int sign; /* of steps in height: +1 when travel runs along the search, -1 when it runs against it */
  uint32_t limit_ticks;
  uint32_t *label;    /* [cells], of the band alone */
  buju_ix *owner;     /* [cells], or NULL */
  buju_ix first, own; /* the band: cells first … first + own - 1 */
  bool notes;         /* whether to note the settled cells, in order: */
  buju_ix *reached;
  size_t n, capacity;
  buju_ix stop; /* a cell at whose time the search may end, or BUJU_NONE */
  uint64_t settled;
  uint64_t next;  /* no bucket before this one holds anything */
  uint64_t fresh; /* no bucket from this one on was ever settled */
  buju_queue queue;
  buju_vec messages; /* of buju_terrain_message */
  bool failed;       /* memory ran out */
} buju_terrain_search;

/** Prepares a search of all cells; labels and owner are the caller's.
 *  @param late  how many buckets before the last settled one a message may still arrive. False when memory is out. */
bool buju_terrain_search_open(buju_terrain_search *search, const buju_terrain *terrain, buju_heading heading,
                              uint32_t limit_ms, uint32_t late);
void buju_terrain_search_close(buju_terrain_search *search);

/** Takes a message. */
void buju_terrain_search_hear(buju_terrain_search *search, buju_terrain_message message);

/** The first bucket that holds something; UINT64_MAX: none does. */
uint64_t buju_terrain_search_pending(buju_terrain_search *search);

/** Puts a site on a cell, at time 0; of several on one cell the lowest index counts. Blocked and absent cells: no-op.
 */
void buju_terrain_search_start(buju_terrain_search *search, buju_ix site, buju_ix cell);

/** Runs until nothing is left in the buckets before `until` (UINT64_MAX: all). False when memory is out. */
bool buju_terrain_search_run(buju_terrain_search *search, uint64_t until);

/** Forgets what was reached, in time proportional to it; needs notes. */
void buju_terrain_search_forget(buju_terrain_search *search);

/** The length on the map of a fastest way between the start and a settled cell, rounded. Counted by kinds of moves:
 * ways of the same moves are as long in whatever order they come, and from whichever end. O(moves). */
uint32_t buju_terrain_search_metres(const buju_terrain_search *search, buju_ix cell);

/** The nearest site for every cell as buju_terrain_nearest has it, by this many bands of rows. Bands
 * work side by side for a while, then tell each other what crossed; who hears late settles again. Labels are least sums
 *  whatever the order, so the result is the same for any number of bands. */
buju_status buju_terrain_nearest_in_bands(buju_ctx *ctx, const buju_terrain *terrain, buju_ix sites,
                                          const buju_ix *site_cell, buju_heading heading, uint32_t limit_ms,
                                          unsigned bands, uint32_t *ms, buju_ix *site, buju_terrain_work *work);

static inline uint32_t buju_terrain_search_ticks(uint32_t label) { return UINT32_MAX - label; }

#endif
