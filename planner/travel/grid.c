/* A uniform grid over points. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/grid.h"

#include <math.h>
#include <stdlib.h>

struct buju_grid {
  const double *x_m, *y_m;
  double x0_m, y0_m, cell_m;
  int64_t columns, rows;
  buju_ix *first; /* by cell, columns × rows + 1 */
  buju_ix *point; /* ascending within a cell */
  buju_ix n;
};

static bool placed(const buju_grid *g, buju_ix p) { return isfinite(g->x_m[p]) && isfinite(g->y_m[p]); }

static int64_t clamp_cell(double at, int64_t cells) {
  return at <= 0 ? 0 : at >= (double)cells ? cells - 1 : (int64_t)at;
}

static int64_t column_of(const buju_grid *g, double x_m) {
  return clamp_cell(floor((x_m - g->x0_m) / g->cell_m), g->columns);
}

static int64_t row_of(const buju_grid *g, double y_m) {
  return clamp_cell(floor((y_m - g->y0_m) / g->cell_m), g->rows);
}

static size_t cell_of(const buju_grid *g, buju_ix p) {
  return (size_t)(row_of(g, g->y_m[p]) * g->columns + column_of(g, g->x_m[p]));
}

/* Chooses a cell width near the radius such that there are at most about two cells a point. */
static void lay_out(buju_grid *g, double radius_m) {
  double x1 = -INFINITY, y1 = -INFINITY;
  g->x0_m = g->y0_m = INFINITY;
  for (buju_ix p = 0; p < g->n; p++) {
    if (!placed(g, p)) continue;
    g->x0_m = fmin(g->x0_m, g->x_m[p]);
    g->y0_m = fmin(g->y0_m, g->y_m[p]);
    x1 = fmax(x1, g->x_m[p]);
    y1 = fmax(y1, g->y_m[p]);
  }
  g->columns = g->rows = 1;
  g->cell_m = 1;
  if (!(x1 >= g->x0_m)) { /* no point is placed */
    g->x0_m = g->y0_m = 0;
    return;
  }
  double width = x1 - g->x0_m, height = y1 - g->y0_m, side = fmax(width, height);
  double floor_m = fmax(sqrt(width * height / (2.0 * g->n + 1)), side / (2.0 * g->n + 1));
  g->cell_m = fmax(isfinite(radius_m) ? radius_m : side, floor_m);
  if (!(g->cell_m > 0)) g->cell_m = 1;
  g->columns = (int64_t)floor(width / g->cell_m) + 1;
  g->rows = (int64_t)floor(height / g->cell_m) + 1;
}

buju_grid *buju_grid_new(buju_arena *arena, buju_ix n, const double *x_m, const double *y_m, double radius_m) {
  buju_grid *g = BUJU_NEW(arena, buju_grid, 1);
  if (g == NULL) return NULL;
  *g = (buju_grid){.x_m = x_m, .y_m = y_m, .n = n};
  lay_out(g, radius_m);
  size_t cells = (size_t)(g->columns * g->rows);
  g->first = BUJU_NEW(arena, buju_ix, cells + 1);
  g->point = BUJU_NEW(arena, buju_ix, n);
  buju_ix *fill = BUJU_NEW(arena, buju_ix, cells + 1);
  if (g->first == NULL || g->point == NULL || fill == NULL) return NULL;
  for (buju_ix p = 0; p < n; p++)
    if (placed(g, p)) g->first[cell_of(g, p) + 1]++;
  for (size_t c = 0; c < cells; c++) fill[c + 1] = g->first[c + 1] += g->first[c];
  for (buju_ix p = 0; p < n; p++)
    if (placed(g, p)) g->point[fill[cell_of(g, p)]++] = p;
  return g;
}

static int ascending(const void *a, const void *b) {
  buju_ix x = *(const buju_ix *)a, y = *(const buju_ix *)b;
  return (x > y) - (x < y);
}

