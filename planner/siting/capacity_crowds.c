/* COVER where people may be sent elsewhere, asked of the sites alone: sites have room for everybody, shared as well as
 * can be, exactly when those in reach of every crowd of demand points have room for the whole crowd (Gale 1957). The
 * cheapest sites for some crowds are a bound; shipping finds a crowd they have no room for (the cut of least capacity),
 * which becomes a row. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "planner/siting/capacity_parts.h"
#include "planner/siting/mip.h"
#include "planner/siting/numbers.h"
#include "planner/siting/program_rows.h"

enum { LP_ROUNDS = 200, MIP_ROUNDS = 40, MIP_NODES = 4000, LEAST_A_ROUND = 10, FREE_ROUNDS = 6, LOOSENED = 16 };

/* How far a row must be from holding before it is worth having. */
static const double MISSED = 1e-6;

typedef struct crowds {
  const buju_rooms *rooms;
  buju_rooms part;          /* the same, each site with as much of its room as it is open */
  int64_t *part_of;         /* [m] its capacities */
  int64_t *nothing;         /* [pairs] what a way costs */
  buju_room_plan plan;      /* shipped */
  double *open;             /* [m] how far each site is */
  buju_program_rows known;  /* whole: Σ value × open ≥ lower, which is what the crowd needs */
  buju_ix *met, *reach;     /* [n], [m] the last row that has them; 0: none */
  uint8_t *escapes, *roomy; /* [n], [m] whoever reaches room; what has some, or people who do */
  buju_ix *queue;           /* [m] */
  buju_lp *lp;
  buju_ix posed; /* rows that lp has */
  double free;   /* the part of every room that is kept free */
  int64_t unit;  /* what a unit of the integer program is in fees */
  int64_t *work;
} crowds;

static buju_ix rows(const crowds *c) { return buju_program_rows_n(&c->known); }

/* Whoever is in a crowd is marked by its row; what they can reach is put as columns, with no value yet. */
static void take(crowds *c, buju_ix i, int64_t *weight) {
  const buju_rooms *r = c->rooms;
  const buju_ix mark = rows(c) + 1;
  c->met[i] = mark;
  *weight += r->weight[i];
  *c->work += (int64_t)(r->row[i + 1] - r->row[i]);
  for (uint64_t k = r->row[i]; k < r->row[i + 1]; k++) {
    if (c->reach[r->to[k]] == mark) continue;
    c->reach[r->to[k]] = mark;
    buju_program_put_whole(&c->known, r->to[k], 0);
  }
}

/* The least crowd around somebody left: whoever is at a site in reach, and those in turn. */
static void gather_least(crowds *c, buju_ix first, int64_t *weight) {
  const buju_rooms *r = c->rooms;
  const buju_ix mark = rows(c) + 1;
  uint64_t at = c->known.column.n;
  take(c, first, weight);
  for (; at < c->known.column.n; at++) {
    buju_ix j = ((const buju_ix *)c->known.column.data)[at];
    for (uint64_t s = r->site_row[j]; s < r->site_row[j + 1]; s++) {
      buju_ix other = r->whose[r->site_pair[s]];
      if (c->plan.amount[r->site_pair[s]] == 0 || c->met[other] == mark) continue;
      take(c, other, weight);
    }
    *c->work += (int64_t)(r->site_row[j + 1] - r->site_row[j]);
  }
}

/* The largest crowd without room: all but those who reach a site with room, or one whose people do. */
static void gather_most(crowds *c, int64_t *weight) {
  const buju_rooms *r = c->rooms;
  buju_ix n = 0;
  memset(c->roomy, 0, r->m);
  memset(c->escapes, 0, r->n);
  for (buju_ix j = 0; j < r->m; j++) {
    c->roomy[j] = c->plan.load[j] < c->part_of[j];
    if (c->roomy[j] != 0) c->queue[n++] = j;
  }
  while (n > 0) {
    buju_ix j = c->queue[--n];
    *c->work += (int64_t)(r->site_row[j + 1] - r->site_row[j]);
    for (uint64_t s = r->site_row[j]; s < r->site_row[j + 1]; s++) {
      buju_ix i = r->whose[r->site_pair[s]];
      if (c->escapes[i] != 0) continue;
      c->escapes[i] = 1;
      for (uint64_t k = r->row[i]; k < r->row[i + 1]; k++) {
        if (c->plan.amount[k] == 0 || c->roomy[r->to[k]] != 0) continue;
        c->roomy[r->to[k]] = 1;
        c->queue[n++] = r->to[k];
      }
    }
  }
  for (buju_ix i = 0; i < r->n; i++)
    if (c->escapes[i] == 0) take(c, i, weight);
}

