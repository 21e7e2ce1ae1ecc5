/* Sites that fill up as one integer program: who is open, and how much of whom goes where.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/capacity_parts.h"
#include "planner/siting/mip.h"
#include "planner/siting/numbers.h"

/* Columns: the sites, then the pairs, then those left out. Weights are in units of `unit`; without sharing a column is
 * all of a demand point. */
typedef struct model {
  const buju_rooms *rooms;
  const uint8_t *drop; /* [pairs] 1: not in the model */
  buju_ix *of_pair;    /* [pairs] its column; BUJU_NONE */
  buju_ix pairs;       /* in the model */
  bool shared;
  int64_t unit;      /* divides every weight, capacity, least weight and the weight near */
  int64_t money;     /* divides what every site costs */
  int64_t precision; /* costs are divided by it and rounded down */
  int64_t worth;     /* what one of the program's costs is in the objective: precision × unit, of fees precision */
  buju_mip mip;
  int64_t *cost, *lower, *upper, *row_lower, *row_upper, *value;
  uint64_t *row;
  buju_ix *column;
  uint64_t entries;
  bool fits; /* every number */
} model;

static int64_t total(const buju_rooms *r) {
  int64_t sum = 0;
  for (buju_ix i = 0; i < r->n; i++) sum += r->weight[i];
  return sum;
}

static void find_units(model *x) {
  const buju_rooms *r = x->rooms;
  int64_t sum = total(r), most = 1;
  x->unit = r->problem->near_weight;
  for (buju_ix i = 0; i < r->n; i++) x->unit = buju_common_divisor(r->weight[i], x->unit);
  for (buju_ix j = 0; j < r->m; j++) {
    if (r->capacity[j] < sum) x->unit = buju_common_divisor(r->capacity[j], x->unit);
    x->unit = buju_common_divisor(r->least[j], x->unit);
    x->money = buju_common_divisor(r->net[j], x->money);
  }
  if (x->unit == 0) x->unit = 1;
  if (x->money == 0) x->money = 1;
  for (buju_ix i = 0; i < r->n; i++) {
    int64_t cost = r->unserved * (x->shared ? 1 : r->weight[i] / x->unit);
    if (cost > most) most = cost;
  }
  for (buju_ix j = 0; j < r->m; j++) {
    int64_t fee = r->fee[j] < 0 ? -r->fee[j] : r->fee[j];
    if (fee / r->grain > most) most = fee / r->grain;
  }
  x->precision = (most - 1) / BUJU_MIP_MOST + 1;
  x->worth = r->must ? r->grain : x->unit;
}

/* What a column of demand point i counts for in weight, and how large it may be. */
static int64_t weight_of(const model *x, buju_ix i) { return x->shared ? 1 : x->rooms->weight[i] / x->unit; }
static int64_t whole_of(const model *x, buju_ix i) { return x->shared ? x->rooms->weight[i] / x->unit : 1; }

static buju_ix left_column(const model *x, buju_ix i) { return x->rooms->m + x->pairs + i; }

static void put(model *x, buju_ix column, int64_t value) {
  if (column == BUJU_NONE) return;
  if (value > BUJU_MIP_MOST || value < -BUJU_MIP_MOST) x->fits = false;
  x->column[x->entries] = column;
  x->value[x->entries++] = value;
}

static void end_row(model *x, int64_t lower, int64_t upper) {
  x->row_lower[x->mip.rows] = lower;
  x->row_upper[x->mip.rows++] = upper;
  x->row[x->mip.rows] = x->entries;
}

static bool new_model(model *x, buju_arena *scratch) {
  const buju_rooms *r = x->rooms;
  x->of_pair = BUJU_NEW(scratch, buju_ix, r->row[r->n]);
  if (x->of_pair == NULL) return false;
  for (uint64_t k = 0; k < r->row[r->n]; k++) x->of_pair[k] = x->drop[k] != 0 ? BUJU_NONE : r->m + x->pairs++;
  size_t pairs = x->pairs, entries = pairs * 8 + (size_t)r->n + (size_t)r->m * 5;
  if (r->problem->rule == BUJU_CAPACITY_NEAREST && !r->ample)
    for (buju_ix i = 0; i < r->n; i++) {
      size_t kept = 0, all = r->row[i + 1] - r->row[i];
      for (uint64_t k = r->row[i]; k < r->row[i + 1]; k++) kept += x->drop[k] == 0;
      entries += all * (kept + 1);
    }
  size_t columns = (size_t)r->m + pairs + r->n,
         rows = (size_t)r->n + pairs + r->row[r->n] + 2 * (size_t)r->m + 3 + (size_t)r->kinds;
  x->cost = BUJU_NEW(scratch, int64_t, columns);
  x->lower = BUJU_NEW(scratch, int64_t, columns);
  x->upper = BUJU_NEW(scratch, int64_t, columns);
  x->row_lower = BUJU_NEW(scratch, int64_t, rows);
  x->row_upper = BUJU_NEW(scratch, int64_t, rows);
  x->row = BUJU_NEW(scratch, uint64_t, rows + 1);
  x->column = BUJU_NEW(scratch, buju_ix, entries);
  x->value = BUJU_NEW(scratch, int64_t, entries);
  x->mip.columns = (buju_ix)columns;
  return x->cost != NULL && x->lower != NULL && x->upper != NULL && x->row_lower != NULL && x->row_upper != NULL &&
         x->row != NULL && x->column != NULL && x->value != NULL;
}

