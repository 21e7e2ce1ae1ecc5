/* Values of a raster for cells that are not its own. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "layers/terrain_file.h"

typedef struct reading {
  const buju_raster_file *file;
  const buju_raster *raster;
  buju_resampling how;
  float *value;
  buju_raster_seen *seen;
} reading;

/* As a count of cells, 0 … most, of any double but NaN. */
static int clamp(double cells, int most) { return (int)fmin(fmax(cells, 0), most); }

/* The file's cells beneath a tile of which `width` × `height` are wanted, with a cell more all around for blending;
 * false when it lies beyond the file. Where the file is finer than what is asked, heights are reduced while they are
 * read. */
static bool window_of(const reading *r, const buju_raster_tile *tile, uint32_t width, uint32_t height,
                      buju_raster_window *out) {
  double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;
  uint32_t step_x = width < TILE_STEP ? width : TILE_STEP, step_y = height < TILE_STEP ? height : TILE_STEP;
  for (uint32_t v = 0; v < height + step_y; v += step_y)
    for (uint32_t u = 0; u < width + step_x; u += step_x) {
      double x, y;
      buju_raster_tile_at(tile, tile->column + u, tile->row + v, &x, &y);
      left = fmin(left, x);
      right = fmax(right, x);
      top = fmin(top, y);
      bottom = fmax(bottom, y);
    }
  int x0 = clamp(floor(left) - 1, r->file->columns), x1 = clamp(ceil(right) + 1, r->file->columns);
  int y0 = clamp(floor(top) - 1, r->file->rows), y1 = clamp(ceil(bottom) + 1, r->file->rows);
  if (!(left <= right) || x1 <= x0 || y1 <= y0) return false;
  double finer = fmin((right - left) / (width + step_x), (bottom - top) / (height + step_y));
  int reduce = r->how == BUJU_BILINEAR && finer >= 2 ? clamp(finer, 1 << 16) : 1;
  *out = (buju_raster_window){.x = x0, .y = y0, .width = x1 - x0, .height = y1 - y0};
  out->columns = (out->width + reduce - 1) / reduce;
  out->rows = (out->height + reduce - 1) / reduce;
  return true;
}

static float cell_value(const buju_raster_window *w, double x, double y) {
  if (!(x >= 0 && x < w->columns && y >= 0 && y < w->rows)) return NAN;
  return w->value[(size_t)y * (size_t)w->columns + (size_t)x];
}

/* Between the four middles around (x, y), by those that have data if they make up half the weight. */
static float blend(const buju_raster_window *w, double x, double y) {
  double left = floor(x - 0.5), top = floor(y - 0.5), u = x - 0.5 - left, v = y - 0.5 - top, sum = 0, weights = 0;
  for (int k = 0; k < 4; k++) {
    int right = k % 2, below = k / 2;
    double weight = (right != 0 ? u : 1 - u) * (below != 0 ? v : 1 - v);
    float value = cell_value(w, left + right, top + below);
    if (!(weight > 0) || isnan(value)) continue;
    sum += weight * (double)value;
    weights += weight;
  }
  return weights >= 0.5 ? (float)(sum / weights) : NAN;
}

static void sample(const reading *r, const buju_raster_tile *tile, const buju_raster_window *w, uint32_t column,
                   uint32_t row) {
  double x, y;
  float value = NAN;
  buju_raster_tile_at(tile, column + 0.5, row + 0.5, &x, &y);
  bool inside = x >= 0 && x < r->file->columns && y >= 0 && y < r->file->rows;
  if (inside && w->value != NULL) {
    x = (x - w->x) * w->columns / w->width;
    y = (y - w->y) * w->rows / w->height;
    value = r->how == BUJU_BILINEAR ? blend(w, x, y) : cell_value(w, x, y);
  }
  *(!inside ? &r->seen->outside : isnan(value) ? &r->seen->no_data : &r->seen->with_data) += 1;
  r->value[(size_t)row * r->raster->columns + column] = value;
}

static buju_status read_tile(buju_ctx *ctx, const reading *r, const buju_raster_tile *tile, uint32_t column,
                             uint32_t row) {
  uint32_t width = r->raster->columns - column < TILE ? r->raster->columns - column : TILE;
  uint32_t height = r->raster->rows - row < TILE ? r->raster->rows - row : TILE;
  buju_raster_window w = {0};
  if (window_of(r, tile, width, height, &w)) {
    bool reduced = w.columns < w.width || w.rows < w.height;
    buju_status status = buju_raster_load(ctx, r->file, reduced, &w);
    if (status != BUJU_OK) {
      free(w.value);
      return status;
    }
  }
  for (uint32_t v = 0; v < height; v++)
    for (uint32_t u = 0; u < width; u++) sample(r, tile, &w, column + u, row + v);
  free(w.value);
  return BUJU_OK;
}

buju_status buju_raster_read(buju_ctx *ctx, buju_raster_file *file, const buju_crs *crs, const buju_raster *raster,
                             buju_resampling how, float *value, buju_raster_seen *seen) {
  buju_raster_seen counted = {0};
  buju_raster_way way;
  const reading r = {file, raster, how, value, &counted};
  buju_status status = buju_crs_way_open(ctx, crs, &file->crs, file->shown, &way.way);
  if (status != BUJU_OK) return status;
  buju_raster_places(raster, way.from);
  for (int i = 0; i < 6; i++) way.to[i] = file->to_cell[i];
  for (uint32_t row = 0; status == BUJU_OK && row < raster->rows; row += TILE)
    for (uint32_t column = 0; status == BUJU_OK && column < raster->columns; column += TILE) {
      buju_raster_tile tile;
      buju_raster_tile_make(&way, column, row, &tile);
      status = read_tile(ctx, &r, &tile, column, row);
    }
  buju_crs_way_close(&way.way);
  if (status == BUJU_OK) *seen = counted;
  return status;
}
