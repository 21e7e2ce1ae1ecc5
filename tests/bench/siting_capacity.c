/* Sites that fill up, and tiers of care, on counties made up for it; README.md says how to run and read it.
 *   bench_siting_capacity [PART [CBC_SECONDS]]
 * PART: a part of a row's name, as "300x100" or "cover"; without one, all rows. CBC_SECONDS: 60 unless told, 0:
 * without. A county is villages in a square, 2 km apart on average, of 200 to 3,000 people; candidates stand in some of
 * the villages, or near them where they are more, with room for 1 to 2 times an even share of the people, and fees of
 * 30 to
 * 120. 95 %: so many of the people within 5 km. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/siting/capacity_parts.h"
#include "planner/siting/tiers_parts.h"
#include "tests/bench/trace.h"
#include "tests/support/siting_by_hand.h"

enum { SEED = 4, PATIENCE_S = 60 };

typedef struct county {
  buju_ix villages, candidates;
  int64_t p;
  double reach_km;
} county;

static const county counties[] = {{300, 100, 20, 20},  {100, 300, 8, 30},    {300, 300, 20, 20},
                                  {1000, 300, 60, 25}, {1000, 1000, 60, 25}, {2000, 600, 100, 25}};

/* What is asked of a county. */
typedef struct question {
  const char *name;
  buju_siting_model model;
  buju_capacity_rule rule;
  bool least, mix, fees, tiers;
} question;

static const question questions[] = {
    {"median nearest", BUJU_SITING_MEDIAN, BUJU_CAPACITY_NEAREST, false, false, false, false},
    {"median sent", BUJU_SITING_MEDIAN, BUJU_CAPACITY_SENT, false, false, false, false},
    {"median shared", BUJU_SITING_MEDIAN, BUJU_CAPACITY_SHARED, false, false, false, false},
    {"median sent least", BUJU_SITING_MEDIAN, BUJU_CAPACITY_SENT, true, false, false, false},
    {"median shared 95 %", BUJU_SITING_MEDIAN, BUJU_CAPACITY_SHARED, false, true, false, false},
    {"cover nearest fees", BUJU_SITING_COVER, BUJU_CAPACITY_NEAREST, false, false, true, false},
    {"cover sent fees", BUJU_SITING_COVER, BUJU_CAPACITY_SENT, false, false, true, false},
    {"cover shared fees", BUJU_SITING_COVER, BUJU_CAPACITY_SHARED, false, false, true, false},
    {"cover sent sites", BUJU_SITING_COVER, BUJU_CAPACITY_SENT, false, false, false, false},
    {"cover shared sites", BUJU_SITING_COVER, BUJU_CAPACITY_SHARED, false, false, false, false},
    {"tiers median", BUJU_SITING_MEDIAN, BUJU_CAPACITY_NEAREST, false, false, false, true},
    {"tiers max-cover", BUJU_SITING_MAX_COVER, BUJU_CAPACITY_NEAREST, false, false, false, true},
    {"tiers cover fees", BUJU_SITING_COVER, BUJU_CAPACITY_NEAREST, false, false, true, true}};

/* Everything a problem borrows. */
typedef struct made {
  double *x, *y, *site_x, *site_y;
  int64_t *weight, *capacity, *least, *fee, people;
  buju_costs *costs;
} made;

static double unit(uint64_t *state) { return siting_pick(state, 1u << 30) / (double)(1u << 30); }

