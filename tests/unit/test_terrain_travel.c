/* Travel over terrain as a provider: land cover, roads, barriers, slope, and places off the raster.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "planner/travel/road_speed.h"
#include "planner/travel/terrain_kinds.h"
#include "planner/travel/terrain_travel.h"
#include "tests/support/discs.h"
#include "tests/support/region_text.h"

enum { COLUMNS = 60, ROWS = 40, CELLS = COLUMNS * ROWS, PLACES = 24 };
static const double SIDE_M = 100;

typedef struct fixture {
  buju_ctx *ctx;
  buju_arena *arena;
  float elevation_m[CELLS];
  int32_t cover[CELLS];
  buju_ground_map map;
  buju_travel_spec spec;
  buju_cover_speed speed[3];
  buju_road_lines road;
  buju_travel *travel;
} fixture;

static uint64_t rng_state;
static double uniform(void) {
  rng_state = rng_state * 6364136223846793005u + 1442695040888963407u;
  return (double)(rng_state >> 11) / 9007199254740992.0;
}

/* Flat ground of cover 10, walked at 3.6 km/h: a cell of 100 m takes 100 s. */
static int set_up(void **state) {
  fixture *f = calloc(1, sizeof *f);
  f->ctx = buju_ctx_new();
  f->arena = buju_arena_new();
  f->spec = (buju_travel_spec){.walk_mps = 1, .ebike_mps = 4, .drive_mps = 10, .detour_factor = 1.3, .off_road_mps = 1};
  f->spec.knight_moves = true;
  f->spec.covers = 3;
  f->spec.cover = f->speed;
  f->speed[0] = (buju_cover_speed){10, {1, 0, 0}};
  f->speed[1] = (buju_cover_speed){20, {0.5, 0, 0}};
  f->speed[2] = (buju_cover_speed){80, {0, 0, 0}};
  buju_road_speed_defaults(&f->spec);
  for (int c = 0; c < CELLS; c++) f->cover[c] = 10;
  f->map = (buju_ground_map){
      .raster = {500000, 3304000, SIDE_M, SIDE_M, COLUMNS, ROWS}, .elevation_m = f->elevation_m, .cover = f->cover};
  *state = f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  buju_travel_free(f->travel);
  buju_arena_free(f->arena);
  buju_ctx_free(f->ctx);
  free(f);
  return 0;
}

static void make(fixture *f) {
  buju_travel_free(f->travel);
  f->travel = NULL;
  assert_int_equal(buju_travel_terrain(f->ctx, &f->map, &f->road, &f->spec, &f->travel), BUJU_OK);
}

static buju_places places(fixture *f, buju_ix n, const double *x, const double *y) {
  buju_places out;
  assert_int_equal(f->travel->ops->locate(f->ctx, f->travel, n, x, y, f->arena, &out), BUJU_OK);
  return out;
}

/* From the middle of one cell to that of another, cells counted from the north-west. */
static buju_trip trip(fixture *f, buju_mode mode, double c0, double r0, double c1, double r1) {
  double x0 = 500000 + SIDE_M * (c0 + 0.5), y0 = 3304000 - SIDE_M * (r0 + 0.5);
  double x1 = 500000 + SIDE_M * (c1 + 0.5), y1 = 3304000 - SIDE_M * (r1 + 0.5);
  buju_places from = places(f, 1, &x0, &y0), to = places(f, 1, &x1, &y1);
  buju_ix row = 0;
  buju_trip out;
  assert_int_equal(f->travel->ops->trips(f->ctx, f->travel, mode, &from, &to, 1, &row, &row, &out), BUJU_OK);
  return out;
}

static void flat_ground_takes_its_speed(void **state) {
  fixture *f = *state;
  make(f);
  buju_trip t = trip(f, BUJU_WALK, 5, 5, 15, 5);
  assert_int_equal(t.ms, 1000000);
  assert_int_equal(t.metres, 1000);
  assert_int_equal(t.basis, BUJU_BASIS_TERRAIN);
  assert_in_range(trip(f, BUJU_WALK, 5, 5, 15, 15).ms, 1414200, 1414230); /* a move is told to a 4,096th of a second */
  assert_in_range(trip(f, BUJU_WALK, 5, 5, 25, 15).ms, 2236050, 2236090); /* a knight's way is straight */
  assert_int_equal(trip(f, BUJU_WALK, 5, 5, 5, 5).ms, 0);
  assert_int_equal(trip(f, BUJU_DRIVE, 5, 5, 15, 5).ms, 1000000); /* no road: one walks */
  for (int r = 0; r < ROWS; r++) f->cover[r * COLUMNS + 10] = 20;
  make(f);
  assert_int_equal(trip(f, BUJU_WALK, 5, 5, 15, 5).ms, 1100000);
}

