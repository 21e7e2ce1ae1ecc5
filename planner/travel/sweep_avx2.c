/* Sweeping from sixteen places where the processor has AVX2: a row is two registers. The only file with intrinsics: to
 * itself the compiler moves rows through memory in halves, which costs more than the sums.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/sweep_room.h"

#if defined(__GNUC__) && defined(__x86_64__)
#include <immintrin.h>

#define SWEEP_TARGET __attribute__((target("avx2")))

typedef struct lanes {
  __m256i low, high;
} lanes;

SWEEP_TARGET static inline lanes load(const uint32_t *at) {
  return (lanes){_mm256_loadu_si256((const __m256i *)(const void *)at),
                 _mm256_loadu_si256((const __m256i *)(const void *)(at + BUJU_LANES / 2))};
}

SWEEP_TARGET static inline lanes least(lanes x, lanes y) {
  return (lanes){_mm256_min_epu32(x.low, y.low), _mm256_min_epu32(x.high, y.high)};
}

/* What comes by an arc; far stays far. */
SWEEP_TARGET static inline lanes by(const uint32_t *ms, buju_arc arc) {
  lanes from = load(ms + (size_t)arc.head * BUJU_LANES);
  __m256i more = _mm256_set1_epi32((int)arc.ms), room = _mm256_xor_si256(more, _mm256_set1_epi32(-1));
  return (lanes){_mm256_add_epi32(_mm256_min_epu32(from.low, room), more),
                 _mm256_add_epi32(_mm256_min_epu32(from.high, room), more)};
}

SWEEP_TARGET static inline bool any_within(lanes x, uint32_t limit_ms) {
  __m256i limit = _mm256_set1_epi32((int)limit_ms), nearest = _mm256_min_epu32(x.low, x.high);
  return _mm256_movemask_epi8(_mm256_cmpeq_epi32(_mm256_min_epu32(nearest, limit), nearest)) != 0;
}

SWEEP_TARGET static inline bool pull(uint32_t *ms, buju_ix r, const buju_field *field, const uint32_t *seed,
                                     uint32_t limit_ms) {
  uint32_t *to = ms + (size_t)r * BUJU_LANES;
  lanes best = least(by(ms, field->row[r].a), by(ms, field->row[r].b));
  for (uint32_t k = field->more_first[r]; k < field->more_first[r + 1]; k++) best = least(best, by(ms, field->more[k]));
  if (seed != NULL) best = least(best, load(seed));
  _mm256_storeu_si256((__m256i *)(void *)to, best.low);
  _mm256_storeu_si256((__m256i *)(void *)(to + BUJU_LANES / 2), best.high);
  return any_within(best, limit_ms);
}

#include "planner/travel/sweep_loop.h"

SWEEP_TARGET void buju_sweep_rows_avx2(buju_sweep *sweep, buju_ix first, buju_ix end, const uint32_t *seed) {
  sweep_loop(sweep, first, end, seed);
}

bool buju_sweep_has_avx2(void) { return __builtin_cpu_supports("avx2") != 0; }

#else

void buju_sweep_rows_avx2(buju_sweep *sweep, buju_ix first, buju_ix end, const uint32_t *seed) {
  buju_sweep_rows_plain(sweep, first, end, seed);
}

bool buju_sweep_has_avx2(void) { return false; }

#endif
