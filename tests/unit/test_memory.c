/* Every allocation failed in turn: planning and measuring access say that memory is out, and leave nothing behind (the
 * sanitizer build looks for what is). The linker sends the library's allocations here.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/access.h"
#include "core/region.h"
#include "core/scenario.h"
#include "planner/travel/nearest_land.h"
#include "planner/travel/road_speed.h"
#include "planner/travel/roads.h"
#include "planner/travel/terrain_travel.h"
#include "tests/support/region_text.h"
#include "tests/support/road_lines.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t size);

static int64_t left = INT64_MAX; /* allocations until the one that fails; one only, so that clean-up can work */

static int refuse(void) { return left != INT64_MAX && left-- == 0; }

void *__wrap_malloc(size_t size) { return refuse() ? NULL : __real_malloc(size); }
void *__wrap_calloc(size_t n, size_t size) { return refuse() ? NULL : __real_calloc(n, size); }
void *__wrap_realloc(void *old, size_t size) { return refuse() ? NULL : __real_realloc(old, size); }

static const char region_text[] =
    "township 610402100 甲镇\n"
    "village 610402100201 甲村 pop=700 at=0,0\nvillage 610402100202 乙村 pop=600 at=500,0\n"
    "village 610402100203 丙村 pop=500 at=1000,0 converted\nvillage 610402100204 丁村 pop=1500 at=3000,0 seat\n"
    "touch 610402100201 610402100202\ntouch 610402100202 610402100203\n"
    "facility H1 thc 甲镇卫生院 village=610402100204 floor=900\n"
    "facility K1 village_clinic 甲村卫生室 village=610402100201 floor=30 public_owned=no\n"
    "facility K2 village_clinic 乙村卫生室 village=610402100202 floor=70 public_health=no\n"
    "staff K1 village_doctor 1960 张三\n";

static const char scenario_text[] = "profile: xixian-2021\nas_of: 2026-06-30\ninputs:\n  villages: {path: none.shp}\n"
                                    "circles: {limits_min: [60], before: yes}\n"
                                    "decisions:\n  - {code: '610402100204', decision: own, reason: r, person: p}\n";

static buju_status plan_by_hand(buju_ctx *ctx, const char *path) {
  buju_scenario *scenario = NULL;
  buju_region *region = NULL;
  buju_plan *plan = NULL;
  buju_access *access = NULL;
  const buju_access_spec spec = {0};
  buju_status status = buju_scenario_read(ctx, path, NULL, 0, &scenario);
  if (status == BUJU_OK) status = buju_region_text(ctx, region_text, &region);
  if (status == BUJU_OK) status = buju_plan_make(ctx, scenario, region, &plan);
  if (status == BUJU_OK) status = buju_access_make(ctx, scenario, region, &spec, &access);
  buju_access_free(access);
  buju_plan_free(plan);
  buju_region_free(region);
  buju_scenario_free(scenario);
  return status;
}

typedef buju_status attempt_at(buju_ctx *ctx, const char *path);

/* Every allocation of an attempt on a file has its turn; how many there were. */
static int64_t fail_each(attempt_at *attempt, const char *path) {
  buju_ctx *ctx = buju_ctx_new();
  int64_t nth = 0;
  buju_ctx_set_threads(ctx, 1); /* a loop that cannot have a second thread does without: no failure */
  for (;; nth++) {
    left = nth;
    buju_status status = attempt(ctx, path);
    int64_t rest = left;
    left = INT64_MAX;
    if (status == BUJU_OK && rest >= 0) break; /* fewer allocations than nth: all of them have had their turn */
    if (status != BUJU_E_MEMORY) fail_msg("allocation %d: status %d, \"%s\"", (int)nth, status, buju_ctx_error(ctx));
    assert_true(buju_ctx_error(ctx)[0] != '\0');
    buju_ctx_clear(ctx);
  }
  buju_ctx_free(ctx);
  return nth;
}

static void write_text(const char *path, const char *text) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fputs(text, file);
  assert_int_equal(fclose(file), 0);
}

static void planning(void **state) {
  (void)state;
  char path[] = "/tmp/buju-memory-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  close(fd);
  write_text(path, scenario_text);
  assert_true(fail_each(plan_by_hand, path) > 50);
  unlink(path);
}

/* ---- reading roads ---- */

