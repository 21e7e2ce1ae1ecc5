/* A packed R-tree over boxes. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/boxes.h"

#include <math.h>
#include <stdlib.h>

#include "planner/travel/graph.h"

enum { FAN = 16, LEVELS = 9 }; /* 16^8 is more than there are rows */

/* Level 0 holds the items in Hilbert order; box k of level l + 1 covers FAN boxes of level l from FAN × k. */
struct buju_boxes {
  int top; /* the level of the one box that covers all */
  buju_ix count[LEVELS];
  buju_box *box[LEVELS];
  buju_ix *item; /* of level 0 */
};

static buju_box cover(const buju_box *box, buju_ix n) {
  buju_box all = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (buju_ix i = 0; i < n; i++) {
    all.x0 = fmin(all.x0, box[i].x0);
    all.y0 = fmin(all.y0, box[i].y0);
    all.x1 = fmax(all.x1, box[i].x1);
    all.y1 = fmax(all.y1, box[i].y1);
  }
  return all;
}

static buju_ix children(const buju_boxes *t, int level, buju_ix k) {
  buju_ix rest = t->count[level - 1] - k * FAN;
  return rest < FAN ? rest : FAN;
}

static bool order_items(buju_arena *arena, buju_boxes *t, buju_ix n, const buju_box *box) {
  double *x = malloc((size_t)n * sizeof *x + 1), *y = malloc((size_t)n * sizeof *y + 1);
  t->item = BUJU_NEW(arena, buju_ix, n);
  bool done = x != NULL && y != NULL && t->item != NULL;
  for (buju_ix i = 0; done && i < n; i++) {
    x[i] = (box[i].x0 + box[i].x1) / 2;
    y[i] = (box[i].y0 + box[i].y1) / 2;
  }
  done = done && buju_order_hilbert(n, x, y, t->item);
  free(x);
  free(y);
  return done;
}

buju_boxes *buju_boxes_new(buju_arena *arena, buju_ix n, const buju_box *box) {
  buju_boxes *t = BUJU_NEW(arena, buju_boxes, 1);
  if (t == NULL || !order_items(arena, t, n, box)) return NULL;
  t->count[0] = n;
  t->box[0] = BUJU_NEW(arena, buju_box, n);
  if (t->box[0] == NULL) return NULL;
  for (buju_ix k = 0; k < n; k++) t->box[0][k] = box[t->item[k]];
  for (; t->count[t->top] > 1; t->top++) {
    int level = t->top + 1;
    t->count[level] = (t->count[t->top] - 1) / FAN + 1;
    t->box[level] = BUJU_NEW(arena, buju_box, t->count[level]);
    if (t->box[level] == NULL) return NULL;
    for (buju_ix k = 0; k < t->count[level]; k++)
      t->box[level][k] = cover(t->box[t->top] + (size_t)k * FAN, children(t, level, k));
  }
  return t;
}

typedef struct pairs {
  const buju_boxes *t;
  double margin;
  bool (*visit)(void *user, buju_ix a, buju_ix b);
  void *user;
} pairs;

static bool meet(const buju_box *a, const buju_box *b, double margin) {
  return a->x0 - margin <= b->x1 && b->x0 - margin <= a->x1 && a->y0 - margin <= b->y1 && b->y0 - margin <= a->y1;
}

/* All pairs of items below boxes a ≤ b of one level, which meet. The depth is that of the tree. */
static bool join(const pairs *p, int level, buju_ix a, buju_ix b) {
  const buju_boxes *t = p->t;
  if (level == 0) return p->visit(p->user, t->item[a], t->item[b]);
  const buju_box *box = t->box[level - 1];
  buju_ix a_end = a * FAN + children(t, level, a), b_end = b * FAN + children(t, level, b);
  for (buju_ix i = a * FAN; i < a_end; i++)
    for (buju_ix k = a == b ? i + (level == 1) : b * FAN; k < b_end; k++)
      if (meet(&box[i], &box[k], p->margin) && !join(p, level - 1, i, k)) return false;
  return true;
}

bool buju_boxes_pairs(const buju_boxes *boxes, double margin, bool (*visit)(void *user, buju_ix a, buju_ix b),
                      void *user) {
  pairs p = {boxes, margin, visit, user};
  return boxes->top == 0 || join(&p, boxes->top, 0, 0);
}

typedef struct looking {
  const buju_boxes *t;
  double x, y, reach, reach2;
  double (*visit)(void *user, buju_ix item, double reach);
  void *user;
} looking;

/* The square of the distance; written out, because this is what a search spends its time on. */
static double away2(const buju_box *box, double x, double y) {
  double dx = x < box->x0 ? box->x0 - x : x > box->x1 ? x - box->x1 : 0;
  double dy = y < box->y0 ? box->y0 - y : y > box->y1 ? y - box->y1 : 0;
  return dx * dx + dy * dy;
}

static void visit(looking *s, buju_ix k) {
  double reach = s->visit(s->user, s->t->item[k], s->reach);
  if (reach >= s->reach) return;
  s->reach = reach;
  s->reach2 = reach * reach;
}

/* Looks into the boxes under box k of a level above 0, the nearest first; the items as they come. */
static void look(looking *s, int level, buju_ix k) {
  const buju_box *box = s->t->box[level - 1] + (size_t)k * FAN;
  buju_ix child[FAN], n = children(s->t, level, k), near = 0;
  double far2[FAN];
  for (buju_ix i = 0; i < n; i++) {
    double d2 = away2(&box[i], s->x, s->y);
    if (d2 > s->reach2) continue;
    if (level == 1) {
      visit(s, k * FAN + i);
      continue;
    }
    buju_ix at = near++;
    for (; at > 0 && far2[at - 1] > d2; at--) far2[at] = far2[at - 1], child[at] = child[at - 1];
    far2[at] = d2;
    child[at] = k * FAN + i;
  }
  for (buju_ix i = 0; i < near && far2[i] <= s->reach2; i++) look(s, level - 1, child[i]);
}

void buju_boxes_near(const buju_boxes *boxes, double x, double y, double reach,
                     double (*visit_item)(void *user, buju_ix item, double reach), void *user) {
  looking s = {boxes, x, y, reach, reach * reach, visit_item, user};
  if (boxes->count[0] == 0 || away2(&boxes->box[boxes->top][0], x, y) > s.reach2) return;
  if (boxes->top == 0)
    visit(&s, 0);
  else
    look(&s, boxes->top, 0);
}
