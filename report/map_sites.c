/* Sites on a map: a shape for each kind, so that they are told apart without colour. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "report/map.h"

static bool is(const buju_map *map, unsigned column, buju_ix site, const char *text) {
  return buju_report_is(map->facts->report, BUJU_LAYER_SITES, column, site, text);
}

static bool is_clinic(const buju_map *map, buju_ix site) {
  return is(map, SITES_kind, site, "village_clinic") || is(map, SITES_kind, site, "chs");
}

buju_mark buju_map_mark(const buju_map *map, buju_ix site) {
  bool after = map->spec->stage == BUJU_AFTER;
  bool later = is(map, SITES_status, site, "proposed") || is(map, SITES_status, site, "under_construction");
  if (later && !after) return BUJU_MARKS;
  if (later) return is_clinic(map, site) ? BUJU_MARK_NEW : BUJU_MARK_NEW_OTHER;
  if (after && is(map, SITES_status, site, "closing")) return BUJU_MARK_CLOSING;
  if (is(map, SITES_kind, site, "hospital")) return BUJU_MARK_HOSPITAL;
  if (is(map, SITES_kind, site, "thc") || is(map, SITES_kind, site, "chc") || is(map, SITES_kind, site, "chc_branch"))
    return BUJU_MARK_HEALTH_CENTRE;
  if (is(map, SITES_kind, site, "chs")) return BUJU_MARK_STATION;
  if (!is_clinic(map, site)) return BUJU_MARK_OTHER;
  const char *action = buju_report_text(map->facts->report, BUJU_LAYER_SITES, SITES_action, site);
  bool same = action == NULL || strcmp(action, "keep") == 0 || strcmp(action, "review") == 0;
  return after && !same ? BUJU_MARK_IMPROVED : BUJU_MARK_CLINIC;
}

static void draw_square(buju_canvas *canvas, double x, double y, double r, buju_ink ink) {
  const buju_pen pen = {.fill = ink, .stroke = BUJU_INK_PAPER, .width = 1};
  buju_canvas_rect(canvas, x - r, y - r, 2 * r, 2 * r, &pen);
}

static void draw_cross(buju_canvas *canvas, double x, double y, double r, const buju_pen *pen) {
  buju_canvas_move(canvas, x - r, y);
  buju_canvas_line(canvas, x + r, y);
  buju_canvas_move(canvas, x, y - r);
  buju_canvas_line(canvas, x, y + r);
  buju_canvas_paint(canvas, pen);
}

static void draw_polygon(buju_canvas *canvas, double x, double y, double r, const double (*corner)[2], int n,
                         const buju_pen *pen) {
  for (int i = 0; i < n; i++) {
    double px = x + r * corner[i][0], py = y + r * corner[i][1];
    if (i == 0)
      buju_canvas_move(canvas, px, py);
    else
      buju_canvas_line(canvas, px, py);
  }
  buju_canvas_close(canvas);
  buju_canvas_paint(canvas, pen);
}

void buju_map_mark_draw(buju_canvas *canvas, buju_mark mark, double x, double y, double size) {
  static const double triangle[3][2] = {{0, -1.25}, {1.15, 0.85}, {-1.15, 0.85}};
  static const double diamond[4][2] = {{0, -1.2}, {1.2, 0}, {0, 1.2}, {-1.2, 0}};
  const buju_pen white = {.stroke = BUJU_INK_PAPER, .width = size * 0.55};
  const buju_pen dark = {.fill = BUJU_INK_CLINIC, .stroke = BUJU_INK_PAPER, .width = 0.7};
  const buju_pen ring = {.fill = BUJU_INK_PAPER, .stroke = BUJU_INK_CLINIC, .width = 1.5};
  const buju_pen build = {.fill = BUJU_INK_BUILD, .stroke = BUJU_INK_PAPER, .width = 0.9};
  const buju_pen hollow = {.fill = BUJU_INK_PAPER, .stroke = BUJU_INK_BUILD, .width = 1.4};
  const buju_pen plain = {.fill = BUJU_INK_PAPER, .stroke = BUJU_INK_FAINT, .width = 1.2};
  const buju_pen gone = {.stroke = BUJU_INK_FAINT, .width = 1.6};
  switch (mark) {
  case BUJU_MARK_HOSPITAL: {
    const buju_lettering letter = {size * 2, BUJU_MIDDLE, BUJU_INK_PAPER, true, false};
    draw_square(canvas, x, y, size * 1.55, BUJU_INK_CLINIC);
    buju_canvas_text(canvas, x, y + size * 0.75, &letter, "H");
    break;
  }
  case BUJU_MARK_HEALTH_CENTRE:
    draw_square(canvas, x, y, size * 1.3, BUJU_INK_HEALTH_CENTRE);
    draw_cross(canvas, x, y, size * 0.85, &white);
    break;
  case BUJU_MARK_STATION: draw_polygon(canvas, x, y, size * 0.95, diamond, 4, &dark); break;
  case BUJU_MARK_CLINIC: buju_canvas_circle(canvas, x, y, size * 0.62, &dark); break;
  case BUJU_MARK_IMPROVED: buju_canvas_circle(canvas, x, y, size * 0.68, &ring); break;
  case BUJU_MARK_NEW: draw_polygon(canvas, x, y, size * 1.05, triangle, 3, &build); break;
  case BUJU_MARK_NEW_OTHER: draw_polygon(canvas, x, y, size, diamond, 4, &hollow); break;
  case BUJU_MARK_OTHER: draw_polygon(canvas, x, y, size * 0.8, diamond, 4, &plain); break;
  case BUJU_MARK_CLOSING:
    buju_canvas_move(canvas, x - size * 0.7, y - size * 0.7);
    buju_canvas_line(canvas, x + size * 0.7, y + size * 0.7);
    buju_canvas_move(canvas, x - size * 0.7, y + size * 0.7);
    buju_canvas_line(canvas, x + size * 0.7, y - size * 0.7);
    buju_canvas_paint(canvas, &gone);
    break;
  case BUJU_MARKS: break;
  }
}

static double mark_size(const buju_map *map) {
  if (map->spec->township != BUJU_NONE) return 6;
  return map->spec->width < 600 ? 3.2 : 4.2;
}

double buju_map_mark_reach(const buju_map *map, buju_mark mark) {
  static const double sizes[BUJU_MARKS + 1] = {
      [BUJU_MARK_HOSPITAL] = 1.6, [BUJU_MARK_HEALTH_CENTRE] = 1.35, [BUJU_MARK_STATION] = 1.2,   [BUJU_MARK_CLINIC] = 1,
      [BUJU_MARK_IMPROVED] = 1,   [BUJU_MARK_NEW] = 1.35,           [BUJU_MARK_NEW_OTHER] = 1.3, [BUJU_MARK_OTHER] = 1,
      [BUJU_MARK_CLOSING] = 1};
  return sizes[mark] * mark_size(map);
}

bool buju_map_site_at(const buju_map *map, buju_ix site, double *x, double *y) {
  const buju_report_table *sites = &map->facts->report->table[BUJU_LAYER_SITES];
  if (sites->path_of == NULL || site >= sites->n || sites->path_of[site] == sites->path_of[site + 1]) return false;
  uint64_t first = sites->paths.first[sites->path_of[site]];
  *x = buju_map_x(map, sites->paths.x_m[first]);
  *y = buju_map_y(map, sites->paths.y_m[first]);
  return *x >= map->left && *x <= map->left + map->width && *y >= map->top && *y <= map->top + map->height;
}

/* A mark and where it is drawn. */
typedef struct placed {
  double x, y;
  buju_mark mark;
} placed;

