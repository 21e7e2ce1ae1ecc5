/* Sources of costs held against a plain table of what they should say. SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/costs_truth.h"

#include <string.h>

enum { MOST = COSTS_TRUTH_MOST };

uint32_t costs_dice(uint64_t *seed, uint32_t n) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)((*seed >> 33) % n);
}

static bool before(const buju_csr *lists, uint64_t a, uint64_t b) {
  return lists->val[a] < lists->val[b] || (lists->val[a] == lists->val[b] && lists->col[a] < lists->col[b]);
}

static const char *check_list(const costs_truth *t, buju_costs_side side, const buju_csr *lists, buju_ix k, buju_ix who,
                              uint32_t most, uint32_t largest) {
  buju_ix others = side == BUJU_COSTS_BY_DEMAND ? t->candidates : t->demands, expected = 0;
  for (buju_ix o = 0; o < others; o++) {
    uint32_t cost = side == BUJU_COSTS_BY_DEMAND ? t->cost[who][o] : t->cost[o][who];
    expected += cost != BUJU_COST_NONE && cost <= most;
  }
  if (lists->row[k + 1] - lists->row[k] != expected) return "a list has another length";
  for (uint64_t at = lists->row[k]; at < lists->row[k + 1]; at++) {
    buju_ix o = lists->col[at];
    if (o >= others) return "a list names what is not there";
    if (lists->val[at] != (side == BUJU_COSTS_BY_DEMAND ? t->cost[who][o] : t->cost[o][who])) return "a cost differs";
    if (lists->val[at] > largest) return "a cost is above the largest there may be";
    if (at > lists->row[k] && !before(lists, at - 1, at)) return "a list is not in order";
  }
  return NULL;
}

static const char *check_lists(buju_ctx *ctx, const buju_costs *costs, const costs_truth *t, buju_costs_side side,
                               uint64_t *seed) {
  buju_ix n = side == BUJU_COSTS_BY_DEMAND ? t->demands : t->candidates, which[MOST];
  uint32_t most[MOST];
  const char *wrong = NULL;
  buju_arena *arena = buju_arena_new();
  buju_csr lists;
  for (buju_ix k = 0; k < n; k++) {
    which[k] = k % 7 == 6 ? which[0] : n - 1 - k; /* from the last, some twice */
    most[k] = costs_dice(seed, 4) == 0 ? BUJU_COST_NONE : costs_dice(seed, 1200);
  }
  if (costs->ops->lists(ctx, costs, side, n, which, most, arena, &lists) != BUJU_OK) wrong = "lists fail";
  for (buju_ix k = 0; wrong == NULL && k < n; k++)
    wrong = check_list(t, side, &lists, k, which[k], most[k], costs->most);
  buju_arena_free(arena);
  return wrong;
}

static const char *check_nearest(buju_ctx *ctx, const buju_costs *costs, const costs_truth *t, uint64_t *seed) {
  buju_ix site[MOST], n = 0, to[MOST];
  uint32_t cost[MOST];
  for (buju_ix j = t->candidates; j-- > 0;)
    if (costs_dice(seed, 3) == 0) site[n++] = j; /* in descending order: ties must not depend on it */
  if (costs->ops->nearest(ctx, costs, n, site, to, cost) != BUJU_OK) return "nearest fails";
  for (buju_ix i = 0; i < t->demands; i++) {
    buju_ix best = BUJU_NONE;
    for (buju_ix s = 0; s < n; s++) {
      uint32_t c = t->cost[i][site[s]];
      if (c != BUJU_COST_NONE &&
          (best == BUJU_NONE || c < t->cost[i][best] || (c == t->cost[i][best] && site[s] < best)))
        best = site[s];
    }
    if (to[i] != best) return "another site is nearest";
    if (cost[i] != (best != BUJU_NONE ? t->cost[i][best] : BUJU_COST_NONE)) return "the nearest costs something else";
  }
  return NULL;
}

