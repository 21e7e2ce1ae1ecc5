/* How few vehicle-days, and how little driving, any plan needs. A plan visits stop i in weeks/every[i] tours, so the
 * tours of a cycle cover each stop so often (that visits are spread evenly is left aside). Whole prices on visits such
 * that no tour collects more than it costs therefore sum to a bound. Linear programming proposes prices; tours that
 * collect too much are found by a relaxation over time in which stops may come back (but not at once), so that whatever
 * it misses is not a tour. Tables: Christofides, Mingozzi and Toth (1981); bound from any prices: Farley (1990).
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "planner/rounds/rounds_parts.h"
#include "planner/siting/program_rows.h"

/* Prices are told in 2⁻²⁰ of a day for vehicle-days, in milliseconds for driving. */
static const int64_t PRICE_ONE = 1 << 20;
static const int64_t NOTHING = INT64_MIN / 4;

typedef struct label {
  int64_t value[2]; /* the best, and the best from another stop */
  buju_ix from[2];  /* stop before, BUJU_NONE: the start */
} label;

typedef struct pricing {
  buju_ctx *ctx;
  const buju_rounds_problem *p;
  uint32_t unit_ms, units;                  /* of time, rounded down; those of the longest tour */
  uint32_t *step;                           /* [(n + 1)²] units from place to place, serving at its end included */
  uint64_t *visits;                         /* [n] of a cycle */
  int64_t *price;                           /* [n] */
  bool driving;                             /* tours cost their driving, else nothing but their days */
  label *at;                                /* [units + 1][n] */
  int64_t worth[BUJU_ROUNDS_MOST_DAYS + 1]; /* by days: the most a tour of so many collects beyond its driving */
  buju_lp *lp;
  int64_t work;
} pricing;

static bool prepare(pricing *b, buju_arena *scratch) {
  const buju_rounds_problem *p = b->p;
  size_t places = (size_t)p->n + 1;
  uint64_t limit = buju_rounds_limit(p), units = p->n > 200 ? 160 : p->n > 100 ? 240 : 480; /* as fine as affordable */
  uint64_t unit = (limit + units - 1) / units;
  b->unit_ms = (uint32_t)unit;
  b->units = (uint32_t)(limit / unit);
  b->step = BUJU_NEW(scratch, uint32_t, places * places);
  b->visits = BUJU_NEW(scratch, uint64_t, p->n);
  b->price = BUJU_NEW(scratch, int64_t, p->n);
  b->at = BUJU_NEW(scratch, label, ((size_t)b->units + 1) * p->n);
  if (b->step == NULL || b->visits == NULL || b->price == NULL || b->at == NULL) return false;
  for (buju_ix i = 0; i < p->n; i++) b->visits[i] = p->weeks / p->every[i];
  for (size_t from = 0; from < places; from++)
    for (size_t to = 0; to < places; to++) {
      uint32_t leg = p->drive_ms[from * places + to];
      uint64_t ms = (uint64_t)leg + (to > 0 ? p->serve_ms[to - 1] : 0);
      b->step[from * places + to] = leg == BUJU_FAR || ms > limit ? BUJU_FAR : (uint32_t)(ms / unit);
    }
  return true;
}

/* Time must pass from stop to stop, else a tour could come back for ever. */
static bool time_passes(const pricing *b) {
  buju_ix n = b->p->n;
  for (buju_ix i = 0; i <= n; i++)
    for (buju_ix j = 1; j <= n; j++)
      if (i != j && b->step[(size_t)i * (n + 1) + j] == 0) return false;
  return true;
}

static void offer(label *l, int64_t value, buju_ix from) {
  if (value > l->value[0]) {
    if (from != l->from[0]) {
      l->value[1] = l->value[0];
      l->from[1] = l->from[0];
    }
    l->value[0] = value;
    l->from[0] = from;
  } else if (value > l->value[1] && from != l->from[0]) {
    l->value[1] = value;
    l->from[1] = from;
  }
}