/* Few are found, as a rule, and in ascending runs. */
static void sort(buju_ix *found, buju_ix n) {
  static const buju_ix few = 32;
  if (n > few) {
    qsort(found, n, sizeof *found, ascending);
    return;
  }
  for (buju_ix i = 1; i < n; i++) {
    buju_ix p = found[i], k = i;
    for (; k > 0 && found[k - 1] > p; k--) found[k] = found[k - 1];
    found[k] = p;
  }
}

buju_ix buju_grid_gather(const buju_grid *grid, double x_m, double y_m, double radius_m, buju_ix *found) {
  if (!isfinite(x_m) || !isfinite(y_m)) return 0;
  double reach_m = radius_m * (1 + 1e-9) + 1e-6, reach_m2 = reach_m * reach_m;
  buju_ix n = 0;
  int64_t c0 = column_of(grid, x_m - reach_m), c1 = column_of(grid, x_m + reach_m);
  int64_t r1 = row_of(grid, y_m + reach_m);
  for (int64_t r = row_of(grid, y_m - reach_m); r <= r1; r++) {
    const buju_ix *row = grid->first + r * grid->columns;
    for (buju_ix k = row[c0]; k < row[c1 + 1]; k++) { /* the cells of a row follow each other */
      buju_ix p = grid->point[k];
      double dx = grid->x_m[p] - x_m, dy = grid->y_m[p] - y_m;
      if (dx * dx + dy * dy <= reach_m2) found[n++] = p;
    }
  }
  return n;
}

buju_ix buju_grid_near(const buju_grid *grid, double x_m, double y_m, double radius_m, buju_ix *found) {
  buju_ix n = buju_grid_gather(grid, x_m, y_m, radius_m, found);
  sort(found, n);
  return n;
}

/* The best point of one ring of cells around (column, row); rings grow until no closer one can follow. */
static void scan_ring(const buju_grid *g, int64_t column, int64_t row, int64_t ring, double x_m, double y_m,
                      buju_ix *best, double *best_m2) {
  for (int64_t r = row - ring; r <= row + ring; r++) {
    if (r < 0 || r >= g->rows) continue;
    bool edge = r == row - ring || r == row + ring;
    int64_t step = edge || ring == 0 ? 1 : 2 * ring;
    for (int64_t c = column - ring; c <= column + ring; c += step) {
      if (c < 0 || c >= g->columns) continue;
      size_t cell = (size_t)(r * g->columns + c);
      for (buju_ix k = g->first[cell]; k < g->first[cell + 1]; k++) {
        buju_ix p = g->point[k];
        double dx = g->x_m[p] - x_m, dy = g->y_m[p] - y_m, d2 = dx * dx + dy * dy;
        if (d2 < *best_m2 || (d2 <= *best_m2 && p < *best)) {
          *best = p;
          *best_m2 = d2;
        }
      }
    }
  }
}

buju_ix buju_grid_nearest(const buju_grid *grid, double x_m, double y_m, double *metres) {
  buju_ix best = BUJU_NONE;
  double best_m2 = INFINITY;
  if (!isfinite(x_m) || !isfinite(y_m)) return BUJU_NONE;
  int64_t column = column_of(grid, x_m), row = row_of(grid, y_m);
  int64_t rings = grid->columns > grid->rows ? grid->columns : grid->rows;
  /* a point in ring k is at least (k - 1) cells away from any place inside, and from places outside the grid too */
  for (int64_t ring = 0; ring <= rings; ring++) {
    double ahead_m = (double)(ring - 1) * grid->cell_m;
    if (ring > 1 && ahead_m * ahead_m > best_m2) break;
    scan_ring(grid, column, row, ring, x_m, y_m, &best, &best_m2);
  }
  *metres = best != BUJU_NONE ? hypot(grid->x_m[best] - x_m, grid->y_m[best] - y_m) : INFINITY;
  return best;
}
