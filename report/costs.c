/* Which rows of costs belong together. SPDX-License-Identifier: Apache-2.0 */
#include "report/costs.h"

#include <string.h>

bool buju_costs_same(const buju_report *report, unsigned column, buju_ix a, buju_ix b) {
  const char *p = buju_report_text(report, BUJU_LAYER_COSTS, column, a),
             *q = buju_report_text(report, BUJU_LAYER_COSTS, column, b);
  return strcmp(p != NULL ? p : "", q != NULL ? q : "") == 0;
}

bool buju_costs_same_township(const buju_report *report, buju_ix a, buju_ix b) {
  return buju_costs_same(report, COSTS_township_code, a, b) && buju_costs_same(report, COSTS_township, a, b);
}

/* Where the township of a row stands among those of the report; BUJU_NONE, the last, where it does not. */
static buju_ix place_of(const buju_report *report, buju_ix row) {
  const char *code = buju_report_text(report, BUJU_LAYER_COSTS, COSTS_township_code, row);
  if (code == NULL) code = buju_report_text(report, BUJU_LAYER_COSTS, COSTS_township, row);
  return code != NULL ? buju_report_township_find(report, code) : BUJU_NONE;
}

buju_ix *buju_costs_townships(const buju_report *report, buju_ix *n) {
  buju_ix rows = report->table[BUJU_LAYER_COSTS].n;
  buju_ix *first = BUJU_NEW(report->arena, buju_ix, rows), *place = BUJU_NEW(report->arena, buju_ix, rows);
  *n = 0;
  if (first == NULL || place == NULL) return NULL;
  for (buju_ix i = 0; i < rows; i++) {
    buju_ix k = 0;
    while (k < *n && !buju_costs_same_township(report, first[k], i)) k++;
    if (k < *n) continue;
    const buju_ix at = place_of(report, i);
    for (; k > 0 && place[k - 1] > at; k--) {
      first[k] = first[k - 1];
      place[k] = place[k - 1];
    }
    first[k] = i;
    place[k] = at;
    ++*n;
  }
  return first;
}
