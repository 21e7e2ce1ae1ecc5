/* The land of a written plan: catchments share out the county. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <ogr_api.h>
#include <sqlite3.h>

#include "tests/support/plan_folder.h"

/* The polygons of a layer as OGR geometries. */
static int read_land(const plan_folder *f, const char *sql, OGRGeometryH land[16]) {
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  int n = 0;
  assert_int_equal(sqlite3_open_v2(f->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    const unsigned char *blob = sqlite3_column_blob(statement, 0);
    int bytes = sqlite3_column_bytes(statement, 0);
    static const int envelope[] = {0, 32, 48, 48, 64};
    if (blob == NULL) continue;
    int head = 8 + envelope[blob[3] >> 1 & 7];
    assert_int_equal(OGR_G_CreateFromWkb(blob + head, NULL, &land[n], bytes - head), OGRERR_NONE);
    assert_int_equal(wkbFlatten(OGR_G_GetGeometryType(land[n])), wkbMultiPolygon);
    assert_true(OGR_G_IsValid(land[n]));
    n++;
  }
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return n;
}

/* Neither overlap nor gap: the parts add up to the whole, and no two share land. */
static void is_partition(const plan_folder *f, int parts, double whole_m2) {
  OGRGeometryH land[16];
  double sum_m2 = 0;
  int n = read_land(f, "SELECT geom FROM catchments", land);
  assert_int_equal(n, parts);
  OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon);
  for (int i = 0; i < n; i++) {
    sum_m2 += OGR_G_Area(land[i]);
    for (int j = 0; j < i; j++) {
      OGRGeometryH shared = OGR_G_Intersection(land[i], land[j]);
      assert_true(OGR_G_GetDimension(shared) < 2 || OGR_G_Area(shared) < 1e-3);
      OGR_G_DestroyGeometry(shared);
    }
    OGRGeometryH more = OGR_G_Union(all, land[i]);
    OGR_G_DestroyGeometry(all);
    all = more;
  }
  assert_true(fabs(sum_m2 - whole_m2) < 1e-3);
  assert_true(fabs(OGR_G_Area(all) - whole_m2) < 1e-3);
  OGR_G_DestroyGeometry(all);
  for (int i = 0; i < n; i++) OGR_G_DestroyGeometry(land[i]);
}

static void catchments_share_out_land_and_people(void **state) {
  plan_folder *f = *state;
  plan_folder_write_well(f);
  is_partition(f, 4, 6e6);
  plan_folder_is(f, "SELECT sum(people) FROM catchments", plan_folder_ask(f, "SELECT sum(people_used) FROM villages"));
  plan_folder_is(f, "SELECT sum(villages) FROM catchments", "6");
  plan_folder_is(f,
                 "SELECT villages || ' ' || people || ' ' || area_km2 FROM catchments WHERE site_id = 'N421223100202'",
                 "2 1264 2.0");
  plan_folder_is(f, "SELECT villages || ' ' || people FROM catchments WHERE site_id IS NULL", "2 300");
}

/* Villages as points share the county out among them. */
static void points_get_voronoi_cells_within_the_county(void **state) {
  plan_folder *f = *state;
  by_hand_free(&f->hand);
  f->hand = by_hand_new(f->ctx, false, true);
  plan_folder_write_well(f);
  plan_folder_is(f, "SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = 'villages'", "POINT");
  is_partition(f, 4, 12e6);
  plan_folder_is(f, "SELECT area_km2 FROM catchments WHERE site_id = 'T1'", "2.25"); /* the corner: 1.5 km × 1.5 km */
  plan_folder_is(f, "SELECT sum(people) FROM catchments", plan_folder_ask(f, "SELECT sum(people_used) FROM villages"));
}

/* Villages at one point, and one without a place, still leave a partition. */
static void twins_and_lost_villages_leave_no_hole(void **state) {
  plan_folder *f = *state;
  by_hand_free(&f->hand);
  f->hand = by_hand_new(f->ctx, false, true);
  buju_region *r = f->hand.region;
  r->village.x_m[3] = r->village.x_m[0];
  r->village.y_m[3] = r->village.y_m[0];
  r->village.x_m[5] = r->village.y_m[5] = NAN;
  plan_folder_write_well(f);
  is_partition(f, 3, 12e6);
  plan_folder_is(f, "SELECT area_km2 || ' ' || (geom IS NULL) FROM catchments WHERE site_id = 'T1'", "NULL");
  plan_folder_is(f, "SELECT count(*) FROM catchments WHERE geom IS NULL", "1");
  plan_folder_is(f, "SELECT count(*) FROM villages WHERE geom IS NULL", "1");
}

static void without_a_county_the_hull_is_shared_out(void **state) {
  plan_folder *f = *state;
  by_hand_free(&f->hand);
  f->hand = by_hand_new(f->ctx, false, false);
  plan_folder_write_well(f);
  /* The hull is 2 km × 1 km, so six points are about √(2/6) km apart; half of that all around. */
  double side_m = sqrt(2e6 / 6) / 2;
  double about_m2 = 2e6 + 6000 * side_m + acos(-1) * side_m * side_m;
  double sum_m2 = 1e6 * strtod(plan_folder_ask(f, "SELECT sum(area_km2) FROM catchments"), NULL);
  assert_true(fabs(sum_m2 - about_m2) < 0.005 * about_m2);
  is_partition(f, 4, sum_m2);
}

int main(void) {
#define CASE(test) cmocka_unit_test_setup_teardown(test, plan_folder_set_up, plan_folder_tear_down)
  const struct CMUnitTest tests[] = {
      CASE(catchments_share_out_land_and_people),
      CASE(points_get_voronoi_cells_within_the_county),
      CASE(twins_and_lost_villages_leave_no_hole),
      CASE(without_a_county_the_hull_is_shared_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