static void make(buju_ctx *ctx, const county *c, buju_arena *arena, made *m) {
  uint64_t state = siting_chance(SEED);
  double side = sqrt((double)c->villages) * 2000;
  *m = (made){.x = BUJU_NEW(arena, double, c->villages),
              .y = BUJU_NEW(arena, double, c->villages),
              .weight = BUJU_NEW(arena, int64_t, c->villages),
              .site_x = BUJU_NEW(arena, double, c->candidates),
              .site_y = BUJU_NEW(arena, double, c->candidates),
              .capacity = BUJU_NEW(arena, int64_t, c->candidates),
              .least = BUJU_NEW(arena, int64_t, c->candidates),
              .fee = BUJU_NEW(arena, int64_t, c->candidates)};
  for (buju_ix i = 0; i < c->villages; i++) {
    m->x[i] = unit(&state) * side;
    m->y[i] = unit(&state) * side;
    m->weight[i] = (200 + (int64_t)(unit(&state) * unit(&state) * 2800)) * 1000;
    m->people += m->weight[i];
  }
  double away = c->candidates > c->villages ? 1000 : 0;
  for (buju_ix j = 0; j < c->candidates; j++) {
    buju_ix at = (buju_ix)((uint64_t)j * c->villages / c->candidates);
    m->site_x[j] = m->x[at] + away * (unit(&state) - 0.5);
    m->site_y[j] = m->y[at] + away * (unit(&state) - 0.5);
    m->capacity[j] = (int64_t)((1 + unit(&state)) * (double)m->people / (double)c->p) / 1000 * 1000;
    m->least[j] = m->people / c->p / 4;
    m->fee[j] = siting_between(&state, 30, 120);
  }
  buju_costs_plane plane = {c->villages, c->candidates, m->x, m->y, m->site_x, m->site_y, 1, BUJU_ROUND_UP};
  if (buju_costs_points(ctx, &plane, &m->costs) != BUJU_OK) exit(1);
}

static buju_capacity_problem pose(const county *c, const made *m, const question *q) {
  bool cover = q->model == BUJU_SITING_COVER;
  return (buju_capacity_problem){.siting = {.model = q->model,
                                            .costs = m->costs,
                                            .weight = m->weight,
                                            .open_cost = q->fees ? m->fee : NULL,
                                            .limit = (uint32_t)(c->reach_km * 1000),
                                            .p = cover ? BUJU_SITING_NO_P : c->p,
                                            .budget = BUJU_SITING_NO_BUDGET,
                                            .unserved = BUJU_COST_NONE},
                                 .capacity = m->capacity,
                                 .least = q->least ? m->least : NULL,
                                 .rule = q->rule,
                                 .near = 5000,
                                 .near_weight = q->mix ? m->people / 20 * 19 : 0};
}

/* Clinics within 5 km, centres within 15, hospitals within 40; p, p / 6 and p / 30 of them. */
static buju_tiers_problem pose_tiers(const county *c, const made *m, const question *q, buju_tier tier[3],
                                     int64_t *fee) {
  static const uint32_t limit[] = {5000, 15000, 40000};
  bool cover = q->model == BUJU_SITING_COVER;
  for (buju_ix t = 0; t < 3; t++) {
    int64_t p = t == 0 ? c->p : t == 1 ? c->p / 6 + 1 : c->p / 30 + 1;
    for (buju_ix j = 0; j < c->candidates; j++) fee[t * c->candidates + j] = m->fee[j] * (t == 0 ? 1 : t == 1 ? 6 : 40);
    tier[t] = (buju_tier){.costs = m->costs,
                          .weight = m->weight,
                          .open_cost = fee + t * c->candidates,
                          .limit = limit[t],
                          .p = cover ? BUJU_SITING_NO_P : p};
  }
  return (buju_tiers_problem){
      .model = q->model, .tiers = 3, .tier = tier, .budget = BUJU_SITING_NO_BUDGET, .unserved = BUJU_COST_NONE};
}

/* One row, in a process of its own. */
typedef struct row {
  const county *county;
  const question *question;
  bool cbc;
  unsigned cbc_s;
} row;

static void print_row(const bench_trace *trace, const char *method, int64_t broken, bool nothing) {
  printf(" %17lld %17lld", (long long)trace->upper, (long long)trace->lower);
  bench_print(trace);
  printf("  %s%s\n", method, nothing ? ", nothing" : broken > 0 ? ", broken" : "");
  fflush(stdout);
}

static int fail_row(buju_ctx *ctx) {
  printf(" %s\n", buju_ctx_error(ctx));
  return 1;
}