static void values_without_a_speed_are_walked_off_the_road(void **state) {
  fixture *f = *state;
  for (int r = 0; r < ROWS; r++) f->cover[r * COLUMNS + 10] = 55;
  f->spec.off_road_mps = 0.25;
  make(f);
  assert_int_equal(trip(f, BUJU_WALK, 5, 5, 15, 5).ms, 1300000);
  f->map.cover = NULL;
  make(f);
  assert_int_equal(trip(f, BUJU_WALK, 5, 5, 15, 5).ms, 4000000);
}

static void up_is_not_down(void **state) {
  fixture *f = *state;
  for (int c = 0; c < CELLS; c++) f->elevation_m[c] = (float)(c % COLUMNS) * 20; /* one in five, to the east */
  make(f);
  uint32_t up = trip(f, BUJU_WALK, 5, 5, 15, 5).ms, down = trip(f, BUJU_WALK, 15, 5, 5, 5).ms;
  assert_true(fabs(up / 1e6 - exp(3.5 * 0.2)) < 0.001);
  assert_true(fabs(down / 1e6 - exp(3.5 * 0.15) / exp(3.5 * 0.05)) < 0.001);
  f->spec.slope = BUJU_SLOPE_NONE;
  make(f);
  assert_int_equal(trip(f, BUJU_WALK, 5, 5, 15, 5).ms, 1000000);
}

static void barriers_hold_and_roads_bridge_them(void **state) {
  fixture *f = *state;
  uint64_t first[] = {0, 2};
  double x[] = {503050, 503050}, y[] = {3304000, 3300000};
  f->map.barrier = (buju_barriers){.lines = 1, .first = first, .x_m = x, .y_m = y};
  make(f);
  assert_int_equal(trip(f, BUJU_WALK, 5, 5, 40, 5).ms, BUJU_FAR);
  assert_int_equal(trip(f, BUJU_WALK, 5, 5, 40, 5).basis, BUJU_BASIS_NONE);
  double road_x[] = {500550, 504050}, road_y[] = {3303450, 3303450};
  uint8_t class[] = {BUJU_CLASS_COUNTY}, way[] = {BUJU_ROAD_BOTH_WAYS}, flags[] = {0};
  buju_ix word[] = {BUJU_NONE};
  float kmh[] = {NAN};
  uint32_t ferry[] = {0};
  int8_t level[] = {0};
  f->road = (buju_road_lines){.n = 1,
                              .first = first,
                              .x_m = road_x,
                              .y_m = road_y,
                              .class = class,
                              .word = word,
                              .drive_kmh = kmh,
                              .ferry_s = ferry,
                              .way = way,
                              .level = level,
                              .flags = flags};
  make(f);
  assert_int_equal(trip(f, BUJU_WALK, 5, 5, 40, 5).ms, 3500000);
  assert_true(trip(f, BUJU_DRIVE, 5, 5, 40, 5).ms < 400000);
  flags[0] = BUJU_ROAD_BARRED_WALK | BUJU_ROAD_BARRED_EBIKE | BUJU_ROAD_BARRED_DRIVE;
  make(f);
  assert_int_equal(trip(f, BUJU_DRIVE, 5, 5, 40, 5).ms, BUJU_FAR);
}

