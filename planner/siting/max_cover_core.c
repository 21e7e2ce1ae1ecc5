/* Maximal cover: what is left to decide. Lists are streamed; only distinct ones are kept.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "core/parallel.h"
#include "planner/siting/max_cover_table.h"
#include "planner/siting/numbers.h"

enum { BLOCK = 1 << 16, CHUNK = 1 << 10 }; /* demand points whose lists are held together; and sorted by one thread */

/* ---- candidates ---- */

static const buju_ix IS_ALWAYS = UINT32_MAX - 1; /* beside items and BUJU_NONE */

/* Whether a candidate is open in some best plan whatever else is decided: it must, or it costs nothing that is scarce.
 */
static bool is_always(const buju_siting_field *field, buju_ix j) {
  switch ((buju_candidate_state)field->state[j]) {
  case BUJU_CANDIDATE_EXISTING:
  case BUJU_CANDIDATE_REQUIRED: return true;
  case BUJU_CANDIDATE_CLOSABLE: return field->net[j] <= 0 || field->budget == INT64_MAX;
  case BUJU_CANDIDATE_FREE: return field->net[j] <= 0 && field->p == INT64_MAX;
  case BUJU_CANDIDATE_FORBIDDEN:
  case BUJU_CANDIDATE_STATES: break;
  }
  return false;
}

/* Sorts candidates into those always open, items and the rest: item_of[candidates]. */
static bool sort_candidates(const buju_siting_field *field, buju_arena *arena, buju_ix *item_of, buju_max_core *core) {
  core->p = field->p;
  core->budget = field->budget;
  core->candidate = BUJU_NEW(arena, buju_ix, field->candidates);
  core->always_open = BUJU_NEW(arena, buju_ix, field->candidates);
  if (core->candidate == NULL || core->always_open == NULL) return false;
  for (buju_ix j = 0; j < field->candidates; j++) {
    item_of[j] = BUJU_NONE;
    if (!is_always(field, j)) continue;
    item_of[j] = IS_ALWAYS;
    core->always_open[core->always++] = j;
    if (core->p != INT64_MAX) core->p -= field->counted[j];
    if (core->budget != INT64_MAX) core->budget -= field->net[j];
  }
  for (buju_ix j = 0; j < field->candidates; j++) {
    if (item_of[j] != BUJU_NONE || field->state[j] == BUJU_CANDIDATE_FORBIDDEN) continue;
    if (field->net[j] > core->budget || (field->counted[j] && core->p <= 0)) continue;
    item_of[j] = core->items;
    core->candidate[core->items++] = j;
  }
  return true;
}

/* ---- lists ---- */

typedef struct rows {
  const buju_ix *item_of;
  buju_csr *lists;
  uint64_t *n, *hash; /* [lists] n: items that may serve it */
  bool *served;       /* [lists] by what is always open */
} rows;

static int ascending(const void *a, const void *b) {
  buju_ix x = *(const buju_ix *)a, y = *(const buju_ix *)b;
  return (x > y) - (x < y);
}

static void sort_items(buju_ix *list, uint64_t n) {
  if (n > 32) {
    qsort(list, (size_t)n, sizeof *list, ascending);
    return;
  }
  for (uint64_t a = 1; a < n; a++) {
    buju_ix one = list[a];
    uint64_t at = a;
    for (; at > 0 && list[at - 1] > one; at--) list[at] = list[at - 1];
    list[at] = one;
  }
}

/* Lists of candidates become sorted lists of items, in place. */
static buju_status ready_rows(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  rows *r = user;
  (void)ctx;
  (void)worker;
  for (uint64_t i = first; i < end; i++) {
    buju_ix *list = r->lists->col + r->lists->row[i];
    uint64_t all = r->lists->row[i + 1] - r->lists->row[i], n = 0;
    bool served = false;
    for (uint64_t k = 0; k < all; k++) {
      buju_ix item = r->item_of[list[k]];
      served |= item == IS_ALWAYS;
      if (item < IS_ALWAYS) list[n++] = item;
    }
    sort_items(list, n);
    r->hash[i] = buju_max_table_hash(list, n);
    r->n[i] = n;
    r->served[i] = served;
  }
  return BUJU_OK;
}

