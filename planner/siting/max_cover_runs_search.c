/* Maximal cover by runs: bounds and plans in turn. Candidates are ruled out on the way, and what is left in the end
 * goes
 * to the search that keeps lists, where that can be. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/max_cover_runs.h"

enum { FIRST_ROUNDS = 300, ROUNDS_ON = 60, MOST_TURNS = 60 };
enum { SAMPLE_A_SITE = 30, SAMPLE = 2000, NEAR_A_SITE = 10, NEAR = 500 }; /* candidates */
static const double BOLD = 1.5, GOING_ON = 0.6, TIRED = 0.002;
static const double LITTLE = 0.02, SLOWER = 0.85; /* of the gap; and of the boldness where no more than that is won */
static const double FEW_PAIRS = 3e7;              /* that are left to lists although the work is limited */

typedef struct hunt {
  buju_max_runs r;
  buju_max_runs_plan plan; /* to try things out */
  buju_max_runs_bound bound;
  buju_max_some wide, narrow; /* of the free: for the next climb, and for plans */
  buju_ix best_n, *best;      /* [p] */
  int64_t value;              /* of best */
  int64_t known;              /* no plan serves more */
  uint32_t *proved;           /* [places] shares that say so */
  double boldness;
  uint64_t random;
  buju_proof_method method;
} hunt;

static bool hunt_new(hunt *h) {
  buju_max_runs *r = &h->r;
  h->wide.candidate = BUJU_NEW(r->arena, buju_ix, r->field->candidates);
  h->narrow.candidate = BUJU_NEW(r->arena, buju_ix, r->field->candidates);
  h->best = BUJU_NEW(r->arena, buju_ix, (size_t)r->p + 1);
  h->proved = BUJU_NEW(r->arena, uint32_t, r->places);
  h->known = r->weighs;
  h->random = 77;
  h->boldness = BOLD;
  h->method = BUJU_BY_LAGRANGIAN;
  return h->wide.candidate != NULL && h->narrow.candidate != NULL && h->best != NULL && h->proved != NULL &&
         buju_max_runs_plan_new(r, &h->plan) && buju_max_runs_bound_new(r, &h->bound);
}

static void tell(const hunt *h) {
  const buju_max_runs *r = &h->r;
  buju_siting_tell(r->field, (r->weighs - h->value) * r->unit, (r->weighs - h->known) * r->unit);
}

static void take_plan(hunt *h) {
  if (h->plan.value <= h->value) return;
  h->value = h->plan.value;
  h->best_n = h->plan.n;
  memcpy(h->best, h->plan.site, h->best_n * sizeof *h->best);
  tell(h);
}

static bool is_spent(const hunt *h) {
  const int64_t limit = h->r.field->problem->work_limit;
  return limit > 0 && h->r.work >= limit;
}

static bool is_done(const hunt *h) {
  const double gap = h->r.field->problem->gap, left_out = (double)(h->r.weighs - h->value);
  return h->known <= h->value || (gap > 0 && (double)(h->known - h->value) <= gap * left_out);
}

/* ---- to begin with ---- */

/* The plan known before, as far as there is room. */
static buju_status take_start(hunt *h) {
  const buju_siting_problem *problem = h->r.field->problem;
  buju_ix n = 0;
  for (buju_ix k = 0; problem->start != NULL && k < problem->start_n && (int64_t)n < h->r.p; k++)
    if (h->r.field->state[problem->start[k]] == BUJU_CANDIDATE_FREE) h->best[n++] = problem->start[k];
  if (n == 0) return BUJU_OK;
  buju_max_runs_plan_set(&h->plan, n, h->best);
  buju_status status = buju_max_runs_plan_improve(&h->plan, &h->wide);
  if (status == BUJU_OK) take_plan(h);
  return status;
}

