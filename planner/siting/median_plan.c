/* Fast interchange (Resende and Werneck 2007): every closed site keeps the best exchange it has; after an exchange only
 * the rows it touches are reckoned anew. Exchanges whose rows do not touch are made together.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "core/parallel.h"
#include "planner/siting/median_parts.h"

enum { CHUNK = 32, AT_ONCE = 512 };

/* What a worker needs for a row: how much of each open site's loss the row's site spares. */
struct buju_median_row_scratch {
  int64_t *spared;  /* [sites] all 0 between rows */
  buju_ix *touched; /* [sites] */
  int64_t steps;
};

buju_status buju_median_plan_new(buju_ctx *ctx, const buju_median *m, buju_arena *arena, int64_t *work,
                                 buju_median_plan *out) {
  *out = (buju_median_plan){.m = m, .work = work, .workers = buju_parallel_workers(ctx, m->sites, CHUNK)};
  buju_median_plan *p = out;
  size_t n = m->clients, k = m->sites;
  p->is_open = BUJU_NEW(arena, uint8_t, k);
  p->stale = BUJU_NEW(arena, uint8_t, k);
  p->stale_list = BUJU_NEW(arena, buju_ix, k);
  p->moved = BUJU_NEW(arena, uint8_t, k);
  p->moved_list = BUJU_NEW(arena, buju_ix, k);
  p->out = BUJU_NEW(arena, buju_ix, k);
  p->loss = BUJU_NEW(arena, int64_t, k);
  p->gain = BUJU_NEW(arena, int64_t, k);
  p->best = BUJU_NEW(arena, int64_t, k);
  p->first = BUJU_NEW(arena, buju_ix, n);
  p->second = BUJU_NEW(arena, buju_ix, n);
  p->first_cost = BUJU_NEW(arena, uint32_t, n);
  p->second_cost = BUJU_NEW(arena, uint32_t, n);
  p->scratch = BUJU_NEW(arena, struct buju_median_row_scratch, p->workers);
  p->counted_of = BUJU_NEW(arena, int64_t, m->kinds);
  p->least = BUJU_NEW(arena, buju_ix, m->kinds > 0 ? m->kinds : 1);
  if (p->is_open == NULL || p->stale == NULL || p->stale_list == NULL || p->moved == NULL || p->moved_list == NULL ||
      p->out == NULL || p->loss == NULL || p->gain == NULL || p->best == NULL || p->first == NULL ||
      p->second == NULL || p->first_cost == NULL || p->second_cost == NULL || p->scratch == NULL ||
      p->counted_of == NULL || p->least == NULL)
    return buju_fail_memory(ctx);
  for (unsigned w = 0; w < p->workers; w++) {
    p->scratch[w].spared = BUJU_NEW(arena, int64_t, k);
    p->scratch[w].touched = BUJU_NEW(arena, buju_ix, k);
    if (p->scratch[w].spared == NULL || p->scratch[w].touched == NULL) return buju_fail_memory(ctx);
  }
  return BUJU_OK;
}

/* The two nearest open sites of a client. */
static void look(buju_median_plan *p, buju_ix i) {
  const buju_median *m = p->m;
  p->first[i] = p->second[i] = BUJU_NONE;
  p->first_cost[i] = p->second_cost[i] = m->cap[i];
  uint64_t k = m->near.row[i];
  for (; k < m->near.row[i + 1]; k++) {
    buju_median_pair pair = m->near.pair[k];
    if (!p->is_open[pair.at]) continue;
    if (p->first[i] != BUJU_NONE) {
      p->second[i] = pair.at;
      p->second_cost[i] = pair.cost;
      break;
    }
    p->first[i] = pair.at;
    p->first_cost[i] = pair.cost;
  }
  *p->work += (int64_t)(k - m->near.row[i]) + 1;
}

static void spoil_row(buju_median_plan *p, buju_ix j) {
  if (p->stale[j]) return;
  p->stale[j] = 1;
  p->stale_list[p->stale_n++] = j;
}

static void spoil_all(buju_median_plan *p) {
  for (buju_ix j = 0; j < p->m->sites; j++) spoil_row(p, j);
}

static int64_t step_between(const buju_median_plan *p, buju_ix i) {
  return p->m->weight[i] * ((int64_t)p->second_cost[i] - p->first_cost[i]);
}