static int64_t toll(const pricing *b, buju_ix from, buju_ix to) {
  return b->driving ? (int64_t)buju_rounds_drive(b->p, from, to) : 0;
}

static void go_on(pricing *b, uint32_t t, buju_ix i) {
  buju_ix n = b->p->n;
  const label *here = &b->at[(size_t)t * n + i];
  if (here->value[0] <= NOTHING) return;
  const uint32_t *step = b->step + (size_t)(i + 1) * (n + 1);
  b->work += n / 8 + 1; /* a step here is that much shorter than one of the search */
  for (buju_ix j = 0; j < n; j++) {
    if (j == i || step[j + 1] > b->units - t) continue; /* BUJU_FAR is more than any */
    int64_t value = here->from[0] != j ? here->value[0] : here->value[1];
    if (value <= NOTHING) continue;
    offer(&b->at[(size_t)(t + step[j + 1]) * n + j], value + b->price[j] - toll(b, i + 1, j + 1), i);
  }
}

/* Fills the table, and what the best tour of so many days collects. */
static void find_worth(pricing *b) {
  buju_ix n = b->p->n;
  for (size_t k = 0; k < ((size_t)b->units + 1) * n; k++)
    b->at[k] = (label){{NOTHING, NOTHING}, {BUJU_NONE, BUJU_NONE}};
  for (uint32_t d = 0; d <= b->p->most_days; d++) b->worth[d] = NOTHING;
  for (buju_ix j = 0; j < n; j++)
    if (b->step[j + 1] <= b->units) {
      label *l = &b->at[(size_t)b->step[j + 1] * n + j];
      *l = (label){{b->price[j] - toll(b, 0, j + 1), NOTHING}, {BUJU_NONE, BUJU_NONE}};
    }
  for (uint32_t t = 0; t <= b->units; t++)
    for (buju_ix i = 0; i < n; i++) {
      go_on(b, t, i);
      const label *l = &b->at[(size_t)t * n + i];
      uint32_t home = b->step[(size_t)(i + 1) * (n + 1)];
      if (l->value[0] <= NOTHING || home > b->units - t) continue;
      int64_t value = l->value[0] - toll(b, i + 1, 0);
      for (uint32_t d = b->p->most_days; d > 0; d--) {
        if ((uint64_t)t + home > (uint64_t)b->p->day_ms * d / b->unit_ms) break;
        if (value > b->worth[d]) b->worth[d] = value;
      }
    }
}

/* ---- what the prices prove ---- */

static int64_t earned(const pricing *b) {
  int64_t sum = 0;
  for (buju_ix i = 0; i < b->p->n; i++) sum += (int64_t)b->visits[i] * b->price[i];
  return sum;
}

/* A day collects at most the share λ of worth[d]/d: vehicle-days ≥ earned ÷ λ, rounded up. */
static int64_t days_proved(const pricing *b) {
  uint32_t best = 0;
  for (uint32_t d = 1; d <= b->p->most_days; d++)
    if (b->worth[d] > 0 && (best == 0 || b->worth[d] * best > b->worth[best] * (int64_t)d)) best = d;
  if (best == 0) return 0;
  int64_t whole = earned(b) * best;
  return (whole + b->worth[best] - 1) / b->worth[best];
}

/* Each day is charged what a tour collects beyond its driving; plans of at most so many days drive no less than this.
 */
static int64_t drive_proved(const pricing *b, int64_t days) {
  int64_t charge = 0;
  for (uint32_t d = 1; d <= b->p->most_days; d++) {
    if (b->worth[d] <= 0) continue;
    int64_t share = (b->worth[d] + d - 1) / d;
    if (share > charge) charge = share;
  }
  return earned(b) - charge * days;
}

/* ---- the program that proposes prices ---- */