static const char *check_price(buju_ctx *ctx, const buju_costs *costs, const costs_truth *t, uint64_t *seed) {
  buju_ix which[MOST], n = 0;
  int64_t give[MOST], unit[MOST], worth[MOST], expected[MOST] = {0};
  uint32_t most[MOST];
  uint64_t pairs, met = 0;
  for (buju_ix i = 0; i < t->demands; i++) {
    if (costs_dice(seed, 5) == 0) continue;
    which[n] = i;
    unit[n] = costs_dice(seed, 3) == 0 ? 0 : 1 + costs_dice(seed, 1000);
    most[n] = costs_dice(seed, 1200);
    give[n] = unit[n] * most[n] + costs_dice(seed, 500);
    for (buju_ix j = 0; j < t->candidates; j++) {
      if (t->cost[i][j] == BUJU_COST_NONE || t->cost[i][j] > most[n]) continue;
      expected[j] += give[n] - unit[n] * (int64_t)t->cost[i][j];
      met++;
    }
    n++;
  }
  buju_costs_bids bids = {n, which, give, unit, most};
  if (buju_costs_price(ctx, costs, &bids, worth, &pairs) != BUJU_OK) return "prices fail";
  if (pairs != met) return "another number of bids";
  for (buju_ix j = 0; j < t->candidates; j++)
    if (worth[j] != expected[j]) return "another price";
  return NULL;
}

/* Everybody somewhere in an order from behind, but some. */
static const char *check_runs(buju_ctx *ctx, const buju_costs *costs, const costs_truth *t, uint64_t *seed) {
  buju_ix place[MOST], who[MOST], n = 0;
  uint32_t most = costs_dice(seed, 1200);
  const char *wrong = NULL;
  buju_arena *arena = buju_arena_new();
  buju_csr runs;
  for (buju_ix i = t->demands; i-- > 0;) {
    place[i] = costs_dice(seed, 4) == 0 ? BUJU_NONE : n;
    if (place[i] == BUJU_NONE) continue;
    who[n++] = i;
  }
  buju_costs_order order = {n, place};
  if (buju_costs_runs(ctx, costs, most, &order, arena, &runs) != BUJU_OK) wrong = "runs fail";
  for (buju_ix j = 0; wrong == NULL && j < t->candidates; j++) {
    bool inside = false;
    uint64_t at = runs.row[j];
    for (buju_ix p = 0; wrong == NULL && p <= n; p++) {
      bool serves = p < n && t->cost[who[p]][j] != BUJU_COST_NONE && t->cost[who[p]][j] <= most;
      if (serves == inside) continue;
      inside = serves;
      if (at == runs.row[j + 1] || runs.col[at++] != p) wrong = "a run ends elsewhere";
    }
    if (wrong == NULL && at != runs.row[j + 1]) wrong = "there are more runs";
  }
  buju_arena_free(arena);
  return wrong;
}

static const char *check_all(buju_ctx *ctx, const buju_costs *costs, const costs_truth *t, uint64_t *seed) {
  if (costs->demands != t->demands || costs->candidates != t->candidates) return "another size";
  const char *wrong = check_lists(ctx, costs, t, BUJU_COSTS_BY_DEMAND, seed);
  if (wrong == NULL) wrong = check_lists(ctx, costs, t, BUJU_COSTS_BY_CANDIDATE, seed);
  if (wrong == NULL) wrong = check_nearest(ctx, costs, t, seed);
  if (wrong == NULL) wrong = check_price(ctx, costs, t, seed);
  return wrong == NULL ? check_runs(ctx, costs, t, seed) : wrong;
}

static const char *check_some(buju_ctx *ctx, const buju_costs *costs, const costs_truth *t, uint64_t *seed) {
  buju_ix some[MOST];
  costs_truth part = {.demands = t->demands};
  for (buju_ix j = 0; j < t->candidates; j++) {
    if (costs_dice(seed, 2) == 0) continue;
    for (buju_ix i = 0; i < t->demands; i++) part.cost[i][part.candidates] = t->cost[i][j];
    some[part.candidates++] = j;
  }
  buju_costs *among;
  if (buju_costs_among(ctx, costs, part.candidates, some, &among) != BUJU_OK) return "some of the candidates fail";
  const char *wrong = check_all(ctx, among, &part, seed);
  buju_costs_free(among);
  return wrong;
}

const char *costs_truth_check(buju_ctx *ctx, const buju_costs *costs, const costs_truth *truth, uint64_t *seed) {
  const char *wrong = NULL;
  for (unsigned threads = 1; wrong == NULL && threads <= 2; threads++) {
    buju_ctx_set_threads(ctx, threads);
    wrong = check_all(ctx, costs, truth, seed);
    if (wrong == NULL) wrong = check_some(ctx, costs, truth, seed);
  }
  return wrong;
}
