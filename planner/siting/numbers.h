/* Whole numbers, as every solver needs them. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_NUMBERS_H
#define BUJU_PLANNER_NUMBERS_H

#include <stdint.h>

/** The greatest common divisor of two numbers above INT64_MIN, 0 or more; of 0 and b it is b. */
static inline int64_t buju_common_divisor(int64_t a, int64_t b) {
  while (b != 0) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a < 0 ? -a : a;
}

/** value / by towards the lower; by above 0. */
static inline int64_t buju_rounded_down(int64_t value, int64_t by) { return value / by - (value % by < 0); }

#endif
