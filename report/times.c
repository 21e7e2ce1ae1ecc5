/* Times over people. SPDX-License-Identifier: Apache-2.0 */
#include "report/times.h"

#include <math.h>
#include <stdlib.h>

typedef struct place {
  double min, people;
  buju_ix row;
} place;

static int by_time(const void *p, const void *q) {
  const place *a = p, *b = q;
  if (a->min != b->min) return a->min < b->min ? -1 : 1;
  return (a->row > b->row) - (a->row < b->row);
}

buju_status buju_times_make(buju_ctx *ctx, const buju_facts *facts, int stage, buju_times *times) {
  const buju_report *report = facts->report;
  buju_ix n = report->table[BUJU_LAYER_SETTLEMENTS].n;
  unsigned column = stage == BUJU_AFTER ? SETTLEMENTS_nearest_after_min : SETTLEMENTS_nearest_before_min;
  place *places = calloc(n > 0 ? n : 1, sizeof *places);
  *times = (buju_times){.min = BUJU_NEW(report->arena, double, n), .sum = BUJU_NEW(report->arena, double, n)};
  if (places == NULL || times->min == NULL || times->sum == NULL) {
    free(places);
    return buju_fail_memory(ctx);
  }
  for (buju_ix i = 0; i < n; i++) {
    double people = buju_facts_people(facts, i), min = buju_report_number(report, BUJU_LAYER_SETTLEMENTS, column, i);
    times->people += people;
    if (people > 0 && !(min >= 0)) times->unreachable += people;
    if (people > 0 && min >= 0) places[times->n++] = (place){min, people, i};
  }
  qsort(places, times->n, sizeof *places, by_time);
  double sum = 0;
  for (buju_ix i = 0; i < times->n; i++) {
    times->min[i] = places[i].min;
    times->sum[i] = sum += places[i].people;
  }
  free(places);
  return BUJU_OK;
}

double buju_times_within(const buju_times *times, double min) {
  buju_ix low = 0, high = times->n;
  while (low < high) {
    buju_ix middle = low + (high - low) / 2;
    if (times->min[middle] <= min)
      low = middle + 1;
    else
      high = middle;
  }
  return low > 0 ? times->sum[low - 1] : 0;
}

double buju_times_quantile(const buju_times *times, double share) {
  if (times->n == 0) return NAN;
  double people = share * times->sum[times->n - 1];
  for (buju_ix i = 0; i < times->n; i++)
    if (times->sum[i] >= people) return times->min[i];
  return times->min[times->n - 1];
}

static double people_at(const buju_times *times, buju_ix i) { return times->sum[i] - (i > 0 ? times->sum[i - 1] : 0); }

double buju_times_mean(const buju_times *times) {
  double minutes = 0;
  for (buju_ix i = 0; i < times->n; i++) minutes += times->min[i] * people_at(times, i);
  return times->n > 0 ? minutes / times->sum[times->n - 1] : NAN;
}

/* One less twice the area under the Lorenz curve, by trapezoids. */
double buju_times_gini(const buju_times *times) {
  double minutes = 0, under = 0;
  for (buju_ix i = 0; i < times->n; i++) {
    double people = people_at(times, i), more = times->min[i] * people;
    under += people * (2 * minutes + more);
    minutes += more;
  }
  return minutes > 0 ? 1 - under / (minutes * times->sum[times->n - 1]) : NAN;
}
