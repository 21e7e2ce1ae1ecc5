/* The cheapest sites that have room for everybody: built, thinned out, and rebuilt neighbourhood by neighbourhood.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/capacity_parts.h"

enum { CLOSED_MOST = 6, REFUSALS = 400 };

typedef struct builder {
  const buju_rooms *rooms;
  const buju_room_bound *bound;
  buju_room_plan now, kept, spare, *best; /* the plan in hand, the one it came from, what a closing is tried on */
  int64_t *rest;                          /* [n] weight that still asks while sites are picked */
  double *worth;                          /* [m] of a closed site for them, by the bound's multipliers */
  uint8_t *listed;                        /* [m] */
  buju_ix *list;                          /* [m] */
  buju_ranked *rank;                      /* [m] */
  uint64_t chance;
  int64_t *work;
} builder;

static uint32_t pick(builder *b, uint32_t below) {
  b->chance ^= b->chance << 13;
  b->chance ^= b->chance >> 7;
  b->chance ^= b->chance << 17;
  return (uint32_t)((b->chance >> 20) % below);
}

static bool better(const buju_room_plan *x, const buju_room_plan *y) {
  return x->broken != y->broken ? x->broken < y->broken : x->value < y->value;
}

static void keep_best(builder *b) {
  buju_room_plan_copy(b->rooms, &b->now, b->best);
  if (b->best->broken == 0) buju_siting_tell(&b->rooms->field, b->best->value, b->bound->lower);
}

/* ---- building ---- */

/* Who asks: those left, and by NEAREST whoever goes to a site that is overfilled. */
static bool find_asking(builder *b) {
  const buju_rooms *r = b->rooms;
  bool any = false;
  for (buju_ix i = 0; i < r->n; i++) {
    b->rest[i] = b->now.left[i];
    for (uint64_t k = r->row[i]; r->problem->rule == BUJU_CAPACITY_NEAREST && k < r->row[i + 1]; k++)
      if (b->now.amount[k] > 0 && b->now.load[r->to[k]] > r->capacity[r->to[k]]) b->rest[i] = b->now.amount[k];
    any = any || b->rest[i] > 0;
  }
  *b->work += (int64_t)r->n;
  return any;
}

/* Whether a demand point would come to a site by pair k: by NEAREST only from one that is farther. */
static bool would_come(const builder *b, buju_ix i, uint64_t k) {
  const buju_rooms *r = b->rooms;
  for (uint64_t q = r->row[i]; r->problem->rule == BUJU_CAPACITY_NEAREST && q < k; q++)
    if (b->now.open[r->to[q]] != 0) return false;
  return true;
}

/* What a closed site is worth to those who ask, for its fee; `take` has it take them, as far as it has room. */
static double worth_of(builder *b, buju_ix j, bool take) {
  const buju_rooms *r = b->rooms;
  int64_t room = r->capacity[j];
  double sum = 0;
  for (uint64_t s = r->site_row[j]; room > 0 && s < r->site_row[j + 1]; s++) {
    uint64_t k = r->site_pair[s];
    buju_ix i = r->whose[k];
    if (b->rest[i] == 0 || !would_come(b, i, k)) continue;
    int64_t part = b->rest[i] < room ? b->rest[i] : room;
    if (part < b->rest[i] && r->problem->rule != BUJU_CAPACITY_SHARED) continue;
    room -= part;
    if (take) b->rest[i] -= part;
    sum += (double)part * (double)(b->bound->multiplier[i] + 1);
  }
  *b->work += (int64_t)(r->site_row[j + 1] - r->site_row[j]);
  return sum / (r->fee[j] > 0 ? (double)r->fee[j] : 1);
}

/* Opens the sites worth most to those who ask, until nobody does or no site helps. */
static void open_best(builder *b) {
  const buju_rooms *r = b->rooms;
  for (buju_ix j = 0; j < r->m; j++) b->worth[j] = b->now.open[j] == 0 ? worth_of(b, j, false) * (90 + pick(b, 21)) : 0;
  for (;;) {
    buju_ix best = BUJU_NONE;
    for (buju_ix j = 0; j < r->m; j++)
      if (b->worth[j] > 0 && (best == BUJU_NONE || b->worth[j] > b->worth[best])) best = j;
    *b->work += r->m;
    if (best == BUJU_NONE) return;
    double now = worth_of(b, best, false) * 100;
    if (now < b->worth[best] * 0.95) { /* others have come before it */
      b->worth[best] = now;
      continue;
    }
    worth_of(b, best, true);
    b->now.open[best] = 1;
    b->worth[best] = 0;
  }
}