static const char villages_text[] = "code,name,people_resident,longitude,latitude\n610402100201,a,700,108.70,34.30\n";

static const char roads_text[] =
    "<osm version='0.6'><node id='1' lat='34.300' lon='108.700'/>"
    "<node id='2' lat='34.300' lon='108.705'><tag k='barrier' v='bollard'/></node><node id='3' lat='34.3' "
    "lon='108.71'/>"
    "<way id='11'><nd ref='1'/><nd ref='2'/><nd ref='3'/><tag k='highway' v='residential'/><tag k='name' "
    "v='甲街'/></way>"
    "<way id='12'><nd ref='1'/><nd ref='3'/><tag k='highway' v='boulevard'/><tag k='maxspeed' v='-4'/></way></osm>";

static buju_status read_roads(buju_ctx *ctx, const char *folder) {
  char villages[64], roads[64];
  snprintf(villages, sizeof villages, "%s/v.csv", folder);
  snprintf(roads, sizeof roads, "%s/r.osm", folder);
  buju_input input[] = {{.role = BUJU_INPUT_VILLAGES, .path = villages, .shown = "v.csv", .people_unit = 1},
                        {.role = BUJU_INPUT_ROADS, .path = roads, .shown = "r.osm", .people_unit = 1}};
  const buju_scenario scenario = {.as_of = {2026, 6, 30}, .inputs = 2, .input = input};
  buju_region *region = NULL;
  buju_status status = buju_region_read(ctx, &scenario, &region);
  if (status == BUJU_OK && region->road.n != 4) fail_msg("%d lines", (int)region->road.n);
  buju_region_free(region);
  return status;
}

static void reading_roads(void **state) {
  (void)state;
  char folder[] = "/tmp/buju-memory-XXXXXX", path[64];
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/v.csv", folder);
  write_text(path, villages_text);
  snprintf(path, sizeof path, "%s/r.osm", folder);
  write_text(path, roads_text);
  assert_true(fail_each(read_roads, folder) > 50);
  unlink(path);
  snprintf(path, sizeof path, "%s/v.csv", folder);
  unlink(path);
  rmdir(folder);
}

/* ---- travelling on them ---- */

static const char places_text[] = "township 610402100 甲镇\nvillage 610402100201 甲村 pop=700 at=0,50\n"
                                  "village 610402100202 乙村 pop=600 at=900,20\n"
                                  "village 610402100203 丙村 pop=500 at=500,480\n"
                                  "village 610402100204 丁村 pop=500 at=500,9000\n";

/* A crossing, a loose end, a line drawn twice, a bridge; one village is too far from all of them. */
static const char lines_text[] = "0,0 1000,0; 500,-500 500,500; 500,501 900,900; 0,0 1000,0; "
                                 "0,-100 1000,100 @1; 1000,0 1000,100 0,100;";

/* Every question to the provider, of four places. */
static buju_status ask(buju_ctx *ctx, const buju_travel *travel, const buju_region *region, buju_arena *arena) {
  buju_places at;
  buju_csr times;
  buju_near near[4];
  buju_trip trip[4];
  buju_paths path;
  const buju_ix from[] = {0, 1, 2, 3}, to[] = {2, 3, 0, 1};
  const buju_travel_ops *ops = travel->ops;
  buju_status status = ops->locate(ctx, travel, 4, region->village.x_m, region->village.y_m, arena, &at);
  if (status == BUJU_OK) status = ops->within(ctx, travel, BUJU_WALK, &at, &at, 3600000, arena, &times);
  if (status == BUJU_OK) status = ops->nearest(ctx, travel, BUJU_WALK, &at, &at, near);
  if (status == BUJU_OK) status = ops->trips(ctx, travel, BUJU_WALK, &at, &at, 4, from, to, trip);
  return status == BUJU_OK ? ops->paths(ctx, travel, BUJU_WALK, &at, &at, 4, from, to, arena, &path) : status;
}

static buju_region *places;   /* of places_text */
static buju_road_lines lines; /* of lines_text */