static void set_columns(model *x) {
  const buju_rooms *r = x->rooms;
  for (buju_ix j = 0; j < r->m; j++) { /* a site that serves nobody may as well be closed, where closing is no dearer */
    x->lower[j] = r->fixed[j];
    x->upper[j] = r->fixed[j] != 0 || r->net[j] < 0;
    x->cost[j] = buju_rounded_down(r->fee[j] / r->grain, x->precision);
    for (uint64_t s = r->site_row[j]; s < r->site_row[j + 1]; s++)
      if (x->of_pair[r->site_pair[s]] != BUJU_NONE) x->upper[j] = 1;
  }
  for (buju_ix i = 0; i < r->n; i++) {
    int64_t whole = whole_of(x, i);
    for (uint64_t k = r->row[i]; k < r->row[i + 1]; k++) {
      if (x->of_pair[k] == BUJU_NONE) continue;
      x->cost[x->of_pair[k]] = r->cost[k] * weight_of(x, i) / x->precision;
      x->upper[x->of_pair[k]] = whole;
    }
    x->cost[left_column(x, i)] = r->unserved * weight_of(x, i) / x->precision;
    x->upper[left_column(x, i)] = r->must ? 0 : whole;
    if (whole > BUJU_MIP_MOST) x->fits = false;
  }
}

/* Everybody goes somewhere or is left out; nobody goes to a closed site. */
static void add_demand_rows(model *x) {
  const buju_rooms *r = x->rooms;
  for (buju_ix i = 0; i < r->n; i++) {
    for (uint64_t k = r->row[i]; k < r->row[i + 1]; k++) put(x, x->of_pair[k], 1);
    put(x, left_column(x, i), 1);
    end_row(x, whole_of(x, i), whole_of(x, i));
  }
  for (uint64_t k = 0; k < r->row[r->n]; k++) {
    if (x->of_pair[k] == BUJU_NONE) continue;
    put(x, x->of_pair[k], 1);
    put(x, r->to[k], -whole_of(x, r->whose[k]));
    end_row(x, BUJU_MIP_FREE_BELOW, 0);
  }
}

/* Whoever has an open site goes to it or to one before it in their list. */
static void add_nearest_rows(model *x) {
  const buju_rooms *r = x->rooms;
  for (buju_ix i = 0; i < r->n; i++)
    for (uint64_t last = r->row[i]; last < r->row[i + 1]; last++) {
      if (x->upper[r->to[last]] == 0) continue; /* never open */
      for (uint64_t k = r->row[i]; k <= last; k++) put(x, x->of_pair[k], 1);
      put(x, r->to[last], -1);
      end_row(x, 0, BUJU_MIP_FREE_ABOVE);
    }
}

static void put_load(model *x, buju_ix j) {
  const buju_rooms *r = x->rooms;
  for (uint64_t s = r->site_row[j]; s < r->site_row[j + 1]; s++)
    put(x, x->of_pair[r->site_pair[s]], weight_of(x, r->whose[r->site_pair[s]]));
}

static void add_site_rows(model *x) {
  const buju_rooms *r = x->rooms;
  int64_t sum = total(r);
  for (buju_ix j = 0; j < r->m; j++) {
    if (r->capacity[j] < sum) {
      put_load(x, j);
      put(x, j, -(r->capacity[j] / x->unit));
      end_row(x, BUJU_MIP_FREE_BELOW, 0);
    }
    if (r->least[j] > 0) {
      put_load(x, j);
      put(x, j, -(r->least[j] / x->unit));
      end_row(x, 0, BUJU_MIP_FREE_ABOVE);
    }
  }
}

