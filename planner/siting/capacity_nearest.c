/* COVER where everybody goes to the nearest open site: annealing over sets of sites, with overfilled ones allowed at a
 * price that follows how often plans hold. Opening and closing are reckoned by whom they move, so a step costs what a
 * neighbourhood holds. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "planner/siting/capacity_parts.h"

enum {
  WINDOW = 500,         /* steps between looks at the price of broken weight */
  STEPS_OF_PAIR = 16000 /* more is of no use to small problems */
};

/* A pair as its site sees it. */
typedef struct caller {
  uint32_t rank; /* its place in the demand point's list */
  buju_ix i;
} caller;

typedef struct annealing {
  const buju_rooms *rooms;
  caller *caller; /* [pairs] by site_row, the pairs of a site by rank, then demand point */
  uint8_t *open;  /* [m] */
  uint32_t *at;   /* [n] rank of the pair that serves; the list's length: nobody */
  int64_t *load;  /* [m] */
  int64_t fees, broken;
  uint32_t deepest; /* no `at` is above */
  buju_ix *list;    /* [m] sites that may be closed: open ones first */
  buju_ix *place;   /* [m] where in list; BUJU_NONE: fixed */
  buju_ix opens, movable;
  double heat, price; /* of an acceptable loss; of a unit of broken weight */
  uint64_t chance;
  int64_t work;
  int64_t best_fees, best_broken; /* of best_open: */
  uint8_t *best_open;
} annealing;

static uint32_t pick(annealing *a, uint32_t below) {
  a->chance ^= a->chance << 13;
  a->chance ^= a->chance >> 7;
  a->chance ^= a->chance << 17;
  return (uint32_t)((a->chance >> 20) % below);
}

/* ---- one site opened or closed ---- */

static int64_t wrong_at(const annealing *a, buju_ix j) {
  const buju_rooms *r = a->rooms;
  if (a->load[j] > r->capacity[j]) return a->load[j] - r->capacity[j];
  return a->open[j] != 0 && a->load[j] < r->least[j] ? r->least[j] - a->load[j] : 0;
}

/* Adds to a site's load and keeps count of what is broken. */
static void add_load(annealing *a, buju_ix j, int64_t weight) {
  a->broken -= wrong_at(a, j);
  a->load[j] += weight;
  a->broken += wrong_at(a, j);
}

static uint32_t length(const buju_rooms *r, buju_ix i) { return (uint32_t)(r->row[i + 1] - r->row[i]); }

static void leave(annealing *a, buju_ix i) {
  const buju_rooms *r = a->rooms;
  if (a->at[i] == length(r, i))
    a->broken -= r->weight[i];
  else
    add_load(a, r->to[r->row[i] + a->at[i]], -r->weight[i]);
}

static void come(annealing *a, buju_ix i, uint32_t rank) {
  const buju_rooms *r = a->rooms;
  a->at[i] = rank;
  if (rank > a->deepest) a->deepest = rank;
  if (rank == length(r, i))
    a->broken += r->weight[i];
  else
    add_load(a, r->to[r->row[i] + rank], r->weight[i]);
}

static void swap_places(annealing *a, buju_ix j, buju_ix to) {
  buju_ix from = a->place[j], other = a->list[to];
  if (from == BUJU_NONE) return;
  a->list[from] = other;
  a->place[other] = from;
  a->list[to] = j;
  a->place[j] = to;
}

static void open_site(annealing *a, buju_ix j) {
  const buju_rooms *r = a->rooms;
  a->broken -= wrong_at(a, j);
  a->open[j] = 1;
  a->broken += wrong_at(a, j);
  a->fees += r->fee[j];
  if (a->place[j] != BUJU_NONE) swap_places(a, j, a->opens++);
  uint64_t s = r->site_row[j];
  for (; s < r->site_row[j + 1] && a->caller[s].rank <= a->deepest; s++) {
    buju_ix i = a->caller[s].i;
    if (a->caller[s].rank >= a->at[i]) continue;
    leave(a, i);
    come(a, i, a->caller[s].rank);
  }
  a->work += (int64_t)(s - r->site_row[j]) + 1;
}