static buju_status take_block(buju_ctx *ctx, const buju_siting_field *field, const buju_ix *which, buju_ix n,
                              const buju_ix *item_of, buju_max_table *table, buju_max_core *core) {
  const buju_costs *costs = field->problem->costs;
  buju_csr lists;
  buju_arena *scratch = buju_arena_new();
  uint32_t *most = scratch != NULL ? BUJU_NEW(scratch, uint32_t, n) : NULL;
  buju_status status = most != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (buju_ix k = 0; status == BUJU_OK && k < n; k++) most[k] = field->limit;
  if (status == BUJU_OK) status = costs->ops->lists(ctx, costs, BUJU_COSTS_BY_DEMAND, n, which, most, scratch, &lists);
  rows r = {item_of, &lists, NULL, NULL, NULL};
  if (status == BUJU_OK) {
    r.n = BUJU_NEW(scratch, uint64_t, n);
    r.hash = BUJU_NEW(scratch, uint64_t, n);
    r.served = BUJU_NEW(scratch, bool, n);
    if (r.n == NULL || r.hash == NULL || r.served == NULL) status = buju_fail_memory(ctx);
  }
  if (status == BUJU_OK) status = buju_parallel_for(ctx, n, CHUNK, ready_rows, &r);
  for (buju_ix k = 0; status == BUJU_OK && k < n; k++) {
    if (r.n[k] == 0 && !r.served[k]) core->lost += field->weight[which[k]];
    if (r.n[k] == 0 && !r.served[k] && core->pattern_of != NULL) core->pattern_of[which[k]] = BUJU_MAX_LOST;
    if (r.n[k] == 0) continue;
    buju_ix pattern = buju_max_table_find(table, r.hash[k], lists.col + lists.row[k], r.n[k]);
    if (pattern == BUJU_NONE) status = buju_fail_memory(ctx);
    if (status != BUJU_OK) break;
    if (r.served[k]) continue; /* the list counts for who outshines whom, the weight does not */
    table->weight[pattern] += field->weight[which[k]];
    if (core->pattern_of != NULL) core->pattern_of[which[k]] = pattern;
  }
  buju_arena_free(scratch);
  return status;
}

static buju_status take_lists(buju_ctx *ctx, const buju_siting_field *field, const buju_ix *item_of,
                              buju_max_table *table, buju_max_core *core) {
  buju_ix *which = malloc(BLOCK * sizeof *which), n = 0;
  buju_status status = which != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (buju_ix i = 0; status == BUJU_OK && i < field->demands; i++) {
    if (field->weight[i] > 0) which[n++] = i;
    if (n < BLOCK && i + 1 < field->demands) continue;
    if (n > 0) status = take_block(ctx, field, which, n, item_of, table, core);
    n = 0;
  }
  free(which);
  return status;
}

/* ---- groups ---- */

enum { GROUPS = 1024 };

/* Patterns that a site serves which serves most of what is left are a group: neighbours, and few groups. */
static buju_ix form_groups(const buju_max_core *core, const buju_max_table *t, const buju_csr *patterns_of,
                           int64_t *gain, buju_ix *group_of) {
  buju_ix groups = 0;
  memcpy(gain, core->cover, core->items * sizeof *gain);
  memset(group_of, 0xff, t->n * sizeof *group_of);
  while (groups < GROUPS) {
    buju_ix best = 0;
    for (buju_ix j = 1; j < core->items; j++)
      if (gain[j] > gain[best]) best = j;
    if (core->items == 0 || gain[best] == 0) return groups;
    for (uint64_t k = patterns_of->row[best]; k < patterns_of->row[best + 1]; k++) {
      buju_ix i = patterns_of->col[k];
      if (group_of[i] != BUJU_NONE) continue;
      group_of[i] = groups;
      for (uint64_t a = t->first[i]; a < t->first[i + 1]; a++) gain[t->pool[a]] -= t->weight[i];
    }
    groups++;
  }
  bool rest = false;
  for (buju_ix i = 0; i < t->n; i++) {
    if (group_of[i] != BUJU_NONE) continue;
    group_of[i] = groups;
    rest = true;
  }
  return groups + rest;
}

