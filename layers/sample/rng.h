/* Random numbers that are the same everywhere: splitmix64, integers only, streams addressed by what they are for.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SAMPLE_RNG_H
#define BUJU_LAYERS_SAMPLE_RNG_H

#include <stdbool.h>
#include <stdint.h>

/** Each stream is addressed by (seed, purpose, index): what one village draws never shifts what the next one gets. */
typedef struct buju_rng {
  uint64_t state;
} buju_rng;

/** What a stream is for; the values are part of the samples' bytes: append, never renumber. */
typedef enum buju_rng_purpose {
  BUJU_RNG_OUTLINE = 1,
  BUJU_RNG_RELIEF,
  BUJU_RNG_VERTEX,
  BUJU_RNG_GROWTH,
  BUJU_RNG_SEEDS,
  BUJU_RNG_TOWNSHIP,
  BUJU_RNG_TOWNSHIP_NAME,
  BUJU_RNG_VILLAGE,
  BUJU_RNG_VILLAGE_NAME,
  BUJU_RNG_PEOPLE,
  BUJU_RNG_SETTLEMENT,
  BUJU_RNG_SETTLEMENT_NAME,
  BUJU_RNG_FACILITY,
  BUJU_RNG_WEAK,
  BUJU_RNG_DOCTOR,
  BUJU_RNG_ROAD,
  BUJU_RNG_WARP,
  BUJU_RNG_HAVES,
} buju_rng_purpose;

/** The bijective mixer of splitmix64. */
static inline uint64_t buju_rng_mix(uint64_t x) {
  x += UINT64_C(0x9e3779b97f4a7c15);
  x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static inline buju_rng buju_rng_at(uint64_t seed, buju_rng_purpose purpose, uint64_t index) {
  return (buju_rng){buju_rng_mix(buju_rng_mix(buju_rng_mix(seed) ^ (uint64_t)purpose) ^ index)};
}

static inline uint64_t buju_rng_next(buju_rng *rng) {
  uint64_t out = buju_rng_mix(rng->state);
  rng->state += UINT64_C(0x9e3779b97f4a7c15);
  return out;
}

/** 0 … n−1; n at least 1. The bias of the multiplication (below 2⁻³²·n) does not matter for a sample. */
static inline uint32_t buju_rng_below(buju_rng *rng, uint32_t n) {
  return (uint32_t)(((buju_rng_next(rng) >> 32) * n) >> 32);
}

/** lo … hi, both included. */
static inline uint32_t buju_rng_between(buju_rng *rng, uint32_t lo, uint32_t hi) {
  return lo + buju_rng_below(rng, hi - lo + 1);
}

/** 0 ≤ u < 1, a multiple of 2⁻⁵³. */
static inline double buju_rng_unit(buju_rng *rng) { return (double)(buju_rng_next(rng) >> 11) * 0x1p-53; }

/** True in per_mille of 1000 cases. */
static inline bool buju_rng_chance(buju_rng *rng, uint32_t per_mille) { return buju_rng_below(rng, 1000) < per_mille; }

#endif
