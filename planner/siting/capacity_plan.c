/* Who goes where, by the rule the problem has. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/capacity_parts.h"

#define NONE UINT64_MAX

/* ---- everybody to the nearest ---- */

static void serve_nearest(const buju_rooms *r, buju_room_plan *plan, int64_t *work) {
  memset(plan->amount, 0, r->row[r->n] * sizeof *plan->amount);
  memset(plan->load, 0, r->m * sizeof *plan->load);
  for (buju_ix i = 0; i < r->n; i++) {
    uint64_t k = r->row[i];
    while (k < r->row[i + 1] && !plan->open[r->to[k]]) k++;
    *work += (int64_t)(k - r->row[i]) + 1;
    plan->left[i] = k == r->row[i + 1] ? r->weight[i] : 0;
    if (k == r->row[i + 1]) continue;
    plan->amount[k] = r->weight[i];
    plan->load[r->to[k]] += r->weight[i];
  }
}

/* ---- each to one site ---- */

void buju_room_plan_take_out(const buju_rooms *r, buju_room_plan *plan, buju_ix i) {
  for (uint64_t k = r->row[i]; k < r->row[i + 1]; k++) {
    plan->load[r->to[k]] -= plan->amount[k];
    plan->amount[k] = 0;
  }
  plan->left[i] = r->weight[i];
}

static void put_in(const buju_rooms *r, buju_room_plan *plan, buju_ix i, uint64_t k) {
  plan->amount[k] = r->weight[i];
  plan->load[r->to[k]] += r->weight[i];
  plan->left[i] = 0;
}

static int64_t room_at(const buju_rooms *r, const buju_room_plan *plan, uint64_t k) {
  return r->capacity[r->to[k]] - plan->load[r->to[k]];
}

/* The cheapest pair whose site is open and has room for all of them, of equally cheap ones the fullest; NONE where
 * leaving them out is no dearer. */
static uint64_t roomy(const buju_rooms *r, const int64_t *price, const buju_room_plan *plan, buju_ix i) {
  uint64_t best = NONE;
  for (uint64_t k = r->row[i]; k < r->row[i + 1]; k++) {
    buju_ix j = r->to[k];
    if (!plan->open[j] || plan->load[j] + r->weight[i] > r->capacity[j] || price[k] >= r->unserved) continue;
    if (best == NONE || price[k] < price[best] ||
        (price[k] == price[best] && room_at(r, plan, k) < room_at(r, plan, best)))
      best = k;
  }
  return best;
}

/* The pair that serves a demand point wholly; NONE when there is none. */
static uint64_t served_by(const buju_rooms *r, const buju_room_plan *plan, buju_ix i) {
  for (uint64_t k = r->row[i]; k < r->row[i + 1]; k++)
    if (plan->amount[k] > 0) return k;
  return NONE;
}

typedef struct loose {
  int64_t weight;
  buju_ix i;
} loose;

static int heaviest_first(const void *a, const void *b) {
  const loose *x = a, *y = b;
  if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
  return (x->i > y->i) - (x->i < y->i);
}

/* Whoever is not wholly served by one site is taken out; then, the heaviest first, put where there is room. */
static buju_status gather(buju_ctx *ctx, const buju_rooms *r, const int64_t *price, buju_room_plan *plan) {
  loose *them = malloc(((size_t)r->n + 1) * sizeof *them);
  buju_ix n = 0;
  if (them == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < r->n; i++) {
    uint64_t k = served_by(r, plan, i);
    if (k != NONE && plan->amount[k] == r->weight[i]) continue;
    buju_room_plan_take_out(r, plan, i);
    them[n++] = (loose){r->weight[i], i};
  }
  qsort(them, n, sizeof *them, heaviest_first);
  for (buju_ix l = 0; l < n; l++) {
    uint64_t k = roomy(r, price, plan, them[l].i);
    if (k != NONE) put_in(r, plan, them[l].i, k);
  }
  free(them);
  return BUJU_OK;
}

