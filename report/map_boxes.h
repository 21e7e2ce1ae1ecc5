/* Boxes on a map, found by where they lie. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_MAP_BOXES_H
#define BUJU_REPORT_MAP_BOXES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"

typedef struct buju_map_box {
  double x, y, width, height; /* (x, y): the top left */
} buju_map_box;

typedef struct buju_map_boxes {
  buju_vec box, link;
  uint32_t *last; /* by cell */
  double left, top;
  int columns, rows;
} buju_map_boxes;

/** A grid over this frame. False when memory is out. */
bool buju_map_boxes_make(buju_map_boxes *boxes, double left, double top, double width, double height);
/** Boxes may lie beyond the frame. False when memory is out. O(cells it lies in). */
bool buju_map_boxes_add(buju_map_boxes *boxes, buju_map_box box);

/** Says whether that is enough. */
typedef bool (*buju_map_boxes_visit)(void *user, const buju_map_box *box);
/** Shows every box that has a point inside area to visit, once, until it says that is enough; then true. O(boxes in the
 *  cells of area). */
bool buju_map_boxes_each(const buju_map_boxes *boxes, const buju_map_box *area, buju_map_boxes_visit visit, void *user);

void buju_map_boxes_free(buju_map_boxes *boxes);

#endif
