/* A packed R-tree over boxes: who meets whom, what is near. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_BOXES_H
#define BUJU_PLANNER_BOXES_H

#include "core/arena.h"
#include "core/units.h"

typedef struct buju_box {
  double x0, y0, x1, y1;
} buju_box;

/** Built once, never changed, any number of threads may ask. Unlike a grid it does not mind that a town is a hundred
 *  times denser than the land around it, or that one line is a thousand times longer than the others. (Leutenegger,
 *  López, Edgington: STR, 1997, on packing; Kamel and Faloutsos: On Packing R-trees, 1993, on the Hilbert order.) */
typedef struct buju_boxes buju_boxes;

/** Packs n boxes, in Hilbert order of their centres; finite coordinates. NULL when memory is out. The boxes are copied.
 *  O(n). */
buju_boxes *buju_boxes_new(buju_arena *arena, buju_ix n, const buju_box *box);

/** Every pair of different items whose boxes come within margin of each other along both axes, once, in no order the
 *  caller may rely on. Stops with false when visit says false. O(n + pairs) expected. */
bool buju_boxes_pairs(const buju_boxes *boxes, double margin, bool (*visit)(void *user, buju_ix a, buju_ix b),
                      void *user);

/** Visits items near (x, y), near ones first by and large: visit_item gets every item whose box lies within the reach
 * and returns the reach from then on, which must not grow. O(log n + visited) expected. */
void buju_boxes_near(const buju_boxes *boxes, double x, double y, double reach,
                     double (*visit_item)(void *user, buju_ix item, double reach), void *user);

/** Kinds of items, up to BUJU_MARKS, an item being of several; every box above knows the kinds it holds. */
typedef struct buju_marks buju_marks;
enum { BUJU_MARKS = 8 };

/** kinds[i]: the bits of item i. NULL when memory is out. O(n). */
buju_marks *buju_boxes_mark(buju_arena *arena, const buju_boxes *boxes, const uint8_t *kinds);

/** Visits every item within the reach of one of its kinds, near ones first by and large; boxes without a kind that is
 *  wanted that far are passed by. reach2[k] is the square of the reach of kind k; visit_item may lower it. */
void buju_boxes_nearest(const buju_boxes *boxes, const buju_marks *marks, double x, double y, double reach2[BUJU_MARKS],
                        void (*visit_item)(void *user, buju_ix item), void *user);

#endif
