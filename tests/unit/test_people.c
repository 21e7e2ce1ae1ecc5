/* Where people are: settlements, areal weighting, rasters, tables; nobody is lost. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <gdal.h>
#include <math.h>
#include <ogr_srs_api.h>

#include "layers/gdal_start.h"
#include "layers/region/build.h"
#include "tests/support/layer_text.h"
#include "tests/support/polygons.h"
#include "tests/support/region_text.h"

#define V BUJU_INPUT_VILLAGES
#define S BUJU_INPUT_SETTLEMENTS
#define P BUJU_INPUT_POPULATION

static buju_region *region_of(const buju_test_input *inputs, size_t n) {
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_region *region = NULL;
  if (buju_test_region(ctx, NULL, inputs, n, 0, &region) != BUJU_OK) fail_msg("%s", buju_ctx_error(ctx));
  buju_ctx_free(ctx);
  return region;
}

static const char two_villages[] = "code|name|pop|@\n"
                                   "421223100201|甲村|1000|0,0,1000,1000\n"
                                   "421223100202|乙村|500|1000,0,2000,1000\n";

static void points_share_their_village_out(void **state) {
  (void)state;
  const buju_test_input inputs[] = {{V, two_villages},
                                    {S, "自然村|people|行政村代码|@\n"
                                        "a|300||100,100\n"
                                        "b|600||900,900\n"
                                        "c|40||1500,500\n"
                                        "d|7||2300,500\n"              /* 300 m outside: the nearest */
                                        "e|5||90000,90000\n"           /* nobody's */
                                        "f|10|421223100201|1500,600\n" /* by its code, though it lies in 乙村 */
                                        "g|10|421223100202|\n"}};
  buju_region *r = region_of(inputs, 2);
  assert_int_equal(r->demand.n, 6);
  buju_people_n sum[2] = {0, 0};
  for (buju_ix i = 0; i < r->demand.n; i++) sum[r->demand.village[i]] += r->demand.people[0][i];
  assert_int_equal(sum[0], 1000000);
  assert_int_equal(sum[1], 500000);
  assert_string_equal(r->demand.name[0], "a");
  assert_int_equal(r->demand.people[0][0], 329670); /* 300 of 910, to the thousandth */
  assert_int_equal(r->village.location[0], BUJU_LOCATED_SETTLEMENTS);
  assert_true(fabs(r->village.x_m[0] - (300 * 100 + 600 * 900 + 10 * 1500) / 910.0) < 0.01);
  assert_int_equal(buju_test_findings(r, "settlement_beside"), 1);
  assert_int_equal(buju_test_findings(r, "settlement_unplaced"), 1);
  assert_int_equal(buju_test_findings(r, "settlement_moved"), 1);
  assert_int_equal(buju_test_findings(r, "settlement_at_village"), 1);
  assert_int_equal(buju_test_findings(r, "settlements_disagree"), 1); /* 57 against 500 */
  buju_region_free(r);
}

static void a_place_goes_before_a_name_but_not_silently(void **state) {
  (void)state;
  const buju_test_input inputs[] = {{V, two_villages},
                                    {S, "自然村|people|行政村|@\n"
                                        "a|300|甲村|100,100\n"
                                        "b|600|乙村|900,900\n" /* lies in 甲村 */
                                        "c|40|丁村|1500,500\n" /* a name nobody has */
                                        "d|7|乙村|\n"}};
  buju_region *r = region_of(inputs, 2);
  assert_int_equal(r->demand.n, 4);
  assert_string_equal(r->demand.name[1], "b");
  assert_int_equal(r->demand.village[1], 0);
  assert_int_equal(buju_test_findings(r, "settlement_named_elsewhere"), 1);
  buju_region_free(r);
}

static void settlements_can_carry_the_people(void **state) {
  (void)state;
  const buju_test_input inputs[] = {
      {V, "code|name|@\n421223100201|甲村|0,0,1000,1000\n421223100202|乙村|1000,0,2000,1000\n"},
      {S, "people|@\n300|100,100\n600|900,900\n5|90000,90000\n"}};
  buju_region *r = region_of(inputs, 2);
  assert_int_equal(r->village.people[0][0], 900000);
  assert_true(r->village.people[0][1] == BUJU_PEOPLE_MISSING);
  assert_int_equal(r->people_held[0], 900000);
  assert_int_equal(r->people_read[0], 905000); /* five were read and belong nowhere */
  assert_int_equal(buju_test_findings(r, "people_from_settlements"), 1);
  buju_region_free(r);
}