/* What it costs to have a demand point served by a pair, or by nobody. */
static int64_t cost_of(const buju_rooms *r, const int64_t *price, buju_ix i, uint64_t k) {
  return r->weight[i] * (k != NONE ? price[k] : r->unserved);
}

/* Somebody of site b makes room for i, who comes by pair `by` and saves `saved`: where they go, if that is worth it. */
typedef struct exchange {
  buju_ix who;
  uint64_t to; /* NONE: nobody serves them any more */
} exchange;

static bool make_room(const buju_rooms *r, const int64_t *price, const buju_room_plan *plan, buju_ix i, uint64_t from,
                      uint64_t by, int64_t *work, exchange *out) {
  buju_ix b = r->to[by];
  int64_t best = cost_of(r, price, i, from) - cost_of(r, price, i, by);
  bool found = false;
  for (uint64_t s = r->site_row[b]; s < r->site_row[b + 1]; s++) {
    uint64_t k = r->site_pair[s];
    buju_ix o = r->whose[k];
    if (plan->amount[k] == 0 || o == i || plan->load[b] - r->weight[o] + r->weight[i] > r->capacity[b]) continue;
    int64_t now = cost_of(r, price, o, k);
    *work += (int64_t)(r->row[o + 1] - r->row[o]);
    for (uint64_t q = r->row[o]; q < r->row[o + 1]; q++) {
      buju_ix j = r->to[q];
      int64_t leaves = from != NONE && r->to[from] == j ? r->weight[i] : 0;
      if (!plan->open[j] || j == b || plan->load[j] - leaves + r->weight[o] > r->capacity[j]) continue;
      if (cost_of(r, price, o, q) - now >= best) continue;
      best = cost_of(r, price, o, q) - now;
      *out = (exchange){o, q};
      found = true;
    }
    if (cost_of(r, price, o, NONE) - now >= best) continue;
    best = cost_of(r, price, o, NONE) - now;
    *out = (exchange){o, NONE};
    found = true;
  }
  *work += (int64_t)(r->site_row[b + 1] - r->site_row[b]);
  return found;
}

/* Moves one demand point to a cheaper site, if need be in exchange for somebody there. */
static bool move_one(const buju_rooms *r, const int64_t *price, buju_room_plan *plan, buju_ix i, int64_t *work) {
  uint64_t from = served_by(r, plan, i);
  for (uint64_t k = r->row[i]; k < r->row[i + 1]; k++) {
    exchange other;
    if (!plan->open[r->to[k]] || cost_of(r, price, i, k) >= cost_of(r, price, i, from)) continue;
    bool room = plan->load[r->to[k]] + r->weight[i] <= r->capacity[r->to[k]];
    if (!room && !make_room(r, price, plan, i, from, k, work, &other)) continue;
    buju_room_plan_take_out(r, plan, i);
    if (!room) buju_room_plan_take_out(r, plan, other.who);
    if (!room && other.to != NONE) put_in(r, plan, other.who, other.to);
    put_in(r, plan, i, k);
    return true;
  }
  return false;
}

enum { PASSES = 20 };

static buju_status serve_whole(buju_ctx *ctx, const buju_rooms *r, const int64_t *price, buju_room_plan *plan,
                               int64_t *work) {
  buju_status status = buju_rooms_ship(ctx, r, price, plan, work);
  if (status == BUJU_OK) status = gather(ctx, r, price, plan);
  bool moved = status == BUJU_OK;
  for (int pass = 0; moved && pass < PASSES; pass++) {
    moved = false;
    for (buju_ix i = 0; i < r->n; i++)
      if (move_one(r, price, plan, i, work)) moved = true;
    *work += (int64_t)r->row[r->n];
  }
  return status;
}

/* Those left are put where there is room, or where somebody makes room. */
static buju_status settle_whole(buju_ctx *ctx, const buju_rooms *r, buju_room_plan *plan, int64_t *work) {
  buju_status status = gather(ctx, r, r->cost, plan);
  for (buju_ix i = 0; status == BUJU_OK && i < r->n; i++)
    if (plan->left[i] > 0) move_one(r, r->cost, plan, i, work);
  *work += (int64_t)r->row[r->n];
  return status;
}