/* A site takes from what there may be, or gives back. */
static void count(buju_median_plan *p, buju_ix j, int64_t sign) {
  const buju_median *m = p->m;
  p->counted += sign * m->counted[j];
  if (m->net != NULL) p->money += sign * m->net[j];
  if (m->kind != NULL) p->counted_of[m->kind[j]] += sign * m->counted[j];
}

void buju_median_plan_set(buju_median_plan *p, buju_ix n, const buju_ix *site) {
  const buju_median *m = p->m;
  memset(p->is_open, 0, m->sites);
  memset(p->loss, 0, m->sites * sizeof *p->loss);
  memset(p->stale, 0, m->sites);
  p->stale_n = 0;
  spoil_all(p);
  p->counted = p->money = 0;
  memset(p->counted_of, 0, m->kinds * sizeof *p->counted_of);
  for (buju_ix s = 0; s < n; s++) {
    p->is_open[site[s]] = 1;
    count(p, site[s], 1);
  }
  p->value = m->fixed;
  for (buju_ix i = 0; i < m->clients; i++) {
    look(p, i);
    p->value += m->weight[i] * (int64_t)p->first_cost[i];
    if (p->first[i] != BUJU_NONE) p->loss[p->first[i]] += step_between(p, i);
  }
}

/* ---- rows ---- */

/* May site `in` be one more of its kind, once `out` (BUJU_NONE: none) is not? */
static bool fits_kind(const buju_median_plan *p, buju_ix in, buju_ix out) {
  const buju_median *m = p->m;
  if (m->kind == NULL) return true;
  const buju_ix kind = m->kind[in];
  int64_t taken = p->counted_of[kind] + m->counted[in];
  if (out != BUJU_NONE && m->kind[out] == kind) taken -= m->counted[out];
  return taken <= m->quota_of[kind];
}

static bool affordable(const buju_median_plan *p, buju_ix j) {
  const buju_median *m = p->m;
  if (!fits_kind(p, j, BUJU_NONE)) return false;
  return p->counted + m->counted[j] <= m->quota && (m->net == NULL || p->money + m->net[j] <= m->money);
}

static bool may_exchange(const buju_median_plan *p, buju_ix in, buju_ix out) {
  const buju_median *m = p->m;
  if (!fits_kind(p, in, out) || p->counted + m->counted[in] - m->counted[out] > m->quota) return false;
  return m->net == NULL || p->money + m->net[in] - m->net[out] <= m->money;
}

/* What opening j saves, and its best exchange with a site whose clients it takes or backs up. */
static void row(const buju_median_plan *p, buju_ix j, struct buju_median_row_scratch *scratch) {
  const buju_median *m = p->m;
  int64_t gain = 0;
  buju_ix touched = 0;
  for (uint64_t k = m->around.row[j]; k < m->around.row[j + 1]; k++) {
    buju_ix i = m->around.pair[k].at;
    uint32_t cost = m->around.pair[k].cost, second = p->second_cost[i], first = p->first_cost[i];
    if (cost >= second) continue;
    buju_ix r = p->first[i];
    int64_t spared = m->weight[i] * (int64_t)(second - (cost < first ? first : cost));
    if (cost < first) gain += m->weight[i] * (int64_t)(first - cost);
    if (spared == 0 || r == BUJU_NONE) continue;
    if (scratch->spared[r] == 0) scratch->touched[touched++] = r;
    scratch->spared[r] += spared;
  }
  scratch->steps += (int64_t)(m->around.row[j + 1] - m->around.row[j]) + 1;
  p->gain[j] = gain;
  p->best[j] = INT64_MIN;
  p->out[j] = BUJU_NONE;
  for (buju_ix t = 0; t < touched; t++) {
    buju_ix r = scratch->touched[t];
    int64_t saved = gain - p->loss[r] + scratch->spared[r];
    scratch->spared[r] = 0;
    if (saved < p->best[j] || (saved == p->best[j] && r > p->out[j]) || !may_exchange(p, j, r)) continue;
    p->best[j] = saved;
    p->out[j] = r;
  }
}

static buju_status rows(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  buju_median_plan *p = user;
  (void)ctx;
  for (uint64_t k = first; k < end; k++) {
    buju_ix j = p->stale_list[k];
    p->stale[j] = 0;
    if (!p->is_open[j]) row(p, j, &p->scratch[worker]);
  }
  return BUJU_OK;
}

