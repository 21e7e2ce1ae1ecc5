/* Maximal cover: the program, its cuts, and the whole-number bound made of its prices. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "planner/siting/max_cover.h"

static buju_max_cut **cuts_of(const buju_max_master *m) { return m->cuts.data; }

static buju_ix group_size(const buju_max_core *core, buju_ix g) {
  return core->group_first[g + 1] - core->group_first[g];
}

/* ---- the program ---- */

static bool master_arrays(const buju_max_core *core, buju_arena *arena, buju_max_master *m) {
  m->x = BUJU_NEW(arena, double, core->items);
  m->served = BUJU_NEW(arena, double, core->groups);
  m->part = BUJU_NEW(arena, int64_t, core->items);
  m->touched = BUJU_NEW(arena, buju_ix, core->items);
  m->sum = BUJU_NEW(arena, int64_t, core->groups);
  m->heaviest = BUJU_NEW(arena, buju_ix, core->groups);
  m->worth = BUJU_NEW(arena, int64_t, core->items);
  return m->x != NULL && m->served != NULL && m->part != NULL && m->touched != NULL && m->sum != NULL &&
         m->heaviest != NULL && m->worth != NULL;
}

static buju_status add_limit(buju_ctx *ctx, buju_max_master *m, const double *value, double most, buju_ix *row) {
  const buju_max_core *core = m->core;
  uint64_t ends[2] = {0, 0};
  buju_ix *column = malloc(((size_t)core->items + 1) * sizeof *column);
  double *entry = malloc(((size_t)core->items + 1) * sizeof *entry), least = -INFINITY;
  buju_status status = column != NULL && entry != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (buju_ix j = 0; status == BUJU_OK && j < core->items; j++) {
    if (value[j] == 0) continue;
    column[ends[1]] = j;
    entry[ends[1]++] = value[j];
  }
  if (status == BUJU_OK) status = buju_lp_add_rows(ctx, m->lp, &(buju_lp_rows){1, ends, column, entry, &least, &most});
  free(column);
  free(entry);
  if (status == BUJU_OK) *row = m->first_cut++;
  return status;
}

/* The rows of p and the budget, as far as there are any. The budget's is in shares of the budget. */
static buju_status add_limits(buju_ctx *ctx, buju_max_master *m) {
  const buju_max_core *core = m->core;
  double *value = malloc(((size_t)core->items + 1) * sizeof *value);
  buju_status status = value != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK && core->p != INT64_MAX) {
    for (buju_ix j = 0; j < core->items; j++) value[j] = core->counted[j];
    status = add_limit(ctx, m, value, fmin((double)core->p, (double)core->items), &m->p_row);
  }
  if (status == BUJU_OK && core->budget != INT64_MAX && core->budget > 0) {
    for (buju_ix j = 0; j < core->items; j++) value[j] = (double)core->price[j] / (double)core->budget;
    status = add_limit(ctx, m, value, 1, &m->budget_row);
  }
  free(value);
  return status;
}

static buju_status load(buju_ctx *ctx, buju_max_master *m) {
  const buju_max_core *core = m->core;
  size_t columns = (size_t)core->items + core->groups;
  double *lower = calloc(columns * 3, sizeof *lower);
  if (lower == NULL) return buju_fail_memory(ctx);
  double *upper = lower + columns, *cost = upper + columns;
  for (buju_ix j = 0; j < core->items; j++) upper[j] = 1;
  for (buju_ix g = 0; g < core->groups; g++) {
    upper[core->items + g] = (double)core->group_weight[g] * m->per_unit;
    cost[core->items + g] = -1;
  }
  buju_status status = buju_lp_new(ctx, (buju_ix)columns, cost, lower, upper, &m->lp);
  free(lower);
  return status == BUJU_OK ? add_limits(ctx, m) : status;
}