/* Ferries that each take a time of their own, and tracks with a speed each: more than kinds of ground can be told. */
static void roads_may_have_any_number_of_speeds(void **state) {
  fixture *f = *state;
  enum { ROADS = 600 };
  static uint64_t first[ROADS + 1];
  static double x[2 * ROADS], y[2 * ROADS];
  static uint8_t class[ROADS], way[ROADS], flags[ROADS];
  static buju_ix word[ROADS];
  static float kmh[ROADS];
  static uint32_t ferry[ROADS];
  static int8_t level[ROADS];
  for (int i = 0; i < ROADS; i++) {
    first[i + 1] = 2 * (uint64_t)(i + 1);
    x[2 * i] = 500550, x[2 * i + 1] = 504050 + i;
    y[2 * i] = y[2 * i + 1] = 3304000 - 50 - 100 * (i % ROWS);
    class[i] = i % 2 == 0 ? BUJU_CLASS_FERRY : BUJU_CLASS_TRACK;
    ferry[i] = i % 2 == 0 ? 600 + 7 * (uint32_t)i : 0;
    kmh[i] = 5 + (float)i * 0.173F;
    word[i] = BUJU_NONE;
  }
  ferry[0] = 1;
  kmh[1] = 0.001F;
  f->road = (buju_road_lines){.n = ROADS,
                              .first = first,
                              .x_m = x,
                              .y_m = y,
                              .class = class,
                              .word = word,
                              .drive_kmh = kmh,
                              .ferry_s = ferry,
                              .way = way,
                              .level = level,
                              .flags = flags};
  make(f);
  assert_true(trip(f, BUJU_DRIVE, 5, 5, 40, 5).ms < 3500000);
  f->road.n = 1; /* 3,500 m in 1,100 s: 11.4545 km/h, told as 11.5 */
  ferry[0] = 1100;
  make(f);
  assert_in_range(trip(f, BUJU_DRIVE, 5, 0, 40, 0).ms, 1095500, 1095800);
  ferry[0] = 1000000; /* 0.01 km/h stays open: the slowest there is */
  for (int c = 0; c < CELLS; c++) f->cover[c] = 80;
  make(f);
  assert_int_not_equal(trip(f, BUJU_DRIVE, 5, 0, 6, 0).ms, BUJU_FAR);
}

static void a_lake_as_a_polygon_is_walked_around(void **state) {
  fixture *f = *state;
  uint64_t first[] = {0, 5};
  buju_ix ring[] = {0, 1};
  double x[] = {501000, 502000, 502000, 501000, 501000}, y[] = {3303500, 3303500, 3302500, 3302500, 3303500};
  f->map.barrier = (buju_barriers){.polygons = 1, .ring = ring, .first = first, .x_m = x, .y_m = y};
  make(f);
  buju_trip t = trip(f, BUJU_WALK, 5, 10, 25, 10);
  assert_true(t.ms > 2000000 && t.ms != BUJU_FAR);
}

/* Every operation tells the same times. */
static void agree(fixture *f, const buju_places *from, const buju_places *to) {
  const buju_travel_ops *ops = f->travel->ops;
  buju_ix a[PLACES * PLACES], b[PLACES * PLACES], n = 0;
  for (buju_ix i = 0; i < from->n; i++)
    for (buju_ix j = 0; j < to->n; j++) a[n] = i, b[n++] = j;
  static buju_trip all[PLACES * PLACES];
  static buju_near near[PLACES];
  buju_csr times;
  uint32_t limit_ms = 6000000;
  assert_int_equal(ops->trips(f->ctx, f->travel, BUJU_WALK, from, to, n, a, b, all), BUJU_OK);
  assert_int_equal(ops->nearest(f->ctx, f->travel, BUJU_WALK, from, to, near), BUJU_OK);
  assert_int_equal(ops->within(f->ctx, f->travel, BUJU_WALK, from, to, limit_ms, f->arena, &times), BUJU_OK);
  uint64_t k = 0;
  size_t straight = 0, over_land = 0;
  for (buju_ix i = 0; i < from->n; i++) {
    buju_near best = {BUJU_NONE, BUJU_FAR, UINT32_MAX, BUJU_BASIS_NONE};
    for (buju_ix j = 0; j < to->n; j++) {
      const buju_trip *t = &all[i * to->n + j];
      if (t->ms < best.ms) best = (buju_near){j, t->ms, UINT32_MAX, t->basis};
      straight += t->basis == BUJU_BASIS_STRAIGHT;
      over_land += t->basis == BUJU_BASIS_TERRAIN;
      if (t->ms > limit_ms) continue;
      assert_int_equal(times.col[k], j);
      assert_int_equal(times.val[k++], t->ms);
    }
    assert_int_equal(near[i].to, best.to);
    assert_int_equal(near[i].ms, best.ms);
    assert_int_equal(near[i].basis, best.basis);
    assert_int_equal(times.row[i + 1], k);
  }
  assert_int_equal(times.row[from->n], k);
  assert_true(straight > 20 && over_land > 100);
}