static void close_site(annealing *a, buju_ix j) {
  const buju_rooms *r = a->rooms;
  a->broken -= wrong_at(a, j);
  a->open[j] = 0;
  a->broken += wrong_at(a, j);
  a->fees -= r->fee[j];
  if (a->place[j] != BUJU_NONE) swap_places(a, j, --a->opens);
  uint32_t deepest = a->deepest;
  uint64_t s = r->site_row[j];
  for (; s < r->site_row[j + 1] && a->caller[s].rank <= deepest; s++) {
    buju_ix i = a->caller[s].i;
    if (a->caller[s].rank != a->at[i]) continue;
    uint32_t rank = a->at[i] + 1, end = length(r, i);
    while (rank < end && a->open[r->to[r->row[i] + rank]] == 0) rank++;
    a->work += rank - a->at[i];
    leave(a, i);
    come(a, i, rank);
  }
  a->work += (int64_t)(s - r->site_row[j]) + 1;
}

static void find_deepest(annealing *a) {
  a->deepest = 0;
  for (buju_ix i = 0; i < a->rooms->n; i++)
    if (a->at[i] > a->deepest) a->deepest = a->at[i];
  a->work += a->rooms->n;
}

/* ---- steps ---- */

static void toggle(annealing *a, buju_ix j) {
  if (a->open[j] != 0)
    close_site(a, j);
  else
    open_site(a, j);
}

/* Whether the plan in hand may stay, though it is dearer by this much. */
static bool may_stay(annealing *a, double dearer) {
  if (dearer <= 0) return true;
  double limit = (pick(a, 1u << 24) + 0.5) / (1u << 24);
  return dearer < 40 * a->heat && limit < exp(-dearer / a->heat);
}

/* A closed site that somebody of site j would go to, from among their nearest; BUJU_NONE. */
static buju_ix find_near(annealing *a, buju_ix j) {
  const buju_rooms *r = a->rooms;
  uint64_t n = r->site_row[j + 1] - r->site_row[j];
  if (n == 0) return BUJU_NONE;
  uint64_t first = n < 64 ? n : n / 4; /* of the people nearest to it */
  buju_ix i = a->caller[r->site_row[j] + pick(a, (uint32_t)first)].i;
  uint32_t end = length(r, i), most = a->at[i] + 4 < end ? a->at[i] + 4 : end;
  buju_ix o = r->to[r->row[i] + pick(a, most)];
  return a->open[o] == 0 && a->place[o] != BUJU_NONE ? o : BUJU_NONE;
}

static void note(annealing *a) {
  if (a->broken > a->best_broken || (a->broken == a->best_broken && a->fees >= a->best_fees)) return;
  a->best_fees = a->fees;
  a->best_broken = a->broken;
  memcpy(a->best_open, a->open, a->rooms->m);
}

/* Exchanges a site for one nearby, or opens or closes one. */
static void step(annealing *a) {
  uint32_t way = pick(a, 10);
  buju_ix one = BUJU_NONE, other = BUJU_NONE;
  if (way < 7 && a->opens > 0) {
    one = a->list[pick(a, a->opens)];
    other = find_near(a, one);
    if (other == BUJU_NONE) return;
  } else {
    one = a->list[pick(a, a->movable)];
  }
  int64_t fees = a->fees, broken = a->broken;
  toggle(a, one);
  if (other != BUJU_NONE) toggle(a, other);
  double dearer = (double)(a->fees - fees) + a->price * (double)(a->broken - broken);
  note(a); /* the cheapest plan that holds may be one that does not stay */
  if (may_stay(a, dearer)) return;
  if (other != BUJU_NONE) toggle(a, other);
  toggle(a, one);
}

/* ---- the course ---- */

static double mean_fee(const annealing *a) {
  double sum = 0;
  for (buju_ix j = 0; j < a->rooms->m; j++) sum += fabs((double)a->rooms->fee[j]);
  return sum / (a->rooms->m > 0 ? a->rooms->m : 1) + 1e-3;
}

/* Cools down over the steps given; what is broken becomes dearer while too few plans hold, cheaper while too many do.
 */