/* ---- what came of it ---- */

void buju_room_plan_value(const buju_rooms *r, buju_room_plan *plan) {
  plan->value = r->base;
  plan->near = plan->broken = 0;
  for (buju_ix i = 0; i < r->n; i++)
    if (r->must)
      plan->broken += plan->left[i];
    else
      plan->value += plan->left[i] * r->unserved;
  for (uint64_t k = 0; k < r->row[r->n]; k++) {
    plan->value += plan->amount[k] * r->cost[k];
    if (r->near[k] != 0) plan->near += plan->amount[k];
  }
  for (buju_ix j = 0; j < r->m; j++) {
    if (plan->open[j]) plan->value += r->fee[j];
    if (plan->load[j] > r->capacity[j]) plan->broken += plan->load[j] - r->capacity[j];
    if (plan->open[j] && plan->load[j] < r->least[j]) plan->broken += r->least[j] - plan->load[j];
  }
  if (plan->near < r->problem->near_weight) plan->broken += r->problem->near_weight - plan->near;
}

/* The open site that has the smallest share of the weight for which it may be open; BUJU_NONE when all have enough. */
static buju_ix emptiest(const buju_rooms *r, const buju_room_plan *plan) {
  buju_ix worst = BUJU_NONE;
  double least = 1;
  for (buju_ix j = 0; j < r->m; j++) {
    if (!plan->open[j] || plan->load[j] >= r->least[j]) continue;
    double share = (double)plan->load[j] / (double)r->least[j];
    if (share >= least) continue;
    least = share;
    worst = j;
  }
  return worst;
}

buju_status buju_rooms_serve(buju_ctx *ctx, const buju_rooms *r, const int64_t *price, buju_room_plan *plan,
                             int64_t *work) {
  for (;;) {
    buju_status status = BUJU_OK;
    switch (r->ample ? BUJU_CAPACITY_NEAREST : r->problem->rule) {
    case BUJU_CAPACITY_SENT: status = serve_whole(ctx, r, price, plan, work); break;
    case BUJU_CAPACITY_SHARED: status = buju_rooms_ship(ctx, r, price, plan, work); break;
    case BUJU_CAPACITY_NEAREST:
    case BUJU_CAPACITY_RULES: serve_nearest(r, plan, work); break;
    }
    if (status != BUJU_OK) return status;
    buju_ix empty = emptiest(r, plan);
    if (empty == BUJU_NONE) break;
    plan->open[empty] = 0;
  }
  buju_room_plan_value(r, plan);
  return BUJU_OK;
}

buju_status buju_rooms_settle(buju_ctx *ctx, const buju_rooms *r, buju_room_plan *plan, int64_t *work) {
  buju_status status = BUJU_OK;
  switch (r->problem->rule) {
  case BUJU_CAPACITY_SENT: status = settle_whole(ctx, r, plan, work); break;
  case BUJU_CAPACITY_SHARED: status = buju_rooms_ship_rest(ctx, r, r->cost, plan, work); break;
  case BUJU_CAPACITY_NEAREST:
  case BUJU_CAPACITY_RULES: serve_nearest(r, plan, work); break;
  }
  if (status == BUJU_OK) buju_room_plan_value(r, plan);
  return status;
}

buju_status buju_rooms_send_near(buju_ctx *ctx, const buju_rooms *r, buju_arena *scratch, buju_room_plan *plan,
                                 int64_t *work) {
  buju_rooms by_way = *r;
  buju_room_plan near;
  by_way.unserved = (int64_t)BUJU_COST_NONE + 1; /* more than any way */
  if (!buju_room_plan_new(r, scratch, &near)) return buju_fail_memory(ctx);
  memcpy(near.open, plan->open, r->m);
  buju_status status = buju_rooms_serve(ctx, &by_way, r->way, &near, work);
  if (status == BUJU_OK && near.broken == 0 && near.value == plan->value) buju_room_plan_copy(r, &near, plan);
  return status;
}
