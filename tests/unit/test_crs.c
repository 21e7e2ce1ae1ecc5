/* Coordinate reference systems: what is accepted, what is refused and why, and where points land.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <cpl_conv.h>

#include "layers/crs.h"
#include "tests/support/sources.h"

static buju_crs crs_of(bench *b, const char *text) {
  buju_crs crs = {0};
  if (buju_crs_from_text(b->ctx, text, "test", &crs) != BUJU_OK) fail_msg("%s: %s", text, buju_ctx_error(b->ctx));
  return crs;
}

static void what_people_write_is_understood(void **state) {
  bench *b = *state;
  static const struct {
    const char *text, *name;
    bool geographic, metric;
  } cases[] = {
      {"EPSG:4490", "EPSG:4490", true, false},
      {"epsg:4326", "EPSG:4326", true, false},
      {"EPSG:4547", "EPSG:4547", false, true},
      {"EPSG:4525", "EPSG:4525", false, true},
      {"EPSG:32650", "EPSG:32650", false, true},
      {"EPSG:3857", "EPSG:3857", false, false},
      {"GCJ-02", "GCJ-02", true, false},
      {"gcj02", "GCJ-02", true, false},
      {"Bd_09", "BD-09", true, false},
      {"+proj=longlat +datum=WGS84 +no_defs", "unknown", true, false},
      {"+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m", "unknown", false, true},
      {"+proj=longlat +ellps=krass +towgs84=15.8,-154.4,-82.3,0,0,0,0", "unknown", true, false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    buju_crs crs = crs_of(b, cases[i].text);
    assert_string_equal(crs.name, cases[i].name);
    if (crs.geographic != cases[i].geographic || buju_crs_is_metric(&crs) != cases[i].metric)
      fail_msg("%s: %d %d", cases[i].text, crs.geographic, buju_crs_is_metric(&crs));
    buju_crs_free(&crs);
  }
}

static void the_rest_is_refused(void **state) {
  bench *b = *state;
  static const struct {
    const char *text, *word;
  } cases[] = {{"EPSG:99999", "not known"},
               {"nonsense", "not known"},
               {"/etc/passwd", "not known"},
               {"http:/"
                "/127.0.0.1/crs",
                "not known"},
               {"", "not known"},
               {"EPSG:", "not known"},
               {"+proj=nothing", "not known"},
               {"EPSG:4214", "Beijing 1954"},
               {"EPSG:4610", "Xi'an 1980"},
               {"EPSG:2383", "Xi'an 1980"},
               {"EPSG:2422", "Beijing 1954"},
               {"EPSG:5773", "neither geographic nor projected"},
               {"GCJ-02x", "not known"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    buju_crs crs = {0};
    buju_ctx_clear(b->ctx);
    assert_int_equal(buju_crs_from_text(b->ctx, cases[i].text, "村.shp", &crs), BUJU_E_CRS);
    const char *line = buju_ctx_error(b->ctx);
    if (strstr(line, cases[i].word) == NULL || strstr(line, "村.shp") == NULL) fail_msg("%s: %s", cases[i].text, line);
    assert_null(crs.srs);
  }
}

/* Every longitude gets the zone whose meridian is nearest; the ends of China keep the outermost. */
static void degrees_get_their_own_zone(void **state) {
  bench *b = *state;
  buju_crs degrees = crs_of(b, "EPSG:4490");
  for (double lon = 73.6; lon < 135.4; lon += 0.77) {
    buju_crs zone = {0};
    char name[32];
    assert_int_equal(buju_crs_metric(b->ctx, &degrees, lon, 35, &zone), BUJU_OK);
    assert_true(fabs(OSRGetNormProjParm(zone.srs, SRS_PP_CENTRAL_MERIDIAN, 0, NULL) - lon) <= 1.5);
    assert_true(OSRGetNormProjParm(zone.srs, SRS_PP_FALSE_EASTING, 0, NULL) == 500000);
    int code = atoi(zone.name + 5);
    snprintf(name, sizeof name, "EPSG:%d", code);
    assert_string_equal(zone.name, name);
    assert_true(code >= 4534 && code <= 4554);
    buju_crs_free(&zone);
  }
  static const struct {
    double lon, lat;
    const char *name;
  } cases[] = {{114.05, 29.5, "EPSG:4547"}, {116.4, 39.9, "EPSG:4548"},   {121.7, 42, "EPSG:4550"},
               {6.1, 49.6, "EPSG:32632"},   {-122.4, 37.7, "EPSG:32610"}, {151.2, -33.9, "EPSG:32756"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    buju_crs zone = {0};
    assert_int_equal(buju_crs_metric(b->ctx, &degrees, cases[i].lon, cases[i].lat, &zone), BUJU_OK);
    assert_string_equal(zone.name, cases[i].name);
    buju_crs_free(&zone);
  }
  buju_crs_free(&degrees);
}

static void move(bench *b, const char *from, const char *to, double *x, double *y) {
  buju_crs a = crs_of(b, from), z = crs_of(b, to);
  buju_crs_way way = {0};
  if (buju_crs_way_open(b->ctx, &a, &z, "test", &way) != BUJU_OK) fail_msg("%s", buju_ctx_error(b->ctx));
  buju_crs_move(&way, 1, x, y);
  buju_crs_way_close(&way);
  buju_crs_free(&a);
  buju_crs_free(&z);
}

/* Gauss-Krüger on the meridian: easting 500 km, northing the arc of GRS 80; and PROJ's own way as the oracle. */
static void points_land_where_they_belong(void **state) {
  bench *b = *state;
  double x = 114, y = 30;
  move(b, "EPSG:4490", "EPSG:4547", &x, &y);
  assert_true(fabs(x - 500000) < 1e-6 && fabs(y - 3320113.397940) < 1e-3);
  static const char *const ways[][2] = {{"EPSG:4490", "EPSG:4547"},
                                        {"EPSG:4490", "EPSG:4526"},
                                        {"EPSG:4547", "EPSG:4548"},
                                        {"EPSG:32650", "EPSG:4548"},
                                        {"EPSG:4326", "EPSG:4548"}};
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    buju_crs a = crs_of(b, ways[i][0]), z = crs_of(b, ways[i][1]);
    OGRCoordinateTransformationH proj = OCTNewCoordinateTransformation(a.srs, z.srs);
    assert_non_null(proj);
    double at[2] = {a.geographic ? 115.3 : 530000, a.geographic ? 33.3 : 3700000}, want[2] = {at[0], at[1]};
    assert_true(OCTTransform(proj, 1, &want[0], &want[1], NULL) != 0);
    move(b, ways[i][0], ways[i][1], &at[0], &at[1]);
    if (hypot(at[0] - want[0], at[1] - want[1]) > 1e-3) fail_msg("%s to %s", ways[i][0], ways[i][1]);
    OCTDestroyCoordinateTransformation(proj);
    buju_crs_free(&a);
    buju_crs_free(&z);
  }
}

