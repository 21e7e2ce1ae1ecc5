/* Regions out of real files, where the data folder is present. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <math.h>

#include "core/region.h"
#include "core/scenario.h"
#include "planner/travel/network.h"
#include "planner/travel/road_speed.h"

enum { INPUTS_MAX = 4, FIELDS_MAX = 4 };

typedef struct given {
  buju_scenario scenario;
  buju_input input[INPUTS_MAX];
  char path[INPUTS_MAX][512];
} given;

/* A scenario made by hand: what the YAML would say. */
static buju_input *add_input(given *g, buju_input_role role, const char *file, const char *crs) {
  buju_ix i = g->scenario.inputs++;
  snprintf(g->path[i], sizeof g->path[i], "%s/real/%s", BUJU_DATA_DIR, file);
  g->input[i] = (buju_input){.role = role, .path = g->path[i], .shown = file, .crs = crs, .people_unit = 1};
  g->scenario.input = g->input;
  g->scenario.as_of = (buju_date){2024, 12, 31};
  return &g->input[i];
}

static void need_data(const char *file) {
  char path[512];
  snprintf(path, sizeof path, "%s/real/%s", BUJU_DATA_DIR, file);
  if (access(path, R_OK) == 0) return;
  print_message("skipped: %s is not here\n", path);
  skip();
}

static buju_region *read_region(given *g) {
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_region *region = NULL;
  buju_status status = buju_region_read(ctx, &g->scenario, &region);
  if (status != BUJU_OK) fail_msg("%s", buju_ctx_error(ctx));
  buju_ctx_free(ctx);
  return region;
}

static int count_findings(const buju_region *region, const char *id) {
  int n = 0;
  for (size_t i = 0; i < region->findings.rows.n; i++)
    n += strcmp(buju_finding_at(&region->findings, i)->kind->id, id) == 0;
  return n;
}

static int count_small(const buju_region *r, buju_population population) {
  int n = 0;
  for (buju_ix v = 0; v < r->village.n; v++) n += r->village.people[population][v] < 800 * BUJU_PERSON;
  return n;
}

static int count_seats(const buju_region *r) {
  int n = 0;
  for (buju_ix v = 0; v < r->village.n; v++) n += r->village.thc_seat[v] == BUJU_YES;
  return n;
}

static void a_county_of_178_villages(void **state) {
  (void)state;
  need_data("county-chongyang/行政村.shp");
  given g = {0};
  add_input(&g, BUJU_INPUT_VILLAGES, "county-chongyang/行政村.shp", "GCJ-02");
  add_input(&g, BUJU_INPUT_FACILITIES, "county-chongyang/医疗机构.shp", "GCJ-02");
  buju_region *r = read_region(&g);
  assert_int_equal(r->village.n, 178);
  assert_int_equal(count_small(r, BUJU_RESIDENT), 81);
  assert_int_equal(count_seats(r), 12);
  assert_int_equal(r->facility.n, 151);
  assert_int_equal(r->demand.n, 178);
  assert_string_equal(r->area.code[0], "421223");
  buju_ix first = r->village.area[0];
  assert_string_equal(r->area.code[first], "421223100003");
  assert_string_equal(r->area.name[first], "白泉社区居委会");
  assert_int_equal(r->area.kind[first], BUJU_AREA_COMMUNITY);
  assert_string_equal(r->area.name[r->area.parent[first]], "天城镇");
  assert_true(r->people_read[0] == r->people_held[0] && r->people_held[0] > 0);
  for (buju_ix f = 0; f < r->facility.n; f++) assert_int_not_equal(r->facility.village[f], BUJU_NONE);
  buju_region_free(r);
}

static void where_keeps_some_rows(void **state) {
  (void)state;
  need_data("county-chongyang/行政村.shp");
  given g = {0};
  add_input(&g, BUJU_INPUT_VILLAGES, "county-chongyang/行政村.shp", "GCJ-02")->where = "所属乡镇 = '天城镇'";
  buju_region *r = read_region(&g);
  assert_in_range(r->village.n, 1, 177);
  for (buju_ix v = 0; v < r->village.n; v++)
    assert_string_equal(r->area.name[r->area.parent[r->village.area[v]]], "天城镇");
  assert_int_equal(count_findings(r, "rows_left_out"), 1);
  buju_region_free(r);
}

static void a_county_of_354_villages(void **state) {
  (void)state;
  need_data("county-keerqin-left-middle/行政村.shp");
  given g = {0};
  add_input(&g, BUJU_INPUT_VILLAGES, "county-keerqin-left-middle/行政村.shp", "GCJ-02");
  add_input(&g, BUJU_INPUT_FACILITIES, "county-keerqin-left-middle/医疗机构.shp", "GCJ-02");
  buju_region *r = read_region(&g);
  assert_int_equal(r->village.n, 354);
  assert_int_equal(count_small(r, BUJU_RESIDENT), 144);
  buju_region_free(r);
}

