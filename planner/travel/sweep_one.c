/* Sweeping from one place. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/sweep_room.h"

static inline uint32_t least(uint32_t x, uint32_t y) { return x < y ? x : y; }

static inline uint32_t by(const uint32_t *ms, buju_arc arc) {
  return least(ms[arc.head], BUJU_FAR - arc.ms) + arc.ms; /* far stays far */
}

static inline bool pull(uint32_t *ms, buju_ix r, const buju_field *field, const uint32_t *seed, uint32_t limit_ms) {
  buju_row row = field->row[r];
  uint32_t best = least(by(ms, row.a), by(ms, row.b));
  for (uint32_t k = field->more_first[r]; k < field->more_first[r + 1]; k++) best = least(best, by(ms, field->more[k]));
  if (seed != NULL) best = least(best, *seed);
  ms[r] = best;
  return best <= limit_ms;
}

#define SWEEP_TARGET
#include "planner/travel/sweep_loop.h"

void buju_sweep_rows_one(buju_sweep *sweep, buju_ix first, buju_ix end, const uint32_t *seed) {
  sweep_loop(sweep, first, end, seed);
}