/* The other side of lists by item: O(pairs). row: [items + 1], col: [pairs]. */
static void transpose(buju_ix items, buju_ix patterns, const uint64_t *first, const buju_ix *pool, buju_csr *out) {
  out->n = items;
  memset(out->row, 0, ((size_t)items + 1) * sizeof *out->row);
  for (uint64_t k = 0; k < first[patterns]; k++) out->row[pool[k] + 1]++;
  for (buju_ix j = 0; j < items; j++) out->row[j + 1] += out->row[j];
  for (buju_ix i = 0; i < patterns; i++)
    for (uint64_t k = first[i]; k < first[i + 1]; k++) out->col[out->row[pool[k]]++] = i;
  memmove(out->row + 1, out->row, items * sizeof *out->row);
  out->row[0] = 0;
}

static bool core_arrays(buju_arena *arena, const buju_max_table *t, buju_max_core *core) {
  core->patterns = t->n;
  core->cover = BUJU_NEW(arena, int64_t, core->items);
  core->weight = BUJU_NEW(arena, int64_t, t->n);
  core->price = BUJU_NEW(arena, int64_t, core->items);
  core->counted = BUJU_NEW(arena, uint8_t, core->items);
  core->items_of =
      (buju_csr){t->n, BUJU_NEW(arena, uint64_t, (size_t)t->n + 1), BUJU_NEW(arena, buju_ix, t->used), NULL};
  core->patterns_of = (buju_csr){core->items, BUJU_NEW(arena, uint64_t, (size_t)core->items + 1),
                                 BUJU_NEW(arena, buju_ix, t->used), NULL};
  return core->cover != NULL && core->weight != NULL && core->price != NULL && core->counted != NULL &&
         core->items_of.row != NULL && core->items_of.col != NULL && core->patterns_of.row != NULL &&
         core->patterns_of.col != NULL;
}

/* Puts the patterns in the order of their groups: place[old] is the new number. */
static bool order_patterns(buju_arena *arena, const buju_max_table *t, const buju_ix *group_of, buju_ix *place,
                           buju_max_core *core) {
  core->group_first = BUJU_NEW(arena, buju_ix, (size_t)core->groups + 2);
  if (core->group_first == NULL) return false;
  core->group_weight = BUJU_NEW(arena, int64_t, core->groups);
  if (core->group_weight == NULL) return false;
  buju_ix *next = core->group_first + 1;
  for (buju_ix i = 0; i < t->n; i++) next[group_of[i] + 1]++;
  for (buju_ix g = 0; g < core->groups; g++) next[g + 1] += next[g];
  for (buju_ix i = 0; i < t->n; i++) {
    place[i] = next[group_of[i]]++;
    core->weight[place[i]] = t->weight[i];
    core->group_weight[group_of[i]] += t->weight[i];
    core->items_of.row[place[i] + 1] = t->first[i + 1] - t->first[i];
  }
  for (buju_ix i = 0; i < t->n; i++) core->items_of.row[i + 1] += core->items_of.row[i];
  for (buju_ix i = 0; i < t->n; i++)
    memcpy(core->items_of.col + core->items_of.row[place[i]], t->pool + t->first[i],
           (size_t)(t->first[i + 1] - t->first[i]) * sizeof *t->pool);
  return true;
}