/* Few rows are not worth a thread. */
static buju_status refresh(buju_ctx *ctx, buju_median_plan *p) {
  buju_status status =
      p->stale_n < AT_ONCE ? rows(ctx, p, 0, 0, p->stale_n) : buju_parallel_for(ctx, p->stale_n, CHUNK, rows, p);
  p->stale_n = 0;
  for (unsigned w = 0; w < p->workers; w++) {
    *p->work += p->scratch[w].steps;
    p->scratch[w].steps = 0;
  }
  return status;
}

/* ---- exchanges ---- */

static void move_loss(buju_median_plan *p, buju_ix r, int64_t by) {
  if (r == BUJU_NONE || by == 0) return;
  p->loss[r] += by;
  if (p->moved[r]) return;
  p->moved[r] = 1;
  p->moved_list[p->moved_n++] = r;
}

/* Marks the rows in which a client counts. */
static void spoil(buju_median_plan *p, buju_ix i, uint32_t below) {
  const buju_median *m = p->m;
  uint64_t k = m->near.row[i];
  for (; k < m->near.row[i + 1] && m->near.pair[k].cost < below; k++) spoil_row(p, m->near.pair[k].at);
  *p->work += (int64_t)(k - m->near.row[i]);
}

/* A client's nearest sites may have changed. */
static void renew(buju_median_plan *p, buju_ix i) {
  buju_ix first = p->first[i], second = p->second[i];
  uint32_t first_cost = p->first_cost[i], second_cost = p->second_cost[i];
  int64_t before = step_between(p, i);
  look(p, i);
  if (p->first[i] == first && p->second[i] == second && p->second_cost[i] == second_cost) return;
  move_loss(p, first, -before);
  move_loss(p, p->first[i], step_between(p, i));
  p->value += p->m->weight[i] * ((int64_t)p->first_cost[i] - first_cost);
  spoil(p, i, second_cost > p->second_cost[i] ? second_cost : p->second_cost[i]);
}

/* Opens or closes a site. Its clients are those of its list. */
static void toggle(buju_median_plan *p, buju_ix j) {
  const buju_median *m = p->m;
  bool opens = !p->is_open[j];
  int64_t sign = opens ? 1 : -1;
  p->is_open[j] = opens;
  spoil_row(p, j);
  count(p, j, sign);
  for (uint64_t k = m->around.row[j]; k < m->around.row[j + 1]; k++) {
    buju_median_pair pair = m->around.pair[k];
    if (opens ? pair.cost <= p->second_cost[pair.at] : p->first[pair.at] == j || p->second[pair.at] == j)
      renew(p, pair.at);
  }
  *p->work += (int64_t)(m->around.row[j + 1] - m->around.row[j]);
}

/* Rows in which a site counts whose loss has changed. */
static void spoil_moved(buju_median_plan *p) {
  const buju_median *m = p->m;
  for (buju_ix t = 0; t < p->moved_n; t++) {
    buju_ix r = p->moved_list[t];
    p->moved[r] = 0;
    if (!p->is_open[r]) continue;
    for (uint64_t k = m->around.row[r]; k < m->around.row[r + 1]; k++) {
      buju_ix i = m->around.pair[k].at;
      if (p->first[i] == r) spoil(p, i, p->second_cost[i]);
    }
    *p->work += (int64_t)(m->around.row[r + 1] - m->around.row[r]);
  }
  p->moved_n = 0;
}

void buju_median_plan_toggle(buju_median_plan *p, buju_ix site) {
  toggle(p, site);
  spoil_moved(p);
}

typedef struct exchange {
  int64_t saved;
  buju_ix in, out; /* BUJU_NONE: none */
} exchange;

static void consider(exchange *best, int64_t saved, buju_ix in, buju_ix out) {
  if (saved > best->saved) *best = (exchange){saved, in, out};
}

static buju_ix kind_of(const buju_median *m, buju_ix j) { return m->kind != NULL ? m->kind[j] : 0; }

/* The open site of each kind that loses least. */
static void find_least(buju_median_plan *p) {
  const buju_median *m = p->m;
  for (buju_ix k = 0; k == 0 || k < m->kinds; k++) p->least[k] = BUJU_NONE;
  for (buju_ix j = 0; j < m->sites; j++) {
    buju_ix *least = &p->least[kind_of(m, j)];
    if (p->is_open[j] && (*least == BUJU_NONE || p->loss[j] < p->loss[*least])) *least = j;
  }
}

