/* From a cover to its cheapest columns: reduce, split, then search every part until the bounds meet.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "core/parallel.h"
#include "planner/siting/cover_parts.h"
#include "planner/siting/numbers.h"

/* Numbers of steps. The search gets a slice, at first enough to solve a county's program, whose solution leads to good
 * plans; then the walk, whose steps are quick, so many times more than the slice; when the bounds are within one of
 * each other, a fraction. Slices double from round to round. */
enum {
  FIRST_SLICE = 1 << 20,
  FIRST_WALK_PER_ENTRY = 30,
  FIRST_ITERATIONS = 1500,
  FIRST_SEARCH_MOST = 1 << 26,
  SLICE_MOST = 1 << 28,
  WALK_TIMES = 4,
  WALK_LITTLE = 16
};

/* A part and what is known about it. Costs are divided by what divides all of them. */
typedef struct part {
  buju_cover cover;
  int64_t unit;
  buju_arena *arena;
  buju_cover_walk walk;
  buju_cover_search *search;
  uint8_t *best; /* [columns] */
  int64_t upper, lower;
  int64_t cut;          /* plans that cost as much are of no use */
  int64_t slice;        /* for this round */
  int64_t first_search; /* the search gets so much at least in the first round */
  bool root;            /* the bounds met before any branching */
} part;

typedef struct solving {
  const buju_cover *cover;
  const buju_cover_wish *wish;
  buju_arena *scratch;
  buju_cover_reduced reduced;
  buju_ix parts;
  part *part;
  buju_ix *open, open_n; /* parts whose bounds do not meet */
  const uint8_t *start;  /* by the given numbers; or NULL */
} solving;

static void divide_costs(part *p) {
  p->unit = 0;
  for (buju_ix j = 0; j < p->cover.columns; j++) p->unit = buju_common_divisor(p->unit, p->cover.cost[j]);
  if (p->unit == 0) p->unit = 1; /* all of them are free */
  for (buju_ix j = 0; j < p->cover.columns; j++) p->cover.cost[j] /= p->unit;
}

/* ---- one part ---- */

static void take_walked(part *p) {
  if (p->walk.best_cost >= p->upper) return;
  p->upper = p->walk.best_cost;
  memcpy(p->best, p->walk.best, p->cover.columns * sizeof *p->best);
}

static void take_searched(part *p) {
  const uint8_t *in;
  int64_t cost = buju_cover_search_best(p->search, &in);
  if (cost < p->upper) {
    p->upper = cost;
    memcpy(p->best, in, p->cover.columns * sizeof *p->best);
    buju_cover_walk_start(&p->walk, p->best);
    take_walked(p);
  }
  int64_t lower = buju_cover_search_lower(p->search);
  if (lower > p->upper) lower = p->upper;
  if (lower > p->lower) p->lower = lower;
}

/* The plan given, as far as it is of this part. */
static buju_status use_start(buju_ctx *ctx, part *p, const uint8_t *start) {
  uint8_t *in = BUJU_NEW(p->arena, uint8_t, p->cover.columns);
  if (in == NULL) return buju_fail_memory(ctx);
  for (buju_ix j = 0; j < p->cover.columns; j++) in[j] = start[p->cover.column_id[j]];
  buju_cover_walk_start(&p->walk, in);
  return BUJU_OK;
}

/* What the root's multipliers hint at, completed. */
static buju_status use_hints(buju_ctx *ctx, part *p) {
  uint8_t *in = BUJU_NEW(p->arena, uint8_t, p->cover.columns);
  if (in == NULL) return buju_fail_memory(ctx);
  const double *share = buju_cover_search_share(p->search);
  for (buju_ix j = 0; j < p->cover.columns; j++) in[j] = share[j] > 0.5;
  buju_cover_walk_start(&p->walk, in);
  return BUJU_OK;
}

