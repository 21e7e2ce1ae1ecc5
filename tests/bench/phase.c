/* Phasing: how long the order and the best plan take, and how far apart they are. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "planner/phase/phase.h"

enum { YEARS = 3 };

typedef struct county {
  buju_phase phase;
  uint8_t *class;
  int64_t *people, *density, *cost, quota[YEARS], budget[YEARS];
  buju_ix *crew;
} county;

static uint64_t seed = 20231;

static int64_t draw(int64_t below) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return (int64_t)((seed >> 11) % (uint64_t)below);
}

static void make(county *c, buju_arena *arena, buju_ix n) {
  c->class = BUJU_NEW(arena, uint8_t, n);
  c->people = BUJU_NEW(arena, int64_t, n);
  c->density = BUJU_NEW(arena, int64_t, n);
  c->cost = BUJU_NEW(arena, int64_t, n);
  c->crew = BUJU_NEW(arena, buju_ix, n);
  int64_t money = 0;
  for (buju_ix i = 0; i < n; i++) {
    c->class[i] = (uint8_t)(1 + draw(3));
    c->people[i] = (200 + draw(4000)) * BUJU_PERSON;
    c->density[i] = draw(1000);
    c->cost[i] = (5 + draw(40)) * 1000000; /* 50,000 … 450,000 yuan */
    c->crew[i] = (buju_ix)draw(n / 40 + 1);
    money += c->cost[i];
  }
  for (int t = 0; t < YEARS; t++) {
    c->quota[t] = (int64_t)n / (t + 3);
    c->budget[t] = money / 5;
  }
  c->phase = (buju_phase){.n = n,
                          .years = YEARS,
                          .class = c->class,
                          .people = c->people,
                          .density = c->density,
                          .quota = c->quota,
                          .crew_most = BUJU_PHASE_FREE,
                          .work_limit = 100000000};
}

static void measure(const char *what, const buju_phase *p, buju_arena *arena) {
  buju_ix *order = BUJU_NEW(arena, buju_ix, p->n), *year = BUJU_NEW(arena, buju_ix, p->n);
  buju_phase_best best;
  clock_t began = clock();
  if (buju_phase_order(NULL, p, order) != BUJU_OK || buju_phase_by_order(NULL, p, order, year) != BUJU_OK) abort();
  clock_t ordered = clock();
  if (buju_phase_solve(NULL, p, arena, &best) != BUJU_OK) abort();
  clock_t solved = clock();
  buju_phase_worth worth = buju_phase_value(p, year);
  printf("%-16s %7u %9.4f %9.3f  %-7s %9.4f %% %9.4f %%\n", what, p->n, (double)(ordered - began) / CLOCKS_PER_SEC,
         (double)(solved - ordered) / CLOCKS_PER_SEC, buju_method_words[best.method].id,
         100.0 * (double)(best.all_most - best.worth.all) / (double)best.all_most,
         100.0 * (double)(best.worth.all - worth.all) / (double)best.worth.all);
}

int main(void) {
  static const buju_ix sizes[] = {600, 1800, 6000};
  printf("%-16s %7s %9s %9s  %-7s %11s %11s\n", "binds", "n", "order s", "best s", "method", "gap", "order behind");
  for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
    county c;
    buju_arena *arena = buju_arena_new();
    if (arena == NULL) abort();
    make(&c, arena, sizes[s]);
    measure("counts", &c.phase, arena);
    c.phase.crew = c.crew;
    c.phase.crews = sizes[s] / 40 + 1;
    c.phase.crew_most = 8;
    measure("counts, crews", &c.phase, arena);
    c.phase.crew_most = BUJU_PHASE_FREE;
    c.phase.cost = c.cost;
    c.phase.budget = c.budget;
    measure("counts, money", &c.phase, arena);
    buju_arena_free(arena);
  }
  return 0;
}