buju_status buju_max_master_new(buju_ctx *ctx, const buju_max_core *core, buju_arena *arena, buju_max_master *out) {
  static const double program_weight = 1e6; /* far from the solver's tolerances on either side */
  buju_max_master m = {.core = core, .p_row = BUJU_NONE, .budget_row = BUJU_NONE};
  if (!master_arrays(core, arena, &m)) return buju_fail_memory(ctx);
  m.per_unit = program_weight / (double)core->weighs;
  buju_max_master_trivial(&m);
  buju_status status = load(ctx, &m);
  if (status == BUJU_OK)
    *out = m;
  else
    buju_lp_free(m.lp);
  return status;
}

static void cut_free(buju_max_cut *cut) {
  if (cut == NULL) return;
  free(cut->item);
  free(cut->value);
  free(cut->kept);
  free(cut);
}

void buju_max_master_free(buju_max_master *m) {
  for (size_t k = 0; k < m->cuts.n; k++) cut_free(cuts_of(m)[k]);
  buju_vec_free(&m->cuts);
  free(m->share);
  buju_lp_free(m->lp);
}

buju_status buju_max_master_set_p(buju_ctx *ctx, buju_max_master *m, int64_t p) {
  if (m->p_row == BUJU_NONE) return BUJU_OK;
  return buju_lp_bound_row(ctx, m->lp, m->p_row, -INFINITY, fmin((double)p, (double)m->core->items));
}

buju_status buju_max_master_set_item(buju_ctx *ctx, buju_max_master *m, buju_ix item, bool may, bool must) {
  return buju_lp_bound_column(ctx, m->lp, item, must, may);
}

/* ---- from prices to a bound ---- */

/* Shares of the cuts, of scale, rounded so that no group has more than all of it. What a group has left goes to its
 * heaviest cut when the prices add up to all of it but for rounding; else its weight may all be served. */
static void share_out(buju_max_master *m, const double *price) {
  const buju_max_core *core = m->core;
  memset(m->sum, 0, core->groups * sizeof *m->sum);
  memset(m->heaviest, 0xff, core->groups * sizeof *m->heaviest);
  for (buju_ix k = 0; k < m->cuts.n; k++) {
    buju_ix g = cuts_of(m)[k]->group;
    double part = -price[m->first_cut + k] * (double)core->scale;
    int64_t share = part > 0 ? part < (double)core->scale ? (int64_t)(part + 0.5) : core->scale : 0;
    if (share > core->scale - m->sum[g]) share = core->scale - m->sum[g];
    m->share[k] = share;
    m->sum[g] += share;
    if (m->heaviest[g] == BUJU_NONE || share > m->share[m->heaviest[g]]) m->heaviest[g] = k;
  }
  for (buju_ix g = 0; g < core->groups; g++) {
    int64_t left = core->scale - m->sum[g];
    if (left > core->scale / 100000 + 1 || m->heaviest[g] == BUJU_NONE) continue;
    m->share[m->heaviest[g]] += left;
    m->sum[g] = core->scale;
  }
}

/* What money is worth at a price of the budget's row: as fine as 64 bits allow. */
static void set_toll(buju_max_master *m, double price) {
  const buju_max_core *core = m->core;
  m->toll = m->toll_shift = 0;
  double whole = -price / m->per_unit * (double)core->scale; /* of the whole budget */
  if (m->budget_row == BUJU_NONE || !(whole >= 1) || whole > 0x1p60) return;
  double each = whole / (double)core->budget;
  while (m->toll_shift < 40 && whole * 2 < 0x1p60) {
    whole *= 2;
    each *= 2;
    m->toll_shift++;
  }
  m->toll = (int64_t)(each + 0.5);
  if (m->toll > INT64_MAX / 4 / core->budget) m->toll = INT64_MAX / 4 / core->budget;
}

static void make_bound(buju_max_master *m) {
  const buju_max_core *core = m->core;
  memset(m->worth, 0, core->items * sizeof *m->worth);
  m->base = 0;
  for (buju_ix g = 0; g < core->groups; g++)
    if (m->sum[g] < core->scale) m->base += (core->scale - m->sum[g]) * core->group_weight[g];
  for (buju_ix k = 0; k < m->cuts.n; k++) {
    const buju_max_cut *cut = cuts_of(m)[k];
    int64_t share = m->share[k];
    if (share == 0) continue;
    m->base += share * cut->constant;
    for (buju_ix a = 0; a < cut->n; a++) m->worth[cut->item[a]] += share * cut->value[a];
    m->work += cut->n;
  }
}