/* Ways back are the same trips asked from the other end. */
static void back_is_the_other_way(fixture *f, const buju_places *from, const buju_places *to) {
  const buju_travel *back = buju_travel_heading(f->travel, BUJU_FROM_SERVICE);
  buju_ix a[PLACES * PLACES], b[PLACES * PLACES], n = 0;
  for (buju_ix i = 0; i < from->n; i++)
    for (buju_ix j = 0; j < to->n; j++) a[n] = i, b[n++] = j;
  static buju_trip there[PLACES * PLACES], turned[PLACES * PLACES];
  static buju_near near[PLACES];
  buju_csr times;
  size_t differ = 0;
  assert_int_equal(f->travel->ops->trips(f->ctx, f->travel, BUJU_WALK, from, to, n, a, b, there), BUJU_OK);
  assert_int_equal(back->ops->trips(f->ctx, back, BUJU_WALK, to, from, n, b, a, turned), BUJU_OK);
  assert_int_equal(back->ops->nearest(f->ctx, back, BUJU_WALK, to, from, near), BUJU_OK);
  assert_int_equal(back->ops->within(f->ctx, back, BUJU_WALK, to, from, BUJU_FAR - 1, f->arena, &times), BUJU_OK);
  for (buju_ix k = 0; k < n; k++)
    assert_true(there[k].ms == turned[k].ms && there[k].metres == turned[k].metres &&
                there[k].basis == turned[k].basis);
  uint64_t pairs = 0;
  for (buju_ix j = 0; j < to->n; j++) {
    uint32_t best_ms = BUJU_FAR;
    for (buju_ix i = 0; i < from->n; i++) {
      uint32_t ms = there[i * to->n + j].ms;
      best_ms = ms < best_ms ? ms : best_ms;
      if (ms == BUJU_FAR) continue;
      assert_int_equal(times.col[pairs], i);
      assert_int_equal(times.val[pairs++], ms);
    }
    assert_int_equal(near[j].ms, best_ms);
    assert_int_equal(times.row[j + 1], pairs);
  }
  assert_int_equal(f->travel->ops->trips(f->ctx, f->travel, BUJU_WALK, to, from, n, b, a, turned), BUJU_OK);
  for (buju_ix k = 0; k < n; k++) differ += there[k].ms != turned[k].ms;
  assert_true(differ > 20); /* up is not down */
}

static void randomise(fixture *f) {
  rng_state = 7;
  for (int c = 0; c < CELLS; c++) {
    f->elevation_m[c] = (float)(300 * uniform());
    f->cover[c] = uniform() < 0.25 ? 80 : uniform() < 0.5 ? 20 : 10;
  }
}

/* Random ground with holes, places in them and off the raster; fewer places at either end. */
static void operations_agree(void **state) {
  fixture *f = *state;
  randomise(f);
  double x[PLACES], y[PLACES];
  for (int i = 0; i < PLACES; i++) {
    x[i] = 500000 + 6000 * uniform();
    y[i] = 3300000 + 4000 * uniform();
  }
  x[3] = 490000; /* off the raster: the straight line */
  x[11] = 499950;
  x[17] = 508000;
  x[9] = NAN;
  make(f);
  buju_places all = places(f, PLACES, x, y), some = places(f, PLACES / 2, x + 8, y + 8);
  agree(f, &all, &some);
  back_is_the_other_way(f, &all, &some);
  agree(f, &some, &all);
  back_is_the_other_way(f, &some, &all);
}

/* Wherever in a disc somebody lives: on open cells, in closed ones, off the raster. */
static void whoever_lives_in_a_disc_is_in_its_range(void **state) {
  fixture *f = *state;
  discs_seen seen = {0};
  uint64_t seed = 5;
  for (int turn = 0; turn < 20; turn++) {
    double x[PLACES], y[PLACES], radius_m[PLACES];
    randomise(f);
    for (int c = 0; c < CELLS && turn % 2 == 0; c++)
      if (c % COLUMNS > 30 && c % COLUMNS < 40) f->cover[c] = 80; /* a lake */
    rng_state += (uint64_t)turn;
    for (int i = 0; i < PLACES; i++) {
      x[i] = 500000 - 100 + 6200 * uniform();
      y[i] = 3300000 - 100 + 4200 * uniform();
      radius_m[i] = (i % 3 == 0 ? 30 : i % 3 == 1 ? 250 : 900) * uniform();
    }
    radius_m[0] = 0;
    if (turn % 4 == 0) x[PLACES - 1] = 490000; /* a site that everybody reaches by the straight line */
    make(f);
    buju_places to = places(f, PLACES / 2, x + PLACES / 2, y + PLACES / 2);
    for (int k = 0; k < 2; k++)
      discs_check(f->ctx, buju_travel_heading(f->travel, k == 0 ? BUJU_TO_SERVICE : BUJU_FROM_SERVICE), BUJU_WALK,
                  PLACES / 2, x, y, radius_m, &to, 100, &seed, f->arena, &seen);
  }
  assert_in_range(seen.other, seen.homes / 2, seen.homes);
  assert_in_range(seen.told, seen.homes / 2, seen.homes);
  assert_in_range(seen.near_to_end, seen.told / 4, seen.told);
}

