/* Geometry of a plan as paths. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "layers/report/report_read.h"
#include "layers/wkb.h"

/* A GeoPackage blob is "GP", a version, flags, the CRS, an envelope as the flags say, and WKB. */
enum { HEAD_BYTES = 8, ENVELOPE_SHIFT = 1, ENVELOPE_MASK = 7, EMPTY_FLAG = 16, LITTLE_ENDIAN_FLAG = 1 };

static bool add_path(void *user, unsigned char *xy, uint32_t n) {
  buju_report_shapes *shapes = user;
  if (n == 0) return true;
  uint64_t *first = buju_vec_push(&shapes->first, sizeof *first);
  if (first == NULL) return !(shapes->failed = true);
  *first = shapes->x.n;
  for (uint32_t i = 0; i < n; i++) {
    double east = buju_wkb_double(xy + 16 * (size_t)i), north = buju_wkb_double(xy + 16 * (size_t)i + 8);
    if (!(fabs(east) < 1e9 && fabs(north) < 1e9)) continue; /* no place on earth; NaN neither */
    double *x = buju_vec_push(&shapes->x, sizeof *x), *y = buju_vec_push(&shapes->y, sizeof *y);
    if (x == NULL || y == NULL) return !(shapes->failed = true);
    *x = east;
    *y = north;
  }
  if (shapes->x.n == *first) shapes->first.n--; /* nothing of it was a place */
  return true;
}

bool buju_report_shape_add(buju_report_shapes *shapes, const unsigned char *blob, size_t bytes) {
  static const size_t envelope[] = {0, 32, 48, 48, 64};
  buju_ix *of = buju_vec_push(&shapes->of, sizeof *of);
  if (of == NULL) return false;
  *of = (buju_ix)shapes->first.n;
  if (blob == NULL || bytes < HEAD_BYTES || memcmp(blob, "GP", 2) != 0 || (blob[3] & EMPTY_FLAG) != 0) return true;
  size_t kind = blob[3] >> ENVELOPE_SHIFT & ENVELOPE_MASK;
  if (kind >= sizeof envelope / sizeof *envelope || bytes < HEAD_BYTES + envelope[kind]) return true;
  size_t head = HEAD_BYTES + envelope[kind], paths = shapes->first.n, points = shapes->x.n;
  /* add_path only reads. */
  bool whole = buju_wkb_each((unsigned char *)blob + head, bytes - head, add_path, shapes);
  if (!whole && !shapes->failed) {
    shapes->first.n = paths;
    shapes->x.n = shapes->y.n = points;
  }
  return !shapes->failed && shapes->first.n < BUJU_NONE;
}

bool buju_report_shapes_keep(buju_report_shapes *shapes, buju_arena *arena, buju_report_table *table) {
  buju_ix *last = buju_vec_push(&shapes->of, sizeof *last);
  uint64_t *end = buju_vec_push(&shapes->first, sizeof *end);
  void *of, *first, *x, *y;
  if (last == NULL || end == NULL) return false;
  *last = (buju_ix)(shapes->first.n - 1);
  *end = shapes->x.n;
  table->paths.n = *last;
  if (!buju_vec_freeze(&shapes->of, sizeof(buju_ix), arena, &of) ||
      !buju_vec_freeze(&shapes->first, sizeof(uint64_t), arena, &first) ||
      !buju_vec_freeze(&shapes->x, sizeof(double), arena, &x) ||
      !buju_vec_freeze(&shapes->y, sizeof(double), arena, &y))
    return false;
  table->path_of = of;
  table->paths.first = first;
  table->paths.x_m = x;
  table->paths.y_m = y;
  return true;
}

void buju_report_shapes_free(buju_report_shapes *shapes) {
  buju_vec_free(&shapes->of);
  buju_vec_free(&shapes->first);
  buju_vec_free(&shapes->x);
  buju_vec_free(&shapes->y);
}

void buju_report_flatten(buju_report *report) {
  static const double DEGREE_M = 111319.49079327358, RADIAN = 57.29577951308232;
  const buju_report_table *villages = &report->table[BUJU_LAYER_VILLAGES];
  double south = 90, north = -90;
  uint64_t points = villages->path_of != NULL ? villages->paths.first[villages->paths.n] : 0;
  for (uint64_t i = 0; i < points; i++) {
    south = fmin(south, villages->paths.y_m[i]);
    north = fmax(north, villages->paths.y_m[i]);
  }
  double narrow = cos((south + north) / 2 / RADIAN);
  for (int l = 0; l < BUJU_LAYERS; l++) {
    buju_report_table *table = &report->table[l];
    uint64_t n = table->path_of != NULL ? table->paths.first[table->paths.n] : 0;
    for (uint64_t i = 0; i < n; i++) {
      table->paths.x_m[i] *= DEGREE_M * narrow;
      table->paths.y_m[i] *= DEGREE_M;
    }
  }
}
