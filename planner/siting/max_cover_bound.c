/* Maximal cover: what a part of the search tree can serve at most, in whole numbers. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/max_cover.h"

/* ---- the domain ---- */

static void count(buju_max_domain *domain, buju_ix item, int sign) {
  if (domain->p != INT64_MAX && domain->core->counted[item]) domain->p -= sign;
  if (domain->budget != INT64_MAX) domain->budget -= sign * domain->core->price[item];
}

void buju_max_domain_set(buju_max_domain *domain, buju_ix item, bool open) {
  domain->state[item] = open ? BUJU_MAX_OPEN : BUJU_MAX_CLOSED;
  domain->trail[domain->trail_n++] = item;
  if (open) count(domain, item, 1);
}

void buju_max_domain_undo(buju_max_domain *domain, buju_ix trail_n) {
  while (domain->trail_n > trail_n) {
    buju_ix item = domain->trail[--domain->trail_n];
    if (domain->state[item] == BUJU_MAX_OPEN) count(domain, item, -1);
    domain->state[item] = BUJU_MAX_FREE;
  }
}

bool buju_max_domain_fits(const buju_max_domain *domain, buju_ix item) {
  return (!domain->core->counted[item] || domain->p > 0) && domain->core->price[item] <= domain->budget;
}

/* ---- the bound ---- */

void buju_max_select_down(int64_t *a, buju_ix n, buju_ix at) {
  for (buju_ix low = 0, high = n; high - low > 1;) {
    int64_t pivot = a[low + (high - low) / 2];
    buju_ix larger = low, k = low, smaller = high;
    while (k < smaller) {
      int64_t one = a[k];
      if (one > pivot) {
        a[k++] = a[larger];
        a[larger++] = one;
      } else if (one < pivot) {
        a[k] = a[--smaller];
        a[smaller] = one;
      } else {
        k++;
      }
    }
    if (at < larger)
      high = larger;
    else if (at >= smaller)
      low = smaller;
    else
      return;
  }
}

/* Rounded so that it never takes more than it should: a toll too low makes the bound higher, never wrong. */
static int64_t toll_of(const buju_max_master *master, int64_t price) {
  return price * master->toll / ((int64_t)1 << master->toll_shift);
}

static int64_t toll_back(const buju_max_master *master, int64_t budget) {
  int64_t whole = (int64_t)1 << master->toll_shift, product = budget * master->toll;
  return product / whole + (product % whole != 0);
}

/* The best `p` of n positive numbers. */
static void take_best(buju_max_bound *bound, buju_ix n, int64_t p) {
  bound->least_in = bound->most_out = 0;
  if (p <= 0) {
    for (buju_ix k = 0; k < n; k++)
      if (bound->order[k] > bound->most_out) bound->most_out = bound->order[k];
    bound->least_in = INT64_MAX / 4; /* nothing is in that could make room */
    return;
  }
  buju_ix in = (int64_t)n < p ? n : (buju_ix)p;
  if ((int64_t)n > p) {
    buju_max_select_down(bound->order, n, in);
    bound->most_out = bound->order[in];
  }
  int64_t least = INT64_MAX;
  for (buju_ix k = 0; k < in; k++) {
    bound->total += bound->order[k];
    if (bound->order[k] < least) least = bound->order[k];
  }
  if ((int64_t)n >= p) bound->least_in = least;
}

void buju_max_bound_reckon(const buju_max_master *master, const buju_max_domain *domain, buju_max_bound *bound) {
  const buju_max_core *core = domain->core;
  bool tolled = master->toll > 0 && domain->budget != INT64_MAX;
  buju_ix n = 0;
  bound->total = master->base + (tolled ? toll_back(master, domain->budget) : 0);
  for (buju_ix j = 0; j < core->items; j++) {
    if (domain->state[j] == BUJU_MAX_OPEN) bound->total += master->worth[j];
    if (domain->state[j] != BUJU_MAX_FREE) continue;
    bound->net[j] = master->worth[j] - (tolled ? toll_of(master, core->price[j]) : 0);
    if (bound->net[j] <= 0) continue;
    if (core->counted[j])
      bound->order[n++] = bound->net[j];
    else
      bound->total += bound->net[j];
  }
  take_best(bound, n, domain->p);
}

void buju_max_prices_keep(const buju_max_master *master, buju_max_prices *prices) {
  prices->known = true;
  prices->base = master->base;
  prices->toll = master->toll;
  prices->toll_shift = master->toll_shift;
  memcpy(prices->worth, master->worth, master->core->items * sizeof *prices->worth);
}

void buju_max_prices_take(const buju_max_prices *prices, buju_max_master *master) {
  master->base = prices->base;
  master->toll = prices->toll;
  master->toll_shift = prices->toll_shift;
  master->shares = 0;
  master->plain = NULL;
  master->climbed = NULL;
  memcpy(master->worth, prices->worth, master->core->items * sizeof *prices->worth);
}

int64_t buju_max_bound_with(const buju_max_bound *bound, const buju_max_domain *domain, buju_ix item, bool open) {
  int64_t net = bound->net[item];
  if (!domain->core->counted[item]) {
    if (open) return bound->total + (net < 0 ? net : 0);
    return bound->total - (net > 0 ? net : 0);
  }
  bool in = net > 0 && net >= bound->least_in;
  if (open) return in ? bound->total : bound->total - bound->least_in + net;
  return in ? bound->total - net + bound->most_out : bound->total;
}