static void anneal(annealing *a, int64_t steps, int64_t lower) {
  const int64_t enough = lower - a->rooms->base;
  double fee = mean_fee(a), weight = 1;
  for (buju_ix i = 0; i < a->rooms->n; i++) weight += (double)a->rooms->weight[i];
  double mean_load = weight / (a->opens + 1);
  a->price = 2 * fee / mean_load;
  const double least = a->price / 64, most = a->price * 4096;
  const int64_t useful = STEPS_OF_PAIR * ((int64_t)a->rooms->row[a->rooms->n] + a->rooms->m);
  int64_t begun = a->work;
  if (useful < steps) steps = useful;
  while (a->work - begun < steps && (a->best_broken > 0 || a->best_fees > enough)) {
    double share = (double)(a->work - begun) / (double)steps;
    a->heat = fee * 0.3 * pow(0.03, share);
    int held = 0;
    find_deepest(a);
    for (int k = 0; k < WINDOW; k++) {
      step(a);
      held += a->broken == 0;
      a->work += 4;
    }
    if (a->best_broken == 0) buju_siting_tell(&a->rooms->field, a->best_fees + a->rooms->base, lower);
    if (held < WINDOW / 50 && a->price < most) a->price *= 1.05;
    if (held > WINDOW / 10 && a->price > least) a->price /= 1.05;
  }
}

static void list_callers(annealing *a, uint64_t *next, buju_ix longest) {
  const buju_rooms *r = a->rooms;
  memcpy(next, r->site_row, r->m * sizeof *next);
  for (uint32_t rank = 0; rank < longest; rank++)
    for (buju_ix i = 0; i < r->n; i++)
      if (rank < length(r, i)) a->caller[next[r->to[r->row[i] + rank]]++] = (caller){rank, i};
}

static void begin(annealing *a, const uint8_t *open) {
  const buju_rooms *r = a->rooms;
  for (buju_ix i = 0; i < r->n; i++) {
    a->at[i] = length(r, i);
    a->broken += r->weight[i];
  }
  for (buju_ix j = 0; j < r->m; j++) {
    a->place[j] = r->fixed[j] != 0 ? BUJU_NONE : a->movable;
    if (r->fixed[j] == 0) a->list[a->movable++] = j;
  }
  find_deepest(a);
  for (buju_ix j = 0; j < r->m; j++)
    if (open[j] != 0 || r->fixed[j] != 0) open_site(a, j);
  note(a);
}

static bool annealing_new(annealing *a, buju_arena *scratch, uint64_t **next) {
  const buju_rooms *r = a->rooms;
  a->caller = BUJU_NEW(scratch, caller, r->row[r->n]);
  a->open = BUJU_NEW(scratch, uint8_t, r->m);
  a->best_open = BUJU_NEW(scratch, uint8_t, r->m);
  a->at = BUJU_NEW(scratch, uint32_t, r->n);
  a->load = BUJU_NEW(scratch, int64_t, r->m);
  a->list = BUJU_NEW(scratch, buju_ix, r->m);
  a->place = BUJU_NEW(scratch, buju_ix, r->m);
  *next = BUJU_NEW(scratch, uint64_t, r->m);
  return a->caller != NULL && a->open != NULL && a->best_open != NULL && a->at != NULL && a->load != NULL &&
         a->list != NULL && a->place != NULL && *next != NULL;
}

buju_status buju_rooms_anneal(buju_ctx *ctx, const buju_rooms *r, int64_t steps, int64_t lower, buju_room_plan *best,
                              int64_t *work) {
  buju_arena *scratch = buju_arena_new();
  annealing a = {.rooms = r, .best_fees = INT64_MAX, .best_broken = INT64_MAX, .chance = 88172645463325252u};
  uint64_t *next;
  buju_room_plan plan;
  if (scratch == NULL || !annealing_new(&a, scratch, &next) || !buju_room_plan_new(r, scratch, &plan)) {
    buju_arena_free(scratch);
    return buju_fail_memory(ctx);
  }
  a.chance = (a.chance ^ (uint64_t)*work << 1) | 1; /* another way each turn, the same each run */
  uint32_t longest = 0;
  for (buju_ix i = 0; i < r->n; i++)
    if (length(r, i) > longest) longest = length(r, i);
  list_callers(&a, next, longest);
  begin(&a, best->open);
  if (a.movable > 0) anneal(&a, steps, lower);
  *work += a.work;
  memcpy(plan.open, a.best_open, r->m);
  buju_status status = buju_rooms_settle(ctx, r, &plan, work);
  if (status == BUJU_OK && (plan.broken < best->broken || (plan.broken == best->broken && plan.value < best->value)))
    buju_room_plan_copy(r, &plan, best);
  buju_arena_free(scratch);
  return status;
}