static void add_limits(model *x) {
  const buju_rooms *r = x->rooms;
  for (buju_ix j = 0; r->p != INT64_MAX && j < r->m; j++)
    if (r->counted[j] != 0) put(x, j, 1);
  if (r->p != INT64_MAX) end_row(x, BUJU_MIP_FREE_BELOW, r->p < r->m ? r->p : r->m);
  for (buju_ix j = 0; r->budget != INT64_MAX && j < r->m; j++)
    if (r->net[j] != 0) put(x, j, r->net[j] / x->money);
  if (r->budget != INT64_MAX) end_row(x, BUJU_MIP_FREE_BELOW, buju_rounded_down(r->budget, x->money));
  for (buju_ix k = 0; k < r->kinds; k++) {
    if (r->p_of[k] == INT64_MAX) continue;
    for (buju_ix j = 0; j < r->m; j++)
      if (r->kind[j] == k && r->counted[j] != 0) put(x, j, 1);
    end_row(x, BUJU_MIP_FREE_BELOW, r->p_of[k] < r->m ? r->p_of[k] : r->m);
  }
  if (r->problem->near_weight == 0) return;
  for (uint64_t k = 0; k < r->row[r->n]; k++)
    if (r->near[k] != 0) put(x, x->of_pair[k], weight_of(x, r->whose[k]));
  end_row(x, r->problem->near_weight / x->unit, BUJU_MIP_FREE_ABOVE);
}

/* The solver's plan, valued anew. */
static void read_plan(const model *x, const int64_t *value, buju_room_plan *plan) {
  const buju_rooms *r = x->rooms;
  memset(plan->load, 0, r->m * sizeof *plan->load);
  for (buju_ix j = 0; j < r->m; j++) plan->open[j] = value[j] != 0;
  for (buju_ix i = 0; i < r->n; i++) plan->left[i] = value[left_column(x, i)] * weight_of(x, i) * x->unit;
  for (uint64_t k = 0; k < r->row[r->n]; k++) {
    plan->amount[k] = x->of_pair[k] == BUJU_NONE ? 0 : value[x->of_pair[k]] * weight_of(x, r->whose[k]) * x->unit;
    plan->load[r->to[k]] += plan->amount[k];
  }
  buju_room_plan_value(r, plan);
}

static buju_status use(buju_ctx *ctx, const model *x, const buju_mip_result *result, buju_arena *scratch,
                       buju_room_plan *best, buju_room_model *out) {
  const buju_rooms *r = x->rooms;
  bool known = best->broken == 0; /* only better plans were sought */
  out->none = result->state == BUJU_MIP_INFEASIBLE && !known;
  if (result->state == BUJU_MIP_INFEASIBLE && known) out->lower = best->value;
  bool bounded = result->state == BUJU_MIP_OPTIMAL || result->state == BUJU_MIP_FEASIBLE;
  int64_t most = (INT64_MAX - r->base) / x->precision / x->worth;
  if (bounded && result->bound > -most && result->bound < most)
    out->lower = r->base + result->bound * x->precision * x->worth;
  if (bounded && known && out->lower > best->value) out->lower = best->value;
  if (result->x == NULL) return BUJU_OK;
  buju_room_plan plan;
  if (!buju_room_plan_new(r, scratch, &plan)) return buju_fail_memory(ctx);
  read_plan(x, result->x, &plan);
  if (plan.broken == 0 && (best->broken > 0 || plan.value < best->value)) buju_room_plan_copy(r, &plan, best);
  return BUJU_OK;
}

buju_status buju_rooms_model(buju_ctx *ctx, const buju_rooms *r, const uint8_t *drop, int64_t nodes,
                             buju_room_plan *best, buju_room_model *out, int64_t *work) {
  *out = (buju_room_model){.asked = false};
  if (r->n == 0 || r->m == 0) return BUJU_OK;
  buju_arena *scratch = buju_arena_new();
  model x = {.rooms = r, .drop = drop, .shared = r->problem->rule == BUJU_CAPACITY_SHARED && !r->ample, .fits = true};
  find_units(&x);
  if (scratch == NULL || !new_model(&x, scratch)) {
    buju_arena_free(scratch);
    return buju_fail_memory(ctx);
  }
  set_columns(&x);
  add_demand_rows(&x);
  if (r->problem->rule == BUJU_CAPACITY_NEAREST && !r->ample) add_nearest_rows(&x);
  add_site_rows(&x);
  add_limits(&x);
  x.mip.cost = x.cost, x.mip.lower = x.lower, x.mip.upper = x.upper, x.mip.row = x.row, x.mip.column = x.column;
  x.mip.value = x.value, x.mip.row_lower = x.row_lower, x.mip.row_upper = x.row_upper, x.mip.node_limit = nodes;
  buju_status status = BUJU_OK;
  buju_mip_result result;
  out->asked = x.fits;
  if (x.fits) status = buju_mip_solve(ctx, &x.mip, scratch, &result);
  if (x.fits && status == BUJU_OK) status = use(ctx, &x, &result, scratch, best, out);
  if (x.fits && status == BUJU_OK) *work += result.nodes * (int64_t)x.entries;
  buju_arena_free(scratch);
  return status;
}
