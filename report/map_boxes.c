/* Boxes in a grid, so that those near a place are few to look at. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "report/map_boxes.h"

/* About as wide as a name; a mark lies in one cell or four. */
enum { CELL = 32 };

/** A box in a cell, and the one before it there. */
typedef struct linked {
  uint32_t box, before; /* before: counted from 1, 0 ends */
} linked;

/** The cells a box lies in; those beyond the grid are its outermost. */
typedef struct span {
  int west, north, east, south;
} span;

static int cell_of(double at, int cells) {
  if (!(at >= CELL)) return 0;
  return at >= (double)CELL * cells ? cells - 1 : (int)(at / CELL);
}

static span span_of(const buju_map_boxes *boxes, const buju_map_box *box) {
  double x = box->x - boxes->left, y = box->y - boxes->top;
  return (span){cell_of(x, boxes->columns), cell_of(y, boxes->rows), cell_of(x + box->width, boxes->columns),
                cell_of(y + box->height, boxes->rows)};
}

bool buju_map_boxes_make(buju_map_boxes *boxes, double left, double top, double width, double height) {
  *boxes = (buju_map_boxes){.left = left, .top = top, .columns = (int)(width / CELL) + 1};
  boxes->rows = (int)(height / CELL) + 1;
  boxes->last = calloc((size_t)boxes->columns * (size_t)boxes->rows, sizeof *boxes->last);
  return boxes->last != NULL;
}

bool buju_map_boxes_add(buju_map_boxes *boxes, buju_map_box box) {
  const span in = span_of(boxes, &box);
  buju_map_box *put = boxes->last != NULL ? buju_vec_push(&boxes->box, sizeof *put) : NULL;
  if (put == NULL) return false;
  *put = box;
  for (int row = in.north; row <= in.south; row++)
    for (int column = in.west; column <= in.east; column++) {
      uint32_t *last = &boxes->last[row * boxes->columns + column];
      linked *to = buju_vec_push(&boxes->link, sizeof *to);
      if (to == NULL) return false;
      *to = (linked){(uint32_t)(boxes->box.n - 1), *last};
      *last = (uint32_t)boxes->link.n;
    }
  return true;
}

static bool meet(const buju_map_box *a, const buju_map_box *b) {
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

/* Two boxes that meet may do so in several cells: they count in the first that both lie in. */
static bool is_first_cell(const span *a, const span *b, int column, int row) {
  return column == (a->west > b->west ? a->west : b->west) && row == (a->north > b->north ? a->north : b->north);
}

bool buju_map_boxes_each(const buju_map_boxes *boxes, const buju_map_box *area, buju_map_boxes_visit visit,
                         void *user) {
  const span in = span_of(boxes, area);
  const buju_map_box *box = boxes->box.data;
  const linked *links = boxes->link.data;
  for (int row = in.north; row <= in.south && boxes->last != NULL; row++)
    for (int column = in.west; column <= in.east; column++)
      for (uint32_t at = boxes->last[row * boxes->columns + column]; at > 0; at = links[at - 1].before) {
        const buju_map_box *other = &box[links[at - 1].box];
        if (!meet(area, other)) continue;
        const span its = span_of(boxes, other);
        if (is_first_cell(&in, &its, column, row) && visit(user, other)) return true;
      }
  return false;
}

void buju_map_boxes_free(buju_map_boxes *boxes) {
  buju_vec_free(&boxes->box);
  buju_vec_free(&boxes->link);
  free(boxes->last);
  boxes->last = NULL;
}
