/* Sweeping from sixteen places on any processor. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/sweep_room.h"

static inline uint32_t least(uint32_t x, uint32_t y) { return x < y ? x : y; }

static inline void bring(uint32_t best[BUJU_LANES], const uint32_t *ms, buju_arc arc) {
  const uint32_t *from = ms + (size_t)arc.head * BUJU_LANES;
  for (unsigned l = 0; l < BUJU_LANES; l++) best[l] = least(best[l], least(from[l], BUJU_FAR - arc.ms) + arc.ms);
}

static inline bool pull(uint32_t *ms, buju_ix r, const buju_field *field, const uint32_t *seed, uint32_t limit_ms) {
  uint32_t best[BUJU_LANES], *to = ms + (size_t)r * BUJU_LANES, nearest = BUJU_FAR;
  for (unsigned l = 0; l < BUJU_LANES; l++) best[l] = BUJU_FAR;
  bring(best, ms, field->row[r].a);
  bring(best, ms, field->row[r].b);
  for (uint32_t k = field->more_first[r]; k < field->more_first[r + 1]; k++) bring(best, ms, field->more[k]);
  if (seed != NULL)
    for (unsigned l = 0; l < BUJU_LANES; l++) best[l] = least(best[l], seed[l]);
  for (unsigned l = 0; l < BUJU_LANES; l++) {
    to[l] = best[l];
    nearest = least(nearest, best[l]);
  }
  return nearest <= limit_ms;
}

#define SWEEP_TARGET
#include "planner/travel/sweep_loop.h"

void buju_sweep_rows_plain(buju_sweep *sweep, buju_ix first, buju_ix end, const uint32_t *seed) {
  sweep_loop(sweep, first, end, seed);
}