static buju_status travel_on_roads(buju_ctx *ctx, const char *path) {
  (void)path;
  buju_travel_spec spec = {.walk_mps = 1, .ebike_mps = 4, .drive_mps = 9, .detour_factor = 1.3, .off_road_mps = 1};
  spec.provider = BUJU_BY_ROADS;
  spec.join_m = 1000;
  spec.snap_m = 5;
  buju_road_speed_defaults(&spec);
  buju_ctx_set_threads(ctx, 1); /* the nth allocation is the same every time */
  buju_travel *travel = NULL;
  buju_arena *arena = buju_arena_new();
  if (arena == NULL) return buju_fail_memory(ctx);
  buju_region region = *places;
  region.arena = arena;
  region.findings = (buju_findings){.arena = arena};
  region.road = lines;
  const buju_scenario scenario = {.travel = spec, .circles = {.mode_given = true, .mode = BUJU_DRIVE}};
  buju_status status = buju_roads_connect(ctx, &scenario, &region);
  if (status == BUJU_OK) status = buju_travel_roads(ctx, region.network, &region.road, &spec, &travel);
  if (status == BUJU_OK) status = ask(ctx, travel, &region, arena);
  buju_travel_free(travel);
  buju_vec_free(&region.findings.rows);
  buju_arena_free(arena);
  return status;
}

static void travelling_on_roads(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  assert_int_equal(buju_region_text(ctx, places_text, &places), BUJU_OK);
  lines = road_lines_read(places->arena, lines_text);
  assert_true(fail_each(travel_on_roads, NULL) > 100);
  buju_region_free(places);
  buju_ctx_free(ctx);
}

/* Villages on terrain that covers one of them, and a hole. */
static buju_status standing_on_terrain(buju_ctx *ctx, const char *path) {
  (void)path;
  enum { WIDE = 10 };
  static float elevation_m[WIDE * WIDE];
  for (int c = 0; c < WIDE * WIDE; c++) elevation_m[c] = c % WIDE < 6 ? 100 : NAN;
  buju_arena *arena = buju_arena_new();
  if (arena == NULL) return buju_fail_memory(ctx);
  buju_region region = *places;
  region.findings = (buju_findings){.arena = arena};
  region.ground = (buju_ground_map){.raster = {-200, 500, 100, 100, WIDE, WIDE}, .elevation_m = elevation_m};
  buju_scenario scenario = {.travel = {.walk_mps = 1, .ebike_mps = 4, .drive_mps = 9, .detour_factor = 1.3}};
  scenario.travel.off_road_mps = 1;
  buju_status status = buju_terrain_tell(ctx, &scenario, &region);
  if (status == BUJU_OK && region.findings.rows.n != 2) fail_msg("%d findings", (int)region.findings.rows.n);
  buju_vec_free(&region.findings.rows);
  buju_arena_free(arena);
  return status;
}

static void looking_for_ground(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  assert_int_equal(buju_region_text(ctx, places_text, &places), BUJU_OK);
  assert_true(fail_each(standing_on_terrain, NULL) > 10);
  buju_region_free(places);
  buju_ctx_free(ctx);
}

/* The land nearest to each of two places: asked alone, since its mesh is the dearest thing here. */
static buju_status sharing_land(buju_ctx *ctx, const char *path) {
  (void)path;
  const buju_travel_spec spec = {.walk_mps = 1, .ebike_mps = 4, .drive_mps = 9, .detour_factor = 1.3};
  const double x_m[] = {0, 900}, y_m[] = {50, 20};
  const uint32_t limit_ms = 900000;
  buju_travel *travel = NULL;
  buju_land land;
  buju_arena *arena = buju_arena_new();
  if (arena == NULL) return buju_fail_memory(ctx);
  buju_status status = buju_travel_straight(ctx, &spec, &travel);
  const buju_circles_ask ask = {.region = places,
                                .travel = travel,
                                .spec = &spec,
                                .mode = BUJU_WALK,
                                .n = 2,
                                .x_m = x_m,
                                .y_m = y_m,
                                .limits = 1,
                                .limit_ms = &limit_ms};
  if (status == BUJU_OK) status = buju_nearest_land(ctx, &ask, arena, &land);
  buju_travel_free(travel);
  buju_arena_free(arena);
  return status;
}

static void sharing_out_land(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  assert_int_equal(buju_region_text(ctx, places_text, &places), BUJU_OK);
  assert_true(fail_each(sharing_land, NULL) > 10);
  buju_region_free(places);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(planning), cmocka_unit_test(reading_roads),
                                     cmocka_unit_test(travelling_on_roads), cmocka_unit_test(looking_for_ground),
                                     cmocka_unit_test(sharing_out_land)};
  return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
