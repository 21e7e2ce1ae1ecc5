/* A lattice of triangles that takes samples in. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/mesh.h"

#include <math.h>

#include "planner/travel/mesh_parts.h"

static const double MARGIN_SPACINGS = 2; /* the lattice beyond the box: no sample meets its outer edge */
static const double PULL_SPACINGS =
    0.4; /* how far a lattice point moves: less would leave thin triangles, more folds */
static const double ROW_HEIGHT = 0.8660254037844386; /* of equilateral triangles */
static const double FINEST_M = 0.001;
static const double MOST_STEPS = 536870912; /* 2^29 */

/* Rows of points, every second one half a spacing to the east; in whole steps. */
typedef struct lattice {
  buju_ix rows, cols;
  int32_t wide, high; /* between points, between rows */
  int64_t pull_2;     /* the farthest a point moves, squared */
} lattice;

static lattice lay(const buju_mesh_ask *ask, buju_mesh *m) {
  double spacing = ask->spacing_m, wide_m, high_m, cols, rows;
  for (;; spacing *= 1.1) {
    wide_m = ask->east_m - ask->west_m + 2 * MARGIN_SPACINGS * spacing;
    high_m = ask->north_m - ask->south_m + 2 * MARGIN_SPACINGS * spacing;
    cols = ceil(wide_m / spacing) + 1;
    rows = ceil(high_m / (ROW_HEIGHT * spacing)) + 1;
    if (cols * rows <= ask->most_points || cols * rows <= 64) break;
  }
  double step_m = FINEST_M;
  while ((fmax(wide_m, high_m) + 2 * spacing) / step_m > MOST_STEPS || spacing / step_m > MOST_STEPS / 16) step_m *= 2;
  m->step_m = step_m;
  m->spacing_m = spacing;
  m->x0_m = ask->west_m - MARGIN_SPACINGS * spacing;
  m->y0_m = ask->south_m - MARGIN_SPACINGS * spacing;
  double wide = fmax(2 * floor(spacing / step_m / 2), 8), high = fmax(floor(ROW_HEIGHT * spacing / step_m), 7);
  double pull = PULL_SPACINGS * wide;
  return (lattice){(buju_ix)rows, (buju_ix)cols, (int32_t)wide, (int32_t)high, (int64_t)(pull * pull)};
}

bool buju_mesh_room(buju_arena *arena, buju_ix samples, size_t vertices, size_t triangles, buju_mesh *m,
                    buju_mesh_work *work) {
  m->grid_x = BUJU_NEW(arena, int32_t, vertices);
  m->grid_y = BUJU_NEW(arena, int32_t, vertices);
  m->x_m = BUJU_NEW(arena, double, vertices);
  m->y_m = BUJU_NEW(arena, double, vertices);
  m->rim = BUJU_NEW(arena, bool, vertices);
  m->leaving = BUJU_NEW(arena, buju_ix, vertices);
  m->corner = BUJU_NEW(arena, buju_ix, 3 * triangles);
  m->twin = BUJU_NEW(arena, buju_ix, 3 * triangles);
  m->vertex_of = BUJU_NEW(arena, buju_ix, samples);
  work->edge = BUJU_NEW(arena, buju_ix, 3 * triangles);
  work->queued = BUJU_NEW(arena, bool, 3 * triangles);
  return m->grid_x != NULL && m->grid_y != NULL && m->x_m != NULL && m->y_m != NULL && m->rim != NULL &&
         m->leaving != NULL && m->corner != NULL && m->twin != NULL && m->vertex_of != NULL && work->edge != NULL &&
         work->queued != NULL;
}

static void put_points(buju_mesh *m, const lattice *l) {
  for (buju_ix r = 0; r < l->rows; r++)
    for (buju_ix c = 0; c < l->cols; c++) {
      buju_ix v = m->vertices++;
      m->grid_x[v] = (int32_t)c * l->wide + (r % 2 == 1 ? l->wide / 2 : 0);
      m->grid_y[v] = (int32_t)r * l->high;
      m->x_m[v] = m->x0_m + m->grid_x[v] * m->step_m;
      m->y_m[v] = m->y0_m + m->grid_y[v] * m->step_m;
      m->rim[v] = r == 0 || c == 0 || r + 1 == l->rows || c + 1 == l->cols;
    }
}

void buju_mesh_triangle(buju_mesh *m, buju_ix a, buju_ix b, buju_ix c) {
  buju_ix h = 3 * m->triangles++;
  m->corner[h] = a;
  m->corner[h + 1] = b;
  m->corner[h + 2] = c;
  m->leaving[a] = h;
  m->leaving[b] = h + 1;
  m->leaving[c] = h + 2;
  m->twin[h] = m->twin[h + 1] = m->twin[h + 2] = BUJU_NONE;
}

void buju_mesh_join(buju_mesh *m, buju_ix a, buju_ix b) {
  m->twin[a] = b;
  m->twin[b] = a;
}

/* Between two rows the triangles stand up and hang in turn: 2 (cols − 1) of them, each against the one before; the side
 * below is shared with the row below. */
