/* How good rounds are and how long they take: a printed table of generated health centres.
 *   cmake --build build/dev --target bench_rounds && build/dev/tests/bench_rounds [WORK_LIMIT]
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "planner/rounds/rounds.h"
#include "tests/support/siting_by_hand.h"

enum { MOST = 400, MINUTE = 60000 };

static uint32_t drive[(MOST + 1) * (MOST + 1)], serve[MOST], every[MOST];

static void draw(buju_rounds_problem *p, uint32_t minutes, uint32_t serve_min) {
  static const uint32_t weeks[] = {1, 2, 2, 4};
  uint64_t chance = siting_chance(p->n);
  double x[MOST + 1], y[MOST + 1];
  for (buju_ix a = 0; a <= p->n; a++) {
    x[a] = siting_pick(&chance, minutes * MINUTE);
    y[a] = siting_pick(&chance, minutes * MINUTE);
  }
  x[0] = y[0] = minutes * MINUTE / 2.0;
  for (buju_ix a = 0; a <= p->n; a++)
    for (buju_ix b = 0; b <= p->n; b++)
      drive[(size_t)a * (p->n + 1) + b] = (uint32_t)ceil(hypot(x[a] - x[b], y[a] - y[b]));
  for (buju_ix i = 0; i < p->n; i++) {
    serve[i] = (serve_min / 2 + siting_pick(&chance, serve_min)) * MINUTE;
    every[i] = weeks[siting_pick(&chance, 4)];
  }
}

int main(int argc, char **argv) {
  static const struct {
    buju_ix n;
    uint32_t minutes, serve, days;
  } rows[] = {{10, 120, 90, 1}, {14, 120, 90, 1}, {25, 60, 60, 1},   {25, 200, 90, 1},
              {40, 600, 90, 3}, {60, 90, 60, 1},  {100, 120, 60, 1}, {200, 120, 40, 1}};
  int64_t limit = argc > 1 ? strtoll(argv[1], NULL, 10) : 100000000;
  printf("stops  vehicle-days  at least  drive h  at least  vehicles        steps   user s\n");
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    buju_rounds_problem p = {.n = rows[k].n,
                             .drive_ms = drive,
                             .serve_ms = serve,
                             .every = every,
                             .weeks = 4,
                             .day_ms = 480 * MINUTE,
                             .most_days = rows[k].days,
                             .days_a_week = 5,
                             .work_limit = limit};
    buju_ctx *ctx = buju_ctx_new();
    buju_arena *arena = buju_arena_new();
    buju_rounds_answer a;
    draw(&p, rows[k].minutes, rows[k].serve);
    clock_t begun = clock();
    if (ctx == NULL || arena == NULL || buju_rounds_solve(ctx, &p, arena, &a) != BUJU_OK) return 1;
    printf("%5u  %12lld  %8lld  %7.1f  %8.1f  %8u  %11lld  %7.2f\n", p.n, (long long)a.vehicle_days,
           (long long)a.least_vehicle_days, (double)a.drive_ms / 3600000, (double)a.least_drive_ms / 3600000,
           a.vehicles, (long long)a.work, (double)(clock() - begun) / CLOCKS_PER_SEC);
    fflush(stdout);
    buju_arena_free(arena);
    buju_ctx_free(ctx);
  }
  return 0;
}
