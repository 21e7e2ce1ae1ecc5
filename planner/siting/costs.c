/* What the sources of costs share. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "core/parallel.h"
#include "planner/siting/costs_parts.h"

enum { CHUNK = 64 }; /* lists */

/* Cost in the upper half, index in the lower. */
static int ascending(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

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
  uint64_t *key = malloc((longest + 1) * sizeof *key);
  if (key == NULL) return buju_fail_memory(ctx);
  for (uint64_t i = first; i < end; i++) {
    uint64_t at = lists->row[i], n = lists->row[i + 1] - at;
    if (sorted(lists, at, at + n)) continue;
    for (uint64_t k = 0; k < n; k++) key[k] = (uint64_t)lists->val[at + k] << 32 | lists->col[at + k];
    qsort(key, n, sizeof *key, ascending);
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
