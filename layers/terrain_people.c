/* People of a raster on other cells. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "layers/terrain_file.h"

typedef struct pouring {
  const buju_raster_file *file;
  const buju_raster *raster;
  unsigned pieces; /* along each side of a cell of the file */
  buju_people_n *people;
  double poured; /* thousandths so far, exact: */
  int64_t given; /* whole thousandths so far, so that rounding does not add up */
  buju_raster_people seen;
} pouring;

/* How many pieces make one at most half a cell wide; 64 at most, each way. */
static unsigned pieces_of(const buju_raster_tile *tile, double column, double row) {
  double x[3], y[3];
  for (int i = 0; i < 3; i++) buju_raster_tile_at(tile, column + (i == 1), row + (i == 2), &x[i], &y[i]);
  double wide = fmax(hypot(x[1] - x[0], y[1] - y[0]), hypot(x[2] - x[0], y[2] - y[0]));
  return wide > 0 && wide <= 32 ? (unsigned)fmax(ceil(2 * wide), 1) : wide > 32 ? 64 : 1;
}

static void pour_piece(pouring *p, const buju_raster_tile *tile, double column, double row, buju_people_n people) {
  double x, y;
  buju_raster_tile_at(tile, column, row, &x, &y);
  if (!(x >= 0 && x < p->raster->columns && y >= 0 && y < p->raster->rows)) {
    p->seen.outside += people;
    return;
  }
  buju_people_n *cell = &p->people[(size_t)y * p->raster->columns + (size_t)x];
  *cell = (*cell == BUJU_PEOPLE_MISSING ? 0 : *cell) + people;
  p->seen.inside += people;
}

/* One cell of the file: its thousandths, and an equal share for each piece, the odd ones to the first. */
static void pour(pouring *p, const buju_raster_tile *tile, int column, int row, float value) {
  if (isnan(value)) {
    p->seen.no_data++;
    return;
  }
  if (value < 0) {
    p->seen.negative++;
    value = 0;
  }
  p->poured += (double)value * (double)BUJU_PERSON;
  int64_t people = (int64_t)floor(p->poured + 0.5) - p->given, n = (int64_t)p->pieces * p->pieces;
  p->given += people;
  for (int64_t i = 0; i < n; i++) {
    int64_t across = i % p->pieces, down = i / p->pieces;
    pour_piece(p, tile, column + ((double)across + 0.5) / p->pieces, row + ((double)down + 0.5) / p->pieces,
               people / n + (i < people % n));
  }
}

/* The file's cells that the raster touches, by the raster's edge. */
static bool window_of(const buju_raster_file *file, const buju_raster_way *back, const buju_raster *raster,
                      int out[4]) {
  double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;
  for (uint32_t row = 0;; row += TILE) {
    bool last_row = row + TILE >= raster->rows;
    for (uint32_t column = 0;; column += TILE) {
      buju_raster_tile tile;
      buju_raster_tile_make(back, column, row, &tile);
      for (int k = 0; k < 4; k++) {
        double x, y;
        buju_raster_tile_at(&tile, k % 2 != 0 ? fmin(column + TILE, raster->columns) : column,
                            k / 2 != 0 ? fmin(row + TILE, raster->rows) : row, &x, &y);
        left = fmin(left, x);
        right = fmax(right, x);
        top = fmin(top, y);
        bottom = fmax(bottom, y);
      }
      if (column + TILE >= raster->columns) break;
    }
    if (last_row) break;
  }
  out[0] = (int)fmax(floor(left) - 1, 0);
  out[1] = (int)fmax(floor(top) - 1, 0);
  out[2] = (int)fmin(ceil(right) + 1, file->columns);
  out[3] = (int)fmin(ceil(bottom) + 1, file->rows);
  return left <= right && out[2] > out[0] && out[3] > out[1];
}

static buju_status pour_tile(buju_ctx *ctx, pouring *p, const buju_raster_way *way, int x, int y, const int window[4]) {
  buju_raster_window w = {.x = x, .y = y};
  w.width = w.columns = window[2] - x < TILE ? window[2] - x : TILE;
  w.height = w.rows = window[3] - y < TILE ? window[3] - y : TILE;
  buju_raster_tile tile;
  buju_raster_tile_make(way, x, y, &tile);
  if (p->pieces == 0) p->pieces = pieces_of(&tile, x + w.width / 2.0, y + w.height / 2.0);
  buju_status status = buju_raster_load(ctx, p->file, false, &w);
  for (int row = 0; status == BUJU_OK && row < w.height; row++)
    for (int column = 0; column < w.width; column++)
      pour(p, &tile, x + column, y + row, w.value[(size_t)row * (size_t)w.columns + (size_t)column]);
  free(w.value);
  return status;
}

buju_status buju_raster_read_people(buju_ctx *ctx, buju_raster_file *file, const buju_crs *crs,
                                    const buju_raster *raster, buju_people_n *people, buju_raster_people *seen) {
  buju_raster_way way = {0}, back = {0};
  pouring p = {.file = file, .raster = raster, .people = people};
  int window[4];
  buju_status status = buju_crs_way_open(ctx, &file->crs, crs, file->shown, &way.way);
  if (status == BUJU_OK) status = buju_crs_way_open(ctx, crs, &file->crs, file->shown, &back.way);
  if (status == BUJU_OK) {
    buju_raster_places(raster, back.from);
    for (int i = 0; i < 6; i++) {
      way.from[i] = file->to_place[i];
      back.to[i] = file->to_cell[i];
    }
    const double to_cell[6] = {
        -raster->west_m / raster->dx_m, 1 / raster->dx_m, 0, raster->north_m / raster->dy_m, 0, -1 / raster->dy_m};
    for (int i = 0; i < 6; i++) way.to[i] = to_cell[i];
    for (size_t c = 0; c < buju_raster_cells(raster); c++) people[c] = BUJU_PEOPLE_MISSING;
    bool any = window_of(file, &back, raster, window);
    for (int y = any ? window[1] : 0; any && status == BUJU_OK && y < window[3]; y += TILE)
      for (int x = window[0]; status == BUJU_OK && x < window[2]; x += TILE)
        status = pour_tile(ctx, &p, &way, x, y, window);
  }
  buju_crs_way_close(&way.way);
  buju_crs_way_close(&back.way);
  if (status == BUJU_OK) *seen = p.seen;
  return status;
}
