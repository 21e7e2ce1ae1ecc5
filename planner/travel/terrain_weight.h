/* What moves cost. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_TERRAIN_WEIGHT_H
#define BUJU_PLANNER_TERRAIN_WEIGHT_H

#include "planner/travel/terrain_surface.h"

/** The cells of one law: whether there are any, and the extremes of flat as cells hold it. */
typedef struct buju_law_use {
  bool used;
  uint32_t fastest, slowest;
} buju_law_use;

/** Chooses ticks and weighing, fills the tables and the bounds. law and use have t->laws entries; when one law is used
 *  alone its table is the only one. O(laws × steps in height). */
buju_status buju_terrain_weigh(buju_ctx *ctx, buju_terrain *t, const buju_slope_law *law, const buju_law_use *use);

/** One cell's share of a move: of its time, or for BUJU_BLEND_SPEEDS its speed. */
static inline uint64_t buju_terrain_share(uint32_t flat, buju_terrain_weight w) {
  return (uint64_t)flat * w.factor + ((uint64_t)w.added << ADDED_SHIFT);
}

/** The share of a cell of a kind, by the faster of its ways. at: the entry of every law's table, stride × table + step.
 *  Not for WEIGH_ONE. */
static inline uint64_t buju_terrain_kind_share(const buju_terrain *t, uint8_t kind, size_t at) {
  size_t law = (size_t)STRIDES * t->table;
  uint64_t share = buju_terrain_share(t->flat[kind], t->weight[t->law[kind] * law + at]);
  if (!t->choice) return share;
  uint64_t other = buju_terrain_share(t->other_flat[kind], t->weight[t->other_law[kind] * law + at]);
  return other < share ? other : share;
}

/** The shares of a move's two or four cells, added up, as ticks. */
static inline uint32_t buju_terrain_ticks(const buju_terrain *t, unsigned stride, uint64_t shares) {
  uint64_t ticks = t->weighing == WEIGH_SPEEDS
                       ? (shares > 0 ? (t->stride_time[stride] + shares / 2) / shares : UINT32_MAX)
                       : (shares + ((uint64_t)1 << (FACTOR_SHIFT - 1))) >> FACTOR_SHIFT;
  return ticks < UINT32_MAX ? (uint32_t)ticks : UINT32_MAX;
}

#endif
