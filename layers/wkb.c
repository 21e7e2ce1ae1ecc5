/* Walking WKB. SPDX-License-Identifier: Apache-2.0 */
#include "layers/wkb.h"

#include <math.h>
#include <string.h>

enum { POINT = 1, LINE = 2, POLYGON = 3, MULTIPOLYGON = 6, COLLECTION = 7, DEPTH_MAX = 8 };

typedef struct walk {
  unsigned char *at, *end;
  bool (*visit)(void *user, unsigned char *xy, uint32_t n);
  void *user;
} walk;

static bool take_u32(walk *w, uint32_t *value) {
  if (w->end - w->at < 4) return false;
  *value = (uint32_t)w->at[0] | (uint32_t)w->at[1] << 8 | (uint32_t)w->at[2] << 16 | (uint32_t)w->at[3] << 24;
  w->at += 4;
  return true;
}

static bool take_run(walk *w, uint32_t n) {
  if ((size_t)(w->end - w->at) / 16 < n) return false;
  if (!w->visit(w->user, w->at, n)) return false;
  w->at += (size_t)n * 16;
  return true;
}

static bool take_geometry(walk *w, int depth) {
  uint32_t type = 0, n = 0;
  if (depth > DEPTH_MAX || w->end - w->at < 5 || *w->at++ != 1 || !take_u32(w, &type)) return false;
  if (type == POINT) return take_run(w, 1);
  if (type < POINT || type > COLLECTION || !take_u32(w, &n)) return false;
  if (type == LINE) return take_run(w, n);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t points = 0;
    if (type == POLYGON ? !take_u32(w, &points) || !take_run(w, points) : !take_geometry(w, depth + 1)) return false;
  }
  return true;
}

bool buju_wkb_each(unsigned char *wkb, size_t bytes, bool (*visit)(void *user, unsigned char *xy, uint32_t n),
                   void *user) {
  walk w = {wkb, wkb + bytes, visit, user};
  return take_geometry(&w, 0) && w.at == w.end;
}

static bool stretch(void *user, unsigned char *xy, uint32_t n) {
  buju_wkb_box *box = user;
  for (uint32_t i = 0; i < n; i++) {
    double x = buju_wkb_double(xy + 16 * (size_t)i), y = buju_wkb_double(xy + 16 * (size_t)i + 8);
    if (x < box->west) box->west = x;
    if (x > box->east) box->east = x;
    if (y < box->south) box->south = y;
    if (y > box->north) box->north = y;
  }
  return true;
}

void buju_wkb_stretch(const unsigned char *wkb, size_t bytes, buju_wkb_box *box) {
  buju_wkb_each((unsigned char *)wkb, bytes, stretch, box); /* which only reads */
}

typedef struct reach {
  double x_m, y_m, farthest_m;
} reach;

static bool reach_out(void *user, unsigned char *xy, uint32_t n) {
  reach *r = user;
  for (uint32_t i = 0; i < n; i++) {
    double x_m = buju_wkb_double(xy + 16 * (size_t)i), y_m = buju_wkb_double(xy + 16 * (size_t)i + 8);
    r->farthest_m = fmax(r->farthest_m, hypot(x_m - r->x_m, y_m - r->y_m));
  }
  return true;
}

double buju_wkb_farthest_m(const unsigned char *wkb, size_t bytes, double x_m, double y_m) {
  reach r = {x_m, y_m, NAN}; /* fmax passes over NaN */
  return wkb != NULL && buju_wkb_each((unsigned char *)wkb, bytes, reach_out, &r) ? r.farthest_m : NAN;
}

static void put_u32(unsigned char *at, uint32_t value) {
  for (int i = 0; i < 4; i++) at[i] = (unsigned char)(value >> (8 * i));
}

enum { HEADER_BYTES = 9, COUNT_BYTES = 4, RING_POINTS_MIN = 4 };

/* One polygon read at w, written at to without its small rings; its length there, 0 when nothing is left. */
static bool prune_polygon(walk *w, unsigned char *to, size_t *length) {
  uint32_t type = 0, rings = 0, kept = 0;
  unsigned char *out = to + HEADER_BYTES;
  bool shell = true;
  if (w->end - w->at < 5 || *w->at++ != 1 || !take_u32(w, &type) || type != POLYGON || !take_u32(w, &rings))
    return false;
  for (uint32_t i = 0; i < rings; i++) {
    uint32_t points = 0;
    if (!take_u32(w, &points) || (size_t)(w->end - w->at) / 16 < points) return false;
    bool keep = points >= RING_POINTS_MIN && shell;
    if (i == 0) shell = keep;
    if (keep) {
      put_u32(out, points);
      memmove(out + COUNT_BYTES, w->at, (size_t)points * 16);
      out += COUNT_BYTES + (size_t)points * 16;
      kept++;
    }
    w->at += (size_t)points * 16;
  }
  to[0] = 1;
  put_u32(to + 1, POLYGON);
  put_u32(to + 5, kept);
  *length = kept > 0 ? (size_t)(out - to) : 0;
  return true;
}

size_t buju_wkb_prune(unsigned char *wkb, size_t bytes) {
  walk w = {wkb, wkb + bytes, NULL, NULL};
  uint32_t type = 0, polygons = 0, kept = 0;
  if (bytes < HEADER_BYTES || *w.at++ != 1 || !take_u32(&w, &type) || type != MULTIPOLYGON || !take_u32(&w, &polygons))
    return 0;
  unsigned char *to = w.at;
  for (uint32_t i = 0; i < polygons; i++) {
    size_t length = 0;
    if (!prune_polygon(&w, to, &length)) return 0;
    to += length;
    kept += length > 0;
  }
  put_u32(wkb + 5, kept);
  return (size_t)(to - wkb);
}