/* A polygon's people by the area in each village, computed by hand for boxes. */
static void polygons_are_weighted_by_area(void **state) {
  (void)state;
  static char text[1 << 14];
  uint64_t random = 11;
  double want[2] = {0, 0};
  strcpy(text, "people|@\n");
  for (int i = 0; i < 100; i++) {
    double x = 1800 * buju_test_random(&random), y = 900 * buju_test_random(&random);
    double w = 20 + 180 * buju_test_random(&random), people = floor(900 * buju_test_random(&random));
    x = floor(x), y = floor(y), w = floor(w);
    double left = fmax(0, fmin(x + w, 1000) - x);
    double right = w - left;
    want[0] += people * left / (left + right);
    want[1] += people * right / (left + right);
    size_t n = strlen(text);
    snprintf(text + n, sizeof text - n, "%.0f|%.0f,%.0f,%.0f,%.0f\n", people, x, y, x + w, y + 50);
  }
  const buju_test_input inputs[] = {
      {V, "code|name|@\n421223100201|甲村|0,0,1000,1000\n421223100202|乙村|1000,0,2000,1000\n"}, {S, text}};
  buju_region *r = region_of(inputs, 2);
  assert_int_equal(r->people_read[0], r->people_held[0]);
  assert_int_equal(r->people_held[0], llround((want[0] + want[1]) * 1000));
  for (int v = 0; v < 2; v++) assert_true(llabs(r->village.people[0][v] - llround(want[v] * 1000)) <= 100);
  for (buju_ix i = 0; i < r->demand.n; i++) assert_true((r->demand.x_m[i] <= 1000) == (r->demand.village[i] == 0));
  buju_region_free(r);
}

static double farthest_corner_m(double x, double y, double x0, double y0, double x1, double y1) {
  return hypot(fmax(fabs(x0 - x), fabs(x1 - x)), fmax(fabs(y0 - y), fabs(y1 - y)));
}

/* How far from its point somebody may live: as far as the village or the settlement reaches; nothing is known of
 * points. */
static void extents_are_told_where_inputs_have_them(void **state) {
  (void)state;
  const buju_test_input own[] = {{V, two_villages}};
  buju_region *r = region_of(own, 1);
  for (buju_ix i = 0; i < 2; i++)
    assert_true(fabs(r->demand.radius_m[i] -
                     farthest_corner_m(r->demand.x_m[i], r->demand.y_m[i], 1000 * i, 0, 1000 * i + 1000, 1000)) < 1e-6);
  buju_region_free(r);
  const buju_test_input bare[] = {{V, "code|name|pop|@\n421223100201|甲村|1000|0,0\n"}};
  r = region_of(bare, 1);
  assert_true(isnan(r->demand.radius_m[0]));
  buju_region_free(r);
  const buju_test_input points[] = {{V, two_villages}, {S, "people|行政村代码|@\n5||100,100\n5|421223100202|\n"}};
  r = region_of(points, 2);
  assert_true(isnan(r->demand.radius_m[0]));
  assert_true(fabs(r->demand.radius_m[1] - /* without a place of its own: somewhere in its village */
                   farthest_corner_m(r->demand.x_m[1], r->demand.y_m[1], 1000, 0, 2000, 1000)) < 1e-6);
  buju_region_free(r);
  /* Who lives on which side of the border nobody says. */
  const buju_test_input across[] = {{V, two_villages}, {S, "people|@\n30|900,100,1200,200\n"}};
  r = region_of(across, 2);
  assert_int_equal(r->demand.n, 2);
  for (buju_ix i = 0; i < 2; i++)
    assert_true(fabs(r->demand.radius_m[i] -
                     farthest_corner_m(r->demand.x_m[i], r->demand.y_m[i], 900, 100, 1200, 200)) < 1e-6);
  buju_region_free(r);
}

