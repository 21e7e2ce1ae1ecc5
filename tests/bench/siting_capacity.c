/* Sites that fill up, on counties made up for it: value, bound, gap, time.
 *   cmake --build build/rel --target bench_siting_capacity && build/rel/tests/bench_siting_capacity [SEED]
 * A county is villages in a square, 2 km apart on average, of 200 to 3,000 people; some of the villages may have a
 * site, with room for 1 to 2 times an even share of the people. 95 %: so many of them within 5 km.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "planner/siting/capacity.h"

typedef struct county {
  buju_ix villages, candidates;
  int64_t p;
  double reach_km;
} county;

static const county counties[] = {{100, 30, 8, 30},    {300, 100, 20, 20},   {300, 300, 20, 20},
                                  {1000, 300, 60, 25}, {1000, 1000, 60, 25}, {2000, 600, 100, 25}};

static uint64_t state;

static double unit(void) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (double)(state >> 11) / 9007199254740992.0;
}

static double seconds(void) { return (double)clock() / CLOCKS_PER_SEC; }

/* Everything a problem borrows. */
typedef struct made {
  double *x, *y, *site_x, *site_y;
  int64_t *weight, *capacity, *least;
  buju_costs *costs;
} made;

static void make(buju_ctx *ctx, const county *c, made *m) {
  double side = sqrt((double)c->villages) * 2000;
  int64_t people = 0;
  m->x = malloc(c->villages * sizeof *m->x);
  m->y = malloc(c->villages * sizeof *m->y);
  m->weight = malloc(c->villages * sizeof *m->weight);
  m->site_x = malloc(c->candidates * sizeof *m->site_x);
  m->site_y = malloc(c->candidates * sizeof *m->site_y);
  m->capacity = malloc(c->candidates * sizeof *m->capacity);
  m->least = malloc(c->candidates * sizeof *m->least);
  for (buju_ix i = 0; i < c->villages; i++) {
    m->x[i] = unit() * side;
    m->y[i] = unit() * side;
    m->weight[i] = (200 + (int64_t)(unit() * unit() * 2800)) * 1000;
    people += m->weight[i];
  }
  for (buju_ix j = 0; j < c->candidates; j++) {
    buju_ix at = (buju_ix)((uint64_t)j * c->villages / c->candidates);
    m->site_x[j] = m->x[at];
    m->site_y[j] = m->y[at];
    m->capacity[j] = (int64_t)((1 + unit()) * (double)people / (double)c->p) / 1000 * 1000;
    m->least[j] = people / c->p / 4;
  }
  buju_costs_plane plane = {c->villages, c->candidates, m->x, m->y, m->site_x, m->site_y, 1, BUJU_ROUND_UP};
  if (buju_costs_points(ctx, &plane, &m->costs) != BUJU_OK) exit(1);
}

static void drop(made *m) {
  buju_costs_free(m->costs);
  free(m->x);
  free(m->y);
  free(m->weight);
  free(m->site_x);
  free(m->site_y);
  free(m->capacity);
  free(m->least);
}

static void run(buju_ctx *ctx, const county *c, const made *m, buju_capacity_rule rule, bool least, bool mix) {
  static const char *const rules[] = {"nearest", "sent", "shared"};
  int64_t people = 0;
  for (buju_ix i = 0; i < c->villages; i++) people += m->weight[i];
  buju_capacity_problem problem = {.siting = {.model = BUJU_SITING_MEDIAN,
                                              .costs = m->costs,
                                              .weight = m->weight,
                                              .limit = (uint32_t)(c->reach_km * 1000),
                                              .p = c->p,
                                              .budget = BUJU_SITING_NO_BUDGET,
                                              .unserved = BUJU_COST_NONE},
                                   .capacity = m->capacity,
                                   .least = least ? m->least : NULL,
                                   .rule = rule,
                                   .near = 5000,
                                   .near_weight = mix ? people / 20 * 19 : 0};
  buju_arena *arena = buju_arena_new();
  buju_capacity_answer *a = NULL;
  double before = seconds();
  if (buju_capacity_solve(ctx, &problem, arena, &a) != BUJU_OK) {
    printf("%s\n", buju_ctx_error(ctx));
    exit(1);
  }
  double gap = a->upper > 0 ? 100 * (double)(a->upper - a->lower) / (double)a->upper : 0;
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  printf("%5u x %4u  p %3d  %-7s %-5s %-4s  %15.3f  %15.3f  %6.2f%%  %-10s  %6.2f s  %9.1f M  %5.0f MB%s\n",
         (unsigned)c->villages, (unsigned)c->candidates, (int)c->p, rules[rule], least ? "least" : "",
         mix ? "95 %" : "", (double)a->upper / 1e6, (double)a->lower / 1e6, gap, a->method, seconds() - before,
         (double)a->work / 1e6, (double)use.ru_maxrss / 1024,
         a->state == BUJU_SITING_NOTHING ? "  nothing"
         : a->broken > 0                 ? "  broken"
                                         : "");
  fflush(stdout);
  buju_arena_free(arena);
}

int main(int argc, char **argv) {
  buju_ctx *ctx = buju_ctx_new();
  state = 88172645463325252u + (argc > 1 ? strtoull(argv[1], NULL, 10) : 0);
  printf("villages x sites    rule              person-km        bound            gap     method      CPU       work   "
         "   peak\n");
  for (size_t c = 0; c < sizeof counties / sizeof *counties; c++) {
    made m;
    make(ctx, &counties[c], &m);
    for (int rule = 0; rule < BUJU_CAPACITY_RULES; rule++)
      run(ctx, &counties[c], &m, (buju_capacity_rule)rule, false, false);
    run(ctx, &counties[c], &m, BUJU_CAPACITY_SENT, true, false);
    run(ctx, &counties[c], &m, BUJU_CAPACITY_SHARED, false, true);
    drop(&m);
  }
  buju_ctx_free(ctx);
  return 0;
}
