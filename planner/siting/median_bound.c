/* What multipliers prove: the bound of a part of the search tree, in whole numbers throughout.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/median_parts.h"

bool buju_median_bound_new(const buju_median *m, buju_arena *arena, buju_median_bound *out) {
  *out = (buju_median_bound){.rho = BUJU_NEW(arena, int64_t, m->sites), .order = BUJU_NEW(arena, buju_ix, m->sites)};
  out->worth = m->net != NULL ? BUJU_NEW(arena, int64_t, m->sites) : out->rho;
  return out->rho != NULL && out->order != NULL && out->worth != NULL;
}

/* rho, and Σ u. */
static int64_t gather(const buju_median *m, const int64_t *u, int64_t *rho, int64_t *work) {
  int64_t sum = 0, steps = 0;
  memset(rho, 0, m->sites * sizeof *rho);
  for (buju_ix i = 0; i < m->clients; i++) {
    const int64_t ui = u[i], unit = m->weight[i] * m->scale;
    sum += ui;
    if (ui <= 0) continue;
    const uint32_t most = (uint32_t)((ui - 1) / unit); /* costs up to here are below u */
    const buju_median_pair *pair = m->near.pair + m->near.row[i], *end = m->near.pair + m->near.row[i + 1];
    const buju_median_pair *start = pair;
    for (; pair < end && pair->cost <= most; pair++) rho[pair->at] += ui - unit * (int64_t)pair->cost;
    steps += pair - start;
  }
  *work += steps / 4 + m->clients; /* a step here is short */
  return sum;
}

static bool before(const int64_t *worth, buju_ix a, buju_ix b) {
  return worth[a] > worth[b] || (worth[a] == worth[b] && a < b);
}

/* Moves the k < n that come first to the front of order[0 … n-1], in no order. */
static void select_first(const int64_t *worth, buju_ix *order, buju_ix n, buju_ix k) {
  int64_t low = 0, high = (int64_t)n - 1;
  while (low < high) {
    int64_t left = low, right = high;
    buju_ix pivot = order[low + (high - low) / 2];
    while (left <= right) {
      while (before(worth, order[left], pivot)) left++;
      while (before(worth, pivot, order[right])) right--;
      if (left > right) break;
      buju_ix swap = order[left];
      order[left++] = order[right];
      order[right--] = swap;
    }
    if (k <= right)
      high = right;
    else if (k >= left)
      low = left;
    else
      return;
  }
}

/* a - b for b ≥ 0, where a is not yet useless. */
static int64_t less(int64_t a, int64_t b) {
  return a == BUJU_MEDIAN_USELESS || a < BUJU_MEDIAN_USELESS + b ? BUJU_MEDIAN_USELESS : a - b;
}

/* Fills order with the free counted sites worth something, the best `quota` first; least and next. */
static void choose(const buju_median *m, const buju_median_node *node, buju_median_bound *b) {
  const int64_t *worth = b->worth;
  buju_ix n = 0;
  for (buju_ix j = 0; j < m->sites; j++)
    if (node->state[j] == BUJU_MEDIAN_FREE && m->counted[j] && worth[j] > 0) b->order[n++] = j;
  b->least = b->next = 0;
  b->selected = n;
  if ((int64_t)n <= node->quota) return;
  buju_ix k = (buju_ix)node->quota;
  select_first(worth, b->order, n, k);
  b->selected = k;
  for (buju_ix s = k; s < n; s++)
    if (worth[b->order[s]] > b->next) b->next = worth[b->order[s]];
  for (buju_ix s = 0; s < k; s++)
    if (s == 0 || worth[b->order[s]] < b->least) b->least = worth[b->order[s]];
}

/* Sites that are none of p are opened whenever they are worth something. */
static void choose_uncounted(const buju_median *m, const buju_median_node *node, buju_median_bound *b) {
  for (buju_ix j = 0; m->net != NULL && j < m->sites; j++)
    if (node->state[j] == BUJU_MEDIAN_FREE && !m->counted[j] && b->worth[j] > 0) b->order[b->selected++] = j;
}

/* The price of money: any price gives a true bound, the best one is found by halving. Shares of it are rounded down,
 * which keeps every sum of them at or below the share of the sum. */
static int64_t share(buju_toll p, int64_t money) {
  int64_t product = p.times * money, unit = (int64_t)1 << p.shift;
  return product >= 0 ? product / unit : -((-product + unit - 1) / unit);
}

/* What the free sites come to at most at this price; *spent: what those chosen would spend. */
static int64_t at_price(const buju_median *m, const buju_median_node *node, buju_toll p, buju_median_bound *b,
                        int64_t *spent) {
  for (buju_ix j = 0; j < m->sites; j++) b->worth[j] = b->rho[j] - share(p, m->net[j]);
  choose(m, node, b);
  choose_uncounted(m, node, b);
  int64_t sum = share(p, node->money);
  *spent = 0;
  for (buju_ix s = 0; s < b->selected; s++) {
    int64_t worth = b->worth[b->order[s]];
    sum = sum > INT64_MAX - worth ? INT64_MAX : sum + worth;
    *spent += m->net[b->order[s]];
  }
  return sum;
}

/* The most a price may be multiplied by: share of the largest sum of money must fit. */
static int64_t most_times(const buju_median *m, const buju_median_node *node) {
  int64_t most = node->money, room = (int64_t)1 << 62;
  for (buju_ix j = 0; j < m->sites; j++)
    if (m->net[j] > most) most = m->net[j];
  for (; most > 0; most >>= 1) room >>= 1;
  return room > 0 ? room : 1;
}

/* The best price: the sum is convex in it and falls while more would be spent than there is. Leaves the choice made at
 * that price in b. */
static int64_t price_money(const buju_median *m, const buju_median_node *node, buju_median_bound *b, int64_t *work) {
  int64_t spent, high = 1, most = most_times(m, node);
  buju_toll chosen = {0, 0};
  int64_t best = at_price(m, node, chosen, b, &spent);
  b->toll = chosen;
  if (spent <= node->money) return best;
  for (buju_ix j = 0; j < m->sites; j++)
    if (b->rho[j] > high) high = b->rho[j];
  for (; chosen.shift < 30 && high <= most / 2; chosen.shift++) high *= 2;
  if (high > most) high = most;
  for (int64_t low = 0; low < high;) { /* towards the least price at which the money suffices */
    buju_toll middle = {low + (high - low) / 2, chosen.shift};
    int64_t sum = at_price(m, node, middle, b, &spent);
    *work += m->sites;
    if (sum < best) {
      best = sum;
      chosen = middle;
    }
    if (spent > node->money)
      low = middle.times + 1;
    else
      high = middle.times;
  }
  b->toll = chosen;
  return at_price(m, node, chosen, b, &spent);
}

void buju_median_evaluate(const buju_median *m, const buju_median_node *node, const int64_t *u, int64_t *work,
                          buju_median_bound *out) {
  int64_t value = gather(m, u, out->rho, work) + m->fixed * m->scale;
  *work += m->sites;
  for (buju_ix j = 0; j < m->sites; j++)
    if (node->state[j] == BUJU_MEDIAN_OPEN) value = less(value, out->rho[j]);
  if (m->net != NULL) {
    out->value = less(value, price_money(m, node, out, work));
    return;
  }
  choose(m, node, out);
  for (buju_ix s = 0; s < out->selected; s++) value = less(value, out->worth[out->order[s]]);
  out->value = value;
}

int64_t buju_median_whole(const buju_median *m, int64_t value) { return value / m->scale + (value % m->scale > 0); }
