/* What the searches share inside. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_SEARCH_ROOM_H
#define BUJU_PLANNER_SEARCH_ROOM_H

#include "planner/travel/search.h"
#include "planner/travel/search_queue.h"

struct buju_search {
  buju_ix nodes;
  buju_ix *touched; /* by the last search, in the order met; it is they who are reset before the next */
  buju_ix n;
  uint32_t *ms;        /* BUJU_FAR except for the touched of a search for times */
  uint64_t *label;     /* UINT64_MAX except for the touched of a search with labels; made when first needed */
  buju_way_step *step; /* made when first needed */
  buju_ix *owner;      /* made when first needed */
  bool labelled;       /* the last search was one with labels */
  buju_search_work work;
  buju_queue queue;
};

/** Fetches what the nodes after entry i of a bucket will need: their arcs, and known[node], of `each` bytes. */
static inline void buju_fetch_ahead(const buju_bucket *bucket, size_t i, const buju_graph *graph, const void *known,
                                    size_t each) {
  if (i + BUJU_LATER < bucket->n) {
    buju_ix node = bucket->at[i + BUJU_LATER].node;
    BUJU_FETCH(&graph->first[node]);
    BUJU_FETCH((const char *)known + each * node);
  }
  if (i + BUJU_SOON < bucket->n) BUJU_FETCH(graph->arc + graph->first[bucket->at[i + BUJU_SOON].node]);
}

/** Checks the starts, forgets the last search and empties the queue. */
buju_status buju_search_begin(buju_ctx *ctx, buju_search *search, const buju_graph *graph, const buju_start *start,
                              size_t starts, bool labelled);

#endif
