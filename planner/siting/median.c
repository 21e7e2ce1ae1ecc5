/* The p-median: least weight × cost for so many sites, or so much money, with proof: presolve, greedy start and
 * interchange, multipliers with fixing, then a search tree. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/median_parts.h"

enum {
  MOST_PAIRS = 24000000,
  MOST_RUNS = 20,
  ROUNDS = 6,
  SWAPS = 1 << 20,
  MOST_ENTRIES = 1500000,
  FEW_SITES = 10,
  FEW_CLIENTS = 1000,
  PARTS = 32
};

buju_status buju_median_search_new(buju_ctx *ctx, buju_median *m, buju_median_search *s) {
  const buju_siting_field *field = m->field;
  buju_arena *a = s->arena;
  s->ctx = ctx;
  s->m = m;
  s->upper = s->lower = INT64_MAX;
  s->work_limit = field->problem->work_limit;
  s->method = BUJU_BY_LAGRANGIAN;
  s->best = BUJU_NEW(a, buju_ix, field->candidates);
  s->pick = BUJU_NEW(a, buju_ix, field->candidates);
  s->to = BUJU_NEW(a, buju_ix, field->demands);
  s->to_cost = BUJU_NEW(a, uint32_t, field->demands);
  s->u = BUJU_NEW(a, int64_t, m->clients);
  s->trial = BUJU_NEW(a, int64_t, m->clients);
  s->along = BUJU_NEW(a, double, m->clients);
  s->cover = BUJU_NEW(a, buju_ix, m->clients);
  s->often = BUJU_NEW(a, double, m->sites);
  s->chosen = BUJU_NEW(a, uint8_t, m->sites);
  s->trail = BUJU_NEW(a, buju_ix, m->sites);
  s->node = (buju_median_node){BUJU_NEW(a, uint8_t, m->sites), m->quota, m->money};
  if (s->best == NULL || s->pick == NULL || s->to == NULL || s->to_cost == NULL || s->u == NULL || s->trial == NULL ||
      s->along == NULL || s->cover == NULL || s->often == NULL || s->chosen == NULL || s->trail == NULL ||
      s->node.state == NULL || !buju_median_bound_new(m, a, &s->bound))
    return buju_fail_memory(ctx);
  s->proof = (buju_median_proof){.on = field->problem->prove, .demands = field->demands};
  if (!buju_median_proof_begin(&s->proof, m)) return buju_fail_memory(ctx);
  return buju_median_plan_new(ctx, m, a, &s->work, &s->plan);
}

/* The plan to start from, as far as it may be opened. */
static buju_ix take_start(buju_median_search *s) {
  const buju_median *m = s->m;
  buju_ix n = 0;
  int64_t quota = m->quota, money = m->money;
  for (buju_ix j = 0; j < m->field->candidates; j++) s->best[j] = 0; /* as marks: there is no plan yet */
  for (buju_ix k = 0; k < s->start_n; k++) s->best[s->start[k]] = 1;
  for (buju_ix j = 0; j < m->sites; j++) {
    if (s->best[m->candidate[j]] == 0 || quota < m->counted[j] || (m->net != NULL && money < m->net[j])) continue;
    if (quota != INT64_MAX) quota -= m->counted[j];
    if (m->net != NULL) money -= m->net[j];
    s->pick[n++] = j;
  }
  return n;
}

buju_status buju_median_first_plan(buju_median_search *s) {
  const buju_median *m = s->m;
  buju_median_plan_set(&s->plan, take_start(s), s->pick);
  buju_status status = buju_median_plan_fill(s->ctx, &s->plan, s->arena);
  if (status == BUJU_OK) status = buju_median_plan_improve(s->ctx, &s->plan, SWAPS);
  for (buju_ix i = 0; status == BUJU_OK && i < m->clients; i++) { /* halfway between the nearest and the next */
    int64_t unit = m->weight[i] * m->scale, first = s->plan.first_cost[i], second = s->plan.second_cost[i];
    s->u[i] = unit * first + unit * (second - first) / 2;
  }
  return status == BUJU_OK ? buju_median_offer(s) : status;
}

/* Takes out of the problem what the root has decided. */
static void reduce(buju_median_search *s, buju_ix *site_now, buju_ix *client_now) {
  buju_median *m = s->m;
  buju_ix sites = m->sites, clients = m->clients;
  if (s->trail_n == 0) return;
  buju_median_reduce(m, s->node.state, site_now, client_now);
  for (buju_ix j = 0; j < sites; j++)
    if (site_now[j] != BUJU_NONE) s->often[site_now[j]] = s->often[j];
  for (buju_ix i = 0; i < clients; i++) {
    buju_ix to = client_now[i];
    if (to == BUJU_NONE) continue;
    int64_t most = m->weight[to] * m->scale * (int64_t)m->cap[to];
    s->u[to] = s->u[i] < most ? s->u[i] : most;
  }
  memset(s->node.state, BUJU_MEDIAN_FREE, m->sites);
  s->node.quota = m->quota;
  s->node.money = m->money;
  s->trail_n = 0;
}

/* What the best multipliers decide against the best plan there is by now. */
static buju_status fix_again(buju_median_search *s) {
  buju_median_evaluate(s->m, &s->node, s->u, &s->work, &s->bound);
  return buju_median_fix(s, s->u);
}

/* Better plans near the best one, in what is left to decide, and what that decides. */
static buju_status shake_root(buju_median_search *s, bool first) {
  /* who sets a limit wants a good plan by then; who sets none waits for the proof */
  int64_t steps = s->work_limit > 0 ? 2 * s->work : s->work;
  buju_status status = buju_median_shake(s, first ? steps : steps / 8);
  return status == BUJU_OK ? fix_again(s) : status;
}