/* The best exchange, or opening, of fresh rows. */
static exchange find(buju_median_plan *p) {
  const buju_median *m = p->m;
  exchange best = {0, BUJU_NONE, BUJU_NONE};
  find_least(p);
  for (buju_ix j = 0; j < m->sites; j++) {
    if (p->is_open[j] || p->stale[j]) continue;
    if (affordable(p, j)) consider(&best, p->gain[j], j, BUJU_NONE);
    if (p->out[j] != BUJU_NONE) consider(&best, p->best[j], j, p->out[j]);
    buju_ix cheapest = p->least[kind_of(m, j)];
    if (cheapest != BUJU_NONE && may_exchange(p, j, cheapest))
      consider(&best, p->gain[j] - p->loss[cheapest], j, cheapest);
  }
  return best;
}

buju_status buju_median_plan_improve(buju_ctx *ctx, buju_median_plan *p, uint64_t stop) {
  const buju_median *m = p->m;
  for (uint64_t made = 0; made < stop;) {
    buju_status status = refresh(ctx, p);
    if (status != BUJU_OK) return status;
    uint64_t before = made;
    while (made < stop) { /* all that do not touch one another */
      exchange best = find(p);
      *p->work += m->sites;
      if (best.in == BUJU_NONE) break;
      toggle(p, best.in);
      if (best.out != BUJU_NONE) toggle(p, best.out);
      spoil_moved(p);
      made++;
      if (m->net != NULL) spoil_all(p); /* what may be exchanged depends on what is spent */
    }
    if (made == before) return BUJU_OK;
  }
  return BUJU_OK;
}

/* ---- a first plan ---- */

static int64_t saves(buju_median_plan *p, buju_ix j) {
  const buju_median *m = p->m;
  int64_t gain = 0;
  for (uint64_t k = m->around.row[j]; k < m->around.row[j + 1]; k++) {
    buju_median_pair pair = m->around.pair[k];
    if (pair.cost < p->first_cost[pair.at]) gain += m->weight[pair.at] * (int64_t)(p->first_cost[pair.at] - pair.cost);
  }
  *p->work += (int64_t)(m->around.row[j + 1] - m->around.row[j]) + 1;
  return gain;
}

/* What a site saves, for each unit of money where money binds. */
static double value_of(const buju_median_plan *p, buju_ix j) {
  const buju_median *m = p->m;
  double saved = (double)p->gain[j];
  return m->net == NULL || m->net[j] <= 0 ? saved : saved / (double)m->net[j];
}

/* Is a before b in the heap? */
static bool above(const double *value, buju_ix a, buju_ix b) {
  return value[a] > value[b] || (value[a] == value[b] && a < b);
}

static void sift(const double *value, buju_ix *heap, buju_ix n, buju_ix at) {
  for (buju_ix child; (child = 2 * at + 1) < n; at = child) {
    if (child + 1 < n && above(value, heap[child + 1], heap[child])) child++;
    if (!above(value, heap[child], heap[at])) return;
    buju_ix swap = heap[at];
    heap[at] = heap[child];
    heap[child] = swap;
  }
}

buju_status buju_median_plan_fill(buju_ctx *ctx, buju_median_plan *p, buju_arena *arena) {
  const buju_median *m = p->m;
  buju_ix *heap = BUJU_NEW(arena, buju_ix, m->sites), n = 0;
  double *value = BUJU_NEW(arena, double, m->sites);
  if (heap == NULL || value == NULL) return buju_fail_memory(ctx);
  for (buju_ix j = 0; j < m->sites; j++) {
    if (p->is_open[j]) continue;
    p->gain[j] = saves(p, j);
    value[j] = value_of(p, j);
    heap[n++] = j;
  }
  for (buju_ix at = n / 2; at-- > 0;) sift(value, heap, n, at);
  while (n > 0) { /* values only fall, so whoever is still first when reckoned anew is best */
    buju_ix j = heap[0];
    bool can = affordable(p, j), fresh = false;
    if (can) {
      p->gain[j] = saves(p, j);
      double now = value_of(p, j);
      fresh = now == value[j];
      value[j] = now;
    }
    if (fresh && p->gain[j] > 0) toggle(p, j);
    if (fresh || !can) heap[0] = heap[--n];
    sift(value, heap, n, 0);
  }
  spoil_moved(p);
  spoil_all(p);
  return BUJU_OK;
}
