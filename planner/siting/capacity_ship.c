/* People shipped to open sites with room, at least price: one demand point after the other, each along the cheapest
 * chain of people who make room for each other (successive shortest paths). SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/capacity_parts.h"

/* Pairs with open sites only. */
typedef struct ship {
  const buju_rooms *rooms;
  const int64_t *price;
  buju_room_plan *plan;
  uint64_t *row; /* [n + 1] into pair */
  uint64_t *pair;
  uint64_t *site_row; /* [m + 1] into site_pair; only open sites have any */
  uint64_t *site_pair;
  int64_t *dist;            /* [m] of the chain that ends at a site */
  uint64_t *came, *instead; /* [m] the pair by which somebody comes, and the one they leave for it; NONE: newcomers */
  buju_ix *queue, *touched; /* [m] a ring; those whose dist is set */
  uint8_t *queued;          /* [m] */
  bool flat;                /* no way costs anything: any chain that ends is as good */
  uint8_t *dead;            /* [m] flat: no chain through it ends, and none ever will, as later ones keep clear of it */
  buju_ix head, waiting, touches;
  int64_t end_dist; /* of the best chain's end: */
  buju_ix end;      /* a site with room; BUJU_NONE: somebody stays without a site: */
  uint64_t out;     /* the pair they leave; NONE: the newcomer */
  int64_t work;
} ship;

#define NONE UINT64_MAX

static bool ship_new(ship *s, buju_arena *scratch) {
  const buju_rooms *r = s->rooms;
  s->row = BUJU_NEW(scratch, uint64_t, (size_t)r->n + 1);
  s->site_row = BUJU_NEW(scratch, uint64_t, (size_t)r->m + 1);
  if (s->row == NULL || s->site_row == NULL) return false;
  for (buju_ix i = 0; i < r->n; i++) {
    s->row[i + 1] = s->row[i];
    for (uint64_t k = r->row[i]; k < r->row[i + 1]; k++) s->row[i + 1] += s->plan->open[r->to[k]];
  }
  for (buju_ix j = 0; j < r->m; j++)
    s->site_row[j + 1] = s->site_row[j] + (s->plan->open[j] ? r->site_row[j + 1] - r->site_row[j] : 0);
  s->pair = BUJU_NEW(scratch, uint64_t, s->row[r->n]);
  s->site_pair = BUJU_NEW(scratch, uint64_t, s->row[r->n]);
  s->dist = BUJU_NEW(scratch, int64_t, r->m);
  s->came = BUJU_NEW(scratch, uint64_t, r->m);
  s->instead = BUJU_NEW(scratch, uint64_t, r->m);
  s->queue = BUJU_NEW(scratch, buju_ix, r->m);
  s->touched = BUJU_NEW(scratch, buju_ix, r->m);
  s->queued = BUJU_NEW(scratch, uint8_t, r->m);
  s->dead = BUJU_NEW(scratch, uint8_t, r->m);
  return s->pair != NULL && s->site_pair != NULL && s->dist != NULL && s->came != NULL && s->instead != NULL &&
         s->queue != NULL && s->touched != NULL && s->queued != NULL && s->dead != NULL;
}

static void list_open(ship *s) {
  const buju_rooms *r = s->rooms;
  for (uint64_t k = 0, at = 0; k < r->row[r->n]; k++)
    if (s->plan->open[r->to[k]]) s->pair[at++] = k;
  for (buju_ix j = 0; j < r->m; j++)
    if (s->plan->open[j])
      memcpy(s->site_pair + s->site_row[j], r->site_pair + r->site_row[j],
             (r->site_row[j + 1] - r->site_row[j]) * sizeof *s->site_pair);
  for (buju_ix j = 0; j < r->m; j++) s->dist[j] = INT64_MAX;
  s->flat = true;
  for (uint64_t q = 0; s->flat && q < s->row[r->n]; q++) s->flat = s->price[s->pair[q]] == 0;
}

/* A cheaper chain to a site, by a pair, from whoever leaves `instead` for it. */
static void reach(ship *s, uint64_t pair, uint64_t instead, int64_t dist) {
  buju_ix j = s->rooms->to[pair];
  if (dist >= s->dist[j] || s->dead[j] != 0) return;
  if (s->dist[j] == INT64_MAX) s->touched[s->touches++] = j;
  s->dist[j] = dist;
  s->came[j] = pair;
  s->instead[j] = instead;
  if (s->plan->load[j] < s->rooms->capacity[j]) {
    if (dist < s->end_dist || (dist == s->end_dist && (s->end == BUJU_NONE || j < s->end))) {
      s->end_dist = dist;
      s->end = j;
    }
  } else if (!s->queued[j]) {
    s->queued[j] = 1;
    s->queue[(s->head + s->waiting++) % s->rooms->m] = j;
  }
}

/* Whom a full site could do without, and where they would go. */
static void push_out(ship *s, buju_ix j) {
  const buju_rooms *r = s->rooms;
  for (uint64_t k = s->site_row[j]; k < s->site_row[j + 1]; k++) {
    uint64_t pair = s->site_pair[k];
    if (s->plan->amount[pair] == 0) continue;
    buju_ix i = r->whose[pair];
    int64_t without = s->dist[j] - s->price[pair];
    s->work += (int64_t)(s->row[i + 1] - s->row[i]);
    for (uint64_t q = s->row[i]; q < s->row[i + 1]; q++)
      if (r->to[s->pair[q]] != j) reach(s, s->pair[q], pair, without + s->price[s->pair[q]]);
    if (without + r->unserved >= s->end_dist) continue;
    s->end_dist = without + r->unserved;
    s->end = BUJU_NONE;
    s->out = pair;
  }
  s->work += (int64_t)(s->site_row[j + 1] - s->site_row[j]);
}