/* Columns: a price for each stop, and for driving what a day is charged. */
static buju_status open_program(pricing *b, int64_t days) {
  buju_ix n = b->p->n, columns = n + (b->driving ? 1 : 0);
  double *number = calloc((size_t)columns * 3 + 1, sizeof *number);
  if (number == NULL) return buju_fail_memory(b->ctx);
  double *cost = number, *lower = number + columns, *upper = number + 2 * (size_t)columns;
  for (buju_ix i = 0; i < columns; i++) {
    cost[i] = i < n ? -(double)b->visits[i] : (double)days;
    upper[i] = b->driving ? 2e9 : 1.0 * b->p->most_days;
  }
  buju_status status = buju_lp_new(b->ctx, columns, cost, lower, upper, &b->lp);
  free(number);
  return status;
}

/* A tour as a row: what it collects, each stop as often as it comes, is at most what it costs. */
static void put_tour(const pricing *b, buju_program_rows *rows, const buju_ix *stop, buju_ix stops, uint32_t days,
                     double drive) {
  size_t first = rows->column.n;
  for (buju_ix k = 0; k < stops; k++) {
    const buju_ix *column = rows->column.data;
    size_t c = first;
    while (c < rows->column.n && column[c] != stop[k]) c++;
    if (c < rows->column.n)
      ((double *)rows->value.data)[c]++;
    else
      buju_program_put_real(rows, stop[k], 1);
  }
  if (b->driving) buju_program_put_real(rows, b->p->n, -(double)days);
  buju_program_end_real(rows, -INFINITY, b->driving ? drive : days);
}

/* The tour of a label, from its end. Returns its stops; stop has room for units + 1 of them. */
static buju_ix trace_back(const pricing *b, uint32_t t, buju_ix i, buju_ix *stop, double *drive) {
  buju_ix n = b->p->n, stops = 0, after = BUJU_NONE;
  *drive = buju_rounds_drive(b->p, i + 1, 0);
  for (;;) {
    const label *l = &b->at[(size_t)t * n + i];
    buju_ix from = l->from[after != BUJU_NONE && l->from[0] == after ? 1 : 0];
    stop[stops++] = i;
    buju_ix before = from == BUJU_NONE ? 0 : from + 1;
    *drive += buju_rounds_drive(b->p, before, i + 1);
    if (from == BUJU_NONE) return stops;
    t -= b->step[(size_t)before * (n + 1) + i + 1];
    after = i;
    i = from;
  }
}

/* Adds for each stop the tour that ends there and collects most beyond its cost, where it collects too much. */
static buju_status add_rich(pricing *b, int64_t charge, buju_ix *stop, buju_program_rows *rows, buju_ix *added) {
  buju_ix n = b->p->n;
  *added = 0;
  for (buju_ix i = 0; i < n; i++) {
    int64_t best = b->driving ? 0 : PRICE_ONE / 1000;
    uint32_t best_t = 0, best_days = 0, home = b->step[(size_t)(i + 1) * (n + 1)];
    for (uint32_t t = 0; t <= b->units && home <= b->units - t; t++) {
      const label *l = &b->at[(size_t)t * n + i];
      if (l->value[0] <= NOTHING) continue;
      uint32_t days = 1;
      while ((uint64_t)t + home > (uint64_t)b->p->day_ms * days / b->unit_ms) days++;
      int64_t beyond = l->value[0] - toll(b, i + 1, 0) - (b->driving ? charge : PRICE_ONE) * (int64_t)days;
      if (beyond <= best) continue;
      best = beyond;
      best_t = t;
      best_days = days;
    }
    if (best_days == 0) continue;
    double drive;
    buju_ix stops = trace_back(b, best_t, i, stop, &drive);
    put_tour(b, rows, stop, stops, best_days, drive);
    ++*added;
  }
  return buju_program_add_rows(b->ctx, b->lp, rows);
}

static int64_t price_of(const pricing *b, double x) {
  return x > 0 ? (int64_t)floor(b->driving ? x : x * (double)PRICE_ONE) : 0;
}

