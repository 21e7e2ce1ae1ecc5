/* Plans where sites fill up: the sites worth most to the bound first, then exchanges of one for another.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/capacity_parts.h"

enum { TRIES = 4 }; /* sites tried in place of one */

typedef struct hunt {
  const buju_rooms *rooms;
  const buju_room_bound *bound;
  int64_t *price;    /* [pairs] what steers: costs, less what being near is worth */
  buju_ranked *rank; /* [m] */
  int64_t *unit;     /* [n] what a unit of weight costs now */
  buju_room_plan now, *best;
  int64_t *work, end;
} hunt;

/* What open sites leave of p and the budget; false when that is less than nothing. */
static bool affords(const buju_rooms *r, const uint8_t *open, int64_t *p, int64_t *budget) {
  *p = r->p;
  *budget = r->budget;
  for (buju_ix j = 0; j < r->m; j++) {
    if (open[j] == 0) continue;
    if (*p != INT64_MAX) *p -= r->counted[j];
    if (*budget != INT64_MAX) *budget -= r->net[j];
  }
  return *p >= 0 && *budget >= 0;
}

static bool better(const buju_room_plan *a, const buju_room_plan *b) {
  return a->broken != b->broken ? a->broken < b->broken : a->value < b->value;
}

/* Serves from the sites open in h->now and keeps the plan if it is the best. *kept tells. */
static buju_status look(buju_ctx *ctx, hunt *h, bool *kept) {
  int64_t p, budget;
  *kept = false;
  if (!affords(h->rooms, h->now.open, &p, &budget)) return BUJU_OK;
  buju_status status = buju_rooms_serve(ctx, h->rooms, h->price, &h->now, h->work);
  if (status != BUJU_OK || !affords(h->rooms, h->now.open, &p, &budget) || !better(&h->now, h->best)) return status;
  buju_room_plan_copy(h->rooms, &h->now, h->best);
  *kept = true;
  return BUJU_OK;
}

/* Sites that must stand, then those worth most, while p and the budget last. Closable ones are open from the start:
 * closing them costs money, too. */
static void open_by_gain(hunt *h) {
  const buju_rooms *r = h->rooms;
  int64_t p, budget;
  buju_ix n = 0;
  for (buju_ix j = 0; j < r->m; j++) {
    h->now.open[j] = r->fixed[j] != 0 || (r->counted[j] == 0 && r->net[j] <= 0);
    if (h->now.open[j] == 0) h->rank[n++] = (buju_ranked){h->bound->gain[j], j};
  }
  affords(r, h->now.open, &p, &budget);
  qsort(h->rank, n, sizeof *h->rank, buju_ranked_highest_first);
  for (buju_ix k = 0; k < n; k++) {
    buju_ix j = h->rank[k].j;
    if (r->counted[j] > p || r->net[j] > budget) continue;
    h->now.open[j] = 1;
    if (p != INT64_MAX) p -= r->counted[j];
    if (budget != INT64_MAX) budget -= r->net[j];
  }
}

/* ---- what an exchange may bring ---- */

/* What a unit of everybody costs in the best plan, on average. */
static void price_now(hunt *h) {
  const buju_rooms *r = h->rooms;
  for (buju_ix i = 0; i < r->n; i++) {
    int64_t sum = h->best->left[i] * r->unserved;
    for (uint64_t k = r->row[i]; k < r->row[i + 1]; k++) sum += h->best->amount[k] * h->price[k];
    h->unit[i] = sum / r->weight[i];
  }
  *h->work += (int64_t)r->row[r->n];
}

/* Prices the people of `out` at the cheapest other open site that is not full; returns what that costs more. */
static int64_t price_without(hunt *h, buju_ix out) {
  const buju_rooms *r = h->rooms;
  int64_t loss = 0;
  for (uint64_t s = r->site_row[out]; s < r->site_row[out + 1]; s++) {
    uint64_t k = r->site_pair[s];
    buju_ix i = r->whose[k];
    if (h->best->amount[k] == 0) continue;
    int64_t next = r->unserved;
    for (uint64_t q = r->row[i]; q < r->row[i + 1]; q++) {
      buju_ix j = r->to[q];
      bool room = h->best->open[j] != 0 && j != out && h->best->load[j] < r->capacity[j];
      if (room && h->price[q] < next) next = h->price[q];
    }
    *h->work += (int64_t)(r->row[i + 1] - r->row[i]);
    loss += h->best->amount[k] * (next - h->price[k]);
    h->unit[i] = next;
  }
  return loss;
}

/* What a closed site could save at the prices of now, while it has room: people in the order of the problem, so that
 * this is a guess where it fills up. */
static int64_t savings(const hunt *h, buju_ix in) {
  const buju_rooms *r = h->rooms;
  int64_t sum = 0, wanted = 0;
  for (uint64_t s = r->site_row[in]; s < r->site_row[in + 1]; s++) {
    uint64_t k = r->site_pair[s];
    buju_ix i = r->whose[k];
    if (h->price[k] >= h->unit[i]) continue;
    wanted += r->weight[i];
    sum += r->weight[i] * (h->unit[i] - h->price[k]);
  }
  if (wanted <= r->capacity[in]) return sum;
  return (int64_t)((double)sum * (double)r->capacity[in] / (double)wanted);
}