/* Towards CGCS2000, PROJ by itself would apply no shift at all. */
static void other_datums_are_shifted(void **state) {
  bench *b = *state;
  double x = -103.818901687826, y = 44.4199032046051, lon = 594026, lat = 4918974;
  move(b, "EPSG:26713", "EPSG:4490", &lon, &lat);
  double off = hypot((lon - x) * 79500, (lat - y) * 111000);
  assert_true(off > 20 && off < 100);
  double there[2] = {594026, 4918974};
  move(b, "EPSG:26713", "EPSG:32613", &there[0], &there[1]);
  move(b, "EPSG:32613", "EPSG:4326", &there[0], &there[1]);
  assert_true(hypot(there[0] - lon, there[1] - lat) < 1e-9);
}

static void offsets_are_removed_on_the_way(void **state) {
  bench *b = *state;
  static const char *const names[] = {"GCJ-02", "BD-09"};
  static const buju_offset offsets[] = {BUJU_GCJ02, BUJU_BD09};
  for (int i = 0; i < 2; i++) {
    double lon = 114.2, lat = 29.6, x = lon, y = lat;
    buju_offset_apply(offsets[i], &x, &y);
    move(b, names[i], "EPSG:4547", &x, &y);
    move(b, "EPSG:4490", "EPSG:4547", &lon, &lat);
    assert_true(hypot(x - lon, y - lat) < 0.001);
  }
}

static void what_cannot_be_moved_is_nan(void **state) {
  bench *b = *state;
  buju_crs a = crs_of(b, "EPSG:4490"), z = crs_of(b, "EPSG:4547");
  buju_crs_way way = {0};
  assert_int_equal(buju_crs_way_open(b->ctx, &a, &z, "test", &way), BUJU_OK);
  double x[] = {114, 24, 1e30, NAN}, y[] = {30, 95, 1e30, 30};
  assert_int_equal(buju_crs_move(&way, 4, x, y), 3);
  assert_true(isfinite(x[0]) && isfinite(y[0]));
  for (int i = 1; i < 4; i++) assert_true(isnan(x[i]) && isnan(y[i]));
  buju_crs_way_close(&way);
  buju_crs_free(&a);
  buju_crs_free(&z);
}

