/* Squares between the middles of cells, cut in two. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/mesh_cells.h"

#include <math.h>
#include <stdlib.h>

#include "planner/travel/mesh_parts.h"

static const double FINEST_M = 0.001;
static const double MOST_STEPS = 268435456; /* 2^28: samples lie half a cell farther out */

/* A place of the lattice of cells; y grows to the north. */
typedef struct spot {
  int32_t x, y;
} spot;

/* The spots that are corners, found by their place. */
typedef struct spots {
  spot *at;
  buju_ix n;
  size_t room;
  buju_ix *slot; /* 2^bits of them, at most half full; BUJU_NONE: free */
  unsigned bits;
} spots;

static size_t slot_of(const spots *s, spot p) {
  uint64_t key = (uint64_t)(uint32_t)p.x << 32 | (uint32_t)p.y, mask = ((uint64_t)1 << s->bits) - 1;
  uint64_t k = key * UINT64_C(0x9E3779B97F4A7C15) >> (64 - s->bits);
  while (s->slot[k] != BUJU_NONE && (s->at[s->slot[k]].x != p.x || s->at[s->slot[k]].y != p.y)) k = (k + 1) & mask;
  return (size_t)k;
}

static buju_ix find(const spots *s, int32_t x, int32_t y) { return s->slot[slot_of(s, (spot){x, y})]; }

static bool grow(spots *s) {
  size_t room = s->room > 0 ? 2 * s->room : 1024;
  spot *at = room < BUJU_NONE / 4 ? realloc(s->at, room * sizeof *at) : NULL;
  if (at != NULL) s->at = at;
  buju_ix *slot = at != NULL ? malloc(2 * room * sizeof *slot) : NULL;
  if (slot == NULL) return false;
  free(s->slot);
  s->slot = slot;
  s->room = room;
  for (s->bits = 1; (size_t)1 << s->bits < 2 * room; s->bits++) continue;
  for (size_t k = 0; k < 2 * room; k++) slot[k] = BUJU_NONE;
  for (buju_ix v = 0; v < s->n; v++) slot[slot_of(s, s->at[v])] = v;
  return true;
}

/* BUJU_NONE when memory is out. */
static buju_ix add(spots *s, int32_t x, int32_t y) {
  if (s->n == s->room && !grow(s)) return BUJU_NONE;
  size_t k = slot_of(s, (spot){x, y});
  if (s->slot[k] != BUJU_NONE) return s->slot[k];
  s->at[s->n] = (spot){x, y};
  return s->slot[k] = s->n++;
}

/* From metres to spots: spot (0, 0) is the middle of the north-western cell. */
typedef struct frame {
  double x0_m, y0_m, wide_m, high_m;
} frame;

static frame frame_of(const buju_mesh_cells *ask) {
  const buju_raster *r = ask->raster;
  return (frame){r->west_m + r->dx_m / 2, r->north_m - r->dy_m / 2, r->dx_m * ask->every, r->dy_m * ask->every};
}

static int32_t whole(double spots_away) { return (int32_t)fmin(fmax(floor(spots_away), -1e9), 1e9); }

static bool add_cells(const buju_mesh_cells *ask, const frame *f, buju_ix *corner, spots *s) {
  for (size_t i = 0; i < ask->n; i++) {
    uint32_t column = ask->cell[i] % ask->raster->columns, row = ask->cell[i] / ask->raster->columns;
    corner[i] = BUJU_NONE;
    if (column % ask->every != 0 || row % ask->every != 0) continue;
    corner[i] = add(s, (int32_t)(column / ask->every), -(int32_t)(row / ask->every));
    if (corner[i] == BUJU_NONE) return false;
  }
  for (buju_ix i = 0; i < ask->cores; i++) {
    double x = (ask->x_m[i] - f->x0_m) / f->wide_m, y = (ask->y_m[i] - f->y0_m) / f->high_m;
    if (isfinite(x) && isfinite(y) && add(s, whole(x + 0.5), whole(y + 0.5)) == BUJU_NONE) return false;
  }
  return true;
}

static bool add_around(spots *s, buju_ix inner) {
  for (buju_ix v = 0; v < inner; v++)
    for (int32_t dy = -1; dy <= 1; dy++)
      for (int32_t dx = -1; dx <= 1; dx++)
        if (add(s, s->at[v].x + dx, s->at[v].y + dy) == BUJU_NONE) return false;
  return true;
}

/* The squares around inner corners, by their south-western corner. */
static buju_ix number_squares(const spots *s, buju_ix inner, buju_ix *square) {
  buju_ix n = 0;
  for (buju_ix v = 0; v < s->n; v++) square[v] = BUJU_NONE;
  for (buju_ix v = 0; v < inner; v++)
    for (int32_t dy = -1; dy <= 0; dy++)
      for (int32_t dx = -1; dx <= 0; dx++) {
        buju_ix low = find(s, s->at[v].x + dx, s->at[v].y + dy);
        if (square[low] == BUJU_NONE) square[low] = n++;
      }
  return n;
}