/* The row of a crowd. No site counts for more than the crowd; where numbers are too large for the solver they are
 * divided, rooms rounded up and the crowd down, so that whatever held still holds. */
static void end_crowd(crowds *c, uint64_t begin, int64_t weight) {
  int64_t by = (weight - 1) / BUJU_MIP_MOST + 1, need = weight / by;
  const buju_ix *column = c->known.column.data;
  int64_t *value = c->known.value.data;
  for (uint64_t k = begin; k < c->known.column.n; k++) {
    int64_t room = (c->rooms->capacity[column[k]] - 1) / by + 1;
    value[k] = room < need ? room : need;
  }
  buju_program_end_whole(&c->known, need, BUJU_MIP_FREE_ABOVE);
}

static void add_most(crowds *c) {
  uint64_t begin = c->known.column.n;
  int64_t weight = 0;
  gather_most(c, &weight);
  if (weight > 0) end_crowd(c, begin, weight);
}

static void add_least(crowds *c, buju_ix first) {
  uint64_t begin = c->known.column.n;
  int64_t weight = 0;
  gather_least(c, first, &weight);
  end_crowd(c, begin, weight);
}

/* What is left of a number when some of every room is kept free. */
static int64_t less(const crowds *c, int64_t room) { return room - (int64_t)((double)room * c->free); }

/* Likewise of an entry of a row: whoever has room for the whole crowd is thought to have it still. */
static int64_t value_of(const crowds *c, buju_ix row, uint64_t k) {
  int64_t value = ((const int64_t *)c->known.value.data)[k];
  return value < ((const int64_t *)c->known.lower.data)[row] ? less(c, value) : value;
}

static bool missed(const crowds *c, buju_ix row) {
  const uint64_t *end = c->known.row.data;
  const buju_ix *column = c->known.column.data;
  const int64_t *need = c->known.lower.data;
  double sum = 0;
  for (uint64_t k = end[row]; k < end[row + 1]; k++) sum += (double)value_of(c, row, k) * c->open[column[k]];
  return sum < (double)need[row] * (1 - MISSED);
}

static void add_everybody(crowds *c) {
  int64_t weight = 0;
  for (buju_ix i = 0; i < c->rooms->n; i++) take(c, i, &weight);
  end_crowd(c, 0, weight);
}

/* Ships everybody to sites as far as they are open; crowds without room become rows. *found: how many do not hold. */
static buju_status separate(buju_ctx *ctx, crowds *c, buju_ix *found) {
  const buju_rooms *r = c->rooms;
  const buju_ix before = rows(c);
  *found = 0;
  for (buju_ix j = 0; j < r->m; j++) {
    int64_t room = less(c, r->capacity[j]);
    c->part_of[j] = c->open[j] >= 1 ? room : (int64_t)((double)room * c->open[j]);
    c->plan.open[j] = c->part_of[j] > 0;
  }
  buju_status status = buju_rooms_ship(ctx, &c->part, c->nothing, &c->plan, c->work);
  if (status == BUJU_OK) add_most(c);
  for (buju_ix i = 0, n = 0; status == BUJU_OK && i < r->n && n < LEAST_A_ROUND; i++) {
    if (c->plan.left[i] == 0 || c->met[i] > before + 1) continue;
    add_least(c, i);
    n++;
  }
  if (status == BUJU_OK && c->known.failed) return buju_fail_memory(ctx);
  for (buju_ix row = before; row < rows(c); row++) *found += missed(c, row);
  return status;
}

/* ---- fractions of sites ---- */

