/* Whole numbers that say when they no longer fit. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_VERIFY_EXACT_H
#define BUJU_PLANNER_VERIFY_EXACT_H

#include <stdbool.h>
#include <stdint.h>

/** *sum += x; false, and *sum as it was, when it would not fit. */
static inline bool buju_exact_add(int64_t *sum, int64_t x) {
  if (x > 0 ? *sum > INT64_MAX - x : *sum < INT64_MIN - x) return false;
  *sum += x;
  return true;
}

/** *out = a × b for b of 0 or more; false when it would not fit. */
static inline bool buju_exact_times(int64_t a, int64_t b, int64_t *out) {
  if (b > 0 && (a > INT64_MAX / b || a < INT64_MIN / b)) return false;
  *out = a * b;
  return true;
}

/** a × b in two words, the upper one first. */
static inline void buju_exact_wide(uint64_t a, uint64_t b, uint64_t out[2]) {
  uint64_t a1 = a >> 32, a0 = (uint32_t)a, b1 = b >> 32, b0 = (uint32_t)b;
  uint64_t low = a0 * b0, middle = a1 * b0 + (low >> 32), other = a0 * b1 + (uint32_t)middle;
  out[0] = a1 * b1 + (middle >> 32) + (other >> 32);
  out[1] = other << 32 | (uint32_t)low;
}

/** *out = a × times / 2^shift rounded down, for times of 0 or more and shift of 0 … 62; false when a × times would not
 *  fit. */
static inline bool buju_exact_part(int64_t a, int64_t times, int shift, int64_t *out) {
  int64_t product, unit = (int64_t)1 << shift;
  if (!buju_exact_times(a, times, &product)) return false;
  *out = product / unit - (product % unit < 0);
  return true;
}

/** Whether a/b > c/d, all 0 or more, b and d above 0. */
static inline bool buju_exact_ratio_above(uint64_t a, uint64_t b, uint64_t c, uint64_t d) {
  uint64_t left[2], right[2];
  buju_exact_wide(a, d, left);
  buju_exact_wide(c, b, right);
  return left[0] != right[0] ? left[0] > right[0] : left[1] > right[1];
}

/** a × b / c rounded down, for b below c; so it fits. */
static inline uint64_t buju_exact_share(uint64_t a, uint64_t b, uint64_t c) {
  uint64_t wide[2], rest = 0, out = 0;
  buju_exact_wide(a, b, wide);
  for (int bit = 127; bit >= 0; bit--) {
    bool carry = rest >> 63 != 0;
    rest = rest << 1 | (wide[bit < 64] >> (bit % 64) & 1);
    out <<= 1;
    if (carry || rest >= c) {
      rest -= c;
      out |= 1;
    }
  }
  return out;
}

#endif