static buju_status part_begin(buju_ctx *ctx, part *p, const uint8_t *start) {
  BUJU_MSG(large, "集合覆盖：费用之和过大，无法精确计算", "set cover: the costs are too large to be summed exactly");
  p->arena = buju_arena_new();
  if (p->arena == NULL) return buju_fail_memory(ctx);
  divide_costs(p);
  p->upper = INT64_MAX;
  p->best = BUJU_NEW(p->arena, uint8_t, p->cover.columns);
  if (p->best == NULL) return buju_fail_memory(ctx);
  buju_status status = buju_cover_walk_new(ctx, &p->cover, 1, p->arena, &p->walk);
  if (status == BUJU_OK) status = buju_cover_search_new(ctx, &p->cover, &p->walk, p->arena, &p->search);
  if (status != BUJU_OK) return status;
  buju_cover_walk_start(&p->walk, NULL);
  if (start != NULL) status = use_start(ctx, p, start);
  if (status != BUJU_OK) return status;
  int64_t entries = (int64_t)p->cover.row[p->cover.rows];
  if (entries <= BUJU_COVER_LP_QUICK) p->first_search = FIRST_ITERATIONS * (entries + 2 * (int64_t)p->cover.rows);
  if (p->first_search > FIRST_SEARCH_MOST) p->first_search = FIRST_SEARCH_MOST;
  buju_cover_walk_on(&p->walk, FIRST_WALK_PER_ENTRY * entries, 0);
  take_walked(p);
  if (!buju_cover_search_root(p->search, p->upper)) return buju_fail(ctx, BUJU_E_LIMIT, BUJU_SAY(large));
  take_searched(p);
  p->root = p->lower == p->upper;
  if (p->root) return BUJU_OK;
  status = use_hints(ctx, p);
  buju_cover_walk_on(&p->walk, FIRST_WALK_PER_ENTRY * entries, p->lower);
  take_walked(p);
  p->root = p->lower == p->upper;
  return status;
}

static buju_status begin_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  (void)worker;
  solving *s = user;
  buju_status status = BUJU_OK;
  for (uint64_t k = first; status == BUJU_OK && k < end; k++) status = part_begin(ctx, &s->part[k], s->start);
  return status;
}

/* ---- rounds ---- */

static buju_status go_on_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  (void)worker;
  solving *s = user;
  for (uint64_t k = first; k < end; k++) {
    part *p = &s->part[s->open[k]];
    int64_t cut = p->cut < p->upper ? p->cut : p->upper;
    int64_t slice = p->slice > p->first_search ? p->slice : p->first_search;
    p->first_search = 0;
    buju_status status = buju_cover_search_on(ctx, p->search, slice, cut);
    if (status != BUJU_OK) return status;
    take_searched(p);
    if (p->upper == p->lower) continue;
    buju_cover_walk_on(&p->walk, p->upper - p->lower > 1 ? WALK_TIMES * p->slice : p->slice / WALK_LITTLE, p->lower);
    take_walked(p);
  }
  return BUJU_OK;
}

static int64_t total_work(const solving *s) {
  int64_t work = s->reduced.work;
  for (buju_ix k = 0; k < s->parts; k++) work += s->part[k].walk.work + buju_cover_search_work(s->part[k].search);
  return work;
}

static void total_cost(const solving *s, int64_t *upper, int64_t *lower) {
  *upper = *lower = s->reduced.taken_cost;
  for (buju_ix k = 0; k < s->parts; k++) {
    *upper += s->part[k].upper * s->part[k].unit;
    *lower += s->part[k].lower * s->part[k].unit;
  }
}