static void put_corners(const spots *s, buju_ix inner, const frame *f, buju_mesh *m) {
  spot low = s->at[0], high = s->at[0];
  for (buju_ix v = 1; v < s->n; v++) {
    low = (spot){s->at[v].x < low.x ? s->at[v].x : low.x, s->at[v].y < low.y ? s->at[v].y : low.y};
    high = (spot){s->at[v].x > high.x ? s->at[v].x : high.x, s->at[v].y > high.y ? s->at[v].y : high.y};
  }
  double wide_m = ((double)high.x - low.x + 1) * f->wide_m, high_m = ((double)high.y - low.y + 1) * f->high_m;
  m->step_m = FINEST_M;
  while (fmax(wide_m, high_m) / m->step_m > MOST_STEPS) m->step_m *= 2;
  m->x0_m = f->x0_m + low.x * f->wide_m;
  m->y0_m = f->y0_m + low.y * f->high_m;
  m->spacing_m = fmax(f->wide_m, f->high_m);
  for (buju_ix v = 0; v < s->n; v++) {
    m->x_m[v] = f->x0_m + s->at[v].x * f->wide_m;
    m->y_m[v] = f->y0_m + s->at[v].y * f->high_m;
    m->grid_x[v] = (int32_t)lround((m->x_m[v] - m->x0_m) / m->step_m);
    m->grid_y[v] = (int32_t)lround((m->y_m[v] - m->y0_m) / m->step_m);
    m->rim[v] = v >= inner;
  }
  m->vertices = s->n;
}

/* Half-edges of a square from its first one: the diagonal runs one way and the other in turn. */
enum { BOTTOM = 0, TOP = 4 };
static buju_ix right_of(bool rising) { return rising ? 1 : 3; }
static buju_ix left_of(bool rising) { return rising ? 5 : 2; }
static bool rises(spot p) { return ((p.x ^ p.y) & 1) == 0; }

/* a b c d: from the south-west counter-clockwise. The triangles of square k are 2 k and 2 k + 1. */
static void put_square(buju_mesh *m, bool rising, buju_ix a, buju_ix b, buju_ix c, buju_ix d) {
  buju_ix first = 3 * m->triangles;
  buju_mesh_triangle(m, a, b, rising ? c : d);
  buju_mesh_triangle(m, rising ? a : b, c, d);
  buju_mesh_join(m, first + (rising ? 2 : 1), first + (rising ? 3 : 5));
}

static void put_squares(const spots *s, const buju_ix *square, const buju_ix *low_of, buju_ix squares, buju_mesh *m) {
  for (buju_ix k = 0; k < squares; k++) {
    spot p = s->at[low_of[k]];
    put_square(m, rises(p), low_of[k], find(s, p.x + 1, p.y), find(s, p.x + 1, p.y + 1), find(s, p.x, p.y + 1));
  }
  for (buju_ix k = 0; k < squares; k++) {
    spot p = s->at[low_of[k]];
    buju_ix east = square[find(s, p.x + 1, p.y)], north = square[find(s, p.x, p.y + 1)];
    if (east != BUJU_NONE) buju_mesh_join(m, 6 * k + right_of(rises(p)), 6 * east + left_of(!rises(p)));
    if (north != BUJU_NONE) buju_mesh_join(m, 6 * k + TOP, 6 * north + BOTTOM);
  }
}

static void insert_samples(const buju_mesh_cells *ask, const frame *f, const spots *s, const buju_ix *square,
                           buju_mesh *m, buju_mesh_work *work) {
  for (buju_ix i = 0; i < ask->samples; i++) {
    double x = (ask->x_m[i] - f->x0_m) / f->wide_m, y = (ask->y_m[i] - f->y0_m) / f->high_m;
    m->vertex_of[i] = BUJU_NONE;
    if (!isfinite(x) || !isfinite(y)) continue;
    buju_ix low = find(s, whole(x), whole(y));
    if (low != BUJU_NONE && square[low] != BUJU_NONE)
      m->vertex_of[i] = buju_mesh_insert(m, work, 2 * square[low], ask->x_m[i], ask->y_m[i]);
  }
}

static bool triangulate(buju_arena *arena, const buju_mesh_cells *ask, const frame *f, const spots *s, buju_ix inner,
                        buju_ix *square, buju_mesh *mesh) {
  buju_mesh m = {0};
  buju_mesh_work work = {0};
  buju_ix squares = number_squares(s, inner, square);
  buju_ix *low_of = calloc((size_t)squares + 1, sizeof *low_of);
  bool good = low_of != NULL && buju_mesh_room(arena, ask->samples, (size_t)s->n + ask->samples,
                                               2 * ((size_t)squares + ask->samples), &m, &work);
  if (good) {
    for (buju_ix v = 0; v < s->n; v++)
      if (square[v] != BUJU_NONE) low_of[square[v]] = v;
    put_corners(s, inner, f, &m);
    put_squares(s, square, low_of, squares, &m);
    insert_samples(ask, f, s, square, &m, &work);
    *mesh = m;
  }
  free(low_of);
  return good;
}

bool buju_mesh_of_cells(buju_arena *arena, const buju_mesh_cells *ask, buju_ix *corner, buju_mesh *mesh) {
  const frame f = frame_of(ask);
  spots s = {0};
  buju_ix *square = NULL;
  bool good = grow(&s) && add_cells(ask, &f, corner, &s);
  buju_ix inner = s.n;
  good = good && inner > 0 && add_around(&s, inner);
  if (good) square = malloc((size_t)s.n * sizeof *square);
  good = square != NULL && triangulate(arena, ask, &f, &s, inner, square, mesh);
  free(square);
  free(s.at);
  free(s.slot);
  return good;
}