static void put_triangles(buju_mesh *m, const lattice *l) {
  buju_ix strip = 2 * (l->cols - 1);
  for (buju_ix r = 0; r + 1 < l->rows; r++)
    for (buju_ix c = 0; c + 1 < l->cols; c++) {
      buju_ix low = r * l->cols + c, high = low + l->cols, first = m->triangles;
      if (r % 2 == 0) { /* low low+1 high stands, then high+1 high low+1 hangs */
        buju_mesh_triangle(m, low, low + 1, high);
        buju_mesh_triangle(m, high + 1, high, low + 1);
        buju_mesh_join(m, 3 * first + 1, 3 * first + 4);
        if (c > 0) buju_mesh_join(m, 3 * first + 2, 3 * (first - 1) + 2);
        if (r > 0) buju_mesh_join(m, 3 * first, 3 * (first - strip));
      } else { /* high+1 high low hangs, then low low+1 high+1 stands */
        buju_mesh_triangle(m, high + 1, high, low);
        buju_mesh_triangle(m, low, low + 1, high + 1);
        buju_mesh_join(m, 3 * first + 2, 3 * first + 5);
        if (c > 0) buju_mesh_join(m, 3 * first + 1, 3 * (first - 1) + 1);
        buju_mesh_join(m, 3 * (first + 1), 3 * (first - strip + 1));
      }
    }
}

/* A sample while the mesh is made. */
typedef struct sample {
  int32_t x, y; /* steps */
  buju_ix near; /* its lattice point */
} sample;

static bool place(const buju_mesh_ask *ask, const buju_mesh *m, const lattice *l, buju_ix i, sample *s) {
  double x_m = ask->x_m[i], y_m = ask->y_m[i];
  if (!(x_m >= ask->west_m && x_m <= ask->east_m && y_m >= ask->south_m && y_m <= ask->north_m)) return false;
  s->x = (int32_t)lround((x_m - m->x0_m) / m->step_m);
  s->y = (int32_t)lround((y_m - m->y0_m) / m->step_m);
  buju_ix r = (buju_ix)((s->y + l->high / 2) / l->high);
  if (r + 1 >= l->rows) r = l->rows - 1;
  int32_t shift = r % 2 == 1 ? l->wide / 2 : 0;
  buju_ix c = s->x <= shift ? 0 : (buju_ix)((s->x - shift + l->wide / 2) / l->wide);
  if (c >= l->cols) c = l->cols - 1;
  s->near = r * l->cols + c;
  return true;
}

static void give(buju_mesh *m, const buju_mesh_ask *ask, buju_ix i, buju_ix v) {
  m->vertex_of[i] = v;
  m->x_m[v] = ask->x_m[i];
  m->y_m[v] = ask->y_m[i];
}

/* Whether every triangle around v keeps its side up; v is not on the rim. */
static bool unfolded(const buju_mesh *m, buju_ix v) {
  buju_ix start = m->leaving[v], h = start;
  do {
    if (buju_mesh_turn(m, v, buju_mesh_head(m, h), m->corner[buju_mesh_prev(h)]) <= 0) return false;
    h = m->twin[buju_mesh_prev(h)];
  } while (h != start);
  return true;
}

static bool pull(buju_mesh *m, const lattice *l, const sample *s) {
  buju_ix v = s->near;
  int64_t dx = s->x - m->grid_x[v], dy = s->y - m->grid_y[v];
  if (m->rim[v] || dx * dx + dy * dy > l->pull_2) return false;
  int32_t x = m->grid_x[v], y = m->grid_y[v];
  m->grid_x[v] = s->x;
  m->grid_y[v] = s->y;
  if (unfolded(m, v)) return true;
  m->grid_x[v] = x;
  m->grid_y[v] = y;
  return false;
}

static void queue_around(const buju_mesh *m, buju_mesh_work *work, buju_ix v) {
  buju_ix start = m->leaving[v], h = start;
  do {
    buju_mesh_push(work, h);
    buju_mesh_push(work, buju_mesh_next(h));
    h = m->twin[buju_mesh_prev(h)];
  } while (h != start);
}

static int64_t side(const buju_mesh *m, buju_ix half, int32_t x, int32_t y) {
  buju_ix a = m->corner[half], b = buju_mesh_head(m, half);
  int64_t abx = m->grid_x[b] - m->grid_x[a], aby = m->grid_y[b] - m->grid_y[a];
  return abx * (y - m->grid_y[a]) - aby * (x - m->grid_x[a]);
}

/* Walks from a triangle to the one that holds a place; BUJU_NONE when it is led over the outer edge. Which edge is
 * tried first varies, without which a walk through triangles that are not quite Delaunay might circle (Devillers, Pion,
 * Teillaud 2001). */
