/* The frame of a map and its areas. SPDX-License-Identifier: Apache-2.0 */
#include "report/map.h"

#include <math.h>
#include <string.h>

static void stretch(buju_ground_box *to, buju_ground_box by) {
  to->west = fmin(to->west, by.west);
  to->east = fmax(to->east, by.east);
  to->south = fmin(to->south, by.south);
  to->north = fmax(to->north, by.north);
}

static bool has_path(const buju_report_table *table) { return table->path_of != NULL && table->paths.n > 0; }

/* Villages that are points have no land to go around, and no layer of ways has that of their townships. */
static bool is_guessed(const buju_report *report) {
  const buju_report_table *villages = &report->table[BUJU_LAYER_VILLAGES];
  return has_path(villages) && villages->paths.first[1] - villages->paths.first[0] < 3 &&
         !has_path(&report->table[BUJU_LAYER_SERVICE_WAYS]);
}

buju_pen buju_map_boundary(const buju_map *map) {
  bool guessed = is_guessed(map->facts->report);
  double width = map->spec->township == BUJU_NONE ? 1.1 : 1.5;
  /* Neighbours draw their line twice: dashes would fill up. */
  return (buju_pen){.stroke = guessed ? BUJU_INK_FAINT : BUJU_INK_BOUNDARY, .width = guessed ? width / 2 : width};
}

/* Everything of the township, or of the plan. */
static buju_ground_box bounds(const buju_facts *facts, buju_ix township) {
  const buju_report_table *villages = &facts->report->table[BUJU_LAYER_VILLAGES];
  const buju_report_table *sites = &facts->report->table[BUJU_LAYER_SITES];
  buju_ground_box b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (buju_ix v = 0; villages->path_of != NULL && v < villages->n; v++)
    if (township == BUJU_NONE || facts->report->township_of[v] == township) stretch(&b, facts->ground[v]);
  for (buju_ix s = 0; sites->path_of != NULL && s < sites->n; s++)
    if (township == BUJU_NONE || facts->site_township[s] == township) stretch(&b, buju_facts_ground(sites, s));
  const buju_report_table *areas = &facts->report->table[BUJU_LAYER_AREAS];
  for (buju_ix i = 0; township == BUJU_NONE && areas->path_of != NULL && i < areas->n; i++)
    if (buju_report_is(facts->report, BUJU_LAYER_AREAS, AREAS_area_level, i, "township"))
      stretch(&b, buju_facts_ground(areas, i));
  return b;
}

/* Fits the bounds with a margin into the width asked for. False when there is nothing to draw. */
static bool fit(buju_map *map) {
  enum { LEAST_M = 200 };
  static const double MARGIN = 0.03, SHORTEST = 0.55;
  const buju_map_spec *spec = map->spec;
  buju_ground_box b = bounds(map->facts, spec->township);
  if (!(b.east >= b.west && b.north >= b.south)) return false;
  double wide = fmax((b.east - b.west) * (1 + 2 * MARGIN), LEAST_M);
  double high = fmax((b.north - b.south) * (1 + 2 * MARGIN), LEAST_M);
  map->left = 0.5;
  map->width = spec->width - 1;
  map->height = fmin(spec->most, fmax(map->width * high / wide, map->width * SHORTEST));
  map->scale = fmin(map->width / wide, map->height / high);
  map->x0_m = (b.west + b.east) / 2 - map->width / map->scale / 2;
  map->y1_m = (b.south + b.north) / 2 + map->height / map->scale / 2;
  return true;
}

static bool is_inside(const buju_map *map, buju_ground_box b) {
  return buju_map_x(map, b.east) >= map->left && buju_map_x(map, b.west) <= map->left + map->width &&
         buju_map_y(map, b.south) >= map->top && buju_map_y(map, b.north) <= map->top + map->height;
}

static void trace(buju_map *map, const buju_report_table *table, buju_ix row, bool close) {
  for (buju_ix p = table->path_of[row]; p < table->path_of[row + 1]; p++) {
    uint64_t first = table->paths.first[p], end = table->paths.first[p + 1];
    if (close && end - first > 3) end--; /* a ring ends where it began */
    for (uint64_t i = first; i < end; i++) {
      double x = buju_map_x(map, table->paths.x_m[i]), y = buju_map_y(map, table->paths.y_m[i]);
      if (i == first)
        buju_canvas_move(map->canvas, x, y);
      else
        buju_canvas_line(map->canvas, x, y);
    }
    if (close) buju_canvas_close(map->canvas);
  }
}