/* The same model whole, to Cbc. */
static int run_cbc(buju_ctx *ctx, const buju_capacity_problem *problem, buju_arena *arena) {
  buju_rooms rooms;
  buju_room_plan best;
  buju_room_model model;
  buju_siting_answer checked = {0};
  bench_trace trace;
  int64_t work = 0;
  if (buju_rooms_new(ctx, problem, arena, &rooms, &checked) != BUJU_OK) return fail_row(ctx);
  uint8_t *drop = BUJU_NEW(arena, uint8_t, rooms.row[rooms.n]);
  if (drop == NULL || !buju_room_plan_new(&rooms, arena, &best)) return 1;
  bench_start(&trace, 0);
  if (buju_rooms_model(ctx, &rooms, drop, 0, &best, &model, &work) != BUJU_OK) return fail_row(ctx);
  bench_stop(&trace, best.value, model.lower);
  print_row(&trace, model.asked ? "Cbc" : "too large for Cbc", best.broken, model.none);
  return 0;
}

static int run_tiers(buju_ctx *ctx, buju_tiers_problem *problem, buju_arena *arena) {
  bench_trace trace;
  buju_tiers_answer *a = NULL;
  bench_start(&trace, 0);
  problem->watch = &trace.watch;
  if (buju_tiers_solve(ctx, problem, arena, &a) != BUJU_OK) return fail_row(ctx);
  bench_stop(&trace, a->upper, a->lower);
  print_row(&trace, buju_method_words[a->method].id, 0, a->state == BUJU_SITING_NOTHING);
  return 0;
}

static int run_capacity(buju_ctx *ctx, buju_capacity_problem *problem, buju_arena *arena) {
  bench_trace trace;
  buju_capacity_answer *a = NULL;
  bench_start(&trace, 0);
  problem->siting.watch = &trace.watch;
  if (buju_capacity_solve(ctx, problem, arena, &a) != BUJU_OK) return fail_row(ctx);
  bench_stop(&trace, a->upper, a->lower);
  print_row(&trace, a->method != BUJU_BY_NOTHING ? buju_method_words[a->method].id : "room", a->broken,
            a->state == BUJU_SITING_NOTHING);
  return 0;
}

static int run(void *user) {
  const row *r = user;
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  made m;
  buju_tier tier[3];
  make(ctx, r->county, arena, &m);
  buju_capacity_problem problem = pose(r->county, &m, r->question);
  int64_t *fee = BUJU_NEW(arena, int64_t, 3 * (size_t)r->county->candidates);
  buju_tiers_problem tiers = pose_tiers(r->county, &m, r->question, tier, fee);
  buju_costs *flat = NULL;
  if (!r->cbc) return r->question->tiers ? run_tiers(ctx, &tiers, arena) : run_capacity(ctx, &problem, arena);
  if (r->question->tiers && buju_tiers_flatten(ctx, &tiers, arena, &flat, &problem) != BUJU_OK) return fail_row(ctx);
  if (problem.siting.model == BUJU_SITING_COVER) problem.kind = NULL;
  alarm(r->cbc_s); /* how long Cbc is waited for */
  return run_cbc(ctx, &problem, arena);
}

static void print_name(const row *r, char *name, size_t size) {
  snprintf(name, size, "%ux%u %s", (unsigned)r->county->villages, (unsigned)r->county->candidates, r->question->name);
}

int main(int argc, char **argv) {
  const unsigned cbc_s = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : PATIENCE_S;
  printf("%-28s %17s %17s", "county, question", "value", "bound");
  bench_print_heads();
  printf("\n");
  for (size_t c = 0; c < sizeof counties / sizeof *counties; c++)
    for (size_t q = 0; q < sizeof questions / sizeof *questions; q++)
      for (int cbc = 0; cbc < (c < 3 && cbc_s > 0 ? 2 : 1); cbc++) {
        row r = {&counties[c], &questions[q], cbc == 1, cbc_s};
        char name[64];
        print_name(&r, name, sizeof name);
        if (argc > 1 && strstr(name, argv[1]) == NULL) continue;
        printf("%-28s", cbc == 1 ? "" : name);
        if (bench_apart(run, &r) != 0 && cbc == 1) printf(" Cbc: no answer within %u s\n", cbc_s);
      }
  return 0;
}