static buju_ix find_triangle(const buju_mesh *m, buju_ix t, int32_t x, int32_t y) {
  uint32_t turn = 1;
  for (bool moved = true; moved;) {
    moved = false;
    turn = turn * 1664525 + 1013904223;
    for (buju_ix k = 0; k < 3 && !moved; k++) {
      buju_ix half = 3 * t + (k + (turn >> 16)) % 3;
      if (side(m, half, x, y) >= 0 || m->twin[half] == BUJU_NONE) continue;
      t = m->twin[half] / 3;
      moved = true;
    }
  }
  for (buju_ix half = 3 * t; half < 3 * t + 3; half++)
    if (side(m, half, x, y) < 0) return BUJU_NONE;
  return t;
}

/* Cuts triangle a b c into a b v, b c v, c a v. */
static void split(buju_mesh *m, buju_mesh_work *work, buju_ix t, buju_ix v) {
  buju_ix ab = 3 * t, bc = ab + 1, ca = ab + 2;
  buju_ix a = m->corner[ab], b = m->corner[bc], c = m->corner[ca];
  buju_ix beyond_bc = m->twin[bc], beyond_ca = m->twin[ca];
  buju_ix second = m->triangles, third = second + 1;
  buju_mesh_triangle(m, b, c, v);
  buju_mesh_triangle(m, c, a, v);
  m->corner[ca] = v;
  m->leaving[v] = ca;
  m->leaving[a] = ab;
  if (beyond_bc != BUJU_NONE) buju_mesh_join(m, beyond_bc, 3 * second);
  if (beyond_ca != BUJU_NONE) buju_mesh_join(m, beyond_ca, 3 * third);
  buju_mesh_join(m, bc, 3 * second + 2);
  buju_mesh_join(m, 3 * second + 1, 3 * third + 2);
  buju_mesh_join(m, 3 * third + 1, ca);
  buju_mesh_push(work, ab);
  buju_mesh_push(work, 3 * second);
  buju_mesh_push(work, 3 * third);
}

buju_ix buju_mesh_insert(buju_mesh *m, buju_mesh_work *work, buju_ix from, double x_m, double y_m) {
  int32_t x = (int32_t)lround((x_m - m->x0_m) / m->step_m), y = (int32_t)lround((y_m - m->y0_m) / m->step_m);
  buju_ix t = find_triangle(m, from, x, y);
  if (t == BUJU_NONE) return BUJU_NONE;
  for (buju_ix h = 3 * t; h < 3 * t + 3; h++) {
    buju_ix v = m->corner[h];
    if (m->grid_x[v] == x && m->grid_y[v] == y)
      return v; /* another's place, or a lattice point's that is nobody's yet */
  }
  buju_ix v = m->vertices++;
  m->grid_x[v] = x;
  m->grid_y[v] = y;
  m->x_m[v] = x_m;
  m->y_m[v] = y_m;
  split(m, work, t, v);
  buju_mesh_settle(m, work);
  return v;
}

bool *buju_mesh_samples(buju_arena *arena, const buju_mesh *mesh, buju_ix n) {
  bool *sample = BUJU_NEW(arena, bool, mesh->vertices);
  for (buju_ix i = 0; sample != NULL && i < n; i++)
    if (mesh->vertex_of[i] != BUJU_NONE) sample[mesh->vertex_of[i]] = true;
  return sample;
}

bool buju_mesh_make(buju_arena *arena, const buju_mesh_ask *ask, buju_mesh *mesh) {
  buju_mesh m = {0};
  buju_mesh_work work = {0};
  buju_arena *scratch = buju_arena_new();
  lattice l = lay(ask, &m);
  size_t points = (size_t)l.rows * l.cols, triangles = 2 * (size_t)(l.rows - 1) * (l.cols - 1);
  bool good = points + ask->n < BUJU_NONE / 8 && scratch != NULL &&
              buju_mesh_room(arena, ask->n, points + ask->n, triangles + 2 * (size_t)ask->n, &m, &work);
  sample *s = good ? BUJU_NEW(scratch, sample, ask->n) : NULL;
  bool *taken = good ? BUJU_NEW(scratch, bool, points) : NULL;
  good = s != NULL && taken != NULL;
  if (good) {
    put_points(&m, &l);
    put_triangles(&m, &l);
  }
  for (buju_ix i = 0; good && i < ask->n; i++) {
    m.vertex_of[i] = BUJU_NONE;
    s[i].near = BUJU_NONE;
    if (!place(ask, &m, &l, i, &s[i]) || taken[s[i].near] || !pull(&m, &l, &s[i])) continue;
    taken[s[i].near] = true;
    give(&m, ask, i, s[i].near);
  }
  for (buju_ix v = 0; good && v < points; v++)
    if (taken[v]) queue_around(&m, &work, v);
  if (good) buju_mesh_settle(&m, &work);
  for (buju_ix i = 0; good && i < ask->n; i++)
    if (s[i].near != BUJU_NONE && m.vertex_of[i] == BUJU_NONE)
      m.vertex_of[i] = buju_mesh_insert(&m, &work, m.leaving[s[i].near] / 3, ask->x_m[i], ask->y_m[i]);
  if (good) *mesh = m;
  buju_arena_free(scratch);
  return good;
}
