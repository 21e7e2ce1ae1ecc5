/* Roads over terrain only ever help: on random grounds, in every mode, up and down hill.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "planner/travel/road_speed.h"
#include "planner/travel/terrain_kinds.h"

enum { COLUMNS = 36, ROWS = 30, CELLS = COLUMNS * ROWS, SITES = 4, ROADS = 8, POINTS = 3, COVERS = 5 };

static uint64_t rng;
static double uniform(void) {
  rng = rng * 6364136223846793005u + 1442695040888963407u;
  return (double)(rng >> 11) / 9007199254740992.0;
}
static int dice(int n) { return (int)(n * uniform()); }

typedef struct world {
  float elevation_m[CELLS];
  int32_t cover[CELLS];
  buju_cover_speed speed[COVERS];
  uint64_t first[ROADS + 1], river_first[2];
  double x[ROADS * POINTS], y[ROADS * POINTS], river_x[3], river_y[3];
  uint8_t class[ROADS], way[ROADS], flags[ROADS];
  buju_ix word[ROADS], site_cell[SITES];
  float drive_kmh[ROADS];
  uint32_t ferry_s[ROADS];
  int8_t level[ROADS];
  buju_ground_map map;
  buju_road_lines road;
  buju_travel_spec spec;
} world;

static double somewhere_x(void) { return 35.0 * COLUMNS * uniform(); }
static double somewhere_y(void) { return -30.0 * ROWS * uniform(); }

/* Any class, any mode shut out, speeds of its own from far below a walker's to far above. */
static void random_road(world *w, int i) {
  w->first[i + 1] = POINTS * (uint64_t)(i + 1);
  for (int p = 0; p < POINTS; p++) w->x[i * POINTS + p] = somewhere_x(), w->y[i * POINTS + p] = somewhere_y();
  w->class[i] = (uint8_t)dice(BUJU_CLASSES);
  w->word[i] = BUJU_NONE;
  w->drive_kmh[i] = dice(2) == 0 ? NAN : (float)exp(4.5 * uniform());
  w->ferry_s[i] = dice(4) == 0 ? 60 + (uint32_t)dice(2000) : 0;
  const uint8_t bars[] = {BUJU_ROAD_BARRED_WALK, BUJU_ROAD_BARRED_EBIKE, BUJU_ROAD_BARRED_DRIVE};
  w->flags[i] = 0;
  for (int m = 0; m < BUJU_MODES; m++) w->flags[i] |= dice(4) == 0 ? bars[m] : 0;
}

/* Hills, five covers of which one is closed and some are quick or slow on wheels, holes, a river. */
static void random_world(world *w, uint64_t seed) {
  *w = (world){.spec = {.walk_mps = 1.25, .ebike_mps = 3, .drive_mps = 10, .detour_factor = 1.3, .off_road_mps = 1}};
  rng = seed;
  for (int c = 0; c < CELLS; c++) {
    w->cover[c] = dice(8) == 0 ? dice(COVERS + 1) : (c % COLUMNS / 9 + c / COLUMNS / 8) % (COVERS + 1);
    w->elevation_m[c] = dice(50) == 0 ? NAN : (float)(150 * sin(c % COLUMNS * 0.3) * cos(c * 0.01) + 6 * uniform());
    if (w->cover[c] == COVERS - 1) w->elevation_m[c] -= 90; /* roads open cells that are lower than all others */
  }
  for (int i = 0; i < COVERS; i++)
    w->speed[i] = (buju_cover_speed){i, {0.3 + 1.4 * uniform(), dice(2) * 3 * uniform(), dice(2) * 3 * uniform()}};
  memset(w->speed[COVERS - 1].mps, 0, sizeof w->speed[0].mps);
  w->spec.covers = COVERS;
  w->spec.cover = w->speed;
  w->spec.slope = (buju_slope)(seed % 3);
  w->spec.knight_moves = dice(2) == 0;
  buju_road_speed_defaults(&w->spec);
  for (int c = 0; c < BUJU_CLASSES; c += 2) w->spec.road_mps[c][dice(BUJU_MODES)] = 0.2 + 2 * uniform();
  for (int p = 0; p < 3; p++) w->river_x[p] = somewhere_x(), w->river_y[p] = somewhere_y();
  w->river_first[1] = 3;
  w->map = (buju_ground_map){.raster = {0, 0, 35, 30, COLUMNS, ROWS}, .elevation_m = w->elevation_m, .cover = w->cover};
  w->map.barrier = (buju_barriers){.lines = 1, .first = w->river_first, .x_m = w->river_x, .y_m = w->river_y};
  for (int i = 0; i < ROADS; i++) random_road(w, i);
  w->road = (buju_road_lines){.first = w->first, .x_m = w->x, .y_m = w->y, .class = w->class, .word = w->word};
  w->road.drive_kmh = w->drive_kmh;
  w->road.ferry_s = w->ferry_s;
  w->road.way = w->way;
  w->road.level = w->level;
  w->road.flags = w->flags;
}

