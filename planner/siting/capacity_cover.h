/* Who gets care where places are few: facilities fill up with the nearest people, one facility after the other, as
 * AccessMod's geographic coverage does. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_CAPACITY_COVER_H
#define BUJU_PLANNER_CAPACITY_COVER_H

#include <stddef.h>

#include "core/say.h"
#include "core/units.h"

/** What one facility took. Rings are those with people left in them; a ring starts at a multiple of ring_ms. */
typedef struct buju_capacity_row {
  buju_people_n capacity;
  buju_people_n taken;  /* capacity, or everybody within */
  buju_people_n within; /* people left within the times given, before taking */
  buju_people_n first;  /* of them, those in the first ring */
  uint32_t inner_ms;    /* the start of the last ring taken whole; BUJU_FAR: none */
  uint32_t outer_ms;    /* the start of the ring taken in part; BUJU_FAR: none */
  double outer_share;   /* of that ring's people; 0: none */
} buju_capacity_row;

/** Fills one facility: ring by ring of travel time while whole rings fit, then of the first ring that does not the same
 *  share of everybody, so that the capacity is met exactly (largest remainder in thousandths of a person, ties to the
 *  earlier entry). Called facility by facility in the order in which they are to fill.
 *  @param n      entries: places within reach, in any order, each place once.
 *  @param place  [n] indices into left.
 *  @param ms     [n] the time to each; BUJU_FAR is not within reach.
 *  @param ring_ms  the width of rings, 1 or more; AccessMod's is 1,000: whole seconds, rounded down.
 *  @param capacity 0 or more.
 *  @param left   people by place still without care, lowered by who is taken; BUJU_PEOPLE_MISSING counts as nobody and
 *                stays. O(n log n).
 *  @return BUJU_E_MEMORY, with left unchanged. */
buju_status buju_capacity_cover(buju_ctx *ctx, size_t n, const buju_ix *place, const uint32_t *ms, uint32_t ring_ms,
                                buju_people_n capacity, buju_people_n *left, buju_capacity_row *row);

#endif
