/* Disjoint sets of rows: what hangs together (Tarjan 1975). SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_SETS_H
#define BUJU_PLANNER_SETS_H

#include "core/units.h"

/* parent[k] ≤ k, and the lowest member stands for the set, whatever the order of the joins. Every row starts as its own
 * parent. */

static inline buju_ix buju_set_of(buju_ix *parent, buju_ix k) {
  while (parent[k] != k) k = parent[k] = parent[parent[k]];
  return k;
}

static inline void buju_set_join(buju_ix *parent, buju_ix a, buju_ix b) {
  a = buju_set_of(parent, a);
  b = buju_set_of(parent, b);
  parent[a > b ? a : b] = a < b ? a : b;
}

#endif