/* A plan and shares from a sample of candidates. */
static buju_status begin(hunt *h) {
  const buju_max_some *free = &h->r.free;
  const int64_t most = SAMPLE + SAMPLE_A_SITE * h->r.p;
  const buju_ix every = (int64_t)free->n > most ? (buju_ix)((int64_t)free->n / most) : 1;
  for (buju_ix k = 0; k < free->n; k += every) h->wide.candidate[h->wide.n++] = free->candidate[k];
  buju_max_runs_plan_set(&h->plan, 0, NULL);
  buju_status status = buju_max_runs_plan_improve(&h->plan, &h->wide);
  if (status == BUJU_OK) take_plan(h);
  if (status == BUJU_OK) status = take_start(h);
  if (status != BUJU_OK) return status;
  buju_max_runs_plan_set(&h->plan, h->best_n, h->best);
  buju_max_runs_bound_start(&h->bound, &h->plan);
  return buju_max_runs_climb(&h->bound, &h->wide, h->value, FIRST_ROUNDS, &h->boldness);
}

/* ---- bounds ---- */

/* Leaves the free ones that may be open where more is served than by the best plan. A proof has one bound for all. */
static void rule_out(hunt *h) {
  buju_max_runs *r = &h->r;
  const buju_max_runs_bound *b = &h->bound;
  buju_ix left = 0;
  if (r->field->problem->prove) return;
  for (buju_ix k = 0; k < r->free.n; k++) {
    int64_t with = b->worth[k] >= b->least ? b->total : b->total - b->least + b->worth[k];
    if (with / r->scale <= h->value) continue;
    b->worth[left] = b->worth[k];
    r->free.candidate[left++] = r->free.candidate[k];
  }
  r->free.n = left;
}

/* The free ones worth most, about so many. */
static void take_most(hunt *h, int64_t n, buju_max_some *to) {
  const buju_max_some *free = &h->r.free;
  const buju_max_runs_bound *b = &h->bound;
  int64_t least = INT64_MIN;
  if (n < (int64_t)free->n) {
    memcpy(b->order, b->worth, free->n * sizeof *b->order);
    buju_max_select_down(b->order, free->n, (buju_ix)n);
    least = b->order[n];
  }
  to->n = 0;
  for (buju_ix k = 0; k < free->n; k++)
    if (b->worth[k] >= least) to->candidate[to->n++] = free->candidate[k];
}

/* A bound of the whole became known. */
static void know(hunt *h) {
  const buju_max_runs *r = &h->r;
  const int64_t before = h->known, whole = h->bound.total / r->scale;
  if (whole < h->known) {
    h->known = whole > h->value ? whole : h->value;
    memcpy(h->proved, h->bound.kept, r->places * sizeof *h->proved);
    tell(h);
  }
  if ((double)(before - h->known) < LITTLE * (double)(before - h->value)) h->boldness *= SLOWER;
}

/* All candidates at the shares reached: a true bound, what it counts on as a plan, and who matters next. */
static buju_status look_at_all(hunt *h) {
  buju_max_runs *r = &h->r;
  buju_status status = buju_max_runs_bound_reckon(&h->bound, h->bound.kept, &r->free);
  if (status != BUJU_OK) return status;
  know(h);
  buju_ix n = buju_max_runs_counted_on(&h->bound, &r->free, h->wide.candidate);
  buju_max_runs_plan_set(&h->plan, n, h->wide.candidate);
  rule_out(h);
  const int64_t share = (int64_t)r->free.n / 8, most = SAMPLE + SAMPLE_A_SITE * r->p;
  take_most(h, share > most ? share : most, &h->wide);
  take_most(h, NEAR + NEAR_A_SITE * r->p, &h->narrow);
  return BUJU_OK;
}

/* ---- plans ---- */

/* Plans near the best one, for so many steps. */
static buju_status shake(hunt *h, int64_t steps) {
  buju_max_runs_plan_set(&h->plan, h->best_n, h->best);
  buju_status status = buju_max_runs_plan_shake(&h->plan, &h->narrow, steps, h->known, &h->random);
  if (status == BUJU_OK) take_plan(h);
  return status;
}

/* From the sites counted on, then near the best plan. */
static buju_status better_plans(hunt *h, int64_t steps) {
  const int64_t before = h->r.work;
  buju_status status = buju_max_runs_plan_improve(&h->plan, &h->narrow);
  if (status != BUJU_OK) return status;
  take_plan(h);
  return shake(h, steps - (h->r.work - before));
}

/* ---- the search ---- */

