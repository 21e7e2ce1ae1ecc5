/* COVER without sharing, into sites that are nearly full: whoever is left gets in where two others change places, so
 * that the room between them ends up in one site. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "planner/siting/capacity_parts.h"

#define NONE UINT64_MAX

typedef struct pack {
  const buju_rooms *rooms;
  buju_room_plan *plan;
  uint64_t *first; /* [m + 1] into in */
  uint64_t *in;    /* [n] the pairs that serve, by site */
  int64_t *work;
} pack;

static void list_served(pack *p) {
  const buju_rooms *r = p->rooms;
  uint64_t n = 0;
  for (buju_ix j = 0; j < r->m; j++) {
    p->first[j] = n;
    for (uint64_t s = r->site_row[j]; p->plan->open[j] != 0 && s < r->site_row[j + 1]; s++)
      if (p->plan->amount[r->site_pair[s]] > 0) p->in[n++] = r->site_pair[s];
  }
  p->first[r->m] = n;
  *p->work += (int64_t)r->row[r->n];
}

static uint64_t pair_of(const pack *p, buju_ix i, buju_ix j) {
  const buju_rooms *r = p->rooms;
  for (uint64_t k = r->row[i]; k < r->row[i + 1]; k++)
    if (r->to[k] == j) return k;
  return NONE;
}

/* Somebody at site b who can go to a instead of pair `from`, which leaves a lighter by `lighter` and b not too full:
 * the pair they come by; NONE: nobody. */
static uint64_t partner(pack *p, uint64_t from, buju_ix b, int64_t lighter) {
  const buju_rooms *r = p->rooms;
  const int64_t weight = r->weight[r->whose[from]], most = weight - lighter,
                least = weight - (r->capacity[b] - p->plan->load[b]);
  for (uint64_t s = p->first[b]; s < p->first[b + 1]; s++) {
    buju_ix o = r->whose[p->in[s]];
    if (r->weight[o] > most || r->weight[o] < least) continue;
    uint64_t by = pair_of(p, o, r->to[from]);
    *p->work += (int64_t)(r->row[o + 1] - r->row[o]);
    if (by != NONE) return by;
  }
  *p->work += (int64_t)(p->first[b + 1] - p->first[b]) + 1;
  return NONE;
}

static void put(pack *p, uint64_t k) {
  const buju_rooms *r = p->rooms;
  buju_ix i = r->whose[k];
  buju_room_plan_take_out(r, p->plan, i);
  p->plan->amount[k] = r->weight[i];
  p->plan->load[r->to[k]] += r->weight[i];
  p->plan->left[i] = 0;
}

/* Lets somebody in by pair k: one of those there changes places with a lighter one of another site. */
static bool let_in(pack *p, uint64_t k) {
  const buju_rooms *r = p->rooms;
  const buju_ix a = r->to[k];
  const int64_t lighter = p->plan->load[a] + r->weight[r->whose[k]] - r->capacity[a];
  for (uint64_t s = p->first[a]; s < p->first[a + 1]; s++) {
    buju_ix i = r->whose[p->in[s]];
    if (r->weight[i] <= lighter) continue;
    for (uint64_t q = r->row[i]; q < r->row[i + 1]; q++) {
      if (r->to[q] == a || p->plan->open[r->to[q]] == 0) continue;
      uint64_t by = partner(p, p->in[s], r->to[q], lighter);
      if (by == NONE) continue;
      put(p, q);
      put(p, by);
      put(p, k);
      return true;
    }
    *p->work += (int64_t)(r->row[i + 1] - r->row[i]);
  }
  return false;
}

static bool squeeze_in(pack *p, buju_ix i) {
  const buju_rooms *r = p->rooms;
  for (uint64_t k = r->row[i]; k < r->row[i + 1]; k++)
    if (p->plan->open[r->to[k]] != 0 && let_in(p, k)) return true;
  return false;
}

buju_status buju_rooms_pack(buju_ctx *ctx, const buju_rooms *rooms, buju_room_plan *plan, int64_t *work) {
  buju_arena *scratch = buju_arena_new();
  pack p = {.rooms = rooms, .plan = plan, .work = work};
  if (scratch != NULL) p.first = BUJU_NEW(scratch, uint64_t, (size_t)rooms->m + 1);
  if (scratch != NULL) p.in = BUJU_NEW(scratch, uint64_t, rooms->n);
  buju_status status = p.first != NULL && p.in != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (bool moved = true; status == BUJU_OK && moved && plan->broken > 0;) {
    moved = false;
    list_served(&p);
    for (buju_ix i = 0; i < rooms->n; i++) {
      if (plan->left[i] == 0 || !squeeze_in(&p, i)) continue;
      moved = true;
      list_served(&p);
    }
    const int64_t before = plan->broken;
    status = buju_rooms_settle(ctx, rooms, plan, work);
    moved = moved || plan->broken < before;
  }
  buju_arena_free(scratch);
  return status;
}