static void wkt_comes_back_the_same(void **state) {
  bench *b = *state;
  static const char *const texts[] = {
      "EPSG:4547", "EPSG:32650", "+proj=tmerc +lat_0=0 +lon_0=113.5 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m"};
  for (size_t i = 0; i < 3; i++) {
    buju_crs crs = crs_of(b, texts[i]);
    char *wkt = buju_crs_wkt(&crs);
    assert_non_null(wkt);
    buju_crs again = crs_of(b, wkt);
    assert_true(OSRIsSame(crs.srs, again.srs) != 0);
    CPLFree(wkt);
    buju_crs_free(&crs);
    buju_crs_free(&again);
  }
}

/* ---- what a layer's numbers say ---- */

static void numbers_without_a_crs_are_judged(void **state) {
  bench *b = *state;
  bench_plain_points(b, "deg", 114, 29, 3);
  bench_layer(b, "deg.shp");
  assert_string_equal(b->layer->crs, "EPSG:4490 (?)");
  assert_int_equal(bench_findings(b, "crs_guessed"), 1);
  assert_non_null(strstr(bench_finding(b, "crs_guessed"), "BD-09"));
  bench_plain_points(b, "zone3", 38500000, 3270000, 3);
  bench_layer(b, "zone3.shp");
  assert_string_equal(b->layer->crs, "EPSG:4526 (?)");
  assert_string_equal(b->target.name, "EPSG:4526");
  bench_plain_points(b, "zone6", 19500000, 3270000, 3);
  bench_layer(b, "zone6.shp");
  assert_string_equal(b->layer->crs, "EPSG:4497 (?)");
  bench_plain_points(b, "six", 500000, 3270000, 3);
  bench_refused(b, "six.shp", BUJU_E_CRS, "six.shp|crs:|EPSG:4547");
  bench_plain_points(b, "abroad", 6, 49, 3);
  bench_refused(b, "abroad.shp", BUJU_E_CRS, "abroad.shp|crs:");
  bench_plain_points(b, "odd", 24500000, 3270000, 3);
  bench_refused(b, "odd.shp", BUJU_E_CRS, "odd.shp|crs:");
}

static void swapped_and_far_points_are_seen(void **state) {
  bench *b = *state;
  static const bench_field id = {"id", 'N', 6, 0};
  static const char *const cells[] = {"1", "2", "3", "4", "5"};
  static const double some[] = {114, 29, 29.5, 114.5, 0, 0, 14, 50, 114.2, 29.2}, all[] = {29, 114, 29.5, 114.5};
  bench_points(b, "some", some, 5);
  bench_dbf(b, "some", 0, &id, 1, cells, 5);
  b->input.crs = "EPSG:4490";
  bench_layer(b, "some.shp");
  assert_int_equal(bench_findings(b, "place_swapped"), 1);
  assert_int_equal(bench_findings(b, "place_at_zero"), 1);
  assert_int_equal(bench_findings(b, "place_outside_china"), 1);
  for (int r = 1; r < 4; r++) assert_true(isnan(b->layer->x_m[r]));
  assert_true(isfinite(b->layer->x_m[0]) && isfinite(b->layer->x_m[4]));
  double x = b->layer->x_m[0], y = b->layer->y_m[0];
  bench_points(b, "all", all, 2);
  bench_dbf(b, "all", 0, &id, 1, cells, 2);
  bench_layer(b, "all.shp");
  assert_int_equal(bench_findings(b, "coordinates_swapped"), 1);
  assert_true(fabs(b->layer->x_m[0] - x) < 1e-6 && fabs(b->layer->y_m[0] - y) < 1e-6);
}

static void a_crs_that_contradicts_the_numbers_is_refused(void **state) {
  bench *b = *state;
  bench_plain_points(b, "metres", 500000, 3270000, 3);
  b->input.crs = "EPSG:4490";
  bench_refused(b, "metres.shp", BUJU_E_CRS, "metres.shp|degrees");
  b->input.crs = "GCJ-02";
  bench_refused(b, "metres.shp", BUJU_E_CRS, "metres.shp|degrees");
  bench_plain_points(b, "deg", 114, 29, 3);
  b->input.crs = "EPSG:4547";
  bench_refused(b, "deg.shp", BUJU_E_CRS, "deg.shp|projected");
}

