/* Largest remainder in integers. SPDX-License-Identifier: Apache-2.0 */
#include "core/shares.h"

#include <stdlib.h>

/* a × b / d and its remainder through 128 bits; a ≤ d or the quotient fits 64 bits; d < 2⁶³. */
static uint64_t multiply_divide(uint64_t a, uint64_t b, uint64_t d, uint64_t *remainder) {
  uint64_t a0 = a & UINT32_MAX, a1 = a >> 32, b0 = b & UINT32_MAX, b1 = b >> 32;
  uint64_t low = a0 * b0, middle = a1 * b0 + (low >> 32), carry = a0 * b1 + (middle & UINT32_MAX);
  uint64_t high = a1 * b1 + (middle >> 32) + (carry >> 32);
  low = (carry << 32) | (low & UINT32_MAX);
  uint64_t quotient = 0, rest = high % d;
  for (int bit = 63; bit >= 0; bit--) {
    rest = rest << 1 | (low >> bit & 1);
    quotient <<= 1;
    if (rest >= d) {
      rest -= d;
      quotient |= 1;
    }
  }
  *remainder = rest;
  return quotient;
}

typedef struct part {
  uint64_t remainder;
  buju_ix row;
} part;

static int by_remainder(const void *a, const void *b) {
  const part *p = a, *q = b;
  if (p->remainder != q->remainder) return p->remainder < q->remainder ? 1 : -1;
  return (p->row > q->row) - (p->row < q->row);
}

buju_status buju_share_out(buju_ctx *ctx, int64_t total, const int64_t *weight, buju_ix n, int64_t *share) {
  if (n == 1) {
    share[0] = total;
    return BUJU_OK;
  }
  uint64_t sum = 0, whole = (uint64_t)total;
  for (buju_ix i = 0; i < n; i++) sum += (uint64_t)weight[i];
  part *parts = calloc((size_t)n + 1, sizeof *parts);
  if (parts == NULL) return buju_fail_memory(ctx);
  uint64_t left = whole;
  for (buju_ix i = 0; i < n; i++) {
    uint64_t one = sum == 0 ? 1 : (uint64_t)weight[i];
    uint64_t quotient = multiply_divide(whole, one, sum == 0 ? n : sum, &parts[i].remainder);
    parts[i].row = i;
    share[i] = (int64_t)quotient;
    left -= quotient;
  }
  qsort(parts, n, sizeof *parts, by_remainder);
  for (buju_ix i = 0; i < left; i++) share[parts[i].row]++;
  free(parts);
  return BUJU_OK;
}
