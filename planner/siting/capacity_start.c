/* Multipliers to begin with where sites fill up, and how fine they are. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/capacity_parts.h"

static void start_by_cost(const buju_rooms *r, int64_t sum, buju_room_bound *out) {
  int64_t most = r->unserved + 1;
  while (out->scale < (1 << 20) && sum <= (INT64_MAX / 8) / most / (2 * out->scale)) out->scale *= 2;
  out->most = r->unserved * out->scale;
  for (buju_ix i = 0; i < r->n; i++)
    out->multiplier[i] = (r->row[i] < r->row[i + 1] ? r->cost[r->row[i]] : r->unserved) * out->scale;
}

/* The lightest who should be able to pay for a site alone: those below a small part of the average are left out, for
 * prices that high would leave no digits for the rest. */
static int64_t lightest(const buju_rooms *r, int64_t sum) {
  int64_t least = sum;
  for (buju_ix i = 0; i < r->n; i++)
    if (r->weight[i] < least) least = r->weight[i];
  int64_t floor = sum / (r->n > 0 ? r->n : 1) / 4096;
  return least > floor ? least : floor;
}

/* Fees: as fine as the sums allow. Everybody begins by paying their share of the cheapest site, full or with all it
 * reaches. */
static void start_by_fee(const buju_rooms *r, int64_t sum, buju_room_bound *out) {
  const int64_t all = (int64_t)1 << 60;
  int64_t fees = r->base + 1, dearest = 1;
  for (buju_ix j = 0; j < r->m; j++) {
    int64_t fee = r->fee[j] < 0 ? -r->fee[j] : r->fee[j];
    fees += fee;
    if (fee > dearest) dearest = fee;
  }
  out->most = sum > 0 ? all / sum : all;
  double scale = (double)out->most / (double)dearest * (double)lightest(r, sum) / 2;
  int64_t room = all / fees;
  if (scale > (double)room) scale = (double)room;
  out->scale = scale > 1 ? (int64_t)scale : 1;
  for (buju_ix i = 0; i < r->n; i++) out->multiplier[i] = out->most;
  for (buju_ix j = 0; j < r->m; j++) {
    int64_t within = 0;
    for (uint64_t s = r->site_row[j]; s < r->site_row[j + 1]; s++) within += r->weight[r->whose[r->site_pair[s]]];
    if (within > r->capacity[j]) within = r->capacity[j];
    double price = within > 0 && r->fee[j] > 0 ? (double)r->fee[j] * (double)out->scale / (double)within : 0;
    for (uint64_t s = r->site_row[j]; within > 0 && s < r->site_row[j + 1]; s++) {
      int64_t *mine = &out->multiplier[r->whose[r->site_pair[s]]];
      if (price < (double)*mine) *mine = (int64_t)price;
    }
  }
}

bool buju_room_bound_new(const buju_rooms *r, buju_arena *arena, buju_room_bound *out) {
  int64_t sum = r->problem->near_weight;
  for (buju_ix i = 0; i < r->n; i++) sum += r->weight[i];
  *out = (buju_room_bound){
      .scale = 1, .lower = 0, .multiplier = BUJU_NEW(arena, int64_t, r->n), .gain = BUJU_NEW(arena, int64_t, r->m)};
  if (out->multiplier == NULL || out->gain == NULL) return false;
  if (r->must)
    start_by_fee(r, sum, out);
  else
    start_by_cost(r, sum, out);
  return true;
}
