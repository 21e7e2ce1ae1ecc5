/* Names on a map, none upon another. SPDX-License-Identifier: Apache-2.0 */
#include <limits.h>
#include <math.h>
#include <string.h>

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

bool buju_map_middle(const buju_report_table *table, buju_ix row, double *x_m, double *y_m) {
  double best = -1;
  *x_m = *y_m = 0;
  for (buju_ix p = table->path_of != NULL ? table->path_of[row] : 0;
       table->path_of != NULL && p < table->path_of[row + 1]; p++) {
    double x, y, area = ring_middle(&table->paths, p, &x, &y);
    if (area <= best) continue;
    best = area;
    *x_m = x;
    *y_m = y;
  }
  return best >= 0;
}

void buju_map_take(buju_map *map, double x, double y, double width, double height) {
  buju_map_label *label = buju_vec_push(&map->taken, sizeof *label);
  if (label == NULL)
    map->canvas->failed = true;
  else
    *label = (buju_map_label){x, y, width, height};
}

static bool is_free(const buju_map *map, const buju_map_label *box) {
  const buju_map_label *other = map->taken.data;
  if (box->x < map->left + 1 || box->y < map->top + 1 || box->x + box->width > map->left + map->width - 1 ||
      box->y + box->height > map->top + map->height - 1)
    return false;
  for (size_t i = 0; i < map->taken.n; i++)
    if (box->x < other[i].x + other[i].width && other[i].x < box->x + box->width &&
        box->y < other[i].y + other[i].height && other[i].y < box->y + box->height)
      return false;
  return true;
}

bool buju_map_name(buju_map *map, double x, double y, double radius, const buju_lettering *lettering,
                   const char *name) {
  /* Below, above, right, left, the corners; then the same farther away. Without a mark (radius 0) right upon it. */
  static const double step[][2] = {{0, 1}, {0, -1}, {1, 0}, {-1, 0}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}};
  double width = buju_canvas_width(name, lettering->size), height = lettering->size * 1.15;
  size_t steps = radius > 0 ? sizeof step / sizeof *step : 1;
  for (int far = 0; far < 2; far++)
    for (size_t s = 0; s < steps; s++) {
      double away = radius > 0 ? radius + far * 4 : 0;
      double dx = radius > 0 ? step[s][0] * (width / 2 + away) : 0;
      double dy = radius > 0 ? step[s][1] * (height / 2 + away) : 0;
      buju_map_label box = {x + dx - width / 2, y + dy - height / 2, width, height};
      if (!is_free(map, &box)) continue;
      buju_map_take(map, box.x, box.y, box.width, box.height);
      buju_canvas_text(map->canvas, x + dx, y + dy + lettering->size * 0.36, lettering, name);
      return true;
    }
  return false;
}

/* How many marks of sites a box would cover. */
static int marks_under(const buju_map *map, const buju_map_label *box) {
  static const double MARK = 4;
  int n = 0;
  for (buju_ix s = 0; s < map->facts->report->table[BUJU_LAYER_SITES].n; s++) {
    double x, y;
    n += buju_map_site_at(map, s, &x, &y) && x > box->x - MARK && x < box->x + box->width + MARK && y > box->y - MARK &&
         y < box->y + box->height + MARK;
  }
  return n;
}

/* Where near its middle the name of a township covers the fewest marks; the nearest such place. False: nowhere free. */
static bool find_room(const buju_map *map, double *x, double *y, const buju_lettering *lettering, const char *name) {
  enum { RINGS = 4, WAYS = 8 };
  static const double step[WAYS][2] = {{0, 6}, {0, -6}, {8, 0}, {-8, 0}, {8, 6}, {-8, 6}, {8, -6}, {-8, -6}};
  double width = buju_canvas_width(name, lettering->size), height = lettering->size * 1.15;
  double x0 = *x, y0 = *y;
  int best = INT_MAX;
  for (int i = 0; i <= RINGS * WAYS && best > 0; i++) {
    int ring = (i + WAYS - 1) / WAYS;
    const double *way = step[i % WAYS];
    buju_map_label box = {x0 + ring * way[0] - width / 2, y0 + ring * way[1] - height / 2, width, height};
    int under = is_free(map, &box) ? marks_under(map, &box) : INT_MAX;
    if (under >= best) continue;
    best = under;
    *x = x0 + ring * way[0];
    *y = y0 + ring * way[1];
  }
  return best < INT_MAX;
}

static void name_townships(buju_map *map) {
  const buju_report *report = map->facts->report;
  const buju_report_table *ways = &report->table[BUJU_LAYER_SERVICE_WAYS];
  const buju_lettering lettering = {13, BUJU_MIDDLE, BUJU_INK_TEXT, true, true};
  for (buju_ix i = 0; i < ways->n; i++) {
    double x_m, y_m;
    const char *name = buju_report_text(report, BUJU_LAYER_SERVICE_WAYS, SERVICE_WAYS_area, i);
    if (!buju_report_is(report, BUJU_LAYER_SERVICE_WAYS, SERVICE_WAYS_area_level, i, "township") ||
        !buju_report_is(report, BUJU_LAYER_SERVICE_WAYS, SERVICE_WAYS_way, i, "fixed") || name == NULL ||
        !buju_map_middle(ways, i, &x_m, &y_m))
      continue;
    double x = buju_map_x(map, x_m), y = buju_map_y(map, y_m);
    double beside = find_room(map, &x, &y, &lettering, name) ? 0 : 8;
    buju_map_name(map, x, y, beside, &lettering, name);
  }
}

static void name_centres(buju_map *map) {
  const buju_report *report = map->facts->report;
  const buju_lettering lettering = {10.5, BUJU_MIDDLE, BUJU_INK_HEALTH_CENTRE, true, true};
  for (buju_ix s = 0; s < report->table[BUJU_LAYER_SITES].n; s++) {
    double x, y;
    buju_mark mark = buju_map_mark(map, s);
    const char *name = buju_report_text(report, BUJU_LAYER_SITES, SITES_name, s);
    if ((mark == BUJU_MARK_HOSPITAL || mark == BUJU_MARK_HEALTH_CENTRE) && name != NULL &&
        buju_map_site_at(map, s, &x, &y))
      buju_map_name(map, x, y, 8, &lettering, name);
  }
}

/* A village's name stands at its clinic, else in its middle. */
static void name_villages(buju_map *map) {
  const buju_report *report = map->facts->report;
  const buju_report_table *villages = &report->table[BUJU_LAYER_VILLAGES];
  const buju_lettering lettering = {10.5, BUJU_MIDDLE, BUJU_INK_TEXT, false, true};
  for (buju_ix v = 0; v < villages->n; v++) {
    double x_m, y_m, x, y;
    const char *name = buju_report_text(report, BUJU_LAYER_VILLAGES, VILLAGES_name, v);
    if (report->township_of[v] != map->spec->township || name == NULL) continue;
    buju_ix site = map->facts->server[v];
    if (site != BUJU_NONE && map->facts->site_village[site] == v && buju_map_site_at(map, site, &x, &y)) {
      if (buju_map_name(map, x, y, 6, &lettering, name)) continue;
    }
    if (!buju_map_middle(villages, v, &x_m, &y_m)) continue;
    x = buju_map_x(map, x_m);
    y = buju_map_y(map, y_m);
    if (!buju_map_name(map, x, y, 0, &lettering, name)) buju_map_name(map, x, y, 7, &lettering, name);
  }
}

void buju_map_names(buju_map *map) {
  if (map->spec->township == BUJU_NONE) {
    name_townships(map);
    return;
  }
  name_centres(map);
  name_villages(map);
}
