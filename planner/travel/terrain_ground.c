/* Burning barriers and roads into the ground. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "planner/travel/terrain.h"

/* What a burn does to a cell. */
typedef enum burn { BLOCK, PAVE } burn;

typedef struct brush {
  const buju_raster *raster;
  buju_ground_cell *ground;
  burn burn;
  buju_ground_over over; /* of PAVE */
  void *user;
} brush;

static void paint(const brush *b, uint32_t row, uint32_t column) {
  buju_ground_cell *cell = &b->ground[(size_t)row * b->raster->columns + column];
  if (b->burn == BLOCK)
    *cell = BUJU_BLOCKED | BUJU_GROUND_BARRIER;
  else
    *cell = (buju_ground_cell)((b->over(b->user, *cell & BUJU_GROUND_KIND) & BUJU_GROUND_KIND) | BUJU_GROUND_ROAD |
                               (*cell & BUJU_GROUND_BARRIER));
}

/* first … last, clipped to 0 … n - 1; false when nothing is left. Takes any double but NaN. */
static bool clip(double first, double last, uint32_t n, uint32_t *from, uint32_t *to) {
  if (last < 0 || first >= n) return false;
  *from = first > 0 ? (uint32_t)first : 0;
  *to = last < n - 1 ? (uint32_t)last : n - 1;
  return true;
}

/* Every cell the segment touches, column by column: in each the rows between where the segment enters and where it
 * leaves. Both columns beside a grid line compute the crossing from the same numbers, so they share its row and the
 * cells join over sides. Coordinates are in cells, rows downwards. */
static void paint_segment(const brush *b, double x0, double y0, double x1, double y1) {
  if (x0 > x1) {
    double x = x0, y = y0;
    x0 = x1, y0 = y1, x1 = x, y1 = y;
  }
  uint32_t first, last;
  if (!clip(floor(x0), floor(x1), b->raster->columns, &first, &last)) return;
  double rise = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0;
  for (uint32_t c = first; c <= last; c++) {
    double enter = c > x0 ? y0 + (c - x0) * rise : y0, leave = c + 1.0 < x1 ? y0 + (c + 1.0 - x0) * rise : y1;
    uint32_t top, bottom;
    if (!clip(floor(fmin(enter, leave)), floor(fmax(enter, leave)), b->raster->rows, &top, &bottom)) continue;
    for (uint32_t r = top; r <= bottom; r++) paint(b, r, c);
  }
}

static double in_columns(const buju_raster *r, double x_m) { return (x_m - r->west_m) / r->dx_m; }
static double in_rows(const buju_raster *r, double y_m) { return (r->north_m - y_m) / r->dy_m; }

/* Polygons are closed whether or not the last point repeats the first. */
static void paint_lines(const brush *b, const buju_lines *lines, bool closed) {
  for (buju_ix p = 0; p < lines->parts; p++) {
    uint64_t first = lines->first[p], end = lines->first[p + 1];
    for (uint64_t i = first; i < end; i++) {
      uint64_t next = i + 1 < end ? i + 1 : closed ? first : i;
      double x0 = in_columns(b->raster, lines->x_m[i]), y0 = in_rows(b->raster, lines->y_m[i]);
      double x1 = in_columns(b->raster, lines->x_m[next]), y1 = in_rows(b->raster, lines->y_m[next]);
      if (isfinite(x0) && isfinite(y0) && isfinite(x1) && isfinite(y1)) paint_segment(b, x0, y0, x1, y1);
    }
  }
}

void buju_ground_barrier_lines(const buju_raster *raster, buju_ground_cell *ground, const buju_lines *lines) {
  const brush b = {.raster = raster, .ground = ground, .burn = BLOCK};
  paint_lines(&b, lines, false);
}

void buju_ground_roads(const buju_raster *raster, buju_ground_cell *ground, const buju_lines *lines,
                       buju_ground_over over, void *user) {
  const brush b = {raster, ground, PAVE, over, user};
  paint_lines(&b, lines, false);
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Where the rings cross the middle line of a row, ascending. An edge counts at its upper end, not at its lower. */
static size_t crossings(const buju_raster *raster, const buju_lines *rings, double y, double *x) {
  size_t n = 0;
  for (buju_ix p = 0; p < rings->parts; p++) {
    uint64_t first = rings->first[p], end = rings->first[p + 1];
    for (uint64_t i = first; i < end; i++) {
      uint64_t next = i + 1 < end ? i + 1 : first;
      double y0 = in_rows(raster, rings->y_m[i]), y1 = in_rows(raster, rings->y_m[next]);
      double x0 = in_columns(raster, rings->x_m[i]), x1 = in_columns(raster, rings->x_m[next]);
      if ((y0 <= y) == (y1 <= y) || !isfinite(x0 + x1 + y0 + y1)) continue;
      x[n++] = x0 + (y - y0) / (y1 - y0) * (x1 - x0);
    }
  }
  qsort(x, n, sizeof *x, ascending);
  return n;
}

buju_status buju_ground_barrier_polygon(buju_ctx *ctx, const buju_raster *raster, buju_ground_cell *ground,
                                        const buju_lines *rings) {
  const brush b = {.raster = raster, .ground = ground, .burn = BLOCK};
  double top = INFINITY, bottom = -INFINITY;
  uint64_t begin = rings->parts > 0 ? rings->first[0] : 0, end = rings->parts > 0 ? rings->first[rings->parts] : 0;
  for (uint64_t i = begin; i < end; i++) {
    double y = in_rows(raster, rings->y_m[i]);
    if (!isfinite(y)) continue;
    top = fmin(top, y);
    bottom = fmax(bottom, y);
  }
  uint32_t first, last;
  if (!(top <= bottom) || !clip(floor(top), floor(bottom), raster->rows, &first, &last)) return BUJU_OK;
  double *x = end - begin < SIZE_MAX / sizeof *x ? malloc(((size_t)(end - begin) + 1) * sizeof *x) : NULL;
  if (x == NULL) return buju_fail_memory(ctx);
  for (uint32_t row = first; row <= last; row++) {
    size_t n = crossings(raster, rings, row + 0.5, x);
    for (size_t i = 0; i + 1 < n; i += 2) {
      uint32_t from, to;
      if (!clip(ceil(x[i] - 0.5), ceil(x[i + 1] - 0.5) - 1, raster->columns, &from, &to)) continue;
      for (uint32_t column = from; column <= to; column++) paint(&b, row, column);
    }
  }
  free(x);
  paint_lines(&b, rings, true);
  return BUJU_OK;
}