/* Trips that share an end tell what each tells alone, on any number of threads, and cost one search an end. */
static void trips_that_share_an_end(void **state) {
  fixture *f = *state;
  enum { HUBS = 4, ENDS = 150, TRIPS = HUBS * ENDS };
  static buju_terrain_pair pair[TRIPS], again[TRIPS];
  randomise(f);
  for (int r = 18; r <= 22; r++) /* an island around (30, 20) */
    for (int c = 28; c <= 32; c++) f->cover[r * COLUMNS + c] = r == 18 || r == 22 || c == 28 || c == 32 ? 80 : 10;
  const buju_ix hub[HUBS] = {20 * COLUMNS + 30, 7 * COLUMNS + 3, 33 * COLUMNS + 51, BUJU_NONE};
  f->cover[hub[1]] = f->cover[hub[2]] = 10;
  buju_terrain *terrain;
  assert_int_equal(buju_terrain_of_mode(f->ctx, &f->map, &f->road, &f->spec, BUJU_WALK, &terrain), BUJU_OK);
  for (int turned = 0; turned < 2; turned++) {
    for (int i = 0; i < TRIPS; i++) {
      buju_ix end = i % ENDS == 0 ? hub[0] : (buju_ix)(uniform() * CELLS);
      pair[i] = turned ? (buju_terrain_pair){.from = hub[i % HUBS], .to = end}
                       : (buju_terrain_pair){.from = end, .to = hub[i % HUBS]};
      again[i] = pair[i];
    }
    buju_terrain_work work = {0}, work_again = {0};
    buju_ctx_set_threads(f->ctx, 1);
    assert_int_equal(buju_terrain_trips(f->ctx, terrain, TRIPS, pair, &work), BUJU_OK);
    buju_ctx_set_threads(f->ctx, 3);
    assert_int_equal(buju_terrain_trips(f->ctx, terrain, TRIPS, again, &work_again), BUJU_OK);
    assert_memory_equal(pair, again, sizeof pair);
    assert_int_equal(work.settled, work_again.settled);
    assert_true(work.settled <= (HUBS - 1) * CELLS);
    int reached = 0;
    for (int i = 0; i < TRIPS; i++) {
      uint32_t ms, metres;
      assert_int_equal(
          buju_terrain_trip(f->ctx, terrain, pair[i].from, pair[i].to, BUJU_FAR, &ms, &metres, NULL, NULL, NULL),
          BUJU_OK);
      assert_int_equal(pair[i].ms, ms);
      assert_int_equal(pair[i].metres, metres);
      reached += ms != BUJU_FAR;
    }
    assert_in_range(reached, 150, 350);
  }
  buju_terrain_work near_by = {0};
  buju_terrain_pair step = {.from = hub[1], .to = hub[1]};
  assert_int_equal(buju_terrain_trips(f->ctx, terrain, 1, &step, &near_by), BUJU_OK);
  assert_int_equal(step.ms, 0);
  assert_true(near_by.settled <= 1); /* it ends where the farthest end is reached */
  buju_terrain_free(terrain);
}

/* ---- places that stand nowhere ---- */

static const buju_finding *found(const buju_region *r, const char *id, const char *code) {
  for (size_t i = 0; i < r->findings.rows.n; i++) {
    const buju_finding *f = buju_finding_at(&r->findings, i);
    if (strcmp(f->kind->id, id) == 0 && strcmp(f->code, code) == 0) return f;
  }
  return NULL;
}