/* A .prj of an old datum is not believed even when it carries a shift: bureaus' software writes zeros there. */
static void old_datums_need_a_shift_from_the_user(void **state) {
  bench *b = *state;
  static const char *const shifts[] = {"", ",TOWGS84[0,0,0,0,0,0,0]", ",TOWGS84[15.8,-154.4,-82.3,0,0,0,0]"};
  char prj[512];
  bench_plain_points(b, "old", 114, 29, 2);
  for (size_t i = 0; i < 3; i++) {
    snprintf(prj, sizeof prj,
             "GEOGCS[\"GCS_Beijing_1954\",DATUM[\"D_Beijing_1954\",SPHEROID[\"Krasovsky_1940\",6378245.0,298.3]%s],"
             "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]",
             shifts[i]);
    bench_text(b, "old.prj", prj);
    bench_refused(b, "old.shp", BUJU_E_CRS, "old.shp|Beijing 1954|towgs84");
  }
  b->input.crs = "+proj=longlat +ellps=krass +towgs84=15.8,-154.4,-82.3,0,0,0,0";
  bench_layer(b, "old.shp");
  assert_string_equal(b->target.name, "EPSG:4547");
  double x = b->layer->x_m[0], y = b->layer->y_m[0];
  b->input.crs = "EPSG:4490";
  bench_layer(b, "old.shp");
  double moved = hypot(x - b->layer->x_m[0], y - b->layer->y_m[0]);
  if (!(moved > 20 && moved < 300)) fail_msg("%g m", moved);
}

static void the_target_is_decided_once(void **state) {
  bench *b = *state;
  b->input.crs = "EPSG:4490";
  bench_plain_points(b, "deg", 114, 29, 2);
  b->scenario.output_crs = "EPSG:4548";
  bench_layer(b, "deg.shp");
  assert_string_equal(b->target.name, "EPSG:4548");
  b->scenario.output_crs = "EPSG:4490";
  bench_refused(b, "deg.shp", BUJU_E_CRS, "output_crs|EPSG:4490");
  b->scenario.output_crs = "EPSG:3857";
  bench_refused(b, "deg.shp", BUJU_E_CRS, "output_crs|EPSG:3857");
  b->scenario.output_crs = NULL;
  b->input.crs = "EPSG:3857";
  bench_plain_points(b, "web", 12690000, 3450000, 2);
  bench_layer(b, "web.shp");
  assert_string_equal(b->target.name, "EPSG:4547");
}

static void real_files_without_a_usable_crs_are_explained(void **state) {
  bench *b = *state;
  char path[512];
  snprintf(path, sizeof path, "%s", bench_real(b, BUJU_DATA_DIR, "beijing-townships-gbk/beijing_region.shp"));
  bench_refused(b, path, BUJU_E_CRS, "beijing_region.shp|crs: EPSG:32650");
  b->input.crs = "EPSG:32650";
  bench_layer(b, path);
  assert_int_equal(b->layer->table.n, 328);
  assert_int_equal(bench_findings(b, "geometry_repaired"), 3);
  assert_string_equal(bench_cell(b, "名称", 0), "北石槽镇");
  assert_string_equal(b->target.name, "EPSG:32650");
  snprintf(path, sizeof path, "%s", bench_real(b, BUJU_DATA_DIR, "beijing-townships-gbk/hospital.shp"));
  b->input.crs = NULL;
  bench_refused(b, path, BUJU_E_CRS, "hospital.shp|Beijing 1954|BD-09");
  b->input.crs = "BD-09";
  bench_layer(b, path);
  assert_int_equal(b->layer->table.n, 724);
  assert_int_equal(bench_findings(b, "place_at_zero"), 2);
  int located = 0;
  for (buju_ix r = 0; r < 724; r++) located += !isnan(b->layer->x_m[r]);
  assert_int_equal(located, 722);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, bench_begin, bench_end)

int main(void) {
  const struct CMUnitTest tests[] = {
      CASE(what_people_write_is_understood),
      CASE(the_rest_is_refused),
      CASE(degrees_get_their_own_zone),
      CASE(points_land_where_they_belong),
      CASE(other_datums_are_shifted),
      CASE(offsets_are_removed_on_the_way),
      CASE(what_cannot_be_moved_is_nan),
      CASE(wkt_comes_back_the_same),
      CASE(numbers_without_a_crs_are_judged),
      CASE(swapped_and_far_points_are_seen),
      CASE(a_crs_that_contradicts_the_numbers_is_refused),
      CASE(old_datums_need_a_shift_from_the_user),
      CASE(the_target_is_decided_once),
      CASE(real_files_without_a_usable_crs_are_explained),
  };
  return cmocka_run_group_tests_name("crs", tests, NULL, NULL);
}