/** Verdicts as few colours as a reader can keep apart. */
static const struct {
  const char *verdict;
  buju_ink ink;
} verdict_inks[] = {{"own_clinic", BUJU_INK_OWN},    {"own_no_partner", BUJU_INK_OWN},
                    {"joint_host", BUJU_INK_HOST},   {"joint_member", BUJU_INK_MEMBER},
                    {"thc_served", BUJU_INK_CENTRE}, {"converted_chs", BUJU_INK_URBAN},
                    {"urban_rules", BUJU_INK_URBAN}, {"demolition_transition", BUJU_INK_PAUSED},
                    {"extension", BUJU_INK_MOBILE},  {"posting", BUJU_INK_MOBILE},
                    {"rounds", BUJU_INK_MOBILE},     {"unserved", BUJU_INK_UNSERVED}};

buju_ink buju_map_ink(const char *verdict) {
  for (size_t i = 0; verdict != NULL && i < sizeof verdict_inks / sizeof *verdict_inks; i++)
    if (strcmp(verdict_inks[i].verdict, verdict) == 0) return verdict_inks[i].ink;
  return BUJU_INK_UNKNOWN;
}

static void draw_village(buju_map *map, buju_ix v) {
  const buju_report *report = map->facts->report;
  const buju_report_table *villages = &report->table[BUJU_LAYER_VILLAGES];
  unsigned column = map->spec->stage == BUJU_AFTER ? VILLAGES_verdict : VILLAGES_verdict_before;
  bool outside = map->spec->township != BUJU_NONE && report->township_of[v] != map->spec->township;
  if (villages->path_of[v] == villages->path_of[v + 1] || !is_inside(map, map->facts->ground[v])) return;
  buju_ink ink = outside ? BUJU_INK_OUTSIDE : buju_map_ink(buju_report_text(report, BUJU_LAYER_VILLAGES, column, v));
  buju_pen pen = {.fill = ink, .stroke = outside ? BUJU_INK_GRID : BUJU_INK_EDGE, .width = 0.6};
  if (!outside) map->verdicts |= 1u << ink;
  uint64_t first = villages->paths.first[villages->path_of[v]];
  if (villages->paths.first[villages->path_of[v] + 1] - first > 2) {
    trace(map, villages, v, true);
    buju_canvas_paint(map->canvas, &pen);
  } else {
    double radius = map->spec->township == BUJU_NONE ? 4 : 8;
    buju_canvas_circle(map->canvas, buju_map_x(map, villages->paths.x_m[first]),
                       buju_map_y(map, villages->paths.y_m[first]), radius, &pen);
  }
}

/* Lines between townships: their own, or around the land of their villages, which of villages that are points is what
 * lies nearest. */
static void draw_boundaries(buju_map *map) {
  const buju_report *report = map->facts->report;
  const buju_report_table *areas = &report->table[BUJU_LAYER_AREAS];
  const buju_pen pen = buju_map_boundary(map);
  for (buju_ix i = 0; areas->path_of != NULL && i < areas->n; i++) {
    if (!buju_report_is(report, BUJU_LAYER_AREAS, AREAS_area_level, i, "township") ||
        !is_inside(map, buju_facts_ground(areas, i)))
      continue;
    trace(map, areas, i, true);
    buju_canvas_paint(map->canvas, &pen);
  }
}

/* Dashed: who goes to a clinic in another village. */
static void draw_relations(buju_map *map) {
  const buju_report *report = map->facts->report;
  const buju_report_table *villages = &report->table[BUJU_LAYER_VILLAGES];
  const buju_pen pen = {.stroke = BUJU_INK_TEXT, .width = map->spec->township == BUJU_NONE ? 0.9 : 1.2, .dash = "3 2"};
  for (buju_ix v = 0; map->spec->stage == BUJU_AFTER && v < villages->n; v++) {
    double x_m, y_m, to_x, to_y;
    buju_ix site = map->facts->server[v];
    bool outside = map->spec->township != BUJU_NONE && report->township_of[v] != map->spec->township;
    if (site == BUJU_NONE || outside || map->facts->site_village[site] == v) continue;
    if (!buju_map_middle(villages, v, &x_m, &y_m) || !buju_map_site_at(map, site, &to_x, &to_y)) continue;
    buju_canvas_segment(map->canvas, buju_map_x(map, x_m), buju_map_y(map, y_m), to_x, to_y, &pen);
  }
}

