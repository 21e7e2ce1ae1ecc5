/* Where the middle of an area is. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "report/map.h"

/* The centroid of a ring and its area (signed). */
static double ring_middle(const buju_paths *paths, buju_ix path, double *x, double *y) {
  uint64_t first = paths->first[path], end = paths->first[path + 1];
  double area = 0, sum_x = 0, sum_y = 0, x0 = paths->x_m[first], y0 = paths->y_m[first];
  for (uint64_t i = first; i + 1 < end; i++) {
    double ax = paths->x_m[i] - x0, ay = paths->y_m[i] - y0, bx = paths->x_m[i + 1] - x0, by = paths->y_m[i + 1] - y0;
    double cross = ax * by - bx * ay;
    area += cross / 2;
    sum_x += (ax + bx) * cross;
    sum_y += (ay + by) * cross;
  }
  *x = area != 0 ? x0 + sum_x / (6 * area) : x0;
  *y = area != 0 ? y0 + sum_y / (6 * area) : y0;
  return fabs(area);
}

/* Where the outlines of a row cross the parallel through a point: the two crossings nearest to it on either side, and
 * how many lie to its east. */
typedef struct crossings {
  double east[2], west[2];
  unsigned to_east;
} crossings;

static void add_crossing(crossings *found, double x, double at) {
  found->to_east += at > x;
  if (at > x && at < found->east[0]) {
    found->east[1] = found->east[0];
    found->east[0] = at;
  } else if (at > x) {
    found->east[1] = fmin(found->east[1], at);
  } else if (at > found->west[0]) {
    found->west[1] = found->west[0];
    found->west[0] = at;
  } else {
    found->west[1] = fmax(found->west[1], at);
  }
}

static crossings find_crossings(const buju_report_table *table, buju_ix row, double x, double y) {
  crossings found = {{INFINITY, INFINITY}, {-INFINITY, -INFINITY}, 0};
  const buju_paths *paths = &table->paths;
  for (buju_ix p = table->path_of[row]; p < table->path_of[row + 1]; p++)
    for (uint64_t i = paths->first[p]; i + 1 < paths->first[p + 1]; i++) {
      double ax = paths->x_m[i], ay = paths->y_m[i], bx = paths->x_m[i + 1], by = paths->y_m[i + 1];
      if ((ay > y) != (by > y)) add_crossing(&found, x, ax + (bx - ax) * (y - ay) / (by - ay));
    }
  return found;
}

/* The centroid of a crescent, or of a ring, lies outside: then the middle of the wider piece of land beside it. */
static void move_inside(const buju_report_table *table, buju_ix row, double *x, double y) {
  crossings at = find_crossings(table, row, *x, y);
  if (at.to_east % 2 == 1) return;
  double wide_east = isfinite(at.east[1]) ? at.east[1] - at.east[0] : 0;
  double wide_west = isfinite(at.west[1]) ? at.west[0] - at.west[1] : 0;
  if (wide_east > wide_west)
    *x = (at.east[0] + at.east[1]) / 2;
  else if (wide_west > 0)
    *x = (at.west[0] + at.west[1]) / 2;
}

bool buju_map_middle(const buju_report_table *table, buju_ix row, double *x_m, double *y_m) {
  double best = -1;
  *x_m = *y_m = 0;
  if (table->path_of == NULL) return false;
  for (buju_ix p = table->path_of[row]; p < table->path_of[row + 1]; p++) {
    double x, y, area = ring_middle(&table->paths, p, &x, &y);
    if (area <= best) continue;
    best = area;
    *x_m = x;
    *y_m = y;
  }
  if (best > 0) move_inside(table, row, x_m, *y_m);
  return best >= 0;
}
