/* How long joint clinics take: a printed table over generated townships, and a county of them.
 *   cmake --build build/dev --target bench_joint && build/dev/tests/bench_joint [WORK LIMIT [mip]]
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "planner/siting/joint.h"

enum { MOST = 4096 };

/* What townships are made of. */
typedef struct kind {
  const char *name;
  double spacing_m; /* between villages */
  double median_people, sigma;
  double limit_m; /* straight line, so the speed and the detour are in it */
  double speed_m_s;
  buju_people_n cap;
  int clinic_in_8; /* villages with a standard clinic, kept */
} kind;

static const kind kinds[] = {
    {"plain, on foot 30 min, cap 4,000", 1500, 1100, 0.55, 1923, 1.068, 4000 * BUJU_PERSON, 3},
    {"plain, e-bike 15 min, cap 4,000", 1500, 1100, 0.55, 3461, 3.846, 4000 * BUJU_PERSON, 3},
    {"mountain, e-bike 15 min, cap 4,000", 2000, 450, 0.5, 3461, 3.846, 4000 * BUJU_PERSON, 0},
    {"mountain, e-bike 15 min, no cap", 2000, 450, 0.5, 3461, 3.846, 0, 0},
    {"mountain, e-bike 30 min, cap 4,000", 2000, 300, 0.5, 6923, 3.846, 4000 * BUJU_PERSON, 0},
    {"mountain, on foot 30 min, cap 4,000", 1500, 350, 0.5, 1923, 1.068, 4000 * BUJU_PERSON, 0},
};

static uint64_t state;

static double unit(void) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (double)(state >> 11) / 9007199254740992.0;
}

static double normal(void) { return sqrt(-2 * log(1 - unit())) * cos(6.283185307179586 * unit()); }

typedef struct town {
  buju_ix n;
  double x[MOST], y[MOST];
  int township[MOST];
  buju_people_n people[MOST];
  uint8_t flags[MOST];
  uint64_t trip_row[MOST + 1], near_row[MOST + 1];
  buju_ix trip_col[MOST * 64], near_col[MOST * 32];
  uint32_t ms[MOST * 64];
} town;

static town t;

static double metres(buju_ix i, buju_ix j) { return hypot(t.x[i] - t.x[j], t.y[i] - t.y[j]); }

/* Neighbours: nobody stands in the circle between the two (Gabriel graph). */
static int touches(buju_ix i, buju_ix j, buju_ix first, buju_ix end) {
  double x = (t.x[i] + t.x[j]) / 2, y = (t.y[i] + t.y[j]) / 2, r = metres(i, j) / 2;
  for (buju_ix k = first; k < end; k++)
    if (k != i && k != j && hypot(t.x[k] - x, t.y[k] - y) < r) return 0;
  return 1;
}

static void place_township(const kind *k, buju_ix first, buju_ix n) {
  double side = sqrt(n) * k->spacing_m;
  for (buju_ix i = first; i < first + n; i++) {
    double far = -1;
    for (int tries = 0; tries < 8; tries++) { /* of eight places the one farthest from the others */
      double x = unit() * side, y = unit() * side, near = 1e9;
      for (buju_ix j = first; j < i; j++) near = fmin(near, hypot(t.x[j] - x, t.y[j] - y));
      if (near > far) far = near, t.x[i] = x, t.y[i] = y;
    }
    double people = k->median_people * exp(k->sigma * normal());
    t.people[i] = llround(fmax(60, people)) * BUJU_PERSON;
    t.flags[i] = BUJU_JOINT_MAY_HOST;
    if (t.people[i] < 800 * BUJU_PERSON) t.flags[i] |= BUJU_JOINT_MAY_JOIN;
    if (unit() * 8 < k->clinic_in_8) t.flags[i] |= BUJU_JOINT_HAS_CLINIC | BUJU_JOINT_MUST_OPEN;
  }
}

static void make(const kind *k, buju_ix townships, buju_ix n) {
  t.n = townships * n;
  uint64_t trips = 0, near = 0;
  for (buju_ix first = 0; first < t.n; first += n) {
    place_township(k, first, n);
    for (buju_ix i = first; i < first + n; i++) {
      for (buju_ix j = first; j < first + n; j++) {
        if (j == i) continue;
        if (metres(i, j) <= k->limit_m && trips < MOST * 64) {
          t.trip_col[trips] = j;
          t.ms[trips++] = (uint32_t)ceil(metres(i, j) / k->speed_m_s * 1000);
        }
        if (touches(i < j ? i : j, i < j ? j : i, first, first + n) && near < MOST * 32) t.near_col[near++] = j;
      }
      t.trip_row[i + 1] = trips;
      t.near_row[i + 1] = near;
    }
  }
}

static double now_ms(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static void measure(const kind *k, buju_ix townships, buju_ix n, int64_t limit, buju_joint_method method) {
  enum { RUNS = 9 };
  double ms[RUNS], total = 0, worst = 0;
  int64_t work = 0, open = 0, clinics = 0;
  buju_ix largest = 0;
  for (int run = 0; run < RUNS; run++) {
    state = 88172645463325252u + (uint64_t)run * 7919;
    make(k, townships, n);
    buju_csr trips = {t.n, t.trip_row, t.trip_col, t.ms}, near = {t.n, t.near_row, t.near_col, NULL};
    buju_joint_problem problem = {.n = t.n,
                                  .people = t.people,
                                  .flags = t.flags,
                                  .trips = &trips,
                                  .adjacent = &near,
                                  .cap_people = k->cap,
                                  .work_limit = limit,
                                  .method = method};
    buju_arena *arena = buju_arena_new();
    buju_ctx *ctx = buju_ctx_new();
    buju_joint_answer *a = NULL;
    double start = now_ms();
    if (buju_joint_solve(ctx, &problem, arena, &a) != BUJU_OK) {
      fprintf(stderr, "%s\n", buju_ctx_error(ctx));
      exit(1);
    }
    ms[run] = now_ms() - start;
    total += ms[run];
    if (ms[run] > worst) worst = ms[run];
    open += a->proved < BUJU_JOINT_STAGES;
    clinics += a->value[BUJU_JOINT_CLINICS];
    for (buju_ix c = 0; c < a->components; c++) {
      work += a->component[c].work;
      if (a->component[c].n > largest) largest = a->component[c].n;
    }
    buju_ctx_free(ctx);
    buju_arena_free(arena);
  }
  printf("%-38s %4ux%-4u %8u %9.1f %12.0f %9.2f %9.2f %6d/%d\n", k->name, townships, n, largest, (double)clinics / RUNS,
         (double)work / RUNS, total / RUNS, worst, RUNS - (int)open, RUNS);
  fflush(stdout);
}

int main(int argc, char **argv) {
  int64_t limit = argc > 1 ? atoll(argv[1]) : 1000000000;
  buju_joint_method method = argc > 2 && strcmp(argv[2], "mip") == 0 ? BUJU_JOINT_MIP : BUJU_JOINT_AUTO;
  static const buju_ix sizes[][2] = {{1, 20}, {1, 40}, {1, 60}, {1, 100}, {25, 20}};
  printf("%-38s %9s %8s %9s %12s %9s %9s %8s\n", "townships x villages", "", "largest", "clinics", "work", "mean ms",
         "worst ms", "proved");
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
      measure(&kinds[k], sizes[s][0], sizes[s][1], limit, method);
  return 0;
}
