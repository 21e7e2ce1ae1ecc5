/* How long searches over terrain take: a printed table over a generated landscape (seeded, so every run has the same).
 *   cmake --build build/dev --target bench_terrain && build/dev/tests/bench_terrain [SIDE [RUNS [THREADS [CASES]]]]
 * CASES stops after so many lines. With `write FOLDER SIDE` it writes the landscape and its own times as ASCII grids,
 * for tests/bench/terrain_grass.sh
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "planner/travel/terrain.h"

enum { SITES = 50, SPEEDS = 64, ROAD = SPEEDS + 1, RUNS_MAX = 99 };

static uint64_t state = 777;

static uint32_t dice(uint32_t n) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)((state >> 33) % n);
}

static double now_s(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static double cpu_s(void) {
  struct timespec at;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
  return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static double peak_mb(void) {
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  return (double)use.ru_maxrss / 1024;
}

typedef struct landscape {
  buju_raster raster;
  buju_ground_cell *ground;
  float *elevation_m;
  buju_terrain_kind kind[ROAD + 1];
  buju_ix site_cell[SITES];
} landscape;

/* Land of 64 speeds in waves, three cells in a hundred closed, a road every 90 cells or so; hills of 120 m in 64ths,
 * so that GRASS and buju see the same slopes: r.walk's formula jumps fourfold where descents become steep. */
