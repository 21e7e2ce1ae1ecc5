/* Maximal cover by runs: plans. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/max_cover_runs.h"

enum { MOST_OUT = 4 }; /* sites moved at once */

bool buju_max_runs_plan_new(buju_max_runs *r, buju_max_runs_plan *out) {
  *out = (buju_max_runs_plan){.runs = r,
                              .site = BUJU_NEW(r->arena, buju_ix, (size_t)r->p + 1),
                              .times = BUJU_NEW(r->arena, buju_ix, r->places)};
  return out->site != NULL && out->times != NULL;
}

/* ---- sites ---- */

/* The weight a site alone serves, or would. */
static int64_t alone(const buju_max_runs_plan *plan, buju_ix site, buju_ix times) {
  const buju_max_runs *r = plan->runs;
  int64_t sum = 0;
  for (uint64_t at = r->ends.row[site]; at < r->ends.row[site + 1]; at += 2)
    for (buju_ix i = r->ends.col[at]; i < r->ends.col[at + 1]; i++)
      if (plan->times[i] == times) sum += r->weight[i];
  return sum;
}

static void shift(buju_max_runs_plan *plan, buju_ix site, bool in) {
  buju_max_runs *r = plan->runs;
  uint64_t places = 0;
  for (uint64_t at = r->ends.row[site]; at < r->ends.row[site + 1]; at += 2)
    for (buju_ix i = r->ends.col[at]; i < r->ends.col[at + 1]; i++, places++) plan->times[i] += in ? 1 : UINT32_MAX;
  r->work += (int64_t)(places / 8);
}

static void open_site(buju_max_runs_plan *plan, buju_ix site) {
  plan->value += alone(plan, site, 0);
  plan->site[plan->n++] = site;
  shift(plan, site, true);
}

/* The site at this place of the list; the last one takes its place. */
static void close_site(buju_max_runs_plan *plan, buju_ix k) {
  buju_ix site = plan->site[k];
  plan->value -= alone(plan, site, 1);
  plan->site[k] = plan->site[--plan->n];
  shift(plan, site, false);
}

void buju_max_runs_plan_set(buju_max_runs_plan *plan, buju_ix n, const buju_ix *site) {
  memset(plan->times, 0, plan->runs->places * sizeof *plan->times);
  plan->n = 0;
  plan->value = 0;
  for (buju_ix k = 0; k < n; k++) open_site(plan, site[k]);
}

/* ---- the best there is ---- */

/* What adds most of some to the plan as it stands, of equals the lowest; adding nothing, BUJU_NONE. */
static buju_status find_best(buju_max_runs_plan *plan, const buju_max_some *some, buju_ix *best, int64_t *most) {
  buju_max_runs *r = plan->runs;
  for (buju_ix i = 0; i < r->places; i++) r->total[i + 1] = r->total[i] + (plan->times[i] == 0 ? r->weight[i] : 0);
  r->work += r->places / 16 + some->n / 4;
  buju_status status = buju_max_runs_weigh(r, some, r->sum);
  *best = BUJU_NONE;
  *most = 0;
  for (buju_ix k = 0; status == BUJU_OK && k < some->n; k++) {
    if (r->sum[k] <= *most) continue;
    *most = r->sum[k];
    *best = some->candidate[k];
  }
  return status;
}

/* Opens what adds most while there is room. */
static buju_status fill(buju_max_runs_plan *plan, const buju_max_some *some) {
  while ((int64_t)plan->n < plan->runs->p) {
    buju_ix best;
    int64_t most;
    buju_status status = find_best(plan, some, &best, &most);
    if (status != BUJU_OK || best == BUJU_NONE) return status;
    open_site(plan, best);
  }
  return BUJU_OK;
}

/* One out, one in: the site at a place of the list gives way to what serves more. */
static buju_status exchange(buju_max_runs_plan *plan, const buju_max_some *some, buju_ix k, bool *better) {
  buju_ix out = plan->site[k], best;
  int64_t before = plan->value, most;
  close_site(plan, k);
  buju_status status = find_best(plan, some, &best, &most);
  if (status != BUJU_OK) return status;
  *better = plan->value + most > before;
  open_site(plan, *better ? best : out);
  buju_ix last = plan->site[plan->n - 1]; /* back to its place */
  plan->site[plan->n - 1] = plan->site[k];
  plan->site[k] = last;
  return BUJU_OK;
}

buju_status buju_max_runs_plan_improve(buju_max_runs_plan *plan, const buju_max_some *some) {
  buju_status status = fill(plan, some);
  for (buju_ix still = 0, k = 0; status == BUJU_OK && still < plan->n; k = k + 1 < plan->n ? k + 1 : 0) {
    bool better = false;
    status = exchange(plan, some, k, &better);
    still = better ? 0 : still + 1;
  }
  return status;
}

/* ---- out of a local optimum ---- */

/* 0 … below − 1. */
static buju_ix draw(uint64_t *random, buju_ix below) {
  *random = *random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return below > 0 ? (buju_ix)((*random >> 33) % below) : 0;
}

static buju_ix apart(buju_ix a, buju_ix b) { return a < b ? b - a : a - b; }

/* The place in the list of the site nearest in number. */
static buju_ix nearest(const buju_max_runs_plan *plan, buju_ix candidate) {
  buju_ix best = 0;
  for (buju_ix k = 1; k < plan->n; k++)
    if (apart(plan->site[k], candidate) < apart(plan->site[best], candidate)) best = k;
  return best;
}

/* A few that are near in number go; one of some comes in by chance, the others as they add most; then those that came
 * and whoever is near are exchanged. */
static buju_status stir(buju_max_runs_plan *plan, const buju_max_some *some, uint64_t *random) {
  buju_ix centre = some->candidate[draw(random, some->n)], moves = 1 + draw(random, MOST_OUT);
  for (buju_ix k = 0; k < moves && plan->n > 0; k++) close_site(plan, nearest(plan, centre));
  open_site(plan, centre);
  buju_status status = fill(plan, some);
  const buju_ix around = plan->n < 2 * moves + 2 ? plan->n : 2 * moves + 2;
  for (buju_ix still = 0, k = plan->n - around; status == BUJU_OK && still < around;) {
    bool better = false;
    status = exchange(plan, some, k, &better);
    still = better ? 0 : still + 1;
    k = k + 1 < plan->n ? k + 1 : plan->n - around;
  }
  return status;
}

buju_status buju_max_runs_plan_shake(buju_max_runs_plan *plan, const buju_max_some *some, int64_t steps,
                                     int64_t ceiling, uint64_t *random) {
  buju_max_runs *r = plan->runs;
  const int64_t end = r->work + steps;
  buju_ix n = plan->n, *site = malloc(((size_t)r->p + 1) * sizeof *site);
  int64_t value = plan->value;
  buju_status status = site != NULL ? BUJU_OK : buju_fail_memory(r->ctx);
  if (site != NULL) memcpy(site, plan->site, n * sizeof *site);
  while (status == BUJU_OK && some->n > 0 && r->p > 0 && r->work < end && value < ceiling) {
    status = stir(plan, some, random);
    if (status == BUJU_OK && plan->value >= value) {
      value = plan->value;
      n = plan->n;
      memcpy(site, plan->site, n * sizeof *site);
    } else {
      buju_max_runs_plan_set(plan, n, site);
    }
  }
  free(site);
  return status;
}
