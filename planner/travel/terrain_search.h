/* The search itself, shared by what uses it. Only planner/travel/terrain*.c. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_TERRAIN_SEARCH_H
#define BUJU_PLANNER_TERRAIN_SEARCH_H

#include "planner/travel/terrain_queue.h"
#include "planner/travel/terrain_surface.h"

/** A search and its labels. A label is UINT32_MAX - ticks: zeroed memory has reached nothing, and sooner is greater. */
typedef struct buju_terrain_search {
  const buju_terrain *terrain;
  int sign; /* of steps in height: +1 when travel runs along the search, -1 when it runs against it */
  uint32_t limit_ticks;
  uint32_t *label; /* [cells] */
  buju_ix *owner;  /* [cells], or NULL */
  bool notes;      /* whether to note the settled cells, in order: */
  buju_ix *reached;
  size_t n, capacity;
  buju_ix stop; /* a cell at whose time the search may end, or BUJU_NONE */
  uint64_t settled;
  buju_queue queue;
} buju_terrain_search;

/** Prepares; labels and owner are the caller's. False when memory is out. */
bool buju_terrain_search_open(buju_terrain_search *search, const buju_terrain *terrain, buju_heading heading,
                              uint32_t limit_ms);
void buju_terrain_search_close(buju_terrain_search *search);

/** Puts a site on a cell, at time 0; of several on one cell the lowest index counts. Blocked and absent cells: no-op.
 */
void buju_terrain_search_start(buju_terrain_search *search, buju_ix site, buju_ix cell);

/** Runs until nothing is left within the limit. False when memory is out. */
bool buju_terrain_search_run(buju_terrain_search *search);

/** Forgets what was reached, in time proportional to it; needs notes. */
void buju_terrain_search_forget(buju_terrain_search *search);

static inline uint32_t buju_terrain_search_ticks(uint32_t label) { return UINT32_MAX - label; }

#endif