void buju_max_master_trivial(buju_max_master *m) {
  const buju_max_core *core = m->core;
  memset(m->worth, 0, core->items * sizeof *m->worth);
  m->base = core->weighs * core->scale;
  m->toll = 0;
  m->shares = 0;
  m->plain = NULL;
  m->climbed = NULL;
}

void buju_max_master_plain(buju_max_master *m, const uint8_t *state) {
  const buju_max_core *core = m->core;
  m->base = 0;
  m->toll = 0;
  memset(m->worth, 0, core->items * sizeof *m->worth);
  for (buju_ix i = 0; i < core->patterns; i++) {
    bool served = false;
    for (uint64_t k = core->items_of.row[i]; k < core->items_of.row[i + 1]; k++)
      served |= state[core->items_of.col[k]] == BUJU_MAX_OPEN;
    for (uint64_t k = core->items_of.row[i]; !served && k < core->items_of.row[i + 1]; k++)
      m->worth[core->items_of.col[k]] += core->scale * core->weight[i];
    if (served) m->base += core->scale * core->weight[i];
  }
  m->plain = state;
  m->climbed = NULL;
  m->work += (int64_t)core->items_of.row[core->patterns];
}

static void kept_plain(const buju_max_master *m, uint32_t *kept) {
  const buju_max_core *core = m->core;
  for (buju_ix i = 0; i < core->patterns; i++) {
    bool served = false;
    for (uint64_t k = core->items_of.row[i]; k < core->items_of.row[i + 1]; k++)
      served |= m->plain[core->items_of.col[k]] == BUJU_MAX_OPEN;
    kept[i] = served ? 0 : (uint32_t)core->scale;
  }
}

void buju_max_master_kept(const buju_max_master *m, uint32_t *kept) {
  const buju_max_core *core = m->core;
  memset(kept, 0, core->patterns * sizeof *kept);
  if (m->plain != NULL) {
    kept_plain(m, kept);
    return;
  }
  if (m->climbed != NULL) {
    memcpy(kept, m->climbed, core->patterns * sizeof *kept);
    return;
  }
  for (buju_ix k = 0; k < m->cuts.n && k < m->shares; k++) {
    const buju_max_cut *cut = cuts_of(m)[k];
    buju_ix first = core->group_first[cut->group], n = group_size(core, cut->group);
    for (buju_ix i = 0; m->share[k] > 0 && i < n; i++)
      if (cut->kept[i / 64] >> (i % 64) & 1) kept[first + i] += (uint32_t)m->share[k];
  }
}

buju_status buju_max_master_solve(buju_ctx *ctx, buju_max_master *m, int64_t work) {
  const buju_max_core *core = m->core;
  buju_lp_result result;
  int64_t size = (int64_t)buju_lp_rows_n(m->lp) + buju_lp_columns(m->lp);
  int64_t limit = work < INT64_MAX ? (work > 0 ? work : 0) / size + 100 : 0;
  buju_status status = buju_lp_solve(ctx, m->lp, m->solves == 0 ? BUJU_LP_PRIMAL : BUJU_LP_DUAL, limit, &result);
  if (status != BUJU_OK) return status;
  m->work += (result.iterations + 1) * size;
  m->solves++;
  m->guided = result.state == BUJU_LP_OPTIMAL;
  m->stopped = result.state == BUJU_LP_STOPPED;
  if (!m->guided) return BUJU_OK;
  m->value = -result.objective;
  memcpy(m->x, result.x, core->items * sizeof *m->x);
  memcpy(m->served, result.x + core->items, core->groups * sizeof *m->served);
  share_out(m, result.price);
  set_toll(m, m->budget_row != BUJU_NONE ? result.price[m->budget_row] : 0);
  m->plain = NULL;
  m->climbed = NULL;
  m->shares = (buju_ix)m->cuts.n;
  make_bound(m);
  for (buju_ix k = 0; k < m->cuts.n; k++) {
    buju_max_cut *cut = cuts_of(m)[k];
    cut->idle = m->share[k] > 0 ? 0 : cut->idle + 1;
  }
  return BUJU_OK;
}