/* Opens and serves until the plan holds, or nothing helps any more. */
static buju_status build(buju_ctx *ctx, builder *b) {
  enum { TURNS = 12 };
  buju_status status = buju_rooms_settle(ctx, b->rooms, &b->now, b->work);
  for (int turn = 0; status == BUJU_OK && b->now.broken > 0 && turn < TURNS && find_asking(b); turn++) {
    int64_t before = b->now.broken;
    open_best(b);
    status = buju_rooms_settle(ctx, b->rooms, &b->now, b->work);
    if (b->now.broken >= before && turn > 1) break;
  }
  return status;
}

/* ---- thinning out ---- */

static void close_site(builder *b, buju_room_plan *plan, buju_ix j) {
  const buju_rooms *r = b->rooms;
  plan->open[j] = 0;
  for (uint64_t s = r->site_row[j]; s < r->site_row[j + 1]; s++) {
    uint64_t k = r->site_pair[s];
    if (plan->amount[k] == 0) continue;
    if (r->problem->rule == BUJU_CAPACITY_SHARED) {
      plan->left[r->whose[k]] += plan->amount[k];
      plan->load[j] -= plan->amount[k];
      plan->amount[k] = 0;
    } else {
      buju_room_plan_take_out(r, plan, r->whose[k]);
    }
  }
  *b->work += (int64_t)(r->site_row[j + 1] - r->site_row[j]);
}

/* Whether the people of a site could go elsewhere at all. */
static bool others_reach(builder *b, buju_ix j) {
  const buju_rooms *r = b->rooms;
  for (uint64_t s = r->site_row[j]; s < r->site_row[j + 1]; s++) {
    uint64_t k = r->site_pair[s];
    buju_ix i = r->whose[k];
    bool other = b->now.amount[k] == 0;
    for (uint64_t q = r->row[i]; !other && q < r->row[i + 1]; q++) other = r->to[q] != j && b->now.open[r->to[q]] != 0;
    if (!other) return false;
  }
  return true;
}

/* Closes whatever the plan can do without, the dearest and emptiest first. */
static buju_status thin_out(buju_ctx *ctx, builder *b) {
  const buju_rooms *r = b->rooms;
  buju_status status = BUJU_OK;
  buju_ix n = 0;
  for (buju_ix j = 0; j < r->m; j++)
    if (b->now.open[j] != 0 && r->fixed[j] == 0 && b->listed[j] != 0 &&
        (r->fee[j] > 0 || b->now.load[j] < r->least[j])) {
      double use = (double)(b->now.load[j] + 1) * (90 + pick(b, 21)) / 100;
      double key = (double)r->fee[j] / use * (double)r->capacity[j];
      b->rank[n++] = (buju_ranked){key < 4e18 ? (int64_t)key : INT64_C(4000000000000000000), j};
    }
  qsort(b->rank, n, sizeof *b->rank, buju_ranked_highest_first);
  for (buju_ix k = 0; status == BUJU_OK && k < n; k++) {
    if (!others_reach(b, b->rank[k].j)) continue;
    buju_room_plan_copy(r, &b->now, &b->spare);
    close_site(b, &b->spare, b->rank[k].j);
    status = buju_rooms_settle(ctx, r, &b->spare, b->work);
    if (status == BUJU_OK && better(&b->spare, &b->now)) buju_room_plan_copy(r, &b->spare, &b->now);
    *b->work += (int64_t)r->row[r->n];
  }
  return status;
}

/* ---- neighbourhoods ---- */

/* Lists open sites that share people with site j, itself first: b->listed marks the closed ones they share, too. */
static buju_ix list_neighbours(builder *b, buju_ix j) {
  const buju_rooms *r = b->rooms;
  buju_ix n = 0;
  memset(b->listed, 0, r->m);
  b->listed[j] = 1;
  b->list[n++] = j;
  for (uint64_t s = r->site_row[j]; s < r->site_row[j + 1]; s++) {
    buju_ix i = r->whose[r->site_pair[s]];
    for (uint64_t k = r->row[i]; k < r->row[i + 1]; k++) {
      buju_ix o = r->to[k];
      if (b->listed[o] != 0) continue;
      b->listed[o] = 1;
      if (b->now.open[o] != 0 && r->fixed[o] == 0) b->list[n++] = o;
    }
    *b->work += (int64_t)(r->row[i + 1] - r->row[i]);
  }
  return n;
}

