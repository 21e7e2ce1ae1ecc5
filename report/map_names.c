/* Names on a map, none upon another. SPDX-License-Identifier: Apache-2.0 */
#include <limits.h>

#include "report/map.h"

enum { BESIDE = 1 }; /* the gap between a mark and its name */

void buju_map_take(buju_map *map, double x, double y, double width, double height) {
  if (!buju_map_boxes_add(&map->taken, (buju_map_box){x, y, width, height})) map->canvas->failed = true;
}

void buju_map_avoid(buju_map *map, double x, double y, double width, double height) {
  if (!buju_map_boxes_add(&map->avoided, (buju_map_box){x, y, width, height})) map->canvas->failed = true;
}

static bool is_enough(void *user, const buju_map_box *box) {
  (void)user;
  (void)box;
  return true;
}

static bool is_free(const buju_map *map, const buju_map_box *box) {
  if (box->x < map->left + 1 || box->y < map->top + 1 || box->x + box->width > map->left + map->width - 1 ||
      box->y + box->height > map->top + map->height - 1)
    return false;
  return !buju_map_boxes_each(&map->taken, box, is_enough, NULL);
}

/* Where a name stands with its middle at (x, y). */
static buju_map_box box_around(double x, double y, const buju_lettering *lettering, const char *name) {
  double width = buju_canvas_width(name, lettering->size), height = lettering->size * 1.15;
  return (buju_map_box){x - width / 2, y - height / 2, width, height};
}

bool buju_map_name(buju_map *map, double x, double y, double radius, const buju_lettering *lettering,
                   const char *name) {
  /* Below, above, right, left, the corners; then the same farther away. Without a mark (radius 0) right upon it. */
  static const double step[][2] = {{0, 1}, {0, -1}, {1, 0}, {-1, 0}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}};
  const buju_map_box upon = box_around(x, y, lettering, name);
  size_t steps = radius > 0 ? sizeof step / sizeof *step : 1;
  if (*name == '\0') return false;
  for (int far = 0; far < 2; far++)
    for (size_t s = 0; s < steps; s++) {
      double away = radius > 0 ? radius + far * 4 : 0;
      double dx = radius > 0 ? step[s][0] * (upon.width / 2 + away) : 0;
      double dy = radius > 0 ? step[s][1] * (upon.height / 2 + away) : 0;
      buju_map_box box = {upon.x + dx, upon.y + dy, upon.width, upon.height};
      if (!is_free(map, &box)) continue;
      buju_map_take(map, box.x, box.y, box.width, box.height);
      buju_canvas_text(map->canvas, x + dx, y + dy + lettering->size * 0.36, lettering, name);
      return true;
    }
  return false;
}

static bool count_one(void *user, const buju_map_box *box) {
  (void)box;
  ++*(int *)user;
  return false;
}

static int marks_under(const buju_map *map, const buju_map_box *box) {
  int n = 0;
  buju_map_boxes_each(&map->avoided, box, count_one, &n);
  return n;
}

/* Where near its middle the name of a township covers the fewest marks; the nearest such place. False: nowhere free. */
static bool find_room(const buju_map *map, double *x, double *y, const buju_lettering *lettering, const char *name) {
  enum { RINGS = 4, WAYS = 8 };
  static const double step[WAYS][2] = {{0, 6}, {0, -6}, {8, 0}, {-8, 0}, {8, 6}, {-8, 6}, {8, -6}, {-8, -6}};
  double x0 = *x, y0 = *y;
  int best = INT_MAX;
  for (int i = 0; i <= RINGS * WAYS && best > 0; i++) {
    int ring = (i + WAYS - 1) / WAYS;
    double try_x = x0 + ring * step[i % WAYS][0], try_y = y0 + ring * step[i % WAYS][1];
    buju_map_box box = box_around(try_x, try_y, lettering, name);
    int under = is_free(map, &box) ? marks_under(map, &box) : INT_MAX;
    if (under >= best) continue;
    best = under;
    *x = try_x;
    *y = try_y;
  }
  return best < INT_MAX;
}

static void name_townships(buju_map *map) {
  const buju_report *report = map->facts->report;
  const buju_report_table *areas = &report->table[BUJU_LAYER_AREAS];
  const buju_lettering lettering = {13, BUJU_MIDDLE, BUJU_INK_TEXT, true, true};
  for (buju_ix i = 0; i < areas->n; i++) {
    double x_m, y_m;
    const char *name = buju_report_text(report, BUJU_LAYER_AREAS, AREAS_name, i);
    if (!buju_report_is(report, BUJU_LAYER_AREAS, AREAS_area_level, i, "township") || name == NULL ||
        !buju_map_middle(areas, i, &x_m, &y_m))
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
    const char *name = buju_report_text(report, BUJU_LAYER_SITES, SITES_name, s);
    if (name == NULL || !buju_map_site_at(map, s, &x, &y)) continue;
    buju_mark mark = buju_map_mark(map, s);
    if (mark == BUJU_MARK_HOSPITAL || mark == BUJU_MARK_HEALTH_CENTRE)
      buju_map_name(map, x, y, buju_map_mark_reach(map, mark) + BESIDE, &lettering, name);
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
    buju_mark mark = site != BUJU_NONE && map->facts->site_village[site] == v ? buju_map_mark(map, site) : BUJU_MARKS;
    if (mark != BUJU_MARKS && buju_map_site_at(map, site, &x, &y) &&
        buju_map_name(map, x, y, buju_map_mark_reach(map, mark) + BESIDE, &lettering, name))
      continue;
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
