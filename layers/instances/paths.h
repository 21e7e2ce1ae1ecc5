/* Shortest ways between all nodes of a small graph. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_INSTANCES_PATHS_H
#define BUJU_LAYERS_INSTANCES_PATHS_H

#include "core/arena.h"
#include "core/say.h"
#include "core/units.h"

typedef struct buju_paths_edge {
  buju_ix from, to; /* either way */
  uint32_t length;
} buju_paths_edge;

/** Row i of *out holds every node that i reaches, by ascending node, with the length of the shortest way; i itself at
 *  0. Of several edges between the same two nodes the last counts, as the format wants.
 *  @return BUJU_E_DATA when a way does not fit in 32 bits, BUJU_E_MEMORY. 8 × nodes² bytes; O(nodes × edges × log
 *          nodes) on the threads of ctx. */
buju_status buju_paths_between_all(buju_ctx *ctx, const char *file, buju_ix nodes, size_t edges,
                                   const buju_paths_edge *edge, buju_arena *arena, buju_csr *out);

#endif