static buju_status add_known(pricing *b, const buju_rounds_tours *known, buju_program_rows *rows) {
  for (buju_ix k = 0; k < known->n; k++) {
    const buju_ix *tour = known->stop + known->first[k];
    buju_ix stops = known->first[k + 1] - known->first[k], at = 0;
    uint64_t drive = 0, serve = 0;
    for (buju_ix i = 0; i <= stops; i++) {
      buju_ix to = i < stops ? tour[i] + 1 : 0;
      drive += buju_rounds_drive(b->p, at, to);
      serve += to > 0 ? b->p->serve_ms[to - 1] : 0;
      at = to;
    }
    put_tour(b, rows, tour, stops, (uint32_t)buju_rounds_days(b->p, drive + serve), (double)drive);
  }
  return buju_program_add_rows(b->ctx, b->lp, rows);
}

/* One of the two bounds: prices are proposed and judged in turn, until they cannot or need not be better. */
static buju_status raise(pricing *b, const buju_rounds_tours *known, buju_rounds_score upper, int64_t limit,
                         buju_ix *stop, int64_t *least) {
  int64_t goal = b->driving ? upper.drive_ms : upper.days;
  buju_program_rows rows = {0};
  buju_status status = open_program(b, upper.days);
  if (status == BUJU_OK) status = add_known(b, known, &rows);
  for (int turn = 0; turn < 400 && status == BUJU_OK && *least < goal; turn++) {
    buju_lp_result found;
    buju_ix added = 0;
    status = buju_lp_solve(b->ctx, b->lp, turn == 0 ? BUJU_LP_PRIMAL : BUJU_LP_DUAL, 0, &found);
    if (status != BUJU_OK || found.state != BUJU_LP_OPTIMAL) break;
    b->work += found.iterations * b->p->n;
    int64_t charge = b->driving ? price_of(b, found.x[b->p->n]) : 0;
    for (buju_ix i = 0; i < b->p->n; i++) b->price[i] = price_of(b, found.x[i]);
    find_worth(b);
    int64_t proved = b->driving ? drive_proved(b, upper.days) : days_proved(b);
    if (proved > *least) *least = proved;
    double most = b->driving ? -found.objective : ceil(-found.objective - 1e-6);
    if ((double)*least >= most * (b->driving ? 0.999 : 1)) break; /* the program itself allows no more */
    if (limit != 0 && b->work >= limit) break;
    status = add_rich(b, charge, stop, &rows, &added);
    if (added == 0) break;
  }
  buju_program_rows_free(&rows);
  buju_lp_free(b->lp);
  b->lp = NULL;
  return status;
}

/* Without prices: what is served must be served on some day, and whoever is visited most is visited so often. */
static int64_t days_of_service(const buju_rounds_problem *p) {
  uint64_t serve = 0, most = 1;
  for (buju_ix i = 0; i < p->n; i++) {
    uint64_t visits = p->weeks / p->every[i];
    serve += visits * p->serve_ms[i];
    if (visits > most) most = visits;
  }
  uint64_t days = (serve + p->day_ms - 1) / p->day_ms;
  return (int64_t)(days > most ? days : most);
}

buju_status buju_rounds_bound(buju_ctx *ctx, const buju_rounds_problem *p, const buju_rounds_tours *known,
                              buju_rounds_score upper, int64_t work_limit, int64_t least[2], int64_t *work) {
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  pricing b = {.ctx = ctx, .p = p};
  buju_ix *stop = NULL;
  least[0] = days_of_service(p);
  least[1] = 0;
  buju_status status = prepare(&b, scratch) ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) {
    stop = BUJU_NEW(scratch, buju_ix, (size_t)b.units + 2);
    if (stop == NULL) status = buju_fail_memory(ctx);
  }
  /* one judging must be affordable */
  int64_t judging = (int64_t)b.units * p->n / 8 * p->n;
  bool priced = status == BUJU_OK && time_passes(&b) && (work_limit == 0 || judging <= work_limit);
  if (priced) status = raise(&b, known, upper, work_limit, stop, &least[0]);
  b.driving = true;
  if (priced && status == BUJU_OK)
    status = raise(&b, known, upper, work_limit > 0 ? 2 * work_limit : 0, stop, &least[1]);
  *work += b.work;
  buju_arena_free(scratch);
  return status;
}