static buju_status begin_lp(buju_ctx *ctx, crowds *c, buju_arena *scratch) {
  const buju_rooms *r = c->rooms;
  double *cost = BUJU_NEW(scratch, double, r->m), *low = BUJU_NEW(scratch, double, r->m),
         *high = BUJU_NEW(scratch, double, r->m);
  if (cost == NULL || low == NULL || high == NULL) return buju_fail_memory(ctx);
  for (buju_ix j = 0; j < r->m; j++) {
    cost[j] = (double)r->fee[j];
    low[j] = r->fixed[j] != 0;
    high[j] = 1;
  }
  return buju_lp_new(ctx, r->m, cost, low, high, &c->lp);
}

/* The rows that lp does not have yet. */
static buju_status pose_rows(buju_ctx *ctx, crowds *c) {
  const uint64_t *end = c->known.row.data;
  const int64_t *whole = c->known.value.data, *need = c->known.lower.data;
  const buju_ix first = c->posed, n = rows(c) - first;
  const uint64_t from = end[first], entries = end[rows(c)] - from;
  buju_arena *scratch = buju_arena_new();
  uint64_t *row = scratch != NULL ? BUJU_NEW(scratch, uint64_t, (size_t)n + 1) : NULL;
  double *value = scratch != NULL ? BUJU_NEW(scratch, double, entries + 2 * (size_t)n) : NULL;
  buju_status status = row != NULL && value != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) {
    double *low = value + entries, *high = low + n;
    for (buju_ix i = 0; i < n; i++) {
      row[i + 1] = end[first + i + 1] - from;
      low[i] = (double)need[first + i];
      high[i] = INFINITY;
    }
    for (uint64_t k = 0; k < entries; k++) value[k] = (double)whole[from + k];
    const buju_lp_rows more = {n, row, (const buju_ix *)c->known.column.data + from, value, low, high};
    status = buju_lp_add_rows(ctx, c->lp, &more);
    c->posed = rows(c);
  }
  buju_arena_free(scratch);
  return status;
}

static buju_status climb(buju_ctx *ctx, crowds *c, int64_t end) {
  buju_ix found = 1;
  buju_status status = BUJU_OK;
  for (int round = 0; status == BUJU_OK && found > 0 && round < LP_ROUNDS && *c->work < end; round++) {
    buju_lp_result result;
    status = pose_rows(ctx, c);
    if (status == BUJU_OK) status = buju_lp_solve(ctx, c->lp, BUJU_LP_DUAL, 0, &result);
    if (status != BUJU_OK || result.state != BUJU_LP_OPTIMAL) break;
    *c->work += result.iterations * (int64_t)rows(c);
    memcpy(c->open, result.x, c->rooms->m * sizeof *c->open);
    status = separate(ctx, c, &found);
  }
  return status;
}

/* ---- whole sites ---- */

/* Fees in units that the solver takes, rounded down. Returns the unit; 0 where memory is out. */
static int64_t count_fees(const crowds *c, int64_t *cost) {
  const buju_rooms *r = c->rooms;
  int64_t most = 1;
  for (buju_ix j = 0; j < r->m; j++) {
    int64_t fee = r->fee[j] < 0 ? -r->fee[j] : r->fee[j];
    if (fee / r->grain > most) most = fee / r->grain;
  }
  int64_t unit = (most - 1) / BUJU_MIP_MOST + 1;
  for (buju_ix j = 0; j < r->m; j++) cost[j] = buju_rounded_down(r->fee[j] / r->grain, unit);
  return unit * r->grain;
}