static void generate(landscape *l, uint32_t side) {
  size_t cells = (size_t)side * side;
  l->raster = (buju_raster){0, 30.0 * side, 30, 30, side, side};
  l->ground = malloc(cells * sizeof *l->ground);
  l->elevation_m = malloc(cells * sizeof *l->elevation_m);
  if (l->ground == NULL || l->elevation_m == NULL) exit(1);
  for (uint16_t k = 1; k <= SPEEDS; k++) l->kind[k] = (buju_terrain_kind){5.0 * 900 / (500 + 40 * k), 0};
  l->kind[ROAD] = (buju_terrain_kind){40, 0};
  for (uint32_t y = 0; y < side; y++)
    for (uint32_t x = 0; x < side; x++) {
      size_t c = (size_t)y * side + x;
      double wave = (sin(x * 0.011) * cos(y * 0.007) + 0.5 * sin(x * 0.05 + y * 0.031) + 1.5) / 3;
      uint16_t kind = (uint16_t)(1 + wave * (SPEEDS - 8) + dice(7));
      if (dice(100) < 3) kind = BUJU_BLOCKED;
      if (x % 97 == 0 || y % 89 == 0) kind = ROAD;
      l->ground[c] = kind;
      double height = 100 * sin(x * 0.02) * cos(y * 0.017) + 20 * sin(x * .11 + y * .07) + dice(1000) * 0.003;
      l->elevation_m[c] = (float)(floor(height * 64) / 64);
    }
  for (int i = 0; i < SITES; i++) {
    do l->site_cell[i] = dice((uint32_t)cells);
    while (l->ground[l->site_cell[i]] == BUJU_BLOCKED);
  }
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void check(buju_ctx *ctx, buju_status status) {
  if (status == BUJU_OK) return;
  fprintf(stderr, "%s\n", buju_ctx_error(ctx));
  exit(1);
}

static buju_terrain *make(buju_ctx *ctx, const landscape *l, const buju_slope_law *law, uint8_t neighbours,
                          bool corners_open) {
  buju_terrain_spec spec = {.raster = l->raster,
                            .ground = l->ground,
                            .elevation_m = l->elevation_m,
                            .kinds = ROAD,
                            .kind = l->kind,
                            .laws = 1,
                            .law = law,
                            .neighbours = neighbours,
                            .corners_open = corners_open};
  buju_terrain *t = NULL;
  check(ctx, buju_terrain_make(ctx, &spec, &t));
  return t;
}

typedef struct sample {
  double wall[RUNS_MAX], cpu;
  int n;
} sample;

static void print(const char *name, sample *s, double made_s, uint64_t settled, double seconds_sum) {
  qsort(s->wall, (size_t)s->n, sizeof *s->wall, ascending);
  printf("%-34s %8.2f %8.2f %8.2f %8.2f %10.2f %8.0f %12.3f\n", name, made_s, s->wall[s->n / 2], s->wall[s->n - 1],
         s->cpu / s->n, (double)settled / 1e6, peak_mb(), seconds_sum / 1e9);
  fflush(stdout);
}

static void nearest(buju_ctx *ctx, const landscape *l, const char *name, const buju_slope_law *law, uint8_t neighbours,
                    int runs, bool allocate) {
  double start = now_s();
  buju_terrain *t = make(ctx, l, law, neighbours, false);
  double made_s = now_s() - start, sum = 0;
  size_t cells = buju_raster_cells(&l->raster);
  uint32_t *ms = malloc(cells * sizeof *ms);
  buju_ix *site = allocate ? malloc(cells * sizeof *site) : NULL;
  if (ms == NULL || (allocate && site == NULL)) exit(1);
  sample s = {.n = runs};
  uint64_t settled = 0;
  for (int run = 0; run < runs; run++) {
    buju_terrain_work work = {0};
    double wall = now_s(), cpu = cpu_s();
    check(ctx, buju_terrain_nearest(ctx, t, SITES, l->site_cell, BUJU_TO_SITES, BUJU_FAR, ms, site, &work));
    s.wall[run] = now_s() - wall;
    s.cpu += cpu_s() - cpu;
    settled = work.settled;
  }
  for (size_t c = 0; c < cells; c++) sum += ms[c] == BUJU_FAR ? 0 : ms[c] / 1e3;
  print(name, &s, made_s, settled, sum);
  free(ms);
  free(site);
  buju_terrain_free(t);
}

static buju_status count(buju_ctx *ctx, void *user, buju_ix site, size_t n, const buju_ix *cell, const uint32_t *ms) {
  (void)ctx, (void)cell, (void)ms;
  ((size_t *)user)[site] = n;
  return BUJU_OK;
}

/* Fifteen and sixty minutes around each of the sites by themselves. */
static void each(buju_ctx *ctx, const landscape *l, const char *name, uint32_t limit_ms, int runs) {
  double start = now_s();
  buju_terrain *t = make(ctx, l, &buju_slope_tobler, 8, false);
  double made_s = now_s() - start;
  size_t reached[SITES];
  sample s = {.n = runs};
  buju_terrain_work work = {0};
  for (int run = 0; run < runs; run++) {
    work.settled = 0;
    double wall = now_s(), cpu = cpu_s();
    check(ctx, buju_terrain_each(ctx, t, SITES, l->site_cell, BUJU_TO_SITES, limit_ms, count, reached, &work));
    s.wall[run] = now_s() - wall;
    s.cpu += cpu_s() - cpu;
  }
  print(name, &s, made_s, work.settled, 0);
  buju_terrain_free(t);
}

/* ---- the same landscape for GRASS ---- */

static FILE *create(const char *folder, const char *name, uint32_t side) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *f = fopen(path, "w");
  if (f == NULL) {
    perror(path);
    exit(1);
  }
  fprintf(f, "north: %u\nsouth: 0\neast: %u\nwest: 0\nrows: %u\ncols: %u\nnull: *\n", 30 * side, 30 * side, side, side);
  return f;
}

static void put(FILE *f, double value, bool last) {
  if (isnan(value))
    fputc('*', f);
  else
    fprintf(f, "%.9g", value);
  fputc(last ? '\n' : ' ', f);
}

static void write_times(buju_ctx *ctx, const landscape *l, const char *folder, const char *name,
                        const buju_slope_law *law, uint8_t neighbours, const buju_terrain_kind *kind) {
  size_t cells = buju_raster_cells(&l->raster);
  uint32_t *ms = malloc(cells * sizeof *ms);
  landscape flat = *l;
  if (ms == NULL) exit(1);
  for (int k = 0; kind != NULL && k <= ROAD; k++) flat.kind[k] = *kind;
  buju_terrain *t = make(ctx, &flat, law, neighbours, true);
  check(ctx, buju_terrain_nearest(ctx, t, SITES, l->site_cell, BUJU_FROM_SITES, BUJU_FAR, ms, NULL, NULL));
  FILE *f = create(folder, name, l->raster.columns);
  for (size_t c = 0; c < cells; c++) put(f, ms[c] == BUJU_FAR ? NAN : ms[c] / 1e3, (c + 1) % l->raster.columns == 0);
  fclose(f);
  free(ms);
  buju_terrain_free(t);
}