static bool build(const buju_siting_field *field, buju_arena *arena, const buju_max_table *t, buju_max_core *core) {
  buju_arena *scratch = buju_arena_new();
  buju_ix *group_of = scratch != NULL ? BUJU_NEW(scratch, buju_ix, t->n) : NULL;
  buju_ix *place = scratch != NULL ? BUJU_NEW(scratch, buju_ix, t->n) : NULL;
  int64_t *gain = scratch != NULL ? BUJU_NEW(scratch, int64_t, core->items) : NULL;
  static const uint64_t nothing[1] = {0};
  const uint64_t *first = t->n > 0 ? t->first : nothing;
  bool well = group_of != NULL && place != NULL && gain != NULL && core_arrays(arena, t, core);
  if (well) {
    for (buju_ix j = 0; j < core->items; j++) {
      core->price[j] = core->budget != INT64_MAX ? field->net[core->candidate[j]] : 0;
      core->counted[j] = field->counted[core->candidate[j]] && core->p != INT64_MAX;
    }
    for (buju_ix i = 0; i < t->n; i++)
      for (uint64_t k = t->first[i]; k < t->first[i + 1]; k++) core->cover[t->pool[k]] += t->weight[i];
    transpose(core->items, t->n, first, t->pool, &core->patterns_of);
    core->groups = form_groups(core, t, &core->patterns_of, gain, group_of);
    well = order_patterns(arena, t, group_of, place, core);
  }
  if (well) {
    transpose(core->items, t->n, core->items_of.row, core->items_of.col, &core->patterns_of);
    for (buju_ix d = 0; core->pattern_of != NULL && d < field->demands; d++)
      if (core->pattern_of[d] < BUJU_MAX_LOST) core->pattern_of[d] = place[core->pattern_of[d]];
  }
  buju_arena_free(scratch);
  return well;
}

/* ---- units ---- */

/* Prices of programs like these are often simple fractions: scales that hold them exactly. */
static int64_t choose_scale(int64_t sum) {
  const int64_t most = INT64_MAX / 2;
  int64_t scale = sum <= most / 720720 ? 720720 : sum <= most / 2520 ? 2520 : sum <= most / 12 ? 12 : 1;
  while (scale >= 720720 && scale < (int64_t)1 << 30 && sum <= most / (scale * 2)) scale *= 2;
  return scale;
}

static buju_status weigh(buju_ctx *ctx, const buju_siting_field *field, buju_max_table *t, buju_max_core *core) {
  BUJU_MSG(
      heavy, "最大覆盖：权重之和按候选点重复计算后超出 64 位整数；请改用较大的单位",
      "maximal cover: the sum of weights, counted once a candidate, does not fit in 64 bits; give weights in a larger "
      "unit");
  int64_t sum = 0;
  core->unit = 0;
  for (buju_ix i = 0; i < field->demands; i++) core->unit = buju_common_divisor(core->unit, field->weight[i]);
  if (core->unit == 0) core->unit = 1;
  for (buju_ix k = 0; k < t->n; k++) {
    t->weight[k] /= core->unit;
    core->weighs += t->weight[k];
    int64_t times = (int64_t)(t->first[k + 1] - t->first[k]) + 1;
    if (t->weight[k] > (INT64_MAX / 2 - sum) / times) return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(heavy));
    sum += t->weight[k] * times;
  }
  core->scale = choose_scale(sum);
  return BUJU_OK;
}

buju_status buju_max_core_make(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena, buju_max_core *out) {
  buju_max_core core = {0};
  buju_max_table table = {0};
  buju_ix *item_of = malloc(((size_t)field->candidates + 1) * sizeof *item_of);
  buju_status status =
      item_of != NULL && sort_candidates(field, arena, item_of, &core) ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK && field->problem->prove) {
    core.pattern_of = BUJU_NEW(arena, buju_ix, field->demands);
    if (core.pattern_of == NULL) status = buju_fail_memory(ctx);
    for (buju_ix i = 0; status == BUJU_OK && i < field->demands; i++) core.pattern_of[i] = BUJU_NONE;
  }
  if (status == BUJU_OK) status = take_lists(ctx, field, item_of, &table, &core);
  if (status == BUJU_OK) status = buju_max_core_outshine(ctx, field, arena, &table, &core);
  if (status == BUJU_OK) status = weigh(ctx, field, &table, &core);
  if (status == BUJU_OK && !build(field, arena, &table, &core)) status = buju_fail_memory(ctx);
  buju_max_table_free(&table);
  free(item_of);
  if (status == BUJU_OK) *out = core;
  return status;
}
