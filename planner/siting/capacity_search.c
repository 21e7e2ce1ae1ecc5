/* Plans where sites fill up: the sites worth most to the bound first, then exchanges of one for another.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/capacity_parts.h"

enum { TRIES = 4 /* sites tried in place of one */, SHAKES = 12 /* in vain, one after the other */ };

typedef struct hunt {
  const buju_rooms *rooms;
  const buju_room_bound *bound;
  int64_t *price;                  /* [pairs] what steers: costs, less what being near is worth */
  buju_ranked *rank;               /* [m] */
  int64_t *unit;                   /* [n] what a unit of weight costs now */
  buju_room_plan now, *best, kept; /* kept: the best before a shake */
  buju_room_purse purse;
  uint64_t chance;
  int64_t *work, end;
} hunt;

static void spend(const buju_rooms *r, buju_ix j, buju_room_purse *purse) {
  if (purse->budget != INT64_MAX) purse->budget -= r->net[j];
  if (r->counted[j] == 0) return;
  if (purse->p != INT64_MAX) purse->p--;
  if (purse->of[r->kind[j]] != INT64_MAX) purse->of[r->kind[j]]--;
}

static bool holds(const buju_rooms *r, const buju_room_purse *purse) {
  bool kinds = true;
  for (buju_ix k = 0; k < r->kinds; k++) kinds = kinds && purse->of[k] >= 0;
  return kinds && purse->p >= 0 && purse->budget >= 0;
}

static bool affords(const buju_rooms *r, const buju_room_purse *purse, buju_ix j) {
  return r->counted[j] <= purse->p && r->counted[j] <= purse->of[r->kind[j]] && r->net[j] <= purse->budget;
}

bool buju_room_purse_count(const buju_rooms *r, const uint8_t *open, buju_room_purse *purse) {
  purse->p = r->p;
  purse->budget = r->budget;
  memcpy(purse->of, r->p_of, r->kinds * sizeof *purse->of);
  for (buju_ix j = 0; j < r->m; j++)
    if (open[j] != 0) spend(r, j, purse);
  return holds(r, purse);
}

static bool better(const buju_room_plan *a, const buju_room_plan *b) {
  return a->broken != b->broken ? a->broken < b->broken : a->value < b->value;
}

/* Serves from the sites open in h->now and keeps the plan if it is the best. *kept tells. */
static buju_status look(buju_ctx *ctx, hunt *h, bool *kept) {
  *kept = false;
  if (!buju_room_purse_count(h->rooms, h->now.open, &h->purse)) return BUJU_OK;
  buju_status status = buju_rooms_serve(ctx, h->rooms, h->price, &h->now, h->work);
  if (status != BUJU_OK || !buju_room_purse_count(h->rooms, h->now.open, &h->purse) || !better(&h->now, h->best))
    return status;
  buju_room_plan_copy(h->rooms, &h->now, h->best);
  if (h->best->broken == 0) buju_siting_tell(&h->rooms->field, h->best->value, h->bound->lower);
  *kept = true;
  return BUJU_OK;
}

/* Sites that must stand, then those worth most, while p and the budget last. Closable ones are open from the start:
 * closing them costs money, too. */
