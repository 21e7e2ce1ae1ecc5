/* The townships of a plan with their villages. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "layers/report/report_read.h"

typedef struct placed {
  const char *code, *name; /* of the township */
  buju_ix village;
} placed;

/* NULL comes last. */
static int compare_text(const char *a, const char *b) {
  if (a == NULL || b == NULL) return (a == NULL) - (b == NULL);
  return strcmp(a, b);
}

static int compare_township(const placed *a, const placed *b) {
  int order = compare_text(a->code, b->code);
  return order != 0 ? order : compare_text(a->name, b->name);
}

static int by_township(const void *p, const void *q) {
  const placed *a = p, *b = q;
  int order = compare_township(a, b);
  return order != 0 ? order : (a->village > b->village) - (a->village < b->village);
}

buju_status buju_report_townships(buju_ctx *ctx, buju_report *report) {
  buju_ix n = report->table[BUJU_LAYER_VILLAGES].n;
  placed *villages = calloc(n > 0 ? n : 1, sizeof *villages);
  report->village = BUJU_NEW(report->arena, buju_ix, n);
  report->township_of = BUJU_NEW(report->arena, buju_ix, n);
  report->township = BUJU_NEW(report->arena, buju_report_township, n);
  buju_status status = BUJU_OK;
  if (villages == NULL || report->village == NULL || report->township_of == NULL || report->township == NULL)
    status = buju_fail_memory(ctx);
  for (buju_ix v = 0; v < n && status == BUJU_OK; v++)
    villages[v] = (placed){buju_report_text(report, BUJU_LAYER_VILLAGES, VILLAGES_township_code, v),
                           buju_report_text(report, BUJU_LAYER_VILLAGES, VILLAGES_township, v), v};
  if (status == BUJU_OK) qsort(villages, n, sizeof *villages, by_township);
  for (buju_ix i = 0; i < n && status == BUJU_OK; i++) {
    if (i == 0 || compare_township(&villages[i - 1], &villages[i]) != 0)
      report->township[report->townships++] = (buju_report_township){villages[i].code, villages[i].name, i, 0};
    report->township[report->townships - 1].n++;
    report->village[i] = villages[i].village;
    report->township_of[villages[i].village] = report->townships - 1;
  }
  free(villages);
  return status;
}