/* The marks that stand already, in their order and by where they are: boxes of no size. */
typedef struct standing {
  buju_vec marks; /* placed */
  buju_map_boxes at;
} standing;

typedef struct round_place {
  double x, y, least;
} round_place;

static bool is_within(void *user, const buju_map_box *mark) {
  const round_place *here = user;
  return hypot(mark->x - here->x, mark->y - here->y) < here->least;
}

static bool is_near(const standing *marks, double x, double y, double least) {
  round_place here = {x, y, least};
  const buju_map_box around = {x - least, y - least, 2 * least, 2 * least};
  return buju_map_boxes_each(&marks->at, &around, is_within, &here);
}

/* Two sites often stand in one place: the lesser one moves aside, as far as it takes to see both. */
static void place(buju_map *map, standing *marks, buju_mark mark, double x, double y, double size) {
  static const double step[][2] = {{0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}};
  size_t s = 0;
  while (s + 1 < sizeof step / sizeof *step &&
         is_near(marks, x + step[s][0] * size, y + step[s][1] * size, size * 0.95))
    s++;
  if (is_near(marks, x + step[s][0] * size, y + step[s][1] * size, size * 0.95)) s = 0;
  const placed to = {x + step[s][0] * size, y + step[s][1] * size, mark};
  placed *put = buju_vec_push(&marks->marks, sizeof *put);
  if (put != NULL) *put = to;
  if (put == NULL || !buju_map_boxes_add(&marks->at, (buju_map_box){to.x, to.y, 0, 0})) map->canvas->failed = true;
}