static void open_by_gain(hunt *h) {
  const buju_rooms *r = h->rooms;
  buju_ix n = 0;
  for (buju_ix j = 0; j < r->m; j++) {
    h->now.open[j] = r->fixed[j] != 0 || (r->counted[j] == 0 && r->net[j] <= 0);
    if (h->now.open[j] == 0) h->rank[n++] = (buju_ranked){h->bound->gain[j], j};
  }
  buju_room_purse_count(r, h->now.open, &h->purse);
  qsort(h->rank, n, sizeof *h->rank, buju_ranked_highest_first);
  for (buju_ix k = 0; k < n; k++) {
    buju_ix j = h->rank[k].j;
    if (!affords(r, &h->purse, j)) continue;
    h->now.open[j] = 1;
    spend(r, j, &h->purse);
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
  memcpy(h->now.open, h->best->open, r->m * sizeof *h->now.open);
  h->now.open[out] = 0;
  buju_room_purse_count(r, h->now.open, &h->purse);
  int64_t loss = price_without(h, out);
  for (buju_ix j = 0; j < r->m; j++) {
    if (h->best->open[j] != 0 || !affords(r, &h->purse, j)) continue;
    int64_t saved = savings(h, j);
    *h->work += (int64_t)(r->site_row[j + 1] - r->site_row[j]);
    if (saved > loss / 2) h->rank[n++] = (buju_ranked){saved, j};
  }
  qsort(h->rank, n, sizeof *h->rank, buju_ranked_highest_first);
  return n < TRIES ? n : TRIES;
}

/* Where `in` opens, another of its place may stand: it goes to the place of `out`, as what it is. */
static void trade_places(hunt *h, buju_ix out, buju_ix in) {
  const buju_rooms *r = h->rooms;
  for (buju_ix j = 0; j < r->m; j++) {
    if (r->place[j] != r->place[in] || j == in || h->now.open[j] == 0 || r->fixed[j] != 0) continue;
    for (buju_ix k = 0; k < r->m; k++) {
      if (r->place[k] != r->place[out] || r->kind[k] != r->kind[j] || h->now.open[k] != 0 || k == out) continue;
      h->now.open[j] = 0;
      h->now.open[k] = 1;
      return;
    }
  }
}

/* Tries `out` (BUJU_NONE: none) closed and `in` (likewise) opened. */
static buju_status exchange(buju_ctx *ctx, hunt *h, buju_ix out, buju_ix in, bool *kept) {
  memcpy(h->now.open, h->best->open, h->rooms->m * sizeof *h->now.open);
  if (out != BUJU_NONE) h->now.open[out] = 0;
  if (in != BUJU_NONE) h->now.open[in] = 1;
  if (h->rooms->place != NULL && out != BUJU_NONE && in != BUJU_NONE) trade_places(h, out, in);
  return look(ctx, h, kept);
}

/* Whatever could still be afforded is opened if that helps. */
static buju_status open_more(buju_ctx *ctx, hunt *h, bool *moved) {
  buju_status status = BUJU_OK;
  for (buju_ix j = 0; status == BUJU_OK && j < h->rooms->m && *h->work < h->end; j++) {
    bool kept;
    if (h->best->open[j] != 0) continue;
    buju_room_purse_count(h->rooms, h->best->open, &h->purse);
    if (!affords(h->rooms, &h->purse, j)) continue;
    status = exchange(ctx, h, BUJU_NONE, j, &kept);
    *moved = *moved || kept;
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

static buju_status exchange_until(buju_ctx *ctx, hunt *h) {
  buju_status status = BUJU_OK;
  for (bool moved = true; status == BUJU_OK && moved && *h->work < h->end;) {
    if (h->best->broken == 0 && h->best->value <= h->bound->lower) break;
    moved = false;
    status = open_more(ctx, h, &moved);
    if (status == BUJU_OK) status = exchange_all(ctx, h, &moved);
  }
  return status;
}

static uint32_t pick(hunt *h, uint32_t below) {
  h->chance ^= h->chance << 13;
  h->chance ^= h->chance >> 7;
  h->chance ^= h->chance << 17;
  return (uint32_t)((h->chance >> 20) % below);
}

/* Exchanges one site for one that promises most, whatever it costs. */
static buju_status force_exchange(buju_ctx *ctx, hunt *h) {
  const buju_rooms *r = h->rooms;
  buju_ix tries = 8, out = 0;
  do out = pick(h, r->m);
  while (--tries > 0 && (h->best->open[out] == 0 || r->fixed[out] != 0));
  if (h->best->open[out] == 0 || r->fixed[out] != 0) return BUJU_OK;
  buju_ix n = find_promising(h, out);
  if (n == 0) return BUJU_OK;
  buju_ix in = h->rank[pick(h, n)].j;
  memcpy(h->now.open, h->best->open, r->m * sizeof *h->now.open);
  h->now.open[out] = 0;
  h->now.open[in] = 1;
  buju_status status = buju_rooms_serve(ctx, r, h->price, &h->now, h->work);
  if (status == BUJU_OK && buju_room_purse_count(r, h->now.open, &h->purse)) buju_room_plan_copy(r, &h->now, h->best);
  return status;
}

/* Shakes the best plan and exchanges anew, until that has been in vain a few times. */
static buju_status shake(buju_ctx *ctx, hunt *h) {
  buju_status status = BUJU_OK;
  for (int vain = 0; status == BUJU_OK && vain < SHAKES && h->rooms->m > 1 && *h->work < h->end; vain++) {
    if (h->best->broken == 0 && h->best->value <= h->bound->lower) break;
    buju_room_plan_copy(h->rooms, h->best, &h->kept);
    for (uint32_t k = 0, times = 2 + pick(h, 2); status == BUJU_OK && k < times; k++) status = force_exchange(ctx, h);
    if (status == BUJU_OK) status = exchange_until(ctx, h);
    if (status == BUJU_OK && better(h->best, &h->kept)) vain = -1;
    if (!better(h->best, &h->kept)) buju_room_plan_copy(h->rooms, &h->kept, h->best);
  }
  return status;
}

static buju_status hunt_on(buju_ctx *ctx, hunt *h) {
  static const int64_t by_halves[] = {2, 3, 5, 12}; /* what being near is worth, until enough people are */
  bool kept;
  buju_status status = BUJU_OK;
  for (int t = 0; status == BUJU_OK && t < 4 && (t == 0 || h->best->broken > 0); t++) {
    set_price(h, by_halves[t]);
    open_by_gain(h);
    status = look(ctx, h, &kept);
  }
  if (status == BUJU_OK) status = exchange_until(ctx, h);
  return status == BUJU_OK ? shake(ctx, h) : status;
}

buju_status buju_rooms_search(buju_ctx *ctx, const buju_rooms *rooms, const buju_room_bound *bound, int64_t steps,
                              buju_room_plan *best, int64_t *work) {
  if (rooms->must && rooms->problem->rule == BUJU_CAPACITY_NEAREST)
    return buju_rooms_anneal(ctx, rooms, steps, bound->lower, best, work);
  if (rooms->must) return buju_rooms_fewest(ctx, rooms, bound, steps, best, work);
  if (buju_rooms_can_interchange(rooms)) return buju_rooms_interchange(ctx, rooms, bound->lower, steps, best, work);
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  hunt h = {.rooms = rooms, .bound = bound, .best = best, .work = work};
  h.chance = (88172645463325252u ^ (uint64_t)*work << 1) | 1; /* another way each turn, the same each run */
  h.end = steps < INT64_MAX - *work ? *work + steps : INT64_MAX;
  h.price = BUJU_NEW(scratch, int64_t, rooms->row[rooms->n]);
  h.rank = BUJU_NEW(scratch, buju_ranked, rooms->m);
  h.unit = BUJU_NEW(scratch, int64_t, rooms->n);
  h.purse.of = BUJU_NEW(scratch, int64_t, rooms->kinds);
  bool well = h.purse.of != NULL && h.price != NULL && h.rank != NULL && h.unit != NULL &&
              buju_room_plan_new(rooms, scratch, &h.now) && buju_room_plan_new(rooms, scratch, &h.kept);
  buju_status status = well ? hunt_on(ctx, &h) : buju_fail_memory(ctx);
  buju_arena_free(scratch);
  return status;
}