/* Friction in seconds for a cell, as r.cost takes it; elevation; sites; and our times with corners open, as GRASS has
 * them: r.cost with and without knight's moves, r.walk with its defaults and no friction. */
static int write_landscape(buju_ctx *ctx, const landscape *l, const char *folder) {
  const buju_terrain_kind walk = {3.6 / buju_langmuir_default.a_s_per_m, 0};
  uint32_t side = l->raster.columns;
  FILE *friction = create(folder, "friction.txt", side), *height = create(folder, "height.txt", side);
  char path[512];
  for (size_t c = 0; c < buju_raster_cells(&l->raster); c++) {
    bool last = (c + 1) % side == 0;
    uint16_t kind = l->ground[c];
    put(friction, kind == BUJU_BLOCKED ? NAN : 108 / l->kind[kind].kmh, last);
    put(height, (double)l->elevation_m[c], last);
  }
  fclose(friction);
  fclose(height);
  snprintf(path, sizeof path, "%s/sites.txt", folder);
  FILE *sites = fopen(path, "w");
  if (sites == NULL) return 1;
  for (int i = 0; i < SITES; i++)
    fprintf(sites, "%.1f|%.1f\n", buju_raster_x_m(&l->raster, l->site_cell[i]),
            buju_raster_y_m(&l->raster, l->site_cell[i]));
  fclose(sites);
  write_times(ctx, l, folder, "cost8.txt", &buju_slope_none, 8, NULL);
  write_times(ctx, l, folder, "cost16.txt", &buju_slope_none, 16, NULL);
  write_times(ctx, l, folder, "walk8.txt", &buju_slope_langmuir, 8, &walk);
  write_times(ctx, l, folder, "walk16.txt", &buju_slope_langmuir, 16, &walk);
  return 0;
}

int main(int argc, char **argv) {
  bool write = argc == 4 && strcmp(argv[1], "write") == 0;
  long side = write ? atol(argv[3]) : argc > 1 ? atol(argv[1]) : 4000, runs = !write && argc > 2 ? atol(argv[2]) : 5;
  long threads = !write && argc > 3 ? atol(argv[3]) : 2, cases = argc > 4 ? atol(argv[4]) : 6;
  if (side < 100 || side > 16000 || runs < 1 || runs > RUNS_MAX || threads < 1 || threads > 64) return 2;
  static landscape l;
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_threads(ctx, (unsigned)threads);
  generate(&l, (uint32_t)side);
  if (write) return write_landscape(ctx, &l, argv[2]);
  printf("%ld × %ld cells, %d sites, %ld runs, %ld threads\n", side, side, SITES, runs, threads);
  printf("%-34s %8s %8s %8s %8s %10s %8s %12s\n", "", "made s", "median s", "worst s", "cpu s", "settled M", "peak MB",
         "sum 10^9 s");
  int n = (int)runs;
  if (cases > 0) nearest(ctx, &l, "isotropic, 8, times", &buju_slope_none, 8, n, false);
  if (cases > 1) nearest(ctx, &l, "isotropic, 8, times and sites", &buju_slope_none, 8, n, true);
  if (cases > 2) nearest(ctx, &l, "Tobler, 8, times and sites", &buju_slope_tobler, 8, n, true);
  if (cases > 3) nearest(ctx, &l, "Tobler, 16, times and sites", &buju_slope_tobler, 16, n, true);
  if (cases > 4) each(ctx, &l, "Tobler, 8, each site, 15 minutes", 900000, n);
  if (cases > 5) each(ctx, &l, "Tobler, 8, each site, 60 minutes", 3600000, n);
  free(l.ground);
  free(l.elevation_m);
  buju_ctx_free(ctx);
  return 0;
}
