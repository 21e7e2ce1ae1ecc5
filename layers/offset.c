/* GCJ-02 and BD-09. SPDX-License-Identifier: Apache-2.0 */
#include "layers/offset.h"

#include <math.h>
#include <stdbool.h>

static const double PI = 3.14159265358979323846;
static const double KRASSOVSKY_A = 6378245.0, KRASSOVSKY_E2 = 0.00669342162296594323;
enum { ITERATIONS_MAX = 50 };

typedef struct degrees {
  double lon, lat;
} degrees;

static bool in_china(degrees p) { return p.lon >= 72.004 && p.lon <= 137.8347 && p.lat >= 0.8293 && p.lat <= 55.8271; }

/* The two sums of sines that both displacements share or differ in, in metres. */
static double wobble(double x) { return (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2 / 3; }

static double shift_north(double x, double y) {
  double m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x)) + wobble(x);
  m += (20 * sin(y * PI) + 40 * sin(y / 3 * PI)) * 2 / 3;
  return m + (160 * sin(y / 12 * PI) + 320 * sin(y * PI / 30)) * 2 / 3;
}

static double shift_east(double x, double y) {
  double m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x)) + wobble(x);
  m += (20 * sin(x * PI) + 40 * sin(x / 3 * PI)) * 2 / 3;
  return m + (150 * sin(x / 12 * PI) + 300 * sin(x / 30 * PI)) * 2 / 3;
}

static degrees to_gcj(degrees p) {
  double x = p.lon - 105, y = p.lat - 35, phi = p.lat / 180 * PI;
  double w = 1 - KRASSOVSKY_E2 * sin(phi) * sin(phi);
  double north = shift_north(x, y) * 180 / (KRASSOVSKY_A * (1 - KRASSOVSKY_E2) / (w * sqrt(w)) * PI);
  double east = shift_east(x, y) * 180 / (KRASSOVSKY_A / sqrt(w) * cos(phi) * PI);
  return (degrees){p.lon + east, p.lat + north};
}

static degrees gcj_to_bd(degrees p) {
  double radius = sqrt(p.lon * p.lon + p.lat * p.lat) + 0.00002 * sin(p.lat * PI * 3000 / 180);
  double theta = atan2(p.lat, p.lon) + 0.000003 * cos(p.lon * PI * 3000 / 180);
  return (degrees){radius * cos(theta) + 0.0065, radius * sin(theta) + 0.006};
}

/* Both maps are the identity plus a displacement that changes slowly, so stepping back by it converges fast. */
static degrees invert(degrees (*map)(degrees), degrees goal) {
  degrees p = goal;
  for (int i = 0; i < ITERATIONS_MAX; i++) {
    degrees there = map(p);
    double dlon = goal.lon - there.lon, dlat = goal.lat - there.lat;
    p.lon += dlon;
    p.lat += dlat;
    if (fabs(dlon) < 1e-11 && fabs(dlat) < 1e-11) break;
  }
  return p;
}

void buju_offset_apply(buju_offset offset, double *lon, double *lat) {
  degrees p = {*lon, *lat};
  if (offset == BUJU_NO_OFFSET || !in_china(p)) return;
  p = to_gcj(p);
  if (offset == BUJU_BD09) p = gcj_to_bd(p);
  *lon = p.lon;
  *lat = p.lat;
}

void buju_offset_remove(buju_offset offset, double *lon, double *lat) {
  degrees p = {*lon, *lat};
  if (offset == BUJU_NO_OFFSET || !in_china(p)) return;
  if (offset == BUJU_BD09) p = invert(gcj_to_bd, p);
  p = invert(to_gcj, p);
  *lon = p.lon;
  *lat = p.lat;
}