static void a_table_is_joined_by_code_or_name(void **state) {
  (void)state;
  const buju_test_input inputs[] = {{V, "code|name|乡镇|pop|@\n"
                                        "421223100201|甲村|天城镇|1|0,0\n"
                                        "421223100202|乙村|天城镇|2|1,0\n"
                                        "421223101201|甲村|路口镇|3|2,0\n"
                                        "421223101202|丁村|路口镇|4|3,0\n"},
                                    {P, "代码|村名|乡镇|常住人口|户籍人口\n"
                                        "421223100201|||1,200人|1300\n"
                                        "|乙村委会|天城|600|\n"
                                        "|甲村|路口镇|800|900\n"
                                        "|甲村||5|5\n"
                                        "|戊村|路口镇|70|70\n"
                                        "|乙村委会|天城|600|\n"
                                        "||||\n"}};
  buju_region *r = region_of(inputs, 2);
  const buju_people_n *people = r->village.people[BUJU_RESIDENT];
  assert_int_equal(people[0], 1200000);
  assert_int_equal(people[1], 600000);
  assert_int_equal(people[2], 800000);
  assert_int_equal(people[3], 4000); /* its own: the table has no row */
  assert_int_equal(r->village.people[BUJU_REGISTERED][2], 900000);
  assert_true(r->village.people[BUJU_REGISTERED][1] == BUJU_PEOPLE_MISSING);
  assert_int_equal(buju_test_findings(r, "people_row_ambiguous"), 1);
  assert_int_equal(buju_test_findings(r, "people_row_unmatched"), 1);
  assert_int_equal(buju_test_findings(r, "people_row_repeated"), 1);
  assert_int_equal(buju_test_findings(r, "people_row_absent"), 1);
  assert_int_equal(buju_test_findings(r, "people_replaced"), 3);
  assert_int_equal(r->people_read[0] - r->people_held[0], 75000);
  buju_region_free(r);
  const buju_test_input clash[] = {{V, two_villages}, {P, "村名|人口\n甲村|5\n甲村|6\n"}};
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  assert_int_equal(buju_test_region(ctx, NULL, clash, 2, 0, &r), BUJU_E_DATA);
  assert_string_equal(buju_ctx_error(ctx),
                      "population.shp: rows 1 and 2 are both “甲村” but their people differ; correct one of them");
  buju_ctx_free(ctx);
}

/* ---- rasters ---- */

enum { COLUMNS = 60, ROWS = 40 };

/* A raster of 50 m cells over the two villages and around, in EPSG:4547. */
static void write_raster(const char *path, const float *cells, double nodata) {
  buju_gdal_start();
  GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("GTiff"), path, COLUMNS, ROWS, 1, GDT_Float32, NULL);
  double transform[] = {499500, 50, 0, 3001500, 0, -50};
  GDALSetGeoTransform(dataset, transform);
  OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
  OSRImportFromEPSG(srs, 4547);
  GDALSetSpatialRef(dataset, srs);
  OSRDestroySpatialReference(srs);
  GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
  GDALSetRasterNoDataValue(band, nodata);
  assert_int_equal(
      GDALRasterIO(band, GF_Write, 0, 0, COLUMNS, ROWS, (void *)(uintptr_t)cells, COLUMNS, ROWS, GDT_Float32, 0, 0),
      CE_None);
  GDALClose(dataset);
}

static void build_on_raster(buju_build *b, buju_region *region, const buju_scenario *scenario, const buju_input *raster,
                            buju_ctx *ctx, const char *text) {
  static const buju_input villages = {.role = V, .people_unit = 1};
  assert_int_equal(buju_build_open(ctx, scenario, region, b), BUJU_OK);
  assert_int_equal(buju_build_take(b, &villages, buju_test_layer(region->arena, "v", text, 0)), BUJU_OK);
  region->crs.wkt = "EPSG:4547";
  b->raster = raster;
  if (buju_region_assemble(b) != BUJU_OK) fail_msg("%s", buju_ctx_error(ctx));
}