/* Whether there is reason to go on; says how much each open part may work and from which cost on it is no use. */
static bool plan_round(solving *s, int64_t slice) {
  const buju_cover_wish *wish = s->wish;
  int64_t upper, lower, work = total_work(s);
  total_cost(s, &upper, &lower);
  if (wish->watch != NULL) wish->watch->tell(wish->watch->user, wish->base + upper, wish->base + lower);
  if (upper == lower || upper <= wish->enough || (wish->enough != BUJU_COVER_LEAST && lower > wish->enough))
    return false;
  if ((double)(upper - lower) <= wish->gap * (double)(upper + wish->base)) return false;
  if (wish->work_limit > 0 && work >= wish->work_limit) return false;
  s->open_n = 0;
  for (buju_ix k = 0; k < s->parts; k++)
    if (s->part[k].lower < s->part[k].upper) s->open[s->open_n++] = k;
  if (s->open_n == 0) return false;
  if (wish->work_limit > 0 && (wish->work_limit - work) / ((WALK_TIMES + 1) * (int64_t)s->open_n) < slice)
    slice = (wish->work_limit - work) / ((WALK_TIMES + 1) * (int64_t)s->open_n) + 1;
  for (buju_ix q = 0; q < s->open_n; q++) {
    part *p = &s->part[s->open[q]];
    p->slice = slice;
    p->cut = p->upper;
    if (wish->enough == BUJU_COVER_LEAST) continue;
    int64_t most = (wish->enough - (lower - p->lower * p->unit)) / p->unit + 1; /* at least the part's lower bound */
    if (most < p->cut) p->cut = most;
  }
  return true;
}

static buju_status search(buju_ctx *ctx, solving *s) {
  buju_status status = buju_parallel_for(ctx, s->parts, 1, begin_some, s);
  for (int64_t slice = FIRST_SLICE; status == BUJU_OK && plan_round(s, slice);
       slice = slice < SLICE_MOST ? 2 * slice : slice)
    status = buju_parallel_for(ctx, s->open_n, 1, go_on_some, s);
  return status;
}

/* ---- what was found ---- */

/* Leaves out what no row needs, dearest first, then the highest. */
typedef struct dear {
  int64_t cost;
  buju_ix column;
} dear;

static int dearest_first(const void *a, const void *b) {
  const dear *x = a, *y = b;
  if (x->cost != y->cost) return x->cost > y->cost ? -1 : 1;
  return (x->column < y->column) - (x->column > y->column);
}

static bool leave_out(const buju_cover *c, bool *in, buju_arena *scratch) {
  buju_ix *times = BUJU_NEW(scratch, buju_ix, c->rows), n = 0;
  dear *order = BUJU_NEW(scratch, dear, c->columns);
  if (times == NULL || order == NULL) return false;
  for (buju_ix j = 0; j < c->columns; j++) {
    if (!in[j]) continue;
    order[n++] = (dear){c->cost[j], j};
    for (uint64_t at = c->col[j]; at < c->col[j + 1]; at++) times[c->member[at]]++;
  }
  qsort(order, n, sizeof *order, dearest_first);
  for (buju_ix k = 0; k < n; k++) {
    buju_ix j = order[k].column;
    uint64_t at = c->col[j], end = c->col[j + 1];
    while (at < end && times[c->member[at]] > c->need[c->member[at]]) at++;
    if (at < end) continue;
    in[j] = false;
    for (at = c->col[j]; at < end; at++) times[c->member[at]]--;
  }
  return true;
}

/* Which columns of the whole are taken: both lists of ids ascend. */
static void mark_taken(const solving *s, bool *in) {
  const buju_cover *c = s->cover;
  buju_ix t = 0;
  for (buju_ix j = 0; j < c->columns && t < s->reduced.taken_n; j++) {
    if (c->column_id[j] != s->reduced.taken[t]) continue;
    in[j] = true;
    t++;
  }
  for (buju_ix k = 0; k < s->parts; k++) {
    const part *p = &s->part[k];
    buju_ix j = 0;
    for (buju_ix q = 0; q < p->cover.columns; q++) {
      while (c->column_id[j] != p->cover.column_id[q]) j++;
      if (p->best[q]) in[j] = true;
    }
  }
}

static buju_proof_method method_of(const solving *s) {
  buju_proof_method method = s->parts > 0 ? BUJU_BY_LAGRANGIAN : BUJU_BY_DOMINANCE;
  for (buju_ix k = 0; k < s->parts; k++)
    if (!s->part[k].root) method = BUJU_BY_BRANCH;
  return method;
}