typedef uint32_t every_time[BUJU_MODES][2][SITES][CELLS];

/* Trips between each site and every cell, there and back, in every mode. */
static void measure(buju_ctx *ctx, const world *w, every_time ms) {
  for (int mode = 0; mode < BUJU_MODES; mode++) {
    buju_terrain *t = NULL;
    if (buju_terrain_of_mode(ctx, &w->map, &w->road, &w->spec, (buju_mode)mode, &t) != BUJU_OK)
      fail_msg("%s", buju_ctx_error(ctx));
    for (int heading = 0; heading < 2; heading++)
      for (int s = 0; s < SITES; s++)
        assert_int_equal(buju_terrain_nearest(ctx, t, 1, &w->site_cell[s], (buju_heading)heading, BUJU_FAR,
                                              ms[mode][heading][s], NULL, NULL),
                         BUJU_OK);
    buju_terrain_free(t);
  }
}

/* No trip takes longer than before, to the millisecond; how many take less. */
static uint64_t compare(every_time before, every_time after, const char *what, uint64_t seed) {
  const uint32_t *a = &before[0][0][0][0], *b = &after[0][0][0][0];
  uint64_t sooner = 0;
  for (size_t i = 0; i < sizeof(every_time) / sizeof(uint32_t); i++) {
    if (b[i] > a[i]) fail_msg("%s, seed %d: %u ms become %u", what, (int)seed, a[i], b[i]);
    sooner += b[i] < a[i];
  }
  return sooner;
}

static every_time before, after;

static void a_new_road_never_lengthens_a_trip(void **state) {
  (void)state;
  static world w;
  buju_ctx *ctx = buju_ctx_new();
  uint64_t sooner = 0;
  for (uint64_t seed = 1; seed <= 6; seed++) {
    random_world(&w, seed);
    for (int s = 0; s < SITES; s++) w.site_cell[s] = (buju_ix)dice(CELLS);
    measure(ctx, &w, before);
    for (w.road.n = 1; w.road.n <= ROADS; w.road.n++) {
      measure(ctx, &w, after);
      sooner += compare(before, after, "a new road", seed);
      memcpy(before, after, sizeof before);
    }
  }
  assert_true(sooner > 30000);
  buju_ctx_free(ctx);
}

/* Quicker for cars, a quicker ferry, open to all, quicker by its class. */
static void improve(world *w, int i) {
  if (dice(4) == 0) w->flags[i] = 0;
  if (!isnan(w->drive_kmh[i])) w->drive_kmh[i] *= (float)(1 + uniform());
  if (w->ferry_s[i] > 0) w->ferry_s[i] = 1 + (uint32_t)(w->ferry_s[i] * uniform());
  for (int m = 0; m < BUJU_MODES; m++)
    if (w->spec.road_mps[w->class[i]][m] > 0) w->spec.road_mps[w->class[i]][m] *= 1 + 0.3 * uniform();
}

static void a_faster_road_never_lengthens_a_trip(void **state) {
  (void)state;
  static world w;
  buju_ctx *ctx = buju_ctx_new();
  uint64_t sooner = 0;
  for (uint64_t seed = 1; seed <= 6; seed++) {
    random_world(&w, seed + 100);
    for (int s = 0; s < SITES; s++) w.site_cell[s] = (buju_ix)dice(CELLS);
    w.road.n = ROADS;
    measure(ctx, &w, before);
    for (int i = 0; i < ROADS; i++) {
      improve(&w, i);
      measure(ctx, &w, after);
      sooner += compare(before, after, "a faster road", seed);
      memcpy(before, after, sizeof before);
    }
  }
  assert_true(sooner > 30000);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_new_road_never_lengthens_a_trip),
                                     cmocka_unit_test(a_faster_road_never_lengthens_a_trip)};
  return cmocka_run_group_tests_name("terrain_roads", tests, NULL, NULL);
}