static void cells_go_to_the_village_of_their_middle(void **state) {
  (void)state;
  static float cells[COLUMNS * ROWS];
  uint64_t random = 5;
  char path[] = "/tmp/buju-test-XXXXXX";
  int file = mkstemp(path);
  assert_true(file >= 0);
  close(file);
  double want[2] = {0, 0}, outside = 0;
  for (int row = 0; row < ROWS; row++)
    for (int column = 0; column < COLUMNS; column++) {
      double value = buju_test_random(&random) < 0.2 ? NAN : 30 * buju_test_random(&random);
      if (row == 20 && column == 20) value = -7;
      if (column == 25) value = row == 25 ? 1e-12 : 1e-6; /* nearly nobody, and less than is counted */
      cells[row * COLUMNS + column] = (float)value;
      value = (float)value;
      if (!(value > 0)) continue;
      double x = 499500 + 50 * (column + 0.5), y = 3001500 - 50 * (row + 0.5);
      bool in_y = y >= 3000000 && y < 3001000;
      if (in_y && x >= 500000 && x < 501000)
        want[0] += value;
      else if (in_y && x >= 501000 && x < 502000)
        want[1] += value;
      else
        outside += value;
    }
  write_raster(path, cells, NAN);
  assert_true(buju_raster_is(path));
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_arena *arena = buju_arena_new();
  buju_region *r = BUJU_NEW(arena, buju_region, 1);
  r->arena = r->findings.arena = arena;
  const buju_scenario scenario = {.inputs = 2};
  const buju_input raster = {.role = P, .path = path, .shown = "people.tif"};
  buju_build b;
  build_on_raster(&b, r, &scenario, &raster, ctx,
                  "code|name|@\n421223100201|甲村|500000,3000000,501000,3001000\n"
                  "421223100202|乙村|501000,3000000,502000,3001000\n");
  for (int v = 0; v < 2; v++) assert_true(llabs(r->village.people[0][v] - llround(want[v] * 1000)) <= 1);
  assert_int_equal(r->people_read[0], r->people_held[0]);
  assert_int_equal(buju_test_findings(r, "raster_negative"), 1);
  assert_int_equal(buju_test_findings(r, "raster_outside"), 1);
  assert_true(outside > 0);
  buju_people_n sum = 0;
  for (buju_ix i = 0; i < r->demand.n; i++) {
    sum += r->demand.people[0][i];
    assert_true(fabs(r->demand.radius_m[i] - hypot(25, 25)) < 1e-4); /* of one cell each */
  }
  assert_int_equal(sum, r->people_held[0]);
  assert_string_equal(r->input.mapping[1], "people_resident←band 1");
  buju_build_close(&b);
  buju_region_free(r);

  /* With numbers of their own the villages keep them: the raster says where. */
  arena = buju_arena_new();
  r = BUJU_NEW(arena, buju_region, 1);
  r->arena = r->findings.arena = arena;
  build_on_raster(&b, r, &scenario, &raster, ctx,
                  "code|name|pop|@\n421223100201|甲村|777|500000,3000000,501000,3001000\n"
                  "421223100202|乙村|5000|501000,3000000,502000,3001000\n");
  assert_int_equal(r->village.people[0][0], 777000);
  assert_int_equal(r->people_held[0], 5777000);
  buju_build_close(&b);
  buju_region_free(r);
  remove(path);
  buju_ctx_free(ctx);
}

/* Cells in a wrong unit: single ones are left out and told, a raster full of them is refused before sums overflow. */
static void absurd_cells_are_told_and_never_overflow(void **state) {
  (void)state;
  static float cells[COLUMNS * ROWS];
  char path[] = "/tmp/buju-test-XXXXXX";
  int file = mkstemp(path);
  assert_true(file >= 0);
  close(file);
  const buju_scenario scenario = {.inputs = 2};
  const buju_input raster = {.role = P, .path = path, .shown = "people.tif"};
  static const buju_input villages = {.role = V, .people_unit = 1};
  for (int absurd = 0; absurd < 2; absurd++) {
    for (int i = 0; i < COLUMNS * ROWS; i++) cells[i] = absurd ? 999999 : 2;
    cells[20 * COLUMNS + 20] = 1e6F;
    cells[20 * COLUMNS + 21] = 3e38F;
    write_raster(path, cells, -1);
    buju_ctx *ctx = buju_ctx_new();
    buju_ctx_set_lang(ctx, BUJU_EN);
    buju_arena *arena = buju_arena_new();
    buju_region *r = BUJU_NEW(arena, buju_region, 1);
    r->arena = r->findings.arena = arena;
    buju_build b;
    const char *text = "code|name|@\n421223100201|甲村|499500,2999500,502500,3001500\n";
    assert_int_equal(buju_build_open(ctx, &scenario, r, &b), BUJU_OK);
    assert_int_equal(buju_build_take(&b, &villages, buju_test_layer(arena, "v", text, 0)), BUJU_OK);
    r->crs.wkt = "EPSG:4547";
    b.raster = &raster;
    buju_status status = buju_region_assemble(&b);
    if (absurd) {
      assert_int_equal(status, BUJU_E_DATA);
      assert_string_equal(buju_ctx_error(ctx),
                          "people.tif: the raster has more than 2,000,000,000 people around the villages; "
                          "check the unit of its cells");
    } else {
      assert_int_equal(status, BUJU_OK);
      assert_int_equal(r->village.people[0][0], (COLUMNS * ROWS - 2) * 2000);
      assert_int_equal(buju_test_findings(r, "raster_cell_too_many"), 1);
    }
    buju_build_close(&b);
    buju_region_free(r);
    buju_ctx_free(ctx);
  }
  remove(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(points_share_their_village_out),
      cmocka_unit_test(settlements_can_carry_the_people),
      cmocka_unit_test(polygons_are_weighted_by_area),
      cmocka_unit_test(extents_are_told_where_inputs_have_them),
      cmocka_unit_test(a_table_is_joined_by_code_or_name),
      cmocka_unit_test(cells_go_to_the_village_of_their_middle),
      cmocka_unit_test(a_place_goes_before_a_name_but_not_silently),
      cmocka_unit_test(absurd_cells_are_told_and_never_overflow),
  };
  return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}