static bool searching(const ship *s) { return s->waiting > 0 && !(s->flat && s->end != BUJU_NONE); }

static void find_chain(ship *s, buju_ix i) {
  for (buju_ix t = 0; t < s->touches; t++) {
    s->dist[s->touched[t]] = INT64_MAX;
    s->queued[s->touched[t]] = 0;
  }
  s->touches = s->head = s->waiting = 0;
  s->end_dist = s->rooms->unserved;
  s->end = BUJU_NONE;
  s->out = NONE;
  for (uint64_t q = s->row[i]; q < s->row[i + 1]; q++) reach(s, s->pair[q], NONE, s->price[s->pair[q]]);
  while (searching(s)) {
    buju_ix j = s->queue[s->head];
    s->head = (s->head + 1) % s->rooms->m;
    s->waiting--;
    s->queued[j] = 0;
    push_out(s, j);
  }
  for (buju_ix t = 0; s->flat && s->end == BUJU_NONE && t < s->touches; t++) s->dead[s->touched[t]] = 1;
  s->work += (int64_t)(s->row[i + 1] - s->row[i]) + 1;
}

/* How much can move along the chain: those who leave a pair must be there. */
static int64_t widest(const ship *s, int64_t most) {
  const buju_room_plan *plan = s->plan;
  if (s->end != BUJU_NONE && s->rooms->capacity[s->end] - plan->load[s->end] < most)
    most = s->rooms->capacity[s->end] - plan->load[s->end];
  if (s->end == BUJU_NONE && s->out != NONE && plan->amount[s->out] < most) most = plan->amount[s->out];
  buju_ix j = s->end != BUJU_NONE ? s->end : s->out != NONE ? s->rooms->to[s->out] : BUJU_NONE;
  while (j != BUJU_NONE) {
    uint64_t instead = s->instead[j];
    if (instead == NONE) break;
    if (plan->amount[instead] < most) most = plan->amount[instead];
    j = s->rooms->to[instead];
  }
  return most;
}

static void move_along(ship *s, buju_ix i, int64_t much) {
  buju_room_plan *plan = s->plan;
  buju_ix j = s->end;
  if (j != BUJU_NONE) plan->load[j] += much;
  if (j == BUJU_NONE) {
    plan->left[s->out != NONE ? s->rooms->whose[s->out] : i] += much;
    if (s->out == NONE) return;
    plan->amount[s->out] -= much;
    j = s->rooms->to[s->out];
  }
  for (;;) {
    uint64_t instead = s->instead[j];
    plan->amount[s->came[j]] += much;
    if (instead == NONE) return;
    plan->amount[instead] -= much;
    j = s->rooms->to[instead];
  }
}

buju_status buju_rooms_ship_rest(buju_ctx *ctx, const buju_rooms *rooms, const int64_t *price, buju_room_plan *plan,
                                 int64_t *work) {
  buju_arena *scratch = buju_arena_new();
  ship s = {.rooms = rooms, .price = price, .plan = plan};
  if (scratch == NULL || !ship_new(&s, scratch)) {
    buju_arena_free(scratch);
    return buju_fail_memory(ctx);
  }
  list_open(&s);
  for (buju_ix i = 0; i < rooms->n; i++) {
    int64_t rest = plan->left[i];
    plan->left[i] = 0;
    while (rest > 0) {
      find_chain(&s, i);
      int64_t much = widest(&s, rest);
      move_along(&s, i, much);
      rest -= much;
    }
  }
  *work += s.work + (int64_t)rooms->row[rooms->n];
  buju_arena_free(scratch);
  return BUJU_OK;
}

buju_status buju_rooms_ship(buju_ctx *ctx, const buju_rooms *rooms, const int64_t *price, buju_room_plan *plan,
                            int64_t *work) {
  memset(plan->amount, 0, rooms->row[rooms->n] * sizeof *plan->amount);
  memset(plan->load, 0, rooms->m * sizeof *plan->load);
  for (buju_ix i = 0; i < rooms->n; i++) plan->left[i] = rooms->weight[i];
  return buju_rooms_ship_rest(ctx, rooms, price, plan, work);
}

buju_status buju_rooms_shortfall(buju_ctx *ctx, const buju_rooms *rooms, int64_t *of, int64_t *sum, int64_t *work) {
  buju_arena *scratch = buju_arena_new();
  buju_room_plan plan;
  if (scratch == NULL || !buju_room_plan_new(rooms, scratch, &plan)) {
    buju_arena_free(scratch);
    return buju_fail_memory(ctx);
  }
  memset(plan.open, 1, rooms->m);
  buju_status status = buju_rooms_ship(ctx, rooms, rooms->cost, &plan, work);
  for (buju_ix i = 0; status == BUJU_OK && i < rooms->n; i++) {
    of[rooms->problem->group != NULL ? rooms->problem->group[rooms->demand[i]] : 0] += plan.left[i];
    *sum += plan.left[i];
  }
  buju_arena_free(scratch);
  return status;
}