/* The cheapest whole sites for the crowds known. */
static buju_status solve_whole(buju_ctx *ctx, crowds *c, buju_arena *scratch, buju_mip_result *result) {
  const buju_rooms *r = c->rooms;
  const uint64_t *end = c->known.row.data;
  int64_t *cost = BUJU_NEW(scratch, int64_t, r->m), *low = BUJU_NEW(scratch, int64_t, r->m),
          *high = BUJU_NEW(scratch, int64_t, r->m), *value = BUJU_NEW(scratch, int64_t, c->known.value.n);
  if (cost == NULL || low == NULL || high == NULL || value == NULL) return buju_fail_memory(ctx);
  c->unit = count_fees(c, cost);
  for (buju_ix j = 0; j < r->m; j++) {
    low[j] = r->fixed[j] != 0;
    high[j] = 1;
  }
  for (buju_ix i = 0; i < rows(c); i++)
    for (uint64_t k = end[i]; k < end[i + 1]; k++) value[k] = value_of(c, i, k);
  const buju_mip mip = {.columns = r->m,
                        .rows = rows(c),
                        .cost = cost,
                        .lower = low,
                        .upper = high,
                        .row = end,
                        .column = c->known.column.data,
                        .value = value,
                        .row_lower = c->known.lower.data,
                        .row_upper = c->known.upper.data,
                        .node_limit = MIP_NODES};
  buju_status status = buju_mip_solve(ctx, &mip, scratch, result);
  if (status == BUJU_OK) *c->work += (result->nodes + 1) * (int64_t)c->known.column.n;
  for (buju_ix j = 0; status == BUJU_OK && result->x != NULL && j < r->m; j++) c->open[j] = (double)result->x[j];
  return status;
}

static void read_bound(const crowds *c, const buju_mip_result *result, buju_room_model *out) {
  const int64_t most = INT64_MAX / 2 / c->unit;
  if (result->x == NULL || result->bound < -most || result->bound > most) return;
  const int64_t lower = c->rooms->base + result->bound * c->unit;
  out->asked = true;
  if (lower > out->lower) out->lower = lower;
}

/* The sites as they are, with everybody served by the problem's rule from where they were shipped. *holds: that they
 * can be. */
static buju_status try_sites(buju_ctx *ctx, crowds *c, buju_arena *scratch, buju_room_plan *best, bool *holds) {
  const buju_rooms *r = c->rooms;
  buju_room_plan trial;
  if (!buju_room_plan_new(r, scratch, &trial)) return buju_fail_memory(ctx);
  buju_room_plan_copy(r, &c->plan, &trial);
  for (buju_ix j = 0; j < r->m; j++) trial.open[j] = c->open[j] >= 1;
  buju_status status = buju_rooms_settle(ctx, r, &trial, c->work);
  if (status == BUJU_OK && trial.broken > 0 && r->problem->rule == BUJU_CAPACITY_SENT)
    status = buju_rooms_pack(ctx, r, &trial, c->work);
  *holds = status == BUJU_OK && trial.broken == 0;
  if (*holds && (best->broken > 0 || trial.value < best->value)) buju_room_plan_copy(r, &trial, best);
  return status;
}

static bool open_question(const buju_room_plan *best, const buju_room_model *out) {
  return best->broken > 0 || out->lower < best->value;
}

/* Whole sites for the crowds known, until they have room for everybody or are as dear as the best plan. */
static buju_status close_in(buju_ctx *ctx, crowds *c, int64_t end, buju_room_plan *best, buju_room_model *out) {
  buju_ix found = 1;
  buju_status status = BUJU_OK;
  for (int round = 0; status == BUJU_OK && found > 0 && round < MIP_ROUNDS && *c->work < end; round++) {
    buju_arena *scratch = buju_arena_new();
    buju_mip_result result = {.x = NULL};
    bool holds;
    status = scratch != NULL ? solve_whole(ctx, c, scratch, &result) : buju_fail_memory(ctx);
    if (status == BUJU_OK) read_bound(c, &result, out);
    const bool more = status == BUJU_OK && result.x != NULL && open_question(best, out);
    if (more) status = separate(ctx, c, &found);
    if (more && status == BUJU_OK) status = try_sites(ctx, c, scratch, best, &holds);
    buju_arena_free(scratch);
    if (!more) break;
    buju_siting_tell(&c->rooms->field, best->broken == 0 ? best->value : INT64_MAX, out->lower);
  }
  return status;
}

/* The cheapest sites that have room for everybody with some of each kept free, if need be only nearly so, and whether
 * there is a plan with them. value: INT64_MAX where there are none. */
