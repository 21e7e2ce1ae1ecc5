/* Maximal cover by runs: bounds for all candidates at once, and better ones by subgradients. Steps are reckoned in
 * doubles, shares are whole: whatever the steps, every bound is exact. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "planner/siting/max_cover_runs.h"

enum { PATIENCE = 10 };
static const double KEEP = 0.7; /* of the direction before */
static const double SHRINK = 0.8, TIMID = 0.002;

bool buju_max_runs_bound_new(buju_max_runs *r, buju_max_runs_bound *out) {
  *out = (buju_max_runs_bound){.runs = r,
                               .kept = BUJU_NEW(r->arena, uint32_t, r->places),
                               .trial = BUJU_NEW(r->arena, uint32_t, r->places),
                               .along = BUJU_NEW(r->arena, double, r->places),
                               .times = BUJU_NEW(r->arena, buju_ix, (size_t)r->places + 1),
                               .worth = BUJU_NEW(r->arena, int64_t, r->field->candidates),
                               .order = BUJU_NEW(r->arena, int64_t, r->field->candidates)};
  return out->kept != NULL && out->trial != NULL && out->along != NULL && out->times != NULL && out->worth != NULL &&
         out->order != NULL;
}

void buju_max_runs_bound_start(buju_max_runs_bound *b, const buju_max_runs_plan *plan) {
  const buju_max_runs *r = b->runs;
  for (buju_ix i = 0; i < r->places; i++)
    b->kept[i] = (uint32_t)(plan->times[i] == 0 ? r->scale : plan->times[i] == 1 ? r->scale / 2 : 0);
}

buju_status buju_max_runs_bound_reckon(buju_max_runs_bound *b, const uint32_t *kept, const buju_max_some *some) {
  buju_max_runs *r = b->runs;
  for (buju_ix i = 0; i < r->places; i++) r->total[i + 1] = r->total[i] + r->weight[i] * (int64_t)kept[i];
  b->total = r->weighs * r->scale - r->total[r->places];
  buju_status status = buju_max_runs_weigh(r, some, b->worth);
  if (status != BUJU_OK) return status;
  buju_ix n = 0;
  for (buju_ix k = 0; k < some->n; k++)
    if (b->worth[k] > 0) b->order[n++] = b->worth[k];
  buju_ix in = (int64_t)n < r->p ? n : (buju_ix)r->p;
  if (in < n && in > 0) buju_max_select_down(b->order, n, in - 1);
  for (buju_ix k = 0; k < in; k++) b->total += b->order[k];
  b->least = in > 0 && (int64_t)in == r->p ? b->order[in - 1] : 0;
  r->work += r->places / 2 + some->n / 4; /* the step that follows included */
  return BUJU_OK;
}

buju_ix buju_max_runs_counted_on(const buju_max_runs_bound *b, const buju_max_some *some, buju_ix *site) {
  const int64_t p = b->runs->p;
  buju_ix n = 0;
  if (p == 0) return 0;                 /* there is no last one to be above */
  for (buju_ix k = 0; k < some->n; k++) /* those above the last first; of equals the lowest */
    if (b->worth[k] > b->least) site[n++] = some->candidate[k];
  for (buju_ix k = 0; b->least > 0 && k < some->n && (int64_t)n < p; k++)
    if (b->worth[k] == b->least) site[n++] = some->candidate[k];
  return n;
}

/* How often the sites counted on serve each place, into b->times. */
static void count_times(buju_max_runs_bound *b, const buju_max_some *some, buju_ix *site) {
  buju_max_runs *r = b->runs;
  const buju_ix n = buju_max_runs_counted_on(b, some, site);
  memset(b->times, 0, ((size_t)r->places + 1) * sizeof *b->times);
  for (buju_ix k = 0; k < n; k++) { /* changes first: what wraps round comes back */
    const uint64_t *row = r->ends.row + site[k];
    for (uint64_t at = row[0]; at < row[1]; at += 2) {
      b->times[r->ends.col[at]]++;
      b->times[r->ends.col[at + 1]]--;
    }
  }
  for (buju_ix i = 1; i < r->places; i++) b->times[i] += b->times[i - 1];
}

/* Moves the shares tried along; false when there is nowhere to go. */
static bool step(buju_max_runs_bound *b, const buju_max_some *some, buju_ix *site, double missing) {
  const buju_max_runs *r = b->runs;
  double norm = 0;
  count_times(b, some, site);
  for (buju_ix i = 0; i < r->places; i++) {
    b->along[i] = (double)b->times[i] - 1 + KEEP * b->along[i];
    norm += (double)r->weight[i] * b->along[i] * b->along[i];
  }
  if (!(norm > 0)) return false;
  for (buju_ix i = 0; i < r->places; i++) {
    double to = (double)b->trial[i] - missing / norm * b->along[i];
    b->trial[i] = to <= 0 ? 0 : to >= (double)r->scale ? (uint32_t)r->scale : (uint32_t)to;
  }
  return true;
}

static buju_status go_back(buju_max_runs_bound *b, const buju_max_some *some) {
  memcpy(b->trial, b->kept, b->runs->places * sizeof *b->trial);
  memset(b->along, 0, b->runs->places * sizeof *b->along);
  return buju_max_runs_bound_reckon(b, b->trial, some);
}

buju_status buju_max_runs_climb(buju_max_runs_bound *b, const buju_max_some *some, int64_t value, int rounds,
                                double *boldness) {
  const buju_max_runs *r = b->runs;
  const double aim = (double)value * (double)r->scale;
  buju_ix *site = malloc(((size_t)some->n + 1) * sizeof *site);
  int64_t best = INT64_MAX;
  int idle = 0;
  if (site == NULL) return buju_fail_memory(r->ctx);
  buju_status status = go_back(b, some);
  for (int round = 0; status == BUJU_OK && round<rounds && * boldness> TIMID; round++) {
    if (b->total < best) {
      if ((double)b->total < (double)best - 1e-3 * ((double)best - aim)) idle = 0;
      best = b->total;
      memcpy(b->kept, b->trial, r->places * sizeof *b->kept);
    } else if (++idle >= PATIENCE) {
      idle = 0;
      *boldness *= SHRINK;
      status = go_back(b, some);
    }
    double missing = fmax((double)b->total - aim, (double)r->scale);
    if (status != BUJU_OK || !step(b, some, site, *boldness * missing)) break;
    status = buju_max_runs_bound_reckon(b, b->trial, some);
  }
  free(site);
  return status;
}
