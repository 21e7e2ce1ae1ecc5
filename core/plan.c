/* Looking things up in a plan. SPDX-License-Identifier: Apache-2.0 */
#include "core/plan.h"

void buju_plan_free(buju_plan *plan) {
  if (plan == NULL) return;
  buju_vec_free(&plan->findings.rows);
  buju_arena_free(plan->arena); /* the plan itself lives in it */
}

static bool trace_before(const buju_trace *trace, buju_traced table, buju_ix row) {
  return trace->table < table || (trace->table == table && trace->row < row);
}

buju_ix buju_plan_traces(const buju_plan *plan, buju_traced table, buju_ix row, buju_ix *first) {
  buju_ix lo = 0, hi = plan->traces;
  while (lo < hi) {
    buju_ix mid = lo + (hi - lo) / 2;
    if (trace_before(&plan->trace[mid], table, row))
      lo = mid + 1;
    else
      hi = mid;
  }
  *first = lo;
  buju_ix end = lo;
  while (end < plan->traces && plan->trace[end].table == table && plan->trace[end].row == row) end++;
  return end - lo;
}