/* Townships read as if they were villages: a broken .prj, people in 万人, no codes, hospitals in BD-09. */
static void townships_and_hospitals_of_beijing(void **state) {
  (void)state;
  need_data("beijing-townships-gbk/beijing_region.shp");
  given g = {0};
  buju_input *towns = add_input(&g, BUJU_INPUT_VILLAGES, "beijing-townships-gbk/beijing_region.shp", "EPSG:32650");
  buju_field_map fields[] = {{"name", "名称", NULL}, {"people_resident", "Popu", NULL}};
  towns->field = fields;
  towns->fields = 2;
  towns->people_unit = 10000;
  towns->people_unit_given = true;
  add_input(&g, BUJU_INPUT_FACILITIES, "beijing-townships-gbk/hospital.shp", "BD-09");
  buju_region *r = read_region(&g);
  assert_int_equal(r->village.n, 328);
  assert_int_equal(r->people_held[0], 16145400 * BUJU_PERSON);
  assert_int_equal(r->facility.n, 724);
  int zero = 0, unlocated = 0;
  for (buju_ix v = 0; v < r->village.n; v++) zero += r->village.people[0][v] == 0;
  for (buju_ix f = 0; f < r->facility.n; f++) unlocated += r->facility.location[f] == BUJU_UNLOCATED;
  assert_int_equal(zero, 59);
  assert_int_equal(unlocated, 2);
  assert_int_equal(count_findings(r, "no_code_column"), 1);
  assert_int_equal(count_findings(r, "same_name"), 2); /* 11 duplicate names: three of one, ten blank */
  assert_int_equal(count_findings(r, "name_missing"), 10);
  int inside = 0;
  for (buju_ix f = 0; f < r->facility.n; f++) inside += r->facility.village[f] != BUJU_NONE;
  assert_true(inside >= 721);
  buju_region_free(r);
}

/* Roads that were only drawn: 6,037 lines that have 4,052 pieces by shared end points, the longest with 6 % of the
 * length.
 */
static void roads_of_beijing_become_one_network(void **state) {
  (void)state;
  need_data("beijing-townships-gbk/beijing_road.shp");
  given g = {0};
  buju_input *towns = add_input(&g, BUJU_INPUT_VILLAGES, "beijing-townships-gbk/beijing_region.shp", "EPSG:32650");
  buju_field_map fields[] = {{"name", "名称", NULL}, {"people_resident", "Popu", NULL}};
  towns->field = fields;
  towns->fields = 2;
  add_input(&g, BUJU_INPUT_ROADS, "beijing-townships-gbk/beijing_road.shp", "EPSG:32650");
  g.scenario.travel = (buju_travel_spec){.provider = BUJU_BY_ROADS,
                                         .walk_mps = 1.25,
                                         .ebike_mps = 15 / 3.6,
                                         .drive_mps = 40 / 3.6,
                                         .detour_factor = 1.3,
                                         .off_road_mps = 1.25,
                                         .join_m = 2000,
                                         .snap_m = 5};
  buju_road_speed_defaults(&g.scenario.travel);
  buju_region *r = read_region(&g);
  assert_int_equal(r->road.n, 6037);
  const buju_network *w = r->network;
  double all_m = 0;
  for (buju_ix p = 0; p < w->pieces; p++) all_m += w->piece_m[p];
  assert_in_range((uint64_t)(all_m / 1000), 9000, 9100);
  assert_true(w->piece_m[0] / all_m > 0.975);
  assert_in_range(w->pieces, 90, 120);
  assert_int_equal(count_findings(r, "road_pieces"), 1);
  assert_int_equal(count_findings(r, "road_network_broken"), 0);
  assert_in_range(count_findings(r, "village_off_network"), 1, 60);
  buju_region_free(r);
}

/* Health areas with people from a raster whose "no data" is NaN. */
static void people_of_mokolo(void **state) {
  (void)state;
  need_data("mokolo-cameroon/Population.tif");
  given g = {0};
  add_input(&g, BUJU_INPUT_VILLAGES, "mokolo-cameroon/aires_de_sante.geojson", NULL);
  add_input(&g, BUJU_INPUT_POPULATION, "mokolo-cameroon/Population.tif", NULL);
  buju_region *r = read_region(&g);
  assert_int_equal(r->village.n, 21);
  assert_true(r->people_read[0] == r->people_held[0]);
  assert_int_equal(count_findings(r, "raster_outside"), 1);
  /* AccessMod's 615,070 people of the whole raster, less the cells whose middle lies just outside the areas. */
  assert_in_range(r->people_held[0] / BUJU_PERSON, 610000, 615070);
  buju_region_free(r);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_county_of_178_villages),
      cmocka_unit_test(where_keeps_some_rows),
      cmocka_unit_test(a_county_of_354_villages),
      cmocka_unit_test(townships_and_hospitals_of_beijing),
      cmocka_unit_test(roads_of_beijing_become_one_network),
      cmocka_unit_test(people_of_mokolo),
  };
  return cmocka_run_group_tests_name("region_real", tests, NULL, NULL);
}