buju_status buju_max_master_probe(buju_ctx *ctx, buju_max_master *m, buju_ix item, bool open, int64_t iterations,
                                  double *value) {
  buju_lp_result result;
  buju_status status = buju_max_master_set_item(ctx, m, item, open, open);
  if (status == BUJU_OK) status = buju_lp_solve(ctx, m->lp, BUJU_LP_DUAL, iterations, &result);
  if (status != BUJU_OK) return status;
  m->work += (result.iterations + 1) * ((int64_t)buju_lp_rows_n(m->lp) + buju_lp_columns(m->lp));
  *value = result.state == BUJU_LP_OPTIMAL || result.state == BUJU_LP_STOPPED ? -result.objective : m->value;
  return buju_max_master_set_item(ctx, m, item, true, false);
}

/* ---- new cuts ---- */

/* Adds up a group's cut at x: its items into `touched`, their values into `part`; kept: one bit a pattern. */
static buju_ix sum_group(buju_max_master *m, buju_ix g, const double *x, uint64_t *kept, int64_t *constant,
                         double *value) {
  const buju_max_core *core = m->core;
  buju_ix n = 0, first = core->group_first[g];
  *constant = 0;
  for (buju_ix i = first; i < core->group_first[g + 1]; i++) {
    double sum = 0;
    const uint64_t from = core->items_of.row[i], to = core->items_of.row[i + 1];
    for (uint64_t k = from; k < to && sum < 1; k++) sum += x[core->items_of.col[k]];
    m->work += (int64_t)(to - from);
    if (sum >= 1 - 1e-9) {
      *constant += core->weight[i];
      *value += (double)core->weight[i];
      continue;
    }
    *value += (double)core->weight[i] * sum;
    kept[(i - first) / 64] |= (uint64_t)1 << ((i - first) % 64);
    for (uint64_t k = from; k < to; k++) {
      buju_ix j = core->items_of.col[k];
      if (m->part[j] == 0) m->touched[n++] = j;
      m->part[j] += core->weight[i];
    }
  }
  return n;
}

/* Takes the cut out of the scratch, if the last solution is above it by more than rounding; clears the scratch. */
static bool take_cut(buju_max_master *m, buju_ix g, buju_ix n, uint64_t *kept, int64_t constant) {
  double at = (double)constant, limit = (double)m->core->group_weight[g] * m->per_unit;
  for (buju_ix k = 0; k < n; k++) at += (double)m->part[m->touched[k]] * m->x[m->touched[k]];
  bool wanted = !m->guided || m->served[g] > at * m->per_unit + 1e-7 * (1 + limit), well = true;
  if (wanted) {
    buju_max_cut *cut = calloc(1, sizeof *cut), **seat = NULL;
    size_t words = group_size(m->core, g) / 64 + 1;
    well = cut != NULL && (cut->item = malloc(((size_t)n + 1) * sizeof *cut->item)) != NULL &&
           (cut->value = malloc(((size_t)n + 1) * sizeof *cut->value)) != NULL &&
           (cut->kept = malloc(words * sizeof *kept)) != NULL && (seat = buju_vec_push(&m->cuts, sizeof *seat)) != NULL;
    if (well) {
      *seat = cut;
      cut->group = g;
      cut->n = n;
      cut->constant = constant;
      memcpy(cut->kept, kept, words * sizeof *kept);
      for (buju_ix k = 0; k < n; k++) {
        cut->item[k] = m->touched[k];
        cut->value[k] = m->part[m->touched[k]];
      }
    } else {
      cut_free(cut);
    }
  }
  for (buju_ix k = 0; k < n; k++) m->part[m->touched[k]] = 0;
  return well;
}