static bool tell(const solving *s, buju_arena *arena, buju_cover_found *out) {
  const buju_cover *c = s->cover;
  bool *in = BUJU_NEW(s->scratch, bool, c->columns);
  if (in == NULL) return false;
  mark_taken(s, in);
  if (!leave_out(c, in, s->scratch)) return false;
  buju_cover_found found = {.method = method_of(s), .work = total_work(s)};
  for (buju_ix j = 0; j < c->columns; j++) found.n += in[j];
  found.column = BUJU_NEW(arena, buju_ix, found.n);
  if (found.column == NULL) return false;
  buju_ix n = 0;
  for (buju_ix j = 0; j < c->columns; j++) {
    if (!in[j]) continue;
    found.column[n++] = c->column_id[j];
    found.cost += c->cost[j];
  }
  int64_t upper;
  total_cost(s, &upper, &found.lower);
  *out = found;
  return true;
}

/* ---- all of it ---- */

static buju_status prepare(buju_ctx *ctx, solving *s) {
  buju_cover *covers;
  buju_status status = buju_cover_reduce(ctx, s->cover, s->scratch, &s->reduced);
  if (status == BUJU_OK) status = buju_cover_split(ctx, &s->reduced.cover, s->scratch, &s->parts, &covers);
  if (status != BUJU_OK) return status;
  buju_ix most = 0;
  for (buju_ix j = 0; j < s->cover->columns; j++)
    if (s->cover->column_id[j] > most) most = s->cover->column_id[j];
  part *parts = BUJU_NEW(s->scratch, part, s->parts);
  s->open = BUJU_NEW(s->scratch, buju_ix, s->parts);
  uint8_t *start = BUJU_NEW(s->scratch, uint8_t, (size_t)most + 1);
  if (parts == NULL || s->open == NULL || start == NULL) return buju_fail_memory(ctx);
  for (buju_ix k = 0; k < s->parts; k++) parts[k].cover = covers[k];
  s->part = parts;
  for (buju_ix k = 0; k < s->wish->start_n; k++)
    if (s->wish->start[k] <= most) start[s->wish->start[k]] = 1;
  if (s->wish->start_n > 0) s->start = start;
  return BUJU_OK;
}

static buju_status check_costs(buju_ctx *ctx, const buju_cover *c) {
  BUJU_MSG(sums, "集合覆盖：第 {0} 列的费用为负，或费用之和超出 64 位整数",
           "set cover: column {0} costs less than 0, or the sum of costs does not fit in 64 bits");
  int64_t sum = 0;
  for (buju_ix j = 0; j < c->columns; j++) {
    if (c->cost[j] < 0 || c->cost[j] > INT64_MAX / 4 - sum)
      return buju_fail(ctx, BUJU_E_LIMIT, BUJU_SAY(sums, buju_int(c->column_id[j])));
    sum += c->cost[j];
  }
  return BUJU_OK;
}

buju_status buju_cover_solve(buju_ctx *ctx, const buju_cover *cover, const buju_cover_wish *wish, buju_arena *arena,
                             buju_cover_found *out) {
  buju_status status = check_costs(ctx, cover);
  if (status != BUJU_OK) return status;
  solving s = {.cover = cover, .wish = wish, .scratch = buju_arena_new()};
  if (s.scratch == NULL) return buju_fail_memory(ctx);
  status = prepare(ctx, &s);
  if (status == BUJU_OK) status = search(ctx, &s);
  if (status == BUJU_OK && !tell(&s, arena, out)) status = buju_fail_memory(ctx);
  for (buju_ix k = 0; s.part != NULL && k < s.parts; k++) {
    buju_cover_search_free(s.part[k].search);
    buju_arena_free(s.part[k].arena);
  }
  buju_arena_free(s.scratch);
  return status;
}
