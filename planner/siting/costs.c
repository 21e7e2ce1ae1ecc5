/* What the sources of costs share. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "core/parallel.h"
#include "planner/siting/costs_parts.h"

enum { CHUNK = 64 }; /* lists */

/* ---- keys ---- */

enum { DIGIT = 8, DIGITS = 1 << DIGIT, FEW = 32 };

static void insert_keys(uint64_t *key, size_t n) {
  for (size_t k = 1; k < n; k++) {
    uint64_t one = key[k];
    size_t at = k;
    for (; at > 0 && key[at - 1] > one; at--) key[at] = key[at - 1];
    key[at] = one;
  }
}

/* Digits in which all keys agree are passed over: costs and indices rarely need all of theirs. */
void buju_costs_sort_keys(uint64_t *key, uint64_t *room, size_t n) {
  uint64_t *from = key, *to = room, all = ~UINT64_C(0), any = 0;
  if (n < FEW) {
    insert_keys(key, n);
    return;
  }
  for (size_t k = 0; k < n; k++) {
    all &= key[k];
    any |= key[k];
  }
  for (unsigned shift = 0; shift < 64; shift += DIGIT) {
    if (((all ^ any) >> shift & (DIGITS - 1)) == 0) continue;
    size_t next[DIGITS] = {0}, sum = 0;
    for (size_t k = 0; k < n; k++) next[from[k] >> shift & (DIGITS - 1)]++;
    for (size_t d = 0; d < DIGITS; d++) {
      size_t here = next[d];
      next[d] = sum;
      sum += here;
    }
    for (size_t k = 0; k < n; k++) to[next[from[k] >> shift & (DIGITS - 1)]++] = from[k];
    uint64_t *swap = from;
    from = to;
    to = swap;
  }
  if (from != key) memcpy(key, from, n * sizeof *key);
}

/* ---- lists ---- */

static bool sorted(const buju_csr *lists, uint64_t first, uint64_t end) {
  for (uint64_t k = first; k + 1 < end; k++)
    if (lists->val[k] > lists->val[k + 1] || (lists->val[k] == lists->val[k + 1] && lists->col[k] > lists->col[k + 1]))
      return false;
  return true;
}

static buju_status sort_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  buju_csr *lists = user;
  uint64_t longest = 0;
  (void)worker;
  for (uint64_t i = first; i < end; i++)
    if (lists->row[i + 1] - lists->row[i] > longest) longest = lists->row[i + 1] - lists->row[i];
  uint64_t *key = malloc((2 * longest + 1) * sizeof *key); /* cost in the upper half, index in the lower */
  if (key == NULL) return buju_fail_memory(ctx);
  for (uint64_t i = first; i < end; i++) {
    uint64_t at = lists->row[i], n = lists->row[i + 1] - at;
    if (sorted(lists, at, at + n)) continue;
    for (uint64_t k = 0; k < n; k++) key[k] = (uint64_t)lists->val[at + k] << 32 | lists->col[at + k];
    buju_costs_sort_keys(key, key + longest, n);
    for (uint64_t k = 0; k < n; k++) {
      lists->val[at + k] = (uint32_t)(key[k] >> 32);
      lists->col[at + k] = (buju_ix)key[k];
    }
  }
  free(key);
  return BUJU_OK;
}

buju_status buju_costs_sort(buju_ctx *ctx, buju_csr *lists) {
  return buju_parallel_for(ctx, lists->n, CHUNK, sort_some, lists);
}

void buju_costs_free(buju_costs *costs) {
  if (costs != NULL) costs->ops->free(costs);
}
