/* Maps of a plan: the whole, or a township with what lies around it. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_MAP_H
#define BUJU_REPORT_MAP_H

#include "report/canvas.h"
#include "report/facts.h"
#include "report/map_boxes.h"

typedef struct buju_map_spec {
  buju_ix township; /* BUJU_NONE: the whole */
  int stage;        /* BUJU_BEFORE, BUJU_AFTER */
  double width;     /* of the drawing */
  double most;      /* the height of the map itself, at most */
  bool legend;
} buju_map_spec;

/** How high the drawing becomes; 0 when the plan has no place to draw. */
double buju_map_height(const buju_facts *facts, const buju_map_spec *spec);

/** Draws it from (0, y) on. */
void buju_map_draw(buju_canvas *canvas, const buju_facts *facts, const buju_map_spec *spec, double y);

/* What the parts of a map share. */

typedef struct buju_map {
  buju_canvas *canvas;
  const buju_facts *facts;
  const buju_map_spec *spec;
  double x0_m, y1_m, scale;        /* units a metre; (x0, y1) is at the top left of the frame */
  double left, top, width, height; /* of the frame */
  buju_map_boxes taken, avoided;   /* where no name may stand, where it rather would not */
  uint32_t verdicts, marks;        /* bits: which inks and marks occur, for the legend */
} buju_map;

static inline double buju_map_x(const buju_map *map, double x_m) { return map->left + (x_m - map->x0_m) * map->scale; }
static inline double buju_map_y(const buju_map *map, double y_m) { return map->top + (map->y1_m - y_m) * map->scale; }

/** X(NAME, zh, en): marks of sites. */
#define BUJU_MARK_TABLE(X)                                                                                             \
  X(HOSPITAL, "医院", "hospital")                                                                                      \
  X(HEALTH_CENTRE, "卫生院、社区卫生服务中心", "health centre")                                                        \
  X(STATION, "社区卫生服务站", "community health station")                                                             \
  X(CLINIC, "村卫生室，不变", "village clinic, as it is")                                                              \
  X(IMPROVED, "村卫生室，改造提升等", "village clinic, to be improved")                                                \
  X(NEW, "新建村卫生室、服务站", "new clinic or station")                                                              \
  X(NEW_OTHER, "新设其他机构", "another new facility")                                                                 \
  X(OTHER, "其他机构", "another facility")                                                                             \
  X(CLOSING, "拟注销", "to be closed")

#define BUJU_MARK_ENUM(NAME, zh, en) BUJU_MARK_##NAME,
typedef enum buju_mark { BUJU_MARK_TABLE(BUJU_MARK_ENUM) BUJU_MARKS } buju_mark;

/** What colour a village has by its verdict, and what it means. */
buju_ink buju_map_ink(const char *verdict);
const buju_msg *buju_map_ink_word(buju_ink ink);

/** The line between townships: thin where nobody gave it, and it runs halfway between villages that are points. */
buju_pen buju_map_boundary(const buju_map *map);

/** The mark of a site at the map's stage; BUJU_MARKS when it is not there then. */
buju_mark buju_map_mark(const buju_map *map, buju_ix site);
/** How far a mark reaches from its centre in each direction, as buju_map_sites draws it; 0 for BUJU_MARKS. */
double buju_map_mark_reach(const buju_map *map, buju_mark mark);
void buju_map_mark_draw(buju_canvas *canvas, buju_mark mark, double x, double y, double size);
/** The centre of a site, or false when it has none inside the frame. */
bool buju_map_site_at(const buju_map *map, buju_ix site, double *x, double *y);
void buju_map_sites(buju_map *map);

/** A point inside row of a layer, near its middle: of its largest ring the centroid, if that lies inside, else the
 * middle of the land beside it. False without geometry. Metres. O(points). */
bool buju_map_middle(const buju_report_table *table, buju_ix row, double *x_m, double *y_m);

/** Reserves a box; names a box that names of townships cover only where there is no other room. */
void buju_map_take(buju_map *map, double x, double y, double width, double height);
void buju_map_avoid(buju_map *map, double x, double y, double width, double height);
/** Writes a name near (x, y), off by a mark of that radius, where nothing else stands; false when there is no room, or
 *  the name is empty. */
bool buju_map_name(buju_map *map, double x, double y, double radius, const buju_lettering *lettering, const char *name);
void buju_map_names(buju_map *map);

/** Scale bar, north arrow, note; reserves their places. Drawn last by the second. */
void buju_map_furniture_take(buju_map *map);
void buju_map_furniture(buju_map *map);
/** The legend below y; returns the height it takes. Draws nothing when canvas is NULL. */
double buju_map_legend(const buju_map *map, buju_canvas *canvas, double y, double width);

#endif