static buju_status climb_and_shake(hunt *h) {
  buju_status status = begin(h);
  for (int turn = 0; status == BUJU_OK && turn < MOST_TURNS; turn++) {
    int64_t before = h->r.work;
    status = look_at_all(h);
    if (status != BUJU_OK || is_done(h) || is_spent(h) || h->boldness < TIRED) break;
    if (h->boldness > GOING_ON) h->boldness = GOING_ON;
    status = buju_max_runs_climb(&h->bound, &h->wide, h->value, ROUNDS_ON, &h->boldness);
    if (status == BUJU_OK) status = better_plans(h, h->r.work - before);
  }
  return status;
}

/* Pairs of the free candidates, served by nobody else. */
static double count_pairs(const buju_max_runs *r) {
  double pairs = 0;
  for (buju_ix k = 0; k < r->free.n; k++)
    for (uint64_t at = r->ends.row[r->free.candidate[k]]; at < r->ends.row[r->free.candidate[k] + 1]; at += 2)
      pairs += (double)(r->ends.col[at + 1] - r->ends.col[at]);
  return pairs;
}

/* Whoever was ruled out is open in no plan better than the best: the bound of what is left is one of the whole. */
static buju_status solve_left(hunt *h) {
  buju_max_runs *r = &h->r;
  buju_siting_found found = {0};
  buju_ix n = 0;
  buju_status status = buju_max_runs_with_lists(r, h->best_n, h->best, r->arena, &found);
  if (status != BUJU_OK) return status;
  for (buju_ix k = 0; k < found.sites; k++)
    if (r->field->state[found.site[k]] == BUJU_CANDIDATE_FREE) found.site[n++] = found.site[k];
  buju_max_runs_plan_set(&h->plan, n, found.site);
  take_plan(h);
  int64_t most = r->weighs - found.lower / r->unit;
  if (most < h->value) most = h->value;
  if (most <= h->known) h->method = found.method;
  if (most < h->known) h->known = most;
  r->work += found.work;
  tell(h);
  return BUJU_OK;
}

static buju_status search(hunt *h) {
  const buju_siting_problem *problem = h->r.field->problem;
  buju_status status = climb_and_shake(h);
  if (status != BUJU_OK || is_done(h) || is_spent(h)) return status;
  if (!problem->prove && (problem->work_limit == 0 || count_pairs(&h->r) <= FEW_PAIRS)) return solve_left(h);
  return problem->work_limit > 0 ? shake(h, problem->work_limit - h->r.work) : BUJU_OK;
}

/* The sites of the plan and those that are open anyhow, ascending. */
static buju_status write_sites(const hunt *h, buju_arena *arena, buju_siting_found *out) {
  const buju_max_runs *r = &h->r;
  uint8_t *is = BUJU_NEW(r->arena, uint8_t, r->field->candidates);
  out->site = BUJU_NEW(arena, buju_ix, (size_t)r->open.n + h->best_n);
  if (is == NULL || out->site == NULL) return buju_fail_memory(r->ctx);
  for (buju_ix k = 0; k < r->open.n; k++) is[r->open.candidate[k]] = 1;
  for (buju_ix k = 0; k < h->best_n; k++) is[h->best[k]] = 1;
  for (buju_ix j = 0; j < r->field->candidates; j++)
    if (is[j]) out->site[out->sites++] = j;
  return BUJU_OK;
}

buju_status buju_max_cover_by_runs(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                                   buju_siting_found *out) {
  hunt h = {.r = {.ctx = ctx, .field = field, .arena = buju_arena_new()}};
  buju_siting_found found = {0};
  buju_status status = h.r.arena != NULL ? buju_max_runs_make(&h.r) : buju_fail_memory(ctx);
  if (status == BUJU_OK && !hunt_new(&h)) status = buju_fail_memory(ctx);
  if (status == BUJU_OK) status = search(&h);
  if (status == BUJU_OK) status = write_sites(&h, arena, &found);
  if (status == BUJU_OK && field->problem->prove && !buju_max_runs_proof(&h.r, h.proved, arena, &found.proof))
    status = buju_fail_memory(ctx);
  if (status == BUJU_OK) {
    found.lower = (h.r.weighs - h.known) * h.r.unit;
    found.method = h.method;
    found.work = h.r.work;
    *out = found;
  }
  buju_arena_free(h.r.arena);
  return status;
}