/* The cuts from `first` on become rows. */
static buju_status add_rows(buju_ctx *ctx, buju_max_master *m, size_t first) {
  size_t n = m->cuts.n - first, entries = 0, at = 0;
  for (size_t k = first; k < m->cuts.n; k++) entries += (size_t)cuts_of(m)[k]->n + 1;
  uint64_t *row = calloc(n + 1, sizeof *row);
  buju_ix *column = malloc((entries + 1) * sizeof *column);
  double *value = malloc((entries + 1) * sizeof *value), *sides = malloc((n * 2 + 1) * sizeof *sides);
  buju_status status =
      row != NULL && column != NULL && value != NULL && sides != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (size_t k = 0; status == BUJU_OK && k < n; k++) {
    const buju_max_cut *cut = cuts_of(m)[first + k];
    for (buju_ix a = 0; a < cut->n; a++) {
      column[at] = cut->item[a];
      value[at++] = -(double)cut->value[a] * m->per_unit;
    }
    column[at] = m->core->items + cut->group;
    value[at++] = 1;
    row[k + 1] = at;
    sides[k] = -INFINITY;
    sides[n + k] = (double)cut->constant * m->per_unit;
  }
  if (status == BUJU_OK)
    status = buju_lp_add_rows(ctx, m->lp, &(buju_lp_rows){(buju_ix)n, row, column, value, sides, sides + n});
  free(row);
  free(column);
  free(value);
  free(sides);
  return status;
}

static buju_status make_room(buju_ctx *ctx, buju_max_master *m) {
  if (m->cuts.n <= m->share_room) return BUJU_OK;
  size_t room = m->cuts.n + m->cuts.n / 2;
  int64_t *share = realloc(m->share, room * sizeof *share);
  if (share == NULL) return buju_fail_memory(ctx);
  m->share = share;
  m->share_room = room;
  return BUJU_OK;
}

buju_status buju_max_master_cut(buju_ctx *ctx, buju_max_master *m, const double *x, buju_ix *added, double *value) {
  const buju_max_core *core = m->core;
  buju_ix largest = 0;
  size_t before = m->cuts.n;
  for (buju_ix g = 0; g < core->groups; g++)
    if (group_size(core, g) > largest) largest = group_size(core, g);
  uint64_t *kept = malloc(((size_t)largest / 64 + 1) * sizeof *kept);
  bool well = kept != NULL;
  *value = 0;
  for (buju_ix g = 0; well && g < core->groups; g++) {
    int64_t constant;
    memset(kept, 0, (group_size(core, g) / 64 + 1) * sizeof *kept);
    buju_ix n = sum_group(m, g, x, kept, &constant, value);
    well = take_cut(m, g, n, kept, constant);
  }
  free(kept);
  *added = (buju_ix)(m->cuts.n - before);
  buju_status status = well ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = make_room(ctx, m);
  if (status == BUJU_OK && *added > 0) status = add_rows(ctx, m, before);
  return status;
}

buju_status buju_max_master_drop(buju_ctx *ctx, buju_max_master *m, buju_ix idle) {
  buju_ix *gone = calloc(m->cuts.n + 1, sizeof *gone), n = 0;
  if (gone == NULL) return buju_fail_memory(ctx);
  for (buju_ix k = 0; k < m->cuts.n; k++)
    if (cuts_of(m)[k]->idle >= idle) gone[n++] = m->first_cut + k;
  buju_status status = buju_lp_delete_rows(ctx, m->lp, n, gone);
  free(gone);
  if (status != BUJU_OK || n == 0) return status;
  size_t kept = 0;
  buju_ix shares = 0;
  for (size_t k = 0; k < m->cuts.n; k++) {
    buju_max_cut *cut = cuts_of(m)[k];
    if (cut->idle >= idle) {
      cut_free(cut);
      continue;
    }
    shares += k < m->shares;
    if (k < m->shares) m->share[kept] = m->share[k];
    cuts_of(m)[kept++] = cut;
  }
  m->shares = shares;
  m->cuts.n = kept;
  return BUJU_OK;
}
