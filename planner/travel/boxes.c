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

/* ---- what is near ---- */

struct buju_marks {
  uint8_t *kinds[LEVELS]; /* as the boxes */
};

buju_marks *buju_boxes_mark(buju_arena *arena, const buju_boxes *boxes, const uint8_t *kinds) {
  buju_marks *m = BUJU_NEW(arena, buju_marks, 1);
  if (m == NULL) return NULL;
  for (int level = 0; level <= boxes->top; level++) {
    m->kinds[level] = BUJU_NEW(arena, uint8_t, boxes->count[level]);
    if (m->kinds[level] == NULL) return NULL;
    for (buju_ix k = 0; level == 0 && k < boxes->count[0]; k++) m->kinds[0][k] = kinds[boxes->item[k]];
    for (buju_ix k = 0; level > 0 && k < boxes->count[level - 1]; k++)
      m->kinds[level][k / FAN] |= m->kinds[level - 1][k];
  }
  return m;
}

typedef struct looking {
  const buju_boxes *t;
  const buju_marks *marks; /* NULL: all items are of kind 0 */
  double x, y;
  double *reach2; /* by kind */
  double most2;   /* of them */
  void (*visit)(void *user, buju_ix item);
  void *user;
} looking;

/* The square of the distance; written out, because this is what a search spends its time on. */
static double away2(const buju_box *box, double x, double y) {
  double dx = x < box->x0 ? box->x0 - x : x > box->x1 ? x - box->x1 : 0;
  double dy = y < box->y0 ? box->y0 - y : y > box->y1 ? y - box->y1 : 0;
  return dx * dx + dy * dy;
}

static bool wanted(const looking *s, int level, buju_ix k, double d2) {
  if (d2 > s->most2) return false;
  if (s->marks == NULL) return true;
  for (unsigned kinds = s->marks->kinds[level][k], kind = 0; kinds != 0; kinds >>= 1, kind++)
    if ((kinds & 1) != 0 && d2 <= s->reach2[kind]) return true;
  return false;
}

static void visit(looking *s, buju_ix k) {
  s->visit(s->user, s->t->item[k]);
  s->most2 = s->reach2[0];
  for (int kind = 1; s->marks != NULL && kind < BUJU_MARKS; kind++)
    if (s->reach2[kind] > s->most2) s->most2 = s->reach2[kind];
}

/* Looks into the boxes under box k of a level above 0, the nearest first; the items as they come. */
static void look(looking *s, int level, buju_ix k) {
  const buju_box *box = s->t->box[level - 1] + (size_t)k * FAN;
  buju_ix child[FAN], n = children(s->t, level, k), near = 0;
  double far2[FAN];
  for (buju_ix i = 0; i < n; i++) {
    double d2 = away2(&box[i], s->x, s->y);
    if (!wanted(s, level - 1, k * FAN + i, d2)) continue;
    if (level == 1) {
      visit(s, k * FAN + i);
      continue;
    }
    buju_ix at = near++;
    for (; at > 0 && far2[at - 1] > d2; at--) far2[at] = far2[at - 1], child[at] = child[at - 1];
    far2[at] = d2;
    child[at] = k * FAN + i;
  }
  for (buju_ix i = 0; i < near; i++)
    if (wanted(s, level - 1, child[i], far2[i])) look(s, level - 1, child[i]);
}

static void look_from_top(looking *s) {
  for (int kind = 0; kind < (s->marks != NULL ? BUJU_MARKS : 1); kind++)
    if (s->reach2[kind] > s->most2) s->most2 = s->reach2[kind];
  if (s->t->count[0] == 0 || !wanted(s, s->t->top, 0, away2(&s->t->box[s->t->top][0], s->x, s->y))) return;
  if (s->t->top == 0)
    visit(s, 0);
  else
    look(s, s->t->top, 0);
}

void buju_boxes_nearest(const buju_boxes *boxes, const buju_marks *marks, double x, double y, double reach2[BUJU_MARKS],
                        void (*visit_item)(void *user, buju_ix item), void *user) {
  looking s = {boxes, marks, x, y, reach2, -1, visit_item, user};
  look_from_top(&s);
}

/* A search of one kind. */
typedef struct nearing {
  double reach, reach2;
  double (*visit)(void *user, buju_ix item, double reach);
  void *user;
} nearing;

static void visit_one(void *user, buju_ix item) {
  nearing *n = user;
  double reach = n->visit(n->user, item, n->reach);
  if (reach >= n->reach) return;
  n->reach = reach;
  n->reach2 = reach * reach;
}

void buju_boxes_near(const buju_boxes *boxes, double x, double y, double reach,
                     double (*visit_item)(void *user, buju_ix item, double reach), void *user) {
  nearing n = {reach, reach * reach, visit_item, user};
  looking s = {boxes, NULL, x, y, &n.reach2, -1, visit_one, &n};
  look_from_top(&s);
}