/* Clinics of the whole are so many and so small that a name may lie on some. */
static void keep_clear(buju_map *map, const placed *put) {
  double reach = buju_map_mark_reach(map, put->mark);
  bool small = put->mark != BUJU_MARK_HOSPITAL && put->mark != BUJU_MARK_HEALTH_CENTRE;
  if (map->spec->township == BUJU_NONE && small)
    buju_map_avoid(map, put->x - reach, put->y - reach, 2 * reach, 2 * reach);
  else
    buju_map_take(map, put->x - reach, put->y - reach, 2 * reach, 2 * reach);
}

/* What matters more keeps its place and lies on top. Around a township, marks are smaller. */
void buju_map_sites(buju_map *map) {
  static const buju_mark order[] = {BUJU_MARK_HOSPITAL,  BUJU_MARK_HEALTH_CENTRE, BUJU_MARK_NEW,
                                    BUJU_MARK_NEW_OTHER, BUJU_MARK_IMPROVED,      BUJU_MARK_STATION,
                                    BUJU_MARK_CLINIC,    BUJU_MARK_OTHER,         BUJU_MARK_CLOSING};
  bool whole = map->spec->township == BUJU_NONE;
  double size = mark_size(map);
  standing marks = {0};
  if (!buju_map_boxes_make(&marks.at, map->left, map->top, map->width, map->height)) map->canvas->failed = true;
  for (size_t o = 0; o < sizeof order / sizeof *order; o++)
    for (buju_ix s = 0; s < map->facts->report->table[BUJU_LAYER_SITES].n; s++) {
      double x, y;
      bool outside = !whole && map->facts->site_township[s] != map->spec->township;
      if (!buju_map_site_at(map, s, &x, &y) || buju_map_mark(map, s) != order[o]) continue;
      if (outside)
        buju_map_mark_draw(map->canvas, order[o], x, y, size * 0.65);
      else
        place(map, &marks, order[o], x, y, size * (order[o] == BUJU_MARK_HEALTH_CENTRE ? 3 : 2.1));
    }
  const placed *put = marks.marks.data;
  for (size_t i = marks.marks.n; i-- > 0;) {
    buju_map_mark_draw(map->canvas, put[i].mark, put[i].x, put[i].y, size);
    keep_clear(map, &put[i]);
  }
  buju_vec_free(&marks.marks);
  buju_map_boxes_free(&marks.at);
}
