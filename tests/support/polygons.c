/* Polygons for tests. SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/polygons.h"

#include <string.h>

enum { PER_SIDE = 8 }; /* vertices between two corners */

static unsigned char *put_u32(unsigned char *at, uint32_t value) {
  for (int i = 0; i < 4; i++) *at++ = (unsigned char)(value >> 8 * i);
  return at;
}

buju_shape buju_test_polygon(buju_arena *arena, size_t n, const double *xy) {
  bool closed = xy[0] == xy[2 * n - 2] && xy[1] == xy[2 * n - 1];
  size_t points = n + !closed, bytes = 9 + 9 + 4 + 16 * points;
  unsigned char *wkb = buju_arena_alloc(arena, bytes, 1), *at = wkb;
  if (wkb == NULL) return (buju_shape){NULL, 0};
  *at++ = 1;
  at = put_u32(put_u32(at, 6), 1);
  *at++ = 1;
  at = put_u32(put_u32(put_u32(at, 3), 1), (uint32_t)points);
  memcpy(at, xy, 16 * n);
  if (!closed) memcpy(at + 16 * n, xy, 16);
  return (buju_shape){wkb, bytes};
}

buju_shape buju_test_box(buju_arena *arena, double x0, double y0, double x1, double y1) {
  const double xy[] = {x0, y0, x1, y0, x1, y1, x0, y1};
  return buju_test_polygon(arena, 4, xy);
}

double buju_test_random(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (double)(*state >> 11) / 9007199254740992.0;
}

/* A vertex of the common edge number `edge`, the same for both cells: k of PER_SIDE on the way from a to b. */
static void along(const double *a, const double *b, int k, uint64_t edge, double *out) {
  uint64_t state = edge * 1000003u + (uint64_t)k;
  for (int i = 0; i < 3; i++) buju_test_random(&state);
  double t = (double)k / PER_SIDE, off = k == 0 ? 0 : 120 * (buju_test_random(&state) - 0.5);
  double dx = b[0] - a[0], dy = b[1] - a[1];
  out[0] = a[0] + t * dx - off * dy / 1000;
  out[1] = a[1] + t * dy + off * dx / 1000;
}

static void corner(int row, int column, uint64_t seed, double *out) {
  uint64_t state = seed + (uint64_t)row * 7919u + (uint64_t)column * 104729u;
  for (int i = 0; i < 3; i++) buju_test_random(&state);
  out[0] = 500000 + 1000 * column + 300 * (buju_test_random(&state) - 0.5);
  out[1] = 3000000 + 1000 * row + 300 * (buju_test_random(&state) - 0.5);
}

/* One side of a cell, forwards or backwards along its edge. */
static size_t put_side(const double *a, const double *b, bool forwards, uint64_t edge, double *xy) {
  size_t n = 0;
  for (int k = 0; k < PER_SIDE; k++, n++) {
    if (forwards)
      along(a, b, k, edge, xy + 2 * n);
    else if (k == 0)
      memcpy(xy, a, 2 * sizeof *xy);
    else
      along(b, a, PER_SIDE - k, edge, xy + 2 * n);
  }
  return n;
}

buju_shape *buju_test_tessellation(buju_arena *arena, int rows, int columns, double noise_m, bool thin, uint64_t seed) {
  buju_shape *shape = BUJU_NEW(arena, buju_shape, (size_t)rows * (size_t)columns);
  uint64_t state = seed * 2654435761u + 17;
  for (int r = 0; r < rows; r++)
    for (int c = 0; c < columns; c++) {
      double p[4][2], xy[8 * PER_SIDE];
      for (int i = 0; i < 4; i++) corner(r + (i >= 2), c + (i == 1 || i == 2), seed, p[i]);
      uint64_t south = seed + 2 * ((uint64_t)r * 4096 + (uint64_t)c), west = south + 1;
      uint64_t north = seed + 2 * ((uint64_t)(r + 1) * 4096 + (uint64_t)c);
      uint64_t east = seed + 2 * ((uint64_t)r * 4096 + (uint64_t)c + 1) + 1;
      size_t n = put_side(p[0], p[1], true, south, xy);
      n += put_side(p[1], p[2], true, east, xy + 2 * n);
      n += put_side(p[2], p[3], false, north, xy + 2 * n);
      n += put_side(p[3], p[0], false, west, xy + 2 * n);
      size_t kept = 0;
      for (size_t i = 0; i < n; i++) {
        if (thin && i % PER_SIDE != 0 && buju_test_random(&state) < 0.1) continue;
        xy[2 * kept] = xy[2 * i] + 2 * noise_m * (buju_test_random(&state) - 0.5);
        xy[2 * kept + 1] = xy[2 * i + 1] + 2 * noise_m * (buju_test_random(&state) - 0.5);
        kept++;
      }
      shape[r * columns + c] = buju_test_polygon(arena, kept, xy);
    }
  return shape;
}