static const char coast[] = "township 610402100 甲镇\n"
                            "village 610402100201 甲村 pop=700 at=1050,-1050\n" /* on land */
                            "village 610402100202 乙村 pop=600 at=4550,-1050\n" /* in the sea */
                            "village 610402100203 丙村 pop=500 at=-900,-1050\n" /* west of the raster */
                            "village 610402100204 丁村 pop=400 at=2550,-2050\n" /* in a hole, two cells from its edge */
                            "village 610402100205 戊村 pop=400 at=1050,-3050\n" /* in a wider hole */
                            "village 610402100206 己村 pop=400 at=1850,-1050\n"
                            "settlement 610402100206 - pop=300 at=1850,-1050\n"
                            "settlement 610402100206 - pop=60 at=4250,-1050\n" /* three cells from the shore */
                            "settlement 610402100206 - pop=40 at=4150,-1050\n"
                            "facility K1 village_clinic 甲村卫生室 village=610402100201\n"
                            "facility K2 village_clinic 乙村卫生室 village=610402100202\n"
                            "facility K3 village_clinic 丙村卫生室 village=610402100203\n";

/* Elevation with two holes, the sea from column 40 on; who stands in them is named, and measured by the straight line.
 */
static void who_stands_nowhere_is_named(void **state) {
  fixture *f = *state;
  buju_region *r = NULL;
  f->map.raster.west_m = f->map.raster.north_m = 0;
  for (int c = 0; c < CELLS; c++) {
    int column = c % COLUMNS, row = c / COLUMNS;
    if (column >= 40) f->cover[c] = 80;
    if ((abs(column - 25) <= 1 && abs(row - 20) <= 1) || (abs(column - 10) <= 2 && abs(row - 30) <= 2))
      f->elevation_m[c] = NAN;
  }
  assert_int_equal(buju_region_text(f->ctx, coast, &r), BUJU_OK);
  buju_input dem = {.role = BUJU_INPUT_DEM, .shown = "dem.tif"};
  const buju_scenario scenario = {.travel = f->spec, .inputs = 1, .input = &dem};
  assert_int_equal(buju_terrain_tell(f->ctx, &scenario, r), BUJU_OK);
  assert_int_equal(r->findings.rows.n, 0); /* there is no ground */
  r->ground = f->map;
  assert_int_equal(buju_terrain_tell(f->ctx, &scenario, r), BUJU_OK);
  const buju_finding *sea = found(r, "village_off_terrain", "610402100202");
  assert_string_equal(sea->arg[0].u.s, "乙村");
  assert_string_equal(sea->arg[1].u.m->en, "lies on closed ground");
  assert_true(sea->arg[2].u.f == 200);
  assert_string_equal(sea->file, "dem.tif");
  assert_string_equal(found(r, "village_off_terrain", "610402100203")->arg[1].u.m->en,
                      "lies beyond the terrain's raster");
  assert_non_null(found(r, "village_off_terrain", "610402100205"));
  const buju_finding *some = found(r, "settlements_off_terrain", "610402100206");
  assert_int_equal(some->arg[1].u.i, 1);
  assert_int_equal(some->arg[2].u.i, 3);
  assert_non_null(found(r, "facility_off_terrain", "K2"));
  assert_non_null(found(r, "facility_off_terrain", "K3"));
  assert_int_equal(r->findings.rows.n, 6); /* and nobody else */
  make(f);
  buju_places all = places(f, r->village.n, r->village.x_m, r->village.y_m);
  const buju_ix from[] = {0, 0, 0, 0, 1}, to[] = {1, 2, 3, 4, 2};
  buju_trip out[5];
  assert_int_equal(f->travel->ops->trips(f->ctx, f->travel, BUJU_WALK, &all, &all, 5, from, to, out), BUJU_OK);
  for (int i = 0; i < 5; i++) assert_int_equal(out[i].basis, i == 2 ? BUJU_BASIS_TERRAIN : BUJU_BASIS_STRAIGHT);
  buju_region_free(r);
}

int main(void) {
#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
  const struct CMUnitTest tests[] = {CASE(flat_ground_takes_its_speed),
                                     CASE(values_without_a_speed_are_walked_off_the_road),
                                     CASE(up_is_not_down),
                                     CASE(barriers_hold_and_roads_bridge_them),
                                     CASE(roads_may_have_any_number_of_speeds),
                                     CASE(a_lake_as_a_polygon_is_walked_around),
                                     CASE(operations_agree),
                                     CASE(whoever_lives_in_a_disc_is_in_its_range),
                                     CASE(trips_that_share_an_end),
                                     CASE(who_stands_nowhere_is_named)};
  return cmocka_run_group_tests_name("terrain_travel", tests, NULL, NULL);
}
