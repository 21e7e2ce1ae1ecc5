/* Unions of villages whose edges meet, almost meet, and do not. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "layers/output/cells.h"

enum { WIDE = 6, HIGH = 5, STEPS = 7, SIDE_M = 1000, NONE = -1 };

/* How the villages are drawn. */
typedef struct drawn {
  double off_m;   /* every vertex of every village is off by up to this much */
  double apart_m; /* a gap between the third column and the fourth */
  bool uneven;    /* villages have vertices on their edges that their neighbours do not have */
  int missing;    /* this village is not there */
} drawn;

/* The same numbers on every machine. */
static double random_between(double least, double most) {
  static uint64_t state = 88172645463325252u;
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return least + (most - least) * (double)(state >> 11) / 9007199254740992.0;
}

static GEOSGeometry *village(buju_cells *cells, const drawn *how, int column, int row) {
  static const double corner[4][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
  unsigned steps = how->uneven ? (unsigned)(2 + (column * 3 + row) % 5) : STEPS, n = 4 * steps;
  GEOSCoordSequence *ring = GEOSCoordSeq_create_r(cells->geos, n + 1, 2);
  double first_x = 0, first_y = 0;
  assert_non_null(ring);
  for (unsigned i = 0; i <= n; i++) {
    const double *from = corner[i / steps % 4], *to = corner[(i / steps + 1) % 4], along = (double)(i % steps) / steps;
    /* A slope, so that points on an edge are on it but for rounding. */
    double east = column + from[0] + (to[0] - from[0]) * along, north = row + from[1] + (to[1] - from[1]) * along;
    double x = 400000.005 + SIDE_M * (east + north / 3) + (column > 2 ? how->apart_m : 0);
    double y = 4000000.005 + SIDE_M * (north - east / 7);
    x += random_between(-how->off_m, how->off_m);
    y += random_between(-how->off_m, how->off_m);
    if (i == 0) {
      first_x = x;
      first_y = y;
    }
    GEOSCoordSeq_setXY_r(cells->geos, ring, i, i == n ? first_x : x, i == n ? first_y : y);
  }
  GEOSGeometry *shell = GEOSGeom_createLinearRing_r(cells->geos, ring);
  return GEOSGeom_createPolygon_r(cells->geos, shell, NULL, 0);
}

/* The union is valid, of so many parts with so many holes in all, and as large as its villages. */
static void assert_united(const drawn *how, int parts, int holes) {
  buju_cells cells = {.geos = GEOS_init_r()};
  GEOSGeometry *part[WIDE * HIGH];
  unsigned n = 0;
  for (int v = 0; v < WIDE * HIGH; v++)
    if (v != how->missing) part[n++] = village(&cells, how, v % WIDE, v / WIDE);
  GEOSGeometry *land = buju_cells_unite(&cells, part, n);
  assert_non_null(land);
  assert_int_equal(GEOSisValid_r(cells.geos, land), 1);
  int found = 0;
  assert_int_equal(GEOSGetNumGeometries_r(cells.geos, land), parts);
  for (int p = 0; p < parts; p++)
    found += GEOSGetNumInteriorRings_r(cells.geos, GEOSGetGeometryN_r(cells.geos, land, p));
  assert_int_equal(found, holes);
  double area_m2 = 0, length_m = 0, asked_m2 = n * (double)SIDE_M * SIDE_M * (1 + 1 / 21.0);
  GEOSArea_r(cells.geos, land, &area_m2);
  GEOSLength_r(cells.geos, land, &length_m);
  assert_true(fabs(area_m2 - asked_m2) < 1e-3 * asked_m2);
  /* Around the whole and around what is missing; into a gap that is there, and into no other. */
  double column_m = SIDE_M * sqrt(1 / 9.0 + 1), row_m = SIDE_M * sqrt(1 + 1 / 49.0);
  double around_m = 2 * HIGH * column_m + 2 * WIDE * row_m;
  around_m += how->missing != NONE ? 2 * (column_m + row_m) : 0;
  around_m += how->apart_m > 0 ? 2 * HIGH * column_m : 0;
  assert_true(fabs(length_m - around_m) < 1e-3 * around_m);
  GEOSGeom_destroy_r(cells.geos, land);
  GEOS_finish_r(cells.geos);
}

static void villages_that_share_their_edges_are_one(void **state) {
  (void)state;
  assert_united(&(drawn){.missing = NONE}, 1, 0);
  assert_united(&(drawn){.missing = 13}, 1, 1);
}

/* Files rounded village by village, or written by programs that round otherwise. */
static void edges_off_by_rounding_are_one(void **state) {
  static const double off_m[] = {1e-9, 1e-7, 1e-5, 1e-3};
  (void)state;
  for (size_t i = 0; i < sizeof off_m / sizeof *off_m; i++)
    for (int uneven = 0; uneven < 2; uneven++) {
      assert_united(&(drawn){.off_m = off_m[i], .uneven = uneven != 0, .missing = NONE}, 1, 0);
      assert_united(&(drawn){.off_m = off_m[i], .uneven = uneven != 0, .missing = 13}, 1, 1);
    }
  assert_united(&(drawn){.uneven = true, .missing = NONE}, 1, 0);
}

/* A river of three metres is no rounding. */
static void land_that_is_apart_stays_apart(void **state) {
  (void)state;
  assert_united(&(drawn){.apart_m = 3, .missing = NONE}, 2, 0);
  assert_united(&(drawn){.apart_m = 3, .off_m = 1e-5, .uneven = true, .missing = 13}, 2, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(villages_that_share_their_edges_are_one),
      cmocka_unit_test(edges_off_by_rounding_are_one),
      cmocka_unit_test(land_that_is_apart_stays_apart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
