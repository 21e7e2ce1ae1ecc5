/* GCJ-02 and BD-09: published pairs, and back again everywhere. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "layers/offset.h"

static double metres(double lon_a, double lat_a, double lon_b, double lat_b) {
  double per_degree = 6371000 * 3.14159265358979 / 180;
  return hypot((lon_a - lon_b) * cos(lat_a * 3.14159265358979 / 180), lat_a - lat_b) * per_degree;
}

static void published_pairs_come_out(void **state) {
  (void)state;
  static const struct {
    buju_offset offset;
    double lon, lat, to_lon, to_lat, tolerance_m;
  } cases[] = {
      /* coordtransform's tests: the same ellipsoid */
      {BUJU_GCJ02, 116.404, 39.915, 116.41024449916938, 39.91640428150164, 1e-6},
      {BUJU_BD09, 116.404, 39.915, 116.41662724378733, 39.922699552216216, 1e-6},
      /* eviltransform's tests: another radius, a centimetre apart */
      {BUJU_GCJ02, 121.5272106, 31.1774276, 121.531541859215, 31.17530398364597, 0.02},
      {BUJU_GCJ02, 113.912316, 22.543847, 113.9171764808363, 22.540796131694766, 0.02},
      {BUJU_GCJ02, 116.377817, 39.911954, 116.38404722455657, 39.91334545536069, 0.02},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    double lon = cases[i].lon, lat = cases[i].lat;
    buju_offset_apply(cases[i].offset, &lon, &lat);
    double off = metres(lon, lat, cases[i].to_lon, cases[i].to_lat);
    if (!(off < cases[i].tolerance_m)) fail_msg("case %zu: %g m off (%.12f %.12f)", i, off, lon, lat);
    buju_offset_remove(cases[i].offset, &lon, &lat);
    assert_true(metres(lon, lat, cases[i].lon, cases[i].lat) < 0.0001);
  }
}

static void removing_undoes_applying_everywhere(void **state) {
  (void)state;
  static const buju_offset offsets[] = {BUJU_GCJ02, BUJU_BD09};
  double worst = 0, least = INFINITY, most = 0;
  for (int k = 0; k < 2; k++)
    for (double lat = 3.1; lat < 54; lat += 0.37)
      for (double lon = 73.1; lon < 135.5; lon += 0.41) {
        double x = lon, y = lat;
        buju_offset_apply(offsets[k], &x, &y);
        double shift = metres(x, y, lon, lat);
        least = fmin(least, shift);
        most = fmax(most, shift);
        buju_offset_remove(offsets[k], &x, &y);
        worst = fmax(worst, metres(x, y, lon, lat));
      }
  assert_true(worst < 0.001);
  assert_true(least > 1 && most < 3000); /* it did move everything */
}

static void abroad_nothing_moves(void **state) {
  (void)state;
  static const double places[][2] = {{6.13, 49.61}, {-122.4, 37.7}, {13.8, 10.7}, {0, 0}, {115, -30}, {140, 35}};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    double lon = places[i][0], lat = places[i][1];
    buju_offset_remove(BUJU_BD09, &lon, &lat);
    buju_offset_apply(BUJU_GCJ02, &lon, &lat);
    assert_true(lon == places[i][0] && lat == places[i][1]);
  }
  double lon = 116, lat = 40;
  buju_offset_remove(BUJU_NO_OFFSET, &lon, &lat);
  assert_true(lon == 116 && lat == 40);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(published_pairs_come_out),
      cmocka_unit_test(removing_undoes_applying_everywhere),
      cmocka_unit_test(abroad_nothing_moves),
  };
  return cmocka_run_group_tests_name("offset", tests, NULL, NULL);
}