static buju_status keep_free(buju_ctx *ctx, crowds *c, buju_room_plan *best, int64_t *value, bool *holds) {
  buju_ix found = 1;
  buju_status status = BUJU_OK;
  *holds = false;
  for (int round = 0; status == BUJU_OK && found > 0 && round < FREE_ROUNDS; round++) {
    buju_arena *scratch = buju_arena_new();
    buju_mip_result result = {.x = NULL};
    status = scratch != NULL ? solve_whole(ctx, c, scratch, &result) : buju_fail_memory(ctx);
    const bool more = status == BUJU_OK && result.x != NULL;
    *value = more ? result.objective : INT64_MAX;
    if (more) status = separate(ctx, c, &found);
    if (more && status == BUJU_OK && (found == 0 || round == FREE_ROUNDS - 1))
      status = try_sites(ctx, c, scratch, best, holds);
    buju_arena_free(scratch);
    if (!more) break;
  }
  return status;
}

/* SENT: people do not come in any size, so that sites do not fill up to the last place: as little is kept free as there
 * is a plan for, found by doubling and halving. */
static buju_status loosen(buju_ctx *ctx, crowds *c, int64_t end, buju_room_plan *best, const buju_room_model *out) {
  double least = 0, most = 1, free = 1.0 / 512;
  int64_t dear = INT64_MAX, cheap = INT64_MIN, value;
  buju_status status = BUJU_OK;
  for (int turn = 0; status == BUJU_OK && turn < LOOSENED && *c->work < end && open_question(best, out); turn++) {
    bool holds;
    c->free = free;
    status = keep_free(ctx, c, best, &value, &holds);
    if (holds || value == INT64_MAX) {
      most = free;
      dear = value;
    } else {
      least = free;
      cheap = value;
    }
    if (dear <= cheap || least > 0.25) break;
    free = most == 1 ? 2 * free : (least + most) / 2;
  }
  c->free = 0;
  return status;
}

static bool crowds_new(crowds *c, buju_arena *scratch) {
  const buju_rooms *r = c->rooms;
  c->part = *r;
  c->part.capacity = c->part_of = BUJU_NEW(scratch, int64_t, r->m);
  c->nothing = BUJU_NEW(scratch, int64_t, r->row[r->n]);
  c->open = BUJU_NEW(scratch, double, r->m);
  c->met = BUJU_NEW(scratch, buju_ix, r->n);
  c->reach = BUJU_NEW(scratch, buju_ix, r->m);
  c->queue = BUJU_NEW(scratch, buju_ix, r->m);
  c->escapes = BUJU_NEW(scratch, uint8_t, r->n);
  c->roomy = BUJU_NEW(scratch, uint8_t, r->m);
  return c->part_of != NULL && c->nothing != NULL && c->open != NULL && c->met != NULL && c->reach != NULL &&
         c->queue != NULL && c->escapes != NULL && c->roomy != NULL && buju_room_plan_new(r, scratch, &c->plan);
}

buju_status buju_rooms_crowds(buju_ctx *ctx, const buju_rooms *rooms, int64_t steps, buju_room_plan *best,
                              buju_room_model *out, int64_t *work) {
  *out = (buju_room_model){.asked = false, .lower = INT64_MIN};
  if (rooms->n == 0 || rooms->m == 0) return BUJU_OK;
  buju_arena *scratch = buju_arena_new();
  crowds c = {.rooms = rooms, .work = work};
  const int64_t end = steps < INT64_MAX - *work ? *work + steps : INT64_MAX;
  buju_ix found = 0;
  buju_status status = scratch != NULL && crowds_new(&c, scratch) ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = begin_lp(ctx, &c, scratch);
  if (status == BUJU_OK) add_everybody(&c);
  if (status == BUJU_OK) status = separate(ctx, &c, &found);
  if (status == BUJU_OK && found > 0) status = climb(ctx, &c, end);
  if (status == BUJU_OK && found > 0) status = close_in(ctx, &c, end, best, out);
  if (status == BUJU_OK && found > 0 && rooms->problem->rule == BUJU_CAPACITY_SENT)
    status = loosen(ctx, &c, end, best, out);
  buju_lp_free(c.lp);
  buju_program_rows_free(&c.known);
  buju_arena_free(scratch);
  return status;
}