/* The closed sites that promise most in place of `out`, best first, into h->rank; none that promise nothing. */
static buju_ix find_promising(hunt *h, buju_ix out) {
  const buju_rooms *r = h->rooms;
  buju_ix n = 0;
  price_now(h);
  int64_t loss = price_without(h, out);
  for (buju_ix j = 0; j < r->m; j++) {
    if (h->best->open[j] != 0) continue;
    int64_t saved = savings(h, j);
    *h->work += (int64_t)(r->site_row[j + 1] - r->site_row[j]);
    if (saved > loss / 2) h->rank[n++] = (buju_ranked){saved, j};
  }
  qsort(h->rank, n, sizeof *h->rank, buju_ranked_highest_first);
  return n < TRIES ? n : TRIES;
}

/* Tries `out` (BUJU_NONE: none) closed and `in` (likewise) opened. */
static buju_status exchange(buju_ctx *ctx, hunt *h, buju_ix out, buju_ix in, bool *kept) {
  memcpy(h->now.open, h->best->open, h->rooms->m * sizeof *h->now.open);
  if (out != BUJU_NONE) h->now.open[out] = 0;
  if (in != BUJU_NONE) h->now.open[in] = 1;
  return look(ctx, h, kept);
}

/* Whatever could still be afforded is opened if that helps. */
static buju_status open_more(buju_ctx *ctx, hunt *h, bool *moved) {
  buju_status status = BUJU_OK;
  int64_t p, budget;
  affords(h->rooms, h->best->open, &p, &budget);
  for (buju_ix j = 0; status == BUJU_OK && j < h->rooms->m && *h->work < h->end; j++) {
    bool kept;
    if (h->best->open[j] != 0 || h->rooms->counted[j] > p || h->rooms->net[j] > budget) continue;
    status = exchange(ctx, h, BUJU_NONE, j, &kept);
    if (!kept) continue;
    *moved = true;
    affords(h->rooms, h->best->open, &p, &budget);
  }
  return status;
}

static buju_status exchange_all(buju_ctx *ctx, hunt *h, bool *moved) {
  buju_status status = BUJU_OK;
  for (buju_ix out = 0; status == BUJU_OK && out < h->rooms->m; out++) {
    if (h->best->open[out] == 0 || h->rooms->fixed[out] != 0) continue;
    bool kept = false;
    if (h->best->broken > 0 || h->rooms->least[out] > 0) status = exchange(ctx, h, out, BUJU_NONE, &kept);
    buju_ix n = kept || status != BUJU_OK ? 0 : find_promising(h, out);
    for (buju_ix k = 0; status == BUJU_OK && k < n && !kept && *h->work < h->end; k++)
      status = exchange(ctx, h, out, h->rank[k].j, &kept);
    *moved = *moved || kept;
  }
  return status;
}

/* Costs as they are, or with what being near is worth to the bound, times `times` by halves. */
static void set_price(hunt *h, int64_t times) {
  const buju_rooms *r = h->rooms;
  int64_t worth = h->bound->near / h->bound->scale * times / 2;
  if (worth > r->unserved) worth = r->unserved;
  for (uint64_t k = 0; k < r->row[r->n]; k++) h->price[k] = r->cost[k] - (r->near[k] != 0 ? worth : 0);
}

static buju_status hunt_on(buju_ctx *ctx, hunt *h) {
  static const int64_t by_halves[] = {2, 3, 5, 12}; /* what being near is worth, until enough people are */
  bool kept, moved = true;
  buju_status status = BUJU_OK;
  for (int t = 0; status == BUJU_OK && t < 4 && (t == 0 || h->best->broken > 0); t++) {
    set_price(h, by_halves[t]);
    open_by_gain(h);
    status = look(ctx, h, &kept);
  }
  while (status == BUJU_OK && moved && *h->work < h->end) {
    if (h->best->broken == 0 && h->best->value <= h->bound->lower) break;
    moved = false;
    status = open_more(ctx, h, &moved);
    if (status == BUJU_OK) status = exchange_all(ctx, h, &moved);
  }
  return status;
}

buju_status buju_rooms_search(buju_ctx *ctx, const buju_rooms *rooms, const buju_room_bound *bound, int64_t steps,
                              buju_room_plan *best, int64_t *work) {
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  hunt h = {.rooms = rooms, .bound = bound, .best = best, .work = work};
  h.end = steps < INT64_MAX - *work ? *work + steps : INT64_MAX;
  h.price = BUJU_NEW(scratch, int64_t, rooms->row[rooms->n]);
  h.rank = BUJU_NEW(scratch, buju_ranked, rooms->m);
  h.unit = BUJU_NEW(scratch, int64_t, rooms->n);
  bool well = h.price != NULL && h.rank != NULL && h.unit != NULL && buju_room_plan_new(rooms, scratch, &h.now);
  buju_status status = well ? hunt_on(ctx, &h) : buju_fail_memory(ctx);
  buju_arena_free(scratch);
  return status;
}