/* The root: multipliers and plans in a few runs, each on what the one before has left. */
static buju_status climb_root(buju_median_search *s) {
  buju_ix *site_now = BUJU_NEW(s->arena, buju_ix, s->m->sites),
          *client_now = BUJU_NEW(s->arena, buju_ix, s->m->clients);
  if (site_now == NULL || client_now == NULL) return buju_fail_memory(s->ctx);
  buju_median_climb how = {.rounds = 1500,
                           .patience = 20,
                           .step = 1.5,
                           .least_step = 0.002,
                           .shrink = 0.7,
                           .offer_every = 15,
                           .sheds = true};
  for (int round = 0; round < ROUNDS;) {
    buju_status status = buju_median_climb_up(s, &how, &how.step);
    bool done = status != BUJU_OK || buju_median_done(s, s->bound.value) || buju_median_tired(s);
    bool shed = buju_median_climb_sheds(s);
    reduce(s, site_now, client_now);
    if (done) return status;
    if (shed) continue;
    status = shake_root(s, round++ == 0);
    done = status != BUJU_OK || buju_median_done(s, s->bound.value) || buju_median_tired(s);
    bool much = s->trail_n > s->m->sites / 16;
    reduce(s, site_now, client_now);
    if (done || !much) return status;
    how.step = 0.5;
  }
  return BUJU_OK;
}

/* Is what is left small enough for a linear program, and of the kind it is written for? */
static bool is_for_program(const buju_median_search *s) {
  const buju_median *m = s->m;
  int64_t entries = 0;
  if (m->quota <= FEW_SITES && m->clients <= FEW_CLIENTS) return false; /* the tree is quicker by multipliers alone */
  for (buju_ix i = 0; i < m->clients; i++) {
    uint64_t k = m->near.row[i];
    while (k < m->near.row[i + 1] && m->weight[i] * m->scale * (int64_t)m->near.pair[k].cost < s->u[i]) k++;
    entries += (int64_t)(k - m->near.row[i]);
  }
  return m->net == NULL && m->sites > 0 && m->clients > 0 && (uint64_t)m->sites + m->clients <= BUJU_MEDIAN_MANY &&
         entries <= MOST_ENTRIES;
}

static buju_status solve(buju_median_search *s, buju_arena *arena, buju_siting_found *out) {
  buju_status status = buju_median_first_plan(s);
  s->starting = false;
  if (status == BUJU_OK) status = climb_root(s);
  if (status == BUJU_OK && !buju_median_done(s, s->bound.value) && !buju_median_tired(s) && is_for_program(s)) {
    status = buju_median_program_new(s);
    s->method = BUJU_BY_BENDERS;
  }
  /* a tree is of no use where even the root takes long: what may still be spent goes to better plans */
  if (status == BUJU_OK && s->program.lp == NULL && s->m->clients > BUJU_MEDIAN_MANY && s->work_limit > s->work)
    status = buju_median_shake(s, s->work_limit - s->work);
  if (status == BUJU_OK) status = buju_median_tree(s);
  if (status != BUJU_OK) return status;
  *out = (buju_siting_found){.sites = s->best_n,
                             .site = buju_arena_copy(arena, s->best, s->best_n, sizeof *s->best),
                             .lower = s->lower < s->upper ? s->lower : s->upper,
                             .method = s->method,
                             .work = s->work};
  if (out->site == NULL || !buju_median_proof_take(&s->proof, s->m->scale, arena, &out->proof))
    return buju_fail_memory(s->ctx);
  return BUJU_OK;
}

/* One run with lists so long. The best plan becomes the start of the next. */
static buju_status run(buju_ctx *ctx, const buju_siting_field *field, uint32_t *reach, buju_arena *arena,
                       buju_siting_found *found, bool *again) {
  buju_median *m = NULL;
  buju_median_search s = {.arena = buju_arena_new(),
                          .start = found->site,
                          .start_n = found->sites,
                          .work = found->work,
                          .reach = reach,
                          .starting = true};
  buju_status status = s.arena != NULL ? buju_median_new(ctx, field, reach, &m) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_median_search_new(ctx, m, &s);
  if (status == BUJU_OK) status = solve(&s, arena, found);
  *again = s.beyond && found->lower < s.upper && !(s.work_limit > 0 && s.work >= s.work_limit);
  buju_median_proof_free(&s.proof);
  buju_median_program_free(&s.program);
  buju_median_free(m);
  buju_arena_free(s.arena);
  return status;
}

buju_status buju_median_with_lists(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                                   buju_siting_found *found) {
  uint32_t *reach = NULL;
  buju_status status = buju_median_reach(ctx, field, arena, &reach);
  bool again = true;
  for (int runs = 0; status == BUJU_OK && again; runs++)
    status = run(ctx, field, runs < MOST_RUNS ? reach : NULL, arena, found, &again);
  return status;
}

buju_status buju_siting_median(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                               buju_siting_found *out) {
  const buju_siting_problem *problem = field->problem;
  buju_siting_found found = {.sites = problem->start != NULL ? problem->start_n : 0};
  found.site = buju_arena_copy(arena, problem->start, found.sites, sizeof *found.site);
  if (found.site == NULL) return buju_fail_memory(ctx);
  buju_status status = buju_median_is_for_prices(field) ? buju_median_priced(ctx, field, MOST_PAIRS, arena, &found)
                                                        : buju_median_with_lists(ctx, field, arena, &found);
  if (status == BUJU_OK) *out = found;
  return status;
}
