/* The courses of trips on roads, as points. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "planner/travel/roads_parts.h"

typedef struct drawing {
  const buju_roads *roads;
  buju_mode mode;
  const buju_places *from, *to;
  buju_vec x_m, y_m; /* of double */
  size_t began;      /* the running path */
  bool full;
} drawing;

static void put(drawing *d, double x_m, double y_m) {
  size_t n = d->x_m.n;
  const double *x = d->x_m.data, *y = d->y_m.data;
  if (d->full) return;
  if (n > d->began && !(x[n - 1] < x_m || x[n - 1] > x_m || y[n - 1] < y_m || y[n - 1] > y_m)) return;
  double *new_x = buju_vec_push(&d->x_m, sizeof *new_x), *new_y = buju_vec_push(&d->y_m, sizeof *new_y);
  d->full = new_x == NULL || new_y == NULL;
  if (d->full) return;
  *new_x = x_m;
  *new_y = y_m;
}

/* Where a place joins an edge: a point between points `before` and `before` + 1. */
typedef struct foot {
  double x_m, y_m;
  uint64_t before;
} foot;

static foot foot_on(const buju_network *w, buju_ix edge, double x_m, double y_m) {
  foot best = {0, 0, 0};
  double best2 = 0;
  for (uint64_t p = w->first[edge]; p + 1 < w->first[edge + 1]; p++) {
    double ax = w->x_m[p] - x_m, ay = w->y_m[p] - y_m, dx = w->x_m[p + 1] - w->x_m[p], dy = w->y_m[p + 1] - w->y_m[p];
    double whole = dx * dx + dy * dy, along = -(ax * dx + ay * dy);
    double part = along <= 0 ? 0 : along >= whole ? 1 : along / whole;
    ax += part * dx;
    ay += part * dy;
    double apart2 = ax * ax + ay * ay;
    if (p > w->first[edge] && apart2 >= best2) continue;
    best2 = apart2;
    best = (foot){x_m + ax, y_m + ay, p};
  }
  return best;
}

static foot foot_of(const drawing *d, const buju_places *places, buju_ix i, uint8_t owner, buju_ix *edge) {
  *edge = buju_roads_join(places, i, d->mode)->join[owner / 2].edge;
  return foot_on(d->roads->network, *edge, places->x_m[i], places->y_m[i]);
}

/* The points of an edge that lie between two of its segments, in either order. */
static void put_between(drawing *d, uint64_t from_before, uint64_t to_before) {
  const buju_network *w = d->roads->network;
  for (uint64_t p = from_before + 1; p <= to_before; p++) put(d, w->x_m[p], w->y_m[p]);
  for (uint64_t p = from_before; p > to_before; p--) put(d, w->x_m[p], w->y_m[p]);
}

static void put_run(drawing *d, buju_ix run) {
  const buju_network *w = d->roads->network;
  uint64_t first = w->first[run / 2], n = w->first[run / 2 + 1] - first;
  for (uint64_t i = 0; i < n; i++) {
    uint64_t p = first + (run % 2 == 0 ? i : n - 1 - i);
    put(d, w->x_m[p], w->y_m[p]);
  }
}

static void draw_on_roads(drawing *d, buju_ix a, buju_ix b, const buju_course *c) {
  const buju_network *w = d->roads->network;
  buju_ix edge_a, edge_b;
  foot leave = foot_of(d, d->from, a, c->leave, &edge_a), arrive = foot_of(d, d->to, b, c->arrive, &edge_b);
  put(d, leave.x_m, leave.y_m);
  if (c->how == BUJU_COURSE_EDGE) {
    put_between(d, leave.before, arrive.before);
  } else {
    bool up = c->leave % 2 == 1, from_top = c->arrive % 2 == 1;
    for (uint64_t p = leave.before + 1; up && p < w->first[edge_a + 1]; p++) put(d, w->x_m[p], w->y_m[p]);
    for (uint64_t p = leave.before + 1; !up && p-- > w->first[edge_a];) put(d, w->x_m[p], w->y_m[p]);
    for (buju_ix i = 0; i < c->runs; i++) put_run(d, c->run[i]);
    for (uint64_t p = w->first[edge_b]; !from_top && p <= arrive.before; p++) put(d, w->x_m[p], w->y_m[p]);
    for (uint64_t p = w->first[edge_b + 1]; from_top && p-- > arrive.before + 1;) put(d, w->x_m[p], w->y_m[p]);
  }
  put(d, arrive.x_m, arrive.y_m);
}

static buju_status draw(buju_ctx *ctx, drawing *d, buju_ix n, const buju_ix *from_row, const buju_ix *to_row,
                        const buju_course *course, buju_arena *arena, buju_paths *paths) {
  uint64_t *first = BUJU_NEW(arena, uint64_t, (size_t)n + 1);
  if (first == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < n; i++) {
    d->began = d->x_m.n;
    if (course[i].how != BUJU_COURSE_NONE) {
      put(d, d->from->x_m[from_row[i]], d->from->y_m[from_row[i]]);
      if (course[i].how != BUJU_COURSE_STRAIGHT) draw_on_roads(d, from_row[i], to_row[i], &course[i]);
      put(d, d->to->x_m[to_row[i]], d->to->y_m[to_row[i]]);
    }
    first[i + 1] = d->x_m.n;
  }
  void *x_m, *y_m;
  if (d->full || !buju_vec_freeze(&d->x_m, sizeof(double), arena, &x_m) ||
      !buju_vec_freeze(&d->y_m, sizeof(double), arena, &y_m))
    return buju_fail_memory(ctx);
  *paths = (buju_paths){n, first, x_m, y_m};
  return BUJU_OK;
}

buju_status buju_roads_paths(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                             const buju_places *to, buju_ix n, const buju_ix *from_row, const buju_ix *to_row,
                             buju_arena *arena, buju_paths *paths) {
  drawing d = {.roads = (const buju_roads *)travel, .mode = mode, .from = from, .to = to};
  buju_arena *scratch = buju_arena_new();
  buju_trip *trip = scratch != NULL ? BUJU_NEW(scratch, buju_trip, n) : NULL;
  buju_course *course = scratch != NULL ? BUJU_NEW(scratch, buju_course, n) : NULL;
  buju_status status = trip != NULL && course != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK)
    status = buju_roads_courses(ctx, d.roads, mode, from, to, n, from_row, to_row, scratch, trip, course);
  if (status == BUJU_OK) status = draw(ctx, &d, n, from_row, to_row, course, arena, paths);
  buju_vec_free(&d.x_m);
  buju_vec_free(&d.y_m);
  buju_arena_free(scratch);
  return status;
}