/* Closes a site and a few around it, then builds and thins out there. *stuck: there is nothing to close. */
static buju_status rebuild(buju_ctx *ctx, builder *b, bool *stuck) {
  const buju_rooms *r = b->rooms;
  buju_ix n = 0;
  buju_room_plan_copy(r, &b->kept, &b->now);
  for (buju_ix j = 0; j < r->m; j++)
    if (b->now.open[j] != 0 && r->fixed[j] == 0 && r->fee[j] > 0) b->list[n++] = j;
  *stuck = n == 0;
  if (n == 0) return BUJU_OK;
  n = list_neighbours(b, b->list[pick(b, n)]);
  buju_ix close = 1 + pick(b, CLOSED_MOST);
  for (buju_ix k = 0; k < close && k < n; k++) {
    buju_ix at = k == 0 ? 0 : k + pick(b, n - k);
    buju_ix j = b->list[at];
    b->list[at] = b->list[k];
    b->list[k] = j;
    close_site(b, &b->now, j);
  }
  buju_status status = build(ctx, b);
  return status == BUJU_OK ? thin_out(ctx, b) : status;
}

static buju_status improve(buju_ctx *ctx, builder *b, int64_t end) {
  buju_status status = BUJU_OK;
  bool stuck = false;
  for (int refused = 0; status == BUJU_OK && *b->work < end && refused < REFUSALS; refused++) {
    if (b->best->broken == 0 && b->best->value <= b->bound->lower) break;
    status = rebuild(ctx, b, &stuck);
    if (status != BUJU_OK || stuck) break;
    if (!better(&b->kept, &b->now)) buju_room_plan_copy(b->rooms, &b->now, &b->kept);
    if (!better(&b->now, b->best)) continue;
    keep_best(b);
    refused = 0;
  }
  return status;
}

/* From what must stand and what costs nothing, or from the best plan there is. */
static buju_status begin(buju_ctx *ctx, builder *b) {
  const buju_rooms *r = b->rooms;
  if (b->best->broken == 0) {
    buju_room_plan_copy(r, b->best, &b->kept);
    return BUJU_OK;
  }
  memcpy(b->now.left, r->weight, r->n * sizeof *b->now.left);
  for (buju_ix j = 0; j < r->m; j++) b->now.open[j] = r->fixed[j] != 0 || (r->fee[j] <= 0 && r->least[j] == 0);
  memset(b->listed, 1, r->m);
  buju_status status = build(ctx, b);
  if (status == BUJU_OK) status = thin_out(ctx, b);
  if (status == BUJU_OK) buju_room_plan_copy(r, &b->now, &b->kept);
  if (status == BUJU_OK && better(&b->now, b->best)) keep_best(b);
  return status;
}

buju_status buju_rooms_fewest(buju_ctx *ctx, const buju_rooms *rooms, const buju_room_bound *bound, int64_t steps,
                              buju_room_plan *best, int64_t *work) {
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  builder b = {.rooms = rooms, .bound = bound, .best = best, .work = work, .chance = 88172645463325252u};
  b.chance = (b.chance ^ (uint64_t)*work << 1) | 1; /* another way each turn, the same each run */
  int64_t end = steps < INT64_MAX - *work ? *work + steps : INT64_MAX;
  b.rest = BUJU_NEW(scratch, int64_t, rooms->n);
  b.worth = BUJU_NEW(scratch, double, rooms->m);
  b.listed = BUJU_NEW(scratch, uint8_t, rooms->m);
  b.list = BUJU_NEW(scratch, buju_ix, rooms->m);
  b.rank = BUJU_NEW(scratch, buju_ranked, rooms->m);
  bool well = b.rest != NULL && b.worth != NULL && b.listed != NULL && b.list != NULL && b.rank != NULL &&
              buju_room_plan_new(rooms, scratch, &b.now) && buju_room_plan_new(rooms, scratch, &b.kept) &&
              buju_room_plan_new(rooms, scratch, &b.spare);
  buju_status status = well ? begin(ctx, &b) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = improve(ctx, &b, end);
  buju_arena_free(scratch);
  return status;
}
