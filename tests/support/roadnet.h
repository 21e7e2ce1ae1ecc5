/* Real road networks from the data folder beside the project. SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_SUPPORT_ROADNET_H
#define TESTS_SUPPORT_ROADNET_H

#include "planner/siting/costs.h"
#include "planner/travel/graph.h"

typedef struct roadnet {
  buju_arc_list list;
  buju_ix *tail, *head;
  uint32_t *ms, *dm;
  double *x_m, *y_m;
} roadnet;

/** A file of little-endian 32-bit numbers; freed by the caller. NULL when it is not there. */
uint32_t *roadnet_numbers(const char *folder, const char *name, size_t *n);

/** Luxembourg: milliseconds, distances as the lengths of arcs, and longitude and latitude, which are good enough for an
 *  order. False when the folder is not there. */
bool roadnet_luxembourg(const char *folder, roadnet *out);

/** A topology of the DIMACS challenge, "p tw nodes roads" and a road a line, packed with xz: both ways, taking 5 to 25
 *  seconds by a hash of the number of the road: 5000 + splitmix64(number) % 20000 ms. False when it cannot be read. */
bool roadnet_dimacs(const char *path, roadnet *out);

void roadnet_free(roadnet *net);

/** Costs on a network: every node is a demand point, and so many nodes, picked by a seed, are candidates (all of them:
 *  every node), both in the order of the nodes as they are laid out. Lives in arena; costs are freed first. */
buju_status roadnet_costs(buju_ctx *ctx, const roadnet *net, buju_ix candidates, buju_arena *arena, buju_costs **out);

#endif