static void draw_rounds(buju_map *map) {
  const buju_report_table *rounds = &map->facts->report->table[BUJU_LAYER_ROUNDS];
  const buju_pen pen = {.stroke = BUJU_INK_ROUND, .width = 1.6, .dash = "7 3 1.5 3"};
  for (buju_ix i = 0; map->spec->stage == BUJU_AFTER && rounds->path_of != NULL && i < rounds->n; i++) {
    if (rounds->path_of[i] == rounds->path_of[i + 1] || !is_inside(map, buju_facts_ground(rounds, i))) continue;
    trace(map, rounds, i, false);
    buju_canvas_paint(map->canvas, &pen);
    map->verdicts |= 1u << BUJU_INK_ROUND;
  }
}

static void draw_land(buju_map *map) {
  const buju_report_table *villages = &map->facts->report->table[BUJU_LAYER_VILLAGES];
  for (int inside = 0; inside < 2; inside++)
    for (buju_ix v = 0; villages->path_of != NULL && v < villages->n; v++) {
      bool in = map->spec->township == BUJU_NONE || map->facts->report->township_of[v] == map->spec->township;
      if (in == (inside == 1)) draw_village(map, v);
    }
}

/* The legend needs to know what occurs: verdicts and marks of the rows that are inside. */
static void find_occurring(buju_map *map) {
  const buju_report *report = map->facts->report;
  unsigned column = map->spec->stage == BUJU_AFTER ? VILLAGES_verdict : VILLAGES_verdict_before;
  for (buju_ix v = 0; v < report->table[BUJU_LAYER_VILLAGES].n; v++)
    if (map->spec->township == BUJU_NONE || report->township_of[v] == map->spec->township)
      map->verdicts |= 1u << buju_map_ink(buju_report_text(report, BUJU_LAYER_VILLAGES, column, v));
  if (map->spec->stage == BUJU_AFTER && report->table[BUJU_LAYER_ROUNDS].n > 0) map->verdicts |= 1u << BUJU_INK_ROUND;
  if (is_guessed(report) && has_path(&report->table[BUJU_LAYER_AREAS])) map->verdicts |= 1u << BUJU_INK_BOUNDARY;
  for (buju_ix s = 0; s < report->table[BUJU_LAYER_SITES].n; s++) {
    double x, y;
    bool in = map->spec->township == BUJU_NONE || map->facts->site_township[s] == map->spec->township;
    buju_mark mark = in && buju_map_site_at(map, s, &x, &y) ? buju_map_mark(map, s) : BUJU_MARKS;
    if (mark != BUJU_MARKS) map->marks |= 1u << mark;
  }
}

double buju_map_height(const buju_facts *facts, const buju_map_spec *spec) {
  buju_map map = {.facts = facts, .spec = spec};
  if (!fit(&map)) return 0;
  find_occurring(&map);
  return map.height + 1 + (spec->legend ? buju_map_legend(&map, NULL, 0, spec->width) : 0);
}

void buju_map_draw(buju_canvas *canvas, const buju_facts *facts, const buju_map_spec *spec, double y) {
  buju_map map = {.canvas = canvas, .facts = facts, .spec = spec, .top = y + 0.5};
  if (!fit(&map)) return;
  map.top = y + 0.5;
  find_occurring(&map);
  if (!buju_map_boxes_make(&map.taken, map.left, map.top, map.width, map.height) ||
      !buju_map_boxes_make(&map.avoided, map.left, map.top, map.width, map.height))
    canvas->failed = true;
  const buju_pen frame = {.stroke = BUJU_INK_BOUNDARY, .width = 1}, ground = {.fill = BUJU_INK_PAPER};
  buju_canvas_rect(canvas, map.left, map.top, map.width, map.height, &ground);
  canvas->clip(canvas, map.left, map.top, map.width, map.height);
  draw_land(&map);
  draw_boundaries(&map);
  draw_relations(&map);
  draw_rounds(&map);
  buju_map_furniture_take(&map);
  buju_map_sites(&map);
  buju_map_names(&map);
  buju_map_furniture(&map);
  canvas->unclip(canvas);
  buju_canvas_rect(canvas, map.left, map.top, map.width, map.height, &frame);
  if (spec->legend) buju_map_legend(&map, canvas, map.top + map.height, spec->width);
  buju_map_boxes_free(&map.taken);
  buju_map_boxes_free(&map.avoided);
}
